/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/rtf_fonts.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/symbols.h"

enum {
	MAX_FONTS = 10000,
	SYMBOL = -1, /* a code page of ours: the font has pictures for letters */
	UTF8 = 65001,
};

typedef struct {
	char *name;
	int codepage; /* 0: the document's */
} Font;

struct SgRtfFonts {
	GHashTable *fonts; /* number -> Font */
};

static void font_free(void *data)
{
	Font *font = data;
	g_free(font->name);
	g_free(font);
}

SgRtfFonts *sg_rtf_fonts_new(void)
{
	SgRtfFonts *fonts = g_new0(SgRtfFonts, 1);
	fonts->fonts = g_hash_table_new_full(NULL, NULL, NULL, font_free);
	return fonts;
}

void sg_rtf_fonts_free(SgRtfFonts *fonts)
{
	if (!fonts)
		return;
	g_hash_table_unref(fonts->fonts);
	g_free(fonts);
}

/* RTF 1.9.1, "Font Table": \fcharset. */
static int codepage_of(int charset)
{
	static const struct {
		int charset, codepage;
	} PAGES[] = {
	    {0, 1252},   {2, SYMBOL}, {77, 10000}, {128, 932},  {129, 949},  {130, 949},
	    {134, 936},  {136, 950},  {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255},
	    {178, 1256}, {186, 1257}, {204, 1251}, {222, 874},  {238, 1250}, {255, 850},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(PAGES); i++)
		if (PAGES[i].charset == charset)
			return PAGES[i].codepage;
	return 0;
}

void sg_rtf_fonts_add(SgRtfFonts *fonts, int number, const char *name, int charset, int codepage)
{
	if (g_hash_table_size(fonts->fonts) >= MAX_FONTS)
		return;
	Font *font = g_new0(Font, 1);
	font->name = g_strdup(name);
	font->codepage = codepage > 0 ? codepage : codepage_of(charset);
	g_hash_table_replace(fonts->fonts, GINT_TO_POINTER(number), font);
}

/* A name that charset.h knows. */
static const char *label_of(int codepage)
{
	static const struct {
		int codepage;
		const char *label;
	} LABELS[] = {
	    {UTF8, "utf-8"},        {10000, "macintosh"},   {932, "cp932"},         {936, "gbk"},
	    {949, "uhc"},           {950, "big5"},          {437, "cp850"},         {850, "cp850"},
	    {866, "ibm866"},        {874, "windows-874"},   {1250, "windows-1250"}, {1251, "windows-1251"},
	    {1253, "windows-1253"}, {1254, "windows-1254"}, {1255, "windows-1255"}, {1256, "windows-1256"},
	    {1257, "windows-1257"}, {1258, "windows-1258"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(LABELS); i++)
		if (LABELS[i].codepage == codepage)
			return LABELS[i].label;
	return "windows-1252";
}

/* The bytes of such a font are no letters: what a reader sees is a bullet or an arrow. */
static char *decode_symbols(const Font *font, const char *bytes, size_t n_bytes)
{
	GString *shown = g_string_new(NULL);
	for (size_t i = 0; i < n_bytes; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (g_ascii_isspace(c))
			g_string_append_c(shown, ' ');
		else
			g_string_append(shown, sg_symbol_show(font->name, c));
	}
	return g_string_free(shown, FALSE);
}

char *sg_rtf_fonts_decode(const SgRtfFonts *fonts, int number, int codepage, const char *bytes,
			  size_t n_bytes)
{
	const Font *font = g_hash_table_lookup(fonts->fonts, GINT_TO_POINTER(number));
	if (font && font->codepage == SYMBOL)
		return decode_symbols(font, bytes, n_bytes);
	return sg_charset_decode_as(bytes, n_bytes,
				    label_of(font && font->codepage ? font->codepage : codepage));
}

const char *sg_rtf_fonts_symbol(const SgRtfFonts *fonts, int number, gunichar c)
{
	if (c < 0xf000 || c > 0xf0ff)
		return NULL;
	const Font *font = g_hash_table_lookup(fonts->fonts, GINT_TO_POINTER(number));
	return sg_symbol_show(font ? font->name : NULL, c);
}
