/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/stem.h"
#include "base/limits.h"
#include "index/analysis.h"

#include <libstemmer.h>

#define N_SLOTS (SG_MAX_STEM_MEMO * 2)
/* Slots tried for one word: text made to collide then costs stemming, not a walk of the table. */
#define N_PROBES 8
#define BLOCK_BYTES 65536

struct SgStemmer {
	struct sb_stemmer *snowball;
	SgStem **slots;
	size_t n_stems;    /* in the blocks, whether or not a slot still points at them */
	GPtrArray *blocks; /* of BLOCK_BYTES each, filled one after the other */
	size_t n_used;     /* bytes of the last block */
};

SgStemmer *sg_stemmer_new(void)
{
	SgStemmer *stemmer = g_new0(SgStemmer, 1);

	stemmer->snowball = sb_stemmer_new("english", NULL);
	g_assert(stemmer->snowball); /* every libstemmer has it */
	stemmer->slots = g_new0(SgStem *, N_SLOTS);
	stemmer->blocks = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(stemmer->blocks, g_malloc(BLOCK_BYTES));
	return stemmer;
}

void sg_stemmer_free(SgStemmer *stemmer)
{
	if (!stemmer)
		return;
	sb_stemmer_delete(stemmer->snowball);
	g_ptr_array_unref(stemmer->blocks);
	g_free(stemmer->slots);
	g_free(stemmer);
}

void sg_stemmer_begin(SgStemmer *stemmer)
{
	if (stemmer->n_stems <= SG_MAX_STEM_MEMO)
		return;
	memset(stemmer->slots, 0, N_SLOTS * sizeof *stemmer->slots);
	g_ptr_array_set_size(stemmer->blocks, 1);
	stemmer->n_used = 0;
	stemmer->n_stems = 0;
}

static SgStem *alloc_stem(SgStemmer *stemmer, size_t n_bytes)
{
	size_t n_aligned = (n_bytes + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);
	char *block;

	if (stemmer->n_used + n_aligned > BLOCK_BYTES) {
		g_ptr_array_add(stemmer->blocks, g_malloc(BLOCK_BYTES));
		stemmer->n_used = 0;
	}
	block = g_ptr_array_index(stemmer->blocks, stemmer->blocks->len - 1);
	stemmer->n_used += n_aligned;
	stemmer->n_stems++;
	return (SgStem *)(void *)(block + stemmer->n_used - n_aligned);
}

static SgStem *make_stem(SgStemmer *stemmer, const char *word, size_t n_bytes, bool literal)
{
	const char *found = word;
	size_t n_found = 0;
	SgStem *stem;

	if (!literal) {
		found =
		    (const char *)sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word, (int)n_bytes);
		g_assert(found); /* NULL is out of memory, where GLib ends the process too */
		n_found = (size_t)sb_stemmer_length(stemmer->snowball);
	}
	stem = alloc_stem(stemmer, sizeof *stem + n_bytes + 1 + n_found + 1);
	memcpy(stem->word, word, n_bytes);
	stem->word[n_bytes] = '\0';
	stem->stem = stem->word;
	if (n_found) {
		char *copy = stem->word + n_bytes + 1;

		memcpy(copy, found, n_found);
		copy[n_found] = '\0';
		stem->stem = copy;
	}
	stem->n_word = (guint16)n_bytes;
	stem->stop = sg_stop_word(stem->word);
	return stem;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static guint hash_word(const char *word, size_t n_bytes)
{
	guint hash = 2166136261U;

	for (size_t i = 0; i < n_bytes; i++)
		hash = (hash ^ (unsigned char)word[i]) * 16777619U;
	return hash;
}

const SgStem *sg_stemmer_get(SgStemmer *stemmer, const char *word, size_t n_bytes, bool literal)
{
	guint hash = hash_word(word, n_bytes);
	size_t slot = hash % N_SLOTS;
	SgStem *stem;

	g_assert(n_bytes > 0 && n_bytes <= SG_MAX_TERM_BYTES);
	for (size_t i = 0; i < N_PROBES; i++) {
		size_t probe = (hash + i) % N_SLOTS;

		stem = stemmer->slots[probe];
		if (!stem) {
			slot = probe;
			break;
		}
		if (stem->hash == hash && stem->n_word == n_bytes && !memcmp(stem->word, word, n_bytes))
			return stem;
	}
	/* With every slot taken the first is given up: its word lives on in its block, only unfindable. */
	stem = make_stem(stemmer, word, n_bytes, literal);
	stem->hash = hash;
	stemmer->slots[slot] = stem;
	return stem;
}
