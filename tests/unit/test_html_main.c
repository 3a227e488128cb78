/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which of a web page's text is its matter: pages written after the shapes of newspapers', councils' and
 * meetings'. */
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

/* The kind of the block that begins so: its letter as in extract_fixture.h, in small where readers comment.
 */
static char kind_of(const SgText *text, const char *words)
{
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		char letter = "PHBRQXF"[block->kind];
		if (g_str_has_prefix(block->text, words))
			return block->comment ? g_ascii_tolower(letter) : letter;
	}
	fail_msg("no block begins with \"%s\"", words);
	return '\0';
}

static char kind_in(const char *html, const char *words)
{
	g_autoptr(SgText) text = extract(html);
	return kind_of(text, words);
}

#define ONE                                                                                                  \
	"<p>Inspectors found 44 children in need who had no social worker, and told the council to act at "  \
	"once. "                                                                                             \
	"Duty managers were telephoning families every week, a letter published on Tuesday said.</p>"
#define TWO                                                                                                  \
	"<p>The director left in February, and 23 social workers followed her within five months, it went "  \
	"on. The "                                                                                           \
	"cabinet member said that agency workers had been found for all of the children concerned.</p>"
#define THREE                                                                                                \
	"<p>A further visit is expected in the spring, when inspectors will look at what has become of the " \
	"eleven "                                                                                            \
	"families who had waited for longest, and at whether managers now check what was agreed.</p>"
#define STORY ONE TWO THREE

/* ---- Where the main text is ---- */

static void test_outside_the_article(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    extract("<body><div id=top>Weather: light cloud</div><div class=page><h1>Urgent action</h1><p "
		    "class=stand>Children had "
		    "no social worker for months, inspectors say.</p><p>By Ann Lee</p><p>3 May "
		    "2013</p><p>Large text</p>"
		    "<div class=story>" STORY
		    "</div></div><div class=x><p>Call the newsdesk with your story on the number "
		    "that you will find on the back page.</p></div>");
	assert_int_equal(kind_of(text, "Weather"), 'F');
	assert_int_equal(kind_of(text, "Urgent action"), 'H');
	assert_int_equal(kind_of(text, "Children had"), 'P');
	assert_int_equal(kind_of(text, "By Ann Lee"), 'P');
	assert_int_equal(kind_of(text, "3 May"), 'P');
	assert_int_equal(kind_of(text, "Inspectors found"), 'P');
	assert_int_equal(kind_of(text, "A further visit"), 'P');
	assert_int_equal(kind_of(text, "Call the newsdesk"), 'F');
}

/* The headline stands outside <article>; share buttons between the two do not stay, the standfirst does. */
static void test_between_headline_and_article(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    extract("<body><div><div class=a><h1>Urgent action</h1><p>Children had no social worker for "
		    "months, they say.</p>"
		    "<p>Large text</p></div><article>" STORY "</article><p>Call us</p></div>");
	assert_int_equal(kind_of(text, "Urgent action"), 'H');
	assert_int_equal(kind_of(text, "Children had"), 'P');
	assert_int_equal(kind_of(text, "Large text"), 'F');
	assert_int_equal(kind_of(text, "Call us"), 'F');
}

/* Too little prose, or prose in many places: everything stays that is not plainly furniture. */
static void test_nothing_told_apart(void **state)
{
	(void)state;
	static const char notice[] =
	    "<body><div class=a><h1>Notice</h1><p>The library is closed today.</p></div>"
	    "<div class=b><p>Room 2</p></div><nav>Home</nav>";
	assert_int_equal(kind_in(notice, "Room 2"), 'P');
	assert_int_equal(kind_in(notice, "Home"), 'F');
	static const char spread[] = "<body><h1>Report</h1><div class=a>" ONE "</div><div class=b>" TWO
				     "</div><div class=c>" THREE "</div><div class=d>Short</div>";
	assert_int_equal(kind_in(spread, "Short"), 'P');
	assert_int_equal(kind_in(spread, "A further"), 'P');
}

/* One item that is longer than all others must not make furniture of them. */
static void test_meeting_tables(void **state)
{
	(void)state;
	static const char page[] =
	    "<body><div id=main><h1>Agenda and minutes</h1><h2>Scrutiny Committee - 18 November "
	    "2014</h2><p>Venue: Shire "
	    "Hall</p><table><tr><td>1.</td><td><p>Apologies</p><p>None.</p></td></tr><tr><td>2.</"
	    "td><td><p>Ofsted</p>" STORY STORY STORY STORY
	    "</td></tr><tr><td>3.</td><td><p>Budget</p><p>RESOLVED: that the report be noted.</p></td>"
	    "</tr><tr><td>4.</td><td><p>Next meeting</p><p>4 May</p></td></tr></table></div>";
	g_autoptr(SgText) text = extract(page);
	static const char *const kept[] = {
	    "Scrutiny Committee", "Venue",     "1. Apologies",   "None.",
	    "2. Ofsted",          "3. Budget", "RESOLVED: that", "4. Next meeting"};
	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
		assert_int_not_equal(kind_of(text, kept[i]), 'F');
}

