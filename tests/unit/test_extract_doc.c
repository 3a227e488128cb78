/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Word 97-2003 documents, from small ones put together after [MS-DOC]. */
#include "ole_fixture.h"

#include "indexer/extract/office.h"

enum {
	CHARACTERS_PAGE = 2, /* pages of 512 bytes in the stream WordDocument */
	PARAGRAPHS_PAGE = 3,
	TEXT_AT = 2048,
	WIDE_AT = 3072,
	N_DOCUMENT = 4096,
	N_TABLE = 4096,
	FC = 154, /* where the offsets and sizes begin */
	CCP = 76, /* and the numbers of characters of the stories */
	CLX = 0,
	CHARACTERS = 512,
	PARAGRAPHS = 600,
	NOTE_REFERENCES = 700,
	NOTES = 800,
};

static unsigned char document[N_DOCUMENT], table[N_TABLE];

static void put_place(size_t i, uint32_t at, uint32_t n_bytes)
{
	put32(document + FC + 8 * i, at);
	put32(document + FC + 8 * i + 4, n_bytes);
}

/* Begins a document of `main` and, after it, notes and heads. */
static void begin(const char *main, const char *notes, const char *heads)
{
	memset(document, 0, sizeof document);
	memset(table, 0, sizeof table);
	put16(document, 0xa5ec);
	put16(document + 2, 0xc1);
	put16(document + 10, 0x0200);
	put16(document + 32, 14);
	put16(document + 62, 22);
	put16(document + 152, 93);
	const char *stories[] = {main, notes, heads};
	size_t n = 0;
	for (size_t i = 0; i < 3; i++) {
		memcpy(document + TEXT_AT + n, stories[i], strlen(stories[i]));
		put32(document + CCP + 4 * i, (uint32_t)strlen(stories[i]));
		n += strlen(stories[i]);
	}
	/* one piece, a byte a character */
	table[CLX] = 2;
	put32(table + CLX + 1, 16);
	put32(table + CLX + 9, (uint32_t)n);
	put32(table + CLX + 15, TEXT_AT * 2 | 0x40000000);
	put_place(33, CLX, 21);
}

/* A page of properties for stretches of the text that end at ends[i], with grpprl[i] (its length first). */
static void put_page(size_t page, const uint8_t *ends, const char *const *grpprls, size_t n, bool paragraphs)
{
	unsigned char *at = document + page * 512;
	size_t free_word = 255;
	put32(at, TEXT_AT);
	at[511] = (unsigned char)n;
	for (size_t i = 0; i < n; i++) {
		put32(at + 4 * (i + 1), TEXT_AT + ends[i]);
		size_t n_bytes = (unsigned char)grpprls[i][0];
		/* characters: a byte; paragraphs: words, less a byte */
		size_t n_words = (n_bytes + 2) / 2;
		free_word -= n_words;
		at[4 * (n + 1) + i * (paragraphs ? 13 : 1)] = (unsigned char)free_word;
		at[free_word * 2] = (unsigned char)(paragraphs ? n_words : n_bytes);
		memcpy(at + free_word * 2 + 1, grpprls[i] + 1, n_bytes);
	}
	size_t plc = paragraphs ? PARAGRAPHS : CHARACTERS;
	put32(table + plc, TEXT_AT);
	put32(table + plc + 4, TEXT_AT + ends[n - 1]);
	put32(table + plc + 8, (uint32_t)page);
	put_place(paragraphs ? 13 : 12, (uint32_t)plc, 12);
}

static GBytes *finish(void)
{
	const Stream streams[] = {
	    {"WordDocument", document, N_DOCUMENT}, {"1Table", table, N_TABLE}, {NULL, NULL, 0}};
	return make_ole(streams);
}

static void check(const char *expected)
{
	g_autoptr(GBytes) bytes = finish();
	assert_string_equal(sg_office_type(bytes, ""), SG_TYPE_DOC);
	check_blocks(sg_extract_doc, bytes, expected);
}

