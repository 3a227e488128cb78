/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The saved meetings among the files of a walk, and which of the other files each may speak of. */
#ifndef SG_CORPUS_MEETINGS_H
#define SG_CORPUS_MEETINGS_H

#include "corpus/supplied.h"

typedef struct SgMeetings SgMeetings;

/* Reads every ".xml" among `files` (SgFile) that is a saved meeting; what is none, or cannot be read, is left
   to be told of as a document. */
SgMeetings *sg_meetings_find(const GPtrArray *files);
void sg_meetings_free(SgMeetings *meetings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgMeetings, sg_meetings_free)

/*
 * Adds to *supplied (made where it is NULL) what the meetings saved in the same folder say of the file
 * `path`: the one named after it, FILE.xml or STEM.xml; else those that link to a document of its name; else,
 * for a page or a text, every agenda item, of which it may be one.  Nothing for a saved meeting itself.
 */
void sg_meetings_supply(const SgMeetings *meetings, const char *path, SgSupplied **supplied);

#endif
