/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/template.h"

#include "base/error.h"
#include "base/limits.h"
#include "indexer/extract/detect.h"
#include "indexer/extract/ocr.h"
#include "indexer/extract/office.h"
#include "indexer/frame.h"
#include "indexer/oom.h"
#include "indexer/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Descriptors of the template: 0, 1 and 2 are /dev/null, and this. */
#define SOCKET_FD 3
/* Descriptors of a worker: 0, 1 and 2 likewise, and this. */
#define ANSWER_FD 3

/* Becoming a template. */

static void die_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The parent may have died before the call. */
	if (getppid() != parent)
		_exit(1);
}

/* A worker's death must be the kernel's word, not a handler inherited from the builder.  Ctrl-C goes to the
   whole process group: the builder decides what it means. */
static void reset_signals(void)
{
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Libraries print; and a document must not find the builder's files open. */
static void keep_only(int fd)
{
	int high = fcntl(fd, F_DUPFD_CLOEXEC, SOCKET_FD + 1);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (high < 0 || null < 0)
		_exit(1);
	for (int standard = STDIN_FILENO; standard <= STDERR_FILENO; standard++)
		dup2(null, standard);
	dup2(high, SOCKET_FD);
	close_range(SOCKET_FD + 1, ~0U, 0);
}

/* GLib's own writer asks the descriptor what it is, which the sandbox answers with death. */
static GLogWriterOutput drop_message(GLogLevelFlags level, const GLogField *fields, gsize n_fields,
				     void *user_data)
{
	(void)level;
	(void)fields;
	(void)n_fields;
	(void)user_data;
	return G_LOG_WRITER_HANDLED;
}

static pid_t fork_child(void)
{
	pid_t template = getpid();
	pid_t pid = fork();
	if (pid == 0)
		die_with(template);
	return pid;
}

/* A kernel may offer seccomp and still refuse to load a filter: see once, before anything depends on it. */
static bool try_sandbox(const SgTemplateOptions *options, GError **error)
{
	if (options->no_sandbox)
		return true;
	if (!sg_sandbox_prepare(error))
		return false;
	pid_t pid = fork_child();
	if (pid == 0)
		_exit(sg_sandbox_limit(options->cpu_s, NULL) && sg_sandbox_enter(NULL) ? 0 : 1);
	int status = 0;
	if (pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	return sg_error_errno(error, ENOSYS, "cannot enter the sandbox");
}

static bool warm(const SgTemplateOptions *options, GError **error)
{
	g_log_set_writer_func(drop_message, NULL, NULL);
	if (!sg_oom_share(error) || !sg_detect_warm(error))
		return false;
	sg_extract_html_warm();
	sg_extract_pdf_warm();
	sg_extract_mail_warm();
	return (!options->ocr || sg_ocr_warm(error)) && try_sandbox(options, error);
}

/* The worker. */

static GBytes *read_failed(GError **error, SgReason reason, const char *message)
{
	g_set_error_literal(error, SG_EXTRACT_ERROR, (int)reason, message);
	return NULL;
}

/* By pread(), since the builder shares the descriptor's position. */
static GBytes *read_document(int fd, GError **error)
{
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return read_failed(error, SG_REASON_UNREADABLE, "is not a regular file");
	if (st.st_size > SG_MAX_FILE_BYTES) {
		g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_TOO_LARGE, "is larger than %d MB",
			    SG_MAX_FILE_BYTES / SG_MB);
		return NULL;
	}
	size_t n_bytes = (size_t)st.st_size, n_done = 0;
	g_autofree char *bytes = g_try_malloc(n_bytes + 1);
	if (!bytes)
		return read_failed(error, SG_REASON_TOO_LARGE, "needs too much memory");
	while (n_done < n_bytes) {
		ssize_t n = pread(fd, bytes + n_done, n_bytes - n_done, (off_t)n_done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return read_failed(error, SG_REASON_UNREADABLE, g_strerror(errno));
		if (n == 0)
			return read_failed(error, SG_REASON_UNREADABLE, "changed while it was read");
		n_done += (size_t)n;
	}
	return g_bytes_new_take(g_steal_pointer(&bytes), n_bytes);
}

/* Which extractor reads which type; detect.c has the types' names. */
static const struct {
	const char *type;
	bool (*extract)(GBytes *bytes, SgText *text, GError **error);
} EXTRACTORS[] = {
    {"application/pdf", sg_extract_pdf}, {"text/plain", sg_extract_plain},
    {"text/markdown", sg_extract_plain}, {"application/vnd.moderngov+xml", sg_extract_meeting},
    {"message/rfc822", sg_extract_mail}, {"application/mbox", sg_extract_mbox},
    {"application/zip", sg_extract_zip}, {SG_TYPE_DOCX, sg_extract_docx},
    {SG_TYPE_XLSX, sg_extract_xlsx},     {SG_TYPE_PPTX, sg_extract_pptx},
    {SG_TYPE_ODT, sg_extract_odf},       {SG_TYPE_ODS, sg_extract_odf},
    {SG_TYPE_ODP, sg_extract_odf},       {SG_TYPE_EPUB, sg_extract_epub},
    {SG_TYPE_RTF, sg_extract_rtf},       {SG_TYPE_DOC, sg_extract_doc},
};

static bool extract_as(const SgDetected *detected, GBytes *bytes, SgText *text, GError **error)
{
	if (strcmp(detected->type, "text/html") == 0)
		return sg_extract_html(bytes, detected->charset, text, error);
	for (size_t i = 0; i < G_N_ELEMENTS(EXTRACTORS); i++)
		if (strcmp(detected->type, EXTRACTORS[i].type) == 0)
			return EXTRACTORS[i].extract(bytes, text, error);
	g_set_error(error, SG_EXTRACT_ERROR, SG_REASON_UNSUPPORTED, "%s has no extractor", detected->type);
	return false;
}

static SgText *extract(GBytes *bytes, const char *extension, bool ocr, GError **error)
{
	SgDetected detected;
	if (!sg_detect(bytes, extension, &detected, error))
		return NULL;
	g_autoptr(SgText) text = sg_text_new(detected.type);
	bool picture = sg_ocr_reads(detected.type);
	if (!picture && !extract_as(&detected, bytes, text, error))
		return NULL;
	bool pages = picture || strcmp(detected.type, "application/pdf") == 0;
	if (ocr && pages && !sg_ocr_read(bytes, text, error))
		return NULL;
	return g_steal_pointer(&text);
}

/* The document is read and closed before the sandbox: inside, the only way out is the answer pipe. */
static SgText *read_and_extract(int document, const SgWorkerRequest *request,
				const SgTemplateOptions *options, GError **error)
{
	if (!sg_sandbox_limit(options->cpu_s, error))
		return NULL;
	g_autoptr(GBytes) bytes = read_document(document, error);
	close_range(ANSWER_FD + 1, ~0U, 0);
	if (!bytes || (!options->no_sandbox && !sg_sandbox_enter(error)))
		return NULL;
	return extract(bytes, request->extension, options->ocr, error);
}

G_NORETURN static void run_worker(int document, int answer, const SgWorkerRequest *request,
				  const SgTemplateOptions *options)
{
	/* The template's socket goes with this. */
	dup2(answer, ANSWER_FD);
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = read_and_extract(document, request, options, &error);
	bool answered = text && sg_frame_write_text(ANSWER_FD, text, &error);
	if (!answered)
		answered = sg_frame_write_failure(ANSWER_FD, error, NULL);
	_exit(answered ? 0 : 1);
}

/* Waiting for requests and workers. */

/* Takes a packet; true when it is a request, whose two descriptors the caller then owns. */
static bool receive(SgWorkerRequest *ret_request, int ret_fds[2])
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(2 * sizeof(int))];
	} control;
	struct iovec part = {ret_request, sizeof *ret_request};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = control.bytes,
				 .msg_controllen = sizeof control.bytes};
	ssize_t n = recvmsg(SOCKET_FD, &message, MSG_CMSG_CLOEXEC);
	if (n < 0 && errno == EINTR)
		return false;
	if (n <= 0)
		_exit(0);
	const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (n != sizeof *ret_request || !header || header->cmsg_len != CMSG_LEN(2 * sizeof(int)))
		return false;
	memcpy(ret_fds, CMSG_DATA(header), 2 * sizeof(int));
	ret_request->extension[sizeof ret_request->extension - 1] = '\0';
	return true;
}

