/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Layout from made-up lines: 12-point type, 6 points a character, 14.5 points
 * from line to line, on pages of 600 by 840 with margins of 70.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "indexer/extract/layout.h"

#define LEFT 70.0f
#define LEADING 14.5f
#define GLYPH_WIDTH 0.5f /* of the size */

typedef struct {
	SgLayout *layout;
	float y;
} Sheet;

static Sheet new_sheet(void)
{
	return (Sheet){sg_layout_new(), 0};
}

static void new_page(Sheet *sheet)
{
	sg_layout_add_page(sheet->layout, 600, 840);
	sheet->y = 90;
}

static SgLine make_line(const char *text, float x, float y, float size)
{
	float width = GLYPH_WIDTH * size;
	SgLine line = {.x0 = x, .x_second = x, .baseline = y, .size = size, .text = (char *)text};
	line.x1 = x + width * (float)g_utf8_strlen(text, -1);
	line.y0 = y - size * 0.95f;
	line.y1 = y + size * 0.25f;
	const char *space = strchr(text, ' ');
	if (space) {
		line.x_second = x + width * (float)(g_utf8_strlen(text, space - text) + 1);
		line.second_gap = width;
	}
	return line;
}

/* Text anywhere. */
static void put(Sheet *sheet, const char *text, float x, float y)
{
	SgLine line = make_line(text, x, y, 12);
	sg_layout_add_line(sheet->layout, &line);
}

static void put_styled(Sheet *sheet, const char *text, float y, float size, bool bold)
{
	SgLine line = make_line(text, LEFT, y, size);
	line.bold = bold;
	sg_layout_add_line(sheet->layout, &line);
}

/* The next line of the page. */
static void say_at(Sheet *sheet, const char *text, float x)
{
	put(sheet, text, x, sheet->y);
	sheet->y += LEADING;
}

static void say(Sheet *sheet, const char *text)
{
	say_at(sheet, text, LEFT);
}

static void gap(Sheet *sheet)
{
	sheet->y += 8;
}

/* A full line (75 characters), so that the column has a right edge, and one that ends its paragraph. */
#define FULL "These words fill the whole of the line as far as its right edge will let it"

/* Full lines of words that no other call makes: pages do not repeat themselves. */
static void fill(Sheet *sheet)
{
	static unsigned n_lines;
	for (int i = 0; i < 6; i++) {
		g_autoptr(GString) line = g_string_new("Now");
		n_lines++;
		while (line->len < strlen(FULL))
			g_string_append_printf(line, " %c%c%c", (char)('a' + n_lines % 26),
					       (char)('a' + n_lines / 26 % 26), (char)('a' + line->len % 26));
		say(sheet, line->str);
	}
	say(sheet, "and stop.");
	gap(sheet);
}

static SgText *finish(Sheet *sheet)
{
	SgText *text = sg_text_new("application/pdf");
	sg_layout_run(sheet->layout, text);
	sg_layout_free(sheet->layout);
	return text;
}

static const SgBlock *get(const SgText *text, guint i)
{
	assert_true(i < text->blocks->len);
	return g_ptr_array_index(text->blocks, i);
}

static const SgBlock *find(const SgText *text, const char *start)
{
	for (guint i = 0; i < text->blocks->len; i++)
		if (g_str_has_prefix(get(text, i)->text, start))
			return get(text, i);
	fail_msg("no block begins \"%s\"", start);
	return NULL;
}

static void assert_block(const SgText *text, const char *whole, SgBlockKind kind)
{
	const SgBlock *block = find(text, whole);
	assert_string_equal(block->text, whole);
	assert_int_equal(block->kind, kind);
}

static guint count_kind(const SgText *text, SgBlockKind kind)
{
	guint n = 0;
	for (guint i = 0; i < text->blocks->len; i++)
		n += get(text, i)->kind == kind;
	return n;
}

