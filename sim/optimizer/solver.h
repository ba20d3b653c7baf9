/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The solver seam: create, patch, solve, read, free; GLPK behind it. A solver is made, used and
 * freed on one thread. */
#ifndef SKI_OPTIMIZER_SOLVER_H
#define SKI_OPTIMIZER_SOLVER_H

#include "optimizer/program.h"

#include <skarn/run.h>

/* Status of a row or column in a basis: neutral, so that a basis can be kept and given to another
 * solver. */
typedef enum { SKI_BASIC, SKI_AT_LOWER, SKI_AT_UPPER, SKI_FREE, SKI_FIXED_STATUS } ski_basis_status;

/* [rows, then columns] */
typedef struct {
    int row_count, column_count;
    unsigned char *status; /* [row_count + column_count] */
} ski_basis;

sk_status ski_basis_new(ski_basis **out, int row_count, int column_count);
void ski_basis_free(ski_basis *basis);

typedef struct ski_solver ski_solver;

/* Whether GLPK may be used by several threads at once. */
bool ski_solver_is_thread_safe(void);

/* Loads a program into a new solver; the program is borrowed and outlives it. */
sk_status ski_solver_new(ski_solver **out, const ski_program *program, sk_error *error);

/* From now on asks `watch` (NULL: nobody) before a solve, and several times a second during it,
 * whether to stop: the solve is then SK_ERR_STOPPED. */
void ski_solver_watch(ski_solver *solver, const sk_watch *watch);

/* Takes over what a patch changed in the solver's program. */
sk_status ski_solver_patch(ski_solver *solver, const ski_changes *changes, sk_error *error);

typedef enum {
    SKI_WARM,      /* dual simplex from `basis` (or from the present one when NULL) */
    SKI_COLD,      /* primal simplex from GLPK's own first basis */
    SKI_OTHERWISE, /* primal simplex after GLPK's presolve */
    SKI_EXACTLY    /* rational arithmetic, from where the last solve ended */
} ski_solve_method;

enum { SKI_METHODS = SKI_EXACTLY + 1 };

/* Solves. A warm solve from a basis depends on that basis and the program's numbers alone, not on
 * what was solved before. costs_moved: the costs differ from those `basis` was optimal for. SK_OK:
 * optimal by the solver's word. SK_ERR_INTERNAL: anything else. */
sk_status ski_solver_solve(ski_solver *solver, const ski_basis *basis, bool costs_moved,
                           ski_solve_method method, sk_error *error);

/* After a solve that was SK_OK: the primal [column_count], clipped to its bounds, the duals of rows
 * [row_count] (of the costs with ranks; may be NULL) and the basis (may be NULL). */
void ski_solver_read(const ski_solver *solver, double *primal, double *row_dual, ski_basis *basis);

/* After a solve that was SK_OK: the duals of rows [row_count] at the same basis, of the costs
 * without ranks. */
sk_status ski_solver_true_duals(ski_solver *solver, double *row_dual, sk_error *error);

void ski_solver_free(ski_solver *solver);

/* Gives back what GLPK holds on this thread: at the end of each worker, after its solvers are
 * freed. */
void ski_solver_end_thread(void);

#endif
