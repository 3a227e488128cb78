/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a document carries that nobody said: contents pages, addresses, imprints, a web page's own lines. */
#include "indexer/structure/parts.h"

#include "indexer/extract/marker.h"
#include "indexer/facts/facts.h"

#include <string.h>

enum {
	ADDRESS_BYTES = 300,    /* two addresses side by side in a table */
	WEB_LINE_BYTES = 60,    /* of a line that is known by all its words */
	CONTENTS_BYTES = 200,   /* of a line of contents or a link to a file */
	LETTERHEAD_BLOCKS = 20, /* "Dear ..." further down is a letter quoted in a paper */
	IMPRINT_BLOCKS = 16,    /* from the end: the publisher's name in mid-report is a sentence's subject */
	MIN_PHONE_DIGITS = 9,   /* of a British number; fewer are a date or a sum */
	PROSE_BYTES = 120 /* longer than any name of a file in a list of links */,
	TERMS_BYTES = 600
};

/* How the blocks of the last page begin that say who publishes, how to write there and what may be copied. */
static const char *const IMPRINT[] = {
    "the office for standards in education",
    "if you would like a copy of this document",
    "if you would like a version of this document",
    "you may reuse this information",
    "you may re-use this information",
    "you may copy all or parts of this document",
    "further copies of this ",
    "copies of this report are available",
    "this publication is available at",
    "this report is available at",
    "this document is available at",
    "this document may be reproduced",
    "interested in our work",
    "any complaints about the inspection or the report should be made",
    "if you would like ofsted to send you a copy of the guidance",
    "to receive regular email alerts",
    "this publication is licensed under",
    "to view this licence, visit",
    "where we have identified any third party copyright",
    "where third party material has been identified",
    "any enquiries regarding this publication",
    "enquiries regarding this publication",
    "© ",
    "crown copyright",
    "textphone:",
    "piccadilly gate",
    "ofsted piccadilly gate",
    "store street",
    "alexandra house",
    "aviation house",
    "royal exchange buildings",
};

/* Lines that web pages print around their text; nothing else stands in them. */
static const char *const WEB_LINES[] = {
    "skip to main content",
    "skip to content",
    "skip to navigation",
    "skip to search",
    "share this",
    "share this page",
    "share this article",
    "share on facebook",
    "share on twitter",
    "share on x",
    "tweet this",
    "email this page",
    "print this page",
    "print page",
    "back to top",
    "return to top",
    "cookies on this site",
    "cookie policy",
    "cookie settings",
    "accept cookies",
    "accept all cookies",
    "reject all cookies",
    "privacy policy",
    "please log in to enable comment sorting",
    "log in to comment",
    "sign in to comment",
    "main menu",
    "menu",
    "search",
    "search this site",
    "sign in",
    "log in",
    "register",
    "subscribe",
    "follow us",
    "read more",
    "most read",
    "most popular",
    "related articles",
    "related stories",
    "related links",
    "advertisement",
    "site map",
    "sitemap",
    "accessibility statement",
    "breadcrumb",
};

static const char *const WEB_STARTS[] = {
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "our website uses cookies",
    "by continuing to use this site",
    "by continuing to use this website",
    "you are here:",
};

static void set_furniture(SgUnit *unit)
{
	unit->kind = SG_KIND_FURNITURE;
	unit->heading = 0;
}

/* ---- addresses ------------------------------------------------------- */

static size_t count_class(const char *text, int (*is_class)(char))
{
	size_t n = 0;
	while (text[n] && is_class(text[n]))
		n++;
	return n;
}

static int is_upper(char c)
{
	return g_ascii_isupper(c);
}

static int is_digit(char c)
{
	return g_ascii_isdigit(c);
}

/* "HR4 0LE", "EC1A 1BB": area and district, then sector and unit (British postcodes). */
static bool is_postcode(const char *text)
{
	size_t n = count_class(text, is_upper);
	size_t digits = count_class(text + n, is_digit);
	if (n < 1 || n > 2 || digits < 1 || digits > 2)
		return false;
	n += digits;
	n += g_ascii_isupper(text[n]) ? 1 : 0;
	return text[n] == ' ' && g_ascii_isdigit(text[n + 1]) && count_class(text + n + 2, is_upper) == 2 &&
	       !g_ascii_isalnum(text[n + 4]);
}

static bool has_postcode(const char *text)
{
	for (const char *at = text; at; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (is_postcode(at))
			return true;
	}
	return false;
}

