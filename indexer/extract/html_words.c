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
	static const char *const exact[] = {"nav",
					    "navs",
					    "menu",
					    "menus",
					    "megamenu",
					    "footer",
					    "masthead",
					    "toolbar",
					    "pagination",
					    "pager",
					    "crumb",
					    "crumbs",
					    "skiplinks",
					    "skiplink",
					    "catlinks",
					    "tags",
					    "tagcloud",
					    "taglist",
					    "colophon",
					    "share",
					    "shares",
					    "sharing",
					    "social",
					    "addthis",
					    "addtoany",
					    "follow",
					    "followus",
					    "promo",
					    "promos",
					    "sponsored",
					    "sponsor",
					    "sponsors",
					    "ad",
					    "ads",
					    "adslot",
					    "adunit",
					    "outbrain",
					    "taboola",
					    "cta",
					    "related",
					    "trending",
					    "recirc",
					    "recirculation",
					    "recommended",
					    "recommendations",
					    "mostread",
					    "mostpopular",
					    "subscribe",
					    "login",
					    "signin",
					    "signup",
					    "optin",
					    "paywall",
					    "regwall",
					    "donate",
					    "donation",
					    "donations",
					    "modal",
					    "popup",
					    "lightbox",
					    "overlay",
					    "tooltip",
					    "toast",
					    "snackbar",
					    "gdpr",
					    "banner",
					    "aside",
					    "supplemental",
					    "disclosure",
					    "disclaimer",
					    "widgets",
					    "noprint",
					    "donotprint",
					    "offscreen",
					    "editsection",
					    NULL};
	static const char *const prefixes[] = {
	    "breadcrumb", "cookie",    "newsletter", "sidebar", "advert",  "navbar", "navigat",
	    "sharebar",   "sharethis", "sharedaddy", "subscri", "footerl", NULL};
	static const char *const suffixes[] = {"nav",     "menu",  "footer", "sidebar", "breadcrumbs",
					       "cookies", "crumb", "crumbs", "widgets", NULL};
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

/* Two words side by side; the second list's are each for any of the first's. */
typedef struct {
	const char *first[8];
	const char *second[12];
} Pairs;

static bool is_furniture_pair(const char *before, const char *word)
{
	static const Pairs pairs[] = {
	    {{"most"}, {"read", "popular", "viewed", "recent", "commented", "shared"}},
	    {{"more"}, {"stories", "news", "from", "articles", "posts", "like", "links"}},
	    {{"latest", "recent", "popular", "top", "other", "also", "next", "featured"},
	     {"news", "posts", "articles", "stories", "post", "article", "story", "headlines", "videos"}},
	    {{"read"}, {"more", "next", "also"}},
	    {{"see", "explore"}, {"more"}},
	    {{"you", "also"}, {"may", "might", "like", "read"}},
	    {{"up"}, {"next"}},
	    {{"post", "entry", "article", "page", "story", "content"},
	     {"tools", "actions", "navigation", "links", "utility", "utilities", "buttons", "footer",
	      "labels"}},
	    {{"about"}, {"author", "authors", "writer"}},
	    {{"author"}, {"bio", "box", "info", "about", "card", "profile", "description"}},
	    {{"photo", "image", "picture"}, {"credit", "credits", "copyright"}},
	    {{"feed", "rss"}, {"link", "links", "icon"}},
	    {{"sr", "visually", "screen", "element"}, {"only", "hidden", "reader", "invisible"}},
	    {{"no", "hide", "hidden", "print", "not"}, {"print", "none", "hidden", "hide"}},
	    {{"video", "media"}, {"player", "playlist"}},
	    {{"call"}, {"action"}},
	    {{"email"}, {"capture", "form", "signup", "updates"}},
	    {{"back"}, {"top"}},
	    {{"sticky"}, {"search", "bar", "nav"}},
	    {{"search"}, {"form", "box", "bar", "widget"}},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
		for (gsize k = 0; k < G_N_ELEMENTS(pairs[i].first) && pairs[i].first[k] != NULL; k++)
			for (gsize n = 0; strcmp(pairs[i].first[k], before) == 0 &&
					  n < G_N_ELEMENTS(pairs[i].second) && pairs[i].second[n] != NULL;
			     n++)
				if (strcmp(pairs[i].second[n], word) == 0)
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
		bool found = (is_furniture_word(word) && !council_business && !is_layout_word(before)) ||
			     is_furniture_pair(before, word);
		g_free(before);
		before = word;
		if (found)
			return true;
	}
	return false;
}

/* What beside "comment" says that it is not the comments themselves, or what the page may have:
 * "comments-open". */
static bool is_beside_comments(const char *word)
{
	static const char *const words[] = {"open",    "closed", "count",  "counts", "link",    "links",
					    "status",  "number", "type",   "tone",   "enabled", "disabled",
					    "allowed", "icon",   "button", "policy", NULL};
	return g_strv_contains(words, word);
}

bool sg_html_is_comment_name(const char *names)
{
	static const char *const systems[] = {"disqus",      "livefyre",      "spotim",   "hyvor",
					      "viafoura",    "intensedebate", "commento", "vuukle",
					      "commentlist", "commentthread", NULL};
	g_autofree char *before = g_strdup("");
	const char *at = names;
	for (char *word; (word = next_word(&at)) != NULL;) {
		const char *rest = at;
		g_autofree char *after = next_word(&rest);
		bool named = g_str_has_prefix(word, "comment") && !g_str_has_prefix(word, "commentar");
		bool beside = (after != NULL && *at != ' ' && is_beside_comments(after)) ||
			      is_layout_word(before) || is_beside_comments(before);
		bool found = (named && !beside) || g_strv_contains(systems, word);
		g_free(before);
		before = word;
		if (found)
			return true;
	}
	return false;
}

bool sg_html_is_comment_form_name(const char *names)
{
	static const char *const forms[] = {"form", "respond", "reply",   "replylink", "login",
					    "vote", "votes",   "actions", "toolbar",   NULL};
	g_autofree char *lower = g_ascii_strdown(names, -1);
	if (strcmp(lower, "respond") == 0 || strstr(lower, "comment-respond") != NULL)
		return true;
	bool commented = false;
	const char *at = names;
	for (char *word; (word = next_word(&at)) != NULL; g_free(word)) {
		if (commented && g_strv_contains(forms, word)) {
			g_free(word);
			return true;
		}
		commented = g_str_has_prefix(word, "comment");
	}
	return strstr(lower, "commentform") != NULL;
}

bool sg_html_is_writer_name(const char *names)
{
	const char *at = names;
	for (char *word; (word = next_word(&at)) != NULL; g_free(word)) {
		if (strcmp(word, "author") == 0 || strcmp(word, "authors") == 0 || strcmp(word, "bio") == 0 ||
		    strcmp(word, "contributor") == 0 || strcmp(word, "contributors") == 0) {
			g_free(word);
			return true;
		}
	}
	return false;
}

bool sg_html_is_small_name(const char *names)
{
	static const char *const parts[] = {"comments-link",     "comment-count", "comments-count",
					    "comment-link",      "sr-only",       "visually-hidden",
					    "visuallyhidden",    "screen-reader", "editsection",
					    "element-invisible", "reading-time",  "read-time"};
	g_autofree char *lower = g_ascii_strdown(names, -1);
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		if (strstr(lower, parts[i]) != NULL)
			return true;
	return false;
}
