/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/builder.h"

#include "base/channel.h"
#include "base/error.h"
#include "base/limits.h"
#include "index/error.h"
#include "index/segment.h"
#include "indexer/corrected.h"
#include "indexer/facts/facts.h"
#include "indexer/passages.h"
#include "indexer/worker.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- in the builder's process ---------------------------------------- */

typedef struct {
	int channel;
	SgTemplateOptions options;
	SgTemplate *template;
	SgSegment *segment;
} Builder;

static void set_fatal(SgDone *done, const GError *error)
{
	done->fatal = g_strdup(error->message);
	done->no_space = g_error_matches(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NO_SPACE) ||
			 g_error_matches(error, SG_BASE_ERROR, SG_BASE_ERROR_NO_SPACE);
}

static void set_refused(SgDone *done, const GError *error)
{
	done->reason = error->domain == SG_EXTRACT_ERROR ? (SgReason)error->code : SG_REASON_UNREADABLE;
	done->message = g_strdup(error->message);
}

/* Extraction; a template that did not survive is started anew, once. */
static SgText *extract(Builder *builder, int fd, const char *path, GError **error)
{
	/* a part too is known by the end of its name */
	g_autofree char *name = g_path_get_basename(path);
	GError *cause = NULL;
	SgText *text = builder->template ? sg_template_extract(builder->template, fd, name, &cause) : NULL;
	if (text || (cause && cause->domain == SG_EXTRACT_ERROR)) {
		if (cause)
			g_propagate_error(error, cause);
		return text;
	}
	g_clear_error(&cause);
	/* it died, not the document: nobody is to blame yet */
	g_clear_pointer(&builder->template, sg_template_stop);
	builder->template = sg_template_start(&builder->options, error);
	return builder->template ? sg_template_extract(builder->template, fd, name, error) : NULL;
}

static void describe(SgDone *done, const SgDocument *document)
{
	done->title = g_strdup(document->title);
	done->about = g_strdup(document->about);
	done->source = document->source;
	done->date = sg_date_copy(&document->published);
	done->n_pages = document->n_pages;
	done->n_passages = document->n_passages;
	done->reason = document->no_text ? SG_REASON_NO_TEXT : SG_REASON_NONE;
}

static bool store(Builder *builder, const SgJob *job, const SgDocument *document, const GPtrArray *passages,
		  GError **error)
{
	if (!builder->segment)
		builder->segment = sg_segment_create(job->segment, error);
	return builder->segment && sg_segment_add(builder->segment, document, passages, error);
}

/* Facts and passages of a document, written to the segment. */
static void index_text(Builder *builder, const SgJob *job, const SgText *text, SgDone *done)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgDocument) document = sg_document_new();
	document->id = g_strdup(job->document_id);
	document->sha256 = g_strdup(job->sha256);
	g_autoptr(GPtrArray) body = sg_evidence_body(text);
	SgEvidence evidence = {.text = text, .path = job->path, .supplied = job->supplied, .body = body};
	if (!sg_facts_read(&evidence, document, &error)) {
		set_refused(done, error);
		return;
	}
	g_autoptr(GPtrArray) passages = sg_passages_make(text, document);
	if (!sg_corrected_passages(job->supplied, passages, &error)) {
		set_refused(done, error);
		return;
	}
	document->n_passages = passages->len;
	const char *unread = sg_text_get_meta(text, "unread-pages");
	if (unread)
		done->message =
		    g_strdup_printf("indexed without %s of its pages: OCR takes too long", unread);
	if (store(builder, job, document, passages, &error))
		describe(done, document);
	else
		set_fatal(done, error);
}

static void build(Builder *builder, const SgJob *job, int fd, SgDone *done)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = extract(builder, fd, job->path, &error);
	if (!text || !sg_done_take_parts(done, text, &error)) {
		set_refused(done, error);
		return;
	}
	done->archive = text->archive;
	done->type = g_strdup(text->type);
	if (!text->archive && !job->parts_only)
		index_text(builder, job, text, done);
}

static void finish(Builder *builder, SgDone *done)
{
	g_autoptr(GError) error = NULL;
	done->number = SG_JOB_FINISH;
	/* whether there is a segment at all: perhaps nothing was indexed */
	done->n_passages = builder->segment != NULL;
	if (builder->segment && !sg_segment_finish(builder->segment, &error))
		set_fatal(done, error);
	g_clear_pointer(&builder->segment, sg_segment_close);
}

