/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Searching and listing, and results as plain copies.  As xap_internal.hh: called inside xap_guard() only. */
#ifndef SG_INDEX_XAP_RESULT_HH
#define SG_INDEX_XAP_RESULT_HH

#include "index/xap/xap.h"

#include <memory>
#include <string>
#include <xapian.h>

struct ResultFree {
	void operator()(XapResult *result) const
	{
		xap_result_free(result);
	}
};
using ResultPtr = std::unique_ptr<XapResult, ResultFree>;

/* A copy with GLib's allocator. */
XapBytes xap_bytes_copy(const std::string &bytes);

/* Fill `result`, which is all zero; on an exception it holds what was filled so far. */
void xap_search_run(const Xapian::Database &db, const XapSearch &search, XapResult *result);
void xap_list_run(const Xapian::Database &db, const std::string &term, uint32_t after,
		  const XapSearch &wanted, XapResult *result);

#endif
