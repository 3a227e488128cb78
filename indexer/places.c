/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/places.h"

#include <string.h>

/* ---- what is held ----------------------------------------------------- */

static const char *next_mark(const char *key)
{
	/* from the second byte: a path may itself begin with two slashes */
	return *key ? strstr(key + 1, SG_PART_MARK) : NULL;
}

/* Under each of the places it is in: "a.mbox//2.eml//b.pdf" under "a.mbox" and "a.mbox//2.eml". */
static void note_part(SgRun *run, SgPlace *place)
{
	for (const char *mark = next_mark(place->path); mark;
	     mark = next_mark(mark + strlen(SG_PART_MARK) - 1)) {
		g_autofree char *key = g_strndup(place->path, (gsize)(mark - place->path));
		GPtrArray *parts = g_hash_table_lookup(run->parts_of, key);
		if (!parts) {
			parts = g_ptr_array_new();
			g_hash_table_insert(run->parts_of, g_steal_pointer(&key), parts);
		}
		g_ptr_array_add(parts, place);
	}
}

static gint compare_places(gconstpointer a, gconstpointer b)
{
	const SgPlace *left = *(const SgPlace *const *)a, *right = *(const SgPlace *const *)b;
	return strcmp(left->path, right->path);
}

/* Of several places of a document one speaks for it: one with something supplied, else the first by path, so
   that runs do not differ. */
static bool speaks_before(const SgPlace *place, const SgPlace *other)
{
	if ((place->supplied_stamp != 0) != (other->supplied_stamp != 0))
		return place->supplied_stamp != 0;
	return strcmp(place->path, other->path) < 0;
}

void sg_places_note(SgRun *run)
{
	g_hash_table_remove_all(run->held);
	g_hash_table_remove_all(run->parts_of);
	GHashTableIter iter;
	gpointer place, parts;
	g_hash_table_iter_init(&iter, run->places);
	while (g_hash_table_iter_next(&iter, NULL, &place)) {
		char *id = ((SgPlace *)place)->document_id;
		const SgPlace *other = id ? g_hash_table_lookup(run->held, id) : NULL;
		if (id && (!other || speaks_before(place, other)))
			g_hash_table_replace(run->held, id, place);
		note_part(run, place);
	}
	g_hash_table_iter_init(&iter, run->parts_of);
	while (g_hash_table_iter_next(&iter, NULL, &parts))
		g_ptr_array_sort(parts, compare_places);
}

bool sg_places_is_holder(const SgRun *run, const char *key)
{
	const SgPlace *place = g_hash_table_lookup(run->places, key);
	return g_hash_table_contains(run->parts_of, key) || (place && place->mtime_ns == SG_PLACE_STALE_NS);
}

/* ---- new places ------------------------------------------------------- */

SgPlace *sg_places_new(const SgTask *task, SgReason reason, const char *message)
{
	SgPlace *place = sg_place_new();
	place->path = g_strdup(task->key);
	place->n_bytes = task->n_bytes;
	place->mtime_ns = task->mtime_ns;
	place->supplied_stamp = sg_supplied_stamp(task->supplied);
	place->reason = reason == SG_REASON_NONE ? NULL : g_strdup(sg_reason_name(reason));
	place->message = g_strdup(message);
	return place;
}

const char *sg_places_still_held(const SgRun *run, const SgTask *task)
{
	const SgPlace *before = g_hash_table_lookup(run->places, task->key);
	bool same = before && task->document_id && g_strcmp0(before->document_id, task->document_id) == 0;
	return same ? task->document_id : NULL;
}

bool sg_place_is_refused(const SgPlace *place)
{
	SgReason reason = sg_reason_parse(place->reason);
	return reason != SG_REASON_NONE && reason != SG_REASON_NO_TEXT;
}

void sg_places_put(SgRun *run, SgTask *task, const char *document_id, SgReason reason, const char *message)
{
	if (reason == SG_REASON_UNREADABLE)
		return;
	task->place = sg_places_new(task, reason, message);
	task->place->document_id = g_strdup(document_id ? document_id : sg_places_still_held(run, task));
	g_ptr_array_add(run->change->places, task->place);
	if (task->place->document_id)
		g_hash_table_add(run->arrived, g_strdup(task->place->document_id));
}

void sg_places_mark_stale(SgTask *part)
{
	part->unread = true;
	/* up to the file: only that is looked at next time */
	for (SgTask *task = part->holder; task; task = task->holder)
		if (task->place)
			task->place->mtime_ns = SG_PLACE_STALE_NS;
}

/* ---- what is gone ----------------------------------------------------- */

static void add_gone(SgRun *run, const SgPlace *place)
{
	SgPlace *gone = sg_place_new();
	gone->path = g_strdup(place->path);
	gone->document_id = g_strdup(place->document_id);
	gone->supplied_stamp = place->supplied_stamp;
	g_ptr_array_add(run->gone, gone);
	if (gone->document_id)
		g_hash_table_add(run->gone_documents, gone->document_id);
	g_ptr_array_add(run->change->gone_places, g_strdup(place->path));
}