static void test_text(void **state)
{
	(void)state;
	begin("One\ttwo\x0bthree\x1e"
	      "four\r\rFive \x93six\x94 caf\xe9\r",
	      "", "");
	check("P One two three-four\nP Five \u201csix\u201d caf\u00e9\n");
	begin("See \x13 PAGE \x14"
	      "7\x15 and \x13 A \x13 B \x14 no \x15\x14yes\x15.\x01\x08\r",
	      "", "");
	check("P See 7 and yes.\n");
	begin("Page one\x0cPage two\r", "", "");
	check("P Page one\nP Page two\n");
}

/* Two pieces, the first written last, as a fast save leaves them; the second of two bytes a character. */
static void test_pieces(void **state)
{
	(void)state;
	begin("second\r", "", "");
	static const uint16_t WIDE[] = {'F', 0x0159, 0xd83d, 0xde00, '\r'};
	for (size_t i = 0; i < G_N_ELEMENTS(WIDE); i++)
		put16(document + WIDE_AT + 2 * i, WIDE[i]);
	put32(document + CCP, 5 + 7);
	/* a modifier of fast saves stands before the table of pieces */
	const unsigned char modifier[] = {1, 2, 0, 0x35, 0x08};
	memcpy(table, modifier, sizeof modifier);
	unsigned char *pieces = table + sizeof modifier;
	memset(pieces, 0, 64);
	pieces[0] = 2;
	put32(pieces + 1, 28);
	put32(pieces + 9, 5);
	put32(pieces + 13, 12);
	put32(pieces + 19, WIDE_AT);
	put32(pieces + 27, TEXT_AT * 2 | 0x40000000);
	put_place(33, 0, sizeof modifier + 33);
	check("P F\u0159\U0001f600\nP second\n");
}

/* A table of pieces at the start of the table stream: `n` pieces between n + 1 positions, a byte a character.
 */
static void put_pieces(const uint32_t *positions, const uint32_t *offsets, size_t n)
{
	memset(table, 0, 256);
	table[0] = 2;
	put32(table + 1, (uint32_t)(12 * n + 4));
	for (size_t i = 0; i <= n; i++)
		put32(table + 5 + 4 * i, positions[i]);
	for (size_t i = 0; i < n; i++)
		put32(table + 5 + 4 * (n + 1) + 8 * i + 2, offsets[i] * 2 | 0x40000000);
	put_place(33, 0, (uint32_t)(5 + 12 * n + 4));
}

/* Positions that go back, that are no piece at all, and that lie past the file: what comes before is read
 * once. */
static void test_hostile_pieces(void **state)
{
	(void)state;
	const uint32_t back[] = {0, 4, 0, 4, 8}, same[] = {0, 4, 4, 4, 8},
		       far[] = {0, 4, 900000, 4000000000, 4000000001};
	const uint32_t offsets[] = {TEXT_AT, TEXT_AT, TEXT_AT, TEXT_AT + 4};
	begin("One\rTwo\r", "", "");
	put_pieces(back, offsets, 4);
	check("P One\n");
	put_pieces(same, offsets, 4);
	check("P One\nP Two\n");
	put32(document + CCP, 4000000000U);
	put_pieces(far, offsets, 4);
	g_autoptr(GBytes) bytes = finish();
	g_autoptr(SgText) text = read_with(sg_extract_doc, bytes);
	assert_string_equal(block_at(text, 0)->text, "One");
}

/* A note whose text stands in several pieces, and two notes to one word. */
static void test_notes_in_pieces(void **state)
{
	(void)state;
	begin("Agreed\2.\r", "\2 By a vote.\r\r", "");
	const uint32_t positions[] = {0, 3, 9, 12, 15, 24};
	const uint32_t offsets[] = {TEXT_AT, TEXT_AT + 3, TEXT_AT + 9, TEXT_AT + 12, TEXT_AT + 15};
	put_pieces(positions, offsets, 5);
	put32(table + NOTE_REFERENCES, 6);
	put32(table + NOTE_REFERENCES + 4, 100);
	put16(table + NOTE_REFERENCES + 8, 1);
	put32(table + NOTES + 4, 13);
	put32(table + NOTES + 8, 14);
	put_place(2, NOTE_REFERENCES, 10);
	put_place(3, NOTES, 12);
	check("P Agreed.\nN 1 By a vote.\n");
}

