/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From what a person typed to what is looked for.
 *
 *   query   = { clause | "-" item | filter }
 *   clause  = item { "OR" item }            OR binds its two neighbours
 *   item    = word | quote words quote      quotes of any style
 *   filter  = "source:" names | "about:" name | "year:" YYYY [".." YYYY]
 *
 * All clauses must match.  "source:" in the query wins over the request's sources; of years, those that both
 * allow count.  Nothing that can be read as plain words is refused: what does not follow the grammar is
 * searched for as words, with a note.
 */
#ifndef SG_QUERY_PARSE_H
#define SG_QUERY_PARSE_H

#include "index/analysis.h"
#include "query/request.h"

/* One word of an item. */
typedef struct {
	char *word; /* normalised: what exact matching compares */
	char *stem;
	bool stop;
} SgWord;

typedef struct {
	bool exact;    /* in quotation marks: these words, not their stems */
	GArray *words; /* SgWord: one, or several that must follow each other */
	char *joined;  /* stem of the parts written as one ("wellbeing"); NULL */
} SgItem;

typedef struct {
	GPtrArray *items; /* SgItem: any of them */
} SgClause;

typedef struct {
	GPtrArray *clauses;  /* SgClause: all of them */
	GPtrArray *excluded; /* SgItem: none of them */
	unsigned sources;    /* bits as in SgRequest; request and filters together */
	int from, to;
	GPtrArray *about;
	bool comments;
	bool nothing;     /* something was typed, but no word to search for */
	GPtrArray *notes; /* what was read differently from how it was typed, in words */
} SgQuery;

/* Errors: SG_QUERY_ERROR_TOO_COMPLEX, BAD_YEARS, and those of sg_request_check(). */
SgQuery *sg_query_parse(const SgRequest *request, SgAnalyser *analyser, GError **error);
void sg_query_free(SgQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgQuery, sg_query_free)

/* Whether a passage must be read to know whether it matches: something stands in quotation marks. */
bool sg_query_needs_reading(const SgQuery *query);
/* Whether nothing but filters was asked for. */
bool sg_query_is_empty(const SgQuery *query);

/* The query in one unambiguous form, for caches and tests:
   recruit AND ("drift and delay" OR backlog) AND NOT agenc [source=ofsted year=2014..2018] */
char *sg_query_print(const SgQuery *query);

#endif
