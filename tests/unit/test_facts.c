/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: indexer/facts/facts.h; texts are written after those of the reference data.  A wrong date is
 * worse than none. */
#include "tests/support/support.h"

#include "base/error.h"
#include "base/limits.h"
#include "indexer/facts/facts.h"

/* Running prose, long enough to be a page's story, that mentions no date. */
#define STORY                                                                                                \
	"Drift and delay were found in every part of the service that the inspectors looked at, they said."

enum { MOST_LINES = 8 };

typedef struct {
	const char *lines[MOST_LINES]; /* paragraphs; the first is a heading when it begins with "# " */
	const char *path;              /* NULL: a name that tells nothing */
	const char *type;              /* NULL: plain text */
	const char *meta[4];           /* key, value, ... */
} Page;

static SgText *make_text(const Page *page)
{
	SgText *text = sg_text_new(page->type ? page->type : "text/plain");
	for (size_t i = 0; i < MOST_LINES && page->lines[i]; i++) {
		const char *line = page->lines[i];
		bool heading = g_str_has_prefix(line, "# ");
		SgBlock *block = sg_text_add(text, heading ? SG_BLOCK_HEADING : SG_BLOCK_PARAGRAPH,
					     g_strdup(heading ? line + 2 : line));
		block->level = heading;
	}
	for (size_t i = 0; i + 1 < G_N_ELEMENTS(page->meta) && page->meta[i]; i += 2)
		sg_text_add_meta(text, page->meta[i], page->meta[i + 1], "meta");
	return text;
}

static SgDocument *read_text(const SgText *text, const char *path, const SgSupplied *supplied, GError **error)
{
	g_autoptr(GPtrArray) body = sg_evidence_body(text);
	SgEvidence evidence = {
	    .text = text, .path = path ? path : "/papers/paper.txt", .supplied = supplied, .body = body};
	g_autoptr(SgDocument) document = sg_document_new();
	return sg_facts_read(&evidence, document, error) ? g_steal_pointer(&document) : NULL;
}

static SgDocument *read_page(const Page *page)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = make_text(page);
	SgDocument *document = read_text(text, page->path, NULL, &error);
	assert_ok(document, error);
	return document;
}

static SgDate date_of(const Page *page, SgSource source)
{
	g_autoptr(SgText) text = make_text(page);
	g_autoptr(GPtrArray) body = sg_evidence_body(text);
	SgEvidence evidence = {
	    .text = text, .path = page->path ? page->path : "/papers/paper.txt", .body = body};
	return sg_published_of(&evidence, source);
}

/* ---- dates ----------------------------------------------------------- */

static void dates_of_other_things_date_nothing(void **state)
{
	(void)state;
	static const struct {
		Page page;
		SgSource source;
	} cases[] = {
	    {{.lines = {"# Consultation", "Closing date 30 September 2014", STORY}}, SG_SOURCE_COUNCIL},
	    {{.lines = {"# Consultation", "Date: the consultation closes on 30 September 2014", STORY}},
	     SG_SOURCE_COUNCIL},
	    {{.lines = {"Agenda item", "To approve as a correct record the minutes of the meeting held on "
				       "Tuesday 4 June 2013"}},
	     SG_SOURCE_MINUTES},
	    {{.lines = {"A speech", "We began the Every Child Matters programme in 2003, and every one of "
				    "us in this room remembers how it was."}},
	     SG_SOURCE_COUNCIL},
	    {{.lines = {"# A response", STORY},
	      .path = "/papers/Response to Ofsted letter of 12 March 2014.txt"},
	     SG_SOURCE_COUNCIL},
	    {{.lines = {"# Council told to improve", "A letter from the minister dated 3 March 2015",
			"Dear colleague", STORY}},
	     SG_SOURCE_PRESS},
	    {{.lines = {STORY}}, SG_SOURCE_COUNCIL},
	    {{.lines = {NULL}}, SG_SOURCE_UNKNOWN},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgDate date = date_of(&cases[i].page, cases[i].source);
		const char *name = cases[i].page.path ? cases[i].page.path : cases[i].page.lines[1];
		assert_case(!sg_interval_known(date.when), name ? name : "nothing");
		assert_case(date.basis == SG_BASIS_UNKNOWN, name ? name : "nothing");
		sg_date_clear(&date);
	}
}

