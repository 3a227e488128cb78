/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What nobody said, in the shapes that letters, reports and web pages print it, and words that look like it.
 */
#include "tests/unit/structure_fixture.h"

#define PROSE "Most plans that inspectors saw had no date by which anything was to have changed for a child."

typedef struct {
	const char *text;
	bool furniture;
} Case;

/* Each between paragraphs, so that none stands at an end of the document. */
static void check_alone(const Case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		const char *const blocks[] = {PROSE, cases[i].text, PROSE};
		g_autoptr(SgText) text = sg_text_new("text/html");
		g_autoptr(SgDocument) document = sg_document_new();
		for (size_t j = 0; j < G_N_ELEMENTS(blocks); j++)
			sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(blocks[j]));
		g_autoptr(GPtrArray) units = sg_units_new(text, document);
		sg_structure_mark(units, document);
		assert_case((sg_unit_at(units, 1)->kind == SG_KIND_FURNITURE) == cases[i].furniture,
			    cases[i].text);
		assert_case(sg_unit_at(units, 0)->kind != SG_KIND_FURNITURE, cases[i].text);
		assert_case(sg_unit_at(units, 2)->kind != SG_KIND_FURNITURE, cases[i].text);
	}
}

static void addresses(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"Shire Hall, Tollenbury TB1 1AA", true},
	    {"Shire Hall, Tollenbury TB1 1AA | Kelmouth House, Kelmouth KM12 9ZZ", true},
	    {"Aldenshire Council 11 Long Hill Tollenbury EC1A 1BB", true},
	    {"Tel: 01234 567890", true},
	    {"T 0300 000 0000 Textphone 0161 000 0000", true},
	    {"E: office@aldenshire.example", true},
	    {"www.aldenshire.example", true},
	    {"www.aldenshire.gov.uk | kelmouth.icb.nhs.uk", true},
	    {"aldenshire.gov.uk | kelmouth.icb.nhs. uk", true},
	    {"Write to Shire Hall, Tollenbury TB1 1AA.", false},
	    {"Letters go to office@aldenshire.example for an answer", false},
	    {"Form TB1 is due in May", false},
	    {"Room AB1 23 is on the first floor", false},
	    {"12 345 678", false},
	    {"310 children in 2018", false},
	    {"uk", false},
	    {"The page www.aldenshire.example says so", false},
	};
	check_alone(cases, G_N_ELEMENTS(cases));
}

static void imprints(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"© Crown copyright 2019", true},
	    {"You may reuse this information (not including logos) in any format.", true},
	    {"This publication is available at www.gov.uk/government/organisations/ofsted.", true},
	    {"If you would like a copy of this document in a different format, such as large print, please "
	     "telephone.",
	     true},
	    {"Website: www.ofsted.example This document may be reproduced in whole or in part for "
	     "non-commercial "
	     "purposes.",
	     true},
	    {"Further copies of this report are obtainable from the local authority.", true},
	    {"Any words on this page may be used under the terms of the Open Government Licence.", true},
	    {"Information is shared free of charge with parents.", false},
	    {"The document was reproduced in part in the newspaper.", false},
	    {"Copies of plans are not given to children.", false},
	};
	check_alone(cases, G_N_ELEMENTS(cases));
}

static void lines_of_web_pages(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"Skip to main content", true},
	    {"Back to top ↑", false}, /* known by all its words alone */
	    {"Back to top", true},
	    {"Read more…", true},
	    {"Share this:", true},
	    {"PRIVACY POLICY", true},
	    {"We use cookies to make this site better.", true},
	    {"You are here: Home > Council > News", true},
	    {"Report to Cabinet PDF 112 KB", true},
	    {"improvement-plan.pdf 2 MB", true},
	    {"45. Budget PDF 112 KB", false},
	    {"Search parties were sent out", false},
	    {"Register of interests", false},
	    {"Menu of services for families", false},
	    {"Read more than one file, she said.", false},
	    {"We use cookers in the family centre.", false},
	};
	check_alone(cases, G_N_ELEMENTS(cases));
}

