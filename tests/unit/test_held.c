/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is held, and the inspections among it, as people and programs read them.  Expectations: interface.md
 * 17 and 18. */
#include "tests/support/support.h"

#include "query/held.h"

#include <jansson.h>

static void free_places(void *places)
{
	g_ptr_array_unref(places);
}

static SgHeld *new_held(void)
{
	SgHeld *held = g_new0(SgHeld, 1);
	held->revision = 7;
	held->built = g_strdup("2026-11-22T01:00:00Z");
	held->documents = g_ptr_array_new_with_free_func((GDestroyNotify)sg_document_free);
	held->places = g_ptr_array_new_with_free_func((GDestroyNotify)sg_place_free);
	held->places_of = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_places);
	held->cells = g_array_new(FALSE, TRUE, sizeof(SgHeldCell));
	return held;
}

static void add_cell(SgHeld *held, int year, SgSource source, uint32_t n_documents, uint32_t n_passages)
{
	SgHeldCell cell = {year, source, n_documents, n_passages};
	g_array_append_val(held->cells, cell);
}

/* `id`: one character, repeated. */
static SgDocument *add_document(SgHeld *held, char id, const char *title, SgDay day)
{
	SgDocument *document = sg_document_new();
	document->id = g_strnfill(16, id);
	document->title = g_strdup(title);
	document->source = SG_SOURCE_OFSTED;
	document->published.when = sg_interval_day(day);
	document->published.basis = day ? SG_BASIS_STATED : SG_BASIS_UNKNOWN;
	g_ptr_array_add(held->documents, document);
	return document;
}

static SgPlace *add_place(SgHeld *held, const SgDocument *document, const char *path)
{
	SgPlace *place = sg_place_new();
	place->path = g_strdup(path);
	g_ptr_array_add(held->places, place);
	if (!document)
		return place;
	place->document_id = g_strdup(document->id);
	GPtrArray *places = g_hash_table_lookup(held->places_of, document->id);
	if (!places) {
		places = g_ptr_array_new();
		g_hash_table_insert(held->places_of, document->id, places);
	}
	g_ptr_array_add(places, place);
	return place;
}

static char *print(const SgHeld *held)
{
	GString *out = g_string_new(NULL);
	sg_held_text(held, out);
	return g_string_free(out, FALSE);
}

static void check_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("“%s” is not in:\n%s", part, text);
}

static void check_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("“%s” is in:\n%s", part, text);
}

/* ---- what is held ----------------------------------------------------- */

static void counts_by_year_and_source(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	for (int id = '0'; id <= '9'; id++)
		add_document(held, (char)id, "A", 20140704);
	add_cell(held, 2014, SG_SOURCE_OFSTED, 3, 120);
	add_cell(held, 2014, SG_SOURCE_MINUTES, 0, 9); /* words of theirs in others' documents */
	add_cell(held, 2014, SG_SOURCE_PRESS, 1, 4);
	add_cell(held, 2016, SG_SOURCE_COMMENT, 0, 5); /* a year of passages only */
	add_cell(held, 2018, SG_SOURCE_PRESS, 5, 30);
	add_cell(held, 0, SG_SOURCE_PRESS, 1, 2);
	g_autofree char *text = print(held);
	check_has(text,
		  "10 documents with 170 passages held (index revision 7, built 2026-11-22T01:00:00Z)\n");
	/* sources of which no document is held have no column, years without one no row */
	check_has(text, "year     ofsted  press    all\n"
			"2014          3      1      4\n"
			"2018          -      5      5\n"
			"undated       -      1      1\n");
	check_lacks(text, "minutes");
	check_lacks(text, "2016");
}

static void one_is_one(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	add_document(held, '1', "A", 20140704);
	add_cell(held, 2014, SG_SOURCE_OFSTED, 1, 1);
	g_autofree char *text = print(held);
	check_has(text, "1 document with 1 passage held (");
	g_autoptr(SgHeld) nothing = new_held();
	g_autofree char *none = print(nothing);
	check_has(none, "0 documents with 0 passages held (");
}

