/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/run.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "corpus/meetings.h"
#include "corpus/walk.h"
#include "index/error.h"
#include "index/store.h"
#include "indexer/builder.h"
#include "indexer/corrected.h"
#include "indexer/report.h"
#include "indexer/snapshot.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

void sg_run_interrupt(void)
{
	interrupted = 1;
}

/* A file to be read in this run. */
typedef struct {
	const SgFile *file;
	SgSupplied *supplied;
	char *key; /* of its place */
	char *document_id, *sha256;
	bool replaces; /* the same bytes are held, read with something else supplied */
	SgDone *done;  /* NULL: under way, or a copy of another one */
} Task;

typedef struct {
	const SgRunOptions *options;
	SgRunTotals *totals;
	SgReport *report;
	SgStore *store;
	SgWalk *walk;
	GHashTable *manifest;       /* path -> SgSupplied; NULL */
	GHashTable *listed_met;     /* paths of the manifest that the walk met */
	SgMeetings *meetings;       /* saved among the files of the walk */
	SgCorrections *corrections; /* NULL: none */
	GHashTable *places;         /* key -> SgPlace: what the index holds */
	GHashTable *met;            /* keys of the files the walk met */
	GHashTable *held;           /* document ID -> SgPlace, one of its places */
	GPtrArray *tasks;
	GHashTable *first_of; /* document ID -> Task that reads it in this run */
	GPtrArray *copies;    /* Task whose bytes another task reads */
	SgBuilder *builders;
	unsigned n_builders;
	unsigned n_segments;
	SgChange *change;
	guint n_done;
} Run;

static void free_task(void *data)
{
	Task *task = data;
	sg_supplied_free(task->supplied);
	g_free(task->key);
	g_free(task->document_id);
	g_free(task->sha256);
	sg_done_free(task->done);
	g_free(task);
}

/* ---- what is to be read ---------------------------------------------- */

/* The sidecar, else the manifest’s line; and the meetings saved beside it. */
static bool find_supplied(const Run *run, const char *path, SgSupplied **ret_supplied, GError **error)
{
	g_autofree char *sidecar = sg_sidecar_path(path);
	GError *cause = NULL;
	*ret_supplied = sg_sidecar_read(sidecar, &cause);
	if (cause) {
		g_propagate_error(error, cause);
		return false;
	}
	const SgSupplied *listed = run->manifest ? g_hash_table_lookup(run->manifest, path) : NULL;
	if (listed)
		g_hash_table_add(run->listed_met, g_strdup(path));
	if (!*ret_supplied && listed)
		*ret_supplied = sg_supplied_copy(listed);
	sg_meetings_supply(run->meetings, path, ret_supplied);
	return true;
}

/* What is corrected in the document is known only with its ID: laid over all else, last. */
static void correct(const Run *run, const char *path, const char *document_id, SgSupplied **supplied)
{
	if (run->corrections)
		sg_corrections_apply(run->corrections, path, document_id, supplied);
}

static bool same_file(const Run *run, const SgPlace *place, const SgFile *file, const SgSupplied *supplied)
{
	g_autoptr(SgSupplied) corrected = supplied ? sg_supplied_copy(supplied) : NULL;
	correct(run, file->path, place->document_id, &corrected);
	return place->n_bytes == file->n_bytes && place->mtime_ns == file->mtime_ns &&
	       place->supplied_stamp == sg_supplied_stamp(corrected);
}

static void keep_unchanged(Run *run, const SgPlace *place)
{
	SgReason reason = sg_reason_parse(place->reason);
	SgOutcome outcome = place->document_id ? SG_OUTCOME_UNCHANGED : SG_OUTCOME_REFUSED;
	sg_report_file(run->report, outcome, place->path, place->document_id,
		       place->document_id ? SG_REASON_NONE : reason, place->message, NULL);
}

