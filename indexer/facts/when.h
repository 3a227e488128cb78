/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Finds dates in running text: "14 February 2019", "10th and 19th September 2012", "11 June 2018 to 22 June
   2018", "22/01/2019", "March 2013", "Fri 4 Jul 14", "2012". */
#ifndef SG_INDEXER_WHEN_H
#define SG_INDEXER_WHEN_H

#include "base/date.h"

typedef enum {
	SG_WHEN_YEAR,
	SG_WHEN_MONTH,
	SG_WHEN_DAY,
	SG_WHEN_RANGE, /* two days */
} SgWhenForm;

typedef struct {
	uint32_t start, end; /* bytes of the text, end exclusive */
	SgInterval when;
	SgWhenForm form;
	bool weekday; /* a weekday stood before it, and agrees */
	bool either;  /* "02/10/2020": read day first, and a day read month first too */
} SgWhen;

/* "Thursday 14 March" */
typedef struct {
	uint32_t start, end; /* bytes of the text, without the weekday; end exclusive */
	int day, month;
	int weekday; /* 1 Monday to 7 Sunday before it; 0: none */
} SgYearless;

/* Appends every date of `text` to `found` (SgWhen), in order, the longest reading of each.  A date whose
   weekday contradicts it is left out: one of the two is wrong. */
void sg_when_find(const char *text, GArray *found);

/* Appends every day that is named without a year (SgYearless), in order; those of ranges are left out. */
void sg_when_find_yearless(const char *text, GArray *found);

/* Appends every financial year ("2013/14", "2013-14", "2013/2014") as an SgWhen of form SG_WHEN_YEAR: 1 April
   to 31 March. */
void sg_when_find_financial(const char *text, GArray *found);

/* The first date of a form at least as precise as `least`; false when there is none. */
bool sg_when_first(const char *text, SgWhenForm least, SgWhen *ret_when);

/* The date in a file name ("report - 14 february 2019.pdf", "2018-07-20-news.html", "minutes 20102016.pdf"):
   the last one, month or better. */
bool sg_when_in_file_name(const char *name, SgWhen *ret_when);

/* A reader comment's stamp: "10:11am Fri 4 Jul 14" as a line of its own. */
bool sg_when_comment_stamp(const char *text, SgDay *ret_day);

#endif
