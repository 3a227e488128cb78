/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Whose words: what is set out as Ofsted's, and what must never be; who speaks in articles and minutes. */
#include "tests/unit/voices_fixture.h"

static void lead_ins_set_out_quotations(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"label as a heading",
	     {H("Ofsted 2018 – overall requires improvement"), P(ONE), P(TWO)},
	     "- 2018 2018"},
	    {"label in a paragraph", {P("Ofsted report, June 2018"), P(ONE)}, "- 2018"},
	    {"letter",
	     {P("Letter from Ofsted in January 2019:"), P(ONE), LI("- " TWO), LI("- " ONE)},
	     "- 2019 2019 2019"},
	    {"short sentence", {P("Ofsted reported in 2014:"), P(ONE), P(TWO)}, "- 2014 2014"},
	    {"no date", {P("The inspectors said:"), P(ONE)}, "- ?"},
	    {"date in the sentence before",
	     {P("Ofsted came in May. The council was judged to require improvement in 2014. The judgement "
		"was as follows:"),
	      P(ONE)},
	     "- 2014"},
	    {"the nearest of two dates",
	     {P("Having visited in 2014, in 2018 Ofsted said:"), P(ONE)},
	     "- 2018"},
	    {"the next lead-in takes over",
	     {P("Ofsted reported in 2014:"), P(ONE), P("Ofsted reported in 2018:"), P(TWO)},
	     "- 2014 - 2018"},
	    {"in inverted commas, whatever it sounds like",
	     {P("Ofsted said in 2018:"), P("“We were told a good deal about the new building."),
	      P("“Nobody had asked us to look at it.”"), P("It is a fine building.")},
	     "- 2018 2018 -"},
	    {"block quotations end with themselves",
	     {P("Ofsted wrote in March 2020:"), Q(ONE), Q("It was so."), P(TWO)},
	     "- 2020 2020 -"},
	    {"credit below", {P("It hurt to read."), Q(ONE), P("– Ofsted, 2018"), P(TWO)}, "- 2018 - -"},
	    {"credit within", {Q(TWO " — Ofsted inspection report, June 2018"), P(TWO)}, "2018 -"},
	    {"credit below inverted commas", {P("“" ONE "”"), P("– Ofsted, 2018")}, "2018 -"},
	    {"a verdict, where the document sets out quotations",
	     {P("Ofsted reported in 2014:"), P(ONE),
	      P("There followed a better visit in 2019 but by 2022 the overall judgement was inadequate."),
	      P(TWO), P(ONE)},
	     "- 2014 - 2022 -"},
	    {"over the end of a page",
	     {P("Letter from Ofsted in January 2019:"),
	      P("Leaders have taken steps to know the experience of social workers and "
		"families, such as the reduction in caseloads"),
	      P("to what can be borne. Forums let them share what worries them.")},
	     "- 2019 2019"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_COUNCIL);
}

