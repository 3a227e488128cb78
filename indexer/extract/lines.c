/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/lines.h"

#include "base/utf8.h"

#include <string.h>

static size_t count_space(const char *start, const char *end)
{
	const char *at = start;
	while (at < end && g_unichar_isspace(g_utf8_get_char(at)))
		at = g_utf8_next_char(at);
	return (size_t)(at - start);
}

bool sg_text_line_next(const char **at, SgTextLine *line)
{
	if (**at == '\0')
		return false;
	size_t n_feeds = strspn(*at, "\f");
	const char *start = *at + n_feeds;
	size_t n_bytes = strcspn(start, "\n\r\f");
	*at = start + n_bytes;
	if (g_str_has_prefix(*at, "\r\n"))
		*at += 2;
	else if (**at == '\n' || **at == '\r')
		*at += 1;
	g_string_truncate(line->text, 0);
	g_string_append_len(line->text, start, (gssize)n_bytes);
	g_string_set_size(line->text, strlen(sg_utf8_collapse(line->text->str)));
	line->n_indent = count_space(start, start + n_bytes);
	line->n_feeds = (uint32_t)MIN(n_feeds, UINT32_MAX);
	return true;
}
