/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/tense.h"

#include "indexer/facts/facts.h"

#include <string.h>

enum { LOOK = 96 };

/* From `from` to the sentence's end, at most LOOK bytes; from a space on, so that words are found as " was ".
 */
static char *part_after(const char *text, uint32_t end)
{
	g_autofree char *after = g_strndup(text + end, LOOK);
	after[strcspn(after, ".;!?")] = '\0';
	return g_strconcat(" ", after, " ", NULL);
}

static char *part_before(const char *text, uint32_t start, const char *stops)
{
	uint32_t from = start > LOOK ? start - LOOK : 0;
	while (from < start && ((unsigned char)text[from] & 0xc0) == 0x80)
		from++;
	for (uint32_t at = from; at < start; at++)
		if (strchr(stops, text[at]))
			from = at + 1;
	g_autofree char *before = g_strndup(text + from, start - from);
	return g_strconcat(" ", before, NULL);
}

char *sg_told_clause(const char *text, uint32_t start)
{
	return part_before(text, start, ",.;");
}

/* "undertaken", "published": a word that ends so and is no "need" or "speed". */
static bool is_past_form(const char *word, size_t n_bytes)
{
	static const char *const irregular[] = {
	    "was",  "were", "had",  "took",  "taken", "undertaken", "found", "began", "came",  "went",
	    "said", "made", "met",  "held",  "gave",  "became",     "saw",   "led",   "wrote", "been",
	    "did",  "fell", "rose", "since", "ago",   "last",       "told",  "heard", "left"};
	/* "agreed" is a verb, but papers write "the agreed plan for 2015" */
	static const char *const not_past[] = {"need",  "ofsted",  "indeed", "hundred",
					       "speed", "proceed", "exceed", "agreed"};
	for (size_t i = 0; i < G_N_ELEMENTS(irregular); i++)
		if (strlen(irregular[i]) == n_bytes && g_ascii_strncasecmp(word, irregular[i], n_bytes) == 0)
			return true;
	for (size_t i = 0; i < G_N_ELEMENTS(not_past); i++)
		if (strlen(not_past[i]) == n_bytes && g_ascii_strncasecmp(word, not_past[i], n_bytes) == 0)
			return false;
	return n_bytes >= 5 && g_ascii_strncasecmp(word + n_bytes - 2, "ed", 2) == 0;
}

/* Intentions undo what looks past: "is to be opened". */
static bool tells_of_intention(const char *text)
{
	static const char *const intended[] = {
	    " will ",   " would ",        " to be ",      " shall ", " should ",   " can ",     " may ",
	    " is due ", " expect",        " planned ",    " plans ", " going to ", " schedule", " proposed ",
	    " intend",  " committed to ", " commitment ", " target", " forecast",  " project",  " if ",
	    NULL};
	return sg_text_has_any(text, intended);
}

/*
 * Whether the verb that a date belongs to is past: among the last words before it, with nothing between that
 * opens another thought ("announced that from July 2017").
 */
static bool verb_before(const char *clause)
{
	/* an adverb, a subject and an auxiliary may stand between; further off is another clause */
	enum { NEAR_WORDS = 6 };
	static const char opens[] = " that to from for by until commencing starting effective beginning ";
	g_auto(GStrv) words = g_strsplit_set(clause, " ()\"“”", -1);
	guint near = 0;
	for (guint i = g_strv_length(words); i > 0 && near < NEAR_WORDS; i--) {
		g_autofree char *spaced = g_strconcat(" ", words[i - 1], " ", NULL);
		size_t n_bytes = strlen(words[i - 1]);
		if (n_bytes == 0)
			continue;
		if (strstr(opens, spaced))
			return false;
		if (is_past_form(words[i - 1], n_bytes))
			return true;
		near++;
	}
	return false;
}

static bool tells_of_past(const char *text)
{
	if (tells_of_intention(text))
		return false;
	g_auto(GStrv) words = g_strsplit_set(text, " ,()“”:", -1);
	for (char **word = words; *word; word++)
		if (**word && is_past_form(*word, strlen(*word)))
			return true;
	return false;
}

static bool ends_with_any(const char *text, const char *const *words)
{
	size_t n_bytes = strlen(text);
	for (; *words; words++)
		if (n_bytes >= strlen(*words) && sg_text_starts(text + n_bytes - strlen(*words), *words))
			return true;
	return false;
}

SgTold sg_told_of(const char *text, uint32_t start, uint32_t end)
{
	/* "by 2022 the overall judgement was": past after all */
	static const char *const touching[] = {" until ", " by ", " by the end of ", NULL};
	static const char *const was[] = {" was ", " were ", " had ", NULL};
	static const char *const to_come[] = {" upcoming",    " forthcoming", " will ",   " settlement for ",
					      " budget for ", " proposed",    " due in ", NULL};
	g_autofree char *clause = sg_told_clause(text, start);
	g_autofree char *sentence = part_before(text, start, ".;!?");
	g_autofree char *after = part_after(text, end);
	g_autofree char *next = g_strndup(after, strcspn(after, ","));
	if (ends_with_any(clause, touching) && !tells_of_past(sentence))
		return sg_text_has_any(next, was) ? SG_TOLD_PAST : SG_TOLD_FUTURE;
	if (g_str_has_suffix(clause, " next ") || sg_text_has_any(clause, to_come))
		return sg_text_has_any(clause, was) ? SG_TOLD_OPEN : SG_TOLD_FUTURE;
	if (tells_of_intention(clause) || tells_of_intention(next))
		return SG_TOLD_OPEN;
	return verb_before(clause) || sg_text_has_any(next, was) ? SG_TOLD_PAST : SG_TOLD_OPEN;
}
