/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a run tells: a JSON line per file, complaints, progress, the last line. */
#ifndef SG_INDEXER_REPORT_H
#define SG_INDEXER_REPORT_H

#include "index/record.h"
#include "indexer/builder.h"
#include "indexer/run.h"

typedef struct SgReport SgReport;

typedef enum {
	SG_OUTCOME_INDEXED,
	SG_OUTCOME_UNCHANGED,
	SG_OUTCOME_MOVED,
	SG_OUTCOME_REMOVED,
	SG_OUTCOME_REFUSED,
	SG_OUTCOME_SKIPPED,
	SG_OUTCOME_PASSED_OVER, /* skipped, but nothing to warn of */
} SgOutcome;

/* `totals` is kept up to date by the calls below. */
SgReport *sg_report_new(const SgRunOptions *options, SgRunTotals *totals);
/* Opens options->report, once it is certain that this run is the one.  Errors: SG_BASE_ERROR. */
bool sg_report_open(SgReport *report, GError **error);
/* Flushes; a report that could not be written is an error. */
bool sg_report_close(SgReport *report, GError **error);

/* One file or part: `id` NULL for one refused and for an archive, which is no document; `done` (may be NULL)
   has what is known of its content; `message` says why it was refused or skipped. */
void sg_report_file(SgReport *report, SgOutcome outcome, const char *path, const char *id, SgReason reason,
		    const char *message, const SgDone *done);
/* A folder that could not be read. */
void sg_report_trouble(SgReport *report, const char *message);

/* Progress on a terminal, from one second on: files done of all, bytes read so far. */
void sg_report_progress(SgReport *report, guint n_done, guint n_all, gint64 n_bytes);

/* "431 documents, 24,310 passages indexed in 14 s (4 not indexed: see --report; 2 scans without text)"; free
   with g_free(). */
char *sg_report_summary(const SgRunTotals *totals);
/* The totals as a JSON object. */
void sg_report_json(const SgRunTotals *totals, GString *out);

#endif
