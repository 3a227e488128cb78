/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Queries as a plain tree, and its conversion to Xapian's own. */
#include "index/xap/xap_internal.hh"

#include <algorithm>
#include <cstring>
#include <vector>

struct XapQuery {
	XapOp op;
	uint32_t window; /* PHRASE, NEAR: positions; PREFIX: terms */
	uint32_t slot;
	double factor;
	GBytes *text;  /* TERM, PREFIX, VALUE_RANGE: lower */
	GBytes *upper; /* VALUE_RANGE */
	GPtrArray *children;
};

namespace
{

/* A query nested deeper is refused, so that neither this conversion nor Xapian's recursion can run out
   of stack; a leaf alone has depth 1. */
constexpr int max_depth = 64;

GBytes *ref(GBytes *bytes)
{
	return bytes ? g_bytes_ref(bytes) : nullptr;
}

XapQuery *new_node(XapOp op, GBytes *text)
{
	XapQuery *query = g_new0(XapQuery, 1);
	query->op = op;
	query->text = text;
	query->children = g_ptr_array_new();
	return query;
}

XapQuery *copy_node(const XapQuery *query)
{
	XapQuery *copy = new_node(query->op, ref(query->text));
	copy->window = query->window;
	copy->slot = query->slot;
	copy->factor = query->factor;
	copy->upper = ref(query->upper);
	return copy;
}

void free_node(XapQuery *query)
{
	g_clear_pointer(&query->text, g_bytes_unref);
	g_clear_pointer(&query->upper, g_bytes_unref);
	g_ptr_array_unref(query->children);
	g_free(query);
}

const XapQuery *child(const XapQuery *query, size_t i)
{
	return (const XapQuery *)g_ptr_array_index(query->children, i);
}

std::string text_of(GBytes *bytes)
{
	gsize n_bytes = 0;
	const void *text = g_bytes_get_data(bytes, &n_bytes);
	return n_bytes ? std::string((const char *)text, n_bytes) : std::string();
}

std::string term_of(const XapQuery *query)
{
	gsize n_bytes = 0;
	const void *text = g_bytes_get_data(query->text, &n_bytes);
	return xap_term((const char *)text, n_bytes);
}

/* Any of the terms that begin so.  Not OP_WILDCARD: with several indexes it applies its limit to each
   of them, and which terms were taken would depend on how the documents are spread. */
Xapian::Query build_prefix(const XapQuery *query, const Xapian::Database &db)
{
	std::string prefix = term_of(query);
	std::vector<std::string> terms;
	auto end = db.allterms_end(prefix);
	for (auto term = db.allterms_begin(prefix); term != end && terms.size() < query->window; ++term)
		terms.push_back(*term);
	return Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
}

Xapian::Query build_positional(const XapQuery *query, Xapian::Query::op op)
{
	std::vector<std::string> terms;
	for (size_t i = 0; i < query->children->len; i++) {
		if (child(query, i)->op != XAP_TERM)
			throw XapFailure(XAP_ERROR_ARGUMENT, "a phrase or NEAR is made of terms only");
		terms.push_back(term_of(child(query, i)));
	}
	/* words cannot stand in fewer positions than there are words */
	auto window = std::max<Xapian::termcount>(query->window, query->children->len);
	return Xapian::Query(op, terms.begin(), terms.end(), window);
}

Xapian::Query build(const XapQuery *query, const Xapian::Database &db, int depth);

Xapian::Query build_branch(const XapQuery *query, const Xapian::Database &db, int depth, Xapian::Query::op op)
{
	std::vector<Xapian::Query> parts;
	for (size_t i = 0; i < query->children->len; i++)
		parts.push_back(build(child(query, i), db, depth + 1));
	return Xapian::Query(op, parts.begin(), parts.end());
}

Xapian::Query build_scale(const XapQuery *query, const Xapian::Database &db, int depth)
{
	if (query->children->len != 1)
		throw XapFailure(XAP_ERROR_ARGUMENT, "a scaled query has one child");
	return Xapian::Query(query->factor, build(child(query, 0), db, depth + 1));
}

Xapian::Query build_range(const XapQuery *query)
{
	return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, query->slot, text_of(query->text),
			     text_of(query->upper));
}

