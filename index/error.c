/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/error.h"

#include "base/error.h"
#include "index/xap/xap.h"

GQuark sg_index_error_quark(void)
{
	return g_quark_from_static_string("sg-index-error");
}

static SgIndexError code_of(int xap_code)
{
	switch (xap_code) {
	case XAP_ERROR_NOT_FOUND:
		return SG_INDEX_ERROR_MISSING;
	case XAP_ERROR_LOCKED:
		return SG_INDEX_ERROR_LOCKED;
	case XAP_ERROR_DAMAGED:
		return SG_INDEX_ERROR_DAMAGED;
	case XAP_ERROR_VERSION:
		return SG_INDEX_ERROR_VERSION;
	case XAP_ERROR_MODIFIED:
		return SG_INDEX_ERROR_MODIFIED;
	case XAP_ERROR_NO_SPACE:
		return SG_INDEX_ERROR_NO_SPACE;
	case XAP_ERROR_IO:
		return SG_INDEX_ERROR_IO;
	default:
		return SG_INDEX_ERROR_INTERNAL;
	}
}

/* What the operating system refused, as an error of the index. */
static void translate_base(GError **error)
{
	bool no_space = g_error_matches(*error, SG_BASE_ERROR, SG_BASE_ERROR_NO_SPACE) ||
			g_error_matches(*error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
	(*error)->domain = SG_INDEX_ERROR;
	(*error)->code = no_space ? SG_INDEX_ERROR_NO_SPACE : SG_INDEX_ERROR_IO;
}

bool sg_index_error_translate(GError **error, const char *path)
{
	if (!error || !*error)
		return false;
	if ((*error)->domain == SG_BASE_ERROR || (*error)->domain == G_FILE_ERROR)
		translate_base(error);
	if ((*error)->domain != XAP_ERROR)
		return false;
	g_autoptr(GError) cause = g_steal_pointer(error);
	SgIndexError code = code_of(cause->code);
	if (code == SG_INDEX_ERROR_DAMAGED || code == SG_INDEX_ERROR_VERSION)
		g_set_error(error, SG_INDEX_ERROR, code,
			    "the index at %s cannot be used (%s): run sgindex --rebuild", path,
			    cause->message);
	else
		g_set_error(error, SG_INDEX_ERROR, code, "%s: %s", path, cause->message);
	return false;
}
