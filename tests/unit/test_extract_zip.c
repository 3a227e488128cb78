/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Archives as what they hold.  Expectations come from indexer/text.h, base/limits.h and what was put in. */
#include "tests/unit/zip_fixture.h"

#include "base/limits.h"
#include "indexer/extract/office.h"

/* One line a part: name, size or reason and message. */
static void assert_parts(GBytes *archive, const char *expected)
{
	g_autoptr(SgText) text = read_with(sg_extract_zip, archive);
	assert_true(text->archive);
	assert_int_equal(text->blocks->len, 0);
	g_autoptr(GString) parts = g_string_new(NULL);
	for (guint i = 0; i < text->parts->len; i++) {
		const SgPart *part = g_ptr_array_index(text->parts, i);
		if (part->bytes)
			g_string_append_printf(parts, "%s %zu\n", part->name, g_bytes_get_size(part->bytes));
		else
			g_string_append_printf(parts, "%s: %s, %s\n", part->name,
					       sg_reason_name(part->reason), part->message);
	}
	assert_string_equal(parts->str, expected);
}

static void members_are_parts_in_order(void **state)
{
	(void)state;
	const Member members[] = {
	    {"b.txt", "second letter"}, {"folder/", ""},   {"folder/a.txt", "first"},
	    {"folder/a.txt2", "third"}, {"empty.txt", ""}, {NULL, NULL},
	};
	g_autoptr(GBytes) archive = make_zip(members);
	assert_parts(archive, "b.txt 13\nfolder/a.txt 5\nfolder/a.txt2 5\nempty.txt 0\n");
	g_autoptr(SgText) text = read_with(sg_extract_zip, archive);
	const SgPart *part = g_ptr_array_index(text->parts, 0);
	assert_memory_equal(g_bytes_get_data(part->bytes, NULL), "second letter", 13);
}

static void names_are_only_names(void **state)
{
	(void)state;
	const Member members[] = {
	    {"../../etc/passwd", "x"}, {"/etc/shadow", "xx"}, {"C:\\a.txt", "xxx"}, {NULL, NULL}};
	g_autoptr(GBytes) archive = make_zip(members);
	assert_parts(archive, "../../etc/passwd 1\n/etc/shadow 2\nC:\\a.txt 3\n");
}

/* APPNOTE.TXT, D.1 and 4.4.4: names of MS-DOS unless bit 11 says UTF-8, or they are nothing else. */
static void names_are_read_as_they_were_meant(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *shown; /* of eight bytes, in the place of "12345678" */
	} CASES[] = {
	    {"caf\x82.txt", "caf\u00e9.txt"},
	    {"\x9c"
	     "5bn.csv",
	     "\u00a35bn.csv"},
	    {"caf\xc3\xa9.md", "caf\u00e9.md"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		const Member members[] = {{"12345678", "x"}, {NULL, NULL}};
		g_autoptr(GBytes) plain = make_zip(members);
		gsize n_bytes = 0;
		g_autofree char *copy = g_bytes_unref_to_data(g_steal_pointer(&plain), &n_bytes);
		for (char *at = copy;
		     (at = memmem(at, n_bytes - (size_t)(at - copy), "12345678", 8)) != NULL;)
			memcpy(at, CASES[i].bytes, 8);
		g_autoptr(GBytes) archive = g_bytes_new(copy, n_bytes);
		g_autoptr(SgText) text = read_with(sg_extract_zip, archive);
		assert_string_equal(((const SgPart *)g_ptr_array_index(text->parts, 0))->name,
				    CASES[i].shown);
	}
}

static void hidden_files_are_passed_over(void **state)
{
	(void)state;
	const Member members[] = {{".DS_Store", "x"},      {"__MACOSX/._a.pdf", "x"}, {"folder/.hidden", "x"},
				  {"__MACOSX/a.pdf", "x"}, {"folder/a.pdf", "x"},     {NULL, NULL}};
	g_autoptr(GBytes) archive = make_zip(members);
	assert_parts(archive, "folder/a.pdf 1\n");
}

/* An archive with members given with their sizes. */
static GBytes *pack(const char *const *names, GBytes *const *contents)
{
	zip_error_t why;
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &why);
	zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, &why);
	assert_non_null(archive);
	zip_source_keep(target);
	for (; *names; names++, contents++) {
		gsize n_bytes;
		const void *bytes = g_bytes_get_data(*contents, &n_bytes);
		zip_file_add(archive, *names, zip_source_buffer(archive, bytes, n_bytes, 0), 0);
	}
	assert_int_equal(zip_close(archive), 0);
	zip_stat_t stat;
	assert_int_equal(zip_source_stat(target, &stat), 0);
	char *bytes = g_malloc(stat.size);
	assert_int_equal(zip_source_open(target), 0);
	assert_int_equal(zip_source_read(target, bytes, stat.size), (zip_int64_t)stat.size);
	zip_source_close(target);
	zip_source_free(target);
	return g_bytes_new_take(bytes, stat.size);
}