/* A page of properties that says it has more than a page has room for. */
static void test_crowded_page(void **state)
{
	(void)state;
	begin("kept gone\r", "", "");
	const uint8_t ends[] = {5, 9, 10};
	const char *const grpprls[] = {"\0", "\3\x3c\x08\1", "\0"};
	put_page(CHARACTERS_PAGE, ends, grpprls, 3, false);
	check("P kept\n");
	for (unsigned n = 102; n <= 255; n += 51) {
		document[CHARACTERS_PAGE * 512 + 511] = (unsigned char)n;
		g_autoptr(GBytes) bytes = finish();
		g_autoptr(SgText) text = read_with(sg_extract_doc, bytes);
		g_autofree char *shown = show_blocks(text);
		assert_true(g_str_has_prefix(shown, "P ") || *shown == '\0');
	}
}

static void test_characters(void **state)
{
	(void)state;
	begin("kept gone hidden bold\rfat\r", "", "");
	const uint8_t ends[] = {5, 10, 17, 22, 26};
	const char *const grpprls[] = {"\0", "\3\x00\x08\1", "\3\x3c\x08\1", "\3\x35\x08\1", "\3\x35\x08\1"};
	/* "\x00\x08" holds a NUL, which memcpy() does not mind */
	put_page(CHARACTERS_PAGE, ends, grpprls, 5, false);
	check("P kept bold\nP fat\n");
	g_autoptr(GBytes) bytes = finish();
	g_autoptr(SgText) text = read_with(sg_extract_doc, bytes);
	assert_false(block_at(text, 0)->bold);
	assert_true(block_at(text, 1)->bold);
}

static void test_paragraphs(void **state)
{
	(void)state;
	begin("Head\rItem\ra\rb\7c\7\7after\r", "", "");
	const uint8_t ends[] = {5, 10, 12, 14, 16, 17, 23};
	/* style; ilfo 1 and ilvl 1; in a table; the end of a row */
	const char *const grpprls[] = {"\2\2\0",
				       "\x09\0\0\x0b\x46\1\0\x0a\x26\1",
				       "\5\0\0\x16\x24\1",
				       "\5\0\0\x16\x24\1",
				       "\5\0\0\x16\x24\1",
				       "\x08\0\0\x16\x24\1\x17\x24\1",
				       "\2\0\0"};
	put_page(PARAGRAPHS_PAGE, ends, grpprls, 7, true);
	check("H2 Head\nB2 Item\nR a b | c\nP after\n");
}

static void put_notes(unsigned flag)
{
	/* one reference at position 6, and the text of it from 0 to 8 */
	put32(table + NOTE_REFERENCES, 6);
	put32(table + NOTE_REFERENCES + 4, 100);
	put16(table + NOTE_REFERENCES + 8, flag);
	put32(table + NOTES + 4, 8);
	put32(table + NOTES + 8, 9);
	put_place(2, NOTE_REFERENCES, 10);
	put_place(3, NOTES, 12);
}

static void test_stories(void **state)
{
	(void)state;
	begin("Agreed\2.\rNext\r", "\2 Vote.\r\r", "Head\rHead\rFoot\r");
	put_notes(1);
	check("X Head\nX Foot\nP Agreed.\nN 1 Vote.\nP Next\n");
	begin("Agreed\2.\rNext\r", "\2 Vote.\r\r", "");
	put_notes(0);
	check("P Agreed.\nN Vote.\nP Next\n");
}

