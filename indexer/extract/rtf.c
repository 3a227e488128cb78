/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Rich Text Format, after Microsoft's specification 1.9.1.
 *
 * Numbers and glyphs of lists come as the writing program put them down (\listtext, \pntext).  Deleted and
 * hidden text, instructions of fields, index entries and annotations are left out.  A document that ends
 * before its groups do is read as far as it goes: many programs forget the last brace.
 */
#include "base/limits.h"
#include "indexer/extract/flow.h"
#include "indexer/extract/numbering.h"
#include "indexer/extract/rtf_fonts.h"

#include <string.h>

enum {
	MAX_GROUPS = 1000, /* one inside another */
	WORD_BYTES = 32,   /* of a control word; the specification's own bound */
	MAX_FIGURE = 8,    /* digits of its parameter */
	DEFAULT_CODEPAGE = 1252,
	NO_FONT = -1,
	BYTE_ORDER_MARK = 0xfeff, /* some programs begin every run with it */
	FIRST_YEAR = 1980,        /* no program wrote RTF before */
	DATE_PARTS = 5,
};

/* What the text of a group is. */
typedef enum {
	DEST_TEXT,
	DEST_SKIP,
	DEST_FONTS,
	DEST_STYLES,
	DEST_INFO,
	DEST_TITLE,
	DEST_AUTHOR,
	DEST_CREATED,
	DEST_MODIFIED,
	DEST_MARKER,
	DEST_UNICODE_PAIR, /* \upr: the same twice, first without Unicode */
} Destination;

typedef enum { ASIDE_NONE, ASIDE_BOX, ASIDE_FRAME, ASIDE_FOOTNOTE, ASIDE_ENDNOTE } Aside;

typedef struct {
	int style, outline, list_level;
	bool in_table;
} Paragraph;

typedef struct {
	Destination destination;
	Aside aside;          /* that this group is */
	int font, n_fallback; /* \uc: characters that stand in for one of Unicode */
	bool bold, hidden, deleted;
	/* of the paragraph and table around an aside, to be taken up again after it */
	Paragraph outer;
	bool outer_row, outer_cell, outer_defined;
} Group;

typedef struct {
	const char *start, *at, *end;
	SgFlow *flow;
	SgText *text;
	SgRtfFonts *fonts;
	GHashTable *headings; /* number of a style -> level */
	GArray *groups;       /* Group */
	GString *run;         /* bytes in the character set of the font */
	GString *capture;     /* text of a destination that is not the document's: name of a font, title */
	GString *marker;      /* of the paragraph */
	Paragraph paragraph;
	int codepage, usual_font;
	unsigned n_skip; /* characters left that stand in for one of Unicode */
	gunichar high_surrogate;
	bool starred; /* the next control word's group may be skipped when it is unknown */
	bool row_open, cell_open, row_defined;
	unsigned n_footnotes, n_endnotes;
	/* of the font, style or date that is being defined */
	int font_number, font_charset, font_codepage, style_number, style_outline;
	int date[DATE_PARTS];
	bool too_deep;
} Rtf;

static Group *group_of(const Rtf *rtf)
{
	return &g_array_index(rtf->groups, Group, rtf->groups->len - 1);
}

/* ---- Text ---- */

/* Where text with \intbl stands: a cell that has not been begun. */
static void enter_cell(Rtf *rtf)
{
	if (!rtf->row_open)
		sg_flow_begin_row(rtf->flow);
	if (!rtf->cell_open)
		sg_flow_begin_cell(rtf->flow);
	rtf->row_open = rtf->cell_open = true;
}

/* A document may end a row, or go on without \intbl, while a cell is open. */
static void leave_row(Rtf *rtf)
{
	if (rtf->cell_open)
		sg_flow_end_cell(rtf->flow);
	if (rtf->row_open)
		sg_flow_end_row(rtf->flow, true);
	rtf->row_open = rtf->cell_open = false;
}

static void append_document_text(Rtf *rtf, const Group *group, const char *text)
{
	if (group->hidden || group->deleted || !*text)
		return;
	bool in_table = rtf->paragraph.in_table || rtf->row_defined;
	if (in_table)
		enter_cell(rtf);
	else if (rtf->row_open)
		leave_row(rtf);
	sg_flow_set_bold(rtf->flow, group->bold);
	sg_flow_append_string(rtf->flow, text);
}

