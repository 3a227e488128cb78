/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/when.h"

#include <string.h>

typedef enum { LEX_NUMBER, LEX_WORD, LEX_MARK } LexKind;

typedef struct {
	LexKind kind;
	uint32_t start, end;
	int number;   /* value, for numbers of up to 4 digits; -1 for longer ones */
	int n_digits; /* of a number */
	int month;    /* 1-12 for a word that names one */
	bool ordinal; /* "10th" */
} Lex;

typedef struct {
	const char *text;
	GArray *lexes; /* Lex */
} Scan;

/* ---- words and numbers ----------------------------------------------- */

static uint32_t lex_number(const char *text, uint32_t at, Lex *lex)
{
	int value = 0;
	uint32_t start = at;
	for (; g_ascii_isdigit(text[at]); at++)
		value = value < 100000 ? value * 10 + text[at] - '0' : value;
	lex->n_digits = (int)(at - start);
	lex->number = lex->n_digits <= 4 ? value : -1;
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (g_ascii_strncasecmp(text + at, endings[i], 2) == 0 && !g_ascii_isalnum(text[at + 2])) {
			lex->ordinal = true;
			return at + 2;
		}
	}
	/* "2018a", "47B": no number of a date */
	if (g_ascii_isalpha(text[at])) {
		lex->number = -1;
		while (g_ascii_isalnum(text[at]))
			at++;
	}
	return at;
}

static uint32_t lex_word(const char *text, uint32_t at, Lex *lex)
{
	uint32_t start = at;
	while (g_ascii_isalpha(text[at]))
		at++;
	lex->month = sg_month_parse(text + start, at - start);
	return at;
}

static Scan scan_text(const char *text)
{
	Scan scan = {text, g_array_new(FALSE, TRUE, sizeof(Lex))};
	for (uint32_t at = 0; text[at];) {
		if (g_ascii_isspace(text[at])) {
			at++;
			continue;
		}
		Lex lex = {.start = at, .number = -1};
		if (g_ascii_isdigit(text[at])) {
			lex.kind = LEX_NUMBER;
			lex.end = lex_number(text, at, &lex);
		} else if (g_ascii_isalpha(text[at])) {
			lex.kind = LEX_WORD;
			lex.end = lex_word(text, at, &lex);
		} else {
			lex.kind = LEX_MARK;
			lex.end = at + (uint32_t)(g_utf8_next_char(text + at) - (text + at));
		}
		at = lex.end;
		g_array_append_val(scan.lexes, lex);
	}
	return scan;
}

static const Lex *lex_at(const Scan *scan, guint i)
{
	static const Lex none = {.kind = LEX_MARK, .number = -1};
	return i < scan->lexes->len ? &g_array_index(scan->lexes, Lex, i) : &none;
}

static bool lex_is(const Scan *scan, guint i, const char *word)
{
	const Lex *lex = lex_at(scan, i);
	size_t n_bytes = lex->end - lex->start;
	return n_bytes == strlen(word) && g_ascii_strncasecmp(scan->text + lex->start, word, n_bytes) == 0;
}

/* ---- the pieces of a date -------------------------------------------- */

static bool is_day(const Lex *lex)
{
	return lex->kind == LEX_NUMBER && lex->n_digits <= 2 && lex->number >= 1 && lex->number <= 31;
}

static bool is_year(const Lex *lex)
{
	return lex->kind == LEX_NUMBER && lex->n_digits == 4 && !lex->ordinal && lex->number >= 1900 &&
	       lex->number <= 2099;
}

/* "to", "and", "until", a dash: between the two ends of a range; number of pieces, 0 when there is none. */
static guint range_mark(const Scan *scan, guint i)
{
	static const char *const marks[] = {"to", "and", "until", "-", "–", "—", "‑", "&"};
	for (size_t m = 0; m < G_N_ELEMENTS(marks); m++)
		if (lex_is(scan, i, marks[m]))
			return 1;
	return 0;
}

typedef struct {
	int year, month, day; /* 0: not given */
	guint next;           /* first piece after it */
} Partial;

/* "10", "10th of", "10 September", "10 September 2012": from a day number on. */
static bool day_first(const Scan *scan, guint i, Partial *ret)
{
	if (!is_day(lex_at(scan, i)))
		return false;
	*ret = (Partial){.day = lex_at(scan, i)->number, .next = i + 1};
	guint at = i + 1 + lex_is(scan, i + 1, "of");
	at += lex_is(scan, at, "-") && lex_at(scan, at + 1)->month > 0; /* "18-Oct-2022" */
	if (lex_at(scan, at)->month == 0)
		return true;
	ret->month = lex_at(scan, at)->month;
	ret->next = at + 1;
	at = ret->next +
	     (lex_is(scan, ret->next, ",") || lex_is(scan, ret->next, "-") || lex_is(scan, ret->next, "."));
	if (is_year(lex_at(scan, at))) {
		ret->year = lex_at(scan, at)->number;
		ret->next = at + 1;
	}
	return true;
}

