/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Printed paragraph numbers: those that count on with their neighbours. */
#include "indexer/structure/parts.h"

#include "indexer/extract/marker.h"

#include <string.h>

typedef struct {
	SgUnit *unit;
	size_t n_bytes; /* of the number, without what closes it */
	unsigned major, minor;
	bool dotted;
} Candidate;

static bool read_candidate(SgUnit *unit, Candidate *ret_candidate)
{
	const char *text = unit->block->text;
	SgMarker marker = sg_marker_read(text);
	if (marker.kind != SG_MARKER_NUMBER)
		return false;
	char *end;
	Candidate candidate = {.unit = unit, .n_bytes = strspn(text, "0123456789.")};
	candidate.major = (unsigned)g_ascii_strtoull(text, &end, 10);
	candidate.dotted = *end == '.' && g_ascii_isdigit(end[1]);
	candidate.minor = candidate.dotted ? (unsigned)g_ascii_strtoull(end + 1, NULL, 10) : 0;
	while (candidate.n_bytes > 1 && text[candidate.n_bytes - 1] == '.')
		candidate.n_bytes--;
	*ret_candidate = candidate;
	return true;
}

/* "4.2" is followed by "4.3", or by "5.0" or "5.1": clerks begin at either. */
static bool follows(const Candidate *before, const Candidate *after)
{
	if (!before || !after || before->dotted != after->dotted)
		return false;
	if (!after->dotted)
		return after->major == before->major + 1;
	return (after->major == before->major && after->minor == before->minor + 1) ||
	       (after->major == before->major + 1 && after->minor <= 1);
}

/* A list may begin anywhere in a document, with its first number. */
static bool begins(const Candidate *candidate)
{
	return candidate->dotted ? candidate->minor <= 1 : candidate->major == 1;
}

static bool can_have_number(const SgUnit *unit)
{
	return unit->kind != SG_KIND_FURNITURE && !unit->number && !unit->heading &&
	       (unit->block->kind == SG_BLOCK_PARAGRAPH || unit->block->kind == SG_BLOCK_BULLET ||
		unit->block->kind == SG_BLOCK_QUOTE);
}

/* "(a)" as it stands; "a." and "iv)" without what closes them. */
static void set_letter(SgUnit *unit)
{
	const char *text = unit->block->text;
	SgMarker marker = sg_marker_read(text);
	if (marker.kind != SG_MARKER_LETTER)
		return;
	bool bracket = text[0] == '(';
	unit->number = g_strndup(text, marker.n_bytes - !bracket);
}

static GArray *collect(GPtrArray *units)
{
	GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = sg_structure_unit(units, i);
		Candidate candidate;
		if (!can_have_number(unit))
			continue;
		set_letter(unit);
		if (read_candidate(unit, &candidate))
			g_array_append_val(candidates, candidate);
	}
	return candidates;
}

/* One number that counts on from the last accepted or to the next is a number; one that does neither is a
   year or a quantity at the head of a sentence.  A lost paragraph (a page that could not be read) breaks the
   count, but the next two take it up again. */
void sg_structure_mark_numbers(GPtrArray *units)
{
	g_autoptr(GArray) candidates = collect(units);
	const Candidate *last[2] = {NULL, NULL}; /* accepted: plain, dotted */
	for (guint i = 0; i < candidates->len; i++) {
		const Candidate *at = &g_array_index(candidates, Candidate, i);
		const Candidate *next = i + 1 < candidates->len ? at + 1 : NULL;
		if (!begins(at) && !follows(last[at->dotted], at) && !follows(at, next))
			continue;
		at->unit->number = g_strndup(at->unit->block->text, at->n_bytes);
		last[at->dotted] = at;
	}
}
