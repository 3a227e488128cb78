/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Included by the compiler before every C file (see Makefile): functions that have a safer twin. */
#ifndef SG_BASE_BANNED_H
#define SG_BASE_BANNED_H

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* cmocka and system headers may still declare them; using one is an error. */
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi atol atof system popen

#endif
