/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Properties of characters and paragraphs in a Word 97-2003 document ([MS-DOC] 2.4.6.1, 2.4.6.2, 2.6, 2.9.33,
 * 2.9.174), as far as they say what is text and what a paragraph is.
 */
#ifndef SG_INDEXER_DOC_PROPERTIES_H
#define SG_INDEXER_DOC_PROPERTIES_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* From one offset in the stream WordDocument to another. */
typedef struct {
	uint32_t first, end;
	uint16_t style; /* 1 to 9: Heading 1 to 9, in every document ([MS-DOC] 2.9.271) */
	bool deleted, hidden, bold;
	bool in_table, row_end;
	bool listed;
	uint8_t list_level; /* from 0 */
} SgDocRun;

/* Runs of characters or, with `paragraphs`, of paragraphs, in the order of their offsets; `table` is the
   table stream, where the PlcBteChpx or PlcBtePapx is.  What lies outside the streams is left out.  Free with
   g_array_unref(). */
GArray *sg_doc_runs_read(GBytes *document, GBytes *table, size_t plc, size_t n_bytes, bool paragraphs);
/* The run at an offset, or NULL. */
const SgDocRun *sg_doc_runs_find(const GArray *runs, uint32_t offset);

#endif
