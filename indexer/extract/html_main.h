/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which elements of an HTML page are its furniture, where its readers' comments stand, and where its main
 * text is.
 *
 * Furniture is told by element, role, names and links.  The main text is looked for in what remains, from the
 * root downwards: while one child holds nearly all the prose of its parent, it is the better guess.  A page
 * that has too little prose for that, or has it spread over many places, has no main text that could be told
 * apart, and all of it is kept.
 */
#ifndef SG_INDEXER_HTML_MAIN_H
#define SG_INDEXER_HTML_MAIN_H

#include "indexer/extract/html_tree.h"

/* Marks every element's `part` and finds tree->headline, tree->main and tree->core. */
void sg_html_main_mark(SgHtmlTree *tree);

#endif
