/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/report.h"

#include "base/error.h"
#include "base/json.h"
#include "base/program.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

struct SgReport {
	const SgRunOptions *options;
	SgRunTotals *totals;
	FILE *file;
	gint64 started, shown;
	bool on_screen; /* a progress line stands on the terminal */
};

SgReport *sg_report_new(const SgRunOptions *options, SgRunTotals *totals)
{
	SgReport *report = g_new(SgReport, 1);
	*report = (SgReport){.options = options, .totals = totals, .started = g_get_monotonic_time()};
	return report;
}

bool sg_report_open(SgReport *report, GError **error)
{
	const char *path = report->options->report;
	/* opened before the work: a mistyped path is told of at once */
	report->file = path ? fopen(path, "we") : NULL;
	return !path || report->file || sg_error_errno(error, errno, "cannot write %s", path);
}

static void clear_progress(SgReport *report)
{
	if (report->on_screen)
		fputs("\r\x1b[K", stderr);
	report->on_screen = false;
}

bool sg_report_close(SgReport *report, GError **error)
{
	bool written = true;
	clear_progress(report);
	if (report->file) {
		bool failed = ferror(report->file) != 0;
		written = fclose(report->file) == 0 && !failed;
		if (!written)
			sg_error_errno(error, errno ? errno : EIO, "cannot write %s",
				       report->options->report);
	}
	g_free(report);
	return written;
}

/* ---- one file -------------------------------------------------------- */

static const char *const outcome_names[] = {"indexed", "unchanged", "moved",  "removed",
					    "refused", "skipped",   "skipped"};

static void put_done(SgJson *json, const SgDone *done)
{
	bool known = done && done->type;
	sg_json_string(json, "type", known ? done->type : NULL);
	sg_json_int(json, "pages", known ? done->n_pages : 0);
	sg_json_int(json, "passages", known ? done->n_passages : 0);
	sg_json_string(json, "source", known ? sg_source_name(done->source) : NULL);
	sg_json_string(json, "about", known ? done->about : NULL);
	sg_json_string(json, "title", known ? done->title : NULL);
	if (known && sg_interval_known(done->date.when))
		sg_date_put_json(json, "date", &done->date);
	else
		sg_json_null(json, "date");
	sg_json_int(json, "ms", done ? done->ms : 0);
}

static void write_line(SgReport *report, SgOutcome outcome, const char *path, const char *id, SgReason reason,
		       const char *message, const SgDone *done)
{
	g_autoptr(GString) line = g_string_new(NULL);
	g_autoptr(SgJson) json = sg_json_new(line, 0);
	sg_json_begin_object(json, NULL);
	sg_json_string(json, "path", path);
	sg_json_string(json, "id", id);
	sg_json_string(json, "outcome", outcome_names[outcome]);
	sg_json_string(json, "reason", reason == SG_REASON_NONE ? NULL : sg_reason_name(reason));
	sg_json_string(json, "message", message);
	put_done(json, done);
	sg_json_end_object(json);
	g_string_append_c(line, '\n');
	fwrite(line->str, 1, line->len, report->file);
}

/* Documents are counted: an archive, which has no ID, is none. */
static void count(SgRunTotals *totals, SgOutcome outcome, const char *id, SgReason reason, const SgDone *done)
{
	if (!id && (outcome == SG_OUTCOME_INDEXED || outcome == SG_OUTCOME_UNCHANGED))
		return;
	unsigned *counters[] = {&totals->n_indexed, &totals->n_unchanged, &totals->n_moved,
				&totals->n_removed, &totals->n_refused,   &totals->n_skipped,
				&totals->n_skipped};
	++*counters[outcome];
	totals->n_scans += reason == SG_REASON_NO_TEXT && outcome == SG_OUTCOME_INDEXED;
	totals->n_passages += outcome == SG_OUTCOME_INDEXED && done ? done->n_passages : 0;
}

static void complain(SgReport *report, SgOutcome outcome, const char *path, SgReason reason,
		     const char *message)
{
	clear_progress(report);
	if (outcome == SG_OUTCOME_SKIPPED)
		sg_program_complain("%s: skipped: %s", path, message);
	else if (reason == SG_REASON_NO_TEXT)
		sg_program_complain("%s: no text layer (scan)", path);
	else if (reason == SG_REASON_NOT_A_DOCUMENT)
		sg_program_complain("%s: not a document: %s", path, message);
	else if (outcome == SG_OUTCOME_INDEXED)
		sg_program_complain("%s: %s", path, message);
	else
		sg_program_complain("%s: not indexed: %s", path, message);
}

