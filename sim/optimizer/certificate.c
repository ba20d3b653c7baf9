/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Program, primal and duals of rows → residuals. Nothing is asked of the solver.
 *
 * With activities r = Ax and reduced costs d = c - A'y (c with ranks), each relative to the terms
 * it is made of: primal residual  how far r_i or x_j is outside its bounds, over max(Σ|a_ij x_j|,
 * |bound|, one tonne); dual residual    for d_j > 0 the smaller of d_j over max(|c_j|, Σ|a_ij y_i|,
 * one dollar) and of x_j's distance from its lower bound; for d_j < 0 of its upper bound; for y_i
 * and r_i the same; gap              Σ |d_j| × that distance + Σ |y_i| × that distance, which is
 * the primal less the dual objective of the boxed program, over Σ|c_j x_j|. A derived box counts as
 * far as the largest flow at most: it may be so wide that the last digit of a d_j times its width
 * is more than the objective. "One tonne" is the largest flow where all are smaller, and a
 * millionth of the largest flow where that is more, so that it neither hides what is small nor asks
 * for more digits than a double has; "one dollar" is the same of costs. */
#include "optimizer/certificate.h"

#include "base/tolerances.h"

#include <math.h>

typedef struct {
    const ski_program *program;
    const double *primal, *row_dual;
    double *activity, *size; /* [row_count] Σ a x, Σ|a x| */
    double largest_flow, tonne, dollar;
    double gap;
    ski_certificate result;
} examination;

double ski_least_scale(double largest) {
    return largest == 0 ? 1 : fmax(fmin(1, largest), SKI_LEAST_SCALE_SHARE * largest);
}

static double largest_of(const double *numbers, int count) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
        largest = fmax(largest, fabs(numbers[i]));
    }
    return largest;
}

/* Keeps the worst; a NaN is the worst of all. */
static void keep(double *worst, int *place, double residual, int where) {
    if (!isnan(*worst) && !(residual <= *worst)) {
        *worst = residual;
        *place = where;
    }
}

static double outside(double value, double lower, double upper, double scale) {
    if (value < lower) {
        return (lower - value) / fmax(scale, fabs(lower));
    }
    return value > upper ? (value - upper) / fmax(scale, fabs(upper)) : value - value;
}

/* One row or column: its primal and dual residual and its part of the gap. `worth` is its reduced
 * cost or dual; `farthest` the most that the distance to a bound counts in the gap. */
static void examine(examination *at, int place, double value, double lower, double upper,
                    double scale, double worth, double worth_scale, double farthest) {
    ski_certificate *result = &at->result;
    keep(&result->primal_residual, &result->primal_place, outside(value, lower, upper, scale),
         place);
    double bound = worth > 0 ? lower : upper;
    double distance = fabs(value - bound);
    double off_bound = isinf(bound) ? 1 : distance / fmax(scale, fabs(bound));
    keep(&result->dual_residual, &result->dual_place,
         worth == 0 ? 0 : fmin(fabs(worth) / worth_scale, off_bound), place);
    if (!isinf(bound)) {
        at->gap += fabs(worth) * fmin(distance, farthest);
    }
}

static void add_activities(examination *at) {
    const ski_program *program = at->program;
    for (int row = 0; row < program->row_count; row++) {
        at->activity[row] = at->size[row] = 0;
    }
    for (int column = 0; column < program->column_count; column++) {
        for (int k = program->column_start[column]; k < program->column_start[column + 1]; k++) {
            double term = program->entry_value[k] * at->primal[column];
            at->activity[program->entry_row[k]] += term;
            at->size[program->entry_row[k]] += fabs(term);
        }
    }
}

static void examine_rows(examination *at) {
    const ski_program *program = at->program;
    for (int row = 0; row < program->row_count; row++) {
        double worth = at->row_dual[row];
        examine(at, row, at->activity[row], program->row_lower[row], program->row_upper[row],
                fmax(at->size[row], at->tonne), worth, fmax(fabs(worth), at->dollar), INFINITY);
    }
}

static void examine_columns(examination *at) {
    const ski_program *program = at->program;
    for (int column = 0; column < program->column_count; column++) {
        double cost = program->cost[column] + program->rank_cost[column];
        double reduced = cost, size = fabs(cost);
        for (int k = program->column_start[column]; k < program->column_start[column + 1]; k++) {
            double term = program->entry_value[k] * at->row_dual[program->entry_row[k]];
            reduced -= term;
            size += fabs(term);
        }
        double value = at->primal[column], upper = program->upper[column];
        double scale = fmax(fabs(value), at->tonne), worth_scale = fmax(size, at->dollar);
        examine(at, program->row_count + column, value, program->lower[column], upper, scale,
                reduced, worth_scale, program->boxed[column] ? at->largest_flow : INFINITY);
        /* At the box and wishing to go further: without the box the optimum would be another. */
        if (program->boxed[column] && reduced < -SKI_CERTIFICATE_TOL * worth_scale &&
            upper - value <= SKI_CERTIFICATE_TOL * fmax(scale, fabs(upper))) {
            at->result.box_column = column;
        }
    }
}

ski_certificate ski_certify(const ski_program *program, const double *values, const double *primal,
                            const double *row_dual, double *work) {
    double largest_flow = largest_of(primal, program->column_count);
    examination at = {
        .program = program,
        .primal = primal,
        .row_dual = row_dual,
        .activity = work,
        .size = work + program->row_count,
        .largest_flow = largest_flow,
        .tonne = ski_least_scale(largest_flow),
        .dollar = ski_least_scale(largest_of(program->cost, program->column_count)),
        .result = {.box_column = -1, .primal_place = -1, .dual_place = -1, .balance_node = -1},
    };
    add_activities(&at);
    examine_rows(&at);
    examine_columns(&at);
    double spent = 0;
    for (int column = 0; column < program->column_count; column++) {
        spent += fabs((program->cost[column] + program->rank_cost[column]) * primal[column]);
    }
    at.result.gap = at.gap / fmax(spent, at.dollar * at.tonne);
    at.result.balance_error =
        ski_balance_error(program, values, primal, work, &at.result.balance_node);
    return at.result;
}

bool ski_certificate_holds(const ski_certificate *certificate) {
    return certificate->primal_residual <= SKI_CERTIFICATE_TOL &&
           certificate->dual_residual <= SKI_CERTIFICATE_TOL &&
           certificate->gap <= SKI_CERTIFICATE_TOL &&
           certificate->balance_error <= SKI_BALANCE_TOL && certificate->box_column < 0;
}
