/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Corrections: they win over all else, and what cannot be used is an error that names its line. */
#include "tests/support/support.h"

#include "base/error.h"
#include "base/limits.h"
#include "index/record.h"
#include "indexer/corrected.h"

#include <unistd.h>

#define ID "0123456789abcdef"

static SgCorrections *read_text(const char *folder, const char *text, GError **error)
{
	g_autofree char *path = temp_write(folder, "fix.txt", text);
	return sg_corrected_read(path, error);
}

/* "key=value;" of the document, then "n:key=value;" of its passages */
static char *show(const SgSupplied *supplied)
{
	GString *out = g_string_new(NULL);
	for (SgSuppliedKey key = 0; supplied && key < SG_N_SUPPLIED; key++)
		if (supplied->values[key])
			g_string_append_printf(out, "%s=%s;", sg_supplied_key_name(key),
					       supplied->values[key]);
	for (guint i = 0; supplied && supplied->passages && i < supplied->passages->len; i++) {
		const SgSuppliedPassage *passage = g_ptr_array_index(supplied->passages, i);
		for (SgPassageKey key = 0; key < SG_N_PASSAGE_KEYS; key++)
			if (passage->values[key])
				g_string_append_printf(out, "%u:%s=%s;", passage->n, sg_passage_key_name(key),
						       passage->values[key]);
	}
	return g_string_free(out, FALSE);
}

static char *apply(SgCorrections *corrections, const char *folder, const char *name, const char *id,
		   const SgSupplied *before)
{
	g_autofree char *path = temp_path(folder, name);
	g_autoptr(SgSupplied) supplied = before ? sg_supplied_copy(before) : NULL;
	sg_corrections_apply(corrections, path, id, &supplied);
	return show(supplied);
}

static void reads_groups(void **state)
{
	static const char text[] = "\xef\xbb\xbf# what we know\r\n"
				   "; and this\n"
				   "[minutes/caf\xc3\xa9 [1].pdf]\r\n"
				   "  meeting =  2018-06-11 \n"
				   "title = A = B\n"
				   "\n"
				   "[" ID "]\n"
				   "about=Aldenshire\n"
				   "published=unknown\n"
				   "[" ID ".12]\n"
				   "speaker=Jane Roe\n"
				   "said=June 2018\n"
				   "[" ID ".7]\n"
				   "speaker=\n"
				   "source=comment";
	g_autoptr(GError) error = NULL;
	g_autoptr(SgCorrections) corrections = read_text(*state, text, &error);
	assert_ok(corrections, error);
	g_autofree char *by_path = apply(corrections, *state, "minutes/caf\xc3\xa9 [1].pdf", NULL, NULL);
	assert_string_equal(by_path, "title=A = B;meeting=2018-06-11;");
	g_autofree char *by_id = apply(corrections, *state, "other.pdf", ID, NULL);
	assert_string_equal(by_id, "published=unknown;about=Aldenshire;12:speaker=Jane Roe;12:said=June 2018;"
				   "7:source=comment;7:speaker=;");
	g_autofree char *none = apply(corrections, *state, "other.pdf", "fedcba9876543210", NULL);
	assert_string_equal(none, "");
}

static void names_files_inside_files(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *folder = temp_folder(*state, "minutes");
	g_autoptr(SgCorrections) corrections = read_text(
	    *state,
	    "[box.zip//m.eml//a.txt]\ntitle=A\n[minutes//b.txt]\ntitle=B\n[./deep/../c.zip//d.txt]\n"
	    "title=D\n",
	    &error);
	assert_ok(corrections, error);
	static const char *const cases[][2] = {
	    {"/box.zip//m.eml//a.txt", "title=A;"}, /* as the index calls it */
	    {"/minutes/b.txt", "title=B;"},         /* a folder's slashes are one */
	    {"/c.zip//d.txt", "title=D;"},          {"/box.zip//m.eml", ""}, {"/box.zip", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat(*state, cases[i][0], NULL);
		g_autoptr(SgSupplied) supplied = NULL;
		sg_corrections_apply(corrections, path, NULL, &supplied);
		g_autofree char *shown = show(supplied);
		check_string(shown, cases[i][1], cases[i][0]);
	}
}

static void a_link_to_the_folder_is_the_folder(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *papers = temp_folder(*state, "papers"), *link = temp_path(*state, "link");
	assert_int_equal(symlink("papers", link), 0);
	g_autofree char *written = temp_write(papers, "fix.txt", "[a.txt]\ntitle=A\n");
	g_autofree char *through = temp_path(link, "fix.txt");
	g_autoptr(SgCorrections) corrections = sg_corrected_read(through, &error);
	assert_ok(corrections, error);
	g_autofree char *shown = apply(corrections, papers, "a.txt", NULL, NULL);
	assert_string_equal(shown, "title=A;");
}

static void an_empty_file_puts_nothing_right(void **state)
{
	static const char *const texts[] = {"", "\n", "\xef\xbb\xbf", "# nothing yet"};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SgCorrections) corrections = read_text(*state, texts[i], &error);
		assert_ok(corrections, error);
		g_autofree char *shown = apply(corrections, *state, "a.txt", ID, NULL);
		assert_string_equal(shown, "");
	}
}

