/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/search.h"

#include "base/limits.h"
#include "index/schema.h"
#include "query/cut.h"
#include "query/error.h"
#include "query/plan.h"

#include <string.h>

enum { CUT_WORDS = 90 }; /* a quotation that can be read out in one breath or two */

static const uint32_t wanted_slots[] = {SG_SLOT_FACET, SG_SLOT_DOCUMENT};
enum { WANT_FACET, WANT_DOCUMENT };

typedef struct {
	SgReader *reader;
	SgAnalyser *analyser;
	const SgRequest *request;
	const SgQuery *query;
	SgAnswer *answer;
} Search;

/* A passage chosen to be shown. */
typedef struct {
	SgPassage *passage;
	char *document_id;
	double weight;
} Chosen;

static void free_chosen(void *data)
{
	Chosen *chosen = data;
	sg_passage_free(chosen->passage);
	g_free(chosen->document_id);
	g_free(chosen);
}

/* What one index query found: what to show, and counts over all. */
typedef struct {
	GPtrArray *chosen; /* Chosen */
	uint32_t total;
	GHashTable *facets;    /* facet value -> count */
	GHashTable *documents; /* IDs */
} Found;

static void free_found(Found *found)
{
	if (!found)
		return;
	g_ptr_array_unref(found->chosen);
	g_hash_table_unref(found->facets);
	g_hash_table_unref(found->documents);
	g_free(found);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Found, free_found)

static Found *new_found(void)
{
	Found *found = g_new0(Found, 1);
	found->chosen = g_ptr_array_new_with_free_func(free_chosen);
	found->facets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	found->documents = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return found;
}

/* Takes `passage`. */
static void choose(Found *found, const XapHit *hit, SgPassage *passage)
{
	Chosen *chosen = g_new(Chosen, 1);
	*chosen = (Chosen){passage, g_strdup(hit->values[WANT_DOCUMENT].bytes), hit->weight};
	g_ptr_array_add(found->chosen, chosen);
}

static void count_value(GHashTable *counts, const char *value, uint32_t n)
{
	uint32_t before = GPOINTER_TO_UINT(g_hash_table_lookup(counts, value));
	g_hash_table_replace(counts, g_strdup(value), GUINT_TO_POINTER(before + n));
}

static void add_facet(GHashTable *counts, const XapFacet *facet)
{
	for (size_t i = 0; i < facet->n_values; i++)
		count_value(counts, facet->values[i].value.bytes, facet->values[i].count);
}

/* ---- order ----------------------------------------------------------- */

/* A total order: pages never overlap.  Undated passages come last both ways.  The oldest is what was
   certainly said first: by the last day it may have been said, so that a loose date does not jump the queue.
 */
static void set_order(const SgRequest *request, XapSearch *search)
{
	static const XapSortKey oldest[] = {{SG_SLOT_DATED, true},
					    {SG_SLOT_SAID_LAST, false},
					    {SG_SLOT_SAID, false},
					    {SG_SLOT_DOCUMENT, false},
					    {SG_SLOT_NUMBER, false}};
	static const XapSortKey newest[] = {{SG_SLOT_DATED, true},
					    {SG_SLOT_SAID, true},
					    {SG_SLOT_SAID_LAST, true},
					    {SG_SLOT_DOCUMENT, false},
					    {SG_SLOT_NUMBER, false}};
	search->by_relevance = request->sort == SG_SORT_MATCH;
	search->sort = request->sort == SG_SORT_NEWEST ? newest : oldest;
	search->n_sort = G_N_ELEMENTS(oldest);
	search->bm25 = &sg_plan_bm25;
}

/* ---- counting and choosing ------------------------------------------- */

