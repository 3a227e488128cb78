/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Expectations: the header, and what getopt_long() users are used to. */
#include "tests/support/support.h"

#include "base/error.h"
#include "base/options.h"

static const SgOption options[] = {
    {'i', "index", "DIR", "where"},         {'n', "number", "N", "how many"},
    {'c', "cite", "[FORM]", "how to cite"}, {'v', "verbose", NULL, "more words"},
    {0, "rebuild", NULL, "anew"},
};

typedef struct {
	const char *line;     /* the words of the command line */
	const char *expected; /* "name=value;" of each option, then "|" and the other words; NULL: refused */
	const char *message;  /* part of the error's message */
} Case;

static bool note_option(const SgOption *option, const char *value, void *user_data, GError **error)
{
	GString *met = user_data;
	if (g_strcmp0(value, "refused") == 0) {
		g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE, "no such %s", option->value);
		return false;
	}
	g_string_append_printf(met, "%s=%s;", option->long_name, value ? value : "(none)");
	return true;
}

static void check_line(const Case *test)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) met = g_string_new(NULL);
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	g_autofree char *line = g_strconcat("program ", test->line, NULL);
	g_auto(GStrv) argv = g_strsplit(*test->line ? line : "program", " ", -1);
	bool parsed = sg_options_parse(options, G_N_ELEMENTS(options), (int)g_strv_length(argv), argv,
				       note_option, met, words, &error);
	assert_case(parsed == (test->expected != NULL), test->line);
	if (!parsed) {
		assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE, test->message);
		return;
	}
	g_string_append_c(met, '|');
	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(met, "%s%s", i > 0 ? " " : "", (char *)g_ptr_array_index(words, i));
	check_string(met->str, test->expected, test->line);
}

static void parses_command_lines(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"", "|", NULL},
	    {"papers more", "|papers more", NULL},
	    {"--index=x", "index=x;|", NULL},
	    {"--index x papers", "index=x;|papers", NULL},
	    {"--index= papers", "index=;|papers", NULL},
	    {"--index=a=b", "index=a=b;|", NULL},
	    {"--index --rebuild", "index=--rebuild;|", NULL},
	    {"-i x -ix", "index=x;index=x;|", NULL},
	    {"-vn5 a", "verbose=(none);number=5;|a", NULL},
	    {"-n -5", "number=-5;|", NULL},
	    {"--cite papers", "cite=(none);|papers", NULL},
	    {"--cite=ris papers", "cite=ris;|papers", NULL},
	    {"--cite=", "cite=;|", NULL},
	    {"-cv", "cite=(none);verbose=(none);|", NULL},
	    {"a --verbose b --rebuild", "verbose=(none);rebuild=(none);|a b", NULL},
	    {"- -v", "verbose=(none);|-", NULL},
	    {"-v -- --rebuild -x --", "verbose=(none);|--rebuild -x --", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_line(&cases[i]);
}

static void refuses_what_it_does_not_know(void **state)
{
	(void)state;
	static const Case cases[] = {
	    {"--indx=x", NULL, "unknown option --indx (did you mean --index?)"},
	    {"--rebiuld", NULL, "did you mean --rebuild?"},
	    {"--re", NULL, "unknown option --re"}, /* no abbreviations */
	    {"--zebra", NULL, "unknown option --zebra"},
	    {"--verbose=yes", NULL, "option --verbose takes no value"},
	    {"a --index", NULL, "option --index needs a value: --index=DIR"},
	    {"-i", NULL, "option -i needs a value: -i DIR"},
	    {"-x", NULL, "unknown option -x"},
	    {"-vx", NULL, "unknown option -x"},
	    {"--index=refused", NULL, "no such DIR"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_line(&cases[i]);
}

/* A slip is corrected, another word is not. */
static void names_the_nearest_only(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) argv = g_strsplit("program --nothing", " ", -1);
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	assert_false(
	    sg_options_parse(options, G_N_ELEMENTS(options), 2, argv, note_option, NULL, words, &error));
	assert_string_equal(error->message, "unknown option --nothing");
}

static void survives_a_long_name(void **state)
{
	(void)state;
	g_autofree char *name = g_strnfill(100000, 'x');
	g_autofree char *word = g_strconcat("--", name, NULL);
	check_line(&(Case){word, NULL, "unknown option --xxx"});
}

static void prints_help(void **state)
{
	(void)state;
	char *text = NULL;
	size_t n_bytes;
	FILE *out = open_memstream(&text, &n_bytes);
	sg_options_print(options, G_N_ELEMENTS(options), out);
	fclose(out);
	static const char *const lines[] = {"-i, --index=DIR ", "-c, --cite[=FORM] ", "-v, --verbose ",
					    "    --rebuild "};
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		assert_case(strstr(text, lines[i]), lines[i]);
	g_auto(GStrv) printed = g_strsplit(text, "\n", -1);
	assert_int_equal(g_strv_length(printed), G_N_ELEMENTS(options) + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(options); i++) /* aligned */
		assert_ptr_equal(strstr(printed[i], options[i].help), printed[i] + 29);
	free(text);
}

static void reads_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool valid;
		long n;
	} cases[] = {{"1", true, 1},
		     {"100", true, 100},
		     {"0", false, 0},
		     {"101", false, 0},
		     {"", false, 0},
		     {"five", false, 0},
		     {"5x", false, 0},
		     {"5.0", false, 0},
		     {"-1", false, 0},
		     {"0x10", false, 0},
		     {"007", true, 7},
		     {"99999999999999999999", false, 0},
		     {"18446744073709551617", false, 0}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		long n = 0;
		bool valid = sg_option_number("jobs", cases[i].text, 1, 100, &n, &error);
		assert_case(valid == cases[i].valid && n == cases[i].n, cases[i].text);
		if (!valid)
			assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE, "--jobs");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parses_command_lines),
	    cmocka_unit_test(refuses_what_it_does_not_know),
	    cmocka_unit_test(names_the_nearest_only),
	    cmocka_unit_test(survives_a_long_name),
	    cmocka_unit_test(prints_help),
	    cmocka_unit_test(reads_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
