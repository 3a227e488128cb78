/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Worker frames and the text they carry.  Expectations come from indexer/frame.h, text.h and base/limits.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "base/pack.h"
#include "indexer/frame.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* All bytes of a memfd, which is closed. */
static GBytes *drain(int fd)
{
	off_t n_bytes = lseek(fd, 0, SEEK_END);
	char *bytes = g_malloc((gsize)n_bytes + 1);
	assert_int_equal(pread(fd, bytes, (size_t)n_bytes, 0), n_bytes);
	close(fd);
	return g_bytes_new_take(bytes, (gsize)n_bytes);
}

static GBytes *encode(const SgText *text)
{
	int fd = memfd_create("frames", MFD_CLOEXEC);
	assert_true(sg_frame_write_text(fd, text, NULL));
	return drain(fd);
}

/* Feeds in steps of `step` bytes and takes the result. */
static SgText *parse(const void *bytes, size_t n_bytes, size_t step, GError **error)
{
	g_autoptr(SgFrameParser) parser = sg_frame_parser_new();
	for (size_t at = 0; at < n_bytes; at += step)
		if (!sg_frame_parser_feed(parser, (const char *)bytes + at, MIN(step, n_bytes - at), error))
			return NULL;
	return sg_frame_parser_steal_text(parser, error);
}

static SgText *sample_text(void)
{
	SgText *text = sg_text_new("application/pdf");
	text->n_pages = 3;
	sg_text_add_meta(text, "title", "Caf\xc3\xa9", "pdf-info");
	sg_text_add_meta(text, "author", "A. N. Other", "meta");
	SgBlock *block = sg_text_add(text, SG_BLOCK_HEADING, g_strdup("What needs to improve"));
	block->level = 2;
	block->bold = true;
	block->font_size = 145;
	block->page = 1;
	block->page_end = 1;
	block = sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("Drift and delay \xe2\x80\x93 endemic."));
	block->page = 2;
	block->page_end = 3;
	block->page_label = g_strdup("iv");
	return text;
}

static void assert_sample(const SgText *text)
{
	assert_string_equal(text->type, "application/pdf");
	assert_int_equal(text->n_pages, 3);
	assert_false(text->no_text);
	assert_int_equal(text->meta->len, 2);
	const SgMeta *meta = g_ptr_array_index(text->meta, 0);
	assert_string_equal(meta->key, "title");
	assert_string_equal(meta->value, "Caf\xc3\xa9");
	assert_string_equal(meta->origin, "pdf-info");
	assert_string_equal(sg_text_get_meta(text, "author"), "A. N. Other");
	assert_int_equal(text->blocks->len, 2);
	const SgBlock *block = g_ptr_array_index(text->blocks, 0);
	assert_int_equal(block->kind, SG_BLOCK_HEADING);
	assert_int_equal(block->level, 2);
	assert_true(block->bold);
	assert_int_equal(block->font_size, 145);
	assert_int_equal(block->page, 1);
	assert_null(block->page_label);
	assert_string_equal(block->text, "What needs to improve");
	block = g_ptr_array_index(text->blocks, 1);
	assert_int_equal(block->kind, SG_BLOCK_PARAGRAPH);
	assert_false(block->bold);
	assert_int_equal(block->page, 2);
	assert_int_equal(block->page_end, 3);
	assert_string_equal(block->page_label, "iv");
	assert_string_equal(block->text, "Drift and delay \xe2\x80\x93 endemic.");
}

static void test_round_trip(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sample_text();
	g_autoptr(GBytes) bytes = encode(text);
	gsize n_bytes;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	for (size_t step = 1; step <= n_bytes; step = step * 3 + 1) {
		g_autoptr(SgText) parsed = parse(data, n_bytes, step, NULL);
		assert_non_null(parsed);
		assert_sample(parsed);
	}
}

