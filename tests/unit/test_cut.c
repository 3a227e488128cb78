/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: query/cut.h; {} in a text stand around what matched. */
#include "tests/support/support.h"

#include "query/cut.h"

/* Takes the marks out of `marked`; what stood between them becomes spans. */
static char *read_marks(const char *marked, GArray *spans)
{
	GString *text = g_string_new(NULL);
	SgSpan span = {0};
	for (const char *at = marked; *at; at++) {
		if (*at == '{') {
			span.start = (uint32_t)text->len;
		} else if (*at == '}') {
			span.end = (uint32_t)text->len;
			g_array_append_val(spans, span);
		} else {
			g_string_append_c(text, *at);
		}
	}
	return g_string_free(text, FALSE);
}

static void cuts_to_whole_sentences(void **state)
{
	(void)state;
	static const struct {
		const char *marked;
		unsigned max_words;
		const char *shown;
	} cases[] = {
	    {"", 5, ""},
	    /* short enough: whole */
	    {"One two {three}.", 3, "One two three."},
	    {"One {two}. Three four", 4, "One two. Three four"},
	    {"one two three. four five", 90, "one two three. four five"},
	    /* the sentence that matched */
	    {"One {two}. Three four.", 3, "One two."},
	    {"One two. Three {four}. Five six.", 2, "Three four."},
	    {"One two. Three four. Five {six}", 2, "Five six"},
	    {"Is it {so}? Yes indeed.", 3, "Is it so?"},
	    {"No no no! It {is} so.", 3, "It is so."},
	    /* the run with most, not the first with some */
	    {"A {drift} here. Then none. Two {delays}, {delays}.", 3, "Two delays, delays."},
	    {"None here. One {drift}. Two {delays}. None again.", 4, "One drift. Two delays."},
	    /* the first of equals */
	    {"None of it. One {drift}. Two {delay}.", 2, "One drift."},
	    {"Here is nothing. Here was nothing.", 3, "Here is nothing."},
	    /* one sentence alone may be longer */
	    {"Short one. This {one} is far too long to be shown. Short.", 4,
	     "This one is far too long to be shown."},
	    {"this has {no} end at all", 2, "this has no end at all"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
		g_autofree char *text = read_marks(cases[i].marked, spans);
		SgSpan cut = sg_cut(text, spans, cases[i].max_words);
		g_autofree char *shown = g_strndup(text + cut.start, cut.end - cut.start);
		check_string(shown, cases[i].shown, cases[i].marked);
	}
}

/* All that was asked for comes before more of one of it. */
static void shows_every_clause(void **state)
{
	(void)state;
	static const char text[] = "Rooms, rooms, rooms. One leaver has a room.";
	const SgSpan found[] = {{0, 5, 1}, {7, 12, 1}, {14, 19, 1}, {25, 31, 2}, {38, 42, 1}};
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
	g_array_append_vals(spans, found, G_N_ELEMENTS(found));
	SgSpan cut = sg_cut(text, spans, 5);
	assert_string_equal(text + cut.start, "One leaver has a room.");
}

/* A text of one marked sentence and a second of no interest: whether the first ends where it seems to. */
static void knows_where_sentences_end(void **state)
{
	(void)state;
	static const char *const sentences[] = {
	    "Mr. Smith and Mrs. Jones {spoke}.",
	    "Ms. Lee thanked Dr. Kay and Cllr. Bee {then}.",
	    "J. K. Jones {left}.",
	    "It is in para. 3 {there}.",
	    "See No. 5 on St. Peter’s {Square}.",
	    "Some plans, e.g. Annex B, {drifted}.",
	    "It rose by 3.5 per {cent}.",
	    "It rose approx. fivefold in one {year}.", /* a small letter begins no sentence */
	    "He said “we {stop}.”",
	    "He said ‘we {stop}!’",
	    "He said \"we {stop}?\"",
	    "(So it {was}.)",
	};
	static const char *const seconds[] = {"Then others had their say.",      "2018 was a long year too.",
					      "“Quite so”, they all then said.", "‘Quite so’, they all said.",
					      "\"Quite so\", they all said.",    "Éire was not spoken of."};
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
		const char *second = seconds[i % G_N_ELEMENTS(seconds)];
		g_autofree char *marked = g_strjoin(" ", "Before it nothing.", sentences[i], second, NULL);
		g_autoptr(GArray) of_sentence = g_array_new(FALSE, FALSE, sizeof(SgSpan));
		g_autofree char *sentence = read_marks(sentences[i], of_sentence);
		g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
		g_autofree char *text = read_marks(marked, spans);
		SgSpan cut = sg_cut(text, spans, 1);
		g_autofree char *shown = g_strndup(text + cut.start, cut.end - cut.start);
		check_string(shown, sentence, second);
	}
}

