/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/byline.h"

#include "base/utf8.h"

#include <string.h>

enum {
	LONGEST_NAME = 60,    /* bytes of one writer's name */
	LONGEST_BYLINE = 100, /* of a line with names and an office */
	MOST_WORDS = 5,       /* of a name */
	MOST_WRITERS = 4,
	TOP_BLOCKS = 8, /* in which a byline stands */
	LONGEST_PUBLISHER = 80,
};

/* ---- Names ---- */

static bool has_prefix(const char *text, const char *prefix)
{
	return g_ascii_strncasecmp(text, prefix, strlen(prefix)) == 0;
}

/* What stands before a name in a byline. */
static const char *skip_by(const char *text)
{
	static const char *const openings[] = {"written by", "posted by", "reported by", "story by",
					       "words by",   "by:",       "by"};
	for (gsize i = 0; i < G_N_ELEMENTS(openings); i++) {
		size_t n_bytes = strlen(openings[i]);
		if (has_prefix(text, openings[i]) && (text[n_bytes] == ' ' || text[n_bytes] == ':'))
			return text + n_bytes + strspn(text + n_bytes, " :");
	}
	return text;
}

/* Where a name ends and the office, the paper or the day begins. */
static size_t name_length(const char *text)
{
	static const char *const ends[] = {",",     " | ",  " - ",  " – ",      " — ",         " • ",
					   " · ",   ";",    " @",   " and ",    " & ",         " on ",
					   " for ", " in ", " at ", " posted ", " published ", " updated ",
					   "(",     "•",    "|"};
	size_t n_bytes = strlen(text);
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		const char *end = strstr(text, ends[i]);
		if (end != NULL)
			n_bytes = MIN(n_bytes, (size_t)(end - text));
	}
	size_t n_before = strcspn(text, "0123456789");
	return MIN(n_bytes, n_before);
}

/* The paper's office behind the name: "Kate Willmott Reporter" */
static void cut_office(char *name)
{
	static const char *const offices[] = {" reporter",  " local democracy", " correspondent",
					      " editor",    " chief reporter",  " senior reporter",
					      " political", " staff writer",    " contributor",
					      " digital",   " education"};
	g_autofree char *lower = g_ascii_strdown(name, -1);
	size_t n_bytes = strlen(name);
	for (gsize i = 0; i < G_N_ELEMENTS(offices); i++) {
		const char *office = strstr(lower, offices[i]);
		if (office != NULL)
			n_bytes = MIN(n_bytes, (size_t)(office - lower));
	}
	name[n_bytes] = '\0';
}

/* "Kate Willmott March 25, 2015" was cut at its figures. */
static void cut_month(char *name)
{
	static const char *const months[] = {
	    "january",   "february", "march",    "april",    "may",  "june", "july", "august",
	    "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
	    "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "nov",  "dec"};
	char *last = strrchr(name, ' ');
	for (gsize i = 0; last != NULL && i < G_N_ELEMENTS(months); i++) {
		g_autofree char *word = g_ascii_strdown(last + 1, -1);
		if (strcmp(word, months[i]) == 0 ||
		    (g_str_has_suffix(word, ".") && strlen(word) - 1 == strlen(months[i]) &&
		     g_str_has_prefix(word, months[i]))) {
			*last = '\0';
			return;
		}
	}
}

/* A person's name, or a desk's ("BBC News"): two to five words, each with a capital or a small particle. */
static bool is_name(const char *name)
{
	static const char *const no_names[] = {
	    "admin",     "administrator", "editor",           "staff",
	    "webmaster", "unknown",       "author",           "guest",
	    "anonymous", "read more",     "about the author", "view profile",
	    "more from", "share this",    "web team",         "communications team",
	    "no author"};
	size_t n_bytes = strlen(name), n_words = 0;
	if (n_bytes < 3 || n_bytes > LONGEST_NAME || strpbrk(name, "@/<>{}#_:?!") != NULL)
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(no_names); i++)
		if (g_ascii_strcasecmp(name, no_names[i]) == 0)
			return false;
	for (const char *at = name; at != NULL && *at != '\0'; at = strchr(at, ' ')) {
		at += *at == ' ';
		n_words++;
		bool particle = g_ascii_islower(*at) && strcspn(at, " ") <= 3;
		if (g_ascii_islower(*at) && !particle)
			return false;
	}
	return n_words >= 2 && n_words <= MOST_WORDS;
}

