/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/options.h"

#include "base/error.h"

#include <errno.h>
#include <string.h>

typedef struct {
	const SgOption *options;
	size_t n_options;
	SgOptionFunc func;
	void *user_data;
} Parser;

static bool usage_error(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool usage_error(GError **error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *message = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error_literal(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE, message);
	return false;
}

/* Levenshtein distance, for naming what was meant. */
static size_t distance(const char *a, const char *b)
{
	size_t n_b = strlen(b);
	g_autofree size_t *row = g_new(size_t, n_b + 1);
	for (size_t j = 0; j <= n_b; j++)
		row[j] = j;
	for (size_t i = 1; *a; a++, i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= n_b; j++) {
			size_t above = row[j];
			row[j] = MIN(MIN(row[j], row[j - 1]) + 1, diagonal + (*a != b[j - 1]));
			diagonal = above;
		}
	}
	return row[n_b];
}

static bool unknown_option(const Parser *parser, const char *name, GError **error)
{
	const char *nearest = NULL;
	size_t best = 3; /* further away is another word, not a slip */
	for (size_t i = 0; i < parser->n_options && strlen(name) < 64; i++) {
		size_t d = distance(name, parser->options[i].long_name);
		if (d < best) {
			best = d;
			nearest = parser->options[i].long_name;
		}
	}
	if (nearest)
		return usage_error(error, "unknown option --%s (did you mean --%s?)", name, nearest);
	return usage_error(error, "unknown option --%s", name);
}

static const SgOption *find_long(const Parser *parser, const char *name, size_t n_bytes)
{
	for (size_t i = 0; i < parser->n_options; i++) {
		const char *long_name = parser->options[i].long_name;
		if (strlen(long_name) == n_bytes && memcmp(long_name, name, n_bytes) == 0)
			return &parser->options[i];
	}
	return NULL;
}

static const SgOption *find_short(const Parser *parser, char name)
{
	for (size_t i = 0; i < parser->n_options; i++)
		if (parser->options[i].short_name == name)
			return &parser->options[i];
	return NULL;
}

static bool value_is_optional(const SgOption *option)
{
	return option->value && option->value[0] == '[';
}

/* "--name", "--name=value" or "--name value"; *index moves when the next word is taken. */
static bool parse_long(const Parser *parser, int argc, char **argv, int *index, GError **error)
{
	const char *name = argv[*index] + 2;
	const char *equals = strchr(name, '=');
	size_t n_bytes = equals ? (size_t)(equals - name) : strlen(name);
	const SgOption *option = find_long(parser, name, n_bytes);
	if (!option) {
		g_autofree char *bare = g_strndup(name, n_bytes);
		return unknown_option(parser, bare, error);
	}
	const char *value = equals ? equals + 1 : NULL;
	if (equals && !option->value)
		return usage_error(error, "option --%s takes no value", option->long_name);
	if (!value && option->value && !value_is_optional(option)) {
		if (*index + 1 >= argc)
			return usage_error(error, "option --%s needs a value: --%s=%s", option->long_name,
					   option->long_name, option->value);
		value = argv[++*index];
	}
	return parser->func(option, value, parser->user_data, error);
}

/* "-abc", "-n5" or "-n 5" */
static bool parse_short(const Parser *parser, int argc, char **argv, int *index, GError **error)
{
	for (const char *at = argv[*index] + 1; *at; at++) {
		const SgOption *option = find_short(parser, *at);
		if (!option)
			return usage_error(error, "unknown option -%c", *at);
		const char *value = NULL;
		bool takes_rest = option->value && !value_is_optional(option);
		if (takes_rest && at[1])
			value = at + 1;
		else if (takes_rest && *index + 1 < argc)
			value = argv[++*index];
		else if (takes_rest)
			return usage_error(error, "option -%c needs a value: -%c %s", *at, *at,
					   option->value);
		if (!parser->func(option, value, parser->user_data, error))
			return false;
		if (takes_rest)
			break;
	}
	return true;
}

bool sg_options_parse(const SgOption *options, size_t n_options, int argc, char **argv, SgOptionFunc func,
		      void *user_data, GPtrArray *ret_words, GError **error)
{
	Parser parser = {options, n_options, func, user_data};
	bool only_words = false;
	for (int i = 1; i < argc; i++) {
		bool parsed = true;
		if (only_words || argv[i][0] != '-' || argv[i][1] == '\0')
			g_ptr_array_add(ret_words, argv[i]);
		else if (strcmp(argv[i], "--") == 0)
			only_words = true;
		else if (argv[i][1] == '-')
			parsed = parse_long(&parser, argc, argv, &i, error);
		else
			parsed = parse_short(&parser, argc, argv, &i, error);
		if (!parsed)
			return false;
	}
	return true;
}

void sg_options_print(const SgOption *options, size_t n_options, FILE *out)
{
	for (size_t i = 0; i < n_options; i++) {
		const SgOption *option = &options[i];
		g_autofree char *dash =
		    option->short_name ? g_strdup_printf("-%c,", option->short_name) : g_strdup("");
		const char *value = option->value ? option->value : "";
		bool optional = value_is_optional(option);
		g_autofree char *name =
		    optional ? g_strdup_printf("--%s[=%s", option->long_name, value + 1)
			     : g_strdup_printf("--%s%s%s", option->long_name, *value ? "=" : "", value);
		fprintf(out, "  %3s %-22s %s\n", dash, name, option->help);
	}
}

bool sg_option_number(const char *option, const char *text, long min, long max, long *ret_n, GError **error)
{
	char *end;
	errno = 0;
	gint64 n = g_ascii_strtoll(text, &end, 10);
	if (errno || end == text || *end || n < min || n > max)
		return usage_error(error, "--%s must be a whole number from %ld to %ld, not “%s”", option,
				   min, max, text);
	*ret_n = (long)n;
	return true;
}