static void dates_are_read_where_they_stand(void **state)
{
	(void)state;
	static const struct {
		Page page;
		SgSource source;
		SgDay from, to;
		SgBasis basis;
	} cases[] = {
	    {{.lines = {"Inspection dates: 11 June 2018 to 22 June 2018", "Report published: 23 July 2018",
			STORY}},
	     SG_SOURCE_OFSTED,
	     20180723,
	     20180723,
	     SG_BASIS_STATED},
	    {{.lines = {"Ofsted, Piccadilly Gate, Manchester", "14 February 2019", "The Director",
			"Dear colleague", "The visit was on 22 January 2019."}},
	     SG_SOURCE_OFSTED,
	     20190214,
	     20190214,
	     SG_BASIS_STATED},
	    {{.lines = {"Minutes of the meeting of Cabinet held on Tuesday 9 July 2013 at 2.00 pm",
			"The minutes of the meeting held on Tuesday 4 June 2013 were approved."}},
	     SG_SOURCE_MINUTES,
	     20130709,
	     20130709,
	     SG_BASIS_STATED},
	    {{.lines = {"Decision details", "Date published: 14 December 2012",
			"Date of decision: 13 December 2012", "Effective from: 21 December 2012"}},
	     SG_SOURCE_MINUTES,
	     20121213,
	     20121213,
	     SG_BASIS_STATED},
	    {{.lines = {"# Council told to improve", "10:40am Thursday 26th July 2012", STORY}},
	     SG_SOURCE_PRESS,
	     20120726,
	     20120726,
	     SG_BASIS_STATED},
	    {{.lines = {"# Council told to improve", STORY},
	      .type = "text/html",
	      .meta = {"published", "2014-07-03T09:00:00+01:00"}},
	     SG_SOURCE_PRESS,
	     20140703,
	     20140703,
	     SG_BASIS_METADATA},
	    {{.lines = {"# A report", STORY}, .path = "/papers/report - 14 february 2019.txt"},
	     SG_SOURCE_COUNCIL,
	     20190214,
	     20190214,
	     SG_BASIS_FILENAME},
	    /* what stands in the document is trusted before its name, and its name before metadata */
	    {{.lines = {"Report published: 23 July 2018"},
	      .path = "/papers/2018-07-20-report.txt",
	      .meta = {"published", "2018-07-19"}},
	     SG_SOURCE_OFSTED,
	     20180723,
	     20180723,
	     SG_BASIS_STATED},
	    {{.lines = {STORY}, .path = "/papers/2018-07-20-report.txt", .meta = {"published", "2018-07-19"}},
	     SG_SOURCE_OFSTED,
	     20180720,
	     20180720,
	     SG_BASIS_FILENAME},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgDate date = date_of(&cases[i].page, cases[i].source);
		assert_case(date.when.from == cases[i].from, cases[i].page.lines[0]);
		assert_case(date.when.to == cases[i].to, cases[i].page.lines[0]);
		assert_case(date.basis == cases[i].basis, cases[i].page.lines[0]);
		sg_date_clear(&date);
	}
}

/* Between the latest day a text speaks of as past and the first it speaks of as to come. */
static void dates_are_worked_out_from_what_is_mentioned(void **state)
{
	(void)state;
	static const struct {
		Page page;
		SgDay from, to;
		SgBasis basis;
		const char *note; /* part of it */
	} cases[] = {
	    /* not after the first comment under the story */
	    {{.lines = {"The inspection was in June 2014. " STORY, "10:11am Fri 4 Jul 14",
			"It was in 2020."}},
	     20140601,
	     20140704,
	     SG_BASIS_COMMENT,
	     "4 July 2014"},
	    /* before that financial year began */
	    {{.lines = {"The report came on 5 November 2012.", "More posts are proposed for 2013/14."}},
	     20121105,
	     20130331,
	     SG_BASIS_TEXT,
	     "31 March 2013"},
	    /* and a budget still to be set before 11 March, by the law of 1992 */
	    {{.lines = {"The report came on 5 November 2012.",
			"It comes before the upcoming budget discussions for the settlement for 2013/14."}},
	     20121105,
	     20130310,
	     SG_BASIS_TEXT,
	     "10 March 2013"},
	    /* a month alone is the nearest of its name: March 2014, and less than half a year off */
	    {{.lines = {"As of March, 230 children were in care, up from 208 in March 2013."}},
	     20140301,
	     20140831,
	     SG_BASIS_TEXT,
	     "without a year is the nearest"},
	    /* in the years from 2012 to 2014 only 9 July 2013 was a Tuesday */
	    {{.lines = {"The panel of May 2012 was told so.", "It will meet again by June 2014.",
			"A meeting held on Tuesday 9 July was told of it."}},
	     20130709,
	     20140630,
	     SG_BASIS_TEXT,
	     "9 July 2013"},
	    {{.lines = {"Two years ago, in 2012, the service was adequate."}},
	     20140101,
	     20141231,
	     SG_BASIS_TEXT,
	     "2014"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgDate date = date_of(&cases[i].page, SG_SOURCE_COUNCIL);
		assert_case(date.when.from == cases[i].from, cases[i].page.lines[0]);
		assert_case(date.when.to == cases[i].to, cases[i].page.lines[0]);
		assert_case(date.basis == cases[i].basis, cases[i].page.lines[0]);
		assert_case(sg_date_estimated(&date), cases[i].page.lines[0]);
		assert_case(date.note && strstr(date.note, cases[i].note), cases[i].page.lines[0]);
		sg_date_clear(&date);
	}
}

/* ---- source, title, authority ---------------------------------------- */

static void tells_sources(void **state)
{
	(void)state;
	static const struct {
		Page page;
		SgSource source;
	} cases[] = {
	    {{.lines = {"Lead inspector: A. Person", "Inspection dates: 11 June 2018 to 22 June 2018"}},
	     SG_SOURCE_OFSTED},
	    {{.lines = {"Minutes of the meeting of Cabinet held on 9 July 2013", "Apologies for absence",
			"RESOLVED"}},
	     SG_SOURCE_MINUTES},
	    {{.lines = {"Decision details", "Date of decision: 13 December 2012"}}, SG_SOURCE_MINUTES},
	    {{.lines = {"# Council told to improve", "By Kate Willmott", STORY, "Comments (6)"}},
	     SG_SOURCE_PRESS},
	    {{.lines = {"# Why I voted against the budget", "By Cllr Ann Other", STORY}}, SG_SOURCE_COUNCIL},
	    {{.lines = {"NEWS RELEASE", STORY}}, SG_SOURCE_COUNCIL},
	    {{.lines = {STORY}}, SG_SOURCE_UNKNOWN},
	    {{.lines = {NULL}}, SG_SOURCE_UNKNOWN},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgDocument) document = read_page(&cases[i].page);
		check_string(sg_source_name(document->source), sg_source_name(cases[i].source),
			     cases[i].page.lines[0]);
	}
}

