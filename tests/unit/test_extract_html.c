/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Blocks and metadata of HTML, from small pages written for each rule. */
#include "extract_fixture.h"

#include "base/limits.h"

#include <string.h>

enum { DEPTH = 200000 }; /* elements one inside another, html and body among them */

static SgText *extract_bytes(const char *html, size_t n_bytes, const char *charset)
{
	SgText *text = sg_text_new("text/html");
	g_autoptr(GBytes) bytes = g_bytes_new(html, n_bytes);
	g_autoptr(GError) error = NULL;
	assert_true(sg_extract_html(bytes, charset, text, &error));
	assert_null(error);
	return text;
}

static void check(const char *html, const char *expected)
{
	g_autoptr(SgText) text = extract_bytes(html, strlen(html), NULL);
	g_autofree char *shown = show_blocks(text);
	assert_string_equal(shown, expected);
}

static void check_meta(const char *html, const char *expected)
{
	g_autoptr(SgText) text = extract_bytes(html, strlen(html), NULL);
	g_autofree char *shown = show_meta(text);
	assert_string_equal(shown, expected);
}

static void test_paragraphs(void **state)
{
	(void)state;
	check("<p>One  <b>W</b>ord<i>s</i>\n run<p>Two<div>Three<div>Four</div>Five</div>Six",
	      "P One Words run\nP Two\nP Three\nP Four\nP Five\nP Six\n");
	check("", "");
	check(" \n ", "");
	check("no tags at all", "P no tags at all\n");
	check("<p>&nbsp;</p><p>a&nbsp;&nbsp;b&amp;c &lt;d&gt; &eacute; &#8217; &#x2013;</p>",
	      "P a b&c <d> \u00e9 \u2019 \u2013\n");
}

static void test_headings(void **state)
{
	(void)state;
	check("<h1>A</h1><h2>B <span>c</span></h2><h6><div>D</div></h6><p>e</p>",
	      "H1 A\nH2 B c\nH6 D\nP e\n");
}

static void test_lists(void **state)
{
	(void)state;
	check(
	    "<ul><li>a<ul><li><p>b</p><p>more b</p></li></ul></li><li>c</li></ul><ol start=4><li>d</li></ol>",
	    "B1 a\nB2 b\nP more b\nB1 c\nB1 d\n");
}

static void test_quote_and_pre(void **state)
{
	(void)state;
	check("<blockquote>said<p>he</p><footer>Ofsted</footer></blockquote>after",
	      "Q said\nQ he\nQ Ofsted\nP after\n");
	check("<pre>one\ntwo\n\nthree</pre>", "P one two\nP three\n");
}

static void test_breaks(void **state)
{
	(void)state;
	check("<p>a<br>b<br/>\n&nbsp;<br>c<br> <br> <br>d", "P a b\nP c\nP d\n");
	check("<h2>a<br><br>b</h2>", "H2 a b\n");
}

static void test_windows_1252_references(void **state)
{
	(void)state;
	check("<p>&#147;don&#146;t&#148; &#150; &#129;</p>", "P \u201cdon\u2019t\u201d \u2013 \ufffd\n");
}

static void test_hidden(void **state)
{
	(void)state;
	check("<p>a<script>var x = '<p>no</p>';</script><style>p{}</style><noscript>no</noscript>b</p>"
	      "<div hidden>no</div><template><p>no</p></template><svg><title>no</title></svg><!-- no -->"
	      "<p aria-hidden=true>yes</p>",
	      "P ab\nP yes\n");
}

static void test_bold(void **state)
{
	(void)state;
	static const char html[] = "<p><b>RESOLVED:</b> </p><p><strong>That</strong> it</p>";
	g_autoptr(SgText) text = extract_bytes(html, strlen(html), NULL);
	assert_true(block_at(text, 0)->bold);
	assert_false(block_at(text, 1)->bold);
}

static void test_data_table(void **state)
{
	(void)state;
	check("<table><caption>Cases</caption><thead><tr><th>Year<th>N<tbody><tr><td>2012<td>1,<b>44</b>4"
	      "<tr><td><td>5<tr><td><td></table><p>z",
	      "P Cases\nR Year | N\nR 2012 | 1,444\nR | 5\nP z\n");
}

