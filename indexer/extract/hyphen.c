/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/hyphen.h"

#include <string.h>

/* Longer words are not broken words. */
enum { MAX_WORD_BYTES = 64 };

struct SgHyphens {
	GHashTable *seen;  /* folded word asked about -> whether it was read */
	GPtrArray *asked;  /* solid form, hyphened form, solid form...: of each broken word */
	bool breaks_words; /* this document's lines break words, not only compounds */
	bool broken;       /* the line read last ends in a hyphen: the next begins with half a word */
};

SgHyphens *sg_hyphens_new(void)
{
	SgHyphens *hyphens = g_new0(SgHyphens, 1);
	hyphens->asked = g_ptr_array_new_with_free_func(g_free);
	hyphens->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return hyphens;
}

void sg_hyphens_free(SgHyphens *hyphens)
{
	if (!hyphens)
		return;
	g_hash_table_unref(hyphens->seen);
	g_ptr_array_unref(hyphens->asked);
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

/* A word that is broken between `line` and `next`: its halves, and the two ways to write it. */
typedef struct {
	char head[MAX_WORD_BYTES + 1], tail[MAX_WORD_BYTES + 1];
	char hyphened[2 * MAX_WORD_BYTES + 2], solid[2 * MAX_WORD_BYTES + 1];
} Forms;

static bool make_forms(const char *line, size_t n_line, const char *next, Forms *ret_forms)
{
	const char *left = line + n_line;
	while (left > line && left[-1] != ' ' && line + n_line - left <= MAX_WORD_BYTES)
		left--;
	if (!fold_word(left, (size_t)(line + n_line - left), ret_forms->head) ||
	    !fold_word(next, strcspn(next, " "), ret_forms->tail))
		return false;
	g_snprintf(ret_forms->hyphened, sizeof ret_forms->hyphened, "%s-%s", ret_forms->head,
		   ret_forms->tail);
	g_snprintf(ret_forms->solid, sizeof ret_forms->solid, "%s%s", ret_forms->head, ret_forms->tail);
	return true;
}

/* Only words asked about are kept: a table of all words of a long report would be larger than its text. */
static void ask(SgHyphens *hyphens, const char *word)
{
	if (!g_hash_table_contains(hyphens->seen, word))
		g_hash_table_insert(hyphens->seen, g_strdup(word), NULL);
}

void sg_hyphens_ask(SgHyphens *hyphens, const char *line, const char *next)
{
	size_t n_stem = hyphen_stem(line, strlen(line));
	Forms forms;
	if (n_stem == 0 || !make_forms(line, n_stem, next, &forms))
		return;
	g_ptr_array_add(hyphens->asked, g_strdup(forms.solid));
	g_ptr_array_add(hyphens->asked, g_strdup(forms.hyphened));
	ask(hyphens, forms.hyphened);
	ask(hyphens, forms.solid);
	ask(hyphens, forms.head);
	ask(hyphens, forms.tail);
}

void sg_hyphens_read(SgHyphens *hyphens, const char *line)
{
	if (g_hash_table_size(hyphens->seen) == 0)
		return;
	bool half = hyphens->broken;
	hyphens->broken = false;
	while (*line) {
		size_t n = strcspn(line, " ");
		hyphens->broken = line[n] == '\0' && hyphen_stem(line, n) > 0;
		char word[MAX_WORD_BYTES + 1];
		void *key;
		if (!half && !hyphens->broken && fold_word(line, n, word) &&
		    g_hash_table_lookup_extended(hyphens->seen, word, &key, NULL)) {
			g_hash_table_steal(hyphens->seen, key);
			g_hash_table_insert(hyphens->seen, key, GINT_TO_POINTER(1));
		}
		half = false;
		line += n + (line[n] == ' ');
	}
}

static bool was_read(const SgHyphens *hyphens, const char *word)
{
	return g_hash_table_lookup(hyphens->seen, word) != NULL;
}

/* Names and figures are not broken. */
static bool is_lower_word(const char *word)
{
	return strspn(word, "abcdefghijklmnopqrstuvwxyz") == strlen(word);
}

/* "pro-" / "tected": in a document that breaks words, two halves of which neither is a word of it are one
 * word. */
static bool is_broken_word(const SgHyphens *hyphens, const Forms *forms)
{
	return hyphens->breaks_words && is_lower_word(forms->tail) && !was_read(hyphens, forms->tail);
}

/* Two, for one may be a slip: most word processors break no words, and there each hyphen is the writer's. */
void sg_hyphens_settle(SgHyphens *hyphens)
{
	enum { LEAST = 2 };
	unsigned n_solid = 0, n_hyphened = 0;
	for (guint i = 0; i + 1 < hyphens->asked->len; i += 2) {
		bool hyphened = was_read(hyphens, g_ptr_array_index(hyphens->asked, i + 1));
		n_hyphened += hyphened;
		n_solid += !hyphened && was_read(hyphens, g_ptr_array_index(hyphens->asked, i));
	}
	hyphens->breaks_words = n_solid >= LEAST && n_solid > n_hyphened;
}

/* The file's own hyphen stays unless something speaks against it: a word with one too many is still found. */
static bool hyphen_goes(const SgHyphens *hyphens, const char *line, size_t n_stem, const char *next)
{
	Forms forms;
	if (!make_forms(line, n_stem, next, &forms) || was_read(hyphens, forms.hyphened))
		return false;
	return was_read(hyphens, forms.solid) || is_broken_word(hyphens, &forms);
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
