/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Text in DrawingML (ISO/IEC 29500-1, 19 to 21): slides and their notes, drawings of a sheet, charts,
 * diagrams. */
#ifndef SG_INDEXER_OOXML_DRAWING_H
#define SG_INDEXER_OOXML_DRAWING_H

#include "indexer/extract/flow.h"
#include "indexer/extract/ooxml.h"

/*
 * Appends the text of a part to `flow`: a slide's title as a heading of level 2, lists as bullets, tables as
 * rows, the names and figures of charts as rows; numbers of slides, dates and feet of the slide master not.
 * Charts and diagrams that the part shows come where they stand.  A slide that is not shown gives nothing.
 * Errors as sg_package_read_optional().
 */
bool sg_drawing_read(SgPackage *package, const char *part, SgFlow *flow, GError **error);

#endif
