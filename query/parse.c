/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/parse.h"

#include "base/limits.h"
#include "query/error.h"

#include <string.h>

typedef struct {
	const char *at; /* what is left */
	SgAnalyser *analyser;
	SgQuery *query;
	unsigned n_terms;
	GPtrArray *stop_items; /* set aside: dropped when there is anything better */
	bool join_next;        /* after OR */
	bool typed;            /* something other than filters */
} Parser;

/* ---- memory ---------------------------------------------------------- */

static void clear_word(void *data)
{
	SgWord *word = data;
	g_free(word->word);
	g_free(word->stem);
}

static SgItem *new_item(bool exact)
{
	SgItem *item = g_new0(SgItem, 1);
	item->exact = exact;
	item->words = g_array_new(FALSE, FALSE, sizeof(SgWord));
	g_array_set_clear_func(item->words, clear_word);
	return item;
}

static void free_item(void *data)
{
	SgItem *item = data;
	g_array_unref(item->words);
	g_free(item->joined);
	g_free(item);
}

static void free_clause(void *data)
{
	SgClause *clause = data;
	g_ptr_array_unref(clause->items);
	g_free(clause);
}

static SgQuery *new_query(const SgRequest *request)
{
	SgQuery *query = g_new(SgQuery, 1);
	*query = (SgQuery){
	    .clauses = g_ptr_array_new_with_free_func(free_clause),
	    .excluded = g_ptr_array_new_with_free_func(free_item),
	    .sources = request->sources,
	    .from = request->from,
	    .to = request->to,
	    .about = g_ptr_array_new_with_free_func(g_free),
	    .comments = request->comments || (request->sources & 1u << SG_SOURCE_COMMENT),
	    .notes = g_ptr_array_new_with_free_func(g_free),
	};
	for (guint i = 0; i < request->about->len; i++)
		g_ptr_array_add(query->about, g_strdup(g_ptr_array_index(request->about, i)));
	return query;
}

void sg_query_free(SgQuery *query)
{
	if (!query)
		return;
	g_ptr_array_unref(query->clauses);
	g_ptr_array_unref(query->excluded);
	g_ptr_array_unref(query->about);
	g_ptr_array_unref(query->notes);
	g_free(query);
}

/* ---- characters ------------------------------------------------------ */

/* Any style of double quotation mark: typed, from a phone, from a document. */
static size_t quote_at(const char *text)
{
	static const char *const quotes[] = {"\"", "“", "”", "„", "«", "»", "‟", "＂"};
	for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++)
		if (g_str_has_prefix(text, quotes[i]))
			return strlen(quotes[i]);
	return 0;
}

static bool space_at(const char *text)
{
	return g_unichar_isspace(g_utf8_get_char(text));
}

static const char *skip_spaces(const char *text)
{
	while (*text && space_at(text))
		text = g_utf8_next_char(text);
	return text;
}

static const char *word_end(const char *text)
{
	while (*text && !space_at(text) && !quote_at(text))
		text = g_utf8_next_char(text);
	return text;
}

/* ---- items ----------------------------------------------------------- */

static SgItem *analyse_item(Parser *parser, const char *text, size_t n_bytes, bool exact)
{
	const SgToken *tokens;
	size_t n_tokens;
	sg_analyse(parser->analyser, text, n_bytes, &tokens, &n_tokens);
	SgItem *item = new_item(exact);
	const SgToken *joined = NULL;
	for (size_t i = 0; i < n_tokens; i++) {
		if (tokens[i].n_positions > 1) {
			joined = &tokens[i];
			continue;
		}
		SgWord word = {g_strdup(tokens[i].word), g_strdup(tokens[i].stem), tokens[i].stop};
		g_array_append_val(item->words, word);
	}
	/* "well-being" as a whole, not the first half of "well-being/short-term" */
	if (joined && !exact && joined->n_positions == item->words->len)
		item->joined = g_strdup(joined->stem);
	parser->n_terms += item->words->len;
	return item;
}

static bool all_stop_words(const SgItem *item)
{
	for (guint i = 0; i < item->words->len; i++)
		if (!g_array_index(item->words, SgWord, i).stop)
			return false;
	return true;
}

static void add_clause_item(Parser *parser, SgItem *item)
{
	GPtrArray *clauses = parser->query->clauses;
	SgClause *clause = NULL;
	if (parser->join_next && clauses->len > 0) {
		clause = g_ptr_array_index(clauses, clauses->len - 1);
	} else {
		clause = g_new(SgClause, 1);
		clause->items = g_ptr_array_new_with_free_func(free_item);
		g_ptr_array_add(clauses, clause);
	}
	g_ptr_array_add(clause->items, item);
	parser->join_next = false;
}

static void note(Parser *parser, const char *text)
{
	for (guint i = 0; i < parser->query->notes->len; i++)
		if (strcmp(g_ptr_array_index(parser->query->notes, i), text) == 0)
			return;
	g_ptr_array_add(parser->query->notes, g_strdup(text));
}

