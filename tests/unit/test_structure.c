/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Documents of our own, shaped like reports, letters and minutes; a line for each unit is what is wanted. */
#include "tests/support/support.h"

#include "indexer/structure/unit.h"

#include <string.h>

typedef struct {
	const char
	    *wanted; /* "kind section number level", "-" for none; a heading's number only in minutes */
	const char *text;
	SgBlockKind kind;
	int level;
	unsigned page;
} Line;

#define PARA SG_BLOCK_PARAGRAPH, 0
#define HEAD(level_) SG_BLOCK_HEADING, level_
#define ITEM SG_BLOCK_BULLET, 1
#define ROW SG_BLOCK_ROW, 0
#define NOTE SG_BLOCK_NOTE, 0
#define PROSE "Most plans that inspectors saw had no date by which anything was to have changed for a child."

static char *show(const SgUnit *unit)
{
	const char *section = sg_section_name(unit->section);
	return g_strdup_printf("%s %s %s %u", sg_kind_name(unit->kind), section ? section : "-",
			       unit->number ? unit->number : "-", unit->heading);
}

static void check(const Line *lines, size_t n_lines, SgSource source)
{
	g_autoptr(SgText) text = sg_text_new("application/pdf");
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = source;
	for (size_t i = 0; i < n_lines; i++) {
		SgBlock *block = sg_text_add(text, lines[i].kind, g_strdup(lines[i].text));
		block->level = (uint8_t)lines[i].level;
		block->page = block->page_end = lines[i].page;
	}
	g_autoptr(GPtrArray) units = sg_units_new(text, document);
	sg_structure_mark(units, document);
	assert_int_equal(units->len, n_lines);
	for (guint i = 0; i < n_lines; i++) {
		g_autofree char *got = show(sg_unit_at(units, i));
		if (strcmp(got, lines[i].wanted) != 0)
			fail_msg("“%s”: got “%s”, wanted “%s”", lines[i].text, got, lines[i].wanted);
	}
}

#define CHECK(lines_, source_) check(lines_, G_N_ELEMENTS(lines_), source_)

static void reads_a_report(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"procedural - - 1", "Inspection of Aldenshire local authority children’s services", HEAD(1), 1},
	    {"procedural - - 0", "Lead inspector: Jane Smith", PARA, 1},
	    {"procedural - - 0", "Judgement | Grade", ROW, 1},
	    {"procedural - - 0", "Overall effectiveness | Requires improvement to be good", ROW, 1},
	    {"finding summary - 0", PROSE, PARA, 1},
	    {"procedural needs-to-improve - 2", "What needs to improve?", HEAD(2), 2},
	    {"recommendation needs-to-improve - 0", "◼ Supervision.", ITEM, 2},
	    {"procedural help-and-protection - 2",
	     "The experiences and progress of children who need help and protection: good", HEAD(2), 2},
	    {"finding help-and-protection 1 0", "1. Thresholds are known to all.", PARA, 2},
	    {"furniture - - 0", "Aldenshire 2", SG_BLOCK_HEADFOOT, 0, 2},
	    {"finding help-and-protection 2 0", "2. Plans are clear.", PARA, 3},
	    {"finding help-and-protection - 0", "25. This visit was the second.", PARA, 3},
	    {"furniture - - 0",
	     "The Office for Standards in Education, Children’s Services and Skills (Ofsted) regulates.",
	     PARA, 4},
	    {"furniture - - 0", "T: 0300 000 0000", PARA, 4},
	    {"furniture - - 0", "Store Street", PARA, 4},
	};
	CHECK(lines, SG_SOURCE_OFSTED);
}

static void reads_a_letter(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"furniture - - 0", "Ofsted 1 Some Street Tollenbury TB1 1AA", PARA, 1},
	    {"furniture - - 0", "14 February 2019", PARA, 1},
	    {"procedural - - 0", "Dear Rosalind Keane", PARA, 1},
	    {"procedural - - 1", "Focused visit to Aldenshire children’s services", HEAD(1), 1},
	    {"procedural about-inspection - 0", "This letter summarises the findings of a focused visit.",
	     PARA, 1},
	    {"procedural about-inspection - 0", "Inspectors looked at the arrangements for:", PARA, 1},
	    {"procedural about-inspection - 0", "• children in need", ITEM, 1},
	    {"procedural headline-findings - 2", "Headline findings", HEAD(1), 1},
	    {"finding headline-findings - 0", PROSE, PARA, 1},
	    {"procedural needs-to-improve - 2", "What needs to improve in this area of social work practice",
	     HEAD(1), 2},
	    {"procedural needs-to-improve - 0", "Leaders should look at:", PARA, 2},
	    {"recommendation needs-to-improve - 0", "• Supervision.", ITEM, 2},
	    {"recommendation needs-to-improve - 0", "• The speed of", ITEM, 2},
	    {"recommendation needs-to-improve - 0", "assessments.", PARA, 3},
	    {"procedural findings - 2", "Findings", HEAD(1), 3},
	    {"finding findings - 0", "• Drift is rare.", ITEM, 3},
	    {"procedural about-inspection - 0", "Ofsted will take the findings from this visit into account.",
	     PARA, 3},
	    {"procedural - - 0", "Yours sincerely", PARA, 3},
	    {"procedural - - 0", "Owen Tolley", HEAD(1), 3},
	    {"procedural - - 0", "Her Majesty’s Inspector", HEAD(1), 3},
	};
	CHECK(lines, SG_SOURCE_OFSTED);
}