/* Two lines of one paragraph after a document that has `evidence` in the middle of a line. */
static void assert_joins(const char *evidence, const char *first, const char *second, const char *whole)
{
	Sheet sheet = new_sheet();
	new_page(&sheet);
	say(&sheet, evidence);
	gap(&sheet);
	say(&sheet, first);
	say(&sheet, second);
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(text->blocks->len, 2);
	assert_string_equal(get(text, 1)->text, whole);
}

static void test_nothing(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	say(&sheet, "");
	assert_int_equal(sg_layout_get_bytes(sheet.layout), 0);
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(text->blocks->len, 0);
}

static void test_lines_join(void **state)
{
	(void)state;
	assert_joins("None.", "one", "two", "one two");
	assert_joins("A decision-making body of", "the decision-", "making is", "the decision-making is");
	assert_joins("A Decision-Making body of", "the decision-", "making, is", "the decision-making, is");
	assert_joins("It was significant that", "a signifi-", "cant gap", "a significant gap");
	/* Both forms stand: the hyphen is the file's own; neither: likewise. */
	assert_joins("re-form reform of", "the re-", "form of", "the re-form of");
	assert_joins("None.", "a multi-", "agency hub", "a multi-agency hub");
	/* The evidence may not be a broken word itself. */
	assert_joins("None of the signifi-", "a signifi-", "cant gap", "a signifi-cant gap");
	assert_joins("None of the reform-", "the re-", "form of", "the re-form of");
	assert_joins("None.", "a signifi\xC2\xAD", "cant gap", "a significant gap");
	assert_joins("None.", "a sig\xC2\xADnificant", "gap", "a significant gap");
	assert_joins("None.", "both pre-", "and post-natal", "both pre- and post-natal");
	assert_joins("None.", "in 2017\xE2\x80\x93", "18 and",
		     "in 2017\xE2\x80\x93"
		     "18 and");
	assert_joins("None.", "one \xE2\x80\x93", "or two", "one \xE2\x80\x93 or two");
	assert_joins("None.", "and/", "or", "and/or");
	assert_joins("None.", "this -", "that", "this - that");
}

/* Paragraphs of lines; the last one's text. */
static char *join_last(const char *const *lines)
{
	Sheet sheet = new_sheet();
	new_page(&sheet);
	for (; *lines; lines++) {
		if (**lines)
			say(&sheet, *lines);
		else
			gap(&sheet);
	}
	g_autoptr(SgText) text = finish(&sheet);
	return g_strdup(get(text, text->blocks->len - 1)->text);
}

/* Where a typesetter broke words, a hyphen between halves that are no words is his; where none did, it is the
 * file's. */
static void test_broken_words(void **state)
{
	(void)state;
	static const char *const broken[] = {"A significant reform of it.",
					     "",
					     "a signifi-",
					     "cant gap",
					     "",
					     "the re-",
					     "form of",
					     "",
					     "is pro-",
					     "tected from",
					     NULL};
	static const char *const compounds[] = {"A long-term decision-making body.",
						"",
						"the long-",
						"term plan",
						"",
						"the decision-",
						"making is",
						"",
						"of record-",
						"keeping was",
						NULL};
	static const char *const known_half[] = {"A significant reform is tected.",
						 "",
						 "a signifi-",
						 "cant gap",
						 "",
						 "the re-",
						 "form of",
						 "",
						 "is pro-",
						 "tected from",
						 NULL};
	g_autofree char *joined = join_last(broken);
	g_autofree char *kept = join_last(compounds);
	g_autofree char *doubtful = join_last(known_half);
	assert_string_equal(joined, "is protected from");
	assert_string_equal(kept, "of record-keeping was");
	assert_string_equal(doubtful, "is pro-tected from");
}

static void test_space_after_hyphen(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	SgLine line = make_line("the short-", LEFT, 100, 12);
	line.space_after = true;
	sg_layout_add_line(sheet.layout, &line);
	put(&sheet, "medium- and long-term", LEFT, 114.5f);
	g_autoptr(SgText) text = finish(&sheet);
	assert_string_equal(get(text, 0)->text, "the short- medium- and long-term");
}

