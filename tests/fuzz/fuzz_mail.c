/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Mailboxes and messages: what is split is all there, and every text and name is fit to be stored. */
#include "base/limits.h"
#include "indexer/text.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static void check_text(const SgText *text)
{
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		g_assert_true(block->kind < SG_N_BLOCKS && *block->text);
		g_assert_true(g_utf8_validate(block->text, -1, NULL));
		g_assert_cmpuint(block->page, ==, 0);
	}
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		g_assert_true(g_utf8_validate(meta->value, -1, NULL));
	}
	g_assert_cmpuint(text->parts->len, <=, SG_MAX_PARTS + 1);
}

static void read_mail(GBytes *bytes)
{
	g_autoptr(SgText) text = sg_text_new("message/rfc822");
	g_autoptr(GError) error = NULL;
	bool done = sg_extract_mail(bytes, text, &error);
	g_assert_true(done == !error);
	check_text(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
	static bool warm;
	if (!warm) {
		sg_extract_mail_warm();
		sg_extract_html_warm();
		warm = true;
	}
	g_autoptr(GBytes) document = g_bytes_new(bytes, n_bytes);
	read_mail(document);
	g_autoptr(SgText) box = sg_text_new("application/mbox");
	g_autoptr(GError) error = NULL;
	bool done = sg_extract_mbox(document, box, &error);
	g_assert_true(done == (box->parts->len > 0));
	size_t n_split = 0;
	for (guint i = 0; i < box->parts->len; i++) {
		const SgPart *part = g_ptr_array_index(box->parts, i);
		if (part->bytes)
			n_split += g_bytes_get_size(part->bytes);
	}
	g_assert_cmpuint(n_split, <=, n_bytes);
	return 0;
}