static void test_every_truncation(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sample_text();
	g_autoptr(GBytes) bytes = encode(text);
	for (size_t n = 0; n < g_bytes_get_size(bytes); n++) {
		g_autoptr(GError) error = NULL;
		assert_null(parse(g_bytes_get_data(bytes, NULL), n, 64, &error));
		assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_CRASHED));
		assert_string_equal(error->message, "extractor crashed (answer incomplete)");
	}
}

static void assert_in_bounds(const SgText *text)
{
	assert_true(text->n_pages <= SG_MAX_EXTRACT_PAGES);
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		assert_in_range(block->kind, 0, SG_N_BLOCKS - 1);
		assert_true(block->page <= block->page_end && block->page_end <= text->n_pages);
		assert_true(g_utf8_validate(block->text, -1, NULL));
		if (block->kind == SG_BLOCK_HEADING)
			assert_in_range(block->level, 1, 6);
	}
}

static void test_mutants(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sample_text();
	g_autoptr(GBytes) bytes = encode(text);
	gsize n_bytes;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	g_autoptr(GRand) random = g_rand_new_with_seed(20120713);
	unsigned n_refused = 0;
	for (unsigned round = 0; round < 10000; round++) {
		g_autofree char *mutant = g_memdup2(data, n_bytes);
		for (int n = g_rand_int_range(random, 1, 5); n > 0; n--)
			mutant[g_rand_int_range(random, 0, (gint32)n_bytes)] = (char)g_rand_int(random);
		g_autoptr(GError) error = NULL;
		g_autoptr(SgText) parsed = parse(mutant, n_bytes, 17, &error);
		if (parsed) {
			assert_in_bounds(parsed);
			continue;
		}
		assert_int_equal(error->domain, SG_EXTRACT_ERROR);
		n_refused++;
	}
	assert_in_range(n_refused, 1, 9999);
}

/* Frames made by hand, as a compromised worker could. */

static void put_frame(GString *out, char kind, const GString *payload)
{
	uint32_t n_bytes = GUINT32_TO_LE((uint32_t)payload->len);
	g_string_append_len(out, (const char *)&n_bytes, sizeof n_bytes);
	g_string_append_c(out, kind);
	g_string_append_len(out, payload->str, (gssize)payload->len);
}

static void put_head(GString *out, const char *type, uint64_t n_pages)
{
	g_autoptr(GString) payload = g_string_new(NULL);
	sg_pack_string(payload, type);
	sg_pack_uint(payload, n_pages);
	sg_pack_uint(payload, 0); /* no_text */
	sg_pack_uint(payload, 0); /* ocr */
	sg_pack_uint(payload, 0); /* archive */
	put_frame(out, 'H', payload);
}

/* `numbers`: kind, level, comment, bold, font_size, page, page_end. */
static void put_block(GString *out, const uint64_t numbers[7], const char *label, const char *text)
{
	g_autoptr(GString) payload = g_string_new(NULL);
	for (size_t i = 0; i < 7; i++)
		sg_pack_uint(payload, numbers[i]);
	sg_pack_string(payload, label);
	sg_pack_string(payload, text);
	put_frame(out, 'B', payload);
}

static void put_meta(GString *out, const char *key, const char *value)
{
	g_autoptr(GString) payload = g_string_new(NULL);
	sg_pack_string(payload, key);
	sg_pack_string(payload, "meta");
	sg_pack_string(payload, value);
	put_frame(out, 'M', payload);
}

static void put_end(GString *out, uint64_t n_blocks, uint64_t n_meta)
{
	g_autoptr(GString) payload = g_string_new(NULL);
	sg_pack_uint(payload, n_blocks);
	sg_pack_uint(payload, n_meta);
	sg_pack_uint(payload, 0); /* parts */
	put_frame(out, 'Z', payload);
}

static void put_failure(GString *out, uint64_t reason, const char *message)
{
	g_autoptr(GString) payload = g_string_new(NULL);
	sg_pack_uint(payload, reason);
	sg_pack_string(payload, message);
	put_frame(out, 'E', payload);
}

