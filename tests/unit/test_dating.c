/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The kinds of evidence for a date, each by itself.  Weekdays are the calendar's: 14 March was a Thursday in
 * 2013, a Friday in 2014, a Saturday in 2015, a Monday in 2016.
 */
#include "tests/support/support.h"

#include "indexer/facts/dating.h"
#include "indexer/facts/moderngov.h"
#include "indexer/facts/tense.h"

enum { MOST_LINES = 12, MOST_META = 10 };

/* Running prose, long enough to be a page's story, that mentions no date. */
#define STORY                                                                                                \
	"Drift and delay were found in every part of the service that the inspectors looked at, they said."

typedef struct {
	const char *lines[MOST_LINES]; /* "# " begins a heading, "~ " furniture, "> " a reader's comment */
	const char *meta[MOST_META];   /* key, value, ... */
	bool plain;                    /* a text file, not a web page */
} Page;

static SgText *make_text(const Page *page)
{
	SgText *text = sg_text_new(page->plain ? "text/plain" : "text/html");
	for (size_t i = 0; i < MOST_LINES && page->lines[i]; i++) {
		const char *line = page->lines[i];
		bool marked = strchr("#~>", *line) && line[1] == ' ';
		SgBlockKind kind = *line == '#' && marked   ? SG_BLOCK_HEADING
				   : *line == '~' && marked ? SG_BLOCK_FURNITURE
							    : SG_BLOCK_PARAGRAPH;
		SgBlock *block = sg_text_add(text, kind, g_strdup(marked ? line + 2 : line));
		block->level = kind == SG_BLOCK_HEADING;
		block->comment = marked && *line == '>';
	}
	for (size_t i = 0; i + 1 < MOST_META && page->meta[i]; i += 2)
		sg_text_add_meta(text, page->meta[i], page->meta[i + 1], "meta");
	return text;
}

typedef struct {
	SgText *text;
	GPtrArray *body;
	SgEvidence evidence;
} Case;

static Case *case_new(const Page *page)
{
	Case *new = g_new0(Case, 1);
	new->text = make_text(page);
	new->body = sg_evidence_body(new->text);
	new->evidence = (SgEvidence){.text = new->text, .path = "/papers/paper.html", .body = new->body};
	return new;
}

