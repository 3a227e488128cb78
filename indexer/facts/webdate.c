/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The dates of a web page: the line by its headline, then what it tells
 * machines, then its address.  The years of copyright lines are never read.
 */
#include "indexer/facts/dating.h"

#include <string.h>

/* What a date on a page is of, by the words in front of it. */
typedef enum { ROLE_PUBLISHED, ROLE_MODIFIED, ROLE_OTHER } Role;

static Role role_of(const char *before)
{
	static const char *const changed[] = {"updated", "modified", "edited",   "revised",
					      "changed", "amended",  "reviewed", NULL};
	static const char *const others[] = {
	    "inspection", "meeting", "closing", "deadline",   "expires",   "until",  "event",
	    "born",       "from ",   "since",   "accessed",   "retrieved", "©",      "copyright",
	    "photo",      " in ",    "deliver", "available",  "valid",     "closes", "before ",
	    "joined",     "member",  "starts",  "issue date", "review ",   "taken ", NULL};
	static const char *const appeared[] = {"published", "posted", "written", "created", NULL};
	if (sg_text_has_any(before, changed))
		return ROLE_MODIFIED;
	if (sg_text_has_any(before, appeared))
		return ROLE_PUBLISHED;
	return sg_text_has_any(before, others) ? ROLE_OTHER : ROLE_PUBLISHED;
}

/* ---- figures that can be read two ways ------------------------------- */

static bool is_american(const SgText *text)
{
	const char *lang = sg_text_get_meta(text, "lang");
	return lang &&
	       (g_ascii_strncasecmp(lang, "en-us", 5) == 0 || g_ascii_strncasecmp(lang, "en_us", 5) == 0);
}

/* The day that starts a metadata value, as written: a time zone would move it. */
static SgDay iso_day(const char *value)
{
	enum { EARLIEST_YEAR = 1990 }; /* the web's first; before are clocks that were never set */
	g_autofree char *iso = g_strndup(value, strlen("2018-06-11"));
	SgDay day = sg_day_parse_iso(iso);
	return sg_day_year(day) >= EARLIEST_YEAR ? day : 0;
}

/* Whether the metadata has this very day under a key. */
static bool metadata_has(const SgText *text, const char *key, SgDay day)
{
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		if (strcmp(meta->key, key) == 0 && iso_day(meta->value) == day)
			return true;
	}
	return false;
}

/* Its own metadata settles the order; without that a page in American English leaves it open.  Not month
   first then: many British sites keep the language that their software came with. */
SgDay sg_dating_settle_order(const SgText *text, const SgWhen *when)
{
	SgDay day = when->when.from;
	SgDay swapped = sg_day(sg_day_year(day), sg_day_of_month(day), sg_day_month(day));
	if (!when->either)
		return day;
	if (metadata_has(text, "published", day) || metadata_has(text, "modified", day))
		return day;
	if (metadata_has(text, "published", swapped) || metadata_has(text, "modified", swapped))
		return swapped;
	return is_american(text) ? 0 : day;
}

/* ---- the line by the headline ---------------------------------------- */

/* Letters and figures alone, folded: "Goats’ island | The Paper" has "goats island". */
static char *plain(const char *text)
{
	GString *out = g_string_new(NULL);
	for (const char *at = text; *at; at++) {
		if (g_ascii_isalnum(*at))
			g_string_append_c(out, g_ascii_tolower(*at));
		else if (out->len > 0 && out->str[out->len - 1] != ' ' && !((unsigned char)*at & 0x80))
			g_string_append_c(out, ' ');
	}
	return g_strchomp(g_string_free(out, FALSE));
}

/* How well a heading is the title that the page gives itself: all of it 3, its beginning 2, a part 1. */
static int title_score(const SgText *text, const char *heading)
{
	enum { SHORTEST = 12 };
	int best = 0;
	g_autofree char *own = plain(heading);
	for (guint i = 0; i < text->meta->len && strlen(own) >= SHORTEST; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		/* what was taken from a heading says nothing of it */
		if (strcmp(meta->key, "title") != 0 || strcmp(meta->origin, "h1") == 0)
			continue;
		g_autofree char *title = plain(meta->value);
		int score = strcmp(title, own) == 0                    ? 3
			    : g_str_has_prefix(title, own)             ? 2
			    : strlen(title) < SHORTEST                 ? 0
			    : strstr(title, own) || strstr(own, title) ? 1
								       : 0;
		best = MAX(best, score);
	}
	return best;
}

/* The heading that is most like the page's title; else its first main one; -1: neither. */
static int find_headline(const SgText *text)
{
	int found = -1, best = 0;
	for (guint i = 0; i < text->blocks->len; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		if (block->kind != SG_BLOCK_HEADING)
			continue;
		int score = title_score(text, block->text);
		if (score > best || (found < 0 && block->level == 1)) {
			found = (int)i;
			best = score;
		}
	}
	return found;
}

