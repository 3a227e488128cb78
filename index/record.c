/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/record.h"

#include "index/error.h"

#include <string.h>

const char *sg_date_precision(const SgDate *date)
{
	SgDay from = date->when.from, to = date->when.to;
	if (from == 0)
		return "unknown";
	if (from == to)
		return "day";
	if (sg_day_year(from) == sg_day_year(to)) {
		SgInterval month = sg_interval_month(sg_day_year(from), sg_day_month(from));
		SgInterval year = sg_interval_year(sg_day_year(from));
		if (month.from == from && month.to == to)
			return "month";
		if (year.from == from && year.to == to)
			return "year";
	}
	return "range";
}

bool sg_date_estimated(const SgDate *date)
{
	/* metadata that gives no day has been reasoned from too */
	return date->basis == SG_BASIS_TEXT || date->basis == SG_BASIS_COMMENT ||
	       (date->basis == SG_BASIS_METADATA && date->when.from != date->when.to);
}

SgDate sg_date_copy(const SgDate *date)
{
	SgDate copy = *date;
	copy.note = g_strdup(date->note);
	return copy;
}

void sg_date_clear(SgDate *date)
{
	g_free(date->note);
	*date = (SgDate){.basis = SG_BASIS_UNKNOWN};
}

int sg_date_year(const SgDate *date)
{
	if (!sg_interval_known(date->when))
		return 0;
	int n_days = sg_day_between(date->when.from, date->when.to);
	return n_days > 366 ? 0 : sg_day_year(sg_day_add(date->when.from, n_days / 2));
}

void sg_date_pack(GString *out, const SgDate *date)
{
	sg_pack_uint(out, (uint64_t)date->when.from);
	sg_pack_uint(out, (uint64_t)date->when.to);
	sg_pack_uint(out, date->basis);
	sg_pack_string(out, date->note);
}

static SgDay unpack_day(SgUnpack *in)
{
	/* YYYYMMDD has eight digits */
	SgDay day = (SgDay)sg_unpack_below(in, 100000000);
	if (day != 0 && sg_day(sg_day_year(day), sg_day_month(day), sg_day_of_month(day)) != day)
		in->bad = true;
	return in->bad ? 0 : day;
}

SgDate sg_date_unpack(SgUnpack *in)
{
	SgDate date;
	date.when.from = unpack_day(in);
	date.when.to = unpack_day(in);
	if (date.when.from > date.when.to || !date.when.from != !date.when.to)
		in->bad = true;
	date.basis = sg_unpack_below(in, SG_N_BASES);
	date.note = sg_unpack_string(in);
	return date;
}

void sg_date_put_json(SgJson *json, const char *key, const SgDate *date)
{
	bool known = sg_interval_known(date->when);
	g_autofree char *from = known ? sg_day_print_iso(date->when.from) : NULL;
	g_autofree char *to = known ? sg_day_print_iso(date->when.to) : NULL;
	sg_json_begin_object(json, key);
	sg_json_string(json, "from", from);
	sg_json_string(json, "to", to);
	sg_json_string(json, "precision", sg_date_precision(date));
	sg_json_string(json, "basis", sg_basis_name(date->basis));
	sg_json_string(json, "note", date->note);
	sg_json_end_object(json);
}

static void pack_strv(GString *out, char *const *strv)
{
	guint n = strv ? g_strv_length((char **)strv) : 0;
	sg_pack_uint(out, n);
	for (guint i = 0; i < n; i++)
		sg_pack_string(out, strv[i]);
}

static char **unpack_strv(SgUnpack *in)
{
	/* headings have six levels: more is damage */
	enum { MAX_STRINGS = 64 };
	uint32_t n = sg_unpack_below(in, MAX_STRINGS);
	if (n == 0)
		return NULL;
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
	for (uint32_t i = 0; i < n && !in->bad; i++) {
		g_autofree char *text = sg_unpack_string(in);
		if (text)
			g_strv_builder_add(builder, text);
	}
	return g_strv_builder_end(builder);
}

/* Ends a decode: the record must have been used up exactly. */
static bool decoded(const SgUnpack *in, const char *what, GError **error)
{
	if (sg_unpack_done(in))
		return true;
	g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED, "a %s record of the index is damaged",
		    what);
	return false;
}

