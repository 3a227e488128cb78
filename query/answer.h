/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The answer to a request: plain data from which every form (text, JSON, ...) is rendered. */
#ifndef SG_QUERY_ANSWER_H
#define SG_QUERY_ANSWER_H

#include "index/record.h"
#include "query/match.h"
#include "query/request.h"

typedef enum {
	SG_GROUP_WORDS, /* These words */
	SG_GROUP_SOME,  /* Some of these words */
} SgGroup;

const char *sg_group_name(SgGroup group);  /* "words" */
const char *sg_group_label(SgGroup group); /* "These words" */

typedef struct {
	char *id; /* passage ID */
	SgGroup group;
	double score;
	SgPassage *passage;
	const SgDocument *document; /* owned by the answer */
	char *text;                 /* what to show: whole sentences of the passage, exactly as it has them */
	bool cut_before, cut_after; /* whether more of the passage stands before or after `text` */
	GArray *highlights;         /* SgSpan, bytes of `text` */
} SgResult;

/* One cell of the counts: a year (0: not known to the year) and a source. */
typedef struct {
	int year;
	SgSource source;
	uint32_t count; /* passages found (These words) */
	uint32_t held;  /* passages held under the same filters */
} SgCell;

typedef struct {
	SgRequest *request; /* as asked */
	unsigned sources;   /* bits asked for, in the request or in the query; 0: all */
	char *understood;   /* the query in its normal form */
	uint64_t revision;
	char *built;
	uint32_t total; /* passages in the group "These words": exact */
	uint32_t total_documents;
	uint32_t some; /* passages with some of the words: exact; 0 when the group does not apply */
	uint32_t hidden_comments; /* reader comments that match and were left out */
	unsigned n_pages;
	GPtrArray *results;    /* SgResult, in order */
	GArray *cells;         /* SgCell by year, then source; years not known come last */
	GHashTable *documents; /* SgDocument by ID */
	GHashTable *places;    /* GPtrArray of SgPlace by document ID: the files it stands in */
	GPtrArray *scans;      /* SgDocument: without text, but with these words in their names */
	GPtrArray *notes;      /* char*: what the person who asked should know */
} SgAnswer;

SgAnswer *sg_answer_new(const SgRequest *request);
void sg_answer_free(SgAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgAnswer, sg_answer_free)

/* Sums over cells: of one source, or of one year. */
SgCell sg_answer_source_sum(const SgAnswer *answer, SgSource source);
SgCell sg_answer_year_sum(const SgAnswer *answer, int year);

/* "Inspection of X, pages 9–10, para 57": where a result stands as the document numbers it, for citing it.
   Only a document without pages or numbers of its own is cited by our count of its paragraphs.  Free with
   g_free(). */
char *sg_result_where(const SgResult *result);
/* Who is named as speaking; NULL when nobody is, or only the source again ("Ofsted" in the words of Ofsted).
 */
const char *sg_passage_named(const SgPassage *passage);
/* "page 14 (sheet 16 of the file)", "pages 3–4": for a passage of a document with pages. */
void sg_passage_append_pages(GString *where, const SgPassage *passage);
/* "about July 2014", "14 March 2013", "date not known"; free with g_free(). */
char *sg_date_print(const SgDate *date);

/* Renderers: append the whole answer to `out`. */
typedef struct {
	bool color;     /* bold, underline and source colours, for a terminal */
	unsigned width; /* wrap at this column; 0: never */
	bool pretty;    /* JSON: indented */
} SgRenderOptions;

void sg_render_text(const SgAnswer *answer, const SgRenderOptions *options, GString *out);
/* Year by year, source by source, with what is held. */
void sg_render_table(const SgAnswer *answer, bool by_year, bool by_source, GString *out);
void sg_render_json(const SgAnswer *answer, const SgRenderOptions *options, GString *out);
/* RFC 9457 problem object for an error. */
void sg_render_problem(const GError *error, GString *out);

#endif
