/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/pageframe.h"

#include <math.h>
#include <string.h>

/* Up to MAX_EDGE lines in the outer ZONE of the page, on each side, can be running ones. */
enum {
	MAX_EDGE = 12,   /* a letterhead with its address has fewer lines */
	MAX_WORDS = 24,  /* compared; a running head with more is told by its first */
	MIN_LETTERS = 3, /* fewer repeat by chance: a list's marks, the cells of a table */
	FEW_PAGES = 6,   /* in so short a paper a line that stands twice is a running one */
	MAX_FIGURES = 5,
	MAX_ROMAN = 8, /* "lxxxviii" is the longest below a hundred */
	NEAR_PAGES = 4 /* looked at on each side: feet change with the chapter */
};
static const float ZONE = 0.22f;       /* of the page's height: feet with a letterhead's address */
static const float SAME_HEIGHT = 3.0f; /* points; typeset feet stand alike, scanned ones nearly */
static const double SAME_WORDS = 0.6;  /* a title with the chapter's name beside it */

/* A number that may be the page's. */
typedef struct {
	const char *at; /* NULL: none */
	size_t n_bytes;
	int value;
	bool roman;
} Number;

typedef struct {
	size_t line;
	uint32_t page; /* from 0 */
	SgPlace place;
	float height; /* of the baseline below the top or above the bottom of the page */
	unsigned n_letters, n_words;
	uint32_t words[MAX_WORDS]; /* hashes of its words, figures masked */
	uint32_t key;              /* of all its words */
	bool repeated;
	bool alone;        /* a page number and nothing else: numbers[0] */
	Number numbers[2]; /* its first and its last word */
} Edge;

typedef struct {
	int32_t offset; /* printed minus physical number, twice, + 1 for Roman ones */
	uint32_t page;
} Vote;

typedef struct {
	const SgLine *const *lines;
	SgPage *pages;
	size_t n_pages;
	GArray *edges;       /* Edge, page by page, on each side from the outside in */
	size_t *first_edge;  /* of each page, and one more */
	GHashTable *offsets; /* offset -> pages that have it */
} Frame;

static Number parse_arabic(const char *text, size_t n_bytes)
{
	size_t n = 0;
	while (n < n_bytes && g_ascii_isdigit(text[n]))
		n++;
	if (n == 0 || n > MAX_FIGURES || n != n_bytes)
		return (Number){NULL, 0, 0, false};
	return (Number){text, n, (int)g_ascii_strtoull(text, NULL, 10), false};
}

static int roman_digit(char c)
{
	static const char digits[] = "ivxlc";
	static const int values[] = {1, 5, 10, 50, 100};
	const char *at = c ? strchr(digits, g_ascii_tolower(c)) : NULL;
	return at ? values[at - digits] : 0;
}

static Number parse_roman(const char *text, size_t n_bytes)
{
	int value = 0;
	for (size_t i = 0; i < n_bytes; i++) {
		int digit = roman_digit(text[i]);
		if (digit == 0 || n_bytes > MAX_ROMAN)
			return (Number){NULL, 0, 0, false};
		int next = i + 1 < n_bytes ? roman_digit(text[i + 1]) : 0;
		value += digit < next ? -digit : digit;
	}
	return (Number){value > 0 ? text : NULL, n_bytes, value, true};
}

static Number parse_number(const char *text, size_t n_bytes)
{
	Number number = parse_arabic(text, n_bytes);
	return number.at ? number : parse_roman(text, n_bytes);
}

/* "12", "- 12 -", "Page 12", "12 of 40", "iv". */
static Number parse_alone(const char *text)
{
	const char *at = text;
	if (g_ascii_strncasecmp(at, "page ", 5) == 0)
		at += 5;
	size_t n_dashes = strspn(at, "- |[");
	at += n_dashes;
	size_t n = strcspn(at, " -|]/");
	const char *rest = at + n;
	Number number = parse_number(at, n);
	if (g_ascii_strncasecmp(rest, " of ", 4) == 0 || *rest == '/') {
		rest += *rest == '/' ? 1 : 4;
		rest += strspn(rest, "0123456789");
	}
	rest += strspn(rest, "- |]");
	return *rest == '\0' ? number : (Number){NULL, 0, 0, false};
}

/* FNV-1a; a run of figures counts as one "#", so that "Page 9" and "Page 10" are the same line. */
static uint32_t hash_masked(const char *word, size_t n_bytes)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < n_bytes; i++) {
		bool figure = g_ascii_isdigit(word[i]);
		if (figure && i > 0 && g_ascii_isdigit(word[i - 1]))
			continue;
		hash = (hash ^ (figure ? '#' : (unsigned char)g_ascii_tolower(word[i]))) * 16777619u;
	}
	return hash;
}

