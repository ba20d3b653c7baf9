/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of samples → its statistics with intervals (model.md §4). Reduced in
 * ascending order of the values, so that the order in which samples came does not matter; under a
 * replicated design what is said of spread is reduced by replicate, in the order of samples. */
#ifndef SKI_METRICS_STATISTICS_H
#define SKI_METRICS_STATISTICS_H

#include "metrics/metrics.h"

typedef struct {
    double low, high;
} ski_interval;

enum { SKI_QUANTILES = 5 }; /* 5, 25, 50, 75, 95 % */

/* What the intervals of mean and CVaR need to cover what they say (model.md §4); an interval that
 * rests on less is marked "few events". Measured over 2,000 seeds
 * (tests/metrics/test_coverage_slow):
 * - Fewer worlds than this that say something are too few, whatever they say.
 * - Cochran's rule: the mean of n worlds of skewness g needs n > 25 g² (Sampling Techniques, 3rd
 *   ed., §2.15): 50 exponential shortages in 1,000 worlds are too uneven (93.2 % covered), 200 are
 *   not. 50 events and 50 non-events of a column of 0 and 1 always suffice.
 * - The CVaR of k excesses over VaR needs k >= 20 v⁸, v their standard deviation ÷ mean. v tells
 *   tails apart (del Castillo, Daoudi and Lockhart, Scand. J. Statist. 41, 2014): it is 1 for the
 *   exponential, less for thinner tails, 2.2 for Pareto(2.5), and infinite where the interval's
 *   variance is; a sample's skewness tells them apart less well. Power and factor are chosen to
 *   mark 80 % of Pareto(2.5) samples: of 50 and 250 excesses 82 and 84 % (86.7 and 92.2 % are
 *   covered), of exponential ones 12 and 0 % (93.8 and 95.3 % are covered).
 * A sample that happens to miss its extremes looks thinner than its tail is, and goes unmarked. */
enum { SKI_FEW_EVENTS = 50, SKI_WORLDS_PER_SKEWNESS = 25, SKI_EXCESSES_PER_SPREAD = 20 };

typedef struct {
    int count;     /* samples in which the metric is defined */
    int undefined; /* left out and counted */
    int nonzero; /* samples that differ from the metric's harmless value (0; 1 for fill rates; T + 1
                    for first_shortage_period) */
    double mean, sd, se;
    ski_interval mean_interval; /* Student t */
    double independent_count; /* samples that are worth as much as independent ones, at most count:
                                 what Wilson's interval of an event goes by */
    double quantiles[SKI_QUANTILES];
    ski_interval
        quantile_intervals[SKI_QUANTILES]; /* order statistics; NaN where the sample is too small */
    double var, cvar;                      /* of the bad tail */
    ski_interval cvar_interval;
    bool few_events;      /* too few nonzero, or too uneven, for the mean's interval */
    bool cvar_few_events; /* too few beyond VaR, or too uneven, for the CVaR's */
} ski_statistics;

/* How a column is read. */
typedef struct {
    ski_bad_side bad_side;
    double harmless;
    double confidence, tail; /* in (0, 1) */
    int replicates; /* sample i is of replicate i % replicates; 0: samples are independent */
} ski_reduction;

/* values: [count], NaN where undefined. work: [count] doubles. What cannot be said (of no sample;
 * the spread of one) is NaN; nothing is infinite. */
void ski_statistics_of(const double *values, int count, const ski_reduction *how, double *work,
                       ski_statistics *out);

/* Cochran's rule: whether `count` values are too few for their skewness. sd > 0. */
bool ski_is_too_skew(const double *values, int count, double mean, double sd);

/* Wilson's interval of a probability. */
ski_interval ski_wilson(double successes, double count, double confidence);

#endif
