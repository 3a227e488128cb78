/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* People, offices and bodies as papers print them: "Councillor Patricia Morgan", "Board chairman Dave
   McCallum", "The Head of Children & Families Casework", "the Committee". */
#ifndef SG_INDEXER_PERSON_H
#define SG_INDEXER_PERSON_H

#include "indexer/structure/prose.h"

/* Who spoke; both strings are owned. */
typedef struct {
	char *name; /* as printed, without the title when a first name or initials are given; NULL: nobody */
	char *role; /* as printed: "Cabinet member for health", "Councillor"; NULL: none given */
} SgSpeaker;

void sg_speaker_clear(SgSpeaker *speaker);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SgSpeaker, sg_speaker_clear)
/* Whether the two are surely one: the same, or one the beginning of the other ("Assistant Director",
   "Assistant Director Provider Services"). */
bool sg_speaker_same(const SgSpeaker *one, const SgSpeaker *other);

/*
 * Each reads the tokens of [from, to), all of them, into an empty speaker; false, with nothing written, when
 * they are no such thing.
 */
/* A person: title and surname, or two to four names, with a role in front or none. */
bool sg_person_read(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker);
/* A single capitalised word that may be the surname of somebody met before: "Morgan". */
bool sg_surname_read(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker);
/* "The Assistant Director Provider Services", "the chairman", with its article, which is not kept. */
bool sg_office_read(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker);
/* "The Committee", "the council", "Aldenshire Council", "A spokesman for the council"; an article is kept, in
   lower case. */
bool sg_body_read(const SgProse *prose, guint from, guint to, SgSpeaker *ret_speaker);

/* Whether some word of [from, to) names an office: "director", "member", "head". */
bool sg_prose_has_office(const SgProse *prose, guint from, guint to);

#endif
