/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The index folder, as its one writer sees it.
 *
 *   INDEX/lock       held for as long as an SgStore is open
 *   INDEX/current    symbolic link to the generation that readers open
 *   INDEX/gNNNNNN/   a generation: one Xapian index
 *   INDEX/work/      segments being filled; swept when a store is opened
 *
 * A publication is all or nothing: a first or whole build is compacted into a
 * new generation and swapped in by one rename; a smaller change is one Xapian
 * commit into the current generation.
 */
#ifndef SG_INDEX_STORE_H
#define SG_INDEX_STORE_H

#include "index/record.h"

typedef struct SgStore SgStore;

/*
 * Opens or creates the index folder (mode 0700) and locks it.  With `rebuild`, what is there now is not read,
 * and the first publication replaces it.
 * Errors: SG_INDEX_ERROR: LOCKED ("the index is being written by another process"), VERSION, DAMAGED,
 * NO_SPACE, IO.
 */
SgStore *sg_store_open(const char *path, bool rebuild, GError **error);
void sg_store_close(SgStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgStore, sg_store_close)

/* Revision last published; 0: none yet. */
uint64_t sg_store_get_revision(const SgStore *store);

/* Every place of the index, as SgPlace by path, for finding what changed; empty for a new index or a rebuild.
   Free with g_hash_table_unref(). */
GHashTable *sg_store_dup_places(SgStore *store, GError **error);

/* Folder for the n-th segment of this run (does not exist yet); free with g_free(). */
char *sg_store_segment_path(const SgStore *store, unsigned n);

/* An error about space on the device, whoever met it, becomes the sentence that says what was kept. */
void sg_store_explain(const SgStore *store, GError **error);

typedef struct {
	GPtrArray *segments;       /* paths of finished segments; they are removed once published */
	GPtrArray *dead_documents; /* IDs whose document and passages go */
	GPtrArray *places;         /* SgPlace: new or changed */
	GPtrArray *gone_places;    /* paths */
} SgChange;

SgChange *sg_change_new(void);
void sg_change_free(SgChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgChange, sg_change_free)
bool sg_change_is_empty(const SgChange *change);

/* Publishes: readers see all of it or nothing, durably.  On failure the last complete state is kept.
   A dead document may come again in a segment of the same change (its bytes are the same, its sidecar is
   not). */
bool sg_store_publish(SgStore *store, const SgChange *change, GError **error);

#endif
