/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/html_table.h"

#include <string.h>

enum {
	CELL_BYTES = 600,    /* a cell with more text than this is a column of the page */
	CELL_PARAGRAPHS = 3, /* or with so many */
};

static bool is_column(const SgHtmlTree *tree, const xmlNode *cell)
{
	const SgHtmlMeasure *measure = sg_html_measure(tree, cell);
	return measure->n_text > CELL_BYTES || measure->n_paragraphs >= CELL_PARAGRAPHS ||
	       measure->has_structure;
}

/* Looks at a row's cells: how many there are, and whether one is a column of the page. */
static bool has_column(const SgHtmlTree *tree, const xmlNode *row, size_t *n_cells)
{
	bool found = false;
	*n_cells = 0;
	for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next) {
		if (!sg_html_is_element(cell) || sg_html_element(sg_html_name(cell)) != SG_HTML_CELL)
			continue;
		*n_cells += 1;
		found = found || is_column(tree, cell);
	}
	return found;
}

const xmlNode *sg_html_next_row(const xmlNode *table, const xmlNode *row)
{
	const xmlNode *node = row == NULL ? table->children : row->next;
	const xmlNode *parent = row == NULL ? table : row->parent;
	for (;;) {
		if (node == NULL && parent == table)
			return NULL;
		if (node == NULL) {
			node = parent->next;
			parent = table;
		} else if (sg_html_is_element(node) && sg_html_element(sg_html_name(node)) == SG_HTML_ROW) {
			return node;
		} else if (parent == table && sg_html_is_element(node) &&
			   g_str_has_prefix(sg_html_name(node), "t")) {
			parent = node;
			node = node->children;
		} else {
			node = node->next;
		}
	}
}

/* Rows of short cells, two and more wide.  Anything else sets the page out in columns, as ModernGov's item
   tables do. */
bool sg_html_is_data_table(const SgHtmlTree *tree, const xmlNode *table)
{
	/* th says nothing: layout tables have "No." and "Item" for headings. */
	const char *role = sg_html_attribute(table, "role");
	if (role != NULL && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0))
		return false;
	size_t n_widest = 0;
	for (const xmlNode *row = sg_html_next_row(table, NULL); row != NULL;
	     row = sg_html_next_row(table, row)) {
		size_t n_cells;
		if (has_column(tree, row, &n_cells))
			return false;
		n_widest = MAX(n_widest, n_cells);
	}
	return n_widest >= 2;
}
