/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/ofsted.h"
#include "indexer/facts/when.h"

#include <string.h>

/* ---- a list of days -------------------------------------------------- */

enum { MOST_DAYS = 16 };

typedef struct {
	int day, month, year; /* 0: not given */
} Partial;

typedef struct {
	const char *at;
	Partial days[MOST_DAYS];
	guint n_days;
	int month; /* one that stands before its day: "October 27" */
} DayList;

static bool is_word(const char *word, size_t n_bytes, const char *const *list, size_t n_list)
{
	for (size_t i = 0; i < n_list; i++)
		if (strlen(list[i]) == n_bytes && g_ascii_strncasecmp(word, list[i], n_bytes) == 0)
			return true;
	return false;
}

/* Words between the days of a list. */
static bool is_filler(const char *word, size_t n_bytes)
{
	static const char *const fillers[] = {"to",  "and",    "until",     "from",      "between",  "of",
					      "the", "on",     "inclusive", "st",        "nd",       "rd",
					      "th",  "monday", "tuesday",   "wednesday", "thursday", "friday",
					      "mon", "tue",    "wed",       "thu",       "fri"};
	return is_word(word, n_bytes, fillers, G_N_ELEMENTS(fillers));
}

static void add_day(DayList *list, Partial day)
{
	if (list->n_days < MOST_DAYS)
		list->days[list->n_days++] = day;
}

/* "1/06/2015", "01.06.15": three numbers parted by one kind of mark; moves past them. */
static bool take_figures(DayList *list)
{
	int parts[3] = {0};
	const char *at = list->at;
	char mark = '\0';
	for (int i = 0; i < 3; i++) {
		char *end;
		parts[i] = (int)g_ascii_strtoull(at, &end, 10);
		if (end == at || end - at > 4)
			return false;
		at = end;
		if (i == 2)
			break;
		if ((*at != '/' && *at != '.') || (mark && *at != mark) || !g_ascii_isdigit(at[1]))
			return false;
		mark = *at++;
	}
	/* no report is of the century before */
	int year = parts[2] < 100 ? parts[2] + 2000 : parts[2];
	if (!sg_day(year, parts[1], parts[0]))
		return false;
	add_day(list, (Partial){parts[0], parts[1], year});
	list->at = at;
	return true;
}

/* A day or a year; false at any other number. */
static bool take_number(DayList *list)
{
	/* no inspection of children’s services is older; four figures besides are no year */
	enum { EARLIEST = 1990, LATEST = 2099 };
	if (take_figures(list))
		return true;
	char *end;
	guint64 number = g_ascii_strtoull(list->at, &end, 10);
	size_t n_digits = (size_t)(end - list->at);
	Partial *last = list->n_days ? &list->days[list->n_days - 1] : NULL;
	if (n_digits <= 2 && number >= 1 && number <= 31) {
		add_day(list, (Partial){(int)number, list->month, 0});
		list->month = 0;
	} else if (n_digits == 4 && number >= EARLIEST && number <= LATEST && last && last->month &&
		   !last->year) {
		last->year = (int)number;
	} else {
		return false;
	}
	list->at = end;
	return true;
}

static bool take_word(DayList *list)
{
	size_t n_bytes = 0;
	while (g_ascii_isalpha(list->at[n_bytes]))
		n_bytes++;
	int month = sg_month_parse(list->at, n_bytes);
	if (!month && !is_filler(list->at, n_bytes))
		return false;
	Partial *last = list->n_days ? &list->days[list->n_days - 1] : NULL;
	if (month && last && !last->month)
		last->month = month;
	else if (month)
		list->month = month;
	list->at += n_bytes;
	return true;
}

