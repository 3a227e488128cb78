/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Findings, recommendations and method under the headings of each framework, as their reports are laid out.
 */
#include "tests/unit/structure_fixture.h"

#define PROSE "Most plans that inspectors saw had no date by which anything was to have changed for a child."
#define JUDGES                                                                                                 \
	"Social workers know children well, but plans are too slow and managers’ oversight is not yet good " \
	"enough for all families."

#define KINDS(...)                                                                                           \
	do {                                                                                                 \
		static const Line lines[] = {__VA_ARGS__};                                                   \
		check_kinds(lines, G_N_ELEMENTS(lines), SG_SOURCE_OFSTED);                                   \
	} while (0)

static void the_opening_of_a_letter(void **state)
{
	(void)state;
	KINDS({"procedural -", "Dear Ms Keane", PARA, 1},
	      {"procedural -", "Focused visit to Aldenshire", HEAD(1), 1},
	      {"procedural about-inspection", "This letter summarises the findings of a visit.", PARA, 1},
	      {"procedural about-inspection",
	       "Inspectors reviewed the local authority’s arrangements for children who need help and "
	       "protection.",
	       PARA, 1},
	      {"procedural about-inspection",
	       "The visit looked at the quality and impact of decisions about children.", PARA, 1},
	      {"procedural about-inspection",
	       "Social work is done by a trust. Inspectors looked at the front door.", PARA, 1},
	      {"procedural about-inspection",
	       "A range of evidence was looked at. This included plans and other records.", PARA, 1},
	      {"procedural about-inspection",
	       "Inspectors considered the following aspects of social work practice:", PARA, 1},
	      {"procedural about-inspection", "◼ the quality of plans", ITEM, 1},
	      {"procedural about-inspection", "◼ supervision", ITEM, 1},
	      {"finding findings", JUDGES, PARA, 1},
	      {"narrative -",
	       "The county has three towns and a long coast, and its council has sat since 1889.", PARA, 1},
	      {"finding findings",
	       "Partners share what they know in time, and nobody has to ask them for it twice.", PARA, 2},
	      {"procedural headline-findings", "Headline findings", HEAD(1), 2},
	      {"finding headline-findings", "The front door works.", PARA, 2});
	/* under a heading that says nothing known, nobody can tell */
	KINDS({"procedural -", "Dear partners", PARA, 1},
	      {"procedural -", "Joint targeted area inspection of Aldenshire", HEAD(1), 1},
	      {"procedural -", "Context", HEAD(1), 1}, {"narrative -", JUDGES, PARA, 1});
}

static void lists_of_what_to_improve(void **state)
{
	(void)state;
	KINDS({"procedural needs-to-improve", "What needs to improve?", HEAD(1), 2},
	      {"recommendation needs-to-improve", "◼ Supervision.", ITEM, 2},
	      {"recommendation needs-to-improve", "◼ The speed of", ITEM, 2},
	      {"recommendation needs-to-improve", "assessments.", PARA, 3},
	      {"finding needs-to-improve", PROSE, PARA, 3});
	/* areas for improvement as paragraphs, some with parts */
	KINDS({"procedural areas-for-improvement", "Areas for improvement", HEAD(1), 6},
	      {"recommendation areas-for-improvement",
	       "Leaders across the partnership should work at pace on plans. This includes ensuring that:",
	       PARA, 6},
	      {"recommendation areas-for-improvement", "▪ waiting times are cut; and", ITEM, 6},
	      {"recommendation areas-for-improvement", "▪ parents are told.", ITEM, 6},
	      {"recommendation areas-for-improvement",
	       "Leaders across the partnership should continue to cut the long waiting times for therapy.",
	       PARA, 6},
	      {"procedural areas-for-improvement", "The following need attention:", PARA, 6});
	/* in a table */
	KINDS({"procedural priority-action", "Areas for priority action", HEAD(1), 7},
	      {"procedural priority-action", "Responsible body | Areas for priority action", ROW, 7},
	      {"recommendation priority-action", "Aldenshire Council | Leaders should act at once.", ROW, 7});
	/* with groups */
	KINDS({"procedural recommendations", "Recommendations", HEAD(2), 8},
	      {"procedural recommendations", "1. Oversight by political leaders", PARA, 8},
	      {"recommendation recommendations", "• Ask for figures each month.", ITEM, 8},
	      {"recommendation recommendations", "2. Ensure that:", PARA, 8},
	      {"recommendation recommendations", "• plans have dates", ITEM, 8});
	/* with dates */
	KINDS({"procedural areas-for-improvement", "Areas for improvement", HEAD(4), 9},
	      {"procedural areas-for-improvement",
	       "20. To improve services the local authority should take the following action.", PARA, 9},
	      {"procedural areas-for-improvement", "Immediately:", HEAD(5), 9},
	      {"recommendation areas-for-improvement", "• read every referral on its day", ITEM, 9},
	      {"procedural areas-for-improvement", "Within six months:", HEAD(5), 9},
	      {"recommendation areas-for-improvement", "• give staff a plan", ITEM, 9});
}

