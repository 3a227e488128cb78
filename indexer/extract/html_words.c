/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/html_words.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	const char *name;
	SgHtmlElement element;
} Entry;

/* In alphabetical order, for bsearch(). */
static const Entry elements[] = {
    {"address", SG_HTML_BLOCK},    {"article", SG_HTML_MAIN},     {"aside", SG_HTML_FURNITURE},
    {"audio", SG_HTML_HIDDEN},     {"b", SG_HTML_BOLD},           {"blockquote", SG_HTML_QUOTE},
    {"body", SG_HTML_BLOCK},       {"br", SG_HTML_BREAK},         {"button", SG_HTML_CONTROL},
    {"canvas", SG_HTML_HIDDEN},    {"caption", SG_HTML_BLOCK},    {"center", SG_HTML_BLOCK},
    {"dd", SG_HTML_PARAGRAPH},     {"details", SG_HTML_BLOCK},    {"dialog", SG_HTML_FURNITURE},
    {"dir", SG_HTML_LIST},         {"div", SG_HTML_BLOCK},        {"dl", SG_HTML_BLOCK},
    {"dt", SG_HTML_PARAGRAPH},     {"embed", SG_HTML_HIDDEN},     {"fieldset", SG_HTML_BLOCK},
    {"figcaption", SG_HTML_BLOCK}, {"figure", SG_HTML_BLOCK},     {"footer", SG_HTML_FOOTER},
    {"form", SG_HTML_FORM},        {"frameset", SG_HTML_BLOCK},   {"h1", SG_HTML_HEADING},
    {"h2", SG_HTML_HEADING},       {"h3", SG_HTML_HEADING},       {"h4", SG_HTML_HEADING},
    {"h5", SG_HTML_HEADING},       {"h6", SG_HTML_HEADING},       {"head", SG_HTML_HIDDEN},
    {"header", SG_HTML_HEADER},    {"hr", SG_HTML_BLOCK},         {"html", SG_HTML_BLOCK},
    {"iframe", SG_HTML_HIDDEN},    {"legend", SG_HTML_BLOCK},     {"li", SG_HTML_ITEM},
    {"link", SG_HTML_META},        {"main", SG_HTML_MAIN},        {"math", SG_HTML_HIDDEN},
    {"menu", SG_HTML_LIST},        {"meta", SG_HTML_META},        {"nav", SG_HTML_FURNITURE},
    {"noframes", SG_HTML_BLOCK},   {"noscript", SG_HTML_HIDDEN},  {"object", SG_HTML_HIDDEN},
    {"ol", SG_HTML_LIST},          {"optgroup", SG_HTML_CONTROL}, {"option", SG_HTML_CONTROL},
    {"p", SG_HTML_PARAGRAPH},      {"plaintext", SG_HTML_PRE},    {"pre", SG_HTML_PRE},
    {"script", SG_HTML_META},      {"section", SG_HTML_BLOCK},    {"select", SG_HTML_CONTROL},
    {"strong", SG_HTML_BOLD},      {"style", SG_HTML_HIDDEN},     {"summary", SG_HTML_BLOCK},
    {"svg", SG_HTML_HIDDEN},       {"table", SG_HTML_TABLE},      {"tbody", SG_HTML_BLOCK},
    {"td", SG_HTML_CELL},          {"template", SG_HTML_HIDDEN},  {"textarea", SG_HTML_CONTROL},
    {"tfoot", SG_HTML_BLOCK},      {"th", SG_HTML_CELL},          {"thead", SG_HTML_BLOCK},
    {"time", SG_HTML_TIME},        {"title", SG_HTML_META},       {"tr", SG_HTML_ROW},
    {"ul", SG_HTML_LIST},          {"video", SG_HTML_HIDDEN},     {"xmp", SG_HTML_PRE},
};

static int compare_entry(const void *name, const void *entry)
{
	return strcmp(name, ((const Entry *)entry)->name);
}