static void lists_what_a_reader_must_know(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	add_place(held, add_document(held, 'a', "Dated", 20140704), "/p/dated.pdf");
	SgDocument *loose = add_document(held, 'b', "Loose", 0);
	loose->published.when = (SgInterval){20120101, 20140101}; /* over a year: no year can be named */
	add_place(held, loose, "/p/loose.pdf");
	SgDocument *scan = add_document(held, 'c', "Scan", 20140704);
	scan->no_text = true;
	add_place(held, scan, "/p/scan.pdf");
	add_place(held, scan, "/p/scan-copy.pdf");
	SgDocument *read = add_document(held, 'd', "Read", 20140704);
	read->ocr = true;
	SgPlace *bad = add_place(held, NULL, "/p/bad.zip//x.doc");
	bad->reason = g_strdup("encrypted");
	SgPlace *told = add_place(held, NULL, "/p/worse.pdf");
	told->reason = g_strdup("damaged");
	told->message = g_strdup("is a damaged PDF");
	add_place(held, NULL, "/p/box.zip"); /* an archive: neither document nor refused */
	g_autofree char *text = print(held);
	check_has(text,
		  "\nNot dated to a year:\n  bbbbbbbbbbbbbbbb  Loose\n                    /p/loose.pdf\n\n");
	check_has(text, "\nWithout a text layer (scans), findable by name only:\n  cccccccccccccccc  Scan\n"
			"                    /p/scan.pdf\n\n");
	check_has(text, "\nRead by OCR, so with misread words:\n  dddddddddddddddd  Read\n");
	check_has(text, "\nNot indexed:\n  /p/bad.zip//x.doc: encrypted\n  /p/worse.pdf: is a damaged PDF\n");
	check_lacks(text, "Dated\n");
	check_lacks(text, "box.zip\n");
}

static void has_no_list_of_nothing(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	add_place(held, add_document(held, 'a', "Dated", 20140704), "/p/dated.pdf");
	g_autofree char *text = print(held);
	static const char *const headings[] = {"Not dated", "Without a text", "OCR", "Not indexed"};
	for (size_t i = 0; i < G_N_ELEMENTS(headings); i++)
		check_lacks(text, headings[i]);
}

static json_t *read_json(const GString *text)
{
	json_error_t error;
	json_t *json = json_loads(text->str, JSON_REJECT_DUPLICATES, &error);
	if (!json)
		fail_msg("line %d: %s: %s", error.line, error.text, text->str);
	return json;
}

static void gives_json(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	SgDocument *document = add_document(held, 'a', "Notes", 0);
	add_place(held, document, "/p/a.txt");
	add_place(held, document, "/p/box.zip//a.txt");
	add_place(held, NULL, "/p/bad")->reason = g_strdup("damaged");
	add_place(held, NULL, "/p/box.zip");
	add_cell(held, 2014, SG_SOURCE_PRESS, 0, 3);
	add_cell(held, 0, SG_SOURCE_OFSTED, 1, 2);
	g_autoptr(GString) out = g_string_new(NULL);
	sg_held_json(held, out);
	json_t *json = read_json(out);
	json_t *cells = json_pack("[{s:i, s:s, s:i, s:i}, {s:n, s:s, s:i, s:i}]", "year", 2014, "source",
				  "press", "documents", 0, "passages", 3, "year", "source", "ofsted",
				  "documents", 1, "passages", 2);
	assert_true(json_equal(json_object_get(json, "held"), cells));
	json_decref(cells);
	json_t *places = json_pack("[s, s]", "/p/a.txt", "/p/box.zip//a.txt");
	const json_t *first = json_array_get(json_object_get(json, "documents"), 0);
	assert_true(json_equal(json_object_get(first, "places"), places));
	assert_true(json_is_null(json_object_get(json_object_get(first, "published"), "from")));
	json_decref(places);
	json_t *refused = json_pack("[{s:s, s:s, s:n}]", "path", "/p/bad", "reason", "damaged", "message");
	assert_true(json_equal(json_object_get(json, "refused"), refused));
	json_decref(refused);
	json_decref(json);
}

/* ---- inspections ------------------------------------------------------ */

static SgInspection *add_inspection(SgHeld *held, char id, const char *about, SgDay published)
{
	SgDocument *document = add_document(held, id, "Inspection", published);
	document->about = g_strdup(about);
	document->inspection = sg_inspection_new();
	document->inspection->framework = SG_FRAMEWORK_SIF;
	return document->inspection;
}

static char *print_inspections(const SgHeld *held, const char *about, guint expected)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	if (about)
		g_ptr_array_add(names, (char *)about);
	g_autoptr(GString) json = g_string_new(NULL);
	assert_int_equal(sg_inspections_json(held, names, json), expected);
	json_t *list = read_json(json);
	assert_int_equal(json_array_size(json_object_get(list, "inspections")), expected);
	json_decref(list);
	GString *out = g_string_new(NULL);
	assert_int_equal(sg_inspections_text(held, names, out), expected);
	return g_string_free(out, FALSE);
}

