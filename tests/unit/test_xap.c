/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* index/xap/: writing, every query operator, results.  Expectations are counted by hand from five documents.
 */
#include "tests/unit/xap_fixture.h"

/* ---- fixtures ---------------------------------------------------------- */

static void put_five(XapWriter *writer)
{
	put(writer, "d1", "drift and delay are endemic", "2012", "ofsted");
	put(writer, "d2", "delay and drift in cases", "2014", "council");
	put(writer, "d3", "drift in cases of neglect", "2014", "ofsted");
	put(writer, "d4", "neglect was not recognised", "2018", "");
	put(writer, "d5", "delays delayed delaying delay", "", "press");
}

static void make_five(const char *path)
{
	g_autoptr(XapWriter) writer = open_writer(path, XAP_CREATE);
	put_five(writer);
	commit(writer);
}

static XapReader *five(void **state)
{
	Fixture *f = *state;
	make_five(f->index);
	return open_reader(f->index);
}

/* op over the words of `text`. */
static XapQuery *over(XapOp op, uint32_t window, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 0);
	XapQuery *query = xap_query_branch(op, window);
	for (size_t i = 0; words[i]; i++)
		xap_query_add(query, term(words[i]));
	return query;
}

static void assert_close(double actual, double expected)
{
	if (actual < expected - 1e-9 || actual > expected + 1e-9)
		fail_msg("%.12f is not %.12f", actual, expected);
}

