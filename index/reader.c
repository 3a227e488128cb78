/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/reader.h"

#include "index/analysis.h"
#include "index/error.h"
#include "index/schema.h"

#include <errno.h>
#include <string.h>

struct SgReader {
	char *path;
	char *generation; /* name the link had when it was opened */
	XapReader *xap;
	uint64_t revision;
	char *built;
};

/* NULL with errno set when there is none. */
static char *current_generation(const char *path)
{
	g_autofree char *link = g_build_filename(path, "current", NULL);
	errno = 0;
	return g_file_read_link(link, NULL);
}

static bool check_version(SgReader *reader, const char *key, const char *wanted, GError **error)
{
	g_autofree char *found = NULL;
	if (!xap_reader_metadata(reader->xap, key, &found, error))
		return sg_index_error_translate(error, reader->path);
	if (strcmp(found, wanted) == 0)
		return true;
	g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_VERSION,
		    "the index at %s was made by another version of this program: run sgindex --rebuild",
		    reader->path);
	return false;
}

static bool read_metadata(SgReader *reader, GError **error)
{
	g_autofree char *revision = NULL;
	if (!check_version(reader, SG_META_SCHEMA, G_STRINGIFY(SG_SCHEMA_VERSION), error) ||
	    !check_version(reader, SG_META_ANALYSER, G_STRINGIFY(SG_ANALYSER_VERSION), error))
		return false;
	g_clear_pointer(&reader->built, g_free);
	if (!xap_reader_metadata(reader->xap, SG_META_REVISION, &revision, error) ||
	    !xap_reader_metadata(reader->xap, SG_META_BUILT, &reader->built, error))
		return sg_index_error_translate(error, reader->path);
	reader->revision = g_ascii_strtoull(revision, NULL, 10);
	return true;
}

static bool open_generation(SgReader *reader, GError **error)
{
	g_clear_pointer(&reader->xap, xap_reader_close);
	g_free(reader->generation);
	reader->generation = current_generation(reader->path);
	if (!reader->generation && errno == EACCES) {
		g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_IO, "cannot read %s: %s", reader->path,
			    g_strerror(EACCES));
		return false;
	}
	if (!reader->generation) {
		g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_MISSING,
			    "no index at %s: make one with sgindex --index=%s FOLDER", reader->path,
			    reader->path);
		return false;
	}
	g_autofree char *folder = g_build_filename(reader->path, reader->generation, NULL);
	const char *folders[] = {folder};
	GError *cause = NULL;
	reader->xap = xap_reader_open(folders, 1, &cause);
	if (reader->xap && read_metadata(reader, error))
		return true;
	if (reader->xap) {
		g_clear_pointer(&reader->xap, xap_reader_close); /* nor to be read from later on */
		return false;
	}
	if (g_error_matches(cause, XAP_ERROR, XAP_ERROR_NOT_FOUND))
		cause->code = XAP_ERROR_DAMAGED; /* the link is there, what it points at is not */
	g_propagate_error(error, cause);
	return sg_index_error_translate(error, reader->path);
}

SgReader *sg_reader_open(const char *path, GError **error)
{
	g_autoptr(SgReader) reader = g_new0(SgReader, 1);
	reader->path = g_strdup(path);
	/* a writer may swap and sweep between reading the link and opening what it named */
	for (int attempt = 0; attempt < 3; attempt++) {
		g_clear_error(error);
		if (open_generation(reader, error))
			return g_steal_pointer(&reader);
		g_autofree char *now = current_generation(path);
		if (g_strcmp0(now, reader->generation) == 0)
			break;
	}
	return NULL;
}

void sg_reader_close(SgReader *reader)
{
	if (!reader)
		return;
	xap_reader_close(reader->xap);
	g_free(reader->generation);
	g_free(reader->built);
	g_free(reader->path);
	g_free(reader);
}

bool sg_reader_refresh(SgReader *reader, GError **error)
{
	g_autofree char *now = current_generation(reader->path);
	if (!reader->xap || g_strcmp0(now, reader->generation) != 0)
		return open_generation(reader, error);
	bool changed;
	if (!xap_reader_reopen(reader->xap, &changed, error))
		return sg_index_error_translate(error, reader->path);
	return !changed || read_metadata(reader, error);
}

bool sg_reader_run(SgReader *reader, SgReaderFunc func, void *user_data, GError **error)
{
	enum { MAX_TRIES = 3 };
	for (int attempt = 1;; attempt++) {
		g_autoptr(GError) cause = NULL;
		if (sg_reader_refresh(reader, &cause) && func(reader, user_data, &cause))
			return true;
		if (attempt == MAX_TRIES ||
		    !g_error_matches(cause, SG_INDEX_ERROR, SG_INDEX_ERROR_MODIFIED)) {
			g_propagate_error(error, g_steal_pointer(&cause));
			return false;
		}
	}
}

uint64_t sg_reader_get_revision(const SgReader *reader)
{
	return reader->revision;
}

const char *sg_reader_get_built(const SgReader *reader)
{
	return reader->built;
}

XapResult *sg_reader_search(SgReader *reader, const XapSearch *search, GError **error)
{
	XapResult *result = xap_reader_search(reader->xap, search, error);
	if (!result)
		sg_index_error_translate(error, reader->path);
	return result;
}

