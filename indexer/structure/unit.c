/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/unit.h"

static void unit_free(void *data)
{
	SgUnit *unit = data;
	sg_date_clear(&unit->said);
	g_free(unit->number);
	g_free(unit->speaker);
	g_free(unit->role);
	g_free(unit);
}

GPtrArray *sg_units_new(const SgText *text, const SgDocument *document)
{
	GPtrArray *units = g_ptr_array_new_full(text->blocks->len, unit_free);
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		bool furniture = block->kind == SG_BLOCK_HEADFOOT || block->kind == SG_BLOCK_FURNITURE;
		SgUnit *unit = g_new0(SgUnit, 1);
		unit->block = block;
		unit->kind = furniture ? SG_KIND_FURNITURE : SG_KIND_NARRATIVE;
		unit->source = document->source;
		unit->said = sg_date_copy(&document->published);
		g_ptr_array_add(units, unit);
	}
	return units;
}

const SgUnit *sg_unit_at(const GPtrArray *units, guint i)
{
	return i < units->len ? g_ptr_array_index(units, i) : NULL;
}

/* Copies first: `said` may be the unit's own. */
void sg_unit_set_said(SgUnit *unit, const SgDate *said)
{
	SgDate copy = said ? sg_date_copy(said) : (SgDate){0};
	sg_date_clear(&unit->said);
	unit->said = copy;
}

/* Likewise: the old strings live until the new ones are copied. */
void sg_unit_set_speaker(SgUnit *unit, const char *speaker, const char *role)
{
	g_autofree char *old_speaker = unit->speaker, *old_role = unit->role;
	unit->speaker = g_strdup(speaker);
	unit->role = g_strdup(role);
}
