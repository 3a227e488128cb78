/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What the index holds of files and of what is in them: what is met, gone, orphaned and dead in a run.
   Expectations come from indexer/places.h. */
#include "tests/support/support.h"

#include "indexer/places.h"
#include "tests/unit/run_fixture.h"

#define ID_A "aaaaaaaaaaaaaaaa"
#define ID_B "bbbbbbbbbbbbbbbb"
#define ID_C "cccccccccccccccc"

static gint compare_strings(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *join(GPtrArray *strings)
{
	g_ptr_array_sort(strings, compare_strings);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < strings->len; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "", (char *)g_ptr_array_index(strings, i));
	return g_string_free(out, FALSE);
}

static void check_gone(Fixture *fixture, const char *expected)
{
	g_autofree char *gone = join(fixture->run.change->gone_places);
	assert_string_equal(gone, expected);
}

static void knows_what_is_in_what(void **state)
{
	Fixture *fixture = *state;
	hold(fixture, "/p/a.mbox", NULL, 0);
	hold(fixture, "/p/a.mbox//2.eml//b.pdf", ID_B, 0);
	hold(fixture, "/p/a.mbox//2.eml", ID_A, 0);
	hold(fixture, "/p/a.mboxes", ID_C, 0);
	sg_places_note(&fixture->run);
	const GPtrArray *parts = g_hash_table_lookup(fixture->run.parts_of, "/p/a.mbox");
	assert_int_equal(parts->len, 2);
	/* holders come before what they hold */
	assert_string_equal(((SgPlace *)g_ptr_array_index(parts, 0))->path, "/p/a.mbox//2.eml");
	assert_string_equal(((SgPlace *)g_ptr_array_index(parts, 1))->path, "/p/a.mbox//2.eml//b.pdf");
	parts = g_hash_table_lookup(fixture->run.parts_of, "/p/a.mbox//2.eml");
	assert_int_equal(parts->len, 1);
	assert_true(sg_places_is_holder(&fixture->run, "/p/a.mbox//2.eml"));
	assert_false(sg_places_is_holder(&fixture->run, "/p/a.mbox//2.eml//b.pdf"));
	assert_false(sg_places_is_holder(&fixture->run, "/p/a.mboxes"));
	assert_false(sg_places_is_holder(&fixture->run, "/p/a"));
}

static void what_could_not_be_read_may_hold_something(void **state)
{
	Fixture *fixture = *state;
	hold(fixture, "/p/a.eml", ID_A, 0);
	hold(fixture, "/p/old.txt", ID_B, 0);
	SgPlace *place = g_hash_table_lookup(fixture->run.places, "/p/a.eml");
	place->mtime_ns = SG_PLACE_STALE_NS;
	place = g_hash_table_lookup(fixture->run.places, "/p/old.txt");
	place->mtime_ns = 0; /* 1 January 1970 is a time like any other */
	sg_places_note(&fixture->run);
	assert_true(sg_places_is_holder(&fixture->run, "/p/a.eml"));
	assert_false(sg_places_is_holder(&fixture->run, "/p/old.txt"));
}

static void a_place_with_something_supplied_speaks_for_its_document(void **state)
{
	Fixture *fixture = *state;
	for (int n = '0'; n <= '9'; n++) {
		char path[] = {'/', 'p', '/', (char)n, '\0'};
		hold(fixture, path, ID_A, n == '6' ? 99 : 0);
	}
	sg_places_note(&fixture->run);
	assert_int_equal(g_hash_table_size(fixture->run.held), 1);
	const SgPlace *place = g_hash_table_lookup(fixture->run.held, ID_A);
	assert_string_equal(place->path, "/p/6");
}

static void missing_files_are_gone_with_what_was_in_them(void **state)
{
	Fixture *fixture = *state;
	g_ptr_array_add(fixture->options.paths, g_strdup("/p"));
	hold(fixture, "/p/kept.txt", ID_A, 0);
	hold(fixture, "/p/kept.zip", NULL, 0);
	hold(fixture, "/p/kept.zip//x.txt", ID_C, 0); /* for that archive to say */
	hold(fixture, "/p/gone.zip", NULL, 0);
	hold(fixture, "/p/gone.zip//m.eml//y.txt", ID_B, 0);
	hold(fixture, "/pp/elsewhere.txt", ID_B, 0);
	hold(fixture, "/p/locked/z.txt", ID_B, 0);
	hold(fixture, "/p/now-a-link.txt", ID_B, 0);
	g_ptr_array_add(fixture->walk.unread, g_strdup("/p/locked"));
	meet(fixture, "/p/kept.txt");
	meet(fixture, "/p/kept.zip");
	meet(fixture, "/p/now-a-link.txt");
	((SgFile *)g_ptr_array_index(fixture->walk.files, 2))->skipped = g_strdup("symbolic link");
	sg_places_note(&fixture->run);
	sg_places_find_gone(&fixture->run);
	check_gone(fixture, "/p/gone.zip /p/gone.zip//m.eml//y.txt /p/now-a-link.txt");
	assert_true(g_hash_table_contains(fixture->run.met, "/p/kept.txt"));
	assert_true(g_hash_table_contains(fixture->run.gone_documents, ID_B));
	assert_false(g_hash_table_contains(fixture->run.gone_documents, ID_A));
}

