/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What has been said in a thread of comments, so that each is kept once.  Saved pages hold some comments
 * twice (once in paragraphs, once run together with its markup), and readers quote one another whole.  Texts
 * are compared by their letters and figures alone.
 */
#ifndef SG_INDEXER_HEARD_H
#define SG_INDEXER_HEARD_H

#include "base/date.h"

#include <glib.h>
#include <stdbool.h>

typedef struct SgHeard SgHeard;

SgHeard *sg_heard_new(void);
void sg_heard_free(SgHeard *heard);

/* A comment begins; sg_heard_name() tells whose it is, NULL for nobody's. */
void sg_heard_begin(SgHeard *heard);
void sg_heard_name(SgHeard *heard, const char *author);
/* "X wrote:" stands in it: words of an earlier comment may follow. */
void sg_heard_quote(SgHeard *heard);

/* Its own words, and words in it that are a quotation, a copy or the line above a quotation. */
void sg_heard_say(SgHeard *heard, const char *text);
void sg_heard_pass(SgHeard *heard, const char *text);

/* Whether `text` says again what this comment said above: all of it, or a good part. */
bool sg_heard_repeats(const SgHeard *heard, const char *text);
/* Whether, after "X wrote:", `text` is the next piece of an earlier comment. */
bool sg_heard_is_quoted(SgHeard *heard, const char *text);
/* Whether it has been so since the last "X wrote:". */
bool sg_heard_has_quoted(const SgHeard *heard);
/* Whether the same writer said it under the same stamp in an earlier comment: the page shows it twice. */
bool sg_heard_said_before(SgHeard *heard, const char *text, SgDay stamp);

/* Whether anybody has said anything. */
bool sg_heard_any(const SgHeard *heard);

#endif
