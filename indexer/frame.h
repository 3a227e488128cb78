/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a worker answers, as bytes on a pipe.
 *
 * A frame is four bytes of payload length (little-endian), one byte of kind
 * and the payload, packed as in base/pack.h:
 *
 *     H  head    type, n_pages, no_text, ocr, archive; first, once
 *     M  meta    key, origin, value
 *     P  part    name, reason, message, bytes to the frame's end
 *     B  block   kind, level, comment, bold, font_size, page, page_end, page_label, text
 *     Z  end     number of blocks, of meta pairs, of parts; last
 *     E  error   reason, message; alone, in place of all the others
 *
 * Nothing counts before Z or E has come: the frames of a worker that dies half way are worth nothing.
 *
 * The writer runs in a process that a hostile document may have taken over, so
 * the parser trusts no byte: lengths are checked before anything is
 * stored, the bounds of base/limits.h hold over the sum of all frames, numbers are
 * brought into their ranges, text that is not UTF-8 is refused.
 */
#ifndef SG_INDEXER_FRAME_H
#define SG_INDEXER_FRAME_H

#include "indexer/text.h"

/* Writes `text` to descriptor `fd`; text that is not UTF-8 is repaired on the way.  Errors: SG_EXTRACT_ERROR
   TOO_LARGE ("more than 64 MB of text", "more than 20000 pages"), before anything is written; SG_BASE_ERROR
   when writing fails. */
bool sg_frame_write_text(int fd, const SgText *text, GError **error);

/* Writes why there is no text: the code (an SgReason) and message of `failure`, cut at
 * SG_FRAME_MESSAGE_BYTES. */
bool sg_frame_write_failure(int fd, const GError *failure, GError **error);

#define SG_FRAME_MESSAGE_BYTES 256 /* what a worker can make us tell the user */
#define SG_FRAME_NAME_BYTES 64     /* type, page label, key and origin of metadata */

typedef struct SgFrameParser SgFrameParser;

SgFrameParser *sg_frame_parser_new(void);
void sg_frame_parser_free(SgFrameParser *parser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SgFrameParser, sg_frame_parser_free)

/* Takes the next bytes, cut anywhere.  Errors: SG_EXTRACT_ERROR TOO_LARGE past a bound, CRASHED
   ("extractor crashed (bad answer)") for bytes no worker of ours writes.  After an error only
   sg_frame_parser_free() may follow. */
bool sg_frame_parser_feed(SgFrameParser *parser, const void *bytes, size_t n_bytes, GError **error);

/* The text, once all bytes were fed; owned by the caller.  Errors: SG_EXTRACT_ERROR: what the
   worker reported, its control characters made visible; CRASHED when the end is missing. */
SgText *sg_frame_parser_steal_text(SgFrameParser *parser, GError **error);

#endif