static void empty_lists(void **state)
{
	(void)state;
	static const char *const nothing[] = {
	    "There are no areas for priority action.",
	    "17. The inspection did not find any areas for priority action.",
	    "Inspectors did not identify any areas for priority action.",
	    "There were no areas for priority action."};
	for (size_t i = 0; i < G_N_ELEMENTS(nothing); i++) {
		Line lines[] = {{"procedural priority-action", "Priority and immediate action", HEAD(1), 5},
				{"finding priority-action", nothing[i], PARA, 5}};
		check_kinds(lines, G_N_ELEMENTS(lines), SG_SOURCE_OFSTED);
	}
	KINDS({"procedural needs-to-improve", "What needs to improve", HEAD(1), 5},
	      {"recommendation needs-to-improve",
	       "◼ Plans, so that there are no areas in which they are late.", ITEM, 5});
}

/* Findings about the area's strengths and weaknesses, and text about the area, which are neither. */
static void an_area_inspection(void **state)
{
	(void)state;
	KINDS({"procedural -", "Area SEND inspection of Aldenshire Local Area Partnership", HEAD(1), 1},
	      {"procedural overall", "Inspection outcome", HEAD(2), 1}, {"finding overall", PROSE, PARA, 1},
	      {"procedural about-area", "Information about the local area partnership", HEAD(2), 1},
	      {"narrative about-area", PROSE, PARA, 1},
	      {"procedural findings", "What is it like to be a child or young person with SEND in this area?",
	       HEAD(2), 2},
	      {"finding findings", PROSE, PARA, 2},
	      {"procedural strengths", "What is the area partnership doing that is effective?", HEAD(2), 3},
	      {"finding strengths", "◼ Plans are clear.", ITEM, 3},
	      {"procedural findings", "What does the area partnership need to do better?", HEAD(2), 4},
	      {"finding findings", "◼ Children wait too long for therapy.", ITEM, 4},
	      {"procedural about-area", "Local area partnership details", HEAD(2), 6},
	      {"procedural about-area", "Local authority | Integrated care board", ROW, 6},
	      {"procedural about-inspection", "Inspection team", HEAD(2), 6},
	      {"procedural about-inspection", "Ann Pell, HMI | Bill Moss, CQC inspector", ROW, 6});
}

/* The board's half, whatever its headings are called and however small they are. */
static void the_boards_half(void **state)
{
	(void)state;
	KINDS({"procedural -", "Aldenshire Council", HEAD(1), 1},
	      /* a title in plain type is the title still, so that the second is not the report's */
	      {"procedural -", "Inspection of services for children in need of help and protection", PARA, 1},
	      {"procedural -", "Review of the effectiveness of the local safeguarding children board",
	       HEAD(3), 1},
	      {"procedural overall", "The overall judgement is good", HEAD(2), 1},
	      {"procedural about-inspection",
	       "It is Ofsted’s expectation that all children receive good help.", PARA, 1},
	      {"procedural about-inspection",
	       "1 A full description of what the inspection judgements mean is below.", NOTE, 1},
	      {"procedural summary", "Executive summary", HEAD(2), 3}, {"finding summary", PROSE, PARA, 3},
	      {"procedural about-inspection", "What the inspection judgements mean: the local authority",
	       HEAD(2), 24},
	      {"procedural about-inspection", "A good local authority leads effective services.", PARA, 24},
	      {"procedural lscb", "Section 2: The effectiveness of the Local Safeguarding Children Board",
	       HEAD(3), 25},
	      {"procedural lscb", "Priority and immediate action", HEAD(4), 25},
	      {"finding lscb", "100. The inspection did not find any areas for priority action.", PARA, 25},
	      {"procedural lscb", "Areas for improvement", HEAD(4), 25},
	      {"recommendation lscb", "101. Publish the threshold document.", PARA, 25},
	      {"procedural lscb", "Key strengths and weaknesses of the LSCB", HEAD(4), 25},
	      {"finding lscb", "102. The board knows what it has to do.", PARA, 25},
	      {"procedural about-inspection", "What the inspection judgments mean: the LSCB", HEAD(3), 28},
	      {"procedural about-inspection", "A good LSCB monitors what agencies do.", PARA, 28});
	/* a review of a board alone */
	KINDS({"procedural lscb", "Review of the effectiveness of the Local Safeguarding Children Board",
	       HEAD(1), 1},
	      {"procedural lscb", "Executive summary", HEAD(2), 2}, {"finding lscb", PROSE, PARA, 2},
	      {"procedural about-area", "Information about this area", HEAD(2), 3},
	      {"narrative about-area", PROSE, PARA, 3});
}

