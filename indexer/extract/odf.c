/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * OpenDocument texts, spreadsheets and presentations (ODF 1.3, part 3).
 *
 * Deleted text is kept apart by the format and left out, as are comments and hidden text; list numbers are
 * counted here, as the format does not keep them; notes come after the paragraph they belong to, with the
 * figure the document gives them.  Sheets begin with their name as a heading, slides with their title.
 */
#include "indexer/extract/flow.h"
#include "indexer/extract/odf_styles.h"
#include "indexer/extract/properties.h"
#include "indexer/extract/zipfile.h"

#include <string.h>

enum {
	MAX_BLANKS = 1000, /* text:c of a text:s */
	SHEET_LEVEL = 2,
	SLIDE_LEVEL = 2,
};

enum {
	TAG_PARAGRAPH = 1,
	TAG_HEADING,
	TAG_SPAN,
	TAG_BLANKS,
	TAG_TAB,
	TAG_BREAK,
	TAG_LIST,
	TAG_LIST_ITEM,
	TAG_NOTE_CITATION,
	TAG_NOTE_BODY,
	TAG_SECTION,
	TAG_HIDDEN_TEXT,
	TAG_TABLE,
	TAG_ROW,
	TAG_CELL,
	TAG_SPREADSHEET,
	TAG_SLIDE,
	TAG_SLIDE_NOTES,
	TAG_FRAME,
	TAG_BOX,
	TAG_HEAD,
	TAG_FOOT,
	TAG_LEFT_OUT,
};

static const SgXmlName NAMES[] = {
    SG_ODF_STYLE_NAMES,
    {"text:p", TAG_PARAGRAPH},
    {"text:h", TAG_HEADING},
    {"text:span", TAG_SPAN},
    {"text:s", TAG_BLANKS},
    {"text:tab", TAG_TAB},
    {"text:line-break", TAG_BREAK},
    {"text:list", TAG_LIST},
    {"text:list-item", TAG_LIST_ITEM},
    {"text:note-citation", TAG_NOTE_CITATION},
    {"text:note-body", TAG_NOTE_BODY},
    {"text:section", TAG_SECTION},
    {"text:hidden-text", TAG_HIDDEN_TEXT},
    {"table:table", TAG_TABLE},
    {"table:table-row", TAG_ROW},
    {"table:table-cell", TAG_CELL},
    {"table:covered-table-cell", TAG_CELL},
    {"office:spreadsheet", TAG_SPREADSHEET},
    {"draw:page", TAG_SLIDE},
    {"presentation:notes", TAG_SLIDE_NOTES},
    {"draw:frame", TAG_FRAME},
    {"draw:text-box", TAG_BOX},
    {"draw:custom-shape", TAG_BOX},
    {"draw:rect", TAG_BOX},
    {"draw:ellipse", TAG_BOX},
    {"draw:circle", TAG_BOX},
    {"draw:polygon", TAG_BOX},
    {"draw:line", TAG_BOX},
    {"draw:connector", TAG_BOX},
    {"draw:caption", TAG_BOX},
    {"style:header", TAG_HEAD},
    {"style:header-left", TAG_HEAD},
    {"style:header-first", TAG_HEAD},
    {"style:footer", TAG_FOOT},
    {"style:footer-left", TAG_FOOT},
    {"style:footer-first", TAG_FOOT},
    {"text:tracked-changes", TAG_LEFT_OUT},
    {"text:number", TAG_LEFT_OUT}, /* printed again for programs that do not count */
    {"text:ruby-text", TAG_LEFT_OUT},
    {"text:table-of-content-source", TAG_LEFT_OUT},
    {"text:illustration-index-source", TAG_LEFT_OUT},
    {"text:table-index-source", TAG_LEFT_OUT},
    {"text:object-index-source", TAG_LEFT_OUT},
    {"text:user-index-source", TAG_LEFT_OUT},
    {"text:alphabetical-index-source", TAG_LEFT_OUT},
    {"text:bibliography-source", TAG_LEFT_OUT},
    {"office:annotation", TAG_LEFT_OUT},
    {"office:forms", TAG_LEFT_OUT},
    {"table:tracked-changes", TAG_LEFT_OUT},
    {"svg:title", TAG_LEFT_OUT},
    {"svg:desc", TAG_LEFT_OUT},
    {"style:handout-master", TAG_LEFT_OUT},
    {NULL, 0},
};

/* Of a paragraph or span: what its text looks like. */
typedef struct {
	bool bold, hidden;
} Look;

