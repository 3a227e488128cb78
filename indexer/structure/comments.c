/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Only pages that the public writes under have comments: no report or minutes do.  Where the page's own
 * markup tells what its comments are (SgBlock.comment), nothing else is one; where it does not, they begin
 * below the story with a line that opens them, and never end.
 */
#include "indexer/facts/facts.h"
#include "indexer/structure/commentline.h"
#include "indexer/structure/heard.h"
#include "indexer/structure/unit.h"

#include <string.h>

enum {
	MARKS_BETWEEN = 2, /* blocks of nothing but a mark between a name and its time */
	OPENERS_MOST = 16, /* lines tried as the one that opens the comments */
};

typedef struct {
	GPtrArray *units; /* SgUnit */
	const SgDocument *document;
	SgCommentLine *lines; /* what each unit of the area is; TEXT outside */
	guint start;          /* first unit of the area; number of units: there is none */
	bool marked;          /* the markup tells which units are in it */
} Thread;

/* The comment being read. */
typedef struct {
	char *author;   /* NULL: not known */
	SgDay stamp;    /* 0: none */
	bool in_header; /* the line before was a stamp or pen name */
	bool open;      /* prose is a comment's: "Post a comment" has not ended them */
	guint first;    /* unit its text begins at; 0: no text yet */
	bool quoting;   /* "X wrote:" came, and the words after it may be X's */
	bool unsure;    /* it did, and where X ends cannot be told */
	SgHeard *heard; /* what has been said on this page */
} Reader;

static SgUnit *unit_at(const Thread *thread, guint i)
{
	return g_ptr_array_index(thread->units, i);
}

static const char *text_at(const Thread *thread, guint i)
{
	return unit_at(thread, i)->block->text;
}

/* ---- where they are -------------------------------------------------- */

static bool is_header(const SgCommentLine *line)
{
	return line->kind == SG_COMMENT_STAMP || line->kind == SG_COMMENT_NAME ||
	       line->kind == SG_COMMENT_BYLINE;
}

/* A line that only comments have. */
static bool header_text(const char *text)
{
	SgCommentLine line = sg_comment_line_read(text);
	bool header = is_header(&line) && line.strong;
	sg_comment_line_clear(&line);
	return header;
}

/* "6 comments" beside a headline leads to them and does not open them: more of the story stands below than
   above, before the first stamp or name.  Without any of those only a newspaper's page is trusted to have
   comments there, and not when headings part what follows. */
static bool is_jump_link(const Thread *thread, guint opener)
{
	guint n_above = 0, n_below = 0;
	bool header = false, parted = thread->document->source != SG_SOURCE_PRESS;
	for (guint i = 0; i < opener; i++)
		n_above += sg_block_is_story(unit_at(thread, i)->block);
	for (guint i = opener + 1; i < thread->units->len && !header; i++) {
		header = header_text(text_at(thread, i));
		n_below += sg_block_is_story(unit_at(thread, i)->block);
		parted |= unit_at(thread, i)->block->kind == SG_BLOCK_HEADING;
	}
	return n_below > n_above || (!header && parted);
}

/* "Jo Smith says:" and "4 July 2014 at 10:11 am", in either order: nothing else has both. */
static bool is_pair(const Thread *thread, guint i)
{
	if (i + 1 >= thread->units->len)
		return false;
	SgCommentLine one = sg_comment_line_read(text_at(thread, i)),
		      other = sg_comment_line_read(text_at(thread, i + 1));
	bool named = one.kind == SG_COMMENT_NAME || other.kind == SG_COMMENT_NAME;
	bool stamped = one.kind == SG_COMMENT_STAMP || other.kind == SG_COMMENT_STAMP;
	bool pair = named && stamped && one.strong && other.strong;
	sg_comment_line_clear(&one);
	sg_comment_line_clear(&other);
	return pair;
}