/* Words in lower case that no byline has: "a girl walks past". */
static unsigned count_prose(const char *text)
{
	static const char known[] =
	    " at on by in and min mins minute minutes read am pm of the for edt est gmt "
	    "bst utc ago hours comment comments view views updated published posted "
	    "last edited written first ";
	unsigned n = 0;
	g_auto(GStrv) words = g_strsplit_set(text, " ,.:;|/()-", -1);
	for (char **word = words; *word; word++) {
		g_autofree char *spaced = g_strconcat(" ", *word, " ", NULL);
		n += g_ascii_islower(**word) && !strstr(known, spaced);
	}
	return n;
}

/* Whether a block can be a line about its article rather than of it. */
static bool is_dating_line(const SgBlock *block, const GArray *dates)
{
	enum { LONGEST = 120, LONGEST_DECK = 400, MOST_PROSE = 2 };
	size_t n_bytes = strlen(block->text);
	const SgWhen *last = &g_array_index(dates, SgWhen, dates->len - 1);
	if (block->comment)
		return false;
	/* a standfirst with the date run on: "... to its recovery?Monday, 6 January 2020" */
	if (block->kind == SG_BLOCK_HEADING)
		return last->weekday && last->end == n_bytes && n_bytes <= LONGEST_DECK && last->start > 0;
	return n_bytes <= LONGEST && count_prose(block->text) <= MOST_PROSE && !strpbrk(block->text, "?!");
}

/* The first date of a role in a line; 0 for none. */
static SgDay day_of_role(const SgText *text, const char *line, const GArray *dates, Role role)
{
	uint32_t from = 0;
	for (guint i = 0; i < dates->len; i++) {
		const SgWhen *when = &g_array_index(dates, SgWhen, i);
		g_autofree char *before = g_strndup(line + from, when->start - from);
		from = when->end;
		if (when->form == SG_WHEN_DAY && role_of(before) == role)
			return sg_dating_settle_order(text, when);
	}
	return 0;
}

static SgDay line_day(const SgText *text, const SgBlock *block, Role role)
{
	g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(SgWhen));
	sg_when_find(block->text, dates);
	if (dates->len == 0 || !is_dating_line(block, dates))
		return 0;
	return day_of_role(text, block->text, dates, role);
}

/* Where the search around a headline begins and ends, in blocks. */
typedef struct {
	int headline;
	int from, end;
} Zone;

static Zone zone_of(const SgText *text)
{
	/* above a headline stand a section’s name and a strip of date and writer; below it picture, caption,
	   standfirst, byline and share buttons */
	enum { ABOVE = 3, BELOW = 12, NO_HEADLINE = 40 };
	int headline = find_headline(text), n = (int)text->blocks->len;
	if (headline < 0)
		return (Zone){.headline = -1, .end = MIN(n, NO_HEADLINE)};
	return (Zone){headline, MAX(headline - ABOVE, 0), MIN(n, headline + BELOW)};
}

/* Share buttons stand among what dates an article, the teasers of others a little further off. */
static bool is_far_furniture(const Zone *zone, int i, const SgBlock *block)
{
	enum { ABOVE = 1, BELOW = 4 };
	bool near = zone->headline >= 0 && i >= zone->headline - ABOVE && i <= zone->headline + BELOW;
	return block->kind == SG_BLOCK_HEADFOOT || (block->kind == SG_BLOCK_FURNITURE && !near);
}

/* The first day of a role by the headline: below it before the story begins, else just above. */
static SgDay headline_day(const SgText *text, Role role)
{
	Zone zone = zone_of(text);
	SgDay above = 0;
	for (int i = zone.from; i < zone.end; i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, (guint)i);
		SgDay day = is_far_furniture(&zone, i, block) ? 0 : line_day(text, block, role);
		if (day && i >= zone.headline)
			return day;
		above = day ? day : above;
		/* the first paragraph may be a standfirst, with the date below it */
		if (i > zone.headline + 1 && sg_block_is_story(block))
			break;
	}
	return above;
}

/* Metadata that is this far off shows that the line belongs to something else. */
static bool is_contradicted(const SgEvidence *evidence, SgDay day)
{
	/* drafts are stamped weeks before; an archive’s heading or an event’s day is further off */
	enum { FAR_DAYS = 62 };
	SgDate told = sg_dating_metadata(evidence);
	bool far = sg_dating_is_known(&told) && (sg_day_between(day, told.when.from) > FAR_DAYS ||
						 sg_day_between(told.when.to, day) > FAR_DAYS);
	sg_date_clear(&told);
	return far;
}

SgDate sg_dating_headline(const SgEvidence *evidence)
{
	if (strcmp(evidence->text->type, "text/html") != 0)
		return sg_dating_unknown();
	SgDay day = headline_day(evidence->text, ROLE_PUBLISHED);
	if (!day || is_contradicted(evidence, day))
		return sg_dating_unknown();
	return sg_dating_known(sg_interval_day(day), SG_BASIS_STATED, NULL);
}

/* ---- what machines are told ------------------------------------------ */

