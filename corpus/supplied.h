/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What people say of a document beside it: a sidecar `FILE.meta`, or a line of a manifest.
 *
 * A sidecar is a key file with the group [document] and the keys title, source,
 * published, meeting, url, about, status.  A manifest is one file for many: TSV whose
 * header line names its columns, `path` and any of those keys, paths relative to the manifest;
 * or, named .jsonl, one JSON object a line with the same keys.
 * Values are not interpreted here; who does reports errors with `origin`.
 */
#ifndef SG_CORPUS_SUPPLIED_H
#define SG_CORPUS_SUPPLIED_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	SG_SUPPLIED_TITLE,
	SG_SUPPLIED_SOURCE,
	SG_SUPPLIED_PUBLISHED,
	SG_SUPPLIED_MEETING,
	SG_SUPPLIED_URL,
	SG_SUPPLIED_ABOUT,
	SG_SUPPLIED_STATUS,
	SG_N_SUPPLIED,
} SgSuppliedKey;

typedef struct {
	char *values[SG_N_SUPPLIED];   /* NULL: not supplied */
	unsigned lines[SG_N_SUPPLIED]; /* of a sidecar: where each stands, from 1; else 0 */
	char *origin;                  /* the file, of a manifest with the line: "manifest.tsv, line 12" */
} SgSupplied;

const char *sg_supplied_key_name(SgSuppliedKey key);
void sg_supplied_free(SgSupplied *supplied);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgSupplied, sg_supplied_free)

/* Path of the sidecar that would belong to `path`; free with g_free(). */
char *sg_sidecar_path(const char *path);

/* Reads a sidecar.  NULL without an error when there is none.  Symbolic links are not followed.  Errors:
   SG_BASE_ERROR: FORMAT (unknown group or key, bad syntax, no regular file), LIMIT, DENIED, IO. */
SgSupplied *sg_sidecar_read(const char *path, GError **error);

/* Reads a manifest: a table of SgSupplied by absolute path.  Errors: FORMAT naming the line (also: a path
   named twice), NOT_FOUND, LIMIT, IO. */
GHashTable *sg_manifest_read(const char *path, GError **error);

/* A number that changes when anything supplied does; 0 for NULL. */
int64_t sg_supplied_stamp(const SgSupplied *supplied);

#endif