/* Until the worker is gone; killed when time is up or the builder says anything, if only by closing its end.
 */
static bool wait_or_kill(pid_t pid, unsigned wall_s)
{
	int pidfd = pidfd_open(pid, 0);
	if (pidfd < 0)
		_exit(1);
	struct pollfd watched[] = {{.fd = pidfd, .events = POLLIN}, {.fd = SOCKET_FD, .events = POLLIN}};
	gint64 deadline = g_get_monotonic_time() + (gint64)wall_s * G_USEC_PER_SEC;
	bool out_of_time = false;
	while (!watched[0].revents && !watched[1].revents && !out_of_time) {
		gint64 left_ms = (deadline - g_get_monotonic_time() + 999) / 1000;
		int n = poll(watched, G_N_ELEMENTS(watched), (int)MAX(left_ms, 0));
		out_of_time = n == 0;
	}
	if (!watched[0].revents)
		kill(pid, SIGKILL);
	close(pidfd);
	return out_of_time;
}

static bool ran_out_of_cpu(int wait_status, const struct rusage *used, unsigned cpu_s)
{
	if (!WIFSIGNALED(wait_status))
		return false;
	bool all_used = used->ru_utime.tv_sec + used->ru_stime.tv_sec >= (time_t)cpu_s;
	return WTERMSIG(wait_status) == SIGXCPU || (WTERMSIG(wait_status) == SIGKILL && all_used);
}

static void run_request(const SgWorkerRequest *request, const int fds[2], const SgTemplateOptions *options)
{
	sg_oom_clear();
	pid_t pid = fork_child();
	if (pid == 0)
		run_worker(fds[0], fds[1], request, options);
	close(fds[0]);
	close(fds[1]);
	if (pid < 0)
		_exit(1);
	SgWorkerStatus status = {.out_of_time = wait_or_kill(pid, options->wall_s)};
	struct rusage used;
	while (wait4(pid, &status.wait_status, 0, &used) < 0 && errno == EINTR)
		continue;
	status.out_of_cpu = ran_out_of_cpu(status.wait_status, &used, options->cpu_s);
	status.out_of_memory = sg_oom_seen();
	send(SOCKET_FD, &status, sizeof status, MSG_NOSIGNAL);
}

void sg_template_run(int sock, pid_t builder, const SgTemplateOptions *options)
{
	die_with(builder);
	reset_signals();
	keep_only(sock);
	g_autoptr(GError) error = NULL;
	SgTemplateReady ready = {""};
	bool is_warm = warm(options, &error);
	if (!is_warm)
		g_strlcpy(ready.failure, error->message, sizeof ready.failure);
	send(SOCKET_FD, &ready, sizeof ready, MSG_NOSIGNAL);
	if (!is_warm)
		_exit(1);
	for (;;) {
		SgWorkerRequest request;
		int fds[2];
		if (receive(&request, fds))
			run_request(&request, fds, options);
	}
}
