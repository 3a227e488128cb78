/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Prints what the PDF extractor makes of files, a block a line: kind (with its
 * level), first page, last page, printed page number, text, parted by tabs.
 * Calls the extractor directly, without the sandbox.  An error is a line
 * "error<TAB>code<TAB>message".
 *
 *   dump_text FILE...
 *   dump_text -t FILE...   the time and size of each file instead of its blocks
 */
#include <glib.h>
#include <stdio.h>
#include <time.h>

#include "indexer/text.h"

static const char *const KINDS[] = {"paragraph", "heading",  "bullet",    "row",
				    "quote",     "headfoot", "furniture", "note"};

static void print_block(const SgBlock *block)
{
	printf("%s", KINDS[block->kind]);
	if (block->level)
		printf("/%u", block->level);
	printf("\t%u\t%u\t%s\t%s\n", block->page, block->page_end, block->page_label ? block->page_label : "",
	       block->text);
}

static double cpu_seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static bool dump(const char *path, bool only_time)
{
	char *data;
	size_t n_bytes;
	g_autoptr(GError) error = NULL;
	if (!g_file_get_contents(path, &data, &n_bytes, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return false;
	}
	g_autoptr(GBytes) bytes = g_bytes_new_take(data, n_bytes);
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	double start = cpu_seconds();
	bool ok = sg_extract_pdf(bytes, text, &error);
	if (only_time)
		printf("%.4f\t%u\t%u\t%s\n", cpu_seconds() - start, text->n_pages, text->blocks->len, path);
	if (!ok)
		printf("error\t%d\t%s\n", error->code, error->message);
	else if (text->no_text)
		printf("no-text\t%u\n", text->n_pages);
	for (guint i = 0; ok && !only_time && i < text->blocks->len; i++)
		print_block(g_ptr_array_index(text->blocks, i));
	return true;
}

int main(int argc, char **argv)
{
	bool only_time = argc > 1 && g_str_equal(argv[1], "-t");
	bool ok = argc > 1 + only_time;
	sg_extract_pdf_warm();
	for (int i = 1 + only_time; i < argc; i++)
		ok = dump(argv[i], only_time) && ok;
	return ok ? 0 : 1;
}
