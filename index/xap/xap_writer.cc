/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/xap/xap_internal.hh"

#include <algorithm>
#include <memory>
#include <optional>

/*
 * A Xapian transaction is open at all times except inside a commit: it keeps
 * Xapian from committing by itself after 10,000 changes, and makes its
 * destructor, which would otherwise commit, discard.
 */
struct XapWriter {
	std::string path;
	std::optional<Xapian::WritableDatabase> db; /* empty: the writer is dead */
	bool in_transaction;
};

namespace
{

void begin(XapWriter *writer)
{
	/* unflushed: a flushed one would commit at begin_transaction() */
	writer->db->begin_transaction(false);
	writer->in_transaction = true;
}

/* Drops the handle with everything uncommitted.  Xapian's destructor commits when no transaction is open,
   as after a failed commit; 1.4.22 has dropped the batch by then, and a new transaction makes sure. */
void discard(XapWriter *writer) noexcept
{
	if (!writer->db)
		return;
	xap_guard(writer->path.c_str(), nullptr, [&] {
		if (!writer->in_transaction)
			begin(writer);
	});
	writer->db.reset();
}

/* Runs one call on a live writer; kills the writer when it fails. */
template <typename Body> bool step(XapWriter *writer, GError **error, Body &&body) noexcept
{
	if (!writer->db) {
		xap_set_error(error, XAP_ERROR_DEAD, writer->path.c_str(), "close it and redo the batch");
		return false;
	}
	bool ok = xap_guard(writer->path.c_str(), error, [&] { body(*writer->db); });
	if (!ok)
		discard(writer);
	return ok;
}

std::string as_string(const char *start, size_t n_bytes)
{
	return n_bytes ? std::string(start, n_bytes) : std::string();
}

void add_term(Xapian::Document &target, const XapTerm &term)
{
	std::string name = xap_term(term.term, term.n_bytes);
	if (term.n_positions == 0)
		target.add_term(name, term.wdf);
	for (size_t i = 0; i < term.n_positions; i++)
		target.add_posting(name, term.positions[i], i == 0 ? term.wdf : 0);
}

Xapian::Document make_document(const XapDoc *doc)
{
	Xapian::Document target;
	for (size_t i = 0; i < doc->n_terms; i++)
		add_term(target, doc->terms[i]);
	for (size_t i = 0; i < doc->n_values; i++) {
		const XapValue &value = doc->values[i];
		if (value.slot == Xapian::BAD_VALUENO)
			throw XapFailure(XAP_ERROR_ARGUMENT, "value slot out of range");
		target.add_value(value.slot, as_string(value.bytes, value.n_bytes));
	}
	target.set_data(as_string(doc->data, doc->n_data));
	return target;
}

} // namespace

std::string xap_term(const char *term, size_t n_bytes)
{
	if (n_bytes == 0)
		throw XapFailure(XAP_ERROR_ARGUMENT, "a term is empty");
	if (n_bytes > XAP_MAX_TERM_BYTES)
		throw XapFailure(XAP_ERROR_ARGUMENT, "a term has " + std::to_string(n_bytes) +
							 " bytes; the longest has " +
							 std::to_string(XAP_MAX_TERM_BYTES));
	std::string name(term, n_bytes);
	/* glass stores a NUL in two bytes and would find the key too long at the commit only */
	size_t n_nul = (size_t)std::count(name.begin(), name.end(), '\0');
	if (n_bytes + n_nul > XAP_MAX_TERM_BYTES)
		throw XapFailure(XAP_ERROR_ARGUMENT, "a term with NUL bytes is too long");
	return name;
}

XapWriter *xap_writer_open(const char *path, XapWriterMode mode, GError **error)
{
	std::unique_ptr<XapWriter> writer;
	bool ok = xap_guard(path, error, [&] {
		int flags = xap_writer_flags(path, mode) | Xapian::DB_BACKEND_GLASS;
		writer.reset(new XapWriter{path, std::nullopt, false});
		writer->db.emplace(path, flags);
		begin(writer.get());
		if (mode != XAP_OPEN)
			xap_sync_parent(path);
	});
	return ok ? writer.release() : nullptr;
}

bool xap_writer_add(XapWriter *writer, const XapDoc *doc, uint32_t *ret_id, GError **error)
{
	return step(writer, error, [&](Xapian::WritableDatabase &db) {
		uint32_t id = db.add_document(make_document(doc));
		if (ret_id)
			*ret_id = id;
	});
}

bool xap_writer_replace(XapWriter *writer, const char *term, size_t n_bytes, const XapDoc *doc,
			GError **error)
{
	return step(writer, error, [&](Xapian::WritableDatabase &db) {
		db.replace_document(xap_term(term, n_bytes), make_document(doc));
	});
}

bool xap_writer_delete(XapWriter *writer, const char *term, size_t n_bytes, GError **error)
{
	return step(writer, error,
		    [&](Xapian::WritableDatabase &db) { db.delete_document(xap_term(term, n_bytes)); });
}

bool xap_writer_set_metadata(XapWriter *writer, const char *key, const char *value, GError **error)
{
	return step(writer, error, [&](Xapian::WritableDatabase &db) { db.set_metadata(key, value); });
}

bool xap_writer_copy(XapWriter *writer, const char *path, uint32_t *ret_n_docs, GError **error)
{
	return step(writer, error, [&](Xapian::WritableDatabase &db) {
		Xapian::Database source = xap_open_folder(path);
		uint32_t n_docs = 0;
		for (auto id = source.postlist_begin(""); id != source.postlist_end(""); ++id, ++n_docs)
			db.add_document(source.get_document(*id));
		if (ret_n_docs)
			*ret_n_docs = n_docs;
	});
}

bool xap_writer_commit(XapWriter *writer, GError **error)
{
	return step(writer, error, [&](Xapian::WritableDatabase &db) {
		db.commit_transaction();
		writer->in_transaction = false;
		db.commit();
		xap_sync(writer->path);
		begin(writer);
	});
}

void xap_writer_close(XapWriter *writer)
{
	if (!writer)
		return;
	discard(writer);
	delete writer;
}
