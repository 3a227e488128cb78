/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/attribution.h"

#include <string.h>

enum {
	SEGMENTS_MOST = 12,
	SUBJECT_MOST = 80, /* tokens of what stands before the verb */
	SPEAKER_MOST = 16, /* tokens of a name with what leads up to it, behind the verb */
};

/* The pieces of a clause between commas, dashes and quotations. */
typedef struct {
	struct {
		guint from, to;
	} at[SEGMENTS_MOST];
	guint n;
	bool ended; /* a comma stands behind the last */
} Segments;

static const char speech_verbs[] = " said says told tells added adds explained commented warned warns "
				   "continued admitted admits insisted insists "
				   "confirmed confirms stated states wrote asked replied claimed claims "
				   "argued argues stressed reported reports "
				   "apologised concluded suggested ";
static const char report_verbs[] =
    " said says told reported reports found finds reveals revealed describes described judged judges rated "
    "graded "
    "criticised criticises praised praises highlighted highlights identified identifies concluded concludes "
    "noted "
    "notes stated states warned warns raised adds added recommends recommended ";
static const char adverbs[] = " also has have then later further recently today yesterday only ";
static const char passives[] = " is are was were be been being had to not never ";

/* What may stand in front of the one who speaks. */
static const char adverbials[] =
    " in at on after before following speaking responding asked when while during as but and however "
    "meanwhile "
    "yesterday today last this earlier later since despite with although though for from to under by now "
    "then also "
    "nevertheless writing commenting reacting addressing welcoming introducing presenting instead ";
static const char time_words[] =
    " this last week month year yesterday today now but and however meanwhile then also "
    "monday tuesday wednesday thursday friday saturday sunday in 2012 2013 2014 2015 2016 "
    "2017 2018 2019 2020 2021 2022 2023 2024 2025 2026 ";
static const char report_words[] =
    " ofsted ofsted's inspectors inspector's inspectors' report reports letter inspection "
    "watchdog regulator review findings the their its latest new of education an a by "
    "official published document ";
static const char report_nouns[] =
    " ofsted inspectors report letter inspection watchdog regulator review findings ";

/* ---- pieces ---------------------------------------------------------- */

static Segments cut(const SgProse *prose, guint from, guint to)
{
	Segments segments = {.n = 0};
	guint start = from;
	for (guint i = from; i <= to; i++) {
		SgTokenKind kind = sg_prose_at(prose, i)->kind;
		bool parts =
		    i == to || kind == SG_TOKEN_COMMA || kind == SG_TOKEN_DASH || kind == SG_TOKEN_QUOTE;
		if (!parts)
			continue;
		if (i > start && segments.n < SEGMENTS_MOST) {
			segments.at[segments.n].from = start;
			segments.at[segments.n++].to = i;
		}
		segments.ended = i == to && to > from && i == start;
		start = i + 1;
	}
	return segments;
}

static bool is_adverbial(const SgProse *prose, const Segments *segments, guint i)
{
	return sg_prose_in(prose, segments->at[i].from, adverbials);
}

/* "Last week Jane Smith", "But the report": to the subject itself. */
static guint skip_words(const SgProse *prose, guint from, guint to, const char *words)
{
	while (from + 1 < to && sg_prose_in(prose, from, words))
		from++;
	return from;
}

/* The text of several pieces as one role, without its article and what tells more of its holder; NULL when
   they name no office ("from Hatherby", "42"). */
static char *role_of(const SgProse *prose, const Segments *segments, guint first, guint end)
{
	if (first >= end)
		return NULL;
	guint from = segments->at[first].from, last = segments->at[end - 1].to, to = from;
	from = skip_words(prose, from, last, " the a an ");
	while (to < last && !sg_prose_in(prose, to, " who whose which told where adding "))
		to++;
	while (to > from && !sg_prose_kind(prose, to - 1, SG_TOKEN_WORD) &&
	       !sg_prose_kind(prose, to - 1, SG_TOKEN_CLOSE))
		to--;
	if (sg_prose_in(prose, from, " aged of from and ") || !sg_prose_has_office(prose, from, to))
		return NULL;
	return sg_prose_dup(prose, from, to);
}

/* ---- Ofsted ---------------------------------------------------------- */

