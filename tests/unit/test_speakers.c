/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sentences that name several people, or nobody, or somebody who does not speak: better nobody than another.
 */
#include "tests/unit/voices_fixture.h"

static void articles_do_not_mix_people_up(void **state)
{
	(void)state;
	static const Said said[] = {
	    /* quoting one who quotes */
	    {"Councillor Gwen Tarrant said that Ofsted had called it “a stain on the county”.",
	     "Gwen Tarrant, Councillor"},
	    {"Councillor Gwen Tarrant said: “Ofsted told us ‘practice is weak’ and we ignored it.”",
	     "Gwen Tarrant, Councillor"},
	    {"“Ofsted said we were inadequate,” said Councillor Gwen Tarrant.", "Gwen Tarrant, Councillor"},
	    {"“The director said that it was fine,” Councillor Gwen Tarrant told the Courier.",
	     "Gwen Tarrant, Councillor"},
	    /* a quotation of several */
	    {"“It is late,” said Jo Pell, director. “It is not,” said Ann Moss, headteacher.", NULL},
	    {"Jo Pell, director, said it was late, but Ann Moss, headteacher, said it was not.",
	     "Jo Pell, director"},
	    /* somebody who is spoken about */
	    {"It was Jo Pell who was said to have left.", NULL},
	    {"Jo Pell, director, was told that it was late.", NULL},
	    {"Nothing was said by Jo Pell, director, about the children.", NULL},
	    {"As Jo Pell’s predecessor said: “It is late.”", NULL},
	    {"A report that Jo Pell, director, had written said that it was late.", NULL},
	    {"What Councillor Tarrant has not said is who will pay.", NULL},
	    /* nobody that has a name */
	    {"One parent said: “It is late.”", NULL},
	    {"Sources close to the director said that it was late.", NULL},
	    {"“It is late,” said a councillor who did not want to be named.", NULL},
	    {"Critics said that it was late.", NULL},
	    {"The inspectors’ letter was sent on Monday.", NULL},
	    {"Somebody on Facebook wrote: “It is late.”", NULL},
	    {"@tollenbury_mum wrote: “It is late.”", NULL},
	    /* names that are no people */
	    {"Kelmouth Road said it all.", NULL},
	    {"Social Services said that it was late.", NULL},
	    {"Children’s Services told the Courier that it was late.", NULL},
	    {"Last Friday said more than any report.", NULL},
	    /* single marks, which are read as plain words */
	    {"Councillor Gwen Tarrant said: ‘It is late.’", "Gwen Tarrant, Councillor"},
	    {"‘It is late,’ said Councillor Gwen Tarrant.", NULL},
	    /* what Ofsted is reported to say is the newspaper's */
	    {"Ofsted’s letter says that managers’ oversight is weak.", "reporting Ofsted"},
	    {"Inspectors praised the way in which foster carers are trained.", "reporting Ofsted"},
	    {"The inspectors said nothing of the sort, according to Jo Pell.", "reporting Ofsted"},
	};
	check_speakers(said, G_N_ELEMENTS(said), SG_SOURCE_PRESS);
}

