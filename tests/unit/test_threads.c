/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Threads of comments as different software prints them, and readers' words that look like its lines. */
#include "tests/support/support.h"

#include "indexer/passages.h"
#include "indexer/structure/commentline.h"

#define STORY                                                                                                \
	"Drift and delay were found in every part of the service that the inspectors looked at, they said."
#define ONE "They have had three directors in four years, and nobody stays long enough to read files."
#define TWO "Because the last one promised us that the files would all be read by the end of the summer."

static void stamps_of_many_sites(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		SgCommentLineKind kind;
		const char *name;
		SgDay day;
	} cases[] = {
	    {"Posted by Jane on 3 March 2015 at 14:02", SG_COMMENT_BYLINE, "Jane", 20150303},
	    {"Posted by Jane Ann Pell on 3 March 2015", SG_COMMENT_BYLINE, "Jane Ann Pell", 20150303},
	    {"2 Mar, 2015 10:02am", SG_COMMENT_STAMP, NULL, 20150302},
	    {"2 Mar 2015, 10.02am", SG_COMMENT_STAMP, NULL, 20150302},
	    {"Mon 2 Mar 2015 10:02", SG_COMMENT_STAMP, NULL, 20150302},
	    {"Monday, March 2, 2015 - 10:02", SG_COMMENT_STAMP, NULL, 20150302},
	    {"March 2nd, 2015 at 10:02 am", SG_COMMENT_STAMP, NULL, 20150302},
	    {"02/03/2015 10:02", SG_COMMENT_STAMP, NULL, 20150302},
	    {"2015-03-02 10:02", SG_COMMENT_STAMP, NULL, 20150302},
	    {"10:02, 2 March 2015", SG_COMMENT_STAMP, NULL, 20150302},
	    {"10:02 on 2 March 2015", SG_COMMENT_STAMP, NULL, 20150302},
	    {"jsmith • 3 years ago", SG_COMMENT_BYLINE, "jsmith", 0},
	    {"jsmith • 3 years ago • edited", SG_COMMENT_BYLINE, "jsmith", 0},
	    {"jsmith · 3y", SG_COMMENT_BYLINE, "jsmith", 0},
	    {"tollen_lad, Hatherby, 3 years ago", SG_COMMENT_BYLINE, "tollen_lad, Hatherby", 0},
	    {"tollen lad • 3 years ago", SG_COMMENT_BYLINE, "tollen lad", 0},
	    {"3 years ago", SG_COMMENT_STAMP, NULL, 0},
	    {"about 3 hours ago", SG_COMMENT_STAMP, NULL, 0},
	    {"over a year ago", SG_COMMENT_STAMP, NULL, 0},
	    {"Just now", SG_COMMENT_STAMP, NULL, 0},
	    {"Comment by Jo Smith on 2 March 2015", SG_COMMENT_BYLINE, "Jo Smith", 20150302},
	    {"Jo Smith (2 March 2015 at 10:02)", SG_COMMENT_BYLINE, "Jo Smith", 20150302},
	    {"Jo Smith | 2 March 2015 10:02", SG_COMMENT_BYLINE, "Jo Smith", 20150302},
	    {"Jo Smith - 2 Mar 2015 10:02", SG_COMMENT_BYLINE, "Jo Smith", 20150302},
	    {"Jo de Winter says:", SG_COMMENT_NAME, "Jo de Winter", 0},
	    {"Jo Smith said...", SG_COMMENT_NAME, "Jo Smith", 0},
	    {"Jo Smith commented:", SG_COMMENT_NAME, "Jo Smith", 0},
	    {"Like Reply 2d", SG_COMMENT_CLOSE, NULL, 0},
	    {"Reply Share 12 likes", SG_COMMENT_CLOSE, NULL, 0},
	    {"Recommend (12)", SG_COMMENT_FURNITURE, NULL, 0},
	    {"Show more comments", SG_COMMENT_FURNITURE, NULL, 0},
	    {"Be the first to comment", SG_COMMENT_FURNITURE, NULL, 0},
	    {"Leave a comment", SG_COMMENT_FORM, NULL, 0},
	    {"Have your say", SG_COMMENT_FORM, NULL, 0},
	    /* readers' own words */
	    {"I posted this 3 years ago.", SG_COMMENT_TEXT, NULL, 0},
	    {"It was on 2 March 2015 at 10:02 that they closed.", SG_COMMENT_TEXT, NULL, 0},
	    {"Nothing has changed since 2 March 2015", SG_COMMENT_TEXT, NULL, 0},
	    {"nobody came, nobody rang, 3 years ago", SG_COMMENT_TEXT, NULL, 0},
	    {"They said so 3 years ago", SG_COMMENT_TEXT, NULL, 0},
	    {"Reply to my letter of 2 March 2015, please.", SG_COMMENT_TEXT, NULL, 0},
	    {"Share the blame, all of you, and stop pointing at the social workers who stayed on.",
	     SG_COMMENT_TEXT, NULL, 0},
	    {"And the director says:", SG_COMMENT_TEXT, NULL, 0},
	    {"As the report says:", SG_COMMENT_TEXT, NULL, 0},
	    {"Why?", SG_COMMENT_TEXT, NULL, 0},
	    {"2012 again. Noted.", SG_COMMENT_TEXT, NULL, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgCommentLine line = sg_comment_line_read(cases[i].text);
		assert_case(line.kind == cases[i].kind, cases[i].text);
		check_string(line.name, cases[i].name, cases[i].text);
		assert_case(line.day == cases[i].day, cases[i].text);
		sg_comment_line_clear(&line);
	}
}

