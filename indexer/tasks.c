/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/tasks.h"

#include "indexer/places.h"

#include <string.h>

void sg_task_free(SgTask *task)
{
	g_free(task->path);
	g_free(task->key);
	sg_supplied_free(task->supplied);
	g_free(task->document_id);
	g_free(task->sha256);
	sg_done_free(task->done);
	if (task->parts)
		g_ptr_array_unref(task->parts);
	g_free(task);
}

/* ---- what is supplied ------------------------------------------------- */

static const SgSupplied *find_listed(const SgRun *run, const char *path)
{
	const SgSupplied *listed = run->manifest ? g_hash_table_lookup(run->manifest, path) : NULL;
	if (listed)
		/* also where nothing is read: it is there, so it is no mistake in the list */
		g_hash_table_add(run->listed_met, g_strdup(path));
	return listed;
}

/* The sidecar, else the manifest's line; and the meetings saved beside it. */
static bool find_supplied(const SgRun *run, const char *path, SgSupplied **ret_supplied, GError **error)
{
	g_autofree char *sidecar = sg_sidecar_path(path);
	GError *cause = NULL;
	*ret_supplied = sg_sidecar_read(sidecar, &cause);
	if (cause) {
		g_propagate_error(error, cause);
		return false;
	}
	const SgSupplied *listed = find_listed(run, path);
	/* the sidecar lies nearer to the document than a list */
	if (!*ret_supplied && listed)
		*ret_supplied = sg_supplied_copy(listed);
	sg_meetings_supply(run->meetings, path, ret_supplied);
	return true;
}

void sg_tasks_correct(const SgRun *run, const char *path, const char *document_id, SgSupplied **supplied)
{
	if (run->corrections)
		sg_corrections_apply(run->corrections, path, document_id, supplied);
}

/* A day told of the part itself keeps out both kinds of its holder: an inherited meeting would win over it.
 */
static bool passes_on(const SgSupplied *own, SgSuppliedKey key)
{
	if (key == SG_SUPPLIED_TITLE)
		return false;
	bool dates = key == SG_SUPPLIED_PUBLISHED || key == SG_SUPPLIED_MEETING;
	return !dates || (!own->values[SG_SUPPLIED_PUBLISHED] && !own->values[SG_SUPPLIED_MEETING]);
}

/* What is supplied for a part: the manifest's line for it, over what was supplied for its holder; all but the
   title, which is the holder's own. */
static SgSupplied *supplied_of_part(const SgRun *run, const char *path, const SgSupplied *of_holder,
				    bool *ret_inherited)
{
	const SgSupplied *listed = find_listed(run, path);
	SgSupplied *supplied = listed ? sg_supplied_copy(listed) : g_new0(SgSupplied, 1);
	bool any = listed != NULL;
	*ret_inherited = !listed;
	bool kept[SG_N_SUPPLIED];
	for (int key = 0; key < SG_N_SUPPLIED; key++)
		kept[key] = of_holder && !supplied->values[key] && passes_on(supplied, (SgSuppliedKey)key);
	for (int key = 0; of_holder && key < SG_N_SUPPLIED; key++) {
		if (!kept[key] || !of_holder->values[key])
			continue;
		supplied->values[key] = g_strdup(of_holder->values[key]);
		supplied->lines[key] = of_holder->lines[key];
		g_free(supplied->origins[key]);
		supplied->origins[key] =
		    g_strdup(of_holder->origins[key] ? of_holder->origins[key] : of_holder->origin);
		any = true;
	}
	if (any && !supplied->origin)
		supplied->origin = g_strdup(of_holder->origin);
	if (!any)
		g_clear_pointer(&supplied, sg_supplied_free);
	return supplied;
}

/* The same for a part of which only the place is known, at any depth below a file: what is corrected of what
   it is in holds for it too. */
