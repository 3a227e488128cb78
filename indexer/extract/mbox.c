/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Mailboxes: messages one after the other, each behind a line "From SENDER DATE" (RFC 4155).  Lines of a
 * message that begin so bear a ">" more; which is taken off again.
 */
#include "indexer/extract/detect.h"
#include "indexer/text.h"

#include <string.h>

typedef struct {
	const char *at, *end;
} Range;

/* The next line with its end; false at the end. */
static bool next_line(Range *rest, Range *ret_line)
{
	if (rest->at >= rest->end)
		return false;
	const char *feed = memchr(rest->at, '\n', (size_t)(rest->end - rest->at));
	*ret_line = (Range){rest->at, feed ? feed + 1 : rest->end};
	rest->at = ret_line->end;
	return true;
}

static bool is_blank(Range line)
{
	return line.at == line.end || *line.at == '\n' || (*line.at == '\r' && line.end - line.at <= 2);
}

static bool is_field(Range line)
{
	const char *at = line.at;
	while (at<line.end && * at> ' ' && *at < 0x7f && *at != ':')
		at++;
	return at > line.at && at < line.end && *at == ':';
}

static bool begins_message(Range line, Range rest)
{
	Range next;
	return sg_detect_is_from_line(line.at, (size_t)(line.end - line.at)) && next_line(&rest, &next) &&
	       (is_field(next) || (next.end - next.at > 6 && memcmp(next.at, ">From ", 6) == 0));
}

static bool is_quoted_from(Range line)
{
	const char *at = line.at;
	while (at < line.end && *at == '>')
		at++;
	return at > line.at && line.end - at >= 5 && memcmp(at, "From ", 5) == 0;
}

/* The message as it was sent; without a copy where no line was changed. */
static GBytes *take_message(GBytes *mailbox, Range message)
{
	const char *start = g_bytes_get_data(mailbox, NULL);
	size_t n_bytes = (size_t)(message.end - message.at);
	if (!memmem(message.at, n_bytes, ">From ", 6))
		return g_bytes_new_from_bytes(mailbox, (gsize)(message.at - start), n_bytes);
	GByteArray *out = g_byte_array_new();
	Range line;
	while (next_line(&message, &line)) {
		line.at += is_quoted_from(line);
		g_byte_array_append(out, (const guint8 *)line.at, (guint)(line.end - line.at));
	}
	return g_byte_array_free_to_bytes(out);
}

static void add_message(GBytes *mailbox, Range message, SgText *text, unsigned *n_messages)
{
	if (message.at == message.end)
		return;
	g_autofree char *name = g_strdup_printf("%u.eml", ++*n_messages);
	sg_text_add_part(text, name, take_message(mailbox, message));
}

bool sg_extract_mbox(GBytes *bytes, SgText *text, GError **error)
{
	gsize n_bytes;
	const char *start = g_bytes_get_data(bytes, &n_bytes);
	start = start ? start : ""; /* of no bytes */
	Range rest = {start, start + n_bytes}, line, message = {start, start};
	unsigned n_messages = 0;
	bool after_blank = true;
	text->archive = true;
	while (next_line(&rest, &line)) {
		if (after_blank && begins_message(line, rest)) {
			add_message(bytes, message, text, &n_messages);
			message = (Range){line.end, line.end};
		} else {
			message.end = line.end;
		}
		after_blank = is_blank(line);
	}
	add_message(bytes, message, text, &n_messages);
	if (n_messages > 0)
		return true;
	g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "is a mailbox without messages");
	return false;
}
