/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Messages between processes of one program: whole, in order, with at most one descriptor. */
#ifndef SG_BASE_CHANNEL_H
#define SG_BASE_CHANNEL_H

#include <glib.h>
#include <stdbool.h>

/* A connected pair (SOCK_SEQPACKET, close-on-exec).  Errors: IO. */
bool sg_channel_pair(int ret_fds[2], GError **error);

/* Sends one message of at most SG_MAX_CHANNEL_BYTES; `fd` -1: none.  Errors: LIMIT, IO. */
bool sg_channel_send(int channel, const GString *message, int fd, GError **error);

/*
 * Waits for one message.  *ret_fd (may be NULL) is -1 or a descriptor to close.
 * At the end of the channel *ret_message is NULL and the result true; an empty
 * message cannot be told from that, and is never sent.  Errors: IO.
 */
bool sg_channel_receive(int channel, GString **ret_message, int *ret_fd, GError **error);

#endif
