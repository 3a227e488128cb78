/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What many unit tests need: cmocka with its headers, checks of errors, temporary folders, another user. */
#ifndef SG_TESTS_SUPPORT_H
#define SG_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* The call must succeed, or the test fails with the error's message. */
#define assert_ok(call_, error_)                                                                             \
	do {                                                                                                 \
		if (!(call_))                                                                                \
			fail_msg("%s: %s", #call_, (error_) ? (error_)->message : "no error set");           \
	} while (0)

/* The error is set, is that one, and has `part_` in its message; clears it. */
#define assert_error(error_, domain_, code_, part_)                                                          \
	do {                                                                                                 \
		assert_non_null(error_);                                                                     \
		if (!g_error_matches((error_), (domain_), (int)(code_)) ||                                   \
		    !strstr((error_)->message, (part_)))                                                     \
			fail_msg("unexpected error %s %d: %s", g_quark_to_string((error_)->domain),          \
				 (error_)->code, (error_)->message);                                         \
		g_clear_error(&(error_));                                                                    \
	} while (0)

/* Fails naming the case of a table that went wrong. */
#define assert_case(condition_, name_)                                                                       \
	do {                                                                                                 \
		if (!(condition_))                                                                           \
			fail_msg("case “%s”: %s", (name_), #condition_);                                     \
	} while (0)

/* Both strings are equal, or both NULL. */
void check_string(const char *found, const char *expected, const char *name);

/* cmocka fixtures: *state is the path of a new folder of mode 0755, removed with everything in it. */
int temp_setup(void **state);
int temp_teardown(void **state);

/* FOLDER/NAME; free with g_free(). */
char *temp_path(const char *folder, const char *name);
/* Writes FOLDER/NAME, making folders on the way; returns its path, free with g_free(). */
char *temp_write(const char *folder, const char *name, const char *text);
char *temp_write_bytes(const char *folder, const char *name, const void *bytes, size_t n_bytes);
/* Whole content of FOLDER/NAME; NULL when it is not there; free with g_free(). */
char *temp_read(const char *folder, const char *name);
/* Makes the folder FOLDER/NAME and its parents; returns its path, free with g_free(). */
char *temp_folder(const char *folder, const char *name);
bool temp_exists(const char *folder, const char *name);
/* Names in a folder, sorted and joined by blanks; free with g_free(). */
char *temp_list(const char *folder);

/* Runs `func` in a child process, as the user nobody when we are root; returns what it returned (0-99) or 100
   and more when it crashed.  `func` must not use cmocka's assertions. */
int run_as_nobody(int (*func)(const void *data), const void *data);
/* The same as the same user. */
int run_in_child(int (*func)(const void *data), const void *data);

/* Checks that `decode` refuses every proper prefix of the bytes, and survives `n_mutants` changed copies of
   them.  `decode` returns whether it accepted. */
void check_hostile_bytes(const void *bytes, size_t n_bytes, unsigned n_mutants,
			 bool (*decode)(const void *bytes, size_t n_bytes));

#endif
