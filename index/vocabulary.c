/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The words that records are told apart by, as programs and people read them. */
#include "index/record.h"

#include <string.h>

static const char *const source_names[] = {"unknown", "ofsted", "minutes", "press", "council", "comment"};
static const char *const source_labels[] = {
    "Source not known", "Ofsted", "Council minutes", "Press", "Council and councillors", "Reader comment"};
static const char *const kind_names[] = {"narrative", "finding",    "recommendation", "resolution",
					 "action",    "procedural", "furniture"};
static const char *const basis_names[] = {"unknown",  "sidecar", "stated", "filename",
					  "metadata", "text",    "comment"};
static const char *const quotation_names[] = {"own", "claimed", "matched", "altered", "common"};
static const char *const dated_names[] = {"published", "modified",  "letter",   "meeting",
					  "decided",   "effective", "inspected"};

static const struct {
	const char *name, *label;
} sections[] = {
    [SG_SECTION_NONE] = {NULL, NULL},
    [SG_SECTION_SUMMARY] = {"summary", "Summary"},
    [SG_SECTION_HEADLINE_FINDINGS] = {"headline-findings", "Headline findings"},
    [SG_SECTION_NEEDS_TO_IMPROVE] = {"needs-to-improve", "What needs to improve"},
    [SG_SECTION_PRIORITY_ACTION] = {"priority-action", "Priority action"},
    [SG_SECTION_AREAS_FOR_IMPROVEMENT] = {"areas-for-improvement", "Areas for improvement"},
    [SG_SECTION_RECOMMENDATIONS] = {"recommendations", "Recommendations"},
    [SG_SECTION_FINDINGS] = {"findings", "Findings"},
    [SG_SECTION_STRENGTHS] = {"strengths", "Strengths"},
    [SG_SECTION_PROGRESS] = {"progress", "Progress since the last inspection"},
    [SG_SECTION_OVERALL] = {"overall", "Overall effectiveness"},
    [SG_SECTION_LEADERS] = {"leaders", "Leadership, management and governance"},
    [SG_SECTION_HELP_AND_PROTECTION] = {"help-and-protection", "Help and protection"},
    [SG_SECTION_IN_CARE] = {"in-care", "Children in care"},
    [SG_SECTION_ADOPTION] = {"adoption", "Adoption"},
    [SG_SECTION_CARE_LEAVERS] = {"care-leavers", "Care leavers"},
    [SG_SECTION_LSCB] = {"lscb", "Local Safeguarding Children Board"},
    [SG_SECTION_ABOUT_INSPECTION] = {"about-inspection", "About the inspection"},
    [SG_SECTION_ABOUT_AREA] = {"about-area", "About the local authority area"},
    [SG_SECTION_RESOLVED] = {"resolved", "Resolved"},
    [SG_SECTION_DECISION] = {"decision", "Decision"},
    [SG_SECTION_ACTIONS] = {"actions", "Actions"},
};

G_STATIC_ASSERT(G_N_ELEMENTS(source_names) == SG_N_SOURCES);
G_STATIC_ASSERT(G_N_ELEMENTS(source_labels) == SG_N_SOURCES);
G_STATIC_ASSERT(G_N_ELEMENTS(kind_names) == SG_N_KINDS);
G_STATIC_ASSERT(G_N_ELEMENTS(basis_names) == SG_N_BASES);
G_STATIC_ASSERT(G_N_ELEMENTS(quotation_names) == SG_N_QUOTATIONS);
G_STATIC_ASSERT(G_N_ELEMENTS(dated_names) == SG_N_DATED);
G_STATIC_ASSERT(G_N_ELEMENTS(sections) == SG_N_SECTIONS);

/* Index of `name` among `names`, or -1. */
static int find_name(const char *const *names, int n_names, const char *name)
{
	for (int i = 0; i < n_names; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

const char *sg_source_name(SgSource source)
{
	return source_names[source];
}

const char *sg_source_label(SgSource source)
{
	return source_labels[source];
}

bool sg_source_parse(const char *name, SgSource *ret_source)
{
	int found = find_name(source_names, SG_N_SOURCES, name);
	if (found >= 0)
		*ret_source = (SgSource)found;
	return found >= 0;
}

const char *sg_kind_name(SgKind kind)
{
	return kind_names[kind];
}

bool sg_kind_parse(const char *name, SgKind *ret_kind)
{
	int found = find_name(kind_names, SG_N_KINDS, name);
	if (found >= 0)
		*ret_kind = (SgKind)found;
	return found >= 0;
}

const char *sg_section_name(SgSection section)
{
	return sections[section].name;
}

const char *sg_section_label(SgSection section)
{
	return sections[section].label;
}

bool sg_section_parse(const char *name, SgSection *ret_section)
{
	for (SgSection section = SG_SECTION_NONE + 1; section < SG_N_SECTIONS; section++) {
		if (strcmp(sections[section].name, name) == 0) {
			*ret_section = section;
			return true;
		}
	}
	return false;
}

const char *sg_basis_name(SgBasis basis)
{
	return basis_names[basis];
}

const char *sg_quotation_name(SgQuotation quotation)
{
	return quotation_names[quotation];
}

const char *sg_dated_name(SgDated dated)
{
	return dated_names[dated];
}
