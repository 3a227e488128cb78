/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Dates in running text, file names and the stamps of comments. */
#include "base/utf8.h"
#include "indexer/facts/tense.h"
#include "indexer/facts/when.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static void check_interval(SgInterval when)
{
	g_assert_true(sg_interval_known(when));
	g_assert_cmpint(when.from, <=, when.to);
	g_autofree char *printed = sg_interval_print(when);
	g_assert_nonnull(printed);
}

static void check_text(const char *text)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find(text, found);
	uint32_t after = 0;
	for (guint i = 0; i < found->len; i++) {
		const SgWhen *when = &g_array_index(found, SgWhen, i);
		g_assert_true(when->start >= after && when->start < when->end);
		check_interval(when->when);
		after = when->end;
	}
	g_assert_cmpuint(after, <=, strlen(text));

	SgWhen first;
	g_assert_true(sg_when_first(text, SG_WHEN_YEAR, &first) == (found->len > 0));
}

static void check_yearless(const char *text)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgYearless));
	sg_when_find_yearless(text, found);
	for (guint i = 0; i < found->len; i++) {
		const SgYearless *day = &g_array_index(found, SgYearless, i);
		g_assert_true(day->start < day->end && day->end <= strlen(text));
		g_assert_true(sg_day(2000, day->month, day->day) != 0);
		sg_told_of(text, day->start, day->end);
	}
}

static void check_financial(const char *text)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find_financial(text, found);
	for (guint i = 0; i < found->len; i++)
		check_interval(g_array_index(found, SgWhen, i).when);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
	g_autofree char *text = sg_utf8_repair((const char *)bytes, n_bytes);
	check_text(text);
	check_yearless(text);
	check_financial(text);
	SgDay day;
	if (sg_when_comment_stamp(text, &day))
		g_assert_cmpint(day, !=, 0);
	SgWhen when;
	if (sg_when_in_file_name(text, &when))
		check_interval(when.when);
	SgInterval interval;
	if (sg_interval_parse(text, &interval, NULL))
		check_interval(interval);
	return 0;
}
