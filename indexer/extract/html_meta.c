/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/html_meta.h"

#include "base/utf8.h"
#include "indexer/extract/jsonld.h"

#include <string.h>

enum {
	MAX_FACTS = 256,     /* noted */
	MAX_ADDED = 32,      /* and handed on */
	MAX_FACT_BYTES = 160 /* a writer's line; a date needs less */
};

static void add_trimmed(SgText *text, const char *key, const char *value, const char *origin)
{
	g_autofree char *copy = value != NULL ? sg_utf8_collapse(g_strdup(value)) : NULL;
	sg_text_add_meta(text, key, copy, origin);
}

/* ---- The head ---- */

/* Schema.org, Open Graph, Dublin Core, the e-Government Metadata Standard, Highwire Press and what
   newspapers' systems write.  In order of trust within a key. */
static const char *const meta_keys[][2] = {
    {"article:published_time", "published"},
    {"datepublished", "published"},
    {"article:published", "published"},
    {"og:article:published_time", "published"},
    {"og:published_time", "published"},
    {"published_time", "published"},
    {"parsely-pub-date", "published"},
    {"sailthru.date", "published"},
    {"dc.date.issued", "published"},
    {"dcterms.issued", "published"},
    {"dc.date.published", "published"},
    {"dc.issued", "published"},
    {"citation_publication_date", "published"},
    {"citation_online_date", "published"},
    {"citation_date", "published"},
    {"prism.publicationdate", "published"},
    {"article:publicationdate", "published"},
    {"publicationdate", "published"},
    {"publication_date", "published"},
    {"publication-date", "published"},
    {"publishdate", "published"},
    {"publish-date", "published"},
    {"publish_date", "published"},
    {"publisheddate", "published"},
    {"published-date", "published"},
    {"published_date", "published"},
    {"pubdate", "published"},
    {"article.published", "published"},
    {"article_date_original", "published"},
    {"bt:pubdate", "published"},
    {"dcsext.articlefirstpublished", "published"},
    {"analyticsattributes.articledate", "published"},
    {"displaydate", "published"},
    {"dc.date", "published"},
    {"dc:date", "published"},
    {"dcterms.date", "published"},
    {"date", "published"},
    {"dcterms.created", "created"},
    {"dc.date.created", "created"},
    {"dc.created", "created"},
    {"article:created", "created"},
    {"datecreated", "created"},
    {"article:modified_time", "modified"},
    {"og:article:modified_time", "modified"},
    {"og:updated_time", "modified"},
    {"datemodified", "modified"},
    {"dcterms.modified", "modified"},
    {"dc.date.modified", "modified"},
    {"dc.modified", "modified"},
    {"article:modified", "modified"},
    {"revision_date", "modified"},
    {"lastmod", "modified"},
    {"last-modified", "modified"},
    {"byl", "author"},
    {"author", "author"},
    {"parsely-author", "author"},
    {"sailthru.author", "author"},
    {"article:author", "author"},
    {"article:author_name", "author"},
    {"og:author", "author"},
    {"citation_author", "author"},
    {"dc.creator", "author"},
    {"dcterms.creator", "author"},
    {"dcsext.author", "author"},
    {"analyticsattributes.author", "author"},
    {"og:title", "title"},
    {"citation_title", "title"},
    {"dc.title", "title"},
    {"dcterms.title", "title"},
    {"twitter:title", "title"},
    {"og:site_name", "site"},
    {"dc.publisher", "site"},
    {"dcterms.publisher", "site"},
    {"prism.publicationname", "site"},
    {"citation_journal_title", "site"},
    {"publisher", "site"},
    {"og:url", "url"},
    {"og:type", "type"},
    {"dc.language", "lang"},
    {"content-language", "lang"},
};

/* A meta element under one of its names. */
typedef struct {
	gsize key;   /* of meta_keys */
	guint order; /* in the page */
	const char *content;
} Named;

