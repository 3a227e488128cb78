/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: the grammar and the normal form in query/parse.h; sentences of interface.md, 4.5. */
#include "tests/support/support.h"

#include "base/limits.h"
#include "query/error.h"
#include "query/parse.h"

static SgRequest *new_request(const char *typed)
{
	SgRequest *request = sg_request_new();
	g_free(request->text);
	request->text = g_strdup(typed);
	return request;
}

static SgQuery *parse_request(const SgRequest *request)
{
	g_autoptr(SgAnalyser) analyser = sg_analyser_new();
	g_autoptr(GError) error = NULL;
	SgQuery *query = sg_query_parse(request, analyser, &error);
	assert_ok(query, error);
	return query;
}

static SgQuery *parse(const char *typed)
{
	g_autoptr(SgRequest) request = new_request(typed);
	return parse_request(request);
}

static void check_refused(const SgRequest *request, SgQueryError code, const char *part)
{
	g_autoptr(SgAnalyser) analyser = sg_analyser_new();
	g_autoptr(GError) error = NULL;
	assert_null(sg_query_parse(request, analyser, &error));
	assert_error(error, SG_QUERY_ERROR, code, part);
}

#define OR_LEFT_OUT "OR needs a word to search for on each side"
#define NOT_CLOSED "The quotation mark was not closed, so the words were searched for one by one."

typedef struct {
	const char *typed, *printed;
	const char *note; /* part of the only note; NULL: none is due */
} Case;

static void check_cases(const Case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autoptr(SgQuery) query = parse(cases[i].typed);
		g_autofree char *printed = sg_query_print(query);
		check_string(printed, cases[i].printed, cases[i].typed);
		assert_case(query->notes->len == (cases[i].note != NULL), cases[i].typed);
		if (cases[i].note)
			assert_case(strstr(g_ptr_array_index(query->notes, 0), cases[i].note),
				    cases[i].typed);
	}
}

static void reads_words_and_clauses(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"recruitment “drift and delay” OR backlog -agency source:ofsted year:2014..2018",
	     "recruit AND (\"drift and delay\" OR backlog) AND NOT agenc [source=ofsted year=2014..2018]",
	     NULL},
	    {"", "", NULL},
	    {" \t\n\xc2\xa0", "", NULL},
	    {"Recruitment  DELAYS", "recruit AND delay", NULL},
	    {"delay\xc2\xa0"
	     "drift",
	     "delay AND drift", NULL},            /* a no-break space divides too */
	    {"the delay", "delay", NULL},         /* nothing is lost by leaving "the" out */
	    {"no delay", "no AND delay", NULL},   /* a negation is no stop word */
	    {"ratio:high", "<ratio high>", NULL}, /* not one of our filters: words */
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void reads_quotes_of_any_style(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"\"drift and delay\"", "\"drift and delay\"", NULL},
	    {"“drift and delay”", "\"drift and delay\"", NULL},
	    {"„drift and delay“", "\"drift and delay\"", NULL},
	    {"«drift and delay»", "\"drift and delay\"", NULL},
	    {"»drift and delay«", "\"drift and delay\"", NULL},
	    {"‟drift and delay”", "\"drift and delay\"", NULL},
	    {"＂drift and delay＂", "\"drift and delay\"", NULL},
	    {"“drift and delay\"", "\"drift and delay\"", NULL}, /* one from a phone, one typed */
	    {"\"Delays\"", "\"delays\"", NULL},                  /* exact: no stem */
	    {"“children’s”", "\"children's\"", NULL},
	    {"plan\"drift\"plan", "plan AND \"drift\" AND plan", NULL},
	    {"\"of the\"", "\"of the\"", NULL},
	    {"\"short-term\"", "\"short term\"", NULL},
	    {"“drift and delay", "drift AND delay", NOT_CLOSED},
	    {"\"drift\" \"delays", "\"drift\" AND delay", NOT_CLOSED},
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void binds_neighbours_with_or(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"drift OR delays", "(drift OR delay)", NULL},
	    {"drift OR delay OR backlog", "(drift OR delay OR backlog)", NULL},
	    {"plan drift OR delay backlog", "plan AND (drift OR delay) AND backlog", NULL},
	    {"drift OR “no plan”", "(drift OR \"no plan\")", NULL},
	    {"drift or delay", "drift AND delay", NULL}, /* only in capitals */
	    {"ORDER", "order", NULL},
	    {"drift OR the", "drift", OR_LEFT_OUT},
	    {"drift OR the delay", "drift AND delay", OR_LEFT_OUT},
	    {"drift OR -delay", "drift AND NOT delay", OR_LEFT_OUT},
	    {"drift OR !!! delay", "drift AND delay", OR_LEFT_OUT},
	    {"drift OR source:ofsted delay", "drift AND delay [source=ofsted]", OR_LEFT_OUT},
	    {"drift OR \"delay", "(drift OR delay)", NOT_CLOSED},
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void excludes(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"delay -agency", "delay AND NOT agenc", NULL},
	    {"-agency delay", "delay AND NOT agenc", NULL},
	    {"delay -“agency staff” -backlog", "delay AND NOT \"agency staff\" AND NOT backlog", NULL},
	    {"delay -the", "delay AND NOT the", NULL},
	    {"drift - delay", "drift AND delay", NULL}, /* a dash, not a sign */
	    {"drift -- delay", "drift AND delay", NULL},
	    {"drift --delay", "drift AND delay", NULL},
	    {"drift -", "drift", NULL},
	    {"drift -source:ofsted", "drift AND NOT <sourc ofst>", NULL},
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void reads_filters(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"drift source:ofsted,minutes", "drift [source=ofsted source=minutes]", NULL},
	    {"source:minutes,ofsted drift", "drift [source=ofsted source=minutes]", NULL},
	    {"source:comment drift", "drift [source=comment comments]", NULL},
	    {"drift about:Herefordshire", "drift [about=herefordshire]", NULL},
	    {"about:a about:b", "[about=a about=b]", NULL},
	    {"drift year:2014", "drift [year=2014..2014]", NULL},
	    {"year:2014..2018", "[year=2014..2018]", NULL},
	    {"year:2012..2016 year:2014..2018", "[year=2014..2016]", NULL},
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