/* Met before without --ocr: a scan, or a picture. */
static bool wants_ocr(const Run *run, const SgPlace *place)
{
	bool scan = sg_reason_parse(place->reason) == SG_REASON_NO_TEXT;
	bool picture = place->message && g_str_has_prefix(place->message, "image/");
	return run->options->ocr && (scan || picture);
}

static void consider(Run *run, const SgFile *file)
{
	g_autofree char *key = sg_place_key(file->path);
	g_autoptr(SgSupplied) supplied = NULL;
	g_autoptr(GError) error = NULL;
	const SgPlace *place = g_hash_table_lookup(run->places, key);
	if (file->skipped) {
		sg_report_file(run->report, file->expected ? SG_OUTCOME_PASSED_OVER : SG_OUTCOME_SKIPPED, key,
			       NULL, SG_REASON_NONE, file->skipped, NULL);
		return;
	}
	g_hash_table_add(run->met, g_strdup(key));
	if (!find_supplied(run, file->path, &supplied, &error)) {
		sg_report_file(run->report, SG_OUTCOME_REFUSED, key, NULL, SG_REASON_UNREADABLE,
			       error->message, NULL);
		return;
	}
	bool again = place && ((!place->document_id && run->options->retry) || wants_ocr(run, place));
	if (place && !again && same_file(run, place, file, supplied)) {
		keep_unchanged(run, place);
		return;
	}
	Task *task = g_new0(Task, 1);
	task->file = file;
	task->supplied = g_steal_pointer(&supplied);
	task->key = g_steal_pointer(&key);
	g_ptr_array_add(run->tasks, task);
}

/* What something is supplied for comes first: of copies it is the one to be read.  Then the largest first, so
   that workers end at about the same time. */
static gint compare_tasks(gconstpointer a, gconstpointer b)
{
	const Task *left = *(const Task *const *)a, *right = *(const Task *const *)b;
	if ((left->supplied != NULL) != (right->supplied != NULL))
		return left->supplied ? -1 : 1;
	if (left->file->n_bytes != right->file->n_bytes)
		return left->file->n_bytes > right->file->n_bytes ? -1 : 1;
	return strcmp(left->key, right->key);
}

static void consider_all(Run *run)
{
	for (guint i = 0; i < run->walk->files->len; i++)
		consider(run, g_ptr_array_index(run->walk->files, i));
	g_ptr_array_sort(run->tasks, compare_tasks);
}

static void note_held(Run *run)
{
	GHashTableIter iter;
	gpointer place;
	g_hash_table_iter_init(&iter, run->places);
	while (g_hash_table_iter_next(&iter, NULL, &place)) {
		char *id = ((SgPlace *)place)->document_id;
		const SgPlace *other = id ? g_hash_table_lookup(run->held, id) : NULL;
		/* of several places, one with something supplied speaks for the document */
		if (id && (!other || other->supplied_stamp == 0))
			g_hash_table_replace(run->held, id, place);
	}
}

/* ---- places ---------------------------------------------------------- */

static bool is_indexed(const SgDone *done)
{
	return done->reason == SG_REASON_NONE || done->reason == SG_REASON_NO_TEXT;
}

/* The file of a task in the state it was met in; no document yet. */
static SgPlace *new_place(const Task *task, SgReason reason, const char *message)
{
	SgPlace *place = sg_place_new();
	place->path = g_strdup(task->key);
	place->n_bytes = task->file->n_bytes;
	place->mtime_ns = task->file->mtime_ns;
	place->supplied_stamp = sg_supplied_stamp(task->supplied);
	place->reason = reason == SG_REASON_NONE ? NULL : g_strdup(sg_reason_name(reason));
	place->message = g_strdup(message);
	return place;
}

/* What could not be read this time is tried again next time: only what is known of the bytes is remembered.
 */
