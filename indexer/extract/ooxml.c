/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/ooxml.h"

#include "indexer/extract/properties.h"

#include <string.h>

/* ---- Relationships ---- */

enum { TAG_RELATION = 1 };

static void relation_free(void *data)
{
	SgRelation *relation = data;
	g_free(relation->id);
	g_free(relation->type);
	g_free(relation->part);
	g_free(relation);
}

typedef struct {
	GPtrArray *relations;
	const char *part;
} RelationReader;

static bool start_relation(void *data, int tag, const SgXmlAttributes *attributes)
{
	RelationReader *reader = data;
	if (tag != TAG_RELATION)
		return true;
	const char *id = sg_xml_get(attributes, "Id");
	const char *type = sg_xml_get(attributes, "Type");
	const char *target = sg_xml_get(attributes, "Target");
	if (!id || !type || !target || g_strcmp0(sg_xml_get(attributes, "TargetMode"), "External") == 0)
		return true;
	const char *slash = strrchr(type, '/');
	SgRelation *relation = g_new0(SgRelation, 1);
	relation->id = g_strdup(id);
	relation->type = g_strdup(slash ? slash + 1 : type);
	relation->part = sg_zip_resolve(reader->part, target);
	g_ptr_array_add(reader->relations, relation);
	return true;
}

GPtrArray *sg_package_relations(SgPackage *package, const char *part)
{
	static const SgXmlName NAMES[] = {{"rel:Relationship", TAG_RELATION}, {NULL, 0}};
	static const SgXmlHandler HANDLER = {.names = NAMES, .start = start_relation};
	const char *slash = strrchr(part, '/');
	g_autofree char *folder = slash ? g_strndup(part, (size_t)(slash - part)) : g_strdup("");
	g_autofree char *name =
	    g_strdup_printf("%s%s_rels/%s.rels", folder, slash ? "/" : "", slash ? slash + 1 : part);
	RelationReader reader = {g_ptr_array_new_with_free_func(relation_free), part};
	sg_package_read(package, name, &HANDLER, &reader, NULL);
	return reader.relations;
}

const char *sg_relation_by_id(const GPtrArray *relations, const char *id)
{
	for (guint i = 0; id && i < relations->len; i++) {
		const SgRelation *relation = g_ptr_array_index(relations, i);
		if (strcmp(relation->id, id) == 0)
			return relation->part;
	}
	return NULL;
}

const char *sg_relation_by_type(const GPtrArray *relations, const char *type)
{
	for (guint i = 0; i < relations->len; i++) {
		const SgRelation *relation = g_ptr_array_index(relations, i);
		if (strcmp(relation->type, type) == 0)
			return relation->part;
	}
	return NULL;
}

/* ---- The package ---- */

SgPackage *sg_package_new(GBytes *bytes, GError **error)
{
	SgZip *zip = sg_zip_new(bytes, error);
	if (!zip)
		return NULL;
	g_autoptr(SgPackage) package = g_new0(SgPackage, 1);
	package->zip = zip;
	g_autoptr(GPtrArray) relations = sg_package_relations(package, "");
	package->main = g_strdup(sg_relation_by_type(relations, "officeDocument"));
	if (package->main)
		return g_steal_pointer(&package);
	/* says why, when the relationships are there and cannot be read */
	static const SgXmlName NONE[] = {{NULL, 0}};
	static const SgXmlHandler HANDLER = {.names = NONE, .start = start_relation};
	RelationReader reader = {NULL, NULL};
	if (sg_package_read(package, "_rels/.rels", &HANDLER, &reader, error))
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "has no main part");
	return NULL;
}

void sg_package_free(SgPackage *package)
{
	if (!package)
		return;
	sg_zip_free(package->zip);
	g_free(package->main);
	g_free(package);
}

bool sg_package_read(SgPackage *package, const char *part, const SgXmlHandler *handler, void *data,
		     GError **error)
{
	g_autoptr(GBytes) bytes = sg_zip_read(package->zip, part, error);
	return bytes && sg_xml_read(bytes, part, handler, data, error);
}

bool sg_package_read_optional(SgPackage *package, const char *part, const SgXmlHandler *handler, void *data,
			      GError **error)
{
	g_autoptr(GError) problem = NULL;
	if (!part || !sg_zip_has(package->zip, part) ||
	    sg_package_read(package, part, handler, data, &problem))
		return true;
	if (g_error_matches(problem, SG_EXTRACT_ERROR, SG_REASON_DAMAGED))
		return true;
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}

/* ---- Properties ---- */

bool sg_package_read_properties(SgPackage *package, SgText *text, const char *origin, GError **error)
{
	static const SgProperty PROPERTIES[] = {
	    {"dc:title", "title"},          {"dc:creator", "author"},
	    {"dcterms:created", "created"}, {"dcterms:modified", "modified"},
	    {"dc:language", "lang"},        {NULL, NULL}};
	g_autoptr(GPtrArray) relations = sg_package_relations(package, "");
	const char *part = sg_relation_by_type(relations, "core-properties");
	if (!part || !sg_zip_has(package->zip, part))
		return true;
	g_autoptr(GBytes) bytes = sg_zip_read(package->zip, part, error);
	if (bytes)
		sg_properties_read(bytes, PROPERTIES, text, origin);
	return bytes != NULL;
}
