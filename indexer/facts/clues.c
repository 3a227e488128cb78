/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Dates worked out as a historian would: a day without its year, the words
 * that tie it to the day of writing, and what is known of the time.
 */
#include "indexer/facts/dating.h"

#include <string.h>

/* ---- spans ----------------------------------------------------------- */

void sg_span_clear(SgSpan *span)
{
	g_clear_pointer(&span->because, g_free);
	g_clear_pointer(&span->until, g_free);
}

void sg_span_not_before(SgSpan *span, SgDay day, const char *why)
{
	if (day <= span->earliest)
		return;
	span->earliest = day;
	g_free(span->because);
	span->because = g_strdup(why);
}

void sg_span_not_after(SgSpan *span, SgDay day, const char *why)
{
	if (!day || (span->latest && day >= span->latest))
		return;
	span->latest = day;
	g_free(span->until);
	span->until = g_strdup(why);
}

/* ---- "nearly six months after" --------------------------------------- */

static SgDay add_months(SgDay day, int n)
{
	int months = sg_day_year(day) * 12 + sg_day_month(day) - 1 + n;
	int year = months / 12, month = months % 12 + 1;
	return sg_day(year, month, MIN(sg_day_of_month(day), sg_month_days(year, month)));
}

typedef struct {
	int least, most;   /* months */
	const char *words; /* "nearly six months after", borrowed from the text with its length */
	size_t n_bytes;
} Lapse;