SgHtmlElement sg_html_element(const char *name)
{
	const Entry *entry =
	    bsearch(name, elements, G_N_ELEMENTS(elements), sizeof elements[0], compare_entry);
	return entry != NULL ? entry->element : SG_HTML_INLINE;
}

bool sg_html_is_inline(SgHtmlElement element)
{
	return element == SG_HTML_INLINE || element == SG_HTML_BOLD || element == SG_HTML_TIME ||
	       element == SG_HTML_CONTROL || element == SG_HTML_BREAK;
}

bool sg_html_is_furniture_role(const char *role)
{
	static const char *const roles[] = {"navigation", "contentinfo", "complementary", "search",  "menu",
					    "menubar",    "dialog",      "alertdialog",   "toolbar", NULL};
	g_autofree char *lower = g_strstrip(g_ascii_strdown(role, -1));
	return g_strv_contains(roles, lower);
}

/* Calls for the words of `names` in turn, in lower case: "navBar-2 x" gives "nav", "bar", "2", "x". */
static char *next_word(const char **at)
{
	while (**at != '\0' && !g_ascii_isalnum(**at))
		(*at)++;
	const char *start = *at;
	while (g_ascii_isalnum(**at)) {
		bool camel = *at > start && g_ascii_isupper(**at) && !g_ascii_isupper((*at)[-1]);
		if (camel)
			break;
		(*at)++;
	}
	return *at > start ? g_ascii_strdown(start, *at - start) : NULL;
}

static bool is_furniture_word(const char *word)
{
	static const char *const exact[] = {
	    "nav",      "navs",      "menu",     "menus",   "share",      "shares",    "sharing",
	    "footer",   "promo",     "promos",   "related", "toolbar",    "sponsored", "subscribe",
	    "modal",    "popup",     "outbrain", "taboola", "pagination", "pager",     "trending",
	    "masthead", "skiplinks", "skiplink", "addthis", "addtoany",   "social",    "login",
	    "signin",   "signup",    "lightbox", "widgets", "gdpr",       "banner",    "tags",
	    "megamenu", NULL};
	static const char *const prefixes[] = {
	    "breadcrumb", "cookie",    "newsletter", "sidebar", "advert",  "navbar", "navigat",
	    "sharebar",   "sharethis", "sharedaddy", "subscri", "footerl", NULL};
	static const char *const suffixes[] = {"nav",         "menu",    "footer", "sidebar",
					       "breadcrumbs", "cookies", NULL};
	if (g_strv_contains(exact, word))
		return true;
	for (const char *const *prefix = prefixes; *prefix != NULL; prefix++)
		if (g_str_has_prefix(word, *prefix))
			return true;
	for (const char *const *suffix = suffixes; *suffix != NULL; suffix++)
		if (g_str_has_suffix(word, *suffix))
			return true;
	return false;
}

/* "has-sidebar", "no-footer": says what stands beside, not what this is. */
static bool is_layout_word(const char *word)
{
	static const char *const words[] = {"has", "with", "no", "without", "is", "hide", "show", NULL};
	return g_strv_contains(words, word);
}

bool sg_html_is_furniture_name(const char *names)
{
	static const char *const council[] = {"care",     "work",    "worker", "workers",
					      "services", "housing", NULL};
	g_autofree char *before = g_strdup("");
	const char *at = names;
	for (char *word; (word = next_word(&at)) != NULL;) {
		const char *rest = at;
		g_autofree char *after = next_word(&rest);
		bool council_business =
		    strcmp(word, "social") == 0 && after != NULL && g_strv_contains(council, after);
		bool found = is_furniture_word(word) && !council_business && !is_layout_word(before);
		g_free(before);
		before = word;
		if (found)
			return true;
	}
	return false;
}

bool sg_html_is_comment_name(const char *names)
{
	g_autofree char *lower = g_ascii_strdown(names, -1);
	return strstr(lower, "comment") != NULL || strstr(lower, "disqus") != NULL;
}
