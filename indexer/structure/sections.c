/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sections and kinds of reports, letters and papers, from the headings above each passage. */
#include "indexer/structure/parts.h"

#include "indexer/extract/marker.h"
#include "indexer/facts/facts.h"
#include "indexer/structure/leadin.h"
#include "indexer/structure/section.h"

#include <string.h>

enum {
	HEADING_LEVELS = 6,
	MIN_PROSE = 60,    /* shorter text is a label, a lead-in or a line of a table */
	GROUP_BYTES = 80,  /* of the name of a group of items */
	EMPTY_BYTES = 200, /* of the sentence that stands where a list has no items */
};

typedef struct {
	SgSection section;
	SgKind kind;
	bool list, known;
} Scope;

typedef struct {
	bool ofsted;
	Scope scopes[HEADING_LEVELS + 1]; /* by level of the heading that opened it */
	Scope now;
	bool board; /* in the half of a report that is about the safeguarding board */
	bool titled, board_only;
	bool opened; /* a heading with a meaning was met */
	bool apart;  /* the last heading says nothing that is known: "Context" */
	bool graded; /* a row of the table of judgements was met */
	bool letter; /* "Dear ..." was met */
	bool closed; /* "Yours sincerely" was met */
	uint32_t closing_page;
	bool method;   /* the last paragraph told how the inspection was done, and leads in a list */
	bool has_item; /* the list at hand has an item with a mark of its own */
	const SgUnit *next;
} Reader;

/* How an inspection was done and what becomes of it: nothing that it found. */
static const char *const METHOD[] = {
    "this letter ",
    "a full description of what the inspection judgements mean",
    "it is ofsted’s expectation that",
    "the areas for improvement have been cross-referenced",
    "this joint inspection was conducted",
    "her majesty’s inspectors for",
    "his majesty’s inspectors for",
    "her majesty’s inspector",
    "his majesty’s inspector",
    "her majesty’s chief inspector",
    "the visit was carried out",
    "this visit was ",
    "this inspection was carried out",
    "this inspection took place",
    "the inspection was carried out",
    "the inspection was led",
    "the inspection team",
    "the methodology for this",
    "inspectors looked at",
    "inspectors considered",
    "inspectors also considered",
    "inspectors evaluated",
    "inspectors focused on",
    "inspectors reviewed a range",
    "inspectors have looked closely",
    "ofsted will take the findings",
    "ofsted produces this report",
    "ofsted’s findings",
    "i am writing to",
    "thank you for the help",
    "any complaints about the inspection",
    "if you are not happy with the inspection",
    "the findings of this inspection",
};

static bool is_method(const char *text)
{
	return sg_structure_starts(text, METHOD, G_N_ELEMENTS(METHOD));
}

/* The half about the board begins where a heading names it, but for the first page and for what its grades
   mean, and ends with a heading about the authority.  A review of a board alone has no other half. */
static void note_board(Reader *reader, const SgUnit *unit, const SgHeadingSense *sense, SgSection section)
{
	if (sense->title) {
		reader->board_only = reader->board_only || (sense->board && !reader->titled);
		reader->titled = true;
	}
	if (sense->board && !sense->title && unit->block->page != 1)
		reader->board = section != SG_SECTION_ABOUT_INSPECTION;
	else if (sense->council || sense->title)
		reader->board = false;
}

static void open_scope(Reader *reader, const SgUnit *unit)
{
	SgHeadingSense sense;
	Scope above = {.kind = SG_KIND_NARRATIVE}, scope;
	for (int level = 1; level < unit->heading; level++)
		if (reader->scopes[level].known)
			above = reader->scopes[level];
	scope = above;
	bool known = sg_section_read(unit->block->text, &sense);
	/* A line that names an area groups the items of the list it stands in. */
	known = known && !(above.list && sense.area && unit->block->kind == SG_BLOCK_PARAGRAPH);
	if (known) {
		bool chapter =
		    sense.inherits && above.kind == SG_KIND_FINDING && above.section != SG_SECTION_NONE;
		scope.section = chapter ? above.section : sense.section;
		scope.kind = sense.kind;
		scope.list = sense.list;
		reader->opened = !sense.title;
	}
	reader->apart = !known;
	note_board(reader, unit, &sense, scope.section);
	if (!known && sense.board && scope.section != SG_SECTION_ABOUT_INSPECTION)
		scope = (Scope){.section = SG_SECTION_LSCB, .kind = SG_KIND_FINDING};
	for (int level = unit->heading; level <= HEADING_LEVELS; level++)
		reader->scopes[level] = (Scope){.kind = SG_KIND_NARRATIVE};
	scope.known = true;
	reader->scopes[unit->heading] = reader->now = scope;
	reader->has_item = reader->method = reader->closed = false;
}

