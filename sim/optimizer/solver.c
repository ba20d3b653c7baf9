/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Basis and method → optimum by GLPK, with the settings that were measured to serve best on chains
 * of this kind. */
#include "base/tolerances.h"
#include "optimizer/certificate.h"
#include "optimizer/solver_glpk.h"

#include <limits.h>
#include <math.h>

/* The simplex gives up after this many iterations a row and column, far beyond what is usual; the
 * exact one, which is slow and is to mend the last digits of an end that was near, after this many
 * in all. */
enum { ITERATIONS_MOST = 50, EXACT_ITERATIONS_MOST = 200 };

/* How often a solve that is watched asks whether to stop. */
enum { ASKS_EVERY_MS = 200 };

static const int glpk_status[] = {[SKI_BASIC] = GLP_BS,
                                  [SKI_AT_LOWER] = GLP_NL,
                                  [SKI_AT_UPPER] = GLP_NU,
                                  [SKI_FREE] = GLP_NF,
                                  [SKI_FIXED_STATUS] = GLP_NS};

static unsigned char neutral_status(int status) {
    unsigned char neutral = SKI_BASIC;
    while (glpk_status[neutral] != status) {
        neutral++;
    }
    return neutral;
}

static void place_basis(glp_prob *problem, const ski_basis *basis) {
    for (int row = 0; row < basis->row_count; row++) {
        glp_set_row_stat(problem, row + 1, glpk_status[basis->status[row]]);
    }
    const unsigned char *columns = basis->status + basis->row_count;
    for (int column = 0; column < basis->column_count; column++) {
        glp_set_col_stat(problem, column + 1, glpk_status[columns[column]]);
    }
}

typedef struct {
    const ski_basis *basis;
    bool costs_moved;
    ski_solve_method method;
} request;

/* Where reduced costs may have the wrong sign, their columns are flipped to their other bound, not
 * driven there by a phase of its own: when costs moved, and when a window goes on from the one
 * before (what was fixed opens at the bound GLPK gives it). Else Harris is as good or better. */
static bool flips(const request *asked) {
    return asked->costs_moved || asked->basis == NULL;
}

static glp_smcp settings(const ski_solver *solver, const request *asked) {
    long size = (long)solver->program->row_count + solver->program->column_count;
    glp_smcp control;
    glp_init_smcp(&control);
    control.msg_lev = solver->watch != NULL ? GLP_MSG_ON : GLP_MSG_OFF;
    control.out_frq = ASKS_EVERY_MS;
    control.meth = asked->method == SKI_WARM ? GLP_DUALP : GLP_PRIMAL;
    control.presolve = asked->method == SKI_OTHERWISE ? GLP_ON : GLP_OFF;
    control.pricing = GLP_PT_PSE;
    control.r_test = asked->method == SKI_WARM && flips(asked) ? GLP_RT_FLIP : GLP_RT_HAR;
    control.tol_bnd = control.tol_dj = SKI_SOLVER_TOL;
    control.it_lim = size > INT_MAX / ITERATIONS_MOST ? INT_MAX : (int)size * ITERATIONS_MOST;
    if (asked->method == SKI_EXACTLY) {
        control.it_lim = EXACT_ITERATIONS_MOST;
    }
    return control;
}

/* A factorization updated by pivots differs in its last bits from one made afresh. */
static int factorize(ski_solver *solver) {
    return solver->stale || !glp_bf_exists(solver->problem) ? glp_factorize(solver->problem) : 0;
}

static int solve_step(ski_solver *solver, const void *argument) {
    const request *asked = argument;
    glp_prob *problem = solver->problem;
    glp_smcp control = settings(solver, asked);
    if (asked->method != SKI_WARM) {
        solver->stale = true;
    }
    switch (asked->method) {
    case SKI_WARM:
        if (asked->basis != NULL) {
            place_basis(problem, asked->basis);
        }
        break;
    case SKI_COLD:
        glp_adv_basis(problem, 0);
        break;
    case SKI_OTHERWISE:
        return glp_simplex(problem, &control);
    case SKI_EXACTLY:
        return glp_exact(problem, &control);
    }
    int code = factorize(solver);
    if (code != 0) {
        return code;
    }
    int before = glp_get_it_cnt(problem);
    code = glp_simplex(problem, &control);
    solver->stale = code != 0 || glp_get_it_cnt(problem) != before;
    return code;
}