static void test_paragraph_ends(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	say(&sheet, FULL);
	say(&sheet, "A short line that ends.");
	say(&sheet, "Another paragraph without a gap");
	say(&sheet, "that goes on after a short line");
	gap(&sheet);
	say(&sheet, "A gap parts even what goes on");
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, FULL " A short line that ends.", SG_BLOCK_PARAGRAPH);
	assert_block(text, "Another paragraph without a gap that goes on after a short line",
		     SG_BLOCK_PARAGRAPH);
	assert_block(text, "A gap parts even what goes on", SG_BLOCK_PARAGRAPH);
	assert_int_equal(text->blocks->len, 4);
}

static void test_sentence_at_full_line(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	say(&sheet, "These words fill the whole of the line and this sentence ends right here.");
	say(&sheet, "Children live well.");
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(text->blocks->len, 2);
}

static void test_bullets(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	/* The glyph stands apart, as a part of the line of its own. */
	put(&sheet, "\xEF\x82\xB7", LEFT, sheet.y);
	say_at(&sheet, "first item that is", LEFT + 30);
	say_at(&sheet, "two lines long", LEFT + 30);
	put(&sheet, "\xEF\x82\xA7", LEFT + 30, sheet.y);
	say_at(&sheet, "nested", LEFT + 60);
	say(&sheet, "\xE2\x97\xBC second");
	say(&sheet, "\xE2\x80\x93 of a sentence");
	put(&sheet, "\xE2\x80\x93", LEFT, sheet.y);
	say_at(&sheet, "third", LEFT + 30);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "\xE2\x80\xA2 first item that is two lines long", SG_BLOCK_BULLET);
	assert_block(text, "\xE2\x80\xA2 nested", SG_BLOCK_BULLET);
	assert_int_equal(find(text, "\xE2\x80\xA2 first")->level, 1);
	assert_int_equal(find(text, "\xE2\x80\xA2 nested")->level, 2);
	assert_block(text, "\xE2\x97\xBC second \xE2\x80\x93 of a sentence", SG_BLOCK_BULLET);
	assert_int_equal(find(text, "\xE2\x97\xBC")->level, 1);
	assert_block(text, "\xE2\x80\x93 third", SG_BLOCK_BULLET);
}

static void test_private_use_inside(void **state)
{
	(void)state;
	assert_joins("None.", "a tick \xEF\x83\xBC", "stays", "a tick \xEF\x83\xBC stays");
}

static void test_numbers(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	put(&sheet, "17.", LEFT, sheet.y);
	say_at(&sheet, "This visit was made in November", LEFT + 28);
	say_at(&sheet, "2018. Significantly, it was during COVID-", LEFT + 28);
	say_at(&sheet, "19. Practitioners came from 18 to", LEFT + 28);
	say_at(&sheet, "25. This visit was the third", LEFT + 28);
	put(&sheet, "18.", LEFT, sheet.y);
	say_at(&sheet, "Next", LEFT + 28);
	put(&sheet, "(a)", LEFT, sheet.y);
	say_at(&sheet, "a letter", LEFT + 28);
	put(&sheet, "4.2", LEFT, sheet.y);
	say_at(&sheet, "a section", LEFT + 28);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text,
		     "17. This visit was made in November 2018. Significantly, it was during COVID-19. "
		     "Practitioners came from 18 to 25. This visit was the third",
		     SG_BLOCK_PARAGRAPH);
	assert_block(text, "18. Next", SG_BLOCK_PARAGRAPH);
	assert_block(text, "(a) a letter", SG_BLOCK_BULLET);
	assert_block(text, "4.2 a section", SG_BLOCK_PARAGRAPH);
}

/* Numbers with an ordinary space after them count where they count on and follow a sentence. */
static void test_plain_numbers(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	say(&sheet, "1. These words fill the whole of the line as far as its right edge lets it.");
	say(&sheet, "2. These words fill the whole of the line as far as its right edge lets it.");
	say(&sheet, "7. These words count on from nothing as far as the right edge will let them");
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(text->blocks->len, 3);
	assert_string_equal(find(text, "1. ")->text,
			    "1. These words fill the whole of the line as far as its right edge lets it.");
	assert_true(strstr(find(text, "2. ")->text, "lets it. 7. These words") != NULL);
}

