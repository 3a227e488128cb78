/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Workbooks (ISO/IEC 29500-1, 18): sheet after sheet, each with its name as a heading and a row for each row
 * that says something.  Formulas are read by the value the program last worked out; numbers as their cells
 * show them. Remarks on cells are notes, with the cell in front; text of drawings comes after its sheet.
 * Hidden sheets are left out: nobody who opens the file sees them.
 */
#include "indexer/extract/ooxml_drawing.h"
#include "indexer/extract/sheetnumber.h"

#include <string.h>

enum { SHEET_LEVEL = 2 };

enum {
	TAG_SHEET = 1,
	TAG_WORKBOOK_PROPERTIES,
	TAG_STRING,
	TAG_NUMBER_FORMAT,
	TAG_CELL_FORMATS,
	TAG_CELL_FORMAT,
	TAG_ROW,
	TAG_CELL,
	TAG_VALUE,
	TAG_TEXT,
	TAG_COMMENT,
	TAG_LEFT_OUT,
};

static const SgXmlName NAMES[] = {
    {"s:sheet", TAG_SHEET},
    {"s:workbookPr", TAG_WORKBOOK_PROPERTIES},
    {"s:si", TAG_STRING},
    {"s:numFmt", TAG_NUMBER_FORMAT},
    {"s:cellXfs", TAG_CELL_FORMATS},
    {"s:xf", TAG_CELL_FORMAT},
    {"s:row", TAG_ROW},
    {"s:c", TAG_CELL},
    {"s:v", TAG_VALUE},
    {"s:t", TAG_TEXT},
    {"s:comment", TAG_COMMENT},
    {"s:rPh", TAG_LEFT_OUT}, /* how a word is spoken */
    {"s:dxfs", TAG_LEFT_OUT},
    {"s:extLst", TAG_LEFT_OUT},
    {"s:authors", TAG_LEFT_OUT},
    {NULL, 0},
};

typedef struct {
	char *name, *id;
} Sheet;

typedef struct {
	SgFlow *flow;
	GPtrArray *sheets;      /* Sheet; those that are shown */
	GPtrArray *strings;     /* char: the shared ones */
	GHashTable *formats;    /* id of a number format -> its code */
	GArray *cell_formats;   /* int: number format of each cell format */
	GString *value;         /* of the cell, string or remark that is open */
	char *type, *reference; /* of the cell or remark */
	int format;
	unsigned n_cells; /* that say something, of the row */
	unsigned n_texts;
	bool in_cell_formats, base_1904;
} Workbook;

static void sheet_free(void *data)
{
	Sheet *sheet = data;
	g_free(sheet->name);
	g_free(sheet->id);
	g_free(sheet);
}

/* ---- Cells ---- */

/* 18.8.10: a cell names a format of cells by place, and that a format of numbers by id. */
static char *show_number(const Workbook *workbook)
{
	int id = workbook->format >= 0 && (guint)workbook->format < workbook->cell_formats->len
		     ? g_array_index(workbook->cell_formats, int, workbook->format)
		     : 0;
	const char *code = g_hash_table_lookup(workbook->formats, GINT_TO_POINTER(id));
	return sg_sheet_show_number(workbook->value->str, code ? code : sg_sheet_builtin_format(id),
				    workbook->base_1904);
}

/* 18.18.11: what the value of a cell of that type means. */
static char *show_cell(const Workbook *workbook)
{
	const char *type = workbook->type ? workbook->type : "n";
	const char *value = workbook->value->str;
	if (strcmp(type, "s") == 0) {
		guint64 i = g_ascii_strtoull(value, NULL, 10);
		return g_strdup(i < workbook->strings->len ? g_ptr_array_index(workbook->strings, i) : "");
	}
	if (strcmp(type, "b") == 0)
		return g_strdup(strcmp(value, "1") == 0 ? "TRUE" : "FALSE");
	return strcmp(type, "n") == 0 ? show_number(workbook) : g_strdup(value);
}

