/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pages of PDFs and pictures as grey pixels, for reading them by OCR.  Worker only; one thread. */
#ifndef SG_INDEXER_EXTRACT_RENDER_H
#define SG_INDEXER_EXTRACT_RENDER_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct SgPages SgPages;

typedef struct {
	const uint8_t *pixels; /* one byte each, 0 black; valid until the next page is drawn */
	int width, height;
	int stride; /* bytes from one row to the next */
	int dpi;
} SgPicture;

/* Opens the bytes of a document of MIME type `type` (application/pdf, image/jpeg, image/png, image/tiff),
   which must outlive the result.  Errors: SG_EXTRACT_ERROR DAMAGED. */
SgPages *sg_pages_open(GBytes *bytes, const char *type, GError **error);
void sg_pages_close(SgPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgPages, sg_pages_close)

uint32_t sg_pages_get_count(const SgPages *pages);
/* Draws a page, from 0, at 300 dots an inch, or fewer when that would pass SG_MAX_OCR_PIXELS.  False: it
   cannot be drawn. */
bool sg_pages_draw(SgPages *pages, uint32_t page, SgPicture *ret_picture);

#endif
