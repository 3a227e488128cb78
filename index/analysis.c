/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/analysis.h"
#include "base/limits.h"
#include "index/normalise.h"
#include "index/stem.h"
#include "index/tokenise.h"

/* Hyphenated words of more parts ("state-of-the-art-of-...") are not looked for as one. */
#define MAX_JOINED_PARTS 4
/* A term before it is cut: the character that crosses the bound whole. */
#define TERM_SPACE (SG_MAX_TERM_BYTES + 4)

struct SgAnalyser {
	GString *normal;
	GArray *spans;  /* of SgSpan */
	GArray *tokens; /* of SgToken */
	SgStemmer *stemmer;
};

/* One call's place in the text. */
typedef struct {
	SgAnalyser *analyser;
	const char *source;
	const SgSpan *span, *last_span; /* offsets are asked for in rising order */
	uint32_t position;              /* of the last word */
} Scan;

/* Words divided by nothing but single hyphens. */
typedef struct {
	size_t start, end; /* bytes of the normal text */
	guint first_token;
	size_t n_parts;
	bool letters; /* in every part, and no digits */
} Compound;

SgAnalyser *sg_analyser_new(void)
{
	SgAnalyser *analyser = g_new0(SgAnalyser, 1);

	analyser->normal = g_string_new(NULL);
	analyser->spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
	analyser->tokens = g_array_new(FALSE, FALSE, sizeof(SgToken));
	analyser->stemmer = sg_stemmer_new();
	return analyser;
}

void sg_analyser_free(SgAnalyser *analyser)
{
	if (!analyser)
		return;
	g_string_free(analyser->normal, TRUE);
	g_array_unref(analyser->spans);
	g_array_unref(analyser->tokens);
	sg_stemmer_free(analyser->stemmer);
	g_free(analyser);
}

static const SgSpan *find_span(Scan *scan, size_t at)
{
	while (scan->span < scan->last_span && scan->span[1].at <= at)
		scan->span++;
	return scan->span;
}

/* The source byte where the character at normal byte `at` begins. */
static uint32_t source_start(Scan *scan, size_t at)
{
	const SgSpan *span = find_span(scan, at);

	return span->source + (span->width ? 0 : (uint32_t)at - span->at);
}

/* The source byte just after the character that ends before normal byte `end`. */
static uint32_t source_end(Scan *scan, size_t end)
{
	const SgSpan *span = find_span(scan, end - 1);

	return span->source + (span->width ? span->width : (uint32_t)end - span->at);
}

/* Whether the source has a hyphen, not a dash, where the normal text has "-" at `at`. */
static bool is_hyphen(Scan *scan, size_t at)
{
	const char *source = scan->source + source_start(scan, at);

	return g_str_has_prefix(source, "-") || g_str_has_prefix(source, "\u2010") ||
	       g_str_has_prefix(source, "\u2011");
}

static size_t cut(const char *term, size_t n_bytes)
{
	if (n_bytes <= SG_MAX_TERM_BYTES)
		return n_bytes;
	n_bytes = SG_MAX_TERM_BYTES;
	while (((unsigned char)term[n_bytes] & 0xc0) == 0x80)
		n_bytes--;
	return n_bytes;
}

/* Copies bytes without `drop`, as many as a term can use; returns how many. */
static size_t copy_without(const char *bytes, size_t n_bytes, char drop, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < n_bytes && n < TERM_SPACE; i++)
		if (bytes[i] != drop)
			out[n++] = bytes[i];
	return n;
}

static void set_term(Scan *scan, SgToken *token, const char *term, size_t n_bytes, bool literal)
{
	const SgStem *stem = sg_stemmer_get(scan->analyser->stemmer, term, cut(term, n_bytes), literal);

	token->word = stem->word;
	token->stem = stem->stem;
	token->stop = stem->stop;
}

static void add_word(Scan *scan, const SgWord *word)
{
	SgToken token = {
	    .start = source_start(scan, word->start),
	    .end = source_end(scan, word->end),
	    .position = ++scan->position,
	    .n_positions = 1,
	};
	const char *term = scan->analyser->normal->str + word->start;
	size_t n_bytes = word->end - word->start;
	char plain[TERM_SPACE];

	if (word->commas) {
		n_bytes = copy_without(term, n_bytes, ',', plain);
		term = plain;
	}
	set_term(scan, &token, term, n_bytes, word->digits || word->cjk);
	g_array_append_val(scan->analyser->tokens, token);
}

/* Puts the joined form of a finished compound after its first part. */
static void add_joined(Scan *scan, const Compound *compound)
{
	GArray *tokens = scan->analyser->tokens;
	char joined[TERM_SPACE];
	SgToken token;
	size_t n_bytes;

	if (!compound->letters || compound->n_parts < 2 || compound->n_parts > MAX_JOINED_PARTS)
		return;
	n_bytes = copy_without(scan->analyser->normal->str + compound->start, compound->end - compound->start,
			       '-', joined);
	token = g_array_index(tokens, SgToken, compound->first_token);
	token.end = g_array_index(tokens, SgToken, tokens->len - 1).end;
	token.n_positions = (uint16_t)compound->n_parts;
	set_term(scan, &token, joined, n_bytes, false);
	g_array_insert_val(tokens, compound->first_token + 1, token);
}

static void scan_words(Scan *scan)
{
	const GString *normal = scan->analyser->normal;
	Compound compound = {0};
	SgWord word;

	for (size_t at = 0; sg_tokenise_next(normal->str, normal->len, at, &word); at = word.end) {
		bool goes_on = compound.n_parts && word.start == compound.end + 1 &&
			       normal->str[compound.end] == '-' && is_hyphen(scan, compound.end);

		if (!goes_on) {
			add_joined(scan, &compound);
			compound = (Compound){
			    .start = word.start, .first_token = scan->analyser->tokens->len, .letters = true};
		}
		add_word(scan, &word);
		compound.end = word.end;
		compound.n_parts++;
		compound.letters = compound.letters && !word.digits && !word.cjk;
	}
	add_joined(scan, &compound);
}

void sg_analyse(SgAnalyser *analyser, const char *text, size_t n_bytes, const SgToken **ret_tokens,
		size_t *ret_n)
{
	Scan scan = {.analyser = analyser, .source = text};

	g_assert(n_bytes <= UINT32_MAX / 4); /* offsets are 32 bits, of normal text too */
	sg_stemmer_begin(analyser->stemmer);
	g_array_set_size(analyser->tokens, 0);
	sg_normalise_into(text, n_bytes, analyser->normal, analyser->spans);
	if (analyser->spans->len) {
		scan.span = &g_array_index(analyser->spans, SgSpan, 0);
		scan.last_span = scan.span + analyser->spans->len - 1;
		scan_words(&scan);
	}
	*ret_tokens = (const SgToken *)(const void *)analyser->tokens->data;
	*ret_n = analyser->tokens->len;
}
