/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What was resolved, recommended and to be done, and the formal parts, as different clerks write them. */
#include "tests/support/support.h"

#include "indexer/structure/unit.h"

#define PROSE "Members heard that planning would be slow, and that nobody knew what it would cost the county."

typedef struct {
	const char *wanted; /* "kind section number" of the unit */
	const char *text;
	SgBlockKind kind;
} Line;

static char *show(const SgUnit *unit)
{
	const char *section = sg_section_name(unit->section);
	return g_strdup_printf("%s %s %s", sg_kind_name(unit->kind), section ? section : "-",
			       unit->number ? unit->number : "-");
}

/* Lines of minutes below an item's title. */
static void check(const Line *lines, size_t n_lines)
{
	g_autoptr(SgText) text = sg_text_new("text/html");
	g_autoptr(SgDocument) document = sg_document_new();
	document->source = SG_SOURCE_MINUTES;
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("Present: Councillor B Ormerod (Chairman)"));
	sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup("7. CHILDREN IN CARE"));
	for (size_t i = 0; i < n_lines; i++)
		sg_text_add(text, lines[i].kind, g_strdup(lines[i].text));
	g_autoptr(GPtrArray) units = sg_units_new(text, document);
	sg_structure_mark(units, document);
	for (guint i = 0; i < n_lines; i++) {
		g_autofree char *got = show(sg_unit_at(units, i + 2));
		check_string(got, lines[i].wanted, lines[i].text);
	}
}

#define CHECK(...)                                                                                           \
	do {                                                                                                 \
		static const Line lines[] = {__VA_ARGS__};                                                   \
		check(lines, G_N_ELEMENTS(lines));                                                           \
	} while (0)

/* One line, then prose, which belongs to no list. */
static void openings(void **state)
{
	(void)state;
	static const struct {
		const char *wanted, *text;
	} cases[] = {
	    {"resolution resolved -", "RESOLVED: That the report be noted."},
	    {"resolution resolved -", "RESOLVED – That the report be noted."},
	    {"resolution resolved -", "RESOLVED that the report be noted."},
	    {"resolution resolved -", "RESOLVED UNANIMOUSLY that the report be noted."},
	    {"resolution resolved -", "Resolved: the report be noted."},
	    {"resolution resolved -", "Resolved – that the report be noted."},
	    {"resolution resolved -", "It was resolved that the report be noted."},
	    {"resolution resolved -", "IT WAS AGREED that the report be noted."},
	    {"resolution resolved -", "It was RESOLVED that the report be noted."},
	    {"resolution resolved -", "The Committee RESOLVED to note the report."},
	    {"resolution resolved -", "The Committee therefore RESOLVED that the report be noted."},
	    {"resolution resolved -", "Cabinet resolved to note the report."},
	    {"resolution resolved -", "Resolution: the report was noted."},
	    {"resolution decision -", "DECISION: the report was noted."},
	    {"recommendation recommendations -", "RECOMMENDED that Cabinet look again."},
	    {"recommendation recommendations -", "Recommendation 3: look again."},
	    {"recommendation recommendations -", "RECOMMENDATION(S): look again."},
	    {"action actions -", "ACTION: Director to report in May"},
	    {"action actions -", "Action – Director to report in May"},
	    {"action actions -", "Action by: Director, May"},
	    {"resolution decision -", "Decision 3: note the report."},
	    {"resolution resolved -", "Resolved that the report be noted."},
	    /* words that only look like it */
	    {"narrative - -",
	     "Resolved 12 of the 30 complaints, the Director told the panel when she was asked."},
	    {"narrative - -",
	     "Resolved cases were fewer than in the year before, the Director told the panel."},
	    {"narrative - -",
	     "The Director said that the matter had been resolved that very morning, she thought."},
	    {"narrative - -",
	     "The complaint was heard.  It had been resolved to everybody’s liking by the spring."},
	    {"narrative - -", "Action was slow, and a member asked why it had taken the whole of the year."},
	    {"narrative - -", "Agreed dates had slipped, and a member asked why they had been set at all."},
	    {"narrative - -",
	     "Decisions are taken too late for children, members heard, and not written down."},
	    {"narrative - -",
	     "Recommendations had been made before, a member said, and nothing had come of them."},
	    {"narrative - -", "Members agreed that it was a sorry tale and that it had been told before."},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		Line lines[] = {{cases[i].wanted, cases[i].text, SG_BLOCK_PARAGRAPH},
				{"narrative - -", PROSE, SG_BLOCK_PARAGRAPH}};
		check(lines, G_N_ELEMENTS(lines));
	}
}

