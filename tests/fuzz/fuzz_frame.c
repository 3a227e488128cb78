/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a worker that a document has taken over may answer.  The first byte says how the rest is cut up. */
#include "base/limits.h"
#include "indexer/frame.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static bool feed(SgFrameParser *parser, const uint8_t *bytes, size_t n_bytes, size_t step)
{
	for (size_t at = 0; at < n_bytes; at += step) {
		g_autoptr(GError) error = NULL;
		bool fed = sg_frame_parser_feed(parser, bytes + at, MIN(step, n_bytes - at), &error);
		g_assert_true(fed == !error);
		if (!fed)
			return false;
	}
	return true;
}

static void check_string(const char *text)
{
	g_assert_true(!text || g_utf8_validate(text, -1, NULL));
}

static void check_text(const SgText *text)
{
	check_string(text->type);
	g_assert_cmpuint(text->n_pages, <=, SG_MAX_EXTRACT_PAGES);
	g_assert_cmpuint(text->meta->len, <=, SG_MAX_META_PAIRS);
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		check_string(meta->key);
		check_string(meta->value);
		check_string(meta->origin);
	}
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		g_assert_true(block->kind < SG_N_BLOCKS && *block->text);
		check_string(block->text);
		check_string(block->page_label);
	}
	size_t n_bytes = 0;
	g_assert_cmpuint(text->parts->len, <=, SG_MAX_PARTS + 1);
	for (guint i = 0; i < text->parts->len; i++) {
		const SgPart *part = g_ptr_array_index(text->parts, i);
		check_string(part->name);
		check_string(part->message);
		g_assert_true(strlen(part->name) <= SG_MAX_PART_NAME);
		g_assert_true(!part->bytes == (part->reason != SG_REASON_NONE));
		n_bytes += part->bytes ? g_bytes_get_size(part->bytes) : 0;
	}
	g_assert_cmpuint(n_bytes, <=, SG_MAX_PARTS_BYTES);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
	if (n_bytes < 1)
		return 0;
	g_autoptr(SgFrameParser) parser = sg_frame_parser_new();
	if (!feed(parser, bytes + 1, n_bytes - 1, 1 + bytes[0]))
		return 0;
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = sg_frame_parser_steal_text(parser, &error);
	g_assert_true(!text == !!error);
	if (text)
		check_text(text);
	else
		check_string(error->message);
	return 0;
}
