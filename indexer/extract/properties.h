/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What office formats keep of a document in one flat list of elements: title, author, dates. */
#ifndef SG_INDEXER_PROPERTIES_H
#define SG_INDEXER_PROPERTIES_H

#include "indexer/text.h"

/* The metadata key that an element's text becomes. */
typedef struct {
	const char *element; /* as in xmlstream.h: "dc:title" */
	const char *key;
} SgProperty;

/* Adds the text of those elements of an XML document, in its order; `properties` ends with {NULL, NULL}. What
   cannot be read is left out. */
void sg_properties_read(GBytes *bytes, const SgProperty *properties, SgText *text, const char *origin);

#endif
