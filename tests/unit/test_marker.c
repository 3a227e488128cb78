/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a line begins and ends with, and how a word that is broken at its end is put together. */
#include "tests/support/support.h"

#include "indexer/extract/hyphen.h"
#include "indexer/extract/marker.h"

static void markers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		SgMarkerKind kind;
		size_t n_bytes;
		uint32_t number;
	} cases[] = {
	    {"• Plans", SG_MARKER_BULLET, 3, 0},
	    {"◼ Plans", SG_MARKER_BULLET, 3, 0},
	    {"\xEF\x82\xB7 Plans", SG_MARKER_BULLET, 3, 0}, /* U+F0B7, of a symbol font */
	    {"•Plans", SG_MARKER_NONE, 0, 0},
	    {"- Plans", SG_MARKER_DASH, 1, 0},
	    {"– Plans", SG_MARKER_DASH, 3, 0},
	    {"o Plans", SG_MARKER_DASH, 1, 0},
	    {"-5 degrees", SG_MARKER_NONE, 0, 0},
	    {"12. Plans", SG_MARKER_NUMBER, 3, 12},
	    {"12) Plans", SG_MARKER_NUMBER, 3, 12},
	    {"999. Plans", SG_MARKER_NUMBER, 4, 999},
	    {"1000. Plans", SG_MARKER_NONE, 0, 0},
	    {"2018. In that year", SG_MARKER_NONE, 0, 0},
	    {"4.2 Plans", SG_MARKER_NUMBER, 3, 0},
	    {"4.2.1.7 Plans", SG_MARKER_NUMBER, 7, 0},
	    {"4.2.1.7.9 Plans", SG_MARKER_NONE, 0, 0},
	    {"12 Plans", SG_MARKER_NONE, 0, 0},
	    {"12.Plans", SG_MARKER_NONE, 0, 0},
	    {"12", SG_MARKER_NONE, 0, 0},
	    {"12.", SG_MARKER_NUMBER, 3, 12},
	    {"(a) Plans", SG_MARKER_LETTER, 3, 0},
	    {"a) Plans", SG_MARKER_LETTER, 2, 0},
	    {"a. Plans", SG_MARKER_LETTER, 2, 0},
	    {"A. Moss said", SG_MARKER_NONE, 0, 0}, /* an initial */
	    {"(A) Plans", SG_MARKER_LETTER, 3, 0},
	    {"(iv) Plans", SG_MARKER_LETTER, 4, 0},
	    {"xiv. Plans", SG_MARKER_LETTER, 4, 0},
	    {"(12) Plans", SG_MARKER_LETTER, 4, 0},
	    {"(2018) Plans", SG_MARKER_NONE, 0, 0},
	    {"(ab) Plans", SG_MARKER_NONE, 0, 0},
	    {"(a)", SG_MARKER_LETTER, 3, 0},
	    {"Plans", SG_MARKER_NONE, 0, 0},
	    {"", SG_MARKER_NONE, 0, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgMarker marker = sg_marker_read(cases[i].text);
		assert_case(marker.kind == cases[i].kind, cases[i].text);
		assert_case(marker.n_bytes == cases[i].n_bytes, cases[i].text);
		assert_case(marker.number == cases[i].number, cases[i].text);
	}
}

