/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Whole pages as councils, inspectorates and newspapers make them, read to the end: what is matter, what is
 * furniture, what readers wrote.  The pages are fictional; their shapes are not.  Each expectation is what
 * somebody who reads the page aloud would say, and what he would leave out.
 */
#include "extract_fixture.h"

#include <string.h>

static SgText *extract(const char *html)
{
	SgText *text = sg_text_new("text/html");
	g_autoptr(GBytes) bytes = g_bytes_new(html, strlen(html));
	g_autoptr(GError) error = NULL;
	assert_true(sg_extract_html(bytes, NULL, text, &error));
	return text;
}

/* The blocks that are not furniture, a line each as in extract_fixture.h; those of readers with a "c" before.
 */
static char *show_matter(const SgText *text)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = block_at(text, i);
		if (block->kind == SG_BLOCK_FURNITURE)
			continue;
		g_string_append_printf(out, "%s%c", block->comment ? "c" : "", "PHBRQXFN"[block->kind]);
		if (block->level > 0)
			g_string_append_printf(out, "%u", block->level);
		g_string_append_printf(out, " %s\n", block->text);
	}
	return g_string_free(out, FALSE);
}

static void check(const char *html, const char *expected)
{
	g_autoptr(SgText) text = extract(html);
	g_autofree char *matter = show_matter(text);
	assert_string_equal(matter, expected);
}

#define COOKIES                                                                                              \
	"<div class='cookie-banner' role='region' aria-label='cookie banner'><p>We use some essential "      \
	"cookies to make this website work.</p><button>Accept additional cookies</button></div>"
#define MENU                                                                                                 \
	"<nav class='menu'><ul><li><a href='/'>Home</a><li><a href='/news'>News</a><li><a href='/jobs'>"     \
	"Jobs</a><li><a href='/pay'>Pay</a></ul></nav>"
#define FOOT                                                                                                 \
	"<footer><ul><li><a href='/contact'>Contact us</a><li><a href='/privacy'>Privacy</a></ul>"           \
	"<p>\u00a9 Aldenshire County Council 2019</p></footer>"

#define FIRST                                                                                                \
	"Aldenshire County Council has accepted every recommendation of the inspectors who came to its "     \
	"children's services in March, and has published a plan that says how each of them will be met."
#define SECOND                                                                                               \
	"The plan gives the director until the end of the year to halve the number of children who wait "    \
	"longer than 45 days for an assessment, and will be looked at by the scrutiny committee each month."
#define THIRD                                                                                                \
	"Councillor Jo Marsh, who is responsible for children, said: \"We have let families down, and we "   \
	"will be judged by what we do now, not by what we say today in front of cameras.\""

/* ---- Councils ---- */

static void test_news_of_a_council(void **state)
{
	(void)state;
	check("<!DOCTYPE html><html lang=en><head><title>Plan for children's services - "
	      "Aldenshire</title></head><body>" COOKIES
	      "<a class='skip-link' href='#content'>Skip to main content</a><header><a href='/'>Aldenshire "
	      "County Council</a><form action='/search'><label>Search</label><input "
	      "name=q><button>Go</button></form>"
	      "</header>" MENU
	      "<ol class='breadcrumb'><li><a href='/'>Home</a><li><a href='/news'>News</a><li>Plan</ol>"
	      "<main id=content><h1>Plan for children's services</h1><p class=date>Published: 3 May "
	      "2019</p><p>" FIRST "</p><h2>What will change</h2><p>" SECOND
	      "</p><ul><li>23 posts for social workers</li><li>a new "
	      "manager in <a href='/kelmouth'>Kelmouth</a></li></ul><p>" THIRD "</p>"
	      "<div class='share'><p>Share this page</p><a href='https://t.example'>Tweet</a></div></main>"
	      "<aside class='related'><h2>Related pages</h2><ul><li><a href='/a'>Adoption</a><li><a "
	      "href='/f'>Fostering</a>"
	      "</ul></aside>" FOOT "</body></html>",
	      "H1 Plan for children's services\nP Published: 3 May 2019\nP " FIRST
	      "\nH2 What will change\nP " SECOND
	      "\nB1 23 posts for social workers\nB1 a new manager in Kelmouth\nP "
	      "Councillor Jo Marsh, who is "
	      "responsible for children, said: \"We have let families down, and we will be judged by what we "
	      "do now, "
	      "not by what we say today in front of cameras.\"\n");
}

