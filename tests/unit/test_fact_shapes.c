/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Whole documents that are not Ofsted's: pages and papers of ModernGov, council news, press, blogs, each with
   what makes it easy to date wrongly.  Places and people are made up; what is expected stands in the lines.
 */
#include "tests/support/support.h"

#include "indexer/facts/facts.h"

#define STORY                                                                                                \
	"Drift and delay were found in every part of the service that the inspectors looked at, they said."

enum { MOST_LINES = 18, MOST_META = 6 };

typedef struct {
	const char *name;
	const char *type;              /* NULL: a PDF */
	const char *lines[MOST_LINES]; /* "# " a heading, "~" the page's furniture, "\f" on a new page */
	const char *meta[MOST_META];   /* key, value, origin, ... */
	const char *path;              /* NULL: a name that tells nothing */
	SgSource source;
	const char *published; /* "2013-07-09", "from..to"; "": none may be taken */
	const char *about;     /* NULL: none */
	const char *committee; /* NULL: none */
	SgDay meeting, decided;
} Shape;

static const char html[] = "text/html", plain[] = "text/plain";

static SgText *make_text(const Shape *shape)
{
	SgText *text = sg_text_new(shape->type ? shape->type : "application/pdf");
	uint32_t page = shape->type ? 0 : 1;
	for (size_t i = 0; i < MOST_LINES && shape->lines[i]; i++) {
		const char *line = shape->lines[i];
		page += *line == '\f';
		line += *line == '\f';
		bool heading = g_str_has_prefix(line, "# "), furniture = *line == '~';
		SgBlock *block = sg_text_add(text,
					     heading     ? SG_BLOCK_HEADING
					     : furniture ? SG_BLOCK_FURNITURE
							 : SG_BLOCK_PARAGRAPH,
					     g_strdup(line + 2 * heading + furniture));
		block->level = heading;
		block->page = block->page_end = page;
	}
	for (size_t i = 0; i + 2 < MOST_META && shape->meta[i]; i += 3)
		sg_text_add_meta(text, shape->meta[i], shape->meta[i + 1], shape->meta[i + 2]);
	text->n_pages = page;
	return text;
}

static char *show(SgInterval when)
{
	if (!sg_interval_known(when))
		return g_strdup("");
	g_autofree char *from = sg_day_print_iso(when.from), *to = sg_day_print_iso(when.to);
	return when.from == when.to ? g_steal_pointer(&from) : g_strdup_printf("%s..%s", from, to);
}

