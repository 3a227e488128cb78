/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which headings stand above a passage, where the type's size says it and where only the words do. */
#include "tests/unit/structure_fixture.h"

#define VISIT "Focused visit to Aldenshire children’s services"
#define PROSE "Most plans that inspectors saw had no date by which anything was to have changed for a child."
#define HELP "The experiences and progress of children who need help and protection"
#define CARE "The experiences and progress of children looked after and achieving permanence"
#define LED "Leadership, management and governance"

#define PATHS(...)                                                                                           \
	do {                                                                                                 \
		static const Line lines[] = {__VA_ARGS__};                                                   \
		check_paths(lines, G_N_ELEMENTS(lines), SG_SOURCE_OFSTED);                                   \
	} while (0)

/* A letter prints its title in the size of its sections. */
static void a_letters_title_stands_first(void **state)
{
	(void)state;
	PATHS({NULL, "Dear Ms Keane", PARA, 1}, {NULL, VISIT, HEAD(1), 1}, {VISIT, PROSE, PARA, 1},
	      {VISIT, "Headline findings", HEAD(1), 1}, {VISIT "/Headline findings", PROSE, PARA, 1},
	      {VISIT, "Main findings", HEAD(1), 2}, {VISIT "/Main findings", PROSE, PARA, 2},
	      {VISIT "/Main findings", "Practice study", HEAD(2), 2},
	      {VISIT "/Main findings/Practice study", PROSE, PARA, 2});
	/* or smaller than they are */
	PATHS({NULL, "Joint targeted area inspection of Aldenshire", HEAD(2), 1},
	      {"Joint targeted area inspection of Aldenshire", "Key strengths", HEAD(1), 1},
	      {"Joint targeted area inspection of Aldenshire/Key strengths", PROSE, PARA, 1});
	/* or as a bold sentence */
	PATHS({NULL, VISIT ".", BOLD, 1}, {VISIT ".", "Findings", HEAD(1), 2},
	      {VISIT "./Findings", PROSE, PARA, 2});
	/* in a report it is larger already */
	PATHS({NULL, "Inspection of Aldenshire local authority children’s services", HEAD(1), 1},
	      {"Inspection of Aldenshire local authority children’s services", "What needs to improve?",
	       HEAD(2), 2});
	/* and no title is made of what is none */
	PATHS({NULL, "Aldenshire Council", HEAD(1), 1}, {NULL, "Findings", HEAD(1), 2},
	      {"Findings", PROSE, PARA, 2});
}

static void only_a_first_heading_is_the_title(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {NULL, "Findings", HEAD(1), 1},
	    {NULL, VISIT, HEAD(1), 2},
	    {VISIT, PROSE, PARA, 2},
	};
	check_paths(lines, G_N_ELEMENTS(lines), SG_SOURCE_OFSTED);
}

/* A chapter that is a row of two cells, beside one that is a heading, or below a summary. */
static void chapters_stand_beside_one_another(void **state)
{
	(void)state;
	PATHS({NULL, "The local authority", HEAD(2), 3},
	      {"The local authority", "Summary for children and young people", HEAD(3), 10},
	      {"The local authority/Summary for children and young people", PROSE, PARA, 10},
	      {"The local authority", HELP " | Good", ROW, 11},
	      {"The local authority/" HELP " | Good", "Summary", HEAD(5), 11},
	      {"The local authority/" HELP " | Good/Summary", PROSE, PARA, 11},
	      {"The local authority/" HELP " | Good", "Inspection findings", HEAD(5), 12},
	      {"The local authority", CARE " | Good", ROW, 20},
	      {"The local authority/" CARE " | Good", PROSE, PARA, 20},
	      {"The local authority", LED " | Good", ROW, 30},
	      {"The local authority/" LED " | Good", "Summary", HEAD(5), 30});
	/* the heading in the chapter is as large as the chapter's neighbours */
	PATHS({NULL, "The local authority", HEAD(2), 3},
	      {"The local authority", "Recommendations", HEAD(3), 8},
	      {"The local authority", HELP " | Good", ROW, 11},
	      {"The local authority/" HELP " | Good", "Inspection findings", HEAD(3), 12},
	      {"The local authority/" HELP " | Good/Inspection findings", PROSE, PARA, 12},
	      {"The local authority", CARE " | Good", ROW, 20},
	      {NULL, "The Local Safeguarding Children Board", HEAD(2), 30},
	      {"The Local Safeguarding Children Board", "Inspection findings", HEAD(3), 31});
	/* below "Inspection judgements", and where one chapter is set as a heading */
	PATHS({NULL, "Inspection judgements about the local authority", HEAD(3), 12},
	      {"Inspection judgements about the local authority", HELP " are inadequate.", BOLD, 12},
	      {"Inspection judgements about the local authority/" HELP " are inadequate.", PROSE, PARA, 12},
	      {"Inspection judgements about the local authority", CARE " is inadequate", HEAD(5), 16},
	      {"Inspection judgements about the local authority/" CARE " is inadequate", PROSE, PARA, 16});
}

/* The rows of a table of grades are no chapters. */
static void tables_have_no_chapters(void **state)
{
	(void)state;
	static const char record[] = "Record of main findings";
	PATHS({NULL, record, HEAD(2), 9}, {record, "Overall effectiveness | Adequate", ROW, 9},
	      {record, LED " | Adequate", ROW, 9}, {record, PROSE, PARA, 9});
	PATHS({NULL, "Inspection of Aldenshire", HEAD(1), 1},
	      {"Inspection of Aldenshire", LED " | Good", ROW, 1},
	      {"Inspection of Aldenshire", PROSE, PARA, 1});
}

