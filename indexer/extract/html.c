/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * HTML to blocks.  libxml2 builds the tree; two walks over it follow: one
 * measures (how much text an element holds decides whether it can be furniture
 * or a data table) and collects metadata, the other writes blocks.  Both step from
 * node to node without recursion, so nesting costs no stack.
 *
 * Readers' comments stay paragraphs: the next stage divides them by their
 * stamps and gives them their voice.
 */
#include "base/utf8.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/html_words.h"
#include "indexer/extract/jsonld.h"
#include "indexer/extract/marker.h"
#include "indexer/text.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

enum {
	MAX_DEPTH = 200000, /* elements; unclosed tags of old pages nest by the hundred */
	MAX_HEAD = 1024,    /* elements that may hold metadata */
	MAX_LIST_LEVEL = 9,
	CELL_BYTES = 600,    /* a cell with more text than this is a column of the page */
	CELL_PARAGRAPHS = 3, /* or with so many */
	NUMBER_BYTES = 8,    /* "23/114." */
	MENU_LINKS = 3,      /* so many links with hardly a word between them are a menu */
	MENU_RATIO = 5,      /* bytes in links for one outside */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(htmlParserCtxt, htmlFreeParserCtxt)

/* What an element holds, itself included. */
typedef struct {
	uint32_t n_text;      /* bytes outside links */
	uint32_t n_link_text; /* bytes inside links */
	uint32_t n_links;
	uint8_t n_paragraphs; /* paragraphs and list items; stays at 255 */
	bool has_title;       /* h1, main or article */
	bool has_structure;   /* heading or table */
} Measure;

/* What holds inside an element: copied from its parent's and changed. */
typedef struct {
	bool furniture;
	bool comment;
	bool main; /* inside main or article */
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
	SgText *text;
	GArray *measures;   /* Measure; an element's index is in its _private */
	GPtrArray *head;    /* xmlNode: meta, title, link, script */
	GArray *contexts;   /* Context, of the elements we are in */
	GString *block;     /* text of the block being put together */
	GString *furniture; /* the same for furniture, which may stand inside a sentence */
	uint32_t n_body;    /* bytes of text in all */
	bool all_bold;
	bool item_begun; /* a list item has begun and no block of it is out */
	bool broken;     /* nothing but white space since the last <br> */
	bool first_cell;
	bool has_time;
	bool has_h1;
} Walker;

/* A place in the tree: a node, about to be entered or left. */
typedef struct {
	xmlNode *node;
	bool leaving;
} Cursor;

static const char *name_of(const xmlNode *node)
{
	return (const char *)node->name;
}

static bool is_element(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE;
}

static bool is_text(const xmlNode *node)
{
	return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content != NULL;
}

/* An attribute's value, borrowed; NULL: not there. */
static const char *get_attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attribute = xmlHasProp(node, BAD_CAST name);
	if (attribute == NULL)
		return NULL;
	const xmlNode *value = attribute->children;
	return value != NULL && value->content != NULL ? (const char *)value->content : "";
}

/* Moves on; false at the end.  Children are passed over unless `descend`. */
static bool step(Cursor *cursor, const xmlNode *root, bool descend)
{
	xmlNode *node = cursor->node;
	if (!cursor->leaving && descend && is_element(node) && node->children != NULL) {
		cursor->node = node->children;
	} else if (!cursor->leaving) {
		cursor->leaving = true;
	} else if (node == root) {
		return false;
	} else if (node->next != NULL) {
		cursor->node = node->next;
		cursor->leaving = false;
	} else {
		cursor->node = node->parent;
	}
	return true;
}

static bool is_hidden(const xmlNode *node, SgHtmlElement element)
{
	return element == SG_HTML_HIDDEN || element == SG_HTML_META || get_attribute(node, "hidden") != NULL;
}

/* ---- First walk: measures, and where metadata is ---- */

static Measure *get_measure(const Walker *walker, const xmlNode *node)
{
	return &g_array_index(walker->measures, Measure, GPOINTER_TO_SIZE(node->_private));
}

