/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "index/store.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "index/analysis.h"
#include "index/error.h"
#include "index/reader.h"
#include "index/schema.h"
#include "index/xap/xap.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct SgStore {
	char *path;
	int lock_fd;
	bool working; /* INDEX/work is ours */
	char *live;   /* path of the current generation; NULL: none, or not wanted (rebuild) */
	uint64_t revision;
	unsigned generation; /* number of the newest generation seen */
};

/* ---- opening --------------------------------------------------------- */

static bool fail(GError **error, SgIndexError code, const char *message)
{
	g_set_error_literal(error, SG_INDEX_ERROR, code, message);
	return false;
}

/* An operating-system error as one of the index. */
static bool fail_errno(GError **error, int saved_errno, const char *what, const char *path)
{
	SgIndexError code =
	    saved_errno == ENOSPC || saved_errno == EDQUOT ? SG_INDEX_ERROR_NO_SPACE : SG_INDEX_ERROR_IO;
	g_set_error(error, SG_INDEX_ERROR, code, "%s %s: %s", what, path, g_strerror(saved_errno));
	return false;
}

/* A POSIX record lock: it belongs to this process alone, so no worker forked later can keep it alive. */
static bool take_lock(SgStore *store, GError **error)
{
	g_autofree char *path = g_build_filename(store->path, "lock", NULL);
	store->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (store->lock_fd < 0)
		return fail_errno(error, errno, "cannot open", path);
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	if (fcntl(store->lock_fd, F_SETLK, &lock) == 0)
		return true;
	if (errno == EACCES || errno == EAGAIN)
		return fail(error, SG_INDEX_ERROR_LOCKED, "the index is being written by another process");
	return fail_errno(error, errno, "cannot lock", path);
}

static unsigned generation_number(const char *name)
{
	if (name[0] != 'g' || strspn(name + 1, "0123456789") != strlen(name) - 1 || strlen(name) > 10)
		return 0;
	return (unsigned)g_ascii_strtoull(name + 1, NULL, 10);
}

/* Removes what an interrupted run left: work, and generations other than the live one. */
static bool sweep(SgStore *store, const char *live_name, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(store->path, 0, error);
	if (!dir)
		return false;
	for (const char *name; (name = g_dir_read_name(dir));) {
		unsigned number = generation_number(name);
		store->generation = MAX(store->generation, number);
		bool stale = strcmp(name, "work") == 0 || (number > 0 && g_strcmp0(name, live_name) != 0);
		g_autofree char *child = g_build_filename(store->path, name, NULL);
		if (stale && !sg_file_remove_tree(child, error))
			return false;
	}
	return true;
}

static bool read_revision(SgStore *store, GError **error)
{
	g_autoptr(SgReader) reader = sg_reader_open(store->path, error);
	if (!reader)
		return false;
	store->revision = sg_reader_get_revision(reader);
	return true;
}

static bool not_an_index(GError **error, const char *path, const char *name)
{
	g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED,
		    "%s is not an index: it holds “%s”; choose an empty folder", path, name);
	return false;
}

/* A folder that holds other things is not made into an index. */
static bool check_is_ours(const char *path, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	g_autofree char *first = NULL;
	bool ours = false; /* an index has its lock before anything else */
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		bool sure = strcmp(name, "lock") == 0 || strcmp(name, "current") == 0;
		bool known = sure || strcmp(name, "work") == 0 || strcmp(name, "current.new") == 0 ||
			     generation_number(name) > 0;
		ours = ours || sure;
		if (!known)
			return not_an_index(error, path, name);
		if (!first)
			first = g_strdup(name);
	}
	return ours || !first || not_an_index(error, path, first);
}

static bool open_live(SgStore *store, bool rebuild, GError **error)
{
	g_autofree char *link = g_build_filename(store->path, "current", NULL);
	g_autofree char *live_name = g_file_read_link(link, NULL);
	if (live_name && rebuild)
		read_revision(store, NULL); /* unreadable is what a rebuild is for */
	else if (live_name && !read_revision(store, error))
		return false; /* before the sweep: an index of another version stays as it is */
	if (live_name && !rebuild)
		store->live = g_build_filename(store->path, live_name, NULL);
	/* the link may name a generation that is gone: its number is not used again */
	if (live_name)
		store->generation = generation_number(live_name);
	return sweep(store, live_name, error);
}

