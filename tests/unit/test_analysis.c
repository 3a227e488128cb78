/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The analyser.  Expectations come from the rules in index/analysis.h, from
 * the Unicode charts (code points are written out) and, for stems, from what
 * is published of Snowball's English stemmer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "index/analysis.h"
#include "index/stem.h"

#include <string.h>

#define SHY "\u00ad"
#define ZWSP "\u200b"
#define ACUTE "\u0301"

typedef struct {
	const char *text, *expected;
} Case;

static SgAnalyser *analyser, *second;

static int set_up(void **state)
{
	(void)state;
	analyser = sg_analyser_new();
	second = sg_analyser_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sg_analyser_free(analyser);
	sg_analyser_free(second);
	return 0;
}

static const SgToken *analyse(const char *text, size_t *ret_n)
{
	const SgToken *tokens;

	sg_analyse(analyser, text, strlen(text), &tokens, ret_n);
	return tokens;
}

/* "well@1 wellbeing@1+2 being@2": words, positions, and the length of joined forms. */
static char *show_words(const char *text)
{
	GString *shown = g_string_new(NULL);
	size_t n;
	const SgToken *tokens = analyse(text, &n);

	for (size_t i = 0; i < n; i++) {
		g_string_append_printf(shown, "%s%s@%u", i ? " " : "", tokens[i].word, tokens[i].position);
		if (tokens[i].n_positions > 1)
			g_string_append_printf(shown, "+%u", tokens[i].n_positions);
	}
	return g_string_free(shown, FALSE);
}

/* "[well][well-being][being]": the printed words. */
static char *show_printed(const char *text)
{
	GString *shown = g_string_new(NULL);
	size_t n;
	const SgToken *tokens = analyse(text, &n);

	for (size_t i = 0; i < n; i++)
		g_string_append_printf(shown, "[%.*s]", (int)(tokens[i].end - tokens[i].start),
				       text + tokens[i].start);
	return g_string_free(shown, FALSE);
}

static char *show_normal(const char *text)
{
	return sg_normalise(text, strlen(text));
}

static void check_cases(const Case *cases, size_t n_cases, char *(*show)(const char *))
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autofree char *shown = show(cases[i].text);

		assert_string_equal(shown, cases[i].expected);
	}
}

static void normal_form(void **state)
{
	static const Case cases[] = {
	    {"", ""},
	    {"Herefordshire COUNCIL", "herefordshire council"},
	    {"\u2018a\u2019b\u02bcc\u2032d", "'a'b'c'd"},
	    {"\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-------"},
	    {"co" SHY "oper" ZWSP "ate\ufeff", "cooperate"},
	    {"\ufb01nance e\ufb03cient", "finance efficient"}, /* fi, ffi */
	    {"STRA\u00dfE", "strasse"},                        /* CaseFolding.txt: 00DF; F; 0073 0073 */
	    {"\u1e9e", "ss"},
	    {"\u212b\u212a", "\u00e5k"}, /* Angstrom and Kelvin signs */
	    {"E" ACUTE, "\u00e9"},
	    {"e" ZWSP ACUTE, "\u00e9"},
	    {"q" ACUTE, "q" ACUTE},               /* has no composed form */
	    {"a\u0301\u0323", "\u1ea1\u0301"},    /* canonical order puts the dot below (220) first */
	    {"\uff21\uff11\u3000\uff07", "a1 '"}, /* full width */
	    {"a\u00a0b", "a b"},
	    {"\u03a3\u03c2", "\u03c3\u03c3"}, /* final sigma */
	    {"\u1112\u1161\u11ab", "\ud55c"}, /* UAX #15: conjoining jamo compose */
	    {"\uff76\uff9e", "\u30ac"},       /* half-width KA and voiced mark: GA */
	    {"\u041f\u0420\u0430", "\u043f\u0440\u0430"},
	    {"m\u00b2", "m\u00b2"}, /* the figure may be a footnote's */
	    {"3\u00bd", "3\u00bd"}, /* not 31/2 */
	    {"\u2122", "\u2122"},   /* a symbol stays one */
	};

	(void)state;
	check_cases(cases, G_N_ELEMENTS(cases), show_normal);
}

