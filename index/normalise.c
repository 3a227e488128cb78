/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/normalise.h"
#include "index/analysis.h"

#include <utf8proc.h>

/* Marks on one letter: UAX #15's stream-safe form allows 30; more would make sorting them costly. */
#define MAX_CHUNK_CHARS 32
/* The longest compatibility mapping, of U+FDFA, has 18 characters. */
#define MAX_CHUNK_FOLDED (MAX_CHUNK_CHARS * 18)
#define MAX_CHAR_BYTES 4

static const utf8proc_option_t fold_canonical =
    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
static const utf8proc_option_t fold_compatible =
    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_COMPAT;

/* One character and the marks that follow it. */
typedef struct {
	int32_t code; /* its first character */
	size_t start, end;
	size_t n_chars;
} Chunk;

static bool between(int32_t code, int32_t first, int32_t last)
{
	return code >= first && code <= last;
}

/* Blocks of the Unicode chart; called for letters and numbers only. */
static bool is_cjk(int32_t code)
{
	return between(code, 0x3005, 0x3007) || between(code, 0x3040, 0x30ff) ||
	       between(code, 0x31f0, 0x31ff) || between(code, 0x3400, 0x4dbf) ||
	       between(code, 0x4e00, 0x9fff) || between(code, 0xf900, 0xfaff) ||
	       between(code, 0xff66, 0xff9d) || between(code, 0x1aff0, 0x1b16f) ||
	       between(code, 0x20000, 0x3ffff);
}

/* Default_Ignorable_Code_Point: soft hyphen, zero-width and bidi characters, variation selectors. */
static bool is_ignorable(int32_t code)
{
	return utf8proc_get_property(code)->ignorable;
}

/* Figures of footnotes: "2018¹" is 2018, not 20181. */
static bool is_superscript(int32_t code)
{
	return code == 0xb2 || code == 0xb3 || code == 0xb9 || code == 0x2070 ||
	       between(code, 0x2074, 0x2079);
}

SgCharClass sg_char_class(int32_t code)
{
	utf8proc_category_t category = utf8proc_category(code);

	if (is_superscript(code))
		return SG_CHAR_SEPARATOR;
	if (between(category, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO))
		return is_cjk(code) ? SG_CHAR_CJK : SG_CHAR_LETTER;
	if (between(category, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO))
		return is_cjk(code) ? SG_CHAR_CJK : SG_CHAR_DIGIT;
	if (between(category, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME))
		return SG_CHAR_MARK;
	return SG_CHAR_SEPARATOR;
}

/* Jamo of every block: two or three of them compose to a syllable. */
static bool is_jamo(int32_t code)
{
	bool in_block = between(code, 0x1100, 0x11ff) || between(code, 0x3131, 0x318e) ||
			between(code, 0xa960, 0xa97c) || between(code, 0xd7b0, 0xd7fb) ||
			between(code, 0xffa1, 0xffdc);

	return in_block && sg_char_class(code) == SG_CHAR_LETTER; /* the blocks have unassigned holes */
}

static bool is_hangul(int32_t code)
{
	return between(code, 0xac00, 0xd7a3) || is_jamo(code);
}

static int32_t plain_punctuation(int32_t code)
{
	switch (code) {
	case 0xb4:
	case 0x2bc:
	case 0x2018:
	case 0x2019:
	case 0x201b:
	case 0x2032:
		return '\'';
	case 0x2212:
		return '-';
	default:
		return between(code, 0x2010, 0x2015) ? '-' : code;
	}
}

int32_t sg_char_read(const char *text, size_t n_bytes, size_t at, size_t *ret_n_char)
{
	int32_t code = 0;
	utf8proc_ssize_t n =
	    utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(n_bytes - at), &code);

	*ret_n_char = n > 0 ? (size_t)n : 1;
	return n > 0 ? code : 0xfffd;
}

/* Whether `code` normalises together with what stands before it. */
static bool joins(int32_t before, int32_t code)
{
	if (code == 0x345 || is_ignorable(code)) /* iota subscript folds to a letter, so it stands alone */
		return false;
	if (sg_char_class(code) == SG_CHAR_MARK || code == 0xff9e || code == 0xff9f)
		return true;
	return is_jamo(code) && is_hangul(before);
}

/* The chunk at `at`: ends after the last character that joins, before ignorable characters that trail it. */
static Chunk find_chunk(const char *text, size_t n_bytes, size_t at)
{
	size_t n_char;
	Chunk chunk = {.start = at, .n_chars = 1};
	int32_t before = chunk.code = sg_char_read(text, n_bytes, at, &n_char);

	chunk.end = at += n_char;
	if (sg_char_class(chunk.code) == SG_CHAR_SEPARATOR)
		return chunk; /* "≠" from "=" and a stroke is of no use to words */
	for (size_t n = 1; at < n_bytes && n < MAX_CHUNK_CHARS; n++) {
		int32_t code = sg_char_read(text, n_bytes, at, &n_char);
		bool joined = joins(before, code);

		if (!joined && !is_ignorable(code))
			break;
		at += n_char;
		if (joined) {
			before = code;
			chunk.end = at;
			chunk.n_chars = n + 1;
		}
	}
	return chunk;
}

/* What may follow `before` in a character's compatibility form for it to be of one class and one word. */
static bool stays_one_word(SgCharClass before, SgCharClass after)
{
	if (before == SG_CHAR_SEPARATOR || after == SG_CHAR_SEPARATOR)
		return before == after;
	return after == SG_CHAR_MARK || (before != SG_CHAR_CJK && after != SG_CHAR_CJK);
}