/* Returns whether what is inside counts.  Metadata is looked for in the head too, which is not shown. */
static bool measure_element(Walker *walker, xmlNode *node)
{
	SgHtmlElement element = sg_html_element(name_of(node));
	Measure measure = {.n_links = strcmp(name_of(node), "a") == 0};
	measure.n_paragraphs = element == SG_HTML_PARAGRAPH || element == SG_HTML_ITEM;
	measure.has_title = element == SG_HTML_MAIN || strcmp(name_of(node), "h1") == 0;
	measure.has_structure = element == SG_HTML_HEADING || element == SG_HTML_TABLE;
	node->_private = GSIZE_TO_POINTER(walker->measures->len);
	g_array_append_val(walker->measures, measure);
	if (element == SG_HTML_META && walker->head->len < MAX_HEAD)
		g_ptr_array_add(walker->head, node);
	return strcmp(name_of(node), "head") == 0 || !is_hidden(node, element);
}

static void add_to_parent(const Walker *walker, const xmlNode *node)
{
	const Measure *inner = get_measure(walker, node);
	Measure *outer = get_measure(walker, node->parent);
	outer->n_text += inner->n_text;
	outer->n_link_text += inner->n_link_text;
	outer->n_links += inner->n_links;
	outer->n_paragraphs = (uint8_t)MIN(outer->n_paragraphs + inner->n_paragraphs, UINT8_MAX);
	outer->has_title = outer->has_title || inner->has_title;
	outer->has_structure = outer->has_structure || inner->has_structure;
}

static size_t count_text(const xmlNode *node)
{
	size_t n_bytes = 0;
	for (const xmlChar *at = node->content; *at != '\0'; at++)
		n_bytes += *at > ' ';
	return n_bytes;
}

static void measure_tree(Walker *walker, xmlNode *root)
{
	size_t n_links = 0;
	bool descend = true;
	for (Cursor cursor = {root, false}; cursor.node != NULL; descend = true) {
		xmlNode *node = cursor.node;
		bool link = is_element(node) && strcmp(name_of(node), "a") == 0;
		if (cursor.leaving && is_element(node)) {
			n_links -= link;
			if (node != root)
				add_to_parent(walker, node);
		} else if (is_element(node)) {
			n_links += link;
			descend = measure_element(walker, node);
		} else if (!cursor.leaving && is_text(node)) {
			Measure *measure = get_measure(walker, node->parent);
			*(n_links > 0 ? &measure->n_link_text : &measure->n_text) +=
			    (uint32_t)count_text(node);
		}
		if (!step(&cursor, root, descend))
			break;
	}
	walker->n_body = get_measure(walker, root)->n_text;
}

/* ---- Metadata ---- */

static void add_trimmed(SgText *text, const char *key, const char *value, const char *origin)
{
	g_autofree char *copy = value != NULL ? sg_utf8_collapse(g_strdup(value)) : NULL;
	sg_text_add_meta(text, key, copy, origin);
}

/* Open Graph, Dublin Core, the e-Government Metadata Standard, and what newspapers' systems write. */
static const char *const meta_keys[][2] = {
    {"article:published_time", "published"},
    {"datepublished", "published"},
    {"dc.date.issued", "published"},
    {"dcterms.issued", "published"},
    {"dc.date", "published"},
    {"dcterms.date", "published"},
    {"og:published_time", "published"},
    {"date", "published"},
    {"pubdate", "published"},
    {"publishdate", "published"},
    {"publish-date", "published"},
    {"publication_date", "published"},
    {"parsely-pub-date", "published"},
    {"sailthru.date", "published"},
    {"dcterms.created", "created"},
    {"dc.date.created", "created"},
    {"datecreated", "created"},
    {"article:modified_time", "modified"},
    {"og:updated_time", "modified"},
    {"datemodified", "modified"},
    {"dcterms.modified", "modified"},
    {"dc.date.modified", "modified"},
    {"last-modified", "modified"},
    {"author", "author"},
    {"article:author", "author"},
    {"dc.creator", "author"},
    {"dcterms.creator", "author"},
    {"parsely-author", "author"},
    {"sailthru.author", "author"},
    {"og:title", "title"},
    {"dc.title", "title"},
    {"dcterms.title", "title"},
    {"twitter:title", "title"},
    {"og:site_name", "site"},
    {"dc.publisher", "site"},
    {"dcterms.publisher", "site"},
    {"og:url", "url"},
    {"og:type", "type"},
    {"dc.language", "lang"},
    {"content-language", "lang"},
};

