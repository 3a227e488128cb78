/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Schema.org metadata in JSON-LD, as newspapers' and councils' pages carry it. */
#ifndef SG_INDEXER_JSONLD_H
#define SG_INDEXER_JSONLD_H

#include "indexer/text.h"

/*
 * Adds what one <script type="application/ld+json"> says of the page: title,
 * author, published, modified, created, site, url, type and lang, with the origin "json-ld".
 * What it says of articles comes before what it says of the page; other things (lists of further
 * articles, videos, comments) say nothing.  JSON that does not parse, of which
 * pages hold plenty, gives its first dates and nothing else.  Bounded: 256 objects, 6 levels.
 */
void sg_jsonld_read(const char *json, size_t n_bytes, SgText *text);

/* Seeds jansson's hash tables, for which it opens a file the first time.  Once, in the template process. */
void sg_jsonld_warm(void);

#endif