/* OR stands between two things to search for; elsewhere it is let go of, and that is said. */
static void drop_or(Parser *parser)
{
	if (parser->join_next)
		note(parser, "OR needs a word to search for on each side, so it was left out.");
	parser->join_next = false;
}

static void add_item(Parser *parser, SgItem *item, bool excluded)
{
	/* words to be without are a question by themselves: everything else */
	parser->typed |= !excluded || item->words->len == 0;
	if (item->words->len > 0 && !excluded && (item->exact || !all_stop_words(item))) {
		add_clause_item(parser, item);
		return;
	}
	drop_or(parser);
	if (item->words->len == 0)
		free_item(item);
	else
		g_ptr_array_add(excluded ? parser->query->excluded : parser->stop_items, item);
}

/* ---- filters --------------------------------------------------------- */

static bool parse_year(const char *text, size_t n_bytes, int *ret_year)
{
	if (n_bytes != 4 || strspn(text, "0123456789") < 4 || text[0] == '0')
		return false;
	*ret_year = (int)g_ascii_strtoull(text, NULL, 10);
	return true;
}

static bool filter_years(Parser *parser, const char *value)
{
	const char *dots = strstr(value, "..");
	size_t n_first = dots ? (size_t)(dots - value) : strlen(value);
	int from = 0, to = 0;
	if (n_first > 0 && !parse_year(value, n_first, &from))
		return false;
	if (dots && dots[2] && !parse_year(dots + 2, strlen(dots + 2), &to))
		return false;
	if (!from && !to)
		return false;
	/* with --from and --to: the years that both allow */
	SgQuery *query = parser->query;
	to = dots ? to : from;
	query->from = MAX(query->from, from);
	query->to = query->to && to ? MIN(query->to, to) : MAX(query->to, to);
	return true;
}

static bool filter_sources(Parser *parser, const char *value)
{
	g_auto(GStrv) names = g_strsplit(value, ",", -1);
	unsigned sources = 0;
	for (char **name = names; *name; name++) {
		SgSource source;
		if (!sg_source_parse(*name, &source))
			return false;
		sources |= 1u << source;
	}
	if (!sources)
		return false;
	parser->query->sources = sources;
	parser->query->comments = parser->query->comments || (sources & 1u << SG_SOURCE_COMMENT);
	return true;
}

static bool filter_about(Parser *parser, const char *value)
{
	if (!*value)
		return false;
	g_ptr_array_add(parser->query->about, g_utf8_strdown(value, -1));
	return true;
}

/* "name:value"; false when it is not one of our fields or its value cannot be used. */
static bool parse_filter(Parser *parser, const char *text, size_t n_bytes)
{
	static const struct {
		const char *name;
		bool (*apply)(Parser *parser, const char *value);
	} filters[] = {{"source:", filter_sources}, {"about:", filter_about}, {"year:", filter_years}};
	g_autofree char *word = g_strndup(text, n_bytes);
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
		if (!g_str_has_prefix(word, filters[i].name))
			continue;
		if (filters[i].apply(parser, word + strlen(filters[i].name)))
			return true;
		g_autofree char *message = g_strdup_printf(
		    "“%s” is not a filter that can be used, so it was searched for as words.", word);
		note(parser, message);
	}
	return false;
}

/* ---- the grammar ----------------------------------------------------- */

static const char *find_closing_quote(const char *text)
{
	while (*text && !quote_at(text))
		text = g_utf8_next_char(text);
	return *text ? text : NULL;
}

/* At an opening quotation mark; moves past the closing one, or past the mark alone when there is none. */
static void parse_quoted(Parser *parser, bool excluded)
{
	const char *start = parser->at + quote_at(parser->at);
	const char *end = find_closing_quote(start);
	if (!end) {
		note(parser, "The quotation mark was not closed, so the words were searched for one by one.");
		parser->at = start;
		parser->typed = true;
		return;
	}
	add_item(parser, analyse_item(parser, start, (size_t)(end - start), true), excluded);
	parser->at = end + quote_at(end);
}

static void parse_or(Parser *parser)
{
	parser->typed = true;
	parser->join_next = true;
	if (parser->query->clauses->len == 0)
		drop_or(parser);
}

static void parse_word(Parser *parser, bool excluded)
{
	const char *end = word_end(parser->at);
	size_t n_bytes = (size_t)(end - parser->at);
	if (!excluded && n_bytes == 2 && memcmp(parser->at, "OR", 2) == 0)
		parse_or(parser);
	else if (!excluded && parse_filter(parser, parser->at, n_bytes))
		drop_or(parser);
	else
		add_item(parser, analyse_item(parser, parser->at, n_bytes, false), excluded);
	parser->at = end;
}

/* A hyphen excludes only in front of a word: "-agency", not "drift - delay". */
static bool parse_minus(Parser *parser)
{
	const char *next = parser->at + 1;
	if (*parser->at != '-' || !*next || space_at(next) || *next == '-')
		return false;
	parser->at = next;
	return true;
}

