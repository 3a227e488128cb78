/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/held.h"

#include "base/utf8.h"
#include "query/answer.h"
#include "query/json_parts.h"
#include "query/search.h"

#include <string.h>

void sg_held_free(SgHeld *held)
{
	if (!held)
		return;
	g_clear_pointer(&held->places_of, g_hash_table_unref);
	g_clear_pointer(&held->documents, g_ptr_array_unref);
	g_clear_pointer(&held->places, g_ptr_array_unref);
	g_array_unref(held->cells);
	g_free(held->built);
	g_free(held);
}

/* ---- loading --------------------------------------------------------- */

static gint compare_documents(gconstpointer a, gconstpointer b)
{
	const SgDocument *left = *(const SgDocument *const *)a, *right = *(const SgDocument *const *)b;
	SgDay from[] = {left->published.when.from, right->published.when.from};
	if (from[0] != from[1])
		return !from[0] ? 1 : !from[1] ? -1 : from[0] < from[1] ? -1 : 1;
	int by_title = strcmp(left->title, right->title);
	return by_title ? by_title : strcmp(left->id, right->id);
}

static gint compare_places(gconstpointer a, gconstpointer b)
{
	return strcmp((*(const SgPlace *const *)a)->path, (*(const SgPlace *const *)b)->path);
}

static gint compare_cells(gconstpointer a, gconstpointer b)
{
	const SgHeldCell *left = a, *right = b;
	if (left->year != right->year)
		return !left->year ? 1 : !right->year ? -1 : left->year - right->year;
	return (int)left->source - (int)right->source;
}

static SgHeldCell *get_cell(SgHeld *held, int year, SgSource source)
{
	/* a few hundred at most: years and sources */
	for (guint i = 0; i < held->cells->len; i++) {
		SgHeldCell *cell = &g_array_index(held->cells, SgHeldCell, i);
		if (cell->year == year && cell->source == source)
			return cell;
	}
	SgHeldCell cell = {.year = year, .source = source};
	g_array_append_val(held->cells, cell);
	return &g_array_index(held->cells, SgHeldCell, held->cells->len - 1);
}

static void note_places(SgHeld *held)
{
	held->places_of =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < held->places->len; i++) {
		SgPlace *place = g_ptr_array_index(held->places, i);
		if (!place->document_id)
			continue;
		GPtrArray *of = g_hash_table_lookup(held->places_of, place->document_id);
		if (!of) {
			of = g_ptr_array_new();
			g_hash_table_insert(held->places_of, place->document_id, of);
		}
		g_ptr_array_add(of, place);
	}
}

/* A question about nothing counts what is held. */
static bool count_passages(SgReader *reader, SgHeld *held, GError **error)
{
	g_autoptr(SgAnalyser) analyser = sg_analyser_new();
	g_autoptr(SgRequest) request = sg_request_new();
	/* they are counted, if only to say that they are held */
	request->comments = true;
	g_autoptr(SgAnswer) answer = sg_search(reader, analyser, request, error);
	for (guint i = 0; answer && i < answer->cells->len; i++) {
		const SgCell *cell = &g_array_index(answer->cells, SgCell, i);
		get_cell(held, cell->year, cell->source)->n_passages += cell->held;
	}
	return answer != NULL;
}

static bool load(SgReader *reader, void *user_data, GError **error)
{
	SgHeld **ret_held = user_data;
	/* called again when the index changed meanwhile */
	g_clear_pointer(ret_held, sg_held_free);
	SgHeld *held = *ret_held = g_new0(SgHeld, 1);
	held->cells = g_array_new(FALSE, TRUE, sizeof(SgHeldCell));
	held->revision = sg_reader_get_revision(reader);
	held->built = g_strdup(sg_reader_get_built(reader));
	held->documents = sg_reader_dup_documents(reader, error);
	held->places = held->documents ? sg_reader_dup_places(reader, error) : NULL;
	if (!held->places)
		return false;
	g_ptr_array_sort(held->documents, compare_documents);
	g_ptr_array_sort(held->places, compare_places);
	note_places(held);
	for (guint i = 0; i < held->documents->len; i++) {
		const SgDocument *document = g_ptr_array_index(held->documents, i);
		get_cell(held, sg_date_year(&document->published), document->source)->n_documents++;
	}
	return true;
}

