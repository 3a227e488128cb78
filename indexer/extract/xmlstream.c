/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/xmlstream.h"

#include "indexer/text.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

enum {
	MAX_DEPTH =
	    256, /* elements one inside another: libxml2's own bound; text boxes in tables have about 60 */
	NAME_BYTES = 80, /* "presentation:footer-decl"; longer names are of no interest */
};

/* The transitional and the strict namespaces of ISO/IEC 29500, those of ODF 1.3 (part 3, 2.2), of EPUB 3.3,
   and of Dublin Core. */
static const struct {
	const char *uri, *prefix;
} NAMESPACES[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "s"},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", "s"},
    {"http://schemas.openxmlformats.org/presentationml/2006/main", "p"},
    {"http://purl.oclc.org/ooxml/presentationml/main", "p"},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", "a"},
    {"http://purl.oclc.org/ooxml/drawingml/main", "a"},
    {"http://schemas.openxmlformats.org/drawingml/2006/chart", "c"},
    {"http://purl.oclc.org/ooxml/drawingml/chart", "c"},
    {"http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"},
    {"http://purl.oclc.org/ooxml/drawingml/diagram", "dgm"},
    {"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", "xdr"},
    {"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", "xdr"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
    {"http://purl.oclc.org/ooxml/officeDocument/math", "m"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", "r"},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
    {"http://schemas.openxmlformats.org/package/2006/relationships", "rel"},
    {"http://schemas.openxmlformats.org/package/2006/content-types", "ct"},
    {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "cp"},
    {"http://purl.org/dc/elements/1.1/", "dc"},
    {"http://purl.org/dc/terms/", "dcterms"},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"},
    {"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0", "presentation"},
    {"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"},
    {"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"},
    {"urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"},
    {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"},
    {"urn:oasis:names:tc:opendocument:xmlns:container", "ocf"},
    {"http://www.idpf.org/2007/opf", "opf"},
    {"http://www.w3.org/2001/04/xmlenc#", "enc"},
};

struct SgXmlAttributes {
	int n;
	const xmlChar **values; /* five for each, as libxml2's startElementNs has them */
	GPtrArray *copies;      /* of the values that were asked for; emptied after each element */
};

typedef struct {
	const SgXmlHandler *handler;
	void *data;
	xmlParserCtxt *parser;
	GHashTable *tags;    /* name -> tag */
	GArray *path;        /* int: the tags of the elements we are in */
	GPtrArray *copies;   /* see SgXmlAttributes */
	unsigned n_left_out; /* depth inside an element that is left out */
	bool too_deep;
	char *problem; /* the first reason why it is not well-formed */
} Stream;

static const char *prefix_of(const char *uri)
{
	for (size_t i = 0; uri && i < G_N_ELEMENTS(NAMESPACES); i++)
		if (strcmp(uri, NAMESPACES[i].uri) == 0)
			return NAMESPACES[i].prefix;
	return NULL;
}

/* ---- Attributes ---- */

static bool is_named(const xmlChar *const *attribute, const char *name)
{
	const char *local = (const char *)attribute[0];
	const char *uri = (const char *)attribute[2];
	const char *colon = strchr(name, ':');
	if (!colon)
		return !uri && strcmp(local, name) == 0;
	const char *prefix = strcmp(local, colon + 1) == 0 ? prefix_of(uri) : NULL;
	return prefix && strlen(prefix) == (size_t)(colon - name) && g_str_has_prefix(name, prefix);
}

/* libxml2 leaves an ampersand in a value as "&#38;" unless it is asked to replace entities, which it is not.
 */
static char *dup_value(const xmlChar *const *attribute)
{
	GString *value = g_string_new_len((const char *)attribute[3], attribute[4] - attribute[3]);
	g_string_replace(value, "&#38;", "&", 0);
	return g_string_free(value, FALSE);
}

const char *sg_xml_get(const SgXmlAttributes *attributes, const char *name)
{
	for (int i = 0; i < attributes->n; i++) {
		const xmlChar *const *attribute = attributes->values + 5 * (size_t)i;
		if (!is_named(attribute, name))
			continue;
		char *value = dup_value(attribute);
		g_ptr_array_add(attributes->copies, value);
		return value;
	}
	return NULL;
}

int sg_xml_get_int(const SgXmlAttributes *attributes, const char *name, int otherwise)
{
	const char *value = sg_xml_get(attributes, name);
	guint64 number = 0;
	return value && g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT, &number, NULL) ? (int)number
											  : otherwise;
}

bool sg_xml_get_on(const SgXmlAttributes *attributes, const char *name)
{
	static const char *const OFF[] = {"0", "false", "off", NULL};
	const char *value = sg_xml_get(attributes, name);
	return !value || !g_strv_contains(OFF, value);
}

/* ---- libxml2's callbacks ---- */

/* By namespace, for prefixes are the writing program's own. */
static int tag_of(const Stream *stream, const char *local, const char *uri)
{
	char name[NAME_BYTES];
	const char *prefix = prefix_of(uri);
	if (!prefix || g_snprintf(name, NAME_BYTES, "%s:%s", prefix, local) >= NAME_BYTES)
		return 0;
	return GPOINTER_TO_INT(g_hash_table_lookup(stream->tags, name));
}

static void on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
		     const xmlChar **attributes)
{
	(void)prefix;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	Stream *stream = data;
	/* an unknown parameter entity, before all elements, must not cost the predefined ones: libxml2 leaves
	   those out, too, once something was wrong */
	stream->parser->wellFormed = 1;
	if (stream->n_left_out > 0 || stream->path->len + stream->n_left_out >= MAX_DEPTH) {
		stream->n_left_out++;
		if (stream->path->len + stream->n_left_out > MAX_DEPTH) {
			stream->too_deep = true;
			xmlStopParser(stream->parser);
		}
		return;
	}
	int tag = tag_of(stream, (const char *)local, (const char *)uri);
	SgXmlAttributes all = {n_attributes, attributes, stream->copies};
	bool wanted = stream->handler->start(stream->data, tag, &all);
	g_ptr_array_set_size(stream->copies, 0);
	if (wanted)
		g_array_append_val(stream->path, tag);
	else
		stream->n_left_out = 1;
}