static bool is_report(const SgProse *prose, guint from, guint to)
{
	from = skip_words(prose, from, to, time_words);
	for (guint i = from; i < to; i++) {
		/* "Ofsted's report on the county's services", "Inspectors who spent a week there" */
		bool ofsteds = sg_prose_has(prose, from, i, " ofsted ofsted's ");
		if ((ofsteds && sg_prose_in(prose, i, " on into about ")) ||
		    (i > from && sg_prose_is(prose, i, "who") && sg_prose_is(prose, i - 1, "inspectors")))
			to = i;
		else if (!sg_prose_in(prose, i, report_words))
			return false;
	}
	return from < to && sg_prose_has(prose, from, to, report_nouns);
}

/* "..., according to a report by Ofsted." */
static bool according_to_report(const SgProse *prose)
{
	guint n = prose->tokens->len;
	for (guint i = 0; i + 2 < n; i++) {
		guint to = i + 2;
		if (!sg_prose_is(prose, i, "according") || !sg_prose_is(prose, i + 1, "to"))
			continue;
		while (to < n && sg_prose_in(prose, to, report_words))
			to++;
		if (to > i + 2 && sg_prose_has(prose, i + 2, to, report_nouns))
			return true;
	}
	return false;
}

/* ---- who stands before the verb -------------------------------------- */

static bool read_one(const SgProse *prose, guint from, guint to, SgSpeaker *speaker)
{
	from = skip_words(prose, from, to, adverbials);
	return sg_person_read(prose, from, to, speaker) || sg_body_read(prose, from, to, speaker) ||
	       sg_surname_read(prose, from, to, speaker);
}

/* "NAME, role, said"; "Role, NAME, said"; "Speaking later, NAME said" */
static bool subject_before(const SgProse *prose, const Segments *segments, SgSpeaker *speaker)
{
	for (guint i = 0; i < segments->n; i++) {
		bool last = i + 1 == segments->n;
		if (!read_one(prose, segments->at[i].from, segments->at[i].to, speaker)) {
			bool leads =
			    is_adverbial(prose, segments, i) ||
			    (i == 0 && sg_prose_has_office(prose, segments->at[0].from, segments->at[0].to));
			if (!leads)
				return false;
			continue;
		}
		/* what follows the name is set off by commas on both sides */
		if (!last && !segments->ended) {
			sg_speaker_clear(speaker);
			continue;
		}
		bool role_first = i == 1 && !is_adverbial(prose, segments, 0);
		char *role = role_first ? role_of(prose, segments, 0, 1)
					: role_of(prose, segments, i + 1, segments->n);
		if (role) {
			g_free(speaker->role);
			speaker->role = role;
		}
		return true;
	}
	return false;
}

static SgAttribution pronoun(const SgProse *prose, guint from, guint to)
{
	from = skip_words(prose, from, to, adverbials);
	if (to != from + 1)
		return SG_ATTRIBUTED_NOT;
	if (sg_prose_in(prose, from, " he she "))
		return SG_ATTRIBUTED_PERSON;
	return sg_prose_in(prose, from, " it they ") ? SG_ATTRIBUTED_THING : SG_ATTRIBUTED_NOT;
}

/* The report may be set off: "Their report, published on Wednesday, describes". */
static bool report_before(const SgProse *prose, const Segments *segments)
{
	guint i = segments->n - 1;
	if (segments->ended)
		for (i = 0; i + 1 < segments->n && is_adverbial(prose, segments, i);)
			i++;
	return is_report(prose, segments->at[i].from, segments->at[i].to);
}

static SgAttribution before(const SgProse *prose, guint from, guint verb, SgSpeaker *speaker)
{
	guint to = verb;
	if (verb - from > SUBJECT_MOST)
		return SG_ATTRIBUTED_NOT;
	while (to > from && sg_prose_in(prose, to - 1, adverbs))
		to--;
	for (guint i = from; i < to; i++)
		if (sg_prose_kind(prose, i, SG_TOKEN_QUOTE))
			from = i + 1;
	if (to <= from || sg_prose_in(prose, to - 1, passives))
		return SG_ATTRIBUTED_NOT;
	Segments segments = cut(prose, from, to);
	if (segments.n == 0)
		return SG_ATTRIBUTED_NOT;
	if (sg_prose_in(prose, verb, report_verbs) && report_before(prose, &segments))
		return SG_ATTRIBUTED_REPORT;
	if (!sg_prose_in(prose, verb, speech_verbs))
		return SG_ATTRIBUTED_NOT;
	guint last = segments.n - 1;
	SgAttribution by =
	    segments.ended ? SG_ATTRIBUTED_NOT : pronoun(prose, segments.at[last].from, segments.at[last].to);
	if (by != SG_ATTRIBUTED_NOT)
		return by;
	return subject_before(prose, &segments, speaker) ? SG_ATTRIBUTED : SG_ATTRIBUTED_NOT;
}

