/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Program, and what a patch changed in it → GLPK's problem. */
#include "base/memory.h"
#include "base/tolerances.h"
#include "optimizer/solver_glpk.h"

#include <math.h>
#include <stdlib.h>

static int bound_type(double lower, double upper) {
    if (lower == upper) {
        return GLP_FX;
    }
    if (isinf(lower)) {
        return isinf(upper) ? GLP_FR : GLP_UP;
    }
    return isinf(upper) ? GLP_LO : GLP_DB;
}

static void set_row(ski_solver *solver, int row) {
    double lower = solver->program->row_lower[row], upper = solver->program->row_upper[row];
    glp_set_row_bnds(solver->problem, row + 1, bound_type(lower, upper), lower, upper);
}

static void set_bounds(ski_solver *solver, int column) {
    double lower = solver->program->lower[column], upper = solver->program->upper[column];
    glp_set_col_bnds(solver->problem, column + 1, bound_type(lower, upper), lower, upper);
}

void ski_glpk_set_cost(ski_solver *solver, int column) {
    const ski_program *program = solver->program;
    glp_set_obj_coef(solver->problem, column + 1,
                     program->cost[column] + program->rank_cost[column]);
}

static void set_entries(ski_solver *solver, int column) {
    const ski_program *program = solver->program;
    int count = 0;
    for (int k = program->column_start[column]; k < program->column_start[column + 1]; k++) {
        count++;
        solver->entry_rows[count] = program->entry_row[k] + 1;
        solver->entry_values[count] = program->entry_value[k];
    }
    glp_set_mat_col(solver->problem, column + 1, count, solver->entry_rows, solver->entry_values);
}

static int load_step(ski_solver *solver, const void *argument) {
    (void)argument;
    const ski_program *program = solver->program;
    solver->problem = glp_create_prob();
    glp_bfcp factorization;
    glp_get_bfcp(solver->problem, &factorization);
    factorization.piv_tol = SKI_PIVOT_SHARE;
    glp_set_bfcp(solver->problem, &factorization);
    if (program->row_count > 0) { /* GLPK refuses to add none */
        glp_add_rows(solver->problem, program->row_count);
    }
    if (program->column_count > 0) {
        glp_add_cols(solver->problem, program->column_count);
    }
    for (int row = 0; row < program->row_count; row++) {
        set_row(solver, row);
    }
    for (int column = 0; column < program->column_count; column++) {
        set_bounds(solver, column);
        ski_glpk_set_cost(solver, column);
        set_entries(solver, column);
    }
    glp_sort_matrix(solver->problem);
    solver->stale = true;
    return 0;
}

sk_status ski_glpk_load(ski_solver *solver, sk_error *error) {
    return ski_glpk_status(solver, ski_glpk_guard(solver, load_step, NULL), "loading the program",
                           error);
}

sk_status ski_solver_new(ski_solver **out, const ski_program *program, sk_error *error) {
    sk_status st = SK_OK;
    ski_solver *solver = ski_alloc(1, sizeof *solver);
    SK_CHECK_MEMORY(solver);
    solver->program = program;
    solver->entry_rows = ski_alloc(program->row_count + 1, sizeof(int));
    SK_CHECK_MEMORY(solver->entry_rows);
    solver->entry_values = ski_alloc(program->row_count + 1, sizeof(double));
    SK_CHECK_MEMORY(solver->entry_values);
    if (glp_init_env() > 1) {
        SK_TRY(ski_fail(error, SK_ERR_INTERNAL, "GLPK cannot be started on this thread"));
    }
    SK_TRY(ski_glpk_load(solver, error));
    *out = solver;
    solver = NULL;
done:
    ski_solver_free(solver);
    return st;
}

/* Column of an entry of the compressed matrix. */
static int column_of_entry(const ski_program *program, int entry) {
    int low = 0, high = program->column_count - 1;
    while (low < high) {
        int middle = low + (high - low + 1) / 2;
        if (program->column_start[middle] <= entry) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

static int patch_step(ski_solver *solver, const void *argument) {
    const ski_changes *changes = argument;
    for (int i = 0; i < changes->column_bound_count; i++) {
        set_bounds(solver, changes->column_bounds[i]);
    }
    for (int i = 0; i < changes->column_cost_count; i++) {
        ski_glpk_set_cost(solver, changes->column_costs[i]);
    }
    for (int i = 0; i < changes->row_count; i++) {
        set_row(solver, changes->rows[i]);
    }
    for (int i = 0; i < changes->entry_count; i++) {
        set_entries(solver, column_of_entry(solver->program, changes->entries[i]));
    }
    if (changes->entry_count > 0) {
        /* The order of entries decides the last bits of sums: it must not tell what was patched
         * before. */
        glp_sort_matrix(solver->problem);
        solver->stale = true;
    }
    return 0;
}

sk_status ski_solver_patch(ski_solver *solver, const ski_changes *changes, sk_error *error) {
    if (solver->problem == NULL) {
        return SK_OK; /* the next solve loads the program as it then is */
    }
    return ski_glpk_status(solver, ski_glpk_guard(solver, patch_step, changes),
                           "patching the program", error);
}

static int delete_step(ski_solver *solver, const void *argument) {
    (void)argument;
    glp_delete_prob(solver->problem);
    return 0;
}

void ski_solver_free(ski_solver *solver) {
    if (solver == NULL) {
        return;
    }
    solver->watch = NULL; /* what is asked to stop is freed all the same */
    if (solver->problem != NULL) {
        ski_glpk_guard(solver, delete_step, NULL);
    }
    free(solver->entry_rows);
    free(solver->entry_values);
    free(solver);
}
