/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows, point by point → metrics of every policy and differences from the first, which policy is
 * best, and the table point_metric. One point's rows are in memory. */
#include "study/sweep.h"

#include "study/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The point in hand. */
typedef struct {
    ski_sweep_study *sweep;
    sk_results *results;
    bool store;
    int worlds, columns;
    double **values; /* [policies][columns * worlds] */
    double *work;    /* [4 * worlds] */
} filling;

static double *column_of(const filling *at, int policy, int column) {
    return at->values[policy] + (size_t)column * (size_t)at->worlds;
}

/* --- reading --- */

static sk_status read_case(const filling *at, ski_point_case of, ski_sweep_case *out) {
    sk_status st = SK_OK;
    SK_TRY(ski_cells_error(at->results, of, at->sweep->arena, &out->error));
    SK_TRY(ski_cells_read(at->results, of, at->worlds, at->values[of.policy], &out->rows,
                          &out->failed));
done:
    return st;
}

/* A world that is not there, or failed, under one policy is left out for all that have a case. */
static int leave_out(const filling *at, const ski_sweep_point *point) {
    int good = 0;
    const int policies = at->sweep->policy_count;
    for (int world = 0; world < at->worlds; world++) {
        bool all = false, any = false;
        for (int p = 0; p < policies; p++) {
            const bool is_there = !isnan(column_of(at, p, SKI_COL_COST_USD)[world]);
            any = any || (point->cases[p].rows > 0 && !is_there);
            all = all || is_there;
        }
        good += all && !any;
        for (int p = 0; p < policies && any; p++) {
            for (int c = 0; c < at->columns; c++) {
                column_of(at, p, c)[world] = NAN;
            }
        }
    }
    return good;
}

/* --- metrics --- */

static ski_reduction reduction_of(const ski_sweep_study *sweep, int column) {
    const ski_metric *metric = &sweep->metrics->metrics[column];
    return (ski_reduction){metric->bad_side, metric->harmless, sweep->confidence,
                           sweep->scenario->simulation.tail, sweep->design.replicates};
}

static void measure(const filling *at, int policy, int column, ski_sweep_metric *out) {
    const ski_sweep_study *sweep = at->sweep;
    const ski_reduction how = reduction_of(sweep, column);
    const double *values = column_of(at, policy, column);
    ski_statistics of;
    ski_statistics_of(values, at->worlds, &how, at->work, &of);
    *out = (ski_sweep_metric){.count = of.count,
                              .value = of.mean,
                              .interval = of.mean_interval,
                              .cvar = of.cvar,
                              .cvar_interval = of.cvar_interval,
                              .few_events = of.few_events,
                              .cvar_few_events = of.cvar_few_events};
    if (sweep->metrics->metrics[column].is_event) {
        const ski_probability chance =
            ski_probability_of(values, &of, at->worlds, sweep->confidence);
        out->value = chance.value;
        out->interval = chance.interval;
        out->cvar = out->cvar_interval.low = out->cvar_interval.high = NAN;
        out->cvar_few_events = false;
    }
}

static void compare(const filling *at, int policy, int column, ski_paired *out) {
    const ski_reduction how = reduction_of(at->sweep, column);
    ski_paired_of(column_of(at, policy, column), column_of(at, 0, column), at->worlds, &how, false,
                  at->work, out);
}

static sk_status store_metric(const filling *at, ski_point_case of, int column,
                              const ski_sweep_metric *metric, bool has_difference) {
    const ski_paired *from = &metric->difference;
    ski_cell_line line = {.count = metric->count, .few_events = metric->few_events};
    const double numbers[SKI_LINE_NUMBERS] = {metric->value,
                                              metric->interval.low,
                                              metric->interval.high,
                                              metric->cvar,
                                              metric->cvar_interval.low,
                                              metric->cvar_interval.high,
                                              has_difference ? from->mean.mean : (double)NAN,
                                              has_difference ? from->mean.interval.low
                                                             : (double)NAN,
                                              has_difference ? from->mean.interval.high
                                                             : (double)NAN,
                                              has_difference ? from->better.value : (double)NAN,
                                              has_difference ? from->worse.value : (double)NAN};
    memcpy(line.numbers, numbers, sizeof numbers);
    return ski_cells_add_metric(at->results, of, column, &line);
}

/* Place of a column among the headlines, -1: it is none. */
static int headline_of(int column) {
    for (int i = 0; i < SKI_SWEEP_HEADLINES; i++) {
        if (ski_sweep_headlines[i] == column) {
            return i;
        }
    }
    return -1;
}

static sk_status fill_case(const filling *at, ski_point_case of, ski_sweep_point *point) {
    sk_status st = SK_OK;
    ski_sweep_case *one = &point->cases[of.policy];
    one->has_difference = of.policy > 0 && one->rows > 0 && point->cases[0].rows > 0;
    for (int c = 0; c < at->columns && one->rows > 0; c++) {
        const int headline = headline_of(c);
        ski_sweep_metric metric;
        if (headline < 0 && !at->store) {
            continue;
        }
        measure(at, of.policy, c, &metric);
        if (one->has_difference) {
            compare(at, of.policy, c, &metric.difference);
        }
        if (at->store) {
            SK_TRY(store_metric(at, of, c, &metric, one->has_difference));
        }
        if (headline >= 0) {
            one->metrics[headline] = metric;
        }
    }
done:
    return st;
}