/* The number a word names: "six", "6"; 0 for none. */
static int number_of(const char *word, size_t n_bytes)
{
	static const char *const names[] = {"one",   "two",   "three", "four", "five",   "six",
					    "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
	for (int i = 0; i < (int)G_N_ELEMENTS(names); i++)
		if (strlen(names[i]) == n_bytes && g_ascii_strncasecmp(word, names[i], n_bytes) == 0)
			return i + 1;
	return n_bytes <= 2 && strspn(word, "0123456789") == n_bytes ? (int)g_ascii_strtoull(word, NULL, 10)
								     : 0;
}

/* Start of the word that ends before `end`; `end` itself when there is none. */
static const char *word_before(const char *text, const char *end, size_t *ret_n_bytes)
{
	while (end > text && end[-1] == ' ')
		end--;
	const char *start = end;
	while (start > text && g_ascii_isalnum(start[-1]))
		start--;
	*ret_n_bytes = (size_t)(end - start);
	return start;
}

/* How far off the number may be, by the word in front of it: "nearly" is less, "over" is more. */
static void allow(Lapse *lapse, const char *word, size_t n_bytes, int unit)
{
	static const char *const less[] = {"nearly", "almost", "under", "than"}; /* "less than" */
	static const char *const more[] = {"over"};
	bool is_less = false, is_more = false;
	for (size_t i = 0; i < G_N_ELEMENTS(less); i++)
		is_less |= strlen(less[i]) == n_bytes && g_ascii_strncasecmp(word, less[i], n_bytes) == 0;
	for (size_t i = 0; i < G_N_ELEMENTS(more); i++)
		is_more |= strlen(more[i]) == n_bytes && g_ascii_strncasecmp(word, more[i], n_bytes) == 0;
	/* without such a word a count of months is rounded either way */
	lapse->least -= is_more ? 0 : unit;
	lapse->most += is_less ? 0 : unit;
}

/* Reads a lapse whose "months after" stands at `at`. */
static bool read_lapse(const char *text, const char *at, const char *unit, int n_months, Lapse *ret)
{
	size_t n_bytes, n_allow;
	const char *number = word_before(text, at, &n_bytes);
	int n = number_of(number, n_bytes);
	if (n == 0)
		return false;
	const char *qualifier = word_before(text, number, &n_allow);
	bool before = n_allow > 0 && qualifier + n_allow + 1 == number;
	*ret = (Lapse){.least = n * n_months, .most = n * n_months};
	allow(ret, qualifier, before ? n_allow : 0, n_months);
	ret->words = before && strchr("naousm", g_ascii_tolower(*qualifier)) ? qualifier : number;
	ret->n_bytes = (size_t)(at - ret->words) + strlen(unit);
	return true;
}

static bool find_lapse(const char *text, Lapse *ret)
{
	static const struct {
		const char *words;
		int n_months;
	} units[] = {{" months after", 1}, {" month after", 1}, {" years after", 12}, {" year after", 12}};
	for (size_t u = 0; u < G_N_ELEMENTS(units); u++)
		for (const char *at = text; (at = strchr(at, ' ')); at++)
			if (sg_text_starts(at, units[u].words) &&
			    read_lapse(text, at, units[u].words, units[u].n_months, ret))
				return true;
	return false;
}

/* The month named without a year in front of a lapse ("in January, some six months after"); 0 for none. */
static int bare_month(const char *before)
{
	const char *found = NULL;
	for (const char *at = before; *at; at++)
		if (sg_text_starts(at, " in "))
			found = at + strlen(" in ");
	size_t n_bytes = 0;
	while (found && g_ascii_isalpha(found[n_bytes]))
		n_bytes++;
	bool bare = found && !(found[n_bytes] == ' ' && g_ascii_isdigit(found[n_bytes + 1]));
	return bare ? sg_month_parse(found, n_bytes) : 0;
}

/* "in January, some six months after July 2012": that January is the last before the text was written. */
static void use_bare_month(SgSpan *span, SgInterval when, int month)
{
	SgDay found = 0;
	for (int year = sg_day_year(when.from); year <= sg_day_year(when.to) && month; year++) {
		SgInterval candidate = sg_interval_month(year, month);
		if (candidate.to < when.from || candidate.from > when.to)
			continue;
		if (found)
			return; /* two would do */
		found = candidate.from;
	}
	if (!found)
		return;
	g_autofree char *name = sg_interval_print(sg_interval_month(sg_day_year(found), month));
	g_autofree char *why =
	    g_strdup_printf("it speaks of %s as of the last %s", name, sg_month_name(month));
	sg_span_not_before(span, found, why);
	sg_span_not_after(span, sg_day_add(add_months(found, 12), -1), why);
}

/* What a lapse is counted from: a date behind it, or an inspection of a framework's years. */
static SgInterval origin_of(const char *after, const char **ret_what)
{
	SgWhen when;
	const SgEra *era = sg_era_named(after, SG_ERA_INSPECTION);
	*ret_what = NULL;
	if (sg_when_first(after, SG_WHEN_MONTH, &when))
		return when.when;
	/* the words are plain ones too: only what Ofsted graded by that name is of those years */
	static const char *const gave[] = {"judg", "grade", "rated", "adequate", "outstanding", NULL};
	bool ofsted = sg_text_has(after, "ofsted") || sg_text_has(after, "inspect");
	if (!era || !ofsted || !sg_text_has_any(after, gave))
		return (SgInterval){0, 0};
	*ret_what = era->what;
	return (SgInterval){era->from, era->until};
}

/* One sentence: "has accepted the notice, nearly six months after Ofsted graded ..." */
static void use_lapse(SgSpan *span, const char *sentence, bool lead)
{
	Lapse lapse;
	const char *what;
	if (!find_lapse(sentence, &lapse))
		return;
	SgInterval origin = origin_of(lapse.words + lapse.n_bytes, &what);
	if (!origin.from)
		return;
	g_autofree char *before = g_strndup(sentence, (size_t)(lapse.words - sentence));
	g_autofree char *origin_words = what ? g_strdup(what) : sg_interval_print(origin);
	g_autofree char *why =
	    g_strdup_printf("it is “%.*s” (%s)", (int)lapse.n_bytes, lapse.words, origin_words);
	SgInterval when = {add_months(origin.from, lapse.least),
			   origin.to ? add_months(origin.to, lapse.most) : 0};
	sg_span_not_before(span, when.from, why);
	if (lead && (sg_text_has(before, " has ") || sg_text_has(before, " have ")))
		sg_span_not_after(span, when.to, why);
	else if (lead && when.to)
		use_bare_month(span, when, bare_month(before));
}

void sg_clues_narrow(SgSpan *span, const char *text, bool lead)
{
	const SgEra *name = sg_era_named(text, SG_ERA_NAME);
	if (name)
		sg_span_not_before(span, name->from, NULL);
	g_auto(GStrv) sentences = g_strsplit(text, ". ", -1);
	for (char **sentence = sentences; *sentence; sentence++)
		use_lapse(span, *sentence, lead);
}

/* ---- "last week (14 March)" ------------------------------------------ */

/* What ties a day to the day of writing. */
typedef struct {
	const char *words;
	const char *note; /* "the week after" */
	int from, to;     /* days from that day on; of weeks, from the Monday of its week on */
	bool weeks;
} Tie;

static const Tie ties[] = {
    {"last week", "the week after", 7, 13, true},
    {"this week", "the week of", 0, 6, true},
    {"next week", "the week before", -7, -1, true},
    {"yesterday", "the day after", 1, 1, false},
    {"today", "on", 0, 0, false},
    {"tomorrow", "the day before", -1, -1, false},
};
static const Tie last_weekday = {"last", "the seven days after", 1, 7, false};

static bool ends_with(const char *text, uint32_t end, const char *words)
{
	size_t n_bytes = strlen(words);
	return end >= n_bytes && sg_text_starts(text + end - n_bytes, words);
}

static uint32_t skip_marks(const char *text, uint32_t end)
{
	while (end > 0 && strchr(" (,:", text[end - 1]))
		end--;
	return end;
}

/* The tie whose words stand in front of a date, with nothing but a bracket, "on" or a weekday between. */
static const Tie *tie_before(const char *text, uint32_t start, bool weekday)
{
	size_t n_bytes;
	uint32_t end = skip_marks(text, start);
	if (weekday)
		end = skip_marks(text, (uint32_t)(word_before(text, text + end, &n_bytes) - text));
	const char *word = word_before(text, text + end, &n_bytes);
	if (n_bytes == 2 && sg_text_starts(word, "on"))
		end = skip_marks(text, (uint32_t)(word - text));
	for (size_t i = 0; i < G_N_ELEMENTS(ties); i++)
		if (ends_with(text, end, ties[i].words))
			return &ties[i];
	return weekday && ends_with(text, end, "last") ? &last_weekday : NULL;
}

static SgInterval tied_days(const Tie *tie, SgDay day)
{
	SgDay base = tie->weeks ? sg_day_add(day, 1 - sg_day_weekday(day)) : day;
	return (SgInterval){sg_day_add(base, tie->from), sg_day_add(base, tie->to)};
}

/* Councils meet on working days. */
static bool is_meeting(const char *text)
{
	static const char *const words[] = {"meeting",     "cabinet",      "committee",
					    "council met", "full council", NULL};
	return sg_text_has_any(text, words);
}

typedef struct {
	const SgSpan *span;
	const SgEra *grade; /* in use in this text; NULL */
	const char *text;
	const Tie *tie;
	const SgYearless *day;
} Puzzle;

/* Whether the day can be of `year`; when only a grade speaks against it, *ret_graded is set. */
static bool fits(const Puzzle *puzzle, int year, SgInterval *ret, bool *ret_graded)
{
	enum { FRIDAY = 5 };
	const SgSpan *span = puzzle->span;
	SgDay day = sg_day(year, puzzle->day->month, puzzle->day->day);
	if (!day)
		return false;
	int weekday = sg_day_weekday(day);
	if (puzzle->day->weekday ? puzzle->day->weekday != weekday
				 : weekday > FRIDAY && is_meeting(puzzle->text))
		return false;
	*ret = tied_days(puzzle->tie, day);
	if (ret->to < span->earliest || (span->latest && ret->from > span->latest))
		return false;
	*ret_graded = puzzle->grade && ret->from > puzzle->grade->until;
	return !*ret_graded;
}

static char *anchor_note(const Puzzle *puzzle, int year, int excluded)
{
	GString *note = g_string_new(NULL);
	g_string_printf(note, "%s %d %s %d", puzzle->tie->note, puzzle->day->day,
			sg_month_name(puzzle->day->month), year);
	if (puzzle->span->because)
		g_string_append_printf(note, "; %s", puzzle->span->because);
	if (puzzle->span->until && g_strcmp0(puzzle->span->until, puzzle->span->because) != 0)
		g_string_append_printf(note, "; %s", puzzle->span->until);
	if (excluded && puzzle->grade)
		g_string_append_printf(note, "; not %d: %s", excluded, puzzle->grade->what);
	return g_string_free(note, FALSE);
}

/* Tries every year; more than one that fits leaves it open. */
static SgDate solve(const Puzzle *puzzle)
{
	enum { MOST_YEARS = 30 };
	SgInterval found = {0, 0};
	int found_year = 0, excluded = 0;
	int first = sg_day_year(puzzle->span->earliest) - 1, last = sg_day_year(puzzle->span->latest) + 1;
	if (!puzzle->span->earliest || !puzzle->span->latest || last - first > MOST_YEARS)
		return sg_dating_unknown();
	for (int year = first; year <= last; year++) {
		SgInterval when;
		bool graded = false;
		if (!fits(puzzle, year, &when, &graded)) {
			excluded = graded ? year : excluded;
			continue;
		}
		if (sg_interval_known(found))
			return sg_dating_unknown();
		found = when;
		found_year = year;
	}
	if (!sg_interval_known(found))
		return sg_dating_unknown();
	SgDate date = {.when = found, .basis = SG_BASIS_TEXT};
	date.note = anchor_note(puzzle, found_year, excluded);
	return date;
}

/* "last week (14 March 2013)" */
static SgDate tied_to_full_day(const char *text)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find(text, found);
	for (guint i = 0; i < found->len; i++) {
		const SgWhen *when = &g_array_index(found, SgWhen, i);
		const Tie *tie =
		    when->form == SG_WHEN_DAY ? tie_before(text, when->start, when->weekday) : NULL;
		if (!tie)
			continue;
		g_autofree char *day = sg_interval_print(when->when);
		g_autofree char *note = g_strdup_printf("%s %s", tie->note, day);
		return sg_dating_known(tied_days(tie, when->when.from), SG_BASIS_TEXT, note);
	}
	return sg_dating_unknown();
}

