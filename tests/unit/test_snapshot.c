/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tests/support/support.h"

#include "base/limits.h"
#include "indexer/snapshot.h"
#include "indexer/text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file as a walk would have seen it now; its path is borrowed. */
static SgFile seen(const char *path)
{
	struct stat st;
	assert_int_equal(lstat(path, &st), 0);
	return (SgFile){
	    .path = (char *)(uintptr_t)path,
	    .n_bytes = st.st_size,
	    .mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec,
	};
}

static void check_refused(const SgFile *file, SgReason reason, const char *message)
{
	g_autoptr(GError) error = NULL;
	g_auto(SgSnapshot) snapshot = {.fd = 7};
	bool taken = sg_snapshot_take(file, &snapshot, &error);
	assert_false(taken);
	assert_error(error, SG_EXTRACT_ERROR, reason, message);
	assert_int_equal(snapshot.fd, -1);
	assert_null(snapshot.sha256);
}

/* SHA-256 of "abc" and of nothing: FIPS 180-2, appendix B.1, and NIST's test vectors. */
static void knows_bytes_by_their_sum(void **state)
{
	static const char *const cases[][2] = {
	    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_auto(SgSnapshot) snapshot = {.fd = -1};
		g_autofree char *path = temp_write(*state, "a", cases[i][0]);
		SgFile file = seen(path);
		assert_ok(sg_snapshot_take(&file, &snapshot, &error), error);
		assert_string_equal(snapshot.sha256, cases[i][1]);
		assert_int_equal(strlen(snapshot.id), 16);
		assert_true(g_str_has_prefix(snapshot.sha256, snapshot.id));
		assert_true(fcntl(snapshot.fd, F_GETFD) & FD_CLOEXEC);
	}
}

static void keeps_the_bytes_whatever_becomes_of_the_file(void **state)
{
	enum { N_BYTES = 3 * SG_MB + 5 };
	g_autoptr(GError) error = NULL;
	g_auto(SgSnapshot) snapshot = {.fd = -1};
	g_autofree char *bytes = g_strnfill(N_BYTES, 'x');
	g_autofree char *path = temp_write_bytes(*state, "a", bytes, N_BYTES);
	g_autofree char *copy = g_malloc(N_BYTES + 1);
	SgFile file = seen(path);
	assert_ok(sg_snapshot_take(&file, &snapshot, &error), error);
	g_free(temp_write(*state, "a", "other"));
	assert_int_equal(pread(snapshot.fd, copy, N_BYTES + 1, 0), N_BYTES);
	assert_memory_equal(copy, bytes, N_BYTES);
	assert_int_equal(write(snapshot.fd, "y", 1), -1); /* sealed */
	assert_int_equal(ftruncate(snapshot.fd, 1), -1);
	assert_int_equal(ftruncate(snapshot.fd, N_BYTES + 1), -1);
}

static void refuses_a_file_that_changed(void **state)
{
	g_autofree char *path = temp_write(*state, "a", "abc");
	SgFile file = seen(path);
	SgFile longer = file, shorter = file, later = file;
	longer.n_bytes++;
	shorter.n_bytes--;
	later.mtime_ns++;
	check_refused(&longer, SG_REASON_UNREADABLE, "changed while it was being read");
	check_refused(&shorter, SG_REASON_UNREADABLE, "changed while it was being read");
	check_refused(&later, SG_REASON_UNREADABLE, "changed while it was being read");
	assert_int_equal(unlink(path), 0);
	check_refused(&file, SG_REASON_UNREADABLE, "No such file");
}

/* What stands in the file's place now is not opened as if it were the file, nor waited for. */
static void refuses_what_is_no_file(void **state)
{
	g_autofree char *secret = temp_write(*state, "secret", "abc");
	g_autofree char *link = temp_path(*state, "link");
	g_autofree char *fifo = temp_path(*state, "fifo");
	assert_int_equal(symlink("secret", link), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	const char *const paths[] = {link, fifo, *state};
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		SgFile file = seen(paths[i]);
		check_refused(&file, SG_REASON_UNREADABLE, "");
	}
	SgFile file = seen(secret);
	file.path = (char *)(uintptr_t) "/dev/zero"; /* endless */
	check_refused(&file, SG_REASON_UNREADABLE, "");
}

static int take_as_nobody(const void *data)
{
	g_autoptr(GError) error = NULL;
	g_auto(SgSnapshot) snapshot = {.fd = -1};
	bool refused = !sg_snapshot_take(data, &snapshot, &error) &&
		       g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_UNREADABLE);
	return refused && strstr(error->message, "Permission denied") ? 0 : 1;
}

static void refuses_what_it_may_not_read(void **state)
{
	g_autofree char *path = temp_write(*state, "a", "abc");
	chmod(path, 0);
	SgFile file = seen(path);
	assert_int_equal(run_as_nobody(take_as_nobody, &file), 0);
}

static void bounds_the_size(void **state)
{
	g_autofree char *path = temp_write(*state, "a", "abc");
	assert_int_equal(truncate(path, (off_t)SG_MAX_FILE_BYTES + 1), 0); /* sparse */
	SgFile file = seen(path);
	check_refused(&file, SG_REASON_TOO_LARGE, "512 MB");
	file.n_bytes = SG_MAX_FILE_BYTES; /* at the bound: not too large, but not what is there */
	check_refused(&file, SG_REASON_UNREADABLE, "changed");
}

/* SHA-256 of "abc": FIPS 180-2, appendix B.1. */
static void takes_a_part(void **state)
{
	g_autofree char *path = temp_write(*state, "a", "xxabcyy");
	SgFile file = seen(path);
	g_autoptr(GError) error = NULL;
	g_auto(SgSnapshot) whole = {.fd = -1}, part = {.fd = -1}, empty = {.fd = -1}, past = {.fd = -1};
	assert_ok(sg_snapshot_take(&file, &whole, &error), error);
	assert_ok(sg_snapshot_take_part(whole.fd, 2, 3, &part, &error), error);
	assert_string_equal(part.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	char bytes[8];
	assert_int_equal(pread(part.fd, bytes, sizeof bytes, 0), 3);
	assert_memory_equal(bytes, "abc", 3);
	assert_int_equal(write(part.fd, "y", 1), -1);
	assert_ok(sg_snapshot_take_part(whole.fd, 7, 0, &empty, &error), error);
	assert_int_equal(lseek(empty.fd, 0, SEEK_END), 0);
	assert_false(sg_snapshot_take_part(whole.fd, 5, 3, &past, &error));
	assert_error(error, SG_EXTRACT_ERROR, SG_REASON_UNREADABLE, "");
	assert_int_equal(past.fd, -1);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, temp_setup, temp_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(knows_bytes_by_their_sum),
	    TEST(keeps_the_bytes_whatever_becomes_of_the_file),
	    TEST(refuses_a_file_that_changed),
	    TEST(refuses_what_is_no_file),
	    TEST(refuses_what_it_may_not_read),
	    TEST(bounds_the_size),
	    TEST(takes_a_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
