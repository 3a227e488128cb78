/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the index holds of each file and each part, and what becomes of that in a run. */
#ifndef SG_INDEXER_PLACES_H
#define SG_INDEXER_PLACES_H

#include "indexer/state.h"

/* Time of a place whose parts could not all be read: no file's, so that it is read again next time.  Not 0,
   which programs that write the same bytes every time do give their files. */
#define SG_PLACE_STALE_NS INT64_MIN

/* Works out run->held and run->parts_of from run->places. */
void sg_places_note(SgRun *run);

/* The file of a task in the state it was met in; no document yet. */
SgPlace *sg_places_new(const SgTask *task, SgReason reason, const char *message);

/* The document that the place of a task held before, when its bytes are the same; NULL.  Borrowed from
 * `task`. */
const char *sg_places_still_held(const SgRun *run, const SgTask *task);

/* Whether what is there was refused when it was last read, whatever is held of it from before. */
bool sg_place_is_refused(const SgPlace *place);

/* Puts the place of a task, unless it is UNREADABLE: what could not be read this time is tried again next
   time, and only what is known of the bytes is remembered.  `document_id` NULL: refused, or an archive; then
   a document that the place held of the same bytes stays (they were read again for what is supplied with
   them). */
void sg_places_put(SgRun *run, SgTask *task, const char *document_id, SgReason reason, const char *message);

/* A part could not be read this time: what it is in is read again next time, for its sake. */
void sg_places_mark_stale(SgTask *part);

/* Once the parts of a task, or that it has none, are known: those it had and has no more are gone. */
void sg_places_drop_parts(SgRun *run, const SgTask *task);

/* Whether something held at that place has parts, or may have. */
bool sg_places_is_holder(const SgRun *run, const char *key);

/* Notes the files of the walk as met.  Those that it should have met and did not, with all that was in them,
   are gone: run->change and run->orphaned say so. */
void sg_places_find_gone(SgRun *run);

/* Whether what the index holds of that document was read with something supplied that is gone with its file.
 */
bool sg_places_is_orphaned(const SgRun *run, const SgPlace *place);

/* Tells of what is gone; after reading, since it may have been met elsewhere. */
void sg_places_report_gone(const SgRun *run);

/* Before a publication: run->places becomes what they will be, and documents that no place holds any more are
   marked for removal. */
void sg_places_find_dead(SgRun *run);

bool sg_places_under_any(const char *path, const GPtrArray *folders);

#endif