/* Passages that are searched, below the story: day, writer and first words of each, a line each; those that
   are no comment in brackets. */
static char *read_thread(const char *const *lines, SgSource source, bool marked)
{
	g_autoptr(SgText) text = sg_text_new("text/html");
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = source;
	document->published = (SgDate){{20150302, 20150302}, SG_BASIS_METADATA, NULL};
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(STORY));
	for (; *lines; lines++)
		sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(*lines))->comment = marked;
	g_autoptr(GPtrArray) passages = sg_passages_make(text, document);
	GString *out = g_string_new(NULL);
	for (guint i = 1; i < passages->len; i++) {
		const SgPassage *passage = g_ptr_array_index(passages, i);
		const char *who = passage->speaker ? passage->speaker : "-";
		if (passage->kind == SG_KIND_FURNITURE)
			continue;
		if (passage->source == SG_SOURCE_COMMENT)
			g_string_append_printf(out, "%d %s: %.10s\n", passage->said.when.from, who,
					       passage->text);
		else
			g_string_append_printf(out, "(%.10s)\n", passage->text);
	}
	return g_string_free(out, FALSE);
}

static void threads_of_many_sites(void **state)
{
	(void)state;
	static const struct {
		const char *why, *lines[16], *expected;
	} cases[] = {
	    {"posted by",
	     {"2 comments", "Posted by Jane on 3 March 2015 at 14:02", ONE,
	      "Posted by Bill on 4 March 2015 at 9:00", TWO},
	     "20150303 Jane: They have \n20150304 Bill: Because th\n"},
	    {"stamps alone",
	     {"Comments (2)", "2 Mar, 2015 10:02am", "jsmith", ONE, "3 Mar, 2015 11:30am", "hedgerow", TWO},
	     "20150302 jsmith: They have \n20150303 hedgerow: Because th\n"},
	    {"a thread that tells how long ago",
	     {"2 Comments", "jsmith • 3 years ago", ONE, "see more", "Reply", "hedgerow • 3 years ago", TWO},
	     "0 jsmith: They have \n0 hedgerow: Because th\n"},
	    {"a comment that quotes a comment",
	     {"Comments (2)", "jsmith says:", "2 March 2015 at 10:02 am", ONE,
	      "hedgerow says:", "3 March 2015 at 11:30 am", "jsmith wrote:", ONE, "Not so."},
	     "20150302 jsmith: They have \n20150303 hedgerow: Not so.\n"},
	    {"a comment that quotes a comment that quotes",
	     {"Comments (3)", "jsmith says:", "2 March 2015 at 10:02 am", ONE,
	      "hedgerow says:", "3 March 2015 at 11:30 am", "jsmith wrote:", ONE, TWO,
	      "Ann says:", "4 March 2015 at 8:00 am", "hedgerow wrote:", "jsmith wrote:", ONE, TWO},
	     "20150302 jsmith: They have \n20150303 hedgerow: Because th\n"},
	    {"Ofsted in a comment is the commenter's",
	     {"Comments (1)", "jsmith says:", "2 March 2015 at 10:02 am", "Ofsted reported in 2014:",
	      "Too many children wait for a plan and practice is not good enough."},
	     "20150302 jsmith: Ofsted rep\n20150302 jsmith: Too many c\n"},
	    {"words of a commenter that look like buttons",
	     {"Comments (1)", "jsmith says:", "2 March 2015 at 10:02 am", "Shame.", "Reply",
	      "hedgerow says:", "3 March 2015 at 11:30 am", "Share that."},
	     "20150302 jsmith: Shame.\n20150303 hedgerow: Share that\n"},
	    {"the form ends them",
	     {"Comments (1)", "jsmith says:", "2 March 2015 at 10:02 am", ONE, "Post a comment", "Your name",
	      "Cookies help us to know you, and we love to know you, dear reader of these pages."},
	     "20150302 jsmith: They have \n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = read_thread(cases[i].lines, SG_SOURCE_PRESS, true);
		check_string(got, cases[i].expected, cases[i].why);
		g_autofree char *bare = read_thread(cases[i].lines, SG_SOURCE_PRESS, false);
		check_string(bare, cases[i].expected, cases[i].why);
	}
}

/* Minutes and reports have stamps, names and "says:" too, and no readers. */
static void other_papers_have_no_comments(void **state)
{
	(void)state;
	static const char *const lines[] = {"Comments (2)", "jsmith says:", "2 March 2015 at 10:02 am", ONE,
					    NULL};
	static const SgSource sources[] = {SG_SOURCE_MINUTES, SG_SOURCE_OFSTED};
	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
		g_autofree char *got = read_thread(lines, sources[i], false);
		assert_null(strstr(got, "jsmith: "));
		assert_non_null(strstr(got, "(They have )\n"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(stamps_of_many_sites),
	    cmocka_unit_test(threads_of_many_sites),
	    cmocka_unit_test(other_papers_have_no_comments),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
