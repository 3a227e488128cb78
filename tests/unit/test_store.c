/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The index folder from both sides: what a writer publishes is what readers see, all of it or nothing. */
#include "tests/support/support.h"

#include "index/error.h"
#include "index/reader.h"
#include "index/schema.h"
#include "index/segment.h"
#include "index/store.h"

#include <sys/stat.h>
#include <unistd.h>

/* ---- a small collection ---------------------------------------------- */

/* "0000000000000007" for 7 */
static char *id_of(unsigned number)
{
	return g_strdup_printf("%016x", number);
}

static SgStore *open_store(const char *folder, bool rebuild)
{
	g_autoptr(GError) error = NULL;
	SgStore *store = sg_store_open(folder, rebuild, &error);
	assert_ok(store, error);
	return store;
}

static SgReader *open_reader(const char *folder)
{
	g_autoptr(GError) error = NULL;
	SgReader *reader = sg_reader_open(folder, &error);
	assert_ok(reader, error);
	return reader;
}

static SgPassage *new_passage(uint32_t n, SgKind kind, const char *text)
{
	SgPassage *passage = sg_passage_new();
	passage->n = n;
	passage->source = SG_SOURCE_OFSTED;
	passage->kind = kind;
	passage->said.when = sg_interval_day(20180611);
	passage->text = g_strdup(text);
	return passage;
}

/* Document `number`: a paragraph `text`, then a page foot. */
static void add_document(SgSegment *segment, unsigned number, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgDocument) document = sg_document_new();
	document->id = id_of(number);
	document->title = g_strdup_printf("Paper %u", number);
	document->source = SG_SOURCE_OFSTED;
	document->about = g_strdup("aldenshire");
	document->n_passages = 2;
	g_autoptr(GPtrArray) passages = g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free);
	g_ptr_array_add(passages, new_passage(1, SG_KIND_NARRATIVE, text));
	g_ptr_array_add(passages, new_passage(2, SG_KIND_FURNITURE, "runningfoot"));
	assert_ok(sg_segment_add(segment, document, passages, &error), error);
}

/* Adds segment `n` of the run to the change, with one document. */
static void add_segment(SgStore *store, SgChange *change, unsigned n, unsigned number, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = sg_store_segment_path(store, n);
	g_autoptr(SgSegment) segment = sg_segment_create(path, &error);
	assert_ok(segment, error);
	add_document(segment, number, text);
	assert_ok(sg_segment_finish(segment, &error), error);
	g_ptr_array_add(change->segments, g_steal_pointer(&path));
}

static void add_place(SgChange *change, const char *path, unsigned number)
{
	SgPlace *place = sg_place_new();
	place->path = g_strdup(path);
	place->document_id = id_of(number);
	g_ptr_array_add(change->places, place);
}

static void publish(SgStore *store, const SgChange *change)
{
	g_autoptr(GError) error = NULL;
	assert_ok(sg_store_publish(store, change, &error), error);
}

/* Documents 1 and 2, each in a segment of its own, at /a and /b. */
static void publish_two(SgStore *store)
{
	g_autoptr(SgChange) change = sg_change_new();
	add_segment(store, change, 0, 1, "drift and delay");
	add_segment(store, change, 1, 2, "delay of plans");
	add_place(change, "/a", 1);
	add_place(change, "/b", 2);
	publish(store, change);
}

/* An index with that in it, and nobody holding it. */
static void make_index(const char *folder)
{
	g_autoptr(SgStore) store = open_store(folder, false);
	publish_two(store);
}

static uint32_t count(SgReader *reader, const char *term)
{
	g_autoptr(GError) error = NULL;
	uint32_t n;
	assert_ok(sg_reader_count(reader, term, &n, &error), error);
	return n;
}

/* Text of the first passage, "-" when the document is not held. */
static char *first_text(SgReader *reader, unsigned number)
{
	g_autofree char *id = id_of(number);
	g_autoptr(SgPassage) passage = sg_reader_dup_passage(reader, id, 1, NULL);
	return g_strdup(passage ? passage->text : "-");
}

