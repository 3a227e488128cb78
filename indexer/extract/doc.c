/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Word 97-2003 documents ([MS-DOC]; 2.4.1 says how to find the text, 2.5 what is in the file information
 * block) and the text of those of Word 6 and 95.
 *
 * Text is gathered through the piece table, so that documents saved "fast" are read in order.  Deleted and
 * hidden text, remarks and field instructions are left out; notes come after the paragraph that refers to
 * them.  Numbers of lists, which Word counts from definitions that this does not read, are not printed: their
 * paragraphs are list items without a marker.
 */
#include "indexer/extract/charset.h"
#include "indexer/extract/doc_properties.h"
#include "indexer/extract/flow.h"
#include "indexer/extract/numbering.h"
#include "indexer/extract/ole.h"

#include <string.h>

enum {
	FIRST_97 = 0xc1, /* nFib; smaller ones are of Word 6 and 95 */
	FLAG_COMPLEX = 0x0004,
	FLAG_ENCRYPTED = 0x0100,
	FLAG_TABLE_1 = 0x0200,
	FLAG_OBFUSCATED = 0x8000,
	MAX_FIELDS = 100,
	N_STORIES = 8,
};

/* [MS-DOC] 2.5.6: places in the list of offsets and sizes. */
enum {
	FC_FOOTNOTE_REFERENCES = 2,
	FC_FOOTNOTES = 3,
	FC_CHARACTERS = 12,
	FC_PARAGRAPHS = 13,
	FC_CLX = 33,
	FC_ENDNOTE_REFERENCES = 46,
	FC_ENDNOTES = 47,
};

/* The parts of a document's text, one after the other (2.3). */
typedef enum {
	STORY_MAIN,
	STORY_FOOTNOTES,
	STORY_HEADERS,
	STORY_MACROS,
	STORY_REMARKS,
	STORY_ENDNOTES,
	STORY_BOXES,
	STORY_HEADER_BOXES,
} Story;

/* Characters of special meaning (2.4.2 and following). */
enum {
	CHAR_CELL = 0x07,
	CHAR_TAB = 0x09,
	CHAR_LINE = 0x0b,
	CHAR_PAGE = 0x0c,
	CHAR_PARAGRAPH = 0x0d,
	CHAR_COLUMN = 0x0e,
	CHAR_FIELD_BEGIN = 0x13,
	CHAR_FIELD_SEPARATOR = 0x14,
	CHAR_FIELD_END = 0x15,
	CHAR_HYPHEN = 0x1e,
};

/* A stretch of characters that stands together in the stream WordDocument. */
typedef struct {
	uint32_t first, end; /* character positions */
	uint32_t offset;
	bool narrow; /* a byte a character */
} Piece;

typedef struct {
	uint32_t position;
	char *text, *figure;
} Note;

typedef struct {
	GBytes *document, *table;
	bool word_97;
	size_t fc_lcb;                   /* where the offsets and sizes begin in the document */
	uint32_t stories[N_STORIES + 1]; /* where each begins; the end of the last */
	GArray *pieces;
	GArray *characters, *paragraphs; /* SgDocRun */
	GArray *notes;                   /* Note, in the order of the text */
	SgFlow *flow;
	/* of the paragraph that is open */
	GString *text;
	GPtrArray *anchored; /* Note; borrowed */
	bool has_light, after_cell;
	gunichar high_surrogate;
	bool fields[MAX_FIELDS]; /* that one shows its result by now */
	unsigned n_fields, n_deep_fields;
	guint next_note;
	bool row_open, cell_open;
} Doc;

static void note_clear(void *data)
{
	Note *note = data;
	g_free(note->text);
	g_free(note->figure);
}

/* ---- Where the text is ---- */

static bool damaged(GError **error, const char *why)
{
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "is a damaged Word document: %s", why);
	return false;
}

static uint32_t get_offset(const Doc *doc, size_t place)
{
	return doc->word_97 ? sg_ole_u32(doc->document, doc->fc_lcb + 8 * place) : 0;
}

static uint32_t get_size(const Doc *doc, size_t place)
{
	return doc->word_97 ? sg_ole_u32(doc->document, doc->fc_lcb + 8 * place + 4) : 0;
}