/* Nothing to read: the index itself counts. */
static Found *find_counted(const Search *run, const XapQuery *query, uint32_t first, uint32_t n_max,
			   GError **error)
{
	XapSearch search = {
	    .query = query,
	    .first = first,
	    .n_max = n_max,
	    .want_data = true,
	    .value_slots = wanted_slots,
	    .n_value_slots = G_N_ELEMENTS(wanted_slots),
	    .facet_slots = wanted_slots,
	    .n_facet_slots = G_N_ELEMENTS(wanted_slots),
	};
	set_order(run->request, &search);
	g_autoptr(XapResult) result = sg_reader_search(run->reader, &search, error);
	if (!result)
		return NULL;
	g_autoptr(Found) found = new_found();
	found->total = result->total;
	add_facet(found->facets, &result->facets[WANT_FACET]);
	add_facet(found->documents, &result->facets[WANT_DOCUMENT]);
	for (size_t i = 0; i < result->n_hits; i++) {
		const XapHit *hit = &result->hits[i];
		SgPassage *passage = sg_passage_decode(hit->data.bytes, hit->data.n_bytes, error);
		if (!passage)
			return NULL;
		choose(found, hit, passage);
	}
	return g_steal_pointer(&found);
}

typedef bool (*WantedFunc)(SgMatched matched);

static bool wants_words(SgMatched matched)
{
	return matched.words;
}

static bool wants_some(SgMatched matched)
{
	return matched.some && !matched.words;
}

static bool wants_any(SgMatched matched)
{
	return matched.some;
}

/* Reads the hits of one batch: counts those that really match, and keeps the ones of the page. */
static bool read_batch(const Search *run, const XapResult *batch, WantedFunc wanted, uint32_t first,
		       uint32_t n_max, Found *found, GError **error)
{
	for (size_t i = 0; i < batch->n_hits; i++) {
		const XapHit *hit = &batch->hits[i];
		g_autoptr(SgPassage) passage = sg_passage_decode(hit->data.bytes, hit->data.n_bytes, error);
		if (!passage)
			return false;
		if (!wanted(sg_match(run->query, run->analyser, passage->text, NULL)))
			continue;
		if (found->total >= first && found->chosen->len < n_max)
			choose(found, hit, g_steal_pointer(&passage));
		found->total++;
		count_value(found->facets, hit->values[WANT_FACET].bytes, 1);
		count_value(found->documents, hit->values[WANT_DOCUMENT].bytes, 1);
	}
	return true;
}

/* Something stands in quotation marks: every candidate is read, and counted only when its words are there. In
   batches, so that memory does not grow with the candidates. */
static Found *find_reading(const Search *run, const XapQuery *query, WantedFunc wanted, uint32_t first,
			   uint32_t n_max, GError **error)
{
	enum { BATCH = 5000 };
	g_autoptr(Found) found = new_found();
	XapSearch search = {
	    .query = query,
	    .n_max = BATCH,
	    .want_data = true,
	    .value_slots = wanted_slots,
	    .n_value_slots = G_N_ELEMENTS(wanted_slots),
	};
	set_order(run->request, &search);
	for (size_t n_hits = BATCH; n_hits == BATCH; search.first += BATCH) {
		g_autoptr(XapResult) batch = sg_reader_search(run->reader, &search, error);
		if (!batch || !read_batch(run, batch, wanted, first, n_max, found, error))
			return NULL;
		n_hits = batch->n_hits;
	}
	return g_steal_pointer(&found);
}

static Found *find(const Search *run, XapQuery *query, WantedFunc wanted, bool only_comments, uint32_t first,
		   uint32_t n_max, GError **error)
{
	g_autoptr(XapQuery) filtered = sg_plan_filter(run->query, query, only_comments);
	bool read = sg_query_needs_reading(run->query);
	return read ? find_reading(run, filtered, wanted, first, n_max, error)
		    : find_counted(run, filtered, first, n_max, error);
}

/* ---- results --------------------------------------------------------- */

static const SgDocument *get_document(const Search *run, const char *id, GError **error)
{
	SgDocument *document = g_hash_table_lookup(run->answer->documents, id);
	if (!document) {
		document = sg_reader_dup_document(run->reader, id, error);
		GPtrArray *places = document ? sg_reader_dup_places_of(run->reader, id, error) : NULL;
		if (!places) {
			sg_document_free(document);
			return NULL;
		}
		g_hash_table_replace(run->answer->documents, document->id, document);
		g_hash_table_replace(run->answer->places, document->id, places);
	}
	return document;
}

