/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a file is, by its content (libmagic); the file name's extension is only a hint. */
#ifndef SG_INDEXER_DETECT_H
#define SG_INDEXER_DETECT_H

#include <glib.h>
#include <stdbool.h>

/* Loads libmagic's database; called once in the template process.  Errors: SG_EXTRACT_ERROR (UNSUPPORTED). */
bool sg_detect_warm(GError **error);

typedef struct {
	const char
	    *type;           /* one of the MIME types this program reads ("application/pdf", "text/html",
				"text/plain",    "text/markdown"), or libmagic's own answer for others; interned */
	const char *charset; /* libmagic's, or NULL */
} SgDetected;

/*
 * Decides by content; `name` (may be NULL) only tells Markdown from text and
 * settles what content leaves open.  Errors: SG_EXTRACT_ERROR: UNSUPPORTED with
 * the type named; NOT_A_DOCUMENT for an HTML error page named as something else ("is an HTML page, not a
 * PDF"), for an empty file ("is empty").
 */
bool sg_detect(GBytes *bytes, const char *name, SgDetected *ret_detected, GError **error);

#endif
