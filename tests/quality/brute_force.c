/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Answers queries by reading every passage of an index, to check sgsearch's counts against.  Nothing of the
 * query library or of the analyser is used: words are split here, by GLib's Unicode tables, and stemmed by
 * libstemmer directly, after the rules that interface and index/analysis.h state.
 *
 *   brute_force INDEX <QUERIES    one query a line; prints one JSON object a line
 */
#include "index/reader.h"

#include <libstemmer.h>
#include <stdio.h>
#include <string.h>

/* ---- words ----------------------------------------------------------- */

typedef struct {
	GPtrArray *words;   /* in order, normalised */
	GPtrArray *stems;   /* the same, stemmed */
	GHashTable *joined; /* stems of parts written with hyphens between them, as one word */
} Words;

static struct sb_stemmer *stemmer;

static char *stem_of(const char *word)
{
	if (strpbrk(word, "0123456789"))
		return g_strdup(word);
	const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)strlen(word));
	return g_strndup((const char *)stem, (gsize)sb_stemmer_length(stemmer));
}

static Words *words_new(void)
{
	Words *words = g_new(Words, 1);
	words->words = g_ptr_array_new_with_free_func(g_free);
	words->stems = g_ptr_array_new_with_free_func(g_free);
	words->joined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return words;
}

static void words_free(Words *words)
{
	g_ptr_array_unref(words->words);
	g_ptr_array_unref(words->stems);
	g_hash_table_unref(words->joined);
	g_free(words);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Words, words_free)

static gunichar plain(gunichar c)
{
	switch (c) {
	case 0x2018:
	case 0x2019:
	case 0x201b:
	case 0x2bc:
	case 0x2032:
	case 0xb4:
		return '\'';
	case 0x2010:
	case 0x2011:
		return '-';
	default:
		return c;
	}
}

/* One apostrophe, one hyphen; nothing that cannot be seen; compatibility forms made plain; no capitals. */
static gunichar *normal_form(const char *text, glong *ret_n)
{
	g_autoptr(GString) seen = g_string_new(NULL);
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		if (g_unichar_type(c) != G_UNICODE_FORMAT)
			g_string_append_unichar(seen, plain(c));
	}
	g_autofree char *composed = g_utf8_normalize(seen->str, -1, G_NORMALIZE_ALL_COMPOSE);
	g_autofree char *folded = g_utf8_casefold(composed, -1);
	return g_utf8_to_ucs4_fast(folded, -1, ret_n);
}