static void read_meta_element(const xmlNode *node, SgText *text)
{
	static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
	const char *content = get_attribute(node, "content");
	for (gsize i = 0; content != NULL && i < G_N_ELEMENTS(names); i++) {
		const char *name = get_attribute(node, names[i]);
		for (gsize k = 0; name != NULL && k < G_N_ELEMENTS(meta_keys); k++)
			if (g_ascii_strcasecmp(name, meta_keys[k][0]) == 0)
				add_trimmed(text, meta_keys[k][1], content, "meta");
	}
}

static bool is_jsonld(const xmlNode *node)
{
	const char *type = get_attribute(node, "type");
	return strcmp(name_of(node), "script") == 0 && type != NULL &&
	       g_ascii_strncasecmp(type, "application/ld+json", strlen("application/ld+json")) == 0;
}

/* The only text an element holds; script and title hold no other. */
static const char *get_only_text(const xmlNode *node)
{
	return node->children != NULL && is_text(node->children) ? (const char *)node->children->content
								 : NULL;
}

/* In order of trust: what was written for machines to read first, the title bar's text last. */
static void read_head(Walker *walker, const xmlNode *root)
{
	const char *title = NULL;
	const char *canonical = NULL;
	for (guint i = 0; i < walker->head->len; i++) {
		const xmlNode *node = walker->head->pdata[i];
		const char *content = get_only_text(node);
		const char *rel = get_attribute(node, "rel");
		if (is_jsonld(node) && content != NULL)
			sg_jsonld_read(content, strlen(content), walker->text);
		if (strcmp(name_of(node), "title") == 0 && title == NULL)
			title = content;
		if (strcmp(name_of(node), "link") == 0 && g_strcmp0(rel, "canonical") == 0)
			canonical = get_attribute(node, "href");
	}
	for (guint i = 0; i < walker->head->len; i++) {
		const xmlNode *node = walker->head->pdata[i];
		if (strcmp(name_of(node), "meta") == 0)
			read_meta_element(node, walker->text);
	}
	add_trimmed(walker->text, "url", canonical, "meta");
	add_trimmed(walker->text, "title", title, "meta");
	add_trimmed(walker->text, "lang", get_attribute(root, "lang"), "meta");
}

/* A page's first <time> that is neither furniture's nor a comment's, and whatever is marked as the date of
   publication (microdata, or the "published" of hAtom blogs). */
static void read_time(Walker *walker, const xmlNode *node, SgHtmlElement element, const Context *context)
{
	const char *property = get_attribute(node, "itemprop");
	const char *class = get_attribute(node, "class");
	bool said = g_strcmp0(property, "datePublished") == 0 || g_strcmp0(class, "published") == 0;
	bool modified = g_strcmp0(property, "dateModified") == 0 || g_strcmp0(class, "updated") == 0;
	if (context->comment || (element != SG_HTML_TIME && !said && !modified))
		return;
	static const char *const names[] = {"datetime", "content", "title"};
	const char *value = NULL;
	for (gsize i = 0; value == NULL && i < G_N_ELEMENTS(names); i++)
		value = get_attribute(node, names[i]);
	said = said || get_attribute(node, "pubdate") != NULL;
	if (value == NULL || (!said && !modified && (walker->has_time || context->furniture)))
		return;
	add_trimmed(walker->text, modified ? "modified" : "published", value, "time");
	walker->has_time = walker->has_time || !modified;
}

/* ---- Furniture and tables ---- */

/* Holds the title, or half the page: a wrapper, whatever it is called. */
static bool is_wrapper(const Walker *walker, const xmlNode *node)
{
	const Measure *measure = get_measure(walker, node);
	return measure->has_title || measure->n_text > walker->n_body / 2;
}

static bool is_named_furniture(const xmlNode *node)
{
	const char *class = get_attribute(node, "class");
	const char *id = get_attribute(node, "id");
	return (class != NULL && sg_html_is_furniture_name(class)) ||
	       (id != NULL && (sg_html_is_furniture_name(id) || g_ascii_strcasecmp(id, "header") == 0));
}