static void put_foot(Sheet *sheet, const char *text, const char *number)
{
	put(sheet, text, LEFT, 800);
	if (number)
		put(sheet, number, 500, 800);
}

/* A report of `n_pages`, each with a foot, a head and two paragraphs, the last of which goes on. */
static SgText *make_report(unsigned n_pages)
{
	static const char *const rests[] = {"first of all.",     "and visits families.", "but homes are few.",
					    "when needed.",      "until autumn.",        "for most children.",
					    "in three schools.", "so that help comes."};
	Sheet sheet = new_sheet();
	for (unsigned i = 1; i <= n_pages; i++) {
		g_autofree char *number = g_strdup_printf("%u", i);
		g_autofree char *head = g_strdup_printf("Part %u of the report on services in Anyshire", i);
		new_page(&sheet);
		put_foot(&sheet, "Inspection of Anyshire, 18 to 29 July 2022", number);
		put(&sheet, head, LEFT, 40);
		say(&sheet, rests[i - 1]);
		gap(&sheet);
		fill(&sheet);
		g_autofree char *last =
		    g_strdup_printf("Page %u runs on with words that fill the whole of its last line", i);
		say(&sheet, last);
	}
	return finish(&sheet);
}

static void test_heads_and_feet(void **state)
{
	(void)state;
	g_autoptr(SgText) text = make_report(8);
	assert_int_equal(count_kind(text, SG_BLOCK_HEADFOOT), 24);
	const SgBlock *block = find(text, "Page 3 runs on");
	assert_string_equal(block->text,
			    "Page 3 runs on with words that fill the whole of its last line when needed.");
	assert_int_equal(block->page, 3);
	assert_int_equal(block->page_end, 4);
	assert_string_equal(block->page_label, "3");
	/* Head, body, foot: in reading order. */
	assert_string_equal(get(text, 0)->text, "Part 1 of the report on services in Anyshire");
	assert_string_equal(get(text, 4)->text, "Inspection of Anyshire, 18 to 29 July 2022");
	assert_string_equal(get(text, 5)->text, "1");
}

static void test_two_pages(void **state)
{
	(void)state;
	g_autoptr(SgText) text = make_report(2);
	assert_int_equal(count_kind(text, SG_BLOCK_HEADFOOT), 6);
}

static void test_one_page(void **state)
{
	(void)state;
	g_autoptr(SgText) text = make_report(1);
	/* Nothing repeats; only the page's own number is known for what it is. */
	assert_block(text, "Inspection of Anyshire, 18 to 29 July 2022", SG_BLOCK_PARAGRAPH);
	assert_block(text, "1", SG_BLOCK_HEADFOOT);
}

static void add_pages(Sheet *sheet, unsigned n, const char *const feet[2], bool roman)
{
	static const char *const numbers[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};
	for (unsigned i = 0; i < n; i++) {
		new_page(sheet);
		fill(sheet);
		put_foot(sheet, feet[i % 2], NULL);
		if (roman)
			put(sheet, numbers[i], 300, 820);
	}
}

static void test_odd_and_even(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	add_pages(&sheet, 9, (const char *const[]){"Children in care", "Scrutiny committee"}, true);
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(count_kind(text, SG_BLOCK_HEADFOOT), 18);
	assert_string_equal(get(text, text->blocks->len - 1)->page_label, "ix");
}

static void test_changing_words(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	static const char *const words[] = {"help", "care", "leaders", "adoption", "findings"};
	for (unsigned i = 0; i < 10; i++) {
		g_autofree char *foot = g_strdup_printf("Anyshire inspection report 2022: %s", words[i % 5]);
		new_page(&sheet);
		fill(&sheet);
		put_foot(&sheet, foot, NULL);
	}
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(count_kind(text, SG_BLOCK_HEADFOOT), 10);
}

