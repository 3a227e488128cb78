/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Paragraphs of plain text and Markdown, from small texts written for each rule. */
#include "extract_fixture.h"

#include "base/limits.h"

#include <string.h>

#define LONG_1                                                                                               \
	"The committee received a report on the arrangements being made to address the findings, and asked " \
	"that a further report be brought in the spring."
#define LONG_2                                                                                               \
	"Members welcomed the progress made and noted that the number of permanent social workers had "      \
	"grown "                                                                                             \
	"since the last meeting of the committee."

static SgText *extract(const char *type, const char *plain, size_t n_bytes)
{
	SgText *text = sg_text_new(type);
	g_autoptr(GBytes) bytes = g_bytes_new(plain, n_bytes);
	g_autoptr(GError) error = NULL;
	assert_true(sg_extract_plain(bytes, text, &error));
	assert_null(error);
	return text;
}

static void check(const char *plain, const char *expected)
{
	g_autoptr(SgText) text = extract("text/plain", plain, strlen(plain));
	g_autofree char *shown = show_blocks(text);
	assert_string_equal(shown, expected);
}

static void check_markdown(const char *markdown, const char *expected)
{
	g_autoptr(SgText) text = extract("text/markdown", markdown, strlen(markdown));
	g_autofree char *shown = show_blocks(text);
	assert_string_equal(shown, expected);
}

static void test_wrapped_lines_join(void **state)
{
	(void)state;
	check("The cabinet member said she was reassured that no child in\n"
	      "the county is at risk of\n"
	      "harm.\n\n"
	      "A second\tparagraph  with \u00a0 odd spaces follows here, also\nwrapped.\n",
	      "P The cabinet member said she was reassured that no child in the county is at risk of harm.\n"
	      "P A second paragraph with odd spaces follows here, also wrapped.\n");
}

static void test_line_ends(void **state)
{
	(void)state;
	check("one two\r\nthree\r\n\r\nfour\r\n", "P one two three\nP four\n");
	check("one two\rthree\r\rfour", "P one two three\nP four\n");
	check("", "");
	check("\n\r\n\f\n", "");
}

/* A line of no-break spaces is a blank line, as in minutes saved from ModernGov. */
static void test_blank_is_any_space(void **state)
{
	(void)state;
	check("first item\n\u00a0\nsecond item\n \t\nthird item\n",
	      "P first item\nP second item\nP third item\n");
}

static void test_long_lines_are_paragraphs(void **state)
{
	(void)state;
	check(LONG_1 "\n" LONG_2 "\n" LONG_1 "\n", "P " LONG_1 "\nP " LONG_2 "\nP " LONG_1 "\n");
	/* ... but not one that breaks off in mid-sentence. */
	check(
	    "The safeguarding hub, which puts child protection professionals in a single contact, referral "
	    "and assessment centre for the county\nis proving effective.\n",
	    "P The safeguarding hub, which puts child protection professionals in a single contact, referral "
	    "and assessment centre for the county is proving effective.\n");
}

static void test_short_last_line_ends_paragraph(void **state)
{
	(void)state;
	check("The board had not addressed the issue of how the agencies\n"
	      "worked together.\n"
	      "The director agreed that this was so, and that it would be\n"
	      "looked into.\n",
	      "P The board had not addressed the issue of how the agencies worked together.\n"
	      "P The director agreed that this was so, and that it would be looked into.\n");
}

static void test_double_spaced(void **state)
{
	(void)state;
	check("I just want to occupy your time very briefly in telling you\n\n"
	      "why I regard it as a great privilege to be here tonight with\n\n"
	      "the members of this society, which has in the last hundred\n\n"
	      "years done work for the world of a distinctive character.\n\n"
	      "And all my reasons go back not so much to the day as to the\n\n"
	      "book we celebrate.\n\n"
	      "There are good reasons that one might give for an interest\n\n"
	      "in this book, and the first of them is that it has always\n\n"
	      "been read.\n\n"
	      "I never read it without feeling stirred.\n",
	      "P I just want to occupy your time very briefly in telling you why I regard it as a great "
	      "privilege to be here tonight with the members of this society, which has in the last hundred "
	      "years done work for the world of a distinctive character. And all my reasons go back not so "
	      "much "
	      "to the day as to the book we celebrate.\n"
	      "P There are good reasons that one might give for an interest in this book, and the first of "
	      "them "
	      "is that it has always been read.\n"
	      "P I never read it without feeling stirred.\n");
}