static void set_found(const Scan *scan, guint first, guint next, SgWhenForm form, SgInterval when,
		      SgWhen *ret)
{
	*ret = (SgWhen){.start = lex_at(scan, first)->start,
			.end = lex_at(scan, next - 1)->end,
			.when = when,
			.form = form};
}

static int weekday_parse(const char *word, size_t n_bytes)
{
	static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
					    "friday", "saturday", "sunday"};
	for (int i = 0; i < 7; i++)
		if ((n_bytes == 3 || n_bytes == strlen(names[i])) &&
		    g_ascii_strncasecmp(word, names[i], n_bytes) == 0)
			return i + 1;
	return 0;
}

/* 1-7 when piece i names a weekday. */
static int weekday_at(const Scan *scan, guint i)
{
	const Lex *lex = lex_at(scan, i);
	return lex->kind == LEX_WORD ? weekday_parse(scan->text + lex->start, lex->end - lex->start) : 0;
}

/* The second end of a range, from the mark between the two on. */
static bool range_end(const Scan *scan, guint at, Partial *ret)
{
	if (!range_mark(scan, at))
		return false;
	at += 1 + lex_is(scan, at + 1, "the");
	at += weekday_at(scan, at) != 0;
	return day_first(scan, at, ret);
}

/* "2 and 3 October" of "2 and 3 October and 5 to 7 November 2018": the year of the part behind; 0 for none.
 */
static int year_behind(const Scan *scan, const Partial *part)
{
	Partial first, last;
	guint at = part->next;
	if (!(lex_is(scan, at, "and") || lex_is(scan, at, ",") || lex_is(scan, at, "&")))
		return 0;
	at += 1 + (lex_is(scan, at, ",") && lex_is(scan, at + 1, "and"));
	if (!day_first(scan, at, &first))
		return 0;
	if (!range_end(scan, first.next, &last))
		last = first;
	return last.month >= part->month ? last.year : last.year - (last.year && last.month);
}

/* Two ends of which the first takes what it lacks from the second: "10 to 19 September 2012". */
static bool read_range(const Scan *scan, guint i, SgWhen *ret, guint *ret_next)
{
	Partial first, last;
	if (!day_first(scan, i, &first) || !range_end(scan, first.next, &last) || !last.month)
		return false;
	/* a mark may join two ranges as well as the ends of one */
	last.year = last.year ? last.year : year_behind(scan, &last);
	if (!last.year)
		return false;
	int month = first.month ? first.month : last.month;
	int year = first.year ? first.year : last.year - (month > last.month);
	SgInterval when = {sg_day(year, month, first.day), sg_day(last.year, last.month, last.day)};
	if (!when.from || !when.to || when.from > when.to)
		return false;
	set_found(scan, i, last.next, SG_WHEN_RANGE, when, ret);
	*ret_next = last.next;
	return true;
}

static bool read_day(const Scan *scan, guint i, SgWhen *ret, guint *ret_next)
{
	Partial day;
	if (!day_first(scan, i, &day) || !day.month || !day.year)
		return false;
	SgInterval when = sg_interval_day(sg_day(day.year, day.month, day.day));
	set_found(scan, i, day.next, SG_WHEN_DAY, when, ret);
	*ret_next = day.next;
	return true; /* "31 June 2018" is read, as no date: not as June 2018 */
}

/* "September 10, 2012" and "September 2012" */
static bool read_month(const Scan *scan, guint i, SgWhen *ret, guint *ret_next)
{
	int month = lex_at(scan, i)->month;
	if (month == 0)
		return false;
	guint at = i + 1 + lex_is(scan, i + 1, "."); /* "Sept. 29, 2020" */
	if (is_day(lex_at(scan, at))) {
		guint year_at = at + 1 + lex_is(scan, at + 1, ",");
		if (is_year(lex_at(scan, year_at))) {
			SgDay day = sg_day(lex_at(scan, year_at)->number, month, lex_at(scan, at)->number);
			set_found(scan, i, year_at + 1, SG_WHEN_DAY, sg_interval_day(day), ret);
			*ret_next = year_at + 1;
			return day != 0;
		}
	}
	at += lex_is(scan, at, ",");
	if (!is_year(lex_at(scan, at)))
		return false;
	set_found(scan, i, at + 1, SG_WHEN_MONTH, sg_interval_month(lex_at(scan, at)->number, month), ret);
	*ret_next = at + 1;
	return true;
}