static const char *method_name(ski_solve_method method) {
    static const char *const names[] = {[SKI_WARM] = "dual simplex from the base optimum",
                                        [SKI_COLD] = "primal simplex from scratch",
                                        [SKI_OTHERWISE] = "primal simplex with presolve",
                                        [SKI_EXACTLY] = "exact simplex"};
    return names[method];
}

sk_status ski_solver_solve(ski_solver *solver, const ski_basis *basis, bool costs_moved,
                           ski_solve_method method, sk_error *error) {
    sk_status st = SK_OK;
    if (solver->problem == NULL) {
        SK_TRY(ski_glpk_load(solver, error));
    }
    request asked = {basis, costs_moved, method};
    int code = ski_glpk_guard(solver, solve_step, &asked);
    SK_TRY(ski_glpk_status(solver, code, method_name(method), error));
    if (glp_get_status(solver->problem) != GLP_OPT) {
        st = ski_fail(error, SK_ERR_INTERNAL, "%s: ended without an optimum (GLPK's status %d)",
                      method_name(method), glp_get_status(solver->problem));
    }
done:
    return st;
}

/* A value that the solver cannot tell from its bound is at it: no shipment of -7e-15 t. */
static void clip_to_bounds(const ski_program *program, double *primal) {
    double largest = 0;
    for (int column = 0; column < program->column_count; column++) {
        largest = fmax(largest, fabs(primal[column]));
    }
    const double tolerance = SKI_SOLVER_TOL * ski_least_scale(largest);
    for (int column = 0; column < program->column_count; column++) {
        if (fabs(primal[column] - program->lower[column]) <= tolerance) {
            primal[column] = program->lower[column];
        } else if (fabs(primal[column] - program->upper[column]) <= tolerance) {
            primal[column] = program->upper[column];
        }
    }
}

void ski_solver_read(const ski_solver *solver, double *primal, double *row_dual, ski_basis *basis) {
    const ski_program *program = solver->program;
    for (int column = 0; column < program->column_count; column++) {
        primal[column] = glp_get_col_prim(solver->problem, column + 1);
    }
    clip_to_bounds(program, primal);
    for (int row = 0; row_dual != NULL && row < program->row_count; row++) {
        row_dual[row] = glp_get_row_dual(solver->problem, row + 1);
    }
    if (basis == NULL) {
        return;
    }
    for (int row = 0; row < program->row_count; row++) {
        basis->status[row] = neutral_status(glp_get_row_stat(solver->problem, row + 1));
    }
    for (int column = 0; column < program->column_count; column++) {
        basis->status[program->row_count + column] =
            neutral_status(glp_get_col_stat(solver->problem, column + 1));
    }
}

static int true_duals_step(ski_solver *solver, const void *argument) {
    (void)argument;
    for (int column = 0; column < solver->program->column_count; column++) {
        glp_set_obj_coef(solver->problem, column + 1, solver->program->cost[column]);
    }
    return glp_warm_up(solver->problem);
}

sk_status ski_solver_true_duals(ski_solver *solver, double *row_dual, sk_error *error) {
    int code = ski_glpk_guard(solver, true_duals_step, NULL);
    if (code < 0) {
        return ski_glpk_status(solver, code, "marginal values", error);
    }
    for (int row = 0; row < solver->program->row_count; row++) {
        row_dual[row] = glp_get_row_dual(solver->problem, row + 1);
    }
    for (int column = 0; column < solver->program->column_count; column++) {
        ski_glpk_set_cost(solver, column);
    }
    return ski_glpk_status(solver, code, "marginal values", error);
}
