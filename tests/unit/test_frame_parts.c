/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Parts on their way from the worker, and the text that keeps them.  Expectations come from indexer/frame.h,
   text.h and base/limits.h. */
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

#define BAD "extractor crashed (bad answer)"
#define PAST "expands past the limit"

static SgText *parse(const char *bytes, size_t n_bytes, size_t step, GError **error)
{
	g_autoptr(SgFrameParser) parser = sg_frame_parser_new();
	for (size_t at = 0; at < n_bytes; at += step)
		if (!sg_frame_parser_feed(parser, bytes + at, MIN(step, n_bytes - at), error))
			return NULL;
	return sg_frame_parser_steal_text(parser, error);
}

/* Written by an honest worker and read again, `step` bytes at a time. */
static SgText *send_over(const SgText *text, size_t step)
{
	int fd = memfd_create("frames", MFD_CLOEXEC);
	assert_true(sg_frame_write_text(fd, text, NULL));
	off_t n_bytes = lseek(fd, 0, SEEK_END);
	g_autofree char *bytes = g_malloc((gsize)n_bytes);
	assert_int_equal(pread(fd, bytes, (size_t)n_bytes, 0), n_bytes);
	close(fd);
	g_autoptr(GError) error = NULL;
	SgText *read = parse(bytes, (size_t)n_bytes, step, &error);
	if (!read)
		fail_msg("%s", error->message);
	return read;
}

static const SgPart *part_at(const SgText *text, guint i)
{
	assert_in_range(i, 0, text->parts->len - 1);
	return g_ptr_array_index(text->parts, i);
}

static void add_filled(SgText *text, const char *name, size_t n_bytes)
{
	sg_text_add_part(text, name, g_bytes_new_take(g_strnfill(n_bytes, 'p'), n_bytes));
}

static void assert_kept(const SgPart *part, size_t n_bytes)
{
	assert_int_equal(part->reason, SG_REASON_NONE);
	assert_non_null(part->bytes);
	assert_int_equal(g_bytes_get_size(part->bytes), n_bytes);
}

static void assert_past(const SgPart *part)
{
	assert_null(part->bytes);
	assert_int_equal(part->reason, SG_REASON_TOO_LARGE);
	assert_string_equal(part->message, PAST);
}

static void test_round_trip(void **state)
{
	(void)state;
	static const char nul[] = "a\0\xff"
				  "b";
	for (size_t step = 1; step < 1000; step = step * 7 + 1) {
		g_autoptr(SgText) text = sg_text_new("application/zip");
		text->archive = true;
		sg_text_add_part(text, "../caf\xc3\xa9.txt", g_bytes_new_static(nul, sizeof nul - 1));
		sg_text_refuse_part(text, "locked.pdf", SG_REASON_ENCRYPTED, "encrypted");
		sg_text_add_part(text, "empty", g_bytes_new_static("", 0));
		g_autoptr(SgText) read = send_over(text, step);
		assert_true(read->archive);
		assert_int_equal(read->parts->len, 3);
		assert_string_equal(part_at(read, 0)->name, "../caf\xc3\xa9.txt");
		assert_kept(part_at(read, 0), 4);
		assert_memory_equal(g_bytes_get_data(part_at(read, 0)->bytes, NULL), nul, 4);
		assert_string_equal(part_at(read, 1)->name, "locked.pdf");
		assert_null(part_at(read, 1)->bytes);
		assert_int_equal(part_at(read, 1)->reason, SG_REASON_ENCRYPTED);
		assert_string_equal(part_at(read, 1)->message, "encrypted");
		assert_kept(part_at(read, 2), 0);
	}
}