static void put_place(Run *run, const Task *task, const SgDone *done)
{
	if (done->reason == SG_REASON_UNREADABLE)
		return;
	SgPlace *place = new_place(task, done->reason, done->message);
	place->document_id = is_indexed(done) ? g_strdup(task->document_id) : NULL;
	g_ptr_array_add(run->change->places, place);
}

static void finish_task(Run *run, const Task *task, const SgDone *done)
{
	bool refused = !is_indexed(done);
	put_place(run, task, done);
	sg_report_file(run->report, refused ? SG_OUTCOME_REFUSED : SG_OUTCOME_INDEXED, task->key,
		       refused ? NULL : task->document_id, done->reason, done->message, done);
	run->n_done++;
}

/* The bytes are held already: only the place is new, or only its time. */
static void finish_held(Run *run, const Task *task)
{
	const SgPlace *other = g_hash_table_lookup(run->held, task->document_id);
	bool same_place = g_hash_table_contains(run->places, task->key);
	bool moved = !same_place && !g_hash_table_contains(run->met, other->path);
	SgDone done = {.reason = sg_reason_parse(other->reason)};
	put_place(run, task, &done);
	SgOutcome outcome = same_place ? SG_OUTCOME_UNCHANGED : moved ? SG_OUTCOME_MOVED : SG_OUTCOME_INDEXED;
	sg_report_file(run->report, outcome, task->key, task->document_id, SG_REASON_NONE, NULL, NULL);
	run->n_done++;
}

/* A file that cannot be read now is tried again next time; what was held of it stays. */
static void finish_unreadable(Run *run, const Task *task, const GError *error)
{
	SgReason reason = error->domain == SG_EXTRACT_ERROR ? (SgReason)error->code : SG_REASON_UNREADABLE;
	sg_report_file(run->report, SG_OUTCOME_REFUSED, task->key, NULL, reason, error->message, NULL);
	run->n_done++;
}

/* ---- builders -------------------------------------------------------- */

static bool fatal_error(const SgDone *done, GError **error)
{
	g_set_error_literal(error, SG_INDEX_ERROR,
			    done->no_space ? SG_INDEX_ERROR_NO_SPACE : SG_INDEX_ERROR_IO, done->fatal);
	return false;
}

/* The document whose reading ended the process is refused from now on; what else was under way is done again.
 */
static void remember_crash(const Run *run, const Task *task)
{
	g_autoptr(SgChange) change = sg_change_new();
	g_ptr_array_add(change->places,
			new_place(task, SG_REASON_CRASHED, "reading it ended the indexing process"));
	if (!run->options->rebuild)
		sg_store_publish(run->store, change, NULL);
}

/* A builder that has died: of a full device, when there is no room left, as Xapian makes it. */
static bool lost_builder(Run *run, const SgBuilder *builder, GError **error)
{
	if (interrupted) /* the signal reached it too */
		return false;
	if (!sg_file_has_room(run->options->index, SG_MAX_RESERVE_BYTES, NULL)) {
		g_clear_error(error);
		g_set_error_literal(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NO_SPACE, "no space");
	} else if (builder->job < run->tasks->len) {
		const Task *task = g_ptr_array_index(run->tasks, builder->job);
		remember_crash(run, task);
		g_prefix_error(error, "%s: it will be left out; run sgindex again: ", task->key);
	}
	return false;
}

static bool receive(Run *run, SgBuilder *builder, GError **error)
{
	g_autoptr(SgDone) done = sg_builder_receive(builder, error);
	if (!done)
		return lost_builder(run, builder, error);
	if (done->fatal)
		return fatal_error(done, error);
	if (done->number >= run->tasks->len) {
		builder->job = G_MAXUINT;
		return true;
	}
	Task *task = g_ptr_array_index(run->tasks, done->number);
	task->done = g_steal_pointer(&done);
	/* only now: a supplied value that cannot be used leaves what is held as it is */
	if (task->replaces && is_indexed(task->done))
		g_ptr_array_add(run->change->dead_documents, g_strdup(task->document_id));
	finish_task(run, task, task->done);
	return true;
}