void sg_report_file(SgReport *report, SgOutcome outcome, const char *path, const char *id, SgReason reason,
		    const char *message, const SgDone *done)
{
	count(report->totals, outcome, id, reason, done);
	if (report->file)
		write_line(report, outcome, path, id, reason, message, done);
	/* some of its pages were given up: it is found, but not all of it */
	bool partly = outcome == SG_OUTCOME_INDEXED && message;
	bool bad = outcome == SG_OUTCOME_REFUSED || outcome == SG_OUTCOME_SKIPPED ||
		   reason == SG_REASON_NO_TEXT || partly;
	if (report->options->quiet)
		return;
	if (bad)
		complain(report, outcome, path, reason, message);
	else if (report->options->verbose) {
		clear_progress(report);
		sg_program_complain("%s: %s", path, outcome_names[outcome]);
	}
}

void sg_report_trouble(SgReport *report, const char *message)
{
	clear_progress(report);
	report->totals->n_folders_unread++;
	sg_program_complain("%s", message);
}

/* ---- progress and summary -------------------------------------------- */

void sg_report_progress(SgReport *report, guint n_done, guint n_all, gint64 n_bytes)
{
	gint64 now = g_get_monotonic_time(), elapsed = now - report->started;
	/* short runs do without, and so does whoever keeps the output */
	bool wanted = !report->options->quiet && isatty(STDERR_FILENO) && elapsed > G_USEC_PER_SEC;
	if (!wanted || now - report->shown < G_USEC_PER_SEC / 5)
		return;
	report->shown = now;
	report->on_screen = true;
	double seconds = (double)elapsed / G_USEC_PER_SEC;
	double left = n_done ? seconds / n_done * (n_all - n_done) : 0;
	fprintf(stderr, "\r\x1b[K%u of %u documents, %.1f MB/s, %u not indexed, %.0f s left", n_done, n_all,
		(double)n_bytes / 1e6 / seconds, report->totals->n_refused, left);
}

/* 24310 as "24,310" */
static char *grouped(guint64 n)
{
	GString *out = g_string_new(NULL);
	g_string_printf(out, "%" G_GUINT64_FORMAT, n);
	for (gssize at = (gssize)out->len - 3; at > 0; at -= 3)
		g_string_insert_c(out, at, ',');
	return g_string_free(out, FALSE);
}

static void append_part(GString *out, const char *format, unsigned n)
{
	if (n == 0)
		return;
	g_string_append(out, out->len ? "; " : "");
	g_string_append_printf(out, "%u %s", n, format);
}

char *sg_report_summary(const SgRunTotals *totals)
{
	g_autofree char *documents = grouped(totals->n_indexed);
	g_autofree char *passages = grouped(totals->n_passages);
	g_autoptr(GString) parts = g_string_new(NULL);
	append_part(parts, "unchanged", totals->n_unchanged);
	append_part(parts, "moved", totals->n_moved);
	append_part(parts, "removed", totals->n_removed);
	append_part(parts, "not indexed: see --report", totals->n_refused);
	append_part(parts, totals->n_scans == 1 ? "scan without text" : "scans without text",
		    totals->n_scans);
	append_part(parts, "skipped", totals->n_skipped);
	return g_strdup_printf("%s document%s, %s passage%s indexed in %.*f s%s%s%s", documents,
			       totals->n_indexed == 1 ? "" : "s", passages,
			       totals->n_passages == 1 ? "" : "s", totals->seconds < 10 ? 1 : 0,
			       totals->seconds, parts->len ? " (" : "", parts->str, parts->len ? ")" : "");
}

void sg_report_json(const SgRunTotals *totals, GString *out)
{
	g_autoptr(SgJson) json = sg_json_new(out, 2);
	sg_json_begin_object(json, NULL);
	sg_json_int(json, "indexed", totals->n_indexed);
	sg_json_int(json, "passages", (int64_t)totals->n_passages);
	sg_json_int(json, "unchanged", totals->n_unchanged);
	sg_json_int(json, "moved", totals->n_moved);
	sg_json_int(json, "removed", totals->n_removed);
	sg_json_int(json, "refused", totals->n_refused);
	sg_json_int(json, "skipped", totals->n_skipped);
	sg_json_int(json, "scans", totals->n_scans);
	sg_json_int(json, "bytes", totals->n_bytes);
	sg_json_decimal(json, "seconds", totals->seconds);
	sg_json_int(json, "revision", (int64_t)totals->revision);
	sg_json_end_object(json);
	g_string_append_c(out, '\n');
}
