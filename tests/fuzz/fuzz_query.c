/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a person types, and with it a passage to match: the query stands before the first newline. */
#include "base/utf8.h"
#include "index/analysis.h"
#include "query/match.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

/* What every item promises: one word or more, each with something to look for. */
static void check_item(const SgItem *item)
{
	g_assert_cmpuint(item->words->len, >, 0);
	for (guint i = 0; i < item->words->len; i++) {
		const SgWord *word = &g_array_index(item->words, SgWord, i);
		g_assert_true(*word->word && *word->stem);
	}
}

static void check_query(const SgQuery *query)
{
	for (guint i = 0; i < query->clauses->len; i++) {
		const SgClause *clause = g_ptr_array_index(query->clauses, i);
		g_assert_cmpuint(clause->items->len, >, 0);
		for (guint j = 0; j < clause->items->len; j++)
			check_item(g_ptr_array_index(clause->items, j));
	}
	for (guint i = 0; i < query->excluded->len; i++)
		check_item(g_ptr_array_index(query->excluded, i));
	g_autofree char *printed = sg_query_print(query);
	g_assert_true(g_utf8_validate(printed, -1, NULL));
}

/* Spans are in order, do not touch each other and end where characters do. */
static void check_match(const SgQuery *query, SgAnalyser *analyser, const char *text)
{
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
	sg_match(query, analyser, text, spans);
	uint32_t after = 0;
	for (guint i = 0; i < spans->len; i++) {
		const SgSpan *span = &g_array_index(spans, SgSpan, i);
		g_assert_true(span->start >= after && span->start < span->end);
		g_assert_true(g_utf8_validate_len(text + span->start, span->end - span->start, NULL));
		after = span->end;
	}
	g_assert_cmpuint(after, <=, strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
	g_autofree char *all = sg_utf8_repair((const char *)bytes, n_bytes);
	char *passage = strchr(all, '\n');
	if (passage)
		*passage++ = '\0';
	g_autoptr(SgAnalyser) analyser = sg_analyser_new();
	g_autoptr(SgRequest) request = sg_request_new();
	g_free(request->text);
	request->text = g_strdup(all);
	g_autoptr(GError) error = NULL;
	g_autoptr(SgQuery) query = sg_query_parse(request, analyser, &error);
	g_assert_true(!query == !!error);
	if (!query)
		return 0;
	check_query(query);
	check_match(query, analyser, passage ? passage : all);
	return 0;
}
