/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Compact records: numbers as LEB128 variable-length integers, strings with
 * their length in front.  Reading never runs past the end: the first field
 * that does not fit marks the reader bad, and all later ones read as 0 or NULL.
 */
#ifndef SG_BASE_PACK_H
#define SG_BASE_PACK_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

void sg_pack_uint(GString *out, uint64_t value);
/* NULL and "" are told apart. */
void sg_pack_string(GString *out, const char *text);

typedef struct {
	const uint8_t *at, *end;
	bool bad;
} SgUnpack;

SgUnpack sg_unpack_start(const void *bytes, size_t n_bytes);
uint64_t sg_unpack_uint(SgUnpack *in);
/* A number that must be below `bound`; 0 and bad otherwise. */
uint32_t sg_unpack_below(SgUnpack *in, uint32_t bound);
/* Free with g_free().  Text that is not UTF-8 marks the reader bad. */
char *sg_unpack_string(SgUnpack *in);
/* True when everything was read, nothing was bad and nothing is left. */
bool sg_unpack_done(const SgUnpack *in);

#endif