static void words(void **state)
{
	static const Case cases[] = {
	    {"", ""},
	    {" \t\n.,;-'", ""},
	    {"The council", "the@1 council@2"},
	    {"children's", "children's@1"},
	    {"CHILDREN\u2019S", "children's@1"},
	    {"parents\u2019 views", "parents@1 views@2"},
	    {"\u2018quoted\u2019", "quoted@1"},
	    {"O'Brien rock'n'roll", "o'brien@1 rock'n'roll@2"},
	    {"a''b 1'b b'1", "a@1 b@2 1@3 b@4 b@5 1@6"},
	    {"1,444 and 12,345,678", "1444@1 and@2 12345678@3"},
	    {"14.02.2019", "14@1 02@2 2019@3"},
	    {"3.5 4.2.1", "3.5@1 4@2 2@3 1@4"},
	    {"children\u00b9 2018\u00b2", "children@1 2018@2"},
	    {"1,44 1,4444 1234,567 s1,444", "1@1 44@2 1@3 4444@4 1234@5 567@6 s1@7 444@8"},
	    {"1,444, 1,444,5", "1444@1 1444@2 5@3"},
	    {"\u00a31,444.50 \u00a32m \u00a31,444k", "1444.50@1 2m@2 1444k@3"},
	    {"3.5 3. .5 a.5 1.234,567", "3.5@1 3@2 5@3 a@4 5@5 1.234@6 567@7"},
	    {"s47 S.47 s. 47", "s47@1 s@2 47@3 s@4 47@5"},
	    {"16-17 2013/14 2013\u201314", "16@1 17@2 2013@3 14@4 2013@5 14@6"},
	    {"well-being", "well@1 wellbeing@1+2 being@2"},
	    {"so well-being is", "so@1 well@2 wellbeing@2+2 being@3 is@4"},
	    {"well\u2010being well\u2011being", "well@1 wellbeing@1+2 being@2 well@3 wellbeing@3+2 being@4"},
	    {"well\u2013being well\u2014being well\u2212being",
	     "well@1 being@2 well@3 being@4 well@5 being@6"},
	    {"well - being well- being well--being", "well@1 being@2 well@3 being@4 well@5 being@6"},
	    {"-well-being-", "well@1 wellbeing@1+2 being@2"},
	    {"up-to-date", "up@1 uptodate@1+3 to@2 date@3"},
	    {"a-b-c-d", "a@1 abcd@1+4 b@2 c@3 d@4"},
	    {"a-b-c-d-e", "a@1 b@2 c@3 d@4 e@5"},
	    {"16-year-old covid-19", "16@1 year@2 old@3 covid@4 19@5"},
	    {"a-b\u2013c", "a@1 ab@1+2 b@2 c@3"},
	    {"mother-in-law's", "mother@1 motherinlaw's@1+3 in@2 law's@3"},
	    {"well" SHY "-" SHY "being", "well@1 wellbeing@1+2 being@2"},
	    {"man" SHY "age" ZWSP "ment", "management@1"},
	    {"q" ACUTE "r na\u00efve nai\u0308ve", "q" ACUTE "r@1 na\u00efve@2 na\u00efve@3"},
	    {" " ACUTE "a", "a@1"},                                       /* a mark on nothing is no word */
	    {"\uf0b7Item \uf0a7item \u2022item", "item@1 item@2 item@3"}, /* private-use and plain bullets */
	    {"R&D a_b x@y.org \u20ac5 Word\u2122", "r@1 d@2 a@3 b@4 x@5 y@6 org@7 5@8 word@9"},
	    {"\u041c\u043e\u0441\u043a\u0432\u0430", "\u043c\u043e\u0441\u043a\u0432\u0430@1"},
	    {"\u6771\u4eac\u306b2", "\u6771@1 \u4eac@2 \u306b@3 2@4"},
	    {"\u304b\u3099\u65e5-\u672c", "\u304c@1 \u65e5@2 \u672c@3"},
	    {"ab\u6771cd\u6771" ACUTE, "ab@1 \u6771@2 cd@3 \u6771" ACUTE "@4"},
	    {"\u30ff", "\u30ff@1"}, /* digraph KOTO: one character, so one word */
	    {"3\u00bd \u2167 \u0663\u0664", "3\u00bd@1 viii@2 \u0663\u0664@3"},
	};

	(void)state;
	check_cases(cases, G_N_ELEMENTS(cases), show_words);
}

