/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/sheetnumber.h"

#include <math.h>
#include <string.h>

enum {
	MAX_DECIMALS = 15,            /* a double has no more */
	DAYS_TO_1904 = 1462,          /* 18.17.4.1: from the one base to the other */
	MAX_SERIAL = 2958465,         /* 31 December 9999, the last day that a GDateTime has, too */
	LEAP_SERIAL = 60,             /* 29 February 1900, which never was */
	LARGEST_ROUNDED = 1000000000, /* larger ones lose digits when they are scaled */
	MINUTES_A_DAY = 24 * 60,
};

const char *sg_sheet_builtin_format(int id)
{
	static const struct {
		int id;
		const char *code;
	} FORMATS[] = {{1, "0"},
		       {2, "0.00"},
		       {3, "#,##0"},
		       {4, "#,##0.00"},
		       {9, "0%"},
		       {10, "0.00%"},
		       {14, "d/m/yyyy"},
		       {15, "d-mmm-yy"},
		       {16, "d-mmm-yy"},
		       {17, "mmm-yy"},
		       {18, "h:mm"},
		       {19, "h:mm:ss"},
		       {20, "h:mm"},
		       {21, "h:mm:ss"},
		       {22, "d/m/yy h:mm"},
		       {37, "#,##0;(#,##0)"},
		       {38, "#,##0;(#,##0)"},
		       {39, "#,##0.00;(#,##0.00)"},
		       {40, "#,##0.00;(#,##0.00)"},
		       {41, "#,##0;-#,##0"},
		       {43, "#,##0.00;-#,##0.00"},
		       {45, "mm:ss"}};
	for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++)
		if (FORMATS[i].id == id)
			return FORMATS[i].code;
	return NULL;
}

/* What a section of a format asks for. */
typedef struct {
	GString *before, *after;                     /* text around the number */
	bool has_digits, grouped, percent, fraction; /* `fraction`: or an exponent */
	bool day, month, time;                       /* `month`: or minutes */
	int n_decimals, n_thousands;                 /* trailing commas: shown in thousands */
} Format;

/* The section for a value: positive; negative; zero.  Ends at ';' outside quotation marks. */
static const char *next_section(const char *code)
{
	for (bool quoted = false; *code; code++) {
		if (*code == '\\' && code[1])
			code++;
		else if (*code == '"')
			quoted = !quoted;
		else if (*code == ';' && !quoted)
			return code + 1;
	}
	return NULL;
}

/* A token in brackets: "[$£-809]" is a currency sign, "[h]" a time, "[Red]" nothing to read.  Returns its
 * end. */
static const char *read_bracket(const char *at, Format *format, GString *around)
{
	const char *close = strchr(at, ']');
	if (!close)
		return at + strlen(at) - 1;
	if (at[1] == '$')
		g_string_append_len(around, at + 2, (gssize)strcspn(at + 2, "-]"));
	else if (close == at + 2 + (at[2] == at[1]) && strchr("hHmMsS", at[1]))
		format->time = true;
	return close;
}

/* Text in quotation marks.  Returns its end. */
static const char *read_quoted(const char *at, GString *around)
{
	const char *close = strchr(at + 1, '"');
	if (!close)
		return at + strlen(at) - 1;
	g_string_append_len(around, at + 1, close - at - 1);
	return close;
}

static void read_letter(char c, Format *format, GString *around)
{
	if (strchr("yYdD", c))
		format->day = true;
	else if (strchr("hHsS", c))
		format->time = true;
	else if (c == 'm' || c == 'M')
		format->month = true;
	else if (c == '/')
		format->fraction = format->has_digits;
	else if (strchr("-+()$ ", c) || (unsigned char)c >= 0x80)
		g_string_append_c(around, c);
}

/* Digits, grouping and decimals from `at` on.  Returns their last character. */
static const char *read_digits(const char *at, Format *format)
{
	size_t n = strspn(at, "0#?,.");
	const char *point = memchr(at, '.', n);
	/* "??" alone is room left free */
	format->has_digits = format->has_digits || strcspn(at, "0#") < n;
	format->grouped = format->grouped || memchr(at, ',', n);
	for (const char *digit = point ? point + 1 : at + n; digit < at + n; digit++)
		format->n_decimals += *digit != ',' && format->n_decimals < MAX_DECIMALS;
	for (const char *comma = at + n; comma > at && comma[-1] == ','; comma--)
		format->n_thousands++;
	return at + n - 1;
}

/* "m" is a month unless it stands with hours or seconds. */
static bool is_date(const Format *format)
{
	return format->day || format->month || format->time;
}

