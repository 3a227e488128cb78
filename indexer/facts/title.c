/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/facts.h"
#include "indexer/facts/when.h"

#include <string.h>

/* A cover sets its title in up to three headings; what is longer than this is a sentence. */
enum { MAX_TITLE_BYTES = 200, MAX_TITLE_BLOCKS = 3 };

/* First lines that every page of a system has: they name nothing. */
static bool is_generic(const char *text)
{
	static const char *const generic[] = {"Agenda item",
					      "Agenda and minutes",
					      "Decision details",
					      "Issue details",
					      "Issue - meetings",
					      "NEWS RELEASE",
					      "Press release",
					      "Skip to main content",
					      "Skip to content",
					      "Minutes:",
					      "Minutes",
					      "Agenda",
					      "Home",
					      "Menu",
					      "Search"};
	for (size_t i = 0; i < G_N_ELEMENTS(generic); i++)
		if (g_ascii_strcasecmp(text, generic[i]) == 0)
			return true;
	/* "Date:", "Time:": a column of labels */
	return !*text || g_str_has_suffix(text, ":");
}

/* A cover's title set as one block: "Kelmouth Borough Council Inspection of services for ..." */
static char *cover_block(const SgEvidence *evidence)
{
	enum { LONGEST_COVER = 400, SHORTEST_COVER = 20 };
	const SgBlock *block = sg_evidence_block(evidence, 0);
	size_t n_bytes = block ? strlen(block->text) : 0;
	bool names =
	    block && (sg_text_has(block->text, "inspection of") || sg_text_has(block->text, "minutes of"));
	if (!names || n_bytes < SHORTEST_COVER || n_bytes > LONGEST_COVER ||
	    g_str_has_suffix(block->text, "."))
		return NULL;
	return g_strdup(block->text);
}

/* A letter's subject stands under "Dear ...", its letterhead above: 0 for what is no letter. */
static guint after_salutation(const SgEvidence *evidence)
{
	const SgBlock *block;
	for (guint i = 0; i < SG_TOP_BLOCKS && (block = sg_evidence_block(evidence, i)); i++)
		if (sg_text_starts(block->text, "dear "))
			return i + 1;
	return 0;
}

/* Headings at the top of a PDF's first page that follow each other: "Herefordshire", "Inspection of
 * children's ..." */
static char *title_of_pages(const SgEvidence *evidence)
{
	GString *title = g_string_new(NULL);
	unsigned n_blocks = 0;
	const SgBlock *block;
	for (guint i = after_salutation(evidence);
	     (block = sg_evidence_block(evidence, i)) && block->page <= 1; i++) {
		bool heading = block->kind == SG_BLOCK_HEADING;
		if (!heading && title->len > 0)
			break;
		if (!heading || is_generic(block->text) || title->len + strlen(block->text) > MAX_TITLE_BYTES)
			continue;
		g_string_append_printf(title, "%s%s", title->len ? " – " : "", block->text);
		if (++n_blocks == MAX_TITLE_BLOCKS)
			break;
	}
	return g_string_free(title, title->len == 0);
}

static char *first_heading(const SgEvidence *evidence)
{
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)) && i < SG_TOP_BLOCKS; i++)
		if (block->kind == SG_BLOCK_HEADING && !is_generic(block->text) &&
		    strlen(block->text) <= MAX_TITLE_BYTES)
			return g_strdup(block->text);
	return NULL;
}

/* The first line of a text, when it is short enough for a title and no sentence. */
static char *first_line(const SgEvidence *evidence)
{
	enum { LONGEST_LINE = 120 };
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)) && i < SG_TOP_BLOCKS; i++) {
		SgWhen when;
		bool only_date = sg_when_first(block->text, SG_WHEN_DAY, &when) &&
				 when.end - when.start + 2 >= strlen(block->text);
		if (!is_generic(block->text) && !only_date)
			return strlen(block->text) <= LONGEST_LINE ? g_strdup(block->text) : NULL;
	}
	return NULL;
}

/* The heading that a page's head names too, which may stand below others. */
static char *headline(const SgEvidence *evidence)
{
	for (guint i = 0; i < evidence->text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(evidence->text->meta, i);
		if (strcmp(meta->key, "title") == 0 && strcmp(meta->origin, "headline") == 0)
			return is_generic(meta->value) || strlen(meta->value) > MAX_TITLE_BYTES
				   ? NULL
				   : g_strdup(meta->value);
	}
	return NULL;
}

/* <title> without the site's name: "Twelve flats - Council news | Aldenshire Council" */
static char *meta_title(const SgEvidence *evidence)
{
	const char *title = sg_text_get_meta(evidence->text, "title");
	if (!title || is_generic(title))
		return NULL;
	/* not " - ", which headlines have too */
	static const char *const marks[] = {" | ", " :: ", " » "};
	size_t n_bytes = strlen(title);
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *mark = strstr(title, marks[i]);
		if (mark && mark > title)
			n_bytes = MIN(n_bytes, (size_t)(mark - title));
	}
	return g_strndup(title, n_bytes);
}

static char *first_block(const SgEvidence *evidence)
{
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)) && i < SG_TOP_BLOCKS; i++)
		if (!is_generic(block->text) && !strpbrk(block->text, "@|"))
			return strlen(block->text) <= MAX_TITLE_BYTES ? g_strdup(block->text) : NULL;
	return NULL;
}

/* "... Safeguarding Children Board1": a footnote's figure. */
static char *drop_figure(char *title)
{
	size_t n_bytes = strlen(title);
	while (n_bytes > 1 && g_ascii_isdigit(title[n_bytes - 1]))
		n_bytes--;
	if (g_ascii_islower(title[n_bytes - 1]))
		title[n_bytes] = '\0';
	return title;
}

/* "... children looked after and care leavers and": what joined two headings joins nothing now. */
static char *drop_trailing_and(char *title)
{
	static const char *const endings[] = {" – and", " and"};
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(title, endings[i]))
			title[strlen(title) - strlen(endings[i])] = '\0';
	return title;
}

/* What the sender called it. */
static char *subject(const SgEvidence *evidence)
{
	bool mail = g_strcmp0(evidence->text->type, "message/rfc822") == 0;
	return mail ? g_strdup(sg_text_get_meta(evidence->text, "title")) : NULL;
}

char *sg_title_of(const SgEvidence *evidence)
{
	char *given = subject(evidence);
	if (given)
		return given;
	/* <title> last: it is often the site’s, or left over from another page */
	bool pages = evidence->text->n_pages > 0;
	bool html = g_strcmp0(evidence->text->type, "text/html") == 0;
	char *title = pages ? cover_block(evidence) : html ? headline(evidence) : first_line(evidence);
	if (!title)
		title = pages ? title_of_pages(evidence) : first_heading(evidence);
	if (!title && html)
		title = meta_title(evidence);
	if (!title)
		title = first_block(evidence);
	if (title)
		return drop_trailing_and(evidence->text->n_pages > 0 ? drop_figure(title) : title);
	g_autofree char *name = g_path_get_basename(evidence->path);
	return sg_place_key(name);
}