static void name_meta(const xmlNode *node, GArray *found)
{
	static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
	const char *content = sg_html_attribute(node, "content");
	for (gsize i = 0; content != NULL && i < G_N_ELEMENTS(names); i++) {
		const char *name = sg_html_attribute(node, names[i]);
		for (gsize k = 0; name != NULL && k < G_N_ELEMENTS(meta_keys); k++) {
			Named named = {k, found->len, content};
			if (g_ascii_strcasecmp(name, meta_keys[k][0]) == 0)
				g_array_append_val(found, named);
		}
	}
}

static int compare_named(const void *a, const void *b)
{
	const Named *one = a, *two = b;
	if (one->key != two->key)
		return one->key < two->key ? -1 : 1;
	return one->order < two->order ? -1 : one->order > two->order;
}

static bool is_in_head(const xmlNode *node)
{
	return node->parent != NULL && g_strcmp0(sg_html_name(node->parent), "head") == 0;
}

/* Microdata in the body belongs to what it stands in, which may be a comment or a teaser: see facts. */
static void read_meta_elements(const SgHtmlTree *tree, SgText *text)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Named));
	for (guint i = 0; i < tree->head->len; i++) {
		const xmlNode *node = tree->head->pdata[i];
		bool own = is_in_head(node) || sg_html_attribute(node, "itemprop") == NULL;
		if (strcmp(sg_html_name(node), "meta") == 0 && own)
			name_meta(node, found);
	}
	g_array_sort(found, compare_named);
	for (guint i = 0; i < found->len; i++) {
		const Named *named = &g_array_index(found, Named, i);
		add_trimmed(text, meta_keys[named->key][1], named->content, "meta");
	}
}

static bool is_jsonld(const xmlNode *node)
{
	const char *type = sg_html_attribute(node, "type");
	return strcmp(sg_html_name(node), "script") == 0 && type != NULL &&
	       g_ascii_strncasecmp(type, "application/ld+json", strlen("application/ld+json")) == 0;
}

/* The only text an element holds; script and title hold no other. */
static const char *get_only_text(const xmlNode *node)
{
	return node->children != NULL && sg_html_is_text(node->children)
		   ? (const char *)node->children->content
		   : NULL;
}

void sg_html_read_head(const SgHtmlTree *tree, SgText *text)
{
	const char *title = NULL;
	const char *canonical = NULL;
	for (guint i = 0; i < tree->head->len; i++) {
		const xmlNode *node = tree->head->pdata[i];
		const char *content = get_only_text(node);
		if (is_jsonld(node) && content != NULL)
			sg_jsonld_read(content, strlen(content), text);
		if (strcmp(sg_html_name(node), "title") == 0 && title == NULL)
			title = content;
		if (strcmp(sg_html_name(node), "link") == 0 && canonical == NULL &&
		    sg_html_has_token(node, "rel", "canonical"))
			canonical = sg_html_attribute(node, "href");
	}
	read_meta_elements(tree, text);
	add_trimmed(text, "url", canonical, "meta");
	add_trimmed(text, "title", title, "meta");
	add_trimmed(text, "lang", sg_html_attribute(tree->root, "lang"), "meta");
}

/* ---- The body ---- */

/* How plainly an element says what it says; best first. */
typedef enum {
	CLARITY_MARKED, /* microdata, rel=author */
	CLARITY_CALLED, /* by pubdate or a class */
	CLARITY_PLAIN,  /* any <time> */
} Clarity;

typedef struct {
	const char *key;
	const char *origin;
	char *value;
	SgHtmlPlace place;
	Clarity clarity;
	guint order;
} Fact;

struct _SgHtmlFacts {
	GArray *facts; /* Fact */
};

static void clear_fact(void *data)
{
	g_free(((Fact *)data)->value);
}

SgHtmlFacts *sg_html_facts_new(void)
{
	SgHtmlFacts *facts = g_new0(SgHtmlFacts, 1);
	facts->facts = g_array_new(FALSE, FALSE, sizeof(Fact));
	g_array_set_clear_func(facts->facts, clear_fact);
	return facts;
}

