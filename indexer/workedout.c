/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Dates worked out from what a text mentions: it was written after the latest
 * day it tells of as past and before the first it tells of as to come.
 */
#include "indexer/dating.h"

#include <string.h>

typedef struct {
	SgSpan span; /* from the latest past day mentioned to the first future one, or a comment's stamp */
	bool earliest_is_year;
	bool anchored; /* the text speaks of that year as its own */
	bool from_comment;
} Bounds;

static bool ends_with_words(const char *text, uint32_t end, const char *words)
{
	size_t n_bytes = strlen(words);
	return end >= n_bytes && sg_text_starts(text + end - n_bytes, words);
}

/* "by 2022 the overall judgement was ...": past after all. */
static bool is_told_as_past(const char *text, uint32_t end)
{
	enum { LOOK_AHEAD = 64 };
	g_autofree char *after = g_strndup(text + end, LOOK_AHEAD);
	char *stop = strpbrk(after, ".;");
	if (stop)
		*stop = '\0';
	return sg_text_has(after, " was ") || sg_text_has(after, " were ") || sg_text_has(after, " had ");
}

/* The clause in front of a date; free with g_free(). */
static char *clause_before(const char *text, uint32_t start)
{
	enum { LOOK_BACK = 64 };
	uint32_t from = start > LOOK_BACK ? start - LOOK_BACK : 0;
	while (from < start && ((unsigned char)text[from] & 0xc0) == 0x80)
		from++;
	for (uint32_t at = from; at < start; at++)
		if (strchr(",.;", text[at]))
			from = at + 1;
	return g_strndup(text + from, start - from);
}

/* Whether what stands in front of a date puts it in the future. */
static bool is_future(const char *text, uint32_t start, uint32_t end)
{
	static const char *const touching[] = {"until ", "by ", "by the end of ", "next "};
	static const char *const anywhere[] = {"upcoming",    "forthcoming", " will ", "settlement for ",
					       "budget for ", "proposed",    "due in "};
	for (size_t i = 0; i < G_N_ELEMENTS(touching); i++)
		if (ends_with_words(text, start, touching[i]))
			return i == 0 || !is_told_as_past(text, end);
	g_autofree char *clause = clause_before(text, start);
	for (size_t i = 0; i < G_N_ELEMENTS(anywhere); i++)
		if (sg_text_has(clause, anywhere[i]))
			return true;
	return false;
}

static void use_past(Bounds *bounds, SgDay day, bool is_year, bool anchored)
{
	if (day <= bounds->span.earliest)
		return;
	sg_span_not_before(&bounds->span, day, NULL);
	bounds->earliest_is_year = is_year;
	bounds->anchored = anchored;
}

static void use_mention(Bounds *bounds, const char *text, const SgWhen *when)
{
	bool own_year = when->form == SG_WHEN_YEAR && ends_with_words(text, when->start, "by ") &&
			is_told_as_past(text, when->end);
	if (is_future(text, when->start, when->end))
		sg_span_not_after(&bounds->span, when->when.to, NULL);
	else
		use_past(bounds, when->form == SG_WHEN_RANGE ? when->when.to : when->when.from,
			 when->form == SG_WHEN_YEAR, own_year);
}

/*
 * "upcoming budget discussions for the settlement for 2013/14": before that financial year began (1 April),
 * and before the day by which its council tax must be set: "before 11th March in the financial year
 * preceding" (Local Government Finance Act 1992, section 30).
 */
static void use_financial_years(Bounds *bounds, const char *text)
{
	static const char *const being_set[] = {"upcoming", "forthcoming", "proposed", "draft", "discussion"};
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find_financial(text, found);
	for (guint i = 0; i < found->len; i++) {
		const SgWhen *when = &g_array_index(found, SgWhen, i);
		if (!is_future(text, when->start, when->end))
			continue;
		g_autofree char *clause = clause_before(text, when->start);
		bool budget = sg_text_has(clause, "budget") || sg_text_has(clause, "council tax");
		bool open = false;
		for (size_t w = 0; w < G_N_ELEMENTS(being_set); w++)
			open |= sg_text_has(clause, being_set[w]);
		SgDay before = sg_day_add(when->when.from, -1);
		if (budget && open)
			before = sg_day(sg_day_year(before), 3, 10);
		sg_span_not_after(&bounds->span, before, NULL);
	}
}

/* "As of March ... up from 208 in March 2013": the bare month is a year later. */
static void use_comparison(Bounds *bounds, const char *text, const SgWhen *when)
{
	enum { HALF_A_YEAR = 183 };
	if (when->form != SG_WHEN_MONTH || !sg_text_starts(text, "as of "))
		return;
	const char *month = text + strlen("as of ");
	size_t n_bytes = strcspn(month, " ,.");
	int number = sg_month_parse(month, n_bytes);
	bool bare = month[n_bytes] == ',' || (month[n_bytes] == ' ' && !g_ascii_isdigit(month[n_bytes + 1]));
	if (number == 0 || !bare || number != sg_day_month(when->when.from) || !sg_text_has(text, "from "))
		return;
	SgDay later = sg_day(sg_day_year(when->when.from) + 1, number, 1);
	use_past(bounds, later, false, false);
	/* a month without its year is the nearest of its name: less than half a year off */
	g_autofree char *why =
	    g_strdup_printf("“%.*s” without a year is the nearest one", (int)n_bytes, month);
	sg_span_not_after(&bounds->span, sg_day_add(later, HALF_A_YEAR), why);
}

