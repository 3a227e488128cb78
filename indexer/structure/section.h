/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a heading says about the text under it. */
#ifndef SG_INDEXER_SECTION_H
#define SG_INDEXER_SECTION_H

#include "index/record.h"

typedef struct {
	SgSection section; /* NONE: it opens none, or that of the chapter it stands in */
	SgKind kind;       /* of what stands under it: RECOMMENDATION, FINDING, PROCEDURAL, else NARRATIVE */
	bool list;         /* what stands under it is a list, so an unmarked lead-in is none of its items */
	bool inherits;     /* "Summary", "Findings": its chapter's section goes before its own */
	bool whole;        /* known by all its words: a heading even where nothing but its words says so */
	bool area;         /* an area that is judged: a chapter, or a group of a list's items */
	bool title;        /* of the document: "Inspection of ..." */
	bool board;        /* names a safeguarding board */
	bool council;      /* begins what is said about the authority, or about both it and the board */
} SgHeadingSense;

/* Reads the text of a heading; figures of notes, closing colons and question marks, a number or "Section 1:"
   in front and the case of letters do not count.  False when it says nothing that is known; then `ret_sense`
   tells only whether it names a board or the authority. */
bool sg_section_read(const char *heading, SgHeadingSense *ret_sense);

#endif