static bool is_named_comment(const xmlNode *node)
{
	const char *class = get_attribute(node, "class");
	const char *id = get_attribute(node, "id");
	return (class != NULL && sg_html_is_comment_name(class)) ||
	       (id != NULL && sg_html_is_comment_name(id));
}

/* Class names of inline elements and of headings count for nothing: a sentence must not lose its link. */
static bool has_telling_name(SgHtmlElement element)
{
	return element == SG_HTML_BLOCK || element == SG_HTML_PARAGRAPH || element == SG_HTML_LIST ||
	       element == SG_HTML_ITEM || element == SG_HTML_TABLE || element == SG_HTML_CELL;
}

/* Lists of further articles carry names of all kinds; what they share is that all of it is links. */
static bool is_menu(const Walker *walker, const xmlNode *node, SgHtmlElement element)
{
	const Measure *measure = get_measure(walker, node);
	return (element == SG_HTML_BLOCK || element == SG_HTML_LIST) && measure->n_links >= MENU_LINKS &&
	       measure->n_link_text > measure->n_text * MENU_RATIO;
}

static bool is_furniture(const Walker *walker, const xmlNode *node, SgHtmlElement element,
			 const Context *context)
{
	const char *role = get_attribute(node, "role");
	if (element == SG_HTML_CONTROL)
		return true;
	/* Before any name is looked at: a page inside <form> or class "sidebar-right" is still the page. */
	if (is_wrapper(walker, node))
		return false;
	if (element == SG_HTML_FURNITURE || element == SG_HTML_FORM ||
	    (role != NULL && sg_html_is_furniture_role(role)))
		return true;
	if (element == SG_HTML_HEADER)
		return !context->main;
	if (element == SG_HTML_FOOTER)
		return !context->quote;
	if (is_menu(walker, node, element))
		return true;
	return has_telling_name(element) && !is_named_comment(node) && is_named_furniture(node);
}

static bool is_column(const Walker *walker, const xmlNode *cell)
{
	const Measure *measure = get_measure(walker, cell);
	return measure->n_text > CELL_BYTES || measure->n_paragraphs >= CELL_PARAGRAPHS ||
	       measure->has_structure;
}

/* Looks at a row's cells: how many there are, and whether one is a column of the page. */
static bool has_column(const Walker *walker, const xmlNode *row, size_t *n_cells)
{
	bool found = false;
	*n_cells = 0;
	for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next) {
		if (!is_element(cell) || sg_html_element(name_of(cell)) != SG_HTML_CELL)
			continue;
		*n_cells += 1;
		found = found || is_column(walker, cell);
	}
	return found;
}

/* Next row of a table, through thead, tbody and tfoot; `row` NULL: the first. */
static const xmlNode *next_row(const xmlNode *table, const xmlNode *row)
{
	const xmlNode *node = row == NULL ? table->children : row->next;
	const xmlNode *parent = row == NULL ? table : row->parent;
	for (;;) {
		if (node == NULL && parent == table)
			return NULL;
		if (node == NULL) {
			node = parent->next;
			parent = table;
		} else if (is_element(node) && sg_html_element(name_of(node)) == SG_HTML_ROW) {
			return node;
		} else if (parent == table && is_element(node) && g_str_has_prefix(name_of(node), "t")) {
			parent = node;
			node = node->children;
		} else {
			node = node->next;
		}
	}
}

/* Rows of short cells, two and more wide.  Anything else sets the page out in columns, as ModernGov's item
   tables do. */
static bool is_data_table(const Walker *walker, const xmlNode *table)
{
	/* th says nothing: layout tables have "No." and "Item" for headings. */
	const char *role = get_attribute(table, "role");
	if (role != NULL && (strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0))
		return false;
	size_t n_widest = 0;
	for (const xmlNode *row = next_row(table, NULL); row != NULL; row = next_row(table, row)) {
		size_t n_cells;
		if (has_column(walker, row, &n_cells))
			return false;
		n_widest = MAX(n_widest, n_cells);
	}
	return n_widest >= 2;
}

