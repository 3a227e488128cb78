/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "corpus/walk.h"

#include "base/error.h"
#include "base/limits.h"
#include "corpus/supplied.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
	SgWalk *walk;
	const GPtrArray *excludes; /* globs */
	struct stat skip;          /* folder not to enter; st_ino 0: none */
	GHashTable *seen;          /* paths, so that overlapping arguments count once */
} Walker;

static void free_file(void *data)
{
	SgFile *file = data;
	g_free(file->path);
	g_free(file->skipped);
	g_free(file);
}

void sg_walk_free(SgWalk *walk)
{
	if (!walk)
		return;
	g_ptr_array_unref(walk->files);
	g_ptr_array_unref(walk->unread);
	g_ptr_array_unref(walk->troubles);
	g_free(walk);
}

static bool excluded(const Walker *walker, const char *path, const char *name)
{
	for (guint i = 0; i < walker->excludes->len; i++) {
		const char *pattern = g_ptr_array_index(walker->excludes, i);
		if (fnmatch(pattern, name, 0) == 0 || fnmatch(pattern, path, 0) == 0)
			return true;
	}
	return false;
}

static void trouble(Walker *walker, const char *path, const char *reason)
{
	g_ptr_array_add(walker->walk->unread, g_strdup(path));
	g_ptr_array_add(walker->walk->troubles, g_strdup_printf("cannot read %s: %s", path, reason));
}

/* Manifests and figures lie beside documents and are none. */
static bool is_table(const char *name)
{
	return g_str_has_suffix(name, ".tsv") || g_str_has_suffix(name, ".csv") ||
	       g_str_has_suffix(name, ".jsonl");
}

/* Takes `path`. */
static void add_file(Walker *walker, char *path, const struct stat *st, const char *skipped)
{
	/* a file may be given by name and lie in a folder that is given */
	bool seen = !g_hash_table_add(walker->seen, g_strdup(path));
	if (!seen && walker->walk->files->len >= SG_MAX_WALK_FILES)
		trouble(walker, path, "too many files in one run");
	if (seen || walker->walk->files->len >= SG_MAX_WALK_FILES) {
		g_free(path);
		return;
	}
	SgFile *file = g_new(SgFile, 1);
	*file = (SgFile){
	    .path = path,
	    .n_bytes = st->st_size,
	    .mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
	    .skipped = g_strdup(skipped),
	    .expected = skipped && is_table(path),
	};
	g_ptr_array_add(walker->walk->files, file);
}

static bool is_sidecar(const char *name)
{
	return g_str_has_suffix(name, ".meta");
}

/* Takes `path`.  A sidecar is read with its document; one without is told of. */
static void add_sidecar(Walker *walker, char *path, const struct stat *st)
{
	g_autofree char *of = g_strndup(path, strlen(path) - strlen(".meta"));
	/* whatever it is, a link too: then it is told of itself */
	if (access(of, F_OK) == 0)
		g_free(path);
	else
		add_file(walker, path, st, "a sidecar without its document");
}

static void walk_folder(Walker *walker, const char *path, unsigned depth);

/* The index itself may lie among the papers: reading its lock file would let go of the lock. */
static void enter_folder(Walker *walker, const char *path, const struct stat *st, unsigned depth)
{
	if (st->st_ino != walker->skip.st_ino || st->st_dev != walker->skip.st_dev)
		walk_folder(walker, path, depth);
}

/* Takes `path`. */
static void walk_entry(Walker *walker, char *path, const char *name, unsigned depth)
{
	g_autofree char *owned = path;
	struct stat st;
	/* editors and synchronisers leave such files behind */
	if (name[0] == '.' || excluded(walker, path, name))
		return;
	if (lstat(path, &st) != 0)
		trouble(walker, path, g_strerror(errno));
	else if (S_ISDIR(st.st_mode))
		enter_folder(walker, path, &st, depth + 1);
	else if (S_ISLNK(st.st_mode))
		add_file(walker, g_steal_pointer(&owned), &st, "symbolic link");
	else if (!S_ISREG(st.st_mode))
		add_file(walker, g_steal_pointer(&owned), &st, "not a regular file");
	else if (is_table(name))
		add_file(walker, g_steal_pointer(&owned), &st, "a data table, not a document");
	else if (is_sidecar(name))
		add_sidecar(walker, g_steal_pointer(&owned), &st);
	else
		add_file(walker, g_steal_pointer(&owned), &st, NULL);
}

static void walk_folder(Walker *walker, const char *path, unsigned depth)
{
	if (depth > SG_MAX_WALK_DEPTH) {
		trouble(walker, path, "folders nested too deep");
		return;
	}
	DIR *dir = opendir(path);
	if (!dir) {
		trouble(walker, path, g_strerror(errno));
		return;
	}
	errno = 0;
	for (struct dirent *entry; (entry = readdir(dir)); errno = 0)
		walk_entry(walker, g_build_filename(path, entry->d_name, NULL), entry->d_name, depth);
	if (errno != 0) /* files not seen must not count as gone */
		trouble(walker, path, g_strerror(errno));
	closedir(dir);
}

static bool walk_argument(Walker *walker, const char *argument, GError **error)
{
	g_autofree char *path = sg_walk_path(argument);
	struct stat st;
	if (stat(path, &st) != 0)
		return sg_error_errno(error, errno, "cannot read %s", argument);
	if (S_ISDIR(st.st_mode))
		enter_folder(walker, path, &st, 0);
	else if (S_ISREG(st.st_mode))
		add_file(walker, g_steal_pointer(&path), &st, NULL);
	else
		add_file(walker, g_steal_pointer(&path), &st, "not a regular file");
	return true;
}

char *sg_walk_path(const char *argument)
{
	/* a link given by name is meant; links met below it are not followed */
	char *resolved = realpath(argument, NULL);
	char *path = resolved ? g_strdup(resolved) : g_canonicalize_filename(argument, NULL);
	free(resolved);
	return path;
}

static gint compare_files(gconstpointer a, gconstpointer b)
{
	const SgFile *left = *(const SgFile *const *)a, *right = *(const SgFile *const *)b;
	return strcmp(left->path, right->path);
}

SgWalk *sg_walk(const GPtrArray *paths, const GPtrArray *excludes, const char *skip_folder, GError **error)
{
	g_autoptr(SgWalk) walk = g_new(SgWalk, 1);
	walk->files = g_ptr_array_new_with_free_func(free_file);
	walk->unread = g_ptr_array_new_with_free_func(g_free);
	walk->troubles = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Walker walker = {.walk = walk, .excludes = excludes, .seen = seen};
	if (!skip_folder || stat(skip_folder, &walker.skip) != 0)
		walker.skip = (struct stat){0};
	for (guint i = 0; i < paths->len; i++)
		if (!walk_argument(&walker, g_ptr_array_index(paths, i), error))
			return NULL;
	g_ptr_array_sort(walk->files, compare_files);
	return g_steal_pointer(&walk);
}
