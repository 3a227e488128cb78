/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: indexer/facts/moderngov.h.  Our own papers, in the forms that councils publish.  A wrong date
 * is worse than none. */
#include "tests/support/support.h"

#include "indexer/facts/moderngov.h"
#include "indexer/structure/unit.h"

enum { MOST_LINES = 20 };

typedef struct {
	const char *name;
	const char *lines[MOST_LINES]; /* paragraphs; "\f" in front: on a new page, "# ": a heading */
	SgModernGov shape;
	const char *date;      /* "2013-07-09", "from..to"; "": none may be taken */
	const char *committee; /* NULL: none */
	const char *type;      /* NULL: plain text */
	const char *status;    /* NULL: none */
} Form;

static SgText *make_text(const Form *form)
{
	SgText *text = sg_text_new(form->type ? form->type : "text/plain");
	uint32_t page = form->type ? 0 : 1;
	for (size_t i = 0; i < MOST_LINES && form->lines[i]; i++) {
		const char *line = form->lines[i];
		page += *line == '\f';
		line += *line == '\f';
		bool heading = g_str_has_prefix(line, "# ");
		SgBlock *block = sg_text_add(text, heading ? SG_BLOCK_HEADING : SG_BLOCK_PARAGRAPH,
					     g_strdup(heading ? line + 2 : line));
		block->level = heading;
		block->page = block->page_end = page;
	}
	text->n_pages = page;
	return text;
}

static char *show_interval(SgInterval when)
{
	if (!sg_interval_known(when))
		return g_strdup("");
	g_autofree char *from = sg_day_print_iso(when.from), *to = sg_day_print_iso(when.to);
	return when.from == when.to ? g_steal_pointer(&from) : g_strdup_printf("%s..%s", from, to);
}

static void check_form(const Form *form)
{
	g_autoptr(SgText) text = make_text(form);
	g_autoptr(GPtrArray) body = sg_evidence_body(text);
	SgEvidence evidence = {.text = text, .path = "/papers/paper", .body = body};
	g_autoptr(SgDocument) document = sg_document_new();
	SgDate date = {0};
	assert_case(sg_moderngov_shape(&evidence) == form->shape, form->name);
	bool stated = sg_moderngov_stated(&evidence, &date);
	g_autofree char *shown = show_interval(date.when);
	sg_date_clear(&date);
	assert_case(stated == (form->shape != SG_MODERNGOV_NONE), form->name);
	check_string(shown, form->date, form->name);
	document->source = SG_SOURCE_MINUTES;
	sg_moderngov_facts(&evidence, document);
	check_string(document->committee, form->committee, form->name);
	check_string(document->status, form->status, form->name);
}

