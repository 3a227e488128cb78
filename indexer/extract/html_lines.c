/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/html_lines.h"

#include <string.h>

enum {
	LONGEST_LINE = 160,   /* bytes of a line that may be furniture for its first words */
	LONGEST_HEADING = 60, /* of a heading over a list of further articles */
	LEAST_STORY = 120,    /* of a paragraph that ends such a list */
	LEAST_LEAD = 50,      /* of a standfirst */
	LAST_BLOCKS = 4,      /* where a text's end says who wrote it */
};

typedef struct {
	SgText *text;
	const GArray *lines;
} Page;

static SgBlock *block_at(const Page *page, guint i)
{
	return g_ptr_array_index(page->text->blocks, i);
}

static const SgHtmlLine *line_at(const Page *page, guint i)
{
	return &g_array_index(page->lines, SgHtmlLine, i);
}

static bool is_open(const SgBlock *block)
{
	return block->kind != SG_BLOCK_FURNITURE && !block->comment;
}

static bool starts(const char *text, const char *words)
{
	return g_ascii_strncasecmp(text, words, strlen(words)) == 0;
}

/* The words, and then nothing or no letter: "Tags:" and no "Tagsmith". */
static bool starts_with_any(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (starts(text, *words) && !g_ascii_isalpha(text[strlen(*words)]))
			return true;
	return false;
}

static bool is_any(const char *text, const char *const *words)
{
	size_t n_bytes = strlen(text);
	while (n_bytes > 0 && strchr(" :.…>»→!?-|", text[n_bytes - 1]) != NULL)
		n_bytes--;
	for (; *words != NULL; words++)
		if (strlen(*words) == n_bytes && starts(text, *words))
			return true;
	return false;
}

/* Running text: a sentence, and more of it than links. */
static bool is_prose(const Page *page, guint i, size_t least)
{
	const SgBlock *block = block_at(page, i);
	size_t n_bytes = strlen(block->text);
	return block->kind != SG_BLOCK_HEADING && n_bytes >= least &&
	       line_at(page, i)->n_link_text * 2 < n_bytes && strpbrk(block->text, ".!?:;") != NULL;
}

/* ---- Lines by their words ---- */

/* What a line of furniture says from its beginning. */
static bool leads_elsewhere(const char *text)
{
	static const char *const first_words[] = {"advertisement",
						  "advertising disclosure",
						  "sponsored content",
						  "share this",
						  "share on",
						  "share via",
						  "follow us",
						  "like us on",
						  "sign up for",
						  "sign up to",
						  "sign in to",
						  "log in to",
						  "login to",
						  "subscribe to",
						  "subscribe now",
						  "subscribe for",
						  "read more:",
						  "read more about",
						  "read the latest from",
						  "read also:",
						  "read next",
						  "also read:",
						  "related:",
						  "see also:",
						  "more:",
						  "watch:",
						  "filed under",
						  "posted in",
						  "categories:",
						  "category:",
						  "tags:",
						  "tagged with",
						  "topics:",
						  "photograph by",
						  "photo by",
						  "photo credit",
						  "photo:",
						  "image credit",
						  "image source",
						  "image:",
						  "picture:",
						  "credit:",
						  "getty images",
						  "copyright ©",
						  "© ",
						  "all rights reserved",
						  "click here to",
						  "no comments",
						  "view comments",
						  "leave a reply",
						  "leave a comment",
						  "post a comment",
						  "add a comment",
						  "join the conversation",
						  "we want to hear what you think",
						  "your email address will not be published",
						  "our standards:",
						  "reprints",
						  "print this",
						  "email this",
						  "download pdf",
						  "was this page helpful",
						  "was this article helpful",
						  "is this page useful",
						  "find out more about cookies",
						  "this site uses cookies",
						  "we use cookies",
						  "this site uses akismet",
						  "support our journalism",
						  "support us",
						  "skip to",
						  "back to top",
						  "scroll to read more",
						  "from our sponsor",
						  "advertiser content",
						  NULL};
	return strlen(text) <= LONGEST_LINE && starts_with_any(text, first_words);
}

/* Whole lines. */
static bool is_label(const char *text)
{
	static const char *const labels[] = {"share",      "tweet",     "print",         "email",
					     "e-mail",     "facebook",  "twitter",       "linkedin",
					     "whatsapp",   "save",      "advertisement", "advertisment",
					     "loading",    "menu",      "search",        "comments",
					     "comment",    "subscribe", "sign in",       "log in",
					     "login",      "tags",      "read more",     "continue reading",
					     "show more",  "view more", "load more",     "see more",
					     "learn more", "more",      "next",          "previous",
					     "copy link",  "close",     "toggle",        "play",
					     "top",        "home",      "reply",         "report this",
					     NULL};
	return is_any(text, labels);
}

