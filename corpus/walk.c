/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "corpus/walk.h"

#include "base/error.h"
#include "base/limits.h"
#include "corpus/supplied.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
	SgWalk *walk;
	GPtrArray *patterns; /* GPatternSpec */
	GHashTable *seen;    /* paths, so that overlapping arguments count once */
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
	for (guint i = 0; i < walker->patterns->len; i++) {
		GPatternSpec *pattern = g_ptr_array_index(walker->patterns, i);
		if (g_pattern_spec_match_string(pattern, name) || g_pattern_spec_match_string(pattern, path))
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

static bool is_sidecar(const char *path)
{
	if (!g_str_has_suffix(path, ".meta"))
		return false;
	g_autofree char *of = g_strndup(path, strlen(path) - strlen(".meta"));
	return access(of, F_OK) == 0;
}

static void walk_folder(Walker *walker, const char *path, unsigned depth);

/* Takes `path`. */
static void walk_entry(Walker *walker, char *path, const char *name, unsigned depth)
{
	g_autofree char *owned = path;
	struct stat st;
	if (name[0] == '.' || excluded(walker, path, name))
		return;
	if (lstat(path, &st) != 0)
		trouble(walker, path, g_strerror(errno));
	else if (S_ISDIR(st.st_mode))
		walk_folder(walker, path, depth + 1);
	else if (S_ISLNK(st.st_mode))
		add_file(walker, g_steal_pointer(&owned), &st, "symbolic link");
	else if (!S_ISREG(st.st_mode))
		add_file(walker, g_steal_pointer(&owned), &st, "not a regular file");
	else if (is_table(name))
		add_file(walker, g_steal_pointer(&owned), &st, "a data table, not a document");
	else if (!is_sidecar(path))
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
	g_autofree char *path = g_canonicalize_filename(argument, NULL);
	struct stat st;
	if (stat(path, &st) != 0)
		return sg_error_errno(error, errno, "cannot read %s", argument);
	if (S_ISDIR(st.st_mode))
		walk_folder(walker, path, 0);
	else if (S_ISREG(st.st_mode))
		add_file(walker, g_steal_pointer(&path), &st, NULL);
	else
		add_file(walker, g_steal_pointer(&path), &st, "not a regular file");
	return true;
}

static gint compare_files(gconstpointer a, gconstpointer b)
{
	const SgFile *left = *(const SgFile *const *)a, *right = *(const SgFile *const *)b;
	return strcmp(left->path, right->path);
}

SgWalk *sg_walk(const GPtrArray *paths, const GPtrArray *excludes, GError **error)
{
	g_autoptr(SgWalk) walk = g_new(SgWalk, 1);
	walk->files = g_ptr_array_new_with_free_func(free_file);
	walk->unread = g_ptr_array_new_with_free_func(g_free);
	walk->troubles = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) patterns = g_ptr_array_new_with_free_func((GDestroyNotify)g_pattern_spec_free);
	for (guint i = 0; i < excludes->len; i++)
		g_ptr_array_add(patterns, g_pattern_spec_new(g_ptr_array_index(excludes, i)));
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Walker walker = {walk, patterns, seen};
	for (guint i = 0; i < paths->len; i++)
		if (!walk_argument(&walker, g_ptr_array_index(paths, i), error))
			return NULL;
	g_ptr_array_sort(walk->files, compare_files);
	return g_steal_pointer(&walk);
}