static void minutes_do_not_mix_people_up(void **state)
{
	(void)state;
	static const Said said[] = {
	    /* quotations in minutes are what a speaker read out */
	    {"The Director said that inspectors had called the service “fragile”.", "Director"},
	    {"The Director quoted the letter: “Practice is weak.”", NULL},
	    {"The Director referred to paragraph 7 of the report, which said that plans drifted.",
	     "Director"},
	    {"Ofsted had said that plans drifted.", NULL},
	    {"The Ofsted letter said that plans drifted.", NULL},
	    /* two people */
	    {"The Director and the Head of Safeguarding reported that posts had been filled.",
	     "Director and the Head of Safeguarding"},
	    {"The Chairman asked the Director why, and the Director said that she did not know.", NULL},
	    {"Councillor Moss asked why; the Director replied that she did not know.", NULL},
	    {"The Chairman thanked the Director. The Director said that she was grateful.", NULL},
	    {"Councillor Moss proposed, and Councillor Tarrant seconded, that it be noted.", NULL},
	    /* the same one twice */
	    {"The Director said that it was late. The Director added that it was hard.", "Director"},
	    /* spoken about */
	    {"It was reported that the Director had left.", NULL},
	    {"The Director had been asked to report in May.", NULL},
	    {"The Director was thanked for the report.", NULL},
	    {"That the Director be asked to report in May.", NULL},
	    {"RESOLVED: That the Director be thanked.", NULL},
	    {"The Committee was informed that plans drifted.", NULL},
	    {"Members were concerned that the Director said too little.", NULL},
	    /* bodies and groups */
	    {"Some Members of the Committee asked why.", "Some Members of the Committee"},
	    {"Several Members expressed concern.", "Several Members"},
	    {"The Panel noted the report.", "the Panel"},
	    {"The Children in Care Council asked for more buses.", "the Children in Care Council"},
	    /* initials */
	    {"Councillor A Moss asked why.", "A Moss, Councillor"},
	    {"Councillor A. I. Moss asked why.", "A. I. Moss, Councillor"},
	    {"A Moss gathers no stone, said nobody.", NULL},
	    /* labels */
	    {"Councillor A Moss: Is it true that the post has been empty since the spring of last year?",
	     "A Moss, Councillor"},
	    {"Director of People: It has been empty since the spring of last year, I am afraid.", NULL},
	    {"Reason: The post has been empty since the spring of last year and must be filled.", NULL},
	    {"Apologies: Councillor A Moss, Councillor G Tarrant, Mrs K Smith and the Reverend P Hale.",
	     NULL},
	};
	check_speakers(said, G_N_ELEMENTS(said), SG_SOURCE_MINUTES);
}

/* In a council's own news its people speak, and a lone surname needs a first name met before. */
static void runs_of_paragraphs(void **state)
{
	(void)state;
	static const struct {
		Block blocks[MOST_BLOCKS];
		const char *expected;
	} cases[] = {
	    {{P("Jo Pell, director, said: “We go on."), P("“And on."), P("“And on.”"),
	      P("“No more,” she added.")},
	     "Jo Pell/Jo Pell/Jo Pell/Jo Pell"},
	    {{P("Jo Pell, director, said: “We go on.”"), P("Ann Moss, clerk, said: “No.”"),
	      P("“Never,” she added.")},
	     "Jo Pell/Ann Moss/Ann Moss"},
	    {{P("Jo Pell, director, said: “We go on.”"), P("Ofsted said that plans drifted."),
	      P("“Nonsense,” she said.")},
	     "Jo Pell/reporting Ofsted/-"},
	    {{P("Ofsted said that plans drifted."), P("It added that staff were tired."), P("Pell said no.")},
	     "reporting Ofsted/reporting Ofsted/-"},
	    {{P("Jo Pell, director, spoke first."), P("Pell said no.")}, "-/-"},
	    {{P("Jo Pell, director, said no."), P("Pell said it again."), P("Mrs Pell said it once more.")},
	     "Jo Pell/Jo Pell/Jo Pell"},
	    {{P("Jo Pell, director, said no."), P("Al Pell, her brother, said yes."),
	      P("Pell said nothing.")},
	     "Jo Pell/Al Pell/-"},
	    {{P("Jo Pell, director, said:"), {SG_BLOCK_ROW, "2018 | 12"}, P("“No.”")}, "Jo Pell/-/Jo Pell"},
	    {{P("Jo Pell, director, said that:"), LI("- plans drift"), LI("- staff leave")}, "Jo Pell/-/-"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) passages = make(cases[i].blocks, SG_SOURCE_PRESS);
		g_autoptr(GString) got = g_string_new(NULL);
		for (guint at = 0; at < passages->len; at++) {
			const SgPassage *passage = g_ptr_array_index(passages, at);
			g_string_append_printf(got, "%s%s", at ? "/" : "",
					       passage->speaker ? passage->speaker : "-");
		}
		check_string(got->str, cases[i].expected, cases[i].blocks[1].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(articles_do_not_mix_people_up),
	    cmocka_unit_test(minutes_do_not_mix_people_up),
	    cmocka_unit_test(runs_of_paragraphs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
