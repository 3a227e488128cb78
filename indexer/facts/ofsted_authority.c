/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The authority by the form that only Ofsted's own covers and letters have.  It goes before the counting of
 * names in authority.c, since a report names partners, neighbours and predecessors too.
 */
#include "indexer/facts/ofsted.h"

#include <string.h>

enum { MOST_NAME_WORDS = 9 }; /* "Royal Borough of Windsor and Maidenhead Borough Council" with its kinds */

static bool is_in(const char *word, const char *list)
{
	g_autofree char *spaced = g_strdup_printf(" %s ", word);
	return strstr(list, spaced) != NULL;
}

static const char joiners[] = " and of on upon with the in under & ";
/* Capitalised, but after or instead of a name. */
static const char stops[] =
    " Children Children's Local Area Safeguarding Services Inspection Re-inspection Joint Focused "
    "Monitoring Trust Report Review Together Achieving Social SEND Partnership LSCB Dear "
    "Insert Her His Short Special Ofsted Care Contents Judgement England Majesty Between Since Following ";
static const char kinds[] =
    " The Council County City Borough Metropolitan District Unitary London Royal MBC MDC LBC LA "
    "Corporation Authority ";

/* Words of a title, curly apostrophes made plain and possessives cut; the vector is free with g_strfreev().
 */
static char **name_words(const char *text)
{
	g_autoptr(GString) plain = g_string_new(text);
	g_string_replace(plain, "’", "'", 0);
	g_string_replace(plain, "\xc2\xa0", " ", 0);
	g_string_replace(plain, ",", " , ", 0);
	g_string_replace(plain, "|", " | ", 0);
	char **raw = g_strsplit_set(plain->str, " \t", -1);
	guint n = 0;
	for (guint i = 0; raw[i]; i++) {
		size_t n_bytes = strlen(raw[i]);
		if (n_bytes > 2 && g_str_has_suffix(raw[i], "'s") &&
		    g_ascii_strcasecmp(raw[i], "children's") != 0)
			raw[i][n_bytes - 2] = '\0';
		n_bytes = strlen(raw[i]);
		/* "St. Helens" keeps its name, a sentence loses its stop */
		if (n_bytes > 1 && strchr(".:;1234567890", raw[i][n_bytes - 1]))
			raw[i][strcspn(raw[i], ".:;1234567890")] = '\0';
		if (*raw[i])
			raw[n++] = raw[i];
		else
			g_free(raw[i]);
	}
	raw[n] = NULL;
	return raw;
}

/* Whether a comma stands inside a name: "Bournemouth, Christchurch and Poole", not "Medway, on 3 May". */
static bool comma_inside(char **words, guint i)
{
	const char *next = words[i + 1];
	return strcmp(words[i], ",") == 0 && next && g_ascii_isupper(*next) && !is_in(next, stops) &&
	       !is_in(next, kinds);
}

/* Kinds around a name are not in it: "Royal Borough of Kensington and Chelsea", "Hull City Council". */
static void trim_kinds(char **words, guint *first, guint *after)
{
	while (*after > *first && (is_in(words[*after - 1], kinds) || is_in(words[*after - 1], joiners) ||
				   strcmp(words[*after - 1], ",") == 0))
		(*after)--;
	guint start = *first;
	while (start < *after && (is_in(words[start], kinds) || is_in(words[start], joiners)))
		start++;
	*first = start;
}

static bool word_is(char **words, guint i, const char *word)
{
	return words[i] && g_ascii_strcasecmp(words[i], word) == 0;
}

/* The name that begins at words[first]; *ret_next is the word after it and its kinds.  NULL when none does.
 */
static char *name_at(char **words, guint first, guint *ret_next)
{
	guint after = first;
	for (; words[after] && after < first + MOST_NAME_WORDS; after++) {
		const char *word = words[after];
		bool named = g_ascii_isupper(*word) && !is_in(word, stops);
		if (!named && !is_in(word, joiners) && !comma_inside(words, after))
			break;
	}
	*ret_next = after;
	/* the one name made of nothing but kinds */
	if (after - first >= 3 && word_is(words, first, "City") && word_is(words, first + 2, "London"))
		return g_strdup("City of London");
	trim_kinds(words, &first, &after);
	GString *name = g_string_new(NULL);
	for (guint i = first; i < after; i++)
		g_string_append_printf(name, "%s%s", i > first ? " " : "",
				       strcmp(words[i], "&") == 0 ? "and" : words[i]);
	return g_string_free(name, name->len == 0);
}

