/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Corrections: one small text file in which people put right what was read
 * wrongly.  It stands beside the index, not in it, so it survives every
 * re-index, and it wins over documents, sidecars and manifests.
 *
 *     # a comment
 *     [minutes/cabinet.pdf]        a file, its path relative to this file
 *     [papers.zip//note.txt]       a file inside a file
 *     meeting = 2018-06-11         title, source, published, meeting, url, about, status
 *     [0123456789abcdef]           a document by its ID, wherever its files are
 *     about = Aldenshire
 *     [0123456789abcdef.12]        the twelfth passage of that document
 *     speaker = Jane Roe           source, speaker, role, said
 *
 * Values stand as they are, without quoting or escapes.  Dates may be "unknown".  Of a passage, `speaker` and
 * `role` may be empty: nobody is named.
 */
#ifndef SG_CORPUS_CORRECTIONS_H
#define SG_CORPUS_CORRECTIONS_H

#include "corpus/supplied.h"

typedef struct SgCorrections SgCorrections;

/* Whether `name` can be the source of a document, or of a passage. */
typedef bool SgSourceCheck(const char *name, bool passage);

/* Reads the file; every value is checked, sources by `is_source`.  Errors, SG_BASE_ERROR: FORMAT naming file
   and line (unknown key, unusable or missing value, the same group or key twice, what is neither), NOT_FOUND,
   LIMIT, IO. */
SgCorrections *sg_corrections_read(const char *path, SgSourceCheck *is_source, GError **error);
void sg_corrections_free(SgCorrections *corrections);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgCorrections, sg_corrections_free)

/* Puts over *supplied (made where it is NULL) what the file says of the document in the file `path`; of
   document `document_id` too unless it is NULL.  Where both say something, the ID's group wins. */
void sg_corrections_apply(SgCorrections *corrections, const char *path, const char *document_id,
			  SgSupplied **supplied);

/* Calls `tell` for each group that was never applied: with where it stands ("fix.txt, line 12"), and the
   document's ID or NULL and the file's path as written. */
typedef void SgUnusedFunc(const char *where, const char *document_id, const char *name, void *user_data);
void sg_corrections_each_unused(const SgCorrections *corrections, SgUnusedFunc *tell, void *user_data);

#endif
