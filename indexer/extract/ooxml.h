/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The package around an Office Open XML document (ISO/IEC 29500-2): its parts, how they refer to each other,
 * and the document's properties.
 */
#ifndef SG_INDEXER_OOXML_H
#define SG_INDEXER_OOXML_H

#include "indexer/extract/xmlstream.h"
#include "indexer/extract/zipfile.h"
#include "indexer/text.h"

typedef struct {
	SgZip *zip;
	char *main; /* name of the part everything begins with: "word/document.xml" */
} SgPackage;

/* Opens the package.  Errors as sg_zip_new() and sg_zip_read(); DAMAGED without a main part. */
SgPackage *sg_package_new(GBytes *bytes, GError **error);
void sg_package_free(SgPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgPackage, sg_package_free)

/* A relationship of one part to another. */
typedef struct {
	char *id;   /* "rId3" */
	char *type; /* last segment of its type's URI: "header", "worksheet", "notesSlide" */
	char *part; /* name of the other part */
} SgRelation;

/* Those of a part to others within the package, in the order of the file; empty when there are none or they
   cannot be read.  `part` "": of the package.  Free with g_ptr_array_unref(); elements are SgRelation. */
GPtrArray *sg_package_relations(SgPackage *package, const char *part);
/* Part with that id, or the first of that type; NULL: none; borrowed. */
const char *sg_relation_by_id(const GPtrArray *relations, const char *id);
const char *sg_relation_by_type(const GPtrArray *relations, const char *type);

/* Unpacks and reads a part.  Errors as sg_zip_read() and sg_xml_read(). */
bool sg_package_read(SgPackage *package, const char *part, const SgXmlHandler *handler, void *data,
		     GError **error);
/* The same for a part a document can do without: nothing happens when `part` is NULL or it is not there. Only
   TOO_LARGE and ENCRYPTED are errors. */
bool sg_package_read_optional(SgPackage *package, const char *part, const SgXmlHandler *handler, void *data,
			      GError **error);

/* Title, author, created, modified and lang from the core properties, as metadata.  Errors as sg_zip_read().
 */
bool sg_package_read_properties(SgPackage *package, SgText *text, const char *origin, GError **error);

#endif
