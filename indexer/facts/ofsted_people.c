/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "indexer/facts/ofsted.h"

#include <string.h>

/* In bytes.  What is longer is a line that a name happens to open. */
enum { LONGEST_NAME = 60 };

/* Cuts what follows a name: "John Roughton, His Majesty's Inspector", "Sarah Urding HMI", "... Deputy lead
   inspector: ...". */
static void cut_after_name(char *text)
{
	static const char *const ends[] = {
	    ",",     " HMI",      "|",         "(",       " Her Majesty", " His Majesty", ":",
	    ";",     " Senior",   " SHMI",     " Ofsted", " Deputy",      " Team",        " Lead",
	    " lead", " and ",     " &",        " CBE",    " OBE",         " MBE",         " – ",
	    " - ",   " Regional", " National", " Social", " Associate",   " Additional",  " Inspector"};
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		for (char *at = text; *at; at++) {
			if (g_str_has_prefix(at, ends[i])) {
				*at = '\0';
				break;
			}
		}
	}
	g_strstrip(text);
}

/* Words of offices and bodies, which are capitalised like names. */
static bool names_office(const char *text)
{
	static const char *const words[] = {"Director",  "Inspector",   "Commission", "Ofsted",
					    "Executive", "Majesty",     "Quality",    "Service",
					    "Council",   "Council’s",   "Constable",  "Officer",
					    "Insert",    "Partnership", "Children"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

/* Whether `text` could be a person's name: two to five words, each with a capital or a name's particle. */
static bool is_name(const char *text)
{
	enum { LEAST_WORDS = 2, MOST_WORDS = 6 };
	static const char *const particles[] = {"de", "van", "der", "von", "la", "le",
						"di", "da",  "del", "bin", "al"};
	size_t n_bytes = strlen(text);
	if (n_bytes > LONGEST_NAME || strpbrk(text, "0123456789@") || names_office(text))
		return false;
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	guint n_words = g_strv_length(words);
	for (guint i = 0; i < n_words; i++) {
		gunichar first = g_utf8_get_char(words[i]);
		bool particle = false;
		for (size_t p = 0; p < G_N_ELEMENTS(particles); p++)
			particle |= strcmp(words[i], particles[p]) == 0;
		if (!g_unichar_isupper(first) && !particle)
			return false;
	}
	return n_words >= LEAST_WORDS && n_words <= MOST_WORDS;
}

/* The name at the start of `text`; NULL when there is none. */
static char *name_from(const char *text)
{
	text += strspn(text, " :–-|");
	g_autofree char *name = g_strdup(text);
	/* a block may hold much more than the name */
	if (strlen(name) > LONGEST_NAME * 2)
		name[g_utf8_find_prev_char(name, name + LONGEST_NAME * 2) - name] = '\0';
	cut_after_name(name);
	if (g_str_has_suffix(name, "."))
		name[strlen(name) - 1] = '\0';
	return is_name(name) ? g_steal_pointer(&name) : NULL;
}

/* ---- reports --------------------------------------------------------- */

/* Takes `name`; NULL is allowed. */
static void add_name(GString *names, char *name)
{
	if (name && !strstr(names->str, name))
		g_string_append_printf(names, "%s%s", names->len ? " and " : "", name);
	g_free(name);
}

/* What follows the label: at the start of a block, or with a colon inside one that holds several lines. */
static const char *after_label(const char *text, bool *ret_several)
{
	enum { LONGEST_LINES = 600 };
	static const char *const labels[] = {"lead inspectors", "lead inspector", "reporting inspector",
					     "lead hmi"};
	for (const char *at = text; *at; at++) {
		bool word =
		    at == text || (at[-1] == ' ' && !(at - text >= 7 && sg_text_starts(at - 7, "deputy ")));
		for (size_t i = 0; word && i < G_N_ELEMENTS(labels); i++) {
			if (!sg_text_starts(at, labels[i]))
				continue;
			const char *after = at + strlen(labels[i]);
			*ret_several = i == 0;
			if (at == text || *after == ':')
				return after;
		}
		if (at - text > LONGEST_LINES)
			break;
	}
	return NULL;
}

/* "Lead inspector: X" and its forms, "Lead inspectors: X, His Majesty’s Inspector, and Y, ...". */
static bool add_labelled(GString *names, const char *text)
{
	enum { LONGEST_PAIR = 90 };
	bool several;
	const char *after = after_label(text, &several);
	if (!after)
		return false;
	add_name(names, name_from(after));
	const char *second = strstr(after, " and ");
	bool pair = several || (strlen(after) < LONGEST_PAIR && !sg_text_has(after, "deputy"));
	if (names->len && second && pair)
		add_name(names, name_from(second + strlen(" and ")));
	return names->len > 0;
}

static bool is_label_alone(const char *text)
{
	static const char *const labels[] = {"lead inspector:", "lead inspector",
					     "reporting inspector:", "reporting inspector", NULL};
	g_autofree char *lower = g_ascii_strdown(text, -1);
	return g_strv_contains(labels, lower);
}

/* A team's table: "Rebecca Sharples, Ofsted HMI lead inspector | Andrea Crosby, CQC lead inspector": of the
   two Ofsted's. */
static void add_team_row(GString *names, const char *text)
{
	enum { LONGEST_ROW = 300 };
	if (strlen(text) > LONGEST_ROW || !sg_text_has(text, "lead inspector"))
		return;
	g_auto(GStrv) cells = g_strsplit(text, " | ", -1);
	for (char **cell = cells; *cell; cell++)
		if (sg_text_has(*cell, "lead inspector") && !sg_text_has(*cell, "deputy") &&
		    !sg_text_has(*cell, "cqc") && !sg_text_has(*cell, "care quality"))
			add_name(names, name_from(*cell));
}

/* The first label decides; a team's table may have a lead for each of two remits. */
static char *named_lead(const SgEvidence *evidence)
{
	g_autoptr(GString) names = g_string_new(NULL);
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		const SgBlock *next = sg_evidence_block(evidence, i + 1);
		bool found = add_labelled(names, block->text);
		if (!found && next && is_label_alone(block->text))
			add_name(names, name_from(next->text));
		if (found || (names->len && is_label_alone(block->text)))
			break;
		if (block->kind == SG_BLOCK_ROW)
			add_team_row(names, block->text);
	}
	return names->len ? g_strdup(names->str) : NULL;
}

/* ---- letters --------------------------------------------------------- */

/* "Her Majesty's Inspector" and no more than that: chief inspectors and directors sign for others. */
static bool is_inspector(const char *text)
{
	bool inspector = sg_text_has(text, "majesty's inspector") || sg_text_has(text, "hmi") ||
			 sg_text_has(text, "lead inspector");
	return inspector && !sg_text_has(text, "chief") && !sg_text_has(text, "director") &&
	       !sg_text_has(text, "constabulary");
}

static char *signatory(const SgEvidence *evidence)
{
	/* a signature: name, office, and perhaps a second of each */
	enum { LINES_BELOW = 4 };
	guint n = evidence->body->len;
	/* from the end: a letter may quote another one whole */
	for (guint i = n; i-- > 0;) {
		if (!sg_text_starts(sg_evidence_block(evidence, i)->text, "yours "))
			continue;
		const SgBlock *block;
		for (guint below = i + 1;
		     below <= i + LINES_BELOW && (block = sg_evidence_block(evidence, below)); below++) {
			char *name = name_from(block->text);
			const SgBlock *next = sg_evidence_block(evidence, below + 1);
			bool own = is_inspector(block->text) || (next && is_inspector(next->text));
			if (name && own)
				return name;
			g_free(name);
		}
		return NULL;
	}
	return NULL;
}

char *sg_ofsted_lead_inspector(const SgEvidence *evidence)
{
	guint dear;
	char *name = named_lead(evidence);
	return name || !sg_ofsted_salutation(evidence, &dear) ? name : signatory(evidence);
}

/* ---- addressee ------------------------------------------------------- */

/* Words with which an office or an address begins. */
static bool begins_office(const char *word)
{
	static const char *const words[] = {
	    "Director",   "Executive", "Chief",     "Strategic",    "Corporate", "Interim",   "Acting",
	    "Head",       "Assistant", "Statutory", "Deputy",       "Service",   "Group",     "Managing",
	    "Lead",       "Director,", "Council",   "Borough",      "County",    "City",      "Children’s",
	    "Children's", "Children",  "People",    "Metropolitan", "Education", "Permanent", "Temporary",
	    "Joint",      "President", "Programme", "Commissioner", "Senior",    NULL};
	return g_strv_contains(words, word);
}

/* So that one person has one name: letters write "Ms Jane Doe" and "Jane Doe". */
static void drop_title(GString *name)
{
	static const char *const titles[] = {"Ms ", "Mr ", "Mrs ", "Miss "};
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
		if (g_str_has_prefix(name->str, titles[i]))
			g_string_erase(name, 0, (gssize)strlen(titles[i]));
}

/* "Sue Butcher Slough Borough Council": an address without an office; the place is no part of the name. */
static void drop_place(GString *name, const char *next)
{
	static const char *const kinds[] = {"Council", "Borough", "County", "City", "Metropolitan"};
	const char *space = strchr(name->str, ' ');
	space = space ? strchr(space + 1, ' ') : NULL;
	for (size_t i = 0; space && next && i < G_N_ELEMENTS(kinds); i++) {
		if (strcmp(next, kinds[i]) == 0) {
			g_string_truncate(name, (gsize)(space - name->str));
			return;
		}
	}
}

/* The name that an address opens with: up to the office, or to the surname that the salutation has. */
static char *name_of_address(const char *address, const char *surname)
{
	g_auto(GStrv) words = g_strsplit(address, " ", -1);
	GString *name = g_string_new(NULL);
	bool ended = false;
	for (char **word = words; *word && !ended; word++) {
		ended = begins_office(*word) || strcmp(*word, "–") == 0 || strcmp(*word, "-") == 0;
		if (ended) {
			drop_title(name);
			drop_place(name, *word);
			break;
		}
		g_string_append_printf(name, "%s%s", name->len ? " " : "", *word);
		ended = name->str[name->len - 1] == ',' ||
			(name->len > strlen(*word) && surname && strcmp(*word, surname) == 0);
	}
	if (name->len && name->str[name->len - 1] == ',')
		g_string_truncate(name, name->len - 1);
	drop_title(name);
	bool good = ended && is_name(name->str);
	return g_string_free(name, !good);
}

char *sg_ofsted_addressee(const SgEvidence *evidence)
{
	guint dear;
	if (!sg_ofsted_salutation(evidence, &dear))
		return NULL;
	g_autofree char *called = g_strdup(sg_evidence_block(evidence, dear)->text + strlen("dear "));
	g_strchomp(called);
	if (*called && strchr(",:", called[strlen(called) - 1]))
		called[strlen(called) - 1] = '\0';
	/* joint letters go to all partners at once */
	if (sg_text_has(called, "partner") && strlen(called) <= LONGEST_NAME * 2)
		return g_steal_pointer(&called);
	/* of two who are greeted, the first */
	char *second = strstr(called, " and ");
	if (second)
		*second = '\0';
	const char *space = strrchr(called, ' ');
	const char *last = space ? space + 1 : called;
	g_autofree char *nearest = NULL; /* who is greeted by another name: "Dear colleague" */
	for (guint i = dear; i-- > 0;) {
		const char *text = sg_evidence_block(evidence, i)->text;
		g_autofree char *name =
		    g_ascii_isdigit(*text) ? NULL : name_of_address(text, space ? last : NULL);
		if (name && strstr(name, last))
			return g_steal_pointer(&name);
		if (!nearest)
			nearest = g_steal_pointer(&name);
	}
	return g_steal_pointer(&nearest);
}