/* 2.9.178: the table of pieces, of n + 1 positions and n descriptions.  Positions that are out of order, or
   more than there are bytes, would have the same text read again and again. */
static void read_pieces(Doc *doc, size_t at, size_t n_bytes)
{
	size_t n = n_bytes >= 4 ? (n_bytes - 4) / 12 : 0;
	uint32_t n_most = (uint32_t)MIN(g_bytes_get_size(doc->document), UINT32_MAX);
	for (size_t i = 0; i < n; i++) {
		uint32_t offset = sg_ole_u32(doc->table, at + 4 * (n + 1) + 8 * i + 2);
		Piece piece = {.first = sg_ole_u32(doc->table, at + 4 * i),
			       .end = sg_ole_u32(doc->table, at + 4 * (i + 1)),
			       .offset = offset,
			       .narrow = true};
		/* 2.9.73 */
		if (doc->word_97) {
			piece.narrow = offset & 0x40000000;
			piece.offset = piece.narrow ? (offset & 0x3fffffff) / 2 : offset & 0x3fffffff;
		}
		if (piece.end < piece.first || piece.first >= n_most)
			return;
		piece.end = MIN(piece.end, n_most);
		if (piece.end > piece.first)
			g_array_append_val(doc->pieces, piece);
	}
}

/* 2.9.38: property modifiers that fast saves use, each with its size, and then the table of pieces. */
static bool read_clx(Doc *doc, size_t at, size_t n_bytes, GError **error)
{
	gsize n_table = 0;
	const unsigned char *data = g_bytes_get_data(doc->table, &n_table);
	if (at > n_table || n_bytes > n_table - at)
		return damaged(error, "its piece table leaves the file");
	size_t end = at + n_bytes;
	while (at < end && data[at] == 1)
		at += 3 + (size_t)sg_ole_u16(doc->table, at + 1);
	if (at >= end || data[at] != 2)
		return damaged(error, "it has no piece table");
	read_pieces(doc, at + 5, MIN((size_t)sg_ole_u32(doc->table, at + 1), end - MIN(end, at + 5)));
	return true;
}

static void read_stories(Doc *doc, size_t counts)
{
	for (size_t i = 0; i < N_STORIES; i++) {
		uint32_t n = sg_ole_u32(doc->document, counts + 4 * i);
		uint32_t begin = doc->stories[i];
		doc->stories[i + 1] = n < UINT32_MAX - begin ? begin + n : begin;
	}
}

/* 2.5.1: three lists of numbers, each after its length. */
static bool read_fib_97(Doc *doc, GError **error)
{
	size_t words = 32;
	size_t longs = words + 2 + 2 * (size_t)sg_ole_u16(doc->document, words);
	size_t pairs = longs + 2 + 4 * (size_t)sg_ole_u16(doc->document, longs);
	doc->fc_lcb = pairs + 2;
	read_stories(doc, longs + 2 + 12);
	return read_clx(doc, get_offset(doc, FC_CLX), get_size(doc, FC_CLX), error);
}

/* Word 6 keeps all in one stream, and its text in one piece unless it was saved fast. */
static bool read_fib_6(Doc *doc, bool complex, GError **error)
{
	read_stories(doc, 0x34);
	if (complex)
		return read_clx(doc, sg_ole_u32(doc->document, 0x160), sg_ole_u32(doc->document, 0x164),
				error);
	const Piece all = {
	    .end = doc->stories[N_STORIES], .offset = sg_ole_u32(doc->document, 0x18), .narrow = true};
	g_array_append_val(doc->pieces, all);
	return true;
}

static bool read_fib(Doc *doc, const SgOle *ole, GError **error)
{
	uint16_t flags = sg_ole_u16(doc->document, 10);
	if (flags & (FLAG_ENCRYPTED | FLAG_OBFUSCATED)) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED, "encrypted");
		return false;
	}
	doc->word_97 = sg_ole_u16(doc->document, 2) >= FIRST_97;
	if (!doc->word_97) {
		doc->table = g_bytes_ref(doc->document);
		return read_fib_6(doc, flags & FLAG_COMPLEX, error);
	}
	doc->table = sg_ole_read(ole, flags & FLAG_TABLE_1 ? "1Table" : "0Table", error);
	return doc->table && read_fib_97(doc, error);
}

