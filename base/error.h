/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Errors of the base library, and operating-system errors for everyone. */
#ifndef SG_BASE_ERROR_H
#define SG_BASE_ERROR_H

#include <glib.h>
#include <stdbool.h>

#define SG_BASE_ERROR (sg_base_error_quark())
GQuark sg_base_error_quark(void);

typedef enum {
	SG_BASE_ERROR_IO,        /* the operating system refused; the message says what */
	SG_BASE_ERROR_NOT_FOUND, /* no such file or folder */
	SG_BASE_ERROR_DENIED,    /* permission denied */
	SG_BASE_ERROR_NO_SPACE,  /* the device is full */
	SG_BASE_ERROR_LIMIT,     /* larger than a limit of base/limits.h */
	SG_BASE_ERROR_FORMAT,    /* text that does not follow its format */
	SG_BASE_ERROR_USAGE,     /* a command line that cannot be carried out */
} SgBaseError;

/* Sets *error from `saved_errno`: "WHAT: reason", e.g. "cannot read a.pdf: Permission denied".
   Returns false, so that `return sg_error_errno(...)` reads well. */
bool sg_error_errno(GError **error, int saved_errno, const char *format, ...) G_GNUC_PRINTF(3, 4);

#endif
