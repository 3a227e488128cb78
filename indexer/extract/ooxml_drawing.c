/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/ooxml_drawing.h"

#include "indexer/extract/numbering.h"

#include <string.h>

enum {
	TITLE_LEVEL = 2, /* the presentation's own title is above those of its slides */
	MAX_LEVEL = 8,   /* a:pPr lvl, from 0 */
};

enum {
	TAG_SLIDE = 1,
	TAG_SHAPE,
	TAG_PLACEHOLDER,
	TAG_PARAGRAPH,
	TAG_PARAGRAPH_PROPERTIES,
	TAG_NO_BULLET,
	TAG_BULLET,
	TAG_AUTO_NUMBER,
	TAG_RUN_PROPERTIES,
	TAG_FIELD,
	TAG_TEXT,
	TAG_BREAK,
	TAG_ROW,
	TAG_CELL,
	TAG_ALTERNATE,
	TAG_ALTERNATIVE,
	TAG_CHART,
	TAG_DIAGRAM,
	TAG_CACHE,
	TAG_VALUE,
	TAG_LEFT_OUT,
};

static const SgXmlName NAMES[] = {
    {"p:sld", TAG_SLIDE},
    {"p:sp", TAG_SHAPE},
    {"xdr:sp", TAG_SHAPE},
    {"p:ph", TAG_PLACEHOLDER},
    {"a:p", TAG_PARAGRAPH},
    {"a:pPr", TAG_PARAGRAPH_PROPERTIES},
    {"a:buNone", TAG_NO_BULLET},
    {"a:buChar", TAG_BULLET},
    {"a:buBlip", TAG_BULLET},
    {"a:buAutoNum", TAG_AUTO_NUMBER},
    {"a:rPr", TAG_RUN_PROPERTIES},
    {"a:fld", TAG_FIELD},
    {"a:t", TAG_TEXT},
    {"m:t", TAG_TEXT},
    {"a:br", TAG_BREAK},
    {"a:tr", TAG_ROW},
    {"a:tc", TAG_CELL},
    {"mc:AlternateContent", TAG_ALTERNATE},
    {"mc:Choice", TAG_ALTERNATIVE},
    {"mc:Fallback", TAG_ALTERNATIVE},
    {"c:chart", TAG_CHART},
    {"dgm:relIds", TAG_DIAGRAM},
    {"c:strCache", TAG_CACHE},
    {"c:numCache", TAG_CACHE},
    {"c:v", TAG_VALUE},
    {"a:lstStyle", TAG_LEFT_OUT},
    {"c:externalData", TAG_LEFT_OUT},
    {"c:formatCode", TAG_LEFT_OUT},
    {NULL, 0},
};

typedef enum { PLACE_NONE, PLACE_TITLE, PLACE_BODY, PLACE_IGNORED } Place;

typedef struct {
	SgPackage *package;
	const char *part;
	GPtrArray *relations; /* of the part; read when first needed */
	SgFlow *flow;
	SgList *list;    /* numbers of the shape's paragraphs */
	GArray *choices; /* bool: of that alternate content one has been read */
	Place place;     /* of the shape we are in */
	unsigned n_texts, n_values;
	bool bold;
	/* of the paragraph */
	int level;
	bool no_bullet, bullet, numbered;
	char *marker;
	/* of a chart's cache */
	unsigned n_cached;
	bool failed;
	GError **error;
} Drawing;

/* ---- Shapes ---- */

/* 19.7.10: kinds of placeholders. */
static Place read_place(const SgXmlAttributes *attributes)
{
	static const char *const IGNORED[] = {"dt", "ftr", "hdr", "sldNum", "sldImg", NULL};
	static const char *const PLAIN[] = {"subTitle", "chart", "tbl", "dgm", "media", "pic", NULL};
	const char *type = sg_xml_get(attributes, "type");
	if (!type)
		return PLACE_BODY;
	if (strcmp(type, "title") == 0 || strcmp(type, "ctrTitle") == 0)
		return PLACE_TITLE;
	if (g_strv_contains(IGNORED, type))
		return PLACE_IGNORED;
	return g_strv_contains(PLAIN, type) ? PLACE_NONE : PLACE_BODY;
}

