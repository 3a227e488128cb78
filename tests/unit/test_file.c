/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tests/support/support.h"

#include "base/error.h"
#include "base/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void reads_up_to_the_bound(void **state)
{
	enum { BOUND = 200000 };
	g_autoptr(GError) error = NULL;
	g_autofree char *bytes = g_strnfill(BOUND + 1, 'x');
	g_autofree char *at = temp_write_bytes(*state, "at", bytes, BOUND);
	g_autofree char *past = temp_write_bytes(*state, "past", bytes, BOUND + 1);
	g_autofree char *empty = temp_write(*state, "empty", "");
	g_autoptr(GBytes) whole = sg_file_read(at, BOUND, &error);
	assert_ok(whole, error);
	assert_int_equal(g_bytes_get_size(whole), BOUND);
	assert_memory_equal(g_bytes_get_data(whole, NULL), bytes, BOUND);
	assert_null(sg_file_read(past, BOUND, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_LIMIT, past);
	g_autoptr(GBytes) nothing = sg_file_read(empty, 0, &error);
	assert_ok(nothing, error);
	assert_int_equal(g_bytes_get_size(nothing), 0);
}

static void read_errors_name_path_and_cause(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *missing = temp_path(*state, "missing");
	assert_null(sg_file_read(missing, 10, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_NOT_FOUND, missing);
	assert_null(sg_file_read(*state, 10, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_IO, "Is a directory");
}

static int read_as_nobody(const void *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = sg_file_read(path, 10, &error);
	return bytes ? 1 : g_error_matches(error, SG_BASE_ERROR, SG_BASE_ERROR_DENIED) ? 0 : 2;
}

static void reports_permission(void **state)
{
	g_autofree char *secret = temp_write(*state, "secret", "x");
	chmod(secret, 0);
	assert_int_equal(run_as_nobody(read_as_nobody, secret), 0);
}

static void reads_descriptors(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	int pipe_fds[2];
	assert_int_equal(pipe(pipe_fds), 0);
	assert_ok(sg_file_write_all(pipe_fds[1], "a\0b", 3, &error), error);
	close(pipe_fds[1]);
	g_autoptr(GBytes) bytes = sg_file_read_fd(pipe_fds[0], "a pipe", 3, &error);
	assert_ok(bytes, error);
	assert_memory_equal(g_bytes_get_data(bytes, NULL), "a\0b", 3);
	close(pipe_fds[0]);
	assert_int_equal(pipe(pipe_fds), 0); /* of no known size */
	assert_ok(sg_file_write_all(pipe_fds[1], "a\0bc", 4, &error), error);
	assert_null(sg_file_read_fd(pipe_fds[0], "a pipe", 3, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_LIMIT, "a pipe");
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	assert_null(sg_file_read_fd(pipe_fds[0], "a pipe", 3, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_IO, "a pipe");
}

/* Someone who has the old file open goes on reading it whole. */
static void removes_trees(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *file = temp_write(*state, "tree/a/b/c", "x");
	g_autofree char *empty = temp_folder(*state, "tree/empty");
	g_autofree char *hidden = temp_write(*state, "tree/.hidden", "x");
	g_autofree char *beside = temp_write(*state, "beside", "x");
	g_autofree char *tree = temp_path(*state, "tree");
	assert_ok(sg_file_remove_tree(tree, &error), error);
	assert_ok(sg_file_remove_tree(tree, &error), error); /* gone is as good */
	assert_ok(sg_file_remove_tree(beside, &error), error);
	g_autofree char *names = temp_list(*state);
	assert_string_equal(names, "");
}

static void removes_links_without_following(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *kept = temp_write(*state, "kept/file", "x");
	g_autofree char *kept_folder = temp_path(*state, "kept");
	g_autofree char *tree = temp_folder(*state, "tree");
	g_autofree char *link = temp_path(*state, "tree/link");
	g_autofree char *loop = temp_path(*state, "tree/loop");
	g_autofree char *broken = temp_path(*state, "tree/broken");
	g_autofree char *fifo = temp_path(*state, "tree/fifo");
	g_autofree char *top = temp_path(*state, "top");
	assert_int_equal(symlink(kept_folder, link), 0);
	assert_int_equal(symlink(".", loop), 0);
	assert_int_equal(symlink("nowhere", broken), 0);
	assert_int_equal(symlink("kept", top), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_ok(sg_file_remove_tree(tree, &error), error);
	assert_ok(sg_file_remove_tree(top, &error), error);
	g_autofree char *names = temp_list(*state);
	assert_string_equal(names, "kept");
	assert_true(temp_exists(*state, "kept/file"));
}

static int remove_as_nobody(const void *path)
{
	g_autoptr(GError) error = NULL;
	return !sg_file_remove_tree(path, &error) && error && strstr(error->message, path) ? 0 : 1;
}

static void removal_reports_what_it_cannot_remove(void **state)
{
	g_autofree char *file = temp_write(*state, "tree/file", "x");
	g_autofree char *tree = temp_path(*state, "tree");
	if (geteuid() != 0)
		chmod(tree, 0555);
	assert_int_equal(run_as_nobody(remove_as_nobody, tree), 0);
	assert_true(temp_exists(*state, "tree/file"));
}

static void syncs_folders_only(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *file = temp_write(*state, "file", "x");
	assert_ok(sg_file_sync_folder(*state, &error), error);
	assert_false(sg_file_sync_folder(file, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_NOT_FOUND, file);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, temp_setup, temp_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(reads_up_to_the_bound),
	    TEST(read_errors_name_path_and_cause),
	    TEST(reports_permission),
	    TEST(reads_descriptors),
	    TEST(removes_trees),
	    TEST(removes_links_without_following),
	    TEST(removal_reports_what_it_cannot_remove),
	    TEST(syncs_folders_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
