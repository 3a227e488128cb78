/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/moderngov.h"

#include "indexer/facts/when.h"
#include "indexer/structure/unit.h"

#include <string.h>

enum {
	TITLE_BLOCKS = 15,  /* the form's name stands within these */
	FRONT_BLOCKS = 60,  /* a front sheet ends within these */
	LONGEST_LINE = 300, /* of a line that names a meeting */
};

/* ---- words ----------------------------------------------------------- */

static bool is_words(const char *text, const char *words)
{
	size_t n_bytes = strlen(words);
	return sg_text_starts(text, words) && strlen(text) <= n_bytes + 1 && !g_ascii_isalnum(text[n_bytes]);
}

static bool is_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (is_words(text, *words))
			return true;
	return false;
}

/* "Agenda and minutes", "Agenda, decisions and draft minutes": two of these, and nothing else. */
static bool is_meeting_title(const char *text)
{
	static const char *const WORDS[] = {"agenda",    "and",      "minutes", "draft",
					    "decisions", "decision", NULL};
	enum { LONGEST_TITLE = 50 };
	if (strlen(text) > LONGEST_TITLE || !sg_text_has(text, " and "))
		return false;
	g_autofree char *lower = g_ascii_strdown(text, -1);
	g_auto(GStrv) parts = g_strsplit_set(lower, " ,", -1);
	for (char **part = parts; *part; part++)
		if (**part && !g_strv_contains(WORDS, *part))
			return false;
	return true;
}

/* The name of a body that meets: capitals, short, and one of the words that such names have. */
static bool is_committee(const char *text)
{
	static const char *const WORDS[] = {"committee", "cabinet",  "council",     "board",    "panel",
					    "forum",     "scrutiny", "executive",   "assembly", "commission",
					    "authority", "group",    "partnership", "hearing",  NULL};
	enum { LONGEST_NAME = 120 };
	gunichar first = g_utf8_get_char(text);
	return g_unichar_isupper(first) && strlen(text) <= LONGEST_NAME && !strpbrk(text, ".:;|") &&
	       sg_text_has_any(text, WORDS);
}

/* Who decides: also one person. */
static bool is_decision_maker(const char *text)
{
	static const char *const WORDS[] = {"director", "cabinet member", "leader", "mayor", "officer",
					    "head of",  "portfolio",      "chief",  NULL};
	return is_committee(text) || (strlen(text) <= 120 && sg_text_has_any(text, WORDS));
}

/* Where the weekday begins that `text` ends with ("Cabinet - Thursday "), else its length. */
static size_t before_weekday(const char *text, size_t n_bytes)
{
	static const char *const NAMES[] = {"monday",   "tuesday", "wednesday", "thursday", "friday",
					    "saturday", "sunday",  "mon",       "tue",      "wed",
					    "thu",      "fri",     "sat",       "sun"};
	while (n_bytes > 0 && strchr(" ,", text[n_bytes - 1]))
		n_bytes--;
	for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
		size_t n_name = strlen(NAMES[i]);
		if (n_bytes >= n_name &&
		    g_ascii_strncasecmp(text + n_bytes - n_name, NAMES[i], n_name) == 0 &&
		    (n_bytes == n_name || !g_ascii_isalpha(text[n_bytes - n_name - 1])))
			return n_bytes - n_name;
	}
	return n_bytes;
}

static bool names_weekday(const char *text, size_t n_bytes)
{
	for (size_t end = n_bytes; end > 0; end--)
		if ((end == n_bytes || !g_ascii_isalpha(text[end])) && g_ascii_isalpha(text[end - 1]) &&
		    before_weekday(text, end) < end)
			return true;
	return false;
}

/* The first day that `text` names, from `from` on.  Where a weekday stands before it and is not its own, the
   two contradict each other somewhere: no date. */
static bool day_in(const char *text, size_t from, SgWhen *ret)
{
	if (!sg_when_first(text + from, SG_WHEN_DAY, ret) || ret->form != SG_WHEN_DAY)
		return false;
	ret->start += (uint32_t)from;
	ret->end += (uint32_t)from;
	return ret->weekday || !names_weekday(text + from, ret->start - from);
}

/* A meeting as one line names it. */
typedef struct {
	char *committee; /* NULL: not named there */
	SgDay day;       /* 0: not named there */
} Line;

