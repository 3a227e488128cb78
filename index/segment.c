/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/segment.h"

#include "base/file.h"
#include "base/limits.h"
#include "index/analysis.h"
#include "index/error.h"
#include "index/schema.h"
#include "index/xap/xap.h"

#include <string.h>

struct SgSegment {
	char *path;
	uint64_t n_pending; /* bytes of text that the commit will write */
	XapWriter *writer;
	SgAnalyser *analyser;
	/* scratch, reused from passage to passage */
	GArray *terms;      /* XapTerm */
	GArray *positions;  /* uint32_t */
	GPtrArray *strings; /* filter terms and values, freed after each record */
	GArray *values;     /* XapValue */
};

SgSegment *sg_segment_create(const char *path, GError **error)
{
	XapWriter *writer = xap_writer_open(path, XAP_CREATE, error);
	if (!writer) {
		sg_index_error_translate(error, path);
		return NULL;
	}
	SgSegment *segment = g_new(SgSegment, 1);
	*segment = (SgSegment){
	    .path = g_strdup(path),
	    .writer = writer,
	    .analyser = sg_analyser_new(),
	    .terms = g_array_new(FALSE, FALSE, sizeof(XapTerm)),
	    .positions = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
	    .strings = g_ptr_array_new_with_free_func(g_free),
	    .values = g_array_new(FALSE, FALSE, sizeof(XapValue)),
	};
	return segment;
}

void sg_segment_close(SgSegment *segment)
{
	if (!segment)
		return;
	xap_writer_close(segment->writer);
	sg_analyser_free(segment->analyser);
	g_array_unref(segment->terms);
	g_array_unref(segment->positions);
	g_ptr_array_unref(segment->strings);
	g_array_unref(segment->values);
	g_free(segment->path);
	g_free(segment);
}

/* Xapian 1.4.22 ends the process when the device is full in a commit: there has to be room before it. */
static bool check_room(const SgSegment *segment, GError **error)
{
	/* too much is asked for rather than too little: the process would be lost */
	enum { BYTES_PER_BYTE = 3 }; /* of index for one of text, with a margin */
	return sg_file_has_room(segment->path, segment->n_pending * BYTES_PER_BYTE + SG_MAX_RESERVE_BYTES,
				error) ||
	       sg_index_error_translate(error, segment->path);
}

bool sg_segment_finish(SgSegment *segment, GError **error)
{
	if (!check_room(segment, error))
		return false;
	return xap_writer_commit(segment->writer, error) || sg_index_error_translate(error, segment->path);
}

/* Takes `term`. */
static void add_filter(SgSegment *segment, char *term)
{
	g_ptr_array_add(segment->strings, term);
	XapTerm filter = {.term = term, .n_bytes = strlen(term)};
	g_array_append_val(segment->terms, filter);
}

/* Takes `value`. */
static void add_value(SgSegment *segment, SgSlot slot, char *value)
{
	g_ptr_array_add(segment->strings, value);
	XapValue entry = {.slot = slot, .bytes = value, .n_bytes = strlen(value)};
	/* Xapian takes an empty value for none */
	if (entry.n_bytes > 0)
		g_array_append_val(segment->values, entry);
}

static int compare_terms(const void *a, const void *b)
{
	const XapTerm *left = a, *right = b;
	int order = memcmp(left->term, right->term, MIN(left->n_bytes, right->n_bytes));
	if (order != 0)
		return order;
	return (left->n_bytes > right->n_bytes) - (left->n_bytes < right->n_bytes);
}

static int compare_tokens(const void *a, const void *b)
{
	const SgToken *left = *(const SgToken *const *)a, *right = *(const SgToken *const *)b;
	int order = strcmp(left->stem, right->stem);
	if (order != 0)
		return order;
	return (left->position > right->position) - (left->position < right->position);
}

/* One XapTerm per stem with its ascending positions. */
static void add_stems(SgSegment *segment, const char *text)
{
	const SgToken *tokens;
	size_t n_tokens;
	sg_analyse(segment->analyser, text, strlen(text), &tokens, &n_tokens);
	g_autofree const SgToken **sorted = g_new(const SgToken *, n_tokens + 1);
	for (size_t i = 0; i < n_tokens; i++)
		sorted[i] = &tokens[i];
	qsort(sorted, n_tokens, sizeof *sorted, compare_tokens);

	g_array_set_size(segment->positions, 0);
	for (size_t i = 0; i < n_tokens; i++)
		g_array_append_val(segment->positions, sorted[i]->position);
	for (size_t first = 0, last; first < n_tokens; first = last) {
		for (last = first + 1;
		     last < n_tokens && strcmp(sorted[last]->stem, sorted[first]->stem) == 0;)
			last++;
		XapTerm term = {
		    .term = sorted[first]->stem,
		    .n_bytes = strlen(sorted[first]->stem),
		    .wdf = (uint32_t)(last - first),
		    .positions = &g_array_index(segment->positions, uint32_t, first),
		    .n_positions = last - first,
		};
		g_array_append_val(segment->terms, term);
	}
}

