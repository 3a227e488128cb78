/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Reading pictures of pages with tesseract, which is loaded only when asked for: it brings forty libraries
 * with it.
 */
#ifndef SG_INDEXER_EXTRACT_OCR_H
#define SG_INDEXER_EXTRACT_OCR_H

#include "indexer/text.h"

/* Loads tesseract and its English model; in the template, before the sandbox.  Errors: SG_EXTRACT_ERROR
   UNSUPPORTED when either is not installed. */
bool sg_ocr_warm(GError **error);

/* Whether sg_ocr_warm() has been called and MIME type `type` is a picture that sg_ocr_read() reads. */
bool sg_ocr_reads(const char *type);

/*
 * Reads the pages of `bytes`, of type text->type, that gave no text yet, into paragraphs at their place among
 * the blocks; sets text->ocr and clears no_text when there were any words.  Pages not reached in
 * SG_MAX_OCR_CPU_S are left out, and counted in the metadatum "unread-pages".  Errors: SG_EXTRACT_ERROR
 * DAMAGED.
 */
bool sg_ocr_read(GBytes *bytes, SgText *text, GError **error);

#endif
