/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What an HTML page says of itself: title, writer, publisher, address and dates, each with the place it
 * stood. */
#ifndef SG_INDEXER_HTML_META_H
#define SG_INDEXER_HTML_META_H

#include "indexer/extract/html_tree.h"
#include "indexer/text.h"

/*
 * Adds what the head says, in order of trust: JSON-LD ("json-ld"), meta elements ("meta"; the most telling
 * name first, not the first to stand), the canonical address, the title bar's text and the language ("meta").
 */
void sg_html_read_head(const SgHtmlTree *tree, SgText *text);

/* Where in the page an element stands, best first. */
typedef enum {
	SG_HTML_IN_MAIN,
	SG_HTML_BESIDE,       /* in neither */
	SG_HTML_IN_FURNITURE, /* a teaser of another article carries its own date and writer */
	SG_HTML_N_PLACES,
} SgHtmlPlace;

/* What elements of the body say, gathered while they are passed. */
typedef struct _SgHtmlFacts SgHtmlFacts;
SgHtmlFacts *sg_html_facts_new(void);
void sg_html_facts_free(SgHtmlFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgHtmlFacts, sg_html_facts_free)

/*
 * Notes what one element says of dates and writers; call it for each that is no reader's comment, meta
 * elements too.  Dates: microdata and RDFa ("itemprop"), <time> and hAtom's classes ("time"), attributes that
 * are called data-published ("data"); seconds since 1970 are written out as a date.  Writers: microdata
 * ("itemprop"), rel=author ("rel"), and short elements called byline or author ("byline").
 */
void sg_html_facts_note(SgHtmlFacts *facts, xmlNode *node, SgHtmlElement element, SgHtmlPlace place);

/* Adds what was noted: the main text's before the page's before the furniture's; of one place, what is marked
   as publication before a plain <time>.  Of furniture only what nothing else on the page contradicts, and no
   plain <time>.  At most 32 in all. */
void sg_html_facts_add(const SgHtmlFacts *facts, SgText *text);

#endif