static void add_years(SgSegment *segment, SgInterval when)
{
	enum { MAX_YEARS = 50 }; /* a looser date says nothing worth filtering by */
	int first = sg_day_year(when.from), last = sg_day_year(when.to);
	for (int year = first; when.from && year <= last && year < first + MAX_YEARS; year++)
		add_filter(segment, g_strdup_printf(SG_PREFIX_YEAR "%d", year));
}

static void add_said(SgSegment *segment, const SgDate *said, SgSource source)
{
	add_years(segment, said->when);
	add_value(segment, SG_SLOT_FACET, sg_facet_value(said, source));
	if (sg_interval_known(said->when)) {
		add_value(segment, SG_SLOT_SAID, g_strdup_printf("%d", said->when.from));
		add_value(segment, SG_SLOT_SAID_LAST, g_strdup_printf("%d", said->when.to));
		add_value(segment, SG_SLOT_DATED, g_strdup("1"));
	}
}

static void add_document_fields(SgSegment *segment, const SgDocument *document)
{
	add_filter(segment, sg_term(SG_PREFIX_IN_DOCUMENT, document->id));
	add_value(segment, SG_SLOT_DOCUMENT, g_strdup(document->id));
	if (document->about)
		add_filter(segment, sg_term(SG_PREFIX_ABOUT, document->about));
}

/* Writes what the scratch arrays hold, and empties them. */
static bool write_record(SgSegment *segment, const GString *data, GError **error)
{
	if (data->len > SG_MAX_RECORD_BYTES) {
		g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_INTERNAL,
			    "a record of %zu bytes is too long", data->len);
		return false;
	}
	g_array_sort(segment->terms, compare_terms);
	XapDoc doc = {
	    .terms = (const XapTerm *)(void *)segment->terms->data,
	    .n_terms = segment->terms->len,
	    .values = (const XapValue *)(void *)segment->values->data,
	    .n_values = segment->values->len,
	    .data = data->str,
	    .n_data = data->len,
	};
	bool added = xap_writer_add(segment->writer, &doc, NULL, error);
	g_array_set_size(segment->terms, 0);
	g_array_set_size(segment->values, 0);
	g_ptr_array_set_size(segment->strings, 0);
	return added || sg_index_error_translate(error, segment->path);
}

static bool write_passage(SgSegment *segment, const SgDocument *document, const SgPassage *passage,
			  GError **error)
{
	/* furniture is kept to show the document whole, without a word of it found */
	bool searchable = passage->kind != SG_KIND_FURNITURE;
	g_autofree char *id = sg_passage_id(document->id, passage->n);
	add_filter(segment, g_strdup(searchable ? SG_TERM_PASSAGE : SG_TERM_FURNITURE));
	add_filter(segment, sg_term(SG_PREFIX_PASSAGE_ID, id));
	add_filter(segment, sg_term(SG_PREFIX_SOURCE, sg_source_name(passage->source)));
	add_filter(segment, sg_term(SG_PREFIX_KIND, sg_kind_name(passage->kind)));
	if (passage->section != SG_SECTION_NONE)
		add_filter(segment, sg_term(SG_PREFIX_SECTION, sg_section_name(passage->section)));
	add_document_fields(segment, document);
	add_said(segment, &passage->said, passage->source);
	/* of one length, so that they sort as text */
	add_value(segment, SG_SLOT_NUMBER, g_strdup_printf("%08x", passage->n));
	if (searchable)
		add_stems(segment, passage->text);
	GString *data = sg_passage_encode(passage);
	segment->n_pending += data->len;
	bool written = write_record(segment, data, error);
	g_string_free(data, TRUE);
	return written;
}

static bool write_document(SgSegment *segment, const SgDocument *document, GError **error)
{
	add_filter(segment, g_strdup(SG_TERM_DOCUMENT));
	if (!document->about)
		add_filter(segment, g_strdup(SG_TERM_NO_AUTHORITY));
	add_filter(segment, sg_term(SG_PREFIX_DOCUMENT_ID, document->id));
	add_filter(segment, sg_term(SG_PREFIX_SOURCE, sg_source_name(document->source)));
	add_document_fields(segment, document);
	add_said(segment, &document->published, document->source);
	if (document->no_text) {
		add_filter(segment, g_strdup(SG_TERM_SCAN));
		add_stems(segment, document->title);
	}
	GString *data = sg_document_encode(document);
	bool written = write_record(segment, data, error);
	g_string_free(data, TRUE);
	return written;
}

bool sg_segment_add(SgSegment *segment, const SgDocument *document, const GPtrArray *passages, GError **error)
{
	if (!check_room(segment, error) || !write_document(segment, document, error))
		return false;
	for (guint i = 0; i < passages->len; i++) {
		if (!write_passage(segment, document, g_ptr_array_index(passages, i), error)) {
			g_prefix_error(error, "passage %u of document %s: ", i + 1, document->id);
			return false;
		}
	}
	return true;
}
