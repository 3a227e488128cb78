/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Saved meetings: expectations from corpus/meeting.h; the texts have the shapes that such answers were seen
 * in. */
#include "tests/support/support.h"

#include "base/limits.h"
#include "corpus/meeting.h"
#include "tests/unit/extract_fixture.h"

#define HEAD                                                                                                 \
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<getmeeting "                                           \
	"xmlns=\"http://moderngov.co.uk/namespaces\">"                                                       \
	"<meetingid>4310</meetingid><meetingdate>09/07/2013</meetingdate>"
#define ITEM(inside_) "<agendaitems><agendaitem>" inside_ "</agendaitem></agendaitems>"
#define TAIL "</getmeeting>"

static SgMeeting *read_text(const char *text)
{
	return sg_meeting_read(text, strlen(text));
}

/* "day|committee|items": each item "number~title~minutes[link>url]" */
static char *show(const SgMeeting *meeting)
{
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "%d|%s|", meeting->day, meeting->committee ? meeting->committee : "-");
	for (guint i = 0; i < meeting->items->len; i++) {
		const SgMeetingItem *item = g_ptr_array_index(meeting->items, i);
		g_string_append_printf(out, "%s~%s~%s", item->number ? item->number : "-",
				       item->title ? item->title : "-", item->minutes ? item->minutes : "-");
		for (guint l = 0; l < item->links->len; l++) {
			const SgMeetingLink *link = g_ptr_array_index(item->links, l);
			g_string_append_printf(out, "[%s>%s]", link->title ? link->title : "-",
					       link->url ? link->url : "-");
		}
		g_string_append_c(out, ';');
	}
	return g_string_free(out, FALSE);
}

