/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which office document a file is.  ZIP archives are told apart by what is in them, which libmagic guesses
   from the order of their members. */
#ifndef SG_INDEXER_OFFICE_H
#define SG_INDEXER_OFFICE_H

#include <glib.h>

#define SG_TYPE_DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define SG_TYPE_XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define SG_TYPE_PPTX "application/vnd.openxmlformats-officedocument.presentationml.presentation"
#define SG_TYPE_ODT "application/vnd.oasis.opendocument.text"
#define SG_TYPE_ODS "application/vnd.oasis.opendocument.spreadsheet"
#define SG_TYPE_ODP "application/vnd.oasis.opendocument.presentation"
#define SG_TYPE_EPUB "application/epub+zip"
#define SG_TYPE_RTF "text/rtf"
#define SG_TYPE_DOC "application/msword"

/*
 * The type of an office document this program reads, templates and documents with macros as the plain ones;
 * NULL: it is something else.  `extension` ("docx", maybe "") is believed only where an archive is too
 * damaged to say.
 */
const char *sg_office_type(GBytes *bytes, const char *extension);

#endif
