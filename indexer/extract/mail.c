/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Mail messages (RFC 5322, MIME): the text a message has of its own becomes the document, its attachments
 * parts.  GMime takes the message apart; the character sets of bodies are left to charset.h, those of headers
 * to GMime, which finds the converters that sg_charset_warm() has left open.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/detect.h"
#include "indexer/extract/mailbody.h"
#include "indexer/text.h"

#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)

enum {
	NESTING = 32, /* multiparts in multiparts: mail programs make three or four, GMime reads 1,024 */
};

typedef struct {
	SgText *text;
	unsigned n_files;
	bool encrypted;
} Mail;

void sg_extract_mail_warm(void)
{
	g_mime_init();
	sg_charset_warm();
}

static bool is_type(GMimeObject *object, const char *type, const char *subtype)
{
	GMimeContentType *content = g_mime_object_get_content_type(object);
	return content && g_mime_content_type_is_type(content, type, subtype);
}

/* ---- what a part holds ------------------------------------------------ */

/* Decoded from base64 or quoted-printable; NULL when it would pass the bound. */
static GBytes *read_part(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GByteArray *bytes = g_byte_array_new();
	if (content) {
		/* no encoding of mail takes more than three bytes and a line end for one */
		gint64 n_encoded = g_mime_stream_length(g_mime_data_wrapper_get_stream(content));
		if (n_encoded > (gint64)4 * SG_MAX_PART_BYTES) {
			g_byte_array_unref(bytes);
			return NULL;
		}
		g_autoptr(GMimeStream) out = g_mime_stream_mem_new_with_byte_array(bytes);
		g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(out), FALSE);
		g_mime_data_wrapper_write_to_stream(content, out);
	}
	return g_byte_array_free_to_bytes(bytes);
}

/* Text of a part in UTF-8; NULL: past the bound. */
static char *dup_text(GMimePart *part)
{
	g_autoptr(GBytes) bytes = read_part(part);
	if (!bytes || g_bytes_get_size(bytes) > SG_MAX_PART_BYTES)
		return NULL;
	gsize n_bytes;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	const char *charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
	return sg_charset_decode(data ? data : "", n_bytes, charset, NULL, NULL);
}

/* ---- attachments ------------------------------------------------------ */

static char *dup_name(Mail *mail, const char *name, const char *extension)
{
	mail->n_files++;
	if (name && *name)
		return g_strconcat(name, extension, NULL);
	return g_strdup_printf("attachment %u%s", mail->n_files, extension);
}

static void add_file(Mail *mail, GMimePart *part)
{
	g_autofree char *name = dup_name(mail, g_mime_part_get_filename(part), "");
	GBytes *bytes = read_part(part);
	if (bytes)
		sg_text_add_part(mail->text, name, bytes);
	else
		sg_text_refuse_part(mail->text, name, SG_REASON_TOO_LARGE, "expands past the limit");
}

/* A message in the message: a document of its own, by its subject. */
static void add_message(Mail *mail, GMimeMessagePart *part)
{
	GMimeMessage *message = g_mime_message_part_get_message(part);
	const char *given = g_mime_object_get_content_disposition_parameter(GMIME_OBJECT(part), "filename");
	const char *subject = message ? g_mime_message_get_subject(message) : NULL;
	g_autofree char *name = given ? dup_name(mail, given, "") : dup_name(mail, subject, ".eml");
	GByteArray *bytes = g_byte_array_new();
	if (message) {
		g_autoptr(GMimeStream) out = g_mime_stream_mem_new_with_byte_array(bytes);
		g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(out), FALSE);
		g_mime_object_write_to_stream(GMIME_OBJECT(message), NULL, out);
	}
	sg_text_add_part(mail->text, name, g_byte_array_free_to_bytes(bytes));
}

/* ---- the message's own text ------------------------------------------- */

static bool is_body_type(GMimeObject *object)
{
	return is_type(object, "text", "plain") || is_type(object, "text", "html");
}

/* Something somebody attached, rather than wrote. */
static bool is_file(GMimeObject *object)
{
	return g_mime_part_is_attachment(GMIME_PART(object)) || g_mime_part_get_filename(GMIME_PART(object));
}

