/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/leadin.h"

#include "base/utf8.h"
#include "indexer/facts/when.h"
#include "indexer/structure/attribution.h"

#include <string.h>

enum {
	LABEL_WORDS = 20, /* "Letter from Ofsted in January 2019" has six */
	NOTE_BYTES = 120, /* of a lead-in shown as the reason for a date */
	NEVER = 1000,     /* farther than any token of the sentence */
};

static const char inspectorates[] = " ofsted ofsted's hmi hmi's inspectors inspectors' inspector's ";
static const char papers[] = " report letter judgement judgment inspection inspectors verdict findings ";
static const char extracts[] =
    " letter report extract extracts excerpt excerpts quote quotation findings judgement "
    "judgment summary said says wrote found reported stated concluded overall inadequate "
    "requires outstanding good verdict ";
/* All that a label may consist of beside dates: a single other word makes it a title of the writer's. */
static const char label_words[] = " ofsted ofsted's hmi hmi's inspectors inspectors' inspector's "
				  "inspectorate report reports letter inspection "
				  "judgement judgment findings finding visit focused focussed monitoring "
				  "full short joint area ilacs sif send "
				  "safeguarding children's services children social care of in from the by "
				  "on at to and dated published overall "
				  "effectiveness requires require required improvement be good outstanding "
				  "inadequate adequate rating rated grade "
				  "graded extract extracts excerpt excerpts quote quotation summary "
				  "executive key said says wrote reported found "
				  "stated concluded judged what their its an a is was as follows council "
				  "county city borough verdict outcome not yet "
				  "early late spring summer autumn winter ";
static const char months[] =
    " january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec ";
static const char intro_verbs[] =
    " said says wrote reported found stated concluded judged noted read reads follows set "
    "described identified warned highlighted ";
/* Those of them that need somebody who speaks, and what makes the words after them something found. */
static const char speaking_verbs[] =
    " said says wrote reported found stated concluded judged noted described identified warned highlighted ";
static const char finding_words[] = " found reported concluded judged noted identified highlighted report "
				    "letter inspection judgement judgment "
				    "verdict findings overall rated graded visit ";
static const char verdict_words[] = " judgement judgment judged rated graded verdict ";
static const char grades[] = " inadequate improvement good outstanding adequate ";
/* A sentence with one of these leads in what somebody did or said about it. */
static const char not_leading[] =
    " we our us my i council's directorate councillor councillors cllr minister chairman leader director "
    "cabinet "
    "member members response respond responded responding following since plan plans action actions include "
    "includes "
    "including steps ask asked question questions contribution speech statement comments reply replied "
    "answered commented told argued ";

/* ---- the writer's own voice ------------------------------------------ */

static const char first_person[] =
    " i i'm i've i'd i'll my me we we're we've we'll we'd our ours us myself ourselves "
    "you your ";
static const char politics[] =
    " ofsted councillor councillors cllr cllrs debate debated vote voted resign "
    "resigned apologise apologised extraordinary ward newsletter blog website youtube must "
    "ought hope hopes hoped believe think feel fear regret welcome welcomes welcomed sorry "
    "thank thanks sadly thankfully unfortunately clearly obviously frankly today yesterday "
    "tonight responded ";
static const char openers[] = " despite so but and perhaps why what whatever ";
static const char pointing[] = " the these those that ";
static const char pointed_at[] =
    " report reports letter words quotation quote extract passage paragraph sentence verdict "
    "inspectors' ";

/* ---- the inspectors' register ---------------------------------------- */

static const char matters[] =
    " children children's child child's young people families family carers carers' parents social work "
    "worker workers "
    "practice assessment assessments plan plans planning leaders managers managers' management oversight "
    "supervision "
    "caseloads casework placements permanence risk risks harm protection safeguarding safeguarded care "
    "leavers "
    "partners partner agencies decisions decision-making thresholds referrals outcomes needs support quality "
    "workforce "
    "staff adoption foster fostering education health inspection inspectors authority visits reviews records "
    "practitioners neglect help welfare services service recruitment retention strategy turnover training "
    "permanent ";
