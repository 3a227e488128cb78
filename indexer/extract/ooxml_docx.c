/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Word documents (ISO/IEC 29500-1, 17; Word 2007 and later).
 *
 * What a reader of the final document sees is text: insertions are, deletions and text moved elsewhere are
 * not, nor are comments, hidden text and the instructions of fields.  List numbers, which Word counts itself,
 * are printed as it prints them.  Footnotes and endnotes come after the paragraph that refers to them, with
 * their figure in front; the figure in the paragraph is left out, where it would be glued to a word.
 */
#include "indexer/extract/flow.h"
#include "indexer/extract/ooxml.h"
#include "indexer/extract/ooxml_styles.h"
#include "indexer/extract/symbols.h"

#include <string.h>

enum {
	TAG_PARAGRAPH = 1,
	TAG_PARAGRAPH_PROPERTIES,
	TAG_RUN,
	TAG_RUN_PROPERTIES,
	TAG_STYLE,
	TAG_RUN_STYLE,
	TAG_OUTLINE,
	TAG_NUM_ID,
	TAG_LIST_LEVEL,
	TAG_BOLD,
	TAG_VANISH,
	TAG_TEXT,
	TAG_TAB,
	TAG_BREAK,
	TAG_HYPHEN,
	TAG_DENOMINATOR,
	TAG_SYMBOL,
	TAG_FIELD_CHAR,
	TAG_ROW,
	TAG_ROW_PROPERTIES,
	TAG_CELL,
	TAG_BOX,
	TAG_CHOICE,
	TAG_FALLBACK,
	TAG_ALTERNATE,
	TAG_NOTE,
	TAG_FOOTNOTE_REFERENCE,
	TAG_ENDNOTE_REFERENCE,
	TAG_DELETED,
	TAG_LEFT_OUT,
};

static const SgXmlName NAMES[] = {
    {"w:p", TAG_PARAGRAPH},
    {"w:pPr", TAG_PARAGRAPH_PROPERTIES},
    {"w:r", TAG_RUN},
    {"w:rPr", TAG_RUN_PROPERTIES},
    {"w:pStyle", TAG_STYLE},
    {"w:rStyle", TAG_RUN_STYLE},
    {"w:outlineLvl", TAG_OUTLINE},
    {"w:numId", TAG_NUM_ID},
    {"w:ilvl", TAG_LIST_LEVEL},
    {"w:b", TAG_BOLD},
    {"w:vanish", TAG_VANISH},
    {"w:t", TAG_TEXT},
    {"m:t", TAG_TEXT},
    {"a:t", TAG_TEXT},
    {"w:tab", TAG_TAB},
    {"w:ptab", TAG_TAB},
    {"w:br", TAG_BREAK},
    {"w:cr", TAG_BREAK},
    {"w:noBreakHyphen", TAG_HYPHEN},
    {"m:den", TAG_DENOMINATOR},
    {"w:sym", TAG_SYMBOL},
    {"w:fldChar", TAG_FIELD_CHAR},
    {"w:tr", TAG_ROW},
    {"w:trPr", TAG_ROW_PROPERTIES},
    {"w:tc", TAG_CELL},
    {"w:txbxContent", TAG_BOX},
    {"mc:AlternateContent", TAG_ALTERNATE},
    {"mc:Choice", TAG_CHOICE},
    {"mc:Fallback", TAG_FALLBACK},
    {"w:footnote", TAG_NOTE},
    {"w:endnote", TAG_NOTE},
    {"w:footnoteReference", TAG_FOOTNOTE_REFERENCE},
    {"w:endnoteReference", TAG_ENDNOTE_REFERENCE},
    {"w:del", TAG_DELETED},
    {"w:moveFrom", TAG_DELETED},
    {"w:cellDel", TAG_LEFT_OUT},
    {"w:rt", TAG_LEFT_OUT},
    {"w:sdtPr", TAG_LEFT_OUT},
    {"w:pPrChange", TAG_LEFT_OUT},
    {"w:rPrChange", TAG_LEFT_OUT},
    {"w:tblPr", TAG_LEFT_OUT},
    {"w:tblPrEx", TAG_LEFT_OUT},
    {"w:tcPr", TAG_LEFT_OUT},
    {"w:sectPr", TAG_LEFT_OUT},
    {"w:tabs", TAG_LEFT_OUT}, /* stops, not tabs */
    {NULL, 0},
};

