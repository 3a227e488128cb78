/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/doc_properties.h"

#include "indexer/extract/ole.h"

enum {
	PAGE_BYTES = 512,
	BX_BYTES = 13, /* of a paragraph in its page: an offset and its old height */
};

/* Single property modifiers ([MS-DOC] 2.6.1 and 2.6.2). */
enum {
	SPRM_DELETED = 0x0800,
	SPRM_BOLD = 0x0835,
	SPRM_HIDDEN = 0x083c,
	SPRM_IN_TABLE = 0x2416,
	SPRM_ROW_END = 0x2417,
	SPRM_LIST_LEVEL = 0x260a,
	SPRM_LIST = 0x460b,
	SPRM_TABLE = 0xd608,
	SPRM_TABS = 0xc615,
};

static uint8_t byte_at(GBytes *bytes, size_t at)
{
	gsize n_bytes = 0;
	const uint8_t *data = g_bytes_get_data(bytes, &n_bytes);
	return at < n_bytes ? data[at] : 0;
}

/* Bytes of a modifier's operand (2.2.5.1). */
static size_t operand_bytes(GBytes *document, uint16_t sprm, size_t at)
{
	static const uint8_t FIXED[] = {1, 1, 2, 4, 2, 2, 0, 3};
	unsigned size = sprm >> 13;
	if (size != 6)
		return FIXED[size];
	if (sprm == SPRM_TABLE)
		return (size_t)sg_ole_u16(document, at) + 1;
	uint8_t n_bytes = byte_at(document, at);
	if (sprm != SPRM_TABS || n_bytes != 255)
		return (size_t)n_bytes + 1;
	/* 2.9.181: longer than a byte can say */
	size_t n_deleted = byte_at(document, at + 1);
	return 3 + 4 * n_deleted + 3 * (size_t)byte_at(document, at + 2 + 4 * n_deleted);
}

/* 128 and 129, "as the style" and "not as the style", are taken for no: styles are not read. */
static void apply(SgDocRun *run, uint16_t sprm, GBytes *document, size_t operand)
{
	bool on = byte_at(document, operand) == 1;
	switch (sprm) {
	case SPRM_DELETED:
		run->deleted = on;
		break;
	case SPRM_BOLD:
		run->bold = on;
		break;
	case SPRM_HIDDEN:
		run->hidden = on;
		break;
	case SPRM_IN_TABLE:
		run->in_table = on;
		break;
	case SPRM_ROW_END:
		run->row_end = on;
		break;
	case SPRM_LIST_LEVEL:
		run->list_level = MIN(byte_at(document, operand), 8);
		break;
	case SPRM_LIST:
		run->listed = sg_ole_u16(document, operand) != 0;
		break;
	default:
		break;
	}
}

static void read_modifiers(SgDocRun *run, GBytes *document, size_t at, size_t end)
{
	while (at + 2 < end) {
		uint16_t sprm = sg_ole_u16(document, at);
		apply(run, sprm, document, at + 2);
		at += 2 + operand_bytes(document, sprm, at + 2);
	}
}

static void read_characters(SgDocRun *run, GBytes *document, size_t page, size_t offset)
{
	/* 0: as the paragraph's style has it */
	if (offset == 0)
		return;
	size_t at = page + offset * 2;
	size_t n_bytes = byte_at(document, at);
	read_modifiers(run, document, at + 1, MIN(at + 1 + n_bytes, page + PAGE_BYTES));
}

/* 2.9.175: its size in words, less a byte; or 0 and the size in words. */
static void read_paragraph(SgDocRun *run, GBytes *document, size_t page, size_t offset)
{
	if (offset == 0)
		return;
	size_t at = page + offset * 2;
	size_t n_words = byte_at(document, at);
	size_t n_bytes = n_words > 0 ? 2 * n_words - 1 : 2 * (size_t)byte_at(document, at + 1);
	at += n_words > 0 ? 1 : 2;
	run->style = sg_ole_u16(document, at);
	read_modifiers(run, document, at + 2, MIN(at + n_bytes, page + PAGE_BYTES));
}

/* 2.9.33 and 2.9.174: offsets, then a place in the page for each stretch between two, and their number at its
 * end. */
static void read_page(GArray *runs, GBytes *document, size_t page, bool paragraphs)
{
	if (page + PAGE_BYTES > g_bytes_get_size(document))
		return;
	/* each has an offset and a place; one offset more and the count make the page */
	size_t n_room = (PAGE_BYTES - 5) / (4 + (paragraphs ? BX_BYTES : 1));
	size_t n_runs = MIN(byte_at(document, page + PAGE_BYTES - 1), n_room);
	size_t table = page + 4 * (n_runs + 1);
	for (size_t i = 0; i < n_runs; i++) {
		SgDocRun run = {.first = sg_ole_u32(document, page + 4 * i),
				.end = sg_ole_u32(document, page + 4 * (i + 1))};
		size_t offset = byte_at(document, table + i * (paragraphs ? BX_BYTES : 1));
		if (paragraphs)
			read_paragraph(&run, document, page, offset);
		else
			read_characters(&run, document, page, offset);
		g_array_append_val(runs, run);
	}
}

static int compare(const void *a, const void *b)
{
	uint32_t first = ((const SgDocRun *)a)->first, second = ((const SgDocRun *)b)->first;
	return first < second ? -1 : first > second;
}

GArray *sg_doc_runs_read(GBytes *document, GBytes *table, size_t plc, size_t n_bytes, bool paragraphs)
{
	GArray *runs = g_array_new(FALSE, FALSE, sizeof(SgDocRun));
	size_t n_table = g_bytes_get_size(table);
	if (plc > n_table || n_bytes > n_table - plc || n_bytes < 4)
		return runs;
	/* 2.2.2: n + 1 offsets, n page numbers; a page named twice tells nothing new */
	size_t n_pages = MIN((n_bytes - 4) / 8, g_bytes_get_size(document) / PAGE_BYTES);
	uint32_t before = 0;
	for (size_t i = 0; i < n_pages; i++) {
		uint32_t page = sg_ole_u32(table, plc + 4 * (n_pages + 1 + i)) & 0x3fffff;
		if (i == 0 || page != before)
			read_page(runs, document, (size_t)page * PAGE_BYTES, paragraphs);
		before = page;
	}
	g_array_sort(runs, compare);
	return runs;
}

const SgDocRun *sg_doc_runs_find(const GArray *runs, uint32_t offset)
{
	guint low = 0, high = runs->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(runs, SgDocRun, middle).first <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	const SgDocRun *run = low > 0 ? &g_array_index(runs, SgDocRun, low - 1) : NULL;
	return run && offset < run->end ? run : NULL;
}
