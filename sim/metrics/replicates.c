/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spread of replicates → standard errors and ranks. */
#include "metrics/replicates.h"

#include "uncertainty/design.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double ski_value_itself(double value, double at) {
    (void)at;
    return value;
}

double ski_is_below(double value, double at) {
    return value < at ? 1 : 0;
}

double ski_is_at_most(double value, double at) {
    return value <= at ? 1 : 0;
}

double ski_excess_above(double value, double at) {
    return fmax(value - at, 0);
}

double ski_excess_below(double value, double at) {
    return fmax(at - value, 0);
}

/* Defined values of each replicate, [replicates]; the number of replicates that have any. */
static int count_defined(const ski_replicated *of, int *counts) {
    int with_any = 0;
    for (int i = 0; i < of->count; i++) {
        if (!isnan(of->values[i])) {
            with_any += counts[i % of->replicates]++ == 0;
        }
    }
    return with_any;
}

double ski_replicated_se(const ski_replicated *of, ski_averaged *part, double at, double mean) {
    double sums[SKI_REPLICATES_MOST] = {0}; /* of differences from the mean */
    int counts[SKI_REPLICATES_MOST] = {0};
    const int with_any = count_defined(of, counts);
    double squares = 0, count = 0;
    for (int i = 0; i < of->count; i++) {
        if (!isnan(of->values[i])) {
            sums[i % of->replicates] += part(of->values[i], at) - mean;
        }
    }
    for (int replicate = 0; replicate < of->replicates; replicate++) {
        squares += sums[replicate] * sums[replicate];
        count += counts[replicate];
    }
    return with_any < 2 ? NAN : sqrt(squares * with_any / (with_any - 1)) / count;
}

double ski_replicated_t(const ski_replicated *of, double confidence) {
    int counts[SKI_REPLICATES_MOST] = {0};
    const int with_any = count_defined(of, counts);
    return with_any < 2 ? NAN : gsl_cdf_tdist_Pinv((1 + confidence) / 2, with_any - 1);
}

static double mean_of(const ski_replicated *of, ski_averaged *part, double at) {
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < of->count; i++) {
        if (!isnan(of->values[i])) {
            sum += part(of->values[i], at);
            defined++;
        }
    }
    return sum / defined;
}

void ski_replicated_ranks(const ski_replicated *of, double p, double quantile, double confidence,
                          double *low, double *high) {
    int counts[SKI_REPLICATES_MOST] = {0};
    double defined = 0;
    count_defined(of, counts);
    for (int replicate = 0; replicate < of->replicates; replicate++) {
        defined += counts[replicate];
    }
    const double below =
        ski_replicated_se(of, ski_is_below, quantile, mean_of(of, ski_is_below, quantile));
    const double at_most =
        ski_replicated_se(of, ski_is_at_most, quantile, mean_of(of, ski_is_at_most, quantile));
    const double half = ski_replicated_t(of, confidence) * fmax(below, at_most);
    *low = defined * (p - half);
    *high = defined * (p + half);
}
