/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/extract/mailbody.h"

#include <string.h>

enum {
	SIGNATURE_LINES = 12,    /* after a bare "--": more is no signature */
	ATTRIBUTION_BYTES = 300, /* "On Monday ... <name@example.org> wrote:" */
	HEADER_BLOCKS = 5,       /* From, Sent, To, Cc, Subject: a paragraph each in some mails */
};

/* ---- lines of a text/plain body --------------------------------------- */

typedef enum { OWN, QUOTED, SIGNATURE } Voice;

/* Lines of one voice (of quotations: of one depth), put together until another begins. */
typedef struct {
	SgText *text;
	GString *run;
	Voice voice;
	unsigned depth;
} Reader;

static bool begins(const char *text, const char *words)
{
	return g_ascii_strncasecmp(text, words, strlen(words)) == 0;
}

/* The paragraphs of the run, told apart as those of any plain text. */
static bool end_run(Reader *reader, GError **error)
{
	SgText *text = reader->text;
	guint first = text->blocks->len;
	g_autoptr(GBytes) bytes = g_bytes_new(reader->run->str, reader->run->len);
	g_string_truncate(reader->run, 0);
	if (g_bytes_get_size(bytes) > 0 && !sg_extract_plain(bytes, text, error))
		return false;
	text->n_pages = 0;
	for (guint i = first; i < text->blocks->len; i++) {
		SgBlock *block = g_ptr_array_index(text->blocks, i);
		block->page = block->page_end = 0; /* a form feed is no page of a mail */
		if (reader->voice != OWN) {
			block->kind = reader->voice == QUOTED ? SG_BLOCK_QUOTE : SG_BLOCK_FURNITURE;
			block->level = 0;
		}
		/* a line of its own at the top is who is addressed */
		if (i == 0 && block->kind == SG_BLOCK_HEADING) {
			block->kind = SG_BLOCK_PARAGRAPH;
			block->level = 0;
		}
	}
	return true;
}

static bool turn_to(Reader *reader, Voice voice, unsigned depth, GError **error)
{
	if (voice == reader->voice && depth == reader->depth)
		return true;
	if (!end_run(reader, error))
		return false;
	reader->voice = voice;
	reader->depth = depth;
	return true;
}

/* "> > text": how many marks, and where the text begins. */
static unsigned count_marks(const char *line, const char **ret_text)
{
	unsigned n_marks = 0;
	while (*line == '>') {
		n_marks++;
		line++;
		/* a space before another mark, or the one after the last */
		if (*line == ' ')
			line++;
	}
	*ret_text = line;
	return n_marks;
}

/* A line with which somebody else's words begin. */
static bool is_divider(const char *line)
{
	size_t n_rule = strspn(line, "-_");
	const char *words = line + n_rule + strspn(line + n_rule, " ");
	if (n_rule >= 3 && (begins(words, "original message") || begins(words, "forwarded message") ||
			    begins(words, "original appointment") || begins(words, "forwarded by")))
		return true;
	return begins(line, "begin forwarded message:");
}

static bool is_attribution(const char *text)
{
	size_t n_bytes = strlen(text);
	return n_bytes <= ATTRIBUTION_BYTES && begins(text, "on ") && g_str_has_suffix(text, "wrote:");
}

/* What is no longer the sender's signature: somebody else's words, or what a list server adds. */
static bool ends_signature(const char *line)
{
	return *line == '>' || is_divider(line) || is_attribution(line) || begins(line, "from:") ||
	       strspn(line, "_") >= 10;
}

/* "-- ", or "--" when few enough lines follow; what a mailing list adds below is none of the sender's either.
 */
static bool begins_signature(char *const *line)
{
	if (strcmp(*line, "-- ") == 0)
		return true;
	if (strcmp(*line, "--") != 0)
		return false;
	unsigned n_lines = 0;
	for (line++; *line && n_lines <= SIGNATURE_LINES && !ends_signature(*line); line++)
		n_lines += **line != '\0';
	return n_lines <= SIGNATURE_LINES;
}

