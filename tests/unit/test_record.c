/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: what goes in comes out; what was not written by us is refused. */
#include "tests/support/support.h"

#include "index/error.h"
#include "index/record.h"

static char *const headings[] = {(char *)(uintptr_t) "Findings", (char *)(uintptr_t) "Leaders", NULL};

static SgPassage *full_passage(void)
{
	SgPassage *passage = sg_passage_new();
	passage->n = 300;
	passage->source = SG_SOURCE_COMMENT;
	passage->kind = SG_KIND_FURNITURE;
	passage->said = (SgDate){{20180611, 20180622}, SG_BASIS_COMMENT, g_strdup("the first comment")};
	passage->speaker = g_strdup("caf\xc3\xa9 owner");
	passage->heading = g_strdupv((char **)headings);
	passage->page = 12;
	passage->page_end = 13;
	passage->page_label = g_strdup("iv");
	passage->text = g_strdup("Drift and delays are \xe2\x80\x9c"
				 "endemic\xe2\x80\x9d.");
	return passage;
}

static void check_passage(const SgPassage *found, const SgPassage *expected)
{
	assert_int_equal(found->n, expected->n);
	assert_int_equal(found->source, expected->source);
	assert_int_equal(found->kind, expected->kind);
	assert_memory_equal(&found->said.when, &expected->said.when, sizeof found->said.when);
	assert_int_equal(found->said.basis, expected->said.basis);
	check_string(found->said.note, expected->said.note, "note");
	check_string(found->speaker, expected->speaker, "speaker");
	assert_int_equal(found->heading != NULL, expected->heading != NULL);
	if (expected->heading)
		assert_true(g_strv_equal((const char *const *)found->heading,
					 (const char *const *)expected->heading));
	assert_int_equal(found->page, expected->page);
	assert_int_equal(found->page_end, expected->page_end);
	check_string(found->page_label, expected->page_label, "page label");
	check_string(found->text, expected->text, "text");
}

static void passages_survive(void **state)
{
	(void)state;
	g_autoptr(SgPassage) full = full_passage();
	g_autoptr(SgPassage) bare = sg_passage_new();
	bare->n = 1;
	bare->text = g_strdup("x");
	const SgPassage *all[] = {full, bare};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GString) bytes = sg_passage_encode(all[i]);
		g_autoptr(SgPassage) found = sg_passage_decode(bytes->str, bytes->len, &error);
		assert_ok(found, error);
		check_passage(found, all[i]);
	}
}

static SgDocument *full_document(void)
{
	SgDocument *document = sg_document_new();
	document->id = g_strdup("0123456789abcdef");
	document->sha256 = g_strnfill(64, 'a');
	document->title = g_strdup("Inspection of children\xe2\x80\x99s services");
	document->source = SG_SOURCE_OFSTED;
	document->about = g_strdup("aldenshire");
	document->published = (SgDate){{20180601, 20180630}, SG_BASIS_METADATA, g_strdup("month only")};
	document->type = g_strdup("application/pdf");
	document->url = g_strdup("https://example.org/?a=b");
	document->status = g_strdup("draft");
	document->n_pages = 20000;
	document->n_passages = 4000000000;
	document->no_text = true;
	return document;
}

static void check_document(const SgDocument *found, const SgDocument *expected)
{
	check_string(found->id, expected->id, "id");
	check_string(found->sha256, expected->sha256, "sha256");
	check_string(found->title, expected->title, "title");
	assert_int_equal(found->source, expected->source);
	check_string(found->about, expected->about, "about");
	assert_memory_equal(&found->published.when, &expected->published.when, sizeof(SgInterval));
	assert_int_equal(found->published.basis, expected->published.basis);
	check_string(found->published.note, expected->published.note, "note");
	check_string(found->type, expected->type, "type");
	check_string(found->url, expected->url, "url");
	check_string(found->status, expected->status, "status");
	assert_int_equal(found->n_pages, expected->n_pages);
	assert_int_equal(found->n_passages, expected->n_passages);
	assert_int_equal(found->no_text, expected->no_text);
}

static void documents_survive(void **state)
{
	(void)state;
	g_autoptr(SgDocument) full = full_document();
	g_autoptr(SgDocument) bare = sg_document_new();
	bare->id = g_strdup("0123456789abcdef");
	bare->title = g_strdup("");
	const SgDocument *all[] = {full, bare};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GString) bytes = sg_document_encode(all[i]);
		g_autoptr(SgDocument) found = sg_document_decode(bytes->str, bytes->len, &error);
		assert_ok(found, error);
		check_document(found, all[i]);
	}
}

