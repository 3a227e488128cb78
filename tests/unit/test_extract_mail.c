/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Mail and mailboxes.  Expectations come from RFC 5322 (fields), RFC 2045 to 2047 (MIME, encoded words),
 * RFC 3676 (quotation marks, signature line), RFC 4155 (mailboxes) and base/limits.h.
 */
#include "tests/unit/extract_fixture.h"

#include "base/limits.h"
#include "indexer/worker.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAD                                                                                                 \
	"From: Jo Marsh <jo.marsh@aldenshire.example>\r\n"                                                   \
	"To: Scrutiny <scrutiny@aldenshire.example>, clerk@aldenshire.example\r\n"                           \
	"Date: Tue, 14 May 2019 23:40:00 -0500\r\n"                                                          \
	"Subject: Caseloads in Kelmouth\r\n"                                                                 \
	"Message-ID: <1@aldenshire.example>\r\n"                                                             \
	"MIME-Version: 1.0\r\n"
#define PLAIN "Content-Type: text/plain; charset=utf-8\r\n\r\n"

static SgText *read_mail(const char *mail)
{
	g_autoptr(GBytes) bytes = g_bytes_new(mail, strlen(mail));
	g_autoptr(GError) error = NULL;
	SgText *text = sg_text_new("message/rfc822");
	if (!sg_extract_mail(bytes, text, &error))
		fail_msg("%s", error->message);
	return text;
}

static void assert_blocks(const char *mail, const char *expected)
{
	g_autoptr(SgText) text = read_mail(mail);
	g_autofree char *blocks = show_blocks(text);
	assert_string_equal(blocks, expected);
}

/* One line a part: name, size, reason, message. */
static char *show_parts(const SgText *text)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < text->parts->len; i++) {
		const SgPart *part = g_ptr_array_index(text->parts, i);
		if (part->bytes)
			g_string_append_printf(out, "%s %zu\n", part->name, g_bytes_get_size(part->bytes));
		else
			g_string_append_printf(out, "%s: %s, %s\n", part->name, sg_reason_name(part->reason),
					       part->message);
	}
	return g_string_free(out, FALSE);
}

static void assert_parts(const SgText *text, const char *expected)
{
	g_autofree char *parts = show_parts(text);
	assert_string_equal(parts, expected);
}

static void assert_part_bytes(const SgText *text, guint i, const char *expected)
{
	assert_in_range(i, 0, text->parts->len - 1);
	const SgPart *part = g_ptr_array_index(text->parts, i);
	assert_non_null(part->bytes);
	gsize n_bytes;
	const char *bytes = g_bytes_get_data(part->bytes, &n_bytes);
	assert_int_equal(n_bytes, strlen(expected));
	assert_memory_equal(bytes, expected, n_bytes);
}

static void test_head(void **state)
{
	(void)state;
	g_autoptr(SgText) text = read_mail(HEAD PLAIN "Text.\r\n");
	g_autofree char *meta = show_meta(text);
	/* the day by the sender's clock, though it was the 15th elsewhere */
	assert_string_equal(meta, "title=Caseloads in Kelmouth (mail)\n"
				  "author=Jo Marsh (mail)\n"
				  "to=Scrutiny, clerk@aldenshire.example (mail)\n"
				  "published=2019-05-14T23:40:00 (mail)\n");
	assert_false(text->archive);
	assert_int_equal(text->n_pages, 0);
}

static void test_encoded_head(void **state)
{
	(void)state;
	g_autoptr(SgText) text = read_mail("From: =?iso-8859-1?Q?Andr=E9?= Pirard <a@example.org>\r\n"
					   "Subject: =?utf-8?B?Q2Fmw6kg4oCTIHBsYW5z?=\r\n"
					   " folded\r\n\r\nText.\r\n");
	assert_string_equal(sg_text_get_meta(text, "author"), "André Pirard");
	assert_string_equal(sg_text_get_meta(text, "title"), "Café – plans folded");
	assert_null(sg_text_get_meta(text, "published"));
}

