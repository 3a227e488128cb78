/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/ooxml_styles.h"

#include <string.h>

enum {
	MAX_BASES = 32, /* styles based on one another; a loop ends here */
	NOT_SAID = -1,
};

/* A style as the file has it. */
typedef struct {
	SgStyle own;
	char *base;
} Style;

typedef struct {
	SgList *list;
	char *style; /* numStyleLink: the style whose numbering is meant; NULL */
} Abstract;

typedef struct {
	char *abstract;
	SgList *own;                /* when it changes levels; NULL */
	int starts[SG_LIST_LEVELS]; /* NOT_SAID: not overridden */
	bool used;
} Numbering;

struct SgStyles {
	GHashTable *styles;     /* id -> Style */
	GHashTable *abstracts;  /* id -> Abstract */
	GHashTable *numberings; /* id -> Numbering */
	SgStyle *usual;         /* of paragraphs that name none; borrowed */
	SgStyle plain;

	/* while reading */
	Style *style;
	Abstract *abstract;
	Numbering *numbering;
	SgList *list; /* that the level belongs to */
	int level;
	SgListLevel model;
	bool in_level;
};

static void style_free(void *data)
{
	Style *style = data;
	g_free(style->own.list);
	g_free(style->base);
	g_free(style);
}

static void abstract_free(void *data)
{
	Abstract *abstract = data;
	sg_list_free(abstract->list);
	g_free(abstract->style);
	g_free(abstract);
}

static void numbering_free(void *data)
{
	Numbering *numbering = data;
	g_free(numbering->abstract);
	sg_list_free(numbering->own);
	g_free(numbering);
}

enum {
	TAG_STYLE = 1,
	TAG_NAME,
	TAG_BASED_ON,
	TAG_OUTLINE,
	TAG_NUM_ID,
	TAG_LIST_LEVEL,
	TAG_BOLD,
	TAG_VANISH,
	TAG_ABSTRACT,
	TAG_STYLE_LINK,
	TAG_LEVEL,
	TAG_START,
	TAG_FORMAT,
	TAG_PATTERN,
	TAG_LEGAL,
	TAG_NUM,
	TAG_ABSTRACT_ID,
	TAG_OVERRIDE,
	TAG_START_OVERRIDE,
	TAG_LEFT_OUT,
};

/* ---- styles.xml ---- */

/* 17.3.1.20: 0 is the highest level, 9 says that it is body text. */
int sg_styles_read_outline(const SgXmlAttributes *attributes)
{
	int level = sg_xml_get_int(attributes, "w:val", 9);
	return level < 9 ? level + 1 : 0;
}

/* The names of built-in styles are the same in every language (17.7.4.9); their ids are not. */
static void read_style_name(SgStyle *style, const char *name)
{
	g_autofree char *lower = name ? g_ascii_strdown(name, -1) : g_strdup("");
	static const char *const QUOTES[] = {"quote", "intense quote", "block text", NULL};
	if (g_str_has_prefix(lower, "heading ") && g_ascii_isdigit(lower[8]) && !lower[9])
		style->heading = lower[8] - '0';
	else if (strcmp(lower, "title") == 0)
		style->heading = 1;
	else if (g_strv_contains(QUOTES, lower))
		style->quote = true;
}

/* Two styles of one id: Word takes the first. */
static void begin_style(SgStyles *styles, const SgXmlAttributes *attributes)
{
	const char *id = sg_xml_get(attributes, "w:styleId");
	const char *type = sg_xml_get(attributes, "w:type");
	const char *usual = sg_xml_get(attributes, "w:default");
	if (g_hash_table_contains(styles->styles, id ? id : "")) {
		styles->style = NULL;
		return;
	}
	Style *style = g_new0(Style, 1);
	style->own = (SgStyle){NOT_SAID, NOT_SAID, NOT_SAID, false, NULL, NOT_SAID};
	styles->style = style;
	g_hash_table_insert(styles->styles, g_strdup(id ? id : ""), style);
	if (usual && sg_xml_get_on(attributes, "w:default") && g_strcmp0(type, "paragraph") == 0)
		styles->usual = &style->own;
}

