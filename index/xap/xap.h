/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A C interface to xapian-core: write an index, search it, read it back.
 *
 * It stands on its own: any C program that uses GLib can build and search an
 * index with this header alone (see example.c).  It knows nothing of what is
 * indexed; prefixes, slots and record layouts are its caller's.
 *
 * Conventions
 *   Text       terms, values and data are byte strings with a length; nothing
 *              is assumed about their encoding.  A `char *` without a length
 *              is NUL-terminated.
 *   Ownership  arguments are borrowed for the length of the call; results are
 *              owned by the caller and freed with the function named.
 *   Errors     a function that returns bool or a pointer fails with false or
 *              NULL, and then, and only then, has set *error (XAP_ERROR).
 *              No C++ exception leaves this interface.
 *   Threads    a handle belongs to one thread at a time; two handles, even on
 *              one index, are independent.
 *   Processes  do not fork while a writer is open: the child would hold its
 *              lock.
 */
#ifndef SG_INDEX_XAP_H
#define SG_INDEX_XAP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/* visible even when everything else is compiled with -fvisibility=hidden */
#pragma GCC visibility push(default)

#define XAP_ERROR (xap_error_quark())
GQuark xap_error_quark(void);

typedef enum {
	XAP_ERROR_NOT_FOUND, /* no index, or no such document */
	XAP_ERROR_LOCKED,    /* another process is writing */
	XAP_ERROR_DAMAGED,   /* the index's files are inconsistent */
	XAP_ERROR_VERSION,   /* written by a Xapian this one cannot read */
	XAP_ERROR_MODIFIED,  /* the reader's revision is gone: reopen, redo all */
	XAP_ERROR_NO_SPACE,  /* the device is full */
	XAP_ERROR_IO,        /* any other failure of the operating system */
	XAP_ERROR_ARGUMENT,  /* the caller's mistake: empty or over-long term... */
	XAP_ERROR_DEAD,      /* a writer that has failed before: close it */
	XAP_ERROR_NO_MEMORY,
	XAP_ERROR_INTERNAL,
} XapError;

/* Longest term in bytes (glass, 1.4): longer ones, and empty ones, are XAP_ERROR_ARGUMENT.  A NUL byte in
   a term counts twice. */
#define XAP_MAX_TERM_BYTES 245

/* ---- documents ------------------------------------------------------- */

/* A term of a document.  With positions, wdf is normally their number. */
typedef struct {
	const char *term;
	size_t n_bytes;
	uint32_t wdf;              /* within-document frequency; 0 for a filter term */
	const uint32_t *positions; /* ascending; NULL for none */
	size_t n_positions;
} XapTerm;

typedef struct {
	uint32_t slot;
	const char *bytes;
	size_t n_bytes;
} XapValue;

/* A document to be written: plain arrays, borrowed for the call.  Terms may
   come in any order and more than once: frequencies add up, positions join. */
typedef struct {
	const XapTerm *terms;
	size_t n_terms;
	const XapValue *values;
	size_t n_values;
	const char *data;
	size_t n_data;
} XapDoc;

/* ---- writing --------------------------------------------------------- */

typedef struct XapWriter XapWriter;

typedef enum {
	XAP_CREATE, /* the folder must not hold an index yet */
	XAP_OPEN,   /* the folder must hold one */
	XAP_CREATE_OR_OPEN,
} XapWriterMode;

/* Opens the index in folder `path` for writing and takes Xapian's lock.
   Everything done until xap_writer_commit() is one transaction.
   Only the last folder of `path` is created.  Files of other names in it are left alone.
   Errors: NOT_FOUND, LOCKED, DAMAGED (also: a folder with files but no index, when it must hold one),
   VERSION, NO_SPACE, IO; ARGUMENT when XAP_CREATE finds an index or `path` is a file.  Free with
   xap_writer_close(). */
XapWriter *xap_writer_open(const char *path, XapWriterMode mode, GError **error);

/* Adds `doc`; *ret_id (may be NULL) is its number. */
bool xap_writer_add(XapWriter *writer, const XapDoc *doc, uint32_t *ret_id, GError **error);

