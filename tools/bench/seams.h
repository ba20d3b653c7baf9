/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the bench reaches between the library's files: the linker's --wrap puts these functions
 * before the library's own (Makefile), so that what is measured is the product itself, with no
 * option added to it. Each thread has its own. */
#ifndef BENCH_SEAMS_H
#define BENCH_SEAMS_H

#include "decisions/case.h"

/* Steps of a sample, timed where the library's files call one another. */
typedef enum {
    BENCH_DRAW,       /* the world */
    BENCH_FORECAST,   /* of each window */
    BENCH_PATCH,      /* program: what the world or the window changes in it */
    BENCH_LOAD_PATCH, /* the same into GLPK */
    BENCH_SOLVE,      /* GLPK, with its basis placed and factorized */
    BENCH_READ,       /* the optimum out of GLPK */
    BENCH_CERTIFY,    /* checking it */
    BENCH_LEDGER,     /* carrying it out */
    BENCH_MEASURE,    /* metrics */
    BENCH_STEPS
} bench_step;

const char *bench_step_name(bench_step step);

/* Seconds spent in each step, and calls of GLPK's solve, on this thread since the last reset. */
typedef struct {
    double seconds[BENCH_STEPS];
    long solves;
} bench_spent;

void bench_spent_reset(void);
bench_spent bench_spent_now(void);

/* Until called with NULL, every warm solve on this thread that would go on from the present basis
 * starts from that of `from` instead. */
void bench_start_from(const ski_case *from);

#endif
