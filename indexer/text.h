/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What extraction makes of a file: paragraphs in reading order, still without
 * a voice or a date.  This is what travels from the sandboxed worker.
 */
#ifndef SG_INDEXER_TEXT_H
#define SG_INDEXER_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	SG_BLOCK_PARAGRAPH,
	SG_BLOCK_HEADING,   /* level 1 (highest) to 6 */
	SG_BLOCK_BULLET,    /* list item; its marker stays in the text as printed */
	SG_BLOCK_ROW,       /* table row, cells joined by " | " */
	SG_BLOCK_QUOTE,     /* set out as a quotation (blockquote) */
	SG_BLOCK_HEADFOOT,  /* running head or foot, page number: never part of a passage */
	SG_BLOCK_FURNITURE, /* navigation, share buttons, cookie notice, form */
	SG_BLOCK_NOTE,      /* footnote or endnote, its figure in front as printed */
	SG_N_BLOCKS,
} SgBlockKind;

typedef struct {
	SgBlockKind kind;
	uint8_t level;      /* of a heading; of nesting for a bullet; else 0 */
	bool comment;       /* stands where the page keeps what its readers wrote */
	bool bold;          /* whole block set in bold type */
	uint16_t font_size; /* commonest size in tenths of a point; 0: not known */
	uint32_t page;      /* physical page it begins on, from 1; 0: the format has no pages */
	uint32_t page_end;  /* physical page it ends on */
	char *page_label;   /* number printed on that page ("12", "iv"); NULL: none seen */
	char *text; /* valid UTF-8, white space collapsed to single spaces, otherwise as the file has it */
} SgBlock;

typedef struct {
	char *key; /* lower case: "title", "author", "published", "modified", "site", "url", "type",
		      "created", "lang" */
	char *value;
	char *origin; /* where it stood: "json-ld", "meta", "itemprop", "rel", "time", "byline", "data",
			"headline", "pdf-info" */
} SgMeta;

/* Why a document was not indexed; also the words of --report. */
typedef enum {
	SG_REASON_NONE,
	SG_REASON_NOT_A_DOCUMENT, /* an error page in a document's name */
	SG_REASON_ENCRYPTED,
	SG_REASON_DAMAGED,
	SG_REASON_TIMEOUT,
	SG_REASON_TOO_LARGE,
	SG_REASON_CRASHED,
	SG_REASON_UNREADABLE,  /* the file could not be read, or changed meanwhile */
	SG_REASON_UNSUPPORTED, /* a type no extractor reads */
	SG_REASON_NO_TEXT,     /* a scan: indexed by name only */
} SgReason;

/* A file inside a file. */
typedef struct {
	char *name;    /* as the container has it, made valid UTF-8, cut to SG_MAX_PART_NAME; never used as a
			  path */
	GBytes *bytes; /* NULL: refused, see reason */
	SgReason reason;
	char *message; /* why refused: "expands past the limit"; NULL */
} SgPart;

typedef struct {
	char *type;        /* MIME type by content: "application/pdf" */
	uint32_t n_pages;  /* 0: no pages */
	bool no_text;      /* pages but no text layer: a scan */
	bool ocr;          /* its text was read from pictures */
	bool archive;      /* nothing but what it holds (ZIP, MBOX): no document itself */
	GPtrArray *blocks; /* SgBlock */
	GPtrArray *parts;  /* SgPart: attachments and members, documents of their own */
	GPtrArray *meta;   /* SgMeta, in order of trust within one key */
	unsigned n_more;   /* parts refused beyond those in `parts`: the last of these tells of them */
} SgText;

const char *sg_reason_name(SgReason reason); /* "not-a-document" */
SgReason sg_reason_parse(const char *name);  /* SG_REASON_NONE for NULL and unknown names */

#define SG_EXTRACT_ERROR (sg_extract_error_quark())
GQuark sg_extract_error_quark(void); /* the code is the SgReason */

SgText *sg_text_new(const char *type);
void sg_text_free(SgText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgText, sg_text_free)

/* Appends a block and returns it (borrowed); `text` is taken.  NULL when SG_MAX_EXTRACT_BLOCKS is reached or
   the text is empty (then it is freed). */
SgBlock *sg_text_add(SgText *text, SgBlockKind kind, char *block_text);
/* Appends metadata unless the value is empty or SG_MAX_META_PAIRS is reached; copies, cuts at
 * SG_MAX_META_BYTES. */
void sg_text_add_meta(SgText *text, const char *key, const char *value, const char *origin);
/* Appends a part whose bytes are taken; one past SG_MAX_PARTS, larger than SG_MAX_PART_BYTES, or that brings
   the sum over SG_MAX_PARTS_BYTES, is kept as refused: TOO_LARGE, "expands past the limit". */
void sg_text_add_part(SgText *text, const char *name, GBytes *bytes);
/* Appends a part that could not be taken out; copies.  Past SG_MAX_PARTS one more is kept, and the message of
   that one counts those that follow. */
void sg_text_refuse_part(SgText *text, const char *name, SgReason reason, const char *message);
/* First value of a key, or NULL. */
const char *sg_text_get_meta(const SgText *text, const char *key);

/* Extractors: each reads the bytes of one document of its type into `text` (blocks, meta, n_pages).  They run
   in the sandboxed worker only.  Errors: SG_EXTRACT_ERROR with DAMAGED, ENCRYPTED, TOO_LARGE, NOT_A_DOCUMENT.
 */
bool sg_extract_plain(GBytes *bytes, SgText *text, GError **error); /* text and Markdown, by text->type */
bool sg_extract_html(GBytes *bytes, const char *charset, SgText *text, GError **error);
bool sg_extract_pdf(GBytes *bytes, SgText *text, GError **error);
bool sg_extract_docx(GBytes *bytes, SgText *text, GError **error);
bool sg_extract_odf(GBytes *bytes, SgText *text, GError **error); /* text, spreadsheet, presentation */
bool sg_extract_epub(GBytes *bytes, SgText *text, GError **error);
bool sg_extract_xlsx(GBytes *bytes, SgText *text, GError **error);
bool sg_extract_pptx(GBytes *bytes, SgText *text, GError **error);
bool sg_extract_rtf(GBytes *bytes, SgText *text, GError **error);
bool sg_extract_doc(GBytes *bytes, SgText *text, GError **error);
/* A message: its own text, its attachments as parts.  Metadata: title (Subject), author (From), to, published
   (Date).  Errors also: ENCRYPTED. */
bool sg_extract_mail(GBytes *bytes, SgText *text, GError **error);
/* A mailbox: its messages as parts "1.eml", "2.eml", ... */
bool sg_extract_mbox(GBytes *bytes, SgText *text, GError **error);
bool sg_extract_meeting(GBytes *bytes, SgText *text, GError **error); /* a saved ModernGov meeting */
/* A ZIP archive: its members as parts, but for folders and hidden files; those that cannot be had are
   refused, each by itself. */
bool sg_extract_zip(GBytes *bytes, SgText *text, GError **error);
/* Called once before any extraction, in the template process: what takes time and can be shared. */
void sg_extract_pdf_warm(void);
void sg_extract_html_warm(void);
void sg_extract_mail_warm(void);

#endif
