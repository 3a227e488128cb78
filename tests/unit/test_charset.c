/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Character sets.  The bytes are written out from the code charts: windows-1252
 * 0x92 is U+2019, ISO-8859-14 0xD0 is U+0174 and so on.
 */
#include "extract_fixture.h"

#include "base/limits.h"
#include "indexer/extract/charset.h"

#include <string.h>

typedef struct {
	const char *bytes;
	size_t n_bytes;
	const char *declared, *detected;
	const char *expected;
} Case;

#define BYTES(literal) literal, sizeof(literal) - 1

static void check(const Case *c)
{
	g_autofree char *text = sg_charset_decode(c->bytes, c->n_bytes, c->declared, c->detected, NULL);
	assert_string_equal(text, c->expected);
}

static void test_byte_order_marks(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {BYTES("\xef\xbb\xbf"
		   "caf\xc3\xa9"),
	     "windows-1251", NULL, "caf\u00e9"},
	    {BYTES("\xff\xfe"
		   "a\0\x19\x20"),
	     NULL, NULL, "a\u2019"},
	    {BYTES("\xfe\xff"
		   "\0a\x20\x19"),
	     NULL, NULL, "a\u2019"},
	    {BYTES("\xff\xfe\x3d\xd8\x00\xde"), NULL, NULL, "\U0001f600"},
	    {BYTES("\xff\xfe\x3d\xd8"
		   "a\0"),
	     NULL, NULL,
	     "\ufffd"
	     "a"},
	    {BYTES("\xff\xfe"
		   "a\0\0\0b\0c"),
	     NULL, NULL,
	     "a\ufffd"
	     "b"},
	    {BYTES("\xff\xfe"), NULL, NULL, ""},
	    {"", 0, NULL, NULL, ""},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		check(&cases[i]);
}

