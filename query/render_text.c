/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/utf8.h"
#include "query/answer.h"

#include <string.h>

enum { INDENT = 4 };

#define SGR_BOLD "\x1b[1m"
#define SGR_DIM "\x1b[2m"
#define SGR_MATCH "\x1b[1;4m"
#define SGR_END "\x1b[0m"

static const char *source_color(SgSource source)
{
	switch (source) {
	case SG_SOURCE_OFSTED:
		return "\x1b[35m";
	case SG_SOURCE_MINUTES:
		return "\x1b[34m";
	case SG_SOURCE_PRESS:
		return "\x1b[36m";
	case SG_SOURCE_COUNCIL:
		return "\x1b[33m";
	default:
		return "\x1b[37m";
	}
}

/* Text with its attributes; attributes are left out without colour. */
static void append_styled(GString *out, const SgRenderOptions *options, const char *sgr, const char *text)
{
	if (options->color)
		g_string_append(out, sgr);
	sg_utf8_append_visible(out, text, strlen(text), false);
	if (options->color)
		g_string_append(out, SGR_END);
}

static size_t word_length(const char *text)
{
	return strcspn(text, " ");
}

/* Bytes from `at` up to `end`, changing to and from the match style where spans begin and end. */
static void append_marked(GString *out, const SgRenderOptions *options, const SgResult *result, size_t at,
			  size_t end)
{
	const char *text = result->text;
	/* without colour marks would be taken for the document's own */
	for (guint i = 0; i < result->highlights->len && options->color; i++) {
		SgSpan span = g_array_index(result->highlights, SgSpan, i);
		if (span.end <= at || span.start >= end)
			continue;
		size_t start = MAX(span.start, at), stop = MIN(span.end, end);
		sg_utf8_append_visible(out, text + at, start - at, false);
		g_string_append(out, SGR_MATCH);
		sg_utf8_append_visible(out, text + start, stop - start, false);
		g_string_append(out, SGR_END);
		at = stop;
	}
	sg_utf8_append_visible(out, text + at, end - at, false);
}

static void new_line(GString *out)
{
	g_string_append_printf(out, "\n%*s", INDENT, "");
}

/* The quotation, wrapped between words when a width is given. */
static void append_quotation(GString *out, const SgRenderOptions *options, const SgResult *result)
{
	g_string_append_printf(out, "%*s", INDENT, "");
	size_t column = INDENT;
	if (result->cut_before) {
		g_string_append(out, "[…] ");
		column += 4;
	}
	const char *text = result->text;
	for (size_t at = 0; text[at];) {
		size_t n_bytes = word_length(text + at);
		size_t n_columns = sg_utf8_count(text + at, n_bytes);
		if (options->width && column > INDENT && column + n_columns > options->width) {
			new_line(out);
			column = INDENT;
		}
		/* the space after a word belongs to it, so that a match of several words is marked as one */
		bool space = text[at + n_bytes] == ' ';
		bool breaks =
		    space && options->width &&
		    column + n_columns + 1 +
			    sg_utf8_count(text + at + n_bytes + 1, word_length(text + at + n_bytes + 1)) >
			options->width;
		append_marked(out, options, result, at, at + n_bytes + (space && !breaks));
		column += n_columns + 1;
		at += n_bytes + space;
	}
	g_string_append(out, result->cut_after ? " […]\n" : "\n");
}

/* What the reader must know before repeating it. */
static void append_chips(GString *out, const SgResult *result)
{
	if (result->passage->quotation != SG_QUOTATION_OWN)
		g_string_append(out, " (quoted)");
	if (sg_date_estimated(&result->passage->said))
		g_string_append(out, " (date estimated)");
	if (result->document->ocr)
		g_string_append(out, " (read by OCR)");
	g_string_append_c(out, '\n');
}

static void append_result(GString *out, const SgRenderOptions *options, const SgResult *result,
			  unsigned number)
{
	const SgPassage *passage = result->passage;
	g_autofree char *when = sg_date_print(&passage->said);
	g_autofree char *where = sg_result_where(result);
	g_string_append_printf(out, "\n[%u] ", number);
	append_styled(out, options, SGR_BOLD, when);
	g_string_append(out, "  ");
	append_styled(out, options, source_color(passage->source), sg_source_label(passage->source));
	append_chips(out, result);
	append_quotation(out, options, result);
	g_string_append_printf(out, "%*s", INDENT, "");
	append_styled(out, options, SGR_DIM, where);
	new_line(out);
	append_styled(out, options, SGR_DIM, result->id);
	g_string_append_c(out, '\n');
}

static const char *plural(uint32_t n)
{
	return n == 1 ? "" : "s";
}

/* First and last year with a passage found. */
static void append_years(GString *out, const SgAnswer *answer)
{
	int first = 0, last = 0;
	for (guint i = 0; i < answer->cells->len; i++) {
		const SgCell *cell = &g_array_index(answer->cells, SgCell, i);
		if (cell->count == 0 || cell->year == 0)
			continue;
		first = first ? first : cell->year;
		last = cell->year;
	}
	if (first && first == last)
		g_string_append_printf(out, ", %d", first);
	else if (first)
		g_string_append_printf(out, ", %d to %d", first, last);
}