/* ModernGov: item titles and papers are links and stay; menus do not. */
static void test_committee_pages(void **state)
{
	(void)state;
	static const char page[] =
	    "<body><ul class=mgNav><li><a href=c>Calendar</a></ul><div class=mgContent><h1>Agenda "
	    "item</h1><h2>Permanence</h2>"
	    "<p><a href='ieDecisionDetails.aspx?ID=1'>Placements of teenagers</a></p><ul><li><a "
	    "href=a.aspx>Paper one</a>"
	    "<li><a href=b.aspx>Paper two</a></ul><div class=mgWordPara>" STORY "</div></div><p>Printed</p>";
	g_autoptr(SgText) text = extract(page);
	assert_int_equal(kind_of(text, "Calendar"), 'F');
	assert_int_equal(kind_of(text, "Permanence"), 'H');
	assert_int_equal(kind_of(text, "Placements"), 'P');
	assert_int_equal(kind_of(text, "Paper one"), 'B');
	assert_int_equal(kind_of(text, "Printed"), 'P');
}

static void test_noscript(void **state)
{
	(void)state;
	assert_int_equal(kind_in("<body><div class=a><script>x</script><noscript>" STORY "</noscript></div>",
				 "Inspectors found"),
			 'P');
	g_autoptr(SgText) text =
	    extract("<body><p>x</p><noscript><p>Please switch scripts on.</p></noscript>");
	assert_int_equal(text->blocks->len, 1);
}

/* ---- Headline ---- */

static void check_headline(const char *html, const char *expected)
{
	g_autoptr(SgText) text = extract(html);
	const char *got = NULL;
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		if (strcmp(meta->origin, "headline") == 0)
			got = meta->value;
	}
	if (expected == NULL)
		assert_null(got);
	else
		assert_string_equal(got, expected);
}

static void test_headline(void **state)
{
	(void)state;
	check_headline("<title>Road to recovery - Aldenshire Council</title><h1>Aldenshire Council</h1>"
		       "<h2>Road to recovery</h2>",
		       "Road to recovery");
	check_headline(
	    "<title>Aldenshire Council | Road to recovery</title><h1>Road to\n recovery</h1><h2>More</h2>",
	    "Road to recovery");
	check_headline(
	    "<head><meta property=og:title content='Road to recovery'><title>x</title></head><h1>News</h1>"
	    "<h3>Road to recovery</h3>",
	    "Road to recovery");
	check_headline("<title>x</title><h1></h1><h1>First</h1><h1>Second</h1>", "First");
	check_headline("<title>x</title><h2>Lesser</h2>", NULL);
}

/* ---- Furniture inside the main text ---- */

#define INSIDE(markup) "<body><div class=top>x</div><article><h1>Urgent action</h1>" STORY markup "</article>"

static void test_lines_that_lead_elsewhere(void **state)
{
	(void)state;
	static const char *const lines[] = {
	    "Read more: How it began",
	    "Share this story",
	    "Sign up to our newsletter for the day’s news at 7am.",
	    "Advertisement",
	    "Photograph by Ann Lee",
	    "5 min read",
	    "Tags: children, Ofsted",
	    "Leave a reply",
	    "Was this page helpful? Yes No",
	};
	static const char *const sentences[] = {
	    "Sharers of the house were told.",    "Advertisements for staff had failed.",
	    "5 minutes is all they had.",         "Topicality was the word.",
	    "Families get an e-mail each month.",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *html = g_strdup_printf(INSIDE("<p>%s</p>"), lines[i]);
		assert_int_equal(kind_in(html, lines[i]), 'F');
	}
	for (gsize i = 0; i < G_N_ELEMENTS(sentences); i++) {
		g_autofree char *html = g_strdup_printf(INSIDE("<p>%s</p>"), sentences[i]);
		assert_int_equal(kind_in(html, sentences[i]), 'P');
	}
}