static void read_style_property(Style *style, int tag, const SgXmlAttributes *attributes)
{
	switch (tag) {
	case TAG_NAME:
		read_style_name(&style->own, sg_xml_get(attributes, "w:val"));
		break;
	case TAG_BASED_ON:
		g_free(style->base);
		style->base = g_strdup(sg_xml_get(attributes, "w:val"));
		break;
	case TAG_OUTLINE:
		if (style->own.heading == NOT_SAID)
			style->own.heading = sg_styles_read_outline(attributes);
		break;
	case TAG_NUM_ID:
		g_free(style->own.list);
		style->own.list = g_strdup(sg_xml_get(attributes, "w:val"));
		break;
	case TAG_LIST_LEVEL:
		style->own.level = sg_xml_get_int(attributes, "w:val", 0);
		break;
	case TAG_BOLD:
		style->own.bold = sg_xml_get_on(attributes, "w:val");
		break;
	case TAG_VANISH:
		style->own.hidden = sg_xml_get_on(attributes, "w:val");
		break;
	default:
		break;
	}
}

static bool start_style(void *data, int tag, const SgXmlAttributes *attributes)
{
	SgStyles *styles = data;
	if (tag == TAG_LEFT_OUT)
		return false;
	if (tag == TAG_STYLE)
		begin_style(styles, attributes);
	else if (styles->style)
		read_style_property(styles->style, tag, attributes);
	return true;
}

/* Conditional formats of table styles, and what was so before a tracked change, say nothing of paragraphs. */
static const SgXmlName STYLE_NAMES[] = {{"w:style", TAG_STYLE},
					{"w:name", TAG_NAME},
					{"w:basedOn", TAG_BASED_ON},
					{"w:outlineLvl", TAG_OUTLINE},
					{"w:numId", TAG_NUM_ID},
					{"w:ilvl", TAG_LIST_LEVEL},
					{"w:b", TAG_BOLD},
					{"w:vanish", TAG_VANISH},
					{"w:tblStylePr", TAG_LEFT_OUT},
					{"w:pPrChange", TAG_LEFT_OUT},
					{"w:rPrChange", TAG_LEFT_OUT},
					{NULL, 0}};

/* Takes over what a style does not say itself from the one it is based on. */
static void inherit(SgStyle *own, const SgStyle *base)
{
	own->heading = own->heading == NOT_SAID ? base->heading : own->heading;
	own->bold = own->bold == NOT_SAID ? base->bold : own->bold;
	own->hidden = own->hidden == NOT_SAID ? base->hidden : own->hidden;
	own->level = own->level == NOT_SAID ? base->level : own->level;
	own->quote = own->quote || base->quote;
	if (!own->list)
		own->list = g_strdup(base->list);
}

/* Once for each style, so that a paragraph need not walk up: what a nearer one says is never overwritten. */
static void resolve_bases(SgStyles *styles)
{
	GHashTableIter at;
	void *value;
	g_hash_table_iter_init(&at, styles->styles);
	while (g_hash_table_iter_next(&at, NULL, &value)) {
		Style *style = value;
		const Style *base = style;
		for (int i = 0; i < MAX_BASES && base && base->base; i++) {
			base = g_hash_table_lookup(styles->styles, base->base);
			if (base && base != style)
				inherit(&style->own, &base->own);
		}
	}
}

/* ---- numbering.xml ---- */

static SgFigure read_figure(const char *format)
{
	static const struct {
		const char *format;
		SgFigure figure;
	} FORMATS[] = {
	    {"bullet", SG_FIGURE_BULLET},
	    {"lowerLetter", SG_FIGURE_LOWER_LETTER},
	    {"upperLetter", SG_FIGURE_UPPER_LETTER},
	    {"lowerRoman", SG_FIGURE_LOWER_ROMAN},
	    {"upperRoman", SG_FIGURE_UPPER_ROMAN},
	    {"ordinal", SG_FIGURE_ORDINAL},
	    {"decimalZero", SG_FIGURE_DECIMAL_ZERO},
	    {"none", SG_FIGURE_NONE},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++)
		if (g_strcmp0(format, FORMATS[i].format) == 0)
			return FORMATS[i].figure;
	return SG_FIGURE_DECIMAL;
}

