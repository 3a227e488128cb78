/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Prints what the HTML extractor takes for the main text of a page, a block a line: not furniture, not
 * readers' comments.  Calls the extractor directly, without the sandbox.
 *
 *   web_text FILE                 the main text
 *   web_text -a FILE              all blocks: kind, level, "c" for a comment's, text, parted by tabs
 *   web_text -m FILE              metadata: key, origin, value
 *   web_text -f FILE EXPECTED     word F1 of the main text against all text of EXPECTED, precision, recall
 *   web_text -d FILE EXPECTED     words that are missing (-) or too many (+)
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "indexer/text.h"

static const char *const KINDS[] = {"paragraph", "heading",  "bullet",    "row",
				    "quote",     "headfoot", "furniture", "note"};

static SgText *extract(const char *path)
{
	char *data;
	size_t n_bytes;
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = sg_text_new("text/html");
	if (!g_file_get_contents(path, &data, &n_bytes, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return NULL;
	}
	g_autoptr(GBytes) bytes = g_bytes_new_take(data, n_bytes);
	if (!sg_extract_html(bytes, NULL, text, &error))
		fprintf(stderr, "%s: %s\n", path, error->message);
	return g_steal_pointer(&text);
}

static bool is_main(const SgBlock *block)
{
	return block->kind != SG_BLOCK_FURNITURE && block->kind != SG_BLOCK_HEADFOOT && !block->comment;
}

static void print_blocks(const SgText *text, bool all)
{
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		if (all)
			printf("%s\t%u\t%s\t%s\n", KINDS[block->kind], block->level,
			       block->comment ? "c" : "", block->text);
		else if (is_main(block))
			printf("%s\n", block->text);
	}
}

static void print_meta(const SgText *text)
{
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		printf("%s\t%s\t%s\n", meta->key, meta->origin, meta->value);
	}
}

/* Lower-cased runs of letters and digits, each with how often it stands there. */
static void count_words(GHashTable *words, const char *text, int by)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);
	const char *start = NULL;
	for (const char *at = lower;; at = g_utf8_next_char(at)) {
		bool inside = *at != '\0' && g_unichar_isalnum(g_utf8_get_char(at));
		if (inside && start == NULL)
			start = at;
		if (!inside && start != NULL) {
			char *word = g_strndup(start, (gsize)(at - start));
			int n = GPOINTER_TO_INT(g_hash_table_lookup(words, word)) + by;
			g_hash_table_replace(words, word, GINT_TO_POINTER(n));
			start = NULL;
		}
		if (*at == '\0')
			return;
	}
}

static GHashTable *words_of(const SgText *text, bool all)
{
	GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		if (all || is_main(block))
			count_words(words, block->text, 1);
	}
	return words;
}

/* Counts what both have, and prints the difference when asked for. */
static int sum_words(GHashTable *words, GHashTable *other, bool differences, char sign, int *ret_both)
{
	GHashTableIter iter;
	void *word, *value;
	int sum = 0;
	*ret_both = 0;
	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, &word, &value)) {
		int n = GPOINTER_TO_INT(value), m = GPOINTER_TO_INT(g_hash_table_lookup(other, word));
		sum += n;
		*ret_both += MIN(n, m);
		if (differences && n > m)
			printf("%c%s %d\n", sign, (char *)word, n - m);
	}
	return sum;
}

static void compare(const SgText *text, const SgText *expected, bool differences)
{
	g_autoptr(GHashTable) got = words_of(text, false);
	g_autoptr(GHashTable) wanted = words_of(expected, true);
	int both;
	int n_got = sum_words(got, wanted, differences, '+', &both);
	int n_wanted = sum_words(wanted, got, differences, '-', &both);
	if (!differences)
		printf("%.4f %.4f %.4f\n", n_got + n_wanted ? 2.0 * both / (n_got + n_wanted) : 1,
		       n_got ? (double)both / n_got : 1, n_wanted ? (double)both / n_wanted : 1);
}

int main(int argc, char **argv)
{
	char option = argc > 2 && argv[1][0] == '-' ? argv[1][1] : '\0';
	int first = option != '\0' ? 2 : 1;
	bool two = option == 'f' || option == 'd';
	if (argc != first + 1 + two)
		return 2;
	sg_extract_html_warm();
	g_autoptr(SgText) text = extract(argv[first]);
	g_autoptr(SgText) expected = two ? extract(argv[first + 1]) : NULL;
	if (text == NULL || (two && expected == NULL))
		return 1;
	if (two)
		compare(text, expected, option == 'd');
	else if (option == 'm')
		print_meta(text);
	else
		print_blocks(text, option == 'a');
	return 0;
}
