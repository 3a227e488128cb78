/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a run reads, and what is supplied for it.  Expectations come from indexer/tasks.h and
 * corpus/supplied.h. */
#include "indexer/places.h"
#include "indexer/tasks.h"
#include "tests/unit/run_fixture.h"

#include "base/limits.h"

#define ID_A "aaaaaaaaaaaaaaaa"
#define ID_B "bbbbbbbbbbbbbbbb"

/* As run.c does it. */
static void consider(Fixture *fixture)
{
	sg_places_note(&fixture->run);
	sg_places_find_gone(&fixture->run);
	sg_tasks_consider_all(&fixture->run);
}

/* Paths of the tasks, in their order. */
static void check_tasks(const Fixture *fixture, const char *expected)
{
	g_autoptr(GString) paths = g_string_new(NULL);
	for (guint i = 0; i < fixture->run.tasks->len; i++) {
		const SgTask *task = g_ptr_array_index(fixture->run.tasks, i);
		assert_int_equal(task->number, i);
		g_string_append_printf(paths, "%s%s", i ? " " : "", task->path);
	}
	assert_string_equal(paths->str, expected);
}

static SgSupplied *list(Fixture *fixture, const char *path, SgSuppliedKey key, const char *value)
{
	if (!fixture->run.manifest)
		fixture->run.manifest =
		    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)sg_supplied_free);
	SgSupplied *supplied = g_hash_table_lookup(fixture->run.manifest, path);
	if (!supplied) {
		supplied = sg_supplied_new("list.tsv, line 2");
		g_hash_table_insert(fixture->run.manifest, g_strdup(path), supplied);
	}
	sg_supplied_set(supplied, key, value);
	return supplied;
}

/* "key=value;" */
static void check_supplied(const SgSupplied *supplied, const char *expected)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (SgSuppliedKey key = 0; supplied && key < SG_N_SUPPLIED; key++)
		if (supplied->values[key])
			g_string_append_printf(out, "%s=%s;", sg_supplied_key_name(key),
					       supplied->values[key]);
	assert_string_equal(out->str, expected);
}

static void reads_what_is_new_or_changed(void **state)
{
	Fixture *fixture = *state;
	hold(fixture, "/p/same", ID_A, 0);
	hold(fixture, "/p/longer", ID_A, 0);
	hold(fixture, "/p/later", ID_A, 0);
	hold(fixture, "/p/told-before", ID_A, 77);
	meet(fixture, "/p/same");
	meet(fixture, "/p/longer")->n_bytes = 13;
	meet(fixture, "/p/later")->mtime_ns = 6;
	meet(fixture, "/p/told-before");
	meet(fixture, "/p/new");
	meet(fixture, "/p/link")->skipped = g_strdup("symbolic link");
	consider(fixture);
	check_tasks(fixture, "/p/longer /p/later /p/new /p/told-before");
	assert_int_equal(fixture->totals.n_unchanged, 1);
	assert_int_equal(fixture->totals.n_skipped, 1);
}

static void what_is_told_comes_first_then_the_largest(void **state)
{
	Fixture *fixture = *state;
	static const struct {
		const char *path;
		int64_t n_bytes;
	} files[] = {{"/p/b", 5}, {"/p/a", 5}, {"/p/large", 900}, {"/p/told", 1}};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		meet(fixture, files[i].path)->n_bytes = files[i].n_bytes;
	list(fixture, "/p/told", SG_SUPPLIED_TITLE, "Notes");
	consider(fixture);
	check_tasks(fixture, "/p/told /p/large /p/a /p/b");
	check_supplied(((SgTask *)g_ptr_array_index(fixture->run.tasks, 0))->supplied, "title=Notes;");
}

static void hold_refused(Fixture *fixture, const char *path, SgReason reason, const char *message)
{
	SgPlace *place = hold(fixture, path, NULL, 0);
	place->reason = g_strdup(sg_reason_name(reason));
	place->message = g_strdup(message);
	if (!strstr(path, SG_PART_MARK))
		meet(fixture, path);
}

static void refused_files_are_tried_when_asked(void **state)
{
	Fixture *fixture = *state;
	hold_refused(fixture, "/p/crashed", SG_REASON_CRASHED, "crashed");
	hold(fixture, "/p/box.zip", NULL, 0);
	hold_refused(fixture, "/p/box.zip//bad", SG_REASON_DAMAGED, "damaged");
	meet(fixture, "/p/box.zip");
	consider(fixture);
	check_tasks(fixture, "");
	assert_int_equal(fixture->totals.n_refused, 2);
	fixture->options.retry = true;
	consider(fixture);
	check_tasks(fixture, "/p/box.zip /p/crashed");
}