static void clear_line(Line *line)
{
	g_clear_pointer(&line->committee, g_free);
	line->day = 0;
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, clear_line)

/* Takes `n_bytes` of `text` as a committee's name, without what joins it to the rest; NULL when it is none.
 */
static char *dup_committee(const char *text, size_t n_bytes)
{
	static const char *const ENDINGS[] = {" held", " on", " at", " -", "–", ",", ":", " meeting"};
	/* "the Cabinet meeting held on", cut from behind until nothing of that is left */
	g_autofree char *name = g_strstrip(g_strndup(text, n_bytes));
	if (sg_text_starts(name, "the "))
		memmove(name, name + 4, strlen(name + 4) + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
		if (g_str_has_suffix(name, ENDINGS[i])) {
			name[strlen(name) - strlen(ENDINGS[i])] = '\0';
			g_strchomp(name);
			i = (size_t)-1; /* another may stand before it */
		}
	return is_committee(name) ? g_steal_pointer(&name) : NULL;
}

/* Whether `text` ends with a dash, blanks after it. */
static bool ends_with_dash(const char *text, size_t n_bytes)
{
	g_autofree char *before = g_strchomp(g_strndup(text, n_bytes));
	return g_str_has_suffix(before, " -") || g_str_has_suffix(before, "–");
}

/* "<Committee> - <Weekday> <date> <time>"; a comma or nothing for the dash where the line stands for itself.
 */
static bool read_dated_line(const char *text, bool dash, Line *ret)
{
	SgWhen when;
	if (strlen(text) > LONGEST_LINE || !day_in(text, 0, &when))
		return false;
	size_t n_bytes = before_weekday(text, when.start);
	if (dash && !ends_with_dash(text, n_bytes))
		return false;
	g_autofree char *committee = dup_committee(text, n_bytes);
	if (!committee)
		return false;
	*ret = (Line){g_steal_pointer(&committee), when.when.from};
	return true;
}

bool sg_moderngov_names_other(const char *text)
{
	static const char *const WORDS[] = {
	    "previous meeting", "last meeting", "next meeting", "correct record", "approve",  "will be held",
	    "signed",           "confirm",      "publish",      "publication",    "deadline", "no later than",
	    "printed",          "dispatch",     "despatch",     " by ",           NULL};
	return sg_text_has_any(text, WORDS);
}

/* ---- minutes --------------------------------------------------------- */

static bool opens_minutes(const char *text)
{
	return strlen(text) <= 2 * LONGEST_LINE && sg_text_starts(text, "minutes of ") &&
	       !sg_moderngov_names_other(text);
}

/* "Minutes of the extraordinary meeting of X held at ... on Tuesday 9 July 2013 at 10 am" */
static Line read_minutes_line(const char *text)
{
	Line line = {0};
	SgWhen when;
	const char *name = text + strlen("minutes of ");
	for (const char *at = name; *at; at++)
		if (sg_text_starts(at, "meeting of ")) {
			name = at + strlen("meeting of ");
			break;
		}
	size_t n_bytes = 0;
	while (name[n_bytes] && !sg_text_starts(name + n_bytes, " held") &&
	       !sg_text_starts(name + n_bytes, " on ") && !sg_text_starts(name + n_bytes, " meeting"))
		n_bytes++;
	if (day_in(text, 0, &when)) {
		line.day = when.when.from;
		n_bytes =
		    MIN(n_bytes, before_weekday(text, when.start) - MIN((size_t)(name - text), when.start));
	}
	line.committee = dup_committee(name, n_bytes);
	return line;
}

/* A line by itself under the heading: "held on Tuesday 9 July 2013", "Tuesday, 22 February 2011 at 10.00am".
 */
static SgDay day_of_short_line(const char *text)
{
	SgWhen when;
	bool dated =
	    strlen(text) <= LONGEST_LINE && !sg_moderngov_names_other(text) && day_in(text, 0, &when);
	return dated && (when.weekday || sg_text_has(text, "held ")) ? when.when.from : 0;
}

/* ---- the forms ------------------------------------------------------- */

static SgModernGov shape_of_title(const char *text, bool html)
{
	static const char *const AGENDAS[] = {"agenda",
					      "public document pack",
					      "agenda frontsheet",
					      "agenda reports pack",
					      "notice of meeting",
					      "summons",
					      "supplementary agenda",
					      NULL};
	enum { LONGEST_AGENDA = 120 };
	if (is_words(text, "agenda item"))
		return SG_MODERNGOV_ITEM;
	if (is_words(text, "decision details"))
		return SG_MODERNGOV_DECISION;
	if (is_words(text, "issue - meetings") || is_words(text, "issue details"))
		return SG_MODERNGOV_ISSUE;
	if (is_meeting_title(text) || (html && is_words(text, "agenda")))
		return SG_MODERNGOV_MEETING;
	/* "Agenda Item 4" is stamped on papers, and is no agenda */
	bool named =
	    sg_text_starts(text, "agenda ") && strlen(text) <= LONGEST_AGENDA && is_committee(text + 7);
	if (named || is_any(text, AGENDAS))
		return SG_MODERNGOV_AGENDA;
	return opens_minutes(text) || g_ascii_strcasecmp(text, "minutes") == 0 ? SG_MODERNGOV_MINUTES
									       : SG_MODERNGOV_NONE;
}

/* The form, and the block that names it. */
static SgModernGov find_shape(const SgEvidence *evidence, guint *ret_at)
{
	const SgBlock *block;
	*ret_at = 0;
	if (g_strcmp0(evidence->text->type, "application/vnd.moderngov+xml") == 0)
		return SG_MODERNGOV_SAVED;
	bool html = g_strcmp0(evidence->text->type, "text/html") == 0;
	for (guint i = 0; i < TITLE_BLOCKS && (block = sg_evidence_block(evidence, i)); i++) {
		SgModernGov shape = shape_of_title(block->text, html);
		/* minutes begin on their first page; on a later one they are an earlier meeting's, in a pack
		 */
		if (shape == SG_MODERNGOV_MINUTES && block->page > 1)
			shape = SG_MODERNGOV_AGENDA;
		*ret_at = i;
		if (shape != SG_MODERNGOV_NONE)
			return shape;
	}
	return SG_MODERNGOV_NONE;
}

SgModernGov sg_moderngov_shape(const SgEvidence *evidence)
{
	guint at;
	return find_shape(evidence, &at);
}

/* "Meeting of Cabinet, Thursday 20 October 2016 2.00 pm (Item 45.)", as some sites have under an item's
 * title. */
static Line item_line(const SgEvidence *evidence)
{
	Line line = {0};
	const SgBlock *block;
	for (guint i = 0; i < TITLE_BLOCKS && (block = sg_evidence_block(evidence, i)); i++)
		if (sg_text_starts(block->text, "meeting of ") && sg_text_has(block->text, "(item ") &&
		    read_dated_line(block->text + strlen("meeting of "), false, &line))
			break;
	return line;
}

/* The page's own line, else the title that its site gives it: "Agenda for Cabinet on Thursday, 20th October".
 */
static Line meeting_page_line(const SgEvidence *evidence, guint at)
{
	enum { LINES = 6 };
	Line line = {0};
	const SgBlock *block;
	for (guint i = at; i < at + LINES && (block = sg_evidence_block(evidence, i)); i++)
		if (!sg_moderngov_names_other(block->text) && read_dated_line(block->text, true, &line))
			return line;
	/* some sites leave the line out, and have it in the bar of the window alone */
	const char *title = sg_text_get_meta(evidence->text, "title");
	if (title && sg_text_starts(title, "agenda for "))
		read_dated_line(title + strlen("agenda for "), false, &line);
	return line;
}

static Line minutes_line(const SgEvidence *evidence, guint at)
{
	enum { LINES_BELOW = 3 };
	const SgBlock *block = sg_evidence_block(evidence, at);
	bool opening = opens_minutes(block->text);
	Line line = opening ? read_minutes_line(block->text) : (Line){0};
	/* a heading "MINUTES" has the meeting's name and day above or below it */
	for (guint i = opening ? at + 1 : 0;
	     !line.day && i <= at + LINES_BELOW && (block = sg_evidence_block(evidence, i)); i++) {
		g_auto(Line) found = {0};
		line.day = day_of_short_line(block->text);
		if (line.day && !line.committee && read_dated_line(block->text, false, &found))
			line.committee = g_steal_pointer(&found.committee);
	}
	return line;
}

/* ---- labels ---------------------------------------------------------- */

/* What stands after `label`, in its block or in the next one when it ends with the label; NULL. */
static const char *labelled(const SgEvidence *evidence, const char *label)
{
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		if (!sg_text_starts(block->text, label))
			continue;
		const char *value = block->text + strlen(label);
		value += strspn(value, " ?:|");
		if (*value)
			return value;
		const SgBlock *next = sg_evidence_block(evidence, i + 1);
		return next ? next->text : NULL;
	}
	return NULL;
}

