/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/show.h"

#include "base/utf8.h"
#include "index/error.h"
#include "index/schema.h"
#include "query/answer.h"
#include "query/json_parts.h"

#include <string.h>

void sg_shown_free(SgShown *shown)
{
	if (!shown)
		return;
	sg_document_free(shown->document);
	if (shown->passages)
		g_ptr_array_unref(shown->passages);
	if (shown->places)
		g_ptr_array_unref(shown->places);
	g_free(shown);
}

typedef struct {
	char *document_id;
	uint32_t n; /* 0: the whole document */
	SgShown *shown;
} Lookup;

static GPtrArray *one_passage(SgReader *reader, const Lookup *lookup, GError **error)
{
	SgPassage *passage = sg_reader_dup_passage(reader, lookup->document_id, lookup->n, error);
	if (!passage)
		return NULL;
	GPtrArray *passages = g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free);
	g_ptr_array_add(passages, passage);
	return passages;
}

static bool look_up(SgReader *reader, void *user_data, GError **error)
{
	Lookup *lookup = user_data;
	g_clear_pointer(&lookup->shown, sg_shown_free);
	SgShown *shown = lookup->shown = g_new0(SgShown, 1);
	shown->document = sg_reader_dup_document(reader, lookup->document_id, error);
	if (!shown->document)
		return false;
	shown->passages = lookup->n ? one_passage(reader, lookup, error)
				    : sg_reader_dup_passages(reader, lookup->document_id, error);
	if (!shown->passages)
		return false;
	/* of a passage too: where it can be read */
	shown->places = sg_reader_dup_places_of(reader, lookup->document_id, error);
	return shown->places != NULL;
}

SgShown *sg_show(SgReader *reader, const char *id, GError **error)
{
	Lookup lookup = {0};
	if (!sg_passage_id_parse(id, &lookup.document_id, &lookup.n)) {
		g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NOT_FOUND,
			    "“%s” is not an ID: 16 digits and letters, and for a passage its number "
			    "(0123456789abcdef.12)",
			    id);
		return NULL;
	}
	g_autofree char *document_id = lookup.document_id;
	if (sg_reader_run(reader, look_up, &lookup, error))
		return lookup.shown;
	sg_shown_free(lookup.shown);
	return NULL;
}

static void append_visible(GString *out, const char *text)
{
	sg_utf8_append_visible(out, text, strlen(text), false);
}

static void append_line(GString *out, const char *label, const char *value)
{
	if (!value)
		return;
	g_string_append_printf(out, "%-10s", label);
	append_visible(out, value);
	g_string_append_c(out, '\n');
}

static bool is_own(const SgDocument *document, const SgPassage *passage)
{
	return passage->source == document->source && passage->quotation == SG_QUOTATION_OWN &&
	       !passage->speaker && passage->said.when.from == document->published.when.from &&
	       passage->said.when.to == document->published.when.to;
}

/* Whose words a passage is and when they were said, where either is not as of the whole document. */
static void append_voice(GString *out, const SgDocument *document, const SgPassage *passage)
{
	if (is_own(document, passage))
		return;
	const char *speaker = sg_passage_named(passage);
	g_autofree char *when = sg_date_print(&passage->said);
	g_string_append_printf(out, " – %s, ", sg_source_label(passage->source));
	if (speaker) {
		append_visible(out, speaker);
		g_string_append(out, ", ");
	}
	if (speaker && passage->role) {
		append_visible(out, passage->role);
		g_string_append(out, ", ");
	}
	g_string_append(out, when);
	if (passage->quotation != SG_QUOTATION_OWN)
		g_string_append(out, ", quoted");
}

static void append_passage(GString *out, const SgDocument *document, const SgPassage *passage)
{
	g_string_append_printf(out, "\n%u", passage->n);
	if (passage->page) {
		g_string_append(out, " (");
		sg_passage_append_pages(out, passage);
		g_string_append_c(out, ')');
	}
	append_voice(out, document, passage);
	g_string_append_c(out, '\n');
	append_visible(out, passage->text);
	g_string_append_c(out, '\n');
}

static const char *where_read(SgBasis basis)
{
	static const char *const places[] = {"stands nowhere",
					     "supplied with the file",
					     "stated in the document",
					     "from the file name",
					     "from its metadata",
					     "worked out from the text",
					     "worked out from reader comments"};
	G_STATIC_ASSERT(G_N_ELEMENTS(places) == SG_N_BASES);
	return places[basis];
}

/* "ILACS, focused visit" */
static char *kind_of(const SgInspection *inspection)
{
	static const char *const forms[] = {"inspection",       "short inspection", "focused visit",
					    "monitoring visit", "revisit",          "assurance visit"};
	G_STATIC_ASSERT(G_N_ELEMENTS(forms) == SG_N_INSPECTIONS);
	const char *framework = inspection->framework == SG_FRAMEWORK_UNKNOWN
				    ? "framework not known"
				    : sg_framework_name(inspection->framework);
	return g_strdup_printf("%s, %s", framework, forms[inspection->type]);
}