/* A paragraph's own properties; those of a text box stand between those of its paragraph. */
typedef struct {
	const SgStyle *style;
	char *list; /* NULL: as the style says */
	int level, heading;
	bool mark_deleted; /* the next paragraph goes on with it */
} Paragraph;

typedef struct {
	SgFlow *flow;
	SgStyles *styles;
	GArray *paragraphs;      /* Paragraph; those we are in */
	GArray *rows;            /* bool: that row has been deleted */
	GArray *choices;         /* bool: of that alternate content one has been read */
	GArray *fields;          /* bool: that field shows its result by now */
	unsigned n_instructions; /* fields we are in that do not */
	GHashTable *footnotes;   /* id -> text */
	GHashTable *endnotes;
	GHashTable *notes; /* where notes go that are being read; NULL: none are */
	char *note;        /* id of that note */
	unsigned n_footnotes, n_endnotes;
	unsigned n_texts; /* elements of text we are in */
	bool in_paragraph_properties, in_run_properties, in_row_properties;
	bool run_bold, run_hidden;
} Docx;

static void paragraph_clear(void *data)
{
	g_free(((Paragraph *)data)->list);
}

static Paragraph *paragraph_of(const Docx *docx)
{
	return docx->paragraphs->len > 0
		   ? &g_array_index(docx->paragraphs, Paragraph, docx->paragraphs->len - 1)
		   : NULL;
}

static bool last_is(const GArray *flags)
{
	return flags->len > 0 && g_array_index(flags, bool, flags->len - 1);
}

static void push(GArray *flags, bool flag)
{
	g_array_append_val(flags, flag);
}

static void set_last(GArray *flags)
{
	if (flags->len > 0)
		g_array_index(flags, bool, flags->len - 1) = true;
}

static void drop_last(GArray *flags)
{
	if (flags->len > 0)
		g_array_set_size(flags, flags->len - 1);
}

/* ---- Text ---- */

/* Whether all fields around show their result here, and the run is not hidden. */
static bool is_shown(const Docx *docx)
{
	return !docx->run_hidden && docx->n_instructions == 0;
}

static void append(const Docx *docx, const char *text, size_t n_bytes)
{
	if (!is_shown(docx))
		return;
	sg_flow_set_bold(docx->flow, docx->run_bold);
	sg_flow_append(docx->flow, text, n_bytes);
}

/* 17.3.3.30: a character of a font that has pictures for letters, by number. */
static void append_symbol(const Docx *docx, const SgXmlAttributes *attributes)
{
	const char *code = sg_xml_get(attributes, "w:char");
	const char *shown = code ? sg_symbol_show(sg_xml_get(attributes, "w:font"),
						  (gunichar)g_ascii_strtoull(code, NULL, 16))
				 : "";
	append(docx, shown, strlen(shown));
}

/* 17.16.18: begin, instruction, separate, result, end.  An end without a beginning is ignored; a result is
   text, as Word last worked it out. */
static void read_field_char(Docx *docx, const char *type)
{
	bool begins = g_strcmp0(type, "begin") == 0;
	bool separates = g_strcmp0(type, "separate") == 0;
	if (begins) {
		push(docx->fields, false);
		docx->n_instructions++;
		return;
	}
	if (docx->fields->len > 0 && !last_is(docx->fields))
		docx->n_instructions--;
	if (separates)
		set_last(docx->fields);
	else
		drop_last(docx->fields);
}

/* ---- Paragraphs ---- */

static void begin_paragraph(Docx *docx)
{
	const Paragraph paragraph = {.style = sg_styles_get(docx->styles, NULL), .level = -1, .heading = -1};
	g_array_append_val(docx->paragraphs, paragraph);
}

static void read_paragraph_property(const Docx *docx, int tag, const SgXmlAttributes *attributes)
{
	Paragraph *paragraph = paragraph_of(docx);
	if (!paragraph)
		return;
	if (tag == TAG_STYLE) {
		paragraph->style = sg_styles_get(docx->styles, sg_xml_get(attributes, "w:val"));
	} else if (tag == TAG_OUTLINE) {
		paragraph->heading = sg_styles_read_outline(attributes);
	} else if (tag == TAG_LIST_LEVEL) {
		paragraph->level = sg_xml_get_int(attributes, "w:val", 0);
	} else if (tag == TAG_NUM_ID) {
		g_free(paragraph->list);
		paragraph->list = g_strdup(sg_xml_get(attributes, "w:val"));
	}
}

