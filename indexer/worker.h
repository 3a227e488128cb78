/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Extraction in a sandboxed process.
 *
 * A template process is forked once, sets its libraries up (libmagic's
 * database, MuPDF, libxml2) and waits.  For each document it forks a worker, which
 * gives up everything but the bytes it was handed (resource limits, seccomp)
 * and answers in frames (indexer/frame.h).  What a hostile document can
 * reach is one process that can compute and write to one pipe.
 *
 * Fork the template before any index is opened for writing: a child made later
 * would hold its lock.  Start it from a thread that lives as long as it is needed
 * (it dies with that thread), and use one template from one thread at a time.
 */
#ifndef SG_INDEXER_WORKER_H
#define SG_INDEXER_WORKER_H

#include "indexer/text.h"

typedef struct SgTemplate SgTemplate;

typedef struct {
	bool no_sandbox; /* --no-sandbox: rlimits only */
	bool ocr; /* --ocr=auto: pages without text and pictures are read by tesseract, with limits of its own
		   */
	unsigned cpu_s;  /* seconds; 0: SG_MAX_EXTRACT_CPU_S */
	unsigned wall_s; /* seconds; 0: SG_MAX_EXTRACT_WALL_S */
} SgTemplateOptions;

/* Forks the template and waits until it is warm.  Where seccomp cannot be had and no_sandbox is false this
   fails: nothing is extracted without a sandbox unless asked.  The child dies with its parent.  Errors:
   SG_BASE_ERROR. */
SgTemplate *sg_template_start(const SgTemplateOptions *options, GError **error);

/*
 * Extracts one document.  `fd`: a descriptor open for reading at any position
 * (a memfd or a file), `name`: its file name, of which only the extension is
 * looked at, as a hint.  The wall, CPU, memory and text limits of base/limits.h hold.
 *
 * Errors: SG_EXTRACT_ERROR, whose message is what the user is told ("timed out after 20 s", "extractor
 * crashed (signal 11)", "needs more than 512 MB", "is an HTML page, not a PDF", "encrypted").  The template
 * survives all of them; any other domain means it did not, and a new one must be started.
 */
SgText *sg_template_extract(SgTemplate *tmpl, int fd, const char *name, GError **error);

/* Ends the template and waits for it. */
void sg_template_stop(SgTemplate *tmpl);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgTemplate, sg_template_stop)

/*
 * Tries, each in a process limited like a worker, what a worker does ("compute
 * and answer: works") and what the sandbox must refuse; *ret_report gets a line per
 * trial, free with g_free().  With a sanitizer there is no memory limit to try.
 *
 * False with *error (SG_BASE_ERROR) set: something was not refused, *ret_report says what; or no trial could
 * be made, then *ret_report is NULL.
 */
bool sg_sandbox_self_test(char **ret_report, GError **error);

#endif