typedef struct {
	char *style; /* name of its list style; NULL: not known */
	bool item_begun;
} List;

/* A paragraph that is open.  One in a text box stands inside another. */
typedef struct {
	SgBlockKind kind;
	unsigned level;
	char *marker;
} Paragraph;

typedef struct {
	SgFlow *flow;
	SgOdfStyles *styles;
	GArray *looks;           /* Look: of the paragraphs and spans we are in */
	GArray *paragraphs;      /* Paragraph */
	GArray *lists;           /* List: those we are in */
	GArray *titles;          /* bool: of the frames we are in, that it holds a slide's title */
	GString *citation;       /* figure of the note that is open */
	GPtrArray *heads, *feet; /* char */
	unsigned n_citations;    /* elements of citations we are in */
	uint32_t n_slides;
	bool spreadsheet;
} Odf;

static void list_clear(void *data)
{
	g_free(((List *)data)->style);
}

static void paragraph_clear(void *data)
{
	g_free(((Paragraph *)data)->marker);
}

#define LAST(array_, type_) (&g_array_index((array_), type_, (array_)->len - 1))

static void drop_last(GArray *array)
{
	if (array->len > 0)
		g_array_set_size(array, array->len - 1);
}

/* ---- Text ---- */

static void append(const Odf *odf, const char *text, size_t n_bytes)
{
	if (odf->n_citations > 0) {
		g_string_append_len(odf->citation, text, (gssize)n_bytes);
		return;
	}
	/* white space between elements */
	if (odf->paragraphs->len == 0 || LAST(odf->looks, Look)->hidden)
		return;
	sg_flow_set_bold(odf->flow, LAST(odf->looks, Look)->bold);
	sg_flow_append(odf->flow, text, n_bytes);
}

static void append_blanks(const Odf *odf, const SgXmlAttributes *attributes)
{
	int n = MIN(sg_xml_get_int(attributes, "text:c", 1), MAX_BLANKS);
	g_autofree char *blanks = g_strnfill((gsize)n, ' ');
	append(odf, blanks, (size_t)n);
}

/* A style says what it says; the rest is as around it. */
static void push_look(const Odf *odf, Look look, const SgOdfStyle *style)
{
	look.bold = style->bold >= 0 ? style->bold : look.bold;
	look.hidden = style->hidden >= 0 ? style->hidden : look.hidden;
	g_array_append_val(odf->looks, look);
}

/* ---- Lists ---- */

/* A list inside another is of the same style unless it says otherwise; one that stands alone begins anew
   unless it says that it goes on. */
static void begin_list(const Odf *odf, const SgXmlAttributes *attributes)
{
	const char *name = sg_xml_get(attributes, "text:style-name");
	if (!name && odf->lists->len > 0)
		name = LAST(odf->lists, List)->style;
	const char *goes_on = sg_xml_get(attributes, "text:continue-numbering");
	SgList *list = sg_odf_styles_get_list(odf->styles, name);
	if (list && odf->lists->len == 0 && g_strcmp0(goes_on, "true") != 0 &&
	    !sg_xml_get(attributes, "text:continue-list"))
		sg_list_begin(list);
	const List own = {g_strdup(name), false};
	g_array_append_val(odf->lists, own);
}

static void begin_item(const Odf *odf, const SgXmlAttributes *attributes)
{
	if (odf->lists->len == 0)
		return;
	List *own = LAST(odf->lists, List);
	own->item_begun = true;
	SgList *list = sg_odf_styles_get_list(odf->styles, own->style);
	int start = sg_xml_get_int(attributes, "text:start-value", -1);
	if (list && start >= 0)
		sg_list_restart(list, (int)odf->lists->len - 1, start);
}

/* The first paragraph of an item carries its number. */
static void mark_item(const Odf *odf, const SgOdfStyle *style, Paragraph *paragraph)
{
	if (odf->lists->len == 0 || !LAST(odf->lists, List)->item_begun)
		return;
	List *own = LAST(odf->lists, List);
	own->item_begun = false;
	int level = (int)odf->lists->len - 1;
	SgList *list = sg_odf_styles_get_list(odf->styles, own->style ? own->style : style->list);
	paragraph->marker = list ? sg_list_count(list, level) : NULL;
	if (paragraph->kind != SG_BLOCK_PARAGRAPH || (list && sg_list_is_compound(list, level)))
		return;
	paragraph->kind = SG_BLOCK_BULLET;
	paragraph->level = odf->lists->len;
}

