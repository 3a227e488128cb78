/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Indexes the lines of standard input and searches them:
 *     example INDEX WORD... <FILE
 * INDEX is a folder that must not hold an index yet.  Prints the ten best
 * lines that have all the words.  A word here is a run of ASCII letters.
 */
#include "index/xap/xap.h"

#include <stdio.h>
#include <string.h>

/* Adds `line`: each word as a term at its place, the line itself as data. */
static bool add_line(XapWriter *writer, const char *line, GError **error)
{
	g_autofree char *lower = g_ascii_strdown(line, -1);
	g_auto(GStrv) words = g_strsplit_set(lower, " \t,.;:!?()\"'", 0);
	g_autofree uint32_t *places = g_new0(uint32_t, g_strv_length(words) + 1);
	g_autofree XapTerm *terms = g_new0(XapTerm, g_strv_length(words) + 1);
	XapDoc doc = {.terms = terms, .data = line, .n_data = strlen(line)};
	for (size_t i = 0; words[i]; i++) {
		size_t n_bytes = strlen(words[i]);
		if (n_bytes == 0 || n_bytes > XAP_MAX_TERM_BYTES)
			continue;
		places[doc.n_terms] = (uint32_t)i + 1;
		terms[doc.n_terms] = (XapTerm){words[i], n_bytes, 1, &places[doc.n_terms], 1};
		doc.n_terms++;
	}
	return xap_writer_add(writer, &doc, NULL, error);
}

static bool index_input(const char *path, GError **error)
{
	g_autoptr(XapWriter) writer = xap_writer_open(path, XAP_CREATE, error);
	char line[4096];
	while (writer && fgets(line, sizeof(line), stdin))
		if (!add_line(writer, g_strchomp(line), error))
			return false;
	return writer && xap_writer_commit(writer, error);
}

static bool search(const char *path, char **words, GError **error)
{
	g_autoptr(XapReader) reader = xap_reader_open(&path, 1, error);
	g_autoptr(XapQuery) query = xap_query_branch(XAP_AND, 0);
	for (; *words; words++)
		xap_query_add(query, xap_query_term(*words, strlen(*words)));
	XapSearch request = {.query = query, .n_max = 10, .by_relevance = true, .want_data = true};
	g_autoptr(XapResult) result = reader ? xap_reader_search(reader, &request, error) : NULL;
	if (!result)
		return false;
	printf("%u lines\n", result->total);
	for (size_t i = 0; i < result->n_hits; i++)
		printf("%6.2f  %s\n", result->hits[i].weight, result->hits[i].data.bytes);
	return true;
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	if (argc < 3) {
		fprintf(stderr, "usage: %s INDEX WORD... <FILE\n", argv[0]);
		return 2;
	}
	if (index_input(argv[1], &error) && search(argv[1], argv + 2, &error))
		return 0;
	fprintf(stderr, "%s: %s\n", argv[0], error->message);
	return 1;
}
