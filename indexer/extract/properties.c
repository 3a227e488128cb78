/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/properties.h"

#include "base/utf8.h"
#include "indexer/extract/xmlstream.h"

enum { MAX_PROPERTIES = 15 };

/* A property's tag is its place in the table, from 1. */
typedef struct {
	const SgProperty *properties;
	SgText *text;
	const char *origin;
	GString *value;
} Reader;

static bool start(void *data, int tag, const SgXmlAttributes *attributes)
{
	(void)tag;
	(void)attributes;
	g_string_truncate(((Reader *)data)->value, 0);
	return true;
}

static void end(void *data, int tag)
{
	Reader *reader = data;
	if (tag > 0)
		sg_text_add_meta(reader->text, reader->properties[tag - 1].key,
				 sg_utf8_collapse(reader->value->str), reader->origin);
	g_string_truncate(reader->value, 0);
}

/* Text between elements is thrown away at the next beginning. */
static void add_text(void *data, const char *text, size_t n_bytes)
{
	g_string_append_len(((Reader *)data)->value, text, (gssize)n_bytes);
}

void sg_properties_read(GBytes *bytes, const SgProperty *properties, SgText *text, const char *origin)
{
	SgXmlName names[MAX_PROPERTIES + 1] = {{NULL, 0}};
	for (int i = 0; i < MAX_PROPERTIES && properties[i].element; i++)
		names[i] = (SgXmlName){properties[i].element, i + 1};
	const SgXmlHandler handler = {.names = names, .start = start, .end = end, .text = add_text};
	g_autoptr(GString) value = g_string_new(NULL);
	Reader reader = {properties, text, origin, value};
	sg_xml_read(bytes, "properties", &handler, &reader, NULL);
}