/* A mark between days.  A full stop after a whole date ends the sentence. */
static bool take_mark(DayList *list)
{
	static const char between[] = " \t,-&/()|:.";
	const Partial *last = list->n_days ? &list->days[list->n_days - 1] : NULL;
	if (*list->at == '.' && last && last->year)
		return false;
	gunichar c = g_utf8_get_char(list->at);
	bool dash = (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xa0 || c == 0x2009;
	if (!dash && (c >= 0x80 || !strchr(between, (char)c)))
		return false;
	list->at = g_utf8_next_char(list->at);
	return true;
}

/* Reads on until something that belongs to no list of days. */
static void take_all(DayList *list)
{
	bool taken = true;
	while (taken && *list->at)
		taken = g_ascii_isdigit(*list->at)   ? take_number(list)
			: g_ascii_isalpha(*list->at) ? take_word(list)
						     : take_mark(list);
	/* "... 15 May 2024, 18 months after": not a day of the list */
	while (list->n_days > 0 && !list->days[list->n_days - 1].month)
		list->n_days--;
}

/* What a day lacks, the next one has: "24 and 25 September", "22 October – 12 November 2014". */
static void fill_in(DayList *list, int year)
{
	for (guint i = list->n_days; i-- > 0;) {
		Partial *day = &list->days[i];
		const Partial *next = i + 1 < list->n_days ? &list->days[i + 1] : NULL;
		if (!day->month && next)
			day->month = next->month;
		if (!day->year && next && next->year)
			day->year = next->year - (day->month > next->month);
	}
	for (guint i = 0; i < list->n_days; i++) {
		Partial *day = &list->days[i];
		const Partial *before = i ? &list->days[i - 1] : NULL;
		if (!day->year && before)
			day->year = before->year + (day->month < before->month);
		else if (!day->year)
			day->year = year;
	}
}

bool sg_ofsted_read_days(const char *text, int year, SgInterval *ret_days)
{
	enum { LONGEST_DAYS = 400 }; /* in two parts, with an interruption between */
	DayList list = {.at = text};
	take_all(&list);
	fill_in(&list, year);
	SgInterval days = {0};
	for (guint i = 0; i < list.n_days; i++) {
		SgDay day = sg_day(list.days[i].year, list.days[i].month, list.days[i].day);
		if (!day || day < days.to)
			return false;
		days.from = days.from ? days.from : day;
		days.to = day;
	}
	if (!days.from || sg_day_between(days.from, days.to) > LONGEST_DAYS)
		return false;
	*ret_days = days;
	return true;
}

/* ---- after a label --------------------------------------------------- */

/* Whether a line breaks off before the last day: "4 February 2019 to". */
static bool breaks_off(const char *text)
{
	static const char *const endings[] = {" to", " and", "-", "–", "—", ",", "&", " until", ":", "|"};
	g_autofree char *plain = g_strchomp(g_strdup(text));
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(plain, endings[i]))
			return true;
	return !*plain;
}

/* The text after a label of the days on site; NULL when there is none.  Not "Dates of previous inspection".
 */
static const char *after_label(const char *text)
{
	static const char *const labels[] = {
	    "inspection dates", "inspection date",   "dates of inspection", "date of inspection",
	    "visit dates",      "dates of visit",    "date of visit",       "dates of the inspection",
	    "fieldwork dates",  "inspection period", "dates inspected"};
	for (const char *at = text; *at; at++) {
		if (at > text && at[-1] != ' ')
			continue;
		for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
			if (!sg_text_starts(at, labels[i]))
				continue;
			const char *after = at + strlen(labels[i]);
			after += g_str_has_prefix(after, "(s)") ? 3 : 0;
			after += strspn(after, " :|");
			if (!*after || g_ascii_isdigit(*after) || after[-1] == ':' || after[-1] == '|')
				return after;
		}
	}
	return NULL;
}

static bool names_other_inspection(const char *text)
{
	return sg_text_has(text, "previous inspection") || sg_text_has(text, "last inspection");
}

static bool labelled_days(const SgEvidence *evidence, SgInterval *ret_days)
{
	/* the cover, and SIF’s first pages: further on the label stands in tables of other inspections */
	enum { LONGEST_LINE = 400, LAST_PAGE = 3 };
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)) && block->page <= LAST_PAGE; i++) {
		if (i >= SG_TOP_BLOCKS || strlen(block->text) > LONGEST_LINE)
			continue;
		const char *value = after_label(block->text);
		if (!value)
			continue;
		/* the value may begin or go on in the next block */
		const SgBlock *next = sg_evidence_block(evidence, i + 1);
		bool goes_on = next && !names_other_inspection(next->text);
		g_autofree char *joined = goes_on ? g_strconcat(value, " ", next->text, NULL) : NULL;
		if (joined && breaks_off(value) && sg_ofsted_read_days(joined, 0, ret_days))
			return true;
		if (sg_ofsted_read_days(value, 0, ret_days) ||
		    (joined && sg_ofsted_read_days(joined, 0, ret_days)))
			return true;
	}
	return false;
}

/* ---- in a letter ----------------------------------------------------- */

bool sg_ofsted_salutation(const SgEvidence *evidence, guint *ret_index)
{
	const SgBlock *block;
	for (guint i = 0; i < SG_TOP_BLOCKS && (block = sg_evidence_block(evidence, i)); i++) {
		if (sg_text_starts(block->text, "dear ")) {
			*ret_index = i;
			return true;
		}
	}
	return false;
}

