/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/html_write.h"

#include "base/utf8.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/html_lines.h"
#include "indexer/extract/html_meta.h"
#include "indexer/extract/html_table.h"
#include "indexer/extract/marker.h"

#include <string.h>

enum {
	MAX_LIST_LEVEL = 9,
	MAX_HEADLINE = 300,
	NUMBER_BYTES = 8, /* "23/114." */
};

/* What holds inside an element: copied from its parent's and changed. */
typedef struct {
	bool furniture;
	bool comment;
	bool main; /* inside the main text, or main and article */
	bool core;
	bool headline;
	bool link; /* to another page */
	bool time; /* said for machines too */
	bool quote;
	bool pre;
	bool bold;
	bool data_table;
	bool row;        /* inside a row of a data table */
	bool layout_row; /* inside a row of any other */
	uint8_t heading; /* level; 0: none */
	uint8_t list;    /* level of nesting; 0: none */
} Context;

typedef struct {
	const SgHtmlTree *tree;
	SgText *text;
	SgHtmlFacts *facts;
	GArray *contexts;   /* Context, of the elements we are in */
	GArray *lines;      /* SgHtmlLine, one for each block out */
	GString *block;     /* text of the block being put together */
	GString *furniture; /* the same for furniture, which may stand inside a sentence */
	bool all_bold;
	bool item_begun; /* a list item has begun and no block of it is out */
	bool broken;     /* nothing but white space since the last <br> */
	bool first_cell;
	bool headline_passed, main_passed;
	uint32_t n_link_text; /* bytes of the block inside links */
	uint32_t n_time_text; /* bytes of it inside <time> */
} Walker;

/* ---- Second walk: blocks ---- */

static const Context *get_context(const Walker *walker)
{
	return &g_array_index(walker->contexts, Context, walker->contexts->len - 1);
}

static SgBlockKind block_kind(Walker *walker, const Context *context)
{
	if (context->heading > 0)
		return SG_BLOCK_HEADING;
	if (context->quote)
		return SG_BLOCK_QUOTE;
	if (context->row)
		return SG_BLOCK_ROW;
	/* a thread of comments is a list that nobody wrote */
	bool item = context->list > 0 && walker->item_begun && !context->comment;
	return item ? SG_BLOCK_BULLET : SG_BLOCK_PARAGRAPH;
}

/* "45." in a column of its own belongs to the title in the next. */
static bool is_item_number(const char *text)
{
	size_t n_bytes = strlen(text);
	if (n_bytes == 0 || n_bytes > NUMBER_BYTES)
		return false;
	return sg_marker_read(text).n_bytes == n_bytes ||
	       (g_ascii_isdigit(text[0]) && strspn(text, "0123456789./") == n_bytes);
}

static SgHtmlZone get_zone(const Walker *walker, const Context *context)
{
	if (walker->tree->main == NULL)
		return SG_HTML_ZONE_UNKNOWN;
	if (context->headline)
		return SG_HTML_ZONE_HEADLINE;
	if (context->main)
		return context->core ? SG_HTML_ZONE_CORE : SG_HTML_ZONE_MAIN;
	if (walker->main_passed)
		return SG_HTML_ZONE_AFTER;
	return walker->headline_passed ? SG_HTML_ZONE_BETWEEN : SG_HTML_ZONE_BEFORE;
}

/* What html_lines.h needs to know of a block is lost once it is text: it is kept beside it. */
static SgBlock *add_block(Walker *walker, SgBlockKind kind, char *text, const Context *context)
{
	SgHtmlLine line = {get_zone(walker, context), walker->n_link_text, walker->n_time_text,
			   context->layout_row || context->row};
	SgBlock *block = sg_text_add(walker->text, kind, text);
	if (block == NULL)
		return NULL;
	block->comment = context->comment;
	g_array_append_val(walker->lines, line);
	return block;
}

/* A share button inside a sentence comes out behind it, and the sentence stays whole. */
static void end_furniture(Walker *walker, const Context *context)
{
	if (walker->furniture->len == 0)
		return;
	add_block(walker, SG_BLOCK_FURNITURE, sg_utf8_collapse(g_strdup(walker->furniture->str)), context);
	g_string_truncate(walker->furniture, 0);
}

static void end_block(Walker *walker, const Context *context)
{
	walker->broken = false;
	if (walker->block->len == 0) {
		end_furniture(walker, context);
		return;
	}
	g_autofree char *block_text = sg_utf8_collapse(g_strdup(walker->block->str));
	if (context->layout_row && is_item_number(block_text)) {
		/* as short as it was: a thousand empty elements may follow it */
		g_string_printf(walker->block, "%s ", block_text);
		return;
	}
	g_string_truncate(walker->block, 0);
	/* Empty cells count in a row, so that columns stay in line; a row of nothing else says nothing. */
	bool empty_row = context->row && block_text[strspn(block_text, " |")] == '\0';
	SgBlockKind kind = block_kind(walker, context);
	SgBlock *block = empty_row ? NULL : add_block(walker, kind, g_steal_pointer(&block_text), context);
	if (block != NULL) {
		block->bold = walker->all_bold;
		block->level = kind == SG_BLOCK_HEADING ? context->heading : 0;
		if (kind == SG_BLOCK_BULLET)
			block->level = context->list;
		walker->item_begun = false;
	}
	walker->all_bold = true;
	walker->n_link_text = 0;
	walker->n_time_text = 0;
	end_furniture(walker, context);
}