SgPassage *sg_passage_new(void)
{
	return g_new0(SgPassage, 1);
}

void sg_passage_free(SgPassage *passage)
{
	if (!passage)
		return;
	sg_date_clear(&passage->said);
	g_free(passage->number);
	g_free(passage->speaker);
	g_free(passage->role);
	g_strfreev(passage->heading);
	g_free(passage->page_label);
	g_free(passage->text);
	g_free(passage);
}

GString *sg_passage_encode(const SgPassage *passage)
{
	GString *out = g_string_sized_new(strlen(passage->text) + 64);
	sg_pack_uint(out, passage->n);
	sg_pack_uint(out, passage->source);
	sg_pack_uint(out, passage->kind);
	sg_pack_uint(out, passage->section);
	sg_pack_uint(out, passage->quotation);
	sg_pack_uint(out, passage->note);
	sg_date_pack(out, &passage->said);
	sg_pack_string(out, passage->number);
	sg_pack_string(out, passage->speaker);
	sg_pack_string(out, passage->role);
	pack_strv(out, passage->heading);
	sg_pack_uint(out, passage->page);
	sg_pack_uint(out, passage->page_end);
	sg_pack_string(out, passage->page_label);
	sg_pack_string(out, passage->text);
	return out;
}

SgPassage *sg_passage_decode(const void *bytes, size_t n_bytes, GError **error)
{
	SgUnpack in = sg_unpack_start(bytes, n_bytes);
	g_autoptr(SgPassage) passage = sg_passage_new();
	passage->n = sg_unpack_below(&in, UINT32_MAX);
	passage->source = sg_unpack_below(&in, SG_N_SOURCES);
	passage->kind = sg_unpack_below(&in, SG_N_KINDS);
	passage->section = sg_unpack_below(&in, SG_N_SECTIONS);
	passage->quotation = sg_unpack_below(&in, SG_N_QUOTATIONS);
	passage->note = sg_unpack_below(&in, 2) == 1;
	passage->said = sg_date_unpack(&in);
	passage->number = sg_unpack_string(&in);
	passage->speaker = sg_unpack_string(&in);
	passage->role = sg_unpack_string(&in);
	passage->heading = unpack_strv(&in);
	passage->page = sg_unpack_below(&in, UINT32_MAX);
	passage->page_end = sg_unpack_below(&in, UINT32_MAX);
	passage->page_label = sg_unpack_string(&in);
	passage->text = sg_unpack_string(&in);
	if (!passage->text)
		in.bad = true;
	return decoded(&in, "passage", error) ? g_steal_pointer(&passage) : NULL;
}

SgDocument *sg_document_new(void)
{
	return g_new0(SgDocument, 1);
}

void sg_document_free(SgDocument *document)
{
	if (!document)
		return;
	g_free(document->id);
	g_free(document->sha256);
	g_free(document->title);
	g_free(document->about);
	sg_date_clear(&document->published);
	g_free(document->type);
	g_free(document->url);
	g_free(document->status);
	g_free(document->author);
	g_free(document->publisher);
	g_free(document->committee);
	for (int i = 0; i < SG_N_DATED; i++)
		sg_date_clear(&document->dates[i]);
	sg_inspection_free(document->inspection);
	g_free(document);
}

GString *sg_document_encode(const SgDocument *document)
{
	GString *out = g_string_new(NULL);
	sg_pack_string(out, document->id);
	sg_pack_string(out, document->sha256);
	sg_pack_string(out, document->title);
	sg_pack_uint(out, document->source);
	sg_pack_string(out, document->about);
	sg_date_pack(out, &document->published);
	sg_pack_string(out, document->type);
	sg_pack_string(out, document->url);
	sg_pack_string(out, document->status);
	sg_pack_uint(out, document->n_pages);
	sg_pack_uint(out, document->n_passages);
	sg_pack_uint(out, document->no_text);
	sg_pack_uint(out, document->ocr);
	sg_pack_string(out, document->author);
	sg_pack_string(out, document->publisher);
	sg_pack_string(out, document->committee);
	for (int i = 0; i < SG_N_DATED; i++)
		sg_date_pack(out, &document->dates[i]);
	sg_inspection_pack(out, document->inspection);
	return out;
}

