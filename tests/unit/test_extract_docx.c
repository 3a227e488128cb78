/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Word documents.  Expectations come from ISO/IEC 29500-1 and from what Word prints. */
#include "zip_fixture.h"

#include "base/limits.h"

#define RELATION(id_, type_, target_)                                                                        \
	"<Relationship Id='" id_ "' Type='http://schemas.openxmlformats.org/officeDocument/2006/"            \
	"relationships/" type_ "' Target='" target_ "'/>"
#define RELATIONS(content_)                                                                                  \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" content_      \
	"</Relationships>"
#define W "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
#define MC "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
#define PACKAGE RELATIONS(RELATION("r1", "officeDocument", "word/document.xml"))
#define PARTS                                                                                                \
	RELATIONS(RELATION("r1", "styles", "styles.xml") RELATION("r2", "numbering", "/word/numbering.xml")  \
		      RELATION("r3", "footnotes", "footnotes.xml")                                           \
			  RELATION("r4", "endnotes", "endnotes.xml") RELATION("r5", "header", "header1.xml") \
			      RELATION("r6", "header", "header2.xml")                                        \
				  RELATION("r7", "footer", "../word/footer1.xml"))

static const char STYLES[] =
    "<w:styles " W ">"
    "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/>"
    "<w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Own'><w:name w:val='Own'/><w:basedOn w:val='berschrift2'/>"
    "<w:rPr><w:b w:val='0'/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='O'><w:name w:val='Part'/><w:pPr><w:outlineLvl "
    "w:val='2'/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Q'><w:name w:val='Quote'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='L'><w:name w:val='List Bullet'/>"
    "<w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='character' w:styleId='Loop'><w:name w:val='x'/><w:basedOn w:val='Loop'/></w:style>"
    "</w:styles>";

#define LEVEL(ilvl_, format_, text_)                                                                         \
	"<w:lvl w:ilvl='" ilvl_ "'><w:start w:val='1'/><w:numFmt w:val='" format_                            \
	"'/><w:lvlText w:val='" text_ "'/></w:lvl>"
static const char NUMBERING[] =
    "<w:numbering " W "><w:abstractNum w:abstractNumId='0'>" LEVEL("0", "decimal", "%1.")
	LEVEL("1", "decimal", "%1.%2") LEVEL("2", "lowerLetter", "(%3)")
	    LEVEL("3", "lowerRoman", "%4.") "</w:abstractNum><w:abstractNum w:abstractNumId='1'>" LEVEL(
		"0", "bullet", "\xef\x82\xb7")
		LEVEL("1", "bullet",
		      "-") "</w:abstractNum>"
			   "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
			   "<w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>"
			   "<w:num w:numId='3'><w:abstractNumId w:val='0'/>"
			   "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>"
			   "</w:numbering>";

#define NOTES(element_, text_)                                                                               \
	"<w:" element_ "s " W "><w:" element_                                                                \
	" w:type='separator' w:id='0'><w:p><w:r><w:t>no</w:t></w:r></w:p></w:" element_ "><w:" element_      \
	" w:id='5'><w:p><w:r><w:t>" text_ "</w:t></w:r></w:p></w:" element_ "></w:" element_ "s>"

static GBytes *make_docx(const char *body)
{
	g_autofree char *document = g_strdup_printf(
	    "<?xml version='1.0'?><w:document " W " " MC "><w:body>%s</w:body></w:document>", body);
	const Member members[] = {
	    {"_rels/.rels", PACKAGE},
	    {"word/_rels/document.xml.rels", PARTS},
	    {"word/document.xml", document},
	    {"word/styles.xml", STYLES},
	    {"word/numbering.xml", NUMBERING},
	    {"word/footnotes.xml", NOTES("footnote", "First note.")},
	    {"word/endnotes.xml", NOTES("endnote", "Last note.")},
	    {NULL, NULL},
	};
	return make_zip(members);
}