/* Where a block begins or ends; inside a data table's row that is only white space. */
static void divide(Walker *walker, const Context *context)
{
	if (context->row)
		g_string_append_c(walker->block, ' ');
	else
		end_block(walker, context);
}

/* One line break is a space; the second, with nothing between, ends the paragraph. */
static void read_break(Walker *walker, const Context *context)
{
	if (walker->broken && !context->furniture && context->heading == 0)
		divide(walker, context);
	g_string_append_c(context->furniture ? walker->furniture : walker->block, ' ');
	walker->broken = true;
}

/* "&#146;" gives U+0092, by which pages mean windows-1252. */
static void append_decoded(GString *out, const char *text, size_t n_bytes)
{
	const char *end = text + n_bytes;
	while (text < end) {
		const char *control = memchr(text, '\xc2', (size_t)(end - text));
		if (control == NULL || end - control < 2) {
			g_string_append_len(out, text, end - text);
			return;
		}
		unsigned char low = (unsigned char)control[1];
		g_string_append_len(out, text, control - text);
		if (low < 0xa0)
			g_string_append_unichar(out, sg_charset_c1(low));
		else
			g_string_append_len(out, control, 2);
		text = control + 2;
	}
}

/* No-break spaces count as blank: pages put them into empty paragraphs. */
static bool is_blank(const char *text, size_t n_bytes)
{
	for (const char *at = text; at < text + n_bytes; at = g_utf8_next_char(at))
		if (!g_unichar_isspace(g_utf8_get_char(at)))
			return false;
	return true;
}

static void append_text(Walker *walker, const Context *context, const char *text, size_t n_bytes)
{
	GString *out = context->furniture ? walker->furniture : walker->block;
	append_decoded(out, text, n_bytes);
	if (context->furniture || is_blank(text, n_bytes))
		return;
	walker->broken = false;
	walker->all_bold = walker->all_bold && context->bold;
	if (context->link)
		walker->n_link_text += (uint32_t)n_bytes;
	if (context->time)
		walker->n_time_text += (uint32_t)n_bytes;
}

/* Lines of <pre> are lines; everywhere else a line end is a blank. */
static void read_text(Walker *walker, const Context *context, const char *text)
{
	if (!context->pre) {
		append_text(walker, context, text, strlen(text));
		return;
	}
	while (*text != '\0') {
		size_t n_bytes = strcspn(text, "\n");
		append_text(walker, context, text, n_bytes);
		text += n_bytes;
		if (*text == '\n') {
			read_break(walker, context);
			text++;
		}
	}
}

/* The context inside `node`, given the one around it. */
static Context enter_context(const Walker *walker, const xmlNode *node, SgHtmlElement element,
			     Context context)
{
	const SgHtmlMeasure *measure = sg_html_measure(walker->tree, node);
	bool known = walker->tree->main != NULL;
	context.furniture = measure->part == SG_HTML_PART_FURNITURE;
	context.comment = context.comment || measure->part == SG_HTML_PART_COMMENT;
	context.main = context.main || (known ? node == walker->tree->main : element == SG_HTML_MAIN);
	context.core = context.core || node == walker->tree->core;
	context.headline = context.headline || node == walker->tree->headline;
	context.link = context.link || sg_html_leads_away(node);
	context.time =
	    context.time || (element == SG_HTML_TIME && sg_html_attribute(node, "datetime") != NULL);
	context.quote = context.quote || element == SG_HTML_QUOTE;
	context.pre = context.pre || element == SG_HTML_PRE;
	context.bold = context.bold || element == SG_HTML_BOLD;
	if (element == SG_HTML_HEADING)
		context.heading = (uint8_t)(sg_html_name(node)[1] - '0');
	if (element == SG_HTML_LIST)
		context.list = (uint8_t)MIN(context.list + 1, MAX_LIST_LEVEL);
	if (element == SG_HTML_ITEM)
		context.list = MAX(context.list, 1);
	if (element == SG_HTML_TABLE) {
		context.data_table = !context.furniture && sg_html_is_data_table(walker->tree, node);
		context.layout_row = false;
	}
	context.row = context.row || (element == SG_HTML_ROW && context.data_table);
	context.layout_row = context.layout_row || (element == SG_HTML_ROW && !context.data_table);
	return context;
}

