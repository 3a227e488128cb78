/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/html_main.h"

#include "base/utf8.h"
#include "indexer/extract/html_table.h"

#include <string.h>

enum {
	MENU_LINKS = 3,      /* so many links with hardly a word between them are a menu */
	MENU_RATIO = 5,      /* bytes in links for one outside */
	MAX_TITLE = 400,     /* bytes */
	LEAST_HEADLINE = 12, /* bytes: shorter ones stand in many titles by chance */
	LEAST_PROSE = 60,    /* bytes of a paragraph that counts */
	LEAST_MAIN = 400,    /* bytes of prose of a main text that can be told apart */
	SHARE_CHILD = 85,    /* percent of its parent's prose that makes a child the better guess */
	SHARE_PAGE = 70,     /* percent of the page's prose that the main text holds */
	SHARE_AROUND = 130,  /* percent of the core's prose that what is around it may have in all */
	MOST_HIDDEN = 400,   /* bytes of a text that is not shown at first and may be a dialogue's */
	LEAST_WRITER = 100,  /* bytes of what is told of a writer, and is no byline */
	MOST_TEASER = 350,   /* bytes outside links of a teaser */
	MOST_SMALL = 60,     /* bytes of furniture inside a line */
	MOST_ROWS = 3,       /* of a table that sets out a page; more are items of the same matter */
};

/* ---- Headline ---- */

/* What the page is called, in its head: several spellings, a line each, in one case. */
static char *dup_titles(const SgHtmlTree *tree)
{
	GString *titles = g_string_new(NULL);
	for (guint i = 0; i < tree->head->len && titles->len < MAX_TITLE; i++) {
		xmlNode *node = tree->head->pdata[i];
		const char *content = sg_html_attribute(node, "content");
		bool titled = strcmp(sg_html_name(node), "title") == 0 && node->children != NULL &&
			      sg_html_is_text(node->children);
		if (titled)
			content = (const char *)node->children->content;
		else if (g_strcmp0(sg_html_attribute(node, "property"), "og:title") != 0)
			continue;
		g_autofree char *line = content != NULL ? sg_utf8_collapse(g_strdup(content)) : NULL;
		if (line != NULL)
			g_string_append_printf(titles, "\n%s", line);
	}
	g_autofree char *raw = g_string_free(titles, FALSE);
	return g_utf8_casefold(raw, -1);
}

/* How well a heading fits: nothing when no title has it; more for one that a title begins with, for its
   level, and then for its length.  A site's own name, an h1 on many pages, stands at the end of the title. */
static size_t fit_title(const xmlNode *heading, const char *folded, const char *titles)
{
	enum { BEGINS = 2, MORE = 10000 };
	size_t n_bytes = strlen(folded);
	const char *found = n_bytes >= LEAST_HEADLINE ? strstr(titles, folded) : NULL;
	if (found == NULL)
		return 0;
	size_t rank = (size_t)('3' - sg_html_name(heading)[1]);
	g_autofree char *line = g_strconcat("\n", folded, NULL);
	rank += strstr(titles, line) != NULL ? BEGINS : 0;
	return rank * MORE + n_bytes;
}

/* The heading that fits the page's title best; when none does, the first h1. */
static xmlNode *find_headline(const SgHtmlTree *tree)
{
	g_autofree char *titles = dup_titles(tree);
	xmlNode *best = NULL, *first = NULL;
	size_t best_fit = 0;
	for (guint i = 0; i < tree->titles->len; i++) {
		xmlNode *node = tree->titles->pdata[i];
		g_autofree char *text = sg_html_dup_text(node, MAX_TITLE);
		g_autofree char *folded = g_utf8_casefold(text, -1);
		size_t fit = fit_title(node, folded, titles);
		if (first == NULL && *folded != '\0' && sg_html_name(node)[1] == '1')
			first = node;
		if (fit > best_fit) {
			best = node;
			best_fit = fit;
		}
	}
	return best != NULL ? best : first;
}

static void mark_headline(SgHtmlTree *tree)
{
	tree->headline = find_headline(tree);
	for (xmlNode *at = tree->headline; at != NULL && at != tree->root; at = at->parent)
		sg_html_measure(tree, at)->has_title = true;
}

/* ---- Furniture and comments ---- */

/* Holds the title, or half the page: a wrapper, whatever it is called. */
static bool is_wrapper(const SgHtmlTree *tree, const xmlNode *node)
{
	const SgHtmlMeasure *measure = sg_html_measure(tree, node);
	return measure->has_title || measure->n_text > tree->n_body / 2;
}

static bool is_named(const xmlNode *node, bool (*is_name)(const char *))
{
	const char *class = sg_html_attribute(node, "class");
	const char *id = sg_html_attribute(node, "id");
	return (class != NULL && is_name(class)) || (id != NULL && is_name(id));
}

