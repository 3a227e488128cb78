/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A saved meeting beside a document is read outside the sandbox: what it gives is bounded and valid text. */
#include "base/limits.h"
#include "corpus/meeting.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static void check_string(const char *text)
{
	g_assert_true(!text || (*text && g_utf8_validate(text, -1, NULL)));
}

static void check_links(const GPtrArray *links)
{
	for (guint i = 0; i < links->len; i++) {
		const SgMeetingLink *link = g_ptr_array_index(links, i);
		check_string(link->title);
		check_string(link->url);
	}
}

static void check_item(const SgMeetingItem *item)
{
	check_string(item->number);
	check_string(item->title);
	check_string(item->purpose);
	check_string(item->minutes);
	check_string(item->decision);
	check_links(item->links);
	g_autofree char *opening = sg_meeting_item_opening(item);
	check_string(opening);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
	g_autoptr(SgMeeting) meeting = sg_meeting_read(bytes, n_bytes);
	if (!meeting)
		return 0;
	g_assert_true(meeting->day || meeting->items->len > 0);
	g_assert_cmpuint(meeting->items->len, <=, SG_MAX_MEETING_ITEMS);
	check_string(meeting->committee);
	check_string(meeting->date);
	check_string(meeting->status);
	check_links(meeting->links);
	for (guint i = 0; i < meeting->items->len; i++)
		check_item(g_ptr_array_index(meeting->items, i));
	return 0;
}
