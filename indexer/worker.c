/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/worker.h"

#include "base/error.h"
#include "base/limits.h"
#include "indexer/frame.h"
#include "indexer/template.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Loading libmagic's database takes far less even on a cold, busy machine. */
#define WARM_S 60
/* Past its own wall limit the template only has to kill and report. */
#define GRACE_S 10

struct SgTemplate {
	pid_t pid;
	int sock; /* -1: the template is gone */
	SgTemplateOptions options;
};

static bool out_of_order(GError **error)
{
	g_set_error_literal(error, SG_BASE_ERROR, SG_BASE_ERROR_IO, "the extraction process ended");
	return false;
}

/* Until `fd` can be read or has been closed. */
static bool wait_readable(int fd, gint64 deadline, GError **error)
{
	struct pollfd watched = {.fd = fd, .events = POLLIN};
	for (;;) {
		gint64 left_ms = (deadline - g_get_monotonic_time()) / 1000;
		int n = poll(&watched, 1, (int)MAX(left_ms, 0));
		if (n > 0)
			return true;
		if (n < 0 && errno != EINTR)
			return sg_error_errno(error, errno, "cannot wait for the extraction process");
		if (n == 0)
			return sg_error_errno(error, ETIMEDOUT, "the extraction process does not answer");
	}
}

/* A packet of exactly n_bytes. */
static bool receive(const SgTemplate *tmpl, void *ret_packet, size_t n_bytes, gint64 deadline, GError **error)
{
	if (!wait_readable(tmpl->sock, deadline, error))
		return false;
	return recv(tmpl->sock, ret_packet, n_bytes, 0) == (ssize_t)n_bytes || out_of_order(error);
}

static void end_template(SgTemplate *tmpl)
{
	if (tmpl->sock < 0)
		return;
	close(tmpl->sock);
	tmpl->sock = -1;
	/* It may hang in a library; workers die with it. */
	kill(tmpl->pid, SIGKILL);
	while (waitpid(tmpl->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}

SgTemplate *sg_template_start(const SgTemplateOptions *options, GError **error)
{
	int socks[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, socks) != 0) {
		sg_error_errno(error, errno, "cannot start extraction");
		return NULL;
	}
	g_autoptr(SgTemplate) tmpl = g_new0(SgTemplate, 1);
	tmpl->sock = socks[0];
	tmpl->options = *options;
	unsigned cpu_s = SG_MAX_EXTRACT_CPU_S + (options->ocr ? SG_MAX_OCR_CPU_S : 0);
	tmpl->options.cpu_s = options->cpu_s ? options->cpu_s : cpu_s;
	unsigned wall_s = options->ocr ? SG_MAX_OCR_WALL_S : SG_MAX_EXTRACT_WALL_S;
	tmpl->options.wall_s = options->wall_s ? options->wall_s : wall_s;
	pid_t builder = getpid();
	tmpl->pid = fork();
	if (tmpl->pid == 0)
		sg_template_run(socks[1], builder, &tmpl->options);
	int fork_errno = errno;
	close(socks[1]);
	if (tmpl->pid < 0) {
		close(socks[0]);
		tmpl->sock = -1;
		sg_error_errno(error, fork_errno, "cannot start extraction");
		return NULL;
	}
	SgTemplateReady ready;
	gint64 deadline = g_get_monotonic_time() + WARM_S * G_USEC_PER_SEC;
	if (!receive(tmpl, &ready, sizeof ready, deadline, error))
		return NULL;
	if (!*ready.failure)
		return g_steal_pointer(&tmpl);
	g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_IO, "cannot start extraction: %s", ready.failure);
	return NULL;
}

void sg_template_stop(SgTemplate *tmpl)
{
	if (!tmpl)
		return;
	end_template(tmpl);
	g_free(tmpl);
}