/* Replaces every document that has the term by `doc`, or adds it. */
bool xap_writer_replace(XapWriter *writer, const char *term, size_t n_bytes, const XapDoc *doc,
			GError **error);

/* Deletes every document that has the term; none is not an error. */
bool xap_writer_delete(XapWriter *writer, const char *term, size_t n_bytes, GError **error);

/* Sets a value that belongs to the index as a whole, part of the same transaction.  Key is not empty. */
bool xap_writer_set_metadata(XapWriter *writer, const char *key, const char *value, GError **error);

/* Adds a copy of every document of the index in folder `path` (terms, positions, values, data; not metadata).
 */
bool xap_writer_copy(XapWriter *writer, const char *path, uint32_t *ret_n_docs, GError **error);

/*
 * Makes everything since the last commit durable, all or nothing: files and
 * folder are synced on return (1.4.22 does not sync the folder itself).
 *
 * After any failed call, be it the caller's mistake, the writer is dead: what was not committed is lost
 * and every later call answers XAP_ERROR_DEAD.  Xapian 1.4.22 would answer a
 * second commit() with success and no data; this interface never lets it.
 * A commit that failed may still have landed: redo with xap_writer_replace().
 */
bool xap_writer_commit(XapWriter *writer, GError **error);

/* Closes; what was not committed is discarded.  NULL is allowed. */
void xap_writer_close(XapWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapWriter, xap_writer_close)

/* Merges whole indexes into a new, compact one at `dest` (must not exist: ARGUMENT),
   synced on return; removed again on failure.  Documents keep the order of `sources`; metadata of
   the same key is taken from one of them, unspecified which. */
bool xap_compact(const char *const *sources, size_t n_sources, const char *dest, GError **error);

/* Structural check of the index in folder `path`.  *ret_n_faults is 0 when sound; `*ret_report` (may be
   NULL) gets Xapian's own words, freed with g_free().  An index too damaged to be opened or
   walked is the error DAMAGED.  Not while a writer commits: it reads without a revision. */
bool xap_check(const char *path, size_t *ret_n_faults, char **ret_report, GError **error);

/* ---- queries --------------------------------------------------------- */

typedef enum {
	XAP_TERM,        /* one term */
	XAP_AND,         /* all children; weights add up */
	XAP_OR,          /* any child; weights add up */
	XAP_AND_NOT,     /* first child but none of the others */
	XAP_AND_MAYBE,   /* first child; the others only add weight */
	XAP_FILTER,      /* all children; only the first weighs */
	XAP_PHRASE,      /* TERM children in order within `window` positions; in an index without any
			    positions Xapian takes it, and NEAR, for AND */
	XAP_NEAR,        /* TERM children in any order within `window` positions */
	XAP_PREFIX,      /* any term that begins so; at most `window` of them, lowest first */
	XAP_SCALE,       /* the one child, weight times `factor` */
	XAP_VALUE_RANGE, /* value of `slot` between lower and upper, bytewise, inclusive */
	XAP_ALL,         /* every document, weight 0 */
	XAP_NONE,        /* no document */
} XapOp;

typedef struct XapQuery XapQuery;

/* A leaf: XAP_ALL or XAP_NONE. */
XapQuery *xap_query_leaf(XapOp op);
XapQuery *xap_query_term(const char *term, size_t n_bytes);
XapQuery *xap_query_prefix(const char *prefix, size_t n_bytes, uint32_t max_terms);
XapQuery *xap_query_value_range(uint32_t slot, const char *lower, const char *upper);
/* A branch of `op` without children yet; an empty one matches nothing. `window` is for PHRASE and NEAR;
   less than the number of children means their number. */
XapQuery *xap_query_branch(XapOp op, uint32_t window);
XapQuery *xap_query_scale(double factor, XapQuery *child);
/* Adds `child` (ownership passes) to a branch; returns `branch`. */
XapQuery *xap_query_add(XapQuery *branch, XapQuery *child);
size_t xap_query_n_children(const XapQuery *branch);
XapQuery *xap_query_copy(const XapQuery *query);
void xap_query_free(XapQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapQuery, xap_query_free)

/* ---- reading --------------------------------------------------------- */

typedef struct XapReader XapReader;

