/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A saved ModernGov meeting as a document: its committee as title, each agenda
 * item as a heading, and below it what was proposed and what was recorded, each
 * through the reader of HTML.  Every word is the file's own.
 */
#include "corpus/meeting.h"
#include "indexer/text.h"

#include <string.h>

enum { ITEM_LEVEL = 2, DEEPEST = 6 };

static void add_heading(SgText *text, uint8_t level, const char *words)
{
	SgBlock *block = words ? sg_text_add(text, SG_BLOCK_HEADING, g_strdup(words)) : NULL;
	if (block)
		block->level = level;
}

/* Below the item's own heading, and never furniture: a body is nothing but what was written. */
static void add_block(SgText *text, const SgBlock *from)
{
	bool furniture = from->kind == SG_BLOCK_FURNITURE || from->kind == SG_BLOCK_HEADFOOT;
	SgBlock *block = sg_text_add(text, furniture ? SG_BLOCK_PARAGRAPH : from->kind, g_strdup(from->text));
	if (!block)
		return;
	block->level = from->level;
	if (from->kind == SG_BLOCK_HEADING)
		block->level = (uint8_t)MIN(from->level + ITEM_LEVEL, DEEPEST);
	block->bold = from->bold;
}

static bool add_html(SgText *text, const char *html, GError **error)
{
	if (!html)
		return true;
	g_autoptr(SgText) body = sg_text_new("text/html");
	g_autofree char *page = g_strconcat("<html><body>", html, "</body></html>", NULL);
	size_t n_bytes = strlen(page);
	g_autoptr(GBytes) bytes = g_bytes_new_take(g_steal_pointer(&page), n_bytes);
	if (!sg_extract_html(bytes, "utf-8", body, error))
		return false;
	for (guint i = 0; i < body->blocks->len; i++)
		add_block(text, g_ptr_array_index(body->blocks, i));
	return true;
}

static bool add_item(SgText *text, const SgMeetingItem *item, GError **error)
{
	g_autofree char *numbered =
	    item->number && item->title ? g_strdup_printf("%s %s", item->number, item->title) : NULL;
	add_heading(text, ITEM_LEVEL, numbered ? numbered : item->title);
	return add_html(text, item->purpose, error) && add_html(text, item->decision, error) &&
	       add_html(text, item->minutes, error);
}

static void add_head(SgText *text, const SgMeeting *meeting)
{
	const char *const lines[] = {meeting->date, meeting->time, meeting->place};
	g_autoptr(GString) head = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		if (lines[i])
			g_string_append_printf(head, "%s%s", head->len ? " " : "", lines[i]);
	add_heading(text, 1, meeting->committee);
	if (head->len > 0)
		sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(head->str));
}

/* What was proposed is told from what was recorded: with no minutes or decision it is an agenda. */
static const char *status_of(const SgMeeting *meeting)
{
	for (guint i = 0; i < meeting->items->len; i++) {
		const SgMeetingItem *item = g_ptr_array_index(meeting->items, i);
		if (item->minutes || item->decision)
			return "";
	}
	return meeting->items->len > 0 ? "agenda" : "";
}

bool sg_extract_meeting(GBytes *bytes, SgText *text, GError **error)
{
	gsize n_bytes;
	const void *data = g_bytes_get_data(bytes, &n_bytes);
	g_autoptr(SgMeeting) meeting = sg_meeting_read(data, n_bytes);
	if (!meeting) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED,
				    "is no saved meeting after all");
		return false;
	}
	g_autofree char *day = meeting->day ? sg_day_print_iso(meeting->day) : NULL;
	sg_text_add_meta(text, "title", meeting->committee ? meeting->committee : "", "xml");
	sg_text_add_meta(text, "committee", meeting->committee ? meeting->committee : "", "xml");
	sg_text_add_meta(text, "meeting", day ? day : "", "xml");
	sg_text_add_meta(text, "status", status_of(meeting), "xml");
	add_head(text, meeting);
	for (guint i = 0; i < meeting->items->len; i++)
		if (!add_item(text, g_ptr_array_index(meeting->items, i), error))
			return false;
	return true;
}