static void finds_titles(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *title;
	} cases[] = {
	    {{.lines = {"A plain title", STORY}}, "A plain title"},
	    {{.lines = {"Minutes", "Cabinet", STORY}}, "Cabinet"}, /* "Minutes" names nothing */
	    {{.lines = {"# Twelve flats", STORY}, .type = "text/html"}, "Twelve flats"},
	    {{.lines = {STORY},
	      .type = "text/html",
	      .meta = {"title", "Twelve flats - Council news | Aldenshire Council"}},
	     "Twelve flats - Council news"},
	    {{.lines = {NULL}, .path = "/papers/a scan.pdf"}, "a scan.pdf"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgDocument) document = read_page(&cases[i].page);
		check_string(document->title, cases[i].title, cases[i].title);
	}
}

static void finds_authorities(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *about;
	} cases[] = {
	    {{.lines = {"The work of Aldenshire County Council was inspected. " STORY}}, "aldenshire"},
	    {{.lines = {"Children’s services in Stoke-on-Trent were inspected. " STORY}}, "stoke-on-trent"},
	    {{.lines = {"Bath and North East Somerset Council’s services were inspected. " STORY}},
	     "bath-and-north-east-somerset"},
	    {{.lines = {"Kelmouth Borough Council Inspection of services for children in need"}}, "kelmouth"},
	    {{.lines = {"The Council met. " STORY}}, NULL},
	    {{.lines = {NULL}}, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgDocument) document = read_page(&cases[i].page);
		check_string(document->about, cases[i].about, cases[i].page.lines[0]);
	}
	static const char *const slugs[][2] = {{"Stoke-on-Trent", "stoke-on-trent"},
					       {" Telford & Wrekin ", "telford-and-wrekin"},
					       {"King’s Lynn", "kings-lynn"},
					       {"Ynys Môn", "ynys-môn"},
					       {"", ""}};
	for (size_t i = 0; i < G_N_ELEMENTS(slugs); i++) {
		g_autofree char *slug = sg_authority_slug(slugs[i][0]);
		check_string(slug, slugs[i][1], slugs[i][0]);
	}
}

/* Every word may begin a name, every "of" lead to one. */
static void authorities_take_bounded_time(void **state)
{
	(void)state;
	enum { TEXT_BYTES = 100 * 1000 };
	g_autoptr(GError) error = NULL;
	GString *line = g_string_new(NULL);
	for (unsigned i = 0; line->len < TEXT_BYTES; i++)
		g_string_append_printf(line, "Council A%c%c%ca of ", 'a' + (int)(i % 26),
				       'a' + (int)(i / 26 % 26), 'a' + (int)(i / 676 % 26));
	g_autoptr(SgText) text = sg_text_new("text/plain");
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_string_free(line, FALSE));
	gint64 began = g_get_monotonic_time();
	g_autoptr(SgDocument) document = read_text(text, NULL, NULL, &error);
	assert_ok(document, error);
	assert_in_range(g_get_monotonic_time() - began, 0, G_USEC_PER_SEC);
}

