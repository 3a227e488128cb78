/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The analyser: text to words, for documents, queries and highlights alike.
 *
 *   normalise  NFKC, case folded, one apostrophe, one hyphen, soft hyphens and
 *              zero-width characters dropped; every byte knows its source byte
 *   tokenise   words of letters, marks and digits (Unicode general category);
 *              an apostrophe between letters and a comma or point between digits
 *              belong to the word ("children's", "3.5", and "1,444", a comma only
 *              between groups of three, as the word 1444); an ideograph or kana
 *              is a word; a second point ("14.02.2019") and the superscript
 *              figure of a footnote divide; a hyphen divides ("well-being", "16-17"), and two to
 *              four parts of letters alone give their joined form ("wellbeing")
 *              as an extra; a dash divides and joins nothing
 *   stem       Snowball English (libstemmer), memoised; digits are left alone
 *
 * The same text always gives the same tokens for the same SG_ANALYSER_VERSION,
 * which is stored in every index; change one, change the other.
 */
#ifndef SG_INDEX_ANALYSIS_H
#define SG_INDEX_ANALYSIS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SG_ANALYSER_VERSION 1

typedef struct SgAnalyser SgAnalyser;

/* One thread at a time; costs little to make and, filled, about 4 MB of remembered stems. */
SgAnalyser *sg_analyser_new(void);
void sg_analyser_free(SgAnalyser *analyser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgAnalyser, sg_analyser_free)

typedef struct {
	uint32_t start, end;  /* bytes of the source text, end exclusive: exactly the printed word */
	uint32_t position;    /* 1, 2, 3... within the text; a joined form has its first part's */
	uint16_t n_positions; /* 1; of a joined form, the number of its parts */
	bool stop;            /* sg_stop_word(word) */
	const char *word;     /* normalised, unstemmed: what exact matching compares */
	const char *stem;     /* what is indexed */
} SgToken;

/*
 * Analyses n_bytes of valid UTF-8 (at most UINT32_MAX / 4; NUL divides words).  *ret_tokens (borrowed) has
 * *ret_n tokens in order of position, a joined form after the part it begins with; they and their strings
 * live until the next call on this analyser. Words over SG_MAX_TERM_BYTES are cut at a character; `start` and
 * `end` still span the whole word.
 */
void sg_analyse(SgAnalyser *analyser, const char *text, size_t n_bytes, const SgToken **ret_tokens,
		size_t *ret_n);

/* The normal form (normalise.h) of a word or name of n_bytes of valid UTF-8, to compare by; g_free() it. */
char *sg_normalise(const char *text, size_t n_bytes);

/* Whether a normalised word is one of the 50 commonest, too common to search for on its own. Any thread. */
bool sg_stop_word(const char *word);

#endif
