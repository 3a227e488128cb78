/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Documents made to be slow, each read within the CPU time that a document has (base/limits.h): they take a
 * fraction of a second when work grows with size, and far longer when it grows with the square of it.
 */
#include "zip_fixture.h"

#include "base/limits.h"
#include "indexer/extract/flow.h"

#include <time.h>

enum { BOUND_S = SG_MAX_EXTRACT_CPU_S, MANY = 300000 };

/* `n` times `piece` between two others. */
static GString *repeat(const char *before, const char *piece, size_t n, const char *after)
{
	GString *out = g_string_new(before);
	for (size_t i = 0; i < n; i++)
		g_string_append(out, piece);
	g_string_append(out, after);
	return out;
}

static double cpu_seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static bool extract_html(GBytes *bytes, SgText *text, GError **error)
{
	return sg_extract_html(bytes, "utf-8", text, error);
}

/* `content` is taken. */
static void check(Extractor extract, GString *content)
{
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(content);
	g_autoptr(SgText) text = sg_text_new("text/plain");
	g_autoptr(GError) error = NULL;
	double start = cpu_seconds();
	bool read = extract(bytes, text, &error);
	double taken = cpu_seconds() - start;
	assert_true(read == !error);
	if (taken > BOUND_S)
		fail_msg("%.1f s", taken);
}

static void test_text(void **state)
{
	(void)state;
	check(sg_extract_plain, repeat("Words\n", "--\n", 3 * MANY, ""));
	check(sg_extract_plain, repeat("", "(A\n", 3 * MANY, ")"));
	check(sg_extract_plain, repeat("", "\f", 15000, "x"));
}

static void test_mail(void **state)
{
#ifdef __SANITIZE_ADDRESS__
	skip(); /* takes minutes under a sanitizer */
#endif
	(void)state;
	static const char head[] = "From: a@example.org\nContent-Type: text/plain\n\nWords\n";
	check(sg_extract_mail, repeat(head, "--\n", 3 * MANY, ""));
	check(sg_extract_mail, repeat(head, "> a\nb\n", MANY, ""));
	check(sg_extract_mail, repeat("Subject: ", "=?utf-8?q?a?= ", MANY, "\n\nx"));
	check(sg_extract_mail, repeat("From: ", "(", 10 * MANY, "\n\nx"));
	check(sg_extract_mail,
	      repeat("Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", 50000, ""));
}

static void test_mailbox(void **state)
{
	(void)state;
	check(sg_extract_mbox, repeat("", "From a Mon Jan  1 00:00:00 2020\nA: b\n\n", MANY / 3, ""));
	check(sg_extract_mbox, repeat("From a Mon Jan  1 00:00:00 2020\nA: b\n\n", ">From x\n\n", MANY, ""));
}

static void test_page(void **state)
{
	(void)state;
	check(extract_html, repeat("<table><tr><td>1.", "<div></div>", MANY, "x</table>"));
	check(extract_html, repeat("<body>", "<b>", MANY, "x"));
	check(extract_html, repeat("<body>", "<table><tr><td>x", MANY / 3, ""));
	check(extract_html, repeat("<body><p class='", "comment ", MANY, "'>x"));
	check(extract_html, repeat("<body>", "<noscript><p>a", MANY / 3, ""));
}

static void test_rtf(void **state)
{
	(void)state;
	check(sg_extract_rtf, repeat("{\\rtf1 \\trowd ", "{\\footnote a}", 3 * MANY, "\\cell b\\cell\\row}"));
	check(sg_extract_rtf, repeat("{\\rtf1 ", "{}", 10 * MANY, "}"));
	check(sg_extract_rtf, repeat("{\\rtf1 \\trowd ", "a\\cell ", MANY, "\\row}"));
	check(sg_extract_rtf, repeat("{\\rtf1 ", "{\\listtext 1.}x\\par ", MANY, "}"));
}

/* Fields that are all open, and as many texts in the innermost. */
static void test_fields(void **state)
{
	(void)state;
	g_autoptr(GString) open =
	    repeat("", "<w:fldChar w:fldCharType='begin'/><w:fldChar w:fldCharType='separate'/>", MANY, "");
	g_autoptr(GString) document =
	    repeat("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:p>",
		   open->str, 1, "");
	g_autoptr(GString) texts = repeat("", "<w:t>a</w:t>", MANY, "</w:p></w:document>");
	g_string_append(document, texts->str);
	const Member members[] = {
	    {"_rels/.rels",
	     "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
	     "<Relationship Id='a' Type='x/officeDocument' Target='d.xml'/></Relationships>"},
	    {"d.xml", document->str},
	    {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	double start = cpu_seconds();
	g_autoptr(SgText) text = read_with(sg_extract_docx, bytes);
	assert_true(cpu_seconds() - start < BOUND_S);
	assert_int_equal(strlen(block_at(text, 0)->text), MANY);
}

/* Tables in tables, past the depth that is told apart, and cells without number. */
static void test_flow(void **state)
{
	(void)state;
	double start = cpu_seconds();
	g_autoptr(SgFlow) flow = sg_flow_new();
	for (int i = 0; i < MANY; i++) {
		sg_flow_begin_row(flow);
		sg_flow_begin_cell(flow);
		sg_flow_append_string(flow, "a");
	}
	for (int i = 0; i < MANY; i++)
		sg_flow_end_cell(flow);
	g_autoptr(SgText) text = sg_text_new("");
	assert_true(sg_flow_finish(flow, text, NULL));
	assert_true(text->blocks->len > 0);
	assert_true(cpu_seconds() - start < BOUND_S);
}

static int set_up(void **state)
{
	(void)state;
	sg_extract_html_warm();
	sg_extract_mail_warm();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text), cmocka_unit_test(test_mail), cmocka_unit_test(test_mailbox),
	    cmocka_unit_test(test_page), cmocka_unit_test(test_rtf),  cmocka_unit_test(test_fields),
	    cmocka_unit_test(test_flow),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