static const Form FORMS[] = {
    {"an item page: whatever its text mentions",
     {"# Agenda item", "# Caseloads", "To consider the report of Tuesday 9 July 2013.",
      "Minutes:", "The inspection of 10 September 2012 was considered, and the meeting of 4 June 2013.",
      "RESOLVED:", "That:", "(a) the report be noted."},
     SG_MODERNGOV_ITEM,
     "",
     NULL,
     NULL,
     NULL},
    {"an item page that is still an agenda",
     {"# Agenda item", "# Caseloads", "To consider the report."},
     SG_MODERNGOV_ITEM,
     "",
     NULL,
     NULL,
     "agenda"},
    {"an item page whose site names the meeting",
     {"# Agenda item", "# Caseloads", "Meeting of Cabinet, Thursday, 20th October, 2016 2.00 pm (Item 45.)",
      "Minutes:"},
     SG_MODERNGOV_ITEM,
     "2016-10-20",
     "Cabinet",
     NULL,
     NULL},
    {"a meeting page",
     {"# Agenda and minutes", "# Cabinet - Thursday 20 October 2016 2.00 pm", "Venue: Shire Hall", "# Items",
      "1. Minutes", "To approve the minutes of the meeting held on Thursday 22 September 2016.", "Minutes:"},
     SG_MODERNGOV_MEETING,
     "2016-10-20",
     "Cabinet",
     NULL,
     NULL},
    {"a meeting page with commas and an ordinal",
     {"# Agenda and draft minutes", "# Children’s Scrutiny Committee - Tuesday, 26th July, 2022 10.00 am",
      "Minutes:"},
     SG_MODERNGOV_MEETING,
     "2022-07-26",
     "Children’s Scrutiny Committee",
     NULL,
     "draft minutes"},
    {"a meeting page without its line: the dates are of other meetings",
     {"# Agenda and minutes", "Venue: Shire Hall", "# Items",
      "To approve the minutes of the meeting held on Thursday "
      "22 September 2016.",
      "Minutes:", "The Board met on Tuesday 4 October 2016."},
     SG_MODERNGOV_MEETING,
     "",
     NULL,
     NULL,
     NULL},
    {"a meeting page whose weekday is wrong",
     {"# Agenda and minutes", "# Cabinet - Friday 20 October 2016 2.00 pm", "Minutes:"},
     SG_MODERNGOV_MEETING,
     "",
     NULL,
     NULL,
     NULL},
    {"a meeting page before the meeting",
     {"# Agenda", "# Cabinet - Thursday 20 October 2016 2.00 pm", "Venue: Shire Hall", "Items"},
     SG_MODERNGOV_MEETING,
     "2016-10-20",
     "Cabinet",
     "text/html",
     "agenda"},
    {"a decision",
     {"# Decision details", "# Market supplement", "Decision Maker: Cabinet member children and families",
      "Decision status: Recommendations Approved", "Is Key decision?: Yes",
      "Purpose:", "To approve a payment.", "Decision:", "That the supplement be paid from 1 November 2018.",
      "Publication date: 08/10/2018", "Date of decision: 05/10/2018", "Effective from: 13/10/2018",
      "Call-in deadline date: 12/10/2018"},
     SG_MODERNGOV_DECISION,
     "2018-10-05",
     "Cabinet member children and families",
     NULL,
     NULL},
    {"a decision with its labels on lines of their own",
     {"# Decision details", "# Market supplement", "Decision Maker:", "Cabinet",
      "Publication date:", "8 October 2018", "Date of decision:", "5 October 2018",
      "Date comes into force if not called in:", "13 October 2018"},
     SG_MODERNGOV_DECISION,
     "2018-10-05",
     "Cabinet",
     NULL,
     NULL},
    {"a decision that states only when it was published",
     {"# Decision details", "# Market supplement", "Decision Maker: Cabinet",
      "Decision due date: 1 October 2018", "Publication date: 08/10/2018",
      "Call-in deadline date: 12/10/2018"},
     SG_MODERNGOV_DECISION,
     "2018-10-08",
     "Cabinet",
     NULL,
     NULL},
    {"an issue that came once",
     {"# Issue - meetings", "# The inspection",
      "Meeting: 11/09/2018 - Children’s Scrutiny Committee (Item 45)",
      "Minutes:", "The report of 20 July 2018 was considered."},
     SG_MODERNGOV_ISSUE,
     "2018-09-11",
     "Children’s Scrutiny Committee",
     NULL,
     NULL},
    {"an issue that came to two committees",
     {"# Issue details", "# The inspection", "Meeting: 11/09/2018 - Scrutiny Committee (Item 45)",
      "Minutes:", "It was noted.", "Meeting: 12/03/2019 - Cabinet (Item 7)", "Minutes:", "It was agreed."},
     SG_MODERNGOV_ISSUE,
     "2018-09-11..2019-03-12",
     NULL,
     NULL,
     NULL},
    {"printed minutes",
     {"ALDENSHIRE COUNCIL",
      "Minutes of the meeting of Children and Young People Scrutiny Committee held at The Council "
      "Chamber, Shire Hall, Tollenbury on Tuesday 9 July 2013 at 10.00 am",
      "Present: Councillor B Ormerod",
      "The minutes of the meeting held on Tuesday 14 May 2013 were approved."},
     SG_MODERNGOV_MINUTES,
     "2013-07-09",
     "Children and Young People Scrutiny Committee",
     NULL,
     NULL},
    {"minutes of an extraordinary meeting, the day below",
     {"Minutes of the extraordinary meeting of the Council",
      "held at the Assembly Rooms on Tuesday 18 October 2022", "Present: Councillor C Doughty"},
     SG_MODERNGOV_MINUTES,
     "2022-10-18",
     "Council",
     NULL,
     NULL},
    {"minutes whose weekday is wrong, and that speak of another day",
     {"Minutes of the meeting of Cabinet held on Monday 20 October 2016 and adjourned to 27 October 2016",
      "Present: Councillor R Stallard"},
     SG_MODERNGOV_MINUTES,
     "",
     "Cabinet",
     NULL,
     NULL},
    {"minutes under a heading of their own",
     {"ALDENSHIRE COUNCIL", "OVERVIEW AND SCRUTINY COMMITTEE Tuesday, 22 February 2011 at 10.00am", "MINUTES",
      "Present: Councillor B Ormerod", "The minutes of the meeting held on 11 January 2011 were agreed."},
     SG_MODERNGOV_MINUTES,
     "2011-02-22",
     "OVERVIEW AND SCRUTINY COMMITTEE",
     NULL,
     NULL},
    {"a pack: its own day, not that of the minutes in it",
     {"# Agenda", "# Cabinet", "Date: Thursday 20 October 2016", "Time: 2.00 pm", "Place: Committee Room 1",
      "Notes: Please note the time, date and venue.", "\f1. Apologies for absence",
      "2. Minutes: To approve the minutes of the meeting held on Thursday 22 September 2016.",
      "\fMinutes of the meeting of Cabinet held at Shire Hall on Thursday 22 September 2016 at 2.00 pm",
      "Present: Councillor R Stallard"},
     SG_MODERNGOV_AGENDA,
     "2016-10-20",
     "Cabinet",
     NULL,
     "agenda"},
    {"a pack whose front sheet is set in columns",
     {"# Agenda Cabinet", "Date:", "Thursday 20 October 2016", "Time:", "2.00 pm"},
     SG_MODERNGOV_AGENDA,
     "2016-10-20",
     "Cabinet",
     NULL,
     "agenda"},
    {"a front sheet whose labels come before its title",
     {"Date: Time: Place: Notes:", "# Agenda", "# Cabinet",
      "Thursday 20 October 2016 2.00 pm Committee Room 1 Please ask by Friday 14 October 2016."},
     SG_MODERNGOV_AGENDA,
     "2016-10-20",
     "Cabinet",
     NULL,
     "agenda"},
    {"a front sheet whose labels are a column of headings",
     {"# Date:", "# Time:", "# Place:", "# Notes:", "# ALDENSHIRE COUNCIL", "# Agenda", "# Cabinet",
      "Thursday 20 October 2016 2.00 pm Committee Room 1 Please ask by Friday 14 October 2016."},
     SG_MODERNGOV_AGENDA,
     "2016-10-20",
     "Cabinet",
     NULL,
     "agenda"},
    {"a front sheet in one block",
     {"Public Document Pack", "Cabinet Date: Thursday 20 October 2016 Time: 2.00 pm Place: Shire Hall"},
     SG_MODERNGOV_AGENDA,
     "2016-10-20",
     "Cabinet",
     NULL,
     "agenda"},
    {"a front sheet that is a summons",
     {"Notice of meeting", "Publication date: Wednesday 12 October 2016",
      "A meeting of the Cabinet will be held at Shire "
      "Hall.",
      "Thursday 20 October 2016 at 2.00 pm"},
     SG_MODERNGOV_AGENDA,
     "2016-10-20",
     NULL,
     NULL,
     "agenda"},
    {"a pack without a day of its own: none, not that of the minutes in it",
     {"# Agenda", "# Cabinet", "Published on Wednesday 12 October 2016",
      "Questions must be sent by Friday 14 October 2016",
      "\fMinutes of the meeting of Cabinet held at Shire Hall on Thursday 22 September 2016",
      "Present: Councillor R "
      "Stallard"},
     SG_MODERNGOV_AGENDA,
     "",
     "Cabinet",
     NULL,
     "agenda"},
    {"a pack whose front sheet is a picture",
     {"Reports pack", "\fMinutes of the meeting of Cabinet held at Shire Hall on Thursday 22 September 2016",
      "Present: Councillor R Stallard"},
     SG_MODERNGOV_AGENDA,
     "",
     NULL,
     NULL,
     "agenda"},
    {"something else that speaks of agendas",
     {"# Council sets its agenda for children", "The council said on Tuesday 9 July 2013 that it would.",
      "Agenda items "
      "were discussed."},
     SG_MODERNGOV_NONE,
     "",
     NULL,
     NULL,
     NULL},
};

