/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/xap/xap_guard.hh"

#include <cerrno>
#include <cstring>

G_DEFINE_QUARK(xap - error - quark, xap_error)

namespace
{

struct Mapping {
	const char *type; /* Xapian's name of the class */
	XapError code;
};

/* By exact class; what is not listed is XAP_ERROR_INTERNAL. */
const Mapping mappings[] = {
    {"DatabaseModifiedError", XAP_ERROR_MODIFIED},
    {"DatabaseVersionError", XAP_ERROR_VERSION},
    {"DatabaseCorruptError", XAP_ERROR_DAMAGED},
    {"DatabaseOpeningError", XAP_ERROR_DAMAGED},
    {"DatabaseNotFoundError", XAP_ERROR_NOT_FOUND},
    {"DatabaseLockError", XAP_ERROR_LOCKED},
    {"DatabaseCreateError", XAP_ERROR_IO},
    {"DatabaseError", XAP_ERROR_IO},
    {"DatabaseClosedError", XAP_ERROR_DEAD},
    {"DocNotFoundError", XAP_ERROR_NOT_FOUND},
    {"InvalidArgumentError", XAP_ERROR_ARGUMENT},
    {"SerialisationError", XAP_ERROR_DAMAGED},
    /* glass throws it for a number in a posting list that is too large, which only damage makes */
    {"RangeError", XAP_ERROR_DAMAGED},
};

/* Xapian keeps errno to itself and shows only its text; of an error that led to another one, in the
   message of the second. */
bool has_errno(const Xapian::Error &e, int number)
{
	const char *text = e.get_error_string();
	return (text && strcmp(text, strerror(number)) == 0) || strstr(e.get_msg().c_str(), strerror(number));
}

XapError classify(const Xapian::Error &e)
{
	const char *type = e.get_type();
	if (has_errno(e, ENOSPC) || has_errno(e, EDQUOT))
		return XAP_ERROR_NO_SPACE;
	if (has_errno(e, EACCES) || has_errno(e, EMFILE) || has_errno(e, ENFILE) || has_errno(e, EIO))
		return XAP_ERROR_IO;
	/* two classes stand for two things each, told apart by the message only */
	if (strcmp(type, "DatabaseLockError") == 0 && !strstr(e.get_msg().c_str(), "already locked"))
		return XAP_ERROR_IO;
	if (strcmp(type, "DatabaseError") == 0 && g_str_has_prefix(e.get_msg().c_str(), "EOF reading"))
		return XAP_ERROR_DAMAGED;
	for (const Mapping &m : mappings)
		if (strcmp(type, m.type) == 0)
			return m.code;
	return XAP_ERROR_INTERNAL;
}

const char *in_words(XapError code)
{
	switch (code) {
	case XAP_ERROR_NOT_FOUND:
		return "not found in the index";
	case XAP_ERROR_LOCKED:
		return "the index is being written by another process";
	case XAP_ERROR_DAMAGED:
		return "the index is damaged";
	case XAP_ERROR_VERSION:
		return "the index has a format this program cannot read";
	case XAP_ERROR_MODIFIED:
		return "the index has been rewritten since it was opened";
	case XAP_ERROR_NO_SPACE:
		return "no space left on the device of the index";
	case XAP_ERROR_IO:
		return "cannot read or write the index";
	case XAP_ERROR_ARGUMENT:
		return "invalid request to the index";
	case XAP_ERROR_DEAD:
		return "an earlier write to the index failed";
	case XAP_ERROR_NO_MEMORY:
		return "not enough memory for the index";
	case XAP_ERROR_INTERNAL:
		break;
	}
	return "unexpected failure of the index";
}

} // namespace

void xap_set_error(GError **error, XapError code, const char *path, const char *detail) noexcept
{
	g_autofree char *shown = g_filename_display_name(path);
	g_set_error(error, XAP_ERROR, code, "%s: %s%s%s", in_words(code), shown, detail ? ": " : "",
		    detail ? detail : "");
}

void xap_set_error(GError **error, const char *path, const Xapian::Error &e) noexcept
{
	const char *cause = e.get_error_string();
	g_autofree char *detail = g_strconcat(e.get_msg().c_str(), cause ? ": " : nullptr, cause, nullptr);
	xap_set_error(error, classify(e), path, detail);
}
