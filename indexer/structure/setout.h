/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Quotations of Ofsted's that a document sets out in paragraphs of their own. */
#ifndef SG_INDEXER_SETOUT_H
#define SG_INDEXER_SETOUT_H

#include "indexer/structure/unit.h"

/*
 * Gives Ofsted's voice to the units that a lead-in (indexer/structure/leadin.h) introduces or a credit line
 * claims, with the date that it names, as SG_QUOTATION_CLAIMED; everything else stays as it is.  Newspapers
 * and minutes set out only in inverted commas or as block quotations: what else they say that Ofsted said is
 * theirs.
 */
void sg_setout_mark(GPtrArray *units, const SgDocument *document);

#endif