static bool handle(Builder *builder, const GString *message, int fd, GError **error)
{
	gint64 start = g_get_monotonic_time();
	g_autoptr(SgDone) done = g_new0(SgDone, 1);
	g_autoptr(SgJob) job = sg_job_unpack(message);
	done->number = job->number;
	/* should our own code ever loop, the signal ends this process and the coordinator names the document
	 */
	alarm(job->number == SG_JOB_FINISH ? 0 : SG_MAX_JOB_S);
	if (job->number == SG_JOB_FINISH)
		finish(builder, done);
	else
		build(builder, job, fd, done);
	done->ms = (unsigned)((g_get_monotonic_time() - start) / 1000);
	alarm(0);
	g_autoptr(GString) answer = sg_done_pack(done);
	return sg_channel_send(builder->channel, answer, done->parts ? done->parts_fd : -1, error);
}

/* Until the other side closes the channel. */
static int serve(Builder *builder)
{
	for (;;) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GString) message = NULL;
		int fd = -1;
		if (!sg_channel_receive(builder->channel, &message, &fd, &error) || !message)
			break;
		bool handled = handle(builder, message, fd, &error);
		if (fd >= 0)
			close(fd);
		if (!handled)
			break;
	}
	sg_segment_close(builder->segment);
	if (builder->template)
		sg_template_stop(builder->template);
	return 0;
}

/* What a builder started in the midst of a run would keep open: other builders' channels, the bytes of files
   inside files. */
static void keep_only(int channel)
{
	if (channel > STDERR_FILENO + 1)
		close_range(STDERR_FILENO + 1, (unsigned)channel - 1, 0);
	close_range((unsigned)channel + 1, ~0U, 0);
}

static G_GNUC_NORETURN void run_child(int channel, const SgTemplateOptions *options, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	keep_only(channel);
	signal(SIGINT, SIG_IGN); /* the coordinator decides */
	signal(SIGTERM, SIG_DFL);
	Builder builder = {.channel = channel, .options = *options};
	g_autoptr(GError) error = NULL;
	builder.template = sg_template_start(&builder.options, &error);
	g_autoptr(SgDone) ready = g_new0(SgDone, 1);
	ready->number = SG_JOB_FINISH;
	ready->fatal = builder.template ? NULL : g_strdup(error->message);
	g_autoptr(GString) answer = sg_done_pack(ready);
	if (!sg_channel_send(channel, answer, -1, NULL) || !builder.template)
		_exit(1);
	_exit(serve(&builder));
}

/* ---- in the coordinator ---------------------------------------------- */

bool sg_builder_start(SgBuilder *ret_builder, const SgTemplateOptions *options, GError **error)
{
	int fds[2];
	if (!sg_channel_pair(fds, error))
		return false;
	pid_t parent = getpid();
	pid_t pid = fork();
	if (pid == 0) {
		close(fds[0]);
		run_child(fds[1], options, parent);
	}
	close(fds[1]);
	if (pid < 0) {
		close(fds[0]);
		return sg_error_errno(error, errno, "cannot fork");
	}
	*ret_builder = (SgBuilder){.pid = pid, .fd = fds[0]};
	return true;
}

bool sg_builder_send(SgBuilder *builder, const SgJob *job, int fd, GError **error)
{
	g_autoptr(GString) message = sg_job_pack(job);
	if (!sg_channel_send(builder->fd, message, fd, error))
		return false;
	builder->busy = true;
	builder->job = job->number;
	return true;
}

bool sg_builder_send_finish(SgBuilder *builder, GError **error)
{
	const SgJob finish = {.number = SG_JOB_FINISH};
	g_autoptr(GString) message = sg_job_pack(&finish);
	builder->job = SG_JOB_FINISH; /* should it die now, no document is to blame */
	return sg_channel_send(builder->fd, message, -1, error);
}

SgDone *sg_builder_receive(SgBuilder *builder, GError **error)
{
	g_autoptr(GString) message = NULL;
	int fd = -1;
	if (!sg_channel_receive(builder->fd, &message, &fd, error))
		return NULL;
	SgDone *done = message ? sg_done_unpack(message, fd) : NULL;
	if (done)
		builder->busy = false;
	else
		g_set_error_literal(error, SG_BASE_ERROR, SG_BASE_ERROR_IO,
				    "an indexing process ended unexpectedly");
	return done;
}

void sg_builder_stop(SgBuilder *builder)
{
	/* builders forked later hold copies of this descriptor: closing alone would not end the channel */
	shutdown(builder->fd, SHUT_RDWR);
	close(builder->fd);
	/* it may be deep in a document; idle ones end by themselves */
	if (builder->busy)
		kill(builder->pid, SIGKILL);
	while (waitpid(builder->pid, NULL, 0) < 0 && errno == EINTR)
		;
	g_clear_pointer(&builder->segment, g_free);
}