static SgBlockKind kind_of(const Paragraph *paragraph, const SgList *list, int level, int heading)
{
	if (heading > 0)
		return SG_BLOCK_HEADING;
	if (list)
		return sg_list_is_compound(list, level) ? SG_BLOCK_PARAGRAPH : SG_BLOCK_BULLET;
	return paragraph->style->quote ? SG_BLOCK_QUOTE : SG_BLOCK_PARAGRAPH;
}

/* What the paragraph says itself counts before what its style says (17.7.2). */
static void finish_paragraph(const Docx *docx, const Paragraph *paragraph)
{
	const SgStyle *style = paragraph->style;
	int heading = paragraph->heading >= 0 ? paragraph->heading : style->heading;
	SgList *list = sg_styles_use_list(docx->styles, paragraph->list ? paragraph->list : style->list);
	int level = MAX(paragraph->level >= 0 ? paragraph->level : style->level, 0);
	g_autofree char *marker = list ? sg_list_count(list, level) : NULL;
	SgBlockKind kind = kind_of(paragraph, list, level, heading);
	unsigned depth = kind == SG_BLOCK_HEADING  ? (unsigned)heading
			 : kind == SG_BLOCK_BULLET ? (unsigned)level + 1
						   : 0;
	sg_flow_end_paragraph(docx->flow, kind, depth, marker);
}

/* Without its mark a paragraph goes on in the next, whose properties then hold for both (17.13.5.15). */
static void end_paragraph(Docx *docx)
{
	const Paragraph *paragraph = paragraph_of(docx);
	if (!paragraph)
		return;
	if (paragraph->mark_deleted)
		sg_flow_append_string(docx->flow, " ");
	else
		finish_paragraph(docx, paragraph);
	g_array_set_size(docx->paragraphs, docx->paragraphs->len - 1);
}

/* ---- Runs ---- */

/* A run looks as its paragraph's style has it until its own properties, which come first in it, say
 * otherwise. */
static void begin_run(Docx *docx)
{
	const Paragraph *paragraph = paragraph_of(docx);
	const SgStyle *style = paragraph ? paragraph->style : sg_styles_get(docx->styles, NULL);
	docx->run_bold = style->bold > 0;
	docx->run_hidden = style->hidden > 0;
}

static void read_run_property(Docx *docx, int tag, const SgXmlAttributes *attributes)
{
	if (tag == TAG_BOLD) {
		docx->run_bold = sg_xml_get_on(attributes, "w:val");
	} else if (tag == TAG_VANISH) {
		docx->run_hidden = sg_xml_get_on(attributes, "w:val");
	} else if (tag == TAG_RUN_STYLE) {
		const char *id = sg_xml_get(attributes, "w:val");
		const SgStyle *style = id ? sg_styles_get(docx->styles, id) : NULL;
		docx->run_bold = style && style->bold >= 0 ? style->bold : docx->run_bold;
		docx->run_hidden = style && style->hidden >= 0 ? style->hidden : docx->run_hidden;
	}
}

/* ---- Notes ---- */

/* Word's own separators are notes of a type; the others have none, or "normal". */
static bool begin_note(Docx *docx, const SgXmlAttributes *attributes)
{
	const char *type = sg_xml_get(attributes, "w:type");
	if (!docx->notes || (type && strcmp(type, "normal") != 0))
		return false;
	g_free(docx->note);
	docx->note = g_strdup(sg_xml_get(attributes, "w:id"));
	return true;
}

/* Kept as one text each: notes are read before the text that refers to them. */
static void end_note(Docx *docx)
{
	char *text = sg_flow_take(docx->flow);
	if (docx->notes && docx->note)
		g_hash_table_replace(docx->notes, g_steal_pointer(&docx->note), text);
	else
		g_free(text);
}

static void refer(Docx *docx, GHashTable *notes, const SgXmlAttributes *attributes, SgFigure figure,
		  unsigned *n_notes)
{
	const char *id = sg_xml_get(attributes, "w:id");
	const char *text = id ? g_hash_table_lookup(notes, id) : NULL;
	/* a mark of the author's own is part of the text, and is not counted */
	const char *own = sg_xml_get(attributes, "w:customMarkFollows");
	bool counted = !own || !sg_xml_get_on(attributes, "w:customMarkFollows");
	if (!is_shown(docx) || docx->notes)
		return;
	*n_notes += counted;
	if (!text || !*text)
		return;
	g_autofree char *marker = counted ? sg_figure_print(figure, (int)*n_notes) : NULL;
	sg_flow_begin_aside(docx->flow);
	sg_flow_append_string(docx->flow, text);
	sg_flow_end_aside(docx->flow, SG_BLOCK_NOTE, marker);
}

