/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tests/support/support.h"

#include "base/error.h"
#include "base/limits.h"
#include "corpus/walk.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* Walks the folders and files named below `root`, separated by blanks; "." is the root itself. */
static SgWalk *walk(const char *root, const char *names, const char *excludes, GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) patterns = g_ptr_array_new();
	g_auto(GStrv) words = g_strsplit(names, " ", -1), globs = g_strsplit(excludes, " ", -1);
	for (char **word = words; *word; word++)
		g_ptr_array_add(paths, g_build_filename(root, *word, NULL));
	for (char **glob = globs; *glob; glob++)
		g_ptr_array_add(patterns, *glob);
	return sg_walk(paths, patterns, NULL, error);
}

/* Files found, relative to the root, each with why it is skipped; then "!" and what could not be read. */
static char *show(const SgWalk *found, const char *root)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < found->files->len; i++) {
		const SgFile *file = g_ptr_array_index(found->files, i);
		assert_true(g_str_has_prefix(file->path, root));
		g_string_append_printf(out, "%s%s", i > 0 ? " " : "", file->path + strlen(root) + 1);
		if (file->skipped)
			g_string_append_printf(out, "(%s)", file->skipped);
	}
	for (guint i = 0; i < found->unread->len; i++)
		g_string_append_printf(out, " !%s",
				       (char *)g_ptr_array_index(found->unread, i) + strlen(root) + 1);
	return g_string_free(out, FALSE);
}

static void check_walk(const char *root, const char *names, const char *excludes, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgWalk) found = walk(root, names, excludes, &error);
	assert_ok(found, error);
	g_autofree char *shown = show(found, root);
	check_string(shown, expected, names);
}

static void write_files(const char *root, const char *names)
{
	g_auto(GStrv) words = g_strsplit(names, " ", -1);
	for (char **word = words; *word; word++)
		g_free(temp_write(root, *word, *word));
}

static void finds_files_in_bytewise_order(void **state)
{
	write_files(*state, "b.txt a/z.txt a.txt B.txt a/sub/deep.txt \xc3\xa9.txt");
	check_walk(*state, ".", "", "B.txt a.txt a/sub/deep.txt a/z.txt b.txt \xc3\xa9.txt");
	check_walk(*state, "a", "", "a/sub/deep.txt a/z.txt");
	check_walk(*state, "a/sub/../z.txt", "", "a/z.txt");
}

static void an_empty_folder_has_no_files(void **state)
{
	check_walk(*state, ".", "", "");
}

static void knows_size_and_time(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_write(*state, "a.txt", "five!");
	const struct timespec times[2] = {{1, 0}, {1500000000, 123456789}};
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	g_autoptr(SgWalk) found = walk(*state, ".", "", &error);
	assert_ok(found, error);
	const SgFile *file = g_ptr_array_index(found->files, 0);
	assert_string_equal(file->path, path);
	assert_int_equal(file->n_bytes, 5);
	assert_int_equal(file->mtime_ns, INT64_C(1500000000123456789));
}

static void passes_over_hidden_names(void **state)
{
	write_files(*state, "a.txt .hidden .git/config sub/.b sub/c.txt");
	check_walk(*state, ".", "", "a.txt sub/c.txt");
}

static void passes_over_what_is_excluded(void **state)
{
	write_files(*state, "a.txt a.tmp old/b.txt old/c.tmp sub/old.txt");
	check_walk(*state, ".", "*.tmp", "a.txt old/b.txt sub/old.txt");
	check_walk(*state, ".", "old", "a.tmp a.txt sub/old.txt");
	check_walk(*state, ".", "*/old/*", "a.tmp a.txt sub/old.txt");
	check_walk(*state, ".", "a.t?? */sub/*", "old/b.txt old/c.tmp");
}

static void passes_over_sidecars_of_files_that_are_there(void **state)
{
	write_files(*state, "a.pdf a.pdf.meta lonely.pdf.meta .meta");
	check_walk(*state, ".", "", "a.pdf lonely.pdf.meta(a sidecar without its document)");
}

static void counts_overlapping_arguments_once(void **state)
{
	write_files(*state, "a/b/c.txt a/d.txt");
	check_walk(*state, ". a a/b a/b/c.txt a/b/c.txt", "", "a/b/c.txt a/d.txt");
	check_walk(*state, "a/b/c.txt a/b", "", "a/b/c.txt");
}

static void make_link(const char *root, const char *target, const char *name)
{
	g_autofree char *path = temp_path(root, name);
	assert_int_equal(symlink(target, path), 0);
}