static int64_t stamp_of_part(const SgRun *run, const SgPlace *part, const SgSupplied *of_file)
{
	g_autofree char *path = sg_place_path(part->path);
	g_autoptr(SgSupplied) supplied = of_file ? sg_supplied_copy(of_file) : NULL;
	char *mark = strstr(path, SG_PART_MARK);
	while (mark) {
		char *next = strstr(mark + strlen(SG_PART_MARK), SG_PART_MARK);
		g_autofree char *upto = next ? g_strndup(path, (gsize)(next - path)) : g_strdup(path);
		bool inherited;
		SgSupplied *below = supplied_of_part(run, upto, supplied, &inherited);
		sg_supplied_free(supplied);
		supplied = below;
		g_autofree char *key = sg_place_key(upto);
		const SgPlace *place = g_hash_table_lookup(run->places, key);
		sg_tasks_correct(run, upto, place ? place->document_id : NULL, &supplied);
		mark = next;
	}
	return sg_supplied_stamp(supplied);
}

/* ---- files ------------------------------------------------------------ */

bool sg_tasks_wants_ocr(const SgRun *run, const SgPlace *place)
{
	bool scan = sg_reason_parse(place->reason) == SG_REASON_NO_TEXT;
	/* such a message begins with the type that was found */
	bool picture = place->message && g_str_has_prefix(place->message, "image/");
	return run->options->ocr && (scan || picture);
}

static bool same_file(const SgPlace *place, const SgFile *file, const SgSupplied *corrected)
{
	return place->n_bytes == file->n_bytes && place->mtime_ns == file->mtime_ns &&
	       place->supplied_stamp == sg_supplied_stamp(corrected);
}

/* Whether nothing that is supplied for its parts has changed either; `supplied`: for the file, corrected. */
static bool same_parts(const SgRun *run, const GPtrArray *parts, const SgSupplied *supplied)
{
	for (guint i = 0; parts && i < parts->len; i++) {
		const SgPlace *part = g_ptr_array_index(parts, i);
		if ((sg_place_is_refused(part) && run->options->retry) || sg_tasks_wants_ocr(run, part) ||
		    sg_places_is_orphaned(run, part))
			return false;
		if (part->supplied_stamp != stamp_of_part(run, part, supplied))
			return false;
	}
	return true;
}

static void keep_unchanged(const SgRun *run, const SgPlace *place)
{
	bool refused = sg_place_is_refused(place);
	g_hash_table_add(run->met, g_strdup(place->path));
	sg_report_file(run->report, refused ? SG_OUTCOME_REFUSED : SG_OUTCOME_UNCHANGED, place->path,
		       place->document_id, refused ? sg_reason_parse(place->reason) : SG_REASON_NONE,
		       place->message, NULL);
}

/* Whether a file is as it was when the index learnt of it, with all that is said of it and of its parts. */
static bool is_unchanged(const SgRun *run, const SgPlace *place, const SgFile *file,
			 const SgSupplied *supplied)
{
	if ((sg_place_is_refused(place) && run->options->retry) || sg_tasks_wants_ocr(run, place) ||
	    sg_places_is_orphaned(run, place))
		return false;
	const GPtrArray *parts = g_hash_table_lookup(run->parts_of, place->path);
	g_autoptr(SgSupplied) corrected = supplied ? sg_supplied_copy(supplied) : NULL;
	sg_tasks_correct(run, file->path, place->document_id, &corrected);
	return same_file(place, file, corrected) && same_parts(run, parts, corrected);
}

static void add_file(SgRun *run, const SgFile *file, char *key, SgSupplied *supplied)
{
	SgTask *task = g_new0(SgTask, 1);
	task->path = g_strdup(file->path);
	task->key = key;
	task->file = file;
	task->n_bytes = file->n_bytes;
	task->mtime_ns = file->mtime_ns;
	task->supplied = supplied;
	g_ptr_array_add(run->tasks, task);
}

static void consider(SgRun *run, const SgFile *file)
{
	g_autofree char *key = sg_place_key(file->path);
	g_autoptr(SgSupplied) supplied = NULL;
	g_autoptr(GError) error = NULL;
	if (file->skipped) {
		sg_report_file(run->report, file->expected ? SG_OUTCOME_PASSED_OVER : SG_OUTCOME_SKIPPED, key,
			       NULL, SG_REASON_NONE, file->skipped, NULL);
		return;
	}
	if (!find_supplied(run, file->path, &supplied, &error)) {
		sg_report_file(run->report, SG_OUTCOME_REFUSED, key, NULL, SG_REASON_UNREADABLE,
			       error->message, NULL);
		return;
	}
	const SgPlace *place = g_hash_table_lookup(run->places, key);
	if (!place || !is_unchanged(run, place, file, supplied)) {
		add_file(run, file, g_steal_pointer(&key), g_steal_pointer(&supplied));
		return;
	}
	const GPtrArray *parts = g_hash_table_lookup(run->parts_of, key);
	keep_unchanged(run, place);
	for (guint i = 0; parts && i < parts->len; i++)
		keep_unchanged(run, g_ptr_array_index(parts, i));
}

