/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"
#include "base/limits.h"
#include "indexer/oom.h"
#include "indexer/sandbox.h"
#include "indexer/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each returns true when it got what it tried for; else errno says why not. */

static bool try_open(void)
{
	return open("/", O_RDONLY | O_CLOEXEC) >= 0;
}

static bool try_stat(void)
{
	struct stat st;
	return stat("/", &st) == 0;
}

static bool try_socket(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

/* connect() and sendto() are judged by themselves: on a descriptor that is no socket a kernel that lets them
   through answers ENOTSOCK, which is not a refusal. */
static bool try_connect(void)
{
	const struct sockaddr_in loopback = {.sin_family = AF_INET, .sin_port = 1};
	return connect(STDIN_FILENO, (const struct sockaddr *)&loopback, sizeof loopback) == 0 ||
	       errno == ENOTSOCK;
}

static bool try_udp(void)
{
	const struct sockaddr_in loopback = {.sin_family = AF_INET, .sin_port = 1};
	return sendto(STDIN_FILENO, "", 1, 0, (const struct sockaddr *)&loopback, sizeof loopback) == 1 ||
	       errno == ENOTSOCK;
}

static bool try_exec(void)
{
	char *const none[] = {NULL};
	execve("/nonexistent", none, none);
	return errno == ENOENT;
}

static bool try_fork(void)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static bool try_kill(void)
{
	return kill(getppid(), 0) == 0;
}

static bool try_ptrace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

#if !SG_SANITIZED
static bool try_memory(void)
{
	void *volatile memory = malloc((size_t)1024 * SG_MB);
	return memory != NULL;
}
#endif

static bool try_executable(void)
{
	void *code = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return code != MAP_FAILED;
}

static const struct {
	const char *name;
	bool (*try)(void);
} TRIALS[] = {
    {"open a file", try_open},
    {"look at a file", try_stat},
    {"make a socket", try_socket},
    {"connect", try_connect},
    {"send UDP", try_udp},
    {"run a program", try_exec},
    {"fork", try_fork},
    {"signal a process", try_kill},
    {"trace a process", try_ptrace},
#if !SG_SANITIZED
    {"take 1 GB of memory", try_memory},
#endif
    {"map executable memory", try_executable},
};

/* Proof that the sandbox refuses these and not simply everything. */
static bool try_work(void)
{
	g_autofree char *memory = g_malloc0((gsize)16 * SG_MB);
	return memory[SG_MB] == 0 && write(STDOUT_FILENO, "", 0) == 0 && g_get_monotonic_time() > 0;
}

typedef enum { GRANTED = 'G', REFUSED = 'R', NO_SANDBOX = 'N' } Verdict;

typedef struct {
	char verdict;
	int saved_errno;
} Outcome;

G_NORETURN static void run_trial(bool (*try)(void), int answer)
{
	Outcome outcome = {NO_SANDBOX, 0};
	dup2(answer, STDIN_FILENO);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	close_range(STDERR_FILENO + 1, ~0U, 0);
	if (sg_sandbox_limit(SG_MAX_EXTRACT_CPU_S, NULL) && sg_sandbox_enter(NULL)) {
		errno = 0;
		outcome.verdict = try() ? GRANTED : REFUSED;
		outcome.saved_errno = errno;
	}
	ssize_t n = write(STDIN_FILENO, &outcome, sizeof outcome);
	_exit(n == sizeof outcome ? 0 : 1);
}

/* The child's word, or, when it was killed before it could say anything, the signal. */
static bool make_trial(bool (*try)(void), Outcome *ret_outcome, int *ret_signal, GError **error)
{
	int answer[2];
	if (pipe2(answer, O_CLOEXEC) != 0)
		return sg_error_errno(error, errno, "cannot test the sandbox");
	pid_t pid = fork();
	if (pid == 0)
		run_trial(try, answer[1]);
	close(answer[1]);
	int status = 0;
	bool waited = pid > 0 && waitpid(pid, &status, 0) == pid;
	*ret_signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	bool answered = read(answer[0], ret_outcome, sizeof *ret_outcome) == sizeof *ret_outcome;
	close(answer[0]);
	if (!waited || (!answered && *ret_signal == 0))
		return sg_error_errno(error, ECHILD, "cannot test the sandbox");
	if (answered && ret_outcome->verdict == NO_SANDBOX)
		return sg_error_errno(error, ENOSYS, "cannot enter the sandbox");
	return true;
}

/* Adds the line of one trial; *ret_refused tells how it went. */
static bool report_trial(const char *name, bool (*try)(void), GString *report, bool *ret_refused,
			 GError **error)
{
	Outcome outcome = {REFUSED, 0};
	int number = 0;
	if (!make_trial(try, &outcome, &number, error))
		return false;
	*ret_refused = outcome.verdict != GRANTED;
	if (number != 0)
		g_string_append_printf(report, "%s: refused (killed by signal %d)\n", name, number);
	else if (*ret_refused)
		g_string_append_printf(report, "%s: refused (%s)\n", name, g_strerror(outcome.saved_errno));
	else
		g_string_append_printf(report, "%s: works\n", name);
	return true;
}

bool sg_sandbox_self_test(char **ret_report, GError **error)
{
	*ret_report = NULL;
	g_autoptr(GString) report = g_string_new(NULL);
	bool refused;
	if (!sg_sandbox_prepare(error) ||
	    !report_trial("compute and answer", try_work, report, &refused, error))
		return false;
	unsigned n_wrong = refused;
	for (size_t i = 0; i < G_N_ELEMENTS(TRIALS); i++) {
		if (!report_trial(TRIALS[i].name, TRIALS[i].try, report, &refused, error))
			return false;
		n_wrong += !refused;
	}
	*ret_report = g_string_free(g_steal_pointer(&report), FALSE);
	if (n_wrong == 0)
		return true;
	g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_DENIED, "the sandbox does not hold: %u of %zu trials",
		    n_wrong, G_N_ELEMENTS(TRIALS) + 1);
	return false;
}
