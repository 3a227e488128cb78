/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/commentline.h"

#include "indexer/facts/facts.h"
#include "indexer/facts/when.h"
#include "indexer/structure/prose.h"

#include <string.h>

enum {
	LONGEST_NAME = 50,   /* bytes of a pen name */
	LONGEST_LINE = 100,  /* of a line with name, date and buttons */
	LONGEST_BUTTON = 60, /* of furniture that goes by its first words */
	NAME_WORDS = 5,
};

/* Words of times and buttons: a line of nothing else says nothing. */
static const char time_words[] =
    " a an am pm at on ago about over almost just now edited last updated posted bst gmt "
    "year years yr yrs y month months mth mths mo week weeks wk wks w day days d hour "
    "hours hr hrs h minute minutes min mins m second seconds sec s yesterday today "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur "
    "thurs fri sat sun ";
static const char button_words[] =
    " like likes reply replies share report flag score quote permalink link vote "
    "votes up down upvote downvote recommend recommended inappropriate abuse hide "
    "show view more less edit delete thumbs this post comment comments expand "
    "collapse as load older newer sort by best newest oldest popular most ";
static const char month_words[] =
    " january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec ";
static const char ago_words[] = " ago yesterday today now ";

/* What the page says to its readers, in sentences or without. */
static const char *const notice_starts[] = {"please log in",
					    "log in",
					    "sign in",
					    "be the first to",
					    "register to",
					    "this comment",
					    "this user",
					    "please sign",
					    "you must be",
					    "join the discuss",
					    "join the convers",
					    "rules of",
					    "commenting on",
					    "comments are closed",
					    "comments have been",
					    "last updated:",
					    "login",
					    "score:",
					    "• score",
					    "remember you are personally"};
/* Buttons: "Share" is one, "Share the blame." is somebody's opinion. */
static const char *const button_starts[] = {"report this", "sort by",   "recommend", "share",
					    "avatar",      "click to",  "show more", "likeliked",
					    "liked by",    "view more", "load more", "see more"};

static const char *const form_starts[] = {
    "post a comment",    "leave a reply",   "leave a comment",  "add a comment", "add your comment",
    "post your comment", "write a comment", "submit a comment", "cancel reply",  "have your say"};

static bool starts_any(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sg_text_starts(text, words[i]))
			return true;
	return false;
}

/* ---- names ----------------------------------------------------------- */

bool sg_comment_may_be_name(const char *text)
{
	size_t n_bytes = strlen(text), n_spaces = 0;
	if (n_bytes == 0 || n_bytes > LONGEST_NAME || strpbrk(text, "!?;:|\"") || strstr(text, "...") ||
	    g_ascii_isspace(text[n_bytes - 1]))
		return false;
	for (const char *at = text; *at; at++)
		n_spaces += *at == ' ';
	/* "Sabrina K." */
	bool initial = n_bytes > 3 && g_ascii_isupper(text[n_bytes - 2]) && text[n_bytes - 3] == ' ';
	bool ends = (text[n_bytes - 1] == '.' && !initial) || text[n_bytes - 1] == ',';
	return n_spaces < NAME_WORDS && !ends && g_unichar_isalnum(g_utf8_get_char(text));
}

/* "WYSIATI says..." above a comment names its writer; "WYSIATI wrote:", inside one, whom it quotes. */
static char *name_before_verb(const char *text, bool *ret_quoting)
{
	static const char *const endings[] = {
	    " says...", " says…", " says:", " said:", " said...", " commented:", " writes:", " wrote:"};
	enum { LONGEST = 80 };
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		*ret_quoting = i == G_N_ELEMENTS(endings) - 1;
		if (strlen(text) < LONGEST && g_str_has_suffix(text, endings[i]))
			return g_strndup(text, strlen(text) - strlen(endings[i]));
	}
	return NULL;
}

/* A name with what is set around it taken off: "Posted by Jo Smith on", "Jo Smith •", "Jo Smith says". */
static char *bare_name(const char *text, size_t n_bytes)
{
	static const char *const heads[] = {"posted by ", "comment by ", "written by ", "by ", "from "};
	static const char *const tails[] = {" on",        " at", " says", " said", " wrote",
					    " commented", ",",   "·",     "•",     "|",
					    "-",          "–",   ":",     "(",     " posted"};
	g_autofree char *name = g_strstrip(g_strndup(text, n_bytes));
	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
		if (sg_text_starts(name, heads[i]))
			memmove(name, name + strlen(heads[i]), strlen(name + strlen(heads[i])) + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(tails); i++) {
		if (!g_str_has_suffix(name, tails[i]))
			continue;
		name[strlen(name) - strlen(tails[i])] = '\0';
		g_strchomp(name);
		i = (size_t)-1; /* "Jo Smith says, on": from the first again */
	}
	return sg_comment_may_be_name(name) ? g_steal_pointer(&name) : NULL;
}

