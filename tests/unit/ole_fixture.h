/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Compound files and Word documents put together byte by byte, after [MS-CFB] and [MS-DOC]. */
#ifndef SG_TESTS_OLE_FIXTURE_H
#define SG_TESTS_OLE_FIXTURE_H

#include "zip_fixture.h"

static inline void put16(unsigned char *at, unsigned value)
{
	at[0] = (unsigned char)value;
	at[1] = (unsigned char)(value >> 8);
}

static inline void put32(unsigned char *at, uint32_t value)
{
	put16(at, value & 0xffff);
	put16(at + 2, value >> 16);
}

typedef struct {
	const char *name;
	const void *bytes;
	size_t n_bytes; /* below 4,096 it goes to the mini stream */
} Stream;

enum {
	SECTOR = 512,
	MINI = 64,
	FAT_SECTOR = 0,
	DIRECTORY_SECTOR = 1,
	DIRECTORY_SECTORS = 2,
	MINI_FAT_SECTOR = 3,
	FIRST_SECTOR = 4,
	END_OF_CHAIN = -2
};

static inline void put_entry(unsigned char *entry, const char *name, int type, uint32_t first, size_t n_bytes)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < n; i++)
		put16(entry + 2 * i, (unsigned char)name[i]);
	put16(entry + 64, (unsigned)(2 * (n + 1)));
	entry[66] = (unsigned char)type;
	put32(entry + 68, (uint32_t)-1);
	put32(entry + 72, (uint32_t)-1);
	put32(entry + 76, (uint32_t)-1);
	put32(entry + 116, first);
	put32(entry + 120, (uint32_t)n_bytes);
}

/* Marks a chain of n entries from `first` on. */
static inline void put_chain(unsigned char *fat, uint32_t first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put32(fat + 4 * (first + i), i + 1 < n ? (uint32_t)(first + i + 1) : (uint32_t)END_OF_CHAIN);
}

/* At most six streams and 60 KB. */
static inline GBytes *make_ole(const Stream *streams)
{
	static unsigned char file[64 * 1024], mini[8 * 1024];
	memset(file, 0, sizeof file);
	memset(mini, 0, sizeof mini);
	unsigned char *fat = file + SECTOR, *directory = fat + SECTOR, *mini_fat = directory + 2 * SECTOR;
	memset(fat, 0xff, SECTOR);
	memset(mini_fat, 0xff, SECTOR);
	static const unsigned char SIGNATURE[] = {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1};
	memcpy(file, SIGNATURE, sizeof SIGNATURE);
	put16(file + 30, 9);
	put16(file + 32, 6);
	put32(file + 44, 1);
	put32(file + 48, DIRECTORY_SECTOR);
	put32(file + 56, 4096);
	put32(file + 60, MINI_FAT_SECTOR);
	put32(file + 68, (uint32_t)END_OF_CHAIN);
	memset(file + 76, 0xff, SECTOR - 76);
	put32(file + 76, FAT_SECTOR);
	put32(fat, (uint32_t)-3);
	put_chain(fat, DIRECTORY_SECTOR, DIRECTORY_SECTORS);
	put_chain(fat, MINI_FAT_SECTOR, 1);
	uint32_t sector = FIRST_SECTOR, mini_sector = 0, i = 0;
	for (; streams[i].name; i++) {
		const Stream *stream = &streams[i];
		bool small = stream->n_bytes < 4096;
		size_t n = (stream->n_bytes + (small ? MINI : SECTOR) - 1) / (small ? MINI : SECTOR);
		memcpy(small ? mini + mini_sector * MINI : file + (sector + 1) * SECTOR, stream->bytes,
		       stream->n_bytes);
		put_chain(small ? mini_fat : fat, small ? mini_sector : sector, n);
		put_entry(directory + 128 * (i + 1), stream->name, 2, small ? mini_sector : sector,
			  stream->n_bytes);
		/* siblings in a row, each to the right of the one before */
		if (i > 0)
			put32(directory + 128 * i + 72, i + 1);
		*(small ? &mini_sector : &sector) += (uint32_t)n;
	}
	size_t n_mini = mini_sector * MINI, n_sectors = (n_mini + SECTOR - 1) / SECTOR;
	put_entry(directory, "Root Entry", 5, sector, n_mini);
	put32(directory + 76, i > 0 ? 1 : (uint32_t)-1);
	memcpy(file + (sector + 1) * SECTOR, mini, n_mini);
	put_chain(fat, sector, n_sectors);
	return g_bytes_new(file, (sector + n_sectors + 1) * SECTOR);
}

#endif