static guint find_start(const Thread *thread)
{
	bool below_story = false;
	guint n_openers = 0;
	for (guint i = 0; i < thread->units->len && n_openers < OPENERS_MOST; i++) {
		const SgBlock *block = unit_at(thread, i)->block;
		below_story |= sg_block_is_story(block);
		if (below_story && is_pair(thread, i))
			return i;
		if (!below_story || !sg_opens_comments(block->text))
			continue;
		if (sg_text_starts(block->text, "post a comment") || header_text(block->text) ||
		    !is_jump_link(thread, i))
			return i;
		n_openers++;
	}
	return thread->units->len;
}

static bool in_area(const Thread *thread, guint i)
{
	return thread->marked ? unit_at(thread, i)->block->comment : i >= thread->start;
}

static void find_area(Thread *thread)
{
	thread->start = thread->units->len;
	for (guint i = thread->units->len; i > 0; i--)
		if (unit_at(thread, i - 1)->block->comment)
			thread->start = i - 1;
	thread->marked = thread->start < thread->units->len;
	if (!thread->marked)
		thread->start = find_start(thread);
}

/* ---- names that nothing marks as such -------------------------------- */

static bool is_mark(const char *text)
{
	return strlen(text) <= strlen("•") && !g_unichar_isalnum(g_utf8_get_char(text));
}

/* The line next to `i` in one direction that is more than a mark ("•") between the two. */
static guint neighbour(const Thread *thread, guint i, int step)
{
	guint n = thread->units->len;
	for (guint far = 0; far <= MARKS_BETWEEN; far++) {
		i += (guint)step;
		if (i >= n || i < thread->start)
			return n;
		if (!in_area(thread, i) || !is_mark(text_at(thread, i)))
			return in_area(thread, i) ? i : n;
	}
	return n;
}

/* The unit that would be the name of the comment stamped at `i`, on the side told; number of units: none. */
static guint name_beside(const Thread *thread, guint i, int step)
{
	guint n = thread->units->len, at = neighbour(thread, i, step);
	if (at == n || thread->lines[at].kind != SG_COMMENT_TEXT ||
	    !sg_comment_may_be_name(text_at(thread, at)))
		return n;
	guint after = neighbour(thread, step > 0 ? at : i, 1);
	return after < n && thread->lines[after].kind == SG_COMMENT_TEXT ? at : n;
}

static void name_it(Thread *thread, guint i)
{
	if (i >= thread->units->len || thread->lines[i].kind != SG_COMMENT_TEXT)
		return;
	thread->lines[i].kind = SG_COMMENT_NAME;
	thread->lines[i].name = g_strdup(text_at(thread, i));
}

/* On which side of their stamps a page sets its names: the one where every stamp has one, -1 or 1; else 0. */
static int side_of_names(const Thread *thread)
{
	guint n_stamps = 0, n_before = 0, n_after = 0, n = thread->units->len;
	for (guint i = thread->start; i < n; i++) {
		if (thread->lines[i].kind != SG_COMMENT_STAMP)
			continue;
		n_stamps++;
		n_before += name_beside(thread, i, -1) < n;
		n_after += name_beside(thread, i, 1) < n;
	}
	if (n_stamps == 0 || MAX(n_before, n_after) < n_stamps)
		return 0;
	return n_before == n_stamps ? -1 : 1;
}

static bool has_kind(const Thread *thread, SgCommentLineKind kind)
{
	for (guint i = thread->start; i < thread->units->len; i++)
		if (thread->lines[i].kind == kind)
			return true;
	return false;
}

/* Where "Like · Reply · 3d" ends each comment, a name begins the next. */
static void name_below_buttons(Thread *thread)
{
	bool due = true;
	for (guint i = thread->start; i < thread->units->len; i++) {
		guint after = neighbour(thread, i, 1);
		SgCommentLineKind kind = thread->lines[i].kind;
		if (!in_area(thread, i))
			continue;
		if (due && kind == SG_COMMENT_TEXT && sg_comment_may_be_name(text_at(thread, i)) &&
		    after < thread->units->len && thread->lines[after].kind == SG_COMMENT_TEXT)
			name_it(thread, i);
		due = kind == SG_COMMENT_CLOSE || (due && kind != SG_COMMENT_TEXT);
	}
}