/* The board's half of a report has its own lists, whose items are not the authority's. */
static void keeps_the_board_apart(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"procedural - - 1", "Inspection of services for children in need of help", HEAD(1), 1},
	    {"procedural - - 1", "Review of the effectiveness of the Local Safeguarding Children Board",
	     HEAD(1), 1},
	    {"procedural overall - 2", "The overall judgement is good", HEAD(2), 1},
	    {"procedural overall - 0", "3. Leadership, management and governance | Good", ROW, 1},
	    {"furniture - - 0", "Contents", HEAD(1), 2},
	    {"furniture - - 0", "Executive summary | 2", ROW, 2},
	    {"furniture - - 0", "The LSCB ........ 36", PARA, 2},
	    {"procedural - - 2", "Section 1: the local authority", HEAD(2), 3},
	    {"procedural recommendations - 3", "Recommendations", HEAD(3), 3},
	    {"recommendation recommendations 1 0", "1. Ensure that plans are clear.", PARA, 3},
	    {"procedural leaders - 3", "Leadership, management and governance | Good", ROW, 4},
	    {"procedural leaders - 4", "Summary", HEAD(4), 4},
	    {"finding leaders - 0", PROSE, PARA, 4},
	    {"procedural leaders - 4", "Inspection findings", HEAD(4), 4},
	    {"finding leaders 2 0", "2. Leaders know their service.", PARA, 4},
	    {"narrative leaders - 0", "1 These are residential schools.", NOTE, 4},
	    {"procedural lscb - 2", "Section 2: The Local Safeguarding Children Board (LSCB)", HEAD(2), 5},
	    {"procedural lscb - 3", "Executive summary", HEAD(3), 5},
	    {"finding lscb - 0", PROSE, PARA, 5},
	    {"procedural lscb - 3", "Recommendations", HEAD(3), 5},
	    {"recommendation lscb 3 0", "3. Publish the threshold document.", PARA, 5},
	    {"procedural about-inspection - 2", "Information about this inspection", HEAD(2), 6},
	    {"procedural about-inspection - 0", "Inspectors considered the quality of work.", PARA, 6},
	};
	CHECK(lines, SG_SOURCE_OFSTED);
}

static void says_when_a_list_is_empty(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"procedural priority-action - 1", "Priority and immediate action", HEAD(1), 2},
	    {"finding priority-action 1 0", "1. There are no areas of priority action.", PARA, 2},
	    {"procedural areas-for-improvement - 1", "Areas for improvement", HEAD(1), 2},
	    {"procedural areas-for-improvement - 2", "Quality of practice", PARA, 2},
	    {"procedural areas-for-improvement - 0", "Training", PARA, 2},
	    {"recommendation areas-for-improvement 2 0", "2. Ensure that visits are regular.", PARA, 2},
	    {"finding areas-for-improvement - 0", "Not an item of the list, for it has no number.", PARA, 2},
	};
	CHECK(lines, SG_SOURCE_OFSTED);
}

static void reads_minutes(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"procedural - - 1", "ALDENSHIRE COUNCIL", HEAD(1), 0},
	    {"procedural - - 0", "Present: Councillor B Ormerod (Chairman)", PARA, 0},
	    {"procedural - - 0", "Councillors T Bickerstaff and S Jolliffe", PARA, 0},
	    {"procedural - 44 2", "44. DECLARATIONS OF INTEREST", PARA, 0},
	    {"procedural - - 0", "None.", PARA, 0},
	    {"procedural - 45 2", "45. OFSTED SAFEGUARDING REPORT", PARA, 0},
	    {"narrative - 45.1 0", "45.1 The Director said that " PROSE, PARA, 0},
	    {"narrative - 45.2 0", "45.2 A Member asked why.", PARA, 0},
	    {"resolution resolved - 0", "RESOLVED:", PARA, 0},
	    {"resolution resolved - 0", "That:", PARA, 0},
	    {"resolution resolved (a) 0", "(a) the report be noted; and", PARA, 0},
	    {"resolution resolved - 0", "Cabinet be told.", PARA, 0},
	    {"narrative - - 0",
	     "The Chairman thanked the officers for all that they had done since the spring.", PARA, 0},
	    {"action actions - 0", "ACTION: Director to report in May", PARA, 0},
	    {"procedural - 23/7 2", "23/7 Fostering: annual report PDF 140 KB", PARA, 0},
	    {"resolution resolved - 0", "RESOLVED: That the report be received.", PARA, 0},
	    {"procedural - - 0", "The meeting ended at 9.20 pm", PARA, 0},
	    {"procedural - - 0", "CHAIRMAN ........", PARA, 0},
	};
	CHECK(lines, SG_SOURCE_MINUTES);
}

