/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: query/match.h and the word rules of index/analysis.h; {} in a text stand around what matches.
 */
#include "tests/support/support.h"

#include "query/match.h"

typedef struct {
	SgAnalyser *analyser;
	SgQuery *query;
} Asked;

static Asked ask(const char *typed)
{
	g_autoptr(SgRequest) request = sg_request_new();
	g_free(request->text);
	request->text = g_strdup(typed);
	g_autoptr(GError) error = NULL;
	Asked asked = {.analyser = sg_analyser_new()};
	asked.query = sg_query_parse(request, asked.analyser, &error);
	assert_ok(asked.query, error);
	return asked;
}

static void forget(Asked *asked)
{
	sg_query_free(asked->query);
	sg_analyser_free(asked->analyser);
}

static char *without_marks(const char *marked)
{
	GString *text = g_string_new(NULL);
	for (const char *at = marked; *at; at++)
		if (*at != '{' && *at != '}')
			g_string_append_c(text, *at);
	return g_string_free(text, FALSE);
}

static char *with_marks(const char *text, const GArray *spans)
{
	GString *marked = g_string_new(NULL);
	uint32_t at = 0;
	for (guint i = 0; i < spans->len; i++) {
		SgSpan span = g_array_index(spans, SgSpan, i);
		assert_true(at <= span.start && span.start < span.end && span.end <= strlen(text));
		g_string_append_len(marked, text + at, span.start - at);
		g_string_append_printf(marked, "{%.*s}", (int)(span.end - span.start), text + span.start);
		at = span.end;
	}
	g_string_append(marked, text + at);
	return g_string_free(marked, FALSE);
}

typedef enum {
	NONE,
	SOME,
	WORDS, /* and therefore some */
} Found;

typedef struct {
	const char *typed, *marked;
	Found found;
} Case;

static void check_cases(const Case *cases, size_t n_cases)
{
	for (size_t i = 0; i < n_cases; i++) {
		Asked asked = ask(cases[i].typed);
		g_autofree char *text = without_marks(cases[i].marked);
		g_autofree char *name = g_strconcat(cases[i].typed, " | ", cases[i].marked, NULL);
		g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
		SgMatched matched = sg_match(asked.query, asked.analyser, text, spans);
		g_autofree char *marked = with_marks(text, spans);
		check_string(marked, cases[i].marked, name);
		assert_case(matched.words == (cases[i].found == WORDS), name);
		assert_case(matched.some == (cases[i].found != NONE), name);
		SgMatched without = sg_match(asked.query, asked.analyser, text, NULL);
		assert_case(without.words == matched.words && without.some == matched.some, name);
		forget(&asked);
	}
}

static void finds_words_by_their_stems(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"delay", "{Delays} in planning: {delayed}, {DELAY}.", WORDS},
	    {"delay", "No relay here.", NONE},
	    {"delay", "", NONE},
	    {"delay backlog", "{Delays} only.", SOME},
	    {"delay backlog", "A {backlog} and its {delays}", WORDS},
	    {"delay OR backlog", "A {backlog}.", WORDS},
	    {"delay OR backlog plan", "A {backlog}.", SOME},
	    {"1444", "{1,444} children", WORDS},
	    {"recruitment", "They {recruited}.", WORDS},
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void finds_exact_wording(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"\"delay\"", "Delays and {delay} and {Delay}", WORDS},
	    {"\"delay\"", "Delays and delayed", NONE},
	    {"\"drift and delay\"", "This had led to {drift and delay}, not delay and drift.", WORDS},
	    {"\"drift and delay\"", "{Drift, and “delay}”", WORDS},
	    {"\"drift and delay\"", "drift delay", NONE}, /* common words count in a phrase */
	    {"\"drift and delay\"", "drift and no delay", NONE},
	    {"\"drift and delay\"", "drift and delays", NONE},
	    {"\"drift and delay\" plan", "{drift and delay}", SOME},
	    {"\"drift and delay\"", "{drift and delay} {drift and delay}", WORDS},
	    {"\"of the\"", "One {of the} plans", WORDS},
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void finds_compounds_both_ways(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"wellbeing", "Their {well-being} and {wellbeing}", WORDS},
	    {"well-being", "Their {well-being}, {wellbeing} and {well being}", WORDS},
	    {"well-being", "being well", NONE},
	    {"well-being", "well of being", NONE},
	    {"shortterm", "a {short-term} plan", WORDS},
	    {"term", "a short-{term} plan", WORDS}, /* its parts are words */
	    {"\"short term\"", "a {short-term} plan", WORDS},
	    {"wellbeing", "well - being, well – being", NONE}, /* a dash joins nothing */
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

/* Spans are the printed bytes, whatever was folded to compare them. */
static void spans_are_of_the_printed_text(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"delay", "“{Delay}” – ‘{delays}’—{delay}…", WORDS},
	    {"\"children's services\"", "“{Children’s services}”", WORDS},
	    {"children", "the {children’s} plan", WORDS},
	    {"delay", "de\xcc\x81lay {de\xc2\xadlay}", WORDS}, /* an accent; a soft hyphen */
	    {"finding", "the {ﬁnding}", WORDS},
	    {"café", "a {CAFE\xcc\x81}", WORDS},
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void joins_spans_that_overlap(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"delay \"drift and delay\"", "{drift and delay}, {delay}", WORDS},
	    {"\"drift and\" \"and delay\"", "{drift and delay}", WORDS},
	    {"\"had had\"", "they {had had had} it", WORDS},
	    {"drift delay", "{drift} {delay}", WORDS}, /* neighbours do not */
	    {"well-being wellbeing", "{well-being}", WORDS},
	    {"delay drift", "{drift} then {delay}", WORDS}, /* in the text's order */
	};
	check_cases(cases, G_N_ELEMENTS(cases));
}

static void leaves_out_what_is_excluded(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *text;
		bool found;
	} cases[] = {
	    {"delay -agency", "Delays by agencies", false},
	    {"delay -agency", "Delays by staff", true},
	    {"delay -\"agency staff\"", "Delay of agency staff", false},
	    {"delay -\"agency staff\"", "Delay of staff from an agency", true},
	    {"delay -\"agency\"", "Delay by agencies", true},
	    {"delay -wellbeing", "Delay in well-being", false},
	    {"delay -well-being", "Delay in wellbeing", false},
	    {"delay plan -agency", "Delays by agencies", false}, /* not some either */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Asked asked = ask(cases[i].typed);
		SgMatched matched = sg_match(asked.query, asked.analyser, cases[i].text, NULL);
		assert_case(matched.words == cases[i].found && matched.some == cases[i].found, cases[i].text);
		forget(&asked);
	}
}

static void without_words_everything_matches(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *text;
		bool words;
	} cases[] = {{"", "anything", true},
		     {"source:ofsted", "anything", true},
		     {"-agency", "anything", true},
		     {"-agency", "an agency", false}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Asked asked = ask(cases[i].typed);
		g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
		SgMatched matched = sg_match(asked.query, asked.analyser, cases[i].text, spans);
		assert_case(matched.words == cases[i].words && !matched.some, cases[i].typed);
		assert_case(spans->len == 0, cases[i].typed);
		forget(&asked);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_words_by_their_stems),
	    cmocka_unit_test(finds_exact_wording),
	    cmocka_unit_test(finds_compounds_both_ways),
	    cmocka_unit_test(spans_are_of_the_printed_text),
	    cmocka_unit_test(joins_spans_that_overlap),
	    cmocka_unit_test(leaves_out_what_is_excluded),
	    cmocka_unit_test(without_words_everything_matches),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
