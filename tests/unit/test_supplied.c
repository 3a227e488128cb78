/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sidecars and manifests: what cannot be used is an error that names where it stands, never ignored. */
#include "tests/support/support.h"

#include "base/error.h"
#include "base/limits.h"
#include "corpus/supplied.h"

#include <sys/stat.h>
#include <unistd.h>

static SgSupplied *read_sidecar(const char *folder, const char *text, GError **error)
{
	g_autofree char *path = temp_write(folder, "a.pdf.meta", text);
	return sg_sidecar_read(path, error);
}

static GHashTable *read_manifest(const char *folder, const char *name, const char *text, GError **error)
{
	g_autofree char *path = temp_write(folder, name, text);
	return sg_manifest_read(path, error);
}

static const SgSupplied *entry_of(GHashTable *table, const char *folder, const char *name)
{
	g_autofree char *path = temp_path(folder, name);
	return g_hash_table_lookup(table, path);
}

/* "key=value;" of each value supplied */
static char *show(const SgSupplied *supplied)
{
	GString *out = g_string_new(NULL);
	for (SgSuppliedKey key = 0; supplied && key < SG_N_SUPPLIED; key++)
		if (supplied->values[key])
			g_string_append_printf(out, "%s=%s;", sg_supplied_key_name(key),
					       supplied->values[key]);
	return g_string_free(out, FALSE);
}

static void check_values(const SgSupplied *supplied, const char *expected, const char *name)
{
	assert_case(supplied, name);
	g_autofree char *values = show(supplied);
	check_string(values, expected, name);
}

static void names_the_sidecar(void **state)
{
	(void)state;
	g_autofree char *path = sg_sidecar_path("/papers/a.pdf");
	assert_string_equal(path, "/papers/a.pdf.meta");
}

static void reads_sidecars(void **state)
{
	static const char *const cases[][2] = {
	    {"[document]\ntitle=Notes\nsource=minutes\npublished=2018-06-11\nmeeting=2018-06-10\n"
	     "url=https://example.org/a?b=c\nabout=aldenshire\nstatus=draft\n",
	     "title=Notes;source=minutes;published=2018-06-11;meeting=2018-06-10;url=https://example.org/"
	     "a?b=c;"
	     "about=aldenshire;status=draft;"},
	    {"# who\n\n[document]\r\ntitle =  Two  words \r\n", "title=Two words;"},
	    {"[document]\ntitle=Caf\xc3\xa9 \xe2\x80\x9cnoir\xe2\x80\x9d\n",
	     "title=Caf\xc3\xa9 \xe2\x80\x9cnoir\xe2\x80\x9d;"},
	    {"[document]\ntitle=\nabout=x\n", "about=x;"},
	    {"[document]\n", ""},
	    {"\xef\xbb\xbf[document]\ntitle=Saved by Notepad\n", "title=Saved by Notepad;"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SgSupplied) supplied = read_sidecar(*state, cases[i][0], &error);
		assert_ok(supplied, error);
		check_values(supplied, cases[i][1], cases[i][0]);
		assert_true(g_str_has_suffix(supplied->origin, "a.pdf.meta"));
	}
}

static void no_sidecar_is_no_error(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_path(*state, "none.meta");
	assert_null(sg_sidecar_read(path, &error));
	assert_null(error);
}

static void refuses_bad_sidecars(void **state)
{
	static const char *const cases[][2] = {
	    {"", "[document]"},
	    {"title=Notes\n", "group"},
	    {"[document]\ntitel=Notes\n", "titel"},
	    {"[document]\ntitle=a\n[other]\nx=1\n", "other"},
	    {"[other]\ntitle=a\n", "other"},
	    {"[document]\njust words\n", "just words"},
	    {"[document]\ntitle=caf\xe9\n", "title"}, /* not UTF-8 */
	    {"[document]\ntitle=a\\qb\n", "title"},   /* no such escape */
	    {"[document]\ntitle[cy]=Nodiadau\n", "title[cy]"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		assert_case(!read_sidecar(*state, cases[i][0], &error), cases[i][0]);
		assert_case(error && strstr(error->message, "a.pdf.meta"), cases[i][0]);
		assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, cases[i][1]);
	}
}

static void bounds_sidecars(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) text = g_string_new("[document]\ntitle=a\n#");
	while (text->len < SG_MAX_SIDECAR_BYTES)
		g_string_append_c(text, '#');
	g_autoptr(SgSupplied) supplied = read_sidecar(*state, text->str, &error);
	assert_ok(supplied, error);
	check_values(supplied, "title=a;", "at the bound");
	g_string_append_c(text, '#');
	assert_null(read_sidecar(*state, text->str, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_LIMIT, "a.pdf.meta");
}

