/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What can be wrong with a request.  Anything that could be read as plain words is not an error. */
#ifndef SG_QUERY_ERROR_H
#define SG_QUERY_ERROR_H

#include <glib.h>

#define SG_QUERY_ERROR (sg_query_error_quark())
GQuark sg_query_error_quark(void);

typedef enum {
	SG_QUERY_ERROR_TOO_LONG,    /* over SG_MAX_QUERY_BYTES */
	SG_QUERY_ERROR_TOO_COMPLEX, /* over SG_MAX_QUERY_TERMS */
	SG_QUERY_ERROR_BAD_YEARS,
	SG_QUERY_ERROR_TOO_DEEP, /* page past SG_MAX_RESULT_DEPTH */
	SG_QUERY_ERROR_NO_PAGE,  /* page past the last one */
} SgQueryError;

#endif
