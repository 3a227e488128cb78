/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * index/xap/ when things go wrong: locks, damage, a reader overtaken, a full device, a killed writer.
 * What has to run out of room or be killed does so in a child process, which tells by its exit status;
 * no cmocka assertion runs there.
 */
#include "tests/unit/xap_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_CANNOT = 77 }; /* the child could not set its scene: skip */

#define CHECK(condition_)                                                                                    \
	do {                                                                                                 \
		if (!(condition_)) {                                                                         \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition_);                     \
			return 1;                                                                            \
		}                                                                                            \
	} while (0)

/* ---- helpers -------------------------------------------------------------- */

static char *file_in(const char *folder, const char *name)
{
	return g_build_filename(folder, name, NULL);
}

/* Documents n0, n1, ... of ~1 KB that does not compress; their data begins with `mark`. */
static bool put_many(XapWriter *writer, int n, const char *mark, GError **error)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(7);
	bool ok = true;
	for (int i = 0; i < n && ok; i++) {
		g_autofree char *name = g_strdup_printf("n%d", i);
		g_autoptr(GString) data = g_string_new(mark);
		while (data->len < 1000)
			g_string_append_printf(data, " %08x", g_rand_int(random));
		ok = put_document(writer, name, i % 2 ? "drift and delay" : "delay and drift", "2020",
				  "press", data->str, error);
	}
	return ok;
}

static void make_many(const char *path, int n, const char *mark)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(XapWriter) writer = open_writer(path, XAP_CREATE_OR_OPEN);
	assert_ok(put_many(writer, n, mark, &error), error);
	commit(writer);
}

/* What opening `path` for reading says. */
static int reader_error(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(XapReader) reader = xap_reader_open(&path, 1, &error);
	return reader ? -1 : error->code;
}

static int writer_error(const char *path, XapWriterMode mode)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(XapWriter) writer = xap_writer_open(path, mode, &error);
	return writer ? -1 : error->code;
}

/* Runs body(path) in a child and returns its exit status. */
static int in_child(int (*body)(const char *path), const char *path)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0)
		_exit(body(path));
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void assert_child_passes(int (*body)(const char *path), const char *path)
{
	int status = in_child(body, path);
	if (status == EXIT_CANNOT)
		skip();
	assert_int_equal(status, 0);
}

/* ---- locks ------------------------------------------------------------------ */

static void test_second_writer_in_this_process(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	XapWriter *writer = open_writer(f->index, XAP_CREATE);
	assert_null(xap_writer_open(f->index, XAP_OPEN, &error));
	assert_non_null(strstr(error->message, f->index));
	assert_xap_error(error, XAP_ERROR_LOCKED);
	xap_writer_close(writer);
	xap_writer_close(open_writer(f->index, XAP_OPEN));
}