/* Minutes as ModernGov prints them: a table of numbers and items, attendance in another. */
static void test_printed_minutes(void **state)
{
	(void)state;
	check("<html><head><title>Minutes of Children's Scrutiny - 14 May 2019</title></head><body>" MENU
	      "<div class=mgContent><h1>Agenda and minutes</h1><h2>Children's Scrutiny Committee - Tuesday, "
	      "14 May 2019 "
	      "10.00 am</h2><p>Venue: Shire Hall, Alden</p><table "
	      "class=mgItemTable><tr><td>12.</td><td><p><strong>"
	      "Apologies</strong></p><p>Apologies were received from Councillor "
	      "Reed.</p></td></tr><tr><td>13.</td><td>"
	      "<p><strong>Improvement plan</strong></p><p>" SECOND
	      "</p><p>RESOLVED: that</p><p>(a) the plan be noted;</p>"
	      "<p>(b) a report come to the July meeting.</p></td></tr></table></div>" FOOT "</body></html>",
	      "H1 Agenda and minutes\nH2 Children's Scrutiny Committee - Tuesday, 14 May 2019 10.00 am\n"
	      "P Venue: Shire Hall, Alden\nP 12. Apologies\nP Apologies were received from Councillor Reed.\n"
	      "P 13. Improvement plan\nP " SECOND "\nP RESOLVED: that\nP (a) the plan be noted;\n"
	      "P (b) a report come to the July meeting.\n");
}

/* Figures: rows keep their cells apart and in line, headings of columns among them. */
static void test_tables_of_figures(void **state)
{
	(void)state;
	check("<main><h1>Caseloads</h1><table><caption>By "
	      "team</caption><thead><tr><th>Team</th><th>2018</th><th>2019</th>"
	      "</tr></thead><tbody><tr><th>Kelmouth</th><td>24</td><td>19</td></tr><tr><th>Alden</th><td></"
	      "td><td>17"
	      "<sup>1</sup></td></tr></tbody></table></main>",
	      "H1 Caseloads\nP By team\nR Team | 2018 | 2019\nR Kelmouth | 24 | 19\nR Alden | | 17 1\n");
}

/* Sections that open on a click are part of the page. */
static void test_folded_sections(void **state)
{
	(void)state;
	check("<main><h1>Ofsted</h1><p>" FIRST
	      "</p><details><summary>What inspectors found</summary><p>" SECOND
	      "</p></details><div class='accordion' hidden><p>not shown at all</p></div></main>",
	      "H1 Ofsted\nP " FIRST "\nP What inspectors found\nP " SECOND "\n");
}

/* ---- Newspapers ---- */

#define ARTICLE                                                                                              \
	"<article><h1>Children waited for months</h1><p class=byline>By Ann Lee</p><p>" FIRST                \
	"</p><p>" SECOND "</p><p>" THIRD "</p></article>"
#define READ                                                                                                 \
	"H1 Children waited for months\nP By Ann Lee\nP " FIRST "\nP " SECOND "\nP "                         \
	"Councillor Jo Marsh, who is responsible for children, said: \"We have let families down, and we "   \
	"will be judged by what we do now, not by what we say today in front of cameras.\"\n"

static void test_story_among_teasers(void **state)
{
	(void)state;
	check("<html><head><title>Children waited for months | Kelmouth Courier</title></head><body>" MENU
	      "<div class=page>" ARTICLE
	      "<section><h2>More stories</h2><div class=card><h3><a href='/1'>Bridge shut until "
	      "June</a></h3><p>Drivers face a long way round.</p></div><div class=card><h3><a "
	      "href='/2'>School wins a prize"
	      "</a></h3><p>Pupils built a boat.</p></div><div class=card><h3><a href='/3'>Fair comes "
	      "back</a></h3><p>On the "
	      "green.</p></div></section><div class=newsletter><p>Sign up for our "
	      "newsletter</p><form><input></form></div>"
	      "</div>" FOOT "</body></html>",
	      READ);
}

/* WordPress, 2019: an ordered list of comments under the article, answers inside; and the form to write one.
 */