static void test_layout_tables(void **state)
{
	(void)state;
	/* As ModernGov sets out the items of a meeting. */
	check("<table><tr><th>No.</th><th>Item</th></tr><tr><td><p>45.</p></td><td><p>Apologies</p><p>To "
	      "receive "
	      "them.</p><p>None.</p></td></tr><tr><td>23/7</td><td><h3>Budget</h3><p>x</p></td></tr></table>",
	      "P No.\nP Item\nP 45. Apologies\nP To receive them.\nP None.\nH3 23/7 Budget\nP x\n");
	check("<table role=presentation><tr><td>a<td>b</table>", "P a\nP b\n");
	check("<table><tr><td>a<td><table><tr><td>1<td>2</table></table>", "P a\nR 1 | 2\n");
	check("<table><tr><td>only<tr><td>column</table>", "P only\nP column\n");
}

static void test_layout_cell_bound(void **state)
{
	(void)state;
	for (size_t n_bytes = 600; n_bytes <= 601; n_bytes++) {
		g_autofree char *cell = g_strnfill(n_bytes, 'x');
		g_autofree char *html = g_strconcat("<table><tr><td>a<td>", cell, "</table>", NULL);
		g_autoptr(SgText) text = extract_bytes(html, strlen(html), NULL);
		assert_int_equal(block_at(text, 0)->kind, n_bytes == 600 ? SG_BLOCK_ROW : SG_BLOCK_PARAGRAPH);
	}
}

#define BODY "<p>The body of the page is longer than all of its furniture together, as bodies mostly are.</p>"
#define BODY_SHOWN                                                                                           \
	"P The body of the page is longer than all of its furniture together, as bodies mostly are.\n"

static void test_furniture(void **state)
{
	(void)state;
	static const char *const pieces[] = {
	    "<nav>x</nav>",
	    "<aside>x</aside>",
	    "<header>x</header>",
	    "<footer>x</footer>",
	    "<form>x</form>",
	    "<button>x</button>",
	    "<div role=navigation>x</div>",
	    "<div role=' Search '>x</div>",
	    "<div class='site-nav'>x</div>",
	    "<div id=mainMenu>x</div>",
	    "<div class=breadcrumbs>x</div>",
	    "<div id=cookie_notice>x</div>",
	    "<ul class='ShareBar share'><li>x</ul>",
	    "<p class=social-links>x</p>",
	    "<div class='related'>x</div>",
	    "<div class=siteFooter>x</div>",
	    "<div class=newsletter-signup>x</div>",
	    "<div class='advert-top'>x</div>",
	    "<div class='article-promo'>x</div>",
	    "<div id=Header>x</div>",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autofree char *html = g_strconcat(pieces[i], BODY, NULL);
		check(html, "F x\n" BODY_SHOWN);
	}
}

static void test_not_furniture(void **state)
{
	(void)state;
	static const char *const pieces[] = {
	    "<div class=navy>x</div>",
	    "<div class='childrens-social-care'>x</div>",
	    "<div class='social_worker'>x</div>",
	    "<div class='shared-ownership'>x</div>",
	    "<div class='has-sidebar'>x</div>",
	    "<div class='footnote'>x</div>",
	    "<div class=comment-share>x</div>",
	    "<article><header>x</header></article>",
	    "<p>x</p>",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autofree char *html = g_strconcat(pieces[i], BODY, NULL);
		check(html, "P x\n" BODY_SHOWN);
	}
}

/* What holds half the text or the title is no furniture, whatever it is called: ASP.NET pages are one form.
 */
static void test_wrappers(void **state)
{
	(void)state;
	check("<form><div class=sidebar>" BODY "</div><p>x</p></form>", BODY_SHOWN "P x\n");
	check("<header><h1>T</h1><nav>x</nav></header>" BODY, "H1 T\nF x\n" BODY_SHOWN);
}

/* A control inside a sentence does not break it; a link in one stays. */
static void test_furniture_inside_a_sentence(void **state)
{
	(void)state;
	check("<p>The <button>i</button>board <a class=related href=x>met</a>.</p>" BODY,
	      "P The board met.\nF i\n" BODY_SHOWN);
}

