/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/frame.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/pack.h"
#include "base/utf8.h"

#include <string.h>

#define HEADER_BYTES 5
#define FLUSH_BYTES (64 * 1024)
/* More than the numbers and names of any frame take. */
#define OVERHEAD_BYTES 1024
#define MAX_HEADING_LEVEL 6

/* Writing. */

static void begin_frame(GString *out, char kind)
{
	const char header[HEADER_BYTES] = {0, 0, 0, 0, kind};
	g_string_append_len(out, header, HEADER_BYTES);
}

static void end_frame(GString *out, size_t start)
{
	uint32_t n_bytes = GUINT32_TO_LE((uint32_t)(out->len - start - HEADER_BYTES));
	memcpy(out->str + start, &n_bytes, sizeof n_bytes);
}

static void pack_text(GString *out, const char *text)
{
	if (!text || g_utf8_validate(text, -1, NULL)) {
		sg_pack_string(out, text);
		return;
	}
	g_autofree char *repaired = sg_utf8_repair(text, strlen(text));
	sg_pack_string(out, repaired);
}

/* A name longer than SG_FRAME_NAME_BYTES would be refused by the parser, and the document with it. */
static void pack_cut(GString *out, const char *text, size_t max_bytes)
{
	g_autofree char *repaired = text ? sg_utf8_repair(text, strnlen(text, max_bytes)) : NULL;
	while (repaired && strlen(repaired) > max_bytes)
		*g_utf8_find_prev_char(repaired, repaired + strlen(repaired)) = '\0';
	sg_pack_string(out, repaired);
}

static void put_head(GString *out, const SgText *text)
{
	size_t start = out->len;
	begin_frame(out, 'H');
	pack_cut(out, text->type, SG_FRAME_NAME_BYTES);
	sg_pack_uint(out, text->n_pages);
	sg_pack_uint(out, text->no_text);
	sg_pack_uint(out, text->ocr);
	sg_pack_uint(out, text->archive);
	end_frame(out, start);
}

static void put_meta(GString *out, const SgMeta *meta)
{
	size_t start = out->len;
	begin_frame(out, 'M');
	pack_cut(out, meta->key, SG_FRAME_NAME_BYTES);
	pack_cut(out, meta->origin, SG_FRAME_NAME_BYTES);
	pack_cut(out, meta->value, SG_MAX_META_BYTES);
	end_frame(out, start);
}

static void put_block(GString *out, const SgBlock *block)
{
	size_t start = out->len;
	begin_frame(out, 'B');
	sg_pack_uint(out, block->kind);
	sg_pack_uint(out, block->level);
	sg_pack_uint(out, block->comment);
	sg_pack_uint(out, block->bold);
	sg_pack_uint(out, block->font_size);
	sg_pack_uint(out, block->page);
	sg_pack_uint(out, block->page_end);
	pack_cut(out, block->page_label, SG_FRAME_NAME_BYTES);
	pack_text(out, block->text);
	end_frame(out, start);
}

static void put_part(GString *out, const SgPart *part)
{
	size_t start = out->len;
	begin_frame(out, 'P');
	pack_cut(out, part->name, SG_MAX_PART_NAME);
	sg_pack_uint(out, part->reason);
	pack_cut(out, part->message, SG_FRAME_MESSAGE_BYTES);
	if (part->bytes) {
		gsize n_bytes = 0;
		const char *bytes = g_bytes_get_data(part->bytes, &n_bytes);
		g_string_append_len(out, bytes, (gssize)n_bytes);
	}
	end_frame(out, start);
}

static void put_end(GString *out, const SgText *text)
{
	size_t start = out->len;
	begin_frame(out, 'Z');
	sg_pack_uint(out, text->blocks->len);
	sg_pack_uint(out, text->meta->len);
	sg_pack_uint(out, text->parts->len);
	end_frame(out, start);
}

static bool flush(int fd, GString *out, size_t threshold, GError **error)
{
	if (out->len < threshold)
		return true;
	bool written = sg_file_write_all(fd, out->str, out->len, error);
	g_string_truncate(out, 0);
	return written;
}