static void test_plain(void **state)
{
	(void)state;
	assert_blocks(HEAD PLAIN
		      "Dear Alex\r\n\r\n"
		      "Caseloads rose to 24 children for each social worker in the spring, which is\r\n"
		      "more than the plan allows.\r\n\r\n"
		      "Jo\r\n",
		      "P Dear Alex\n"
		      "P Caseloads rose to 24 children for each social worker in the spring, which is more "
		      "than the plan allows.\n"
		      "P Jo\n");
	assert_blocks(HEAD "Content-Type: text/plain; charset=windows-1252\r\n"
			   "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
			   "The council=92s plan costs =A35 for every soft=\r\nly broken line.\r\n",
		      "P The council’s plan costs £5 for every softly broken line.\n");
	assert_blocks(HEAD "Content-Type: text/plain; charset=utf-8\r\n"
			   "Content-Transfer-Encoding: base64\r\n\r\n"
			   "Q2hpbGRyZW4gd2FpdCB0b28gbG9uZy4K\r\n",
		      "P Children wait too long.\n");
	/* without any MIME field: RFC 822 */
	assert_blocks("From: a@example.org\n\nOld mail.\n", "P Old mail.\n");
}

static void test_quotations(void **state)
{
	(void)state;
	assert_blocks(HEAD PLAIN "I agree with this.\n\n"
				 "On 3 May 2019, Alex Reed wrote:\n"
				 "> Children wait too long for a\n"
				 "> first visit.\n"
				 ">\n"
				 "> Why is that?\n"
				 ">> An older remark.\n"
				 "\nBecause posts are vacant.\n",
		      "P I agree with this.\n"
		      "Q On 3 May 2019, Alex Reed wrote:\n"
		      "Q Children wait too long for a first visit.\n"
		      "Q Why is that?\n"
		      "Q An older remark.\n"
		      "P Because posts are vacant.\n");
	/* marks are missing: all below is the other's */
	assert_blocks(HEAD PLAIN "Noted.\n\nOn 3 May 2019, Alex Reed <a.reed@example.org> wrote:\n\n"
				 "Children wait too long.\n\nAnd longer in Kelmouth.\n",
		      "P Noted.\n"
		      "Q On 3 May 2019, Alex Reed <a.reed@example.org> wrote:\n"
		      "Q Children wait too long.\n"
		      "Q And longer in Kelmouth.\n");
}

static void test_answered_mail(void **state)
{
	(void)state;
	static const char *const heads[] = {
	    "-----Original Message-----\nFrom: Alex Reed\nSent: 3 May 2019 10:00\nTo: Jo\nSubject: Visits\n",
	    "________________________________\nFrom: Alex Reed\nSent: 3 May 2019 10:00\nTo: Jo\nSubject: "
	    "Visits\n",
	    "---------- Forwarded message ---------\nFrom: Alex Reed\nDate: 3 May 2019\nSubject: Visits\n",
	    "Begin forwarded message:\n\nFrom: Alex Reed\nSubject: Visits\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
		g_autofree char *mail = g_strconcat(HEAD PLAIN "This is mine.\n\n", heads[i],
						    "\nChildren wait too long for visits.\n", NULL);
		g_autoptr(SgText) text = read_mail(mail);
		assert_string_equal(block_at(text, 0)->text, "This is mine.");
		assert_int_equal(block_at(text, 0)->kind, SG_BLOCK_PARAGRAPH);
		const SgBlock *last = block_at(text, text->blocks->len - 1);
		assert_string_equal(last->text, "Children wait too long for visits.");
		assert_int_equal(last->kind, SG_BLOCK_QUOTE);
	}
	/* a sentence with the words is none */
	assert_blocks(HEAD PLAIN "From: here on it gets better.\n\nMine too.\n",
		      "P From: here on it gets better.\nP Mine too.\n");
}

