/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/errorpage.h"

#include <string.h>

/* Menus, cookie notices and footers of an error page stay below this, a report does not. */
#define PAGE_BYTES 10000
/* A page this short has no room for anything but its message. */
#define MESSAGE_BYTES 1000

/* Lower case, between word boundaries. */
static const char *const PHRASES[] = {
    "not found",
    "not be found",
    "cannot be found",
    "can't be found",
    "cannot find",
    "can't find",
    "couldn't find",
    "no longer available",
    "access denied",
    "access is denied",
    "access forbidden",
    "403 forbidden",
    "permission denied",
    "401 unauthorized",
    "400 bad request",
    "service unavailable",
    "temporarily unavailable",
    "internal server error",
    "server error",
    "application error",
    "bad gateway",
    "gateway timeout",
    "gateway time-out",
    "error 400",
    "error 401",
    "error 403",
    "error 404",
    "error 410",
    "error 500",
    "error 502",
    "error 503",
    "404 error",
    "403 error",
    "500 error",
};

/* Titles that say no more than this. */
static const char *const BARE_TITLES[] = {"400", "401", "403", "404",   "410",       "500",
					  "502", "503", "504", "error", "forbidden", "unauthorized"};

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || (unsigned char)c >= 0x80;
}

static bool contains_phrase(const char *text, const char *phrase)
{
	size_t n_bytes = strlen(phrase);
	for (const char *at = text; (at = strstr(at, phrase)); at++)
		if ((at == text || !is_word_char(at[-1])) && !is_word_char(at[n_bytes]))
			return true;
	return false;
}

static bool tells_of_error(const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(PHRASES); i++)
		if (contains_phrase(text, PHRASES[i]))
			return true;
	return false;
}

static bool is_bare(const char *title)
{
	for (size_t i = 0; i < G_N_ELEMENTS(BARE_TITLES); i++)
		if (strcmp(title, BARE_TITLES[i]) == 0)
			return true;
	return false;
}

static bool starts_with(const char *at, const char *end, const char *prefix)
{
	size_t n_bytes = strlen(prefix);
	return (size_t)(end - at) >= n_bytes && g_ascii_strncasecmp(at, prefix, n_bytes) == 0;
}

/* `at` stands on "<": true for a start tag of `element`. */
static bool opens(const char *at, const char *end, const char *element)
{
	size_t n_bytes = strlen(element);
	return starts_with(at + 1, end, element) && (size_t)(end - at) > n_bytes + 1 &&
	       !g_ascii_isalnum(at[n_bytes + 1]);
}

static const char *find(const char *at, const char *end, const char *wanted)
{
	while (at < end && !starts_with(at, end, wanted))
		at++;
	return at;
}

/* Past the tag, comment or unshown element that begins at `at`. */
static const char *skip_markup(const char *at, const char *end)
{
	if (starts_with(at, end, "<!--"))
		return find(at, end, "-->");
	if (opens(at, end, "script"))
		at = find(at, end, "</script");
	else if (opens(at, end, "style"))
		at = find(at, end, "</style");
	return find(at, end, ">");
}

static void append_shown(GString *out, char c)
{
	bool space = g_ascii_isspace(c);
	if (!space)
		g_string_append_c(out, g_ascii_tolower(c));
	else if (out->len > 0 && out->str[out->len - 1] != ' ')
		g_string_append_c(out, ' ');
}

/* The text a reader would see, lower case, white space collapsed, until `max_bytes` of it. */
static char *shown_text(const char *at, const char *end, size_t max_bytes)
{
	GString *out = g_string_new(NULL);
	while (at < end && out->len < max_bytes) {
		if (*at == '<') {
			at = skip_markup(at, end);
			append_shown(out, ' ');
		} else {
			append_shown(out, *at);
		}
		at++;
	}
	return g_strchomp(g_string_free(out, FALSE));
}

/* Shown text of the first `element`; NULL when there is none.  Free with g_free(). */
static char *element_text(const char *html, const char *end, const char *element)
{
	g_autofree char *closing = g_strconcat("</", element, NULL);
	const char *at = html;
	while (at < end && !(*at == '<' && opens(at, end, element)))
		at = *at == '<' ? skip_markup(at, end) : at + 1;
	if (at >= end)
		return NULL;
	return shown_text(find(at, end, ">") + 1, find(at, end, closing), MESSAGE_BYTES);
}

bool sg_errorpage_recognise(const char *html, size_t n_bytes)
{
	const char *end = html + n_bytes;
	const char *body = find(html, end, "<body");
	g_autofree char *shown = shown_text(body < end ? body : html, end, PAGE_BYTES);
	size_t n_shown = strlen(shown);
	if (n_shown >= PAGE_BYTES)
		return false;
	if (n_shown <= MESSAGE_BYTES && tells_of_error(shown))
		return true;
	g_autofree char *title = element_text(html, end, "title");
	g_autofree char *heading = element_text(html, end, "h1");
	return (title && (tells_of_error(title) || is_bare(title))) ||
	       (heading && (tells_of_error(heading) || is_bare(heading)));
}
