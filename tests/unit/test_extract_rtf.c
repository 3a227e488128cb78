/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Rich Text Format.  Expectations come from the specification, 1.9.1, and from what word processors show. */
#include "zip_fixture.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/office.h"

static int set_up(void **state)
{
	(void)state;
	sg_charset_warm();
	return 0;
}

static void check(const char *body, const char *expected)
{
	g_autofree char *rtf = g_strconcat("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil Arial;}"
					   "{\\f1\\fcharset238 Times{\\*\\falt no};}{\\f2\\fcharset2 Symbol;}"
					   "{\\f3\\fcharset128 Gothic;}}{\\colortbl;\\red1;}"
					   "{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 2;}{\\s2 Title;}"
					   "{\\s3\\outlinelevel3 Own;}{\\*\\cs4 x;}}",
					   body, "}", NULL);
	g_autoptr(GBytes) bytes = g_bytes_new(rtf, strlen(rtf));
	assert_string_equal(sg_office_type(bytes, ""), SG_TYPE_RTF);
	check_blocks(sg_extract_rtf, bytes, expected);
}

static void test_paragraphs(void **state)
{
	(void)state;
	check("\\pard One\r\n two\\tab three\\par \\par Four\\line five", "P One two three\nP Four five\n");
	check("a\\{b\\}\\\\c\\~d\\_e\\-f\\emdash\\lquote x\\rquote\\ldblquote y\\rdblquote\\par",
	      "P a{b}\\c d-ef\u2014\u2018x\u2019\u201cy\u201d\n");
	check("\\pard\\s1 A\\par\\pard\\s2 B\\par\\pard\\s3 C\\par\\pard\\outlinelevel0 D\\par\\pard E\\par",
	      "H2 A\nH1 B\nH4 C\nH1 D\nP E\n");
	check("shown{\\v hidden}{\\deleted gone}{\\*\\unknown no}{\\unknown yes}{\\pict 00ff}{\\xe index}",
	      "P shownyes\n");
	check("{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}} pages {\\annotation remark}", "P 7 pages\n");
	check("{\\loch\\b0\\*\\cs7 kept}", "P kept\n");
	check("One}trailing garbage\\par", "P One\n");
}

static void test_characters(void **state)
{
	(void)state;
	check("caf\\'e9 \\'a35", "P caf\u00e9 \u00a35\n");
	check("\\f1\\'e8\\'9a \\f0\\'e8", "P \u010d\u0161 \u00e8\n");
	check("\\f2\\'b7 \\f0 x\\f3\\'82\\'a0\\'83\\'5c", "P \u2022 x\u3042\u30bd\n");
	check("\\u8217'x{\\uc0\\u233 y}\\uc2\\u163\\'81\\'82z\\f2\\uc1\\u-3913?",
	      "P \u2019x\u00e9y\u00a3z\u2022\n");
	check("\\uc1\\u-10179?\\u-8704? \\u-8704?\\u-257?", "P \U0001f600 \ufffd\n");
	check("{\\upr{no}{\\*\\ud{\\u233 ?tat}}}", "P \u00e9tat\n");
	check("a\\bin3 }}}b", "P ab\n");
}

static void test_lists(void **state)
{
	(void)state;
	check("{\\listtext\\pard\\f2\\'b7\\tab}\\ilvl0 One\\par{\\listtext 4.2\\tab}Two\\par"
	      "{\\pntext (a)\\tab}\\ilvl1 Three\\par\\pard Four\\par",
	      "B1 \u2022 One\nP 4.2 Two\nB2 (a) Three\nP Four\n");
}

static void test_tables(void **state)
{
	(void)state;
	check("\\trowd\\cellx1\\cellx2\\pard\\intbl a\\cell b\\cell\\row\\trowd\\pard\\intbl "
	      "c\\cell\\cell\\row\\pard after\\par",
	      "R a | b\nR c\nP after\n");
	/* without \intbl, and without an end */
	check("before\\par\\trowd a\\cell b\\cell\\row after\\par", "P before\nR a | b\nP after\n");
	check("\\pard\\intbl a\\cell b\\cell\\pard after\\par", "R a | b\nP after\n");
}