/* "kelmouth.gov.uk"; a line end may leave "kelmouth.nhs." of it, and "uk" by itself. */
static bool is_host(const char *word)
{
	static const char *const domains[] = {".gov",    ".gov.uk", ".nhs",   ".nhs.uk",    ".org",
					      ".org.uk", ".co.uk",  ".ac.uk", ".police.uk", ".com"};
	size_t n = strlen(word);
	while (n > 0 && strchr("./,;", word[n - 1]))
		n--;
	for (size_t i = 0; i < G_N_ELEMENTS(domains); i++) {
		size_t n_domain = strlen(domains[i]);
		if (n > n_domain && g_ascii_strncasecmp(word + n - n_domain, domains[i], n_domain) == 0)
			return true;
	}
	return false;
}

static bool is_web_word(const char *word)
{
	return strchr(word, '@') || g_str_has_prefix(word, "www.") || g_str_has_prefix(word, "http:") ||
	       g_str_has_prefix(word, "https:") || g_str_has_prefix(word, "W:www.") || is_host(word);
}

static bool is_phone_label(const char *word)
{
	static const char *const labels[] = {"T",     "E",      "W",   "F",         "T:",        "E:",
					     "W:",    "F:",     "Tel", "Telephone", "Textphone", "Fax",
					     "Email", "E-mail", "Web", "Website"};
	size_t n = strlen(word) - (g_str_has_suffix(word, ":") && strlen(word) > 2);
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
		if (strlen(labels[i]) == n && g_ascii_strncasecmp(word, labels[i], n) == 0)
			return true;
	return false;
}

/* Nothing but telephone numbers, addresses of mail and web, and what they are called. */
static bool is_contact(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 0);
	size_t n_digits = 0;
	bool web = false, labelled = false;
	for (char **word = words; *word; word++) {
		size_t digits = strspn(*word, "+()0123456789");
		bool number = digits > 0 && !(*word)[digits];
		if (!number && !is_web_word(*word) && !is_phone_label(*word) && strcmp(*word, "|") != 0 &&
		    !(web && strcmp(*word, "uk") == 0))
			return false;
		n_digits += number ? digits : 0;
		web = web || is_web_word(*word);
		labelled = labelled || is_phone_label(*word);
	}
	return web || (labelled && n_digits >= MIN_PHONE_DIGITS);
}

/* A sentence may name a place with its postcode; an address is no sentence. */
static bool is_address(const char *text)
{
	size_t n = strlen(text);
	return n <= ADDRESS_BYTES &&
	       (is_contact(text) || (!sg_text_ends_sentence(text) && has_postcode(text)));
}

/* What stands above "Dear ...": letterhead, date, addressees, who may be many. */
static void mark_letterhead(GPtrArray *units)
{
	guint dear = 0;
	while (dear < units->len && dear <= LETTERHEAD_BLOCKS &&
	       !sg_text_starts(sg_unit_at(units, dear)->block->text, "dear "))
		dear++;
	if (dear >= units->len || dear > LETTERHEAD_BLOCKS)
		return;
	for (guint i = 0; i < dear; i++) {
		SgUnit *unit = sg_structure_unit(units, i);
		bool address =
		    strlen(unit->block->text) <= ADDRESS_BYTES || !sg_text_ends_sentence(unit->block->text);
		if (address && unit->block->kind != SG_BLOCK_HEADING)
			set_furniture(unit);
	}
}

/* Below a letterhead or a signature: names of people who say nothing. */
static bool is_copied_to(const char *text)
{
	static const char *const starts[] = {"cc ",        "cc: ",     "cc. ",      "c.c. ",
					     "copied to:", "copy to:", "copies to:"};
	return sg_structure_starts(text, starts, G_N_ELEMENTS(starts));
}

/* Terms of use, wherever in a short block they stand: "Website: ... This document may be reproduced ...". */
static bool has_terms(const char *text)
{
	static const char *const terms[] = {
	    "may be reproduced in whole or in part", "may be reproduced in full or in part",
	    "free of charge in any format or medium", "terms of the open government licence"};
	for (size_t i = 0; i < G_N_ELEMENTS(terms); i++)
		if (strlen(text) <= TERMS_BYTES && sg_text_has(text, terms[i]))
			return true;
	return false;
}

/* The imprint reaches from its first block to the end of the document, over the last pages only. */
static void mark_imprint(GPtrArray *units)
{
	for (guint i = units->len > IMPRINT_BLOCKS ? units->len - IMPRINT_BLOCKS : 0; i < units->len; i++) {
		const char *text = sg_unit_at(units, i)->block->text;
		if (sg_text_starts(text, IMPRINT[0])) {
			for (; i < units->len; i++)
				set_furniture(sg_structure_unit(units, i));
		}
	}
}

