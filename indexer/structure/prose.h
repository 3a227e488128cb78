/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A paragraph as words and marks, with what stands in inverted commas folded
 * away: who is speaking is told by the words around a quotation, never by those in it.
 */
#ifndef SG_INDEXER_PROSE_H
#define SG_INDEXER_PROSE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
	SG_TOKEN_END, /* past the last token */
	SG_TOKEN_WORD,
	SG_TOKEN_COMMA, /* also a semicolon */
	SG_TOKEN_COLON,
	SG_TOKEN_STOP, /* of a sentence */
	SG_TOKEN_DASH,
	SG_TOKEN_OPEN, /* bracket */
	SG_TOKEN_CLOSE,
	SG_TOKEN_QUOTE, /* everything from an opening double inverted comma to its close, or to the end */
} SgTokenKind;

typedef struct {
	SgTokenKind kind;
	uint32_t start, end; /* bytes of the text */
	bool capital;        /* a word that begins with a capital letter */
} SgToken;

typedef struct {
	const char *text; /* borrowed */
	GArray *tokens;   /* SgToken */
	bool opens;       /* its first mark is an opening inverted comma */
	bool left_open;   /* its last inverted comma is not closed */
	bool outside;     /* words stand outside inverted commas */
	bool question;    /* so does a question mark */
} SgProse;

/* Cuts `text`, which must outlive the result. */
void sg_prose_init(SgProse *prose, const char *text);
void sg_prose_clear(SgProse *prose);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SgProse, sg_prose_clear)

/* The i-th token; one of kind END past the last. */
const SgToken *sg_prose_at(const SgProse *prose, guint i);
bool sg_prose_kind(const SgProse *prose, guint i, SgTokenKind kind);
/* Whether the i-th token is `word`, ASCII case folded, curly apostrophes as typed ones. */
bool sg_prose_is(const SgProse *prose, guint i, const char *word);
/* Whether the i-th token is one of the words of a list in one string: " said says told ". */
bool sg_prose_in(const SgProse *prose, guint i, const char *words);
/* Whether any token of [from, to) is one of them. */
bool sg_prose_has(const SgProse *prose, guint from, guint to, const char *words);
/* First token from `from` that begins a sentence after the present one; number of tokens when there is none.
 */
guint sg_prose_next_sentence(const SgProse *prose, guint from);
/* First token of the last sentence. */
guint sg_prose_last_sentence(const SgProse *prose);
/* The text of tokens [from, to) as it stands; free with g_free().  NULL when there are none. */
char *sg_prose_dup(const SgProse *prose, guint from, guint to);

#endif
