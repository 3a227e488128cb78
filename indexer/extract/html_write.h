/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef SG_INDEXER_HTML_WRITE_H
#define SG_INDEXER_HTML_WRITE_H

#include "indexer/extract/html_tree.h"
#include "indexer/text.h"

/* Writes the tree's text as blocks, in the order of the page, and what its elements say of dates and writers
   as metadata. */
void sg_html_write(const SgHtmlTree *tree, SgText *text);

#endif
