/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/cut.h"

#include <string.h>

typedef struct {
	SgSpan span;
	unsigned n_words;
	unsigned n_spans;
	uint32_t clauses; /* of the spans that begin in it */
} Sentence;

static bool ends_with_abbreviation(const char *text, size_t end)
{
	static const char *const abbreviations[] = {"Mr", "Mrs", "Ms",   "Dr",  "Cllr",
						    "St", "No",  "para", "e.g", "i.e"};
	size_t start = end;
	while (start > 0 && text[start - 1] != ' ')
		start--;
	size_t n_bytes = end - start;
	if (n_bytes == 1 && g_ascii_isalpha(text[start]))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(abbreviations); i++)
		if (strlen(abbreviations[i]) == n_bytes &&
		    memcmp(text + start, abbreviations[i], n_bytes) == 0)
			return true;
	return false;
}

static bool closes(gunichar c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201d;
}

static bool opens_sentence(const char *text)
{
	gunichar c = g_utf8_get_char(text);
	return g_unichar_isupper(c) || g_unichar_isdigit(c) || c == '"' || c == '\'' || c == '(' ||
	       c == 0x2018 || c == 0x201c;
}

/* End of the sentence that begins at `start`: after its mark and closing quotes. */
static size_t sentence_end(const char *text, size_t start)
{
	for (size_t at = start; text[at]; at++) {
		if (!strchr(".!?", text[at]))
			continue;
		const char *next = text + at + 1;
		while (*next && closes(g_utf8_get_char(next)))
			next = g_utf8_next_char(next);
		if (!*next)
			return (size_t)(next - text);
		if (*next == ' ' && opens_sentence(next + 1) &&
		    !(text[at] == '.' && ends_with_abbreviation(text, at)))
			return (size_t)(next - text);
	}
	return start + strlen(text + start);
}

static unsigned count_words(const char *text, SgSpan span)
{
	unsigned n = span.end > span.start;
	for (uint32_t i = span.start; i < span.end; i++)
		n += text[i] == ' ';
	return n;
}

static void add_to_sentence(Sentence *sentence, const SgSpan *span)
{
	sentence->n_spans++;
	sentence->clauses |= span->clauses;
}

static GArray *split_sentences(const char *text, const GArray *spans)
{
	GArray *sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));
	guint next = 0; /* both are in order: each span is looked at once */
	for (size_t start = 0; text[start];) {
		Sentence sentence = {
		    .span = {.start = (uint32_t)start, .end = (uint32_t)sentence_end(text, start)}};
		sentence.n_words = count_words(text, sentence.span);
		for (; next < spans->len && g_array_index(spans, SgSpan, next).start < sentence.span.end;
		     next++)
			add_to_sentence(&sentence, &g_array_index(spans, SgSpan, next));
		g_array_append_val(sentences, sentence);
		start = sentence.span.end;
		while (text[start] == ' ')
			start++;
	}
	return sentences;
}

/* A run of sentences, and what it holds. */
typedef struct {
	SgSpan span;
	unsigned n_words, n_spans;
	uint32_t clauses;
} Choice;

static void extend(Choice *choice, const Sentence *sentence)
{
	choice->span.end = sentence->span.end;
	choice->n_words += sentence->n_words;
	choice->n_spans += sentence->n_spans;
	choice->clauses |= sentence->clauses;
}

/* More of what was asked for first, then more matches; of equals a longer run from the same start. */
static bool is_better(const Choice *choice, const Choice *best)
{
	int n_clauses = __builtin_popcount(choice->clauses), n_best = __builtin_popcount(best->clauses);
	if (n_clauses != n_best)
		return n_clauses > n_best;
	if (choice->n_spans != best->n_spans)
		return choice->n_spans > best->n_spans;
	return choice->span.start == best->span.start;
}

SgSpan sg_cut(const char *text, const GArray *spans, unsigned max_words)
{
	SgSpan whole = {.end = (uint32_t)strlen(text)};
	if (count_words(text, whole) <= max_words)
		return whole;
	g_autoptr(GArray) sentences = split_sentences(text, spans);
	Choice best = {0};
	for (guint first = 0; first < sentences->len; first++) {
		Choice choice = {.span = {.start = g_array_index(sentences, Sentence, first).span.start}};
		for (guint last = first; last < sentences->len; last++) {
			const Sentence *sentence = &g_array_index(sentences, Sentence, last);
			if (last > first && choice.n_words + sentence->n_words > max_words)
				break;
			extend(&choice, sentence);
			if (is_better(&choice, &best))
				best = choice;
		}
	}
	return best.span;
}