/* Line breaks inside a cell are none of the row. */
static void end_cell(Workbook *workbook)
{
	if (workbook->value->len == 0)
		return;
	g_autofree char *shown = g_strdelimit(show_cell(workbook), "\r\n\t", ' ');
	if (shown[strspn(shown, " ")] == '\0')
		return;
	if (workbook->n_cells++ > 0)
		sg_flow_append_string(workbook->flow, " | ");
	sg_flow_append_string(workbook->flow, shown);
}

static void begin_cell(Workbook *workbook, const SgXmlAttributes *attributes)
{
	g_free(workbook->type);
	workbook->type = g_strdup(sg_xml_get(attributes, "t"));
	workbook->format = sg_xml_get_int(attributes, "s", -1);
	g_string_truncate(workbook->value, 0);
}

static void end_comment(const Workbook *workbook)
{
	sg_flow_begin_aside(workbook->flow);
	sg_flow_append_string(workbook->flow, workbook->value->str);
	sg_flow_end_aside(workbook->flow, SG_BLOCK_NOTE, workbook->reference);
	sg_flow_end_paragraph(workbook->flow, SG_BLOCK_PARAGRAPH, 0, NULL);
}

/* ---- Elements ---- */

/* "hidden" and "veryHidden" are the states besides "visible" (18.18.68). */
static void add_sheet(const Workbook *workbook, const SgXmlAttributes *attributes)
{
	const char *state = sg_xml_get(attributes, "state");
	if (state && strcmp(state, "visible") != 0)
		return;
	Sheet *sheet = g_new0(Sheet, 1);
	sheet->name = g_strdup(sg_xml_get(attributes, "name"));
	sheet->id = g_strdup(sg_xml_get(attributes, "r:id"));
	g_ptr_array_add(workbook->sheets, sheet);
}

static void add_format(const Workbook *workbook, const SgXmlAttributes *attributes)
{
	int id = sg_xml_get_int(attributes, "numFmtId", -1);
	const char *code = sg_xml_get(attributes, "formatCode");
	if (id >= 0 && code)
		g_hash_table_replace(workbook->formats, GINT_TO_POINTER(id), g_strdup(code));
}

static void add_cell_format(const Workbook *workbook, const SgXmlAttributes *attributes)
{
	int id = sg_xml_get_int(attributes, "numFmtId", 0);
	if (workbook->in_cell_formats)
		g_array_append_val(workbook->cell_formats, id);
}

static void read_definition(Workbook *workbook, int tag, const SgXmlAttributes *attributes)
{
	const char *base;
	switch (tag) {
	case TAG_SHEET:
		add_sheet(workbook, attributes);
		break;
	case TAG_WORKBOOK_PROPERTIES:
		base = sg_xml_get(attributes, "date1904");
		workbook->base_1904 = base && sg_xml_get_on(attributes, "date1904");
		break;
	case TAG_NUMBER_FORMAT:
		add_format(workbook, attributes);
		break;
	case TAG_CELL_FORMATS:
		workbook->in_cell_formats = true;
		break;
	case TAG_CELL_FORMAT:
		add_cell_format(workbook, attributes);
		break;
	default:
		break;
	}
}

static bool start(void *data, int tag, const SgXmlAttributes *attributes)
{
	Workbook *workbook = data;
	switch (tag) {
	case TAG_LEFT_OUT:
		return false;
	case TAG_STRING:
		g_string_truncate(workbook->value, 0);
		break;
	case TAG_ROW:
		workbook->n_cells = 0;
		break;
	case TAG_CELL:
		begin_cell(workbook, attributes);
		break;
	case TAG_COMMENT:
		g_free(workbook->reference);
		workbook->reference = g_strdup(sg_xml_get(attributes, "ref"));
		g_string_truncate(workbook->value, 0);
		break;
	case TAG_VALUE:
	case TAG_TEXT:
		workbook->n_texts++;
		break;
	default:
		read_definition(workbook, tag, attributes);
	}
	return true;
}

