/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Errors of the index; sgindex and sgsearch map them to exit codes. */
#ifndef SG_INDEX_ERROR_H
#define SG_INDEX_ERROR_H

#include <glib.h>
#include <stdbool.h>

#define SG_INDEX_ERROR (sg_index_error_quark())
GQuark sg_index_error_quark(void);

typedef enum {
	SG_INDEX_ERROR_MISSING,  /* there is no index at that path */
	SG_INDEX_ERROR_DAMAGED,  /* its files or records are inconsistent, or it is no index of ours */
	SG_INDEX_ERROR_VERSION,  /* made by another version of this program */
	SG_INDEX_ERROR_LOCKED,   /* another process is writing */
	SG_INDEX_ERROR_MODIFIED, /* overtaken by a writer: redo the request */
	SG_INDEX_ERROR_NO_SPACE,
	SG_INDEX_ERROR_IO,
	SG_INDEX_ERROR_NOT_FOUND, /* no such document or passage */
	SG_INDEX_ERROR_INTERNAL,
} SgIndexError;

/* Makes an error of XAP_ERROR, SG_BASE_ERROR or G_FILE_ERROR one of SG_INDEX_ERROR that says what to do;
   others are left.  `path` is the index's.  Returns false. */
bool sg_index_error_translate(GError **error, const char *path);

#endif
