/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sgsearch: ask the index.  Exit status: 0 found, 1 nothing found, 2 error. */
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/options.h"
#include "base/program.h"
#include "query/answer.h"
#include "query/error.h"
#include "query/held.h"
#include "query/search.h"
#include "query/show.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { EXIT_FOUND = 0, EXIT_NONE = 1, EXIT_ERROR = 2 };

typedef enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } ColorMode;

typedef struct {
	SgRequest *request;
	char *index;
	char *show;
	bool by_year, by_source;
	bool held, inspections;
	bool count, documents, json, quiet, verbose, help, version;
	ColorMode color;
	unsigned width;
} Settings;

static const SgOption options[] = {
    {'s', "source", "LIST", "only these: ofsted,minutes,press,council,comment,unknown"},
    {'f', "from", "YEAR", "said in this year or later"},
    {'t', "to", "YEAR", "said in this year or earlier"},
    {0, "about", "NAME", "about these authorities, as in herefordshire,medway"},
    {0, "sort", "ORDER", "match (default), newest or oldest"},
    {0, "match", "HOW", "all (default), words (only passages with all words) or any"},
    {'w', "words", NULL, "short for --match=words"},
    {'n', "limit", "N", "passages shown (20; 0: all)"},
    {0, "page", "N", "page of results (1)"},
    {0, "comments", NULL, "include reader comments"},
    {0, "by", "WHAT", "counts instead of passages: year, source or year,source"},
    {'c', "count", NULL, "print only the number of passages"},
    {'l', "documents", NULL, "print only the IDs of the documents"},
    {'j', "json", NULL, "the answer as JSON"},
    {0, "show", "ID", "print a document, or with ID.N one passage"},
    {0, "held", NULL, "what is held: documents by year and source, undated, scans, files not indexed"},
    {0, "inspections", NULL,
     "the inspections held: days, grades, lead inspector (with --about of an authority)"},
    {0, "index", "DIR", "the index (or $SGSEARCH_INDEX)"},
    {0, "color", "WHEN", "auto (default), always or never"},
    {0, "width", "N", "wrap at this column (0: never)"},
    {'q', "quiet", NULL, "print nothing; the exit status says it"},
    {'v', "verbose", NULL, "say how the query was understood"},
    {'h', "help", NULL, "show this help"},
    {0, "version", NULL, "show the version"},
};

static bool usage(GError **error, const char *option, const char *allowed, const char *value)
{
	g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE, "--%s must be %s, not “%s”", option, allowed,
		    value);
	return false;
}

static bool set_sources(Settings *settings, const char *value, GError **error)
{
	g_auto(GStrv) names = g_strsplit(value, ",", -1);
	if (!*names)
		return usage(error, "source", "ofsted, minutes, press, council or comment", value);
	for (char **name = names; *name; name++) {
		SgSource source;
		if (!sg_source_parse(*name, &source))
			return usage(error, "source", "ofsted, minutes, press, council or comment", *name);
		settings->request->sources |= 1u << source;
	}
	return true;
}

static bool set_year(const char *option, const char *value, int *ret_year, GError **error)
{
	long year;
	/* four digits: 18 or 02018 would be a slip */
	if (strlen(value) != 4 || !sg_option_number(option, value, 1000, 9999, &year, NULL))
		return usage(error, option, "a year, like 2018", value);
	*ret_year = (int)year;
	return true;
}

/* Index of `value` among `names`; the option's error otherwise. */
static bool set_choice(const char *option, const char *value, const char *const *names, int *ret_choice,
		       GError **error)
{
	for (int i = 0; names[i]; i++) {
		if (strcmp(names[i], value) == 0) {
			*ret_choice = i;
			return true;
		}
	}
	g_autofree char *allowed = g_strjoinv(", ", (char **)names);
	g_autofree char *one_of = g_strconcat("one of ", allowed, NULL);
	return usage(error, option, one_of, value);
}

static bool set_by(Settings *settings, const char *value, GError **error)
{
	static const char *const forms[] = {"year", "source", "year,source", "source,year", NULL};
	int form;
	if (!set_choice("by", value, forms, &form, error))
		return false;
	settings->by_year = form != 1;
	settings->by_source = form != 0;
	return true;
}

