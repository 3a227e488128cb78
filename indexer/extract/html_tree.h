/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The parsed tree of an HTML page: steps through it without recursion, so that nesting costs no stack, and
 * what each element holds, measured once.
 */
#ifndef SG_INDEXER_HTML_TREE_H
#define SG_INDEXER_HTML_TREE_H

#include "indexer/extract/html_words.h"

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>
#include <stdint.h>

/* What an element holds, itself included. */
typedef struct {
	uint32_t n_text;      /* bytes outside links */
	uint32_t n_link_text; /* bytes inside links */
	uint32_t n_links;
	uint8_t n_paragraphs; /* paragraphs and list items; stays at 255 */
	bool has_title;       /* h1, main or article */
	bool has_structure;   /* heading or table */
} SgHtmlMeasure;

typedef struct {
	xmlNode *root;
	GArray *measures; /* SgHtmlMeasure; an element's index is in its _private */
	GPtrArray *head;  /* xmlNode: meta, title, link, script; the first 1024 */
	uint32_t n_body;  /* bytes of text outside links in all */
} SgHtmlTree;

/* A place in the tree: a node, about to be entered or left. */
typedef struct {
	xmlNode *node;
	bool leaving;
} SgHtmlCursor;

/* Measures the tree below `root`, whose nodes' _private it uses; free with sg_html_tree_free(). */
SgHtmlTree *sg_html_tree_new(xmlNode *root);
void sg_html_tree_free(SgHtmlTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgHtmlTree, sg_html_tree_free)

/* Moves on; false at the end.  Children are passed over unless `descend`. */
bool sg_html_step(SgHtmlCursor *cursor, const xmlNode *root, bool descend);

const char *sg_html_name(const xmlNode *node);
bool sg_html_is_element(const xmlNode *node);
bool sg_html_is_text(const xmlNode *node);
/* Never shown: script, svg, the attribute "hidden". */
bool sg_html_is_hidden(const xmlNode *node, SgHtmlElement element);
SgHtmlMeasure *sg_html_measure(const SgHtmlTree *tree, const xmlNode *element);

/* An attribute's value, borrowed; NULL: not there. */
const char *sg_html_attribute(const xmlNode *node, const char *name);
/* Whether an attribute that holds words parted by spaces holds this one. */
bool sg_html_has_token(const xmlNode *node, const char *name, const char *token);
/* What is shown inside a node, up to `max_bytes`, white space collapsed; free with g_free(). */
char *sg_html_dup_text(xmlNode *node, size_t max_bytes);

#endif
