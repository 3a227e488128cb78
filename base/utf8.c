/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/utf8.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

char *sg_utf8_repair(const char *bytes, size_t n_bytes)
{
	GString *out = g_string_sized_new(n_bytes + 1);
	const char *end = bytes + n_bytes;
	while (bytes < end) {
		const char *bad;
		bool valid = g_utf8_validate_len(bytes, (gsize)(end - bytes), &bad);
		g_string_append_len(out, bytes, bad - bytes);
		if (valid)
			break;
		g_string_append(out, REPLACEMENT);
		bytes = bad + 1;
	}
	return g_string_free(out, FALSE);
}

/* GLib does not count U+0085 NEXT LINE. */
static bool is_wide_space(gunichar c)
{
	return g_unichar_isspace(c) || c == 0x85;
}

char *sg_utf8_collapse(char *text)
{
	char *to = text;
	bool pending = false;
	for (const char *from = text; *from;) {
		const char *next = g_utf8_next_char(from);
		bool space = (unsigned char)*from < 0x80 ? g_ascii_isspace(*from) || *from == '\v'
							 : is_wide_space(g_utf8_get_char(from));
		if (space) {
			pending = to != text;
		} else {
			if (pending)
				*to++ = ' ';
			pending = false;
			memmove(to, from, (size_t)(next - from));
			to += next - from;
		}
		from = next;
	}
	*to = '\0';
	return text;
}

/* C0, DEL, C1 and the characters that reorder what a reader sees. */
bool sg_utf8_drives_terminal(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x61c || c == 0x2028 ||
	       c == 0x2029;
}

void sg_utf8_append_visible(GString *out, const char *text, size_t n_bytes, bool keep_newlines)
{
	const char *end = text + n_bytes;
	while (text < end) {
		gunichar c = g_utf8_get_char_validated(text, end - text);
		if (c == (gunichar)-1 || c == (gunichar)-2) {
			g_string_append_printf(out, "\\x%02x", (unsigned char)*text);
			text++;
			continue;
		}
		const char *next = g_utf8_next_char(text);
		if (!sg_utf8_drives_terminal(c) || (c == '\n' && keep_newlines))
			g_string_append_len(out, text, next - text);
		else
			g_string_append_printf(out, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
		text = next;
	}
}

char *sg_utf8_visible(const char *text)
{
	GString *out = g_string_new(NULL);
	sg_utf8_append_visible(out, text, strlen(text), false);
	return g_string_free(out, FALSE);
}

size_t sg_utf8_count(const char *text, size_t n_bytes)
{
	size_t n = 0;
	for (size_t i = 0; i < n_bytes; i++)
		n += ((unsigned char)text[i] & 0xc0) != 0x80;
	return n;
}

size_t sg_utf8_prefix(const char *text, size_t max_bytes)
{
	size_t n_bytes = strnlen(text, max_bytes + 1);
	if (n_bytes <= max_bytes)
		return n_bytes;
	n_bytes = max_bytes;
	while (n_bytes > 0 && ((unsigned char)text[n_bytes] & 0xc0) == 0x80)
		n_bytes--;
	return n_bytes;
}