/* The worst error: the writer's words as Ofsted's. */
static void the_writer_is_never_ofsted(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"we answered", {P("Ofsted inspected us in 2018 and we responded:"), P(ONE)}, "- -"},
	    {"our plan",
	     {P("In response to the Ofsted report of 2018 the council will:"), LI("- " TWO), LI("- " ONE)},
	     "- - -"},
	    {"title of a plan", {H("Ofsted improvement plan 2018"), P(ONE)}, "- -"},
	    {"what we did", {H("What we have done since Ofsted 2018"), P(ONE)}, "- -"},
	    {"first person after it",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("I read that with dismay: children are not safe and our leaders have not acted.")},
	     "- 2018 -"},
	    {"a comment on it",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("The report is clear that children and families have waited too long for help.")},
	     "- 2018 -"},
	    {"what it was like when they came",
	     {P("Ofsted reported in 2014:"), P(ONE),
	      P("Despite the efforts of staff and managers there is still too much delay for children.")},
	     "- 2014 -"},
	    {"a heading between",
	     {P("Ofsted reported in 2018:"), P(ONE), H("The year since"), P(TWO)},
	     "- 2018 - -"},
	    {"a question",
	     {P("Ofsted reported in 2018:"),
	      P("Are children in care safe, and is social work practice good enough now?")},
	     "- -"},
	    {"no going back", {P("Ofsted reported in 2018:"), P(ONE), P("I wept."), P(TWO)}, "- 2018 - -"},
	    {"a later year",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("In 2021 children and families are still not getting good support from social workers.")},
	     "- 2018 -"},
	    {"the council's own good news",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("The council has recruited permanent social workers and caseloads are now much better.")},
	     "- 2018 -"},
	    {"a councillor speaks",
	     {P("Ofsted reported in 2018:"),
	      P("Councillor Ann Pell said that children are safe and that social work practice is good.")},
	     "- -"},
	    {"another matter", {P("Ofsted reported in 2018:"), P(LATER)}, "- -"},
	    {"somebody else's words",
	     {P("This is the gist of my contribution to the debate on the Ofsted report:"), P(ONE)},
	     "- -"},
	    {"a councillor on the report",
	     {P("Councillor Ann Pell said of the Ofsted report:"), P(ONE)},
	     "- -"},
	    {"an exhortation",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("Children deserve better and managers must make sure that practice is good.")},
	     "- 2018 -"},
	    {"a verdict alone sets nothing out",
	     {P("By 2022 the overall judgement was inadequate."), P(ONE)},
	     "- -"},
	    {"one paragraph after a verdict, and no more",
	     {P("Ofsted reported in 2014:"), P(ONE), P("By 2022 services were judged inadequate."), P(LATER),
	      P(TWO)},
	     "- 2014 - - -"},
	    {"a quotation not yet written", {P("Ofsted reported in 2023:"), P(ONE)}, "- -"},
	    {"nobody's letter", {P("The letter said:"), P(ONE)}, "- -"},
	    {"credit to nobody above", {P(ONE), P("– Ofsted, 2018")}, "- -"},
	    {"credit to a paper", {Q(ONE), P("– Aldenshire Courier, 2018")}, "- -"},
	    {"plain words after inverted commas",
	     {P("Ofsted said in 2018:"), P("“" ONE "”"), P(TWO)},
	     "- 2018 -"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_COUNCIL);
}

/* What a newspaper or a committee says that Ofsted said is theirs, unless it is set out. */
static void reporters_paraphrase(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"plain", {P("Ofsted reported in 2018:"), P(ONE)}, "- -"},
	    {"list", {P("The inspectors said:"), LI(ONE), LI(TWO)}, "- - -"},
	    {"in commas", {P("In their report of 2018 Ofsted said:"), P("“" ONE "”")}, "- 2018"},
	    {"with words around them",
	     {P("Ofsted reported in 2018:"), P("“" ONE "” it says, and adds: “" TWO "”")},
	     "- -"},
	    {"block", {P("Ofsted reported in 2018:"), Q(ONE), P(TWO)}, "- 2018 -"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_PRESS);
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_MINUTES);
}

static void quotations_say_why(void **state)
{
	(void)state;
	static const Block blocks[MOST_BLOCKS] = {P("Letter from Ofsted in January 2019:"), P(ONE)};
	g_autoptr(GPtrArray) passages = make(blocks, SG_SOURCE_COUNCIL);
	const SgPassage *quoted = g_ptr_array_index(passages, 1);
	assert_int_equal(quoted->said.when.from, 20190101);
	assert_int_equal(quoted->said.when.to, 20190131);
	assert_int_equal(quoted->said.basis, SG_BASIS_TEXT);
	assert_string_equal(quoted->said.note, "by its lead-in: Letter from Ofsted in January 2019");
	assert_string_equal(quoted->speaker, "Ofsted");
}

/* ---- speakers -------------------------------------------------------- */

