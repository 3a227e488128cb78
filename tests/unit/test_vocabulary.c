/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The words that records are told apart by: each is there, is its own, and is found again.  Programs rely on
   them (interface.md 8 and 18), so what a few of them are is written down here. */
#include "tests/support/support.h"

#include "index/record.h"

#include <ctype.h>

/* Fails when two of the names are equal, or one is nothing that a program could be told on its command line.
 */
static void check_names(const char *(*name_of)(int), int first, int n)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (int i = first; i < n; i++) {
		const char *name = name_of(i);
		assert_true(name && *name);
		assert_case(g_hash_table_add(seen, (char *)name), name);
		for (const char *c = name; *c; c++)
			assert_case(islower((unsigned char)*c) || *c == '-' || *c == '_', name);
	}
}

static const char *source(int i)
{
	return sg_source_name((SgSource)i);
}

static const char *kind(int i)
{
	return sg_kind_name((SgKind)i);
}

static const char *section(int i)
{
	return sg_section_name((SgSection)i);
}

static const char *basis(int i)
{
	return sg_basis_name((SgBasis)i);
}

static const char *quotation(int i)
{
	return sg_quotation_name((SgQuotation)i);
}

static const char *dated(int i)
{
	return sg_dated_name((SgDated)i);
}

static const char *area(int i)
{
	return sg_area_name((SgArea)i);
}

static const char *type(int i)
{
	return sg_inspection_type_name((SgInspectionType)i);
}

static void names_are_words_of_their_own(void **state)
{
	(void)state;
	check_names(source, 0, SG_N_SOURCES);
	check_names(kind, 0, SG_N_KINDS);
	check_names(section, SG_SECTION_NONE + 1, SG_N_SECTIONS);
	check_names(basis, 0, SG_N_BASES);
	check_names(quotation, 0, SG_N_QUOTATIONS);
	check_names(dated, 0, SG_N_DATED);
	check_names(area, 0, SG_N_AREAS);
	check_names(type, 0, SG_N_INSPECTIONS);
}

static void names_are_found_again(void **state)
{
	(void)state;
	for (SgSource i = 0; i < SG_N_SOURCES; i++) {
		SgSource found = SG_N_SOURCES;
		assert_true(sg_source_parse(sg_source_name(i), &found));
		assert_int_equal(found, i);
		assert_true(*sg_source_label(i));
	}
	for (SgKind i = 0; i < SG_N_KINDS; i++) {
		SgKind found = SG_N_KINDS;
		assert_true(sg_kind_parse(sg_kind_name(i), &found));
		assert_int_equal(found, i);
	}
	for (SgSection i = SG_SECTION_NONE + 1; i < SG_N_SECTIONS; i++) {
		SgSection found = SG_N_SECTIONS;
		assert_true(sg_section_parse(sg_section_name(i), &found));
		assert_int_equal(found, i);
		assert_true(*sg_section_label(i));
	}
}

static void other_names_are_none(void **state)
{
	(void)state;
	static const char *const names[] = {"",          "Ofsted",  "ofste", "ofsted ",
					    "findings.", "FINDING", "none",  "(null)"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		SgSource source_found = SG_SOURCE_PRESS;
		SgKind kind_found = SG_KIND_ACTION;
		SgSection section_found = SG_SECTION_LSCB;
		assert_case(!sg_source_parse(names[i], &source_found), names[i]);
		assert_case(!sg_kind_parse(names[i], &kind_found), names[i]);
		assert_case(!sg_section_parse(names[i], &section_found), names[i]);
		/* and what was there stays */
		assert_int_equal(source_found, SG_SOURCE_PRESS);
		assert_int_equal(kind_found, SG_KIND_ACTION);
		assert_int_equal(section_found, SG_SECTION_LSCB);
	}
	assert_null(sg_section_name(SG_SECTION_NONE));
	assert_null(sg_section_label(SG_SECTION_NONE));
	assert_null(sg_grade_name(SG_GRADE_NONE));
}

