/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Minutes, agenda items and decisions: items, resolutions, actions, formalities. */
#include "indexer/structure/parts.h"

#include "indexer/extract/marker.h"
#include "indexer/facts/facts.h"

#include <string.h>

enum {
	ITEM_LEVEL = 2,    /* below the title of the minutes */
	PART_LEVEL = 3,    /* "Minutes:" of an item */
	TITLE_BYTES = 160, /* of an item with its report's name */
	MIN_CAPITALS = 4,  /* fewer are initials or an abbreviation */
	FRONT_BYTES = 200, /* names of those present, before the first item */
};

typedef enum { LIST_NONE, LIST_RESOLUTION, LIST_RECOMMENDATION, LIST_ACTION, LIST_DECISION } List;

typedef struct {
	bool item;       /* an agenda item has begun */
	bool formal;     /* the item is a formality: apologies, declarations of interest */
	bool item_title; /* the next line is the item's title */
	bool actions;    /* rows of a table of actions */
	List list;
	bool
	    lead_in; /* the list's first words were all there was: the next block belongs to it in any case */
	bool roll;   /* "Present:" was met */
	bool scoped; /* a heading of the present item's text was met, so that its section holds */
	bool runs_on; /* the list's last item ends as one does that another follows */
} Reader;

static const struct {
	SgKind kind;
	SgSection section;
} LISTS[] = {
    [LIST_RESOLUTION] = {SG_KIND_RESOLUTION, SG_SECTION_RESOLVED},
    [LIST_RECOMMENDATION] = {SG_KIND_RECOMMENDATION, SG_SECTION_RECOMMENDATIONS},
    [LIST_ACTION] = {SG_KIND_ACTION, SG_SECTION_ACTIONS},
    [LIST_DECISION] = {SG_KIND_RESOLUTION, SG_SECTION_DECISION},
};

/* Items under which nothing of substance is said, whoever speaks. */
static const char *const FORMAL_ITEMS[] = {
    "apolog",
    "declaration",
    "named substitute",
    "substitut",
    "minutes of ",
    "minutes",
    "exclusion of ",
    "date of ",
    "dates of ",
    "urgent business",
    "chair’s announcements",
    "chairman’s announcements",
    "webcast",
    "public participation",
    "attendance",
};

/* How paragraphs begin that record who was there, when it began and ended, and who decides. */
static const char *const FORMALITIES[] = {
    "present:",
    "present ",
    "in attendance",
    "also in attendance",
    "also present",
    "officers:",
    "officers present",
    "apologies",
    "absent:",
    "venue:",
    "contact:",
    "quorum",
    "the meeting ended",
    "the meeting closed",
    "the meeting concluded",
    "the meeting commenced",
    "the meeting started",
    "the meeting began",
    "the meeting opened",
    "the chair opened the meeting",
    "the chairman opened the meeting",
    "the chair welcomed",
    "the chairman welcomed",
    "chairman",
    "chairperson",
    "there were no declarations",
    "no declarations",
    "no apologies",
    "minutes of the meeting",
    "minutes of a meeting",
    "decision maker:",
    "decision status:",
    "is key decision",
    "is subject to call",
    "wards affected",
    "publication date:",
    "date of decision",
    "effective from",
    "call-in deadline",
    "declarations:",
};

/* Past "45. ", "23/7 ", "111 " of an agenda item; NULL: none.  Without a point, the title must be in
 * capitals.
 */
static const char *skip_item_number(const char *text, size_t *ret_n_number)
{
	size_t n = strspn(text, "0123456789/.");
	if (n == 0 || n > 8 || text[n] != ' ' || !g_ascii_isdigit(text[0]))
		return NULL;
	*ret_n_number = n;
	while (*ret_n_number > 1 && text[*ret_n_number - 1] == '.')
		(*ret_n_number)--;
	return text + n + 1;
}

static bool is_capitals(const char *text)
{
	unsigned n = 0;
	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		if (g_unichar_islower(c))
			return false;
		n += g_unichar_isupper(c) != 0;
	}
	return n >= MIN_CAPITALS;
}

static bool begins_word(const char *text, const char *word)
{
	size_t n = strlen(word);
	return strncmp(text, word, n) == 0 && !g_ascii_isalpha(text[n]);
}

