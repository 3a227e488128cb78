/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The lines that newspapers' pages set around what their readers write: stamps, pen names, buttons. */
#ifndef SG_INDEXER_COMMENTLINE_H
#define SG_INDEXER_COMMENTLINE_H

#include "base/date.h"

#include <glib.h>
#include <stdbool.h>

typedef enum {
	SG_COMMENT_TEXT,      /* none of the below */
	SG_COMMENT_STAMP,     /* when: "10:11am Fri 4 Jul 14", "3 days ago" */
	SG_COMMENT_NAME,      /* who: "WYSIATI says...", "By Jo Smith" */
	SG_COMMENT_BYLINE,    /* both: "Jo Smith, 4 July 2014 at 10:11", "Jo Smith 3 days ago" */
	SG_COMMENT_QUOTES,    /* whom the writer quotes: "WYSIATI wrote:" */
	SG_COMMENT_FURNITURE, /* "Score: 3", "Report this comment", "Log in to reply" */
	SG_COMMENT_CLOSE,     /* a button that stands below one comment: "Like · Reply · 3d" */
	SG_COMMENT_FORM,      /* "Post a comment": what follows is the page's foot */
} SgCommentLineKind;

typedef struct {
	SgCommentLineKind kind;
	char *name;  /* NULL: none, or not told apart from the rest */
	SgDay day;   /* 0: none, or only how long ago */
	bool strong; /* no article's byline or list of others looks like it: it has a time of day, or
			"says..." */
} SgCommentLine;

/* What a whole block is, going by itself; clear with sg_comment_line_clear(). */
SgCommentLine sg_comment_line_read(const char *text);
void sg_comment_line_clear(SgCommentLine *line);

/* Whether a block could be a pen name if it stands where one is due: short, no sentence. */
bool sg_comment_may_be_name(const char *text);

#endif