static void test_asides(void **state)
{
	(void)state;
	check("{\\header\\pard Kelmouth\\par}{\\footer Page {\\field{\\fldrslt 1}}}Agreed{\\super\\chftn}"
	      "{\\footnote\\pard{\\super\\chftn} By vote.\\par Twice.}.\\par Next{\\footnote\\ftnalt "
	      "End.}\\par",
	      "P Agreed.\nX Kelmouth\nX Page 1\nN 1 By vote. Twice.\nP Next\nN i End.\n");
	check("Text{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt\\pard Boxed\\par}}{\\shprslt "
	      "Boxed}}\\par",
	      "P Text\nP Boxed\n");
	check("\\trowd\\pard\\intbl a{\\footnote n}\\cell b\\cell\\row", "R a | b\nN 1 n\n");
}

/* A note to a word that is deleted or hidden is neither read nor counted. */
static void test_notes_of_deleted_words(void **state)
{
	(void)state;
	check("One{\\footnote first}{\\deleted two{\\footnote gone}}{\\v three{\\footnote hidden}}"
	      " four{\\footnote second}\\par",
	      "P One four\nN 1 first\nN 2 second\n");
	/* a head has its own say, wherever it is defined */
	check("{\\v{\\header Kelmouth}}Text\\par", "P Text\nX Kelmouth\n");
}

/* Character sets of old documents: \\fcharset of the font (RTF 1.9.1, "Font Table"), or the document's page.
 */