/* --- the best policy --- */

static int best_of(const ski_sweep_study *sweep, const ski_sweep_point *point) {
    int best = -1;
    for (int p = 0; p < sweep->policy_count; p++) {
        const double mean = point->cases[p].metrics[0].value;
        const bool has_mean = point->cases[p].rows > 0 && !isnan(mean);
        if (has_mean && (best < 0 || mean < point->cases[best].metrics[0].value)) {
            best = p;
        }
    }
    return best;
}

/* Whether every other policy with a case costs more than the best, by the interval of the mean
 * difference; one that is alone is not clearly best of any. */
static bool is_clear(const filling *at, const ski_sweep_point *point) {
    const ski_reduction how = reduction_of(at->sweep, SKI_COL_COST_USD);
    int others = 0;
    for (int p = 0; p < at->sweep->policy_count; p++) {
        ski_paired more;
        if (p == point->best || point->cases[p].rows == 0) {
            continue;
        }
        ski_paired_of(column_of(at, p, SKI_COL_COST_USD),
                      column_of(at, point->best, SKI_COL_COST_USD), at->worlds, &how, false,
                      at->work, &more);
        if (!(more.mean.interval.low > 0)) {
            return false;
        }
        others++;
    }
    return others > 0;
}

static void count_best(ski_sweep_study *sweep, const ski_sweep_point *point) {
    if (point->best < 0) {
        sweep->without++;
    } else {
        sweep->best[point->best]++;
        sweep->clear[point->best] += point->is_clear;
    }
}

/* --- all points --- */

static sk_status fill_point(const filling *at, int number, ski_sweep_point *point) {
    sk_status st = SK_OK;
    const int policies = at->sweep->policy_count;
    memset(point->cases, 0, (size_t)policies * sizeof *point->cases);
    for (int p = 0; p < policies; p++) {
        SK_TRY(read_case(at, (ski_point_case){number, p}, &point->cases[p]));
    }
    point->good = leave_out(at, point);
    for (int p = 0; p < policies; p++) {
        SK_TRY(fill_case(at, (ski_point_case){number, p}, point));
    }
    point->best = best_of(at->sweep, point);
    point->is_clear = point->best >= 0 && is_clear(at, point);
    count_best(at->sweep, point);
done:
    return st;
}

static sk_status fill_points(filling *at, ski_sweep_sums *sums) {
    sk_status st = SK_OK;
    ski_sweep_study *sweep = at->sweep;
    ski_sweep_case *cases = ski_alloc(sweep->policy_count, sizeof *cases);
    SK_CHECK_MEMORY(cases);
    for (int i = 0; i < sweep->point_count; i++) {
        ski_sweep_point in_hand = {.cases = cases};
        ski_sweep_point *point = sweep->shown > 0 ? &sweep->at[i] : &in_hand;
        SK_TRY(fill_point(at, i, point));
        ski_sweep_sums_add(sums, i, point);
    }
done:
    free(cases);
    return st;
}

static sk_status make_room(ski_sweep_study *sweep) {
    sk_status st = SK_OK;
    const int policies = sweep->policy_count;
    const bool few = (long long)sweep->point_count * policies <= SKI_SWEEP_SHOWN_MOST;
    sweep->shown = few ? sweep->point_count : 0;
    SK_CHECK_MEMORY(sweep->at = SKI_NEW(sweep->arena, ski_sweep_point, sweep->shown));
    for (int i = 0; i < sweep->shown; i++) {
        SK_CHECK_MEMORY(sweep->at[i].cases = SKI_NEW(sweep->arena, ski_sweep_case, policies));
    }
    SK_CHECK_MEMORY(sweep->best = SKI_NEW(sweep->arena, int, policies));
    SK_CHECK_MEMORY(sweep->clear = SKI_NEW(sweep->arena, int, policies));
done:
    return st;
}

static sk_status open_filling(filling *at) {
    sk_status st = SK_OK;
    const int policies = at->sweep->policy_count;
    const size_t size = (size_t)at->columns * sizeof(double);
    SK_CHECK_MEMORY(at->values = ski_alloc(policies, sizeof *at->values));
    SK_CHECK_MEMORY(at->work = ski_alloc(at->worlds, 4 * sizeof *at->work));
    for (int p = 0; p < policies; p++) {
        SK_CHECK_MEMORY(at->values[p] = ski_alloc(at->worlds, size));
    }
done:
    return st;
}

static void close_filling(filling *at) {
    for (int p = 0; p < at->sweep->policy_count && at->values != NULL; p++) {
        free(at->values[p]);
    }
    free(at->values);
    free(at->work);
}

sk_status ski_sweep_fill(ski_sweep_study *sweep, sk_results *results, bool store) {
    sk_status st = SK_OK;
    ski_sweep_sums *sums = NULL;
    filling at = {.sweep = sweep,
                  .results = results,
                  .store = store,
                  .worlds = sweep->design.worlds,
                  .columns = sweep->metrics->first_demand};
    SK_TRY(make_room(sweep));
    SK_TRY(open_filling(&at));
    SK_TRY(ski_sweep_sums_new(&sums, sweep));
    if (store) {
        SK_TRY(ski_cells_metrics_begin(results));
    }
    SK_TRY(fill_points(&at, sums));
    ski_sweep_sums_end(sums);
done:
    close_filling(&at);
    ski_sweep_sums_free(sums);
    return st;
}
