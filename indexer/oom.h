/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Telling "out of memory" from a crash.
 *
 * A worker that meets its address-space limit looks, from outside, like any
 * other broken one: GLib traps, a library dereferences NULL, a parser calls the file
 * damaged.  Neither the exit status nor the peak resident size tells
 * them apart (one refused request for a gigabyte never becomes resident).  So the program
 * stands in front of malloc, calloc and realloc, passes every call on, and
 * notes a refused one in a page shared with the template, which survives the worker.
 *
 * With a sanitizer, which brings its own allocator and for which there is no
 * address-space limit, nothing is ever noted.
 */
#ifndef SG_INDEXER_OOM_H
#define SG_INDEXER_OOM_H

#include <glib.h>
#include <stdbool.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SG_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SG_SANITIZED 1
#endif
#endif
#ifndef SG_SANITIZED
#define SG_SANITIZED 0
#endif

/* Makes the page that this process and its future children share.  Once, in the template.  Errors:
   SG_BASE_ERROR. */
bool sg_oom_share(GError **error);
/* Forgets what was noted. */
void sg_oom_clear(void);
/* True when an allocation was refused in this process or a child since sg_oom_clear(). */
bool sg_oom_seen(void);

#endif
