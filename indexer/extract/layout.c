/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/layout.h"

#include <math.h>
#include <string.h>

#include "indexer/extract/hyphen.h"
#include "indexer/extract/marker.h"
#include "indexer/extract/pageframe.h"
#include "indexer/extract/paragraph.h"

enum {
	MAX_CELL_LINES = 8,    /* longer cells are columns of text */
	MAX_HEADING_LINES = 4, /* the long titles of chapters wrap twice */
	MAX_HEADING_CHARS = 250,
	MAX_BOLD_CHARS = 160, /* a longer bold paragraph is one that is stressed */
	MAX_LEVEL = 6
};
enum {
	MAX_NEST = 6,            /* lists in lists */
	MIN_HEADING_LETTERS = 2, /* a figure alone is a page's or a table's */
	MAX_TURNS = 8            /* of a page's pieces: a bound on work */
};
static const float LARGER = 1.08f;  /* than the body: a heading */
static const float SMALLER = 0.92f; /* a note */

struct SgLayout {
	GPtrArray *lines; /* SgLine */
	GArray *pages;    /* SgPage */
	size_t n_bytes;
};

/* Paragraphs that make one block: parts of a carried-over paragraph, or the cells of a row. */
typedef struct {
	SgBlockKind kind;
	unsigned level;
	size_t first, n; /* paragraphs of a row or heading, side by side in the array */
	size_t carried;  /* block that goes on this one on the next page; 0: none */
	bool absorbed;   /* is the rest of another block */
	bool note;
} Piece;

typedef struct {
	SgLayout *layout;
	SgText *text;
	GPtrArray *lines;   /* SgLine of the body, merged; borrowed */
	GArray *paragraphs; /* SgParagraph */
	GArray *pieces;     /* Piece */
	SgMetrics metrics;
	SgHyphens *hyphens;
	SgPlace *places;
} Run;

static void free_line(void *data)
{
	SgLine *line = data;
	g_free(line->text);
	g_free(line);
}

static void clear_page(void *data)
{
	SgPage *page = data;
	g_free(page->label);
}

SgLayout *sg_layout_new(void)
{
	SgLayout *layout = g_new0(SgLayout, 1);
	layout->lines = g_ptr_array_new_with_free_func(free_line);
	layout->pages = g_array_new(FALSE, TRUE, sizeof(SgPage));
	g_array_set_clear_func(layout->pages, clear_page);
	return layout;
}

void sg_layout_free(SgLayout *layout)
{
	if (!layout)
		return;
	g_ptr_array_unref(layout->lines);
	g_array_unref(layout->pages);
	g_free(layout);
}

void sg_layout_add_page(SgLayout *layout, float width, float height)
{
	SgPage page = {.width = width, .height = height, .first_line = layout->lines->len};
	g_array_append_val(layout->pages, page);
}

/* Without U+00AD before the last character, and with a plain bullet for a symbol font's. */
static char *clean_text(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 1);
	gunichar first = g_utf8_get_char(text);
	if (first >= 0xE000 && first <= 0xF8FF && sg_marker_read(text).kind == SG_MARKER_BULLET) {
		g_string_append(out, "\xE2\x80\xA2");
		text = g_utf8_next_char(text);
	}
	for (const char *soft; (soft = strstr(text, "\xC2\xAD")) && soft[2]; text = soft + 2)
		g_string_append_len(out, text, soft - text);
	g_string_append(out, text);
	return g_string_free(out, FALSE);
}

void sg_layout_add_line(SgLayout *layout, const SgLine *line)
{
	g_return_if_fail(layout->pages->len > 0);
	if (!line->text || !*line->text)
		return;
	SgPage *page = &g_array_index(layout->pages, SgPage, layout->pages->len - 1);
	SgLine *copy = g_new(SgLine, 1);
	*copy = *line;
	copy->text = clean_text(line->text);
	if (strlen(copy->text) != strlen(line->text))
		copy->n_figures = 0;
	copy->page = layout->pages->len;
	layout->n_bytes += strlen(copy->text);
	page->n_lines++;
	g_ptr_array_add(layout->lines, copy);
}

