/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/reading.h"

#include "base/limits.h"
#include "indexer/places.h"
#include "indexer/pool.h"
#include "indexer/snapshot.h"
#include "indexer/tasks.h"

#include <string.h>
#include <unistd.h>

#define ZIP "application/zip"
#define PAST_THE_LIMIT "expands past the limit"

/* ---- what became of a task -------------------------------------------- */

static bool is_indexed(const SgDone *done)
{
	return done->reason == SG_REASON_NONE || done->reason == SG_REASON_NO_TEXT;
}

/* Of a file: it is met again next time anyway.  Of a part: what it is in must be read again. */
static void finish_unread(SgRun *run, SgTask *task, SgReason reason, const char *message)
{
	sg_report_file(run->report, SG_OUTCOME_REFUSED, task->key, NULL, reason, message, NULL);
	sg_places_mark_stale(task);
	run->n_done++;
}

static void finish_task(SgRun *run, SgTask *task, const SgDone *done)
{
	if (done->reason == SG_REASON_UNREADABLE) {
		finish_unread(run, task, done->reason, done->message);
		return;
	}
	bool refused = !is_indexed(done);
	const char *id = refused || done->archive ? NULL : task->document_id;
	sg_places_put(run, task, id, done->reason, done->message);
	sg_report_file(run->report, refused ? SG_OUTCOME_REFUSED : SG_OUTCOME_INDEXED, task->key, id,
		       done->reason, done->message, done);
	run->n_done++;
}

static void finish_refused(SgRun *run, SgTask *task, SgReason reason, const char *message)
{
	SgDone *done = g_new0(SgDone, 1);
	done->reason = reason;
	done->message = g_strdup(message);
	task->done = done;
	finish_task(run, task, done);
	sg_places_drop_parts(run, task);
}

/* The bytes are held already: only the place is new, or only its time. */
static void finish_held(SgRun *run, SgTask *task)
{
	const SgPlace *other = g_hash_table_lookup(run->held, task->document_id);
	bool same_place = g_hash_table_contains(run->places, task->key);
	bool moved = !same_place && g_hash_table_contains(run->gone_documents, task->document_id);
	/* a scan is one wherever it lies */
	sg_places_put(run, task, task->document_id, sg_reason_parse(other->reason), NULL);
	SgOutcome outcome = same_place ? SG_OUTCOME_UNCHANGED : moved ? SG_OUTCOME_MOVED : SG_OUTCOME_INDEXED;
	sg_report_file(run->report, outcome, task->key, task->document_id, SG_REASON_NONE, NULL, NULL);
	run->n_done++;
}

/* What was refused before in the same file is so again, without being tried. */
static bool is_known_bad(const SgRun *run, const SgTask *task)
{
	const SgPlace *place = task->holder ? g_hash_table_lookup(run->places, task->key) : NULL;
	return place && !place->document_id && place->reason && !run->options->retry &&
	       !sg_tasks_wants_ocr(run, place) && place->n_bytes == task->n_bytes &&
	       place->mtime_ns == task->mtime_ns &&
	       place->supplied_stamp == sg_supplied_stamp(task->supplied);
}

static void finish_known_bad(SgRun *run, SgTask *task)
{
	const SgPlace *place = g_hash_table_lookup(run->places, task->key);
	finish_refused(run, task, sg_reason_parse(place->reason), place->message);
}

/* ---- parts ------------------------------------------------------------ */

static void add_part(SgRun *run, SgTask *holder, const SgDonePart *part, int64_t *offset)
{
	SgTask *task = sg_tasks_add_part(run, holder, part->name, part->n_bytes);
	task->offset = *offset;
	task->zipped = holder->zipped || g_strcmp0(holder->done->type, ZIP) == 0;
	*offset += part->n_bytes;
	if (part->reason != SG_REASON_NONE)
		finish_refused(run, task, part->reason, part->message);
	else if (task->depth > SG_MAX_PART_DEPTH)
		finish_refused(run, task, SG_REASON_TOO_LARGE, PAST_THE_LIMIT);
	else if (is_known_bad(run, task))
		finish_known_bad(run, task);
}

/* All of them are known before any is read: so is what is gone. */
static void take_parts(SgRun *run, SgTask *task)
{
	SgDone *done = task->done;
	int64_t offset = 0;
	for (guint i = 0; done->parts && i < done->parts->len; i++)
		add_part(run, task, g_ptr_array_index(done->parts, i), &offset);
	sg_places_drop_parts(run, task);
	if (!done->parts)
		return;
	SgPending *pending = g_new0(SgPending, 1);
	*pending = (SgPending){.holder = task, .fd = done->parts_fd};
	/* first out: a deep tree is walked down, so that few levels wait at a time */
	g_queue_push_head(&run->pending, pending);
	done->parts_fd = -1;
	g_clear_pointer(&done->parts, g_ptr_array_unref);
}

