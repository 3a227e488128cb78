/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Plain text has no structure but its lines.  Which line ends are paragraph
 * ends is told from the text itself: blank lines, how wide the lines are, what a
 * line ends with and the next begins with.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/lines.h"
#include "indexer/extract/marker.h"

#include <string.h>

enum {
	WRAP_MAX = 120,     /* characters; nobody wraps wider, so a longer line is a whole paragraph */
	WRAP_USUAL = 80,    /* when no line tells */
	GAPS_MIN = 8,       /* gaps needed before a text can be called double-spaced */
	HEADING_BYTES = 80, /* of the longest heading, and of the shortest paragraph under one */
	HEADING_COLON = 40, /* bytes: "Minutes:" is a heading, a longer line with a colon leads in a list */
	TITLE_BLOCKS = 3,   /* a title stands among the first so many blocks */
	TAIL_BYTES =
	    1000, /* looked at for the end of a sentence, so that a line costs the same in any paragraph */
};

typedef struct {
	size_t n_wrap;      /* characters a full line has */
	bool double_spaced; /* every line is followed by a blank one */
} Layout;

typedef struct {
	SgText *text;
	Layout layout;
	GString *paragraph;  /* being put together; it ends with the last line taken */
	SgMarkerKind marker; /* it begins with */
	size_t n_lines;      /* in it */
	size_t n_last_chars; /* in the last of them */
	bool gap_before;     /* a blank line, or the start, stood before it */
	uint32_t page;       /* from 1; 0: the text has no form feeds */
	SgBlock *heading;    /* block that is a heading if a paragraph follows, or NULL */
	bool has_title;
} Reader;

static size_t count_chars(const GString *line)
{
	return sg_utf8_count(line->str, line->len);
}

static bool ends_sentence(const GString *text)
{
	const char *tail = text->len > TAIL_BYTES ? text->str + text->len - TAIL_BYTES : text->str;
	while (((unsigned char)*tail & 0xc0) == 0x80)
		tail++;
	return sg_text_ends_sentence(tail);
}

/* A sentence runs on from one line into the next. */
static bool runs_on(const GString *before, const GString *after)
{
	return sg_text_begins_lower(after->str) && !ends_sentence(before);
}

/* "o", long dashes and the like begin an item only where the layout says so, and plain text has none. */
static SgMarkerKind find_marker(const char *line)
{
	SgMarkerKind kind = sg_marker_read(line).kind;
	if (kind != SG_MARKER_DASH)
		return kind;
	return line[0] == '-' || line[0] == '*' ? SG_MARKER_BULLET : SG_MARKER_NONE;
}

/* Nine in ten lines of a wrapped text are no wider than this; long lines do not count. */
static size_t find_wrap(const size_t widths[WRAP_MAX + 1])
{
	size_t n_lines = 0;
	for (size_t i = 1; i <= WRAP_MAX; i++)
		n_lines += widths[i];
	if (n_lines == 0)
		return WRAP_USUAL;
	size_t n_seen = 0;
	size_t width = 0;
	while (width < WRAP_MAX && n_seen * 10 < n_lines * 9)
		n_seen += widths[++width];
	return width;
}

/* In a double-spaced text a blank line says nothing: sentences run on across a quarter of them and more. */
static Layout find_layout(const char *plain)
{
	size_t widths[WRAP_MAX + 1] = {0};
	size_t n_gaps = 0;
	size_t n_adjacent = 0;
	size_t n_run_on = 0;
	bool gap = false;
	g_autoptr(GString) last = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	SgTextLine line = {.text = text};
	for (const char *at = plain; sg_text_line_next(&at, &line); gap = text->len == 0) {
		if (text->len == 0)
			continue;
		size_t n_chars = count_chars(text);
		widths[n_chars <= WRAP_MAX ? n_chars : 0]++;
		if (last->len > 0) {
			n_gaps += gap;
			n_adjacent += !gap;
			n_run_on += gap && n_chars <= WRAP_MAX && runs_on(last, text);
		}
		g_string_assign(last, text->str);
	}
	bool spaced = n_gaps >= GAPS_MIN && n_run_on * 4 >= n_gaps && n_adjacent * 4 < n_gaps;
	return (Layout){.n_wrap = find_wrap(widths), .double_spaced = spaced};
}

static bool has_time_of_day(const char *text)
{
	for (const char *colon = strchr(text, ':'); colon != NULL; colon = strchr(colon + 1, ':'))
		if (colon > text && g_ascii_isdigit(colon[-1]) && g_ascii_isdigit(colon[1]))
			return true;
	return false;
}

/* "30 June 2014", "Fri 4 Jul 14": what a comment or a letter is stamped with. */
static bool is_stamp(const char *text)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	if (has_time_of_day(text))
		return true;
	if (!g_ascii_isdigit(text[strlen(text) - 1]))
		return false;
	bool begins = g_ascii_isdigit(text[0]);
	for (gsize i = 0; i < G_N_ELEMENTS(days); i++)
		begins = begins || g_str_has_prefix(text, days[i]);
	return begins;
}

/* "PRIME MINISTER:" above what was said. */
static bool is_speaker(const char *text)
{
	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
		if (g_unichar_islower(g_utf8_get_char(at)))
			return false;
	return g_str_has_suffix(text, ":");
}

static bool looks_like_heading(const char *text)
{
	size_t n_bytes = strlen(text);
	char last = text[n_bytes - 1];
	bool ends = sg_text_ends_sentence(text);
	if (n_bytes > HEADING_BYTES || last == ',' || g_str_has_suffix(text, "…"))
		return false;
	if (ends && last != '?' && (last != ':' || n_bytes > HEADING_COLON))
		return false;
	if (!g_unichar_isupper(g_utf8_get_char(text)) && !g_ascii_isdigit(text[0]))
		return false;
	return strstr(text, "://") == NULL && strchr(text, '@') == NULL && !is_stamp(text) &&
	       !is_speaker(text) && !sg_text_is_label(text);
}

