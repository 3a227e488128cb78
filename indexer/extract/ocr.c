/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/ocr.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/extract/render.h"

#include <dlfcn.h>
#include <string.h>
#include <tesseract/capi.h>
#include <time.h>

/* The functions used, by their names in the library. */
static struct {
	__typeof__(&TessBaseAPICreate) create;
	__typeof__(&TessBaseAPIInit3) init;
	__typeof__(&TessBaseAPISetPageSegMode) set_mode;
	__typeof__(&TessBaseAPISetImage) set_image;
	__typeof__(&TessBaseAPISetSourceResolution) set_resolution;
	__typeof__(&TessBaseAPIRecognize) recognize;
	__typeof__(&TessBaseAPIGetIterator) get_iterator;
	__typeof__(&TessResultIteratorGetUTF8Text) get_text;
	__typeof__(&TessResultIteratorConfidence) confidence;
	__typeof__(&TessResultIteratorNext) next;
	__typeof__(&TessResultIteratorDelete) delete_iterator;
	__typeof__(&TessDeleteText) delete_text;
	__typeof__(&TessBaseAPIClear) clear;
} tess;

static TessBaseAPI *api; /* made in the template; every worker has its own copy */

static bool unavailable(GError **error, const char *why)
{
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_UNSUPPORTED,
		    "--ocr=auto needs tesseract and its English model (Debian: tesseract-ocr): %s", why);
	return false;
}

static bool load_functions(GError **error)
{
	static const struct {
		const char *name;
		void *function;
	} functions[] = {
	    {"TessBaseAPICreate", &tess.create},
	    {"TessBaseAPIInit3", &tess.init},
	    {"TessBaseAPISetPageSegMode", &tess.set_mode},
	    {"TessBaseAPISetImage", &tess.set_image},
	    {"TessBaseAPISetSourceResolution", &tess.set_resolution},
	    {"TessBaseAPIRecognize", &tess.recognize},
	    {"TessBaseAPIGetIterator", &tess.get_iterator},
	    {"TessResultIteratorGetUTF8Text", &tess.get_text},
	    {"TessResultIteratorConfidence", &tess.confidence},
	    {"TessResultIteratorNext", &tess.next},
	    {"TessResultIteratorDelete", &tess.delete_iterator},
	    {"TessDeleteText", &tess.delete_text},
	    {"TessBaseAPIClear", &tess.clear},
	};
	void *library = dlopen("libtesseract.so.5", RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return unavailable(error, dlerror());
	for (size_t i = 0; i < G_N_ELEMENTS(functions); i++) {
		void *found = dlsym(library, functions[i].name);
		if (!found)
			return unavailable(error, "it is of another version");
		memcpy(functions[i].function, &found, sizeof found);
	}
	return true;
}

bool sg_ocr_warm(GError **error)
{
	if (api)
		return true;
	/* its threads would be killed by the sandbox; workers are as many as cores anyway */
	g_setenv("OMP_THREAD_LIMIT", "1", TRUE);
	if (!load_functions(error))
		return false;
	TessBaseAPI *made = tess.create();
	if (!made || tess.init(made, NULL, "eng") != 0)
		return unavailable(error, "the model cannot be read");
	tess.set_mode(made, PSM_AUTO); /* the library's own default takes a page for one block */
	api = made;
	return true;
}

bool sg_ocr_reads(const char *type)
{
	return api && (strcmp(type, "image/jpeg") == 0 || strcmp(type, "image/png") == 0 ||
		       strcmp(type, "image/tiff") == 0);
}

/* ---- one page -------------------------------------------------------- */

/* Adds the paragraph the iterator stands at, unless it is the speckle that is read out of photographs. */
static void add_paragraph(TessResultIterator *at, uint32_t page, SgText *text)
{
	enum { LEAST_CONFIDENCE = 40 };
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	char *raw = tess.get_text(at, RIL_PARA);
	if (!raw)
		return;
	bool words = strpbrk(raw, letters) && tess.confidence(at, RIL_PARA) >= LEAST_CONFIDENCE;
	char *paragraph = words ? sg_utf8_collapse(sg_utf8_repair(raw, strlen(raw))) : NULL;
	SgBlock *block = sg_text_add(text, SG_BLOCK_PARAGRAPH, paragraph);
	if (block)
		block->page = block->page_end = page;
	tess.delete_text(raw);
}

static void read_picture(const SgPicture *picture, uint32_t page, SgText *text)
{
	tess.set_image(api, picture->pixels, picture->width, picture->height, 1, picture->stride);
	tess.set_resolution(api, picture->dpi);
	TessResultIterator *at = tess.recognize(api, NULL) == 0 ? tess.get_iterator(api) : NULL;
	if (at) {
		do
			add_paragraph(at, page, text);
		while (tess.next(at, RIL_PARA));
		tess.delete_iterator(at);
	}
	tess.clear(api);
}

/* ---- the document ---------------------------------------------------- */

static double cpu_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Which pages, from 1, have words already: a bit set for each. */
static GByteArray *pages_with_text(const SgText *text, uint32_t n_pages)
{
	GByteArray *has = g_byte_array_new();
	g_byte_array_set_size(has, n_pages + 1);
	memset(has->data, 0, has->len);
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		for (uint32_t page = block->page; page && page <= MIN(block->page_end, n_pages); page++)
			has->data[page] |= block->kind != SG_BLOCK_HEADFOOT;
	}
	return has;
}

static gint compare_pages(gconstpointer a, gconstpointer b)
{
	const SgBlock *left = *(const SgBlock *const *)a, *right = *(const SgBlock *const *)b;
	return (left->page > right->page) - (left->page < right->page);
}

bool sg_ocr_read(GBytes *bytes, SgText *text, GError **error)
{
	g_autoptr(SgPages) pages = sg_pages_open(bytes, text->type, error);
	if (!pages)
		return false;
	uint32_t n_pages = sg_pages_get_count(pages), n_unread = 0;
	g_autoptr(GByteArray) has = pages_with_text(text, n_pages);
	guint n_before = text->blocks->len;
	for (uint32_t page = 1; page <= n_pages; page++) {
		SgPicture picture;
		if (has->data[page])
			continue;
		if (cpu_seconds() > SG_MAX_OCR_CPU_S)
			n_unread++;
		else if (sg_pages_draw(pages, page - 1, &picture))
			read_picture(&picture, page, text);
	}
	text->n_pages = n_pages;
	text->ocr = text->blocks->len > n_before;
	text->no_text = text->blocks->len == 0;
	g_ptr_array_sort(text->blocks, compare_pages); /* a stable sort: see its documentation */
	g_autofree char *unread = n_unread ? g_strdup_printf("%u", n_unread) : NULL;
	sg_text_add_meta(text, "unread-pages", unread, "ocr");
	return true;
}
