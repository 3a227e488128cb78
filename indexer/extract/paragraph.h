/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lines to paragraphs, within one page.  Used by layout.c only. */
#ifndef SG_INDEXER_PARAGRAPH_H
#define SG_INDEXER_PARAGRAPH_H

#include "indexer/extract/layout.h"
#include "indexer/extract/marker.h"

/* What is usual in the document. */
typedef struct {
	float body_size;     /* of most characters */
	bool body_bold;      /* most characters of that size are bold */
	float leading_ratio; /* usual distance of baselines at that size, in sizes */
	GHashTable *leading; /* size in half points -> usual distance in tenths of a point */
} SgMetrics;

typedef struct {
	size_t first, n; /* of the body lines */
	uint32_t page;
	float x0, y0, x1, y1, size;
	bool bold, rotated;
	bool note;           /* a footnote */
	SgMarkerKind marker; /* a real one */
	float right;         /* where lines of its column end */
} SgParagraph;

/* Puts numbers and bullets that a file draws as a column of their own in front of the lines they stand
   beside. Joins parts of one printed line that belong together (a marker and its text, a label and its value,
   narrow gaps); in place, the lines that are used up leave the array.  Elements are borrowed. */
void sg_paragraph_merge_lines(GPtrArray *lines);

void sg_metrics_init(SgMetrics *metrics, const GPtrArray *lines);
void sg_metrics_clear(SgMetrics *metrics);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SgMetrics, sg_metrics_clear)

/* The usual distance of baselines at a size, in points. */
float sg_metrics_get_leading(const SgMetrics *metrics, float size);

/* Cuts the merged lines into SgParagraph, in the order of the lines. */
GArray *sg_paragraph_cut(const GPtrArray *lines, const SgMetrics *metrics);

/* Whether the first word of `next` would have had room after `line`: then the line was ended on purpose. */
bool sg_line_has_room(const SgLine *line, const SgLine *next, float right);

#endif