static void reads_meetings(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {HEAD "<committeetitle>Cabinet</committeetitle>" TAIL, "20130709|Cabinet|"},
	    /* other elements have titles too */
	    {HEAD ITEM("<agendaitemtitle>Caseloads</agendaitemtitle><linkeddocuments><linkeddoc>"
		       "<title>Report</title><ownertitle>Smith</ownertitle><url>http://x.example/documents/"
		       "s1/a%20b.pdf</url>"
		       "</linkeddoc></linkeddocuments>") "<committeetitle>Children &amp; "
							 "Families</committeetitle>" TAIL,
	     "20130709|Children & Families|-~Caseloads~-[Report>http://x.example/documents/s1/a%20b.pdf];"},
	    /* escaped, as the service means it */
	    {HEAD ITEM(
		 "<minutesitemnumber>45</minutesitemnumber><minutesitemsubnumber>0</minutesitemsubnumber>"
		 "<agendaitemtitle>A</agendaitemtitle><minutesnonemptyhtmlbody>&lt;p&gt;Fish &amp;amp; "
		 "chips&lt;/p&gt;</minutesnonemptyhtmlbody>") TAIL,
	     "20130709|-|45.~A~<p>Fish &amp; chips</p>;"},
	    /* not escaped: no well-formed XML */
	    {HEAD ITEM("<agendaitemtitle>A</agendaitemtitle><minutesnonemptyhtmlbody><div><p>One<br>Two</div>"
		       "</minutesnonemptyhtmlbody>") TAIL,
	     "20130709|-|-~A~<div><p>One<br>Two</div>;"},
	    {HEAD ITEM(
		 "<agendaitemtitle>A</agendaitemtitle><minutesnonemptyhtmlbody><div>&lt;p&gt;In&lt;/p&gt;"
		 "</div></minutesnonemptyhtmlbody>") TAIL,
	     "20130709|-|-~A~<div><p>In</p></div>;"},
	    {HEAD ITEM("<agendaitemtitle>A</agendaitemtitle><minutesnonemptyhtmlbody><![CDATA[<p>One &amp; "
		       "two</p>]]></minutesnonemptyhtmlbody>") TAIL,
	     "20130709|-|-~A~<p>One &amp; two</p>;"},
	    /* escaped twice */
	    {HEAD ITEM(
		 "<agendaitemtitle>Mothers&amp;rsquo; &amp;amp; babies</agendaitemtitle>"
		 "<minutesnonemptyhtmlbody>&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;</minutesnonemptyhtmlbody>")
		 TAIL,
	     "20130709|-|-~Mothers\xe2\x80\x99 & babies~<p>One</p>;"},
	    /* numbers as councils print them */
	    {HEAD ITEM(
		 "<minutesitemnumber>45</minutesitemnumber><minutesitemsubnumber>1</minutesitemsubnumber>")
		 TAIL,
	     "20130709|-|45.1~-~-;"},
	    {HEAD ITEM("<minutesitemnumber>23/7</minutesitemnumber>") TAIL, "20130709|-|23/7~-~-;"},
	    {HEAD ITEM("<fulldisplaynumberformat>111.</fulldisplaynumberformat><minutesitemnumber>5"
		       "</minutesitemnumber>") TAIL,
	     "20130709|-|111.~-~-;"},
	    /* an empty body is none */
	    {HEAD ITEM(
		 "<agendaitemtitle>A</agendaitemtitle><minutesnonemptyhtmlbody>&lt;p&gt;&amp;nbsp;&lt;/p&gt;"
		 "</minutesnonemptyhtmlbody>") TAIL,
	     "20130709|-|-~A~-;"},
	    {HEAD ITEM("<agendaitemtitle/><minutesnonemptyhtmlbody />") TAIL, "20130709|-|-~-~-;"},
	    /* in the envelope of SOAP, with prefixes, after a byte order mark */
	    {"\xef\xbb\xbf\n<soap:Envelope><soap:Body><m:GetMeetingResponse "
	     "xmlns:m=\"http://moderngov.co.uk/namespaces\"><m:MeetingId>1</m:MeetingId>"
	     "<m:meetingdate>2013-07-09T10:00:00</m:meetingdate></m:GetMeetingResponse></soap:Body></"
	     "soap:Envelope>",
	     "20130709|-|"},
	    /* a plain GET may name no namespace */
	    {"<getmeeting><meetingid>1</meetingid><meetingdate>09/07/2013 10:00</meetingdate>"
	     "<committeetitle>Cabinet</committeetitle></getmeeting>",
	     "20130709|Cabinet|"},
	    /* saved before it had all arrived */
	    {HEAD "<agendaitems><agendaitem><agendaitemtitle>A</"
		  "agendaitemtitle><minutesnonemptyhtmlbody>&lt;p&gt;On",
	     "20130709|-|-~A~-;"},
	    {HEAD "<!-- <committeetitle>No</committeetitle> --><committeetitle>Yes <![CDATA[& "
		  "no]]></committeetitle>" TAIL,
	     "20130709|Yes & no|"},
	    /* an item without a date still is one */
	    {"<x xmlns=\"http://moderngov.co.uk/namespaces\"><agendaitem><agendaitemtitle>A</agendaitemtitle>"
	     "</agendaitem></x>",
	     "0|-|-~A~-;"},
	    {"<x "
	     "xmlns=\"http://moderngov.co.uk/namespaces\"><meetingdate>31/06/2013</meetingdate><agendaitem>"
	     "<agendaitemtitle>A</agendaitemtitle></agendaitem></x>",
	     "0|-|-~A~-;"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgMeeting) meeting = read_text(cases[i][0]);
		assert_case(meeting, cases[i][0]);
		g_autofree char *shown = show(meeting);
		check_string(shown, cases[i][1], cases[i][0]);
	}
}

static void knows_what_is_no_meeting(void **state)
{
	(void)state;
	static const char *const cases[] = {
	    "",
	    "meetingdate",
	    "<html><p>The element meetingdate has the date.</p></html>",
	    "<feed><meetingdate>09/07/2013</meetingdate></feed>",
	    "<x xmlns=\"http://moderngov.co.uk/namespaces\"><meetingdate>09/07/2013</meetingdate></x>",
	    HEAD "<meetingdate>10/07/2013</meetingdate>" TAIL, /* a list of meetings: none is the one */
	    "<x xmlns=\"http://moderngov.co.uk/namespaces\"><meetingid>1</meetingid><meetingdate>31/06/2013"
	    "</meetingdate></x>",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(SgMeeting) meeting = read_text(cases[i]);
		assert_case(!meeting, cases[i]);
	}
}

