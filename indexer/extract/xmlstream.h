/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * XML as a stream of elements and text, for the members of office documents.  Nothing outside the bytes is
 * ever looked at; entities that a document declares itself are left out, so none can grow; nesting is
 * bounded.
 */
#ifndef SG_INDEXER_XMLSTREAM_H
#define SG_INDEXER_XMLSTREAM_H

#include <glib.h>
#include <stdbool.h>

/* An element's name as "prefix:local", where the prefix is the one this reader gives to the namespace,
   whatever the document uses ("w:p", "text:h", "opf:item"; xmlstream.c has the table).  Elements of other
   namespaces have no name.  `tag` is above 0. */
typedef struct {
	const char *name;
	int tag;
} SgXmlName;

typedef struct SgXmlAttributes SgXmlAttributes;

/* Value of an attribute, or NULL; named like elements, one without namespace without a prefix ("r:id",
   "Target").  Valid until the callback returns. */
const char *sg_xml_get(const SgXmlAttributes *attributes, const char *name);
/* The same as a whole number from 0 on; `otherwise` when it is not there or not one. */
int sg_xml_get_int(const SgXmlAttributes *attributes, const char *name, int otherwise);
/* An on/off property of OOXML (ISO/IEC 29500-1, 17.17.4): on unless its value says "0", "false" or "off". */
bool sg_xml_get_on(const SgXmlAttributes *attributes, const char *name);

typedef struct {
	const SgXmlName *names; /* the elements of interest; ends with {NULL, 0}.  Others have tag 0 */
	/* An element begins; false leaves it out with all that is in it, and without its end. */
	bool (*start)(void *data, int tag, const SgXmlAttributes *attributes);
	void (*end)(void *data, int tag);                           /* NULL: not of interest */
	void (*text)(void *data, const char *text, size_t n_bytes); /* NULL likewise; maybe in pieces */
} SgXmlHandler;

/* Reads a whole document.  Errors: SG_EXTRACT_ERROR: DAMAGED ("NAME is not well-formed ...", "NAME nests more
   than ... elements"); `name` is the member's.  The callbacks may have been called before. */
bool sg_xml_read(GBytes *bytes, const char *name, const SgXmlHandler *handler, void *data, GError **error);

#endif
