/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * When a document appeared, from the most trusted place that tells.  What is
 * worked out rather than read says so in its basis and note; what cannot be
 * known stays unknown.
 */
#include "indexer/facts.h"
#include "indexer/ofsted.h"
#include "indexer/when.h"

#include <string.h>

static SgDate known(SgInterval when, SgBasis basis, const char *note)
{
	return (SgDate){.when = when, .basis = basis, .note = g_strdup(note)};
}

static SgDate unknown(void)
{
	return (SgDate){.basis = SG_BASIS_UNKNOWN};
}

static bool is_known(const SgDate *date)
{
	return sg_interval_known(date->when);
}

/* ---- explicit lines -------------------------------------------------- */

/* The date after a label: "Report published: 23 July 2018". */
static bool date_after(const char *text, const char *label, SgWhenForm least, SgWhen *ret)
{
	enum { WEEKDAY_BETWEEN = 14 }; /* "Published: Tuesday 6 June 2016" */
	for (const char *at = text; *at; at++)
		if (sg_text_starts(at, label) && sg_when_first(at + strlen(label), least, ret) &&
		    ret->start < WEEKDAY_BETWEEN)
			return true;
	return false;
}

/* Labels by trust.  A decision page has three dates: the day decided is the one. */
typedef struct {
	const char *words;
	SgSource source; /* SG_SOURCE_UNKNOWN: any */
	bool inside;     /* may stand inside a short block near the top, not only begin one */
} Label;

static const Label own_labels[] = {
    {"date of decision:", SG_SOURCE_MINUTES, true}, {"decision date:", SG_SOURCE_MINUTES, true},
    {"meeting:", SG_SOURCE_MINUTES, false},         {"meeting date:", SG_SOURCE_MINUTES, true},
    {"date of meeting:", SG_SOURCE_MINUTES, true},  {"report published:", SG_SOURCE_OFSTED, true},
};

static const Label general_labels[] = {
    {"published:", SG_SOURCE_UNKNOWN, true},
    {"published on", SG_SOURCE_UNKNOWN, false},
    {"date published:", SG_SOURCE_UNKNOWN, true},
    {"date of publication:", SG_SOURCE_UNKNOWN, true},
    {"publication date:", SG_SOURCE_UNKNOWN, true},
    {"posted on", SG_SOURCE_UNKNOWN, false},
    {"date:", SG_SOURCE_UNKNOWN, false},
};

static bool label_in_block(const Label *label, const SgBlock *block, guint i, SgWhen *ret)
{
	enum { LONGEST_LINE = 160, LONGEST_BLOCK = 400 };
	size_t n_bytes = strlen(block->text);
	bool inside = label->inside && i < SG_TOP_BLOCKS && n_bytes < LONGEST_LINE;
	if (n_bytes > LONGEST_BLOCK || !(inside || sg_text_starts(block->text, label->words)))
		return false;
	return date_after(block->text, label->words, SG_WHEN_DAY, ret) && ret->form == SG_WHEN_DAY;
}

static SgDate labelled(const SgEvidence *evidence, SgSource source, const Label *labels, size_t n_labels)
{
	for (size_t l = 0; l < n_labels; l++) {
		if (labels[l].source != SG_SOURCE_UNKNOWN && labels[l].source != source)
			continue;
		const SgBlock *block;
		SgWhen when;
		for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++)
			if (label_in_block(&labels[l], block, i, &when))
				return known(when.when, SG_BASIS_STATED, NULL);
	}
	return unknown();
}

