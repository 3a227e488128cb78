/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Whether a text tells of a date as past or as to come, by the words around it. */
#ifndef SG_INDEXER_TENSE_H
#define SG_INDEXER_TENSE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum {
	SG_TOLD_OPEN, /* nothing says which */
	SG_TOLD_PAST,
	SG_TOLD_FUTURE,
} SgTold;

/* How `text` tells of the date in its bytes from `start` to `end`. */
SgTold sg_told_of(const char *text, uint32_t start, uint32_t end);

/* The words in front of a date in its clause; free with g_free(). */
char *sg_told_clause(const char *text, uint32_t start);

#endif