/* ---- contents pages -------------------------------------------------- */

static bool is_contents_title(const char *text)
{
	return g_ascii_strcasecmp(text, "contents") == 0 ||
	       g_ascii_strcasecmp(text, "table of contents") == 0 ||
	       g_ascii_strcasecmp(text, "contents page") == 0;
}

/* "Executive summary | 2", "Findings ........ 14" */
static bool is_contents_line(const char *text)
{
	size_t n = strlen(text);
	if (n > CONTENTS_BYTES)
		return false;
	size_t end = n;
	while (end > 0 && g_ascii_isdigit(text[end - 1]))
		end--;
	return end < n && n - end <= 3 && end > 1 && strchr(" .\t", text[end - 1]);
}

/* Contents end at the first block that is no line of them; a line may be broken into two blocks. */
static void mark_contents(GPtrArray *units, guint title)
{
	uint32_t page = sg_unit_at(units, title)->block->page;
	guint last = title;
	for (guint i = title + 1; i < units->len; i++) {
		const SgBlock *block = sg_unit_at(units, i)->block;
		if (block->page != page || strlen(block->text) > CONTENTS_BYTES)
			break;
		if (is_contents_line(block->text))
			last = i;
	}
	for (guint i = title; i <= last && last > title; i++)
		set_furniture(sg_structure_unit(units, i));
}

/* ---- web pages saved as text ----------------------------------------- */

static bool is_web_line(const char *text)
{
	if (sg_structure_starts(text, WEB_STARTS, G_N_ELEMENTS(WEB_STARTS)))
		return true;
	size_t n = strlen(text);
	while (n > 0 && strchr(".:!…>» ", text[n - 1]))
		n--;
	for (size_t i = 0; i < G_N_ELEMENTS(WEB_LINES) && n <= WEB_LINE_BYTES; i++)
		if (n == strlen(WEB_LINES[i]) && g_ascii_strncasecmp(text, WEB_LINES[i], n) == 0)
			return true;
	return false;
}

/* "Report to Cabinet PDF 112 KB", but no agenda item with its report: "45. Budget PDF 112 KB" */
static bool is_file_link(const char *text)
{
	size_t n = strlen(text);
	return n <= CONTENTS_BYTES && !g_ascii_isdigit(text[0]) &&
	       (sg_text_has(text, " pdf ") || sg_text_has(text, ".pdf")) &&
	       (g_str_has_suffix(text, " KB") || g_str_has_suffix(text, " MB"));
}

/* ModernGov's heading above the files of an agenda item. */
static bool opens_links(const char *text)
{
	static const char *const starts[] = {"supporting documents", "additional documents",
					     "accompanying documents"};
	return strlen(text) <= WEB_LINE_BYTES && sg_structure_starts(text, starts, G_N_ELEMENTS(starts));
}

/* The heading of a list of links with it, up to prose or the next label. */
static void mark_links(GPtrArray *units, guint title)
{
	set_furniture(sg_structure_unit(units, title));
	for (guint i = title + 1; i < units->len; i++) {
		const SgBlock *block = sg_unit_at(units, i)->block;
		size_t n = strlen(block->text);
		if (n > PROSE_BYTES || block->kind == SG_BLOCK_HEADING ||
		    g_str_has_suffix(block->text, ":") ||
		    (sg_text_ends_sentence(block->text) && !is_file_link(block->text)))
			break;
		set_furniture(sg_structure_unit(units, i));
	}
}

/* Letterhead and imprint first: they are known by where they stand, the rest by what it says. */
void sg_structure_mark_furniture(GPtrArray *units)
{
	mark_letterhead(units);
	mark_imprint(units);
	for (guint i = 0; i < units->len; i++) {
		SgUnit *unit = sg_structure_unit(units, i);
		const char *text = unit->block->text;
		if (unit->kind == SG_KIND_FURNITURE)
			continue;
		if (is_contents_title(text))
			mark_contents(units, i);
		else if (opens_links(text))
			mark_links(units, i);
		else if (is_address(text) || is_web_line(text) || is_file_link(text) || is_copied_to(text) ||
			 has_terms(text) || sg_structure_starts(text, IMPRINT, G_N_ELEMENTS(IMPRINT)))
			set_furniture(unit);
	}
}
