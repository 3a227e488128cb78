/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A meeting as ModernGov's web service gives it: the answer to GetMeeting, saved as XML.
 *
 * Read by the local names of its elements, in one pass, without an XML library: such files are often no
 * well-formed XML (minutes with their HTML unescaped), and beside a document they are read outside the
 * sandbox. Elements: committeetitle, meetingid, meetingdate (dd/mm/yyyy), meetingtime, meetingstatus,
 * meetinglocation; agendaitem with agendaitemtitle, minutesitemnumber, minutesitemsubnumber, agendatext,
 * minutesnonemptyhtmlbody, decisionnonemptyhtmlbody; linkeddoc with title and url, of the meeting or an item.
 */
#ifndef SG_CORPUS_MEETING_H
#define SG_CORPUS_MEETING_H

#include "base/date.h"

#include <glib.h>
#include <stdbool.h>

/* All strings are valid UTF-8; plain ones have their white space collapsed.  NULL: not there, or empty. */
typedef struct {
	char *title, *url;
} SgMeetingLink;

typedef struct {
	char *number;                       /* as it would be printed: "45.", "23/7" */
	char *title;                        /* plain */
	char *purpose, *minutes, *decision; /* HTML: what was proposed, and what was recorded */
	GPtrArray *links;                   /* SgMeetingLink */
} SgMeetingItem;

typedef struct {
	char *committee, *date, *time, *status, *place; /* plain, as the file has them */
	SgDay day;                                      /* 0: none given */
	GPtrArray *items;                               /* SgMeetingItem, at most SG_MAX_MEETING_ITEMS */
	GPtrArray *links;                               /* SgMeetingLink, at most that many in all */
} SgMeeting;

/* NULL when the bytes are no such answer: another kind of XML, a list of several meetings, or neither a date
   nor an item.  What is cut off gives what came before.  Safe on any bytes; time and memory linear in
   n_bytes. */
SgMeeting *sg_meeting_read(const void *bytes, size_t n_bytes);
void sg_meeting_free(SgMeeting *meeting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgMeeting, sg_meeting_free)

/* The beginning, at most 120 bytes, of the longest paragraph of an item's minutes, without markup: by it a
   page with the same item is known.  NULL when it has none.  Free with g_free(). */
char *sg_meeting_item_opening(const SgMeetingItem *item);

#endif
