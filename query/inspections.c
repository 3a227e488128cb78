/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/utf8.h"
#include "query/answer.h"
#include "query/held.h"

#include <string.h>

static bool is_wanted(const SgDocument *document, const GPtrArray *about)
{
	if (!document->inspection)
		return false;
	for (guint i = 0; i < about->len; i++)
		if (g_strcmp0(document->about, g_ptr_array_index(about, i)) == 0)
			return true;
	return about->len == 0;
}

static void append_visible(GString *out, const char *text)
{
	sg_utf8_append_visible(out, text, strlen(text), false);
}

/* When it took place; of a letter without its visit's days the letter's, else when it appeared. */
static SgDay day_of(const SgDocument *document)
{
	const SgInspection *inspection = document->inspection;
	if (inspection->start)
		return inspection->start;
	return inspection->letter ? inspection->letter : document->published.when.from;
}

static gint compare_days(gconstpointer a, gconstpointer b)
{
	const SgDocument *left = *(const SgDocument *const *)a, *right = *(const SgDocument *const *)b;
	SgDay days[] = {day_of(left), day_of(right)};
	return days[0] != days[1] ? (days[0] < days[1] ? -1 : 1) : strcmp(left->id, right->id);
}

/* Borrowed SgDocument, oldest first. */
static GPtrArray *select_inspections(const SgHeld *held, const GPtrArray *about)
{
	GPtrArray *selected = g_ptr_array_new();
	for (guint i = 0; i < held->documents->len; i++) {
		SgDocument *document = g_ptr_array_index(held->documents, i);
		if (is_wanted(document, about))
			g_ptr_array_add(selected, document);
	}
	g_ptr_array_sort(selected, compare_days);
	return selected;
}

static void append_grades(const SgInspection *inspection, GString *out)
{
	bool any = false;
	for (SgArea area = 0; area < SG_N_AREAS; area++) {
		if (inspection->grades[area] == SG_GRADE_NONE)
			continue;
		g_string_append_printf(out, "%s%s: %s", any ? "; " : "    ", sg_area_label(area),
				       sg_grade_name(inspection->grades[area]));
		any = true;
	}
	g_string_append(out, any ? "\n" : "");
}

/* When a letter came to be published it does not say. */
static char *print_appeared(const SgDocument *document)
{
	SgDay letter = document->inspection->letter;
	g_autofree char *day =
	    letter ? sg_interval_print(sg_interval_day(letter)) : sg_date_print(&document->published);
	return g_strconcat(letter ? "letter of " : "published ", day, NULL);
}

static void append_inspection(const SgDocument *document, GString *out)
{
	const SgInspection *inspection = document->inspection;
	g_autofree char *when = sg_interval_print((SgInterval){inspection->start, inspection->end});
	g_autofree char *appeared = print_appeared(document);
	bool known = inspection->framework != SG_FRAMEWORK_UNKNOWN;
	append_visible(out, document->about ? document->about : "authority not known");
	g_string_append_printf(out, "  %s%s%s  %s\n", known ? sg_framework_name(inspection->framework) : "",
			       known ? " " : "", sg_inspection_type_name(inspection->type), when);
	append_grades(inspection, out);
	g_string_append_printf(out, "    %s", appeared);
	if (inspection->lead_inspector) {
		/* letters are signed; reports name who led */
		g_string_append(out, inspection->letter ? "; signed by " : "; lead inspector ");
		append_visible(out, inspection->lead_inspector);
	}
	g_string_append_printf(out, "\n    %s\n", document->id);
}

guint sg_inspections_text(const SgHeld *held, const GPtrArray *about, GString *out)
{
	g_autoptr(GPtrArray) selected = select_inspections(held, about);
	for (guint i = 0; i < selected->len; i++)
		append_inspection(g_ptr_array_index(selected, i), out);
	return selected->len;
}

static void put_inspection(SgJson *json, const SgDocument *document)
{
	sg_json_begin_object(json, NULL);
	sg_json_begin_object(json, "document");
	sg_json_string(json, "id", document->id);
	sg_json_string(json, "title", document->title);
	sg_json_end_object(json);
	sg_json_string(json, "about", document->about);
	sg_inspection_put_json(json, document->inspection);
	sg_date_put_json(json, "published", &document->published);
	sg_json_end_object(json);
}

guint sg_inspections_json(const SgHeld *held, const GPtrArray *about, GString *out)
{
	g_autoptr(GPtrArray) selected = select_inspections(held, about);
	g_autoptr(SgJson) json = sg_json_new(out, 2);
	sg_json_begin_object(json, NULL);
	sg_json_begin_array(json, "inspections");
	for (guint i = 0; i < selected->len; i++)
		put_inspection(json, g_ptr_array_index(selected, i));
	sg_json_end_array(json);
	sg_json_end_object(json);
	g_string_append_c(out, '\n');
	return selected->len;
}
