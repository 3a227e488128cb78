/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Judgements.  A table of them comes out of a PDF in many ways: cells wrap,
 * and a grade may stand between the two halves of its label.  So a table is
 * read as one run of words, in which labels and grades are found each for
 * itself, and then paired: each label with the one grade that follows it, or,
 * where that does not come out even, both in their order, or only what stands
 * in one row.  Running text is never read: it quotes the grades of earlier
 * inspections.  Where two places of a report differ, neither is believed.
 */
#include "indexer/facts/ofsted.h"

#include <string.h>

/* ---- words and grades ------------------------------------------------ */

typedef struct {
	GPtrArray *words; /* lower case, punctuation cut; owned */
	GArray *grades;   /* SgGrade, one a word: NONE, or the grade that begins there */
	guint wrapped;    /* words of a label that may stand between the two of a grade */
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

/* The "improvement" that belongs to "requires" at word i: the next word, or, where cells wrapped, a few words
   of the label beside it further on; 0 for none. */
static guint find_improvement(const Run *run, guint i)
{
	for (guint at = i + 1; at <= i + 1 + run->wrapped; at++)
		if (strcmp(word_at(run, at), "improvement") == 0)
			return at;
	return 0;
}

/* The grade that begins at word i; words used up go to *ret_n. */
static SgGrade grade_at(const Run *run, guint i, guint *ret_n)
{
	const char *word = word_at(run, i);
	bool wanted = i > 0 && strcmp(word_at(run, i - 1), "be") == 0; /* "to be good": no grade */
	*ret_n = 1;
	if (g_str_has_prefix(word, "require")) {
		guint at = find_improvement(run, i);
		bool to_be_good =
		    strcmp(word_at(run, i + 2), "to") == 0 && strcmp(word_at(run, i + 3), "be") == 0;
		*ret_n = at != i + 1 ? 1 : to_be_good ? 5 : 2;
		return at ? SG_GRADE_REQUIRES_IMPROVEMENT : SG_GRADE_NONE;
	}
	if (wanted)
		return SG_GRADE_NONE;
	for (SgGrade grade = SG_GRADE_OUTSTANDING; grade < SG_N_GRADES; grade++)
		if (strcmp(word, sg_grade_name(grade)) == 0)
			return grade;
	return SG_GRADE_NONE;
}

static Run run_new(guint wrapped)
{
	return (Run){g_ptr_array_new_with_free_func(g_free), g_array_new(FALSE, TRUE, sizeof(SgGrade)),
		     wrapped};
}

static Run run_of(const SgEvidence *evidence, guint first, guint after)
{
	enum { WRAPPED = 4 }; /* "Requires | children and families | improvement" */
	Run run = run_new(after - first > 1 ? WRAPPED : 0);
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
		if (part > parts && grade_at(run, i, &n) != SG_GRADE_NONE) {
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
	guint start, end; /* words, end exclusive */
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
		guint end = 0;
		for (guint i = 0; i < run->words->len && !end; i++) {
			end = match_label(run, i, label->words);
			Found place = {i, end, label->area};
			if (end)
				g_array_append_val(found, place);
		}
	}
	g_array_sort(found, by_start);
	return found;
}

static const Found *found_at(const GArray *found, guint i)
{
	return &g_array_index(found, Found, i);
}

/* Where the next grade begins from word `first` on; `after` when there is none before that. */
static guint next_grade(const Run *run, guint first, guint after)
{
	while (first < after && g_array_index(run->grades, SgGrade, first) == SG_GRADE_NONE)
		first++;
	return MIN(first, after);
}

/* Each label with the one grade between it and the next, none standing before the first; of what follows the
   last, the grade that is next to it.  False, and nothing set, when that is not so. */
static bool pair_following(const Run *run, const GArray *found, SgGrade *grades)
{
	enum { REST_OF_LABEL = 12 }; /* "... provided to children, young people, families and carers" */
	guint n_words = run->words->len;
	SgGrade got[SG_N_AREAS] = {0};
	for (guint f = 0; f < found->len; f++) {
		const Found *label = found_at(found, f);
		bool last = f + 1 == found->len;
		guint after = last ? MIN(n_words, label->end + REST_OF_LABEL) : found_at(found, f + 1)->start;
		guint at = next_grade(run, label->start, after);
		bool before = f == 0 && next_grade(run, 0, label->start) < label->start;
		if (before || at == after || (!last && next_grade(run, at + 1, after) < after))
			return false;
		got[label->area] = g_array_index(run->grades, SgGrade, at);
	}
	for (guint f = 0; f < found->len; f++)
		grades[found_at(found, f)->area] = got[found_at(found, f)->area];
	return found->len > 0;
}

/* Whether grade n, at word `at`, can be label n's: not beyond its neighbours, unless the labels stand all
   together before the grades. */
static bool is_beside(const GArray *found, guint n, guint at, bool apart)
{
	return apart || ((n == 0 || at >= found_at(found, n - 1)->end) &&
			 (n + 1 == found->len || at < found_at(found, n + 1)->start));
}

/* As many grades as labels: the first belongs to the first.  False, and nothing set, when that is not so. */
static bool pair_in_order(const Run *run, const GArray *found, SgGrade *grades)
{
	guint n_words = run->words->len, n = 0;
	SgGrade got[SG_N_AREAS] = {0};
	if (found->len == 0)
		return false;
	bool apart = next_grade(run, 0, n_words) >= found_at(found, found->len - 1)->end;
	for (guint at = next_grade(run, 0, n_words); at < n_words; at = next_grade(run, at + 1, n_words)) {
		if (n == found->len || !is_beside(found, n, at, apart))
			return false;
		got[n++] = g_array_index(run->grades, SgGrade, at);
	}
	for (guint f = 0; f < found->len && n == found->len; f++)
		grades[found_at(found, f)->area] = got[f];
	return n == found->len;
}

/* Where the whole does not come out even, a row that has one label and one grade still does; two rows that
   differ are of two inspections, and neither is told from the other. */
static void pair_in_rows(const SgEvidence *evidence, guint first, guint after, const Label *labels,
			 SgGrade *grades)
{
	bool differ[SG_N_AREAS] = {false};
	for (guint i = first; i < after; i++) {
		g_auto(Run) run = run_of(evidence, i, i + 1);
		g_autoptr(GArray) found = find_labels(&run, labels);
		guint n_words = run.words->len, at = next_grade(&run, 0, n_words);
		if (found->len != 1 || at == n_words || next_grade(&run, at + 1, n_words) < n_words)
			continue;
		SgArea area = found_at(found, 0)->area;
		SgGrade grade = g_array_index(run.grades, SgGrade, at);
		differ[area] |= grades[area] != SG_GRADE_NONE && grades[area] != grade;
		grades[area] = grade;
	}
	for (int area = 0; area < SG_N_AREAS; area++)
		if (differ[area])
			grades[area] = SG_GRADE_NONE;
}

static void read_table(const SgEvidence *evidence, guint first, guint after, const Label *labels,
		       SgGrade *grades)
{
	g_auto(Run) run = run_of(evidence, first, after);
	g_autoptr(GArray) found = find_labels(&run, labels);
	if (!pair_following(&run, found, grades) && !pair_in_order(&run, found, grades))
		pair_in_rows(evidence, first, after, labels, grades);
}

/* ---- where the tables stand ------------------------------------------ */

static bool names_earlier_inspection(const char *text)
{
	return sg_text_has(text, "previous") || sg_text_has(text, "last inspection") ||
	       sg_text_has(text, "last inspected");
}

static bool has_label(const char *text, const Label *labels)
{
	for (const Label *label = labels; label->words; label++)
		if (sg_text_has(text, label->words))
			return true;
	return sg_text_has(text, "judgement | grade");
}

/* The one grade that a line ends with; NONE when it has several or goes on. */
static SgGrade grade_of_line(const char *text)
{
	g_auto(Run) run = run_new(0);
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
	return n_grades == 1 && ends ? grade : SG_GRADE_NONE;
}

/* A cell that holds a grade and nothing else. */
static bool is_grade_cell(const SgBlock *block)
{
	enum { LONGEST_GRADE = 40 };
	return block->kind != SG_BLOCK_HEADING && strlen(block->text) <= LONGEST_GRADE &&
	       grade_of_line(block->text) != SG_GRADE_NONE;
}

/* What a table does not go on beyond: the story, the contents and earlier grades; and over a page only as a
   table.  (SIF has its footnotes below the table and the contents on the next page.) */
static bool ends_table(const SgBlock *block, guint page)
{
	return sg_block_is_story(block) || sg_text_starts(block->text, "contents") ||
	       names_earlier_inspection(block->text) ||
	       (block->page != page && block->kind != SG_BLOCK_ROW && !is_grade_cell(block));
}

/* The table on the cover: from its first label to the story, which speaks of earlier grades too. */
static void read_cover_table(const SgEvidence *evidence, const Label *labels, SgGrade *grades)
{
	enum { LAST_PAGE = 2 };
	const SgBlock *block;
	guint first = 0, after;
	while ((block = sg_evidence_block(evidence, first)) && block->page <= LAST_PAGE &&
	       (sg_block_is_story(block) || names_earlier_inspection(block->text) ||
		!has_label(block->text, labels)))
		first++;
	if (!block || block->page > LAST_PAGE)
		return;
	guint page = block->page;
	after = first + 1;
	while (first > 0 && is_grade_cell(sg_evidence_block(evidence, first - 1)))
		first--;
	while ((block = sg_evidence_block(evidence, after)) && !ends_table(block, page))
		after++;
	read_table(evidence, first, after, labels, grades);
}

/* The chapters repeat the grade in their headings: "The experiences and progress of care leavers: good".  A
   heading that contradicts the table says that one of the two was misread. */
static void read_headings(const SgEvidence *evidence, const Label *labels, SgGrade *grades)
{
	enum { LONGEST_HEADING = 200 };
	const SgBlock *block;
	for (const Label *label = labels; label->words; label++) {
		SgGrade *own = &grades[label->area];
		for (guint i = 0; (block = sg_evidence_block(evidence, i)); i++) {
			if (block->kind != SG_BLOCK_HEADING || strlen(block->text) > LONGEST_HEADING ||
			    !sg_text_has(block->text, label->words) || names_earlier_inspection(block->text))
				continue;
			SgGrade grade = grade_of_line(block->text);
			if (grade == SG_GRADE_NONE || grade == *own)
				continue;
			bool contradicts = *own != SG_GRADE_NONE;
			*own = contradicts ? SG_GRADE_NONE : grade;
			if (contradicts)
				break;
		}
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
		if (strlen(block->text) > LONGEST_LINE || !opens_overall(block->text) ||
		    names_earlier_inspection(block->text))
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
		if (!names || !opens || strlen(text) > LONGEST_LINE || sg_text_starts(text, "an lscb") ||
		    sg_text_has(text, " was ") || names_earlier_inspection(text))
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
