/* SPDX-License-Identifier: GPL-3.0-or-later */
/* World → a program built from scratch → glp_simplex with its default parameters. */
#include "naive.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

static int bound_type(double lower, double upper) {
    if (isinf(lower)) {
        return isinf(upper) ? GLP_FR : GLP_UP;
    }
    if (isinf(upper)) {
        return GLP_LO;
    }
    return lower == upper ? GLP_FX : GLP_DB;
}

static void load_matrix(glp_prob *problem, const ski_program *program) {
    int *rows = calloc((size_t)program->entry_count + 1, sizeof *rows);
    int *columns = calloc((size_t)program->entry_count + 1, sizeof *columns);
    double *values = calloc((size_t)program->entry_count + 1, sizeof *values);
    for (int column = 0; column < program->column_count; column++) {
        for (int entry = program->column_start[column]; entry < program->column_start[column + 1];
             entry++) {
            rows[entry + 1] = program->entry_row[entry] + 1;
            columns[entry + 1] = column + 1;
            values[entry + 1] = program->entry_value[entry];
        }
    }
    glp_load_matrix(problem, program->entry_count, rows, columns, values);
    free(rows);
    free(columns);
    free(values);
}

static void load(glp_prob *problem, const ski_program *program) {
    glp_add_rows(problem, program->row_count);
    glp_add_cols(problem, program->column_count);
    for (int row = 0; row < program->row_count; row++) {
        glp_set_row_bnds(problem, row + 1,
                         bound_type(program->row_lower[row], program->row_upper[row]),
                         program->row_lower[row], program->row_upper[row]);
    }
    for (int column = 0; column < program->column_count; column++) {
        glp_set_col_bnds(problem, column + 1,
                         bound_type(program->lower[column], program->upper[column]),
                         program->lower[column], program->upper[column]);
        glp_set_obj_coef(problem, column + 1, program->cost[column]);
    }
    load_matrix(problem, program);
}

/* The template and its patch lists, built and thrown away for one world. */
static sk_status build(ski_program **program, const ski_uncertainty *causes,
                       const sk_network *network, const ski_world *world) {
    ski_changes *changes = NULL;
    sk_status st = SK_OK;
    SK_TRY(ski_program_build(program, network, NULL));
    SK_TRY(ski_changes_new(&changes, *program));
    SK_TRY(ski_program_patch(*program, world->values, ski_touched(causes),
                             ski_touched_count(causes), changes, NULL));
done:
    ski_changes_free(changes);
    return st;
}

double naive_objective_usd(const ski_case *chain, const ski_world *world) {
    ski_program *program = NULL;
    double objective_usd = NAN;
    if (build(&program, chain->uncertainty, chain->network, world) != SK_OK) {
        ski_program_free(program);
        return NAN;
    }
    glp_prob *problem = glp_create_prob();
    glp_term_out(GLP_OFF);
    load(problem, program);
    if (glp_simplex(problem, NULL) == 0 && glp_get_status(problem) == GLP_OPT) {
        objective_usd = glp_get_obj_val(problem);
    }
    glp_delete_prob(problem);
    ski_program_free(program);
    return objective_usd;
}
