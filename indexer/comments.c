/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts.h"
#include "indexer/unit.h"
#include "indexer/when.h"

#include <string.h>

typedef struct {
	bool below_story;   /* prose has been seen: only then can comments begin */
	bool below_article; /* comments have begun */
	bool in_comment;    /* they have not been ended by "Post a comment" */
	bool around;        /* this block stands around comments and is none */
	bool begun;         /* the block before this one was a stamp or pen name */
	SgDay stamp;        /* of the comment being read; 0: none yet */
	char *author;       /* its pen name; NULL */
} Reader;

/* "WYSIATI says..." above a comment names its writer; "WYSIATI wrote:", inside one, whom it quotes. */
static char *pen_name(const char *text, bool *ret_quoting)
{
	enum { LONGEST = 80 };
	static const char *const endings[] = {" says...", " says…", " says:", " wrote:"};
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		*ret_quoting = i == G_N_ELEMENTS(endings) - 1;
		if (strlen(text) < LONGEST && g_str_has_suffix(text, endings[i]))
			return g_strndup(text, strlen(text) - strlen(endings[i]));
	}
	return NULL;
}

/* Buttons and scores between comments. */
static bool is_comment_furniture(const char *text)
{
	static const char *const words[] = {"score:",         "• score",       "report this", "reply",
					    "post a comment", "please log in", "log in",      "sign in",
					    "recommend",      "share"};
	enum { LONGEST = 60 };
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strlen(text) < LONGEST && sg_text_starts(text, words[i]))
			return true;
	return false;
}

/* Stamp and pen name, in either order, begin a comment: each puts an end to what the last comment said of the
   other. True for a block that is only one of them. */
static bool begins_comment(Reader *reader, const char *text)
{
	SgDay stamp;
	bool quoting = false, begun = reader->begun;
	g_autofree char *author = pen_name(text, &quoting);
	bool stamped = !author && sg_when_comment_stamp(text, &stamp);
	reader->begun = stamped || (author && !quoting);
	if (stamped) {
		reader->stamp = stamp;
		if (!begun)
			g_clear_pointer(&reader->author, g_free);
	} else if (author && (!quoting || !reader->author)) {
		reader->stamp = begun || quoting ? reader->stamp : 0;
		g_free(reader->author);
		reader->author = g_strdup(author);
	}
	return stamped || author;
}

/*
 * Only pages that the public writes under have comments: no report or minutes do.  Once they have begun,
 * prose is a comment's and never again the article's; the lines around them are furniture, as is the page's
 * foot, which "Post a comment" begins.
 */
static void follow_comments(Reader *reader, const SgDocument *document, const SgBlock *block)
{
	SgSource source = document->source;
	if (source == SG_SOURCE_OFSTED || source == SG_SOURCE_MINUTES)
		return;
	reader->below_story |= sg_block_is_story(block);
	bool opens = reader->below_story && sg_opens_comments(block->text);
	reader->below_article |= opens;
	if (!reader->below_article)
		return;
	bool begins = begins_comment(reader, block->text);
	if (begins)
		reader->in_comment = true;
	else if (opens)
		reader->in_comment = !sg_text_starts(block->text, "post a comment");
	reader->around = begins || opens || is_comment_furniture(block->text) ||
			 (!reader->in_comment && !sg_block_is_story(block));
}

static void mark(const Reader *reader, SgUnit *unit)
{
	SgDate said = {0};
	if (reader->around)
		unit->kind = SG_KIND_FURNITURE;
	if (!reader->below_article || reader->around)
		return;
	if (reader->stamp)
		said = (SgDate){.when = sg_interval_day(reader->stamp), .basis = SG_BASIS_STATED};
	unit->source = SG_SOURCE_COMMENT;
	unit->section = SG_SECTION_NONE;
	sg_unit_set_said(unit, &said);
	sg_unit_set_speaker(unit, reader->author, NULL);
}

void sg_comments_mark(GPtrArray *units, const SgDocument *document)
{
	Reader reader = {0};
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = g_ptr_array_index(units, i);
		follow_comments(&reader, document, unit->block);
		mark(&reader, unit);
	}
	g_free(reader.author);
}
