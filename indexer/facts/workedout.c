/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Dates worked out from what a text mentions: it was written after the latest
 * day it tells of as past and before the first it tells of as to come.
 */
#include "indexer/facts/dating.h"
#include "indexer/facts/tense.h"

#include <string.h>

/* A date the text names. */
typedef struct {
	SgInterval when;
	SgTold told;
	bool is_year, is_day;
	bool own; /* the text speaks of that year as its own: "by 2022 the judgement was" */
} Mention;

typedef struct {
	GArray *mentions;
	SgSpan span; /* what the text was written within */
	bool earliest_is_year;
	bool anchored; /* the earliest is a year the text speaks of as its own */
	bool from_comment;
} Bounds;

static void use_past(Bounds *bounds, SgDay day, bool is_year, bool anchored)
{
	Mention mention = {.when = {day, day}, .told = SG_TOLD_PAST, .is_year = is_year, .own = anchored};
	g_array_append_val(bounds->mentions, mention);
}

static void use_mention(Bounds *bounds, const char *text, const SgWhen *when)
{
	SgDay day = when->form == SG_WHEN_RANGE ? when->when.to : when->when.from;
	Mention mention = {.when = {day, when->when.to},
			   .told = sg_told_of(text, when->start, when->end),
			   .is_year = when->form == SG_WHEN_YEAR,
			   .is_day = when->form >= SG_WHEN_DAY};
	g_autofree char *clause = sg_told_clause(text, when->start);
	mention.own =
	    mention.is_year && mention.told == SG_TOLD_PAST && g_str_has_suffix(clause, " by ") &&
	    (sg_text_has(text, "judge") || sg_text_has(text, "inspect") || sg_text_has(text, "ofsted"));
	g_array_append_val(bounds->mentions, mention);
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
		if (sg_told_of(text, when->start, when->end) != SG_TOLD_FUTURE)
			continue;
		g_autofree char *clause = sg_told_clause(text, when->start);
		bool budget = sg_text_has(clause, "budget") || sg_text_has(clause, "council tax");
		bool open = false;
		for (size_t w = 0; w < G_N_ELEMENTS(being_set); w++)
			open |= sg_text_has(clause, being_set[w]);
		SgDay before = sg_day_add(when->when.from, -1);
		if (budget && open)
			before = sg_day(sg_day_year(before), 3, 10);
		Mention mention = {.when = {before, before}, .told = SG_TOLD_FUTURE};
		g_array_append_val(bounds->mentions, mention);
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

static void use_block(Bounds *bounds, const char *text, bool lead)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find(text, found);
	for (guint i = 0; i < found->len; i++) {
		use_mention(bounds, text, &g_array_index(found, SgWhen, i));
		use_comparison(bounds, text, &g_array_index(found, SgWhen, i));
		use_years_ago(bounds, text, &g_array_index(found, SgWhen, i));
	}
	use_financial_years(bounds, text);
	sg_clues_narrow(&bounds->span, text, lead);
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
		SgTold told = sg_told_of(text, day->start, day->end);
		if (told == SG_TOLD_FUTURE)
			sg_span_not_after(span, only, NULL);
		else if (told == SG_TOLD_PAST && only > span->earliest) {
			sg_span_not_before(span, only, NULL);
			bounds->earliest_is_year = false;
		}
	}
}

/* A year that is told as to come anywhere is not past elsewhere: what was done "in 2020" is then a promise.
 */
static bool is_to_come(const GArray *mentions, const Mention *year)
{
	for (guint i = 0; i < mentions->len; i++) {
		const Mention *mention = &g_array_index(mentions, Mention, i);
		if (mention->told == SG_TOLD_FUTURE && year->is_year && !year->own &&
		    sg_day_year(mention->when.from) == sg_day_year(year->when.from))
			return true;
	}
	return false;
}

/* The latest date told as past, up to a comment's stamp; NULL for none. */
static const Mention *latest_past(const GArray *mentions, SgDay stamp)
{
	const Mention *past = NULL;
	for (guint i = 0; i < mentions->len; i++) {
		const Mention *mention = &g_array_index(mentions, Mention, i);
		bool later = !past || mention->when.from > past->when.from;
		/* with readers' comments below, what lies before them is past for want of a better reading */
		bool told = mention->told == SG_TOLD_PAST || (stamp && mention->told == SG_TOLD_OPEN);
		if (told && later && (!stamp || mention->when.from <= stamp) &&
		    !is_to_come(mentions, mention))
			past = mention;
	}
	return past;
}

/* A day after the last one possible, and nothing said of its being to come: the text may well be later. */
static bool is_doubtful(const GArray *mentions, SgDay latest)
{
	for (guint i = 0; i < mentions->len; i++) {
		const Mention *mention = &g_array_index(mentions, Mention, i);
		if (mention->told == SG_TOLD_OPEN && mention->is_day && mention->when.from > latest)
			return true;
	}
	return false;
}

/*
 * After the latest day told as past, and before the first told as to come; what was to come on an earlier day
 * than that is history ("he served until 1996").
 */
static void settle(Bounds *bounds)
{
	SgDay first_to_come = 0;
	const Mention *past = latest_past(bounds->mentions, bounds->from_comment ? bounds->span.latest : 0);
	for (guint i = 0; i < bounds->mentions->len; i++) {
		const Mention *mention = &g_array_index(bounds->mentions, Mention, i);
		if (mention->told == SG_TOLD_FUTURE && (!past || mention->when.to >= past->when.from) &&
		    (!first_to_come || mention->when.to < first_to_come))
			first_to_come = mention->when.to;
	}
	if (first_to_come && !is_doubtful(bounds->mentions, first_to_come))
		sg_span_not_after(&bounds->span, first_to_come, NULL);
	if (!past || past->when.from <= bounds->span.earliest)
		return;
	sg_span_not_before(&bounds->span, past->when.from, NULL);
	bounds->earliest_is_year = past->is_year;
	bounds->anchored = past->own;
}

/* The first stamp under an article bounds it from above; what follows are other people's words. */
static void find_bounds(const SgEvidence *evidence, Bounds *bounds)
{
	enum { LEAD = 8 }; /* blocks */
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
		use_block(bounds, block->text, n_own < LEAD);
	}
	settle(bounds);
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
	g_autoptr(GArray) mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
	Bounds bounds = {.mentions = mentions};
	find_bounds(evidence, &bounds);
	SgDate date = sg_clues_anchor(evidence, &bounds.span);
	if (!sg_dating_is_known(&date))
		date = between(&bounds);
	sg_span_clear(&bounds.span);
	return date;
}
