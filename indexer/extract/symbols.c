/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/symbols.h"

#include <stdbool.h>
#include <string.h>

/* Seen in the fonts themselves. */
static const struct {
	const char *font; /* beginning of its name in lower case */
	unsigned char code;
	const char *shown;
} SYMBOLS[] = {
    {"symbol", 0xb7, "\u2022"},      {"symbol", 0xae, "\u2192"},      {"symbol", 0xa3, "\u2264"},
    {"symbol", 0xb3, "\u2265"},      {"symbol", 0xb1, "\u00b1"},      {"symbol", 0xb4, "\u00d7"},
    {"symbol", 0xb0, "\u00b0"},      {"symbol", 0x2d, "\u2212"},      {"symbol", 0xb2, "\u2033"},
    {"wingdings 2", 0x50, "\u2713"}, {"wingdings 2", 0x4f, "\u2717"}, {"wingdings 2", 0x52, "\u2611"},
    {"wingdings 2", 0x53, "\u2612"}, {"wingdings 2", 0xa3, "\u2610"}, {"wingdings", 0xfc, "\u2713"},
    {"wingdings", 0xfb, "\u2717"},   {"wingdings", 0xfe, "\u2611"},   {"wingdings", 0xfd, "\u2612"},
    {"wingdings", 0xa8, "\u2610"},   {"wingdings", 0x6f, "\u2610"},   {"wingdings", 0xe0, "\u2192"},
    {"wingdings", 0xa7, "\u2022"},   {"wingdings", 0xd8, "\u2022"},   {"wingdings", 0x6c, "\u2022"},
    {"wingdings", 0x6e, "\u2022"},   {"wingdings", 0x4a, "\u263a"},
};

const char *sg_symbol_show(const char *font, gunichar code)
{
	g_autofree char *lower = g_ascii_strdown(font ? font : "symbol", -1);
	unsigned char own = (unsigned char)(code & 0xff);
	if (code > 0xff && (code & 0xff00) != 0xf000)
		return "";
	bool wingdings_2 = g_str_has_prefix(lower, "wingdings 2");
	for (size_t i = 0; i < G_N_ELEMENTS(SYMBOLS); i++)
		if (own == SYMBOLS[i].code && g_str_has_prefix(lower, SYMBOLS[i].font) &&
		    (strcmp(SYMBOLS[i].font, "wingdings 2") == 0) == wingdings_2)
			return SYMBOLS[i].shown;
	return "";
}
