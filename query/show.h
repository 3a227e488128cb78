/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One document or passage, whole, by its ID. */
#ifndef SG_QUERY_SHOW_H
#define SG_QUERY_SHOW_H

#include "index/reader.h"

typedef struct {
	SgDocument *document;
	GPtrArray *passages; /* SgPassage: all, or the one asked for */
	GPtrArray *places;   /* SgPlace: the files it was found in */
} SgShown;

/* `id` is DOCID or DOCID.N.  Errors: SG_INDEX_ERROR_NOT_FOUND and the reader's. */
SgShown *sg_show(SgReader *reader, const char *id, GError **error);
void sg_shown_free(SgShown *shown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgShown, sg_shown_free)

void sg_show_text(const SgShown *shown, GString *out);
void sg_show_json(const SgShown *shown, GString *out);

#endif
