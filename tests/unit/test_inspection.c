/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: indexer/facts/ofsted.h; texts are written after the shapes of real reports and letters, whose
   days and grades were changed.  A wrong fact is worse than none. */
#include "tests/support/support.h"

#include "base/json.h"
#include "indexer/facts/ofsted.h"
#include "tests/unit/page_fixture.h"

/* Running prose, with a grade of an earlier inspection in it. */
#define STORY "Judged to be outstanding in March 2017, it is now good at listening to children in every area."

/* ---- days ------------------------------------------------------------ */

static void reads_every_shape_of_days(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int year;
		SgDay from, to;
	} cases[] = {
	    {"11 June 2018 to 22 June 2018", 0, 20180611, 20180622},
	    {"18 to 29 July 2022", 0, 20220718, 20220729},
	    {"14 February to 25 February 2022", 0, 20220214, 20220225},
	    {"27 June to 1 July 2022", 0, 20220627, 20220701},
	    {"9–24 November 2017", 0, 20171109, 20171124},
	    {"15-19 July 2013", 0, 20130715, 20130719},
	    {"24 – 28 June 2013", 0, 20130624, 20130628},
	    {"22 October – 12 November 2014", 0, 20141022, 20141112},
	    {"11 January 2016–4 February 2016", 0, 20160111, 20160204},
	    {"24 November 2015 - 17 December 2015", 0, 20151124, 20151217},
	    {"1/06/2015 – 25/06/2015", 0, 20150601, 20150625},
	    {"1.6.15 to 25.6.15", 0, 20150601, 20150625},
	    {"29 January 2024 to 02 February 2024", 0, 20240129, 20240202},
	    {"31 July and 1 August 2024", 0, 20240731, 20240801},
	    {"11, 12 and 13 July 2022", 0, 20220711, 20220713},
	    {"5 to 9 July and 19 to 23 July 2021", 0, 20210705, 20210723},
	    {"9 to 13 March 2020 and 5 to 9 October 2020", 0, 20200309, 20201009},
	    {"4 December 2018", 0, 20181204, 20181204},
	    {"Monday 5 to Friday 16 March 2018", 0, 20180305, 20180316},
	    {"the 10th and 11th of October 2023", 0, 20231010, 20231011},
	    {"28 November to 9 December, 2022", 0, 20221128, 20221209},
	    {"17 December to 4 January 2019", 0, 20181217, 20190104},
	    {"16 December 2019 to 3 January", 0, 20191216, 20200103},
	    {"12 Nov 2018 to 23 Nov 2018", 0, 20181112, 20181123},
	    {"3 and 4 March", 2021, 20210303, 20210304},
	    {"14 and 15 May 2024. 18 children were seen", 0, 20240514, 20240515},
	    {"14 and 15 May 2024, 18 months after the last", 0, 20240514, 20240515},
	    {"20 to 24 May 2024 Dates of previous inspection: 28 February 2022", 0, 20240520, 20240524},
	    {"5 to 16 March 2018 | Lead inspector: A", 0, 20180305, 20180316},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgInterval days = {0};
		assert_case(sg_ofsted_read_days(cases[i].text, cases[i].year, &days), cases[i].text);
		assert_case(days.from == cases[i].from && days.to == cases[i].to, cases[i].text);
	}
}

static void reads_no_days_where_none_are_whole(void **state)
{
	(void)state;
	static const char *const texts[] = {
	    "",
	    "June 2018",
	    "3 and 4 March",
	    "31 June 2018",
	    "22 June 2018 to 11 June 2018",
	    "16 January 2017 to 9 February 2016",
	    "12 of the 15 children",
	    "4 February 2019 to 8 February 2029",
	    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		SgInterval days = {0};
		assert_case(!sg_ofsted_read_days(texts[i], 0, &days), texts[i]);
		assert_case(!days.from && !days.to, texts[i]);
	}
}

