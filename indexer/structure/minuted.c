/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/attribution.h"

enum { SUBJECT_WORDS = 24, SPOKEN_WORDS = 6 };

static const char minute_verbs[] = " said reported advised confirmed explained stated asked queried replied "
				   "responded answered commented noted "
				   "welcomed thanked highlighted emphasised informed outlined presented "
				   "introduced added expressed suggested pointed "
				   "went requested proposed moved seconded raised updated drew undertook "
				   "acknowledged agreed questioned apologised "
				   "observed referred described spoke stressed reiterated read told "
				   "supported recommended felt thought wished "
				   "clarified echoed urged warned reminded summarised challenged concluded "
				   "sought indicated accepted ";
static const char adverbs[] = " also then further duly briefly again subsequently later therefore ";
/* "The report that the Director presented" is not the Director presenting it. */
static const char others[] =
    " was were is are be been being had has have to that which who would will should could not ";
static const char lead_ins[] =
    " in following responding with on as having referring turning when at under by after for "
    "regarding during finally further additionally ";
static const char somebody[] = " a one another some several ";

/* ---- subjects -------------------------------------------------------- */

/* "A Member", "Members", "Some Members of the Committee" */
static bool read_members(const SgProse *prose, guint from, guint to, SgSpeaker *speaker)
{
	guint noun = sg_prose_in(prose, from, somebody) ? from + 1 : from;
	bool bare = noun == from;
	bool member = sg_prose_in(prose, noun,
				  bare ? " members councillors " : " member members councillor councillors ");
	if (!member || noun >= to || !(to == noun + 1 || sg_prose_is(prose, noun + 1, "of")))
		return false;
	speaker->name = sg_prose_dup(prose, from, to);
	return true;
}

/* An office first: in "The Assistant Director Early Help" nobody is called Early Help. */
static bool read_party(const SgProse *prose, guint from, guint to, SgSpeaker *speaker)
{
	return sg_office_read(prose, from, to, speaker) || sg_person_read(prose, from, to, speaker) ||
	       sg_body_read(prose, from, to, speaker) || read_members(prose, from, to, speaker);
}

static guint find_comma(const SgProse *prose, guint from, guint to)
{
	while (from < to && !sg_prose_kind(prose, from, SG_TOKEN_COMMA))
		from++;
	return from;
}

/* "The Director of Services, Mrs K Smith," or "Councillor Wainfleet, Chairperson of the Committee," */
static bool read_two(const SgProse *prose, guint from, guint comma, guint to, SgSpeaker *speaker)
{
	g_auto(SgSpeaker) first = {0}, second = {0};
	bool person = sg_person_read(prose, from, comma, &first);
	if (person && sg_prose_has_office(prose, comma + 1, to)) {
		guint role = sg_prose_is(prose, comma + 1, "the") ? comma + 2 : comma + 1;
		*speaker = (SgSpeaker){g_steal_pointer(&first.name), sg_prose_dup(prose, role, to)};
		return true;
	}
	if (!person && sg_office_read(prose, from, comma, &first) &&
	    sg_person_read(prose, comma + 1, to, &second)) {
		*speaker = (SgSpeaker){g_steal_pointer(&second.name), g_steal_pointer(&first.name)};
		return true;
	}
	return false;
}

static bool read_subject(const SgProse *prose, guint from, guint to, SgSpeaker *speaker)
{
	guint comma = find_comma(prose, from, to);
	if (comma == to)
		return read_party(prose, from, to, speaker);
	bool closed = sg_prose_kind(prose, to - 1, SG_TOKEN_COMMA);
	guint end = closed ? to - 1 : to;
	if (closed && comma < end && read_two(prose, from, comma, end, speaker))
		return true;
	/* "The Director for Children, Young People and Families" */
	return comma < end && sg_office_read(prose, from, end, speaker);
}

