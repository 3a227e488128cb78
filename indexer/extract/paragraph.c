/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/paragraph.h"

#include <math.h>
#include <string.h>

/* Lengths in font sizes. */
static const float SAME_LINE = 0.35f;    /* baselines closer than this are one line */
static const float WORD_GAP = 1.3f;      /* a gap up to this is a wide space in justified text */
static const float JUSTIFIED_GAP = 3.5f; /* up to this between the parts of a line of justified text */
static const float TOUCHING = 0.12f;     /* a gap below this is no space */
static const float MARKER_GAP = 4.0f;    /* from a marker to its text */
static const float LABEL_GAP = 8.0f;     /* from "Published:" to its value */
static const float SET_APART = 0.7f;     /* a gap after a marker that no word space has */
static const float INDENT = 0.9f;        /* a change of the left edge that is meant */
static const float ALIGNED = 0.25f;      /* left edges closer than this are the same */
static const float ROOM_TO_SPARE = 1.5f; /* beyond the word that would have had room */
static const float SMALL = 0.92f;        /* of the body size: notes */
/* In usual leadings: gaps between paragraphs start at 1.3 in reports, leadings vary by 0.05. */
static const float CLEAR_GAP = 1.22f;
static const float STEP_UP = 0.65f;

enum {
	EDGE_POINTS = 4,       /* width of a strip of left edges */
	N_EDGES = 512,         /* strips: pages of up to 2048 points */
	MIN_COLUMN = 3,        /* lines that make a column; fewer take the page's right edge */
	MIN_LEADINGS = 5,      /* distances of a size that tell its leading */
	N_SHAPES = 8,          /* a document has no more forms of numbered paragraph */
	MAX_LINE_BYTES = 4096, /* of a line put together: a bound on work */
	MAX_PARTS = 32,        /* of a justified line, likewise */
	MAX_MOVED = 200        /* markers a page */
};

static bool is_marker_only(const char *text, SgMarker marker)
{
	return marker.kind && text[marker.n_bytes] == '\0';
}

static bool ends_with_colon(const char *text)
{
	size_t n = strlen(text);
	return n > 1 && text[n - 1] == ':';
}

static bool is_same_line(const SgLine *a, const SgLine *b)
{
	if (a->page != b->page || a->rotated || b->rotated)
		return false;
	float size = fmaxf(a->size, b->size);
	return fabsf(a->baseline - b->baseline) < SAME_LINE * size && b->x0 > a->x1 - SAME_LINE * size;
}

static bool is_aligned(float a, float b, float size)
{
	return fabsf(a - b) < ALIGNED * size;
}

static float gap_between(const SgLine *a, const SgLine *b)
{
	return (b->x0 - a->x1) / fmaxf(a->size, b->size);
}

static bool is_one_text(const SgLine *a, const SgLine *b)
{
	if (strlen(a->text) > MAX_LINE_BYTES)
		return false;
	float gap = gap_between(a, b);
	if (gap < WORD_GAP)
		return true;
	if (is_marker_only(a->text, sg_marker_read(a->text)))
		return gap < MARKER_GAP;
	return ends_with_colon(a->text) && gap < LABEL_GAP;
}

/* Whether parts [from, to) of a line begin and end where the line before does, as those of justified text do.
 */
static bool is_justified(const SgLine *before, const GPtrArray *lines, size_t from, size_t to)
{
	const SgLine *first = g_ptr_array_index(lines, from), *last = g_ptr_array_index(lines, to - 1);
	if (!before || before->page != first->page || to - from > MAX_PARTS)
		return false;
	for (size_t i = from + 1; i < to; i++)
		if (gap_between(lines->pdata[i - 1], lines->pdata[i]) > JUSTIFIED_GAP)
			return false;
	return before->baseline < first->baseline && before->baseline > first->baseline - 2 * first->size &&
	       is_aligned(before->x0, first->x0, first->size) &&
	       is_aligned(before->x1, last->x1, first->size);
}

/* The longer part tells size and weight: a bold number in front of a paragraph does not make it bold. */
static void merge_line(SgLine *a, SgLine *b)
{
	float gap = b->x0 - a->x1;
	bool solid = !a->space_after && gap < TOUCHING * b->size;
	if (!solid && !strchr(a->text, ' ')) {
		a->x_second = b->x0;
		a->second_gap = gap;
	}
	char *text = g_strconcat(a->text, solid ? "" : " ", b->text, NULL);
	if (strlen(b->text) >= strlen(a->text)) {
		a->size = b->size;
		a->bold = b->bold;
		a->baseline = b->baseline;
	}
	g_free(a->text);
	a->text = text;
	a->space_after = b->space_after;
	a->x1 = fmaxf(a->x1, b->x1);
	a->y0 = fminf(a->y0, b->y0);
	a->y1 = fmaxf(a->y1, b->y1);
}