static SgDay labelled_day(const SgEvidence *evidence, const char *const *labels)
{
	enum { WEEKDAY_BEFORE = 14 };
	for (; *labels; labels++) {
		const char *value = labelled(evidence, *labels);
		SgWhen when;
		if (value && day_in(value, 0, &when) && when.start < WEEKDAY_BEFORE)
			return when.when.from;
	}
	return 0;
}

typedef struct {
	SgDay decided, published, effective;
} Decision;

static Decision read_decision(const SgEvidence *evidence)
{
	static const char *const DECIDED[] = {"date of decision:",    "decision date:", "date decision made:",
					      "date decision taken:", "made:",          NULL};
	static const char *const PUBLISHED[] = {
	    "publication date:", "date of publication:", "date published:", "decision published:", NULL};
	static const char *const EFFECTIVE[] = {"effective from:", "date comes into force if not called in:",
						"date decision effective:", "effective date:", NULL};
	return (Decision){.decided = labelled_day(evidence, DECIDED),
			  .published = labelled_day(evidence, PUBLISHED),
			  .effective = labelled_day(evidence, EFFECTIVE)};
}

/* ---- front sheets ---------------------------------------------------- */

/* Whether "date:" at `at` is the meeting's, not that of publication. */
static bool is_own_date_label(const char *text, const char *at)
{
	static const char *const OTHERS[] = {"publication ", "despatch ", "dispatch ", "issue ",
					     "closing ",     "decision ", "published "};
	if (!sg_text_starts(at, "date:") || (at > text && at[-1] != ' '))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++) {
		size_t n_bytes = strlen(OTHERS[i]);
		if ((size_t)(at - text) >= n_bytes && sg_text_starts(at - n_bytes, OTHERS[i]))
			return false;
	}
	return true;
}

