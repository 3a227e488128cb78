/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Plain text and Markdown line by line. */
#ifndef SG_INDEXER_LINES_H
#define SG_INDEXER_LINES_H

#include "indexer/text.h"

/* One line, without its end. */
typedef struct {
	GString
	    *text; /* white space collapsed; empty: a blank line.  The caller's, overwritten by each line */
	size_t n_indent;  /* bytes of white space that stood before it */
	uint32_t n_feeds; /* form feeds that stood before it */
} SgTextLine;

/* Reads the line at *at, which is valid UTF-8, and moves *at behind its end: LF, CRLF, CR, or in front of a
   form feed.  False at the end of the text. */
bool sg_text_line_next(const char **at, SgTextLine *line);

/* Reads Markdown (CommonMark's blocks and GitHub's tables; inline markup stays as the file has it).  No block
   has a page. */
void sg_markdown_read(const char *markdown, SgText *text);

#endif
