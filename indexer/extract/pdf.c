/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * PDF through MuPDF 1.21.  MuPDF reports errors by longjmp out of fz_try: each
 * such frame is a small function that owns nothing of ours, and whatever it
 * sets is volatile or behind a pointer.
 */
#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/extract/layout.h"
#include "indexer/text.h"

/* MuPDF's cache of fonts and streams; a report's fonts take under 2 MB. */
enum { STORE_BYTES = 32 * SG_MB, MAX_SIZES = 8 };

/* Made once in the template process; every worker inherits its own copy of it.  One thread. */
static fz_context *shared_context;

static void ignore_message(void *user G_GNUC_UNUSED, const char *message G_GNUC_UNUSED)
{
}

static fz_context *get_context(void)
{
	if (!shared_context) {
		shared_context = fz_new_context(NULL, NULL, STORE_BYTES);
		if (!shared_context)
			return NULL;
		fz_set_warning_callback(shared_context, ignore_message, NULL);
		fz_set_error_callback(shared_context, ignore_message, NULL);
	}
	return shared_context;
}

static pdf_document *open_document(fz_context *ctx, const unsigned char *bytes, size_t n_bytes)
{
	fz_stream *stream = NULL;
	pdf_document *document = NULL;
	fz_var(stream);
	fz_var(document);
	fz_try(ctx)
	{
		stream = fz_open_memory(ctx, bytes, n_bytes);
		document = pdf_open_document_with_stream(ctx, stream);
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

/* 1: a password is needed, 0: not, -1: damaged. */
static int needs_password(fz_context *ctx, pdf_document *document)
{
	volatile int needs = -1;
	fz_try(ctx)
	{
		needs = pdf_needs_password(ctx, document) != 0;
	}
	fz_catch(ctx)
	{
		return -1;
	}
	return needs;
}

/* -1: damaged. */
static int count_pages(fz_context *ctx, pdf_document *document)
{
	volatile int n_pages = -1;
	fz_try(ctx)
	{
		n_pages = pdf_count_pages(ctx, document);
	}
	fz_catch(ctx)
	{
		return -1;
	}
	return n_pages;
}

static fz_stext_page *read_page(fz_context *ctx, pdf_document *document, int page)
{
	/* Text outside the page is not printed on it. */
	const fz_stext_options options = {.flags = FZ_STEXT_MEDIABOX_CLIP};
	fz_stext_page *stext = NULL;
	fz_var(stext);
	fz_try(ctx)
	{
		stext = fz_new_stext_page_from_page_number(ctx, &document->super, page, &options);
	}
	fz_catch(ctx)
	{
		return NULL;
	}
	return stext;
}

/* Length of the value written to `buffer`; below 1: none. */
static int lookup_info(fz_context *ctx, pdf_document *document, const char *key, char *buffer, int n_buffer)
{
	volatile int n = -1;
	fz_try(ctx)
	{
		n = fz_lookup_metadata(ctx, &document->super, key, buffer, (size_t)n_buffer);
	}
	fz_catch(ctx)
	{
		return -1;
	}
	return n;
}

static void lookup_language(fz_context *ctx, pdf_document *document, char buffer[8])
{
	fz_try(ctx)
	{
		fz_string_from_text_language(buffer, pdf_document_language(ctx, document));
	}
	fz_catch(ctx)
	{
		buffer[0] = '\0';
	}
}

/* "D:20220921104500+01'00'" (ISO 32000-1, 7.9.4) to "2022-09-21"; anything else stays as it is. */
static char *print_date(const char *value)
{
	const char *digits = g_str_has_prefix(value, "D:") ? value + 2 : value;
	if (strspn(digits, "0123456789") < 8)
		return g_strdup(value);
	return g_strdup_printf("%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
}

static void add_meta(fz_context *ctx, pdf_document *document, SgText *text)
{
	static const struct {
		const char *info, *key;
		bool is_date;
	} keys[] = {
	    {"info:Title", "title", false},
	    {"info:Author", "author", false},
	    {"info:CreationDate", "created", true},
	    {"info:ModDate", "modified", true},
	};
	g_autofree char *buffer = g_malloc(SG_MAX_META_BYTES + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		if (lookup_info(ctx, document, keys[i].info, buffer, SG_MAX_META_BYTES + 1) < 1)
			continue;
		g_autofree char *value = sg_utf8_collapse(sg_utf8_repair(buffer, strlen(buffer)));
		g_autofree char *date = keys[i].is_date ? print_date(value) : NULL;
		sg_text_add_meta(text, keys[i].key, date ? date : value, "pdf-info");
	}
	char language[8] = "";
	lookup_language(ctx, document, language);
	sg_text_add_meta(text, "lang", language, "pdf-info");
}

/* What one line's characters add up to. */
typedef struct {
	GString *text;
	SgLine line;
	float sizes[MAX_SIZES], baselines[MAX_SIZES];
	unsigned n_of_size[MAX_SIZES], n_sizes;
	unsigned n_chars, n_bold, n_words;
	float word_end, first_size, last_size;
	bool space, first_figure, in_figure;
	SgFigure figures[SG_LINE_FIGURES]; /* runs of figures in a size of their own */
	float figure_sizes[SG_LINE_FIGURES], figure_baselines[SG_LINE_FIGURES];
	unsigned n_figures;
} LineReader;

static bool is_blank(int c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || g_unichar_isspace((gunichar)c);
}

/* A line has few sizes; those past the table are no candidates for its usual one. */
static void count_size(LineReader *reader, const fz_stext_char *c)
{
	unsigned i = 0;
	while (i < reader->n_sizes && fabsf(reader->sizes[i] - c->size) > 0.05f)
		i++;
	if (i == MAX_SIZES)
		return;
	if (i == reader->n_sizes) {
		reader->n_sizes++;
		reader->sizes[i] = c->size;
		reader->baselines[i] = c->origin.y;
	}
	reader->n_of_size[i]++;
}

static void read_place(LineReader *reader, const fz_stext_char *c)
{
	fz_rect box = fz_rect_from_quad(c->quad);
	SgLine *line = &reader->line;
	if (reader->n_chars == 0) {
		line->x0 = line->x_second = box.x0;
		line->y0 = box.y0;
		line->y1 = box.y1;
		line->x1 = box.x1;
		reader->n_words = 1;
		reader->first_size = c->size;
		reader->first_figure = (c->c >= '0' && c->c <= '9') || c->c == '*';
	} else if (reader->space && ++reader->n_words == 2) {
		line->x_second = box.x0;
		line->second_gap = box.x0 - reader->word_end;
	}
	line->y0 = fminf(line->y0, box.y0);
	line->y1 = fmaxf(line->y1, box.y1);
	line->x1 = fmaxf(line->x1, box.x1);
	reader->word_end = box.x1;
}

/* Figures that may turn out to be set smaller and higher than the line: `size` is that of the character
   before them, for only a change can be one. */
static void read_figure(LineReader *reader, const fz_stext_char *c)
{
	bool figure = c->c >= '0' && c->c <= '9' && reader->text->len > 0;
	if (figure && reader->in_figure && !reader->space) {
		reader->figures[reader->n_figures - 1].n_bytes++;
	} else if (figure && reader->n_figures < SG_LINE_FIGURES && !reader->space &&
		   c->size < 0.85f * reader->last_size) {
		unsigned i = reader->n_figures++;
		reader->figures[i] = (SgFigure){(uint32_t)reader->text->len, 1};
		reader->figure_sizes[i] = c->size;
		reader->figure_baselines[i] = c->origin.y;
	} else {
		figure = false;
	}
	reader->in_figure = figure;
	if (!figure)
		reader->last_size = c->size;
}

static void read_char(fz_context *ctx, LineReader *reader, const fz_stext_char *c)
{
	if (is_blank(c->c)) {
		reader->space = true;
		return;
	}
	read_place(reader, c);
	read_figure(reader, c);
	if (reader->space && reader->text->len > 0)
		g_string_append_c(reader->text, ' ');
	reader->space = false;
	bool valid = c->c <= 0x10FFFF && (c->c < 0xD800 || c->c > 0xDFFF);
	g_string_append_unichar(reader->text, valid ? (gunichar)c->c : 0xFFFD);
	reader->n_chars++;
	reader->n_bold += fz_font_is_bold(ctx, c->font) != 0;
	count_size(reader, c);
}

static void keep_raised_figures(LineReader *reader)
{
	SgLine *line = &reader->line;
	for (unsigned i = 0; i < reader->n_figures; i++)
		if (reader->figure_sizes[i] < 0.85f * line->size &&
		    reader->figure_baselines[i] < line->baseline - 0.1f * line->size)
			line->figures[line->n_figures++] = reader->figures[i];
}

static void finish_line(LineReader *reader, const fz_stext_line *stext)
{
	unsigned best = 0;
	for (unsigned i = 1; i < reader->n_sizes; i++)
		if (reader->n_of_size[i] > reader->n_of_size[best])
			best = i;
	SgLine *line = &reader->line;
	line->size = reader->sizes[best];
	line->baseline = reader->baselines[best];
	/* A bullet glyph before a bold line, or a note's figure after it, is seldom bold itself. */
	line->bold = reader->n_bold >= 1 && reader->n_bold * 10 >= reader->n_chars * 9;
	line->bold = line->bold || (reader->n_bold >= 2 && reader->n_bold + 2 >= reader->n_chars);
	line->raised = reader->first_figure && reader->first_size < 0.85f * line->size;
	line->rotated = stext->wmode != 0 || stext->dir.x < 0.99f;
	line->space_after = reader->space;
	line->text = reader->text->str;
	keep_raised_figures(reader);
}

static void add_line(fz_context *ctx, const fz_stext_line *stext, GString *buffer, SgLayout *layout)
{
	LineReader reader = {.text = g_string_truncate(buffer, 0)};
	for (const fz_stext_char *c = stext->first_char; c; c = c->next)
		read_char(ctx, &reader, c);
	if (reader.n_chars == 0)
		return;
	finish_line(&reader, stext);
	sg_layout_add_line(layout, &reader.line);
}

static void add_page(fz_context *ctx, const fz_stext_page *stext, GString *buffer, SgLayout *layout)
{
	sg_layout_add_page(layout, stext->mediabox.x1 - stext->mediabox.x0,
			   stext->mediabox.y1 - stext->mediabox.y0);
	for (const fz_stext_block *block = stext->first_block; block; block = block->next) {
		if (block->type != FZ_STEXT_BLOCK_TEXT)
			continue;
		for (const fz_stext_line *line = block->u.t.first_line; line; line = line->next)
			add_line(ctx, line, buffer, layout);
	}
}

static bool set_error(GError **error, SgReason reason, const char *message)
{
	g_set_error_literal(error, SG_EXTRACT_ERROR, (int)reason, message);
	return false;
}

/* Pages that cannot be read are left empty, as long as one can. */
static bool read_pages(fz_context *ctx, pdf_document *document, int n_pages, SgLayout *layout, GError **error)
{
	g_autoptr(GString) buffer = g_string_new(NULL);
	int n_read = 0;
	for (int i = 0; i < n_pages; i++) {
		fz_stext_page *stext = read_page(ctx, document, i);
		if (!stext) {
			sg_layout_add_page(layout, 0, 0);
			continue;
		}
		n_read++;
		add_page(ctx, stext, buffer, layout);
		fz_drop_stext_page(ctx, stext);
		if (sg_layout_get_bytes(layout) > SG_MAX_EXTRACT_TEXT)
			return set_error(error, SG_REASON_TOO_LARGE, "more text than a document may have");
	}
	return n_read > 0 || set_error(error, SG_REASON_DAMAGED, "damaged");
}

static bool extract(fz_context *ctx, pdf_document *document, SgText *text, GError **error)
{
	int needs = needs_password(ctx, document);
	if (needs > 0)
		return set_error(error, SG_REASON_ENCRYPTED, "encrypted");
	int n_pages = needs < 0 ? -1 : count_pages(ctx, document);
	if (n_pages < 1)
		return set_error(error, SG_REASON_DAMAGED, "damaged");
	if (n_pages > SG_MAX_EXTRACT_PAGES)
		return set_error(error, SG_REASON_TOO_LARGE, "more pages than a document may have");
	text->n_pages = (uint32_t)n_pages;
	add_meta(ctx, document, text);
	g_autoptr(SgLayout) layout = sg_layout_new();
	if (!read_pages(ctx, document, n_pages, layout, error))
		return false;
	sg_layout_run(layout, text);
	text->no_text = sg_layout_get_bytes(layout) == 0;
	return true;
}

bool sg_extract_pdf(GBytes *bytes, SgText *text, GError **error)
{
	fz_context *ctx = get_context();
	if (!ctx)
		return set_error(error, SG_REASON_CRASHED, "no memory");
	size_t n_bytes;
	const unsigned char *data = g_bytes_get_data(bytes, &n_bytes);
	pdf_document *document = n_bytes ? open_document(ctx, data, n_bytes) : NULL;
	if (!document) {
		/* A kind of encryption MuPDF does not know is an error of opening. */
		bool encrypted = n_bytes && strstr(fz_caught_message(ctx), "encrypt") != NULL;
		return set_error(error, encrypted ? SG_REASON_ENCRYPTED : SG_REASON_DAMAGED,
				 encrypted ? "encrypted" : "damaged");
	}
	bool ok = extract(ctx, document, text, error);
	pdf_drop_document(ctx, document);
	return ok;
}

void sg_extract_pdf_warm(void)
{
	/* One page with one word, and no cross-reference table: also loads the built-in font. */
	static const char page[] =
	    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
	    "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
	    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
	    "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
	    "4 0 obj<</Length 34>>stream\nBT /F 12 Tf 20 100 Td (word) Tj ET\nendstream endobj\n"
	    "trailer<</Root 1 0 R>>\n%%EOF\n";
	g_autoptr(GBytes) bytes = g_bytes_new_static(page, sizeof(page) - 1);
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	sg_extract_pdf(bytes, text, NULL);
}
