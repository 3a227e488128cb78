/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Judgements.  A table of them comes out of a PDF in many ways: cells wrap,
 * and a grade may stand between the two halves of its label.  So a table is
 * read as one run of words, in which labels and grades are found each for
 * itself, and then paired: each label with the one grade that follows it, or,
 * where that does not come out even, both in their order.  Running text is
 * never read: it quotes the grades of earlier inspections.
 */
#include "indexer/facts/ofsted.h"

#include <string.h>

/* ---- words and grades ------------------------------------------------ */

typedef struct {
	GPtrArray *words; /* lower case, punctuation cut; owned */
	GArray *grades;   /* SgGrade, one a word: NONE, or the grade that begins there */
} Run;

static void run_clear(Run *run)
{
	g_ptr_array_unref(run->words);
	g_array_unref(run->grades);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static const char *word_at(const Run *run, guint i)
{
	return i < run->words->len ? g_ptr_array_index(run->words, i) : "";
}

static void add_words(Run *run, const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);
	g_auto(GStrv) words = g_strsplit_set(lower, " |,.;:()\t*", -1);
	for (char **word = words; *word; word++) {
		/* a figure stuck to a word is a footnote's: "improvement2" */
		size_t n_bytes = strlen(*word);
		while (n_bytes > 1 && g_ascii_isdigit((*word)[n_bytes - 1]) && !g_ascii_isdigit((*word)[0]))
			(*word)[--n_bytes] = '\0';
		if (n_bytes)
			g_ptr_array_add(run->words, g_strdup(*word));
	}
}

/* The grade that begins at word i; words used up go to *ret_n. */
static SgGrade grade_at(const Run *run, guint i, guint *ret_n)
{
	const char *word = word_at(run, i);
	bool wanted = i > 0 && strcmp(word_at(run, i - 1), "be") == 0; /* "to be good": no grade */
	*ret_n = 1;
	if (g_str_has_prefix(word, "require") && strcmp(word_at(run, i + 1), "improvement") == 0) {
		bool to_be_good =
		    strcmp(word_at(run, i + 2), "to") == 0 && strcmp(word_at(run, i + 3), "be") == 0;
		*ret_n = to_be_good ? 5 : 2;
		return SG_GRADE_REQUIRES_IMPROVEMENT;
	}
	if (wanted)
		return SG_GRADE_NONE;
	for (SgGrade grade = SG_GRADE_OUTSTANDING; grade < SG_N_GRADES; grade++)
		if (strcmp(word, sg_grade_name(grade)) == 0)
			return grade;
	return SG_GRADE_NONE;
}

static Run run_of(const SgEvidence *evidence, guint first, guint after)
{
	Run run = {g_ptr_array_new_with_free_func(g_free), g_array_new(FALSE, TRUE, sizeof(SgGrade))};
	for (guint i = first; i < after; i++)
		add_words(&run, sg_evidence_block(evidence, i)->text);
	g_array_set_size(run.grades, run.words->len);
	for (guint i = 0, n; i < run.words->len; i += n)
		g_array_index(run.grades, SgGrade, i) = grade_at(&run, i, &n);
	return run;
}

/* ---- labels ---------------------------------------------------------- */

typedef struct {
	const char *words; /* as they stand in a label, without punctuation */
	SgArea area;
} Label;

static const Label ilacs_labels[] = {
    {"impact of leaders", SG_AREA_LEADERS},
    {"need help and protection", SG_AREA_HELP_AND_PROTECTION},
    {"progress of children in care", SG_AREA_IN_CARE},
    {"progress of care leavers", SG_AREA_CARE_LEAVERS},
    {"overall effectiveness", SG_AREA_OVERALL},
    {NULL, 0},
};

static const Label sif_labels[] = {
    {"need help and protection", SG_AREA_HELP_AND_PROTECTION},
    {"looked after and achieving permanence", SG_AREA_IN_CARE},
    {"adoption performance", SG_AREA_ADOPTION},
    {"progress of care leavers", SG_AREA_CARE_LEAVERS},
    {"leadership management and governance", SG_AREA_LEADERS},
    {"local safeguarding children board", SG_AREA_LSCB},
    {NULL, 0},
};