static void an_empty_folder_says_nothing_unless_asked(void **state)
{
	Fixture *fixture = *state;
	g_ptr_array_add(fixture->options.paths, g_strdup("/mnt/disk"));
	g_ptr_array_add(fixture->options.paths, g_strdup("/p"));
	hold(fixture, "/mnt/disk/a.txt", ID_A, 0);
	meet(fixture, "/p/b.txt");
	sg_places_find_gone(&fixture->run);
	check_gone(fixture, "");
	fixture->options.prune = true;
	sg_places_find_gone(&fixture->run);
	check_gone(fixture, "/mnt/disk/a.txt");
}

static void everything_is_under_the_root(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) folders = g_ptr_array_new();
	assert_false(sg_places_under_any("/a", folders));
	g_ptr_array_add(folders, (char *)"/papers");
	assert_true(sg_places_under_any("/papers", folders));
	assert_true(sg_places_under_any("/papers/a", folders));
	assert_true(sg_places_under_any("/papers//a", folders));
	assert_false(sg_places_under_any("/papers2/a", folders));
	assert_false(sg_places_under_any("/", folders));
	g_ptr_array_add(folders, (char *)"/");
	assert_true(sg_places_under_any("/papers2/a", folders));
}

static bool is_orphaned(const Fixture *fixture, const char *path)
{
	return sg_places_is_orphaned(&fixture->run, g_hash_table_lookup(fixture->run.places, path));
}

static void a_copy_is_orphaned_by_the_only_place_that_was_told(void **state)
{
	Fixture *fixture = *state;
	g_ptr_array_add(fixture->options.paths, g_strdup("/p"));
	hold(fixture, "/p/told-and-gone", ID_A, 7);
	hold(fixture, "/p/copy", ID_A, 0);
	hold(fixture, "/p/gone-of-two", ID_B, 8);
	hold(fixture, "/p/other-of-two", ID_B, 8);
	hold(fixture, "/p/untold-and-gone", ID_C, 0);
	hold(fixture, "/p/copy-of-untold", ID_C, 0);
	hold(fixture, "/p/refused", NULL, 9);
	meet(fixture, "/p/copy");
	meet(fixture, "/p/other-of-two");
	meet(fixture, "/p/copy-of-untold");
	sg_places_find_gone(&fixture->run);
	assert_true(is_orphaned(fixture, "/p/copy"));
	const int64_t *stamp = g_hash_table_lookup(fixture->run.orphaned, ID_A);
	assert_true(stamp && *stamp == 7);
	assert_false(is_orphaned(fixture, "/p/other-of-two"));
	assert_false(is_orphaned(fixture, "/p/copy-of-untold"));
	assert_false(is_orphaned(fixture, "/p/refused"));
	assert_int_equal(g_hash_table_size(fixture->run.orphaned), 1);
}

static void parts_that_are_not_found_again_are_gone(void **state)
{
	Fixture *fixture = *state;
	hold(fixture, "/p/a.mbox", NULL, 0);
	hold(fixture, "/p/a.mbox//1.eml", ID_A, 0);
	hold(fixture, "/p/a.mbox//1.eml//x.txt", ID_B, 0);
	hold(fixture, "/p/a.mbox//2.eml", ID_A, 0);
	hold(fixture, "/p/a.mbox//2.eml//y.txt", ID_B, 0);
	hold(fixture, "/p/a.mbox2", ID_C, 0);
	sg_places_note(&fixture->run);
	const SgTask box = {.key = (char *)"/p/a.mbox"}, message = {.key = (char *)"/p/a.mbox//1.eml"};
	/* the first message is still there: what is in it, it says itself later */
	g_hash_table_add(fixture->run.met, g_strdup("/p/a.mbox//1.eml"));
	sg_places_drop_parts(&fixture->run, &box);
	check_gone(fixture, "/p/a.mbox//2.eml /p/a.mbox//2.eml//y.txt");
	sg_places_drop_parts(&fixture->run, &message);
	check_gone(fixture, "/p/a.mbox//1.eml//x.txt /p/a.mbox//2.eml /p/a.mbox//2.eml//y.txt");
}

