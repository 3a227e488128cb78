/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sgindex: read documents into the index. */
#include "base/error.h"
#include "base/limits.h"
#include "base/options.h"
#include "base/program.h"
#include "index/error.h"
#include "index/xap/xap.h"
#include "indexer/report.h"
#include "indexer/run.h"
#include "indexer/worker.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	STATUS_WELL = 0,
	STATUS_SOME_NOT_INDEXED = 1,
	STATUS_USAGE = 2,
	STATUS_INDEX_UNUSABLE = 3,
	STATUS_LOCKED = 4,
	STATUS_DEVICE = 5, /* disk full, I/O error */
	STATUS_INTERRUPTED = 130,
};

typedef struct {
	SgRunOptions run;
	bool check, self_test, print_config, help, version;
} Settings;

static const SgOption options[] = {
    {0, "index", "DIR", "the index (or $SGSEARCH_INDEX)"},
    {'j', "jobs", "N", "documents read at the same time (default: cores)"},
    {0, "rebuild", NULL, "read everything anew and swap the index when complete"},
    {0, "prune", NULL, "also forget documents when a whole PATH is gone or empty"},
    {0, "retry", NULL, "try again what could not be indexed before"},
    {0, "exclude", "GLOB", "pass over names or paths like this; repeatable"},
    {0, "ocr", "WHEN", "auto: read scans and pictures with tesseract; never (default): list them"},
    {0, "manifest", "FILE", "TSV or JSON lines with title, source, published... of many documents"},
    {0, "corrections", "FILE",
     "put right dates, sources, speakers...; wins over all else; give it to every run"},
    {0, "report", "FILE", "write one JSON line per file: outcome, reason, date, passages"},
    {0, "check", NULL, "check the structure of the index, and change nothing"},
    {0, "self-test", NULL, "try what the sandbox must refuse"},
    {0, "no-sandbox", NULL, "read documents without seccomp (only where the kernel has none)"},
    {0, "json", NULL, "print the totals as JSON"},
    {'q', "quiet", NULL, "print errors only"},
    {'v', "verbose", NULL, "name every file"},
    {0, "print-config", NULL, "print the settings and limits in force"},
    {'h', "help", NULL, "show this help"},
    {0, "version", NULL, "show the version"},
};

static void replace(char **text, const char *value)
{
	g_free(*text);
	*text = g_strdup(value);
}

static bool set_ocr(SgRunOptions *run, const char *value, GError **error)
{
	run->ocr = strcmp(value, "auto") == 0;
	if (run->ocr || strcmp(value, "never") == 0)
		return true;
	g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_USAGE, "--ocr must be auto or never, not “%s”",
		    value);
	return false;
}

static bool set_value(Settings *settings, const char *name, const char *value, GError **error)
{
	SgRunOptions *run = &settings->run;
	long jobs;
	if (strcmp(name, "index") == 0)
		replace(&run->index, value);
	else if (strcmp(name, "manifest") == 0)
		replace(&run->manifest, value);
	else if (strcmp(name, "corrections") == 0)
		replace(&run->corrections, value);
	else if (strcmp(name, "report") == 0)
		replace(&run->report, value);
	else if (strcmp(name, "ocr") == 0)
		return set_ocr(run, value, error);
	else if (strcmp(name, "exclude") == 0)
		g_ptr_array_add(run->excludes, g_strdup(value));
	else if (!sg_option_number(name, value, 1, SG_MAX_JOBS, &jobs, error))
		return false;
	else
		run->jobs = (unsigned)jobs;
	return true;
}

