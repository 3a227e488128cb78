/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/prose.h"

#include <string.h>

/* No list has a longer one, so a longer one is in none. */
enum { LONGEST_WORD = 40 };

/* ---- single marks ---------------------------------------------------- */

static gunichar char_at(const char *at)
{
	return *at ? g_utf8_get_char(at) : 0;
}

static bool is_apostrophe(gunichar c)
{
	return c == '\'' || c == 0x2019;
}

static bool is_dash(gunichar c)
{
	return c == '-' || (c >= 0x2012 && c <= 0x2015);
}

/* Single marks are not read: they cannot be told from apostrophes, and words between them stay the writer's.
 */
static bool is_double_quote(gunichar c)
{
	return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e;
}

/* A typed mark opens in front of a word and closes behind one. */
static bool opens_quote(const char *text, const char *at)
{
	gunichar c = char_at(at);
	if (c != '"')
		return c == 0x201c || c == 0x201e;
	return at == text || strchr(" ([-:", at[-1]) || (unsigned char)at[-1] >= 0x80;
}

/* Hyphens and apostrophes belong to a word only between two letters: "Desh-mane", "people’s". */
static const char *word_end(const char *at)
{
	while (*at) {
		gunichar c = char_at(at);
		const char *next = g_utf8_next_char(at);
		bool joins = is_apostrophe(c) || c == '-' || c == 0x2011 || c == '/' || c == '.';
		bool goes_on = joins && g_unichar_isalnum(char_at(next));
		if (!g_unichar_isalnum(c) && !goes_on)
			return at;
		at = next;
	}
	return at;
}

/* ---- sentences ------------------------------------------------------- */

/* "Mr.", "K.", "No. 5": a full stop that ends no sentence. */
static bool is_abbreviated(const SgProse *prose, const char *after)
{
	static const char short_forms[] = " mr mrs ms dr cllr cllrs prof st rev hon eg ie ",
			  numbering[] = " no nos para ";
	guint last = prose->tokens->len - 1;
	if (prose->tokens->len == 0 || !sg_prose_kind(prose, last, SG_TOKEN_WORD))
		return false;
	const SgToken *word = sg_prose_at(prose, last);
	return (word->capital && word->end - word->start == 1) || sg_prose_in(prose, last, short_forms) ||
	       (after[0] == ' ' && g_ascii_isdigit(after[1]) && sg_prose_in(prose, last, numbering));
}

/* "e.g. plans" goes on; a capital, a figure or an inverted comma may begin. */
static bool sentence_may_begin(const char *at)
{
	gunichar c;
	while (*at == ' ' || *at == ')' || *at == '*')
		at++;
	c = char_at(at);
	return !c || g_unichar_isupper(c) || g_unichar_isdigit(c) || is_double_quote(c) || c == 0x2018;
}

static bool is_stop(const SgProse *prose, const char *at)
{
	if (!strchr(".!?", *at) || (at[1] && at[1] != ' ' && at[1] != ')' && at[1] != '*'))
		return false;
	return sentence_may_begin(at + 1) && !(*at == '.' && is_abbreviated(prose, at + 1));
}

/* ---- cutting --------------------------------------------------------- */

static void add_token(SgProse *prose, SgTokenKind kind, const char *from, const char *to)
{
	SgToken token = {.kind = kind,
			 .start = (uint32_t)(from - prose->text),
			 .end = (uint32_t)(to - prose->text),
			 .capital = kind == SG_TOKEN_WORD && g_unichar_isupper(char_at(from))};
	g_array_append_val(prose->tokens, token);
	prose->outside |= kind == SG_TOKEN_WORD;
}

/* “...the end.” He went: what ends the quotation ends the sentence around it. */
static const char *take_quote(SgProse *prose, const char *at)
{
	const char *end = g_utf8_next_char(at);
	gunichar last = 0;
	if (prose->tokens->len == 0)
		prose->opens = true;
	while (*end && (!is_double_quote(char_at(end)) || opens_quote(prose->text, end))) {
		last = char_at(end);
		end = g_utf8_next_char(end);
	}
	prose->left_open = *end == '\0';
	end = *end ? g_utf8_next_char(end) : end;
	add_token(prose, SG_TOKEN_QUOTE, at, end);
	if ((last == '.' || last == '!' || last == '?') && sentence_may_begin(end))
		add_token(prose, SG_TOKEN_STOP, end, end);
	return end;
}