static void a_part_that_could_not_be_read_makes_its_holders_stale(void **state)
{
	Fixture *fixture = *state;
	SgTask box = {.key = (char *)"/p/a.mbox", .mtime_ns = 5};
	SgTask message = {.key = (char *)"/p/a.mbox//1.eml", .mtime_ns = 5, .holder = &box};
	SgTask part = {.key = (char *)"/p/a.mbox//1.eml//x", .mtime_ns = 5, .holder = &message};
	sg_places_put(&fixture->run, &box, NULL, SG_REASON_NONE, NULL);
	sg_places_put(&fixture->run, &message, ID_A, SG_REASON_NONE, NULL);
	sg_places_put(&fixture->run, &part, ID_B, SG_REASON_UNREADABLE, "not now");
	assert_null(part.place);
	assert_int_equal(fixture->run.change->places->len, 2);
	assert_int_equal(message.place->mtime_ns, 5);
	sg_places_mark_stale(&part);
	assert_true(part.unread);
	assert_true(message.place->mtime_ns == SG_PLACE_STALE_NS);
	assert_true(box.place->mtime_ns == SG_PLACE_STALE_NS);
	assert_true(g_hash_table_contains(fixture->run.arrived, ID_A));
	assert_false(g_hash_table_contains(fixture->run.arrived, ID_B));
}

static void a_place_says_what_became_of_its_file(void **state)
{
	(void)state;
	SgSupplied supplied = {.origin = (char *)"a.meta"};
	supplied.values[SG_SUPPLIED_TITLE] = (char *)"Notes";
	const SgTask task = {
	    .key = (char *)"/p/a%25.txt", .n_bytes = 12, .mtime_ns = 34, .supplied = &supplied};
	g_autoptr(SgPlace) place = sg_places_new(&task, SG_REASON_ENCRYPTED, "encrypted");
	assert_string_equal(place->path, "/p/a%25.txt");
	assert_int_equal(place->n_bytes, 12);
	assert_int_equal(place->mtime_ns, 34);
	assert_true(place->supplied_stamp == sg_supplied_stamp(&supplied));
	assert_string_equal(place->reason, "encrypted");
	assert_string_equal(place->message, "encrypted");
	assert_null(place->document_id);
	g_autoptr(SgPlace) well = sg_places_new(&task, SG_REASON_NONE, NULL);
	assert_null(well->reason);
	assert_null(well->message);
}

static void a_document_without_a_place_is_dead(void **state)
{
	Fixture *fixture = *state;
	hold(fixture, "/p/changed", ID_A, 0);
	hold(fixture, "/p/gone", ID_B, 0);
	hold(fixture, "/p/copied", ID_C, 0);
	hold(fixture, "/p/copy", ID_C, 0);
	sg_places_note(&fixture->run);
	SgTask task = {.key = (char *)"/p/changed"};
	sg_places_put(&fixture->run, &task, NULL, SG_REASON_CRASHED, "crashed");
	g_ptr_array_add(fixture->run.change->gone_places, g_strdup("/p/gone"));
	g_ptr_array_add(fixture->run.change->gone_places, g_strdup("/p/copied"));
	sg_places_find_dead(&fixture->run);
	g_autofree char *dead = join(fixture->run.change->dead_documents);
	assert_string_equal(dead, ID_A " " ID_B);
	/* and what is held is what the publication will hold */
	assert_null(g_hash_table_lookup(fixture->run.places, "/p/gone"));
	const SgPlace *changed = g_hash_table_lookup(fixture->run.places, "/p/changed");
	assert_string_equal(changed->reason, "crashed");
	assert_false(g_hash_table_contains(fixture->run.held, ID_A));
	assert_true(g_hash_table_contains(fixture->run.held, ID_C));
}

#define TEST(name_) cmocka_unit_test_setup_teardown(name_, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(knows_what_is_in_what),
	    TEST(what_could_not_be_read_may_hold_something),
	    TEST(a_place_with_something_supplied_speaks_for_its_document),
	    TEST(missing_files_are_gone_with_what_was_in_them),
	    TEST(an_empty_folder_says_nothing_unless_asked),
	    TEST(everything_is_under_the_root),
	    TEST(a_copy_is_orphaned_by_the_only_place_that_was_told),
	    TEST(parts_that_are_not_found_again_are_gone),
	    TEST(a_part_that_could_not_be_read_makes_its_holders_stale),
	    TEST(a_place_says_what_became_of_its_file),
	    TEST(a_document_without_a_place_is_dead),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