/* Minutes begin by approving the last ones, and end by naming the next meeting. */
static bool names_other_meeting(const char *text)
{
	static const char *const words[] = {"previous meeting", "last meeting", "next meeting",
					    "correct record",   "approve",      "will be held",
					    "signed",           "confirm"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (sg_text_has(text, words[i]))
			return true;
	return false;
}

/* "Minutes of the meeting of X held at ... on Tuesday 9 July 2013", "Cabinet - Thursday 20 October 2016 2.00
 * pm" */
static SgDate meeting_line(const SgEvidence *evidence)
{
	enum { LONGEST_LINE = 300 };
	const SgBlock *block;
	for (guint i = 0; i < SG_TOP_BLOCKS && (block = sg_evidence_block(evidence, i)); i++) {
		SgWhen when;
		if (strlen(block->text) > LONGEST_LINE || !sg_when_first(block->text, SG_WHEN_DAY, &when) ||
		    when.form != SG_WHEN_DAY || names_other_meeting(block->text))
			continue;
		if (when.weekday || sg_text_starts(block->text, "minutes of") ||
		    sg_text_has(block->text, " held on "))
			return known(when.when, SG_BASIS_STATED, NULL);
	}
	return unknown();
}

/* Whether a block is a date and next to nothing else: a letterhead's, a dateline's. */
static bool is_date_line(const char *text, SgWhen *ret)
{
	static const char allowed[] =
	    " am pm at on in news posted published by first date dated mon tue wed thu fri sat sun "
	    "monday tuesday wednesday thursday friday saturday sunday ";
	if (!sg_when_first(text, SG_WHEN_DAY, ret) || ret->form != SG_WHEN_DAY || strlen(text) > 80)
		return false;
	g_autofree char *rest = g_strdup_printf("%.*s %s", (int)ret->start, text, text + ret->end);
	g_auto(GStrv) words = g_strsplit_set(rest, " 0123456789:.,|-()", -1);
	for (char **word = words; *word; word++) {
		g_autofree char *lower = g_ascii_strdown(*word, -1);
		g_autofree char *spaced = g_strconcat(" ", lower, " ", NULL);
		if (**word && !strstr(allowed, spaced))
			return false;
	}
	return true;
}

/* A letter's own date stands between the letterhead and "Dear ...", alone or at the start of the address. */
static SgDate letterhead(const SgEvidence *evidence)
{
	enum { LONGEST_ADDRESS = 400, WEEKDAY_BEFORE = 12 };
	const SgBlock *block;
	SgDate found = unknown();
	for (guint i = 0; i < SG_TOP_BLOCKS && (block = sg_evidence_block(evidence, i)); i++) {
		SgWhen when;
		size_t n_bytes = strlen(block->text);
		if (sg_text_starts(block->text, "dear "))
			return found;
		bool dated = n_bytes < LONGEST_ADDRESS && sg_when_first(block->text, SG_WHEN_DAY, &when) &&
			     when.form == SG_WHEN_DAY;
		if (dated && !is_known(&found) && (when.start <= WEEKDAY_BEFORE || when.end + 1 >= n_bytes))
			found = known(when.when, SG_BASIS_STATED, "the letter’s date");
	}
	sg_date_clear(&found);
	return unknown();
}

/* A line above the story that is just a date, or a byline with one.  Newspapers put the time in front
   ("10:40am Thursday 26th July 2012"), as they do in the stamps of comments: those stand below the story. */
static SgDate dateline(const SgEvidence *evidence)
{
	enum { NEAR_TOP = 40 };
	const SgBlock *block;
	for (guint i = 0; i < NEAR_TOP && (block = sg_evidence_block(evidence, i)); i++) {
		SgWhen when;
		if (sg_block_is_story(block))
			break;
		bool byline = g_str_has_prefix(block->text, "By ") && strlen(block->text) < 100 &&
			      sg_when_first(block->text, SG_WHEN_DAY, &when) && when.form == SG_WHEN_DAY;
		if ((byline || is_date_line(block->text, &when)) && !sg_text_has(block->text, "updated") &&
		    !sg_text_has(block->text, "inspection"))
			return known(when.when, SG_BASIS_STATED, NULL);
	}
	return unknown();
}

static SgDate stated(const SgEvidence *evidence, SgSource source)
{
	SgDate date = labelled(evidence, source, own_labels, G_N_ELEMENTS(own_labels));
	if (!is_known(&date) && source == SG_SOURCE_MINUTES)
		date = meeting_line(evidence);
	if (!is_known(&date))
		date = labelled(evidence, source, general_labels, G_N_ELEMENTS(general_labels));
	if (!is_known(&date) && source != SG_SOURCE_PRESS)
		date = letterhead(evidence);
	if (!is_known(&date) && source != SG_SOURCE_OFSTED && source != SG_SOURCE_MINUTES)
		date = dateline(evidence);
	return date;
}

/* ---- file name and metadata ------------------------------------------ */

static SgDate file_name(const SgEvidence *evidence)
{
	/* "Response to Ofsted letter of 12 March 2014": the date of something else */
	static const char *const others[] = {"response",  "reply", "letter of",
					     "following", "since", "further to"};
	SgWhen when;
	g_autofree char *name = g_path_get_basename(evidence->path);
	g_autofree char *key = sg_place_key(name);
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (sg_text_has(key, others[i]))
			return unknown();
	return sg_when_in_file_name(key, &when) ? known(when.when, SG_BASIS_FILENAME, NULL) : unknown();
}

/* A PDF is made before it is published, by days or a few weeks: so an interval, not a day. */
static SgDate pdf_made(const SgEvidence *evidence)
{
	enum { LATEST_DAYS = 60 };
	const char *created = sg_text_get_meta(evidence->text, "created");
	g_autofree char *iso = created ? g_strndup(created, 10) : NULL;
	SgDay day = iso ? sg_day_parse_iso(iso) : 0;
	if (!day)
		return unknown();
	g_autofree char *when = sg_interval_print(sg_interval_day(day));
	g_autofree char *note =
	    g_strdup_printf("the PDF was made on %s, and published then or in the weeks after", when);
	return known((SgInterval){day, sg_day_add(day, LATEST_DAYS)}, SG_BASIS_METADATA, note);
}

static SgDate metadata(const SgEvidence *evidence)
{
	const char *published = sg_text_get_meta(evidence->text, "published");
	g_autofree char *iso = published ? g_strndup(published, 10) : NULL;
	SgDay day = iso ? sg_day_parse_iso(iso) : 0;
	SgWhen when;
	if (day)
		return known(sg_interval_day(day), SG_BASIS_METADATA, NULL);
	if (published && sg_when_first(published, SG_WHEN_DAY, &when) && when.form == SG_WHEN_DAY)
		return known(when.when, SG_BASIS_METADATA, NULL);
	return evidence->text->n_pages > 0 ? pdf_made(evidence) : unknown();
}

/* ---- working it out from the text ------------------------------------ */

typedef struct {
	SgDay earliest; /* not before: the latest past day mentioned */
	SgDay latest;   /* not after: the first future day mentioned, or a comment's stamp; 0: open */
	bool earliest_is_year;
	bool anchored; /* the text speaks of that year as its own */
	bool from_comment;
} Bounds;

static bool ends_with_words(const char *text, uint32_t end, const char *words)
{
	size_t n_bytes = strlen(words);
	return end >= n_bytes && sg_text_starts(text + end - n_bytes, words);
}

/* "by 2022 the overall judgement was ...": past after all. */
static bool is_told_as_past(const char *text, uint32_t end)
{
	enum { LOOK_AHEAD = 64 };
	g_autofree char *after = g_strndup(text + end, LOOK_AHEAD);
	char *stop = strpbrk(after, ".;");
	if (stop)
		*stop = '\0';
	return sg_text_has(after, " was ") || sg_text_has(after, " were ") || sg_text_has(after, " had ");
}

/* The clause in front of a date; free with g_free(). */
static char *clause_before(const char *text, uint32_t start)
{
	enum { LOOK_BACK = 64 };
	uint32_t from = start > LOOK_BACK ? start - LOOK_BACK : 0;
	while (from < start && ((unsigned char)text[from] & 0xc0) == 0x80)
		from++;
	for (uint32_t at = from; at < start; at++)
		if (strchr(",.;", text[at]))
			from = at + 1;
	return g_strndup(text + from, start - from);
}

/* Whether what stands in front of a date puts it in the future. */
static bool is_future(const char *text, uint32_t start, uint32_t end)
{
	static const char *const touching[] = {"until ", "by ", "by the end of ", "next "};
	static const char *const anywhere[] = {"upcoming",    "forthcoming", " will ", "settlement for ",
					       "budget for ", "proposed",    "due in "};
	for (size_t i = 0; i < G_N_ELEMENTS(touching); i++)
		if (ends_with_words(text, start, touching[i]))
			return i == 0 || !is_told_as_past(text, end);
	g_autofree char *clause = clause_before(text, start);
	for (size_t i = 0; i < G_N_ELEMENTS(anywhere); i++)
		if (sg_text_has(clause, anywhere[i]))
			return true;
	return false;
}

static void use_mention(Bounds *bounds, const char *text, const SgWhen *when)
{
	bool own_year = when->form == SG_WHEN_YEAR && ends_with_words(text, when->start, "by ") &&
			is_told_as_past(text, when->end);
	if (is_future(text, when->start, when->end)) {
		if (!bounds->latest || when->when.to < bounds->latest)
			bounds->latest = when->when.to;
		return;
	}
	SgDay day = when->form == SG_WHEN_RANGE ? when->when.to : when->when.from;
	if (day > bounds->earliest) {
		bounds->earliest = day;
		bounds->earliest_is_year = when->form == SG_WHEN_YEAR;
		bounds->anchored = own_year;
	}
}

/* "upcoming budget discussions for the settlement for 2013/14": before that financial year began (1 April).
 */
static void use_financial_years(Bounds *bounds, const char *text)
{
	for (const char *at = text; (at = strchr(at, '/')); at++) {
		bool shaped = at - text >= 4 && g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]) &&
			      !g_ascii_isdigit(at[3]);
		for (int i = 1; shaped && i <= 4; i++)
			shaped = g_ascii_isdigit(at[-i]);
		if (!shaped)
			continue;
		int year = (int)g_ascii_strtoull(at - 4, NULL, 10);
		int next = (at[1] - '0') * 10 + at[2] - '0';
		SgDay begins = sg_day(year, 4, 1);
		if (!begins || next != (year + 1) % 100 ||
		    !is_future(text, (uint32_t)(at - 4 - text), (uint32_t)(at + 3 - text)))
			continue;
		SgDay before = sg_day_add(begins, -1);
		if (!bounds->latest || before < bounds->latest)
			bounds->latest = before;
	}
}