/* What only looks like a filter is searched for as words, and that is said. */
static void reads_bad_filters_as_words(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"drift source:bbc", "drift AND <sourc bbc>", "“source:bbc”"},
	    {"source:ofsted,bbc", "<sourc ofst bbc>", "“source:ofsted,bbc”"},
	    {"source: drift", "sourc AND drift", "“source:”"},
	    {"about:", "about", "“about:”"},
	    {"year:14", "<year 14>", "“year:14”"},
	    {"year:20145", "<year 20145>", "“year:20145”"},
	    {"year:0999", "<year 0999>", "“year:0999”"},
	    {"year:..", "year", "“year:..”"},
	    {"year:2014..x", "<year 2014 x>", "“year:2014..x”"},
	    {"year:2014-2018", "<year 2014 2018>", "“year:2014-2018”"},
	    {"year:..18 year:..18", "<year 18> AND <year 18>", "“year:..18”"}, /* said once */
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void years_are_those_that_all_allow(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		int asked_from, asked_to;
		int from, to;
	} cases[] = {
	    {"drift", 2014, 2018, 2014, 2018},
	    {"year:2014..", 0, 0, 2014, 0},
	    {"year:..2018", 0, 0, 0, 2018},
	    {"year:2016..2020", 2014, 2018, 2016, 2018},
	    {"year:2010..2020", 2014, 2018, 2014, 2018},
	    {"year:..2016", 2014, 0, 2014, 2016},
	    {"year:2016..", 0, 2018, 2016, 2018},
	    {"year:2018", 2014, 2018, 2018, 2018},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgRequest) request = new_request(cases[i].typed);
		request->from = cases[i].asked_from;
		request->to = cases[i].asked_to;
		g_autoptr(SgQuery) query = parse_request(request);
		assert_case(query->from == cases[i].from && query->to == cases[i].to, cases[i].typed);
	}
}

static void refuses_bad_years(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		int from, to;
	} cases[] = {{"drift", 2018, 2014},
		     {"year:2018..2014", 0, 0},
		     {"year:2013", 2014, 2018},
		     {"year:2019", 0, 2018}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgRequest) request = new_request(cases[i].typed);
		request->from = cases[i].from;
		request->to = cases[i].to;
		check_refused(request, SG_QUERY_ERROR_BAD_YEARS, "must be the same as or after");
	}
}

static void keeps_what_was_asked_beside_the_text(void **state)
{
	(void)state;
	g_autoptr(SgRequest) request = new_request("drift about:powys");
	request->sources = 1u << SG_SOURCE_PRESS;
	request->comments = true;
	g_ptr_array_add(request->about, g_strdup("herefordshire"));
	g_autoptr(SgQuery) query = parse_request(request);
	g_autofree char *printed = sg_query_print(query);
	assert_string_equal(printed, "drift [source=press about=herefordshire about=powys comments]");
}