static void lists_of_what_was_resolved(void **state)
{
	(void)state;
	CHECK({"resolution resolved -", "RESOLVED:", SG_BLOCK_PARAGRAPH},
	      {"resolution resolved (a)", "(a) That the report be noted; and", SG_BLOCK_PARAGRAPH},
	      {"resolution resolved (b)", "(b) That the Director report in May.", SG_BLOCK_PARAGRAPH},
	      {"narrative - -", PROSE, SG_BLOCK_PARAGRAPH});
	CHECK({"resolution resolved -", "RESOLVED – That", SG_BLOCK_PARAGRAPH},
	      {"resolution resolved 1", "1. the report be noted", SG_BLOCK_PARAGRAPH},
	      {"resolution resolved 2", "2. the Director report in May", SG_BLOCK_PARAGRAPH},
	      {"narrative - -", PROSE, SG_BLOCK_PARAGRAPH});
	CHECK({"resolution resolved -", "The Committee RESOLVED:", SG_BLOCK_PARAGRAPH},
	      {"resolution resolved -", "the report be noted;", SG_BLOCK_BULLET},
	      {"resolution resolved -", "the Director report in May.", SG_BLOCK_BULLET},
	      {"action actions -", "ACTION: Director", SG_BLOCK_PARAGRAPH},
	      {"narrative - -", PROSE, SG_BLOCK_PARAGRAPH});
	CHECK({"recommendation recommendations -", "RECOMMENDATIONS", SG_BLOCK_PARAGRAPH},
	      {"recommendation recommendations (i)", "(i) Cabinet look again;", SG_BLOCK_PARAGRAPH},
	      {"recommendation recommendations (ii)", "(ii) Council be told.", SG_BLOCK_PARAGRAPH},
	      {"resolution resolved -", "RESOLVED: That they be accepted.", SG_BLOCK_PARAGRAPH},
	      {"procedural - 8", "8. FOSTERING", SG_BLOCK_PARAGRAPH},
	      {"narrative - -", PROSE, SG_BLOCK_PARAGRAPH});
}

static void titles_that_name_lists(void **state)
{
	(void)state;
	CHECK({"procedural - -", "ACTION PLAN", SG_BLOCK_PARAGRAPH},
	      {"narrative - -", PROSE, SG_BLOCK_PARAGRAPH});
	CHECK({"procedural - 8", "8. RECOMMENDATIONS TRACKER", SG_BLOCK_PARAGRAPH},
	      {"narrative - 8.1", "8.1 " PROSE, SG_BLOCK_PARAGRAPH});
	CHECK({"procedural - 8", "8. DECISION-MAKING IN COURT", SG_BLOCK_PARAGRAPH},
	      {"narrative - -", PROSE, SG_BLOCK_PARAGRAPH});
}

static void tables_of_actions(void **state)
{
	(void)state;
	CHECK({"procedural - -", "Ref | Action required | By", SG_BLOCK_ROW},
	      {"action actions -", "1 | Write to the Board | Director", SG_BLOCK_ROW},
	      {"action actions -", "2 | Ask again | Clerk", SG_BLOCK_ROW},
	      {"narrative - -", PROSE, SG_BLOCK_PARAGRAPH},
	      {"narrative - -",
	       "2018 | 310 children | none of them asked for in the budget of the year before this",
	       SG_BLOCK_ROW});
}

static void formalities(void **state)
{
	(void)state;
	CHECK({"procedural - 8", "8. DECLARATIONS OF INTEREST", SG_BLOCK_PARAGRAPH},
	      {"procedural - -", "Councillor Moss declared that she is a foster carer.", SG_BLOCK_PARAGRAPH},
	      {"procedural - 9", "9. MINUTES", SG_BLOCK_PARAGRAPH},
	      {"resolution resolved -", "RESOLVED: That the minutes be signed.", SG_BLOCK_PARAGRAPH},
	      {"procedural - 10", "10. CARE LEAVERS", SG_BLOCK_PARAGRAPH},
	      {"procedural - -", "To receive a report on care leavers.", SG_BLOCK_PARAGRAPH},
	      {"narrative - -", PROSE, SG_BLOCK_PARAGRAPH},
	      {"procedural - -", "The meeting closed at 4.10 pm.", SG_BLOCK_PARAGRAPH},
	      {"procedural - -", "Chairman ______________", SG_BLOCK_PARAGRAPH},
	      {"procedural - -", "Chair", SG_BLOCK_PARAGRAPH},
	      {"narrative - -",
	       "Chair and officers agreed to look again at what the county can afford to pay.",
	       SG_BLOCK_PARAGRAPH});
}

/* Letters that number paragraphs of speech are no list of the item before. */
static void speech_after_a_list(void **state)
{
	(void)state;
	CHECK({"resolution resolved -", "RESOLVED: That the report be noted.", SG_BLOCK_PARAGRAPH},
	      {"procedural - 8", "8. QUESTIONS", SG_BLOCK_PARAGRAPH},
	      {"narrative - -",
	       "Mr Hale asked why the post had been empty since the spring of the last year.",
	       SG_BLOCK_PARAGRAPH},
	      {"narrative - 8.1", "8.1 The Director replied that it had been advertised three times since.",
	       SG_BLOCK_PARAGRAPH});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(openings),
	    cmocka_unit_test(lists_of_what_was_resolved),
	    cmocka_unit_test(titles_that_name_lists),
	    cmocka_unit_test(tables_of_actions),
	    cmocka_unit_test(formalities),
	    cmocka_unit_test(speech_after_a_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
