/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"
#include "index/error.h"
#include "query/answer.h"
#include "query/error.h"
#include "query/json_parts.h"

#include <string.h>

static void put_year(SgJson *json, const char *key, int year)
{
	if (year)
		sg_json_int(json, key, year);
	else
		sg_json_null(json, key);
}

static const char *sort_name(SgSort sort)
{
	static const char *const names[] = {"match", "newest", "oldest"};
	return names[sort];
}

static void put_query(SgJson *json, const SgAnswer *answer)
{
	const SgRequest *request = answer->request;
	sg_json_begin_object(json, "query");
	sg_json_string(json, "q", request->text);
	sg_json_string(json, "understood", answer->understood);
	sg_json_begin_array(json, "source");
	for (SgSource source = 0; source < SG_N_SOURCES; source++)
		if (request->sources & 1u << source)
			sg_json_string(json, NULL, sg_source_name(source));
	sg_json_end_array(json);
	put_year(json, "from", request->from);
	put_year(json, "to", request->to);
	sg_json_begin_array(json, "about");
	for (guint i = 0; i < request->about->len; i++)
		sg_json_string(json, NULL, g_ptr_array_index(request->about, i));
	sg_json_end_array(json);
	sg_json_string(json, "sort", sort_name(request->sort));
	sg_json_begin_array(json, "include");
	if (request->comments)
		sg_json_string(json, NULL, "comments");
	sg_json_end_array(json);
	sg_json_end_object(json);
}

static void put_counts(SgJson *json, const SgAnswer *answer)
{
	const SgRequest *request = answer->request;
	sg_json_int(json, "total", answer->total);
	sg_json_int(json, "total_documents", answer->total_documents);
	sg_json_begin_object(json, "groups");
	sg_json_int(json, "words", answer->total);
	sg_json_int(json, "some", answer->some);
	sg_json_end_object(json);
	sg_json_begin_object(json, "hidden");
	sg_json_int(json, "comments", answer->hidden_comments);
	sg_json_end_object(json);
	sg_json_int(json, "page", request->page);
	sg_json_int(json, "per_page", request->per_page);
	sg_json_int(json, "pages", answer->n_pages);
}

/* Offsets in Unicode code points, whatever the reader's strings are made of. */
static void put_highlights(SgJson *json, const SgResult *result)
{
	sg_json_begin_array(json, "highlights");
	for (guint i = 0; i < result->highlights->len; i++) {
		SgSpan span = g_array_index(result->highlights, SgSpan, i);
		sg_json_begin_object(json, NULL);
		sg_json_int(json, "start", (int64_t)sg_utf8_count(result->text, span.start));
		sg_json_int(json, "end", (int64_t)sg_utf8_count(result->text, span.end));
		sg_json_end_object(json);
	}
	sg_json_end_array(json);
}

static void put_document(SgJson *json, const SgDocument *document, const GPtrArray *places)
{
	sg_json_begin_object(json, "document");
	sg_json_string(json, "id", document->id);
	sg_json_string(json, "title", document->title);
	sg_json_string(json, "source", sg_source_name(document->source));
	sg_json_string(json, "about", document->about);
	sg_date_put_json(json, "published", &document->published);
	sg_json_string(json, "original_url", document->url);
	sg_json_put_places(json, places);
	sg_json_end_object(json);
}

static void put_result(SgJson *json, const SgAnswer *answer, const SgResult *result)
{
	const SgPassage *passage = result->passage;
	sg_json_begin_object(json, NULL);
	sg_json_string(json, "id", result->id);
	sg_json_string(json, "group", sg_group_name(result->group));
	sg_json_decimal(json, "score", result->score);
	sg_json_string(json, "text", result->text);
	sg_json_bool(json, "cut_before", result->cut_before);
	sg_json_bool(json, "cut_after", result->cut_after);
	put_highlights(json, result);
	sg_json_string(json, "source", sg_source_name(passage->source));
	sg_json_put_speaker(json, passage);
	sg_json_string(json, "kind", sg_kind_name(passage->kind));
	sg_json_string(json, "section", sg_section_name(passage->section));
	sg_date_put_json(json, "said", &passage->said);
	sg_json_bool(json, "quoted", passage->quotation != SG_QUOTATION_OWN);
	sg_json_string(json, "quotation", sg_quotation_name(passage->quotation));
	sg_json_int(json, "paragraph", passage->n);
	sg_json_string(json, "paragraph_printed", passage->number);
	sg_json_put_position(json, passage);
	put_document(json, result->document, g_hash_table_lookup(answer->places, result->document->id));
	sg_json_end_object(json);
}

