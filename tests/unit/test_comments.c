/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reader comments as pages of several kinds print them: whose they are, when, and each once. */
#include "tests/support/support.h"

#include "indexer/passages.h"
#include "indexer/structure/commentline.h"

#define STORY                                                                                                \
	"Drift and delay were found in every part of the service that the inspectors looked at, they said."
#define LONG_ONE "They have had three directors in four years, and nobody stays long enough to read files."
#define LONG_TWO "Because the last one promised us that the files would all be read by the end of the summer."
/* What a page repeats, with its own markup and without. */
static const char quoted_twice[] =
    "[quote][p][bold]Old Tollen[/bold] wrote: Well. " LONG_ONE "[/p][/quote]" LONG_TWO;
static const char run_together[] = "Well. " LONG_ONE " Old Tollen";

/* Blocks of an article, then of a comment area when `marked`; shown as voice, day, speaker and text of each
   passage that is searched, a line each. */
static char *read_page(const char *const *article, const char *const *comments, bool marked)
{
	g_autoptr(SgText) text = sg_text_new(marked ? "text/html" : "text/plain");
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = SG_SOURCE_PRESS;
	document->published = (SgDate){{20140703, 20140703}, SG_BASIS_METADATA, NULL};
	for (; *article; article++)
		sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(*article));
	for (; *comments; comments++)
		sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(*comments))->comment = marked;
	g_autoptr(GPtrArray) passages = sg_passages_make(text, document);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < passages->len; i++) {
		const SgPassage *passage = g_ptr_array_index(passages, i);
		if (passage->kind != SG_KIND_FURNITURE)
			g_string_append_printf(out, "%s %d %s: %.24s\n", sg_source_name(passage->source),
					       passage->said.when.from,
					       passage->speaker ? passage->speaker : "-", passage->text);
	}
	return g_string_free(out, FALSE);
}

static const char *const story[] = {STORY, NULL};
#define STORY_SHOWN "press 20140703 -: Drift and delay were fou\n"

static void check_page(const char *const *comments, bool marked, const char *expected)
{
	g_autofree char *shown = read_page(story, comments, marked);
	g_autofree char *all = g_strconcat(STORY_SHOWN, expected, NULL);
	check_string(shown, all, comments[0]);
}

static void each_comment_is_kept_once(void **state)
{
	(void)state;
	static const char *const comments[] = {"Comments (3)",
					       "10:11am Fri 4 Jul 14",
					       "Old Tollen says...",
					       "Well.",
					       LONG_ONE,
					       run_together,
					       "Score: 1",
					       "11:21am Fri 4 Jul 14",
					       "hedgerow says...",
					       "Old Tollen wrote:",
					       "Well.",
					       LONG_ONE,
					       LONG_TWO,
					       quoted_twice,
					       "Score: 3",
					       "9:49am Mon 7 Jul 14",
					       "Old Tollen says...",
					       "hedgerow wrote:",
					       "Old Tollen wrote:",
					       "Well.",
					       LONG_ONE,
					       LONG_TWO,
					       "So they did.",
					       "9:50am Mon 7 Jul 14",
					       "Ann says...",
					       "Old Tollen wrote: So they did.",
					       "Did they?",
					       "Post a comment",
					       LONG_TWO,
					       NULL};
	check_page(comments, false,
		   "comment 20140704 Old Tollen: Well.\n"
		   "comment 20140704 Old Tollen: They have had three dire\n"
		   "comment 20140704 hedgerow: Because the last one pro\n"
		   "comment 20140707 Old Tollen: So they did.\n"
		   "comment 20140707 Ann: Did they?\n");
}

/* What "X wrote:" quotes from another page ends nobody knows where: in nobody's mouth. */
static void quotes_of_the_unknown_are_nobodys(void **state)
{
	(void)state;
	static const char *const comments[] = {"Comments (1)",
					       "10:11am Fri 4 Jul 14",
					       "hedgerow says...",
					       "Old Tollen wrote:",
					       LONG_ONE,
					       LONG_TWO,
					       NULL};
	check_page(comments, false,
		   "comment 20140704 -: They have had three dire\n"
		   "comment 20140704 -: Because the last one pro\n");
}

static void a_page_may_show_a_comment_twice(void **state)
{
	(void)state;
	static const char *const comments[] = {"Most popular",
					       "10:11am Fri 4 Jul 14",
					       "Old Tollen says...",
					       LONG_ONE,
					       "Newest",
					       "11:30am Fri 4 Jul 14",
					       "hedgerow says...",
					       LONG_TWO,
					       "10:11am Fri 4 Jul 14",
					       "Old Tollen says...",
					       LONG_ONE,
					       NULL};
	check_page(comments, true,
		   "comment 20140704 Old Tollen: They have had three dire\n"
		   "comment 20140704 hedgerow: Because the last one pro\n");
}

