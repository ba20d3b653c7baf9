/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the solver's files share: the solver behind the seam, and how GLPK's internal errors are
 * caught. */
#ifndef SKI_OPTIMIZER_SOLVER_GLPK_H
#define SKI_OPTIMIZER_SOLVER_GLPK_H

#include "optimizer/solver.h"

#include <glpk.h>
#include <setjmp.h>

enum { SKI_GLPK_MESSAGE = 256, SKI_GLPK_LOST = -1, SKI_GLPK_STOPPED = -2 };

struct ski_solver {
    const ski_program *program; /* borrowed */
    glp_prob *problem;          /* NULL: lost in an internal error; the next solve loads it anew */
    bool stale;                 /* the factorization is not one made afresh from the statuses */
    int *entry_rows;       /* [row_count + 1] one column's entries, as GLPK wants them: from 1 */
    double *entry_values;  /* [row_count + 1] */
    const sk_watch *watch; /* NULL: nobody asks to stop */
    jmp_buf failure;
    char message[SKI_GLPK_MESSAGE]; /* what GLPK said of its internal error */
};

/* Runs one step, which returns 0 or a code of GLPK; SKI_GLPK_LOST after an internal error,
 * SKI_GLPK_STOPPED when the watch asked. What the lost problem held stays with GLPK until
 * ski_solver_end_thread(). */
int ski_glpk_guard(ski_solver *solver, int (*step)(ski_solver *solver, const void *argument),
                   const void *argument);

/* A guard's result as a status, with its message. */
sk_status ski_glpk_status(const ski_solver *solver, int code, const char *what, sk_error *error);

/* Cost of a column with its rank. */
void ski_glpk_set_cost(ski_solver *solver, int column);

/* Loads the program as it is now. */
sk_status ski_glpk_load(ski_solver *solver, sk_error *error);

#endif