static void an_archive_inside_is_not_opened(void **state)
{
	(void)state;
	const Member plain[] = {{"a.txt", "text"}, {NULL, NULL}};
	const Member word[] = {{"[Content_Types].xml", "wordprocessingml.document.main+xml"},
			       {"word/document.xml", "<w/>"},
			       {NULL, NULL}};
	g_autoptr(GBytes) inner = make_zip(plain);
	g_autoptr(GBytes) document = make_zip(word);
	assert_string_equal(sg_office_type(document, "docx"), SG_TYPE_DOCX);
	g_autoptr(GBytes) text = g_bytes_new_static("text", 4);
	const char *const names[] = {"inner.zip", "disguised.txt", "minutes.docx", "good.txt", NULL};
	GBytes *const contents[] = {inner, inner, document, text};
	g_autoptr(GBytes) archive = pack(names, contents);
	g_autofree char *expected = g_strdup_printf("inner.zip: too-large, expands past the limit\n"
						    "disguised.txt: too-large, expands past the limit\n"
						    "minutes.docx %zu\ngood.txt 4\n",
						    g_bytes_get_size(document));
	assert_parts(archive, expected);
}

static void what_is_too_large_leaves_the_rest(void **state)
{
	(void)state;
	g_autoptr(GBytes) bound = g_bytes_new_take(g_malloc0(SG_MAX_PART_BYTES), SG_MAX_PART_BYTES);
	g_autoptr(GBytes) past = g_bytes_new_take(g_malloc0(SG_MAX_PART_BYTES + 1), SG_MAX_PART_BYTES + 1);
	g_autoptr(GBytes) one = g_bytes_new_static("x", 1);
	/* 200 MB in all: four at the bound fill it */
	const char *const names[] = {"past", "1", "2", "small", "3", "4", "5", "last", NULL};
	GBytes *const contents[] = {past, bound, bound, one, bound, bound, bound, one};
	g_autoptr(GBytes) archive = pack(names, contents);
	assert_parts(archive, "past: too-large, expands past the limit\n"
			      "1 52428800\n2 52428800\nsmall 1\n3 52428800\n"
			      "4: too-large, expands past the limit\n"
			      "5: too-large, expands past the limit\n"
			      "last 1\n");
}

static void members_are_counted(void **state)
{
	(void)state;
	for (guint n_more = 0; n_more <= 2; n_more++) {
		g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(GPtrArray) contents = g_ptr_array_new();
		g_autoptr(GBytes) one = g_bytes_new_static("x", 1);
		for (guint i = 1; i <= SG_MAX_PARTS + n_more; i++) {
			g_ptr_array_add(names, g_strdup_printf("%u.txt", i));
			g_ptr_array_add(contents, one);
		}
		g_ptr_array_add(names, NULL);
		g_autoptr(GBytes) archive =
		    pack((const char *const *)names->pdata, (GBytes *const *)contents->pdata);
		g_autoptr(SgText) text = read_with(sg_extract_zip, archive);
		assert_int_equal(text->parts->len, SG_MAX_PARTS + MIN(n_more, 1));
		const SgPart *last = g_ptr_array_index(text->parts, SG_MAX_PARTS - 1);
		assert_non_null(last->bytes);
		if (n_more == 0)
			continue;
		last = g_ptr_array_index(text->parts, SG_MAX_PARTS);
		assert_string_equal(last->name, "1001.txt");
		assert_string_equal(last->message, n_more == 1 ? "expands past the limit"
							       : "expands past the limit, as do 1 more");
	}
}

/* Hundreds of members that say how large they are take no time to refuse. */
static void bombs_are_not_unpacked(void **state)
{
	(void)state;
	enum { N_BOMBS = 200 };
	g_autoptr(GBytes) bomb = g_bytes_new_take(g_malloc0(SG_MAX_PART_BYTES + 1), SG_MAX_PART_BYTES + 1);
	const char *const names[] = {"bomb", NULL};
	g_autoptr(GBytes) archive = pack(names, &bomb);
	gint64 start = g_get_monotonic_time();
	for (int i = 0; i < N_BOMBS; i++)
		assert_parts(archive, "bomb: too-large, expands past the limit\n");
	assert_in_range(g_get_monotonic_time() - start, 0, 5 * G_USEC_PER_SEC);
}

static void damage_is_told_of(void **state)
{
	(void)state;
	const Member members[] = {{"a.txt", "some text"}, {"b.txt", "other text"}, {NULL, NULL}};
	g_autoptr(GBytes) archive = make_zip(members);
	gsize n_bytes;
	const char *start = g_bytes_get_data(archive, &n_bytes);
	g_autoptr(GBytes) cut = g_bytes_new(start, n_bytes / 2);
	check_refused(sg_extract_zip, cut, SG_REASON_DAMAGED, "is a damaged ZIP archive");
	/* one wrong byte in a member: the other is fine */
	g_autofree char *changed = g_memdup2(start, n_bytes);
	char *member = memmem(changed, n_bytes, "some text", 9);
	assert_non_null(member);
	member[0] = 'S';
	g_autoptr(GBytes) wrong = g_bytes_new(changed, n_bytes);
	g_autoptr(SgText) text = read_with(sg_extract_zip, wrong);
	const SgPart *part = g_ptr_array_index(text->parts, 0);
	assert_int_equal(part->reason, SG_REASON_DAMAGED);
	part = g_ptr_array_index(text->parts, 1);
	assert_non_null(part->bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(members_are_parts_in_order),
	    cmocka_unit_test(names_are_only_names),
	    cmocka_unit_test(names_are_read_as_they_were_meant),
	    cmocka_unit_test(hidden_files_are_passed_over),
	    cmocka_unit_test(an_archive_inside_is_not_opened),
	    cmocka_unit_test(what_is_too_large_leaves_the_rest),
	    cmocka_unit_test(members_are_counted),
	    cmocka_unit_test(bombs_are_not_unpacked),
	    cmocka_unit_test(damage_is_told_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
