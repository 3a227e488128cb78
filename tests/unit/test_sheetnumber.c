/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Numbers as cells show them: the examples of ISO/IEC 29500-1, 18.8.31, and Excel's own serial dates. */
#include "zip_fixture.h"

#include "indexer/extract/sheetnumber.h"

static void test_show(void **state)
{
	(void)state;
	static const struct {
		const char *value, *code, *shown;
	} CASES[] = {
	    {"0.10000000000000001", NULL, "0.1"},
	    {"1234.5", "General", "1234.5"},
	    {"1234.5678", "0.00", "1234.57"},
	    {"1234567.891", "#,##0.00", "1,234,567.89"},
	    {"999", "#,##0", "999"},
	    {"1000", "#,##0", "1,000"},
	    {"-1000", "#,##0", "-1,000"},
	    {"-1000", "#,##0_);(#,##0)", "(1,000)"},
	    {"1250000", "0.0,,\"m\"", "1.3m"},
	    {"0.255", "0%", "26%"},
	    {"0.255", "0.0%", "25.5%"},
	    {"1500", "\"\u00a3\"#,##0", "\u00a31,500"},
	    {"1500", "[$\u00a3-809]#,##0.00", "\u00a31,500.00"},
	    {"1500", "[Red]#,##0", "1,500"},
	    {"0", "_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-", "-"},
	    {"12", "0\" pupils\"", "12 pupils"},
	    {"0.5", "# ?/?", "0.5"},
	    {"12000", "0.00E+00", "12000"},
	    /* 1 January 1900 is day 1; 1 March 1900 is day 61, as if there had been a 29 February */
	    {"1", "d/m/yyyy", "1 January 1900"},
	    {"59", "d/m/yyyy", "28 February 1900"},
	    {"61", "d/m/yyyy", "1 March 1900"},
	    {"41000", "dd\\-mmm\\-yy", "1 April 2012"},
	    {"41000.4375", "dd/mm/yyyy hh:mm", "1 April 2012 10:30"},
	    {"0.4375", "h:mm", "10:30"},
	    {"0.4375", "[h]:mm", "10:30"},
	    {"41000", "mmmm yyyy", "1 April 2012"},
	    {"41000", "\"dated\" 0", "dated 41000"},
	    {"-1", "d/m/yyyy", "-1"},
	    {"99999999", "d/m/yyyy", "99999999"},
	    {"abc", "0.00", "abc"},
	    {"1e400", "0.00", "1e400"},
	    {"", "0.00", ""},
	    {"5", "\"open", "5"},
	    {"5", "[open", "5"},
	    {"5", "0;", "5"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *shown = sg_sheet_show_number(CASES[i].value, CASES[i].code, false);
		if (strcmp(shown, CASES[i].shown) != 0)
			fail_msg("%s in %s: %s, not %s", CASES[i].value, CASES[i].code, shown,
				 CASES[i].shown);
	}
	/* 18.17.4.1: day 0 of the other base is 1 January 1904 */
	g_autofree char *mac = sg_sheet_show_number("0", "d/m/yyyy", true);
	assert_string_equal(mac, "1 January 1904");
}

/* 31 December 9999 is the last day there is in either calendar; later ones are shown as the number they are.
 */
static void test_last_day(void **state)
{
	(void)state;
	static const struct {
		const char *value;
		bool base_1904;
		const char *shown;
	} CASES[] = {
	    {"2958465", false, "31 December 9999"},
	    {"2958465.9999999", false, "2958465.9999999"},
	    {"2958466", false, "2958466"},
	    {"2957003", true, "31 December 9999"},
	    {"2957004", true, "2957004"},
	    {"2958465", true, "2958465"},
	    {"1e300", false, "1e+300"},
	    {"-1", false, "-1"},
	    {"61", false, "1 March 1900"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *shown =
		    sg_sheet_show_number(CASES[i].value, "d mmm yyyy", CASES[i].base_1904);
		assert_string_equal(shown, CASES[i].shown);
	}
}

/* "_" leaves a blank as wide as the next character, which may be of several bytes; "*" fills with it. */
static void test_blank_as_wide(void **state)
{
	(void)state;
	static const char *const CODES[] = {"_\u20ac0", "*\u20ac0", "0_\u20ac", "_",
					    "0_",       "0\\",      "0[",       "0\""};
	for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
		g_autofree char *shown = sg_sheet_show_number("12", CODES[i], false);
		assert_string_equal(shown, "12");
	}
}

static void test_builtin(void **state)
{
	(void)state;
	assert_string_equal(sg_sheet_builtin_format(10), "0.00%");
	assert_null(sg_sheet_builtin_format(0));
	assert_null(sg_sheet_builtin_format(-5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_show), cmocka_unit_test(test_last_day),
					   cmocka_unit_test(test_blank_as_wide),
					   cmocka_unit_test(test_builtin)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