static SgText *parse_string(const GString *frames, GError **error)
{
	return parse(frames->str, frames->len, 64 * 1024, error);
}

static void assert_refused(const GString *frames, SgReason reason, const char *message)
{
	g_autoptr(GError) error = NULL;
	assert_null(parse_string(frames, &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, (int)reason));
	assert_string_equal(error->message, message);
}

#define BAD "extractor crashed (bad answer)"
static const uint64_t PLAIN[7] = {0};

static void test_numbers_brought_into_range(void **state)
{
	(void)state;
	g_autoptr(GString) frames = g_string_new(NULL);
	put_head(frames, "text/plain", 5);
	put_block(frames, (const uint64_t[7]){SG_BLOCK_HEADING, 9, 0, 1, 100, 4, 2}, NULL, "one");
	put_block(frames, (const uint64_t[7]){SG_BLOCK_HEADING, 0, 0, 0, 0, 6, 7}, NULL, "two");
	put_block(frames, PLAIN, NULL, " three \n\t four ");
	put_end(frames, 3, 0);
	g_autoptr(SgText) text = parse_string(frames, NULL);
	assert_non_null(text);
	const SgBlock *block = g_ptr_array_index(text->blocks, 0);
	assert_int_equal(block->level, 6);
	assert_int_equal(block->page, 4);
	assert_int_equal(block->page_end, 4);
	block = g_ptr_array_index(text->blocks, 1);
	assert_int_equal(block->level, 1);
	assert_int_equal(block->page, 5);
	assert_int_equal(block->page_end, 5);
	block = g_ptr_array_index(text->blocks, 2);
	assert_string_equal(block->text, "three four");
}

static void test_wrong_numbers(void **state)
{
	(void)state;
	const uint64_t wrong[][7] = {
	    {SG_N_BLOCKS},       {0, 256},
	    {0, 0, 2},           {0, 0, 0, 2},
	    {0, 0, 0, 0, 65536}, {0, 0, 0, 0, 0, UINT32_MAX},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GString) frames = g_string_new(NULL);
		put_head(frames, "text/plain", 0);
		put_block(frames, wrong[i], NULL, "text");
		put_end(frames, 1, 0);
		assert_refused(frames, SG_REASON_CRASHED, BAD);
	}
}

static void test_order(void **state)
{
	(void)state;
	static const char *const WRONG[] = {"B", "M", "Z", "HH", "HBE", "EE", "EH", "HZB", "HZZ", "?", "HZ?"};
	for (size_t i = 0; i < G_N_ELEMENTS(WRONG); i++) {
		g_autoptr(GString) frames = g_string_new(NULL);
		uint64_t n_blocks = 0;
		for (const char *kind = WRONG[i]; *kind; kind++) {
			if (*kind == 'H')
				put_head(frames, "text/plain", 0);
			else if (*kind == 'B')
				put_block(frames, PLAIN, NULL, "text"), n_blocks++;
			else if (*kind == 'M')
				put_meta(frames, "title", "value");
			else if (*kind == 'Z')
				put_end(frames, n_blocks, 0);
			else if (*kind == 'E')
				put_failure(frames, SG_REASON_DAMAGED, "damaged");
			else
				g_string_append_len(frames, "\0\0\0\0?", 5);
		}
		assert_refused(frames, SG_REASON_CRASHED, BAD);
	}
}

static void test_wrong_counts(void **state)
{
	(void)state;
	for (uint64_t n = 0; n < 3; n += 2) {
		g_autoptr(GString) frames = g_string_new(NULL);
		put_head(frames, "text/plain", 0);
		put_block(frames, PLAIN, NULL, "text");
		put_end(frames, n, 0);
		assert_refused(frames, SG_REASON_CRASHED, BAD);
	}
}