static void keeps_links_of_the_meeting_apart(void **state)
{
	(void)state;
	g_autoptr(SgMeeting) meeting = read_text(HEAD ITEM(
	    "<linkeddoc><url>http://x.example/a.pdf</url></linkeddoc>") "<linkeddocuments><linkeddoc>"
									"<title>Agenda "
									"frontsheet</title><url>http://"
									"x.example/b.pdf</url></linkeddoc></"
									"linkeddocuments>" TAIL);
	assert_non_null(meeting);
	assert_int_equal(meeting->links->len, 1);
	const SgMeetingLink *link = g_ptr_array_index(meeting->links, 0);
	assert_string_equal(link->title, "Agenda frontsheet");
	assert_string_equal(link->url, "http://x.example/b.pdf");
}

static void counts_items_up_to_the_bound(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new(HEAD);
	for (int i = 0; i < SG_MAX_MEETING_ITEMS; i++)
		g_string_append(text, "<agendaitem><linkeddoc><url>u</url></linkeddoc></agendaitem>");
	g_autoptr(SgMeeting) at_bound = read_text(text->str);
	assert_int_equal(at_bound->items->len, SG_MAX_MEETING_ITEMS);
	g_string_append(text,
			"<agendaitem/><agendaitem><agendaitemtitle>one more</agendaitemtitle></agendaitem>"
			"<linkeddoc><url>u</url></linkeddoc>");
	g_autoptr(SgMeeting) past_it = read_text(text->str);
	assert_int_equal(past_it->items->len, SG_MAX_MEETING_ITEMS);
	assert_int_equal(past_it->links->len, 0);
}

/* Elements that never end must not each be looked for to the end. */
static void takes_linear_time(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new(HEAD);
	while (text->len < 4 * SG_MB)
		g_string_append(text, "<agendaitem><agendaitemtitle>");
	gint64 start = g_get_monotonic_time();
	g_autoptr(SgMeeting) meeting = read_text(text->str);
	assert_non_null(meeting);
	assert_true(g_get_monotonic_time() - start < 5 * G_USEC_PER_SEC);
}

static void check_bytes(const char *bytes, size_t n_bytes)
{
	g_autoptr(SgMeeting) meeting = sg_meeting_read(bytes, n_bytes);
	for (guint i = 0; meeting && i < meeting->items->len; i++) {
		const SgMeetingItem *item = g_ptr_array_index(meeting->items, i);
		assert_true(!item->minutes || g_utf8_validate(item->minutes, -1, NULL));
		g_autofree char *opening = sg_meeting_item_opening(item);
		assert_true(!opening || g_utf8_validate(opening, -1, NULL));
	}
}

static void survives_hostile_bytes(void **state)
{
	(void)state;
	static const char text[] = HEAD ITEM("<minutesitemnumber>45</minutesitemnumber><agendaitemtitle>A "
					     "&#233; &#x20AC; &bad; &amp;</agendaitemtitle>"
					     "<minutesnonemptyhtmlbody><![CDATA[<p>One]]> <b "
					     "x='>'>&lt;/p&gt;<!-- --></minutesnonemptyhtmlbody>") TAIL;
	g_autoptr(GRand) rand = g_rand_new_with_seed(1);
	for (size_t n = 0; n < sizeof text; n++)
		check_bytes(text, n);
	for (int i = 0; i < 3000; i++) {
		char mutant[sizeof text];
		memcpy(mutant, text, sizeof text);
		for (int k = 0; k < 4; k++)
			mutant[g_rand_int_range(rand, 0, sizeof text - 1)] =
			    (char)g_rand_int_range(rand, 0, 256);
		check_bytes(mutant, sizeof text - 1);
	}
}

