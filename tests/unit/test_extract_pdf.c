/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* PDF extraction: made-up files for meta, errors and odd pages; real reports where they are at hand. */
#include "tests/unit/extract_fixture.h"

#include <string.h>

#define REPORTS "../shared/data/ofsted/herefordshire/"
#define FILES "../shared/data/files/documents/"

/* A PDF in British English, of which MuPDF keeps "en", of `n_pages` pages, each with `content` as its content
   stream; MuPDF mends the missing cross-reference table. */
static GBytes *make_pdf(unsigned n_pages, const char *content, const char *info)
{
	GString *pdf = g_string_new("%PDF-1.4\n1 0 obj<</Type/Catalog/Lang(en-GB)/Pages 2 0 R>>endobj\n");
	g_string_append_printf(pdf, "2 0 obj<</Type/Pages/Count %u/Kids[", n_pages);
	for (unsigned i = 0; i < n_pages; i++)
		g_string_append_printf(pdf, "%u 0 R ", 10 + i);
	g_string_append(pdf, "]>>endobj\n");
	g_string_append_printf(pdf, "3 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", strlen(content),
			       content);
	g_string_append_printf(pdf, "4 0 obj<<%s>>endobj\n", info);
	for (unsigned i = 0; i < n_pages; i++)
		g_string_append_printf(
		    pdf,
		    "%u 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R"
		    "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
		    "/B<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>>>>>>>endobj\n",
		    10 + i);
	g_string_append(pdf, "trailer<</Root 1 0 R/Info 4 0 R>>\n%%EOF\n");
	return g_string_free_to_bytes(pdf);
}

static void assert_reason(GBytes *bytes, SgReason reason)
{
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	g_autoptr(GError) error = NULL;
	assert_false(sg_extract_pdf(bytes, text, &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, (int)reason));
	assert_int_equal(text->blocks->len, 0);
}

static void test_text_and_meta(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes =
	    make_pdf(1,
		     "BT /B 24 Tf 50 700 Td (Minutes) Tj /F 12 Tf 0 -40 Td (The committee  met) Tj "
		     "0 -14 Td (on Monday.) Tj 0 700 Td (not on the page) Tj ET",
		     "/Title(Minutes of a meeting)/Author(Clerk)/CreationDate(D:20130314101500Z)"
		     "/ModDate(today)");
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	g_autoptr(GError) error = NULL;
	assert_true(sg_extract_pdf(bytes, text, &error));
	assert_int_equal(text->n_pages, 1);
	assert_false(text->no_text);
	g_autofree char *blocks = show_blocks(text);
	assert_string_equal(blocks, "H1 Minutes\nP The committee met on Monday.\n");
	const SgBlock *heading = g_ptr_array_index(text->blocks, 0);
	assert_true(heading->bold);
	assert_int_equal(heading->font_size, 240);
	assert_int_equal(heading->page, 1);
	g_autofree char *meta = show_meta(text);
	assert_string_equal(meta, "title=Minutes of a meeting (pdf-info)\nauthor=Clerk (pdf-info)\n"
				  "created=2013-03-14 (pdf-info)\nmodified=today (pdf-info)\n"
				  "lang=en (pdf-info)\n");
}

static void test_no_text(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = make_pdf(3, "0 0 100 100 re f", "");
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	assert_true(sg_extract_pdf(bytes, text, NULL));
	assert_true(text->no_text);
	assert_int_equal(text->n_pages, 3);
	assert_int_equal(text->blocks->len, 0);
}

static void test_damaged(void **state)
{
	(void)state;
	static const char *const files[] = {"", "%PDF-1.4",
					    "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>",
					    "<html><body>Not found</body></html>"};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new_static(files[i], strlen(files[i]));
		assert_reason(bytes, SG_REASON_DAMAGED);
	}
}

/* Every beginning of a good file: no crash, and an error or some text. */
static void test_cut_short(void **state)
{
	(void)state;
	g_autoptr(GBytes) whole = make_pdf(2, "BT /F 12 Tf 50 700 Td (word) Tj ET", "/Title(t)");
	for (size_t n = 0; n < g_bytes_get_size(whole); n += 7) {
		g_autoptr(GBytes) bytes = g_bytes_new_from_bytes(whole, 0, n);
		g_autoptr(SgText) text = sg_text_new("application/pdf");
		g_autoptr(GError) error = NULL;
		bool ok = sg_extract_pdf(bytes, text, &error);
		assert_true(ok == (error == NULL));
	}
}

static void test_page_limit(void **state)
{
	(void)state;
	g_autoptr(GBytes) bound = make_pdf(20000, "", "");
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	assert_true(sg_extract_pdf(bound, text, NULL));
	assert_int_equal(text->n_pages, 20000);
	g_autoptr(GBytes) beyond = make_pdf(20001, "", "");
	assert_reason(beyond, SG_REASON_TOO_LARGE);
}

static void test_warm(void **state)
{
	(void)state;
	sg_extract_pdf_warm();
	sg_extract_pdf_warm();
	test_text_and_meta(state);
}

static GBytes *load(const char *path)
{
	char *data;
	gsize n_bytes;
	if (!g_file_get_contents(path, &data, &n_bytes, NULL)) {
		print_message("not at hand: %s\n", path);
		return NULL;
	}
	return g_bytes_new_take(data, n_bytes);
}

static void test_encrypted(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = load(FILES "testUnicodePassword.pdf");
	if (!bytes)
		skip();
	assert_reason(bytes, SG_REASON_ENCRYPTED);
}

static const SgBlock *find(const SgText *text, const char *start)
{
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		if (g_str_has_prefix(block->text, start))
			return block;
	}
	fail_msg("no block begins \"%s\"", start);
	return NULL;
}

/* The report of September 2022 as it is printed: 11 pages, paragraphs 1 to 41, the first running from page 2
   to 3 around a foot of two lines and a page number. */
static void test_report(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = load(REPORTS "children's services inspection - 21 september 2022.pdf");
	if (!bytes)
		skip();
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	assert_true(sg_extract_pdf(bytes, text, NULL));
	assert_int_equal(text->n_pages, 11);
	for (unsigned i = 1; i <= 41; i++) {
		g_autofree char *number = g_strdup_printf("%u. ", i);
		assert_int_equal(find(text, number)->kind, SG_BLOCK_PARAGRAPH);
	}
	const SgBlock *first = find(text, "1. There are widespread");
	assert_int_equal(first->page, 2);
	assert_int_equal(first->page_end, 3);
	assert_string_equal(first->page_label, "2");
	assert_non_null(strstr(first->text, "Too many children do not have a consistent social worker"));
	assert_null(strstr(first->text, "July 2022"));
	const SgBlock *row =
	    find(text, "The impact of leaders on social work practice with children and families |");
	assert_int_equal(row->kind, SG_BLOCK_ROW);
	assert_string_equal(
	    row->text,
	    "The impact of leaders on social work practice with children and families | Inadequate");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text_and_meta), cmocka_unit_test(test_no_text),
	    cmocka_unit_test(test_damaged),       cmocka_unit_test(test_cut_short),
	    cmocka_unit_test(test_page_limit),    cmocka_unit_test(test_warm),
	    cmocka_unit_test(test_encrypted),     cmocka_unit_test(test_report),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