static void assert_refused(XapReader *reader, XapQuery *query)
{
	GError *error = NULL;
	XapSearch search = {.query = query, .n_max = 10};
	assert_null(xap_reader_search(reader, &search, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
	xap_query_free(query);
}

/* ---- writing ----------------------------------------------------------- */

static void test_create_commit_and_reopen(void **state)
{
	Fixture *f = *state;
	make_five(f->index);
	assert_doc_count(f->index, 5);
	{
		g_autoptr(XapWriter) writer = open_writer(f->index, XAP_OPEN);
		put(writer, "d6", "one more", "2019", "press");
		commit(writer);
		put(writer, "d7", "a second commit by the same writer", "2019", "press");
		commit(writer);
	}
	assert_doc_count(f->index, 7);
	assert_sound(f->index);
}

static void test_close_discards(void **state)
{
	Fixture *f = *state;
	make_five(f->index);
	{
		g_autoptr(XapWriter) writer = open_writer(f->index, XAP_OPEN);
		put(writer, "d6", "never committed", "2019", "press");
	}
	assert_doc_count(f->index, 5);
}

/* More changes than Xapian's own threshold of 10,000, at which it would commit by itself. */
static void test_nothing_is_committed_before_commit(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	XapDoc doc = {.data = "x", .n_data = 1};
	make_five(f->index);
	{
		g_autoptr(XapWriter) writer = open_writer(f->index, XAP_OPEN);
		for (int i = 0; i < 10100; i++)
			assert_true(xap_writer_add(writer, &doc, NULL, &error));
		assert_doc_count(f->index, 5);
	}
	assert_doc_count(f->index, 5);
}

static void test_modes(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	assert_null(xap_writer_open(f->index, XAP_OPEN, &error));
	assert_xap_error(error, XAP_ERROR_NOT_FOUND);
	xap_writer_close(open_writer(f->index, XAP_CREATE_OR_OPEN));
	xap_writer_close(open_writer(f->index, XAP_CREATE_OR_OPEN));
	assert_null(xap_writer_open(f->index, XAP_CREATE, &error));
	assert_non_null(strstr(error->message, f->index));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
	assert_doc_count(f->index, 0);
}

static void test_add_numbers_documents(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autoptr(XapWriter) writer = open_writer(f->index, XAP_CREATE);
	XapTerm one = {.term = "w", .n_bytes = 1, .wdf = 3};
	XapDoc doc = {.terms = &one, .n_terms = 1};
	uint32_t first = 0, second = 0;
	assert_true(xap_writer_add(writer, &doc, &first, &error));
	assert_true(xap_writer_add(writer, &doc, &second, &error));
	assert_int_equal(first, 1);
	assert_int_equal(second, 2);
}

static void test_replace_and_delete(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	make_five(f->index);
	{
		g_autoptr(XapWriter) writer = open_writer(f->index, XAP_OPEN);
		put(writer, "d1", "rewritten entirely", "2020", "ofsted");
		assert_true(xap_writer_delete(writer, "Qd2", 3, &error));
		assert_true(xap_writer_delete(writer, "Qnone", 5, &error));
		commit(writer);
	}
	g_autoptr(XapReader) reader = open_reader(f->index);
	assert_hits(reader, term("drift"), "d3");
	assert_hits(reader, term("rewritten"), "d1");
	assert_hits(reader, xap_query_leaf(XAP_ALL), "d1 d3 d4 d5");
}

/* A term several documents share: replacing leaves one, deleting none. */
static void test_replace_and_delete_many(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	XapDoc doc = {.data = "new", .n_data = 3};
	make_five(f->index);
	{
		g_autoptr(XapWriter) writer = open_writer(f->index, XAP_OPEN);
		assert_true(xap_writer_replace(writer, "drift", 5, &doc, &error));
		assert_true(xap_writer_delete(writer, "neglect", 7, &error));
		commit(writer);
	}
	g_autoptr(XapReader) reader = open_reader(f->index);
	assert_hits(reader, xap_query_leaf(XAP_ALL), "new d5");
}

static void test_metadata(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autoptr(XapReader) reader = five(state);
	{
		g_autoptr(XapWriter) writer = open_writer(f->index, XAP_OPEN);
		assert_true(xap_writer_set_metadata(writer, "schema", "7", &error));
		commit(writer);
		assert_true(xap_writer_set_metadata(writer, "schema", "8", &error));
	}
	g_autofree char *before = NULL, *after = NULL, *absent = NULL;
	assert_true(xap_reader_metadata(reader, "schema", &before, &error));
	assert_string_equal(before, "");
	bool changed = false;
	assert_true(xap_reader_reopen(reader, &changed, &error));
	assert_true(changed);
	assert_true(xap_reader_metadata(reader, "schema", &after, &error));
	assert_string_equal(after, "7");
	assert_true(xap_reader_metadata(reader, "none", &absent, &error));
	assert_string_equal(absent, "");
	assert_true(xap_reader_reopen(reader, &changed, &error));
	assert_false(changed);
}

static void test_empty_metadata_key(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autoptr(XapWriter) writer = open_writer(f->index, XAP_CREATE);
	assert_false(xap_writer_set_metadata(writer, "", "x", &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
}

/* Adds one document with a term of n times `byte`, commits, and tells whether that worked. */
static bool add_long_term(const char *path, char byte, size_t n, GError **error)
{
	g_autofree char *long_term = g_malloc(n + 1);
	memset(long_term, byte, n);
	uint32_t position = 1;
	XapTerm one = {long_term, n, 1, &position, 1};
	XapDoc doc = {.terms = &one, .n_terms = 1, .data = "long", .n_data = 4};
	g_autoptr(XapWriter) writer = open_writer(path, XAP_CREATE_OR_OPEN);
	if (!xap_writer_add(writer, &doc, NULL, error))
		return false;
	commit(writer);
	g_autoptr(XapReader) reader = open_reader(path);
	assert_hits(reader, xap_query_term(long_term, n), "long");
	return true;
}

static void test_term_length(void **state)
{
	Fixture *f = *state;
	g_autofree char *index2 = g_strconcat(f->index, "2", NULL);
	GError *error = NULL;
	assert_true(add_long_term(f->index, 'x', 245, &error));
	assert_false(add_long_term(f->index, 'x', 246, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
	assert_false(add_long_term(f->index, 'x', 0, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
	assert_true(add_long_term(index2, '\0', 122, &error));
	assert_false(add_long_term(index2, '\0', 123, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
	assert_sound(f->index);
	assert_sound(index2);
}

static void test_failed_call_kills_the_writer(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	make_five(f->index);
	g_autoptr(XapWriter) writer = open_writer(f->index, XAP_OPEN);
	put(writer, "d6", "goes with the writer", "2019", "press");
	assert_false(xap_writer_delete(writer, "", 0, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
	assert_false(xap_writer_commit(writer, &error));
	assert_xap_error(error, XAP_ERROR_DEAD);
	assert_false(xap_writer_delete(writer, "Qd1", 3, &error));
	assert_xap_error(error, XAP_ERROR_DEAD);
	assert_doc_count(f->index, 5);
	/* the lock is free although the dead writer is still open */
	xap_writer_close(open_writer(f->index, XAP_OPEN));
}

static void test_bad_value_slot(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autoptr(XapWriter) writer = open_writer(f->index, XAP_CREATE);
	XapValue value = {UINT32_MAX, "x", 1};
	XapDoc doc = {.values = &value, .n_values = 1};
	assert_false(xap_writer_add(writer, &doc, NULL, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
}

/* ---- operators --------------------------------------------------------- */

static void test_boolean_operators(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	assert_hits(reader, term("delay"), "d1 d2 d5");
	assert_hits(reader, term("absent"), "");
	assert_hits(reader, over(XAP_AND, 0, "drift delay"), "d1 d2");
	assert_hits(reader, over(XAP_OR, 0, "drift neglect"), "d1 d2 d3 d4");
	assert_hits(reader, over(XAP_AND_NOT, 0, "drift neglect"), "d1 d2");
	assert_hits(reader, over(XAP_AND_NOT, 0, "drift neglect endemic"), "d2");
	assert_hits(reader, over(XAP_AND_MAYBE, 0, "neglect drift"), "d3 d4");
	assert_hits(reader, over(XAP_FILTER, 0, "drift delay"), "d1 d2");
}

static void test_leaves(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	assert_hits(reader, xap_query_leaf(XAP_ALL), "d1 d2 d3 d4 d5");
	assert_hits(reader, xap_query_leaf(XAP_NONE), "");
	g_autoptr(XapResult) all = run(reader, xap_query_leaf(XAP_ALL), true);
	for (size_t i = 0; i < all->n_hits; i++)
		assert_true(all->hits[i].weight == 0);
	XapQuery *all_but = xap_query_branch(XAP_AND_NOT, 0);
	xap_query_add(xap_query_add(all_but, xap_query_leaf(XAP_ALL)), term("drift"));
	assert_hits(reader, all_but, "d4 d5");
	XapQuery *none_and = xap_query_add(xap_query_branch(XAP_AND, 0), xap_query_leaf(XAP_NONE));
	assert_hits(reader, xap_query_add(none_and, term("drift")), "");
}

static void test_empty_branches(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	const XapOp branches[] = {XAP_AND,    XAP_OR,     XAP_AND_NOT, XAP_AND_MAYBE,
				  XAP_FILTER, XAP_PHRASE, XAP_NEAR};
	for (size_t i = 0; i < G_N_ELEMENTS(branches); i++)
		assert_hits(reader, xap_query_branch(branches[i], 0), "");
	assert_refused(reader, xap_query_branch(XAP_SCALE, 0));
}

static void test_phrase_is_in_order_and_near_is_not(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	assert_hits(reader, over(XAP_PHRASE, 0, "drift and delay"), "d1");
	assert_hits(reader, over(XAP_NEAR, 0, "drift and delay"), "d1 d2");
	assert_hits(reader, over(XAP_PHRASE, 0, "drift delay"), "");
	assert_hits(reader, over(XAP_PHRASE, 2, "drift delay"), "");
	assert_hits(reader, over(XAP_PHRASE, 3, "drift delay"), "d1");
	assert_hits(reader, over(XAP_NEAR, 2, "drift delay"), "");
	assert_hits(reader, over(XAP_NEAR, 3, "drift delay"), "d1 d2");
	/* a window below the number of words means that number */
	assert_hits(reader, over(XAP_PHRASE, 1, "in cases of neglect"), "d3");
	assert_hits(reader, over(XAP_PHRASE, 0, "neglect"), "d3 d4");
}

/* A property of Xapian the callers must know: without any positions a phrase is an AND. */
static void test_phrase_without_positions(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	XapTerm terms[] = {{.term = "delay", .n_bytes = 5}, {.term = "drift", .n_bytes = 5}};
	XapDoc doc = {.terms = terms, .n_terms = 2, .data = "d1", .n_data = 2};
	XapWriter *writer = open_writer(f->index, XAP_CREATE);
	assert_true(xap_writer_add(writer, &doc, NULL, &error));
	commit(writer);
	xap_writer_close(writer);
	g_autoptr(XapReader) reader = open_reader(f->index);
	assert_hits(reader, over(XAP_PHRASE, 0, "drift delay"), "d1");
	assert_hits(reader, over(XAP_PHRASE, 0, "drift absent"), "");
}

static void test_phrase_of_other_than_terms_is_refused(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	const XapOp ops[] = {XAP_PHRASE, XAP_NEAR};
	for (size_t i = 0; i < G_N_ELEMENTS(ops); i++) {
		assert_refused(reader, xap_query_add(over(ops[i], 0, "drift"), over(XAP_OR, 0, "a b")));
		assert_refused(reader, xap_query_add(over(ops[i], 0, "drift"), xap_query_leaf(XAP_ALL)));
	}
}

static void test_prefix(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	assert_hits(reader, xap_query_prefix("ne", 2, 100), "d3 d4");
	assert_hits(reader, xap_query_prefix("zz", 2, 100), "");
	/* in order: delay, delayed, delaying, delays; d5 alone has the last three */
	assert_hits(reader, xap_query_prefix("delay", 5, 1), "d1 d2 d5");
	assert_hits(reader, xap_query_prefix("delaye", 6, 1), "d5");
	assert_hits(reader, xap_query_prefix("delay", 5, 0), "");
	assert_refused(reader, xap_query_prefix("", 0, 10));
}

/* An index with the one document `name`. */
static void make_one(const char *path, const char *name, const char *text)
{
	g_autoptr(XapWriter) writer = open_writer(path, XAP_CREATE);
	put(writer, name, text, "2020", "press");
	commit(writer);
}

/* The limit holds for the sum of several indexes, lowest terms first. */
static void test_prefix_limit(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autofree char *index2 = g_strconcat(f->index, "2", NULL);
	const char *paths[] = {f->index, index2};
	XapWriter *writer = open_writer(f->index, XAP_CREATE);
	put(writer, "a", "care1", "", "");
	put(writer, "c", "care3", "", "");
	commit(writer);
	xap_writer_close(writer);
	make_one(index2, "b", "care2");
	g_autoptr(XapReader) reader = xap_reader_open(paths, 2, &error);
	assert_non_null(reader);
	/* documents of two indexes are numbered in turn: a=1 b=2 c=3 */
	assert_hits(reader, xap_query_prefix("care", 4, 3), "a b c");
	assert_hits(reader, xap_query_prefix("care", 4, 2), "a b");
	assert_hits(reader, xap_query_prefix("care", 4, 1), "a");
}

static void test_value_range(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	assert_hits(reader, xap_query_value_range(SLOT_YEAR, "2012", "2014"), "d1 d2 d3");
	assert_hits(reader, xap_query_value_range(SLOT_YEAR, "2013", "2017"), "d2 d3");
	assert_hits(reader, xap_query_value_range(SLOT_YEAR, "2014", "2012"), "");
	assert_hits(reader, xap_query_value_range(99, "a", "z"), "");
}

static void test_weights(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	g_autoptr(XapResult) drift = run(reader, term("drift"), false);
	g_autoptr(XapResult) filtered = run(reader, over(XAP_FILTER, 0, "drift delay"), false);
	g_autoptr(XapResult) doubled = run(reader, xap_query_scale(2, term("drift")), false);
	g_autoptr(XapResult) maybe = run(reader, over(XAP_AND_MAYBE, 0, "drift delay"), false);
	assert_int_equal(drift->n_hits, 3);
	assert_int_equal(doubled->n_hits, 3);
	for (size_t i = 0; i < 3; i++)
		assert_close(doubled->hits[i].weight, 2 * drift->hits[i].weight);
	for (size_t i = 0; i < 2; i++) {
		assert_close(filtered->hits[i].weight, drift->hits[i].weight);
		assert_true(maybe->hits[i].weight > drift->hits[i].weight);
	}
	assert_close(maybe->hits[2].weight, drift->hits[2].weight);
	assert_refused(reader, xap_query_scale(-1, term("drift")));
}

static void test_bad_query_terms(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	char long_term[246];
	memset(long_term, 'x', sizeof(long_term));
	assert_refused(reader, term(""));
	assert_refused(reader, xap_query_term(long_term, 246));
	assert_hits(reader, xap_query_term(long_term, 245), "");
	assert_refused(reader, NULL);
}

/* A chain of n nodes, the last one a term. */
static XapQuery *chain(int n)
{
	XapQuery *query = term("drift");
	for (int i = 1; i < n; i++)
		query = xap_query_add(xap_query_branch(i % 2 ? XAP_AND : XAP_OR, 0), query);
	return query;
}

static void test_depth(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	assert_hits(reader, chain(64), "d1 d2 d3");
	assert_refused(reader, chain(65));
	XapQuery *scaled = chain(64);
	assert_refused(reader, xap_query_scale(1, scaled));
	/* far past the bound: building, copying and freeing must not exhaust the stack either */
	g_autoptr(XapQuery) bomb = chain(1000000);
	assert_refused(reader, xap_query_copy(bomb));
}

static void test_query_copy_and_count(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	XapQuery *query = xap_query_branch(XAP_OR, 0);
	assert_int_equal(xap_query_n_children(query), 0);
	xap_query_add(query, over(XAP_PHRASE, 3, "drift delay"));
	xap_query_add(query, xap_query_value_range(SLOT_YEAR, "2018", "2018"));
	xap_query_add(query, xap_query_scale(2, xap_query_prefix("delaye", 6, 3)));
	assert_int_equal(xap_query_n_children(query), 3);
	XapQuery *copy = xap_query_copy(query);
	xap_query_add(query, term("drift"));
	assert_hits(reader, query, "d1 d2 d3 d4 d5");
	assert_hits(reader, copy, "d1 d4 d5");
	xap_query_free(NULL);
}

/* ---- results ----------------------------------------------------------- */

static void assert_facet_value(const XapFacetValue *value, const char *expected, uint32_t count)
{
	assert_string_equal(value->value.bytes, expected);
	assert_int_equal(value->value.n_bytes, strlen(expected));
	assert_int_equal(value->count, count);
}

static void test_facets_add_up(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	GError *error = NULL;
	g_autoptr(XapQuery) all = xap_query_leaf(XAP_ALL);
	const uint32_t slots[] = {SLOT_SOURCE, SLOT_YEAR, 77};
	XapSearch search = {.query = all, .facet_slots = slots, .n_facet_slots = 3};
	g_autoptr(XapResult) result = xap_reader_search(reader, &search, &error);
	assert_non_null(result);
	assert_int_equal(result->n_hits, 0);
	assert_int_equal(result->total, 5);
	assert_int_equal(result->n_facets, 3);
	assert_int_equal(result->facets[0].n_values, 4);
	assert_facet_value(&result->facets[0].values[0], "", 1);
	assert_facet_value(&result->facets[0].values[1], "council", 1);
	assert_facet_value(&result->facets[0].values[2], "ofsted", 2);
	assert_facet_value(&result->facets[0].values[3], "press", 1);
	assert_int_equal(result->facets[1].n_values, 4);
	assert_facet_value(&result->facets[1].values[0], "", 1);
	assert_facet_value(&result->facets[1].values[2], "2014", 2);
	assert_int_equal(result->facets[2].n_values, 1);
	assert_facet_value(&result->facets[2].values[0], "", 5);
}

static void test_facets_without_matches(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	GError *error = NULL;
	g_autoptr(XapQuery) none = term("absent");
	const uint32_t slot = SLOT_SOURCE;
	XapSearch search = {.query = none, .n_max = 5, .facet_slots = &slot, .n_facet_slots = 1};
	g_autoptr(XapResult) result = xap_reader_search(reader, &search, &error);
	assert_non_null(result);
	assert_int_equal(result->total, 0);
	assert_int_equal(result->facets[0].n_values, 0);
}

/* 1,000 documents, the match stopped by nothing: counts stay exact however few hits are wanted. */
static void test_counts_are_exact(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	XapWriter *writer = open_writer(f->index, XAP_CREATE);
	for (int i = 0; i < 1000; i++) {
		g_autofree char *name = g_strdup_printf("n%d", i);
		put(writer, name,
		    i % 3 == 0   ? "drift delay"
		    : i % 3 == 1 ? "drift alone here"
				 : "delay delay",
		    i % 10 == 0 ? "2010" : "2011", "press");
	}
	commit(writer);
	xap_writer_close(writer);
	g_autoptr(XapReader) reader = open_reader(f->index);
	g_autoptr(XapQuery) query = over(XAP_OR, 0, "drift delay");
	const uint32_t slot = SLOT_YEAR;
	for (uint32_t n_max = 0; n_max <= 10; n_max += 5) {
		XapSearch search = {.query = query,
				    .n_max = n_max,
				    .by_relevance = true,
				    .facet_slots = &slot,
				    .n_facet_slots = 1};
		g_autoptr(XapResult) result = xap_reader_search(reader, &search, &error);
		assert_int_equal(result->total, 1000);
		assert_int_equal(result->n_hits, n_max);
		assert_facet_value(&result->facets[0].values[0], "2010", 100);
		assert_facet_value(&result->facets[0].values[1], "2011", 900);
	}
	g_autoptr(XapResult) phrase = run(reader, over(XAP_PHRASE, 0, "drift delay"), true);
	assert_int_equal(phrase->total, 334);
	assert_int_equal(phrase->n_hits, 334);
}

static char *names_sorted(XapReader *reader, bool by_relevance, const XapSortKey *keys, size_t n_keys)
{
	GError *error = NULL;
	g_autoptr(XapQuery) all = xap_query_leaf(XAP_ALL);
	XapSearch search = {.query = all,
			    .n_max = 10,
			    .by_relevance = by_relevance,
			    .sort = keys,
			    .n_sort = n_keys,
			    .want_data = true};
	g_autoptr(XapResult) result = xap_reader_search(reader, &search, &error);
	assert_non_null(result);
	return names_of(result);
}

static void test_sort_keys(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	const struct {
		XapSortKey keys[2];
		size_t n_keys;
		const char *expected;
	} cases[] = {
	    {{{0}}, 0, "d1 d2 d3 d4 d5"},
	    {{{SLOT_YEAR, false}}, 1, "d5 d1 d2 d3 d4"},
	    {{{SLOT_YEAR, true}}, 1, "d4 d2 d3 d1 d5"},
	    {{{SLOT_YEAR, true}, {SLOT_SOURCE, true}}, 2, "d4 d3 d2 d1 d5"},
	    {{{SLOT_SOURCE, false}, {SLOT_YEAR, true}}, 2, "d4 d2 d3 d1 d5"},
	    {{{SLOT_SOURCE, false}, {SLOT_YEAR, false}}, 2, "d4 d2 d1 d3 d5"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *alone = names_sorted(reader, false, cases[i].keys, cases[i].n_keys);
		/* every weight is 0, so relevance decides nothing and the keys all */
		g_autofree char *after = names_sorted(reader, true, cases[i].keys, cases[i].n_keys);
		assert_string_equal(alone, cases[i].expected);
		assert_string_equal(after, cases[i].expected);
	}
}

static void test_relevance_comes_first(void **state)
{
	Fixture *f = *state;
	XapWriter *writer = open_writer(f->index, XAP_CREATE);
	put(writer, "once", "delay in the case of one child in care", "2020", "a");
	put(writer, "often", "delay delay delay", "2010", "b");
	put(writer, "none", "nothing at all", "2015", "c");
	commit(writer);
	xap_writer_close(writer);
	g_autoptr(XapReader) reader = open_reader(f->index);
	g_autoptr(XapResult) result = run(reader, term("delay"), true);
	g_autofree char *names = names_of(result);
	assert_string_equal(names, "often once");
	assert_true(result->hits[0].weight > result->hits[1].weight);
	assert_true(result->hits[1].weight > 0);
}

/* b = 0 takes document length out: equal frequencies then weigh the same. */
static void test_bm25(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	GError *error = NULL;
	g_autoptr(XapQuery) query = term("neglect");
	XapBm25 flat = {.k1 = 1.2, .b = 0, .min_normlen = 0.5},
		steep = {.k1 = 1.2, .b = 1, .min_normlen = 0.5};
	XapSearch search = {.query = query, .n_max = 10, .bm25 = &flat};
	g_autoptr(XapResult) even = xap_reader_search(reader, &search, &error);
	search.bm25 = &steep;
	g_autoptr(XapResult) uneven = xap_reader_search(reader, &search, &error);
	assert_int_equal(even->n_hits, 2);
	assert_close(even->hits[0].weight, even->hits[1].weight);
	/* d3 has five words, d4 four */
	assert_true(uneven->hits[1].weight > uneven->hits[0].weight + 0.01);
}

static void test_paging(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	GError *error = NULL;
	g_autoptr(XapQuery) all = xap_query_leaf(XAP_ALL);
	XapSearch search = {.query = all, .first = 3, .n_max = 10, .want_data = true};
	g_autoptr(XapResult) last = xap_reader_search(reader, &search, &error);
	g_autofree char *names = names_of(last);
	assert_string_equal(names, "d4 d5");
	assert_int_equal(last->total, 5);
	search.first = UINT32_MAX;
	search.n_max = UINT32_MAX;
	g_autoptr(XapResult) past = xap_reader_search(reader, &search, &error);
	assert_int_equal(past->n_hits, 0);
	assert_int_equal(past->total, 5);
}

static void test_values_and_data(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	const char data[] = "with\0nul", value[] = "v\0w";
	XapTerm one = {.term = "only", .n_bytes = 4};
	XapValue values[] = {{5, value, 3}, {0, "zero", 4}};
	XapDoc doc = {&one, 1, values, 2, data, 8};
	XapWriter *writer = open_writer(f->index, XAP_CREATE);
	assert_true(xap_writer_add(writer, &doc, NULL, &error));
	commit(writer);
	xap_writer_close(writer);

	g_autoptr(XapReader) reader = open_reader(f->index);
	g_autoptr(XapQuery) query = term("only");
	const uint32_t slots[] = {5, 0, 9};
	XapSearch search = {.query = query, .n_max = 1, .value_slots = slots, .n_value_slots = 3};
	g_autoptr(XapResult) bare = xap_reader_search(reader, &search, &error);
	assert_int_equal(bare->n_value_slots, 3);
	assert_int_equal(bare->hits[0].values[0].n_bytes, 3);
	assert_memory_equal(bare->hits[0].values[0].bytes, "v\0w", 4);
	assert_string_equal(bare->hits[0].values[1].bytes, "zero");
	assert_int_equal(bare->hits[0].values[2].n_bytes, 0);
	assert_null(bare->hits[0].data.bytes);
	XapBytes got = {0};
	assert_true(xap_reader_get(reader, "only", 4, &got, &error));
	assert_int_equal(got.n_bytes, 8);
	assert_memory_equal(got.bytes, "with\0nul", 9);
	g_free(got.bytes);
}

/* ---- reading without searching ------------------------------------------ */

static void test_term_freq_and_get(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	GError *error = NULL;
	uint32_t n = 0;
	XapBytes data = {0};
	assert_true(xap_reader_term_freq(reader, "drift", 5, &n, &error));
	assert_int_equal(n, 3);
	assert_true(xap_reader_term_freq(reader, "absent", 6, &n, &error));
	assert_int_equal(n, 0);
	assert_false(xap_reader_term_freq(reader, "", 0, &n, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
	assert_true(xap_reader_get(reader, "Qd4", 3, &data, &error));
	assert_string_equal(data.bytes, "d4");
	g_free(data.bytes);
	assert_false(xap_reader_get(reader, "Qd9", 3, &data, &error));
	assert_xap_error(error, XAP_ERROR_NOT_FOUND);
}

static void test_terms(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	GError *error = NULL;
	const struct {
		const char *prefix;
		size_t n_max;
		const char *expected;
	} cases[] = {
	    {"del", 10, "delay:3 delayed:1 delaying:1 delays:1 "},
	    {"del", 2, "delay:3 delayed:1 "},
	    {"del", 0, ""},
	    {"zz", 10, ""},
	    {"", 3, "Qd1:1 Qd2:1 Qd3:1 "},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) terms = xap_reader_terms(reader, cases[i].prefix, cases[i].n_max, &error);
		g_autoptr(GString) text = g_string_new(NULL);
		assert_non_null(terms);
		for (guint j = 0; j < terms->len; j++) {
			const XapTermCount *item = &g_array_index(terms, XapTermCount, j);
			assert_int_equal(item->n_bytes, strlen(item->term));
			g_string_append_printf(text, "%s:%u ", item->term, item->freq);
		}
		assert_string_equal(text->str, cases[i].expected);
	}
}

static void test_list_pages(void **state)
{
	g_autoptr(XapReader) reader = five(state);
	GError *error = NULL;
	const struct {
		const char *term;
		uint32_t after, n_max;
		const char *expected;
		uint32_t total;
	} cases[] = {
	    {"drift", 0, 2, "d1 d2", 3}, {"drift", 2, 2, "d3", 3},
	    {"drift", 3, 2, "", 3},      {"drift", UINT32_MAX, 2, "", 3},
	    {"drift", 0, 0, "", 3},      {"drift", 0, UINT32_MAX, "d1 d2 d3", 3},
	    {"absent", 0, 10, "", 0},
	};
	const uint32_t slot = SLOT_YEAR;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(XapResult) list =
		    xap_reader_list(reader, cases[i].term, strlen(cases[i].term), cases[i].after,
				    cases[i].n_max, &slot, 1, true, &error);
		assert_non_null(list);
		g_autofree char *names = names_of(list);
		assert_string_equal(names, cases[i].expected);
		assert_int_equal(list->total, cases[i].total);
		if (i == 1)
			assert_string_equal(list->hits[0].values[0].bytes, "2014");
	}
	assert_null(xap_reader_list(reader, "", 0, 0, 1, NULL, 0, false, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
}

/* ---- whole indexes ------------------------------------------------------ */

/* d1..d3 in one index, d4 and d5 in another. */
static void make_segments(const char *path1, const char *path2)
{
	GError *error = NULL;
	make_five(path1);
	make_five(path2);
	XapWriter *first = open_writer(path1, XAP_OPEN), *second = open_writer(path2, XAP_OPEN);
	const char *names[] = {"Qd1", "Qd2", "Qd3", "Qd4", "Qd5"};
	for (size_t i = 0; i < 5; i++)
		assert_true(xap_writer_delete(i < 3 ? second : first, names[i], 3, &error));
	assert_true(xap_writer_set_metadata(first, "schema", "7", &error));
	commit(first);
	commit(second);
	xap_writer_close(first);
	xap_writer_close(second);
}

static void assert_is_five(const char *path)
{
	g_autoptr(XapReader) reader = open_reader(path);
	assert_hits(reader, xap_query_leaf(XAP_ALL), "d1 d2 d3 d4 d5");
	assert_hits(reader, over(XAP_PHRASE, 0, "drift and delay"), "d1");
	assert_hits(reader, term("neglect"), "d3 d4");
	assert_hits(reader, xap_query_value_range(SLOT_YEAR, "2014", "2018"), "d2 d3 d4");
	assert_sound(path);
}

static void test_compact(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autofree char *a = g_strconcat(f->index, "a", NULL), *b = g_strconcat(f->index, "b", NULL);
	const char *sources[] = {a, b};
	make_segments(a, b);
	assert_ok(xap_compact(sources, 2, f->index, &error), error);
	assert_is_five(f->index);
	g_autoptr(XapReader) reader = open_reader(f->index);
	g_autofree char *schema = NULL;
	assert_true(xap_reader_metadata(reader, "schema", &schema, &error));
	assert_string_equal(schema, "7");
	assert_false(xap_compact(sources, 2, f->index, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
}

static void test_compact_bad_sources(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autofree char *a = g_strconcat(f->index, "a", NULL), *none = g_strconcat(f->index, "none", NULL);
	const char *sources[] = {a, none};
	make_five(a);
	assert_false(xap_compact(sources, 2, f->index, &error));
	assert_non_null(strstr(error->message, none));
	assert_xap_error(error, XAP_ERROR_NOT_FOUND);
	assert_false(xap_compact(sources, 0, f->index, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
	assert_false(g_file_test(f->index, G_FILE_TEST_EXISTS));
	/* a dest in a folder that does not exist */
	assert_false(xap_compact(sources, 1, "/nonexistent/x/y", &error));
	assert_xap_error(error, XAP_ERROR_IO);
}

static void test_copy(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autofree char *a = g_strconcat(f->index, "a", NULL), *b = g_strconcat(f->index, "b", NULL);
	uint32_t n_first = 0, n_second = 0;
	make_segments(a, b);
	XapWriter *writer = open_writer(f->index, XAP_CREATE);
	assert_ok(xap_writer_copy(writer, a, &n_first, &error), error);
	assert_ok(xap_writer_copy(writer, b, &n_second, &error), error);
	commit(writer);
	assert_int_equal(n_first, 3);
	assert_int_equal(n_second, 2);
	assert_is_five(f->index);
	assert_false(xap_writer_copy(writer, "/nonexistent/x", NULL, &error));
	assert_xap_error(error, XAP_ERROR_NOT_FOUND);
	xap_writer_close(writer);
}

static void test_several_indexes_as_one(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autofree char *a = g_strconcat(f->index, "a", NULL), *b = g_strconcat(f->index, "b", NULL);
	const char *paths[] = {a, b};
	make_segments(a, b);
	g_autoptr(XapReader) reader = xap_reader_open(paths, 2, &error);
	uint32_t n = 0;
	assert_true(xap_reader_doc_count(reader, &n, &error));
	assert_int_equal(n, 5);
	g_autoptr(XapQuery) all = xap_query_leaf(XAP_ALL);
	const uint32_t slot = SLOT_SOURCE;
	const XapSortKey by_year = {SLOT_YEAR, false};
	XapSearch search = {.query = all,
			    .n_max = 10,
			    .sort = &by_year,
			    .n_sort = 1,
			    .want_data = true,
			    .facet_slots = &slot,
			    .n_facet_slots = 1};
	g_autoptr(XapResult) result = xap_reader_search(reader, &search, &error);
	g_autofree char *names = names_of(result);
	assert_string_equal(names, "d5 d1 d2 d3 d4");
	assert_facet_value(&result->facets[0].values[0], "", 1);
	assert_facet_value(&result->facets[0].values[2], "ofsted", 2);
	assert_null(xap_reader_open(paths, 0, &error));
	assert_xap_error(error, XAP_ERROR_ARGUMENT);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_create_commit_and_reopen),
	    TEST(test_close_discards),
	    TEST(test_nothing_is_committed_before_commit),
	    TEST(test_modes),
	    TEST(test_add_numbers_documents),
	    TEST(test_replace_and_delete),
	    TEST(test_replace_and_delete_many),
	    TEST(test_metadata),
	    TEST(test_empty_metadata_key),
	    TEST(test_term_length),
	    TEST(test_failed_call_kills_the_writer),
	    TEST(test_bad_value_slot),
	    TEST(test_boolean_operators),
	    TEST(test_leaves),
	    TEST(test_empty_branches),
	    TEST(test_phrase_is_in_order_and_near_is_not),
	    TEST(test_phrase_without_positions),
	    TEST(test_phrase_of_other_than_terms_is_refused),
	    TEST(test_prefix),
	    TEST(test_prefix_limit),
	    TEST(test_value_range),
	    TEST(test_weights),
	    TEST(test_bad_query_terms),
	    TEST(test_depth),
	    TEST(test_query_copy_and_count),
	    TEST(test_facets_add_up),
	    TEST(test_facets_without_matches),
	    TEST(test_counts_are_exact),
	    TEST(test_sort_keys),
	    TEST(test_relevance_comes_first),
	    TEST(test_bm25),
	    TEST(test_paging),
	    TEST(test_values_and_data),
	    TEST(test_term_freq_and_get),
	    TEST(test_terms),
	    TEST(test_list_pages),
	    TEST(test_compact),
	    TEST(test_compact_bad_sources),
	    TEST(test_copy),
	    TEST(test_several_indexes_as_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