/* The parts of a compound follow each other; written as one word they are its joined form. */
static void reads_compounds(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *printed, *joined;
	} cases[] = {
	    {"short-term", "<short term>", "shortterm"},
	    {"short‑term", "<short term>", "shortterm"}, /* U+2011 */
	    {"\"short-term\"", "\"short term\"", NULL},
	    {"16-17", "<16 17>", NULL},
	    {"drip-feed/long-term", "<drip feed long term>", NULL},
	    {"short/term", "<short term>", NULL},
	    {"top-down-bottom-up", "<top down bottom up>", "topdownbottomup"},
	    {"a-b-c-d-x", "<a b c d x>", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgQuery) query = parse(cases[i].typed);
		g_autofree char *printed = sg_query_print(query);
		check_string(printed, cases[i].printed, cases[i].typed);
		const SgClause *clause = g_ptr_array_index(query->clauses, 0);
		const SgItem *item = g_ptr_array_index(clause->items, 0);
		check_string(item->joined, cases[i].joined, cases[i].typed);
	}
}

static void says_when_there_is_nothing_to_search_for(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		bool nothing;
		const char *note;
	} cases[] = {
	    {"of the", true,
	     "“of the” is too common to search for on its own. Put it in quotation marks, or add another "
	     "word."},
	    {"the", true, "too common"},
	    {"!!!", true, "“!!!” has no word to search for."},
	    {"\"\"", true, "has no word to search for."},
	    {"… source:ofsted", true, "has no word to search for."},
	    {"", false, NULL},
	    {"source:ofsted", false, NULL},
	    {"-agency", false, NULL}, /* everything else is an answer */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgQuery) query = parse(cases[i].typed);
		assert_case(query->nothing == cases[i].nothing, cases[i].typed);
		assert_case(sg_query_is_empty(query), cases[i].typed);
		assert_case(query->notes->len == (cases[i].note != NULL), cases[i].typed);
		if (cases[i].note)
			assert_case(strstr(g_ptr_array_index(query->notes, 0), cases[i].note),
				    cases[i].typed);
	}
}

static void knows_when_passages_must_be_read(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		bool needs_reading;
	} cases[] = {{"drift short-term -agency", false},
		     {"drift \"delays\"", true},
		     {"drift OR \"delays\"", true},
		     {"drift -\"agency staff\"", true},
		     {"\"drift", false}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgQuery) query = parse(cases[i].typed);
		assert_case(sg_query_needs_reading(query) == cases[i].needs_reading, cases[i].typed);
		assert_case(!sg_query_is_empty(query), cases[i].typed);
	}
}

static void holds_to_its_bounds(void **state)
{
	(void)state;
	g_autofree char *at_bound = g_strnfill(SG_MAX_QUERY_BYTES, 'x');
	g_autoptr(SgQuery) longest = parse(at_bound);
	assert_int_equal(longest->clauses->len, 1);
	g_autofree char *past = g_strnfill(SG_MAX_QUERY_BYTES + 1, 'x');
	g_autoptr(SgRequest) too_long = new_request(past);
	check_refused(too_long, SG_QUERY_ERROR_TOO_LONG, "Your search must be 500 characters or fewer");

	/* words in quotation marks, left out and to be without count as well: 2 + 3 + 2 + 2 + the rest */
	g_autoptr(GString) typed = g_string_new("“drift of” the\u00a0of delay -“agency staff” short-term");
	for (unsigned n = 2 + 3 + 2 + 2; n < SG_MAX_QUERY_TERMS; n++)
		g_string_append_printf(typed, " w%u", n);
	g_autoptr(SgQuery) most = parse(typed->str);
	assert_false(most->nothing);
	g_string_append(typed, " last");
	g_autoptr(SgRequest) too_complex = new_request(typed->str);
	check_refused(too_complex, SG_QUERY_ERROR_TOO_COMPLEX, "32 words or fewer");
}

static void holds_to_the_depth_of_results(void **state)
{
	(void)state;
	g_autoptr(SgRequest) request = new_request("drift");
	request->page = SG_MAX_RESULT_DEPTH / request->per_page;
	g_autoptr(SgQuery) deepest = parse_request(request);
	assert_non_null(deepest);
	request->page++;
	check_refused(request, SG_QUERY_ERROR_TOO_DEEP, "narrow the search");
	request->page = UINT_MAX;
	check_refused(request, SG_QUERY_ERROR_TOO_DEEP, "narrow the search");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_words_and_clauses),
	    cmocka_unit_test(reads_quotes_of_any_style),
	    cmocka_unit_test(binds_neighbours_with_or),
	    cmocka_unit_test(excludes),
	    cmocka_unit_test(reads_filters),
	    cmocka_unit_test(reads_bad_filters_as_words),
	    cmocka_unit_test(years_are_those_that_all_allow),
	    cmocka_unit_test(refuses_bad_years),
	    cmocka_unit_test(keeps_what_was_asked_beside_the_text),
	    cmocka_unit_test(reads_compounds),
	    cmocka_unit_test(says_when_there_is_nothing_to_search_for),
	    cmocka_unit_test(knows_when_passages_must_be_read),
	    cmocka_unit_test(holds_to_its_bounds),
	    cmocka_unit_test(holds_to_the_depth_of_results),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
