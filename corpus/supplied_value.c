/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is supplied, as a value: copied, merged, compared, sent to another process. */
#include "base/limits.h"
#include "base/utf8.h"
#include "corpus/supplied.h"

#include <string.h>

SgSupplied *sg_supplied_new(const char *origin)
{
	SgSupplied *supplied = g_new0(SgSupplied, 1);
	supplied->origin = g_strdup(origin);
	return supplied;
}

static void free_meeting(void *data)
{
	SgSuppliedMeeting *meeting = data;
	g_free(meeting->day);
	g_free(meeting->committee);
	g_free(meeting->title);
	g_free(meeting->opening);
	g_free(meeting->url);
	g_free(meeting->origin);
	g_free(meeting);
}

static void free_passage(void *data)
{
	SgSuppliedPassage *passage = data;
	for (int key = 0; key < SG_N_PASSAGE_KEYS; key++)
		g_free(passage->values[key]);
	g_free(passage->origin);
	g_free(passage);
}

void sg_supplied_free(SgSupplied *supplied)
{
	if (!supplied)
		return;
	for (int key = 0; key < SG_N_SUPPLIED; key++) {
		g_free(supplied->values[key]);
		g_free(supplied->origins[key]);
	}
	g_free(supplied->origin);
	g_clear_pointer(&supplied->meetings, g_ptr_array_unref);
	g_clear_pointer(&supplied->passages, g_ptr_array_unref);
	g_free(supplied);
}

void sg_supplied_set(SgSupplied *supplied, SgSuppliedKey key, const char *value)
{
	g_autofree char *copy = sg_utf8_collapse(sg_utf8_repair(value, strlen(value)));
	copy[sg_utf8_prefix(copy, SG_MAX_META_BYTES)] = '\0';
	g_free(supplied->values[key]);
	supplied->values[key] = *copy ? g_steal_pointer(&copy) : NULL;
}

/* Takes `data`. */
static void append(GPtrArray **array, void *data, GDestroyNotify free_func)
{
	if (!*array)
		*array = g_ptr_array_new_with_free_func(free_func);
	g_ptr_array_add(*array, data);
}

void sg_supplied_add_meeting(SgSupplied *supplied, const SgSuppliedMeeting *meeting)
{
	SgSuppliedMeeting *copy = g_new(SgSuppliedMeeting, 1);
	*copy = (SgSuppliedMeeting){
	    .how = meeting->how,
	    .day = g_strdup(meeting->day),
	    .committee = g_strdup(meeting->committee),
	    .title = g_strdup(meeting->title),
	    .opening = g_strdup(meeting->opening),
	    .url = g_strdup(meeting->url),
	    .origin = g_strdup(meeting->origin),
	};
	append(&supplied->meetings, copy, free_meeting);
}

void sg_supplied_add_passage(SgSupplied *supplied, const SgSuppliedPassage *passage)
{
	SgSuppliedPassage *copy = g_new(SgSuppliedPassage, 1);
	*copy =
	    (SgSuppliedPassage){.n = passage->n, .line = passage->line, .origin = g_strdup(passage->origin)};
	for (int key = 0; key < SG_N_PASSAGE_KEYS; key++)
		copy->values[key] = g_strdup(passage->values[key]);
	append(&supplied->passages, copy, free_passage);
}

void sg_supplied_merge(SgSupplied *supplied, const SgSupplied *over)
{
	for (int key = 0; key < SG_N_SUPPLIED; key++) {
		if (!over->values[key])
			continue;
		g_free(supplied->values[key]);
		g_free(supplied->origins[key]);
		supplied->values[key] = g_strdup(over->values[key]);
		supplied->origins[key] = g_strdup(over->origins[key] ? over->origins[key] : over->origin);
		supplied->lines[key] = over->lines[key];
	}
	for (guint i = 0; over->meetings && i < over->meetings->len; i++)
		sg_supplied_add_meeting(supplied, g_ptr_array_index(over->meetings, i));
	for (guint i = 0; over->passages && i < over->passages->len; i++)
		sg_supplied_add_passage(supplied, g_ptr_array_index(over->passages, i));
}

SgSupplied *sg_supplied_copy(const SgSupplied *supplied)
{
	SgSupplied *copy = sg_supplied_new(supplied->origin);
	sg_supplied_merge(copy, supplied);
	return copy;
}

char *sg_supplied_where(const SgSupplied *supplied, SgSuppliedKey key)
{
	const char *origin = supplied->origins[key] ? supplied->origins[key] : supplied->origin;
	return supplied->lines[key] ? g_strdup_printf("%s, line %u", origin, supplied->lines[key])
				    : g_strdup(origin);
}

/* ---- messages -------------------------------------------------------- */

static void pack_meetings(GString *out, const GPtrArray *meetings)
{
	sg_pack_uint(out, meetings ? meetings->len : 0);
	for (guint i = 0; meetings && i < meetings->len; i++) {
		const SgSuppliedMeeting *meeting = g_ptr_array_index(meetings, i);
		sg_pack_uint(out, meeting->how);
		sg_pack_string(out, meeting->day);
		sg_pack_string(out, meeting->committee);
		sg_pack_string(out, meeting->title);
		sg_pack_string(out, meeting->opening);
		sg_pack_string(out, meeting->url);
		sg_pack_string(out, meeting->origin);
	}
}

