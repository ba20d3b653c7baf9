/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solver and certificate → an optimum that was verified: warm, then from scratch, then otherwise,
 * until one holds. */
#ifndef SKI_OPTIMIZER_OPTIMUM_H
#define SKI_OPTIMIZER_OPTIMUM_H

#include "optimizer/certificate.h"
#include "optimizer/solver.h"

typedef struct {
    double objective_usd; /* cost without ranks */
    ski_certificate certificate;
    ski_solve_method method; /* the one that held */
} ski_optimum;

/* How many optima were found and verified, by the method that held, and the worst residuals among
 * them (certificate.h). */
typedef struct {
    long by_method[SKI_METHODS];
    double primal_residual, dual_residual, gap;
} ski_solves;

void ski_solves_add(ski_solves *solves, const ski_optimum *optimum);
void ski_solves_sum(ski_solves *solves, const ski_solves *more);

/* first: the method tried first; those after it follow. start: the basis a warm solve starts from;
 * NULL: the present one. costs_moved: the costs differ from those that basis was optimal for.
 * values: the table the program was patched from. primal: [column_count], row_dual: [row_count] (of
 * the costs with ranks), work: [2 * row_count], all the caller's. SK_ERR_INTERNAL when no method
 * gives a certified optimum; the message names the worst row in the user's words. */
sk_status ski_optimum_find(ski_solver *solver, const ski_program *program, const double *values,
                           ski_solve_method first, const ski_basis *start, bool costs_moved,
                           double *primal, double *row_dual, double *work, ski_optimum *optimum,
                           sk_error *error);

#endif
