/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Markdown's blocks.  Only what marks a block at the start of a line is
 * dropped; emphasis and links stay as written, so that a quotation is a string of the
 * file.
 */
#include "indexer/extract/lines.h"
#include "indexer/extract/marker.h"

#include <string.h>

enum {
	LIST_INDENT = 2, /* bytes of indentation a nested list has at least */
	LIST_LEVELS = 9,
};

typedef struct {
	SgText *text;
	GString *paragraph; /* being put together */
	SgBlockKind kind;
	uint8_t level;
	char fence; /* '`' or '~' inside a code block, else NUL */
	bool table; /* past a table's delimiter row */
} Reader;

static void end_block(Reader *reader)
{
	SgBlock *block = sg_text_add(reader->text, reader->kind,
				     g_strndup(reader->paragraph->str, reader->paragraph->len));
	g_string_truncate(reader->paragraph, 0);
	if (block != NULL)
		block->level = reader->level;
	reader->kind = SG_BLOCK_PARAGRAPH;
	reader->level = 0;
	reader->table = false;
}

static void begin_block(Reader *reader, SgBlockKind kind, uint8_t level)
{
	end_block(reader);
	reader->kind = kind;
	reader->level = level;
}

static void add_text(Reader *reader, const char *text)
{
	if (reader->paragraph->len > 0)
		g_string_append_c(reader->paragraph, ' ');
	g_string_append(reader->paragraph, text);
}

/* True when the line is `mark` three times or more, white space apart. */
static bool is_rule(const char *line, char mark)
{
	size_t n_marks = 0;
	for (; *line != '\0'; line++) {
		if (*line != mark && *line != ' ')
			return false;
		n_marks += *line == mark;
	}
	return n_marks >= 3;
}

static bool is_underline(const char *line)
{
	return line[strspn(line, "=")] == '\0' || line[strspn(line, "-")] == '\0';
}

static bool read_atx_heading(Reader *reader, const char *line)
{
	size_t n_marks = strspn(line, "#");
	if (n_marks == 0 || n_marks > 6 || (line[n_marks] != ' ' && line[n_marks] != '\0'))
		return false;
	g_autofree char *heading = g_strstrip(g_strdup(line + n_marks));
	size_t n_bytes = strlen(heading);
	while (n_bytes > 0 && heading[n_bytes - 1] == '#')
		n_bytes--;
	if (n_bytes == 0 || heading[n_bytes - 1] == ' ')
		heading[n_bytes] = '\0';
	begin_block(reader, SG_BLOCK_HEADING, (uint8_t)n_marks);
	add_text(reader, g_strstrip(heading));
	end_block(reader);
	return true;
}

/* "|---|:--:|": the line under a table's head. */
static bool is_delimiter_row(const char *line)
{
	return line[strspn(line, "|-: ")] == '\0' && strchr(line, '|') != NULL && strchr(line, '-') != NULL;
}

static void add_row(Reader *reader, const char *line)
{
	bool edge = g_str_has_suffix(line, "|");
	g_autofree char *inner = g_strndup(line, strlen(line) - edge);
	g_auto(GStrv) cells = g_strsplit(inner + (inner[0] == '|'), "|", -1);
	for (char **cell = cells; *cell != NULL; cell++)
		g_strstrip(*cell);
	g_autofree char *row = g_strstrip(g_strjoinv(" | ", cells));
	begin_block(reader, SG_BLOCK_ROW, 0);
	add_text(reader, row);
	end_block(reader);
	reader->table = true;
}

/* The line above the delimiter row, until then taken for a paragraph, is the table's head. */
static bool read_table(Reader *reader, const char *line)
{
	bool head_above = reader->kind == SG_BLOCK_PARAGRAPH && strchr(reader->paragraph->str, '|') != NULL;
	if (head_above && is_delimiter_row(line)) {
		g_autofree char *head = g_strdup(reader->paragraph->str);
		g_string_truncate(reader->paragraph, 0);
		add_row(reader, head);
		return true;
	}
	if (!reader->table || strchr(line, '|') == NULL)
		return false;
	add_row(reader, line);
	return true;
}

