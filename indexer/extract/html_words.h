/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the names in an HTML page say: elements, roles, class and id words. */
#ifndef SG_INDEXER_HTML_WORDS_H
#define SG_INDEXER_HTML_WORDS_H

#include <stdbool.h>

typedef enum {
	SG_HTML_INLINE, /* unknown elements too, as in a browser */
	SG_HTML_BLOCK,
	SG_HTML_PARAGRAPH,
	SG_HTML_HEADING, /* h1 to h6 */
	SG_HTML_LIST,
	SG_HTML_ITEM,
	SG_HTML_QUOTE,
	SG_HTML_PRE,
	SG_HTML_TABLE,
	SG_HTML_ROW,
	SG_HTML_CELL,
	SG_HTML_BREAK,
	SG_HTML_BOLD,
	SG_HTML_HIDDEN, /* never shown, or not text: script, svg */
	SG_HTML_MAIN,   /* main, article */
	SG_HTML_HEADER, /* the page's, or an article's */
	SG_HTML_FOOTER,
	SG_HTML_FORM,      /* ASP.NET wraps whole pages in one */
	SG_HTML_CONTROL,   /* button, select: may stand inside a sentence */
	SG_HTML_FURNITURE, /* nav, aside */
	SG_HTML_TIME,
	SG_HTML_META, /* meta, title, link, script: may hold metadata */
} SgHtmlElement;

/* What kind of element `name` (lower case, as the parser gives it) is. */
SgHtmlElement sg_html_element(const char *name);

/* Elements that do not end the paragraph they stand in.  Controls are among them: their text goes elsewhere,
   and the sentence around them stays whole. */
bool sg_html_is_inline(SgHtmlElement element);

/* True for ARIA roles of page furniture: navigation, contentinfo, search ... */
bool sg_html_is_furniture_role(const char *role);

/* True when a word of a class or id names page furniture: "site-nav", "mainMenu", "cookie-banner",
   "share_bar".  Words are divided at punctuation and at capitals ("SiteFooter"); "social" beside "care" or
   "work" is the council's business and no share bar. */
bool sg_html_is_furniture_name(const char *names);

/* True when a class or id names readers' comments; not what only says that there are some ("comments-open",
   "comment-count"). */
bool sg_html_is_comment_name(const char *names);
/* True for where comments are written: "comment-form", "respond", "comment-reply". */
bool sg_html_is_comment_form_name(const char *names);

/* True when a class or id speaks of who wrote: "author", "post-bio". */
bool sg_html_is_writer_name(const char *names);

/* True for inline elements that are furniture inside a line: "comments-link", "sr-only". */
bool sg_html_is_small_name(const char *names);

#endif
