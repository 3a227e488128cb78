/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* MuPDF reports errors by longjmp out of fz_try: see pdf.c for how its frames are written here. */
#include "indexer/extract/render.h"

#include "base/limits.h"
#include "indexer/text.h"

#include <math.h>
#include <mupdf/fitz.h>
#include <string.h>

struct SgPages {
	fz_context *ctx;
	fz_document *document;
	uint32_t n_pages;
	fz_pixmap *drawn; /* the page last asked for; NULL */
};

enum { STORE_BYTES = 64 * SG_MB, BEST_DPI = 300, LEAST_DPI = 72, POINTS_PER_INCH = 72 };

static fz_document *open_document(fz_context *ctx, const unsigned char *bytes, size_t n_bytes,
				  const char *type)
{
	fz_stream *stream = NULL;
	fz_document *document = NULL;
	fz_var(stream);
	fz_var(document);
	fz_try(ctx)
	{
		fz_register_document_handlers(ctx);
		stream = fz_open_memory(ctx, bytes, n_bytes);
		document = fz_open_document_with_stream(ctx, type, stream);
	}
	fz_always(ctx)
	{
		fz_drop_stream(ctx, stream);
	}
	fz_catch(ctx)
	{
		return NULL;
	}
	return document;
}

static int count_pages(fz_context *ctx, fz_document *document)
{
	volatile int n_pages = 0;
	fz_try(ctx)
	{
		n_pages = fz_count_pages(ctx, document);
	}
	fz_catch(ctx)
	{
		return 0;
	}
	return n_pages;
}

SgPages *sg_pages_open(GBytes *bytes, const char *type, GError **error)
{
	g_autoptr(SgPages) pages = g_new0(SgPages, 1);
	size_t n_bytes = 0;
	const unsigned char *data = g_bytes_get_data(bytes, &n_bytes);
	pages->ctx = fz_new_context(NULL, NULL, STORE_BYTES);
	if (pages->ctx && n_bytes > 0)
		pages->document = open_document(pages->ctx, data, n_bytes, type);
	int n_pages = pages->document ? count_pages(pages->ctx, pages->document) : 0;
	if (n_pages < 1 || n_pages > SG_MAX_EXTRACT_PAGES) {
		g_set_error_literal(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "damaged");
		return NULL;
	}
	pages->n_pages = (uint32_t)n_pages;
	return g_steal_pointer(&pages);
}

void sg_pages_close(SgPages *pages)
{
	if (!pages)
		return;
	if (pages->ctx) {
		fz_drop_pixmap(pages->ctx, pages->drawn);
		fz_drop_document(pages->ctx, pages->document);
		fz_drop_context(pages->ctx);
	}
	g_free(pages);
}

uint32_t sg_pages_get_count(const SgPages *pages)
{
	return pages->n_pages;
}

/* Dots an inch at which a page of this size stays within the bound. */
static int choose_dpi(fz_rect bounds)
{
	double inches =
	    (double)(bounds.x1 - bounds.x0) * (bounds.y1 - bounds.y0) / POINTS_PER_INCH / POINTS_PER_INCH;
	if (!(inches > 0))
		return 0;
	double most = sqrt(SG_MAX_OCR_PIXELS / inches);
	return most < LEAST_DPI ? 0 : (int)MIN(most, BEST_DPI);
}

/* A page that cannot be read has no size, and is not drawn. */
static fz_rect page_bounds(fz_context *ctx, fz_document *document, int number)
{
	fz_page *page = NULL;
	fz_rect bounds = fz_empty_rect;
	fz_var(page);
	fz_var(bounds);
	fz_try(ctx)
	{
		page = fz_load_page(ctx, document, number);
		bounds = fz_bound_page(ctx, page);
	}
	fz_always(ctx)
	{
		fz_drop_page(ctx, page);
	}
	fz_catch(ctx)
	{
		return fz_empty_rect;
	}
	return bounds;
}

/* Gray is enough for OCR, and a quarter of the bytes. */
static fz_pixmap *draw(fz_context *ctx, fz_document *document, int number, int dpi)
{
	fz_pixmap *pixmap = NULL;
	fz_var(pixmap);
	fz_try(ctx)
	{
		float scale = (float)dpi / POINTS_PER_INCH;
		pixmap = fz_new_pixmap_from_page_number(ctx, document, number, fz_scale(scale, scale),
							fz_device_gray(ctx), 0);
	}
	fz_catch(ctx)
	{
		return NULL;
	}
	return pixmap;
}

/* One page at a time: a report of 300 would not fit into memory. */
bool sg_pages_draw(SgPages *pages, uint32_t page, SgPicture *ret_picture)
{
	fz_context *ctx = pages->ctx;
	fz_drop_pixmap(ctx, pages->drawn);
	pages->drawn = NULL;
	int dpi = choose_dpi(page_bounds(ctx, pages->document, (int)page));
	if (dpi > 0)
		pages->drawn = draw(ctx, pages->document, (int)page, dpi);
	if (!pages->drawn)
		return false;
	*ret_picture = (SgPicture){.pixels = fz_pixmap_samples(ctx, pages->drawn),
				   .width = fz_pixmap_width(ctx, pages->drawn),
				   .height = fz_pixmap_height(ctx, pages->drawn),
				   .stride = fz_pixmap_stride(ctx, pages->drawn),
				   .dpi = dpi};
	return true;
}
