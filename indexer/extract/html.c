/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * HTML to blocks.  libxml2 builds the tree; one walk over it measures (html_tree), another writes blocks
 * (html_write).
 */
#include "indexer/extract/charset.h"
#include "indexer/extract/html_main.h"
#include "indexer/extract/html_meta.h"
#include "indexer/extract/html_write.h"
#include "indexer/extract/jsonld.h"
#include "indexer/text.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

enum { MAX_DEPTH = 200000 }; /* elements; unclosed tags of old pages nest by the hundred */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(htmlParserCtxt, htmlFreeParserCtxt)

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
	sg_html_tree_reveal(root);
	g_autoptr(SgHtmlTree) tree = sg_html_tree_new(root);
	sg_html_main_mark(tree);
	sg_html_read_head(tree, text);
	sg_html_write(tree, text);
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