static void test_signature(void **state)
{
	(void)state;
	assert_blocks(HEAD PLAIN "Posts are vacant.\n\n-- \nJo Marsh\nAldenshire Council\n",
		      "P Posts are vacant.\nF Jo Marsh Aldenshire Council\n");
	assert_blocks(HEAD PLAIN "Posts are vacant.\n-- \nJo Marsh\n\n> Why?\n",
		      "P Posts are vacant.\nF Jo Marsh\nQ Why?\n");
	/* "--" is one only where little follows */
	assert_blocks(HEAD PLAIN "Posts are vacant.\n\n--\nJo\n", "P Posts are vacant.\nF Jo\n");
	g_autoptr(GString) mail = g_string_new(HEAD PLAIN "First item.\n\n--\n");
	for (int i = 0; i < 13; i++)
		g_string_append_printf(mail, "Item %d is long enough to count.\n\n", i);
	g_autoptr(SgText) text = read_mail(mail->str);
	assert_int_equal(block_at(text, text->blocks->len - 1)->kind, SG_BLOCK_PARAGRAPH);
}

#define ALTERNATIVE(plain, html)                                                                             \
	HEAD "Content-Type: multipart/alternative; boundary=x\n\n"                                           \
	     "--x\nContent-Type: text/plain; charset=utf-8\n\n" plain                                        \
	     "\n--x\nContent-Type: text/html; charset=utf-8\n\n" html "\n--x--\n"

static void test_alternatives(void **state)
{
	(void)state;
	assert_blocks(ALTERNATIVE("The plain one.", "<p>The page.</p>"), "P The plain one.\n");
	assert_blocks(ALTERNATIVE(" \n", "<p>Only the page has words, and this is what it says.</p>"),
		      "P Only the page has words, and this is what it says.\n");
	g_autoptr(SgText) text = read_mail(ALTERNATIVE("", "<title>Other</title><p>Words of a page.</p>"));
	assert_string_equal(sg_text_get_meta(text, "title"), "Caseloads in Kelmouth");
	assert_int_equal(text->parts->len, 0);
}

static void test_page_quotes(void **state)
{
	(void)state;
	g_autoptr(SgText) text = read_mail(
	    HEAD "Content-Type: text/html; charset=utf-8\n\n"
		 "<html><body><p>I agree with what you say here about visits, and will raise it.</p>"
		 "<div>On 3 May 2019, Alex Reed wrote:</div><blockquote><p>Children wait too long for a "
		 "first visit.</p></blockquote></body></html>\n");
	assert_int_equal(block_at(text, 0)->kind, SG_BLOCK_PARAGRAPH);
	assert_int_equal(text->blocks->len, 3);
	assert_int_equal(block_at(text, 1)->kind, SG_BLOCK_QUOTE);
	assert_int_equal(block_at(text, 2)->kind, SG_BLOCK_QUOTE);
}

#define MIXED_BEGIN                                                                                          \
	HEAD "Content-Type: multipart/mixed; boundary=y\n\n"                                                 \
	     "--y\nContent-Type: text/plain\n\nSee the papers.\n"

static void test_attachments(void **state)
{
	(void)state;
	g_autoptr(SgText) text = read_mail(
	    MIXED_BEGIN
	    "--y\nContent-Type: application/pdf; name=\"report.pdf\"\n"
	    "Content-Disposition: attachment; filename=\"report 2019.pdf\"\n"
	    "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n"
	    "--y\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: attachment\n\nNotes"
	    "\n--y\nContent-Type: application/octet-stream\n\nbytes"
	    "\n--y\nContent-Type: text/plain\nContent-Disposition: attachment;\n"
	    " filename*=utf-8''caf%C3%A9.txt\n\n\n--y--\n");
	assert_parts(text, "report 2019.pdf 9\nnotes.txt 5\nattachment 3 5\ncafé.txt 0\n");
	assert_part_bytes(text, 0, "%PDF-1.4\n");
	assert_part_bytes(text, 1, "Notes");
	g_autofree char *blocks = show_blocks(text);
	assert_string_equal(blocks, "P See the papers.\n");
}