static void prints_an_inspection(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	SgInspection *inspection = add_inspection(held, 'a', "aldenshire", 20140513);
	inspection->start = 20140303;
	inspection->end = 20140326;
	inspection->lead_inspector = g_strdup("Ann Ford");
	inspection->grades[SG_AREA_OVERALL] = SG_GRADE_REQUIRES_IMPROVEMENT;
	inspection->grades[SG_AREA_LSCB] = SG_GRADE_GOOD;
	g_autofree char *text = print_inspections(held, NULL, 1);
	assert_string_equal(text, "aldenshire  SIF full  3 March 2014 to 26 March 2014\n"
				  "    overall: requires improvement; safeguarding board: good\n"
				  "    published 13 May 2014; lead inspector Ann Ford\n"
				  "    aaaaaaaaaaaaaaaa\n");
}

static void a_letter_is_signed_and_may_be_all_that_is_known(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	SgInspection *inspection = add_inspection(held, 'a', NULL, 0);
	inspection->framework = SG_FRAMEWORK_UNKNOWN;
	inspection->type = SG_INSPECTION_MONITORING;
	inspection->letter = 20200305;
	inspection->lead_inspector = g_strdup("Ann Ford");
	g_autofree char *text = print_inspections(held, NULL, 1);
	assert_string_equal(text, "authority not known  monitoring  date not known\n"
				  "    letter of 5 March 2020; signed by Ann Ford\n"
				  "    aaaaaaaaaaaaaaaa\n");
}

static void inspections_are_in_order_of_time(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	add_inspection(held, 'a', "kelmouth", 20150101);                    /* by when it appeared */
	add_inspection(held, 'b', "kelmouth", 20190101)->letter = 20141231; /* by its letter */
	SgInspection *visited = add_inspection(held, 'c', "kelmouth", 20190101);
	visited->letter = 20190101;
	visited->start = visited->end = 20140601; /* by its days, before all */
	add_document(held, 'd', "No inspection", 20100101);
	g_autofree char *text = print_inspections(held, "kelmouth", 3);
	const char *order[] = {strstr(text, "cccccccccccccccc"), strstr(text, "bbbbbbbbbbbbbbbb"),
			       strstr(text, "aaaaaaaaaaaaaaaa")};
	assert_true(order[0] && order[0] < order[1] && order[1] < order[2]);
	check_lacks(text, "dddddddddddddddd");
}

static void inspections_are_of_whom_was_asked(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	add_inspection(held, 'a', "kelmouth", 20150101);
	add_inspection(held, 'b', "aldenshire", 20150101);
	add_inspection(held, 'c', NULL, 20150101);
	g_autofree char *all = print_inspections(held, NULL, 3);
	check_has(all, "kelmouth");
	g_autofree char *one = print_inspections(held, "aldenshire", 1);
	check_has(one, "bbbbbbbbbbbbbbbb");
	g_autofree char *none = print_inspections(held, "alden", 0);
	assert_string_equal(none, "");
}

static void drives_no_terminal(void **state)
{
	(void)state;
	g_autoptr(SgHeld) held = new_held();
	SgInspection *inspection = add_inspection(held, 'a', "a\x1b[2J\nb", 0);
	inspection->lead_inspector = g_strdup("Ann\x1b]0;x\x07");
	SgDocument *document = g_ptr_array_index(held->documents, 0);
	g_free(document->title);
	document->title = g_strdup("T\x1b[31m\xc2\x9b");
	add_place(held, document, "/p/\x1b[1mx\nNot indexed:");
	SgPlace *bad = add_place(held, NULL, "/p/\x07");
	bad->reason = g_strdup("damaged");
	bad->message = g_strdup("m\x1b[m");
	g_autofree char *list = print(held);
	g_autofree char *inspections = print_inspections(held, NULL, 1);
	const char *const texts[] = {list, inspections};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		assert_null(strpbrk(texts[i], "\x1b\x07"));
		assert_null(strstr(texts[i], "\xc2\x9b"));
	}
	/* a name does not make a heading */
	check_has(list, "x\\x0aNot indexed:");
	check_has(inspections, "\\x0ab  SIF full");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_by_year_and_source),
	    cmocka_unit_test(one_is_one),
	    cmocka_unit_test(lists_what_a_reader_must_know),
	    cmocka_unit_test(has_no_list_of_nothing),
	    cmocka_unit_test(gives_json),
	    cmocka_unit_test(prints_an_inspection),
	    cmocka_unit_test(a_letter_is_signed_and_may_be_all_that_is_known),
	    cmocka_unit_test(inspections_are_in_order_of_time),
	    cmocka_unit_test(inspections_are_of_whom_was_asked),
	    cmocka_unit_test(drives_no_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
