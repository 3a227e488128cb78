/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Messages between coordinator and builder.  Expectations come from indexer/job.h and base/limits.h. */
#include "tests/support/support.h"

#include "base/limits.h"
#include "indexer/job.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

static void a_job_arrives_as_it_was_sent(void **state)
{
	(void)state;
	SgSupplied supplied = {.origin = (char *)"list.tsv, line 2"};
	supplied.values[SG_SUPPLIED_SOURCE] = (char *)"ofsted";
	supplied.lines[SG_SUPPLIED_SOURCE] = 3;
	/* a path is bytes; a percent sign is one of them */
	const SgJob job = {.number = 7,
			   .path = (char *)"/papers/100%\xff.zip//a.pdf",
			   .document_id = (char *)"0123456789abcdef",
			   .sha256 = (char *)"sum",
			   .segment = (char *)"work/s0",
			   .supplied = &supplied,
			   .parts_only = true};
	g_autoptr(GString) message = sg_job_pack(&job);
	g_autoptr(SgJob) read = sg_job_unpack(message);
	assert_int_equal(read->number, 7);
	assert_string_equal(read->path, job.path);
	assert_string_equal(read->document_id, job.document_id);
	assert_string_equal(read->sha256, "sum");
	assert_string_equal(read->segment, "work/s0");
	assert_true(read->parts_only);
	assert_string_equal(read->supplied->origin, "list.tsv, line 2");
	assert_string_equal(read->supplied->values[SG_SUPPLIED_SOURCE], "ofsted");
	assert_null(read->supplied->values[SG_SUPPLIED_TITLE]);
	assert_int_equal(read->supplied->lines[SG_SUPPLIED_SOURCE], 3);
}

static void a_job_may_have_next_to_nothing(void **state)
{
	(void)state;
	const SgJob job = {.number = SG_JOB_FINISH};
	g_autoptr(GString) message = sg_job_pack(&job);
	g_autoptr(SgJob) read = sg_job_unpack(message);
	assert_int_equal(read->number, SG_JOB_FINISH);
	assert_null(read->path);
	assert_null(read->supplied);
	assert_false(read->parts_only);
}

/* As through the channel: the descriptor beside the message. */
static SgDone *send_over(const SgDone *done)
{
	g_autoptr(GString) message = sg_done_pack(done);
	assert_in_range(message->len, 1, SG_MAX_CHANNEL_BYTES);
	return sg_done_unpack(message, done->parts ? dup(done->parts_fd) : -1);
}

static const SgDonePart *part_at(const SgDone *done, guint i)
{
	assert_in_range(i, 0, done->parts->len - 1);
	return g_ptr_array_index(done->parts, i);
}

static void an_answer_arrives_with_its_parts(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = sg_text_new("application/zip");
	sg_text_add_part(text, "one.txt", g_bytes_new_static("first", 5));
	sg_text_refuse_part(text, "two.txt", SG_REASON_ENCRYPTED, "encrypted");
	sg_text_add_part(text, "empty", g_bytes_new_static("", 0));
	sg_text_add_part(text, "three.txt", g_bytes_new_static("third", 5));
	g_autoptr(SgDone) done = g_new0(SgDone, 1);
	done->number = 3;
	done->archive = true;
	done->type = g_strdup("application/zip");
	assert_ok(sg_done_take_parts(done, text, &error), error);
	g_autoptr(SgDone) read = send_over(done);
	assert_non_null(read);
	assert_true(read->archive);
	assert_int_equal(read->parts->len, 4);
	assert_string_equal(part_at(read, 0)->name, "one.txt");
	assert_int_equal(part_at(read, 0)->n_bytes, 5);
	assert_int_equal(part_at(read, 1)->reason, SG_REASON_ENCRYPTED);
	assert_string_equal(part_at(read, 1)->message, "encrypted");
	assert_int_equal(part_at(read, 1)->n_bytes, 0);
	assert_int_equal(part_at(read, 2)->n_bytes, 0);
	char bytes[16];
	assert_int_equal(pread(read->parts_fd, bytes, sizeof bytes, 0), 10);
	assert_memory_equal(bytes, "firstthird", 10);
	/* what is read from it cannot change any more */
	assert_int_equal(fcntl(read->parts_fd, F_GET_SEALS) & F_SEAL_WRITE, F_SEAL_WRITE);
	assert_int_equal(write(read->parts_fd, "x", 1), -1);
}

static void an_answer_without_parts_has_no_descriptor(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = sg_text_new("text/plain");
	g_autoptr(SgDone) done = g_new0(SgDone, 1);
	assert_ok(sg_done_take_parts(done, text, &error), error);
	assert_null(done->parts);
	done->reason = SG_REASON_DAMAGED;
	/* a message may name a path, which is bytes of any kind */
	done->message = g_strdup("caf\xe9.meta, line 2");
	g_autoptr(SgDone) read = send_over(done);
	assert_non_null(read);
	assert_null(read->parts);
	assert_int_equal(read->reason, SG_REASON_DAMAGED);
	assert_string_equal(read->message, "caf\xef\xbf\xbd.meta, line 2");
}