static void check(const char *body, const char *expected)
{
	g_autoptr(GBytes) bytes = make_docx(body);
	check_blocks(sg_extract_docx, bytes, expected);
}

#define P(properties_, text_) "<w:p><w:pPr>" properties_ "</w:pPr><w:r><w:t>" text_ "</w:t></w:r></w:p>"
#define STYLE(id_) "<w:pStyle w:val='" id_ "'/>"
#define ITEM(num_, level_) "<w:numPr><w:ilvl w:val='" level_ "'/><w:numId w:val='" num_ "'/></w:numPr>"
#define R(text_) "<w:r><w:t>" text_ "</w:t></w:r>"

static void test_paragraphs(void **state)
{
	(void)state;
	check(P("", "The  board met &amp; agreed.") "<w:p>" R("One") "<w:r><w:tab/></w:r>" R(
		  "two") "<w:r><w:br/></w:r>" R("three") "</w:p><w:p/>",
	      "P The board met & agreed.\nP One two three\n");
	check("<w:p>" R("One") "<w:r><w:br/><w:br/></w:r>" R("two") "</w:p>", "P One\nP two\n");
	check("<w:p>" R("one") "<w:r><w:noBreakHyphen/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>",
	      "P one-\u2713\n");
	check("<w:sdt><w:sdtPr><w:alias w:val='a'/></w:sdtPr><w:sdtContent>" P(
		  "", "Kept") "</w:sdtContent></w:sdt>"
			      "<w:p><w:hyperlink>" R("link") "</w:hyperlink><w:smartTag>" R(
				  " and more") "</w:smartTag></w:p>",
	      "P Kept\nP link and more\n");
}

static void test_headings(void **state)
{
	(void)state;
	check(P(STYLE("T"), "a") P(STYLE("berschrift2"), "b") P(STYLE("Own"), "c") P(STYLE("O"), "d")
		  P("<w:outlineLvl w:val='0'/>", "e") P("<w:outlineLvl w:val='9'/>", "f") P(STYLE("Q"), "g")
		      P(STYLE("unknown"), "h"),
	      "H1 a\nH2 b\nH2 c\nH3 d\nH1 e\nP f\nQ g\nP h\n");
	check(P(STYLE("berschrift2") ITEM("1", "0"), "Finance"), "H2 1. Finance\n");
}

static void test_bold(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes =
	    make_docx(P(STYLE("berschrift2"), "a")
			  P(STYLE("Own"), "b") "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>c</w:t></w:r>" R(
			      " ") "</w:p>"
				   "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>d</w:t></w:r>" R("e") "</w:p>");
	g_autoptr(SgText) text = read_with(sg_extract_docx, bytes);
	const bool expected[] = {true, false, true, false};
	for (guint i = 0; i < 4; i++)
		assert_int_equal(block_at(text, i)->bold, expected[i]);
}

static void test_numbers(void **state)
{
	(void)state;
	check(
	    P(ITEM("1", "0"), "a") P(ITEM("1", "1"), "b") P(ITEM("1", "1"), "c") P(ITEM("1", "2"), "d")
		P(ITEM("1", "3"), "e") P(ITEM("1", "3"), "f") P(ITEM("1", "0"), "g") P(ITEM("1", "1"), "h")
		    P("", "between") P(ITEM("1", "1"), "i"),
	    "B1 1. a\nP 1.1 b\nP 1.2 c\nB3 (a) d\nB4 i. e\nB4 ii. f\nB1 2. g\nP 2.1 h\nP between\nP 2.2 i\n");
	/* lists of one definition count on, one with a start of its own begins there */
	check(P(ITEM("1", "0"), "a") P(ITEM("3", "0"), "b") P(ITEM("3", "0"), "c"),
	      "B1 1. a\nB1 7. b\nB1 8. c\n");
	check(P(ITEM("2", "0"), "a") P(ITEM("2", "1"), "b") P(STYLE("L"), "c")
		  P(STYLE("L") ITEM("0", "0"), "d"),
	      "B1 \u2022 a\nB2 - b\nB1 \u2022 c\nP d\n");
}