static bool set_filter(Settings *settings, const char *name, const char *value, GError **error)
{
	static const char *const sorts[] = {"match", "newest", "oldest", NULL};
	static const char *const matches[] = {"all", "words", "any", NULL};
	SgRequest *request = settings->request;
	if (!g_utf8_validate(value, -1, NULL))
		return usage(error, name, "UTF-8 text", "?");
	int choice;
	long number;
	if (strcmp(name, "source") == 0)
		return set_sources(settings, value, error);
	if (strcmp(name, "from") == 0)
		return set_year(name, value, &request->from, error);
	if (strcmp(name, "to") == 0)
		return set_year(name, value, &request->to, error);
	if (strcmp(name, "about") == 0) {
		g_auto(GStrv) names = g_strsplit(value, ",", -1);
		for (char **about = names; *about; about++)
			g_ptr_array_add(request->about, g_utf8_strdown(*about, -1));
		return *names != NULL || usage(error, name, "a name, like herefordshire", value);
	}
	if (strcmp(name, "sort") == 0) {
		bool known = set_choice(name, value, sorts, &choice, error);
		request->sort = known ? (SgSort)choice : request->sort;
		return known;
	}
	if (strcmp(name, "match") == 0) {
		bool known = set_choice(name, value, matches, &choice, error);
		request->match = known ? (SgMatchMode)choice : request->match;
		return known;
	}
	bool page = strcmp(name, "page") == 0;
	if (!sg_option_number(name, value, page ? 1 : 0, SG_MAX_RESULT_DEPTH, &number, error))
		return false;
	*(page ? &request->page : &request->per_page) = (unsigned)number;
	return true;
}

static bool set_output(Settings *settings, const char *name, const char *value, GError **error)
{
	static const char *const colors[] = {"auto", "always", "never", NULL};
	int choice;
	long number;
	if (strcmp(name, "by") == 0)
		return set_by(settings, value, error);
	if (strcmp(name, "color") == 0) {
		bool known = set_choice(name, value, colors, &choice, error);
		settings->color = known ? (ColorMode)choice : settings->color;
		return known;
	}
	if (strcmp(name, "width") == 0) {
		bool known = sg_option_number(name, value, 0, 10000, &number, error);
		settings->width = known ? (unsigned)number : settings->width;
		return known;
	}
	char **text = strcmp(name, "show") == 0 ? &settings->show : &settings->index;
	g_free(*text);
	*text = g_strdup(value);
	return true;
}

static bool set_flag(Settings *settings, const char *name)
{
	struct {
		const char *name;
		bool *flag;
	} flags[] = {
	    {"comments", &settings->request->comments},
	    {"count", &settings->count},
	    {"documents", &settings->documents},
	    {"held", &settings->held},
	    {"inspections", &settings->inspections},
	    {"json", &settings->json},
	    {"quiet", &settings->quiet},
	    {"verbose", &settings->verbose},
	    {"help", &settings->help},
	    {"version", &settings->version},
	};
	if (strcmp(name, "words") == 0)
		settings->request->match = SG_MATCH_WORDS;
	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
		if (strcmp(flags[i].name, name) == 0)
			*flags[i].flag = true;
	return true;
}

static bool set_option(const SgOption *option, const char *value, void *user_data, GError **error)
{
	static const char *const filters[] = {"source", "from",  "to",   "about", "sort",
					      "match",  "limit", "page", NULL};
	Settings *settings = user_data;
	if (!option->value)
		return set_flag(settings, option->long_name);
	if (g_strv_contains(filters, option->long_name))
		return set_filter(settings, option->long_name, value, error);
	return set_output(settings, option->long_name, value, error);
}

static void print_help(void)
{
	printf("Usage: sgsearch [OPTION]... QUERY...\n"
	       "Find what was said about a matter: when, by whom, how often.\n\n"
	       "  sgsearch recruitment retention               passages with both words, in any form\n"
	       "  sgsearch '\"drift and delay\"' --source=ofsted   exactly these words, by Ofsted\n"
	       "  sgsearch management oversight --by=year,source counts beside what is held\n\n");
	sg_options_print(options, G_N_ELEMENTS(options), stdout);
	printf(
	    "\nIn a query: words are all wanted, in any form; \"...\" these exact words; -word without it;\n"
	    "a OR b either; source:ofsted, about:NAME, year:2014..2018 as filters.  A lone - reads the "
	    "query\n"
	    "from standard input.\n"
	    "Exit status: 0 passages found, 1 none, 2 error.\n");
}

/* ---- the query ------------------------------------------------------- */

/* Shell quoting hides the marks of sgsearch "drift and delay": words with spaces stay plain words, as
 * documented. */