static void begin_abstract(SgStyles *styles, const SgXmlAttributes *attributes)
{
	const char *id = sg_xml_get(attributes, "w:abstractNumId");
	Abstract *abstract = g_new0(Abstract, 1);
	abstract->list = sg_list_new();
	styles->abstract = abstract;
	styles->list = abstract->list;
	g_hash_table_replace(styles->abstracts, g_strdup(id ? id : ""), abstract);
}

/* Definitions come before the numberings that use them, by the schema. */
static void begin_numbering(SgStyles *styles, const SgXmlAttributes *attributes)
{
	const char *id = sg_xml_get(attributes, "w:numId");
	Numbering *numbering = g_new0(Numbering, 1);
	for (int i = 0; i < SG_LIST_LEVELS; i++)
		numbering->starts[i] = NOT_SAID;
	styles->numbering = numbering;
	styles->abstract = NULL;
	styles->list = NULL;
	g_hash_table_replace(styles->numberings, g_strdup(id ? id : ""), numbering);
}

/* A level inside an override belongs to a copy of the list that only this numbering uses. */
static void begin_level(SgStyles *styles, const SgXmlAttributes *attributes)
{
	styles->level = sg_xml_get_int(attributes, "w:ilvl", 0);
	g_free(styles->model.pattern); /* of a level that this one stands in, where none may stand */
	styles->model = (SgListLevel){.figure = SG_FIGURE_DECIMAL, .start = 1};
	styles->in_level = true;
	Numbering *numbering = styles->numbering;
	if (styles->list || !numbering)
		return;
	numbering->own = sg_list_new();
	styles->list = numbering->own;
	const Abstract *abstract =
	    numbering->abstract ? g_hash_table_lookup(styles->abstracts, numbering->abstract) : NULL;
	for (int i = 0; abstract && i < SG_LIST_LEVELS; i++)
		sg_list_set_level(numbering->own, i, abstract->list->levels[i]);
}

static void read_level_property(SgStyles *styles, int tag, const SgXmlAttributes *attributes)
{
	if (tag == TAG_START)
		styles->model.start = sg_xml_get_int(attributes, "w:val", 1);
	else if (tag == TAG_FORMAT)
		styles->model.figure = read_figure(sg_xml_get(attributes, "w:val"));
	else if (tag == TAG_LEGAL)
		styles->model.legal = sg_xml_get_on(attributes, "w:val");
	else if (tag == TAG_PATTERN) {
		g_free(styles->model.pattern);
		styles->model.pattern = g_strdup(sg_xml_get(attributes, "w:val"));
	}
}

static void read_numbering_property(SgStyles *styles, int tag, const SgXmlAttributes *attributes)
{
	Numbering *numbering = styles->numbering;
	if (tag == TAG_STYLE_LINK && styles->abstract) {
		g_free(styles->abstract->style);
		styles->abstract->style = g_strdup(sg_xml_get(attributes, "w:val"));
	} else if (tag == TAG_ABSTRACT_ID && numbering) {
		g_free(numbering->abstract);
		numbering->abstract = g_strdup(sg_xml_get(attributes, "w:val"));
	} else if (tag == TAG_OVERRIDE) {
		styles->level = sg_xml_get_int(attributes, "w:ilvl", 0);
	} else if (tag == TAG_START_OVERRIDE && numbering) {
		int level = MIN(styles->level, SG_LIST_LEVELS - 1);
		numbering->starts[level] = sg_xml_get_int(attributes, "w:val", 1);
	}
}

static bool start_numbering(void *data, int tag, const SgXmlAttributes *attributes)
{
	SgStyles *styles = data;
	if (tag == TAG_ABSTRACT)
		begin_abstract(styles, attributes);
	else if (tag == TAG_NUM)
		begin_numbering(styles, attributes);
	else if (tag == TAG_LEVEL)
		begin_level(styles, attributes);
	else if (styles->in_level)
		read_level_property(styles, tag, attributes);
	else
		read_numbering_property(styles, tag, attributes);
	return true;
}

