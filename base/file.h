/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Files: read whole, replaced whole, synced. */
#ifndef SG_BASE_FILE_H
#define SG_BASE_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Reads the file of `path`, at most max_bytes of it.  Errors: NOT_FOUND, DENIED, IO; LIMIT when it is
   longer.  Free with g_bytes_unref(). */
GBytes *sg_file_read(const char *path, size_t max_bytes, GError **error);

/* Reads from descriptor `fd` up to its end; `name` is for messages only.  Errors as sg_file_read(). */
GBytes *sg_file_read_fd(int fd, const char *name, size_t max_bytes, GError **error);

/* Syncs the folder `path` itself, so that names made or renamed in it survive a power loss. */
bool sg_file_sync_folder(const char *path, GError **error);

/* Removes a file, or a folder with everything in it; symbolic links are removed, not followed.
   A path that does not exist is success. */
bool sg_file_remove_tree(const char *path, GError **error);

/* Whether the device of `path` has room for n_bytes more.  Errors: NO_SPACE when it has not, IO. */
bool sg_file_has_room(const char *path, uint64_t n_bytes, GError **error);

/* Bytes of all files below the folder; what cannot be read counts nothing. */
uint64_t sg_file_tree_size(const char *path);

/* Writes all bytes to a descriptor, through short writes and EINTR. */
bool sg_file_write_all(int fd, const void *bytes, size_t n_bytes, GError **error);

#endif