static void find_names(Thread *thread)
{
	int side = has_kind(thread, SG_COMMENT_NAME) ? 0 : side_of_names(thread);
	for (guint i = thread->start; side != 0 && i < thread->units->len; i++)
		if (thread->lines[i].kind == SG_COMMENT_STAMP)
			name_it(thread, name_beside(thread, i, side));
	bool unmarked = !has_kind(thread, SG_COMMENT_NAME) && !has_kind(thread, SG_COMMENT_BYLINE);
	if (thread->marked && unmarked && has_kind(thread, SG_COMMENT_CLOSE) &&
	    !has_kind(thread, SG_COMMENT_STAMP))
		name_below_buttons(thread);
}

static void read_lines(Thread *thread)
{
	for (guint i = thread->start; i < thread->units->len; i++) {
		if (!in_area(thread, i))
			continue;
		thread->lines[i] = sg_comment_line_read(text_at(thread, i));
		bool furniture =
		    unit_at(thread, i)->kind == SG_KIND_FURNITURE || sg_opens_comments(text_at(thread, i));
		if (furniture && thread->lines[i].kind == SG_COMMENT_TEXT)
			thread->lines[i].kind = SG_COMMENT_FURNITURE;
	}
	find_names(thread);
}

/* ---- what they say --------------------------------------------------- */

/* Readers' words are never a finding, and stand in no part of the document. */
static void set_voice(SgUnit *unit, const char *author, SgDay stamp)
{
	/* "3 days ago" names no day: all that is known is that the article came first */
	SgDate said = {.note = (char *)"a reader's comment, not before the article"};
	if (stamp)
		said = (SgDate){.when = sg_interval_day(stamp), .basis = SG_BASIS_STATED};
	unit->source = SG_SOURCE_COMMENT;
	unit->section = SG_SECTION_NONE;
	unit->heading = 0;
	if (unit->kind != SG_KIND_FURNITURE)
		unit->kind = SG_KIND_NARRATIVE;
	sg_unit_set_said(unit, &said);
	sg_unit_set_speaker(unit, author, NULL);
}

/* Stamp and pen name, in either order, begin a comment: each puts an end to what the last comment said of the
   other. */
static void take_header(Reader *reader, const SgCommentLine *line)
{
	if (!reader->in_header) {
		g_clear_pointer(&reader->author, g_free);
		reader->stamp = 0;
		sg_heard_begin(reader->heard);
	}
	if (line->name) {
		g_free(reader->author);
		reader->author = g_strdup(line->name);
	}
	reader->stamp = line->day ? line->day : reader->stamp;
	reader->in_header = reader->open = true;
	reader->first = 0;
	reader->quoting = reader->unsure = false;
	sg_heard_name(reader->heard, reader->author);
}

/* "X wrote:" names the writer where nothing else has, and else whom the writer quotes. */
static void take_quotes(Reader *reader, const SgCommentLine *line, const char *text)
{
	if (!reader->author) {
		take_header(reader, line);
		return;
	}
	reader->in_header = false;
	reader->quoting = true;
	sg_heard_quote(reader->heard);
	sg_heard_pass(reader->heard, text);
}

/* Buttons below a comment end it; the time among them is its own when none stood above. */
static void take_close(const Thread *thread, Reader *reader, guint i)
{
	SgDay day = thread->lines[i].day;
	for (guint at = reader->first; day && !reader->stamp && reader->first && at < i; at++)
		if (unit_at(thread, at)->source == SG_SOURCE_COMMENT)
			set_voice(unit_at(thread, at), unit_at(thread, at)->speaker, day);
	if (!reader->first)
		return;
	g_clear_pointer(&reader->author, g_free);
	reader->stamp = 0;
	reader->first = 0;
	sg_heard_begin(reader->heard);
}

