/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Characters of symbol fonts, of which office documents keep only the font's code. */
#ifndef SG_INDEXER_SYMBOLS_H
#define SG_INDEXER_SYMBOLS_H

#include <glib.h>

/* What a reader sees of character `code` (0x20 to 0xff, or the same from U+F000 on) in a symbol font (its
   name, or NULL), for those that carry meaning: ticks, boxes, arrows, bullets, quotation marks.  Static
   UTF-8;
   "" for others. */
const char *sg_symbol_show(const char *font, gunichar code);

#endif