static void test_names_are_only_names(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    read_mail(MIXED_BEGIN "--y\nContent-Type: application/pdf\nContent-Disposition: "
				  "attachment; filename=\"../../etc/passwd\"\n\nx\n--y--\n");
	assert_parts(text, "../../etc/passwd 1\n");
}

static void test_attached_message(void **state)
{
	(void)state;
	const char *inner = "From: b@example.org\nSubject: Inner\nMIME-Version: 1.0\n"
			    "Content-Type: text/plain\n\n> Words of the inner.\n";
	g_autofree char *mail =
	    g_strconcat(MIXED_BEGIN "--y\nContent-Type: message/rfc822\n\n", inner, "\n--y--\n", NULL);
	g_autoptr(SgText) text = read_mail(mail);
	assert_int_equal(text->parts->len, 1);
	const SgPart *part = g_ptr_array_index(text->parts, 0);
	assert_string_equal(part->name, "Inner.eml");
	assert_part_bytes(text, 0, inner);
}

static void test_what_is_no_attachment(void **state)
{
	(void)state;
	/* a logo that the page shows, a signature's proof, an invitation beside its text */
	g_autoptr(SgText) text = read_mail(
	    HEAD "Content-Type: multipart/signed; boundary=s\n\n--s\n"
		 "Content-Type: multipart/related; boundary=r\n\n--r\n"
		 "Content-Type: multipart/alternative; boundary=a\n\n--a\n"
		 "Content-Type: text/html\n\n<p>Words of the page about visits.</p><img src=\"cid:1@x\">\n"
		 "--a\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n--a--\n"
		 "--r\nContent-Type: image/png; name=logo.png\nContent-ID: <1@x>\n\nx\n--r--\n"
		 "--s\nContent-Type: application/pgp-signature; name=signature.asc\n\nproof\n--s--\n");
	assert_parts(text, "");
	assert_int_equal(text->blocks->len, 1);
}

/* An attachment below the form of the text that is not taken is not lost. */
static void test_attachment_beside_the_page(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    read_mail(HEAD "Content-Type: multipart/alternative; boundary=a\n\n--a\n"
			   "Content-Type: text/plain\n\nPlain words.\n"
			   "--a\nContent-Type: multipart/mixed; boundary=m\n\n"
			   "--m\nContent-Type: text/html\n\n<p>Page words.</p>\n"
			   "--m\nContent-Type: application/pdf; name=report.pdf\n\nx\n--m--\n--a--\n");
	assert_parts(text, "report.pdf 1\n");
	g_autofree char *blocks = show_blocks(text);
	assert_string_equal(blocks, "P Plain words.\n");
}

static void assert_refused(const char *mail, SgReason reason)
{
	g_autoptr(GBytes) bytes = g_bytes_new(mail, strlen(mail));
	g_autoptr(SgText) text = sg_text_new("message/rfc822");
	g_autoptr(GError) error = NULL;
	assert_false(sg_extract_mail(bytes, text, &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, (int)reason));
}

static void test_encrypted(void **state)
{
	(void)state;
	assert_refused(HEAD "Content-Type: multipart/encrypted; boundary=e; "
			    "protocol=\"application/pgp-encrypted\"\n\n--e\nContent-Type: "
			    "application/pgp-encrypted\n\nVersion: 1\n--e\nContent-Type: "
			    "application/octet-stream\n\nx\n--e--\n",
		       SG_REASON_ENCRYPTED);
	assert_refused(HEAD "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; "
			    "name=smime.p7m\nContent-Transfer-Encoding: base64\n\nAAAA\n",
		       SG_REASON_ENCRYPTED);
}

/* Multiparts in multiparts around one line of text. */
static char *nested(int n_levels)
{
	GString *mail = g_string_new("From: a@example.org\nSubject: Deep\n");
	for (int i = 0; i < n_levels; i++)
		g_string_append_printf(mail, "Content-Type: multipart/mixed; boundary=\"b%d\"\n\n--b%d\n", i,
				       i);
	g_string_append(mail, "Content-Type: text/plain\n\nDeep down.\n");
	return g_string_free(mail, FALSE);
}

