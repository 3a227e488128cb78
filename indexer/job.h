/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the coordinator asks of a builder, and what it is told: as messages on a base/channel.h. */
#ifndef SG_INDEXER_JOB_H
#define SG_INDEXER_JOB_H

#include "corpus/supplied.h"
#include "index/record.h"
#include "indexer/text.h"

typedef struct {
	guint number;         /* SG_JOB_FINISH: make the segment durable */
	char *path;           /* absolute; of a part "CONTAINER//NAME" */
	char *document_id;    /* 16 hex digits */
	char *sha256;         /* all 64 */
	SgSupplied *supplied; /* NULL: nothing */
	char *segment;        /* where to write; created at the first document */
	bool parts_only;      /* the document is held already: only what it holds is wanted */
} SgJob;

#define SG_JOB_FINISH G_MAXUINT

/* A part as it comes from the builder; the bytes of all of them stand one after the other in SgDone.parts_fd.
 */
typedef struct {
	char *name;
	int64_t n_bytes; /* 0 when refused */
	SgReason reason;
	char *message; /* NULL */
} SgDonePart;

/* What became of a job. */
typedef struct {
	guint number;
	SgReason reason; /* NONE: indexed; NO_TEXT: indexed by name only; else refused */
	char *message;   /* what the user is told when refused; NULL */
	char *fatal;     /* the index could not be written: the run must stop; NULL */
	bool no_space;   /* why, when fatal */
	bool archive;    /* no document: nothing but its parts */
	char *type, *title, *about;
	SgSource source;
	SgDate date;
	uint32_t n_pages, n_passages;
	unsigned ms;
	GPtrArray *parts; /* SgDonePart; NULL: none */
	int parts_fd;     /* sealed memory; owned; only with parts */
} SgDone;

/* Longer messages about a part are cut, so that SG_MAX_PARTS and one of them fit into one message. */
#define SG_DONE_MESSAGE_BYTES 160

/* Message of a job; free with g_string_free(). */
GString *sg_job_pack(const SgJob *job);
/* Free with sg_job_free(). */
SgJob *sg_job_unpack(const GString *message);
void sg_job_free(SgJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgJob, sg_job_free)

/* Without the descriptor, which travels beside the message. */
GString *sg_done_pack(const SgDone *done);
/* Takes `fd` (-1: none).  NULL when the message is not one of sg_done_pack(). */
SgDone *sg_done_unpack(const GString *message, int fd);
void sg_done_free(SgDone *done);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgDone, sg_done_free)

/* Lets go of the parts and of their memory, which is much. */
void sg_done_drop_parts(SgDone *done);

/* Puts the parts of `text` into sealed memory and names them in `done`; none of them when it fails.  Errors:
   SG_BASE_ERROR. */
bool sg_done_take_parts(SgDone *done, const SgText *text, GError **error);

#endif