static const char assessing[] = " too not yet insufficient insufficiently inadequate inadequacies good "
				"effective effectively consistently "
				"inconsistent robust robustly timely swiftly enough poor weak weaknesses "
				"variable improved improving improvement "
				"increasingly appropriate appropriately prompt promptly strong strengthened "
				"endemic delayed delay deteriorated "
				"failures well better slow low regular reflective clear majority most "
				"positive positively benefiting realistic "
				"ambitious successful uneven searching ";
static const char present[] = " is are has have does do ";
static const char past[] = " was were had did ";

static guint count(const SgProse *prose, const char *words)
{
	guint n = 0;
	for (guint i = 0; i < prose->tokens->len; i++)
		n += sg_prose_in(prose, i, words);
	return n;
}

/* "the report", "those words": spoken about from outside; inspectors write "this report". */
static bool points_at_quotation(const SgProse *prose)
{
	for (guint i = 0; i + 1 < prose->tokens->len; i++)
		if (sg_prose_in(prose, i, pointing) && sg_prose_in(prose, i + 1, pointed_at))
			return true;
	return false;
}

static bool is_cabinet_member(const SgProse *prose)
{
	for (guint i = 0; i + 1 < prose->tokens->len; i++)
		if (sg_prose_is(prose, i, "cabinet") && sg_prose_in(prose, i + 1, " member members "))
			return true;
	return false;
}

/* Nobody quotes from the future. */
static bool is_later(const SgProse *prose, SgInterval when)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	if (!sg_interval_known(when))
		return false;
	sg_when_find(prose->text, found);
	for (guint i = 0; i < found->len; i++)
		if (g_array_index(found, SgWhen, i).when.from > when.to)
			return true;
	return false;
}

/* A colon at the end leads in something else, whoever wrote it. */
static bool ends_in_colon(const SgProse *prose)
{
	return prose->tokens->len > 0 && sg_prose_kind(prose, prose->tokens->len - 1, SG_TOKEN_COLON);
}

/* Inspectors name no speakers: a person who says something is the writer's. */
static bool somebody_speaks(const SgProse *prose)
{
	g_auto(SgSpeaker) speaker = {0};
	return sg_attribution_of_article(prose, &speaker) != SG_ATTRIBUTED_NOT && speaker.name;
}

static bool is_own(const SgProse *prose, SgInterval when)
{
	return prose->question || ends_in_colon(prose) || count(prose, first_person) ||
	       count(prose, politics) || sg_prose_in(prose, 0, openers) ||
	       sg_prose_has(prose, 0, 4, " followed ") || points_at_quotation(prose) ||
	       is_cabinet_member(prose) || is_later(prose, when) || somebody_speaks(prose);
}

/* "many weaknesses in this report", "until this inspection": only inspectors write so.  "This report is..."
   anybody may. */
static bool speaks_of_itself(const SgProse *prose)
{
	for (guint i = 1; i + 1 < prose->tokens->len; i++)
		if (sg_prose_is(prose, i, "this") &&
		    sg_prose_in(prose, i - 1, " in during of since until at ") &&
		    sg_prose_in(prose, i + 1, " report inspection visit letter "))
			return true;
	return false;
}

/* The matters alone do not tell an inspector from a councillor, so a judgement in the present tense is wanted
   too; and a long paragraph must be about them throughout. */
SgRegister sg_leadin_register(const SgProse *prose, SgInterval when)
{
	enum { FEW = 2, MANY = 3, ONE_IN = 15 };
	bool itself = speaks_of_itself(prose);
	guint n_matters = count(prose, matters) + (itself ? FEW : 0), n_present = count(prose, present);
	if (is_own(prose, when))
		return SG_REGISTER_OWN;
	if (n_matters < FEW || n_matters * ONE_IN < prose->tokens->len)
		return SG_REGISTER_NEITHER;
	bool tense = n_present >= 1 && (itself || n_present >= count(prose, past));
	return n_matters >= MANY && count(prose, assessing) >= 1 && tense ? SG_REGISTER_QUOTED
									  : SG_REGISTER_MAYBE;
}

