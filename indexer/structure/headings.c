/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which units are headings, and how deep.  The type tells most of it; but a report sets a chapter's name and
 * its grade as a table's row, a letter prints its title no larger than its sections, and what is drawn in a
 * smaller size is not always a part of what is drawn above it.  There the words decide.
 */
#include "indexer/structure/parts.h"

#include "indexer/facts/facts.h"
#include "indexer/structure/section.h"

#include <string.h>

enum {
	HEADING_LEVELS = 6,
	PROMOTED_BYTES = 100, /* of a line that only its words make a heading */
	BOLD_BYTES = 160,     /* of one set in bold type too */
	CHAPTER_OPENING = 24, /* units in which a chapter's first heading stands */
	CHAPTER_LEVEL = 2,
	CHAPTER_UNITS = 400,   /* searched for the next chapter: a bound on work */
	FIRST_PAGE_UNITS = 40, /* a title stands among these */
};

typedef struct {
	GPtrArray *units;
	SgHeadingSense senses[HEADING_LEVELS + 1]; /* of the headings that are open, by level */
	bool open[HEADING_LEVELS + 1];
	uint8_t real;    /* level of the last heading that the document sets as one; 0: none yet */
	uint8_t above;   /* of the last that is more than a grade */
	uint8_t chapter; /* of the chapters in this part of the report; 0: none met */
	uint8_t part;    /* of "Section 1: ..."; 0: none met */
	uint8_t raised;  /* level by type of headings that stand higher by their words; 0: none */
	uint8_t raised_to;
	const char *words; /* of the heading just above; NULL: something stands between */
} Reader;

/* ---- what is one ----------------------------------------------------- */

/* A line that a title was broken into, or an officer's rank under a signature. */
static bool is_false_heading(const char *text)
{
	static const char *const ranks[] = {"her majesty’s inspector", "his majesty’s inspector",
					    "yours sincerely", "yours faithfully", "dear "};
	return g_str_equal(text, "and") || sg_structure_starts(text, ranks, G_N_ELEMENTS(ranks));
}

/* A line of a letter or page without headings that says all that a list's heading says; a report's title on
   its first page; in bold type a title or chapter may end as a sentence does. */