/* The most that can be said of parts fits into one message. */
static void the_longest_answer_fits(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = sg_text_new("application/zip");
	g_autofree char *name = g_strnfill(SG_MAX_PART_NAME, 'n');
	g_autofree char *message = g_strnfill(SG_DONE_MESSAGE_BYTES + 1, 'm');
	for (int i = 0; i <= SG_MAX_PARTS; i++)
		sg_text_refuse_part(text, name, SG_REASON_DAMAGED, message);
	g_autoptr(SgDone) done = g_new0(SgDone, 1);
	assert_ok(sg_done_take_parts(done, text, &error), error);
	done->title = g_strnfill(SG_MAX_RECORD_BYTES, 't');
	g_autoptr(SgDone) read = send_over(done);
	assert_int_equal(read->parts->len, SG_MAX_PARTS + 1);
	assert_int_equal(strlen(part_at(read, SG_MAX_PARTS)->message), SG_DONE_MESSAGE_BYTES);
}

static SgDone *answer_of(guint n_parts, int64_t n_bytes)
{
	SgDone *done = g_new0(SgDone, 1);
	g_autoptr(SgText) text = sg_text_new("application/zip");
	sg_text_add_part(text, "a", g_bytes_new_static("12345", 5));
	assert_true(sg_done_take_parts(done, text, NULL));
	SgDonePart *first = g_ptr_array_index(done->parts, 0);
	first->n_bytes = n_bytes;
	while (done->parts->len < n_parts) {
		SgDonePart *more = g_new0(SgDonePart, 1);
		more->name = g_strdup("b");
		g_ptr_array_add(done->parts, more);
	}
	return done;
}

static void parts_can_be_let_go(void **state)
{
	(void)state;
	g_autoptr(SgText) text = sg_text_new("application/zip");
	g_autoptr(GError) error = NULL;
	sg_text_add_part(text, "a.txt", g_bytes_new_static("inside", 6));
	g_autoptr(SgDone) done = g_new0(SgDone, 1);
	assert_ok(sg_done_take_parts(done, text, &error), error);
	int fd = done->parts_fd;
	assert_true(fcntl(fd, F_GETFD) >= 0);
	sg_done_drop_parts(done);
	assert_null(done->parts);
	assert_int_equal(fcntl(fd, F_GETFD), -1);
	/* none are sent then, and nothing is closed twice */
	sg_done_drop_parts(done);
	g_autoptr(SgDone) read = send_over(done);
	assert_null(read->parts);
}

/* As a device for memory that is full: nothing may be left that would be sent half. */
static int take_parts_without_room(const void *data)
{
	(void)data;
	enum { MOST_BYTES = 4096 };
	const struct rlimit limit = {MOST_BYTES, MOST_BYTES};
	signal(SIGXFSZ, SIG_IGN);
	g_autoptr(SgText) text = sg_text_new("application/zip");
	g_autofree char *many = g_strnfill(MOST_BYTES, 'x');
	sg_text_add_part(text, "fits.txt", g_bytes_new(many, MOST_BYTES));
	sg_text_add_part(text, "does-not.txt", g_bytes_new(many, MOST_BYTES));
	g_autoptr(SgDone) done = g_new0(SgDone, 1);
	g_autoptr(GError) error = NULL;
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 3;
	if (sg_done_take_parts(done, text, &error) || !error)
		return 2;
	return done->parts || done->parts_fd >= 0;
}

static void parts_that_do_not_fit_are_none(void **state)
{
	(void)state;
	assert_int_equal(run_in_child(take_parts_without_room, NULL), 0);
}

static void an_answer_that_does_not_add_up_is_none(void **state)
{
	(void)state;
	const struct {
		guint n_parts;
		int64_t n_bytes;
		bool good;
	} cases[] = {
	    {1, 5, true},
	    {1, 4, false},
	    {1, 6, false},
	    {1, (int64_t)SG_MAX_PART_BYTES + 1, false},
	    {SG_MAX_PARTS + 1, 5, true},
	    {SG_MAX_PARTS + 2, 5, false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgDone) done = answer_of(cases[i].n_parts, cases[i].n_bytes);
		g_autoptr(SgDone) read = send_over(done);
		assert_int_equal(read != NULL, cases[i].good);
	}
	g_autoptr(SgDone) done = answer_of(1, 5);
	g_autoptr(GString) message = sg_done_pack(done);
	assert_null(sg_done_unpack(message, -1));
	g_string_truncate(message, message->len - 1);
	assert_null(sg_done_unpack(message, dup(done->parts_fd)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_job_arrives_as_it_was_sent),
	    cmocka_unit_test(a_job_may_have_next_to_nothing),
	    cmocka_unit_test(an_answer_arrives_with_its_parts),
	    cmocka_unit_test(an_answer_without_parts_has_no_descriptor),
	    cmocka_unit_test(the_longest_answer_fits),
	    cmocka_unit_test(parts_can_be_let_go),
	    cmocka_unit_test(parts_that_do_not_fit_are_none),
	    cmocka_unit_test(an_answer_that_does_not_add_up_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