/* The line that marker `i`, drawn apart from it, stands in front of; the array's length: none. */
static guint find_marked(const GPtrArray *lines, guint i, guint from, guint to)
{
	const SgLine *marker = lines->pdata[i];
	for (guint j = from; j < to; j++) {
		const SgLine *line = lines->pdata[j];
		if (j == i || !is_same_line(marker, line) || gap_between(marker, line) > MARKER_GAP)
			continue;
		bool marked = j > from && is_same_line(lines->pdata[j - 1], line);
		return marked ? lines->len : j;
	}
	return lines->len;
}

static void move_line(GPtrArray *lines, guint from, guint to)
{
	void *line = lines->pdata[from];
	if (from < to) {
		memmove(&lines->pdata[from], &lines->pdata[from + 1], (to - 1 - from) * sizeof(void *));
		lines->pdata[to - 1] = line;
	} else {
		memmove(&lines->pdata[to + 1], &lines->pdata[to], (from - to) * sizeof(void *));
		lines->pdata[to] = line;
	}
}

/* Files may draw the numbers of a list as a column of their own, before or after the list. */
static void place_markers(GPtrArray *lines)
{
	for (guint from = 0, to; from < lines->len; from = to) {
		uint32_t page = ((const SgLine *)lines->pdata[from])->page;
		for (to = from + 1; to < lines->len && ((const SgLine *)lines->pdata[to])->page == page; to++)
			;
		unsigned n_moved = 0;
		for (guint i = from; i < to && n_moved < MAX_MOVED; i++) {
			const SgLine *line = lines->pdata[i];
			if (!is_marker_only(line->text, sg_marker_read(line->text)) ||
			    (i + 1 < to && is_same_line(line, lines->pdata[i + 1])))
				continue;
			guint marked = find_marked(lines, i, from, to);
			if (marked == lines->len)
				continue;
			move_line(lines, i, marked);
			n_moved++;
			i -= marked > i;
		}
	}
}

void sg_paragraph_merge_lines(GPtrArray *lines)
{
	place_markers(lines);
	guint n = 0;
	for (guint from = 0, to; from < lines->len; from = to) {
		for (to = from + 1; to < lines->len && is_same_line(lines->pdata[to - 1], lines->pdata[to]);
		     to++)
			;
		bool justified = is_justified(n ? lines->pdata[n - 1] : NULL, lines, from, to);
		lines->pdata[n++] = lines->pdata[from];
		for (guint i = from + 1; i < to; i++)
			if (justified || is_one_text(lines->pdata[n - 1], lines->pdata[i]))
				merge_line(lines->pdata[n - 1], lines->pdata[i]);
			else
				lines->pdata[n++] = lines->pdata[i];
	}
	g_ptr_array_set_size(lines, (int)n);
}

static int size_bucket(float size)
{
	return (int)lroundf(CLAMP(size, 0.0f, 1000.0f) * 2);
}

static void count(GHashTable *table, int key, int n)
{
	void *old = g_hash_table_lookup(table, GINT_TO_POINTER(key));
	g_hash_table_insert(table, GINT_TO_POINTER(key), GINT_TO_POINTER(GPOINTER_TO_INT(old) + n));
}

/* Of two that are as common the smaller, so that the answer does not hang on the table's order. */
static int commonest(GHashTable *table)
{
	GHashTableIter iter;
	void *key, *value;
	int best = 0, n_best = 0;
	g_hash_table_iter_init(&iter, table);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		int n = GPOINTER_TO_INT(value);
		if (n > n_best || (n == n_best && GPOINTER_TO_INT(key) < best)) {
			best = GPOINTER_TO_INT(key);
			n_best = n;
		}
	}
	return best;
}

/* By bytes, not lines: a report has more lines of headings and tables than of prose.  Bold counts when it is
   most of that size. */