static bool is_word(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static bool three_digits(const gunichar *at)
{
	return g_unichar_isdigit(at[0]) && g_unichar_isdigit(at[1]) && g_unichar_isdigit(at[2]) &&
	       !g_unichar_isdigit(at[3]);
}

/* A mark between characters of one word: an apostrophe between letters, a point between digits. */
static bool is_inside(const gunichar *text, glong at)
{
	gunichar before = text[at - 1], after = text[at + 1];
	if (text[at] == '\'')
		return g_unichar_isalpha(before) && g_unichar_isalpha(after);
	return text[at] == '.' && g_unichar_isdigit(before) && g_unichar_isdigit(after);
}

static bool is_grouping(const gunichar *text, glong start, glong at)
{
	glong since = at;
	while (since > start && g_unichar_isdigit(text[since - 1]))
		since--;
	bool first = since == start || text[since - 1] == ',';
	return text[at] == ',' && first && at - since >= 1 && at - since <= 3 && three_digits(text + at + 1);
}

static glong word_end(const gunichar *text, glong start, GString *word)
{
	glong at = start;
	for (;; at++) {
		if (is_word(text[at]) || (at > start && text[at] && is_inside(text, at)))
			g_string_append_unichar(word, text[at]);
		else if (!text[at] || at == start || !is_grouping(text, start, at))
			return at;
	}
}

static void add_joined(Words *words, guint first)
{
	enum { MAX_PARTS = 4 };
	guint n = words->words->len - first;
	if (n < 2 || n > MAX_PARTS)
		return;
	g_autoptr(GString) joined = g_string_new(NULL);
	for (guint i = first; i < words->words->len; i++) {
		const char *part = g_ptr_array_index(words->words, i);
		for (const char *at = part; *at; at = g_utf8_next_char(at))
			if (!g_unichar_isalpha(g_utf8_get_char(at)))
				return;
		g_string_append(joined, part);
	}
	g_hash_table_add(words->joined, stem_of(joined->str));
}

static Words *split(const char *text)
{
	glong n;
	g_autofree gunichar *normal = normal_form(text, &n);
	Words *words = words_new();
	guint first_part = 0;
	for (glong at = 0; at < n;) {
		if (!g_unichar_isalnum(normal[at])) {
			bool joins =
			    normal[at] == '-' && at > 0 && is_word(normal[at - 1]) && is_word(normal[at + 1]);
			if (!joins) {
				add_joined(words, first_part);
				first_part = words->words->len;
			}
			at++;
			continue;
		}
		GString *word = g_string_new(NULL);
		at = word_end(normal, at, word);
		g_ptr_array_add(words->stems, stem_of(word->str));
		g_ptr_array_add(words->words, g_string_free(word, FALSE));
	}
	add_joined(words, first_part);
	return words;
}

/* ---- queries --------------------------------------------------------- */

typedef struct {
	Words *words;
	bool exact;
} Item;

typedef struct {
	GPtrArray *clauses;  /* GPtrArray of Item: any of them */
	GPtrArray *excluded; /* Item */
	GPtrArray *about;    /* any of these authorities; empty: all */
	char **sources;
	int from, to;
} Query;

static const char *const common[] = {
    "a",   "all",  "an",  "and",  "are",  "as",    "at",  "be",   "been", "but",   "by",    "can",  "do",
    "for", "from", "had", "has",  "have", "he",    "her", "his",  "i",    "if",    "in",    "is",   "it",
    "its", "of",   "on",  "or",   "our",  "she",   "so",  "that", "the",  "their", "there", "they", "this",
    "to",  "was",  "we",  "were", "what", "which", "who", "will", "with", "would", "you",   NULL};

static bool all_common(const Words *words)
{
	for (guint i = 0; i < words->words->len; i++)
		if (!g_strv_contains(common, g_ptr_array_index(words->words, i)))
			return false;
	return true;
}

static void free_item(void *data)
{
	Item *item = data;
	words_free(item->words);
	g_free(item);
}

static void query_free(Query *query)
{
	g_ptr_array_unref(query->clauses);
	g_ptr_array_unref(query->excluded);
	g_strfreev(query->sources);
	g_ptr_array_unref(query->about);
	g_free(query);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, query_free)

static int year_of(const char *digits)
{
	return *digits ? (int)g_ascii_strtoull(digits, NULL, 10) : 0;
}

static bool take_filter(Query *query, const char *piece)
{
	if (g_str_has_prefix(piece, "source:")) {
		query->sources = g_strsplit(piece + strlen("source:"), ",", -1);
	} else if (g_str_has_prefix(piece, "about:")) {
		g_ptr_array_add(query->about, g_strdup(piece + strlen("about:")));
	} else if (g_str_has_prefix(piece, "year:")) {
		const char *dots = strstr(piece, "..");
		query->from = year_of(piece + strlen("year:"));
		query->to = dots ? year_of(dots + 2) : query->from;
	} else {
		return false;
	}
	return true;
}

/* Cuts the next piece off the query: up to a space, or up to a closing quotation mark.  Free with g_free().
 */
static char *next_piece(const char **at, bool *ret_exact, bool *ret_excluded)
{
	while (**at == ' ')
		++*at;
	if (!**at)
		return NULL;
	*ret_excluded = **at == '-' && (*at)[1] && (*at)[1] != ' ';
	*at += *ret_excluded;
	*ret_exact = **at == '"';
	*at += *ret_exact;
	size_t n_bytes = strcspn(*at, *ret_exact ? "\"" : " ");
	char *piece = g_strndup(*at, n_bytes);
	*at += n_bytes + (*ret_exact && (*at)[n_bytes]);
	return piece;
}

static Query *parse(const char *text)
{
	Query *query = g_new0(Query, 1);
	query->clauses = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	query->excluded = g_ptr_array_new_with_free_func(free_item);
	query->about = g_ptr_array_new_with_free_func(g_free);
	bool exact, excluded, join = false;
	for (char *piece; (piece = next_piece(&text, &exact, &excluded)); g_free(piece)) {
		if (!exact && !excluded && (take_filter(query, piece) || strcmp(piece, "OR") == 0)) {
			join = strcmp(piece, "OR") == 0;
			continue;
		}
		Item *item = g_new(Item, 1);
		*item = (Item){split(piece), exact};
		if (!exact && !excluded && all_common(item->words)) {
			free_item(item);
			continue;
		}
		if (excluded) {
			g_ptr_array_add(query->excluded, item);
			continue;
		}
		if (!join)
			g_ptr_array_add(query->clauses, g_ptr_array_new_with_free_func(free_item));
		g_ptr_array_add(g_ptr_array_index(query->clauses, query->clauses->len - 1), item);
		join = false;
	}
	return query;
}

/* ---- matching -------------------------------------------------------- */

static bool run_at(const GPtrArray *wanted, const GPtrArray *held, guint at)
{
	for (guint i = 0; i < wanted->len; i++)
		if (strcmp(g_ptr_array_index(wanted, i), g_ptr_array_index(held, at + i)) != 0)
			return false;
	return true;
}

static bool has_run(const GPtrArray *wanted, const GPtrArray *held)
{
	for (guint at = 0; at + wanted->len <= held->len; at++)
		if (run_at(wanted, held, at))
			return true;
	return false;
}

static bool has_item(const Item *item, const Words *passage)
{
	if (item->exact)
		return has_run(item->words->words, passage->words);
	if (has_run(item->words->stems, passage->stems))
		return true;
	if (item->words->stems->len == 1)
		return g_hash_table_contains(passage->joined, g_ptr_array_index(item->words->stems, 0));
	GHashTableIter iter;
	gpointer joined;
	g_hash_table_iter_init(&iter, item->words->joined);
	while (g_hash_table_iter_next(&iter, &joined, NULL)) {
		if (g_hash_table_contains(passage->joined, joined))
			return true;
		for (guint i = 0; i < passage->stems->len; i++)
			if (strcmp(joined, g_ptr_array_index(passage->stems, i)) == 0)
				return true;
	}
	return false;
}

static bool matches(const Query *query, const Words *passage)
{
	for (guint i = 0; i < query->clauses->len; i++) {
		const GPtrArray *clause = g_ptr_array_index(query->clauses, i);
		bool any = false;
		for (guint j = 0; j < clause->len && !any; j++)
			any = has_item(g_ptr_array_index(clause, j), passage);
		if (!any)
			return false;
	}
	for (guint i = 0; i < query->excluded->len; i++)
		if (has_item(g_ptr_array_index(query->excluded, i), passage))
			return false;
	return true;
}

/* ---- passages -------------------------------------------------------- */

typedef struct {
	char *source, *about, *document_id;
	int first_year, last_year; /* the said interval touches; 0: not known */
	int year;                  /* counts under */
	Words *words;
} Held;

static void free_held(void *data)
{
	Held *held = data;
	g_free(held->source);
	g_free(held->about);
	g_free(held->document_id);
	words_free(held->words);
	g_free(held);
}

static GDate day_of(const char *iso)
{
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)g_ascii_strtoull(iso + 8, NULL, 10),
		       (GDateMonth)g_ascii_strtoull(iso + 5, NULL, 10),
		       (GDateYear)g_ascii_strtoull(iso, NULL, 10));
	return date;
}

