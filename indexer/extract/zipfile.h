/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Members of a ZIP archive in memory (PKWARE APPNOTE.TXT, through libzip).  What is unpacked is counted while
 * it is unpacked: the sizes an archive declares are never believed.
 */
#ifndef SG_INDEXER_ZIPFILE_H
#define SG_INDEXER_ZIPFILE_H

#include <glib.h>
#include <stdbool.h>

typedef struct SgZip SgZip;

/* Opens the archive for reading; takes a reference to the bytes.  Errors: SG_EXTRACT_ERROR: DAMAGED ("is a
   damaged ZIP archive: ..."). */
SgZip *sg_zip_new(GBytes *bytes, GError **error);
void sg_zip_free(SgZip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgZip, sg_zip_free)

/* Whether the bytes begin as an archive does: with a member, or with the end of an empty directory. */
bool sg_zip_recognise(const char *bytes, size_t n_bytes);

size_t sg_zip_get_n_members(const SgZip *zip);
/* Name of member `i`; when it is no UTF-8, decoded from code page 437; "" when unreadable; borrowed.  Folders
   end in '/'. */
const char *sg_zip_get_name(const SgZip *zip, size_t i);
/* Whether there is such a member, without regard to the case of ASCII letters. */
bool sg_zip_has(const SgZip *zip, const char *name);

/* Name of the member that the relative or absolute URI `target` means in member `from` ("": the archive
   itself); it may not be there.  g_free(). */
char *sg_zip_resolve(const char *from, const char *target);

/*
 * Unpacks a member; free with g_bytes_unref().  Errors: SG_EXTRACT_ERROR: DAMAGED (not there, or wrong data),
 * ENCRYPTED ("encrypted"), TOO_LARGE ("expands past the limit": the member over SG_MAX_PART_BYTES, all that
 * was unpacked over SG_MAX_PARTS_BYTES, or more than SG_MAX_PARTS unpacked).
 */
GBytes *sg_zip_read(SgZip *zip, const char *name, GError **error);
GBytes *sg_zip_read_at(SgZip *zip, size_t i, GError **error);

#endif
