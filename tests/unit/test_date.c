/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: the Gregorian calendar. */
#include "tests/support/support.h"

#include "base/date.h"
#include "base/error.h"

static void builds_days(void **state)
{
	(void)state;
	static const struct {
		int year, month, day;
		SgDay expected;
	} cases[] = {
	    {2018, 6, 11, 20180611},  {2018, 6, 30, 20180630}, {2018, 6, 31, 0},
	    {2016, 2, 29, 20160229},  {2018, 2, 29, 0},        {1900, 2, 29, 0},
	    {2000, 2, 29, 20000229},  {1000, 1, 1, 10000101},  {999, 12, 31, 0},
	    {9999, 12, 31, 99991231}, {10000, 1, 1, 0},        {2018, 0, 1, 0},
	    {2018, 13, 1, 0},         {2018, 1, 0, 0},         {2018, -1, 5, 0},
	    {-2018, 1, 1, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_int_equal(sg_day(cases[i].year, cases[i].month, cases[i].day), cases[i].expected);
	assert_int_equal(sg_day_year(20180611), 2018);
	assert_int_equal(sg_day_month(20180611), 6);
	assert_int_equal(sg_day_of_month(20180611), 11);
	assert_int_equal(sg_month_days(2018, 4), 30);
	assert_int_equal(sg_month_days(2018, 13), 0);
}

static void counts_days(void **state)
{
	(void)state;
	assert_int_equal(sg_day_add(20181231, 1), 20190101);
	assert_int_equal(sg_day_add(20160228, 2), 20160301);
	assert_int_equal(sg_day_add(20190101, -1), 20181231);
	assert_int_equal(sg_day_add(20180611, 0), 20180611);
	assert_int_equal(sg_day_add(0, 5), 0);
	assert_int_equal(sg_day_add(99991231, 1), 0);
	assert_int_equal(sg_day_between(20180611, 20180622), 11);
	assert_int_equal(sg_day_between(20180622, 20180611), -11);
	assert_int_equal(sg_day_between(20160101, 20170101), 366);
	assert_int_equal(sg_day_weekday(20140704), 5); /* a Friday */
	assert_int_equal(sg_day_weekday(20000101), 6); /* a Saturday */
	assert_int_equal(sg_day_weekday(20221113), 7); /* a Sunday */
	assert_int_equal(sg_day_weekday(20221114), 1);
}

static void reads_and_prints_iso(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		SgDay day;
	} cases[] = {{"2018-06-11", 20180611},
		     {"2018-6-11", 0},
		     {"2018-06-31", 0},
		     {"2018-06-11 ", 0},
		     {"2018-06-1", 0},
		     {"2018-06", 0},
		     {"", 0},
		     {"2018/06/11", 0},
		     {"-018-06-11", 0},
		     {"20180611", 0},
		     {"2018-06-11T", 0},
		     {"18-06-11", 0}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_case(sg_day_parse_iso(cases[i].text) == cases[i].day, cases[i].text);
	g_autofree char *printed = sg_day_print_iso(20180601);
	assert_string_equal(printed, "2018-06-01");
}

static void makes_intervals(void **state)
{
	(void)state;
	SgInterval month = sg_interval_month(2016, 2), year = sg_interval_year(2018);
	assert_int_equal(month.from, 20160201);
	assert_int_equal(month.to, 20160229);
	assert_int_equal(year.from, 20180101);
	assert_int_equal(year.to, 20181231);
	assert_true(sg_interval_known(sg_interval_day(20180611)));
	assert_false(sg_interval_known(sg_interval_day(0)));
	assert_false(sg_interval_known(sg_interval_month(2018, 13)));
	assert_false(sg_interval_known(sg_interval_year(999)));
}

static void parses_intervals(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		SgDay from, to;
	} cases[] = {
	    {"2018", 20180101, 20181231},
	    {"2018-06", 20180601, 20180630},
	    {"2018-06-11", 20180611, 20180611},
	    {" 2018-06-11 ", 20180611, 20180611},
	    {"2018-06-11..2018-06-22", 20180611, 20180622},
	    {"2018-06-11 .. 2018-06-22", 20180611, 20180622},
	    {"2012-09..2013-04", 20120901, 20130430},
	    {"2012..2013", 20120101, 20131231},
	    {"2018-06-11..2018-06-11", 20180611, 20180611},
	    {"11/06/2018", 20180611, 20180611},
	    {"1/2/2018", 20180201, 20180201},
	    {"11 June 2018", 20180611, 20180611},
	    {"1 sept. 2018", 20180901, 20180901},
	    {"June 2018", 20180601, 20180630},
	    {"february 2016", 20160201, 20160229},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		SgInterval found = {0, 0};
		assert_ok(sg_interval_parse(cases[i].text, &found, &error), error);
		assert_case(found.from == cases[i].from && found.to == cases[i].to, cases[i].text);
	}
}

static void refuses_what_is_no_interval(void **state)
{
	(void)state;
	static const char *const cases[] = {
	    "",
	    "soon",
	    "18",
	    "2018-13",
	    "2018-06-31",
	    "06/11",
	    "13/13/2018",
	    "11/06/18",
	    "11-06-2018",
	    "..",
	    "2018..",
	    "..2018",
	    "2019..2018",
	    "2018...2019",
	    "31 June 2018",
	    "June",
	    "June 18",
	    "0 June 2018",
	    "-1 June 2018",
	    "99999999999999999999 June 2018",
	    "x June 2018",
	    "11 Brumaire 2018",
	    "2018-06-11 10:00",
	    "20180611",
	    "2018-06-22..2018-06-11",
	    "11/06/2018/1",
	    "0999",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		SgInterval found;
		assert_case(!sg_interval_parse(cases[i], &found, &error), cases[i]);
		assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, cases[i]);
	}
}

