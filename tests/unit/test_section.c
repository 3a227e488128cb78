/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: the headings of Ofsted's frameworks as printed, and indexer/structure/section.h. */
#include "tests/support/support.h"

#include "indexer/structure/section.h"

static void reads_headings(void **state)
{
	(void)state;
	static const struct {
		const char *heading;
		SgSection section;
		SgKind kind;
	} cases[] = {
	    {"What needs to improve", SG_SECTION_NEEDS_TO_IMPROVE, SG_KIND_RECOMMENDATION},
	    {"What needs to improve?1", SG_SECTION_NEEDS_TO_IMPROVE, SG_KIND_RECOMMENDATION},
	    {"What needs to improve in this area of social work practice:", SG_SECTION_NEEDS_TO_IMPROVE,
	     SG_KIND_RECOMMENDATION},
	    {"What does the Local Authority need to improve?", SG_SECTION_NEEDS_TO_IMPROVE,
	     SG_KIND_RECOMMENDATION},
	    {"Priority and immediate action", SG_SECTION_PRIORITY_ACTION, SG_KIND_RECOMMENDATION},
	    {"Areas for priority action", SG_SECTION_PRIORITY_ACTION, SG_KIND_RECOMMENDATION},
	    {"Areas for Improvement", SG_SECTION_AREAS_FOR_IMPROVEMENT, SG_KIND_RECOMMENDATION},
	    {"RECOMMENDATIONS", SG_SECTION_RECOMMENDATIONS, SG_KIND_RECOMMENDATION},
	    {"Headline findings", SG_SECTION_HEADLINE_FINDINGS, SG_KIND_FINDING},
	    {"Findings and evaluation of progress", SG_SECTION_FINDINGS, SG_KIND_FINDING},
	    {"Executive summary", SG_SECTION_SUMMARY, SG_KIND_FINDING},
	    {"The local authority\xe2\x80\x99s strengths", SG_SECTION_STRENGTHS, SG_KIND_FINDING},
	    {"Progress since the last inspection", SG_SECTION_PROGRESS, SG_KIND_FINDING},
	    {"1. The experiences and progress of children who need help and protection: inadequate",
	     SG_SECTION_HELP_AND_PROTECTION, SG_KIND_FINDING},
	    {"The experiences and progress of children in care and care leavers", SG_SECTION_IN_CARE,
	     SG_KIND_FINDING},
	    {"The experiences and progress of care leavers: good", SG_SECTION_CARE_LEAVERS, SG_KIND_FINDING},
	    {"2.1 Adoption performance", SG_SECTION_ADOPTION, SG_KIND_FINDING},
	    {"The impact of leaders on social work practice with children and families", SG_SECTION_LEADERS,
	     SG_KIND_FINDING},
	    {"Information about this inspection", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL},
	    {"What the inspection judgements mean: the LSCB", SG_SECTION_ABOUT_INSPECTION,
	     SG_KIND_PROCEDURAL},
	    {"Information about this local authority area2", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgHeadingSense sense;
		if (!sg_section_read(cases[i].heading, &sense) || sense.section != cases[i].section ||
		    sense.kind != cases[i].kind)
			fail_msg("%s: section %d, kind %d", cases[i].heading, sense.section, sense.kind);
	}
}

static void knows_nothing_of_others(void **state)
{
	(void)state;
	static const char *const headings[] = {"Kelmouth Borough Council", "Budget 2022", "", "2.1",
					       "Good practice in Aldenshire"};
	SgHeadingSense sense;
	for (size_t i = 0; i < G_N_ELEMENTS(headings); i++) {
		assert_false(sg_section_read(headings[i], &sense));
		assert_int_equal(sense.section, SG_SECTION_NONE);
		assert_int_equal(sense.kind, SG_KIND_NARRATIVE);
	}
	g_autofree char *longest = g_strnfill(100000, 'a');
	assert_false(sg_section_read(longest, &sense));
}

static void tells_board_from_authority(void **state)
{
	(void)state;
	SgHeadingSense sense;
	assert_false(sg_section_read("The Local Safeguarding Children Board (LSCB)", &sense));
	assert_true(sense.board);
	assert_false(sense.council);
	assert_true(sg_section_read("What does the LSCB need to improve?", &sense));
	assert_true(sense.board && sense.list);
	assert_false(sg_section_read("Section 1: the local authority", &sense));
	assert_true(sense.council);
	assert_false(sense.board);
	/* the cover's title names services, and is no chapter of theirs */
	assert_true(sg_section_read("Inspection of services for children in need of help and protection, "
				    "children looked after and care leavers",
				    &sense));
	assert_true(sense.title);
	assert_int_equal(sense.section, SG_SECTION_NONE);
}

static void is_whole_by_its_words(void **state)
{
	(void)state;
	SgHeadingSense sense;
	assert_true(sg_section_read("Findings", &sense));
	assert_true(sense.whole && sense.inherits);
	assert_true(sg_section_read("Progress since the spring has been slow", &sense));
	assert_false(sense.whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_headings),
	    cmocka_unit_test(knows_nothing_of_others),
	    cmocka_unit_test(tells_board_from_authority),
	    cmocka_unit_test(is_whole_by_its_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