static void test_bad_utf8(void **state)
{
	(void)state;
	g_autoptr(GString) frames = g_string_new(NULL);
	put_head(frames, "text/plain", 0);
	put_block(frames, PLAIN, NULL, "caf\xe9");
	put_end(frames, 1, 0);
	assert_refused(frames, SG_REASON_CRASHED, BAD);

	/* An honest worker repairs. */
	g_autoptr(SgText) text = sg_text_new("text/plain");
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("caf\xe9!"));
	sg_text_add_meta(text, "title", "\xff", "meta");
	g_autoptr(GBytes) bytes = encode(text);
	g_autoptr(SgText) parsed = parse(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), 9, NULL);
	assert_non_null(parsed);
	const SgBlock *block = g_ptr_array_index(parsed->blocks, 0);
	assert_string_equal(block->text, "caf\xef\xbf\xbd!");
	assert_string_equal(sg_text_get_meta(parsed, "title"), "\xef\xbf\xbd");
}

static void test_text_bound(void **state)
{
	(void)state;
	g_autofree char *megabyte = g_strnfill(SG_MB, 'a');
	for (int extra = 0; extra <= 1; extra++) {
		g_autoptr(GString) frames = g_string_new(NULL);
		put_head(frames, "text/plain", 0);
		for (int i = 0; i < SG_MAX_EXTRACT_TEXT / SG_MB; i++)
			put_block(frames, PLAIN, NULL, megabyte);
		if (extra)
			put_block(frames, PLAIN, NULL, "a");
		put_end(frames, (uint64_t)SG_MAX_EXTRACT_TEXT / SG_MB + (uint64_t)extra, 0);
		g_autoptr(GError) error = NULL;
		g_autoptr(SgText) text = parse_string(frames, &error);
		if (extra == 0)
			assert_non_null(text);
		else
			assert_string_equal(error->message, "more than 64 MB of text");
	}
}

static void test_length_refused_at_once(void **state)
{
	(void)state;
	static const struct {
		const char *header;
		SgReason reason;
	} CASES[] = {
	    {"\xff\xff\xff\xffZ", SG_REASON_CRASHED},
	    {"\x00\x00\x00\x08M", SG_REASON_CRASHED},
	    {"\x00\x10\x00\x04"
	     "B",
	     SG_REASON_TOO_LARGE},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autoptr(GError) error = NULL;
		assert_null(parse(CASES[i].header, 5, 5, &error));
		assert_int_equal(error->code, CASES[i].reason);
	}
}

static void test_block_bound(void **state)
{
	(void)state;
	g_autoptr(GString) frames = g_string_new(NULL);
	put_head(frames, "text/plain", 0);
	for (int i = 0; i < SG_MAX_EXTRACT_BLOCKS; i++)
		put_block(frames, PLAIN, NULL, "a");
	size_t n_before_end = frames->len;
	put_end(frames, SG_MAX_EXTRACT_BLOCKS, 0);
	g_autoptr(SgText) text = parse_string(frames, NULL);
	assert_non_null(text);
	assert_int_equal(text->blocks->len, SG_MAX_EXTRACT_BLOCKS);
	assert_null(sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("one too many")));
	assert_int_equal(text->blocks->len, SG_MAX_EXTRACT_BLOCKS);
	g_string_truncate(frames, n_before_end);
	put_block(frames, PLAIN, NULL, "a");
	assert_refused(frames, SG_REASON_CRASHED, BAD);
}

static void test_meta_bound(void **state)
{
	(void)state;
	g_autoptr(GString) frames = g_string_new(NULL);
	g_autofree char *longest = g_strnfill(SG_MAX_META_BYTES, 'v');
	put_head(frames, "text/plain", 0);
	for (int i = 0; i < SG_MAX_META_PAIRS; i++)
		put_meta(frames, "title", longest);
	size_t n_before_end = frames->len;
	put_end(frames, 0, SG_MAX_META_PAIRS);
	g_autoptr(SgText) text = parse_string(frames, NULL);
	assert_non_null(text);
	assert_int_equal(text->meta->len, SG_MAX_META_PAIRS);
	sg_text_add_meta(text, "one", "too many", "meta");
	assert_int_equal(text->meta->len, SG_MAX_META_PAIRS);
	g_string_truncate(frames, n_before_end);
	put_meta(frames, "title", "v");
	assert_refused(frames, SG_REASON_CRASHED, BAD);
}

