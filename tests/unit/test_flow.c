/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* From paragraphs, rows and boxes to blocks; and the numbers that lists print. */
#include "extract_fixture.h"

#include "base/limits.h"
#include "indexer/extract/flow.h"
#include "indexer/extract/numbering.h"
#include "indexer/extract/symbols.h"

#include <string.h>

static void add(SgFlow *flow, const char *text)
{
	sg_flow_append_string(flow, text);
	sg_flow_end_paragraph(flow, SG_BLOCK_PARAGRAPH, 0, NULL);
}

static void add_cell(SgFlow *flow, const char *text)
{
	sg_flow_begin_cell(flow);
	add(flow, text);
	sg_flow_end_cell(flow);
}

static void check(SgFlow *flow, const char *expected)
{
	g_autoptr(SgText) text = sg_text_new("");
	assert_true(sg_flow_finish(flow, text, NULL));
	g_autofree char *shown = show_blocks(text);
	assert_string_equal(shown, expected);
}

static void test_gaps(void **state)
{
	(void)state;
	g_autoptr(SgFlow) flow = sg_flow_new();
	sg_flow_append_string(flow, "\n\nOne\ntwo \n \n three\n\n\n");
	sg_flow_end_paragraph(flow, SG_BLOCK_BULLET, 2, "(a)");
	add(flow, " \n ");
	check(flow, "B2 (a) One two\nP three\n");
	sg_flow_append_string(flow, "Deep");
	sg_flow_end_paragraph(flow, SG_BLOCK_HEADING, 9, NULL);
	sg_flow_end_paragraph(flow, SG_BLOCK_HEADING, 1, "1.");
	check(flow, "H6 Deep\n");
}

static void test_rows(void **state)
{
	(void)state;
	g_autoptr(SgFlow) flow = sg_flow_new();
	sg_flow_append_string(flow, "before");
	sg_flow_begin_row(flow);
	add_cell(flow, "");
	add_cell(flow, "b");
	add_cell(flow, "");
	sg_flow_end_row(flow, true);
	sg_flow_begin_row(flow);
	add_cell(flow, "gone");
	add_cell(flow, "too");
	sg_flow_end_row(flow, false);
	check(flow, "P before\nR | b\n");
}

static void test_columns(void **state)
{
	(void)state;
	/* two paragraphs in a cell are still a row, three are a column */
	for (int n = 2; n <= 3; n++) {
		g_autoptr(SgFlow) flow = sg_flow_new();
		sg_flow_begin_row(flow);
		add_cell(flow, "4.2");
		sg_flow_begin_cell(flow);
		for (int i = 0; i < n; i++)
			add(flow, "text");
		sg_flow_end_cell(flow);
		sg_flow_end_row(flow, true);
		check(flow, n == 2 ? "R 4.2 | text text\n" : "P 4.2 text\nP text\nP text\n");
	}
}

/* Ends without beginnings, beginnings without ends, and more of them than are kept. */
static void test_unbalanced(void **state)
{
	(void)state;
	g_autoptr(SgFlow) flow = sg_flow_new();
	sg_flow_end_cell(flow);
	sg_flow_end_row(flow, true);
	sg_flow_end_aside(flow, SG_BLOCK_NOTE, NULL);
	sg_flow_begin_row(flow);
	sg_flow_begin_cell(flow);
	sg_flow_begin_aside(flow);
	sg_flow_append_string(flow, "left open");
	check(flow, "P left open\n");
	for (int i = 0; i < 1000; i++)
		sg_flow_begin_aside(flow);
	add(flow, "deep");
	for (int i = 0; i < 1000; i++)
		sg_flow_end_aside(flow, SG_BLOCK_PARAGRAPH, NULL);
	add(flow, "after");
	check(flow, "P after\nP deep\n");
}

