/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pieces of JSON that several answers share. */
#ifndef SG_QUERY_JSON_PARTS_H
#define SG_QUERY_JSON_PARTS_H

#include "base/json.h"
#include "index/record.h"

/* {"name", "basis"} or null */
void sg_json_put_speaker(SgJson *json, const SgPassage *passage);
/* "places": the files (SgPlace; NULL: none) that a document stands in */
void sg_json_put_places(SgJson *json, const GPtrArray *places);
/* page, page_end, page_label, heading: where in its document a passage stands */
void sg_json_put_position(SgJson *json, const SgPassage *passage);

#endif
