/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The pages and papers of ModernGov, the software that most councils publish meetings with: each has a fixed
 * form, and the form decides where its date and committee stand, and where nothing that looks like a date is
 * one.
 */
#ifndef SG_INDEXER_MODERNGOV_H
#define SG_INDEXER_MODERNGOV_H

#include "indexer/facts/facts.h"

typedef enum {
	SG_MODERNGOV_NONE,
	SG_MODERNGOV_ITEM,     /* one agenda item (mgAi.aspx): its text has neither date nor committee */
	SG_MODERNGOV_MEETING,  /* a meeting (ieListDocuments.aspx): "<Committee> - <Weekday> <date> <time>" */
	SG_MODERNGOV_DECISION, /* a decision (ieDecisionDetails.aspx): three dates, of which the day decided
				  counts */
	SG_MODERNGOV_ISSUE,    /* a matter across meetings (ieIssueDetails.aspx), each with its own date */
	SG_MODERNGOV_AGENDA,   /* a front sheet or pack: its own date first, then the minutes of an earlier
				  meeting */
	SG_MODERNGOV_MINUTES,  /* printed minutes: "Minutes of the meeting of X held at ... on <date>" */
	SG_MODERNGOV_SAVED,    /* a saved meeting (corpus/meeting.h) */
} SgModernGov;

SgModernGov sg_moderngov_shape(const SgEvidence *evidence);

/* Whether the document has one of these forms.  Then *ret_date is the date that the form states, or unknown:
   any other date in the text is of something else.  Clear it with sg_date_clear(). */
bool sg_moderngov_stated(const SgEvidence *evidence, SgDate *ret_date);

/* Whether a line speaks of a meeting that the text is not the minutes of: the last one, which is approved, or
   the next, or of the day on which papers are due. */
bool sg_moderngov_names_other(const char *text);

/* Sets what the form tells besides: that these are minutes, the committee, the other dates, and whether all
   of it was only proposed (status "agenda"). */
void sg_moderngov_facts(const SgEvidence *evidence, SgDocument *document);

/* Before the other stages (indexer/structure/unit.h): gives passages of a document about several meetings the
   date of their own.  Where an earlier meeting's minutes stand in a pack, and their end or date cannot be
   told, no date. */
void sg_moderngov_mark(GPtrArray *units, const SgDocument *document);

/* Uses what a saved meeting beside the document says of it (SgSupplied.meetings), if it is the one. */
void sg_saved_meeting_use(const SgEvidence *evidence, SgDocument *document);

#endif