size_t sg_layout_get_bytes(const SgLayout *layout)
{
	return layout->n_bytes;
}

static const SgLine *get_line(const Run *run, size_t i)
{
	return g_ptr_array_index(run->lines, i);
}

static SgParagraph *get_paragraph(const Run *run, size_t i)
{
	return &g_array_index(run->paragraphs, SgParagraph, i);
}

static Piece *get_piece(const Run *run, size_t i)
{
	return &g_array_index(run->pieces, Piece, i);
}

static uint32_t piece_page(const Run *run, size_t i)
{
	return get_paragraph(run, get_piece(run, i)->first)->page;
}

static const SgLine *last_line(const Run *run, const SgParagraph *paragraph)
{
	return get_line(run, paragraph->first + paragraph->n - 1);
}

/* Footnotes: small type that begins with a figure below all text of the body's size, and what follows it on
   the page. */
static void mark_notes_of_page(const Run *run, size_t from, size_t to)
{
	float bottom = 0;
	for (size_t i = from; i < to; i++) {
		const SgParagraph *p = get_paragraph(run, i);
		if (p->size >= SMALLER * run->metrics.body_size)
			bottom = fmaxf(bottom, p->y0);
	}
	bool noted = false;
	for (size_t i = from; i < to; i++) {
		SgParagraph *p = get_paragraph(run, i);
		const SgLine *first = get_line(run, p->first);
		if (p->size >= SMALLER * run->metrics.body_size || p->y0 < bottom)
			noted = false;
		else
			noted = noted || first->raised || g_ascii_isdigit(first->text[0]) ||
				first->text[0] == '*';
		p->note = noted;
	}
}

static void mark_notes(const Run *run)
{
	for (size_t from = 0, to; from < run->paragraphs->len; from = to) {
		uint32_t page = get_paragraph(run, from)->page;
		for (to = from + 1; to < run->paragraphs->len && get_paragraph(run, to)->page == page; to++)
			;
		mark_notes_of_page(run, from, to);
	}
}

static bool overlaps(const SgParagraph *a, const SgParagraph *b)
{
	float overlap = fminf(a->y1, b->y1) - fmaxf(a->y0, b->y0);
	return overlap > 0.4f * fminf(a->y1 - a->y0, b->y1 - b->y0);
}

/* Whether `b` is the next cell of the row that began with `first` and has come to `a`. */
static bool is_next_cell(const SgParagraph *first, const SgParagraph *a, const SgParagraph *b)
{
	if (a->page != b->page || a->rotated || b->rotated || a->n > MAX_CELL_LINES || b->n > MAX_CELL_LINES)
		return false;
	return b->x0 > a->x1 && (overlaps(a, b) || overlaps(first, b));
}

/* A further paragraph in the row's last cell. */
static bool is_same_cell(const SgParagraph *first, const SgParagraph *a, const SgParagraph *b)
{
	return a != first && a->page == b->page && b->n <= MAX_CELL_LINES && b->x0 > first->x1 &&
	       fabsf(a->x0 - b->x0) < 2 && b->y0 > a->y0 && overlaps(first, b);
}

static void cut_pieces(const Run *run)
{
	for (size_t from = 0, to; from < run->paragraphs->len; from = to) {
		const SgParagraph *first = get_paragraph(run, from);
		for (to = from + 1; to < run->paragraphs->len; to++) {
			const SgParagraph *a = get_paragraph(run, to - 1), *b = get_paragraph(run, to);
			if (!is_next_cell(first, a, b) && !is_same_cell(first, a, b))
				break;
		}
		Piece piece = {.first = from, .n = to - from, .note = first->note};
		piece.kind = piece.n > 1 ? SG_BLOCK_ROW : SG_BLOCK_PARAGRAPH;
		g_array_append_val(run->pieces, piece);
	}
}

static void measure_piece(const Run *run, const Piece *piece, float *ret_top, float *ret_bottom)
{
	*ret_top = get_paragraph(run, piece->first)->y0;
	*ret_bottom = get_paragraph(run, piece->first)->y1;
	for (size_t i = 1; i < piece->n; i++) {
		*ret_top = fminf(*ret_top, get_paragraph(run, piece->first + i)->y0);
		*ret_bottom = fmaxf(*ret_bottom, get_paragraph(run, piece->first + i)->y1);
	}
}