SgDocument *sg_document_decode(const void *bytes, size_t n_bytes, GError **error)
{
	SgUnpack in = sg_unpack_start(bytes, n_bytes);
	g_autoptr(SgDocument) document = sg_document_new();
	document->id = sg_unpack_string(&in);
	document->sha256 = sg_unpack_string(&in);
	document->title = sg_unpack_string(&in);
	document->source = sg_unpack_below(&in, SG_N_SOURCES);
	document->about = sg_unpack_string(&in);
	document->published = sg_date_unpack(&in);
	document->type = sg_unpack_string(&in);
	document->url = sg_unpack_string(&in);
	document->status = sg_unpack_string(&in);
	document->n_pages = sg_unpack_below(&in, UINT32_MAX);
	document->n_passages = sg_unpack_below(&in, UINT32_MAX);
	document->no_text = sg_unpack_below(&in, 2) == 1;
	document->ocr = sg_unpack_below(&in, 2) == 1;
	document->author = sg_unpack_string(&in);
	document->publisher = sg_unpack_string(&in);
	document->committee = sg_unpack_string(&in);
	for (int i = 0; i < SG_N_DATED; i++)
		document->dates[i] = sg_date_unpack(&in);
	document->inspection = sg_inspection_unpack(&in);
	if (!document->id || !document->title)
		in.bad = true;
	return decoded(&in, "document", error) ? g_steal_pointer(&document) : NULL;
}

SgPlace *sg_place_new(void)
{
	return g_new0(SgPlace, 1);
}

void sg_place_free(SgPlace *place)
{
	if (!place)
		return;
	g_free(place->path);
	g_free(place->document_id);
	g_free(place->reason);
	g_free(place->message);
	g_free(place);
}

GString *sg_place_encode(const SgPlace *place)
{
	GString *out = g_string_new(NULL);
	sg_pack_string(out, place->path);
	sg_pack_uint(out, (uint64_t)place->n_bytes);
	sg_pack_uint(out, (uint64_t)place->mtime_ns);
	sg_pack_uint(out, (uint64_t)place->supplied_stamp);
	sg_pack_string(out, place->document_id);
	sg_pack_string(out, place->reason);
	sg_pack_string(out, place->message);
	return out;
}

SgPlace *sg_place_decode(const void *bytes, size_t n_bytes, GError **error)
{
	SgUnpack in = sg_unpack_start(bytes, n_bytes);
	g_autoptr(SgPlace) place = sg_place_new();
	place->path = sg_unpack_string(&in);
	place->n_bytes = (int64_t)sg_unpack_uint(&in);
	place->mtime_ns = (int64_t)sg_unpack_uint(&in);
	place->supplied_stamp = (int64_t)sg_unpack_uint(&in);
	place->document_id = sg_unpack_string(&in);
	place->reason = sg_unpack_string(&in);
	place->message = sg_unpack_string(&in);
	if (!place->path)
		in.bad = true;
	return decoded(&in, "place", error) ? g_steal_pointer(&place) : NULL;
}

char *sg_place_key(const char *path)
{
	GString *key = g_string_new(NULL);
	const char *bad;
	for (const char *end = path + strlen(path); path < end; path = bad + 1) {
		g_utf8_validate_len(path, (gsize)(end - path), &bad);
		for (; path < bad; path++) {
			if (*path == '%')
				g_string_append(key, "%25");
			else
				g_string_append_c(key, *path);
		}
		if (bad == end)
			break;
		g_string_append_printf(key, "%%%02X", (unsigned char)*bad);
	}
	return g_string_free(key, FALSE);
}

char *sg_place_path(const char *key)
{
	GString *path = g_string_new(NULL);
	for (; *key; key++) {
		/* keys were made by sg_place_key(); what people type may have a lone "%" */
		if (*key == '%' && g_ascii_isxdigit(key[1]) && g_ascii_isxdigit(key[2])) {
			g_string_append_c(
			    path, (char)(g_ascii_xdigit_value(key[1]) * 16 + g_ascii_xdigit_value(key[2])));
			key += 2;
		} else {
			g_string_append_c(path, *key);
		}
	}
	return g_string_free(path, FALSE);
}
