/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The one place where C++ exceptions end.
 *
 * Every function of xap.h that can throw does its work inside xap_guard().
 * A C++ exception that crossed a C frame would not stop the program under
 * gcc: it would skip the C code's clean-up without a word.
 */
#ifndef SG_INDEX_XAP_GUARD_HH
#define SG_INDEX_XAP_GUARD_HH

#include "index/xap/xap.h"

#include <exception>
#include <new>
#include <string>
#include <utility>
#include <xapian.h>

/* A failure found by this wrapper itself.  The message is complete. */
class XapFailure : public std::exception
{
      public:
	XapFailure(XapError code_, std::string message_) : code(code_), message(std::move(message_))
	{
	}
	const char *what() const noexcept override
	{
		return message.c_str();
	}
	const XapError code;

      private:
	std::string message;
};

/* Fill *error from `e`; `path` names the index in the message.  They use GLib's allocator only, so that
   they cannot throw inside a handler. */
void xap_set_error(GError **error, const char *path, const Xapian::Error &e) noexcept;
void xap_set_error(GError **error, XapError code, const char *path, const char *detail) noexcept;

/* Runs body(); true when it returned, false with *error set when it threw anything. */
template <typename Body> bool xap_guard(const char *path, GError **error, Body &&body) noexcept
{
	try {
		body();
		return true;
	} catch (const XapFailure &e) {
		g_set_error_literal(error, XAP_ERROR, e.code, e.what());
	} catch (const Xapian::Error &e) {
		xap_set_error(error, path, e);
	} catch (const std::bad_alloc &) {
		xap_set_error(error, XAP_ERROR_NO_MEMORY, path, "out of memory");
	} catch (const std::exception &e) {
		xap_set_error(error, XAP_ERROR_INTERNAL, path, e.what());
	} catch (...) {
		xap_set_error(error, XAP_ERROR_INTERNAL, path, "unknown exception");
	}
	return false;
}

#endif
