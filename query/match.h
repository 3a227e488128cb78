/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Reads a passage's text with the analyser and tells what of a query stands
 * in it, and where.  It decides exact wording (the index knows only stems) and
 * is where every highlight comes from.
 */
#ifndef SG_QUERY_MATCH_H
#define SG_QUERY_MATCH_H

#include "query/parse.h"

typedef struct {
	uint32_t start, end; /* bytes of the text, end exclusive */
	uint32_t clauses;    /* bit i: it is of clause i (SG_MAX_QUERY_TERMS at most) */
} SgSpan;

typedef struct {
	bool words; /* every clause matches, nothing excluded does */
	bool some;  /* at least one clause matches, nothing excluded does */
} SgMatched;

/*
 * Matches `query` against valid UTF-8 `text`.  `spans` (may be NULL; SgSpan) is filled with what matched, in
 * order, overlapping ones joined; of an item in several words the whole run is one span.
 */
SgMatched sg_match(const SgQuery *query, SgAnalyser *analyser, const char *text, GArray *spans);

#endif
