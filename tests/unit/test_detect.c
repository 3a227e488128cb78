/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Types by content.  Expectations come from indexer/extract/detect.h and the formats' own definitions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "indexer/extract/detect.h"
#include "indexer/extract/errorpage.h"
#include "indexer/text.h"

#include <string.h>

#define ARTICLE                                                                                              \
	"<!DOCTYPE html><html><head><title>Council leader resigns</title></head><body><h1>Council "          \
	"leader resigns</h1><p>The leader of the council resigned on Monday.</p></body></html>"
#define NOT_FOUND                                                                                            \
	"<!DOCTYPE html>\n<html lang=\"en\"><head><title>Page not found - Anyshire Council</title></head>"   \
	"<body><h1>Sorry</h1><p>Try the search.</p></body></html>"

static int set_up(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	if (sg_detect_warm(&error) && sg_detect_warm(&error))
		return 0;
	print_error("%s\n", error->message);
	return -1;
}

static void assert_type(const char *bytes, size_t n_bytes, const char *name, const char *type)
{
	g_autoptr(GBytes) content = g_bytes_new(bytes, n_bytes);
	g_autoptr(GError) error = NULL;
	SgDetected detected = {NULL, NULL};
	if (!sg_detect(content, name, &detected, &error))
		print_error("%s: %s\n", name, error->message);
	assert_null(error);
	assert_string_equal(detected.type, type);
}

static void assert_text_type(const char *text, const char *name, const char *type)
{
	assert_type(text, strlen(text), name, type);
}

static void assert_refused(const char *bytes, size_t n_bytes, const char *name, SgReason reason,
			   const char *message)
{
	g_autoptr(GBytes) content = g_bytes_new(bytes, n_bytes);
	g_autoptr(GError) error = NULL;
	SgDetected detected;
	assert_false(sg_detect(content, name, &detected, &error));
	assert_true(g_error_matches(error, SG_EXTRACT_ERROR, (int)reason));
	assert_string_equal(error->message, message);
}

static void test_plain(void **state)
{
	(void)state;
	assert_text_type("The committee met on Monday.\n", "minutes.txt", "text/plain");
	assert_text_type("The committee met on Monday.\n", NULL, "text/plain");
	assert_text_type("The committee met on Monday.\n", "no extension", "text/plain");
	assert_text_type("The committee met on Monday.\n", "minutes.pdf", "text/plain");
	assert_text_type("x", "x.txt", "text/plain");
}

