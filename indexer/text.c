/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/text.h"

#include "base/limits.h"

#include <string.h>

static const char *const REASON_NAMES[] = {
    [SG_REASON_NONE] = "none",
    [SG_REASON_NOT_A_DOCUMENT] = "not-a-document",
    [SG_REASON_ENCRYPTED] = "encrypted",
    [SG_REASON_DAMAGED] = "damaged",
    [SG_REASON_TIMEOUT] = "timeout",
    [SG_REASON_TOO_LARGE] = "too-large",
    [SG_REASON_CRASHED] = "crashed",
    [SG_REASON_UNREADABLE] = "unreadable",
    [SG_REASON_UNSUPPORTED] = "unsupported",
    [SG_REASON_NO_TEXT] = "no-text",
};

const char *sg_reason_name(SgReason reason)
{
	return (size_t)reason < G_N_ELEMENTS(REASON_NAMES) ? REASON_NAMES[reason] : "none";
}

SgReason sg_reason_parse(const char *name)
{
	for (size_t i = 0; name && i < G_N_ELEMENTS(REASON_NAMES); i++)
		if (strcmp(name, REASON_NAMES[i]) == 0)
			return (SgReason)i;
	return SG_REASON_NONE;
}

GQuark sg_extract_error_quark(void)
{
	return g_quark_from_static_string("sg-extract-error");
}

static void block_free(void *data)
{
	SgBlock *block = data;
	g_free(block->page_label);
	g_free(block->text);
	g_free(block);
}

static void meta_free(void *data)
{
	SgMeta *meta = data;
	g_free(meta->key);
	g_free(meta->value);
	g_free(meta->origin);
	g_free(meta);
}

static void part_free(void *data)
{
	SgPart *part = data;
	g_free(part->name);
	g_clear_pointer(&part->bytes, g_bytes_unref);
	g_free(part->message);
	g_free(part);
}

SgText *sg_text_new(const char *type)
{
	SgText *text = g_new0(SgText, 1);
	text->type = g_strdup(type);
	text->blocks = g_ptr_array_new_with_free_func(block_free);
	text->meta = g_ptr_array_new_with_free_func(meta_free);
	text->parts = g_ptr_array_new_with_free_func(part_free);
	return text;
}

void sg_text_free(SgText *text)
{
	if (!text)
		return;
	g_ptr_array_unref(text->blocks);
	g_ptr_array_unref(text->meta);
	g_ptr_array_unref(text->parts);
	g_free(text->type);
	g_free(text);
}

SgBlock *sg_text_add(SgText *text, SgBlockKind kind, char *block_text)
{
	if (!block_text || !*block_text || text->blocks->len >= SG_MAX_EXTRACT_BLOCKS) {
		g_free(block_text);
		return NULL;
	}
	SgBlock *block = g_new0(SgBlock, 1);
	block->kind = kind;
	block->text = block_text;
	g_ptr_array_add(text->blocks, block);
	return block;
}

/* The longest prefix of at most max_bytes that ends between two characters. */
static size_t cut_length(const char *value, size_t max_bytes)
{
	size_t n_bytes = strnlen(value, max_bytes + 1);
	if (n_bytes <= max_bytes)
		return n_bytes;
	n_bytes = max_bytes;
	while (n_bytes > 0 && ((unsigned char)value[n_bytes] & 0xc0) == 0x80)
		n_bytes--;
	return n_bytes;
}

void sg_text_add_meta(SgText *text, const char *key, const char *value, const char *origin)
{
	if (!value || !*value || text->meta->len >= SG_MAX_META_PAIRS)
		return;
	SgMeta *meta = g_new0(SgMeta, 1);
	meta->key = g_strdup(key);
	meta->value = g_strndup(value, cut_length(value, SG_MAX_META_BYTES));
	meta->origin = g_strdup(origin);
	g_ptr_array_add(text->meta, meta);
}

static SgPart *new_part(const char *name)
{
	g_autofree char *valid = g_utf8_make_valid(name && *name ? name : "unnamed", -1);
	SgPart *part = g_new0(SgPart, 1);
	part->name = g_strndup(valid, cut_length(valid, SG_MAX_PART_NAME));
	return part;
}

static size_t parts_bytes(const SgText *text)
{
	size_t n_bytes = 0;
	for (guint i = 0; i < text->parts->len; i++) {
		const SgPart *part = g_ptr_array_index(text->parts, i);
		n_bytes += part->bytes ? g_bytes_get_size(part->bytes) : 0;
	}
	return n_bytes;
}

void sg_text_add_part(SgText *text, const char *name, GBytes *bytes)
{
	g_autoptr(GBytes) taken = bytes;
	size_t n_bytes = g_bytes_get_size(taken);
	if (text->parts->len >= SG_MAX_PARTS || n_bytes > SG_MAX_PART_BYTES ||
	    n_bytes > SG_MAX_PARTS_BYTES - parts_bytes(text)) {
		sg_text_refuse_part(text, name, SG_REASON_TOO_LARGE, "expands past the limit");
		return;
	}
	SgPart *part = new_part(name);
	part->bytes = g_steal_pointer(&taken);
	g_ptr_array_add(text->parts, part);
}

void sg_text_refuse_part(SgText *text, const char *name, SgReason reason, const char *message)
{
	if (text->parts->len > SG_MAX_PARTS) {
		SgPart *last = g_ptr_array_index(text->parts, SG_MAX_PARTS);
		g_free(last->message);
		last->message = g_strdup_printf("expands past the limit, as do %u more", ++text->n_more);
		return;
	}
	SgPart *part = new_part(name);
	part->reason = reason;
	part->message = g_strdup(message);
	g_ptr_array_add(text->parts, part);
}

const char *sg_text_get_meta(const SgText *text, const char *key)
{
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		if (strcmp(meta->key, key) == 0)
			return meta->value;
	}
	return NULL;
}
