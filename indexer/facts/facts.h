/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a document is: title, source, authority, date.  Each is read from the
 * most trusted place that has it: supplied beside the document, an explicit line or
 * letterhead, the file name, metadata, then what the text mentions.
 */
#ifndef SG_INDEXER_FACTS_H
#define SG_INDEXER_FACTS_H

#include "corpus/supplied.h"
#include "index/record.h"
#include "indexer/text.h"

typedef struct {
	const SgText *text;
	const char *path;           /* absolute */
	const SgSupplied *supplied; /* NULL: nothing supplied */
	GPtrArray *body;            /* SgBlock, borrowed from text: see sg_evidence_body() */
} SgEvidence;

/* The blocks of `text` that are no running head or foot, note or furniture, up to SG_MAX_FACT_BYTES of them;
   free with g_ptr_array_unref(). */
GPtrArray *sg_evidence_body(const SgText *text);

/*
 * Fills title, source, about, published, type, url, status, n_pages and no_text of `document`.
 * Errors: SG_BASE_ERROR_FORMAT when a supplied value cannot be used, naming where it stands.
 */
bool sg_facts_read(const SgEvidence *evidence, SgDocument *document, GError **error);

/* ---- its parts, one file each ---------------------------------------- */

/* Words of a block that decide what a document is; only the first blocks are looked at where it says "top".
 */
enum { SG_TOP_BLOCKS = 40 };

/* The document's title in its own words; free with g_free(). */
char *sg_title_of(const SgEvidence *evidence);

SgSource sg_source_of(const SgEvidence *evidence);

/* Slug of the authority a document is about; NULL when none is named.  Free with g_free(). */
char *sg_authority_of(const SgEvidence *evidence);
/* "Stoke-on-Trent" to "stoke-on-trent"; free with g_free(). */
char *sg_authority_slug(const char *name);

/* When the document appeared: for letters their own date, for minutes the meeting's, for decisions the day
   decided. Never from the file system.  `source` is what it was found to be. */
SgDate sg_published_of(const SgEvidence *evidence, SgSource source);

/* Fills `dates` of a document whose source and main date are known: published, modified, letter, meeting,
   decided, effective; those already there stay. */
void sg_dates_fill(const SgEvidence *evidence, SgDocument *document);

/* The inspection that a report or letter of Ofsted's records; NULL for other documents.  `document` has
   source, authority and date. */
SgInspection *sg_inspection_of(const SgEvidence *evidence, const SgDocument *document);

/* i-th block of the body; NULL past the end. */
const SgBlock *sg_evidence_block(const SgEvidence *evidence, guint i);

/* Whether a block is running prose: a page's story has begun. */
bool sg_block_is_story(const SgBlock *block);

/* "Comments (6)", "4 comments", "Post a comment", a comment's stamp: where, below a story, readers begin to
 * speak. */
bool sg_opens_comments(const char *text);

/* Whether `text` begins with, or has anywhere, `words` (ASCII case folded, curly apostrophes as typed ones).
 */
bool sg_text_starts(const char *text, const char *words);
bool sg_text_has(const char *text, const char *words);
/* The same for any of a list that NULL ends. */
bool sg_text_starts_any(const char *text, const char *const *list);
bool sg_text_has_any(const char *text, const char *const *list);

#endif