static void names_stay_what_programs_know(void **state)
{
	(void)state;
	static const char *const names[][2] = {{"ofsted", "Ofsted"},
					       {"minutes", "Council minutes"},
					       {"press", "Press"},
					       {"council", "Council and councillors"},
					       {"comment", "Reader comment"}};
	for (int i = 0; i < 5; i++) {
		assert_string_equal(sg_source_name(SG_SOURCE_OFSTED + (SgSource)i), names[i][0]);
		assert_string_equal(sg_source_label(SG_SOURCE_OFSTED + (SgSource)i), names[i][1]);
	}
	assert_string_equal(sg_section_name(SG_SECTION_NEEDS_TO_IMPROVE), "needs-to-improve");
	assert_string_equal(sg_section_label(SG_SECTION_NEEDS_TO_IMPROVE), "What needs to improve");
	assert_string_equal(sg_quotation_name(SG_QUOTATION_OWN), "own");
	assert_string_equal(sg_quotation_name(SG_QUOTATION_MATCHED), "matched");
	assert_string_equal(sg_basis_name(SG_BASIS_FILENAME), "filename");
	assert_string_equal(sg_dated_name(SG_DATED_LETTER), "letter");
	assert_string_equal(sg_framework_name(SG_FRAMEWORK_ILACS), "ILACS");
	assert_string_equal(sg_inspection_type_name(SG_INSPECTION_FULL), "full");
	assert_string_equal(sg_area_name(SG_AREA_HELP_AND_PROTECTION), "help_and_protection");
	assert_string_equal(sg_grade_name(SG_GRADE_REQUIRES_IMPROVEMENT), "requires improvement");
}

/* ---- an inspection, through a record ----------------------------------- */

static SgInspection *whole_inspection(void)
{
	SgInspection *inspection = sg_inspection_new();
	inspection->framework = SG_FRAMEWORK_SEND;
	inspection->type = SG_INSPECTION_ASSURANCE;
	inspection->start = 20240229;
	inspection->end = 20240301;
	inspection->letter = 20240315;
	inspection->lead_inspector = g_strdup("Siân Ford");
	inspection->addressee = g_strdup("Director of Children’s Services");
	for (SgArea i = 0; i < SG_N_AREAS; i++)
		inspection->grades[i] = (SgGrade)(i % SG_N_GRADES);
	return inspection;
}

static bool decode(const void *bytes, size_t n_bytes)
{
	SgUnpack in = sg_unpack_start(bytes, n_bytes);
	g_autoptr(SgInspection) inspection = sg_inspection_unpack(&in);
	bool read = sg_unpack_done(&in);
	if (read && inspection) { /* whatever was read can be told */
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(SgJson) json = sg_json_new(out, 0);
		sg_json_begin_object(json, NULL);
		sg_inspection_put_json(json, inspection);
		sg_json_end_object(json);
	}
	return read;
}

static void an_inspection_survives(void **state)
{
	(void)state;
	g_autoptr(SgInspection) sent = whole_inspection();
	g_autoptr(GString) bytes = g_string_new(NULL);
	sg_inspection_pack(bytes, sent);
	SgUnpack in = sg_unpack_start(bytes->str, bytes->len);
	g_autoptr(SgInspection) read = sg_inspection_unpack(&in);
	assert_true(sg_unpack_done(&in));
	assert_int_equal(read->framework, SG_FRAMEWORK_SEND);
	assert_int_equal(read->type, SG_INSPECTION_ASSURANCE);
	assert_int_equal(read->start, 20240229);
	assert_int_equal(read->end, 20240301);
	assert_int_equal(read->letter, 20240315);
	assert_string_equal(read->lead_inspector, "Siân Ford");
	assert_string_equal(read->addressee, "Director of Children’s Services");
	assert_memory_equal(read->grades, sent->grades, sizeof sent->grades);
	check_hostile_bytes(bytes->str, bytes->len, 20000, decode);
}

static void none_survives_too(void **state)
{
	(void)state;
	g_autoptr(GString) bytes = g_string_new(NULL);
	sg_inspection_pack(bytes, NULL);
	SgUnpack in = sg_unpack_start(bytes->str, bytes->len);
	assert_null(sg_inspection_unpack(&in));
	assert_true(sg_unpack_done(&in));
}

static void days_that_do_not_exist_are_damage(void **state)
{
	(void)state;
	static const SgDay bad[] = {20230229, 20231301, 20230100, 5, 99991232};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(SgInspection) inspection = whole_inspection();
		inspection->letter = bad[i];
		g_autoptr(GString) bytes = g_string_new(NULL);
		sg_inspection_pack(bytes, inspection);
		g_autofree char *name = g_strdup_printf("%d", bad[i]);
		assert_case(!decode(bytes->str, bytes->len), name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_words_of_their_own),
	    cmocka_unit_test(names_are_found_again),
	    cmocka_unit_test(other_names_are_none),
	    cmocka_unit_test(names_stay_what_programs_know),
	    cmocka_unit_test(an_inspection_survives),
	    cmocka_unit_test(none_survives_too),
	    cmocka_unit_test(days_that_do_not_exist_are_damage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