/* 20.1.10.61: "alphaLcParenR" is "a)". */
static SgListLevel read_scheme(const SgXmlAttributes *attributes)
{
	const char *type = sg_xml_get(attributes, "type");
	SgListLevel level = {.start = sg_xml_get_int(attributes, "startAt", 1), .pattern = (char *)"%1."};
	if (!type)
		return level;
	if (g_str_has_prefix(type, "alphaLc"))
		level.figure = SG_FIGURE_LOWER_LETTER;
	else if (g_str_has_prefix(type, "alphaUc"))
		level.figure = SG_FIGURE_UPPER_LETTER;
	else if (g_str_has_prefix(type, "romanLc"))
		level.figure = SG_FIGURE_LOWER_ROMAN;
	else if (g_str_has_prefix(type, "romanUc"))
		level.figure = SG_FIGURE_UPPER_ROMAN;
	if (g_str_has_suffix(type, "ParenBoth"))
		level.pattern = (char *)"(%1)";
	else if (g_str_has_suffix(type, "ParenR"))
		level.pattern = (char *)"%1)";
	else if (g_str_has_suffix(type, "Plain"))
		level.pattern = (char *)"%1";
	return level;
}

/* The pattern is that of a list's first level: each level has the figure of its own number. */
static void read_auto_number(Drawing *drawing, const SgXmlAttributes *attributes)
{
	SgListLevel scheme = read_scheme(attributes);
	g_autoptr(GString) pattern = g_string_new(scheme.pattern);
	g_autofree char *own = g_strdup_printf("%%%d", drawing->level + 1);
	g_string_replace(pattern, "%1", own, 1);
	scheme.pattern = pattern->str;
	sg_list_set_level(drawing->list, drawing->level, scheme);
	g_free(drawing->marker);
	drawing->marker = sg_list_count(drawing->list, drawing->level);
	drawing->numbered = true;
}

/* Each paragraph says anew what it is: nothing of its bullet is handed on. */
static void begin_paragraph(Drawing *drawing)
{
	drawing->level = 0;
	drawing->no_bullet = drawing->bullet = drawing->numbered = false;
	g_clear_pointer(&drawing->marker, g_free);
}

static void end_paragraph(Drawing *drawing)
{
	/* a list without a glyph of its own has that of the master */
	bool item =
	    !drawing->no_bullet && (drawing->bullet || drawing->numbered || drawing->place == PLACE_BODY);
	if (drawing->place == PLACE_TITLE)
		sg_flow_end_paragraph(drawing->flow, SG_BLOCK_HEADING, TITLE_LEVEL, NULL);
	else if (item)
		sg_flow_end_paragraph(drawing->flow, SG_BLOCK_BULLET, (unsigned)drawing->level + 1,
				      drawing->marker);
	else
		sg_flow_end_paragraph(drawing->flow, SG_BLOCK_PARAGRAPH, 0, NULL);
	g_clear_pointer(&drawing->marker, g_free);
}

static void read_bullet(Drawing *drawing, const SgXmlAttributes *attributes)
{
	const char *glyph = sg_xml_get(attributes, "char");
	g_free(drawing->marker);
	drawing->marker = g_strdup(sg_bullet_show(glyph ? glyph : ""));
	drawing->bullet = true;
}

/* ---- Parts that a drawing shows ---- */

static bool read_part(SgPackage *package, const char *part, SgFlow *flow, GError **error);

/* Only slides and sheets show charts and diagrams: a chart's own part names none, or it would go round. */
static void read_other(Drawing *drawing, const char *id)
{
	if (!id || drawing->failed || strstr(drawing->part, "/charts/") ||
	    strstr(drawing->part, "/diagrams/"))
		return;
	if (!drawing->relations)
		drawing->relations = sg_package_relations(drawing->package, drawing->part);
	const char *part = sg_relation_by_id(drawing->relations, id);
	bool other = part && (strstr(part, "/charts/") || strstr(part, "/diagrams/"));
	drawing->failed = other && !read_part(drawing->package, part, drawing->flow, drawing->error);
}

/* ---- Elements ---- */

static bool begin_alternative(const Drawing *drawing)
{
	if (drawing->choices->len == 0)
		return true;
	bool *read = &g_array_index(drawing->choices, bool, drawing->choices->len - 1);
	bool first = !*read;
	*read = true;
	return first;
}

static void start_property(Drawing *drawing, int tag, const SgXmlAttributes *attributes)
{
	switch (tag) {
	case TAG_PLACEHOLDER:
		drawing->place = read_place(attributes);
		break;
	case TAG_PARAGRAPH_PROPERTIES:
		drawing->level = MIN(sg_xml_get_int(attributes, "lvl", 0), MAX_LEVEL);
		break;
	case TAG_NO_BULLET:
		drawing->no_bullet = true;
		break;
	case TAG_BULLET:
		read_bullet(drawing, attributes);
		break;
	case TAG_AUTO_NUMBER:
		read_auto_number(drawing, attributes);
		break;
	case TAG_RUN_PROPERTIES:
		sg_flow_set_bold(drawing->flow, g_strcmp0(sg_xml_get(attributes, "b"), "1") == 0);
		break;
	default:
		break;
	}
}

