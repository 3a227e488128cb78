/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Fictional papers that try to put a writer's words into Ofsted's mouth, and Ofsted's into the writer's. */
#include "tests/unit/voices_fixture.h"

/* Assesses as inspectors do, and is a councillor's: no word gives it away. */
#define SLY "Children wait too long for help and leaders are not doing enough about social work practice."
#define THREE                                                                                                \
	"Managers do not challenge drift, and children’s plans are too often out of date or unclear to "   \
	"families."

/* What a writer says behind a quotation, in words that might be the inspectors'. */
static void own_words_follow_a_quotation(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"opinion in the first person",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("I have said for years that children are not safe and that practice is too weak.")},
	     "- 2018 -"},
	    {"opinion without a person",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("Frankly, children deserve better and social work practice is not good enough.")},
	     "- 2018 -"},
	    {"this council",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("This council has not made children safe and its social work practice is not yet good.")},
	     "- 2018 -"},
	    {"a rhetorical question",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("How many more children must wait too long before social work practice is good?"), P(TWO)},
	     "- 2018 - -"},
	    {"a question within",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("Are children safe? Not yet: practice is too weak and managers are not clear about it.")},
	     "- 2018 -"},
	    {"what it means",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("That paragraph is about children, social workers and managers who are not good enough.")},
	     "- 2018 -"},
	    {"a link word",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("So children in care are not safe, practice is poor and managers are not up to it.")},
	     "- 2018 -"},
	    {"what happened next",
	     {P("Ofsted reported in 2018:"), P(ONE),
	      P("The director then left, and managers and social workers left with her; practice was poor.")},
	     "- 2018 -"},
	    {"between two quotations",
	     {P("Ofsted reported in 2014:"), P(ONE), P("Four years went by."), P("Ofsted reported in 2018:"),
	      P(TWO)},
	     "- 2014 - - 2018"},
	    {"a table",
	     {P("Ofsted reported in 2018:"), {SG_BLOCK_ROW, "Children in care | 310"}, P(ONE)},
	     "- - -"},
	    {"a note",
	     {P("Ofsted reported in 2018:"), P(ONE), {SG_BLOCK_NOTE, "1 " TWO}, P(TWO)},
	     "- 2018 - -"},
	    {"marks end with their close", {P("Ofsted said in 2018:"), P("“" ONE "”"), P(SLY)}, "- 2018 -"},
	    {"marks with the writer's words behind them",
	     {P("Ofsted said in 2018:"), P("“" ONE "” That is damning."), P(SLY)},
	     "- - -"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_COUNCIL);
}

/* Lines that name Ofsted and end as lead-ins do, and lead in something else. */
static void some_lead_ins_lead_in_the_writer(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"our answer", {P("Ofsted inspected us in 2018 and we responded:"), P(SLY)}, "- -"},
	    {"the council's answer",
	     {P("Ofsted inspected Aldenshire in 2018. The council responded as follows:"), P(SLY)},
	     "- -"},
	    {"the council's answer to what was found",
	     {P("To what Ofsted found in 2018 the council replied:"), P(SLY)},
	     "- -"},
	    {"the writer's opinion", {P("Ofsted reported in 2018. My view is this:"), P(SLY)}, "- -"},
	    {"the writer's summary", {P("Here is what I make of the Ofsted report of 2018:"), P(SLY)}, "- -"},
	    {"opinion behind the colon",
	     {P("Ofsted said in 2018: and I agree with every word of it."), P(SLY)},
	     "- -"},
	    {"questions put to the council",
	     {P("Questions that arise from what Ofsted found in 2018:"), LI("- " SLY)},
	     "- -"},
	    {"what ought to be done",
	     {P("Following the Ofsted inspection of 2018 the council must now:"), LI("- " SLY)},
	     "- -"},
	    {"an action plan", {H("Action plan: Ofsted inspection 2018"), P(SLY)}, "- -"},
	    {"actions since",
	     {P("Actions taken since Ofsted reported in 2018:"), LI("- " SLY), LI("- " SLY)},
	     "- - -"},
	    {"the leader on it",
	     {P("The leader of the council said of the 2018 Ofsted report:"), P(SLY)},
	     "- -"},
	    {"a minister on it", {P("The minister told Ofsted in 2018:"), P(SLY)}, "- -"},
	    {"a blog on it", {P("Ofsted 2018: what I told the scrutiny committee"), P(SLY)}, "- -"},
	    {"a newspaper on it", {P("The Aldenshire Courier reported on Ofsted in 2018:"), P(SLY)}, "- -"},
	    {"two in a row, of which the last counts",
	     {P("Ofsted reported in 2018:"), P("The leader said of the report:"), P(SLY)},
	     "- - -"},
	    {"two in a row, of which the last counts, and is Ofsted's",
	     {P("Ofsted reported in 2014:"), P("Ofsted reported in 2018:"), P(ONE)},
	     "- - 2018"},
	    {"a heading, then the writer",
	     {H("Ofsted report, June 2018"), P("I was there when it was published, and I wept."), P(SLY)},
	     "- - -"},
	    {"nobody named before", {P("The report said in 2018:"), P(SLY)}, "- -"},
	    {"a letter to them", {P("Our letter to Ofsted of June 2018 said:"), P(SLY)}, "- -"},
	    {"a letter of the director's", {P("The director wrote to Ofsted in June 2018:"), P(SLY)}, "- -"},
	    {"parents", {P("Parents told Ofsted in 2018:"), LI("- " SLY), LI("- " SLY)}, "- - -"},
	    {"a school", {P("Ofsted inspected the school in 2018, and its head said:"), P(SLY)}, "- -"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_COUNCIL);
}