/* Class names of inline elements and of headings count for nothing: a sentence must not lose its link. */
static bool has_telling_name(SgHtmlElement element)
{
	return element == SG_HTML_BLOCK || element == SG_HTML_PARAGRAPH || element == SG_HTML_LIST ||
	       element == SG_HTML_ITEM || element == SG_HTML_TABLE || element == SG_HTML_CELL ||
	       element == SG_HTML_MAIN || element == SG_HTML_HEADER || element == SG_HTML_FOOTER;
}

/* Lists of further articles carry names of all kinds; what they share is that all of it is links. */
static bool is_menu(const SgHtmlMeasure *measure, SgHtmlElement element)
{
	return (element == SG_HTML_BLOCK || element == SG_HTML_LIST) && measure->n_links >= MENU_LINKS &&
	       measure->n_link_text > measure->n_text * MENU_RATIO;
}

/* Dialogues that wait for a click; longer texts are a page's sections, folded up. */
static bool is_folded(const xmlNode *node, const SgHtmlMeasure *measure)
{
	const char *style = sg_html_attribute(node, "style");
	const char *display = style != NULL ? strstr(style, "display") : NULL;
	return display != NULL && measure->n_text < MOST_HIDDEN &&
	       g_str_has_prefix(display + strspn(display, "display: "), "none");
}

/* Comments may be most of a page: only the headline tells that a page is called so. */
static bool is_comments(const SgHtmlTree *tree, const xmlNode *node, SgHtmlElement element)
{
	if (!has_telling_name(element) || node->parent == tree->root || node == tree->root)
		return false;
	return !sg_html_measure(tree, node)->has_title && is_named(node, sg_html_is_comment_name) &&
	       !is_named(node, sg_html_is_comment_form_name);
}

/* A list of nothing but links to other pages. */
static bool is_link_list(const SgHtmlMeasure *measure, SgHtmlElement element)
{
	return element == SG_HTML_LIST && measure->n_links >= 2 && measure->n_text * 8 < measure->n_link_text;
}

static bool tells_of_writer(const xmlNode *node, const SgHtmlMeasure *measure, SgHtmlElement element)
{
	return element == SG_HTML_BLOCK && measure->n_text + measure->n_link_text >= LEAST_WRITER &&
	       is_named(node, sg_html_is_writer_name);
}

static bool is_small(const xmlNode *node, const SgHtmlMeasure *measure)
{
	return measure->n_text + measure->n_link_text <= MOST_SMALL && is_named(node, sg_html_is_small_name);
}

static bool is_furniture(const SgHtmlTree *tree, const xmlNode *node, SgHtmlElement element)
{
	const SgHtmlMeasure *measure = sg_html_measure(tree, node);
	const char *role = sg_html_attribute(node, "role");
	const char *id = sg_html_attribute(node, "id");
	if (element == SG_HTML_CONTROL)
		return true;
	/* Before any name is looked at: a page inside <form> or class "sidebar-right" is still the page. */
	if (is_wrapper(tree, node))
		return false;
	if (element == SG_HTML_FURNITURE || element == SG_HTML_FORM ||
	    is_named(node, sg_html_is_comment_form_name) || (role != NULL && sg_html_is_furniture_role(role)))
		return true;
	if (element == SG_HTML_HEADER && !measure->in_main)
		return true;
	if (element == SG_HTML_FOOTER && !measure->in_quote)
		return true;
	if (is_menu(measure, element) || is_folded(node, measure) ||
	    (is_link_list(measure, element) && !tree->committee) || tells_of_writer(node, measure, element) ||
	    (sg_html_is_inline(element) && is_small(node, measure)))
		return true;
	return has_telling_name(element) && (is_named(node, sg_html_is_furniture_name) ||
					     (id != NULL && g_ascii_strcasecmp(id, "header") == 0));
}

static void mark_element(const SgHtmlTree *tree, const xmlNode *node)
{
	SgHtmlElement element = sg_html_element(sg_html_name(node));
	SgHtmlMeasure *measure = sg_html_measure(tree, node);
	if (node != tree->root) {
		const SgHtmlMeasure *outer = sg_html_measure(tree, node->parent);
		measure->in_main = outer->in_main;
		measure->in_quote = outer->in_quote;
		if (measure->part == SG_HTML_PART_NONE)
			measure->part = outer->part;
	}
	if (measure->part != SG_HTML_PART_FURNITURE && is_furniture(tree, node, element) &&
	    !is_comments(tree, node, element))
		measure->part = SG_HTML_PART_FURNITURE;
	else if (measure->part == SG_HTML_PART_NONE && is_comments(tree, node, element))
		measure->part = SG_HTML_PART_COMMENT;
	measure->in_main |= element == SG_HTML_MAIN;
	measure->in_quote |= element == SG_HTML_QUOTE;
}

