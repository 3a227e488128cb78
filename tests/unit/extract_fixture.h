/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Shows extracted text as lines, so that a test reads as input and outcome. */
#ifndef SG_TESTS_EXTRACT_FIXTURE_H
#define SG_TESTS_EXTRACT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/text.h"

/* One line a block: P, H, B, R, Q, X (running head), F or N (note), the level unless 0, a space, the text. */
static inline char *show_blocks(const SgText *text)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		assert_true(g_utf8_validate(block->text, -1, NULL));
		g_string_append_c(out, "PHBRQXFN"[block->kind]);
		if (block->level > 0)
			g_string_append_printf(out, "%u", block->level);
		g_string_append_printf(out, " %s\n", block->text);
	}
	return g_string_free(out, FALSE);
}

/* One line a pair: key=value (origin). */
static inline char *show_meta(const SgText *text)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		g_string_append_printf(out, "%s=%s (%s)\n", meta->key, meta->value, meta->origin);
	}
	return g_string_free(out, FALSE);
}

static inline const SgBlock *block_at(const SgText *text, guint i)
{
	assert_in_range(i, 0, text->blocks->len - 1);
	return g_ptr_array_index(text->blocks, i);
}

#endif