static SgPlace *full_place(void)
{
	SgPlace *place = sg_place_new();
	place->path = g_strdup("/papers/a%25.pdf");
	place->n_bytes = INT64_C(5000000000);
	place->mtime_ns = INT64_C(-1500000000123456789); /* before 1970 */
	place->supplied_stamp = INT64_MAX;
	place->document_id = g_strdup("0123456789abcdef");
	place->reason = g_strdup("no-text");
	place->message = g_strdup("a scan");
	return place;
}

static void places_survive(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	g_autoptr(SgPlace) full = full_place();
	g_autoptr(GString) bytes = sg_place_encode(full);
	g_autoptr(SgPlace) found = sg_place_decode(bytes->str, bytes->len, &error);
	assert_ok(found, error);
	check_string(found->path, full->path, "path");
	assert_true(found->n_bytes == full->n_bytes && found->mtime_ns == full->mtime_ns);
	assert_true(found->supplied_stamp == full->supplied_stamp);
	check_string(found->document_id, full->document_id, "document");
	check_string(found->reason, full->reason, "reason");
	check_string(found->message, full->message, "message");
}

/* A date that was accepted can be used. */
static void use_date(const SgDate *date)
{
	assert_non_null(sg_date_precision(date));
	int year = sg_date_year(date);
	assert_true(year == 0 || (year >= 1000 && year <= 9999));
	g_autofree char *words = sg_interval_print(date->when);
	assert_non_null(words);
}

static bool try_passage(const void *bytes, size_t n_bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgPassage) passage = sg_passage_decode(bytes, n_bytes, &error);
	assert_true(passage || g_error_matches(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED));
	if (passage) {
		use_date(&passage->said);
		assert_true(g_utf8_validate(passage->text, -1, NULL));
		assert_non_null(sg_source_name(passage->source));
		assert_non_null(sg_kind_name(passage->kind));
		assert_non_null(sg_basis_name(passage->said.basis));
	}
	return passage;
}

static bool try_document(const void *bytes, size_t n_bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgDocument) document = sg_document_decode(bytes, n_bytes, &error);
	assert_true(document || g_error_matches(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED));
	if (document)
		use_date(&document->published);
	return document;
}

static bool try_place(const void *bytes, size_t n_bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgPlace) place = sg_place_decode(bytes, n_bytes, &error);
	assert_true(place || g_error_matches(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED));
	return place;
}

static void refuses_damage(void **state)
{
	(void)state;
	enum { N_MUTANTS = 20000 };
	/* GLib's complaints count as crashes here */
	g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
	g_autoptr(SgPassage) passage = full_passage();
	g_autoptr(SgDocument) document = full_document();
	g_autoptr(SgPlace) place = full_place();
	g_autoptr(GString) passage_bytes = sg_passage_encode(passage);
	g_autoptr(GString) document_bytes = sg_document_encode(document);
	g_autoptr(GString) place_bytes = sg_place_encode(place);
	check_hostile_bytes(passage_bytes->str, passage_bytes->len, N_MUTANTS, try_passage);
	check_hostile_bytes(document_bytes->str, document_bytes->len, N_MUTANTS, try_document);
	check_hostile_bytes(place_bytes->str, place_bytes->len, N_MUTANTS, try_place);
	g_string_append_c(passage_bytes, 'x');
	assert_false(try_passage(passage_bytes->str, passage_bytes->len)); /* something left over */
}

/* What no program of ours writes. */
static void refuses_impossible_values(void **state)
{
	(void)state;
	static const SgInterval dates[] = {{20180631, 20180631}, {20180622, 20180611}, {20180611, 0},
					   {0, 20180611},        {20181301, 20181301}, {99999999, 99999999}};
	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		g_autoptr(SgPassage) passage = full_passage();
		passage->said.when = dates[i];
		g_autoptr(GString) bytes = sg_passage_encode(passage);
		assert_false(try_passage(bytes->str, bytes->len));
	}
	g_autoptr(SgPassage) passage = full_passage();
	passage->source = SG_N_SOURCES;
	g_autoptr(GString) bytes = sg_passage_encode(passage);
	assert_false(try_passage(bytes->str, bytes->len));
}

