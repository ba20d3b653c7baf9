/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of samples → its statistics with intervals (model.md §4). Reduced in
 * ascending order of the values, so that the order in which samples came does not matter. */
#ifndef SKI_METRICS_STATISTICS_H
#define SKI_METRICS_STATISTICS_H

#include "metrics/metrics.h"

typedef struct {
    double low, high;
} ski_interval;

enum { SKI_QUANTILES = 5 }; /* 5, 25, 50, 75, 95 % */

typedef struct {
    int count;     /* samples in which the metric is defined */
    int undefined; /* left out and counted */
    int nonzero; /* samples that differ from the metric's harmless value (0; 1 for fill rates; T + 1
                    for first_shortage_period) */
    double mean, sd, se;
    ski_interval mean_interval; /* Student t */
    double quantiles[SKI_QUANTILES];
    ski_interval
        quantile_intervals[SKI_QUANTILES]; /* order statistics; NaN where the sample is too small */
    double var, cvar;                      /* of the bad tail */
    ski_interval cvar_interval;
    bool few_events;      /* fewer than 50 nonzero */
    bool cvar_few_events; /* fewer than 50 beyond VaR */
} ski_statistics;

/* values: [count], NaN where undefined; confidence and tail in (0, 1). work: [count] doubles.
 * What cannot be said (of no sample; the spread of one) is NaN; nothing is infinite. */
void ski_statistics_of(const double *values, int count, ski_bad_side bad_side, double harmless,
                       double confidence, double tail, double *work, ski_statistics *out);

/* Wilson's interval of a probability. */
ski_interval ski_wilson(double successes, double count, double confidence);

#endif