/* What stands beside a running head is part of it, though it says something else on every page. */
static void test_beside_head(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	for (unsigned i = 1; i <= 8; i++) {
		g_autofree char *section = g_strdup_printf("1308.%u", i * i);
		new_page(&sheet);
		put(&sheet, section, 400, 40);
		put(&sheet, "Code of Regulations", LEFT, 40);
		fill(&sheet);
	}
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(count_kind(text, SG_BLOCK_HEADFOOT), 16);
}

/* Two notes at the foot, one after the other. */
static void test_notes(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	static const char *const notes[] = {"1 The first note is long and goes", "on in a second line",
					    "2 The second note."};
	for (unsigned i = 0; i < 3; i++) {
		SgLine line = make_line(notes[i], LEFT, 700 + 11 * (float)i, 9);
		line.raised = i != 1;
		sg_layout_add_line(sheet.layout, &line);
	}
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "1 The first note is long and goes on in a second line", SG_BLOCK_NOTE);
	assert_block(text, "2 The second note.", SG_BLOCK_NOTE);
	assert_int_equal(find(text, "2 The")->font_size, 90);
}

/* Adds a line with a raised figure at `at`, `n` bytes long. */
static void say_with_figure(Sheet *sheet, const char *text, uint32_t at, uint32_t n)
{
	SgLine line = make_line(text, LEFT, sheet->y, 12);
	line.figures[line.n_figures++] = (SgFigure){at, n};
	sg_layout_add_line(sheet->layout, &line);
	sheet->y += LEADING;
}

/* A raised figure goes to the note below it on its page; without one it may be a power or a unit. */
static void test_note_figures(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	say_with_figure(&sheet, "Three went to schools,12 of whom two stayed.", 22, 2);
	gap(&sheet);
	say_with_figure(&sheet, "The site has 40 m2 of floor.", 17, 1);
	SgLine note = make_line("12 Residential special schools.", LEFT, 700, 9);
	note.raised = true;
	sg_layout_add_line(sheet.layout, &note);
	new_page(&sheet);
	fill(&sheet);
	say_with_figure(&sheet, "On another page,12 no note stands.", 16, 2);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "Three went to schools, of whom two stayed.", SG_BLOCK_PARAGRAPH);
	assert_block(text, "The site has 40 m2 of floor.", SG_BLOCK_PARAGRAPH);
	assert_block(text, "12 Residential special schools.", SG_BLOCK_NOTE);
	assert_block(text, "On another page,12 no note stands.", SG_BLOCK_PARAGRAPH);
}

/* Letters drawn after the list they stand beside belong in front of its items; one beside nothing stays. */
static void test_markers_apart(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	float first = sheet.y;
	say_at(&sheet, "the report be noted;", LEFT + 28);
	say_at(&sheet, "Cabinet be told.", LEFT + 28);
	gap(&sheet);
	say(&sheet, "The meeting ended.");
	put(&sheet, "(a)", LEFT, first);
	put(&sheet, "(b)", LEFT, first + LEADING);
	put(&sheet, "(c)", LEFT, 600);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "(a) the report be noted;", SG_BLOCK_BULLET);
	assert_block(text, "(b) Cabinet be told.", SG_BLOCK_BULLET);
	assert_non_null(find(text, "(c)"));
}

/* A line broken within a numbered paragraph is no end of it; the same line at the left edge begins another.
 */
static void test_hanging_break(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	put(&sheet, "1.", LEFT, sheet.y);
	say_at(&sheet, "These words fill the whole line as far as its right edge lets them, so", LEFT + 28);
	say_at(&sheet, "that they end.", LEFT + 28);
	say_at(&sheet, "Leaders go on.", LEFT + 28);
	say(&sheet, "Others begin.");
	g_autoptr(SgText) text = finish(&sheet);
	assert_true(g_str_has_suffix(find(text, "1. ")->text, "so that they end. Leaders go on."));
	assert_block(text, "Others begin.", SG_BLOCK_PARAGRAPH);
}