/* Blog software: name, then date, in words of its own. */
static void names_with_dates(void **state)
{
	(void)state;
	static const char *const comments[] = {
	    "2 comments",
	    "Jo Smith says:",
	    "4 July 2014 at 10:11 am",
	    LONG_ONE,
	    "Reply",
	    "Ann Pell on 7 July 2014 at 09:49 said:",
	    LONG_TWO,
	    "Reply",
	    "Leave a Reply",
	    "Your email address will not be published. Required fields are marked with a star.",
	    NULL};
	check_page(comments, true,
		   "comment 20140704 Jo Smith: They have had three dire\n"
		   "comment 20140707 Ann Pell: Because the last one pro\n");
}

/* Blog software again, where nothing says "comments" above them and the page's markup is lost. */
static void a_name_and_a_time_open_the_comments(void **state)
{
	(void)state;
	static const char *const comments[] = {"11 responses to it",
					       "Jo Smith says:",
					       "July 11, 2014 at 12:25 pm",
					       LONG_ONE,
					       "Reply",
					       "hedgerow says:",
					       "July 12, 2014 at 2:54 pm",
					       "No.",
					       "Reply",
					       NULL};
	check_page(comments, false,
		   "press 20140703 -: 11 responses to it\n"
		   "comment 20140711 Jo Smith: They have had three dire\n"
		   "comment 20140712 hedgerow: No.\n");
}

/* "3 days ago" is no date: it was said on some day after the article. */
static void how_long_ago_is_no_date(void **state)
{
	(void)state;
	static const char *const comments[] = {"Sort by Best", "Jo Smith", "•",        "3 days ago", LONG_ONE,
					       "Reply",        "Share ›",  "hedgerow", "•",          "2h",
					       "No.",          "Reply",    "Share ›",  NULL};
	check_page(comments, true, "comment 0 Jo Smith: They have had three dire\ncomment 0 hedgerow: No.\n");
	static const char *const one_line[] = {"Jo Smith 3 days ago", LONG_ONE, "Ann Pell · an hour ago",
					       "I said so 3 years ago", NULL};
	check_page(
	    one_line, true,
	    "comment 0 Jo Smith: They have had three dire\ncomment 0 Ann Pell: I said so 3 years ago\n");
}

static void names_below_their_stamps(void **state)
{
	(void)state;
	static const char *const comments[] = {"4th July 2014 10:11am",
					       "Jo Smith",
					       LONG_ONE,
					       "Report this post",
					       "7th July 2014 9:49am",
					       "hedgerow",
					       "No.",
					       "Last Updated: 7th July 2014 9:52am",
					       "Score: -2",
					       NULL};
	check_page(comments, true,
		   "comment 20140704 Jo Smith: They have had three dire\ncomment 20140707 hedgerow: No.\n");
}

/* Buttons and time below each, a name above. */
static void times_below_the_comment(void **state)
{
	(void)state;
	static const char *const comments[] = {
	    "Jo Smith", LONG_ONE, "Like · Reply · 3d", "Ann Pell", "No.", "Like · Reply · 2 · 2d", NULL};
	check_page(comments, true, "comment 0 Jo Smith: They have had three dire\ncomment 0 Ann Pell: No.\n");
	static const char *const dated[] = {"By Jo Smith", LONG_ONE, "Like · Reply · 4 July 2014 10:11",
					    NULL};
	check_page(dated, true, "comment 20140704 Jo Smith: They have had three dire\n");
}

/* Where the markup tells, nothing else is a comment, however it begins. */
static void markup_decides(void **state)
{
	(void)state;
	static const char *const article[] = {STORY, "Comments (2)", "10:11am Fri 4 Jul 14", LONG_ONE, NULL};
	static const char *const comments[] = {"hedgerow says...", "10:11am Fri 4 Jul 14", LONG_TWO, NULL};
	g_autofree char *shown = read_page(article, comments, true);
	assert_non_null(strstr(shown, "press 20140703 -: They have had"));
	assert_non_null(strstr(shown, "comment 20140704 hedgerow: Because"));
}

/* "6 comments" above most of the story leads down to them. */
static void a_link_to_the_comments_opens_none(void **state)
{
	(void)state;
	static const char *const article[] = {STORY, "6 comments", LONG_ONE, LONG_TWO, NULL};
	static const char *const comments[] = {"10:11am Fri 4 Jul 14", "hedgerow says...", "No.", NULL};
	g_autofree char *shown = read_page(article, comments, false);
	check_string(shown,
		     STORY_SHOWN "press 20140703 -: 6 comments\n"
				 "press 20140703 -: They have had three dire\n"
				 "press 20140703 -: Because the last one pro\n"
				 "comment 20140704 hedgerow: No.\n",
		     "jump link");
}

