/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/facts.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/facts/byline.h"
#include "indexer/facts/moderngov.h"
#include "indexer/facts/ofsted.h"
#include "indexer/facts/when.h"

#include <string.h>

GPtrArray *sg_evidence_body(const SgText *text)
{
	GPtrArray *body = g_ptr_array_new();
	size_t n_bytes = 0;
	for (guint i = 0; i < text->blocks->len; i++) {
		SgBlock *block = g_ptr_array_index(text->blocks, i);
		/* margins name other things on every page, and notes cite other documents with their dates */
		if (block->kind == SG_BLOCK_HEADFOOT || block->kind == SG_BLOCK_FURNITURE ||
		    block->kind == SG_BLOCK_NOTE)
			continue;
		n_bytes += strlen(block->text);
		if (n_bytes > SG_MAX_FACT_BYTES)
			break;
		g_ptr_array_add(body, block);
	}
	return body;
}

const SgBlock *sg_evidence_block(const SgEvidence *evidence, guint i)
{
	return i < evidence->body->len ? g_ptr_array_index(evidence->body, i) : NULL;
}

bool sg_block_is_story(const SgBlock *block)
{
	enum { SHORTEST = 80 };
	return block->kind == SG_BLOCK_PARAGRAPH && strlen(block->text) >= SHORTEST &&
	       strpbrk(block->text, ".!?");
}

/* One character of either, with ’ read as '; moves *at past it. */
static int next_folded(const char **at)
{
	static const char curly[] = "’"; /* checked a byte at a time: this runs over every text many times */
	if ((*at)[0] == curly[0] && (*at)[1] == curly[1] && (*at)[2] == curly[2]) {
		*at += sizeof curly - 1;
		return '\'';
	}
	return g_ascii_tolower(*(*at)++);
}

bool sg_text_starts(const char *text, const char *words)
{
	while (*words) {
		if (!*text || next_folded(&text) != next_folded(&words))
			return false;
	}
	return true;
}

bool sg_text_has(const char *text, const char *words)
{
	const char *second = words;
	int first = next_folded(&second);
	for (const char *at = text; *at;) {
		const char *next = at;
		if (next_folded(&next) == first && sg_text_starts(next, second))
			return true;
		at = next;
	}
	return false;
}

bool sg_text_starts_any(const char *text, const char *const *list)
{
	while (*list && !sg_text_starts(text, *list))
		list++;
	return *list;
}

bool sg_text_has_any(const char *text, const char *const *list)
{
	while (*list && !sg_text_has(text, *list))
		list++;
	return *list;
}

bool sg_opens_comments(const char *text)
{
	enum { LONGEST = 40 };
	SgDay stamp;
	if (sg_when_comment_stamp(text, &stamp))
		return true;
	if (strlen(text) > LONGEST)
		return false;
	/* not "In 2014 the council declined to comment" */
	const char *number = strpbrk(text, "0123456789");
	bool counted = number && (sg_text_starts(text, "comments (") ||
				  (number == text && sg_text_has(text, " comment")) ||
				  sg_text_starts(number + strspn(number, "0123456789"), " comment"));
	return counted || sg_text_starts(text, "post a comment") ||
	       sg_text_starts(text, "readers’ comments") || g_ascii_strcasecmp(text, "comments") == 0 ||
	       g_ascii_strcasecmp(text, "reader comments") == 0;
}

static bool bad_value(const SgSupplied *supplied, SgSuppliedKey key, const char *why, GError **error)
{
	g_autofree char *where = sg_supplied_where(supplied, key);
	g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, "%s: %s: %s", where,
		    sg_supplied_key_name(key), why);
	return false;
}

static bool supplied_date(const SgSupplied *supplied, SgSuppliedKey key, SgDate *date, GError **error)
{
	g_autoptr(GError) cause = NULL;
	SgInterval when = {0, 0};
	bool known = strcmp(supplied->values[key], "unknown") != 0;
	if (known && !sg_interval_parse(supplied->values[key], &when, &cause))
		return bad_value(supplied, key, cause->message, error);
	sg_date_clear(date);
	*date = (SgDate){.when = when, .basis = known ? SG_BASIS_SIDECAR : SG_BASIS_UNKNOWN};
	return true;
}

