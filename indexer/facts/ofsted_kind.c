/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/ofsted.h"

#include <string.h>

/* What names an inspection: a report's cover, a letter's subject and first sentences.  Not its story, which
   speaks of other inspections: "(SIF)" stands in reports of ILACS. */
static char *naming_text(const SgEvidence *evidence)
{
	enum { COVER = 14, SUBJECT = 4, LAST_PAGE = 3 };
	guint dear;
	bool letter = sg_ofsted_salutation(evidence, &dear);
	guint first = letter ? dear + 1 : 0;
	GString *text = g_string_new(NULL);
	const SgBlock *block;
	for (guint i = first;
	     i < first + (letter ? SUBJECT : COVER) && (block = sg_evidence_block(evidence, i)); i++) {
		bool story = sg_block_is_story(block) || block->kind == SG_BLOCK_BULLET;
		if (!letter && (block->page > LAST_PAGE || story))
			break;
		g_string_append_printf(text, "%s | ", block->text);
	}
	return g_string_free(text, FALSE);
}

/* A phrase of covers and subjects, and what it tells. */
typedef struct {
	const char *words;
	SgFramework framework;
} Name;

/* The most telling first: an ILACS cover says no more than "inspection of children's services". */
static const Name names[] = {
    {"area send", SG_FRAMEWORK_SEND},
    {"send inspection", SG_FRAMEWORK_SEND},
    {"send revisit", SG_FRAMEWORK_SEND},
    {"joint inspection of the local area", SG_FRAMEWORK_SEND},
    {"joint targeted area inspection", SG_FRAMEWORK_JTAI},
    {"(jtai)", SG_FRAMEWORK_JTAI},
    {"safeguarding and looked after children", SG_FRAMEWORK_SLAC},
    {"arrangements for the protection of children", SG_FRAMEWORK_PROTECTION},
    {"arrangements to protect children", SG_FRAMEWORK_PROTECTION},
    {"inspection of looked after children", SG_FRAMEWORK_LOOKED_AFTER},
    {"inspection of services for looked after children", SG_FRAMEWORK_LOOKED_AFTER},
    {"children in need of help and", SG_FRAMEWORK_SIF}, /* ILACS has "children who need help" */
    {"review of the effectiveness of the local safeguarding", SG_FRAMEWORK_SIF},
    {"single inspection framework", SG_FRAMEWORK_SIF},
    {"(ilacs)", SG_FRAMEWORK_ILACS},
    {"impact of leaders on", SG_FRAMEWORK_ILACS},
    {"local authority children's services", SG_FRAMEWORK_ILACS},
    {"inspection of children's social care services", SG_FRAMEWORK_ILACS},
    {"inspection of children's services", SG_FRAMEWORK_ILACS},
};

/* Where `words` first stand in the text; its length when nowhere. */
static size_t place_of(const char *text, const char *words)
{
	size_t i = 0;
	while (text[i] && !sg_text_starts(text + i, words))
		i++;
	return i;
}

/* The first that the letter names is its own: later ones are earlier visits. */
static SgInspectionType type_of(const char *text, size_t *ret_place)
{
	static const struct {
		const char *words;
		SgInspectionType type;
	} types[] = {
	    {"focused visit", SG_INSPECTION_FOCUSED},
	    {"focussed visit", SG_INSPECTION_FOCUSED},
	    {"monitoring visit", SG_INSPECTION_MONITORING},
	    {"monitoring inspection", SG_INSPECTION_MONITORING},
	    {"assurance visit", SG_INSPECTION_ASSURANCE},
	    {"short inspection", SG_INSPECTION_SHORT},
	    {"revisit", SG_INSPECTION_REVISIT},
	};
	size_t first = strlen(text);
	SgInspectionType type = SG_INSPECTION_FULL;
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		size_t place = place_of(text, types[i].words);
		if (place < first) {
			first = place;
			type = types[i].type;
		}
	}
	*ret_place = first;
	return type;
}

static SgFramework named_framework(const char *text, size_t *ret_place)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		*ret_place = place_of(text, names[i].words);
		if (text[*ret_place])
			return names[i].framework;
	}
	return SG_FRAMEWORK_UNKNOWN;
}

enum { ILACS_FROM = 20180101 };

/* "Inspection of Kelmouth children's services": what no earlier framework was called by that time. */
static bool is_of_ilacs(const char *text, SgInterval days)
{
	const char *title = text + place_of(text, "inspection of ");
	return days.from >= ILACS_FROM && sg_text_has(title, "children's services");
}

/* Focused visits came with ILACS; monitoring visits began two years before, under SIF.  The days decide: a
   letter under ILACS may name SIF, under which the council was judged. */
static SgFramework framework_of_visit(SgInspectionType type, SgInterval days)
{
	if (type != SG_INSPECTION_MONITORING || days.from >= ILACS_FROM)
		return SG_FRAMEWORK_ILACS;
	return days.from ? SG_FRAMEWORK_SIF : SG_FRAMEWORK_UNKNOWN;
}

SgOfstedKind sg_ofsted_kind(const SgEvidence *evidence, SgInterval days)
{
	enum { ONE_WEEK = 6 };
	g_autofree char *text = naming_text(evidence);
	size_t named_at, type_at;
	SgOfstedKind kind = {named_framework(text, &named_at), type_of(text, &type_at)};
	/* a letter about a visit may speak of a joint inspection, after it has said what it is */
	bool joint = (kind.framework == SG_FRAMEWORK_SEND || kind.framework == SG_FRAMEWORK_JTAI) &&
		     named_at <= type_at;
	bool visit = kind.type == SG_INSPECTION_FOCUSED || kind.type == SG_INSPECTION_MONITORING ||
		     kind.type == SG_INSPECTION_ASSURANCE;
	if (visit && !joint)
		kind.framework = framework_of_visit(kind.type, days);
	if (kind.framework == SG_FRAMEWORK_UNKNOWN && is_of_ilacs(text, days))
		kind.framework = SG_FRAMEWORK_ILACS;
	bool week = days.from && sg_day_between(days.from, days.to) <= ONE_WEEK;
	if (kind.framework == SG_FRAMEWORK_ILACS && kind.type == SG_INSPECTION_FULL && week)
		kind.type = SG_INSPECTION_SHORT;
	return kind;
}
