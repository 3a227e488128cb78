/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/match.h"

#include <string.h>

typedef struct {
	const SgToken **parts; /* one per position */
	size_t n_parts;
	const SgToken *all; /* joined forms too */
	size_t n_all;
} Passage;

static bool word_matches(const SgItem *item, guint i, const SgToken *token)
{
	const SgWord *word = &g_array_index(item->words, SgWord, i);
	return item->exact ? strcmp(word->word, token->word) == 0 : strcmp(word->stem, token->stem) == 0;
}

static void add_span(GArray *spans, uint32_t start, uint32_t end, uint32_t clause)
{
	SgSpan span = {start, end, clause};
	if (spans)
		g_array_append_val(spans, span);
}

/* Runs of the item's words at successive positions. */
static bool find_runs(const SgItem *item, const Passage *passage, uint32_t clause, GArray *spans)
{
	size_t n_words = item->words->len;
	g_assert(n_words > 0); /* the parser keeps no empty item */
	bool found = false;
	for (size_t first = 0; first + n_words <= passage->n_parts; first++) {
		guint i = 0;
		while (i < n_words && word_matches(item, i, passage->parts[first + i]))
			i++;
		if (i < n_words)
			continue;
		found = true;
		add_span(spans, passage->parts[first]->start, passage->parts[first + n_words - 1]->end,
			 clause);
	}
	return found;
}

/* "wellbeing" finds "well-being", and the other way round. */
static bool find_joined(const SgItem *item, const Passage *passage, uint32_t clause, GArray *spans)
{
	bool found = false;
	bool single = item->words->len == 1 && !item->exact;
	for (size_t i = 0; i < passage->n_all; i++) {
		const SgToken *token = &passage->all[i];
		bool of_word = single && token->n_positions > 1 && word_matches(item, 0, token);
		bool of_joined = item->joined && strcmp(item->joined, token->stem) == 0;
		if (!of_word && !of_joined)
			continue;
		found = true;
		add_span(spans, token->start, token->end, clause);
	}
	return found;
}

static bool item_matches(const SgItem *item, const Passage *passage, uint32_t clause, GArray *spans)
{
	bool run = find_runs(item, passage, clause, spans);
	bool joined = find_joined(item, passage, clause, spans);
	return run || joined;
}

static bool clause_matches(const SgClause *clause, const Passage *passage, uint32_t bit, GArray *spans)
{
	bool found = false;
	for (guint i = 0; i < clause->items->len; i++)
		found |= item_matches(g_ptr_array_index(clause->items, i), passage, bit, spans);
	return found;
}

static gint compare_spans(gconstpointer a, gconstpointer b)
{
	const SgSpan *left = a, *right = b;
	if (left->start != right->start)
		return left->start < right->start ? -1 : 1;
	return (left->end > right->end) - (left->end < right->end);
}

static void tidy_spans(GArray *spans)
{
	g_array_sort(spans, compare_spans);
	guint n = 0;
	for (guint i = 0; i < spans->len; i++) {
		SgSpan span = g_array_index(spans, SgSpan, i);
		SgSpan *last = n > 0 ? &g_array_index(spans, SgSpan, n - 1) : NULL;
		if (last && span.start < last->end) {
			last->end = MAX(last->end, span.end);
			last->clauses |= span.clauses;
		} else
			g_array_index(spans, SgSpan, n++) = span;
	}
	g_array_set_size(spans, n);
}

SgMatched sg_match(const SgQuery *query, SgAnalyser *analyser, const char *text, GArray *spans)
{
	Passage passage;
	sg_analyse(analyser, text, strlen(text), &passage.all, &passage.n_all);
	g_autofree const SgToken **parts = passage.parts = g_new(const SgToken *, passage.n_all + 1);
	passage.n_parts = 0;
	for (size_t i = 0; i < passage.n_all; i++)
		if (passage.all[i].n_positions == 1)
			parts[passage.n_parts++] = &passage.all[i];

	SgMatched matched = {.words = true, .some = false};
	for (guint i = 0; i < query->clauses->len; i++) {
		bool found = clause_matches(g_ptr_array_index(query->clauses, i), &passage, 1u << i, spans);
		matched.words &= found;
		matched.some |= found;
	}
	for (guint i = 0; i < query->excluded->len; i++)
		if (item_matches(g_ptr_array_index(query->excluded, i), &passage, 0, NULL))
			matched = (SgMatched){false, false};
	if (spans)
		tidy_spans(spans);
	return matched;
}
