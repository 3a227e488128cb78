/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Documents of a few blocks, and whose words each of them is found to be. */
#ifndef SG_TESTS_VOICES_FIXTURE_H
#define SG_TESTS_VOICES_FIXTURE_H

#include "tests/support/support.h"

#include "indexer/passages.h"

/* In the register of inspectors, and in nobody's words. */
#define ONE                                                                                                  \
	"Leaders and managers have not made sure that social work practice is consistently good, and too "   \
	"many "                                                                                              \
	"children wait for a plan."
#define TWO                                                                                                  \
	"Children at risk are identified promptly. Social workers know their families well, although "       \
	"supervision is "                                                                                    \
	"not yet regular."
#define LATER "The department has a new building in the high street and a bigger car park."

enum { MOST_BLOCKS = 12 };

typedef struct {
	SgBlockKind kind; /* PARAGRAPH is 0 */
	const char *text;
} Block;

#define H(text_)                                                                                             \
	{                                                                                                    \
		SG_BLOCK_HEADING, text_                                                                      \
	}
#define P(text_)                                                                                             \
	{                                                                                                    \
		SG_BLOCK_PARAGRAPH, text_                                                                    \
	}
#define LI(text_)                                                                                            \
	{                                                                                                    \
		SG_BLOCK_BULLET, text_                                                                       \
	}
#define Q(text_)                                                                                             \
	{                                                                                                    \
		SG_BLOCK_QUOTE, text_                                                                        \
	}

static inline GPtrArray *make(const Block *blocks, SgSource source)
{
	g_autoptr(SgText) text = sg_text_new("text/html");
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = source;
	document->published = (SgDate){{20221101, 20221130}, SG_BASIS_STATED, NULL};
	for (guint i = 0; i < MOST_BLOCKS && blocks[i].text; i++) {
		SgBlock *block = sg_text_add(text, blocks[i].kind, g_strdup(blocks[i].text));
		block->level = blocks[i].kind == SG_BLOCK_HEADING ? 2 : 0;
	}
	return sg_passages_make(text, document);
}

/* ---- quotations set out ---------------------------------------------- */

/* A word for each block: the year of what is Ofsted's ("?" without one), "-" for the document's own. */
static inline char *years(const Block *blocks, SgSource source)
{
	g_autoptr(GPtrArray) passages = make(blocks, source);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < passages->len; i++) {
		const SgPassage *passage = g_ptr_array_index(passages, i);
		bool quoted = passage->source == SG_SOURCE_OFSTED;
		assert_int_equal(passage->quotation, quoted ? SG_QUOTATION_CLAIMED : SG_QUOTATION_OWN);
		if (out->len > 0)
			g_string_append_c(out, ' ');
		if (!quoted)
			g_string_append_c(out, '-');
		else if (passage->said.when.from)
			g_string_append_printf(out, "%d", sg_day_year(passage->said.when.from));
		else
			g_string_append_c(out, '?');
	}
	return g_string_free(out, FALSE);
}

typedef struct {
	const char *why;
	Block blocks[MOST_BLOCKS];
	const char *expected;
} Case;

static inline void check_cases(const Case *cases, size_t n_cases, SgSource source)
{
	for (size_t i = 0; i < n_cases; i++) {
		g_autofree char *got = years(cases[i].blocks, source);
		check_string(got, cases[i].expected, cases[i].why);
	}
}

/* ---- speakers -------------------------------------------------------- */

typedef struct {
	const char *text;
	const char *expected; /* "name" or "name, role"; NULL: nobody, or nobody for sure */
} Said;

static inline void check_speakers(const Said *said, size_t n, SgSource source)
{
	for (size_t i = 0; i < n; i++) {
		Block blocks[MOST_BLOCKS] = {P("Ofsted has been to Aldenshire."), P(said[i].text)};
		g_autoptr(GPtrArray) passages = make(blocks, source);
		const SgPassage *passage = g_ptr_array_index(passages, 1);
		g_autofree char *got = passage->role
					   ? g_strdup_printf("%s, %s", passage->speaker, passage->role)
					   : g_strdup(passage->speaker ? passage->speaker : "nobody");
		check_string(got, said[i].expected ? said[i].expected : "nobody", said[i].text);
		assert_int_equal(passage->source, source);
	}
}

#endif