static const Label protection_labels[] = {
    {"overall effectiveness", SG_AREA_OVERALL},
    {"effectiveness of the help and protection", SG_AREA_HELP_AND_PROTECTION},
    {"quality of practice", SG_AREA_PRACTICE},
    {"leadership and governance", SG_AREA_LEADERS},
    {NULL, 0},
};

static const Label looked_after_labels[] = {
    {"overall effectiveness", SG_AREA_OVERALL},
    {"capacity to improve", SG_AREA_CAPACITY},
    {"capacity for improvement", SG_AREA_CAPACITY},
    {"outcomes for looked after children", SG_AREA_IN_CARE},
    {"quality of provision", SG_AREA_PRACTICE},
    {"leadership and management", SG_AREA_LEADERS},
    {NULL, 0},
};

/* Of the two halves of such a report only what each comes to: the council's overall grade there is none. */
static const Label safeguarding_labels[] = {
    {"overall effectiveness", SG_AREA_HELP_AND_PROTECTION},
    {NULL, 0},
};

static const Label slac_care_labels[] = {
    {"overall effectiveness", SG_AREA_IN_CARE},
    {NULL, 0},
};

/* Word after the label when it begins at word i, its grades left out; 0 otherwise. */
static guint match_label(const Run *run, guint i, const char *label)
{
	g_auto(GStrv) parts = g_strsplit(label, " ", -1);
	for (char **part = parts; *part; i++) {
		guint n;
		if (grade_at(run, i, &n) != SG_GRADE_NONE) {
			i += n - 1; /* set between the halves */
			continue;
		}
		if (strcmp(word_at(run, i), *part) != 0)
			return 0;
		part++;
	}
	return i;
}

typedef struct {
	guint start;
	SgArea area;
} Found;

static int by_start(const void *a, const void *b)
{
	const Found *left = a, *right = b;
	return left->start < right->start ? -1 : left->start > right->start;
}

/* The first place of each label, in the order of the text. */
static GArray *find_labels(const Run *run, const Label *labels)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Found));
	for (const Label *label = labels; label->words; label++) {
		for (guint i = 0; i < run->words->len; i++) {
			if (!match_label(run, i, label->words))
				continue;
			Found place = {i, label->area};
			g_array_append_val(found, place);
			break;
		}
	}
	g_array_sort(found, by_start);
	return found;
}

/* The grades of words first to after; the first of them goes to *ret_grade. */
static guint count_grades(const Run *run, guint first, guint after, SgGrade *ret_grade)
{
	guint n = 0;
	for (guint i = first; i < after; i++) {
		SgGrade grade = g_array_index(run->grades, SgGrade, i);
		if (grade != SG_GRADE_NONE && n++ == 0)
			*ret_grade = grade;
	}
	return n;
}

/* Each label with the one grade between it and the next; false, and nothing set, when that is not so. */
static bool pair_following(const Run *run, const GArray *found, SgGrade *grades)
{
	SgGrade got[SG_N_AREAS] = {0};
	for (guint f = 0; f < found->len; f++) {
		const Found *label = &g_array_index(found, Found, f);
		guint after = f + 1 < found->len ? g_array_index(found, Found, f + 1).start : run->words->len;
		guint n = count_grades(run, label->start, after, &got[label->area]);
		bool last = f + 1 == found->len;
		if (n != 1 && !(last && n > 1))
			return false;
	}
	for (int area = 0; area < SG_N_AREAS; area++)
		if (got[area] != SG_GRADE_NONE)
			grades[area] = got[area];
	return true;
}

/* As many grades as labels: the first belongs to the first. */
static void pair_in_order(const Run *run, const GArray *found, SgGrade *grades)
{
	SgGrade first;
	if (found->len == 0 || count_grades(run, 0, run->words->len, &first) != found->len)
		return;
	for (guint i = 0, f = 0; i < run->words->len; i++) {
		SgGrade grade = g_array_index(run->grades, SgGrade, i);
		if (grade != SG_GRADE_NONE)
			grades[g_array_index(found, Found, f++).area] = grade;
	}
}

