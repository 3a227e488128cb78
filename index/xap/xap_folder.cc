/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The folder an index lives in: what is there, and making it durable. */
#include "index/xap/xap_internal.hh"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace
{

/* glass writes this file last when it makes an index: without it there is none */
const char version_file[] = "/iamglass";

using DirPtr = std::unique_ptr<GDir, decltype(&g_dir_close)>;

[[noreturn]] void throw_errno(const std::string &what, int number)
{
	XapError code = number == ENOSPC || number == EDQUOT ? XAP_ERROR_NO_SPACE : XAP_ERROR_IO;
	throw XapFailure(code, what + ": " + strerror(number));
}

[[noreturn]] void fail(XapError code, const char *before, const char *path, const char *after)
{
	throw XapFailure(code, std::string(before) + path + after);
}

bool exists(const std::string &path, struct stat *info)
{
	if (stat(path.c_str(), info) == 0)
		return true;
	if (errno == ENOENT || errno == ENOTDIR)
		return false;
	throw_errno("cannot read " + path, errno);
}

/* Whether the folder holds anything but empty files among the names that end in `suffix`.  A process
   killed while it made an index leaves an empty lock file, empty tables and perhaps v.tmp. */
bool has_content(const char *path, const char *suffix)
{
	DirPtr dir(g_dir_open(path, 0, nullptr), g_dir_close);
	if (!dir)
		throw_errno(std::string("cannot read ") + path, errno);
	while (const char *name = g_dir_read_name(dir.get())) {
		struct stat info;
		if (g_str_has_suffix(name, suffix) && strcmp(name, "v.tmp") != 0 &&
		    exists(std::string(path) + "/" + name, &info) &&
		    (!S_ISREG(info.st_mode) || info.st_size > 0))
			return true;
	}
	return false;
}

} // namespace

Xapian::Database xap_open_folder(const char *path)
{
	struct stat info;
	if (!exists(path, &info))
		fail(XAP_ERROR_NOT_FOUND, "no index at ", path, "");
	if (!S_ISDIR(info.st_mode))
		fail(XAP_ERROR_DAMAGED, "not an index: ", path, " is not a folder");
	if (!exists(std::string(path) + version_file, &info)) {
		if (has_content(path, ""))
			fail(XAP_ERROR_DAMAGED, "not an index: ", path, " holds other files but no iamglass");
		fail(XAP_ERROR_NOT_FOUND, "no index at ", path, "");
	}
	/* naming the backend keeps Xapian from following stub files */
	return Xapian::Database(path, Xapian::DB_BACKEND_GLASS);
}

int xap_writer_flags(const char *path, XapWriterMode mode)
{
	struct stat info;
	int create = mode == XAP_CREATE ? Xapian::DB_CREATE : Xapian::DB_CREATE_OR_OPEN;
	if (mode == XAP_OPEN) {
		xap_open_folder(path);
		return Xapian::DB_OPEN;
	}
	if (!exists(path, &info))
		return create;
	if (!S_ISDIR(info.st_mode))
		fail(XAP_ERROR_ARGUMENT, "cannot make an index at ", path, ": it is not a folder");
	if (exists(std::string(path) + version_file, &info)) {
		if (mode == XAP_CREATE)
			fail(XAP_ERROR_ARGUMENT, "", path, " already holds an index");
		return create;
	}
	/* a damaged index: nothing in it may be overwritten */
	if (has_content(path, ".glass"))
		fail(XAP_ERROR_DAMAGED, "the index is damaged: ", path, " has tables but no iamglass");
	/* an empty table is what a process leaves that died making the index: Xapian would neither open nor
	   create it */
	bool half_made = exists(std::string(path) + "/postlist.glass", &info);
	return half_made ? Xapian::DB_CREATE_OR_OVERWRITE : create;
}

void xap_sync(const std::string &path)
{
	int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
	int failed = 0;
	if (fd < 0)
		throw_errno("cannot open " + path, errno);
	if (fsync(fd) != 0)
		failed = errno;
	close(fd);
	if (failed)
		throw_errno("cannot sync " + path, failed);
}

void xap_sync_parent(const char *path)
{
	g_autofree char *parent = g_path_get_dirname(path);
	xap_sync(parent);
}

void xap_sync_tree(const char *path)
{
	DirPtr dir(g_dir_open(path, 0, nullptr), g_dir_close);
	if (!dir)
		throw_errno(std::string("cannot read ") + path, errno);
	while (const char *name = g_dir_read_name(dir.get()))
		xap_sync(std::string(path) + "/" + name);
	xap_sync(path);
	xap_sync_parent(path);
}
