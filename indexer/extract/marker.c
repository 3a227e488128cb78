/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/marker.h"

#include <string.h>

enum {
	MAX_DIGITS = 3, /* of a part: four are a year */
	MAX_PARTS = 4,  /* "4.2.1.7" */
	MAX_ROMAN = 6,  /* "xxviii"; longer are words */
	MAX_LABEL_WORDS = 4
};

/* Set solid in symbol fonts and word processors for list items only. */
static const gunichar BULLETS[] = {
    0x2022, 0x2023, 0x2043, 0x204C, 0x204D, 0x2219, 0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25AC, 0x25B6,
    0x25BA, 0x25C6, 0x25C7, 0x25CB, 0x25CF, 0x25D8, 0x25E6, 0x25FB, 0x25FC, 0x25FE, 0x2605, 0x2666,
    0x2713, 0x2714, 0x2756, 0x2794, 0x27A2, 0x27A4, 0x2B1B, 0x2B25, 0x2B9A, 0xFFED,
};

static bool is_bullet(gunichar c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(BULLETS); i++)
		if (BULLETS[i] == c)
			return true;
	return c >= 0xE000 && c <= 0xF8FF;
}

/* Word processors type these for bullets, and so do people for other things. */
static bool is_dash(gunichar c)
{
	return c == '-' || c == 'o' || c == '*' || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2014 ||
	       c == 0xB7 || c == 0xA7;
}

static size_t count_digits(const char *text)
{
	size_t n = 0;
	while (g_ascii_isdigit(text[n]))
		n++;
	return n;
}

/* "a", "xiv" or "12" between brackets or before one. */
static size_t count_letters(const char *text)
{
	if (g_ascii_isdigit(text[0])) {
		size_t n = count_digits(text);
		return n <= MAX_DIGITS ? n : 0;
	}
	size_t n_roman = strspn(text, "ivx");
	if (n_roman > 1 && n_roman <= MAX_ROMAN && !g_ascii_isalpha(text[n_roman]))
		return n_roman;
	return g_ascii_isalpha(text[0]) && !g_ascii_isalpha(text[1]) ? 1 : 0;
}

static bool ends_word(char c)
{
	return c == '\0' || c == ' ';
}

/* A single number needs its point or bracket, for "12 children" begins a sentence; "4.2" needs none. */
static SgMarker read_number(const char *text)
{
	SgMarker marker = {SG_MARKER_NONE, 0, 0};
	size_t at = 0;
	unsigned n_parts = 0;
	for (;;) {
		size_t n = count_digits(text + at);
		if (n == 0)
			break;
		if (n > MAX_DIGITS || ++n_parts > MAX_PARTS)
			return marker;
		at += n;
		if (text[at] != '.')
			break;
		at++;
	}
	bool closed = text[at] == ')' || (at > 0 && text[at - 1] == '.');
	if (n_parts == 0 || (n_parts == 1 && !closed))
		return marker;
	if (text[at] == ')')
		at++;
	if (!ends_word(text[at]))
		return marker;
	marker.kind = SG_MARKER_NUMBER;
	marker.n_bytes = at;
	if (n_parts == 1)
		marker.number = (uint32_t)g_ascii_strtoull(text, NULL, 10);
	return marker;
}

static SgMarker read_letter(const char *text)
{
	SgMarker marker = {SG_MARKER_NONE, 0, 0};
	size_t open = text[0] == '(' ? 1 : 0;
	size_t n = count_letters(text + open);
	const char *close = text + open + n;
	/* "a." only of a lower-case letter: "A." is an initial. */
	bool closed = *close == ')' || (*close == '.' && !open && g_ascii_islower(text[0]));
	if (n == 0 || !closed || !ends_word(close[1]))
		return marker;
	marker.kind = SG_MARKER_LETTER;
	marker.n_bytes = open + n + 1;
	return marker;
}

SgMarker sg_marker_read(const char *text)
{
	gunichar first = g_utf8_get_char(text);
	size_t n_first = *text ? (size_t)(g_utf8_next_char(text) - text) : 0;
	if (*text && ends_word(text[n_first])) {
		if (is_bullet(first))
			return (SgMarker){SG_MARKER_BULLET, n_first, 0};
		if (is_dash(first))
			return (SgMarker){SG_MARKER_DASH, n_first, 0};
	}
	SgMarker number = read_number(text);
	return number.kind ? number : read_letter(text);
}

static bool is_closer(gunichar c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x2019 || c == 0x201D || c == 0xBB;
}

/* Start of a remark in brackets at the end ("protected. (Recommendation)"); NULL: none. */
static const char *find_last_remark(const char *text, const char *end)
{
	const char *open = end > text && end[-1] == ')' ? g_strrstr_len(text, end - text, " (") : NULL;
	return open && open > text ? open : NULL;
}

static bool ends_sentence_at(const char *text, const char *end)
{
	const char *figure = end;
	while (figure > text && g_ascii_isdigit(figure[-1]))
		figure--;
	/* "board.12" is a sentence and its note; "4.2" is a number. */
	if (figure < end && figure > text + 1 && strchr(".!?", figure[-1]) && !g_ascii_isdigit(figure[-2]))
		end = figure;
	while (end > text) {
		const char *last = g_utf8_prev_char(end);
		gunichar c = g_utf8_get_char(last);
		if (!is_closer(c))
			return c < 0x80 && strchr(".!?:;", (int)c) != NULL;
		end = last;
	}
	return false;
}

bool sg_text_ends_sentence(const char *text)
{
	const char *end = text + strlen(text);
	const char *remark = find_last_remark(text, end);
	return ends_sentence_at(text, end) || (remark && ends_sentence_at(text, remark));
}

bool sg_text_begins_lower(const char *text)
{
	return g_unichar_islower(g_utf8_get_char(text));
}

bool sg_text_is_label(const char *text)
{
	const char *colon = strchr(text, ':');
	if (!colon || colon == text || colon[1] != ' ' || !g_unichar_isupper(g_utf8_get_char(text)))
		return false;
	unsigned n_words = 1;
	for (const char *at = text; at < colon; at++) {
		n_words += *at == ' ';
		/* "Section 1: ..." and "Annex A: ..." are headings. */
		if (g_ascii_isdigit(*at))
			return false;
	}
	if (n_words > MAX_LABEL_WORDS || (colon - text > 1 && colon[-2] == ' '))
		return false;
	gunichar value = g_utf8_get_char(colon + 2);
	return g_unichar_isupper(value) || g_unichar_isdigit(value);
}