/* ---- Paragraphs ---- */

static bool is_slide_title(const Odf *odf)
{
	return odf->titles->len > 0 && *LAST(odf->titles, bool);
}

static void begin_paragraph(const Odf *odf, int tag, const SgXmlAttributes *attributes)
{
	SgOdfStyle style =
	    sg_odf_styles_get(odf->styles, "paragraph", sg_xml_get(attributes, "text:style-name"));
	Paragraph paragraph = {.kind = style.quote ? SG_BLOCK_QUOTE : SG_BLOCK_PARAGRAPH};
	int heading =
	    tag == TAG_HEADING ? sg_xml_get_int(attributes, "text:outline-level", 1) : style.heading;
	if (is_slide_title(odf))
		heading = SLIDE_LEVEL;
	if (heading > 0) {
		paragraph.kind = SG_BLOCK_HEADING;
		paragraph.level = (unsigned)heading;
	}
	const char *unnumbered = sg_xml_get(attributes, "text:is-list-header");
	SgList *outline = sg_odf_styles_get_list(odf->styles, "");
	if (odf->lists->len > 0)
		mark_item(odf, &style, &paragraph);
	else if (tag == TAG_HEADING && outline && g_strcmp0(unnumbered, "true") != 0)
		paragraph.marker = sg_list_count(outline, heading - 1);
	push_look(odf, (Look){false, false}, &style);
	g_array_append_val(odf->paragraphs, paragraph);
}

/* The path of elements is kept by the stream: no end comes without its beginning. */
static void end_paragraph(const Odf *odf)
{
	const Paragraph *paragraph = LAST(odf->paragraphs, Paragraph);
	sg_flow_end_paragraph(odf->flow, paragraph->kind, paragraph->level, paragraph->marker);
	drop_last(odf->paragraphs);
	drop_last(odf->looks);
}

/* Spans stand in spans, and in no paragraph at all in damaged files. */
static void begin_span(const Odf *odf, const SgXmlAttributes *attributes)
{
	const SgOdfStyle style =
	    sg_odf_styles_get(odf->styles, "text", sg_xml_get(attributes, "text:style-name"));
	push_look(odf, odf->looks->len > 0 ? *LAST(odf->looks, Look) : (Look){false, false}, &style);
}

/* ---- Tables, slides, frames ---- */

/* A text's tables have names too, but nobody sees them. */
static void add_sheet_name(const Odf *odf, const SgXmlAttributes *attributes)
{
	const char *name = sg_xml_get(attributes, "table:name");
	if (!odf->spreadsheet || !name)
		return;
	sg_flow_append_string(odf->flow, name);
	sg_flow_end_paragraph(odf->flow, SG_BLOCK_HEADING, SHEET_LEVEL, NULL);
}

static void begin_frame(const Odf *odf, const SgXmlAttributes *attributes)
{
	const char *class = sg_xml_get(attributes, "presentation:class");
	bool title = g_strcmp0(class, "title") == 0;
	g_array_append_val(odf->titles, title);
}

/* A placeholder for the number of the slide, the date or the foot. */
static bool is_placeholder(const SgXmlAttributes *attributes)
{
	static const char *const CLASSES[] = {"page-number", "date-time", "footer", "header", "page", NULL};
	const char *class = sg_xml_get(attributes, "presentation:class");
	return class && g_strv_contains(CLASSES, class);
}

/* Left and right pages, and each page style, have heads of their own, mostly the same. */
static void keep_frame(const Odf *odf, GPtrArray *frames)
{
	char *frame = sg_flow_take(odf->flow);
	if (*frame && !g_ptr_array_find_with_equal_func(frames, frame, g_str_equal, NULL))
		g_ptr_array_add(frames, frame);
	else
		g_free(frame);
}

/* ---- Elements ---- */

/* A sheet that nobody sees who opens the file. */
static bool is_hidden_sheet(const Odf *odf, const SgXmlAttributes *attributes)
{
	const char *style = sg_xml_get(attributes, "table:style-name");
	return odf->spreadsheet && sg_odf_styles_get(odf->styles, "table", style).hidden > 0;
}

