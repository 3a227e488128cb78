/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Compound files: streams large and small, chains that loop or leave the file, summary information. */
#include "ole_fixture.h"

#include "indexer/extract/ole.h"

static char large[5000];

static GBytes *make_sample(void)
{
	memset(large, 'L', sizeof large);
	const Stream streams[] = {{"Large", large, sizeof large},
				  {"Small", "small stream", 12},
				  {"Second", "2", 1},
				  {NULL, NULL, 0}};
	return make_ole(streams);
}

static void check_stream(const SgOle *ole, const char *name, const void *expected, size_t n_bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) stream = sg_ole_read(ole, name, &error);
	if (!stream)
		fail_msg("%s", error->message);
	assert_int_equal(g_bytes_get_size(stream), n_bytes);
	assert_memory_equal(g_bytes_get_data(stream, NULL), expected, n_bytes);
}

static void test_streams(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = make_sample();
	assert_true(sg_ole_recognise(g_bytes_get_data(bytes, NULL), 8));
	assert_false(sg_ole_recognise(g_bytes_get_data(bytes, NULL), 7));
	g_autoptr(SgOle) ole = sg_ole_new(bytes, NULL);
	check_stream(ole, "Large", large, sizeof large);
	check_stream(ole, "Small", "small stream", 12);
	check_stream(ole, "Second", "2", 1);
	assert_true(sg_ole_has(ole, "Small"));
	assert_false(sg_ole_has(ole, "Root Entry"));
	g_autoptr(GError) error = NULL;
	assert_null(sg_ole_read(ole, "None", &error));
	assert_non_null(strstr(error->message, "has no stream None"));
}

/* A changed copy: `value` at an offset. */
static GBytes *change(size_t at, uint32_t value)
{
	g_autoptr(GBytes) bytes = make_sample();
	gsize n_bytes = 0;
	unsigned char *copy = g_bytes_unref_to_data(g_steal_pointer(&bytes), &n_bytes);
	put32(copy + at, value);
	return g_bytes_new_take(copy, n_bytes);
}

static void check_lost(size_t at, uint32_t value)
{
	g_autoptr(GBytes) bytes = change(at, value);
	g_autoptr(SgOle) ole = sg_ole_new(bytes, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) stream = ole ? sg_ole_read(ole, "Large", &error) : NULL;
	assert_null(stream);
}

static void test_damaged(void **state)
{
	(void)state;
	const size_t fat = SECTOR, entry = 2 * SECTOR + 128;
	check_lost(entry + 120, 1 << 30); /* longer than the file */
	check_lost(entry + 116, 1000);    /* begins outside */
	check_lost(fat + 4 * FIRST_SECTOR, 1000);
	check_lost(76, 1000); /* no FAT */
	check_lost(30, 5);    /* sectors of 32 bytes */
	check_lost(48, 1000); /* no directory */
	/* a chain that returns to itself gives as much as was asked for, and ends */
	g_autoptr(GBytes) loop = change(fat + 4 * FIRST_SECTOR, FIRST_SECTOR);
	g_autoptr(SgOle) ole = sg_ole_new(loop, NULL);
	g_autoptr(GBytes) stream = sg_ole_read(ole, "Large", NULL);
	assert_true(!stream || g_bytes_get_size(stream) == sizeof large);
	/* and so does a directory whose siblings name each other */
	g_autoptr(GBytes) siblings = change(entry + 72, 1);
	g_autoptr(SgOle) other = sg_ole_new(siblings, NULL);
	assert_true(sg_ole_has(other, "Large"));
	assert_false(sg_ole_has(other, "Small"));
}

static void test_numbers(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = g_bytes_new_static("\x01\x02\x03\x04\x05", 5);
	assert_int_equal(sg_ole_u16(bytes, 0), 0x0201);
	assert_int_equal(sg_ole_u16(bytes, 3), 0x0504);
	assert_int_equal(sg_ole_u16(bytes, 4), 0);
	assert_int_equal(sg_ole_u32(bytes, 1), 0x05040302);
	assert_int_equal(sg_ole_u32(bytes, 2), 0);
	assert_int_equal(sg_ole_u32(bytes, SIZE_MAX), 0);
}

/* [MS-OLEPS] 2.21 and 3.1: one section with a code page, a title, an author and a date. */
static void test_properties(void **state)
{
	(void)state;
	unsigned char info[300] = {0};
	put32(info + 24, 1);
	put32(info + 44, 48);
	unsigned char *section = info + 48;
	const uint32_t ids[] = {1, 2, 4, 12}, places[] = {48, 56, 80, 104};
	put32(section + 4, 4);
	for (size_t i = 0; i < 4; i++) {
		put32(section + 8 + 8 * i, ids[i]);
		put32(section + 12 + 8 * i, places[i]);
	}
	put32(section + 48, 2);
	put16(section + 52, 1252);
	put32(section + 56, 0x1e);
	put32(section + 60, 12);
	memcpy(section + 64, "Caf\xe9 report", 12);
	put32(section + 80, 0x1e);
	put32(section + 84, 1000000); /* leaves the stream */
	put32(section + 104, 0x40);
	/* 1 January 2000, 00:00, in tenths of microseconds from 1601: 125,911,584,000,000,000 */
	put32(section + 108, (uint32_t)125911584000000000ULL);
	put32(section + 112, (uint32_t)(125911584000000000ULL >> 32));
	const Stream streams[] = {{"\005SummaryInformation", info, sizeof info}, {NULL, NULL, 0}};
	g_autoptr(GBytes) bytes = make_ole(streams);
	g_autoptr(SgOle) ole = sg_ole_new(bytes, NULL);
	g_autoptr(SgText) text = sg_text_new("");
	sg_ole_read_properties(ole, text, "doc");
	g_autofree char *meta = show_meta(text);
	assert_string_equal(meta, "title=Caf\u00e9 report (doc)\ncreated=2000-01-01T00:00:00Z (doc)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_streams),
	    cmocka_unit_test(test_damaged),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_properties),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
