/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* UTF-8 helpers: repair, collapse, make safe for a terminal. */
#ifndef SG_BASE_UTF8_H
#define SG_BASE_UTF8_H

#include <glib.h>
#include <stdbool.h>

/* Valid UTF-8 without NUL: bad bytes and NULs become U+FFFD.  Free with g_free(). */
char *sg_utf8_repair(const char *bytes, size_t n_bytes);

/* Collapses every run of white space (Unicode White_Space) to one space and
   trims the ends, in place; `text` is valid UTF-8.  Returns `text`. */
char *sg_utf8_collapse(char *text);

/* Appends `text` with control characters (C0, C1, DEL, bidi overrides) shown as \x1b or \u202e, so that a
   document cannot drive the reader's terminal.  Newlines are kept only when asked. */
void sg_utf8_append_visible(GString *out, const char *text, size_t n_bytes, bool keep_newlines);
/* The same as a new string; for messages that name files. */
char *sg_utf8_visible(const char *text);

/* Bytes of the longest beginning of valid UTF-8 `text` that ends at a character and has at most max_bytes. */
size_t sg_utf8_prefix(const char *text, size_t max_bytes);

/* Characters that control a terminal or reorder what a reader sees: C0, DEL, C1, bidi marks and overrides. */
bool sg_utf8_drives_terminal(gunichar c);

/* Number of code points in the first n_bytes of valid UTF-8. */
size_t sg_utf8_count(const char *text, size_t n_bytes);

#endif