static void printed_words(void **state)
{
	static const Case cases[] = {
	    {"\u201cThe \ufb01nance plan\u201d", "[The][\ufb01nance][plan]"},
	    {"parents\u2019 CHILDREN\u2019S", "[parents][CHILDREN\u2019S]"},
	    {"(1,444.50)", "[1,444.50]"},
	    {"pre\u2011birth-care.", "[pre][pre\u2011birth-care][birth][care]"},
	    {"\ufeff" SHY "a" SHY "b" SHY " e" ZWSP ACUTE ZWSP, "[a" SHY "b][e" ZWSP ACUTE "]"},
	    {"o\ufb03ce\u2014\u00c9tat", "[o\ufb03ce][\u00c9tat]"},
	    {"\u0130x\u6771\u1e9e", "[\u0130x][\u6771][\u1e9e]"}, /* fold to another length */
	    {"\u6771" ACUTE "x", "[\u6771" ACUTE "][x]"},
	    {"\u01c4-\u0149", "[\u01c4][\u0149]"}, /* 'n begins with what no word begins with */
	};

	(void)state;
	check_cases(cases, G_N_ELEMENTS(cases), show_printed);
}

/* Byte offsets counted by hand: U+2019 and U+FB01 have three bytes, U+00E9 two. */
static void offsets(void **state)
{
	size_t n;
	const SgToken *tokens = analyse("\u00e9 \ufb01x\u2019s well-being", &n);
	static const uint32_t expected[][2] = {{0, 2}, {3, 11}, {12, 16}, {12, 22}, {17, 22}};

	(void)state;
	assert_int_equal(n, G_N_ELEMENTS(expected));
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(tokens[i].start, expected[i][0]);
		assert_int_equal(tokens[i].end, expected[i][1]);
	}
}

static char *stem_of(const char *word)
{
	size_t n;
	const SgToken *tokens = analyse(word, &n);

	assert_int_equal(n, 1);
	return g_strdup(tokens[0].stem);
}

static void stems(void **state)
{
	static const Case cases[] = {
	    {"retention", "retent"}, {"Retain", "retain"},     {"manager", "manag"},
	    {"management", "manag"}, {"consigned", "consign"}, {"knightly", "knight"},

	    {"2020s", "2020s"},      {"covid19s", "covid19s"}, {"\u041c\u0418\u0420", "\u043c\u0438\u0440"},
	};

	(void)state;
	check_cases(cases, G_N_ELEMENTS(cases), stem_of);
}

/* What a reader should know of the stemmer: pairs it joins and pairs it keeps apart. */
static void stem_pairs(void **state)
{
	static const struct {
		const char *one, *other;
		bool joined;
	} pairs[] = {
	    {"manager", "management", true},  {"permanent", "permanence", true},
	    {"children's", "children", true}, {"children\u2019s", "children", true},
	    {"Ofsted's", "ofsted", true},     {"retention", "retain", false},
	    {"oversight", "oversee", false},  {"timely", "timeliness", false},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *one = stem_of(pairs[i].one), *other = stem_of(pairs[i].other);

		assert_int_equal(!strcmp(one, other), pairs[i].joined);
	}
}

