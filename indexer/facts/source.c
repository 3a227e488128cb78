/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/facts.h"

#include <string.h>

/* A phrase that speaks for a source, and how strongly. */
typedef struct {
	const char *words;
	SgSource source;
	int weight;
} Sign;

/* Phrases of the forms themselves (headings, labels, letter openings), not of what is written about. */
/* Weights: 4 and 5 settle it alone, 3 is enough where nothing speaks against it (see the end of
   sg_source_of()), 1 and 2 only tip a balance, for papers of councils name Ofsted and its inspectors as well.
 */
static const Sign top_signs[] = {
    {"lead inspector:", SG_SOURCE_OFSTED, 4},
    {"reporting inspector", SG_SOURCE_OFSTED, 3},
    {"inspection dates:", SG_SOURCE_OFSTED, 4},
    {"inspection date:", SG_SOURCE_OFSTED, 4},
    {"report published:", SG_SOURCE_OFSTED, 3},
    {"this letter summarises the findings", SG_SOURCE_OFSTED, 5},
    {"i am writing to confirm the findings of", SG_SOURCE_OFSTED, 4},
    {"following the monitoring visit", SG_SOURCE_OFSTED, 3},
    {"following the ofsted", SG_SOURCE_OFSTED, 2},
    {"her majesty's inspector", SG_SOURCE_OFSTED, 2},
    {"his majesty's inspector", SG_SOURCE_OFSTED, 2},
    {"enquiries@ofsted", SG_SOURCE_OFSTED, 4},
    {"piccadilly gate", SG_SOURCE_OFSTED, 2}, /* Ofsted's address, and the one before */
    {"aviation house", SG_SOURCE_OFSTED, 2},
    {"of previous inspection:", SG_SOURCE_OFSTED, 3},
    {"www.ofsted.gov.uk", SG_SOURCE_OFSTED, 2},
    {"www.gov.uk/ofsted", SG_SOURCE_OFSTED, 2},
    {"joint area child protection inspection", SG_SOURCE_OFSTED, 2},
    {"local area partnership", SG_SOURCE_OFSTED, 1},
    {"joint targeted area inspection", SG_SOURCE_OFSTED, 2},
    {"care quality commission", SG_SOURCE_OFSTED, 1},
    {"minutes of the meeting of", SG_SOURCE_MINUTES, 5},
    {"minutes of the extraordinary meeting of", SG_SOURCE_MINUTES, 5},
    {"agenda and minutes", SG_SOURCE_MINUTES, 5},
    {"agenda item", SG_SOURCE_MINUTES, 4},
    {"decision details", SG_SOURCE_MINUTES, 5},
    {"issue details", SG_SOURCE_MINUTES, 4},
    {"apologies for absence", SG_SOURCE_MINUTES, 3},
    {"declarations of interest", SG_SOURCE_MINUTES, 2},
    {"date of decision:", SG_SOURCE_MINUTES, 4},
    {"decision maker:", SG_SOURCE_MINUTES, 3},
};

/* Whole blocks, wherever they stand. */
static const Sign block_signs[] = {
    {"her majesty's inspector", SG_SOURCE_OFSTED, 3}, /* who signs */
    {"his majesty's inspector", SG_SOURCE_OFSTED, 3},
    {"minutes:", SG_SOURCE_MINUTES, 4},
    {"resolved", SG_SOURCE_MINUTES, 3},
    {"resolved:", SG_SOURCE_MINUTES, 3},
    {"that:", SG_SOURCE_MINUTES, 1},
    {"supporting documents:", SG_SOURCE_MINUTES, 3},
    {"news release", SG_SOURCE_COUNCIL, 4},
    {"press release", SG_SOURCE_COUNCIL, 4},
    {"post a comment", SG_SOURCE_PRESS, 3},
    {"please log in to enable comment sorting", SG_SOURCE_PRESS, 3},
};

typedef struct {
	int scores[SG_N_SOURCES];
} Scores;

static void score_top(const char *text, Scores *scores)
{
	for (size_t i = 0; i < G_N_ELEMENTS(top_signs); i++)
		if (sg_text_has(text, top_signs[i].words))
			scores->scores[top_signs[i].source] += top_signs[i].weight;
}

static void score_block(const char *text, Scores *scores)
{
	for (size_t i = 0; i < G_N_ELEMENTS(block_signs); i++)
		if (strlen(text) <= strlen(block_signs[i].words) + 2 &&
		    sg_text_starts(text, block_signs[i].words))
			scores->scores[block_signs[i].source] += block_signs[i].weight;
	if (sg_text_starts(text, "the meeting ended at") || sg_text_starts(text, "the meeting closed at"))
		scores->scores[SG_SOURCE_MINUTES] += 3;
	if (sg_opens_comments(text))
		scores->scores[SG_SOURCE_PRESS] += 3;
}

/* Newspapers set the first word of a story in capitals: "CHILD protection in the county..." */
static bool drop_capitals(const char *text)
{
	size_t n_capitals = 0;
	while (g_ascii_isupper(text[n_capitals]))
		n_capitals++;
	return n_capitals >= 4 && text[n_capitals] == ' ' && g_ascii_islower(text[n_capitals + 1]);
}

static bool is_first_person(const char *word)
{
	return g_str_has_prefix(word, "I ") || g_str_has_prefix(word, "my ") ||
	       g_str_has_prefix(word, "we ") || g_str_has_prefix(word, "our ");
}