/* A page of several articles, a list of others: datelines and bylines are no comments. */
static void articles_are_no_comments(void **state)
{
	(void)state;
	static const char *const comments[] = {
	    "Comments (none posted)", "By Nathan Moss, March 25, 2015", LONG_ONE, LONG_TWO,
	    "April 22, 2020",         "How the files were read",        NULL};
	check_page(comments, false,
		   "press 20140703 -: Comments (none posted)\n"
		   "press 20140703 -: By Nathan Moss, March 25\n"
		   "press 20140703 -: They have had three dire\n"
		   "press 20140703 -: Because the last one pro\n"
		   "press 20140703 -: April 22, 2020\n"
		   "press 20140703 -: How the files were read\n");
}

static void lines_and_what_they_are(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		SgCommentLineKind kind;
		const char *name;
		SgDay day;
	} cases[] = {
	    {"10:11am Fri 4 Jul 14", SG_COMMENT_STAMP, NULL, 20140704},
	    {"4 July 2014 at 10:11 am", SG_COMMENT_STAMP, NULL, 20140704},
	    {"Posted at 10:11 on 4 July 2014", SG_COMMENT_STAMP, NULL, 20140704},
	    {"11 years ago", SG_COMMENT_STAMP, NULL, 0},
	    {"Yesterday", SG_COMMENT_STAMP, NULL, 0},
	    {"Posted by Jo Smith on 4 July 2014 at 10:11", SG_COMMENT_BYLINE, "Jo Smith", 20140704},
	    {"Jo Smith, 4 July 2014", SG_COMMENT_BYLINE, "Jo Smith", 20140704},
	    {"hedgerow 2 days ago", SG_COMMENT_BYLINE, "hedgerow", 0},
	    {"Sabrina K. December 2, 2018 at 9:50 pm Reply", SG_COMMENT_BYLINE, "Sabrina K.", 20181202},
	    {"JanBeek Jun 20th at 2:41 am", SG_COMMENT_BYLINE, "JanBeek", 0},
	    {"i-am-old (@tollen_lad) Jun 23rd at 8:55 am", SG_COMMENT_BYLINE, "i-am-old (@tollen_lad)", 0},
	    {"I said it on 4 July 2014 at 10:11", SG_COMMENT_TEXT, NULL, 0},
	    {"Jess, The Good In Every Day's Passing Hour Jun 20th at 7:29 am", SG_COMMENT_BYLINE, NULL, 0},
	    {"LikeLiked by 21 people", SG_COMMENT_FURNITURE, NULL, 0},
	    {"WYSIATI says...", SG_COMMENT_NAME, "WYSIATI", 0},
	    {"By Jo Smith", SG_COMMENT_NAME, "Jo Smith", 0},
	    {"Old Tollen wrote:", SG_COMMENT_QUOTES, "Old Tollen", 0},
	    {"The council says:", SG_COMMENT_TEXT, NULL, 0},
	    {"• Score: 3", SG_COMMENT_FURNITURE, NULL, 0},
	    {"Report this comment", SG_COMMENT_FURNITURE, NULL, 0},
	    {"12", SG_COMMENT_FURNITURE, NULL, 0},
	    {"•", SG_COMMENT_FURNITURE, NULL, 0},
	    {"Like · Reply · 3d", SG_COMMENT_CLOSE, NULL, 0},
	    {"Reply", SG_COMMENT_CLOSE, NULL, 0},
	    {"Post a comment", SG_COMMENT_FORM, NULL, 0},
	    {"I left in May 21.", SG_COMMENT_TEXT, NULL, 0},
	    {"This was on 4 July 2014 and nobody has said a word about it since then.", SG_COMMENT_TEXT, NULL,
	     0},
	    {"Second.", SG_COMMENT_TEXT, NULL, 0},
	    {"Report after report after report, and nothing is done.", SG_COMMENT_TEXT, NULL, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgCommentLine line = sg_comment_line_read(cases[i].text);
		assert_case(line.kind == cases[i].kind, cases[i].text);
		check_string(line.name ? line.name : "-", cases[i].name ? cases[i].name : "-", cases[i].text);
		assert_int_equal(line.day, cases[i].day);
		sg_comment_line_clear(&line);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_comment_is_kept_once),
	    cmocka_unit_test(quotes_of_the_unknown_are_nobodys),
	    cmocka_unit_test(a_page_may_show_a_comment_twice),
	    cmocka_unit_test(names_with_dates),
	    cmocka_unit_test(a_name_and_a_time_open_the_comments),
	    cmocka_unit_test(how_long_ago_is_no_date),
	    cmocka_unit_test(names_below_their_stamps),
	    cmocka_unit_test(times_below_the_comment),
	    cmocka_unit_test(markup_decides),
	    cmocka_unit_test(a_link_to_the_comments_opens_none),
	    cmocka_unit_test(articles_are_no_comments),
	    cmocka_unit_test(lines_and_what_they_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
