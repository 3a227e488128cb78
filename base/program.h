/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What every program of ours does alike: its output, its complaints, its default index. */
#ifndef SG_BASE_PROGRAM_H
#define SG_BASE_PROGRAM_H

#include <glib.h>
#include <stdbool.h>

/* Writes `text` to standard output and checks that it arrived: a full disk is an error, not silence.  Errors:
   IO, NO_SPACE. */
bool sg_program_write(const char *text, size_t n_bytes, GError **error);

/* "program: message" on standard error, control characters made visible. */
void sg_program_complain(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Where the index is unless told otherwise: $SGSEARCH_INDEX, else
   ${XDG_DATA_HOME:-~/.local/share}/sgsearch/index; free with g_free(). */
char *sg_program_default_index(void);

#endif