/* "Two years ago, in 2012": the text is of the second year after. */
static void use_years_ago(Bounds *bounds, const char *text, const SgWhen *when)
{
	static const char *const numbers[] = {"one year ago, in ", "two years ago, in ",
					      "three years ago, in ", "four years ago, in ",
					      "five years ago, in "};
	for (int n = 0; n < (int)G_N_ELEMENTS(numbers); n++) {
		size_t n_bytes = strlen(numbers[n]);
		if (when->form != SG_WHEN_YEAR || when->start < n_bytes ||
		    !sg_text_starts(text + when->start - n_bytes, numbers[n]))
			continue;
		use_past(bounds, sg_interval_year(sg_day_year(when->when.from) + n + 1).from, true, true);
	}
}

static void use_block(Bounds *bounds, const char *text)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find(text, found);
	for (guint i = 0; i < found->len; i++) {
		use_mention(bounds, text, &g_array_index(found, SgWhen, i));
		use_comparison(bounds, text, &g_array_index(found, SgWhen, i));
		use_years_ago(bounds, text, &g_array_index(found, SgWhen, i));
	}
	use_financial_years(bounds, text);
	sg_clues_narrow(&bounds->span, text);
}

/* The year of "Tuesday 9 July" when only one within the bounds has that weekday; 0 when none or several. */
static SgDay only_day(const SgSpan *span, const SgYearless *day)
{
	SgDay found = 0;
	for (int year = sg_day_year(span->earliest) - 1; year <= sg_day_year(span->latest) + 1; year++) {
		SgDay candidate = sg_day(year, day->month, day->day);
		if (!candidate || sg_day_weekday(candidate) != day->weekday)
			continue;
		if (found)
			return 0;
		found = candidate;
	}
	return found;
}

/* Days with a weekday and no year narrow bounds within which the weekday tells the year. */
static void use_weekdays(Bounds *bounds, const char *text)
{
	SgSpan *span = &bounds->span;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgYearless));
	sg_when_find_yearless(text, found);
	for (guint i = 0; i < found->len; i++) {
		const SgYearless *day = &g_array_index(found, SgYearless, i);
		SgDay only = day->weekday ? only_day(span, day) : 0;
		if (!only || only < span->earliest || only > span->latest)
			continue;
		g_autofree char *clause = clause_before(text, day->start);
		if (is_future(text, day->start, day->end))
			sg_span_not_after(span, only, NULL);
		else if (is_told_as_past(text, day->end) || sg_text_has(clause, " held ") ||
			 sg_text_has(clause, " was ") || sg_text_has(clause, " were "))
			use_past(bounds, only, false, bounds->anchored);
	}
}

/* The first stamp under an article bounds it from above; what follows are other people's words. */
static void find_bounds(const SgEvidence *evidence, Bounds *bounds)
{
	const SgBlock *block;
	bool below_story = false;
	guint n_own = 0;
	for (; (block = sg_evidence_block(evidence, n_own)); n_own++) {
		SgDay stamp;
		below_story |= sg_block_is_story(block);
		if (below_story && sg_when_comment_stamp(block->text, &stamp)) {
			bounds->span.latest = stamp;
			bounds->from_comment = true;
			break;
		}
		use_block(bounds, block->text);
	}
	for (guint i = 0; i < n_own && bounds->span.earliest && bounds->span.latest; i++)
		use_weekdays(bounds, sg_evidence_block(evidence, i)->text);
}

static char *why(const Bounds *bounds)
{
	const SgSpan *span = &bounds->span;
	g_autofree char *earliest =
	    sg_interval_print(bounds->earliest_is_year ? sg_interval_year(sg_day_year(span->earliest))
						       : sg_interval_day(span->earliest));
	g_autofree char *latest = span->latest ? sg_interval_print(sg_interval_day(span->latest)) : NULL;
	GString *note = g_string_new(NULL);
	if (bounds->from_comment)
		g_string_printf(note, "the text mentions %s; the first reader comment is of %s", earliest,
				latest);
	else if (latest)
		g_string_printf(note, "after %s and not after %s, by what the text mentions", earliest,
				latest);
	else
		g_string_printf(note, "the latest date the text mentions is %s", earliest);
	if (span->because)
		g_string_append_printf(note, "; %s", span->because);
	if (span->until && !bounds->from_comment && g_strcmp0(span->until, span->because) != 0)
		g_string_append_printf(note, "; %s", span->until);
	return g_string_free(note, FALSE);
}

/*
 * Without a day to come only a year that the text speaks of as its own is taken ("by 2022 the judgement was",
 * "two years ago, in 2012"): any other past date says no more than "later than this", which is no date, nor
 * is one between two days that are years apart.
 */
static SgDate between(const Bounds *bounds)
{
	enum { LONGEST_DAYS = 3 * 366, LONGEST_REASONED = 366 };
	const SgSpan *span = &bounds->span;
	if (!span->earliest || (span->latest && span->latest < span->earliest))
		return sg_dating_unknown();
	/* what is reasoned, not read, must at least leave no more than a year */
	int longest = span->because || span->until ? LONGEST_REASONED : LONGEST_DAYS;
	bool loose = span->latest && sg_day_between(span->earliest, span->latest) > longest;
	if (loose || (!span->latest && !bounds->anchored))
		return sg_dating_unknown();
	g_autofree char *note = why(bounds);
	SgInterval when = {span->earliest, span->latest};
	if (!span->latest)
		when.to = sg_interval_year(sg_day_year(span->earliest)).to;
	return sg_dating_known(when, bounds->from_comment ? SG_BASIS_COMMENT : SG_BASIS_TEXT, note);
}

SgDate sg_dating_worked_out(const SgEvidence *evidence)
{
	Bounds bounds = {0};
	find_bounds(evidence, &bounds);
	SgDate date = sg_clues_anchor(evidence, &bounds.span);
	if (!sg_dating_is_known(&date))
		date = between(&bounds);
	sg_span_clear(&bounds.span);
	return date;
}
