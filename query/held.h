/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What the collection holds, the denominator of every count: documents and passages by year and source, what
 * has no date, what could not be read, what was read by OCR; and the inspections among the documents as
 * records.
 */
#ifndef SG_QUERY_HELD_H
#define SG_QUERY_HELD_H

#include "index/reader.h"

typedef struct {
	int year; /* 0: not dated to a year */
	SgSource source;
	uint32_t n_documents,
	    n_passages; /* passages: those that can be searched, by whom and when they were said */
} SgHeldCell;

typedef struct {
	uint64_t revision;
	char *built;
	GPtrArray *documents;  /* SgDocument by date, then title, then ID; those without a date last */
	GPtrArray *places;     /* SgPlace: every file met, refused ones among them, by path */
	GHashTable *places_of; /* GPtrArray of borrowed SgPlace by document ID */
	GArray *cells;         /* SgHeldCell by year (0 last), then source; only those that hold something */
} SgHeld;

/* Errors: the reader's. */
SgHeld *sg_held_load(SgReader *reader, GError **error);
void sg_held_free(SgHeld *held);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgHeld, sg_held_free)

void sg_held_text(const SgHeld *held, GString *out);
void sg_held_json(const SgHeld *held, GString *out);

/* The inspections, oldest first, and how many they are; `about`: authorities asked for, none for all. */
guint sg_inspections_text(const SgHeld *held, const GPtrArray *about, GString *out);
guint sg_inspections_json(const SgHeld *held, const GPtrArray *about, GString *out);

#endif
