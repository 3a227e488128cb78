/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Words broken at a line end.  Whether "decision-" / "making" keeps its hyphen
 * is decided by how the same document writes the word in the middle of a line.
 */
#ifndef SG_INDEXER_HYPHEN_H
#define SG_INDEXER_HYPHEN_H

#include <glib.h>
#include <stdbool.h>

typedef struct SgHyphens SgHyphens;

SgHyphens *sg_hyphens_new(void);
void sg_hyphens_free(SgHyphens *hyphens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgHyphens, sg_hyphens_free)

/* First, for every pair of lines that may be joined: asks about a hyphen at the end of `line`. */
void sg_hyphens_ask(SgHyphens *hyphens, const char *line, const char *next);

/* Then, for every line: notes the words asked about that stand whole in it. */
void sg_hyphens_read(SgHyphens *hyphens, const char *line);

/* Then, once: decides whether this document breaks words at line ends at all, as a typesetter does, from
   those whose solid form was read: at least two, and more than were read with a hyphen. */
void sg_hyphens_settle(SgHyphens *hyphens);

/*
 * Last: appends `line` to `out`, which ends with the line before, closing the gap as the text wants it:
 *   U+00AD goes; a hyphen is kept where the hyphened word was read elsewhere, goes where only the solid
 *   word was, goes in a document that breaks words when the second half is no word of it
 *   ("pro-" / "tected"), and is else kept as the file's own; "pre-" / "and post-" keeps its space, as does a
 * hyphen with white space after it in the file (`space_after`); a dash between figures and a stroke join
 *   without a space; all else joins with one space.
 */
void sg_hyphens_join(const SgHyphens *hyphens, GString *out, bool space_after, const char *line);

#endif
