/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which authority a document is about.  Names come from the forms that only an authority's name has ("X
 * County Council", "X local authority", "Borough of X") and, when there is none, from places ("in X"); the
 * one that the document names most is taken, forms counting more than mentions.
 */
#include "indexer/facts/facts.h"

#include "base/limits.h"

#include <string.h>

/* Short names, and the slug of the whole one.  (There is a Newcastle under Lyme, and a Richmond in Yorkshire,
   but their councils have no services for children.) */
static const char *const short_names[][2] = {
    {"bcp", "bournemouth-christchurch-and-poole"},
    {"brighton", "brighton-and-hove"},
    {"cheshire-west", "cheshire-west-and-chester"},
    {"county-durham", "durham"},
    {"east-riding", "east-riding-of-yorkshire"},
    {"hull", "kingston-upon-hull"},
    {"kingston", "kingston-upon-thames"},
    {"lbhf", "hammersmith-and-fulham"},
    {"newcastle", "newcastle-upon-tyne"},
    {"rbkc", "kensington-and-chelsea"},
    {"rbwm", "windsor-and-maidenhead"},
    {"richmond", "richmond-upon-thames"},
    {"southend", "southend-on-sea"},
    {"st-helen", "st-helens"}, /* a possessive cut off too much */
    {"stockton", "stockton-on-tees"},
    {"stoke", "stoke-on-trent"},
    {"telford", "telford-and-wrekin"},
};

/* Takes `slug`. */
static char *whole_name(char *slug)
{
	for (size_t i = 0; i < G_N_ELEMENTS(short_names); i++) {
		if (strcmp(slug, short_names[i][0]) == 0) {
			g_free(slug);
			return g_strdup(short_names[i][1]);
		}
	}
	return slug;
}

char *sg_authority_slug(const char *name)
{
	GString *slug = g_string_new(NULL);
	for (const char *at = name; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_unichar_tolower(g_utf8_get_char(at));
		if (*at == '&') /* "Telford & Wrekin" */
			g_string_append(slug, slug->len && slug->str[slug->len - 1] != '-' ? "-and" : "and");
		else if (g_unichar_isalnum(c))
			g_string_append_unichar(slug, c);
		else if (c != '\'' && c != 0x2019 && slug->len > 0 && slug->str[slug->len - 1] != '-')
			g_string_append_c(slug, '-');
	}
	if (slug->len > 0 && slug->str[slug->len - 1] == '-')
		g_string_truncate(slug, slug->len - 1);
	return whole_name(g_string_free(slug, FALSE));
}

enum { MOST_NAME_WORDS = 6 }; /* "Bath and North East Somerset" has five */

/* ---- words ----------------------------------------------------------- */

typedef struct {
	char *name;
	int forms;    /* times it stood in an authority's form, weighted by place */
	int mentions; /* times it is named at all */
	guint order;  /* of its first form: between equals the one that comes first is the subject */
} Candidate;

static void free_candidate(void *data)
{
	Candidate *candidate = data;
	g_free(candidate->name);
	g_free(candidate);
}

/* Whether the word stands in a list of lower-case words, each between spaces. */
static bool is_one_of(const char *word, const char *list)
{
	g_autofree char *lower = g_ascii_strdown(word, -1);
	size_t n_bytes = strlen(lower);
	for (const char *at = list; (at = strstr(at, lower)); at++)
		if (at > list && at[-1] == ' ' && at[n_bytes] == ' ')
			return true;
	return false;
}

/* Kinds of council: around a name, not in it. */
static bool is_kind(const char *word)
{
	return is_one_of(
	    word,
	    " county city borough metropolitan district unitary town london royal council authority mbc ");
}

static bool is_joiner(const char *word)
{
	return is_one_of(word, " and & of on upon with the under ");
}

/* Capitalised words that are no part of an authority's name. */
static const char no_names[] =
    " "
    "the in at dear for to from by ofsted of inspection visit this services director "
    "cabinet leader full when since that as but all with our your executive chief cllr "
    "councillor care children youth parish area people scrutiny each every any local and "
    "their his her its a an england britain uk january february march april may june "
    "july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday parliament government department education school schools "
    "social early help families family board committee members member focused monitoring "
    "joint safeguarding annex section appendix part paragraph page extraordinary centre "
    "civic house hall street road minutes special send cafcass ilacs sif majesty "
    "inspectors health nhs police act covid key children's strategic assistant i we it "
    "he she they these judgement judgements age report agenda lead issue lscb review "
    "overall grade contents introduction decision date dates title news those some many "
    "most no not if ";

static bool is_no_name(const char *word)
{
	return is_one_of(word, no_names);
}

static bool is_capitalised(const char *word)
{
	return g_ascii_isupper(word[0]) && (strlen(word) >= 3 || strcmp(word, "St") == 0);
}

static bool is_name_word(const char *word)
{
	return is_capitalised(word) && !is_no_name(word) && !is_kind(word);
}

/* Words of a text with possessives cut off; punctuation becomes a word of its own, which no name runs across.
 */