/* Whether the compatibility form of a character is, like itself, part of one word, or of none. */
static bool keeps_class(int32_t code)
{
	int32_t folded[MAX_CHUNK_FOLDED];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	SgCharClass own = sg_char_class(code), last;
	utf8proc_ssize_t n =
	    utf8proc_decompose_char(code, folded, MAX_CHUNK_FOLDED, fold_compatible, &boundary);

	if (n < 1)
		return true;
	last = sg_char_class(folded[0]);
	if ((own == SG_CHAR_SEPARATOR) != (last == SG_CHAR_SEPARATOR) ||
	    (own == SG_CHAR_MARK) != (last == SG_CHAR_MARK))
		return false;
	for (utf8proc_ssize_t i = 1; i < n; i++) {
		SgCharClass class = sg_char_class(folded[i]);

		if (!stays_one_word(last, class))
			return false;
		last = class == SG_CHAR_MARK ? last : class;
	}
	return true;
}

static size_t encode(const int32_t *codes, size_t n_codes, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < n_codes; i++)
		n += (size_t)utf8proc_encode_char(plain_punctuation(codes[i]), (utf8proc_uint8_t *)out + n);
	return n;
}

/* Folds a chunk into `out`; returns the number of characters, and of bytes. */
static size_t fold(const char *text, const Chunk *chunk, char *out, size_t *ret_n_bytes)
{
	int32_t codes[MAX_CHUNK_FOLDED];
	utf8proc_option_t options = keeps_class(chunk->code) ? fold_compatible : fold_canonical;
	utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)text + chunk->start,
						(utf8proc_ssize_t)(chunk->end - chunk->start), codes,
						MAX_CHUNK_FOLDED, options);

	g_assert(n >= 0 && n <= MAX_CHUNK_FOLDED);
	n = utf8proc_normalize_utf32(codes, n, options);
	*ret_n_bytes = encode(codes, (size_t)n, out);
	return (size_t)n;
}

/* Nothing to fold: most of lower-case Cyrillic or Greek, ideographs, curly quotes. */
static bool folds_to_itself(const Chunk *chunk)
{
	const utf8proc_property_t *property = utf8proc_get_property(chunk->code);

	return chunk->n_chars == 1 && property->decomp_seqindex == UINT16_MAX &&
	       property->casefold_seqindex == UINT16_MAX && !is_hangul(chunk->code);
}

static void add_span(GArray *spans, size_t at, size_t source, size_t width)
{
	SgSpan span = {(uint32_t)at, (uint32_t)source, (uint32_t)width};
	const SgSpan *last;

	if (!spans)
		return;
	last = spans->len ? &g_array_index(spans, SgSpan, spans->len - 1) : NULL;
	if (last && !last->width && !width && span.at - last->at == span.source - last->source)
		return; /* still the same distance apart */
	g_array_append_val(spans, span);
}

static void append_chunk(const char *text, const Chunk *chunk, GString *normal, GArray *spans)
{
	char out[MAX_CHUNK_FOLDED * MAX_CHAR_BYTES];
	size_t n_source = chunk->end - chunk->start, n_out = 0, n_chars = 1;
	int32_t plain = plain_punctuation(chunk->code);

	if (is_ignorable(chunk->code) && chunk->n_chars == 1)
		return;
	if (chunk->n_chars == 1 && (plain != chunk->code || folds_to_itself(chunk)))
		n_out = encode(&plain, 1, out);
	else
		n_chars = fold(text, chunk, out, &n_out);
	if (!n_out)
		return;
	add_span(spans, normal->len, chunk->start,
		 chunk->n_chars == 1 && n_chars == 1 && n_out == n_source ? 0 : n_source);
	g_string_append_len(normal, out, (gssize)n_out);
}

/* Bytes of ASCII from `at` on, less a last letter that the marks after it may change. */
static size_t ascii_run(const char *text, size_t n_bytes, size_t at)
{
	size_t end = at, n_char;
	uint64_t eight;

	for (; end + sizeof eight <= n_bytes; end += sizeof eight) {
		memcpy(&eight, text + end, sizeof eight);
		if (eight & G_GUINT64_CONSTANT(0x8080808080808080))
			break;
	}
	while (end < n_bytes && !((unsigned char)text[end] & 0x80))
		end++;
	if (end < n_bytes && end > at && g_ascii_isalnum(text[end - 1])) {
		int32_t code = sg_char_read(text, n_bytes, end, &n_char);

		end -= is_ignorable(code) || joins(text[end - 1], code);
	}
	return end - at;
}

/* No table and no call, so that the compiler can fold many bytes at once. */
static void append_ascii(const char *text, size_t n_bytes, GString *normal)
{
	size_t at = normal->len;

	g_string_set_size(normal, at + n_bytes);
	for (size_t i = 0; i < n_bytes; i++) {
		char c = text[i];

		normal->str[at + i] = (char)(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
	}
}

void sg_normalise_into(const char *text, size_t n_bytes, GString *normal, GArray *spans)
{
	g_string_truncate(normal, 0);
	if (spans)
		g_array_set_size(spans, 0);
	for (size_t at = 0; at < n_bytes;) {
		size_t n_ascii = ascii_run(text, n_bytes, at);
		Chunk chunk;

		if (n_ascii) {
			add_span(spans, normal->len, at, 0);
			append_ascii(text + at, n_ascii, normal);
			at += n_ascii;
			continue;
		}
		chunk = find_chunk(text, n_bytes, at);
		append_chunk(text, &chunk, normal, spans);
		at = chunk.end;
	}
}

char *sg_normalise(const char *text, size_t n_bytes)
{
	g_autoptr(GString) normal = g_string_sized_new(n_bytes);

	sg_normalise_into(text, n_bytes, normal, NULL);
	return g_string_free(g_steal_pointer(&normal), FALSE);
}