static const Shape minutes[] = {
    {.name = "an item page: no date in it is its own",
     .type = html,
     .lines = {"# Agenda item", "# Ofsted inspection",
	       "To consider the findings of the inspection of 18 July 2022.",
	       "Minutes:", "The Director said that on 14 September 2022 the plan had been agreed.",
	       "RESOLVED: That", "(a) a report be brought on 6 December 2022."},
     .source = SG_SOURCE_MINUTES,
     .published = ""},
    {.name = "a meeting page",
     .type = html,
     .lines = {"# Agenda and minutes",
	       "# Children and Young People Scrutiny Committee - Tuesday, 14th March, 2023 10.00 am",
	       "Venue: Shire Hall, Kelmouth", "# Items", "1. Minutes",
	       "To approve the minutes of the meeting held on Tuesday 10 January 2023.",
	       "Minutes:", "RESOLVED: That they be approved."},
     .source = SG_SOURCE_MINUTES,
     .published = "2023-03-14",
     .committee = "Children and Young People Scrutiny Committee",
     .meeting = 20230314},
    {.name = "a meeting page: the day of the agenda's publication comes first",
     .type = html,
     .lines = {"# Agenda and minutes", "Published: Monday 6 March 2023",
	       "# Cabinet - Tuesday, 14th March, 2023 10.00 am", "Minutes:"},
     .source = SG_SOURCE_MINUTES,
     .published = "2023-03-14",
     .committee = "Cabinet",
     .meeting = 20230314},
    {.name = "a decision: decided, published, in force, called in",
     .type = html,
     .lines = {"# Decision details", "# Fostering allowances", "Decision Maker: Cabinet Member for Children",
	       "Decision status: Recommendations Approved", "Publication date: 14/06/2023",
	       "Date of decision: 12/06/2023", "Effective from: 21/06/2023",
	       "Call-in deadline date: 20/06/2023"},
     .source = SG_SOURCE_MINUTES,
     .published = "2023-06-12",
     .committee = "Cabinet Member for Children",
     .decided = 20230612},
    {.name = "a decision of an officer: only the day it was published",
     .type = html,
     .lines = {"# Decision details", "# Fostering allowances",
	       "Decision Maker: Director of Children's Services", "Publication date: 14/06/2023",
	       "Date comes into force if not called in: 21/06/2023"},
     .source = SG_SOURCE_MINUTES,
     .published = "2023-06-14",
     .committee = "Director of Children's Services"},
    {.name = "an issue: from the first meeting to the last",
     .type = html,
     .lines = {"# Issue - meetings", "# Improvement plan", "Meeting: 14/03/2023 - Cabinet (Item 45)",
	       "45 Improvement plan", "Minutes:", "Agreed.", "Meeting: 07/02/2023 - Cabinet (Item 31)",
	       "Deferred."},
     .source = SG_SOURCE_MINUTES,
     .published = "2023-02-07..2023-03-14",
     .committee = "Cabinet",
     .meeting = 20230207},
    {.name = "printed minutes: the meeting before is confirmed, the next one announced",
     .lines = {"Minutes of the meeting of Children's Scrutiny Committee held at Shire Hall, Kelmouth on "
	       "Tuesday 9 July 2013 at 10.00 am",
	       "Present: Councillor A Able (Chairman)", "1. APOLOGIES FOR ABSENCE",
	       "2. MINUTES RESOLVED: That the minutes of the meeting held on 4 June 2013 be confirmed as a "
	       "correct record.",
	       "The next meeting would be on Tuesday 10 September 2013.", "The meeting ended at 12.05 pm"},
     .source = SG_SOURCE_MINUTES,
     .published = "2013-07-09",
     .committee = "Children's Scrutiny Committee",
     .meeting = 20130709},
    {.name = "printed minutes: the date under the heading",
     .lines = {"# MINUTES", "# Corporate Parenting Board",
	       "Held on Monday 4 March 2019 at 2.30 pm in the Council Chamber", "Present:",
	       "Apologies for absence were received.", "The minutes of 7 January 2019 were approved."},
     .source = SG_SOURCE_MINUTES,
     .published = "2019-03-04",
     .meeting = 20190304},
    {.name = "printed minutes whose weekday is not that day's",
     .lines = {"Minutes of the meeting of Cabinet held on Monday 9 July 2013 at 10.00 am",
	       "Present: Councillor A Able", "Apologies for absence", "The meeting ended at 11 am"},
     .source = SG_SOURCE_MINUTES,
     .published = "",
     .committee = "Cabinet"},
    {.name = "a pack: its own day, not that of the minutes in it",
     .lines = {"# AGENDA", "# Children's Scrutiny Committee", "Date: Tuesday 10 September 2013",
	       "Time: 10.00 am", "Place: Shire Hall, Kelmouth", "1. Apologies for absence",
	       "2. Declarations of interest",
	       "\fMinutes of the meeting of Children's Scrutiny Committee held on Tuesday 9 July 2013",
	       "Present: Councillor A Able"},
     .source = SG_SOURCE_MINUTES,
     .published = "2013-09-10",
     .committee = "Children's Scrutiny Committee",
     .meeting = 20130910},
    {.name = "a pack in which only the minutes of the last meeting are dated",
     .lines = {"# AGENDA", "# Cabinet", "1. Apologies for absence", "2. Declarations of interest",
	       "\fMinutes of the meeting of Cabinet held on Tuesday 9 July 2013",
	       "Present: Councillor A Able"},
     .source = SG_SOURCE_MINUTES,
     .published = "",
     .committee = "Cabinet"},
    {.name = "a supplement, with the day it was dispatched",
     .lines = {"Public Document Pack", "# Supplementary Agenda", "# Cabinet",
	       "Date: Thursday, 20 October 2016", "Date of dispatch: Thursday, 13 October 2016",
	       "1. Apologies for absence"},
     .source = SG_SOURCE_MINUTES,
     .published = "2016-10-20",
     .committee = "Cabinet",
     .meeting = 20161020},
};

