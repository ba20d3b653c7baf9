/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A metric in two independent sets of worlds, and in the first with one cause after the other
 * exchanged for the second's → variance-based sensitivity indices with intervals (Sobol' 1993;
 * estimators of Jansen, Computer Physics Communications 117, 1999; Saltelli et al. ibid. 181, 2010,
 * table 2 (c) and (f)). */
#ifndef SKI_METRICS_INDICES_H
#define SKI_METRICS_INDICES_H

#include "metrics/statistics.h"

enum { SKI_RESAMPLES = 1000 };

/* Values by world, NaN where undefined or failed. A group of causes is what is exchanged at once.
 */
typedef struct {
    int worlds, groups;
    const double *first;     /* [worlds] the metric in world i of the first set */
    const double *second;    /* [worlds] of the second */
    const double *exchanged; /* [groups * worlds] of the first, with this group from the second */
} ski_exchange;

/* Of one group. Where nothing varies, or in fewer than two worlds, all is NaN. */
typedef struct {
    int count, left_out; /* worlds with all three values, and without; those are left out */
    double first;        /* share of the variance that knowing this group alone would take away */
    double total;        /* share that would stay if all but this group were known */
    ski_interval first_interval, total_interval;
} ski_index;

/* What they are shares of. */
typedef struct {
    int count, left_out; /* worlds with both values, and without */
    int nonzero;         /* values of both sets that differ from the harmless one */
    bool varies;         /* else no index is defined */
    double mean, variance;
    ski_interval mean_interval, variance_interval;
} ski_spread;

/* Total T = Σ (first - exchanged)² / 2nV, first order 1 - (Σ (second - exchanged)² + 2nwC) / 2nV, V
 * the variance of both sets together in the same worlds, C the covariance that they have by chance,
 * and w = max(0, 1 - T)² the part of it that is in the squares. A group whose exchange changes
 * nothing has 0 for both; one whose exchange makes the first set the second has first order 1.
 * Intervals are percentiles of SKI_RESAMPLES bootstrap samples of worlds, which all groups share,
 * so that they may be compared; the resamples depend on the seed alone. A metric that varies by no
 * more than SKI_SPREAD_TOL of its size does not vary. indices: [groups]. SK_ERR_MEMORY is the only
 * failure. */
sk_status ski_indices_of(const ski_exchange *of, double harmless, uint64_t seed, double confidence,
                         ski_spread *spread, ski_index *indices);

#endif
