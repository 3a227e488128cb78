/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Shared by the tests of index/xap/: a temporary folder, documents made from plain words, hits as text. */
#ifndef SG_TESTS_XAP_FIXTURE_H
#define SG_TESTS_XAP_FIXTURE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* nftw(), unshare() */
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "index/xap/xap.h"

enum { SLOT_YEAR = 0, SLOT_SOURCE = 1 };

#define MAX_WORDS 64

#define assert_xap_error(error_, code_)                                                                      \
	do {                                                                                                 \
		assert_non_null(error_);                                                                     \
		assert_true((error_)->domain == XAP_ERROR);                                                  \
		assert_int_equal((error_)->code, (code_));                                                   \
		g_clear_error(&(error_));                                                                    \
	} while (0)

#define assert_ok(call_, error_)                                                                             \
	do {                                                                                                 \
		if (!(call_))                                                                                \
			fail_msg("%s: %s", #call_, (error_)->message);                                       \
	} while (0)

typedef struct {
	char *folder; /* removed with everything in it */
	char *index;  /* a name in it that does not exist yet */
} Fixture;

static inline int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	(void)info, (void)kind, (void)where;
	return remove(path);
}

static inline int fixture_open(void **state)
{
	Fixture *f = g_new0(Fixture, 1);
	f->folder = g_dir_make_tmp("test-xap-XXXXXX", NULL);
	f->index = g_build_filename(f->folder, "index", NULL);
	*state = f;
	return f->folder ? 0 : -1;
}

static inline int fixture_close(void **state)
{
	Fixture *f = *state;
	nftw(f->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	g_free(f->folder);
	g_free(f->index);
	g_free(f);
	return 0;
}

static inline XapWriter *open_writer(const char *path, XapWriterMode mode)
{
	g_autoptr(GError) error = NULL;
	XapWriter *writer = xap_writer_open(path, mode, &error);
	assert_ok(writer, error);
	return writer;
}

static inline XapReader *open_reader(const char *path)
{
	g_autoptr(GError) error = NULL;
	XapReader *reader = xap_reader_open(&path, 1, &error);
	assert_ok(reader, error);
	return reader;
}

static inline void commit(XapWriter *writer)
{
	g_autoptr(GError) error = NULL;
	assert_ok(xap_writer_commit(writer, &error), error);
}

/* Puts the document called `name`: words of `text` at positions from 1, the name as term "Q<name>", data
   `data`.  Returns what the writer said. */
static inline bool put_document(XapWriter *writer, const char *name, const char *text, const char *year,
				const char *source, const char *data, GError **error)
{
	g_auto(GStrv) words = g_strsplit(text, " ", MAX_WORDS);
	g_autofree char *unique = g_strconcat("Q", name, NULL);
	uint32_t positions[MAX_WORDS];
	XapTerm terms[MAX_WORDS + 1] = {{.term = unique, .n_bytes = strlen(unique)}};
	XapValue values[] = {{SLOT_YEAR, year, strlen(year)}, {SLOT_SOURCE, source, strlen(source)}};
	size_t n = 0;
	for (; words[n]; n++) {
		positions[n] = (uint32_t)n + 1;
		terms[n + 1] = (XapTerm){words[n], strlen(words[n]), 1, &positions[n], 1};
	}
	XapDoc doc = {terms, n + 1, values, G_N_ELEMENTS(values), data, strlen(data)};
	return xap_writer_replace(writer, unique, strlen(unique), &doc, error);
}

/* The same with its name as data; must succeed. */
static inline void put(XapWriter *writer, const char *name, const char *text, const char *year,
		       const char *source)
{
	g_autoptr(GError) error = NULL;
	assert_ok(put_document(writer, name, text, year, source, name, &error), error);
}

static inline XapQuery *term(const char *word)
{
	return xap_query_term(word, strlen(word));
}

/* Data of all hits in order, joined by blanks. */
static inline char *names_of(const XapResult *result)
{
	GString *names = g_string_new(NULL);
	for (size_t i = 0; i < result->n_hits; i++)
		g_string_append_printf(names, "%s%s", i > 0 ? " " : "", result->hits[i].data.bytes);
	return g_string_free(names, FALSE);
}

/* All hits of `query` (taken over) by document number. */
static inline XapResult *run(XapReader *reader, XapQuery *query, bool by_relevance)
{
	g_autoptr(GError) error = NULL;
	XapSearch search = {.query = query, .n_max = 100000, .by_relevance = by_relevance, .want_data = true};
	XapResult *result = xap_reader_search(reader, &search, &error);
	xap_query_free(query);
	assert_ok(result, error);
	return result;
}

static inline void assert_hits(XapReader *reader, XapQuery *query, const char *expected)
{
	g_autoptr(XapResult) result = run(reader, query, false);
	g_autofree char *names = names_of(result);
	assert_string_equal(names, expected);
	assert_int_equal(result->total, result->n_hits);
}

static inline void assert_doc_count(const char *path, uint32_t expected)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(XapReader) reader = open_reader(path);
	uint32_t n = 0;
	assert_ok(xap_reader_doc_count(reader, &n, &error), error);
	assert_int_equal(n, expected);
}

static inline void assert_sound(const char *path)
{
	g_autoptr(GError) error = NULL;
	size_t n_faults = 1;
	assert_ok(xap_check(path, &n_faults, NULL, &error), error);
	assert_int_equal(n_faults, 0);
}

#endif
