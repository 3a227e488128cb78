/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Stems: Snowball's English stemmer (libstemmer, https://snowballstem.org/algorithms/english/stemmer.html)
 * and a bounded memory of the words it has seen, since a few thousand words are nearly all of any text.
 */
#ifndef SG_INDEX_STEM_H
#define SG_INDEX_STEM_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct SgStemmer SgStemmer;

typedef struct {
	const char *stem; /* `word` itself when literal */
	guint hash;       /* of the word */
	guint16 n_word;
	bool stop;   /* sg_stop_word() */
	char word[]; /* n_word bytes and NUL; the stem follows */
} SgStem;

/* One thread at a time. */
SgStemmer *sg_stemmer_new(void);
void sg_stemmer_free(SgStemmer *stemmer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgStemmer, sg_stemmer_free)

/* Lets go of everything remembered when that is over SG_MAX_STEM_MEMO words; what sg_stemmer_get() gave
 * before is void. */
void sg_stemmer_begin(SgStemmer *stemmer);

/*
 * The stem of a normal word of 1 to SG_MAX_TERM_BYTES bytes; `literal` words (numbers, ideographs) are their
 * own, and a word must always be asked for in the same way. Borrowed until the next sg_stemmer_begin().
 * Memory between two begins grows with the new words only.
 */
const SgStem *sg_stemmer_get(SgStemmer *stemmer, const char *word, size_t n_bytes, bool literal);

#endif
