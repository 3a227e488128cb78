/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * When a document appeared, from the most trusted place that tells.  What is
 * worked out rather than read says so in its basis and note; what cannot be
 * known stays unknown.
 */
#include "indexer/facts/dating.h"
#include "indexer/facts/moderngov.h"
#include "indexer/facts/ofsted.h"

#include <string.h>

static SgDate file_name(const SgEvidence *evidence)
{
	/* "Response to Ofsted letter of 12 March 2014": the date of something else */
	static const char *const others[] = {"response", "reply",      "letter of", "following",
					     "since",    "further to", NULL};
	SgWhen when;
	g_autofree char *name = g_path_get_basename(evidence->path);
	g_autofree char *key = sg_place_key(name);
	if (sg_text_has_any(key, others))
		return sg_dating_unknown();
	return sg_when_in_file_name(key, &when) ? sg_dating_known(when.when, SG_BASIS_FILENAME, NULL)
						: sg_dating_unknown();
}

/* A PDF is made before it is published, by days or a few weeks: so an interval, not a day. */
static SgDate pdf_made(const SgEvidence *evidence)
{
	enum { LATEST_DAYS = 60 };
	const char *created = sg_text_get_meta(evidence->text, "created");
	g_autofree char *iso = created ? g_strndup(created, 10) : NULL;
	SgDay day = iso ? sg_day_parse_iso(iso) : 0;
	if (!day)
		return sg_dating_unknown();
	g_autofree char *when = sg_interval_print(sg_interval_day(day));
	g_autofree char *note =
	    g_strdup_printf("the PDF was made on %s, and published then or in the weeks after", when);
	return sg_dating_known((SgInterval){day, sg_day_add(day, LATEST_DAYS)}, SG_BASIS_METADATA, note);
}

SgDate sg_published_of(const SgEvidence *evidence, SgSource source)
{
	SgDate date;
	/* a page of a known form states its date in one place, and nowhere else */
	if (source != SG_SOURCE_MINUTES || !sg_moderngov_stated(evidence, &date))
		date = sg_dating_stated(evidence, source);
	/* a misprint: "Report published: 15 January 2015" of an inspection that ended in December 2015 */
	if (source == SG_SOURCE_OFSTED && sg_dating_is_known(&date) &&
	    !sg_ofsted_could_appear(sg_ofsted_days(evidence), date.when))
		sg_date_clear(&date);
	if (!sg_dating_is_known(&date))
		date = file_name(evidence);
	/* a report prints no day, and its PDF may be made anew long after */
	if (source == SG_SOURCE_OFSTED && date.basis != SG_BASIS_STATED) {
		SgDate report = sg_ofsted_published(evidence, &date);
		sg_date_clear(&date);
		return report;
	}
	if (!sg_dating_is_known(&date))
		date = sg_dating_metadata(evidence);
	if (!sg_dating_is_known(&date) && evidence->text->n_pages > 0)
		date = pdf_made(evidence);
	if (!sg_dating_is_known(&date))
		date = sg_dating_worked_out(evidence);
	return date;
}