/* A heading that stands at the top of three pages far apart is no running head. */
static void test_repeated_heading(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	for (unsigned i = 1; i <= 20; i++) {
		new_page(&sheet);
		sheet.y = 60;
		g_autofree char *other = g_strnfill(10, (char)('a' + i));
		say(&sheet, i % 7 == 1 ? "Inspection findings" : other);
		gap(&sheet);
		fill(&sheet);
	}
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(find(text, "Inspection findings")->kind, SG_BLOCK_PARAGRAPH);
	assert_int_equal(count_kind(text, SG_BLOCK_HEADFOOT), 0);
}

static void test_printed_numbers_differ(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	for (unsigned i = 1; i <= 4; i++) {
		g_autofree char *number = g_strdup_printf("Page %u of 14", i + 10);
		new_page(&sheet);
		fill(&sheet);
		put(&sheet, number, 300, 820);
	}
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(count_kind(text, SG_BLOCK_HEADFOOT), 4);
	assert_string_equal(find(text, "Page 12 of 14")->page_label, "12");
	assert_int_equal(find(text, "Page 12 of 14")->page, 2);
}

/* A line of figures alone that counts nothing stays in the text. */
static void test_figures_at_foot(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	put(&sheet, "347", LEFT, 810);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "347", SG_BLOCK_PARAGRAPH);
	assert_null(find(text, "347")->page_label);
}

/* The last line of the first page and the first of the second; a note between; whether they are one. */
static const SgBlock *carry(const char *last, const char *next, SgText **ret_text)
{
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	say(&sheet, last);
	SgLine note = make_line("1 A note in small type.", LEFT, 760, 9);
	note.raised = true;
	sg_layout_add_line(sheet.layout, &note);
	new_page(&sheet);
	say(&sheet, next);
	gap(&sheet);
	fill(&sheet);
	*ret_text = finish(&sheet);
	const SgBlock *block = find(*ret_text, last);
	assert_int_equal(find(*ret_text, "1 A note")->kind, SG_BLOCK_NOTE);
	assert_string_equal(find(*ret_text, "1 A note")->text, "1 A note in small type.");
	return block;
}

static void assert_carried(const char *last, const char *next, bool carried)
{
	SgText *text;
	const SgBlock *block = carry(last, next, &text);
	assert_int_equal(block->page_end, carried ? 2 : 1);
	assert_int_equal(strlen(block->text), carried ? strlen(last) + 1 + strlen(next) : strlen(last));
	sg_text_free(text);
}

static void test_carry_over(void **state)
{
	(void)state;
	assert_carried(FULL, "Go on here.", true);
	assert_carried("A short line", "goes on in lower case.", true);
	assert_carried("one; two;", "and three.", true);
	assert_carried("A short line", "Then a capital.", false);
	assert_carried("These words fill the line and end it, as far as the right edge lets them.", "New.",
		       false);
	assert_carried(FULL, "\xE2\x80\xA2 an item", false);
}

static void test_carry_hyphen(void **state)
{
	(void)state;
	SgText *text;
	const SgBlock *block =
	    carry("These words fill the whole of the line as far as its right edge and multi-",
		  "agency work.", &text);
	assert_true(g_str_has_suffix(block->text, "multi-agency work."));
	sg_text_free(text);
}

static void test_no_carry_into_heading(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	say(&sheet, FULL);
	new_page(&sheet);
	put_styled(&sheet, "Findings", 90, 12, true);
	sheet.y = 120;
	fill(&sheet);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, FULL, SG_BLOCK_PARAGRAPH);
	assert_block(text, "Findings", SG_BLOCK_HEADING);
}

/* A numbered paragraph whose page ends with a sentence goes on where its text hangs. */
static void test_carry_hanging(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	put(&sheet, "1.", LEFT, sheet.y);
	say_at(&sheet, "These words fill the whole line as far as its right edge lets them, so", LEFT + 28);
	say_at(&sheet, "that they fill all of the line to its right edge and end a sentence now.", LEFT + 28);
	new_page(&sheet);
	say_at(&sheet, "More of it.", LEFT + 28);
	put(&sheet, "2.", LEFT, sheet.y);
	say_at(&sheet, "Next.", LEFT + 28);
	g_autoptr(SgText) text = finish(&sheet);
	assert_true(g_str_has_suffix(find(text, "1. ")->text, "sentence now. More of it."));
	assert_int_equal(find(text, "1. ")->page_end, 2);
	assert_block(text, "2. Next.", SG_BLOCK_PARAGRAPH);
}

