/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Styles and numbering of a DOCX (ISO/IEC 29500-1, 17.7 and 17.9), as far as they say what a paragraph is. */
#ifndef SG_INDEXER_OOXML_STYLES_H
#define SG_INDEXER_OOXML_STYLES_H

#include "indexer/extract/numbering.h"
#include "indexer/extract/ooxml.h"

/* A style with all it takes over from those it is based on. */
typedef struct {
	int heading; /* level from 1; 0: none; -1: nothing is said */
	int bold;    /* 1, 0; -1 likewise */
	int hidden;  /* likewise */
	bool quote;
	char *list; /* id of its numbering; NULL: none */
	int level;  /* in that list, from 0 */
} SgStyle;

typedef struct SgStyles SgStyles;

/* Reads the parts that `relations`, those of the main part, name.  Errors as sg_package_read_optional(). */
SgStyles *sg_styles_new(SgPackage *package, const GPtrArray *relations, GError **error);
void sg_styles_free(SgStyles *styles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgStyles, sg_styles_free)

/* Level of heading that a w:outlineLvl says; 0: none. */
int sg_styles_read_outline(const SgXmlAttributes *attributes);

/* The style of that id; the document's usual one for NULL and unknown ids; borrowed. */
const SgStyle *sg_styles_get(const SgStyles *styles, const char *id);
/* The list that a numbering id means, ready to count its next item; NULL: none; borrowed. */
SgList *sg_styles_use_list(SgStyles *styles, const char *id);

#endif