/* `text` is valid UTF-8. */
static void append(Rtf *rtf, const char *text)
{
	const Group *group = group_of(rtf);
	switch (group->destination) {
	case DEST_TEXT:
		append_document_text(rtf, group, text);
		break;
	case DEST_MARKER:
		g_string_append(rtf->marker, text);
		break;
	case DEST_FONTS:
	case DEST_STYLES:
	case DEST_TITLE:
	case DEST_AUTHOR:
		if (rtf->capture->len < SG_MAX_META_BYTES)
			g_string_append(rtf->capture, text);
		break;
	default:
		break;
	}
}

/* Bytes are decoded a run at a time, since a character may take two. */
static void flush(Rtf *rtf)
{
	if (rtf->run->len == 0)
		return;
	g_autofree char *text =
	    sg_rtf_fonts_decode(rtf->fonts, group_of(rtf)->font, rtf->codepage, rtf->run->str, rtf->run->len);
	g_string_truncate(rtf->run, 0);
	append(rtf, text);
}

static void append_byte(Rtf *rtf, char c)
{
	if (rtf->n_skip > 0)
		rtf->n_skip--;
	else
		g_string_append_c(rtf->run, c);
}

/* A character that a control word or symbol stands for. */
static void append_special(Rtf *rtf, const char *text)
{
	flush(rtf);
	if (rtf->n_skip > 0)
		rtf->n_skip--;
	else
		append(rtf, text);
}

/* ---- Paragraphs ---- */

/* "4.2" and "3.1.7", not "4." */
static bool is_compound(const char *marker)
{
	const char *point = marker + strspn(marker, "0123456789");
	return point > marker && *point == '.' && g_ascii_isdigit(point[1]);
}

/* A glyph alone becomes the bullet that it looks like. */
static void settle_marker(GString *marker)
{
	g_strstrip(marker->str);
	g_string_truncate(marker, strlen(marker->str));
	if (marker->len == 0 || g_utf8_strlen(marker->str, -1) > 1)
		return;
	gunichar c = g_utf8_get_char(marker->str);
	if (!g_unichar_isalnum(c) || c == 'o')
		g_string_assign(marker, sg_bullet_show(marker->str));
}

static void end_paragraph(Rtf *rtf)
{
	flush(rtf);
	const Paragraph *paragraph = &rtf->paragraph;
	int heading = paragraph->outline;
	if (heading <= 0)
		heading =
		    GPOINTER_TO_INT(g_hash_table_lookup(rtf->headings, GINT_TO_POINTER(paragraph->style)));
	settle_marker(rtf->marker);
	SgBlockKind kind = heading > 0                                              ? SG_BLOCK_HEADING
			   : rtf->marker->len > 0 && !is_compound(rtf->marker->str) ? SG_BLOCK_BULLET
										    : SG_BLOCK_PARAGRAPH;
	unsigned level = kind == SG_BLOCK_HEADING  ? (unsigned)heading
			 : kind == SG_BLOCK_BULLET ? (unsigned)MAX(paragraph->list_level, 0) + 1
						   : 0;
	sg_flow_end_paragraph(rtf->flow, kind, level, rtf->marker->len > 0 ? rtf->marker->str : NULL);
	g_string_truncate(rtf->marker, 0);
}

/* ---- Groups ---- */

static bool open_group(Rtf *rtf)
{
	flush(rtf);
	rtf->n_skip = 0;
	rtf->starred = false;
	if (rtf->groups->len >= MAX_GROUPS) {
		rtf->too_deep = true;
		return false;
	}
	Group inner = *group_of(rtf);
	inner.aside = ASIDE_NONE;
	if (inner.destination == DEST_UNICODE_PAIR)
		inner.destination = DEST_SKIP;
	g_array_append_val(rtf->groups, inner);
	return true;
}

static void add_font(Rtf *rtf)
{
	if (rtf->font_number < 0)
		return;
	sg_rtf_fonts_add(rtf->fonts, rtf->font_number, g_strstrip(rtf->capture->str), rtf->font_charset,
			 rtf->font_codepage);
	rtf->font_number = NO_FONT;
	rtf->font_charset = -1;
	rtf->font_codepage = 0;
	g_string_truncate(rtf->capture, 0);
}

