/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Workbooks and presentations.  Expectations come from ISO/IEC 29500-1 and what Excel and PowerPoint show. */
#include "zip_fixture.h"

#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELATION(id_, type_, target_)                                                                        \
	"<Relationship Id='" id_ "' Type='" TYPE type_ "' Target='" target_ "'/>"
#define RELATIONS(content_)                                                                                  \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" content_      \
	"</Relationships>"
#define S                                                                                                    \
	"xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='"                        \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
#define P                                                                                                    \
	"xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' "                              \
	"xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "                                   \
	"xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' "                                  \
	"xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing' "                   \
	"xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "                            \
	"xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"

static GBytes *make_xlsx(const char *rows)
{
	g_autofree char *sheet =
	    g_strdup_printf("<worksheet " S "><sheetData>%s</sheetData></worksheet>", rows);
	const Member members[] = {
	    {"_rels/.rels", RELATIONS(RELATION("r1", "officeDocument", "xl/workbook.xml"))},
	    {"xl/_rels/workbook.xml.rels", RELATIONS(RELATION("r1", "worksheet", "worksheets/a.xml")
							 RELATION("r2", "worksheet", "worksheets/b.xml")
							     RELATION("r3", "sharedStrings", "strings.xml")
								 RELATION("r4", "styles", "styles.xml"))},
	    {"xl/workbook.xml",
	     "<workbook " S "><sheets><sheet name='Spending' r:id='r2'/><sheet name='Empty' r:id='r1'/>"
	     "<sheet name='Secret' state='hidden' r:id='r2'/></sheets></workbook>"},
	    {"xl/strings.xml",
	     "<sst " S "><si><t>Roads</t></si><si><r><t>Chil</t></r><r><t>dren</t></r><rPh><t>no</t></rPh>"
	     "</si></sst>"},
	    {"xl/styles.xml",
	     "<styleSheet " S "><numFmts><numFmt numFmtId='170' formatCode='dd/mm/yyyy'/></numFmts>"
	     "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
	     "<xf numFmtId='170'/><xf numFmtId='3'/></cellXfs></styleSheet>"},
	    {"xl/worksheets/a.xml",
	     "<worksheet " S "><sheetData><row><c s='1'/></row></sheetData></worksheet>"},
	    {"xl/worksheets/b.xml", sheet},
	    {"xl/worksheets/_rels/b.xml.rels", RELATIONS(RELATION("r1", "comments", "../comments1.xml")
							     RELATION("r2", "drawing", "../drawings/d.xml"))},
	    {"xl/comments1.xml",
	     "<comments " S "><authors><author>A</author></authors><commentList><comment ref='B4'><text>"
	     "<r><t>Check this</t></r></text></comment></commentList></comments>"},
	    {"xl/drawings/d.xml",
	     "<xdr:wsDr " P "><xdr:sp><xdr:txBody><a:p><a:r><a:t>In a box</a:t></a:r></a:p></xdr:txBody>"
	     "</xdr:sp></xdr:wsDr>"},
	    {NULL, NULL},
	};
	return make_zip(members);
}

static void test_cells(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes =
	    make_xlsx("<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>"
		      "<row><c s='1'><v>41000</v></c><c s='2'><f>A1*2</f><v>1234567</v></c><c/><c "
		      "t='b'><v>1</v></c></row>"
		      "<row><c t='inlineStr'><is><t>in\n\nline</t></is></c><c "
		      "t='str'><f>x</f><v>formula</v></c><c t='e'><v>#N/A</v></c>"
		      "</row><row><c s='1'/></row><row><c t='s'><v>1</v></c></row>");
	check_blocks(sg_extract_xlsx, bytes,
		     "H2 Spending\nR Roads | Children\nR 1 April 2012 | 1,234,567 | TRUE\n"
		     "R in line | formula | #N/A\nP Children\nN B4 Check this\nP In a box\n");
}

static void test_damaged_sheets(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = make_xlsx("<row><c>");
	check_refused(sg_extract_xlsx, bytes, SG_REASON_DAMAGED, "xl/worksheets/b.xml is not well-formed");
	g_autoptr(GBytes) good = make_xlsx("<row><c><v>1</v></c></row>");
	check_hostile(sg_extract_xlsx, good, 500);
}

