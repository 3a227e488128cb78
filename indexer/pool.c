/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/pool.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "index/error.h"
#include "indexer/places.h"
#include "indexer/reading.h"

#include <errno.h>
#include <poll.h>

/* ---- starting and stopping -------------------------------------------- */

bool sg_pool_grow(SgRun *run, GError **error)
{
	if (!run->builders)
		run->builders = g_new0(SgBuilder, run->options->jobs);
	/* tasks grow with what is found in files, and builders with them */
	unsigned n = MIN(run->options->jobs, run->tasks->len);
	const SgTemplateOptions options = {.no_sandbox = run->options->no_sandbox, .ocr = run->options->ocr};
	for (; run->n_builders < n; run->n_builders++) {
		SgBuilder *builder = &run->builders[run->n_builders];
		if (!sg_builder_start(builder, &options, error))
			return false;
		builder->busy = true; /* until its template is warm */
		builder->job = SG_JOB_FINISH;
	}
	return true;
}

void sg_pool_stop(SgRun *run)
{
	for (unsigned i = 0; i < run->n_builders; i++)
		sg_builder_stop(&run->builders[i]);
	g_clear_pointer(&run->builders, g_free);
	run->n_builders = 0;
}

/* ---- what goes wrong -------------------------------------------------- */

static bool fatal_error(const SgDone *done, GError **error)
{
	g_set_error_literal(error, SG_INDEX_ERROR,
			    done->no_space ? SG_INDEX_ERROR_NO_SPACE : SG_INDEX_ERROR_IO, done->fatal);
	return false;
}

/* The document whose reading ended the process is refused from now on; what else was under way is done again.
 */
static void remember_crash(SgRun *run, const SgTask *task)
{
	sg_change_free(run->change);
	run->change = sg_change_new();
	SgPlace *place = sg_places_new(task, SG_REASON_CRASHED, "reading it ended the indexing process");
	place->document_id = g_strdup(sg_places_still_held(run, task));
	g_ptr_array_add(run->change->places, place);
	/* what was held of the file must not stay behind without a place */
	sg_places_find_dead(run);
	sg_store_publish(run->store, run->change, NULL);
}

/* A builder that has died: of a full device, when there is no room left, as Xapian makes it. */
static bool lost_builder(SgRun *run, const SgBuilder *builder, GError **error)
{
	if (sg_run_interrupted()) /* the signal reached it too */
		return false;
	if (!sg_file_has_room(run->options->index, SG_MAX_RESERVE_BYTES, NULL)) {
		g_clear_error(error);
		g_set_error_literal(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NO_SPACE, "no space");
	} else if (builder->job < run->tasks->len) {
		const SgTask *task = g_ptr_array_index(run->tasks, builder->job);
		/* a rebuild has nothing to remember it in: the index that is live stays as it is */
		bool remembers = !run->options->rebuild;
		if (remembers)
			remember_crash(run, task);
		g_prefix_error(error, "%s: %s: ", task->key,
			       remembers ? "it will be left out; run sgindex again"
					 : "leave it out with --exclude; the index is as it was");
	}
	return false;
}

/* ---- asking and answering --------------------------------------------- */

static bool receive(SgRun *run, SgBuilder *builder, GError **error)
{
	g_autoptr(SgDone) done = sg_builder_receive(builder, error);
	if (!done)
		return lost_builder(run, builder, error);
	if (done->fatal)
		return fatal_error(done, error);
	if (done->number >= run->tasks->len)
		builder->job = SG_JOB_FINISH;
	else
		sg_reading_take_answer(run, g_steal_pointer(&done));
	return true;
}

bool sg_pool_is_busy(const SgRun *run)
{
	for (unsigned i = 0; i < run->n_builders; i++)
		if (run->builders[i].busy)
			return true;
	return false;
}

bool sg_pool_wait(SgRun *run, GError **error)
{
	/* for the progress line, and for a signal that came just before poll() */
	enum { TICK_MS = 200 };
	unsigned n_builders = run->n_builders;
	g_autofree struct pollfd *polled = g_new0(struct pollfd, n_builders);
	for (bool any = !sg_pool_is_busy(run); !any;) {
		if (sg_run_interrupted())
			return false;
		for (unsigned i = 0; i < n_builders; i++)
			polled[i] = (struct pollfd){.fd = run->builders[i].busy ? run->builders[i].fd : -1,
						    .events = POLLIN};
		sg_report_progress(run->report, run->n_done, run->tasks->len, run->totals->n_bytes);
		if (poll(polled, n_builders, TICK_MS) < 0 && errno != EINTR)
			return sg_error_errno(error, errno, "cannot wait");
		for (unsigned i = 0; i < n_builders; i++) {
			if (!polled[i].revents)
				continue;
			any = true;
			if (!receive(run, &run->builders[i], error))
				return false;
		}
	}
	return !sg_run_interrupted();
}

/* NULL when interrupted or failed. */
static SgBuilder *wait_idle(SgRun *run, GError **error)
{
	for (;;) {
		for (unsigned i = 0; i < run->n_builders; i++)
			if (!run->builders[i].busy)
				return &run->builders[i];
		if (!sg_pool_wait(run, error))
			return NULL;
	}
}

bool sg_pool_send(SgRun *run, const SgTask *task, int fd, GError **error)
{
	SgBuilder *builder = sg_pool_grow(run, error) ? wait_idle(run, error) : NULL;
	if (!builder)
		return false;
	if (!builder->segment)
		builder->segment = sg_store_segment_path(run->store, run->n_segments++);
	const SgJob job = {
	    .number = task->number,
	    .path = task->path,
	    .document_id = task->document_id,
	    .sha256 = task->sha256,
	    .supplied = task->supplied,
	    .segment = builder->segment,
	    .parts_only = task->parts_only,
	};
	return sg_builder_send(builder, &job, fd, error);
}

bool sg_pool_finish_segments(SgRun *run, GError **error)
{
	/* all are told before any is waited for: they commit at the same time */
	for (unsigned i = 0; i < run->n_builders; i++)
		if (run->builders[i].segment && !sg_builder_send_finish(&run->builders[i], error))
			return false;
	for (unsigned i = 0; i < run->n_builders; i++) {
		SgBuilder *builder = &run->builders[i];
		g_autofree char *segment = g_steal_pointer(&builder->segment);
		if (!segment)
			continue;
		g_autoptr(SgDone) done = sg_builder_receive(builder, error);
		if (!done)
			return lost_builder(run, builder, error);
		if (done->fatal)
			return fatal_error(done, error);
		if (done->n_passages > 0)
			g_ptr_array_add(run->change->segments, g_steal_pointer(&segment));
	}
	return true;
}