/* Built-in styles have English names, whatever the language. */
static void add_style(Rtf *rtf)
{
	const char *name = g_strstrip(rtf->capture->str);
	int level = rtf->style_outline;
	if (g_ascii_strncasecmp(name, "heading ", 8) == 0 && g_ascii_isdigit(name[8]))
		level = name[8] - '0';
	else if (g_ascii_strcasecmp(name, "title;") == 0)
		level = 1;
	if (level > 0 && level <= 9)
		g_hash_table_replace(rtf->headings, GINT_TO_POINTER(rtf->style_number),
				     GINT_TO_POINTER(level));
	rtf->style_number = rtf->style_outline = 0;
	g_string_truncate(rtf->capture, 0);
}

static void add_meta(Rtf *rtf, const char *key)
{
	sg_text_add_meta(rtf->text, key, g_strstrip(rtf->capture->str), "rtf");
	g_string_truncate(rtf->capture, 0);
}

static void add_date(Rtf *rtf, const char *key)
{
	const int *date = rtf->date;
	/* StarWriter put down 1601 for never */
	if (date[0] >= FIRST_YEAR && date[1] > 0 && date[2] > 0) {
		g_autofree char *iso =
		    g_strdup_printf("%04d-%02d-%02dT%02d:%02d", date[0], date[1], date[2], date[3], date[4]);
		sg_text_add_meta(rtf->text, key, iso, "rtf");
	}
	memset(rtf->date, 0, sizeof rtf->date);
}

/* Notes come after their paragraph, with the figure that Word counts. */
static void end_aside(Rtf *rtf, const Group *group)
{
	leave_row(rtf);
	rtf->row_open = group->outer_row;
	rtf->cell_open = group->outer_cell;
	rtf->row_defined = group->outer_defined;
	rtf->paragraph = group->outer;
	g_autofree char *figure = NULL;
	if (group->aside == ASIDE_FOOTNOTE)
		figure = sg_figure_print(SG_FIGURE_DECIMAL, (int)++rtf->n_footnotes);
	else if (group->aside == ASIDE_ENDNOTE)
		figure = sg_figure_print(SG_FIGURE_LOWER_ROMAN, (int)++rtf->n_endnotes);
	SgBlockKind kind = group->aside == ASIDE_BOX     ? SG_BLOCK_PARAGRAPH
			   : group->aside == ASIDE_FRAME ? SG_BLOCK_HEADFOOT
							 : SG_BLOCK_NOTE;
	sg_flow_end_aside(rtf->flow, kind, figure);
}

/* What the group defined is complete when its destination began with it. */
static void end_destination(Rtf *rtf, Destination inner, Destination outer)
{
	if (inner == DEST_FONTS)
		add_font(rtf);
	else if (inner == DEST_STYLES && outer == DEST_STYLES)
		add_style(rtf);
	else if (inner == DEST_TITLE && outer != inner)
		add_meta(rtf, "title");
	else if (inner == DEST_AUTHOR && outer != inner)
		add_meta(rtf, "author");
	else if (inner == DEST_CREATED && outer != inner)
		add_date(rtf, "created");
	else if (inner == DEST_MODIFIED && outer != inner)
		add_date(rtf, "modified");
}

static void close_group(Rtf *rtf)
{
	flush(rtf);
	rtf->n_skip = 0;
	rtf->starred = false;
	if (rtf->groups->len < 2)
		return;
	const Group inner = *group_of(rtf);
	g_array_set_size(rtf->groups, rtf->groups->len - 1);
	end_destination(rtf, inner.destination, group_of(rtf)->destination);
	if (inner.aside != ASIDE_NONE)
		end_aside(rtf, &inner);
}

static void begin_aside(Rtf *rtf, Aside aside)
{
	Group *group = group_of(rtf);
	if (group->destination == DEST_SKIP && aside != ASIDE_BOX)
		return;
	if (group->aside != ASIDE_NONE || rtf->groups->len < 2)
		return;
	/* a note goes with the word that it is a note to, and is not counted */
	if ((aside == ASIDE_FOOTNOTE || aside == ASIDE_ENDNOTE) && (group->hidden || group->deleted)) {
		group->destination = DEST_SKIP;
		return;
	}
	if (rtf->paragraph.in_table || rtf->row_defined)
		enter_cell(rtf);
	group->destination = DEST_TEXT;
	group->aside = aside;
	group->outer_row = rtf->row_open;
	group->outer_cell = rtf->cell_open;
	group->outer_defined = rtf->row_defined;
	group->outer = rtf->paragraph;
	group->hidden = group->deleted = false;
	sg_flow_begin_aside(rtf->flow);
	rtf->row_open = rtf->cell_open = rtf->row_defined = false;
	rtf->paragraph = (Paragraph){0};
}