static void corrections_win_key_by_key(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgCorrections) corrections =
	    read_text(*state, "[a.pdf]\nabout=Right\n\npublished=2018\n[" ID "]\nabout=Righter\n", &error);
	assert_ok(corrections, error);
	g_autoptr(SgSupplied) before = sg_supplied_new("a.pdf.meta");
	sg_supplied_set(before, SG_SUPPLIED_TITLE, "Kept");
	sg_supplied_set(before, SG_SUPPLIED_ABOUT, "Wrong");
	sg_supplied_set(before, SG_SUPPLIED_MEETING, "2017-01-01");
	/* the meeting would count before the publication that was put right */
	g_autofree char *one = apply(corrections, *state, "a.pdf", NULL, before);
	assert_string_equal(one, "title=Kept;published=2018;about=Right;");
	g_autofree char *both = apply(corrections, *state, "a.pdf", ID, before);
	assert_string_equal(both, "title=Kept;published=2018;about=Righter;");
	g_autofree char *path = temp_path(*state, "a.pdf");
	sg_corrections_apply(corrections, path, NULL, &before);
	g_autofree char *where = sg_supplied_where(before, SG_SUPPLIED_PUBLISHED);
	g_autofree char *kept = sg_supplied_where(before, SG_SUPPLIED_TITLE);
	assert_true(g_str_has_suffix(where, "fix.txt, line 4"));
	assert_string_equal(kept, "a.pdf.meta");
}

static void refuses_what_cannot_be_used(void **state)
{
	static const struct {
		const char *text, *where, *what;
	} cases[] = {
	    {"title=A\n", "line 1", "group"},
	    {"[a.pdf]\njust words\n", "line 2", "key = value"},
	    {"[a.pdf\n", "line 1", "["},
	    {"[ ]\n", "line 1", "nothing"},
	    {"# x\n[a.pdf]\ntitel=A\n", "line 3", "titel"},
	    {"[a.pdf]\nspeaker=A\n", "line 2", "speaker"}, /* of a passage only */
	    {"[" ID ".3]\ntitle=A\n", "line 2", "title"},
	    {"[a.pdf]\ntitle=\n", "line 2", "no value"},
	    {"[" ID ".3]\nsource=\n", "line 2", "no value"},
	    {"[a.pdf]\ntitle=A\ntitle=B\n", "line 3", "second"},
	    {"[" ID ".3]\nrole=\nrole=B\n", "line 3", "second"},
	    {"[a.pdf]\nsource=ofsetd\n", "line 2", "ofsetd"},
	    {"[a.pdf]\nsource=comment\n", "line 2", "comment"},
	    {"[" ID ".3]\nsource=unknown\n", "line 2", "unknown"},
	    {"[a.pdf]\npublished=31 June 2018\n", "line 2", "published"},
	    {"[a.pdf]\nmeeting=soon\n", "line 2", "soon"},
	    {"[" ID ".3]\nsaid=soon\n", "line 2", "soon"},
	    {"[a.pdf]\ntitle=A\n[./a.pdf]\ntitle=B\n", "line 3", "line 1"},
	    {"[" ID "]\n[" ID "]\n", "line 2", "line 1"},
	    {"[" ID ".3]\n\n[" ID ".3]\n", "line 3", "line 1"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SgCorrections) corrections = read_text(*state, cases[i].text, &error);
		assert_case(!corrections && error, cases[i].text);
		assert_case(strstr(error->message, "fix.txt"), error->message);
		assert_case(strstr(error->message, cases[i].where), error->message);
		assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, cases[i].what);
	}
}