static SgTokenKind kind_of_mark(const SgProse *prose, const char *at)
{
	if (is_stop(prose, at))
		return SG_TOKEN_STOP;
	if (*at == ',' || *at == ';')
		return SG_TOKEN_COMMA;
	if (*at == ':')
		return SG_TOKEN_COLON;
	if (*at == '(' || *at == '[')
		return SG_TOKEN_OPEN;
	if (*at == ')' || *at == ']')
		return SG_TOKEN_CLOSE;
	return is_dash(char_at(at)) ? SG_TOKEN_DASH : SG_TOKEN_END;
}

static const char *take_token(SgProse *prose, const char *at)
{
	gunichar c = char_at(at);
	const char *next = g_utf8_next_char(at);
	if (is_double_quote(c) && opens_quote(prose->text, at))
		return take_quote(prose, at);
	if (g_unichar_isalnum(c) || c == '&') {
		next = c == '&' ? next : word_end(at);
		add_token(prose, SG_TOKEN_WORD, at, next);
		return next;
	}
	SgTokenKind kind = kind_of_mark(prose, at);
	prose->question |= c == '?';
	if (kind != SG_TOKEN_END)
		add_token(prose, kind, at, next);
	return next;
}

void sg_prose_init(SgProse *prose, const char *text)
{
	*prose = (SgProse){.text = text, .tokens = g_array_new(FALSE, FALSE, sizeof(SgToken))};
	for (const char *at = text; *at;)
		at = take_token(prose, at);
}

void sg_prose_clear(SgProse *prose)
{
	g_clear_pointer(&prose->tokens, g_array_unref);
}

/* ---- looking at it --------------------------------------------------- */

const SgToken *sg_prose_at(const SgProse *prose, guint i)
{
	static const SgToken end = {.kind = SG_TOKEN_END};
	return i < prose->tokens->len ? &g_array_index(prose->tokens, SgToken, i) : &end;
}

bool sg_prose_kind(const SgProse *prose, guint i, SgTokenKind kind)
{
	return sg_prose_at(prose, i)->kind == kind;
}

/* Lower case, typed apostrophes, between spaces; false for what is no word, or too long for any list. */
static bool fold_word(const SgProse *prose, guint i, char folded[LONGEST_WORD + 3])
{
	const SgToken *token = sg_prose_at(prose, i);
	size_t n = 0;
	if (token->kind != SG_TOKEN_WORD || token->end - token->start > LONGEST_WORD)
		return false;
	folded[n++] = ' ';
	for (uint32_t at = token->start; at < token->end; at++) {
		bool curly = strncmp(prose->text + at, "’", strlen("’")) == 0;
		folded[n++] = curly ? '\'' : g_ascii_tolower(prose->text[at]);
		at += curly ? (uint32_t)strlen("’") - 1 : 0;
	}
	folded[n++] = ' ';
	folded[n] = '\0';
	return true;
}

bool sg_prose_in(const SgProse *prose, guint i, const char *words)
{
	char folded[LONGEST_WORD + 3];
	return fold_word(prose, i, folded) && strstr(words, folded);
}

bool sg_prose_is(const SgProse *prose, guint i, const char *word)
{
	char folded[LONGEST_WORD + 3];
	size_t n = strlen(word);
	return fold_word(prose, i, folded) && strncmp(folded + 1, word, n) == 0 &&
	       strcmp(folded + 1 + n, " ") == 0;
}

bool sg_prose_has(const SgProse *prose, guint from, guint to, const char *words)
{
	for (guint i = from; i < to; i++)
		if (sg_prose_in(prose, i, words))
			return true;
	return false;
}

guint sg_prose_next_sentence(const SgProse *prose, guint from)
{
	while (from < prose->tokens->len && !sg_prose_kind(prose, from, SG_TOKEN_STOP))
		from++;
	return MIN(from + 1, prose->tokens->len);
}

guint sg_prose_last_sentence(const SgProse *prose)
{
	guint last = 0;
	for (guint i = 0; i < prose->tokens->len; i = sg_prose_next_sentence(prose, i))
		last = i;
	return last;
}

char *sg_prose_dup(const SgProse *prose, guint from, guint to)
{
	to = MIN(to, prose->tokens->len);
	if (from >= to)
		return NULL;
	uint32_t start = sg_prose_at(prose, from)->start, end = sg_prose_at(prose, to - 1)->end;
	return g_strndup(prose->text + start, end - start);
}
