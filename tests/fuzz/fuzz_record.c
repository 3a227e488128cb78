/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Records as a damaged index may hold them: refused, or read into what encodes to the same again. */
#include "index/record.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static GString *again_passage(const void *bytes, size_t n_bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgPassage) passage = sg_passage_decode(bytes, n_bytes, &error);
	g_assert_true(!passage == !!error);
	return passage ? sg_passage_encode(passage) : NULL;
}

static GString *again_document(const void *bytes, size_t n_bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgDocument) document = sg_document_decode(bytes, n_bytes, &error);
	g_assert_true(!document == !!error);
	return document ? sg_document_encode(document) : NULL;
}

static GString *again_place(const void *bytes, size_t n_bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgPlace) place = sg_place_decode(bytes, n_bytes, &error);
	g_assert_true(!place == !!error);
	return place ? sg_place_encode(place) : NULL;
}

static void check(GString *(*again)(const void *, size_t), const void *bytes, size_t n_bytes)
{
	GString *first = again(bytes, n_bytes);
	if (!first)
		return;
	GString *second = again(first->str, first->len);
	g_assert_true(second && g_string_equal(first, second));
	g_string_free(first, TRUE);
	g_string_free(second, TRUE);
}

/* Any path comes back from its key unchanged. */
static void check_key(const uint8_t *bytes, size_t n_bytes)
{
	g_autofree char *path = g_strndup((const char *)bytes, n_bytes);
	g_autofree char *key = sg_place_key(path);
	g_autofree char *back = sg_place_path(key);
	g_assert_true(g_utf8_validate(key, -1, NULL));
	g_assert_cmpstr(back, ==, path);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
	check(again_passage, bytes, n_bytes);
	check(again_document, bytes, n_bytes);
	check(again_place, bytes, n_bytes);
	check_key(bytes, n_bytes);
	return 0;
}