/* The sentences to show, and the highlights that fall into them. */
static void cut_result(const Search *run, SgResult *result)
{
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SgSpan));
	const char *text = result->passage->text;
	sg_match(run->query, run->analyser, text, spans);
	SgSpan cut = sg_cut(text, spans, CUT_WORDS);
	result->text = g_strndup(text + cut.start, cut.end - cut.start);
	result->cut_before = cut.start > 0;
	result->cut_after = text[cut.end] != '\0';
	result->highlights = g_array_new(FALSE, FALSE, sizeof(SgSpan));
	for (guint i = 0; i < spans->len; i++) {
		SgSpan span = g_array_index(spans, SgSpan, i);
		span.start = MAX(span.start, cut.start);
		span.end = MIN(span.end, cut.end);
		if (span.start >= span.end)
			continue;
		span.start -= cut.start;
		span.end -= cut.start;
		g_array_append_val(result->highlights, span);
	}
}

/* Takes the passage out of `chosen`. */
static bool add_result(const Search *run, Chosen *chosen, SgGroup group, GError **error)
{
	const SgDocument *document = get_document(run, chosen->document_id, error);
	if (!document)
		return false;
	SgResult *result = g_new0(SgResult, 1);
	result->passage = g_steal_pointer(&chosen->passage);
	result->document = document;
	result->id = sg_passage_id(document->id, result->passage->n);
	result->group = group;
	result->score = chosen->weight;
	cut_result(run, result);
	g_ptr_array_add(run->answer->results, result);
	return true;
}

static bool add_results(const Search *run, const Found *found, SgGroup group, GError **error)
{
	for (guint i = 0; i < found->chosen->len; i++)
		if (!add_result(run, g_ptr_array_index(found->chosen, i), group, error))
			return false;
	return true;
}

/* ---- groups ---------------------------------------------------------- */

static uint32_t page_first(const SgRequest *request)
{
	return request->per_page ? (request->page - 1) * request->per_page : 0;
}

static uint32_t page_size(const SgRequest *request)
{
	return request->per_page ? request->per_page : UINT32_MAX;
}

/* What the main list holds: all the words, or with match=any at least one. */
static Found *find_asked(const Search *run, bool only_comments, uint32_t first, uint32_t n_max,
			 GError **error)
{
	bool any = run->request->match == SG_MATCH_ANY;
	XapQuery *query = any ? sg_plan_any(run->query) : sg_plan_words(run->query);
	return find(run, query, any ? wants_any : wants_words, only_comments, first, n_max, error);
}

static Found *search_words(const Search *run, GError **error)
{
	g_autoptr(Found) found =
	    find_asked(run, false, page_first(run->request), page_size(run->request), error);
	if (!found || !add_results(run, found, SG_GROUP_WORDS, error))
		return NULL;
	run->answer->total = found->total;
	run->answer->total_documents = g_hash_table_size(found->documents);
	return g_steal_pointer(&found);
}

/* The last group, which fills up a first page that the words alone leave unfilled. */
static bool search_some(const Search *run, GError **error)
{
	const SgAnswer *answer = run->answer;
	uint32_t room = page_size(run->request);
	if (run->request->match != SG_MATCH_ALL || run->query->clauses->len < 2 ||
	    run->request->per_page == 0 || run->request->page > 1 || answer->total >= room)
		return true;
	g_autoptr(Found) found =
	    find(run, sg_plan_some(run->query), wants_some, false, 0, room - answer->total, error);
	if (!found || !add_results(run, found, SG_GROUP_SOME, error))
		return false;
	run->answer->some = found->total;
	return true;
}

