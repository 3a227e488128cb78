/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* OpenDocument files.  Expectations come from ODF 1.3, part 3, and from what LibreOffice shows. */
#include "zip_fixture.h"

#include "indexer/extract/office.h"

#define NS                                                                                                   \
	"xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                                   \
	"xmlns:t='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "                                          \
	"xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                                     \
	"xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "                                     \
	"xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "                                    \
	"xmlns:p='urn:oasis:names:tc:opendocument:xmlns:presentation:1.0' "                                  \
	"xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' "                            \
	"xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0' "                                       \
	"xmlns:dc='http://purl.org/dc/elements/1.1/' "                                                       \
	"xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'"

#define STYLES                                                                                               \
	"<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/>"     \
	"</style:style>"                                                                                     \
	"<style:style style:name='Hid' style:family='text'><style:text-properties t:display='none'/>"        \
	"</style:style>"                                                                                     \
	"<style:style style:name='Title' style:family='paragraph'/>"                                         \
	"<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>"            \
	"<style:style style:name='Loop' style:family='paragraph' style:parent-style-name='Loop'/>"           \
	"<style:style style:name='Quotations' style:family='paragraph'/>"                                    \
	"<t:list-style style:name='N'>"                                                                      \
	"<t:list-level-style-number t:level='1' style:num-format='1' style:num-suffix='.'/>"                 \
	"<t:list-level-style-number t:level='2' style:num-format='1' t:display-levels='2'/>"                 \
	"<t:list-level-style-number t:level='3' style:num-format='a' style:num-prefix='(' "                  \
	"style:num-suffix=')'/></t:list-style>"                                                              \
	"<t:list-style style:name='D'><t:list-level-style-bullet t:level='1' t:bullet-char='\u2013'/>"       \
	"</t:list-style>"

static GBytes *make_odf(const char *body, const char *manifest)
{
	g_autofree char *content =
	    g_strdup_printf("<office:document-content " NS "><office:automatic-styles>" STYLES
			    "</office:automatic-styles><office:body>%s</office:body>"
			    "</office:document-content>",
			    body);
	const Member members[] = {
	    {"mimetype", SG_TYPE_ODT},
	    {"content.xml", content},
	    {"styles.xml",
	     "<office:document-styles " NS
	     "><office:styles><t:outline-style style:name='Outline'><t:outline-level-style "
	     "t:level='2' style:num-format='A' style:num-suffix='.'/></t:outline-style></office:styles>"
	     "<office:master-styles><style:master-page><style:header><t:p>Kelmouth</t:p></style:header>"
	     "<style:header-left><t:p>Kelmouth</t:p></style:header-left>"
	     "<style:footer><t:p>Page <t:page-number>2</t:page-number></t:p></style:footer>"
	     "<draw:frame><draw:text-box><t:p>Click to edit</t:p></draw:text-box></draw:frame>"
	     "</style:master-page></office:master-styles></office:document-styles>"},
	    {"meta.xml", "<office:document-meta " NS "><office:meta><meta:creation-date>2014-02-03T04:05:06"
			 "</meta:creation-date><dc:title>Budget</dc:title><dc:creator>Second</dc:creator>"
			 "<meta:initial-creator>First</meta:initial-creator><dc:date>2014-03-01</dc:date>"
			 "</office:meta></office:document-meta>"},
	    {"META-INF/manifest.xml", manifest},
	    {NULL, NULL},
	};
	return make_zip(members);
}

/* `expected` without the running head and foot. */
static void check(const char *body, const char *expected)
{
	g_autoptr(GBytes) bytes = make_odf(body, NULL);
	g_autofree char *all = g_strdup_printf("X Kelmouth\n%sX Page 2\n", expected);
	check_blocks(sg_extract_odf, bytes, all);
}

static void check_text(const char *text, const char *expected)
{
	g_autofree char *body = g_strdup_printf("<office:text>%s</office:text>", text);
	check(body, expected);
}

static void test_paragraphs(void **state)
{
	(void)state;
	check_text("<t:p>The<t:s t:c='3'/>board<t:tab/>met<t:line-break/><t:span>and</t:span> "
		   "agreed.</t:p>\n <t:p/>",
		   "P The board met and agreed.\n");
	check_text(
	    "<t:h t:outline-level='1'>One</t:h><t:h t:outline-level='2'>Two</t:h>"
	    "<t:h t:outline-level='2' t:is-list-header='true'>Three</t:h><t:h t:outline-level='2'>Four</t:h>"
	    "<t:p t:style-name='P1'>Five</t:p><t:p t:style-name='Loop'>Six</t:p>"
	    "<t:p t:style-name='Quotations'>Seven</t:p>",
	    "H1 One\nH2 A. Two\nH2 Three\nH2 B. Four\nH1 Five\nP Six\nQ Seven\n");
	check_text(
	    "<t:p>seen<t:span t:style-name='Hid'>hidden<t:span>too</t:span></t:span><office:annotation>"
	    "<t:p>remark</t:p></office:annotation></t:p><t:section "
	    "t:display='none'><t:p>no</t:p></t:section>",
	    "P seen\n");
	check_text(
	    "<t:tracked-changes><t:changed-region><t:deletion><t:p>gone</t:p></t:deletion></t:changed-region>"
	    "</t:tracked-changes><t:p>kept<t:change/></t:p>",
	    "P kept\n");
}

