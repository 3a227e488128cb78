/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A builder: one process that extracts documents (through its own sandboxed
 * template), works out their facts and passages, and writes them to a segment of
 * its own.  A run has as many as it has jobs; nothing is shared between them.
 */
#ifndef SG_INDEXER_BUILDER_H
#define SG_INDEXER_BUILDER_H

#include "indexer/job.h"
#include "indexer/worker.h"

#include <sys/types.h>

typedef struct {
	pid_t pid;
	int fd;        /* socket to it */
	bool busy;     /* a job is under way */
	guint job;     /* its number */
	char *segment; /* path of the segment it is filling; NULL: none */
} SgBuilder;

/* Forks a builder, which starts its template at once.  No index may be open for writing in the caller.
   Errors: SG_BASE_ERROR. */
bool sg_builder_start(SgBuilder *ret_builder, const SgTemplateOptions *options, GError **error);

/* Hands over a job; `fd`: the document's bytes, not to change any more.  The builder must not be busy. */
bool sg_builder_send(SgBuilder *builder, const SgJob *job, int fd, GError **error);

/* Tells an idle builder to make its segment durable; answered by an SgDone with number SG_JOB_FINISH. */
bool sg_builder_send_finish(SgBuilder *builder, GError **error);

/* Waits for the next answer.  Errors: SG_BASE_ERROR_IO when the builder has died. */
SgDone *sg_builder_receive(SgBuilder *builder, GError **error);

/* Ends the process and waits for it. */
void sg_builder_stop(SgBuilder *builder);

#endif
