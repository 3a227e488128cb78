/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/parts.h"

#include "indexer/facts/facts.h"

#include <string.h>

SgUnit *sg_structure_unit(const GPtrArray *units, guint i)
{
	return i < units->len ? g_ptr_array_index(units, i) : NULL;
}

bool sg_structure_starts(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sg_text_starts(text, words[i]))
			return true;
	return false;
}

bool sg_structure_is_short(const char *text, size_t n_bytes)
{
	size_t n = strlen(text);
	return n > 0 && n <= n_bytes && !strchr(".;,", text[n - 1]);
}

/* Furniture first, for it is no heading; headings before sections, which are theirs. */
void sg_structure_mark(GPtrArray *units, const SgDocument *document)
{
	sg_structure_mark_furniture(units);
	sg_structure_mark_headings(units);
	sg_structure_mark_sections(units, document);
	if (document->source == SG_SOURCE_MINUTES)
		sg_structure_mark_minutes(units);
	sg_structure_mark_numbers(units);
}
