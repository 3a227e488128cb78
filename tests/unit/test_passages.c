/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tests/support/support.h"

#include "base/limits.h"
#include "indexer/passages.h"

typedef struct {
	SgBlockKind kind;
	int level;
	const char *text;
} Line;

static GPtrArray *make(const Line *lines, size_t n_lines, SgSource source)
{
	g_autoptr(SgText) text = sg_text_new("text/html");
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = source;
	document->published = (SgDate){{20140703, 20140703}, SG_BASIS_METADATA, g_strdup("why")};
	for (size_t i = 0; i < n_lines; i++)
		sg_text_add(text, lines[i].kind, g_strdup(lines[i].text))->level = (uint8_t)lines[i].level;
	return sg_passages_make(text, document);
}

static const SgPassage *at(const GPtrArray *passages, guint i)
{
	assert_in_range(i, 0, passages->len - 1);
	return g_ptr_array_index(passages, i);
}

/* "source date speaker: text" of each passage, a line each; "-" for what is not known */
static char *show_voices(const GPtrArray *passages)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < passages->len; i++) {
		const SgPassage *passage = at(passages, i);
		if (passage->kind == SG_KIND_FURNITURE) {
			g_string_append_printf(out, "furniture: %s\n", passage->text);
			continue;
		}
		g_string_append_printf(out, "%s %d %s: %s\n", sg_source_name(passage->source),
				       passage->said.when.from, passage->speaker ? passage->speaker : "-",
				       passage->text);
	}
	return g_string_free(out, FALSE);
}

/* Running prose, long enough to be a page's story. */
#define STORY                                                                                                \
	"Drift and delay were found in every part of the service that the inspectors looked at, they said."

#define P(text_)                                                                                             \
	{                                                                                                    \
		SG_BLOCK_PARAGRAPH, 0, text_                                                                 \
	}

static void check_voices(const Line *lines, size_t n_lines, SgSource source, const char *expected)
{
	g_autoptr(GPtrArray) passages = make(lines, n_lines, source);
	g_autofree char *voices = show_voices(passages);
	check_string(voices, expected, lines[0].text);
}

static void numbers_blocks_in_reading_order(void **state)
{
	(void)state;
	static const Line lines[] = {{SG_BLOCK_HEADING, 1, "Findings"},
				     P("One."),
				     {SG_BLOCK_BULLET, 1, "\xe2\x80\xa2 two"},
				     {SG_BLOCK_ROW, 0, "a | b"},
				     {SG_BLOCK_QUOTE, 0, "Three."}};
	static const SgKind kinds[] = {SG_KIND_PROCEDURAL, SG_KIND_FINDING, SG_KIND_FINDING, SG_KIND_FINDING,
				       SG_KIND_FINDING};
	g_autoptr(GPtrArray) passages = make(lines, G_N_ELEMENTS(lines), SG_SOURCE_OFSTED);
	assert_int_equal(passages->len, G_N_ELEMENTS(lines));
	for (guint i = 0; i < passages->len; i++) {
		assert_int_equal(at(passages, i)->n, i + 1);
		assert_int_equal(at(passages, i)->kind, kinds[i]);
		assert_int_equal(at(passages, i)->source, SG_SOURCE_OFSTED);
		assert_string_equal(at(passages, i)->text, lines[i].text);
		assert_int_equal(at(passages, i)->said.when.from, 20140703);
		assert_int_equal(at(passages, i)->said.basis, SG_BASIS_METADATA);
		assert_string_equal(at(passages, i)->said.note, "why");
	}
}

static void no_blocks_make_no_passages(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) passages = make(NULL, 0, SG_SOURCE_PRESS);
	assert_int_equal(passages->len, 0);
}

