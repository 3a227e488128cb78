/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What the index stores: passages, documents and the places (files) they were
 * found in, with the vocabulary both sides share.  The layout of the encoded
 * records is described in index/README.md.
 */
#ifndef SG_INDEX_RECORD_H
#define SG_INDEX_RECORD_H

#include "base/date.h"
#include "base/json.h"
#include "base/pack.h"
#include "index/inspection.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Whose words these are. */
typedef enum {
	SG_SOURCE_UNKNOWN,
	SG_SOURCE_OFSTED,
	SG_SOURCE_MINUTES,
	SG_SOURCE_PRESS,
	SG_SOURCE_COUNCIL,
	SG_SOURCE_COMMENT, /* by members of the public; left out of results and counts unless asked for */
	SG_N_SOURCES,
} SgSource;

const char *sg_source_name(SgSource source);  /* "ofsted" */
const char *sg_source_label(SgSource source); /* "Ofsted" */
/* False when `name` is none of them. */
bool sg_source_parse(const char *name, SgSource *ret_source);

typedef enum {
	SG_KIND_NARRATIVE,
	SG_KIND_FINDING,
	SG_KIND_RECOMMENDATION,
	SG_KIND_RESOLUTION,
	SG_KIND_ACTION,
	SG_KIND_PROCEDURAL,
	SG_KIND_FURNITURE, /* kept, but neither searched nor counted */
	SG_N_KINDS,
} SgKind;

const char *sg_kind_name(SgKind kind);
/* False when `name` is none of them. */
bool sg_kind_parse(const char *name, SgKind *ret_kind);

/* The part of a document that a passage stands in, where its headings tell; a list's own heading goes before
   that of the chapter it stands in. */
typedef enum {
	SG_SECTION_NONE,
	SG_SECTION_SUMMARY, /* "Executive summary", "Summary of key findings", an ILACS report's opening */
	SG_SECTION_HEADLINE_FINDINGS,
	SG_SECTION_NEEDS_TO_IMPROVE,
	SG_SECTION_PRIORITY_ACTION,
	SG_SECTION_AREAS_FOR_IMPROVEMENT,
	SG_SECTION_RECOMMENDATIONS,
	SG_SECTION_FINDINGS, /* of a letter: "Findings", "Findings and evaluation of progress" */
	SG_SECTION_STRENGTHS,
	SG_SECTION_PROGRESS, /* "Progress since the last inspection" */
	SG_SECTION_OVERALL,
	SG_SECTION_LEADERS,
	SG_SECTION_HELP_AND_PROTECTION,
	SG_SECTION_IN_CARE,
	SG_SECTION_ADOPTION,
	SG_SECTION_CARE_LEAVERS,
	SG_SECTION_LSCB,             /* the safeguarding board's half of a report: not the council's */
	SG_SECTION_ABOUT_INSPECTION, /* "Information about this inspection", method, what grades mean */
	SG_SECTION_ABOUT_AREA,       /* "Information about this local authority area" */
	SG_SECTION_RESOLVED,
	SG_SECTION_DECISION,
	SG_SECTION_ACTIONS,
	SG_N_SECTIONS,
} SgSection;

const char *sg_section_name(SgSection section);  /* "needs-to-improve"; NULL for NONE */
const char *sg_section_label(SgSection section); /* "What needs to improve"; NULL for NONE */
/* False when `name` is none of them. */
bool sg_section_parse(const char *name, SgSection *ret_section);

/* Where the words of a passage come from. */
typedef enum {
	SG_QUOTATION_OWN,
	SG_QUOTATION_CLAIMED, /* the document says that they are another's; the original is not known to be
				 held */
	SG_QUOTATION_MATCHED, /* they stand in an older document that is held */
	SG_QUOTATION_ALTERED, /* matched, with differences */
	SG_QUOTATION_COMMON,  /* they stand in many documents */
	SG_N_QUOTATIONS,
} SgQuotation;

const char *sg_quotation_name(SgQuotation quotation); /* "own" */

/* Where a date was read, the most trusted first. */
typedef enum {
	SG_BASIS_UNKNOWN,
	SG_BASIS_SIDECAR, /* supplied beside the document or in a manifest */
	SG_BASIS_STATED,  /* an explicit line or letterhead in the document */
	SG_BASIS_FILENAME,
	SG_BASIS_METADATA, /* HTML, JSON-LD, PDF information */
	SG_BASIS_TEXT,     /* worked out from what the text mentions */
	SG_BASIS_COMMENT,  /* worked out from the stamps of reader comments */
	SG_N_BASES,
} SgBasis;

const char *sg_basis_name(SgBasis basis);

