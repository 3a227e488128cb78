/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/builder.h"

#include "base/channel.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/pack.h"
#include "index/error.h"
#include "index/segment.h"
#include "indexer/corrected.h"
#include "indexer/facts.h"
#include "indexer/passages.h"
#include "indexer/worker.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FINISH = G_MAXUINT };

/* ---- messages -------------------------------------------------------- */

static GString *pack_job(const SgJob *job)
{
	GString *out = g_string_new(NULL);
	sg_pack_uint(out, job->number);
	g_autofree char *key = sg_place_key(job->path);
	sg_pack_string(out, key);
	sg_pack_string(out, job->document_id);
	sg_pack_string(out, job->sha256);
	sg_pack_string(out, job->segment);
	sg_supplied_pack(out, job->supplied);
	return out;
}

/* A job as the builder holds it: its own strings. */
typedef struct {
	guint number;
	char *path, *document_id, *sha256, *segment;
	SgSupplied *supplied;
} Task;

static void clear_task(Task *task)
{
	g_free(task->path);
	g_free(task->document_id);
	g_free(task->sha256);
	g_free(task->segment);
	sg_supplied_free(task->supplied);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Task, clear_task)

static Task unpack_job(const GString *message)
{
	SgUnpack in = sg_unpack_start(message->str, message->len);
	Task task = {.number = (guint)sg_unpack_uint(&in)};
	g_autofree char *key = sg_unpack_string(&in);
	task.path = key ? sg_place_path(key) : NULL;
	task.document_id = sg_unpack_string(&in);
	task.sha256 = sg_unpack_string(&in);
	task.segment = sg_unpack_string(&in);
	task.supplied = sg_supplied_unpack(&in);
	return task;
}

static GString *pack_done(const SgDone *done)
{
	GString *out = g_string_new(NULL);
	sg_pack_uint(out, done->number);
	sg_pack_uint(out, done->reason);
	sg_pack_string(out, done->message);
	sg_pack_string(out, done->fatal);
	sg_pack_uint(out, done->no_space);
	sg_pack_string(out, done->type);
	sg_pack_string(out, done->title);
	sg_pack_string(out, done->about);
	sg_pack_uint(out, done->source);
	sg_date_pack(out, &done->date);
	sg_pack_uint(out, done->n_pages);
	sg_pack_uint(out, done->n_passages);
	sg_pack_uint(out, done->ms);
	return out;
}

static SgDone *unpack_done(const GString *message)
{
	SgUnpack in = sg_unpack_start(message->str, message->len);
	SgDone *done = g_new0(SgDone, 1);
	done->number = (guint)sg_unpack_uint(&in);
	done->reason = sg_unpack_below(&in, SG_REASON_NO_TEXT + 1);
	done->message = sg_unpack_string(&in);
	done->fatal = sg_unpack_string(&in);
	done->no_space = sg_unpack_uint(&in) != 0;
	done->type = sg_unpack_string(&in);
	done->title = sg_unpack_string(&in);
	done->about = sg_unpack_string(&in);
	done->source = sg_unpack_below(&in, SG_N_SOURCES);
	done->date = sg_date_unpack(&in);
	done->n_pages = (uint32_t)sg_unpack_uint(&in);
	done->n_passages = (uint32_t)sg_unpack_uint(&in);
	done->ms = (unsigned)sg_unpack_uint(&in);
	return done;
}

void sg_done_free(SgDone *done)
{
	if (!done)
		return;
	g_free(done->message);
	g_free(done->fatal);
	g_free(done->type);
	g_free(done->title);
	g_free(done->about);
	sg_date_clear(&done->date);
	g_free(done);
}

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
	g_autofree char *name = g_path_get_basename(path);
	GError *cause = NULL;
	SgText *text = builder->template ? sg_template_extract(builder->template, fd, name, &cause) : NULL;
	if (text || (cause && cause->domain == SG_EXTRACT_ERROR)) {
		if (cause)
			g_propagate_error(error, cause);
		return text;
	}
	g_clear_error(&cause);
	g_clear_pointer(&builder->template, sg_template_stop);
	builder->template = sg_template_start(&builder->options, error);
	return builder->template ? sg_template_extract(builder->template, fd, name, error) : NULL;
}

static void describe(SgDone *done, const SgDocument *document)
{
	done->type = g_strdup(document->type);
	done->title = g_strdup(document->title);
	done->about = g_strdup(document->about);
	done->source = document->source;
	done->date = sg_date_copy(&document->published);
	done->n_pages = document->n_pages;
	done->n_passages = document->n_passages;
	done->reason = document->no_text ? SG_REASON_NO_TEXT : SG_REASON_NONE;
}

