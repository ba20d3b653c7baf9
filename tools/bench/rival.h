/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other ways to the optimum of a patched program, against which foresight is measured. Each gets
 * the numbers ready patched, checks nothing and ranks no ties: skarn's own time has all of that in
 * it. */
#ifndef BENCH_RIVAL_H
#define BENCH_RIVAL_H

#include "optimizer/program.h"

typedef struct bench_rival bench_rival;
struct bench_rival {
    /* Objective of the optimum of `program`, USD; NaN when none is found. changes: what differs
     * from the program solved before. */
    double (*solve)(bench_rival *rival, const ski_program *program, const ski_changes *changes);
    void (*free)(bench_rival *rival);
};

/* GLPK as it is by default, the problem built anew for every world. */
bench_rival *bench_naive_new(void);

/* GLPK as it is by default, one problem patched and solved from where the last solve ended. */
bench_rival *bench_last_new(const ski_program *base);

/* CLP's dual simplex from its basis of the base optimum; NULL where CLP is not installed. */
bench_rival *bench_clp_new(const ski_program *base);

/* NULL is allowed. */
void bench_rival_free(bench_rival *rival);

#endif
