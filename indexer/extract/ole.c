/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/ole.h"

#include "indexer/extract/charset.h"

#include <string.h>

/* [MS-CFB] 2.1 to 2.6. */
enum {
	HEADER_BYTES = 512,
	ENTRY_BYTES = 128,
	NAME_BYTES = 64,
	HEADER_DIFAT = 109, /* sectors of the FAT named in the header */
	MINI_SECTOR_BYTES = 64,
	MINI_CUTOFF = 4096, /* shorter streams are in the mini stream */
	MAX_ENTRIES = 100000,
	ENTRY_STREAM = 2,
	ENTRY_ROOT = 5,
};
#define LAST_SECTOR 0xfffffffaU /* above: marks, not sectors */
#define NO_ENTRY 0xffffffffU

struct SgOle {
	GBytes *bytes;
	size_t sector_bytes;
	uint32_t n_sectors;
	GArray *fat;      /* uint32_t: the sector after each */
	GBytes *mini_fat; /* the same, as bytes */
	GBytes *mini;     /* the mini stream */
	GBytes *directory;
	GHashTable *root; /* name -> index of entry */
};

uint16_t sg_ole_u16(GBytes *bytes, size_t at)
{
	gsize n_bytes = 0;
	const unsigned char *data = g_bytes_get_data(bytes, &n_bytes);
	if (n_bytes < 2 || at > n_bytes - 2)
		return 0;
	return (uint16_t)(data[at] | data[at + 1] << 8);
}

uint32_t sg_ole_u32(GBytes *bytes, size_t at)
{
	gsize n_bytes = 0;
	const unsigned char *data = g_bytes_get_data(bytes, &n_bytes);
	if (n_bytes < 4 || at > n_bytes - 4)
		return 0;
	return data[at] | (uint32_t)data[at + 1] << 8 | (uint32_t)data[at + 2] << 16 |
	       (uint32_t)data[at + 3] << 24;
}

bool sg_ole_recognise(const char *bytes, size_t n_bytes)
{
	return n_bytes >= 8 && memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

static bool damaged(GError **error, const char *why)
{
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "is a damaged compound file: %s", why);
	return false;
}

/* ---- Sectors ---- */

/* Where sector `i` begins; the last one may be cut short. */
static const char *sector_at(const SgOle *ole, uint32_t i, size_t *ret_n_bytes)
{
	gsize n_bytes = 0;
	const char *data = g_bytes_get_data(ole->bytes, &n_bytes);
	size_t at = ((size_t)i + 1) * ole->sector_bytes;
	*ret_n_bytes = at < n_bytes ? MIN(ole->sector_bytes, n_bytes - at) : 0;
	return data + at;
}

static uint32_t next_sector(const SgOle *ole, uint32_t i)
{
	return i < ole->fat->len ? g_array_index(ole->fat, uint32_t, i) : NO_ENTRY;
}

/* The chain that begins with `first`, at most max_bytes of it. */
static GBytes *read_chain(const SgOle *ole, uint32_t first, size_t max_bytes)
{
	GByteArray *all = g_byte_array_new();
	uint32_t n_left = ole->n_sectors;
	for (uint32_t i = first; i < LAST_SECTOR && n_left > 0 && all->len < max_bytes; n_left--) {
		size_t n_bytes = 0;
		const char *sector = sector_at(ole, i, &n_bytes);
		if (n_bytes == 0)
			break;
		g_byte_array_append(all, (const guint8 *)sector, (guint)MIN(n_bytes, max_bytes - all->len));
		i = next_sector(ole, i);
	}
	return g_byte_array_free_to_bytes(all);
}

/* The same for short streams, whose sectors lie in a stream of their own (2.4). */
static GBytes *read_mini_chain(const SgOle *ole, uint32_t first, size_t max_bytes)
{
	GByteArray *all = g_byte_array_new();
	gsize n_mini = 0;
	const guint8 *mini = g_bytes_get_data(ole->mini, &n_mini);
	size_t n_left = n_mini / MINI_SECTOR_BYTES + 1;
	for (uint32_t i = first; i < LAST_SECTOR && n_left > 0 && all->len < max_bytes; n_left--) {
		size_t at = (size_t)i * MINI_SECTOR_BYTES;
		if (at >= n_mini)
			break;
		size_t n_bytes = MIN(MINI_SECTOR_BYTES, n_mini - at);
		g_byte_array_append(all, mini + at, (guint)MIN(n_bytes, max_bytes - all->len));
		if (g_bytes_get_size(ole->mini_fat) < ((size_t)i + 1) * 4)
			break;
		i = sg_ole_u32(ole->mini_fat, (size_t)i * 4);
	}
	return g_byte_array_free_to_bytes(all);
}

/* ---- Opening ---- */