static bool has_mark(const SgBlock *block)
{
	return block->kind == SG_BLOCK_BULLET || block->kind == SG_BLOCK_ROW ||
	       sg_marker_read(block->text).kind != SG_MARKER_NONE;
}

static bool announces(const char *text)
{
	return g_str_has_suffix(text, " the following action.") ||
	       g_str_has_suffix(text, " the following actions.");
}

static bool leads_in(const char *text)
{
	return g_str_has_suffix(text, ":") || announces(text);
}

/* A short line above marked text: "Training", or "3. Training" above bullets. */
static bool is_group_name(const Reader *reader, const SgBlock *block)
{
	if (!reader->next || !sg_structure_is_short(block->text, GROUP_BYTES) || leads_in(block->text) ||
	    sg_text_begins_lower(block->text))
		return false;
	bool bullets = reader->next->block->kind == SG_BLOCK_BULLET &&
		       sg_marker_read(block->text).kind == SG_MARKER_NUMBER;
	return bullets || (!has_mark(block) && has_mark(reader->next->block));
}

/* "Responsible body | Areas for priority action" */
static bool is_table_head(const SgBlock *block)
{
	SgHeadingSense sense;
	const char *bar = strrchr(block->text, '|');
	return block->kind == SG_BLOCK_ROW && bar && sg_section_read(bar + 2, &sense) && sense.list &&
	       strlen(bar + 2) < GROUP_BYTES;
}

/* "There are no areas for priority action": where a list would stand. */
static bool says_empty(const SgBlock *block)
{
	static const char *const phrases[] = {"there are no areas ", "there were no areas ", " not find any ",
					      " not identify any ", " identified no "};
	const char *text = block->text + sg_marker_read(block->text).n_bytes;
	text += *text == ' ';
	if (block->kind == SG_BLOCK_BULLET || strlen(text) > EMPTY_BYTES)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
		if (sg_text_has(text, phrases[i]))
			return true;
	return sg_text_starts(text, "there are no ");
}

/* "Leaders should work at pace to ...": an item that has no mark, or one whose parts are listed below it. */
static bool demands(const char *text)
{
	return strlen(text) >= MIN_PROSE && (sg_text_has(text, " should ") || sg_text_has(text, " must "));
}

/* Of a list: its items, but not what leads them in, nor prose after items that are marked. */
static SgKind list_kind(Reader *reader, const SgBlock *block)
{
	bool marked = has_mark(block);
	SgKind other = reader->ofsted ? SG_KIND_FINDING : SG_KIND_NARRATIVE;
	bool item = marked || (!reader->has_item && !leads_in(block->text)) ||
		    sg_text_begins_lower(block->text) || demands(block->text);
	reader->has_item = reader->has_item || marked;
	if (says_empty(block))
		return other;
	if (is_table_head(block) || announces(block->text))
		return SG_KIND_PROCEDURAL;
	if (item)
		return reader->now.kind;
	return leads_in(block->text) ? SG_KIND_PROCEDURAL : other;
}

/* What inspectors did, in the opening of a letter. */
static bool tells_doing(const char *text)
{
	static const char *const starts[] = {"inspectors ", "the inspectors ",  "the visit ",
					     "this visit ", "this inspection ", "the inspection ",
					     "this joint ", "between "};
	static const char *const phrases[] = {" inspectors looked at ", " inspectors considered ",
					      " inspectors reviewed ", " evidence was looked at"};
	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
		if (sg_text_has(text, phrases[i]))
			return true;
	return sg_structure_starts(text, starts, G_N_ELEMENTS(starts));
}

/* What stands between "Dear ..." and the first section of a letter tells how the visit was done, or judges in
   the words that inspectors judge with.  Of the rest of the first page nobody can say; past it the visit has
   been told of. */
static SgKind letter_kind(Reader *reader, SgUnit *unit)
{
	const SgBlock *block = unit->block;
	bool listed = reader->method && block->kind == SG_BLOCK_BULLET;
	g_auto(SgProse) prose;
	sg_prose_init(&prose, block->text);
	reader->method = listed || leads_in(block->text);
	if (listed || tells_doing(block->text)) {
		unit->section = SG_SECTION_ABOUT_INSPECTION;
		return SG_KIND_PROCEDURAL;
	}
	if (block->page <= 1 && sg_leadin_register(&prose, (SgInterval){0, 0}) < SG_REGISTER_MAYBE)
		return SG_KIND_NARRATIVE;
	unit->section = SG_SECTION_FINDINGS;
	return SG_KIND_FINDING;
}