static bool is_bare_heading(const SgUnit *unit)
{
	SgHeadingSense sense;
	const SgBlock *block = unit->block;
	const char *text = block->text;
	bool known = sg_section_read(text, &sense);
	if (!known || block->kind != SG_BLOCK_PARAGRAPH || !g_unichar_isupper(g_utf8_get_char(text)) ||
	    strchr(text, '|'))
		return false;
	if (block->bold && (sense.title || sense.area) && strlen(text) <= BOLD_BYTES && !strstr(text, ". "))
		return true;
	if (sense.title && block->page == 1)
		return sg_structure_is_short(text, BOLD_BYTES) && !strstr(text, ". ");
	return sg_structure_is_short(text, PROMOTED_BYTES) && !strchr(text, ',') && sense.whole &&
	       !sense.title;
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

/* Not the head of such a table. */
static bool is_graded(const SgBlock *block)
{
	const char *bar = strrchr(block->text, '|');
	return sg_structure_is_judgement(block) && !sg_text_starts(bar + 2, "judgement") &&
	       !sg_text_starts(bar + 2, "grade");
}

/* A chapter's name and its grade in two cells, on a page of its own or alone: no row of the table of grades.
 */
static bool is_chapter_row(const GPtrArray *units, guint i)
{
	SgHeadingSense sense;
	const SgBlock *block = sg_unit_at(units, i)->block;
	const SgUnit *next = sg_unit_at(units, i + 1), *before = i > 0 ? sg_unit_at(units, i - 1) : NULL;
	bool table = (next && next->block->kind == SG_BLOCK_ROW) || (before && is_graded(before->block));
	return !table && block->page != 1 && is_graded(block) && sg_section_read(block->text, &sense) &&
	       sense.area;
}

/* ---- how deep -------------------------------------------------------- */

static bool is_about(const SgHeadingSense *sense)
{
	return sense->section == SG_SECTION_ABOUT_AREA || sense->section == SG_SECTION_ABOUT_INSPECTION;
}

/* A list may be grouped by areas, but holds no chapter: "... of care leavers: good" says more than an area.
 */
static bool is_group(const SgHeadingSense *sense)
{
	return sense->list || (sense->area && sense->whole);
}

/* Whether `sense` is another section than the one above it, which can hold none. */
static bool is_another(const SgHeadingSense *above, const SgHeadingSense *sense)
{
	if (sense->section == SG_SECTION_NONE || sense->section == above->section)
		return false;
	return is_about(above) || above->section == SG_SECTION_OVERALL || (above->list && !is_group(sense));
}

/* The areas that are graded beside one another; adoption and leaving care are parts of one of them. */
static bool is_chapter(const SgHeadingSense *sense)
{
	return sense->area && sense->section != SG_SECTION_ADOPTION &&
	       sense->section != SG_SECTION_CARE_LEAVERS;
}

/* Level of the next chapter that is set as a heading, up to the end of the part; 0: none. */
static uint8_t next_chapter(const GPtrArray *units, guint i)
{
	guint last = i + CHAPTER_UNITS;
	for (i++; i < units->len && i <= last; i++) {
		SgHeadingSense sense;
		const SgBlock *block = sg_unit_at(units, i)->block;
		if (block->kind != SG_BLOCK_HEADING || !sg_section_read(block->text, &sense))
			continue;
		if (is_about(&sense) || sense.board)
			return 0;
		if (is_chapter(&sense) && !sense.list)
			return block->level;
	}
	return 0;
}

static uint8_t next_heading(const GPtrArray *units, guint i)
{
	guint last = i + CHAPTER_OPENING;
	for (i++; i < units->len && i <= last; i++)
		if (sg_unit_at(units, i)->block->kind == SG_BLOCK_HEADING)
			return sg_unit_at(units, i)->block->level;
	return CHAPTER_LEVEL + 1;
}

/* Of a chapter that is no heading by its type: as the other chapters, else beside what stands above it, such
   as a summary, or below "Inspection judgements". */
static uint8_t chapter_level(const Reader *reader, guint i)
{
	const SgHeadingSense *above = &reader->senses[reader->above];
	if (reader->chapter)
		return reader->chapter;
	if (next_chapter(reader->units, i))
		return next_chapter(reader->units, i);
	if (reader->above && above->section == SG_SECTION_FINDINGS && above->inherits)
		return reader->above + 1;
	if (reader->above && above->section != SG_SECTION_NONE && !is_about(above))
		return reader->above;
	return (uint8_t)MAX(next_heading(reader->units, i) - 1, 1);
}

/* What tells about the area, the inspection or the outcome holds no other section, and a list no chapter:
   those stand beside it, and so does a new part of the report. */
static uint8_t beside(const Reader *reader, const SgHeadingSense *sense, bool part, uint8_t level)
{
	for (uint8_t over = 1; over < level; over++)
		if (reader->open[over] &&
		    (is_another(&reader->senses[over], sense) || (part && is_about(&reader->senses[over]))))
			return over;
	return level;
}

static bool is_grade(const char *text)
{
	return sg_text_starts(text, "grade ") && g_ascii_isdigit(text[strlen("grade ")]);
}

static bool is_part(const char *text)
{
	return sg_text_starts(text, "section ") && g_ascii_isdigit(text[strlen("section ")]);
}

/* Of a heading that its words make one: beside a section, and under anything else. */
static uint8_t bare_level(const Reader *reader, const SgHeadingSense *sense)
{
	const SgHeadingSense *above = &reader->senses[reader->real];
	bool section = reader->real && above->section != SG_SECTION_NONE && !above->title;
	bool alike = section && !is_about(above) && sense->area == above->area;
	return alike ? reader->real : reader->real + 1;
}

/* Where one heading of a size is raised, so are those like it, until a larger one. */
static uint8_t raise_level(Reader *reader, const SgHeadingSense *sense, uint8_t level)
{
	if (level < reader->raised)
		reader->raised = 0;
	uint8_t higher = beside(reader, sense, false, level);
	if (higher < level) {
		reader->raised = level;
		reader->raised_to = higher;
	}
	return level == reader->raised ? reader->raised_to : level;
}

static uint8_t level_of(Reader *reader, guint i, const SgHeadingSense *sense)
{
	const SgBlock *block = sg_unit_at(reader->units, i)->block;
	bool real = block->kind == SG_BLOCK_HEADING;
	uint8_t level = real ? (uint8_t)CLAMP(block->level, 1, HEADING_LEVELS) : bare_level(reader, sense);
	if (!real && is_chapter(sense) && (block->kind == SG_BLOCK_ROW || block->bold))
		return chapter_level(reader, i);
	if (is_grade(block->text) && reader->above)
		return MAX(level, (uint8_t)(reader->above + 1));
	if (is_part(block->text)) {
		reader->part = reader->part ? MIN(reader->part, level) : level;
		return beside(reader, sense, true, reader->part);
	}
	/* "Inspection findings" of a chapter may be set as large as the chapter */
	if (reader->chapter && reader->open[reader->chapter] && sense->inherits && !sense->area)
		return (uint8_t)MAX(level, reader->chapter + 1);
	return real ? raise_level(reader, sense, level) : beside(reader, sense, false, level);
}

static void enter(Reader *reader, SgUnit *unit, const SgHeadingSense *sense, uint8_t level)
{
	unit->kind = SG_KIND_PROCEDURAL;
	unit->heading = (uint8_t)CLAMP(level, 1, HEADING_LEVELS);
	for (int below = unit->heading; below <= HEADING_LEVELS; below++)
		reader->open[below] = false;
	reader->open[unit->heading] = true;
	reader->senses[unit->heading] = *sense;
	if (unit->block->kind == SG_BLOCK_HEADING)
		reader->real = unit->heading;
	if (!is_grade(unit->block->text))
		reader->above = unit->heading;
	if (reader->chapter && unit->heading < reader->chapter)
		reader->chapter = 0;
	if (!reader->chapter && is_chapter(sense) && !sense->list && unit->block->page != 1)
		reader->chapter = unit->heading;
	reader->words = unit->block->text;
}

static void take(Reader *reader, guint i)
{
	SgUnit *unit = sg_structure_unit(reader->units, i);
	SgHeadingSense sense;
	bool set = unit->block->kind == SG_BLOCK_HEADING;
	bool repeated = set && reader->words && g_ascii_strcasecmp(reader->words, unit->block->text) == 0;
	if (unit->kind == SG_KIND_FURNITURE)
		return;
	/* the head of a table that says again what stands above it */
	if (repeated || (set && is_false_heading(unit->block->text))) {
		unit->kind = SG_KIND_PROCEDURAL;
	} else if (set || is_bare_heading(unit) || is_chapter_row(reader->units, i)) {
		sg_section_read(unit->block->text, &sense);
		enter(reader, unit, &sense, level_of(reader, i, &sense));
	} else {
		reader->words = NULL;
	}
}

/* ---- the title ------------------------------------------------------- */

/* Units from `from` that are titles one below the other; the first that is not. */
static guint end_of_title(const GPtrArray *units, guint from)
{
	guint end = from;
	for (guint i = from; i < units->len && i < FIRST_PAGE_UNITS; i++) {
		SgHeadingSense sense;
		const SgUnit *unit = sg_unit_at(units, i);
		if (!unit->heading)
			continue;
		if (!sg_section_read(unit->block->text, &sense) || !sense.title)
			break;
		end = i + 1;
	}
	return end;
}

/* A letter's title, the first of its headings, stands above all others, though it is set no larger. */
static void put_title_first(const GPtrArray *units)
{
	guint title = end_of_title(units, 0);
	uint8_t highest = HEADING_LEVELS;
	for (guint i = title; i < units->len; i++)
		if (sg_unit_at(units, i)->heading)
			highest = MIN(highest, sg_unit_at(units, i)->heading);
	for (guint i = 0; i < units->len && title > 0; i++) {
		SgUnit *unit = sg_structure_unit(units, i);
		if (unit->heading && i < title)
			unit->heading = 1;
		else if (unit->heading && highest == 1)
			unit->heading = MIN(unit->heading + 1, HEADING_LEVELS);
	}
}

void sg_structure_mark_headings(GPtrArray *units)
{
	Reader reader = {.units = units};
	for (guint i = 0; i < units->len; i++)
		take(&reader, i);
	put_title_first(units);
}
