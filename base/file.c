/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/file.h"

#include "base/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static GBytes *too_large(const char *name, size_t max_bytes, GError **error)
{
	g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_LIMIT, "%s is larger than %zu bytes", name,
		    max_bytes);
	return NULL;
}

GBytes *sg_file_read_fd(int fd, const char *name, size_t max_bytes, GError **error)
{
	struct stat st;
	size_t n_expected = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (size_t)st.st_size : 0;
	if (n_expected > max_bytes)
		return too_large(name, max_bytes, error);
	g_autoptr(GByteArray) bytes = g_byte_array_sized_new((guint)n_expected);
	guint8 chunk[64 * 1024];
	for (;;) {
		ssize_t n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			sg_error_errno(error, errno, "cannot read %s", name);
			return NULL;
		}
		if (n == 0)
			return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
		if (bytes->len + (size_t)n > max_bytes)
			return too_large(name, max_bytes, error);
		g_byte_array_append(bytes, chunk, (guint)n);
	}
}

GBytes *sg_file_read(const char *path, size_t max_bytes, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		sg_error_errno(error, errno, "cannot read %s", path);
		return NULL;
	}
	GBytes *bytes = sg_file_read_fd(fd, path, max_bytes, error);
	close(fd);
	return bytes;
}

bool sg_file_write_all(int fd, const void *bytes, size_t n_bytes, GError **error)
{
	const char *from = bytes;
	while (n_bytes > 0) {
		ssize_t n = write(fd, from, n_bytes);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return sg_error_errno(error, errno, "cannot write");
		from += n;
		n_bytes -= (size_t)n;
	}
	return true;
}

bool sg_file_sync_folder(const char *path, GError **error)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return sg_error_errno(error, errno, "cannot open %s", path);
	bool done = fsync(fd) == 0;
	if (!done)
		sg_error_errno(error, errno, "cannot sync %s", path);
	close(fd);
	return done;
}

bool sg_file_remove_tree(const char *path, GError **error)
{
	struct stat st;
	if (lstat(path, &st) != 0)
		return errno == ENOENT || sg_error_errno(error, errno, "cannot remove %s", path);
	if (!S_ISDIR(st.st_mode))
		return unlink(path) == 0 || sg_error_errno(error, errno, "cannot remove %s", path);
	g_autoptr(GDir) dir = g_dir_open(path, 0, error);
	if (!dir)
		return false;
	for (const char *name; (name = g_dir_read_name(dir));) {
		g_autofree char *child = g_build_filename(path, name, NULL);
		if (!sg_file_remove_tree(child, error))
			return false;
	}
	return rmdir(path) == 0 || sg_error_errno(error, errno, "cannot remove %s", path);
}

bool sg_file_has_room(const char *path, uint64_t n_bytes, GError **error)
{
	struct statvfs fs;
	if (statvfs(path, &fs) != 0)
		return sg_error_errno(error, errno, "cannot look at the device of %s", path);
	return (uint64_t)fs.f_bavail * fs.f_frsize >= n_bytes || sg_error_errno(error, ENOSPC, "%s", path);
}

uint64_t sg_file_tree_size(const char *path)
{
	struct stat st;
	if (lstat(path, &st) != 0)
		return 0;
	g_autoptr(GDir) dir = S_ISDIR(st.st_mode) ? g_dir_open(path, 0, NULL) : NULL;
	uint64_t sum = dir ? 0 : (uint64_t)st.st_size;
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *child = g_build_filename(path, name, NULL);
		sum += sg_file_tree_size(child);
	}
	return sum;
}