/* Whether nothing but labels stands there: "Time: Place: Notes:", a column by itself. */
static bool is_labels(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	for (char **word = words; *word; word++)
		if (**word && !g_str_has_suffix(*word, ":"))
			return false;
	return true;
}

static bool begins_with_day(const char *text, bool weekday, SgDay *ret_day)
{
	enum { WEEKDAY_BEFORE = 16 };
	SgWhen when;
	if (!day_in(text, 0, &when) || when.start >= WEEKDAY_BEFORE || (weekday && !when.weekday))
		return false;
	*ret_day = when.when.from;
	return true;
}

/* Set in two columns, the labels are blocks of their own and the values follow, maybe after the title. */
static SgDay front_label(const SgEvidence *evidence, guint i)
{
	enum { VALUES_BELOW = 8 };
	SgDay day = 0;
	const SgBlock *block = sg_evidence_block(evidence, i);
	for (const char *at = block->text; *at && !day; at++) {
		if (!is_own_date_label(block->text, at))
			continue;
		const char *value = at + strlen("date:");
		value += strspn(value, " |");
		if (begins_with_day(value, false, &day) || !is_labels(value))
			continue;
		for (guint k = i + 1;
		     k <= i + VALUES_BELOW && !day && (block = sg_evidence_block(evidence, k)); k++)
			begins_with_day(block->text, k > i + 1, &day);
		return day;
	}
	return day;
}

/* The blocks of a pack before the minutes of an earlier meeting. */
static guint count_front(const SgEvidence *evidence)
{
	const SgBlock *block;
	guint n = 0;
	while (n < FRONT_BLOCKS && (block = sg_evidence_block(evidence, n)) && !opens_minutes(block->text))
		n++;
	return n;
}

static char *front_committee(const SgEvidence *evidence, guint at, guint n_front)
{
	enum { LINES = 6 };
	const SgBlock *block;
	for (guint i = at; i < MIN(at + LINES, n_front) && (block = sg_evidence_block(evidence, i)); i++) {
		const char *text = sg_text_starts(block->text, "agenda ") ? block->text + 7 : block->text;
		size_t n_bytes = 0;
		SgWhen when;
		while (text[n_bytes] && !is_own_date_label(text, text + n_bytes))
			n_bytes++;
		if (!text[n_bytes] && day_in(text, 0, &when))
			n_bytes = before_weekday(text, when.start);
		char *committee = dup_committee(text, n_bytes);
		if (committee)
			return committee;
	}
	return NULL;
}