/* ---- dates ----------------------------------------------------------- */

static guint token_of(const SgProse *prose, uint32_t byte)
{
	guint i = 0;
	while (i < prose->tokens->len && sg_prose_at(prose, i)->end <= byte)
		i++;
	return i;
}

static guint distance(guint one, guint other)
{
	return one > other ? one - other : other - one;
}

/* The date that stands nearest to token `key`, among those of the sentence it is in, else the last before it.
 */
static SgInterval date_near(const SgProse *prose, guint sentence, guint key)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	SgInterval best = {0, 0};
	guint least = NEVER;
	sg_when_find(prose->text, found);
	for (guint i = 0; i < found->len; i++) {
		const SgWhen *when = &g_array_index(found, SgWhen, i);
		guint at = token_of(prose, when->start);
		bool earlier = at < sentence;
		guint far = earlier ? NEVER : distance(at, key);
		/* of those in sentences before, the last */
		if (far < least || (earlier && least == NEVER)) {
			best = when->when;
			least = far;
		}
	}
	return best;
}

static guint last_of(const SgProse *prose, guint from, guint to, const char *words)
{
	for (guint i = to; i > from; i--)
		if (sg_prose_in(prose, i - 1, words))
			return i - 1;
	return to;
}

/* ---- labels ---------------------------------------------------------- */

static bool is_label_word(const SgProse *prose, guint i)
{
	const SgToken *token = sg_prose_at(prose, i);
	return token->kind != SG_TOKEN_QUOTE &&
	       (token->kind != SG_TOKEN_WORD || g_ascii_isdigit(prose->text[token->start]) ||
		sg_prose_in(prose, i, label_words) || sg_prose_in(prose, i, months));
}

/* Source, and date or paper, and nothing else. */
static bool is_label(const SgProse *prose, guint from, guint to)
{
	SgWhen when;
	for (guint i = from; i < to; i++)
		if (!is_label_word(prose, i) || sg_prose_kind(prose, i, SG_TOKEN_STOP))
			return false;
	return from < to && to - from <= LABEL_WORDS && sg_prose_has(prose, from, to, inspectorates) &&
	       (sg_prose_has(prose, from, to, extracts) || sg_when_first(prose->text, SG_WHEN_YEAR, &when));
}

static SgLeadIn make(const SgProse *prose, SgLeadInKind kind, guint from, SgInterval when)
{
	guint to = prose->tokens->len;
	while (to > from && !sg_prose_kind(prose, to - 1, SG_TOKEN_WORD))
		to--;
	SgLeadIn leadin = {.kind = kind, .when = when, .words = sg_prose_dup(prose, from, to)};
	leadin.finding = sg_prose_has(prose, from, to, finding_words);
	if (leadin.words)
		leadin.words[sg_utf8_prefix(leadin.words, NOTE_BYTES)] = '\0';
	return leadin;
}

/* ---- sentences that lead in ------------------------------------------ */

/* "and then, in September 2022:" after a sentence about letters or reports */
static bool ends_with_date(const SgProse *prose, guint from, guint colon)
{
	guint comma = colon;
	while (comma > from && !sg_prose_kind(prose, comma - 1, SG_TOKEN_COMMA))
		comma--;
	if (comma == from || comma == colon)
		return false;
	for (guint i = comma; i < colon; i++)
		if (!sg_prose_in(prose, i, months) &&
		    !sg_prose_in(prose, i, " and then in on by later finally of ") &&
		    !g_ascii_isdigit(prose->text[sg_prose_at(prose, i)->start]))
			return false;
	return true;
}