static void stop_words(void **state)
{
	static const char *const stops[] = {"a", "and", "of", "the", "you"};
	static const char *const others[] = {"", "aa", "council", "delay", "no", "not", "zebra"};
	size_t n;
	const SgToken *tokens = analyse("Drift AND delay", &n);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(stops); i++)
		assert_true(sg_stop_word(stops[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		assert_false(sg_stop_word(others[i]));
	assert_int_equal(n, 3);
	assert_false(tokens[0].stop);
	assert_true(tokens[1].stop);
	assert_false(tokens[2].stop);
}

static void check_cut(const char *text, size_t n_kept)
{
	size_t n;
	const SgToken *tokens = analyse(text, &n);

	assert_int_equal(n, 1);
	assert_int_equal(strlen(tokens[0].word), n_kept);
	assert_memory_equal(tokens[0].word, text, n_kept);
	assert_int_equal(tokens[0].start, 0);
	assert_int_equal(tokens[0].end, strlen(text));
}

static void repeat(GString *out, const char *what, size_t n)
{
	g_string_truncate(out, 0);
	while (n--)
		g_string_append(out, what);
}

static void long_words(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	repeat(text, "x", SG_MAX_TERM_BYTES);
	check_cut(text->str, SG_MAX_TERM_BYTES);
	g_string_append_c(text, 'x');
	check_cut(text->str, SG_MAX_TERM_BYTES);
	repeat(text, "\u00e9", SG_MAX_TERM_BYTES / 2); /* two bytes each */
	check_cut(text->str, SG_MAX_TERM_BYTES);
	g_string_prepend_c(text, 'x'); /* one character would be halved */
	check_cut(text->str, SG_MAX_TERM_BYTES - 1);
	repeat(text, "x", 1000000);
	check_cut(text->str, SG_MAX_TERM_BYTES);
}

/* Bounds count what is kept: commas and hyphens are not. */
static void long_compounds(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *plain = NULL;
	size_t n;
	const SgToken *tokens;

	(void)state;
	repeat(text, ",222", SG_MAX_TERM_BYTES / 3);
	g_string_prepend_c(text, '2'); /* 1 + 63 digits */
	plain = g_strnfill(SG_MAX_TERM_BYTES, '2');
	tokens = analyse(text->str, &n);
	assert_int_equal(n, 1);
	assert_string_equal(tokens[0].word, plain);
	assert_int_equal(tokens[0].end, text->len);
	g_string_append(text, ",222");
	tokens = analyse(text->str, &n);
	assert_string_equal(tokens[0].word, plain);
	assert_int_equal(tokens[0].end, text->len);

	repeat(text, "x", SG_MAX_TERM_BYTES);
	g_string_append(text, "-y");
	tokens = analyse(text->str, &n);
	assert_int_equal(n, 3);
	assert_int_equal(strlen(tokens[1].word), SG_MAX_TERM_BYTES);
	assert_int_equal(tokens[1].end, text->len);
}

static void check_token(const char *text, const SgToken *token)
{
	size_t n, n_printed = token->end - token->start, which = token->n_positions > 1;
	const SgToken *again;

	sg_analyse(second, text + token->start, n_printed, &again, &n);
	assert_int_equal(n, which ? token->n_positions + 1U : 1);
	assert_string_equal(again[which].word, token->word);
	assert_string_equal(again[which].stem, token->stem);
	assert_int_equal(again[which].stop, token->stop);
	assert_int_equal(again[which].start, 0);
	assert_int_equal(again[which].end, n_printed);
	assert_true(strlen(token->word) <= SG_MAX_TERM_BYTES && *token->word && *token->stem);
	assert_true(g_utf8_validate(token->word, -1, NULL));
	assert_true(g_utf8_validate(token->stem, -1, NULL));
}

/* What holds of the tokens of any text. */
static void check_properties(const char *text, size_t n_bytes)
{
	size_t n;
	const SgToken *tokens, *joined = NULL;
	uint32_t position = 0, end = 0;

	sg_analyse(analyser, text, n_bytes, &tokens, &n);
	for (size_t i = 0; i < n; i++) {
		const SgToken *token = tokens + i;

		assert_true(token->start < token->end && token->end <= n_bytes);
		assert_true(g_utf8_validate(text + token->start, token->end - token->start, NULL));
		check_token(text, token);
		if (token->n_positions > 1) {
			assert_true(token->n_positions <= 4 && i > 0);
			assert_int_equal(token->position, position);
			assert_int_equal(token->start, token[-1].start);
			joined = token;
			continue;
		}
		assert_int_equal(token->position, ++position);
		assert_true(token->start >= end);
		end = token->end;
		if (joined && position == joined->position + joined->n_positions - 1)
			assert_int_equal(joined->end, end);
	}
}

/* The next code point worth trying: of large blocks whose characters are all alike, only the edges. */
static gunichar next_char(gunichar code)
{
	static const gunichar blocks[][2] = {
	    {0x3410, 0x4db0},   {0x4e10, 0x9ff0},   {0xac40, 0xd790},   {0xd7ff, 0xe000},    {0xe010, 0xf8f0},
	    {0x17010, 0x187f0}, {0x20010, 0x2f7f0}, {0x2fa20, 0xe0000}, {0xe1000, 0x10fff0},
	};

	code++;
	for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++)
		if (code > blocks[i][0] && code < blocks[i][1])
			return blocks[i][1];
	return code;
}

/* Alone, and among neighbours it could merge with. */
static void every_character(void **state)
{
	static const char *const before[] = {"", "a", "1", "\u6771", "\uac00", "\u03b1" ACUTE};
	static const char *const after[] = {"", "b", "2", "\u4eac", "\u1161", ACUTE};
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	for (gunichar code = 1; code <= 0x10ffff; code = next_char(code)) {
		for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
			g_string_assign(text, before[i]);
			g_string_append_unichar(text, code);
			g_string_append(text, after[i]);
			check_properties(text->str, text->len);
		}
	}
}

