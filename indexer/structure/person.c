/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/person.h"

#include <string.h>

enum {
	NAMES_MOST = 4,    /* "Jo Ann de Winter Pell": more are a list of people or a title */
	OFFICE_WORDS = 16, /* "Assistant Director Children & Young People Provider Services" and longer */
	BODY_WORDS = 8,
};

static const char titles[] =
    " councillor cllr cllr. mr mrs ms miss dr professor prof sir dame lord lady baroness "
    "baron rev reverend alderman ald ";
static const char honours[] = " mp obe mbe cbe qc kc jp ";
static const char particles[] = " de van der von le la du ";

/* Who has an office says what it thinks; so words of these are never part of a name. */
static const char office_nouns[] =
    " chairman chairwoman chairperson chair vice-chairman vice-chair vice-chairperson leader director head "
    "officer "
    "member spokesman spokeswoman spokesperson organiser secretary minister manager executive inspector "
    "commissioner "
    "deputy mayor councillor teacher headteacher principal president worker adviser advisor governor "
    "consultant "
    "solicitor coroner judge ombudsman editor trustee lead mother father resident founder coordinator "
    "co-ordinator "
    "representative holder clerk treasurer accountant practitioner carer campaigner ";

static const char body_nouns[] = " committee board panel council cabinet group forum parliament "
				 "trust union government department police "
				 "partnership authority agency charity watchdog association federation party "
				 "commission ofsted unison nspcc ";

/* Papers are quoted, but do not speak in a meeting. */
static const char paper_nouns[] =
    " report letter plan strategy notice inspection act policy paper framework data "
    "figures update review statement guidance agenda minutes budget programme "
    "motion question questions response findings summary ";

/* Capitalised, and no part of anybody's name. */
static const char no_names[] =
    " the a an and but or of for in on at by to from with it he she they we i this that these those there "
    "his her their "
    "our its as if when while after before since however meanwhile yesterday today monday tuesday wednesday "
    "thursday "
    "friday saturday sunday january february march april june july august september october november "
    "december last "
    "next both all some many most no not yes mother's services service social children children's county "
    "city town "
    "district borough north south east west northern southern eastern western national local public health "
    "education "
    "labour conservative conservatives liberal democrat democrats green greens reform independent members "
    "inspectors "
    "office street house hall road school academy college university hospital centre limited ltd plc news "
    "times post "
    "courier journal herald echo gazette mail guardian telegraph council's ofsted's whitehall ";

void sg_speaker_clear(SgSpeaker *speaker)
{
	g_clear_pointer(&speaker->name, g_free);
	g_clear_pointer(&speaker->role, g_free);
}

static bool begins_with(const char *text, const char *words)
{
	size_t n = strlen(words);
	return g_ascii_strncasecmp(text, words, n) == 0 && (text[n] == '\0' || text[n] == ' ');
}

bool sg_speaker_same(const SgSpeaker *one, const SgSpeaker *other)
{
	return one->name && other->name &&
	       (begins_with(one->name, other->name) || begins_with(other->name, one->name));
}

bool sg_prose_has_office(const SgProse *prose, guint from, guint to)
{
	return sg_prose_has(prose, from, to, office_nouns);
}

static bool is_name(const SgProse *prose, guint i)
{
	const SgToken *token = sg_prose_at(prose, i);
	return token->kind == SG_TOKEN_WORD && token->capital && !sg_prose_in(prose, i, no_names) &&
	       !sg_prose_in(prose, i, office_nouns) && !sg_prose_in(prose, i, body_nouns) &&
	       !sg_prose_in(prose, i, paper_nouns) && !sg_prose_in(prose, i, titles);
}

/* The "A" of "Councillor A Moss" is no article. */
static bool is_initial(const SgProse *prose, guint i)
{
	const SgToken *token = sg_prose_at(prose, i);
	return token->kind == SG_TOKEN_WORD && token->capital && token->end - token->start == 1;
}

static bool all_words(const SgProse *prose, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		if (!sg_prose_kind(prose, i, SG_TOKEN_WORD))
			return false;
	return true;
}

/* "(Con, Eastmarch)" or "OBE" behind a name are no part of it. */
static guint without_tail(const SgProse *prose, guint from, guint to)
{
	while (to > from) {
		guint open = to;
		while (open > from && !sg_prose_kind(prose, open - 1, SG_TOKEN_OPEN))
			open--;
		if (sg_prose_kind(prose, to - 1, SG_TOKEN_CLOSE) && open > from)
			to = open - 1;
		else if (sg_prose_in(prose, to - 1, honours))
			to--;
		else
			break;
	}
	return to;
}