/* "As of March ... up from 208 in March 2013": the bare month is a year later. */
static void use_comparison(Bounds *bounds, const char *text, const SgWhen *when)
{
	if (when->form != SG_WHEN_MONTH || !sg_text_starts(text, "as of "))
		return;
	const char *month = text + strlen("as of ");
	size_t n_bytes = strcspn(month, " ,.");
	int number = sg_month_parse(month, n_bytes);
	bool bare = month[n_bytes] == ',' || (month[n_bytes] == ' ' && !g_ascii_isdigit(month[n_bytes + 1]));
	if (number == 0 || !bare || number != sg_day_month(when->when.from) || !sg_text_has(text, "from "))
		return;
	SgInterval later = sg_interval_month(sg_day_year(when->when.from) + 1, number);
	if (later.from > bounds->earliest) {
		bounds->earliest = later.from;
		bounds->earliest_is_year = bounds->anchored = false;
	}
	/* a month without a year is the last one of that name */
	SgDay within = sg_day_add(sg_interval_month(sg_day_year(later.from) + 1, number).from, -1);
	if (!bounds->latest || within < bounds->latest)
		bounds->latest = within;
}

/* "Two years ago, in 2012": the text is of the second year after. */
static void use_years_ago(Bounds *bounds, const char *text, const SgWhen *when)
{
	static const char *const numbers[] = {"one year ago, in ", "two years ago, in ",
					      "three years ago, in ", "four years ago, in ",
					      "five years ago, in "};
	for (int n = 0; n < (int)G_N_ELEMENTS(numbers); n++) {
		size_t n_bytes = strlen(numbers[n]);
		if (when->form != SG_WHEN_YEAR || when->start < n_bytes ||
		    !sg_text_starts(text + when->start - n_bytes, numbers[n]))
			continue;
		SgDay from = sg_interval_year(sg_day_year(when->when.from) + n + 1).from;
		if (from > bounds->earliest) {
			bounds->earliest = from;
			bounds->earliest_is_year = bounds->anchored = true;
		}
	}
}