static void test_changes(void **state)
{
	(void)state;
	check("<w:p>" R("The ") "<w:del><w:r><w:delText>old</w:delText></w:r>" R("gone") "</w:del><w:ins>" R(
		  "new") "</w:ins><w:moveFrom>" R("away") "</w:moveFrom><w:moveTo>" R(" plan") "</w:moveTo></"
											       "w:p>",
	      "P The new plan\n");
	/* a deleted paragraph mark joins two paragraphs */
	check(P("<w:rPr><w:del/></w:rPr>", "One") P("", "two"), "P One two\n");
	/* what was so before a change of format */
	check(P("<w:pPrChange><w:pPr>" STYLE("T") "</w:pPr></w:pPrChange>", "a"), "P a\n");
	check("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" P("", "a") "</w:tc></w:tr><w:tr><w:tc>" P(
		  "", "b") "</w:tc><w:tc>" P("", "c") "</w:tc></w:tr></w:tbl>",
	      "R b | c\n");
	check("<w:p>" R(
		  "seen") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:commentReference "
			  "w:id='1'/></w:r></w:p>",
	      "P seen\n");
}

#define FIELD(type_) "<w:r><w:fldChar w:fldCharType='" type_ "'/></w:r>"

static void test_fields(void **state)
{
	(void)state;
	check("<w:p>" FIELD("begin") "<w:r><w:instrText>PAGE</w:instrText></w:r>" R("inner") FIELD("separate")
		  R("7") FIELD("end") R(" of 9")
		      FIELD("end") "<w:fldSimple w:instr='DATE'>" R(" May") "</w:fldSimple></w:p>",
	      "P 7 of 9 May\n");
	check("<w:p>" FIELD("begin") FIELD("begin") FIELD("separate") R("no") FIELD("end") FIELD("separate")
		  R("yes") FIELD("end") "</w:p>",
	      "P yes\n");
}

#define CELL(text_) "<w:tc>" P("", text_) "</w:tc>"

static void test_tables(void **state)
{
	(void)state;
	check("<w:tbl><w:tr>" CELL("Item") CELL("") CELL("Cost") "</w:tr><w:tr>" CELL("")
		  CELL("") "</w:tr></w:tbl>",
	      "R Item | | Cost\n");
	check("<w:tbl><w:tr><w:tc>" P(STYLE("T"), "In a frame") P("", "text") "</w:tc></w:tr></w:tbl>",
	      "H1 In a frame\nP text\n");
	/* minutes laid out as a table: the number belongs to its text */
	check("<w:tbl><w:tr>" CELL("12.") "<w:tc>" P("", "One.") P("", "Two.")
		  P("", "Three.") "</w:tc></w:tr></w:tbl>",
	      "P 12. One.\nP Two.\nP Three.\n");
	check("<w:tbl><w:tr><w:tc><w:tbl><w:tr>" CELL("a")
		  CELL("b") "</w:tr></w:tbl></w:tc>" CELL("c") "</w:tr></w:tbl>",
	      "R a | b\nP c\n");
}

static void test_long_cell(void **state)
{
	(void)state;
	for (size_t extra = 0; extra <= 1; extra++) {
		g_autofree char *word = g_strnfill(600 + extra, 'w');
		g_autofree char *body = g_strdup_printf(
		    "<w:tbl><w:tr>" CELL("a") "<w:tc><w:p>" R("%s") "</w:p></w:tc></w:tr></w:tbl>", word);
		g_autofree char *expected = g_strdup_printf(extra ? "P a\nP %s\n" : "R a | %s\n", word);
		check(body, expected);
	}
}

#define BOX(text_) "<w:txbxContent>" P("", text_) "</w:txbxContent>"

