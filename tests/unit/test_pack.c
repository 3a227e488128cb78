/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: LEB128 as in the DWARF 4 standard, 7.6. */
#include "tests/support/support.h"

#include "base/pack.h"

static void writes_leb128(void **state)
{
	(void)state;
	static const struct {
		uint64_t value;
		const char *bytes;
		size_t n_bytes;
	} cases[] = {{0, "\x00", 1},
		     {2, "\x02", 1},
		     {127, "\x7f", 1},
		     {128, "\x80\x01", 2},
		     {129, "\x81\x01", 2},
		     {12857, "\xb9\x64", 2},
		     {624485, "\xe5\x8e\x26", 3},
		     {UINT64_MAX, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		sg_pack_uint(out, cases[i].value);
		assert_int_equal(out->len, cases[i].n_bytes);
		assert_memory_equal(out->str, cases[i].bytes, out->len);
		SgUnpack in = sg_unpack_start(out->str, out->len);
		assert_true(sg_unpack_uint(&in) == cases[i].value);
		assert_true(sg_unpack_done(&in));
	}
}

static void refuses_bad_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t n_bytes;
	} cases[] = {
	    {"", 0},
	    {"\x80", 1},
	    {"\xff\xff\xff\xff\xff\xff\xff\xff\xff", 9},
	    {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10}, /* 65 bits */
	    {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00", 11},
	    {"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00", 11},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *copy = g_memdup2(cases[i].bytes, cases[i].n_bytes);
		SgUnpack in = sg_unpack_start(copy, cases[i].n_bytes);
		assert_int_equal(sg_unpack_uint(&in), 0);
		assert_true(in.bad);
		assert_false(sg_unpack_done(&in));
	}
}

static void bounds_numbers(void **state)
{
	(void)state;
	g_autoptr(GString) out = g_string_new(NULL);
	sg_pack_uint(out, 6);
	sg_pack_uint(out, 7);
	sg_pack_uint(out, 1);
	SgUnpack in = sg_unpack_start(out->str, out->len);
	assert_int_equal(sg_unpack_below(&in, 7), 6);
	assert_false(in.bad);
	assert_int_equal(sg_unpack_below(&in, 7), 0);
	assert_true(in.bad);
	assert_int_equal(sg_unpack_uint(&in), 0); /* all later ones too */
	assert_null(sg_unpack_string(&in));
	assert_false(sg_unpack_done(&in));
}

static void keeps_strings(void **state)
{
	(void)state;
	static const char *const cases[] = {NULL, "", "a", "caf\xc3\xa9", "two\nlines"};
	g_autofree char *longer = g_strnfill(100000, 'x');
	g_autoptr(GString) out = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		sg_pack_string(out, cases[i]);
	sg_pack_string(out, longer);
	SgUnpack in = sg_unpack_start(out->str, out->len);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = sg_unpack_string(&in);
		check_string(found, cases[i], "string");
	}
	assert_false(sg_unpack_done(&in)); /* something is left */
	g_autofree char *found = sg_unpack_string(&in);
	assert_string_equal(found, longer);
	assert_true(sg_unpack_done(&in));
}

static void refuses_bad_strings(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t n_bytes;
	} cases[] = {
	    {"\x03"
	     "a",
	     2}, /* shorter than it says */
	    {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
	     "a",
	     11}, /* its length would wrap a pointer */
	    {"\x03"
	     "\xc3(",
	     3},                 /* not UTF-8 */
	    {"\x02\xc3\xa9", 3}, /* cut in a character */
	    {"\x04"
	     "a\0b",
	     4},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *copy = g_memdup2(cases[i].bytes, cases[i].n_bytes);
		SgUnpack in = sg_unpack_start(copy, cases[i].n_bytes);
		assert_null(sg_unpack_string(&in));
		assert_true(in.bad);
	}
}

static void an_empty_record_is_done(void **state)
{
	(void)state;
	SgUnpack in = sg_unpack_start(NULL, 0);
	assert_true(sg_unpack_done(&in));
	assert_null(sg_unpack_string(&in));
	assert_false(sg_unpack_done(&in));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_leb128),       cmocka_unit_test(refuses_bad_numbers),
	    cmocka_unit_test(bounds_numbers),      cmocka_unit_test(keeps_strings),
	    cmocka_unit_test(refuses_bad_strings), cmocka_unit_test(an_empty_record_is_done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
