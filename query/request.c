/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/request.h"

#include "base/limits.h"
#include "query/error.h"

#include <string.h>

GQuark sg_query_error_quark(void)
{
	return g_quark_from_static_string("sg-query-error");
}

SgRequest *sg_request_new(void)
{
	SgRequest *request = g_new(SgRequest, 1);
	*request = (SgRequest){
	    .text = g_strdup(""),
	    .about = g_ptr_array_new_with_free_func(g_free),
	    .page = 1,
	    .per_page = 20,
	};
	return request;
}

void sg_request_free(SgRequest *request)
{
	if (!request)
		return;
	g_free(request->text);
	g_ptr_array_unref(request->about);
	g_free(request);
}

bool sg_request_check(const SgRequest *request, GError **error)
{
	if (strlen(request->text) > SG_MAX_QUERY_BYTES) {
		g_set_error(error, SG_QUERY_ERROR, SG_QUERY_ERROR_TOO_LONG,
			    "Your search must be %d characters or fewer", SG_MAX_QUERY_BYTES);
		return false;
	}
	if (request->from && request->to && request->to < request->from) {
		g_set_error(error, SG_QUERY_ERROR, SG_QUERY_ERROR_BAD_YEARS,
			    "the ‘to’ year (%d) must be the same as or after the ‘from’ year (%d)",
			    request->to, request->from);
		return false;
	}
	if ((uint64_t)request->page * request->per_page > SG_MAX_RESULT_DEPTH) {
		g_set_error(error, SG_QUERY_ERROR, SG_QUERY_ERROR_TOO_DEEP,
			    "page %u is past the first %d passages; narrow the search", request->page,
			    SG_MAX_RESULT_DEPTH);
		return false;
	}
	return true;
}