/* ---- Control words ---- */

typedef enum {
	WORD_SKIP, /* begins a destination that is not read */
	WORD_DESTINATION,
	WORD_ASIDE,
	WORD_SPECIAL, /* stands for a character */
	WORD_ANSI_PAGE,
	WORD_PAGE,
	WORD_FONT,
	WORD_FONT_CHARSET,
	WORD_FONT_PAGE,
	WORD_USUAL_FONT,
	WORD_BOLD,
	WORD_HIDDEN,
	WORD_DELETED,
	WORD_PLAIN,
	WORD_FALLBACK,
	WORD_UNICODE,
	WORD_PARAGRAPH_PLAIN,
	WORD_PARAGRAPH_END,
	WORD_STYLE,
	WORD_OUTLINE,
	WORD_LIST_LEVEL,
	WORD_IN_TABLE,
	WORD_ROW_BEGIN,
	WORD_CELL,
	WORD_ROW_END,
	WORD_NOTE_IS_LAST,
	WORD_DATE,
	WORD_BINARY,
} WordKind;

typedef struct {
	const char *name;
	WordKind kind;
	int value;
	const char *text;
} Word;

static const Word WORDS[] = {
    {"ansicpg", WORD_ANSI_PAGE, 0, NULL},
    {"mac", WORD_PAGE, 10000, NULL},
    {"pc", WORD_PAGE, 437, NULL},
    {"pca", WORD_PAGE, 850, NULL},
    {"deff", WORD_USUAL_FONT, 0, NULL},
    {"f", WORD_FONT, 0, NULL},
    {"fcharset", WORD_FONT_CHARSET, 0, NULL},
    {"cpg", WORD_FONT_PAGE, 0, NULL},
    {"b", WORD_BOLD, 0, NULL},
    {"v", WORD_HIDDEN, 0, NULL},
    {"deleted", WORD_DELETED, 0, NULL},
    {"plain", WORD_PLAIN, 0, NULL},
    {"uc", WORD_FALLBACK, 0, NULL},
    {"u", WORD_UNICODE, 0, NULL},
    {"bin", WORD_BINARY, 0, NULL},
    {"pard", WORD_PARAGRAPH_PLAIN, 0, NULL},
    {"par", WORD_PARAGRAPH_END, 0, NULL},
    {"sect", WORD_PARAGRAPH_END, 0, NULL},
    {"nestcell", WORD_PARAGRAPH_END, 0, NULL},
    {"s", WORD_STYLE, 0, NULL},
    {"outlinelevel", WORD_OUTLINE, 0, NULL},
    {"ilvl", WORD_LIST_LEVEL, 0, NULL},
    {"intbl", WORD_IN_TABLE, 0, NULL},
    {"trowd", WORD_ROW_BEGIN, 0, NULL},
    {"cell", WORD_CELL, 0, NULL},
    {"row", WORD_ROW_END, 0, NULL},
    {"line", WORD_SPECIAL, 0, "\n"},
    {"page", WORD_SPECIAL, 0, " "},
    {"column", WORD_SPECIAL, 0, " "},
    {"tab", WORD_SPECIAL, 0, " "},
    {"emspace", WORD_SPECIAL, 0, " "},
    {"enspace", WORD_SPECIAL, 0, " "},
    {"qmspace", WORD_SPECIAL, 0, " "},
    {"emdash", WORD_SPECIAL, 0, "\u2014"},
    {"endash", WORD_SPECIAL, 0, "\u2013"},
    {"bullet", WORD_SPECIAL, 0, "\u2022"},
    {"lquote", WORD_SPECIAL, 0, "\u2018"},
    {"rquote", WORD_SPECIAL, 0, "\u2019"},
    {"ldblquote", WORD_SPECIAL, 0, "\u201c"},
    {"rdblquote", WORD_SPECIAL, 0, "\u201d"},
    {"fonttbl", WORD_DESTINATION, DEST_FONTS, NULL},
    {"stylesheet", WORD_DESTINATION, DEST_STYLES, NULL},
    {"info", WORD_DESTINATION, DEST_INFO, NULL},
    {"title", WORD_DESTINATION, DEST_TITLE, NULL},
    {"author", WORD_DESTINATION, DEST_AUTHOR, NULL},
    {"creatim", WORD_DESTINATION, DEST_CREATED, NULL},
    {"revtim", WORD_DESTINATION, DEST_MODIFIED, NULL},
    {"listtext", WORD_DESTINATION, DEST_MARKER, NULL},
    {"pntext", WORD_DESTINATION, DEST_MARKER, NULL},
    {"upr", WORD_DESTINATION, DEST_UNICODE_PAIR, NULL},
    {"ud", WORD_DESTINATION, DEST_TEXT, NULL},
    {"shpinst", WORD_DESTINATION, DEST_TEXT, NULL},
    {"do", WORD_DESTINATION, DEST_TEXT, NULL},
    {"shptxt", WORD_ASIDE, ASIDE_BOX, NULL},
    {"dptxbxtext", WORD_ASIDE, ASIDE_BOX, NULL},
    {"footnote", WORD_ASIDE, ASIDE_FOOTNOTE, NULL},
    {"header", WORD_ASIDE, ASIDE_FRAME, NULL},
    {"headerl", WORD_ASIDE, ASIDE_FRAME, NULL},
    {"headerr", WORD_ASIDE, ASIDE_FRAME, NULL},
    {"headerf", WORD_ASIDE, ASIDE_FRAME, NULL},
    {"footer", WORD_ASIDE, ASIDE_FRAME, NULL},
    {"footerl", WORD_ASIDE, ASIDE_FRAME, NULL},
    {"footerr", WORD_ASIDE, ASIDE_FRAME, NULL},
    {"footerf", WORD_ASIDE, ASIDE_FRAME, NULL},
    {"ftnalt", WORD_NOTE_IS_LAST, 0, NULL},
    {"yr", WORD_DATE, 0, NULL},
    {"mo", WORD_DATE, 1, NULL},
    {"dy", WORD_DATE, 2, NULL},
    {"hr", WORD_DATE, 3, NULL},
    {"min", WORD_DATE, 4, NULL},
    {"colortbl", WORD_SKIP, 0, NULL},
    {"pict", WORD_SKIP, 0, NULL},
    {"nonshppict", WORD_SKIP, 0, NULL},
    {"shprslt", WORD_SKIP, 0, NULL},
    {"sp", WORD_SKIP, 0, NULL},
    {"fldinst", WORD_SKIP, 0, NULL},
    {"objdata", WORD_SKIP, 0, NULL},
    {"list", WORD_SKIP, 0, NULL},
    {"listtable", WORD_SKIP, 0, NULL},
    {"listoverride", WORD_SKIP, 0, NULL},
    {"listoverridetable", WORD_SKIP, 0, NULL},
    {"nonesttables", WORD_SKIP, 0, NULL},
    {"nesttableprops", WORD_SKIP, 0, NULL},
    {"falt", WORD_SKIP, 0, NULL},
    {"filetbl", WORD_SKIP, 0, NULL},
    {"revtbl", WORD_SKIP, 0, NULL},
    {"rsidtbl", WORD_SKIP, 0, NULL},
    {"generator", WORD_SKIP, 0, NULL},
    {"annotation", WORD_SKIP, 0, NULL},
    {"atnid", WORD_SKIP, 0, NULL},
    {"atnauthor", WORD_SKIP, 0, NULL},
    {"ftnsep", WORD_SKIP, 0, NULL},
    {"ftnsepc", WORD_SKIP, 0, NULL},
    {"ftncn", WORD_SKIP, 0, NULL},
    {"aftnsep", WORD_SKIP, 0, NULL},
    {"aftnsepc", WORD_SKIP, 0, NULL},
    {"aftncn", WORD_SKIP, 0, NULL},
    {"pntxta", WORD_SKIP, 0, NULL},
    {"pntxtb", WORD_SKIP, 0, NULL},
    {"xe", WORD_SKIP, 0, NULL},
    {"tc", WORD_SKIP, 0, NULL},
    {"tcn", WORD_SKIP, 0, NULL},
    {"bkmkstart", WORD_SKIP, 0, NULL},
    {"bkmkend", WORD_SKIP, 0, NULL},
    {"themedata", WORD_SKIP, 0, NULL},
    {"datastore", WORD_SKIP, 0, NULL},
    {"private", WORD_SKIP, 0, NULL},
};

