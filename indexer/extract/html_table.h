/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef SG_INDEXER_HTML_TABLE_H
#define SG_INDEXER_HTML_TABLE_H

#include "indexer/extract/html_tree.h"

/*
 * Whether a table holds data: rows of short cells, two and more wide.  Anything else sets the page out in
 * columns, as ModernGov's item tables do.
 */
bool sg_html_is_data_table(const SgHtmlTree *tree, const xmlNode *table);

/* Next row of a table, through thead, tbody and tfoot; `row` NULL: the first.  NULL at the end. */
const xmlNode *sg_html_next_row(const xmlNode *table, const xmlNode *row);

#endif
