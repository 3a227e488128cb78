/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The template, its workers and their sandbox.  The extractors are replaced:
 * the text of a document is a command that the worker carries out, as a hostile
 * document might.  Expectations come from indexer/worker.h and the kernel's signal numbers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/limits.h"
#include "indexer/frame.h"
#include "indexer/oom.h"
#include "indexer/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_DOCUMENTS 1000
#define ANSWER_FD 3

/* What a document can make the worker do. */

static void say(SgText *text, const char *format, int number)
{
	g_autoptr(GString) message = g_string_new(format);
	g_string_append_printf(message, " %d", number);
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(message->str));
}

static bool refuse(GError **error, SgReason reason, const char *message)
{
	g_set_error_literal(error, SG_EXTRACT_ERROR, (int)reason, message);
	return false;
}

static void do_crash(void)
{
	/* Through a volatile pointer: the compiler and the sanitizers know that nothing is at 8. */
	volatile int *volatile nowhere = (volatile int *)8;
	*nowhere = 1;
}

static void do_spin(void)
{
	for (volatile unsigned i = 0;; i++)
		continue;
}

static void do_spin_blocked(void)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	do_spin();
}

static void do_sleep(void)
{
	poll(NULL, 0, -1);
}

static void do_alloc(void)
{
	g_free(g_malloc((gsize)1024 * SG_MB));
}

/* Many small requests, and a library that does not look at the result. */
static void do_alloc_many(void)
{
	for (;;)
		*(volatile char *)malloc(SG_MB) = 1;
}

/* Garbage past every bound, by a worker that ignores the frames. */
static void do_flood(void)
{
	static const char block[SG_MB];
	while (write(ANSWER_FD,
		     "\xff\xff\xff\xff"
		     "B",
		     5) == 5)
		if (write(ANSWER_FD, block, sizeof block) < 0)
			break;
}

static void do_partial(void)
{
	g_autoptr(SgText) text = sg_text_new("text/plain");
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("looks good"));
	sg_frame_write_text(ANSWER_FD, text, NULL);
	do_crash();
}

static void do_leave(void)
{
	_exit(0);
}

static void do_leave_badly(void)
{
	_exit(7);
}

static void do_socket(void)
{
	socket(AF_INET, SOCK_STREAM, 0);
}

static void do_fork(void)
{
	fork();
}

static void do_exec(void)
{
	execl("/bin/true", "true", NULL);
}

static void do_kill(void)
{
	syscall(SYS_kill, getppid(), SIGKILL);
}

static void do_warn(void)
{
	g_warning("libraries warn");
	g_message("and talk");
	fputs("and print\n", stdout);
	fflush(stdout);
}

static void do_nothing(void)
{
}

static const struct {
	const char *command;
	void (*act)(void);
} ACTS[] = {
    {"crash", do_crash},
    {"spin", do_spin},
    {"spin blocked", do_spin_blocked},
    {"sleep", do_sleep},
    {"alloc", do_alloc},
    {"alloc many", do_alloc_many},
    {"flood", do_flood},
    {"partial", do_partial},
    {"leave", do_leave},
    {"leave badly", do_leave_badly},
    {"socket", do_socket},
    {"fork", do_fork},
    {"exec", do_exec},
    {"kill", do_kill},
    {"warn", do_warn},
    {"nothing", do_nothing},
};

static unsigned count_open(void)
{
	unsigned n_open = 0;
	struct stat st;
	for (long fd = 0; fd < 1024; fd++)
		n_open += syscall(SYS_fstat, fd, &st) == 0;
	return n_open;
}

/* Commands that answer something. */
static bool answer(const char *command, SgText *text, GError **error)
{
	if (strcmp(command, "open") == 0)
		say(text, "errno", open("/etc/passwd", O_RDONLY) < 0 ? errno : 0);
	else if (strcmp(command, "count") == 0)
		say(text, "open", (int)count_open());
	else if (strcmp(command, "damaged") == 0)
		return refuse(error, SG_REASON_DAMAGED, "damaged");
	else if (strcmp(command, "swallow") == 0 && !g_try_malloc((gsize)1024 * SG_MB))
		return refuse(error, SG_REASON_DAMAGED, "damaged");
	else if (strcmp(command, "much") == 0)
		for (int i = 0; i <= SG_MAX_EXTRACT_TEXT / SG_MB; i++)
			sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strnfill(SG_MB, 'm'));
	else
		sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(command));
	return true;
}

