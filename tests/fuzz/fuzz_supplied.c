/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sidecars, manifests and corrections are written by hand, or by anyone who may put a file beside a document:
   what is read of them is bounded, valid text, and arrives whole in another process; what is not says where.
 */
#include "base/error.h"
#include "base/limits.h"
#include "index/record.h"
#include "indexer/corrected.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static void check_error(const GError *error)
{
	g_assert_nonnull(error);
	g_assert_true(error->domain == SG_BASE_ERROR && *error->message);
}

static void check_text(const char *text)
{
	g_assert_true(!text || (g_utf8_validate(text, -1, NULL) && strlen(text) <= SG_MAX_META_BYTES));
}

static void check_supplied(const SgSupplied *supplied)
{
	for (int key = 0; key < SG_N_SUPPLIED; key++)
		check_text(supplied->values[key]);
	for (guint i = 0; supplied->passages && i < supplied->passages->len; i++) {
		const SgSuppliedPassage *passage = g_ptr_array_index(supplied->passages, i);
		g_assert_cmpuint(passage->n, >, 0);
		for (int key = 0; key < SG_N_PASSAGE_KEYS; key++)
			check_text(passage->values[key]);
	}
	g_autoptr(GString) message = g_string_new(NULL);
	sg_supplied_pack(message, supplied);
	g_assert_cmpuint(message->len, <=, SG_MAX_CHANNEL_BYTES / 2);
	SgUnpack in = sg_unpack_start(message->str, message->len);
	g_autoptr(SgSupplied) read = sg_supplied_unpack(&in);
	g_assert_true(sg_unpack_done(&in));
	g_assert_true(sg_supplied_stamp(read) == sg_supplied_stamp(supplied));
}

static void read_sidecar(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgSupplied) supplied = sg_sidecar_read(path, &error);
	if (supplied)
		check_supplied(supplied);
	else
		check_error(error);
}

static void read_manifest(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GHashTable) table = sg_manifest_read(path, &error);
	if (!table) {
		check_error(error);
		return;
	}
	GHashTableIter iter;
	gpointer name, supplied;
	g_hash_table_iter_init(&iter, table);
	while (g_hash_table_iter_next(&iter, &name, &supplied)) {
		g_assert_true(g_path_is_absolute(name));
		check_supplied(supplied);
	}
}

static void count_unused(const char *where, const char *document_id, const char *name, void *user_data)
{
	(void)document_id;
	g_assert_true(*where && *name);
	++*(unsigned *)user_data;
}

static void read_corrections(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgCorrections) corrections = sg_corrected_read(path, &error);
	g_autoptr(SgSupplied) supplied = NULL;
	if (!corrections) {
		check_error(error);
		return;
	}
	sg_corrections_apply(corrections, "/a.pdf", "0123456789abcdef", &supplied);
	if (supplied)
		check_supplied(supplied);
	unsigned n_unused = 0;
	sg_corrections_each_unused(corrections, count_unused, &n_unused);
	g_autoptr(GPtrArray) passages = g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free);
	g_ptr_array_add(passages, sg_passage_new());
	if (!sg_corrected_passages(supplied, passages, &error))
		check_error(error);
}

/* A file in memory, once: each input is written over the last one.  Named so that the manifest's two forms
 * come up. */
static int open_file(char **ret_tsv, char **ret_jsonl)
{
	g_autofree char *folder = g_dir_make_tmp("fuzz-XXXXXX", NULL);
	int fd = memfd_create("supplied", 0);
	g_assert_true(folder && fd >= 0);
	*ret_tsv = g_strdup_printf("/proc/%d/fd/%d", (int)getpid(), fd);
	*ret_jsonl = g_build_filename(folder, "list.jsonl", NULL);
	g_assert_true(symlink(*ret_tsv, *ret_jsonl) == 0);
	return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
	static char *path, *jsonl, *sidecar;
	static int fd = -1;
	if (fd < 0) {
		fd = open_file(&path, &jsonl);
		sidecar = g_build_filename(g_get_tmp_dir(), "fuzz-sidecar.meta", NULL);
	}
	g_assert_true(ftruncate(fd, 0) == 0 && pwrite(fd, bytes, n_bytes, 0) == (ssize_t)n_bytes);
	/* a sidecar is no link: it needs a file of its own */
	g_assert_true(g_file_set_contents_full(sidecar, (const char *)bytes, (gssize)n_bytes,
					       G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	read_sidecar(sidecar);
	read_manifest(path);
	read_manifest(jsonl);
	read_corrections(path);
	return 0;
}