static Line front_line(const SgEvidence *evidence, guint at)
{
	Line line = {0};
	guint n_front = count_front(evidence);
	for (guint i = 0; i < n_front && !line.day; i++)
		line.day = front_label(evidence, i);
	for (guint i = 0; i < n_front && !line.day; i++)
		line.day = day_of_short_line(sg_evidence_block(evidence, i)->text);
	line.committee = front_committee(evidence, at, n_front);
	return line;
}

/* ---- issues ---------------------------------------------------------- */

/* "Meeting: 11/09/2018 - Children’s Scrutiny Committee (Item 45)" */
static bool read_issue_line(const char *text, Line *ret)
{
	SgWhen when;
	if (!sg_text_starts(text, "meeting:") || strlen(text) > LONGEST_LINE || !day_in(text, 0, &when))
		return false;
	const char *name = text + when.end;
	name += strspn(name, " -–,");
	*ret = (Line){dup_committee(name, strcspn(name, "(")), when.when.from};
	return true;
}

/* The days from the first to the last meeting that took the matter up. */
static SgInterval issue_days(const SgEvidence *evidence, char **ret_committee)
{
	SgInterval days = {0, 0};
	bool several = false;
	const SgBlock *block;
	*ret_committee = NULL;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		g_auto(Line) line = {0};
		if (!read_issue_line(block->text, &line))
			continue;
		several |= *ret_committee && g_strcmp0(*ret_committee, line.committee) != 0;
		if (!*ret_committee)
			*ret_committee = g_steal_pointer(&line.committee);
		days.from = days.from ? MIN(days.from, line.day) : line.day;
		days.to = MAX(days.to, line.day);
	}
	/* a matter that two bodies dealt with is of neither alone */
	if (several)
		g_clear_pointer(ret_committee, g_free);
	return days;
}

/* ---- facts ----------------------------------------------------------- */

/* What a form tells. */
typedef struct {
	SgInterval when; /* the date that counts */
	SgBasis basis;
	const char *note;
	char *committee;
	Decision decision;
} Told;

static void clear_told(Told *told)
{
	g_clear_pointer(&told->committee, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Told, clear_told)

static void tell_line(Told *told, Line line)
{
	told->when = sg_interval_day(line.day);
	told->committee = line.committee;
}

static void tell_decision(Told *told, const SgEvidence *evidence)
{
	told->decision = read_decision(evidence);
	const char *maker = labelled(evidence, "decision maker:");
	if (maker && is_decision_maker(maker))
		told->committee = g_strdup(maker);
	told->when = sg_interval_day(told->decision.decided);
	/* decisions of officers are published, and nobody writes down when they were taken */
	if (told->decision.decided || !told->decision.published)
		return;
	told->when = sg_interval_day(told->decision.published);
	told->note = "the day the decision was published; the day it was taken is not stated";
}

static void tell_saved(Told *told, const SgEvidence *evidence)
{
	const char *iso = sg_text_get_meta(evidence->text, "meeting");
	told->when = sg_interval_day(iso ? sg_day_parse_iso(iso) : 0);
	told->committee = g_strdup(sg_text_get_meta(evidence->text, "committee"));
}

static SgModernGov read_told(const SgEvidence *evidence, Told *told)
{
	guint at;
	SgModernGov shape = find_shape(evidence, &at);
	*told = (Told){.basis = SG_BASIS_STATED};
	switch (shape) {
	case SG_MODERNGOV_NONE:
		break;
	case SG_MODERNGOV_ITEM:
		tell_line(told, item_line(evidence));
		break;
	case SG_MODERNGOV_MEETING:
		tell_line(told, meeting_page_line(evidence, at));
		break;
	case SG_MODERNGOV_DECISION:
		tell_decision(told, evidence);
		break;
	case SG_MODERNGOV_ISSUE:
		told->when = issue_days(evidence, &told->committee);
		if (told->when.from != told->when.to)
			told->note = "from the first to the last of the meetings on the page";
		break;
	case SG_MODERNGOV_AGENDA:
		tell_line(told, front_line(evidence, at));
		break;
	case SG_MODERNGOV_MINUTES:
		tell_line(told, minutes_line(evidence, at));
		break;
	case SG_MODERNGOV_SAVED:
		tell_saved(told, evidence);
		break;
	}
	return shape;
}

bool sg_moderngov_stated(const SgEvidence *evidence, SgDate *ret_date)
{
	g_auto(Told) told = {0};
	*ret_date = (SgDate){0};
	if (read_told(evidence, &told) == SG_MODERNGOV_NONE)
		return false;
	if (sg_interval_known(told.when))
		*ret_date = (SgDate){.when = told.when, .basis = told.basis, .note = g_strdup(told.note)};
	return true;
}

static void set_dated(SgDocument *document, SgDated dated, SgInterval when)
{
	if (!sg_interval_known(when) || sg_interval_known(document->dates[dated].when))
		return;
	sg_date_clear(&document->dates[dated]);
	document->dates[dated] = (SgDate){.when = when, .basis = SG_BASIS_STATED};
}

/* What was recorded stands below a line of its own; without it all is what was proposed. */
static bool has_minutes(const SgEvidence *evidence)
{
	static const char *const LABELS[] = {"minutes:", "decision:", "resolved:", "resolved", NULL};
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++)
		if (is_any(block->text, LABELS) || sg_text_has(block->text, " minutes: ") ||
		    sg_text_starts(block->text, "resolved"))
			return true;
	return false;
}

