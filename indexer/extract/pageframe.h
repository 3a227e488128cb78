/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which lines of a document are running heads, running feet and page numbers. */
#ifndef SG_INDEXER_PAGEFRAME_H
#define SG_INDEXER_PAGEFRAME_H

#include "indexer/extract/layout.h"

typedef enum { SG_PLACE_BODY, SG_PLACE_HEAD, SG_PLACE_FOOT } SgPlace;

typedef struct {
	float width, height;
	size_t first_line, n_lines; /* of the document's lines */
	char *label;                /* printed number; NULL: none; owned by the page */
} SgPage;

/*
 * Sets places[i] for each of lines[i], and pages[i].label.
 *
 * A line is a running one when it lies at the edge of its page, nothing but other running lines beyond it,
 * and
 *   - its words (figures masked, a few may change) stand at the same height on two of the eight pages around
 * it, or, in a document of up to 6 pages, all of them on one other: headings at the top of pages stand
 * further apart; or
 *   - it is a page number alone, and counts on with the others of the document, or equals the physical page.
 * The label is the number in such a line that counts on.
 */
void sg_pageframe_find(const SgLine *const *lines, SgPage *pages, size_t n_pages, SgPlace *places);

#endif