/* Where pieces [from, to) split so that all of the second part stands above all of the first; `to`: nowhere.
 */
static size_t find_turn(const Run *run, size_t from, size_t to)
{
	g_autofree float *tops = g_new(float, to - from + 1);
	float top = INFINITY, bottom = -INFINITY, piece_top, piece_bottom;
	for (size_t i = from; i < to; i++) {
		measure_piece(run, get_piece(run, i), &piece_top, &piece_bottom);
		top = fminf(top, piece_top);
		tops[i - from] = top;
	}
	for (size_t i = to - 1; i > from; i--) {
		measure_piece(run, get_piece(run, i), &piece_top, &piece_bottom);
		bottom = fmaxf(bottom, piece_bottom);
		if (bottom <= tops[i - 1 - from])
			return i;
	}
	return to;
}

/* Files draw letterheads after and feet before the text between: what stands wholly above comes first. */
static void order_pieces(const Run *run, size_t from, size_t to, unsigned depth)
{
	size_t turn = to > from ? find_turn(run, from, to) : to;
	if (turn == to || depth == MAX_TURNS)
		return;
	size_t n_first = turn - from, n_second = to - turn;
	g_autofree Piece *first = g_memdup2(get_piece(run, from), n_first * sizeof(Piece));
	memmove(get_piece(run, from), get_piece(run, turn), n_second * sizeof(Piece));
	memcpy(get_piece(run, from + n_second), first, n_first * sizeof(Piece));
	order_pieces(run, from, from + n_second, depth + 1);
	order_pieces(run, from + n_second, to, depth + 1);
}

static void order_pages(const Run *run)
{
	for (size_t from = 0, to; from < run->pieces->len; from = to) {
		uint32_t page = piece_page(run, from);
		for (to = from + 1; to < run->pieces->len && piece_page(run, to) == page; to++)
			;
		order_pieces(run, from, to, 0);
	}
}

static void append_paragraph(const Run *run, GString *out, const SgParagraph *paragraph)
{
	for (size_t i = 0; i < paragraph->n; i++) {
		size_t line = paragraph->first + i;
		bool space = i > 0 && get_line(run, line - 1)->space_after;
		if (i == 0)
			g_string_append(out, get_line(run, line)->text);
		else
			sg_hyphens_join(run->hyphens, out, space, get_line(run, line)->text);
	}
}

static char *print_paragraph(const Run *run, const SgParagraph *paragraph)
{
	GString *out = g_string_new(NULL);
	append_paragraph(run, out, paragraph);
	return g_string_free(out, FALSE);
}

static unsigned count_letters(const char *text)
{
	unsigned n = 0;
	for (; *text; text = g_utf8_next_char(text))
		n += g_unichar_isalpha(g_utf8_get_char(text));
	return n;
}

static bool is_heading_text(const char *text, bool larger)
{
	size_t n = strlen(text);
	if (n > (larger ? MAX_HEADING_CHARS : MAX_BOLD_CHARS) || count_letters(text) < MIN_HEADING_LETTERS)
		return false;
	if (larger)
		return true;
	return !strchr(".,;", text[n - 1]) && !sg_text_begins_lower(text);
}

/* Larger than the body, or bold where the body is not; not a label with its value on the first page
   ("Lead inspector: ..."). */
static bool is_heading(const Run *run, const SgParagraph *p)
{
	bool larger = p->size > LARGER * run->metrics.body_size;
	bool bold = p->bold && !run->metrics.body_bold && p->size > SMALLER * run->metrics.body_size;
	if (p->rotated || p->note || p->n > MAX_HEADING_LINES || !(larger || bold) ||
	    (p->marker && p->marker != SG_MARKER_NUMBER))
		return false;
	g_autofree char *text = print_paragraph(run, p);
	if (p->n > 2 && larger && sg_text_ends_sentence(text))
		return false;
	return is_heading_text(text, larger) && !(p->page == 1 && sg_text_is_label(text));
}

