/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Presentations (ISO/IEC 29500-1, 19): slide after slide in the order of the show, each with its notes. */
#include "indexer/extract/ooxml_drawing.h"

enum { TAG_SLIDE_ID = 1 };

static bool start(void *data, int tag, const SgXmlAttributes *attributes)
{
	if (tag == TAG_SLIDE_ID)
		g_ptr_array_add(data, g_strdup(sg_xml_get(attributes, "r:id")));
	return true;
}

/* All that a slide's notes say is one note. */
static bool read_notes(SgPackage *package, const char *slide, SgFlow *flow, GError **error)
{
	g_autoptr(GPtrArray) relations = sg_package_relations(package, slide);
	sg_flow_begin_aside(flow);
	bool read = sg_drawing_read(package, sg_relation_by_type(relations, "notesSlide"), flow, error);
	sg_flow_end_aside(flow, SG_BLOCK_NOTE, NULL);
	sg_flow_end_paragraph(flow, SG_BLOCK_PARAGRAPH, 0, NULL);
	return read;
}

static bool read_slides(SgPackage *package, const GPtrArray *ids, SgFlow *flow, GError **error)
{
	g_autoptr(GPtrArray) relations = sg_package_relations(package, package->main);
	for (guint i = 0; i < ids->len; i++) {
		const char *slide = sg_relation_by_id(relations, g_ptr_array_index(ids, i));
		sg_flow_set_page(flow, i + 1);
		if (!slide)
			continue;
		size_t n_before = sg_flow_get_bytes(flow);
		if (!sg_drawing_read(package, slide, flow, error))
			return false;
		/* a slide that is not shown, or empty, has no notes to show either */
		if (sg_flow_get_bytes(flow) > n_before && !read_notes(package, slide, flow, error))
			return false;
	}
	return true;
}

bool sg_extract_pptx(GBytes *bytes, SgText *text, GError **error)
{
	static const SgXmlName NAMES[] = {{"p:sldId", TAG_SLIDE_ID}, {NULL, 0}};
	static const SgXmlHandler HANDLER = {.names = NAMES, .start = start};
	g_autoptr(SgPackage) package = sg_package_new(bytes, error);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(SgFlow) flow = sg_flow_new();
	if (!package || !sg_package_read_properties(package, text, "pptx", error) ||
	    !sg_package_read(package, package->main, &HANDLER, ids, error) ||
	    !read_slides(package, ids, flow, error))
		return false;
	text->n_pages = ids->len;
	return sg_flow_finish(flow, text, error);
}
