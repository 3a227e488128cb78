/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/xap/xap_internal.hh"
#include "index/xap/xap_result.hh"

#include <memory>

struct XapReader {
	std::string name; /* the paths, for messages */
	Xapian::Database db;
};

namespace
{

/* One call on the reader's database. */
template <typename Body> bool with(XapReader *reader, GError **error, Body &&body) noexcept
{
	return xap_guard(reader->name.c_str(), error, [&] { body(reader->db); });
}

void add_index(XapReader *reader, const char *path)
{
	reader->db.add_database(xap_open_folder(path));
	reader->name += (reader->name.empty() ? "" : ", ") + std::string(path);
}

void clear_term_count(gpointer item)
{
	g_free(((XapTermCount *)item)->term);
}

void collect_terms(Xapian::Database &db, const char *prefix, size_t n_max, GArray *terms)
{
	auto end = db.allterms_end(prefix);
	for (auto term = db.allterms_begin(prefix); term != end && terms->len < n_max; ++term) {
		uint32_t freq = term.get_termfreq();
		XapBytes name = xap_bytes_copy(*term);
		XapTermCount item = {name.bytes, name.n_bytes, freq};
		g_array_append_val(terms, item);
	}
}

} // namespace

XapReader *xap_reader_open(const char *const *paths, size_t n_paths, GError **error)
{
	std::unique_ptr<XapReader> reader;
	bool ok = xap_guard("", error, [&] {
		if (n_paths == 0)
			throw XapFailure(XAP_ERROR_ARGUMENT, "no index was named");
		reader = std::make_unique<XapReader>();
	});
	/* a guard for each, so that a message names the one that failed */
	for (size_t i = 0; ok && i < n_paths; i++)
		ok = xap_guard(paths[i], error, [&] { add_index(reader.get(), paths[i]); });
	return ok ? reader.release() : nullptr;
}

bool xap_reader_reopen(XapReader *reader, bool *ret_changed, GError **error)
{
	return with(reader, error, [&](Xapian::Database &db) {
		bool changed = db.reopen();
		if (ret_changed)
			*ret_changed = changed;
	});
}

void xap_reader_close(XapReader *reader)
{
	delete reader;
}

bool xap_reader_doc_count(XapReader *reader, uint32_t *ret_n, GError **error)
{
	return with(reader, error, [&](Xapian::Database &db) { *ret_n = db.get_doccount(); });
}

bool xap_reader_term_freq(XapReader *reader, const char *term, size_t n_bytes, uint32_t *ret_n,
			  GError **error)
{
	return with(reader, error,
		    [&](Xapian::Database &db) { *ret_n = db.get_termfreq(xap_term(term, n_bytes)); });
}

bool xap_reader_metadata(XapReader *reader, const char *key, char **ret_value, GError **error)
{
	return with(reader, error,
		    [&](Xapian::Database &db) { *ret_value = xap_bytes_copy(db.get_metadata(key)).bytes; });
}

GArray *xap_reader_terms(XapReader *reader, const char *prefix, size_t n_max, GError **error)
{
	g_autoptr(GArray) terms = g_array_new(FALSE, FALSE, sizeof(XapTermCount));
	g_array_set_clear_func(terms, clear_term_count);
	bool ok = with(reader, error, [&](Xapian::Database &db) { collect_terms(db, prefix, n_max, terms); });
	return ok ? (GArray *)g_steal_pointer(&terms) : nullptr;
}

XapResult *xap_reader_search(XapReader *reader, const XapSearch *search, GError **error)
{
	ResultPtr result(g_new0(XapResult, 1));
	bool ok =
	    with(reader, error, [&](Xapian::Database &db) { xap_search_run(db, *search, result.get()); });
	return ok ? result.release() : nullptr;
}

XapResult *xap_reader_list(XapReader *reader, const char *term, size_t n_bytes, uint32_t after,
			   uint32_t n_max, const uint32_t *value_slots, size_t n_value_slots, bool want_data,
			   GError **error)
{
	ResultPtr result(g_new0(XapResult, 1));
	XapSearch wanted = {};
	wanted.n_max = n_max;
	wanted.value_slots = value_slots;
	wanted.n_value_slots = n_value_slots;
	wanted.want_data = want_data;
	bool ok = with(reader, error, [&](Xapian::Database &db) {
		xap_list_run(db, xap_term(term, n_bytes), after, wanted, result.get());
	});
	return ok ? result.release() : nullptr;
}

bool xap_reader_get(XapReader *reader, const char *term, size_t n_bytes, XapBytes *ret_data, GError **error)
{
	return with(reader, error, [&](Xapian::Database &db) {
		std::string name = xap_term(term, n_bytes);
		auto id = db.postlist_begin(name);
		if (id == db.postlist_end(name))
			throw XapFailure(XAP_ERROR_NOT_FOUND, "no such document in " + reader->name);
		*ret_data = xap_bytes_copy(db.get_document(*id).get_data());
	});
}