static void test_charset(void **state)
{
	(void)state;
	static const struct {
		const char *text, *charset;
	} CASES[] = {
	    {"The committee met.\n", "us-ascii"},
	    {"The caf\xc3\xa9 was closed.\n", "utf-8"},
	    {"The caf\xe9 was closed.\n", "iso-8859-1"},
	    {"\x93Quoted\x94 in windows-1252.\n", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
		g_autoptr(GBytes) content = g_bytes_new_static(CASES[i].text, strlen(CASES[i].text));
		SgDetected detected;
		assert_true(sg_detect(content, "a.txt", &detected, NULL));
		assert_string_equal(detected.type, "text/plain");
		if (CASES[i].charset)
			assert_string_equal(detected.charset, CASES[i].charset);
		else
			assert_null(detected.charset);
	}
}

static void test_markdown(void **state)
{
	(void)state;
	assert_text_type("# Minutes\n\nThe committee met.\n", "minutes.md", "text/markdown");
	assert_text_type("# Minutes\n\nThe committee met.\n", "minutes.MARKDOWN", "text/markdown");
	/* a saved meeting, which libmagic may call anything; other XML is not */
	assert_text_type("<getmeeting xmlns=\"http://moderngov.co.uk/namespaces\"><meetingid>1</meetingid>"
			 "<meetingdate>09/07/2013</meetingdate></getmeeting>",
			 "a.xml", "application/vnd.moderngov+xml");
	assert_text_type("# Minutes\n\nThe committee met.\n", "minutes.txt", "text/plain");
	/* The name of a Markdown file does not make anything else Markdown. */
	assert_text_type(ARTICLE, "article.md", "text/html");
	assert_text_type("%PDF-1.4\n", "report.md", "application/pdf");
}

/* Prose that looks like something else to libmagic: the first line of each is as libmagic's rules want it. */
static void test_misguessed_prose(void **state)
{
	(void)state;
	static const char *const PROSE[] = {
	    /* C: #include */
	    "#include the minority report, said Cllr Smith.\nThe committee agreed.\n",
	    /* troff: a leading dot or apostrophe macro */
	    ".SH is how the note began.\nThe committee agreed.\n",
	    /* shell */
	    "#! /bin/sh was the joke of the evening.\nThe committee agreed.\n",
	    /* HPGL: "IN;" and similar at the start of a line */
	    "IN;SP1;PU was not what he meant.\nThe committee agreed.\n",
	    /* JavaScript */
	    "function (a word she used often)\nvar x = 1;\nThe committee agreed.\n",
	    /* JSON */
	    "[1]\n",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(PROSE); i++)
		assert_text_type(PROSE[i], "speech.txt", "text/plain");
	/* A stray control character makes it "data" to libmagic. */
	g_autofree char *words = g_strnfill(500, 'w');
	g_autofree char *stray = g_strconcat("The committee\x01 met. ", words, NULL);
	assert_text_type(stray, "minutes.txt", "text/plain");
	assert_refused(stray, strlen(stray), "minutes.dat", SG_REASON_UNSUPPORTED,
		       "application/octet-stream is not a type this program reads");
}

static void test_pdf(void **state)
{
	(void)state;
	assert_text_type("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "report.pdf", "application/pdf");
	assert_text_type("%PDF-1.7\n", "report.txt", "application/pdf");
	/* The header may stand anywhere in the first 1,024 bytes: "%PDF-" ends at byte 1,024 and one later.
	 */
	for (size_t extra = 0; extra <= 1; extra++) {
		g_autofree char *junk = g_strnfill(1019 + extra, '\n');
		g_autofree char *content = g_strconcat(junk, "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", NULL);
		assert_text_type(content, "report.txt", extra ? "text/plain" : "application/pdf");
	}
	assert_text_type("A file begins with %PDF-1.4 and a new line.\n", "notes.txt", "text/plain");
}

static void test_html(void **state)
{
	(void)state;
	assert_text_type(ARTICLE, "article.html", "text/html");
	assert_text_type(ARTICLE, "article.htm", "text/html");
	assert_text_type(ARTICLE, NULL, "text/html");
	assert_text_type("\xef\xbb\xbf<!-- saved --><html><body>Text</body></html>", "a.txt", "text/html");
	assert_text_type("<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html "
			 "xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>\n",
			 "article.xhtml", "text/html");
	/* A script near the top is JavaScript to libmagic. */
	assert_text_type("<!DOCTYPE html><html><head><script>(function(){var a=1;})();</script></head>"
			 "<body><p>Text</p></body></html>",
			 "article.html", "text/html");
	/* A fragment: only the name says what it is. */
	assert_text_type("Plain words and a line<br>more\n", "fragment.html", "text/html");
	assert_text_type("Plain words and a line<br>more\n", "fragment.txt", "text/plain");
	/* An article saved under a wrong name is still an article. */
	assert_text_type(ARTICLE, "article.pdf", "text/html");
	assert_text_type(ARTICLE, "article.doc", "text/html");
}

static void test_error_page(void **state)
{
	(void)state;
	static const struct {
		const char *name, *message;
	} CASES[] = {
	    {"report.pdf", "is an HTML page, not a PDF"},
	    {"report.PDF", "is an HTML page, not a PDF"},
	    {"letter.doc", "is an HTML page, not a Word document"},
	    {"letter.docx", "is an HTML page, not a Word document"},
	    {"letter.odt", "is an HTML page, not an OpenDocument text"},
	    {"letter.txt", "is an HTML page, not a text file"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
		assert_refused(NOT_FOUND, strlen(NOT_FOUND), CASES[i].name, SG_REASON_NOT_A_DOCUMENT,
			       CASES[i].message);
	assert_text_type(NOT_FOUND, "page.html", "text/html");
	assert_text_type(NOT_FOUND, NULL, "text/html");
}

static void test_error_page_wordings(void **state)
{
	(void)state;
	static const char *const ERRORS[] = {
	    "<html><head><title>404</title></head><body>Oops</body></html>",
	    "<html><head><title>Error 404</title></head><body>Oops</body></html>",
	    "<HTML><HEAD><TITLE>403 Forbidden</TITLE></HEAD><BODY>nginx</BODY></HTML>",
	    "<html><head><title>Access Denied</title></head><body></body></html>",
	    "<html><head><title>Anyshire</title></head><body><h1 class=\"x\">The page\n cannot be "
	    "found</h1></body></html>",
	    "<html><title>x</title><body><p>503 Service Unavailable</p></body></html>",
	    "<html><title>x</title><body><h2>500 Internal <b>Server</b> Error</h2></body></html>",
	    "<html><title>Document could not be found | Anyshire</title><body>Menu</body></html>",
	};
	static const char *const ARTICLES[] = {
	    ARTICLE,
	    "<html><title>500 jobs to go</title><body><p>The council said so.</p></body></html>",
	    "<html><title>A</title><body><script>e('404 not found')</script><p>Text</p></body></html>",
	    "<html><title>A</title><body><!-- access denied --><p>Text</p></body></html>",
	    "<html><title>A</title><body><p>Bus 404 was late.</p></body></html>",
	    "<html><title>A</title><body><p>Snot founders</p></body></html>",
	    "<html><title>unclosed",
	    "<html><!-- unclosed not found",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(ERRORS); i++)
		assert_true(sg_errorpage_recognise(ERRORS[i], strlen(ERRORS[i])));
	for (size_t i = 0; i < G_N_ELEMENTS(ARTICLES); i++)
		assert_false(sg_errorpage_recognise(ARTICLES[i], strlen(ARTICLES[i])));
}

static void test_long_page_is_no_error(void **state)
{
	(void)state;
	g_autofree char *words = g_strnfill(10000, 'w');
	g_autofree char *report =
	    g_strconcat("<html><title>Evidence not found</title><body>", words, "</body></html>", NULL);
	assert_false(sg_errorpage_recognise(report, strlen(report)));
	/* In the body the phrase counts only when there is room for little else. */
	words[1000] = '\0';
	g_autofree char *article =
	    g_strconcat("<html><title>A</title><body>Access denied. ", words, "</body></html>", NULL);
	assert_false(sg_errorpage_recognise(article, strlen(article)));
}

static void test_office(void **state)
{
	(void)state;
	assert_text_type("{\\rtf1\\ansi Text.}", "a.txt", "text/rtf");
	/* too damaged to say what it is: the name is believed, and reading it says what is wrong */
	assert_text_type("PK\x03\x04 cut", "a.docx",
			 "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

static void test_empty(void **state)
{
	(void)state;
	assert_refused("", 0, "report.pdf", SG_REASON_NOT_A_DOCUMENT, "is empty");
	assert_refused("", 0, NULL, SG_REASON_NOT_A_DOCUMENT, "is empty");
}

static void test_archive(void **state)
{
	(void)state;
	/* An end of central directory record alone (APPNOTE.TXT, 4.3.16): an empty archive. */
	const char empty[22] = "PK\x05\x06";
	assert_type(empty, sizeof empty, "a.zip", "application/zip");
	assert_type(empty, sizeof empty, "a.txt", "application/zip");
	/* a local file header (4.3.7) of a version and method that libmagic does not know */
	const char odd[64] = "PK\x03\x04\xff\xff\0\0\xff\xff";
	assert_type(odd, sizeof odd, "a.zip", "application/zip");
}

static void test_unsupported(void **state)
{
	(void)state;
	const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0";
	assert_refused(png, sizeof png, "a.pdf", SG_REASON_UNSUPPORTED,
		       "image/png is read only with --ocr=auto");
	const char *xml = "<?xml version=\"1.0\"?>\n<report><p>Text</p></report>\n";
	assert_refused(xml, strlen(xml), "a.xml", SG_REASON_UNSUPPORTED,
		       "text/xml is not a type this program reads");
	const char *json = "{\"a\": [1, 2, 3]}\n";
	assert_refused(json, strlen(json), "a.json", SG_REASON_UNSUPPORTED,
		       "application/json is not a type this program reads");
	const char nul[] = "binary\0\x01\x02\x03\x04\0\0\x80\x81\xff\xfe";
	assert_refused(nul, sizeof nul, "a.txt", SG_REASON_UNSUPPORTED,
		       "application/octet-stream is not a type this program reads");
}

/* "ab ab ... " in EBCDIC (code page 500: a is 0x81, a blank 0x40, a new line 0x0d 0x25). */
static void test_ebcdic(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new(NULL);
	for (int line = 0; line < 20; line++) {
		for (int word = 0; word < 20; word++)
			g_string_append(text, "\x81\x82\xe2\x40");
		g_string_append(text, "\x0d\x25");
	}
	g_string_append_c(text, 0x1a); /* end of file, as it was marked then */
	assert_refused(text->str, text->len, "a.txt", SG_REASON_UNSUPPORTED,
		       "application/octet-stream is not a type this program reads");
}

static void test_mail(void **state)
{
	(void)state;
	const char *mail = "From: A <a@example.org>\nTo: b@example.org\nSubject: Papers\n"
			   "Message-ID: <1@example.org>\n\nHello\n";
	assert_text_type(mail, "a.eml", "message/rfc822");
	assert_text_type(mail, "a", "message/rfc822");
	/* an attachment may be in it byte for byte */
	static const char binary[] = "Subject: Papers\nMIME-Version: 1.0\n\n\0\x01\x02\xff\xfe\0";
	assert_type(binary, sizeof binary, "a.eml", "message/rfc822");
	/* fields that anybody may write are enough in a file named as mail */
	const char *short_mail = "From: A <a@example.org>\nSubject: Papers\n\nHello\n";
	assert_text_type(short_mail, "a.EML", "message/rfc822");
	assert_text_type("A list of papers.\n", "a.eml", "text/plain");
	/* Minutes may begin in the same way, without what only mail programs write. */
	assert_text_type("Date: 14 March 2013\nPresent: Cllr A, Cllr B\n\nMessage-ID: none\n", "minutes.txt",
			 "text/plain");
}

static void test_mailbox(void **state)
{
	(void)state;
	const char *box =
	    "From a@example.org Mon Jun  1 04:28:28 2009\nReceived: by b\nSubject: Papers\n\nHello\n";
	assert_text_type(box, "a.mbox", "application/mbox");
	assert_text_type(box, "a", "application/mbox");
	/* one message, saved with the line before it */
	assert_text_type(box, "a.eml", "message/rfc822");
	assert_text_type("From a@example.org Mon Jun  1 04:28:28 2009\nSubject: Papers\n\nHello\n", "a.mbox",
			 "application/mbox");
	assert_text_type("From 10:30 we met.\nPresent: all\n\nNo mail.\n", "minutes.txt", "text/plain");
	const struct {
		const char *line;
		bool is;
	} lines[] = {
	    {"From a@example.org Mon Jun  1 04:28:28 2009\n", true},
	    {"From MAILER-DAEMON Fri Jul  8 12:08 2011", true},
	    {"From a@example.org\nat 10:30", false},
	    {"From: a at 04:28:28\n", false},
	    {">From a 04:28:28\n", false},
	    {"From", false},
	    {"From ", false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		assert_int_equal(sg_detect_is_from_line(lines[i].line, strlen(lines[i].line)), lines[i].is);
}

static void test_real_error_pages(void **state)
{
	(void)state;
	static const char *const FILES[] = {
	    "../shared/data/ofsted/birmingham/children's services inspection - 19 october 2012.pdf",
	    "../shared/data/ofsted/blackpool/children's services inspection - 13 july 2012.pdf",
	    "../shared/data/ofsted/rotherham/children's services inspection - 10 august 2012.pdf",
	};
	if (!g_file_test("../shared/data", G_FILE_TEST_IS_DIR)) {
		print_message("skipped: ../shared/data is not there\n");
		skip();
	}
	for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
		g_autofree char *bytes = NULL;
		gsize n_bytes = 0;
		assert_true(g_file_get_contents(FILES[i], &bytes, &n_bytes, NULL));
		assert_refused(bytes, n_bytes, FILES[i], SG_REASON_NOT_A_DOCUMENT,
			       "is an HTML page, not a PDF");
	}
}

/* All of 2,355 speeches are prose, whatever libmagic makes of some of them. */
static void test_real_prose(void **state)
{
	(void)state;
	g_autoptr(GDir) dir = g_dir_open("../shared/data/prose", 0, NULL);
	if (!dir) {
		print_message("skipped: ../shared/data is not there\n");
		skip();
	}
	unsigned n_files = 0;
	for (const char *name; (name = g_dir_read_name(dir)); n_files++) {
		g_autofree char *path = g_build_filename("../shared/data/prose", name, NULL);
		g_autofree char *bytes = NULL;
		gsize n_bytes = 0;
		assert_true(g_file_get_contents(path, &bytes, &n_bytes, NULL));
		assert_type(bytes, n_bytes, name,
			    g_str_has_suffix(name, ".md") ? "text/markdown" : "text/plain");
	}
	assert_in_range(n_files, 2000, 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plain),
	    cmocka_unit_test(test_charset),
	    cmocka_unit_test(test_markdown),
	    cmocka_unit_test(test_misguessed_prose),
	    cmocka_unit_test(test_pdf),
	    cmocka_unit_test(test_html),
	    cmocka_unit_test(test_error_page),
	    cmocka_unit_test(test_error_page_wordings),
	    cmocka_unit_test(test_long_page_is_no_error),
	    cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_archive),
	    cmocka_unit_test(test_office),
	    cmocka_unit_test(test_unsupported),
	    cmocka_unit_test(test_ebcdic),
	    cmocka_unit_test(test_mail),
	    cmocka_unit_test(test_mailbox),
	    cmocka_unit_test(test_real_error_pages),
	    cmocka_unit_test(test_real_prose),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