static void find_kinds(const Run *run)
{
	for (size_t i = 0; i < run->pieces->len; i++) {
		Piece *piece = get_piece(run, i);
		const SgParagraph *p = get_paragraph(run, piece->first);
		if (piece->kind == SG_BLOCK_ROW)
			continue;
		if (piece->note)
			piece->kind = SG_BLOCK_NOTE;
		else if (is_heading(run, p))
			piece->kind = SG_BLOCK_HEADING;
		else if (p->marker && p->marker != SG_MARKER_NUMBER)
			piece->kind = SG_BLOCK_BULLET;
	}
}

/* Bold lines with nothing under them close a document: a signature, no headings. */
static void unmark_last_headings(const Run *run)
{
	/* but a document of one line has that line for its title */
	for (size_t i = run->pieces->len; i > 0 && get_piece(run, i - 1)->kind == SG_BLOCK_HEADING; i--)
		if (i > 1)
			get_piece(run, i - 1)->kind = SG_BLOCK_PARAGRAPH;
}

/* Sizes in half points, larger first; of one size, bold first. */
static int heading_rank(const SgParagraph *p)
{
	return (int)lroundf(p->size * 2) * 2 + p->bold;
}

static int compare_ranks(const void *a, const void *b)
{
	return *(const int *)b - *(const int *)a;
}

static void set_heading_levels(const Run *run)
{
	g_autoptr(GArray) ranks = g_array_new(FALSE, FALSE, sizeof(int));
	for (size_t i = 0; i < run->pieces->len; i++) {
		int rank = heading_rank(get_paragraph(run, get_piece(run, i)->first));
		if (get_piece(run, i)->kind == SG_BLOCK_HEADING)
			g_array_append_val(ranks, rank);
	}
	g_array_sort(ranks, compare_ranks);
	guint n = 0;
	for (guint i = 0; i < ranks->len; i++)
		if (n == 0 || g_array_index(ranks, int, n - 1) != g_array_index(ranks, int, i))
			g_array_index(ranks, int, n++) = g_array_index(ranks, int, i);
	for (size_t i = 0; i < run->pieces->len; i++) {
		Piece *piece = get_piece(run, i);
		int rank = heading_rank(get_paragraph(run, piece->first));
		if (piece->kind != SG_BLOCK_HEADING)
			continue;
		while (piece->level < MAX_LEVEL && piece->level < n &&
		       g_array_index(ranks, int, piece->level) >= rank)
			piece->level++;
	}
}

/* Nesting by left edges within one list. */
static void set_bullet_levels(const Run *run)
{
	float lefts[MAX_NEST];
	unsigned n = 0;
	for (size_t i = 0; i < run->pieces->len; i++) {
		Piece *piece = get_piece(run, i);
		float left = get_paragraph(run, piece->first)->x0;
		if (piece->kind != SG_BLOCK_BULLET) {
			n = piece->note ? n : 0;
			continue;
		}
		while (n > 0 && lefts[n - 1] > left + 3)
			n--;
		if (n == 0 || (lefts[n - 1] < left - 3 && n < MAX_NEST))
			lefts[n++] = left;
		piece->level = n;
	}
}

/* Whether `q`, first on its page, is the rest of `p`, last on the page before. */
static bool is_carried(const Run *run, const SgParagraph *p, const SgParagraph *q)
{
	const SgLine *a = last_line(run, p), *b = get_line(run, q->first);
	if (q->marker || p->rotated || q->rotated || fabsf(a->size - b->size) > 0.08f * a->size ||
	    a->bold != b->bold)
		return false;
	bool room = sg_line_has_room(a, b, p->right), lower = sg_text_begins_lower(b->text);
	if (!sg_text_ends_sentence(a->text) || (lower && g_str_has_suffix(a->text, ";")))
		return !room || lower;
	/* A sentence may end at the page's end: what hangs under a number or bullet still belongs to it. */
	const SgLine *first = get_line(run, p->first);
	float hang = p->n > 1 ? a->x0 : first->x_second;
	return p->marker && !room && hang > first->x0 + 3 && fabsf(b->x0 - hang) < 2;
}

/* Rows end with their page, as headings do. */
static bool can_carry(const Piece *piece)
{
	return !piece->note && (piece->kind == SG_BLOCK_PARAGRAPH || piece->kind == SG_BLOCK_BULLET);
}

