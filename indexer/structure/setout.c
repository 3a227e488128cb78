/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/setout.h"

#include "indexer/facts/facts.h"
#include "indexer/structure/leadin.h"

#include <string.h>

/* How the quotation being read is set out: another form is another thing. */
typedef enum {
	FORM_NONE,   /* nothing read yet */
	FORM_PLAIN,  /* paragraphs, told by how they sound */
	FORM_LIST,   /* list items, likewise */
	FORM_MARKS,  /* paragraphs in inverted commas */
	FORM_BLOCKS, /* block quotations */
} Form;

typedef struct {
	GPtrArray *units;
	const SgDocument *document;
	bool knows_ofsted; /* the document names it: "the report" may be its */
	bool sets_out;     /* a lead-in that leaves no doubt has been followed by words of Ofsted's */
	SgLeadIn leadin;   /* the last; NOT: the writer is speaking */
	uint8_t label;     /* level of the heading that it is; 0: it is none */
	Form form;
	bool broken; /* the last paragraph quoted ended in mid-sentence, as at the end of a page */
} Reader;

static void quote(SgUnit *unit, const SgLeadIn *leadin)
{
	g_autofree char *note = g_strdup_printf("by its lead-in: %s", leadin->words);
	bool known = sg_interval_known(leadin->when);
	SgDate said = {leadin->when, known ? SG_BASIS_TEXT : SG_BASIS_UNKNOWN, note};
	unit->source = SG_SOURCE_OFSTED;
	unit->quotation = SG_QUOTATION_CLAIMED;
	/* what Ofsted merely said is no finding of an inspection */
	if (unit->kind == SG_KIND_NARRATIVE && leadin->finding)
		unit->kind = SG_KIND_FINDING;
	sg_unit_set_said(unit, &said);
	sg_unit_set_speaker(unit, sg_source_label(SG_SOURCE_OFSTED), NULL);
}

static bool in_marks(const SgProse *prose)
{
	return prose->opens && !prose->outside;
}

/* ---- does a unit belong to the quotation? ---------------------------- */

static bool ends_in_mid_sentence(const char *text)
{
	size_t n = strlen(text);
	return n > 0 && (g_ascii_isalpha(text[n - 1]) || text[n - 1] == ',');
}

/* Words that only their sound tells from the writer's. */
static bool sounds_quoted(const Reader *reader, const SgUnit *unit, const SgProse *prose)
{
	SgSource source = reader->document->source;
	SgRegister sound = sg_leadin_register(prose, reader->leadin.when);
	if (source == SG_SOURCE_PRESS || source == SG_SOURCE_MINUTES || sound == SG_REGISTER_OWN)
		return false;
	if (reader->form != FORM_NONE && reader->broken && g_unichar_islower(g_utf8_get_char(prose->text)))
		return true;
	bool colon = reader->leadin.kind == SG_LEADIN_COLON;
	if (reader->form == FORM_NONE ||
	    (colon && reader->form == FORM_LIST && unit->block->kind == SG_BLOCK_BULLET))
		return sound == SG_REGISTER_QUOTED || (colon && sound == SG_REGISTER_MAYBE);
	/* further down, the longer the quotation the likelier its end */
	return sound == SG_REGISTER_QUOTED && reader->leadin.kind != SG_LEADIN_VERDICT &&
	       !sg_prose_has(prose, 0, prose->tokens->len, " council ");
}

static Form form_of(const SgUnit *unit, const SgProse *prose)
{
	if (unit->block->kind == SG_BLOCK_QUOTE)
		return FORM_BLOCKS;
	if (in_marks(prose))
		return FORM_MARKS;
	return unit->block->kind == SG_BLOCK_BULLET ? FORM_LIST : FORM_PLAIN;
}

static bool belongs(const Reader *reader, const SgUnit *unit, const SgProse *prose)
{
	Form form = form_of(unit, prose), so_far = reader->form;
	if (reader->leadin.kind == SG_LEADIN_NOT || unit->heading || unit->block->kind == SG_BLOCK_ROW ||
	    unit->block->kind == SG_BLOCK_NOTE)
		return false;
	if (reader->leadin.kind == SG_LEADIN_VERDICT && !reader->sets_out)
		return false;
	if (form == FORM_BLOCKS || form == FORM_MARKS)
		return so_far == FORM_NONE || so_far == form;
	if (so_far == FORM_BLOCKS || so_far == FORM_MARKS)
		return false;
	return sounds_quoted(reader, unit, prose);
}