static void articles_name_speakers(void **state)
{
	(void)state;
	static const Said said[] = {
	    {"Jo Pell, director of people’s services, said: “We shall see.”",
	     "Jo Pell, director of people’s services"},
	    {"Councillor Ann Tarrant, cabinet member for young people, said that she was sorry.",
	     "Ann Tarrant, cabinet member for young people"},
	    {"Cabinet member for health, Councillor Ann Tarrant, said: “It hurts.”",
	     "Ann Tarrant, Cabinet member for health"},
	    {"“It hurts,” said Jo Pell, director for people’s services.",
	     "Jo Pell, director for people’s services"},
	    {"“It hurts,” said council leader Joan Merrow after the meeting. “It does.”",
	     "Joan Merrow, council leader"},
	    {"\"It hurts,\" Councillor Ann Tarrant added.", "Ann Tarrant, Councillor"},
	    {"Speaking on Monday, Board chairman Dave Moss said it was too soon to tell.",
	     "Dave Moss, Board chairman"},
	    {"Howard Sime, who became director in April, said that there was more to do.", "Howard Sime"},
	    {"“No,” says Lotte Moss, the head of care at Kelmouth, a charity, who came late.",
	     "Lotte Moss, head of care at Kelmouth, a charity"},
	    {"Dr Alan de Winter told members: “No.”", "Alan de Winter"},
	    {"A spokesman for the council said: “We are aware.”", "a spokesman for the council"},
	    {"Aldenshire Council says that it has no money.", "Aldenshire Council"},
	    {"Ofsted said this week that services had improved.", "reporting Ofsted"},
	    {"Too many weaknesses remain, the report says.", "reporting Ofsted"},
	    {"Services are weak, according to a report by Ofsted.", "reporting Ofsted"},
	    {"Inspectors who spent a week there found delays.", "reporting Ofsted"},
	    /* nobody */
	    {"Both the council and Ofsted said that there was more to do.", NULL},
	    {"Jo Pell, director, said it was late. Ann Moss, headteacher, said it was not.", NULL},
	    {"The board is said to be working better.", NULL},
	    {"One social worker, who asked not to be named, told the Courier: “It is too much,” she said.",
	     NULL},
	    {"“It is too much,” she said.", NULL},
	    {"Staff said that they were tired.", NULL},
	    {"Council said no.", NULL},
	    {"After what Ofsted said, things changed.", NULL},
	    {"Jo Pell, director of people’s services, has left.", NULL},
	    {"Yesterday said it all.", NULL},
	    {"High Street residents said they were tired.", NULL},
	};
	check_speakers(said, G_N_ELEMENTS(said), SG_SOURCE_PRESS);
}

/* Speakers of all blocks below the first, joined by "/". */
static void check_run(const Block *blocks, const char *expected)
{
	g_autoptr(GPtrArray) passages = make(blocks, SG_SOURCE_PRESS);
	g_autoptr(GString) got = g_string_new(NULL);
	for (guint i = 0; i < passages->len; i++) {
		const SgPassage *passage = g_ptr_array_index(passages, i);
		g_string_append_printf(got, "%s%s", i ? "/" : "", passage->speaker ? passage->speaker : "-");
	}
	check_string(got->str, expected, blocks[0].text);
}