static void test_links_alone(void **state)
{
	(void)state;
	assert_int_equal(kind_in(INSIDE("<p><a href=/b>Bus passes to rise</a></p>"), "Bus"), 'F');
	assert_int_equal(kind_in(INSIDE("<p>See <a href=/b>bus passes</a> too.</p>"), "See"), 'P');
	assert_int_equal(kind_in(INSIDE("<p><a href=/b.pdf?x>The letter</a></p>"), "The letter"), 'P');
	assert_int_equal(kind_in(INSIDE("<h2><a href=#x>What is next</a></h2>" ONE), "What is next"), 'H');
	assert_int_equal(kind_in(INSIDE("<ul><li><a href=/b>Bus</a><li><a href=/c>Car</a></ul>"), "Bus"),
			 'F');
}

static void test_further_articles(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    extract(INSIDE("<h3>More stories</h3><p>Bus passes</p><h4>Cars</h4><p>Parking</p><h3>The "
			   "inspection</h3><p>It began in May.</p>"));
	assert_int_equal(kind_of(text, "More stories"), 'F');
	assert_int_equal(kind_of(text, "Bus passes"), 'F');
	assert_int_equal(kind_of(text, "Cars"), 'F');
	assert_int_equal(kind_of(text, "The inspection"), 'H');
	assert_int_equal(kind_of(text, "It began"), 'P');
}

#define TEASER(class, n)                                                                                     \
	"<div" class "><h3><a href=/" #n ">Teaser " #n                                                       \
		     "</a></h3><p>It is about the price of buses in town.</p></div>"

static void test_teasers(void **state)
{
	(void)state;
	assert_int_equal(kind_in(INSIDE("<section>" TEASER(" class=t", 1) TEASER(" class=t", 2) "</section>"),
				 "It is about"),
			 'F');
	assert_int_equal(kind_in(INSIDE("<section>" TEASER("", 1) TEASER("", 2) "</section>"), "It is about"),
			 'P');
	assert_int_equal(kind_in(INSIDE("<section>" TEASER("", 1) TEASER("", 2) TEASER("", 3) "</section>"),
				 "It is about"),
			 'F');
	/* a page of nothing but news keeps it */
	assert_int_equal(
	    kind_in("<body><h1>News</h1>" TEASER(" class=t", 1) TEASER(" class=t", 2), "It is about"), 'P');
}

static void test_bare_headings(void **state)
{
	(void)state;
	assert_int_equal(
	    kind_in(INSIDE("<h2>Elsewhere</h2><ul><li><a href=/b>Bus</a><li><a href=/c>Car</a></ul>"),
		    "Elsewhere"),
	    'F');
	assert_int_equal(kind_in(INSIDE("<h2>Elsewhere</h2><p>In May.</p><p>Advertisement</p>"), "Elsewhere"),
			 'H');
	assert_int_equal(kind_in(INSIDE("<h2>Elsewhere</h2>"), "Elsewhere"), 'H');
}

static void test_the_writer(void **state)
{
	(void)state;
	static const char bio[] = "<p>Ann Lee is a reporter with the Courier.</p>";
	g_autofree char *named =
	    g_strconcat("<head><meta name=author content='Ann Lee'></head>", INSIDE(""), bio, NULL);
	g_autofree char *end = g_strdup_printf(
	    "<head><meta name=author content='Ann Lee'></head><body><div>x</div><article>" STORY
	    "%s</article>",
	    bio);
	g_autofree char *start = g_strdup_printf(
	    "<head><meta name=author content='Ann Lee'></head><body><div>x</div><article>%s" STORY STORY
	    "</article>",
	    bio);
	assert_int_equal(kind_in(named, "Ann Lee is"), 'F');
	assert_int_equal(kind_in(end, "Ann Lee is"), 'F');
	assert_int_equal(kind_in(start, "Ann Lee is"), 'P');
	assert_int_equal(kind_in(INSIDE("<p>Ann Lee is a mother of two.</p>"), "Ann Lee is"), 'P');
	assert_int_equal(kind_in(INSIDE("<div class=author-bio>Bo Day</div>"), "Bo Day"), 'F');
	assert_int_equal(kind_in(INSIDE("<div class=author>By Bo Day</div>"), "By Bo Day"), 'P');
}

static void test_times_said_twice(void **state)
{
	(void)state;
	assert_int_equal(kind_in(INSIDE("<p><time datetime=2013-05-03>3 May 2013</time></p>"), "3 May"), 'F');
	assert_int_equal(kind_in(INSIDE("<p><time>3 May 2013</time></p>"), "3 May"), 'P');
	assert_int_equal(
	    kind_in(INSIDE("<p>On <time datetime=2013-05-03>3 May</time> they met.</p>"), "On 3"), 'P');
}

