/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/detect.h"

#include "base/limits.h"
#include "corpus/meeting.h"
#include "indexer/extract/errorpage.h"
#include "indexer/extract/ocr.h"
#include "indexer/extract/office.h"
#include "indexer/extract/zipfile.h"
#include "indexer/text.h"

#include <magic.h>
#include <string.h>

#define PDF "application/pdf"
#define HTML "text/html"
#define PLAIN "text/plain"
#define MARKDOWN "text/markdown"
#define MAIL "message/rfc822"
#define MBOX "application/mbox"
#define MEETING "application/vnd.moderngov+xml"
#define ZIP "application/zip"

/* Looked at, at most; libmagic's own maximum. */
#define HEAD_BYTES ((size_t)SG_MB)
/* ISO 32000-1, annex H.3.4.1: readers accept the header anywhere within this. */
#define PDF_HEADER_BYTES 1024
#define MARKUP_BYTES 4096
#define MAIL_BYTES ((size_t)16 * 1024)

static magic_t magic;

static bool unsupported(GError **error, const char *type)
{
	/* libmagic's name for an encrypted Office file */
	if (strcmp(type, "application/encrypted") == 0) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED, "encrypted");
		return false;
	}
	static const char *const pictures[] = {"image/jpeg", "image/png", "image/tiff", NULL};
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_UNSUPPORTED,
		    g_strv_contains(pictures, type) ? "%s is read only with --ocr=auto"
						    : "%s is not a type this program reads",
		    type);
	return false;
}

/* libmagic compiles its regular expressions when a document first reaches them: better here, once, than in
   every worker. */
static void compile_rules(void)
{
	static const char *const SAMPLES[] = {"A few words of text.\n", "<!DOCTYPE html>\n<p>Text</p>\n",
					      "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(SAMPLES); i++)
		magic_buffer(magic, SAMPLES[i], strlen(SAMPLES[i]));
}

bool sg_detect_warm(GError **error)
{
	if (magic)
		return true;
	magic_t cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_MIME_ENCODING);
	if (cookie && magic_load(cookie, NULL) == 0) {
		magic = cookie;
		compile_rules();
		return true;
	}
	const char *reason = cookie ? magic_error(cookie) : NULL;
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_UNSUPPORTED, "cannot load libmagic's database: %s",
		    reason ? reason : "unknown reason");
	if (cookie)
		magic_close(cookie);
	return false;
}

/* The start of the document, and what the rules need to know about it. */
typedef struct {
	const char *start;
	size_t n_bytes;
	const char *extension; /* "pdf"; "": none */
	char *type;            /* libmagic's */
	char *charset;         /* libmagic's; "binary": not text */
	const char *office;    /* sg_office_type() */
} Sample;

static bool has_extension(const Sample *sample, const char *const *extensions)
{
	for (; *extensions; extensions++)
		if (g_ascii_strcasecmp(sample->extension, *extensions) == 0)
			return true;
	return false;
}

static const char *const TEXT_NAMES[] = {"", "txt", "text", "asc", "md", "markdown", NULL};
static const char *const MARKDOWN_NAMES[] = {"md", "markdown", NULL};
static const char *const MAIL_NAMES[] = {"eml", "mbox", "mbx", NULL};
static const char *const HTML_NAMES[] = {"htm", "html", "xhtml", "xht", NULL};

static size_t skip_space(const Sample *sample, size_t at)
{
	while (at < sample->n_bytes && g_ascii_isspace(sample->start[at]))
		at++;
	return at;
}

static bool word_at(const Sample *sample, size_t at, const char *word)
{
	size_t n_bytes = strlen(word);
	return sample->n_bytes - at >= n_bytes && g_ascii_strncasecmp(sample->start + at, word, n_bytes) == 0;
}

/* Past the first `word` from `at` on, or the end. */
static size_t skip_past(const Sample *sample, size_t at, const char *word)
{
	while (at < sample->n_bytes && !word_at(sample, at, word))
		at++;
	return MIN(at + strlen(word), sample->n_bytes);
}

static bool is_pdf(const Sample *sample)
{
	/* an archive may hold a PDF as it is, byte for byte, as its first member */
	if (sample->n_bytes >= 4 && memcmp(sample->start, "PK\3\4", 4) == 0)
		return false;
	const char *header = memmem(sample->start, MIN(sample->n_bytes, PDF_HEADER_BYTES), "%PDF-", 5);
	if (header == sample->start)
		return true;
	/* A text may speak of the header, which misleads libmagic too; only a PDF goes on with objects. */
	if (header && memmem(sample->start, sample->n_bytes, " obj", 4))
		return true;
	bool claimed = strcmp(sample->type, PDF) == 0;
	return claimed && (strcmp(sample->charset, "binary") == 0 || !has_extension(sample, TEXT_NAMES));
}