static void grades_stand_below_what_they_grade(void **state)
{
	(void)state;
	PATHS({NULL, "Quality of provision", HEAD(2), 15},
	      {"Quality of provision", "Grade 4 (Inadequate)", HEAD(4), 15},
	      {"Quality of provision/Grade 4 (Inadequate)", PROSE, PARA, 15},
	      {"Quality of provision", "Leadership and management", HEAD(4), 18},
	      {"Quality of provision/Leadership and management", "Grade 3 (Adequate)", HEAD(4), 18},
	      {"Quality of provision/Leadership and management/Grade 3 (Adequate)", PROSE, PARA, 18});
}

static void sections_leave_what_cannot_hold_them(void **state)
{
	(void)state;
	static const char about[] = "Information about the local area partnership";
	PATHS({NULL, about, HEAD(2), 1}, {about, PROSE, PARA, 1},
	      {NULL, "What is the area partnership doing that is effective?", HEAD(3), 2},
	      {"What is the area partnership doing that is effective?", PROSE, PARA, 2},
	      {NULL, "What does the area partnership need to do better?", HEAD(3), 3},
	      {NULL, "Inspection team", HEAD(2), 4});
	/* its own parts stay */
	PATHS({NULL, about, HEAD(2), 1}, {about, "Children living in this area", HEAD(3), 1},
	      {"Information about the local area partnership/Children living in this area", PROSE, PARA, 1});
	/* a chapter is no item of a list, but a group of items is a part of it */
	PATHS({NULL, "What needs to improve", HEAD(2), 2},
	      {"What needs to improve", "Help and protection", HEAD(3), 2}, {NULL, HELP ": good", HEAD(4), 3},
	      {HELP ": good", PROSE, PARA, 3});
	PATHS({NULL, "Areas for improvement", HEAD(2), 5}, {"Areas for improvement", LED, HEAD(3), 5},
	      {"Areas for improvement/" LED, "1. Ensure that plans are clear.", PARA, 5},
	      {"Areas for improvement", "Within three months:", HEAD(3), 5});
}

static void parts_are_numbered_alike(void **state)
{
	(void)state;
	PATHS({NULL, "Aldenshire Council", HEAD(1), 1},
	      {"Aldenshire Council", "Section 1: the local authority", HEAD(3), 3},
	      {"Aldenshire Council", "What the inspection judgements mean", HEAD(2), 24},
	      {"Aldenshire Council", "Section 2: the board", HEAD(3), 25},
	      {"Aldenshire Council/Section 2: the board", "Areas for improvement", HEAD(4), 25});
}

static void what_is_no_heading(void **state)
{
	(void)state;
	/* the head of a table says again what stands above it */
	PATHS({NULL, "Areas for improvement", HEAD(2), 5},
	      {"Areas for improvement", "Areas for improvement", HEAD(3), 5},
	      {"Areas for improvement", PROSE, PARA, 5},
	      /* but a second list of the name is another */
	      {NULL, "Areas for improvement", HEAD(2), 6});
	/* titles broken into lines, ranks under a signature */
	PATHS({NULL, "Inspection of services for children", HEAD(1), 1},
	      {"Inspection of services for children", "and", HEAD(2), 1},
	      {"Inspection of services for children", "Her Majesty’s Inspector", HEAD(1), 2});
	/* a sentence, a list, lower case, a row */
	PATHS({NULL, "Findings were discussed.", PARA, 2}, {NULL, "findings", PARA, 2},
	      {NULL, "Findings, and more", PARA, 2}, {NULL, "Findings", PARA, 2},
	      {"Findings", PROSE, PARA, 2});
}

/* Bare lines stand beside the sections that are set as headings, and below anything else. */
static void bare_lines_find_their_level(void **state)
{
	(void)state;
	PATHS({NULL, "What needs to improve", HEAD(1), 1}, {"What needs to improve", "• Plans.", ITEM, 1},
	      {NULL, "Findings", PARA, 2}, {"Findings", PROSE, PARA, 2});
	PATHS({NULL, "Aldenshire", HEAD(1), 1}, {"Aldenshire", "Findings", PARA, 2},
	      {"Aldenshire/Findings", PROSE, PARA, 2}, {"Aldenshire", "Recommendations", PARA, 3},
	      {"Aldenshire/Recommendations", PROSE, PARA, 3});
}

static void levels_are_bounded(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {NULL, VISIT, HEAD(1), 1},
	    {VISIT, "Findings", HEAD(1), 1},
	    {VISIT "/Findings", "Deep", HEAD(6), 1},
	    {VISIT "/Findings", "Deeper", HEAD(200), 1},
	    {VISIT "/Findings/Deeper", PROSE, PARA, 1},
	};
	check_paths(lines, G_N_ELEMENTS(lines), SG_SOURCE_OFSTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_letters_title_stands_first),
	    cmocka_unit_test(only_a_first_heading_is_the_title),
	    cmocka_unit_test(chapters_stand_beside_one_another),
	    cmocka_unit_test(tables_have_no_chapters),
	    cmocka_unit_test(grades_stand_below_what_they_grade),
	    cmocka_unit_test(sections_leave_what_cannot_hold_them),
	    cmocka_unit_test(parts_are_numbered_alike),
	    cmocka_unit_test(what_is_no_heading),
	    cmocka_unit_test(bare_lines_find_their_level),
	    cmocka_unit_test(levels_are_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