/* ---- Elements ---- */

/* Of alternatives the first is read, or the last resort. */
static bool begin_choice(Docx *docx)
{
	bool read = last_is(docx->choices);
	set_last(docx->choices);
	return !read;
}

/* In properties an empty element, which says that a paragraph's mark or a row has been deleted; elsewhere
   around what has been. */
static bool read_deleted(Docx *docx)
{
	if (docx->in_row_properties) {
		set_last(docx->rows);
	} else if (docx->in_run_properties && docx->in_paragraph_properties) {
		Paragraph *paragraph = paragraph_of(docx);
		if (paragraph)
			paragraph->mark_deleted = true;
	}
	return false;
}

static void read_content(Docx *docx, int tag, const SgXmlAttributes *attributes)
{
	switch (tag) {
	case TAG_TEXT:
		docx->n_texts++;
		break;
	case TAG_TAB:
		append(docx, " ", 1);
		break;
	case TAG_BREAK:
		append(docx, "\n", 1);
		break;
	case TAG_HYPHEN:
		append(docx, "-", 1);
		break;
	case TAG_DENOMINATOR:
		append(docx, "/", 1);
		break;
	case TAG_SYMBOL:
		append_symbol(docx, attributes);
		break;
	case TAG_FIELD_CHAR:
		read_field_char(docx, sg_xml_get(attributes, "w:fldCharType"));
		break;
	case TAG_FOOTNOTE_REFERENCE:
		refer(docx, docx->footnotes, attributes, SG_FIGURE_DECIMAL, &docx->n_footnotes);
		break;
	case TAG_ENDNOTE_REFERENCE:
		refer(docx, docx->endnotes, attributes, SG_FIGURE_LOWER_ROMAN, &docx->n_endnotes);
		break;
	default:
		break;
	}
}

static void read_property(Docx *docx, int tag, const SgXmlAttributes *attributes)
{
	if (docx->in_paragraph_properties)
		read_paragraph_property(docx, tag, attributes);
	else
		read_run_property(docx, tag, attributes);
}

static void begin_structure(Docx *docx, int tag)
{
	switch (tag) {
	case TAG_PARAGRAPH:
		begin_paragraph(docx);
		break;
	case TAG_PARAGRAPH_PROPERTIES:
		docx->in_paragraph_properties = true;
		break;
	case TAG_RUN:
		begin_run(docx);
		break;
	case TAG_RUN_PROPERTIES:
		docx->in_run_properties = true;
		break;
	case TAG_ROW:
		push(docx->rows, false);
		sg_flow_begin_row(docx->flow);
		break;
	case TAG_ROW_PROPERTIES:
		docx->in_row_properties = true;
		break;
	case TAG_CELL:
		sg_flow_begin_cell(docx->flow);
		break;
	case TAG_BOX:
		sg_flow_begin_aside(docx->flow);
		break;
	case TAG_ALTERNATE:
		push(docx->choices, false);
		break;
	default:
		break;
	}
}

static bool start(void *data, int tag, const SgXmlAttributes *attributes)
{
	Docx *docx = data;
	if (tag == TAG_LEFT_OUT)
		return false;
	if (tag == TAG_DELETED)
		return read_deleted(docx);
	if (tag == TAG_CHOICE || tag == TAG_FALLBACK)
		return begin_choice(docx);
	if (tag == TAG_NOTE)
		return begin_note(docx, attributes);
	begin_structure(docx, tag);
	if (docx->in_paragraph_properties || docx->in_run_properties)
		read_property(docx, tag, attributes);
	else
		read_content(docx, tag, attributes);
	return true;
}