/* Starts a child that opens a writer, puts uncommitted documents, and stays until killed. */
static pid_t start_holder(const char *path)
{
	int ready[2];
	char byte = 0;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		XapWriter *writer = xap_writer_open(path, XAP_OPEN, NULL);
		if (!writer || !put_many(writer, 500, "uncommitted", NULL) || write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_true(child > 0);
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return child;
}

static void test_writer_in_another_process(void **state)
{
	Fixture *f = *state;
	make_many(f->index, 100, "first");
	pid_t child = start_holder(f->index);
	assert_int_equal(writer_error(f->index, XAP_OPEN), XAP_ERROR_LOCKED);
	assert_int_equal(writer_error(f->index, XAP_CREATE_OR_OPEN), XAP_ERROR_LOCKED);
	assert_doc_count(f->index, 100);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	/* killed: the lock is free and the last commit is what counts */
	make_many(f->index, 200, "second");
	assert_doc_count(f->index, 200);
	assert_sound(f->index);
}

static void test_lock_that_cannot_be_taken(void **state)
{
	Fixture *f = *state;
	make_many(f->index, 1, "first");
	g_autofree char *lock = file_in(f->index, "flintlock");
	assert_int_equal(g_unlink(lock), 0);
	assert_int_equal(g_mkdir(lock, 0700), 0);
	assert_int_equal(writer_error(f->index, XAP_OPEN), XAP_ERROR_IO);
}

/* ---- not an index, or a damaged one ------------------------------------------- */

static void test_nothing_there(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	size_t n_faults = 0;
	assert_int_equal(reader_error(f->index), XAP_ERROR_NOT_FOUND);
	assert_false(xap_check(f->index, &n_faults, NULL, &error));
	assert_xap_error(error, XAP_ERROR_NOT_FOUND);
	assert_int_equal(reader_error(f->folder), XAP_ERROR_NOT_FOUND);
	g_autofree char *below = file_in(f->index, "below");
	assert_int_equal(writer_error(below, XAP_CREATE), XAP_ERROR_IO);
}

static void test_other_files_there(void **state)
{
	Fixture *f = *state;
	g_autofree char *note = file_in(f->folder, "note.txt");
	assert_true(g_file_set_contents(note, "not an index", -1, NULL));
	assert_int_equal(reader_error(f->folder), XAP_ERROR_DAMAGED);
	assert_int_equal(writer_error(f->folder, XAP_OPEN), XAP_ERROR_DAMAGED);
	assert_int_equal(reader_error(note), XAP_ERROR_DAMAGED);
	assert_int_equal(writer_error(note, XAP_CREATE), XAP_ERROR_ARGUMENT);
	/* a stub file would make Xapian follow it to another index */
	make_many(f->index, 1, "first");
	g_autofree char *stub = file_in(f->folder, "XAPIANDB");
	g_autofree char *line = g_strdup_printf("auto %s\n", f->index);
	assert_true(g_file_set_contents(stub, line, -1, NULL));
	assert_int_equal(reader_error(f->folder), XAP_ERROR_DAMAGED);
	/* other files do not stand in the way of a new index */
	assert_int_equal(writer_error(f->folder, XAP_CREATE), -1);
	assert_doc_count(f->folder, 0);
}

static void test_truncated_version_file(void **state)
{
	Fixture *f = *state;
	make_many(f->index, 50, "first");
	g_autofree char *version = file_in(f->index, "iamglass");
	const off_t sizes[] = {60, 14, 5, 0};
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		assert_int_equal(truncate(version, sizes[i]), 0);
		assert_int_equal(reader_error(f->index), XAP_ERROR_DAMAGED);
		assert_int_equal(writer_error(f->index, XAP_CREATE_OR_OPEN), XAP_ERROR_DAMAGED);
	}
}

static void test_version_of_the_future(void **state)
{
	Fixture *f = *state;
	g_autofree char *bytes = NULL;
	size_t n_bytes = 0;
	make_many(f->index, 50, "first");
	g_autofree char *version = file_in(f->index, "iamglass");
	assert_true(g_file_get_contents(version, &bytes, &n_bytes, NULL));
	/* a magic string of 14 bytes, then the format's version in two */
	assert_memory_equal(bytes, "\x0f\x0dXapian Glass", 14);
	bytes[14] = '\x7f';
	assert_true(g_file_set_contents(version, bytes, (gssize)n_bytes, NULL));
	assert_int_equal(reader_error(f->index), XAP_ERROR_VERSION);
	assert_int_equal(writer_error(f->index, XAP_OPEN), XAP_ERROR_VERSION);
}

static void test_missing_files(void **state)
{
	Fixture *f = *state;
	make_many(f->index, 500, "first");
	g_autofree char *table = file_in(f->index, "postlist.glass");
	g_autofree char *hidden = file_in(f->index, "hidden");
	g_autofree char *version = file_in(f->index, "iamglass");
	assert_int_equal(g_rename(table, hidden), 0);
	assert_int_equal(reader_error(f->index), XAP_ERROR_DAMAGED);
	assert_int_equal(g_rename(hidden, table), 0);
	assert_int_equal(g_rename(version, hidden), 0);
	assert_int_equal(reader_error(f->index), XAP_ERROR_DAMAGED);
	/* not taken for a half-made index, whose tables are empty and overwritten */
	assert_int_equal(writer_error(f->index, XAP_CREATE), XAP_ERROR_DAMAGED);
	assert_int_equal(writer_error(f->index, XAP_CREATE_OR_OPEN), XAP_ERROR_DAMAGED);
	assert_int_equal(g_rename(hidden, version), 0);
	assert_doc_count(f->index, 500);
}