static void find_body(SgMetrics *metrics, const GPtrArray *lines)
{
	g_autoptr(GHashTable) sizes = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) bold = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < lines->len; i++) {
		const SgLine *line = g_ptr_array_index(lines, i);
		int n = (int)MIN(strlen(line->text), 1000);
		count(sizes, size_bucket(line->size), n);
		count(bold, size_bucket(line->size), line->bold ? n : 0);
	}
	int body = commonest(sizes);
	metrics->body_size = body ? (float)body / 2 : 12;
	metrics->body_bold = 2 * GPOINTER_TO_INT(g_hash_table_lookup(bold, GINT_TO_POINTER(body))) >
			     GPOINTER_TO_INT(g_hash_table_lookup(sizes, GINT_TO_POINTER(body)));
}

/* Distances of baselines, per size: distances[size] is a table tenths of a point -> how often. */
static GHashTable *count_leadings(const GPtrArray *lines)
{
	GHashTable *sizes = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
	for (guint i = 1; i < lines->len; i++) {
		const SgLine *a = g_ptr_array_index(lines, i - 1), *b = g_ptr_array_index(lines, i);
		float distance = b->baseline - a->baseline;
		int bucket = size_bucket(b->size);
		if (a->page != b->page || bucket != size_bucket(a->size) || distance < STEP_UP * b->size ||
		    distance > 3 * b->size || b->x0 > a->x1)
			continue;
		GHashTable *distances = g_hash_table_lookup(sizes, GINT_TO_POINTER(bucket));
		if (!distances) {
			distances = g_hash_table_new(NULL, NULL);
			g_hash_table_insert(sizes, GINT_TO_POINTER(bucket), distances);
		}
		count(distances, (int)lroundf(distance * 10), 1);
	}
	return sizes;
}

void sg_metrics_init(SgMetrics *metrics, const GPtrArray *lines)
{
	find_body(metrics, lines);
	metrics->leading = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) sizes = count_leadings(lines);
	GHashTableIter iter;
	void *size, *distances;
	g_hash_table_iter_init(&iter, sizes);
	while (g_hash_table_iter_next(&iter, &size, &distances)) {
		int leading = commonest(distances);
		if (GPOINTER_TO_INT(g_hash_table_lookup(distances, GINT_TO_POINTER(leading))) >= MIN_LEADINGS)
			g_hash_table_insert(metrics->leading, size, GINT_TO_POINTER(leading));
	}
	int bucket = size_bucket(metrics->body_size);
	int body = GPOINTER_TO_INT(g_hash_table_lookup(metrics->leading, GINT_TO_POINTER(bucket)));
	metrics->leading_ratio = body ? (float)body / 10 / metrics->body_size : 1.2f;
}

void sg_metrics_clear(SgMetrics *metrics)
{
	g_clear_pointer(&metrics->leading, g_hash_table_unref);
}

float sg_metrics_get_leading(const SgMetrics *metrics, float size)
{
	int leading =
	    GPOINTER_TO_INT(g_hash_table_lookup(metrics->leading, GINT_TO_POINTER(size_bucket(size))));
	return leading ? (float)leading / 10 : size * metrics->leading_ratio;
}

/* Whoever sets text breaks a line only when the next word does not fit: a line that ends with room for it was
   meant to end. */
bool sg_line_has_room(const SgLine *line, const SgLine *next, float right)
{
	float word = next->second_gap > 0 || next->x_second > next->x0
			 ? next->x_second - next->second_gap - next->x0
			 : next->x1 - next->x0;
	return right - line->x1 > word + ROOM_TO_SPARE * line->size;
}

/* Where a number and its text stand when they certainly are a paragraph's. */
typedef struct {
	float x0, x_second;
} Shape;

typedef struct {
	const GPtrArray *lines;
	const SgMetrics *metrics;
	float edges[N_EDGES]; /* of the page at hand: right edge of the lines that begin in this strip */
	unsigned n_edges[N_EDGES];
	float edge;
	uint32_t number; /* the last paragraph number */
	Shape shapes[N_SHAPES];
	unsigned n_shapes;
} Cutter;

static const SgLine *get_line(const Cutter *cutter, size_t i)
{
	return i < cutter->lines->len ? g_ptr_array_index(cutter->lines, i) : NULL;
}

static size_t edge_strip(float x)
{
	return (size_t)CLAMP(x / EDGE_POINTS, 1.0f, (float)(N_EDGES - 2));
}

/* Each page by itself: columns and margins change from page to page. */
static void measure_page(Cutter *cutter, size_t from)
{
	memset(cutter->edges, 0, sizeof(cutter->edges));
	memset(cutter->n_edges, 0, sizeof(cutter->n_edges));
	cutter->edge = 0;
	uint32_t page = get_line(cutter, from)->page;
	for (size_t i = from; i < cutter->lines->len && get_line(cutter, i)->page == page; i++) {
		const SgLine *line = get_line(cutter, i);
		size_t strip = edge_strip(line->x0);
		cutter->n_edges[strip]++;
		cutter->edges[strip] = fmaxf(cutter->edges[strip], line->x1);
		cutter->edge = fmaxf(cutter->edge, line->x1);
	}
}

