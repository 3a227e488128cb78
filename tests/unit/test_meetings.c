/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which files a saved meeting speaks of. */
#include "tests/support/support.h"

#include "base/limits.h"
#include "corpus/meetings.h"
#include "corpus/walk.h"

#include <unistd.h>

#define MEETING(day_, inside_)                                                                               \
	"<getmeeting xmlns=\"http://moderngov.co.uk/namespaces\"><meetingid>1</meetingid><meetingdate>" day_ \
	"</meetingdate><committeetitle>Cabinet</committeetitle>" inside_ "</getmeeting>"
#define ITEM(title_, inside_)                                                                                \
	"<agendaitem><agendaitemtitle>" title_ "</agendaitemtitle>" inside_ "</agendaitem>"
#define DOCUMENT(title_, url_) "<linkeddoc><title>" title_ "</title><url>" url_ "</url></linkeddoc>"

static void add_file(GPtrArray *files, const char *folder, const char *name, const char *text)
{
	SgFile *file = g_new0(SgFile, 1);
	file->path = temp_write(folder, name, text);
	file->n_bytes = (int64_t)strlen(text);
	g_ptr_array_add(files, file);
}

static void free_file(void *data)
{
	SgFile *file = data;
	g_free(file->path);
	g_free(file);
}

/* "how day title~opening;" of each */
static char *supply(const SgMeetings *meetings, const char *folder, const char *name)
{
	static const char *const HOWS[] = {"paired", "linked", "item"};
	g_autofree char *path = temp_path(folder, name);
	g_autoptr(SgSupplied) supplied = NULL;
	sg_meetings_supply(meetings, path, &supplied);
	GString *out = g_string_new(NULL);
	for (guint i = 0; supplied && i < supplied->meetings->len; i++) {
		const SgSuppliedMeeting *meeting = g_ptr_array_index(supplied->meetings, i);
		g_autofree char *title =
		    g_strdelimit(g_strdup(meeting->title ? meeting->title : ""), "\n", '/');
		g_string_append_printf(out, "%s %s %s~%s;", HOWS[meeting->how], meeting->day, title,
				       meeting->opening ? meeting->opening : "");
	}
	return g_string_free(out, FALSE);
}

static void finds_what_each_speaks_of(void **state)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
	add_file(
	    files, *state, "one.xml",
	    MEETING("09/07/2013",
		    ITEM("Caseloads", "<minutesnonemptyhtmlbody>&lt;p&gt;They "
				      "fell.&lt;/p&gt;</minutesnonemptyhtmlbody>" DOCUMENT(
					  "Report", "http://x.example/documents/s1/Case%20loads.pdf?x=1"))
			ITEM("Close", "")));
	add_file(files, *state, "page.html.xml", MEETING("10/07/2013", ITEM("Budget", "")));
	add_file(files, *state, "feed.xml", "<feed><title>No meeting</title></feed>");
	add_file(files, *state, "sub/two.xml", MEETING("11/07/2013", ""));
	g_autoptr(SgMeetings) meetings = sg_meetings_find(files);
	static const char *const cases[][2] = {
	    {"one.html", "paired 2013-07-09 ~;"},
	    {"one.pdf", "paired 2013-07-09 ~;"},
	    {"page.html", "paired 2013-07-10 ~;"},
	    {"Case loads.pdf", "linked 2013-07-09 Report/Caseloads~;"},
	    {"Case%20loads.pdf", "linked 2013-07-09 Report/Caseloads~;"},
	    {"item.html",
	     "item 2013-07-09 Caseloads~They fell.;item 2013-07-09 Close~;item 2013-07-10 Budget~;"},
	    {"mgAi.aspx?ID=45",
	     "item 2013-07-09 Caseloads~They fell.;item 2013-07-09 Close~;item 2013-07-10 Budget~;"},
	    {"other.pdf", ""},    /* no page: nor is its title asked for */
	    {"one.xml", ""},      /* a meeting says nothing of itself, nor another one of it */
	    {"sub/one.html", ""}, /* another folder */
	    {"sub/two.txt", "paired 2013-07-11 ~;"},
	    {"elsewhere/one.html", ""},
	    {"one.two.html",
	     "item 2013-07-09 Caseloads~They fell.;item 2013-07-09 Close~;item 2013-07-10 Budget~;"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = supply(meetings, *state, cases[i][0]);
		check_string(found, cases[i][1], cases[i][0]);
	}
}

static void never_opens_what_is_no_file(void **state)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
	add_file(files, *state, "real", MEETING("09/07/2013", ""));
	add_file(files, *state, "a.xml", "");
	g_autofree char *link = temp_path(*state, "a.xml");
	assert_int_equal(unlink(link), 0);
	assert_int_equal(symlink("real", link), 0);
	g_autoptr(SgMeetings) meetings = sg_meetings_find(files);
	g_autofree char *found = supply(meetings, *state, "a.html");
	assert_string_equal(found, "");
}

static void too_large_a_file_or_too_many_items_say_nothing(void **state)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);
	g_autoptr(GString) items =
	    g_string_new("<x xmlns=\"moderngov.co.uk/namespaces\"><meetingdate>09/07/2013</meetingdate>");
	for (int i = 0; i < SG_MAX_MEETING_ITEMS; i++)
		g_string_append_printf(
		    items, ITEM("An item with a title that is not short, and a number: %d%d%d%d%d%d", ""), i,
		    i, i, i, i, i);
	add_file(files, *state, "many.xml", items->str);
	g_autoptr(SgMeetings) meetings = sg_meetings_find(files);
	g_autofree char *item = supply(meetings, *state, "item.html");
	assert_string_equal(item, "");
	g_autofree char *paired = supply(meetings, *state, "many.html");
	assert_string_equal(paired, "paired 2013-07-09 ~;");
	((SgFile *)g_ptr_array_index(files, 0))->n_bytes = (int64_t)SG_MAX_MEETING_BYTES + 1;
	g_autoptr(SgMeetings) none = sg_meetings_find(files);
	g_autofree char *large = supply(none, *state, "many.html");
	assert_string_equal(large, "");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, temp_setup, temp_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(finds_what_each_speaks_of),
	    TEST(never_opens_what_is_no_file),
	    TEST(too_large_a_file_or_too_many_items_say_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