/* Who speaks in the clause that begins at `from`; the verb's token is written. */
static bool read_clause(const SgProse *prose, guint from, guint *ret_verb, SgSpeaker *speaker)
{
	for (guint verb = from + 1; verb < from + SUBJECT_WORDS && verb < prose->tokens->len; verb++) {
		SgTokenKind kind = sg_prose_at(prose, verb)->kind;
		if (kind == SG_TOKEN_STOP || kind == SG_TOKEN_QUOTE || kind == SG_TOKEN_COLON ||
		    sg_prose_in(prose, verb, others))
			return false;
		if (!sg_prose_in(prose, verb, minute_verbs) || sg_prose_at(prose, verb)->capital)
			continue;
		guint to = verb;
		while (to > from + 1 && sg_prose_in(prose, to - 1, adverbs))
			to--;
		*ret_verb = verb;
		return read_subject(prose, from, to, speaker);
	}
	return false;
}

/* ---- sentences ------------------------------------------------------- */

/* "In reply to a question, the Head of Safeguarding confirmed": over the opening words to the clause itself.
 */
static bool read_sentence(const SgProse *prose, guint from, guint *ret_verb, SgSpeaker *speaker)
{
	if (read_clause(prose, from, ret_verb, speaker))
		return true;
	guint end = sg_prose_next_sentence(prose, from);
	if (!sg_prose_in(prose, from, lead_ins))
		return false;
	for (guint comma = find_comma(prose, from, end); comma < end;
	     comma = find_comma(prose, comma + 1, end))
		if (read_clause(prose, comma + 1, ret_verb, speaker))
			return true;
	return false;
}

/* "45.1", "(a)", a dash: in front of the first word. */
static guint skip_number(const SgProse *prose)
{
	guint i = 0;
	while (i < prose->tokens->len) {
		const SgToken *token = sg_prose_at(prose, i);
		bool number = token->kind == SG_TOKEN_WORD && g_ascii_isdigit(prose->text[token->start]);
		bool letter =
		    sg_prose_kind(prose, i, SG_TOKEN_OPEN) && sg_prose_kind(prose, i + 2, SG_TOKEN_CLOSE);
		if (!number && !letter && token->kind != SG_TOKEN_DASH && token->kind != SG_TOKEN_STOP)
			return i;
		i += letter ? 3 : 1;
	}
	return i;
}

static bool clause_begins(const SgProse *prose, guint i)
{
	SgTokenKind kind = sg_prose_at(prose, i)->kind;
	return kind == SG_TOKEN_STOP || kind == SG_TOKEN_COMMA ||
	       sg_prose_in(prose, i, " and but whilst while ");
}

/* Somebody else answers, or takes up the word. */
static bool another_speaks(const SgProse *prose, guint from, const SgSpeaker *speaker)
{
	for (guint i = from; i < prose->tokens->len; i++) {
		g_auto(SgSpeaker) other = {0};
		guint verb;
		if (clause_begins(prose, i) && read_clause(prose, i + 1, &verb, &other) &&
		    !sg_speaker_same(speaker, &other))
			return true;
	}
	return false;
}

/* "Cllr EMK Chave: I would like to ask..." */
static bool read_label(const SgProse *prose, guint from, SgSpeaker *speaker)
{
	guint colon = from;
	while (colon < from + SPOKEN_WORDS && sg_prose_kind(prose, colon, SG_TOKEN_WORD))
		colon++;
	bool spoken =
	    sg_prose_kind(prose, colon, SG_TOKEN_COLON) && prose->tokens->len > colon + SPOKEN_WORDS;
	bool office = sg_prose_is(prose, from, "the");
	return spoken && (office ? sg_office_read(prose, from, colon, speaker)
				 : sg_person_read(prose, from, colon, speaker));
}

bool sg_attribution_of_minute(const SgProse *prose, SgSpeaker *ret_speaker)
{
	guint from = skip_number(prose), verb = 0;
	if (read_label(prose, from, ret_speaker))
		return true;
	if (!read_sentence(prose, from, &verb, ret_speaker))
		return false;
	if (!another_speaks(prose, verb, ret_speaker))
		return true;
	sg_speaker_clear(ret_speaker);
	return false;
}