static void finds_the_days_on_site(void **state)
{
	(void)state;
	static const struct {
		Page page;
		SgDay from, to;
	} cases[] = {
	    {{{"# Aldenshire", "Inspection dates: 11 June 2018 to 22 June 2018", STORY}}, 20180611, 20180622},
	    {{{"Inspection date: 14 September –", "8 October 2015", STORY}}, 20150914, 20151008},
	    {{{"Inspection dates", "5 to 16 March 2018", STORY}}, 20180305, 20180316},
	    {{{"| Inspection dates: | 5 to 16 March 2018", STORY}}, 20180305, 20180316},
	    {{{"# Area SEND inspection of Kelmouth Local Area Partnership",
	       "Dates of previous inspection: 28 February to 4 March 2022",
	       "Inspection dates: 20 to 24 May 2024"}},
	     20240520,
	     20240524},
	    {{{"Kelmouth Inspection dates: 3 to 7 June 2019 Lead inspector: Ann Other"}}, 20190603, 20190607},
	    /* a letter: its own sentence, not what it looks back to */
	    {{{"14 February 2019", "Dear Jane", "# Focused visit to Aldenshire",
	       "This letter summarises the findings of a focused visit to Aldenshire on 22 January 2019. The "
	       "inspectors were two."}},
	     20190122,
	     20190122},
	    {{{"1 March 2023", "Dear Ms Doe", "Since the last inspection on 4 July 2022 there was a visit.",
	       "This is the second monitoring visit, on 24 and 25 January 2023."}},
	     20230124,
	     20230125},
	    {{{"3 August 2018", "Dear local partnership",
	       "Between 18 June 2018 and 22 June 2018, Ofsted undertook a joint inspection."}},
	     20180618,
	     20180622},
	    {{{"3 August 2018", "Dear local partnership", "# Joint inspection of Kelmouth",
	       "Inspectors visited between 18 June 2018 and 22 June 2018."}},
	     20180618,
	     20180622},
	    /* a visit after its letter is none */
	    {{{"3 August 2018", "Dear Jane", "We will visit you on 3 September 2018 for that."}}, 0, 0},
	    /* no label: the foot of the pages */
	    {{{"# Kelmouth", STORY, "~Inspection of Kelmouth children’s services 18 to 29 July 2022 2"}},
	     20220718,
	     20220729},
	    {{{"# Kelmouth", STORY, "~Date of previous inspection: 18 to 29 July 2016"}}, 0, 0},
	    /* a report's prose is not read */
	    {{{"# Kelmouth", "Inspectors visited two homes on 3 May 2016.", STORY}}, 0, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Case it;
		open_case(&it, &cases[i].page, NULL);
		SgInterval days = sg_ofsted_days(&it.evidence);
		g_autofree char *name = g_strdup_printf("%zu: %d to %d", i, days.from, days.to);
		assert_case(days.from == cases[i].from && days.to == cases[i].to, name);
		close_case(&it);
	}
}

/* ---- kinds and authorities ------------------------------------------- */

static void tells_frameworks_and_types(void **state)
{
	(void)state;
	static const struct {
		Page page;
		SgFramework framework;
		SgInspectionType type;
	} cases[] = {
	    {{{"# Kelmouth", "# Inspection of children’s social care services",
	       "Inspection dates: 11 June 2018 to 22 June 2018", STORY}},
	     SG_FRAMEWORK_ILACS,
	     SG_INSPECTION_FULL},
	    {{{"# Inspection of Kelmouth local authority children’s services",
	       "Inspection dates: 6 to 10 November 2023",
	       "Services were last inspected under the single inspection framework (SIF) in 2016, and this "
	       "report follows the inspection of services for children in need of help and protection, "
	       "children looked after and care leavers."}},
	     SG_FRAMEWORK_ILACS,
	     SG_INSPECTION_SHORT},
	    {{{"# Kelmouth",
	       "# Re-inspection of services for children in need of help and protection, children "
	       "looked after and care leavers",
	       "Inspection date: 26 February 2018–22 March 2018"}},
	     SG_FRAMEWORK_SIF,
	     SG_INSPECTION_FULL},
	    {{{"# Kelmouth Safeguarding Children Board",
	       "# Review of the effectiveness of the Local Safeguarding Children Board"}},
	     SG_FRAMEWORK_SIF,
	     SG_INSPECTION_FULL},
	    {{{"# Inspection of local authority arrangements for the protection of children", "Kelmouth"}},
	     SG_FRAMEWORK_PROTECTION,
	     SG_INSPECTION_FULL},
	    {{{"# Inspection of looked after children services", "# Kelmouth"}},
	     SG_FRAMEWORK_LOOKED_AFTER,
	     SG_INSPECTION_FULL},
	    {{{"# Inspection of safeguarding and looked after children services", "# Kelmouth"}},
	     SG_FRAMEWORK_SLAC,
	     SG_INSPECTION_FULL},
	    {{{"# Area SEND inspection of Kelmouth Local Area Partnership",
	       "Inspection dates: 20 to 24 May 2024"}},
	     SG_FRAMEWORK_SEND,
	     SG_INSPECTION_FULL},
	    {{{"3 May 2022", "Dear Ms Doe", "# Joint area SEND revisit in Kelmouth",
	       "Between 28 February and 4 March 2022, inspectors revisited the area."}},
	     SG_FRAMEWORK_SEND,
	     SG_INSPECTION_REVISIT},
	    {{{"3 August 2018", "Dear local partnership",
	       "# Joint targeted area inspection of the multi-agency response to neglect in Kelmouth",
	       "Inspectors visited between 18 June 2018 and 22 June 2018."}},
	     SG_FRAMEWORK_JTAI,
	     SG_INSPECTION_FULL},
	    {{{"14 February 2019", "Dear Jane", "# Focused visit to Kelmouth children’s services",
	       "This letter summarises the findings of a focused visit to Kelmouth on 22 January 2019. It is "
	       "not a monitoring visit."}},
	     SG_FRAMEWORK_ILACS,
	     SG_INSPECTION_FOCUSED},
	    {{{"14 March 2017", "Dear Jane", "# Monitoring visit of Kelmouth children’s services",
	       "This letter summarises the findings of the monitoring visit on 14 and 15 February 2017."}},
	     SG_FRAMEWORK_SIF,
	     SG_INSPECTION_MONITORING},
	    {{{"14 March 2023", "Dear Jane",
	       "This letter summarises the findings of the second monitoring visit to Kelmouth on 14 and 15 "
	       "February 2023, after the focused visit of 2021."}},
	     SG_FRAMEWORK_ILACS,
	     SG_INSPECTION_MONITORING},
	    {{{"14 March 2023", "Dear Jane", "# Focused visit to Kelmouth children’s services",
	       "Since the joint targeted area inspection (JTAI) in 2022 much has changed, and the inspection "
	       "of "
	       "children in need of help and protection, in the area SEND inspection too."}},
	     SG_FRAMEWORK_ILACS,
	     SG_INSPECTION_FOCUSED},
	    {{{"# Area SEND monitoring inspection of Kelmouth Local Area Partnership"}},
	     SG_FRAMEWORK_SEND,
	     SG_INSPECTION_MONITORING},
	    {{{"# Annual report", STORY}}, SG_FRAMEWORK_UNKNOWN, SG_INSPECTION_FULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Case it;
		open_case(&it, &cases[i].page, NULL);
		SgOfstedKind kind = sg_ofsted_kind(&it.evidence, sg_ofsted_days(&it.evidence));
		g_autofree char *name = g_strdup_printf("%zu: %s", i, cases[i].page.lines[0]);
		assert_case(kind.framework == cases[i].framework, name);
		assert_case(kind.type == cases[i].type, name);
		close_case(&it);
	}
}

static void takes_the_authority_from_the_form(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *slug;
	} cases[] = {
	    {{{"# Inspection of Kelmouth local authority children’s services"}}, "kelmouth"},
	    {{{"# Inspection of Kelmouth City Council local authority children’s services"}}, "kelmouth"},
	    {{{"# Inspection of the Royal Borough of Kelmouth and Alden children’s services"}},
	     "kelmouth-and-alden"},
	    {{{"# Inspection of London Borough of Alden upon Kel children’s services"}}, "alden-upon-kel"},
	    {{{"# Inspection of Kelmouth, Alden and Poolwick local authority children’s services"}},
	     "kelmouth-alden-and-poolwick"},
	    {{{"# Inspection of Kelmouth & Alden children’s services"}}, "kelmouth-and-alden"},
	    {{{"# Inspection of St. Alden’s children’s services"}}, "st-alden"},
	    {{{"# Inspection of Alden-on-Kel children’s services"}}, "alden-on-kel"},
	    {{{"# Metropolitan Borough of Kelmouth",
	       "# Inspection of services for children in need of help"}},
	     "kelmouth"},
	    {{{"# Kelmouth Safeguarding Children Board", "# Review, with the inspection of its functions"}},
	     "kelmouth"},
	    {{{"# Inspection of looked after children services", "# Isle of Alden Council"}},
	     "isle-of-alden"},
	    {{{"Local area partnership report", "# Area SEND inspection of Kelmouth Local Area Partnership"}},
	     "kelmouth"},
	    {{{"# Inspection of City of London Corporation children’s services"}}, "city-of-london"},
	    {{{"Dear Jane", "# Focused visit to City of Kelmouth Council children’s services"}}, "kelmouth"},
	    {{{"Dear Jane", "# Focused visit to Kelmouth Children’s Trust"}}, "kelmouth"},
	    {{{"Dear Jane", "# Monitoring visit of Kelmouth County Council children’s services"}},
	     "kelmouth"},
	    {{{"Dear all", "# Joint targeted area inspection of the multi-agency response to neglect in "
			   "Kelmouth"}},
	     "kelmouth"},
	    {{{"Dear all", "# Joint area SEND revisit in Kelmouth"}}, "kelmouth"},
	    {{{"Dear Ms Doe", "# Joint inspection",
	       "Between 4 and 8 March 2019, Ofsted conducted a joint inspection of the local area of "
	       "Kelmouth to "
	       "judge how well it has implemented the reforms in England, with its partners in Alden as "
	       "well."}},
	     "kelmouth"},
	    {{{"# The Royal Borough of Kelmouth", "# Inspection of children’s social care services"}},
	     "kelmouth"},
	    {{{"3 March 2020", "# Inspection of children’s social care services", STORY}}, NULL},
	    {{{"# Inspection of children’s social care services", STORY}}, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Case it;
		open_case(&it, &cases[i].page, NULL);
		g_autofree char *slug = sg_ofsted_authority(&it.evidence);
		g_autofree char *name = g_strdup_printf("%zu: %s, got %s", i, cases[i].page.lines[0], slug);
		assert_case(g_strcmp0(slug, cases[i].slug) == 0, name);
		close_case(&it);
	}
}

/* ---- judgements ------------------------------------------------------ */

/* Letters of the grades by area in the record's order: overall leaders help in_care care_leavers adoption
   lscb capacity practice. */
static char *grades_of(const Page *page, SgFramework framework)
{
	static const char letters[] = "-OGARI";
	SgGrade grades[SG_N_AREAS] = {0};
	Case it;
	open_case(&it, page, NULL);
	sg_ofsted_grades(&it.evidence, framework, grades);
	close_case(&it);
	char *line = g_malloc0(SG_N_AREAS + 1);
	for (int area = 0; area < SG_N_AREAS; area++)
		line[area] = letters[grades[area]];
	return line;
}

static const struct {
	const char *name;
	Page page;
	SgFramework framework;
	const char *grades;
} graded[] = {
    {"before 2023: care leavers not apart",
     {{"# Inspection of Kelmouth local authority children’s services", "| Judgement | Grade",
       "| The impact of leaders on social work practice with children and families | Inadequate",
       "| The experiences and progress of children who need help and protection | Good",
       "| The experiences and progress of children in care and care leavers | Requires improvement to be "
       "good",
       "| Overall effectiveness | Requires improvement to be good", STORY}},
     SG_FRAMEWORK_ILACS,
     "RIGR-----"},
    {"from 2026: no overall grade",
     {{"| The impact of leaders on social work practice with children and families | Outstanding",
       "| The experiences and progress of children who need help and protection | Good",
       "| The experiences and progress of children in care | Good",
       "| The experiences and progress of care leavers | Inadequate", STORY, "Overall effectiveness good"}},
     SG_FRAMEWORK_ILACS,
     "-OGGI----"},
    {"cells that wrap into rows of their own",
     {{"| The impact of leaders on social work practice with | Requires improvement",
       "| children and families | to be good", "| The experiences and progress of children who need | Good",
       "| help and protection", "| The experiences and progress of children in care | Outstanding",
       "| The experiences and progress of care leavers | Requires", "| | improvement to be good",
       "| Overall effectiveness | Good", STORY}},
     SG_FRAMEWORK_ILACS,
     "GRGOR----"},
    {"the grade above its label",
     {{"Requires improvement to be good", "The impact of leaders on social work practice", "Good",
       "The experiences and progress of children who need help and protection", "Inadequate",
       "The experiences and progress of children in care and care leavers", "Good", "Overall effectiveness",
       STORY}},
     SG_FRAMEWORK_ILACS,
     "GRGI-----"},
    {"all labels, then all grades",
     {{"The impact of leaders on social work practice",
       "Experiences of children who need help and protection",
       "The experiences and progress of children in care", "The experiences and progress of care leavers",
       "Overall effectiveness", "Good", "Outstanding", "Requires improvement to be good", "Inadequate",
       "Good", STORY}},
     SG_FRAMEWORK_ILACS,
     "GGORI----"},
    {"no table: the chapters' headings",
     {{STORY, "---", "# The impact of leaders on social work practice is inadequate",
       "# Children who need help and protection: requires improvement to be good",
       "# The experiences and progress of children in care and care leavers is: good"}},
     SG_FRAMEWORK_ILACS,
     "-IRG-----"},
    {"grades of earlier inspections in prose only",
     {{"# Inspection of Kelmouth", STORY,
       "In 2016 the overall effectiveness was inadequate, and the "
       "impact of leaders was judged to be good."}},
     SG_FRAMEWORK_ILACS,
     "---------"},
    {"SIF, 2014: board on the cover",
     {{"# Review of the effectiveness of the Local Safeguarding Children Board1",
       "# The overall judgement is requires improvement", STORY,
       "| 1. Children who need help and protection | Requires improvement",
       "| 2. Children looked after and achieving permanence | Good", "| 2.1 Adoption performance | Good",
       "| 2.2 Experiences and progress of care leavers | Outstanding",
       "| 3. Leadership, management and governance | Requires improvement",
       "# The effectiveness of the Local Safeguarding Children Board (LSCB) is inadequate"}},
     SG_FRAMEWORK_SIF,
     "RRRGOGI--"},
    {"SIF, 2015: board in its own half; grades between the halves of labels",
     {{"# Children’s services in Kelmouth require improvement to be", "# good", "| Requires improvement",
       "| 1. Children who need help and protection", "| 2. Children looked after and achieving", "| Good",
       "| permanence", "| 2.1 Adoption performance | Good",
       "| 2.2 Experiences and progress of care leavers | Inadequate",
       "| 3. Leadership, management and governance | Good", "---",
       "An LSCB requires improvement if it does not yet demonstrate the characteristics of good.",
       "# The Local Safeguarding Children Board is outstanding"}},
     SG_FRAMEWORK_SIF,
     "RGRGIGO--"},
    {"SIF: a council's grade is not the board's, nor the other way",
     {{"# The Local Safeguarding Children Board requires improvement", STORY}},
     SG_FRAMEWORK_SIF,
     "------R--"},
    {"2012: protection of children",
     {{"Contents", "| Record of main findings | 20", "---", "# Record of main findings",
       "| Overall effectiveness | Adequate",
       "| The effectiveness of the help and protection provided to children | Good",
       "| The quality of practice | Inadequate", "| Leadership and governance | Adequate"}},
     SG_FRAMEWORK_PROTECTION,
     "AAG-----I"},
    {"2013: looked after children",
     {{"# Record of main findings", "Services for looked after children",
       "| Overall effectiveness | Inadequate Grade 4", "| Capacity to improve | Adequate Grade 3",
       "| Outcomes for looked after children and young people | Good Grade 2",
       "| Quality of provision | Adequate Grade 3", "| Leadership and management | Inadequate Grade 4"}},
     SG_FRAMEWORK_LOOKED_AFTER,
     "II-G---AA"},
    {"2011: two halves, and no grade over both",
     {{"# Record of main findings", "Safeguarding services", "| Overall effectiveness | Inadequate",
       "| Capacity for improvement | Adequate", "Services for looked after children",
       "| Overall effectiveness | Good", "| Capacity for improvement | Good"}},
     SG_FRAMEWORK_SLAC,
     "--IG-----"},
    {"the board's grade on the next line",
     {{"# The overall judgement is good",
       "# The effectiveness of the Local Safeguarding Children Board (LSCB) is", "inadequate.", STORY}},
     SG_FRAMEWORK_SIF,
     "G-----I--"},
    {"joint inspections grade nothing",
     {{"| Overall effectiveness | Good", STORY}},
     SG_FRAMEWORK_SEND,
     "---------"},
};

static void reads_judgements(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(graded); i++) {
		g_autofree char *grades = grades_of(&graded[i].page, graded[i].framework);
		g_autofree char *name = g_strdup_printf("%s: %s", graded[i].name, grades);
		assert_case(strcmp(grades, graded[i].grades) == 0, name);
	}
}

/* ---- people ---------------------------------------------------------- */

static void names_the_lead_inspector(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *name;
	} cases[] = {
	    {{{"Lead inspector: Ann Other, His Majesty’s Inspector"}}, "Ann Other"},
	    {{{"Lead inspector: Ann Other HMI"}}, "Ann Other"},
	    {{{"Lead inspector Ann O’Ther, HMI"}}, "Ann O’Ther"},
	    {{{"Reporting inspector Ann Other-Smith HMI"}}, "Ann Other-Smith"},
	    {{{"Lead inspector:", "Ann Other"}}, "Ann Other"},
	    {{{STORY, "---", "Deputy lead inspector: Bob Other", "Lead inspector: Ann de Groot Senior HMI",
	       "Team inspectors: Cy Other"}},
	     "Ann de Groot"},
	    {{{"Lead inspector: Ann Other Deputy lead inspector: Bob Other"}}, "Ann Other"},
	    {{{"Lead inspectors: Ann Other, His Majesty’s Inspector, and Bob Brown, His Majesty’s "
	       "Inspector"}},
	     "Ann Other and Bob Brown"},
	    {{{"| Ann Other, Ofsted HMI lead inspector | Bob Brown, CQC lead inspector",
	       "| Cy Cole HMI | Di Dunn, CQC"}},
	     "Ann Other"},
	    {{{"| Bob Brown, CQC lead inspector | Ann Other HMI, Ofsted Lead inspector"}}, "Ann Other"},
	    {{{"Dear Jane", "A visit.", "Yours sincerely", "Ann Other", "Her Majesty’s Inspector"}},
	     "Ann Other"},
	    {{{"Dear Jane", "A visit.", "Yours sincerely,", "Ann Other Her Majesty’s Inspector"}},
	     "Ann Other"},
	    {{{"Kelmouth Inspection dates: 3 to 7 June 2019 Lead inspector: Ann Other Senior HMI"}},
	     "Ann Other"},
	    {{{"The team was: Deputy lead inspector: Bob Brown Lead inspector: Ann Other. Team: all"}},
	     "Ann Other"},
	    {{{"Lead inspector: Ann Other HMI and Bob Brown HMI"}}, "Ann Other and Bob Brown"},
	    {{{"Dear Jane", "Yours sincerely", "Cy Cole", "Regional Director", "Ann Other HMI",
	       "Lead inspector"}},
	     "Ann Other"},
	    /* directors sign for inspectors whom the letter does not name */
	    {{{"Dear all", "An inspection.", "Yours sincerely", "Ann Other National Director, Ofsted",
	       "Bob Brown His Majesty’s Inspector of Constabulary"}},
	     NULL},
	    {{{"The lead inspector and the director agreed arrangements to deliver this visit."}}, NULL},
	    {{{"Ann Other", "Yours sincerely"}}, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Case it;
		open_case(&it, &cases[i].page, NULL);
		g_autofree char *name = sg_ofsted_lead_inspector(&it.evidence);
		g_autofree char *label = g_strdup_printf("%zu: %s, got %s", i, cases[i].page.lines[0], name);
		assert_case(g_strcmp0(name, cases[i].name) == 0, label);
		close_case(&it);
	}
}

static void names_the_addressee(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *name;
	} cases[] = {
	    {{{"3 May 2020", "Jane Doe Director of Children’s Services County Hall", "Dear Ms Doe"}},
	     "Jane Doe"},
	    {{{"Ms Jane Doe Interim Director, Children and Families", "Dear Jane,"}}, "Jane Doe"},
	    {{{"Dr Jane-Ann Doe Director of People", "Copy to: Someone Else, CEO", "Dear Jane-Ann"}},
	     "Dr Jane-Ann Doe"},
	    {{{"Jane Doe, Director of Children’s Services Jim Roe, Chief Executive",
	       "Dear Ms Doe and Mr Roe"}},
	     "Jane Doe"},
	    {{{"Jane Doe Kelmouth Borough Council 1 High Street", "Insert address", "Dear Jane"}},
	     "Jane Doe"},
	    {{{"Jane Doe 1 High Street Kelmouth", "Dear Ms Doe"}}, "Jane Doe"},
	    {{{"Jane Doe, Director, Kelmouth Council", "Dear Kelmouth Safeguarding Partnership"}},
	     "Kelmouth Safeguarding Partnership"},
	    {{{"Ofsted Piccadilly Gate Store Street Manchester M1 2WD", "Dear Colleague"}}, NULL},
	    {{{"Jane Doe Director"}}, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Case it;
		open_case(&it, &cases[i].page, NULL);
		g_autofree char *name = sg_ofsted_addressee(&it.evidence);
		g_autofree char *label = g_strdup_printf("%zu: %s, got %s", i, cases[i].page.lines[0], name);
		assert_case(g_strcmp0(name, cases[i].name) == 0, label);
		close_case(&it);
	}
}

/* ---- publication ----------------------------------------------------- */

static void dates_publication(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *created;
		SgInterval named, wanted;
		SgBasis basis;
	} cases[] = {
	    /* printed */
	    {{{"Report published: 23 July 2018"}}, "2018-08-30", {0}, {20180723, 20180723}, SG_BASIS_STATED},
	    {{{"Report published:", "Monday 23 July 2018"}},
	     NULL,
	     {0},
	     {20180723, 20180723},
	     SG_BASIS_STATED},
	    {{{"14 February 2019", "Dear Jane", "A visit on 22 January 2019."}},
	     NULL,
	     {20190301, 20190301},
	     {20190214, 20190214},
	     SG_BASIS_STATED},
	    /* the file's name, unless it is the inspection's day */
	    {{{"Inspection dates: 11 June 2018 to 22 June 2018"}},
	     NULL,
	     {20180723, 20180723},
	     {20180723, 20180723},
	     SG_BASIS_FILENAME},
	    {{{"Inspection dates: 11 June 2018 to 22 June 2018"}},
	     "2018-07-20",
	     {20180622, 20180622},
	     {20180706, 20180831},
	     SG_BASIS_METADATA},
	    /* 22 June + 14 days; 20 July + 42 days */
	    {{{"Inspection dates: 11 June 2018 to 22 June 2018"}},
	     "2018-07-20",
	     {0},
	     {20180706, 20180831},
	     SG_BASIS_METADATA},
	    /* made before the inspection ended, or years after: 26 weeks from its end */
	    {{{"Inspection dates: 11 June 2018 to 22 June 2018"}},
	     "2018-06-20",
	     {0},
	     {20180706, 20181221},
	     SG_BASIS_TEXT},
	    {{{"Inspection dates: 11 June 2018 to 22 June 2018"}},
	     "2023-01-09",
	     {0},
	     {20180706, 20181221},
	     SG_BASIS_TEXT},
	    /* nothing to go by */
	    {{{"# Inspection of Kelmouth", STORY}}, "2018-07-20", {0}, {0}, SG_BASIS_UNKNOWN},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Case it;
		open_case(&it, &cases[i].page, NULL);
		sg_text_add_meta(it.text, "created", cases[i].created, "pdf-info");
		SgDate named = {.when = cases[i].named, .basis = SG_BASIS_FILENAME};
		SgDate date = sg_ofsted_published(&it.evidence, &named);
		g_autofree char *name = g_strdup_printf("%zu: %d to %d", i, date.when.from, date.when.to);
		assert_case(date.when.from == cases[i].wanted.from && date.when.to == cases[i].wanted.to,
			    name);
		assert_case(date.basis == cases[i].basis, name);
		assert_case(date.basis != SG_BASIS_TEXT || strstr(date.note, "22 June 2018"), name);
		sg_date_clear(&date);
		close_case(&it);
	}
}