static void ends_of_sentences(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool ends;
	} cases[] = {
	    {"It is so.", true},
	    {"Is it so?", true},
	    {"the following:", true},
	    {"plans;", true},
	    {"It is “so.”", true},
	    {"It is so.)", true},
	    {"It is so.12", true}, /* the figure of a note */
	    {"by 4.2", false},
	    {"by page 12", false},
	    {"plans,", false},
	    {"It is so. (Recommendation)", true},
	    {"It is so (Recommendation)", false},
	    {"It is so (see there.)", true},
	    {"“so”", false},
	    {"", false},
	    {".", true},
	    {"It is so…", false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_case(sg_text_ends_sentence(cases[i].text) == cases[i].ends, cases[i].text);
}

static void labels(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool label;
	} cases[] = {
	    {"Lead inspector: Lisa Summers", true},
	    {"Age group: All", true},
	    {"Report published: 13 May 2014", true},
	    {"Section 1: The board", false},
	    {"Date of previous full inspection: May", false}, /* five words */
	    {"lead inspector: Lisa", false},
	    {"Lead inspector: she came", false},
	    {"Lead inspector:", false},
	    {"Lead inspector:Lisa", false},
	    {": Lisa", false},
	    {"Findings", false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_case(sg_text_is_label(cases[i].text) == cases[i].label, cases[i].text);
}

static void lower_case(void **state)
{
	(void)state;
	assert_true(sg_text_begins_lower("plans"));
	assert_true(sg_text_begins_lower("école"));
	assert_false(sg_text_begins_lower("École"));
	assert_false(sg_text_begins_lower("12 plans"));
	assert_false(sg_text_begins_lower(""));
}

/* The words of the document besides, then two lines, and what they are together. */
static void broken_words(void **state)
{
	(void)state;
	static const struct {
		const char *rest, *line, *next, *joined;
		bool space;
	} cases[] = {
	    {"decision-making", "good decision-", "making is rare", "good decision-making is rare", false},
	    {"decisionmaking", "good decision-", "making is rare", "good decisionmaking is rare", false},
	    {"nothing", "good decision-", "making is rare", "good decision-making is rare", false},
	    {"Decision-Making.", "good decision-", "making is rare", "good decision-making is rare", false},
	    {"postnatal", "pre-", "and postnatal", "pre- and postnatal", false},
	    {"postnatal", "pre-", "natal", "pre- natal", true},
	    {"", "2017–", "18 was", "2017–18 was", false},
	    {"", "late –", "18 was", "late – 18 was", false},
	    {"", "and/", "or plans", "and/or plans", false},
	    {"", "a word", "and more", "a word and more", false},
	    {"", "pro\xC2\xAD", "tected", "protected", false}, /* U+00AD */
	    {"", "end -", "start", "end - start", false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgHyphens) hyphens = sg_hyphens_new();
		g_autoptr(GString) out = g_string_new(cases[i].line);
		sg_hyphens_ask(hyphens, cases[i].line, cases[i].next);
		sg_hyphens_read(hyphens, cases[i].rest);
		sg_hyphens_read(hyphens, cases[i].line);
		sg_hyphens_read(hyphens, cases[i].next);
		sg_hyphens_settle(hyphens);
		sg_hyphens_join(hyphens, out, cases[i].space, cases[i].next);
		check_string(out->str, cases[i].joined, cases[i].line);
	}
}

/* A document that breaks two words whose whole forms it has breaks the third as well; one does not suffice.
 */
static void a_document_that_breaks_words(void **state)
{
	(void)state;
	static const struct {
		const char *rest, *joined;
	} cases[] = {
	    {"protected children assessed", "sup-port"},
	    {"protected children assessment", "support"},
	    {"protected children assessment well-being self-harm mid-week", "sup-port"},
	};
	static const char *const pairs[][2] = {{"pro-", "tected"}, {"assess-", "ment"}, {"well-", "being"},
					       {"self-", "harm"},  {"mid-", "week"},    {"sup-", "port"}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgHyphens) hyphens = sg_hyphens_new();
		g_autoptr(GString) out = g_string_new("sup-");
		for (size_t j = 0; j < G_N_ELEMENTS(pairs); j++)
			sg_hyphens_ask(hyphens, pairs[j][0], pairs[j][1]);
		sg_hyphens_read(hyphens, cases[i].rest);
		sg_hyphens_settle(hyphens);
		sg_hyphens_join(hyphens, out, false, "port");
		check_string(out->str, cases[i].joined, cases[i].rest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(markers),      cmocka_unit_test(ends_of_sentences),
	    cmocka_unit_test(labels),       cmocka_unit_test(lower_case),
	    cmocka_unit_test(broken_words), cmocka_unit_test(a_document_that_breaks_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