/* Appends the names of a byline, unless they are known already. */
static void add_names(GPtrArray *names, const char *byline)
{
	const char *at = skip_by(byline);
	while (*at != '\0' && names->len < MOST_WRITERS) {
		size_t n_bytes = name_length(at);
		g_autofree char *name = g_strstrip(g_strndup(at, n_bytes));
		if (g_ascii_isdigit(at[n_bytes]))
			cut_month(name);
		cut_office(name);
		if (!is_name(name))
			return;
		if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
			g_ptr_array_add(names, g_strdup(name));
		at += n_bytes;
		/* only "and" and a comma lead to a further writer */
		if (g_str_has_prefix(at, " and ") || g_str_has_prefix(at, " & "))
			at = strchr(at + 1, ' ') + 1;
		else if (g_str_has_prefix(at, ", "))
			at += 2;
		else
			return;
	}
}

/* ---- The writer ---- */

static bool is_site(const SgEvidence *evidence, const char *name)
{
	const char *site = sg_text_get_meta(evidence->text, "site");
	return site != NULL && g_ascii_strcasecmp(site, name) == 0;
}

/* All values of the most trusted place that gives a name. */
static void read_metadata(const SgEvidence *evidence, GPtrArray *names)
{
	const char *origin = NULL;
	for (guint i = 0; i < evidence->text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(evidence->text->meta, i);
		bool same = origin == NULL || strcmp(origin, meta->origin) == 0;
		if (strcmp(meta->key, "author") != 0 || !same || is_site(evidence, meta->value))
			continue;
		/* several elements called so may be teasers of others' articles: the first one is the page's
		 */
		bool marked = strcmp(meta->origin, "json-ld") == 0 || strcmp(meta->origin, "meta") == 0;
		if (names->len == 0 || marked)
			add_names(names, meta->value);
		if (names->len > 0)
			origin = meta->origin;
	}
}

static void read_top(const SgEvidence *evidence, GPtrArray *names)
{
	const SgBlock *block;
	for (guint i = 0; names->len == 0 && i < TOP_BLOCKS && (block = sg_evidence_block(evidence, i)); i++)
		if ((has_prefix(block->text, "by ") || has_prefix(block->text, "by: ")) &&
		    strlen(block->text) <= LONGEST_BYLINE && !block->comment)
			add_names(names, block->text);
}

char *sg_author_of(const SgEvidence *evidence)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	/* who made a PDF is seldom who wrote it */
	if (evidence->text->n_pages > 0)
		return NULL;
	read_metadata(evidence, names);
	read_top(evidence, names);
	if (names->len == 0)
		return NULL;
	g_ptr_array_add(names, NULL);
	return g_strjoinv(", ", (char **)names->pdata);
}

/* ---- The publisher ---- */

static bool is_headline(const SgEvidence *evidence, const char *name)
{
	for (guint i = 0; i < evidence->text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(evidence->text->meta, i);
		if (strcmp(meta->key, "title") == 0 && strcmp(meta->origin, "headline") == 0)
			return strstr(meta->value, name) != NULL;
	}
	return false;
}

/* What a title bar ends with is the site's name; a title may hold the same marks, so it must differ from the
   headline and be no longer than a name. */
static char *from_title_bar(const SgEvidence *evidence)
{
	static const char *const marks[] = {" | ", " :: ", " » ", " – ", " — ", " - "};
	const char *title = NULL;
	for (guint i = 0; i < evidence->text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(evidence->text->meta, i);
		if (strcmp(meta->key, "title") == 0 && strcmp(meta->origin, "meta") == 0)
			title = meta->value; /* the bar's own text is the last */
	}
	const char *name = NULL;
	for (gsize i = 0; title != NULL && name == NULL && i < G_N_ELEMENTS(marks); i++) {
		const char *last = g_strrstr(title, marks[i]);
		name = last != NULL ? last + strlen(marks[i]) : NULL;
	}
	bool site = name != NULL && *name != '\0' && strlen(name) <= LONGEST_PUBLISHER / 2 &&
		    strpbrk(name, ".?!0123456789") == NULL && g_unichar_isupper(g_utf8_get_char(name)) &&
		    !has_prefix(name, "by ");
	return site && !is_headline(evidence, name) ? g_strdup(name) : NULL;
}

char *sg_publisher_of(const SgEvidence *evidence)
{
	if (evidence->text->n_pages > 0)
		return NULL;
	for (guint i = 0; i < evidence->text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(evidence->text->meta, i);
		bool address = has_prefix(meta->value, "http") || meta->value[0] == '@';
		if (strcmp(meta->key, "site") == 0 && !address && strlen(meta->value) <= LONGEST_PUBLISHER &&
		    !is_headline(evidence, meta->value))
			return g_strdup(meta->value);
	}
	return from_title_bar(evidence);
}