static void read_words(Edge *edge, const char *text)
{
	edge->key = 2166136261u;
	const char *last = text;
	for (const char *at = text; *at; at += *at == ' ') {
		size_t n = strcspn(at, " ");
		uint32_t hash = hash_masked(at, n);
		if (edge->n_words < MAX_WORDS)
			edge->words[edge->n_words++] = hash;
		edge->key = (edge->key ^ hash) * 16777619u;
		last = at;
		at += n;
	}
	for (const char *at = text; *at; at = g_utf8_next_char(at))
		edge->n_letters += g_unichar_isalpha(g_utf8_get_char(at));
	edge->numbers[0] = parse_alone(text);
	edge->alone = edge->numbers[0].at != NULL;
	if (!edge->alone) {
		edge->numbers[0] = parse_arabic(text, strcspn(text, " "));
		edge->numbers[1] = parse_arabic(last, strlen(last));
	}
}

static int compare_lines(const void *a, const void *b, void *user_data)
{
	const SgLine *const *lines = user_data;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	if (lines[i]->baseline < lines[j]->baseline)
		return -1;
	return lines[i]->baseline > lines[j]->baseline ? 1 : (i > j) - (i < j);
}

static void add_edge(Frame *frame, uint32_t page, size_t line, SgPlace place)
{
	const SgLine *l = frame->lines[line];
	Edge edge = {.line = line, .page = page, .place = place};
	edge.height = place == SG_PLACE_HEAD ? l->baseline : frame->pages[page].height - l->baseline;
	read_words(&edge, l->text);
	g_array_append_val(frame->edges, edge);
}

static void find_edges(Frame *frame, uint32_t page)
{
	const SgPage *p = &frame->pages[page];
	g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(size_t));
	for (size_t i = p->first_line; i < p->first_line + p->n_lines; i++)
		if (!frame->lines[i]->rotated)
			g_array_append_val(order, i);
	g_array_sort_with_data(order, compare_lines, (void *)frame->lines);
	for (guint i = 0; i < order->len && i < MAX_EDGE; i++) {
		size_t line = g_array_index(order, size_t, i);
		if (frame->lines[line]->y1 < p->height * ZONE)
			add_edge(frame, page, line, SG_PLACE_HEAD);
	}
	for (guint i = 0; i < order->len && i < MAX_EDGE; i++) {
		size_t line = g_array_index(order, size_t, order->len - 1 - i);
		if (frame->lines[line]->y0 > p->height * (1 - ZONE))
			add_edge(frame, page, line, SG_PLACE_FOOT);
	}
}

static bool is_equal(const Edge *a, const Edge *b)
{
	return a->place == b->place && a->key == b->key && fabsf(a->height - b->height) <= SAME_HEIGHT;
}

static bool is_similar(const Edge *a, const Edge *b)
{
	if (a->place != b->place || fabsf(a->height - b->height) > SAME_HEIGHT / 2)
		return false;
	unsigned n_common = 0;
	for (unsigned i = 0; i < a->n_words; i++)
		for (unsigned j = 0; j < b->n_words; j++)
			if (a->words[i] == b->words[j]) {
				n_common++;
				break;
			}
	return n_common >= SAME_WORDS * MAX(a->n_words, b->n_words);
}

/* 2: its words stand on that page at the same height, 1: most of them, 0: they do not. */
static int find_likeness(const Frame *frame, const Edge *edge, size_t page)
{
	int likeness = 0;
	for (size_t i = frame->first_edge[page]; i < frame->first_edge[page + 1]; i++) {
		const Edge *other = &g_array_index(frame->edges, Edge, i);
		if (is_equal(edge, other))
			return 2;
		if (is_similar(edge, other))
			likeness = 1;
	}
	return likeness;
}

static void mark_repeated(Frame *frame)
{
	for (guint i = 0; i < frame->edges->len; i++) {
		Edge *edge = &g_array_index(frame->edges, Edge, i);
		unsigned n_like = 0, n_equal = 0;
		size_t from = edge->page > NEAR_PAGES ? edge->page - NEAR_PAGES : 0;
		size_t to = MIN((size_t)edge->page + NEAR_PAGES + 1, frame->n_pages);
		for (size_t page = from; page < to && edge->n_letters >= MIN_LETTERS; page++) {
			int likeness = page == edge->page ? 0 : find_likeness(frame, edge, page);
			n_like += likeness > 0;
			n_equal += likeness > 1;
		}
		edge->repeated = n_like >= 2 || (n_equal >= 1 && frame->n_pages <= FEW_PAGES);
	}
}

