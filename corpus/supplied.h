/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What people say of a document beside it: a sidecar `FILE.meta`, or a line of a manifest.
 *
 * A sidecar is a key file with the group [document] and the keys title, source,
 * published, meeting, url, about, status.  A manifest is one file for many: TSV whose
 * header line names its columns, `path` and any of those keys, paths relative to the manifest
 * ("papers.zip//minutes.doc" for a file inside a file);
 * or, named .jsonl, one JSON object a line with the same keys.
 * Values are not interpreted here; who does reports errors with `origin`.
 */
#ifndef SG_CORPUS_SUPPLIED_H
#define SG_CORPUS_SUPPLIED_H

#include "base/pack.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	SG_SUPPLIED_TITLE,
	SG_SUPPLIED_SOURCE,
	SG_SUPPLIED_PUBLISHED,
	SG_SUPPLIED_MEETING,
	SG_SUPPLIED_URL,
	SG_SUPPLIED_ABOUT,
	SG_SUPPLIED_STATUS,
	SG_N_SUPPLIED,
} SgSuppliedKey;

/* How a saved meeting came to speak of a file. */
typedef enum {
	SG_SAVED_PAIRED, /* it is named after the file: "item.html.xml" or "item.xml" beside "item.html" */
	SG_SAVED_LINKED, /* it lists the file among its documents */
	SG_SAVED_ITEM,   /* it lies in the same folder: the file may be the page of this item */
	SG_N_SAVED,
} SgSavedHow;

/* What a saved meeting (corpus/meeting.h) says of a file.  Whether it is so is seen by who reads the file. */
typedef struct {
	SgSavedHow how;
	char *day;       /* of the meeting: "2013-07-09"; NULL */
	char *committee; /* NULL */
	char *title;     /* LINKED: of the document there, or of its item; ITEM: of the item */
	char *opening;   /* ITEM: how a paragraph of its minutes begins; NULL: it has none */
	char *url;       /* LINKED: of the document; NULL */
	char *origin;    /* name of the XML */
} SgSuppliedMeeting;

typedef enum {
	SG_PASSAGE_SOURCE,
	SG_PASSAGE_SPEAKER,
	SG_PASSAGE_ROLE,
	SG_PASSAGE_SAID,
	SG_N_PASSAGE_KEYS,
} SgPassageKey;

/* What corrections say of one passage. */
typedef struct {
	unsigned n;                      /* its number in the document, from 1 */
	unsigned line;                   /* of the group */
	char *values[SG_N_PASSAGE_KEYS]; /* NULL: as found; "": none */
	char *origin;                    /* the file of corrections */
} SgSuppliedPassage;

typedef struct {
	char *values[SG_N_SUPPLIED];   /* NULL: not supplied */
	unsigned lines[SG_N_SUPPLIED]; /* of a key file: where each stands, from 1; else 0 */
	char *origins[SG_N_SUPPLIED];  /* in which file, where it is another than `origin`; else NULL */
	char *origin;                  /* the file, of a manifest with the line: "manifest.tsv, line 12" */
	GPtrArray *meetings;           /* SgSuppliedMeeting; NULL: none */
	GPtrArray *passages;           /* SgSuppliedPassage; NULL: none */
} SgSupplied;

const char *sg_supplied_key_name(SgSuppliedKey key);
/* -1: no such key. */
int sg_supplied_key_find(const char *name);
const char *sg_passage_key_name(SgPassageKey key);
int sg_passage_key_find(const char *name);

SgSupplied *sg_supplied_new(const char *origin);
SgSupplied *sg_supplied_copy(const SgSupplied *supplied);
/* Sets a value, white space collapsed, cut at SG_MAX_META_BYTES; an empty one is none. */
void sg_supplied_set(SgSupplied *supplied, SgSuppliedKey key, const char *value);
void sg_supplied_add_meeting(SgSupplied *supplied, const SgSuppliedMeeting *meeting); /* copies */
void sg_supplied_add_passage(SgSupplied *supplied, const SgSuppliedPassage *passage); /* copies */
/* Puts what `over` says in place of what `supplied` says, key by key; its passages are added. */
void sg_supplied_merge(SgSupplied *supplied, const SgSupplied *over);
/* Where the value of a key stands, for messages: "a.meta, line 3"; free with g_free(). */
char *sg_supplied_where(const SgSupplied *supplied, SgSuppliedKey key);

/* As part of a message between processes; NULL is told apart. */
void sg_supplied_pack(GString *out, const SgSupplied *supplied);
SgSupplied *sg_supplied_unpack(SgUnpack *in);

void sg_supplied_free(SgSupplied *supplied);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgSupplied, sg_supplied_free)

/* The folder of a manifest or of corrections, links resolved as the walk resolves those it is given: paths in
   it are relative to that.  Free with g_free(). */
char *sg_supplied_folder(const char *path);
/* The absolute path that stands in such a file as `path`.  A file inside a file, "papers.zip//minutes.doc",
   keeps its two slashes; those after a folder's name are one.  Free with g_free(). */
char *sg_supplied_path(const char *path, const char *folder);

/* Path of the sidecar that would belong to `path`; free with g_free(). */
char *sg_sidecar_path(const char *path);

/* Reads a sidecar.  NULL without an error when there is none.  Symbolic links are not followed.  Errors:
   SG_BASE_ERROR: FORMAT (unknown group or key, bad syntax, no regular file), LIMIT, DENIED, IO. */
SgSupplied *sg_sidecar_read(const char *path, GError **error);

/* Reads a manifest: a table of SgSupplied by absolute path.  Errors: FORMAT naming the line (also: a path
   named twice), NOT_FOUND, LIMIT, IO. */
GHashTable *sg_manifest_read(const char *path, GError **error);

/* A number that changes when anything supplied does; 0 for NULL. */
int64_t sg_supplied_stamp(const SgSupplied *supplied);

/* Whether `one` gives values, and `other` not the same: two files with the same bytes cannot be two things.
 */
bool sg_supplied_contradicts(const SgSupplied *one, const SgSupplied *other);

/* The text of such a file, without the mark that Windows programs put before UTF-8; borrowed from `bytes`. */
const char *sg_supplied_text(GBytes *bytes, size_t *ret_n_bytes);

/* Reads a small file beside documents: NULL without an error when it is not there.  Links are not followed,
   nor do FIFOs hold up the run.  Errors: FORMAT (no regular file), LIMIT, DENIED, IO. */
GBytes *sg_supplied_read_beside(const char *path, size_t max_bytes, GError **error);

#endif