/* Whether `q` is the next text after `p`: on the next page, or at the top of the next column. */
static bool is_turned(const Run *run, const SgParagraph *p, const SgParagraph *q)
{
	const SgLine *a = last_line(run, p), *b = get_line(run, q->first);
	return q->page == p->page + 1 || (q->page == p->page && b->y1 < a->y0 && q->x0 > p->x1);
}

/* Joins paragraphs over page ends.  Notes stand between, heads and feet are not among the pieces. */
static void carry_over(const Run *run)
{
	size_t last = 0;
	for (size_t i = 1; i < run->pieces->len; i++) {
		Piece *piece = get_piece(run, i), *before = get_piece(run, last);
		const SgParagraph *p = get_paragraph(run, before->first),
				  *q = get_paragraph(run, piece->first);
		if (piece->note)
			continue;
		if (is_turned(run, p, q) && can_carry(before) && piece->kind == SG_BLOCK_PARAGRAPH &&
		    can_carry(piece) && is_carried(run, p, q)) {
			before->carried = i;
			piece->absorbed = true;
		}
		last = i;
	}
}

/* Every pair of lines that may be joined, then every line. */
static void read_hyphens(const Run *run)
{
	for (size_t i = 0; i < run->paragraphs->len; i++) {
		const SgParagraph *p = get_paragraph(run, i);
		for (size_t j = p->first + 1; j < p->first + p->n; j++)
			sg_hyphens_ask(run->hyphens, get_line(run, j - 1)->text, get_line(run, j)->text);
	}
	for (size_t i = 0; i < run->pieces->len; i++) {
		const Piece *piece = get_piece(run, i);
		if (piece->carried == 0)
			continue;
		const SgParagraph *p = get_paragraph(run, piece->first);
		const SgParagraph *q = get_paragraph(run, get_piece(run, piece->carried)->first);
		sg_hyphens_ask(run->hyphens, last_line(run, p)->text, get_line(run, q->first)->text);
	}
	for (guint i = 0; i < run->lines->len; i++)
		sg_hyphens_read(run->hyphens, get_line(run, i)->text);
	sg_hyphens_settle(run->hyphens);
}

static void append_carried(const Run *run, GString *out, const SgParagraph *p, const SgParagraph *q)
{
	g_autofree char *rest = print_paragraph(run, q);
	sg_hyphens_join(run->hyphens, out, last_line(run, p)->space_after, rest);
}

static void append_cells(const Run *run, GString *out, const Piece *piece)
{
	for (size_t i = 0; i < piece->n; i++) {
		const SgParagraph *p = get_paragraph(run, piece->first + i);
		if (i > 0)
			g_string_append(out,
					p->x0 > get_paragraph(run, piece->first + i - 1)->x1 ? " | " : " ");
		append_paragraph(run, out, p);
	}
}

static void set_place(const Run *run, SgBlock *block, uint32_t page, uint32_t page_end)
{
	block->page = page;
	block->page_end = page_end;
	block->page_label = g_strdup(g_array_index(run->layout->pages, SgPage, page - 1).label);
}

static void emit_piece(const Run *run, size_t i)
{
	const Piece *piece = get_piece(run, i);
	const SgParagraph *p = get_paragraph(run, piece->first);
	uint32_t page_end = p->page;
	bool bold = p->bold;
	GString *out = g_string_new(NULL);
	append_cells(run, out, piece);
	for (const Piece *part = piece; part->carried; part = get_piece(run, part->carried)) {
		const SgParagraph *from = get_paragraph(run, part->first);
		const SgParagraph *to = get_paragraph(run, get_piece(run, part->carried)->first);
		append_carried(run, out, from, to);
		page_end = to->page;
		bold = bold && to->bold;
	}
	SgBlock *block = sg_text_add(run->text, piece->kind, g_string_free(out, FALSE));
	if (!block)
		return;
	block->level = (uint8_t)piece->level;
	block->bold = bold;
	block->font_size = (uint16_t)lroundf(CLAMP(p->size, 0.0f, 1000.0f) * 10);
	set_place(run, block, p->page, page_end);
}