/* The reader holds documents 1 to 3 with these words; "-": not held. */
static void check_texts(SgReader *reader, const char *one, const char *two, const char *three)
{
	const char *const expected[] = {one, two, three};
	uint32_t n_held = 0;
	for (unsigned i = 0; i < 3; i++) {
		g_autofree char *text = first_text(reader, i + 1);
		check_string(text, expected[i], "text");
		n_held += strcmp(text, "-") != 0;
	}
	assert_int_equal(count(reader, SG_TERM_DOCUMENT), n_held);
	assert_int_equal(count(reader, SG_TERM_PASSAGE), n_held);
	assert_int_equal(count(reader, SG_TERM_FURNITURE), n_held);
}

static void check_index(const char *folder, uint64_t revision, const char *one, const char *two,
			const char *three)
{
	g_autoptr(SgReader) reader = open_reader(folder);
	assert_int_equal(sg_reader_get_revision(reader), revision);
	check_texts(reader, one, two, three);
}

static char *current_link(const char *folder)
{
	g_autofree char *link = temp_path(folder, "current");
	return g_file_read_link(link, NULL);
}

/* ---- publishing ------------------------------------------------------ */

static void a_first_build_makes_a_generation(void **state)
{
	g_autofree char *folder = temp_path(*state, "new/index");
	g_autoptr(SgStore) store = open_store(folder, false);
	struct stat st;
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(sg_store_get_revision(store), 0);
	publish_two(store);
	assert_int_equal(sg_store_get_revision(store), 1);
	check_index(folder, 1, "drift and delay", "delay of plans", "-");
	g_autofree char *link = current_link(folder);
	assert_string_equal(link, "g000001");
	g_autofree char *work = temp_path(folder, "work");
	g_autofree char *left = temp_list(work);
	assert_string_equal(left, ""); /* published segments are removed */
}

static void terms_follow_the_schema(void **state)
{
	make_index(*state);
	static const struct {
		const char *term;
		uint32_t n;
	} cases[] = {
	    {"delay", 2},
	    {"drift", 1},
	    {"runningfoot", 0},
	    {"Sofsted", 6}, /* two documents with two passages each */
	    {"Aaldenshire", 6},
	    {"Y2018", 4},
	    {"Knarrative", 2},
	    {"Kfurniture", 2},
	    {"D0000000000000001", 3},
	    {"QD0000000000000001", 1},
	    {"QP0000000000000001.2", 1},
	    {"L0000000000000001", 1},
	    {SG_TERM_PLACE, 2},
	};
	g_autoptr(SgReader) reader = open_reader(*state);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_case(count(reader, cases[i].term) == cases[i].n, cases[i].term);
}

static void readers_get_whole_records(void **state)
{
	make_index(*state);
	g_autoptr(GError) error = NULL;
	g_autoptr(SgReader) reader = open_reader(*state);
	g_autoptr(SgDocument) document = sg_reader_dup_document(reader, "0000000000000002", &error);
	assert_ok(document, error);
	assert_string_equal(document->title, "Paper 2");
	g_autoptr(GPtrArray) passages = sg_reader_dup_passages(reader, "0000000000000002", &error);
	assert_ok(passages, error);
	assert_int_equal(passages->len, 2);
	assert_string_equal(((SgPassage *)g_ptr_array_index(passages, 1))->text, "runningfoot");
	g_autoptr(GPtrArray) documents = sg_reader_dup_documents(reader, &error);
	assert_ok(documents, error);
	assert_int_equal(documents->len, 2);
	g_autoptr(GPtrArray) places = sg_reader_dup_places_of(reader, "0000000000000002", &error);
	assert_ok(places, error);
	assert_int_equal(places->len, 1);
	assert_string_equal(((SgPlace *)g_ptr_array_index(places, 0))->path, "/b");
	assert_true(g_str_has_suffix(sg_reader_get_built(reader), "Z"));
}

