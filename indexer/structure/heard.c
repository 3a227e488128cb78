/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/structure/heard.h"

#include <string.h>

enum {
	TELLING = 40,          /* bytes of folded text that nobody repeats by chance */
	TELLING_OF_OTHER = 16, /* as much, where a quotation has been announced */
	MARKUP_MOST = 24,      /* bytes between "[" and "]" */
	REPEATS_IN = 1 << 16,  /* bytes of a comment searched for its own copy: a bound on work */
	SEARCHES_MOST = 2000,  /* quotations of a page traced: likewise */
	LOOK_BACK = 400,       /* comments searched for what a quotation is of */
};

typedef struct {
	char *author;   /* NULL: not known */
	GString *words; /* its own, folded */
	size_t n_first; /* bytes of its first paragraph in them */
} Comment;

struct SgHeard {
	GPtrArray *comments; /* Comment */
	GString *all;        /* everything in the present one, folded */
	GHashTable *said;    /* "author|stamp|folded text", to the number of the comment */
	bool any;            /* somebody has said something */
	guint n_searches;
	guint n_announced;   /* "X wrote:" lines whose words have not been met */
	const Comment *from; /* quoted last; NULL: none since "X wrote:" */
	size_t at;           /* byte of its words that the quotation has come to */
};

static void comment_free(void *data)
{
	Comment *comment = data;
	g_free(comment->author);
	g_string_free(comment->words, TRUE);
	g_free(comment);
}

SgHeard *sg_heard_new(void)
{
	SgHeard *heard = g_new0(SgHeard, 1);
	heard->comments = g_ptr_array_new_with_free_func(comment_free);
	heard->all = g_string_new(NULL);
	heard->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	sg_heard_begin(heard);
	return heard;
}

void sg_heard_free(SgHeard *heard)
{
	g_ptr_array_unref(heard->comments);
	g_string_free(heard->all, TRUE);
	g_hash_table_unref(heard->said);
	g_free(heard);
}

/* A copy may have other spaces, marks and line ends than its original, never other words.  Letters and
   figures in lower case; markup such as "[quote][p]" is left out. */
static char *fold(const char *text)
{
	GString *folded = g_string_sized_new(strlen(text));
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		const char *close = *at == '[' ? memchr(at, ']', strnlen(at, MARKUP_MOST)) : NULL;
		if (close && !memchr(at, ' ', (size_t)(close - at))) {
			at = close;
			continue;
		}
		gunichar c = g_utf8_get_char(at);
		if (g_unichar_isalnum(c))
			g_string_append_unichar(folded, g_unichar_tolower(c));
	}
	return g_string_free(folded, FALSE);
}

static Comment *present(const SgHeard *heard)
{
	return g_ptr_array_index(heard->comments, heard->comments->len - 1);
}

void sg_heard_begin(SgHeard *heard)
{
	Comment *comment = g_new0(Comment, 1);
	comment->words = g_string_new(NULL);
	g_ptr_array_add(heard->comments, comment);
	g_string_truncate(heard->all, 0);
	heard->n_announced = 0;
	heard->from = NULL;
}

void sg_heard_name(SgHeard *heard, const char *author)
{
	Comment *comment = present(heard);
	g_free(comment->author);
	comment->author = g_strdup(author);
}

void sg_heard_quote(SgHeard *heard)
{
	heard->n_announced++;
	heard->from = NULL;
}

void sg_heard_pass(SgHeard *heard, const char *text)
{
	g_autofree char *folded = fold(text);
	g_string_append(heard->all, folded);
}

void sg_heard_say(SgHeard *heard, const char *text)
{
	g_autofree char *folded = fold(text);
	g_string_append(heard->all, folded);
	g_string_append(present(heard)->words, folded);
	heard->any = true;
	if (present(heard)->n_first == 0)
		present(heard)->n_first = strlen(folded);
}

/* Short texts are a copy only when they are all that was said: "Yes" stands in many a comment. */
static bool repeats(const SgHeard *heard, const char *folded)
{
	return *folded && heard->all->len <= REPEATS_IN &&
	       (strcmp(heard->all->str, folded) == 0 ||
		(strlen(folded) >= TELLING && strstr(heard->all->str, folded)));
}

/* Copies that are run together end with the name of their writer. */
bool sg_heard_repeats(const SgHeard *heard, const char *text)
{
	const char *author = present(heard)->author;
	g_autofree char *folded = fold(text), *name = fold(author ? author : "");
	if (repeats(heard, folded))
		return true;
	if (!*name || !g_str_has_suffix(folded, name))
		return false;
	folded[strlen(folded) - strlen(name)] = '\0';
	return repeats(heard, folded);
}

/* Looks for `folded` in earlier comments, the latest first. */
static bool find_origin(SgHeard *heard, const char *folded)
{
	guint last = heard->comments->len - 1, n_seen = 0;
	if (++heard->n_searches > SEARCHES_MOST)
		return false;
	for (guint i = last; i > 0 && n_seen < LOOK_BACK; i--, n_seen++) {
		const Comment *comment = g_ptr_array_index(heard->comments, i - 1);
		const char *found = strstr(comment->words->str, folded);
		bool first = found == comment->words->str && comment->n_first == strlen(folded);
		if (!found || !comment->author || (!first && strlen(folded) < TELLING_OF_OTHER))
			continue;
		heard->from = comment;
		heard->at = (size_t)(found - comment->words->str) + strlen(folded);
		return true;
	}
	return false;
}

bool sg_heard_is_quoted(SgHeard *heard, const char *text)
{
	g_autofree char *folded = fold(text);
	if (!*folded)
		return false;
	/* a quotation goes on where it stopped, however short the next piece */
	if (heard->from && g_str_has_prefix(heard->from->words->str + heard->at, folded)) {
		heard->at += strlen(folded);
		return true;
	}
	/* "A wrote: B wrote:" is followed by words of B's, then of A's */
	if (heard->n_announced == 0 || !find_origin(heard, folded))
		return false;
	heard->n_announced--;
	return true;
}

bool sg_heard_has_quoted(const SgHeard *heard)
{
	return heard->from != NULL;
}

/* The stamp is part of the key: who says "Agreed" twice on different days has said it twice. */
bool sg_heard_said_before(SgHeard *heard, const char *text, SgDay stamp)
{
	const Comment *comment = present(heard);
	g_autofree char *folded = fold(text);
	guint number = heard->comments->len;
	if (!comment->author || (!stamp && strlen(folded) < TELLING))
		return false;
	char *key = g_strdup_printf("%s|%d|%s", comment->author, stamp, folded);
	guint first = GPOINTER_TO_UINT(g_hash_table_lookup(heard->said, key));
	if (first == 0)
		g_hash_table_insert(heard->said, key, GUINT_TO_POINTER(number));
	else
		g_free(key);
	return first != 0 && first != number;
}

bool sg_heard_any(const SgHeard *heard)
{
	return heard->any;
}