static bool is_left_out(const Odf *odf, int tag, const SgXmlAttributes *attributes)
{
	/* text:is-hidden is what a condition came to when the document was saved */
	bool hidden = g_strcmp0(sg_xml_get(attributes, "text:is-hidden"), "true") == 0;
	switch (tag) {
	case TAG_LEFT_OUT:
		return true;
	case TAG_SECTION:
		return hidden || g_strcmp0(sg_xml_get(attributes, "text:display"), "none") == 0;
	case TAG_HIDDEN_TEXT:
		return hidden;
	case TAG_TABLE:
		return is_hidden_sheet(odf, attributes);
	case TAG_FRAME:
		return is_placeholder(attributes);
	default:
		return false;
	}
}

static void start_text(Odf *odf, int tag, const SgXmlAttributes *attributes)
{
	switch (tag) {
	case TAG_PARAGRAPH:
	case TAG_HEADING:
		begin_paragraph(odf, tag, attributes);
		break;
	case TAG_SPAN:
		begin_span(odf, attributes);
		break;
	case TAG_BLANKS:
		append_blanks(odf, attributes);
		break;
	case TAG_TAB:
		append(odf, " ", 1);
		break;
	case TAG_BREAK:
		append(odf, "\n", 1);
		break;
	case TAG_LIST:
		begin_list(odf, attributes);
		break;
	case TAG_LIST_ITEM:
		begin_item(odf, attributes);
		break;
	case TAG_NOTE_CITATION:
		g_string_truncate(odf->citation, 0);
		odf->n_citations++;
		break;
	default:
		break;
	}
}

static void start_structure(Odf *odf, int tag, const SgXmlAttributes *attributes)
{
	switch (tag) {
	case TAG_SPREADSHEET:
		odf->spreadsheet = true;
		break;
	case TAG_TABLE:
		add_sheet_name(odf, attributes);
		break;
	case TAG_ROW:
		sg_flow_begin_row(odf->flow);
		break;
	case TAG_CELL:
		sg_flow_begin_cell(odf->flow);
		break;
	case TAG_SLIDE:
		sg_flow_set_page(odf->flow, ++odf->n_slides);
		break;
	case TAG_FRAME:
		begin_frame(odf, attributes);
		break;
	case TAG_NOTE_BODY:
	case TAG_SLIDE_NOTES:
	case TAG_BOX:
		sg_flow_begin_aside(odf->flow);
		break;
	default:
		sg_odf_styles_start(odf->styles, tag, attributes);
	}
}

static bool start(void *data, int tag, const SgXmlAttributes *attributes)
{
	Odf *odf = data;
	if (is_left_out(odf, tag, attributes))
		return false;
	if (tag >= TAG_PARAGRAPH && tag <= TAG_NOTE_CITATION)
		start_text(odf, tag, attributes);
	else
		start_structure(odf, tag, attributes);
	return true;
}

/* A box on a slide stands in no paragraph: its paragraphs come where it does. */
static void end_box(const Odf *odf, SgBlockKind kind, const char *marker)
{
	sg_flow_end_aside(odf->flow, kind, marker);
	if (odf->paragraphs->len == 0)
		sg_flow_end_paragraph(odf->flow, SG_BLOCK_PARAGRAPH, 0, NULL);
}

static void end(void *data, int tag)
{
	Odf *odf = data;
	switch (tag) {
	case TAG_PARAGRAPH:
	case TAG_HEADING:
		end_paragraph(odf);
		break;
	case TAG_SPAN:
		drop_last(odf->looks);
		break;
	case TAG_LIST:
		drop_last(odf->lists);
		break;
	case TAG_NOTE_CITATION:
		odf->n_citations--;
		break;
	case TAG_NOTE_BODY:
		end_box(odf, SG_BLOCK_NOTE, odf->citation->str);
		break;
	case TAG_SLIDE_NOTES:
		end_box(odf, SG_BLOCK_NOTE, NULL);
		break;
	case TAG_BOX:
		end_box(odf, SG_BLOCK_PARAGRAPH, NULL);
		break;
	case TAG_FRAME:
		drop_last(odf->titles);
		break;
	case TAG_ROW:
		sg_flow_end_row(odf->flow, true);
		break;
	case TAG_CELL:
		sg_flow_end_cell(odf->flow);
		break;
	case TAG_HEAD:
		keep_frame(odf, odf->heads);
		break;
	case TAG_FOOT:
		keep_frame(odf, odf->feet);
		break;
	default:
		break;
	}
}

static void read_text(void *data, const char *text, size_t n_bytes)
{
	append(data, text, n_bytes);
}

static const SgXmlHandler HANDLER = {.names = NAMES, .start = start, .end = end, .text = read_text};