static void test_asides(void **state)
{
	(void)state;
	g_autoptr(SgFlow) flow = sg_flow_new();
	sg_flow_append_string(flow, "One");
	sg_flow_begin_aside(flow);
	add(flow, "a");
	add(flow, "b");
	sg_flow_end_aside(flow, SG_BLOCK_NOTE, "7");
	sg_flow_begin_aside(flow);
	sg_flow_end_aside(flow, SG_BLOCK_NOTE, "8");
	add(flow, " two");
	check(flow, "P One two\nN 7 a b\n");
	add(flow, "x");
	add(flow, "y");
	g_autofree char *taken = sg_flow_take(flow);
	assert_string_equal(taken, "x y");
	check(flow, "");
	add(flow, "kept");
	add(flow, "dropped");
	sg_flow_drop_last(flow);
	check(flow, "P kept\n");
}

/* Notes of a row come after it in their order, and the cells keep theirs. */
static void test_notes_of_a_row(void **state)
{
	(void)state;
	g_autoptr(SgFlow) flow = sg_flow_new();
	sg_flow_begin_row(flow);
	for (int cell = 0; cell < 3; cell++) {
		sg_flow_begin_cell(flow);
		g_autofree char *word = g_strdup_printf("cell %d", cell);
		sg_flow_append_string(flow, word);
		for (int note = 0; note < 2; note++) {
			g_autofree char *figure = g_strdup_printf("%d", 2 * cell + note + 1);
			sg_flow_begin_aside(flow);
			sg_flow_append_string(flow, "note");
			sg_flow_end_aside(flow, SG_BLOCK_NOTE, figure);
		}
		sg_flow_end_cell(flow);
	}
	sg_flow_end_row(flow, true);
	add(flow, "after");
	check(flow, "R cell 0 | cell 1 | cell 2\nN 1 note\nN 2 note\nN 3 note\nN 4 note\nN 5 note\nN 6 note\n"
		    "P after\n");
}

/* A part that breaks off inside a table does not swallow what comes after it. */
static void test_close(void **state)
{
	(void)state;
	g_autoptr(SgFlow) flow = sg_flow_new();
	sg_flow_begin_aside(flow);
	unsigned depth = sg_flow_get_depth(flow);
	sg_flow_begin_row(flow);
	add_cell(flow, "a");
	sg_flow_begin_cell(flow);
	sg_flow_append_string(flow, "cut");
	sg_flow_close(flow, depth);
	assert_int_equal(sg_flow_get_depth(flow), depth);
	add(flow, "next");
	sg_flow_end_aside(flow, SG_BLOCK_PARAGRAPH, NULL);
	add(flow, "after");
	check(flow, "P after\nR a | cut\nP next\n");
	/* those past the bound are counted, too */
	depth = sg_flow_get_depth(flow);
	for (int i = 0; i < 1000; i++)
		sg_flow_begin_cell(flow);
	sg_flow_append_string(flow, "deep");
	sg_flow_close(flow, depth);
	assert_int_equal(sg_flow_get_depth(flow), depth);
	sg_flow_close(flow, 0);
	add(flow, "flat");
	g_autoptr(SgText) text = sg_text_new("");
	assert_true(sg_flow_finish(flow, text, NULL));
	assert_string_equal(block_at(text, text->blocks->len - 1)->text, "flat");
}

static void test_limit(void **state)
{
	(void)state;
	g_autofree char *most = g_strnfill(SG_MAX_EXTRACT_TEXT, 'w');
	for (int extra = 0; extra <= 1; extra++) {
		g_autoptr(SgFlow) flow = sg_flow_new();
		g_autoptr(SgText) text = sg_text_new("");
		g_autoptr(GError) error = NULL;
		sg_flow_append_string(flow, most);
		if (extra)
			sg_flow_append_string(flow, "w");
		assert_int_equal(sg_flow_finish(flow, text, &error), !extra);
		assert_true(!extra || error->code == SG_REASON_TOO_LARGE);
	}
}