SgHeld *sg_held_load(SgReader *reader, GError **error)
{
	g_autoptr(SgHeld) held = NULL;
	if (!sg_reader_run(reader, load, &held, error) || !count_passages(reader, held, error))
		return NULL;
	g_array_sort(held->cells, compare_cells);
	return g_steal_pointer(&held);
}

/* ---- text ------------------------------------------------------------ */

static const char *path_of(const SgHeld *held, const SgDocument *document)
{
	const GPtrArray *places = g_hash_table_lookup(held->places_of, document->id);
	return places ? ((const SgPlace *)g_ptr_array_index(places, 0))->path : "";
}

static void append_visible(GString *out, const char *text)
{
	sg_utf8_append_visible(out, text, strlen(text), false);
}

/* The documents for which `wanted` holds, under a heading; nothing when there are none. */
static void append_list(const SgHeld *held, bool (*wanted)(const SgDocument *), const char *heading,
			GString *out)
{
	bool any = false;
	for (guint i = 0; i < held->documents->len; i++) {
		const SgDocument *document = g_ptr_array_index(held->documents, i);
		if (!wanted(document))
			continue;
		if (!any)
			g_string_append_printf(out, "\n%s:\n", heading);
		any = true;
		g_string_append_printf(out, "  %s  ", document->id);
		append_visible(out, document->title);
		g_string_append(out, "\n                    ");
		append_visible(out, path_of(held, document));
		g_string_append_c(out, '\n');
	}
}

static bool is_undated(const SgDocument *document)
{
	return sg_date_year(&document->published) == 0;
}

static bool is_scan(const SgDocument *document)
{
	return document->no_text;
}

static bool is_read_by_ocr(const SgDocument *document)
{
	return document->ocr;
}

static uint32_t sum_documents(const SgHeld *held, int year, SgSource source)
{
	uint32_t n = 0;
	for (guint i = 0; i < held->cells->len; i++) {
		const SgHeldCell *cell = &g_array_index(held->cells, SgHeldCell, i);
		if ((year < 0 || cell->year == year) && (source == SG_N_SOURCES || cell->source == source))
			n += cell->n_documents;
	}
	return n;
}

static void append_row(const SgHeld *held, int year, GString *out)
{
	g_autofree char *label = year ? g_strdup_printf("%d", year) : g_strdup("undated");
	g_string_append_printf(out, "%-7s", label);
	for (SgSource source = 0; source < SG_SOURCE_COMMENT; source++) {
		uint32_t n = sum_documents(held, year, source);
		int width = MAX((int)strlen(sg_source_name(source)), 5);
		/* a column of nothing would look like silence */
		if (sum_documents(held, -1, source) == 0)
			continue;
		if (n)
			g_string_append_printf(out, "  %*u", width, n);
		else
			g_string_append_printf(out, "  %*s", width, "-");
	}
	g_string_append_printf(out, "  %5u\n", sum_documents(held, year, SG_N_SOURCES));
}

static void append_years(const SgHeld *held, GString *out)
{
	int previous = -1;
	g_string_append_printf(out, "%-7s", "year");
	for (SgSource source = 0; source < SG_SOURCE_COMMENT; source++)
		if (sum_documents(held, -1, source) > 0)
			g_string_append_printf(out, "  %5s", sg_source_name(source));
	g_string_append(out, "    all\n");
	for (guint i = 0; i < held->cells->len; i++) {
		int year = g_array_index(held->cells, SgHeldCell, i).year;
		if (year != previous && sum_documents(held, year, SG_N_SOURCES) > 0)
			append_row(held, year, out);
		previous = year;
	}
}

