/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How mail says in seven bits what has more: encoded words (RFC 2047), parameters (RFC 2231),
 * quoted-printable and base64 (RFC 2045), format=flowed (RFC 3676); and what real programs make of these
 * rules.
 */
#include "tests/unit/extract_fixture.h"

#include "base/limits.h"

#include <string.h>

#define HEAD "From: Jo Marsh <jo.marsh@aldenshire.example>\r\nMIME-Version: 1.0\r\n"

static SgText *read_mail(const char *mail)
{
	g_autoptr(GBytes) bytes = g_bytes_new(mail, strlen(mail));
	g_autoptr(GError) error = NULL;
	SgText *text = sg_text_new("message/rfc822");
	if (!sg_extract_mail(bytes, text, &error))
		fail_msg("%s", error->message);
	return text;
}

static void check_blocks(const char *mail, const char *expected)
{
	g_autoptr(SgText) text = read_mail(mail);
	g_autofree char *blocks = show_blocks(text);
	assert_string_equal(blocks, expected);
}

/* ---- The head ---- */

static void test_subjects(void **state)
{
	(void)state;
	static const struct {
		const char *raw, *shown;
	} CASES[] = {
	    /* RFC 2047, 8: white space between encoded words is none of the text, beside them it is */
	    {"=?ISO-8859-1?Q?a?=", "a"},
	    {"=?ISO-8859-1?Q?a?= b", "a b"},
	    {"=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"},
	    {"=?ISO-8859-1?Q?a?=\r\n  =?ISO-8859-1?Q?b?=", "ab"},
	    {"=?ISO-8859-1?Q?a_b?=", "a b"},
	    {"=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"},
	    {"=?utf-8?q?Sch=C3=B6n?= und =?utf-8?b?Z3V0?=", "Sch\u00f6n und gut"},
	    {"=?windows-1252?Q?Children=92s_homes_=96_=A31m?=", "Children\u2019s homes \u2013 \u00a31m"},
	    {"=?koi8-r?B?8NLJ18XU?=", "\u041f\u0440\u0438\u0432\u0435\u0442"},
	    {"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "\u65e5\u672c"},
	    {"=?utf-8*en?Q?language?=", "language"},
	    /* what is no encoded word stays as it is */
	    {"=? what?", "=? what?"},
	    {"a =?utf-8?X?b?= c", "a =?utf-8?X?b?= c"},
	    {"Minutes\r\n\tof 3 May", "Minutes of 3 May"},
	    {"  spaced   out  ", "spaced out"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *mail =
		    g_strconcat(HEAD "Subject: ", CASES[i].raw, "\r\n\r\nText.\r\n", NULL);
		g_autoptr(SgText) text = read_mail(mail);
		assert_string_equal(sg_text_get_meta(text, "title"), CASES[i].shown);
	}
}

/* Bytes that no rule allows are kept as far as they mean something, and the value is valid UTF-8. */
static void test_raw_bytes(void **state)
{
	(void)state;
	g_autoptr(SgText) utf8 = read_mail(HEAD "Subject: Caf\u00e9 plans\r\n\r\nText.\r\n");
	assert_string_equal(sg_text_get_meta(utf8, "title"), "Caf\u00e9 plans");
	g_autoptr(SgText) latin = read_mail(HEAD "Subject: Caf\xe9 plans\r\n\r\nText.\r\n");
	const char *title = sg_text_get_meta(latin, "title");
	assert_true(g_utf8_validate(title, -1, NULL));
	assert_true(g_str_has_prefix(title, "Caf") && g_str_has_suffix(title, " plans"));
	g_autoptr(SgText) cut = read_mail(HEAD "Subject: =?utf-8?Q?=E2=82?=\r\n\r\nText.\r\n");
	const char *rest = sg_text_get_meta(cut, "title");
	assert_true(!rest || g_utf8_validate(rest, -1, NULL));
}

static void test_people(void **state)
{
	(void)state;
	static const struct {
		const char *raw, *shown;
	} CASES[] = {
	    {"\"Marsh, Jo\" <jo@example.org>", "Marsh, Jo"},
	    {"jo@example.org (Jo Marsh)", "Jo Marsh"},
	    {"jo@example.org", "jo@example.org"},
	    {"<jo@example.org>", "jo@example.org"},
	    {"=?utf-8?Q?Ren=C3=A9e_O'Neil?= <r@example.org>, Al <a@example.org>", "Ren\u00e9e O'Neil, Al"},
	    {"\"=?utf-8?Q?Ren=C3=A9e?=\" <r@example.org>", "Ren\u00e9e"},
	    {"Cabinet: jo@example.org, al@example.org;", "Cabinet"},
	    {"Jo\r\n Marsh <jo@example.org>", "Jo Marsh"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *mail =
		    g_strconcat("From: ", CASES[i].raw, "\r\nSubject: x\r\n\r\nText.\r\n", NULL);
		g_autoptr(SgText) text = read_mail(mail);
		assert_string_equal(sg_text_get_meta(text, "author"), CASES[i].shown);
	}
}

static void test_dates(void **state)
{
	(void)state;
	static const struct {
		const char *raw, *shown; /* NULL: none */
	} CASES[] = {
	    {"Fri, 03 May 2019 10:00:00 +0100", "2019-05-03T10:00:00"},
	    {"3 May 2019 10:00 GMT", "2019-05-03T10:00:00"},
	    {"Fri, 3 May 2019 00:10:00 +0100 (BST)", "2019-05-03T00:10:00"},
	    /* RFC 5322, 4.3: two figures up to 49 are of this century */
	    {"3 May 09 10:00:00 +0000", "2009-05-03T10:00:00"},
	    {"sometime in May", NULL},
	    {"", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *mail = g_strconcat(HEAD "Date: ", CASES[i].raw, "\r\n\r\nText.\r\n", NULL);
		g_autoptr(SgText) text = read_mail(mail);
		const char *published = sg_text_get_meta(text, "published");
		if (CASES[i].shown)
			assert_string_equal(published, CASES[i].shown);
		else
			assert_null(published);
	}
}

/* ---- Bodies ---- */

#define BODY(type, encoding, body)                                                                           \
	HEAD "Content-Type: " type "\r\nContent-Transfer-Encoding: " encoding "\r\n\r\n" body

static void test_quoted_printable(void **state)
{
	(void)state;
	check_blocks(BODY("text/plain; charset=utf-8", "quoted-printable",
			  "Caf=C3=A9=20plans=\r\n cost =C2=A35=0A\r\nEnd.=\r\n"),
		     "P Caf\u00e9 plans cost \u00a35\nP End.\n");
	/* RFC 2045, 6.7: blanks at the end of a line were added on the way; a bare "=" is kept */
	check_blocks(BODY("text/plain; charset=utf-8", "quoted-printable", "a = b   \r\nand 2=3 x=zz\r\n"),
		     "P a = b and 2=3 x=zz\n");
	/* an equals sign in an address or a sum, where nothing was encoded */
	check_blocks(BODY("text/plain", "7bit", "See http://example.org/?a=20&b=3D for details\r\n"),
		     "P See http://example.org/?a=20&b=3D for details\n");
	check_blocks(BODY("text/plain", "QUOTED-PRINTABLE", "4 =3D 2 + 2\r\n"), "P 4 = 2 + 2\n");
}

static void test_base64(void **state)
{
	(void)state;
	check_blocks(BODY("text/plain; charset=utf-8", "base64", "VGhlIGJv\r\nYXJkIG1ldC4=\r\n"),
		     "P The board met.\n");
	check_blocks(BODY("text/plain; charset=utf-8", "base64", "VGhl!IGJvYXJk?IG1l\r\n \r\ndC4=\r\n"),
		     "P The board met.\n");
	check_blocks(BODY("text/plain; charset=utf-16le", "base64",
			  "VABoAGUAIABiAG8AYQByAGQAIABtAGUAdAAgAGEAdAAgAHQAaABlACAAYwBhAGYA6QAuAA==\r\n"),
		     "P The board met at the caf\u00e9.\n");
}

static void test_uuencode(void **state)
{
	(void)state;
	check_blocks(
	    BODY("text/plain", "x-uuencode", "begin 644 a.txt\r\n.5&AE(&)O87)D(&UE=\"X\r\n`\r\nend\r\n"),
	    "P The board met.\n");
}

/* What is declared, what is not, and what is declared wrongly. */
static void test_character_sets(void **state)
{
	(void)state;
	static const struct {
		const char *type, *body, *shown;
	} CASES[] = {
	    {"text/plain; charset=iso-8859-1", "caf\xe9 \x91x\x92", "caf\u00e9 \u2018x\u2019"},
	    {"text/plain; charset=\"ISO-8859-15\"", "\xa4 5", "\u20ac 5"},
	    {"text/plain; charset=utf-8", "caf\u00e9", "caf\u00e9"},
	    {"text/plain; charset=us-ascii", "caf\u00e9 bar", "caf\u00e9 bar"},
	    {"text/plain", "caf\u00e9 bar", "caf\u00e9 bar"},
	    {"text/plain",
	     "\xa3"
	     "5 for the caf\xe9 of the town",
	     "\u00a35 for the caf\u00e9 of the town"},
	    {"text/plain; charset=no-such-set",
	     "\xa3"
	     "5 for all of them",
	     "\u00a35 for all of them"},
	    {"text/plain; charset=windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2",
	     "\u041f\u0440\u0438\u0432\u0435\u0442"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autofree char *mail = g_strconcat(HEAD "Content-Type: ", CASES[i].type, "\r\n\r\n",
						    CASES[i].body, "\r\n", NULL);
		g_autofree char *expected = g_strdup_printf("P %s\n", CASES[i].shown);
		check_blocks(mail, expected);
	}
}

#define FLOWED "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"

/* RFC 3676: a blank at the end of a line joins it to the next; one in front of it was put there. */
static void test_flowed(void **state)
{
	(void)state;
	check_blocks(HEAD FLOWED
		     "The board met in Kelmouth on Monday and agreed \r\n"
		     "that visits \r\nare to be made weekly.\r\n\r\n From the chair: \r\nthanks.\r\n",
		     "P The board met in Kelmouth on Monday and agreed that visits are to be made weekly.\n"
		     "P From the chair: thanks.\n");
	check_blocks(HEAD FLOWED "> Children wait too long \r\n> for a visit.\r\n\r\nYes.\r\n",
		     "Q Children wait too long for a visit.\nP Yes.\n");
}

/* ---- Names of attachments ---- */

static void check_name(const char *fields, const char *expected)
{
	g_autofree char *mail = g_strconcat(HEAD "Content-Type: multipart/mixed; boundary=y\n\n--y\n", fields,
					    "\n\nx\n--y--\n", NULL);
	g_autoptr(SgText) text = read_mail(mail);
	assert_int_equal(text->parts->len, 1);
	const SgPart *part = g_ptr_array_index(text->parts, 0);
	assert_string_equal(part->name, expected);
}

#define FILE_OF(parameters) "Content-Type: application/pdf\nContent-Disposition: attachment; " parameters

static void test_names(void **state)
{
	(void)state;
	check_name(FILE_OF("filename=plain.pdf"), "plain.pdf");
	check_name(FILE_OF("filename=\"two words.pdf\""), "two words.pdf");
	check_name(FILE_OF("filename=\"a\\\"b.pdf\""), "a\"b.pdf");
	/* RFC 2231, 3 and 4 */
	check_name(FILE_OF("filename*=iso-8859-1'en'caf%E9.pdf"), "caf\u00e9.pdf");
	check_name(FILE_OF("filename*0=\"a very \"; filename*1=\"long name.pdf\""), "a very long name.pdf");
	check_name(FILE_OF("filename*0*=utf-8''caf%C3%A9;\n filename*1=\" plans.pdf\""),
		   "caf\u00e9 plans.pdf");
	check_name(FILE_OF("filename*1=second; filename*0=first-"), "first-second");
	/* not allowed, and common: an encoded word in quotes */
	check_name(FILE_OF("filename=\"=?utf-8?Q?caf=C3=A9.pdf?=\""), "caf\u00e9.pdf");
	check_name("Content-Type: application/pdf; name=\"=?utf-8?B?Y2Fmw6kucGRm?=\"", "caf\u00e9.pdf");
	check_name("Content-Type: application/pdf", "attachment 1");
	check_name(FILE_OF("filename=\"\""), "attachment 1");
	check_name(FILE_OF("filename=caf\xc3\xa9.pdf"), "caf\u00e9.pdf");
}

static void test_long_names(void **state)
{
	(void)state;
	for (size_t extra = 0; extra <= 1; extra++) {
		g_autofree char *name = g_strnfill(SG_MAX_PART_NAME + extra, 'n');
		g_autofree char *fields = g_strdup_printf(FILE_OF("filename=%s"), name);
		name[SG_MAX_PART_NAME] = '\0';
		check_name(fields, name);
	}
	/* a character of two bytes that would be cut is left out */
	g_autofree char *name = g_strnfill(SG_MAX_PART_NAME - 1, 'n');
	g_autofree char *fields = g_strdup_printf(FILE_OF("filename=\"%s\u00e9\""), name);
	check_name(fields, name);
}

/* ---- Parts in parts ---- */

/* As Outlook and Apple Mail nest them: mixed around related around alternative. */
static void test_nested(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    read_mail(HEAD "Content-Type: multipart/mixed; boundary=m\n\nThis is a message in MIME.\n"
			   "--m\nContent-Type: multipart/related; boundary=r\n\n"
			   "--r\nContent-Type: multipart/alternative; boundary=a\n\n"
			   "--a\nContent-Type: text/plain\n\nThe plain words.\n"
			   "--a\nContent-Type: text/html\n\n<p>The page.</p>\n--a--\n"
			   "--r\nContent-Type: image/png; name=logo.png\nContent-ID: <1>\n"
			   "Content-Disposition: inline; filename=logo.png\n\nPNG\n--r--\n"
			   "--m\nContent-Type: application/pdf; name=paper.pdf\n\nPDF\n"
			   "--m\nContent-Type: text/plain\n\nAdded by a list.\n--m--\nAfter the end.\n");
	g_autofree char *blocks = show_blocks(text);
	assert_string_equal(blocks, "P The plain words.\nP Added by a list.\n");
	assert_int_equal(text->parts->len, 1);
	assert_string_equal(((const SgPart *)g_ptr_array_index(text->parts, 0))->name, "paper.pdf");
}

/* Ends that were lost on the way, and boundaries that look like each other. */
static void test_broken_boundaries(void **state)
{
	(void)state;
	check_blocks(HEAD
		     "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nCut off",
		     "P Cut off\n");
	check_blocks(HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne.\n--bb\nTwo.\n--b--\n",
		     "P One. --bb Two.\n");
	check_blocks(HEAD "Content-Type: multipart/mixed; boundary=\"b c\"\n\n--b c\n\nOne.\n--b c--\n",
		     "P One.\n");
	check_blocks(HEAD "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; "
			  "boundary=i\n\n--i\n\nInner.\n--o\n\nOuter.\n--o--\n",
		     "P Inner.\nP Outer.\n");
}

/* ---- Pages ---- */

static void test_page_alone(void **state)
{
	(void)state;
	check_blocks(
	    BODY("text/html; charset=utf-8", "quoted-printable",
		 "<html><head><title>No</title><style>p {}</style></head><body>=\r\n<p>Dear <b>Alex</b>,"
		 "</p><p>visits cost =C2=A35.</p><table><tr><td>Kelmouth</td><td>12</td></tr>"
		 "<tr><td>Alden</td><td>7</td></tr></table></body></html>\r\n"),
	    "P Dear Alex,\nP visits cost \u00a35.\nR Kelmouth | 12\nR Alden | 7\n");
	/* the page's own word on its character set counts where the mail says nothing */
	check_blocks(
	    BODY("text/html", "8bit",
		 "<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2 \xcf\xf0\xe8\xe2\xe5\xf2</p>\r\n"),
	    "P \u041f\u0440\u0438\u0432\u0435\u0442 \u041f\u0440\u0438\u0432\u0435\u0442\n");
}

/* ---- Mailboxes ---- */

static void check_messages(const char *mailbox, const char *const *expected)
{
	g_autoptr(GBytes) bytes = g_bytes_new(mailbox, strlen(mailbox));
	g_autoptr(SgText) text = sg_text_new("application/mbox");
	assert_true(sg_extract_mbox(bytes, text, NULL));
	for (guint i = 0; i < text->parts->len; i++) {
		const SgPart *part = g_ptr_array_index(text->parts, i);
		gsize n_bytes = 0;
		const char *message = g_bytes_get_data(part->bytes, &n_bytes);
		assert_non_null(expected[i]);
		g_autofree char *shown = g_strndup(message, n_bytes);
		assert_string_equal(shown, expected[i]);
	}
	assert_null(expected[text->parts->len]);
}

#define FROM "From jo@example.org Fri May  3 10:00:00 2019\n"

static void test_from_lines(void **state)
{
	(void)state;
	/* a line of text that begins so is marked; one mark is taken off, of any number */
	const char *const marked[] = {"A: b\n\n>From here on\nFrom there\n>> From\n>>From mark\n\n", NULL};
	check_messages(FROM "A: b\n\n>>From here on\n>From there\n>> From\n>>>From mark\n\n", marked);
	/* it separates only after an empty line, and before a head */
	const char *const one[] = {"A: b\n\nText\n" FROM "A: b\n\n" FROM "no head\n", NULL};
	check_messages(FROM "A: b\n\nText\n" FROM "A: b\n\n" FROM "no head\n", one);
	const char *const two[] = {"A: b\r\n\r\nText\r\n\r\n", "C: d\r\n\r\n", NULL};
	check_messages("From a Fri May  3 10:00:00 2019\r\nA: b\r\n\r\nText\r\n\r\n"
		       "From c Sat May  4 10:00:00 2019\r\nC: d\r\n\r\n",
		       two);
}

static int set_up(void **state)
{
	(void)state;
	sg_extract_html_warm();
	sg_extract_mail_warm();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_subjects),
	    cmocka_unit_test(test_raw_bytes),
	    cmocka_unit_test(test_people),
	    cmocka_unit_test(test_dates),
	    cmocka_unit_test(test_quoted_printable),
	    cmocka_unit_test(test_base64),
	    cmocka_unit_test(test_uuencode),
	    cmocka_unit_test(test_character_sets),
	    cmocka_unit_test(test_flowed),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_long_names),
	    cmocka_unit_test(test_nested),
	    cmocka_unit_test(test_broken_boundaries),
	    cmocka_unit_test(test_page_alone),
	    cmocka_unit_test(test_from_lines),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
