/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Words, marks and inverted commas of a paragraph, and the people named in it. */
#include "tests/support/support.h"

#include "indexer/structure/person.h"

/* One character a token: w word, W word with a capital, and the marks; Q for a quotation. */
static char *show(const SgProse *prose)
{
	static const char marks[] = {
	    [SG_TOKEN_COMMA] = ',', [SG_TOKEN_COLON] = ':', [SG_TOKEN_STOP] = '.', [SG_TOKEN_DASH] = '-',
	    [SG_TOKEN_OPEN] = '(',  [SG_TOKEN_CLOSE] = ')', [SG_TOKEN_QUOTE] = 'Q'};
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < prose->tokens->len; i++) {
		const SgToken *token = sg_prose_at(prose, i);
		if (token->kind == SG_TOKEN_WORD)
			g_string_append_c(out, token->capital ? 'W' : 'w');
		else
			g_string_append_c(out, marks[token->kind]);
	}
	return g_string_free(out, FALSE);
}

static void paragraphs_become_tokens(void **state)
{
	(void)state;
	static const struct {
		const char *text, *tokens;
	} cases[] = {
	    {"", ""},
	    {"Plans drift. Nobody asks!", "Ww.Ww."},
	    {"See No. 5 and para. 6.", "WWwwww."},
	    {"people’s, Desh-mane; 1.5", "w,W,w"},
	    {"Mr. K. Smith said no. He left.", "WWWww.Ww."},
	    {"In 2018: (a) one – two", "Ww:(w)w-w"},
	    {"“So it is,” said Ann.", "QwW."},
	    {"She said: “So it is.” He went.", "Ww:Q.Ww."},
	    {"He was “reassured” by it.", "WwQww."},
	    {"\"No,\" she said. \"Never.\"", "Qww.Q."},
	    {"“Not closed. At all", "Q"},
	    {"the 11 o'clock news", "wwww"},
	    {"inadequate*. Then", "w.W"},
	    {"it ended.then", "ww"},
	    {"Health & Wellbeing", "WwW"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(SgProse) prose;
		sg_prose_init(&prose, cases[i].text);
		g_autofree char *tokens = show(&prose);
		check_string(tokens, cases[i].tokens, cases[i].text);
		assert_int_equal(sg_prose_at(&prose, prose.tokens->len)->kind, SG_TOKEN_END);
	}
}

static void inverted_commas_are_followed(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool opens, left_open, outside, question;
	} cases[] = {
	    {"“All of it.”", true, false, false, false},
	    {"“All of it, and on", true, true, false, false},
	    {"“Some,” he said. “And on", true, true, true, false},
	    {"He said “no”.", false, false, true, false},
	    {"“Why?” he asked.", true, false, true, false},
	    {"Why ask “no”?", false, false, true, true},
	    {"Nothing at all.", false, false, true, false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(SgProse) prose;
		sg_prose_init(&prose, cases[i].text);
		assert_case(prose.opens == cases[i].opens, cases[i].text);
		assert_case(prose.left_open == cases[i].left_open, cases[i].text);
		assert_case(prose.outside == cases[i].outside, cases[i].text);
		assert_case(prose.question == cases[i].question, cases[i].text);
	}
}

static void words_are_looked_up(void **state)
{
	(void)state;
	g_auto(SgProse) prose;
	sg_prose_init(&prose, "The Board’s report said so. It did.");
	assert_true(sg_prose_is(&prose, 0, "the"));
	assert_true(sg_prose_is(&prose, 1, "board's"));
	assert_false(sg_prose_is(&prose, 1, "board"));
	assert_true(sg_prose_in(&prose, 3, " says said "));
	assert_false(sg_prose_in(&prose, 3, " sai aid "));
	assert_false(sg_prose_in(&prose, 5, " . "));
	assert_true(sg_prose_has(&prose, 0, 4, " said "));
	assert_false(sg_prose_has(&prose, 0, 3, " said "));
	assert_int_equal(sg_prose_next_sentence(&prose, 0), 6);
	assert_int_equal(sg_prose_last_sentence(&prose), 6);
	g_autofree char *text = sg_prose_dup(&prose, 1, 3);
	assert_string_equal(text, "Board’s report");
	assert_null(sg_prose_dup(&prose, 3, 3));
}

typedef bool (*Read)(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker);

typedef struct {
	const char *text, *name, *role; /* name NULL: none of the kind */
} Named;

static void check_named(Read read, const Named *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_auto(SgProse) prose;
		g_auto(SgSpeaker) speaker = {0};
		sg_prose_init(&prose, cases[i].text);
		bool found = read(&prose, 0, prose.tokens->len, &speaker);
		assert_case(found == (cases[i].name != NULL), cases[i].text);
		check_string(speaker.name, cases[i].name, cases[i].text);
		check_string(speaker.role, cases[i].role, cases[i].text);
	}
}

