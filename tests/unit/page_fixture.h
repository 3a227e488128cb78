/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Documents of a few lines, as the extractor of PDF would give them. */
#ifndef SG_TESTS_PAGE_FIXTURE_H
#define SG_TESTS_PAGE_FIXTURE_H

#include "indexer/facts/facts.h"

enum { MOST_LINES = 24 };

/* Lines of a first page, or of the pages after a line "---".  "# " opens a heading, "| " a table row, "~" a
   page's foot. */
typedef struct {
	const char *lines[MOST_LINES];
} Page;

typedef struct {
	SgText *text;
	GPtrArray *body;
	SgEvidence evidence;
} Case;

static inline void open_case(Case *it, const Page *page, const char *path)
{
	it->text = sg_text_new("application/pdf");
	it->text->n_pages = 9;
	uint32_t n_page = 1;
	for (size_t i = 0; i < MOST_LINES && page->lines[i]; i++) {
		const char *line = page->lines[i];
		if (strcmp(line, "---") == 0) {
			n_page++;
			continue;
		}
		bool heading = g_str_has_prefix(line, "# "), row = g_str_has_prefix(line, "| ");
		bool foot = *line == '~';
		SgBlock *block = sg_text_add(it->text,
					     heading ? SG_BLOCK_HEADING
					     : row   ? SG_BLOCK_ROW
					     : foot  ? SG_BLOCK_HEADFOOT
						     : SG_BLOCK_PARAGRAPH,
					     g_strdup(line + (heading || row ? 2 : foot)));
		block->page = block->page_end = n_page;
	}
	it->body = sg_evidence_body(it->text);
	it->evidence =
	    (SgEvidence){.text = it->text, .path = path ? path : "/papers/0001.pdf", .body = it->body};
}

static inline void close_case(Case *it)
{
	g_ptr_array_unref(it->body);
	sg_text_free(it->text);
}

#endif
