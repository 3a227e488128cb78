/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Members of archives, the limits on what comes out of them, and which office document an archive is. */
#include "zip_fixture.h"

#include "base/limits.h"
#include "indexer/extract/office.h"
#include "indexer/extract/zipfile.h"

static void assert_reason(GError *error, SgReason reason, const char *part)
{
	assert_non_null(error);
	assert_int_equal(error->code, reason);
	assert_non_null(strstr(error->message, part));
	g_error_free(error);
}

static void test_members(void **state)
{
	(void)state;
	const Member members[] = {{"a.txt", "Alpha"}, {"Folder/B.xml", ""}, {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	g_autoptr(SgZip) zip = sg_zip_new(bytes, NULL);
	assert_int_equal(sg_zip_get_n_members(zip), 2);
	assert_string_equal(sg_zip_get_name(zip, 1), "Folder/B.xml");
	assert_string_equal(sg_zip_get_name(zip, 2), "");
	assert_true(sg_zip_has(zip, "folder/b.XML"));
	assert_false(sg_zip_has(zip, "b.xml"));
	g_autoptr(GBytes) alpha = sg_zip_read(zip, "a.txt", NULL);
	assert_int_equal(g_bytes_get_size(alpha), 5);
	assert_memory_equal(g_bytes_get_data(alpha, NULL), "Alpha", 5);
	g_autoptr(GBytes) empty = sg_zip_read_at(zip, 1, NULL);
	assert_int_equal(g_bytes_get_size(empty), 0);
	GError *error = NULL;
	assert_null(sg_zip_read(zip, "c.txt", &error));
	assert_reason(error, SG_REASON_DAMAGED, "has no member c.txt");
}

static void test_recognise(void **state)
{
	(void)state;
	assert_true(sg_zip_recognise("PK\x03\x04", 4));
	assert_true(sg_zip_recognise("PK\x05\x06", 4));
	assert_false(sg_zip_recognise("PK\x03", 3));
	assert_false(sg_zip_recognise("PK\x03\x05", 4));
}

/* 50 MB of blanks pack into 50 KB; one byte more is refused, and so are 200 MB in all. */
static void test_bytes(void **state)
{
	(void)state;
	g_autofree char *most = g_strnfill(SG_MAX_PART_BYTES, ' ');
	g_autofree char *more = g_strnfill((gsize)SG_MAX_PART_BYTES + 1, ' ');
	const Member members[] = {{"most", most}, {"more", more}, {"one", "1"}, {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	assert_true(g_bytes_get_size(bytes) < 200 * 1024);
	g_autoptr(SgZip) zip = sg_zip_new(bytes, NULL);
	GError *error = NULL;
	assert_null(sg_zip_read(zip, "more", &error));
	assert_reason(error, SG_REASON_TOO_LARGE, "expands past the limit");
	for (int i = 0; i < SG_MAX_PARTS_BYTES / SG_MAX_PART_BYTES; i++) {
		g_autoptr(GBytes) unpacked = sg_zip_read(zip, "most", NULL);
		assert_int_equal(g_bytes_get_size(unpacked), SG_MAX_PART_BYTES);
	}
	error = NULL;
	assert_null(sg_zip_read(zip, "one", &error));
	assert_reason(error, SG_REASON_TOO_LARGE, "expands past the limit");
}

static void test_count(void **state)
{
	(void)state;
	const Member members[] = {{"one", "1"}, {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	g_autoptr(SgZip) zip = sg_zip_new(bytes, NULL);
	for (int i = 0; i < SG_MAX_PARTS; i++) {
		g_autoptr(GBytes) unpacked = sg_zip_read(zip, "one", NULL);
		assert_non_null(unpacked);
	}
	GError *error = NULL;
	assert_null(sg_zip_read(zip, "one", &error));
	assert_reason(error, SG_REASON_TOO_LARGE, "expands past the limit");
}

/* APPNOTE.TXT 4.3.7 and 4.4.4: bit 0 of the general purpose flags says "encrypted". */
static void test_encrypted(void **state)
{
	(void)state;
	const Member members[] = {{"one", "Some text"}, {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	gsize n_bytes = 0;
	g_autofree char *copy = g_bytes_unref_to_data(g_steal_pointer(&bytes), &n_bytes);
	char *directory = memmem(copy, n_bytes, "PK\x01\x02", 4);
	copy[6] |= 1;
	directory[8] |= 1;
	g_autoptr(GBytes) changed = g_bytes_new(copy, n_bytes);
	g_autoptr(SgZip) zip = sg_zip_new(changed, NULL);
	GError *error = NULL;
	assert_null(sg_zip_read(zip, "one", &error));
	assert_reason(error, SG_REASON_ENCRYPTED, "encrypted");
}

/* A wrong byte in what was packed, and a wrong checksum. */
static void test_damaged(void **state)
{
	(void)state;
	const Member members[] = {{"one", "Some text that says something"}, {NULL, NULL}};
	for (int at = 14; at <= 40; at += 26) {
		g_autoptr(GBytes) bytes = make_zip(members);
		gsize n_bytes = 0;
		g_autofree char *copy = g_bytes_unref_to_data(g_steal_pointer(&bytes), &n_bytes);
		char *directory = memmem(copy, n_bytes, "PK\x01\x02", 4);
		copy[at] ^= 0x55;
		if (at == 14)
			directory[16] ^= 0x55;
		g_autoptr(GBytes) changed = g_bytes_new(copy, n_bytes);
		g_autoptr(SgZip) zip = sg_zip_new(changed, NULL);
		GError *error = NULL;
		assert_null(sg_zip_read(zip, "one", &error));
		assert_reason(error, SG_REASON_DAMAGED, "member one cannot be unpacked");
	}
}

static const char *type_of(const char *content_type)
{
	g_autofree char *types =
	    g_strdup_printf("<Types><Override ContentType='application/%s'/></Types>", content_type);
	const Member members[] = {{"x", "x"}, {"[Content_Types].xml", types}, {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	return sg_office_type(bytes, "zip");
}

static void test_type(void **state)
{
	(void)state;
	assert_string_equal(type_of("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
			    SG_TYPE_DOCX);
	assert_string_equal(type_of("vnd.ms-word.template.macroEnabledTemplate.main+xml"), SG_TYPE_DOCX);
	assert_null(type_of("vnd.openxmlformats-officedocument.wordprocessingml.document"));
	g_autoptr(GBytes) cut = g_bytes_new_static("PK\x03\x04", 4);
	assert_string_equal(sg_office_type(cut, "DOCX"), SG_TYPE_DOCX);
	assert_null(sg_office_type(cut, "zip"));
	g_autoptr(GBytes) text = g_bytes_new_static("Text", 4);
	assert_null(sg_office_type(text, "docx"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_members), cmocka_unit_test(test_recognise), cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_count),   cmocka_unit_test(test_encrypted), cmocka_unit_test(test_damaged),
	    cmocka_unit_test(test_type),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
