/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the parts of the wrapper share.  Everything here may throw and is called inside xap_guard() only. */
#ifndef SG_INDEX_XAP_INTERNAL_HH
#define SG_INDEX_XAP_INTERNAL_HH

#include "index/xap/xap_guard.hh"

/* The term as a string; throws ARGUMENT for one glass cannot store. */
std::string xap_term(const char *term, size_t n_bytes);

/* Opens the index in folder `path` for reading. */
Xapian::Database xap_open_folder(const char *path);

/* How a writer shall open folder `path` (Xapian's flags).  Throws when `mode` does not go with what is
   there. */
int xap_writer_flags(const char *path, XapWriterMode mode);

/* fsync() of a file or folder, and of the folder that holds `path`. */
void xap_sync(const std::string &path);
void xap_sync_parent(const char *path);

/* fsync() of every file in folder `path`, of the folder, and of the one that holds it. */
void xap_sync_tree(const char *path);

/* `query` as Xapian's own; terms of prefixes are taken from `db`.  Throws ARGUMENT. */
Xapian::Query xap_query_build(const XapQuery *query, const Xapian::Database &db);

#endif
