/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Office documents written member by member, and what every extractor of them must stand. */
#ifndef SG_TESTS_ZIP_FIXTURE_H
#define SG_TESTS_ZIP_FIXTURE_H

#include "extract_fixture.h"

#include <string.h>
#include <zip.h>

typedef bool (*Extractor)(GBytes *bytes, SgText *text, GError **error);

/* A member's name and content. */
typedef struct {
	const char *name, *content;
} Member;

/* An archive of the members up to one without a name; a NULL content is passed over. */
static inline GBytes *make_zip(const Member *members)
{
	zip_error_t why;
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &why);
	zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, &why);
	assert_non_null(archive);
	zip_source_keep(target);
	for (; members->name; members++) {
		const char *content = members->content;
		if (content)
			zip_file_add(archive, members->name,
				     zip_source_buffer(archive, content, strlen(content), 0), 0);
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

static inline SgText *read_with(Extractor extract, GBytes *bytes)
{
	g_autoptr(SgText) text = sg_text_new("");
	g_autoptr(GError) error = NULL;
	if (!extract(bytes, text, &error))
		fail_msg("%s", error ? error->message : "no error set");
	assert_null(error);
	return g_steal_pointer(&text);
}

static inline void check_blocks(Extractor extract, GBytes *bytes, const char *expected)
{
	g_autoptr(SgText) text = read_with(extract, bytes);
	g_autofree char *shown = show_blocks(text);
	assert_string_equal(shown, expected);
}

static inline void check_refused(Extractor extract, GBytes *bytes, SgReason reason, const char *part)
{
	g_autoptr(SgText) text = sg_text_new("");
	g_autoptr(GError) error = NULL;
	assert_false(extract(bytes, text, &error));
	assert_non_null(error);
	if (error->code != (int)reason || !strstr(error->message, part))
		fail_msg("unexpected error %d: %s", error->code, error->message);
}

/* Reads the document cut at every byte, and with changed bytes: it must answer, and with an error or valid
 * text. */
static inline void check_hostile(Extractor extract, GBytes *bytes, unsigned n_mutants)
{
	gsize n_bytes = 0;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	g_autoptr(GRand) random = g_rand_new_with_seed(1);
	for (gsize i = 0; i < n_bytes + n_mutants; i++) {
		/* exactly as long as it is, so that a sanitizer sees one byte too many */
		g_autofree char *copy = g_memdup2(data, MAX(MIN(i, n_bytes), 1));
		if (i >= n_bytes)
			copy[g_rand_int_range(random, 0, (gint32)n_bytes)] =
			    (char)g_rand_int_range(random, 0, 256);
		g_autoptr(GBytes) changed = g_bytes_new(copy, MIN(i, n_bytes));
		g_autoptr(SgText) text = sg_text_new("");
		g_autoptr(GError) error = NULL;
		bool read = extract(changed, text, &error);
		assert_true(read == (error == NULL));
		g_autofree char *shown = show_blocks(text);
	}
}

#endif
