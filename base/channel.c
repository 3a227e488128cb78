/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/channel.h"

#include "base/error.h"
#include "base/limits.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

bool sg_channel_pair(int ret_fds[2], GError **error)
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ret_fds) != 0)
		return sg_error_errno(error, errno, "cannot make a socket pair");
	int size = 2 * SG_MAX_CHANNEL_BYTES;
	for (int i = 0; i < 2; i++)
		setsockopt(ret_fds[i], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
	return true;
}

typedef union {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int))];
} Control;

bool sg_channel_send(int channel, const GString *message, int fd, GError **error)
{
	g_assert(message->len > 0);
	if (message->len > SG_MAX_CHANNEL_BYTES) {
		g_set_error(error, SG_BASE_ERROR, SG_BASE_ERROR_LIMIT, "a message of %zu bytes is too long",
			    message->len);
		return false;
	}
	struct iovec part = {message->str, message->len};
	Control control = {0};
	struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
	if (fd >= 0) {
		header.msg_control = &control;
		header.msg_controllen = sizeof control;
		struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
		rights->cmsg_level = SOL_SOCKET;
		rights->cmsg_type = SCM_RIGHTS;
		rights->cmsg_len = CMSG_LEN(sizeof fd);
		memcpy(CMSG_DATA(rights), &fd, sizeof fd);
	}
	while (sendmsg(channel, &header, MSG_NOSIGNAL) < 0)
		if (errno != EINTR)
			return sg_error_errno(error, errno, "cannot send");
	return true;
}

static int take_descriptor(struct msghdr *header)
{
	int fd = -1;
	struct cmsghdr *rights = CMSG_FIRSTHDR(header);
	if (rights && rights->cmsg_level == SOL_SOCKET && rights->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(rights), sizeof fd);
	return fd;
}

bool sg_channel_receive(int channel, GString **ret_message, int *ret_fd, GError **error)
{
	g_autofree char *buffer = g_malloc(SG_MAX_CHANNEL_BYTES);
	struct iovec part = {buffer, SG_MAX_CHANNEL_BYTES};
	Control control;
	struct msghdr header = {
	    .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
	ssize_t n_bytes;
	do
		n_bytes = recvmsg(channel, &header, MSG_CMSG_CLOEXEC);
	while (n_bytes < 0 && errno == EINTR);
	if (n_bytes < 0 && errno != ECONNRESET) /* a peer that died is an end like any other */
		return sg_error_errno(error, errno, "cannot receive");
	/* without a message, `control` was not written */
	int fd = n_bytes > 0 ? take_descriptor(&header) : -1;
	if (ret_fd)
		*ret_fd = fd;
	else if (fd >= 0)
		close(fd);
	*ret_message = n_bytes > 0 ? g_string_new_len(buffer, n_bytes) : NULL;
	return true;
}