/* The first element after prologue and comments: libmagic takes pages with a script near the top for
   JavaScript, and XHTML for XML. */
static bool starts_as_html(const Sample *sample)
{
	size_t at = sample->n_bytes >= 3 && memcmp(sample->start, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	for (at = skip_space(sample, at); at < sample->n_bytes; at = skip_space(sample, at)) {
		if (word_at(sample, at, "<html") || word_at(sample, at, "<!doctype html") ||
		    word_at(sample, at, "<head") || word_at(sample, at, "<body"))
			return true;
		if (word_at(sample, at, "<!--"))
			at = skip_past(sample, at, "-->");
		else if (word_at(sample, at, "<?"))
			at = skip_past(sample, at, "?>");
		else
			return false;
	}
	return false;
}

bool sg_detect_is_from_line(const char *line, size_t n_bytes)
{
	if (n_bytes < 5 || memcmp(line, "From ", 5) != 0)
		return false;
	const char *end = memchr(line, '\n', n_bytes);
	end = end ? end : line + n_bytes;
	for (const char *at = line + 6; at + 2 < end; at++)
		if (*at == ':' && g_ascii_isdigit(at[-1]) && g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]))
			return true;
	return false;
}

/* Length of the header field line at `line` ("Name: ..." or a continuation); 0: it is none. */
static size_t field_bytes(const char *line, const char *end)
{
	const char *next = memchr(line, '\n', (size_t)(end - line));
	const char *at = line;
	while (at < end && (g_ascii_isalnum(*at) || *at == '-' || *at == '_'))
		at++;
	bool named = at > line && at < end && *at == ':';
	bool mbox = (size_t)(end - line) > 5 && memcmp(line, "From ", 5) == 0;
	if (!next || !(named || mbox || *line == ' ' || *line == '\t'))
		return 0;
	return (size_t)(next + 1 - line);
}

/* RFC 5322 header fields up to the first blank line, one of them such as only mail programs write; in a file
   named as mail, any that mail has. */
static bool is_mail(const Sample *sample)
{
	static const char *const TELLING[] = {
	    "message-id:", "mime-version:", "received:", "return-path:", "content-transfer-encoding:"};
	static const char *const USUAL[] = {"from:", "date:", "subject:", "content-type:"};
	bool named = has_extension(sample, MAIL_NAMES);
	const char *end = sample->start + MIN(sample->n_bytes, MAIL_BYTES);
	const char *line = sample->start;
	for (size_t n; line < end && (n = field_bytes(line, end)) > 0; line += n) {
		size_t at = (size_t)(line - sample->start);
		for (size_t i = 0; i < G_N_ELEMENTS(TELLING); i++)
			if (word_at(sample, at, TELLING[i]))
				return true;
		for (size_t i = 0; named && i < G_N_ELEMENTS(USUAL); i++)
			if (word_at(sample, at, USUAL[i]))
				return true;
	}
	return false;
}

/* One message may have been saved with the line that a mailbox has in front of it. */
static const char *kind_of_mail(const Sample *sample)
{
	bool one = g_ascii_strcasecmp(sample->extension, "eml") == 0;
	return !one && sg_detect_is_from_line(sample->start, sample->n_bytes) ? MBOX : MAIL;
}

/* Text with a few stray control characters, which libmagic calls data.  Words are parted by blanks or lines
   in every script that is written in bytes; what has none of them is no text, or EBCDIC. */
static bool is_mostly_text(const Sample *sample)
{
	enum { LONGEST_LINE = 400 };
	size_t n_bytes = MIN(sample->n_bytes, 64 * 1024), n_control = 0, n_space = 0;
	for (size_t i = 0; i < n_bytes; i++) {
		unsigned char c = (unsigned char)sample->start[i];
		if (c == 0)
			return false;
		n_control += (c < 0x20 && !g_ascii_isspace(c)) || c == 0x7f;
		n_space += c == ' ' || c == '\n';
	}
	return n_control * 100 <= n_bytes && (n_space + 1) * LONGEST_LINE >= n_bytes;
}

/* libmagic guesses source code, plotter commands and the like for prose: an apostrophe, a "SP" or a "var" at
   the right place is enough.  Only these are other formats written as text. */
static bool is_text_format(const char *type)
{
	static const char *const OTHERS[] = {"text/rtf",   "text/xml",     "text/calendar",
					     "text/vcard", "text/x-vcard", NULL};
	return g_strv_contains(OTHERS, type);
}

static bool is_plain(const Sample *sample)
{
	bool named_text = has_extension(sample, TEXT_NAMES);
	if (strcmp(sample->charset, "binary") == 0)
		return named_text && strcmp(sample->type, "application/octet-stream") == 0 &&
		       is_mostly_text(sample);
	if (g_str_has_prefix(sample->type, "text/"))
		return !is_text_format(sample->type);
	return named_text;
}