static void finds_how_minutes_open(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	    {"<p>Short.</p><div><p>The Director reported that <b>caseloads</b> had "
	     "fallen.</p></div><p>RESOLVED:</p>",
	     "The Director reported that caseloads had fallen."},
	    {"No markup at all", "No markup at all"},
	    {"<br>One<br/>Two words<BR>x", "Two words"},
	    {"<p>&nbsp;</p>", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *html = g_strdup(cases[i][0]);
		SgMeetingItem item = {.minutes = html};
		g_autofree char *opening = sg_meeting_item_opening(&item);
		check_string(opening ? opening : "", cases[i][1], cases[i][0]);
	}
	SgMeetingItem none = {0};
	assert_null(sg_meeting_item_opening(&none));
	g_autoptr(GString) longer = g_string_new(NULL);
	while (longer->len < 200)
		g_string_append(longer, "word ");
	SgMeetingItem item = {.minutes = longer->str};
	g_autofree char *opening = sg_meeting_item_opening(&item);
	assert_int_equal(strlen(opening), 120);
}

/* ---- as a document --------------------------------------------------- */

static SgText *extract(const char *xml, GError **error)
{
	g_autoptr(GBytes) bytes = g_bytes_new(xml, strlen(xml));
	g_autoptr(SgText) text = sg_text_new("application/vnd.moderngov+xml");
	return sg_extract_meeting(bytes, text, error) ? g_steal_pointer(&text) : NULL;
}

static void becomes_a_document_in_its_own_words(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) text = extract(
	    HEAD
	    "<meetingtime>10:00</meetingtime><meetinglocation>Shire Hall</meetinglocation>"
	    "<committeetitle>Cabinet</committeetitle><agendaitems><agendaitem><minutesitemnumber>45"
	    "</minutesitemnumber><agendaitemtitle>Caseloads</agendaitemtitle><agendatext>&lt;p&gt;To "
	    "consider the "
	    "report.&lt;/p&gt;</agendatext><minutesnonemptyhtmlbody>&lt;h1&gt;Debate&lt;/"
	    "h1&gt;&lt;p&gt;Caseloads "
	    "had fallen.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;one&lt;/li&gt;&lt;/ul&gt;</minutesnonemptyhtmlbody>"
	    "</agendaitem><agendaitem><agendaitemtitle>Close</agendaitemtitle></agendaitem></"
	    "agendaitems>" TAIL,
	    &error);
	assert_ok(text, error);
	g_autofree char *blocks = show_blocks(text);
	assert_string_equal(
	    blocks, "H1 Cabinet\nP 09/07/2013 10:00 Shire Hall\nH2 45. Caseloads\n"
		    "P To consider the report.\nH3 Debate\nP Caseloads had fallen.\nB1 one\nH2 Close\n");
	g_autofree char *meta = show_meta(text);
	assert_string_equal(meta, "title=Cabinet (xml)\ncommittee=Cabinet (xml)\nmeeting=2013-07-09 (xml)\n");
}

static void what_is_only_proposed_says_so(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	g_autoptr(SgText) agenda = extract(
	    HEAD ITEM("<agendaitemtitle>A</agendaitemtitle><agendatext>To agree.</agendatext>") TAIL, &error);
	assert_ok(agenda, error);
	assert_string_equal(sg_text_get_meta(agenda, "status"), "agenda");
	assert_null(extract("<html>", &error));
	assert_error(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED, "meeting");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_meetings),
	    cmocka_unit_test(knows_what_is_no_meeting),
	    cmocka_unit_test(keeps_links_of_the_meeting_apart),
	    cmocka_unit_test(counts_items_up_to_the_bound),
	    cmocka_unit_test(takes_linear_time),
	    cmocka_unit_test(survives_hostile_bytes),
	    cmocka_unit_test(finds_how_minutes_open),
	    cmocka_unit_test(becomes_a_document_in_its_own_words),
	    cmocka_unit_test(what_is_only_proposed_says_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
