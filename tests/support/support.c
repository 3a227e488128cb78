/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tests/support/support.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void check_string(const char *found, const char *expected, const char *name)
{
	if (g_strcmp0(found, expected) != 0)
		fail_msg("case “%s”: found “%s”, expected “%s”", name, found ? found : "(null)",
			 expected ? expected : "(null)");
}

int temp_setup(void **state)
{
	char *folder = g_dir_make_tmp("sg-test-XXXXXX", NULL);
	*state = folder;
	return folder && chmod(folder, 0755) == 0 ? 0 : -1;
}

/* Not sg_file_remove_tree(): a test of it must not clean up with it. */
static void remove_all(const char *path)
{
	struct stat st;
	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		chmod(path, 0700);
		g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
		for (const char *name; dir && (name = g_dir_read_name(dir));) {
			g_autofree char *child = g_build_filename(path, name, NULL);
			remove_all(child);
		}
	}
	remove(path);
}

int temp_teardown(void **state)
{
	remove_all(*state);
	g_free(*state);
	return 0;
}

char *temp_path(const char *folder, const char *name)
{
	return g_build_filename(folder, name, NULL);
}

char *temp_folder(const char *folder, const char *name)
{
	char *path = temp_path(folder, name);
	assert_int_equal(g_mkdir_with_parents(path, 0755), 0);
	return path;
}

char *temp_write_bytes(const char *folder, const char *name, const void *bytes, size_t n_bytes)
{
	char *path = temp_path(folder, name);
	g_autofree char *parent = g_path_get_dirname(path);
	assert_int_equal(g_mkdir_with_parents(parent, 0755), 0);
	assert_true(g_file_set_contents(path, bytes, (gssize)n_bytes, NULL));
	return path;
}

char *temp_write(const char *folder, const char *name, const char *text)
{
	return temp_write_bytes(folder, name, text, strlen(text));
}

char *temp_read(const char *folder, const char *name)
{
	g_autofree char *path = temp_path(folder, name);
	char *text = NULL;
	return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

bool temp_exists(const char *folder, const char *name)
{
	g_autofree char *path = temp_path(folder, name);
	struct stat st;
	return lstat(path, &st) == 0;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *temp_list(const char *folder)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	for (const char *name; dir && (name = g_dir_read_name(dir));)
		g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	g_ptr_array_add(names, NULL);
	return g_strjoinv(" ", (char **)names->pdata);
}

static int run_child(int (*func)(const void *data), const void *data, bool as_nobody)
{
	enum { NOBODY = 65534, CRASHED = 100 };
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (as_nobody && geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
			_exit(CRASHED);
		_exit(func(data));
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : CRASHED + WTERMSIG(status);
}

int run_as_nobody(int (*func)(const void *data), const void *data)
{
	return run_child(func, data, true);
}

int run_in_child(int (*func)(const void *data), const void *data)
{
	return run_child(func, data, false);
}

void check_hostile_bytes(const void *bytes, size_t n_bytes, unsigned n_mutants,
			 bool (*decode)(const void *bytes, size_t n_bytes))
{
	assert_true(decode(bytes, n_bytes));
	for (size_t n = 0; n < n_bytes; n++) {
		/* a copy of its own, so that the sanitizer sees a read past the end */
		g_autofree void *prefix = g_memdup2(bytes, n);
		if (decode(prefix, n))
			fail_msg("the first %zu of %zu bytes were accepted", n, n_bytes);
	}
	g_autoptr(GRand) random = g_rand_new_with_seed(20221118);
	for (unsigned i = 0; i < n_mutants; i++) {
		g_autofree uint8_t *mutant = g_memdup2(bytes, n_bytes);
		for (int n_changes = g_rand_int_range(random, 1, 4); n_changes > 0; n_changes--)
			mutant[g_rand_int_range(random, 0, (gint32)n_bytes)] =
			    (uint8_t)g_rand_int_range(random, 0, 256);
		decode(mutant, n_bytes);
	}
}
