/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Calendar days and intervals of days (proleptic Gregorian).
 *
 * A day is the integer YYYYMMDD, so that days compare as integers and read
 * as dates in a debugger; 0 is "not known".
 */
#ifndef SG_BASE_DATE_H
#define SG_BASE_DATE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef int32_t SgDay;

/* The day, or 0 when there is none such (31 June, year outside 1000-9999). */
SgDay sg_day(int year, int month, int day);
int sg_day_year(SgDay day);
int sg_day_month(SgDay day);
int sg_day_of_month(SgDay day);
/* `day` moved by n days; 0 stays 0. */
SgDay sg_day_add(SgDay day, int n_days);
/* Days from `from` to `to`. */
int sg_day_between(SgDay from, SgDay to);
/* 1 Monday to 7 Sunday. */
int sg_day_weekday(SgDay day);
int sg_month_days(int year, int month);
/* "2018-06-11" to a day; 0 when `text` is not exactly that. */
SgDay sg_day_parse_iso(const char *text);
/* "2018-06-11"; free with g_free(). */
char *sg_day_print_iso(SgDay day);

typedef struct {
	SgDay from, to; /* inclusive; both 0: not known */
} SgInterval;

SgInterval sg_interval_day(SgDay day);
SgInterval sg_interval_month(int year, int month);
SgInterval sg_interval_year(int year);
bool sg_interval_known(SgInterval interval);

/*
 * Reads "2018", "2018-06", "2018-06-11", "2018-06-11..2018-06-22", "11/06/2018", "11 June 2018", "June 2018".
 * Errors: SG_BASE_ERROR_FORMAT.
 */
bool sg_interval_parse(const char *text, SgInterval *ret_interval, GError **error);

/* English month name or abbreviation ("June", "Jun", "Sept."), any case, to 1-12; 0 when it is none.
   `n_bytes` of `word` are looked at. */
int sg_month_parse(const char *word, size_t n_bytes);
/* "January" ... for 1-12. */
const char *sg_month_name(int month);

/* Whether it begins with the first and ends with the last day of a month. */
bool sg_interval_whole_months(SgInterval interval);

/* The interval in words: "14 March 2013", "June 2018", "2022", "September 2012 to April 2013",
   "date not known"; free with g_free(). */
char *sg_interval_print(SgInterval interval);

#endif
