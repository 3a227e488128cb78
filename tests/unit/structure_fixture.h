/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Documents of our own as blocks, and what their structure is found to be. */
#ifndef SG_TESTS_STRUCTURE_FIXTURE_H
#define SG_TESTS_STRUCTURE_FIXTURE_H

#include "tests/support/support.h"

#include "indexer/passages.h"
#include "indexer/structure/unit.h"

typedef struct {
	const char *wanted, *text;
	SgBlockKind kind;
	bool bold;
	int level;
	unsigned page;
} Line;

#define PARA SG_BLOCK_PARAGRAPH, false, 0
#define BOLD SG_BLOCK_PARAGRAPH, true, 0
#define HEAD(level_) SG_BLOCK_HEADING, false, level_
#define ITEM SG_BLOCK_BULLET, false, 1
#define ROW SG_BLOCK_ROW, false, 0
#define NOTE SG_BLOCK_NOTE, false, 0

static inline SgText *make_text(const Line *lines, size_t n_lines)
{
	SgText *text = sg_text_new("application/pdf");
	for (size_t i = 0; i < n_lines; i++) {
		SgBlock *block = sg_text_add(text, lines[i].kind, g_strdup(lines[i].text));
		block->level = (uint8_t)lines[i].level;
		block->page = block->page_end = lines[i].page;
		block->bold = lines[i].bold;
	}
	return text;
}

/* `wanted` is "kind section" of each unit, "-" for no section. */
static inline void check_kinds(const Line *lines, size_t n_lines, SgSource source)
{
	g_autoptr(SgText) text = make_text(lines, n_lines);
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = source;
	g_autoptr(GPtrArray) units = sg_units_new(text, document);
	sg_structure_mark(units, document);
	for (guint i = 0; i < n_lines; i++) {
		const SgUnit *unit = sg_unit_at(units, i);
		const char *section = sg_section_name(unit->section);
		g_autofree char *got =
		    g_strdup_printf("%s %s", sg_kind_name(unit->kind), section ? section : "-");
		check_string(got, lines[i].wanted, lines[i].text);
	}
}

/* `wanted` is the path of headings above each block, joined by "/"; NULL: none. */
static inline void check_paths(const Line *lines, size_t n_lines, SgSource source)
{
	g_autoptr(SgText) text = make_text(lines, n_lines);
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = source;
	g_autoptr(GPtrArray) passages = sg_passages_make(text, document);
	assert_int_equal(passages->len, n_lines);
	for (guint i = 0; i < n_lines; i++) {
		const SgPassage *passage = g_ptr_array_index(passages, i);
		g_autofree char *path = passage->heading ? g_strjoinv("/", passage->heading) : NULL;
		check_string(path, lines[i].wanted, lines[i].text);
	}
}

#endif