static void case_free(Case *old)
{
	g_ptr_array_unref(old->body);
	sg_text_free(old->text);
	g_free(old);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

typedef SgDate (*Dating)(const SgEvidence *evidence);

/* Checks what `dating` makes of a page: "20190502", "20190501-20190531", "-". */
static void check(Dating dating, const Page *page, const char *expected, const char *name)
{
	g_autoptr(Case) with = case_new(page);
	SgDate date = dating(&with->evidence);
	g_autofree char *got = !sg_interval_known(date.when) ? g_strdup("-")
			       : date.when.from == date.when.to
				   ? g_strdup_printf("%d", date.when.from)
				   : g_strdup_printf("%d-%d", date.when.from, date.when.to);
	check_string(got, expected, name);
	sg_date_clear(&date);
}

/* ---- web pages ------------------------------------------------------- */

static void headlines_have_a_date_beside_them(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *expected;
	} cases[] = {
	    {{.lines = {"# Council told to improve", "Published 3 Oct 2019", STORY}}, "20191003"},
	    {{.lines = {"# Council told to improve", "The Courier 02/10/2020 Jane Ash", STORY}}, "20201002"},
	    {{.lines = {"# Council told to improve", "Staff | May 10, 2022 01:52 PM", STORY}}, "20220510"},
	    {{.lines = {"# Council told to improve", "Written: 2023-11-07 15:03 / Updated: 2023-11-08 09:30",
			STORY}},
	     "20231107"},
	    /* above it; and the line below is better */
	    {{.lines = {"January 19, 2020 / 12:25 PM / Updated 8 hours ago", "# Council told to improve",
			STORY}},
	     "20200119"},
	    {{.lines = {"5 May 2019", "# Council told to improve", "6 May 2019", STORY}}, "20190506"},
	    /* a standfirst comes first; a date may run on from it */
	    {{.lines = {"# Council told to improve", STORY, "By Jane Ash", "7 February 2020", STORY}},
	     "20200207"},
	    {{.lines = {"# Council told to improve", "# What went wrong?Monday, 6 January 2020", STORY}},
	     "20200106"},
	    /* the headline is the one the page is titled with */
	    {{.lines = {"# The Kelmouth Courier", "4 March 2021", "# Council told to improve", "3 March 2021",
			STORY},
	      .meta = {"title", "Council told to improve | The Kelmouth Courier"}},
	     "20210303"},
	    /* when it was changed is not when it appeared */
	    {{.lines = {"# Council told to improve", "Updated Mar 12, 2020 @ 10:42 am", STORY}}, "-"},
	    {{.lines = {"# Council told to improve",
			"Last updated 4 Jun 2020, originally created 17 Jun 2019", STORY}},
	     "20190617"},
	    /* dates of other things */
	    {{.lines = {"# Consultation opens", "Closing date: 30 September 2014", STORY}}, "-"},
	    {{.lines = {"# Consultation opens", "\xc2\xa9 Courier, 30 September 2014", STORY}}, "-"},
	    {{.lines = {"# A walk", "A girl walks past the hall as it stood on 3 May 2019", STORY}}, "-"},
	    {{.lines = {"# Council told to improve", STORY, STORY, "5 May 2022", "Another story"}}, "-"},
	    {{.lines = {"# Council told to improve", STORY, "> 5 May 2022", "> I agree"}}, "-"},
	    {{.lines = {"# Council told to improve", "a", "b", "c", "d", "~ 5 May 2022", STORY}}, "-"},
	    {{.lines = {"# Council told to improve", "Posted on 31 June 2019", STORY}}, "-"},
	    {{.lines = {NULL}}, "-"},
	    {{.lines = {"# Council told to improve", "3 October 2019", STORY}, .plain = true}, "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check(sg_dating_headline, &cases[i].page, cases[i].expected,
		      cases[i].page.lines[1] ? cases[i].page.lines[1] : "nothing");
}

/* A line that metadata contradicts by months is another article's. */
static void headlines_and_metadata_check_each_other(void **state)
{
	(void)state;
	static const Page near = {.lines = {"# A page", "7 April 2020", STORY},
				  .meta = {"published", "2020-03-03"}};
	static const Page far = {.lines = {"# A page", "12 May 2022", STORY},
				 .meta = {"published", "2012-04-17"}};
	check(sg_dating_headline, &near, "20200407", "near");
	check(sg_dating_headline, &far, "-", "far");
}

/* 10/02/2020 is in October in America. */
static void figures_are_read_in_the_order_of_the_page(void **state)
{
	(void)state;
	static const struct {
		const char *meta[MOST_META];
		const char *expected;
	} cases[] = {
	    {{"lang", "en-GB"}, "20200210"},
	    {{NULL}, "20200210"},
	    {{"lang", "en-US"}, "-"}, /* many pages say so that are not: left open */
	    {{"lang", "en-US", "published", "2020-02-10T10:00:00Z"}, "20200210"},
	    {{"lang", "en-GB", "published", "2020-10-02T10:00:00Z"}, "20201002"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Page page = {.lines = {"# A page", "10/02/2020", STORY}};
		memcpy(page.meta, cases[i].meta, sizeof page.meta);
		check(sg_dating_headline, &page, cases[i].expected, cases[i].expected);
	}
}

static void metadata_is_read_as_written(void **state)
{
	(void)state;
	static const struct {
		const char *meta[MOST_META];
		const char *expected;
	} cases[] = {
	    /* the day as written, whatever the zone */
	    {{"published", "2018-07-19T23:30:00-08:00"}, "20180719"},
	    {{"published", "Tue Feb 20 2018 01:00:00 GMT+0100"}, "20180220"},
	    {{"published", "18:28", "published", "2020-10-06"}, "20201006"},
	    /* clocks that were never set */
	    {{"published", "1970-01-01T00:00:00Z"}, "-"},
	    {{"published", "0001-01-01", "url", "https://x.org/2019/10/16/a"}, "20191016"},
	    {{"modified", "2019-05-06"}, "-"},
	    {{"url", "https://x.org/2019/10/16/a-title", "published", "2019-10-15"}, "20191015"},
	    {{NULL}, "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Page page = {.lines = {"# A page", STORY}};
		memcpy(page.meta, cases[i].meta, sizeof page.meta);
		check(sg_dating_metadata, &page, cases[i].expected,
		      cases[i].meta[1] ? cases[i].meta[1] : "nothing");
	}
}

static void addresses_hold_dates(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"https://x.org/2019/10/16/a-title", "20191016"},
	    {"https://x.org/story/2020-02-19/a-title", "20200219"},
	    {"https://x.org/education/2020/oct/02/a-title", "20201002"},
	    {"http://x.org/articles/35030/20160214/a-title.htm", "20160214"},
	    {"https://x.org/2020/1/5/a", "20200105"},
	    {"https://x.org/news-2014-07-03.html", "20140703"},
	    {"https://x.org/2020/08/a-title/615610/", "20200801-20200831"}, /* the month is all it has */
	    {"https://x.org/2020/a-title", "-"},
	    {"https://x.org/2020-presidential-election/", "-"},
	    {"https://x.org/2019/31/12/", "-"},
	    {"https://x.org/2019/02/30/a", "-"},
	    {"https://x.org/1850/10/16/a", "-"},
	    {"https://x.org/a?day=2019/10/16", "-"},
	    {"https://2019-10-16.x.org/a", "-"},
	    {"https://x.org/9209302/a", "-"},
	    {"x", "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Page page = {.meta = {"url", cases[i][0]}};
		check(sg_dating_metadata, &page, cases[i][1], cases[i][0]);
	}
}

static void changes_are_dated_apart(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *expected;
	} cases[] = {
	    {{.lines = {"# A page", STORY, "~ This page was last edited on 4 November 2020, at 19:23."}},
	     "20201104"},
	    {{.lines = {"# A page", "Updated 12 March 2020", STORY}}, "20200312"},
	    {{.lines = {"# A page", "Published 3 May 2019, updated 5 May 2019", STORY}}, "20190505"},
	    {{.lines = {"# A page", STORY}, .meta = {"modified", "2020-03-12T14:42:17Z"}}, "20200312"},
	    {{.lines = {"# A page", "3 May 2019", STORY}}, "-"},
	    {{.lines = {"# A page", STORY, "> Last edited 3 May 2019"}}, "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check(sg_dating_modified, &cases[i].page, cases[i].expected, cases[i].expected);
}

/* ---- lines ----------------------------------------------------------- */

static void letters_are_dated_above_their_salutation(void **state)
{
	(void)state;
	static const struct {
		const char *lines[MOST_LINES];
		const char *expected;
	} cases[] = {
	    {{"Shire Hall, Tollenbury", "14 February 2019", "Dear colleague", STORY}, "20190214"},
	    {{"14 February 2019 The Director, Shire Hall", "Dear colleague", STORY}, "20190214"},
	    {{"The Director, Shire Hall, 14 February 2019", "Dear colleague", STORY}, "20190214"},
	    /* of several the first; what stands below is the letter's business */
	    {{"14 February 2019", "Our reference: 2 March 2018", "Dear colleague", STORY}, "20190214"},
	    {{"Shire Hall", "Dear colleague", "14 February 2019"}, "-"},
	    {{"14 February 2019", STORY}, "-"}, /* no letter */
	    {{"On the visit of 22 January 2019 to the Shire Hall", "Dear colleague"}, "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Page page = {.plain = true};
		memcpy(page.lines, cases[i].lines, sizeof page.lines);
		check(sg_dating_letter, &page, cases[i].expected, cases[i].lines[0]);
	}
}

static SgDate effective_of(const SgEvidence *evidence)
{
	static const char *const labels[] = {"effective from:", "implementation date:", NULL};
	return sg_dating_labelled(evidence, labels);
}

static void labels_begin_a_short_line(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		const char *expected;
	} cases[] = {
	    {"Effective from: 21 December 2012", "20121221"},
	    {"EFFECTIVE FROM: Friday 21 December 2012", "20121221"},
	    {"Implementation date: 21/12/2012", "20121221"},
	    {"Effective from: December 2012", "-"},
	    {"Effective from: the call-in of 21 December 2012", "-"}, /* not what the label says */
	    {"It is effective from: 21 December 2012", "-"},
	    {"Effective from:", "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Page page = {.lines = {"# Decision", cases[i].line}};
		check(effective_of, &page, cases[i].expected, cases[i].line);
	}
	/* the first label that is there counts */
	static const Page both = {.lines = {"Implementation date: 3 May 2019", "Effective from: 4 May 2019"}};
	check(effective_of, &both, "20190504", "both");
}

static void meetings_are_dated_by_their_own_line(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		const char *expected;
	} cases[] = {
	    {"Meeting: 11 September 2018", "20180911"},
	    {"Cabinet - Thursday 20 October 2016 2.00 pm", "20161020"},
	    {"Minutes of the meeting of Cabinet held at Shire Hall on 20 October 2016", "20161020"},
	    {"To approve the minutes of the meeting held on Tuesday 4 June 2013", "-"},
	    {"The next meeting will be held on Tuesday 4 June 2013", "-"},
	    {"Cabinet - Friday 20 October 2016", "-"}, /* it was a Thursday */
	    {"A report of 20 October 2016", "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Page page = {.lines = {cases[i].line}};
		check(sg_dating_meeting, &page, cases[i].expected, cases[i].line);
	}
}

/* What is stated before what is told to machines, and each source in its own way. */
static void sources_state_their_dates_each_in_its_way(void **state)
{
	(void)state;
	static const Page page = {.lines = {"# Council told to improve", "Published 3 October 2019", STORY}};
	static const struct {
		SgSource source;
		SgDay day;
	} cases[] = {
	    {SG_SOURCE_PRESS, 20191003}, {SG_SOURCE_COUNCIL, 20191003}, {SG_SOURCE_UNKNOWN, 20191003}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Case) with = case_new(&page);
		SgDate date = sg_dating_stated(&with->evidence, cases[i].source);
		assert_int_equal(date.when.from, cases[i].day);
		assert_int_equal(date.basis, SG_BASIS_STATED);
		sg_date_clear(&date);
	}
	/* a line of a day alone dates an article, and neither minutes nor a report of Ofsted's */
	static const Page bare = {.lines = {"# Council told to improve", "3 October 2019", STORY}};
	static const SgSource others[] = {SG_SOURCE_MINUTES, SG_SOURCE_OFSTED};
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		g_autoptr(Case) with = case_new(&bare);
		SgDate date = sg_dating_stated(&with->evidence, others[i]);
		assert_false(sg_interval_known(date.when));
	}
}

/* ---- what the domain knows ------------------------------------------- */

static void eras_are_known_by_name(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int kind;
		SgDay from, until; /* of the sources that indexer/facts/eras.c names; both 0: none */
	} cases[] = {
	    {"its Arrangements for the Protection of Children were judged", SG_ERA_INSPECTION, 20120501,
	     20131031},
	    {"the single inspection framework", SG_ERA_INSPECTION, 20131101, 20180430},
	    {"its first ILACS inspection", SG_ERA_INSPECTION, 20180101, 0},
	    {"70 per cent were adequate or better", SG_ERA_GRADE, 0, 20131031},
	    {"adequate staff", SG_ERA_GRADE, 0, 0},
	    {"new multi-agency safeguarding arrangements", SG_ERA_NAME, 20170427, 0},
	    {"the Safeguarding Children Partnership", SG_ERA_NAME, 0, 0},
	    {"a Joint Targeted Area Inspection", SG_ERA_NAME, 20160101, 0},
	    {"during COVID-19", SG_ERA_NAME, 20200211, 0},
	    {"the Integrated Care Board", SG_ERA_NAME, 20220428, 0},
	    {"the Department for Education", SG_ERA_NAME, 20100512, 0},
	    {"the Department for Children, Schools and Families", SG_ERA_NAME, 20070628, 0},
	    {"Kelmouth Local Safeguarding Children Board", SG_ERA_NAME, 20060401, 0},
	    {"the department for education", SG_ERA_GRADE, 0, 0}, /* of another kind */
	    {"", SG_ERA_NAME, 0, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const SgEra *era = sg_era_named(cases[i].text, cases[i].kind);
		bool none = !cases[i].from && !cases[i].until;
		assert_case((era == NULL) == none, cases[i].text);
		assert_case(none || (era->from == cases[i].from && era->until == cases[i].until),
			    cases[i].text);
	}
}

/* ---- days without a year --------------------------------------------- */

/* Ofsted judged "arrangements for the protection of children" from May 2012 to October 2013. */
#define GRADED                                                                                               \
	"Kelmouth has accepted the notice, nearly six months after Ofsted judged its child protection "      \
	"arrangements."

static void the_year_is_singled_out(void **state)
{
	(void)state;
	static const struct {
		const char *lines[MOST_LINES];
		const char *expected;
	} cases[] = {
	    /* in the March of 2013 or of 2014; only of the first were grades called so */
	    {{GRADED, "Cabinet met last week (14 March).", "Most were adequate or better."},
	     "20130318-20130324"},
	    /* a weekday decides too */
	    {{GRADED, "Cabinet met last week (Thursday 14 March)."}, "20130318-20130324"},
	    {{GRADED, "Cabinet met last Friday (14 March)."}, "20140315-20140321"},
	    /* two are left, or none: open */
	    {{GRADED, "Cabinet met last week (14 March)."}, "-"},
	    {{GRADED, "Cabinet met last week (Saturday 14 March)."}, "-"},
	    {{"Cabinet met last week (14 March)."}, "-"},
	    /* 20 April was a Saturday in 2013: no meeting then, but a fair may have been, and the year stays
	       open */
	    {{"The report was published in May 2011.", "It will be done by June 2013.",
	      "Cabinet met yesterday (20 April)."},
	     "20120421"},
	    {{"The report was published in May 2011.", "It will be done by June 2013.",
	      "The fair was last week (20 April)."},
	     "20110501-20130630"},
	    /* the January that came six months after July 2012 was the last one */
	    {{"It took effect in January, some six months after the report of July 2012.",
	      "Members heard last week (18 April) of it."},
	     "20130422-20130428"},
	    /* with its year, nothing is left to find */
	    {{"Cabinet met last week (14 March 2013)."}, "20130318-20130324"},
	    {{"The fair opens tomorrow, 20 April 2013."}, "20130419"},
	    {{"The fair opens next week, on Saturday 20 April 2013."}, "20130408-20130414"},
	    /* not tied to the day of writing */
	    {{"The week of 14 March 2013 was the last week that it stood."}, "-"},
	    {{STORY, "Comments (2)", "It was there last week (14 March 2013)."}, "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Page page = {.plain = true};
		memcpy(page.lines, cases[i].lines, sizeof page.lines);
		g_autofree char *name = g_strjoinv(" ", (char **)cases[i].lines);
		check(sg_dating_worked_out, &page, cases[i].expected, name);
	}
}

static void the_note_says_how(void **state)
{
	(void)state;
	static const Page page = {
	    .lines = {GRADED, "Cabinet met last week (14 March).", "Most were adequate or better."},
	    .plain = true};
	g_autoptr(Case) with = case_new(&page);
	SgDate date = sg_dating_worked_out(&with->evidence);
	static const char *const parts[] = {"the week after 14 March 2013", "nearly six months after",
					    "May 2012 to October 2013", "not 2014"};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		assert_case(date.note && strstr(date.note, parts[i]), parts[i]);
	assert_int_equal(date.basis, SG_BASIS_TEXT);
	sg_date_clear(&date);
}

/* Between which days six months, more or less, after a day or a framework lie. */
static void lapses_bound_a_text(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		SgDay earliest, latest;
	} cases[] = {
	    {"It has been accepted nearly six months after the report of 31 July 2012.", 20121231, 20130131},
	    {"It has been accepted just over six months after the report of 31 July 2012.", 20130131,
	     20130228},
	    {"It has been accepted six months after the report of 10 July 2012.", 20121210, 20130210},
	    {"They have closed it, almost two years after 10 July 2012.", 20130710, 20140710},
	    /* history: no later bound */
	    {"It was accepted 6 months after the report of 10 July 2012.", 20121210, 0},
	    {"It has closed months after it opened on 10 July 2012.", 0, 0},
	    {"It has closed six months after it opened.", 0, 0},
	    {"It has closed six months after the child protection arrangements changed.", 0,
	     0}, /* no inspection */
	    /* names that did not exist before */
	    {"The Department for Education wrote.", 20100512, 0},
	    {"During COVID-19 they worked at home.", 20200211, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgSpan span = {0};
		sg_clues_narrow(&span, cases[i].text, true);
		assert_case(span.earliest == cases[i].earliest, cases[i].text);
		assert_case(span.latest == cases[i].latest, cases[i].text);
		sg_span_clear(&span);
	}
}

/* In the midst of a text "has been accepted six months after" may be said of any time. */
static void history_is_no_news(void **state)
{
	(void)state;
	SgSpan span = {0};
	sg_clues_narrow(&span, "It has been accepted nearly six months after the report of 31 July 2012.",
			false);
	assert_int_equal(span.earliest, 20121231);
	assert_int_equal(span.latest, 0);
	sg_span_clear(&span);
}

static void spans_only_narrow(void **state)
{
	(void)state;
	SgSpan span = {0};
	sg_span_not_before(&span, 20120501, "a");
	sg_span_not_before(&span, 20110501, "b");
	sg_span_not_after(&span, 20140501, "c");
	sg_span_not_after(&span, 20150501, "d");
	sg_span_not_after(&span, 0, "e");
	assert_int_equal(span.earliest, 20120501);
	assert_int_equal(span.latest, 20140501);
	assert_string_equal(span.because, "a");
	assert_string_equal(span.until, "c");
	sg_span_clear(&span);
}

/* ---- past and to come ------------------------------------------------ */

static void tenses_are_told(void **state)
{
	(void)state;
	static const struct {
		const char *text; /* one date */
		SgTold told;
	} cases[] = {
	    {"The inspection, undertaken between the 10th and 19th September 2012, found little.",
	     SG_TOLD_PAST},
	    /* a committee commits itself to nothing by its name */
	    {"The Committee received a report on the inspection undertaken between the 12th and 21st June "
	     "2012.",
	     SG_TOLD_PAST},
	    {"In June 2014 the service was judged again.", SG_TOLD_PAST},
	    {"The report came on 5 November 2012.", SG_TOLD_PAST},
	    {"It has been so since 2012.", SG_TOLD_PAST},
	    {"By 2022 the overall judgement was poor.", SG_TOLD_PAST},
	    {"but by 2022 the overall judgement was poor.", SG_TOLD_PAST},
	    {"He served until 1996.", SG_TOLD_OPEN}, /* as in "to be served until 1996" */
	    {"They want a good rating by 2016.", SG_TOLD_FUTURE},
	    {"It would be in place until April 2013, and Kelmouth was the first.", SG_TOLD_FUTURE},
	    {"It will open in June 2014.", SG_TOLD_FUTURE},
	    {"upcoming budget discussions for 2013", SG_TOLD_FUTURE},
	    /* announced, and not begun */
	    {"The funding was announced that from July 2017 is paid.", SG_TOLD_OPEN},
	    {"They are expected in June 2014.", SG_TOLD_OPEN},
	    {"June 2014 saw a fair.", SG_TOLD_OPEN},
	    {"the need for 2014 places", SG_TOLD_OPEN},
	    {"2014", SG_TOLD_OPEN},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgWhen when;
		assert_case(sg_when_first(cases[i].text, SG_WHEN_YEAR, &when), cases[i].text);
		assert_case(sg_told_of(cases[i].text, when.start, when.end) == cases[i].told, cases[i].text);
	}
}

/* A year that is a target in one sentence dates nothing in the next. */
static void targets_are_no_past(void **state)
{
	(void)state;
	static const struct {
		const char *lines[MOST_LINES];
		const char *expected;
	} cases[] = {
	    {{"They want a good home for all by 2020.", "What was promised in 2020 is a good home."}, "-"},
	    {{"The report came in May 2019.", "They want a good home for all by 2020."}, "20190501-20201231"},
	    /* a day that is neither, later than what is to come, says that it may be history */
	    {{"The report came in May 2019.", "They want a good home for all by 2020.", "Friday 4 June 2021"},
	     "-"},
	    {{"It had until 1996 to do so.", "The report came in May 2019."}, "-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Page page = {.plain = true};
		memcpy(page.lines, cases[i].lines, sizeof page.lines);
		check(sg_dating_worked_out, &page, cases[i].expected, cases[i].lines[0]);
	}
}

/* ---- each kind apart ------------------------------------------------- */

static void check_dates(const Page *page, SgSource source, SgDay own, const SgDay expected[SG_N_DATED])
{
	g_autoptr(Case) with = case_new(page);
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = source;
	document->published = sg_published_of(&with->evidence, source);
	assert_int_equal(document->published.when.from, own);
	sg_moderngov_facts(&with->evidence, document);
	sg_dates_fill(&with->evidence, document);
	for (int kind = 0; kind < SG_N_DATED; kind++)
		assert_case(document->dates[kind].when.from == expected[kind], sg_dated_name(kind));
}

static void kinds_of_dates_are_kept_apart(void **state)
{
	(void)state;
	static const Page decision = {
	    .lines = {"# Decision details", "Date published: 14 December 2012",
		      "Date of decision: 13 December 2012", "Effective from: 21 December 2012"},
	};
	check_dates(&decision, SG_SOURCE_MINUTES, 20121213,
		    (SgDay[SG_N_DATED]){[SG_DATED_PUBLISHED] = 20121214,
					[SG_DATED_DECIDED] = 20121213,
					[SG_DATED_EFFECTIVE] = 20121221});
	static const Page minutes = {
	    .lines = {"Minutes of the meeting of Cabinet held on Tuesday 9 July 2013 at 2.00 pm"}};
	check_dates(&minutes, SG_SOURCE_MINUTES, 20130709,
		    (SgDay[SG_N_DATED]){[SG_DATED_MEETING] = 20130709});
	static const Page letter = {
	    .lines = {"Shire Hall, Tollenbury", "14 February 2019", "Dear colleague", STORY}, .plain = true};
	check_dates(&letter, SG_SOURCE_COUNCIL, 20190214, (SgDay[SG_N_DATED]){[SG_DATED_LETTER] = 20190214});
	static const Page article = {.lines = {"# Council told to improve", "Published 3 May 2019", STORY},
				     .meta = {"modified", "2019-05-06"}};
	check_dates(&article, SG_SOURCE_PRESS, 20190503,
		    (SgDay[SG_N_DATED]){[SG_DATED_PUBLISHED] = 20190503, [SG_DATED_MODIFIED] = 20190506});
	static const Page wiki = {.lines = {"# A page", STORY, "~ Last edited 3 May 2019"}};
	check_dates(&wiki, SG_SOURCE_COUNCIL, 0, (SgDay[SG_N_DATED]){[SG_DATED_MODIFIED] = 20190503});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(headlines_have_a_date_beside_them),
	    cmocka_unit_test(headlines_and_metadata_check_each_other),
	    cmocka_unit_test(figures_are_read_in_the_order_of_the_page),
	    cmocka_unit_test(metadata_is_read_as_written),
	    cmocka_unit_test(addresses_hold_dates),
	    cmocka_unit_test(changes_are_dated_apart),
	    cmocka_unit_test(letters_are_dated_above_their_salutation),
	    cmocka_unit_test(labels_begin_a_short_line),
	    cmocka_unit_test(meetings_are_dated_by_their_own_line),
	    cmocka_unit_test(sources_state_their_dates_each_in_its_way),
	    cmocka_unit_test(eras_are_known_by_name),
	    cmocka_unit_test(the_year_is_singled_out),
	    cmocka_unit_test(the_note_says_how),
	    cmocka_unit_test(lapses_bound_a_text),
	    cmocka_unit_test(history_is_no_news),
	    cmocka_unit_test(spans_only_narrow),
	    cmocka_unit_test(tenses_are_told),
	    cmocka_unit_test(targets_are_no_past),
	    cmocka_unit_test(kinds_of_dates_are_kept_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