static bool read_query(Settings *settings, const GPtrArray *words, GError **error)
{
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < words->len; i++) {
		const char *word = g_ptr_array_index(words, i);
		g_string_append(text, i ? " " : "");
		if (strcmp(word, "-") != 0) {
			g_string_append(text, word);
			continue;
		}
		g_autoptr(GBytes) input =
		    sg_file_read_fd(STDIN_FILENO, "standard input", SG_MAX_SIDECAR_BYTES, error);
		if (!input) {
			g_string_free(text, TRUE);
			return false;
		}
		g_string_append_len(text, g_bytes_get_data(input, NULL), (gssize)g_bytes_get_size(input));
	}
	g_free(settings->request->text);
	settings->request->text = g_string_free(text, FALSE);
	g_strstrip(settings->request->text);
	if (g_utf8_validate(settings->request->text, -1, NULL))
		return true;
	g_set_error_literal(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE, "the query is not UTF-8 text");
	return false;
}

static bool use_color(const Settings *settings)
{
	const char *no_color = g_getenv("NO_COLOR");
	const char *term = g_getenv("TERM");
	if (settings->color != COLOR_AUTO)
		return settings->color == COLOR_ALWAYS;
	return isatty(STDOUT_FILENO) && !(no_color && *no_color) && g_strcmp0(term, "dumb") != 0;
}

static unsigned line_width(const Settings *settings)
{
	enum { UNSET = G_MAXUINT, WIDEST = 100 };
	struct winsize size;
	if (settings->width != UNSET)
		return settings->width;
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return 0;
	return MIN(size.ws_col, WIDEST);
}

static void render_documents(const SgAnswer *answer, GString *out)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < answer->results->len; i++) {
		const SgResult *result = g_ptr_array_index(answer->results, i);
		if (result->group == SG_GROUP_WORDS && g_hash_table_add(seen, result->document->id))
			g_string_append_printf(out, "%s\n", result->document->id);
	}
	for (guint i = 0; i < answer->scans->len; i++)
		g_string_append_printf(out, "%s\n",
				       ((const SgDocument *)g_ptr_array_index(answer->scans, i))->id);
}

static void render(const Settings *settings, const SgAnswer *answer, GString *out)
{
	SgRenderOptions render_options = {
	    .color = use_color(settings), .width = line_width(settings), .pretty = true};
	if (settings->json)
		sg_render_json(answer, &render_options, out);
	else if (settings->count)
		g_string_append_printf(out, "%u\n", answer->total);
	else if (settings->documents)
		render_documents(answer, out);
	else if (settings->by_year || settings->by_source)
		sg_render_table(answer, settings->by_year, settings->by_source, out);
	else if (answer->results->len > 0)
		sg_render_text(answer, &render_options, out);
}

/* Years between the first and the last held from which nothing is: a gap in the papers must be seen. */
static void tell_gaps(const SgAnswer *answer)
{
	g_autoptr(GString) gaps = g_string_new(NULL);
	int previous = 0;
	for (guint i = 0; i < answer->cells->len; i++) {
		int year = g_array_index(answer->cells, SgCell, i).year;
		for (int gap = previous + 1; previous && gap < year; gap++)
			g_string_append_printf(gaps, "%s%d", gaps->len ? ", " : "", gap);
		previous = year ? year : previous;
	}
	if (gaps->len > 0)
		sg_program_complain("nothing is held from %s", gaps->str);
}

static void tell(const Settings *settings, const SgAnswer *answer)
{
	for (guint i = 0; i < answer->notes->len; i++)
		sg_program_complain("%s", (const char *)g_ptr_array_index(answer->notes, i));
	if (settings->verbose)
		sg_program_complain("read as: %s; index revision %" G_GUINT64_FORMAT ", built %s",
				    answer->understood, answer->revision, answer->built);
	if (settings->by_year && !settings->json)
		tell_gaps(answer);
	if (answer->total > 0)
		return;
	const char *text = answer->request->text;
	uint32_t n_held = 0;
	for (guint i = 0; i < answer->cells->len; i++)
		n_held += g_array_index(answer->cells, SgCell, i).held;
	const SgRequest *request = answer->request;
	bool filtered = answer->sources || request->from || request->to || request->about->len;
	if (answer->some > 0)
		sg_program_complain("no passage has all of “%s”; %u have some of these words", text,
				    answer->some);
	else
		sg_program_complain("no passages found for “%s”", text);
	if (n_held == 0)
		sg_program_complain("nothing is held%s", filtered ? " that the filters let through" : "");
	else
		sg_program_complain(
		    "%u passages are held%s; finding nothing does not show that nothing was said", n_held,
		    filtered ? " that the filters let through" : "");
	if (answer->hidden_comments > 0)
		sg_program_complain("%u reader comments match (--comments shows them)",
				    answer->hidden_comments);
}