static void end(void *data, int tag)
{
	Docx *docx = data;
	switch (tag) {
	case TAG_PARAGRAPH:
		end_paragraph(docx);
		break;
	case TAG_PARAGRAPH_PROPERTIES:
		docx->in_paragraph_properties = false;
		break;
	case TAG_RUN:
		docx->run_hidden = docx->run_bold = false;
		break;
	case TAG_RUN_PROPERTIES:
		docx->in_run_properties = false;
		break;
	case TAG_TEXT:
		docx->n_texts--;
		break;
	case TAG_ROW:
		sg_flow_end_row(docx->flow, !last_is(docx->rows));
		drop_last(docx->rows);
		break;
	case TAG_ROW_PROPERTIES:
		docx->in_row_properties = false;
		break;
	case TAG_CELL:
		sg_flow_end_cell(docx->flow);
		break;
	case TAG_BOX:
		sg_flow_end_aside(docx->flow, SG_BLOCK_PARAGRAPH, NULL);
		break;
	case TAG_ALTERNATE:
		drop_last(docx->choices);
		break;
	case TAG_NOTE:
		end_note(docx);
		break;
	default:
		break;
	}
}

static void read_text(void *data, const char *text, size_t n_bytes)
{
	const Docx *docx = data;
	if (docx->n_texts > 0)
		append(docx, text, n_bytes);
}

static const SgXmlHandler HANDLER = {.names = NAMES, .start = start, .end = end, .text = read_text};

/* ---- The parts ---- */

/* A part that ends before its elements do must not change how the next is read. */
static void forget_open(Docx *docx)
{
	GArray *const open[] = {docx->paragraphs, docx->rows, docx->choices, docx->fields};
	for (size_t i = 0; i < G_N_ELEMENTS(open); i++)
		g_array_set_size(open[i], 0);
	docx->n_instructions = docx->n_texts = 0;
	docx->in_paragraph_properties = docx->in_run_properties = docx->in_row_properties = false;
	docx->run_bold = docx->run_hidden = false;
}

static bool read_notes(Docx *docx, SgPackage *package, const char *part, GHashTable *notes, GError **error)
{
	docx->notes = notes;
	bool read = sg_package_read_optional(package, part, &HANDLER, docx, error);
	docx->notes = NULL;
	g_clear_pointer(&docx->note, g_free);
	g_free(sg_flow_take(docx->flow));
	forget_open(docx);
	return read;
}

/* All running heads, or all feet; the same text, on first and other pages, once. */
static bool read_frame(Docx *docx, SgPackage *package, const GPtrArray *relations, const char *type,
		       SgText *text, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < relations->len; i++) {
		const SgRelation *relation = g_ptr_array_index(relations, i);
		if (strcmp(relation->type, type) != 0)
			continue;
		if (!sg_package_read_optional(package, relation->part, &HANDLER, docx, error))
			return false;
		char *frame = sg_flow_take(docx->flow);
		if (g_hash_table_add(seen, g_strdup(frame)))
			sg_text_add(text, SG_BLOCK_HEADFOOT, frame);
		else
			g_free(frame);
		forget_open(docx);
	}
	return true;
}

static bool read_parts(Docx *docx, SgPackage *package, const GPtrArray *relations, SgText *text,
		       GError **error)
{
	return sg_package_read_properties(package, text, "docx", error) &&
	       read_notes(docx, package, sg_relation_by_type(relations, "footnotes"), docx->footnotes,
			  error) &&
	       read_notes(docx, package, sg_relation_by_type(relations, "endnotes"), docx->endnotes, error) &&
	       read_frame(docx, package, relations, "header", text, error) &&
	       sg_package_read(package, package->main, &HANDLER, docx, error) &&
	       sg_flow_finish(docx->flow, text, error) &&
	       read_frame(docx, package, relations, "footer", text, error);
}

bool sg_extract_docx(GBytes *bytes, SgText *text, GError **error)
{
	g_autoptr(SgPackage) package = sg_package_new(bytes, error);
	if (!package)
		return false;
	g_autoptr(GPtrArray) relations = sg_package_relations(package, package->main);
	g_autoptr(SgStyles) styles = sg_styles_new(package, relations, error);
	if (!styles)
		return false;
	g_autoptr(SgFlow) flow = sg_flow_new();
	g_autoptr(GArray) paragraphs = g_array_new(FALSE, FALSE, sizeof(Paragraph));
	g_array_set_clear_func(paragraphs, paragraph_clear);
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(bool));
	g_autoptr(GArray) choices = g_array_new(FALSE, FALSE, sizeof(bool));
	g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(bool));
	g_autoptr(GHashTable) footnotes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GHashTable) endnotes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	Docx docx = {.flow = flow,
		     .styles = styles,
		     .paragraphs = paragraphs,
		     .rows = rows,
		     .choices = choices,
		     .fields = fields,
		     .footnotes = footnotes,
		     .endnotes = endnotes};
	return read_parts(&docx, package, relations, text, error);
}