/* Also where an earlier reading of it is still held. */
static bool is_refused(const SgPlace *place)
{
	return place->reason && strcmp(place->reason, "no-text") != 0;
}

static void append_refused(const SgHeld *held, GString *out)
{
	bool any = false;
	for (guint i = 0; i < held->places->len; i++) {
		const SgPlace *place = g_ptr_array_index(held->places, i);
		if (!is_refused(place))
			continue;
		g_string_append(out, any ? "" : "\nNot indexed:\n");
		any = true;
		g_string_append(out, "  ");
		append_visible(out, place->path);
		g_string_append(out, ": ");
		append_visible(out, place->message ? place->message : place->reason);
		g_string_append_c(out, '\n');
	}
}

void sg_held_text(const SgHeld *held, GString *out)
{
	uint32_t n_passages = 0;
	for (guint i = 0; i < held->cells->len; i++)
		n_passages += g_array_index(held->cells, SgHeldCell, i).n_passages;
	guint n_documents = held->documents->len;
	g_string_append_printf(
	    out, "%u document%s with %u passage%s held (index revision %" G_GUINT64_FORMAT ", built %s)\n\n",
	    n_documents, n_documents == 1 ? "" : "s", n_passages, n_passages == 1 ? "" : "s", held->revision,
	    held->built);
	append_years(held, out);
	append_list(held, is_undated, "Not dated to a year", out);
	append_list(held, is_scan, "Without a text layer (scans), findable by name only", out);
	append_list(held, is_read_by_ocr, "Read by OCR, so with misread words", out);
	append_refused(held, out);
}

/* ---- JSON ------------------------------------------------------------ */

static void put_document(SgJson *json, const SgHeld *held, const SgDocument *document)
{
	sg_json_begin_object(json, NULL);
	sg_json_string(json, "id", document->id);
	sg_json_string(json, "title", document->title);
	sg_json_string(json, "source", sg_source_name(document->source));
	sg_json_string(json, "about", document->about);
	sg_date_put_json(json, "published", &document->published);
	sg_json_bool(json, "no_text", document->no_text);
	sg_json_bool(json, "ocr", document->ocr);
	sg_json_put_places(json, g_hash_table_lookup(held->places_of, document->id));
	sg_json_end_object(json);
}

void sg_held_json(const SgHeld *held, GString *out)
{
	g_autoptr(SgJson) json = sg_json_new(out, 2);
	sg_json_begin_object(json, NULL);
	sg_json_int(json, "index_revision", (int64_t)held->revision);
	sg_json_begin_array(json, "held");
	for (guint i = 0; i < held->cells->len; i++) {
		const SgHeldCell *cell = &g_array_index(held->cells, SgHeldCell, i);
		sg_json_begin_object(json, NULL);
		if (cell->year)
			sg_json_int(json, "year", cell->year);
		else
			sg_json_null(json, "year");
		sg_json_string(json, "source", sg_source_name(cell->source));
		sg_json_int(json, "documents", cell->n_documents);
		sg_json_int(json, "passages", cell->n_passages);
		sg_json_end_object(json);
	}
	sg_json_end_array(json);
	sg_json_begin_array(json, "documents");
	for (guint i = 0; i < held->documents->len; i++)
		put_document(json, held, g_ptr_array_index(held->documents, i));
	sg_json_end_array(json);
	sg_json_begin_array(json, "refused");
	for (guint i = 0; i < held->places->len; i++) {
		const SgPlace *place = g_ptr_array_index(held->places, i);
		if (!is_refused(place))
			continue;
		sg_json_begin_object(json, NULL);
		sg_json_string(json, "path", place->path);
		sg_json_string(json, "reason", place->reason);
		sg_json_string(json, "message", place->message);
		sg_json_end_object(json);
	}
	sg_json_end_array(json);
	sg_json_end_object(json);
	g_string_append_c(out, '\n');
}
