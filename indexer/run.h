/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A run of sgindex: what changed, who reads it, what is published. */
#ifndef SG_INDEXER_RUN_H
#define SG_INDEXER_RUN_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
	char *index;
	GPtrArray *paths;    /* files and folders, as given */
	GPtrArray *excludes; /* globs */
	char *manifest;      /* NULL: none */
	char *corrections;   /* NULL: none */
	char *report;        /* file for one JSON line per document; NULL: none */
	unsigned jobs;
	bool rebuild, prune, retry, no_sandbox, ocr, json, quiet, verbose;
} SgRunOptions;

typedef struct {
	unsigned n_indexed, n_unchanged, n_moved, n_removed, n_refused, n_skipped, n_scans, n_folders_unread;
	guint64 n_passages; /* of documents indexed in this run */
	gint64 n_bytes;     /* read in this run */
	double seconds;
	guint64 revision;
	bool interrupted;
} SgRunTotals;

/*
 * Brings the index up to date with the paths.  Files that cannot be indexed are told of, remembered and do
 * not stop it.  Errors: SG_BASE_ERROR (paths, manifest), SG_INDEX_ERROR; the last complete state is kept.
 */
bool sg_run(const SgRunOptions *options, SgRunTotals *ret_totals, GError **error);

/* Asks a run under way to stop at once, keeping the last publication; safe in a signal handler. */
void sg_run_interrupt(void);

#endif
