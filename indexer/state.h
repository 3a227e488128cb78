/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A run under way, as the files that carry it out share it: tasks.c (what is to be read), reading.c (reading
   it), places.c (what the index holds of it), run.c (all of it, in order). */
#ifndef SG_INDEXER_STATE_H
#define SG_INDEXER_STATE_H

#include "corpus/corrections.h"
#include "corpus/meetings.h"
#include "corpus/walk.h"
#include "index/store.h"
#include "indexer/builder.h"
#include "indexer/report.h"
#include "indexer/run.h"

/* Between the path of a container and the name of what is in it: "papers.zip//minutes.doc".  No path that a
   walk meets has it, and no name keeps it. */
#define SG_PART_MARK "//"

/* A file, or a file inside a file, to be read in this run. */
typedef struct SgTask {
	guint number;          /* in SgRun.tasks */
	char *path;            /* absolute; of a part "CONTAINER//NAME" */
	char *key;             /* of its place */
	const SgFile *file;    /* NULL: a part */
	struct SgTask *holder; /* of a part: what it is in; NULL: a file */
	unsigned depth;        /* of a file 0, of a part its holder's and one */
	int64_t n_bytes;       /* of itself */
	int64_t mtime_ns;      /* of the file, also for its parts */
	int64_t offset;        /* of a part: in the memory of all parts of its holder */
	bool zipped;           /* in a ZIP archive, or in what is in one */
	SgSupplied *supplied;  /* NULL: nothing */
	bool inherited;        /* nothing of that was said of this part itself */
	char *document_id;     /* NULL: not read yet, or refused unread */
	char *sha256;
	bool replaces;    /* the same bytes are held, read with something else supplied */
	bool parts_only;  /* the document is held as it is: only what it holds is read again */
	bool unread;      /* could not be read this time */
	SgDone *done;     /* NULL: under way, or a copy of another one */
	SgPlace *place;   /* put for it since the last publication; borrowed; NULL */
	GPtrArray *parts; /* SgTask, borrowed; NULL: none */
} SgTask;

/* What is in a file, waiting to be read: never more than a few files' at a time. */
typedef struct {
	SgTask *holder;
	guint next; /* of holder->parts */
	int fd;     /* the parts' bytes */
} SgPending;

typedef struct {
	const SgRunOptions *options;
	SgRunTotals *totals;
	SgReport *report;
	SgStore *store;
	SgWalk *walk;
	GHashTable *manifest;       /* path -> SgSupplied; NULL */
	GHashTable *listed_met;     /* paths of the manifest that were met */
	SgMeetings *meetings;       /* saved among the files of the walk */
	SgCorrections *corrections; /* NULL: none */
	GHashTable *places;         /* key -> SgPlace: what the index holds */
	GHashTable *parts_of;       /* key -> GPtrArray of SgPlace: all that is below a place, at any depth */
	GHashTable *met;            /* keys of the files the walk met, and of the parts found in them */
	GHashTable *held;           /* document ID -> SgPlace, one of its places */
	GHashTable *arrived;        /* document IDs for which a place was put in this run */
	GPtrArray *gone;            /* SgPlace (path, document ID, stamp): places found gone in this run */
	GHashTable *gone_documents; /* document IDs among them */
	GHashTable *orphaned; /* document ID -> int64_t: stamp of what was supplied only where it is gone */
	GPtrArray *tasks;
	GHashTable *first_of; /* document ID -> SgTask that reads it in this round */
	GPtrArray *copies;    /* SgTask whose bytes another task reads */
	GQueue pending;       /* SgPending, the last found first */
	SgBuilder *builders;
	unsigned n_builders;
	unsigned n_segments;
	SgChange *change;
	guint n_done;
	int64_t n_round_bytes; /* read since the last publication, parts too */
} SgRun;

/* Whether sg_run_interrupt() was called. */
bool sg_run_interrupted(void);

#endif
