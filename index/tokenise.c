/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/tokenise.h"
#include "index/normalise.h"

typedef struct {
	const char *bytes;
	size_t n_bytes;
} Text;

static bool ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The class of the character at `at`, which may be the end of the text: nothing of no bytes. */
static inline SgCharClass class_at(Text text, size_t at, size_t *ret_n_char)
{
	unsigned char c;

	*ret_n_char = 0;
	if (at >= text.n_bytes)
		return SG_CHAR_SEPARATOR;
	c = (unsigned char)text.bytes[at];
	if (c >= 0x80)
		return sg_char_class(sg_char_read(text.bytes, text.n_bytes, at, ret_n_char));
	*ret_n_char = 1;
	if (c >= 'a' && c <= 'z')
		return SG_CHAR_LETTER;
	return ascii_digit((char)c) ? SG_CHAR_DIGIT : SG_CHAR_SEPARATOR;
}

static bool digit_at(Text text, size_t at)
{
	return at < text.n_bytes && ascii_digit(text.bytes[at]);
}

/* Whether the comma at `comma` parts groups of three: one to three digits since `group`, exactly three after.
 */
static bool parts_groups(Text text, size_t group, size_t comma)
{
	if (comma - group < 1 || comma - group > 3)
		return false;
	for (size_t i = group; i < comma; i++)
		if (!digit_at(text, i))
			return false;
	return digit_at(text, comma + 1) && digit_at(text, comma + 2) && digit_at(text, comma + 3) &&
	       !digit_at(text, comma + 4);
}

/* Whether the full stop at `point` is a decimal point: the only one in its run of digits, so not
 * "14.02.2019". */
static bool is_decimal(Text text, size_t point)
{
	size_t first = point, last = point + 1;

	while (first > 0 && digit_at(text, first - 1))
		first--;
	while (digit_at(text, last))
		last++;
	bool dotted_before = first > 1 && text.bytes[first - 1] == '.' && digit_at(text, first - 2);
	bool dotted_after = last < text.n_bytes && text.bytes[last] == '.' && digit_at(text, last + 1);
	return first < point && last > point + 1 && !dotted_before && !dotted_after;
}

/* Whether the punctuation at `at`, just after a character of class `before`, belongs to the word. */
static bool is_inner(Text text, size_t at, size_t group, SgCharClass before)
{
	size_t n_char;

	if (at >= text.n_bytes)
		return false;
	switch (text.bytes[at]) {
	case '\'':
		return before == SG_CHAR_LETTER && class_at(text, at + 1, &n_char) == SG_CHAR_LETTER;
	case '.':
		return is_decimal(text, at);
	case ',':
		return parts_groups(text, group, at);
	default:
		return false;
	}
}

static size_t skip_marks(Text text, size_t at)
{
	size_t n_char;

	while (class_at(text, at, &n_char) == SG_CHAR_MARK)
		at += n_char;
	return at;
}

/* From its first character, finds the end of a run of letters, digits and marks. */
static void finish_run(Text text, SgWord *word)
{
	size_t n_char, group = word->start;
	SgCharClass class, last = SG_CHAR_SEPARATOR;

	word->end = word->start;
	do {
		for (;;) {
			class = class_at(text, word->end, &n_char);
			if (class == SG_CHAR_SEPARATOR || class == SG_CHAR_CJK)
				break;
			if (class != SG_CHAR_MARK)
				last = class;
			word->digits = word->digits || class == SG_CHAR_DIGIT;
			word->end += n_char;
		}
		if (!is_inner(text, word->end, group, last))
			return;
		if (text.bytes[word->end] == ',') {
			word->commas = true;
			group = word->end + 1;
		}
		word->end++;
	} while (true);
}

bool sg_tokenise_next(const char *normal, size_t n_bytes, size_t at, SgWord *ret_word)
{
	Text text = {normal, n_bytes};
	SgWord word = {0};
	size_t n_char;
	SgCharClass class;

	while ((class = class_at(text, at, &n_char)) == SG_CHAR_SEPARATOR || class == SG_CHAR_MARK) {
		if (at >= n_bytes)
			return false;
		at += n_char;
	}
	word.start = at;
	word.cjk = class == SG_CHAR_CJK;
	if (word.cjk)
		word.end = skip_marks(text, at + n_char);
	else
		finish_run(text, &word);
	*ret_word = word;
	return true;
}
