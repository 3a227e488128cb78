/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/program.h"

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool sg_program_write(const char *text, size_t n_bytes, GError **error)
{
	if (sg_file_write_all(STDOUT_FILENO, text, n_bytes, error))
		return true;
	g_prefix_error(error, "standard output: ");
	return false;
}

void sg_program_complain(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *message = g_strdup_vprintf(format, args);
	va_end(args);
	g_autofree char *visible = sg_utf8_visible(message);
	fprintf(stderr, "%s: %s\n", g_get_prgname(), visible);
}

char *sg_program_default_index(void)
{
	const char *index = g_getenv("SGSEARCH_INDEX");
	return index && *index ? g_strdup(index)
			       : g_build_filename(g_get_user_data_dir(), "sgsearch", "index", NULL);
}