/* What something is supplied for comes first: of copies it is the one to be read.  Then the largest first, so
   that workers end at about the same time. */
static gint compare_tasks(gconstpointer a, gconstpointer b)
{
	const SgTask *left = *(const SgTask *const *)a, *right = *(const SgTask *const *)b;
	if ((left->supplied != NULL) != (right->supplied != NULL))
		return left->supplied ? -1 : 1;
	if (left->n_bytes != right->n_bytes)
		return left->n_bytes > right->n_bytes ? -1 : 1;
	return strcmp(left->key, right->key);
}

void sg_tasks_consider_all(SgRun *run)
{
	for (guint i = 0; i < run->walk->files->len; i++)
		consider(run, g_ptr_array_index(run->walk->files, i));
	g_ptr_array_sort(run->tasks, compare_tasks);
	for (guint i = 0; i < run->tasks->len; i++)
		((SgTask *)g_ptr_array_index(run->tasks, i))->number = i;
}

/* ---- parts ------------------------------------------------------------ */

/* A part's name as the end of a path: "a//b" and "/a" would look like parts of parts. */
static char *fit_name(const char *name)
{
	GString *out = g_string_new(NULL);
	for (const char *at = name; *at; at++)
		if (*at != '/' || (at > name && at[-1] != '/'))
			g_string_append_c(out, *at);
	while (out->len > 0 && out->str[out->len - 1] == '/')
		g_string_truncate(out, out->len - 1);
	if (out->len == 0)
		g_string_append(out, "unnamed");
	return g_string_free(out, FALSE);
}

/* "report.pdf", and a second one "report (2).pdf": what it is called still ends as its kind does. */
static char *numbered_path(const char *holder, const char *name, unsigned n)
{
	if (n == 1)
		return g_strconcat(holder, SG_PART_MARK, name, NULL);
	const char *slash = strrchr(name, '/'), *dot = strrchr(name, '.');
	size_t n_stem =
	    dot && dot > name && (!slash || dot > slash + 1) ? (size_t)(dot - name) : strlen(name);
	return g_strdup_printf("%s" SG_PART_MARK "%.*s (%u)%s", holder, (int)n_stem, name, n, name + n_stem);
}

SgTask *sg_tasks_add_part(SgRun *run, SgTask *holder, const char *name, int64_t n_bytes)
{
	g_autofree char *fit = fit_name(name);
	SgTask *task = g_new0(SgTask, 1);
	for (unsigned n = 1; !task->key; n++) {
		g_autofree char *path = numbered_path(holder->path, fit, n);
		g_autofree char *key = sg_place_key(path);
		/* a neighbour of that name came first */
		if (!g_hash_table_add(run->met, g_strdup(key)))
			continue;
		task->path = g_steal_pointer(&path);
		task->key = g_steal_pointer(&key);
	}
	task->holder = holder;
	task->depth = holder->depth + 1;
	task->n_bytes = n_bytes;
	task->mtime_ns = holder->mtime_ns;
	task->supplied = supplied_of_part(run, task->path, holder->supplied, &task->inherited);
	/* a part may be refused before its bytes, and so its ID, are known */
	sg_tasks_correct(run, task->path, NULL, &task->supplied);
	if (!holder->parts)
		holder->parts = g_ptr_array_new();
	g_ptr_array_add(holder->parts, task);
	task->number = run->tasks->len;
	g_ptr_array_add(run->tasks, task);
	return task;
}

/* ---- the manifest ----------------------------------------------------- */

void sg_tasks_report_unlisted(const SgRun *run)
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
		if (g_hash_table_contains(run->listed_met, path) || !sg_places_under_any(path, folders))
			continue;
		g_autofree char *message = g_strdup_printf("%s: there is no file %s",
							   ((SgSupplied *)supplied)->origin, (char *)path);
		sg_report_trouble(run->report, message);
	}
}
