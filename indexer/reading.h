/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Reading what there is to read: each document once, wherever and however often it lies, and what is in it.
 */
#ifndef SG_INDEXER_READING_H
#define SG_INDEXER_READING_H

#include "indexer/state.h"

/* Reads a file of run->tasks, unless its bytes are held already or are being read; and what was found in
   files read before it.  False when interrupted or failed. */
bool sg_reading_file(SgRun *run, SgTask *task, GError **error);

/* Takes what a builder answered; called by pool.c. */
void sg_reading_take_answer(SgRun *run, SgDone *done);

/* Until everything that was begun has been read. */
bool sg_reading_complete(SgRun *run, GError **error);

/* Once everything has: the other places of what was read. */
void sg_reading_finish_copies(SgRun *run);

/* Lets go of what waits to be read. */
void sg_reading_clear(SgRun *run);

#endif
