/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The index as its readers see it: one consistent revision at a time. */
#ifndef SG_INDEX_READER_H
#define SG_INDEX_READER_H

#include "index/record.h"
#include "index/xap/xap.h"

typedef struct SgReader SgReader;

/* Opens the index folder `path`.  Errors: SG_INDEX_ERROR: MISSING, DAMAGED, VERSION, IO.  One thread at a
 * time. */
SgReader *sg_reader_open(const char *path, GError **error);
void sg_reader_close(SgReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgReader, sg_reader_close)

/* Moves to the newest revision, following a new generation. */
bool sg_reader_refresh(SgReader *reader, GError **error);

typedef bool (*SgReaderFunc)(SgReader *reader, void *user_data, GError **error);

/* Refreshes and runs `func`, whole again on the newest revision when a writer has overtaken it (at most 3
   times). `func` must start afresh each time it is called. */
bool sg_reader_run(SgReader *reader, SgReaderFunc func, void *user_data, GError **error);

uint64_t sg_reader_get_revision(const SgReader *reader);
const char *sg_reader_get_built(const SgReader *reader);

/* As xap_reader_search(), errors as SG_INDEX_ERROR. */
XapResult *sg_reader_search(SgReader *reader, const XapSearch *search, GError **error);
/* Number of records with the term. */
bool sg_reader_count(SgReader *reader, const char *term, uint32_t *ret_n, GError **error);

/* Terms that begin with `prefix`, at most n_max: an array of XapTermCount, freed with g_array_unref(). */
GArray *sg_reader_terms(SgReader *reader, const char *prefix, size_t n_max, GError **error);

/* Errors: NOT_FOUND, DAMAGED. */
SgDocument *sg_reader_dup_document(SgReader *reader, const char *document_id, GError **error);
SgPassage *sg_reader_dup_passage(SgReader *reader, const char *document_id, uint32_t n, GError **error);

/* Passages of a document in order, furniture among them; NOT_FOUND when the document is not held.
   Free with g_ptr_array_unref(). */
GPtrArray *sg_reader_dup_passages(SgReader *reader, const char *document_id, GError **error);

/* Every document (SgDocument), every place (SgPlace), places of one document (files before files inside
   files, then by name). */
GPtrArray *sg_reader_dup_documents(SgReader *reader, GError **error);
GPtrArray *sg_reader_dup_places(SgReader *reader, GError **error);
GPtrArray *sg_reader_dup_places_of(SgReader *reader, const char *document_id, GError **error);

#endif
