/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Whose words stand in a mail's body: the sender's own, those it answers or
 * passes on, and the signature.
 */
#ifndef SG_INDEXER_MAILBODY_H
#define SG_INDEXER_MAILBODY_H

#include "indexer/text.h"

/*
 * Appends the blocks of a text/plain body, which is valid UTF-8.  Lines behind ">" (RFC 3676, 4.5), what
 * stands below "-----Original Message-----" and the like, and "On ... wrote:" become SG_BLOCK_QUOTE without
 * their marks; what follows the line "-- " (RFC 3676, 4.3) becomes SG_BLOCK_FURNITURE.  Errors:
 * SG_EXTRACT_ERROR (TOO_LARGE).
 */
bool sg_mailbody_add_plain(const char *body, SgText *text, GError **error);

/* Appends the blocks of a text/html body, which is valid UTF-8, likewise.  Its metadata is left out: the mail
   has its own.  Errors: as sg_extract_html(). */
bool sg_mailbody_add_html(const char *html, SgText *text, GError **error);

#endif