static void speakers_go_on(void **state)
{
	(void)state;
	static const struct {
		Block blocks[MOST_BLOCKS];
		const char *expected;
	} cases[] = {
	    {{P("Jo Pell, director, said: “So far so good."), P("“We go on.”"), P("The hall was full.")},
	     "Jo Pell/Jo Pell/-"},
	    {{P("Jo Pell, director, said it was good."), P("“We go on.”"), P("“And on,” she said.")},
	     "Jo Pell/Jo Pell/Jo Pell"},
	    {{P("Councillor Ann Tarrant, leader, said: “No.”"), P("Rain fell."),
	      P("“Never,” continued Councillor Tarrant. “Never.”")},
	     "Ann Tarrant/-/Ann Tarrant"},
	    {{P("Ann Tarrant, leader, said no."), P("Bill Tarrant, clerk, said yes."),
	      P("“Never,” said Mr Tarrant.")},
	     "Ann Tarrant/Bill Tarrant/Mr Tarrant"},
	    {{P("Jo Pell, director, said no."), H("Reaction"), P("“Shameful.”")}, "Jo Pell/-/-"},
	    {{P("Jo Pell, director, said no."), P("The hall was full."), P("“Shameful,” she said.")},
	     "Jo Pell/-/-"},
	    {{P("Jo Pell, director, said no."), P("One mother, who wept, told us. “Shameful,” she said.")},
	     "Jo Pell/-"},
	    {{P("Jo Pell, director, said:"), Q("We go on."), P("The hall was full.")}, "Jo Pell/Jo Pell/-"},
	    {{P("Jo Pell, director, said no."), Q("Shameful.")}, "Jo Pell/-"},
	    {{P("Ofsted said that it was weak."), P("It says that it is slow."), P("“Slow,” she said.")},
	     "reporting Ofsted/reporting Ofsted/-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_run(cases[i].blocks, cases[i].expected);
}

static void minutes_name_speakers(void **state)
{
	(void)state;
	static const Said said[] = {
	    {"The Director said that there would be an audit.", "Director"},
	    {"The Director of People’s Services went on to say that it was hard.",
	     "Director of People’s Services"},
	    {"4.2 The Assistant Director Early Help & Family Services reported that posts were filled.",
	     "Assistant Director Early Help & Family Services"},
	    {"In reply to a question from a Member, the Head of Safeguarding confirmed the figure.",
	     "Head of Safeguarding"},
	    {"The Cabinet Member (Health & Wellbeing) said that she would welcome support.",
	     "Cabinet Member (Health & Wellbeing)"},
	    {"The Director for Children, Young People and Families advised that it was so.",
	     "Director for Children, Young People and Families"},
	    {"Councillor Tarrant, Chairperson of the Scrutiny Committee, asked why.",
	     "Councillor Tarrant, Chairperson of the Scrutiny Committee"},
	    {"The Director of Resources, Mrs K Smith, reported an overspend.",
	     "K Smith, Director of Resources"},
	    {"Cllr EMK Moss: I should like to know why this was not brought to us before.", "EMK Moss, Cllr"},
	    {"The Chairman also thanked the officers. He said that it was a good report.", "Chairman"},
	    {"The Committee noted that no date had been given.", "the Committee"},
	    {"In discussion, Members expressed concern about caseloads.", "Members"},
	    {"A Member asked whether the figure was right.", "A Member"},
	    {"The Assistant Director Early Help said so. The Assistant Director stressed it.",
	     "Assistant Director Early Help"},
	    /* nobody */
	    {"A Member asked why. The Director replied that he did not know.", NULL},
	    {"The Director said that it was late, and the Chairman asked why.", NULL},
	    {"The inspectors had identified a number of weaknesses.", NULL},
	    {"The Ofsted Inspection Report stated that practice was weak.", NULL},
	    {"It was noted that the Director reported monthly.", NULL},
	    {"Members were told that it was late.", NULL},
	    {"There was an anxiety that the Director said too little.", NULL},
	    {"The Committee received a report on the inspection.", NULL},
	    {"Chairman: Councillor A Moss", NULL},
	    {"Present: Councillors Tarrant and Moss", NULL},
	    {"(b) the Director be asked to report to the next meeting.", NULL},
	    {"The report that the Director presented said little.", NULL},
	};
	check_speakers(said, G_N_ELEMENTS(said), SG_SOURCE_MINUTES);
}

/* Reports speak for themselves. */
static void inspection_reports_have_no_speakers(void **state)
{
	(void)state;
	static const Block blocks[MOST_BLOCKS] = {P("The Director said that it was so."),
						  P("Ofsted reported in 2014:"), P(ONE)};
	g_autoptr(GPtrArray) passages = make(blocks, SG_SOURCE_OFSTED);
	for (guint i = 0; i < passages->len; i++) {
		const SgPassage *passage = g_ptr_array_index(passages, i);
		assert_null(passage->speaker);
		assert_int_equal(passage->quotation, SG_QUOTATION_OWN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lead_ins_set_out_quotations),
	    cmocka_unit_test(the_writer_is_never_ofsted),
	    cmocka_unit_test(reporters_paraphrase),
	    cmocka_unit_test(quotations_say_why),
	    cmocka_unit_test(articles_name_speakers),
	    cmocka_unit_test(speakers_go_on),
	    cmocka_unit_test(minutes_name_speakers),
	    cmocka_unit_test(inspection_reports_have_no_speakers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
