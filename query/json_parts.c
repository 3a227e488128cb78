/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "query/json_parts.h"

void sg_json_put_date(SgJson *json, const char *key, const SgDate *date)
{
	bool known = sg_interval_known(date->when);
	g_autofree char *from = known ? sg_day_print_iso(date->when.from) : NULL;
	g_autofree char *to = known ? sg_day_print_iso(date->when.to) : NULL;
	sg_json_begin_object(json, key);
	sg_json_string(json, "from", from);
	sg_json_string(json, "to", to);
	sg_json_string(json, "precision", sg_date_precision(date));
	sg_json_string(json, "basis", sg_basis_name(date->basis));
	sg_json_string(json, "note", date->note);
	sg_json_end_object(json);
}

void sg_json_put_speaker(SgJson *json, const SgPassage *passage)
{
	if (!passage->speaker) {
		sg_json_null(json, "speaker");
		return;
	}
	sg_json_begin_object(json, "speaker");
	sg_json_string(json, "name", passage->speaker);
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