static void lists_below_a_lead_in(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"theirs",
	     {P("In 2018 Ofsted found that:"), LI("- " ONE), LI("- " TWO), LI("- " THREE)},
	     "- 2018 2018 2018"},
	    {"theirs, then ours",
	     {P("In 2018 Ofsted found that:"), LI("- " ONE), LI("- we have since recruited ten workers"),
	      LI("- " TWO)},
	     "- 2018 - -"},
	    {"ours", {P("Since Ofsted reported in 2018 we have:"), LI("- " ONE), LI("- " TWO)}, "- - -"},
	    {"ours by their name", {P("What we did about each of Ofsted’s findings:"), LI("- " ONE)}, "- -"},
	    {"a list and then prose",
	     {P("In 2018 Ofsted found that:"), LI("- " ONE), P("None of it surprised anybody.")},
	     "- 2018 -"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_COUNCIL);
}

static void block_quotations_need_a_name(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"none", {P("It was bad."), Q(ONE), P("Very bad.")}, "- - -"},
	    {"none, though Ofsted is named elsewhere", {P("Ofsted came to Aldenshire."), Q(ONE)}, "- -"},
	    {"a person", {P("Gwen Tarrant wrote to Ofsted:"), Q(ONE)}, "- -"},
	    {"above", {P("Ofsted, June 2018:"), Q(ONE), Q(TWO)}, "- 2018 2018"},
	    {"below", {Q(ONE), P("— Ofsted, June 2018")}, "2018 -"},
	    {"a person below", {Q(ONE), P("— Gwen Tarrant, on Ofsted, June 2018")}, "- -"},
	    {"within, by a person", {Q(ONE " — Gwen Tarrant, June 2018")}, "-"},
	    {"only the last of two credits",
	     {Q(ONE), P("— Gwen Tarrant"), Q(TWO), P("— Ofsted, 2018")},
	     "- - 2018 -"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_COUNCIL);
}

/* Quotations within quotations belong to whoever quotes last. */
static void quotations_within_quotations(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"a councillor quotes Ofsted in the paper",
	     {P("Councillor Gwen Tarrant said: “Ofsted wrote in 2018 that ‘" ONE "’ and was right.”")},
	     "-"},
	    {"the paper quotes a councillor quoting",
	     {P("Councillor Gwen Tarrant read from the Ofsted report of 2018:"), P("“" ONE "”")},
	     "- -"},
	    {"single marks",
	     {P("Councillor Gwen Tarrant said that Ofsted called it ‘inadequate’ in 2018."), P(SLY)},
	     "- -"},
	    {"a press release quotes the leader on Ofsted",
	     {P("Commenting on the Ofsted report of June 2018, the leader said:"), P("“" SLY "”")},
	     "- -"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_PRESS);
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_COUNCIL);
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_MINUTES);
}