static void end(void *data, int tag)
{
	Workbook *workbook = data;
	switch (tag) {
	case TAG_STRING:
		g_ptr_array_add(workbook->strings, g_strdup(workbook->value->str));
		break;
	case TAG_ROW:
		sg_flow_end_paragraph(workbook->flow,
				      workbook->n_cells > 1 ? SG_BLOCK_ROW : SG_BLOCK_PARAGRAPH, 0, NULL);
		break;
	case TAG_CELL:
		end_cell(workbook);
		break;
	case TAG_COMMENT:
		end_comment(workbook);
		break;
	case TAG_VALUE:
	case TAG_TEXT:
		workbook->n_texts--;
		break;
	case TAG_CELL_FORMATS:
		workbook->in_cell_formats = false;
		break;
	default:
		break;
	}
}

static void read_text(void *data, const char *text, size_t n_bytes)
{
	const Workbook *workbook = data;
	if (workbook->n_texts > 0)
		g_string_append_len(workbook->value, text, (gssize)n_bytes);
}

static const SgXmlHandler HANDLER = {.names = NAMES, .start = start, .end = end, .text = read_text};

/* ---- The parts ---- */

/* For parts a sheet can do without; one that ends before its elements do must not change how the next is
 * read.
 */
static bool read_optional(Workbook *workbook, SgPackage *package, const GPtrArray *relations,
			  const char *type, GError **error)
{
	bool read = sg_package_read_optional(package, sg_relation_by_type(relations, type), &HANDLER,
					     workbook, error);
	workbook->n_texts = 0;
	workbook->in_cell_formats = false;
	return read;
}

static bool read_sheet(Workbook *workbook, SgPackage *package, const Sheet *sheet, const char *part,
		       GError **error)
{
	sg_flow_append_string(workbook->flow, sheet->name ? sheet->name : "");
	sg_flow_end_paragraph(workbook->flow, SG_BLOCK_HEADING, SHEET_LEVEL, NULL);
	size_t n_before = sg_flow_get_bytes(workbook->flow);
	g_autoptr(GPtrArray) relations = sg_package_relations(package, part);
	bool read =
	    sg_package_read(package, part, &HANDLER, workbook, error) &&
	    read_optional(workbook, package, relations, "comments", error) &&
	    sg_drawing_read(package, sg_relation_by_type(relations, "drawing"), workbook->flow, error);
	if (sheet->name && sg_flow_get_bytes(workbook->flow) == n_before)
		sg_flow_drop_last(workbook->flow);
	return read;
}

static bool read_parts(Workbook *workbook, SgPackage *package, GError **error)
{
	g_autoptr(GPtrArray) relations = sg_package_relations(package, package->main);
	if (!sg_package_read(package, package->main, &HANDLER, workbook, error) ||
	    !read_optional(workbook, package, relations, "styles", error))
		return false;
	/* without them a sheet would be read with holes in it */
	const char *strings = sg_relation_by_type(relations, "sharedStrings");
	if (strings && !sg_package_read(package, strings, &HANDLER, workbook, error))
		return false;
	for (guint i = 0; i < workbook->sheets->len; i++) {
		const Sheet *sheet = g_ptr_array_index(workbook->sheets, i);
		const char *part = sg_relation_by_id(relations, sheet->id);
		if (part && !read_sheet(workbook, package, sheet, part, error))
			return false;
	}
	return true;
}

bool sg_extract_xlsx(GBytes *bytes, SgText *text, GError **error)
{
	g_autoptr(SgPackage) package = sg_package_new(bytes, error);
	if (!package || !sg_package_read_properties(package, text, "xlsx", error))
		return false;
	g_autoptr(SgFlow) flow = sg_flow_new();
	g_autoptr(GPtrArray) sheets = g_ptr_array_new_with_free_func(sheet_free);
	g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) formats = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	g_autoptr(GArray) cell_formats = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GString) value = g_string_new(NULL);
	Workbook workbook = {.flow = flow,
			     .sheets = sheets,
			     .strings = strings,
			     .formats = formats,
			     .cell_formats = cell_formats,
			     .value = value};
	bool read = read_parts(&workbook, package, error);
	g_free(workbook.type);
	g_free(workbook.reference);
	return read && sg_flow_finish(flow, text, error);
}