static void start_content(Drawing *drawing, int tag, const SgXmlAttributes *attributes)
{
	switch (tag) {
	case TAG_SHAPE:
		drawing->place = PLACE_NONE;
		sg_list_begin(drawing->list);
		break;
	case TAG_PARAGRAPH:
		begin_paragraph(drawing);
		break;
	case TAG_TEXT:
		drawing->n_texts++;
		break;
	case TAG_BREAK:
		sg_flow_append_string(drawing->flow, "\n");
		break;
	case TAG_ROW:
		sg_flow_begin_row(drawing->flow);
		break;
	case TAG_CELL:
		sg_flow_begin_cell(drawing->flow);
		break;
	case TAG_ALTERNATE:
		g_array_append_val(drawing->choices, (bool){false});
		break;
	case TAG_CHART:
		read_other(drawing, sg_xml_get(attributes, "r:id"));
		break;
	case TAG_DIAGRAM:
		read_other(drawing, sg_xml_get(attributes, "r:dm"));
		break;
	case TAG_CACHE:
		drawing->n_cached = 0;
		break;
	case TAG_VALUE:
		if (drawing->n_cached++ > 0)
			sg_flow_append_string(drawing->flow, " | ");
		drawing->n_values++;
		break;
	default:
		start_property(drawing, tag, attributes);
	}
}

static bool start(void *data, int tag, const SgXmlAttributes *attributes)
{
	Drawing *drawing = data;
	if (tag == TAG_LEFT_OUT)
		return false;
	if (tag == TAG_SLIDE)
		return !sg_xml_get(attributes, "show") || sg_xml_get_on(attributes, "show");
	if (tag == TAG_ALTERNATIVE)
		return begin_alternative(drawing);
	if (tag == TAG_FIELD && g_strcmp0(sg_xml_get(attributes, "type"), "slidenum") == 0)
		return false;
	/* the placeholder's kind stands before its text */
	if (drawing->place == PLACE_IGNORED && tag == TAG_PARAGRAPH)
		return false;
	start_content(drawing, tag, attributes);
	return true;
}

/* A chart's cache holds what its sheet last said: a row of names, a row of values for each series. */
static void end(void *data, int tag)
{
	Drawing *drawing = data;
	switch (tag) {
	case TAG_SHAPE:
		drawing->place = PLACE_NONE;
		break;
	case TAG_PARAGRAPH:
		end_paragraph(drawing);
		sg_flow_set_bold(drawing->flow, false);
		break;
	case TAG_TEXT:
		drawing->n_texts--;
		break;
	case TAG_VALUE:
		drawing->n_values--;
		break;
	case TAG_CACHE:
		sg_flow_end_paragraph(drawing->flow,
				      drawing->n_cached > 1 ? SG_BLOCK_ROW : SG_BLOCK_PARAGRAPH, 0, NULL);
		break;
	case TAG_ROW:
		sg_flow_end_row(drawing->flow, true);
		break;
	case TAG_CELL:
		sg_flow_end_cell(drawing->flow);
		break;
	case TAG_ALTERNATE:
		g_array_set_size(drawing->choices, drawing->choices->len - 1);
		break;
	default:
		break;
	}
}

static void read_text(void *data, const char *text, size_t n_bytes)
{
	const Drawing *drawing = data;
	if (drawing->n_texts > 0 || drawing->n_values > 0)
		sg_flow_append(drawing->flow, text, n_bytes);
}

static bool read_part(SgPackage *package, const char *part, SgFlow *flow, GError **error)
{
	static const SgXmlHandler HANDLER = {.names = NAMES, .start = start, .end = end, .text = read_text};
	g_autoptr(SgList) list = sg_list_new();
	g_autoptr(GArray) choices = g_array_new(FALSE, FALSE, sizeof(bool));
	Drawing drawing = {
	    .package = package, .part = part, .flow = flow, .list = list, .choices = choices, .error = error};
	unsigned depth = sg_flow_get_depth(flow);
	bool read = sg_package_read_optional(package, part, &HANDLER, &drawing, error);
	sg_flow_close(flow, depth);
	g_clear_pointer(&drawing.relations, g_ptr_array_unref);
	g_free(drawing.marker);
	return read && !drawing.failed;
}

bool sg_drawing_read(SgPackage *package, const char *part, SgFlow *flow, GError **error)
{
	return read_part(package, part, flow, error);
}
