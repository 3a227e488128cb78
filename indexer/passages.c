/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/passages.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/facts/moderngov.h"
#include "indexer/structure/unit.h"

#include <string.h>

enum { HEADING_LEVELS = 6 };

typedef struct {
	GPtrArray *passages;
	char *headings[HEADING_LEVELS + 1]; /* cut to SG_MAX_HEADING_BYTES, by level */
} Maker;

static char **heading_path(const Maker *maker)
{
	g_autoptr(GStrvBuilder) path = g_strv_builder_new();
	bool any = false;
	for (int level = 1; level <= HEADING_LEVELS; level++) {
		if (!maker->headings[level])
			continue;
		g_strv_builder_add(path, maker->headings[level]);
		any = true;
	}
	return any ? g_strv_builder_end(path) : NULL;
}

/* A heading ends those of its level and below: it stands under the others, not under its neighbour. */
static void leave_headings(Maker *maker, int level)
{
	for (; level <= HEADING_LEVELS; level++)
		g_clear_pointer(&maker->headings[level], g_free);
}

static void enter_heading(Maker *maker, const SgUnit *unit)
{
	size_t n_bytes = sg_utf8_prefix(unit->block->text, SG_MAX_HEADING_BYTES);
	maker->headings[unit->heading] = g_strndup(unit->block->text, n_bytes);
}

/* Takes `text`. */
static void add_passage(Maker *maker, const SgUnit *unit, char *text)
{
	const SgBlock *block = unit->block;
	SgPassage *passage = sg_passage_new();
	passage->n = maker->passages->len + 1;
	passage->source = unit->source;
	passage->kind = unit->kind;
	passage->section = unit->section;
	passage->quotation = unit->quotation;
	passage->note = block->kind == SG_BLOCK_NOTE;
	passage->said = sg_date_copy(&unit->said);
	passage->number = g_strdup(unit->number);
	passage->speaker = g_strdup(unit->speaker);
	passage->role = g_strdup(unit->role);
	passage->heading = heading_path(maker);
	passage->page = block->page;
	passage->page_end = block->page_end;
	passage->page_label = g_strdup(block->page_label);
	passage->text = text;
	g_ptr_array_add(maker->passages, passage);
}

/* Bytes of `text` to take as one passage: all, or up to the last sentence end (else space, else character)
   within the bound. */
static size_t piece_length(const char *text)
{
	size_t n_bytes = sg_utf8_prefix(text, SG_MAX_PASSAGE_BYTES);
	/* a sentence is not cut when it can be helped, a word never but for one of 6,000 bytes */
	size_t at_space = 0;
	if (!text[n_bytes])
		return n_bytes;
	for (size_t i = n_bytes; i > 1; i--) {
		if (text[i] != ' ')
			continue;
		at_space = at_space ? at_space : i;
		if (strchr(".!?", text[i - 1]))
			return i;
	}
	return at_space ? at_space : n_bytes;
}

static void add_unit(Maker *maker, const SgUnit *unit)
{
	if (unit->heading || unit->leaves)
		leave_headings(maker, unit->heading ? unit->heading : unit->leaves);
	for (const char *text = unit->block->text; *text;) {
		size_t n_bytes = piece_length(text);
		add_passage(maker, unit, g_strndup(text, n_bytes));
		text += n_bytes;
		text += *text == ' ';
	}
	if (unit->heading)
		enter_heading(maker, unit);
}

GPtrArray *sg_passages_make(const SgText *text, const SgDocument *document)
{
	Maker maker = {.passages = g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free)};
	g_autoptr(GPtrArray) units = sg_units_new(text, document);
	/* in this order: each stage reads what those before it marked */
	sg_moderngov_mark(units, document);
	sg_structure_mark(units, document);
	sg_comments_mark(units, document);
	sg_voices_mark(units, document);
	for (guint i = 0; i < units->len; i++)
		add_unit(&maker, g_ptr_array_index(units, i));
	for (int level = 1; level <= HEADING_LEVELS; level++)
		g_free(maker.headings[level]);
	return maker.passages;
}
