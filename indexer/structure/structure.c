/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/parts.h"

#include "indexer/facts/facts.h"
#include "indexer/structure/section.h"

#include <string.h>

enum { HEADING_LEVELS = 6, PROMOTED_BYTES = 100, CHAPTER_OPENING = 24, CHAPTER_LEVEL = 2 };

SgUnit *sg_structure_unit(const GPtrArray *units, guint i)
{
	return i < units->len ? g_ptr_array_index(units, i) : NULL;
}

bool sg_structure_starts(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sg_text_starts(text, words[i]))
			return true;
	return false;
}

bool sg_structure_is_short(const char *text, size_t n_bytes)
{
	size_t n = strlen(text);
	return n > 0 && n <= n_bytes && !strchr(".;,", text[n - 1]);
}

/* A line that a title was broken into, or an officer's rank under a signature. */
static bool is_false_heading(const char *text)
{
	static const char *const ranks[] = {"her majesty’s inspector", "his majesty’s inspector",
					    "yours sincerely", "yours faithfully", "dear "};
	return g_str_equal(text, "and") || sg_structure_starts(text, ranks, G_N_ELEMENTS(ranks));
}

/* A line of a letter or page without headings that says all that a list's heading says. */
static bool is_bare_heading(const SgUnit *unit)
{
	SgHeadingSense sense;
	const char *text = unit->block->text;
	return unit->block->kind == SG_BLOCK_PARAGRAPH && sg_structure_is_short(text, PROMOTED_BYTES) &&
	       g_unichar_isupper(g_utf8_get_char(text)) && !strchr(text, '|') && !strchr(text, ',') &&
	       sg_section_read(text, &sense) && sense.whole && !sense.title;
}

/* "Inadequate", "Requires improvement to be good", "Good (2)" in the last cell, or the head of their table.
 */
bool sg_structure_is_judgement(const SgBlock *block)
{
	static const char *const grades[] = {
	    "inadequate", "requires improvement", "good", "outstanding", "adequate", "judgement", "grade",
	    "requires"};
	const char *bar = strrchr(block->text, '|');
	return block->kind == SG_BLOCK_ROW && bar &&
	       sg_structure_starts(bar + 2, grades, G_N_ELEMENTS(grades)) && strlen(bar + 2) < 40;
}

/* A chapter's name and its grade in two cells, on a page of its own or alone: above the headings of the
   chapter. 0: not that. */
static uint8_t chapter_level(const GPtrArray *units, guint i)
{
	SgHeadingSense sense;
	const SgBlock *block = sg_unit_at(units, i)->block;
	const SgUnit *next = sg_unit_at(units, i + 1), *before = i > 0 ? sg_unit_at(units, i - 1) : NULL;
	bool table =
	    (next && next->block->kind == SG_BLOCK_ROW) ||
	    (before && before->block->kind == SG_BLOCK_ROW && sg_section_read(before->block->text, &sense));
	if (table || block->page == 1 || !sg_structure_is_judgement(block) ||
	    !sg_section_read(block->text, &sense) || !sense.area)
		return 0;
	for (guint j = i + 1; j < units->len && j <= i + CHAPTER_OPENING; j++)
		if (sg_unit_at(units, j)->block->kind == SG_BLOCK_HEADING)
			return (uint8_t)MAX(sg_unit_at(units, j)->block->level - 1, 1);
	return CHAPTER_LEVEL;
}

void sg_structure_mark_headings(GPtrArray *units)
{
	uint8_t above = 0; /* level of the last heading that the document sets as one */
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = sg_structure_unit(units, i);
		if (unit->kind == SG_KIND_FURNITURE)
			continue;
		if (unit->block->kind == SG_BLOCK_HEADING) {
			unit->kind = SG_KIND_PROCEDURAL;
			if (is_false_heading(unit->block->text))
				continue;
			unit->heading = (uint8_t)CLAMP(unit->block->level, 1, HEADING_LEVELS);
			above = unit->heading;
		} else if (is_bare_heading(unit)) {
			unit->kind = SG_KIND_PROCEDURAL;
			unit->heading = (uint8_t)MIN(above + 1, HEADING_LEVELS);
		} else if (chapter_level(units, i)) {
			unit->kind = SG_KIND_PROCEDURAL;
			unit->heading = chapter_level(units, i);
		}
	}
}

void sg_structure_mark(GPtrArray *units, const SgDocument *document)
{
	sg_structure_mark_furniture(units);
	sg_structure_mark_headings(units);
	sg_structure_mark_sections(units, document);
	if (document->source == SG_SOURCE_MINUTES)
		sg_structure_mark_minutes(units);
	sg_structure_mark_numbers(units);
}
