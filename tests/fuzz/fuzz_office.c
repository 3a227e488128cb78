/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Office formats: whatever is in the file, its text is fit to be stored and within bounds.  The first byte
 * says what the rest is: an RTF file, a compound file, an archive, or a member of a document in an archive.
 * Such a document is put together here, for a changed archive would seldom get past its checksums.
 */
#include "base/limits.h"
#include "indexer/extract/office.h"
#include "indexer/text.h"

#include <string.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

typedef bool (*Extractor)(GBytes *bytes, SgText *text, GError **error);

/* A member; a NULL content is the input. */
typedef struct {
	const char *name, *content;
} Member;

enum { MAX_MEMBERS = 7 };

#define RELATIONS(content)                                                                                   \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" content       \
	"</Relationships>"
#define RELATION(id, type, target) "<Relationship Id='" id "' Type='http://x/" type "' Target='" target "'/>"
#define PACKAGE(main)                                                                                        \
	{                                                                                                    \
		"_rels/.rels", RELATIONS(RELATION("m", "officeDocument", main))                              \
	}
#define W "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
#define S                                                                                                    \
	"xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='"                        \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships'"

#define WORD_RELATIONS                                                                                       \
	{                                                                                                    \
		"word/_rels/d.xml.rels",                                                                     \
		    RELATIONS(RELATION("1", "styles", "s.xml") RELATION("2", "numbering", "n.xml")           \
				  RELATION("3", "footnotes", "f.xml") RELATION("4", "header", "h.xml"))      \
	}
#define WORD_MAIN                                                                                            \
	{                                                                                                    \
		"word/d.xml", "<w:document " W                                                               \
			      "><w:body><w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:numId w:val='1'/>"      \
			      "</w:numPr></w:pPr><w:r><w:t>Text</w:t><w:footnoteReference "                  \
			      "w:id='1'/></w:r></w:p></w:body>"                                              \
			      "</w:document>"                                                                \
	}
#define BOOK                                                                                                 \
	{                                                                                                    \
		"xl/b.xml", "<workbook " S "><sheets><sheet name='Sheet' r:id='1'/></sheets></workbook>"     \
	}
#define BOOK_RELATIONS                                                                                       \
	{                                                                                                    \
		"xl/_rels/b.xml.rels",                                                                       \
		    RELATIONS(RELATION("1", "worksheet", "s.xml") RELATION("2", "styles", "t.xml"))          \
	}

static const struct {
	char selector;
	Extractor extract;
	Member members[MAX_MEMBERS];
} DOCUMENTS[] = {
    {'w', sg_extract_docx, {PACKAGE("word/d.xml"), {"word/d.xml", NULL}}},
    {'f', sg_extract_docx, {PACKAGE("word/d.xml"), WORD_RELATIONS, WORD_MAIN, {"word/f.xml", NULL}}},
    {'y', sg_extract_docx, {PACKAGE("word/d.xml"), WORD_RELATIONS, WORD_MAIN, {"word/s.xml", NULL}}},
    {'n', sg_extract_docx, {PACKAGE("word/d.xml"), WORD_RELATIONS, WORD_MAIN, {"word/n.xml", NULL}}},
    {'s', sg_extract_xlsx, {PACKAGE("xl/b.xml"), BOOK_RELATIONS, BOOK, {"xl/s.xml", NULL}}},
    {'t',
     sg_extract_xlsx,
     {PACKAGE("xl/b.xml"),
      BOOK_RELATIONS,
      BOOK,
      {"xl/t.xml", NULL},
      {"xl/s.xml", "<worksheet " S "><sheetData><row><c s='0'><v>41000.5</v></c><c s='1'><v>-12.345</v></c>"
		   "</row></sheetData></worksheet>"}}},
    {'p',
     sg_extract_pptx,
     {PACKAGE("ppt/p.xml"),
      {"ppt/_rels/p.xml.rels", RELATIONS(RELATION("1", "slide", "s.xml"))},
      {"ppt/p.xml",
       "<p:presentation xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' xmlns:r='"
       "http://schemas.openxmlformats.org/officeDocument/2006/relationships'><p:sldId r:id='1'/>"
       "</p:presentation>"},
      {"ppt/s.xml", NULL}}},
    {'o', sg_extract_odf, {{"content.xml", NULL}}},
    {'e',
     sg_extract_epub,
     {{"META-INF/container.xml", "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
				 "<rootfile full-path='p.opf'/></container>"},
      {"c.html", "<p>Chapter</p>"},
      {"p.opf", NULL}}},
};

static void check_text(const SgText *text)
{
	size_t n_bytes = 0;
	g_assert_cmpuint(text->blocks->len, <=, SG_MAX_EXTRACT_BLOCKS);
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		g_assert_true(block->kind < SG_N_BLOCKS && *block->text);
		g_assert_true(block->kind != SG_BLOCK_HEADING || (block->level >= 1 && block->level <= 6));
		g_assert_true(g_utf8_validate(block->text, -1, NULL));
		n_bytes += strlen(block->text);
	}
	g_assert_cmpuint(n_bytes, <=, 2 * (size_t)SG_MAX_EXTRACT_TEXT);
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		g_assert_true(g_utf8_validate(meta->value, -1, NULL));
	}
	g_assert_cmpuint(text->parts->len, <=, SG_MAX_PARTS + 1);
}

static void run(Extractor extract, GBytes *bytes)
{
	g_autoptr(SgText) text = sg_text_new("");
	g_autoptr(GError) error = NULL;
	bool done = extract(bytes, text, &error);
	g_assert_true(done == !error);
	check_text(text);
}

static GBytes *make_zip(const Member *members, const uint8_t *input, size_t n_input)
{
	zip_error_t why;
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &why);
	zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, &why);
	zip_source_keep(target);
	for (size_t i = 0; i < MAX_MEMBERS && members[i].name; i++) {
		const char *content = members[i].content;
		zip_source_t *source = zip_source_buffer(archive, content ? (const void *)content : input,
							 content ? strlen(content) : n_input, 0);
		zip_int64_t at = zip_file_add(archive, members[i].name, source, 0);
		zip_set_file_compression(archive, (zip_uint64_t)at, ZIP_CM_STORE, 0);
	}
	zip_close(archive);
	zip_stat_t stat;
	zip_source_stat(target, &stat);
	char *bytes = g_malloc(stat.size);
	zip_source_open(target);
	zip_source_read(target, bytes, stat.size);
	zip_source_close(target);
	zip_source_free(target);
	return g_bytes_new_take(bytes, stat.size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
	static bool warm;
	if (!warm)
		sg_extract_html_warm();
	warm = true;
	if (n_bytes < 1)
		return 0;
	g_autoptr(GBytes) input = g_bytes_new(bytes + 1, n_bytes - 1);
	sg_office_type(input, "doc");
	if (bytes[0] == 'r')
		run(sg_extract_rtf, input);
	else if (bytes[0] == 'd')
		run(sg_extract_doc, input);
	else if (bytes[0] == 'z')
		run(sg_extract_zip, input);
	for (size_t i = 0; i < G_N_ELEMENTS(DOCUMENTS); i++)
		if (DOCUMENTS[i].selector == (char)bytes[0]) {
			g_autoptr(GBytes) document = make_zip(DOCUMENTS[i].members, bytes + 1, n_bytes - 1);
			run(DOCUMENTS[i].extract, document);
		}
	return 0;
}
