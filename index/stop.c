/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/analysis.h"

#include <stdlib.h>
#include <string.h>

/* The commonest words of English, in the order of their bytes. Negations are not here: "no delay" is a
 * finding. */
static const char *const stop_words[] = {
    "a",   "all",  "an",  "and",  "are",  "as",    "at",  "be",   "been", "but",   "by",    "can",  "do",
    "for", "from", "had", "has",  "have", "he",    "her", "his",  "i",    "if",    "in",    "is",   "it",
    "its", "of",   "on",  "or",   "our",  "she",   "so",  "that", "the",  "their", "there", "they", "this",
    "to",  "was",  "we",  "were", "what", "which", "who", "will", "with", "would", "you",
};

static int compare(const void *word, const void *element)
{
	return strcmp(word, *(const char *const *)element);
}

bool sg_stop_word(const char *word)
{
	return bsearch(word, stop_words, G_N_ELEMENTS(stop_words), sizeof *stop_words, compare);
}
