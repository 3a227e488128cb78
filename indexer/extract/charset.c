/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/charset.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/text.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <uchardet/uchardet.h>

#define DECLARATION_BYTES ((size_t)(16 * 1024))
#define GUESS_BYTES ((size_t)(4 * 1024 * 1024)) /* more bytes do not change uchardet's answer */
#define UTF16_NULS 4                            /* fewer are stray bytes */
#define REPLACEMENT "\xef\xbf\xbd"

/* Codecs of our own, which need no module of the C library. */
#define UTF8 "UTF-8"
#define UTF16LE "UTF-16LE"
#define UTF16BE "UTF-16BE"
#define WINDOWS_1252 "WINDOWS-1252"

/* Names by which documents, libmagic and uchardet call a character set.  As browsers do, Latin 1 is read as
   its superset windows-1252, GB2312 as GB18030 and so on (WHATWG Encoding, 4.2). */
static const struct {
	const char *label;
	const char *codec;
} labels[] = {
    {"ascii", WINDOWS_1252},
    {"us-ascii", WINDOWS_1252},
    {"latin1", WINDOWS_1252},
    {"iso-8859-1", WINDOWS_1252},
    {"iso8859-1", WINDOWS_1252},
    {"windows-1252", WINDOWS_1252},
    {"cp1252", WINDOWS_1252},
    {"utf-8", UTF8},
    {"utf8", UTF8},
    {"utf-16", UTF16LE},
    {"utf-16le", UTF16LE},
    {"utf-16be", UTF16BE},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-9", "CP1254"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"windows-1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"windows-1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"},
    {"windows-874", "CP874"},
    {"tis-620", "CP874"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"macintosh", "MACINTOSH"},
    {"mac-cyrillic", "MAC-CYRILLIC"},
    {"ibm850", "CP850"},
    {"cp850", "CP850"},
    {"ibm866", "IBM866"},
    {"ibm855", "IBM855"},
    {"gb18030", "GB18030"},
    {"gbk", "GB18030"},
    {"gb2312", "GB18030"},
    {"big5", "BIG5"},
    {"euc-jp", "EUC-JP"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"cp932", "CP932"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr", "CP949"},
    {"uhc", "CP949"},
    {"ks-c-5601-1987", "CP949"},
};

/* uchardet seldom takes English for one of these: their patterns are strict. */
static const char *const multibyte[] = {"GB18030", "BIG5", "EUC-JP", "CP932", "ISO-2022-JP", "CP949", NULL};

gunichar sg_charset_c1(unsigned char byte)
{
	static const guint16 table[32] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
					  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
					  0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
					  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};
	return table[byte & 31];
}

/* The codec of a label, or NULL.  Only names in the table reach iconv: another would make it look for files.
 */
static const char *find_codec(const char *label)
{
	if (label == NULL)
		return NULL;
	g_autofree char *name = g_strstrip(g_ascii_strdown(label, -1));
	g_strdelimit(name, "_", '-');
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
		if (strcmp(labels[i].label, name) == 0)
			return labels[i].codec;
	return NULL;
}

static bool is_own_codec(const char *codec)
{
	return codec == NULL || strcmp(codec, UTF8) == 0 || strcmp(codec, UTF16LE) == 0 ||
	       strcmp(codec, UTF16BE) == 0 || strcmp(codec, WINDOWS_1252) == 0;
}

/* An open converter keeps its module of the C library loaded: in the sandbox no file can be opened any more.
 */
void sg_charset_warm(void)
{
	static GIConv open_converters[G_N_ELEMENTS(labels)];
	if (open_converters[G_N_ELEMENTS(labels) - 1] != NULL)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
		if (!is_own_codec(labels[i].codec))
			open_converters[i] = g_iconv_open(UTF8, labels[i].codec);
}