/* "22/01/2019", "22.01.2019", "2019-01-22" and "2019/01/22"; "01/22/2019" where it can be nothing else */
static bool read_figures(const Scan *scan, guint i, SgWhen *ret, guint *ret_next)
{
	const Lex *a = lex_at(scan, i), *b = lex_at(scan, i + 2), *c = lex_at(scan, i + 4);
	bool slashes = lex_is(scan, i + 1, "/") && lex_is(scan, i + 3, "/");
	bool points = lex_is(scan, i + 1, ".") && lex_is(scan, i + 3, ".");
	bool hyphens = lex_is(scan, i + 1, "-") && lex_is(scan, i + 3, "-");
	bool touching = a->end + 1 == b->start && b->end + 1 == c->start;
	SgDay day = 0;
	if (touching && (slashes || points || hyphens) && is_day(a) && is_day(b) && is_year(c)) {
		day = sg_day(c->number, b->number, a->number);
		if (!day && slashes) /* "10/25/2020" has one reading only */
			day = sg_day(c->number, a->number, b->number);
	}
	if (touching && (hyphens || slashes) && is_year(a) && is_day(b) && is_day(c))
		day = sg_day(a->number, b->number, c->number);
	if (!day)
		return false;
	set_found(scan, i, i + 5, SG_WHEN_DAY, sg_interval_day(day), ret);
	ret->either = is_year(c) && a->number != b->number && a->number <= 12 && b->number <= 12;
	*ret_next = i + 5;
	return true;
}

/* A bare year; not half of "2013/14", a number after a pound sign, or one of several digits groups. */
static bool read_year(const Scan *scan, guint i, SgWhen *ret, guint *ret_next)
{
	const Lex *lex = lex_at(scan, i);
	if (!is_year(lex))
		return false;
	const Lex *before = i ? lex_at(scan, i - 1) : NULL, *after = lex_at(scan, i + 1);
	static const char attached[] = "/.,:-£$#@_";
	if (before && before->kind == LEX_MARK && before->end == lex->start &&
	    strchr(attached, scan->text[before->start]))
		return false;
	if (after->start == lex->end && after->kind == LEX_MARK &&
	    (lex_is(scan, i + 1, "/") || lex_is(scan, i + 1, "-")))
		return false;
	set_found(scan, i, i + 1, SG_WHEN_YEAR, sg_interval_year(lex->number), ret);
	*ret_next = i + 1;
	return true;
}

/* The weekday in front of piece i: 1-7, 0 for none. */
static int weekday_before(const Scan *scan, guint i)
{
	if (i > 0 && (lex_is(scan, i - 1, ",") || lex_is(scan, i - 1, "(")))
		i--;
	return i > 0 ? weekday_at(scan, i - 1) : 0;
}

void sg_when_find(const char *text, GArray *found)
{
	Scan scan = scan_text(text);
	for (guint i = 0, next; i < scan.lexes->len; i = next) {
		SgWhen when;
		/* the longest reading first: each of these is the beginning of the one before */
		bool read = read_range(&scan, i, &when, &next) || read_figures(&scan, i, &when, &next) ||
			    read_day(&scan, i, &when, &next) || read_month(&scan, i, &when, &next) ||
			    read_year(&scan, i, &when, &next);
		if (!read) {
			next = i + 1;
			continue;
		}
		int weekday = when.form == SG_WHEN_DAY ? weekday_before(&scan, i) : 0;
		when.weekday = weekday != 0;
		if (when.when.from && (!weekday || weekday == sg_day_weekday(when.when.from)))
			g_array_append_val(found, when);
	}
	g_array_unref(scan.lexes);
}

void sg_when_find_yearless(const char *text, GArray *found)
{
	Scan scan = scan_text(text);
	for (guint i = 0, next; i < scan.lexes->len; i = next) {
		SgWhen when;
		Partial day;
		if (read_range(&scan, i, &when, &next) || read_day(&scan, i, &when, &next) ||
		    read_month(&scan, i, &when, &next))
			continue;
		next = i + 1;
		/* "March 14" too, but not the May of "may 14 children" */
		bool month_first = lex_at(&scan, i)->month && is_day(lex_at(&scan, i + 1)) &&
				   g_ascii_isupper(text[lex_at(&scan, i)->start]);
		if (month_first)
			day = (Partial){.month = lex_at(&scan, i)->month,
					.day = lex_at(&scan, i + 1)->number,
					.next = i + 2};
		else if (!day_first(&scan, i, &day) || !day.month)
			continue;
		next = day.next;
		Partial last;
		/* a leap year has every day that there is */
		if (range_end(&scan, day.next, &last) || !sg_day(2000, day.month, day.day))
			continue;
		SgYearless yearless = {.start = lex_at(&scan, i)->start,
				       .end = lex_at(&scan, next - 1)->end,
				       .day = day.day,
				       .month = day.month,
				       .weekday = weekday_before(&scan, i)};
		g_array_append_val(found, yearless);
	}
	g_array_unref(scan.lexes);
}

