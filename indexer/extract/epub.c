/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Books (EPUB 3.3 and 2): the chapters of the spine one after the other, each read as the web page it is. */
#include "base/limits.h"
#include "indexer/extract/properties.h"
#include "indexer/extract/xmlstream.h"
#include "indexer/extract/zipfile.h"

#include <string.h>

enum {
	TAG_ROOT_FILE = 1,
	TAG_ITEM,
	TAG_ITEM_REFERENCE,
	TAG_ENCRYPTION,
};

typedef struct {
	char *package;     /* name of the package document */
	GHashTable *items; /* id -> member's name */
	GPtrArray *spine;  /* members' names; borrowed from the items */
	bool encrypted;
} Book;

/* Only fonts are obfuscated with these (EPUB 3.3, 4.4, and Adobe's older one). */
static bool is_for_fonts(const char *algorithm)
{
	return g_strcmp0(algorithm, "http://www.idpf.org/2008/embedding") == 0 ||
	       g_strcmp0(algorithm, "http://ns.adobe.com/pdf/enc#RC") == 0;
}

/* Two items of one id are an error of the book; the first is meant. */
static void add_item(const Book *book, const SgXmlAttributes *attributes)
{
	const char *id = sg_xml_get(attributes, "id");
	const char *href = sg_xml_get(attributes, "href");
	if (id && href && !g_hash_table_contains(book->items, id))
		g_hash_table_insert(book->items, g_strdup(id), sg_zip_resolve(book->package, href));
}

static bool start(void *data, int tag, const SgXmlAttributes *attributes)
{
	Book *book = data;
	if (tag == TAG_ROOT_FILE && !book->package) {
		const char *path = sg_xml_get(attributes, "full-path");
		book->package = path ? sg_zip_resolve("", path) : NULL;
	} else if (tag == TAG_ITEM) {
		add_item(book, attributes);
	} else if (tag == TAG_ITEM_REFERENCE) {
		const char *id = sg_xml_get(attributes, "idref");
		char *name = id ? g_hash_table_lookup(book->items, id) : NULL;
		if (name)
			g_ptr_array_add(book->spine, name);
	} else if (tag == TAG_ENCRYPTION) {
		book->encrypted = book->encrypted || !is_for_fonts(sg_xml_get(attributes, "Algorithm"));
	}
	return true;
}

static bool read_member(SgZip *zip, const char *name, Book *book, GError **error)
{
	static const SgXmlName NAMES[] = {{"ocf:rootfile", TAG_ROOT_FILE},
					  {"opf:item", TAG_ITEM},
					  {"opf:itemref", TAG_ITEM_REFERENCE},
					  {"enc:EncryptionMethod", TAG_ENCRYPTION},
					  {NULL, 0}};
	static const SgXmlHandler HANDLER = {.names = NAMES, .start = start};
	g_autoptr(GBytes) bytes = sg_zip_read(zip, name, error);
	return bytes && sg_xml_read(bytes, name, &HANDLER, book, error);
}

static void read_properties(SgZip *zip, const char *package, SgText *text)
{
	static const SgProperty PROPERTIES[] = {{"dc:title", "title"},    {"dc:creator", "author"},
						{"dc:date", "published"}, {"dc:publisher", "site"},
						{"dc:language", "lang"},  {NULL, NULL}};
	g_autoptr(GBytes) bytes = sg_zip_read(zip, package, NULL);
	if (bytes)
		sg_properties_read(bytes, PROPERTIES, text, "epub");
}

/* Whether it is encrypted comes first: the chapters of a locked book would be noise. */
static bool open_book(SgZip *zip, Book *book, GError **error)
{
	if (sg_zip_has(zip, "META-INF/encryption.xml") &&
	    !read_member(zip, "META-INF/encryption.xml", book, error))
		return false;
	if (book->encrypted) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED, "encrypted");
		return false;
	}
	if (!read_member(zip, "META-INF/container.xml", book, error))
		return false;
	if (book->package)
		return read_member(zip, book->package, book, error);
	g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "names no package document");
	return false;
}

/* A chapter's own metadata is the book's, or the name of the chapter. */
static bool read_chapter(SgZip *zip, const char *name, SgText *text, size_t *n_bytes, GError **error)
{
	g_autoptr(GBytes) bytes = sg_zip_read(zip, name, error);
	g_autoptr(SgText) chapter = sg_text_new("text/html");
	if (!bytes || !sg_extract_html(bytes, "utf-8", chapter, error))
		return false;
	for (guint i = 0; i < chapter->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(chapter->blocks, i);
		*n_bytes += strlen(block->text);
	}
	guint room = SG_MAX_EXTRACT_BLOCKS - text->blocks->len;
	if (chapter->blocks->len > room)
		g_ptr_array_set_size(chapter->blocks, (gint)room);
	g_ptr_array_extend_and_steal(text->blocks, g_ptr_array_ref(chapter->blocks));
	if (*n_bytes <= SG_MAX_EXTRACT_TEXT)
		return true;
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "more than %d MB of text",
		    SG_MAX_EXTRACT_TEXT / SG_MB);
	return false;
}

static bool read_book(SgZip *zip, Book *book, SgText *text, GError **error)
{
	if (!open_book(zip, book, error))
		return false;
	read_properties(zip, book->package, text);
	size_t n_bytes = 0;
	for (guint i = 0; i < book->spine->len; i++)
		if (!read_chapter(zip, g_ptr_array_index(book->spine, i), text, &n_bytes, error))
			return false;
	return true;
}

bool sg_extract_epub(GBytes *bytes, SgText *text, GError **error)
{
	g_autoptr(SgZip) zip = sg_zip_new(bytes, error);
	if (!zip)
		return false;
	g_autoptr(GHashTable) items = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GPtrArray) spine = g_ptr_array_new();
	Book book = {.items = items, .spine = spine};
	bool read = read_book(zip, &book, text, error);
	g_free(book.package);
	return read;
}
