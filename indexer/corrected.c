/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/corrected.h"

#include "base/error.h"
#include "index/record.h"

#include <string.h>

/* A document is by one of the four; comments are only parts of one. */
static bool is_source(const char *name, bool passage)
{
	SgSource source;
	return sg_source_parse(name, &source) && source != SG_SOURCE_UNKNOWN &&
	       (passage || source != SG_SOURCE_COMMENT);
}

SgCorrections *sg_corrected_read(const char *path, GError **error)
{
	return sg_corrections_read(path, is_source, error);
}

/* An empty value: nobody is named. */
static void correct_name(char **name, const char *value)
{
	if (!value)
		return;
	g_free(*name);
	*name = *value ? g_strdup(value) : NULL;
}

static void correct(SgPassage *passage, const SgSuppliedPassage *by)
{
	const char *source = by->values[SG_PASSAGE_SOURCE], *said = by->values[SG_PASSAGE_SAID];
	SgInterval when = {0, 0};
	if (source)
		sg_source_parse(source, &passage->source);
	correct_name(&passage->speaker, by->values[SG_PASSAGE_SPEAKER]);
	correct_name(&passage->role, by->values[SG_PASSAGE_ROLE]);
	if (!said)
		return;
	bool known = sg_interval_parse(said, &when, NULL);
	sg_date_clear(&passage->said);
	/* "unknown" takes a date away that was read wrongly */
	passage->said = (SgDate){.when = when, .basis = known ? SG_BASIS_SIDECAR : SG_BASIS_UNKNOWN};
}

bool sg_corrected_passages(const SgSupplied *supplied, GPtrArray *passages, GError **error)
{
	const GPtrArray *all = supplied ? supplied->passages : NULL;
	for (guint i = 0; all && i < all->len; i++) {
		const SgSuppliedPassage *by = g_ptr_array_index(all, i);
		if (by->n > passages->len) {
			g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT,
				    "%s, line %u: the document has no passage %u, only %u", by->origin,
				    by->line, by->n, passages->len);
			return false;
		}
		correct(g_ptr_array_index(passages, by->n - 1), by);
	}
	return true;
}
