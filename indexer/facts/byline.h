/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who wrote a document, and who published it. */
#ifndef SG_INDEXER_BYLINE_H
#define SG_INDEXER_BYLINE_H

#include "indexer/facts/facts.h"

/*
 * The writers of a web page's text, parted by ", ": from its metadata, else from a line near the top that
 * begins with "By".  Neither addresses nor a publisher's or a system's own name ("admin") count.  NULL: none
 * is named.  Free with g_free().
 */
char *sg_author_of(const SgEvidence *evidence);

/* The newspaper or web site that published a page: from its metadata, else what its title bar ends with
   ("Road to recovery | Aldenshire Council").  NULL: none is named.  Free with g_free(). */
char *sg_publisher_of(const SgEvidence *evidence);

#endif