/* ---- credits --------------------------------------------------------- */

static bool is_set_off(const SgUnit *unit)
{
	g_auto(SgProse) prose;
	sg_prose_init(&prose, unit->block->text);
	return unit->kind != SG_KIND_FURNITURE && !unit->heading && unit->source != SG_SOURCE_COMMENT &&
	       (unit->block->kind == SG_BLOCK_QUOTE || in_marks(&prose));
}

/* "– Ofsted, 2018" claims the quotation above it; true when this line is one. */
static bool take_credit(const Reader *reader, guint i, const SgProse *prose)
{
	SgLeadIn credit = sg_leadin_read_credit(prose, 0);
	bool found = false;
	for (guint at = i; credit.kind != SG_LEADIN_NOT && at > 0; at--) {
		SgUnit *above = g_ptr_array_index(reader->units, at - 1);
		if (!is_set_off(above))
			break;
		quote(above, &credit);
		found = true;
	}
	sg_leadin_clear(&credit);
	return found;
}

/* The same as the last words of a block quotation. */
static bool take_own_credit(SgUnit *unit, const SgProse *prose)
{
	if (unit->block->kind != SG_BLOCK_QUOTE)
		return false;
	SgLeadIn credit = sg_leadin_read_credit(prose, sg_leadin_find_credit(prose));
	bool found = credit.kind != SG_LEADIN_NOT;
	if (found)
		quote(unit, &credit);
	sg_leadin_clear(&credit);
	return found;
}

/* ---- units ----------------------------------------------------------- */

static void end_quotation(Reader *reader)
{
	sg_leadin_clear(&reader->leadin);
	reader->label = 0;
	reader->form = FORM_NONE;
	reader->broken = false;
}

/* A lead-in to what was written after the document is none. */
static bool is_possible(const Reader *reader, const SgLeadIn *leadin)
{
	SgInterval published = reader->document->published.when;
	return leadin->kind != SG_LEADIN_NOT &&
	       !(sg_interval_known(published) && sg_interval_known(leadin->when) &&
		 leadin->when.from > published.to);
}

static void take(Reader *reader, SgUnit *unit, const SgProse *prose)
{
	SgLeadIn leadin = sg_leadin_read(prose, reader->knows_ofsted);
	bool sure = leadin.kind == SG_LEADIN_LABEL || leadin.kind == SG_LEADIN_COLON;
	bool quoted = !sure && belongs(reader, unit, prose);
	if (quoted) {
		quote(unit, &reader->leadin);
		reader->form = form_of(unit, prose);
		reader->sets_out |= reader->leadin.kind != SG_LEADIN_VERDICT;
		reader->broken = ends_in_mid_sentence(prose->text);
	} else {
		/* what the writer says below the quotation does not stand under Ofsted's name */
		if (reader->form != FORM_NONE && !unit->heading)
			unit->leaves = reader->label;
		end_quotation(reader);
	}
	if (!quoted && is_possible(reader, &leadin) && unit->block->kind != SG_BLOCK_QUOTE &&
	    (sure || !unit->heading)) {
		reader->leadin = leadin;
		reader->label = unit->heading;
	} else {
		sg_leadin_clear(&leadin);
	}
}

static bool is_looked_at(const SgUnit *unit)
{
	return unit->kind != SG_KIND_FURNITURE && unit->source != SG_SOURCE_COMMENT;
}

void sg_setout_mark(GPtrArray *units, const SgDocument *document)
{
	Reader reader = {.units = units, .document = document};
	for (guint i = 0; i < units->len; i++)
		reader.knows_ofsted |= is_looked_at(sg_unit_at(units, i)) &&
				       sg_text_has(sg_unit_at(units, i)->block->text, "ofsted");
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = g_ptr_array_index(units, i);
		if (!is_looked_at(unit))
			continue;
		g_auto(SgProse) prose;
		sg_prose_init(&prose, unit->block->text);
		if (take_credit(&reader, i, &prose) || take_own_credit(unit, &prose))
			end_quotation(&reader);
		else
			take(&reader, unit, &prose);
	}
	sg_leadin_clear(&reader.leadin);
}