static bool count_hidden_comments(const Search *run, GError **error)
{
	if (run->query->comments || run->query->sources)
		return true;
	g_autoptr(Found) found = find_asked(run, true, 0, 0, error);
	if (!found)
		return false;
	run->answer->hidden_comments = found->total;
	return true;
}

/* ---- counts beside what is held -------------------------------------- */

static gint compare_cells(gconstpointer a, gconstpointer b)
{
	const SgCell *left = a, *right = b;
	int left_year = left->year ? left->year : G_MAXINT, right_year = right->year ? right->year : G_MAXINT;
	if (left_year != right_year)
		return left_year < right_year ? -1 : 1;
	return (left->source > right->source) - (left->source < right->source);
}

static bool add_cells(const Search *run, const Found *found, GError **error)
{
	static const uint32_t facet_slot[] = {SG_SLOT_FACET};
	g_autoptr(XapQuery) query = sg_plan_held(run->query, run->query->comments);
	XapSearch search = {.query = query, .facet_slots = facet_slot, .n_facet_slots = 1};
	g_autoptr(XapResult) held = sg_reader_search(run->reader, &search, error);
	if (!held)
		return false;
	const XapFacet *facet = &held->facets[0];
	for (size_t i = 0; i < facet->n_values; i++) {
		const char *value = facet->values[i].value.bytes;
		SgCell cell = {.held = facet->values[i].count,
			       .count = GPOINTER_TO_UINT(g_hash_table_lookup(found->facets, value))};
		if (sg_facet_parse(value, &cell.year, &cell.source))
			g_array_append_val(run->answer->cells, cell);
	}
	g_array_sort(run->answer->cells, compare_cells);
	return true;
}

/* What could not be read cannot be counted; that it is there is said all the same. */
static bool add_scans(const Search *run, GError **error)
{
	enum { MOST_SCANS = 100 };
	g_autoptr(XapQuery) query = sg_plan_scans(run->query);
	XapSearch search = {.query = query, .n_max = MOST_SCANS, .want_data = true};
	g_autoptr(XapResult) scans = sg_reader_search(run->reader, &search, error);
	for (size_t i = 0; scans && i < scans->n_hits; i++) {
		const XapBytes *data = &scans->hits[i].data;
		SgDocument *document = sg_document_decode(data->bytes, data->n_bytes, error);
		if (!document)
			return false;
		g_ptr_array_add(run->answer->scans, document);
		g_ptr_array_add(
		    run->answer->notes,
		    g_strdup_printf("“%s” (%s) is a scan without text: its name has these words, what it "
				    "says could not be searched.",
				    document->title, document->id));
	}
	return scans != NULL;
}

/* Names of the authorities held, for whoever asked for another; free with g_free(). */
static bool held_authorities(const Search *run, char **ret_names, GError **error)
{
	enum { MOST_NAMES = 40 };
	g_autoptr(GArray) terms = sg_reader_terms(run->reader, SG_PREFIX_ABOUT, MOST_NAMES, error);
	GString *names = g_string_new(NULL);
	for (guint i = 0; terms && i < terms->len; i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "",
				       g_array_index(terms, XapTermCount, i).term + strlen(SG_PREFIX_ABOUT));
	*ret_names = g_string_free(names, FALSE);
	return terms != NULL;
}

/* A filter or a word that nothing can match is most likely misspelt: silence must not pass for an answer. */
static bool note_unknown_authorities(const Search *run, GError **error)
{
	for (guint i = 0; i < run->query->about->len; i++) {
		const char *name = g_ptr_array_index(run->query->about, i);
		g_autofree char *term = sg_term(SG_PREFIX_ABOUT, name);
		g_autofree char *held = NULL;
		uint32_t n;
		if (!sg_reader_count(run->reader, term, &n, error))
			return false;
		if (n > 0)
			continue;
		if (!held_authorities(run, &held, error))
			return false;
		g_ptr_array_add(run->answer->notes, g_strdup_printf("Nothing is held about “%s”. Held: %s.",
								    name, *held ? held : "none"));
	}
	return true;
}