/* How often the writer says I or we outside quotation marks: a statement, not a report. */
static int first_person(const char *text)
{
	int n = 0;
	bool quoted = false;
	for (const char *at = text; *at; at++) {
		if (*at == '"')
			quoted = !quoted;
		else if ((unsigned char)*at == 0xe2 &&
			 (g_str_has_prefix(at, "“") || g_str_has_prefix(at, "”")))
			quoted = g_str_has_prefix(at, "“");
		bool starts_word = at == text || at[-1] == ' ';
		n += !quoted && starts_word && strchr("Imwo", *at) && is_first_person(at);
	}
	return n;
}

/* A reporter's distance: what a report says, not what we did. */
static int reporting(const char *text)
{
	static const char *const phrases[] = {
	    "the report says",       "report reveals",       "is said to",  "are said to",
	    "inspectors have found", "say inspectors",       "says ofsted", "this week ofsted",
	    "ofsted said this week", "according to a report"};
	int n = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++)
		n += sg_text_has(text, phrases[i]);
	return n;
}

typedef struct {
	int n_first_person, n_reporting;
	bool names_council, names_cabinet;
} Style;

static Style style_of(const SgEvidence *evidence, Scores *scores)
{
	Style style = {0};
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		if (i < 3 && block->kind == SG_BLOCK_PARAGRAPH && drop_capitals(block->text))
			scores->scores[SG_SOURCE_PRESS] += 3;
		style.n_first_person += first_person(block->text);
		style.n_reporting += reporting(block->text);
		style.names_council |= i < SG_TOP_BLOCKS && sg_text_has(block->text, "council");
		style.names_cabinet |= sg_text_has(block->text, "cabinet member");
	}
	return style;
}

static void score_style(const SgEvidence *evidence, Scores *scores)
{
	enum { MOST_REPORTING = 4, MANY = 3 };
	Style style = style_of(evidence, scores);
	scores->scores[SG_SOURCE_PRESS] += MIN(style.n_reporting * 2, MOST_REPORTING);
	if (style.names_council && style.n_first_person >= MANY)
		scores->scores[SG_SOURCE_COUNCIL] += 3;
	/* an announcement with its cabinet member quoted, and nothing of a newspaper about it */
	if (style.names_cabinet && scores->scores[SG_SOURCE_PRESS] == 0)
		scores->scores[SG_SOURCE_COUNCIL] += 3;
}

static bool is_council_host(const char *url)
{
	return sg_text_has(url, ".gov.uk");
}

static bool is_minutes_address(const char *url)
{
	static const char *const pages[] = {"mgai.aspx",      "ielistdocuments", "iedecisiondetails",
					    "ieissuedetails", "mgconvert2pdf",   NULL};
	return sg_text_has_any(url, pages);
}

/* What a web page says of itself, and of its site. */
static void score_page(const SgEvidence *evidence, Scores *scores)
{
	const SgText *text = evidence->text;
	const char *url = sg_text_get_meta(text, "url"), *site = sg_text_get_meta(text, "site");
	const char *type = sg_text_get_meta(text, "type"), *title = sg_text_get_meta(text, "title");
	bool council_site = (url && is_council_host(url)) || (site && sg_text_has(site, "council")) ||
			    (title && sg_text_has(title, " council"));
	if (url && is_minutes_address(url))
		scores->scores[SG_SOURCE_MINUTES] += 5;
	if (council_site)
		scores->scores[SG_SOURCE_COUNCIL] += 3;
	/* og:type is "article" on councils’ sites too */
	if (type && sg_text_has(type, "newsarticle"))
		scores->scores[SG_SOURCE_PRESS] += 3;
	else if (type && sg_text_has(type, "article") && !council_site)
		scores->scores[SG_SOURCE_PRESS] += 2;
	/* feet name publishers and complaints bodies, and what a council’s site has on every page */
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		if (block->kind != SG_BLOCK_FURNITURE)
			continue;
		if (sg_text_has(block->text, "newsquest") || sg_text_has(block->text, "ipso") ||
		    sg_text_has(block->text, "subscribe") || sg_text_has(block->text, "our newspapers"))
			scores->scores[SG_SOURCE_PRESS] += 2;
		if (sg_text_has(block->text, " council") || sg_text_has(block->text, "council tax"))
			scores->scores[SG_SOURCE_COUNCIL] += 1;
	}
}

/* A line that names the writer: "By Kate Willmott", "Kate Willmott, local democracy reporter" */
static bool is_byline(const char *text)
{
	bool by = g_str_has_prefix(text, "By ") && g_ascii_isupper(text[3]) && strlen(text) < 80;
	return by ||
	       (strlen(text) < 100 && (sg_text_has(text, " reporter") || sg_text_has(text, "correspondent")));
}

/* What a councillor writes over his name is a councillor's statement, wherever it stands. */
static bool is_councillors(const char *byline)
{
	return sg_text_starts(byline, "by cllr ") || sg_text_starts(byline, "by councillor ");
}

SgSource sg_source_of(const SgEvidence *evidence)
{
	Scores scores = {{0}};
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		if (i < SG_TOP_BLOCKS)
			score_top(block->text, &scores);
		if (i < SG_TOP_BLOCKS / 4 && is_byline(block->text))
			scores.scores[is_councillors(block->text) ? SG_SOURCE_COUNCIL : SG_SOURCE_PRESS] += 3;
		score_block(block->text, &scores);
	}
	score_page(evidence, &scores);
	score_style(evidence, &scores);
	SgSource best = SG_SOURCE_UNKNOWN;
	/* with less than 3 it stays open */
	for (SgSource source = SG_SOURCE_OFSTED; source <= SG_SOURCE_COUNCIL; source++)
		if (scores.scores[source] >= 3 && scores.scores[source] > scores.scores[best])
			best = source;
	return best;
}