static void keeps_pages(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	g_autoptr(SgDocument) document = sg_document_new();
	SgBlock *block = sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("Across two pages."));
	block->page = 3;
	block->page_end = 4;
	block->page_label = g_strdup("iii");
	g_autoptr(GPtrArray) passages = sg_passages_make(text, document);
	assert_int_equal(at(passages, 0)->page, 3);
	assert_int_equal(at(passages, 0)->page_end, 4);
	assert_string_equal(at(passages, 0)->page_label, "iii");
}

static void keeps_furniture_apart(void **state)
{
	(void)state;
	static const Line lines[] = {P("Some children waited"),
				     {SG_BLOCK_HEADFOOT, 0, "Inspection of Aldenshire 2"},
				     {SG_BLOCK_FURNITURE, 0, "Accept cookies"}};
	g_autoptr(GPtrArray) passages = make(lines, G_N_ELEMENTS(lines), SG_SOURCE_COUNCIL);
	assert_int_equal(at(passages, 0)->kind, SG_KIND_NARRATIVE);
	assert_int_equal(at(passages, 1)->kind, SG_KIND_FURNITURE);
	assert_int_equal(at(passages, 2)->kind, SG_KIND_FURNITURE);
	assert_string_equal(at(passages, 2)->text, "Accept cookies");
}

static void passages_stand_under_their_headings(void **state)
{
	(void)state;
	static const struct {
		Line line;
		const char *path; /* headings above it, joined by ">" */
	} cases[] = {
	    {P("before any"), ""},
	    {{SG_BLOCK_HEADING, 1, "A"}, ""},
	    {P("in A"), "A"},
	    {{SG_BLOCK_HEADING, 2, "B"}, "A"},
	    {{SG_BLOCK_HEADING, 3, "C"}, "A>B"},
	    {P("in C"), "A>B>C"},
	    {{SG_BLOCK_HEADING, 3, "D"}, "A>B"}, /* beside C, not under it */
	    {{SG_BLOCK_BULLET, 1, "in D"}, "A>B>D"},
	    {{SG_BLOCK_HEADFOOT, 0, "foot"}, "A>B>D"},
	    {{SG_BLOCK_HEADING, 2, "E"}, "A"},
	    {P("in E"), "A>E"},
	    {{SG_BLOCK_HEADING, 5, "F"}, "A>E"}, /* levels may be left out */
	    {P("in F"), "A>E>F"},
	    {{SG_BLOCK_HEADING, 1, "G"}, ""},
	    {P("in G"), "G"},
	    {{SG_BLOCK_HEADING, 9, "H"}, "G"},
	    {P("in H"), "G>H"},
	};
	Line lines[G_N_ELEMENTS(cases)];
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		lines[i] = cases[i].line;
	g_autoptr(GPtrArray) passages = make(lines, G_N_ELEMENTS(lines), SG_SOURCE_OFSTED);
	for (guint i = 0; i < passages->len; i++) {
		char *none[] = {NULL};
		g_autofree char *path =
		    g_strjoinv(">", at(passages, i)->heading ? at(passages, i)->heading : none);
		check_string(path, cases[i].path, at(passages, i)->text);
	}
}

/* A heading is remembered up to the bound, in whole characters; its own passage has all of it. */
static void cuts_headings_past_the_bound(void **state)
{
	(void)state;
	g_autofree char *at_bound = g_strnfill(SG_MAX_HEADING_BYTES, 'x');
	g_autofree char *past = g_strnfill(SG_MAX_HEADING_BYTES + 1, 'x');
	g_autofree char *all_but_one = g_strnfill(SG_MAX_HEADING_BYTES - 1, 'x');
	g_autofree char *astride = g_strconcat(all_but_one, "\xe2\x80\x99", NULL);
	const struct {
		const char *heading, *remembered;
	} cases[] = {{at_bound, at_bound}, {past, at_bound}, {astride, all_but_one}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const Line lines[] = {{SG_BLOCK_HEADING, 1, cases[i].heading}, P("Under it.")};
		g_autoptr(GPtrArray) passages = make(lines, G_N_ELEMENTS(lines), SG_SOURCE_OFSTED);
		check_string(at(passages, 0)->text, cases[i].heading, cases[i].heading);
		check_string(at(passages, 1)->heading[0], cases[i].remembered, cases[i].heading);
	}
}