static SgDate tied_to_yearless_day(const SgSpan *span, const SgEra *grade, const char *text)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgYearless));
	sg_when_find_yearless(text, found);
	for (guint i = 0; i < found->len; i++) {
		const SgYearless *day = &g_array_index(found, SgYearless, i);
		Puzzle puzzle = {.span = span, .grade = grade, .text = text, .day = day};
		puzzle.tie = tie_before(text, day->start, day->weekday != 0);
		SgDate date = puzzle.tie ? solve(&puzzle) : sg_dating_unknown();
		if (sg_dating_is_known(&date))
			return date;
	}
	return sg_dating_unknown();
}

SgDate sg_clues_anchor(const SgEvidence *evidence, const SgSpan *span)
{
	const SgBlock *block;
	const SgEra *grade = NULL;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)) && !grade; i++)
		grade = block->comment ? NULL : sg_era_named(block->text, SG_ERA_GRADE);
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		if (block->comment || (i > 0 && sg_opens_comments(block->text)))
			break;
		if (block->kind == SG_BLOCK_QUOTE)
			continue; /* another's "last week" */
		SgDate date = tied_to_full_day(block->text);
		if (!sg_dating_is_known(&date))
			date = tied_to_yearless_day(span, grade, block->text);
		if (sg_dating_is_known(&date))
			return date;
	}
	return sg_dating_unknown();
}