static void names_match_the_interface(void **state)
{
	(void)state;
	static const char *const sources[] = {"ofsted", "minutes", "press", "council", "comment"};
	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
		SgSource source;
		assert_true(sg_source_parse(sources[i], &source));
		assert_string_equal(sg_source_name(source), sources[i]);
	}
	SgSource untouched = SG_SOURCE_PRESS;
	assert_false(sg_source_parse("Ofsted", &untouched));
	assert_false(sg_source_parse("", &untouched));
	assert_int_equal(untouched, SG_SOURCE_PRESS);
	assert_string_equal(sg_source_label(SG_SOURCE_COUNCIL), "Council and councillors");
	assert_string_equal(sg_kind_name(SG_KIND_RECOMMENDATION), "recommendation");
	assert_string_equal(sg_basis_name(SG_BASIS_FILENAME), "filename");
}

static void tells_how_precise_a_date_is(void **state)
{
	(void)state;
	static const struct {
		SgInterval when;
		const char *precision;
		int year;
	} cases[] = {
	    {{0, 0}, "unknown", 0},
	    {{20180611, 20180611}, "day", 2018},
	    {{20180601, 20180630}, "month", 2018},
	    {{20160201, 20160229}, "month", 2016},
	    {{20180101, 20181231}, "year", 2018},
	    {{20180611, 20180622}, "range", 2018},
	    {{20180601, 20180731}, "range", 2018},
	    {{20180101, 20191231}, "range", 0},    /* two years: no one year can be named */
	    {{20120901, 20130430}, "range", 2012}, /* 241 days; the middle is 30 December 2012 */
	    {{20121001, 20130430}, "range", 2013}, /* 211 days; the middle is 14 January 2013 */
	    {{20120401, 20130331}, "range", 2012}, /* a financial year */
	    {{20160101, 20170101}, "range", 2016}, /* 366 days */
	    {{20150101, 20160102}, "range", 2015}, /* 366 days */
	    {{20150101, 20160103}, "range", 0},    /* 367 days */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgDate date = {.when = cases[i].when, .basis = SG_BASIS_STATED};
		g_autofree char *name = g_strdup_printf("%d..%d", date.when.from, date.when.to);
		check_string(sg_date_precision(&date), cases[i].precision, name);
		assert_case(sg_date_year(&date) == cases[i].year, name);
	}
}

static void tells_estimates(void **state)
{
	(void)state;
	SgDate date = {.when = {20180611, 20180611}, .basis = SG_BASIS_STATED};
	assert_false(sg_date_estimated(&date));
	date.basis = SG_BASIS_TEXT;
	assert_true(sg_date_estimated(&date));
	date.basis = SG_BASIS_COMMENT;
	assert_true(sg_date_estimated(&date));
}

static void copies_dates_deeply(void **state)
{
	(void)state;
	SgDate date = {{20180611, 20180611}, SG_BASIS_TEXT, g_strdup("why")};
	SgDate copy = sg_date_copy(&date);
	sg_date_clear(&date);
	assert_null(date.note);
	assert_false(sg_interval_known(date.when));
	assert_string_equal(copy.note, "why");
	assert_int_equal(copy.when.from, 20180611);
	sg_date_clear(&copy);
}

static void paths_survive_as_keys(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"/papers/a.pdf", "/papers/a.pdf"},
	    {"/caf\xc3\xa9/a b.pdf", "/caf\xc3\xa9/a b.pdf"},
	    {"/100%/a.pdf", "/100%25/a.pdf"},
	    {"/%41.pdf", "/%2541.pdf"},
	    {"/caf\xe9.pdf", "/caf%E9.pdf"},
	    {"/\xff\xfe", "/%FF%FE"},
	    {"\xc3", "%C3"},
	    {"/line\nend\x1b", "/line\nend\x1b"},
	    {"", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *key = sg_place_key(cases[i][0]);
		g_autofree char *path = sg_place_path(key);
		check_string(key, cases[i][1], cases[i][1]);
		check_string(path, cases[i][0], cases[i][1]);
		assert_true(g_utf8_validate(key, -1, NULL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(passages_survive),
	    cmocka_unit_test(documents_survive),
	    cmocka_unit_test(places_survive),
	    cmocka_unit_test(refuses_damage),
	    cmocka_unit_test(refuses_impossible_values),
	    cmocka_unit_test(names_match_the_interface),
	    cmocka_unit_test(tells_how_precise_a_date_is),
	    cmocka_unit_test(tells_estimates),
	    cmocka_unit_test(copies_dates_deeply),
	    cmocka_unit_test(paths_survive_as_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