/* An archive in an archive is not opened: it could hold itself. */
static void refuse_nested(SgRun *run, SgTask *task)
{
	SgDone *done = task->done;
	if (!done->archive || !task->zipped || g_strcmp0(done->type, ZIP) != 0)
		return;
	done->archive = false;
	done->reason = SG_REASON_TOO_LARGE;
	done->message = g_strdup(PAST_THE_LIMIT);
	/* where it is not in one, it may be opened */
	g_hash_table_remove(run->first_of, task->document_id);
}

void sg_reading_take_answer(SgRun *run, SgDone *done)
{
	SgTask *task = g_ptr_array_index(run->tasks, done->number);
	task->done = done;
	refuse_nested(run, task);
	if (!is_indexed(done))
		sg_done_drop_parts(done);
	if (task->parts_only) {
		finish_held(run, task);
		if (!is_indexed(done)) { /* it was readable once */
			task->place->mtime_ns = SG_PLACE_STALE_NS;
			return;
		}
	} else {
		/* only now: a supplied value that cannot be used leaves what is held as it is */
		if (task->replaces && is_indexed(done))
			g_ptr_array_add(run->change->dead_documents, g_strdup(task->document_id));
		finish_task(run, task, done);
	}
	/* what could not be read this time is in no state to say what it holds */
	if (done->reason != SG_REASON_UNREADABLE)
		take_parts(run, task);
}

/* ---- reading ---------------------------------------------------------- */

/* Whether what is supplied beside held bytes calls for reading them again: it changed at this place, or there
   is something where the place that was read had nothing or something else. */
static bool supplied_anew(const SgRun *run, const SgTask *task, const SgPlace *held)
{
	int64_t stamp = sg_supplied_stamp(task->supplied);
	const SgPlace *own = g_hash_table_lookup(run->places, task->key);
	const int64_t *lost = g_hash_table_lookup(run->orphaned, task->document_id);
	bool moved = lost && *lost == stamp; /* with its sidecar */
	if (lost) {
		g_hash_table_remove(run->orphaned, task->document_id);
		return !moved;
	}
	if (own && g_strcmp0(own->document_id, task->document_id) == 0)
		return own->supplied_stamp != stamp || sg_place_is_refused(own);
	return stamp != 0 && stamp != held->supplied_stamp;
}

/* A file that is in itself has no end. */
static bool is_in_itself(const SgTask *task)
{
	for (const SgTask *holder = task->holder; holder; holder = holder->holder)
		if (g_strcmp0(holder->document_id, task->document_id) == 0)
			return true;
	return false;
}

/* Its bytes are known: they are read, unless they are held already or are being read. */
static bool read_snapshot(SgRun *run, SgTask *task, const SgSnapshot *snapshot, GError **error)
{
	task->document_id = g_strdup(snapshot->id);
	task->sha256 = g_strdup(snapshot->sha256);
	sg_tasks_correct(run, task->path, task->document_id, &task->supplied);
	/* parts count too: a small archive may unpack to much */
	run->n_round_bytes += task->n_bytes;
	if (is_in_itself(task)) {
		finish_refused(run, task, SG_REASON_TOO_LARGE, PAST_THE_LIMIT);
		return true;
	}
	/* being read: what it is and holds is known only at the end of the round */
	if (g_hash_table_contains(run->first_of, task->document_id)) {
		g_ptr_array_add(run->copies, task);
		return true;
	}
	const SgPlace *held = g_hash_table_lookup(run->held, task->document_id);
	if (held && !supplied_anew(run, task, held) && !sg_tasks_wants_ocr(run, held)) {
		task->parts_only =
		    sg_places_is_holder(run, held->path) || sg_places_is_holder(run, task->key);
		if (task->parts_only)
			return sg_pool_send(run, task, snapshot->fd, error);
		finish_held(run, task);
		sg_places_drop_parts(run, task);
		return true;
	}
	task->replaces = held != NULL;
	g_hash_table_replace(run->first_of, task->document_id, task);
	return sg_pool_send(run, task, snapshot->fd, error);
}

static bool read_part(SgRun *run, SgTask *task, int fd, GError **error)
{
	g_autoptr(GError) cause = NULL;
	g_auto(SgSnapshot) snapshot = {.fd = -1};
	if (sg_snapshot_take_part(fd, task->offset, task->n_bytes, &snapshot, &cause))
		return read_snapshot(run, task, &snapshot, error);
	finish_unread(run, task, SG_REASON_UNREADABLE, cause->message);
	return true;
}

static void free_pending(SgPending *pending)
{
	close(pending->fd);
	g_free(pending);
}

