/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * ZIP archives that are no document but hold some: each member is a part.  An archive in an archive is not
 * opened, since it could hold itself.  Names are names: nothing is ever unpacked to a disk.
 */
#include "indexer/extract/office.h"
#include "indexer/extract/zipfile.h"
#include "indexer/text.h"

#include <string.h>

/* A folder, or what macOS and other systems keep beside the files: no more met than hidden files in a folder.
 */
static bool is_passed_over(const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash ? slash + 1 : name;
	return *base == '\0' || *base == '.' || g_str_has_prefix(name, "__MACOSX/");
}

/* Office documents are ZIP archives too, and welcome. */
static bool is_archive(GBytes *member, const char *name)
{
	gsize n_bytes = 0;
	const char *start = g_bytes_get_data(member, &n_bytes);
	const char *dot = strrchr(name, '.');
	return n_bytes > 0 && sg_zip_recognise(start, n_bytes) && !sg_office_type(member, dot ? dot + 1 : "");
}

static void add_member(SgZip *zip, size_t i, SgText *text)
{
	const char *name = sg_zip_get_name(zip, i);
	if (is_passed_over(name))
		return;
	g_autoptr(GError) cause = NULL;
	g_autoptr(GBytes) member = sg_zip_read_at(zip, i, &cause);
	if (!member)
		sg_text_refuse_part(text, name, (SgReason)cause->code, cause->message);
	else if (is_archive(member, name))
		sg_text_refuse_part(text, name, SG_REASON_TOO_LARGE, "expands past the limit");
	else
		sg_text_add_part(text, name, g_steal_pointer(&member));
}

bool sg_extract_zip(GBytes *bytes, SgText *text, GError **error)
{
	g_autoptr(SgZip) zip = sg_zip_new(bytes, error);
	if (!zip)
		return false;
	text->archive = true;
	for (size_t i = 0; i < sg_zip_get_n_members(zip); i++)
		add_member(zip, i, text);
	return true;
}