/* What is left when a process dies while it makes an index; found with strace. */
static void test_half_made_index(void **state)
{
	Fixture *f = *state;
	const char *empty[] = {"flintlock", "postlist.glass", "termlist.glass"};
	assert_int_equal(g_mkdir(f->index, 0700), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(empty); i++) {
		g_autofree char *path = file_in(f->index, empty[i]);
		assert_true(g_file_set_contents(path, "", 0, NULL));
	}
	g_autofree char *next = file_in(f->index, "v.tmp");
	assert_true(g_file_set_contents(next, "\x0f\x0dXapian Glass", 14, NULL));
	assert_int_equal(reader_error(f->index), XAP_ERROR_NOT_FOUND);
	make_many(f->index, 10, "first");
	assert_doc_count(f->index, 10);
	assert_sound(f->index);
}

static void test_truncated_table(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	struct stat info;
	size_t n_faults = 0;
	make_many(f->index, 1000, "first");
	g_autofree char *table = file_in(f->index, "docdata.glass");
	assert_int_equal(stat(table, &info), 0);
	assert_int_equal(truncate(table, info.st_size / 2), 0);

	assert_false(xap_check(f->index, &n_faults, NULL, &error));
	assert_xap_error(error, XAP_ERROR_DAMAGED);
	g_autoptr(XapReader) reader = open_reader(f->index);
	g_autoptr(XapQuery) query = term("drift");
	XapSearch search = {.query = query, .n_max = 1000, .want_data = true};
	assert_null(xap_reader_search(reader, &search, &error));
	assert_non_null(strstr(error->message, f->index));
	assert_xap_error(error, XAP_ERROR_DAMAGED);
}

/* A number in a list of postings changed: every block can be read, and the sums do not add up. */
static void test_check_counts_faults(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autofree char *bytes = NULL, *report = NULL;
	size_t n_bytes = 0, n_faults = 0;
	make_many(f->index, 20, "first");
	g_autofree char *table = file_in(f->index, "postlist.glass");
	assert_true(g_file_get_contents(table, &bytes, &n_bytes, NULL));
	char *key = memmem(bytes, n_bytes, "delay", 5);
	assert_non_null(key);
	key[9] ^= 0x05;
	assert_true(g_file_set_contents(table, bytes, (gssize)n_bytes, NULL));
	assert_ok(xap_check(f->index, &n_faults, &report, &error), error);
	assert_true(n_faults > 0);
	assert_non_null(strstr(report, "postlist"));
}

static void test_several_indexes_name_the_bad_one(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autofree char *none = file_in(f->folder, "none");
	const char *paths[] = {f->index, none};
	make_many(f->index, 1, "first");
	assert_null(xap_reader_open(paths, 2, &error));
	assert_non_null(strstr(error->message, none));
	assert_null(strstr(error->message, f->index));
	assert_xap_error(error, XAP_ERROR_NOT_FOUND);
}

/* ---- a reader overtaken by a writer --------------------------------------------- */

enum { N_PASSAGES = 3000 };