static void unpack_meetings(SgUnpack *in, SgSupplied *supplied)
{
	for (uint64_t n = sg_unpack_uint(in); n > 0 && !in->bad; n--) {
		SgSuppliedMeeting *meeting = g_new0(SgSuppliedMeeting, 1);
		meeting->how = sg_unpack_below(in, SG_N_SAVED);
		meeting->day = sg_unpack_string(in);
		meeting->committee = sg_unpack_string(in);
		meeting->title = sg_unpack_string(in);
		meeting->opening = sg_unpack_string(in);
		meeting->url = sg_unpack_string(in);
		meeting->origin = sg_unpack_string(in);
		append(&supplied->meetings, meeting, free_meeting);
	}
}

static void pack_passages(GString *out, const GPtrArray *passages)
{
	sg_pack_uint(out, passages ? passages->len : 0);
	for (guint i = 0; passages && i < passages->len; i++) {
		const SgSuppliedPassage *passage = g_ptr_array_index(passages, i);
		sg_pack_uint(out, passage->n);
		sg_pack_uint(out, passage->line);
		for (int key = 0; key < SG_N_PASSAGE_KEYS; key++)
			sg_pack_string(out, passage->values[key]);
		sg_pack_string(out, passage->origin);
	}
}

static void unpack_passages(SgUnpack *in, SgSupplied *supplied)
{
	for (uint64_t n = sg_unpack_uint(in); n > 0 && !in->bad; n--) {
		SgSuppliedPassage *passage = g_new0(SgSuppliedPassage, 1);
		passage->n = (unsigned)sg_unpack_uint(in);
		passage->line = (unsigned)sg_unpack_uint(in);
		for (int key = 0; key < SG_N_PASSAGE_KEYS; key++)
			passage->values[key] = sg_unpack_string(in);
		passage->origin = sg_unpack_string(in);
		append(&supplied->passages, passage, free_passage);
	}
}

void sg_supplied_pack(GString *out, const SgSupplied *supplied)
{
	sg_pack_string(out, supplied ? supplied->origin : NULL);
	if (!supplied)
		return;
	for (int key = 0; key < SG_N_SUPPLIED; key++) {
		sg_pack_string(out, supplied->values[key]);
		sg_pack_string(out, supplied->origins[key]);
		/* lines and files are only for messages */
		sg_pack_uint(out, supplied->lines[key]);
	}
	pack_meetings(out, supplied->meetings);
	pack_passages(out, supplied->passages);
}

SgSupplied *sg_supplied_unpack(SgUnpack *in)
{
	g_autofree char *origin = sg_unpack_string(in);
	if (!origin)
		return NULL;
	SgSupplied *supplied = sg_supplied_new(origin);
	for (int key = 0; key < SG_N_SUPPLIED; key++) {
		supplied->values[key] = sg_unpack_string(in);
		supplied->origins[key] = sg_unpack_string(in);
		supplied->lines[key] = (unsigned)sg_unpack_uint(in);
	}
	unpack_meetings(in, supplied);
	unpack_passages(in, supplied);
	return supplied;
}

/* ---- comparing ------------------------------------------------------- */

/* What is said, without where it stands: a line moved down changes nothing. */
static GString *pack_content(const SgSupplied *supplied)
{
	GString *out = g_string_new(NULL);
	for (int key = 0; key < SG_N_SUPPLIED; key++)
		sg_pack_string(out, supplied->values[key]);
	pack_meetings(out, supplied->meetings);
	const GPtrArray *passages = supplied->passages;
	for (guint i = 0; passages && i < passages->len; i++) {
		const SgSuppliedPassage *passage = g_ptr_array_index(passages, i);
		sg_pack_uint(out, passage->n);
		for (int key = 0; key < SG_N_PASSAGE_KEYS; key++)
			sg_pack_string(out, passage->values[key]);
	}
	return out;
}

int64_t sg_supplied_stamp(const SgSupplied *supplied)
{
	if (!supplied)
		return 0;
	g_autoptr(GString) content = pack_content(supplied);
	g_autofree char *sum =
	    g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)content->str, content->len);
	guint64 stamp = g_ascii_strtoull(sum + 48, NULL, 16);
	/* never 0, which is nothing supplied, and never negative */
	return (int64_t)(stamp >> 1) | 1;
}

static bool gives_values(const SgSupplied *supplied)
{
	bool any = false;
	for (int key = 0; supplied && key < SG_N_SUPPLIED; key++)
		any |= supplied->values[key] != NULL;
	return any;
}

bool sg_supplied_contradicts(const SgSupplied *one, const SgSupplied *other)
{
	if (!gives_values(one))
		return false;
	for (int key = 0; key < SG_N_SUPPLIED; key++)
		if (g_strcmp0(one->values[key], other ? other->values[key] : NULL) != 0)
			return true;
	return false;
}