/* ---- the whole record ------------------------------------------------ */

static void records_only_inspections_of_ofsted(void **state)
{
	(void)state;
	static const Page report = {{"# Inspection of Kelmouth local authority children’s services",
				     "Inspection dates: 15 to 26 May 2023", "Lead inspector: Ann Other, HMI",
				     "| The impact of leaders on social work practice | Good", STORY}};
	static const Page paper = {{"# Annual report", STORY}};
	Case it;
	g_autoptr(SgDocument) document = sg_document_new();
	open_case(&it, &report, NULL);
	document->source = SG_SOURCE_COUNCIL;
	assert_null(sg_inspection_of(&it.evidence, document));
	document->source = SG_SOURCE_OFSTED;
	g_autoptr(SgInspection) inspection = sg_inspection_of(&it.evidence, document);
	assert_non_null(inspection);
	assert_int_equal(inspection->framework, SG_FRAMEWORK_ILACS);
	assert_int_equal(inspection->start, 20230515);
	assert_int_equal(inspection->end, 20230526);
	assert_int_equal(inspection->letter, 0);
	assert_string_equal(inspection->lead_inspector, "Ann Other");
	assert_null(inspection->addressee);
	assert_int_equal(inspection->grades[SG_AREA_LEADERS], SG_GRADE_GOOD);
	close_case(&it);
	open_case(&it, &paper, NULL);
	assert_null(sg_inspection_of(&it.evidence, document));
	close_case(&it);
}