static const Shape articles[] = {
    {.name = "council news with a dateline",
     .type = html,
     .lines = {"~Kelmouth Council", "# Children’s services on the way to improvement",
	       "Posted: Friday 12th May 2023", STORY,
	       "Following the inspection of 18 July 2022 a board was set up.", "~Last updated 3 June 2024"},
     .meta = {"url", "https://www.kelmouth.gov.uk/news/article/112/", "link"},
     .source = SG_SOURCE_COUNCIL,
     .published = "2023-05-12",
     .about = "kelmouth"},
    {.name = "council page with nothing but the day of its last review",
     .type = html,
     .lines = {"~Kelmouth Council", "# Early help", STORY, "Last reviewed: 3 June 2024"},
     .meta = {"url", "https://www.kelmouth.gov.uk/early-help", "link"},
     .source = SG_SOURCE_COUNCIL,
     .published = "",
     .about = "kelmouth"},
    {.name = "press: byline, day, and comments of later days",
     .type = html,
     .lines = {"# Children ‘at risk’ in Kelmouth", "By Ann Other", "10:40am Thursday 26th July 2012", STORY,
	       "# Comments (2)", "10:11am Fri 27 Jul 12", "They knew."},
     .source = SG_SOURCE_PRESS,
     .published = "2012-07-26"},
    {.name = "press: American order and language",
     .type = html,
     .lines = {"# Foster care in Kelmouth county", "By Ann Other | October 2, 2020", STORY},
     .meta = {"lang", "en-US", "html"},
     .source = SG_SOURCE_PRESS,
     .published = "2020-10-02"},
    {.name = "press: updated after it appeared",
     .type = html,
     .lines = {"# Children ‘at risk’ in Kelmouth", "By Ann Other",
	       "Published: 3 February 2021 | Updated: 9 March 2021", STORY},
     .source = SG_SOURCE_PRESS,
     .published = "2021-02-03"},
    {.name = "press: the next story's day stands below",
     .type = html,
     .lines = {"# Children ‘at risk’ in Kelmouth", "By Ann Other", STORY, STORY, STORY, "# Read next",
	       "# Bins", "4 May 2021"},
     .source = SG_SOURCE_PRESS,
     .published = ""},
    {.name = "a blog: machine's day, and a copyright line",
     .type = html,
     .lines = {"# What inspectors missed", STORY, "© 2009–2025 A. Other"},
     .meta = {"published", "2016-04-18T23:30:00-05:00", "meta"},
     .source = SG_SOURCE_UNKNOWN,
     .published = "2016-04-18"},
    {.name = "a blog: the address tells the day",
     .type = html,
     .lines = {"# What inspectors missed", STORY},
     .meta = {"url", "https://blog.example/2016/04/18/what-inspectors-missed/", "link"},
     .source = SG_SOURCE_UNKNOWN,
     .published = "2016-04-18"},
    {.name = "a blog: the address tells the month",
     .type = html,
     .lines = {"# What inspectors missed", STORY},
     .meta = {"url", "https://blog.example/2016/04/what-inspectors-missed/", "link"},
     .source = SG_SOURCE_UNKNOWN,
     .published = "2016-04-01..2016-04-30"},
    {.name = "a web page in figures that can be read two ways, in American",
     .type = html,
     .lines = {"# What inspectors missed", "Posted on 04/05/2016", STORY},
     .meta = {"lang", "en-US", "html"},
     .source = SG_SOURCE_UNKNOWN,
     .published = ""},
    {.name = "a web page in American figures that have one reading only",
     .type = html,
     .lines = {"# What inspectors missed", "Posted on 04/25/2016", STORY},
     .meta = {"lang", "en-US", "html"},
     .source = SG_SOURCE_UNKNOWN,
     .published = "2016-04-25"},
    {.name = "a statement: the day of the letter it quotes is not its own",
     .type = plain,
     .lines = {"Statement by Councillor Able", "Ofsted’s letter of 14 February 2019 said that work was slow.",
	       STORY},
     .source = SG_SOURCE_UNKNOWN,
     .published = ""},
    {.name = "a reply named after the letter it replies to",
     .type = plain,
     .lines = {"Our reply", STORY},
     .path = "/papers/response to ofsted letter of 12 march 2014.txt",
     .source = SG_SOURCE_UNKNOWN,
     .published = ""},
    {.name = "a paper that tells its day in its name",
     .type = plain,
     .lines = {"Improvement plan", STORY},
     .path = "/papers/improvement plan 2014-03-12.txt",
     .source = SG_SOURCE_UNKNOWN,
     .published = "2014-03-12"},
    {.name = "press: months after a visit to what was once a framework's name",
     .type = plain,
     .lines = {"Council makes progress", "Kelmouth Council made progress last week (14 March), six months "
					 "after Ofsted visited its child protection "
					 "arrangements, inspectors said."},
     .source = SG_SOURCE_UNKNOWN,
     .published = ""},
    {.name = "a report on a month: not when it appeared",
     .type = plain,
     .lines = {"Performance in March 2014", STORY, "In March 2014 there were 208 children in care."},
     .source = SG_SOURCE_UNKNOWN,
     .published = ""},
};