/* A picture that the page shows in its place: a logo, a rule, a face. */
static bool is_decoration(GMimeObject *object)
{
	return is_type(object, "image", "*") && g_mime_object_get_content_id(object) &&
	       !g_mime_part_is_attachment(GMIME_PART(object));
}

/* Neither text nor attachment: the proof of a signature, what a server says to programs. */
static bool is_technical(GMimeObject *object)
{
	return is_type(object, "application", "pgp-signature") ||
	       is_type(object, "application", "pkcs7-signature") ||
	       is_type(object, "application", "x-pkcs7-signature") ||
	       is_type(object, "message", "delivery-status") || is_type(object, "text", "rfc822-headers");
}

static bool has_words(const char *text)
{
	for (; text && *text; text = g_utf8_next_char(text))
		if (g_unichar_isalnum(g_utf8_get_char(text)))
			return true;
	return false;
}

/* Whether a text of that type, with words in it, stands in `object`. */
static bool holds_text(GMimeObject *object, const char *subtype, unsigned depth)
{
	if (GMIME_IS_MULTIPART(object)) {
		GMimeMultipart *multipart = GMIME_MULTIPART(object);
		int n = depth < NESTING ? g_mime_multipart_get_count(multipart) : 0;
		for (int i = 0; i < n; i++)
			if (holds_text(g_mime_multipart_get_part(multipart, i), subtype, depth + 1))
				return true;
		return false;
	}
	if (!GMIME_IS_PART(object) || !is_type(object, "text", subtype) || is_file(object))
		return false;
	g_autofree char *text = dup_text(GMIME_PART(object));
	return has_words(text);
}

static bool too_large(GError **error)
{
	g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "expands past the limit");
	return false;
}

static bool add_body(Mail *mail, GMimeObject *object, GError **error)
{
	g_autofree char *body = dup_text(GMIME_PART(object));
	if (!body)
		return too_large(error);
	/* before the extractors judge it: a page without words is no damage to a mail */
	if (!has_words(body))
		return true;
	if (is_type(object, "text", "html"))
		return sg_mailbody_add_html(body, mail->text, error);
	return sg_mailbody_add_plain(body, mail->text, error);
}

/* `with_text` false: only attachments are wanted, the text stands elsewhere in another form. */
static bool walk(Mail *mail, GMimeObject *object, bool with_text, unsigned depth, GError **error);

/* One text in several forms: the plain one is nearest to what was written; attachments may hang on any. */
static bool walk_alternatives(Mail *mail, GMimeMultipart *multipart, bool with_text, unsigned depth,
			      GError **error)
{
	int n = g_mime_multipart_get_count(multipart), chosen = -1;
	static const char *const SUBTYPES[] = {"plain", "html"};
	for (size_t s = 0; s < G_N_ELEMENTS(SUBTYPES) && chosen < 0; s++)
		for (int i = 0; i < n && chosen < 0; i++)
			if (holds_text(g_mime_multipart_get_part(multipart, i), SUBTYPES[s], depth))
				chosen = i;
	for (int i = 0; i < n; i++)
		if (!walk(mail, g_mime_multipart_get_part(multipart, i), with_text && i == chosen, depth + 1,
			  error))
			return false;
	return true;
}

static bool walk_multipart(Mail *mail, GMimeMultipart *multipart, bool with_text, unsigned depth,
			   GError **error)
{
	GMimeObject *object = GMIME_OBJECT(multipart);
	if (is_type(object, "multipart", "encrypted")) {
		mail->encrypted = true;
		return true;
	}
	if (depth >= NESTING)
		return too_large(error);
	if (is_type(object, "multipart", "alternative"))
		return walk_alternatives(mail, multipart, with_text, depth, error);
	int n = g_mime_multipart_get_count(multipart);
	for (int i = 0; i < n; i++)
		if (!walk(mail, g_mime_multipart_get_part(multipart, i), with_text, depth + 1, error))
			return false;
	return true;
}