static gunichar random_char(GRand *random)
{
	static const gunichar odd[] = {'\'',   '-',    ',',    '.',    ' ',    0,      0xad,   0x200b, 0x200d,
				       0x2019, 0x2010, 0x2011, 0x2013, 0x2014, 0xfb03, 0xdf,   0xbd,   0x149,
				       0x130,  0x301,  0x323,  0x345,  0x3099, 0xfe0f, 0x6771, 0x30ab, 0xff76,
				       0xff9e, 0x1112, 0x1161, 0x11ab, 0x3131, 0x314f, 0xac00, 0x1f82, 0xfdfa,
				       0xb4,   0x2032, 0xe000, 0xfffd, 0x915,  0x93f,  0x94d,  0x1f600};
	gunichar code;

	switch (g_rand_int_range(random, 0, 6)) {
	case 0:
	case 1:
		return (gunichar)g_rand_int_range(random, 'A', 'D' + 1) |
		       (g_rand_boolean(random) ? 0x20U : 0U);
	case 2:
		return (gunichar)g_rand_int_range(random, '0', '9' + 1);
	case 3:
	case 4:
		return odd[g_rand_int_range(random, 0, G_N_ELEMENTS(odd))];
	default:
		code = (gunichar)g_rand_int_range(random, 1, g_rand_boolean(random) ? 0x3000 : 0x20000);
		return g_unichar_validate(code) ? code : 'z';
	}
}

static void random_texts(void **state)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(20100401);
	g_autoptr(GString) text = g_string_new(NULL);

	(void)state;
	for (int round = 0; round < 30000; round++) {
		int n_chars = g_rand_int_range(random, 1, 60);

		g_string_truncate(text, 0);
		while (n_chars--)
			g_string_append_unichar(text, random_char(random));
		check_properties(text->str, text->len);
	}
}

/* More marks than are sorted together still make one word, and no long wait. */
static void many_marks(void **state)
{
	static const size_t counts[] = {31, 32, 33, 64, 500000};
	g_autoptr(GString) text = g_string_new(NULL);
	size_t n;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
		const SgToken *tokens;

		repeat(text, i % 2 ? "\u0323" : ACUTE, counts[i]);
		g_string_prepend(text, "a");
		g_string_append(text, "b c");
		tokens = analyse(text->str, &n);
		assert_int_equal(n, 2);
		assert_int_equal(tokens[0].end, 1 + 2 * counts[i] + 1);
		check_properties(text->str, text->len);
	}
}