/* ---- Second walk: blocks ---- */

static SgBlockKind block_kind(Walker *walker, const Context *context)
{
	if (context->heading > 0)
		return SG_BLOCK_HEADING;
	if (context->quote)
		return SG_BLOCK_QUOTE;
	if (context->row)
		return SG_BLOCK_ROW;
	return context->list > 0 && walker->item_begun ? SG_BLOCK_BULLET : SG_BLOCK_PARAGRAPH;
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

static void end_furniture(Walker *walker)
{
	if (walker->furniture->len == 0)
		return;
	sg_text_add(walker->text, SG_BLOCK_FURNITURE, sg_utf8_collapse(g_strdup(walker->furniture->str)));
	g_string_truncate(walker->furniture, 0);
}

static void end_block(Walker *walker, const Context *context)
{
	walker->broken = false;
	if (walker->block->len == 0) {
		end_furniture(walker);
		return;
	}
	g_autofree char *block_text = sg_utf8_collapse(g_strdup(walker->block->str));
	if (context->layout_row && is_item_number(block_text)) {
		g_string_append_c(walker->block, ' ');
		return;
	}
	g_string_truncate(walker->block, 0);
	/* Empty cells count in a row, so that columns stay in line; a row of nothing else says nothing. */
	bool empty_row = context->row && block_text[strspn(block_text, " |")] == '\0';
	SgBlockKind kind = block_kind(walker, context);
	SgBlock *block = empty_row ? NULL : sg_text_add(walker->text, kind, g_steal_pointer(&block_text));
	if (block != NULL) {
		block->bold = walker->all_bold;
		block->level = kind == SG_BLOCK_HEADING ? context->heading : 0;
		if (kind == SG_BLOCK_BULLET)
			block->level = context->list;
		walker->item_begun = false;
		if (context->heading == 1 && !walker->has_h1)
			sg_text_add_meta(walker->text, "title", block->text, "h1");
		walker->has_h1 = walker->has_h1 || context->heading == 1;
	}
	walker->all_bold = true;
	end_furniture(walker);
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
}

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

/* Elements that do not end the paragraph they stand in.  Controls are among them: their text goes elsewhere,
   and the sentence around them stays whole. */
static bool is_inline(SgHtmlElement element)
{
	return element == SG_HTML_INLINE || element == SG_HTML_BOLD || element == SG_HTML_TIME ||
	       element == SG_HTML_CONTROL || element == SG_HTML_BREAK;
}

/* The context inside `node`, given the one around it. */
static Context enter_context(const Walker *walker, const xmlNode *node, SgHtmlElement element,
			     Context context)
{
	context.furniture = context.furniture || is_furniture(walker, node, element, &context);
	context.comment = context.comment || is_named_comment(node);
	context.main = context.main || element == SG_HTML_MAIN;
	context.quote = context.quote || element == SG_HTML_QUOTE;
	context.pre = context.pre || element == SG_HTML_PRE;
	context.bold = context.bold || element == SG_HTML_BOLD;
	if (element == SG_HTML_HEADING)
		context.heading = (uint8_t)(name_of(node)[1] - '0');
	if (element == SG_HTML_LIST)
		context.list = (uint8_t)MIN(context.list + 1, MAX_LIST_LEVEL);
	if (element == SG_HTML_ITEM)
		context.list = MAX(context.list, 1);
	if (element == SG_HTML_TABLE) {
		context.data_table = !context.furniture && is_data_table(walker, node);
		context.layout_row = false;
	}
	context.row = context.row || (element == SG_HTML_ROW && context.data_table);
	context.layout_row = context.layout_row || (element == SG_HTML_ROW && !context.data_table);
	return context;
}

static void enter(Walker *walker, const xmlNode *node, SgHtmlElement element)
{
	Context outer = g_array_index(walker->contexts, Context, walker->contexts->len - 1);
	Context inner = enter_context(walker, node, element, outer);
	if (!is_inline(element))
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
	read_time(walker, node, element, &inner);
	g_array_append_val(walker->contexts, inner);
}

static void leave(Walker *walker, SgHtmlElement element)
{
	Context inner = g_array_index(walker->contexts, Context, walker->contexts->len - 1);
	g_array_set_size(walker->contexts, walker->contexts->len - 1);
	if (element == SG_HTML_ROW) {
		inner.layout_row = false;
		end_block(walker, &inner);
	} else if (!is_inline(element)) {
		divide(walker, &inner);
	}
}

static void write_tree(Walker *walker, xmlNode *root)
{
	const Context outermost = {0};
	bool descend = true;
	g_array_append_val(walker->contexts, outermost);
	for (Cursor cursor = {root, false}; cursor.node != NULL; descend = true) {
		xmlNode *node = cursor.node;
		SgHtmlElement element = is_element(node) ? sg_html_element(name_of(node)) : SG_HTML_INLINE;
		const Context *context = &g_array_index(walker->contexts, Context, walker->contexts->len - 1);
		bool shown = is_element(node) && !is_hidden(node, element);
		if (shown && cursor.leaving)
			leave(walker, element);
		else if (shown)
			enter(walker, node, element);
		else if (is_element(node))
			descend = false;
		else if (!cursor.leaving && is_text(node))
			read_text(walker, context, (const char *)node->content);
		if (!step(&cursor, root, descend))
			break;
	}
	end_block(walker, &outermost);
}

/* ---- Parsing ---- */

/* An XML prologue's own declarations, <!DOCTYPE x [ <!ENTITY ...> ]>, would come out as text: HTML has none.
 */
static const char *skip_declarations(const char *html)
{
	const char *doctype = strstr(html, "<!DOCTYPE");
	const char *open = doctype ? strpbrk(doctype, "[>") : NULL;
	const char *close = open && *open == '[' ? strstr(open, "]>") : NULL;
	return close ? close + strlen("]>") : html;
}

static xmlDoc *parse(const char *html, GError **error)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
			    HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT;
	const char *markup = skip_declarations(html);
	g_autoptr(htmlParserCtxt) parser = htmlNewParserCtxt();
	g_autoptr(xmlDoc) doc =
	    htmlCtxtReadMemory(parser, markup, (int)strlen(markup), NULL, "UTF-8", options);
	if (doc == NULL) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "cannot be read as HTML");
		return NULL;
	}
	/* The parser mends everything but a tree too deep for it, and then it stops. */
	if (parser->disableSAX) {
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "nests more than %d elements",
			    MAX_DEPTH);
		return NULL;
	}
	return g_steal_pointer(&doc);
}

