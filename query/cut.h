/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What of a long passage to show: whole sentences around what matched. */
#ifndef SG_QUERY_CUT_H
#define SG_QUERY_CUT_H

#include "query/match.h"

/*
 * Chooses one run of whole sentences of `text`, at most max_words words unless one sentence alone is longer,
 * that holds spans of the most clauses, then the most spans (the earliest of equals); a text of at most
 * max_words is kept whole. Sentences are those of Unicode UAX #29 as approximated here: end mark, closing
 * quotes, space, then a capital, digit or quote; "Mr." and single letters do not end one.
 */
SgSpan sg_cut(const char *text, const GArray *spans, unsigned max_words);

#endif