static void read_properties(Doc *doc)
{
	doc->characters = sg_doc_runs_read(doc->document, doc->table, get_offset(doc, FC_CHARACTERS),
					   get_size(doc, FC_CHARACTERS), false);
	doc->paragraphs = sg_doc_runs_read(doc->document, doc->table, get_offset(doc, FC_PARAGRAPHS),
					   get_size(doc, FC_PARAGRAPHS), true);
}

/* ---- Paragraphs ---- */

static void leave_row(Doc *doc)
{
	if (doc->cell_open)
		sg_flow_end_cell(doc->flow);
	if (doc->row_open)
		sg_flow_end_row(doc->flow, true);
	doc->row_open = doc->cell_open = false;
}

static void enter_cell(Doc *doc)
{
	if (!doc->row_open)
		sg_flow_begin_row(doc->flow);
	if (!doc->cell_open)
		sg_flow_begin_cell(doc->flow);
	doc->row_open = doc->cell_open = true;
}

static void write_paragraph(Doc *doc, const SgDocRun *run)
{
	bool heading = run->style >= 1 && run->style <= 9;
	SgBlockKind kind = heading ? SG_BLOCK_HEADING : run->listed ? SG_BLOCK_BULLET : SG_BLOCK_PARAGRAPH;
	unsigned level = heading ? run->style : run->listed ? run->list_level + 1U : 0;
	sg_flow_set_bold(doc->flow, !doc->has_light);
	sg_flow_append(doc->flow, doc->text->str, doc->text->len);
	for (guint i = 0; i < doc->anchored->len; i++) {
		const Note *note = g_ptr_array_index(doc->anchored, i);
		sg_flow_begin_aside(doc->flow);
		sg_flow_append_string(doc->flow, note->text);
		sg_flow_end_aside(doc->flow, SG_BLOCK_NOTE, note->figure);
	}
	sg_flow_end_paragraph(doc->flow, kind, level, NULL);
	g_string_truncate(doc->text, 0);
	g_ptr_array_set_size(doc->anchored, 0);
	doc->has_light = false;
}

/* Word 6 says in properties that are not read here which mark ends a row: there it is one right after a
 * cell's. */
static bool ends_row(const Doc *doc, gunichar c, const SgDocRun *run)
{
	if (c != CHAR_CELL)
		return false;
	return doc->word_97 ? run->row_end : doc->after_cell && doc->text->len == 0;
}

static void end_paragraph(Doc *doc, gunichar c, uint32_t offset)
{
	static const SgDocRun PLAIN = {0};
	const SgDocRun *found = sg_doc_runs_find(doc->paragraphs, offset);
	const SgDocRun *run = found ? found : &PLAIN;
	if (ends_row(doc, c, run)) {
		leave_row(doc);
		doc->after_cell = false;
		return;
	}
	if (run->in_table || c == CHAR_CELL)
		enter_cell(doc);
	else
		leave_row(doc);
	write_paragraph(doc, run);
	doc->after_cell = c == CHAR_CELL;
	if (!doc->after_cell)
		return;
	sg_flow_end_cell(doc->flow);
	doc->cell_open = false;
}

/* ---- Characters ---- */

/* Whether the characters here are text: of the results of all fields around. */
static bool is_result(const Doc *doc)
{
	for (unsigned i = 0; i < doc->n_fields; i++)
		if (!doc->fields[i])
			return false;
	return doc->n_deep_fields == 0;
}

static void read_field_mark(Doc *doc, gunichar c)
{
	if (c == CHAR_FIELD_BEGIN && doc->n_fields < MAX_FIELDS)
		doc->fields[doc->n_fields++] = false;
	else if (c == CHAR_FIELD_BEGIN)
		doc->n_deep_fields++;
	else if (c == CHAR_FIELD_END && doc->n_deep_fields > 0)
		doc->n_deep_fields--;
	else if (c == CHAR_FIELD_END && doc->n_fields > 0)
		doc->n_fields--;
	else if (c == CHAR_FIELD_SEPARATOR && doc->n_fields > 0 && doc->n_deep_fields == 0)
		doc->fields[doc->n_fields - 1] = true;
}