/* Waits for one builder to be free; NULL when interrupted or failed. */
static SgBuilder *wait_idle(Run *run, GError **error)
{
	enum { TICK_MS = 200 };
	g_autofree struct pollfd *polled = g_new0(struct pollfd, run->n_builders);
	while (!interrupted) {
		for (unsigned i = 0; i < run->n_builders; i++) {
			if (!run->builders[i].busy)
				return &run->builders[i];
			polled[i] = (struct pollfd){.fd = run->builders[i].fd, .events = POLLIN};
		}
		sg_report_progress(run->report, run->n_done, run->tasks->len, run->totals->n_bytes);
		if (poll(polled, run->n_builders, TICK_MS) < 0 && errno != EINTR) {
			sg_error_errno(error, errno, "cannot wait");
			return NULL;
		}
		for (unsigned i = 0; i < run->n_builders; i++)
			if (polled[i].revents && !receive(run, &run->builders[i], error))
				return NULL;
	}
	return NULL;
}

static bool drain(Run *run, GError **error)
{
	for (unsigned i = 0; i < run->n_builders; i++)
		while (run->builders[i].busy && !interrupted)
			if (!wait_idle(run, error) ||
			    (run->builders[i].busy && !receive(run, &run->builders[i], error)))
				return false;
	return !interrupted;
}

static bool start_builders(Run *run, GError **error)
{
	unsigned n = MIN(run->options->jobs, run->tasks->len);
	const SgTemplateOptions template_options = {.no_sandbox = run->options->no_sandbox,
						    .ocr = run->options->ocr};
	run->builders = g_new0(SgBuilder, n);
	for (; run->n_builders < n; run->n_builders++) {
		SgBuilder *builder = &run->builders[run->n_builders];
		if (!sg_builder_start(builder, &template_options, error))
			return false;
		builder->busy = true; /* until its template is warm */
		builder->job = G_MAXUINT;
	}
	return true;
}

static void stop_builders(Run *run)
{
	for (unsigned i = 0; i < run->n_builders; i++)
		sg_builder_stop(&run->builders[i]);
	g_clear_pointer(&run->builders, g_free);
	run->n_builders = 0;
}

static bool send_task(Run *run, guint number, const SgSnapshot *snapshot, GError **error)
{
	const Task *task = g_ptr_array_index(run->tasks, number);
	SgBuilder *builder = wait_idle(run, error);
	if (!builder)
		return false;
	if (!builder->segment)
		builder->segment = sg_store_segment_path(run->store, run->n_segments++);
	SgJob job = {
	    .number = number,
	    .path = task->file->path,
	    .document_id = task->document_id,
	    .sha256 = task->sha256,
	    .supplied = task->supplied,
	    .segment = builder->segment,
	    .fd = snapshot->fd,
	};
	return sg_builder_send(builder, &job, error);
}

/* ---- reading --------------------------------------------------------- */

/* Whether what is supplied beside held bytes calls for reading them again: it changed at this place, or there
   is something where the place that was read had nothing or something else. */
static bool supplied_anew(const Run *run, const Task *task, const SgPlace *held)
{
	int64_t stamp = sg_supplied_stamp(task->supplied);
	const SgPlace *own = g_hash_table_lookup(run->places, task->key);
	if (own && g_strcmp0(own->document_id, task->document_id) == 0)
		return own->supplied_stamp != stamp;
	return stamp != 0 && stamp != held->supplied_stamp;
}