static void what_is_not_held_is_not_found(void **state)
{
	make_index(*state);
	g_autoptr(GError) error = NULL;
	g_autoptr(SgReader) reader = open_reader(*state);
	assert_null(sg_reader_dup_document(reader, "00000000000000ff", &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NOT_FOUND, "00000000000000ff");
	assert_null(sg_reader_dup_passages(reader, "00000000000000ff", &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NOT_FOUND, "00000000000000ff");
	assert_null(sg_reader_dup_passage(reader, "0000000000000001", 3, &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_NOT_FOUND, "0000000000000001.3");
}

static void a_change_goes_into_the_generation(void **state)
{
	make_index(*state);
	g_autofree char *before = current_link(*state);
	{
		g_autoptr(SgStore) store = open_store(*state, false);
		g_autoptr(SgChange) change = sg_change_new();
		assert_int_equal(sg_store_get_revision(store), 1);
		assert_true(sg_change_is_empty(change));
		add_segment(store, change, 0, 3, "new words");
		g_ptr_array_add(change->dead_documents, id_of(1));
		g_ptr_array_add(change->gone_places, g_strdup("/a"));
		add_place(change, "/c", 3);
		assert_false(sg_change_is_empty(change));
		publish(store, change);
		assert_int_equal(sg_store_get_revision(store), 2);
	}
	check_index(*state, 2, "-", "delay of plans", "new words");
	g_autofree char *after = current_link(*state);
	assert_string_equal(after, before);
	g_autoptr(SgReader) reader = open_reader(*state);
	assert_int_equal(count(reader, "drift"), 0);
	assert_int_equal(count(reader, SG_TERM_PLACE), 2);
}

/* Same bytes, other sidecar: the document goes and comes in one change. */
static void a_dead_document_may_come_again(void **state)
{
	make_index(*state);
	{
		g_autoptr(SgStore) store = open_store(*state, false);
		g_autoptr(SgChange) change = sg_change_new();
		add_segment(store, change, 0, 1, "said anew");
		g_ptr_array_add(change->dead_documents, id_of(1));
		add_place(change, "/a", 1);
		publish(store, change);
	}
	check_index(*state, 2, "said anew", "delay of plans", "-");
	g_autoptr(SgReader) reader = open_reader(*state);
	assert_int_equal(count(reader, SG_TERM_PLACE), 2); /* replaced, not added */
}

/* The same whichever was met first: files before files inside files, then by name. */
static void places_of_a_document_have_an_order(void **state)
{
	static const char *const orders[][4] = {{"/b", "/a.zip//b", "/0.zip//a", "/c"},
						{"/c", "/0.zip//a", "/a.zip//b", "/b"}};
	static const char *const wanted[] = {"/b", "/c", "/0.zip//a", "/a.zip//b"};
	for (size_t order = 0; order < G_N_ELEMENTS(orders); order++) {
		g_autofree char *folder = temp_folder(*state, order ? "second" : "first");
		{
			g_autoptr(SgStore) store = open_store(folder, false);
			g_autoptr(SgChange) change = sg_change_new();
			add_segment(store, change, 0, 1, "drift and delay");
			for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
				add_place(change, orders[order][i], 1);
			publish(store, change);
		}
		g_autoptr(GError) error = NULL;
		g_autoptr(SgReader) reader = open_reader(folder);
		g_autoptr(GPtrArray) places = sg_reader_dup_places_of(reader, "0000000000000001", &error);
		assert_ok(places, error);
		assert_int_equal(places->len, G_N_ELEMENTS(wanted));
		for (guint i = 0; i < places->len; i++)
			assert_string_equal(((SgPlace *)g_ptr_array_index(places, i))->path, wanted[i]);
	}
}

static void places_are_found_again(void **state)
{
	g_autoptr(GError) error = NULL;
	make_index(*state);
	g_autoptr(SgStore) store = open_store(*state, false);
	g_autoptr(GHashTable) places = sg_store_dup_places(store, &error);
	assert_ok(places, error);
	assert_int_equal(g_hash_table_size(places), 2);
	const SgPlace *place = g_hash_table_lookup(places, "/b");
	assert_non_null(place);
	assert_string_equal(place->document_id, "0000000000000002");
}

/* Longer than any term of Xapian's. */
static void long_paths_are_kept(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_strnfill(4000, 'x');
	{
		g_autoptr(SgStore) store = open_store(*state, false);
		g_autoptr(SgChange) change = sg_change_new();
		add_place(change, path, 1);
		publish(store, change);
	}
	g_autoptr(SgStore) store = open_store(*state, false);
	g_autoptr(GHashTable) places = sg_store_dup_places(store, &error);
	assert_ok(places, error);
	assert_non_null(g_hash_table_lookup(places, path));
}

static void a_rebuild_is_swapped_in(void **state)
{
	g_autoptr(GError) error = NULL;
	make_index(*state);
	g_autoptr(SgStore) store = open_store(*state, true);
	g_autoptr(GHashTable) places = sg_store_dup_places(store, &error);
	assert_ok(places, error);
	assert_int_equal(g_hash_table_size(places), 0); /* everything is read anew */
	check_index(*state, 1, "drift and delay", "delay of plans", "-");
	g_autoptr(SgChange) change = sg_change_new();
	add_segment(store, change, 0, 3, "only this");
	publish(store, change);
	check_index(*state, 2, "-", "-", "only this");
	g_autofree char *names = temp_list(*state);
	assert_string_equal(names, "current g000002 lock work");
}

static void an_abandoned_rebuild_changes_nothing(void **state)
{
	make_index(*state);
	{
		g_autoptr(SgStore) store = open_store(*state, true);
		g_autoptr(SgChange) change = sg_change_new();
		add_segment(store, change, 0, 3, "never published");
	}
	check_index(*state, 1, "drift and delay", "delay of plans", "-");
	g_autofree char *names = temp_list(*state);
	assert_string_equal(names, "current g000001 lock");
}

/* Also after the whole index went bad: --rebuild is the way out. */
static void a_rebuild_needs_nothing_readable(void **state)
{
	g_autoptr(GError) error = NULL;
	make_index(*state);
	g_free(temp_write(*state, "g000001/iamglass", "rubbish"));
	assert_null(sg_store_open(*state, false, &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED, "sgindex --rebuild");
	assert_null(sg_reader_open(*state, &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED, "sgindex --rebuild");
	g_autoptr(SgStore) store = open_store(*state, true);
	publish_two(store);
	g_autoptr(SgReader) reader = open_reader(*state);
	check_texts(reader, "drift and delay", "delay of plans", "-");
}

static void an_empty_build_is_an_index(void **state)
{
	{
		g_autoptr(SgStore) store = open_store(*state, false);
		g_autoptr(SgChange) change = sg_change_new();
		publish(store, change);
	}
	check_index(*state, 1, "-", "-", "-");
}

static void a_failed_publication_keeps_the_last_state(void **state)
{
	g_autoptr(GError) error = NULL;
	make_index(*state);
	{
		g_autoptr(SgStore) store = open_store(*state, false);
		g_autoptr(SgChange) change = sg_change_new();
		g_ptr_array_add(change->dead_documents, id_of(1));
		g_ptr_array_add(change->segments, sg_store_segment_path(store, 9)); /* not there */
		assert_false(sg_store_publish(store, change, &error));
		assert_non_null(error);
		assert_true(error->domain == SG_INDEX_ERROR);
		assert_int_equal(sg_store_get_revision(store), 1);
		check_index(*state, 1, "drift and delay", "delay of plans", "-");
		g_autoptr(SgChange) next = sg_change_new(); /* and the store goes on working */
		add_segment(store, next, 1, 3, "new words");
		publish(store, next);
	}
	check_index(*state, 2, "drift and delay", "delay of plans", "new words");
}

static void a_failed_rebuild_keeps_the_last_state(void **state)
{
	g_autoptr(GError) error = NULL;
	make_index(*state);
	{
		g_autoptr(SgStore) store = open_store(*state, true);
		g_autoptr(SgChange) change = sg_change_new();
		g_ptr_array_add(change->segments, sg_store_segment_path(store, 9));
		assert_false(sg_store_publish(store, change, &error));
		assert_non_null(error);
	}
	check_index(*state, 1, "drift and delay", "delay of plans", "-");
	g_autofree char *names = temp_list(*state);
	assert_string_equal(names, "current g000001 lock");
}

/* ---- one writer ------------------------------------------------------ */

static int open_as_a_second_writer(const void *folder)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgStore) store = sg_store_open(folder, false, &error);
	if (store || !g_error_matches(error, SG_INDEX_ERROR, SG_INDEX_ERROR_LOCKED))
		return 1;
	return strcmp(error->message, "the index is being written by another process") == 0 ? 0 : 2;
}

static void a_second_writer_is_refused_and_harms_nothing(void **state)
{
	g_autoptr(SgStore) store = open_store(*state, false);
	publish_two(store);
	g_autoptr(SgChange) change = sg_change_new();
	add_segment(store, change, 0, 3, "new words");
	assert_int_equal(run_in_child(open_as_a_second_writer, *state), 0);
	assert_true(temp_exists(*state, "work/s0")); /* what the first one is filling */
	publish(store, change);
	check_index(*state, 2, "drift and delay", "delay of plans", "new words");
}

static int open_and_close(const void *folder)
{
	g_autoptr(SgStore) store = sg_store_open(folder, false, NULL);
	return store ? 0 : 1;
}

static void a_closed_store_lets_the_next_writer_in(void **state)
{
	make_index(*state);
	assert_int_equal(run_in_child(open_and_close, *state), 0);
}

static int die_while_writing(const void *folder)
{
	SgStore *store = open_store(folder, false);
	g_autoptr(SgChange) change = sg_change_new();
	add_segment(store, change, 0, 3, "lost");
	_exit(0);
}

static void what_an_interrupted_run_left_is_swept(void **state)
{
	make_index(*state);
	assert_int_equal(run_in_child(die_while_writing, *state), 0);
	g_free(temp_write(*state, "g000007/half", "a generation never swapped in"));
	g_autofree char *beside = temp_path(*state, "current.new");
	assert_int_equal(symlink("g000007", beside), 0);
	assert_true(temp_exists(*state, "work/s0"));
	{
		g_autoptr(SgStore) store = open_store(*state, false);
		assert_false(temp_exists(*state, "work/s0"));
		assert_false(temp_exists(*state, "g000007"));
		assert_true(temp_exists(*state, "work"));
	}
	check_index(*state, 1, "drift and delay", "delay of plans", "-");
	g_autoptr(SgStore) store = open_store(*state, true);
	publish_two(store); /* the left link is not in the way */
	check_index(*state, 2, "drift and delay", "delay of plans", "-");
}

/* ---- what is no index of ours ---------------------------------------- */

static void check_refused(const char *folder, SgIndexError code, const char *message)
{
	g_autofree char *before = temp_list(folder);
	for (int rebuild = 0; rebuild < 2; rebuild++) {
		g_autoptr(GError) error = NULL;
		assert_null(sg_store_open(folder, rebuild, &error));
		assert_error(error, SG_INDEX_ERROR, code, message);
		g_autofree char *after = temp_list(folder);
		assert_string_equal(after, before);
	}
}

static void a_folder_of_other_things_is_left_alone(void **state)
{
	static const char *const files[] = {"letter.txt", "g12x/file", "gpapers/file",
					    ".hidden",    "g0/file",   "g00000000001/file"};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *name = g_strdup_printf("folder%zu", i);
		g_autofree char *folder = temp_path(*state, name);
		g_free(temp_write(folder, files[i], "precious"));
		check_refused(folder, SG_INDEX_ERROR_DAMAGED, "is not an index");
		g_autofree char *kept = temp_read(folder, files[i]);
		assert_string_equal(kept, "precious");
	}
}

/* Names that ours have too do not make a folder ours: without lock or link it never was an index. */
static void a_folder_that_only_looks_like_an_index_is_left_alone(void **state)
{
	g_autofree char *folder = temp_folder(*state, "projects");
	g_free(temp_write(folder, "work/thesis.txt", "precious"));
	g_free(temp_write(folder, "g2018/photo", "precious"));
	check_refused(folder, SG_INDEX_ERROR_DAMAGED, "is not an index");
	assert_true(temp_exists(folder, "work/thesis.txt"));
	assert_true(temp_exists(folder, "g2018/photo"));
}

static void a_file_is_no_index(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *file = temp_write(*state, "letter.txt", "precious");
	assert_null(sg_store_open(file, true, &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED, file);
	g_autofree char *kept = temp_read(*state, "letter.txt");
	assert_string_equal(kept, "precious");
}

static void no_index_is_missing(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *nowhere = temp_path(*state, "nowhere");
	assert_null(sg_reader_open(nowhere, &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_MISSING, nowhere);
	assert_null(sg_reader_open(*state, &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_MISSING, *state);
}

static void a_link_to_nothing_is_damage(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *link = temp_path(*state, "current");
	assert_int_equal(symlink("g000001", link), 0);
	assert_null(sg_reader_open(*state, &error));
	assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_DAMAGED, "sgindex --rebuild");
}

/* Writes a metadata key of the live generation, as another version would have. */
static void set_metadata(const char *folder, const char *key, const char *value)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = temp_path(folder, "current");
	g_autoptr(XapWriter) writer = xap_writer_open(path, XAP_OPEN, &error);
	assert_ok(writer && xap_writer_set_metadata(writer, key, value, &error) &&
		      xap_writer_commit(writer, &error),
		  error);
}

static void another_version_is_refused_untouched(void **state)
{
	static const char *const keys[] = {SG_META_SCHEMA, SG_META_ANALYSER};
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *folder = temp_folder(*state, keys[i]);
		make_index(folder);
		set_metadata(folder, keys[i], "99");
		g_free(temp_write(folder, "g000099/theirs", "x"));
		g_free(temp_write(folder, "work/theirs", "x"));
		assert_null(sg_reader_open(folder, &error));
		assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_VERSION, "run sgindex --rebuild");
		assert_null(sg_store_open(folder, false, &error));
		assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_VERSION, "run sgindex --rebuild");
		assert_true(temp_exists(folder, "g000099/theirs"));
		assert_true(temp_exists(folder, "work/theirs"));
		g_autoptr(SgStore) store = open_store(folder, true);
		publish_two(store);
		g_autoptr(SgReader) reader = open_reader(folder);
		check_texts(reader, "drift and delay", "delay of plans", "-");
	}
}

