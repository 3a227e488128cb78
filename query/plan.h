/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* From a parsed query to queries over the index. */
#ifndef SG_QUERY_PLAN_H
#define SG_QUERY_PLAN_H

#include "index/xap/xap.h"
#include "query/parse.h"

/* BM25 parameters.  b .4: in a reading test readers graded a complete finding above a fragment of the same
   words; .75 suits short abstracts better. */
extern const XapBm25 sg_plan_bm25;

/* Passages with all clauses (without any: all passages), weighted; neighbouring words weigh more.  Exact
   items are matched by their stems in order: a superset, to be decided by sg_match(). */
XapQuery *sg_plan_words(const SgQuery *query);

/* Passages with at least one clause but not all of them (a superset where something is exact). */
XapQuery *sg_plan_some(const SgQuery *query);

/* Passages with at least one clause. */
XapQuery *sg_plan_any(const SgQuery *query);

/* Everything the filters let through, without looking at words: what is held.  `comments` decides about
   reader comments whatever the query says. */
XapQuery *sg_plan_held(const SgQuery *query, bool comments);

/* Documents without a text layer whose titles have all the words; exact wording is not looked at. */
XapQuery *sg_plan_scans(const SgQuery *query);

/* `found` restricted by the filters; takes it.  With only_comments: the reader comments that are being left
 * out. */
XapQuery *sg_plan_filter(const SgQuery *query, XapQuery *found, bool only_comments);

#endif
