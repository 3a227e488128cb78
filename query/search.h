/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Runs a request against an index. */
#ifndef SG_QUERY_SEARCH_H
#define SG_QUERY_SEARCH_H

#include "index/reader.h"
#include "query/answer.h"

/*
 * Answers `request` on one revision of the index (reopened and redone when a writer has overtaken it). Totals
 * and counts are exact.  Errors: SG_QUERY_ERROR, SG_INDEX_ERROR.  `reader` and `analyser` belong to the
 * calling thread.
 */
SgAnswer *sg_search(SgReader *reader, SgAnalyser *analyser, const SgRequest *request, GError **error);

#endif
