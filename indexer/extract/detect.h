/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a file is, by its content (libmagic); the file name's extension is only a hint. */
#ifndef SG_INDEXER_DETECT_H
#define SG_INDEXER_DETECT_H

#include <glib.h>
#include <stdbool.h>

/* Loads libmagic's database; called once in the template process.  Errors: SG_EXTRACT_ERROR (UNSUPPORTED). */
bool sg_detect_warm(GError **error);

typedef struct {
	const char *type;    /* a MIME type that an extractor of indexer/template.c reads, or libmagic's
				own answer; interned */
	const char *charset; /* libmagic's, or NULL */
} SgDetected;

/*
 * Decides by content; `name` (may be NULL) only tells Markdown from text and
 * settles what content leaves open.  Errors: SG_EXTRACT_ERROR: UNSUPPORTED with
 * the type named; NOT_A_DOCUMENT for an HTML error page named as something else ("is an HTML page, not a
 * PDF"), for an empty file ("is empty").
 */
bool sg_detect(GBytes *bytes, const char *name, SgDetected *ret_detected, GError **error);

/* Whether a line is what stands in front of each message of a mailbox, "From SENDER DATE" (RFC 4155): a time
   of day tells it from a sentence.  `line` may run on past its end. */
bool sg_detect_is_from_line(const char *line, size_t n_bytes);

#endif
