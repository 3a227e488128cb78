/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Dates that a line of the document says. */
#include "indexer/facts/dating.h"
#include "indexer/facts/moderngov.h"

#include <string.h>

/* The date after a label: "Report published: 23 July 2018". */
static bool date_after(const char *text, const char *label, SgWhenForm least, SgWhen *ret)
{
	enum { WEEKDAY_BETWEEN = 14 }; /* "Published: Tuesday 6 June 2016" */
	for (const char *at = text; *at; at++)
		if (sg_text_starts(at, label) && sg_when_first(at + strlen(label), least, ret) &&
		    ret->start < WEEKDAY_BETWEEN)
			return true;
	return false;
}

/* Labels by trust.  A decision page has three dates: the day decided is the one. */
typedef struct {
	const char *words;
	SgSource source; /* SG_SOURCE_UNKNOWN: any */
	bool inside;     /* may stand inside a short block near the top, not only begin one */
} Label;

static const Label own_labels[] = {
    {"date of decision:", SG_SOURCE_MINUTES, true}, {"decision date:", SG_SOURCE_MINUTES, true},
    {"meeting:", SG_SOURCE_MINUTES, false},         {"meeting date:", SG_SOURCE_MINUTES, true},
    {"date of meeting:", SG_SOURCE_MINUTES, true},  {"report published:", SG_SOURCE_OFSTED, true},
};

static const Label general_labels[] = {
    {"published:", SG_SOURCE_UNKNOWN, true},
    {"published on", SG_SOURCE_UNKNOWN, false},
    {"date published:", SG_SOURCE_UNKNOWN, true},
    {"date of publication:", SG_SOURCE_UNKNOWN, true},
    {"publication date:", SG_SOURCE_UNKNOWN, true},
    {"posted on", SG_SOURCE_UNKNOWN, false},
    {"date:", SG_SOURCE_UNKNOWN, false},
};

static bool label_in_block(const Label *label, const SgBlock *block, guint i, SgWhen *ret)
{
	/* a label inside a line stands in a strip of them ("By X | Published: ..."); at its head the line may
	 * be long */
	enum { LONGEST_LINE = 160, LONGEST_BLOCK = 400 };
	size_t n_bytes = strlen(block->text);
	bool inside = label->inside && i < SG_TOP_BLOCKS && n_bytes < LONGEST_LINE;
	if (n_bytes > LONGEST_BLOCK || !(inside || sg_text_starts(block->text, label->words)))
		return false;
	return date_after(block->text, label->words, SG_WHEN_DAY, ret) && ret->form == SG_WHEN_DAY;
}

/* Unknown when its figures are in an order that cannot be told. */
static SgDate stated_day(const SgEvidence *evidence, const SgWhen *when)
{
	SgDay day = sg_dating_settle_order(evidence->text, when);
	return day ? sg_dating_known(sg_interval_day(day), SG_BASIS_STATED, NULL) : sg_dating_unknown();
}

static SgDate labelled(const SgEvidence *evidence, SgSource source, const Label *labels, size_t n_labels)
{
	for (size_t l = 0; l < n_labels; l++) {
		if (labels[l].source != SG_SOURCE_UNKNOWN && labels[l].source != source)
			continue;
		const SgBlock *block;
		SgWhen when;
		for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++)
			if (label_in_block(&labels[l], block, i, &when))
				return stated_day(evidence, &when);
	}
	return sg_dating_unknown();
}

/* "Minutes of the meeting of X held at ... on Tuesday 9 July 2013", "Cabinet - Thursday 20 October 2016 2.00
 * pm" */
static SgDate meeting_line(const SgEvidence *evidence)
{
	enum { LONGEST_LINE = 300 };
	const SgBlock *block;
	for (guint i = 0; i < SG_TOP_BLOCKS && (block = sg_evidence_block(evidence, i)); i++) {
		SgWhen when;
		if (strlen(block->text) > LONGEST_LINE || !sg_when_first(block->text, SG_WHEN_DAY, &when) ||
		    when.form != SG_WHEN_DAY || sg_moderngov_names_other(block->text))
			continue;
		if (when.weekday || sg_text_starts(block->text, "minutes of") ||
		    sg_text_has(block->text, " held on "))
			return sg_dating_known(when.when, SG_BASIS_STATED, NULL);
	}
	return sg_dating_unknown();
}