static bool is_enveloped(GMimeObject *object)
{
	bool pkcs7 =
	    is_type(object, "application", "pkcs7-mime") || is_type(object, "application", "x-pkcs7-mime");
	const char *kind = g_mime_object_get_content_type_parameter(object, "smime-type");
	return pkcs7 && (!kind || g_ascii_strcasecmp(kind, "enveloped-data") == 0 ||
			 g_ascii_strcasecmp(kind, "authEnveloped-data") == 0);
}

static bool walk(Mail *mail, GMimeObject *object, bool with_text, unsigned depth, GError **error)
{
	if (GMIME_IS_MULTIPART(object))
		return walk_multipart(mail, GMIME_MULTIPART(object), with_text, depth, error);
	if (GMIME_IS_MESSAGE_PART(object)) {
		if (!is_technical(object))
			add_message(mail, GMIME_MESSAGE_PART(object));
		return true;
	}
	if (!GMIME_IS_PART(object) || is_technical(object))
		return true;
	if (is_enveloped(object)) {
		mail->encrypted = true;
		return true;
	}
	if (is_file(object) && !is_decoration(object))
		add_file(mail, GMIME_PART(object));
	else if (is_body_type(object))
		return !with_text || add_body(mail, object, error);
	else if (!is_decoration(object) && (with_text || !is_type(object, "text", "*")))
		add_file(mail, GMIME_PART(object));
	return true;
}

/* ---- the head --------------------------------------------------------- */

/* Names, or addresses where there is no name. */
static char *dup_people(InternetAddressList *list)
{
	GString *out = g_string_new(NULL);
	int n = list ? internet_address_list_length(list) : 0;
	for (int i = 0; i < n && out->len < SG_MAX_META_BYTES; i++) {
		InternetAddress *address = internet_address_list_get_address(list, i);
		const char *name = internet_address_get_name(address);
		if ((!name || !*name) && INTERNET_ADDRESS_IS_MAILBOX(address))
			name = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
		if (name && *name)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", name);
	}
	return g_string_free(out, FALSE);
}

static void add_meta(SgText *text, const char *key, const char *value)
{
	if (!value)
		return;
	g_autofree char *line = sg_utf8_collapse(sg_utf8_repair(value, strlen(value)));
	sg_text_add_meta(text, key, line, "mail");
}

static void read_head(GMimeMessage *message, SgText *text)
{
	add_meta(text, "title", g_mime_message_get_subject(message));
	g_autofree char *from = dup_people(g_mime_message_get_from(message));
	add_meta(text, "author", from);
	g_autofree char *to = dup_people(g_mime_message_get_to(message));
	add_meta(text, "to", to);
	/* the day as the sender's clock had it */
	GDateTime *date = g_mime_message_get_date(message);
	g_autofree char *day = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%S") : NULL;
	add_meta(text, "published", day);
}

/* ---- the message ------------------------------------------------------ */

/* Past a line that a mailbox puts in front of a message, which is none of the message's. */
static size_t skip_from_line(const char *bytes, size_t n_bytes)
{
	if (!sg_detect_is_from_line(bytes, n_bytes))
		return 0;
	const char *feed = memchr(bytes, '\n', n_bytes);
	return feed ? (size_t)(feed + 1 - bytes) : n_bytes;
}

static GMimeMessage *parse(GBytes *bytes)
{
	gsize n_bytes;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	data = data ? data : ""; /* of no bytes */
	size_t n_skipped = skip_from_line(data, n_bytes);
	g_autoptr(GMimeStream) stream =
	    g_mime_stream_mem_new_with_buffer(data + n_skipped, n_bytes - n_skipped);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	return g_mime_parser_construct_message(parser, NULL);
}

bool sg_extract_mail(GBytes *bytes, SgText *text, GError **error)
{
	g_autoptr(GMimeMessage) message = parse(bytes);
	if (!message) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "is a damaged mail message");
		return false;
	}
	Mail mail = {.text = text};
	read_head(message, text);
	GMimeObject *top = g_mime_message_get_mime_part(message);
	if (top && !walk(&mail, top, true, 0, error))
		return false;
	if (!mail.encrypted || text->blocks->len > 0)
		return true;
	g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED, "encrypted");
	return false;
}
