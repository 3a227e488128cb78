/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Dates as council papers, inspection reports and newspapers write them; weekdays from the calendar. */
#include "tests/support/support.h"

#include "indexer/facts/when.h"

/* "11/11-22 June": each date found as [bytes of the text] from..to form, joined by "; " */
static char *show(const char *text, const GArray *found)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < found->len; i++) {
		const SgWhen *when = &g_array_index(found, SgWhen, i);
		assert_true(when->start < when->end && when->end <= strlen(text));
		g_string_append_printf(out, "%s%.*s=%d", i > 0 ? "; " : "", (int)(when->end - when->start),
				       text + when->start, when->when.from);
		if (when->when.to != when->when.from)
			g_string_append_printf(out, "-%d", when->when.to);
		g_string_append_printf(out, " %c%s", "ymdr"[when->form], when -> weekday ? "!" : "");
	}
	return g_string_free(out, FALSE);
}

static void check_found(const char *const (*cases)[2], size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
		sg_when_find(cases[i][0], found);
		g_autofree char *shown = show(cases[i][0], found);
		check_string(shown, cases[i][1], cases[i][0]);
	}
}

static void finds_days(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"Published 14 February 2019.", "14 February 2019=20190214 d"},
	    {"14 february 2019", "14 february 2019=20190214 d"},
	    {"the 3rd of March 2013,", "3rd of March 2013=20130303 d"},
	    {"1st Sept. 2012", "1st Sept. 2012=20120901 d"},
	    {"18-Oct-2022", "18-Oct-2022=20221018 d"},
	    {"September 10, 2012", "September 10, 2012=20120910 d"},
	    {"Sept. 29, 2020", "Sept. 29, 2020=20200929 d"},
	    {"20 Feb, 2020", "20 Feb, 2020=20200220 d"},
	    {"at 2019/10/16", "2019/10/16=20191016 d"},
	    {"22/01/2019 at 2/3", "22/01/2019=20190122 d"},
	    {"22.01.2019", "22.01.2019=20190122 d"},
	    {"on 2019-01-22, at", "2019-01-22=20190122 d"},
	    {"29 February 2016", "29 February 2016=20160229 d"},
	    {"(5 May 2014)", "5 May 2014=20140505 d"},
	};
	check_found(cases, G_N_ELEMENTS(cases));
}

static void finds_ranges(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"11 January 2016\xe2\x80\x93"
	     "4 February 2016",
	     "11 January 2016\xe2\x80\x93"
	     "4 February 2016=20160111-20160204 r"},
	    {"22 October \xe2\x80\x93 12 November 2014",
	     "22 October \xe2\x80\x93 12 November 2014=20141022-20141112 r"},
	    {"Inspection dates: 11 to 22 July 2022.", "11 to 22 July 2022=20220711-20220722 r"},
	    {"31 July and 1 August 2024", "31 July and 1 August 2024=20240731-20240801 r"},
	    {"10th and 19th September 2012", "10th and 19th September 2012=20120910-20120919 r"},
	    {"11 June 2018 to 22 June 2018", "11 June 2018 to 22 June 2018=20180611-20180622 r"},
	    {"14 December to 10 January 2019", "14 December to 10 January 2019=20181214-20190110 r"},
	    {"18-29 July 2022", "18-29 July 2022=20220718-20220729 r"},
	    {"2 and 3 October 2018 and 5 to 7 November 2018",
	     "2 and 3 October 2018=20181002-20181003 r; 5 to 7 November 2018=20181105-20181107 r"},
	    /* the year behind holds for both parts */
	    {"2 and 3 October and 5 to 7 November 2018",
	     "2 and 3 October=20181002-20181003 r; 5 to 7 November 2018=20181105-20181107 r"},
	    {"10 to 14 December and 8 January 2019",
	     "10 to 14 December=20181210-20181214 r; 8 January 2019=20190108 d"},
	    {"Monday 11 January to Thursday 4 February 2016",
	     "11 January to Thursday 4 February 2016=20160111-20160204 r"},
	    {"2 and 3 October and then 5 children", ""},
	    {"between 4 and the 8 March 2019", "4 and the 8 March 2019=20190304-20190308 r"},
	    /* not a range: it would end before it begins */
	    {"22 to 11 July 2022", "11 July 2022=20220711 d"},
	};
	check_found(cases, G_N_ELEMENTS(cases));
}

static void finds_months_and_years(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"in March 2013 and May 2014", "March 2013=20130301-20130331 m; May 2014=20140501-20140531 m"},
	    {"September, 2012", "September, 2012=20120901-20120930 m"},
	    {"since 2012.", "2012=20120101-20121231 y"},
	    {"(2012)", "2012=20120101-20121231 y"},
	    {"2010, 2014", "2010=20100101-20101231 y; 2014=20140101-20141231 y"},
	};
	check_found(cases, G_N_ELEMENTS(cases));
}