static void test_nesting(void **state)
{
	(void)state;
	g_autofree char *deepest = nested(32);
	assert_blocks(deepest, "P Deep down.\n");
	static const int too_deep[] = {33, 1024, 100000};
	for (size_t i = 0; i < G_N_ELEMENTS(too_deep); i++) {
		g_autofree char *mail = nested(too_deep[i]);
		assert_refused(mail, SG_REASON_TOO_LARGE);
	}
}

static void test_number_of_attachments(void **state)
{
	(void)state;
	g_autoptr(GString) mail = g_string_new(MIXED_BEGIN);
	for (int i = 1; i <= SG_MAX_PARTS + 2; i++)
		g_string_append_printf(mail, "--y\nContent-Type: application/pdf; name=\"%d.pdf\"\n\nx\n", i);
	g_string_append(mail, "--y--\n");
	g_autoptr(SgText) text = read_mail(mail->str);
	assert_int_equal(text->parts->len, SG_MAX_PARTS + 1);
	const SgPart *last = g_ptr_array_index(text->parts, SG_MAX_PARTS - 1);
	assert_non_null(last->bytes);
	last = g_ptr_array_index(text->parts, SG_MAX_PARTS);
	assert_int_equal(last->reason, SG_REASON_TOO_LARGE);
	assert_string_equal(last->name, "1001.pdf");
	assert_string_equal(last->message, "expands past the limit, as do 1 more");
}

/* ---- mailboxes -------------------------------------------------------- */

static SgText *read_mbox(const char *mailbox)
{
	g_autoptr(GBytes) bytes = g_bytes_new(mailbox, strlen(mailbox));
	g_autoptr(GError) error = NULL;
	SgText *text = sg_text_new("application/mbox");
	if (!sg_extract_mbox(bytes, text, &error))
		fail_msg("%s", error->message);
	return text;
}

#define FROM "From jo@aldenshire.example Tue May 14 23:40:00 2019\n"

static void test_mbox(void **state)
{
	(void)state;
	g_autoptr(SgText) text =
	    read_mbox(FROM "Subject: One\n\nFirst.\nFrom here on: all is well.\n\n" FROM
			   "Subject: Two\n\n>From the council.\n>>From another.\n> From me\n\n" FROM
			   "Subject: Three\n\nFrom 10:30 to noon\nwe met.\n\nFrom 11:30 to one\nwe ate.\n");
	assert_true(text->archive);
	assert_int_equal(text->blocks->len, 0);
	assert_int_equal(text->parts->len, 3);
	assert_part_bytes(text, 0, "Subject: One\n\nFirst.\nFrom here on: all is well.\n\n");
	assert_part_bytes(text, 1, "Subject: Two\n\nFrom the council.\n>From another.\n> From me\n\n");
	assert_part_bytes(text, 2,
			  "Subject: Three\n\nFrom 10:30 to noon\nwe met.\n\nFrom 11:30 to one\nwe ate.\n");
	const SgPart *part = g_ptr_array_index(text->parts, 2);
	assert_string_equal(part->name, "3.eml");
}

static void test_mbox_ends(void **state)
{
	(void)state;
	g_autoptr(SgText) text = read_mbox(FROM "Subject: One\r\n\r\nNo line end");
	assert_part_bytes(text, 0, "Subject: One\r\n\r\nNo line end");
	g_autoptr(GBytes) empty = g_bytes_new(FROM, 0);
	g_autoptr(SgText) none = sg_text_new("application/mbox");
	g_autoptr(GError) error = NULL;
	assert_false(sg_extract_mbox(empty, none, &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, SG_REASON_DAMAGED));
}