/* "5 min read", "3 minute read": how long reading takes. */
static bool is_reading_time(const char *text)
{
	size_t n_digits = strspn(text, "0123456789");
	enum { LONGEST = 16 };
	return n_digits > 0 && n_digits <= 2 && strlen(text) <= LONGEST &&
	       (starts(text + n_digits, " min") || starts(text + n_digits, "-min")) &&
	       (g_str_has_suffix(text, "ead") || g_str_has_suffix(text, "EAD"));
}

/* Buttons and scores among readers' comments. */
static bool is_comment_button(const char *text)
{
	static const char *const first_words[] = {
	    "log in",          "login",         "sign in",       "report",   "score:",    "post a comment",
	    "leave a comment", "add a comment", "leave a reply", "reply",    "like",      "recommend",
	    "share",           "flag",          "upvote",        "downvote", "permalink", "sort by",
	    "load more",       "show more",     "view more",     NULL};
	enum { LONGEST = 32 };
	size_t n_bytes = strlen(text);
	return n_bytes <= LONGEST && starts_with_any(text, first_words) &&
	       (is_any(text, first_words) || text[n_bytes - 1] != '.');
}

static void settle_words(const Page *page)
{
	for (guint i = 0; i < page->lines->len; i++) {
		SgBlock *block = block_at(page, i);
		bool told_apart = line_at(page, i)->zone != SG_HTML_ZONE_UNKNOWN;
		if (block->comment && is_comment_button(block->text))
			block->kind = SG_BLOCK_FURNITURE;
		if (is_open(block) &&
		    (leads_elsewhere(block->text) ||
		     (told_apart && (is_label(block->text) || is_reading_time(block->text)))))
			block->kind = SG_BLOCK_FURNITURE;
	}
}

/* ---- Lists of further articles ---- */

/* "Related" and "Recommended" alone would begin headings of minutes too: "RECOMMENDED:", "Related party
   transactions". */
static bool heads_further_articles(const SgBlock *block)
{
	static const char *const first_words[] = {"related articles",
						  "related stories",
						  "related posts",
						  "related news",
						  "related coverage",
						  "related content",
						  "related links",
						  "related reading",
						  "related topics",
						  "related video",
						  "recommended for",
						  "recommended reading",
						  "recommended articles",
						  "recommended stories",
						  "more from",
						  "more on this",
						  "more stories",
						  "more articles",
						  "more news",
						  "more posts",
						  "more in this",
						  "more like this",
						  "latest articles",
						  "latest news",
						  "latest stories",
						  "latest posts",
						  "latest on",
						  "recent posts",
						  "recent articles",
						  "recent news",
						  "most read",
						  "most popular",
						  "most viewed",
						  "popular posts",
						  "popular stories",
						  "trending",
						  "top stories",
						  "you may also",
						  "you might also",
						  "you might like",
						  "you may like",
						  "what to read next",
						  "read next",
						  "up next",
						  "explore further",
						  "further reading from",
						  "also on this site",
						  "don't miss",
						  "editor's picks",
						  "editors' picks",
						  "in other news",
						  "around the web",
						  "from the web",
						  "from our partners",
						  "promoted stories",
						  "sponsored",
						  "discover more",
						  "about the author",
						  "share this",
						  "follow us",
						  "newsletter",
						  "stay up to date",
						  "stay up-to-date",
						  "subscribe to",
						  "sign up",
						  NULL};
	return strlen(block->text) <= LONGEST_HEADING && (block->kind == SG_BLOCK_HEADING || block->bold) &&
	       starts_with_any(block->text, first_words);
}

/* From the heading down to the next heading that is no further title, or to running text. */
static void settle_further_articles(const Page *page)
{
	uint8_t level = 0;
	bool inside = false;
	for (guint i = 0; i < page->lines->len; i++) {
		SgBlock *block = block_at(page, i);
		bool told_apart = line_at(page, i)->zone != SG_HTML_ZONE_UNKNOWN;
		bool linked = line_at(page, i)->n_link_text * 2 > strlen(block->text);
		if (told_apart && heads_further_articles(block)) {
			inside = true;
			level = block->kind == SG_BLOCK_HEADING ? block->level : 6;
		} else if (block->kind == SG_BLOCK_HEADING && block->level <= level && !linked) {
			inside = false;
		} else if (is_prose(page, i, LEAST_STORY)) {
			inside = false;
		}
		if (inside && is_open(block))
			block->kind = SG_BLOCK_FURNITURE;
	}
}

/* ---- Place ---- */

/* Between headline and text stand the standfirst, the day and the writer; and share buttons. */
static bool is_lead(const Page *page, guint i)
{
	const SgBlock *block = block_at(page, i);
	bool dated = strlen(block->text) <= LONGEST_LINE && strpbrk(block->text, "0123456789") != NULL &&
		     line_at(page, i)->n_link_text * 2 < strlen(block->text);
	return is_prose(page, i, LEAST_LEAD) || dated || starts(block->text, "by ");
}