static void test_boxes(void **state)
{
	(void)state;
	check("<w:p><w:r><mc:AlternateContent><mc:Choice>" BOX("In the box") "</mc:Choice><mc:Fallback>" BOX(
		  "In the box") "</mc:Fallback></mc:AlternateContent></w:r>" R("Around") "</w:p>",
	      "P Around\nP In the box\n");
	check("<w:p><w:r><mc:AlternateContent><mc:Fallback>" BOX(
		  "Only") "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
	      "P Only\n");
}

static void test_notes(void **state)
{
	(void)state;
	check("<w:p>" R("Agreed.") "<w:r><w:footnoteReference w:id='5'/></w:r>" R(
		  " Then.") "<w:r><w:endnoteReference "
			    "w:id='5'/></w:r></w:p>" P("", "Next"),
	      "P Agreed. Then.\nN 1 First note.\nN i Last note.\nP Next\n");
	check("<w:tbl><w:tr><w:tc><w:p>" R(
		  "a") "<w:r><w:footnoteReference w:id='5'/></w:r></w:p></w:tc>" CELL("b") "</w:tr></w:tbl>",
	      "R a | b\nN 1 First note.\n");
	check("<w:p>" R("a") "<w:r><w:footnoteReference w:id='6'/></w:r></w:p>", "P a\n");
}

static void test_frame_and_properties(void **state)
{
	(void)state;
	const char *header = "<w:hdr " W ">" P("", "Kelmouth Council") "</w:hdr>";
	const Member members[] = {
	    {"_rels/.rels",
	     RELATIONS(RELATION(
		 "r1", "officeDocument",
		 "word/document.xml") "<Relationship Id='r2' "
				      "Type='http://schemas.openxmlformats.org/package/2006/relationships/"
				      "metadata/core-properties' Target='docProps/core.xml'/>")},
	    {"docProps/core.xml",
	     "<cp:coreProperties "
	     "xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
	     "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>"
	     "<dc:title> Annual\nreport</dc:title><dc:subject>no</dc:subject><dc:creator>A Clerk</dc:creator>"
	     "<dcterms:created>2015-03-04T10:00:00Z</dcterms:created>"
	     "<dcterms:modified>2015-03-05T10:00:00Z</dcterms:modified></cp:coreProperties>"},
	    {"word/_rels/document.xml.rels", PARTS},
	    {"word/document.xml", "<w:document " W "><w:body>" P("", "Body") "</w:body></w:document>"},
	    {"word/header1.xml", header},
	    {"word/header2.xml", header},
	    {"word/footer1.xml", "<w:ftr " W ">" P("", "Page") P("", "7") "</w:ftr>"},
	    {NULL, NULL},
	};
	g_autoptr(GBytes) bytes = make_zip(members);
	g_autoptr(SgText) text = read_with(sg_extract_docx, bytes);
	g_autofree char *shown = show_blocks(text);
	assert_string_equal(shown, "X Kelmouth Council\nP Body\nX Page 7\n");
	g_autofree char *meta = show_meta(text);
	assert_string_equal(meta,
			    "title=Annual report (docx)\nauthor=A Clerk (docx)\n"
			    "created=2015-03-04T10:00:00Z (docx)\nmodified=2015-03-05T10:00:00Z (docx)\n");
}