static void test_valid_utf8_comes_first(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {BYTES("Llanw\xc5\xb5r"), "iso-8859-1", "iso-8859-1", "Llanw\u0175r"},
	    {BYTES("plain"), "utf-16", NULL, "plain"},
	    {BYTES("a\0b"), NULL, NULL,
	     "a\ufffd"
	     "b"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		check(&cases[i]);
}

static void test_utf16_without_mark(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {BYTES("M\0i\0n\0u\0t\0e\0s\0"), NULL, NULL, "Minutes"},
	    {BYTES("\0M\0i\0n\0u\0t\0e\0s"), NULL, NULL, "Minutes"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		check(&cases[i]);
}

static void test_declared_then_detected(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {BYTES("\xd0 Caerdydd"), "ISO_8859-14", NULL, "\u0174 Caerdydd"},
	    {BYTES("\xc4\xc1"), " koi8-r ", "utf-16le", "\u0434\u0430"},
	    {BYTES("\xc4\xc1"), NULL, "koi8-r", "\u0434\u0430"},
	    {BYTES("\x93\xfa\x96{"), "Shift_JIS", NULL, "\u65e5\u672c"},
	    {BYTES("\x1b$BF|K\\\x1b(B"), "iso-2022-jp", NULL, "\u65e5\u672c"},
	    {BYTES("\xa4 \xbd"), "iso-8859-15", NULL, "\u20ac \u0153"},
	    {BYTES("don\x92t"), "utf-8", "unknown-8bit", "don\u2019t"},
	    {BYTES("don\x92t"), "x-no-such-set", "binary", "don\u2019t"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		check(&cases[i]);
}

/* English with a few bytes of windows-1252 is not Vietnamese, whatever the statistics say. */
static void test_guess(void **state)
{
	(void)state;
	const char *charset = NULL;
	static const char english[] = "The council\x92s \x93improvement board\x94 met \x96 it cost \xa3"
				      "5m.";
	g_autofree char *text = sg_charset_decode(BYTES(english), NULL, NULL, &charset);
	assert_string_equal(text,
			    "The council\u2019s \u201cimprovement board\u201d met \u2013 it cost \u00a35m.");
	assert_string_equal(charset, "WINDOWS-1252");
	static const char russian[] =
	    "\xcf\xf0\xee\xf2\xee\xea\xee\xeb \xe7\xe0\xf1\xe5\xe4\xe0\xed\xe8\xff \xf1\xee\xe2\xe5\xf2\xe0 "
	    "\xe3\xee\xf0\xee\xe4\xe0 \xee\xf2 \xef\xe5\xf0\xe2\xee\xe3\xee \xec\xe0\xf0\xf2\xe0";
	g_autofree char *protocol = sg_charset_decode(BYTES(russian), NULL, NULL, NULL);
	assert_string_equal(protocol, "Протокол заседания совета города от первого марта");
}

/* One bad byte in a page of UTF-8 costs one character. */
static void test_broken_utf8(void **state)
{
	(void)state;
	g_autoptr(GString) bytes = g_string_new(NULL);
	for (unsigned i = 0; i < 40; i++)
		g_string_append(bytes, "children\u2019s ");
	g_string_append(bytes, "\x92 \xe2\x80");
	g_autofree char *text = sg_charset_decode(bytes->str, bytes->len, NULL, NULL, NULL);
	assert_true(g_utf8_validate(text, -1, NULL));
	assert_true(g_str_has_prefix(text, "children\u2019s "));
	assert_true(g_str_has_suffix(text, " \ufffd \ufffd\ufffd"));
}

/* Whatever the bytes and whatever is claimed of them, the result is valid. */
static void test_every_label_on_every_byte(void **state)
{
	(void)state;
	static const char *const labels[] = {
	    "windows-1250", "windows-1251", "windows-1253", "windows-1255", "windows-1256", "windows-1258",
	    "windows-874",  "koi8-u",       "big5",         "gb18030",      "euc-jp",       "euc-kr",
	    "shift_jis",    "iso-8859-6",   "macintosh",    "utf-16le",     "iso-2022-jp",  NULL};
	char bytes[1024];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7 + i / 256);
	for (const char *const *label = labels; *label != NULL; label++) {
		g_autofree char *text = sg_charset_decode(bytes, sizeof bytes, *label, *label, NULL);
		assert_true(g_utf8_validate(text, -1, NULL));
		assert_true(strlen(text) >= sizeof bytes / 4);
	}
}

static void test_declaration(void **state)
{
	(void)state;
	static const struct {
		const char *html, *expected;
	} cases[] = {
	    {"<head><META CHARSET=UTF-8>", "utf-8"},
	    {"<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\">", "iso-8859-1"},
	    {"<meta name=x content=y><meta content=text/html; charset = iso-8859-6 x>", "iso-8859-6"},
	    {"<?xml version='1.0' encoding='windows-1252'?><html>", "windows-1252"},
	    {"<meta name=charset-note>", NULL},
	    {"<p>charset=utf-8</p>", NULL},
	    {"<meta charset=", NULL},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *label = sg_charset_dup_declared(cases[i].html, strlen(cases[i].html));
		if (cases[i].expected == NULL)
			assert_null(label);
		else
			assert_string_equal(label, cases[i].expected);
	}
}

static void test_size_bound(void **state)
{
	(void)state;
	for (size_t extra = 0; extra < 2; extra++) {
		size_t n_bytes = SG_MAX_EXTRACT_TEXT + extra;
		char *data = g_malloc(n_bytes);
		memset(data, 'a', n_bytes);
		g_autoptr(GBytes) bytes = g_bytes_new_take(data, n_bytes);
		g_autoptr(GError) error = NULL;
		g_autofree char *text = sg_charset_decode_document(bytes, NULL, NULL, &error);
		assert_int_equal(text != NULL, extra == 0);
		assert_int_equal(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE), extra == 1);
	}
	/* Half a bound of Latin 1 that becomes more than the bound of UTF-8. */
	size_t n_bytes = SG_MAX_EXTRACT_TEXT / 2 + 1;
	char *data = g_malloc(n_bytes);
	memset(data, 0xe9, n_bytes);
	g_autoptr(GBytes) bytes = g_bytes_new_take(data, n_bytes);
	g_autoptr(GError) error = NULL;
	assert_null(sg_charset_decode_document(bytes, "iso-8859-1", NULL, &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE));
}

static void test_c1(void **state)
{
	(void)state;
	assert_int_equal(sg_charset_c1(0x80), 0x20ac);
	assert_int_equal(sg_charset_c1(0x92), 0x2019);
	assert_int_equal(sg_charset_c1(0x9f), 0x178);
	assert_int_equal(sg_charset_c1(0x81), 0xfffd);
}

int main(void)
{
	sg_charset_warm();
	sg_charset_warm();
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_byte_order_marks),
	    cmocka_unit_test(test_valid_utf8_comes_first),
	    cmocka_unit_test(test_utf16_without_mark),
	    cmocka_unit_test(test_declared_then_detected),
	    cmocka_unit_test(test_guess),
	    cmocka_unit_test(test_broken_utf8),
	    cmocka_unit_test(test_every_label_on_every_byte),
	    cmocka_unit_test(test_declaration),
	    cmocka_unit_test(test_size_bound),
	    cmocka_unit_test(test_c1),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