static void test_names(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("application/zip");
	g_autofree char *filler = g_strnfill(SG_MAX_PART_NAME - 1, 'n');
	g_autofree char *longest = g_strconcat(filler, "n", NULL);
	g_autofree char *longer = g_strconcat(filler, "\xc3\xa9", NULL);
	const char *const names[] = {longest, longer, "", NULL, "caf\xe9"};
	const char *const wanted[] = {longest, filler, "unnamed", "unnamed", "caf\xef\xbf\xbd"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		add_filled(text, names[i], 1);
	g_autoptr(SgText) read = send_over(text, 4096);
	for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
		assert_string_equal(part_at(read, i)->name, wanted[i]);
}

static void test_size_of_one(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("application/zip");
	add_filled(text, "at the bound", SG_MAX_PART_BYTES);
	add_filled(text, "past it", SG_MAX_PART_BYTES + 1);
	add_filled(text, "small", 1);
	g_autoptr(SgText) read = send_over(text, SG_MB);
	assert_kept(part_at(read, 0), SG_MAX_PART_BYTES);
	assert_past(part_at(read, 1));
	assert_kept(part_at(read, 2), 1);
}

static void test_size_of_all(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("application/zip");
	for (int i = 0; i < SG_MAX_PARTS_BYTES / SG_MAX_PART_BYTES - 1; i++)
		add_filled(text, "full", SG_MAX_PART_BYTES);
	add_filled(text, "all but one byte", SG_MAX_PART_BYTES - 1);
	add_filled(text, "one byte too many", 2);
	add_filled(text, "the last byte", 1);
	add_filled(text, "one more", 1);
	add_filled(text, "nothing", 0);
	g_autoptr(SgText) read = send_over(text, SG_MB);
	assert_int_equal(read->parts->len, 8);
	assert_kept(part_at(read, 3), SG_MAX_PART_BYTES - 1);
	assert_past(part_at(read, 4));
	assert_kept(part_at(read, 5), 1);
	assert_past(part_at(read, 6));
	assert_kept(part_at(read, 7), 0);
}

static void test_number(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("application/zip");
	for (int i = 0; i < SG_MAX_PARTS; i++)
		add_filled(text, "a", 1);
	assert_kept(part_at(text, SG_MAX_PARTS - 1), 1);
	add_filled(text, "one more", 1);
	assert_int_equal(text->parts->len, SG_MAX_PARTS + 1);
	assert_past(part_at(text, SG_MAX_PARTS));
	/* those that follow are counted, with no place of their own */
	add_filled(text, "two more", 1);
	sg_text_refuse_part(text, "three more", SG_REASON_DAMAGED, "damaged");
	g_autoptr(SgText) read = send_over(text, 4096);
	assert_int_equal(read->parts->len, SG_MAX_PARTS + 1);
	assert_string_equal(part_at(read, SG_MAX_PARTS)->name, "one more");
	assert_string_equal(part_at(read, SG_MAX_PARTS)->message, PAST ", as do 2 more");
}

/* ---- frames as a worker that was taken over could write them ---------- */

static void put_frame(GString *out, char kind, const GString *payload, size_t n_claimed)
{
	uint32_t n_bytes = GUINT32_TO_LE((uint32_t)n_claimed);
	g_string_append_len(out, (const char *)&n_bytes, sizeof n_bytes);
	g_string_append_c(out, kind);
	g_string_append_len(out, payload->str, (gssize)payload->len);
}

static void put_numbers(GString *out, char kind, const char *type, size_t n_numbers, const uint64_t *numbers)
{
	g_autoptr(GString) payload = g_string_new(NULL);
	if (type)
		sg_pack_string(payload, type);
	for (size_t i = 0; i < n_numbers; i++)
		sg_pack_uint(payload, numbers[i]);
	put_frame(out, kind, payload, payload->len);
}

static void put_part(GString *out, const char *name, uint64_t reason, const char *message, const char *bytes)
{
	g_autoptr(GString) payload = g_string_new(NULL);
	sg_pack_string(payload, name);
	sg_pack_uint(payload, reason);
	sg_pack_string(payload, message);
	g_string_append(payload, bytes);
	put_frame(out, 'P', payload, payload->len);
}

static SgText *parse_one(const char *name, uint64_t reason, const char *message, const char *bytes,
			 GError **error)
{
	g_autoptr(GString) frames = g_string_new(NULL);
	put_numbers(frames, 'H', "application/zip", 4, (const uint64_t[4]){0, 0, 0, 1});
	put_part(frames, name, reason, message, bytes);
	put_numbers(frames, 'Z', NULL, 3, (const uint64_t[3]){0, 0, 1});
	return parse(frames->str, frames->len, 64, error);
}

static void test_hostile_parts(void **state)
{
	(void)state;
	g_autofree char *long_name = g_strnfill(SG_MAX_PART_NAME + 1, 'n');
	g_autofree char *long_message = g_strnfill(SG_FRAME_MESSAGE_BYTES + 1, 'm');
	const struct {
		const char *name;
		uint64_t reason;
		const char *message, *bytes;
	} cases[] = {
	    {NULL, 0, NULL, "x"},
	    {"", 0, NULL, "x"},
	    {long_name, 0, NULL, "x"},
	    {"bad \xff name", 0, NULL, "x"},
	    {"a", SG_REASON_NO_TEXT + 1, NULL, ""},
	    {"a", SG_REASON_DAMAGED, long_message, ""},
	    {"a", SG_REASON_DAMAGED, "refused, and yet bytes", "x"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		assert_null(
		    parse_one(cases[i].name, cases[i].reason, cases[i].message, cases[i].bytes, &error));
		assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_CRASHED));
		assert_string_equal(error->message, BAD);
	}
	g_autoptr(SgText) text = parse_one("a", SG_REASON_DAMAGED, "\x1b[2Jgone", "", NULL);
	assert_non_null(text);
	assert_string_equal(part_at(text, 0)->message, "\\x1b[2Jgone");
}