static void test_name_bounds(void **state)
{
	(void)state;
	for (gsize extra = 0; extra <= 1; extra++) {
		g_autofree char *name = g_strnfill(SG_FRAME_NAME_BYTES + extra, 'n');
		g_autofree char *value = g_strnfill(SG_MAX_META_BYTES + extra, 'v');
		for (int which = 0; which < 4; which++) {
			g_autoptr(GString) frames = g_string_new(NULL);
			put_head(frames, which == 0 ? name : "text/plain", 0);
			put_meta(frames, which == 1 ? name : "key", which == 2 ? value : "value");
			put_block(frames, PLAIN, which == 3 ? name : NULL, "text");
			put_end(frames, 1, 1);
			if (extra)
				assert_refused(frames, SG_REASON_CRASHED, BAD);
			else
				sg_text_free(parse_string(frames, NULL));
		}
	}
	/* An honest worker cuts. */
	g_autofree char *longer = g_strnfill(SG_FRAME_NAME_BYTES + 1, 'n');
	g_autoptr(SgText) text = sg_text_new("text/plain");
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("text"))->page_label = g_strdup(longer);
	g_autoptr(GBytes) bytes = encode(text);
	g_autoptr(SgText) parsed = parse(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), 999, NULL);
	const SgBlock *block = g_ptr_array_index(parsed->blocks, 0);
	assert_int_equal(strlen(block->page_label), SG_FRAME_NAME_BYTES);
}

static void test_page_bound(void **state)
{
	(void)state;
	g_autoptr(GString) frames = g_string_new(NULL);
	put_head(frames, "application/pdf", SG_MAX_EXTRACT_PAGES);
	put_end(frames, 0, 0);
	g_autoptr(SgText) text = parse_string(frames, NULL);
	assert_non_null(text);
	assert_int_equal(text->n_pages, SG_MAX_EXTRACT_PAGES);
	g_string_truncate(frames, 0);
	put_head(frames, "application/pdf", SG_MAX_EXTRACT_PAGES + 1);
	assert_refused(frames, SG_REASON_TOO_LARGE, "more than 20000 pages");
}

static void test_writer_bounds(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("text/plain");
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strnfill(SG_MAX_EXTRACT_TEXT, 'a'));
	g_autoptr(GBytes) bytes = encode(text);
	assert_true(g_bytes_get_size(bytes) > SG_MAX_EXTRACT_TEXT);
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("a"));
	g_autoptr(GError) error = NULL;
	int fd = memfd_create("frames", MFD_CLOEXEC);
	assert_false(sg_frame_write_text(fd, text, &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE));
	assert_string_equal(error->message, "more than 64 MB of text");
	assert_int_equal(lseek(fd, 0, SEEK_END), 0);
	close(fd);
}

static void test_failure(void **state)
{
	(void)state;
	g_autoptr(GError) failure = g_error_new_literal(SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED, "encrypted");
	int fd = memfd_create("frames", MFD_CLOEXEC);
	assert_true(sg_frame_write_failure(fd, failure, NULL));
	g_autoptr(GBytes) bytes = drain(fd);
	g_autoptr(GError) error = NULL;
	assert_null(parse(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), 3, &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED));
	assert_string_equal(error->message, "encrypted");
}

