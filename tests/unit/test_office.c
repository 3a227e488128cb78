/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which office document a file is, and what archives and compound files do to hide it.  Expectations come
 * from the formats' own definitions: ISO/IEC 29500-2, ODF 1.3 part 2, EPUB 3.3, [MS-CFB], [MS-OFFCRYPTO]. */
#include "ole_fixture.h"

#include "base/limits.h"
#include "indexer/extract/office.h"
#include "indexer/extract/zipfile.h"

static const char *type_of(GBytes *bytes, const char *extension)
{
	const char *type = sg_office_type(bytes, extension);
	return type ? type : "none";
}

/* ---- Archives ---- */

static void check_mime(const char *mime, const char *expected)
{
	const Member members[] = {{"mimetype", mime}, {"content.xml", "<x/>"}, {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	assert_string_equal(type_of(bytes, "zip"), expected);
}

static void test_mime_members(void **state)
{
	(void)state;
	check_mime("application/vnd.oasis.opendocument.text", SG_TYPE_ODT);
	check_mime("application/vnd.oasis.opendocument.text-template", SG_TYPE_ODT);
	check_mime("application/vnd.oasis.opendocument.spreadsheet", SG_TYPE_ODS);
	check_mime("application/vnd.oasis.opendocument.presentation\n", SG_TYPE_ODP);
	check_mime("application/epub+zip", SG_TYPE_EPUB);
	check_mime("application/vnd.oasis.opendocument.graphics", "none");
	check_mime("application/epub", "none");
	check_mime("", "none");
}

static void check_content(const char *content, const char *expected)
{
	g_autofree char *types = g_strdup_printf(
	    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override "
	    "PartName='/a.xml' ContentType='application/%s'/></Types>",
	    content);
	const Member members[] = {{"[Content_Types].xml", types}, {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	assert_string_equal(type_of(bytes, "zip"), expected);
}

static void test_main_parts(void **state)
{
	(void)state;
	check_content("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", SG_TYPE_XLSX);
	check_content("vnd.ms-excel.sheet.macroEnabled.main+xml", SG_TYPE_XLSX);
	check_content("vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", SG_TYPE_PPTX);
	check_content("vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", SG_TYPE_DOCX);
	/* a workbook inside a document does not make it one */
	check_content("vnd.openxmlformats-officedocument.spreadsheetml.sheet", "none");
	check_content("vnd.ms-visio.drawing.main+xml", "none");
	check_content("", "none");
}

/* A name is believed only where the archive cannot say: its list of members stands at its end. */
static void test_cut_archives(void **state)
{
	(void)state;
	static const Member members[] = {{"mimetype", SG_TYPE_ODS}, {NULL, NULL}};
	g_autoptr(GBytes) whole = make_zip(members);
	assert_string_equal(type_of(whole, "docx"), SG_TYPE_ODS);
	g_autoptr(GBytes) cut = g_bytes_new_from_bytes(whole, 0, g_bytes_get_size(whole) - 30);
	assert_string_equal(type_of(cut, "docx"), SG_TYPE_DOCX);
	assert_string_equal(type_of(cut, "OTT"), SG_TYPE_ODT);
	assert_string_equal(type_of(cut, "zip"), "none");
	assert_string_equal(type_of(cut, ""), "none");
	check_refused(sg_extract_docx, cut, SG_REASON_DAMAGED, "is a damaged ZIP archive");
	check_refused(sg_extract_zip, cut, SG_REASON_DAMAGED, "is a damaged ZIP archive");
}

/* ---- Compound files ---- */

static void test_compound(void **state)
{
	(void)state;
	static const struct {
		const char *stream, *type;
	} CASES[] = {
	    {"WordDocument", SG_TYPE_DOC},   {"EncryptedPackage", SG_TYPE_DOC},   {"Workbook", "none"},
	    {"PowerPoint Document", "none"}, {"__properties_version1.0", "none"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		const Stream streams[] = {{"Other", "x", 1}, {CASES[i].stream, "y", 1}, {NULL, NULL, 0}};
		g_autoptr(GBytes) bytes = make_ole(streams);
		assert_string_equal(type_of(bytes, "doc"), CASES[i].type);
	}
	/* its list of streams is lost: the name is believed */
	g_autoptr(GBytes) cut = g_bytes_new_static("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", 20);
	assert_string_equal(type_of(cut, "doc"), SG_TYPE_DOC);
	assert_string_equal(type_of(cut, "xls"), "none");
}

/* [MS-OFFCRYPTO] 2.3.4: a DOCX, XLSX or PPTX with a password is a compound file with these two streams. */
static void test_encrypted_package(void **state)
{
	(void)state;
	static const Stream streams[] = {
	    {"EncryptionInfo", "info", 4}, {"EncryptedPackage", "package", 7}, {NULL, NULL, 0}};
	g_autoptr(GBytes) bytes = make_ole(streams);
	check_refused(sg_extract_doc, bytes, SG_REASON_ENCRYPTED, "encrypted");
}

static void test_rtf(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *type;
	} CASES[] = {{"{\\rtf1 x}", SG_TYPE_RTF}, {"{\\rtf", SG_TYPE_RTF}, {"{\\rt", "none"},
		     {" {\\rtf1", "none"},        {"{\\RTF1", "none"},     {"", "none"}};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new(CASES[i].bytes, strlen(CASES[i].bytes));
		assert_string_equal(type_of(bytes, "rtf"), CASES[i].type);
	}
}

/* ---- Names of members ---- */

/* The targets of relationships (ISO/IEC 29500-2, 6.5): relative to the part, or from the package's root. */
static void test_resolve(void **state)
{
	(void)state;
	static const struct {
		const char *from, *target, *name;
	} CASES[] = {
	    {"word/document.xml", "styles.xml", "word/styles.xml"},
	    {"word/document.xml", "/docProps/core.xml", "docProps/core.xml"},
	    {"word/document.xml", "../customXml/item1.xml", "customXml/item1.xml"},
	    {"xl/worksheets/a.xml", "../drawings/./d.xml", "xl/drawings/d.xml"},
	    {"", "word/document.xml", "word/document.xml"},
	    /* never above the root */
	    {"word/document.xml", "../../../../etc/passwd", "etc/passwd"},
	    {"OEBPS/book.opf", "chapter%20one.xhtml#part2", "OEBPS/chapter one.xhtml"},
	    {"OEBPS/book.opf", "caf%C3%A9.xhtml", "OEBPS/caf\u00e9.xhtml"},
	    /* what is no escape stays as it is */
	    {"a/b", "100%.xml", "a/100%.xml"},
	    {"a/b", "no%00thing.xml", "a/no%00thing.xml"},
	    {"a/b", "#only", "a"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *name = sg_zip_resolve(CASES[i].from, CASES[i].target);
		assert_string_equal(name, CASES[i].name);
	}
}

/* Programs on Windows do not heed the case of names; where two differ in nothing else, the exact one is
 * meant. */
static void test_case_of_names(void **state)
{
	(void)state;
	static const Member members[] = {{"Word/Document.XML", "other"},
					 {"word/document.xml", "exact"},
					 {"Styles.xml", "styles"},
					 {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	g_autoptr(SgZip) zip = sg_zip_new(bytes, NULL);
	g_autoptr(GBytes) exact = sg_zip_read(zip, "word/document.xml", NULL);
	assert_memory_equal(g_bytes_get_data(exact, NULL), "exact", 5);
	g_autoptr(GBytes) styles = sg_zip_read(zip, "styles.XML", NULL);
	assert_memory_equal(g_bytes_get_data(styles, NULL), "styles", 6);
	assert_false(sg_zip_has(zip, "styles"));
	assert_false(sg_zip_has(zip, ""));
}

/* Bytes unpacked from members that turn out to be damaged count towards the bound of all. */
static void test_damaged_members_count(void **state)
{
	(void)state;
	enum { N_BYTES = SG_MAX_PART_BYTES };
	g_autofree char *blank = g_strnfill(N_BYTES, ' ');
	static const char *const NAMES[] = {"a", "b", "c", "d", "e"};
	Member members[G_N_ELEMENTS(NAMES) + 1] = {{NULL, NULL}};
	for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
		members[i] = (Member){NAMES[i], blank};
	g_autoptr(GBytes) good = make_zip(members);
	gsize n_bytes = 0;
	g_autofree char *copy = g_bytes_unref_to_data(g_steal_pointer(&good), &n_bytes);
	/* APPNOTE.TXT 4.3.12: the checksum of each member in the directory at the end */
	char *entry = copy;
	while ((entry = memmem(entry, n_bytes - (size_t)(entry - copy), "PK\x01\x02", 4)) != NULL)
		*(entry += 16) ^= 0x55;
	g_autoptr(GBytes) bytes = g_bytes_new(copy, n_bytes);
	g_autoptr(SgZip) zip = sg_zip_new(bytes, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
		g_autoptr(GError) error = NULL;
		assert_null(sg_zip_read(zip, NAMES[i], &error));
		assert_int_equal(error->code, i < 4 ? SG_REASON_DAMAGED : SG_REASON_TOO_LARGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_mime_members),
	    cmocka_unit_test(test_main_parts),
	    cmocka_unit_test(test_cut_archives),
	    cmocka_unit_test(test_compound),
	    cmocka_unit_test(test_encrypted_package),
	    cmocka_unit_test(test_rtf),
	    cmocka_unit_test(test_resolve),
	    cmocka_unit_test(test_case_of_names),
	    cmocka_unit_test(test_damaged_members_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