void sg_html_facts_free(SgHtmlFacts *facts)
{
	if (facts == NULL)
		return;
	g_array_unref(facts->facts);
	g_free(facts);
}

static void note(SgHtmlFacts *facts, Fact fact)
{
	fact.order = facts->facts->len;
	if (fact.value != NULL && *fact.value != '\0' && facts->facts->len < MAX_FACTS)
		g_array_append_val(facts->facts, fact);
	else
		g_free(fact.value);
}

static char *dup_cut(const char *value)
{
	return sg_utf8_collapse(g_strndup(value, sg_utf8_prefix(value, MAX_FACT_BYTES)));
}

/* "1584698400" and, in milliseconds, "1584698400000": the day and time they mean.  Takes `value`. */
static char *spell_out_seconds(char *value)
{
	size_t n_digits = value != NULL ? strspn(value, "0123456789") : 0;
	if ((n_digits != 10 && n_digits != 13) || value[n_digits] != '\0')
		return value;
	gint64 seconds = (gint64)g_ascii_strtoull(value, NULL, 10) / (n_digits == 13 ? 1000 : 1);
	g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(seconds);
	if (when == NULL)
		return value;
	g_free(value);
	return g_date_time_format(when, "%Y-%m-%dT%H:%M:%SZ");
}

/* The date an element gives: for machines in an attribute, or else, of those that hold nothing else, as its
   text. */
static char *dup_date(xmlNode *node, bool text_too)
{
	static const char *const names[] = {"datetime", "content", "title"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = sg_html_attribute(node, names[i]);
		if (value != NULL && strpbrk(value, "0123456789") != NULL)
			return spell_out_seconds(dup_cut(value));
	}
	g_autofree char *shown = text_too ? sg_html_dup_text(node, MAX_FACT_BYTES) : NULL;
	return shown != NULL && strpbrk(shown, "0123456789") != NULL ? g_steal_pointer(&shown) : NULL;
}

/* Microdata and RDFa, whose names may carry a prefix: "dc:date". */
static const char *read_property(const xmlNode *node)
{
	static const char *const properties[][2] = {
	    {"datePublished", "published"}, {"schema:datePublished", "published"},
	    {"dc:date", "published"},       {"dc:issued", "published"},
	    {"pubdate", "published"},       {"dateCreated", "created"},
	    {"dc:created", "created"},      {"dateModified", "modified"},
	    {"dc:modified", "modified"},    {"schema:dateModified", "modified"},
	    {"author", "author"},           {"schema:author", "author"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(properties); i++)
		if (sg_html_has_token(node, "itemprop", properties[i][0]) ||
		    sg_html_has_token(node, "property", properties[i][0]))
			return properties[i][1];
	return NULL;
}

static bool has_class(const xmlNode *node, const char *const *classes)
{
	for (; *classes != NULL; classes++)
		if (sg_html_has_token(node, "class", *classes))
			return true;
	return false;
}

/* "updated" beside "entry-date" is what blogs' templates call the one date they show. */
static void note_time(SgHtmlFacts *facts, xmlNode *node, SgHtmlElement element, SgHtmlPlace place)
{
	static const char *const published[] = {
	    "published",      "pubdate",    "publish-date", "published-date",
	    "date-published", "entry-date", "post-date",    NULL};
	static const char *const updated[] = {
	    "updated", "modified", "date-updated", "last-updated", "date-modified", "updated-date", NULL};
	bool said = has_class(node, published) || sg_html_attribute(node, "pubdate") != NULL;
	bool modified = !said && has_class(node, updated);
	if (element != SG_HTML_TIME && !said && !modified)
		return;
	note(facts, (Fact){.key = modified ? "modified" : "published",
			   .origin = "time",
			   .value = dup_date(node, element == SG_HTML_TIME),
			   .place = place,
			   .clarity = said || modified ? CLARITY_CALLED : CLARITY_PLAIN});
}

static void note_data(SgHtmlFacts *facts, const xmlNode *node, SgHtmlPlace place)
{
	static const char *const names[] = {
	    "data-published",   "data-published-at",   "data-publish-date",     "data-published-date",
	    "data-pubdate",     "data-date-published", "data-publication-date", "data-publish-time",
	    "data-publishdate", "data-datepublished",  "data-first-published",  NULL};
	for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
		const char *name = (const char *)attribute->name;
		if (!g_str_has_prefix(name, "data-") || !g_strv_contains(names, name))
			continue;
		const char *value = sg_html_attribute(node, name);
		if (strpbrk(value, "0123456789") != NULL)
			note(facts, (Fact){.key = "published",
					   .origin = "data",
					   .value = spell_out_seconds(dup_cut(value)),
					   .place = place,
					   .clarity = CLARITY_CALLED});
	}
}