static void put_facets(SgJson *json, const SgAnswer *answer)
{
	sg_json_begin_object(json, "facets");
	sg_json_begin_array(json, "source");
	for (SgSource source = 0; source < SG_N_SOURCES; source++) {
		SgCell sum = sg_answer_source_sum(answer, source);
		if (sum.held == 0)
			continue;
		sg_json_begin_object(json, NULL);
		sg_json_string(json, "value", sg_source_name(source));
		sg_json_int(json, "count", sum.count);
		sg_json_int(json, "held", sum.held);
		sg_json_end_object(json);
	}
	sg_json_end_array(json);
	sg_json_begin_array(json, "year");
	int previous = -1;
	for (guint i = 0; i < answer->cells->len; i++) {
		SgCell sum = sg_answer_year_sum(answer, g_array_index(answer->cells, SgCell, i).year);
		if (sum.year == previous)
			continue;
		previous = sum.year;
		sg_json_begin_object(json, NULL);
		put_year(json, "value", sum.year);
		sg_json_int(json, "count", sum.count);
		sg_json_int(json, "held", sum.held);
		sg_json_end_object(json);
	}
	sg_json_end_array(json);
	sg_json_begin_array(json, "year_source");
	for (guint i = 0; i < answer->cells->len; i++) {
		const SgCell *cell = &g_array_index(answer->cells, SgCell, i);
		sg_json_begin_object(json, NULL);
		put_year(json, "year", cell->year);
		sg_json_string(json, "source", sg_source_name(cell->source));
		sg_json_int(json, "count", cell->count);
		sg_json_int(json, "held", cell->held);
		sg_json_end_object(json);
	}
	sg_json_end_array(json);
	sg_json_end_object(json);
}

void sg_render_json(const SgAnswer *answer, const SgRenderOptions *options, GString *out)
{
	g_autoptr(SgJson) json = sg_json_new(out, options->pretty ? 2 : 0);
	sg_json_begin_object(json, NULL);
	put_query(json, answer);
	sg_json_int(json, "index_revision", (int64_t)answer->revision);
	put_counts(json, answer);
	sg_json_begin_array(json, "notes");
	for (guint i = 0; i < answer->notes->len; i++)
		sg_json_string(json, NULL, g_ptr_array_index(answer->notes, i));
	sg_json_end_array(json);
	sg_json_begin_array(json, "results");
	for (guint i = 0; i < answer->results->len; i++)
		put_result(json, answer, g_ptr_array_index(answer->results, i));
	sg_json_end_array(json);
	put_facets(json, answer);
	sg_json_end_object(json);
	g_string_append_c(out, '\n');
}

/* Type and status of RFC 9457 for an error, as interface clients switch on them. */
typedef struct {
	const char *type;
	int status;
} Problem;

static Problem problem_of_query(SgQueryError code)
{
	switch (code) {
	case SG_QUERY_ERROR_TOO_LONG:
		return (Problem){"query-too-long", 400};
	case SG_QUERY_ERROR_TOO_COMPLEX:
		return (Problem){"bad-parameter", 400};
	case SG_QUERY_ERROR_BAD_YEARS:
		return (Problem){"bad-year-range", 400};
	case SG_QUERY_ERROR_TOO_DEEP:
		return (Problem){"too-deep", 400};
	case SG_QUERY_ERROR_NO_PAGE:
		return (Problem){"not-found", 404};
	}
	return (Problem){"internal", 500};
}

static Problem problem_of(const GError *error)
{
	if (error->domain == SG_QUERY_ERROR)
		return problem_of_query((SgQueryError)error->code);
	if (g_error_matches(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE))
		return (Problem){g_str_has_prefix(error->message, "unknown option") ? "unknown-parameter"
										    : "bad-parameter",
				 400};
	if (g_error_matches(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NOT_FOUND))
		return (Problem){"not-found", 404};
	return error->domain == SG_INDEX_ERROR ? (Problem){"index-not-ready", 503}
					       : (Problem){"internal", 500};
}

void sg_render_problem(const GError *error, GString *out)
{
	g_autoptr(SgJson) json = sg_json_new(out, 2);
	Problem problem = problem_of(error);
	g_autofree char *type = g_strconcat("tag:sgsearch,2026:problem/", problem.type, NULL);
	sg_json_begin_object(json, NULL);
	sg_json_string(json, "type", type);
	sg_json_string(json, "title", error->message);
	sg_json_int(json, "status", problem.status);
	sg_json_end_object(json);
	g_string_append_c(out, '\n');
}
