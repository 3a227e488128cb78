/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: RFC 8259; what is written is read back with jansson. */
#include "tests/support/support.h"

#include "base/json.h"

#include <jansson.h>
#include <locale.h>

static void write_all_kinds(SgJson *json)
{
	sg_json_begin_object(json, NULL);
	sg_json_string(json, "text", "a");
	sg_json_int(json, "n", -5);
	sg_json_begin_array(json, "list");
	sg_json_int(json, NULL, 1);
	sg_json_begin_object(json, NULL);
	sg_json_end_object(json);
	sg_json_begin_array(json, NULL);
	sg_json_end_array(json);
	sg_json_bool(json, NULL, true);
	sg_json_end_array(json);
	sg_json_null(json, "none");
	sg_json_string(json, "missing", NULL);
	sg_json_bool(json, "no", false);
	sg_json_decimal(json, "half", 0.5);
	sg_json_end_object(json);
}

static void keeps_commas_and_nesting(void **state)
{
	(void)state;
	static const unsigned indents[] = {0, 2, 4};
	json_t *expected = json_pack("{s:s, s:i, s:[i, {}, [], b], s:n, s:n, s:b, s:f}", "text", "a", "n", -5,
				     "list", 1, 1, "none", "missing", "no", 0, "half", 0.5);
	assert_non_null(expected);
	for (size_t i = 0; i < G_N_ELEMENTS(indents); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(SgJson) json = sg_json_new(out, indents[i]);
		write_all_kinds(json);
		json_t *found = json_loads(out->str, 0, NULL);
		assert_non_null(found);
		assert_true(json_equal(found, expected));
		assert_int_equal(strchr(out->str, '\n') != NULL, indents[i] > 0);
		json_decref(found);
	}
	json_decref(expected);
}

static void indents(void **state)
{
	(void)state;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(SgJson) json = sg_json_new(out, 2);
	sg_json_begin_object(json, NULL);
	sg_json_begin_array(json, "a");
	sg_json_int(json, NULL, 1);
	sg_json_int(json, NULL, 2);
	sg_json_end_array(json);
	sg_json_begin_object(json, "o");
	sg_json_end_object(json);
	sg_json_end_object(json);
	assert_string_equal(out->str, "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"o\": {}\n}");
}

/* Every byte but NUL, alone and as part of a word: what comes back is what went in. */
static void escapes_every_character(void **state)
{
	(void)state;
	for (gunichar c = 1; c < 0x10ffff; c = c < 0x3000 ? c + 1 : c + 251) {
		if (!g_unichar_validate(c))
			continue;
		char text[16] = "<";
		int n = g_unichar_to_utf8(c, text + 1);
		memcpy(text + 1 + n, ">", 2);
		g_autoptr(GString) out = g_string_new(NULL);
		g_autoptr(SgJson) json = sg_json_new(out, 0);
		sg_json_begin_object(json, NULL);
		sg_json_string(json, text, text);
		sg_json_end_object(json);
		json_t *found = json_loads(out->str, 0, NULL);
		check_string(json_string_value(json_object_get(found, text)), text, out->str);
		json_decref(found);
		for (const char *at = out->str; *at; at++)
			assert_true((unsigned char)*at >= 0x20 && *at != 0x7f);
	}
}

static void repairs_bytes_that_are_not_utf8(void **state)
{
	(void)state;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(SgJson) json = sg_json_new(out, 0);
	sg_json_string(json, NULL, "caf\xe9");
	assert_string_equal(out->str, "\"caf\xef\xbf\xbd\"");
}

static void writes_numbers(void **state)
{
	(void)state;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(SgJson) json = sg_json_new(out, 0);
	g_autofree char *locale = g_strdup(setlocale(LC_NUMERIC, NULL));
	static const char *const comma_locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8"};
	for (size_t i = 0; i < G_N_ELEMENTS(comma_locales) && !setlocale(LC_NUMERIC, comma_locales[i]); i++)
		;
	sg_json_begin_array(json, NULL);
	sg_json_int(json, NULL, INT64_MAX);
	sg_json_int(json, NULL, INT64_MIN);
	sg_json_decimal(json, NULL, 1234.567);
	sg_json_decimal(json, NULL, -0.25);
	sg_json_end_array(json);
	setlocale(LC_NUMERIC, locale);
	assert_string_equal(out->str, "[9223372036854775807, -9223372036854775808, 1234.57, -0.25]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_commas_and_nesting), cmocka_unit_test(indents),
	    cmocka_unit_test(escapes_every_character),  cmocka_unit_test(repairs_bytes_that_are_not_utf8),
	    cmocka_unit_test(writes_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
