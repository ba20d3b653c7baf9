/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of coalitions, or of steps → contributions by world → means with intervals. */
#include "study/attribution.h"

#include "metrics/difference.h"
#include "metrics/shapley.h"
#include "study/sensitivity_metric.h"

#include <math.h>
#include <stdlib.h>

/* Shortage by world; [worlds] each. */
typedef struct {
    ski_sensitivity *study;
    const ski_set_rows_of *rows;
    const ski_sets *sets;
    int column, worlds, groups;
    double *all, *without; /* without: [groups * worlds] */
    double none;
    double *contributions; /* [groups * worlds] */
    double *work;          /* [2 * worlds] */
} attribution;

static sk_status allocate(attribution *at) {
    sk_status st = SK_OK;
    const size_t row = (size_t)at->worlds * sizeof(double);
    SK_CHECK_MEMORY(at->all = ski_alloc(1, row));
    SK_CHECK_MEMORY(at->without = ski_alloc(at->groups, row));
    SK_CHECK_MEMORY(at->contributions = ski_alloc(at->groups, row));
    SK_CHECK_MEMORY(at->work = ski_alloc(2, row));
done:
    return st;
}

/* Without any cause all worlds are one. */
static void fill_none(const attribution *at, double *values) {
    for (int i = 0; i < at->worlds; i++) {
        values[i] = at->none;
    }
}

static sk_status read_set(const attribution *at, int set, double *values) {
    if (set == at->sets->none) {
        fill_none(at, values);
        return SK_OK;
    }
    return ski_set_rows_read(at->rows, set, at->column, values);
}

static sk_status read_columns(attribution *at) {
    sk_status st = SK_OK;
    const ski_sets *sets = at->sets;
    SK_TRY(ski_set_rows_read(at->rows, sets->none, at->column, &at->none));
    SK_TRY(read_set(at, sets->first, at->all));
    for (int g = 0; g < at->groups; g++) {
        const int set = at->groups == 1 ? sets->none : sets->without + g;
        SK_TRY(read_set(at, set, at->without + (size_t)g * at->worlds));
    }
done:
    return st;
}

static sk_status contribute_exactly(attribution *at) {
    sk_status st = SK_OK;
    const int coalitions = 1 << at->groups;
    double *values = ski_alloc(coalitions, (size_t)at->worlds * sizeof *values);
    SK_CHECK_MEMORY(values);
    for (int c = 0; c < coalitions; c++) {
        SK_TRY(read_set(at, at->sets->of_coalition[c], values + (size_t)c * at->worlds));
    }
    ski_shapley_exact(at->groups, at->worlds, values, at->contributions);
done:
    free(values);
    return st;
}

/* The last step before all leaves one cause out, and that set is there. */
static void read_last_step(const attribution *at, int *order, double *values) {
    for (int i = 0; i < at->worlds; i++) {
        ski_shapley_order(at->sets->seed, (uint32_t)i, at->groups, order);
        values[i] = at->without[(size_t)order[at->groups - 1] * at->worlds + i];
    }
}

static sk_status contribute_by_order(attribution *at) {
    sk_status st = SK_OK;
    const ski_sets *sets = at->sets;
    const int worlds = at->worlds, groups = at->groups;
    double *values = ski_alloc(groups + 1, (size_t)worlds * sizeof *values);
    int *order = ski_alloc(groups, sizeof *order);
    SK_CHECK_MEMORY(values);
    SK_CHECK_MEMORY(order);
    fill_none(at, values);
    for (int step = 1; step <= sets->step_count; step++) {
        SK_TRY(read_set(at, sets->steps + step - 1, values + (size_t)step * worlds));
    }
    read_last_step(at, order, values + (size_t)(groups - 1) * worlds);
    SK_TRY(read_set(at, sets->first, values + (size_t)groups * worlds));
    ski_shapley_by_order(sets->seed, groups, worlds, values, order, at->contributions);
done:
    free(order);
    free(values);
    return st;
}

/* A world that lacks anything is left out of everything. */
static void leave_out(attribution *at) {
    for (int i = 0; i < at->worlds; i++) {
        double sum = at->all[i] + at->none;
        for (int g = 0; g < at->groups; g++) {
            const size_t place = (size_t)g * at->worlds + i;
            sum += at->without[place] + at->contributions[place];
        }
        at->study->left_out += isnan(sum);
        if (!isnan(sum)) {
            continue;
        }
        at->all[i] = NAN;
        for (int g = 0; g < at->groups; g++) {
            at->without[(size_t)g * at->worlds + i] = NAN;
            at->contributions[(size_t)g * at->worlds + i] = NAN;
        }
    }
    at->study->attributed = at->worlds - at->study->left_out;
}

static ski_world_mean mean_of(const attribution *at, const double *values) {
    const ski_simulation *simulation = &at->study->scenario->simulation;
    const ski_reduction how = {.bad_side = SKI_HIGH_IS_BAD,
                               .confidence = at->study->confidence,
                               .tail = simulation->tail};
    ski_statistics of;
    ski_statistics_of(values, at->worlds, &how, at->work + at->worlds, &of);
    return (ski_world_mean){of.mean, of.mean_interval, of.few_events};
}

static void fill_input(attribution *at, int group) {
    ski_input *input = &at->study->inputs[group];
    const double *without = at->without + (size_t)group * at->worlds;
    for (int i = 0; i < at->worlds; i++) {
        at->work[i] = ski_difference(at->all[i], without[i]);
    }
    input->without = mean_of(at, without);
    input->saved = mean_of(at, at->work);
    input->shapley = mean_of(at, at->contributions + (size_t)group * at->worlds);
}

static void fill(attribution *at) {
    ski_sensitivity *study = at->study;
    for (int i = 0; i < at->worlds; i++) {
        study->short_worlds += at->all[i] > 0;
    }
    study->all = mean_of(at, at->all);
    study->none_t = at->none;
    for (int g = 0; g < at->groups; g++) {
        fill_input(at, g);
        study->causes_t += study->inputs[g].shapley.mean;
    }
}

sk_status ski_attribute(ski_sensitivity *study, const ski_set_rows_of *rows) {
    sk_status st = SK_OK;
    attribution at = {.study = study,
                      .rows = rows,
                      .sets = rows->sets,
                      .column = ski_shortage_column(study->scenario),
                      .worlds = study->worlds,
                      .groups = study->groups.count};
    SK_TRY(allocate(&at));
    SK_TRY(read_columns(&at));
    if (at.groups > 0) {
        SK_TRY(at.sets->is_exact ? contribute_exactly(&at) : contribute_by_order(&at));
    }
    leave_out(&at);
    fill(&at);
done:
    free(at.work);
    free(at.contributions);
    free(at.without);
    free(at.all);
    return st;
}