/* ---- times ----------------------------------------------------------- */

/* "10:11am", "3d", "12" */
static bool is_number_word(const SgProse *prose, guint i)
{
	return sg_prose_kind(prose, i, SG_TOKEN_WORD) &&
	       g_ascii_isdigit(prose->text[sg_prose_at(prose, i)->start]);
}

/* Whether the tokens of [from, to) are all times, numbers, buttons and marks. */
static bool only_furniture(const SgProse *prose, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		if (sg_prose_kind(prose, i, SG_TOKEN_WORD) && !is_number_word(prose, i) &&
		    !sg_prose_in(prose, i, time_words) && !sg_prose_in(prose, i, month_words) &&
		    !sg_prose_in(prose, i, button_words))
			return false;
	return true;
}

static guint token_at(const SgProse *prose, uint32_t byte)
{
	guint i = 0;
	while (i < prose->tokens->len && sg_prose_at(prose, i)->start < byte)
		i++;
	return i;
}

/* "10:11", "9am": a time of day, which no heading or dateline of an article's list of others has. */
static bool has_clock(const SgProse *prose)
{
	for (guint i = 0; i < prose->tokens->len; i++) {
		const SgToken *word = sg_prose_at(prose, i);
		if (!is_number_word(prose, i))
			continue;
		const char *end = prose->text + word->end;
		bool half = word->end - word->start >= 3 &&
			    (g_str_has_prefix(end - 2, "am") || g_str_has_prefix(end - 2, "pm"));
		bool minutes = sg_prose_kind(prose, i + 1, SG_TOKEN_COLON) && is_number_word(prose, i + 2);
		if (half || minutes || sg_prose_in(prose, i + 1, " am pm "))
			return true;
	}
	return false;
}

/* First token of a time without a year ("3 days ago", "2h", "Yesterday", "Jun 20th at 2:41 am"); number of
 * tokens when there is none. */
static guint find_ago(const SgProse *prose)
{
	guint n = prose->tokens->len;
	for (guint i = 0; i < n; i++) {
		if (!only_furniture(prose, i, n) ||
		    !(is_number_word(prose, i) || sg_prose_in(prose, i, " a an just yesterday today ") ||
		      sg_prose_in(prose, i, month_words)))
			continue;
		const SgToken *word = sg_prose_at(prose, i);
		const char *unit =
		    prose->text + word->start + strspn(prose->text + word->start, "0123456789");
		bool shorthand =
		    is_number_word(prose, i) && unit < prose->text + word->end && strchr("smhdwy", *unit);
		if (shorthand || has_clock(prose) || sg_prose_has(prose, i, n, ago_words))
			return i;
	}
	return n;
}

/* The first day of the text, in figures or words; false when it names none. */
static bool find_day(const char *text, SgWhen *ret_when)
{
	return sg_when_first(text, SG_WHEN_DAY, ret_when) && ret_when->form == SG_WHEN_DAY;
}

/* "I said so 3 years ago" begins with no name. */
static bool capitalised(const SgProse *prose, guint from, guint to)
{
	static const char between[] = " on at by says said wrote posted commented de van von ";
	for (guint i = from; i < to; i++)
		if (sg_prose_kind(prose, i, SG_TOKEN_WORD) && !sg_prose_at(prose, i)->capital &&
		    !is_number_word(prose, i) && !sg_prose_in(prose, i, between))
			return false;
	return true;
}

/* "tollen_lad, Hatherby, 3 years ago": a pen name is one word, however it is written. */
static bool handle_and_place(const SgProse *prose, guint to)
{
	guint comma = 0;
	while (comma < to && !sg_prose_kind(prose, comma, SG_TOKEN_COMMA))
		comma++;
	return comma < to && !memchr(prose->text, ' ', sg_prose_at(prose, comma)->start) &&
	       capitalised(prose, comma, to);
}

/* "tollen lad • 3 years ago": no sentence goes on so. */
static bool marked_off(const SgProse *prose, guint at)
{
	static const char *const marks[] = {"•", "·", "|"};
	g_autofree char *name = g_strchomp(g_strndup(prose->text, sg_prose_at(prose, at)->start));
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_str_has_suffix(name, marks[i]))
			return true;
	return false;
}

static bool names_somebody(const SgProse *prose, guint to)
{
	return to == 1 || has_clock(prose) || capitalised(prose, 0, to) || handle_and_place(prose, to) ||
	       marked_off(prose, to);
}