static void test_failure_bounds(void **state)
{
	(void)state;
	g_autofree char *longest = g_strnfill(SG_FRAME_MESSAGE_BYTES, 'm');
	g_autofree char *longer = g_strnfill(SG_FRAME_MESSAGE_BYTES + 1, 'm');
	g_autoptr(GString) frames = g_string_new(NULL);
	put_failure(frames, SG_REASON_DAMAGED, longest);
	assert_refused(frames, SG_REASON_DAMAGED, longest);
	g_string_truncate(frames, 0);
	put_failure(frames, SG_REASON_DAMAGED, longer);
	assert_refused(frames, SG_REASON_CRASHED, BAD);
	const uint64_t wrong[] = {SG_REASON_NONE, SG_REASON_NO_TEXT + 1};
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_string_truncate(frames, 0);
		put_failure(frames, wrong[i], "message");
		assert_refused(frames, SG_REASON_CRASHED, BAD);
	}
	g_string_truncate(frames, 0);
	put_failure(frames, SG_REASON_DAMAGED, "\x1b[2Jgone");
	assert_refused(frames, SG_REASON_DAMAGED, "\\x1b[2Jgone");

	g_autoptr(GError) failure = g_error_new_literal(SG_EXTRACT_ERROR, SG_REASON_DAMAGED, longer);
	int fd = memfd_create("frames", MFD_CLOEXEC);
	assert_true(sg_frame_write_failure(fd, failure, NULL));
	g_autoptr(GBytes) bytes = drain(fd);
	g_autoptr(GError) error = NULL;
	assert_null(parse(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), 999, &error));
	assert_string_equal(error->message, longest);
}

static void test_text_empty_and_cut(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("text/plain");
	assert_null(sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("")));
	assert_null(sg_text_add(text, SG_BLOCK_PARAGRAPH, NULL));
	sg_text_add_meta(text, "title", "", "meta");
	sg_text_add_meta(text, "title", NULL, "meta");
	assert_int_equal(text->blocks->len + text->meta->len, 0);
	assert_null(sg_text_get_meta(text, "title"));

	/* 4,095 bytes and a two-byte letter: cut before the letter, not through it. */
	g_autofree char *filler = g_strnfill(SG_MAX_META_BYTES - 1, 'x');
	g_autofree char *value = g_strconcat(filler, "\xc3\xa9", NULL);
	sg_text_add_meta(text, "title", value, "meta");
	assert_string_equal(sg_text_get_meta(text, "title"), filler);
	sg_text_add_meta(text, "title", "second", "meta");
	assert_string_equal(sg_text_get_meta(text, "title"), filler);
}

static void test_reasons(void **state)
{
	(void)state;
	for (SgReason reason = SG_REASON_NONE; reason <= SG_REASON_NO_TEXT; reason++)
		assert_int_equal(sg_reason_parse(sg_reason_name(reason)), reason);
	assert_string_equal(sg_reason_name(SG_REASON_NOT_A_DOCUMENT), "not-a-document");
	assert_int_equal(sg_reason_parse(NULL), SG_REASON_NONE);
	assert_int_equal(sg_reason_parse("bored"), SG_REASON_NONE);
	assert_string_equal(sg_reason_name((SgReason)99), "none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_round_trip),     cmocka_unit_test(test_every_truncation),
	    cmocka_unit_test(test_mutants),        cmocka_unit_test(test_numbers_brought_into_range),
	    cmocka_unit_test(test_wrong_numbers),  cmocka_unit_test(test_order),
	    cmocka_unit_test(test_wrong_counts),   cmocka_unit_test(test_bad_utf8),
	    cmocka_unit_test(test_text_bound),     cmocka_unit_test(test_length_refused_at_once),
	    cmocka_unit_test(test_block_bound),    cmocka_unit_test(test_meta_bound),
	    cmocka_unit_test(test_name_bounds),    cmocka_unit_test(test_page_bound),
	    cmocka_unit_test(test_writer_bounds),  cmocka_unit_test(test_failure),
	    cmocka_unit_test(test_failure_bounds), cmocka_unit_test(test_text_empty_and_cut),
	    cmocka_unit_test(test_reasons),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
