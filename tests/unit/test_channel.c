/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tests/support/support.h"

#include "base/channel.h"
#include "base/error.h"
#include "base/limits.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

typedef struct {
	int ends[2];
} Pair;

static int open_pair(void **state)
{
	Pair *pair = g_new(Pair, 1);
	*state = pair;
	return sg_channel_pair(pair->ends, NULL) ? 0 : -1;
}

static int close_pair(void **state)
{
	Pair *pair = *state;
	for (int i = 0; i < 2; i++)
		if (pair->ends[i] >= 0)
			close(pair->ends[i]);
	g_free(pair);
	return 0;
}

static void close_end(Pair *pair, int end)
{
	close(pair->ends[end]);
	pair->ends[end] = -1;
}

static void send_text(int channel, const char *text, int fd)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) message = g_string_new(text);
	assert_ok(sg_channel_send(channel, message, fd, &error), error);
}

static void expect_text(int channel, const char *text, int *ret_fd)
{
	g_autoptr(GError) error = NULL;
	GString *message = NULL;
	assert_ok(sg_channel_receive(channel, &message, ret_fd, &error), error);
	check_string(message ? message->str : NULL, text, "message");
	if (message)
		g_string_free(message, TRUE);
}

static void keeps_messages_whole_and_in_order(void **state)
{
	Pair *pair = *state;
	int fd = 7;
	send_text(pair->ends[0], "first", -1);
	send_text(pair->ends[0], "second", -1);
	expect_text(pair->ends[1], "first", &fd);
	assert_int_equal(fd, -1);
	expect_text(pair->ends[1], "second", NULL);
	send_text(pair->ends[1], "back", -1);
	expect_text(pair->ends[0], "back", NULL);
}

static void carries_nul_bytes(void **state)
{
	Pair *pair = *state;
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) message = g_string_new_len("a\0b", 3);
	assert_ok(sg_channel_send(pair->ends[0], message, -1, &error), error);
	GString *received;
	assert_ok(sg_channel_receive(pair->ends[1], &received, NULL, &error), error);
	assert_int_equal(received->len, 3);
	assert_memory_equal(received->str, "a\0b", 3);
	g_string_free(received, TRUE);
}

static void is_closed_on_exec(void **state)
{
	Pair *pair = *state;
	for (int i = 0; i < 2; i++)
		assert_true(fcntl(pair->ends[i], F_GETFD) & FD_CLOEXEC);
}

static void carries_a_descriptor(void **state)
{
	Pair *pair = *state;
	int pipe_fds[2], received = -1;
	char byte = 0;
	assert_int_equal(pipe(pipe_fds), 0);
	send_text(pair->ends[0], "take this", pipe_fds[1]);
	close(pipe_fds[1]);
	expect_text(pair->ends[1], "take this", &received);
	assert_true(received >= 0);
	assert_true(fcntl(received, F_GETFD) & FD_CLOEXEC);
	assert_int_equal(write(received, "x", 1), 1);
	close(received);
	assert_int_equal(read(pipe_fds[0], &byte, 1), 1);
	assert_int_equal(read(pipe_fds[0], &byte, 1), 0); /* no copy of it is left open */
	close(pipe_fds[0]);
}

static void closes_a_descriptor_nobody_asked_for(void **state)
{
	Pair *pair = *state;
	int pipe_fds[2];
	char byte;
	assert_int_equal(pipe(pipe_fds), 0);
	send_text(pair->ends[0], "take this", pipe_fds[1]);
	close(pipe_fds[1]);
	expect_text(pair->ends[1], "take this", NULL);
	assert_int_equal(read(pipe_fds[0], &byte, 1), 0);
	close(pipe_fds[0]);
}

static int send_largest(const void *data)
{
	g_autoptr(GString) message = g_string_new(NULL);
	g_string_set_size(message, SG_MAX_CHANNEL_BYTES);
	memset(message->str, 'x', message->len);
	return sg_channel_send(((const Pair *)data)->ends[0], message, -1, NULL) ? 0 : 1;
}

static void bounds_messages(void **state)
{
	Pair *pair = *state;
	g_autoptr(GError) error = NULL;
	assert_int_equal(run_in_child(send_largest, pair), 0);
	GString *received;
	assert_ok(sg_channel_receive(pair->ends[1], &received, NULL, &error), error);
	assert_int_equal(received->len, SG_MAX_CHANNEL_BYTES);
	g_string_set_size(received, SG_MAX_CHANNEL_BYTES + 1);
	assert_false(sg_channel_send(pair->ends[0], received, -1, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_LIMIT, "too long");
	g_string_free(received, TRUE);
}

static void tells_the_end(void **state)
{
	Pair *pair = *state;
	int fd = 7;
	send_text(pair->ends[0], "last", -1);
	close_end(pair, 0);
	expect_text(pair->ends[1], "last", NULL);
	expect_text(pair->ends[1], NULL, &fd);
	assert_int_equal(fd, -1);
}

/* A peer that dies with messages unread resets the connection: an end too, and no descriptor of an earlier
   message comes up again. */
static void tells_the_end_of_a_peer_that_died(void **state)
{
	Pair *pair = *state;
	int first = -1, second = -1;
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	send_text(pair->ends[0], "with a descriptor", null);
	expect_text(pair->ends[1], "with a descriptor", &first);
	send_text(pair->ends[1], "never read", -1);
	close_end(pair, 0);
	expect_text(pair->ends[1], NULL, &second);
	assert_int_equal(second, -1);
	assert_true(fcntl(first, F_GETFD) >= 0);
	close(first);
	close(null);
}

static void sending_to_nobody_is_an_error(void **state)
{
	Pair *pair = *state;
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) message = g_string_new("hello");
	close_end(pair, 1);
	assert_false(sg_channel_send(pair->ends[0], message, -1, &error)); /* and no SIGPIPE */
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_IO, "cannot send");
}

static void receiving_from_no_channel_is_an_error(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	GString *message = NULL;
	int pipe_fds[2];
	assert_int_equal(pipe(pipe_fds), 0);
	assert_false(sg_channel_receive(pipe_fds[0], &message, NULL, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_IO, "cannot receive");
	close(pipe_fds[0]);
	close(pipe_fds[1]);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, open_pair, close_pair)
	const struct CMUnitTest tests[] = {
	    TEST(keeps_messages_whole_and_in_order),
	    TEST(carries_nul_bytes),
	    TEST(is_closed_on_exec),
	    TEST(carries_a_descriptor),
	    TEST(closes_a_descriptor_nobody_asked_for),
	    TEST(bounds_messages),
	    TEST(tells_the_end),
	    TEST(tells_the_end_of_a_peer_that_died),
	    TEST(sending_to_nobody_is_an_error),
	    TEST(receiving_from_no_channel_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