static void emit_frame(const Run *run, uint32_t page, SgPlace place)
{
	const SgPage *p = &g_array_index(run->layout->pages, SgPage, page - 1);
	for (size_t i = p->first_line; i < p->first_line + p->n_lines; i++) {
		const SgLine *line = g_ptr_array_index(run->layout->lines, i);
		if (run->places[i] != place)
			continue;
		SgBlock *block = sg_text_add(run->text, SG_BLOCK_HEADFOOT, g_strdup(line->text));
		if (!block)
			return;
		block->bold = line->bold;
		block->font_size = (uint16_t)lroundf(CLAMP(line->size, 0.0f, 1000.0f) * 10);
		set_place(run, block, page, page);
	}
}

/* In reading order: what a page's head says stands before its text, though it may have been drawn last. */
static void emit(const Run *run)
{
	size_t piece = 0;
	for (uint32_t page = 1; page <= run->layout->pages->len; page++) {
		emit_frame(run, page, SG_PLACE_HEAD);
		for (; piece < run->pieces->len && piece_page(run, piece) == page; piece++)
			if (!get_piece(run, piece)->absorbed)
				emit_piece(run, piece);
		emit_frame(run, page, SG_PLACE_FOOT);
	}
}

/* Whether `line` is the beginning of the note that figure refers to: smaller than its text, and below it. */
static bool is_note_of(const SgLine *line, const SgLine *text, const SgFigure *figure)
{
	const char *after = line->text + figure->n_bytes;
	return line->y0 > text->y1 && strncmp(line->text, text->text + figure->at, figure->n_bytes) == 0 &&
	       !g_ascii_isdigit(*after) && *after != '.' && *after != ',' &&
	       (line->raised || line->size < SMALLER * text->size);
}

/* "three schools,3 of whom" is "three schools, of whom" with a note. */
static void drop_note_figures(SgLayout *layout)
{
	for (guint i = 0; i < layout->lines->len; i++) {
		SgLine *line = g_ptr_array_index(layout->lines, i);
		const SgPage *page = &g_array_index(layout->pages, SgPage, line->page - 1);
		size_t end = page->first_line + page->n_lines;
		while (line->n_figures > 0) {
			const SgFigure *figure = &line->figures[--line->n_figures];
			size_t j = page->first_line;
			while (j < end && !is_note_of(g_ptr_array_index(layout->lines, j), line, figure))
				j++;
			if (j < end)
				memmove(line->text + figure->at, line->text + figure->at + figure->n_bytes,
					strlen(line->text + figure->at + figure->n_bytes) + 1);
		}
	}
}

static void collect_body(Run *run)
{
	for (guint i = 0; i < run->layout->lines->len; i++)
		if (run->places[i] == SG_PLACE_BODY)
			g_ptr_array_add(run->lines, g_ptr_array_index(run->layout->lines, i));
	sg_paragraph_merge_lines(run->lines);
}

void sg_layout_run(SgLayout *layout, SgText *text)
{
	g_autofree SgPlace *places = g_new0(SgPlace, layout->lines->len + 1);
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	g_autoptr(GArray) pieces = g_array_new(FALSE, TRUE, sizeof(Piece));
	g_autoptr(SgHyphens) hyphens = sg_hyphens_new();
	Run run = {.layout = layout, .text = text, .lines = lines, .pieces = pieces, .hyphens = hyphens};
	run.places = places;
	drop_note_figures(layout);
	sg_pageframe_find((const SgLine *const *)layout->lines->pdata, (SgPage *)(void *)layout->pages->data,
			  layout->pages->len, places);
	collect_body(&run);
	sg_metrics_init(&run.metrics, lines);
	g_autoptr(GArray) paragraphs = sg_paragraph_cut(lines, &run.metrics);
	run.paragraphs = paragraphs;
	mark_notes(&run);
	cut_pieces(&run);
	order_pages(&run);
	find_kinds(&run);
	unmark_last_headings(&run);
	set_heading_levels(&run);
	set_bullet_levels(&run);
	carry_over(&run);
	read_hyphens(&run);
	emit(&run);
	sg_metrics_clear(&run.metrics);
}
