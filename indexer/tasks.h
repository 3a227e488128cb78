/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is to be read in a run: files that are new or changed, and what is in them. */
#ifndef SG_INDEXER_TASKS_H
#define SG_INDEXER_TASKS_H

#include "indexer/state.h"

void sg_task_free(SgTask *task);

/* Goes through the files the walk met: tells of those unchanged, and makes tasks of the others (run->tasks,
   in the order in which they are best read). */
void sg_tasks_consider_all(SgRun *run);

/* Appends the task of one part of `holder`, and marks its place as met.  `name` is made fit for a path, and
   unlike those before it.  The task belongs to the run. */
SgTask *sg_tasks_add_part(SgRun *run, SgTask *holder, const char *name, int64_t n_bytes);

/* Tells of lines of the manifest for files and parts that should have been met and were not: most likely
   misspelt. */
void sg_tasks_report_unlisted(const SgRun *run);

/* Lays what is corrected of a document over `*supplied` (may be NULL); its ID may be NULL while not known. */
void sg_tasks_correct(const SgRun *run, const char *path, const char *document_id, SgSupplied **supplied);

/* Whether a place met before without --ocr, a scan or a picture, is to be read with it. */
bool sg_tasks_wants_ocr(const SgRun *run, const SgPlace *place);

#endif
