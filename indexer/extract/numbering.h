/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Numbers of list items and headings as a word processor prints them: "4.2", "(a)", "iv.", a bullet. */
#ifndef SG_INDEXER_NUMBERING_H
#define SG_INDEXER_NUMBERING_H

#include <glib.h>
#include <stdbool.h>

enum { SG_LIST_LEVELS = 10 };

typedef enum {
	SG_FIGURE_DECIMAL,
	SG_FIGURE_DECIMAL_ZERO, /* 01, 02 */
	SG_FIGURE_LOWER_LETTER, /* a ... z, aa, bb: as Word counts */
	SG_FIGURE_UPPER_LETTER,
	SG_FIGURE_LOWER_ROMAN,
	SG_FIGURE_UPPER_ROMAN,
	SG_FIGURE_ORDINAL, /* 1st */
	SG_FIGURE_BULLET,  /* the pattern is the glyph */
	SG_FIGURE_NONE,    /* the pattern as it is, without a figure */
} SgFigure;

typedef struct {
	SgFigure figure;
	int start;     /* number of the first item */
	char *pattern; /* "%1.%2" (the levels' figures, from 1), or a glyph; NULL: nothing is printed */
	bool legal;    /* all figures decimal (ISO/IEC 29500-1, 17.9.4) */
} SgListLevel;

/* A list and how far it has been counted. */
typedef struct {
	SgListLevel levels[SG_LIST_LEVELS];
	int counts[SG_LIST_LEVELS];
	bool begun[SG_LIST_LEVELS];
	bool restarted[SG_LIST_LEVELS]; /* counts[] is the number to come */
} SgList;

SgList *sg_list_new(void);
void sg_list_free(SgList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgList, sg_list_free)

/* Sets a level, from 0; the pattern is copied. */
void sg_list_set_level(SgList *list, int level, SgListLevel model);
/* Forgets how far it has been counted. */
void sg_list_begin(SgList *list);
/* The next item of a level begins with that number. */
void sg_list_restart(SgList *list, int level, int start);
/* Counts an item of `level` (from 0; beyond the last: of the last) and returns what is printed before it;
   NULL: nothing; g_free(). */
char *sg_list_count(SgList *list, int level);
/* Whether items of that level are numbered in several parts ("4.2"): paragraphs of a report rather than a
 * list. */
bool sg_list_is_compound(const SgList *list, int level);

/* A number as a figure; g_free(). */
char *sg_figure_print(SgFigure figure, int number);
/* What a reader sees of a bullet's glyph, which is often a letter or a private character of a symbol font;
 * borrowed. */
const char *sg_bullet_show(const char *glyph);

#endif
