/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The kinds of evidence that date a document, one file each; sg_published_of()
 * asks them in the order of their trust.  Each answers a date with its basis, or one of
 * basis unknown: nothing here is made up, and nothing comes from the file system.
 */
#ifndef SG_INDEXER_DATING_H
#define SG_INDEXER_DATING_H

#include "indexer/facts/facts.h"
#include "indexer/facts/when.h"

/* ---- stated.c: lines that say it ------------------------------------- */

/* A label ("Report published:"), the line of a meeting, a letterhead, a dateline. */
SgDate sg_dating_stated(const SgEvidence *evidence, SgSource source);
/* The date of a letter: between letterhead and "Dear ...". */
SgDate sg_dating_letter(const SgEvidence *evidence);
/* The day after the first label of `labels` (ended by NULL) that begins a short block. */
SgDate sg_dating_labelled(const SgEvidence *evidence, const char *const *labels);
/* Whether minutes' own meeting is dated by a line of theirs. */
SgDate sg_dating_meeting(const SgEvidence *evidence);

/* ---- webdate.c: web pages, and what files tell machines -------------- */

/* The day of `when`, whose figures may be in either order: "10/02/2020" is 10 February here and October 2 in
   America.  0 when that cannot be told. */
SgDay sg_dating_settle_order(const SgText *text, const SgWhen *when);

/* The line by a page's headline that says when it was published; only for pages of the web. */
SgDate sg_dating_headline(const SgEvidence *evidence);
/* What the page or file says of itself to machines: "published" of its metadata, then its address. */
SgDate sg_dating_metadata(const SgEvidence *evidence);
/* When it was last changed, by its own words ("last edited 3 May 2019") or its metadata. */
SgDate sg_dating_modified(const SgEvidence *evidence);
/* As above, by its own words alone. */
SgDate sg_dating_last_edited(const SgEvidence *evidence);

/* ---- workedout.c: what the text mentions ----------------------------- */

SgDate sg_dating_worked_out(const SgEvidence *evidence);

/* ---- clues.c: what narrows that further ------------------------------ */

/* Days between which a text was written, each with the reason in words. */
typedef struct {
	SgDay earliest, latest; /* inclusive; 0: open */
	char *because, *until;  /* why not earlier, why not later; NULL: by what the text mentions */
} SgSpan;

void sg_span_clear(SgSpan *span);
/* Narrows a span when `day` does so; `why` (copied) may be NULL. */
void sg_span_not_before(SgSpan *span, SgDay day, const char *why);
void sg_span_not_after(SgSpan *span, SgDay day, const char *why);

/* Narrows `span` by what one block says of times: "nearly six months after", names and frameworks that began
   on a known day.  `lead`: it is one of the first, which tell the news; later ones may tell history. */
void sg_clues_narrow(SgSpan *span, const char *text, bool lead);

/*
 * The days that "last week (14 March)" and its like leave possible within `span`.  The year is found by
 * trying all that the span allows: weekdays must agree, councils meet on working days, grades must have been
 * in use.  Unknown when none or more than one is left; the note says how the year was found.
 */
SgDate sg_clues_anchor(const SgEvidence *evidence, const SgSpan *span);

/* ---- eras.c: what the domain knows ----------------------------------- */

/* Something that began, and perhaps ended, on a known day. */
typedef struct {
	const char *words[3]; /* any of these names it; ended by NULL */
	SgDay from, until;    /* 0: open */
	enum {
		SG_ERA_NAME,       /* once there, it may be spoken of: no text is older than its beginning */
		SG_ERA_INSPECTION, /* a framework: no council was judged by it before or after */
		SG_ERA_GRADE,      /* a grade: not given after its end */
	} kind;
	const char *what; /* for the note: "children’s departments ..." */
} SgEra;

/* The first era of a kind that `text` names; NULL for none. */
const SgEra *sg_era_named(const char *text, int kind);

/* ---- shared ---------------------------------------------------------- */

static inline SgDate sg_dating_known(SgInterval when, SgBasis basis, const char *note)
{
	return (SgDate){.when = when, .basis = basis, .note = g_strdup(note)};
}

static inline SgDate sg_dating_unknown(void)
{
	return (SgDate){.basis = SG_BASIS_UNKNOWN};
}

static inline bool sg_dating_is_known(const SgDate *date)
{
	return sg_interval_known(date->when);
}

#endif