static bool too_much_text(GError **error)
{
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "more than %d MB of text",
		    SG_MAX_EXTRACT_TEXT / SG_MB);
	return false;
}

static bool too_many_pages(GError **error)
{
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "more than %d pages", SG_MAX_EXTRACT_PAGES);
	return false;
}

static bool check_size(const SgText *text, GError **error)
{
	size_t n_bytes = 0;
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		n_bytes += strlen(block->text);
	}
	if (n_bytes > SG_MAX_EXTRACT_TEXT)
		return too_much_text(error);
	return text->n_pages <= SG_MAX_EXTRACT_PAGES || too_many_pages(error);
}

bool sg_frame_write_text(int fd, const SgText *text, GError **error)
{
	if (!check_size(text, error))
		return false;
	g_autoptr(GString) out = g_string_new(NULL);
	put_head(out, text);
	for (guint i = 0; i < text->meta->len; i++) {
		put_meta(out, g_ptr_array_index(text->meta, i));
		if (!flush(fd, out, FLUSH_BYTES, error))
			return false;
	}
	for (guint i = 0; i < text->blocks->len; i++) {
		put_block(out, g_ptr_array_index(text->blocks, i));
		if (!flush(fd, out, FLUSH_BYTES, error))
			return false;
	}
	for (guint i = 0; i < text->parts->len; i++) {
		put_part(out, g_ptr_array_index(text->parts, i));
		if (!flush(fd, out, FLUSH_BYTES, error))
			return false;
	}
	put_end(out, text);
	return flush(fd, out, 0, error);
}

bool sg_frame_write_failure(int fd, const GError *failure, GError **error)
{
	/* Errors of other domains reach here only when this program is at fault. */
	bool ours = failure->domain == SG_EXTRACT_ERROR;
	g_autoptr(GString) out = g_string_new(NULL);
	begin_frame(out, 'E');
	sg_pack_uint(out, ours ? (uint64_t)failure->code : SG_REASON_CRASHED);
	pack_cut(out, failure->message, SG_FRAME_MESSAGE_BYTES);
	end_frame(out, 0);
	return flush(fd, out, 0, error);
}

/* Parsing. */

struct SgFrameParser {
	GByteArray *pending; /* from the start of a frame not yet complete */
	SgText *text;        /* once H has come */
	GError *failure;     /* once E has come */
	bool complete;       /* Z or E has come */
	size_t n_text_bytes; /* over all blocks */
	uint32_t n_blocks;
	uint32_t n_meta;
	size_t n_part_bytes; /* over all parts */
};

SgFrameParser *sg_frame_parser_new(void)
{
	SgFrameParser *parser = g_new0(SgFrameParser, 1);
	parser->pending = g_byte_array_new();
	return parser;
}

void sg_frame_parser_free(SgFrameParser *parser)
{
	if (!parser)
		return;
	g_byte_array_unref(parser->pending);
	sg_text_free(parser->text);
	g_clear_error(&parser->failure);
	g_free(parser);
}

static bool bad_answer(GError **error)
{
	g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_CRASHED, "extractor crashed (bad answer)");
	return false;
}

static bool fits(const char *text, size_t max_bytes)
{
	return !text || strlen(text) <= max_bytes;
}

static bool is_name(const char *text, size_t max_bytes)
{
	return text && *text && fits(text, max_bytes);
}

static bool take_head(SgFrameParser *parser, SgUnpack *in, GError **error)
{
	g_autofree char *type = sg_unpack_string(in);
	uint64_t n_pages = sg_unpack_uint(in);
	bool no_text = sg_unpack_below(in, 2) == 1;
	bool ocr = sg_unpack_below(in, 2) == 1;
	bool archive = sg_unpack_below(in, 2) == 1;
	if (!sg_unpack_done(in) || parser->text || !is_name(type, SG_FRAME_NAME_BYTES))
		return bad_answer(error);
	if (n_pages > SG_MAX_EXTRACT_PAGES)
		return too_many_pages(error);
	parser->text = sg_text_new(type);
	parser->text->n_pages = (uint32_t)n_pages;
	parser->text->no_text = no_text;
	parser->text->ocr = ocr;
	parser->text->archive = archive;
	return true;
}