static void reads_an_item_and_a_decision(void **state)
{
	(void)state;
	static const Line item[] = {
	    {"furniture - - 0", "Skip to main content", PARA, 0},
	    {"procedural - - 0", "Agenda item", PARA, 0},
	    {"procedural - - 2", "Care leavers: where they live", PARA, 0},
	    {"procedural - - 0", "To receive a report.", PARA, 0},
	    {"procedural - - 3", "Minutes:", PARA, 0},
	    {"narrative - - 0",
	     "The panel heard that 12 flats had been found, and that planning would be slow.", PARA, 0},
	    {"recommendation recommendations - 0", "RECOMMENDED that Cabinet look again.", PARA, 0},
	    {"furniture - - 0", "Supporting documents:", PARA, 0},
	    {"furniture - - 0", "Report PDF 88 KB", ITEM, 0},
	};
	CHECK(item, SG_SOURCE_MINUTES);
	static const Line decision[] = {
	    {"procedural - - 0", "Decision details", HEAD(1), 0},
	    {"procedural - - 2", "Market supplement", HEAD(2), 0},
	    {"procedural - - 0", "Decision Maker: Cabinet member", PARA, 0},
	    {"resolution decision - 3", "Decision:", HEAD(3), 0},
	    {"resolution decision (a) 0", "(a) a supplement be paid", PARA, 0},
	    {"procedural - - 3", "Alternative options considered:", HEAD(3), 0},
	    {"procedural - - 0", "Date of decision: 05/10/2018", PARA, 0},
	};
	CHECK(decision, SG_SOURCE_MINUTES);
}

static void reads_a_table_of_actions(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"procedural - 3 2", "3. ACTION LOG", PARA, 0},
	    {"procedural - - 0", "No. | Action | Owner", ROW, 0},
	    {"action actions - 0", "1 | Write to the Board | Director", ROW, 0},
	    {"narrative - - 0",
	     "Members noted that all of it had been promised in the spring of the last year.", PARA, 0},
	};
	CHECK(lines, SG_SOURCE_MINUTES);
}

/* Words that look like an address or a web page's, in sentences that someone said. */
static void leaves_what_was_said(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"narrative - - 0", "Letters go to Shire Hall, Tollenbury TB1 1AA, she said.", PARA, 0},
	    {"furniture - - 0", "Shire Hall, Tollenbury TB1 1AA", PARA, 0},
	    {"furniture - - 0", "E: office@aldenshire.example W: www.aldenshire.example", PARA, 0},
	    {"furniture - - 0", "Tel: 01234 567890", PARA, 0},
	    {"narrative - - 0", "Write to office@aldenshire.example for help", PARA, 0},
	    {"narrative - - 0", "12 345", PARA, 0},
	    {"narrative - - 0", "Share this with your neighbours", PARA, 0},
	    {"furniture - - 0", "Share this:", PARA, 0},
	    {"furniture - - 0", "We use cookies to make this site better.", PARA, 0},
	    {"furniture - - 0", "cc: Leader of the Council", PARA, 0},
	    {"narrative - - 0", "Contents of the plan were agreed on page 12", PARA, 0},
	    {"narrative - - 0", "RESOLVED to do better, he wrote in his column.", PARA, 0},
	};
	CHECK(lines, SG_SOURCE_PRESS);
}

static void numbers_count_on(void **state)
{
	(void)state;
	static const Line lines[] = {
	    {"narrative - 1 0", "1. One.", PARA, 0},
	    {"narrative - 2 0", "2) Two.", PARA, 0},
	    {"narrative - - 0", "19. Practitioners went on.", PARA, 0},
	    {"narrative - 3 0", "3. Three.", PARA, 0},
	    {"narrative - - 0", "2018. Significantly, it began.", PARA, 0},
	    {"narrative - 4.1 0", "4.1 First of four.", PARA, 0},
	    {"narrative - 4.2 0", "4.2 Second of four.", PARA, 0},
	    {"narrative - - 0", "6.8 million pounds were spent.", PARA, 0},
	    {"narrative - iv 0", "iv. Roman.", PARA, 0},
	    {"narrative - 1 0", "1. A second series begins.", PARA, 0},
	    {"narrative - 7 0", "7. Six is lost,", PARA, 0},
	    {"narrative - 8 0", "8. but eight follows.", PARA, 0},
	};
	CHECK(lines, SG_SOURCE_COUNCIL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_a_report),
	    cmocka_unit_test(reads_a_letter),
	    cmocka_unit_test(keeps_the_board_apart),
	    cmocka_unit_test(says_when_a_list_is_empty),
	    cmocka_unit_test(reads_minutes),
	    cmocka_unit_test(reads_an_item_and_a_decision),
	    cmocka_unit_test(reads_a_table_of_actions),
	    cmocka_unit_test(leaves_what_was_said),
	    cmocka_unit_test(numbers_count_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