/* Reads one file, unless its bytes are held already or are being read. */
static bool read_task(Run *run, guint number, GError **error)
{
	Task *task = g_ptr_array_index(run->tasks, number);
	g_autoptr(GError) cause = NULL;
	g_auto(SgSnapshot) snapshot = {.fd = -1};
	if (!sg_snapshot_take(task->file, &snapshot, &cause)) {
		finish_unreadable(run, task, cause);
		return true;
	}
	run->totals->n_bytes += task->file->n_bytes;
	task->document_id = g_strdup(snapshot.id);
	task->sha256 = g_strdup(snapshot.sha256);
	correct(run, task->file->path, task->document_id, &task->supplied);
	if (g_hash_table_contains(run->first_of, task->document_id)) {
		g_ptr_array_add(run->copies, task);
		return true;
	}
	const SgPlace *held = g_hash_table_lookup(run->held, task->document_id);
	if (held && !supplied_anew(run, task, held) && !wants_ocr(run, held)) {
		finish_held(run, task);
		return true;
	}
	task->replaces = held != NULL;
	g_hash_table_replace(run->first_of, task->document_id, task);
	return send_task(run, number, &snapshot, error);
}

static bool finish_segments(Run *run, GError **error)
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

/* Two files with the same bytes are one document: it cannot be two things. */
static void finish_contradicted(Run *run, const Task *task, const Task *first)
{
	g_autofree char *message = g_strdup_printf("%s says otherwise than what is supplied for its copy %s",
						   task->supplied->origin, first->key);
	SgDone done = {.reason = SG_REASON_UNREADABLE, .message = message};
	finish_task(run, task, &done);
}

static void finish_copies(Run *run)
{
	for (guint i = 0; i < run->copies->len; i++) {
		const Task *task = g_ptr_array_index(run->copies, i);
		const Task *first = g_hash_table_lookup(run->first_of, task->document_id);
		if (sg_supplied_contradicts(task->supplied, first->supplied))
			finish_contradicted(run, task, first);
		else
			finish_task(run, task, first->done);
	}
	g_ptr_array_set_size(run->copies, 0);
}

/* ---- publishing ------------------------------------------------------ */

static void apply_places(Run *run)
{
	const SgChange *change = run->change;
	for (guint i = 0; i < change->gone_places->len; i++)
		g_hash_table_remove(run->places, g_ptr_array_index(change->gone_places, i));
	for (guint i = 0; i < change->places->len; i++) {
		SgPlace *place = sg_place_new(), *put = g_ptr_array_index(change->places, i);
		place->path = g_strdup(put->path);
		place->document_id = g_strdup(put->document_id);
		place->reason = g_strdup(put->reason);
		place->supplied_stamp = put->supplied_stamp;
		g_hash_table_replace(run->places, place->path, place);
	}
}

/* Documents of the index that no place holds any more. */
static void find_dead(Run *run)
{
	g_autoptr(GHashTable) before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer id, place;
	g_hash_table_iter_init(&iter, run->held);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		g_hash_table_add(before, g_strdup(id));
	g_hash_table_remove_all(run->held);
	apply_places(run);
	note_held(run);
	g_hash_table_iter_init(&iter, before);
	while (g_hash_table_iter_next(&iter, &id, &place))
		if (!g_hash_table_contains(run->held, id))
			g_ptr_array_add(run->change->dead_documents, g_strdup(id));
}

static bool publish(Run *run, GError **error)
{
	if (!drain(run, error) || !finish_segments(run, error))
		return false;
	finish_copies(run);
	find_dead(run);
	bool needed = !sg_change_is_empty(run->change) || sg_store_get_revision(run->store) == 0 ||
		      run->options->rebuild;
	if (needed && !sg_store_publish(run->store, run->change, error))
		return false;
	sg_change_free(run->change);
	run->change = sg_change_new();
	g_hash_table_remove_all(run->first_of);
	return true;
}

static bool read_all(Run *run, GError **error)
{
	gint64 round_start = 0;
	for (guint i = 0; i < run->tasks->len && !interrupted; i++) {
		if (!read_task(run, i, error))
			return false;
		/* a rebuild is swapped in whole */
		if (run->options->rebuild || run->totals->n_bytes - round_start < SG_MAX_ROUND_BYTES)
			continue;
		round_start = run->totals->n_bytes;
		if (!publish(run, error))
			return false;
	}
	return !interrupted;
}

