/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Every maximum on growth driven from outside, in one table: name, value,
 * unit, reason.  `sgindex --print-config` prints it.  Each is tested at the
 * bound and one past it.
 */
#ifndef SG_BASE_LIMITS_H
#define SG_BASE_LIMITS_H

#define SG_MB (1024 * 1024)

#define SG_LIMITS(X)                                                                                         \
	X(QUERY_BYTES, 500, "bytes", "a typed question; longer ones are pasted by mistake")                  \
	X(QUERY_TERMS, 32, "terms", "cost of a search grows with its terms")                                 \
	X(PHRASE_WORDS, 16, "words", "position checks grow with the phrase")                                 \
	X(RESULT_DEPTH, 10000, "passages", "deeper pages are exports")                                       \
	X(FILE_BYTES, 512 * SG_MB, "bytes", "one document is held in memory while it is read")               \
	X(EXTRACT_CPU_S, 20, "seconds", "a document that needs more is hung")                                \
	X(EXTRACT_WALL_S, 30, "seconds", "also ends a document that waits for ever")                         \
	X(OCR_CPU_S, 180, "seconds", "pages of one document read by OCR until then are kept")                \
	X(OCR_WALL_S, 270, "seconds", "ends an OCR run that hangs on one page")                              \
	X(OCR_PIXELS, 36000000, "pixels", "one page drawn for OCR: A3 at 300 dots an inch, twice over")      \
	X(EXTRACT_MEMORY, 512 * SG_MB, "bytes", "ends decompression bombs")                                  \
	X(EXTRACT_TEXT, 64 * SG_MB, "bytes", "text out of one document")                                     \
	X(EXTRACT_BLOCKS, 1000000, "blocks", "paragraphs of one document")                                   \
	X(EXTRACT_PAGES, 20000, "pages", "pages of one document")                                            \
	X(PARTS, 1000, "files", "attachments of a message, members of an archive")                           \
	X(PART_BYTES, 50 * SG_MB, "bytes", "one of them, unpacked")                                          \
	X(PARTS_BYTES, 200 * SG_MB, "bytes", "all of them together: ends archives that explode")             \
	X(PART_NAME, 255, "bytes", "its name; longer ones are cut")                                          \
	X(PART_DEPTH, 4, "levels",                                                                           \
	  "a file in a message in a message ...; archives in archives are not opened")                       \
	X(META_PAIRS, 256, "pairs", "metadata of one document")                                              \
	X(META_BYTES, 4096, "bytes", "one metadata value; longer ones are cut")                              \
	X(PASSAGE_BYTES, 6000, "bytes",                                                                      \
	  "longer paragraphs are split at sentence ends, so that a record fits")                             \
	X(RECORD_BYTES, 8000, "bytes", "Xapian 1.4.22 cannot read back some records over 8,192 bytes")       \
	X(HEADING_BYTES, 200, "bytes", "a heading as it is remembered with each passage below it")           \
	X(JOB_S, 300, "seconds", "one document, from its bytes to the index: ends a loop of our own")        \
	X(TERM_BYTES, 64, "bytes", "longer words are cut: no such word, and Xapian refuses terms over 245")  \
	X(WALK_DEPTH, 64, "levels", "ends loops that are not symbolic links")                                \
	X(WALK_FILES, 10000000, "files", "one run")                                                          \
	X(SIDECAR_BYTES, 64 * 1024, "bytes", "a sidecar is a few lines")                                     \
	X(MANIFEST_BYTES, 256 * SG_MB, "bytes", "one line a document")                                       \
	X(MEETING_BYTES, 16 * SG_MB, "bytes", "a saved meeting with its minutes, beside a document")         \
	X(MEETING_ITEMS, 2000, "items", "agenda items, or linked documents, of one meeting")                 \
	X(CORRECTIONS_BYTES, 16 * SG_MB, "bytes", "corrections are written by hand")                         \
	X(ROUND_BYTES, 1024 * SG_MB, "bytes", "documents read between two commits")                          \
	X(JOBS, 256, "workers", "more than any machine's cores")                                             \
	X(FACT_BYTES, 4 * SG_MB, "bytes", "text looked at for title, source, authority and date")            \
	X(AUTHORITIES, 256, "names", "candidates for the authority a document is about")                     \
	X(RESERVE_BYTES, 4 * SG_MB, "bytes",                                                                 \
	  "room left on the device before a commit: Xapian ends the process without")                        \
	X(CHANNEL_BYTES, 512 * 1024, "bytes", "a message between our processes: paths and supplied values")  \
	X(STEM_MEMO, 65536, "words", "a council's vocabulary with its names and misprints: about 4 MB")

enum {
#define SG_LIMIT_ENUM(name, value, unit, reason) SG_MAX_##name = (value),
	SG_LIMITS(SG_LIMIT_ENUM)
#undef SG_LIMIT_ENUM
};

#endif