static void leaves_other_numbers_alone(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"", ""},
	    {"237 children and 45.1 of 1400", ""},
	    {"the year 1066 or 2100", ""},
	    {"in 2013/14 and 2014-15", ""},
	    {"spent \xc2\xa3"
	     "2014 of $2015",
	     ""},
	    {"section 2.2014 and a:2014", ""},
	    {"12,014 and 20181", ""},
	    {"2018a or 2018th", ""},
	    {"March and May", ""},
	    {"Mayor 2014th", ""},
	    {"32/01/2019", ""},
	    {"13/13/2019", ""},
	    {"02/30/2019", ""},
	    {"01.13.2019", ""},
	    {"001_685791963d30ec12", ""},
	};
	check_found(cases, G_N_ELEMENTS(cases));
}

static void checks_weekdays(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"Friday 4 July 2014", "4 July 2014=20140704 d!"},
	    {"Friday, 4 July 2014", "4 July 2014=20140704 d!"},
	    {"Fri 4th July 2014", "4th July 2014=20140704 d!"},
	    {"Thursday 4 July 2014", ""}, /* one of the two is wrong */
	    {"Monday, July 4, 2014", ""},
	    {"Sat 04/07/2014", ""},
	    {"Thursday 4 July 2014 or 5 July 2014", "5 July 2014=20140705 d"},
	    {"Fridays 4 July 2014", "4 July 2014=20140704 d"}, /* no weekday */
	    {"on Monday. 4 July 2014", "4 July 2014=20140704 d"},
	};
	check_found(cases, G_N_ELEMENTS(cases));
}

/* "14/3 Thu": day, month, weekday */
static void finds_days_without_a_year(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"held last week (14 March), members", "14 March=14/3-0"},
	    {"on Thursday 14 March and on Tuesday, 9th of July.", "14 March=14/3-4; 9th of July=9/7-2"},
	    {"on March 14 or", "March 14=14/3-0"},
	    {"it may 14 times", ""},
	    {"14 March 2013, March 14, 2013 and 14/03/2013", ""},
	    {"2 to 5 October", "5 October=5/10-0"},
	    {"2 to 5 October 2018", ""},
	    {"29 February", "29 February=29/2-0"},
	    {"31 June", ""},
	    {"March and 14 children", ""},
	    {"", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgYearless));
		g_autoptr(GString) out = g_string_new(NULL);
		sg_when_find_yearless(cases[i][0], found);
		for (guint f = 0; f < found->len; f++) {
			const SgYearless *day = &g_array_index(found, SgYearless, f);
			g_string_append_printf(out, "%s%.*s=%d/%d-%d", f > 0 ? "; " : "",
					       (int)(day->end - day->start), cases[i][0] + day->start,
					       day->day, day->month, day->weekday);
		}
		check_string(out->str, cases[i][1], cases[i][0]);
	}
}

/* They run from 1 April to 31 March. */
static void finds_financial_years(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"the settlement for 2013/14.", "2013/14=20130401-20140331 y"},
	    {"in 2013-14 and 2014\xe2\x80\x93"
	     "15",
	     "2013-14=20130401-20140331 y; 2014\xe2\x80\x93"
	     "15=20140401-20150331 y"},
	    {"for 2013/2014", "2013/2014=20130401-20140331 y"},
	    {"in 1999/00", "1999/00=19990401-20000331 y"},
	    {"2013/15, 2013 /14, 2013/141, 13/14", ""},
	    {"2013-14-15 and 2013/14/15", ""}, /* a date, or nothing known */
	    {"2018-12-11", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
		sg_when_find_financial(cases[i][0], found);
		g_autofree char *shown = show(cases[i][0], found);
		check_string(shown, cases[i][1], cases[i][0]);
	}
}

static void tells_which_figures_read_both_ways(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool either;
	} cases[] = {{"02/10/2020", true},  {"10.02.2020", true},  {"13/10/2020", false},
		     {"10/10/2020", false}, {"2020-02-10", false}, {"10 February 2020", false}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgWhen when;
		assert_true(sg_when_first(cases[i].text, SG_WHEN_DAY, &when));
		assert_case(when.either == cases[i].either, cases[i].text);
	}
}

static void takes_the_first_precise_enough(void **state)
{
	(void)state;
	const char *text = "In 2012, after March 2013 and before 4 July 2014, from 1 to 5 May 2015";
	static const SgDay expected[] = {[SG_WHEN_YEAR] = 20120101,
					 [SG_WHEN_MONTH] = 20130301,
					 [SG_WHEN_DAY] = 20140704,
					 [SG_WHEN_RANGE] = 20150501};
	SgWhen when;
	for (SgWhenForm least = SG_WHEN_YEAR; least <= SG_WHEN_RANGE; least++) {
		assert_true(sg_when_first(text, least, &when));
		assert_int_equal(when.when.from, expected[least]);
	}
	assert_false(sg_when_first("in 2012", SG_WHEN_MONTH, &when));
	assert_false(sg_when_first("", SG_WHEN_YEAR, &when));
}