static char **split_words(const char *text)
{
	GString *plain = g_string_new(NULL);
	for (const char *at = text; *at; at++) {
		if (g_str_has_prefix(at, "St. ")) {
			g_string_append(plain, "St ");
			at += strlen("St. ") - 1;
		} else if ((unsigned char)*at == 0xe2 && g_str_has_prefix(at, "’")) {
			g_string_append_c(plain, '\'');
			at += strlen("’") - 1;
		} else if (strchr(",.:;()\"|/", *at)) {
			g_string_append(plain, " | ");
		} else {
			g_string_append_c(plain, *at);
		}
	}
	char **words = g_strsplit_set(plain->str, " \t", -1);
	g_string_free(plain, TRUE);
	guint n = 0;
	for (guint i = 0; words[i]; i++) {
		size_t n_bytes = strlen(words[i]);
		bool children = g_ascii_strcasecmp(words[i], "children's") == 0;
		if (g_str_has_suffix(words[i], "'s") && !children)
			words[i][n_bytes - 2] = '\0';
		if (*words[i])
			words[n++] = words[i];
		else
			g_free(words[i]);
	}
	words[n] = NULL;
	return words;
}

/* ---- candidates ------------------------------------------------------ */

/* Takes `name`; NULL is allowed. */
static void add_candidate(GHashTable *candidates, char *name, int weight)
{
	if (!name)
		return;
	char *slug = sg_authority_slug(name);
	Candidate *candidate = g_hash_table_lookup(candidates, slug);
	if (!candidate && g_hash_table_size(candidates) < SG_MAX_AUTHORITIES) {
		candidate = g_new0(Candidate, 1);
		candidate->name = g_strdup(name);
		candidate->order = g_hash_table_size(candidates);
		g_hash_table_replace(candidates, g_strdup(slug), candidate);
	}
	if (candidate)
		candidate->forms += weight;
	g_free(slug);
	g_free(name);
}

static char *join_words(char **words, guint first, guint after)
{
	GString *name = g_string_new(NULL);
	for (guint i = first; i < after; i++)
		g_string_append_printf(name, "%s%s", i > first ? " " : "", words[i]);
	return g_string_free(name, name->len == 0);
}

/* The name that ends before words[after]: "Bath and North East Somerset" of "... in Bath and North East
   Somerset Council". */
static char *name_before(char **words, guint after)
{
	while (after > 0 && is_kind(words[after - 1]))
		after--;
	guint first = after;
	for (guint i = after; i > 0 && after - i < MOST_NAME_WORDS; i--) {
		if (is_name_word(words[i - 1]))
			first = i - 1;
		else if (!is_joiner(words[i - 1]) || first == after)
			break;
	}
	return join_words(words, first, after);
}

/* The name that begins at words[first]. */
static char *name_from(char **words, guint first)
{
	guint after = first;
	for (guint i = first; words[i] && i < first + MOST_NAME_WORDS; i++) {
		if (is_name_word(words[i]))
			after = i + 1;
		else if (!is_joiner(words[i]) || after == first)
			break;
	}
	return join_words(words, first, after);
}

static bool word_is(char *const *words, guint i, const char *word)
{
	return words[i] && g_ascii_strcasecmp(words[i], word) == 0;
}

/* What stands after the name of an authority and of nothing else. */
static bool follows_name(char **words, guint i)
{
	if (word_is(words, i, "Council"))
		return true;
	if (word_is(words, i, "local"))
		return word_is(words, i + 1, "authority") || word_is(words, i + 1, "area");
	return word_is(words, i, "children's") && word_is(words, i + 1, "services");
}

/* "Borough of X", "children's services in X": the name comes after words[i]. */
static bool leads_to_name(char **words, guint i)
{
	if (word_is(words, i, "in"))
		return i >= 2 && word_is(words, i - 1, "services") && word_is(words, i - 2, "children's");
	return word_is(words, i, "of") && (word_is(words, i - 1, "Borough") ||
					   word_is(words, i - 1, "City") || word_is(words, i - 1, "County"));
}

static bool is_place_word(const char *word)
{
	return is_one_of(word, " in across of for to within throughout ");
}

static void collect_block(GHashTable *candidates, const char *text, int weight)
{
	g_auto(GStrv) words = split_words(text);
	for (guint i = 1; words[0] && words[i]; i++) {
		if (leads_to_name(words, i))
			add_candidate(candidates, name_from(words, i + 1), weight);
		else if (follows_name(words, i))
			add_candidate(candidates, name_before(words, i), weight);
		else if (is_place_word(words[i - 1]) && is_name_word(words[i]))
			add_candidate(candidates, name_from(words, i), 0);
	}
}

/* A cover's line: nothing but a name beside "Inspection of ...", or the name in front of it or at its end. */
static char *name_in_cover(char **words, bool names_inspection)
{
	enum { MOST_WORDS = 6 };
	guint n_words = g_strv_length(words);
	if (!names_inspection)
		return n_words > 0 && n_words <= MOST_WORDS && is_name_word(words[0]) ? name_from(words, 0)
										      : NULL;
	for (guint i = 1; i + 1 < n_words; i++)
		if (word_is(words, i, "Inspection") && word_is(words, i + 1, "of"))
			return name_before(words, i);
	return n_words > 0 ? name_before(words, n_words) : NULL;
}