static void lists_links_without_following(void **state)
{
	write_files(*state, "out/secret.txt in/a.txt");
	make_link(*state, "../out", "in/folder");
	make_link(*state, "../out/secret.txt", "in/file");
	make_link(*state, "nowhere", "in/broken");
	make_link(*state, ".", "in/loop");
	make_link(*state, "self", "in/self");
	check_walk(*state, "in", "",
		   "in/a.txt in/broken(symbolic link) in/file(symbolic link) in/folder(symbolic link) "
		   "in/loop(symbolic link) in/self(symbolic link)");
}

/* A link given by name is meant. */
static void follows_a_link_that_is_an_argument(void **state)
{
	write_files(*state, "real/a.txt");
	make_link(*state, "real", "folder");
	make_link(*state, "real/a.txt", "file");
	check_walk(*state, "folder file", "", "real/a.txt");
}

static void lists_what_is_no_file(void **state)
{
	g_autofree char *fifo = temp_path(*state, "fifo");
	g_autofree char *path = temp_path(*state, "socket");
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	g_strlcpy(address.sun_path, path, sizeof address.sun_path);
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
	close(fd);
	check_walk(*state, ".", "", "fifo(not a regular file) socket(not a regular file)");
	check_walk(*state, "fifo", "", "fifo(not a regular file)");
}

static void names_that_are_no_utf8_are_found(void **state)
{
	g_autofree char *odd = temp_write(*state, "caf\xe9\n\x1b.txt", "x");
	check_walk(*state, ".", "", "caf\xe9\n\x1b.txt");
}

static void a_missing_argument_is_an_error(void **state)
{
	g_autoptr(GError) error = NULL;
	write_files(*state, "a.txt");
	assert_null(walk(*state, "a.txt none", "", &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_NOT_FOUND, "none");
}

/* Neighbours of a folder that cannot be read are found, and it is named with the reason. */
static int walk_as_nobody(const void *root)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgWalk) found = walk(root, ".", "", &error);
	if (!found || found->files->len != 2 || found->unread->len != 1 || found->troubles->len != 1)
		return 1;
	g_autofree char *secret = temp_path(root, "secret");
	g_autofree char *trouble = g_strdup_printf("cannot read %s: Permission denied", secret);
	if (strcmp(g_ptr_array_index(found->unread, 0), secret) != 0)
		return 2;
	return strcmp(g_ptr_array_index(found->troubles, 0), trouble) == 0 ? 0 : 3;
}

static void an_unreadable_folder_does_not_stop_the_walk(void **state)
{
	write_files(*state, "a.txt secret/b.txt z/c.txt");
	g_autofree char *secret = temp_path(*state, "secret");
	chmod(secret, 0);
	assert_int_equal(run_as_nobody(walk_as_nobody, *state), 0);
}

/* "d/d/.../d", n deep */
static char *nested(unsigned n)
{
	GString *name = g_string_new("d");
	for (unsigned i = 1; i < n; i++)
		g_string_append(name, "/d");
	return g_string_free(name, FALSE);
}

static void bounds_the_depth(void **state)
{
	g_autofree char *at = nested(SG_MAX_WALK_DEPTH);
	g_autofree char *past = nested(SG_MAX_WALK_DEPTH + 1);
	g_autofree char *at_file = g_strconcat(at, "/file", NULL);
	g_autofree char *past_file = g_strconcat(past, "/file", NULL);
	write_files(*state, at_file);
	check_walk(*state, ".", "", at_file);
	write_files(*state, past_file);
	g_autofree char *expected = g_strdup_printf("%s !%s", at_file, past);
	check_walk(*state, ".", "", expected);
	g_autofree char *inner = g_strconcat(past_file, " ", at_file, NULL); /* one less from there */
	check_walk(*state, "d", "", inner);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, temp_setup, temp_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(finds_files_in_bytewise_order),
	    TEST(an_empty_folder_has_no_files),
	    TEST(knows_size_and_time),
	    TEST(passes_over_hidden_names),
	    TEST(passes_over_what_is_excluded),
	    TEST(passes_over_sidecars_of_files_that_are_there),
	    TEST(counts_overlapping_arguments_once),
	    TEST(lists_links_without_following),
	    TEST(follows_a_link_that_is_an_argument),
	    TEST(lists_what_is_no_file),
	    TEST(names_that_are_no_utf8_are_found),
	    TEST(a_missing_argument_is_an_error),
	    TEST(an_unreadable_folder_does_not_stop_the_walk),
	    TEST(bounds_the_depth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
