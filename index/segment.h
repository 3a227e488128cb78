/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A segment: a fresh index of some documents, filled by one process and later
 * merged into the store.  Aggregates and sorts the terms of each passage, which
 * is what makes Xapian fast.
 */
#ifndef SG_INDEX_SEGMENT_H
#define SG_INDEX_SEGMENT_H

#include "index/record.h"

typedef struct SgSegment SgSegment;

/* Creates the segment in folder `path`, which must not exist.  Errors: SG_INDEX_ERROR.  One thread. */
SgSegment *sg_segment_create(const char *path, GError **error);

/* Adds a document with its passages (SgPassage; those of kind furniture are stored but not searchable). */
bool sg_segment_add(SgSegment *segment, const SgDocument *document, const GPtrArray *passages,
		    GError **error);

/* Makes everything durable; nothing may be added afterwards.  A segment closed without it is worthless. */
bool sg_segment_finish(SgSegment *segment, GError **error);
void sg_segment_close(SgSegment *segment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgSegment, sg_segment_close)

#endif
