/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts.h"

SgInspection *sg_inspection_of(const SgEvidence *evidence, const SgDocument *document)
{
	(void)evidence;
	(void)document;
	return NULL;
}