static void use_block(Bounds *bounds, const char *text)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find(text, found);
	for (guint i = 0; i < found->len; i++) {
		use_mention(bounds, text, &g_array_index(found, SgWhen, i));
		use_comparison(bounds, text, &g_array_index(found, SgWhen, i));
		use_years_ago(bounds, text, &g_array_index(found, SgWhen, i));
	}
	use_financial_years(bounds, text);
}

/* The first stamp under an article bounds it from above; what follows are other people's words. */
static Bounds find_bounds(const SgEvidence *evidence)
{
	Bounds bounds = {0};
	const SgBlock *block;
	bool below_story = false;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		SgDay stamp;
		below_story |= sg_block_is_story(block);
		if (below_story && sg_when_comment_stamp(block->text, &stamp)) {
			bounds.latest = stamp;
			bounds.from_comment = true;
			break;
		}
		use_block(&bounds, block->text);
	}
	return bounds;
}

static char *why(const Bounds *bounds)
{
	g_autofree char *earliest =
	    sg_interval_print(bounds->earliest_is_year ? sg_interval_year(sg_day_year(bounds->earliest))
						       : sg_interval_day(bounds->earliest));
	g_autofree char *latest = bounds->latest ? sg_interval_print(sg_interval_day(bounds->latest)) : NULL;
	if (bounds->from_comment)
		return g_strdup_printf("the text mentions %s; the first reader comment is of %s", earliest,
				       latest);
	if (latest)
		return g_strdup_printf("after %s and not after %s, by what the text mentions", earliest,
				       latest);
	return g_strdup_printf("the latest date the text mentions is %s", earliest);
}