SgStore *sg_store_open(const char *path, bool rebuild, GError **error)
{
	if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED, "%s is not an index but a file",
			    path);
		return NULL;
	}
	if (g_mkdir_with_parents(path, 0700) != 0) {
		fail_errno(error, errno, "cannot create", path);
		return NULL;
	}
	if (!check_is_ours(path, error))
		return NULL;
	g_autoptr(SgStore) store = g_new0(SgStore, 1);
	store->path = g_strdup(path);
	store->lock_fd = -1;
	/* other users of the machine may not read the papers; a folder that was there already may have let
	 * them */
	if (chmod(path, 0700) != 0) {
		fail_errno(error, errno, "cannot protect", path);
		return NULL;
	}
	if (!take_lock(store, error) || !open_live(store, rebuild, error)) {
		sg_index_error_translate(error, path);
		return NULL;
	}
	g_autofree char *work = g_build_filename(path, "work", NULL);
	if (g_mkdir(work, 0700) != 0) {
		fail_errno(error, errno, "cannot create", work);
		return NULL;
	}
	store->working = true;
	return g_steal_pointer(&store);
}

void sg_store_close(SgStore *store)
{
	if (!store)
		return;
	if (store->working) { /* not when refused: another process may be filling it */
		g_autofree char *work = g_build_filename(store->path, "work", NULL);
		sg_file_remove_tree(work, NULL);
	}
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	g_free(store->path);
	g_free(store->live);
	g_free(store);
}

uint64_t sg_store_get_revision(const SgStore *store)
{
	return store->revision;
}

char *sg_store_segment_path(const SgStore *store, unsigned n)
{
	return g_strdup_printf("%s/work/s%u", store->path, n);
}

GHashTable *sg_store_dup_places(SgStore *store, GError **error)
{
	g_autoptr(GHashTable) places =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)sg_place_free);
	if (!store->live)
		return g_steal_pointer(&places);
	g_autoptr(SgReader) reader = sg_reader_open(store->path, error);
	g_autoptr(GPtrArray) list = reader ? sg_reader_dup_places(reader, error) : NULL;
	if (!list)
		return NULL;
	g_ptr_array_set_free_func(list, NULL);
	for (guint i = 0; i < list->len; i++) {
		SgPlace *place = g_ptr_array_index(list, i);
		g_hash_table_replace(places, place->path, place);
	}
	return g_steal_pointer(&places);
}

/* ---- publishing ------------------------------------------------------ */

SgChange *sg_change_new(void)
{
	SgChange *change = g_new(SgChange, 1);
	*change = (SgChange){
	    .segments = g_ptr_array_new_with_free_func(g_free),
	    .dead_documents = g_ptr_array_new_with_free_func(g_free),
	    .places = g_ptr_array_new_with_free_func((GDestroyNotify)sg_place_free),
	    .gone_places = g_ptr_array_new_with_free_func(g_free),
	};
	return change;
}

void sg_change_free(SgChange *change)
{
	if (!change)
		return;
	g_ptr_array_unref(change->segments);
	g_ptr_array_unref(change->dead_documents);
	g_ptr_array_unref(change->places);
	g_ptr_array_unref(change->gone_places);
	g_free(change);
}

bool sg_change_is_empty(const SgChange *change)
{
	return change->segments->len + change->dead_documents->len + change->places->len +
		   change->gone_places->len ==
	       0;
}

/* Unique term of a place: hashed, since paths may be longer than a term. */
static char *place_term(const char *path)
{
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, path, -1);
	hash[32] = '\0';
	return sg_term(SG_PREFIX_PLACE_ID, hash);
}

static bool put_place(XapWriter *writer, const SgPlace *place, GError **error)
{
	g_autofree char *id = place_term(place->path);
	g_autofree char *in_document =
	    place->document_id ? sg_term(SG_PREFIX_PLACE_OF, place->document_id) : NULL;
	XapTerm terms[3] = {{.term = id, .n_bytes = strlen(id)},
			    {.term = SG_TERM_PLACE, .n_bytes = strlen(SG_TERM_PLACE)}};
	size_t n_terms = 2;
	if (in_document)
		terms[n_terms++] = (XapTerm){.term = in_document, .n_bytes = strlen(in_document)};
	g_autoptr(GString) data = sg_place_encode(place);
	XapDoc doc = {.terms = terms, .n_terms = n_terms, .data = data->str, .n_data = data->len};
	return xap_writer_replace(writer, id, strlen(id), &doc, error);
}

static bool put_places(XapWriter *writer, const SgChange *change, GError **error)
{
	for (guint i = 0; i < change->gone_places->len; i++) {
		g_autofree char *id = place_term(g_ptr_array_index(change->gone_places, i));
		if (!xap_writer_delete(writer, id, strlen(id), error))
			return false;
	}
	for (guint i = 0; i < change->places->len; i++)
		if (!put_place(writer, g_ptr_array_index(change->places, i), error))
			return false;
	return true;
}

