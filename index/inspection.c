/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/inspection.h"

/* Names go into answers, JSON and links: they are not changed.  Each stands at its number in the header, and
   the assertions below count them: a record holds numbers only. */
static const char *const framework_names[] = {
    "unknown", "SLAC", "protection of children", "looked after children", "SIF", "ILACS", "JTAI", "SEND"};
static const char *const type_names[] = {"full", "short", "focused", "monitoring", "revisit", "assurance"};
static const char *const area_names[] = {"overall",
					 "leaders",
					 "help_and_protection",
					 "in_care",
					 "care_leavers",
					 "adoption",
					 "lscb",
					 "capacity_to_improve",
					 "quality_of_practice"};
/* As a sentence has them. */
static const char *const area_labels[] = {"overall",
					  "leaders",
					  "help and protection",
					  "children in care",
					  "care leavers",
					  "adoption",
					  "safeguarding board",
					  "capacity to improve",
					  "quality of practice"};
static const char *const grade_names[] = {NULL,       "outstanding",          "good",
					  "adequate", "requires improvement", "inadequate"};

G_STATIC_ASSERT(G_N_ELEMENTS(framework_names) == SG_N_FRAMEWORKS);
G_STATIC_ASSERT(G_N_ELEMENTS(type_names) == SG_N_INSPECTIONS);
G_STATIC_ASSERT(G_N_ELEMENTS(area_names) == SG_N_AREAS);
G_STATIC_ASSERT(G_N_ELEMENTS(area_labels) == SG_N_AREAS);
G_STATIC_ASSERT(G_N_ELEMENTS(grade_names) == SG_N_GRADES);

const char *sg_framework_name(SgFramework framework)
{
	return framework_names[framework];
}

const char *sg_inspection_type_name(SgInspectionType type)
{
	return type_names[type];
}

const char *sg_area_name(SgArea area)
{
	return area_names[area];
}

const char *sg_area_label(SgArea area)
{
	return area_labels[area];
}

const char *sg_grade_name(SgGrade grade)
{
	return grade_names[grade];
}

SgInspection *sg_inspection_new(void)
{
	return g_new0(SgInspection, 1);
}

void sg_inspection_free(SgInspection *inspection)
{
	if (!inspection)
		return;
	g_free(inspection->lead_inspector);
	g_free(inspection->addressee);
	g_free(inspection);
}

void sg_inspection_pack(GString *out, const SgInspection *inspection)
{
	/* most documents are no inspection: one byte tells */
	sg_pack_uint(out, inspection != NULL);
	if (!inspection)
		return;
	sg_pack_uint(out, inspection->framework);
	sg_pack_uint(out, inspection->type);
	sg_pack_uint(out, (uint64_t)inspection->start);
	sg_pack_uint(out, (uint64_t)inspection->end);
	sg_pack_uint(out, (uint64_t)inspection->letter);
	sg_pack_string(out, inspection->lead_inspector);
	sg_pack_string(out, inspection->addressee);
	for (int area = 0; area < SG_N_AREAS; area++)
		sg_pack_uint(out, inspection->grades[area]);
}

/* 0 or a day there is. */
static SgDay unpack_day(SgUnpack *in)
{
	/* just past 31 December 9999, written as a number */
	SgDay packed = (SgDay)sg_unpack_below(in, 99991232);
	if (packed && sg_day(packed / 10000, packed / 100 % 100, packed % 100) != packed)
		in->bad = true;
	return packed;
}

SgInspection *sg_inspection_unpack(SgUnpack *in)
{
	if (sg_unpack_below(in, 2) == 0)
		return NULL;
	SgInspection *inspection = sg_inspection_new();
	/* an index may be damaged: what is out of bounds sets in->bad, and its reader refuses the record */
	inspection->framework = sg_unpack_below(in, SG_N_FRAMEWORKS);
	inspection->type = sg_unpack_below(in, SG_N_INSPECTIONS);
	inspection->start = unpack_day(in);
	inspection->end = unpack_day(in);
	inspection->letter = unpack_day(in);
	inspection->lead_inspector = sg_unpack_string(in);
	inspection->addressee = sg_unpack_string(in);
	for (int area = 0; area < SG_N_AREAS; area++)
		inspection->grades[area] = sg_unpack_below(in, SG_N_GRADES);
	return inspection;
}

static void put_day(SgJson *json, const char *key, SgDay day)
{
	g_autofree char *iso = day ? sg_day_print_iso(day) : NULL;
	sg_json_string(json, key, iso);
}

void sg_inspection_put_json(SgJson *json, const SgInspection *inspection)
{
	/* null, not "unknown": that could be taken for a framework */
	bool known = inspection->framework != SG_FRAMEWORK_UNKNOWN;
	sg_json_string(json, "framework", known ? sg_framework_name(inspection->framework) : NULL);
	sg_json_string(json, "type", sg_inspection_type_name(inspection->type));
	put_day(json, "start", inspection->start);
	put_day(json, "end", inspection->end);
	put_day(json, "letter", inspection->letter);
	sg_json_string(json, "lead_inspector", inspection->lead_inspector);
	sg_json_string(json, "addressee", inspection->addressee);
	sg_json_begin_object(json, "judgements");
	for (int area = 0; area < SG_N_AREAS; area++)
		sg_json_string(json, sg_area_name(area), sg_grade_name(inspection->grades[area]));
	sg_json_end_object(json);
}