#define ITEM(content_) "<t:list-item>" content_ "</t:list-item>"
#define P(text_) "<t:p>" text_ "</t:p>"

static void test_lists(void **state)
{
	(void)state;
	check_text("<t:list t:style-name='N'>" ITEM(P("a") P("more") "<t:list>" ITEM(
		       P("b") "<t:list>" ITEM(P("c")) ITEM(P("d")) "</t:list>") "</t:list>")
		       ITEM(P("e")) "</t:list>" P("between") "<t:list t:style-name='N' "
							     "t:continue-numbering='true'>" ITEM(
								 P("f")) "</t:list>"
									 "<t:list t:style-name='N'>" ITEM(
									     P("g")) "</t:list>",
		   "B1 1. a\nP more\nP 1.1 b\nB3 (a) c\nB3 (b) d\nB1 2. e\nP between\nB1 3. f\nB1 1. g\n");
	check_text("<t:list t:style-name='D'>" ITEM(P("a")) "<t:list-header>" P(
		       "none") "</t:list-header></t:list>"
			       "<t:list t:style-name='N'><t:list-item t:start-value='5'>" P(
				   "b") "</t:list-item>" ITEM(P("c")) "</t:list>"
								      "<t:list>" ITEM(P("d")) "</t:list>",
		   "B1 \u2013 a\nP none\nB1 5. b\nB1 6. c\nB1 d\n");
}

#define CELL(content_) "<table:table-cell>" content_ "</table:table-cell>"
#define ROW(content_) "<table:table-row>" content_ "</table:table-row>"

static void test_tables(void **state)
{
	(void)state;
	check_text("<table:table table:name='T1'><table:table-header-rows>" ROW(CELL(P("Item")) CELL(
		       P("Cost"))) "</table:table-header-rows>" ROW(CELL(P("Roads")) "<table:covered-table-"
										     "cell/>" CELL(P("12")))
		       ROW(CELL("") CELL("")) "</table:table>",
		   "R Item | Cost\nR Roads | | 12\n");
	check("<office:spreadsheet><table:table table:name='Spending'>" ROW(
		  CELL(P("a")) CELL(P("b"))) "</table:table>"
					     "</office:spreadsheet>",
	      "H2 Spending\nR a | b\n");
}

static void test_boxes_and_notes(void **state)
{
	(void)state;
	check_text("<t:p>Before<draw:frame><draw:text-box><t:p>in the box</t:p></draw:text-box></draw:frame> "
		   "after</t:p>",
		   "P Before after\nP in the box\n");
	check_text("<t:p>Agreed<t:note><t:note-citation>3</t:note-citation><t:note-body><t:p>By "
		   "vote.</t:p><t:p>Twice.</t:p>"
		   "</t:note-body></t:note>.</t:p><t:p>Next</t:p>",
		   "P Agreed.\nN 3 By vote. Twice.\nP Next\n");
}

static void test_slides(void **state)
{
	(void)state;
	const char *body =
	    "<office:presentation><draw:page><draw:frame p:class='title'><draw:text-box><t:p>Plan</t:p>"
	    "</draw:text-box></draw:frame><draw:frame p:class='page-number'><draw:text-box><t:p>9</t:p>"
	    "</draw:text-box></draw:frame><draw:custom-shape><t:p>Shape</t:p></draw:custom-shape>"
	    "<p:notes><draw:frame><draw:text-box><t:p>Say this</t:p></draw:text-box></draw:frame></p:notes>"
	    "</draw:page><draw:page><draw:frame><draw:text-box><t:p>Second</t:p></draw:text-box></draw:frame>"
	    "</draw:page></office:presentation>";
	check(body, "H2 Plan\nP Shape\nN Say this\nP Second\n");
	g_autoptr(GBytes) bytes = make_odf(body, NULL);
	g_autoptr(SgText) text = read_with(sg_extract_odf, bytes);
	assert_int_equal(text->n_pages, 2);
	assert_int_equal(block_at(text, 2)->page, 1);
	assert_int_equal(block_at(text, 4)->page, 2);
}

static void test_properties(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes =
	    make_odf("<office:text><t:p t:style-name='x'><t:span t:style-name='B'>a</t:span></t:p>"
		     "<t:p><t:span t:style-name='B'>a</t:span>b</t:p></office:text>",
		     NULL);
	g_autoptr(SgText) text = read_with(sg_extract_odf, bytes);
	g_autofree char *meta = show_meta(text);
	assert_string_equal(meta,
			    "created=2014-02-03T04:05:06 (odf)\ntitle=Budget (odf)\nauthor=First (odf)\n"
			    "modified=2014-03-01 (odf)\nauthor=Second (odf)\n");
	assert_true(block_at(text, 1)->bold);
	assert_false(block_at(text, 2)->bold);
}