static void check_document(const char *document, SgReason reason, const char *part)
{
	const Member members[] = {{"_rels/.rels", PACKAGE}, {"word/document.xml", document}, {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	check_refused(sg_extract_docx, bytes, reason, part);
}

static void test_damaged(void **state)
{
	(void)state;
	check_document(NULL, SG_REASON_DAMAGED, "has no member word/document.xml");
	check_document("<w:document " W "><w:body>" P("", "Lost"), SG_REASON_DAMAGED, "not well-formed");
	check_document("", SG_REASON_DAMAGED, "it is empty");
	g_autoptr(GBytes) text = g_bytes_new_static("PK\x03\x04 no", 7);
	check_refused(sg_extract_docx, text, SG_REASON_DAMAGED, "damaged ZIP");
	const Member empty[] = {{"_rels/.rels", RELATIONS("")}, {NULL, NULL}};
	g_autoptr(GBytes) mainless = make_zip(empty);
	check_refused(sg_extract_docx, mainless, SG_REASON_DAMAGED, "has no main part");
}

/* A part that a document can do without may end anywhere: what it left open must not change the text. */
static void test_damaged_notes(void **state)
{
	(void)state;
	static const char *const BROKEN[] = {
	    "<w:footnotes " W "><w:footnote w:id='5'><w:p><w:pPr>",
	    "<w:footnotes " W "><w:footnote w:id='5'><w:p><w:r><w:rPr><w:vanish/>",
	    "<w:footnotes " W "><w:footnote w:id='5'><w:p><w:r><w:fldChar w:fldCharType='begin'/>",
	    "<w:footnotes " W "><w:footnote w:id='5'><w:tbl><w:tr><w:trPr><w:del/>",
	    "<w:footnotes " W "><w:footnote w:id='5'><w:p><w:r><w:t>cut",
	    "",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(BROKEN); i++) {
		const Member members[] = {
		    {"_rels/.rels", PACKAGE},
		    {"word/_rels/document.xml.rels", PARTS},
		    {"word/document.xml",
		     "<w:document " W "><w:body>" P(STYLE("T"), "Minutes") "<w:tbl><w:tr>" CELL("a")
			 CELL("b") "</w:tr></w:tbl>" P("", "Agreed.") "</w:body></w:document>"},
		    {"word/footnotes.xml", BROKEN[i]},
		    {"word/header1.xml", "<w:hdr " W "><w:p><w:pPr>"},
		    {NULL, NULL}};
		g_autoptr(GBytes) bytes = make_zip(members);
		check_blocks(sg_extract_docx, bytes, "P Minutes\nR a | b\nP Agreed.\n");
	}
}

/* Levels and numbers that no list has. */
static void test_bounds_of_lists(void **state)
{
	(void)state;
	check(P("<w:outlineLvl w:val='8'/>", "a") P("<w:outlineLvl w:val='2147483647'/>", "b")
		  P("<w:outlineLvl w:val='-1'/>", "c"),
	      "H6 a\nP b\nP c\n");
	check(P(ITEM("1", "2147483647"), "a") P(ITEM("77", "0"), "b"), "B9 a\nP b\n");
	static const char NUMBERED[] =
	    "<w:numbering " W "><w:abstractNum w:abstractNumId='0'>"
	    "<w:lvl w:ilvl='0'><w:start w:val='2147483646'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
	    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
	const Member members[] = {{"_rels/.rels", PACKAGE},
				  {"word/_rels/document.xml.rels", PARTS},
				  {"word/numbering.xml", NUMBERED},
				  {"word/document.xml",
				   "<w:document " W "><w:body>" P(ITEM("1", "0"), "a") P(ITEM("1", "0"), "b")
				       P(ITEM("1", "0"), "c") "</w:body></w:document>"},
				  {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	check_blocks(sg_extract_docx, bytes, "B1 2147483646. a\nB1 2147483647. b\nB1 2147483647. c\n");
}

/* ISO/IEC 29500-1, 17.9.8: a numbering may change levels of the list it is made from, for itself alone. */
static void test_overridden_levels(void **state)
{
	(void)state;
	static const char NUMBERED[] =
	    "<w:numbering " W "><w:abstractNum w:abstractNumId='4'>" LEVEL("0", "decimal", "%1.")
		LEVEL("1", "lowerLetter",
		      "(%2)") "</w:abstractNum>"
			      "<w:abstractNum w:abstractNumId='5'>" LEVEL("0", "decimalZero", "%1")
				  LEVEL("1", "upperRoman", "Part %2:")
				      LEVEL("2", "none",
					    "Note") "</w:abstractNum>"
						    "<w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num>"
						    "<w:num w:numId='2'><w:abstractNumId "
						    "w:val='4'/><w:lvlOverride w:ilvl='0'>" LEVEL(
							"0", "upperLetter",
							"%1)") "</w:lvlOverride></w:num>"
							       "<w:num w:numId='3'><w:abstractNumId "
							       "w:val='5'/></w:num></w:numbering>";
	const Member members[] = {{"_rels/.rels", PACKAGE},
				  {"word/_rels/document.xml.rels", PARTS},
				  {"word/numbering.xml", NUMBERED},
				  {"word/document.xml",
				   "<w:document " W "><w:body>" P(ITEM("1", "0"), "a") P(ITEM("2", "0"), "b")
				       P(ITEM("2", "1"), "c") P(ITEM("1", "0"), "d") P(ITEM("3", "0"), "e")
					   P(ITEM("3", "1"), "f") P(ITEM("3", "1"), "g")
					       P(ITEM("3", "2"), "h") "</w:body></w:document>"},
				  {NULL, NULL}};
	g_autoptr(GBytes) bytes = make_zip(members);
	check_blocks(sg_extract_docx, bytes,
		     "B1 1. a\nB1 A) b\nB2 (a) c\nB1 2. d\nB1 01 e\nB2 Part I: f\nB2 Part II: g\n"
		     "B3 Note h\n");
}

/* A document's own entities are left out, whatever they would have become. */
static void test_entities(void **state)
{
	(void)state;
	const Member members[] = {
	    {"_rels/.rels", PACKAGE},
	    {"word/document.xml",
	     "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c SYSTEM "
	     "'file:///etc/passwd'><!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>"
	     "<w:document " W "><w:body>" P("", "One &b;&c;two &b;&amp; &#233;") "</w:body></w:document>"},
	    {NULL, NULL},
	};
	g_autoptr(GBytes) bytes = make_zip(members);
	check_blocks(sg_extract_docx, bytes, "P One two & \u00e9\n");
}

/* document, body, p and r stand around t; 256 elements one inside another, and one more. */
static void test_depth(void **state)
{
	(void)state;
	for (int depth = 256; depth <= 257; depth++) {
		g_autoptr(GString) body = g_string_new("");
		for (int i = 0; i < depth - 5; i++)
			g_string_append(body, "<w:sdt>");
		g_string_append(body, "<w:p>" R("deep") "</w:p>");
		for (int i = 0; i < depth - 5; i++)
			g_string_append(body, "</w:sdt>");
		g_autoptr(GBytes) bytes = make_docx(body->str);
		if (depth == 256)
			check_blocks(sg_extract_docx, bytes, "P deep\n");
		else
			check_refused(sg_extract_docx, bytes, SG_REASON_DAMAGED,
				      "nests more than 256 elements");
	}
}

static void test_hostile(void **state)
{
	(void)state;
	g_autoptr(GBytes) bytes =
	    make_docx(P(STYLE("berschrift2") ITEM("1", "1"), "Heading") "<w:tbl><w:tr>" CELL("a")
			  CELL("b") "</w:tr></w:tbl>");
	check_hostile(sg_extract_docx, bytes, 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paragraphs),
	    cmocka_unit_test(test_headings),
	    cmocka_unit_test(test_bold),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_changes),
	    cmocka_unit_test(test_fields),
	    cmocka_unit_test(test_tables),
	    cmocka_unit_test(test_long_cell),
	    cmocka_unit_test(test_boxes),
	    cmocka_unit_test(test_notes),
	    cmocka_unit_test(test_frame_and_properties),
	    cmocka_unit_test(test_damaged),
	    cmocka_unit_test(test_damaged_notes),
	    cmocka_unit_test(test_bounds_of_lists),
	    cmocka_unit_test(test_overridden_levels),
	    cmocka_unit_test(test_entities),
	    cmocka_unit_test(test_depth),
	    cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