/*
 * The text was written after the latest day it speaks of as past and before the first it speaks of as to
 * come. Without the latter only a year that the text speaks of as its own is taken ("by 2022 the judgement
 * was", "two years ago, in 2012"): any other past date says no more than "later than this", which is no date,
 * nor is one between two days that are years apart.
 */
static SgDate worked_out(const SgEvidence *evidence)
{
	enum { LONGEST_DAYS = 3 * 366 };
	Bounds bounds = find_bounds(evidence);
	if (!bounds.earliest || (bounds.latest && bounds.latest < bounds.earliest))
		return unknown();
	bool loose = bounds.latest && sg_day_between(bounds.earliest, bounds.latest) > LONGEST_DAYS;
	if (loose || (!bounds.latest && !bounds.anchored))
		return unknown();
	g_autofree char *note = why(&bounds);
	SgInterval when = {bounds.earliest, bounds.latest};
	if (!bounds.latest)
		when.to = sg_interval_year(sg_day_year(bounds.earliest)).to;
	return known(when, bounds.from_comment ? SG_BASIS_COMMENT : SG_BASIS_TEXT, note);
}

SgDate sg_published_of(const SgEvidence *evidence, SgSource source)
{
	SgDate date = stated(evidence, source);
	if (!is_known(&date))
		date = file_name(evidence);
	/* a report prints no day, and its PDF may be made anew long after */
	if (source == SG_SOURCE_OFSTED && date.basis != SG_BASIS_STATED) {
		SgDate report = sg_ofsted_published(evidence, &date);
		sg_date_clear(&date);
		return report;
	}
	if (!is_known(&date))
		date = metadata(evidence);
	if (!is_known(&date) && source != SG_SOURCE_OFSTED)
		date = worked_out(evidence);
	return date;
}
