/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is asked, before it is understood: the same for command line and daemon. */
#ifndef SG_QUERY_REQUEST_H
#define SG_QUERY_REQUEST_H

#include "index/record.h"

#include <glib.h>
#include <stdbool.h>

typedef enum {
	SG_MATCH_ALL,   /* every group */
	SG_MATCH_WORDS, /* only passages with all the words */
	SG_MATCH_ANY,   /* one ranked list; any word may be missing */
} SgMatchMode;

typedef enum {
	SG_SORT_MATCH,
	SG_SORT_NEWEST,
	SG_SORT_OLDEST,
} SgSort;

typedef struct {
	char *text;       /* as typed, UTF-8; may be "" when a filter is given */
	unsigned sources; /* bit 1u << SgSource for each wanted; 0: all but comments */
	int from, to;     /* years said, inclusive; 0: open */
	GPtrArray *about; /* authority slugs; empty: all */
	bool comments;    /* count and show reader comments too */
	SgMatchMode match;
	SgSort sort;
	unsigned page;     /* from 1 */
	unsigned per_page; /* 0: all (command line only) */
} SgRequest;

SgRequest *sg_request_new(void);
void sg_request_free(SgRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgRequest, sg_request_free)

/* Checks lengths, years and depth.  Errors: SG_QUERY_ERROR, in words for the person who asked. */
bool sg_request_check(const SgRequest *request, GError **error);

#endif