/* No byte is refused: the five that mean nothing become the replacement character. */
static char *decode_1252(const unsigned char *bytes, size_t n_bytes)
{
	g_autoptr(GString) out = g_string_sized_new(n_bytes + n_bytes / 8 + 1);
	for (size_t i = 0; i < n_bytes; i++) {
		if (bytes[i] >= 0x80 && bytes[i] < 0xa0)
			g_string_append_unichar(out, sg_charset_c1(bytes[i]));
		else if (bytes[i] == 0)
			g_string_append(out, REPLACEMENT);
		else
			g_string_append_unichar(out, bytes[i]);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static gunichar utf16_unit(const unsigned char *bytes, bool big)
{
	return big ? (gunichar)(bytes[0] << 8 | bytes[1]) : (gunichar)(bytes[1] << 8 | bytes[0]);
}

/* Halves of pairs that stand alone are replaced; an odd byte at the end is dropped. */
static char *decode_utf16(const unsigned char *bytes, size_t n_bytes, bool big)
{
	g_autoptr(GString) out = g_string_sized_new(n_bytes / 2 + 1);
	for (size_t i = 0; i + 1 < n_bytes; i += 2) {
		gunichar c = utf16_unit(bytes + i, big);
		gunichar low = i + 3 < n_bytes ? utf16_unit(bytes + i + 2, big) : 0;
		if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		}
		if (c == 0 || (c >= 0xd800 && c < 0xe000))
			c = 0xfffd;
		g_string_append_unichar(out, c);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Unlike g_convert(), goes on after bytes that mean nothing.  NULL: the C library has no such codec. */
static char *decode_iconv(const char *codec, const char *bytes, size_t n_bytes)
{
	GIConv converter = g_iconv_open(UTF8, codec);
	if (converter == (GIConv)-1) // NOLINT: the documented failure value
		return NULL;
	g_autoptr(GString) out = g_string_sized_new(n_bytes + n_bytes / 4 + 1);
	char *in = (char *)bytes;
	while (n_bytes > 0) {
		char chunk[4096];
		char *end = chunk;
		size_t room = sizeof chunk;
		size_t result = g_iconv(converter, &in, &n_bytes, &end, &room);
		g_string_append_len(out, chunk, end - chunk);
		if (result == (size_t)-1 && errno != E2BIG && n_bytes > 0) {
			g_string_append(out, REPLACEMENT);
			in++;
			n_bytes--;
		}
	}
	g_iconv_close(converter);
	return sg_utf8_repair(out->str, out->len);
}

static char *decode_as(const char *codec, const char *bytes, size_t n_bytes)
{
	const unsigned char *octets = (const unsigned char *)bytes;
	if (strcmp(codec, UTF8) == 0)
		return sg_utf8_repair(bytes, n_bytes);
	if (strcmp(codec, WINDOWS_1252) == 0)
		return decode_1252(octets, n_bytes);
	if (strcmp(codec, UTF16LE) == 0 || strcmp(codec, UTF16BE) == 0)
		return decode_utf16(octets, n_bytes, strcmp(codec, UTF16BE) == 0);
	char *text = decode_iconv(codec, bytes, n_bytes);
	return text != NULL ? text : decode_1252(octets, n_bytes);
}

static const char *find_bom(const char *bytes, size_t n_bytes, size_t *ret_n_bom)
{
	static const struct {
		const char *mark;
		size_t n_mark;
		const char *codec;
	} marks[] = {{"\xef\xbb\xbf", 3, UTF8}, {"\xff\xfe", 2, UTF16LE}, {"\xfe\xff", 2, UTF16BE}};
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (n_bytes >= marks[i].n_mark && memcmp(bytes, marks[i].mark, marks[i].n_mark) == 0) {
			*ret_n_bom = marks[i].n_mark;
			return marks[i].codec;
		}
	}
	return NULL;
}

/* English in UTF-16 has a NUL in every second byte, always on the same side.  It is valid UTF-8 as well, so
   this comes first. */
static const char *find_utf16(const char *bytes, size_t n_bytes)
{
	size_t n_nul[2] = {0, 0};
	size_t n_seen = MIN(n_bytes, DECLARATION_BYTES);
	for (size_t i = 0; i < n_seen; i++)
		n_nul[i & 1] += bytes[i] == 0;
	if (n_nul[1] >= UTF16_NULS && n_nul[1] > n_seen / 4 && n_nul[0] * 8 <= n_nul[1])
		return UTF16LE;
	if (n_nul[0] >= UTF16_NULS && n_nul[0] > n_seen / 4 && n_nul[1] * 8 <= n_nul[0])
		return UTF16BE;
	return NULL;
}

/* Valid, or a slip in what is plainly UTF-8 (a cut in mid-character, a pasted byte): not a reason to read
   the whole of it as something else. */
static bool is_utf8(const char *bytes, size_t n_bytes)
{
	size_t n_good = 0;
	size_t n_bad = 0;
	for (size_t i = 0; i < n_bytes;) {
		if (((unsigned char)bytes[i] & 0x80) == 0) {
			i++;
			continue;
		}
		gunichar c = g_utf8_get_char_validated(bytes + i, (gssize)MIN(n_bytes - i, 4));
		bool good = c != (gunichar)-1 && c != (gunichar)-2;
		n_good += good;
		n_bad += !good;
		i += good ? (size_t)g_unichar_to_utf8(c, NULL) : 1;
	}
	return n_bad == 0 || n_good / 10 > n_bad;
}

/* The share of letters that are not ASCII is 6 % or more: not English with a few quotation marks. */
static bool is_foreign(const char *bytes, size_t n_bytes)
{
	size_t n_letters = 0;
	size_t n_high = 0;
	for (size_t i = 0; i < n_bytes; i++) {
		n_letters += (size_t)g_ascii_isalpha(bytes[i]);
		n_high += (unsigned char)bytes[i] >= 0xa0;
	}
	return n_high * 100 >= (n_letters + n_high) * 6;
}

/* uchardet takes the few curly quotation marks and pound signs of an English page for any of a dozen
   alphabets, so a single-byte guess counts only where much of the text is in it. */
static const char *guess_codec(const char *bytes, size_t n_bytes)
{
	size_t n_seen = MIN(n_bytes, GUESS_BYTES);
	uchardet_t detector = uchardet_new();
	if (uchardet_handle_data(detector, bytes, n_seen) != 0) {
		uchardet_delete(detector);
		return WINDOWS_1252;
	}
	uchardet_data_end(detector);
	const char *codec = find_codec(uchardet_get_charset(detector));
	uchardet_delete(detector);
	if (codec == NULL || strcmp(codec, UTF8) == 0)
		return WINDOWS_1252;
	return g_strv_contains(multibyte, codec) || is_foreign(bytes, n_seen) ? codec : WINDOWS_1252;
}

/* libmagic's "iso-8859-1" says only that no control characters occur: no answer, like "unknown-8bit". */
static const char *choose_codec(const char *bytes, size_t n_bytes, const char *declared, const char *detected)
{
	const char *codec = find_utf16(bytes, n_bytes);
	if (codec != NULL)
		return codec;
	const char *said = find_codec(declared);
	if (said != NULL && strcmp(said, "ISO-2022-JP") == 0 && memchr(bytes, 0x1b, n_bytes) != NULL)
		return said;
	if (is_utf8(bytes, n_bytes))
		return UTF8;
	if (said != NULL && (!is_own_codec(said) || strcmp(said, WINDOWS_1252) == 0))
		return said;
	const char *seen = find_codec(detected);
	if (seen != NULL && strcmp(seen, UTF8) != 0 && strcmp(seen, WINDOWS_1252) != 0)
		return seen;
	return guess_codec(bytes, n_bytes);
}

char *sg_charset_decode(const char *bytes, size_t n_bytes, const char *declared, const char *detected,
			const char **ret_charset)
{
	size_t n_bom = 0;
	const char *codec = n_bytes == 0 ? UTF8 : find_bom(bytes, n_bytes, &n_bom);
	if (codec == NULL)
		codec = choose_codec(bytes, n_bytes, declared, detected);
	if (ret_charset != NULL)
		*ret_charset = codec;
	return n_bytes == 0 ? g_strdup("") : decode_as(codec, bytes + n_bom, n_bytes - n_bom);
}

char *sg_charset_decode_as(const char *bytes, size_t n_bytes, const char *label)
{
	const char *codec = find_codec(label);
	return decode_as(codec ? codec : WINDOWS_1252, bytes, n_bytes);
}

static bool check_size(size_t n_bytes, GError **error)
{
	if (n_bytes <= SG_MAX_EXTRACT_TEXT)
		return true;
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "has more than %d MB of text",
		    SG_MAX_EXTRACT_TEXT / SG_MB);
	return false;
}

char *sg_charset_decode_document(GBytes *bytes, const char *declared, const char *detected, GError **error)
{
	gsize n_bytes = 0;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	if (!check_size(n_bytes, error))
		return NULL;
	g_autofree char *decoded = sg_charset_decode(data, n_bytes, declared, detected, NULL);
	return check_size(strlen(decoded), error) ? g_steal_pointer(&decoded) : NULL;
}

/* The label after `key`, "=" and perhaps a quotation mark, inside one tag; NULL when there is none. */
static char *dup_label(const char *tag, const char *key)
{
	const char *at = strstr(tag, key);
	if (at == NULL)
		return NULL;
	at += strlen(key);
	at += strspn(at, " \t\r\n");
	if (*at++ != '=')
		return NULL;
	at += strspn(at, " \t\r\n\"'");
	size_t n_label = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-_.:");
	return n_label > 0 ? g_strndup(at, n_label) : NULL;
}

char *sg_charset_dup_declared(const char *bytes, size_t n_bytes)
{
	g_autofree char *head = g_ascii_strdown(bytes, (gssize)MIN(n_bytes, DECLARATION_BYTES));
	if (g_str_has_prefix(head, "<?xml")) {
		g_autofree char *declaration = g_strndup(head, strcspn(head, ">"));
		char *label = dup_label(declaration, "encoding");
		if (label != NULL)
			return label;
	}
	for (const char *at = strstr(head, "<meta"); at != NULL; at = strstr(at + 1, "<meta")) {
		g_autofree char *tag = g_strndup(at, strcspn(at, ">"));
		char *label = dup_label(tag, "charset");
		if (label != NULL)
			return label;
	}
	return NULL;
}
