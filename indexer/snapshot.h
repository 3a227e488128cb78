/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A file's bytes as they are now, not to change any more while they are read. */
#ifndef SG_INDEXER_SNAPSHOT_H
#define SG_INDEXER_SNAPSHOT_H

#include "corpus/walk.h"

typedef struct {
	int fd;       /* sealed memory holding the bytes; -1: none */
	char *sha256; /* of the bytes, 64 hex digits */
	char *id;     /* the document ID: its first 16 */
} SgSnapshot;

/* Copies `file` into sealed memory.  Errors: SG_EXTRACT_ERROR: UNREADABLE ("cannot read: ...", "changed while
   it was being read"), TOO_LARGE (over SG_MAX_FILE_BYTES). */
bool sg_snapshot_take(const SgFile *file, SgSnapshot *ret_snapshot, GError **error);
/* Copies n_bytes from `offset` on of the sealed memory `fd`, which holds at least so many, into sealed memory
   of their own.  Errors: SG_EXTRACT_ERROR (UNREADABLE). */
bool sg_snapshot_take_part(int fd, int64_t offset, int64_t n_bytes, SgSnapshot *ret_snapshot, GError **error);
void sg_snapshot_clear(SgSnapshot *snapshot);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SgSnapshot, sg_snapshot_clear)

#endif
