/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A builder: one process that extracts documents (through its own sandboxed
 * template), works out their facts and passages, and writes them to a segment of
 * its own.  A run has as many as it has jobs; nothing is shared between them.
 */
#ifndef SG_INDEXER_BUILDER_H
#define SG_INDEXER_BUILDER_H

#include "corpus/supplied.h"
#include "index/record.h"
#include "indexer/text.h"
#include "indexer/worker.h"

#include <sys/types.h>

typedef struct {
	pid_t pid;
	int fd;        /* socket to it */
	bool busy;     /* a job is under way */
	guint job;     /* its number */
	char *segment; /* path of the segment it is filling; NULL: none */
} SgBuilder;

typedef struct {
	guint number;
	const char *path;           /* absolute */
	const char *document_id;    /* 16 hex digits */
	const char *sha256;         /* all 64 */
	const SgSupplied *supplied; /* NULL: nothing */
	const char *segment;        /* where to write; created at the first document */
	int fd;                     /* the document's bytes, not to change any more */
} SgJob;

/* What became of a job. */
typedef struct {
	guint number;
	SgReason reason; /* NONE: indexed; NO_TEXT: indexed by name only; else refused */
	char *message;   /* what the user is told when refused; NULL */
	char *fatal;     /* the index could not be written: the run must stop; NULL */
	bool no_space;   /* why, when fatal */
	char *type, *title, *about;
	SgSource source;
	SgDate date;
	uint32_t n_pages, n_passages;
	unsigned ms;
} SgDone;

/* Forks a builder, which starts its template at once.  Nothing may be open for writing in the caller.
   Errors: SG_BASE_ERROR. */
bool sg_builder_start(SgBuilder *ret_builder, const SgTemplateOptions *options, GError **error);

/* Hands over a job; the builder must not be busy. */
bool sg_builder_send(SgBuilder *builder, const SgJob *job, GError **error);

/* Tells an idle builder to make its segment durable; answered by an SgDone with number G_MAXUINT. */
bool sg_builder_send_finish(SgBuilder *builder, GError **error);

/* Waits for the next answer.  Errors: SG_BASE_ERROR_IO when the builder has died. */
SgDone *sg_builder_receive(SgBuilder *builder, GError **error);
void sg_done_free(SgDone *done);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgDone, sg_done_free)

/* Ends the process and waits for it. */
void sg_builder_stop(SgBuilder *builder);

#endif