static void letters_have_no_grades(void **state)
{
	(void)state;
	static const Page letter = {
	    {"14 March 2023", "Jane Doe Director of People", "Dear Jane",
	     "# Monitoring visit to Kelmouth children’s services",
	     "This letter summarises the findings of the visit on 14 and 15 February 2023.",
	     "# Overall effectiveness was inadequate", "Yours sincerely", "Ann Other",
	     "His Majesty’s Inspector"}};
	Case it;
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = SG_SOURCE_OFSTED;
	open_case(&it, &letter, NULL);
	g_autoptr(SgInspection) inspection = sg_inspection_of(&it.evidence, document);
	assert_non_null(inspection);
	assert_int_equal(inspection->type, SG_INSPECTION_MONITORING);
	assert_int_equal(inspection->letter, 20230314);
	assert_string_equal(inspection->addressee, "Jane Doe");
	for (int area = 0; area < SG_N_AREAS; area++)
		assert_int_equal(inspection->grades[area], SG_GRADE_NONE);
	close_case(&it);
}

/* ---- as it is stored ------------------------------------------------- */

static SgInspection *example(void)
{
	SgInspection *inspection = sg_inspection_new();
	inspection->framework = SG_FRAMEWORK_ILACS;
	inspection->type = SG_INSPECTION_FOCUSED;
	inspection->start = 20230515;
	inspection->end = 20230526;
	inspection->letter = 20230714;
	inspection->lead_inspector = g_strdup("Ann Other");
	inspection->grades[SG_AREA_CARE_LEAVERS] = SG_GRADE_REQUIRES_IMPROVEMENT;
	return inspection;
}

