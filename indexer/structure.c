/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/unit.h"

enum { HEADING_LEVELS = 6 };

void sg_structure_mark(GPtrArray *units, const SgDocument *document)
{
	(void)document;
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = g_ptr_array_index(units, i);
		if (unit->block->kind != SG_BLOCK_HEADING)
			continue;
		unit->heading = (uint8_t)CLAMP(unit->block->level, 1, HEADING_LEVELS);
		unit->kind = SG_KIND_PROCEDURAL;
	}
}
