/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A run of sgindex made by hand, without files, index or processes: what it holds and what its walk met. */
#ifndef SG_TESTS_RUN_FIXTURE_H
#define SG_TESTS_RUN_FIXTURE_H

#include "tests/support/support.h"

#include "indexer/tasks.h"

typedef struct {
	SgRun run;
	SgRunOptions options;
	SgWalk walk;
	SgRunTotals totals;
} Fixture;

static inline void free_file(void *data)
{
	SgFile *file = data;
	g_free(file->path);
	g_free(file->skipped);
	g_free(file);
}

static inline int set_up(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);
	fixture->options.quiet = true;
	fixture->options.paths = g_ptr_array_new_with_free_func(g_free);
	fixture->walk.files = g_ptr_array_new_with_free_func(free_file);
	fixture->walk.unread = g_ptr_array_new_with_free_func(g_free);
	fixture->run = (SgRun){
	    .options = &fixture->options,
	    .walk = &fixture->walk,
	    .totals = &fixture->totals,
	    .report = sg_report_new(&fixture->options, &fixture->totals),
	    .meetings = sg_meetings_find(fixture->walk.files),
	    .listed_met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .tasks = g_ptr_array_new_with_free_func((GDestroyNotify)sg_task_free),
	    .places = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)sg_place_free),
	    .parts_of =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
	    .met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .held = g_hash_table_new(g_str_hash, g_str_equal),
	    .arrived = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .gone = g_ptr_array_new_with_free_func((GDestroyNotify)sg_place_free),
	    .gone_documents = g_hash_table_new(g_str_hash, g_str_equal),
	    .orphaned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
	    .change = sg_change_new(),
	};
	*state = fixture;
	return 0;
}

static inline int tear_down(void **state)
{
	Fixture *fixture = *state;
	GHashTable *tables[] = {fixture->run.places,  fixture->run.parts_of, fixture->run.met,
				fixture->run.held,    fixture->run.arrived,  fixture->run.gone_documents,
				fixture->run.orphaned};
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
		g_hash_table_unref(tables[i]);
	g_ptr_array_unref(fixture->run.gone);
	g_ptr_array_unref(fixture->run.tasks);
	g_hash_table_unref(fixture->run.listed_met);
	g_clear_pointer(&fixture->run.manifest, g_hash_table_unref);
	sg_meetings_free(fixture->run.meetings);
	sg_corrections_free(fixture->run.corrections);
	assert_true(sg_report_close(fixture->run.report, NULL));
	sg_change_free(fixture->run.change);
	g_ptr_array_unref(fixture->options.paths);
	g_ptr_array_unref(fixture->walk.files);
	g_ptr_array_unref(fixture->walk.unread);
	g_free(fixture);
	return 0;
}

/* A place that the index holds: of 12 bytes, at the time 5. */
static inline SgPlace *hold(Fixture *fixture, const char *path, const char *id, int64_t stamp)
{
	SgPlace *place = sg_place_new();
	place->path = g_strdup(path);
	place->document_id = g_strdup(id);
	place->supplied_stamp = stamp;
	place->n_bytes = 12;
	place->mtime_ns = 5;
	g_hash_table_replace(fixture->run.places, place->path, place);
	return place;
}

/* A file that the walk met, as hold() has it. */
static inline SgFile *meet(Fixture *fixture, const char *path)
{
	SgFile *file = g_new0(SgFile, 1);
	file->path = g_strdup(path);
	file->n_bytes = 12;
	file->mtime_ns = 5;
	g_ptr_array_add(fixture->walk.files, file);
	return file;
}

#endif
