/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/json_parts.h"

void sg_json_put_speaker(SgJson *json, const SgPassage *passage)
{
	if (!passage->speaker) {
		sg_json_null(json, "speaker");
		return;
	}
	sg_json_begin_object(json, "speaker");
	sg_json_string(json, "name", passage->speaker);
	sg_json_string(json, "role", passage->role);
	sg_json_string(json, "basis", "text");
	sg_json_end_object(json);
}

void sg_json_put_position(SgJson *json, const SgPassage *passage)
{
	if (passage->page) {
		sg_json_int(json, "page", passage->page);
		sg_json_int(json, "page_end", passage->page_end);
	} else {
		sg_json_null(json, "page");
		sg_json_null(json, "page_end");
	}
	sg_json_string(json, "page_label", passage->page_label);
	sg_json_begin_array(json, "heading");
	for (char **heading = passage->heading; heading && *heading; heading++)
		sg_json_string(json, NULL, *heading);
	sg_json_end_array(json);
}

void sg_json_put_places(SgJson *json, const GPtrArray *places)
{
	sg_json_begin_array(json, "places");
	for (guint i = 0; places && i < places->len; i++)
		sg_json_string(json, NULL, ((const SgPlace *)g_ptr_array_index(places, i))->path);
	sg_json_end_array(json);
}
