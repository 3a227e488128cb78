/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From the lines of a paged document to its paragraphs: running heads and
 * feet set apart, lines joined, paragraphs carried over page ends, headings,
 * list items and table rows recognised.  Knows geometry, no file format.
 *
 * No character is lost or made up, except: runs of white space become one
 * space, a hyphen that only marked a line end goes (see hyphen.h), U+00AD
 * goes, a bullet from a symbol font's private area becomes U+2022, and a raised
 * figure goes whose note stands below on the same page.
 */
#ifndef SG_INDEXER_LAYOUT_H
#define SG_INDEXER_LAYOUT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "indexer/text.h"

enum { SG_LINE_FIGURES = 4 };

/* A raised figure in small type after a word, which may refer to a note: bytes of the line's text. */
typedef struct {
	uint32_t at, n_bytes;
} SgFigure;

/* One line, or the part of a line in one table cell.  Lengths are points from the page's top left corner, y
   downwards; white space at the ends does not count. */
typedef struct {
	float x0, y0, x1, y1;
	float baseline;
	float size;       /* commonest font size of its characters */
	float x_second;   /* where its second word begins; x0 of a line of one word */
	float second_gap; /* white between its first and second word; 0 for one word */
	bool bold;        /* set in bold type, but for a bullet or a figure */
	bool raised;      /* begins with a raised figure, as footnotes do */
	bool rotated;     /* not upright: geometry says nothing about its neighbours */
	bool space_after; /* the file has white space at its end */
	uint32_t page;    /* set by sg_layout_add_line() */
	uint32_t n_figures;
	SgFigure figures[SG_LINE_FIGURES]; /* in the order of the text */
	char *text; /* valid UTF-8, white space collapsed; owned by the layout once added */
} SgLine;

typedef struct SgLayout SgLayout;

SgLayout *sg_layout_new(void);
void sg_layout_free(SgLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgLayout, sg_layout_free)

/* Begins the next page, from 1. */
void sg_layout_add_page(SgLayout *layout, float width, float height);

/* Adds a line to the last page, in the order of the file; `line` and its text are copied.  A line without
   text is left out: its room is seen from its neighbours. */
void sg_layout_add_line(SgLayout *layout, const SgLine *line);

/* Bytes of text added so far. */
size_t sg_layout_get_bytes(const SgLayout *layout);

/* Appends the blocks to `text`; once, after the last line.  Stops at SG_MAX_EXTRACT_BLOCKS. */
void sg_layout_run(SgLayout *layout, SgText *text);

#endif
