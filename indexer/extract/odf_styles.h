/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Styles and lists of an OpenDocument file (ODF 1.3, part 3, 16), as far as they say what a paragraph is. */
#ifndef SG_INDEXER_ODF_STYLES_H
#define SG_INDEXER_ODF_STYLES_H

#include "indexer/extract/numbering.h"
#include "indexer/extract/xmlstream.h"

typedef struct {
	char *parent;
	char *list;  /* name of its list style; NULL: none */
	int bold;    /* 1, 0; -1: nothing is said */
	int hidden;  /* likewise */
	int heading; /* default outline level; 0: none */
	bool quote;
} SgOdfStyle;

typedef struct SgOdfStyles SgOdfStyles;

SgOdfStyles *sg_odf_styles_new(void);
void sg_odf_styles_free(SgOdfStyles *styles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgOdfStyles, sg_odf_styles_free)

/* Tags of the elements that sg_odf_styles_start() understands; from this on. */
enum {
	SG_ODF_STYLE = 1000,
	SG_ODF_PROPERTIES,
	SG_ODF_LIST_STYLE,
	SG_ODF_LEVEL_NUMBER,
	SG_ODF_LEVEL_BULLET,
};
#define SG_ODF_STYLE_NAMES                                                                                   \
	{"style:style", SG_ODF_STYLE}, {"style:text-properties", SG_ODF_PROPERTIES},                         \
	    {"style:table-properties", SG_ODF_PROPERTIES}, {"text:list-style", SG_ODF_LIST_STYLE},           \
	    {"text:outline-style", SG_ODF_LIST_STYLE},                                                       \
	    {"text:list-level-style-number", SG_ODF_LEVEL_NUMBER},                                           \
	    {"text:outline-level-style", SG_ODF_LEVEL_NUMBER},                                               \
	    {"text:list-level-style-bullet", SG_ODF_LEVEL_BULLET},                                           \
	{                                                                                                    \
		"text:list-level-style-image", SG_ODF_LEVEL_BULLET                                           \
	}

/* An element of style definitions begins. */
void sg_odf_styles_start(SgOdfStyles *styles, int tag, const SgXmlAttributes *attributes);

/* A style with what it takes over from its parents; `family` is "paragraph", "text" or "table".  Unknown ones
   say nothing.  The strings are borrowed. */
SgOdfStyle sg_odf_styles_get(const SgOdfStyles *styles, const char *family, const char *name);
/* The list of that style; "": that of headings; NULL: there is none; borrowed. */
SgList *sg_odf_styles_get_list(const SgOdfStyles *styles, const char *name);

#endif
