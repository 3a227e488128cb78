/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/snapshot.h"

#include "base/file.h"
#include "base/limits.h"
#include "indexer/text.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void sg_snapshot_clear(SgSnapshot *snapshot)
{
	if (snapshot->fd >= 0)
		close(snapshot->fd);
	g_free(snapshot->sha256);
	g_free(snapshot->id);
	*snapshot = (SgSnapshot){.fd = -1};
}

static bool unreadable(GError **error, const char *message)
{
	g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_UNREADABLE, message);
	return false;
}

static bool unreadable_errno(GError **error, int saved_errno)
{
	g_autofree char *message = g_strdup_printf("cannot read it: %s", g_strerror(saved_errno));
	return unreadable(error, message);
}

/* Size and time as the walk saw them: otherwise the record would not belong to these bytes. */
static bool unchanged(int fd, const SgFile *file, GError **error)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return unreadable_errno(error, errno);
	int64_t mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	if (S_ISREG(st.st_mode) && st.st_size == file->n_bytes && mtime_ns == file->mtime_ns)
		return true;
	return unreadable(error, "it changed while it was being read");
}

/* From `offset` on to the end, but no more than n_most bytes. */
static bool copy(int from, int64_t offset, int64_t n_most, int to, GChecksum *sum, int64_t *ret_n_bytes,
		 GError **error)
{
	g_autofree guint8 *chunk = g_malloc(SG_MB);
	*ret_n_bytes = 0;
	while (*ret_n_bytes < n_most) {
		size_t n_wanted = (size_t)MIN(n_most - *ret_n_bytes, SG_MB);
		ssize_t n = pread(from, chunk, n_wanted, offset + *ret_n_bytes);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return unreadable_errno(error, errno);
		if (n == 0)
			return true;
		*ret_n_bytes += n;
		g_checksum_update(sum, chunk, n);
		if (!sg_file_write_all(to, chunk, (size_t)n, error))
			return false;
	}
	return true;
}

static bool take(int from, int64_t offset, int64_t n_bytes, SgSnapshot *snapshot, GError **error)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	int64_t n_copied;
	snapshot->fd = memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (snapshot->fd < 0)
		return unreadable_errno(error, errno);
	if (!copy(from, offset, n_bytes, snapshot->fd, sum, &n_copied, error))
		return false;
	if (n_copied != n_bytes)
		return unreadable(error, "it changed while it was being read");
	fcntl(snapshot->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
	snapshot->sha256 = g_strdup(g_checksum_get_string(sum));
	snapshot->id = g_strndup(snapshot->sha256, 16);
	return true;
}

bool sg_snapshot_take_part(int fd, int64_t offset, int64_t n_bytes, SgSnapshot *ret_snapshot, GError **error)
{
	*ret_snapshot = (SgSnapshot){.fd = -1};
	bool taken = take(fd, offset, n_bytes, ret_snapshot, error);
	if (!taken)
		sg_snapshot_clear(ret_snapshot);
	return taken;
}

bool sg_snapshot_take(const SgFile *file, SgSnapshot *ret_snapshot, GError **error)
{
	*ret_snapshot = (SgSnapshot){.fd = -1};
	if (file->n_bytes > SG_MAX_FILE_BYTES) {
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "larger than %d MB",
			    SG_MAX_FILE_BYTES / SG_MB);
		return false;
	}
	/* a FIFO put in the file's place must not hang the run, nor a link lead out of the tree */
	int from = open(file->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
	if (from < 0)
		return unreadable_errno(error, errno);
	/* before, since a device would be read up to the bound; and after, for what changed meanwhile */
	bool taken = unchanged(from, file, error) && take(from, 0, file->n_bytes, ret_snapshot, error) &&
		     unchanged(from, file, error);
	close(from);
	if (!taken)
		sg_snapshot_clear(ret_snapshot);
	return taken;
}
