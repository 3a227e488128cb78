/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * When a report of Ofsted appeared.  ILACS and SEND reports print no day of
 * publication.  Measured on the 112 real documents of the sample: reports
 * appeared 31 to 63 days after the last day on site (under SIF up to 203), and
 * between 13 days before and 9 days after the day their PDF was made; before,
 * because a corrected copy replaces the first.  The margins below are several
 * times that, so that the interval holds the true day and not only mostly.
 *
 * Ofsted publishes no reports on councils in the weeks before an election
 * ("pre-election silence"), and in 2020 stopped inspecting.  A report that
 * was ready then waited, so the interval reaches beyond such a pause.
 */
#include "indexer/facts/ofsted.h"
#include "indexer/facts/when.h"

#include <string.h>

enum {
	SOONEST_DAYS = 14,    /* the council is given ten working days to comment */
	LATEST_DAYS = 26 * 7, /* after the last day on site */
	LATEST_SIF_DAYS = 52 * 7,
	LATEST_NAMED_DAYS = 2 * 366, /* any other date of a report is of a copy, or a misprint */
	MADE_BEFORE_DAYS = 42,       /* a PDF that was made when the report was ready appeared within these */
};

/* Parliament's elections and the epidemic; councils' are each May. */
static const SgInterval pauses[] = {
    {20150330, 20150507}, {20170422, 20170608}, {20191106, 20191212},
    {20200317, 20200901}, {20240525, 20240704},
};

/* Past the pauses that begin before `latest`, for a report that was not out on `ready` yet. */
static SgDay after_pauses(SgDay ready, SgDay latest)
{
	SgDay day = latest;
	for (size_t i = 0; i < G_N_ELEMENTS(pauses); i++)
		if (pauses[i].from <= latest && ready <= pauses[i].to)
			day = MAX(day, sg_day_add(pauses[i].to, MADE_BEFORE_DAYS));
	for (int year = sg_day_year(ready); year <= sg_day_year(latest); year++) {
		/* from the notice of election, some six weeks before the first Thursday of May */
		SgInterval spring = {sg_day(year, 3, 20), sg_day(year, 5, 7)};
		if (spring.from <= latest && ready <= spring.to)
			day = MAX(day, sg_day_add(spring.to, MADE_BEFORE_DAYS));
	}
	return day;
}

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

/* From the inspection alone. */
static SgDate after_inspection(SgDay last_day, SgDay soonest, SgDay latest)
{
	g_autofree char *ended = print_day(last_day);
	SgInterval when = {soonest, after_pauses(soonest, latest)};
	char *note = g_strdup_printf("no day of publication is printed; the inspection ended on %s, and "
				     "reports appear two weeks to %d weeks after",
				     ended, sg_day_between(last_day, when.to) / 7);
	return (SgDate){.when = when, .basis = SG_BASIS_TEXT, .note = note};
}

/* After the inspection, and not long after the PDF was made. */
static SgDate worked_out(const SgEvidence *evidence, SgDay last_day, SgFramework framework)
{
	SgDay soonest = sg_day_add(last_day, SOONEST_DAYS);
	SgDay latest = sg_day_add(last_day, framework == SG_FRAMEWORK_SIF ? LATEST_SIF_DAYS : LATEST_DAYS);
	SgDay made = made_on(evidence);
	/* a PDF made earlier was not the report yet, and one made late is a copy of it */
	if (made <= soonest || sg_day_add(made, MADE_BEFORE_DAYS) >= latest)
		return after_inspection(last_day, soonest, latest);
	g_autofree char *ended = print_day(last_day), *when = print_day(made);
	SgInterval appeared = {soonest, after_pauses(made, sg_day_add(made, MADE_BEFORE_DAYS))};
	char *note =
	    g_strdup_printf("no day of publication is printed; the inspection ended on %s, and the PDF was "
			    "made on %s: published at least two weeks after the one and at most %d "
			    "weeks after the other",
			    ended, when, sg_day_between(made, appeared.to) / 7);
	return (SgDate){.when = appeared, .basis = SG_BASIS_METADATA, .note = note};
}

bool sg_ofsted_could_appear(SgInterval days, SgInterval when)
{
	return !days.to || (when.to >= days.to && sg_day_between(days.to, when.from) <= LATEST_NAMED_DAYS);
}

SgDate sg_ofsted_published(const SgEvidence *evidence, const SgDate *named)
{
	SgInterval days = sg_ofsted_days(evidence);
	SgDay printed = printed_day(evidence);
	if (printed && sg_ofsted_could_appear(days, sg_interval_day(printed)))
		return stated(printed, NULL);
	SgDay letter = sg_ofsted_letter_day(evidence);
	if (letter)
		return stated(letter, "the letter’s date");
	/* a file may be named after the visit, or by the day it was fetched */
	bool after = sg_interval_known(named->when) && named->when.to > days.to;
	if (after && sg_ofsted_could_appear(days, named->when))
		return sg_date_copy(named);
	if (!days.to)
		return (SgDate){.basis = SG_BASIS_UNKNOWN};
	return worked_out(evidence, days.to, sg_ofsted_kind(evidence, days).framework);
}