/* The longest name and message fit even where no room for bytes is left. */
static void test_longest_refusal(void **state)
{
	(void)state;
	g_autofree char *name = g_strnfill(SG_MAX_PART_NAME, 'n');
	g_autofree char *message = g_strnfill(SG_FRAME_MESSAGE_BYTES, 'm');
	g_autoptr(SgText) text = sg_text_new("application/zip");
	for (int i = 0; i < SG_MAX_PARTS_BYTES / SG_MAX_PART_BYTES; i++)
		add_filled(text, "full", SG_MAX_PART_BYTES);
	sg_text_refuse_part(text, name, SG_REASON_DAMAGED, message);
	g_autoptr(SgText) read = send_over(text, SG_MB);
	assert_string_equal(part_at(read, read->parts->len - 1)->message, message);
}

static void test_wrong_number_of_parts(void **state)
{
	(void)state;
	for (int n_more = 1; n_more <= 2; n_more++) {
		g_autoptr(GString) frames = g_string_new(NULL);
		put_numbers(frames, 'H', "application/zip", 4, (const uint64_t[4]){0, 0, 0, 1});
		for (int i = 0; i < SG_MAX_PARTS + n_more; i++)
			put_part(frames, "a", 0, NULL, "x");
		put_numbers(frames, 'Z', NULL, 3, (const uint64_t[3]){0, 0, (uint64_t)SG_MAX_PARTS + 1});
		g_autoptr(GError) error = NULL;
		g_autoptr(SgText) text = parse(frames->str, frames->len, 4096, &error);
		if (n_more == 1)
			assert_past(part_at(text, SG_MAX_PARTS));
		else
			assert_string_equal(error->message, BAD);
	}
	g_autoptr(GString) frames = g_string_new(NULL);
	put_part(frames, "before the head", 0, NULL, "x");
	g_autoptr(GError) error = NULL;
	assert_null(parse(frames->str, frames->len, 4096, &error));
	assert_string_equal(error->message, BAD);
}

/* A length past the bound is refused before its bytes come. */
static void test_length_refused_at_once(void **state)
{
	(void)state;
	g_autoptr(GString) frames = g_string_new(NULL);
	g_autoptr(GString) nothing = g_string_new(NULL);
	put_numbers(frames, 'H', "application/zip", 4, (const uint64_t[4]){0, 0, 0, 1});
	put_frame(frames, 'P', nothing, SG_MAX_PART_BYTES + 4096);
	g_autoptr(GError) error = NULL;
	assert_null(parse(frames->str, frames->len, 4096, &error));
	assert_string_equal(error->message, BAD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_size_of_one),
	    cmocka_unit_test(test_size_of_all),
	    cmocka_unit_test(test_number),
	    cmocka_unit_test(test_hostile_parts),
	    cmocka_unit_test(test_longest_refusal),
	    cmocka_unit_test(test_wrong_number_of_parts),
	    cmocka_unit_test(test_length_refused_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
