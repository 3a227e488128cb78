/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Normalising: one spelling for text that reads the same, with a way back to
 * the source bytes.
 *
 * The form is NFKC_Casefold (Unicode, section 3.13 and UAX #15: compatibility
 * composed, case folded, default ignorables such as soft hyphens and zero-width
 * characters dropped), with three rules of our own:
 *
 *   quotes   U+2018 U+2019 U+201B U+02BC U+2032 U+00B4 become '
 *   hyphens  U+2010..U+2015 and U+2212 become -
 *   classes  a character that would change from word to separator, or become
 *            several words, is folded without compatibility mappings, so that
 *            one source character is never two words ("3½" is not "31⁄2") and
 *            a symbol never a letter ("™" is not "tm")
 *
 * It is done in chunks of one character and the marks that follow it, or of
 * Hangul jamo. For words that gives what normalising the whole would, since
 * composition never crosses them; marks on a separator, and marks beyond the
 * 31st, are normalised by themselves.
 */
#ifndef SG_INDEX_NORMALISE_H
#define SG_INDEX_NORMALISE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Where a stretch of normal text came from. It reaches to the next span's `at`, or to the end. */
typedef struct {
	uint32_t at;     /* its first byte in the normal text */
	uint32_t source; /* its first byte in the source */
	uint32_t
	    width; /* 0: byte by byte the same length; else all of it came from these many source bytes */
} SgSpan;

/* What a character is to words; also of use to tokenise.h, which splits by it. */
typedef enum {
	SG_CHAR_SEPARATOR, /* everything else, private use and unassigned code points too */
	SG_CHAR_LETTER,    /* category L, but not the next */
	SG_CHAR_CJK,       /* an ideograph or kana: a word by itself */
	SG_CHAR_DIGIT,     /* category N */
	SG_CHAR_MARK       /* category M: belongs to the word before it, begins none */
} SgCharClass;

/* The class of any code point, ASCII included. */
SgCharClass sg_char_class(int32_t code);

/* The code point at byte `at` < n_bytes of UTF-8, and its bytes; U+FFFD and 1 where it is not valid. */
int32_t sg_char_read(const char *text, size_t n_bytes, size_t at, size_t *ret_n_char);

/*
 * Replaces *normal by the normal form of n_bytes of valid UTF-8 (at most UINT32_MAX / 4), and *spans, of
 * SgSpan, by its map to the source; spans may be NULL. Both keep their memory for the next text.
 */
void sg_normalise_into(const char *text, size_t n_bytes, GString *normal, GArray *spans);

#endif