static void read_table(const SgEvidence *evidence, guint first, guint after, const Label *labels,
		       SgGrade *grades)
{
	g_auto(Run) run = run_of(evidence, first, after);
	g_autoptr(GArray) found = find_labels(&run, labels);
	if (!pair_following(&run, found, grades))
		pair_in_order(&run, found, grades);
}

/* ---- where the tables stand ------------------------------------------ */

static bool has_label(const char *text, const Label *labels)
{
	/* the board is named in the title too, and its own grade comes last */
	for (const Label *label = labels; label->words; label++)
		if (label->area != SG_AREA_LSCB && sg_text_has(text, label->words))
			return true;
	return sg_text_has(text, "judgement | grade");
}

/* The one grade that a line ends with; NONE when it has several or goes on. */
static SgGrade grade_of_line(const char *text)
{
	Run run = {g_ptr_array_new_with_free_func(g_free), g_array_new(FALSE, TRUE, sizeof(SgGrade))};
	add_words(&run, text);
	SgGrade grade = SG_GRADE_NONE;
	guint n = 1, n_grades = 0, end = 0;
	for (guint i = 0; i < run.words->len; i += n) {
		SgGrade here = grade_at(&run, i, &n);
		if (here == SG_GRADE_NONE)
			continue;
		grade = here;
		end = i + n;
		n_grades++;
	}
	/* "Grade 4", "because:", a footnote's figure may follow */
	const char *rest = word_at(&run, end);
	bool ends = end >= run.words->len || strcmp(rest, "grade") == 0 || strcmp(rest, "because") == 0 ||
		    g_ascii_isdigit(*rest);
	run_clear(&run);
	return n_grades == 1 && ends ? grade : SG_GRADE_NONE;
}

/* A cell that holds a grade and nothing else. */
static bool is_grade_cell(const SgBlock *block)
{
	enum { LONGEST_GRADE = 40 };
	return block->kind != SG_BLOCK_HEADING && strlen(block->text) <= LONGEST_GRADE &&
	       grade_of_line(block->text) != SG_GRADE_NONE;
}

/* The table on the cover: from its first label to the story, which speaks of earlier grades too. */
static void read_cover_table(const SgEvidence *evidence, const Label *labels, SgGrade *grades)
{
	enum { LAST_PAGE = 2 };
	const SgBlock *block;
	guint first = 0, after;
	while ((block = sg_evidence_block(evidence, first)) && block->page <= LAST_PAGE &&
	       (sg_block_is_story(block) || !has_label(block->text, labels)))
		first++;
	if (!block || block->page > LAST_PAGE)
		return;
	after = first + 1;
	while (first > 0 && is_grade_cell(sg_evidence_block(evidence, first - 1)))
		first--;
	for (; (block = sg_evidence_block(evidence, after)) && block->page <= LAST_PAGE; after++)
		if (sg_block_is_story(block))
			break;
	read_table(evidence, first, after, labels, grades);
}

/* The chapters repeat the grade in their headings: "The experiences and progress of care leavers: good". */
static void read_headings(const SgEvidence *evidence, const Label *labels, SgGrade *grades)
{
	enum { LONGEST_HEADING = 200 };
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		if (block->kind != SG_BLOCK_HEADING || strlen(block->text) > LONGEST_HEADING)
			continue;
		for (const Label *label = labels; label->words; label++)
			if (grades[label->area] == SG_GRADE_NONE && sg_text_has(block->text, label->words))
				grades[label->area] = grade_of_line(block->text);
	}
}

/* ---- single inspection framework ------------------------------------- */

static bool opens_overall(const char *text)
{
	return sg_text_starts(text, "the overall judgement") || sg_text_starts(text, "overall judgement") ||
	       sg_text_starts(text, "children's services ") || sg_text_starts(text, "overall effectiveness");
}

/* "The overall judgement is that children's services are inadequate", "Children's services in X are good": a
   line of the cover, which may be broken in two. */