static int32_t number_offset(const Edge *edge, const Number *number)
{
	return 2 * (number->value - (int32_t)(edge->page + 1)) + number->roman;
}

/* A number in a line that stands once may be any: "310 children". */
static bool can_vote(const Edge *edge, const Number *number)
{
	return number->at && (edge->alone || edge->repeated);
}

static int compare_votes(const void *a, const void *b)
{
	const Vote *i = a, *j = b;
	if (i->offset != j->offset)
		return i->offset < j->offset ? -1 : 1;
	return (i->page > j->page) - (i->page < j->page);
}

/* A page number keeps its distance from the page's place in the file; other numbers at page ends do not. */
static void count_offsets(Frame *frame)
{
	g_autoptr(GArray) votes = g_array_new(FALSE, FALSE, sizeof(Vote));
	for (guint i = 0; i < frame->edges->len; i++) {
		const Edge *edge = &g_array_index(frame->edges, Edge, i);
		for (unsigned j = 0; j < 2; j++) {
			Vote vote = {number_offset(edge, &edge->numbers[j]), edge->page};
			if (can_vote(edge, &edge->numbers[j]))
				g_array_append_val(votes, vote);
		}
	}
	g_array_sort(votes, compare_votes);
	for (guint i = 0; i < votes->len; i++) {
		const Vote *vote = &g_array_index(votes, Vote, i);
		if (i > 0 && vote[-1].offset == vote->offset && vote[-1].page == vote->page)
			continue;
		void *key = GINT_TO_POINTER(vote->offset);
		int n = GPOINTER_TO_INT(g_hash_table_lookup(frame->offsets, key));
		g_hash_table_insert(frame->offsets, key, GINT_TO_POINTER(n + 1));
	}
}

/* Pages on which this number counts on from the physical one as it does here; 0: it counts nothing. */
static int count_pages(const Frame *frame, const Edge *edge, const Number *number)
{
	if (!can_vote(edge, number))
		return 0;
	int32_t offset = number_offset(edge, number);
	int n = GPOINTER_TO_INT(g_hash_table_lookup(frame->offsets, GINT_TO_POINTER(offset)));
	return n >= 2 || (offset == 0 && edge->alone) ? n : 0;
}

/* Whether a repeated line stands on the same baseline ("21 CFR Ch. II" beside "1308.11"). */
static bool is_beside_repeated(const Frame *frame, const Edge *edge)
{
	for (size_t i = frame->first_edge[edge->page]; i < frame->first_edge[edge->page + 1]; i++) {
		const Edge *other = &g_array_index(frame->edges, Edge, i);
		if (other->repeated && other->place == edge->place && fabsf(other->height - edge->height) < 1)
			return true;
	}
	return false;
}

static void set_label(SgPage *page, const Number *number)
{
	g_free(page->label);
	page->label = g_strndup(number->at, number->n_bytes);
}

/* From the edge inward, up to the first line that is not a running one: a repeated line below it is the
   text's, such as the head of a table that goes on. */
static void mark_page(const Frame *frame, size_t page, SgPlace *places)
{
	int n_best = 0;
	SgPlace stopped = SG_PLACE_BODY;
	for (size_t i = frame->first_edge[page]; i < frame->first_edge[page + 1]; i++) {
		const Edge *edge = &g_array_index(frame->edges, Edge, i);
		int n[2] = {count_pages(frame, edge, &edge->numbers[0]),
			    count_pages(frame, edge, &edge->numbers[1])};
		if (!edge->repeated && n[0] == 0 && !is_beside_repeated(frame, edge))
			stopped = edge->place;
		if (edge->place == stopped || places[edge->line] != SG_PLACE_BODY)
			continue;
		places[edge->line] = edge->place;
		for (unsigned j = 0; j < 2; j++)
			if (n[j] > n_best) {
				n_best = n[j];
				set_label(&frame->pages[page], &edge->numbers[j]);
			}
	}
}

void sg_pageframe_find(const SgLine *const *lines, SgPage *pages, size_t n_pages, SgPlace *places)
{
	g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(Edge));
	g_autoptr(GHashTable) offsets = g_hash_table_new(NULL, NULL);
	g_autofree size_t *first_edge = g_new(size_t, n_pages + 1);
	Frame frame = {lines, pages, n_pages, edges, first_edge, offsets};
	for (size_t page = 0; page < n_pages; page++) {
		first_edge[page] = edges->len;
		find_edges(&frame, (uint32_t)page);
	}
	first_edge[n_pages] = edges->len;
	mark_repeated(&frame);
	count_offsets(&frame);
	for (size_t page = 0; page < n_pages; page++)
		mark_page(&frame, page, places);
}
