/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Furniture among the blocks of a page that only their words, their links and their place tell. */
#ifndef SG_INDEXER_HTML_LINES_H
#define SG_INDEXER_HTML_LINES_H

#include "indexer/text.h"

typedef enum {
	SG_HTML_ZONE_UNKNOWN, /* the page has no main text that could be told apart */
	SG_HTML_ZONE_BEFORE,  /* the headline and the main text */
	SG_HTML_ZONE_HEADLINE,
	SG_HTML_ZONE_BETWEEN, /* headline and main text */
	SG_HTML_ZONE_MAIN,
	SG_HTML_ZONE_CORE,
	SG_HTML_ZONE_AFTER,
} SgHtmlZone;

/* What is known of a block besides what it says. */
typedef struct {
	SgHtmlZone zone;
	uint32_t n_link_text; /* bytes of it inside links to other pages */
	uint32_t n_time_text; /* inside <time> that says the same for machines */
	bool in_row;          /* of a table */
} SgHtmlLine;

/*
 * Makes furniture of blocks outside the main text, of lines that only lead elsewhere, of lists of further
 * articles from their heading on, and of what is said of the writer below the text.  `lines` (SgHtmlLine) has
 * one for each block of `text`.  On a committee's page (ModernGov), whose links are
 * the matter, a link alone makes nothing furniture.  Blocks of comments and what is furniture already stay as
 * they are.
 */
void sg_html_lines_settle(SgText *text, const GArray *lines, bool committee);

#endif