static void note_author(SgHtmlFacts *facts, xmlNode *node, SgHtmlPlace place, const char *origin,
			Clarity clarity)
{
	const char *content = sg_html_attribute(node, "content");
	char *value = content != NULL ? dup_cut(content) : sg_html_dup_text(node, MAX_FACT_BYTES);
	/* A longer text is a paragraph about the writer, or the whole article that a template calls so. */
	bool line = value != NULL && strlen(value) < MAX_FACT_BYTES - 4;
	note(facts, (Fact){.key = "author",
			   .origin = origin,
			   .value = line ? g_steal_pointer(&value) : NULL,
			   .place = place,
			   .clarity = clarity});
	g_free(value);
}

void sg_html_facts_note(SgHtmlFacts *facts, xmlNode *node, SgHtmlElement element, SgHtmlPlace place)
{
	static const char *const bylines[] = {"byline",       "author",         "by-line",     "author-name",
					      "byline-name",  "article-author", "post-author", "byline__name",
					      "author__name", "entry-author",   "fn",          NULL};
	if (node->properties == NULL && element != SG_HTML_TIME)
		return;
	const char *property = read_property(node);
	if (property != NULL && strcmp(property, "author") == 0) {
		note_author(facts, node, place, "itemprop", CLARITY_MARKED);
	} else if (property != NULL) {
		note(facts, (Fact){.key = property,
				   .origin = "itemprop",
				   .value = dup_date(node, true),
				   .place = place,
				   .clarity = CLARITY_MARKED});
	} else if (element != SG_HTML_META) {
		note_time(facts, node, element, place);
		if (sg_html_has_token(node, "rel", "author") && element == SG_HTML_INLINE)
			note_author(facts, node, place, "rel", CLARITY_MARKED);
		else if (has_class(node, bylines))
			note_author(facts, node, place, "byline", CLARITY_CALLED);
	}
	note_data(facts, node, place);
}

static int compare_fact(const void *a, const void *b)
{
	const Fact *one = a, *two = b;
	if (one->place != two->place)
		return one->place < two->place ? -1 : 1;
	if (one->clarity != two->clarity)
		return one->clarity < two->clarity ? -1 : 1;
	return one->order < two->order ? -1 : one->order > two->order;
}

/* Teasers come by the dozen, each with the date of what it leads to; one alone may be the page's own. */
static bool is_teaser(const SgHtmlFacts *facts, const Fact *fact)
{
	if (fact->place != SG_HTML_IN_FURNITURE)
		return false;
	for (guint i = 0; i < facts->facts->len; i++) {
		const Fact *other = &g_array_index(facts->facts, Fact, i);
		if (strcmp(other->key, fact->key) == 0 &&
		    (other->place != SG_HTML_IN_FURNITURE || strcmp(other->value, fact->value) != 0))
			return true;
	}
	return fact->clarity == CLARITY_PLAIN;
}

void sg_html_facts_add(const SgHtmlFacts *facts, SgText *text)
{
	guint n_added = 0;
	g_array_sort(facts->facts, compare_fact);
	for (guint i = 0; i < facts->facts->len && n_added < MAX_ADDED; i++) {
		const Fact *fact = &g_array_index(facts->facts, Fact, i);
		if (is_teaser(facts, fact))
			continue;
		sg_text_add_meta(text, fact->key, fact->value, fact->origin);
		n_added++;
	}
}
