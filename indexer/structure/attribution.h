/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who is speaking in a paragraph, by the words around what is said. */
#ifndef SG_INDEXER_ATTRIBUTION_H
#define SG_INDEXER_ATTRIBUTION_H

#include "indexer/structure/person.h"

typedef enum {
	SG_ATTRIBUTED_NOT,    /* to nobody, or to several */
	SG_ATTRIBUTED,        /* to a person or body, who is told */
	SG_ATTRIBUTED_PERSON, /* to "he" or "she" */
	SG_ATTRIBUTED_THING,  /* to "it" or "they" */
	SG_ATTRIBUTED_REPORT, /* to Ofsted, its inspectors or report: the writer reports it */
} SgAttribution;

/*
 * A newspaper's or council's paragraph: "Jo Davidson, director for people's services, said", "“...,” said
 * Councillor Morgan".  Writes to the empty `ret_speaker` for ATTRIBUTED only; a surname alone is written as
 * printed.
 */
SgAttribution sg_attribution_of_article(const SgProse *prose, SgSpeaker *ret_speaker);

/*
 * A paragraph of minutes: the subject of its first sentence when a verb of speaking is said of it ("The
 * Director went on to say", "In reply to a question, the Head of Safeguarding confirmed", "Cllr Chave: ...").
 * False when there is none, or somebody else speaks in the paragraph as well.
 */
bool sg_attribution_of_minute(const SgProse *prose, SgSpeaker *ret_speaker);

#endif
