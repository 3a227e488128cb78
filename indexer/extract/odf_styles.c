/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/odf_styles.h"

#include <string.h>

enum { MAX_PARENTS = 32 }; /* a loop ends here */

struct SgOdfStyles {
	GHashTable *styles; /* "family:name" -> SgOdfStyle */
	GHashTable *lists;  /* name -> SgList */

	/* while reading; borrowed, NULL outside */
	SgOdfStyle *style;
	SgList *list;
};

static void style_free(void *data)
{
	SgOdfStyle *style = data;
	g_free(style->parent);
	g_free(style->list);
	g_free(style);
}

static void list_free(void *data)
{
	sg_list_free(data);
}

SgOdfStyles *sg_odf_styles_new(void)
{
	SgOdfStyles *styles = g_new0(SgOdfStyles, 1);
	styles->styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, style_free);
	styles->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, list_free);
	return styles;
}

void sg_odf_styles_free(SgOdfStyles *styles)
{
	if (!styles)
		return;
	g_hash_table_unref(styles->styles);
	g_hash_table_unref(styles->lists);
	g_free(styles);
}

static char *make_key(const char *family, const char *name)
{
	return g_strconcat(family, ":", name, NULL);
}

/* Automatic styles of styles.xml and of content.xml may share a name; what is read later is meant from there
 * on. */
static void begin_style(SgOdfStyles *styles, const SgXmlAttributes *attributes)
{
	const char *family = sg_xml_get(attributes, "style:family");
	const char *name = sg_xml_get(attributes, "style:name");
	styles->style = NULL;
	if (!family || !name)
		return;
	SgOdfStyle *style = g_new0(SgOdfStyle, 1);
	style->bold = style->hidden = -1;
	style->parent = g_strdup(sg_xml_get(attributes, "style:parent-style-name"));
	style->list = g_strdup(sg_xml_get(attributes, "style:list-style-name"));
	style->heading = sg_xml_get_int(attributes, "style:default-outline-level", 0);
	/* OpenOffice's and LibreOffice's own names, the same in every language */
	if (strcmp(name, "Title") == 0)
		style->heading = 1;
	style->quote = strcmp(name, "Quotations") == 0;
	styles->style = style;
	g_hash_table_replace(styles->styles, make_key(family, name), style);
}

static void read_properties(SgOdfStyle *style, const SgXmlAttributes *attributes)
{
	const char *weight = sg_xml_get(attributes, "fo:font-weight");
	if (weight)
		style->bold = strcmp(weight, "bold") == 0 || g_ascii_strtoull(weight, NULL, 10) >= 600;
	const char *display = sg_xml_get(attributes, "text:display");
	if (display)
		style->hidden = strcmp(display, "none") == 0;
	const char *sheet = sg_xml_get(attributes, "table:display");
	if (sheet)
		style->hidden = strcmp(sheet, "false") == 0;
}

static SgFigure read_figure(const char *format)
{
	static const char FORMATS[] = "1aAiI";
	static const SgFigure FIGURES[] = {SG_FIGURE_DECIMAL, SG_FIGURE_LOWER_LETTER, SG_FIGURE_UPPER_LETTER,
					   SG_FIGURE_LOWER_ROMAN, SG_FIGURE_UPPER_ROMAN};
	if (!format || !*format)
		return SG_FIGURE_NONE;
	const char *at = strchr(FORMATS, *format);
	return at ? FIGURES[at - FORMATS] : SG_FIGURE_DECIMAL;
}

/* ODF 1.3, part 3, 19.880 (text:display-levels): figures of that many levels, with full stops between. */
static char *make_pattern(const SgXmlAttributes *attributes, int level)
{
	const char *prefix = sg_xml_get(attributes, "style:num-prefix");
	const char *suffix = sg_xml_get(attributes, "style:num-suffix");
	int n_shown = CLAMP(sg_xml_get_int(attributes, "text:display-levels", 1), 1, level);
	GString *pattern = g_string_new(prefix);
	for (int i = level - n_shown + 1; i <= level; i++)
		g_string_append_printf(pattern, "%%%d%s", MIN(i, 9), i < level ? "." : "");
	g_string_append(pattern, suffix ? suffix : "");
	return g_string_free(pattern, FALSE);
}

static void read_level(SgList *list, int tag, const SgXmlAttributes *attributes)
{
	int level = CLAMP(sg_xml_get_int(attributes, "text:level", 1), 1, SG_LIST_LEVELS);
	if (tag == SG_ODF_LEVEL_BULLET) {
		const char *glyph = sg_xml_get(attributes, "text:bullet-char");
		g_autofree char *copy = g_strdup(glyph ? glyph : "\u2022");
		sg_list_set_level(list, level - 1, (SgListLevel){SG_FIGURE_BULLET, 1, copy, false});
		return;
	}
	SgFigure figure = read_figure(sg_xml_get(attributes, "style:num-format"));
	g_autofree char *pattern = figure == SG_FIGURE_NONE ? NULL : make_pattern(attributes, level);
	int start = sg_xml_get_int(attributes, "text:start-value", 1);
	sg_list_set_level(list, level - 1, (SgListLevel){figure, start, pattern, false});
}

void sg_odf_styles_start(SgOdfStyles *styles, int tag, const SgXmlAttributes *attributes)
{
	if (tag == SG_ODF_STYLE) {
		begin_style(styles, attributes);
	} else if (tag == SG_ODF_PROPERTIES && styles->style) {
		read_properties(styles->style, attributes);
	} else if (tag == SG_ODF_LIST_STYLE) {
		/* the outline's has a name too, in documents since LibreOffice 4, but nothing refers to it */
		const char *name = sg_xml_get(attributes, "style:name");
		bool outline = !name || strcmp(name, "Outline") == 0;
		styles->style = NULL;
		styles->list = sg_list_new();
		g_hash_table_replace(styles->lists, g_strdup(outline ? "" : name), styles->list);
	} else if ((tag == SG_ODF_LEVEL_NUMBER || tag == SG_ODF_LEVEL_BULLET) && styles->list) {
		read_level(styles->list, tag, attributes);
	}
}

SgOdfStyle sg_odf_styles_get(const SgOdfStyles *styles, const char *family, const char *name)
{
	SgOdfStyle found = {.bold = -1, .hidden = -1};
	for (int i = 0; name && i < MAX_PARENTS; i++) {
		g_autofree char *key = make_key(family, name);
		const SgOdfStyle *style = g_hash_table_lookup(styles->styles, key);
		if (!style)
			break;
		found.bold = found.bold < 0 ? style->bold : found.bold;
		found.hidden = found.hidden < 0 ? style->hidden : found.hidden;
		found.heading = found.heading ? found.heading : style->heading;
		found.list = found.list ? found.list : style->list;
		found.quote = found.quote || style->quote;
		name = style->parent;
	}
	return found;
}

SgList *sg_odf_styles_get_list(const SgOdfStyles *styles, const char *name)
{
	return name ? g_hash_table_lookup(styles->lists, name) : NULL;
}