static void note_facts(Walker *walker, xmlNode *node, SgHtmlElement element, const Context *context)
{
	SgHtmlPlace place = context->furniture ? SG_HTML_IN_FURNITURE
			    : context->main    ? SG_HTML_IN_MAIN
					       : SG_HTML_BESIDE;
	if (!context->comment)
		sg_html_facts_note(walker->facts, node, element, place);
}

/* What is not shown may still say something, as microdata in meta elements does.  Returns false. */
static bool pass_over(Walker *walker, xmlNode *node, SgHtmlElement element, bool leaving)
{
	if (element == SG_HTML_META && !leaving && sg_html_attribute(node, "itemprop") != NULL)
		note_facts(walker, node, element, get_context(walker));
	return false;
}

/* "17" and a note's raised "1" must not read as 171, nor 10 to the sixth as 106; "4th" stays. */
static void part_raised_figure(const Walker *walker, xmlNode *node, const Context *context)
{
	GString *out = context->furniture ? walker->furniture : walker->block;
	if (out->len == 0 || !g_ascii_isdigit(out->str[out->len - 1]) ||
	    strcmp(sg_html_name(node), "sup") != 0)
		return;
	g_autofree char *raised = sg_html_dup_text(node, NUMBER_BYTES);
	if (g_ascii_isdigit(*raised))
		g_string_append_c(out, ' ');
}

static void enter(Walker *walker, xmlNode *node, SgHtmlElement element)
{
	Context outer = *get_context(walker);
	Context inner = enter_context(walker, node, element, outer);
	if (!sg_html_is_inline(element))
		divide(walker, &outer);
	if (element == SG_HTML_ITEM)
		walker->item_begun = true;
	if (element == SG_HTML_ROW)
		walker->first_cell = true;
	if (element == SG_HTML_CELL && inner.row) {
		if (!walker->first_cell)
			g_string_append(walker->block, " | ");
		walker->first_cell = false;
	}
	if (element == SG_HTML_CONTROL)
		g_string_append_c(walker->furniture, ' ');
	if (element == SG_HTML_BREAK)
		read_break(walker, &outer);
	part_raised_figure(walker, node, &inner);
	note_facts(walker, node, element, &inner);
	walker->headline_passed |= inner.headline;
	walker->main_passed |= node == walker->tree->main;
	g_array_append_val(walker->contexts, inner);
}

static void leave(Walker *walker, SgHtmlElement element)
{
	Context inner = *get_context(walker);
	g_array_set_size(walker->contexts, walker->contexts->len - 1);
	if (element == SG_HTML_ROW) {
		inner.layout_row = false;
		end_block(walker, &inner);
	} else if (!sg_html_is_inline(element)) {
		divide(walker, &inner);
	}
}

static void write_tree(Walker *walker)
{
	const Context outermost = {0};
	bool descend = true;
	g_array_append_val(walker->contexts, outermost);
	for (SgHtmlCursor cursor = {walker->tree->root, false};; descend = true) {
		xmlNode *node = cursor.node;
		SgHtmlElement element =
		    sg_html_is_element(node) ? sg_html_element(sg_html_name(node)) : SG_HTML_INLINE;
		const Context *context = get_context(walker);
		bool shown = sg_html_is_element(node) && !sg_html_is_hidden(node, element);
		if (shown && cursor.leaving)
			leave(walker, element);
		else if (shown)
			enter(walker, node, element);
		else if (sg_html_is_element(node))
			descend = pass_over(walker, node, element, cursor.leaving);
		else if (!cursor.leaving && sg_html_is_text(node))
			read_text(walker, context, (const char *)node->content);
		if (!sg_html_step(&cursor, walker->tree->root, descend))
			break;
	}
	end_block(walker, &outermost);
}

void sg_html_write(const SgHtmlTree *tree, SgText *text)
{
	g_autoptr(GArray) contexts = g_array_new(FALSE, TRUE, sizeof(Context));
	g_autoptr(GArray) lines = g_array_new(FALSE, TRUE, sizeof(SgHtmlLine));
	g_autoptr(GString) block = g_string_new(NULL);
	g_autoptr(GString) furniture = g_string_new(NULL);
	g_autoptr(SgHtmlFacts) facts = sg_html_facts_new();
	Walker walker = {.tree = tree,
			 .text = text,
			 .facts = facts,
			 .contexts = contexts,
			 .lines = lines,
			 .block = block,
			 .furniture = furniture,
			 .all_bold = true};
	write_tree(&walker);
	if (tree->headline != NULL) {
		g_autofree char *headline = sg_html_dup_text(tree->headline, MAX_HEADLINE);
		sg_text_add_meta(text, "title", headline, "headline");
	}
	sg_html_facts_add(facts, text);
	sg_html_lines_settle(text, lines, tree->committee);
}