/* ---- files that are gone --------------------------------------------- */

static bool under(const char *path, const char *folder)
{
	size_t n_bytes = strlen(folder);
	return strncmp(path, folder, n_bytes) == 0 &&
	       (path[n_bytes] == '/' || path[n_bytes] == '\0' || (n_bytes == 1 && *folder == '/'));
}

static bool under_any(const char *path, const GPtrArray *folders)
{
	for (guint i = 0; i < folders->len; i++)
		if (under(path, g_ptr_array_index(folders, i)))
			return true;
	return false;
}

/* Folders in which a missing file means a removed one.  A folder without any file now (a disk that is not
   mounted) says nothing, unless --prune says it does. */
static GPtrArray *trusted_folders(const Run *run)
{
	GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < run->options->paths->len; i++) {
		g_autofree char *folder = sg_walk_path(g_ptr_array_index(run->options->paths, i));
		bool holds = run->options->prune;
		for (guint f = 0; f < run->walk->files->len && !holds; f++)
			holds = under(((SgFile *)g_ptr_array_index(run->walk->files, f))->path, folder);
		if (holds)
			g_ptr_array_add(folders, g_steal_pointer(&folder));
	}
	return folders;
}

static void find_gone(Run *run)
{
	g_autoptr(GPtrArray) folders = trusted_folders(run);
	GHashTableIter iter;
	gpointer key;
	g_hash_table_iter_init(&iter, run->places);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		if (g_hash_table_contains(run->met, key))
			continue;
		g_autofree char *path = sg_place_path(key);
		if (!under_any(path, folders) || under_any(path, run->walk->unread))
			continue;
		g_ptr_array_add(run->change->gone_places, g_strdup(key));
	}
}

/* Lines of the manifest for files that should have been met and were not: most likely misspelt. */
static void report_unlisted(Run *run)
{
	GHashTableIter iter;
	gpointer path, supplied;
	if (!run->manifest)
		return;
	g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < run->options->paths->len; i++)
		g_ptr_array_add(folders, sg_walk_path(g_ptr_array_index(run->options->paths, i)));
	g_hash_table_iter_init(&iter, run->manifest);
	while (g_hash_table_iter_next(&iter, &path, &supplied)) {
		if (g_hash_table_contains(run->listed_met, path) || !under_any(path, folders))
			continue;
		g_autofree char *message = g_strdup_printf("%s: there is no file %s",
							   ((SgSupplied *)supplied)->origin, (char *)path);
		sg_report_trouble(run->report, message);
	}
}

/* A group of the corrections for nothing that is held or was met: most likely misspelt. */
static void report_uncorrected(const char *where, const char *document_id, const char *name, void *user_data)
{
	const Run *run = user_data;
	if (document_id && g_hash_table_contains(run->held, document_id))
		return;
	g_autofree char *message = g_strdup_printf("%s: there is no document [%s]", where, name);
	sg_report_trouble(run->report, message);
}

/* Told after reading: a file that is gone here may have been met elsewhere. */
static void report_gone(Run *run)
{
	g_autoptr(GHashTable) put = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < run->change->places->len; i++) {
		char *id = ((SgPlace *)g_ptr_array_index(run->change->places, i))->document_id;
		if (id)
			g_hash_table_add(put, id);
	}
	for (guint i = 0; i < run->change->gone_places->len; i++) {
		const char *key = g_ptr_array_index(run->change->gone_places, i);
		const SgPlace *place = g_hash_table_lookup(run->places, key);
		const char *id = place ? place->document_id : NULL;
		if (!id || !g_hash_table_contains(put, id))
			sg_report_file(run->report, SG_OUTCOME_REMOVED, key, id, SG_REASON_NONE, NULL, NULL);
	}
}