/* Made once in a worker that reads one document, and gone with it. */
static const Word *find_word(const char *name)
{
	static GHashTable *words;
	if (!words) {
		words = g_hash_table_new(g_str_hash, g_str_equal);
		for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
			g_hash_table_insert(words, (void *)WORDS[i].name, (void *)&WORDS[i]);
	}
	return g_hash_table_lookup(words, name);
}

/* Inside what is skipped everything is, but for what begins anew: the text of a box, the second of a pair. */
static void set_destination(Rtf *rtf, Destination destination)
{
	Group *group = group_of(rtf);
	bool info = destination >= DEST_TITLE && destination <= DEST_MODIFIED;
	if (info && group->destination != DEST_INFO)
		group->destination = DEST_SKIP;
	else if (group->destination != DEST_SKIP || destination == DEST_TEXT)
		group->destination = destination;
}

/* An empty cell counts, so that columns stay in line. */
static void read_cell_end(Rtf *rtf)
{
	flush(rtf);
	enter_cell(rtf);
	end_paragraph(rtf);
	sg_flow_end_cell(rtf->flow);
	rtf->cell_open = false;
}

/* What \trowd began holds until here: some programs say no \intbl in it. */
static void read_row_end(Rtf *rtf)
{
	flush(rtf);
	leave_row(rtf);
	rtf->row_defined = false;
}