/* The year of the middle day; none for an interval of more than 366 days. */
static void set_years(Held *held, const SgInterval *when)
{
	if (!sg_interval_known(*when))
		return;
	g_autofree char *first = sg_day_print_iso(when->from);
	g_autofree char *last = sg_day_print_iso(when->to);
	GDate from = day_of(first), to = day_of(last);
	held->first_year = g_date_get_year(&from);
	held->last_year = g_date_get_year(&to);
	int n_days = g_date_days_between(&from, &to) + 1;
	g_date_add_days(&from, (guint)(n_days - 1) / 2);
	held->year = n_days > 366 ? 0 : g_date_get_year(&from);
}

static bool read_document(SgReader *reader, const SgDocument *document, GPtrArray *all, GError **error)
{
	g_autoptr(GPtrArray) passages = sg_reader_dup_passages(reader, document->id, error);
	if (!passages)
		return false;
	for (guint i = 0; i < passages->len; i++) {
		const SgPassage *passage = g_ptr_array_index(passages, i);
		if (passage->kind == SG_KIND_FURNITURE)
			continue;
		Held *held = g_new0(Held, 1);
		held->source = g_strdup(sg_source_name(passage->source));
		held->about = g_strdup(document->about);
		held->document_id = g_strdup(document->id);
		held->words = split(passage->text);
		set_years(held, &passage->said.when);
		g_ptr_array_add(all, held);
	}
	return true;
}