static bool store(Builder *builder, const Task *task, const SgDocument *document, const GPtrArray *passages,
		  GError **error)
{
	if (!builder->segment)
		builder->segment = sg_segment_create(task->segment, error);
	return builder->segment && sg_segment_add(builder->segment, document, passages, error);
}

static void build(Builder *builder, const Task *task, int fd, SgDone *done)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = extract(builder, fd, task->path, &error);
	g_autoptr(SgDocument) document = sg_document_new();
	document->id = g_strdup(task->document_id);
	document->sha256 = g_strdup(task->sha256);
	g_autoptr(GPtrArray) body = text ? sg_evidence_body(text) : NULL;
	SgEvidence evidence = {.text = text, .path = task->path, .supplied = task->supplied, .body = body};
	if (!text || !sg_facts_read(&evidence, document, &error)) {
		set_refused(done, error);
		return;
	}
	g_autoptr(GPtrArray) passages = sg_passages_make(text, document);
	if (!sg_corrected_passages(task->supplied, passages, &error)) {
		set_refused(done, error);
		return;
	}
	document->n_passages = passages->len;
	const char *unread = sg_text_get_meta(text, "unread-pages");
	if (unread)
		done->message =
		    g_strdup_printf("indexed without %s of its pages: OCR takes too long", unread);
	if (store(builder, task, document, passages, &error))
		describe(done, document);
	else
		set_fatal(done, error);
}

static void finish(Builder *builder, SgDone *done)
{
	g_autoptr(GError) error = NULL;
	done->number = FINISH;
	done->n_passages = builder->segment != NULL;
	if (builder->segment && !sg_segment_finish(builder->segment, &error))
		set_fatal(done, error);
	g_clear_pointer(&builder->segment, sg_segment_close);
}

static bool handle(Builder *builder, const GString *message, int fd, GError **error)
{
	gint64 start = g_get_monotonic_time();
	g_autoptr(SgDone) done = g_new0(SgDone, 1);
	g_auto(Task) task = unpack_job(message);
	done->number = task.number;
	/* should our own code ever loop, the signal ends this process and the coordinator names the document
	 */
	alarm(task.number == FINISH ? 0 : SG_MAX_JOB_S);
	if (task.number == FINISH)
		finish(builder, done);
	else
		build(builder, &task, fd, done);
	done->ms = (unsigned)((g_get_monotonic_time() - start) / 1000);
	alarm(0);
	g_autoptr(GString) answer = pack_done(done);
	return sg_channel_send(builder->channel, answer, -1, error);
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

static G_GNUC_NORETURN void run_child(int channel, const SgTemplateOptions *options, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	signal(SIGINT, SIG_IGN); /* the coordinator decides */
	signal(SIGTERM, SIG_DFL);
	Builder builder = {.channel = channel, .options = *options};
	g_autoptr(GError) error = NULL;
	builder.template = sg_template_start(&builder.options, &error);
	g_autoptr(SgDone) ready = g_new0(SgDone, 1);
	ready->number = FINISH;
	ready->fatal = builder.template ? NULL : g_strdup(error->message);
	g_autoptr(GString) answer = pack_done(ready);
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

bool sg_builder_send(SgBuilder *builder, const SgJob *job, GError **error)
{
	g_autoptr(GString) message = pack_job(job);
	if (!sg_channel_send(builder->fd, message, job->fd, error))
		return false;
	builder->busy = true;
	builder->job = job->number;
	return true;
}

bool sg_builder_send_finish(SgBuilder *builder, GError **error)
{
	g_autoptr(GString) message = g_string_new(NULL);
	sg_pack_uint(message, FINISH);
	return sg_channel_send(builder->fd, message, -1, error);
}

SgDone *sg_builder_receive(SgBuilder *builder, GError **error)
{
	g_autoptr(GString) message = NULL;
	if (!sg_channel_receive(builder->fd, &message, NULL, error))
		return NULL;
	if (!message) {
		g_set_error_literal(error, SG_BASE_ERROR, SG_BASE_ERROR_IO,
				    "an indexing process ended unexpectedly");
		return NULL;
	}
	builder->busy = false;
	return unpack_done(message);
}

void sg_builder_stop(SgBuilder *builder)
{
	/* builders forked later hold copies of this descriptor: closing alone would not end the channel */
	shutdown(builder->fd, SHUT_RDWR);
	close(builder->fd);
	if (builder->busy)
		kill(builder->pid, SIGKILL);
	while (waitpid(builder->pid, NULL, 0) < 0 && errno == EINTR)
		;
	g_clear_pointer(&builder->segment, g_free);
}
