/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/flow.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/extract/marker.h"

#include <string.h>

enum {
	CELL_BYTES = 600, /* a cell with more text than this is a column of the page; html.c has the same */
	CELL_PARAGRAPHS = 3, /* or with so many */
	MAX_FRAMES = 64, /* tables and boxes one inside another; deeper ones are read as part of the last */
};

typedef enum { FRAME_BODY, FRAME_ROW, FRAME_CELL, FRAME_ASIDE } FrameType;

/* Something that holds blocks. */
typedef struct {
	FrameType type;
	GPtrArray *blocks; /* Piece */
	GPtrArray *after;  /* Piece: asides of the paragraph that is open */
	GString *paragraph;
	bool has_light; /* some of the paragraph is not bold */
	unsigned n_cells;
} Frame;

typedef struct {
	SgBlockKind kind;
	uint8_t level;
	bool bold;
	uint32_t page;
	unsigned cell; /* of its row, from 1 */
	char *text;
} Piece;

struct SgFlow {
	GPtrArray *frames;  /* Frame; the first is the body */
	unsigned n_ignored; /* frames begun past MAX_FRAMES */
	size_t n_bytes;
	uint32_t page;
	bool bold;
};

/* Pieces become blocks in the end, when it is known in which row, box or note they stand. */
static void piece_free(void *data)
{
	Piece *piece = data;
	g_free(piece->text);
	g_free(piece);
}

static void frame_free(void *data)
{
	Frame *frame = data;
	g_ptr_array_unref(frame->blocks);
	g_ptr_array_unref(frame->after);
	g_string_free(frame->paragraph, TRUE);
	g_free(frame);
}

static Frame *frame_new(FrameType type)
{
	Frame *frame = g_new0(Frame, 1);
	frame->type = type;
	frame->blocks = g_ptr_array_new_with_free_func(piece_free);
	frame->after = g_ptr_array_new_with_free_func(piece_free);
	frame->paragraph = g_string_new(NULL);
	return frame;
}

SgFlow *sg_flow_new(void)
{
	SgFlow *flow = g_new0(SgFlow, 1);
	flow->frames = g_ptr_array_new_with_free_func(frame_free);
	g_ptr_array_add(flow->frames, frame_new(FRAME_BODY));
	return flow;
}

void sg_flow_free(SgFlow *flow)
{
	if (!flow)
		return;
	g_ptr_array_unref(flow->frames);
	g_free(flow);
}

static Frame *top(const SgFlow *flow)
{
	return g_ptr_array_index(flow->frames, flow->frames->len - 1);
}

/* Moves all pieces to the end of another list. */
static void move_all(GPtrArray *from, GPtrArray *to)
{
	g_ptr_array_extend_and_steal(to, g_ptr_array_ref(from));
}

/* ---- Paragraphs ---- */

/* Past the bound nothing is kept, and sg_flow_finish() tells of it: extractors need not ask after each word.
 */
void sg_flow_append(SgFlow *flow, const char *text, size_t n_bytes)
{
	Frame *frame = top(flow);
	if (flow->n_bytes > SG_MAX_EXTRACT_TEXT)
		return;
	flow->n_bytes += n_bytes;
	g_string_append_len(frame->paragraph, text, (gssize)n_bytes);
	if (flow->bold)
		return;
	for (size_t i = 0; i < n_bytes && !frame->has_light; i++)
		frame->has_light = !g_ascii_isspace(text[i]);
}

void sg_flow_append_string(SgFlow *flow, const char *text)
{
	sg_flow_append(flow, text, strlen(text));
}

void sg_flow_drop_last(SgFlow *flow)
{
	GPtrArray *blocks = top(flow)->blocks;
	if (blocks->len > 0)
		g_ptr_array_set_size(blocks, (gint)blocks->len - 1);
}

size_t sg_flow_get_bytes(const SgFlow *flow)
{
	return flow->n_bytes;
}

void sg_flow_set_bold(SgFlow *flow, bool bold)
{
	flow->bold = bold;
}

void sg_flow_set_page(SgFlow *flow, uint32_t page)
{
	flow->page = page;
}

/* `text` is taken; one without text is left out. */
static void add_piece(const SgFlow *flow, GPtrArray *blocks, Piece model, char *text)
{
	sg_utf8_collapse(text);
	if (!*text) {
		g_free(text);
		return;
	}
	Piece *piece = g_new(Piece, 1);
	*piece = model;
	piece->level =
	    (uint8_t)(model.kind == SG_BLOCK_HEADING ? CLAMP(model.level, 1, 6) : MIN(model.level, 9));
	piece->page = flow->page;
	piece->text = text;
	g_ptr_array_add(blocks, piece);
}