SgDay sg_ofsted_letter_day(const SgEvidence *evidence)
{
	enum { LONGEST_ADDRESS = 600 };
	guint dear;
	if (!sg_ofsted_salutation(evidence, &dear))
		return 0;
	for (guint i = 0; i < dear; i++) {
		const SgBlock *block = sg_evidence_block(evidence, i);
		SgWhen when;
		if (strlen(block->text) < LONGEST_ADDRESS && !sg_text_has(block->text, "inspection") &&
		    sg_when_first(block->text, SG_WHEN_DAY, &when) && when.form == SG_WHEN_DAY)
			return when.when.from;
	}
	return 0;
}

/* Whether the words before a date speak of something earlier: "since the inspection on 3 June 2019". */
static bool looks_back(const char *text, const char *at)
{
	enum { LOOK_BACK = 60 };
	static const char *const words[] = {"since",     "last inspection", "previous",  "judged",
					    "published", "dated",           "letter of", NULL};
	const char *from = at - text > LOOK_BACK ? at - LOOK_BACK : text;
	g_autofree char *before = g_strndup(from, (gsize)(at - from));
	char *stop = strrchr(before, '.');
	return sg_text_has_any(stop ? stop : before, words);
}

/* Days that a letter may speak of as its visit's: not after it, nor long before.  Without a year they are of
   the letter's, or of the one before: a visit in December, a letter in January. */
static bool days_before_letter(const char *at, SgDay letter, SgInterval *ret_days)
{
	/* the letters that tests/quality/ofsted.sh has follow their visits within eleven weeks; beyond ten
	 * months it is of another visit */
	enum { MOST_DAYS_BEFORE = 300 };
	int year = letter ? sg_day_year(letter) : 0;
	SgInterval days;
	for (int back = 0; back < (letter ? 2 : 1); back++) {
		if (!sg_ofsted_read_days(at, year - back, &days))
			return false;
		if (letter && (days.to > letter || sg_day_between(days.to, letter) > MOST_DAYS_BEFORE))
			continue;
		*ret_days = days;
		return true;
	}
	return false;
}

/* The last days that a paragraph gives: "on 27 and 28 October 2021", "Between 18 June 2018 and 22 June 2018".
   A letter that opens with an earlier inspection ("Following the inspection of 18 to 29 July 2022") goes on
   to its own visit.  Later days must have their year: what has none may be anything. */
static bool days_in_paragraph(const char *text, SgDay letter, SgInterval *ret_days)
{
	SgInterval latest = {0, 0};
	for (const char *at = text; *at; at++) {
		bool starts = g_ascii_isdigit(*at) && at > text && (at[-1] == ' ' || at[-1] == '(');
		SgInterval days, dated;
		if (!starts || looks_back(text, at) || !days_before_letter(at, letter, &days))
			continue;
		/* the end of a list is a list as well, and no later than the whole */
		if (!latest.to || (days.to > latest.to && sg_ofsted_read_days(at, 0, &dated)))
			latest = days;
	}
	*ret_days = latest;
	return latest.to != 0;
}

/* Only what a letter opens with: later sentences name other visits. */
static bool opening_days(const SgEvidence *evidence, SgInterval *ret_days)
{
	enum { OPENING = 8 };
	guint dear;
	if (!sg_ofsted_salutation(evidence, &dear))
		return false;
	SgDay letter = sg_ofsted_letter_day(evidence);
	const SgBlock *block;
	for (guint i = dear + 1; i <= dear + OPENING && (block = sg_evidence_block(evidence, i)); i++) {
		bool about = sg_text_has(block->text, "visit") || sg_text_has(block->text, "inspect");
		if (about && days_in_paragraph(block->text, letter, ret_days))
			return true;
	}
	return false;
}

/* Reports repeat the days in the foot of each page: "18 to 29 July 2022". */
static bool foot_days(const SgEvidence *evidence, SgInterval *ret_days)
{
	enum { LONGEST_FOOT = 200 };
	const GPtrArray *blocks = evidence->text->blocks;
	for (guint i = 0; i < blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(blocks, i);
		SgWhen when;
		if (block->kind != SG_BLOCK_HEADFOOT || strlen(block->text) > LONGEST_FOOT ||
		    names_other_inspection(block->text))
			continue;
		if (sg_when_first(block->text, SG_WHEN_RANGE, &when)) {
			*ret_days = when.when;
			return true;
		}
	}
	return false;
}

SgInterval sg_ofsted_days(const SgEvidence *evidence)
{
	guint dear;
	SgInterval days;
	if (labelled_days(evidence, &days) || opening_days(evidence, &days) ||
	    (!sg_ofsted_salutation(evidence, &dear) && foot_days(evidence, &days)))
		return days;
	return (SgInterval){0};
}
