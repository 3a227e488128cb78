/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "corpus/corrections.h"

#include "base/date.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum {
	ID_LENGTH = 16,
	LONGEST_VALUE = 1000,
	/* all that is said of one document travels in one message */
	MOST_OF_ONE = SG_MAX_CHANNEL_BYTES / 4,
};

/* What is said of one document: under its path, or under its ID. */
typedef struct {
	SgSupplied *supplied;
	size_t n_bytes;
	bool used;
} Target;

typedef struct {
	char *name; /* as written */
	char *document_id;
	unsigned line;
	Target *target; /* borrowed */
} Group;

struct SgCorrections {
	char *path;
	GHashTable *targets; /* absolute path, or ID -> Target */
	GPtrArray *groups;   /* Group */
};

static void free_target(void *data)
{
	Target *target = data;
	sg_supplied_free(target->supplied);
	g_free(target);
}

static void free_group(void *data)
{
	Group *group = data;
	g_free(group->name);
	g_free(group->document_id);
	g_free(group);
}

void sg_corrections_free(SgCorrections *corrections)
{
	if (!corrections)
		return;
	g_free(corrections->path);
	g_hash_table_unref(corrections->targets);
	g_ptr_array_unref(corrections->groups);
	g_free(corrections);
}

/* ---- reading --------------------------------------------------------- */

typedef struct {
	SgCorrections *corrections;
	SgSourceCheck *is_source;
	char *folder;
	GHashTable *seen; /* what a group is for -> its line */
	unsigned line;
	Target *target;            /* of the group we are in; NULL before the first */
	SgSuppliedPassage passage; /* n 0: the group is of a whole document */
} Reader;

static bool fail(const Reader *reader, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool fail(const Reader *reader, GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *message = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, "%s, line %u: %s", reader->corrections->path,
		    reader->line, message);
	return false;
}

/* "0123456789abcdef", or with the number of a passage: "0123456789abcdef.12". */
static bool parse_id(const char *name, char **ret_id, unsigned *ret_n)
{
	/* digits that fit any unsigned */
	enum { LONGEST_NUMBER = 9 };
	if (strspn(name, "0123456789abcdef") != ID_LENGTH)
		return false;
	const char *number = name + ID_LENGTH;
	bool passage = *number == '.' && number[1] >= '1' && number[1] <= '9' &&
		       strspn(number + 1, "0123456789") == strlen(number + 1) &&
		       strlen(number + 1) <= LONGEST_NUMBER;
	if (*number && !passage)
		return false;
	*ret_id = g_strndup(name, ID_LENGTH);
	*ret_n = passage ? (unsigned)g_ascii_strtoull(number + 1, NULL, 10) : 0;
	return true;
}

static Target *find_target(SgCorrections *corrections, const char *key)
{
	Target *target = g_hash_table_lookup(corrections->targets, key);
	if (target)
		return target;
	target = g_new0(Target, 1);
	target->supplied = sg_supplied_new(corrections->path);
	g_hash_table_insert(corrections->targets, g_strdup(key), target);
	return target;
}

/* A passage is complete when its group ends. */
static bool end_group(Reader *reader, GError **error)
{
	SgSuppliedPassage *passage = &reader->passage;
	if (passage->n > 0)
		sg_supplied_add_passage(reader->target->supplied, passage);
	for (int key = 0; key < SG_N_PASSAGE_KEYS; key++)
		g_clear_pointer(&passage->values[key], g_free);
	if (reader->target && reader->target->n_bytes > MOST_OF_ONE)
		return fail(reader, error, "more than %d bytes of corrections for one document", MOST_OF_ONE);
	return true;
}

static bool start_group(Reader *reader, char *line, GError **error)
{
	SgCorrections *corrections = reader->corrections;
	size_t n_bytes = strlen(line);
	if (!end_group(reader, error))
		return false;
	if (line[n_bytes - 1] != ']')
		return fail(reader, error, "a group is written [path], [ID] or [ID.passage]");
	line[n_bytes - 1] = '\0';
	const char *name = g_strstrip(line + 1);
	if (!*name)
		return fail(reader, error, "the group names nothing");
	Group *group = g_new0(Group, 1);
	g_ptr_array_add(corrections->groups, group);
	group->name = g_strdup(name);
	group->line = reader->line;
	unsigned n = 0;
	bool by_id = parse_id(name, &group->document_id, &n);
	g_autofree char *key = by_id ? g_strdup(group->document_id) : sg_supplied_path(name, reader->folder);
	g_autofree char *whole = g_strdup_printf("%s %u", key, n);
	gpointer before = g_hash_table_lookup(reader->seen, whole);
	if (before)
		return fail(reader, error, "[%s] was already named in line %u", name,
			    GPOINTER_TO_UINT(before));
	/* twice the same is most likely one too many: which of them is meant? */
	g_hash_table_insert(reader->seen, g_steal_pointer(&whole), GUINT_TO_POINTER(reader->line));
	reader->target = group->target = find_target(corrections, key);
	reader->passage = (SgSuppliedPassage){.n = n, .line = reader->line, .origin = corrections->path};
	/* a passage carries the name of this file along, also when nothing is said of it */
	if (n > 0)
		reader->target->n_bytes += strlen(corrections->path) + LONGEST_VALUE / 10;
	return true;
}

static bool check_date(const Reader *reader, const char *name, const char *value, GError **error)
{
	g_autoptr(GError) cause = NULL;
	SgInterval when;
	return strcmp(value, "unknown") == 0 || sg_interval_parse(value, &when, &cause) ||
	       fail(reader, error, "%s: %s", name, cause->message);
}