static bool run_search(const Settings *settings, SgReader *reader, int *ret_status, GError **error)
{
	g_autoptr(SgAnalyser) analyser = sg_analyser_new();
	g_autoptr(SgAnswer) answer = sg_search(reader, analyser, settings->request, error);
	if (!answer)
		return false;
	*ret_status = answer->total > 0 ? EXIT_FOUND : EXIT_NONE;
	if (settings->quiet)
		return true;
	g_autoptr(GString) out = g_string_new(NULL);
	render(settings, answer, out);
	tell(settings, answer);
	return sg_program_write(out->str, out->len, error);
}

static bool run_show(const Settings *settings, SgReader *reader, GError **error)
{
	g_autoptr(SgShown) shown = sg_show(reader, settings->show, error);
	if (!shown)
		return false;
	g_autoptr(GString) out = g_string_new(NULL);
	if (settings->json)
		sg_show_json(shown, out);
	else
		sg_show_text(shown, out);
	return sg_program_write(out->str, out->len, error);
}

static bool run_held(const Settings *settings, SgReader *reader, int *ret_status, GError **error)
{
	g_autoptr(SgHeld) held = sg_held_load(reader, error);
	if (!held)
		return false;
	g_autoptr(GString) out = g_string_new(NULL);
	const GPtrArray *about = settings->request->about;
	guint n_listed = held->documents->len;
	if (settings->inspections && settings->json)
		n_listed = sg_inspections_json(held, about, out);
	else if (settings->inspections)
		n_listed = sg_inspections_text(held, about, out);
	else if (settings->json)
		sg_held_json(held, out);
	else
		sg_held_text(held, out);
	*ret_status = n_listed > 0 ? EXIT_FOUND : EXIT_NONE;
	if (n_listed == 0 && settings->inspections)
		sg_program_complain("no inspection is held%s", about->len ? " of the authorities named" : "");
	if (settings->quiet)
		return true;
	return sg_program_write(out->str, out->len, error);
}

static bool run(Settings *settings, const GPtrArray *words, int *ret_status, GError **error)
{
	const SgRequest *request = settings->request;
	if (!read_query(settings, words, error))
		return false;
	bool filtered = request->sources || request->from || request->to || request->about->len;
	bool listing = settings->show || settings->held || settings->inspections;
	if (!listing && !*request->text && !filtered && !settings->by_year && !settings->by_source) {
		g_set_error_literal(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE,
				    "no query given: sgsearch WORDS (sgsearch --help shows examples)");
		return false;
	}
	if (request->from && request->to && request->to < request->from) {
		g_set_error(error, SG_QUERY_ERROR, SG_QUERY_ERROR_BAD_YEARS,
			    "--to (%d) must be the same as or after --from (%d)", request->to, request->from);
		return false;
	}
	/* lists of all documents are not cut to a page */
	if (settings->documents)
		settings->request->per_page = 0;
	g_autoptr(SgReader) reader = sg_reader_open(settings->index, error);
	if (!reader)
		return false;
	if (settings->held || settings->inspections)
		return run_held(settings, reader, ret_status, error);
	return settings->show ? run_show(settings, reader, error)
			      : run_search(settings, reader, ret_status, error);
}

/* "sgsearch drift -agency": the hyphen was meant for the query, but is read as options. */
static void hint_at_hyphens(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (argv[i][0] != '-' || !g_ascii_isalpha(argv[i][1]) || strlen(argv[i]) < 4)
			continue;
		sg_program_complain("to search without a word, quote the query: sgsearch 'drift %s'",
				    argv[i]);
		return;
	}
}

static int fail(const Settings *settings, const GError *error)
{
	/* a program that asked for JSON gets its errors so */
	if (settings->json) {
		g_autoptr(GString) out = g_string_new(NULL);
		sg_render_problem(error, out);
		sg_program_write(out->str, out->len, NULL);
	}
	sg_program_complain("%s", error->message);
	return EXIT_ERROR;
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_set_prgname("sgsearch");
	Settings settings = {
	    .request = sg_request_new(), .index = sg_program_default_index(), .width = G_MAXUINT};
	g_autoptr(GPtrArray) words = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	int status = EXIT_FOUND;
	if (!sg_options_parse(options, G_N_ELEMENTS(options), argc, argv, set_option, &settings, words,
			      &error)) {
		status = fail(&settings, error);
		hint_at_hyphens(argc, argv);
	} else if (settings.help)
		print_help();
	else if (settings.version)
		printf("sgsearch %s\n", SG_VERSION);
	else if (!run(&settings, words, &status, &error))
		status = fail(&settings, error);
	if (fflush(stdout) != 0 && status != EXIT_ERROR) {
		sg_program_complain("cannot write standard output");
		status = EXIT_ERROR;
	}
	sg_request_free(settings.request);
	g_free(settings.index);
	g_free(settings.show);
	return status;
}