static void ocr_reads_what_was_passed_over(void **state)
{
	Fixture *fixture = *state;
	SgPlace *scan = hold(fixture, "/p/scan.pdf", ID_A, 0);
	scan->reason = g_strdup(sg_reason_name(SG_REASON_NO_TEXT));
	meet(fixture, "/p/scan.pdf");
	hold_refused(fixture, "/p/photo.png", SG_REASON_UNSUPPORTED,
		     "image/png is read only with --ocr=auto");
	hold_refused(fixture, "/p/song.mp3", SG_REASON_UNSUPPORTED,
		     "audio/mpeg is not a type this program reads");
	hold(fixture, "/p/text.pdf", ID_B, 0);
	meet(fixture, "/p/text.pdf");
	hold(fixture, "/p/box.zip", NULL, 0);
	hold(fixture, "/p/box.zip//scan.pdf", ID_A, 0)->reason = g_strdup(sg_reason_name(SG_REASON_NO_TEXT));
	meet(fixture, "/p/box.zip");
	consider(fixture);
	check_tasks(fixture, "");
	fixture->options.ocr = true;
	consider(fixture);
	check_tasks(fixture, "/p/box.zip /p/photo.png /p/scan.pdf");
}

static void a_copy_whose_sidecar_is_gone_is_read(void **state)
{
	Fixture *fixture = *state;
	g_ptr_array_add(fixture->options.paths, g_strdup("/p"));
	hold(fixture, "/p/told", ID_A, 7);
	hold(fixture, "/p/copy", ID_A, 0);
	hold(fixture, "/p/box.zip", NULL, 0);
	hold(fixture, "/p/box.zip//copy", ID_A, 0);
	hold(fixture, "/p/other", ID_B, 0);
	meet(fixture, "/p/copy");
	meet(fixture, "/p/box.zip");
	meet(fixture, "/p/other");
	consider(fixture);
	check_tasks(fixture, "/p/box.zip /p/copy");
}

/* ---- parts ------------------------------------------------------------ */

static SgTask *add_file(Fixture *fixture, const char *path)
{
	meet(fixture, path);
	consider(fixture);
	return g_ptr_array_index(fixture->run.tasks, fixture->run.tasks->len - 1);
}

static void parts_get_paths_of_their_own(void **state)
{
	Fixture *fixture = *state;
	static const char *const names[][2] = {
	    {"a.pdf", "a.pdf"},
	    {"a.pdf", "a (2).pdf"},
	    {"a.pdf", "a (3).pdf"},
	    {"a (2).pdf", "a (2) (2).pdf"},
	    {"sub/a.pdf", "sub/a.pdf"},
	    {"sub//a.pdf", "sub/a (2).pdf"}, /* "//" would begin another part */
	    {"/etc/passwd", "etc/passwd"},
	    {"../../up", "../../up"}, /* a name, not a way */
	    {"v1.2/notes", "v1.2/notes"},
	    {"v1.2/notes", "v1.2/notes (2)"}, /* that dot is the folder's */
	    {".hidden", ".hidden"},
	    {".hidden", ".hidden (2)"},
	    {"folder/", "folder"},
	    {"", "unnamed"},
	    {"///", "unnamed (2)"},
	};
	SgTask *holder = add_file(fixture, "/p/box.zip");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const SgTask *part = sg_tasks_add_part(&fixture->run, holder, names[i][0], 3);
		g_autofree char *expected = g_strconcat("/p/box.zip//", names[i][1], NULL);
		check_string(part->path, expected, names[i][0]);
		assert_true(g_hash_table_contains(fixture->run.met, part->key));
		assert_int_equal(part->depth, 1);
		assert_int_equal(part->mtime_ns, 5);
		assert_int_equal(part->n_bytes, 3);
		assert_ptr_equal(part->holder, holder);
		assert_ptr_equal(g_ptr_array_index(holder->parts, i), part);
	}
	/* "%" is one of a name's characters, and marks bytes in a key */
	const SgTask *percent = sg_tasks_add_part(&fixture->run, holder, "100%", 1);
	assert_string_equal(percent->path, "/p/box.zip//100%");
	assert_string_equal(percent->key, "/p/box.zip//100%25");
}

