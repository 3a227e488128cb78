/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Books: the order of the spine, not that of the archive or the manifest; properties; encryption. */
#include "zip_fixture.h"

#include "indexer/extract/office.h"

#define CONTAINER                                                                                            \
	"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"                     \
	"<rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
#define OPF                                                                                                  \
	"<package xmlns='http://www.idpf.org/2007/opf'><metadata "                                           \
	"xmlns:dc='http://purl.org/dc/elements/1.1/'>"                                                       \
	"<dc:title>The Aldenshire Book</dc:title><dc:creator>A. "                                            \
	"Writer</dc:creator><dc:date>2011-06-07</dc:date>"                                                   \
	"</metadata><manifest><item id='b' href='text/two%%20b.xhtml'/><item id='a' href='../one.xhtml'/>%s" \
	"</manifest><spine><itemref idref='a'/><itemref idref='b'/><itemref "                                \
	"idref='none'/>%s</spine></package>"

static GBytes *make_epub(const char *item, const char *reference, const char *encryption)
{
	g_autofree char *package = g_strdup_printf(OPF, item, reference);
	const Member members[] = {
	    {"mimetype", SG_TYPE_EPUB},
	    {"OEBPS/text/two b.xhtml",
	     "<html><head><title>x</title></head><body><p>Second \u00e9.</p></body></html>"},
	    {"META-INF/container.xml", CONTAINER},
	    {"META-INF/encryption.xml", encryption},
	    {"OEBPS/book.opf", package},
	    {"one.xhtml", "<html><body><h1>First</h1><p>Text.</p></body></html>"},
	    {NULL, NULL},
	};
	return make_zip(members);
}

static void test_chapters(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = make_epub("", "", NULL);
	assert_string_equal(sg_office_type(bytes, ""), SG_TYPE_EPUB);
	check_blocks(sg_extract_epub, bytes, "H1 First\nP Text.\nP Second \u00e9.\n");
	g_autoptr(SgText) text = read_with(sg_extract_epub, bytes);
	g_autofree char *meta = show_meta(text);
	assert_string_equal(meta, "title=The Aldenshire Book (epub)\nauthor=A. Writer (epub)\n"
				  "published=2011-06-07 (epub)\n");
}

#define ENCRYPTION(algorithm_)                                                                               \
	"<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><e:EncryptedData "              \
	"xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:EncryptionMethod Algorithm='" algorithm_             \
	"'/></e:EncryptedData></encryption>"

static void test_encryption(void **state)
{
	(void)state;
	g_autoptr(GBytes) fonts = make_epub("", "", ENCRYPTION("http://www.idpf.org/2008/embedding"));
	check_blocks(sg_extract_epub, fonts, "H1 First\nP Text.\nP Second \u00e9.\n");
	g_autoptr(GBytes) text = make_epub("", "", ENCRYPTION("http://www.w3.org/2001/04/xmlenc#aes128-cbc"));
	check_refused(sg_extract_epub, text, SG_REASON_ENCRYPTED, "encrypted");
}

static void test_damaged(void **state)
{
	(void)state;
	g_autoptr(GBytes) missing = make_epub("<item id='c' href='c.xhtml'/>", "<itemref idref='c'/>", NULL);
	check_refused(sg_extract_epub, missing, SG_REASON_DAMAGED, "has no member OEBPS/c.xhtml");
	const Member bare[] = {{"mimetype", SG_TYPE_EPUB}, {NULL, NULL}};
	g_autoptr(GBytes) empty = make_zip(bare);
	check_refused(sg_extract_epub, empty, SG_REASON_DAMAGED, "has no member META-INF/container.xml");
}

static void test_hostile(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = make_epub("", "", NULL);
	check_hostile(sg_extract_epub, bytes, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_chapters),
	    cmocka_unit_test(test_encryption),
	    cmocka_unit_test(test_damaged),
	    cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