static bool take_meta(SgFrameParser *parser, SgUnpack *in, GError **error)
{
	g_autofree char *key = sg_unpack_string(in);
	g_autofree char *origin = sg_unpack_string(in);
	g_autofree char *value = sg_unpack_string(in);
	if (!sg_unpack_done(in) || !parser->text || !is_name(key, SG_FRAME_NAME_BYTES) ||
	    !is_name(value, SG_MAX_META_BYTES) || !fits(origin, SG_FRAME_NAME_BYTES) ||
	    parser->n_meta >= SG_MAX_META_PAIRS)
		return bad_answer(error);
	parser->n_meta++;
	sg_text_add_meta(parser->text, key, value, origin);
	return true;
}

/* The numbers of a block; page numbers are brought into the document, since no reader downstream checks them.
 */
static SgBlock unpack_numbers(const SgText *text, SgUnpack *in)
{
	SgBlock block = {.kind = (SgBlockKind)sg_unpack_below(in, SG_N_BLOCKS)};
	block.level = (uint8_t)sg_unpack_below(in, UINT8_MAX + 1);
	block.comment = sg_unpack_below(in, 2) == 1;
	block.bold = sg_unpack_below(in, 2) == 1;
	block.font_size = (uint16_t)sg_unpack_below(in, UINT16_MAX + 1);
	uint32_t page = sg_unpack_below(in, UINT32_MAX);
	uint32_t page_end = sg_unpack_below(in, UINT32_MAX);
	block.page = MIN(page, text->n_pages);
	block.page_end = CLAMP(page_end, block.page, text->n_pages);
	if (block.kind == SG_BLOCK_HEADING)
		block.level = CLAMP(block.level, 1, MAX_HEADING_LEVEL);
	return block;
}

static bool take_block(SgFrameParser *parser, SgUnpack *in, GError **error)
{
	if (!parser->text || parser->n_blocks >= SG_MAX_EXTRACT_BLOCKS)
		return bad_answer(error);
	SgBlock numbers = unpack_numbers(parser->text, in);
	g_autofree char *label = sg_unpack_string(in);
	g_autofree char *body = sg_unpack_string(in);
	if (!sg_unpack_done(in) || !body || !fits(label, SG_FRAME_NAME_BYTES))
		return bad_answer(error);
	size_t n_bytes = strlen(body);
	if (n_bytes > SG_MAX_EXTRACT_TEXT - parser->n_text_bytes)
		return too_much_text(error);
	parser->n_text_bytes += n_bytes;
	parser->n_blocks++;
	SgBlock *block = sg_text_add(parser->text, numbers.kind, sg_utf8_collapse(g_steal_pointer(&body)));
	if (!block)
		return true;
	numbers.text = block->text;
	numbers.page_label = g_steal_pointer(&label);
	*block = numbers;
	return true;
}

static bool take_part(SgFrameParser *parser, SgUnpack *in, GError **error)
{
	g_autofree char *name = sg_unpack_string(in);
	SgReason reason = sg_unpack_below(in, SG_REASON_NO_TEXT + 1);
	g_autofree char *message = sg_unpack_string(in);
	if (in->bad || !parser->text || !is_name(name, SG_MAX_PART_NAME) ||
	    !fits(message, SG_FRAME_MESSAGE_BYTES) || parser->text->parts->len > SG_MAX_PARTS)
		return bad_answer(error);
	size_t n_bytes = (size_t)(in->end - in->at);
	if (reason != SG_REASON_NONE) {
		g_autofree char *visible = message ? sg_utf8_visible(message) : NULL;
		sg_text_refuse_part(parser->text, name, reason, visible);
		return n_bytes == 0 || bad_answer(error);
	}
	if (n_bytes > SG_MAX_PARTS_BYTES - parser->n_part_bytes)
		return bad_answer(error);
	parser->n_part_bytes += n_bytes;
	sg_text_add_part(parser->text, name, g_bytes_new(in->at, n_bytes));
	return true;
}