/* A paper may be about the authority asked for and not say so plainly enough to be known by it. */
static bool note_without_authority(const Search *run, GError **error)
{
	uint32_t n;
	if (run->query->about->len == 0)
		return true;
	if (!sg_reader_count(run->reader, SG_TERM_NO_AUTHORITY, &n, error))
		return false;
	if (n > 0)
		g_ptr_array_add(run->answer->notes,
				g_strdup_printf("%u document%s whose authority is not known %s left out.", n,
						n == 1 ? "" : "s", n == 1 ? "is" : "are"));
	return true;
}

static bool note_unknown_item(const Search *run, const SgItem *item, GError **error)
{
	for (guint i = 0; i < item->words->len; i++) {
		const SgWord *word = &g_array_index(item->words, SgWord, i);
		uint32_t n;
		if (!sg_reader_count(run->reader, word->stem, &n, error))
			return false;
		if (n == 0)
			g_ptr_array_add(
			    run->answer->notes,
			    g_strdup_printf("“%s” stands in no passage that is searched, in any form.",
					    word->word));
	}
	return true;
}

static bool note_unknown_words(const Search *run, GError **error)
{
	for (guint i = 0; i < run->query->clauses->len; i++) {
		const SgClause *clause = g_ptr_array_index(run->query->clauses, i);
		for (guint j = 0; j < clause->items->len; j++)
			if (!note_unknown_item(run, g_ptr_array_index(clause->items, j), error))
				return false;
	}
	return true;
}

/* There is nothing on a page past the last. */
static bool check_page(const SgAnswer *answer, GError **error)
{
	unsigned n = answer->n_pages;
	if (answer->request->page <= 1 || answer->request->page <= n)
		return true;
	if (n == 0)
		g_set_error_literal(error, SG_QUERY_ERROR, SG_QUERY_ERROR_NO_PAGE, "There are no results");
	else if (n == 1)
		g_set_error_literal(error, SG_QUERY_ERROR, SG_QUERY_ERROR_NO_PAGE,
				    "There is 1 page of results. Go to page 1");
	else
		g_set_error(error, SG_QUERY_ERROR, SG_QUERY_ERROR_NO_PAGE,
			    "There are %u pages of results. Go to page %u", n, n);
	return false;
}

static void copy_notes(const SgQuery *query, SgAnswer *answer)
{
	for (guint i = 0; i < query->notes->len; i++)
		g_ptr_array_add(answer->notes, g_strdup(g_ptr_array_index(query->notes, i)));
}

static bool run_search(SgReader *reader, void *user_data, GError **error)
{
	Search *run = user_data;
	g_clear_pointer(&run->answer, sg_answer_free);
	run->answer = sg_answer_new(run->request);
	run->answer->sources = run->query->sources;
	run->answer->understood = sg_query_print(run->query);
	run->answer->revision = sg_reader_get_revision(reader);
	run->answer->built = g_strdup(sg_reader_get_built(reader));
	copy_notes(run->query, run->answer);
	g_autoptr(Found) words = search_words(run, error);
	if (!words || !search_some(run, error) || !count_hidden_comments(run, error) ||
	    !add_cells(run, words, error) || !add_scans(run, error) ||
	    !note_unknown_authorities(run, error) || !note_without_authority(run, error) ||
	    !note_unknown_words(run, error))
		return false;
	uint32_t per_page = page_size(run->request);
	run->answer->n_pages = run->answer->total / per_page + (run->answer->total % per_page != 0);
	return check_page(run->answer, error);
}

SgAnswer *sg_search(SgReader *reader, SgAnalyser *analyser, const SgRequest *request, GError **error)
{
	g_autoptr(SgQuery) query = sg_query_parse(request, analyser, error);
	if (!query)
		return NULL;
	Search run = {.reader = reader, .analyser = analyser, .request = request, .query = query};
	if (sg_reader_run(reader, run_search, &run, error))
		return run.answer;
	sg_answer_free(run.answer);
	return NULL;
}