static void test_menus_of_links(void **state)
{
	(void)state;
	check("<div><a>One story</a><a>Another story</a> <a>Third story</a></div>" BODY,
	      "F One storyAnother story Third story\n" BODY_SHOWN);
	check("<div><a>One story</a> <a>Another story</a></div>" BODY,
	      "P One story Another story\n" BODY_SHOWN);
}

static void test_comments(void **state)
{
	(void)state;
	check(BODY "<div id=disqus_thread><p>Fri 4 Jul 14</p><p>Pen says...</p></div>",
	      BODY_SHOWN "P Fri 4 Jul 14\nP Pen says...\n");
}

static void test_meta_elements(void **state)
{
	(void)state;
	check_meta("<html lang=en-GB><head><title>Road to\n recovery | Council</title>"
		   "<meta property=og:title content='Road to recovery'><meta name=DC.date content=2013-03-20>"
		   "<meta property='article:published_time' content='2013-03-21T09:00:00Z'>"
		   "<meta name=Author content=' A. Writer '><meta property=og:site_name content=Council>"
		   "<meta property=og:type content=article><meta name=viewport content=x><meta name=date>"
		   "<link rel=canonical href=https://example.org/a></head><h1>The road</h1><h1>No</h1>",
		   "published=2013-03-21T09:00:00Z (meta)\npublished=2013-03-20 (meta)\n"
		   "author=A. Writer (meta)\ntitle=Road to recovery (meta)\nsite=Council (meta)\n"
		   "type=article (meta)\nurl=https://example.org/a (meta)\n"
		   "title=Road to recovery | Council (meta)\nlang=en-GB (meta)\ntitle=The road (headline)\n");
}

static void test_times(void **state)
{
	(void)state;
	check_meta(
	    "<nav><time datetime=2001>x</time></nav><div class=comments><time datetime=2002>x</time></div>"
	    "<time datetime=2003>x</time><time datetime=2004>x</time><time datetime=2005 pubdate>x</time>"
	    "<abbr itemprop=datePublished title=2006>x</abbr><time class=updated datetime=2007>x</time>" BODY,
	    "published=2006 (itemprop)\npublished=2005 (time)\nmodified=2007 (time)\n"
	    "published=2003 (time)\npublished=2004 (time)\n");
}

static void test_times_of_the_main_text_come_first(void **state)
{
	(void)state;
	check_meta("<time datetime=2001>x</time><article>" BODY
		   "<time datetime=2002>x</time><time>3 May 2003</time>"
		   "<time>no digits</time></article><meta itemprop=datePublished content=2004>",
		   "published=2002 (time)\npublished=3 May 2003 (time)\npublished=2004 (itemprop)\n"
		   "published=2001 (time)\n");
}

/* Teasers of other articles carry dates of their own, and so do comments. */
static void test_times_of_teasers(void **state)
{
	(void)state;
	check_meta(
	    "<aside><time class=published datetime=2001>x</time><time class=published datetime=2002>x</time>"
	    "</aside>" BODY,
	    "");
	check_meta(
	    "<aside><time class=published datetime=2001>x</time><time datetime=2002>x</time></aside>" BODY,
	    "");
	check_meta("<aside><time class=published datetime=2001>x</time></aside>" BODY,
		   "published=2001 (time)\n");
	check_meta("<div id=comments><meta itemprop=datePublished content=2001></div>" BODY, "");
}

static void test_kinds_of_dates(void **state)
{
	(void)state;
	check_meta(
	    "<time class='entry-date updated' datetime=2001>x</time><span class='date-updated' "
	    "title=2002>x</span>"
	    "<span property='dc:date dc:created' content=2003>x</span>"
	    "<div data-published=1584698400 data-other=1>x</div><div data-publish-date=1584698400000>x</div>"
	    "<meta itemprop=dateModified content=2004>" BODY,
	    "published=2003 (itemprop)\nmodified=2004 (itemprop)\npublished=2001 (time)\n"
	    "modified=2002 (time)\npublished=2020-03-20T10:00:00Z (data)\n"
	    "published=2020-03-20T10:00:00Z (data)\n");
	check_meta(
	    "<head><meta name=citation_publication_date content=2001><meta property=og:article:modified_time "
	    "content=2002><meta name=parsely-pub-date content=2003><meta name=DC.created "
	    "content=2004></head>",
	    "published=2003 (meta)\npublished=2001 (meta)\ncreated=2004 (meta)\nmodified=2002 (meta)\n");
}

