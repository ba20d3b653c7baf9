/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One program → attempts in a fixed order, the first whose certificate holds wins. */
#include "optimizer/optimum.h"

#include <math.h>
#include <stdio.h>

enum { PLACE_SIZE = 256 };

void ski_solves_add(ski_solves *solves, const ski_optimum *optimum) {
    const ski_certificate *held = &optimum->certificate;
    solves->by_method[optimum->method]++;
    solves->primal_residual = fmax(solves->primal_residual, held->primal_residual);
    solves->dual_residual = fmax(solves->dual_residual, held->dual_residual);
    solves->gap = fmax(solves->gap, held->gap);
}

void ski_solves_sum(ski_solves *solves, const ski_solves *more) {
    for (int method = 0; method < SKI_METHODS; method++) {
        solves->by_method[method] += more->by_method[method];
    }
    solves->primal_residual = fmax(solves->primal_residual, more->primal_residual);
    solves->dual_residual = fmax(solves->dual_residual, more->dual_residual);
    solves->gap = fmax(solves->gap, more->gap);
}

static double cost_of(const ski_program *program, const double *primal) {
    double cost = 0;
    for (int column = 0; column < program->column_count; column++) {
        cost += program->cost[column] * primal[column];
    }
    return cost;
}

/* Name of a place in a certificate: a row, or row_count + a column. */
static void name_place(const ski_program *program, int place, char *text, int size) {
    if (place < 0) {
        snprintf(text, (size_t)size, "nowhere");
    } else if (place < program->row_count) {
        ski_row_name(program, place, text, size);
    } else {
        ski_column_name(program, place - program->row_count, text, size);
    }
}

static sk_status explain(const ski_program *program, const ski_certificate *certificate,
                         sk_error *error) {
    const sk_network *network = program->network;
    char primal[PLACE_SIZE], dual[PLACE_SIZE], box[PLACE_SIZE], node[PLACE_SIZE] = "nowhere";
    name_place(program, certificate->primal_place, primal, PLACE_SIZE);
    name_place(program, certificate->dual_place, dual, PLACE_SIZE);
    name_place(program,
               certificate->box_column < 0 ? -1 : program->row_count + certificate->box_column, box,
               PLACE_SIZE);
    if (certificate->balance_node >= 0) {
        const ski_node *at = &network->nodes[certificate->balance_node];
        snprintf(node, sizeof node, "%s.%s", network->scenario->places[at->place].element.name,
                 network->scenario->materials[at->material].element.name);
    }
    return ski_fail(
        error, SK_ERR_INTERNAL,
        "no optimum could be verified: primal residual %.1e at %s, dual residual %.1e at "
        "%s, gap %.1e, mass balance %.1e at %s, held back by a box: %s",
        certificate->primal_residual, primal, certificate->dual_residual, dual, certificate->gap,
        certificate->balance_error, node, box);
}

/* Failures that a user can do something about come of numbers too far apart: the largest are said.
 */
static sk_status say_unsolved(const ski_program *program, sk_error *error) {
    char name[PLACE_SIZE];
    int dearest = 0;
    for (int column = 1; column < program->column_count; column++) {
        dearest = fabs(program->cost[column]) > fabs(program->cost[dearest]) ? column : dearest;
    }
    ski_column_name(program, dearest, name, PLACE_SIZE);
    return ski_fail(error, SK_ERR_INTERNAL,
                    "none of the solver's methods found an optimum: numbers may be too far apart "
                    "to calculate with (the largest cost is %g USD/t, of %s; flows may reach %g t)",
                    program->cost[dearest], name, program->box_t);
}

static bool only_a_box_fails(ski_certificate certificate) {
    bool held_back = certificate.box_column >= 0;
    certificate.box_column = -1;
    return held_back && ski_certificate_holds(&certificate);
}

sk_status ski_optimum_find(ski_solver *solver, const ski_program *program, const double *values,
                           ski_solve_method first, const ski_basis *start, bool costs_moved,
                           double *primal, double *row_dual, double *work, ski_optimum *optimum,
                           sk_error *error) {
    sk_status st = SK_ERR_INTERNAL;
    bool solved = false;
    for (int method = (int)first; method <= SKI_EXACTLY; method++) {
        st = ski_solver_solve(solver, start, costs_moved, (ski_solve_method)method, NULL);
        if (st == SK_ERR_MEMORY || st == SK_ERR_STOPPED) {
            return st;
        }
        if (st != SK_OK) {
            continue;
        }
        solved = true;
        ski_solver_read(solver, primal, row_dual, NULL);
        optimum->certificate = ski_certify(program, values, primal, row_dual, work);
        if (ski_certificate_holds(&optimum->certificate)) {
            optimum->method = (ski_solve_method)method;
            optimum->objective_usd = cost_of(program, primal);
            return SK_OK;
        }
        if (only_a_box_fails(optimum->certificate)) {
            break; /* no other method moves a box */
        }
    }
    return solved ? explain(program, &optimum->certificate, error) : say_unsolved(program, error);
}
