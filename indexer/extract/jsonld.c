/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/jsonld.h"

#include <jansson.h>
#include <string.h>

enum { MAX_NODES = 256, MAX_DEPTH = 6, MAX_AUTHORS = 16 };

typedef enum { RANK_ARTICLE, RANK_PAGE, RANK_SITE, RANK_OTHER } Rank;

/* Objects of the graph, borrowed from the parsed document. */
typedef struct {
	const json_t *nodes[MAX_NODES];
	size_t n_nodes;
} Graph;

static void gather(Graph *graph, const json_t *value, unsigned depth)
{
	static const char *const inner[] = {"@graph", "mainEntity", "mainEntityOfPage"};
	if (depth > MAX_DEPTH || graph->n_nodes >= MAX_NODES)
		return;
	if (json_is_array(value)) {
		size_t i;
		json_t *item;
		json_array_foreach(value, i, item) gather(graph, item, depth + 1);
	} else if (json_is_object(value)) {
		graph->nodes[graph->n_nodes++] = value;
		for (gsize i = 0; i < G_N_ELEMENTS(inner); i++)
			gather(graph, json_object_get(value, inner[i]), depth + 1);
	}
}

static Rank rank_type(const char *type)
{
	static const char *const articles[] = {"BlogPosting",  "LiveBlogPosting",    "Report",
					       "CreativeWork", "SocialMediaPosting", NULL};
	static const char *const pages[] = {"WebPage", "ItemPage", "AboutPage", "FAQPage", NULL};
	if (g_str_has_suffix(type, "Article") || g_strv_contains(articles, type))
		return RANK_ARTICLE;
	if (g_strv_contains(pages, type))
		return RANK_PAGE;
	return strcmp(type, "WebSite") == 0 ? RANK_SITE : RANK_OTHER;
}

/* The best-ranked @type of a node without its schema.org prefix; *ret_type is borrowed, NULL if none. */
static Rank get_type(const json_t *node, const char **ret_type)
{
	const json_t *value = json_object_get(node, "@type");
	size_t n_types = json_is_array(value) ? json_array_size(value) : 1;
	Rank best = RANK_OTHER;
	*ret_type = NULL;
	for (size_t i = 0; i < MIN(n_types, MAX_NODES); i++) {
		const char *type = json_string_value(json_is_array(value) ? json_array_get(value, i) : value);
		const char *slash = type != NULL ? strrchr(type, '/') : NULL;
		type = slash != NULL ? slash + 1 : type;
		if (type != NULL && rank_type(type) < best) {
			best = rank_type(type);
			*ret_type = type;
		}
	}
	return best;
}

static const char *get_string(const json_t *node, const char *key)
{
	return json_string_value(json_object_get(node, key));
}

/* A person's or publisher's name; {"@id": ...} alone refers to another object of the graph. */
static const char *get_name(const Graph *graph, const json_t *party)
{
	if (json_is_string(party))
		return json_string_value(party);
	const char *name = get_string(party, "name");
	const char *id = get_string(party, "@id");
	for (size_t i = 0; name == NULL && id != NULL && i < graph->n_nodes; i++)
		if (g_strcmp0(get_string(graph->nodes[i], "@id"), id) == 0)
			name = get_string(graph->nodes[i], "name");
	return name;
}

static void add(SgText *text, const char *key, const char *value)
{
	g_autofree char *trimmed = value != NULL ? g_strstrip(g_strdup(value)) : NULL;
	sg_text_add_meta(text, key, trimmed, "json-ld");
}

static void add_parties(const Graph *graph, const json_t *parties, const char *key, SgText *text)
{
	if (!json_is_array(parties)) {
		add(text, key, get_name(graph, parties));
		return;
	}
	for (size_t i = 0; i < MIN(json_array_size(parties), MAX_AUTHORS); i++)
		add(text, key, get_name(graph, json_array_get(parties, i)));
}

static void read_node(const Graph *graph, const json_t *node, const char *type, SgText *text)
{
	const char *headline = get_string(node, "headline");
	const char *url = get_string(node, "url");
	add(text, "type", type);
	add(text, "title", headline != NULL ? headline : get_string(node, "name"));
	add(text, "published", get_string(node, "datePublished"));
	add(text, "modified", get_string(node, "dateModified"));
	add(text, "created", get_string(node, "dateCreated"));
	add_parties(graph, json_object_get(node, "author"), "author", text);
	add_parties(graph, json_object_get(node, "publisher"), "site", text);
	add(text, "url", url != NULL ? url : get_string(node, "mainEntityOfPage"));
	add(text, "lang", get_string(node, "inLanguage"));
}

/* Line ends inside strings, which JSON forbids and content systems write, and the wrappers of XHTML days. */
static char *clean(const char *json, size_t n_bytes)
{
	char *copy = g_strndup(json, n_bytes);
	for (char *at = copy; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20)
			*at = ' ';
	char *open = copy + strcspn(copy, "[{");
	if (g_str_has_prefix(open, "[CDATA["))
		open += strlen("[CDATA[") + strcspn(open + strlen("[CDATA["), "[{");
	memmove(copy, open, strlen(open) + 1);
	return copy;
}

/* The first string under a key of JSON that does not parse; free with g_free(). */
static char *dup_scanned(const char *json, const char *key)
{
	enum { LONGEST = 80 };
	g_autofree char *quoted = g_strdup_printf("\"%s\"", key);
	const char *at = strstr(json, quoted);
	if (at == NULL)
		return NULL;
	at += strlen(quoted);
	at += strspn(at, " ");
	if (*at != ':')
		return NULL;
	at += 1 + strspn(at + 1, " ");
	size_t n_bytes = *at == '"' ? strcspn(at + 1, "\"\\") : 0;
	return n_bytes > 0 && n_bytes <= LONGEST ? g_strndup(at + 1, n_bytes) : NULL;
}

/* One comma too many must not cost a page its date. */
static void read_dates(const char *json, SgText *text)
{
	static const char *const keys[][2] = {
	    {"datePublished", "published"}, {"dateModified", "modified"}, {"dateCreated", "created"}};
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *value = dup_scanned(json, keys[i][0]);
		add(text, keys[i][1], value);
	}
}

void sg_jsonld_read(const char *json, size_t n_bytes, SgText *text)
{
	g_autofree char *copy = clean(json, n_bytes);
	json_t *root = json_loads(copy, JSON_DISABLE_EOF_CHECK, NULL);
	if (root == NULL) {
		read_dates(copy, text);
		return;
	}
	g_autofree Graph *graph = g_new0(Graph, 1);
	gather(graph, root, 0);
	for (Rank rank = RANK_ARTICLE; rank <= RANK_SITE; rank++) {
		for (size_t i = 0; i < graph->n_nodes; i++) {
			const char *type;
			if (get_type(graph->nodes[i], &type) != rank)
				continue;
			if (rank == RANK_SITE)
				add(text, "site", get_string(graph->nodes[i], "name"));
			else
				read_node(graph, graph->nodes[i], type, text);
		}
	}
	json_decref(root);
}

void sg_jsonld_warm(void)
{
	json_object_seed(0);
}