/* Now that a block follows: was the line above it its heading? */
static void settle_heading(Reader *reader, const SgBlock *next)
{
	SgBlock *heading = g_steal_pointer(&reader->heading);
	if (heading == NULL || next->kind != SG_BLOCK_PARAGRAPH)
		return;
	size_t n_next = strlen(next->text);
	if (n_next < HEADING_BYTES || n_next <= strlen(heading->text))
		return;
	heading->kind = SG_BLOCK_HEADING;
	heading->level = !reader->has_title && reader->text->blocks->len <= TITLE_BLOCKS + 1 ? 1 : 2;
	reader->has_title = true;
}

static void end_paragraph(Reader *reader, bool gap_after)
{
	bool bullet = reader->marker == SG_MARKER_BULLET;
	SgBlock *block = sg_text_add(reader->text, bullet ? SG_BLOCK_BULLET : SG_BLOCK_PARAGRAPH,
				     g_strndup(reader->paragraph->str, reader->paragraph->len));
	g_string_truncate(reader->paragraph, 0);
	if (block == NULL)
		return;
	block->level = bullet ? 1 : 0;
	block->page = reader->page;
	block->page_end = reader->page;
	settle_heading(reader, block);
	bool item = bullet || reader->marker == SG_MARKER_LETTER;
	bool alone = reader->n_lines == 1 && reader->gap_before && gap_after && !reader->layout.double_spaced;
	if (alone && !item && looks_like_heading(block->text))
		reader->heading = block;
}

/* True for an item that cannot be the middle of a sentence ("from 18 to" / "25. This visit"). */
static bool begins_item(const Reader *reader, const char *line)
{
	SgMarkerKind kind = find_marker(line);
	if (kind == SG_MARKER_NONE || kind == SG_MARKER_BULLET)
		return kind == SG_MARKER_BULLET;
	return reader->marker != SG_MARKER_NONE || ends_sentence(reader->paragraph) ||
	       reader->n_last_chars > WRAP_MAX;
}

/*
 * A line that ends a sentence with room left for the next word ends its
 * paragraph, as does any that ends one before a line that was never wrapped; so
 * does one less than half full, unless the sentence runs on.  Lines that were
 * never wrapped are a paragraph each.
 */
static bool begins_paragraph(const Reader *reader, const GString *line, size_t n_blank)
{
	if (reader->paragraph->len == 0 || n_blank > (reader->layout.double_spaced ? 1 : 0) ||
	    begins_item(reader, line->str))
		return true;
	if (reader->n_last_chars > WRAP_MAX)
		return !runs_on(reader->paragraph, line);
	if (sg_text_begins_lower(line->str))
		return false;
	size_t n_needed = reader->n_last_chars + 1 + strcspn(line->str, " ");
	if (ends_sentence(reader->paragraph))
		return count_chars(line) > WRAP_MAX || n_needed * 100 <= reader->layout.n_wrap * 85;
	return n_needed * 2 <= reader->layout.n_wrap;
}

static void take_line(Reader *reader, const GString *line, size_t n_blank)
{
	if (begins_paragraph(reader, line, n_blank)) {
		bool gap = n_blank > 0 || reader->paragraph->len == 0;
		end_paragraph(reader, n_blank > 0);
		reader->gap_before = gap;
		reader->marker = find_marker(line->str);
		reader->n_lines = 0;
	}
	if (reader->paragraph->len > 0)
		g_string_append_c(reader->paragraph, ' ');
	g_string_append_len(reader->paragraph, line->str, (gssize)line->len);
	reader->n_lines++;
	reader->n_last_chars = count_chars(line);
}

/* A form feed before text begins a page; one after the last text ends it, as pdftotext writes them. */
static bool turn_pages(Reader *reader, uint32_t n_feeds, GError **error)
{
	if (n_feeds == 0)
		return true;
	end_paragraph(reader, true);
	if (n_feeds > SG_MAX_EXTRACT_PAGES - reader->page) {
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "has more than %d pages",
			    SG_MAX_EXTRACT_PAGES);
		return false;
	}
	reader->page += n_feeds;
	return true;
}

static bool read_plain(const char *plain, SgText *text, GError **error)
{
	g_autoptr(GString) paragraph = g_string_new(NULL);
	g_autoptr(GString) line_text = g_string_new(NULL);
	Reader reader = {.text = text,
			 .layout = find_layout(plain),
			 .paragraph = paragraph,
			 .page = strchr(plain, '\f') != NULL};
	size_t n_blank = 0;
	uint32_t n_feeds = 0;
	SgTextLine line = {.text = line_text};
	for (const char *at = plain; sg_text_line_next(&at, &line);) {
		n_feeds += line.n_feeds;
		if (line_text->len == 0) {
			n_blank++;
			continue;
		}
		if (!turn_pages(&reader, n_feeds, error))
			return false;
		take_line(&reader, line_text, n_blank);
		n_blank = 0;
		n_feeds = 0;
	}
	end_paragraph(&reader, true);
	text->n_pages = reader.page;
	return true;
}

bool sg_extract_plain(GBytes *bytes, SgText *text, GError **error)
{
	g_autofree char *decoded = sg_charset_decode_document(bytes, NULL, NULL, error);
	if (decoded == NULL)
		return false;
	if (g_strcmp0(text->type, "text/markdown") != 0)
		return read_plain(decoded, text, error);
	sg_markdown_read(decoded, text);
	return true;
}