/* Inside a code block everything is text, and a blank line still divides. */
static bool read_fence(Reader *reader, const char *line)
{
	bool fence = g_str_has_prefix(line, "```") || g_str_has_prefix(line, "~~~");
	if (reader->fence == '\0' && !fence)
		return false;
	if (fence && (reader->fence == '\0' || reader->fence == line[0])) {
		end_block(reader);
		reader->fence = reader->fence == '\0' ? line[0] : '\0';
	} else if (line[0] == '\0') {
		end_block(reader);
	} else {
		add_text(reader, line);
	}
	return true;
}

/* A number stays (it may be what the item is cited by); "-", "*" and "+" go. */
static bool read_item(Reader *reader, const char *line, size_t n_indent, bool quoted)
{
	SgMarker marker = sg_marker_read(line);
	bool mark = line[0] != '\0' && strchr("-*+", line[0]) != NULL && line[1] == ' ';
	if (!mark && marker.kind != SG_MARKER_NUMBER)
		return false;
	/* CommonMark 5.2: only a list that starts at 1 may interrupt a paragraph. */
	if (!mark && marker.number != 1 && reader->paragraph->len > 0 && reader->kind != SG_BLOCK_BULLET)
		return false;
	size_t level = 1 + MIN(n_indent / LIST_INDENT, LIST_LEVELS - 1);
	begin_block(reader, quoted ? SG_BLOCK_QUOTE : SG_BLOCK_BULLET, quoted ? 0 : (uint8_t)level);
	add_text(reader, mark ? line + 2 : line);
	return true;
}

/* What stands behind "> "; the line itself when there is none. */
static const char *skip_quote(const char *line)
{
	while (*line == '>')
		line += 1 + strspn(line + 1, " ");
	return line;
}

static void read_line(Reader *reader, const SgTextLine *source)
{
	const char *line = source->text->str;
	if (read_fence(reader, line))
		return;
	const char *inner = skip_quote(line);
	bool quoted = inner != line;
	bool open = reader->paragraph->len > 0;
	if (*inner == '\0') {
		end_block(reader);
	} else if (open && reader->kind == SG_BLOCK_PARAGRAPH && !quoted && is_underline(inner)) {
		reader->kind = SG_BLOCK_HEADING;
		reader->level = *inner == '=' ? 1 : 2;
		end_block(reader);
	} else if (is_rule(inner, '-') || is_rule(inner, '*') || is_rule(inner, '_')) {
		end_block(reader);
	} else if (!read_atx_heading(reader, inner) && !read_table(reader, inner) &&
		   !read_item(reader, inner, source->n_indent, quoted)) {
		if (!open || reader->table || (quoted && reader->kind != SG_BLOCK_QUOTE))
			begin_block(reader, quoted ? SG_BLOCK_QUOTE : SG_BLOCK_PARAGRAPH, 0);
		add_text(reader, inner);
	}
}

static void read_front_pair(const char *line, SgText *text)
{
	static const char *const keys[][2] = {
	    {"title:", "title"}, {"author:", "author"}, {"date:", "published"}, {"lang:", "lang"}};
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		if (!g_str_has_prefix(line, keys[i][0]))
			continue;
		g_autofree char *value = g_strdelimit(g_strdup(line + strlen(keys[i][0])), "\"", ' ');
		sg_text_add_meta(text, keys[i][1], g_strstrip(value), "meta");
	}
}

/* "---", "title: ...", "---" at the top of the file, as site generators write it.  Returns where the text
   begins. */
static const char *read_front_matter(const char *markdown, SgTextLine *line, SgText *text)
{
	const char *at = markdown;
	const char *close = strstr(markdown, "\n---");
	if (close == NULL || !sg_text_line_next(&at, line) || !is_rule(line->text->str, '-'))
		return markdown;
	while (at <= close && sg_text_line_next(&at, line))
		read_front_pair(line->text->str, text);
	sg_text_line_next(&at, line);
	return at;
}

void sg_markdown_read(const char *markdown, SgText *text)
{
	g_autoptr(GString) paragraph = g_string_new(NULL);
	g_autoptr(GString) line_text = g_string_new(NULL);
	Reader reader = {.text = text, .paragraph = paragraph, .kind = SG_BLOCK_PARAGRAPH};
	SgTextLine line = {.text = line_text};
	for (const char *at = read_front_matter(markdown, &line, text); sg_text_line_next(&at, &line);)
		read_line(&reader, &line);
	end_block(&reader);
}