bool sg_extract_plain(GBytes *bytes, SgText *text, GError **error)
{
	gsize n_bytes;
	const char *data = g_bytes_get_data(bytes, &n_bytes);
	g_autofree char *command = g_strndup(data, MIN(n_bytes, 100));
	for (size_t i = 0; i < G_N_ELEMENTS(ACTS); i++)
		if (strcmp(command, ACTS[i].command) == 0)
			ACTS[i].act();
	return answer(command, text, error);
}

bool sg_extract_html(GBytes *bytes, const char *charset, SgText *text, GError **error)
{
	(void)bytes;
	(void)error;
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strconcat("html ", charset, NULL));
	return true;
}

bool sg_extract_pdf(GBytes *bytes, SgText *text, GError **error)
{
	(void)bytes;
	(void)error;
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("pdf"));
	return true;
}

static bool html_is_warm, pdf_is_warm;

void sg_extract_html_warm(void)
{
	html_is_warm = true;
}

void sg_extract_pdf_warm(void)
{
	pdf_is_warm = true;
}

/* Documents. */

static int document(const void *bytes, size_t n_bytes)
{
	int fd = memfd_create("document", MFD_CLOEXEC);
	assert_int_equal(write(fd, bytes, n_bytes), n_bytes);
	return fd;
}

static SgText *extract_named(SgTemplate *tmpl, const char *name, const char *body, GError **error)
{
	int fd = document(body, strlen(body));
	SgText *text = sg_template_extract(tmpl, fd, name, error);
	close(fd);
	return text;
}

static SgText *extract(SgTemplate *tmpl, const char *command, GError **error)
{
	return extract_named(tmpl, "command.txt", command, error);
}

static void assert_says(SgTemplate *tmpl, const char *command, const char *expected)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = extract(tmpl, command, &error);
	if (error)
		print_error("%s: %s\n", command, error->message);
	assert_non_null(text);
	assert_int_equal(text->blocks->len, 1);
	const SgBlock *block = g_ptr_array_index(text->blocks, 0);
	assert_string_equal(block->text, expected);
}

/* Fails as told, and the template goes on. */
static void assert_fails(SgTemplate *tmpl, const char *command, SgReason reason, const char *message)
{
	g_autoptr(GError) error = NULL;
	assert_null(extract(tmpl, command, &error));
	assert_string_equal(error->message, message);
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, (int)reason));
	assert_says(tmpl, "still here", "still here");
}

static SgTemplate *template;

static int start_template(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	template = sg_template_start(&(SgTemplateOptions){.cpu_s = 1, .wall_s = 3}, &error);
	if (!template)
		print_error("%s\n", error->message);
	return template ? 0 : -1;
}

static int stop_template(void **state)
{
	(void)state;
	sg_template_stop(template);
	sg_template_stop(NULL);
	return 0;
}

/* The only child of `pid`, or 0. */
static pid_t child_of(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/task/%d/children", pid, pid);
	g_autofree char *children = NULL;
	g_file_get_contents(path, &children, NULL, NULL);
	return children ? (pid_t)g_ascii_strtoll(children, NULL, 10) : 0;
}

static unsigned count_fds(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/fd", pid);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	assert_non_null(dir);
	unsigned n = 0;
	while (g_dir_read_name(dir))
		n++;
	return n;
}

/* Gone, or dead and waiting for init to notice. */
static bool is_gone(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", pid);
	g_autofree char *stat = NULL;
	if (!g_file_get_contents(path, &stat, NULL, NULL))
		return true;
	const char *after_name = strrchr(stat, ')');
	return after_name && after_name[2] == 'Z';
}

static bool wait_gone(pid_t pid)
{
	for (int i = 0; i < 200 && !is_gone(pid); i++)
		g_usleep(20 * 1000);
	return is_gone(pid);
}