static void survives_packing(void **state)
{
	(void)state;
	g_autoptr(SgInspection) inspection = example();
	g_autoptr(GString) packed = g_string_new(NULL);
	sg_inspection_pack(packed, NULL);
	sg_inspection_pack(packed, inspection);
	SgUnpack in = sg_unpack_start(packed->str, packed->len);
	assert_null(sg_inspection_unpack(&in));
	g_autoptr(SgInspection) back = sg_inspection_unpack(&in);
	assert_true(sg_unpack_done(&in));
	assert_int_equal(back->framework, SG_FRAMEWORK_ILACS);
	assert_int_equal(back->type, SG_INSPECTION_FOCUSED);
	assert_int_equal(back->start, 20230515);
	assert_int_equal(back->end, 20230526);
	assert_int_equal(back->letter, 20230714);
	assert_string_equal(back->lead_inspector, "Ann Other");
	assert_null(back->addressee);
	for (int area = 0; area < SG_N_AREAS; area++)
		assert_int_equal(back->grades[area], inspection->grades[area]);
}

static void a_day_that_is_none_is_damage(void **state)
{
	(void)state;
	g_autoptr(SgInspection) inspection = example();
	g_autoptr(GString) packed = g_string_new(NULL);
	inspection->end = 20230231;
	sg_inspection_pack(packed, inspection);
	SgUnpack in = sg_unpack_start(packed->str, packed->len);
	g_autoptr(SgInspection) back = sg_inspection_unpack(&in);
	assert_false(sg_unpack_done(&in));
}

