/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/facts.h"
#include "indexer/structure/attribution.h"
#include "indexer/structure/setout.h"
#include "indexer/structure/unit.h"

#include <string.h>

/* A newspaper that says what Ofsted said is still the newspaper. */
static const char reporting[] = "reporting Ofsted";

typedef struct {
	const SgDocument *document;
	GPtrArray *people;   /* SgSpeaker, with a first name each */
	SgSpeaker last;      /* of the paragraph before; nobody's when there is none */
	bool last_left_open; /* its last inverted comma was not closed */
	bool last_leads_in;  /* it ended with a colon */
	bool knows_ofsted;   /* Ofsted has been named: "the report" may be its */
} Listener;

static void person_free(void *data)
{
	sg_speaker_clear(data);
	g_free(data);
}

/* ---- people met before ----------------------------------------------- */

static const char *surname(const char *name)
{
	const char *space = strrchr(name, ' ');
	return space ? space + 1 : name;
}

/* A title or nothing in front of the surname: "Councillor Morgan", "Morgan". */
static bool is_short(const char *name)
{
	static const char *const titles[] = {"Councillor ", "Cllr ", "Mr ",        "Mrs ", "Ms ",   "Miss ",
					     "Dr ",         "Prof ", "Professor ", "Sir ", "Dame ", "Cllr. "};
	const char *space = strchr(name, ' ');
	if (!space)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
		if (g_str_has_prefix(name, titles[i]))
			return strchr(space + 1, ' ') == NULL;
	return false;
}

/* The only one so called; NULL when there are two, or none. */
static const SgSpeaker *find_person(const Listener *listener, const char *name)
{
	const SgSpeaker *found = NULL;
	for (guint i = 0; i < listener->people->len; i++) {
		const SgSpeaker *person = g_ptr_array_index(listener->people, i);
		if (strcmp(surname(person->name), surname(name)) != 0)
			continue;
		if (found)
			return NULL;
		found = person;
	}
	return found;
}

static void remember(Listener *listener, const SgSpeaker *speaker)
{
	for (guint i = 0; i < listener->people->len; i++) {
		SgSpeaker *person = g_ptr_array_index(listener->people, i);
		if (strcmp(person->name, speaker->name) == 0) {
			if (!person->role)
				person->role = g_strdup(speaker->role);
			return;
		}
	}
	SgSpeaker *person = g_new0(SgSpeaker, 1);
	*person = (SgSpeaker){g_strdup(speaker->name), g_strdup(speaker->role)};
	g_ptr_array_add(listener->people, person);
}

/* "Councillor Morgan" to the Patricia Morgan met above; false for a lone word that is nobody's name. */
static bool settle(Listener *listener, SgSpeaker *speaker)
{
	if (!is_short(speaker->name)) {
		remember(listener, speaker);
		return true;
	}
	const SgSpeaker *known = find_person(listener, speaker->name);
	if (!known)
		return strchr(speaker->name, ' ') != NULL;
	sg_speaker_clear(speaker);
	*speaker = (SgSpeaker){g_strdup(known->name), g_strdup(known->role)};
	return true;
}

/* ---- articles -------------------------------------------------------- */

static bool is_reporting(const SgSpeaker *speaker)
{
	return g_strcmp0(speaker->name, reporting) == 0;
}

static SgSpeaker as_before(const Listener *listener)
{
	return (SgSpeaker){g_strdup(listener->last.name), g_strdup(listener->last.role)};
}

/* Whose paragraph it is; nobody's when that is not sure. */
static SgSpeaker hear_article(Listener *listener, const SgUnit *unit, const SgProse *prose)
{
	SgSpeaker speaker = {0};
	switch (sg_attribution_of_article(prose, &speaker)) {
	case SG_ATTRIBUTED:
		if (!settle(listener, &speaker))
			sg_speaker_clear(&speaker);
		break;
	case SG_ATTRIBUTED_PERSON:
		if (listener->last.name && !is_reporting(&listener->last))
			speaker = as_before(listener);
		break;
	case SG_ATTRIBUTED_THING:
		if (is_reporting(&listener->last))
			speaker = as_before(listener);
		break;
	case SG_ATTRIBUTED_REPORT:
		if (listener->knows_ofsted)
			speaker.name = g_strdup(reporting);
		break;
	case SG_ATTRIBUTED_NOT:
		/* all of it in inverted commas, or a block quotation below "said:": the one who spoke goes on
		 */
		if (unit->block->kind == SG_BLOCK_QUOTE
			? listener->last_leads_in
			: prose->opens && (!prose->outside || listener->last_left_open))
			speaker = as_before(listener);
		break;
	}
	return speaker;
}

/* ---- units ----------------------------------------------------------- */

static bool may_speak(const SgUnit *unit)
{
	return unit->kind != SG_KIND_FURNITURE && !unit->heading && unit->source != SG_SOURCE_COMMENT &&
	       unit->source != SG_SOURCE_OFSTED && unit->block->kind != SG_BLOCK_ROW && !unit->block->comment;
}

static void hear(Listener *listener, SgUnit *unit)
{
	g_auto(SgProse) prose;
	sg_prose_init(&prose, unit->block->text);
	SgSpeaker speaker = {0};
	if (unit->source == SG_SOURCE_MINUTES)
		sg_attribution_of_minute(&prose, &speaker);
	else
		speaker = hear_article(listener, unit, &prose);
	if (speaker.name)
		sg_unit_set_speaker(unit, speaker.name, speaker.role);
	sg_speaker_clear(&listener->last);
	listener->last = speaker;
	listener->last_left_open = prose.left_open;
	listener->last_leads_in = g_str_has_suffix(unit->block->text, ":");
}

void sg_voices_mark(GPtrArray *units, const SgDocument *document)
{
	Listener listener = {.document = document, .people = g_ptr_array_new_with_free_func(person_free)};
	if (document->source == SG_SOURCE_OFSTED) {
		g_ptr_array_unref(listener.people);
		return;
	}
	sg_setout_mark(units, document);
	listener.knows_ofsted = document->title && sg_text_has(document->title, "ofsted");
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = g_ptr_array_index(units, i);
		listener.knows_ofsted |=
		    unit->kind != SG_KIND_FURNITURE && sg_text_has(unit->block->text, "ofsted");
		if (may_speak(unit)) {
			hear(&listener, unit);
		} else if (unit->heading || unit->source == SG_SOURCE_OFSTED) {
			sg_speaker_clear(&listener.last);
			listener.last_left_open = false;
		}
	}
	sg_speaker_clear(&listener.last);
	g_ptr_array_unref(listener.people);
}