/* A date as an interval that holds the true day, with where it was read. */
typedef struct {
	SgInterval when;
	SgBasis basis;
	char *note; /* why, in a few words; NULL */
} SgDate;

/* "day", "month", "year", "range", "unknown" */
const char *sg_date_precision(const SgDate *date);
/* Worked out rather than read: shown as "about". */
bool sg_date_estimated(const SgDate *date);
void sg_date_pack(GString *out, const SgDate *date);
/* Marks `in` bad when there is no such day. */
SgDate sg_date_unpack(SgUnpack *in);
/* {"from", "to", "precision", "basis", "note"} */
void sg_date_put_json(SgJson *json, const char *key, const SgDate *date);
SgDate sg_date_copy(const SgDate *date);
void sg_date_clear(SgDate *date);

/*
 * The one year a date counts under: that of its middle day.  0 when it is not
 * known, or known so loosely (over 366 days) that no one year can be named.
 */
int sg_date_year(const SgDate *date);

typedef struct {
	uint32_t n; /* from 1, in reading order */
	SgSource source;
	SgKind kind;
	SgDate said;
	SgSection section;
	SgQuotation quotation;
	bool note;               /* a footnote or endnote */
	char *number;            /* as printed in front of it: "14", "4.2", "(a)"; NULL: none */
	char *speaker;           /* named person or body; NULL */
	char *role;              /* "Assistant Director"; NULL */
	char **heading;          /* headings above it, outermost first; NULL-terminated, may be NULL */
	uint32_t page, page_end; /* physical pages from 1; 0: no pages */
	char *page_label;        /* printed number of `page`; NULL */
	char *text;              /* UTF-8, exactly as the document has it but for white space */
} SgPassage;

SgPassage *sg_passage_new(void);
void sg_passage_free(SgPassage *passage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgPassage, sg_passage_free)
GString *sg_passage_encode(const SgPassage *passage);
/* Errors: SG_INDEX_ERROR_DAMAGED. */
SgPassage *sg_passage_decode(const void *bytes, size_t n_bytes, GError **error);

/* Kinds of date that a document may have beside the one it counts under; never merged. */
typedef enum {
	SG_DATED_PUBLISHED,
	SG_DATED_MODIFIED,
	SG_DATED_LETTER,
	SG_DATED_MEETING,
	SG_DATED_DECIDED,
	SG_DATED_EFFECTIVE,
	SG_DATED_INSPECTED, /* the days of an inspection or visit */
	SG_N_DATED,
} SgDated;

const char *sg_dated_name(SgDated dated); /* "published" */

typedef struct {
	char *id; /* first 16 hex digits of the SHA-256 of the file's bytes */
	char *sha256;
	char *title;
	SgSource source;
	char *about;      /* authority, as a slug: "herefordshire"; NULL */
	SgDate published; /* of reports and articles; of letters their own date, of minutes the meeting's */
	char *type;       /* MIME type */
	char *url;        /* original address, when recorded; NULL */
	char *status;     /* "draft", ...; NULL */
	uint32_t n_pages, n_passages;
	bool no_text;             /* a scan: findable by name only */
	bool ocr;                 /* its text was read from pictures */
	char *author;             /* byline; NULL */
	char *publisher;          /* newspaper, web site; NULL */
	char *committee;          /* whose meeting it is of; NULL */
	SgDate dates[SG_N_DATED]; /* those it names; else unknown */
	SgInspection *inspection; /* NULL: no inspection report or letter */
} SgDocument;

SgDocument *sg_document_new(void);
void sg_document_free(SgDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgDocument, sg_document_free)
GString *sg_document_encode(const SgDocument *document);
SgDocument *sg_document_decode(const void *bytes, size_t n_bytes, GError **error);

/* A file met by sgindex, indexed or refused, and the state it was in. */
typedef struct {
	char *path; /* absolute; bytes of the file system made UTF-8 by sg_place_key() */
	int64_t n_bytes, mtime_ns;
	int64_t supplied_stamp; /* changes when sidecar or manifest entry do */
	char *document_id;      /* NULL: refused */
	char *reason;           /* class when refused, or "no-text"; NULL */
	char *message;          /* what the user was told; NULL */
} SgPlace;

SgPlace *sg_place_new(void);
void sg_place_free(SgPlace *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgPlace, sg_place_free)
GString *sg_place_encode(const SgPlace *place);
SgPlace *sg_place_decode(const void *bytes, size_t n_bytes, GError **error);
/* A path as stored: percent-encodes bytes that are no UTF-8, and "%" itself; free with g_free(). */
char *sg_place_key(const char *path);
/* The path again; free with g_free(). */
char *sg_place_path(const char *key);

#endif