static void bounds_what_is_said(void **state)
{
	enum { LONGEST = 1000 };
	g_autoptr(GError) error = NULL;
	g_autofree char *longest = g_strnfill(LONGEST, 'a'), *longer = g_strnfill(LONGEST + 1, 'a');
	g_autofree char *good = g_strdup_printf("[a.pdf]\ntitle=%s\n", longest);
	g_autofree char *bad = g_strdup_printf("[a.pdf]\ntitle=%s\n", longer);
	g_autoptr(SgCorrections) read = read_text(*state, good, &error);
	assert_ok(read, error);
	assert_null(read_text(*state, bad, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, "line 2");
	/* all of one document must fit into one message to the process that reads it */
	g_autoptr(GString) many = g_string_new(NULL);
	for (int i = 1; i <= SG_MAX_CHANNEL_BYTES / LONGEST; i++)
		g_string_append_printf(many, "[" ID ".%d]\nspeaker=%s\n", i, longest);
	assert_null(read_text(*state, many->str, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, "one document");
	/* groups that say nothing take room in it too */
	g_string_truncate(many, 0);
	for (int i = 1; i <= SG_MAX_CHANNEL_BYTES / 100; i++)
		g_string_append_printf(many, "[" ID ".%d]\n", i);
	assert_null(read_text(*state, many->str, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, "one document");
	g_autofree char *path = temp_path(*state, "none.txt");
	assert_null(sg_corrected_read(path, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_NOT_FOUND, "none.txt");
	g_autofree char *large = temp_write(*state, "large.txt", "#");
	assert_int_equal(truncate(large, (off_t)SG_MAX_CORRECTIONS_BYTES + 1), 0);
	assert_null(sg_corrected_read(large, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_LIMIT, "large.txt");
}

static void collect(const char *where, const char *document_id, const char *name, void *user_data)
{
	const char *line = strrchr(where, ' ') + 1;
	g_string_append_printf(user_data, "%s %s %s;", line, document_id ? document_id : "-", name);
}

static void names_groups_that_are_for_nothing(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgCorrections) corrections =
	    read_text(*state, "[a.pdf]\ntitle=A\n[b.pdf]\ntitle=B\n[" ID ".2]\nspeaker=X\n", &error);
	assert_ok(corrections, error);
	g_autofree char *applied = apply(corrections, *state, "a.pdf", NULL, NULL);
	g_autoptr(GString) unused = g_string_new(NULL);
	sg_corrections_each_unused(corrections, collect, unused);
	assert_string_equal(unused->str, "3 - b.pdf;5 " ID " " ID ".2;");
}

/* A change of what is said changes the stamp; a change of where it stands does not. */
static void the_stamp_follows_what_is_said(void **state)
{
	static const char *const same[] = {"[" ID ".2]\nspeaker=X\n",
					   "# moved down\n\n[" ID ".2]\nspeaker = X\n"};
	static const char *const others[] = {"[" ID ".2]\nspeaker=Y\n", "[" ID ".3]\nspeaker=X\n",
					     "[" ID ".2]\nrole=X\n", "[" ID ".2]\nspeaker=\n",
					     "[" ID "]\ntitle=X\n"};
	int64_t stamps[G_N_ELEMENTS(same) + G_N_ELEMENTS(others)];
	for (size_t i = 0; i < G_N_ELEMENTS(stamps); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(SgCorrections) corrections = read_text(
		    *state, i < G_N_ELEMENTS(same) ? same[i] : others[i - G_N_ELEMENTS(same)], &error);
		assert_ok(corrections, error);
		g_autoptr(SgSupplied) supplied = NULL;
		sg_corrections_apply(corrections, "/nowhere", ID, &supplied);
		stamps[i] = sg_supplied_stamp(supplied);
	}
	assert_int_equal(stamps[0], stamps[1]);
	for (size_t i = 1; i < G_N_ELEMENTS(stamps); i++)
		for (size_t j = i + 1; j < G_N_ELEMENTS(stamps); j++)
			assert_int_not_equal(stamps[i], stamps[j]);
}

static GPtrArray *make_passages(void)
{
	GPtrArray *passages = g_ptr_array_new_with_free_func((GDestroyNotify)sg_passage_free);
	for (uint32_t n = 1; n <= 2; n++) {
		SgPassage *passage = sg_passage_new();
		passage->n = n;
		passage->source = SG_SOURCE_PRESS;
		passage->speaker = g_strdup("John Doe");
		passage->said =
		    (SgDate){.when = sg_interval_year(2012), .basis = SG_BASIS_TEXT, .note = g_strdup("?")};
		g_ptr_array_add(passages, passage);
	}
	return passages;
}

static void puts_passages_right(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgCorrections) corrections =
	    read_text(*state,
		      "[" ID ".1]\nsource=ofsted\nspeaker=\nrole=Inspector\nsaid=2018-07-23\n[" ID
		      ".2]\nsaid=unknown\n",
		      &error);
	assert_ok(corrections, error);
	g_autoptr(SgSupplied) supplied = NULL;
	sg_corrections_apply(corrections, "/nowhere", ID, &supplied);
	g_autoptr(GPtrArray) passages = make_passages();
	assert_ok(sg_corrected_passages(supplied, passages, &error), error);
	const SgPassage *first = g_ptr_array_index(passages, 0), *second = g_ptr_array_index(passages, 1);
	assert_int_equal(first->source, SG_SOURCE_OFSTED);
	assert_null(first->speaker);
	assert_string_equal(first->role, "Inspector");
	assert_int_equal(first->said.when.from, 20180723);
	assert_int_equal(first->said.basis, SG_BASIS_SIDECAR);
	assert_null(first->said.note);
	assert_int_equal(second->source, SG_SOURCE_PRESS);
	assert_string_equal(second->speaker, "John Doe");
	assert_false(sg_interval_known(second->said.when));
	assert_true(sg_corrected_passages(NULL, passages, &error));
	g_ptr_array_set_size(passages, 1);
	assert_false(sg_corrected_passages(supplied, passages, &error));
	assert_error(error, SG_BASE_ERROR, SG_BASE_ERROR_FORMAT, "line 6");
}

static void travels_whole(void **state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SgCorrections) corrections =
	    read_text(*state, "[" ID "]\ntitle=A\n[" ID ".2]\nspeaker=\nsaid=2018\n", &error);
	assert_ok(corrections, error);
	g_autoptr(SgSupplied) supplied = sg_supplied_new("a.meta");
	sg_corrections_apply(corrections, "/nowhere", ID, &supplied);
	SgSuppliedMeeting meeting = {
	    .how = SG_SAVED_ITEM, .title = temp_path("", "t"), .origin = temp_path("", "o")};
	sg_supplied_add_meeting(supplied, &meeting);
	g_free(meeting.title);
	g_free(meeting.origin);
	g_autoptr(GString) message = g_string_new(NULL);
	sg_supplied_pack(message, supplied);
	SgUnpack in = sg_unpack_start(message->str, message->len);
	g_autoptr(SgSupplied) copy = sg_supplied_unpack(&in);
	assert_true(sg_unpack_done(&in));
	assert_int_equal(sg_supplied_stamp(copy), sg_supplied_stamp(supplied));
	g_autofree char *where = sg_supplied_where(copy, SG_SUPPLIED_TITLE);
	assert_true(g_str_has_suffix(where, "fix.txt, line 2"));
	assert_int_equal(((SgSuppliedPassage *)g_ptr_array_index(copy->passages, 0))->line, 3);
	for (size_t n = 0; n < message->len; n++) {
		SgUnpack part = sg_unpack_start(message->str, n);
		sg_supplied_free(sg_supplied_unpack(&part));
		assert_false(sg_unpack_done(&part) && n > 1);
	}
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, temp_setup, temp_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(reads_groups),
	    TEST(names_files_inside_files),
	    TEST(a_link_to_the_folder_is_the_folder),
	    TEST(an_empty_file_puts_nothing_right),
	    TEST(corrections_win_key_by_key),
	    TEST(refuses_what_cannot_be_used),
	    TEST(bounds_what_is_said),
	    TEST(names_groups_that_are_for_nothing),
	    TEST(the_stamp_follows_what_is_said),
	    TEST(puts_passages_right),
	    TEST(travels_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