static bool take_end(SgFrameParser *parser, SgUnpack *in, GError **error)
{
	uint64_t n_blocks = sg_unpack_uint(in);
	uint64_t n_meta = sg_unpack_uint(in);
	uint64_t n_parts = sg_unpack_uint(in);
	if (!sg_unpack_done(in) || !parser->text || n_blocks != parser->n_blocks ||
	    n_meta != parser->n_meta || n_parts != parser->text->parts->len)
		return bad_answer(error);
	parser->complete = true;
	return true;
}

static bool take_failure(SgFrameParser *parser, SgUnpack *in, GError **error)
{
	int reason = (int)sg_unpack_below(in, SG_REASON_NO_TEXT + 1);
	g_autofree char *message = sg_unpack_string(in);
	if (!sg_unpack_done(in) || parser->text || reason == SG_REASON_NONE ||
	    !is_name(message, SG_FRAME_MESSAGE_BYTES))
		return bad_answer(error);
	g_autofree char *visible = sg_utf8_visible(message);
	parser->failure = g_error_new_literal(SG_EXTRACT_ERROR, reason, visible);
	parser->complete = true;
	return true;
}

static bool take_frame(SgFrameParser *parser, char kind, const uint8_t *payload, size_t n_bytes,
		       GError **error)
{
	SgUnpack in = sg_unpack_start(payload, n_bytes);
	switch (kind) {
	case 'H':
		return take_head(parser, &in, error);
	case 'M':
		return take_meta(parser, &in, error);
	case 'B':
		return take_block(parser, &in, error);
	case 'P':
		return take_part(parser, &in, error);
	case 'Z':
		return take_end(parser, &in, error);
	case 'E':
		return take_failure(parser, &in, error);
	default:
		return bad_answer(error);
	}
}

/* Refuses a length before its bytes are waited for. */
static bool check_length(const SgFrameParser *parser, char kind, size_t n_bytes, GError **error)
{
	size_t max_bytes = OVERHEAD_BYTES;
	if (kind == 'B')
		max_bytes += SG_MAX_EXTRACT_TEXT - parser->n_text_bytes;
	if (kind == 'M')
		max_bytes += SG_MAX_META_BYTES;
	if (kind == 'P')
		max_bytes += MIN(SG_MAX_PART_BYTES, SG_MAX_PARTS_BYTES - parser->n_part_bytes);
	if (n_bytes <= max_bytes)
		return true;
	return kind == 'B' ? too_much_text(error) : bad_answer(error);
}

/* Takes one frame off `bytes`; *ret_n_taken stays 0 when it is not complete yet. */
static bool take_next(SgFrameParser *parser, const uint8_t *bytes, size_t n_bytes, size_t *ret_n_taken,
		      GError **error)
{
	*ret_n_taken = 0;
	if (n_bytes > 0 && parser->complete)
		return bad_answer(error);
	if (n_bytes < HEADER_BYTES)
		return true;
	uint32_t n_payload;
	memcpy(&n_payload, bytes, sizeof n_payload);
	n_payload = GUINT32_FROM_LE(n_payload);
	char kind = (char)bytes[HEADER_BYTES - 1];
	if (!check_length(parser, kind, n_payload, error))
		return false;
	if (n_bytes - HEADER_BYTES < n_payload)
		return true;
	*ret_n_taken = HEADER_BYTES + (size_t)n_payload;
	return take_frame(parser, kind, bytes + HEADER_BYTES, n_payload, error);
}

bool sg_frame_parser_feed(SgFrameParser *parser, const void *bytes, size_t n_bytes, GError **error)
{
	GByteArray *pending = parser->pending;
	g_byte_array_append(pending, bytes, (guint)n_bytes);
	size_t n_done = 0, n_taken;
	do {
		if (!take_next(parser, pending->data + n_done, pending->len - n_done, &n_taken, error))
			return false;
		n_done += n_taken;
	} while (n_taken > 0);
	if (n_done > 0)
		g_byte_array_remove_range(pending, 0, (guint)n_done);
	return true;
}

SgText *sg_frame_parser_steal_text(SgFrameParser *parser, GError **error)
{
	if (parser->failure) {
		g_propagate_error(error, g_steal_pointer(&parser->failure));
		return NULL;
	}
	if (!parser->complete) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_CRASHED,
				    "extractor crashed (answer incomplete)");
		return NULL;
	}
	return g_steal_pointer(&parser->text);
}