static void the_body_is_bounded_and_without_margins(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("text/plain");
	sg_text_add(text, SG_BLOCK_HEADFOOT, g_strdup("foot"));
	sg_text_add(text, SG_BLOCK_FURNITURE, g_strdup("menu"));
	SgBlock *at_bound = sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strnfill(SG_MAX_FACT_BYTES, 'x'));
	g_autoptr(GPtrArray) whole = sg_evidence_body(text);
	assert_int_equal(whole->len, 1);
	assert_ptr_equal(g_ptr_array_index(whole, 0), at_bound);
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("x"));
	g_autoptr(GPtrArray) part = sg_evidence_body(text);
	assert_int_equal(part->len, 1);
}

/* ---- supplied beside the document ------------------------------------ */

static SgSupplied *supply(SgSuppliedKey key, const char *value, unsigned line)
{
	SgSupplied *supplied = g_new0(SgSupplied, 1);
	supplied->origin = g_strdup("paper.txt.meta");
	supplied->values[key] = g_strdup(value);
	supplied->lines[key] = line;
	return supplied;
}

static void what_is_supplied_is_trusted_most(void **state)
{
	(void)state;
	static const Page page = {.lines = {"Lead inspector: A. Person", "Report published: 23 July 2018",
					    "Aldenshire Council was inspected. " STORY},
				  .path = "/papers/2018-07-20-report.txt"};
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = make_text(&page);
	g_autoptr(SgSupplied) supplied = supply(SG_SUPPLIED_PUBLISHED, "2018-06", 3);
	supplied->values[SG_SUPPLIED_TITLE] = g_strdup("A title");
	supplied->values[SG_SUPPLIED_SOURCE] = g_strdup("council");
	supplied->values[SG_SUPPLIED_ABOUT] = g_strdup("Stoke-on-Trent");
	supplied->values[SG_SUPPLIED_URL] = g_strdup("https://example.org/");
	supplied->values[SG_SUPPLIED_STATUS] = g_strdup("draft");
	g_autoptr(SgDocument) document = read_text(text, page.path, supplied, &error);
	assert_ok(document, error);
	assert_string_equal(document->title, "A title");
	assert_int_equal(document->source, SG_SOURCE_COUNCIL);
	assert_string_equal(document->about, "stoke-on-trent");
	assert_string_equal(document->url, "https://example.org/");
	assert_string_equal(document->status, "draft");
	assert_int_equal(document->published.when.from, 20180601);
	assert_int_equal(document->published.when.to, 20180630);
	assert_int_equal(document->published.basis, SG_BASIS_SIDECAR);

	/* of minutes, the meeting's date before that of publication */
	supplied->values[SG_SUPPLIED_MEETING] = g_strdup("2018-06-05");
	g_autoptr(SgDocument) minutes = read_text(text, page.path, supplied, &error);
	assert_ok(minutes, error);
	assert_int_equal(minutes->published.when.from, 20180605);
}

static void refuses_supplied_values_that_cannot_be_used(void **state)
{
	(void)state;
	static const Page page = {.lines = {STORY}};
	static const struct {
		SgSuppliedKey key;
		const char *value;
		unsigned line;
		const char *message; /* part of it */
	} cases[] = {
	    {SG_SUPPLIED_PUBLISHED, "31 June 2018", 4, "paper.txt.meta, line 4: published: "},
	    {SG_SUPPLIED_PUBLISHED, "yesterday", 0, "paper.txt.meta: published: "},
	    {SG_SUPPLIED_MEETING, "", 2, "paper.txt.meta, line 2: meeting: "},
	    {SG_SUPPLIED_SOURCE, "comment", 3, "paper.txt.meta, line 3: source: must be ofsted, minutes"},
	    {SG_SUPPLIED_SOURCE, "unknown", 3, "not “unknown”"},
	    {SG_SUPPLIED_SOURCE, "bbc", 3, "not “bbc”"},
	};
	g_autoptr(SgText) text = make_text(&page);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SgSupplied) supplied = supply(cases[i].key, cases[i].value, cases[i].line);
		assert_null(read_text(text, NULL, supplied, &error));
		assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, cases[i].message);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(dates_of_other_things_date_nothing),
	    cmocka_unit_test(dates_are_read_where_they_stand),
	    cmocka_unit_test(dates_are_worked_out_from_what_is_mentioned),
	    cmocka_unit_test(tells_sources),
	    cmocka_unit_test(finds_titles),
	    cmocka_unit_test(finds_authorities),
	    cmocka_unit_test(authorities_take_bounded_time),
	    cmocka_unit_test(the_body_is_bounded_and_without_margins),
	    cmocka_unit_test(what_is_supplied_is_trusted_most),
	    cmocka_unit_test(refuses_supplied_values_that_cannot_be_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