/* "inspection of X", "visit to X", "the local area of X" */
static bool leads_to_name(char **words, guint i)
{
	static const char *const before[] = {"inspection", "visit", "revisit", "re-inspection", "area"};
	if (!word_is(words, i, "of") && !word_is(words, i, "to") && !word_is(words, i, "in") &&
	    !word_is(words, i, "at"))
		return false;
	for (size_t b = 0; b < G_N_ELEMENTS(before); b++)
		if (word_is(words, i - 1, before[b]))
			return true;
	return false;
}

/* What leads to the name: "inspection of X", "visit to X", "inspection in X"; of the joint ones the last
   "in", for their subject comes first: "... response to domestic abuse in X". */
static char *name_in_title(const char *title)
{
	enum { LONGEST_SUBJECT = 200 };
	bool subject = strlen(title) < LONGEST_SUBJECT;
	g_auto(GStrv) words = name_words(title);
	char *last = NULL;
	for (guint i = 1; words[0] && words[i]; i++) {
		bool direct = leads_to_name(words, i);
		if (!direct && !(subject && word_is(words, i, "in")))
			continue;
		guint next;
		char *name = name_at(words, i + 1, &next);
		if (name && direct) {
			g_free(last);
			return name;
		}
		if (name) {
			g_free(last);
			last = name;
		}
	}
	return last;
}

/* Nothing but kinds from words[i] on: "Bristol, City of". */
static bool only_kinds(char **words, guint i)
{
	while (words[i] && (is_in(words[i], kinds) || is_in(words[i], joiners) || strcmp(words[i], ",") == 0))
		i++;
	return !words[i];
}

/* A cover's line that is nothing but a name, with what kind of council, trust or board it is. */
static char *name_alone(const char *line)
{
	enum { LONGEST_LINE = 90 };
	static const char *const after[] = {"Safeguarding", "Local",      "Children's", "Children",
					    "Trust",        "Inspection", NULL};
	g_auto(GStrv) words = name_words(line);
	guint next;
	if (strlen(line) > LONGEST_LINE || g_ascii_isdigit(*line) || strpbrk(line, "@/:"))
		return NULL;
	g_autofree char *name = name_at(words, 0, &next);
	bool whole = only_kinds(words, next) || g_strv_contains(after, words[next]);
	return whole ? g_steal_pointer(&name) : NULL;
}

/* A cover: "Inspection of X ...", or X alone above or below a title that names nobody. */
static char *name_on_cover(const SgEvidence *evidence)
{
	enum { COVER = 6 };
	const SgBlock *block;
	for (guint i = 0; i < COVER && (block = sg_evidence_block(evidence, i)); i++) {
		if (!sg_text_has(block->text, "inspection of") || sg_block_is_story(block))
			continue;
		const SgBlock *above = i ? sg_evidence_block(evidence, i - 1) : NULL;
		const SgBlock *below = sg_evidence_block(evidence, i + 1);
		char *name = name_in_title(block->text);
		if (!name && sg_text_has(block->text, " inspection of"))
			name = name_alone(block->text);
		if (!name && above)
			name = name_alone(above->text);
		if (!name && below && !sg_text_has(below->text, "inspection"))
			name = name_alone(below->text);
		if (name)
			return name;
	}
	return NULL;
}

static char *name_in_letter(const SgEvidence *evidence, guint dear)
{
	enum { SUBJECT = 4 };
	const SgBlock *block;
	for (guint i = dear + 1; i <= dear + SUBJECT && (block = sg_evidence_block(evidence, i)); i++) {
		bool subject = sg_text_has(block->text, "visit") || sg_text_has(block->text, "inspection");
		char *name = subject ? name_in_title(block->text) : NULL;
		if (name)
			return name;
	}
	return NULL;
}

char *sg_ofsted_authority(const SgEvidence *evidence)
{
	guint dear;
	bool letter = sg_ofsted_salutation(evidence, &dear);
	g_autofree char *name = letter ? name_in_letter(evidence, dear) : name_on_cover(evidence);
	return name ? sg_authority_slug(name) : NULL;
}