/* Headings of 2009 to 2012. */
static void older_frameworks(void **state)
{
	(void)state;
	KINDS({"procedural -", "Inspection of safeguarding and looked after children services", HEAD(1), 1},
	      {"procedural about-inspection", "About this inspection", HEAD(2), 2},
	      {"procedural about-inspection", PROSE, PARA, 2},
	      {"procedural overall", "Capacity for improvement", HEAD(3), 3},
	      {"procedural overall", "Grade 3 (Adequate)", HEAD(3), 3}, {"finding overall", PROSE, PARA, 3},
	      {"procedural findings", "Staying safe", HEAD(3), 4}, {"finding findings", PROSE, PARA, 4},
	      {"procedural leaders", "Leadership and management", HEAD(3), 5},
	      {"procedural leaders", "Grade 3 (Adequate)", HEAD(3), 5}, {"finding leaders", PROSE, PARA, 5},
	      {"procedural about-inspection", "Record of main findings: Aldenshire", HEAD(2), 9},
	      {"procedural about-inspection", "Overall effectiveness | Adequate", ROW, 9},
	      {"procedural about-inspection", "Leadership and management | Adequate", ROW, 9},
	      {"procedural about-inspection", PROSE, PARA, 9});
}

static void signatures(void **state)
{
	(void)state;
	KINDS(
	    {"procedural -", "Dear Ms Keane", PARA, 1}, {"procedural findings", "Findings", HEAD(1), 2},
	    {"finding findings", PROSE, PARA, 2}, {"procedural -", "Yours sincerely", PARA, 2},
	    {"procedural -", "Owen Tolley", HEAD(1), 2}, {"procedural -", "His Majesty’s Inspector", PARA, 2},
	    {"procedural findings", "Inspection findings", HEAD(1), 3}, {"finding findings", PROSE, PARA, 3});
}

/* Only Ofsted's papers have its findings: a council's report on them is the council's. */
static void other_papers(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"procedural -", "Report on children’s services", HEAD(1), 1},
	    {"procedural summary", "Key findings", HEAD(2), 1},
	    {"narrative summary", PROSE, PARA, 1},
	    {"procedural recommendations", "Recommendations", HEAD(2), 1},
	    {"recommendation recommendations", "1. That the report be noted.", PARA, 1},
	    {"narrative recommendations",
	     "It is a long report, and it has been read by all who had a hand in it.", PARA, 1},
	    {"procedural actions", "Action plan", HEAD(2), 2},
	    {"action actions", "• Write to parents.", ITEM, 2},
	    {"procedural -", "Background", HEAD(2), 2},
	    {"narrative -", PROSE, PARA, 2},
	};
	check_kinds(lines, G_N_ELEMENTS(lines), SG_SOURCE_COUNCIL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_opening_of_a_letter),
	    cmocka_unit_test(lists_of_what_to_improve),
	    cmocka_unit_test(empty_lists),
	    cmocka_unit_test(an_area_inspection),
	    cmocka_unit_test(the_boards_half),
	    cmocka_unit_test(older_frameworks),
	    cmocka_unit_test(signatures),
	    cmocka_unit_test(other_papers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