static bool delete_documents(XapWriter *writer, const SgChange *change, GError **error)
{
	for (guint i = 0; i < change->dead_documents->len; i++) {
		g_autofree char *term =
		    sg_term(SG_PREFIX_IN_DOCUMENT, g_ptr_array_index(change->dead_documents, i));
		if (!xap_writer_delete(writer, term, strlen(term), error))
			return false;
	}
	return true;
}

static bool put_metadata(XapWriter *writer, uint64_t revision, GError **error)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autofree char *built = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
	g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, revision);
	return xap_writer_set_metadata(writer, SG_META_SCHEMA, G_STRINGIFY(SG_SCHEMA_VERSION), error) &&
	       xap_writer_set_metadata(writer, SG_META_ANALYSER, G_STRINGIFY(SG_ANALYSER_VERSION), error) &&
	       xap_writer_set_metadata(writer, SG_META_REVISION, number, error) &&
	       xap_writer_set_metadata(writer, SG_META_BUILT, built, error);
}

static bool copy_segments(XapWriter *writer, const SgChange *change, GError **error)
{
	for (guint i = 0; i < change->segments->len; i++)
		if (!xap_writer_copy(writer, g_ptr_array_index(change->segments, i), NULL, error))
			return false;
	return true;
}

/* A smaller change: one commit into the current generation. */
static bool publish_into(SgStore *store, const SgChange *change, GError **error)
{
	g_autoptr(XapWriter) writer = xap_writer_open(store->live, XAP_OPEN, error);
	return writer && delete_documents(writer, change, error) && copy_segments(writer, change, error) &&
	       put_places(writer, change, error) && put_metadata(writer, store->revision + 1, error) &&
	       xap_writer_commit(writer, error);
}

/* A first or whole build: a new generation, not yet seen by anyone. */
static bool build_generation(SgStore *store, const SgChange *change, const char *path, GError **error)
{
	if (change->segments->len > 0 &&
	    !xap_compact((const char *const *)change->segments->pdata, change->segments->len, path, error))
		return false;
	g_autoptr(XapWriter) writer = xap_writer_open(path, XAP_CREATE_OR_OPEN, error);
	return writer && put_places(writer, change, error) &&
	       put_metadata(writer, store->revision + 1, error) && xap_writer_commit(writer, error);
}

/* Points `current` at the generation by one rename. */
static bool swap_in(const SgStore *store, const char *link, const char *name, GError **error)
{
	g_autofree char *beside = g_build_filename(store->path, "current.new", NULL);
	unlink(beside);
	if (symlink(name, beside) != 0)
		return fail_errno(error, errno, "cannot create", beside);
	return rename(beside, link) == 0 || fail_errno(error, errno, "cannot rename", beside);
}

static bool publish_generation(SgStore *store, const SgChange *change, GError **error)
{
	g_autofree char *link = g_build_filename(store->path, "current", NULL);
	g_autofree char *replaced = g_file_read_link(link, NULL);
	g_autofree char *name = g_strdup_printf("g%06u", store->generation + 1);
	g_autofree char *path = g_build_filename(store->path, name, NULL);
	/* the new folder's name must last before anything points at it */
	if (!build_generation(store, change, path, error) || !sg_file_sync_folder(store->path, error) ||
	    !swap_in(store, link, name, error)) {
		sg_file_remove_tree(path, NULL);
		return false;
	}
	store->generation++;
	store->live = g_steal_pointer(&path);
	if (!sg_file_sync_folder(store->path, error))
		return false;
	/* readers that still have the old one open keep its files until they close them */
	g_autofree char *replaced_path = replaced ? g_build_filename(store->path, replaced, NULL) : NULL;
	if (replaced_path && generation_number(replaced) > 0)
		sg_file_remove_tree(replaced_path, NULL);
	return true;
}

/* "no space on DEVICE: last complete state kept (revision N)" */
void sg_store_explain(const SgStore *store, GError **error)
{
	if (!error || !g_error_matches(*error, SG_INDEX_ERROR, SG_INDEX_ERROR_NO_SPACE))
		return;
	g_clear_error(error);
	g_set_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NO_SPACE,
		    "no space on the device of %s: last complete state kept (revision %" G_GUINT64_FORMAT ")",
		    store->path, store->revision);
}

bool sg_store_publish(SgStore *store, const SgChange *change, GError **error)
{
	bool published =
	    store->live ? publish_into(store, change, error) : publish_generation(store, change, error);
	if (!published) {
		sg_index_error_translate(error, store->path);
		sg_store_explain(store, error);
		return false;
	}
	store->revision++;
	for (guint i = 0; i < change->segments->len; i++)
		sg_file_remove_tree(g_ptr_array_index(change->segments, i), NULL);
	return true;
}