static void test_folded_away(void **state)
{
	(void)state;
	assert_int_equal(kind_in(INSIDE("<div style='color:red; display: none'>Thank you</div>"), "Thank"),
			 'F');
	assert_int_equal(kind_in(INSIDE("<div style='display:block'>Thank you</div>"), "Thank"), 'P');
	assert_int_equal(kind_in("<body><article>" ONE "<div style='display:none'>" STORY STORY
				 "</div></article>",
				 "The director"),
			 'P');
}

/* Words of minutes that look like a newspaper's. */
static void test_minutes_keep_their_words(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    extract(INSIDE("<p><b>RECOMMENDED:</b></p><p>(a) that it be noted;</p><h3>Related party "
			   "transactions</h3><p>None.</p><h2>More in hope</h2><p>Than in fear.</p>"));
	static const char *const kept[] = {"RECOMMENDED", "(a) that",     "Related party",
					   "None.",       "More in hope", "Than in"};
	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
		assert_int_not_equal(kind_of(text, kept[i]), 'F');
	static const char form[] =
	    "<body><div><h2>Comments</h2><p>None received.</p><p>Next</p><p>Read more: x</p></div>";
	assert_int_equal(kind_in(form, "Comments"), 'H');
	assert_int_equal(kind_in(form, "Next"), 'P');
	assert_int_equal(kind_in(form, "Read more"), 'F');
}

/* ---- Readers' comments ---- */

static void test_comment_areas(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    extract("<body class=comments-open><div>x</div><article><h1>Urgent action</h1>" STORY
		    "<a class=comments-link href=#c>2 comments</a></article><section id=comments "
		    "class='comments-area'><h3>2 comments</h3>"
		    "<ol class=comment-list><li><article class=comment><p>Fri 4 Jul 14</p><p>hedgerow "
		    "says...</p><p>Nobody could do "
		    "it, with 34 children each, and nobody asked how often they met.</p><div "
		    "class=reply>Reply</div></article></ol>"
		    "<div id=respond class=comment-respond><p>Your name</p></div><p>Report this "
		    "comment</p></section>");
	assert_int_equal(kind_of(text, "Inspectors found"), 'P');
	assert_int_equal(kind_of(text, "Fri 4 Jul"), 'p');
	assert_int_equal(kind_of(text, "hedgerow"), 'p');
	assert_int_equal(kind_of(text, "Nobody could"), 'p');
	assert_int_equal(kind_of(text, "Reply"), 'f');
	assert_int_equal(kind_of(text, "Your name"), 'f');
	assert_int_equal(kind_of(text, "Report this"), 'f');
}

/* Comments may be longer than the article; a page of opinion is no comment. */
static void test_what_comments_are_not(void **state)
{
	(void)state;
	static const char more[] =
	    "<body><div class=a><h1>Brief</h1>" ONE "</div><div class=comments>" STORY STORY STORY "</div>";
	assert_int_equal(kind_in(more, "The director"), 'p');
	assert_int_equal(kind_in(more, "Inspectors found"), 'P');
	static const char opinion[] =
	    "<title>Opinion of the day</title><body><div class='article comment'><h1>Opinion of the "
	    "day</h1>" STORY "</div>";
	assert_int_equal(kind_in(opinion, "The director"), 'P');
	static const char *const names[] = {"commentary", "comment-count", "no-comments", "has-comments",
					    "comments-open"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *html =
		    g_strdup_printf("<body><div><div class='%s'>Said</div>" STORY "</div>", names[i]);
		assert_int_equal(g_ascii_isupper(kind_in(html, "Said")), TRUE);
	}
}

int main(void)
{
	sg_extract_html_warm();
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_outside_the_article),
	    cmocka_unit_test(test_between_headline_and_article),
	    cmocka_unit_test(test_nothing_told_apart),
	    cmocka_unit_test(test_meeting_tables),
	    cmocka_unit_test(test_committee_pages),
	    cmocka_unit_test(test_noscript),
	    cmocka_unit_test(test_headline),
	    cmocka_unit_test(test_lines_that_lead_elsewhere),
	    cmocka_unit_test(test_links_alone),
	    cmocka_unit_test(test_further_articles),
	    cmocka_unit_test(test_teasers),
	    cmocka_unit_test(test_bare_headings),
	    cmocka_unit_test(test_the_writer),
	    cmocka_unit_test(test_times_said_twice),
	    cmocka_unit_test(test_folded_away),
	    cmocka_unit_test(test_minutes_keep_their_words),
	    cmocka_unit_test(test_comment_areas),
	    cmocka_unit_test(test_what_comments_are_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