/* ---- readers and writers together ------------------------------------ */

static void a_reader_follows_commits_and_swaps(void **state)
{
	g_autoptr(GError) error = NULL;
	make_index(*state);
	g_autoptr(SgReader) reader = open_reader(*state);
	{
		g_autoptr(SgStore) store = open_store(*state, false);
		g_autoptr(SgChange) change = sg_change_new();
		add_segment(store, change, 0, 3, "new words");
		publish(store, change);
	}
	check_texts(reader, "drift and delay", "delay of plans", "-"); /* until it asks */
	assert_int_equal(sg_reader_get_revision(reader), 1);
	assert_ok(sg_reader_refresh(reader, &error), error);
	assert_int_equal(sg_reader_get_revision(reader), 2);
	check_texts(reader, "drift and delay", "delay of plans", "new words");
	{
		g_autoptr(SgStore) store = open_store(*state, true);
		g_autoptr(SgChange) change = sg_change_new();
		add_segment(store, change, 0, 2, "rebuilt");
		publish(store, change);
	}
	check_texts(reader, "drift and delay", "delay of plans",
		    "new words"); /* its files are gone, it is not */
	assert_ok(sg_reader_refresh(reader, &error), error);
	assert_int_equal(sg_reader_get_revision(reader), 3);
	check_texts(reader, "-", "rebuilt", "-");
	assert_ok(sg_reader_refresh(reader, &error), error); /* nothing new is no error */
	assert_int_equal(sg_reader_get_revision(reader), 3);
}