/* As a newspaper's page ends: seed 000 of the reference data has this shape. */
static void comments_have_their_own_voice(void **state)
{
	(void)state;
	static const Line lines[] = {
	    P(STORY),
	    P("Comments (2)"),
	    P("10:11am Fri 4 Jul 14"),
	    P("Old Tollen says..."),
	    P("They always delay."),
	    P("Nobody says: enough."),
	    P("9:49am Mon 7 Jul 14"),
	    P("Someone Else wrote:"),
	    P("Not always."),
	    P("9:50am Mon 7 Jul 14"),
	    P("No name here."),
	};
	check_voices(lines, G_N_ELEMENTS(lines), SG_SOURCE_PRESS,
		     "press 20140703 -: " STORY "\n"
		     "furniture: Comments (2)\n"
		     "furniture: 10:11am Fri 4 Jul 14\n"
		     "furniture: Old Tollen says...\n"
		     "comment 20140704 Old Tollen: They always delay.\n"
		     "comment 20140704 Old Tollen: Nobody says: enough.\n"
		     "furniture: 9:49am Mon 7 Jul 14\n"
		     "furniture: Someone Else wrote:\n"
		     "comment 20140707 Someone Else: Not always.\n"
		     "furniture: 9:50am Mon 7 Jul 14\n"
		     "comment 20140707 -: No name here.\n");
}

static void a_stamp_alone_opens_the_comments(void **state)
{
	(void)state;
	static const Line lines[] = {P(STORY), P("10:11am Fri 4 Jul 14"), P("A comment.")};
	check_voices(lines, G_N_ELEMENTS(lines), SG_SOURCE_COUNCIL,
		     "council 20140703 -: " STORY "\n"
		     "furniture: 10:11am Fri 4 Jul 14\n"
		     "comment 20140704 -: A comment.\n");
}

/* "12 comments" beside the date of an article is not where they begin. */
static void the_story_comes_before_the_comments(void **state)
{
	(void)state;
	static const Line lines[] = {P("3 July 2014"), P("12 comments"), P(STORY), P("Post a comment"),
				     P("Contact us | Advertise")};
	check_voices(lines, G_N_ELEMENTS(lines), SG_SOURCE_PRESS,
		     "press 20140703 -: 3 July 2014\n"
		     "press 20140703 -: 12 comments\n"
		     "press 20140703 -: " STORY "\n"
		     "furniture: Post a comment\n"
		     "furniture: Contact us | Advertise\n");
}

/* A comment's date is read from its stamp, never from the article. */
static void stamps_are_stated_dates(void **state)
{
	(void)state;
	static const Line lines[] = {P(STORY), P("4 comments"), P("Undated."), P("10:11am Fri 4 Jul 14"),
				     P("Dated.")};
	g_autoptr(GPtrArray) passages = make(lines, G_N_ELEMENTS(lines), SG_SOURCE_PRESS);
	assert_false(sg_interval_known(at(passages, 2)->said.when));
	assert_int_equal(at(passages, 2)->said.basis, SG_BASIS_UNKNOWN);
	assert_int_equal(at(passages, 4)->said.basis, SG_BASIS_STATED);
	assert_int_equal(at(passages, 4)->said.when.to, 20140704);
	assert_null(at(passages, 4)->said.note);
}

