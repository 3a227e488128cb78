/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From bytes of unknown character set to UTF-8.  Never fails: what no
 * character set explains becomes U+FFFD.
 */
#ifndef SG_INDEXER_CHARSET_H
#define SG_INDEXER_CHARSET_H

#include <glib.h>

/*
 * Decodes a whole document; the arguments as for sg_charset_decode() below.
 * Errors: SG_EXTRACT_ERROR (TOO_LARGE) above SG_MAX_EXTRACT_TEXT bytes, before or after decoding.
 */
char *sg_charset_decode_document(GBytes *bytes, const char *declared, const char *detected, GError **error);

/* Opens every converter once and keeps it open, so that decoding needs no file later (the sandbox gives
   none).  Called once in the template process; calling it again does nothing. */
void sg_charset_warm(void);

/*
 * Decodes n_bytes of `bytes`.  `declared` is what the document says of itself
 * (an HTML meta element), `detected` is libmagic's answer; both may be NULL or nonsense.
 * Tried in this order: byte order mark; UTF-16 by where its NULs stand; ISO-2022-JP by its escapes, if
 * declared; UTF-8, if the bytes are valid or all but; declared; detected; uchardet's guess; windows-1252.
 *
 * Result: valid UTF-8 without NUL and without a byte order mark; g_free().
 * *ret_charset (may be NULL) becomes the name of the character set taken, static.
 */
char *sg_charset_decode(const char *bytes, size_t n_bytes, const char *declared, const char *detected,
			const char **ret_charset);

/* Decodes in that character set and no other; windows-1252 where the name is unknown.  For formats that say
   of each run what it is in.  Result as above. */
char *sg_charset_decode_as(const char *bytes, size_t n_bytes, const char *label);

/* The character set an HTML or XML document declares within its first 16 KiB, or NULL; g_free(). */
char *sg_charset_dup_declared(const char *bytes, size_t n_bytes);

/* The character that byte 0x80–0x9f means in windows-1252.  HTML asks for it too: "&#146;" is a right
   quotation mark in every browser (WHATWG HTML, 13.2.5.80).  U+FFFD for the five undefined ones. */
gunichar sg_charset_c1(unsigned char byte);

#endif
