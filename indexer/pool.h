/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The builders of a run: as many as it has jobs for. */
#ifndef SG_INDEXER_POOL_H
#define SG_INDEXER_POOL_H

#include "indexer/state.h"

/* Starts builders as long as there are fewer than tasks and than options->jobs. */
bool sg_pool_grow(SgRun *run, GError **error);
void sg_pool_stop(SgRun *run);

/* Hands a task, whose bytes are in `fd`, to a builder when one is free; what the others answer meanwhile goes
   to sg_reading_take_answer(). */
bool sg_pool_send(SgRun *run, const SgTask *task, int fd, GError **error);

/* Waits until a builder has answered; true also when none is at work.  False when interrupted or failed. */
bool sg_pool_wait(SgRun *run, GError **error);
bool sg_pool_is_busy(const SgRun *run);

/* Makes the segments durable: they become part of run->change. */
bool sg_pool_finish_segments(SgRun *run, GError **error);

#endif
