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

/* What an element is to the page; what is inside is the same unless it is marked otherwise. */
typedef enum {
	SG_HTML_PART_NONE,
	SG_HTML_PART_FURNITURE,
	SG_HTML_PART_COMMENT, /* readers' comments; furniture may stand among them */
} SgHtmlPart;

/* What an element holds, itself included. */
typedef struct {
	uint32_t n_text;      /* bytes outside links */
	uint32_t n_link_text; /* bytes inside links */
	uint32_t n_links;
	uint32_t n_prose;        /* bytes of running text, furniture and comments left out */
	uint8_t n_paragraphs;    /* paragraphs and list items; stays at 255 */
	uint8_t part;            /* SgHtmlPart */
	bool has_title;          /* the headline, or main */
	bool has_structure;      /* heading or table */
	bool has_linked_heading; /* a heading that leads to another page */
	bool in_main;            /* inside main or article */
	bool in_quote;
} SgHtmlMeasure;

typedef struct {
	xmlNode *root;
	GArray *measures;  /* SgHtmlMeasure; an element's index is in its _private */
	GPtrArray *head;   /* xmlNode: meta, title, link, script; the first 1024 */
	GPtrArray *titles; /* xmlNode: h1 to h3; the first 256 */
	uint32_t n_body;   /* bytes of text outside links in all */
	xmlNode *headline; /* NULL: none */
	xmlNode *main;     /* holds the main text and what belongs to it; NULL: cannot be told apart */
	xmlNode *core;     /* in it, or the same: holds the prose */
	bool committee;    /* ModernGov's page: its links are the matter */
} SgHtmlTree;

/* A place in the tree: a node, about to be entered or left. */
typedef struct {
	xmlNode *node;
	bool leaving;
} SgHtmlCursor;

/* Makes visible what a page shows only to readers without scripts, when that is its text: call it before. */
void sg_html_tree_reveal(xmlNode *root);
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
/* Whether an element is a link to another page: not to a place in this one, not to a file to be read. */
bool sg_html_leads_away(const xmlNode *node);
/* What is shown inside a node, up to `max_bytes`, white space collapsed; free with g_free(). */
char *sg_html_dup_text(xmlNode *node, size_t max_bytes);

#endif