/* What the walk would not open as a document is not opened as a sidecar either. */
static void never_opens_what_is_no_file(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *secret = temp_write(*state, "secret", "[document]\ntitle=Secret\n");
	g_autofree char *link = temp_path(*state, "link.meta");
	g_autofree char *fifo = temp_path(*state, "fifo.meta");
	g_autofree char *folder = temp_folder(*state, "folder.meta");
	assert_int_equal(symlink("secret", link), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	const char *const paths[] = {link, fifo, folder};
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		assert_null(sg_sidecar_read(paths[i], &error));
		assert_non_null(error);
		assert_case(strstr(error->message, paths[i]), paths[i]);
		g_clear_error(&error);
	}
}

static int read_as_nobody(const void *path)
{
	g_autoptr(GError) error = NULL;
	return !sg_sidecar_read(path, &error) && error && strstr(error->message, path) ? 0 : 1;
}

static void an_unreadable_sidecar_is_an_error(void **state)
{
	g_autofree char *path = temp_write(*state, "a.pdf.meta", "[document]\n");
	chmod(path, 0);
	assert_int_equal(run_as_nobody(read_as_nobody, path), 0);
}

static void reads_tsv(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GHashTable) table = read_manifest(*state, "m.tsv",
						    "path\ttitle\tpublished\r\n"
						    "a.pdf\tFirst  paper\t2018\r\n"
						    "\n"
						    "sub/../sub/b.pdf\t\t2019-01\n"
						    "/elsewhere/c.pdf\tThird\n"
						    "caf\xc3\xa9 x.pdf\tFourth",
						    &error);
	assert_ok(table, error);
	assert_int_equal(g_hash_table_size(table), 4);
	check_values(entry_of(table, *state, "a.pdf"), "title=First paper;published=2018;", "a.pdf");
	check_values(entry_of(table, *state, "sub/b.pdf"), "published=2019-01;", "b.pdf");
	check_values(g_hash_table_lookup(table, "/elsewhere/c.pdf"), "title=Third;", "c.pdf");
	check_values(entry_of(table, *state, "caf\xc3\xa9 x.pdf"), "title=Fourth;", "d.pdf");
	assert_true(g_str_has_suffix(entry_of(table, *state, "a.pdf")->origin, "m.tsv, line 2"));
	assert_true(g_str_has_suffix(entry_of(table, *state, "sub/b.pdf")->origin, "m.tsv, line 4"));
}

/* Two slashes part a file from what is in it; after a folder they are one. */
static void names_files_inside_files(void **state)
{
	g_autoptr(GError) error = NULL;
	g_free(temp_folder(*state, "sub"));
	g_autoptr(GHashTable) table = read_manifest(*state, "m.tsv",
						    "path\ttitle\n"
						    "sub/../mail.mbox//3.eml//../x.pdf\tIn a message\n"
						    "sub//a.pdf\tIn a folder\n"
						    "//elsewhere/b.pdf\tAbsolute\n",
						    &error);
	assert_ok(table, error);
	check_values(entry_of(table, *state, "mail.mbox//3.eml//../x.pdf"), "title=In a message;", "part");
	check_values(entry_of(table, *state, "sub/a.pdf"), "title=In a folder;", "folder");
	assert_int_equal(g_hash_table_size(table), 3);
}

static void reads_columns_in_any_order(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GHashTable) table =
	    read_manifest(*state, "m.tsv", "\xef\xbb\xbfstatus\tpath\ttitle\ndraft\ta.pdf\tA\n", &error);
	assert_ok(table, error);
	check_values(entry_of(table, *state, "a.pdf"), "title=A;status=draft;", "a.pdf");
}

static void reads_json_lines(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GHashTable) table =
	    read_manifest(*state, "m.jsonl",
			  "{\"path\": \"a.pdf\", \"title\": \"Caf\\u00e9\"}\n"
			  "\r\n"
			  "{\"about\": \"x\", \"path\": \"sub/b.pdf\", \"url\": \"\"}\n"
			  "{\"path\": \"c.pdf\"}\n",
			  &error);
	assert_ok(table, error);
	assert_int_equal(g_hash_table_size(table), 3);
	check_values(entry_of(table, *state, "a.pdf"), "title=Caf\xc3\xa9;", "a.pdf");
	check_values(entry_of(table, *state, "sub/b.pdf"), "about=x;", "b.pdf");
	check_values(entry_of(table, *state, "c.pdf"), "", "c.pdf");
	assert_true(g_str_has_suffix(entry_of(table, *state, "sub/b.pdf")->origin, "m.jsonl, line 3"));
}

static void an_empty_manifest_says_nothing(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GHashTable) table = read_manifest(*state, "m.jsonl", "\n", &error);
	assert_ok(table, error);
	assert_int_equal(g_hash_table_size(table), 0);
}