/* Past an opening word: "RESOLVED", "UNANIMOUSLY", "(S)", ":", a dash. */
static const char *skip_opening(const char *rest)
{
	static const char *const extras[] = {"(s)", " unanimously", "unanimously"};
	for (size_t i = 0; i < G_N_ELEMENTS(extras); i++)
		if (sg_text_starts(rest, extras[i]))
			rest += strlen(extras[i]);
	for (;;) {
		gunichar c = g_utf8_get_char(rest);
		if (c != ' ' && c != ':' && c != '-' && (c < 0x2012 || c > 0x2015))
			return rest;
		rest = g_utf8_next_char(rest);
	}
}

/* "ACTION: Director", "Decision 3:", "RECOMMENDATIONS" open a list; "ACTION PLAN" is about one.  `end` is
   that of the word, `rest` what follows the marks behind it. */
static bool closes_noun(const char *end, const char *rest)
{
	size_t n = strspn(rest, "0123456789");
	for (const char *at = end; at < rest; at++)
		if (*at != ' ')
			return true;
	return *rest == '\0' || sg_text_starts(rest, "that ") || (n > 0 && strchr(":.)", rest[n]));
}

typedef struct {
	const char *word;
	List list;
	bool noun; /* what follows must show that it opens anything */
} Opening;

static const Opening OPENINGS[] = {
    {"RESOLVED", LIST_RESOLUTION, false},
    {"Resolved", LIST_RESOLUTION, true},
    {"Resolved that", LIST_RESOLUTION, false},
    {"It was resolved", LIST_RESOLUTION, false},
    {"It was unanimously resolved", LIST_RESOLUTION, false},
    {"IT WAS RESOLVED", LIST_RESOLUTION, false},
    {"RESOLUTION", LIST_RESOLUTION, true},
    {"Resolution", LIST_RESOLUTION, true},
    {"AGREED", LIST_RESOLUTION, false},
    {"Agreed", LIST_RESOLUTION, true},
    {"Agreed that", LIST_RESOLUTION, false},
    {"It was agreed", LIST_RESOLUTION, false},
    {"IT WAS AGREED", LIST_RESOLUTION, false},
    {"DECISION", LIST_DECISION, true},
    {"DECISIONS", LIST_DECISION, true},
    {"Decision", LIST_DECISION, true},
    {"Decisions", LIST_DECISION, true},
    {"RECOMMENDED", LIST_RECOMMENDATION, false},
    {"RECOMMENDATION", LIST_RECOMMENDATION, true},
    {"RECOMMENDATIONS", LIST_RECOMMENDATION, true},
    {"Recommended", LIST_RECOMMENDATION, true},
    {"Recommended that", LIST_RECOMMENDATION, false},
    {"Recommendation", LIST_RECOMMENDATION, true},
    {"Recommendations", LIST_RECOMMENDATION, true},
    {"ACTION", LIST_ACTION, true},
    {"ACTIONS", LIST_ACTION, true},
    {"Action", LIST_ACTION, true},
    {"Actions", LIST_ACTION, true},
    {"Action point", LIST_ACTION, false},
    {"Action by", LIST_ACTION, false},
};

/* "The Committee therefore RESOLVED that", "Cabinet resolved to": past the verb; NULL: no such sentence.  Who
   "agreed" may only have been of one mind. */
static const char *find_resolved(const char *text)
{
	enum { SUBJECT_BYTES = 60 };
	static const char *const verbs[] = {" RESOLVED", " resolved that", " resolved to ", " resolved:"};
	static const char *const bodies[] = {"the ", "cabinet ", "council ", "members ", "it was "};
	if (!sg_structure_starts(text, bodies, G_N_ELEMENTS(bodies)))
		return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++) {
		const char *at = strstr(text, verbs[i]);
		if (at && at - text <= SUBJECT_BYTES && !memchr(text, '.', (size_t)(at - text)) &&
		    !g_strstr_len(text, at - text, " had ") && !g_strstr_len(text, at - text, " been "))
			return at + strlen(verbs[i]);
	}
	return NULL;
}