static void read_tree(xmlNode *root, SgText *text)
{
	g_autoptr(GArray) measures = g_array_new(FALSE, TRUE, sizeof(Measure));
	g_autoptr(GPtrArray) head = g_ptr_array_new();
	g_autoptr(GArray) contexts = g_array_new(FALSE, TRUE, sizeof(Context));
	g_autoptr(GString) block = g_string_new(NULL);
	g_autoptr(GString) furniture = g_string_new(NULL);
	Walker walker = {.text = text,
			 .measures = measures,
			 .head = head,
			 .contexts = contexts,
			 .block = block,
			 .furniture = furniture,
			 .all_bold = true};
	measure_tree(&walker, root);
	read_head(&walker, root);
	write_tree(&walker, root);
}

bool sg_extract_html(GBytes *bytes, const char *charset, SgText *text, GError **error)
{
	gsize n_bytes = 0;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	g_autofree char *declared = n_bytes > 0 ? sg_charset_dup_declared(data, n_bytes) : NULL;
	g_autofree char *html = sg_charset_decode_document(bytes, declared, charset, error);
	if (html == NULL)
		return false;
	if (html[strspn(html, " \t\r\n")] == '\0')
		return true;
	g_autoptr(xmlDoc) doc = parse(html, error);
	if (doc == NULL)
		return false;
	xmlNode *root = xmlDocGetRootElement(doc);
	if (root != NULL)
		read_tree(root, text);
	return true;
}

void sg_extract_html_warm(void)
{
	sg_charset_warm();
	sg_jsonld_warm();
	xmlInitParser();
	/* The library's own bound of 256 is met by pages of the nineties; it allows one more than it says. */
	xmlParserMaxDepth = MAX_DEPTH - 1;
}
