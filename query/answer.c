/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/answer.h"

#include <string.h>

static void free_result(void *data)
{
	SgResult *result = data;
	g_free(result->id);
	sg_passage_free(result->passage);
	g_free(result->text);
	if (result->highlights)
		g_array_unref(result->highlights);
	g_free(result);
}

static SgRequest *copy_request(const SgRequest *request)
{
	SgRequest *copy = sg_request_new();
	g_free(copy->text);
	/* the one that the new request owns */
	GPtrArray *about = copy->about;
	*copy = *request;
	copy->text = g_strdup(request->text);
	copy->about = about;
	for (guint i = 0; i < request->about->len; i++)
		g_ptr_array_add(about, g_strdup(g_ptr_array_index(request->about, i)));
	return copy;
}

SgAnswer *sg_answer_new(const SgRequest *request)
{
	SgAnswer *answer = g_new(SgAnswer, 1);
	*answer = (SgAnswer){
	    .request = copy_request(request),
	    .results = g_ptr_array_new_with_free_func(free_result),
	    .cells = g_array_new(FALSE, FALSE, sizeof(SgCell)),
	    .documents =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)sg_document_free),
	    .places = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref),
	    .scans = g_ptr_array_new_with_free_func((GDestroyNotify)sg_document_free),
	    .notes = g_ptr_array_new_with_free_func(g_free),
	};
	return answer;
}

void sg_answer_free(SgAnswer *answer)
{
	if (!answer)
		return;
	sg_request_free(answer->request);
	g_free(answer->understood);
	g_free(answer->built);
	g_ptr_array_unref(answer->results);
	g_array_unref(answer->cells);
	g_hash_table_unref(answer->places);
	g_hash_table_unref(answer->documents);
	g_ptr_array_unref(answer->scans);
	g_ptr_array_unref(answer->notes);
	g_free(answer);
}

const char *sg_group_name(SgGroup group)
{
	return group == SG_GROUP_WORDS ? "words" : "some";
}

const char *sg_group_label(SgGroup group)
{
	return group == SG_GROUP_WORDS ? "These words" : "Some of these words";
}

SgCell sg_answer_source_sum(const SgAnswer *answer, SgSource source)
{
	SgCell sum = {.source = source};
	for (guint i = 0; i < answer->cells->len; i++) {
		const SgCell *cell = &g_array_index(answer->cells, SgCell, i);
		if (cell->source == source) {
			sum.count += cell->count;
			sum.held += cell->held;
		}
	}
	return sum;
}

SgCell sg_answer_year_sum(const SgAnswer *answer, int year)
{
	SgCell sum = {.year = year};
	for (guint i = 0; i < answer->cells->len; i++) {
		const SgCell *cell = &g_array_index(answer->cells, SgCell, i);
		if (cell->year == year) {
			sum.count += cell->count;
			sum.held += cell->held;
		}
	}
	return sum;
}

/* One end of a range, to the day or to the month. */
static char *print_end(SgDay day, bool month)
{
	return sg_interval_print(month ? sg_interval_month(sg_day_year(day), sg_day_month(day))
				       : sg_interval_day(day));
}

char *sg_date_print(const SgDate *date)
{
	g_autofree char *when = sg_interval_print(date->when);
	if (!sg_interval_known(date->when) || !sg_date_estimated(date))
		return g_steal_pointer(&when);
	if (strcmp(sg_date_precision(date), "range") != 0)
		return g_strconcat("about ", when, NULL);
	/* "between March 2014 and August 2014" claims no days */
	bool months = sg_interval_whole_months(date->when);
	g_autofree char *from = print_end(date->when.from, months);
	g_autofree char *to = print_end(date->when.to, months);
	return g_strdup_printf("between %s and %s", from, to);
}

const char *sg_passage_named(const SgPassage *passage)
{
	bool same = passage->speaker && strcmp(passage->speaker, sg_source_label(passage->source)) == 0;
	return same ? NULL : passage->speaker;
}

void sg_passage_append_pages(GString *where, const SgPassage *passage)
{
	/* the printed number is cited; where it differs the sheet helps to find it */
	g_autofree char *sheet = g_strdup_printf("%u", passage->page);
	if (passage->page_label && strcmp(passage->page_label, sheet) != 0)
		g_string_append_printf(where, "page %s (sheet %u of the file)", passage->page_label,
				       passage->page);
	else if (passage->page_end > passage->page)
		g_string_append_printf(where, "pages %u–%u", passage->page, passage->page_end);
	else
		g_string_append_printf(where, "page %u", passage->page);
}

char *sg_result_where(const SgResult *result)
{
	const SgPassage *passage = result->passage;
	GString *where = g_string_new(NULL);
	const char *speaker = sg_passage_named(passage);
	if (speaker)
		g_string_append_printf(where, "%s, ", speaker);
	if (speaker && passage->role)
		g_string_append_printf(where, "%s, ", passage->role);
	if (passage->quotation != SG_QUOTATION_OWN)
		g_string_append(where, where->len ? "quoted in: " : "Quoted in: ");
	g_string_append(where, result->document->title);
	if (passage->page) {
		g_string_append(where, ", ");
		sg_passage_append_pages(where, passage);
	}
	/* "(a)" is printed under many paragraphs: it cites none */
	if (passage->number && g_ascii_isdigit(*passage->number))
		g_string_append_printf(where, ", para %s", passage->number);
	else if (!passage->page)
		g_string_append_printf(where, ", para %u", passage->n);
	return g_string_free(where, FALSE);
}