Xapian::Query build(const XapQuery *query, const Xapian::Database &db, int depth)
{
	if (!query)
		throw XapFailure(XAP_ERROR_ARGUMENT, "no query was given");
	if (depth > max_depth)
		throw XapFailure(XAP_ERROR_ARGUMENT, "the query is nested too deeply");
	switch (query->op) {
	case XAP_TERM:
		return Xapian::Query(term_of(query));
	case XAP_AND:
		return build_branch(query, db, depth, Xapian::Query::OP_AND);
	case XAP_OR:
		return build_branch(query, db, depth, Xapian::Query::OP_OR);
	case XAP_AND_NOT:
		return build_branch(query, db, depth, Xapian::Query::OP_AND_NOT);
	case XAP_AND_MAYBE:
		return build_branch(query, db, depth, Xapian::Query::OP_AND_MAYBE);
	case XAP_FILTER:
		return build_branch(query, db, depth, Xapian::Query::OP_FILTER);
	case XAP_PHRASE:
		return build_positional(query, Xapian::Query::OP_PHRASE);
	case XAP_NEAR:
		return build_positional(query, Xapian::Query::OP_NEAR);
	case XAP_PREFIX:
		return build_prefix(query, db);
	case XAP_SCALE:
		return build_scale(query, db, depth);
	case XAP_VALUE_RANGE:
		return build_range(query);
	case XAP_ALL:
		/* not Query::MatchAll: its reference count is shared by all threads and not atomic */
		return Xapian::Query(std::string());
	case XAP_NONE:
		return Xapian::Query();
	}
	throw XapFailure(XAP_ERROR_ARGUMENT, "unknown query operator");
}

} // namespace

Xapian::Query xap_query_build(const XapQuery *query, const Xapian::Database &db)
{
	return build(query, db, 1);
}

XapQuery *xap_query_leaf(XapOp op)
{
	return new_node(op, g_bytes_new_static("", 0));
}

XapQuery *xap_query_term(const char *term, size_t n_bytes)
{
	return new_node(XAP_TERM, g_bytes_new(term, n_bytes));
}

XapQuery *xap_query_prefix(const char *prefix, size_t n_bytes, uint32_t max_terms)
{
	XapQuery *query = new_node(XAP_PREFIX, g_bytes_new(prefix, n_bytes));
	query->window = max_terms;
	return query;
}

XapQuery *xap_query_value_range(uint32_t slot, const char *lower, const char *upper)
{
	XapQuery *query = new_node(XAP_VALUE_RANGE, g_bytes_new(lower, strlen(lower)));
	query->slot = slot;
	query->upper = g_bytes_new(upper, strlen(upper));
	return query;
}

XapQuery *xap_query_branch(XapOp op, uint32_t window)
{
	XapQuery *query = new_node(op, nullptr);
	query->window = window;
	return query;
}

XapQuery *xap_query_scale(double factor, XapQuery *scaled)
{
	XapQuery *query = new_node(XAP_SCALE, nullptr);
	query->factor = factor;
	return xap_query_add(query, scaled);
}

XapQuery *xap_query_add(XapQuery *branch, XapQuery *added)
{
	g_ptr_array_add(branch->children, added);
	return branch;
}

size_t xap_query_n_children(const XapQuery *branch)
{
	return branch->children->len;
}

/* Copying and freeing go node by node: a tree too deep to be searched must not overflow the stack here. */
XapQuery *xap_query_copy(const XapQuery *query)
{
	g_autoptr(GPtrArray) from = g_ptr_array_new();
	g_autoptr(GPtrArray) to = g_ptr_array_new();
	XapQuery *root = copy_node(query);
	g_ptr_array_add(from, (gpointer)query);
	g_ptr_array_add(to, root);
	for (guint next = 0; next < from->len; next++) {
		const XapQuery *source = (const XapQuery *)g_ptr_array_index(from, next);
		XapQuery *target = (XapQuery *)g_ptr_array_index(to, next);
		for (size_t i = 0; i < source->children->len; i++) {
			XapQuery *copied = copy_node(child(source, i));
			xap_query_add(target, copied);
			g_ptr_array_add(from, (gpointer)child(source, i));
			g_ptr_array_add(to, copied);
		}
	}
	return root;
}

void xap_query_free(XapQuery *query)
{
	if (!query)
		return;
	g_autoptr(GPtrArray) pending = g_ptr_array_new();
	g_ptr_array_add(pending, query);
	while (pending->len > 0) {
		auto *node = (XapQuery *)g_ptr_array_steal_index_fast(pending, pending->len - 1);
		for (size_t i = 0; i < node->children->len; i++)
			g_ptr_array_add(pending, g_ptr_array_index(node->children, i));
		free_node(node);
	}
}