/* Tests. */

static void test_text(void **state)
{
	(void)state;
	assert_says(template, "Drift and delay", "Drift and delay");
	/* Warmed in the template's process, not here. */
	assert_false(html_is_warm || pdf_is_warm);
}

static void test_route(void **state)
{
	(void)state;
	static const struct {
		const char *name, *body, *type, *text;
	} CASES[] = {
	    {"a.pdf", "%PDF-1.4\n", "application/pdf", "pdf"},
	    {"a.html", "<!DOCTYPE html><html><body>Text</body></html>", "text/html", "html us-ascii"},
	    {"a.md", "Text", "text/markdown", "Text"},
	    {"a.txt", "Text", "text/plain", "Text"},
	    {NULL, "Text", "text/plain", "Text"},
	    {"a.much-longer-than-any-extension", "Text", "text/plain", "Text"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autoptr(SgText) text = extract_named(template, CASES[i].name, CASES[i].body, NULL);
		assert_non_null(text);
		assert_string_equal(text->type, CASES[i].type);
		const SgBlock *block = g_ptr_array_index(text->blocks, 0);
		assert_string_equal(block->text, CASES[i].text);
	}
}

static void test_failures(void **state)
{
	(void)state;
	assert_fails(template, "damaged", SG_REASON_DAMAGED, "damaged");
	assert_fails(template, "", SG_REASON_NOT_A_DOCUMENT, "is empty");
	g_autoptr(GError) error = NULL;
	assert_null(extract_named(template, "a.pdf", "<html><title>404 Not Found</title></html>", &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_NOT_A_DOCUMENT));
	assert_string_equal(error->message, "is an HTML page, not a PDF");
}

static void test_crash(void **state)
{
	(void)state;
	assert_fails(template, "crash", SG_REASON_CRASHED, "extractor crashed (signal 11)");
	assert_fails(template, "partial", SG_REASON_CRASHED, "extractor crashed (signal 11)");
	assert_fails(template, "leave", SG_REASON_CRASHED, "extractor crashed (answer incomplete)");
	assert_fails(template, "leave badly", SG_REASON_CRASHED, "extractor crashed (exit status 7)");
}

static void test_time(void **state)
{
	(void)state;
	/* on a busy machine a second of CPU may take many of the clock */
	g_autoptr(GError) error = NULL;
	g_autoptr(SgTemplate) patient =
	    sg_template_start(&(SgTemplateOptions){.cpu_s = 1, .wall_s = 120}, &error);
	assert_non_null(patient);
	assert_fails(patient, "spin", SG_REASON_TIMEOUT, "timed out after 1 s");
	assert_fails(patient, "spin blocked", SG_REASON_TIMEOUT, "timed out after 1 s");
	assert_fails(template, "sleep", SG_REASON_TIMEOUT, "timed out after 3 s");
}

static void test_memory(void **state)
{
	(void)state;
	if (SG_SANITIZED) {
		print_message("skipped: no memory limit with a sanitizer\n");
		skip();
	}
	assert_fails(template, "alloc", SG_REASON_TOO_LARGE, "needs more than 512 MB");
	assert_fails(template, "alloc many", SG_REASON_TOO_LARGE, "needs more than 512 MB");
	assert_fails(template, "swallow", SG_REASON_TOO_LARGE, "needs more than 512 MB");
	/* Nothing of that sticks. */
	assert_fails(template, "crash", SG_REASON_CRASHED, "extractor crashed (signal 11)");
}

static void test_text_limit(void **state)
{
	(void)state;
	assert_fails(template, "much", SG_REASON_TOO_LARGE, "more than 64 MB of text");
	gint64 start = g_get_monotonic_time();
	assert_fails(template, "flood", SG_REASON_TOO_LARGE, "more than 64 MB of text");
	/* Killed, not waited for. */
	assert_in_range(g_get_monotonic_time() - start, 0, G_USEC_PER_SEC);
}

static void test_sandbox(void **state)
{
	(void)state;
	assert_says(template, "open", "errno 13");
	assert_says(template, "warn", "warn");
	/* 0, 1, 2 and the answer pipe: not even the document. */
	assert_says(template, "count", "open 4");
	static const char *const KILLED[] = {"socket", "fork", "exec", "kill"};
	for (size_t i = 0; i < G_N_ELEMENTS(KILLED); i++)
		assert_fails(template, KILLED[i], SG_REASON_CRASHED, "extractor crashed (signal 31)");
}

static void test_no_sandbox(void **state)
{
	(void)state;
	g_autoptr(SgTemplate) open_template =
	    sg_template_start(&(SgTemplateOptions){.no_sandbox = true, .cpu_s = 1}, NULL);
	assert_non_null(open_template);
	/* Only resource limits: files can be opened. */
	assert_says(open_template, "open", "errno 0");
	assert_says(open_template, "count", "open 4");
	assert_fails(open_template, "spin", SG_REASON_TIMEOUT, "timed out after 1 s");
}

/* From here on this process is on a kernel without seccomp. */
static bool take_seccomp_away(void)
{
	struct sock_filter code[] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 3, 0),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 3),
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_SECCOMP, 0, 1),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {G_N_ELEMENTS(code), code};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool refuses_without_seccomp(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) report_error = NULL;
	g_autofree char *report = NULL;
	if (!take_seccomp_away() || sg_template_start(&(SgTemplateOptions){0}, &error) ||
	    error->domain != SG_BASE_ERROR || sg_sandbox_self_test(&report, &report_error))
		return false;
	g_autoptr(SgTemplate) asked = sg_template_start(&(SgTemplateOptions){.no_sandbox = true}, NULL);
	g_autoptr(SgText) text = asked ? extract(asked, "fine", NULL) : NULL;
	return text != NULL;
}

