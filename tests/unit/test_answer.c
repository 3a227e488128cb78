/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: interface.md 5.3 (dates) and 8 (JSON, problems); RFC 8259 and RFC 9457 by way of jansson. */
#include "tests/support/support.h"

#include "base/error.h"
#include "index/error.h"
#include "query/answer.h"
#include "query/error.h"

#include <jansson.h>

static SgAnswer *new_answer(void)
{
	g_autoptr(SgRequest) request = sg_request_new();
	g_free(request->text);
	request->text = g_strdup("“drift”");
	SgAnswer *answer = sg_answer_new(request);
	answer->understood = g_strdup("\"drift\"");
	answer->revision = 42;
	answer->n_pages = 1;
	return answer;
}

static void add_cell(SgAnswer *answer, int year, SgSource source, uint32_t count, uint32_t held)
{
	SgCell cell = {.year = year, .source = source, .count = count, .held = held};
	g_array_append_val(answer->cells, cell);
}

/* 3 of 10 found; 2018 has minutes but none of these words in them; nothing by the council is held. */
static SgAnswer *counted_answer(void)
{
	SgAnswer *answer = new_answer();
	add_cell(answer, 2014, SG_SOURCE_OFSTED, 1, 2);
	add_cell(answer, 2014, SG_SOURCE_PRESS, 2, 3);
	add_cell(answer, 2018, SG_SOURCE_MINUTES, 0, 4);
	add_cell(answer, 0, SG_SOURCE_PRESS, 0, 1);
	return answer;
}

static SgResult *add_result(SgAnswer *answer, const char *text)
{
	SgDocument *document = sg_document_new();
	document->id = g_strdup("0123456789abcdef");
	document->title = g_strdup("Inspection of “Aldenshire”");
	document->source = SG_SOURCE_OFSTED;
	g_hash_table_insert(answer->documents, document->id, document);
	SgResult *result = g_new0(SgResult, 1);
	result->id = g_strdup("0123456789abcdef.11");
	result->score = 1.5;
	result->passage = sg_passage_new();
	result->passage->n = 11;
	result->passage->source = SG_SOURCE_OFSTED;
	result->passage->text = g_strdup(text);
	result->document = document;
	result->text = g_strdup(text);
	result->highlights = g_array_new(FALSE, FALSE, sizeof(SgSpan));
	g_ptr_array_add(answer->results, result);
	return result;
}

/* ---- sums, dates, places --------------------------------------------- */

static void sums_cells(void **state)
{
	(void)state;
	g_autoptr(SgAnswer) answer = counted_answer();
	static const struct {
		SgSource source;
		uint32_t count, held;
	} sources[] = {{SG_SOURCE_OFSTED, 1, 2},
		       {SG_SOURCE_MINUTES, 0, 4},
		       {SG_SOURCE_PRESS, 2, 4},
		       {SG_SOURCE_COUNCIL, 0, 0}};
	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
		SgCell sum = sg_answer_source_sum(answer, sources[i].source);
		assert_int_equal(sum.source, sources[i].source);
		assert_int_equal(sum.count, sources[i].count);
		assert_int_equal(sum.held, sources[i].held);
	}
	static const struct {
		int year;
		uint32_t count, held;
	} years[] = {{2014, 3, 5}, {2018, 0, 4}, {0, 0, 1}, {2016, 0, 0}};
	for (size_t i = 0; i < G_N_ELEMENTS(years); i++) {
		SgCell sum = sg_answer_year_sum(answer, years[i].year);
		assert_int_equal(sum.year, years[i].year);
		assert_int_equal(sum.count, years[i].count);
		assert_int_equal(sum.held, years[i].held);
	}
}

