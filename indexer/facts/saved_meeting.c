/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a saved meeting beside a document tells of it.  Named after the file it
 * is taken at its word; found by a link or by an item's title it must not contradict the document.
 */
#include "indexer/facts/moderngov.h"

#include <string.h>

/* Letters, figures and single blanks, in lower case: titles are spaced and marked differently in both places.
 */
static char *fold(const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);
	GString *out = g_string_new(NULL);
	for (const char *at = lower; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		if (g_unichar_isalnum(c))
			g_string_append_unichar(out, c);
		else if (out->len > 0 && out->str[out->len - 1] != ' ' && g_unichar_isspace(c))
			g_string_append_c(out, ' ');
	}
	if (g_str_has_suffix(out->str, " "))
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

/* Every meeting has these: they tell no item from another. */
static bool is_procedural(const char *folded)
{
	static const char *const TITLES[] = {"apologies",
					     "apologies for absence",
					     "named substitutes",
					     "declarations of interest",
					     "minutes",
					     "minutes of the previous meeting",
					     "minutes of previous meeting",
					     "minutes of the last meeting",
					     "questions from members of the public",
					     "questions from councillors",
					     "questions from members",
					     "public questions",
					     "work programme",
					     "date of next meeting",
					     "any other business",
					     "urgent business",
					     NULL};
	return g_strv_contains(TITLES, folded);
}

/* The page's minutes hold the paragraph that the item's do. */
static bool holds_opening(const SgEvidence *evidence, const char *opening)
{
	enum { SHORTEST = 24 };
	g_autofree char *wanted = fold(opening);
	/* cut anywhere: the last word may be half of one */
	char *last = strrchr(wanted, ' ');
	if (strlen(wanted) < SHORTEST || !last)
		return true;
	*last = '\0';
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		g_autofree char *text = fold(block->text);
		if (strstr(text, wanted))
			return true;
	}
	return false;
}

static bool has_minutes_label(const SgEvidence *evidence)
{
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++)
		if (g_ascii_strcasecmp(block->text, "minutes:") == 0)
			return true;
	return false;
}

/* What the text mentions tells between which days it was written; the meeting must lie there. */
static bool agrees(const SgDate *date, SgDay day)
{
	return !sg_interval_known(date->when) || (date->when.from <= day && day <= date->when.to);
}

/* Whether the document is the page of this item: by its title, and by its minutes where both have them. */
static bool is_item(const SgEvidence *evidence, const SgDocument *document, const SgSuppliedMeeting *item)
{
	g_autofree char *own = fold(document->title), *title = fold(item->title);
	SgDay day = item->day ? sg_day_parse_iso(item->day) : 0;
	if (!*own || strcmp(own, title) != 0 || is_procedural(own) || !day)
		return false;
	return agrees(&document->published, day) &&
	       (!item->opening || !has_minutes_label(evidence) || holds_opening(evidence, item->opening));
}

/* The only one of a kind that speaks of this document, or several that say the same day. */
static const SgSuppliedMeeting *find_only(const SgEvidence *evidence, const SgDocument *document,
					  SgSavedHow how)
{
	const GPtrArray *meetings = evidence->supplied->meetings;
	const SgSuppliedMeeting *found = NULL;
	for (guint i = 0; i < meetings->len; i++) {
		const SgSuppliedMeeting *meeting = g_ptr_array_index(meetings, i);
		if (meeting->how != how || (how == SG_SAVED_ITEM && !is_item(evidence, document, meeting)))
			continue;
		/* an item's title must be there once, even within one meeting */
		if (found && (how == SG_SAVED_ITEM || g_strcmp0(found->day, meeting->day) != 0))
			return NULL;
		found = meeting;
	}
	return found;
}

/* Minutes are attached to the next meeting, which approves them: their own is an earlier one. */
static bool is_of_other_meeting(const SgSuppliedMeeting *meeting)
{
	g_auto(GStrv) titles = g_strsplit(meeting->title ? meeting->title : "", "\n", -1);
	for (char **title = titles; meeting->how == SG_SAVED_LINKED && *title; title++)
		if (sg_text_has(*title, "minutes"))
			return true;
	return false;
}

/* Whether the meeting's day is when the document's words were said: not those of a letter or an article that
   was put before it, nor where the document or its name states a day of its own. */
static bool dates_document(const SgDocument *document, const SgSuppliedMeeting *meeting)
{
	if (document->source == SG_SOURCE_OFSTED || document->source == SG_SOURCE_PRESS)
		return false;
	SgBasis basis = document->published.basis;
	return meeting->how == SG_SAVED_PAIRED || (basis != SG_BASIS_STATED && basis != SG_BASIS_FILENAME);
}

static void use_day(SgDocument *document, const SgSuppliedMeeting *meeting, SgDay day)
{
	SgDate date = {.when = sg_interval_day(day),
		       .basis = SG_BASIS_SIDECAR,
		       .note = g_strdup_printf("the meeting’s day, by %s", meeting->origin)};
	sg_date_clear(&document->dates[SG_DATED_MEETING]);
	document->dates[SG_DATED_MEETING] = sg_date_copy(&date);
	if (dates_document(document, meeting)) {
		sg_date_clear(&document->published);
		document->published = sg_date_copy(&date);
	}
	sg_date_clear(&date);
}

void sg_saved_meeting_use(const SgEvidence *evidence, SgDocument *document)
{
	const SgSuppliedMeeting *meeting = NULL;
	if (!evidence->supplied || !evidence->supplied->meetings)
		return;
	for (SgSavedHow how = SG_SAVED_PAIRED; how < SG_N_SAVED && !meeting; how++)
		meeting = find_only(evidence, document, how);
	if (!meeting)
		return;
	bool open = document->source == SG_SOURCE_UNKNOWN || document->source == SG_SOURCE_COUNCIL;
	if (open && meeting->how != SG_SAVED_LINKED)
		document->source = SG_SOURCE_MINUTES;
	if (!document->url)
		document->url = g_strdup(meeting->url);
	bool other = is_of_other_meeting(meeting);
	if (!document->committee && document->source == SG_SOURCE_MINUTES)
		document->committee = g_strdup(meeting->committee);
	SgDay day = meeting->day ? sg_day_parse_iso(meeting->day) : 0;
	if (day && !other)
		use_day(document, meeting, day);
}