static void append_inspection(GString *out, const SgInspection *inspection)
{
	g_autofree char *kind = kind_of(inspection);
	append_line(out, "Framework", kind);
	g_autofree char *days =
	    inspection->start ? sg_interval_print((SgInterval){inspection->start, inspection->end}) : NULL;
	append_line(out, "Inspected", days);
	append_line(out, "Inspector", inspection->lead_inspector);
	append_line(out, "To", inspection->addressee);
	/* once, before the first */
	const char *label = "Grades";
	for (SgArea area = 0; area < SG_N_AREAS; area++) {
		if (inspection->grades[area] == SG_GRADE_NONE)
			continue;
		g_autofree char *grade =
		    g_strdup_printf("%s: %s", sg_area_label(area), sg_grade_name(inspection->grades[area]));
		append_line(out, label, grade);
		label = "";
	}
}

void sg_show_text(const SgShown *shown, GString *out)
{
	const SgDocument *document = shown->document;
	g_autofree char *when = sg_date_print(&document->published);
	append_line(out, "Title", document->title);
	append_line(out, "Source", sg_source_label(document->source));
	append_line(out, "About", document->about);
	g_autofree char *dated = g_strdup_printf("%s (%s)", when, where_read(document->published.basis));
	append_line(out, "Date", dated);
	append_line(out, "", document->published.note);
	if (document->inspection)
		append_inspection(out, document->inspection);
	append_line(out, "Address", document->url);
	append_line(out, "Document", document->id);
	for (guint i = 0; i < shown->places->len; i++)
		append_line(out, "File", ((const SgPlace *)g_ptr_array_index(shown->places, i))->path);
	for (guint i = 0; i < shown->passages->len; i++)
		append_passage(out, document, g_ptr_array_index(shown->passages, i));
}

/* The dates it names, each of its own kind. */
static void put_dates(SgJson *json, const SgDocument *document)
{
	sg_json_begin_object(json, "dates");
	for (SgDated dated = 0; dated < SG_N_DATED; dated++)
		if (sg_interval_known(document->dates[dated].when))
			sg_date_put_json(json, sg_dated_name(dated), &document->dates[dated]);
	sg_json_end_object(json);
}

static void put_document(SgJson *json, const SgShown *shown)
{
	const SgDocument *document = shown->document;
	sg_json_begin_object(json, "document");
	sg_json_string(json, "id", document->id);
	sg_json_string(json, "title", document->title);
	sg_json_string(json, "source", sg_source_name(document->source));
	sg_json_string(json, "about", document->about);
	sg_date_put_json(json, "published", &document->published);
	sg_json_string(json, "type", document->type);
	sg_json_int(json, "pages", document->n_pages);
	sg_json_bool(json, "no_text", document->no_text);
	sg_json_bool(json, "ocr", document->ocr);
	sg_json_string(json, "original_url", document->url);
	sg_json_string(json, "status", document->status);
	sg_json_string(json, "author", document->author);
	sg_json_string(json, "publisher", document->publisher);
	sg_json_string(json, "committee", document->committee);
	put_dates(json, document);
	if (document->inspection) {
		sg_json_begin_object(json, "inspection");
		sg_inspection_put_json(json, document->inspection);
		sg_json_end_object(json);
	} else {
		sg_json_null(json, "inspection");
	}
	sg_json_put_places(json, shown->places);
	sg_json_string(json, "sha256", document->sha256);
	sg_json_end_object(json);
}

static void put_passage(SgJson *json, const SgDocument *document, const SgPassage *passage)
{
	g_autofree char *id = sg_passage_id(document->id, passage->n);
	sg_json_begin_object(json, NULL);
	sg_json_string(json, "id", id);
	sg_json_int(json, "n", passage->n);
	sg_json_string(json, "kind", sg_kind_name(passage->kind));
	sg_json_string(json, "section", sg_section_name(passage->section));
	sg_json_string(json, "number", passage->number);
	sg_json_bool(json, "note", passage->note);
	sg_json_put_position(json, passage);
	sg_json_string(json, "text", passage->text);
	sg_json_string(json, "source", sg_source_name(passage->source));
	sg_json_put_speaker(json, passage);
	sg_date_put_json(json, "said", &passage->said);
	sg_json_string(json, "quotation", sg_quotation_name(passage->quotation));
	sg_json_end_object(json);
}

void sg_show_json(const SgShown *shown, GString *out)
{
	g_autoptr(SgJson) json = sg_json_new(out, 2);
	sg_json_begin_object(json, NULL);
	put_document(json, shown);
	sg_json_begin_array(json, "passages");
	for (guint i = 0; i < shown->passages->len; i++)
		put_passage(json, shown->document, g_ptr_array_index(shown->passages, i));
	sg_json_end_array(json);
	sg_json_end_object(json);
	g_string_append_c(out, '\n');
}
