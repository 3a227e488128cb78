/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A block on its way to being a passage, and the stages that find out what it is.
 *
 * Each stage goes once over all units, in this order, and sets only what it knows better
 * than the one before:
 *
 *     sg_structure_mark()   headings and their levels, kind, section, printed number, furniture
 *     sg_comments_mark()    what readers wrote below an article: voice, pen name, stamp, each once
 *     sg_voices_mark()      quotations of others, lead-ins, named speakers
 */
#ifndef SG_INDEXER_UNIT_H
#define SG_INDEXER_UNIT_H

#include "index/record.h"
#include "indexer/text.h"

typedef struct {
	const SgBlock *block; /* borrowed */
	SgKind kind;          /* FURNITURE: kept, not searched */
	uint8_t heading;      /* level 1 (highest) to 6 when it is one; 0: not */
	uint8_t leaves;       /* headings of this level and below end in front of it; 0: none */
	SgSection section;
	SgSource source;
	SgDate said;
	SgQuotation quotation;
	char *number; /* printed paragraph number; NULL */
	char *speaker, *role;
} SgUnit;

/* One unit for each block of `text`: narrative or furniture as the block says, in the document's voice and of
   its date.  Free with g_ptr_array_unref(). */
GPtrArray *sg_units_new(const SgText *text, const SgDocument *document);
const SgUnit *sg_unit_at(const GPtrArray *units, guint i); /* NULL past the end */
/* Another date or speaker for a unit; `said` and the strings are copied, NULL clears. */
void sg_unit_set_said(SgUnit *unit, const SgDate *said);
void sg_unit_set_speaker(SgUnit *unit, const char *speaker, const char *role);

void sg_structure_mark(GPtrArray *units, const SgDocument *document);
void sg_comments_mark(GPtrArray *units, const SgDocument *document);
void sg_voices_mark(GPtrArray *units, const SgDocument *document);

#endif
