/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Command lines from one table of options per program: parsing, --help, and
 * later completions and manual pages.  Long names are exact: an abbreviation
 * would become ambiguous the day an option is added.
 */
#ifndef SG_BASE_OPTIONS_H
#define SG_BASE_OPTIONS_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct {
	char short_name;       /* 0: none */
	const char *long_name; /* without the dashes */
	const char *value;     /* "DIR"; NULL: takes none; "[FORM]": may be left out (--cite or --cite=ris) */
	const char *help;
} SgOption;

/* Called for each option met, in order; `value` is NULL for an option without one.  Returns false and sets
 *error (SG_BASE_ERROR_USAGE) to refuse it. */
typedef bool (*SgOptionFunc)(const SgOption *option, const char *value, void *user_data, GError **error);

/* Walks argv.  Words that are no option are added to `ret_words` (borrowed pointers into argv), as is all
   after
   "--" and a lone "-".  Errors: SG_BASE_ERROR_USAGE, naming the option and, for an unknown one, the nearest.
 */
bool sg_options_parse(const SgOption *options, size_t n_options, int argc, char **argv, SgOptionFunc func,
		      void *user_data, GPtrArray *ret_words, GError **error);

/* Prints the table, aligned, for --help. */
void sg_options_print(const SgOption *options, size_t n_options, FILE *out);

/* `text` as a whole number in [min, max]; the message names `option`. */
bool sg_option_number(const char *option, const char *text, long min, long max, long *ret_n, GError **error);

#endif
