/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One document as it is shown: whose words each passage is, and nothing that drives a terminal. Expectations:
   interface.md 17 and 18. */
#include "tests/support/support.h"

#include "index/error.h"
#include "query/show.h"

#include <jansson.h>

#define ID "0123456789abcdef"

/* An article of 4 July 2014, with one passage of its own. */
static SgShown *new_shown(void)
{
	SgShown *shown = g_new0(SgShown, 1);
	SgDocument *document = shown->document = sg_document_new();
	document->id = g_strdup(ID);
	document->sha256 = g_strdup("sum");
	document->title = g_strdup("Back from the brink");
	document->source = SG_SOURCE_PRESS;
	document->type = g_strdup("text/html");
	document->published.when = sg_interval_day(20140704);
	document->published.basis = SG_BASIS_STATED;
	shown->passages = g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free);
	shown->places = g_ptr_array_new_with_free_func((GDestroyNotify)sg_place_free);
	return shown;
}

static SgPassage *add_passage(SgShown *shown, const char *text)
{
	SgPassage *passage = sg_passage_new();
	passage->n = shown->passages->len + 1;
	passage->source = shown->document->source;
	passage->said = sg_date_copy(&shown->document->published);
	passage->text = g_strdup(text);
	g_ptr_array_add(shown->passages, passage);
	return passage;
}