static void settle_place(const Page *page)
{
	for (guint i = 0; i < page->lines->len; i++) {
		SgHtmlZone zone = line_at(page, i)->zone;
		bool outside = zone == SG_HTML_ZONE_BEFORE || zone == SG_HTML_ZONE_AFTER ||
			       (zone == SG_HTML_ZONE_BETWEEN && !is_lead(page, i));
		if (outside && is_open(block_at(page, i)))
			block_at(page, i)->kind = SG_BLOCK_FURNITURE;
	}
}

/* ---- The writer ---- */

static bool speaks_of(const char *text, const char *name)
{
	static const char *const verbs[] = {" is ",     " was ", " has ", " covers ",
					    " writes ", " (",    ", ",    NULL};
	size_t n_name = strlen(name);
	if (n_name == 0 || strchr(name, ' ') == NULL || g_ascii_strncasecmp(text, name, n_name) != 0)
		return false;
	for (const char *const *verb = verbs; *verb != NULL; verb++)
		if (g_str_has_prefix(text + n_name, *verb))
			return true;
	return false;
}

static bool speaks_of_writer(const Page *page, const char *text)
{
	for (guint i = 0; i < page->text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(page->text->meta, i);
		const char *name = starts(meta->value, "by ") ? meta->value + 3 : meta->value;
		if (strcmp(meta->key, "author") == 0 && speaks_of(text, name))
			return true;
	}
	return false;
}

/* "Ann Lee is a reporter with the Courier." at the very end. */
static void settle_writer(const Page *page)
{
	int n_seen = 0;
	for (guint i = page->lines->len; i > 0 && n_seen < LAST_BLOCKS; i--) {
		SgBlock *block = block_at(page, i - 1);
		if (!is_open(block))
			continue;
		n_seen++;
		if (line_at(page, i - 1)->zone != SG_HTML_ZONE_UNKNOWN && speaks_of_writer(page, block->text))
			block->kind = SG_BLOCK_FURNITURE;
	}
}

/* ---- Links, times, headings left alone ---- */

static bool is_inside(SgHtmlZone zone)
{
	return zone == SG_HTML_ZONE_MAIN || zone == SG_HTML_ZONE_CORE || zone == SG_HTML_ZONE_BETWEEN;
}

/* A short line that is a link and nothing more, and a line that only repeats what its <time> says. */
static void settle_links(const Page *page, bool committee)
{
	for (guint i = 0; i < page->lines->len; i++) {
		const SgHtmlLine *line = line_at(page, i);
		SgBlock *block = block_at(page, i);
		size_t n_bytes = strlen(block->text);
		bool link = !committee && !line->in_row && n_bytes <= LONGEST_LINE &&
			    line->n_link_text * 10 >= n_bytes * 9;
		bool time = line->n_time_text * 10 >= n_bytes * 8;
		if (is_open(block) && is_inside(line->zone) && (link || time))
			block->kind = SG_BLOCK_FURNITURE;
	}
}

/* Words by which pages ask for an address. */
static bool asks_for_address(const char *text)
{
	static const char *const asks[] = {"sign up", "signing up", "subscribe", "receive",
					   "get ",    "join",       "delivered"};
	static const char *const goods[] = {"newsletter", "inbox", "email updates", "email alerts",
					    "daily email"};
	enum { LONGEST = 220 };
	g_autofree char *lower = g_ascii_strdown(text, -1);
	bool asked = false, good = false;
	for (gsize i = 0; i < G_N_ELEMENTS(asks); i++)
		asked = asked || strstr(lower, asks[i]) != NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(goods); i++)
		good = good || strstr(lower, goods[i]) != NULL;
	return asked && good && strlen(text) <= LONGEST;
}

static void settle_newsletters(const Page *page)
{
	for (guint i = 0; i < page->lines->len; i++) {
		SgBlock *block = block_at(page, i);
		if (is_open(block) && is_inside(line_at(page, i)->zone) && asks_for_address(block->text))
			block->kind = SG_BLOCK_FURNITURE;
	}
}

/* A heading over nothing but furniture, up to the next, is furniture. */
static void settle_bare_headings(const Page *page)
{
	bool bare = false; /* furniture follows, and nothing else before the next heading */
	for (guint i = page->lines->len; i > 0; i--) {
		SgBlock *block = block_at(page, i - 1);
		if (block->kind == SG_BLOCK_FURNITURE) {
			bare = true;
			continue;
		}
		bool heading = block->kind == SG_BLOCK_HEADING && block->level > 1 &&
			       is_inside(line_at(page, i - 1)->zone) && !block->comment;
		if (heading && bare && i < page->lines->len && block_at(page, i)->kind == SG_BLOCK_FURNITURE)
			block->kind = SG_BLOCK_FURNITURE;
		else
			bare = false;
	}
}

void sg_html_lines_settle(SgText *text, const GArray *lines, bool committee)
{
	const Page page = {text, lines};
	settle_place(&page);
	settle_words(&page);
	settle_links(&page, committee);
	settle_newsletters(&page);
	settle_further_articles(&page);
	settle_writer(&page);
	settle_bare_headings(&page);
}