/* A document is by one of the four; comments are only parts of one. */
static bool supplied_source(const char *name, SgSource *ret_source)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);
	return sg_source_parse(lower, ret_source) && *ret_source >= SG_SOURCE_OFSTED &&
	       *ret_source <= SG_SOURCE_COUNCIL;
}

static bool use_supplied(const SgSupplied *supplied, SgDocument *document, GError **error)
{
	char *const *values = supplied->values;
	if (values[SG_SUPPLIED_TITLE]) {
		g_free(document->title);
		document->title = g_strdup(values[SG_SUPPLIED_TITLE]);
	}
	if (values[SG_SUPPLIED_ABOUT]) {
		g_free(document->about);
		document->about = sg_authority_slug(values[SG_SUPPLIED_ABOUT]);
	}
	if (values[SG_SUPPLIED_URL]) {
		g_free(document->url);
		document->url = g_strdup(values[SG_SUPPLIED_URL]);
	}
	if (values[SG_SUPPLIED_STATUS]) {
		g_free(document->status);
		document->status = g_strdup(values[SG_SUPPLIED_STATUS]);
	}
	if (values[SG_SUPPLIED_SOURCE] && !supplied_source(values[SG_SUPPLIED_SOURCE], &document->source)) {
		g_autofree char *why = g_strdup_printf("must be ofsted, minutes, press or council, not “%s”",
						       values[SG_SUPPLIED_SOURCE]);
		return bad_value(supplied, SG_SUPPLIED_SOURCE, why, error);
	}
	const struct {
		SgSuppliedKey key;
		SgDated dated;
	} days[] = {{SG_SUPPLIED_PUBLISHED, SG_DATED_PUBLISHED}, {SG_SUPPLIED_MEETING, SG_DATED_MEETING}};
	/* of minutes the meeting’s date is what was said when; publication only stands in for it */
	for (size_t i = 0; i < G_N_ELEMENTS(days); i++)
		if (values[days[i].key] &&
		    (!supplied_date(supplied, days[i].key, &document->dates[days[i].dated], error) ||
		     !supplied_date(supplied, days[i].key, &document->published, error)))
			return false;
	return true;
}

/* Cut to what a record has room for. */
static void cut(char **text)
{
	enum { LONGEST = 1000 };
	if (*text)
		(*text)[sg_utf8_prefix(*text, LONGEST)] = '\0';
}

static void put_stated(SgDate *date, SgInterval when)
{
	if (!sg_interval_known(when))
		return;
	sg_date_clear(date);
	*date = (SgDate){.when = when, .basis = SG_BASIS_STATED};
}

/* An inspection's days and a letter's are facts of their own beside the day of publication. */
static void use_inspection(SgDocument *document)
{
	const SgInspection *inspection = document->inspection;
	/* so that a search by the days of an inspection finds it, whenever its report appeared */
	put_stated(&document->dates[SG_DATED_INSPECTED], (SgInterval){inspection->start, inspection->end});
	put_stated(&document->dates[SG_DATED_LETTER], sg_interval_day(inspection->letter));
}

bool sg_facts_read(const SgEvidence *evidence, SgDocument *document, GError **error)
{
	const SgText *text = evidence->text;
	/* in this order: the source decides which forms are looked for, a form may correct the source, and
	   what somebody wrote beside the file outdoes both; only then is it known whether there is an
	   inspection to read */
	document->title = sg_title_of(evidence);
	document->source = sg_source_of(evidence);
	sg_moderngov_facts(evidence, document);
	if (document->source == SG_SOURCE_OFSTED)
		document->about = sg_ofsted_authority(evidence);
	if (!document->about)
		document->about = sg_authority_of(evidence);
	document->author = sg_author_of(evidence);
	document->publisher = sg_publisher_of(evidence);
	document->published = sg_published_of(evidence, document->source);
	document->type = g_strdup(text->type);
	document->url = g_strdup(sg_text_get_meta(text, "url"));
	document->n_pages = text->n_pages;
	document->no_text = text->no_text;
	document->ocr = text->ocr;
	sg_saved_meeting_use(evidence, document);
	if (evidence->supplied && !use_supplied(evidence->supplied, document, error))
		return false;
	document->inspection = sg_inspection_of(evidence, document);
	if (document->inspection)
		use_inspection(document);
	sg_dates_fill(evidence, document);
	cut(&document->title);
	cut(&document->about);
	cut(&document->url);
	cut(&document->status);
	cut(&document->committee);
	return true;
}