static void refuses_bad_manifests(void **state)
{
	static const struct {
		const char *name, *text, *where, *what;
	} cases[] = {
	    {"m.tsv", "path\ttitel\na\tb\n", "line 1", "titel"},
	    {"m.tsv", "title\tstatus\na\tb\n", "line 1", "path"},
	    {"m.tsv", "path\ttitle\na\tA\nb\tB\textra\n", "line 3", "more fields"},
	    {"m.tsv", "title\tpath\nA\t\n", "line 2", "path"},
	    {"m.tsv", "path\ttitle\n\tA\n", "line 2", "path"},
	    {"m.jsonl", "{\"path\": \"a\"}\nnot JSON\n", "line 2", "JSON"},
	    {"m.jsonl", "[\"path\"]\n", "line 1", "JSON object"},
	    {"m.jsonl", "{\"path\": \"a\"\n", "line 1", "JSON"},
	    {"m.jsonl", "{\"path\": \"a\"} x\n", "line 1", "JSON"},
	    {"m.jsonl", "{\"title\": \"a\"}\n", "line 1", "path"},
	    {"m.jsonl", "{\"path\": \"\"}\n", "line 1", "path"},
	    {"m.jsonl", "{\"path\": \"a\", \"titel\": \"b\"}\n", "line 1", "titel"},
	    {"m.jsonl", "{\"path\": \"a\", \"title\": 5}\n", "line 1", "title"},
	    {"m.jsonl", "{\"path\": \"a\", \"title\": null}\n", "line 1", "title"},
	    {"m.jsonl", "{\"path\": [\"a\"]}\n", "line 1", "path"},
	    {"m.jsonl", "{\"path\": \"a\", \"title\": \"b\", \"title\": \"c\"}\n", "line 1", "title"},
	    {"m.jsonl", "{\"path\": \"a\\u0000b\"}\n", "line 1", "JSON"},
	    /* a second word on the same file would silently win or lose */
	    {"m.tsv", "path\ttitle\na\tA\n./a\tB\n", "line 3", "line 2"},
	    {"m.tsv", "path\ttitle\ttitle\na\tA\tB\n", "line 1", "title"},
	    {"m.jsonl", "{\"path\": \"a\"}\n{\"path\": \"a\"}\n", "line 2", "line 1"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		assert_case(!read_manifest(*state, cases[i].name, cases[i].text, &error), cases[i].text);
		assert_case(error && strstr(error->message, cases[i].name), cases[i].text);
		assert_case(strstr(error->message, cases[i].where), error->message);
		assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, cases[i].what);
	}
}

static void a_link_to_the_folder_is_the_folder(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *papers = temp_folder(*state, "papers"), *link = temp_path(*state, "link");
	assert_int_equal(symlink("papers", link), 0);
	g_autofree char *written = temp_write(papers, "list.tsv", "path\ttitle\na.pdf\tNotes\n");
	g_autofree char *through = temp_path(link, "list.tsv");
	g_autoptr(GHashTable) table = sg_manifest_read(through, &error);
	assert_ok(table, error);
	check_values(entry_of(table, papers, "a.pdf"), "title=Notes;", "as the walk calls it");
}

static void a_missing_manifest_is_an_error(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_path(*state, "none.tsv");
	assert_null(sg_manifest_read(path, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_NOT_FOUND, path);
}

static void bounds_manifests(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_write(*state, "m.tsv", "path\n");
	assert_int_equal(truncate(path, (off_t)SG_MAX_MANIFEST_BYTES + 1), 0); /* sparse */
	assert_null(sg_manifest_read(path, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_LIMIT, path);
}

#define word(text_) ((char *)(uintptr_t)(text_)) /* not freed here */

static void the_stamp_follows_the_values(void **state)
{
	(void)state;
	SgSupplied a = {.values = {word("one"), word("two")}, .origin = word("here")};
	SgSupplied same = {.values = {word("one"), word("two")}, .origin = word("there")};
	SgSupplied shifted = {.values = {word("onetwo")}}, swapped = {.values = {word("two"), word("one")}},
		   moved = {.values = {[SG_SUPPLIED_STATUS] = word("one")}},
		   first = {.values = {word("one")}}, none = {0};
	const SgSupplied *all[] = {&a, &shifted, &swapped, &moved, &first, &none};
	assert_int_equal(sg_supplied_stamp(NULL), 0);
	assert_int_equal(sg_supplied_stamp(&a), sg_supplied_stamp(&same));
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		assert_true(sg_supplied_stamp(all[i]) > 0);
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(sg_supplied_stamp(all[i]), sg_supplied_stamp(all[j]));
	}
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, temp_setup, temp_teardown)
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_the_sidecar),
	    TEST(reads_sidecars),
	    TEST(no_sidecar_is_no_error),
	    TEST(refuses_bad_sidecars),
	    TEST(bounds_sidecars),
	    TEST(never_opens_what_is_no_file),
	    TEST(an_unreadable_sidecar_is_an_error),
	    TEST(reads_tsv),
	    TEST(reads_columns_in_any_order),
	    TEST(reads_json_lines),
	    TEST(names_files_inside_files),
	    TEST(an_empty_manifest_says_nothing),
	    TEST(refuses_bad_manifests),
	    TEST(a_link_to_the_folder_is_the_folder),
	    TEST(a_missing_manifest_is_an_error),
	    TEST(bounds_manifests),
	    cmocka_unit_test(the_stamp_follows_the_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
