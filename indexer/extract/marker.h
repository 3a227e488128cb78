/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a line begins or ends with: list markers, sentence ends, labels. */
#ifndef SG_INDEXER_MARKER_H
#define SG_INDEXER_MARKER_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	SG_MARKER_NONE,
	SG_MARKER_BULLET, /* a glyph used for nothing else: U+2022, U+25FC, a private-use glyph */
	SG_MARKER_DASH,   /* "-", U+2013, "o", "*": a bullet only where it is set apart */
	SG_MARKER_NUMBER, /* "12." "12)" "4.2" */
	SG_MARKER_LETTER, /* "(a)" "b)" "iv." "(12)" */
} SgMarkerKind;

typedef struct {
	SgMarkerKind kind;
	size_t n_bytes;  /* of the marker itself */
	uint32_t number; /* of "12." and "12)"; else 0 */
} SgMarker;

/* The marker that the first word of `text` could be; whether it is one is for the layout to say.  Markers
   have at most three digits a part: "2018." is none. */
SgMarker sg_marker_read(const char *text);

/* Whether the text ends a sentence or a lead-in: . ! ? : ; before closing quotes, brackets and the figure of
   a note ("board.12"). */
bool sg_text_ends_sentence(const char *text);

/* Whether it begins with a lower-case letter. */
bool sg_text_begins_lower(const char *text);

/* Whether it is a label and its value: at most four words without a figure, a colon, and a value that begins
   with a capital or a figure ("Lead inspector: Lisa Summers"). */
bool sg_text_is_label(const char *text);

#endif
