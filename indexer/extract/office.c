/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/office.h"

#include "indexer/extract/ole.h"
#include "indexer/extract/zipfile.h"

#include <string.h>

/* Before the version, which some programs leave out. */
#define RTF_START "{\\rtf"

/* Content types of main parts: they end in "main+xml", those of documents embedded in another do not. */
static const struct {
	const char *content, *type;
} MAIN_PARTS[] = {
    {"wordprocessingml.document.main+xml", SG_TYPE_DOCX},
    {"wordprocessingml.template.main+xml", SG_TYPE_DOCX},
    {"ms-word.document.macroEnabled.main+xml", SG_TYPE_DOCX},
    {"ms-word.template.macroEnabledTemplate.main+xml", SG_TYPE_DOCX},
    {"spreadsheetml.sheet.main+xml", SG_TYPE_XLSX},
    {"spreadsheetml.template.main+xml", SG_TYPE_XLSX},
    {"ms-excel.sheet.macroEnabled.main+xml", SG_TYPE_XLSX},
    {"ms-excel.template.macroEnabled.main+xml", SG_TYPE_XLSX},
    {"presentationml.presentation.main+xml", SG_TYPE_PPTX},
    {"presentationml.slideshow.main+xml", SG_TYPE_PPTX},
    {"presentationml.template.main+xml", SG_TYPE_PPTX},
    {"ms-powerpoint.presentation.macroEnabled.main+xml", SG_TYPE_PPTX},
    {"ms-powerpoint.slideshow.macroEnabled.main+xml", SG_TYPE_PPTX},
    {"ms-powerpoint.template.macroEnabled.main+xml", SG_TYPE_PPTX},
};

/* OpenDocument and EPUB say what they are in a member of this name; templates as "...-template". */
#define MIME_MEMBER "mimetype"
static const char *const MIME_TYPES[] = {SG_TYPE_ODT, SG_TYPE_ODS, SG_TYPE_ODP, SG_TYPE_EPUB};

static const struct {
	const char *extension, *type;
} EXTENSIONS[] = {
    {"docx", SG_TYPE_DOCX}, {"docm", SG_TYPE_DOCX}, {"dotx", SG_TYPE_DOCX}, {"dotm", SG_TYPE_DOCX},
    {"odt", SG_TYPE_ODT},   {"ott", SG_TYPE_ODT},   {"ods", SG_TYPE_ODS},   {"ots", SG_TYPE_ODS},
    {"odp", SG_TYPE_ODP},   {"otp", SG_TYPE_ODP},   {"epub", SG_TYPE_EPUB},
};

static const char *type_of_main_part(SgZip *zip)
{
	g_autoptr(GBytes) content = sg_zip_read(zip, "[Content_Types].xml", NULL);
	gsize n_bytes = 0;
	const char *types = content ? g_bytes_get_data(content, &n_bytes) : NULL;
	for (size_t i = 0; types && i < G_N_ELEMENTS(MAIN_PARTS); i++)
		if (memmem(types, n_bytes, MAIN_PARTS[i].content, strlen(MAIN_PARTS[i].content)))
			return MAIN_PARTS[i].type;
	return NULL;
}

static const char *type_of_mime_member(SgZip *zip)
{
	g_autoptr(GBytes) member = sg_zip_has(zip, MIME_MEMBER) ? sg_zip_read(zip, MIME_MEMBER, NULL) : NULL;
	gsize n_bytes = 0;
	const char *mime = member ? g_bytes_get_data(member, &n_bytes) : NULL;
	for (size_t i = 0; mime && i < G_N_ELEMENTS(MIME_TYPES); i++) {
		size_t n_type = strlen(MIME_TYPES[i]);
		if (n_bytes >= n_type && memcmp(mime, MIME_TYPES[i], n_type) == 0)
			return MIME_TYPES[i];
	}
	return NULL;
}

static const char *type_of_extension(const char *extension)
{
	for (size_t i = 0; i < G_N_ELEMENTS(EXTENSIONS); i++)
		if (g_ascii_strcasecmp(extension, EXTENSIONS[i].extension) == 0)
			return EXTENSIONS[i].type;
	return NULL;
}

/* Other compound files are workbooks, presentations, messages.  An encrypted document of Office 2007 and
   later is one too ([MS-OFFCRYPTO] 2.3.4): doc.c says of it what it is. */
static const char *type_of_compound(GBytes *bytes, const char *extension)
{
	g_autoptr(SgOle) ole = sg_ole_new(bytes, NULL);
	if (!ole)
		return g_ascii_strcasecmp(extension, "doc") == 0 ? SG_TYPE_DOC : NULL;
	bool word = sg_ole_has(ole, "WordDocument") || sg_ole_has(ole, "EncryptedPackage");
	return word ? SG_TYPE_DOC : NULL;
}

const char *sg_office_type(GBytes *bytes, const char *extension)
{
	gsize n_bytes = 0;
	const char *start = g_bytes_get_data(bytes, &n_bytes);
	if (n_bytes >= strlen(RTF_START) && memcmp(start, RTF_START, strlen(RTF_START)) == 0)
		return SG_TYPE_RTF;
	if (sg_ole_recognise(start, n_bytes))
		return type_of_compound(bytes, extension);
	if (!sg_zip_recognise(start, n_bytes))
		return NULL;
	g_autoptr(SgZip) zip = sg_zip_new(bytes, NULL);
	if (!zip)
		return type_of_extension(extension);
	const char *type = type_of_mime_member(zip);
	return type ? type : type_of_main_part(zip);
}