static void append_summary(GString *out, const SgAnswer *answer)
{
	if (answer->total == 0) {
		g_string_append(out, "No passage has all of these words.\n");
		return;
	}
	g_string_append_printf(out, "%u passage%s in %u document%s", answer->total, plural(answer->total),
			       answer->total_documents, plural(answer->total_documents));
	append_years(out, answer);
	const char *before = ": ";
	for (SgSource source = 0; source < SG_N_SOURCES; source++) {
		uint32_t count = sg_answer_source_sum(answer, source).count;
		if (count == 0)
			continue;
		g_string_append_printf(out, "%s%s %u", before, sg_source_name(source), count);
		before = ", ";
	}
	g_string_append_c(out, '\n');
}

static void append_closing(GString *out, const SgAnswer *answer)
{
	uint32_t hidden = answer->hidden_comments;
	if (answer->n_pages > 1)
		g_string_append_printf(out, "\nPage %u of %u\n", answer->request->page, answer->n_pages);
	if (hidden)
		g_string_append_printf(
		    out,
		    "\n%u reader comment%s also match%s. Comments are by members of the public, so "
		    "they are left out of results and counts (--comments shows them).\n",
		    hidden, plural(hidden), hidden == 1 ? "es" : "");
}

void sg_render_text(const SgAnswer *answer, const SgRenderOptions *options, GString *out)
{
	append_summary(out, answer);
	/* numbers go on from page to page: a result keeps its own */
	unsigned before =
	    answer->request->per_page ? (answer->request->page - 1) * answer->request->per_page : 0;
	for (guint i = 0; i < answer->results->len; i++) {
		const SgResult *result = g_ptr_array_index(answer->results, i);
		const SgResult *previous = i ? g_ptr_array_index(answer->results, i - 1) : NULL;
		bool first_of_some =
		    result->group == SG_GROUP_SOME && (!previous || previous->group != SG_GROUP_SOME);
		if (first_of_some)
			g_string_append_printf(out, "\n%s (%u)\n", sg_group_label(SG_GROUP_SOME),
					       answer->some);
		append_result(out, options, result, before + i + 1);
	}
	append_closing(out, answer);
}

/* ---- tables ---------------------------------------------------------- */

/* Sources of the collection: the four always, others when anything of theirs is held. */
static bool shows_source(const SgAnswer *answer, SgSource source)
{
	bool usual = source >= SG_SOURCE_OFSTED && source <= SG_SOURCE_COUNCIL;
	bool asked = !answer->sources || (answer->sources & 1u << source);
	return (usual && asked) || sg_answer_source_sum(answer, source).held > 0;
}

static const SgCell *find_cell(const SgAnswer *answer, int year, SgSource source)
{
	for (guint i = 0; i < answer->cells->len; i++) {
		const SgCell *cell = &g_array_index(answer->cells, SgCell, i);
		if (cell->year == year && cell->source == source)
			return cell;
	}
	return NULL;
}

static void append_number(GString *out, const char *column, uint32_t n)
{
	g_string_append_printf(out, "  %*u", MAX((int)strlen(column), 5), n);
}

static void append_row(const SgAnswer *answer, int year, bool by_source, GString *out)
{
	SgCell sum = sg_answer_year_sum(answer, year);
	g_autofree char *label = year ? g_strdup_printf("%d", year) : g_strdup("undated");
	g_string_append_printf(out, "%-7s", label);
	for (SgSource source = 0; by_source && source < SG_N_SOURCES; source++) {
		if (!shows_source(answer, source))
			continue;
		const SgCell *cell = find_cell(answer, year, source);
		if (cell)
			append_number(out, sg_source_name(source), cell->count);
		else /* nothing held: no zero may be read into it */
			g_string_append_printf(out, "  %*s", MAX((int)strlen(sg_source_name(source)), 5),
					       "-");
	}
	if (!by_source && sum.held > 0)
		append_number(out, "found", sum.count);
	else if (!by_source)
		g_string_append_printf(out, "  %5s", "-");
	append_number(out, "held", sum.held);
	g_string_append_c(out, '\n');
}

static void append_year_table(const SgAnswer *answer, bool by_source, GString *out)
{
	g_string_append_printf(out, "%-7s", "year");
	for (SgSource source = 0; by_source && source < SG_N_SOURCES; source++)
		if (shows_source(answer, source))
			g_string_append_printf(out, "  %5s", sg_source_name(source));
	if (!by_source)
		g_string_append(out, "  found");
	g_string_append(out, "   held\n");
	int previous = -1;
	for (guint i = 0; i < answer->cells->len; i++) {
		int year = g_array_index(answer->cells, SgCell, i).year;
		if (year != previous)
			append_row(answer, year, by_source, out);
		previous = year;
	}
}

void sg_render_table(const SgAnswer *answer, bool by_year, bool by_source, GString *out)
{
	if (by_year) {
		append_year_table(answer, by_source, out);
		return;
	}
	g_string_append(out, "source   found   held\n");
	for (SgSource source = 0; source < SG_N_SOURCES; source++) {
		SgCell sum = sg_answer_source_sum(answer, source);
		if (!shows_source(answer, source))
			continue;
		g_string_append_printf(out, "%-7s", sg_source_name(source));
		if (sum.held) /* nothing held: no zero may be read into it */
			append_number(out, "found", sum.count);
		else
			g_string_append_printf(out, "  %5s", "-");
		append_number(out, "held", sum.held);
		g_string_append_c(out, '\n');
	}
}