static void forms_tell_their_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(FORMS); i++)
		check_form(&FORMS[i]);
}

static void a_decision_keeps_its_dates_apart(void **state)
{
	(void)state;
	const Form form = {.lines = {"# Decision details", "Decision Maker: Director of Children’s Services",
				     "Publication date: 08/10/2018", "Date of decision: 05/10/2018",
				     "Effective from: 13/10/2018", "Call-in deadline date: 12/10/2018"}};
	g_autoptr(SgText) text = make_text(&form);
	g_autoptr(GPtrArray) body = sg_evidence_body(text);
	SgEvidence evidence = {.text = text, .path = "/papers/paper", .body = body};
	g_autoptr(SgDocument) document = sg_document_new();
	sg_moderngov_facts(&evidence, document);
	assert_int_equal(document->source, SG_SOURCE_MINUTES);
	assert_string_equal(document->committee, "Director of Children’s Services");
	assert_int_equal(document->dates[SG_DATED_DECIDED].when.from, 20181005);
	assert_int_equal(document->dates[SG_DATED_PUBLISHED].when.from, 20181008);
	assert_int_equal(document->dates[SG_DATED_EFFECTIVE].when.from, 20181013);
	assert_false(sg_interval_known(document->dates[SG_DATED_MEETING].when));
}

