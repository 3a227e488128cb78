/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/schema.h"

#include <string.h>

char *sg_term(const char *prefix, const char *text)
{
	return g_strconcat(prefix, text, NULL);
}

char *sg_passage_id(const char *document_id, uint32_t n)
{
	return g_strdup_printf("%s.%u", document_id, n);
}

bool sg_passage_id_parse(const char *id, char **ret_document_id, uint32_t *ret_n)
{
	/* 64 bits of a SHA-256: no two of ten million documents meet by chance */
	enum { ID_DIGITS = 16 };
	if (strspn(id, "0123456789abcdef") != ID_DIGITS)
		return false;
	guint64 n = 0;
	if (id[ID_DIGITS] == '.') {
		char *end;
		n = g_ascii_isdigit(id[ID_DIGITS + 1]) ? g_ascii_strtoull(id + ID_DIGITS + 1, &end, 10) : 0;
		if (n == 0 || n > UINT32_MAX || *end)
			return false;
	} else if (id[ID_DIGITS]) {
		return false;
	}
	*ret_document_id = g_strndup(id, ID_DIGITS);
	*ret_n = (uint32_t)n;
	return true;
}

char *sg_facet_value(const SgDate *said, SgSource source)
{
	return g_strdup_printf("%04d%s", sg_date_year(said), sg_source_name(source));
}

bool sg_facet_parse(const char *value, int *ret_year, SgSource *ret_source)
{
	if (strspn(value, "0123456789") < 4)
		return false;
	int year = 0;
	for (int i = 0; i < 4; i++)
		year = year * 10 + value[i] - '0';
	*ret_year = year;
	return sg_source_parse(value + 4, ret_source);
}