/* \u: a signed number of 16 bits; characters beyond come as two of them. */
static void read_unicode(Rtf *rtf, int number)
{
	flush(rtf);
	gunichar c = (gunichar)number & 0xffff;
	char utf8[8] = "";
	const char *symbol = sg_rtf_fonts_symbol(rtf->fonts, group_of(rtf)->font, c);
	if (c >= 0xd800 && c < 0xdc00) {
		rtf->high_surrogate = c;
	} else if (c != BYTE_ORDER_MARK) {
		if (c >= 0xdc00 && c < 0xe000)
			c = rtf->high_surrogate
				? 0x10000 + ((rtf->high_surrogate - 0xd800) << 10) + (c - 0xdc00)
				: 0xfffd;
		rtf->high_surrogate = 0;
		utf8[g_unichar_to_utf8(c ? c : 0xfffd, utf8)] = '\0';
		append(rtf, symbol ? symbol : utf8);
	}
	rtf->n_skip = (unsigned)group_of(rtf)->n_fallback;
}

/* In the table of fonts \f numbers the font that is being defined; elsewhere it chooses one. */
static void read_font_word(Rtf *rtf, WordKind kind, int number)
{
	Group *group = group_of(rtf);
	if (kind == WORD_FONT && group->destination == DEST_FONTS)
		rtf->font_number = number;
	else if (kind == WORD_FONT) {
		flush(rtf);
		group->font = number;
	} else if (kind == WORD_FONT_CHARSET)
		rtf->font_charset = number;
	else if (kind == WORD_FONT_PAGE)
		rtf->font_codepage = number;
	else if (kind == WORD_USUAL_FONT)
		rtf->usual_font = group->font = number;
}

/* What stands before the word looks as it did: it is flushed first. */
static void read_character_word(Rtf *rtf, WordKind kind, bool on)
{
	flush(rtf);
	Group *group = group_of(rtf);
	if (kind == WORD_PLAIN) {
		group->bold = group->hidden = group->deleted = false;
		group->font = rtf->usual_font;
	} else if (kind == WORD_BOLD) {
		group->bold = on;
	} else if (kind == WORD_HIDDEN) {
		group->hidden = on;
	} else {
		group->deleted = on;
	}
}

