/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/zipfile.h"

#include "base/limits.h"
#include "indexer/text.h"

#include <string.h>
#include <zip.h>

/* Small beside the bounds: a bomb is noticed so many bytes past one. */
enum { CHUNK_BYTES = 64 * 1024 };

struct SgZip {
	GBytes *bytes;
	zip_t *archive;
	size_t n_read;       /* members unpacked so far */
	size_t n_read_bytes; /* their bytes */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(zip_file_t, zip_fclose)

bool sg_zip_recognise(const char *bytes, size_t n_bytes)
{
	return n_bytes >= 4 && (memcmp(bytes, "PK\x03\x04", 4) == 0 || memcmp(bytes, "PK\x05\x06", 4) == 0);
}

static zip_t *open_archive(GBytes *bytes, zip_error_t *ret_why)
{
	gsize n_bytes = 0;
	const void *data = g_bytes_get_data(bytes, &n_bytes);
	zip_source_t *source = zip_source_buffer_create(data, n_bytes, 0, ret_why);
	if (!source)
		return NULL;
	/* read-only: libzip then has no reason to look for a place to write to */
	zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, ret_why);
	if (!archive)
		zip_source_free(source);
	return archive;
}

SgZip *sg_zip_new(GBytes *bytes, GError **error)
{
	zip_error_t why;
	zip_error_init(&why);
	zip_t *archive = open_archive(bytes, &why);
	if (!archive)
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "is a damaged ZIP archive: %s",
			    zip_error_strerror(&why));
	zip_error_fini(&why);
	if (!archive)
		return NULL;
	SgZip *zip = g_new0(SgZip, 1);
	zip->bytes = g_bytes_ref(bytes);
	zip->archive = archive;
	return zip;
}

void sg_zip_free(SgZip *zip)
{
	if (!zip)
		return;
	zip_discard(zip->archive);
	g_bytes_unref(zip->bytes);
	g_free(zip);
}

size_t sg_zip_get_n_members(const SgZip *zip)
{
	zip_int64_t n = zip_get_num_entries(zip->archive, 0);
	return n > 0 ? (size_t)n : 0;
}

/* APPNOTE.TXT, D.1: a name that is not marked as UTF-8, and is none, is in the character set of MS-DOS. */
const char *sg_zip_get_name(const SgZip *zip, size_t i)
{
	const char *name = zip_get_name(zip->archive, i, ZIP_FL_ENC_GUESS);
	return name ? name : "";
}

/* Programs on Windows do not heed the case of names, and some write parts in another than they refer to. */
static zip_int64_t locate(const SgZip *zip, const char *name)
{
	zip_int64_t exact = zip_name_locate(zip->archive, name, 0);
	return exact >= 0 ? exact : zip_name_locate(zip->archive, name, ZIP_FL_NOCASE);
}

bool sg_zip_has(const SgZip *zip, const char *name)
{
	return locate(zip, name) >= 0;
}

/* The root stands for the archive's: ".." leads no further, and the name is only ever looked up. */
char *sg_zip_resolve(const char *from, const char *target)
{
	g_autofree char *bare = g_strndup(target, strcspn(target, "#"));
	g_autofree char *unescaped = g_uri_unescape_string(bare, NULL);
	const char *name = unescaped ? unescaped : bare;
	const char *slash = strrchr(from, '/');
	int n_folder = slash ? (int)(slash - from) : 0;
	g_autofree char *path =
	    *name == '/' ? g_strdup(name) : g_strdup_printf("/%.*s/%s", n_folder, from, name);
	g_autofree char *canonical = g_canonicalize_filename(path, "/");
	return g_strdup(canonical + strspn(canonical, "/"));
}

static GBytes *too_large(GError **error)
{
	g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "expands past the limit");
	return NULL;
}

static GBytes *damaged(const SgZip *zip, size_t i, const char *why, GError **error)
{
	g_autofree char *name = g_utf8_make_valid(sg_zip_get_name(zip, i), -1);
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "member %s cannot be unpacked: %s", name,
		    why ? why : "unknown reason");
	return NULL;
}

static bool is_encrypted(const SgZip *zip, size_t i)
{
	zip_stat_t stat;
	return zip_stat_index(zip->archive, i, 0, &stat) == 0 && (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
	       stat.encryption_method != ZIP_EM_NONE;
}

/* A size that is declared too large need not be tried: a hundred such members would take the time of all. */
static bool says_too_large(const SgZip *zip, size_t i, size_t max_bytes)
{
	zip_stat_t stat;
	return zip_stat_index(zip->archive, i, 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) &&
	       stat.size > max_bytes;
}

/* All of an open member, at most max_bytes.  What is unpacked counts, whatever comes of it: members that lie
   about their size would each take the time of the largest. */
static GBytes *unpack(SgZip *zip, size_t i, zip_file_t *file, size_t max_bytes, GError **error)
{
	g_autoptr(GByteArray) unpacked = g_byte_array_new();
	for (;;) {
		size_t n_before = unpacked->len;
		g_byte_array_set_size(unpacked, (guint)(n_before + CHUNK_BYTES));
		zip_int64_t n = zip_fread(file, unpacked->data + n_before, CHUNK_BYTES);
		if (n < 0)
			return damaged(zip, i, zip_file_strerror(file), error);
		g_byte_array_set_size(unpacked, (guint)(n_before + (size_t)n));
		zip->n_read_bytes += (size_t)n;
		if (unpacked->len > max_bytes)
			return too_large(error);
		if (n == 0)
			return g_byte_array_free_to_bytes(g_steal_pointer(&unpacked));
	}
}

GBytes *sg_zip_read_at(SgZip *zip, size_t i, GError **error)
{
	if (is_encrypted(zip, i)) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_ENCRYPTED, "encrypted");
		return NULL;
	}
	if (zip->n_read >= SG_MAX_PARTS)
		return too_large(error);
	size_t n_left = SG_MAX_PARTS_BYTES - MIN(zip->n_read_bytes, (size_t)SG_MAX_PARTS_BYTES);
	size_t max_bytes = MIN((size_t)SG_MAX_PART_BYTES, n_left);
	if (says_too_large(zip, i, max_bytes))
		return too_large(error);
	g_autoptr(zip_file_t) file = zip_fopen_index(zip->archive, i, 0);
	if (!file)
		return damaged(zip, i, zip_strerror(zip->archive), error);
	zip->n_read++;
	return unpack(zip, i, file, max_bytes, error);
}

GBytes *sg_zip_read(SgZip *zip, const char *name, GError **error)
{
	zip_int64_t i = locate(zip, name);
	if (i >= 0)
		return sg_zip_read_at(zip, (size_t)i, error);
	g_autofree char *valid = g_utf8_make_valid(name, -1);
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "has no member %s", valid);
	return NULL;
}