static XapResult *search_all(XapReader *reader, GError **error)
{
	g_autoptr(XapQuery) phrase = xap_query_branch(XAP_PHRASE, 0);
	const char *words[] = {"drift", "and", "delay"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		xap_query_add(phrase, term(words[i]));
	const uint32_t slot = SLOT_YEAR;
	XapSearch search = {.query = phrase,
			    .n_max = N_PASSAGES,
			    .by_relevance = true,
			    .want_data = true,
			    .facet_slots = &slot,
			    .n_facet_slots = 1};
	return xap_reader_search(reader, &search, error);
}

/* Commits until the reader, never reopened, is told that its revision is gone; returns the commits. */
static int overtake(XapReader *reader, const char *path, char **ret_mark)
{
	GError *error = NULL;
	for (int n_commits = 1; n_commits <= 5; n_commits++) {
		g_free(*ret_mark);
		*ret_mark = g_strdup_printf("revision%d", n_commits);
		make_many(path, N_PASSAGES, *ret_mark);
		g_autoptr(XapResult) result = search_all(reader, &error);
		if (!result) {
			assert_xap_error(error, XAP_ERROR_MODIFIED);
			return n_commits;
		}
		/* until then its answers are whole and old */
		assert_int_equal(result->n_hits, N_PASSAGES / 2);
		for (size_t i = 0; i < result->n_hits; i++)
			assert_true(g_str_has_prefix(result->hits[i].data.bytes, "revision0 "));
	}
	fail_msg("never overtaken");
	return 0;
}

static void test_overtaken_reader(void **state)
{
	Fixture *f = *state;
	GError *error = NULL;
	g_autofree char *mark = NULL;
	make_many(f->index, N_PASSAGES, "revision0");
	g_autoptr(XapReader) reader = open_reader(f->index);
	assert_in_range(overtake(reader, f->index, &mark), 1, 3);

	g_autoptr(XapResult) result = NULL;
	for (int tries = 0; tries < 3 && !result; tries++) {
		g_clear_error(&error);
		assert_ok(xap_reader_reopen(reader, NULL, &error), error);
		result = search_all(reader, &error);
	}
	assert_ok(result, error);
	/* every second document has the words in this order */
	assert_int_equal(result->total, N_PASSAGES / 2);
	assert_int_equal(result->n_hits, N_PASSAGES / 2);
	assert_int_equal(result->facets[0].values[0].count, N_PASSAGES / 2);
	for (size_t i = 0; i < result->n_hits; i++)
		assert_true(g_str_has_prefix(result->hits[i].data.bytes, mark));
}

/* ---- no room ----------------------------------------------------------------------- */

/* A way to run out of room and to have room again. */
typedef struct {
	bool (*start)(const char *folder, off_t room);
	bool (*stop)(const char *folder);
	XapError expected;
	bool at_commit; /* starts when the batch is complete, not before it */
} Shortage;

/* Fills the device but for `room` bytes. */
static bool fill_device(const char *folder, off_t room)
{
	g_autofree char *path = file_in(folder, "filler");
	char block[4096] = {0};
	off_t size = 0;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	while (write(fd, block, sizeof(block)) == (ssize_t)sizeof(block))
		size += (off_t)sizeof(block);
	bool ok = errno == ENOSPC && size > room && ftruncate(fd, size - room) == 0;
	close(fd);
	return ok;
}

static bool empty_device(const char *folder)
{
	g_autofree char *path = file_in(folder, "filler");
	return g_unlink(path) == 0;
}

static bool set_file_limit(rlim_t n_bytes)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_FSIZE, &limit) != 0)
		return false;
	limit.rlim_cur = MIN(n_bytes, limit.rlim_max);
	return setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

/* No file may grow past `room` bytes. */
static bool limit_files(const char *folder, off_t room)
{
	(void)folder;
	signal(SIGXFSZ, SIG_IGN);
	return set_file_limit((rlim_t)room);
}

static void lift_limit(int signal_number)
{
	(void)signal_number;
	set_file_limit(RLIM_INFINITY);
}

/* The same for one write: there is room again while the failure is still being dealt with. */
static bool limit_files_once(const char *folder, off_t room)
{
	(void)folder;
	signal(SIGXFSZ, lift_limit);
	return set_file_limit((rlim_t)room);
}

static bool unlimit_files(const char *folder)
{
	(void)folder;
	return set_file_limit(RLIM_INFINITY);
}