static void test_old_character_sets(void **state)
{
	(void)state;
	static const struct {
		int charset;
		const char *bytes, *text;
	} CASES[] = {
	    {204, "\\'cf\\'f0\\'e8\\'e2\\'e5\\'f2", "\u041f\u0440\u0438\u0432\u0435\u0442"},
	    {161, "\\'c1\\'e8\\'de\\'ed\\'e1", "\u0391\u03b8\u03ae\u03bd\u03b1"},
	    {162, "\\'de\\'fd\\'f0", "\u015e\u0131\u011f"},
	    {238, "\\'b3\\'f3d\\'9f", "\u0142\u00f3d\u017a"},
	    {186, "\\'e8\\'eb\\'f0", "\u010d\u0117\u0161"},
	    {134, "\\'d6\\'d0\\'ce\\'c4", "\u4e2d\u6587"},
	    {128, "\\'93\\'fa\\'96\\'7b", "\u65e5\u672c"},
	    {129, "\\'c7\\'d1", "\ud55c"},
	    {77, "caf\\'8e", "caf\u00e9"},
	    {0, "\\'80\\'93\\'94", "\u20ac\u201c\u201d"},
	    {999, "caf\\'e9", "caf\u00e9"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *rtf =
		    g_strdup_printf("{\\rtf1\\ansi{\\fonttbl{\\f7\\fcharset%d Own;}}\\f7 %s}",
				    CASES[i].charset, CASES[i].bytes);
		g_autofree char *expected = g_strdup_printf("P %s\n", CASES[i].text);
		g_autoptr(GBytes) bytes = g_bytes_new(rtf, strlen(rtf));
		check_blocks(sg_extract_rtf, bytes, expected);
	}
}

static void check_bare(const char *rtf, const char *expected)
{
	g_autoptr(GBytes) bytes = g_bytes_new(rtf, strlen(rtf));
	check_blocks(sg_extract_rtf, bytes, expected);
}

static void test_pages_of_the_document(void **state)
{
	(void)state;
	check_bare("{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0}", "P \u041f\u0440\n");
	check_bare("{\\rtf1\\mac caf\\'8e}", "P caf\u00e9\n");
	check_bare("{\\rtf1\\pca \\'9c5}", "P \u00a35\n");
	/* a page that nobody knows is the usual one */
	check_bare("{\\rtf1\\ansicpg99999 \\'a35}", "P \u00a35\n");
	/* \\plain takes the font back, \\cpg of a font counts before its \\fcharset */
	check_bare("{\\rtf1\\deff1{\\fonttbl{\\f1 A;}{\\f2\\fcharset161\\cpg1251 B;}}"
		   "\\f2\\'cf\\plain\\'e9{\\f2\\'cf}\\'e9}",
		   "P \u041f\u00e9\u041f\u00e9\n");
}

/* What programs forget, and what only looks like control words. */
static void test_broken(void **state)
{
	(void)state;
	check_bare("{\\rtf1 cut \\'e", "P cut e\n");
	check_bare("{\\rtf1 cut \\", "P cut\n");
	check_bare("{\\rtf1 a\\'zzb}", "P azzb\n");
	check_bare("{\\rtf1 a{\\b b{\\i c", "P abc\n");
	check_bare("{\\rtf1 a\\bin99999999 all of the rest}", "P a\n");
	check_bare("{\\rtf1 a\\bin-5 b}", "P ab\n");
	check_bare("{\\rtf1 a\\u99999999999999?b}", "P a\ue0ffb\n");
	check_bare("{\\rtf1\\uc9999 a\\u233 b}", "P a\u00e9\n");
	check_bare("{\\rtf1\\averylongwordthatnospecificationhasinitanywhereatall1 a}", "P a\n");
	check_bare("{\\rtf1\\B a\\PAR b}", "P ab\n");
	check_bare("{\\rtf1{\\fonttbl{\\f0 A;}}\\trowd\\cell\\row\\cell\\row\\row x}", "P x\n");
	check_bare("{\\rtf1}", "");
}

/* Nested tables (RTF 1.9.1, "Nested Tables"): a cell inside a cell is part of it, once. */
static void test_nested_tables(void **state)
{
	(void)state;
	check("\\trowd\\pard\\intbl\\itap2 in\\nestcell ner\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}"
	      "{\\nonesttables\\par}\\pard\\intbl outer\\cell other\\cell\\row\\pard after\\par",
	      "P in\nP ner\nP outer\nP other\nP after\n");
}

static void test_info(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = g_bytes_new_static(
	    "{\\rtf1{\\info{\\title Annual {\\b report}}{\\author A Clerk}{\\company no}"
	    "{\\creatim\\yr2009\\mo3\\dy4\\hr5\\min6}{\\revtim\\yr1601\\mo1\\dy1}}{\\title no}Text}",
	    strlen("{\\rtf1{\\info{\\title Annual {\\b report}}{\\author A Clerk}{\\company no}"
		   "{\\creatim\\yr2009\\mo3\\dy4\\hr5\\min6}{\\revtim\\yr1601\\mo1\\dy1}}{\\title no}Text}"));
	g_autoptr(SgText) text = read_with(sg_extract_rtf, bytes);
	g_autofree char *meta = show_meta(text);
	assert_string_equal(
	    meta, "title=Annual report (rtf)\nauthor=A Clerk (rtf)\ncreated=2009-03-04T05:06 (rtf)\n");
	g_autofree char *shown = show_blocks(text);
	assert_string_equal(shown, "P Text\n");
}

/* 999 groups inside the outermost, and one more. */
static void test_depth(void **state)
{
	(void)state;
	for (size_t extra = 0; extra <= 1; extra++) {
		g_autofree char *open = g_strnfill(998 + extra, '{');
		g_autofree char *rtf = g_strconcat("{\\rtf1", open, "deep", NULL);
		g_autoptr(GBytes) bytes = g_bytes_new(rtf, strlen(rtf));
		if (extra == 0)
			check_blocks(sg_extract_rtf, bytes, "P deep\n");
		else
			check_refused(sg_extract_rtf, bytes, SG_REASON_DAMAGED,
				      "nests more than 1000 groups");
	}
}

static void test_hostile(void **state)
{
	(void)state;
	static const char rtf[] =
	    "{\\rtf1\\ansicpg1250{\\fonttbl{\\f1\\fcharset204 A;}}{\\info{\\title t}}\\trowd\\intbl "
	    "a{\\footnote n}\\cell"
	    "\\row{\\listtext 1.}\\f1\\'e9\\u233?{\\header h}{\\shp{\\shptxt b\\cell}}\\bin2 xx\\par}";
	g_autoptr(GBytes) bytes = g_bytes_new_static(rtf, sizeof rtf - 1);
	check_hostile(sg_extract_rtf, bytes, 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paragraphs),
	    cmocka_unit_test(test_characters),
	    cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_tables),
	    cmocka_unit_test(test_asides),
	    cmocka_unit_test(test_info),
	    cmocka_unit_test(test_notes_of_deleted_words),
	    cmocka_unit_test(test_old_character_sets),
	    cmocka_unit_test(test_pages_of_the_document),
	    cmocka_unit_test(test_broken),
	    cmocka_unit_test(test_nested_tables),
	    cmocka_unit_test(test_depth),
	    cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