/* Right edge of the column a line stands in; of the page, when few lines begin at its left edge. */
static float right_edge(const Cutter *cutter, const SgLine *line)
{
	float edge = 0;
	unsigned n = 0;
	size_t strip = edge_strip(line->x0);
	for (size_t i = strip - 1; i <= strip + 1; i++) {
		n += cutter->n_edges[i];
		edge = fmaxf(edge, cutter->edges[i]);
	}
	return n < MIN_COLUMN ? cutter->edge : edge;
}

/* Whether the line after next shows that this one's marker hangs to the left of its text. */
static bool is_hanging(const SgLine *line, const SgLine *next)
{
	return next && next->page == line->page && next->baseline > line->baseline &&
	       next->x0 > line->x0 + ALIGNED * 2 * line->size &&
	       is_aligned(next->x0, line->x_second, line->size);
}

static bool has_known_shape(const Cutter *cutter, const SgLine *line)
{
	for (unsigned i = 0; i < cutter->n_shapes; i++)
		if (is_aligned(cutter->shapes[i].x0, line->x0, line->size) &&
		    is_aligned(cutter->shapes[i].x_second, line->x_second, line->size))
			return true;
	return false;
}

static void note_shape(Cutter *cutter, const SgLine *line)
{
	if (cutter->n_shapes < N_SHAPES && !has_known_shape(cutter, line))
		cutter->shapes[cutter->n_shapes++] = (Shape){line->x0, line->x_second};
}

/* The line's list marker, if it is really one and not the middle of a sentence ("18 to" / "25. This visit").
   `after` is the text before it, NULL at a gap. */
static SgMarkerKind find_marker(Cutter *cutter, size_t i, const char *after)
{
	const SgLine *line = get_line(cutter, i);
	SgMarker marker = sg_marker_read(line->text);
	if (marker.kind == SG_MARKER_NONE || marker.kind == SG_MARKER_BULLET ||
	    line->text[marker.n_bytes] == '\0')
		return marker.kind == SG_MARKER_BULLET ? marker.kind : SG_MARKER_NONE;
	bool apart = line->second_gap > SET_APART * line->size || is_hanging(line, get_line(cutter, i + 1));
	bool after_end = !after || sg_text_ends_sentence(after);
	bool follows = marker.number > 0 && marker.number == cutter->number + 1 && after_end;
	if (!apart && !follows && !(has_known_shape(cutter, line) && marker.kind == SG_MARKER_NUMBER) &&
	    !(marker.kind == SG_MARKER_LETTER && after_end))
		return SG_MARKER_NONE;
	if (apart && marker.kind == SG_MARKER_NUMBER)
		note_shape(cutter, line);
	return marker.kind;
}

/* Sizes within a paragraph differ by rounding, and by a raised figure. */
static bool has_style_change(const SgLine *a, const SgLine *b)
{
	if (fabsf(a->size - b->size) > 0.08f * fmaxf(a->size, b->size))
		return true;
	/* A bold beginning of a sentence that goes on in the next line is no heading. */
	return a->bold != b->bold && !(sg_text_begins_lower(b->text) && !sg_text_ends_sentence(a->text));
}

static bool is_small(const Cutter *cutter, const SgLine *line)
{
	return line->size < SMALL * cutter->metrics->body_size;
}

/* Measured against the leading of the lower line's size: a heading's own lines stand wider apart. */
static bool has_clear_gap(const Cutter *cutter, const SgLine *a, const SgLine *b)
{
	return b->baseline - a->baseline > CLEAR_GAP * sg_metrics_get_leading(cutter->metrics, b->size);
}

/* Not the line below: another column, another cell, another page. */
static bool is_elsewhere(const SgLine *a, const SgLine *b)
{
	return a->page != b->page || a->rotated || b->rotated ||
	       b->baseline - a->baseline < STEP_UP * b->size || b->x0 > a->x1 + WORD_GAP * b->size ||
	       b->x1 < a->x0;
}