static void test_headings(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	put_styled(&sheet, "Inspection of Anyshire local", 60, 26, false);
	put_styled(&sheet, "authority", 91, 26, false);
	put_styled(&sheet, "Lead inspector: Jane Smith", 120, 12, true);
	sheet.y = 150;
	fill(&sheet);
	put_styled(&sheet, "What needs to improve?1", 300, 14, true);
	put_styled(&sheet, "The experiences of children who need help and", 330, 12, true);
	put_styled(&sheet, "protection", 344.5f, 12, true);
	put(&sheet, "Text right below in the body's type.", LEFT, 359);
	put_styled(&sheet, "Bold words that are a sentence, and end as one.", 400, 12, true);
	put_styled(&sheet, "Jane Smith", 430, 12, true);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "Inspection of Anyshire local authority", SG_BLOCK_HEADING);
	assert_int_equal(find(text, "Inspection")->level, 1);
	assert_int_equal(find(text, "Inspection")->font_size, 260);
	assert_block(text, "Lead inspector: Jane Smith", SG_BLOCK_PARAGRAPH);
	assert_true(find(text, "Lead")->bold);
	assert_int_equal(find(text, "What needs")->level, 2);
	assert_block(text, "The experiences of children who need help and protection", SG_BLOCK_HEADING);
	assert_int_equal(find(text, "The experiences")->level, 3);
	assert_block(text, "Text right below in the body's type.", SG_BLOCK_PARAGRAPH);
	assert_block(text, "Bold words that are a sentence, and end as one.", SG_BLOCK_PARAGRAPH);
	/* A signature: nothing stands under it. */
	assert_block(text, "Jane Smith", SG_BLOCK_PARAGRAPH);
}

static void test_bold_beginning(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	put_styled(&sheet, "The committee resolved that the report of the director on all its", 300, 12,
		   true);
	put(&sheet, "services be noted.", LEFT, 314.5f);
	g_autoptr(SgText) text = finish(&sheet);
	const SgBlock *block = find(text, "The committee");
	assert_true(g_str_has_suffix(block->text, "services be noted."));
	assert_false(block->bold);
}

static void test_rows(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	put(&sheet, "Judgement", LEFT, 100);
	put(&sheet, "Grade", 300, 100);
	/* Cell by cell, the first one wrapped. */
	put(&sheet, "The impact of leaders on", LEFT, 130);
	put(&sheet, "children and families", LEFT, 144.5f);
	put(&sheet, "Inadequate", 300, 130);
	/* The label half-way between the lines of the grade. */
	put(&sheet, "1. Children who need help", LEFT, 180);
	put(&sheet, "Requires", 300, 173);
	put(&sheet, "improvement", 300, 187.5f);
	/* Line by line, close under each other. */
	put(&sheet, "A. Brown, inspector", LEFT, 220);
	put(&sheet, "C. Green, inspector", 300, 220);
	put(&sheet, "D. White, inspector", LEFT, 234.5f);
	put(&sheet, "E. Black, inspector", 300, 234.5f);
	sheet.y = 300;
	fill(&sheet);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "Judgement | Grade", SG_BLOCK_ROW);
	assert_block(text, "The impact of leaders on children and families | Inadequate", SG_BLOCK_ROW);
	assert_block(text, "1. Children who need help | Requires improvement", SG_BLOCK_ROW);
	assert_block(text, "A. Brown, inspector | C. Green, inspector", SG_BLOCK_ROW);
	assert_block(text, "D. White, inspector | E. Black, inspector", SG_BLOCK_ROW);
}