static void reads_file_names(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		SgDay from, to;
	} cases[] = {
	    {"g4310 Printed minutes 20102016 1400 Cabinet.pdf", 20161020, 20161020},
	    {"Printed minutes 18th-Oct-2022 18.00 Council.pdf", 20221018, 20221018},
	    {"Overview and Scrutiny Committee 22 February 2011.htm", 20110222, 20110222},
	    {"report - 14 february 2019.pdf", 20190214, 20190214},
	    {"childrens services inspection - 20 july 2018.pdf", 20180720, 20180720},
	    {"corporate parenting panel march 2019.pdf", 20190301, 20190331},
	    {"agency-bill-3-october-2013.html", 20131003, 20131003},
	    {"minutes_9_July_2013.pdf", 20130709, 20130709},
	    {"2018-07-20-ofsted.html", 20180720, 20180720},
	    {"minutes 20161020.pdf", 20161020, 20161020},
	    {"minutes-22.01.2019.pdf", 20190122, 20190122},
	    {"letter 3 May 2018 (published 1 June 2018).pdf", 20180601, 20180601}, /* the last */
	    {"50193377.pdf", 0, 0}, /* 50/19/3377, 5019-33-77 */
	    {"99999999.pdf", 0, 0},
	    {"10041014.pdf", 0, 0}, /* 1014: too early */
	    {"001_685791963d30ec12.txt", 0, 0},
	    {"000_c030e42b6d6fbe42.txt", 0, 0},
	    {"News - Child protection inadequate 26 July.html", 0, 0},
	    {"ofsted-drift-delay-2018.html", 0, 0}, /* a year is too little */
	    {"budget 2018-19.pdf", 0, 0},
	    {"s10442 Appendix B Ofsted letter.pdf", 0, 0},
	    {"mgAi.aspx@ID=20713.html", 0, 0},
	    {"", 0, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgWhen when = {0};
		bool found = sg_when_in_file_name(cases[i].name, &when);
		assert_case(found == (cases[i].from != 0), cases[i].name);
		assert_case(!found || (when.when.from == cases[i].from && when.when.to == cases[i].to),
			    cases[i].name);
	}
}

static void reads_comment_stamps(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		SgDay day;
	} cases[] = {
	    {"10:11am Fri 4 Jul 14", 20140704},
	    {"11:55pm Mon 7 Jul 14", 20140707},
	    {"3:30pm Friday 4 July 2014", 20140704},
	    {"10:11am Thu 4 Jul 14", 0}, /* it was a Friday */
	    {"10:11am 4 Jul 14", 0},
	    {"Fri 4 Jul 14", 0},
	    {"10:11am Fri 31 Jun 14", 0},
	    {"10:11am Sun 4 Jul 14b", 0}, /* no year, though 4 July 1999 was a Sunday */
	    {"10:11am Fri 4 Jul", 0},
	    {"At 10:11am Fri 4 Jul 14 he said", 0},
	    {"10:11am Fri 4 Jul 14 is when the council first said so", 0},
	    {"", 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgDay day = -1;
		bool found = sg_when_comment_stamp(cases[i].text, &day);
		assert_case(found == (cases[i].day != 0), cases[i].text);
		assert_case(!found || day == cases[i].day, cases[i].text);
	}
}

/* Whatever stands in a text, places are within it and days exist. */
static void survives_any_text(void **state)
{
	(void)state;
	static const char *const pieces[] = {
	    "4", "31", "Jul", "February", " ", "-", "/",        "2014", "29",       "\xe2\x80\x93",
	    ",", "to", "Fri", "th",       ":", ".", "20102016", "and",  "\xc2\xa3", "of"};
	g_autoptr(GRand) random = g_rand_new_with_seed(20140704);
	for (int i = 0; i < 20000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = g_rand_int_range(random, 0, 12); n > 0; n--)
			g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
		g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
		sg_when_find(text->str, found);
		uint32_t last = 0;
		for (guint f = 0; f < found->len; f++) {
			const SgWhen *when = &g_array_index(found, SgWhen, f);
			assert_true(when->start >= last && when->end > when->start && when->end <= text->len);
			assert_true(when->when.from && when->when.from <= when->when.to);
			last = when->end;
		}
		g_autoptr(GArray) yearless = g_array_new(FALSE, FALSE, sizeof(SgYearless));
		sg_when_find_yearless(text->str, yearless);
		for (guint f = 0; f < yearless->len; f++) {
			const SgYearless *day = &g_array_index(yearless, SgYearless, f);
			assert_true(day->start < day->end && day->end <= text->len);
			assert_true(sg_day(2000, day->month, day->day) && day->weekday <= 7);
		}
		SgWhen in_name;
		SgDay day;
		sg_when_in_file_name(text->str, &in_name);
		sg_when_comment_stamp(text->str, &day);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_days),
	    cmocka_unit_test(finds_ranges),
	    cmocka_unit_test(finds_months_and_years),
	    cmocka_unit_test(leaves_other_numbers_alone),
	    cmocka_unit_test(checks_weekdays),
	    cmocka_unit_test(finds_days_without_a_year),
	    cmocka_unit_test(finds_financial_years),
	    cmocka_unit_test(tells_which_figures_read_both_ways),
	    cmocka_unit_test(takes_the_first_precise_enough),
	    cmocka_unit_test(reads_file_names),
	    cmocka_unit_test(reads_comment_stamps),
	    cmocka_unit_test(survives_any_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