static void is_shown_as_documented(void **state)
{
	(void)state;
	static const char *const parts[] = {
	    "\"framework\": \"ILACS\"",   "\"type\": \"focused\"",
	    "\"start\": \"2023-05-15\"",  "\"end\": \"2023-05-26\"",
	    "\"letter\": \"2023-07-14\"", "\"lead_inspector\": \"Ann Other\"",
	    "\"addressee\": null",        "\"judgements\": {",
	    "\"overall\": null",          "\"care_leavers\": \"requires improvement\"",
	};
	g_autoptr(SgInspection) inspection = example();
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(SgJson) json = sg_json_new(out, 2);
	sg_json_begin_object(json, NULL);
	sg_inspection_put_json(json, inspection);
	sg_json_end_object(json);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		assert_case(strstr(out->str, parts[i]), parts[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_every_shape_of_days),
	    cmocka_unit_test(reads_no_days_where_none_are_whole),
	    cmocka_unit_test(finds_the_days_on_site),
	    cmocka_unit_test(tells_frameworks_and_types),
	    cmocka_unit_test(takes_the_authority_from_the_form),
	    cmocka_unit_test(reads_judgements),
	    cmocka_unit_test(names_the_lead_inspector),
	    cmocka_unit_test(names_the_addressee),
	    cmocka_unit_test(dates_publication),
	    cmocka_unit_test(records_only_inspections_of_ofsted),
	    cmocka_unit_test(letters_have_no_grades),
	    cmocka_unit_test(survives_packing),
	    cmocka_unit_test(a_day_that_is_none_is_damage),
	    cmocka_unit_test(is_shown_as_documented),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