static void read_paragraph_word(Rtf *rtf, WordKind kind, int number)
{
	bool styles = group_of(rtf)->destination == DEST_STYLES;
	if (group_of(rtf)->destination == DEST_SKIP)
		return;
	if (kind == WORD_STYLE)
		*(styles ? &rtf->style_number : &rtf->paragraph.style) = number;
	else if (kind == WORD_OUTLINE)
		*(styles ? &rtf->style_outline : &rtf->paragraph.outline) = CLAMP(number, 0, 9) + 1;
	else if (kind == WORD_LIST_LEVEL)
		rtf->paragraph.list_level = CLAMP(number, 0, 8);
	else if (kind == WORD_IN_TABLE && !styles)
		rtf->paragraph.in_table = true;
	else if (kind == WORD_PARAGRAPH_PLAIN) {
		flush(rtf);
		rtf->paragraph = (Paragraph){0};
	}
}

static void read_structure_word(Rtf *rtf, WordKind kind)
{
	if (group_of(rtf)->destination != DEST_TEXT)
		return;
	if (kind == WORD_PARAGRAPH_END)
		end_paragraph(rtf);
	else if (kind == WORD_ROW_BEGIN)
		rtf->row_defined = true;
	else if (kind == WORD_CELL)
		read_cell_end(rtf);
	else if (kind == WORD_ROW_END)
		read_row_end(rtf);
	else if (kind == WORD_NOTE_IS_LAST && group_of(rtf)->aside == ASIDE_FOOTNOTE)
		group_of(rtf)->aside = ASIDE_ENDNOTE;
}

/* \bin: so many bytes of a picture, which may hold braces. */
static void skip_binary(Rtf *rtf, int number)
{
	rtf->at += MIN((size_t)MAX(number, 0), (size_t)(rtf->end - rtf->at));
}

static void run_word(Rtf *rtf, const Word *word, bool has_number, int number)
{
	switch (word->kind) {
	case WORD_SKIP:
		group_of(rtf)->destination = DEST_SKIP;
		break;
	case WORD_DESTINATION:
		set_destination(rtf, (Destination)word->value);
		break;
	case WORD_ASIDE:
		begin_aside(rtf, (Aside)word->value);
		break;
	case WORD_SPECIAL:
		append_special(rtf, word->text);
		break;
	case WORD_ANSI_PAGE:
		rtf->codepage = number;
		break;
	case WORD_PAGE:
		rtf->codepage = word->value;
		break;
	case WORD_FONT:
	case WORD_FONT_CHARSET:
	case WORD_FONT_PAGE:
	case WORD_USUAL_FONT:
		read_font_word(rtf, word->kind, number);
		break;
	case WORD_BOLD:
	case WORD_HIDDEN:
	case WORD_DELETED:
	case WORD_PLAIN:
		read_character_word(rtf, word->kind, !has_number || number != 0);
		break;
	case WORD_FALLBACK:
		group_of(rtf)->n_fallback = CLAMP(number, 0, 255);
		break;
	case WORD_UNICODE:
		read_unicode(rtf, number);
		break;
	case WORD_DATE:
		rtf->date[word->value] = number;
		break;
	case WORD_BINARY:
		skip_binary(rtf, number);
		break;
	case WORD_PARAGRAPH_PLAIN:
	case WORD_STYLE:
	case WORD_OUTLINE:
	case WORD_LIST_LEVEL:
	case WORD_IN_TABLE:
		read_paragraph_word(rtf, word->kind, number);
		break;
	default:
		read_structure_word(rtf, word->kind);
	}
}

/* ---- Reading ---- */

/* The parameter of a control word; false: it has none. */
static bool read_number(Rtf *rtf, int *ret_number)
{
	bool negative = rtf->at < rtf->end && *rtf->at == '-';
	const char *digit = rtf->at + negative;
	int number = 0, n_digits = 0;
	for (; digit < rtf->end && g_ascii_isdigit(*digit); digit++)
		if (n_digits++ < MAX_FIGURE)
			number = number * 10 + (*digit - '0');
	if (n_digits == 0)
		return false;
	rtf->at = digit;
	*ret_number = negative ? -number : number;
	return true;
}

/* A word of letters; the blank after it is part of it. */
static void read_word(Rtf *rtf)
{
	char name[WORD_BYTES + 1];
	size_t n_bytes = 0;
	for (; rtf->at < rtf->end && g_ascii_isalpha(*rtf->at); rtf->at++)
		if (n_bytes < WORD_BYTES)
			name[n_bytes++] = *rtf->at;
	name[n_bytes] = '\0';
	int number = 0;
	bool has_number = read_number(rtf, &number);
	if (rtf->at < rtf->end && *rtf->at == ' ')
		rtf->at++;
	const Word *word = find_word(name);
	bool starred = rtf->starred;
	rtf->starred = false;
	if (word)
		run_word(rtf, word, has_number, number);
	else if (starred)
		group_of(rtf)->destination = DEST_SKIP;
}

