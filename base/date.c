/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/date.h"

#include "base/error.h"

#include <string.h>

static const char *const month_names[] = {"January",   "February", "March",    "April",
					  "May",       "June",     "July",     "August",
					  "September", "October",  "November", "December"};

int sg_month_days(int year, int month)
{
	return month >= 1 && month <= 12 ? g_date_get_days_in_month((GDateMonth)month, (GDateYear)year) : 0;
}

SgDay sg_day(int year, int month, int day)
{
	if (year < 1000 || year > 9999 || day < 1 || day > sg_month_days(year, month))
		return 0;
	return year * 10000 + month * 100 + day;
}

int sg_day_year(SgDay day)
{
	return day / 10000;
}

int sg_day_month(SgDay day)
{
	return day / 100 % 100;
}

int sg_day_of_month(SgDay day)
{
	return day % 100;
}

static GDate to_gdate(SgDay day)
{
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)sg_day_of_month(day), (GDateMonth)sg_day_month(day),
		       (GDateYear)sg_day_year(day));
	return date;
}

SgDay sg_day_add(SgDay day, int n_days)
{
	if (day == 0)
		return 0;
	GDate date = to_gdate(day);
	if (n_days >= 0)
		g_date_add_days(&date, (guint)n_days);
	else
		g_date_subtract_days(&date, (guint)-n_days);
	return sg_day(g_date_get_year(&date), (int)g_date_get_month(&date), g_date_get_day(&date));
}

int sg_day_between(SgDay from, SgDay to)
{
	GDate first = to_gdate(from), last = to_gdate(to);
	return g_date_days_between(&first, &last);
}

int sg_day_weekday(SgDay day)
{
	GDate date = to_gdate(day);
	return (int)g_date_get_weekday(&date);
}

/* Reads exactly n digits at *text and moves past them; -1 when they are not there. */
static int read_digits(const char **text, int n)
{
	int value = 0;
	for (int i = 0; i < n; i++) {
		if (!g_ascii_isdigit((*text)[i]))
			return -1;
		value = value * 10 + (*text)[i] - '0';
	}
	*text += n;
	return value;
}

SgDay sg_day_parse_iso(const char *text)
{
	int year = read_digits(&text, 4);
	if (year < 0 || *text++ != '-')
		return 0;
	int month = read_digits(&text, 2);
	if (month < 0 || *text++ != '-')
		return 0;
	int day = read_digits(&text, 2);
	return day < 0 || *text ? 0 : sg_day(year, month, day);
}

char *sg_day_print_iso(SgDay day)
{
	return g_strdup_printf("%04d-%02d-%02d", sg_day_year(day), sg_day_month(day), sg_day_of_month(day));
}

SgInterval sg_interval_day(SgDay day)
{
	return (SgInterval){day, day};
}

SgInterval sg_interval_month(int year, int month)
{
	SgDay from = sg_day(year, month, 1);
	return (SgInterval){from, from ? sg_day(year, month, sg_month_days(year, month)) : 0};
}

SgInterval sg_interval_year(int year)
{
	return (SgInterval){sg_day(year, 1, 1), sg_day(year, 12, 31)};
}

bool sg_interval_known(SgInterval interval)
{
	return interval.from != 0;
}

int sg_month_parse(const char *word, size_t n_bytes)
{
	if (n_bytes > 0 && word[n_bytes - 1] == '.')
		n_bytes--;
	if (n_bytes == 4 && g_ascii_strncasecmp(word, "Sept", 4) == 0)
		return 9;
	for (int month = 1; month <= 12; month++) {
		const char *name = month_names[month - 1];
		if ((n_bytes == 3 || n_bytes == strlen(name)) &&
		    g_ascii_strncasecmp(word, name, n_bytes) == 0)
			return month;
	}
	return 0;
}

const char *sg_month_name(int month)
{
	return month >= 1 && month <= 12 ? month_names[month - 1] : "";
}

