/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/hyphen.h"

#include <string.h>

/* Longer words are not broken words. */
enum { MAX_WORD_BYTES = 64 };

struct SgHyphens {
	GHashTable *seen; /* folded word asked about -> whether it was read */
};

SgHyphens *sg_hyphens_new(void)
{
	SgHyphens *hyphens = g_new0(SgHyphens, 1);
	hyphens->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return hyphens;
}

void sg_hyphens_free(SgHyphens *hyphens)
{
	if (!hyphens)
		return;
	g_hash_table_unref(hyphens->seen);
	g_free(hyphens);
}

static bool is_hyphen(gunichar c)
{
	return c == '-' || c == 0x2010 || c == 0x2011;
}

static gunichar last_char(const char *text, size_t n_bytes)
{
	const char *last = g_utf8_find_prev_char(text, text + n_bytes);
	return last ? g_utf8_get_char(last) : 0;
}

/* Length of `text` without a hyphen at its end that stands directly after a word; 0 when there is none. */
static size_t hyphen_stem(const char *text, size_t n_bytes)
{
	const char *last = g_utf8_find_prev_char(text, text + n_bytes);
	if (!last || !is_hyphen(g_utf8_get_char(last)))
		return 0;
	return g_unichar_isalnum(last_char(text, (size_t)(last - text))) ? (size_t)(last - text) : 0;
}

/* The word without punctuation at its ends, folded, so that all its hyphens are "-"; false when it has none
   or is too long. */
static bool fold_word(const char *word, size_t n_bytes, char ret_word[MAX_WORD_BYTES + 1])
{
	const char *end = word + n_bytes;
	while (word < end && !g_unichar_isalnum(g_utf8_get_char(word)))
		word = g_utf8_next_char(word);
	while (end > word && !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(end))))
		end = g_utf8_prev_char(end);
	size_t n_out = 0;
	for (; word < end; word = g_utf8_next_char(word)) {
		gunichar c = g_utf8_get_char(word);
		if (n_out + 6 > MAX_WORD_BYTES)
			return false;
		n_out +=
		    (size_t)g_unichar_to_utf8(is_hyphen(c) ? '-' : g_unichar_tolower(c), ret_word + n_out);
	}
	ret_word[n_out] = '\0';
	return n_out > 0;
}

/* The two ways to write a word that is broken between `line` and `next`. */
static bool make_forms(const char *line, size_t n_line, const char *next, char **ret_hyphened,
		       char **ret_solid)
{
	const char *left = line + n_line;
	while (left > line && left[-1] != ' ' && line + n_line - left <= MAX_WORD_BYTES)
		left--;
	char head[MAX_WORD_BYTES + 1], tail[MAX_WORD_BYTES + 1];
	if (!fold_word(left, (size_t)(line + n_line - left), head) ||
	    !fold_word(next, strcspn(next, " "), tail))
		return false;
	*ret_hyphened = g_strconcat(head, "-", tail, NULL);
	*ret_solid = g_strconcat(head, tail, NULL);
	return true;
}

void sg_hyphens_ask(SgHyphens *hyphens, const char *line, const char *next)
{
	size_t n_stem = hyphen_stem(line, strlen(line));
	char *hyphened, *solid;
	if (n_stem == 0 || !make_forms(line, n_stem, next, &hyphened, &solid))
		return;
	g_hash_table_insert(hyphens->seen, hyphened, NULL);
	g_hash_table_insert(hyphens->seen, solid, NULL);
}

void sg_hyphens_read(SgHyphens *hyphens, const char *line)
{
	if (g_hash_table_size(hyphens->seen) == 0)
		return;
	while (*line) {
		size_t n = strcspn(line, " ");
		bool broken = line[n] == '\0' && hyphen_stem(line, n) > 0;
		char word[MAX_WORD_BYTES + 1];
		void *key;
		if (!broken && fold_word(line, n, word) &&
		    g_hash_table_lookup_extended(hyphens->seen, word, &key, NULL)) {
			g_hash_table_steal(hyphens->seen, key);
			g_hash_table_insert(hyphens->seen, key, GINT_TO_POINTER(1));
		}
		line += n + (line[n] == ' ');
	}
}

static bool hyphen_goes(const SgHyphens *hyphens, const char *line, size_t n_stem, const char *next)
{
	g_autofree char *hyphened = NULL;
	g_autofree char *solid = NULL;
	return make_forms(line, n_stem, next, &hyphened, &solid) &&
	       !g_hash_table_lookup(hyphens->seen, hyphened) && g_hash_table_lookup(hyphens->seen, solid);
}

static bool begins_with_word(const char *text, const char *word)
{
	size_t n = strlen(word);
	return strncmp(text, word, n) == 0 && (text[n] == ' ' || text[n] == '\0');
}

/* "pre-" / "and post-natal". */
static bool is_shared_hyphen(const char *next)
{
	return begins_with_word(next, "and") || begins_with_word(next, "or") || begins_with_word(next, "to");
}

/* "2017-" / "18" with an en dash, "and/" / "or", "https://a/" / "b". */
static bool joins_solid(const GString *out, const char *next)
{
	const char *last = g_utf8_find_prev_char(out->str, out->str + out->len);
	gunichar c = last ? g_utf8_get_char(last) : 0;
	gunichar before = last ? last_char(out->str, (size_t)(last - out->str)) : 0;
	if (c == 0x2013)
		return g_unichar_isdigit(before) && g_ascii_isdigit(next[0]);
	return c == '/' && before != 0 && before != ' ';
}

void sg_hyphens_join(const SgHyphens *hyphens, GString *out, bool space_after, const char *line)
{
	if (out->len >= 2 && memcmp(out->str + out->len - 2, "\xC2\xAD", 2) == 0) {
		g_string_truncate(out, out->len - 2);
		g_string_append(out, line);
		return;
	}
	size_t n_stem = hyphen_stem(out->str, out->len);
	bool solid = !space_after && (n_stem ? !is_shared_hyphen(line) : joins_solid(out, line));
	if (solid && n_stem && hyphen_goes(hyphens, out->str, n_stem, line))
		g_string_truncate(out, n_stem);
	if (!solid && out->len > 0)
		g_string_append_c(out, ' ');
	g_string_append(out, line);
}
