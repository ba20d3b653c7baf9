/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patched program → glp_simplex with its default parameters: on a problem built anew, or on one
 * that is kept. */
#include "measure.h"
#include "rival.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

typedef struct {
    bench_rival rival; /* first: a glpk is a rival */
    glp_prob *problem; /* kept between worlds; NULL: never kept */
} glpk;

static int bound_type(double lower, double upper) {
    if (isinf(lower)) {
        return isinf(upper) ? GLP_FR : GLP_UP;
    }
    if (isinf(upper)) {
        return GLP_LO;
    }
    return lower == upper ? GLP_FX : GLP_DB;
}

static void set_row(glp_prob *problem, const ski_program *program, int row) {
    const double lower = program->row_lower[row], upper = program->row_upper[row];
    glp_set_row_bnds(problem, row + 1, bound_type(lower, upper), lower, upper);
}

static void set_bounds(glp_prob *problem, const ski_program *program, int column) {
    const double lower = program->lower[column], upper = program->upper[column];
    glp_set_col_bnds(problem, column + 1, bound_type(lower, upper), lower, upper);
}

/* All entries at once, as GLPK wants them: from 1. */
static void load_matrix(glp_prob *problem, const ski_program *program) {
    const size_t room = (size_t)program->entry_count + 1;
    int *rows = calloc(room, sizeof *rows), *columns = calloc(room, sizeof *columns);
    double *values = calloc(room, sizeof *values);
    if (rows == NULL || columns == NULL || values == NULL) {
        bench_fail("out of memory", NULL);
    }
    for (int column = 0; column < program->column_count; column++) {
        for (int k = program->column_start[column]; k < program->column_start[column + 1]; k++) {
            rows[k + 1] = program->entry_row[k] + 1;
            columns[k + 1] = column + 1;
            values[k + 1] = program->entry_value[k];
        }
    }
    glp_load_matrix(problem, program->entry_count, rows, columns, values);
    free(rows);
    free(columns);
    free(values);
}

static glp_prob *build(const ski_program *program) {
    glp_prob *problem = glp_create_prob();
    glp_term_out(GLP_OFF);
    glp_add_rows(problem, program->row_count);
    glp_add_cols(problem, program->column_count);
    for (int row = 0; row < program->row_count; row++) {
        set_row(problem, program, row);
    }
    for (int column = 0; column < program->column_count; column++) {
        set_bounds(problem, program, column);
        glp_set_obj_coef(problem, column + 1, program->cost[column]);
    }
    load_matrix(problem, program);
    return problem;
}

static double solve(glp_prob *problem) {
    const bool found = glp_simplex(problem, NULL) == 0 && glp_get_status(problem) == GLP_OPT;
    return found ? glp_get_obj_val(problem) : NAN;
}

static double solve_anew(bench_rival *rival, const ski_program *program,
                         const ski_changes *changes) {
    (void)rival;
    (void)changes;
    glp_prob *problem = build(program);
    const double usd = solve(problem);
    glp_delete_prob(problem);
    return usd;
}

/* A matrix is patched whole: GLPK sets columns, not entries. */
static double solve_on(bench_rival *rival, const ski_program *program, const ski_changes *changes) {
    glp_prob *problem = ((glpk *)rival)->problem;
    for (int i = 0; i < changes->column_bound_count; i++) {
        set_bounds(problem, program, changes->column_bounds[i]);
    }
    for (int i = 0; i < changes->column_cost_count; i++) {
        const int column = changes->column_costs[i];
        glp_set_obj_coef(problem, column + 1, program->cost[column]);
    }
    for (int i = 0; i < changes->row_count; i++) {
        set_row(problem, program, changes->rows[i]);
    }
    if (changes->entry_count > 0) {
        load_matrix(problem, program);
    }
    return solve(problem);
}

static void glpk_free(bench_rival *rival) {
    glpk *self = (glpk *)rival;
    if (self->problem != NULL) {
        glp_delete_prob(self->problem);
    }
    free(self);
}

static glpk *glpk_new(void) {
    glpk *self = calloc(1, sizeof *self);
    if (self == NULL) {
        bench_fail("out of memory", NULL);
    }
    self->rival.free = glpk_free;
    return self;
}

bench_rival *bench_naive_new(void) {
    glpk *self = glpk_new();
    self->rival.solve = solve_anew;
    return &self->rival;
}

bench_rival *bench_last_new(const ski_program *base) {
    glpk *self = glpk_new();
    self->rival.solve = solve_on;
    self->problem = build(base);
    if (isnan(solve(self->problem))) {
        bench_fail("GLPK finds no optimum of the base", NULL);
    }
    return &self->rival;
}

void bench_rival_free(bench_rival *rival) {
    if (rival != NULL) {
        rival->free(rival);
    }
}
