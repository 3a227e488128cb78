/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Telling a web server's error page from a document. */
#ifndef SG_INDEXER_ERRORPAGE_H
#define SG_INDEXER_ERRORPAGE_H

#include <glib.h>
#include <stdbool.h>

/*
 * True for HTML whose title or first heading says that something was not found,
 * not allowed or not working, on a page with little text besides; or whose
 * few words in all say so.  `html`: n_bytes of it, in any encoding that extends ASCII.
 */
bool sg_errorpage_recognise(const char *html, size_t n_bytes);

#endif
