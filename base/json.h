/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A streaming JSON writer (RFC 8259).  The only place where JSON is escaped.
 * It keeps track of commas and nesting; the caller keeps begin and end paired.
 */
#ifndef SG_BASE_JSON_H
#define SG_BASE_JSON_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct SgJson SgJson;

/* Writes to `out` (borrowed).  indent 0: one line. */
SgJson *sg_json_new(GString *out, unsigned indent);
void sg_json_free(SgJson *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgJson, sg_json_free)

/* `key` is NULL inside arrays and at the top. */
void sg_json_begin_object(SgJson *json, const char *key);
void sg_json_end_object(SgJson *json);
void sg_json_begin_array(SgJson *json, const char *key);
void sg_json_end_array(SgJson *json);
/* NULL value: null.  Bytes that are not UTF-8 become U+FFFD. */
void sg_json_string(SgJson *json, const char *key, const char *value);
void sg_json_int(SgJson *json, const char *key, int64_t value);
/* Two decimals, independent of the locale. */
void sg_json_decimal(SgJson *json, const char *key, double value);
void sg_json_bool(SgJson *json, const char *key, bool value);
void sg_json_null(SgJson *json, const char *key);

#endif