/* Pages without stamps: each name takes the comments down to the next. */
static void pen_names_part_comments(void **state)
{
	(void)state;
	static const Line lines[] = {
	    P(STORY),        P("Comments (3)"),         P("One says..."),    P("First."),
	    P("Still his."), P("Two says\xe2\x80\xa6"), P("Second."),        P("Three says:"),
	    P("Third."),     P("One says..."),          P("And once more."),
	};
	check_voices(lines, G_N_ELEMENTS(lines), SG_SOURCE_PRESS,
		     "press 20140703 -: " STORY "\n"
		     "furniture: Comments (3)\n"
		     "furniture: One says...\n"
		     "comment 0 One: First.\n"
		     "comment 0 One: Still his.\n"
		     "furniture: Two says\xe2\x80\xa6\n"
		     "comment 0 Two: Second.\n"
		     "furniture: Three says:\n"
		     "comment 0 Three: Third.\n"
		     "furniture: One says...\n"
		     "comment 0 One: And once more.\n");
}

/* Some pages print the name first: a stamp or name is never the last comment's. */
static void stamps_may_follow_names(void **state)
{
	(void)state;
	static const Line lines[] = {
	    P(STORY),         P("Comments (3)"), P("One says..."),   P("10:11am Fri 4 Jul 14"), P("First."),
	    P("Two says..."), P("Undated."),     P("Three says..."), P("9:49am Mon 7 Jul 14"),  P("Third."),
	};
	check_voices(lines, G_N_ELEMENTS(lines), SG_SOURCE_PRESS,
		     "press 20140703 -: " STORY "\n"
		     "furniture: Comments (3)\n"
		     "furniture: One says...\n"
		     "furniture: 10:11am Fri 4 Jul 14\n"
		     "comment 20140704 One: First.\n"
		     "furniture: Two says...\n"
		     "comment 0 Two: Undated.\n"
		     "furniture: Three says...\n"
		     "furniture: 9:49am Mon 7 Jul 14\n"
		     "comment 20140707 Three: Third.\n");
}

/* No inspection report and no minutes are written under, whatever stands in them. */
static void reports_and_minutes_have_no_comments(void **state)
{
	(void)state;
	static const Line lines[] = {P(STORY), P("Comments (6)"), P("10:11am Fri 4 Jul 14"),
				     P("The chair says...")};
	static const SgSource sources[] = {SG_SOURCE_OFSTED, SG_SOURCE_MINUTES};
	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
		g_autoptr(GPtrArray) passages = make(lines, G_N_ELEMENTS(lines), sources[i]);
		for (guint n = 0; n < passages->len; n++) {
			assert_int_equal(at(passages, n)->source, sources[i]);
			assert_null(at(passages, n)->speaker);
		}
	}
}

static void lines_that_open_the_comments(void **state)
{
	(void)state;
	static const char *const cases[] = {
	    "Comments (6)",
	    "COMMENTS (12)",
	    "Comments",
	    "1 comment",
	    "4 comments",
	    "View all 12 comments",
	    "6 reader comments",
	    "Reader comments",
	    "Readers\xe2\x80\x99 comments",
	    "10:11am Fri 4 Jul 14",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const Line lines[] = {P(STORY), P(cases[i]), P("Me too.")};
		g_autoptr(GPtrArray) passages = make(lines, G_N_ELEMENTS(lines), SG_SOURCE_PRESS);
		assert_case(at(passages, 2)->source == SG_SOURCE_COMMENT, cases[i]);
	}
}

static void talk_of_comments_opens_none(void **state)
{
	(void)state;
	static const char *const cases[] = {
	    "The report comments on 14 cases in which children had waited for a plan.",
	    "Comments were invited.",
	    "He says...",
	    "In 2014 the council declined to comment",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const Line lines[] = {P(STORY), P(cases[i]), P("The story goes on.")};
		g_autoptr(GPtrArray) passages = make(lines, G_N_ELEMENTS(lines), SG_SOURCE_PRESS);
		assert_case(at(passages, 2)->source == SG_SOURCE_PRESS, cases[i]);
	}
}

/* ---- long paragraphs ------------------------------------------------- */

