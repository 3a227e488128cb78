/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: the header, the Unicode property White_Space (PropList.txt) and the bidi controls (UAX #9).
 */
#include "tests/support/support.h"

#include "base/utf8.h"

#define BAD "\xef\xbf\xbd" /* U+FFFD */

static void repairs(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t n_bytes;
		const char *repaired;
	} cases[] = {
	    {"", 0, ""},
	    {"plain", 5, "plain"},
	    {"plainer", 5, "plain"},
	    {"caf\xc3\xa9 \xe2\x82\xac \xf0\x9d\x84\x9e", 14, "caf\xc3\xa9 \xe2\x82\xac \xf0\x9d\x84\x9e"},
	    {"a\0b", 3, "a" BAD "b"},
	    {"caf\xe9 noir", 9, "caf" BAD " noir"},
	    {"\xff", 1, BAD},
	    {"end\xc3", 4, "end" BAD},
	    {"\xc0\xaf", 2, BAD BAD},         /* overlong slash */
	    {"\xed\xa0\x80", 3, BAD BAD BAD}, /* a surrogate */
	    {"\xf4\x90\x80\x80", 4, BAD BAD BAD BAD},
	    {"\x80\x80", 2, BAD BAD},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *copy = g_memdup2(cases[i].bytes, cases[i].n_bytes);
		g_autofree char *repaired = sg_utf8_repair(copy, cases[i].n_bytes);
		check_string(repaired, cases[i].repaired, cases[i].bytes);
	}
}

static void collapses(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"", ""},
	    {" \t\n\v\f\r ", ""},
	    {"one", "one"},
	    {"  one  two  ", "one two"},
	    {"a\r\nb\vc\fd", "a b c d"},
	    {"a\xc2\xa0 \xe3\x80\x80"
	     "b",
	     "a b"},
	    {"\xe2\x80\xa8one\xe2\x80\xa9", "one"},
	    {"a\xe2\x80\x8b"
	     "b",
	     "a\xe2\x80\x8b"
	     "b"}, /* zero width space is not white space */
	    {"caf\xc3\xa9\n\xe2\x80\x9cnoir\xe2\x80\x9d", "caf\xc3\xa9 \xe2\x80\x9cnoir\xe2\x80\x9d"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup(cases[i][0]);
		assert_ptr_equal(sg_utf8_collapse(text), text);
		check_string(text, cases[i][1], cases[i][0]);
	}
}

/* Every code point: exactly those of White_Space are collapsed. */
static void collapses_white_space_only(void **state)
{
	(void)state;
	static const gunichar white[] = {0x09,   0x0a,   0x0b,   0x0c,   0x0d,   0x20,   0x85,
					 0xa0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004,
					 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028,
					 0x2029, 0x202f, 0x205f, 0x3000};
	size_t next = 0;
	for (gunichar c = 1; c < 0x3100; c++) {
		char text[16] = "a";
		int n = g_unichar_to_utf8(c, text + 1);
		memcpy(text + 1 + n, "b", 2);
		bool expected = next < G_N_ELEMENTS(white) && white[next] == c;
		next += expected;
		if ((strcmp(sg_utf8_collapse(text), "a b") == 0) != expected)
			fail_msg("U+%04X", c);
	}
	assert_int_equal(next, G_N_ELEMENTS(white));
}

static void shows_what_drives_a_terminal(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"plain caf\xc3\xa9", "plain caf\xc3\xa9"},
	    {"\x1b[31mred", "\\x1b[31mred"},
	    {"a\tb\nc\rd", "a\\x09b\\x0ac\\x0dd"},
	    {"\x7f\xc2\x9b"
	     "2J",
	     "\\x7f\\x9b2J"},
	    {"\xe2\x80\xae"
	     "fdp.exe",
	     "\\u202efdp.exe"},
	    {"\xe2\x81\xa6"
	     "a\xe2\x81\xa9",
	     "\\u2066a\\u2069"},
	    {"\xd8\x9c\xe2\x80\x8f", "\\u061c\\u200f"},
	    {"bad\xff\xe2\x82", "bad\\xff\\xe2\\x82"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *visible = sg_utf8_visible(cases[i][0]);
		check_string(visible, cases[i][1], cases[i][1]);
	}
}

static void keeps_new_lines_when_asked(void **state)
{
	(void)state;
	g_autoptr(GString) out = g_string_new(">");
	sg_utf8_append_visible(out, "a\nb\0c\n---", 6, true);
	assert_string_equal(out->str, ">a\nb\\x00c\n");
}

static void counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(sg_utf8_count("", 0), 0);
	assert_int_equal(sg_utf8_count("caf\xc3\xa9\xe2\x82\xac\xf0\x9d\x84\x9e", 12), 6);
	assert_int_equal(sg_utf8_count("caf\xc3\xa9 noir", 5), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(repairs),
	    cmocka_unit_test(collapses),
	    cmocka_unit_test(collapses_white_space_only),
	    cmocka_unit_test(shows_what_drives_a_terminal),
	    cmocka_unit_test(keeps_new_lines_when_asked),
	    cmocka_unit_test(counts_code_points),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
