/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Writers and publishers, from metadata and bylines shaped like those of newspapers and councils. */
#include "tests/support/support.h"

#include "indexer/facts/byline.h"

typedef struct {
	const char *meta[12];  /* key, value, origin, ... */
	const char *lines[10]; /* paragraphs */
	uint32_t n_pages;
} Page;

typedef char *(*Reader)(const SgEvidence *evidence);

static void check(const Page *page, Reader read, const char *expected)
{
	g_autoptr(SgText) text = sg_text_new("text/html");
	text->n_pages = page->n_pages;
	for (size_t i = 0; i + 2 < G_N_ELEMENTS(page->meta) && page->meta[i]; i += 3)
		sg_text_add_meta(text, page->meta[i], page->meta[i + 1], page->meta[i + 2]);
	for (size_t i = 0; i < G_N_ELEMENTS(page->lines) && page->lines[i]; i++)
		sg_text_add(text, SG_BLOCK_PARAGRAPH, g_strdup(page->lines[i]));
	g_autoptr(GPtrArray) body = sg_evidence_body(text);
	SgEvidence evidence = {.text = text, .path = "/press/page.html", .body = body};
	g_autofree char *got = read(&evidence);
	if (expected == NULL)
		assert_null(got);
	else
		assert_string_equal(got, expected);
}

static void author(const char *value, const char *expected)
{
	check(&(Page){.meta = {"author", value, "byline"}}, sg_author_of, expected);
}

static void test_names_in_bylines(void **state)
{
	(void)state;
	author("By Kate Willmott", "Kate Willmott");
	author("by: Laurie Oakley", "Laurie Oakley");
	author("Written by Tom Ferriday, Education Correspondent", "Tom Ferriday");
	author("Imran Sadler Local democracy reporter", "Imran Sadler");
	author("By Ann Lee and Bo Day", "Ann Lee, Bo Day");
	author("By Ann Lee March 25, 2015", "Ann Lee");
	author("By Ann Lee March Hall", "Ann Lee March Hall");
	author("Ann Lee | Aldenshire Courier", "Ann Lee");
	author("By Ann van der Berg @annvdb", "Ann van der Berg");
	author("By Siân O’Hara", "Siân O’Hara");
}

static void test_what_is_no_name(void **state)
{
	(void)state;
	author("admin", NULL);
	author("Communications team", NULL);
	author("https://www.facebook.com/courier", NULL);
	author("news@aldenshire.example", NULL);
	author("By popular demand, the fair returns", NULL);
	author("What is happening in your town this week and next", NULL);
	author("No Author", NULL);
}

/* All of JSON-LD's writers; of elements that look like bylines only the first, for others are teasers'. */
static void test_writers_of_one_place(void **state)
{
	(void)state;
	check(&(Page){.meta = {"author", "Ann Lee", "json-ld", "author", "Bo Day", "json-ld", "author",
			       "Cy Fox", "rel"}},
	      sg_author_of, "Ann Lee, Bo Day");
	check(&(Page){.meta = {"author", "Ann Lee", "byline", "author", "Bo Day", "byline"}}, sg_author_of,
	      "Ann Lee");
	check(&(Page){.meta = {"author", "admin", "meta", "author", "Bo Day", "byline"}}, sg_author_of,
	      "Bo Day");
	check(&(Page){.meta = {"site", "Aldenshire Courier", "meta", "author", "Aldenshire Courier", "meta"}},
	      sg_author_of, NULL);
	check(&(Page){.meta = {"author", "Ann Lee", "meta", "author", "Ann Lee", "meta"}}, sg_author_of,
	      "Ann Lee");
}

static void test_byline_in_the_text(void **state)
{
	(void)state;
	check(&(Page){.lines = {"Back from the brink", "By Kate Willmott", "CHILD protection is better."}},
	      sg_author_of, "Kate Willmott");
	check(&(Page){.lines = {"By the time that Ofsted came, the director had left."}}, sg_author_of, NULL);
	check(&(Page){.lines = {"1", "2", "3", "4", "5", "6", "7", "8", "By Kate Willmott"}}, sg_author_of,
	      NULL);
	check(&(Page){.lines = {"1", "2", "3", "4", "5", "6", "7", "By Kate Willmott"}}, sg_author_of,
	      "Kate Willmott");
	check(&(Page){.n_pages = 2, .meta = {"author", "Ann Lee", "pdf-info"}}, sg_author_of, NULL);
}

static void publisher(const char *title, const char *headline, const char *expected)
{
	check(&(Page){.meta = {"title", title, "meta", "title", headline, "headline"}}, sg_publisher_of,
	      expected);
}

static void test_publishers(void **state)
{
	(void)state;
	check(&(Page){.meta = {"site", "Aldenshire Courier", "json-ld", "site", "Other", "meta"}},
	      sg_publisher_of, "Aldenshire Courier");
	check(&(Page){.meta = {"site", "https://courier.example", "meta", "site", "Courier", "meta"}},
	      sg_publisher_of, "Courier");
	publisher("Road to recovery | Aldenshire Council", "Road to recovery", "Aldenshire Council");
	publisher("Road to recovery - News - Aldenshire Council", "Road to recovery", "Aldenshire Council");
	publisher("Ofsted - a new start", "Ofsted - a new start", NULL);
	publisher("Ofsted - A new start", "Ofsted - A new start", NULL);
	publisher("Plan | 20 May 2014", "Plan", NULL);
	publisher("Plan", "Plan", NULL);
	check(&(Page){.n_pages = 1, .meta = {"title", "A | B", "meta"}}, sg_publisher_of, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names_in_bylines),     cmocka_unit_test(test_what_is_no_name),
	    cmocka_unit_test(test_writers_of_one_place), cmocka_unit_test(test_byline_in_the_text),
	    cmocka_unit_test(test_publishers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
