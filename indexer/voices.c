/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/unit.h"

void sg_voices_mark(GPtrArray *units, const SgDocument *document)
{
	(void)units;
	(void)document;
}