/* There is an entry for each sector: more of them than the file has sectors are not read. */
static void add_fat_sector(SgOle *ole, uint32_t sector)
{
	if (sector >= LAST_SECTOR || ole->fat->len >= ole->n_sectors)
		return;
	size_t n_bytes = 0;
	const char *data = sector_at(ole, sector, &n_bytes);
	for (size_t at = 0; at + 4 <= n_bytes; at += 4) {
		uint32_t next;
		memcpy(&next, data + at, 4);
		next = GUINT32_FROM_LE(next);
		g_array_append_val(ole->fat, next);
	}
}

/* 2.5: the FAT's first sectors are named in the header, the others in a chain of their own. */
static void read_fat(SgOle *ole)
{
	for (size_t i = 0; i < HEADER_DIFAT; i++)
		add_fat_sector(ole, sg_ole_u32(ole->bytes, 76 + 4 * i));
	uint32_t difat = sg_ole_u32(ole->bytes, 68);
	for (uint32_t n = 0; difat < LAST_SECTOR && n < ole->n_sectors; n++) {
		size_t at = ((size_t)difat + 1) * ole->sector_bytes;
		size_t n_names = ole->sector_bytes / 4 - 1;
		if (at + ole->sector_bytes > g_bytes_get_size(ole->bytes))
			break;
		for (size_t i = 0; i < n_names; i++)
			add_fat_sector(ole, sg_ole_u32(ole->bytes, at + 4 * i));
		difat = sg_ole_u32(ole->bytes, at + 4 * n_names);
	}
}

/* The length counts bytes, with the NUL at the end (2.6.1). */
static char *dup_name(const SgOle *ole, size_t entry)
{
	const char *data = g_bytes_get_data(ole->directory, NULL);
	size_t n_bytes = MIN(sg_ole_u16(ole->directory, entry + NAME_BYTES), NAME_BYTES);
	return sg_charset_decode_as(data + entry, n_bytes >= 2 ? n_bytes - 2 : 0, "utf-16le");
}

/* 2.6.4: the members of a storage are a tree of siblings. */
static void read_root(SgOle *ole)
{
	size_t n_entries = MIN(g_bytes_get_size(ole->directory) / ENTRY_BYTES, MAX_ENTRIES);
	g_autofree bool *seen = g_new0(bool, n_entries + 1);
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	uint32_t i = n_entries > 0 ? sg_ole_u32(ole->directory, 76) : NO_ENTRY;
	g_array_append_val(todo, i);
	while (todo->len > 0) {
		i = g_array_index(todo, uint32_t, todo->len - 1);
		g_array_set_size(todo, todo->len - 1);
		if (i >= n_entries || seen[i])
			continue;
		seen[i] = true;
		size_t entry = (size_t)i * ENTRY_BYTES;
		g_hash_table_replace(ole->root, dup_name(ole, entry), GSIZE_TO_POINTER(i));
		uint32_t left = sg_ole_u32(ole->directory, entry + 68);
		uint32_t right = sg_ole_u32(ole->directory, entry + 72);
		g_array_append_val(todo, left);
		g_array_append_val(todo, right);
	}
}

static bool read_tables(SgOle *ole, GError **error)
{
	size_t n_bytes = g_bytes_get_size(ole->bytes);
	uint16_t shift = sg_ole_u16(ole->bytes, 30);
	if (n_bytes < HEADER_BYTES || (shift != 9 && shift != 12))
		return damaged(error, "its header makes no sense");
	ole->sector_bytes = (size_t)1 << shift;
	ole->n_sectors = (uint32_t)(n_bytes / ole->sector_bytes);
	read_fat(ole);
	ole->directory = read_chain(ole, sg_ole_u32(ole->bytes, 48), (size_t)MAX_ENTRIES * ENTRY_BYTES);
	ole->mini_fat = read_chain(ole, sg_ole_u32(ole->bytes, 60), n_bytes);
	const char *root = g_bytes_get_data(ole->directory, NULL);
	if (g_bytes_get_size(ole->directory) < ENTRY_BYTES || root[66] != ENTRY_ROOT)
		return damaged(error, "it has no root");
	ole->mini =
	    read_chain(ole, sg_ole_u32(ole->directory, 116), MIN(sg_ole_u32(ole->directory, 120), n_bytes));
	read_root(ole);
	return true;
}

SgOle *sg_ole_new(GBytes *bytes, GError **error)
{
	g_autoptr(SgOle) ole = g_new0(SgOle, 1);
	ole->bytes = g_bytes_ref(bytes);
	ole->fat = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	ole->root = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return read_tables(ole, error) ? g_steal_pointer(&ole) : NULL;
}

