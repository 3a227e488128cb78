/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"

#include <errno.h>

GQuark sg_base_error_quark(void)
{
	return g_quark_from_static_string("sg-base-error");
}

static SgBaseError code_of_errno(int saved_errno)
{
	switch (saved_errno) {
	case ENOENT:
	case ENOTDIR:
		return SG_BASE_ERROR_NOT_FOUND;
	case EACCES:
	case EPERM:
		return SG_BASE_ERROR_DENIED;
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return SG_BASE_ERROR_NO_SPACE;
	default:
		return SG_BASE_ERROR_IO;
	}
}

bool sg_error_errno(GError **error, int saved_errno, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *what = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, SG_BASE_ERROR, code_of_errno(saved_errno), "%s: %s", what,
		    g_strerror(saved_errno));
	return false;
}