/* ---- passages -------------------------------------------------------- */

/* Days of the passages, "-" for none. */
static char *mark(const Form *form, SgDay day)
{
	g_autoptr(SgText) text = make_text(form);
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = SG_SOURCE_MINUTES;
	document->published =
	    (SgDate){.when = sg_interval_day(day), .basis = day ? SG_BASIS_STATED : SG_BASIS_UNKNOWN};
	g_autoptr(GPtrArray) units = sg_units_new(text, document);
	sg_moderngov_mark(units, document);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < units->len; i++) {
		SgDay said = sg_unit_at(units, i)->said.when.from;
		g_string_append_printf(out, "%s%d", i ? " " : "", said % 10000);
	}
	return g_string_free(out, FALSE);
}

static void passages_are_of_their_own_meeting(void **state)
{
	(void)state;
	static const struct {
		Form form;
		SgDay day;
		const char *days;
	} cases[] = {
	    {{.name = "minutes in a pack, with their end",
	      .lines = {"Agenda", "Date: Thursday 20 October 2016",
			"Minutes of the meeting of Cabinet held on Thursday 22 September 2016",
			"Present: Councillor A", "It was agreed.", "The meeting ended at 4 pm", "CHAIRMAN",
			"A report on caseloads"}},
	     20161020,
	     "1020 1020 922 922 922 922 922 1020"},
	    {{.name = "their end is not told: not dated, up to the next paper",
	      .lines = {"Agenda", "Minutes of the meeting of Cabinet held on Thursday 22 September 2016",
			"Present: Councillor A", "It was agreed.", "Agenda Item 4", "A report on caseloads"}},
	     20161020,
	     "1020 0 0 0 1020 1020"},
	    {{.name = "no end at all",
	      .lines = {"Agenda", "Minutes of the meeting of Cabinet held on Thursday 22 September 2016",
			"Present: Councillor A", "It was agreed.", "A report on caseloads"}},
	     20161020,
	     "1020 0 0 0 0"},
	    {{.name = "their day is not told",
	      .lines = {"Agenda", "Minutes of the meeting of Cabinet", "Present: Councillor A",
			"It was agreed.", "The meeting ended at 4 pm", "A report"}},
	     20161020,
	     "1020 0 0 0 0 1020"},
	    {{.name = "later than the pack: something is wrong",
	      .lines = {"Agenda", "Minutes of the meeting of Cabinet held on Thursday 3 November 2016",
			"Present: Councillor A", "The meeting ended at 4 pm", "A report"}},
	     20161020,
	     "1020 0 0 0 1020"},
	    {{.name = "the pack itself has no day",
	      .lines = {"Agenda", "Minutes of the meeting of Cabinet held on Thursday 22 September 2016",
			"Present: Councillor A", "The meeting ended at 4 pm", "A report"}},
	     0,
	     "0 922 922 922 0"},
	    {{.name = "the minutes themselves, though the file is named after another day",
	      .lines = {"ALDENSHIRE COUNCIL",
			"Minutes of the meeting of Cabinet held on Thursday 22 September 2016",
			"Present: Councillor A", "It was agreed."}},
	     20161020,
	     "1020 1020 1020 1020"},
	    {{.name = "a report that only speaks of minutes",
	      .lines = {"Agenda", "Minutes of the meeting of Cabinet were sent out.", "It was agreed.",
			"A report"}},
	     20161020,
	     "1020 1020 1020 1020"},
	    {{.name = "an issue: below each meeting what was said there",
	      .lines = {"Issue - meetings", "Meeting: 11/09/2018 - Scrutiny Committee (Item 45)",
			"It was noted.", "Meeting: 12/03/2019 - Cabinet (Item 7)", "It was agreed."}},
	     20180911,
	     "911 911 911 312 312"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *days = mark(&cases[i].form, cases[i].day);
		check_string(days, cases[i].days, cases[i].form.name);
	}
}

/* ---- meetings saved beside ------------------------------------------- */

typedef struct {
	const char *name;
	SgSuppliedMeeting meetings[3];
	SgSource source;
	SgBasis basis; /* of the document's own date, 1 May 2013 */
	const char *title;
	const char *date; /* wanted */
} Beside;

static void check_beside(const Beside *beside)
{
	const Form form = {.lines = {"# Agenda item", "# Caseloads", "Minutes:",
				     "The Director reported that caseloads had "
				     "fallen to nineteen."}};
	g_autoptr(SgText) text = make_text(&form);
	g_autoptr(GPtrArray) body = sg_evidence_body(text);
	g_autoptr(SgSupplied) supplied = sg_supplied_new("x.xml");
	for (size_t i = 0; i < G_N_ELEMENTS(beside->meetings) && beside->meetings[i].day; i++)
		sg_supplied_add_meeting(supplied, &beside->meetings[i]);
	SgEvidence evidence = {.text = text, .path = "/papers/paper", .supplied = supplied, .body = body};
	g_autoptr(SgDocument) document = sg_document_new();
	document->title = g_strdup(beside->title ? beside->title : "Caseloads");
	document->source = beside->source ? beside->source : SG_SOURCE_MINUTES;
	if (beside->basis)
		document->published = (SgDate){.when = sg_interval_day(20130501), .basis = beside->basis};
	sg_saved_meeting_use(&evidence, document);
	g_autofree char *shown = show_interval(document->published.when);
	check_string(shown, beside->date, beside->name);
}

#define WORD(text_) ((char *)(uintptr_t)(text_)) /* not freed here */
#define SAVED(how_, day_, title_, opening_)                                                                  \
	{                                                                                                    \
		.how = (how_), .day = WORD(day_), .title = WORD(title_), .opening = WORD(opening_),          \
		.origin = WORD("x.xml")                                                                      \
	}

static void saved_meetings_date_their_own_papers(void **state)
{
	(void)state;
	static const Beside cases[] = {
	    {"named after the file: believed, whatever the text says",
	     {SAVED(SG_SAVED_PAIRED, "2013-07-09", NULL, NULL)},
	     0,
	     SG_BASIS_STATED,
	     NULL,
	     "2013-07-09"},
	    {"two that disagree",
	     {SAVED(SG_SAVED_PAIRED, "2013-07-09", NULL, NULL),
	      SAVED(SG_SAVED_PAIRED, "2013-07-10", NULL, NULL)},
	     0,
	     0,
	     NULL,
	     ""},
	    {"a letter put before the meeting keeps its own date",
	     {SAVED(SG_SAVED_PAIRED, "2013-07-09", NULL, NULL)},
	     SG_SOURCE_OFSTED,
	     SG_BASIS_STATED,
	     NULL,
	     "2013-05-01"},
	    {"a document of the meeting",
	     {SAVED(SG_SAVED_LINKED, "2013-07-09", "Report\nCaseloads", NULL)},
	     0,
	     SG_BASIS_TEXT,
	     NULL,
	     "2013-07-09"},
	    {"... that states its own date",
	     {SAVED(SG_SAVED_LINKED, "2013-07-09", "Report\nCaseloads", NULL)},
	     0,
	     SG_BASIS_STATED,
	     NULL,
	     "2013-05-01"},
	    {"the last minutes, attached to this meeting",
	     {SAVED(SG_SAVED_LINKED, "2013-07-09", "Minutes , 14/05/2013 Cabinet\nMinutes", NULL)},
	     0,
	     0,
	     NULL,
	     ""},
	    {"the item's title",
	     {SAVED(SG_SAVED_ITEM, "2013-07-09", "CASELOADS", NULL)},
	     0,
	     0,
	     NULL,
	     "2013-07-09"},
	    {"... and its minutes",
	     {SAVED(SG_SAVED_ITEM, "2013-07-09", "Caseloads",
		    "The Director reported that caseloads had fallen to")},
	     0,
	     0,
	     NULL,
	     "2013-07-09"},
	    {"the title of an item with other minutes: of another meeting",
	     {SAVED(SG_SAVED_ITEM, "2013-07-09", "Caseloads",
		    "The Director said that caseloads had risen again")},
	     0,
	     0,
	     NULL,
	     ""},
	    {"the title of two items",
	     {SAVED(SG_SAVED_ITEM, "2013-07-09", "Caseloads", NULL),
	      SAVED(SG_SAVED_ITEM, "2013-07-09", "Caseloads", NULL)},
	     0,
	     0,
	     NULL,
	     ""},
	    {"another title",
	     {SAVED(SG_SAVED_ITEM, "2013-07-09", "Caseloads: update", NULL)},
	     0,
	     0,
	     NULL,
	     ""},
	    {"the title, but the text was written on other days",
	     {SAVED(SG_SAVED_ITEM, "2013-07-09", "Caseloads", NULL)},
	     0,
	     SG_BASIS_TEXT,
	     NULL,
	     "2013-05-01"},
	    {"a title that every meeting has",
	     {SAVED(SG_SAVED_ITEM, "2013-07-09", "Apologies for absence", NULL)},
	     0,
	     0,
	     "Apologies for absence",
	     ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_beside(&cases[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(forms_tell_their_dates),
	    cmocka_unit_test(a_decision_keeps_its_dates_apart),
	    cmocka_unit_test(passages_are_of_their_own_meeting),
	    cmocka_unit_test(saved_meetings_date_their_own_papers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