void sg_places_drop_parts(SgRun *run, const SgTask *task)
{
	const GPtrArray *parts = g_hash_table_lookup(run->parts_of, task->key);
	for (guint i = 0; parts && i < parts->len; i++) {
		const SgPlace *place = g_ptr_array_index(parts, i);
		/* what is in a part that is still there is for that part to say */
		const char *end = next_mark(place->path + strlen(task->key) + strlen(SG_PART_MARK) - 1);
		g_autofree char *child =
		    end ? g_strndup(place->path, (gsize)(end - place->path)) : g_strdup(place->path);
		if (!g_hash_table_contains(run->met, child))
			add_gone(run, place);
	}
}

static bool under(const char *path, const char *folder)
{
	size_t n_bytes = strlen(folder);
	return strncmp(path, folder, n_bytes) == 0 &&
	       (path[n_bytes] == '/' || path[n_bytes] == '\0' || (n_bytes == 1 && *folder == '/'));
}

bool sg_places_under_any(const char *path, const GPtrArray *folders)
{
	for (guint i = 0; i < folders->len; i++)
		if (under(path, g_ptr_array_index(folders, i)))
			return true;
	return false;
}

/* Folders in which a missing file means a removed one.  A folder without any file now (a disk that is not
   mounted) says nothing, unless --prune says it does. */
static GPtrArray *trusted_folders(const SgRun *run)
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

/* The file itself, or for a part the file it is in. */
static bool file_was_met(const SgRun *run, const char *key)
{
	const char *mark = next_mark(key);
	g_autofree char *file = mark ? g_strndup(key, (gsize)(mark - key)) : g_strdup(key);
	return g_hash_table_contains(run->met, file);
}

static void note_met(SgRun *run)
{
	for (guint i = 0; i < run->walk->files->len; i++) {
		const SgFile *file = g_ptr_array_index(run->walk->files, i);
		if (!file->skipped)
			g_hash_table_add(run->met, sg_place_key(file->path));
	}
}

static char *speech(const SgPlace *place)
{
	return g_strdup_printf("%s %" G_GINT64_FORMAT, place->document_id, place->supplied_stamp);
}

/* A document whose sidecar went with one of its files is, at the places that stay, what it says itself.
   `spoken`: what is supplied for a document at the places that stay. */
static void note_orphans(SgRun *run, GHashTable *spoken)
{
	for (guint i = 0; i < run->gone->len; i++) {
		const SgPlace *gone = g_ptr_array_index(run->gone, i);
		g_autofree char *said = speech(gone);
		if (gone->document_id && gone->supplied_stamp != 0 && !g_hash_table_contains(spoken, said))
			g_hash_table_replace(run->orphaned, g_strdup(gone->document_id),
					     g_memdup2(&gone->supplied_stamp, sizeof gone->supplied_stamp));
	}
}

bool sg_places_is_orphaned(const SgRun *run, const SgPlace *place)
{
	return place->document_id && g_hash_table_contains(run->orphaned, place->document_id);
}

void sg_places_find_gone(SgRun *run)
{
	note_met(run);
	g_autoptr(GPtrArray) folders = trusted_folders(run);
	g_autoptr(GHashTable) spoken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer key, place;
	g_hash_table_iter_init(&iter, run->places);
	while (g_hash_table_iter_next(&iter, &key, &place)) {
		g_autofree char *path = sg_place_path(key);
		if (!file_was_met(run, key) && sg_places_under_any(path, folders) &&
		    !sg_places_under_any(path, run->walk->unread))
			add_gone(run, place);
		else
			g_hash_table_add(spoken, speech(place));
	}
	note_orphans(run, spoken);
}

void sg_places_report_gone(const SgRun *run)
{
	for (guint i = 0; i < run->gone->len; i++) {
		const SgPlace *place = g_ptr_array_index(run->gone, i);
		/* what arrived elsewhere has moved, and was told of there */
		if (!place->document_id || !g_hash_table_contains(run->arrived, place->document_id))
			sg_report_file(run->report, SG_OUTCOME_REMOVED, place->path, place->document_id,
				       SG_REASON_NONE, NULL, NULL);
	}
}

/* ---- before a publication --------------------------------------------- */

static SgPlace *copy_place(const SgPlace *place)
{
	SgPlace *copy = sg_place_new();
	copy->path = g_strdup(place->path);
	copy->n_bytes = place->n_bytes;
	copy->mtime_ns = place->mtime_ns;
	copy->supplied_stamp = place->supplied_stamp;
	copy->document_id = g_strdup(place->document_id);
	copy->reason = g_strdup(place->reason);
	copy->message = g_strdup(place->message);
	return copy;
}

static void apply(SgRun *run)
{
	const SgChange *change = run->change;
	for (guint i = 0; i < change->gone_places->len; i++)
		g_hash_table_remove(run->places, g_ptr_array_index(change->gone_places, i));
	for (guint i = 0; i < change->places->len; i++) {
		SgPlace *place = copy_place(g_ptr_array_index(change->places, i));
		g_hash_table_replace(run->places, place->path, place);
	}
}

void sg_places_find_dead(SgRun *run)
{
	g_autoptr(GHashTable) before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer id;
	g_hash_table_iter_init(&iter, run->held);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		g_hash_table_add(before, g_strdup(id));
	apply(run);
	sg_places_note(run);
	g_hash_table_iter_init(&iter, before);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		if (!g_hash_table_contains(run->held, id))
			g_ptr_array_add(run->change->dead_documents, g_strdup(id));
}