/* Handles and shares in place of a name are nobody's. */
static void posts_are_the_posters(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"a handle", {P("@aldenshire_watch: Ofsted 2018"), P(SLY)}, "- -"},
	    {"Ofsted's handle in a line", {P("RT @Ofstednews: 2018 report out today"), P(SLY)}, "- -"},
	    {"a hashtag", {P("#Ofsted #2018"), P("Whatever next? " SLY)}, "- -"},
	};
	check_cases(cases, G_N_ELEMENTS(cases), SG_SOURCE_COUNCIL);
}

/* Ofsted's words are a finding where the lead-in says that they come from an inspection's paper or that
   inspectors found it; what it merely said is not. */
static void quoted_findings_are_findings(void **state)
{
	(void)state;
	static const struct {
		const char *leadin;
		SgKind kind;
	} cases[] = {
	    {"Letter from Ofsted in January 2019:", SG_KIND_FINDING},
	    {"In 2018 Ofsted found:", SG_KIND_FINDING},
	    {"The inspectors concluded in 2018:", SG_KIND_FINDING},
	    {"Ofsted’s report of June 2018:", SG_KIND_FINDING},
	    {"Ofsted 2018 – overall requires improvement", SG_KIND_FINDING},
	    {"Ofsted said in 2018:", SG_KIND_NARRATIVE},
	    {"Ofsted wrote in 2018:", SG_KIND_NARRATIVE},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Block blocks[MOST_BLOCKS] = {P(cases[i].leadin), P(ONE), P("I agree with that.")};
		g_autoptr(GPtrArray) passages = make(blocks, SG_SOURCE_COUNCIL);
		const SgPassage *quoted = g_ptr_array_index(passages, 1),
				*own = g_ptr_array_index(passages, 2);
		assert_case(quoted->source == SG_SOURCE_OFSTED, cases[i].leadin);
		assert_case(quoted->kind == cases[i].kind, cases[i].leadin);
		assert_case(own->kind == SG_KIND_NARRATIVE && own->source == SG_SOURCE_COUNCIL,
			    cases[i].leadin);
	}
}

/* The line above a quotation is the heading of the quotation, and not of what the writer says after it. */
static void a_label_is_no_heading_of_the_writers_words(void **state)
{
	(void)state;
	static const struct {
		SgBlockKind kind;
		int level;
		const char *text, *path;
	} cases[] = {
	    {SG_BLOCK_HEADING, 1, "A statement", NULL},
	    {SG_BLOCK_HEADING, 2, "Background", "A statement"},
	    {SG_BLOCK_PARAGRAPH, 0, "It is a long story.", "A statement > Background"},
	    {SG_BLOCK_HEADING, 2, "Ofsted 2018 – overall inadequate", "A statement"},
	    {SG_BLOCK_PARAGRAPH, 0, ONE, "A statement > Ofsted 2018 – overall inadequate"},
	    {SG_BLOCK_PARAGRAPH, 0, "I agree with all of that.", "A statement"},
	    {SG_BLOCK_PARAGRAPH, 0, "So does my group.", "A statement"},
	    {SG_BLOCK_HEADING, 2, "Ofsted 2019", "A statement"},
	    {SG_BLOCK_PARAGRAPH, 0, "I was there, and nothing came of it.", "A statement > Ofsted 2019"},
	};
	g_autoptr(SgText) text = sg_text_new("text/html");
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = SG_SOURCE_COUNCIL;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		sg_text_add(text, cases[i].kind, g_strdup(cases[i].text))->level = (uint8_t)cases[i].level;
	g_autoptr(GPtrArray) passages = sg_passages_make(text, document);
	for (guint i = 0; i < passages->len; i++) {
		const SgPassage *passage = g_ptr_array_index(passages, i);
		g_autofree char *path = passage->heading ? g_strjoinv(" > ", passage->heading) : NULL;
		check_string(path, cases[i].path, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_words_follow_a_quotation),
	    cmocka_unit_test(some_lead_ins_lead_in_the_writer),
	    cmocka_unit_test(lists_below_a_lead_in),
	    cmocka_unit_test(block_quotations_need_a_name),
	    cmocka_unit_test(quotations_within_quotations),
	    cmocka_unit_test(posts_are_the_posters),
	    cmocka_unit_test(quoted_findings_are_findings),
	    cmocka_unit_test(a_label_is_no_heading_of_the_writers_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