static void test_items(void **state)
{
	(void)state;
	check("RESOLVED:\n\n     That:\n\n(a)      the report be noted; and\n(b) a group be set up.\n"
	      "1. First point.\n2. Second point\n- a dash\n\u2022 Score: 1\n",
	      "P RESOLVED:\nP That:\nP (a) the report be noted; and\nP (b) a group be set up.\n"
	      "P 1. First point.\nP 2. Second point\nB1 - a dash\nB1 \u2022 Score: 1\n");
	/* No item begins in the middle of a sentence. */
	check("Inspectors visited the county again from 18 to\n25. This visit was the second of the two in\n"
	      "2018. It found much the same things.\n",
	      "P Inspectors visited the county again from 18 to 25. This visit was the second of the two in "
	      "2018. It found much the same things.\n");
}

static void test_headings(void **state)
{
	(void)state;
	check("Agenda item\n\nSafeguarding Report\n\n" LONG_1 "\n\nMinutes:\n\n" LONG_2 "\n",
	      "P Agenda item\nH1 Safeguarding Report\nP " LONG_1 "\nH2 Minutes:\nP " LONG_2 "\n");
	check(LONG_1 "\n\n" LONG_1 "\n\n" LONG_1 "\n\nWhat needs to improve?\n\n" LONG_2 "\n",
	      "P " LONG_1 "\nP " LONG_1 "\nP " LONG_1 "\nH2 What needs to improve?\nP " LONG_2 "\n");
}

static void test_no_headings(void **state)
{
	(void)state;
	static const char *const lines[] = {
	    "10:11am Fri 4 Jul 14",   "Friday 4 July 2014",
	    "30 June 2014",           "PenName says...",
	    "A whole sentence.",      "one clause,",
	    "http://example.org/a",   "lower case",
	    "PRIME MINISTER:",        "Lead inspector: Ann Other",
	    "write to a@example.org", "This is the gist of what I said in the debate:",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *plain = g_strconcat(LONG_2 "\n\n", lines[i], "\n\n" LONG_1 "\n", NULL);
		g_autofree char *expected =
		    g_strconcat("P " LONG_2 "\nP ", lines[i], "\nP " LONG_1 "\n", NULL);
		check(plain, expected);
	}
	/* Nothing under it; a bullet under it; a line of a longer group. */
	check("Alone\n", "P Alone\n");
	check("Over a bullet\n\n- " LONG_1 "\n", "P Over a bullet\nB1 - " LONG_1 "\n");
	check(LONG_1 "\nPenName\n\n" LONG_2 "\n", "P " LONG_1 "\nP PenName\nP " LONG_2 "\n");
}

static void test_heading_bound(void **state)
{
	(void)state;
	for (size_t n_bytes = 80; n_bytes <= 81; n_bytes++) {
		g_autofree char *title = g_strnfill(n_bytes, 'T');
		g_autofree char *plain = g_strconcat(title, "\n\n" LONG_1 "\n", NULL);
		g_autoptr(SgText) text = extract("text/plain", plain, strlen(plain));
		assert_int_equal(block_at(text, 0)->kind,
				 n_bytes == 80 ? SG_BLOCK_HEADING : SG_BLOCK_PARAGRAPH);
	}
}

static void test_pages(void **state)
{
	(void)state;
	static const char paged[] = "on page one\n\fon page two\n\f\fon page four\n\f";
	g_autoptr(SgText) text = extract("text/plain", paged, strlen(paged));
	assert_int_equal(text->blocks->len, 3);
	assert_int_equal(block_at(text, 0)->page, 1);
	assert_int_equal(block_at(text, 1)->page, 2);
	assert_int_equal(block_at(text, 2)->page, 4);
	assert_int_equal(block_at(text, 2)->page_end, 4);
	assert_int_equal(text->n_pages, 4);
	g_autoptr(SgText) unpaged = extract("text/plain", "one\n", 4);
	assert_int_equal(unpaged->n_pages, 0);
	assert_int_equal(block_at(unpaged, 0)->page, 0);
}