static void test_mbox_bound(void **state)
{
	(void)state;
	g_autoptr(GString) mailbox = g_string_new(NULL);
	for (int i = 1; i <= SG_MAX_PARTS; i++)
		g_string_append_printf(mailbox, FROM "Subject: %d\n\nText.\n\n", i);
	g_autoptr(SgText) full = read_mbox(mailbox->str);
	assert_int_equal(full->parts->len, SG_MAX_PARTS);
	const SgPart *last = g_ptr_array_index(full->parts, SG_MAX_PARTS - 1);
	assert_non_null(last->bytes);
	g_string_append(mailbox, FROM "Subject: more\n\nText.\n");
	g_autoptr(SgText) over = read_mbox(mailbox->str);
	assert_int_equal(over->parts->len, SG_MAX_PARTS + 1);
	last = g_ptr_array_index(over->parts, SG_MAX_PARTS);
	assert_string_equal(last->name, "1001.eml");
	assert_int_equal(last->reason, SG_REASON_TOO_LARGE);
	assert_string_equal(last->message, "expands past the limit");
}

/* ---- under the sandbox ------------------------------------------------ */

/* Character sets, dates and base64 take no system call that a worker may not make. */
static void test_sandboxed(void **state)
{
	(void)state;
	static const char *const charsets[] = {"iso-8859-1",  "windows-1252", "utf-8",    "koi8-r",
					       "iso-2022-jp", "gb2312",       "us-ascii", "x-unknown"};
	g_autoptr(GError) error = NULL;
	g_autoptr(SgTemplate) template = sg_template_start(&(SgTemplateOptions){.cpu_s = 10}, &error);
	assert_non_null(template);
	for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
		g_autofree char *mail =
		    g_strdup_printf("From: =?%s?Q?J=6F?= <jo@example.org>\nSubject: =?%s?Q?Case=6Coads?=\n"
				    "Date: Tue, 14 May 2019 23:40:00 EST\nMIME-Version: 1.0\n"
				    "Content-Type: multipart/mixed; boundary=y\n\n--y\n"
				    "Content-Type: text/plain; charset=%s\n\nWords.\n"
				    "--y\nContent-Type: application/pdf\n"
				    "Content-Disposition: attachment; filename*=%s''a%%62c.pdf\n\nx\n--y--\n",
				    charsets[i], charsets[i], charsets[i], charsets[i]);
		int fd = memfd_create("mail", MFD_CLOEXEC);
		assert_int_equal(write(fd, mail, strlen(mail)), strlen(mail));
		g_autoptr(SgText) text = sg_template_extract(template, fd, "a.eml", &error);
		close(fd);
		if (!text)
			fail_msg("%s: %s", charsets[i], error->message);
		assert_string_equal(sg_text_get_meta(text, "title"), "Caseloads");
		assert_string_equal(sg_text_get_meta(text, "author"), "Jo");
		assert_string_equal(sg_text_get_meta(text, "published"), "2019-05-14T23:40:00");
		assert_string_equal(block_at(text, 0)->text, "Words.");
		assert_parts(text, "abc.pdf 1\n");
	}
}

static int set_up(void **state)
{
	(void)state;
	sg_extract_mail_warm();
	sg_extract_html_warm();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_head),
	    cmocka_unit_test(test_encoded_head),
	    cmocka_unit_test(test_plain),
	    cmocka_unit_test(test_quotations),
	    cmocka_unit_test(test_answered_mail),
	    cmocka_unit_test(test_signature),
	    cmocka_unit_test(test_alternatives),
	    cmocka_unit_test(test_page_quotes),
	    cmocka_unit_test(test_attachments),
	    cmocka_unit_test(test_names_are_only_names),
	    cmocka_unit_test(test_attached_message),
	    cmocka_unit_test(test_what_is_no_attachment),
	    cmocka_unit_test(test_attachment_beside_the_page),
	    cmocka_unit_test(test_encrypted),
	    cmocka_unit_test(test_nesting),
	    cmocka_unit_test(test_number_of_attachments),
	    cmocka_unit_test(test_mbox),
	    cmocka_unit_test(test_mbox_ends),
	    cmocka_unit_test(test_mbox_bound),
	    cmocka_unit_test(test_sandboxed),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
