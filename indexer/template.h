/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The child's side of indexer/worker.h, and what the two sides say to each
 * other: packets on a SOCK_SEQPACKET pair.
 *
 *     template -> builder   SgTemplateReady, once
 *     builder -> template   SgWorkerRequest with two descriptors: the document, the answer pipe's write end
 *     template -> builder   SgWorkerStatus, when the worker is gone
 *     builder -> template   any packet without descriptors: end the worker now
 */
#ifndef SG_INDEXER_TEMPLATE_H
#define SG_INDEXER_TEMPLATE_H

#include "indexer/worker.h"

#include <sys/types.h>

typedef struct {
	char failure[256]; /* "": warm */
} SgTemplateReady;

typedef struct {
	char extension[16]; /* ".pdf"; "": none */
} SgWorkerRequest;

typedef struct {
	int32_t wait_status; /* as wait4() gives it */
	bool out_of_time;    /* killed at the wall limit */
	bool out_of_cpu;
	bool out_of_memory; /* an allocation was refused, whatever came after */
} SgWorkerStatus;

/* Runs in a process just forked from `builder`, until the other end of `sock` closes.  Never returns. */
G_NORETURN void sg_template_run(int sock, pid_t builder, const SgTemplateOptions *options);

#endif