/* The left edge of this paragraph's lines is left, at a place where a paragraph can end. */
static bool has_indent_change(const Cutter *cutter, const SgParagraph *paragraph, const SgLine *a,
			      const SgLine *b)
{
	float left = a->x0;
	if (paragraph->n == 1 && paragraph->marker) {
		left = get_line(cutter, paragraph->first)->x0;
		if (b->x0 > left - ALIGNED * b->size)
			return false;
	} else if (paragraph->n == 1 && b->x0 < left) {
		return false;
	}
	return fabsf(b->x0 - left) > INDENT * b->size &&
	       (sg_text_ends_sentence(a->text) ||
		(paragraph->marker && sg_line_has_room(a, b, right_edge(cutter, a))));
}

static bool is_ended(const Cutter *cutter, const SgLine *a, const SgLine *b)
{
	bool room = sg_line_has_room(a, b, right_edge(cutter, a));
	if (sg_text_ends_sentence(a->text))
		return room;
	return sg_text_is_label(b->text) || (room && sg_text_is_label(a->text));
}

/* Whether `line` stands where the text of the numbered or bulleted paragraph stands: what is parted from it
   by no more than a line's end belongs to it. */
static bool hangs(const Cutter *cutter, const SgParagraph *paragraph, const SgLine *line)
{
	const SgLine *first = get_line(cutter, paragraph->first);
	return paragraph->marker && paragraph->n > 1 && line->x0 > first->x0 + INDENT * line->size &&
	       is_aligned(get_line(cutter, paragraph->first + 1)->x0, line->x0, line->size);
}

/* Whether line `i` begins a paragraph after `paragraph`; its marker is set in any case. */
static bool begins_paragraph(Cutter *cutter, const SgParagraph *paragraph, size_t i, SgMarkerKind *ret_marker)
{
	const SgLine *a = get_line(cutter, i - 1), *b = get_line(cutter, i);
	bool apart = is_elsewhere(a, b) || has_style_change(a, b) || has_clear_gap(cutter, a, b);
	*ret_marker = find_marker(cutter, i, apart && a->page == b->page ? NULL : a->text);
	if (apart || *ret_marker)
		return true;
	if (b->raised && is_small(cutter, b))
		return true;
	return !hangs(cutter, paragraph, b) &&
	       (has_indent_change(cutter, paragraph, a, b) || is_ended(cutter, a, b));
}

static void begin_paragraph(Cutter *cutter, GArray *paragraphs, size_t i, SgMarkerKind marker)
{
	const SgLine *line = get_line(cutter, i);
	SgParagraph paragraph = {.first = i, .page = line->page, .marker = marker};
	paragraph.x0 = line->x0;
	paragraph.x1 = line->x1;
	paragraph.y0 = line->y0;
	paragraph.y1 = line->y1;
	paragraph.size = line->size;
	paragraph.bold = line->bold;
	paragraph.rotated = line->rotated;
	paragraph.right = right_edge(cutter, line);
	SgMarker read = sg_marker_read(line->text);
	if (marker == SG_MARKER_NUMBER && read.number > 0)
		cutter->number = read.number;
	g_array_append_val(paragraphs, paragraph);
}

static void extend_paragraph(SgParagraph *paragraph, const SgLine *line)
{
	paragraph->n++;
	paragraph->x0 = fminf(paragraph->x0, line->x0);
	paragraph->x1 = fmaxf(paragraph->x1, line->x1);
	paragraph->y0 = fminf(paragraph->y0, line->y0);
	paragraph->y1 = fmaxf(paragraph->y1, line->y1);
	paragraph->bold = paragraph->bold && line->bold;
}

GArray *sg_paragraph_cut(const GPtrArray *lines, const SgMetrics *metrics)
{
	GArray *paragraphs = g_array_new(FALSE, TRUE, sizeof(SgParagraph));
	g_autofree Cutter *cutter = g_new0(Cutter, 1);
	cutter->lines = lines;
	cutter->metrics = metrics;
	for (size_t i = 0; i < lines->len; i++) {
		const SgLine *line = get_line(cutter, i);
		if (i == 0 || get_line(cutter, i - 1)->page != line->page)
			measure_page(cutter, i);
		SgParagraph *last =
		    paragraphs->len ? &g_array_index(paragraphs, SgParagraph, paragraphs->len - 1) : NULL;
		SgMarkerKind marker = SG_MARKER_NONE;
		if (!last)
			begin_paragraph(cutter, paragraphs, i, find_marker(cutter, i, NULL));
		else if (begins_paragraph(cutter, last, i, &marker))
			begin_paragraph(cutter, paragraphs, i, marker);
		extend_paragraph(&g_array_index(paragraphs, SgParagraph, paragraphs->len - 1), line);
	}
	return paragraphs;
}