bool sg_reader_count(SgReader *reader, const char *term, uint32_t *ret_n, GError **error)
{
	return xap_reader_term_freq(reader->xap, term, strlen(term), ret_n, error) ||
	       sg_index_error_translate(error, reader->path);
}

GArray *sg_reader_terms(SgReader *reader, const char *prefix, size_t n_max, GError **error)
{
	GArray *terms = xap_reader_terms(reader->xap, prefix, n_max, error);
	if (!terms)
		sg_index_error_translate(error, reader->path);
	return terms;
}

/* Data of the record with the unique term; NOT_FOUND names `what`. */
static bool get_data(SgReader *reader, const char *term, const char *what, XapBytes *ret_data, GError **error)
{
	GError *cause = NULL;
	if (xap_reader_get(reader->xap, term, strlen(term), ret_data, &cause))
		return true;
	if (g_error_matches(cause, XAP_ERROR, XAP_ERROR_NOT_FOUND)) {
		g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NOT_FOUND, "%s is not in the index", what);
		g_error_free(cause);
		return false;
	}
	g_propagate_error(error, cause);
	return sg_index_error_translate(error, reader->path);
}

SgDocument *sg_reader_dup_document(SgReader *reader, const char *document_id, GError **error)
{
	g_autofree char *term = sg_term(SG_PREFIX_DOCUMENT_ID, document_id);
	XapBytes data;
	if (!get_data(reader, term, document_id, &data, error))
		return NULL;
	SgDocument *document = sg_document_decode(data.bytes, data.n_bytes, error);
	g_free(data.bytes);
	return document;
}

SgPassage *sg_reader_dup_passage(SgReader *reader, const char *document_id, uint32_t n, GError **error)
{
	g_autofree char *id = sg_passage_id(document_id, n);
	g_autofree char *term = sg_term(SG_PREFIX_PASSAGE_ID, id);
	XapBytes data;
	if (!get_data(reader, term, id, &data, error))
		return NULL;
	SgPassage *passage = sg_passage_decode(data.bytes, data.n_bytes, error);
	g_free(data.bytes);
	return passage;
}

typedef void *(*DecodeFunc)(const void *bytes, size_t n_bytes, GError **error);

/* Every record with the term, decoded. */
static GPtrArray *list_records(SgReader *reader, const char *term, DecodeFunc decode, GDestroyNotify destroy,
			       GError **error)
{
	enum { BATCH = 1000 };
	g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(destroy);
	uint32_t after = 0;
	for (;;) {
		g_autoptr(XapResult) batch =
		    xap_reader_list(reader->xap, term, strlen(term), after, BATCH, NULL, 0, true, error);
		if (!batch) {
			sg_index_error_translate(error, reader->path);
			return NULL;
		}
		for (size_t i = 0; i < batch->n_hits; i++) {
			void *record = decode(batch->hits[i].data.bytes, batch->hits[i].data.n_bytes, error);
			if (!record)
				return NULL;
			g_ptr_array_add(records, record);
			after = batch->hits[i].id;
		}
		if (batch->n_hits < BATCH)
			return g_steal_pointer(&records);
	}
}

GPtrArray *sg_reader_dup_passages(SgReader *reader, const char *document_id, GError **error)
{
	g_autoptr(SgDocument) document = sg_reader_dup_document(reader, document_id, error);
	if (!document)
		return NULL;
	g_autoptr(GPtrArray) passages = g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free);
	for (uint32_t n = 1; n <= document->n_passages; n++) {
		SgPassage *passage = sg_reader_dup_passage(reader, document_id, n, error);
		if (!passage)
			return NULL;
		g_ptr_array_add(passages, passage);
	}
	return g_steal_pointer(&passages);
}

GPtrArray *sg_reader_dup_documents(SgReader *reader, GError **error)
{
	return list_records(reader, SG_TERM_DOCUMENT, (DecodeFunc)sg_document_decode,
			    (GDestroyNotify)sg_document_free, error);
}

GPtrArray *sg_reader_dup_places(SgReader *reader, GError **error)
{
	return list_records(reader, SG_TERM_PLACE, (DecodeFunc)sg_place_decode, (GDestroyNotify)sg_place_free,
			    error);
}

/* A file of its own before one inside another, then by name: not as they happened to be met. */
static gint compare_places(gconstpointer a, gconstpointer b)
{
	const SgPlace *left = *(const SgPlace *const *)a, *right = *(const SgPlace *const *)b;
	bool left_inside = strstr(left->path, "//"), right_inside = strstr(right->path, "//");
	return left_inside != right_inside ? left_inside - right_inside : strcmp(left->path, right->path);
}

GPtrArray *sg_reader_dup_places_of(SgReader *reader, const char *document_id, GError **error)
{
	g_autofree char *term = sg_term(SG_PREFIX_PLACE_OF, document_id);
	GPtrArray *places =
	    list_records(reader, term, (DecodeFunc)sg_place_decode, (GDestroyNotify)sg_place_free, error);
	if (places)
		g_ptr_array_sort(places, compare_places);
	return places;
}