/* What LibreOffice does not show: sections and texts whose condition was met, and hidden sheets. */
static void test_hidden(void **state)
{
	(void)state;
	check_text(
	    "<t:section t:display='condition' t:condition='x' t:is-hidden='true'><t:p>no</t:p></t:section>"
	    "<t:section t:display='condition' t:condition='x'><t:p>One</t:p></t:section>"
	    "<t:p>Two<t:hidden-text t:is-hidden='true'> no</t:hidden-text>"
	    "<t:hidden-text t:is-hidden='false'> three</t:hidden-text></t:p>",
	    "P One\nP Two three\n");
	check(
	    "<style:style style:name='S1' style:family='table'><style:table-properties table:display='true'/>"
	    "</style:style><style:style style:name='S2' style:family='table'><style:table-properties "
	    "table:display='false'/></style:style><office:spreadsheet>"
	    "<table:table table:name='Shown' table:style-name='S1'>" ROW(CELL(P("a")) CELL(
		P("b"))) "</table:table>"
			 "<table:table table:name='Not' table:style-name='S2'>" ROW(CELL(P("c")) CELL(
			     P("d"))) "</table:table>"
				      "<table:table table:name='Last'>" ROW(
					  CELL(P("e")) CELL(P("f"))) "</table:table></office:spreadsheet>",
	    "H2 Shown\nR a | b\nH2 Last\nR e | f\n");
}

/* Levels past the last, blanks past the bound, and lists without items. */
static void test_bounds(void **state)
{
	(void)state;
	check_text("<t:h t:outline-level='99'>Deep</t:h><t:h t:outline-level='0'>None</t:h>"
		   "<t:p>a<t:s t:c='2000000000'/>b<t:s t:c='0'/>c</t:p>"
		   "<t:list/><t:list><t:list-item/></t:list><t:p>End</t:p>",
		   "H6 Deep\nP None\nP a bc\nP End\n");
	g_autoptr(GString) deep = g_string_new("");
	for (int i = 0; i < 12; i++)
		g_string_append(deep,
				i == 0 ? "<t:list t:style-name='N'><t:list-item>" : "<t:list><t:list-item>");
	g_string_append(deep, "<t:p>x</t:p>");
	for (int i = 0; i < 12; i++)
		g_string_append(deep, "</t:list-item></t:list>");
	check_text(deep->str, "B9 x\n");
}

/* A frame in the running head, and notes of a document whose styles end in the middle. */
static void test_damaged_styles(void **state)
{
	(void)state;
	static const char *const BROKEN[] = {"<office:document-styles " NS "><style:header><t:p>Kelm",
					     "<office:document-styles " NS "><t:p><t:note><t:note-citation>",
					     "<office:document-styles " NS "><draw:frame p:class='title'>",
					     ""};
	for (size_t i = 0; i < G_N_ELEMENTS(BROKEN); i++) {
		const Member members[] = {{"content.xml", "<office:document-content " NS "><office:text>"
							  "<t:p>Agreed.</t:p></office:text>"
							  "</office:document-content>"},
					  {"styles.xml", BROKEN[i]},
					  {NULL, NULL}};
		g_autoptr(GBytes) bytes = make_zip(members);
		check_blocks(sg_extract_odf, bytes, "P Agreed.\n");
	}
}

static void test_refused(void **state)
{
	(void)state;
	g_autoptr(GBytes) encrypted =
	    make_odf("", "<m:manifest " NS "><m:file-entry m:full-path='content.xml'><m:encryption-data/>"
			 "</m:file-entry></m:manifest>");
	check_refused(sg_extract_odf, encrypted, SG_REASON_ENCRYPTED, "encrypted");
	const Member members[] = {{"mimetype", SG_TYPE_ODT "-template"}, {NULL, NULL}};
	g_autoptr(GBytes) bare = make_zip(members);
	assert_string_equal(sg_office_type(bare, ""), SG_TYPE_ODT);
	check_refused(sg_extract_odf, bare, SG_REASON_DAMAGED, "has no member content.xml");
	g_autoptr(GBytes) cut = make_odf("<office:text><t:p>", NULL);
	check_refused(sg_extract_odf, cut, SG_REASON_DAMAGED, "content.xml is not well-formed");
}

static void test_hostile(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes =
	    make_odf("<office:text><t:list t:style-name='N'>" ITEM(P("a")) "</t:list></office:text>", NULL);
	check_hostile(sg_extract_odf, bytes, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paragraphs),     cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_tables),         cmocka_unit_test(test_boxes_and_notes),
	    cmocka_unit_test(test_slides),         cmocka_unit_test(test_properties),
	    cmocka_unit_test(test_hidden),         cmocka_unit_test(test_bounds),
	    cmocka_unit_test(test_damaged_styles), cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