/* "agenda", "draft minutes", or NULL: minutes, decisions. */
static const char *status_of(const SgEvidence *evidence, SgModernGov shape)
{
	const SgBlock *block;
	bool page = shape == SG_MODERNGOV_ITEM || shape == SG_MODERNGOV_MEETING;
	if (shape == SG_MODERNGOV_AGENDA || (page && !has_minutes(evidence)))
		return "agenda";
	if (shape == SG_MODERNGOV_SAVED)
		return sg_text_get_meta(evidence->text, "status");
	for (guint i = 0; page && i < TITLE_BLOCKS && (block = sg_evidence_block(evidence, i)); i++)
		if (is_meeting_title(block->text) && sg_text_has(block->text, "draft minutes"))
			return "draft minutes";
	return NULL;
}

void sg_moderngov_facts(const SgEvidence *evidence, SgDocument *document)
{
	g_auto(Told) told = {0};
	SgModernGov shape = read_told(evidence, &told);
	/* "Agenda" and "Minutes" head papers of many kinds: these two forms count with a date of theirs only
	 */
	bool certain = shape != SG_MODERNGOV_AGENDA && shape != SG_MODERNGOV_MINUTES;
	bool open = document->source == SG_SOURCE_UNKNOWN || document->source == SG_SOURCE_COUNCIL;
	if (shape == SG_MODERNGOV_NONE)
		return;
	if (open && (certain || sg_interval_known(told.when)))
		document->source = SG_SOURCE_MINUTES;
	if (document->source != SG_SOURCE_MINUTES)
		return;
	if (!document->committee)
		document->committee = g_steal_pointer(&told.committee);
	if (!document->status)
		document->status = g_strdup(status_of(evidence, shape));
	set_dated(document, SG_DATED_DECIDED, sg_interval_day(told.decision.decided));
	set_dated(document, SG_DATED_PUBLISHED, sg_interval_day(told.decision.published));
	set_dated(document, SG_DATED_EFFECTIVE, sg_interval_day(told.decision.effective));
	if (shape != SG_MODERNGOV_DECISION)
		set_dated(document, SG_DATED_MEETING, told.when);
}

/* ---- several meetings in one document -------------------------------- */

/* Minutes begin with who was there. */
static bool begins_minutes(const GPtrArray *units, guint i)
{
	enum { LINES = 12 };
	const SgUnit *unit;
	if (!opens_minutes(sg_unit_at(units, i)->block->text))
		return false;
	for (guint k = i + 1; k <= i + LINES && (unit = sg_unit_at(units, k)); k++)
		if (sg_text_starts(unit->block->text, "present"))
			return true;
	return false;
}