static void test_page_bound(void **state)
{
	(void)state;
	for (size_t extra = 0; extra < 2; extra++) {
		g_autoptr(GString) plain = g_string_new("a");
		for (size_t i = 1; i < SG_MAX_EXTRACT_PAGES + extra; i++)
			g_string_append(plain, "\fa");
		g_autoptr(GBytes) bytes = g_bytes_new(plain->str, plain->len);
		g_autoptr(SgText) text = sg_text_new("text/plain");
		g_autoptr(GError) error = NULL;
		assert_int_equal(sg_extract_plain(bytes, text, &error), extra == 0);
		assert_int_equal(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE), extra == 1);
	}
}

static void test_bytes(void **state)
{
	(void)state;
	static const char nul[] = "a\0b";
	g_autoptr(SgText) text = extract("text/plain", nul, 3);
	assert_string_equal(block_at(text, 0)->text, "a\ufffd"
						     "b");
	static const char wide[] = "\xff\xfeH\0i\0\n\0";
	g_autoptr(SgText) utf16 = extract("text/plain", wide, sizeof wide - 1);
	assert_string_equal(block_at(utf16, 0)->text, "Hi");
}

static void test_markdown_headings(void **state)
{
	(void)state;
	check_markdown(
	    "# Title #\ntext\n### Deep\n#hashtag\n\nSet 1\n=====\nSet 2\n---\nafter\n\n---\n\nC#\n",
	    "H1 Title\nP text\nH3 Deep\nP #hashtag\nH1 Set 1\nH2 Set 2\nP after\nP C#\n");
	check_markdown("####### seven\n", "P ####### seven\n");
}

static void test_markdown_blocks(void **state)
{
	(void)state;
	check_markdown(
	    "A *strong* [link](http://x.org)\nruns on.\n\n- one\n  more\n  - nested\n* two\n\n3. third\n",
	    "P A *strong* [link](http://x.org) runs on.\nB1 one more\nB2 nested\nB1 two\nB1 3. third\n");
	check_markdown("He said:\n> drift and\n> delay\n>\n> > again\n\nafter\n",
		       "P He said:\nQ drift and delay\nQ again\nP after\n");
	check_markdown("We met in\n2014. It rained.\n", "P We met in 2014. It rained.\n");
	check_markdown("```c\n# not a heading\n\n- x\n```\n# Yes\n", "P # not a heading\nP - x\nH1 Yes\n");
}

static void test_markdown_tables(void **state)
{
	(void)state;
	check_markdown("| Year | N |\n|------|--:|\n| 2012 | 4 |\n| 2013 | |\n\na | b\n",
		       "R Year | N\nR 2012 | 4\nR 2013 |\nP a | b\n");
}

static void test_front_matter(void **state)
{
	(void)state;
	static const char markdown[] = "---\ntitle: \"Road to recovery\"\ndate: 2013-03-20\n---\n\nText.\n";
	g_autoptr(SgText) text = extract("text/markdown", markdown, strlen(markdown));
	g_autofree char *blocks = show_blocks(text);
	g_autofree char *meta = show_meta(text);
	assert_string_equal(blocks, "P Text.\n");
	assert_string_equal(meta, "title=Road to recovery (meta)\npublished=2013-03-20 (meta)\n");
	check_markdown("---\nno end\n", "P no end\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wrapped_lines_join),
	    cmocka_unit_test(test_line_ends),
	    cmocka_unit_test(test_blank_is_any_space),
	    cmocka_unit_test(test_long_lines_are_paragraphs),
	    cmocka_unit_test(test_short_last_line_ends_paragraph),
	    cmocka_unit_test(test_double_spaced),
	    cmocka_unit_test(test_items),
	    cmocka_unit_test(test_headings),
	    cmocka_unit_test(test_no_headings),
	    cmocka_unit_test(test_heading_bound),
	    cmocka_unit_test(test_pages),
	    cmocka_unit_test(test_page_bound),
	    cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_markdown_headings),
	    cmocka_unit_test(test_markdown_blocks),
	    cmocka_unit_test(test_markdown_tables),
	    cmocka_unit_test(test_front_matter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
