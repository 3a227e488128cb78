/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "corpus/supplied.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const key_names[] = {"title", "source", "published", "meeting", "url", "about", "status"};
G_STATIC_ASSERT(G_N_ELEMENTS(key_names) == SG_N_SUPPLIED);
static const char *const passage_key_names[] = {"source", "speaker", "role", "said"};
G_STATIC_ASSERT(G_N_ELEMENTS(passage_key_names) == SG_N_PASSAGE_KEYS);

const char *sg_supplied_key_name(SgSuppliedKey key)
{
	return key_names[key];
}

const char *sg_passage_key_name(SgPassageKey key)
{
	return passage_key_names[key];
}

static int find_name(const char *const *names, int n_names, const char *name)
{
	for (int i = 0; i < n_names; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

int sg_supplied_key_find(const char *name)
{
	return find_name(key_names, SG_N_SUPPLIED, name);
}

int sg_passage_key_find(const char *name)
{
	return find_name(passage_key_names, SG_N_PASSAGE_KEYS, name);
}

static bool format_error(GError **error, const char *origin, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool format_error(GError **error, const char *origin, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *message = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, "%s: %s", origin, message);
	return false;
}

/* ---- paths ----------------------------------------------------------- */

char *sg_supplied_folder(const char *path)
{
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	g_autofree char *folder = g_path_get_dirname(absolute);
	char *resolved = realpath(folder, NULL);
	char *named = g_strdup(resolved ? resolved : folder);
	free(resolved);
	return named;
}

char *sg_supplied_path(const char *path, const char *folder)
{
	const char *mark = *path ? strstr(path + 1, "//") : NULL;
	g_autofree char *before = mark ? g_strndup(path, (gsize)(mark - path)) : g_strdup(path);
	g_autofree char *file = g_canonicalize_filename(before, folder);
	if (!mark)
		return g_steal_pointer(&file);
	if (g_file_test(file, G_FILE_TEST_IS_DIR))
		return g_canonicalize_filename(path, folder);
	return g_strconcat(file, mark, NULL);
}

/* ---- sidecars -------------------------------------------------------- */

char *sg_sidecar_path(const char *path)
{
	return g_strconcat(path, ".meta", NULL);
}

/* Line on which a key is set, from 1: GLib does not tell. */
static unsigned line_of(const char *text, size_t n_bytes, const char *key)
{
	g_autofree char *copy = g_strndup(text, n_bytes);
	g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
	size_t n_key = strlen(key);
	for (unsigned i = 0; lines[i]; i++) {
		const char *line = g_strchug(lines[i]);
		if (strncmp(line, key, n_key) == 0 && line[n_key + strspn(line + n_key, " \t")] == '=')
			return i + 1;
	}
	return 0;
}

static bool take_keys(GKeyFile *file, GBytes *bytes, SgSupplied *supplied, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
	for (char **group = groups; *group; group++)
		if (strcmp(*group, "document") != 0)
			return format_error(error, supplied->origin,
					    "unknown group [%s]; only [document] is known", *group);
	g_auto(GStrv) keys = g_key_file_get_keys(file, "document", NULL, NULL);
	if (!keys)
		return format_error(error, supplied->origin, "there is no group [document]");
	for (char **name = keys; *name; name++) {
		int key = sg_supplied_key_find(*name);
		unsigned line = line_of(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), *name);
		if (key < 0)
			return format_error(error, supplied->origin, "line %u: unknown key “%s”", line,
					    *name);
		g_autoptr(GError) cause = NULL;
		g_autofree char *value = g_key_file_get_string(file, "document", *name, &cause);
		if (cause) /* even where there is a value: a bad escape */
			return format_error(error, supplied->origin, "line %u: “%s” cannot be read: %s", line,
					    *name, cause->message);
		sg_supplied_set(supplied, (SgSuppliedKey)key, value);
		supplied->lines[key] = line;
	}
	return true;
}

const char *sg_supplied_text(GBytes *bytes, size_t *ret_n_bytes)
{
	gsize n_bytes;
	const char *text = g_bytes_get_data(bytes, &n_bytes);
	if (!text) /* an empty file */
		text = "";
	size_t n_mark = n_bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	*ret_n_bytes = n_bytes - n_mark;
	return text + n_mark;
}

/* Like a document, a sidecar that is a link is not followed, nor does a FIFO hold up the run. */
GBytes *sg_supplied_read_beside(const char *path, size_t max_bytes, GError **error)
{
	/* not to block on a FIFO, nor to become the terminal of one */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
	struct stat st;
	GBytes *bytes = NULL;
	if (fd < 0 && errno == ENOENT)
		return NULL;
	if (fd < 0)
		sg_error_errno(error, errno, "cannot read %s", path);
	else if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		format_error(error, path, "not a regular file");
	else
		bytes = sg_file_read_fd(fd, path, max_bytes, error);
	if (fd >= 0)
		close(fd);
	return bytes;
}

SgSupplied *sg_sidecar_read(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = sg_supplied_read_beside(path, SG_MAX_SIDECAR_BYTES, error);
	if (!bytes)
		return NULL;
	size_t n_bytes;
	const char *text = sg_supplied_text(bytes, &n_bytes);
	g_autoptr(GError) cause = NULL;
	g_autoptr(SgSupplied) supplied = sg_supplied_new(path);
	g_autoptr(GKeyFile) file = g_key_file_new();
	if (!g_key_file_load_from_data(file, text, n_bytes, G_KEY_FILE_KEEP_TRANSLATIONS, &cause)) {
		format_error(error, path, "%s", cause->message);
		return NULL;
	}
	return take_keys(file, bytes, supplied, error) ? g_steal_pointer(&supplied) : NULL;
}

/* ---- manifests ------------------------------------------------------- */

typedef struct {
	const char *path;
	char *folder;
	GHashTable *table;
	GArray *columns; /* int: key of each column; -1 for path */
	unsigned line;
} Manifest;

/* Takes `supplied`. */
static bool add_entry(Manifest *manifest, const char *path, SgSupplied *supplied, GError **error)
{
	if (!path || !*path) {
		format_error(error, supplied->origin, "no path");
		sg_supplied_free(supplied);
		return false;
	}
	g_autofree char *absolute = sg_supplied_path(path, manifest->folder);
	const SgSupplied *other = g_hash_table_lookup(manifest->table, absolute);
	if (other) {
		format_error(error, supplied->origin, "“%s” was already named in %s", path, other->origin);
		sg_supplied_free(supplied);
		return false;
	}
	g_hash_table_insert(manifest->table, g_steal_pointer(&absolute), supplied);
	return true;
}

static SgSupplied *new_entry(const Manifest *manifest)
{
	g_autofree char *origin = g_strdup_printf("%s, line %u", manifest->path, manifest->line);
	return sg_supplied_new(origin);
}

static bool read_header(Manifest *manifest, char **fields, GError **error)
{
	for (char **field = fields; *field; field++) {
		int key = sg_supplied_key_find(*field);
		if (key < 0 && strcmp(*field, "path") != 0)
			return format_error(error, manifest->path, "unknown column “%s” in line 1", *field);
		for (char **before = fields; before < field; before++)
			if (strcmp(*before, *field) == 0)
				return format_error(error, manifest->path, "two columns “%s” in line 1",
						    *field);
		g_array_append_val(manifest->columns, key);
	}
	return g_strv_contains((const char *const *)fields, "path") ||
	       format_error(error, manifest->path, "line 1 names no column “path”");
}

static bool read_tsv_line(Manifest *manifest, const char *line, GError **error)
{
	g_auto(GStrv) fields = g_strsplit(line, "\t", -1);
	if (manifest->line == 1)
		return read_header(manifest, fields, error);
	g_autoptr(SgSupplied) supplied = new_entry(manifest);
	const char *path = NULL;
	if (g_strv_length(fields) > manifest->columns->len)
		return format_error(error, supplied->origin, "more fields than the header names");
	for (guint i = 0; fields[i]; i++) {
		int key = g_array_index(manifest->columns, int, i);
		if (key < 0)
			path = fields[i];
		else
			sg_supplied_set(supplied, (SgSuppliedKey)key, fields[i]);
	}
	return add_entry(manifest, path, g_steal_pointer(&supplied), error);
}

static bool read_json_object(Manifest *manifest, json_t *object, GError **error)
{
	g_autoptr(SgSupplied) supplied = new_entry(manifest);
	const char *name, *path = NULL;
	json_t *value;
	json_object_foreach(object, name, value)
	{
		int key = sg_supplied_key_find(name);
		const char *text = json_string_value(value);
		if (!text)
			return format_error(error, supplied->origin, "“%s” is not a string", name);
		if (strcmp(name, "path") == 0)
			path = text;
		else if (key >= 0)
			sg_supplied_set(supplied, (SgSuppliedKey)key, text);
		else
			return format_error(error, supplied->origin, "unknown key “%s”", name);
	}
	return add_entry(manifest, path, g_steal_pointer(&supplied), error);
}

static bool read_json_line(Manifest *manifest, const char *line, GError **error)
{
	json_error_t cause;
	json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, &cause);
	bool read = false;
	g_autofree char *origin = g_strdup_printf("%s, line %u", manifest->path, manifest->line);
	if (json_is_object(object))
		read = read_json_object(manifest, object, error);
	else
		format_error(error, origin, "not a JSON object (%s)", object ? "another value" : cause.text);
	json_decref(object);
	return read;
}

static bool read_lines(Manifest *manifest, char *text, GError **error)
{
	bool json = g_str_has_suffix(manifest->path, ".jsonl");
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		manifest->line++;
		/* a line end of Windows, too */
		g_strchomp(*line);
		if (!**line)
			continue;
		bool read =
		    json ? read_json_line(manifest, *line, error) : read_tsv_line(manifest, *line, error);
		if (!read)
			return false;
	}
	return true;
}

GHashTable *sg_manifest_read(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = sg_file_read(path, SG_MAX_MANIFEST_BYTES, error);
	if (!bytes)
		return NULL;
	size_t n_bytes;
	const char *start = sg_supplied_text(bytes, &n_bytes);
	g_autofree char *text = sg_utf8_repair(start, n_bytes);
	g_autofree char *folder = sg_supplied_folder(path);
	g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GHashTable) table =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)sg_supplied_free);
	Manifest manifest = {.path = path, .folder = folder, .table = table, .columns = columns};
	return read_lines(&manifest, text, error) ? g_steal_pointer(&table) : NULL;
}
