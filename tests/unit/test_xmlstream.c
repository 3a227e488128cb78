/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* XML as a stream: names by namespace, what is left out, entities, and what is not well-formed. */
#include "extract_fixture.h"

#include "indexer/extract/xmlstream.h"

#include <string.h>

enum { TAG_P = 1, TAG_SKIP, TAG_ITEM };

/* Writes what it is told of: "<" and tag, values of attributes, text, ">". */
static bool start(void *data, int tag, const SgXmlAttributes *attributes)
{
	if (tag == TAG_SKIP)
		return false;
	const char *value = sg_xml_get(attributes, "w:val");
	const char *plain = sg_xml_get(attributes, "val");
	g_string_append_printf(data, "<%d", tag);
	if (value)
		g_string_append_printf(data, " w:val=%s", value);
	if (plain)
		g_string_append_printf(data, " val=%s", plain);
	if (tag == TAG_ITEM)
		g_string_append_printf(data, " %d %d", sg_xml_get_int(attributes, "n", -7),
				       sg_xml_get_on(attributes, "on"));
	g_string_append_c(data, ' ');
	return true;
}

static void end(void *data, int tag)
{
	(void)tag;
	g_string_append_c(data, '>');
}

static void add_text(void *data, const char *text, size_t n_bytes)
{
	g_string_append_len(data, text, (gssize)n_bytes);
}

static char *read_xml(const char *xml, GError **error)
{
	static const SgXmlName NAMES[] = {
	    {"w:p", TAG_P}, {"w:skip", TAG_SKIP}, {"text:item", TAG_ITEM}, {NULL, 0}};
	static const SgXmlHandler HANDLER = {NAMES, start, end, add_text};
	g_autoptr(GBytes) bytes = g_bytes_new(xml, strlen(xml));
	GString *out = g_string_new(NULL);
	sg_xml_read(bytes, "part.xml", &HANDLER, out, error);
	return g_string_free(out, FALSE);
}

static void check(const char *xml, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *shown = read_xml(xml, &error);
	if (error)
		fail_msg("%s", error->message);
	assert_string_equal(shown, expected);
}

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define TEXT "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

static void test_names(void **state)
{
	(void)state;
	check("<x:p xmlns:x='" W "'>a</x:p>", "<1 a>");
	check("<p xmlns='" STRICT "'>a</p>", "<1 a>");
	check("<p>a</p>", "<0 a>");
	check("<w:p xmlns:w='urn:other'>a</w:p>", "<0 a>");
	check("<x:p xmlns:x='" W "' x:val='1' val='2'/>", "<1 w:val=1 val=2 >");
	check("<x:p xmlns:x='" W "' xmlns:y='urn:other' y:val='1'/>", "<1 >");
}

static void test_left_out(void **state)
{
	(void)state;
	check("<x:p xmlns:x='" W "'>a<x:skip>b<x:p>c</x:p><x:skip/></x:skip>d</x:p>", "<1 ad>");
}

static void test_values(void **state)
{
	(void)state;
	check("<t:item xmlns:t='" TEXT "' n='12' on='true'/>", "<3 12 1 >");
	check("<t:item xmlns:t='" TEXT "' n='-1' on='0'/>", "<3 -7 0 >");
	check("<t:item xmlns:t='" TEXT "' n='99999999999' on='off'/>", "<3 -7 0 >");
	check("<t:item xmlns:t='" TEXT "' n='x'/>", "<3 -7 1 >");
	check("<x:p xmlns:x='" W "' x:val='a &amp; &lt;b&gt; &#38; &amp;#38; &#233;'/>",
	      "<1 w:val=a & <b> & &#38; \u00e9 >");
}

static void test_text(void **state)
{
	(void)state;
	check("<p>a&amp;b&#x2019;<![CDATA[<c>]]><!-- d --><?e f?> g</p>", "<0 a&b\u2019<c> g>");
	check("<?xml version='1.0' encoding='ISO-8859-1'?><p>caf\xe9</p>", "<0 caf\u00e9>");
	/* UTF-16 with its mark, as some programs write */
	static const char wide[] = "\xff\xfe<\0p\0>\0a\0<\0/\0p\0>\0";
	static const SgXmlName NONE[] = {{NULL, 0}};
	static const SgXmlHandler HANDLER = {NONE, start, end, add_text};
	g_autoptr(GBytes) bytes = g_bytes_new_static(wide, sizeof wide - 1);
	g_autoptr(GString) out = g_string_new(NULL);
	assert_true(sg_xml_read(bytes, "part.xml", &HANDLER, out, NULL));
	assert_string_equal(out->str, "<0 a>");
}

/* The billion laughs, in text and in a value, leave a blank each. */
static void test_entities(void **state)
{
	(void)state;
	check("<!DOCTYPE p [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><p val='x&b;y'>1&b;2&amp;3</p>",
	      "<0 val=x y 1 2&3>");
	check("<!DOCTYPE p SYSTEM 'file:///nowhere.dtd'><p>1&nbsp;2</p>", "<0 1 2>");
}

static void check_damaged(const char *xml, const char *part)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *shown = read_xml(xml, &error);
	assert_non_null(error);
	assert_int_equal(error->code, SG_REASON_DAMAGED);
	assert_non_null(strstr(error->message, part));
}

static void test_damaged(void **state)
{
	(void)state;
	check_damaged("", "part.xml is not well-formed XML: it is empty");
	check_damaged("no markup", "part.xml is not well-formed XML: line 1");
	check_damaged("<p>\n\n<b></p>", "line 3");
	check_damaged("<p>cut", "not well-formed");
	check_damaged("<p a=1/>", "not well-formed");
	check_damaged("<p/><p/>", "not well-formed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names), cmocka_unit_test(test_left_out), cmocka_unit_test(test_values),
	    cmocka_unit_test(test_text),  cmocka_unit_test(test_entities), cmocka_unit_test(test_damaged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