static void hide(SgUnit *unit)
{
	unit->kind = SG_KIND_FURNITURE;
	unit->heading = 0;
}

/* "X wrote: It will never do.": the quotation in the line that announces it.  The words after it; NULL. */
static const char *announced_here(const char *text)
{
	enum { LONGEST = 60 };
	static const char wrote[] = " wrote: ";
	const char *at = strstr(text, wrote);
	return at && at - text < LONGEST ? at + strlen(wrote) : NULL;
}

static void take_text(Reader *reader, SgUnit *unit, guint i)
{
	const char *text = unit->block->text, *words = announced_here(text);
	bool repeated = sg_heard_repeats(reader->heard, text);
	if (words && !repeated) {
		reader->quoting = true;
		sg_heard_quote(reader->heard);
	}
	bool quoted = !repeated && reader->quoting && sg_heard_is_quoted(reader->heard, words ? words : text);
	reader->in_header = false;
	reader->first = reader->first ? reader->first : i;
	/* set out as a quotation, or quoted from where we cannot see: not surely the commenter's */
	if (reader->quoting && !quoted && !repeated && !sg_heard_has_quoted(reader->heard))
		reader->unsure = true;
	bool theirs = !reader->unsure && unit->block->kind != SG_BLOCK_QUOTE && !strstr(text, "[quote");
	bool again = sg_heard_said_before(reader->heard, text, reader->stamp);
	set_voice(unit, !quoted && theirs ? reader->author : NULL, quoted ? 0 : reader->stamp);
	if (quoted || repeated || again)
		hide(unit);
	if (quoted || repeated)
		sg_heard_pass(reader->heard, text);
	else
		sg_heard_say(reader->heard, text);
	reader->quoting &= quoted || repeated;
}

static void take_line(const Thread *thread, Reader *reader, guint i)
{
	SgUnit *unit = unit_at(thread, i);
	const SgCommentLine *line = &thread->lines[i];
	bool text = line->kind == SG_COMMENT_TEXT && reader->open;
	if (text) {
		take_text(reader, unit, i);
		return;
	}
	/* a page's foot below "Post a comment"; with no comment above it, prose may be the article's */
	if (line->kind != SG_COMMENT_TEXT || thread->marked || sg_heard_any(reader->heard) ||
	    !sg_block_is_story(unit->block))
		unit->kind = SG_KIND_FURNITURE;
	if (line->kind == SG_COMMENT_FORM)
		reader->open = false;
	else if (is_header(line) && (reader->open || thread->marked || line->strong))
		take_header(reader, line);
	else if (line->kind == SG_COMMENT_QUOTES && reader->open)
		take_quotes(reader, line, unit->block->text);
	else if (line->kind == SG_COMMENT_CLOSE)
		take_close(thread, reader, i);
	if (!sg_opens_comments(unit->block->text) || is_header(line))
		unit->heading = 0;
}

void sg_comments_mark(GPtrArray *units, const SgDocument *document)
{
	Thread thread = {.units = units, .document = document};
	if (document->source == SG_SOURCE_OFSTED || document->source == SG_SOURCE_MINUTES)
		return;
	find_area(&thread);
	thread.lines = g_new0(SgCommentLine, units->len + 1);
	read_lines(&thread);
	Reader reader = {.open = true, .heard = sg_heard_new()};
	for (guint i = thread.start; i < units->len; i++)
		if (in_area(&thread, i))
			take_line(&thread, &reader, i);
	for (guint i = 0; i < units->len; i++)
		sg_comment_line_clear(&thread.lines[i]);
	g_free(thread.lines);
	g_free(reader.author);
	sg_heard_free(reader.heard);
}