/* ---- the run --------------------------------------------------------- */

/* With --prune a path that is missing altogether is no error: what was under it is forgotten. */
static bool walk(Run *run, GError **error)
{
	g_autoptr(GPtrArray) present = g_ptr_array_new();
	for (guint i = 0; i < run->options->paths->len; i++) {
		char *path = g_ptr_array_index(run->options->paths, i);
		if (!run->options->prune || access(path, F_OK) == 0)
			g_ptr_array_add(present, path);
	}
	run->walk = sg_walk(present, run->options->excludes, run->options->index, error);
	return run->walk != NULL;
}

static bool prepare(Run *run, GError **error)
{
	if (run->options->manifest) {
		run->manifest = sg_manifest_read(run->options->manifest, error);
		if (!run->manifest)
			return false;
	}
	/* paths first: a mistyped one must not leave an empty index behind */
	if (run->options->corrections) {
		run->corrections = sg_corrected_read(run->options->corrections, error);
		if (!run->corrections)
			return false;
	}
	if (!walk(run, error))
		return false;
	run->meetings = sg_meetings_find(run->walk->files);
	run->store = sg_store_open(run->options->index, run->options->rebuild, error);
	run->places = run->store ? sg_store_dup_places(run->store, error) : NULL;
	if (!run->places || !sg_report_open(run->report, error))
		return false;
	for (guint i = 0; i < run->walk->troubles->len; i++)
		sg_report_trouble(run->report, g_ptr_array_index(run->walk->troubles, i));
	return true;
}

static bool work(Run *run, GError **error)
{
	note_held(run);
	consider_all(run);
	find_gone(run);
	report_unlisted(run);
	if (run->tasks->len > 0 && !start_builders(run, error))
		return false;
	if (!read_all(run, error))
		return false;
	if (run->corrections)
		sg_corrections_each_unused(run->corrections, report_uncorrected, run);
	report_gone(run);
	return publish(run, error);
}

static void clear_run(Run *run)
{
	stop_builders(run);
	g_clear_pointer(&run->store, sg_store_close);
	g_clear_pointer(&run->walk, sg_walk_free);
	g_clear_pointer(&run->manifest, g_hash_table_unref);
	g_clear_pointer(&run->meetings, sg_meetings_free);
	g_clear_pointer(&run->corrections, sg_corrections_free);
	g_hash_table_unref(run->held);
	g_hash_table_unref(run->listed_met);
	g_clear_pointer(&run->places, g_hash_table_unref);
	g_hash_table_unref(run->met);
	g_hash_table_unref(run->first_of);
	g_ptr_array_unref(run->copies);
	g_ptr_array_unref(run->tasks);
	sg_change_free(run->change);
}

bool sg_run(const SgRunOptions *options, SgRunTotals *ret_totals, GError **error)
{
	gint64 started = g_get_monotonic_time();
	*ret_totals = (SgRunTotals){0};
	SgReport *report = sg_report_new(options, ret_totals);
	Run run = {
	    .options = options,
	    .totals = ret_totals,
	    .report = report,
	    .met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .held = g_hash_table_new(g_str_hash, g_str_equal),
	    .listed_met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .tasks = g_ptr_array_new_with_free_func(free_task),
	    .first_of = g_hash_table_new(g_str_hash, g_str_equal),
	    .copies = g_ptr_array_new(),
	    .change = sg_change_new(),
	};
	bool done = prepare(&run, error) && work(&run, error);
	ret_totals->revision = run.store ? sg_store_get_revision(run.store) : 0;
	if (!done && run.store)
		sg_store_explain(run.store, error);
	ret_totals->interrupted = interrupted != 0;
	clear_run(&run);
	ret_totals->seconds = (double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC;
	bool reported = sg_report_close(report, done ? error : NULL);
	if (!done && interrupted) {
		g_clear_error(error);
		return true;
	}
	return done && reported;
}