static void test_writers(void **state)
{
	(void)state;
	check_meta(
	    "<div class=comments><a rel=author>No</a></div><p class='meta byline'>By <b>Ann "
	    "Lee</b><br>reporter</p>"
	    "<a rel=author href=x>Bo Day</a><span itemprop=author><span itemprop=name>Cy Fox</span></span>"
	    "<div class=author>Ann Lee has written about the county and its council for the Aldenshire "
	    "Herald since "
	    "she left school, and before that for its predecessor, the Kelmouth Times, where she "
	    "began.</div>" BODY,
	    "author=Bo Day (rel)\nauthor=Cy Fox (itemprop)\nauthor=By Ann Lee reporter (byline)\n");
}

#define JSONLD(json) "<script type='application/ld+json'>" json "</script>"

static void test_jsonld(void **state)
{
	(void)state;
	check_meta(
	    "<head><meta property=og:type content=article>" JSONLD(
		"{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"Page\"},"
		"{\"@type\":[\"Thing\",\"http://schema.org/NewsArticle\"],\"headline\":\"Back from the\n "
		"brink\","
		"\"datePublished\":\"2014-07-03\",\"dateModified\":\"2014-07-04\",\"dateCreated\":\"2014-07-"
		"02\","
		"\"author\":[{\"name\":\"A\"},\"B\"],\"publisher\":{\"@id\":\"#o\"},\"url\":\"u\"},"
		"{\"@type\":\"Organization\",\"@id\":\"#o\",\"name\":\"Times\"},"
		"{\"@type\":\"VideoObject\",\"name\":\"no\",\"datePublished\":\"1999\"}]}"),
	    "type=NewsArticle (json-ld)\ntitle=Back from the  brink (json-ld)\n"
	    "published=2014-07-03 (json-ld)\nmodified=2014-07-04 (json-ld)\ncreated=2014-07-02 "
	    "(json-ld)\nauthor=A (json-ld)\n"
	    "author=B (json-ld)\nsite=Times (json-ld)\nurl=u (json-ld)\ntype=WebPage (json-ld)\n"
	    "title=Page (json-ld)\ntype=article (meta)\n");
	check_meta(JSONLD("//<![CDATA[\n[{\"@type\":\"Report\",\"name\":\"R\"}]\n//]]>"),
		   "type=Report (json-ld)\ntitle=R (json-ld)\n");
	check_meta(JSONLD("{\"@type\":\"Report\",\"datePublished\" : \"2014-07-03\",\"x\":\"\"\"}"),
		   "published=2014-07-03 (json-ld)\n");
	check_meta(JSONLD("{\"@type\":") JSONLD("") JSONLD("[1,null,\"x\"]"), "");
}

static char *repeat(const char *piece, size_t n_times, const char *after)
{
	g_autoptr(GString) html = g_string_new(NULL);
	for (size_t i = 0; i < n_times; i++)
		g_string_append(html, piece);
	g_string_append(html, after);
	return g_string_free(g_steal_pointer(&html), FALSE);
}

/* JSON nested too deep, and more objects than are looked at, are passed over. */
static void test_jsonld_bounds(void **state)
{
	(void)state;
	g_autofree char *deep = repeat("[", 100000, "");
	g_autofree char *html =
	    g_strconcat("<script type=application/ld+json>", deep, "</script><p>x</p>", NULL);
	check_meta(html, "");
	for (size_t n_before = 255; n_before <= 256; n_before++) {
		g_autofree char *many = repeat("{},", n_before, "{\"@type\":\"Report\",\"name\":\"R\"}]");
		g_autofree char *page =
		    g_strconcat("<script type=application/ld+json>[", many, "</script>", NULL);
		check_meta(page, n_before == 255 ? "type=Report (json-ld)\ntitle=R (json-ld)\n" : "");
	}
}