/* 0 when the index is sound and holds exactly n documents, all with `mark`, and says so in its metadata. */
static int check_state(const char *index, uint32_t n, const char *mark)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *batch = NULL;
	size_t n_faults = 1;
	g_autoptr(XapReader) reader = xap_reader_open(&index, 1, &error);
	CHECK(reader);
	CHECK(xap_check(index, &n_faults, NULL, &error) && n_faults == 0);
	CHECK(xap_reader_metadata(reader, "batch", &batch, &error));
	CHECK(strcmp(batch, mark) == 0);
	g_autoptr(XapQuery) all = xap_query_leaf(XAP_ALL);
	XapSearch search = {.query = all, .n_max = 100000, .want_data = true};
	g_autoptr(XapResult) result = xap_reader_search(reader, &search, &error);
	CHECK(result && result->total == n && result->n_hits == n);
	for (size_t i = 0; i < result->n_hits; i++)
		CHECK(g_str_has_prefix(result->hits[i].data.bytes, mark));
	return 0;
}

static bool put_batch(XapWriter *writer, int n, const char *mark, GError **error)
{
	return put_many(writer, n, mark, error) && xap_writer_set_metadata(writer, "batch", mark, error);
}

static int batch_in_full(const char *index, int n, const char *mark)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(XapWriter) writer = xap_writer_open(index, XAP_CREATE_OR_OPEN, &error);
	CHECK(writer && put_batch(writer, n, mark, &error) && xap_writer_commit(writer, &error));
	return check_state(index, (uint32_t)n, mark);
}

/* A batch that does not fit: it fails, goes on failing, and leaves no trace, though there is room again
   before the writer is closed. */
static int batch_in_vain(const char *folder, const char *index, const Shortage *shortage, off_t room)
{
	GError *error = NULL;
	g_autoptr(XapWriter) writer = xap_writer_open(index, XAP_OPEN, &error);
	CHECK(writer);
	CHECK(shortage->at_commit || shortage->start(folder, room));
	bool ok = put_batch(writer, 2000, "second", &error);
	CHECK(!shortage->at_commit || (ok && shortage->start(folder, room)));
	ok = ok && xap_writer_commit(writer, &error);
	CHECK(!ok && error && error->domain == XAP_ERROR);
	if (getenv("XV") || error->code != (int)shortage->expected)
		fprintf(stderr, "room %ld: %s\n", (long)room, error->message);
	CHECK(error->code == (int)shortage->expected);
	CHECK(strstr(error->message, index));
	for (int i = 0; i < 2; i++) {
		g_clear_error(&error);
		CHECK(shortage->stop(folder) || i > 0);
		CHECK(!xap_writer_commit(writer, &error));
		CHECK(error->code == XAP_ERROR_DEAD);
	}
	g_clear_error(&error);
	return 0;
}

static int fail_and_recover(const char *folder, const Shortage *shortage, off_t room)
{
	g_autofree char *name = g_strdup_printf("index%ld", (long)room);
	g_autofree char *index = file_in(folder, name);
	CHECK(batch_in_full(index, 200, "first") == 0);
	CHECK(batch_in_vain(folder, index, shortage, room) == 0);
	CHECK(check_state(index, 200, "first") == 0);
	CHECK(batch_in_full(index, 2000, "second") == 0);
	return 0;
}

static bool write_proc(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	close(fd);
	return ok;
}

/* Without privilege, in a user namespace where we are root. */
static bool enter_own_namespace(void)
{
	g_autofree char *users = g_strdup_printf("0 %u 1", getuid());
	g_autofree char *groups = g_strdup_printf("0 %u 1", getgid());
	if (unshare(CLONE_NEWNS) == 0)
		return true;
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_proc("/proc/self/setgroups", "deny") &&
	       write_proc("/proc/self/uid_map", users) && write_proc("/proc/self/gid_map", groups);
}

/* A device of its own, seen by this process alone. */
static bool mount_small_device(const char *folder)
{
	return enter_own_namespace() && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("none", folder, "tmpfs", 0, "size=48m") == 0;
}

static const off_t KB = 1024;