static void knows_months(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		int month;
	} cases[] = {{"January", 1}, {"june", 6},  {"JUN", 6},    {"Jun.", 6},      {"Sep", 9},
		     {"Sept", 9},    {"Sept.", 9}, {"May", 5},    {"Mayor", 0},     {"Ju", 0},
		     {"", 0},        {".", 0},     {"Septem", 0}, {"December", 12}, {"Decembers", 0}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_case(sg_month_parse(cases[i].word, strlen(cases[i].word)) == cases[i].month,
			    cases[i].word);
	assert_int_equal(sg_month_parse("Junexx", 4), 6);
	assert_string_equal(sg_month_name(1), "January");
	assert_string_equal(sg_month_name(12), "December");
	for (int month = 1; month <= 12; month++)
		assert_int_equal(sg_month_parse(sg_month_name(month), strlen(sg_month_name(month))), month);
}

static void prints_in_words(void **state)
{
	(void)state;
	static const struct {
		SgInterval interval;
		const char *words;
	} cases[] = {
	    {{20130314, 20130314}, "14 March 2013"},
	    {{20180601, 20180630}, "June 2018"},
	    {{20220101, 20221231}, "2022"},
	    {{20120101, 20131231}, "2012 to 2013"},
	    {{20120901, 20130430}, "September 2012 to April 2013"},
	    {{20160201, 20160229}, "February 2016"},
	    {{20160201, 20160228}, "1 February 2016 to 28 February 2016"},
	    {{20180611, 20180622}, "11 June 2018 to 22 June 2018"},
	    {{0, 0}, "date not known"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *printed = sg_interval_print(cases[i].interval);
		check_string(printed, cases[i].words, cases[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(builds_days),          cmocka_unit_test(counts_days),
	    cmocka_unit_test(reads_and_prints_iso), cmocka_unit_test(makes_intervals),
	    cmocka_unit_test(parses_intervals),     cmocka_unit_test(refuses_what_is_no_interval),
	    cmocka_unit_test(knows_months),         cmocka_unit_test(prints_in_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