/* More different words than are remembered, in one text: each is still itself, then and afterwards. */
static void many_words(void **state)
{
	enum { N_WORDS = 80000 };
	g_autoptr(GString) text = g_string_new(NULL);
	size_t n;
	const SgToken *tokens;

	(void)state;
	for (guint i = 0; i < N_WORDS; i++)
		g_string_append_printf(text, "%c%c%c%cing ", 'a' + i % 26, 'a' + i / 26 % 26,
				       'a' + i / 676 % 26, 'a' + i / 17576);
	for (int round = 0; round < 2; round++) {
		tokens = analyse(text->str, &n);
		assert_int_equal(n, N_WORDS);
		for (size_t i = 0; i < n; i++) {
			assert_memory_equal(tokens[i].word, text->str + i * 8, 7);
			assert_int_equal(strlen(tokens[i].word), 7);
			assert_memory_equal(tokens[i].stem, tokens[i].word, 3);
		}
	}
	tokens = analyse("management", &n);
	assert_string_equal(tokens[0].stem, "manag");
}

/* Asks for words never asked for before until `n_words` are remembered; returns the last. */
static const SgStem *remember(SgStemmer *stemmer, size_t *n_remembered, size_t n_words)
{
	const SgStem *last = NULL;

	for (; *n_remembered < n_words; ++*n_remembered) {
		g_autofree char *word = g_strdup_printf("x%" G_GSIZE_FORMAT, *n_remembered);

		last = sg_stemmer_get(stemmer, word, strlen(word), true);
		assert_string_equal(last->word, word);
	}
	return last;
}

/* A remembered word is the same object again; a forgotten one is made anew, elsewhere. */
static void memory_bound(void **state)
{
	g_autoptr(SgStemmer) stemmer = sg_stemmer_new();
	size_t n_remembered = 0;
	const SgStem *last = remember(stemmer, &n_remembered, SG_MAX_STEM_MEMO);
	g_autofree char *word = g_strdup(last->word);

	(void)state;
	sg_stemmer_begin(stemmer);
	assert_ptr_equal(sg_stemmer_get(stemmer, word, strlen(word), true), last);
	remember(stemmer, &n_remembered, SG_MAX_STEM_MEMO + 1);
	assert_ptr_equal(sg_stemmer_get(stemmer, word, strlen(word), true), last);
	sg_stemmer_begin(stemmer);
	assert_ptr_not_equal(sg_stemmer_get(stemmer, word, strlen(word), true), last);
}

/* A view into a larger buffer: nothing beyond n_bytes counts. */
static void unterminated(void **state)
{
	g_autofree char *exact = g_memdup2("well-being\xe2\x80\x90", 13);
	const SgToken *tokens;
	size_t n;

	(void)state;
	for (size_t n_bytes = 0; n_bytes <= 10; n_bytes++) {
		g_autofree char *view = g_memdup2(exact, n_bytes);

		sg_analyse(analyser, view, n_bytes, &tokens, &n);
		assert_int_equal(n, n_bytes == 0 ? 0 : n_bytes <= 5 ? 1 : 3);
		assert_true(n == 0 || tokens[n - 1].end == (n_bytes == 5 ? 4 : n_bytes));
	}
	sg_analyse(analyser, exact, 13, &tokens, &n);
	assert_int_equal(n, 3);
}

static void real_prose(void **state)
{
	const char *folder = "../shared/data/prose";
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	int n_read = 0;

	(void)state;
	if (!dir) {
		print_message("skipped: no %s\n", folder);
		skip();
	}
	while (n_read < 100 && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *text = NULL;
		gsize n_bytes;

		assert_true(g_file_get_contents(path, &text, &n_bytes, NULL));
		if (g_utf8_validate(text, (gssize)n_bytes, NULL)) {
			check_properties(text, n_bytes);
			n_read++;
		}
	}
	assert_true(n_read > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(normal_form),    cmocka_unit_test(words),
	    cmocka_unit_test(printed_words),  cmocka_unit_test(offsets),
	    cmocka_unit_test(stems),          cmocka_unit_test(stem_pairs),
	    cmocka_unit_test(stop_words),     cmocka_unit_test(long_words),
	    cmocka_unit_test(long_compounds), cmocka_unit_test(every_character),
	    cmocka_unit_test(random_texts),   cmocka_unit_test(many_marks),
	    cmocka_unit_test(many_words),     cmocka_unit_test(memory_bound),
	    cmocka_unit_test(unterminated),   cmocka_unit_test(real_prose),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
