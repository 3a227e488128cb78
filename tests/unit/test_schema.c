/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tests/support/support.h"

#include "index/schema.h"

#define ID "0123456789abcdef"

static void makes_and_splits_ids(void **state)
{
	(void)state;
	static const struct {
		const char *id;
		uint32_t n;
	} cases[] = {{ID, 0}, {ID ".1", 1}, {ID ".96", 96}, {ID ".4294967295", UINT32_MAX}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *document_id = NULL;
		uint32_t n = 7;
		assert_case(sg_passage_id_parse(cases[i].id, &document_id, &n), cases[i].id);
		assert_string_equal(document_id, ID);
		assert_int_equal(n, cases[i].n);
		g_autofree char *again = sg_passage_id(document_id, n);
		if (n > 0)
			assert_string_equal(again, cases[i].id);
	}
}

static void refuses_what_is_no_id(void **state)
{
	(void)state;
	static const char *const cases[] = {
	    "",
	    ".",
	    ".1",
	    "0123456789abcde",
	    ID "0",
	    "0123456789ABCDEF",
	    ID ".",
	    ID ".0",
	    ID ".-1",
	    ID ".x",
	    ID ".1x",
	    ID ".1.2",
	    ID ". 1",
	    ID ".+1",
	    ID "-1",
	    ID ".4294967296",
	    ID " ",
	    ID ".99999999999999999999999",
	    " " ID,
	    ID ".1 ",
	    "0123456789abcdeg",
	    ID "/1",
	    "../../../etc/passwd",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *document_id = NULL;
		uint32_t n;
		assert_case(!sg_passage_id_parse(cases[i], &document_id, &n), cases[i]);
		assert_null(document_id);
	}
}

static void facet_values_survive(void **state)
{
	(void)state;
	static const struct {
		SgInterval when;
		SgSource source;
		const char *value;
		int year;
	} cases[] = {
	    {{20180611, 20180622}, SG_SOURCE_OFSTED, "2018ofsted", 2018},
	    {{20140704, 20140704}, SG_SOURCE_COMMENT, "2014comment", 2014},
	    {{0, 0}, SG_SOURCE_PRESS, "0000press", 0},
	    {{20100101, 20221231}, SG_SOURCE_COUNCIL, "0000council", 0}, /* too loose for one year */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgDate said = {.when = cases[i].when};
		g_autofree char *value = sg_facet_value(&said, cases[i].source);
		check_string(value, cases[i].value, cases[i].value);
		int year = -1;
		SgSource source;
		assert_true(sg_facet_parse(value, &year, &source));
		assert_int_equal(year, cases[i].year);
		assert_int_equal(source, cases[i].source);
	}
}

static void refuses_bad_facet_values(void **state)
{
	(void)state;
	static const char *const cases[] = {"",       "2018",       "201",         "201ofsted",
					    "ofsted", "2018nobody", "20181ofsted", "2018 ofsted"};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int year;
		SgSource source;
		assert_case(!sg_facet_parse(cases[i], &year, &source), cases[i]);
	}
}

/* No stem can be taken for a filter, and no filter for one of another kind: every prefix begins with a
   capital, and none of those that are followed by free text begins another. */
static void prefixes_are_told_apart(void **state)
{
	(void)state;
	static const char *const prefixes[] = {
	    SG_PREFIX_PASSAGE_ID,  SG_PREFIX_DOCUMENT_ID, SG_PREFIX_PLACE_ID, SG_PREFIX_PLACE_OF,
	    SG_PREFIX_IN_DOCUMENT, SG_PREFIX_SOURCE,      SG_PREFIX_ABOUT,    SG_PREFIX_KIND,
	    SG_PREFIX_YEAR,        SG_TERM_PASSAGE,       SG_TERM_FURNITURE,  SG_TERM_DOCUMENT,
	    SG_TERM_PLACE};
	for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		assert_true(g_ascii_isupper(prefixes[i][0]));
		for (size_t j = 0; j < G_N_ELEMENTS(prefixes); j++)
			assert_true(i == j || !g_str_has_prefix(prefixes[i], prefixes[j]));
	}
	g_autofree char *term = sg_term(SG_PREFIX_SOURCE, "ofsted");
	assert_string_equal(term, "Sofsted");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(makes_and_splits_ids),    cmocka_unit_test(refuses_what_is_no_id),
	    cmocka_unit_test(facet_values_survive),    cmocka_unit_test(refuses_bad_facet_values),
	    cmocka_unit_test(prefixes_are_told_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