static void people(void **state)
{
	(void)state;
	static const Named cases[] = {
	    {"Ann Pell", "Ann Pell", NULL},
	    {"Councillor Ann Pell", "Ann Pell", "Councillor"},
	    {"Cllr Pell", "Cllr Pell", NULL},
	    {"Cllr AB Pell (Ind, Corfold)", "AB Pell", "Cllr"},
	    {"Board chairman Dave Moss", "Dave Moss", "Board chairman"},
	    {"Alan de Winter OBE", "Alan de Winter", NULL},
	    {"Pell", NULL, NULL},
	    {"Head of Children & Families Casework", NULL, NULL},
	    {"Aldenshire Council", NULL, NULL},
	    {"High Street", NULL, NULL},
	    {"Yesterday Ann", NULL, NULL},
	    {"tired staff and Ann Pell", NULL, NULL},
	    {"Ann Bea Cat Dee Eve", NULL, NULL},
	};
	check_named(sg_person_read, cases, G_N_ELEMENTS(cases));
}

static void offices_and_bodies(void **state)
{
	(void)state;
	static const Named offices[] = {
	    {"The Director", "Director", NULL},
	    {"the chairman", "chairman", NULL},
	    {"The Head of Children & Families Casework", "Head of Children & Families Casework", NULL},
	    {"The Cabinet Member (Health & Wellbeing)", "Cabinet Member (Health & Wellbeing)", NULL},
	    {"The Committee", NULL, NULL},
	    {"The Inspection Report", NULL, NULL},
	    {"the room", NULL, NULL},
	    {"The man who led the board as chairman", NULL, NULL},
	};
	check_named(sg_office_read, offices, G_N_ELEMENTS(offices));
	static const Named bodies[] = {
	    {"The Committee", "the Committee", NULL},
	    {"the council", "the council", NULL},
	    {"Aldenshire Council", "Aldenshire Council", NULL},
	    {"A spokesman for the council", "a spokesman for the council", NULL},
	    {"Both the council and the board", NULL, NULL},
	    {"The Ofsted Inspection Report", NULL, NULL},
	    {"Ann Pell", NULL, NULL},
	};
	check_named(sg_body_read, bodies, G_N_ELEMENTS(bodies));
}

static void the_same_speaker(void **state)
{
	(void)state;
	static const struct {
		const char *one, *other;
		bool same;
	} cases[] = {{"Director", "Director of Services", true},
		     {"Assistant Director Early Help", "Assistant Director", true},
		     {"Assistant Director", "Director", false},
		     {"Direct", "Director", false},
		     {NULL, "Director", false}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		SgSpeaker one = {(char *)cases[i].one, NULL}, other = {(char *)cases[i].other, NULL};
		assert_case(sg_speaker_same(&one, &other) == cases[i].same, cases[i].other);
		assert_case(sg_speaker_same(&other, &one) == cases[i].same, cases[i].other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(paragraphs_become_tokens), cmocka_unit_test(inverted_commas_are_followed),
	    cmocka_unit_test(words_are_looked_up),      cmocka_unit_test(people),
	    cmocka_unit_test(offices_and_bodies),       cmocka_unit_test(the_same_speaker),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
