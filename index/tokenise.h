/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Dividing normal text (normalise.h) into words. */
#ifndef SG_INDEX_TOKENISE_H
#define SG_INDEX_TOKENISE_H

#include <stdbool.h>
#include <stddef.h>

/* A word: where it stands in the normal text, and what it is made of. */
typedef struct {
	size_t start, end; /* bytes, end exclusive */
	bool digits;       /* has any */
	bool commas;       /* has some between groups of three digits, which are not part of the term */
	bool cjk;          /* one ideograph or kana */
} SgWord;

/*
 * The first word at or after byte `at` of n_bytes of normal text; call again with the word's `end`. False
 * when there is none. The rules stand in analysis.h; hyphens always divide here, the joined forms are the
 * caller's.
 */
bool sg_tokenise_next(const char *normal, size_t n_bytes, size_t at, SgWord *ret_word);

#endif
