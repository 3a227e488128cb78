/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/html_tree.h"

#include "base/utf8.h"

#include <string.h>

enum {
	MAX_HEAD = 1024,
	MAX_TITLES = 256,
	MAX_TEXT_STEPS = 1000, /* nodes looked at for a short text: deep trees call for it again and again */
};

const char *sg_html_name(const xmlNode *node)
{
	return (const char *)node->name;
}

bool sg_html_is_element(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE;
}

bool sg_html_is_text(const xmlNode *node)
{
	return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content != NULL;
}

/* Only the first piece of a value: entities in attributes are resolved by the parser, so that there is but
 * one. */
const char *sg_html_attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attribute = xmlHasProp(node, BAD_CAST name);
	if (attribute == NULL)
		return NULL;
	const xmlNode *value = attribute->children;
	return value != NULL && value->content != NULL ? (const char *)value->content : "";
}

bool sg_html_has_token(const xmlNode *node, const char *name, const char *token)
{
	static const char spaces[] = " \t\r\n\f";
	const char *at = sg_html_attribute(node, name);
	size_t n_token = strlen(token);
	while (at != NULL && *at != '\0') {
		at += strspn(at, spaces);
		size_t n_bytes = strcspn(at, spaces);
		if (n_bytes == n_token && g_ascii_strncasecmp(at, token, n_bytes) == 0)
			return true;
		at += n_bytes;
	}
	return false;
}

bool sg_html_is_hidden(const xmlNode *node, SgHtmlElement element)
{
	return element == SG_HTML_HIDDEN || element == SG_HTML_META ||
	       sg_html_attribute(node, "hidden") != NULL;
}