/* What is found meanwhile comes first: so the parts of a few files wait at most. */
static bool read_pending(SgRun *run, GError **error)
{
	while (!g_queue_is_empty(&run->pending)) {
		SgPending *pending = g_queue_peek_head(&run->pending);
		const GPtrArray *parts = pending->holder->parts;
		if (sg_run_interrupted())
			return false;
		if (pending->next >= parts->len) {
			g_queue_remove(&run->pending, pending);
			free_pending(pending);
			continue;
		}
		SgTask *task = g_ptr_array_index(parts, pending->next++);
		/* those that have been refused by their names have no bytes */
		if (!task->done && !read_part(run, task, pending->fd, error))
			return false;
	}
	return true;
}

bool sg_reading_file(SgRun *run, SgTask *task, GError **error)
{
	g_autoptr(GError) cause = NULL;
	g_auto(SgSnapshot) snapshot = {.fd = -1};
	if (!sg_snapshot_take(task->file, &snapshot, &cause)) {
		bool known = cause->domain == SG_EXTRACT_ERROR;
		finish_unread(run, task, known ? (SgReason)cause->code : SG_REASON_UNREADABLE,
			      cause->message);
		return true;
	}
	run->totals->n_bytes += task->n_bytes;
	return read_snapshot(run, task, &snapshot, error) && read_pending(run, error);
}

bool sg_reading_complete(SgRun *run, GError **error)
{
	while (read_pending(run, error)) {
		if (!sg_pool_is_busy(run))
			return !sg_run_interrupted();
		if (!sg_pool_wait(run, error))
			return false;
	}
	return false;
}

void sg_reading_clear(SgRun *run)
{
	g_queue_clear_full(&run->pending, (GDestroyNotify)free_pending);
}

/* ---- copies ----------------------------------------------------------- */

/* Two files with the same bytes are one document: it cannot be two things.  What a part was not told itself
   it does not insist on. */
static bool contradicts(const SgTask *task, const SgTask *first)
{
	return !task->inherited && sg_supplied_contradicts(task->supplied, first->supplied);
}

static void finish_contradicted(SgRun *run, SgTask *task, const SgTask *first)
{
	g_autofree char *message = g_strdup_printf("%s says otherwise than what is supplied for its copy %s",
						   task->supplied->origin, first->key);
	finish_unread(run, task, SG_REASON_UNREADABLE, message);
}

/* What is in a copy is what is in the other; nothing is read for it. */
static void copy_parts(SgRun *run, SgTask *copy, const SgTask *first);

static void copy_part(SgRun *run, SgTask *holder, const SgTask *first)
{
	const char *name = first->path + strlen(first->holder->path) + strlen(SG_PART_MARK);
	SgTask *task = sg_tasks_add_part(run, holder, name, first->n_bytes);
	task->zipped = first->zipped;
	if (task->depth > SG_MAX_PART_DEPTH) {
		finish_refused(run, task, SG_REASON_TOO_LARGE, PAST_THE_LIMIT);
	} else if (first->unread) {
		finish_unread(run, task, SG_REASON_UNREADABLE, "its copy could not be read");
	} else if (first->done && !is_indexed(first->done)) {
		finish_refused(run, task, first->done->reason, first->done->message);
	} else {
		task->document_id = g_strdup(first->document_id);
		task->sha256 = g_strdup(first->sha256);
		if (g_hash_table_contains(run->first_of, task->document_id)) {
			g_ptr_array_add(run->copies, task);
			return;
		}
		finish_held(run, task);
		copy_parts(run, task, first);
	}
}

static void copy_parts(SgRun *run, SgTask *copy, const SgTask *first)
{
	for (guint i = 0; first->parts && i < first->parts->len; i++)
		copy_part(run, copy, g_ptr_array_index(first->parts, i));
	sg_places_drop_parts(run, copy);
}

static void finish_copy(SgRun *run, SgTask *task)
{
	const SgTask *first = g_hash_table_lookup(run->first_of, task->document_id);
	if (!first) /* it was in an archive in an archive */
		finish_unread(run, task, SG_REASON_UNREADABLE, "its copy could not be read");
	else if (contradicts(task, first))
		finish_contradicted(run, task, first);
	else if (task->zipped && first->done->archive && g_strcmp0(first->done->type, ZIP) == 0)
		finish_refused(run, task, SG_REASON_TOO_LARGE, PAST_THE_LIMIT);
	else {
		finish_task(run, task, first->done);
		if (first->done->reason != SG_REASON_UNREADABLE)
			copy_parts(run, task, first);
	}
}

void sg_reading_finish_copies(SgRun *run)
{
	/* more may be found on the way */
	for (guint i = 0; i < run->copies->len; i++)
		finish_copy(run, g_ptr_array_index(run->copies, i));
	g_ptr_array_set_size(run->copies, 0);
}