static void test_charsets(void **state)
{
	(void)state;
	static const char declared[] = "<meta charset=iso-8859-1><p>don\x92t \xa3"
				       "5";
	g_autoptr(SgText) latin = extract_bytes(declared, sizeof declared - 1, NULL);
	assert_string_equal(block_at(latin, 0)->text, "don\u2019t \u00a35");
	static const char wide[] = "\xff\xfe<\0p\0>\0\x19\x20";
	g_autoptr(SgText) utf16 = extract_bytes(wide, sizeof wide - 1, "utf-16le");
	assert_string_equal(block_at(utf16, 0)->text, "\u2019");
	static const char lying[] = "<meta charset=utf-16><p>caf\xc3\xa9 a\0b";
	g_autoptr(SgText) utf8 = extract_bytes(lying, sizeof lying - 1, NULL);
	assert_string_equal(block_at(utf8, 0)->text, "caf\u00e9 a\ufffd"
						     "b");
}

static void test_deep_nesting(void **state)
{
	(void)state;
	g_autofree char *deep = repeat("<div>", 100000, "bottom");
	check(deep, "P bottom\n");
	g_autofree char *tables = repeat("<table><tr><td>", 5000, "x");
	check(tables, "P x\n");
	g_autofree char *lists = repeat("<ul><li>", 5000, "x");
	check(lists, "B9 x\n");
}

static void test_depth_bound(void **state)
{
	(void)state;
	for (size_t extra = 0; extra < 2; extra++) {
		g_autofree char *html = repeat("<div>", DEPTH - 2 + extra, "bottom");
		g_autoptr(GBytes) bytes = g_bytes_new(html, strlen(html));
		g_autoptr(SgText) text = sg_text_new("text/html");
		g_autoptr(GError) error = NULL;
		assert_int_equal(sg_extract_html(bytes, NULL, text, &error), extra == 0);
		assert_int_equal(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED), extra == 1);
	}
}

/* No entity but HTML's own is expanded, and none fetched. */
static void test_entities_of_the_document(void **state)
{
	(void)state;
	static const char bomb[] = "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">"
				   "<!ENTITY f SYSTEM \"file:///etc/passwd\">]><p>&b; &f; &amp;</p>";
	g_autoptr(SgText) text = extract_bytes(bomb, strlen(bomb), NULL);
	assert_string_equal(block_at(text, text->blocks->len - 1)->text, "&b; &f; &");
}

static void test_broken_markup(void **state)
{
	(void)state;
	check("<p>a<b>b<p>c</i></b></div></p>d<", "P ab\nP c\nP d<\n");
	check("<p><a href=\"x>lost</a>", "");
	g_autofree char *unclosed = repeat("<font><b>", 1000, "x<p>y");
	check(unclosed, "P x\nP y\n");
}

int main(void)
{
	sg_extract_html_warm();
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paragraphs),
	    cmocka_unit_test(test_headings),
	    cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_quote_and_pre),
	    cmocka_unit_test(test_breaks),
	    cmocka_unit_test(test_windows_1252_references),
	    cmocka_unit_test(test_hidden),
	    cmocka_unit_test(test_bold),
	    cmocka_unit_test(test_data_table),
	    cmocka_unit_test(test_layout_tables),
	    cmocka_unit_test(test_layout_cell_bound),
	    cmocka_unit_test(test_furniture),
	    cmocka_unit_test(test_not_furniture),
	    cmocka_unit_test(test_wrappers),
	    cmocka_unit_test(test_furniture_inside_a_sentence),
	    cmocka_unit_test(test_menus_of_links),
	    cmocka_unit_test(test_comments),
	    cmocka_unit_test(test_meta_elements),
	    cmocka_unit_test(test_times),
	    cmocka_unit_test(test_times_of_the_main_text_come_first),
	    cmocka_unit_test(test_times_of_teasers),
	    cmocka_unit_test(test_kinds_of_dates),
	    cmocka_unit_test(test_writers),
	    cmocka_unit_test(test_jsonld),
	    cmocka_unit_test(test_jsonld_bounds),
	    cmocka_unit_test(test_charsets),
	    cmocka_unit_test(test_deep_nesting),
	    cmocka_unit_test(test_depth_bound),
	    cmocka_unit_test(test_entities_of_the_document),
	    cmocka_unit_test(test_broken_markup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
