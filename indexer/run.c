/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/run.h"

#include "base/limits.h"
#include "indexer/corrected.h"
#include "indexer/places.h"
#include "indexer/pool.h"
#include "indexer/reading.h"
#include "indexer/tasks.h"

#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

void sg_run_interrupt(void)
{
	interrupted = 1;
}

bool sg_run_interrupted(void)
{
	return interrupted;
}

/* ---- publishing ------------------------------------------------------- */

/* Everything read so far becomes visible at once; an empty first index too, so that it can be asked. */
static bool publish(SgRun *run, GError **error)
{
	if (!sg_reading_complete(run, error) || !sg_pool_finish_segments(run, error))
		return false;
	sg_reading_finish_copies(run);
	sg_places_find_dead(run);
	bool needed = !sg_change_is_empty(run->change) || sg_store_get_revision(run->store) == 0 ||
		      run->options->rebuild;
	if (needed && !sg_store_publish(run->store, run->change, error))
		return false;
	sg_change_free(run->change);
	run->change = sg_change_new();
	/* from now on copies of what was read are known by what is held */
	g_hash_table_remove_all(run->first_of);
	run->n_round_bytes = 0;
	return true;
}

static bool read_all(SgRun *run, GError **error)
{
	/* what is found in the files is appended */
	guint n_files = run->tasks->len;
	for (guint i = 0; i < n_files && !interrupted; i++) {
		if (!sg_reading_file(run, g_ptr_array_index(run->tasks, i), error))
			return false;
		/* a rebuild is swapped in whole */
		if (run->options->rebuild || run->n_round_bytes < SG_MAX_ROUND_BYTES)
			continue;
		if (!publish(run, error))
			return false;
	}
	return !interrupted;
}

/* ---- the run ---------------------------------------------------------- */

/* A group of the corrections for nothing that is held or was met: most likely misspelt. */
static void report_uncorrected(const char *where, const char *document_id, const char *name, void *user_data)
{
	const SgRun *run = user_data;
	if (document_id && g_hash_table_contains(run->held, document_id))
		return;
	g_autofree char *message = g_strdup_printf("%s: there is no document [%s]", where, name);
	sg_report_trouble(run->report, message);
}

/* With --prune a path that is missing altogether is no error: what was under it is forgotten. */
static bool walk(SgRun *run, GError **error)
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

static bool prepare(SgRun *run, GError **error)
{
	if (run->options->manifest) {
		run->manifest = sg_manifest_read(run->options->manifest, error);
		if (!run->manifest)
			return false;
	}
	if (run->options->corrections) {
		run->corrections = sg_corrected_read(run->options->corrections, error);
		if (!run->corrections)
			return false;
	}
	/* paths first: a mistyped one must not leave an empty index behind */
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

static bool work(SgRun *run, GError **error)
{
	sg_places_note(run);
	/* first: what is gone with one file decides what its copies are told */
	sg_places_find_gone(run);
	sg_tasks_consider_all(run);
	/* builders are warm by the time the first file has been read */
	if (run->tasks->len > 0 && !sg_pool_grow(run, error))
		return false;
	if (!read_all(run, error) || !publish(run, error))
		return false;
	sg_places_report_gone(run);
	sg_tasks_report_unlisted(run);
	if (run->corrections)
		sg_corrections_each_unused(run->corrections, report_uncorrected, run);
	return true;
}

static void clear_run(SgRun *run)
{
	sg_reading_clear(run);
	sg_pool_stop(run);
	g_clear_pointer(&run->store, sg_store_close);
	g_clear_pointer(&run->walk, sg_walk_free);
	g_clear_pointer(&run->manifest, g_hash_table_unref);
	g_clear_pointer(&run->meetings, sg_meetings_free);
	g_clear_pointer(&run->corrections, sg_corrections_free);
	g_hash_table_unref(run->held);
	g_hash_table_unref(run->parts_of);
	g_hash_table_unref(run->listed_met);
	g_clear_pointer(&run->places, g_hash_table_unref);
	g_hash_table_unref(run->met);
	g_hash_table_unref(run->arrived);
	g_hash_table_unref(run->first_of);
	g_hash_table_unref(run->orphaned);
	g_hash_table_unref(run->gone_documents);
	g_ptr_array_unref(run->gone);
	g_ptr_array_unref(run->copies);
	g_ptr_array_unref(run->tasks);
	sg_change_free(run->change);
}

static GHashTable *new_set(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

bool sg_run(const SgRunOptions *options, SgRunTotals *ret_totals, GError **error)
{
	gint64 started = g_get_monotonic_time();
	*ret_totals = (SgRunTotals){0};
	SgReport *report = sg_report_new(options, ret_totals);
	SgRun run = {
	    .options = options,
	    .totals = ret_totals,
	    .report = report,
	    .met = new_set(),
	    .arrived = new_set(),
	    .listed_met = new_set(),
	    .held = g_hash_table_new(g_str_hash, g_str_equal),
	    .parts_of =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
	    .gone = g_ptr_array_new_with_free_func((GDestroyNotify)sg_place_free),
	    .gone_documents = g_hash_table_new(g_str_hash, g_str_equal),
	    .orphaned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
	    .tasks = g_ptr_array_new_with_free_func((GDestroyNotify)sg_task_free),
	    .first_of = g_hash_table_new(g_str_hash, g_str_equal),
	    .copies = g_ptr_array_new(),
	    .pending = G_QUEUE_INIT,
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
	/* not a fault: the caller says which state is kept */
	if (!done && interrupted) {
		g_clear_error(error);
		return true;
	}
	return done && reported;
}