static char *print(const SgShown *shown)
{
	GString *out = g_string_new(NULL);
	sg_show_text(shown, out);
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

static void says_whose_words_they_are(void **state)
{
	(void)state;
	static const struct {
		SgSource source;
		SgQuotation quotation;
		const char *speaker, *role;
		SgDate said;
		const char *line;
	} cases[] = {
	    /* as of the whole document: nothing more to say */
	    {SG_SOURCE_PRESS,
	     SG_QUOTATION_OWN,
	     NULL,
	     NULL,
	     {{20140704, 20140704}, SG_BASIS_STATED, NULL},
	     "\n1\nIt fell.\n"},
	    {SG_SOURCE_OFSTED,
	     SG_QUOTATION_CLAIMED,
	     NULL,
	     NULL,
	     {{20140601, 20140630}, SG_BASIS_TEXT, NULL},
	     "\n1 – Ofsted, about June 2014, quoted\n"},
	    {SG_SOURCE_OFSTED,
	     SG_QUOTATION_CLAIMED,
	     "Ofsted",
	     "inspectors",
	     {{20140601, 20140630}, SG_BASIS_STATED, NULL},
	     "\n1 – Ofsted, June 2014, quoted\n"},
	    {SG_SOURCE_OFSTED,
	     SG_QUOTATION_MATCHED,
	     "Ann Ford",
	     "Director",
	     {{20140601, 20140601}, SG_BASIS_STATED, NULL},
	     "\n1 – Ofsted, Ann Ford, Director, 1 June 2014, quoted\n"},
	    {SG_SOURCE_PRESS,
	     SG_QUOTATION_OWN,
	     "Bryn Tarrant",
	     NULL,
	     {{20140704, 20140704}, SG_BASIS_STATED, NULL},
	     "\n1 – Press, Bryn Tarrant, 4 July 2014\n"},
	    {SG_SOURCE_PRESS,
	     SG_QUOTATION_COMMON,
	     NULL,
	     NULL,
	     {{20140704, 20140704}, SG_BASIS_STATED, NULL},
	     "\n1 – Press, 4 July 2014, quoted\n"},
	    {SG_SOURCE_COMMENT,
	     SG_QUOTATION_OWN,
	     "TruthTeller",
	     NULL,
	     {{0, 0}, SG_BASIS_UNKNOWN, NULL},
	     "\n1 – Reader comment, TruthTeller, date not known\n"},
	    /* its own words of another day */
	    {SG_SOURCE_PRESS,
	     SG_QUOTATION_OWN,
	     NULL,
	     NULL,
	     {{20130704, 20130704}, SG_BASIS_STATED, NULL},
	     "\n1 – Press, 4 July 2013\n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgShown) shown = new_shown();
		SgPassage *passage = add_passage(shown, "It fell.");
		passage->source = cases[i].source;
		passage->quotation = cases[i].quotation;
		passage->speaker = g_strdup(cases[i].speaker);
		passage->role = g_strdup(cases[i].role);
		passage->said = cases[i].said;
		g_autofree char *text = print(shown);
		check_has(text, cases[i].line);
	}
}

static void heads_a_document(void **state)
{
	(void)state;
	g_autoptr(SgShown) shown = new_shown();
	add_passage(shown, "First.");
	add_passage(shown, "Second.")->page = 3;
	g_ptr_array_add(shown->places, sg_place_new());
	((SgPlace *)g_ptr_array_index(shown->places, 0))->path = g_strdup("/papers/box.zip//a.html");
	shown->document->published.note = g_strdup("line 3");
	shown->document->about = g_strdup("aldenshire");
	g_autofree char *text = print(shown);
	assert_string_equal(text, "Title     Back from the brink\n"
				  "Source    Press\n"
				  "About     aldenshire\n"
				  "Date      4 July 2014 (stated in the document)\n"
				  "          line 3\n"
				  "Document  " ID "\n"
				  "File      /papers/box.zip//a.html\n"
				  "\n1\nFirst.\n"
				  "\n2 (page 3)\nSecond.\n");
}

static void shows_an_inspection(void **state)
{
	(void)state;
	g_autoptr(SgShown) shown = new_shown();
	SgInspection *inspection = shown->document->inspection = sg_inspection_new();
	inspection->framework = SG_FRAMEWORK_ILACS;
	inspection->type = SG_INSPECTION_FOCUSED;
	inspection->start = 20190129;
	inspection->end = 20190130;
	inspection->lead_inspector = g_strdup("Ann Ford");
	g_autofree char *letter = print(shown);
	check_has(letter, "Framework ILACS, focused visit\n");
	check_has(letter, "Inspected 29 January 2019 to 30 January 2019\n");
	check_has(letter, "Inspector Ann Ford\n");
	check_lacks(letter, "Grades"); /* a visit gives none */
	inspection->grades[SG_AREA_OVERALL] = SG_GRADE_INADEQUATE;
	inspection->grades[SG_AREA_ADOPTION] = SG_GRADE_GOOD;
	inspection->framework = SG_FRAMEWORK_UNKNOWN;
	inspection->start = inspection->end = 0;
	g_autofree char *report = print(shown);
	check_has(report, "Framework framework not known, focused visit\n");
	check_has(report, "Grades    overall: inadequate\n          adoption: good\n");
	check_lacks(report, "Inspected");
}

static void drives_no_terminal(void **state)
{
	(void)state;
	g_autoptr(SgShown) shown = new_shown();
	SgDocument *document = shown->document;
	SgPassage *passage = add_passage(shown, "a\x1b[2Jb");
	char **fields[] = {&document->title,  &document->about, &document->url,  &document->published.note,
			   &passage->speaker, &passage->role,   &passage->number};
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_free(*fields[i]);
		*fields[i] = g_strdup("a\x1b]0;b\x07\xc2\x9b\xe2\x80\xae\n");
	}
	g_ptr_array_add(shown->places, sg_place_new());
	((SgPlace *)g_ptr_array_index(shown->places, 0))->path =
	    g_strdup("/papers/a\x1b[31m\nFile      /etc/passwd");
	g_autofree char *text = print(shown);
	assert_null(strpbrk(text, "\x1b\x07"));
	assert_null(strstr(text, "\xc2\x9b"));
	assert_null(strstr(text, "\xe2\x80\xae"));
	check_lacks(text, "\nFile      /etc"); /* one file has one line */
	g_autoptr(GString) json = g_string_new(NULL);
	sg_show_json(shown, json);
	assert_null(strpbrk(json->str, "\x1b\x07"));
}

static json_t *read_json(const SgShown *shown)
{
	g_autoptr(GString) out = g_string_new(NULL);
	sg_show_json(shown, out);
	json_error_t error;
	json_t *json = json_loads(out->str, JSON_REJECT_DUPLICATES, &error);
	if (!json)
		fail_msg("line %d: %s: %s", error.line, error.text, out->str);
	return json;
}

static void check_text(const json_t *object, const char *key, const char *expected)
{
	check_string(json_string_value(json_object_get(object, key)), expected, key);
}

static void gives_all_of_it_as_json(void **state)
{
	(void)state;
	g_autoptr(SgShown) shown = new_shown();
	SgDocument *document = shown->document;
	document->committee = g_strdup("Cabinet");
	document->dates[SG_DATED_MEETING].when = sg_interval_day(20140703);
	SgPassage *passage = add_passage(shown, "57. It “fell”.");
	passage->number = g_strdup("57");
	passage->section = SG_SECTION_FINDINGS;
	passage->kind = SG_KIND_FINDING;
	passage->note = true;
	passage->quotation = SG_QUOTATION_ALTERED;
	passage->speaker = g_strdup("Ann Ford");
	passage->page = 3;
	passage->page_end = 4;
	json_t *json = read_json(shown);
	const json_t *whole = json_object_get(json, "document");
	check_text(whole, "id", ID);
	check_text(whole, "committee", "Cabinet");
	check_text(json_object_get(json_object_get(whole, "dates"), "meeting"), "from", "2014-07-03");
	assert_null(json_object_get(json_object_get(whole, "dates"), "letter"));
	assert_true(json_is_null(json_object_get(whole, "inspection")));
	assert_true(json_is_null(json_object_get(whole, "author")));
	const json_t *part = json_array_get(json_object_get(json, "passages"), 0);
	check_text(part, "id", ID ".1");
	check_text(part, "number", "57");
	check_text(part, "section", "findings");
	check_text(part, "kind", "finding");
	check_text(part, "text", "57. It “fell”.");
	check_text(part, "quotation", "altered");
	check_text(json_object_get(part, "speaker"), "name", "Ann Ford");
	assert_true(json_is_null(json_object_get(json_object_get(part, "speaker"), "role")));
	assert_true(json_is_true(json_object_get(part, "note")));
	assert_int_equal(json_integer_value(json_object_get(part, "page_end")), 4);
	json_decref(json);
}

static void refuses_what_is_no_id(void **state)
{
	(void)state;
	/* told before the index is asked */
	static const char *const bad[] = {"", "0123", ID ".", ID ".0", ID ".x", ID "0", "0123456789ABCDEF"};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		assert_null(sg_show(NULL, bad[i], &error));
		assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NOT_FOUND, "is not an ID");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_whose_words_they_are), cmocka_unit_test(heads_a_document),
	    cmocka_unit_test(shows_an_inspection),       cmocka_unit_test(drives_no_terminal),
	    cmocka_unit_test(gives_all_of_it_as_json),   cmocka_unit_test(refuses_what_is_no_id),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
