/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Finds the files under the folders and files that sgindex is given. */
#ifndef SG_CORPUS_WALK_H
#define SG_CORPUS_WALK_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	char *path; /* absolute */
	int64_t n_bytes, mtime_ns;
	char *skipped; /* why it is not to be opened ("symbolic link", ...); NULL: read it */
	bool expected; /* skipped, but nothing to warn of: a data table */
} SgFile;

typedef struct {
	GPtrArray *files;    /* SgFile in bytewise order of path */
	GPtrArray *unread;   /* char*: folders and names that could not be read */
	GPtrArray *troubles; /* char*: of each, "cannot read DIR: Permission denied" */
} SgWalk;

/*
 * Walks `paths`.  Symbolic links below a path, FIFOs, sockets and devices are
 * listed as skipped, never opened; so are data tables (.tsv, .csv, .jsonl:
 * manifests and figures that lie beside documents), as expected.  Names that
 * begin with a full stop, sidecars of files that are there, and what matches
 * one of `excludes` (globs on the name or the whole path) are passed over.
 * The folder `skip_folder` (may be NULL), however it is reached, is not entered.
 * Errors: SG_BASE_ERROR: NOT_FOUND for a path that is not there, IO.
 */
SgWalk *sg_walk(const GPtrArray *paths, const GPtrArray *excludes, const char *skip_folder, GError **error);

/* The absolute path that a path given by a person stands for, links resolved; free with g_free(). */
char *sg_walk_path(const char *argument);
void sg_walk_free(SgWalk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgWalk, sg_walk_free)

#endif
