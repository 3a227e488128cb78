/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Paragraphs, tables, text boxes and notes of a word processor's document, on their way to being blocks.  An
 * extractor says what begins and ends; here it is decided what comes out, the same for all formats:
 *
 *   - a table row is one ROW, its cells joined by " | "; a row with a column of text in it (a cell of several
 *     paragraphs, or a long one) and a row of one cell only lay out the page: their paragraphs come one by
 * one;
 *   - text boxes and notes come after the paragraph they are anchored in, or after the row;
 *   - two line breaks in succession end a paragraph.
 *
 * Ends without a beginning are ignored, and what was not ended is ended by sg_flow_finish().
 */
#ifndef SG_INDEXER_FLOW_H
#define SG_INDEXER_FLOW_H

#include "indexer/text.h"

typedef struct SgFlow SgFlow;

SgFlow *sg_flow_new(void);
void sg_flow_free(SgFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgFlow, sg_flow_free)

/* Appends valid UTF-8 to the open paragraph; "\n" is a line break. */
void sg_flow_append(SgFlow *flow, const char *text, size_t n_bytes);
void sg_flow_append_string(SgFlow *flow, const char *text);
/* Whether what is appended from now on is bold. */
void sg_flow_set_bold(SgFlow *flow, bool bold);
/* The page (slide) of the blocks from now on; 0: none. */
void sg_flow_set_page(SgFlow *flow, uint32_t page);

/* Takes back the last paragraph: a heading that nothing came under. */
void sg_flow_drop_last(SgFlow *flow);

/* Bytes appended since sg_flow_new(). */
size_t sg_flow_get_bytes(const SgFlow *flow);

/* Ends the open paragraph; `marker` (may be NULL) is printed before it. */
void sg_flow_end_paragraph(SgFlow *flow, SgBlockKind kind, unsigned level, const char *marker);

void sg_flow_begin_row(SgFlow *flow);
void sg_flow_begin_cell(SgFlow *flow);
void sg_flow_end_cell(SgFlow *flow);
/* A row that is not kept had been deleted. */
void sg_flow_end_row(SgFlow *flow, bool keep);

/* A text box or note begins: a document of its own inside the open paragraph.  With `kind` NOTE or HEADFOOT
   all of it becomes one block of that kind, with `marker` (may be NULL) before it. */
void sg_flow_begin_aside(SgFlow *flow);
void sg_flow_end_aside(SgFlow *flow, SgBlockKind kind, const char *marker);

/* How many rows, cells and asides are open; and the end of all begun since they were so many, with the open
   paragraph: for a part of a document that is damaged, and ends in the middle. */
unsigned sg_flow_get_depth(const SgFlow *flow);
void sg_flow_close(SgFlow *flow, unsigned depth);

/* Takes all the text there is so far as one string, and begins anew: for notes that are kept apart. */
char *sg_flow_take(SgFlow *flow);

/* Appends what there is to `text`, and begins anew.  Errors: SG_EXTRACT_ERROR: TOO_LARGE, when more than
   SG_MAX_EXTRACT_TEXT bytes were appended since sg_flow_new(). */
bool sg_flow_finish(SgFlow *flow, SgText *text, GError **error);

#endif
