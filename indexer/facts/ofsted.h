/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What reports and letters of Ofsted say of their inspection, each read where
 * its framework prints it: covers, judgement tables, the opening of letters.
 * All functions read only `evidence`; a fact that cannot be told is 0, NULL or
 * NONE, for a wrong one is worse.  Frameworks: the handbooks that Ofsted
 * published for SLAC (2009), SIF (2013), ILACS (2018), JTAI and area SEND.
 */
#ifndef SG_INDEXER_OFSTED_H
#define SG_INDEXER_OFSTED_H

#include "indexer/facts/facts.h"

/* ---- letters --------------------------------------------------------- */

/* Index of the block "Dear ..." in the body; false when there is none near the top. */
bool sg_ofsted_salutation(const SgEvidence *evidence, guint *ret_index);

/* Day in the letterhead; 0 when the document is no letter or prints none. */
SgDay sg_ofsted_letter_day(const SgEvidence *evidence);

/* ---- days on site ---------------------------------------------------- */

/*
 * Reads the days listed from the start of `text` on, first to last: "11, 12 and 13 July 2022", "22 October –
 * 12 November 2014", "1/06/2015 – 25/06/2015", "5 to 9 July and 19 to 23 July 2021".  What a day lacks is
 * taken from the next one, else from the one before, the year at last from `year` (0: none).  False when
 * there is no full date or they are out of order.
 */
bool sg_ofsted_read_days(const char *text, int year, SgInterval *ret_days);

/* First and last day on site: after "Inspection dates:", or in the opening sentences of a letter. */
SgInterval sg_ofsted_days(const SgEvidence *evidence);

/* ---- which inspection ------------------------------------------------ */

typedef struct {
	SgFramework framework; /* UNKNOWN: neither named nor told by its form */
	SgInspectionType type;
} SgOfstedKind;

/* `days` as sg_ofsted_days() gives them.  An ILACS inspection of one week is a short one: the framework has
   two forms, of one week and of two. */
SgOfstedKind sg_ofsted_kind(const SgEvidence *evidence, SgInterval days);

/* Slug of the authority by the report's own cover, or by the subject or opening of the letter; NULL when
   these name none.  Free with g_free(). */
char *sg_ofsted_authority(const SgEvidence *evidence);

/* ---- judgements and people ------------------------------------------- */

/* Fills `grades`, SG_N_AREAS of them. */
void sg_ofsted_grades(const SgEvidence *evidence, SgFramework framework, SgGrade *grades);

/* The named lead inspector; of a letter without one the inspector who signs.  NULL when only a director
   or chief inspector signs.  Free with g_free(). */
char *sg_ofsted_lead_inspector(const SgEvidence *evidence);

/* To whom a letter is addressed; NULL.  Free with g_free(). */
char *sg_ofsted_addressee(const SgEvidence *evidence);

/* ---- publication ----------------------------------------------------- */

/* Whether a report on an inspection of `days` (may be unknown) could have appeared at `when`: not before its
   end, nor years after. */
bool sg_ofsted_could_appear(SgInterval days, SgInterval when);

/*
 * When the document appeared: "Report published:", the letter's own day, the day in its file name (`named`,
 * may be unknown), or an interval worked out from the inspection's last day and the day the PDF was made.
 */
SgDate sg_ofsted_published(const SgEvidence *evidence, const SgDate *named);

#endif