void sg_ole_free(SgOle *ole)
{
	if (!ole)
		return;
	g_bytes_unref(ole->bytes);
	g_array_unref(ole->fat);
	g_clear_pointer(&ole->mini_fat, g_bytes_unref);
	g_clear_pointer(&ole->mini, g_bytes_unref);
	g_clear_pointer(&ole->directory, g_bytes_unref);
	g_hash_table_unref(ole->root);
	g_free(ole);
}

/* ---- Streams ---- */

bool sg_ole_has(const SgOle *ole, const char *name)
{
	return g_hash_table_contains(ole->root, name);
}

GBytes *sg_ole_read(const SgOle *ole, const char *name, GError **error)
{
	gpointer i = NULL;
	const char *directory = g_bytes_get_data(ole->directory, NULL);
	bool found = g_hash_table_lookup_extended(ole->root, name, NULL, &i);
	size_t entry = GPOINTER_TO_SIZE(i) * ENTRY_BYTES;
	if (!found || directory[entry + 66] != ENTRY_STREAM) {
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "has no stream %s", name);
		return NULL;
	}
	uint32_t first = sg_ole_u32(ole->directory, entry + 116);
	size_t n_bytes = sg_ole_u32(ole->directory, entry + 120);
	GBytes *stream =
	    n_bytes < MINI_CUTOFF ? read_mini_chain(ole, first, n_bytes) : read_chain(ole, first, n_bytes);
	if (g_bytes_get_size(stream) == n_bytes)
		return stream;
	g_bytes_unref(stream);
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "stream %s leaves the file", name);
	return NULL;
}

/* ---- Summary information ---- */

enum {
	PROPERTY_CODEPAGE = 1,
	PROPERTY_TITLE = 2,
	PROPERTY_AUTHOR = 4,
	PROPERTY_CREATED = 12,
	PROPERTY_MODIFIED = 13,
	MAX_PROPERTIES = 100,
	TYPE_STRING = 0x1e,
	TYPE_TIME = 0x40,
	UTF8_PAGE = 65001,
};
/* From 1601, which FILETIME counts from, to 1970; in seconds. */
#define SECONDS_TO_1970 11644473600ULL

/* Where a property is, from its type on; 0: it is not there. */
static size_t find_property(GBytes *stream, uint32_t id)
{
	size_t section = sg_ole_u32(stream, 44);
	uint32_t n = MIN(sg_ole_u32(stream, section + 4), MAX_PROPERTIES);
	for (uint32_t i = 0; i < n; i++)
		if (sg_ole_u32(stream, section + 8 + 8 * (size_t)i) == id)
			return section + sg_ole_u32(stream, section + 12 + 8 * (size_t)i);
	return 0;
}

static void add_string(GBytes *stream, uint32_t id, SgText *text, const char *key, const char *origin)
{
	size_t at = find_property(stream, id);
	size_t codepage = find_property(stream, PROPERTY_CODEPAGE);
	gsize n_stream = 0;
	const char *data = g_bytes_get_data(stream, &n_stream);
	size_t n_bytes = sg_ole_u32(stream, at + 4);
	if (at == 0 || sg_ole_u32(stream, at) != TYPE_STRING || at + 8 > n_stream ||
	    n_bytes > n_stream - at - 8)
		return;
	g_autofree char *page = g_strdup_printf("windows-%u", sg_ole_u16(stream, codepage + 4));
	bool utf8 = sg_ole_u16(stream, codepage + 4) == UTF8_PAGE;
	g_autofree char *value = sg_charset_decode_as(data + at + 8, strnlen(data + at + 8, n_bytes),
						      codepage > 0 && utf8 ? "utf-8" : page);
	sg_text_add_meta(text, key, g_strstrip(value), origin);
}

static void add_time(GBytes *stream, uint32_t id, SgText *text, const char *key, const char *origin)
{
	size_t at = find_property(stream, id);
	if (at == 0 || sg_ole_u32(stream, at) != TYPE_TIME)
		return;
	uint64_t seconds =
	    ((uint64_t)sg_ole_u32(stream, at + 8) << 32 | sg_ole_u32(stream, at + 4)) / 10000000;
	if (seconds <= SECONDS_TO_1970)
		return;
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc((gint64)(seconds - SECONDS_TO_1970));
	g_autofree char *iso = time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
	sg_text_add_meta(text, key, iso, origin);
}

void sg_ole_read_properties(const SgOle *ole, SgText *text, const char *origin)
{
	g_autoptr(GBytes) stream = sg_ole_read(ole, "\005SummaryInformation", NULL);
	if (!stream)
		return;
	add_string(stream, PROPERTY_TITLE, text, "title", origin);
	add_string(stream, PROPERTY_AUTHOR, text, "author", origin);
	add_time(stream, PROPERTY_CREATED, text, "created", origin);
	add_time(stream, PROPERTY_MODIFIED, text, "modified", origin);
}
