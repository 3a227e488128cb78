/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/numbering.h"

#include <limits.h>
#include <string.h>

enum {
	MAX_LETTERS = 30, /* "aaaa...": Word repeats the letter */
	MAX_ROMAN = 3999, /* there is no figure for 5,000 */
};

SgList *sg_list_new(void)
{
	return g_new0(SgList, 1);
}

void sg_list_free(SgList *list)
{
	if (!list)
		return;
	for (int i = 0; i < SG_LIST_LEVELS; i++)
		g_free(list->levels[i].pattern);
	g_free(list);
}

/* Documents name levels that no list has: those past the last are printed as the last. */
static int clamp_level(int level)
{
	return CLAMP(level, 0, SG_LIST_LEVELS - 1);
}

void sg_list_set_level(SgList *list, int level, SgListLevel model)
{
	SgListLevel *own = &list->levels[clamp_level(level)];
	char *pattern = g_strdup(model.pattern);
	g_free(own->pattern);
	*own = model;
	own->pattern = pattern;
}

void sg_list_begin(SgList *list)
{
	memset(list->begun, 0, sizeof list->begun);
	memset(list->restarted, 0, sizeof list->restarted);
}

/* Kept until the item comes, since others of higher levels may be counted first. */
void sg_list_restart(SgList *list, int level, int start)
{
	level = clamp_level(level);
	list->counts[level] = start;
	list->begun[level] = false;
	list->restarted[level] = true;
}

/* After z comes aa, then bb: each letter as often as the alphabet has been gone through. */
static char *print_letters(int number, char first)
{
	int n_letters = MIN((number - 1) / 26 + 1, MAX_LETTERS);
	return g_strnfill((gsize)n_letters, (char)(first + (number - 1) % 26));
}

static char *print_roman(int number)
{
	static const struct {
		int value;
		const char *figure;
	} PARTS[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
		     {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
	GString *roman = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++)
		for (; number >= PARTS[i].value; number -= PARTS[i].value)
			g_string_append(roman, PARTS[i].figure);
	return g_string_free(roman, FALSE);
}

static char *print_ordinal(int number)
{
	static const char *const ENDS[] = {"th", "st", "nd", "rd"};
	bool teen = number / 10 % 10 == 1;
	return g_strdup_printf("%d%s", number, !teen && number % 10 <= 3 ? ENDS[number % 10] : "th");
}

static char *to_upper(char *figure)
{
	char *upper = g_ascii_strup(figure, -1);
	g_free(figure);
	return upper;
}

char *sg_figure_print(SgFigure figure, int number)
{
	bool countable = number > 0;
	bool roman = countable && number <= MAX_ROMAN;
	if (figure == SG_FIGURE_LOWER_LETTER && countable)
		return print_letters(number, 'a');
	if (figure == SG_FIGURE_UPPER_LETTER && countable)
		return print_letters(number, 'A');
	if (figure == SG_FIGURE_LOWER_ROMAN && roman)
		return print_roman(number);
	if (figure == SG_FIGURE_UPPER_ROMAN && roman)
		return to_upper(print_roman(number));
	if (figure == SG_FIGURE_ORDINAL && countable)
		return print_ordinal(number);
	if (figure == SG_FIGURE_BULLET || figure == SG_FIGURE_NONE)
		return g_strdup("");
	return g_strdup_printf(figure == SG_FIGURE_DECIMAL_ZERO ? "%02d" : "%d", number);
}

const char *sg_bullet_show(const char *glyph)
{
	static const char *const PLAIN[] = {"-", "\u2013", "\u2014", "*", NULL};
	return g_strv_contains(PLAIN, glyph) ? glyph : "\u2022";
}

/* What the next item of a level is counted as. */
static int next_number(const SgList *list, int level)
{
	if (list->restarted[level])
		return list->counts[level];
	if (!list->begun[level])
		return list->levels[level].start;
	return list->counts[level] < INT_MAX ? list->counts[level] + 1 : INT_MAX;
}

/* An item begins the levels below it anew: after 2. comes 2.1, wherever 1. ended. */
static void count(SgList *list, int level)
{
	list->counts[level] = next_number(list, level);
	list->begun[level] = true;
	list->restarted[level] = false;
	for (int deeper = level + 1; deeper < SG_LIST_LEVELS; deeper++)
		list->begun[deeper] = false;
}

/* "2.1" may be asked for where no item of the first level has been: its figure is then the one to come, as
   Word has it. */
static void append_figure(const SgList *list, const SgListLevel *own, int level, GString *out)
{
	const SgListLevel *other = &list->levels[level];
	SgFigure figure = own->legal ? SG_FIGURE_DECIMAL : other->figure;
	g_autofree char *printed =
	    sg_figure_print(figure, list->begun[level] ? list->counts[level] : next_number(list, level));
	g_string_append(out, printed);
}

char *sg_list_count(SgList *list, int level)
{
	level = clamp_level(level);
	const SgListLevel *own = &list->levels[level];
	count(list, level);
	if (!own->pattern || !*own->pattern)
		return NULL;
	if (own->figure == SG_FIGURE_BULLET)
		return g_strdup(sg_bullet_show(own->pattern));
	GString *out = g_string_new(NULL);
	for (const char *at = own->pattern; *at; at++)
		if (at[0] == '%' && at[1] >= '1' && at[1] <= '9')
			append_figure(list, own, *++at - '1', out);
		else
			g_string_append_c(out, *at);
	return g_string_free(out, FALSE);
}

bool sg_list_is_compound(const SgList *list, int level)
{
	const SgListLevel *own = &list->levels[clamp_level(level)];
	const char *first = own->pattern ? strchr(own->pattern, '%') : NULL;
	return own->figure != SG_FIGURE_BULLET && first && strchr(first + 1, '%');
}
