/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Fonts of an RTF document, which say in what character set their text is written. */
#ifndef SG_INDEXER_RTF_FONTS_H
#define SG_INDEXER_RTF_FONTS_H

#include <glib.h>
#include <stdbool.h>

typedef struct SgRtfFonts SgRtfFonts;

SgRtfFonts *sg_rtf_fonts_new(void);
void sg_rtf_fonts_free(SgRtfFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgRtfFonts, sg_rtf_fonts_free)

/* Adds a font; `charset` is that of \fcharset, -1: not said; `codepage` that of \cpg, 0 likewise. */
void sg_rtf_fonts_add(SgRtfFonts *fonts, int number, const char *name, int charset, int codepage);

/* Decodes a run; `codepage` is the document's, for fonts that say nothing.  Valid UTF-8, g_free(). */
char *sg_rtf_fonts_decode(const SgRtfFonts *fonts, int number, int codepage, const char *bytes,
			  size_t n_bytes);
/* What a character of the private area U+F000 to U+F0FF is in that font, where it carries meaning: static;
   NULL: not in that area. */
const char *sg_rtf_fonts_symbol(const SgRtfFonts *fonts, int number, gunichar c);

#endif
