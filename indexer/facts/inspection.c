/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/facts.h"
#include "indexer/facts/ofsted.h"

/* Neither a framework nor days on site: a text by Ofsted, but about no inspection of its own. */
static bool is_inspection(const SgInspection *inspection)
{
	return inspection->framework != SG_FRAMEWORK_UNKNOWN || inspection->start;
}

SgInspection *sg_inspection_of(const SgEvidence *evidence, const SgDocument *document)
{
	if (document->source != SG_SOURCE_OFSTED)
		return NULL;
	SgInterval days = sg_ofsted_days(evidence);
	SgOfstedKind kind = sg_ofsted_kind(evidence, days);
	g_autoptr(SgInspection) inspection = sg_inspection_new();
	inspection->framework = kind.framework;
	inspection->type = kind.type;
	inspection->start = days.from;
	inspection->end = days.to;
	if (!is_inspection(inspection))
		return NULL;
	inspection->letter = sg_ofsted_letter_day(evidence);
	inspection->lead_inspector = sg_ofsted_lead_inspector(evidence);
	inspection->addressee = sg_ofsted_addressee(evidence);
	/* letters grade nothing: what stands in them are grades of inspections before */
	bool graded = kind.type == SG_INSPECTION_FULL || kind.type == SG_INSPECTION_SHORT;
	if (graded && !inspection->letter)
		sg_ofsted_grades(evidence, kind.framework, inspection->grades);
	return g_steal_pointer(&inspection);
}