static SgDate metadata_day(const SgText *text, const char *key)
{
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		SgWhen when;
		if (strcmp(meta->key, key) != 0)
			continue;
		SgDay day = iso_day(meta->value);
		if (!day && sg_when_first(meta->value, SG_WHEN_DAY, &when) && when.form == SG_WHEN_DAY)
			day = sg_dating_settle_order(text, &when);
		if (day)
			return sg_dating_known(sg_interval_day(day), SG_BASIS_METADATA, NULL);
	}
	return sg_dating_unknown();
}

/* Reads n figures at *at and moves past them; -1 when there are not just so many. */
static int take_figures(const char **at, size_t n)
{
	if (strspn(*at, "0123456789") != n)
		return -1;
	g_autofree char *figures = g_strndup(*at, n);
	*at += n;
	return (int)g_ascii_strtoull(figures, NULL, 10);
}

static int take_month(const char **at)
{
	size_t n_letters = 0;
	while (g_ascii_isalpha((*at)[n_letters]))
		n_letters++;
	int month = sg_month_parse(*at, n_letters);
	*at += n_letters;
	return n_letters ? month : take_figures(at, strspn(*at, "0123456789") == 1 ? 1 : 2);
}

static bool ends_part(char c)
{
	return c == '\0' || strchr("/?#-_.", c);
}

/* "2019/10/16", "2019/oct/16", "2019-10-16", "20191016"; "2019/10/" is a month. */
static SgInterval address_part(const char *at)
{
	enum { EARLIEST_YEAR = 1990, LATEST_YEAR = 2099 };
	const SgInterval none = {0, 0};
	if (strspn(at, "0123456789") == 8 && ends_part(at[8])) {
		int figures = take_figures(&at, 8);
		SgDay day = sg_day(figures / 10000, figures / 100 % 100, figures % 100);
		return sg_day_year(day) >= EARLIEST_YEAR && sg_day_year(day) <= LATEST_YEAR
			   ? sg_interval_day(day)
			   : none;
	}
	int year = take_figures(&at, 4);
	char mark = *at;
	if (year < EARLIEST_YEAR || year > LATEST_YEAR || (mark != '/' && mark != '-'))
		return none;
	at++;
	int month = take_month(&at);
	if (month < 1 || month > 12)
		return none;
	const char *end = at + 1;
	int day = *at == mark ? take_figures(&end, strspn(at + 1, "0123456789") == 1 ? 1 : 2) : -1;
	if (day > 0 && ends_part(*end))
		return sg_interval_day(sg_day(year, month, day));
	return mark == '/' && *at == '/' ? sg_interval_month(year, month) : none;
}

/* The date in the path of an address, not in its host or query. */
static SgInterval address_date(const char *url)
{
	const char *host = strstr(url, "://");
	const char *path = strchr(host ? host + 3 : url, '/');
	for (const char *at = path; at && *at && *at != '?' && *at != '#'; at++) {
		SgInterval when = *at == '/' || *at == '-' ? address_part(at + 1) : (SgInterval){0, 0};
		if (sg_interval_known(when))
			return when;
	}
	return (SgInterval){0, 0};
}

static SgDate address(const SgText *text)
{
	for (guint i = 0; i < text->meta->len; i++) {
		const SgMeta *meta = g_ptr_array_index(text->meta, i);
		SgInterval when = {0, 0};
		if (strcmp(meta->key, "url") == 0)
			when = address_date(meta->value);
		if (sg_interval_known(when))
			return sg_dating_known(when, SG_BASIS_METADATA, "the date in the page’s address");
	}
	return sg_dating_unknown();
}

SgDate sg_dating_metadata(const SgEvidence *evidence)
{
	SgDate date = metadata_day(evidence->text, "published");
	return sg_dating_is_known(&date) ? date : address(evidence->text);
}

/* ---- when it was changed --------------------------------------------- */

SgDate sg_dating_last_edited(const SgEvidence *evidence)
{
	enum { LONGEST_LINE = 160 };
	const GPtrArray *blocks =
	    evidence->text->blocks; /* of the furniture too: it often stands at the foot */
	if (strcmp(evidence->text->type, "text/html") != 0)
		return sg_dating_unknown();
	SgDay day = headline_day(evidence->text, ROLE_MODIFIED);
	static const char *const labels[] = {"last edited",   "last modified", "last updated",
					     "last reviewed", "last changed",  "page updated"};
	for (guint i = 0; i < blocks->len && !day; i++) {
		const SgBlock *block = g_ptr_array_index(blocks, i);
		for (size_t l = 0; l < G_N_ELEMENTS(labels) && strlen(block->text) <= LONGEST_LINE && !day;
		     l++) {
			g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(SgWhen));
			if (!block->comment && sg_text_has(block->text, labels[l]))
				sg_when_find(block->text, dates);
			day = day_of_role(evidence->text, block->text, dates, ROLE_MODIFIED);
		}
	}
	return day ? sg_dating_known(sg_interval_day(day), SG_BASIS_STATED, NULL) : sg_dating_unknown();
}

SgDate sg_dating_modified(const SgEvidence *evidence)
{
	SgDate date = sg_dating_last_edited(evidence);
	return sg_dating_is_known(&date) ? date : metadata_day(evidence->text, "modified");
}