/* Nothing is extracted without a sandbox unless asked. */
static void test_without_seccomp(void **state)
{
	(void)state;
	pid_t pid = fork();
	if (pid == 0)
		_exit(refuses_without_seccomp() ? 0 : 1);
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void test_position(void **state)
{
	(void)state;
	int fd = document("position", 8);
	for (off_t at = 0; at <= 8; at += 4) {
		assert_int_equal(lseek(fd, at, SEEK_SET), at);
		g_autoptr(SgText) text = sg_template_extract(template, fd, "a.txt", NULL);
		assert_non_null(text);
		const SgBlock *block = g_ptr_array_index(text->blocks, 0);
		assert_string_equal(block->text, "position");
		assert_int_equal(lseek(fd, 0, SEEK_CUR), at);
	}
	close(fd);
}

static void test_file_size(void **state)
{
	(void)state;
	int fd = document("x", 1);
	g_autoptr(GError) error = NULL;
	assert_int_equal(ftruncate(fd, (off_t)SG_MAX_FILE_BYTES + 1), 0);
	assert_null(sg_template_extract(template, fd, "a.txt", &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE));
	assert_string_equal(error->message, "is larger than 512 MB");
	g_clear_error(&error);
	/* At the bound it is read, but does not fit beside the program. */
	assert_int_equal(ftruncate(fd, SG_MAX_FILE_BYTES), 0);
	if (!SG_SANITIZED) {
		assert_null(sg_template_extract(template, fd, "a.txt", &error));
		assert_string_equal(error->message, "needs more than 512 MB");
	}
	close(fd);
}

static void test_not_a_file(void **state)
{
	(void)state;
	int fds[2];
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	g_autoptr(GError) error = NULL;
	assert_null(sg_template_extract(template, fds[0], "a.txt", &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_UNREADABLE));
	close(fds[0]);
	close(fds[1]);
}

static void test_many(void **state)
{
	(void)state;
	pid_t pid = child_of(getpid());
	assert_true(pid > 0);
	unsigned n_ours = count_fds(getpid()), n_theirs = count_fds(pid);
	gint64 start = g_get_monotonic_time();
	for (int i = 0; i < N_DOCUMENTS; i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SgText) text = extract(template, i % 10 == 0 ? "damaged" : "fine", &error);
		assert_true((text != NULL) == (i % 10 != 0));
	}
	double took_ms = (double)(g_get_monotonic_time() - start) / 1000;
	print_message("%.2f ms a document\n", took_ms / N_DOCUMENTS);
	assert_int_equal(count_fds(getpid()), n_ours);
	assert_int_equal(count_fds(pid), n_theirs);
	assert_int_equal(child_of(pid), 0);
}