/* ---- who stands behind it -------------------------------------------- */

/* "“...,” said Jo Davidson, director for people's services." */
static SgAttribution after(const SgProse *prose, guint verb, SgSpeaker *speaker)
{
	guint end = verb + 1;
	if (verb == 0 || !sg_prose_kind(prose, verb - 1, SG_TOKEN_QUOTE) ||
	    !sg_prose_in(prose, verb, speech_verbs))
		return SG_ATTRIBUTED_NOT;
	while (end < prose->tokens->len && !sg_prose_kind(prose, end, SG_TOKEN_STOP) &&
	       !sg_prose_kind(prose, end, SG_TOKEN_QUOTE) && !sg_prose_kind(prose, end, SG_TOKEN_COLON))
		end++;
	Segments segments = cut(prose, verb + 1, end);
	if (segments.n == 0)
		return SG_ATTRIBUTED_NOT;
	guint from = segments.at[0].from, to = MIN(segments.at[0].to, from + SPEAKER_MOST);
	SgAttribution by = pronoun(prose, from, MIN(to, from + 1));
	if (by != SG_ATTRIBUTED_NOT)
		return by;
	if (is_report(prose, from, to))
		return SG_ATTRIBUTED_REPORT;
	/* "said Jo Davidson after the meeting" */
	while (to > from && !read_one(prose, from, to, speaker))
		to--;
	if (to == from)
		return SG_ATTRIBUTED_NOT;
	char *role = to == segments.at[0].to ? role_of(prose, &segments, 1, segments.n) : NULL;
	if (role) {
		g_free(speaker->role);
		speaker->role = role;
	}
	return SG_ATTRIBUTED;
}

/* ---- the paragraph --------------------------------------------------- */

static SgAttribution of_sentence(const SgProse *prose, guint from, guint to, SgSpeaker *speaker)
{
	for (guint i = from; i < to; i++) {
		if (!sg_prose_in(prose, i, speech_verbs) && !sg_prose_in(prose, i, report_verbs))
			continue;
		SgAttribution by = after(prose, i, speaker);
		if (by == SG_ATTRIBUTED_NOT)
			by = before(prose, from, i, speaker);
		if (by != SG_ATTRIBUTED_NOT)
			return by;
	}
	return SG_ATTRIBUTED_NOT;
}

/* Whether what one sentence says agrees with what those before it said: "He added" goes with anybody. */
static bool agrees(SgAttribution by, const SgSpeaker *speaker, SgAttribution other, const SgSpeaker *another)
{
	if (by == SG_ATTRIBUTED && other == SG_ATTRIBUTED)
		return sg_speaker_same(speaker, another) || g_str_has_suffix(speaker->name, another->name) ||
		       g_str_has_suffix(another->name, strrchr(speaker->name, ' ')
							   ? strrchr(speaker->name, ' ')
							   : speaker->name);
	return by == other || (by == SG_ATTRIBUTED && other == SG_ATTRIBUTED_PERSON) ||
	       (by == SG_ATTRIBUTED_REPORT && other == SG_ATTRIBUTED_THING);
}

static bool words_between(const SgProse *prose, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		if (sg_prose_kind(prose, i, SG_TOKEN_WORD))
			return true;
	return false;
}

SgAttribution sg_attribution_of_article(const SgProse *prose, SgSpeaker *ret_speaker)
{
	SgAttribution found = SG_ATTRIBUTED_NOT;
	for (guint from = 0; from < prose->tokens->len;) {
		guint to = sg_prose_next_sentence(prose, from);
		g_auto(SgSpeaker) speaker = {0};
		SgAttribution by = of_sentence(prose, from, to, &speaker);
		bool refers = by == SG_ATTRIBUTED_PERSON || by == SG_ATTRIBUTED_THING;
		bool first = !words_between(prose, 0, from);
		from = to;
		/* somebody else has come in between: "One worker told us... she said" */
		if (found == SG_ATTRIBUTED_NOT && refers && !first)
			return SG_ATTRIBUTED_NOT;
		if (by == SG_ATTRIBUTED_NOT)
			continue;
		if (found == SG_ATTRIBUTED_NOT) {
			found = by;
			*ret_speaker = speaker;
			speaker = (SgSpeaker){0};
		} else if (!agrees(found, ret_speaker, by, &speaker)) {
			sg_speaker_clear(ret_speaker);
			return SG_ATTRIBUTED_NOT;
		}
	}
	if (found == SG_ATTRIBUTED_NOT && according_to_report(prose))
		found = SG_ATTRIBUTED_REPORT;
	return found;
}
