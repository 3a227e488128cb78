/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The dates a document names, each kind apart: when it was published is not when what it records was decided.
 */
#include "indexer/facts/dating.h"
#include "indexer/facts/moderngov.h"

/* Keeps the first known one of a kind; takes `date`. */
static void keep(SgDocument *document, SgDated kind, SgDate date)
{
	if (sg_dating_is_known(&document->dates[kind]) || !sg_dating_is_known(&date))
		sg_date_clear(&date);
	else
		document->dates[kind] = date;
}

void sg_dates_fill(const SgEvidence *evidence, SgDocument *document)
{
	static const char *const decided[] = {"date of decision:", "decision date:", NULL};
	static const char *const effective[] = {"effective from:", "date comes into force",
						"implementation date:", NULL};
	static const char *const published[] = {
	    "report published:", "date published:", "publication date:", "date of publication:", NULL};
	keep(document, SG_DATED_DECIDED, sg_dating_labelled(evidence, decided));
	keep(document, SG_DATED_EFFECTIVE, sg_dating_labelled(evidence, effective));
	keep(document, SG_DATED_PUBLISHED, sg_dating_labelled(evidence, published));
	keep(document, SG_DATED_MODIFIED, sg_dating_modified(evidence));
	if (document->source == SG_SOURCE_MINUTES) {
		/* a decision is often taken without one */
		bool taken = sg_dating_is_known(&document->dates[SG_DATED_DECIDED]);
		/* a form of ModernGov has told its meeting; other lines of it tell other meetings */
		if (!taken && sg_moderngov_shape(evidence) == SG_MODERNGOV_NONE)
			keep(document, SG_DATED_MEETING, sg_dating_meeting(evidence));
		return; /* the document's own date is the meeting's or the decision's, however it was found */
	}
	if (document->inspection) /* its record knows letter from report */
		return;
	if (document->source != SG_SOURCE_PRESS)
		keep(document, SG_DATED_LETTER, sg_dating_letter(evidence));
	if (!sg_dating_is_known(&document->dates[SG_DATED_LETTER]))
		keep(document, SG_DATED_PUBLISHED, sg_date_copy(&document->published));
}