static void append_character(Doc *doc, gunichar c, const SgDocRun *run)
{
	if (c >= 0xd800 && c < 0xdc00) {
		doc->high_surrogate = c;
		return;
	}
	if (c >= 0xdc00 && c < 0xe000)
		c = doc->high_surrogate ? 0x10000 + ((doc->high_surrogate - 0xd800) << 10) + (c - 0xdc00)
					: 0xfffd;
	doc->high_surrogate = 0;
	if (c == CHAR_LINE)
		c = '\n';
	else if (c == CHAR_TAB || c == CHAR_COLUMN)
		c = ' ';
	else if (c == CHAR_HYPHEN)
		c = '-';
	/* the others are marks of pictures, notes, remarks and separators */
	if (c < ' ' && c != '\n')
		return;
	g_string_append_unichar(doc->text, c);
	doc->has_light = doc->has_light || (c > ' ' && !(run && run->bold));
}

static void read_character(Doc *doc, gunichar c, uint32_t offset)
{
	const SgDocRun *run = sg_doc_runs_find(doc->characters, offset);
	bool gone = run && (run->deleted || run->hidden);
	if (c == CHAR_FIELD_BEGIN || c == CHAR_FIELD_SEPARATOR || c == CHAR_FIELD_END)
		read_field_mark(doc, c);
	else if (c == CHAR_CELL || ((c == CHAR_PARAGRAPH || c == CHAR_PAGE) && !gone))
		end_paragraph(doc, c, offset);
	else if (!gone && is_result(doc))
		append_character(doc, c, run);
}

static void anchor_note(Doc *doc, uint32_t position)
{
	while (doc->next_note < doc->notes->len) {
		Note *note = &g_array_index(doc->notes, Note, doc->next_note);
		if (note->position > position)
			return;
		if (note->position == position)
			g_ptr_array_add(doc->anchored, note);
		doc->next_note++;
	}
}

static gunichar character_at(const Doc *doc, const Piece *piece, uint32_t position, uint32_t *ret_offset)
{
	uint32_t i = position - piece->first;
	*ret_offset = piece->offset + i * (piece->narrow ? 1 : 2);
	if (!piece->narrow)
		return sg_ole_u16(doc->document, *ret_offset);
	const unsigned char *data = g_bytes_get_data(doc->document, NULL);
	unsigned char c = data[*ret_offset];
	return c >= 0x80 && c < 0xa0 ? sg_charset_c1(c) : c;
}

/* Positions of a piece that lie in the stream. */
static uint32_t piece_end(const Doc *doc, const Piece *piece)
{
	size_t n_bytes = g_bytes_get_size(doc->document);
	size_t room = piece->offset < n_bytes ? (n_bytes - piece->offset) / (piece->narrow ? 1 : 2) : 0;
	return piece->first + (uint32_t)MIN((size_t)(piece->end - piece->first), room);
}

/* The first piece that ends after a position: each note is read by itself, and there may be many pieces. */
static guint find_piece(const Doc *doc, uint32_t position)
{
	guint low = 0, high = doc->pieces->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(doc->pieces, Piece, middle).end <= position)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void read_range(Doc *doc, uint32_t first, uint32_t end)
{
	bool main = first < doc->stories[STORY_MAIN + 1];
	for (guint i = find_piece(doc, first); i < doc->pieces->len; i++) {
		const Piece *piece = &g_array_index(doc->pieces, Piece, i);
		if (piece->first >= end)
			break;
		uint32_t last = MIN(end, piece_end(doc, piece));
		for (uint32_t at = MAX(first, piece->first); at < last; at++) {
			uint32_t offset = 0;
			gunichar c = character_at(doc, piece, at, &offset);
			if (main)
				anchor_note(doc, at);
			read_character(doc, c, offset);
		}
	}
	doc->n_fields = doc->n_deep_fields = 0;
	end_paragraph(doc, CHAR_PARAGRAPH, UINT32_MAX);
}

/* ---- Stories ---- */

