/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Compound files ([MS-CFB]): the container of Office documents before 2007.  Sector chains are followed no
 * further than the file has sectors, so a chain that returns to itself ends.
 */
#ifndef SG_INDEXER_OLE_H
#define SG_INDEXER_OLE_H

#include "indexer/text.h"

typedef struct SgOle SgOle;

/* Whether the bytes begin with the signature ([MS-CFB] 2.2). */
bool sg_ole_recognise(const char *bytes, size_t n_bytes);

/* Opens a compound file; takes a reference to the bytes.  Errors: SG_EXTRACT_ERROR: DAMAGED. */
SgOle *sg_ole_new(GBytes *bytes, GError **error);
void sg_ole_free(SgOle *ole);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgOle, sg_ole_free)

/* Whether the root has a stream or storage of that name (UTF-8); those of storages inside it do not count. */
bool sg_ole_has(const SgOle *ole, const char *name);
/* A stream of the root; free with g_bytes_unref().  Errors: SG_EXTRACT_ERROR: DAMAGED: it is not there, or
   leaves the file. */
GBytes *sg_ole_read(const SgOle *ole, const char *name, GError **error);

/* Title, author, created and modified from the summary information ([MS-OLEPS] 3.1.2), as metadata; what
   cannot be read is left out. */
void sg_ole_read_properties(const SgOle *ole, SgText *text, const char *origin);

/* Little-endian numbers at an offset; 0 outside the bytes. */
uint16_t sg_ole_u16(GBytes *bytes, size_t at);
uint32_t sg_ole_u32(GBytes *bytes, size_t at);

#endif
