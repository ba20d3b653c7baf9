/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of cost → pairs that are told apart or not, ranks, regret, Pareto front. */
#include "metrics/ranking.h"

#include "base/tolerances.h"

#include <math.h>

int ski_pair_count(int options) {
    return options * (options - 1) / 2;
}

double ski_pairs_level(int options, double confidence) {
    return options < 2 ? confidence : 1 - (1 - confidence) / ski_pair_count(options);
}

const ski_pair *ski_pair_at(const ski_pair *pairs, int options, int a, int b) {
    const int low = a < b ? a : b, high = a < b ? b : a;
    return &pairs[low * (2 * options - low - 1) / 2 + high - low - 1];
}

/* Samples at which the interval, which narrows with their square root, would end at 0. */
static double more_samples(const ski_mean *less) {
    const double samples = less->count;
    const double half = (less->interval.high - less->interval.low) / 2;
    const double ratio = half / fabs(less->mean);
    const double more = samples * ratio * ratio - samples;
    return less->mean != 0 && more <= SKI_SAMPLES_MOST ? ceil(fmax(more, 1)) : NAN;
}

static ski_pair pair_of(const double *const *costs, int a, int b, int count,
                        const ski_averaging *at, double *work) {
    ski_averaging how = *at;
    how.resolution = ski_resolution(costs[a], costs[b], count);
    for (int i = 0; i < count; i++) {
        work[i] = ski_difference(costs[a][i], costs[b][i], how.resolution);
    }
    ski_pair pair = {.a = a, .b = b, .better = -1, .more_samples = NAN};
    pair.less = ski_mean_of(work, count, &how);
    pair.identical = pair.less.count > 0 && ski_is_identical(costs[a], costs[b], count);
    if (pair.less.interval.high < 0 || pair.less.interval.low > 0) {
        pair.better = pair.less.mean < 0 ? a : b;
    } else if (!pair.identical) {
        pair.more_samples = more_samples(&pair.less);
    }
    return pair;
}

void ski_rank(const double *const *costs, int options, int count, double confidence, int replicates,
              double *work, ski_pair *pairs, int *rank) {
    const ski_averaging how = {ski_pairs_level(options, confidence), replicates, 0};
    int at = 0;
    for (int option = 0; option < options; option++) {
        rank[option] = 1;
    }
    for (int a = 0; a < options; a++) {
        for (int b = a + 1; b < options; b++) {
            ski_pair *pair = &pairs[at++];
            *pair = pair_of(costs, a, b, count, &how, work);
            if (pair->better >= 0) {
                rank[pair->better == a ? b : a]++;
            }
        }
    }
}

bool ski_pair_is_settled(const ski_pair *pair, double half_width) {
    const ski_interval *interval = &pair->less.interval;
    const bool narrow = (interval->high - interval->low) / 2 <= half_width;
    return pair->identical || (!pair->less.few_events && (pair->better >= 0 || narrow));
}

void ski_regret_of(const double *costs, const double *best, int count, double confidence,
                   int replicates, double *work, ski_regret *out) {
    const ski_reduction how = {SKI_HIGH_IS_BAD, 0, confidence, confidence, replicates};
    const ski_averaging averaging = {confidence, replicates, ski_resolution(costs, best, count)};
    double *regret = work;
    ski_statistics of;
    out->most = NAN;
    for (int i = 0; i < count; i++) {
        regret[i] = ski_difference(costs[i], best[i], averaging.resolution);
        out->most = fmax(out->most, regret[i]); /* of a NaN the other */
    }
    ski_statistics_of(regret, count, &how, work + count, &of);
    out->mean = ski_mean_of(regret, count, &averaging);
    out->p95 = of.quantiles[SKI_QUANTILES - 1];
    out->p95_interval = of.quantile_intervals[SKI_QUANTILES - 1];
}

/* Whether one option has no more of both and less of one. */
static bool beats(double x, double y, double other_x, double other_y) {
    const double dx = ski_difference(x, other_x, 0), dy = ski_difference(y, other_y, 0);
    return dx <= 0 && dy <= 0 && (dx < 0 || dy < 0);
}

void ski_pareto(const double *x, const double *y, int options, bool *on_front) {
    for (int option = 0; option < options; option++) {
        on_front[option] = !isnan(x[option]) && !isnan(y[option]);
        for (int other = 0; other < options; other++) {
            on_front[option] = on_front[option] && !beats(x[other], y[other], x[option], y[option]);
        }
    }
}