/* A line made of a time, with or without a name in front of it. */
static bool read_timed(const SgProse *prose, SgCommentLine *line)
{
	SgWhen when;
	const char *text = prose->text;
	guint n = prose->tokens->len, begins = n;
	if (find_day(text, &when) && only_furniture(prose, token_at(prose, when.end), n)) {
		line->day = when.when.from;
		begins = token_at(prose, when.start);
	} else {
		begins = find_ago(prose);
	}
	/* the time of day may stand in front of the date */
	while (begins > 0 && begins < n && sg_prose_kind(prose, begins - 1, SG_TOKEN_WORD) &&
	       only_furniture(prose, begins - 1, begins) && !sg_prose_at(prose, begins - 1)->capital)
		begins--;
	if (begins == n)
		return false;
	if (begins > 0 && !only_furniture(prose, 0, begins)) {
		bool clock = has_clock(prose),
		     sentence = sg_prose_in(prose, 0, " i we this that it he she they ");
		uint32_t n_name = sg_prose_at(prose, begins)->start;
		if (sentence || !names_somebody(prose, begins))
			return false;
		line->name = bare_name(text, n_name);
		line->kind = SG_COMMENT_BYLINE;
		line->strong = clock || line->day == 0;
		/* a name that cannot be told is better than the last comment's */
		return line->name || (clock && n_name <= LONGEST_NAME);
	}
	line->kind = sg_prose_has(prose, 0, n, " like reply ") ? SG_COMMENT_CLOSE : SG_COMMENT_STAMP;
	line->strong = has_clock(prose);
	return true;
}

/* ---- the whole line -------------------------------------------------- */

static bool is_furniture(const char *text, const SgProse *prose)
{
	size_t n_bytes = strlen(text);
	if (sg_text_starts(text, "remember you are personally"))
		return true;
	if (n_bytes >= LONGEST_BUTTON)
		return false;
	/* "Second." is somebody's whole comment */
	bool sentence = n_bytes > 1 && strchr(".!?", text[n_bytes - 1]);
	if (sentence)
		return starts_any(text, notice_starts, G_N_ELEMENTS(notice_starts));
	return starts_any(text, notice_starts, G_N_ELEMENTS(notice_starts)) ||
	       starts_any(text, button_starts, G_N_ELEMENTS(button_starts)) ||
	       only_furniture(prose, 0, prose->tokens->len);
}

/* "Jo Smith on 4 July 2014 at 10:11 said:"; false when the name before the verb is only a name. */
static bool read_name_and_time(const char *text, SgCommentLine *line)
{
	g_auto(SgProse) prose;
	sg_prose_init(&prose, text);
	bool timed = read_timed(&prose, line) && line->name;
	if (!timed)
		sg_comment_line_clear(line);
	return timed;
}

/* "The council says:" is how a comment quotes, not how one begins. */
static bool begins_like_a_sentence(const char *text)
{
	static const char *const words[] = {"and ",  "but ", "the ", "my ",  "he ", "she ",
					    "they ", "we ",  "i ",   "you ", "it ", "as "};
	return g_str_has_suffix(text, ":") && starts_any(text, words, G_N_ELEMENTS(words));
}

/* A line that ends in "says...", "wrote:". */
static bool read_named(const char *text, SgCommentLine *line)
{
	bool quoting = false;
	g_autofree char *name = name_before_verb(text, &quoting);
	if (!name || begins_like_a_sentence(text))
		return false;
	if (!quoting && read_name_and_time(name, line))
		return true;
	line->kind = quoting ? SG_COMMENT_QUOTES : SG_COMMENT_NAME;
	line->strong = true;
	line->name = g_steal_pointer(&name);
	return true;
}

SgCommentLine sg_comment_line_read(const char *text)
{
	SgCommentLine line = {.kind = SG_COMMENT_TEXT};
	size_t n_bytes = strlen(text);
	if (read_named(text, &line))
		return line;
	if (n_bytes < LONGEST_BUTTON && starts_any(text, form_starts, G_N_ELEMENTS(form_starts)))
		return (SgCommentLine){.kind = SG_COMMENT_FORM};
	if (sg_when_comment_stamp(text, &line.day))
		return (SgCommentLine){.kind = SG_COMMENT_STAMP, .day = line.day, .strong = true};
	g_auto(SgProse) prose;
	sg_prose_init(&prose, n_bytes > LONGEST_LINE ? "" : text);
	bool edited = sg_text_starts(text, "last updated") || sg_text_starts(text, "edited");
	if (n_bytes <= LONGEST_LINE && !edited && read_timed(&prose, &line))
		return line;
	sg_comment_line_clear(&line);
	if (is_furniture(text, &prose)) {
		bool closes = sg_prose_has(&prose, 0, prose.tokens->len, " reply like ");
		line.kind = closes ? SG_COMMENT_CLOSE : SG_COMMENT_FURNITURE;
	} else if (sg_text_starts(text, "by ") || sg_text_starts(text, "posted by ")) {
		line.name = bare_name(text, n_bytes);
		line.kind = line.name ? SG_COMMENT_NAME : SG_COMMENT_TEXT;
	}
	return line;
}

void sg_comment_line_clear(SgCommentLine *line)
{
	g_clear_pointer(&line->name, g_free);
	*line = (SgCommentLine){.kind = SG_COMMENT_TEXT};
}
