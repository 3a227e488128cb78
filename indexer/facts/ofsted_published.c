/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * When a report of Ofsted appeared.  ILACS and SEND reports print no day of
 * publication.  Measured on the 112 real documents of the sample: reports
 * appeared 31 to 63 days after the last day on site (under SIF up to 203), and
 * between 13 days before and 9 days after the day their PDF was made; before,
 * because a corrected copy replaces the first.  The margins below are several
 * times that, so that the interval holds the true day and not only mostly.
 */
#include "indexer/facts/ofsted.h"
#include "indexer/facts/when.h"

#include <string.h>

enum {
	SOONEST_DAYS = 14,    /* the council is given ten working days to comment */
	LATEST_DAYS = 26 * 7, /* after the last day on site */
	LATEST_SIF_DAYS = 52 * 7,
	MADE_BEFORE_DAYS = 42, /* a PDF that was made when the report was ready appeared within these */
};

static SgDate stated(SgDay day, const char *note)
{
	return (SgDate){.when = sg_interval_day(day), .basis = SG_BASIS_STATED, .note = g_strdup(note)};
}

/* "Report published: 23 July 2018", also with the day in the next block. */
static SgDay printed_day(const SgEvidence *evidence)
{
	static const char *const labels[] = {
	    "report published", "published:", "date published:", "date of publication:", "publication date:"};
	const SgBlock *block;
	for (guint i = 0; i < SG_TOP_BLOCKS && (block = sg_evidence_block(evidence, i)); i++) {
		for (size_t l = 0; l < G_N_ELEMENTS(labels); l++) {
			if (!sg_text_starts(block->text, labels[l]))
				continue;
			const SgBlock *next = sg_evidence_block(evidence, i + 1);
			g_autofree char *joined =
			    g_strconcat(block->text + strlen(labels[l]), " ", next ? next->text : "", NULL);
			enum { WEEKDAY_BETWEEN = 16 };
			SgWhen when;
			if (sg_when_first(joined, SG_WHEN_DAY, &when) && when.form == SG_WHEN_DAY &&
			    when.start <= WEEKDAY_BETWEEN)
				return when.when.from;
		}
	}
	return 0;
}

static SgDay made_on(const SgEvidence *evidence)
{
	const char *created = sg_text_get_meta(evidence->text, "created");
	g_autofree char *iso = created ? g_strndup(created, 10) : NULL;
	return iso ? sg_day_parse_iso(iso) : 0;
}

static char *print_day(SgDay day)
{
	return sg_interval_print(sg_interval_day(day));
}

/* After the inspection, and not long after the PDF was made. */
static SgDate worked_out(const SgEvidence *evidence, SgDay last_day, SgFramework framework)
{
	SgDay soonest = sg_day_add(last_day, SOONEST_DAYS);
	SgDay latest = sg_day_add(last_day, framework == SG_FRAMEWORK_SIF ? LATEST_SIF_DAYS : LATEST_DAYS);
	SgDay made = made_on(evidence);
	g_autofree char *ended = print_day(last_day);
	/* a PDF made earlier was not the report yet */
	if (made <= soonest || sg_day_add(made, MADE_BEFORE_DAYS) >= latest) {
		char *note =
		    g_strdup_printf("no day of publication is printed; the inspection ended on %s, and "
				    "reports appear two weeks to %d weeks after",
				    ended, sg_day_between(last_day, latest) / 7);
		return (SgDate){.when = {soonest, latest}, .basis = SG_BASIS_TEXT, .note = note};
	}
	g_autofree char *when = print_day(made);
	char *note =
	    g_strdup_printf("no day of publication is printed; the inspection ended on %s, and the PDF was "
			    "made on %s: published at least two weeks after the one and at most %d "
			    "weeks after the other",
			    ended, when, MADE_BEFORE_DAYS / 7);
	return (SgDate){
	    .when = {soonest, sg_day_add(made, MADE_BEFORE_DAYS)}, .basis = SG_BASIS_METADATA, .note = note};
}

SgDate sg_ofsted_published(const SgEvidence *evidence, const SgDate *named)
{
	SgDay printed = printed_day(evidence);
	if (printed)
		return stated(printed, NULL);
	SgDay letter = sg_ofsted_letter_day(evidence);
	if (letter)
		return stated(letter, "the letter’s date");
	SgInterval days = sg_ofsted_days(evidence);
	/* a file may be named after the visit: no report appears before its inspection ended */
	if (sg_interval_known(named->when) && named->when.to > days.to)
		return sg_date_copy(named);
	if (!days.to)
		return (SgDate){.basis = SG_BASIS_UNKNOWN};
	return worked_out(evidence, days.to, sg_ofsted_kind(evidence, days).framework);
}