/* ---- people ---------------------------------------------------------- */

bool sg_person_read(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker)
{
	to = without_tail(prose, from, to);
	guint name = to, n_names = 0;
	while (name > from && (is_name(prose, name - 1) ||
			       (n_names && name > from + 1 &&
				(sg_prose_in(prose, name - 1, particles) || is_initial(prose, name - 1))))) {
		n_names += sg_prose_at(prose, --name)->capital;
	}
	guint title = name;
	while (title > from && sg_prose_in(prose, title - 1, titles))
		title--;
	guint role = from < title && sg_prose_is(prose, from, "the") ? from + 1 : from;
	if (n_names == 0 || n_names > NAMES_MOST || (n_names == 1 && title == name) ||
	    !all_words(prose, from, to))
		return false;
	bool open_ended = role < title && sg_prose_in(prose, title - 1, " & and of for the to ");
	if (role < title && (open_ended || !sg_prose_has_office(prose, role, title)))
		return false;
	ret_speaker->name = sg_prose_dup(prose, n_names == 1 ? title : name, to);
	ret_speaker->role = sg_prose_dup(prose, role, title);
	if (!ret_speaker->role && n_names > 1 && sg_prose_in(prose, title, " councillor cllr "))
		ret_speaker->role = sg_prose_dup(prose, title, title + 1);
	return true;
}

/* The one word before "said"; whether anybody is so called is for the caller, who knows who has been met. */
bool sg_surname_read(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker)
{
	if (to != from + 1 || !is_name(prose, from))
		return false;
	ret_speaker->name = sg_prose_dup(prose, from, to);
	return true;
}

/* ---- offices and bodies ---------------------------------------------- */

/* Words in capitals, with "of", "for", "and" between them and brackets around some. */
static bool in_capitals(const SgProse *prose, guint from, guint to)
{
	for (guint i = from; i < to; i++) {
		const SgToken *token = sg_prose_at(prose, i);
		bool capital = token->kind == SG_TOKEN_WORD && token->capital;
		if (!capital && token->kind != SG_TOKEN_OPEN && token->kind != SG_TOKEN_CLOSE &&
		    token->kind != SG_TOKEN_COMMA && token->kind != SG_TOKEN_DASH &&
		    !sg_prose_in(prose, i, " of for and & the to with "))
			return false;
	}
	return from < to && sg_prose_at(prose, from)->capital;
}

static guint last_word(const SgProse *prose, guint from, guint to)
{
	while (to > from + 1 && !sg_prose_kind(prose, to - 1, SG_TOKEN_WORD))
		to--;
	return to - 1;
}

bool sg_office_read(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker)
{
	if (!sg_prose_is(prose, from, "the") || to <= from + 1 || to - from > OFFICE_WORDS)
		return false;
	from++;
	bool office = sg_prose_has_office(prose, from, to);
	bool clause = sg_prose_has(prose, from, to, " that which who when whose said ");
	bool paper = sg_prose_in(prose, last_word(prose, from, to), paper_nouns);
	bool body = !office && sg_prose_has(prose, from, to, body_nouns);
	if (clause || paper || body || (!office && !in_capitals(prose, from, to)))
		return false;
	ret_speaker->name = sg_prose_dup(prose, from, to);
	return true;
}

/* "A spokesman for the council" speaks for a body, and is nobody by name. */
static bool is_spokesman(const SgProse *prose, guint from, guint to)
{
	return sg_prose_has(prose, from, to, " spokesman spokeswoman spokesperson ");
}

bool sg_body_read(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker)
{
	bool article = sg_prose_in(prose, from, " the a an ");
	guint first = article ? from + 1 : from;
	if (first >= to || to - first > BODY_WORDS || !all_words(prose, first, to))
		return false;
	bool spokesman = is_spokesman(prose, first, to);
	bool body = sg_prose_in(prose, to - 1, body_nouns) ||
		    (sg_prose_at(prose, first)->capital && in_capitals(prose, first, to) &&
		     sg_prose_has(prose, first, to, body_nouns));
	bool paper = sg_prose_in(prose, to - 1, paper_nouns);
	bool named = sg_prose_is(prose, from, "the") || sg_prose_at(prose, first)->capital;
	if (paper || !(spokesman || (body && named)) ||
	    sg_prose_has(prose, from, to, " both all who that which "))
		return false;
	ret_speaker->name = sg_prose_dup(prose, from, to);
	if (article)
		*ret_speaker->name = g_ascii_tolower(*ret_speaker->name);
	return true;
}