static void prints_dates(void **state)
{
	(void)state;
	static const struct {
		SgDate date;
		const char *printed;
	} cases[] = {
	    {{{20130314, 20130314}, SG_BASIS_STATED, NULL}, "14 March 2013"},
	    {{{20120901, 20130430}, SG_BASIS_TEXT, NULL}, "between September 2012 and April 2013"},
	    {{{20180601, 20180630}, SG_BASIS_SIDECAR, NULL}, "June 2018"},
	    {{{20220101, 20221231}, SG_BASIS_FILENAME, NULL}, "2022"},
	    {{{20140701, 20140731}, SG_BASIS_TEXT, NULL}, "about July 2014"},
	    {{{20140703, 20140703}, SG_BASIS_COMMENT, NULL}, "about 3 July 2014"},
	    {{{20140703, 20140703}, SG_BASIS_METADATA, NULL}, "3 July 2014"},
	    {{{20220101, 20221231}, SG_BASIS_TEXT, NULL}, "about 2022"},
	    {{{20140702, 20140704}, SG_BASIS_COMMENT, NULL}, "between 2 July 2014 and 4 July 2014"},
	    {{{20180611, 20180622}, SG_BASIS_STATED, NULL}, "11 June 2018 to 22 June 2018"},
	    {{{0, 0}, SG_BASIS_UNKNOWN, NULL}, "date not known"},
	    {{{0, 0}, SG_BASIS_TEXT, NULL}, "date not known"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *printed = sg_date_print(&cases[i].date);
		check_string(printed, cases[i].printed, cases[i].printed);
	}
}

static void says_where_a_result_was_found(void **state)
{
	(void)state;
	g_autoptr(SgAnswer) answer = new_answer();
	SgResult *result = add_result(answer, "Drift.");
	static const struct {
		const char *speaker, *role, *number;
		uint32_t page, page_end;
		const char *page_label;
		SgQuotation quotation;
		const char *where;
	} cases[] = {
	    {NULL, NULL, NULL, 0, 0, NULL, SG_QUOTATION_OWN, "Inspection of “Aldenshire”, para 11"},
	    {NULL, NULL, "57", 0, 0, NULL, SG_QUOTATION_OWN, "Inspection of “Aldenshire”, para 57"},
	    {NULL, NULL, "4.2", 0, 0, NULL, SG_QUOTATION_OWN, "Inspection of “Aldenshire”, para 4.2"},
	    {NULL, NULL, NULL, 3, 3, NULL, SG_QUOTATION_OWN, "Inspection of “Aldenshire”, page 3"},
	    {NULL, NULL, "57", 9, 10, NULL, SG_QUOTATION_OWN,
	     "Inspection of “Aldenshire”, pages 9–10, para 57"},
	    {NULL, NULL, NULL, 3, 3, "3", SG_QUOTATION_OWN, "Inspection of “Aldenshire”, page 3"},
	    {NULL, NULL, NULL, 3, 3, "iii", SG_QUOTATION_OWN,
	     "Inspection of “Aldenshire”, page iii (sheet 3 of the file)"},
	    /* letters begin again under each paragraph: they cite none */
	    {NULL, NULL, "(a)", 3, 3, NULL, SG_QUOTATION_OWN, "Inspection of “Aldenshire”, page 3"},
	    {NULL, NULL, "b", 0, 0, NULL, SG_QUOTATION_OWN, "Inspection of “Aldenshire”, para 11"},
	    {"The chair", NULL, NULL, 3, 3, NULL, SG_QUOTATION_OWN,
	     "The chair, Inspection of “Aldenshire”, page 3"},
	    {"Ann Ford", "Director", NULL, 3, 3, NULL, SG_QUOTATION_CLAIMED,
	     "Ann Ford, Director, quoted in: Inspection of “Aldenshire”, page 3"},
	    {NULL, NULL, NULL, 3, 3, NULL, SG_QUOTATION_MATCHED,
	     "Quoted in: Inspection of “Aldenshire”, page 3"},
	    /* the result is headed by its source already */
	    {"Ofsted", NULL, NULL, 3, 3, NULL, SG_QUOTATION_CLAIMED,
	     "Quoted in: Inspection of “Aldenshire”, page 3"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgPassage *passage = result->passage;
		g_free(passage->speaker);
		g_free(passage->role);
		g_free(passage->number);
		g_free(passage->page_label);
		passage->speaker = g_strdup(cases[i].speaker);
		passage->role = g_strdup(cases[i].role);
		passage->number = g_strdup(cases[i].number);
		passage->quotation = cases[i].quotation;
		passage->page = cases[i].page;
		passage->page_end = cases[i].page_end;
		passage->page_label = g_strdup(cases[i].page_label);
		g_autofree char *where = sg_result_where(result);
		check_string(where, cases[i].where, cases[i].where);
	}
	assert_string_equal(sg_group_name(SG_GROUP_WORDS), "words");
	assert_string_equal(sg_group_name(SG_GROUP_SOME), "some");
	assert_string_equal(sg_group_label(SG_GROUP_WORDS), "These words");
	assert_string_equal(sg_group_label(SG_GROUP_SOME), "Some of these words");
}

/* ---- JSON ------------------------------------------------------------ */

static json_t *read_json(const char *text)
{
	json_error_t error;
	json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &error);
	if (!json)
		fail_msg("line %d: %s: %s", error.line, error.text, text);
	return json;
}

static json_t *render(const SgAnswer *answer, bool pretty)
{
	g_autoptr(GString) out = g_string_new(NULL);
	sg_render_json(answer, &(SgRenderOptions){.pretty = pretty}, out);
	return read_json(out->str);
}

/* `part` is `expected`, which is taken. */
static void check_json(const json_t *whole, const char *key, json_t *expected)
{
	assert_non_null(expected);
	if (!json_equal(json_object_get(whole, key), expected)) {
		g_autofree char *found = json_dumps(json_object_get(whole, key), JSON_ENCODE_ANY);
		fail_msg("%s is %s", key, found ? found : "missing");
	}
	json_decref(expected);
}

static void writes_an_empty_answer(void **state)
{
	(void)state;
	g_autoptr(SgAnswer) answer = new_answer();
	json_t *json = render(answer, false);
	check_json(json, "query",
		   json_pack("{s:s, s:s, s:[], s:n, s:n, s:[], s:s, s:[]}", "q", "“drift”", "understood",
			     "\"drift\"", "source", "from", "to", "about", "sort", "match", "include"));
	check_json(json, "index_revision", json_integer(42));
	check_json(json, "total", json_integer(0));
	check_json(json, "results", json_array());
	check_json(json, "notes", json_array());
	check_json(json, "facets", json_pack("{s:[], s:[], s:[]}", "source", "year", "year_source"));
	json_decref(json);
}

static void writes_counts(void **state)
{
	(void)state;
	g_autoptr(SgAnswer) answer = counted_answer();
	answer->total = 3;
	answer->total_documents = 2;
	answer->some = 5;
	answer->hidden_comments = 1;
	g_ptr_array_add(answer->notes, g_strdup("a \"note\"\\"));
	json_t *json = render(answer, true);
	check_json(json, "total", json_integer(3));
	check_json(json, "total_documents", json_integer(2));
	check_json(json, "groups", json_pack("{s:i, s:i}", "words", 3, "some", 5));
	check_json(json, "hidden", json_pack("{s:i}", "comments", 1));
	check_json(json, "notes", json_pack("[s]", "a \"note\"\\"));
	const json_t *facets = json_object_get(json, "facets");
	check_json(facets, "source",
		   json_pack("[{s:s, s:i, s:i}, {s:s, s:i, s:i}, {s:s, s:i, s:i}]", "value", "ofsted",
			     "count", 1, "held", 2, "value", "minutes", "count", 0, "held", 4, "value",
			     "press", "count", 2, "held", 4));
	check_json(facets, "year",
		   json_pack("[{s:i, s:i, s:i}, {s:i, s:i, s:i}, {s:n, s:i, s:i}]", "value", 2014, "count", 3,
			     "held", 5, "value", 2018, "count", 0, "held", 4, "value", "count", 0, "held",
			     1));
	json_decref(json);
}

/* Offsets are code points: a curly quote is one, of three bytes; an emoji one, of four. */
static void highlights_are_in_code_points(void **state)
{
	(void)state;
	g_autoptr(SgAnswer) answer = new_answer();
	SgResult *result = add_result(answer, "“😀\x01 drift” and delay");
	SgSpan spans[] = {{9, 14, 1}, {22, 27, 1}}; /* 3 + 4 + 1 + 1 bytes stand before "drift" */
	g_array_append_vals(result->highlights, spans, G_N_ELEMENTS(spans));
	result->cut_after = true;
	for (int pretty = 0; pretty < 2; pretty++) {
		json_t *json = render(answer, pretty);
		const json_t *found = json_array_get(json_object_get(json, "results"), 0);
		check_json(found, "text", json_string("“😀\x01 drift” and delay"));
		check_json(
		    found, "highlights",
		    json_pack("[{s:i, s:i}, {s:i, s:i}]", "start", 4, "end", 9, "start", 15, "end", 20));
		check_json(found, "cut_before", json_false());
		check_json(found, "cut_after", json_true());
		json_decref(json);
	}
}

static void writes_a_result(void **state)
{
	(void)state;
	g_autoptr(SgAnswer) answer = new_answer();
	SgResult *result = add_result(answer, "Drift.");
	result->group = SG_GROUP_SOME;
	result->passage->said = (SgDate){{20180601, 20180630}, SG_BASIS_TEXT, g_strdup("why")};
	json_t *json = render(answer, true);
	const json_t *found = json_array_get(json_object_get(json, "results"), 0);
	check_json(found, "id", json_string("0123456789abcdef.11"));
	check_json(found, "group", json_string("some"));
	check_json(found, "score", json_real(1.5));
	check_json(found, "source", json_string("ofsted"));
	check_json(found, "speaker", json_null());
	check_json(found, "paragraph", json_integer(11));
	check_json(found, "page", json_null());
	check_json(found, "heading", json_array());
	check_json(found, "said",
		   json_pack("{s:s, s:s, s:s, s:s, s:s}", "from", "2018-06-01", "to", "2018-06-30",
			     "precision", "month", "basis", "text", "note", "why"));
	check_json(found, "document",
		   json_pack("{s:s, s:s, s:s, s:n, s:{s:n, s:n, s:s, s:s, s:n}, s:n, s:[]}", "id",
			     "0123456789abcdef", "title", "Inspection of “Aldenshire”", "source", "ofsted",
			     "about", "published", "from", "to", "precision", "unknown", "basis", "unknown",
			     "note", "original_url", "places"));
	json_decref(json);
}

static void writes_problems(void **state)
{
	(void)state;
	const struct {
		GQuark domain;
		int code;
		const char *message, *type;
		int status;
	} cases[] = {
	    {SG_QUERY_ERROR, SG_QUERY_ERROR_TOO_LONG, "too “long”", "query-too-long", 400},
	    {SG_QUERY_ERROR, SG_QUERY_ERROR_TOO_COMPLEX, "words", "bad-parameter", 400},
	    {SG_QUERY_ERROR, SG_QUERY_ERROR_BAD_YEARS, "years", "bad-year-range", 400},
	    {SG_QUERY_ERROR, SG_QUERY_ERROR_TOO_DEEP, "deep", "too-deep", 400},
	    {SG_QUERY_ERROR, SG_QUERY_ERROR_NO_PAGE, "no page", "not-found", 404},
	    {SG_BASE_ERROR, SG_BASE_ERROR_USAGE, "unknown option “--souce”", "unknown-parameter", 400},
	    {SG_BASE_ERROR, SG_BASE_ERROR_USAGE, "--from: must be a year", "bad-parameter", 400},
	    {SG_BASE_ERROR, SG_BASE_ERROR_IO, "broken", "internal", 500},
	    {SG_INDEX_ERROR, SG_INDEX_ERROR_NOT_FOUND, "none such", "not-found", 404},
	    {SG_INDEX_ERROR, SG_INDEX_ERROR_MISSING, "no index", "index-not-ready", 503},
	    {SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED, "damaged", "index-not-ready", 503},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error =
		    g_error_new_literal(cases[i].domain, cases[i].code, cases[i].message);
		g_autoptr(GString) out = g_string_new(NULL);
		sg_render_problem(error, out);
		json_t *json = read_json(out->str);
		g_autofree char *type = g_strconcat("tag:sgsearch,2026:problem/", cases[i].type, NULL);
		check_string(json_string_value(json_object_get(json, "type")), type, cases[i].message);
		check_json(json, "title", json_string(cases[i].message));
		check_json(json, "status", json_integer(cases[i].status));
		json_decref(json);
	}
}

/* ---- tables ---------------------------------------------------------- */

/* Lines with their columns one blank apart. */
static char *table(const SgAnswer *answer, bool by_year, bool by_source)
{
	g_autoptr(GString) out = g_string_new(NULL);
	sg_render_table(answer, by_year, by_source, out);
	while (g_string_replace(out, "  ", " ", 0) > 0)
		;
	return g_strdup(out->str);
}

/* A zero is shown against what is held; where nothing is held there is none. */
static void tables_tell_a_zero_from_a_gap(void **state)
{
	(void)state;
	g_autoptr(SgAnswer) answer = counted_answer();
	static const struct {
		bool by_year, by_source;
		const char *table;
	} cases[] = {
	    {false, true,
	     "source found held\n"
	     "ofsted 1 2\n"
	     "minutes 0 4\n"
	     "press 2 4\n"
	     "council - 0\n"},
	    {true, false,
	     "year found held\n"
	     "2014 3 5\n"
	     "2018 0 4\n"
	     "undated 0 1\n"},
	    {true, true,
	     "year ofsted minutes press council held\n"
	     "2014 1 - 2 - 5\n"
	     "2018 - 0 - - 4\n"
	     "undated - - 0 - 1\n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = table(answer, cases[i].by_year, cases[i].by_source);
		check_string(found, cases[i].table, cases[i].table);
	}
	answer->sources = 1u << SG_SOURCE_OFSTED;
	g_array_set_size(answer->cells, 1);
	g_autofree char *narrow = table(answer, true, true);
	assert_string_equal(narrow, "year ofsted held\n2014 1 2\n");
}

static void text_shows_no_control_characters(void **state)
{
	(void)state;
	g_autoptr(SgAnswer) answer = counted_answer();
	answer->total = 3;
	answer->total_documents = 1;
	SgResult *result = add_result(answer, "A \x1b[31mdrift");
	result->cut_before = true;
	g_autoptr(GString) out = g_string_new(NULL);
	sg_render_text(answer, &(SgRenderOptions){0}, out);
	assert_true(g_str_has_prefix(out->str, "3 passages in 1 document, 2014: ofsted 1, press 2\n"));
	assert_non_null(strstr(out->str, "\n[1] date not known  Ofsted\n    […] A "));
	assert_null(strchr(out->str, '\x1b'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sums_cells),
	    cmocka_unit_test(prints_dates),
	    cmocka_unit_test(says_where_a_result_was_found),
	    cmocka_unit_test(writes_an_empty_answer),
	    cmocka_unit_test(writes_counts),
	    cmocka_unit_test(highlights_are_in_code_points),
	    cmocka_unit_test(writes_a_result),
	    cmocka_unit_test(writes_problems),
	    cmocka_unit_test(tables_tell_a_zero_from_a_gap),
	    cmocka_unit_test(text_shows_no_control_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