static bool send_request(const SgTemplate *tmpl, int document, int answer, const char *name, GError **error)
{
	SgWorkerRequest request = {""};
	const char *extension = name ? strrchr(name, '.') : NULL;
	if (extension && strlen(extension) < sizeof request.extension)
		g_strlcpy(request.extension, extension, sizeof request.extension);
	/* aligned as a header has to be */
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(2 * sizeof(int))];
	} control = {.header = {.cmsg_len = CMSG_LEN(2 * sizeof(int)),
				.cmsg_level = SOL_SOCKET,
				.cmsg_type = SCM_RIGHTS}};
	const int fds[2] = {document, answer};
	memcpy(CMSG_DATA(&control.header), fds, sizeof fds);
	struct iovec part = {&request, sizeof request};
	const struct msghdr message = {.msg_iov = &part,
				       .msg_iovlen = 1,
				       .msg_control = &control,
				       .msg_controllen = sizeof control.bytes};
	ssize_t n;
	do {
		n = sendmsg(tmpl->sock, &message, MSG_NOSIGNAL);
	} while (n < 0 && errno == EINTR);
	return n == sizeof request || out_of_order(error);
}

/* Feeds the parser until the worker's end closes.  Errors: the parser's, or SG_BASE_ERROR. */
static bool read_answer(int fd, SgFrameParser *parser, gint64 deadline, GError **error)
{
	guint8 chunk[64 * 1024];
	for (;;) {
		if (!wait_readable(fd, deadline, error))
			return false;
		ssize_t n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return sg_error_errno(error, errno, "cannot read from the extraction process");
		if (n == 0)
			return true;
		if (!sg_frame_parser_feed(parser, chunk, (size_t)n, error))
			return false;
	}
}

G_GNUC_PRINTF(3, 4)
static bool fail(GError **error, SgReason reason, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	GError *failure = g_error_new_valist(SG_EXTRACT_ERROR, (int)reason, format, args);
	va_end(args);
	g_propagate_error(error, failure);
	return false;
}

/* Memory comes before the signal: a refused allocation is why most libraries then crash. */
static bool judge(const SgTemplate *tmpl, const SgWorkerStatus *status, GError **error)
{
	int wait_status = status->wait_status;
	if (status->out_of_time)
		return fail(error, SG_REASON_TIMEOUT, "timed out after %u s", tmpl->options.wall_s);
	if (status->out_of_cpu)
		return fail(error, SG_REASON_TIMEOUT, "timed out after %u s", tmpl->options.cpu_s);
	if (status->out_of_memory)
		return fail(error, SG_REASON_TOO_LARGE, "needs more than %d MB",
			    SG_MAX_EXTRACT_MEMORY / SG_MB);
	if (WIFSIGNALED(wait_status))
		return fail(error, SG_REASON_CRASHED, "extractor crashed (signal %d)", WTERMSIG(wait_status));
	if (!WIFEXITED(wait_status) || WEXITSTATUS(wait_status) != 0)
		return fail(error, SG_REASON_CRASHED, "extractor crashed (exit status %d)",
			    WEXITSTATUS(wait_status));
	return true;
}

/* Reads the answer, then the worker's end.  An answer past a bound decides: its worker is killed. */
static bool finish(SgTemplate *tmpl, int answer, SgFrameParser *parser, GError **error)
{
	gint64 deadline = g_get_monotonic_time() + (gint64)(tmpl->options.wall_s + GRACE_S) * G_USEC_PER_SEC;
	g_autoptr(GError) refused = NULL;
	bool is_read = read_answer(answer, parser, deadline, &refused);
	if (!is_read)
		send(tmpl->sock, "", 1, MSG_NOSIGNAL);
	SgWorkerStatus status;
	if (!receive(tmpl, &status, sizeof status, deadline, error))
		return false;
	if (is_read)
		return judge(tmpl, &status, error);
	g_propagate_error(error, g_steal_pointer(&refused));
	return false;
}

SgText *sg_template_extract(SgTemplate *tmpl, int fd, const char *name, GError **error)
{
	int answer[2];
	if (tmpl->sock < 0) {
		out_of_order(error);
		return NULL;
	}
	if (pipe2(answer, O_CLOEXEC) != 0) {
		sg_error_errno(error, errno, "cannot start extraction");
		end_template(tmpl);
		return NULL;
	}
	g_autoptr(GError) failure = NULL;
	g_autoptr(SgFrameParser) parser = sg_frame_parser_new();
	bool done = send_request(tmpl, fd, answer[1], name, &failure);
	close(answer[1]);
	done = done && finish(tmpl, answer[0], parser, &failure);
	close(answer[0]);
	if (done)
		return sg_frame_parser_steal_text(parser, error);
	if (failure->domain != SG_EXTRACT_ERROR)
		end_template(tmpl);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}
