/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/xap/xap_internal.hh"
#include "index/xap/xap_result.hh"

#include <algorithm>
#include <deque>

namespace
{

void set_weighting(Xapian::Enquire &enquire, const XapBm25 *bm25)
{
	if (bm25)
		enquire.set_weighting_scheme(Xapian::BM25Weight(bm25->k1, 0, 1, bm25->b, bm25->min_normlen));
}

/* `keys` is borrowed by `enquire`. */
void set_order(Xapian::Enquire &enquire, const XapSearch &search, Xapian::MultiValueKeyMaker &keys)
{
	for (size_t i = 0; i < search.n_sort; i++)
		keys.add_value(search.sort[i].slot, search.sort[i].descending);
	if (!search.by_relevance)
		enquire.set_sort_by_key(&keys, false);
	else if (search.n_sort > 0)
		enquire.set_sort_by_relevance_then_key(&keys, false);
}

void new_hits(XapResult *result, const XapSearch &wanted, size_t n_max)
{
	result->hits = g_new0(XapHit, n_max);
	result->n_value_slots = wanted.n_value_slots;
}

/* The hit is counted first, so that what it holds is freed whatever throws below. */
void add_hit(XapResult *result, const XapSearch &wanted, const Xapian::Document &doc, double weight)
{
	XapHit *hit = &result->hits[result->n_hits++];
	hit->id = doc.get_docid();
	hit->weight = weight;
	hit->values = g_new0(XapBytes, wanted.n_value_slots);
	for (size_t i = 0; i < wanted.n_value_slots; i++)
		hit->values[i] = xap_bytes_copy(doc.get_value(wanted.value_slots[i]));
	if (wanted.want_data)
		hit->data = xap_bytes_copy(doc.get_data());
}

void add_facet_value(XapFacet *facet, const std::string &value, uint32_t count)
{
	XapFacetValue *item = &facet->values[facet->n_values++];
	item->value = xap_bytes_copy(value);
	item->count = count;
}

/* Xapian's spy leaves empty values out; they are what it was shown less what it counted. */
void fill_facet(XapFacet *facet, const Xapian::ValueCountMatchSpy &spy)
{
	size_t n_values = 0, n_counted = 0;
	for (auto value = spy.values_begin(); value != spy.values_end(); ++value, ++n_values)
		n_counted += value.get_termfreq();
	facet->values = g_new0(XapFacetValue, n_values + 1);
	if (spy.get_total() > n_counted)
		add_facet_value(facet, "", (uint32_t)(spy.get_total() - n_counted));
	for (auto value = spy.values_begin(); value != spy.values_end(); ++value)
		add_facet_value(facet, *value, value.get_termfreq());
}

void fill_facets(XapResult *result, const std::deque<Xapian::ValueCountMatchSpy> &spies)
{
	result->facets = g_new0(XapFacet, spies.size());
	for (const auto &spy : spies)
		fill_facet(&result->facets[result->n_facets++], spy);
}

void free_hit(XapHit *hit, size_t n_value_slots)
{
	for (size_t i = 0; hit->values && i < n_value_slots; i++)
		g_free(hit->values[i].bytes);
	g_free(hit->values);
	g_free(hit->data.bytes);
}

void free_facet(XapFacet *facet)
{
	for (size_t i = 0; i < facet->n_values; i++)
		g_free(facet->values[i].value.bytes);
	g_free(facet->values);
}

} // namespace

XapBytes xap_bytes_copy(const std::string &bytes)
{
	/* c_str() ends in a NUL: it comes along */
	return {(char *)g_memdup2(bytes.c_str(), bytes.size() + 1), bytes.size()};
}

void xap_search_run(const Xapian::Database &db, const XapSearch &search, XapResult *result)
{
	Xapian::Enquire enquire(db);
	Xapian::MultiValueKeyMaker keys;
	std::deque<Xapian::ValueCountMatchSpy> spies;

	enquire.set_query(xap_query_build(search.query, db));
	set_weighting(enquire, search.bm25);
	set_order(enquire, search, keys);
	for (size_t i = 0; i < search.n_facet_slots; i++)
		enquire.add_matchspy(&spies.emplace_back(search.facet_slots[i]));

	/* looking at as many matches as there are documents makes total and facets exact */
	Xapian::MSet found = enquire.get_mset(search.first, search.n_max, db.get_doccount());
	result->total = found.get_matches_estimated();
	new_hits(result, search, found.size());
	for (auto hit = found.begin(); hit != found.end(); ++hit)
		add_hit(result, search, hit.get_document(), hit.get_weight());
	fill_facets(result, spies);
}

void xap_list_run(const Xapian::Database &db, const std::string &term, uint32_t after,
		  const XapSearch &wanted, XapResult *result)
{
	result->total = db.get_termfreq(term);
	new_hits(result, wanted, std::min(wanted.n_max, result->total));
	if (wanted.n_max == 0 || after == UINT32_MAX)
		return;
	auto id = db.postlist_begin(term), end = db.postlist_end(term);
	for (id.skip_to(after + 1); id != end && result->n_hits < wanted.n_max; ++id)
		add_hit(result, wanted, db.get_document(*id), 0);
}

void xap_result_free(XapResult *result)
{
	if (!result)
		return;
	for (size_t i = 0; i < result->n_hits; i++)
		free_hit(&result->hits[i], result->n_value_slots);
	for (size_t i = 0; i < result->n_facets; i++)
		free_facet(&result->facets[i]);
	g_free(result->hits);
	g_free(result->facets);
	g_free(result);
}
