/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "corpus/meeting.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

#define NAMESPACE "moderngov.co.uk/namespaces"

enum { LONGEST_NAME = 32 };

/* ---- text ------------------------------------------------------------ */

/* Those of XML, and of HTML such as titles that were escaped twice still hold. */
static gunichar named_character(const char *name, size_t n_bytes)
{
	static const struct {
		const char *name;
		gunichar c;
	} NAMES[] = {{"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},
		     {"apos", '\''},    {"nbsp", ' '},     {"pound", 0xa3},   {"ndash", 0x2013},
		     {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201c},
		     {"rdquo", 0x201d}};
	for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
		if (strlen(NAMES[i].name) == n_bytes && memcmp(NAMES[i].name, name, n_bytes) == 0)
			return NAMES[i].c;
	return 0;
}

/* The character that a reference at "&" stands for, and its length; 0: it is none. */
static gunichar reference_at(const char *at, const char *end, size_t *ret_bytes)
{
	enum { LONGEST = 12 };
	const char *stop = memchr(at, ';', (size_t)MIN(end - at, LONGEST));
	if (!stop)
		return 0;
	*ret_bytes = (size_t)(stop + 1 - at);
	if (at[1] != '#')
		return named_character(at + 1, (size_t)(stop - at - 1));
	bool hex = at[2] == 'x' || at[2] == 'X';
	const char *digits = at + (hex ? 3 : 2);
	char *last = NULL;
	guint64 code = g_ascii_isxdigit(*digits) ? g_ascii_strtoull(digits, &last, hex ? 16 : 10) : 0;
	return last == stop && code <= 0x10ffff && g_unichar_validate((gunichar)code) ? (gunichar)code : 0;
}

static void append_decoded(GString *out, const char *at, const char *end)
{
	while (at < end) {
		size_t n_bytes = 1;
		gunichar c = *at == '&' ? reference_at(at, end, &n_bytes) : 0;
		if (c)
			g_string_append_unichar(out, c);
		else
			g_string_append_len(out, at, (gssize)(n_bytes = 1));
		at += n_bytes;
	}
}

/* Without tags and references; free with g_free(). */
static char *plain_text(const char *html, size_t n_bytes)
{
	g_autoptr(GString) out = g_string_sized_new(n_bytes);
	const char *end = html + n_bytes;
	for (const char *at = html; at < end;) {
		const char *tag = memchr(at, '<', (size_t)(end - at));
		append_decoded(out, at, tag ? tag : end);
		const char *close = tag ? memchr(tag, '>', (size_t)(end - tag)) : NULL;
		if (close)
			g_string_append_c(out, ' ');
		at = close ? close + 1 : end;
	}
	return sg_utf8_collapse(sg_utf8_repair(out->str, out->len));
}

/* ---- tags ------------------------------------------------------------ */

typedef struct {
	const char *at, *end;
} Scan;

typedef struct {
	char name[LONGEST_NAME]; /* local, in lower case; "": too long to be one of ours */
	bool closing, empty;
} Tag;

static bool starts(const Scan *scan, const char *words)
{
	size_t n_bytes = strlen(words);
	return (size_t)(scan->end - scan->at) >= n_bytes && memcmp(scan->at, words, n_bytes) == 0;
}

/* Past the next `words`, or to the end; the bytes before them. */
static size_t skip_past(Scan *scan, const char *words)
{
	const char *start = scan->at;
	const char *found = memmem(start, (size_t)(scan->end - start), words, strlen(words));
	scan->at = found ? found + strlen(words) : scan->end;
	return (size_t)((found ? found : scan->end) - start);
}

/* At "<"; false at the end. */
static bool read_tag(Scan *scan, Tag *ret)
{
	const char *close = memchr(scan->at, '>', (size_t)(scan->end - scan->at));
	const char *at = scan->at + 1;
	scan->at = close ? close + 1 : scan->end;
	if (!close)
		return false;
	*ret = (Tag){.closing = *at == '/', .empty = close[-1] == '/'};
	at += ret->closing;
	const char *name = at;
	for (; at < close && !g_ascii_isspace(*at) && *at != '/'; at++)
		if (*at == ':')
			name = at + 1;
	size_t n_bytes = (size_t)(at - name);
	for (size_t i = 0; n_bytes < LONGEST_NAME && i < n_bytes; i++)
		ret->name[i] = g_ascii_tolower(name[i]);
	return true;
}

/* What is no element: comments, declarations, instructions. */
static bool skip_other(Scan *scan)
{
	if (starts(scan, "<!--"))
		skip_past(scan, "-->");
	else if (starts(scan, "<?") || starts(scan, "<!"))
		skip_past(scan, ">");
	else
		return false;
	return true;
}

/* The next element's tag; false at the end. */
static bool next_tag(Scan *scan, Tag *ret)
{
	for (;;) {
		const char *open = memchr(scan->at, '<', (size_t)(scan->end - scan->at));
		if (!open)
			return false;
		scan->at = open;
		if (starts(scan, "<![CDATA["))
			skip_past(scan, "]]>");
		else if (!skip_other(scan))
			return read_tag(scan, ret);
	}
}

/* What stands before the end of element `name`, its references decoded once, CDATA as it is, and tags that
   should have been escaped as they are: HTML in each case.  NULL when the element does not end: then the scan
   is at the end, which keeps the whole linear. */
static GString *read_content(Scan *scan, const char *name)
{
	g_autoptr(GString) out = g_string_new(NULL);
	while (scan->at < scan->end) {
		const char *open = memchr(scan->at, '<', (size_t)(scan->end - scan->at));
		append_decoded(out, scan->at, open ? open : scan->end);
		scan->at = open ? open : scan->end;
		const char *start = scan->at;
		Tag tag;
		if (starts(scan, "<![CDATA[")) {
			scan->at += strlen("<![CDATA[");
			const char *data = scan->at;
			g_string_append_len(out, data, (gssize)skip_past(scan, "]]>"));
		} else if (open && !skip_other(scan) && read_tag(scan, &tag)) {
			if (tag.closing && strcmp(tag.name, name) == 0)
				return g_steal_pointer(&out);
			g_string_append_len(out, start, scan->at - start);
		}
	}
	return NULL;
}

/* ---- elements -------------------------------------------------------- */

static void free_link(void *data)
{
	SgMeetingLink *link = data;
	g_free(link->title);
	g_free(link->url);
	g_free(link);
}

static void free_item(void *data)
{
	SgMeetingItem *item = data;
	g_free(item->number);
	g_free(item->title);
	g_free(item->purpose);
	g_free(item->minutes);
	g_free(item->decision);
	g_ptr_array_unref(item->links);
	g_free(item);
}

void sg_meeting_free(SgMeeting *meeting)
{
	if (!meeting)
		return;
	g_free(meeting->committee);
	g_free(meeting->date);
	g_free(meeting->time);
	g_free(meeting->status);
	g_free(meeting->place);
	g_ptr_array_unref(meeting->items);
	g_ptr_array_unref(meeting->links);
	g_free(meeting);
}

typedef struct {
	Scan scan;
	SgMeeting *meeting;
	SgMeetingItem *item; /* inside which we are; NULL */
	SgMeetingLink *link; /* likewise */
	guint n_links;
	char *number, *sub_number; /* of the item: what its printed number may be made from */
	bool has_id, has_items, several;
} Reader;

typedef struct {
	const char *name;
	size_t offset; /* of a char* */
	bool html;
} Leaf;

static const Leaf MEETING_LEAVES[] = {
    {"committeetitle", G_STRUCT_OFFSET(SgMeeting, committee), false},
    {"meetingdate", G_STRUCT_OFFSET(SgMeeting, date), false},
    {"meetingtime", G_STRUCT_OFFSET(SgMeeting, time), false},
    {"meetingstatus", G_STRUCT_OFFSET(SgMeeting, status), false},
    {"meetinglocation", G_STRUCT_OFFSET(SgMeeting, place), false},
};

static const Leaf ITEM_LEAVES[] = {
    {"fulldisplaynumberformat", G_STRUCT_OFFSET(SgMeetingItem, number), false},
    {"agendaitemtitle", G_STRUCT_OFFSET(SgMeetingItem, title), false},
    {"agendatext", G_STRUCT_OFFSET(SgMeetingItem, purpose), true},
    {"minutesnonemptyhtmlbody", G_STRUCT_OFFSET(SgMeetingItem, minutes), true},
    {"decisionnonemptyhtmlbody", G_STRUCT_OFFSET(SgMeetingItem, decision), true},
};

static const Leaf NUMBER_LEAVES[] = {
    {"minutesitemnumber", G_STRUCT_OFFSET(Reader, number), false},
    {"minutesitemsubnumber", G_STRUCT_OFFSET(Reader, sub_number), false},
};

static const Leaf LINK_LEAVES[] = {
    {"title", G_STRUCT_OFFSET(SgMeetingLink, title), false},
    {"url", G_STRUCT_OFFSET(SgMeetingLink, url), false},
};

/* Escaped twice, as some sites do. */
static bool is_escaped_still(const GString *html)
{
	return !strchr(html->str, '<') && (strstr(html->str, "&lt;p") || strstr(html->str, "&lt;/"));
}

static char *take_html(const GString *content)
{
	g_autoptr(GString) again = g_string_new(NULL);
	if (is_escaped_still(content))
		append_decoded(again, content->str, content->str + content->len);
	const GString *html = again->len > 0 ? again : content;
	g_autofree char *text = plain_text(html->str, html->len);
	return *text ? sg_utf8_repair(html->str, html->len) : NULL;
}

/* Cut like any other value that comes with a document. */
static char *take_plain(const GString *content)
{
	g_autofree char *text = plain_text(content->str, content->len);
	text[sg_utf8_prefix(text, SG_MAX_META_BYTES)] = '\0';
	return *text ? g_steal_pointer(&text) : NULL;
}

/* Reads the element into the field of `object` that it belongs to; the first one counts.  False: not one of
   these. */
static bool read_leaf(Reader *reader, const char *name, const Leaf *leaves, size_t n_leaves, void *object)
{
	const Leaf *leaf = NULL;
	for (size_t i = 0; i < n_leaves && !leaf; i++)
		if (strcmp(leaves[i].name, name) == 0)
			leaf = &leaves[i];
	if (!leaf)
		return false;
	g_autoptr(GString) content = read_content(&reader->scan, name);
	g_autofree char *value = !content ? NULL : leaf->html ? take_html(content) : take_plain(content);
	char **field = G_STRUCT_MEMBER_P(object, leaf->offset);
	/* a list of meetings, of which none is the one */
	if (field == &reader->meeting->date && *field && value && strcmp(*field, value) != 0)
		reader->several = true;
	if (!*field)
		*field = g_steal_pointer(&value);
	return true;
}
#define READ_LEAF(reader_, name_, leaves_, object_)                                                          \
	read_leaf(reader_, name_, leaves_, G_N_ELEMENTS(leaves_), object_)

static void start_item(Reader *reader)
{
	reader->has_items = true;
	if (reader->meeting->items->len >= SG_MAX_MEETING_ITEMS)
		return;
	reader->item = g_new0(SgMeetingItem, 1);
	reader->item->links = g_ptr_array_new_with_free_func(free_link);
	g_ptr_array_add(reader->meeting->items, reader->item);
}

static void end_item(Reader *reader)
{
	SgMeetingItem *item = reader->item;
	bool has_sub = reader->sub_number && strcmp(reader->sub_number, "0") != 0;
	if (item && !item->number && reader->number)
		item->number = has_sub ? g_strdup_printf("%s.%s", reader->number, reader->sub_number)
				       : g_strdup(reader->number);
	/* "45" is printed "45."; "23/7" and "45.1" stand as they are */
	if (item && item->number && strspn(item->number, "0123456789") == strlen(item->number)) {
		g_autofree char *bare = item->number;
		item->number = g_strconcat(bare, ".", NULL);
	}
	g_clear_pointer(&reader->number, g_free);
	g_clear_pointer(&reader->sub_number, g_free);
	reader->item = NULL;
}

static void start_link(Reader *reader)
{
	if (reader->n_links++ >= SG_MAX_MEETING_ITEMS)
		return;
	reader->link = g_new0(SgMeetingLink, 1);
	g_ptr_array_add(reader->item ? reader->item->links : reader->meeting->links, reader->link);
}

static void end_tag(Reader *reader, const char *name)
{
	if (strcmp(name, "agendaitem") == 0)
		end_item(reader);
	else if (strcmp(name, "linkeddoc") == 0)
		reader->link = NULL;
}

static void start_tag(Reader *reader, const char *name)
{
	if (strcmp(name, "agendaitem") == 0) {
		end_item(reader);
		start_item(reader);
	} else if (strcmp(name, "linkeddoc") == 0) {
		start_link(reader);
	} else if (strcmp(name, "meetingid") == 0) {
		reader->has_id = true;
	} else if (reader->link) {
		READ_LEAF(reader, name, LINK_LEAVES, reader->link);
	} else if (reader->item) {
		(void)(READ_LEAF(reader, name, ITEM_LEAVES, reader->item) ||
		       READ_LEAF(reader, name, NUMBER_LEAVES, reader));
	} else {
		READ_LEAF(reader, name, MEETING_LEAVES, reader->meeting);
	}
}

/* "09/07/2013", a time may follow; or as ISO has it. */
static SgDay parse_day(const char *text)
{
	if (!text)
		return 0;
	g_autofree char *word = g_strndup(text, strcspn(text, " T"));
	SgDay day = sg_day_parse_iso(word);
	g_auto(GStrv) parts = g_strsplit(word, "/", 4);
	if (day || g_strv_length(parts) != 3 || strlen(parts[2]) != 4)
		return day;
	int number[3];
	for (int i = 0; i < 3; i++) {
		if (!*parts[i] || strlen(parts[i]) > 4 || parts[i][strspn(parts[i], "0123456789")])
			return 0;
		number[i] = (int)g_ascii_strtoull(parts[i], NULL, 10);
	}
	return sg_day(number[2], number[1], number[0]);
}

/* Answers to a plain GET do not always name the namespace: then its elements must be there. */
static bool is_meeting(const Reader *reader, bool named)
{
	const SgMeeting *meeting = reader->meeting;
	bool told = named ? reader->has_id || reader->has_items
			  : reader->has_id && (reader->has_items || meeting->committee);
	return told && !reader->several && (meeting->day || meeting->items->len > 0);
}

SgMeeting *sg_meeting_read(const void *bytes, size_t n_bytes)
{
	enum { HEAD_BYTES = 4096 };
	const char *start = bytes, *end = start + n_bytes;
	if (n_bytes >= 3 && memcmp(start, "\xef\xbb\xbf", 3) == 0)
		start += 3;
	while (start < end && g_ascii_isspace(*start))
		start++;
	n_bytes = (size_t)(end - start);
	/* most XML is something else */
	if (n_bytes == 0 || *start != '<' ||
	    !(memmem(start, n_bytes, "meetingdate", 11) || memmem(start, n_bytes, "agendaitem", 10)))
		return NULL;
	g_autofree char *text = sg_utf8_repair(start, n_bytes);
	bool named = memmem(start, MIN(n_bytes, HEAD_BYTES), NAMESPACE, strlen(NAMESPACE)) != NULL;
	g_autoptr(SgMeeting) meeting = g_new0(SgMeeting, 1);
	meeting->items = g_ptr_array_new_with_free_func(free_item);
	meeting->links = g_ptr_array_new_with_free_func(free_link);
	Reader reader = {.scan = {text, text + strlen(text)}, .meeting = meeting};
	Tag tag;
	while (next_tag(&reader.scan, &tag)) {
		if (tag.closing)
			end_tag(&reader, tag.name);
		else if (!tag.empty)
			start_tag(&reader, tag.name);
	}
	end_item(&reader);
	meeting->day = parse_day(meeting->date);
	return is_meeting(&reader, named) ? g_steal_pointer(&meeting) : NULL;
}

/* ---- what tells an item ---------------------------------------------- */

/* Whether a tag at "<" ends a paragraph. */
static bool breaks_paragraph(const char *tag)
{
	static const char *const NAMES[] = {"p",  "div", "br", "li",    "tr", "td",
					    "h1", "h2",  "h3", "table", "ul", "ol"};
	tag += tag[1] == '/' ? 2 : 1;
	for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
		size_t n_bytes = strlen(NAMES[i]);
		if (g_ascii_strncasecmp(tag, NAMES[i], n_bytes) == 0 && !g_ascii_isalnum(tag[n_bytes]))
			return true;
	}
	return false;
}

char *sg_meeting_item_opening(const SgMeetingItem *item)
{
	enum { OPENING_BYTES = 120 };
	g_autofree char *longest = NULL;
	size_t n_longest = 0;
	for (const char *start = item->minutes, *at = start; at; at++) {
		at = strchr(at, '<');
		if (at && !breaks_paragraph(at))
			continue;
		g_autofree char *text = plain_text(start, at ? (size_t)(at - start) : strlen(start));
		if (strlen(text) > n_longest) {
			n_longest = strlen(text);
			g_free(longest);
			longest = g_steal_pointer(&text);
		}
		if (!at)
			break;
		start = at;
	}
	if (longest)
		longest[sg_utf8_prefix(longest, OPENING_BYTES)] = '\0';
	return g_steal_pointer(&longest);
}
