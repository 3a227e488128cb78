/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/passages.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/facts.h"
#include "indexer/when.h"

#include <string.h>

enum { HEADING_LEVELS = 6 };

typedef struct {
	const SgDocument *document;
	GPtrArray *passages;
	char *headings[HEADING_LEVELS + 1]; /* cut to SG_MAX_HEADING_BYTES, by level */
	bool below_story;                   /* prose has been seen: only then can comments begin */
	bool below_article;                 /* comments have begun */
	bool in_comment;                    /* they have not been ended by "Post a comment" */
	bool around;                        /* this block stands around comments and is none */
	bool begun;                         /* the block before this one was a stamp or pen name */
	SgDay stamp;                        /* of the comment being read; 0: none yet */
	char *author;                       /* its pen name; NULL */
} Maker;

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
static bool begins_comment(Maker *maker, const char *text)
{
	SgDay stamp;
	bool quoting = false, begun = maker->begun;
	g_autofree char *author = pen_name(text, &quoting);
	bool stamped = !author && sg_when_comment_stamp(text, &stamp);
	maker->begun = stamped || (author && !quoting);
	if (stamped) {
		maker->stamp = stamp;
		if (!begun)
			g_clear_pointer(&maker->author, g_free);
	} else if (author && (!quoting || !maker->author)) {
		maker->stamp = begun || quoting ? maker->stamp : 0;
		g_free(maker->author);
		maker->author = g_strdup(author);
	}
	return stamped || author;
}

/*
 * Only pages that the public writes under have comments: no report or minutes do.  Once they have begun,
 * prose is a comment's and never again the article's; the lines around them are furniture, as is the page's
 * foot, which "Post a comment" begins.
 */
static void follow_comments(Maker *maker, const SgBlock *block)
{
	SgSource source = maker->document->source;
	if (source == SG_SOURCE_OFSTED || source == SG_SOURCE_MINUTES)
		return;
	maker->below_story |= sg_block_is_story(block);
	bool opens = maker->below_story && sg_opens_comments(block->text);
	maker->below_article |= opens;
	if (!maker->below_article)
		return;
	bool begins = begins_comment(maker, block->text);
	if (begins)
		maker->in_comment = true;
	else if (opens)
		maker->in_comment = !sg_text_starts(block->text, "post a comment");
	maker->around = begins || opens || is_comment_furniture(block->text) ||
			(!maker->in_comment && !sg_block_is_story(block));
}

static char **heading_path(const Maker *maker)
{
	g_autoptr(GStrvBuilder) path = g_strv_builder_new();
	bool any = false;
	for (int level = 1; level <= HEADING_LEVELS; level++) {
		if (!maker->headings[level])
			continue;
		g_strv_builder_add(path, maker->headings[level]);
		any = true;
	}
	return any ? g_strv_builder_end(path) : NULL;
}

/* A heading ends those of its level and below: it stands under the others, not under its neighbour. */
static void leave_headings(Maker *maker, const SgBlock *block)
{
	for (int level = CLAMP(block->level, 1, HEADING_LEVELS); level <= HEADING_LEVELS; level++)
		g_clear_pointer(&maker->headings[level], g_free);
}

static void enter_heading(Maker *maker, const SgBlock *block)
{
	size_t n_bytes = sg_utf8_prefix(block->text, SG_MAX_HEADING_BYTES);
	maker->headings[CLAMP(block->level, 1, HEADING_LEVELS)] = g_strndup(block->text, n_bytes);
}

static SgKind kind_of(const Maker *maker, const SgBlock *block)
{
	if (block->kind == SG_BLOCK_HEADFOOT || block->kind == SG_BLOCK_FURNITURE || maker->around)
		return SG_KIND_FURNITURE;
	return block->kind == SG_BLOCK_HEADING ? SG_KIND_PROCEDURAL : SG_KIND_NARRATIVE;
}

static void set_voice(const Maker *maker, SgPassage *passage)
{
	const SgDocument *document = maker->document;
	bool comment = maker->below_article && !maker->around;
	passage->source = comment ? SG_SOURCE_COMMENT : document->source;
	if (!comment)
		passage->said = sg_date_copy(&document->published);
	else if (maker->stamp)
		passage->said = (SgDate){.when = sg_interval_day(maker->stamp), .basis = SG_BASIS_STATED};
	passage->speaker = comment ? g_strdup(maker->author) : NULL;
}

/* Takes `text`. */
static void add_passage(Maker *maker, const SgBlock *block, char *text)
{
	SgPassage *passage = sg_passage_new();
	passage->n = maker->passages->len + 1;
	passage->kind = kind_of(maker, block);
	passage->page = block->page;
	passage->page_end = block->page_end;
	passage->page_label = g_strdup(block->page_label);
	passage->text = text;
	passage->heading = heading_path(maker);
	set_voice(maker, passage);
	g_ptr_array_add(maker->passages, passage);
}

/* Bytes of `text` to take as one passage: all, or up to the last sentence end (else space, else character)
   within the bound. */
static size_t piece_length(const char *text)
{
	size_t n_bytes = sg_utf8_prefix(text, SG_MAX_PASSAGE_BYTES);
	size_t at_space = 0;
	if (!text[n_bytes])
		return n_bytes;
	for (size_t i = n_bytes; i > 1; i--) {
		if (text[i] != ' ')
			continue;
		at_space = at_space ? at_space : i;
		if (strchr(".!?", text[i - 1]))
			return i;
	}
	return at_space ? at_space : n_bytes;
}

static void add_block(Maker *maker, const SgBlock *block)
{
	for (const char *text = block->text; *text;) {
		size_t n_bytes = piece_length(text);
		add_passage(maker, block, g_strndup(text, n_bytes));
		text += n_bytes;
		text += *text == ' ';
	}
}

GPtrArray *sg_passages_make(const SgText *text, const SgDocument *document)
{
	Maker maker = {.document = document,
		       .passages = g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free)};
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		bool heading = block->kind == SG_BLOCK_HEADING;
		follow_comments(&maker, block);
		if (heading)
			leave_headings(&maker, block);
		add_block(&maker, block);
		if (heading)
			enter_heading(&maker, block);
	}
	for (int level = 1; level <= HEADING_LEVELS; level++)
		g_free(maker.headings[level]);
	g_free(maker.author);
	return maker.passages;
}