static void test_comments_of_a_blog(void **state)
{
	(void)state;
	check("<html><head><title>Children waited for months</title></head><body><div id=page>" ARTICLE
	      "<div id=comments class=comments-area><h2 class=comments-title>2 thoughts on this</h2><ol "
	      "class=comment-list>"
	      "<li id=comment-1 class='comment even'><div "
	      "class=comment-body><cite>hedgerow</cite><p>Inadequate, all of "
	      "them.</p><div class=reply><a href='#r'>Reply</a></div></div><ol class=children><li "
	      "id=comment-2 class="
	      "'comment odd'><div class=comment-body><cite>jo</cite><p>That is not "
	      "fair.</p></div></li></ol></li></ol>"
	      "<div id=respond class=comment-respond><h3>Leave a Reply</h3><form><p>Your email address will "
	      "not be "
	      "published.</p><textarea></textarea></form></div></div></div></body></html>",
	      READ "cH2 2 thoughts on this\ncP hedgerow\ncP Inadequate, all of them.\ncP jo\ncP That is not "
		   "fair.\n");
}

/* A quotation from readers inside the article is the article's; a script's comments are nobody's. */
static void test_what_readers_did_not_write(void **state)
{
	(void)state;
	check("<html><head><title>Children waited for months</title></head><body><div id=page>"
	      "<article><h1>Children waited for months</h1><p>" FIRST
	      "</p><blockquote class=reader-quote><p>I rang "
	      "eleven times before anybody came to see us at home.</p></blockquote><p>" SECOND
	      "</p></article>"
	      "<script>var comment = '<p>no</p>';</script><!-- <p>a comment</p> --></div></body></html>",
	      "H1 Children waited for months\nP " FIRST
	      "\nQ I rang eleven times before anybody came to see us at home.\nP " SECOND "\n");
}

/* ---- Words as printed ---- */

/* Characters by name and number, in old pages' windows-1252 too; breaks that are no blanks; soft hyphens
 * stay. */
static void test_characters(void **state)
{
	(void)state;
	check(
	    "<p>&pound;5&nbsp;m &ndash; 10&#37; &#8220;more&#x201d; &eacute; &#151; &amp;amp; &lt;b&gt;</p>",
	    "P \u00a35 m \u2013 10% \u201cmore\u201d \u00e9 \u2014 &amp; <b>\n");
	check("<p>one<!-- x -->two <b>th</b>ree<wbr>four</p>", "P onetwo threefour\n");
	check("<p>H<sub>2</sub>O and 4<sup>th</sup> <span>of</span><span>May</span></p>",
	      "P H2O and 4th ofMay\n");
	check("<p>4<sup>th</sup> of 24<sup>1</sup>, <b>10<sup>6</sup></b> and m<sup>2</sup></p>",
	      "P 4th of 24 1, 10 6 and m2\n");
	check("<p>unknown &nosuch; and &#xfffffff; end", "P unknown &nosuch; and end\n");
}

/* Lists say what they number only in the mark-up: items are items, whatever holds them. */
static void test_lists(void **state)
{
	(void)state;
	check("<ol type=a start=3><li>One<li>Two<ul><li>deeper</ul><li><p>Three</p><p>and "
	      "more</p></ol><dl><dt>Term</dt>"
	      "<dd>Meaning</dd></dl>",
	      "B1 One\nB1 Two\nB2 deeper\nB1 Three\nP and more\nP Term\nP Meaning\n");
}

/* Blocks that stand in no element of their own, and tags in the wrong order. */
static void test_bare_text(void **state)
{
	(void)state;
	check("Agreed.<br><br>Noted.<div>Signed</div>Chair", "P Agreed.\nP Noted.\nP Signed\nP Chair\n");
	check("<p>one<div>two</div>three<p>four", "P one\nP two\nP three\nP four\n");
	check("<b><p>bold</b> not</p><i>a</b>c</i>", "P bold not\nP ac\n");
	check("<table><p>before</p><tr><td>a<td>b<tr><td>c<td>d</table>", "P before\nR a | b\nR c | d\n");
	check("<h2>One<h3>Two</h3><p>", "H2 One\nH3 Two\n");
	check("<title>Only a title</title>", "");
}

int main(void)
{
	sg_extract_html_warm();
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_news_of_a_council),
	    cmocka_unit_test(test_printed_minutes),
	    cmocka_unit_test(test_tables_of_figures),
	    cmocka_unit_test(test_folded_sections),
	    cmocka_unit_test(test_story_among_teasers),
	    cmocka_unit_test(test_comments_of_a_blog),
	    cmocka_unit_test(test_what_readers_did_not_write),
	    cmocka_unit_test(test_characters),
	    cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_bare_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