/* 2.8.18 and 2.8.21: where notes are referred to, and where the text of each begins in its story. */
static void read_notes(Doc *doc, Story story, size_t references, size_t texts, SgFigure figure)
{
	size_t n = get_size(doc, references) >= 4 ? (get_size(doc, references) - 4) / 6 : 0;
	size_t at = get_offset(doc, references), text_at = get_offset(doc, texts);
	uint32_t begin = doc->stories[story], n_story = doc->stories[story + 1] - begin;
	uint32_t before = 0;
	int number = 0;
	for (size_t i = 0; i < n && (i + 2) * 4 <= get_size(doc, texts); i++) {
		uint32_t first = sg_ole_u32(doc->table, text_at + 4 * i);
		uint32_t end = sg_ole_u32(doc->table, text_at + 4 * (i + 1));
		/* in order and none twice: no document's text can be read again and again */
		if (first < before || end <= first || end > n_story)
			break;
		before = end;
		read_range(doc, begin + first, begin + end);
		Note note = {.position = sg_ole_u32(doc->table, at + 4 * i), .text = sg_flow_take(doc->flow)};
		/* 0: the author's own mark, which is part of the text */
		if (sg_ole_u16(doc->table, at + 4 * (n + 1) + 2 * i) != 0)
			note.figure = sg_figure_print(figure, ++number);
		g_array_append_val(doc->notes, note);
	}
}

static int compare_notes(const void *a, const void *b)
{
	uint32_t first = ((const Note *)a)->position, second = ((const Note *)b)->position;
	return first < second ? -1 : first > second;
}

/* All running heads and feet, each text once; Word keeps them for each section. */
static bool add_frames(Doc *doc, Story story, SgText *text, GError **error)
{
	g_autoptr(SgText) frames = sg_text_new("");
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	read_range(doc, doc->stories[story], doc->stories[story + 1]);
	if (!sg_flow_finish(doc->flow, frames, error))
		return false;
	for (guint i = 0; i < frames->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(frames->blocks, i);
		if (g_hash_table_add(seen, block->text))
			sg_text_add(text, SG_BLOCK_HEADFOOT, g_strdup(block->text));
	}
	return true;
}

static bool read_text(Doc *doc, SgText *text, GError **error)
{
	read_properties(doc);
	read_notes(doc, STORY_FOOTNOTES, FC_FOOTNOTE_REFERENCES, FC_FOOTNOTES, SG_FIGURE_DECIMAL);
	read_notes(doc, STORY_ENDNOTES, FC_ENDNOTE_REFERENCES, FC_ENDNOTES, SG_FIGURE_LOWER_ROMAN);
	g_array_sort(doc->notes, compare_notes);
	if (!add_frames(doc, STORY_HEADERS, text, error))
		return false;
	read_range(doc, doc->stories[STORY_MAIN], doc->stories[STORY_MAIN + 1]);
	read_range(doc, doc->stories[STORY_BOXES], doc->stories[STORY_BOXES + 1]);
	return sg_flow_finish(doc->flow, text, error) && add_frames(doc, STORY_HEADER_BOXES, text, error);
}

static bool open_document(Doc *doc, const SgOle *ole, GError **error)
{
	/* [MS-OFFCRYPTO] 2.2.9: the document is a notice that one has no right to read it */
	if (sg_ole_has(ole, "\tDRMContent") || sg_ole_has(ole, "EncryptedPackage")) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED, "encrypted");
		return false;
	}
	doc->document = sg_ole_read(ole, "WordDocument", error);
	return doc->document && read_fib(doc, ole, error);
}

bool sg_extract_doc(GBytes *bytes, SgText *text, GError **error)
{
	g_autoptr(SgOle) ole = sg_ole_new(bytes, error);
	if (!ole)
		return false;
	g_autoptr(SgFlow) flow = sg_flow_new();
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
	g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(Note));
	g_array_set_clear_func(notes, note_clear);
	g_autoptr(GString) paragraph = g_string_new(NULL);
	g_autoptr(GPtrArray) anchored = g_ptr_array_new();
	Doc doc = {.flow = flow, .pieces = pieces, .notes = notes, .text = paragraph, .anchored = anchored};
	bool read = open_document(&doc, ole, error) && read_text(&doc, text, error);
	if (read)
		sg_ole_read_properties(ole, text, "doc");
	g_clear_pointer(&doc.document, g_bytes_unref);
	g_clear_pointer(&doc.table, g_bytes_unref);
	g_clear_pointer(&doc.characters, g_array_unref);
	g_clear_pointer(&doc.paragraphs, g_array_unref);
	return read;
}
