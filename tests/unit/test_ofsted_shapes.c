/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Whole reports and letters in the shapes of every framework, and what makes each easy to misread.  Places
   and people are made up; what is expected stands in the lines themselves.  "-" is not known. */
#include "tests/support/support.h"
#include "tests/unit/page_fixture.h"

#include "indexer/facts/ofsted.h"

#define STORY                                                                                                \
	"Since the last inspection in March 2017, when services were judged to be outstanding, progress "    \
	"has been made in every area, and children are good at telling workers what they need."

/* Days as "FROM TO", people and places with "-" for none; grades one letter each in the record's order:
   overall leaders help in_care care_leavers adoption lscb capacity practice. */
typedef struct {
	const char *name;
	Page page;
	SgFramework framework;
	SgInspectionType type;
	SgDay start, end, letter;
	const char *about, *lead, *grades;
} Shape;

/* long lines are set on two: NOLINTBEGIN(bugprone-suspicious-missing-comma) */
static const Shape reports[] = {
    {"ILACS 2018: name above the title, en dash",
     {{"# Kelmouth Council", "# Inspection of children’s social care services",
       "Inspection dates: 4 June 2018 – 15 June 2018", "Lead inspector: Ann Other Her Majesty’s Inspector",
       "| Judgement | Grade",
       "| The impact of leaders on social work practice with children and families | Good",
       "| The experiences and progress of children who need help and protection | Requires improvement to be "
       "good",
       "| The experiences and progress of children in care and care leavers | Good",
       "| Overall effectiveness | Good", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20180604,
     20180615,
     0,
     "kelmouth",
     "Ann Other",
     "GGRG-----"},
    {"ILACS: two weeks apart in one list",
     {{"# Aldenshire County Council", "# Inspection of children’s social care services",
       "Inspection dates: 10 to 14 and 17 to 21 September 2018", "Lead inspector: Ann Other, HMI", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20180910,
     20180921,
     0,
     "aldenshire",
     "Ann Other",
     "---------"},
    {"ILACS: short, of one week",
     {{"# Inspection of Kelmouth local authority children’s services",
       "Inspection dates: 11 to 15 March 2024", "Lead inspector: Ann Other, His Majesty’s Inspector",
       "| The impact of leaders on social work practice with children and families | Outstanding",
       "| The experiences and progress of children who need help and protection | Outstanding",
       "| The experiences and progress of children in care | Outstanding",
       "| The experiences and progress of care leavers | Good", "| Overall effectiveness | Outstanding",
       STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_SHORT,
     20240311,
     20240315,
     0,
     "kelmouth",
     "Ann Other",
     "OOOOG----"},
    {"ILACS 2026: no overall grade, and a line that says so",
     {{"# Inspection of North East Aldenshire local authority children’s services",
       "Inspection dates: 11 May 2026 to 22 May 2026", "Lead inspector: Ann Other, His Majesty’s Inspector",
       "| Judgement | Grade",
       "| The impact of leaders on social work practice with children and families | Good",
       "| The experiences and progress of children who need help and protection | Inadequate",
       "| The experiences and progress of children in care | Requires improvement to be good",
       "| The experiences and progress of care leavers | Outstanding",
       "Overall effectiveness is no longer graded.", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20260511,
     20260522,
     0,
     "north-east-aldenshire",
     "Ann Other",
     "-GIRO----"},
    {"ILACS: the last inspection's grades in a table of their own",
     {{"# Inspection of Kelmouth children’s services", "Inspection dates: 7 to 18 November 2022",
       "Lead inspector: Ann Other, HMI",
       "| The impact of leaders on social work practice with children and families | Good",
       "| The experiences and progress of children who need help and protection | Good",
       "| The experiences and progress of children in care and care leavers | Good",
       "| Overall effectiveness | Good", "Previous inspection (2018)",
       "| The impact of leaders on social work practice with children and families | Inadequate",
       "| The experiences and progress of children who need help and protection | Inadequate",
       "| The experiences and progress of children in care and care leavers | Inadequate",
       "| Overall effectiveness | Inadequate", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20221107,
     20221118,
     0,
     "kelmouth",
     "Ann Other",
     "GGGG-----"},
    {"ILACS: a row for this inspection and the last",
     {{"# Inspection of Kelmouth children’s services", "Inspection dates: 7 to 18 November 2022",
       "| Judgement | 2018 | 2022",
       "| The impact of leaders on social work practice with children and families | Inadequate | Good",
       "| Overall effectiveness | Inadequate | Requires improvement to be good", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20221107,
     20221118,
     0,
     "kelmouth",
     "-",
     "---------"},
    {"ILACS: grades with footnotes and in capitals",
     {{"# Inspection of Kelmouth children’s services", "Inspection dates: 7 to 18 November 2022",
       "| The impact of leaders on social work practice with children and families1 | INADEQUATE",
       "| The experiences and progress of children who need help and protection | Requires Improvement2",
       "| The experiences and progress of children in care and care leavers | Good*",
       "| Overall effectiveness | Inadequate", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20221107,
     20221118,
     0,
     "kelmouth",
     "-",
     "IIRG-----"},
    {"ILACS: a grade broken by the second line of its label",
     {{"# Inspection of Kelmouth children’s services", "Inspection dates: 7 to 18 November 2022",
       "| The impact of leaders on social work practice with | Requires",
       "| children and families | improvement to be", "| | good",
       "| The experiences and progress of children who need help and protection | Good",
       "| The experiences and progress of children in care and care leavers | Good",
       "| Overall effectiveness | Good", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20221107,
     20221118,
     0,
     "kelmouth",
     "-",
     "GRGG-----"},
    {"ILACS: the table and a chapter differ",
     {{"# Inspection of Kelmouth children’s services", "Inspection dates: 7 to 18 November 2022",
       "| The impact of leaders on social work practice with children and families | Good",
       "| Overall effectiveness | Good", STORY, "---",
       "# The impact of leaders on social work practice with children and families: inadequate"}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20221107,
     20221118,
     0,
     "kelmouth",
     "-",
     "G--------"},
    {"ILACS: a chapter's heading tells of the last inspection",
     {{"# Inspection of Kelmouth children’s services", "Inspection dates: 7 to 18 November 2022", STORY,
       "---", "# The impact of leaders: at the last inspection inadequate",
       "# Overall effectiveness at the previous inspection: good"}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20221107,
     20221118,
     0,
     "kelmouth",
     "-",
     "---------"},
    {"ILACS: dates broken over lines, previous inspection above",
     {{"# Inspection of Kelmouth children’s services", "Date of previous inspection: 6 June 2016",
       "Inspection dates: 28 November to", "9 December 2022", "Lead inspector:", "Ann Other HMI", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     20221128,
     20221209,
     0,
     "kelmouth",
     "Ann Other",
     "---------"},
    {"SIF, early: contents overleaf, footnotes below",
     {{"# Kelmouth City Council",
       "# Inspection of services for children in need of help and protection, children looked after and care "
       "leavers and",
       "# Review of the effectiveness of the local safeguarding children board1",
       "Inspection date: 22 October – 12 November 2014",
       "Report published: 6 January 2015",
       "# The overall judgement is that children’s services require improvement",
       STORY,
       "The judgements on areas of the service that contribute to overall effectiveness are:",
       "| 1. Children who need help and protection | Requires improvement",
       "| 2. Children looked after and achieving permanence | Good",
       "| 2.1 Adoption performance | Outstanding",
       "| 2.2 Experiences and progress of care leavers | Inadequate",
       "| 3. Leadership, management and governance | Good",
       "---",
       "# Contents",
       "| The Local Safeguarding Children Board (LSCB) | 41",
       "| Inspection judgement about the LSCB | 43",
       "---",
       "The LSCB was judged to be good.",
       "# The Local Safeguarding Children Board is inadequate",
       "---",
       "Lead inspector: Ann Other HMI"}},
     SG_FRAMEWORK_SIF,
     SG_INSPECTION_FULL,
     20141022,
     20141112,
     0,
     "kelmouth",
     "Ann Other",
     "RGRGIOI--"},
    {"SIF, late: dates over new year, no board",
     {{"# Royal Borough of Kelmouth",
       "# Inspection of services for children in need of help and protection, children looked after and care "
       "leavers",
       "Inspection date: 28 November 2016–5 January 2017", "Report published: 27 February 2017",
       "# Children’s services in the Royal Borough of Kelmouth are outstanding",
       "| 1. Children who need help and protection | Outstanding",
       "| 2. Children looked after and achieving permanence | Outstanding",
       "| 2.1 Adoption performance | Outstanding", "| 2.2 Experiences and progress of care leavers | Good",
       "| 3. Leadership, management and governance | Outstanding", "---", "# Executive summary", STORY}},
     SG_FRAMEWORK_SIF,
     SG_INSPECTION_FULL,
     20161128,
     20170105,
     0,
     "kelmouth",
     "-",
     "OOOOGO---"},
    {"SIF: the grade in the sentence is that of an earlier inspection",
     {{"# Kelmouth Borough Council",
       "# Inspection of services for children in need of help and protection, children looked after and care "
       "leavers",
       "Inspection date: 11 January 2016–4 February 2016",
       "Children’s services in Kelmouth were previously inadequate", STORY}},
     SG_FRAMEWORK_SIF,
     SG_INSPECTION_FULL,
     20160111,
     20160204,
     0,
     "kelmouth",
     "-",
     "---------"},
    {"2012: protection of children, adequate",
     {{"# Inspection of local authority arrangements for the protection of children", "# Kelmouth",
       "Inspection dates: 17 to 26 September 2012", "Lead inspector: Ann Other HMI", "Age group: All",
       "Published: November 2012", STORY, "---", "# Record of main findings",
       "# Local authority arrangements for the protection of children",
       "| Overall effectiveness | Inadequate",
       "| The effectiveness of the help and protection provided to children, young people, families and "
       "carers | "
       "Inadequate",
       "| The quality of practice | Adequate", "| Leadership and governance | Adequate"}},
     SG_FRAMEWORK_PROTECTION,
     SG_INSPECTION_FULL,
     20120917,
     20120926,
     0,
     "kelmouth",
     "Ann Other",
     "IAI-----A"},
    {"2012: the same, each cell a paragraph",
     {{"# Inspection of local authority arrangements for the protection of children", "# Kelmouth",
       "Inspection dates: 17-26 September 2012", STORY, "---", "# Record of main findings",
       "Overall effectiveness", "Good", "The effectiveness of the help and protection provided to children",
       "Good", "The quality of practice", "Adequate", "Leadership and governance", "Outstanding"}},
     SG_FRAMEWORK_PROTECTION,
     SG_INSPECTION_FULL,
     20120917,
     20120926,
     0,
     "kelmouth",
     "-",
     "GOG-----A"},
    {"2011: safeguarding and looked after children",
     {{"# Inspection of safeguarding and looked after children services", "# Aldenshire",
       "Inspection dates: 9 – 20 May 2011", "Reporting inspector Ann Other HMI", "Age group: All",
       "Published: 27 June 2011", STORY, "---", "# Record of main findings:", "Safeguarding services",
       "| Overall effectiveness | Adequate", "| Capacity for improvement | Good",
       "| Children and young people are safe and feel safe | Good", "| Quality of provision | Adequate",
       "Services for looked after children", "| Overall effectiveness | Good",
       "| Capacity for improvement | Outstanding", "| Being healthy | Inadequate"}},
     SG_FRAMEWORK_SLAC,
     SG_INSPECTION_FULL,
     20110509,
     20110520,
     0,
     "aldenshire",
     "Ann Other",
     "--AG-----"},
    {"area SEND, with its last inspection's dates below",
     {{"# Area SEND inspection of Kelmouth Local Area Partnership",
       "Inspection dates: 13 to 17 November 2023", "Dates of previous inspection: 4 to 8 June 2018",
       "# Inspection outcome", STORY}},
     SG_FRAMEWORK_SEND,
     SG_INSPECTION_FULL,
     20231113,
     20231117,
     0,
     "kelmouth",
     "-",
     "---------"},
    {"area SEND: the partnership is of two areas",
     {{"Kelmouth and Alden Local Area Partnership",
       "# Area SEND inspection of Kelmouth and Alden Local Area Partnership",
       "Inspection dates: 24 to 28 June 2024", STORY}},
     SG_FRAMEWORK_SEND,
     SG_INSPECTION_FULL,
     20240624,
     20240628,
     0,
     "kelmouth-and-alden",
     "-",
     "---------"},
    {"a week's beginning is no first and last day",
     {{"# Inspection of Kelmouth local authority children’s services",
       "Inspection dates: week commencing 11 June 2018", STORY}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FULL,
     0,
     0,
     0,
     "kelmouth",
     "-",
     "---------"},
};

static const Shape letters[] = {
    {"focused visit, first days over a month's end",
     {{"Ofsted Agora 6 Cumberland Place Nottingham NG1 6HJ", "2 September 2024",
       "Jane Doe, Director of Children’s Services, Kelmouth Council", "Dear Jane",
       "# Focused visit to Kelmouth children’s services",
       "This letter summarises the findings of the focused visit to Kelmouth children’s services on 31 July "
       "and 1 "
       "August 2024. His Majesty’s Inspectors for this visit were Ann Other and Bob Brown.",
       "Inspectors looked at the local authority’s arrangements for children in need.",
       "In the previous focused visit, on 3 and 4 May 2023, leaders were judged to be inadequate.",
       "Yours sincerely", "Ann Other", "His Majesty’s Inspector"}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FOCUSED,
     20240731,
     20240801,
     20240902,
     "kelmouth",
     "Ann Other",
     "---------"},
    {"focused visit under covid",
     {{"9 December 2020", "Jane Doe, Director", "Dear Jane",
       "# Focused visit to Kelmouth children’s services",
       "Following Ofsted’s focused visit to Kelmouth children’s services on 3 November to 5 November 2020, I "
       "am "
       "writing to inform you of the findings. The visit was carried out in line with the inspection of "
       "local "
       "authority children’s services (ILACS) framework. However, the delivery model was adapted to reflect "
       "the "
       "COVID-19 context. It was carried out fully by remote means from 2 November.",
       "Yours sincerely", "Ann Other Her Majesty’s Inspector"}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FOCUSED,
     20201103,
     20201105,
     20201209,
     "kelmouth",
     "Ann Other",
     "---------"},
    {"monitoring visit that opens with the inspection before",
     {{"14 March 2023", "Jane Doe, Director", "Dear Jane",
       "# Monitoring visit to Kelmouth children’s services",
       "Following the inspection of 18 to 29 July 2022, in which services were inadequate, this letter "
       "summarises "
       "the findings of the first monitoring visit, on 24 and 25 January 2023.",
       "Yours sincerely", "Ann Other", "His Majesty’s Inspector"}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_MONITORING,
     20230124,
     20230125,
     20230314,
     "kelmouth",
     "Ann Other",
     "---------"},
    {"monitoring visit of 2016, under SIF",
     {{"7 November 2016", "Jane Doe, Director", "Dear Jane",
       "# Monitoring visit of Kelmouth City Council children’s services",
       "This letter summarises the findings of the monitoring visit to Kelmouth City Council on 11 and 12 "
       "October "
       "2016. The visit was the second monitoring visit since the local authority was judged inadequate in "
       "June "
       "2015. The inspectors were Ann Other and Bob Brown.",
       "Yours sincerely", "Ann Other", "Her Majesty’s Inspector"}},
     SG_FRAMEWORK_SIF,
     SG_INSPECTION_MONITORING,
     20161011,
     20161012,
     20161107,
     "kelmouth",
     "Ann Other",
     "---------"},
    {"monitoring visit with a weekday in its days",
     {{"7 February 2020", "Jane Doe, Director", "Dear Ms Doe",
       "# Monitoring visit of Kelmouth children’s services",
       "This letter summarises the findings of the monitoring visit to Kelmouth on Tuesday 14 and Wednesday "
       "15 "
       "January 2020.",
       "Yours sincerely", "Ann Other", "Her Majesty’s Inspector"}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_MONITORING,
     20200114,
     20200115,
     20200207,
     "kelmouth",
     "Ann Other",
     "---------"},
    {"joint targeted area inspection; a new one is announced",
     {{"3 August 2018", "To: Jane Doe, Director", "Dear local partnership",
       "# Joint targeted area inspection of the multi-agency response to child exploitation in Kelmouth",
       "Between 18 and 22 June 2018, Ofsted, the Care Quality Commission and others undertook a joint "
       "inspection. "
       "The partnership will send its plan by 12 November 2018.",
       "Yours sincerely", "Ann Other National Director, Ofsted"}},
     SG_FRAMEWORK_JTAI,
     SG_INSPECTION_FULL,
     20180618,
     20180622,
     20180803,
     "kelmouth",
     "-",
     "---------"},
    {"SEND, of 2017, before there were reports",
     {{"22 May 2017", "Ms Jane Doe Director of Children’s Services Kelmouth Council", "Dear Ms Doe",
       "# Joint local area SEND inspection in Kelmouth",
       "Between 27 March 2017 and 31 March 2017, Ofsted and the Care Quality Commission (CQC) conducted a "
       "joint "
       "inspection of the local area of Kelmouth to judge the effectiveness of the area in implementing the "
       "reforms as set out in the Children and Families Act 2014.",
       "Yours sincerely", "Ann Other", "Her Majesty’s Inspector"}},
     SG_FRAMEWORK_SEND,
     SG_INSPECTION_FULL,
     20170327,
     20170331,
     20170522,
     "kelmouth",
     "Ann Other",
     "---------"},
    {"SEND revisit, which names the inspection before first",
     {{"1 July 2022", "Ms Jane Doe", "Dear Ms Doe and Mr Roe", "# Joint area SEND revisit in Kelmouth",
       "Between 16 May 2022 and 18 May 2022, Ofsted and the CQC revisited the area of Kelmouth to decide "
       "whether "
       "sufficient progress has been made since the inspection of 8 to 12 July 2019.",
       "Yours sincerely", "Ann Other", "Her Majesty’s Inspector"}},
     SG_FRAMEWORK_SEND,
     SG_INSPECTION_REVISIT,
     20220516,
     20220518,
     20220701,
     "kelmouth",
     "Ann Other",
     "---------"},
    {"a visit to come is none",
     {{"3 August 2021", "Jane Doe", "Dear Jane", "# Ofsted focused visit to Kelmouth",
       "We will visit Kelmouth children’s services on 7 and 8 September 2021."}},
     SG_FRAMEWORK_ILACS,
     SG_INSPECTION_FOCUSED,
     0,
     0,
     20210803,
     "kelmouth",
     "-",
     "---------"},
};

/* NOLINTEND(bugprone-suspicious-missing-comma) */

static void assert_shape(const Shape *shape)
{
	static const char grade_letters[] = "-OGARI";
	Case it;
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = SG_SOURCE_OFSTED;
	open_case(&it, &shape->page, NULL);
	g_autoptr(SgInspection) got = sg_inspection_of(&it.evidence, document);
	g_autofree char *about = sg_ofsted_authority(&it.evidence);
	char grades[SG_N_AREAS + 1] = "";
	for (int area = 0; got && area < SG_N_AREAS; area++)
		grades[area] = grade_letters[got->grades[area]];
	assert_case(got, shape->name);
	g_autofree char *told =
	    g_strdup_printf("%s: %d to %d, letter %d, %s, %s, %s", shape->name, got->start, got->end,
			    got->letter, about, got->lead_inspector, grades);
	assert_case(got->framework == shape->framework, told);
	assert_case(got->type == shape->type, told);
	assert_case(got->start == shape->start && got->end == shape->end, told);
	assert_case(got->letter == shape->letter, told);
	assert_case(strcmp(about ? about : "-", shape->about) == 0, told);
	assert_case(strcmp(got->lead_inspector ? got->lead_inspector : "-", shape->lead) == 0, told);
	assert_case(strcmp(grades, shape->grades) == 0, told);
	close_case(&it);
}

static void reads_reports(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(reports); i++)
		assert_shape(&reports[i]);
}

static void reads_letters(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
		assert_shape(&letters[i]);
}

/* ---- days in every shape that covers have them ----------------------- */

static void reads_days_of_covers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		SgDay from, to; /* 0: nothing certain is said */
	} cases[] = {
	    {"11 January 2016–4 February 2016", 20160111, 20160204},
	    {"22 October – 12 November 2014", 20141022, 20141112},
	    {"10 to 14 and 17 to 21 September 2018", 20180910, 20180921},
	    {"10-14 and 17-21 September 2018", 20180910, 20180921},
	    {"10 – 14 September & 17 – 21 September 2018", 20180910, 20180921},
	    {"31 July and 1 August 2024", 20240731, 20240801},
	    {"30 April and 1 May 2024", 20240430, 20240501},
	    {"31 December 2018 to 4 January 2019", 20181231, 20190104},
	    {"10th September to 21st September 2018", 20180910, 20180921},
	    {"10th – 21st Sept 2018", 20180910, 20180921},
	    {"Monday 10 September 2018 – Friday 21 September 2018", 20180910, 20180921},
	    {"Mon 10 Sep to Fri 21 Sep 2018", 20180910, 20180921},
	    {"from 16 May to 27 May 2022 inclusive", 20220516, 20220527},
	    {"between 16 May and 27 May 2022", 20220516, 20220527},
	    {"16/01/2017 to 09/02/2017", 20170116, 20170209},
	    {"16/01/17-09/02/17", 20170116, 20170209},
	    {"16.01.2017 – 09.02.2017", 20170116, 20170209},
	    {"29 February to 11 March 2016", 20160229, 20160311},
	    {"3, 4 and 5 March 2020", 20200303, 20200305},
	    {"3 – 5 March and 10 March 2020", 20200303, 20200310},
	    {"20 January\xc2\xa0to 31\xc2\xa0January 2020", 20200120, 20200131},
	    {"20 January 2020\xe2\x80\x89–\xe2\x80\x89"
	     "31 January 2020",
	     20200120, 20200131},
	    {"20 January 2020 ‑ 31 January 2020", 20200120, 20200131},
	    {"20 January to 31 January 2020 (the second week was shortened)", 20200120, 20200131},
	    {"2 to 13 December 2019 Report published: 3 February 2020", 20191202, 20191213},
	    {"2 to 13 December 2019. On 3 February 2020", 20191202, 20191213},
	    {"2 to 13 December 2019; 7 January 2020", 20191202, 20191213},
	    {"12 June 2023 to 23 June 2023 2", 20230612, 20230623},
	    {"1 to 12 July 2019 | Lead inspector: Ann Other | 3", 20190701, 20190712},
	    /* neither of these can be told */
	    {"week commencing 11 June 2018", 0, 0},
	    {"weeks of 11 and 25 June 2018", 0, 0},
	    {"30 February to 4 March 2018", 0, 0},
	    {"31 to 4 February 2018", 0, 0},
	    {"28 January to 15 January 2018", 0, 0},
	    {"to be confirmed", 0, 0},
	    {"11 to 22 June", 0, 0},
	    {"11–22 June 18", 0, 0},
	    {"June to July 2018", 0, 0},
	    {"2018", 0, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgInterval days = {0};
		sg_ofsted_read_days(cases[i].text, 0, &days);
		g_autofree char *told = g_strdup_printf("%s: %d to %d", cases[i].text, days.from, days.to);
		assert_case(days.from == cases[i].from && days.to == cases[i].to, told);
	}
}

/* ---- authorities ----------------------------------------------------- */

/* English authorities with services for children whose names are made of more than one plain word, as their
   own covers have them (the names: Local Government Act 1972 and the orders since). */
static void gives_each_authority_one_slug(void **state)
{
	(void)state;
	static const struct {
		const char *slug, *wordings[5];
	} cases[] = {
	    {"barking-and-dagenham", {"Barking & Dagenham", "London Borough of Barking and Dagenham"}},
	    {"bath-and-north-east-somerset",
	     {"Bath and North East Somerset", "Bath & North East Somerset Council"}},
	    {"bedford", {"Bedford", "Bedford Borough Council", "Bedford Borough"}},
	    {"birmingham", {"Birmingham", "Birmingham City Council", "Birmingham Children’s Trust"}},
	    {"blackburn-with-darwen", {"Blackburn with Darwen", "Blackburn with Darwen Borough Council"}},
	    {"bournemouth-christchurch-and-poole",
	     {"Bournemouth, Christchurch and Poole", "Bournemouth, Christchurch & Poole Council",
	      "BCP Council"}},
	    {"bracknell-forest", {"Bracknell Forest Council", "Bracknell Forest"}},
	    {"brighton-and-hove", {"Brighton & Hove City Council", "Brighton and Hove"}},
	    {"bristol", {"Bristol", "Bristol City Council", "City of Bristol", "Bristol, City of"}},
	    {"central-bedfordshire", {"Central Bedfordshire Council", "Central Bedfordshire"}},
	    {"cheshire-west-and-chester", {"Cheshire West and Chester", "Cheshire West & Chester Council"}},
	    {"city-of-london", {"City of London", "City of London Corporation"}},
	    {"doncaster",
	     {"Doncaster", "Doncaster Metropolitan Borough Council", "City of Doncaster Council"}},
	    {"durham", {"Durham County Council", "County Durham", "Durham"}},
	    {"east-riding-of-yorkshire", {"East Riding of Yorkshire", "East Riding of Yorkshire Council"}},
	    {"east-sussex", {"East Sussex County Council", "East Sussex"}},
	    {"greenwich", {"Royal Borough of Greenwich", "Greenwich"}},
	    {"hammersmith-and-fulham", {"London Borough of Hammersmith & Fulham", "Hammersmith and Fulham"}},
	    {"herefordshire",
	     {"Herefordshire Council", "Herefordshire, County of", "County of Herefordshire"}},
	    {"isle-of-wight", {"Isle of Wight Council", "Isle of Wight"}},
	    {"isles-of-scilly", {"Isles of Scilly", "Council of the Isles of Scilly"}},
	    {"kensington-and-chelsea",
	     {"Royal Borough of Kensington and Chelsea", "Kensington & Chelsea",
	      "The Royal Borough of Kensington and Chelsea"}},
	    {"kingston-upon-hull",
	     {"Kingston upon Hull City Council", "Hull City Council", "Kingston upon Hull, City of", "Hull"}},
	    {"kingston-upon-thames", {"Royal Borough of Kingston upon Thames", "Kingston upon Thames"}},
	    {"lincolnshire", {"Lincolnshire County Council", "Lincolnshire"}},
	    {"milton-keynes", {"Milton Keynes City Council", "Milton Keynes"}},
	    {"newcastle-upon-tyne", {"Newcastle upon Tyne", "Newcastle City Council"}},
	    {"north-east-lincolnshire", {"North East Lincolnshire Council", "North East Lincolnshire"}},
	    {"north-lincolnshire", {"North Lincolnshire Council"}},
	    {"north-northamptonshire", {"North Northamptonshire Council"}},
	    {"nottingham", {"Nottingham City Council", "City of Nottingham", "Nottingham City"}},
	    {"redcar-and-cleveland", {"Redcar & Cleveland Borough Council", "Redcar and Cleveland"}},
	    {"richmond-upon-thames", {"London Borough of Richmond upon Thames", "Richmond upon Thames"}},
	    {"sandwell", {"Sandwell", "Sandwell Children’s Trust", "Sandwell MBC"}},
	    {"slough",
	     {"Slough Borough Council", "Slough Children First", "Slough Children’s Services Trust"}},
	    {"southend-on-sea", {"Southend-on-Sea City Council", "Southend on Sea Borough Council"}},
	    {"st-helens",
	     {"St Helens", "St. Helens Council", "St Helen’s", "St Helens Metropolitan Borough Council"}},
	    {"stockton-on-tees", {"Stockton-on-Tees Borough Council", "Stockton on Tees"}},
	    {"stoke-on-trent", {"Stoke-on-Trent City Council", "Stoke on Trent", "City of Stoke-on-Trent"}},
	    {"telford-and-wrekin", {"Telford & Wrekin Council", "Telford and Wrekin"}},
	    {"tower-hamlets", {"London Borough of Tower Hamlets", "Tower Hamlets"}},
	    {"westminster", {"City of Westminster", "Westminster City Council"}},
	    {"westmorland-and-furness", {"Westmorland and Furness Council", "Westmorland & Furness"}},
	    {"windsor-and-maidenhead", {"Royal Borough of Windsor and Maidenhead", "Windsor & Maidenhead"}},
	    {"wirral", {"Wirral", "Metropolitan Borough of Wirral", "Wirral Council"}},
	    {"wolverhampton", {"City of Wolverhampton Council", "Wolverhampton"}},
	    {"worcestershire", {"Worcestershire County Council", "Worcestershire Children First"}},
	    {"york", {"City of York Council", "City of York", "York"}},
	};
	static const char *const forms[][2] = {
	    {"Inspection of %s local authority children’s services", NULL},
	    {"Inspection of children’s social care services", "%s"},
	    {"%s",
	     "Inspection of services for children in need of help and protection, children looked after"},
	    {"Dear Jane", "Focused visit to %s children’s services"},
	    {"Dear Jane", "Monitoring visit of %s"},
	    {"Dear all", "Joint targeted area inspection of the response to neglect in %s"},
	    {"Area SEND inspection of %s Local Area Partnership", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		for (size_t w = 0; w < G_N_ELEMENTS(cases[i].wordings) && cases[i].wordings[w]; w++) {
			for (size_t f = 0; f < G_N_ELEMENTS(forms); f++) {
				char *lines[2] = {NULL};
				Page page = {{NULL}};
				for (int n = 0; n < 2 && forms[f][n]; n++) {
					g_auto(GStrv) halves = g_strsplit(forms[f][n], "%s", 2);
					lines[n] = g_strjoinv(cases[i].wordings[w], halves);
					page.lines[n] = lines[n];
				}
				Case it;
				open_case(&it, &page, NULL);
				g_autofree char *slug = sg_ofsted_authority(&it.evidence);
				g_autofree char *told =
				    g_strdup_printf("%s / %s: %s", page.lines[0], page.lines[1], slug);
				assert_case(g_strcmp0(slug, cases[i].slug) == 0, told);
				close_case(&it);
				g_free(lines[0]);
				g_free(lines[1]);
			}
		}
	}
}

/* ---- publication ----------------------------------------------------- */

/* A report on an inspection that ended on `ended`, its PDF made on `made`, truly appeared on `appeared`: the
   interval must hold that day. */
static void holds_the_day_of_publication(void **state)
{
	(void)state;
	static const struct {
		const char *dates, *made;
		SgDay appeared;
		int most_days; /* of the interval */
	} cases[] = {
	    {"11 to 22 June 2018", "2018-07-20", 20180723, 60},              /* as most do */
	    {"11 to 22 June 2018", "2018-08-01", 20180723, 75},              /* a corrected copy */
	    {"11 to 22 June 2018", "2023-01-09", 20180723, 190},             /* made anew years later */
	    {"11 to 22 June 2018", "2018-06-20", 20180723, 190},             /* made from a draft */
	    {"11 to 22 June 2018", "2018-07-03", 20180823, 190},             /* made too early */
	    {"11 to 22 June 2018", NULL, 20180723, 190},                     /* not told at all */
	    {"11 to 22 June 2018", "not a day", 20180723, 190},              /* nor in words */
	    {"4 to 15 February 2019", "2019-03-28", 20190507, 130},          /* council elections, May */
	    {"23 September to 4 October 2019", "2019-11-05", 20200117, 130}, /* a general election */
	    {"24 February to 6 March 2020", "2020-04-20", 20200714, 230},    /* the first lockdown */
	    {"24 February to 6 March 2020", NULL, 20201005, 230},            /* the same, unknown */
	    {"8 to 19 April 2024", "2024-05-23", 20240709, 120},             /* general election, July */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *label = g_strdup_printf("Inspection dates: %s", cases[i].dates);
		Page page = {{"# Inspection of Kelmouth local authority children’s services", label, STORY}};
		Case it;
		open_case(&it, &page, NULL);
		if (cases[i].made)
			sg_text_add_meta(it.text, "created", cases[i].made, "pdf-info");
		SgDate date = sg_published_of(&it.evidence, SG_SOURCE_OFSTED);
		g_autofree char *told = g_strdup_printf("%s, made %s: %d to %d", cases[i].dates,
							cases[i].made, date.when.from, date.when.to);
		assert_case(date.when.from <= cases[i].appeared && cases[i].appeared <= date.when.to, told);
		assert_case(sg_day_between(date.when.from, date.when.to) <= cases[i].most_days, told);
		assert_case(date.note && date.basis != SG_BASIS_STATED, told);
		sg_date_clear(&date);
		close_case(&it);
	}
}

/* A day that is printed or in the name is taken, unless no report could have appeared on it. */
static void believes_no_impossible_day(void **state)
{
	(void)state;
	static const struct {
		const char *dates, *published, *path;
		SgDay from, to;
		SgBasis basis;
	} cases[] = {
	    {"24 November 2015 to 17 December 2015", "Report published: 19 February 2016", NULL, 20160219,
	     20160219, SG_BASIS_STATED},
	    /* the year of January is easily the old one: 52 weeks from the end of the inspection, then
	       elections */
	    {"24 November 2015 to 17 December 2015", "Report published: 19 January 2015", NULL, 20151231,
	     20161215, SG_BASIS_TEXT},
	    {"24 November 2015 to 17 December 2015", "Report published: 19 February 2026", NULL, 20151231,
	     20161215, SG_BASIS_TEXT},
	    {"24 November 2015 to 17 December 2015", "Kelmouth", "/papers/report - 19 february 2016.pdf",
	     20160219, 20160219, SG_BASIS_FILENAME},
	    {"24 November 2015 to 17 December 2015", "Kelmouth", "/papers/inspection 24 november 2015.pdf",
	     20151231, 20161215, SG_BASIS_TEXT},
	    {"24 November 2015 to 17 December 2015", "Kelmouth", "/papers/download 2024-03-01.pdf", 20151231,
	     20161215, SG_BASIS_TEXT},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *label = g_strdup_printf("Inspection date: %s", cases[i].dates);
		Page page = {
		    {"# Kelmouth Council",
		     "# Inspection of services for children in need of help and protection, children looked "
		     "after and care leavers",
		     label, cases[i].published, STORY}};
		Case it;
		open_case(&it, &page, cases[i].path);
		SgDate date = sg_published_of(&it.evidence, SG_SOURCE_OFSTED);
		g_autofree char *told = g_strdup_printf("%zu: %d to %d", i, date.when.from, date.when.to);
		assert_case(date.when.from == cases[i].from && date.when.to == cases[i].to, told);
		assert_case(date.basis == cases[i].basis, told);
		sg_date_clear(&date);
		close_case(&it);
	}
}

/* ---- people ---------------------------------------------------------- */

static void names_who_led_and_no_other(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *lead; /* NULL: nobody can be named */
	} cases[] = {
	    {{{"Lead inspector: Ann Other"}}, "Ann Other"},
	    {{{"Lead Inspector – Ann Other, HMI"}}, "Ann Other"},
	    {{{"Lead Inspector Ann Other HMI Date 3 May 2019"}}, "Ann Other"},
	    {{{"Lead HMI: Ann Other"}}, "Ann Other"},
	    {{{"| Lead inspector: | Ann Other, His Majesty’s Inspector"}}, "Ann Other"},
	    {{{"| Lead inspector | Ann Other HMI", "| Team inspectors | Bob Brown HMI, Cy Cole HMI"}},
	     "Ann Other"},
	    {{{"| Reporting inspector: | Ann Other HMI"}}, "Ann Other"},
	    {{{"Lead inspector: Siân O’Hara-Lloyd, His Majesty’s Inspector"}}, "Siân O’Hara-Lloyd"},
	    {{{"Lead inspector: Ann van der Other, SHMI"}}, "Ann van der Other"},
	    {{{"Lead inspector: Ann M. Other, His Majesty’s Inspector, Social Care"}}, "Ann M. Other"},
	    {{{"Lead inspector: Ann Other, Regional Inspection Manager"}}, "Ann Other"},
	    {{{"Lead inspector: Ann Other Ofsted Inspector"}}, "Ann Other"},
	    {{{"Lead inspector: Ann Other and Bob Brown"}}, "Ann Other and Bob Brown"},
	    {{{"Inspection team", "Deputy lead inspector: Bob Brown", "Team inspectors: Cy Cole"}}, NULL},
	    {{{"Deputy Lead Inspector: Bob Brown", "Senior data analyst: Di Dunn"}}, NULL},
	    {{{"The lead inspector: what the role is."}}, NULL},
	    {{{"Lead inspectors: Ofsted and the Care Quality Commission"}}, NULL},
	    {{{"Quality assurance manager: Bob Brown"}}, NULL},
	    {{{"Dear Jane", "A visit.", "Yours sincerely", "Ann Other", "His Majesty’s Inspector, Ofsted"}},
	     "Ann Other"},
	    {{{"Dear Jane", "A visit.", "Yours sincerely", "Ann Other", "Ofsted Inspector"}}, NULL},
	    {{{"Dear Jane", "A visit.", "Yours sincerely", "Ann Other", "Regional Director, North West"}},
	     NULL},
	    {{{"Dear Jane", "A visit.", "Yours sincerely", "Ann Other", "His Majesty’s Chief Inspector"}},
	     NULL},
	    {{{"Dear Jane", "A visit.", "Yours faithfully", "Ann Other Her Majesty’s Inspector",
	       "cc. Jim Roe"}},
	     "Ann Other"},
	    {{{"Dear Jane", "A visit.", "Yours sincerely", "cc: Jim Roe, Department for Education"}}, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Case it;
		open_case(&it, &cases[i].page, NULL);
		g_autofree char *lead = sg_ofsted_lead_inspector(&it.evidence);
		g_autofree char *told = g_strdup_printf("%zu: %s: %s", i, cases[i].page.lines[0], lead);
		assert_case(g_strcmp0(lead, cases[i].lead) == 0, told);
		close_case(&it);
	}
}

static void addresses_people_and_no_offices(void **state)
{
	(void)state;
	static const struct {
		Page page;
		const char *name; /* NULL: nobody can be named */
	} cases[] = {
	    {{{"Ms Jane Doe", "Director of Children’s Services", "Kelmouth Council", "Dear Ms Doe"}},
	     "Jane Doe"},
	    {{{"Jane Doe, Director of Children’s Services, Kelmouth Council", "Dear Jane"}}, "Jane Doe"},
	    {{{"Mrs Jane O’Doe-Roe Executive Director, People Kelmouth Town Hall", "Dear Mrs O’Doe-Roe"}},
	     "Jane O’Doe-Roe"},
	    {{{"14 February 2019 Jane Doe Director of Children’s Services", "Dear Jane"}}, NULL},
	    {{{"Director of Children’s Services", "Kelmouth Council", "Dear Director"}}, NULL},
	    {{{"T 0300 123 1231", "Textphone 0161 618 8524", "Dear colleague"}}, NULL},
	    {{{"Jane Doe Director of Children’s Services", "Jim Roe NHS Kelmouth", "Dear Ms Doe and Mr Roe"}},
	     "Jane Doe"},
	    {{{"Kelmouth Safeguarding Children Partnership", "Dear local safeguarding partners"}},
	     "local safeguarding partners"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Case it;
		open_case(&it, &cases[i].page, NULL);
		g_autofree char *name = sg_ofsted_addressee(&it.evidence);
		g_autofree char *told = g_strdup_printf("%zu: %s: %s", i, cases[i].page.lines[0], name);
		assert_case(g_strcmp0(name, cases[i].name) == 0, told);
		close_case(&it);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_reports),
	    cmocka_unit_test(reads_letters),
	    cmocka_unit_test(reads_days_of_covers),
	    cmocka_unit_test(gives_each_authority_one_slug),
	    cmocka_unit_test(holds_the_day_of_publication),
	    cmocka_unit_test(believes_no_impossible_day),
	    cmocka_unit_test(names_who_led_and_no_other),
	    cmocka_unit_test(addresses_people_and_no_offices),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