static void on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	(void)local;
	(void)prefix;
	(void)uri;
	Stream *stream = data;
	if (stream->n_left_out > 0) {
		stream->n_left_out--;
		return;
	}
	if (stream->path->len == 0)
		return;
	int tag = g_array_index(stream->path, int, stream->path->len - 1);
	g_array_set_size(stream->path, stream->path->len - 1);
	if (stream->handler->end)
		stream->handler->end(stream->data, tag);
}

/* Text comes in as many pieces as libxml2 likes: at entities, line ends and the ends of its buffer. */
static void on_text(void *data, const xmlChar *text, int n_bytes)
{
	const Stream *stream = data;
	if (stream->n_left_out == 0 && stream->handler->text)
		stream->handler->text(stream->data, (const char *)text, (size_t)n_bytes);
}

/* A document's own entities are never declared to the parser: none can be replaced.  One that is called is a
   blank, of the kind that is not looked into. */
static xmlEntity *on_entity(void *data, const xmlChar *name)
{
	static xmlEntity blank = {.type = XML_ENTITY_DECL,
				  .name = BAD_CAST "blank",
				  .content = BAD_CAST " ",
				  .length = 1,
				  .etype = XML_INTERNAL_PREDEFINED_ENTITY};
	(void)data;
	xmlEntity *predefined = xmlGetPredefinedEntity(name);
	return predefined ? predefined : &blank;
}

/* Only what makes a document ill-formed; a parameter entity we do not know is none of it. */
static void on_error(void *data, xmlError *problem)
{
	Stream *stream = data;
	if (problem->level != XML_ERR_FATAL || problem->code == XML_ERR_UNDECLARED_ENTITY ||
	    stream->problem || stream->too_deep)
		return;
	stream->problem = g_strdup_printf("line %d: %s", problem->line, problem->message);
	g_strchomp(stream->problem);
	xmlStopParser(stream->parser);
}

/* ---- Reading ---- */

/* None that would declare an entity, load a file or build a tree. */
static xmlSAXHandler make_callbacks(void)
{
	return (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
			       .startElementNs = on_start,
			       .endElementNs = on_end,
			       .characters = on_text,
			       .ignorableWhitespace = on_text,
			       .cdataBlock = on_text,
			       .getEntity = on_entity,
			       .serror = on_error};
}

static bool parse(Stream *stream, GBytes *bytes)
{
	gsize n_bytes = 0;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	xmlParserCtxt *parser = n_bytes > 0 ? xmlCreateMemoryParserCtxt(data, (int)n_bytes) : NULL;
	if (!parser)
		return false;
	*parser->sax = make_callbacks();
	parser->userData = stream;
	stream->parser = parser;
	/* on_error() stops it */
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER);
	xmlParseDocument(parser);
	xmlFreeDoc(parser->myDoc);
	xmlFreeParserCtxt(parser);
	return true;
}

static bool check(const Stream *stream, bool parsed, const char *name, GError **error)
{
	if (parsed && !stream->too_deep && !stream->problem)
		return true;
	if (stream->too_deep)
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "%s nests more than %d elements",
			    name, MAX_DEPTH);
	else
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "%s is not well-formed XML: %s", name,
			    stream->problem ? stream->problem : "it is empty");
	return false;
}

bool sg_xml_read(GBytes *bytes, const char *name, const SgXmlHandler *handler, void *data, GError **error)
{
	g_autoptr(GHashTable) tags = g_hash_table_new(g_str_hash, g_str_equal);
	for (const SgXmlName *at = handler->names; at->name; at++)
		g_hash_table_insert(tags, (void *)at->name, GINT_TO_POINTER(at->tag));
	g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func(g_free);
	Stream stream = {.handler = handler, .data = data, .tags = tags, .path = path, .copies = copies};
	bool parsed = parse(&stream, bytes);
	g_autofree char *problem = stream.problem;
	return check(&stream, parsed, name, error);
}