static bool set_option(const SgOption *option, const char *value, void *user_data, GError **error)
{
	Settings *settings = user_data;
	if (option->value)
		return set_value(settings, option->long_name, value, error);
	struct {
		const char *name;
		bool *flag;
	} flags[] = {
	    {"rebuild", &settings->run.rebuild}, {"prune", &settings->run.prune},
	    {"retry", &settings->run.retry},     {"no-sandbox", &settings->run.no_sandbox},
	    {"json", &settings->run.json},       {"quiet", &settings->run.quiet},
	    {"verbose", &settings->run.verbose}, {"check", &settings->check},
	    {"self-test", &settings->self_test}, {"print-config", &settings->print_config},
	    {"help", &settings->help},           {"version", &settings->version},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
		if (strcmp(flags[i].name, option->long_name) == 0)
			*flags[i].flag = true;
	return true;
}

static int print_help(void)
{
	printf("Usage: sgindex [OPTION]... PATH...\n"
	       "Read documents into an index for sgsearch.  Unchanged files are not read again.\n\n"
	       "  sgindex papers                       index a folder, or what changed in it\n"
	       "  sgindex --report=r.jsonl papers      and write what became of each file\n"
	       "  sgindex --rebuild papers             read everything anew\n\n");
	sg_options_print(options, G_N_ELEMENTS(options), stdout);
	printf("\nExit status: 0 all well, 1 done but some files not indexed, 2 usage, 3 index unusable,\n"
	       "4 index being written by another process, 5 disk full or I/O error, 130 interrupted.\n");
	return STATUS_WELL;
}

static int print_config(const Settings *settings)
{
	printf("index = %s\njobs = %u\nsandbox = %s\n", settings->run.index, settings->run.jobs,
	       settings->run.no_sandbox ? "off" : "on");
#define PRINT_LIMIT(name, value, unit, reason)                                                               \
	printf("%-16s = %-11d %-10s # %s\n", #name, (value), unit, reason);
	SG_LIMITS(PRINT_LIMIT)
#undef PRINT_LIMIT
	return STATUS_WELL;
}

static int status_of(const GError *error)
{
	if (error->domain == SG_INDEX_ERROR) {
		switch (error->code) {
		case SG_INDEX_ERROR_MISSING:
		case SG_INDEX_ERROR_DAMAGED:
		case SG_INDEX_ERROR_VERSION:
			return STATUS_INDEX_UNUSABLE;
		case SG_INDEX_ERROR_LOCKED:
			return STATUS_LOCKED;
		default:
			return STATUS_DEVICE;
		}
	}
	if (error->domain == SG_BASE_ERROR &&
	    (error->code == SG_BASE_ERROR_IO || error->code == SG_BASE_ERROR_NO_SPACE))
		return STATUS_DEVICE;
	return STATUS_USAGE;
}

static int fail(const GError *error)
{
	sg_program_complain("%s", error->message);
	return status_of(error);
}

static int run_index(const Settings *settings)
{
	g_autoptr(GError) error = NULL;
	SgRunTotals totals;
	if (settings->run.paths->len == 0) {
		sg_program_complain("no folder given: sgindex PATH... (sgindex --help shows examples)");
		return STATUS_USAGE;
	}
	if (!sg_run(&settings->run, &totals, &error))
		return fail(error);
	if (totals.interrupted) {
		sg_program_complain("interrupted: last complete state kept (revision %" G_GUINT64_FORMAT ")",
				    totals.revision);
		return STATUS_INTERRUPTED;
	}
	g_autofree char *summary = sg_report_summary(&totals);
	g_autoptr(GString) json = g_string_new(NULL);
	sg_report_json(&totals, json);
	/* programs read standard output, people standard error: both may be wanted */
	if (settings->run.json && !sg_program_write(json->str, json->len, &error))
		return fail(error);
	if (!settings->run.quiet)
		fprintf(stderr, "%s\n", summary);
	/* as for tar: the work is done, but not on all that was given */
	return totals.n_refused || totals.n_folders_unread ? STATUS_SOME_NOT_INDEXED : STATUS_WELL;
}

static int run_check(const Settings *settings)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *report = NULL;
	g_autofree char *current = g_build_filename(settings->run.index, "current", NULL);
	size_t n_faults;
	/* of the structure only: also for an index that another version wrote */
	if (!xap_check(current, &n_faults, &report, &error)) {
		sg_program_complain("the index at %s cannot be used (%s): run sgindex --rebuild",
				    settings->run.index, error->message);
		return STATUS_INDEX_UNUSABLE;
	}
	if (n_faults > 0) {
		sg_program_complain("the index at %s has %zu faults: run sgindex --rebuild",
				    settings->run.index, n_faults);
		fputs(report, stderr);
		return STATUS_INDEX_UNUSABLE;
	}
	printf("%s: no faults\n", settings->run.index);
	return STATUS_WELL;
}

static int run_self_test(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *report = NULL;
	bool refused = sg_sandbox_self_test(&report, &error);
	if (report)
		fputs(report, stdout);
	if (!refused)
		sg_program_complain("%s", error->message);
	return refused ? STATUS_WELL : STATUS_DEVICE;
}

static void on_signal(int signal_number)
{
	(void)signal_number;
	sg_run_interrupt();
}

static int run(int argc, char **argv, Settings *settings)
{
	g_autoptr(GError) error = NULL;
	if (!sg_options_parse(options, G_N_ELEMENTS(options), argc, argv, set_option, settings,
			      settings->run.paths, &error))
		return fail(error);
	if (settings->help)
		return print_help();
	if (settings->version)
		return printf("sgindex %s\n", SG_VERSION) > 0 ? STATUS_WELL : STATUS_DEVICE;
	if (settings->print_config)
		return print_config(settings);
	if (settings->check)
		return run_check(settings);
	return settings->self_test ? run_self_test() : run_index(settings);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_set_prgname("sgindex");
	umask(077); /* the index and all that goes into it are the user's own */
	struct sigaction action = {.sa_handler = on_signal};
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	/* a pager that was closed, or a builder that died, shows where it is written to */
	signal(SIGPIPE, SIG_IGN);
	Settings settings = {.run = {
				 .index = sg_program_default_index(),
				 .paths = g_ptr_array_new(),
				 .excludes = g_ptr_array_new_with_free_func(g_free),
				 .jobs = g_get_num_processors(),
			     }};
	int status = run(argc, argv, &settings);
	if (fflush(stdout) != 0 && status == STATUS_WELL)
		status = STATUS_DEVICE;
	g_free(settings.run.index);
	g_free(settings.run.manifest);
	g_free(settings.run.corrections);
	g_free(settings.run.report);
	g_ptr_array_unref(settings.run.paths);
	g_ptr_array_unref(settings.run.excludes);
	return status;
}
