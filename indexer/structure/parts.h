/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The passes of sg_structure_mark(), in their order.  Used by structure*.c only. */
#ifndef SG_INDEXER_STRUCTURE_PARTS_H
#define SG_INDEXER_STRUCTURE_PARTS_H

#include "indexer/structure/unit.h"

/* Letterheads and addresses, contents pages, the imprint on the last page, what a web page prints around its
   text: kind FURNITURE. */
void sg_structure_mark_furniture(GPtrArray *units);

/* Which units are headings, and of what level: kind PROCEDURAL. */
void sg_structure_mark_headings(GPtrArray *units);

/* Sections and kinds as the headings give them: reports, letters, papers. */
void sg_structure_mark_sections(GPtrArray *units, const SgDocument *document);

/* Agenda items, resolutions, actions and the formal parts of minutes and decisions. */
void sg_structure_mark_minutes(GPtrArray *units);

/* Printed numbers, where they count on: "2018. In that year" and "25. This visit" have none. */
void sg_structure_mark_numbers(GPtrArray *units);

/* i-th unit, to be changed; NULL past the end. */
SgUnit *sg_structure_unit(const GPtrArray *units, guint i);

/* Whether `text` begins with one of the `n` strings, as sg_text_starts(). */
bool sg_structure_starts(const char *text, const char *const *words, size_t n);

/* Whether it is a row of a table of judgements: its last cell is a grade or that column's name. */
bool sg_structure_is_judgement(const SgBlock *block);

/* Whether it is at most `n_bytes` long and does not end as a sentence does. */
bool sg_structure_is_short(const char *text, size_t n_bytes);

#endif