/* Of text under no heading that says anything: the top of a report, the opening of a letter. */
static SgKind opening_kind(Reader *reader, SgUnit *unit)
{
	const SgBlock *block = unit->block;
	if (reader->letter && !reader->apart &&
	    (strlen(block->text) >= MIN_PROSE || block->kind == SG_BLOCK_BULLET))
		return letter_kind(reader, unit);
	if (block->page <= 1 &&
	    (sg_text_is_label(block->text) || sg_structure_is_short(block->text, GROUP_BYTES)))
		return SG_KIND_PROCEDURAL;
	if (!reader->graded || strlen(block->text) < MIN_PROSE || !sg_text_ends_sentence(block->text))
		return SG_KIND_NARRATIVE;
	unit->section = SG_SECTION_SUMMARY;
	return SG_KIND_FINDING;
}

static SgKind kind_of(Reader *reader, SgUnit *unit)
{
	const SgBlock *block = unit->block;
	const char *text = block->text;
	bool note = block->kind == SG_BLOCK_NOTE;
	if (reader->ofsted && (sg_structure_is_judgement(block) || reader->closed))
		return SG_KIND_PROCEDURAL;
	if (reader->ofsted && is_method(note ? text + strspn(text, "0123456789 ") : text)) {
		reader->method = leads_in(text);
		unit->section = SG_SECTION_ABOUT_INSPECTION;
		return SG_KIND_PROCEDURAL;
	}
	if (note)
		return SG_KIND_NARRATIVE;
	if (reader->now.section == SG_SECTION_NONE && reader->now.kind == SG_KIND_NARRATIVE)
		return reader->ofsted && !reader->opened ? opening_kind(reader, unit) : SG_KIND_NARRATIVE;
	if (reader->now.kind != SG_KIND_NARRATIVE && is_group_name(reader, block))
		return SG_KIND_PROCEDURAL;
	if (reader->now.list)
		return list_kind(reader, block);
	/* Of other papers only what they call findings, and their lists, is what it seems. */
	return reader->now.kind == SG_KIND_FINDING && !reader->ofsted ? SG_KIND_NARRATIVE : reader->now.kind;
}

static void note_letter(Reader *reader, const SgUnit *unit)
{
	const char *text = unit->block->text;
	reader->letter = reader->letter || sg_text_starts(text, "dear ");
	if (sg_text_starts(text, "yours sincerely") || sg_text_starts(text, "yours faithfully")) {
		reader->closed = true;
		reader->closing_page = unit->block->page;
	}
	/* Under a signature stand names and ranks; annexes begin on a page of their own. */
	reader->closed = reader->closed && unit->block->page == reader->closing_page;
	reader->graded = reader->graded || sg_structure_is_judgement(unit->block);
}

/* What the grades mean and where the area lies is told in both halves alike. */
static void mark_board(const Reader *reader, SgUnit *unit)
{
	bool about = unit->section == SG_SECTION_ABOUT_INSPECTION || unit->section == SG_SECTION_ABOUT_AREA;
	if (!about && (reader->board || reader->board_only))
		unit->section = SG_SECTION_LSCB;
}

static void mark_unit(Reader *reader, SgUnit *unit)
{
	const char *text = unit->block->text;
	note_letter(reader, unit);
	if (reader->closed)
		unit->heading = 0;
	if (unit->heading) {
		open_scope(reader, unit);
		unit->section = reader->now.section;
		mark_board(reader, unit);
		return;
	}
	if (unit->kind == SG_KIND_PROCEDURAL)
		return;
	unit->section = reader->closed ? SG_SECTION_NONE : reader->now.section;
	unit->kind = kind_of(reader, unit);
	if (sg_text_starts(text, "dear ") && strlen(text) < MIN_PROSE)
		unit->kind = SG_KIND_PROCEDURAL;
	mark_board(reader, unit);
}

void sg_structure_mark_sections(GPtrArray *units, const SgDocument *document)
{
	Reader reader = {.ofsted = document->source == SG_SOURCE_OFSTED};
	reader.now.kind = SG_KIND_NARRATIVE;
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = sg_structure_unit(units, i);
		if (unit->kind == SG_KIND_FURNITURE)
			continue;
		reader.next = sg_unit_at(units, i + 1);
		mark_unit(&reader, unit);
	}
}
