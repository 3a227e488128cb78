/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/section.h"

#include <string.h>

/* No heading of a report is longer; a paragraph set in bold is. */
enum { MAX_HEADING = 240 };

typedef enum { WHOLE, START, HAS } How;

typedef struct {
	How how;
	const char *words; /* lower case, typed apostrophes */
	SgSection section;
	SgKind kind;
	unsigned flags;
} Row;

/* As the flags of SgHeadingSense: what a row says besides section and kind. */
enum { PLAIN, LIST = 1, INHERITS = 2, TITLE = 4, COUNCIL = 8, AREA = 16 };

/* The first that matches counts.  The words are those of Ofsted's frameworks of 2012 to 2026 (safeguarding
   and looked after children, single inspection, ILACS, focused and monitoring visits, joint and SEND
   inspections), and the usual ones of committee papers. */
static const Row ROWS[] = {
    {START, "inspection of ", SG_SECTION_NONE, SG_KIND_NARRATIVE, TITLE},
    {START, "re-inspection of ", SG_SECTION_NONE, SG_KIND_NARRATIVE, TITLE},
    {START, "reinspection of ", SG_SECTION_NONE, SG_KIND_NARRATIVE, TITLE},
    {START, "review of the effectiveness of ", SG_SECTION_NONE, SG_KIND_NARRATIVE, TITLE},
    {START, "joint targeted area inspection", SG_SECTION_NONE, SG_KIND_NARRATIVE, TITLE},
    {START, "area send inspection", SG_SECTION_NONE, SG_KIND_NARRATIVE, TITLE},
    {START, "focused visit to ", SG_SECTION_NONE, SG_KIND_NARRATIVE, TITLE},
    {START, "monitoring visit ", SG_SECTION_NONE, SG_KIND_NARRATIVE, TITLE},

    /* what the grades mean and how the inspection was done: text that stands alike in every report */
    {HAS, "judgements mean", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, COUNCIL},
    {HAS, "judgments mean", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, COUNCIL},
    {HAS, "judgements and what they mean", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, COUNCIL},
    {START, "information about this inspection", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, COUNCIL},
    {START, "information about the inspection", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, COUNCIL},
    {START, "information about the local authority inspection", SG_SECTION_ABOUT_INSPECTION,
     SG_KIND_PROCEDURAL, COUNCIL},
    {START, "information about this review", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, PLAIN},
    {START, "about this inspection", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, COUNCIL},
    {WHOLE, "the inspection team", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, COUNCIL},
    {WHOLE, "inspection team", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, COUNCIL},
    {START, "areas covered by the visit", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, PLAIN},
    {START, "record of main findings", SG_SECTION_ABOUT_INSPECTION, SG_KIND_PROCEDURAL, PLAIN},
    {WHOLE, "next steps", SG_SECTION_NONE, SG_KIND_PROCEDURAL, PLAIN},
    /* about the area: told by inspectors, but not judged by them */
    {START, "information about this ", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, COUNCIL},
    {START, "information about the local a", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, COUNCIL},
    {START, "other information about this area", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, COUNCIL},
    {WHOLE, "service information", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, PLAIN},
    {WHOLE, "local area partnership details", SG_SECTION_ABOUT_AREA, SG_KIND_PROCEDURAL, PLAIN},
    {WHOLE, "children living in this area", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, PLAIN},
    {WHOLE, "child protection in this area", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, PLAIN},
    {WHOLE, "children looked after in this area", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, PLAIN},
    {HAS, " ofsted inspections", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, PLAIN},
    {START, "the casework model", SG_SECTION_ABOUT_AREA, SG_KIND_NARRATIVE, PLAIN},

    /* lists of what is to be done.  "... need to better" is none: it tells what is weak, and its report has
       another list of what to do about it */
    {START, "what needs to improve", SG_SECTION_NEEDS_TO_IMPROVE, SG_KIND_RECOMMENDATION, LIST},
    {HAS, " need to improve", SG_SECTION_NEEDS_TO_IMPROVE, SG_KIND_RECOMMENDATION, LIST},
    {START, "priority and immediate action", SG_SECTION_PRIORITY_ACTION, SG_KIND_RECOMMENDATION, LIST},
    {START, "priority action", SG_SECTION_PRIORITY_ACTION, SG_KIND_RECOMMENDATION, LIST},
    {START, "areas for priority action", SG_SECTION_PRIORITY_ACTION, SG_KIND_RECOMMENDATION, LIST},
    {START, "area for priority action", SG_SECTION_PRIORITY_ACTION, SG_KIND_RECOMMENDATION, LIST},
    {START, "areas for improvement", SG_SECTION_AREAS_FOR_IMPROVEMENT, SG_KIND_RECOMMENDATION, LIST},
    {START, "area for improvement", SG_SECTION_AREAS_FOR_IMPROVEMENT, SG_KIND_RECOMMENDATION, LIST},
    {START, "areas for development", SG_SECTION_AREAS_FOR_IMPROVEMENT, SG_KIND_RECOMMENDATION, LIST},
    {WHOLE, "immediately", SG_SECTION_AREAS_FOR_IMPROVEMENT, SG_KIND_RECOMMENDATION, LIST},
    {WHOLE, "within one month", SG_SECTION_AREAS_FOR_IMPROVEMENT, SG_KIND_RECOMMENDATION, LIST},
    {WHOLE, "within three months", SG_SECTION_AREAS_FOR_IMPROVEMENT, SG_KIND_RECOMMENDATION, LIST},
    {WHOLE, "within six months", SG_SECTION_AREAS_FOR_IMPROVEMENT, SG_KIND_RECOMMENDATION, LIST},
    {WHOLE, "recommendations", SG_SECTION_RECOMMENDATIONS, SG_KIND_RECOMMENDATION, LIST},
    {WHOLE, "recommendation", SG_SECTION_RECOMMENDATIONS, SG_KIND_RECOMMENDATION, LIST},
    {START, "recommendations for ", SG_SECTION_RECOMMENDATIONS, SG_KIND_RECOMMENDATION, LIST},
    {START, "recommendations to ", SG_SECTION_RECOMMENDATIONS, SG_KIND_RECOMMENDATION, LIST},

    /* what was found, chapter by chapter or in sum; those that inherit stand in chapters of any area */
    {START, "headline findings", SG_SECTION_HEADLINE_FINDINGS, SG_KIND_FINDING, PLAIN},
    {WHOLE, "overview", SG_SECTION_HEADLINE_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "findings and evaluation of progress", SG_SECTION_FINDINGS, SG_KIND_FINDING, PLAIN},
    {WHOLE, "findings", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {WHOLE, "main findings", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {WHOLE, "key findings", SG_SECTION_SUMMARY, SG_KIND_FINDING, INHERITS},
    {START, "inspection findings", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "inspection judgement", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "executive summary", SG_SECTION_SUMMARY, SG_KIND_FINDING, PLAIN},
    {HAS, "summary of key findings", SG_SECTION_SUMMARY, SG_KIND_FINDING, INHERITS},
    {HAS, "summary of findings", SG_SECTION_SUMMARY, SG_KIND_FINDING, INHERITS},
    {START, "summary for children", SG_SECTION_SUMMARY, SG_KIND_FINDING, PLAIN},
    {WHOLE, "summary", SG_SECTION_SUMMARY, SG_KIND_FINDING, INHERITS},
    {HAS, "strengths and weaknesses", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {HAS, "following strengths", SG_SECTION_STRENGTHS, SG_KIND_FINDING, PLAIN},
    {WHOLE, "strengths", SG_SECTION_STRENGTHS, SG_KIND_FINDING, PLAIN},
    {WHOLE, "key strengths", SG_SECTION_STRENGTHS, SG_KIND_FINDING, PLAIN},
    {HAS, "'s strengths", SG_SECTION_STRENGTHS, SG_KIND_FINDING, PLAIN},
    {HAS, "doing that is effective", SG_SECTION_STRENGTHS, SG_KIND_FINDING, PLAIN},
    {HAS, " need to do better", SG_SECTION_FINDINGS, SG_KIND_FINDING, PLAIN},
    {START, "what is it like to be a child", SG_SECTION_FINDINGS, SG_KIND_FINDING, PLAIN},
    {START, "progress since the ", SG_SECTION_PROGRESS, SG_KIND_FINDING, PLAIN},
    {START, "practice study", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "case study", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},

    /* areas that are graded */
    {HAS, "impact of leaders", SG_SECTION_LEADERS, SG_KIND_FINDING, AREA},
    {START, "leadership, management and governance", SG_SECTION_LEADERS, SG_KIND_FINDING, AREA},
    {START, "leadership and management", SG_SECTION_LEADERS, SG_KIND_FINDING, AREA},
    {START, "leadership and governance", SG_SECTION_LEADERS, SG_KIND_FINDING, AREA},
    {HAS, "children who need help and protection", SG_SECTION_HELP_AND_PROTECTION, SG_KIND_FINDING,
     COUNCIL | AREA},
    {HAS, "effectiveness of the help and protection", SG_SECTION_HELP_AND_PROTECTION, SG_KIND_FINDING,
     COUNCIL | AREA},
    {HAS, "progress of children in care", SG_SECTION_IN_CARE, SG_KIND_FINDING, COUNCIL | AREA},
    {HAS, "children looked after and achieving", SG_SECTION_IN_CARE, SG_KIND_FINDING, COUNCIL | AREA},
    {HAS, "adoption performance", SG_SECTION_ADOPTION, SG_KIND_FINDING, COUNCIL | AREA},
    {HAS, "progress of care leavers", SG_SECTION_CARE_LEAVERS, SG_KIND_FINDING, COUNCIL | AREA},
    {START, "quality of provision", SG_SECTION_FINDINGS, SG_KIND_FINDING, AREA},
    {START, "outcomes for ", SG_SECTION_FINDINGS, SG_KIND_FINDING, AREA},
    {WHOLE, "quality of practice", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS | AREA},
    {START, "ambition and prioritisation", SG_SECTION_LEADERS, SG_KIND_FINDING, PLAIN},
    {START, "evaluation, including performance management", SG_SECTION_LEADERS, SG_KIND_FINDING, PLAIN},
    {WHOLE, "partnership working", SG_SECTION_LEADERS, SG_KIND_FINDING, INHERITS},
    {START, "safeguarding outcomes for", SG_SECTION_FINDINGS, SG_KIND_FINDING, PLAIN},
    {START, "how good are outcomes for", SG_SECTION_FINDINGS, SG_KIND_FINDING, PLAIN},
    {START, "children and young people are safe", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "the effectiveness of services in taking reasonable steps", SG_SECTION_HELP_AND_PROTECTION,
     SG_KIND_FINDING, PLAIN},
    {START, "being healthy", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "staying safe", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "enjoying and achieving", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "making a positive contribution", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "economic well", SG_SECTION_FINDINGS, SG_KIND_FINDING, INHERITS},
    {START, "capacity for improvement", SG_SECTION_OVERALL, SG_KIND_FINDING, PLAIN},
    {START, "capacity to improve", SG_SECTION_OVERALL, SG_KIND_FINDING, PLAIN},
    {START, "overall effectiveness", SG_SECTION_OVERALL, SG_KIND_FINDING, PLAIN},
    {WHOLE, "inspection outcome", SG_SECTION_OVERALL, SG_KIND_FINDING, PLAIN},
    {START, "the overall judgement", SG_SECTION_OVERALL, SG_KIND_FINDING, PLAIN},
    /* "... are inadequate because:", the first heading of a summary, or the only one of it */
    {START, "children's services in ", SG_SECTION_SUMMARY, SG_KIND_FINDING, INHERITS},
    {START, "this local authority ", SG_SECTION_SUMMARY, SG_KIND_FINDING, INHERITS},

    /* committee papers; only by all their words, for "Actions taken since 2018" is a story */
    {WHOLE, "actions", SG_SECTION_ACTIONS, SG_KIND_ACTION, LIST},
    {WHOLE, "action plan", SG_SECTION_ACTIONS, SG_KIND_ACTION, LIST},
    {WHOLE, "action points", SG_SECTION_ACTIONS, SG_KIND_ACTION, LIST},
    {WHOLE, "action log", SG_SECTION_ACTIONS, SG_KIND_ACTION, LIST},
};

/* Past "2.1 ", "14. " and "Section 2: ". */
static const char *skip_number(const char *text)
{
	if (g_ascii_strncasecmp(text, "section ", 8) == 0 && g_ascii_isdigit(text[8]))
		text += 8;
	size_t n = strspn(text, "0123456789.");
	if (n == 0)
		return text;
	n += strspn(text + n, ":) ");
	return text[n] ? text + n : text;
}

/* A note's figure sticks to the heading it is of ("improve?1"), so figures at the end go with the marks.
   Folds into `out` of MAX_HEADING + 1 bytes; false when longer. */
static bool fold(const char *heading, char *out)
{
	size_t n = 0;
	for (const char *at = skip_number(heading); *at;) {
		if (n == MAX_HEADING)
			return false;
		bool curly = g_str_has_prefix(at, "\xE2\x80\x99");
		out[n++] = curly ? '\'' : g_ascii_tolower(*at);
		at += curly ? 3 : 1;
	}
	while (n > 0 && strchr(".:?!*0123456789 ", out[n - 1]))
		n--;
	out[n] = '\0';
	return n > 0;
}

static bool matches(const Row *row, const char *folded)
{
	switch (row->how) {
	case WHOLE:
		return strcmp(folded, row->words) == 0;
	case START:
		return g_str_has_prefix(folded, row->words);
	case HAS:
		return strstr(folded, row->words) != NULL;
	}
	return false;
}

bool sg_section_read(const char *heading, SgHeadingSense *ret_sense)
{
	char folded[MAX_HEADING + 1];
	*ret_sense = (SgHeadingSense){.kind = SG_KIND_NARRATIVE};
	if (!fold(heading, folded))
		return false;
	ret_sense->board = strstr(folded, "safeguarding children") || strstr(folded, "lscb");
	ret_sense->council = !ret_sense->board && strstr(folded, "local authority");
	for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
		const Row *row = &ROWS[i];
		if (!matches(row, folded))
			continue;
		ret_sense->section = row->section;
		ret_sense->kind = row->kind;
		ret_sense->list = row->flags & LIST;
		ret_sense->inherits = row->flags & INHERITS;
		ret_sense->title = row->flags & TITLE;
		ret_sense->area = row->flags & AREA;
		ret_sense->council = ret_sense->council || (row->flags & COUNCIL);
		ret_sense->whole = row->how == WHOLE || strlen(folded) == strlen(row->words) ||
				   (ret_sense->list && row->how == START);
		return true;
	}
	return false;
}