/* A short text under a heading that leads to the rest of it. */
static bool is_teaser(const SgHtmlTree *tree, const xmlNode *node)
{
	SgHtmlElement element = sg_html_element(sg_html_name(node));
	if (node->_private == NULL ||
	    (element != SG_HTML_BLOCK && element != SG_HTML_MAIN && element != SG_HTML_ITEM))
		return false;
	const SgHtmlMeasure *measure = sg_html_measure(tree, node);
	return measure->has_linked_heading && !measure->has_title && measure->n_text <= MOST_TEASER;
}

static bool is_twin(const xmlNode *one, const xmlNode *two)
{
	const char *class = sg_html_attribute(one, "class");
	return class != NULL && strcmp(sg_html_name(one), sg_html_name(two)) == 0 &&
	       g_strcmp0(class, sg_html_attribute(two, "class")) == 0;
}

/* Teasers come in rows: two of a kind, or three of any.  Where they are the page, a list of news, they stay.
 */
static void mark_teasers(const SgHtmlTree *tree, const xmlNode *parent)
{
	const xmlNode *last = NULL;
	unsigned n_teasers = 0, n_twins = 0;
	guint64 n_text = 0;
	for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
		if (!sg_html_is_element(child) || !is_teaser(tree, child))
			continue;
		n_twins += last != NULL && is_twin(last, child);
		n_teasers++;
		n_text += sg_html_measure(tree, child)->n_text;
		last = child;
	}
	if ((n_teasers < 3 && n_twins == 0) || n_text * 3 > tree->n_body)
		return;
	for (const xmlNode *child = parent->children; child != NULL; child = child->next)
		if (sg_html_is_element(child) && is_teaser(tree, child))
			sg_html_measure(tree, child)->part = SG_HTML_PART_FURNITURE;
}

static void mark_parts(SgHtmlTree *tree)
{
	bool descend = true;
	for (SgHtmlCursor cursor = {tree->root, false};; descend = true) {
		const xmlNode *node = cursor.node;
		if (sg_html_is_element(node)) {
			descend = !sg_html_is_hidden(node, sg_html_element(sg_html_name(node)));
			if (!cursor.leaving && descend)
				mark_element(tree, node);
			if (!cursor.leaving && descend && !tree->committee)
				mark_teasers(tree, node);
		}
		if (!sg_html_step(&cursor, tree->root, descend))
			return;
	}
}

/* ---- Prose ---- */

/* Text of a block that is not inside a deeper one. */
typedef struct {
	uint32_t n_text, n_link_text;
} Run;

static void count_run(Run *run, const xmlNode *node, bool link)
{
	uint32_t n_bytes = (uint32_t)strlen((const char *)node->content);
	*(link ? &run->n_link_text : &run->n_text) += n_bytes;
}

static uint32_t weigh(const Run *run, SgHtmlElement element)
{
	bool heading = element == SG_HTML_HEADING;
	return !heading && run->n_text >= LEAST_PROSE && run->n_text > run->n_link_text ? run->n_text : 0;
}

/* Gives what was counted to the element left, and its prose to the parent.  Inline elements hand their text
 * on. */
static void leave_element(const SgHtmlTree *tree, GArray *runs, const xmlNode *node)
{
	SgHtmlElement element = sg_html_element(sg_html_name(node));
	SgHtmlMeasure *measure = sg_html_measure(tree, node);
	Run run = g_array_index(runs, Run, runs->len - 1);
	g_array_set_size(runs, runs->len - 1);
	if (measure->part != SG_HTML_PART_NONE)
		return;
	if (sg_html_is_inline(element) && runs->len > 0) {
		Run *outer = &g_array_index(runs, Run, runs->len - 1);
		outer->n_text += run.n_text;
		outer->n_link_text += run.n_link_text;
	} else {
		measure->n_prose += weigh(&run, element);
	}
	if (node != tree->root)
		sg_html_measure(tree, node->parent)->n_prose += measure->n_prose;
}

static void measure_prose(const SgHtmlTree *tree)
{
	g_autoptr(GArray) runs = g_array_new(FALSE, TRUE, sizeof(Run));
	size_t n_links = 0;
	bool descend = true;
	for (SgHtmlCursor cursor = {tree->root, false};; descend = true) {
		const xmlNode *node = cursor.node;
		bool shown =
		    sg_html_is_element(node) && !sg_html_is_hidden(node, sg_html_element(sg_html_name(node)));
		bool link = shown && strcmp(sg_html_name(node), "a") == 0;
		if (shown && cursor.leaving) {
			n_links -= link;
			leave_element(tree, runs, node);
		} else if (shown) {
			n_links += link;
			g_array_set_size(runs, runs->len + 1);
		} else if (sg_html_is_element(node)) {
			descend = false;
		} else if (!cursor.leaving && sg_html_is_text(node) && runs->len > 0) {
			count_run(&g_array_index(runs, Run, runs->len - 1), node, n_links > 0);
		}
		if (!sg_html_step(&cursor, tree->root, descend))
			return;
	}
}