/* Without recursion: pages nest deeper than the stack is. */
bool sg_html_step(SgHtmlCursor *cursor, const xmlNode *root, bool descend)
{
	xmlNode *node = cursor->node;
	if (!cursor->leaving && descend && sg_html_is_element(node) && node->children != NULL) {
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

char *sg_html_dup_text(xmlNode *node, size_t max_bytes)
{
	GString *out = g_string_new(NULL);
	bool descend = true;
	SgHtmlCursor cursor = {node, false};
	for (int i = 0; i < MAX_TEXT_STEPS && out->len <= max_bytes; i++, descend = true) {
		if (sg_html_is_element(cursor.node)) {
			SgHtmlElement element = sg_html_element(sg_html_name(cursor.node));
			descend = !sg_html_is_hidden(cursor.node, element);
			if (element != SG_HTML_INLINE && element != SG_HTML_BOLD)
				g_string_append_c(out, ' ');
		} else if (!cursor.leaving && sg_html_is_text(cursor.node)) {
			g_string_append(out, (const char *)cursor.node->content);
		}
		if (!sg_html_step(&cursor, node, descend))
			break;
	}
	g_string_truncate(out, sg_utf8_prefix(out->str, max_bytes));
	return sg_utf8_collapse(g_string_free(out, FALSE));
}

/* A link to a paper is matter, one to a page may be a menu's. */
static bool is_file(const char *href)
{
	static const char *const endings[] = {".pdf", ".doc", ".docx", ".xls", ".xlsx",
					      ".odt", ".ppt", ".pptx", ".csv", ".rtf"};
	size_t n_bytes = strcspn(href, "?#");
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t n_ending = strlen(endings[i]);
		if (n_bytes > n_ending &&
		    g_ascii_strncasecmp(href + n_bytes - n_ending, endings[i], n_ending) == 0)
			return true;
	}
	return false;
}

static bool is_link(const xmlNode *node)
{
	const char *href = strcmp(sg_html_name(node), "a") == 0 ? sg_html_attribute(node, "href") : NULL;
	return strcmp(sg_html_name(node), "a") == 0 && (href == NULL || !is_file(href));
}

bool sg_html_leads_away(const xmlNode *node)
{
	const char *href = is_link(node) ? sg_html_attribute(node, "href") : NULL;
	return href != NULL && *href != '#' && *href != '\0';
}

/* ---- Measuring ---- */

SgHtmlMeasure *sg_html_measure(const SgHtmlTree *tree, const xmlNode *element)
{
	return &g_array_index(tree->measures, SgHtmlMeasure, GPOINTER_TO_SIZE(element->_private));
}

/* Returns whether what is inside counts.  Metadata is looked for in the head too, which is not shown. */
static bool measure_element(SgHtmlTree *tree, xmlNode *node)
{
	SgHtmlElement element = sg_html_element(sg_html_name(node));
	SgHtmlMeasure measure = {.n_links = is_link(node)};
	measure.n_paragraphs = element == SG_HTML_PARAGRAPH || element == SG_HTML_ITEM;
	measure.has_title = strcmp(sg_html_name(node), "main") == 0;
	measure.has_structure = element == SG_HTML_HEADING || element == SG_HTML_TABLE;
	node->_private = GSIZE_TO_POINTER(tree->measures->len);
	g_array_append_val(tree->measures, measure);
	if (element == SG_HTML_HEADING && sg_html_name(node)[1] <= '3' && tree->titles->len < MAX_TITLES)
		g_ptr_array_add(tree->titles, node);
	if (element == SG_HTML_META && tree->head->len < MAX_HEAD)
		g_ptr_array_add(tree->head, node);
	return strcmp(sg_html_name(node), "head") == 0 || !sg_html_is_hidden(node, element);
}

static bool is_heading(const xmlNode *node)
{
	return sg_html_element(sg_html_name(node)) == SG_HTML_HEADING;
}

static void add_to_parent(const SgHtmlTree *tree, const xmlNode *node)
{
	const SgHtmlMeasure *inner = sg_html_measure(tree, node);
	SgHtmlMeasure *outer = sg_html_measure(tree, node->parent);
	outer->n_text += inner->n_text;
	outer->n_link_text += inner->n_link_text;
	outer->n_links += inner->n_links;
	outer->n_paragraphs = (uint8_t)MIN(outer->n_paragraphs + inner->n_paragraphs, UINT8_MAX);
	outer->has_title = outer->has_title || inner->has_title;
	outer->has_structure = outer->has_structure || inner->has_structure;
	outer->has_linked_heading =
	    outer->has_linked_heading || inner->has_linked_heading ||
	    (is_heading(node) && inner->n_links > 0 && inner->n_link_text > inner->n_text) ||
	    (sg_html_leads_away(node) && inner->has_structure);
}

static size_t count_text(const xmlNode *node)
{
	size_t n_bytes = 0;
	for (const xmlChar *at = node->content; *at != '\0'; at++)
		n_bytes += *at > ' ';
	return n_bytes;
}

/* Some pages keep all their text in <noscript>, and write it by script otherwise; most keep a pixel there. */
static bool is_text_of_page(xmlNode *noscript)
{
	enum { LEAST_PARAGRAPHS = 3, LEAST_BYTES = 400 };
	size_t n_paragraphs = 0, n_bytes = 0;
	for (SgHtmlCursor cursor = {noscript, false};;) {
		if (!cursor.leaving && sg_html_is_element(cursor.node))
			n_paragraphs += strcmp(sg_html_name(cursor.node), "p") == 0;
		else if (!cursor.leaving && sg_html_is_text(cursor.node))
			n_bytes += count_text(cursor.node);
		if (!sg_html_step(&cursor, noscript, true))
			return n_paragraphs >= LEAST_PARAGRAPHS && n_bytes >= LEAST_BYTES;
	}
}

void sg_html_tree_reveal(xmlNode *root)
{
	bool descend = true;
	for (SgHtmlCursor cursor = {root, false};; descend = true) {
		xmlNode *node = cursor.node;
		if (!cursor.leaving && sg_html_is_element(node) &&
		    strcmp(sg_html_name(node), "noscript") == 0) {
			descend = false;
			if (is_text_of_page(node))
				xmlNodeSetName(node, BAD_CAST "div");
		}
		if (!sg_html_step(&cursor, root, descend))
			return;
	}
}

static void measure_tree(SgHtmlTree *tree)
{
	size_t n_links = 0;
	bool descend = true;
	for (SgHtmlCursor cursor = {tree->root, false};; descend = true) {
		xmlNode *node = cursor.node;
		bool link = sg_html_is_element(node) && is_link(node);
		if (cursor.leaving && sg_html_is_element(node)) {
			n_links -= link;
			if (node != tree->root)
				add_to_parent(tree, node);
		} else if (sg_html_is_element(node)) {
			n_links += link;
			descend = measure_element(tree, node);
		} else if (!cursor.leaving && sg_html_is_text(node)) {
			SgHtmlMeasure *measure = sg_html_measure(tree, node->parent);
			*(n_links > 0 ? &measure->n_link_text : &measure->n_text) +=
			    (uint32_t)count_text(node);
		}
		if (!sg_html_step(&cursor, tree->root, descend))
			break;
	}
	tree->n_body = sg_html_measure(tree, tree->root)->n_text;
}

SgHtmlTree *sg_html_tree_new(xmlNode *root)
{
	SgHtmlTree *tree = g_new0(SgHtmlTree, 1);
	tree->root = root;
	tree->measures = g_array_new(FALSE, TRUE, sizeof(SgHtmlMeasure));
	tree->head = g_ptr_array_new();
	tree->titles = g_ptr_array_new();
	measure_tree(tree);
	return tree;
}

void sg_html_tree_free(SgHtmlTree *tree)
{
	if (tree == NULL)
		return;
	g_array_unref(tree->measures);
	g_ptr_array_unref(tree->head);
	g_ptr_array_unref(tree->titles);
	g_free(tree);
}