/* Passages made of one paragraph, which together say what it says. */
static GPtrArray *split(const char *paragraph)
{
	const Line lines[] = {P(paragraph)};
	GPtrArray *passages = make(lines, 1, SG_SOURCE_COUNCIL);
	g_autoptr(GString) joined = g_string_new(NULL);
	for (guint i = 0; i < passages->len; i++) {
		const char *text = at(passages, i)->text;
		assert_in_range(strlen(text), 1, SG_MAX_PASSAGE_BYTES);
		assert_true(g_utf8_validate(text, -1, NULL));
		assert_int_equal(at(passages, i)->n, i + 1);
		g_string_append(joined, text);
		if (paragraph[joined->len] == ' ')
			g_string_append_c(joined, ' ');
	}
	assert_string_equal(joined->str, paragraph);
	return passages;
}

static void splits_past_the_bound_only(void **state)
{
	(void)state;
	g_autofree char *whole = g_strnfill(SG_MAX_PASSAGE_BYTES + 1, 'x');
	whole[5000] = '.';
	whole[5001] = ' ';
	g_autofree char *at_bound = g_strndup(whole, SG_MAX_PASSAGE_BYTES);
	g_autoptr(GPtrArray) one = split(at_bound);
	assert_int_equal(one->len, 1);
	g_autoptr(GPtrArray) two = split(whole);
	assert_int_equal(two->len, 2);
	assert_int_equal(strlen(at(two, 0)->text), 5001); /* up to its full stop */
}

/* The last sentence end that fits, else the last space, else between two characters. */
static void splits_at_sentences(void **state)
{
	(void)state;
	g_autoptr(GString) sentences = g_string_new(NULL);
	while (sentences->len < 3 * SG_MAX_PASSAGE_BYTES)
		g_string_append(sentences, "Plans drift and nobody asks. Is that so? ");
	g_string_truncate(sentences, sentences->len - 1);
	g_autoptr(GPtrArray) passages = split(sentences->str);
	assert_int_equal(passages->len, 4);
	for (guint i = 0; i < passages->len; i++) {
		const char *text = at(passages, i)->text;
		assert_non_null(strchr(".?", text[strlen(text) - 1]));
		assert_non_null(strchr("PI", text[0]));
	}
	assert_true(strlen(at(passages, 0)->text) > SG_MAX_PASSAGE_BYTES - 30);

	g_autoptr(GString) words = g_string_new("word");
	while (words->len <= SG_MAX_PASSAGE_BYTES)
		g_string_append(words, " word");
	g_autoptr(GPtrArray) halves = split(words->str);
	assert_int_equal(halves->len, 2);
	assert_true(g_str_has_suffix(at(halves, 0)->text, " word"));

	g_autoptr(GString) unbroken = g_string_new("x"); /* so that the bound falls into a character */
	while (unbroken->len <= SG_MAX_PASSAGE_BYTES)
		g_string_append(unbroken, "\xe2\x82\xac");
	g_autoptr(GPtrArray) pieces = split(unbroken->str);
	assert_int_equal(pieces->len, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_blocks_in_reading_order),
	    cmocka_unit_test(no_blocks_make_no_passages),
	    cmocka_unit_test(keeps_pages),
	    cmocka_unit_test(keeps_furniture_apart),
	    cmocka_unit_test(passages_stand_under_their_headings),
	    cmocka_unit_test(cuts_headings_past_the_bound),
	    cmocka_unit_test(comments_have_their_own_voice),
	    cmocka_unit_test(pen_names_part_comments),
	    cmocka_unit_test(stamps_may_follow_names),
	    cmocka_unit_test(a_stamp_alone_opens_the_comments),
	    cmocka_unit_test(the_story_comes_before_the_comments),
	    cmocka_unit_test(stamps_are_stated_dates),
	    cmocka_unit_test(reports_and_minutes_have_no_comments),
	    cmocka_unit_test(lines_that_open_the_comments),
	    cmocka_unit_test(talk_of_comments_opens_none),
	    cmocka_unit_test(splits_past_the_bound_only),
	    cmocka_unit_test(splits_at_sentences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
