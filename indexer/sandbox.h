/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a worker gives up before it looks at a document, in two steps: what it
 * may use (resource limits), then what it may do (no new privileges, Landlock where the
 * kernel has it, a seccomp list of the few calls that computing and answering
 * take).  Neither can be undone by the process itself.
 */
#ifndef SG_INDEXER_SANDBOX_H
#define SG_INDEXER_SANDBOX_H

#include <glib.h>
#include <stdbool.h>

/* Builds the seccomp filter that later children of this process load.  Errors: SG_BASE_ERROR where seccomp
   cannot be had. */
bool sg_sandbox_prepare(GError **error);

/* `cpu_s` seconds of CPU, SG_MAX_EXTRACT_MEMORY bytes of address space (not with a sanitizer, which reserves
   terabytes), no new files, processes or cores. */
bool sg_sandbox_limit(unsigned cpu_s, GError **error);

/*
 * From here on: read, write, close, memory that is not executable, clocks,
 * and little else.  Calls that would open or look at a file fail with EACCES, since
 * libraries try and can do without; any other call kills the process with SIGSYS.
 * Only after sg_sandbox_prepare() and sg_sandbox_limit(), with one thread.
 */
bool sg_sandbox_enter(GError **error);

#endif