/* ---- Main text ---- */

static bool can_hold_main(SgHtmlElement element)
{
	return element != SG_HTML_PARAGRAPH && element != SG_HTML_HEADING && element != SG_HTML_QUOTE &&
	       element != SG_HTML_LIST && element != SG_HTML_ITEM && element != SG_HTML_HIDDEN &&
	       element != SG_HTML_META;
}

/* One long item of a meeting's table is not the page. */
static bool is_item_table(const xmlNode *node)
{
	unsigned n_rows = 0;
	if (sg_html_element(sg_html_name(node)) != SG_HTML_TABLE)
		return false;
	for (const xmlNode *row = sg_html_next_row(node, NULL); row != NULL;
	     row = sg_html_next_row(node, row))
		n_rows++;
	return n_rows > MOST_ROWS;
}

/* The child that holds nearly all of the prose; NULL: it is spread. */
static xmlNode *find_heir(const SgHtmlTree *tree, const xmlNode *node)
{
	uint32_t n_all = sg_html_measure(tree, node)->n_prose;
	if (is_item_table(node))
		return NULL;
	for (xmlNode *child = node->children; child != NULL; child = child->next) {
		if (!sg_html_is_element(child) || !can_hold_main(sg_html_element(sg_html_name(child))) ||
		    child->_private == NULL)
			continue;
		const SgHtmlMeasure *measure = sg_html_measure(tree, child);
		if (measure->part == SG_HTML_PART_NONE &&
		    (guint64)measure->n_prose * 100 >= (guint64)n_all * SHARE_CHILD)
			return child;
	}
	return NULL;
}

static xmlNode *find_core(const SgHtmlTree *tree)
{
	guint64 n_page = sg_html_measure(tree, tree->root)->n_prose;
	if (n_page < LEAST_MAIN)
		return NULL;
	xmlNode *core = tree->root;
	for (xmlNode *heir; (heir = find_heir(tree, core)) != NULL; core = heir)
		if ((guint64)sg_html_measure(tree, heir)->n_prose * 100 < n_page * SHARE_PAGE)
			break;
	bool whole_page = core == tree->root || core->parent == tree->root;
	return whole_page ? NULL : core;
}

static bool is_semantic(const xmlNode *node)
{
	return sg_html_element(sg_html_name(node)) == SG_HTML_MAIN ||
	       sg_html_has_token(node, "role", "main") || sg_html_has_token(node, "role", "article");
}

/* What belongs to the core, around it: the article or main that it is in, the wider one when the headline is
   not in the narrower; else what holds both headline and core and adds little. */
static xmlNode *find_main(const SgHtmlTree *tree)
{
	guint64 n_most = (guint64)sg_html_measure(tree, tree->core)->n_prose * SHARE_AROUND / 100;
	xmlNode *semantic = NULL, *widest = tree->core;
	for (xmlNode *at = tree->core; at->parent != tree->root; at = at->parent) {
		const SgHtmlMeasure *measure = sg_html_measure(tree, at);
		if (is_semantic(at) && (semantic == NULL || measure->n_prose <= n_most))
			semantic = at;
		if (semantic == NULL && measure->n_prose <= n_most)
			widest = at;
		if (at == semantic ? measure->has_title
				   : semantic == NULL && widest == at && measure->has_title)
			break;
	}
	return semantic != NULL ? semantic : widest;
}

/* "mgContent", "mgWordPara": the classes of ModernGov, by which most councils publish their meetings. */
static bool is_committee_page(const SgHtmlTree *tree)
{
	for (SgHtmlCursor cursor = {tree->root, false};;) {
		const char *class = !cursor.leaving && sg_html_is_element(cursor.node)
					? sg_html_attribute(cursor.node, "class")
					: NULL;
		if (class != NULL && g_str_has_prefix(class, "mg") && g_ascii_isupper(class[2]))
			return true;
		if (!sg_html_step(&cursor, tree->root, true))
			return false;
	}
}

void sg_html_main_mark(SgHtmlTree *tree)
{
	tree->committee = is_committee_page(tree);
	mark_headline(tree);
	mark_parts(tree);
	measure_prose(tree);
	/* A committee's page is its items, short and long, and has hardly any furniture that its names do not
	 * tell. */
	tree->core = tree->committee ? NULL : find_core(tree);
	tree->main = tree->core != NULL ? find_main(tree) : NULL;
}