static void end_numbering(void *data, int tag)
{
	SgStyles *styles = data;
	if (tag != TAG_LEVEL)
		return;
	if (styles->list)
		sg_list_set_level(styles->list, styles->level, styles->model);
	g_clear_pointer(&styles->model.pattern, g_free);
	styles->in_level = false;
}

static const SgXmlName NUMBERING_NAMES[] = {{"w:abstractNum", TAG_ABSTRACT},
					    {"w:numStyleLink", TAG_STYLE_LINK},
					    {"w:lvl", TAG_LEVEL},
					    {"w:start", TAG_START},
					    {"w:numFmt", TAG_FORMAT},
					    {"w:lvlText", TAG_PATTERN},
					    {"w:isLgl", TAG_LEGAL},
					    {"w:num", TAG_NUM},
					    {"w:abstractNumId", TAG_ABSTRACT_ID},
					    {"w:lvlOverride", TAG_OVERRIDE},
					    {"w:startOverride", TAG_START_OVERRIDE},
					    {NULL, 0}};

/* ---- Both ---- */

SgStyles *sg_styles_new(SgPackage *package, const GPtrArray *relations, GError **error)
{
	static const SgXmlHandler STYLES = {.names = STYLE_NAMES, .start = start_style};
	static const SgXmlHandler NUMBERING = {
	    .names = NUMBERING_NAMES, .start = start_numbering, .end = end_numbering};
	g_autoptr(SgStyles) styles = g_new0(SgStyles, 1);
	styles->styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, style_free);
	styles->abstracts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, abstract_free);
	styles->numberings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, numbering_free);
	styles->usual = &styles->plain;
	bool read = sg_package_read_optional(package, sg_relation_by_type(relations, "styles"), &STYLES,
					     styles, error) &&
		    sg_package_read_optional(package, sg_relation_by_type(relations, "numbering"), &NUMBERING,
					     styles, error);
	/* left over when the part ended inside a level */
	g_clear_pointer(&styles->model.pattern, g_free);
	if (!read)
		return NULL;
	resolve_bases(styles);
	return g_steal_pointer(&styles);
}

void sg_styles_free(SgStyles *styles)
{
	if (!styles)
		return;
	g_hash_table_unref(styles->styles);
	g_hash_table_unref(styles->abstracts);
	g_hash_table_unref(styles->numberings);
	g_free(styles);
}

const SgStyle *sg_styles_get(const SgStyles *styles, const char *id)
{
	const Style *style = id ? g_hash_table_lookup(styles->styles, id) : NULL;
	return style ? &style->own : styles->usual;
}

/* Through a style that stands for a list, once: such a list has no levels of its own. */
static SgList *find_list(const SgStyles *styles, const Numbering *numbering)
{
	const Abstract *abstract =
	    numbering->abstract ? g_hash_table_lookup(styles->abstracts, numbering->abstract) : NULL;
	if (!abstract || !abstract->style)
		return abstract ? abstract->list : NULL;
	const char *id = sg_styles_get(styles, abstract->style)->list;
	const Numbering *other = id ? g_hash_table_lookup(styles->numberings, id) : NULL;
	const Abstract *meant =
	    other && other->abstract ? g_hash_table_lookup(styles->abstracts, other->abstract) : NULL;
	return meant ? meant->list : NULL;
}

SgList *sg_styles_use_list(SgStyles *styles, const char *id)
{
	Numbering *numbering = id ? g_hash_table_lookup(styles->numberings, id) : NULL;
	if (!numbering)
		return NULL;
	SgList *list = numbering->own ? numbering->own : find_list(styles, numbering);
	for (int i = 0; list && !numbering->used && i < SG_LIST_LEVELS; i++)
		if (numbering->starts[i] != NOT_SAID)
			sg_list_restart(list, i, numbering->starts[i]);
	numbering->used = true;
	return list;
}