/* Styles and remarks are not needed to read a sheet, wherever they break off. */
static void test_damaged_parts(void **state)
{
	(void)state;
	static const struct {
		const char *styles, *comments;
	} CASES[] = {
	    {"<styleSheet " S "><cellXfs><xf numFmtId='3'/>", "<comments " S "/>"},
	    {"<styleSheet " S "/>", "<comments " S "><comment ref='A1'><text><t>cut"},
	    {"", ""},
	    {NULL, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		const Member members[] = {
		    {"_rels/.rels", RELATIONS(RELATION("r1", "officeDocument", "xl/workbook.xml"))},
		    {"xl/_rels/workbook.xml.rels",
		     RELATIONS(RELATION("r1", "worksheet", "a.xml") RELATION("r2", "styles", "styles.xml")
				   RELATION("r3", "worksheet", "b.xml"))},
		    {"xl/workbook.xml", "<workbook " S "><sheets><sheet name='One' r:id='r1'/>"
					"<sheet name='Two' r:id='r3'/><sheet name='Three' state='veryHidden' "
					"r:id='r3'/><sheet name='Four' r:id='r9'/></sheets></workbook>"},
		    {"xl/styles.xml", CASES[i].styles},
		    {"xl/_rels/a.xml.rels", RELATIONS(RELATION("r1", "comments", "comments.xml"))},
		    {"xl/comments.xml", CASES[i].comments},
		    {"xl/a.xml", "<worksheet " S "><row><c><v>1</v></c> <c><v>2</v></c></row></worksheet>"},
		    {"xl/b.xml", "<worksheet " S ">\n<row>\n<c>\n<v>3</v>\n</c>\n</row>\n</worksheet>"},
		    {NULL, NULL}};
		g_autoptr(GBytes) bytes = make_zip(members);
		check_blocks(sg_extract_xlsx, bytes, "H2 One\nR 1 | 2\nH2 Two\nP 3\n");
	}
}

/* Shared strings are the text: without them, or past their end, nothing is made up. */
static void test_shared_strings(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = make_xlsx(
	    "<row><c t='s'><v>0</v></c><c t='s'><v>99999999999999999999</v></c><c t='s'><v>-1</v></c>"
	    "<c t='s'/><c s='-1'><v>7</v></c><c s='2147483647'><v>8</v></c></row>");
	check_blocks(sg_extract_xlsx, bytes, "H2 Spending\nR Roads | 7 | 8\nN B4 Check this\nP In a box\n");
}

#define PLACE(type_) "<p:nvSpPr><p:nvPr><p:ph type='" type_ "'/></p:nvPr></p:nvSpPr>"
#define BODY "<p:nvSpPr><p:nvPr><p:ph idx='1'/></p:nvPr></p:nvSpPr>"
#define SHAPE(place_, content_)                                                                              \
	"<p:sp>" place_ "<p:txBody><a:lstStyle><a:lvl1pPr/></a:lstStyle>" content_ "</p:txBody></p:sp>"
#define PARA(properties_, text_)                                                                             \
	"<a:p><a:pPr>" properties_ "</a:pPr><a:r><a:rPr b='0'/><a:t>" text_ "</a:t></a:r></a:p>"
#define SLIDE(attributes_, content_)                                                                         \
	"<p:sld " P attributes_ "><p:cSld><p:spTree>" content_ "</p:spTree></p:cSld></p:sld>"

static GBytes *make_pptx(const char *slide)
{
	const Member members[] = {
	    {"_rels/.rels", RELATIONS(RELATION("r1", "officeDocument", "ppt/presentation.xml"))},
	    {"ppt/_rels/presentation.xml.rels",
	     RELATIONS(RELATION("r1", "slide", "slides/slide2.xml") RELATION(
		 "r2", "slide", "slides/slide1.xml") RELATION("r3", "slide", "slides/slide3.xml"))},
	    {"ppt/presentation.xml",
	     "<p:presentation " P "><p:sldIdLst><p:sldId r:id='r2'/><p:sldId r:id='r3'/>"
	     "<p:sldId r:id='r1'/></p:sldIdLst></p:presentation>"},
	    {"ppt/slides/slide1.xml", slide},
	    {"ppt/slides/_rels/slide1.xml.rels",
	     RELATIONS(RELATION("r1", "notesSlide", "../notesSlides/n.xml")
			   RELATION("r2", "chart", "../charts/c.xml"))},
	    {"ppt/notesSlides/n.xml", "<p:notes " P ">" SHAPE(PLACE("body"), PARA("", "Say") PARA("", "this"))
					  SHAPE(PLACE("sldNum"), PARA("", "1")) "</p:notes>"},
	    {"ppt/charts/c.xml",
	     "<c:chartSpace " P "><c:chart><c:title><a:p><a:r><a:t>Referrals</a:t></a:r></a:p></c:title>"
	     "<c:cat><c:strCache><c:pt><c:v>2012</c:v></c:pt><c:pt><c:v>2013</c:v></c:pt></c:strCache></"
	     "c:cat>"
	     "<c:val><c:numCache><c:formatCode>General</c:formatCode><c:pt><c:v>7</c:v></c:pt>"
	     "<c:pt><c:v>9</c:v></c:pt></c:numCache></c:val></c:chart></c:chartSpace>"},
	    {"ppt/slides/slide2.xml", SLIDE("", SHAPE("", PARA("", "Last slide")))},
	    {"ppt/slides/slide3.xml", SLIDE(" show='0'", SHAPE("", PARA("", "Not shown")))},
	    {NULL, NULL},
	};
	return make_zip(members);
}

static void check_slide(const char *slide, const char *expected)
{
	g_autoptr(GBytes) bytes = make_pptx(slide);
	g_autofree char *all = g_strconcat(expected, "N Say this\nP Last slide\n", NULL);
	check_blocks(sg_extract_pptx, bytes, all);
}

static void test_slides(void **state)
{
	(void)state;
	check_slide(SLIDE("", SHAPE(PLACE("title"), PARA("", "Our plan"))
				  SHAPE(BODY, PARA("", "First") PARA("<a:buNone/>", "Plain"))
				      SHAPE(PLACE("dt"), PARA("", "1 May"))
					  SHAPE("", PARA("<a:buChar char='-'/>", "Dash"))),
		    "H2 Our plan\nB1 First\nP Plain\nB1 - Dash\n");
	check_slide(
	    SLIDE("", SHAPE(BODY, PARA("<a:buAutoNum type='arabicPeriod'/>", "a") PARA(
				      "<a:buAutoNum type='arabicPeriod'/>",
				      "b") "<a:p><a:pPr lvl='1'><a:buAutoNum "
					   "type='alphaLcParenR'/></a:pPr><a:r><a:t>c</a:t></a:r></a:p>")),
	    "B1 1. a\nB1 2. b\nB2 a) c\n");
	check_slide(
	    SLIDE("",
		  "<a:tbl><a:tr><a:tc><a:txBody>" PARA("", "x") "</a:txBody></a:tc><a:tc><a:txBody>" PARA(
		      "", "y") "</a:txBody></a:tc></a:tr></"
			       "a:tbl><mc:AlternateContent><mc:"
			       "Choice>" SHAPE(
				   "", PARA("", "once")) "</"
							 "mc:"
							 "Choice>"
							 "<mc:"
							 "Fallbac"
							 "k"
							 ">" SHAPE("",
								   PARA("", "once")) "</mc:Fallback></"
										     "mc:AlternateContent>"),
	    "R x | y\nP once\n");
	check_slide(SLIDE("", "<p:graphicFrame><c:chart r:id='r2'/></p:graphicFrame>"),
		    "P Referrals\nR 2012 | 2013\nR 7 | 9\n");
}

/* A slide that breaks off in a table is read so far, and the next ones as if it had not. */
static void test_damaged_slide(void **state)
{
	(void)state;
	check_slide("<p:sld " P
		    "><a:tbl><a:tr><a:tc><a:p><a:r><a:t>x</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>y",
		    "R x | y\n");
	check_slide("<p:sld " P
		    "><p:sp><p:nvPr><p:ph type='title'/></p:nvPr><a:p><a:r><a:rPr b='1'/><a:t>Cut",
		    "P Cut\n");
}

static void test_pages(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes = make_pptx(SLIDE("", SHAPE("", PARA("", "One"))));
	g_autoptr(SgText) text = read_with(sg_extract_pptx, bytes);
	assert_int_equal(text->n_pages, 3);
	const uint32_t pages[] = {1, 1, 3};
	for (guint i = 0; i < 3; i++)
		assert_int_equal(block_at(text, i)->page, pages[i]);
	check_hostile(sg_extract_pptx, bytes, 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cells),         cmocka_unit_test(test_damaged_sheets),
	    cmocka_unit_test(test_damaged_parts), cmocka_unit_test(test_shared_strings),
	    cmocka_unit_test(test_slides),        cmocka_unit_test(test_damaged_slide),
	    cmocka_unit_test(test_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