void sg_when_find_financial(const char *text, GArray *found)
{
	Scan scan = scan_text(text);
	for (guint i = 0; i + 2 < scan.lexes->len; i++) {
		const Lex *first = lex_at(&scan, i), *mark = lex_at(&scan, i + 1),
			  *last = lex_at(&scan, i + 2);
		bool joined = first->end == mark->start && mark->end == last->start &&
			      (lex_is(&scan, i + 1, "/") || range_mark(&scan, i + 1));
		if (!joined || !is_year(first) || last->kind != LEX_NUMBER)
			continue;
		int next = first->number + 1;
		if (!(last->n_digits == 2 && last->number == next % 100) &&
		    !(last->n_digits == 4 && last->number == next))
			continue;
		/* "2013-14-15" is something else */
		const Lex *after = lex_at(&scan, i + 3);
		if (after->kind == LEX_MARK && after->start == last->end &&
		    (lex_is(&scan, i + 3, "-") || lex_is(&scan, i + 3, "/")))
			continue;
		SgWhen when;
		set_found(&scan, i, i + 3, SG_WHEN_YEAR,
			  (SgInterval){sg_day(first->number, 4, 1), sg_day(next, 3, 31)}, &when);
		g_array_append_val(found, when);
	}
	g_array_unref(scan.lexes);
}

bool sg_when_first(const char *text, SgWhenForm least, SgWhen *ret_when)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find(text, found);
	for (guint i = 0; i < found->len; i++) {
		if (g_array_index(found, SgWhen, i).form >= least) {
			*ret_when = g_array_index(found, SgWhen, i);
			return true;
		}
	}
	return false;
}

/* ---- file names ------------------------------------------------------ */

/* "20102016" as ModernGov writes it (day first), or "20161020". */
static bool read_eight_digits(const char *word, SgWhen *ret)
{
	if (strlen(word) != 8 || strspn(word, "0123456789") != 8)
		return false;
	int number = (int)g_ascii_strtoull(word, NULL, 10);
	/* the day first, as ModernGov has it: read the other way such figures seldom make a day */
	SgDay day_first_form = sg_day(number % 10000, number / 10000 % 100, number / 1000000);
	SgDay year_first_form = sg_day(number / 10000, number / 100 % 100, number % 100);
	SgDay day = sg_day_year(day_first_form) >= 1900 && sg_day_year(day_first_form) < 2100 ? day_first_form
		    : sg_day_year(year_first_form) >= 1900 && sg_day_year(year_first_form) < 2100
			? year_first_form
			: 0;
	*ret = (SgWhen){.when = sg_interval_day(day), .form = SG_WHEN_DAY};
	return day != 0;
}

bool sg_when_in_file_name(const char *name, SgWhen *ret_when)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find(name, found);
	g_autofree char *spaced = g_strdelimit(g_strdup(name), "-_.+,()", ' ');
	/* as written first, for "2018-07-20"; then "report_14_february_2019" */
	if (found->len == 0 || g_array_index(found, SgWhen, found->len - 1).form == SG_WHEN_YEAR)
		sg_when_find(spaced, found);
	g_auto(GStrv) words = g_strsplit(spaced, " ", -1);
	for (char **word = words; *word; word++) {
		SgWhen when;
		if (read_eight_digits(*word, &when))
			g_array_append_val(found, when);
	}
	/* names end with the day ("report - 14 february 2019"); a range is what the document is about */
	for (guint i = found->len; i > 0; i--) {
		const SgWhen *when = &g_array_index(found, SgWhen, i - 1);
		if (when->form >= SG_WHEN_MONTH && when->form != SG_WHEN_RANGE) {
			*ret_when = *when;
			return true;
		}
	}
	return false;
}

/* ---- comment stamps -------------------------------------------------- */

/* time, weekday, day, month, two-digit year: "10:11am Fri 4 Jul 14" */
bool sg_when_comment_stamp(const char *text, SgDay *ret_day)
{
	enum { LONGEST = 40 };
	if (strlen(text) > LONGEST || !g_ascii_isdigit(*text))
		return false;
	Scan scan = scan_text(text);
	SgDay day = 0;
	for (guint i = 1; i + 2 < scan.lexes->len && !day; i++) {
		const Lex *number = lex_at(&scan, i), *month = lex_at(&scan, i + 1),
			  *year = lex_at(&scan, i + 2);
		int weekday = weekday_before(&scan, i);
		bool shaped = weekday && is_day(number) && month->month && year->number >= 0 &&
			      (year->n_digits == 2 || year->n_digits == 4);
		if (shaped)
			day = sg_day(year->number + (year->n_digits == 2 ? 2000 : 0), month->month,
				     number->number);
		if (day && sg_day_weekday(day) != weekday)
			day = 0;
	}
	g_array_unref(scan.lexes);
	*ret_day = day;
	return day != 0;
}