static void assert_shape(const Shape *shape)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = make_text(shape);
	g_autoptr(GPtrArray) body = sg_evidence_body(text);
	SgEvidence evidence = {
	    .text = text, .path = shape->path ? shape->path : "/papers/paper", .body = body};
	g_autoptr(SgDocument) got = sg_document_new();
	assert_ok(sg_facts_read(&evidence, got, &error), error);
	g_autofree char *published = show(got->published.when);
	g_autofree char *told =
	    g_strdup_printf("%s: source %d, %s (%s), about %s, by %s, meeting %d, decided %d", shape->name,
			    got->source, published, got->published.note, got->about, got->committee,
			    got->dates[SG_DATED_MEETING].when.from, got->dates[SG_DATED_DECIDED].when.from);
	assert_case(got->source == shape->source, told);
	assert_case(strcmp(published, shape->published) == 0, told);
	assert_case(!shape->about || g_strcmp0(got->about, shape->about) == 0, told);
	assert_case(g_strcmp0(got->committee, shape->committee) == 0, told);
	assert_case(got->dates[SG_DATED_MEETING].when.from == shape->meeting, told);
	assert_case(got->dates[SG_DATED_DECIDED].when.from == shape->decided, told);
}

static void reads_minutes(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(minutes); i++)
		assert_shape(&minutes[i]);
}

static void reads_articles(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(articles); i++)
		assert_shape(&articles[i]);
}

/* The authority that a text is about, among others that it names. */
static void tells_the_authority_among_others(void **state)
{
	(void)state;
	static const struct {
		const char *slug; /* NULL: none may be told */
		const char *lines[5];
	} cases[] = {
	    {"north-east-lincolnshire",
	     {"# Improvement in North East Lincolnshire",
	      "North East Lincolnshire Council has set up a board.",
	      "Lincolnshire County Council sent an adviser to North East Lincolnshire."}},
	    {"lincolnshire",
	     {"# Improvement in Lincolnshire", "Lincolnshire County Council has set up a board.",
	      "North East Lincolnshire did so too, and Lincolnshire followed."}},
	    {"bath-and-north-east-somerset",
	     {"# A new director",
	      "Bath and North East Somerset Council has a new director, from Somerset County Council.",
	      "Bath and North East Somerset looked for her for months."}},
	    {"kensington-and-chelsea",
	     {"# A new director", "The Royal Borough of Kensington and Chelsea has a new director.",
	      "Kensington and Chelsea Council looked for her for months."}},
	    {"york",
	     {"# A new director",
	      "City of York Council has a new director, who comes from North Yorkshire Council.",
	      "York had none for months. City of York Council is glad."}},
	    {"kingston-upon-hull",
	     {"# A new director", "Hull City Council has a new director.", "Hull had none."}},
	    {"st-helens",
	     {"# A new director", "St Helens Council has a new director.", "St Helens had none."}},
	    {"cheshire-west-and-chester",
	     {"# A new director", "Cheshire West and Chester Council has a new director.",
	      "Cheshire East Council has lost him."}},
	    {"telford-and-wrekin", {"# A new director", "Telford & Wrekin Council has a new director."}},
	    {NULL,
	     {"# A new director", "The council has a new director. The Ofsted report of May was harsh."}},
	    {NULL, {"# Ofsted", "Children in care deserve better, says the Department for Education."}},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Shape shape = {.type = plain};
		memcpy(shape.lines, cases[i].lines, sizeof cases[i].lines);
		g_autoptr(SgText) text = make_text(&shape);
		g_autoptr(GPtrArray) body = sg_evidence_body(text);
		SgEvidence evidence = {.text = text, .path = "/papers/paper", .body = body};
		g_autofree char *slug = sg_authority_of(&evidence);
		g_autofree char *told = g_strdup_printf("%s: %s", cases[i].lines[1], slug);
		assert_case(g_strcmp0(slug, cases[i].slug) == 0, told);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_minutes),
	    cmocka_unit_test(reads_articles),
	    cmocka_unit_test(tells_the_authority_among_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
