/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What corrections (corpus/corrections.h) do to what was read. */
#ifndef SG_INDEXER_CORRECTED_H
#define SG_INDEXER_CORRECTED_H

#include "corpus/corrections.h"

/* Reads a file of corrections, their sources checked too.  Errors as sg_corrections_read(). */
SgCorrections *sg_corrected_read(const char *path, GError **error);

/* Puts right the passages (SgPassage) that `supplied`, which may be NULL, speaks of.  Errors:
   SG_BASE_ERROR_FORMAT when there is no such passage, naming where it was asked for. */
bool sg_corrected_passages(const SgSupplied *supplied, GPtrArray *passages, GError **error);

#endif