static bool check_source(const Reader *reader, const char *value, bool passage, GError **error)
{
	return reader->is_source(value, passage) ||
	       fail(reader, error, "source: must be ofsted, minutes, press%s council, not “%s”",
		    passage ? ", comment or" : " or", value);
}

static bool set_passage(Reader *reader, const char *name, const char *value, GError **error)
{
	int key = sg_passage_key_find(name);
	if (key < 0)
		return fail(reader, error, "unknown key “%s”; of a passage: source, speaker, role, said",
			    name);
	char **field = &reader->passage.values[key];
	if (*field)
		return fail(reader, error, "a second “%s”", name);
	/* no value takes a name away; an empty source or date would say nothing */
	bool nobody = key == SG_PASSAGE_SPEAKER || key == SG_PASSAGE_ROLE;
	if (!*value && !nobody)
		return fail(reader, error, "%s has no value", name);
	if ((key == SG_PASSAGE_SOURCE && !check_source(reader, value, true, error)) ||
	    (key == SG_PASSAGE_SAID && !check_date(reader, name, value, error)))
		return false;
	*field = g_strdup(value);
	return true;
}

static bool set_document(Reader *reader, const char *name, const char *value, GError **error)
{
	int key = sg_supplied_key_find(name);
	SgSupplied *supplied = reader->target->supplied;
	if (key < 0)
		return fail(reader, error,
			    "unknown key “%s”; of a document: title, source, published, meeting, url, about, "
			    "status",
			    name);
	if (supplied->values[key])
		return fail(reader, error, "a second “%s”", name);
	if (!*value)
		return fail(reader, error, "%s has no value", name);
	bool date = key == SG_SUPPLIED_PUBLISHED || key == SG_SUPPLIED_MEETING;
	if ((key == SG_SUPPLIED_SOURCE && !check_source(reader, value, false, error)) ||
	    (date && !check_date(reader, name, value, error)))
		return false;
	sg_supplied_set(supplied, (SgSuppliedKey)key, value);
	supplied->lines[key] = reader->line;
	return true;
}

static bool set_key(Reader *reader, char *line, GError **error)
{
	char *equals = strchr(line, '=');
	if (!equals)
		return fail(reader, error, "neither a [group] nor key = value");
	if (!reader->target)
		return fail(reader, error, "stands before the first [group]");
	*equals = '\0';
	const char *name = g_strchomp(line);
	const char *value = sg_utf8_collapse(equals + 1);
	if (strlen(value) > LONGEST_VALUE)
		return fail(reader, error, "%s is longer than %d bytes", name, LONGEST_VALUE);
	/* and what is sent along with each value: its key, its line */
	reader->target->n_bytes += strlen(value) + LONGEST_VALUE / 10;
	return reader->passage.n > 0 ? set_passage(reader, name, value, error)
				     : set_document(reader, name, value, error);
}

static bool read_line(Reader *reader, char *line, GError **error)
{
	reader->line++;
	g_strstrip(line);
	if (!*line || *line == '#' || *line == ';')
		return true;
	return *line == '[' ? start_group(reader, line, error) : set_key(reader, line, error);
}

static bool read_lines(Reader *reader, const char *text, GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++)
		if (!read_line(reader, *line, error))
			return false;
	return true;
}

SgCorrections *sg_corrections_read(const char *path, SgSourceCheck *is_source, GError **error)
{
	g_autoptr(GBytes) bytes = sg_file_read(path, SG_MAX_CORRECTIONS_BYTES, error);
	if (!bytes)
		return NULL;
	size_t n_bytes;
	const char *start = sg_supplied_text(bytes, &n_bytes);
	g_autofree char *text = sg_utf8_repair(start, n_bytes);
	g_autofree char *folder = sg_supplied_folder(path);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(SgCorrections) corrections = g_new0(SgCorrections, 1);
	corrections->path = g_strdup(path);
	corrections->targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_target);
	corrections->groups = g_ptr_array_new_with_free_func(free_group);
	Reader reader = {.corrections = corrections, .is_source = is_source, .folder = folder, .seen = seen};
	bool read = read_lines(&reader, text, error);
	/* the last group ends here, also where its line could not be read */
	read = end_group(&reader, read ? error : NULL) && read;
	return read ? g_steal_pointer(&corrections) : NULL;
}

/* ---- using ----------------------------------------------------------- */

static void apply(SgCorrections *corrections, const char *key, SgSupplied **supplied)
{
	Target *target = key ? g_hash_table_lookup(corrections->targets, key) : NULL;
	if (!target)
		return;
	target->used = true;
	if (!*supplied)
		*supplied = sg_supplied_new(corrections->path);
	/* of minutes the meeting counts; but the date put right is the one that was shown */
	const SgSupplied *over = target->supplied;
	if (over->values[SG_SUPPLIED_PUBLISHED] && !over->values[SG_SUPPLIED_MEETING])
		g_clear_pointer(&(*supplied)->values[SG_SUPPLIED_MEETING], g_free);
	sg_supplied_merge(*supplied, over);
}

void sg_corrections_apply(SgCorrections *corrections, const char *path, const char *document_id,
			  SgSupplied **supplied)
{
	apply(corrections, path, supplied);
	apply(corrections, document_id, supplied);
}

void sg_corrections_each_unused(const SgCorrections *corrections, SgUnusedFunc *tell, void *user_data)
{
	for (guint i = 0; i < corrections->groups->len; i++) {
		/* several groups may share a target; each is told of by its own line */
		const Group *group = g_ptr_array_index(corrections->groups, i);
		g_autofree char *where = g_strdup_printf("%s, line %u", corrections->path, group->line);
		if (!group->target->used)
			tell(where, group->document_id, group->name, user_data);
	}
}