static bool take_line(Reader *reader, char *const *line, GError **error)
{
	const char *words;
	unsigned n_marks = count_marks(*line, &words);
	if (n_marks > 0) {
		if (!turn_to(reader, QUOTED, n_marks, error))
			return false;
	} else if (begins_signature(line)) {
		return turn_to(reader, SIGNATURE, 0, error);
	} else if (reader->voice == SIGNATURE && !ends_signature(*line)) {
		words = *line;
	} else if (!turn_to(reader, OWN, 0, error)) {
		return false;
	}
	g_string_append(reader->run, words);
	g_string_append_c(reader->run, '\n');
	return true;
}

/* ---- blocks of any body ----------------------------------------------- */

static SgBlock *block_at(const SgText *text, guint i)
{
	return i < text->blocks->len ? g_ptr_array_index(text->blocks, i) : NULL;
}

static bool names_field(const char *text, const char *field)
{
	const char *at = strstr(text, field);
	return at && (at == text || at[-1] == ' ');
}

/* The head of the mail that is answered, as Outlook prints it: From, Sent or Date, To, Subject. */
static bool is_header(const SgText *text, guint i)
{
	const SgBlock *block = block_at(text, i);
	if (!begins(block->text + strspn(block->text, "_ "), "from:"))
		return false;
	bool dated = false, titled = false;
	for (guint n = 0; n < HEADER_BLOCKS && (block = block_at(text, i + n)); n++) {
		dated = dated || names_field(block->text, "Sent:") || names_field(block->text, "Date:");
		titled = titled || names_field(block->text, "Subject:");
	}
	return dated && titled;
}

/* Furniture stays furniture: a signature is nobody's words. */
static void quote_rest(SgText *text, guint first)
{
	for (guint i = first; i < text->blocks->len; i++) {
		SgBlock *block = g_ptr_array_index(text->blocks, i);
		if (block->kind == SG_BLOCK_FURNITURE || block->kind == SG_BLOCK_HEADFOOT)
			continue;
		block->kind = SG_BLOCK_QUOTE;
		block->level = 0;
	}
}

/* "On ... wrote:" belongs to what is quoted below it.  Where that bears no marks, all the rest is quoted: who
   answers below writes between marked lines. */
static bool quotes_rest(const SgText *text, guint i)
{
	SgBlock *block = block_at(text, i);
	const SgBlock *next = block_at(text, i + 1);
	if (is_divider(block->text) || is_header(text, i))
		return true;
	bool marked = next && next->kind == SG_BLOCK_QUOTE;
	bool attribution = is_attribution(block->text);
	bool credits = attribution || (marked && strlen(block->text) <= ATTRIBUTION_BYTES &&
				       g_str_has_suffix(block->text, " wrote:"));
	if (credits)
		block->kind = SG_BLOCK_QUOTE;
	return attribution && next && !marked;
}

static void mark_quotations(SgText *text, guint first)
{
	for (guint i = first; i < text->blocks->len; i++) {
		const SgBlock *block = block_at(text, i);
		bool open = block->kind != SG_BLOCK_QUOTE && block->kind != SG_BLOCK_FURNITURE;
		if (open && quotes_rest(text, i)) {
			quote_rest(text, i);
			return;
		}
	}
}

bool sg_mailbody_add_plain(const char *body, SgText *text, GError **error)
{
	guint first = text->blocks->len;
	g_autoptr(GString) run = g_string_new(NULL);
	Reader reader = {.text = text, .run = run, .voice = OWN};
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
	for (char **line = lines; *line; line++) {
		size_t n_bytes = strlen(*line);
		if (n_bytes > 0 && (*line)[n_bytes - 1] == '\r')
			(*line)[n_bytes - 1] = '\0';
	}
	for (char **line = lines; *line; line++)
		if (!take_line(&reader, line, error))
			return false;
	if (!end_run(&reader, error))
		return false;
	mark_quotations(text, first);
	return true;
}

bool sg_mailbody_add_html(const char *html, SgText *text, GError **error)
{
	guint first = text->blocks->len;
	g_autoptr(GBytes) bytes = g_bytes_new(html, strlen(html));
	g_autoptr(SgText) page = sg_text_new("text/html");
	if (!sg_extract_html(bytes, "utf-8", page, error))
		return false;
	gsize n_blocks;
	SgBlock **blocks = (SgBlock **)g_ptr_array_steal(page->blocks, &n_blocks);
	for (gsize i = 0; i < n_blocks; i++)
		g_ptr_array_add(text->blocks, blocks[i]);
	g_free(blocks);
	mark_quotations(text, first);
	return true;
}