static GPtrArray *read_all(const char *index, GError **error)
{
	g_autoptr(SgReader) reader = sg_reader_open(index, error);
	g_autoptr(GPtrArray) documents = reader ? sg_reader_dup_documents(reader, error) : NULL;
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(free_held);
	for (guint i = 0; documents && i < documents->len; i++)
		if (!read_document(reader, g_ptr_array_index(documents, i), all, error))
			return NULL;
	return documents ? g_steal_pointer(&all) : NULL;
}

/* ---- answers --------------------------------------------------------- */

static bool wanted(const Query *query, const Held *held)
{
	const char *const *sources = (const char *const *)query->sources;
	if (sources ? !g_strv_contains(sources, held->source) : strcmp(held->source, "comment") == 0)
		return false;
	if (query->about->len > 0 &&
	    !(held->about && g_ptr_array_find_with_equal_func(query->about, held->about, g_str_equal, NULL)))
		return false;
	if (!query->from && !query->to)
		return true;
	return held->first_year && (!query->to || held->first_year <= query->to) &&
	       held->last_year >= query->from;
}

static void count_one(GHashTable *counts, const char *key)
{
	guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
	g_hash_table_replace(counts, g_strdup(key), GUINT_TO_POINTER(n + 1));
}

static void print_counts(const char *name, GHashTable *counts)
{
	g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(counts), (GCompareFunc)strcmp);
	printf(", \"%s\": {", name);
	for (const GList *key = keys; key; key = key->next)
		printf("%s\"%s\": %u", key == keys ? "" : ", ", (const char *)key->data,
		       GPOINTER_TO_UINT(g_hash_table_lookup(counts, key->data)));
	printf("}");
}

static GHashTable *new_counts(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void answer(const char *text, const GPtrArray *all)
{
	g_autoptr(Query) query = parse(text);
	g_autoptr(GHashTable) years = new_counts(), years_held = new_counts();
	g_autoptr(GHashTable) sources = new_counts(), sources_held = new_counts();
	g_autoptr(GHashTable) documents = new_counts();
	unsigned total = 0;
	for (guint i = 0; i < all->len; i++) {
		const Held *held = g_ptr_array_index(all, i);
		if (!wanted(query, held))
			continue;
		g_autofree char *year = g_strdup_printf("%d", held->year);
		count_one(years_held, year);
		count_one(sources_held, held->source);
		if (!matches(query, held->words))
			continue;
		total++;
		count_one(years, year);
		count_one(sources, held->source);
		count_one(documents, held->document_id);
	}
	printf("{\"total\": %u, \"documents\": %u", total, g_hash_table_size(documents));
	print_counts("years", years);
	print_counts("sources", sources);
	print_counts("years_held", years_held);
	print_counts("sources_held", sources_held);
	printf("}\n");
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	char line[4096];
	if (argc != 2) {
		fprintf(stderr, "usage: %s INDEX <QUERIES\n", argv[0]);
		return 2;
	}
	stemmer = sb_stemmer_new("english", NULL);
	g_autoptr(GPtrArray) all = stemmer ? read_all(argv[1], &error) : NULL;
	if (!all) {
		fprintf(stderr, "%s: %s\n", argv[0], error ? error->message : "no stemmer");
		return 2;
	}
	while (fgets(line, sizeof line, stdin))
		answer(g_strchomp(line), all);
	sb_stemmer_delete(stemmer);
	return 0;
}