static int full_device(const char *folder)
{
	const Shortage shortage = {fill_device, empty_device, XAP_ERROR_NO_SPACE, .at_commit = false};
	/* the batch needs between 1.5 and 2 MB: the shortage strikes in different places */
	const off_t rooms[] = {0, 16 * KB, 200 * KB, 600 * KB, 1000 * KB, 1400 * KB};
	if (!mount_small_device(folder))
		return EXIT_CANNOT;
	for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++)
		CHECK(fail_and_recover(folder, &shortage, rooms[i]) == 0);
	return 0;
}

static void test_full_device(void **state)
{
	Fixture *f = *state;
	assert_child_passes(full_device, f->folder);
}

/* The same when Xapian flushes in the middle of the batch, so that an add fails and not the commit. */
static int full_device_at_flush(const char *folder)
{
	const Shortage shortage = {fill_device, empty_device, XAP_ERROR_NO_SPACE, .at_commit = false};
	g_setenv("XAPIAN_FLUSH_THRESHOLD", "100", TRUE);
	if (!mount_small_device(folder))
		return EXIT_CANNOT;
	return fail_and_recover(folder, &shortage, 100 * KB);
}

static void test_full_device_at_flush(void **state)
{
	Fixture *f = *state;
	assert_child_passes(full_device_at_flush, f->folder);
}

static int limited_files(const char *folder)
{
	const Shortage shortage = {limit_files, unlimit_files, XAP_ERROR_IO, .at_commit = false};
	CHECK(fail_and_recover(folder, &shortage, 400 * KB) == 0);
	return fail_and_recover(folder, &shortage, 1000 * KB);
}

/* Needs no privilege; the system says EFBIG here, not ENOSPC. */
static void test_limited_files(void **state)
{
	Fixture *f = *state;
	assert_child_passes(limited_files, f->folder);
}

/* Room for the second commit() that Xapian's destructor tries: it must not make a part of the batch durable.
 */
static int limited_once(const char *folder)
{
	const Shortage shortage = {limit_files_once, unlimit_files, XAP_ERROR_IO, .at_commit = true};
	const off_t rooms[] = {8 * KB, 24 * KB, 40 * KB, 64 * KB, 120 * KB};
	for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++)
		CHECK(fail_and_recover(folder, &shortage, rooms[i]) == 0);
	return 0;
}

static void test_limited_once(void **state)
{
	Fixture *f = *state;
	assert_child_passes(limited_once, f->folder);
}

static int compact_on_full_device(const char *folder)
{
	GError *error = NULL;
	g_autofree char *index = file_in(folder, "index"), *dest = file_in(folder, "compact");
	const char *sources[] = {index};
	if (!mount_small_device(folder))
		return EXIT_CANNOT;
	CHECK(batch_in_full(index, 1000, "first") == 0);
	CHECK(fill_device(folder, 300 * KB));
	CHECK(!xap_compact(sources, 1, dest, &error));
	CHECK(error->code == XAP_ERROR_NO_SPACE);
	g_clear_error(&error);
	CHECK(!g_file_test(dest, G_FILE_TEST_EXISTS));
	CHECK(empty_device(folder));
	CHECK(xap_compact(sources, 1, dest, &error));
	return check_state(dest, 1000, "first");
}

static void test_compact_on_full_device(void **state)
{
	Fixture *f = *state;
	assert_child_passes(compact_on_full_device, f->folder);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_second_writer_in_this_process),
	    TEST(test_writer_in_another_process),
	    TEST(test_lock_that_cannot_be_taken),
	    TEST(test_nothing_there),
	    TEST(test_other_files_there),
	    TEST(test_truncated_version_file),
	    TEST(test_version_of_the_future),
	    TEST(test_missing_files),
	    TEST(test_half_made_index),
	    TEST(test_truncated_table),
	    TEST(test_check_counts_faults),
	    TEST(test_several_indexes_name_the_bad_one),
	    TEST(test_overtaken_reader),
	    TEST(test_full_device),
	    TEST(test_full_device_at_flush),
	    TEST(test_limited_files),
	    TEST(test_limited_once),
	    TEST(test_compact_on_full_device),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
