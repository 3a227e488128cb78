/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The contract between indexer and query: every term prefix, value slot and
 * metadata key of the index.  Change anything here or in index/record.c and
 * SG_SCHEMA_VERSION goes up; an index of another version is refused.
 *
 * Stems are indexed without a prefix: case folding leaves no ASCII capital in
 * them, and every prefix is one.
 */
#ifndef SG_INDEX_SCHEMA_H
#define SG_INDEX_SCHEMA_H

#include "index/record.h"

#include <glib.h>

#define SG_SCHEMA_VERSION 2

/* Type of record, one term each. */
#define SG_TERM_PASSAGE "Tp"   /* searchable */
#define SG_TERM_FURNITURE "Tf" /* kept with its document, not searched or counted */
#define SG_TERM_DOCUMENT "Td"
#define SG_TERM_PLACE "Tl"
#define SG_TERM_NO_AUTHORITY "Ta" /* beside Td: a document whose authority is not known */
#define SG_TERM_SCAN "Tn"         /* beside Td: a document without text, found by the words of its title */

#define SG_PREFIX_PASSAGE_ID "QP"  /* + DOCID.N: unique */
#define SG_PREFIX_DOCUMENT_ID "QD" /* + DOCID: unique */
#define SG_PREFIX_PLACE_ID "QL"    /* + hash of the path: unique */
#define SG_PREFIX_PLACE_OF "L"     /* + DOCID: the places of a document */
#define SG_PREFIX_IN_DOCUMENT "D"  /* + DOCID: a document and its passages */
#define SG_PREFIX_SOURCE "S"       /* + name */
#define SG_PREFIX_ABOUT "A"        /* + authority slug */
#define SG_PREFIX_KIND "K"         /* + name */
#define SG_PREFIX_SECTION "C"      /* + name */
#define SG_PREFIX_YEAR "Y"         /* + each year the said interval touches */

typedef enum {
	SG_SLOT_SAID,      /* first day said, YYYYMMDD; empty: not known */
	SG_SLOT_SAID_LAST, /* last day it may have been said */
	SG_SLOT_DOCUMENT,  /* DOCID, for collapsing and ties */
	SG_SLOT_NUMBER,    /* N as 8 hex digits, for ties */
	SG_SLOT_FACET,     /* year said (YYYY, 0000 when none can be named) and source: "2018ofsted" */
	SG_SLOT_DATED,     /* "1" when SG_SLOT_SAID is known, so that undated passages sort last both ways */
} SgSlot;

#define SG_META_SCHEMA "sg.schema"
#define SG_META_ANALYSER "sg.analyser"
#define SG_META_REVISION "sg.revision" /* goes up with every publication */
#define SG_META_BUILT "sg.built"       /* RFC 3339 UTC */

/* prefix + text; free with g_free(). */
char *sg_term(const char *prefix, const char *text);
/* "DOCID.N" */
char *sg_passage_id(const char *document_id, uint32_t n);
/* Splits "DOCID.N" or "DOCID"; *ret_n is 0 for the latter.  False when it is neither. */
bool sg_passage_id_parse(const char *id, char **ret_document_id, uint32_t *ret_n);
/* Value of SG_SLOT_FACET. */
char *sg_facet_value(const SgDate *said, SgSource source);
bool sg_facet_parse(const char *value, int *ret_year, SgSource *ret_source);

#endif