static void test_word_6(void **state)
{
	(void)state;
	begin("", "", "");
	memset(document, 0, TEXT_AT);
	put16(document, 0xa5dc);
	put16(document + 2, 101);
	put32(document + 0x18, TEXT_AT);
	put32(document + 0x34, 15);
	static const unsigned char OLD[] = "Old\ra\7b\7\7c\7\7caf\xe9\r";
	memcpy(document + TEXT_AT, OLD, sizeof OLD - 1);
	put32(document + 0x34, 16);
	check("P Old\nR a | b\nP c\nP caf\u00e9\n");
}

static void check_error(SgReason reason, const char *part)
{
	g_autoptr(GBytes) bytes = finish();
	check_refused(sg_extract_doc, bytes, reason, part);
}

static void test_refused(void **state)
{
	(void)state;
	begin("Secret\r", "", "");
	put16(document + 10, 0x0300);
	check_error(SG_REASON_ENCRYPTED, "encrypted");
	begin("Lost\r", "", "");
	put_place(33, 4000, 500);
	check_error(SG_REASON_DAMAGED, "its piece table leaves the file");
	begin("Lost\r", "", "");
	table[CLX] = 7;
	check_error(SG_REASON_DAMAGED, "it has no piece table");
	begin("Lost\r", "", "");
	put16(document + 10, 0);
	check_error(SG_REASON_DAMAGED, "has no stream 0Table");
	const Stream streams[] = {{"WordDocument", document, 10}, {"\tDRMContent", "x", 1}, {NULL, NULL, 0}};
	g_autoptr(GBytes) rights = make_ole(streams);
	check_refused(sg_extract_doc, rights, SG_REASON_ENCRYPTED, "encrypted");
}

/* Changes in the file information block and the tables, besides those anywhere. */
static void test_hostile(void **state)
{
	(void)state;
	begin("Head\rAgreed\2.\ra\7\7", "\2 Vote.\r\r", "Foot\r");
	put_notes(1);
	const uint8_t ends[] = {5, 13, 15, 16};
	const char *const grpprls[] = {"\2\2\0", "\2\0\0", "\5\0\0\x16\x24\1",
				       "\x08\0\0\x16\x24\1\x17\x24\1"};
	put_page(PARAGRAPHS_PAGE, ends, grpprls, 4, true);
	put_page(CHARACTERS_PAGE, ends, grpprls, 4, false);
	g_autoptr(GRand) random = g_rand_new_with_seed(1);
	static unsigned char good_document[N_DOCUMENT], good_table[N_TABLE];
	memcpy(good_document, document, N_DOCUMENT);
	memcpy(good_table, table, N_TABLE);
	for (int i = 0; i < 20000; i++) {
		memcpy(document, good_document, N_DOCUMENT);
		memcpy(table, good_table, N_TABLE);
		for (int k = g_rand_int_range(random, 1, 4); k > 0; k--)
			document[g_rand_int_range(random, 0, TEXT_AT)] = (unsigned char)g_rand_int(random);
		for (int k = g_rand_int_range(random, 0, 4); k > 0; k--)
			table[g_rand_int_range(random, 0, 1024)] = (unsigned char)g_rand_int(random);
		g_autoptr(GBytes) bytes = finish();
		g_autoptr(SgText) text = sg_text_new("");
		g_autoptr(GError) error = NULL;
		bool read = sg_extract_doc(bytes, text, &error);
		assert_true(read == (error == NULL));
		g_autofree char *shown = show_blocks(text);
	}
	memcpy(document, good_document, N_DOCUMENT);
	memcpy(table, good_table, N_TABLE);
	g_autoptr(GBytes) bytes = finish();
	check_hostile(sg_extract_doc, bytes, 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text),           cmocka_unit_test(test_pieces),
	    cmocka_unit_test(test_characters),     cmocka_unit_test(test_paragraphs),
	    cmocka_unit_test(test_stories),        cmocka_unit_test(test_word_6),
	    cmocka_unit_test(test_hostile_pieces), cmocka_unit_test(test_notes_in_pieces),
	    cmocka_unit_test(test_crowded_page),   cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