/* Whatever libmagic calls it: the file may be no well-formed XML. */
static bool is_meeting(const Sample *sample)
{
	g_autoptr(SgMeeting) meeting = sg_meeting_read(sample->start, sample->n_bytes);
	return meeting != NULL;
}

static const char *decide(const Sample *sample)
{
	if (sample->office)
		return sample->office;
	bool textual = strcmp(sample->charset, "binary") != 0;
	if (is_mail(sample)) /* also where an attachment is in it as it is, byte for byte */
		return kind_of_mail(sample);
	if (is_pdf(sample))
		return PDF;
	if (textual && !starts_as_html(sample) && is_meeting(sample))
		return MEETING;
	if (strcmp(sample->type, "application/octet-stream") == 0 &&
	    sg_zip_recognise(sample->start, sample->n_bytes))
		return ZIP;
	if (strcmp(sample->type, HTML) == 0 || strcmp(sample->type, "application/xhtml+xml") == 0 ||
	    (textual && (starts_as_html(sample) || has_extension(sample, HTML_NAMES))))
		return HTML;
	if (is_plain(sample))
		return has_extension(sample, MARKDOWN_NAMES) ? MARKDOWN : PLAIN;
	return g_intern_string(sample->type);
}

/* What a name promises, for names that promise something other than a web page. */
static char *dup_promise(const char *extension)
{
	static const struct {
		const char *extension;
		const char *promise;
	} PROMISES[] = {
	    {"pdf", "a PDF"},
	    {"doc", "a Word document"},
	    {"docx", "a Word document"},
	    {"odt", "an OpenDocument text"},
	    {"rtf", "an RTF document"},
	    {"xls", "a spreadsheet"},
	    {"xlsx", "a spreadsheet"},
	    {"ods", "a spreadsheet"},
	    {"csv", "a spreadsheet"},
	    {"ppt", "a presentation"},
	    {"pptx", "a presentation"},
	    {"odp", "a presentation"},
	    {"epub", "a book"},
	    {"txt", "a text file"},
	    {"md", "a text file"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(PROMISES); i++)
		if (g_ascii_strcasecmp(extension, PROMISES[i].extension) == 0)
			return g_strdup(PROMISES[i].promise);
	return NULL;
}

static bool check_page(const Sample *sample, GError **error)
{
	g_autofree char *promise = dup_promise(sample->extension);
	if (!promise || !sg_errorpage_recognise(sample->start, sample->n_bytes))
		return true;
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_NOT_A_DOCUMENT, "is an HTML page, not %s", promise);
	return false;
}

/* Fills type and charset from an answer such as "text/plain; charset=us-ascii". */
static bool ask_magic(Sample *sample, GError **error)
{
	const char *answer = magic_buffer(magic, sample->start, sample->n_bytes);
	if (!answer)
		return unsupported(error, "application/octet-stream");
	const char *charset = strstr(answer, "; charset=");
	size_t n_bytes = charset ? (size_t)(charset - answer) : strlen(answer);
	sample->type = g_strndup(answer, n_bytes);
	sample->charset = g_strdup(charset ? charset + strlen("; charset=") : "binary");
	return true;
}

bool sg_detect(GBytes *bytes, const char *name, SgDetected *ret_detected, GError **error)
{
	Sample sample = {.extension = ""};
	sample.start = g_bytes_get_data(bytes, &sample.n_bytes);
	sample.n_bytes = MIN(sample.n_bytes, HEAD_BYTES);
	const char *dot = name ? strrchr(name, '.') : NULL;
	if (dot)
		sample.extension = dot + 1;
	if (sample.n_bytes == 0) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_NOT_A_DOCUMENT, "is empty");
		return false;
	}
	sample.office = sg_office_type(bytes, sample.extension);
	if (!ask_magic(&sample, error))
		return false;
	g_autofree char *type = sample.type;
	g_autofree char *charset = sample.charset;
	bool unknown = strcmp(charset, "binary") == 0 || strcmp(charset, "unknown-8bit") == 0;
	*ret_detected =
	    (SgDetected){.type = decide(&sample), .charset = unknown ? NULL : g_intern_string(charset)};
	const char *const readable[] = {PDF, HTML, PLAIN, MARKDOWN, MAIL, MBOX, MEETING, ZIP, NULL};
	if (!sample.office && !g_strv_contains(readable, ret_detected->type) &&
	    !sg_ocr_reads(ret_detected->type))
		return unsupported(error, ret_detected->type);
	return strcmp(ret_detected->type, HTML) != 0 || check_page(&sample, error);
}