static void a_reader_does_not_go_on_with_another_version(void **state)
{
	g_autoptr(GError) error = NULL;
	make_index(*state);
	g_autoptr(SgReader) reader = open_reader(*state);
	{
		g_autoptr(SgStore) store = open_store(*state, true);
		publish_two(store);
	}
	set_metadata(*state, SG_META_SCHEMA, "99");
	for (int attempt = 0; attempt < 3; attempt++) {
		assert_false(sg_reader_refresh(reader, &error));
		assert_error(error, SG_INDEX_ERROR, SG_INDEX_ERROR_VERSION, "run sgindex --rebuild");
	}
	set_metadata(*state, SG_META_SCHEMA, G_STRINGIFY(SG_SCHEMA_VERSION));
	assert_ok(sg_reader_refresh(reader, &error), error);
	check_texts(reader, "drift and delay", "delay of plans", "-");
}

typedef struct {
	unsigned n_runs, n_modified; /* how often it ran; how often to say it was overtaken */
	SgIndexError last;           /* said after that; INTERNAL: success */
} Request;

static bool answer(SgReader *reader, void *user_data, GError **error)
{
	Request *request = user_data;
	assert_true(sg_reader_get_revision(reader) > 0);
	SgIndexError code =
	    ++request->n_runs <= request->n_modified ? SG_INDEX_ERROR_MODIFIED : request->last;
	if (code == SG_INDEX_ERROR_INTERNAL)
		return true;
	g_set_error_literal(error, SG_INDEX_ERROR, (int)code, "as told");
	return false;
}