#define KINDS(source_, ...)                                                                                  \
	do {                                                                                                 \
		static const Line lines[] = {__VA_ARGS__};                                                   \
		check_kinds(lines, G_N_ELEMENTS(lines), source_);                                            \
	} while (0)

static void letterheads(void **state)
{
	(void)state;
	KINDS(
	    SG_SOURCE_OFSTED, {"furniture -", "14 February 2019", PARA, 1},
	    {"furniture -", "Rosalind Keane Director of Children’s Services Shire Hall Tollenbury", PARA, 1},
	    {"furniture -",
	     "Rosalind Keane, Director of Children’s Services, Aldenshire Council Ann Pell, Chief Executive, "
	     "Aldenshire Integrated Care Board Gwen Tarrant, Aldenshire Police and Crime Commissioner Bill "
	     "Moss, Chief Constable, Aldenshire Police Howard Sime, Independent Scrutineer, Safeguarding "
	     "Partnership of Aldenshire and of Kelmouth",
	     PARA, 1},
	    {"procedural -", "Dear partners", PARA, 1},
	    {"procedural -", "Focused visit to Aldenshire", HEAD(1), 1},
	    {"procedural about-inspection", "This letter tells of a visit to Aldenshire in February 2019.",
	     PARA, 1});
	/* long sentences above it are not the head of a letter: it is quoted */
	KINDS(SG_SOURCE_COUNCIL,
	      {"narrative -",
	       "The council has had a letter from the inspectors, and it has decided to print all of it "
	       "here, so "
	       "that everybody can read what was said about children’s services in the county, and can judge "
	       "what has been done about it since the spring, which is a good deal more than some have said, "
	       "and "
	       "a good deal less than was needed. It begins below.",
	       PARA, 0},
	      {"procedural -", "Dear Ms Keane", PARA, 0});
}

static void the_last_page(void **state)
{
	(void)state;
	KINDS(SG_SOURCE_OFSTED, {"procedural findings", "Findings", HEAD(1), 1},
	      {"finding findings", PROSE, PARA, 1},
	      {"furniture -",
	       "The Office for Standards in Education, Children’s Services and Skills (Ofsted) regulates.",
	       PARA, 2},
	      {"furniture -", "Any other words of the imprint, of whatever kind.", PARA, 2},
	      {"furniture -", "Store Street", HEAD(2), 2});
}

static void contents_pages(void **state)
{
	(void)state;
	KINDS(SG_SOURCE_OFSTED, {"furniture -", "Contents", HEAD(1), 2},
	      {"furniture -", "Executive summary | 2", ROW, 2},
	      {"furniture -", "The experiences and progress of children who need help and", PARA, 2},
	      {"furniture -", "protection ........ 11", PARA, 2},
	      {"procedural findings", "Findings", HEAD(1), 3}, {"finding findings", PROSE, PARA, 3});
	/* text on the same page, and a heading of that name with no lines below it */
	KINDS(SG_SOURCE_OFSTED, {"furniture -", "Contents", HEAD(1), 2},
	      {"furniture -", "Findings 3", PARA, 2}, {"narrative -", PROSE, PARA, 2});
	KINDS(SG_SOURCE_COUNCIL, {"procedural -", "Contents", HEAD(1), 2}, {"narrative -", PROSE, PARA, 2});
}

static void lists_of_links(void **state)
{
	(void)state;
	KINDS(SG_SOURCE_MINUTES, {"furniture -", "Supporting documents:", PARA, 0},
	      {"furniture -", "Appendix A", ITEM, 0},
	      {"furniture -", "Letter from Ofsted PDF 80 KB", ITEM, 0}, {"procedural -", "Minutes:", PARA, 0},
	      {"narrative -", PROSE, PARA, 0});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(addresses),          cmocka_unit_test(imprints),
	    cmocka_unit_test(lines_of_web_pages), cmocka_unit_test(letterheads),
	    cmocka_unit_test(the_last_page),      cmocka_unit_test(contents_pages),
	    cmocka_unit_test(lists_of_links),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
