/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* From the blocks of a document to its passages: numbered, under their headings, with a voice and a date
 * each. */
#ifndef SG_INDEXER_PASSAGES_H
#define SG_INDEXER_PASSAGES_H

#include "index/record.h"
#include "indexer/text.h"

/*
 * Passages (SgPassage) of `text`, numbered from 1 in reading order.  Running heads and feet and furniture
 * become passages that are kept but not searched.  Reader comments below an article get voice `comment`,
 * their pen name and their own stamp.  Blocks over SG_MAX_PASSAGE_BYTES are split at sentence ends.  Free
 * with g_ptr_array_unref().
 */
GPtrArray *sg_passages_make(const SgText *text, const SgDocument *document);

#endif