static void test_label_and_value(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	put(&sheet, "Age group:", LEFT, 300);
	put(&sheet, "All", LEFT + 90, 300);
	put(&sheet, "Published:", LEFT, 314.5f);
	put(&sheet, "2 August 2013", LEFT + 90, 314.5f);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "Age group: All", SG_BLOCK_PARAGRAPH);
	assert_block(text, "Published: 2 August 2013", SG_BLOCK_PARAGRAPH);
}

static void test_justified(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	put(&sheet, "A line of thirty characters ..", LEFT, 100);
	put(&sheet, "summarising", LEFT, 114.5f);
	put(&sheet, "the", LEFT + 100, 114.5f);
	put(&sheet, "disposal", LEFT + 132, 114.5f);
	put(&sheet, "to an end.", LEFT, 129);
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(text->blocks->len, 1);
	assert_string_equal(get(text, 0)->text,
			    "A line of thirty characters .. summarising the disposal to an end.");
}

static void test_columns(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	for (int i = 0; i < 10; i++)
		put(&sheet, "The left column has words", LEFT, 100 + (float)i * LEADING);
	for (int i = 0; i < 9; i++)
		put(&sheet, "the right column has some", 300, 100 + (float)i * LEADING);
	g_autoptr(SgText) text = finish(&sheet);
	assert_int_equal(text->blocks->len, 1);
	assert_true(strstr(get(text, 0)->text, "left column has words the right column") != NULL);
	assert_null(strstr(get(text, 0)->text, "|"));
}

/* Drawn last, standing first. */
static void test_letterhead(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	put(&sheet, "Registered office: Anytown", LEFT, 800);
	sheet.y = 300;
	fill(&sheet);
	put(&sheet, "Anyshire Council", LEFT, 60);
	g_autoptr(SgText) text = finish(&sheet);
	assert_string_equal(get(text, 0)->text, "Anyshire Council");
	assert_true(g_str_has_prefix(get(text, 1)->text, "Now "));
	assert_string_equal(get(text, 2)->text, "Registered office: Anytown");
}

static void test_rotated(void **state)
{
	(void)state;
	Sheet sheet = new_sheet();
	new_page(&sheet);
	fill(&sheet);
	SgLine line = make_line("DRAFT", 300, sheet.y - 8, 12);
	line.rotated = true;
	sg_layout_add_line(sheet.layout, &line);
	g_autoptr(SgText) text = finish(&sheet);
	assert_block(text, "DRAFT", SG_BLOCK_PARAGRAPH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nothing),
	    cmocka_unit_test(test_lines_join),
	    cmocka_unit_test(test_broken_words),
	    cmocka_unit_test(test_space_after_hyphen),
	    cmocka_unit_test(test_paragraph_ends),
	    cmocka_unit_test(test_sentence_at_full_line),
	    cmocka_unit_test(test_bullets),
	    cmocka_unit_test(test_private_use_inside),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_plain_numbers),
	    cmocka_unit_test(test_heads_and_feet),
	    cmocka_unit_test(test_two_pages),
	    cmocka_unit_test(test_one_page),
	    cmocka_unit_test(test_odd_and_even),
	    cmocka_unit_test(test_changing_words),
	    cmocka_unit_test(test_beside_head),
	    cmocka_unit_test(test_notes),
	    cmocka_unit_test(test_repeated_heading),
	    cmocka_unit_test(test_printed_numbers_differ),
	    cmocka_unit_test(test_figures_at_foot),
	    cmocka_unit_test(test_carry_over),
	    cmocka_unit_test(test_carry_hyphen),
	    cmocka_unit_test(test_no_carry_into_heading),
	    cmocka_unit_test(test_carry_hanging),
	    cmocka_unit_test(test_headings),
	    cmocka_unit_test(test_bold_beginning),
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_label_and_value),
	    cmocka_unit_test(test_justified),
	    cmocka_unit_test(test_note_figures),
	    cmocka_unit_test(test_hanging_break),
	    cmocka_unit_test(test_markers_apart),
	    cmocka_unit_test(test_columns),
	    cmocka_unit_test(test_letterhead),
	    cmocka_unit_test(test_rotated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
