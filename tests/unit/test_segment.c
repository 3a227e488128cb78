/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Whatever a segment takes is read back; what cannot be is refused.  Bounds are those of base/limits.h. */
#include "tests/support/support.h"

#include "base/limits.h"
#include "index/error.h"
#include "index/reader.h"
#include "index/segment.h"
#include "index/store.h"

#include <sched.h>
#include <sys/mount.h>

static const char id[] = "0123456789abcdef";

static SgDocument *new_document(void)
{
	SgDocument *document = sg_document_new();
	document->id = g_strdup(id);
	document->title = g_strdup("Paper");
	document->source = SG_SOURCE_COUNCIL;
	return document;
}

/* Takes `text`. */
static void add_passage(GPtrArray *passages, char *text)
{
	SgPassage *passage = sg_passage_new();
	passage->n = passages->len + 1;
	passage->source = SG_SOURCE_COUNCIL;
	passage->text = text;
	g_ptr_array_add(passages, passage);
}

static GPtrArray *new_passages(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free);
}

static SgSegment *create(const char *folder)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_path(folder, "segment");
	SgSegment *segment = sg_segment_create(path, &error);
	assert_ok(segment, error);
	return segment;
}

/* A text whose passage is a record of n_bytes, of words that no two are the same. */
static char *text_for_record(size_t n_bytes)
{
	GString *text = g_string_new(NULL);
	for (unsigned i = 0; text->len < n_bytes; i++)
		g_string_append_printf(text, "w%u ", i);
	g_string_truncate(text, n_bytes);
	g_autoptr(GPtrArray) passages = new_passages();
	add_passage(passages, g_strdup(text->str));
	GString *record = sg_passage_encode(g_ptr_array_index(passages, 0));
	g_string_truncate(text, n_bytes - (record->len - n_bytes));
	g_string_free(record, TRUE);
	return g_string_free(text, FALSE);
}

static void refuses_records_past_the_bound(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgSegment) segment = create(*state);
	g_autoptr(SgDocument) document = new_document();
	g_autoptr(GPtrArray) passages = new_passages();
	add_passage(passages, text_for_record(SG_MAX_RECORD_BYTES));
	GString *record = sg_passage_encode(g_ptr_array_index(passages, 0));
	assert_int_equal(record->len, SG_MAX_RECORD_BYTES);
	g_string_free(record, TRUE);
	assert_ok(sg_segment_add(segment, document, passages, &error), error);
	add_passage(passages, text_for_record(SG_MAX_RECORD_BYTES + 1));
	assert_false(sg_segment_add(segment, document, passages, &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_INTERNAL,
		     "passage 2 of document 0123456789abcdef");
}

/* Xapian 1.4.22 keeps records compressed, and cannot read back some that shrink very well. */
static void reads_back_what_compresses_well(void **state)
{
	static const char *const patterns[] = {"0 | ", "a", "0 ", "| ", "drift and delay ", "€"};
	g_autoptr(GError) error = NULL;
	g_autoptr(SgStore) store = sg_store_open(*state, false, &error);
	assert_ok(store, error);
	g_autofree char *path = sg_store_segment_path(store, 1);
	g_autoptr(SgSegment) segment = sg_segment_create(path, &error);
	assert_ok(segment, error);
	g_autoptr(SgDocument) document = new_document();
	g_autoptr(GPtrArray) passages = new_passages();
	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		GString *text = g_string_new(NULL);
		while (text->len + strlen(patterns[i]) <= SG_MAX_PASSAGE_BYTES)
			g_string_append(text, patterns[i]);
		assert_int_equal(text->len, SG_MAX_PASSAGE_BYTES); /* all divide it */
		add_passage(passages, g_string_free(text, FALSE));
	}
	document->n_passages = passages->len;
	assert_ok(sg_segment_add(segment, document, passages, &error), error);
	assert_ok(sg_segment_finish(segment, &error), error);
	g_autoptr(SgChange) change = sg_change_new();
	g_ptr_array_add(change->segments, g_steal_pointer(&path));
	assert_ok(sg_store_publish(store, change, &error), error);

	g_autoptr(SgReader) reader = sg_reader_open(*state, &error);
	assert_ok(reader, error);
	g_autoptr(GPtrArray) found = sg_reader_dup_passages(reader, id, &error);
	assert_ok(found, error);
	assert_int_equal(found->len, passages->len);
	for (guint i = 0; i < found->len; i++) {
		const SgPassage *read = g_ptr_array_index(found, i);
		const SgPassage *written = g_ptr_array_index(passages, i);
		assert_int_equal(read->n, written->n);
		check_string(read->text, written->text, patterns[i]);
	}
}

static void refuses_a_folder_that_exists(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_path(*state, "segment");
	sg_segment_close(create(*state));
	assert_null(sg_segment_create(path, &error));
	assert_non_null(error);
	assert_int_equal(error->domain, SG_INDEX_ERROR);
}

/* ---- room ------------------------------------------------------------ */

enum { PASSED, CANNOT = 77 };

static bool mount_device(const char *folder, const char *size)
{
	g_autofree char *options = g_strconcat("size=", size, NULL);
	return mount("none", folder, "tmpfs", 0, options) == 0;
}

/* Without privilege a namespace of users is needed, too. */
static bool enter_own_namespace(void)
{
	return (unshare(CLONE_NEWNS) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
	       mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static bool refuses_to_add(const char *folder)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_path(folder, "segment");
	g_autoptr(SgSegment) segment = sg_segment_create(path, &error);
	g_autoptr(SgDocument) document = new_document();
	g_autoptr(GPtrArray) passages = new_passages();
	return segment && !sg_segment_add(segment, document, passages, &error) &&
	       g_error_matches(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NO_SPACE);
}

/* Room for the beginning, but not for what has been added: adds until it is refused. */
static bool refuses_before_it_is_full(const char *folder)
{
	enum { MANY = 10000 };
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_path(folder, "segment");
	g_autoptr(SgSegment) segment = sg_segment_create(path, &error);
	g_autoptr(SgDocument) document = new_document();
	g_autoptr(GPtrArray) passages = new_passages();
	add_passage(passages, text_for_record(SG_MAX_PASSAGE_BYTES));
	for (unsigned i = 0; segment && i < MANY; i++)
		if (!sg_segment_add(segment, document, passages, &error))
			return i > 0 && g_error_matches(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NO_SPACE);
	return false;
}

static int on_small_devices(const void *folder)
{
	if (!enter_own_namespace() || !mount_device(folder, "3m"))
		return CANNOT;
	if (!refuses_to_add(folder))
		return 1;
	if (!mount_device(folder, "8m"))
		return CANNOT;
	return refuses_before_it_is_full(folder) ? PASSED : 2;
}

/* Xapian ends the process when a commit finds the device full: the segment must say so before. */
static void needs_room_for_the_commit(void **state)
{
	int status = run_in_child(on_small_devices, *state);
	if (status == CANNOT) {
		print_message("no device of our own can be mounted here\n");
		skip();
	}
	assert_int_equal(status, PASSED);
}

#define TEST(function_) cmocka_unit_test_setup_teardown(function_, temp_setup, temp_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(refuses_records_past_the_bound),
	    TEST(reads_back_what_compresses_well),
	    TEST(refuses_a_folder_that_exists),
	    TEST(needs_room_for_the_commit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
