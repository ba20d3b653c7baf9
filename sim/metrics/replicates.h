/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples of a replicated design → how far off a mean or a quantile may be. Worlds of one replicate
 * depend on one another; replicates do not, and their spread says all. Sample i is of replicate i %
 * replicates. */
#ifndef SKI_METRICS_REPLICATES_H
#define SKI_METRICS_REPLICATES_H

/* What is averaged of a value: itself, whether it lies below `at` or at most there, its excess. */
typedef double ski_averaged(double value, double at);
ski_averaged ski_value_itself, ski_is_below, ski_is_at_most, ski_excess_above, ski_excess_below;

/* Values by sample. */
typedef struct {
    const double *values; /* [count] NaN where undefined */
    int count, replicates;
} ski_replicated;

/* Standard error of the mean of a part over the defined values, which is `mean`. Replicates may
 * have different numbers of defined values: it is that of a ratio of sums. NaN where fewer than two
 * have any. */
double ski_replicated_se(const ski_replicated *of, ski_averaged *part, double at, double mean);

/* Half-width of an interval, in standard errors: Student's t with a degree of freedom less than
 * there are replicates with a defined value; NaN as above. */
double ski_replicated_t(const ski_replicated *of, double confidence);

/* Ranks (from 1, real numbers) between which the quantile at level p lies: p less and more than the
 * half-width of the share of values up to `quantile`, its estimate (Woodruff 1952). */
void ski_replicated_ranks(const ski_replicated *of, double p, double quantile, double confidence,
                          double *low, double *high);

#endif