/* Whether a block is a date and next to nothing else: a letterhead's, a dateline's. */
static bool is_date_line(const char *text, SgWhen *ret)
{
	static const char allowed[] =
	    " am pm at on in news posted published by first date dated mon tue wed thu fri sat sun "
	    "monday tuesday wednesday thursday friday saturday sunday ";
	if (!sg_when_first(text, SG_WHEN_DAY, ret) || ret->form != SG_WHEN_DAY || strlen(text) > 80)
		return false;
	g_autofree char *rest = g_strdup_printf("%.*s %s", (int)ret->start, text, text + ret->end);
	g_auto(GStrv) words = g_strsplit_set(rest, " 0123456789:.,|-()", -1);
	for (char **word = words; *word; word++) {
		g_autofree char *lower = g_ascii_strdown(*word, -1);
		g_autofree char *spaced = g_strconcat(" ", lower, " ", NULL);
		if (**word && !strstr(allowed, spaced))
			return false;
	}
	return true;
}

/* A letter's own date stands between the letterhead and "Dear ...", alone or at the start of the address. */
SgDate sg_dating_letter(const SgEvidence *evidence)
{
	enum { LONGEST_ADDRESS = 400, WEEKDAY_BEFORE = 12 };
	const SgBlock *block;
	SgDate found = sg_dating_unknown();
	for (guint i = 0; i < SG_TOP_BLOCKS && (block = sg_evidence_block(evidence, i)); i++) {
		SgWhen when;
		size_t n_bytes = strlen(block->text);
		if (sg_text_starts(block->text, "dear "))
			return found;
		bool dated = n_bytes < LONGEST_ADDRESS && sg_when_first(block->text, SG_WHEN_DAY, &when) &&
			     when.form == SG_WHEN_DAY;
		if (dated && !sg_dating_is_known(&found) &&
		    (when.start <= WEEKDAY_BEFORE || when.end + 1 >= n_bytes))
			found = sg_dating_known(when.when, SG_BASIS_STATED, "the letter’s date");
	}
	sg_date_clear(&found);
	return sg_dating_unknown();
}

/* A line above the story that is just a date, or a byline with one.  Newspapers put the time in front
   ("10:40am Thursday 26th July 2012"), as they do in the stamps of comments: those stand below the story. */
static SgDate dateline(const SgEvidence *evidence)
{
	enum { NEAR_TOP = 40 };
	const SgBlock *block;
	for (guint i = 0; i < NEAR_TOP && (block = sg_evidence_block(evidence, i)); i++) {
		SgWhen when;
		if (sg_block_is_story(block))
			break;
		bool byline = g_str_has_prefix(block->text, "By ") && strlen(block->text) < 100 &&
			      sg_when_first(block->text, SG_WHEN_DAY, &when) && when.form == SG_WHEN_DAY;
		if ((byline || is_date_line(block->text, &when)) && !sg_text_has(block->text, "updated") &&
		    !sg_text_has(block->text, "inspection"))
			return stated_day(evidence, &when);
	}
	return sg_dating_unknown();
}

SgDate sg_dating_labelled(const SgEvidence *evidence, const char *const *labels)
{
	for (; *labels; labels++) {
		Label label = {.words = *labels};
		SgDate date = labelled(evidence, SG_SOURCE_UNKNOWN, &label, 1);
		if (sg_dating_is_known(&date))
			return date;
	}
	return sg_dating_unknown();
}

SgDate sg_dating_meeting(const SgEvidence *evidence)
{
	static const char *const labels[] = {"date of meeting:", "meeting date:", "meeting:", NULL};
	SgDate date = sg_dating_labelled(evidence, labels);
	return sg_dating_is_known(&date) ? date : meeting_line(evidence);
}

SgDate sg_dating_stated(const SgEvidence *evidence, SgSource source)
{
	SgDate date = labelled(evidence, source, own_labels, G_N_ELEMENTS(own_labels));
	if (!sg_dating_is_known(&date) && source == SG_SOURCE_MINUTES)
		date = meeting_line(evidence);
	/* on a web page the next article's "Published:" is as easily met as its own */
	if (!sg_dating_is_known(&date) && source != SG_SOURCE_OFSTED && source != SG_SOURCE_MINUTES)
		date = sg_dating_headline(evidence);
	if (!sg_dating_is_known(&date))
		date = labelled(evidence, source, general_labels, G_N_ELEMENTS(general_labels));
	if (!sg_dating_is_known(&date) && source != SG_SOURCE_PRESS)
		date = sg_dating_letter(evidence);
	if (!sg_dating_is_known(&date) && source != SG_SOURCE_OFSTED && source != SG_SOURCE_MINUTES)
		date = dateline(evidence);
	return date;
}