/* ---- The members ---- */

static bool see_encryption(void *data, int tag, const SgXmlAttributes *attributes)
{
	(void)attributes;
	*(bool *)data = *(bool *)data || tag == 1;
	return true;
}

static bool check_encryption(SgZip *zip, GError **error)
{
	static const SgXmlName ENCRYPTION[] = {{"manifest:encryption-data", 1}, {NULL, 0}};
	static const SgXmlHandler MANIFEST = {.names = ENCRYPTION, .start = see_encryption};
	bool encrypted = false;
	g_autoptr(GBytes) manifest = sg_zip_read(zip, "META-INF/manifest.xml", NULL);
	if (manifest)
		sg_xml_read(manifest, "META-INF/manifest.xml", &MANIFEST, &encrypted, NULL);
	if (encrypted)
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED, "encrypted");
	return !encrypted;
}

/* In order of trust: who began the document, before who saved it last. */
static void read_properties(SgZip *zip, SgText *text)
{
	static const SgProperty FIRST[] = {{"dc:title", "title"},
					   {"meta:initial-creator", "author"},
					   {"meta:creation-date", "created"},
					   {"dc:date", "modified"},
					   {"dc:language", "lang"},
					   {NULL, NULL}};
	static const SgProperty THEN[] = {{"dc:creator", "author"}, {NULL, NULL}};
	g_autoptr(GBytes) meta = sg_zip_read(zip, "meta.xml", NULL);
	if (!meta)
		return;
	sg_properties_read(meta, FIRST, text, "odf");
	sg_properties_read(meta, THEN, text, "odf");
}

static void add_frames(SgText *text, const GPtrArray *frames)
{
	for (guint i = 0; i < frames->len; i++)
		sg_text_add(text, SG_BLOCK_HEADFOOT, g_strdup(g_ptr_array_index(frames, i)));
}

/* The styles first: they have the list of headings, which the content counts by.  Damaged ones cost only
 * that. */
static bool read_members(Odf *odf, SgZip *zip, SgText *text, GError **error)
{
	g_autoptr(GBytes) styles =
	    sg_zip_has(zip, "styles.xml") ? sg_zip_read(zip, "styles.xml", error) : NULL;
	if (styles)
		sg_xml_read(styles, "styles.xml", &HANDLER, odf, NULL);
	else if (sg_zip_has(zip, "styles.xml"))
		return false;
	/* what master slides say is said by no slide */
	g_free(sg_flow_take(odf->flow));
	g_array_set_size(odf->looks, 0);
	g_array_set_size(odf->paragraphs, 0);
	g_array_set_size(odf->lists, 0);
	g_array_set_size(odf->titles, 0);
	odf->n_citations = 0;
	add_frames(text, odf->heads);
	g_autoptr(GBytes) content = sg_zip_read(zip, "content.xml", error);
	if (!content || !sg_xml_read(content, "content.xml", &HANDLER, odf, error) ||
	    !sg_flow_finish(odf->flow, text, error))
		return false;
	add_frames(text, odf->feet);
	text->n_pages = odf->n_slides;
	return true;
}

bool sg_extract_odf(GBytes *bytes, SgText *text, GError **error)
{
	g_autoptr(SgZip) zip = sg_zip_new(bytes, error);
	if (!zip || !check_encryption(zip, error))
		return false;
	read_properties(zip, text);
	g_autoptr(SgFlow) flow = sg_flow_new();
	g_autoptr(SgOdfStyles) styles = sg_odf_styles_new();
	g_autoptr(GArray) looks = g_array_new(FALSE, FALSE, sizeof(Look));
	g_autoptr(GArray) paragraphs = g_array_new(FALSE, FALSE, sizeof(Paragraph));
	g_array_set_clear_func(paragraphs, paragraph_clear);
	g_autoptr(GArray) lists = g_array_new(FALSE, FALSE, sizeof(List));
	g_array_set_clear_func(lists, list_clear);
	g_autoptr(GArray) titles = g_array_new(FALSE, FALSE, sizeof(bool));
	g_autoptr(GString) citation = g_string_new(NULL);
	g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) feet = g_ptr_array_new_with_free_func(g_free);
	Odf odf = {.flow = flow,
		   .styles = styles,
		   .looks = looks,
		   .paragraphs = paragraphs,
		   .lists = lists,
		   .titles = titles,
		   .citation = citation,
		   .heads = heads,
		   .feet = feet};
	return read_members(&odf, zip, text, error);
}