static SgGrade sif_overall(const SgEvidence *evidence)
{
	enum { LONGEST_LINE = 160, LAST_PAGE = 2 };
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)) && block->page <= LAST_PAGE; i++) {
		if (strlen(block->text) > LONGEST_LINE || !opens_overall(block->text))
			continue;
		SgGrade grade = grade_of_line(block->text);
		const SgBlock *next = sg_evidence_block(evidence, i + 1);
		if (grade == SG_GRADE_NONE && next && strlen(next->text) < LONGEST_LINE) {
			g_autofree char *joined = g_strconcat(block->text, " ", next->text, NULL);
			grade = grade_of_line(joined);
		}
		if (grade != SG_GRADE_NONE)
			return grade;
	}
	return SG_GRADE_NONE;
}

/* The board is judged on the cover or at the head of its own half; never the council's grade. */
static SgGrade board_grade(const SgEvidence *evidence)
{
	enum { LONGEST_LINE = 180 };
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		const char *text = block->text;
		bool names = sg_text_has(text, "safeguarding children board") || sg_text_has(text, "lscb");
		bool opens = sg_text_starts(text, "the effectiveness of the") ||
			     sg_text_starts(text, "the local") || sg_text_starts(text, "the lscb") ||
			     block->kind == SG_BLOCK_HEADING;
		/* not "An LSCB requires improvement if ...", which explains the grades */
		if (!names || !opens || strlen(text) > LONGEST_LINE || sg_text_starts(text, "an lscb"))
			continue;
		/* "... Board (LSCB) is" / "inadequate" */
		bool breaks_off = g_str_has_suffix(text, " is") || g_str_has_suffix(text, " requires");
		const SgBlock *next = breaks_off ? sg_evidence_block(evidence, i + 1) : NULL;
		g_autofree char *line = g_strconcat(text, " ", next ? next->text : "", NULL);
		SgGrade grade = grade_of_line(line);
		if (grade != SG_GRADE_NONE)
			return grade;
	}
	return SG_GRADE_NONE;
}

static void read_sif(const SgEvidence *evidence, SgGrade *grades)
{
	read_cover_table(evidence, sif_labels, grades);
	read_headings(evidence, sif_labels, grades);
	grades[SG_AREA_OVERALL] = sif_overall(evidence);
	grades[SG_AREA_LSCB] = board_grade(evidence);
}

/* ---- 2009 to 2013 ---------------------------------------------------- */

/* "Record of main findings", the table at the end; false when there is none.  The contents name it too. */
static bool find_record(const SgEvidence *evidence, guint *ret_first)
{
	bool found = false;
	const SgBlock *block;
	for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
		if (block->kind != SG_BLOCK_ROW && sg_text_starts(block->text, "record of main findings")) {
			*ret_first = i + 1;
			found = true;
		}
	}
	return found;
}

/* Where the looked after children's half of a SLAC record begins; its length when it has none. */
static guint second_half(const SgEvidence *evidence, guint first)
{
	const SgBlock *block;
	guint i = first;
	while ((block = sg_evidence_block(evidence, i)) &&
	       !sg_text_starts(block->text, "services for looked after children"))
		i++;
	return i;
}

static void read_record(const SgEvidence *evidence, SgFramework framework, SgGrade *grades)
{
	guint first, end = evidence->body->len;
	if (!find_record(evidence, &first))
		return;
	if (framework == SG_FRAMEWORK_SLAC) {
		guint half = second_half(evidence, first);
		read_table(evidence, first, half, safeguarding_labels, grades);
		read_table(evidence, half, end, slac_care_labels, grades);
		return;
	}
	bool protection = framework == SG_FRAMEWORK_PROTECTION;
	read_table(evidence, first, end, protection ? protection_labels : looked_after_labels, grades);
}

void sg_ofsted_grades(const SgEvidence *evidence, SgFramework framework, SgGrade *grades)
{
	switch (framework) {
	case SG_FRAMEWORK_ILACS:
		read_cover_table(evidence, ilacs_labels, grades);
		read_headings(evidence, ilacs_labels, grades);
		break;
	case SG_FRAMEWORK_SIF:
		read_sif(evidence, grades);
		break;
	case SG_FRAMEWORK_SLAC:
	case SG_FRAMEWORK_PROTECTION:
	case SG_FRAMEWORK_LOOKED_AFTER:
		read_record(evidence, framework, grades);
		break;
	default:
		break;
	}
}