static void requests_are_redone_when_overtaken(void **state)
{
	static const struct {
		Request request;
		unsigned n_runs;
		bool answered;
		SgIndexError code;
	} cases[] = {
	    {{0, 0, SG_INDEX_ERROR_INTERNAL}, 1, true, 0},
	    {{0, 2, SG_INDEX_ERROR_INTERNAL}, 3, true, 0},
	    {{0, 3, SG_INDEX_ERROR_INTERNAL}, 3, false, SG_INDEX_ERROR_MODIFIED},
	    {{0, 0, SG_INDEX_ERROR_DAMAGED}, 1, false, SG_INDEX_ERROR_DAMAGED},
	    {{0, 1, SG_INDEX_ERROR_NOT_FOUND}, 2, false, SG_INDEX_ERROR_NOT_FOUND},
	};
	make_index(*state);
	g_autoptr(SgReader) reader = open_reader(*state);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		Request request = cases[i].request;
		assert_int_equal(sg_reader_run(reader, answer, &request, &error), cases[i].answered);
		assert_int_equal(request.n_runs, cases[i].n_runs);
		if (!cases[i].answered)
			assert_error(error, SG_INDEX_ERROR, cases[i].code, "as told");
	}
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, temp_setup, temp_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(a_first_build_makes_a_generation),
	    TEST(terms_follow_the_schema),
	    TEST(readers_get_whole_records),
	    TEST(what_is_not_held_is_not_found),
	    TEST(a_change_goes_into_the_generation),
	    TEST(a_dead_document_may_come_again),
	    TEST(places_of_a_document_have_an_order),
	    TEST(places_are_found_again),
	    TEST(long_paths_are_kept),
	    TEST(a_rebuild_is_swapped_in),
	    TEST(an_abandoned_rebuild_changes_nothing),
	    TEST(a_rebuild_needs_nothing_readable),
	    TEST(an_empty_build_is_an_index),
	    TEST(a_failed_publication_keeps_the_last_state),
	    TEST(a_failed_rebuild_keeps_the_last_state),
	    TEST(a_second_writer_is_refused_and_harms_nothing),
	    TEST(a_closed_store_lets_the_next_writer_in),
	    TEST(what_an_interrupted_run_left_is_swept),
	    TEST(a_folder_of_other_things_is_left_alone),
	    TEST(a_folder_that_only_looks_like_an_index_is_left_alone),
	    TEST(a_file_is_no_index),
	    TEST(no_index_is_missing),
	    TEST(a_link_to_nothing_is_damage),
	    TEST(another_version_is_refused_untouched),
	    TEST(a_reader_follows_commits_and_swaps),
	    TEST(a_reader_does_not_go_on_with_another_version),
	    TEST(requests_are_redone_when_overtaken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