/* What a list opens with, and whether that is all the block has. */
static List read_list(const char *text, bool *ret_lead_in)
{
	List list = LIST_NONE;
	const char *rest = find_resolved(text);
	for (size_t i = 0; !rest && i < G_N_ELEMENTS(OPENINGS); i++) {
		const Opening *opening = &OPENINGS[i];
		const char *end = text + strlen(opening->word);
		if (!begins_word(text, opening->word))
			continue;
		if (opening->noun && !closes_noun(end, skip_opening(end)))
			continue;
		list = opening->list;
		rest = end;
	}
	if (!rest)
		return LIST_NONE;
	rest = skip_opening(rest);
	*ret_lead_in = *rest == '\0' || g_str_has_suffix(rest, ":") || g_ascii_strcasecmp(rest, "that") == 0;
	return list ? list : LIST_RESOLUTION;
}

static void set_kind(SgUnit *unit, SgKind kind, SgSection section)
{
	unit->kind = kind;
	unit->section = section;
}

static void open_item(Reader *reader, SgUnit *unit, const char *title)
{
	SgMarker marker = sg_marker_read(unit->block->text);
	size_t n_number;
	if (marker.kind != SG_MARKER_LETTER && skip_item_number(unit->block->text, &n_number) &&
	    !unit->number)
		unit->number = g_strndup(unit->block->text, n_number);
	set_kind(unit, SG_KIND_PROCEDURAL, SG_SECTION_NONE);
	if (!unit->heading)
		unit->heading = ITEM_LEVEL;
	bool numbered = unit->number != NULL;
	*reader = (Reader){.item = reader->item || numbered || reader->roll || reader->item_title,
			   .roll = reader->roll};
	reader->formal = sg_structure_starts(title, FORMAL_ITEMS, G_N_ELEMENTS(FORMAL_ITEMS));
}

/* "45. OFSTED SAFEGUARDING REPORT", "APOLOGIES FOR ABSENCE", and any heading with a number. */
static bool read_item(const SgUnit *unit, const char **ret_title)
{
	const char *text = unit->block->text;
	size_t n_number;
	if (!sg_structure_is_short(text, TITLE_BYTES) || g_str_has_suffix(text, ":") ||
	    unit->block->kind == SG_BLOCK_ROW || unit->block->kind == SG_BLOCK_BULLET)
		return false;
	const char *title = skip_item_number(text, &n_number);
	*ret_title = title ? title : text;
	if (!title)
		return is_capitals(text) && unit->block->kind != SG_BLOCK_QUOTE;
	bool marked = text[n_number] == '.' || memchr(text, '/', n_number);
	return unit->heading || is_capitals(title) || (marked && g_unichar_isupper(g_utf8_get_char(title)));
}

static bool ends_item(const char *text)
{
	return g_str_has_suffix(text, ";") || g_str_has_suffix(text, "; and") ||
	       g_str_has_suffix(text, "; or") || g_str_has_suffix(text, ", and");
}

/* Clerks mark the parts of a resolution, or end each with a semicolon, or begin each with "That"; prose that
   does none of it is discussion again. */
static bool goes_on(const Reader *reader, const SgUnit *unit)
{
	const char *text = unit->block->text;
	return reader->lead_in || reader->runs_on || unit->block->kind == SG_BLOCK_BULLET ||
	       unit->block->kind == SG_BLOCK_ROW || sg_marker_read(text).kind != SG_MARKER_NONE ||
	       sg_text_begins_lower(text) || begins_word(text, "That") || begins_word(text, "THAT");
}

/* The head of a table of actions: one cell says so. */
static bool is_action_head(const SgBlock *block)
{
	if (block->kind != SG_BLOCK_ROW)
		return false;
	g_auto(GStrv) cells = g_strsplit(block->text, " | ", 0);
	for (char **cell = cells; *cell; cell++)
		if (g_ascii_strcasecmp(*cell, "action") == 0 || g_ascii_strcasecmp(*cell, "actions") == 0 ||
		    g_ascii_strcasecmp(*cell, "action required") == 0)
			return true;
	return false;
}

/* "Agenda item", its title, "Minutes:": the page of one item, and the labels of a decision. */
static bool read_label(Reader *reader, SgUnit *unit)
{
	const char *text = unit->block->text;
	if (g_ascii_strcasecmp(text, "agenda item") == 0 ||
	    g_ascii_strcasecmp(text, "decision details") == 0) {
		set_kind(unit, SG_KIND_PROCEDURAL, SG_SECTION_NONE);
		unit->heading = 0;
		reader->item_title = true;
		return true;
	}
	if (g_ascii_strcasecmp(text, "minutes:") == 0 || g_ascii_strcasecmp(text, "minutes") == 0) {
		set_kind(unit, SG_KIND_PROCEDURAL, SG_SECTION_NONE);
		unit->heading = reader->item ? PART_LEVEL : unit->heading;
		reader->item = true;
		return true;
	}
	if (!reader->item_title || !sg_structure_is_short(text, TITLE_BYTES))
		return false;
	open_item(reader, unit, text);
	return true;
}