/* Opens one or more indexes, searched as one.  Errors: NOT_FOUND, DAMAGED, VERSION, IO. */
XapReader *xap_reader_open(const char *const *paths, size_t n_paths, GError **error);

/* Moves to the newest revision; *ret_changed (may be NULL) tells whether there was one. Results
   already returned stay valid: they are copies. */
bool xap_reader_reopen(XapReader *reader, bool *ret_changed, GError **error);
void xap_reader_close(XapReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapReader, xap_reader_close)

/* Number of documents. */
bool xap_reader_doc_count(XapReader *reader, uint32_t *ret_n, GError **error);
/* Number of documents that have the term. */
bool xap_reader_term_freq(XapReader *reader, const char *term, size_t n_bytes, uint32_t *ret_n,
			  GError **error);
/* Metadata of the first index, "" when absent; free with g_free(). */
bool xap_reader_metadata(XapReader *reader, const char *key, char **ret_value, GError **error);

typedef struct {
	char *bytes; /* NUL after the last byte, not counted */
	size_t n_bytes;
} XapBytes;

typedef struct {
	char *term; /* also NUL-terminated */
	size_t n_bytes;
	uint32_t freq;
} XapTermCount;

/* Terms that begin with `prefix`, bytewise order, at most n_max; an array of XapTermCount, freed with
   g_array_unref(). */
GArray *xap_reader_terms(XapReader *reader, const char *prefix, size_t n_max, GError **error);

/* BM25 (Robertson, Zaragoza 2009, eq. 3.15) as Xapian computes it; k3 is 1. */
typedef struct {
	double k1, b, min_normlen;
} XapBm25;

typedef struct {
	uint32_t slot;
	bool descending;
} XapSortKey;

typedef struct {
	const XapQuery *query;
	uint32_t first, n_max;  /* which hits are wanted; n_max 0: counts only */
	bool by_relevance;      /* weight first, then `sort`; else `sort` alone */
	const XapSortKey *sort; /* keys compared bytewise; last tie: document number */
	size_t n_sort;
	const uint32_t *value_slots; /* values to return with each hit */
	size_t n_value_slots;
	bool want_data;              /* return each hit's data */
	const uint32_t *facet_slots; /* count distinct values over ALL matches */
	size_t n_facet_slots;
	const XapBm25 *bm25; /* NULL: Xapian's defaults */
} XapSearch;

typedef struct {
	uint32_t id;
	double weight;
	XapBytes data;    /* {NULL, 0} unless want_data */
	XapBytes *values; /* n_value_slots of them */
} XapHit;

typedef struct {
	XapBytes value;
	uint32_t count;
} XapFacetValue;

typedef struct {
	XapFacetValue
	    *values; /* bytewise order; the empty value is counted too, so counts add up to the total */
	size_t n_values;
} XapFacet;

typedef struct {
	XapHit *hits;
	size_t n_hits;
	uint32_t total;   /* exact number of matches */
	XapFacet *facets; /* one per facet slot */
	size_t n_facets;
	size_t n_value_slots;
} XapResult;

/*
 * Runs one search and returns everything as plain data.  The total and the
 * facets are exact (every match is looked at).
 * Errors: MODIFIED when a writer has overtaken this reader: reopen and redo
 * the whole request; ARGUMENT for a query nested deeper than 64 or with a
 * non-term under PHRASE or NEAR.
 */
XapResult *xap_reader_search(XapReader *reader, const XapSearch *search, GError **error);

/* The documents that have the term, by document number, those numbered above `after` only, at most n_max;
   fields as in XapSearch's value_slots and want_data; weights are 0 and `total` is the term's frequency. */
XapResult *xap_reader_list(XapReader *reader, const char *term, size_t n_bytes, uint32_t after,
			   uint32_t n_max, const uint32_t *value_slots, size_t n_value_slots, bool want_data,
			   GError **error);

/* Data of the one document that has the term; *ret_data is freed with g_free().  Errors: NOT_FOUND. */
bool xap_reader_get(XapReader *reader, const char *term, size_t n_bytes, XapBytes *ret_data, GError **error);

void xap_result_free(XapResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapResult, xap_result_free)

#pragma GCC visibility pop

G_END_DECLS
#endif