static void collect_cover(GHashTable *candidates, const SgEvidence *evidence)
{
	enum { COVER_BLOCKS = 3, COVER_WEIGHT = 10 };
	const SgBlock *block;
	for (guint i = 0; i < COVER_BLOCKS && (block = sg_evidence_block(evidence, i)); i++) {
		const SgBlock *above = i ? sg_evidence_block(evidence, i - 1) : NULL;
		const SgBlock *below = sg_evidence_block(evidence, i + 1);
		bool names_inspection = sg_text_has(block->text, "inspection of");
		bool beside = (above && sg_text_starts(above->text, "inspection of")) ||
			      (below && sg_text_starts(below->text, "inspection of"));
		g_auto(GStrv) words = split_words(block->text);
		if (beside || names_inspection)
			add_candidate(candidates, name_in_cover(words, names_inspection), COVER_WEIGHT);
	}
}

/* ---- counting -------------------------------------------------------- */

/* Whether the word that ends before `at` makes another name of it: "North East Lincolnshire". */
static bool is_longer_name(const char *text, const char *at)
{
	static const char *const parts[] = {"North ", "South ", "East ", "West ", "Central ", "Greater "};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		size_t n_bytes = strlen(parts[i]);
		if ((size_t)(at - text) >= n_bytes && strncmp(at - n_bytes, parts[i], n_bytes) == 0)
			return true;
	}
	return false;
}

static int count_mentions(const char *text, const char *name)
{
	int n = 0;
	size_t n_bytes = strlen(name);
	for (const char *at = text; (at = strcasestr(at, name)); at += n_bytes) {
		bool starts = at == text || !g_ascii_isalpha(at[-1]);
		n += starts && g_ascii_isupper(*at) && !g_ascii_isalpha(at[n_bytes]) &&
		     !is_longer_name(text, at);
	}
	return n;
}

static void count_all(GHashTable *candidates, const SgEvidence *evidence)
{
	GHashTableIter iter;
	gpointer value;
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		g_hash_table_iter_init(&iter, candidates);
		while (g_hash_table_iter_next(&iter, NULL, &value)) {
			Candidate *candidate = value;
			candidate->mentions += count_mentions(block->text, candidate->name);
		}
	}
}

static int score(const Candidate *candidate, const char *slug, const char *folder)
{
	enum { FORM_WORTH = 4, MOST_FORMS = 15, MOST_MENTIONS = 40, LEAST_PLACE = 4 };
	if (candidate->forms == 0 && candidate->mentions < LEAST_PLACE)
		return 0;
	int sum = MIN(candidate->forms, MOST_FORMS) * FORM_WORTH + MIN(candidate->mentions, MOST_MENTIONS);
	/* a folder that is named after one of the candidates says which */
	return strcmp(slug, folder) == 0 ? sum * 2 : sum;
}

static char *best_of(GHashTable *candidates, const char *folder)
{
	const char *best = NULL;
	int most = 0;
	guint first = G_MAXUINT;
	GHashTableIter iter;
	gpointer slug, value;
	g_hash_table_iter_init(&iter, candidates);
	while (g_hash_table_iter_next(&iter, &slug, &value)) {
		const Candidate *candidate = value;
		int n = score(candidate, slug, folder);
		if (n > most || (n > 0 && n == most && candidate->order < first)) {
			best = slug;
			most = n;
			first = candidate->order;
		}
	}
	return g_strdup(best);
}

/* What a text is about, its first paragraph of prose says; captions and what comes later say less. */
static void collect_body(GHashTable *candidates, const SgEvidence *evidence)
{
	enum { LEAD_WEIGHT = 6, TOP_WEIGHT = 3 };
	bool lead = true;
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		bool story = sg_block_is_story(block);
		bool top = i < SG_TOP_BLOCKS / 2 && (story || block->kind == SG_BLOCK_HEADING);
		int weight = story && lead ? LEAD_WEIGHT : top ? TOP_WEIGHT : 1;
		lead &= !story;
		collect_block(candidates, block->text, weight);
	}
}

/* Running heads and the page's furniture: "X Council". */
static void collect_margins(GHashTable *candidates, const SgText *text)
{
	for (guint i = 0; i < MIN(text->blocks->len, SG_MAX_AUTHORITIES); i++) {
		const SgBlock *block = g_ptr_array_index(text->blocks, i);
		if (block->kind == SG_BLOCK_FURNITURE || block->kind == SG_BLOCK_HEADFOOT)
			collect_block(candidates, block->text, 1);
	}
}

char *sg_authority_of(const SgEvidence *evidence)
{
	g_autoptr(GHashTable) candidates =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_candidate);
	collect_body(candidates, evidence);
	collect_margins(candidates, evidence->text);
	collect_cover(candidates, evidence);
	count_all(candidates, evidence);
	g_autofree char *folder_path = g_path_get_dirname(evidence->path);
	g_autofree char *folder_name = g_path_get_basename(folder_path);
	g_autofree char *folder = sg_authority_slug(folder_name);
	return best_of(candidates, folder);
}