static SgDay day_of_minutes(const GPtrArray *units, guint i)
{
	enum { LINES_BELOW = 3 };
	g_auto(Line) line = read_minutes_line(sg_unit_at(units, i)->block->text);
	const SgUnit *unit;
	for (guint k = i + 1; !line.day && k <= i + LINES_BELOW && (unit = sg_unit_at(units, k)); k++)
		line.day = day_of_short_line(unit->block->text);
	return line.day;
}

static bool ends_minutes(const char *text)
{
	static const char *const WORDS[] = {"the meeting ended",
					    "the meeting closed",
					    "the meeting concluded",
					    "the meeting finished",
					    "meeting ended",
					    "meeting closed",
					    NULL};
	return sg_text_starts_any(text, WORDS);
}

/* What papers for the meeting begin with: "Agenda Item 7" is stamped on each. */
static bool begins_paper(const char *text)
{
	bool stamp = sg_text_starts(text, "agenda item ") && g_ascii_isdigit(text[strlen("agenda item ")]);
	return (stamp && strlen(text) < 24) || sg_text_starts(text, "title of report") ||
	       sg_text_starts(text, "report to:") || sg_text_starts(text, "report title");
}

/* Past the last unit of the minutes that begin at `i`; *ret_ended: they say themselves where they end. */
static guint find_end(const GPtrArray *units, guint i, bool *ret_ended)
{
	const SgUnit *unit;
	*ret_ended = false;
	for (guint k = i + 1; (unit = sg_unit_at(units, k)); k++) {
		if (begins_paper(unit->block->text))
			return k;
		if (!ends_minutes(unit->block->text))
			continue;
		const SgUnit *next = sg_unit_at(units, k + 1);
		*ret_ended = true;
		return k + 1 + (next && sg_text_starts(next->block->text, "chair"));
	}
	return units->len;
}

static guint mark_earlier_minutes(GPtrArray *units, guint i, const SgDocument *document)
{
	SgDay day = day_of_minutes(units, i);
	SgInterval own = document->published.when;
	/* the minutes that the document itself is, printed behind its cover */
	if (day && (day == own.from || day == own.to))
		return i + 1;
	bool ended;
	guint end = find_end(units, i, &ended);
	/* where their end cannot be told, all to the end of the pack loses its date rather than have a wrong
	 * one */
	bool known = ended && day && (!own.from || day < own.from);
	SgDate said = {0};
	if (known)
		said = (SgDate){.when = sg_interval_day(day), .basis = SG_BASIS_STATED};
	for (guint k = i; k < end; k++)
		sg_unit_set_said(g_ptr_array_index(units, k), &said);
	return end;
}

/* Past the heading of a document that is itself minutes; 0: it is something else. */
static guint skip_own_heading(const GPtrArray *units)
{
	const SgUnit *unit;
	for (guint i = 0; i < TITLE_BLOCKS && (unit = sg_unit_at(units, i)); i++) {
		SgModernGov shape = shape_of_title(unit->block->text, false);
		if (shape == SG_MODERNGOV_MINUTES && unit->block->page <= 1)
			return i + 1;
		if (shape != SG_MODERNGOV_NONE)
			return 0;
	}
	return 0;
}

/* Minutes among the papers of a later meeting, whose own date is not theirs. */
static void mark_packs(GPtrArray *units, const SgDocument *document)
{
	for (guint i = skip_own_heading(units); i < units->len;)
		i = begins_minutes(units, i) ? mark_earlier_minutes(units, i, document) : i + 1;
}

/* Below each "Meeting: ..." of an issue page stands what was said there. */
static void mark_issue(GPtrArray *units)
{
	SgDate said = {0};
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = g_ptr_array_index(units, i);
		g_auto(Line) line = {0};
		if (read_issue_line(unit->block->text, &line))
			said = (SgDate){.when = sg_interval_day(line.day), .basis = SG_BASIS_STATED};
		if (sg_interval_known(said.when))
			sg_unit_set_said(unit, &said);
	}
}

void sg_moderngov_mark(GPtrArray *units, const SgDocument *document)
{
	if (document->source != SG_SOURCE_MINUTES)
		return;
	bool issue = false;
	for (guint i = 0; i < TITLE_BLOCKS && i < units->len; i++)
		issue |= shape_of_title(sg_unit_at(units, i)->block->text, false) == SG_MODERNGOV_ISSUE;
	if (issue)
		mark_issue(units);
	else
		mark_packs(units, document);
}