/* \'hh: a byte in the character set of the font; what is no number is left to be read as text. */
static void read_hex(Rtf *rtf)
{
	int high = rtf->end - rtf->at >= 2 ? g_ascii_xdigit_value(rtf->at[0]) : -1;
	int low = high >= 0 ? g_ascii_xdigit_value(rtf->at[1]) : -1;
	if (low < 0)
		return;
	rtf->at += 2;
	append_byte(rtf, (char)(high * 16 + low));
}

/* After a backslash. */
static void read_control(Rtf *rtf)
{
	if (rtf->at >= rtf->end)
		return;
	if (g_ascii_isalpha(*rtf->at)) {
		read_word(rtf);
		return;
	}
	char symbol = *rtf->at++;
	if (symbol == '\'')
		read_hex(rtf);
	else if (symbol == '*')
		rtf->starred = rtf->at - rtf->start >= 3 && rtf->at[-3] == '{';
	else if (symbol == '~')
		append_special(rtf, " ");
	else if (symbol == '_')
		append_special(rtf, "-");
	else if (symbol == '\r' || symbol == '\n')
		read_structure_word(rtf, WORD_PARAGRAPH_END);
	else if (symbol == '\t')
		append_special(rtf, " ");
	else if (symbol == '\\' || symbol == '{' || symbol == '}')
		append_byte(rtf, symbol);
}

/* In tables of fonts and styles a semicolon ends an entry. */
static void read_character(Rtf *rtf, char c)
{
	if (c == '\r' || c == '\n' || c == '\0')
		return;
	if (c == ';' && group_of(rtf)->destination == DEST_FONTS) {
		flush(rtf);
		add_font(rtf);
		return;
	}
	append_byte(rtf, c);
}

static bool read_all(Rtf *rtf)
{
	bool begun = false;
	/* what follows the last group is none of the document: mail programs and forms leave bytes there */
	while (rtf->at < rtf->end && !rtf->too_deep && (!begun || rtf->groups->len > 1)) {
		char c = *rtf->at++;
		if (c == '{')
			begun = open_group(rtf);
		else if (c == '}')
			close_group(rtf);
		else if (c == '\\')
			read_control(rtf);
		else
			read_character(rtf, c);
	}
	while (rtf->groups->len > 1)
		close_group(rtf);
	end_paragraph(rtf);
	leave_row(rtf);
	return !rtf->too_deep;
}

static bool read_document(Rtf *rtf, GError **error)
{
	if (!read_all(rtf)) {
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "nests more than %d groups",
			    MAX_GROUPS);
		return false;
	}
	return sg_flow_finish(rtf->flow, rtf->text, error);
}

bool sg_extract_rtf(GBytes *bytes, SgText *text, GError **error)
{
	gsize n_bytes = 0;
	const char *start = g_bytes_get_data(bytes, &n_bytes);
	g_autoptr(SgFlow) flow = sg_flow_new();
	g_autoptr(SgRtfFonts) fonts = sg_rtf_fonts_new();
	g_autoptr(GHashTable) headings = g_hash_table_new(NULL, NULL);
	g_autoptr(GArray) groups = g_array_new(FALSE, TRUE, sizeof(Group));
	g_autoptr(GString) run = g_string_new(NULL);
	g_autoptr(GString) capture = g_string_new(NULL);
	g_autoptr(GString) marker = g_string_new(NULL);
	const Group outermost = {.destination = DEST_TEXT, .font = NO_FONT, .n_fallback = 1};
	g_array_append_val(groups, outermost);
	Rtf rtf = {.start = start,
		   .at = start,
		   .end = start ? start + n_bytes : start,
		   .flow = flow,
		   .text = text,
		   .fonts = fonts,
		   .headings = headings,
		   .groups = groups,
		   .run = run,
		   .capture = capture,
		   .marker = marker,
		   .codepage = DEFAULT_CODEPAGE,
		   .usual_font = NO_FONT,
		   .font_number = NO_FONT,
		   .font_charset = -1};
	return read_document(&rtf, error);
}