static void read_section(const char *code, const char *end, Format *format)
{
	for (const char *at = code; at < end; at++) {
		GString *around = format->has_digits ? format->after : format->before;
		if (*at == '[')
			at = read_bracket(at, format, around);
		else if (*at == '"')
			at = read_quoted(at, around);
		else if (*at == '\\' && at[1])
			g_string_append_c(around, *++at);
		else if ((*at == '_' || *at == '*') && at[1])
			at = g_utf8_next_char(at + 1) - 1;
		else if (strchr("0#?", *at) && !is_date(format))
			at = read_digits(at, format);
		else if (*at == '%')
			format->percent = true;
		else if ((*at == 'E' || *at == 'e') && (at[1] == '+' || at[1] == '-'))
			format->fraction = true;
		else
			read_letter(*at, format, around);
	}
}

/* Three digits a group: 1234567.5 is 1,234,567.5. */
static void group(GString *digits)
{
	size_t n_whole = strcspn(digits->str, ".");
	for (size_t at = n_whole; at > 3; at -= 3)
		g_string_insert_c(digits, (gssize)(at - 3), ',');
}

static char *show_general(double number)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];
	return g_strdup(g_ascii_formatd(buffer, sizeof buffer, "%.15g", number));
}

static char *show_plain(const Format *format, double number)
{
	char pattern[8], buffer[512];
	number = number * (format->percent ? 100 : 1) / pow(1000, MIN(format->n_thousands, 3));
	/* halves away from zero, as Excel has it */
	double scale = pow(10, format->n_decimals);
	if (fabs(number) < LARGEST_ROUNDED)
		number = round(number * scale) / scale;
	g_snprintf(pattern, sizeof pattern, "%%.%df", format->n_decimals);
	g_autoptr(GString) digits =
	    g_string_new(g_ascii_formatd(buffer, sizeof buffer, pattern, fabs(number)));
	if (format->grouped && strspn(digits->str, "0123456789.") == digits->len)
		group(digits);
	return g_strdup_printf("%s%s%s%s", format->before->str, digits->str, format->percent ? "%" : "",
			       format->after->str);
}

/* Excel's serial: days since 31 December 1899, 1900 taken for a leap year. */
static char *show_date(const Format *format, double serial, bool base_1904)
{
	double minutes = floor((serial - floor(serial)) * MINUTES_A_DAY + 0.5);
	int day = (int)floor(serial) + (base_1904 ? DAYS_TO_1904 : 0) + (minutes >= MINUTES_A_DAY);
	int minute = (int)minutes % MINUTES_A_DAY;
	g_autofree char *time = g_strdup_printf("%02d:%02d", minute / 60, minute % 60);
	if ((!format->day && format->time) || day < 1)
		return g_steal_pointer(&time);
	if (day > MAX_SERIAL)
		return show_general(serial);
	static const char *const MONTHS[] = {"January",   "February", "March",    "April",
					     "May",       "June",     "July",     "August",
					     "September", "October",  "November", "December"};
	g_autoptr(GDateTime) base = g_date_time_new_utc(1899, 12, day < LEAP_SERIAL ? 31 : 30, 0, 0, 0);
	g_autoptr(GDateTime) date = g_date_time_add_days(base, day);
	return g_strdup_printf("%d %s %d%s%s", g_date_time_get_day_of_month(date),
			       MONTHS[g_date_time_get_month(date) - 1], g_date_time_get_year(date),
			       format->time ? " " : "", format->time ? time : "");
}

/* A negative number in a format of one section has its sign before all else; a section for it has its own. */
static const char *choose_section(const char *code, double number, bool *ret_sign)
{
	const char *negative = next_section(code);
	const char *zero = negative ? next_section(negative) : NULL;
	*ret_sign = number < 0 && !negative;
	if (number < 0 && negative)
		return negative;
	return number == 0 && zero ? zero : code;
}

static char *show(double number, const char *code, bool base_1904)
{
	bool sign = false;
	const char *section = choose_section(code, number, &sign);
	const char *next = next_section(section);
	g_autoptr(GString) before = g_string_new(sign ? "-" : NULL);
	g_autoptr(GString) after = g_string_new(NULL);
	Format format = {.before = before, .after = after};
	read_section(section, next ? next - 1 : section + strlen(section), &format);
	if (is_date(&format) && number >= 0 && number <= MAX_SERIAL)
		return show_date(&format, number, base_1904);
	bool general = !format.has_digits || format.fraction || is_date(&format);
	/* "-" for zero: accounts are written so */
	if (!format.has_digits && number == 0 && before->len > 0 && !strchr(section, 'G'))
		return g_strdup(before->str);
	return general ? show_general(number) : show_plain(&format, number);
}

char *sg_sheet_show_number(const char *value, const char *code, bool base_1904)
{
	char *end = NULL;
	double number = g_ascii_strtod(value, &end);
	if (!*value || *end || !isfinite(number))
		return g_strdup(value);
	return code ? show(number, code, base_1904) : show_general(number);
}