static void test_template_dies(void **state)
{
	(void)state;
	pid_t before = child_of(getpid());
	g_autoptr(SgTemplate) doomed = sg_template_start(&(SgTemplateOptions){.cpu_s = 1}, NULL);
	assert_non_null(doomed);
	g_autofree char *path = g_strdup_printf("/proc/%d/task/%d/children", getpid(), getpid());
	g_autofree char *children = NULL;
	assert_true(g_file_get_contents(path, &children, NULL, NULL));
	g_auto(GStrv) pids = g_strsplit(children, " ", -1);
	for (char **word = pids; *word && **word; word++) {
		pid_t pid = (pid_t)g_ascii_strtoll(*word, NULL, 10);
		if (pid != before)
			kill(pid, SIGKILL);
	}
	for (int i = 0; i < 2; i++) {
		g_autoptr(GError) error = NULL;
		assert_null(extract(doomed, "fine", &error));
		assert_true(g_error_matches(error, SG_BASE_ERROR, SG_BASE_ERROR_IO));
	}
	assert_says(template, "still here", "still here");
}

/* A builder that is killed in the middle of a document takes template and worker with it. */
static void test_builder_dies(void **state)
{
	(void)state;
	pid_t builder = fork();
	if (builder == 0) {
		SgTemplate *own = sg_template_start(&(SgTemplateOptions){.wall_s = 60}, NULL);
		extract(own, "sleep", NULL);
		_exit(0);
	}
	pid_t pid = 0, worker = 0;
	for (int i = 0; i < 500 && worker == 0; i++) {
		g_usleep(20 * 1000);
		pid = child_of(builder);
		worker = pid > 0 ? child_of(pid) : 0;
	}
	assert_true(worker > 0);
	kill(builder, SIGKILL);
	assert_int_equal(waitpid(builder, NULL, 0), builder);
	assert_true(wait_gone(worker));
	assert_true(wait_gone(pid));
}

static void test_self_test(void **state)
{
	(void)state;
	g_autofree char *report = NULL;
	g_autoptr(GError) error = NULL;
	bool holds = sg_sandbox_self_test(&report, &error);
	print_message("%s", report ? report : error->message);
	assert_true(holds);
	assert_non_null(strstr(report, "compute and answer: works\n"));
	assert_non_null(strstr(report, "open a file: refused (Permission denied)\n"));
	assert_non_null(strstr(report, "look at a file: refused (Permission denied)\n"));
	static const char *const KILLED[] = {
	    "make a socket", "connect",          "send UDP",        "run a program",
	    "fork",          "signal a process", "trace a process", "map executable memory"};
	for (size_t i = 0; i < G_N_ELEMENTS(KILLED); i++) {
		g_autofree char *line = g_strconcat(KILLED[i], ": refused (killed by signal 31)\n", NULL);
		assert_non_null(strstr(report, line));
	}
	const char *memory = strstr(report, "take 1 GB of memory: refused (Cannot allocate memory)\n");
	assert_true(SG_SANITIZED ? memory == NULL : memory != NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text),          cmocka_unit_test(test_route),
	    cmocka_unit_test(test_failures),      cmocka_unit_test(test_crash),
	    cmocka_unit_test(test_time),          cmocka_unit_test(test_memory),
	    cmocka_unit_test(test_text_limit),    cmocka_unit_test(test_sandbox),
	    cmocka_unit_test(test_no_sandbox),    cmocka_unit_test(test_without_seccomp),
	    cmocka_unit_test(test_position),      cmocka_unit_test(test_file_size),
	    cmocka_unit_test(test_not_a_file),    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_template_dies), cmocka_unit_test(test_builder_dies),
	    cmocka_unit_test(test_self_test),
	};
	return cmocka_run_group_tests(tests, start_template, stop_template);
}
