/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/oom.h"

#include "base/error.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

/* NULL outside the template and its workers: there nothing is noted. */
static volatile bool *refused;

bool sg_oom_share(GError **error)
{
	void *page = mmap(NULL, sizeof *refused, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		return sg_error_errno(error, errno, "cannot share memory");
	refused = page;
	return true;
}

void sg_oom_clear(void)
{
	*refused = false;
}

bool sg_oom_seen(void)
{
	return *refused;
}

#if !SG_SANITIZED

/* dlsym() and not __libc_malloc(): a checker loaded with LD_PRELOAD still sees every call. */
#define NEXT(function)                                                                                       \
	static __typeof__(function) *next;                                                                   \
	if (!next)                                                                                           \
	next = (__typeof__(function) *)dlsym(RTLD_NEXT, #function)

static void *note(void *memory, size_t n_bytes)
{
	if (!memory && n_bytes > 0 && refused)
		*refused = true;
	return memory;
}

void *malloc(size_t n_bytes)
{
	NEXT(malloc);
	return note(next(n_bytes), n_bytes);
}

void *calloc(size_t n, size_t n_bytes)
{
	NEXT(calloc);
	return note(next(n, n_bytes), n != 0 ? n_bytes : 0);
}

void *realloc(void *memory, size_t n_bytes)
{
	NEXT(realloc);
	return note(next(memory, n_bytes), n_bytes);
}

#endif
