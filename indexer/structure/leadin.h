/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Words that set out a quotation of Ofsted's: "Letter from Ofsted in January 2019:", "Ofsted 2018 – overall
 * requires improvement", "The overall judgement was as follows:"; and whether a paragraph below can be such
 * words.  The worst that can happen is that the writer's words are put into Ofsted's mouth, so each needs
 * reasons of its own.
 */
#ifndef SG_INDEXER_LEADIN_H
#define SG_INDEXER_LEADIN_H

#include "base/date.h"
#include "indexer/structure/prose.h"

typedef enum {
	SG_LEADIN_NOT,
	SG_LEADIN_VERDICT, /* "by 2022 the overall judgement was inadequate.": may lead in one paragraph,
			      where the document sets out others */
	SG_LEADIN_LABEL,   /* a line of its own that names source and date or paper, without a colon */
	SG_LEADIN_COLON,   /* ends with a colon */
} SgLeadInKind;

typedef struct {
	SgLeadInKind kind;
	bool finding;    /* it names an inspection's paper, or says that inspectors found what follows */
	SgInterval when; /* of what is quoted; unknown when the lead-in names no date */
	char *words;     /* the sentence that leads in, without its colon, cut to a line's length; owned */
} SgLeadIn;

/* `knows_ofsted`: the document has named Ofsted before, so that "the report" is Ofsted's. */
SgLeadIn sg_leadin_read(const SgProse *prose, bool knows_ofsted);
void sg_leadin_clear(SgLeadIn *leadin);

/* "– Ofsted, 2018" below or at the end of a quotation; `from` is the token it begins at. */
SgLeadIn sg_leadin_read_credit(const SgProse *prose, guint from);
/* Token at which such a line begins at the end of a quotation's own text; number of tokens when there is
 * none. */
guint sg_leadin_find_credit(const SgProse *prose);

typedef enum {
	SG_REGISTER_OWN,     /* the writer speaks: the quotation is over */
	SG_REGISTER_NEITHER, /* nothing against it, nothing for it */
	SG_REGISTER_MAYBE,   /* nothing against it, and it is about the inspectors' matters */
	SG_REGISTER_QUOTED,  /* it assesses, in the present tense, as inspectors do */
} SgRegister;

/* How a paragraph without inverted commas sounds below a lead-in of that date. */
SgRegister sg_leadin_register(const SgProse *prose, SgInterval when);

#endif
