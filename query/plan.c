/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/plan.h"

#include "base/limits.h"
#include "index/schema.h"

#include <string.h>

const XapBm25 sg_plan_bm25 = {.k1 = 1.2, .b = 0.4, .min_normlen = 0.5};

static XapQuery *term_query(const char *prefix, const char *text)
{
	g_autofree char *term = sg_term(prefix, text);
	return xap_query_term(term, strlen(term));
}

/* The item's words by their stems: the word itself, or all in order.  A long phrase is looked up by its first
   words and decided by reading. */
static XapQuery *item_run(const SgItem *item)
{
	guint n_words = MIN(item->words->len, SG_MAX_PHRASE_WORDS);
	if (n_words == 1)
		return term_query("", g_array_index(item->words, SgWord, 0).stem);
	XapQuery *run = xap_query_branch(XAP_PHRASE, 0);
	for (guint i = 0; i < n_words; i++)
		xap_query_add(run, term_query("", g_array_index(item->words, SgWord, i).stem));
	return run;
}

static XapQuery *item_query(const SgItem *item)
{
	XapQuery *run = item_run(item);
	if (!item->joined)
		return run;
	XapQuery *either = xap_query_add(xap_query_branch(XAP_OR, 0), run);
	return xap_query_add(either, term_query("", item->joined));
}

static XapQuery *clause_query(const SgClause *clause)
{
	XapQuery *any = xap_query_branch(XAP_OR, 0);
	for (guint i = 0; i < clause->items->len; i++)
		xap_query_add(any, item_query(g_ptr_array_index(clause->items, i)));
	return any;
}

static XapQuery *clauses_query(const SgQuery *query, XapOp op)
{
	XapQuery *all = xap_query_branch(op, 0);
	for (guint i = 0; i < query->clauses->len; i++)
		xap_query_add(all, clause_query(g_ptr_array_index(query->clauses, i)));
	return all;
}

/* Plain single words of the query, when there are few enough for a position check; NULL otherwise. */
static XapQuery *neighbours(const SgQuery *query)
{
	enum { MAX_NEAR = 4, SLACK = 3 };
	guint n = query->clauses->len;
	if (n < 2 || n > MAX_NEAR)
		return NULL;
	g_autoptr(XapQuery) near = xap_query_branch(XAP_NEAR, n + SLACK);
	for (guint i = 0; i < n; i++) {
		const SgClause *clause = g_ptr_array_index(query->clauses, i);
		const SgItem *item = g_ptr_array_index(clause->items, 0);
		if (clause->items->len != 1 || item->words->len != 1)
			return NULL;
		xap_query_add(near, item_run(item));
	}
	return g_steal_pointer(&near);
}

XapQuery *sg_plan_words(const SgQuery *query)
{
	if (sg_query_is_empty(query))
		return xap_query_leaf(query->nothing ? XAP_NONE : XAP_ALL);
	XapQuery *words = clauses_query(query, XAP_AND);
	XapQuery *near = neighbours(query);
	if (!near)
		return words;
	XapQuery *raised = xap_query_add(xap_query_branch(XAP_AND_MAYBE, 0), words);
	return xap_query_add(raised, near);
}

XapQuery *sg_plan_any(const SgQuery *query)
{
	return sg_query_is_empty(query) ? xap_query_leaf(XAP_NONE) : clauses_query(query, XAP_OR);
}

XapQuery *sg_plan_some(const SgQuery *query)
{
	XapQuery *some = sg_plan_any(query);
	/* stems in order are not yet the exact words: those are told apart by reading */
	if (sg_query_needs_reading(query) || sg_query_is_empty(query))
		return some;
	XapQuery *rest = xap_query_add(xap_query_branch(XAP_AND_NOT, 0), some);
	return xap_query_add(rest, clauses_query(query, XAP_AND));
}

/* ---- filters --------------------------------------------------------- */

static void add_any(XapQuery *filters, XapQuery *any)
{
	if (xap_query_n_children(any) > 0)
		xap_query_add(filters, any);
	else
		xap_query_free(any);
}

static void add_sources(XapQuery *filters, unsigned sources)
{
	XapQuery *any = xap_query_branch(XAP_OR, 0);
	for (SgSource source = 0; source < SG_N_SOURCES; source++)
		if (sources & 1u << source)
			xap_query_add(any, term_query(SG_PREFIX_SOURCE, sg_source_name(source)));
	add_any(filters, any);
}

static void add_years(XapQuery *filters, int from, int to)
{
	enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };
	if (!from && !to)
		return;
	XapQuery *any = xap_query_branch(XAP_OR, 0);
	for (int year = MAX(from, FIRST_YEAR); year <= (to ? MIN(to, LAST_YEAR) : LAST_YEAR); year++) {
		g_autofree char *digits = g_strdup_printf("%d", year);
		xap_query_add(any, term_query(SG_PREFIX_YEAR, digits));
	}
	if (xap_query_n_children(any) == 0)
		xap_query_add(any, xap_query_leaf(XAP_NONE));
	xap_query_add(filters, any);
}

static void add_about(XapQuery *filters, const GPtrArray *about)
{
	XapQuery *any = xap_query_branch(XAP_OR, 0);
	for (guint i = 0; i < about->len; i++)
		xap_query_add(any, term_query(SG_PREFIX_ABOUT, g_ptr_array_index(about, i)));
	add_any(filters, any);
}

static XapQuery *without(XapQuery *found, XapQuery *unwanted)
{
	return xap_query_add(xap_query_add(xap_query_branch(XAP_AND_NOT, 0), found), unwanted);
}

static XapQuery *comments_query(void)
{
	return term_query(SG_PREFIX_SOURCE, sg_source_name(SG_SOURCE_COMMENT));
}

static XapQuery *filter_fields(const SgQuery *query, XapQuery *found)
{
	XapQuery *filtered = xap_query_add(xap_query_branch(XAP_FILTER, 0), found);
	xap_query_add(filtered, xap_query_term(SG_TERM_PASSAGE, strlen(SG_TERM_PASSAGE)));
	add_years(filtered, query->from, query->to);
	add_about(filtered, query->about);
	return filtered;
}

XapQuery *sg_plan_held(const SgQuery *query, bool comments)
{
	XapQuery *held = filter_fields(query, xap_query_leaf(XAP_ALL));
	add_sources(held, query->sources);
	return comments ? held : without(held, comments_query());
}

XapQuery *sg_plan_filter(const SgQuery *query, XapQuery *found, bool only_comments)
{
	XapQuery *filtered = filter_fields(query, found);
	if (only_comments)
		xap_query_add(filtered, comments_query());
	else
		add_sources(filtered, query->sources);
	for (guint i = 0; i < query->excluded->len; i++) {
		const SgItem *item = g_ptr_array_index(query->excluded, i);
		if (!item->exact) /* exact ones are excluded by reading */
			filtered = without(filtered, item_query(item));
	}
	return only_comments || query->comments ? filtered : without(filtered, comments_query());
}

XapQuery *sg_plan_scans(const SgQuery *query)
{
	XapQuery *scans = xap_query_branch(XAP_FILTER, 0);
	if (sg_query_is_empty(query))
		return xap_query_add(scans, xap_query_leaf(XAP_NONE));
	xap_query_add(scans, clauses_query(query, XAP_AND));
	xap_query_add(scans, xap_query_term(SG_TERM_SCAN, strlen(SG_TERM_SCAN)));
	add_years(scans, query->from, query->to);
	add_about(scans, query->about);
	add_sources(scans, query->sources);
	return scans;
}
