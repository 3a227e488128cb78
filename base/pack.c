/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/pack.h"

#include <string.h>

void sg_pack_uint(GString *out, uint64_t value)
{
	while (value >= 0x80) {
		g_string_append_c(out, (char)(value | 0x80));
		value >>= 7;
	}
	g_string_append_c(out, (char)value);
}

/* The length is stored plus one, so that 0 can stand for NULL. */
void sg_pack_string(GString *out, const char *text)
{
	size_t n_bytes = text ? strlen(text) : 0;
	sg_pack_uint(out, text ? n_bytes + 1 : 0);
	if (text)
		g_string_append_len(out, text, (gssize)n_bytes);
}

SgUnpack sg_unpack_start(const void *bytes, size_t n_bytes)
{
	const uint8_t *at = bytes;
	return (SgUnpack){.at = at, .end = n_bytes ? at + n_bytes : at};
}

uint64_t sg_unpack_uint(SgUnpack *in)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 64 && !in->bad && in->at < in->end; shift += 7) {
		uint8_t byte = *in->at++;
		if (shift == 63 && byte > 1) /* more than 64 bits */
			break;
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return value;
	}
	in->bad = true;
	return 0;
}

uint32_t sg_unpack_below(SgUnpack *in, uint32_t bound)
{
	uint64_t value = sg_unpack_uint(in);
	if (value < bound)
		return (uint32_t)value;
	in->bad = true;
	return 0;
}

char *sg_unpack_string(SgUnpack *in)
{
	uint64_t n_bytes = sg_unpack_uint(in);
	if (in->bad || n_bytes == 0)
		return NULL;
	n_bytes--;
	if (n_bytes > (uint64_t)(in->end - in->at) ||
	    !g_utf8_validate_len((const char *)in->at, n_bytes, NULL)) {
		in->bad = true;
		return NULL;
	}
	char *text = g_strndup((const char *)in->at, n_bytes);
	in->at += n_bytes;
	return text;
}

bool sg_unpack_done(const SgUnpack *in)
{
	return !in->bad && in->at == in->end;
}