/* "RESOLVED:" set as a heading is no heading: the next item would stand below it. */
static bool read_opening(Reader *reader, SgUnit *unit)
{
	bool lead_in = false;
	List list = read_list(unit->block->text, &lead_in);
	if (list == LIST_NONE)
		return false;
	reader->list = list;
	reader->lead_in = lead_in;
	if (list != LIST_DECISION || !lead_in)
		unit->heading = 0;
	set_kind(unit, LISTS[list].kind, LISTS[list].section);
	return true;
}

/* Purpose of an item, lists of who was there, opening and close. */
static bool is_formality(const Reader *reader, const SgUnit *unit)
{
	const char *text = unit->block->text;
	size_t n_number;
	const char *title = skip_item_number(text, &n_number);
	if (title && sg_structure_starts(title, FORMAL_ITEMS, G_N_ELEMENTS(FORMAL_ITEMS)))
		return true;
	return reader->formal || sg_structure_starts(text, FORMALITIES, G_N_ELEMENTS(FORMALITIES)) ||
	       (!reader->item && !sg_block_is_story(unit->block) && strlen(text) <= FRONT_BYTES) ||
	       (sg_text_starts(text, "to ") && !sg_text_has(text, " said ") && reader->item && !reader->list);
}

/* The line to be signed. */
static bool is_signature(const char *text)
{
	size_t n = strcspn(text, " .…_-");
	static const char *const chairs[] = {"chair", "chairman", "chairperson", "chairwoman"};
	for (size_t i = 0; i < G_N_ELEMENTS(chairs); i++)
		if (n == strlen(chairs[i]) && g_ascii_strncasecmp(text, chairs[i], n) == 0)
			return text[n + strspn(text + n, " .…_-")] == '\0';
	return false;
}

static void mark_unit(Reader *reader, SgUnit *unit)
{
	const SgBlock *block = unit->block;
	reader->roll = reader->roll || sg_text_starts(block->text, "present");
	if (is_signature(block->text)) {
		set_kind(unit, SG_KIND_PROCEDURAL, SG_SECTION_NONE);
		unit->heading = 0;
		return;
	}
	if (read_label(reader, unit) || read_opening(reader, unit))
		return;
	const char *title;
	if (read_item(unit, &title) && !(reader->list && reader->lead_in)) {
		open_item(reader, unit, title);
		return;
	}
	if (unit->heading) {
		reader->list = LIST_NONE;
		reader->scoped = true;
		return;
	}
	if (is_action_head(block)) {
		reader->actions = true;
		unit->kind = SG_KIND_PROCEDURAL;
		return;
	}
	reader->actions = reader->actions && block->kind == SG_BLOCK_ROW;
	if (reader->actions) {
		set_kind(unit, SG_KIND_ACTION, SG_SECTION_ACTIONS);
	} else if (reader->list && goes_on(reader, unit)) {
		set_kind(unit, LISTS[reader->list].kind, LISTS[reader->list].section);
		reader->lead_in = g_str_has_suffix(block->text, ":");
		reader->runs_on = ends_item(block->text);
	} else {
		reader->list = LIST_NONE;
		/* "RECOMMENDATIONS" of the item before is no section of this one */
		if (!reader->scoped && unit->kind != SG_KIND_PROCEDURAL)
			set_kind(unit, SG_KIND_NARRATIVE, SG_SECTION_NONE);
		if (unit->kind == SG_KIND_NARRATIVE && is_formality(reader, unit))
			unit->kind = SG_KIND_PROCEDURAL;
	}
}

void sg_structure_mark_minutes(GPtrArray *units)
{
	Reader reader = {0};
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = sg_structure_unit(units, i);
		if (unit->kind != SG_KIND_FURNITURE && unit->block->kind != SG_BLOCK_NOTE)
			mark_unit(&reader, unit);
	}
}