/* The second of two line breaks with at most blanks between; NULL: there are none. */
static const char *find_gap(const char *text)
{
	for (const char *at = strchr(text, '\n'); at; at = strchr(at + 1, '\n')) {
		const char *next = at + 1 + strspn(at + 1, " \t\r");
		if (*next == '\n')
			return next;
	}
	return NULL;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* Adds what stands before a gap, and what is left as `rest`. */
static void add_paragraph(const SgFlow *flow, Frame *frame, Piece model, const char *marker)
{
	const char *rest = frame->paragraph->str;
	rest += strspn(rest, " \t\r\n");
	for (const char *gap; (gap = find_gap(rest)) && !is_blank(gap);) {
		g_autofree char *first = g_strndup(rest, (size_t)(gap - rest));
		add_piece(flow, frame->blocks, model, g_strconcat(marker ? marker : "", " ", first, NULL));
		marker = NULL;
		/* what follows belongs to the item, but is no item itself */
		if (model.kind == SG_BLOCK_BULLET)
			model = (Piece){.kind = SG_BLOCK_PARAGRAPH, .bold = model.bold};
		rest = gap + strspn(gap, " \t\r\n");
	}
	if (!is_blank(rest))
		add_piece(flow, frame->blocks, model, g_strconcat(marker ? marker : "", " ", rest, NULL));
}

void sg_flow_end_paragraph(SgFlow *flow, SgBlockKind kind, unsigned level, const char *marker)
{
	Frame *frame = top(flow);
	const Piece model = {.kind = kind, .level = (uint8_t)MIN(level, 9), .bold = !frame->has_light};
	add_paragraph(flow, frame, model, marker);
	g_string_truncate(frame->paragraph, 0);
	frame->has_light = false;
	move_all(frame->after, frame->blocks);
}

/* ---- Frames ---- */

/* Nobody reads tables so deep: they are made to use up memory. */
static void push(SgFlow *flow, FrameType type)
{
	if (flow->frames->len >= MAX_FRAMES)
		flow->n_ignored++;
	else
		g_ptr_array_add(flow->frames, frame_new(type));
}

/* Takes the innermost frame, its paragraph ended; NULL: it was never begun, or ignored. */
static Frame *pop(SgFlow *flow, FrameType type)
{
	if (flow->n_ignored > 0) {
		flow->n_ignored--;
		return NULL;
	}
	if (top(flow)->type != type)
		return NULL;
	sg_flow_end_paragraph(flow, SG_BLOCK_PARAGRAPH, 0, NULL);
	return g_ptr_array_steal_index(flow->frames, flow->frames->len - 1);
}

void sg_flow_begin_row(SgFlow *flow)
{
	/* Word keeps a table in the middle of a paragraph apart; what stood before it comes before it */
	if (top(flow)->type != FRAME_ROW)
		sg_flow_end_paragraph(flow, SG_BLOCK_PARAGRAPH, 0, NULL);
	push(flow, FRAME_ROW);
}

void sg_flow_begin_cell(SgFlow *flow)
{
	push(flow, FRAME_CELL);
}

void sg_flow_begin_aside(SgFlow *flow)
{
	push(flow, FRAME_ASIDE);
}

void sg_flow_end_cell(SgFlow *flow)
{
	Frame *cell = pop(flow, FRAME_CELL);
	if (!cell)
		return;
	Frame *row = top(flow);
	row->n_cells++;
	for (guint i = 0; i < cell->blocks->len; i++)
		((Piece *)g_ptr_array_index(cell->blocks, i))->cell = row->n_cells;
	move_all(cell->blocks, row->blocks);
	frame_free(cell);
}

/* ---- Rows ---- */

static const Piece *piece_at(const GPtrArray *pieces, guint i)
{
	return g_ptr_array_index(pieces, i);
}

/* Whether a cell is a column of the page; pieces of one cell follow each other. */
static bool has_column(const GPtrArray *pieces)
{
	size_t n_bytes = 0;
	unsigned n_paragraphs = 0;
	for (guint i = 0; i < pieces->len; i++) {
		const Piece *piece = piece_at(pieces, i);
		if (i == 0 || piece->cell != piece_at(pieces, i - 1)->cell)
			n_bytes = n_paragraphs = 0;
		if (piece->kind == SG_BLOCK_NOTE)
			continue;
		n_bytes += strlen(piece->text);
		n_paragraphs++;
		if (n_bytes > CELL_BYTES || n_paragraphs >= CELL_PARAGRAPHS || piece->kind == SG_BLOCK_ROW)
			return true;
	}
	return false;
}

/* "12." in a cell of its own is the number of what the next cell says. */
static void join_number(GPtrArray *pieces)
{
	if (pieces->len < 2)
		return;
	const Piece *number = piece_at(pieces, 0);
	Piece *next = g_ptr_array_index(pieces, 1);
	SgMarker marker = sg_marker_read(number->text);
	if (next->cell != number->cell + 1 || marker.kind == SG_MARKER_NONE ||
	    marker.n_bytes != strlen(number->text))
		return;
	char *joined = g_strconcat(number->text, " ", next->text, NULL);
	g_free(next->text);
	next->text = joined;
	g_ptr_array_remove_index(pieces, 0);
}

/* The row in one; notes of its cells are left out. */
static char *join_cells(const GPtrArray *pieces)
{
	GString *joined = g_string_new(NULL);
	unsigned cell = 1;
	for (guint i = 0; i < pieces->len; i++) {
		const Piece *piece = piece_at(pieces, i);
		if (piece->kind == SG_BLOCK_NOTE)
			continue;
		for (; cell < piece->cell; cell++)
			g_string_append(joined, " | ");
		g_string_append_c(joined, ' ');
		g_string_append(joined, piece->text);
	}
	return g_string_free(joined, FALSE);
}

static bool is_all_bold(const GPtrArray *pieces)
{
	for (guint i = 0; i < pieces->len; i++)
		if (!piece_at(pieces, i)->bold)
			return false;
	return true;
}

/* A row of one cell is a frame around text; a column sets out the page.  Neither is a table to a reader. */
static void add_row(const SgFlow *flow, const Frame *row, GPtrArray *blocks)
{
	GPtrArray *pieces = row->blocks;
	if (row->n_cells < 2 || pieces->len == 0 || has_column(pieces)) {
		join_number(pieces);
		move_all(pieces, blocks);
		return;
	}
	const Piece model = {.kind = SG_BLOCK_ROW, .bold = is_all_bold(pieces)};
	add_piece(flow, blocks, model, join_cells(pieces));
	/* one pass: a row may have as many notes as its author likes */
	gsize n_pieces = 0;
	g_autofree Piece **taken = (Piece **)g_ptr_array_steal(pieces, &n_pieces);
	for (gsize i = 0; i < n_pieces; i++)
		if (taken[i]->kind == SG_BLOCK_NOTE)
			g_ptr_array_add(blocks, taken[i]);
		else
			piece_free(taken[i]);
}

void sg_flow_end_row(SgFlow *flow, bool keep)
{
	Frame *row = pop(flow, FRAME_ROW);
	if (!row)
		return;
	if (keep)
		add_row(flow, row, top(flow)->blocks);
	frame_free(row);
}

/* ---- Asides ---- */

static char *join_pieces(const GPtrArray *pieces)
{
	GString *joined = g_string_new(NULL);
	for (guint i = 0; i < pieces->len; i++)
		g_string_append_printf(joined, "%s%s", i > 0 ? " " : "", piece_at(pieces, i)->text);
	return g_string_free(joined, FALSE);
}

void sg_flow_end_aside(SgFlow *flow, SgBlockKind kind, const char *marker)
{
	Frame *aside = pop(flow, FRAME_ASIDE);
	if (!aside)
		return;
	GPtrArray *after = top(flow)->after;
	if (kind == SG_BLOCK_NOTE || kind == SG_BLOCK_HEADFOOT) {
		g_autofree char *joined = join_pieces(aside->blocks);
		const char *before = marker && *joined ? marker : "";
		add_piece(flow, after, (Piece){.kind = kind}, g_strconcat(before, " ", joined, NULL));
	} else {
		move_all(aside->blocks, after);
	}
	frame_free(aside);
}

/* ---- The whole ---- */

unsigned sg_flow_get_depth(const SgFlow *flow)
{
	return flow->frames->len + flow->n_ignored;
}

void sg_flow_close(SgFlow *flow, unsigned depth)
{
	while (sg_flow_get_depth(flow) > MAX(depth, 1))
		switch (top(flow)->type) {
		case FRAME_CELL:
			sg_flow_end_cell(flow);
			break;
		case FRAME_ROW:
			sg_flow_end_row(flow, true);
			break;
		default:
			sg_flow_end_aside(flow, SG_BLOCK_PARAGRAPH, NULL);
		}
	sg_flow_end_paragraph(flow, SG_BLOCK_PARAGRAPH, 0, NULL);
}

static GPtrArray *close_all(SgFlow *flow)
{
	flow->n_ignored = 0;
	sg_flow_close(flow, 1);
	return top(flow)->blocks;
}

char *sg_flow_take(SgFlow *flow)
{
	GPtrArray *pieces = close_all(flow);
	char *joined = join_pieces(pieces);
	g_ptr_array_set_size(pieces, 0);
	return joined;
}

bool sg_flow_finish(SgFlow *flow, SgText *text, GError **error)
{
	GPtrArray *pieces = close_all(flow);
	for (guint i = 0; i < pieces->len; i++) {
		Piece *piece = g_ptr_array_index(pieces, i);
		SgBlock *block = sg_text_add(text, piece->kind, g_steal_pointer(&piece->text));
		if (!block)
			break;
		block->level = piece->level;
		block->bold = piece->bold;
		block->page = block->page_end = piece->page;
	}
	g_ptr_array_set_size(pieces, 0);
	if (flow->n_bytes <= SG_MAX_EXTRACT_TEXT)
		return true;
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "more than %d MB of text",
		    SG_MAX_EXTRACT_TEXT / SG_MB);
	return false;
}
