/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Numbers in a spreadsheet as their cells show them (ISO/IEC 29500-1, 18.8.30 and 18.8.31). */
#ifndef SG_INDEXER_SHEETNUMBER_H
#define SG_INDEXER_SHEETNUMBER_H

#include <glib.h>
#include <stdbool.h>

/* Code of a built-in format, for those that look the same in all languages; NULL: general, or not built in.
 */
const char *sg_sheet_builtin_format(int id);

/*
 * Shows `value` (decimal, as the file has it) in the format `code` (NULL: general); g_free().
 *
 * Percentages, decimals, grouping, currency signs, text around the number, and dates, which are shown as
 * "4 March 2015", "4 March 2015 10:30" or "10:30" whatever the order of the format: a reader elsewhere must
 * not take day for month.  `base_1904`: days count from 1904 (18.17.4.1).  What is no number comes back
 * unchanged.
 */
char *sg_sheet_show_number(const char *value, const char *code, bool base_1904);

#endif