/* "2018", "2018-06", "2018-06-11" */
static SgInterval parse_iso(const char *text)
{
	const char *at = text;
	int year = read_digits(&at, 4);
	if (year >= 0 && !*at)
		return sg_interval_year(year);
	if (year < 0 || *at++ != '-')
		return (SgInterval){0, 0};
	int month = read_digits(&at, 2);
	if (month >= 0 && !*at)
		return sg_interval_month(year, month);
	return sg_interval_day(sg_day_parse_iso(text));
}

/* "11/06/2018" (day first, as in Britain) */
static SgDay parse_slashes(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "/", 4);
	if (g_strv_length(parts) != 3 || strlen(parts[2]) != 4)
		return 0;
	for (int i = 0; i < 3; i++)
		if (!*parts[i] || strlen(parts[i]) > 4 || strspn(parts[i], "0123456789") != strlen(parts[i]))
			return 0;
	return sg_day((int)g_ascii_strtoull(parts[2], NULL, 10), (int)g_ascii_strtoull(parts[1], NULL, 10),
		      (int)g_ascii_strtoull(parts[0], NULL, 10));
}

/* "11 June 2018", "June 2018" */
static SgInterval parse_words(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 4);
	guint n = g_strv_length(words);
	if (n < 2 || n > 3)
		return (SgInterval){0, 0};
	const char *year_word = words[n - 1];
	int year = read_digits(&year_word, 4);
	int month = sg_month_parse(words[n - 2], strlen(words[n - 2]));
	if (year < 0 || *year_word || month == 0)
		return (SgInterval){0, 0};
	if (n == 2)
		return sg_interval_month(year, month);
	char *end;
	guint64 day = g_ascii_strtoull(words[0], &end, 10);
	return *end || day > 31 ? (SgInterval){0, 0} : sg_interval_day(sg_day(year, month, (int)day));
}

bool sg_interval_parse(const char *text, SgInterval *ret_interval, GError **error)
{
	SgInterval found = {0, 0};
	const char *dots = strstr(text, "..");
	if (dots) {
		g_autofree char *first = g_strstrip(g_strndup(text, (gsize)(dots - text)));
		g_autofree char *last = g_strstrip(g_strdup(dots + 2));
		found = (SgInterval){parse_iso(first).from, parse_iso(last).to};
	} else {
		g_autofree char *trimmed = g_strstrip(g_strdup(text));
		found = parse_iso(trimmed);
		if (!sg_interval_known(found))
			found = sg_interval_day(parse_slashes(trimmed));
		if (!sg_interval_known(found))
			found = parse_words(trimmed);
	}
	if (!found.from || !found.to || found.from > found.to) {
		g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT,
			    "“%s” is not a date (2018, 2018-06, 2018-06-11 or 2018-06-11..2018-06-22)", text);
		return false;
	}
	*ret_interval = found;
	return true;
}

static char *print_day(SgDay day)
{
	return g_strdup_printf("%d %s %d", sg_day_of_month(day), sg_month_name(sg_day_month(day)),
			       sg_day_year(day));
}

bool sg_interval_whole_months(SgInterval interval)
{
	return sg_day_of_month(interval.from) == 1 &&
	       sg_day_of_month(interval.to) ==
		   sg_month_days(sg_day_year(interval.to), sg_day_month(interval.to));
}

char *sg_interval_print(SgInterval interval)
{
	if (!sg_interval_known(interval))
		return g_strdup("date not known");
	if (interval.from == interval.to)
		return print_day(interval.from);
	int from_year = sg_day_year(interval.from), to_year = sg_day_year(interval.to);
	int from_month = sg_day_month(interval.from), to_month = sg_day_month(interval.to);
	if (sg_interval_whole_months(interval)) {
		if (from_month == 1 && to_month == 12)
			return from_year == to_year ? g_strdup_printf("%d", from_year)
						    : g_strdup_printf("%d to %d", from_year, to_year);
		if (from_year == to_year && from_month == to_month)
			return g_strdup_printf("%s %d", sg_month_name(from_month), from_year);
		return g_strdup_printf("%s %d to %s %d", sg_month_name(from_month), from_year,
				       sg_month_name(to_month), to_year);
	}
	g_autofree char *from = print_day(interval.from);
	g_autofree char *to = print_day(interval.to);
	return g_strdup_printf("%s to %s", from, to);
}