/* ---- random texts ---------------------------------------------------- */

enum { MOST_SENTENCES = 8, MOST_WORDS = 6 };

typedef struct {
	SgSpan span;
	unsigned n_words, n_spans;
} Sentence;

static Sentence add_sentence(GRand *random, GString *text, GArray *spans)
{
	static const char *const words[] = {"drift",  "delay", "children’s", "£3.5m",
					    "“plan”", "café",  "16–17"};
	if (text->len > 0)
		g_string_append_c(text, ' ');
	Sentence sentence = {.span.start = (uint32_t)text->len,
			     .n_words = (unsigned)g_rand_int_range(random, 1, MOST_WORDS + 1)};
	for (unsigned i = 0; i < sentence.n_words; i++) {
		uint32_t start = (uint32_t)text->len + (i > 0);
		g_string_append_printf(text, "%s%s%s", i ? " " : "", i ? "" : "The-",
				       words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
		SgSpan span = {start, (uint32_t)text->len, 1};
		if (g_rand_int_range(random, 0, 4) > 0)
			continue;
		g_array_append_val(spans, span);
		sentence.n_spans++;
	}
	g_string_append(text, g_rand_boolean(random) ? "." : "?”");
	sentence.span.end = (uint32_t)text->len;
	return sentence;
}

/* Most spans of any run that may be shown, and the first sentence of the earliest that has them. */
static unsigned best_run(const Sentence *sentences, unsigned n, unsigned max_words, unsigned *ret_first)
{
	unsigned best = 0;
	*ret_first = 0;
	for (unsigned first = 0; first < n; first++) {
		unsigned n_words = 0, n_spans = 0;
		for (unsigned last = first; last < n; last++) {
			n_words += sentences[last].n_words;
			n_spans += sentences[last].n_spans;
			if (n_words > max_words && last > first)
				break;
			if (n_spans > best) {
				best = n_spans;
				*ret_first = first;
			}
		}
	}
	return best;
}

static void check_run(const Sentence *sentences, unsigned n, unsigned max_words, SgSpan cut)
{
	unsigned first;
	unsigned best = best_run(sentences, n, max_words, &first);
	assert_int_equal(cut.start, sentences[first].span.start);
	unsigned last = first, n_words = sentences[first].n_words, n_spans = sentences[first].n_spans;
	while (last + 1 < n && sentences[last].span.end < cut.end) {
		last++;
		n_words += sentences[last].n_words;
		n_spans += sentences[last].n_spans;
	}
	assert_int_equal(cut.end, sentences[last].span.end);
	assert_true(n_words <= max_words || last == first);
	assert_int_equal(n_spans, best);
}

static void shows_the_best_run_of_any_text(void **state)
{
	(void)state;
	g_autoptr(GRand) random = g_rand_new_with_seed(20180720);
	for (int i = 0; i < 5000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
		Sentence sentences[MOST_SENTENCES];
		unsigned n = (unsigned)g_rand_int_range(random, 1, MOST_SENTENCES + 1), n_words = 0;
		for (unsigned s = 0; s < n; s++) {
			sentences[s] = add_sentence(random, text, spans);
			n_words += sentences[s].n_words;
		}
		unsigned max_words = (unsigned)g_rand_int_range(random, 1, 20);
		SgSpan cut = sg_cut(text->str, spans, max_words);
		if (n_words > max_words)
			check_run(sentences, n, max_words, cut);
		else
			assert_true(cut.start == 0 && cut.end == text->len);
	}
}

/* Of any text, however it is written, whole characters within it. */
static void stays_within_any_text(void **state)
{
	(void)state;
	static const char *const pieces[] = {".", " ", "!", "?", "”",  "’", "A",
					     "b", "“", "É", "3", "Mr", ")", "€"};
	g_autoptr(GRand) random = g_rand_new_with_seed(20121109);
	for (int i = 0; i < 20000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
		for (int n = g_rand_int_range(random, 0, 30); n > 0; n--) {
			SgSpan span = {.start = (uint32_t)text->len};
			g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
			span.end = (uint32_t)text->len;
			if (g_rand_int_range(random, 0, 5) == 0)
				g_array_append_val(spans, span);
		}
		SgSpan cut = sg_cut(text->str, spans, (unsigned)g_rand_int_range(random, 1, 8));
		assert_true(cut.start <= cut.end && cut.end <= text->len);
		assert_true(g_utf8_validate(text->str + cut.start, cut.end - cut.start, NULL));
		assert_true(text->len == 0 || cut.end > cut.start);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shows_every_clause),        cmocka_unit_test(cuts_to_whole_sentences),
	    cmocka_unit_test(knows_where_sentences_end), cmocka_unit_test(shows_the_best_run_of_any_text),
	    cmocka_unit_test(stays_within_any_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