/* "The Courier reported on Ofsted", "Ofsted came, and the head said": the verb is another's. */
static bool another_says(const SgProse *prose, guint from, guint verb, bool knows_ofsted)
{
	guint clause = verb;
	if (!sg_prose_in(prose, verb, speaking_verbs) || sg_prose_is(prose, verb - 1, "by"))
		return false;
	while (clause > from && !sg_prose_kind(prose, clause - 1, SG_TOKEN_COMMA) &&
	       !sg_prose_is(prose, clause - 1, "and"))
		clause--;
	bool source = sg_prose_has(prose, from, verb, inspectorates) ||
		      (knows_ofsted && sg_prose_has(prose, from, verb, papers));
	bool office = sg_prose_has_office(prose, clause, verb) &&
		      !sg_prose_has(prose, clause, verb, inspectorates) &&
		      !sg_prose_has(prose, clause, verb, " inspector ");
	return office || !source;
}

static bool leads_in(const SgProse *prose, guint from, guint colon, bool knows_ofsted)
{
	guint verb = last_of(prose, from, colon, intro_verbs);
	bool names = sg_prose_has(prose, from, colon, inspectorates);
	bool source = names || (knows_ofsted && sg_prose_has(prose, from, colon, papers));
	if (!source || prose->question)
		return false;
	if (ends_with_date(prose, from, colon))
		return true;
	bool begins_with_council =
	    sg_prose_is(prose, from, "council") || sg_prose_is(prose, from + 1, "council");
	if (begins_with_council || sg_prose_has(prose, from, colon, not_leading) || somebody_speaks(prose))
		return false;
	return verb < colon && !another_says(prose, from, verb, knows_ofsted);
}

static bool is_verdict(const SgProse *prose, guint from)
{
	guint to = prose->tokens->len;
	return sg_prose_has(prose, from, to, verdict_words) && sg_prose_has(prose, from, to, grades) &&
	       !sg_prose_has(prose, from, to, first_person) && !prose->question && !somebody_speaks(prose);
}

SgLeadIn sg_leadin_read(const SgProse *prose, bool knows_ofsted)
{
	guint n = prose->tokens->len, from = sg_prose_last_sentence(prose);
	bool colon = ends_in_colon(prose);
	guint end = colon ? n - 1 : n;
	if (from == 0 && is_label(prose, 0, end))
		return make(prose, colon ? SG_LEADIN_COLON : SG_LEADIN_LABEL, 0, date_near(prose, 0, 0));
	guint verb = last_of(prose, from, end, colon ? intro_verbs : verdict_words);
	if (colon && leads_in(prose, from, end, knows_ofsted))
		return make(prose, SG_LEADIN_COLON, from,
			    date_near(prose, from, ends_with_date(prose, from, end) ? end : verb));
	SgInterval when = date_near(prose, from, verb);
	if (!colon && is_verdict(prose, from) && sg_interval_known(when))
		return make(prose, SG_LEADIN_VERDICT, from, when);
	return (SgLeadIn){.kind = SG_LEADIN_NOT};
}

void sg_leadin_clear(SgLeadIn *leadin)
{
	g_free(leadin->words);
	*leadin = (SgLeadIn){.kind = SG_LEADIN_NOT};
}

/* ---- credits --------------------------------------------------------- */

SgLeadIn sg_leadin_read_credit(const SgProse *prose, guint from)
{
	guint to = prose->tokens->len;
	while (to > from && sg_prose_kind(prose, to - 1, SG_TOKEN_STOP))
		to--;
	if (!sg_prose_kind(prose, from, SG_TOKEN_DASH) || !is_label(prose, from + 1, to))
		return (SgLeadIn){.kind = SG_LEADIN_NOT};
	return make(prose, SG_LEADIN_LABEL, from + 1, date_near(prose, from, from));
}

guint sg_leadin_find_credit(const SgProse *prose)
{
	guint n = prose->tokens->len;
	for (guint i = n; i > 1; i--)
		if (sg_prose_kind(prose, i - 1, SG_TOKEN_DASH))
			return i - 1;
	return n;
}