static void parts_inherit_what_is_supplied(void **state)
{
	Fixture *fixture = *state;
	list(fixture, "/p/a.eml", SG_SUPPLIED_TITLE, "The message");
	list(fixture, "/p/a.eml", SG_SUPPLIED_SOURCE, "press");
	list(fixture, "/p/a.eml", SG_SUPPLIED_PUBLISHED, "2013");
	list(fixture, "/p/a.eml//one", SG_SUPPLIED_ABOUT, "kelmouth");
	list(fixture, "/p/a.eml//two", SG_SUPPLIED_MEETING, "2014");
	SgTask *message = add_file(fixture, "/p/a.eml");
	const SgTask *one = sg_tasks_add_part(&fixture->run, message, "one", 1);
	check_supplied(one->supplied,
		       "source=press;published=2013;about=kelmouth;"); /* the title is the message's own */
	assert_false(one->inherited);
	/* it has a date: the message's is none of its own */
	SgTask *two = sg_tasks_add_part(&fixture->run, message, "two", 1);
	check_supplied(two->supplied, "source=press;meeting=2014;");
	const SgTask *three = sg_tasks_add_part(&fixture->run, message, "three", 1);
	check_supplied(three->supplied, "source=press;published=2013;");
	assert_true(three->inherited);
	g_autofree char *where = sg_supplied_where(three->supplied, SG_SUPPLIED_SOURCE);
	assert_string_equal(where, "list.tsv, line 2");
	/* and so on down */
	const SgTask *deeper = sg_tasks_add_part(&fixture->run, two, "x", 1);
	check_supplied(deeper->supplied, "source=press;meeting=2014;");
	assert_int_equal(deeper->depth, 2);
	/* what the manifest named was met: nothing to tell of */
	assert_int_equal(g_hash_table_size(fixture->run.listed_met), 3);
}

static void nothing_supplied_is_nothing_inherited(void **state)
{
	Fixture *fixture = *state;
	SgTask *box = add_file(fixture, "/p/box.zip");
	const SgTask *part = sg_tasks_add_part(&fixture->run, box, "a", 1);
	assert_null(part->supplied);
	/* a title alone is not passed on either */
	list(fixture, "/p/titled.zip", SG_SUPPLIED_TITLE, "A box");
	SgTask *titled = NULL;
	meet(fixture, "/p/titled.zip");
	consider(fixture);
	for (guint i = 0; i < fixture->run.tasks->len; i++) {
		SgTask *task = g_ptr_array_index(fixture->run.tasks, i);
		titled = strcmp(task->path, "/p/titled.zip") == 0 ? task : titled;
	}
	assert_non_null(titled);
	assert_null(sg_tasks_add_part(&fixture->run, titled, "a", 1)->supplied);
}

/* What a part was told when it was read, and what it is told now, is the same number when nothing changed. */
static void a_part_is_known_by_what_it_was_told(void **state)
{
	Fixture *fixture = *state;
	SgSupplied *supplied = list(fixture, "/p/box.zip", SG_SUPPLIED_SOURCE, "press");
	list(fixture, "/p/box.zip//m.eml", SG_SUPPLIED_ABOUT, "kelmouth");
	SgTask *box = add_file(fixture, "/p/box.zip");
	SgTask *message = sg_tasks_add_part(&fixture->run, box, "m.eml", 1);
	const SgTask *part = sg_tasks_add_part(&fixture->run, message, "x", 1);
	hold(fixture, "/p/box.zip", NULL, sg_supplied_stamp(supplied));
	hold(fixture, "/p/box.zip//m.eml", ID_A, sg_supplied_stamp(message->supplied));
	hold(fixture, "/p/box.zip//m.eml//x", ID_B, sg_supplied_stamp(part->supplied));
	g_ptr_array_set_size(fixture->run.tasks, 0);
	consider(fixture);
	check_tasks(fixture, "");
	list(fixture, "/p/box.zip//m.eml", SG_SUPPLIED_ABOUT, "aldenshire");
	consider(fixture);
	check_tasks(fixture, "/p/box.zip");
}

#define TEST(name_) cmocka_unit_test_setup_teardown(name_, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(reads_what_is_new_or_changed),         TEST(what_is_told_comes_first_then_the_largest),
	    TEST(refused_files_are_tried_when_asked),   TEST(ocr_reads_what_was_passed_over),
	    TEST(a_copy_whose_sidecar_is_gone_is_read), TEST(parts_get_paths_of_their_own),
	    TEST(parts_inherit_what_is_supplied),       TEST(nothing_supplied_is_nothing_inherited),
	    TEST(a_part_is_known_by_what_it_was_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