static void parse_all(Parser *parser)
{
	while (*(parser->at = skip_spaces(parser->at))) {
		bool excluded = parse_minus(parser);
		if (quote_at(parser->at))
			parse_quoted(parser, excluded);
		else
			parse_word(parser, excluded);
	}
}

static bool check_query(const Parser *parser, GError **error)
{
	const SgQuery *query = parser->query;
	if (parser->n_terms > SG_MAX_QUERY_TERMS) {
		g_set_error(error, SG_QUERY_ERROR, SG_QUERY_ERROR_TOO_COMPLEX,
			    "Your search must have %d words or fewer", SG_MAX_QUERY_TERMS);
		return false;
	}
	if (query->from && query->to && query->to < query->from) {
		g_set_error(error, SG_QUERY_ERROR, SG_QUERY_ERROR_BAD_YEARS,
			    "the ‘to’ year (%d) must be the same as or after the ‘from’ year (%d)", query->to,
			    query->from);
		return false;
	}
	return true;
}

SgQuery *sg_query_parse(const SgRequest *request, SgAnalyser *analyser, GError **error)
{
	if (!sg_request_check(request, error))
		return NULL;
	g_autoptr(SgQuery) query = new_query(request);
	g_autoptr(GPtrArray) stop_items = g_ptr_array_new_with_free_func(free_item);
	Parser parser = {.at = request->text, .analyser = analyser, .query = query, .stop_items = stop_items};
	parse_all(&parser);
	drop_or(&parser); /* one at the end joins nothing */
	if (strpbrk(request->text, "%$&@#+=*") || strstr(request->text, "£") || strstr(request->text, "€"))
		note(&parser, "Signs such as % and £ are not searched for, only letters and figures.");
	if (query->clauses->len == 0 && parser.typed) {
		query->nothing = true;
		bool stop = stop_items->len > 0;
		g_autofree char *message =
		    g_strdup_printf(stop ? "“%s” is too common to search for on its own. Put it in quotation "
					   "marks, or add another word."
					 : "“%s” has no word to search for. Add one.",
				    request->text);
		note(&parser, message);
	}
	return check_query(&parser, error) ? g_steal_pointer(&query) : NULL;
}

bool sg_query_is_empty(const SgQuery *query)
{
	return query->clauses->len == 0;
}

bool sg_query_needs_reading(const SgQuery *query)
{
	for (guint i = 0; i < query->clauses->len; i++) {
		const SgClause *clause = g_ptr_array_index(query->clauses, i);
		for (guint j = 0; j < clause->items->len; j++)
			if (((const SgItem *)g_ptr_array_index(clause->items, j))->exact)
				return true;
	}
	for (guint i = 0; i < query->excluded->len; i++)
		if (((const SgItem *)g_ptr_array_index(query->excluded, i))->exact)
			return true;
	return false;
}

/* ---- normal form ----------------------------------------------------- */

static void print_item(GString *out, const SgItem *item)
{
	bool marks = item->exact || item->words->len > 1;
	g_string_append(out, !marks ? "" : item->exact ? "\"" : "<");
	for (guint i = 0; i < item->words->len; i++) {
		const SgWord *word = &g_array_index(item->words, SgWord, i);
		g_string_append_printf(out, "%s%s", i ? " " : "", item->exact ? word->word : word->stem);
	}
	g_string_append(out, !marks ? "" : item->exact ? "\"" : ">");
}

static void print_clause(GString *out, const SgClause *clause)
{
	bool brackets = clause->items->len > 1;
	g_string_append(out, brackets ? "(" : "");
	for (guint i = 0; i < clause->items->len; i++) {
		g_string_append(out, i ? " OR " : "");
		print_item(out, g_ptr_array_index(clause->items, i));
	}
	g_string_append(out, brackets ? ")" : "");
}

static void print_filters(GString *out, const SgQuery *query)
{
	GString *filters = g_string_new(NULL);
	for (SgSource source = 0; source < SG_N_SOURCES; source++)
		if (query->sources & 1u << source)
			g_string_append_printf(filters, " source=%s", sg_source_name(source));
	if (query->from || query->to)
		g_string_append_printf(filters, " year=%d..%d", query->from, query->to);
	for (guint i = 0; i < query->about->len; i++)
		g_string_append_printf(filters, " about=%s",
				       (const char *)g_ptr_array_index(query->about, i));
	if (query->comments)
		g_string_append(filters, " comments");
	if (filters->len > 0)
		g_string_append_printf(out, "%s[%s]", out->len ? " " : "", filters->str + 1);
	g_string_free(filters, TRUE);
}

char *sg_query_print(const SgQuery *query)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < query->clauses->len; i++) {
		g_string_append(out, i ? " AND " : "");
		print_clause(out, g_ptr_array_index(query->clauses, i));
	}
	for (guint i = 0; i < query->excluded->len; i++) {
		g_string_append(out, " AND NOT ");
		print_item(out, g_ptr_array_index(query->excluded, i));
	}
	print_filters(out, query);
	return g_string_free(out, FALSE);
}
