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
	    cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_characters),
	    cmocka_unit_test(test_lists),      cmocka_unit_test(test_tables),
	    cmocka_unit_test(test_asides),     cmocka_unit_test(test_info),
	    cmocka_unit_test(test_depth),      cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