static void test_figures(void **state)
{
	(void)state;
	static const struct {
		SgFigure figure;
		int number;
		const char *printed;
	} CASES[] = {
	    {SG_FIGURE_DECIMAL, 12, "12"},
	    {SG_FIGURE_DECIMAL_ZERO, 7, "07"},
	    {SG_FIGURE_LOWER_LETTER, 26, "z"},
	    {SG_FIGURE_LOWER_LETTER, 27, "aa"},
	    {SG_FIGURE_LOWER_LETTER, 28, "bb"},
	    {SG_FIGURE_UPPER_LETTER, 3, "C"},
	    {SG_FIGURE_LOWER_LETTER, 0, "0"},
	    {SG_FIGURE_LOWER_ROMAN, 4, "iv"},
	    {SG_FIGURE_LOWER_ROMAN, 1999, "mcmxcix"},
	    {SG_FIGURE_UPPER_ROMAN, 14, "XIV"},
	    {SG_FIGURE_UPPER_ROMAN, 3999, "MMMCMXCIX"},
	    {SG_FIGURE_UPPER_ROMAN, 4000, "4000"},
	    {SG_FIGURE_ORDINAL, 1, "1st"},
	    {SG_FIGURE_ORDINAL, 2, "2nd"},
	    {SG_FIGURE_ORDINAL, 11, "11th"},
	    {SG_FIGURE_ORDINAL, 23, "23rd"},
	    {SG_FIGURE_ORDINAL, 112, "112th"},
	    {SG_FIGURE_NONE, 5, ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *printed = sg_figure_print(CASES[i].figure, CASES[i].number);
		assert_string_equal(printed, CASES[i].printed);
	}
	/* the letter comes thirty times at most */
	g_autofree char *many = sg_figure_print(SG_FIGURE_LOWER_LETTER, 1000000);
	assert_int_equal(strlen(many), 30);
}

static void check_count(SgList *list, int level, const char *expected)
{
	g_autofree char *printed = sg_list_count(list, level);
	assert_string_equal(printed ? printed : "(none)", expected);
}

static void test_lists(void **state)
{
	(void)state;
	g_autoptr(SgList) list = sg_list_new();
	sg_list_set_level(list, 0, (SgListLevel){SG_FIGURE_UPPER_ROMAN, 1, (char *)"%1.", false});
	sg_list_set_level(list, 1, (SgListLevel){SG_FIGURE_DECIMAL, 5, (char *)"%1.%2", true});
	sg_list_set_level(list, 2, (SgListLevel){SG_FIGURE_BULLET, 1, (char *)"\uf0a7", false});
	check_count(list, 0, "I.");
	check_count(list, 1, "1.5");
	check_count(list, 1, "1.6");
	check_count(list, 2, "\u2022");
	check_count(list, 3, "(none)");
	check_count(list, 0, "II.");
	check_count(list, 1, "2.5");
	sg_list_restart(list, 0, 9);
	check_count(list, 0, "IX.");
	check_count(list, 0, "X.");
	sg_list_begin(list);
	/* a level that has not been counted shows where it begins */
	check_count(list, 1, "1.5");
	check_count(list, 99, "(none)");
	assert_true(sg_list_is_compound(list, 1));
	assert_false(sg_list_is_compound(list, 0));
	assert_false(sg_list_is_compound(list, 2));
}

static void test_symbols(void **state)
{
	(void)state;
	assert_string_equal(sg_symbol_show("Wingdings", 0xf0fc), "\u2713");
	assert_string_equal(sg_symbol_show("Wingdings 2", 0x52), "\u2611");
	assert_string_equal(sg_symbol_show("Symbol", 0xf0b7), "\u2022");
	assert_string_equal(sg_symbol_show(NULL, 0xb7), "\u2022");
	assert_string_equal(sg_symbol_show("Wingdings", 0x41), "");
	assert_string_equal(sg_symbol_show("Wingdings", 0x1fc), "");
	assert_string_equal(sg_bullet_show("\u2013"), "\u2013");
	assert_string_equal(sg_bullet_show("o"), "\u2022");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_gaps),    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_columns), cmocka_unit_test(test_unbalanced),
	    cmocka_unit_test(test_asides),  cmocka_unit_test(test_notes_of_a_row),
	    cmocka_unit_test(test_close),   cmocka_unit_test(test_limit),
	    cmocka_unit_test(test_figures), cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_symbols),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
