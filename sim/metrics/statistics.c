/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of samples → mean, spread, quantiles, VaR and CVaR, each with its interval (model.md
 * §4). */
#include "metrics/statistics.h"

#include "base/tolerances.h"
#include "metrics/replicates.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static const double quantile_levels[SKI_QUANTILES] = {0.05, 0.25, 0.50, 0.75, 0.95};
static const ski_interval unknown = {NAN, NAN};

static int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The defined values in ascending order into `sorted`; their number. */
static int sort_defined(const double *values, int count, double *sorted) {
    int defined = 0;
    for (int i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            sorted[defined++] = values[i];
        }
    }
    qsort(sorted, (size_t)defined, sizeof *sorted, compare_doubles);
    return defined;
}

/* Rank of the quantile at level p among n in ascending order: ⌈np⌉, from 1. */
static int rank_of(int n, double p) {
    const int rank = (int)ceil(n * p - SKI_ORDER_TOL);
    return rank < 1 ? 1 : rank > n ? n : rank;
}

/* Sums are of differences from the first value: equal values have no spread, to the bit. */
static void mean_and_spread(const double *sorted, ski_statistics *out) {
    const int n = out->count;
    double sum = 0, squares = 0;
    for (int i = 0; i < n; i++) {
        sum += sorted[i] - sorted[0];
    }
    out->mean = sorted[0] + sum / n;
    if (n < 2) {
        return;
    }
    for (int i = 0; i < n; i++) {
        squares += (sorted[i] - out->mean) * (sorted[i] - out->mean);
    }
    out->sd = sqrt(squares / (n - 1));
}

static ski_interval around(double centre, double half) {
    return (ski_interval){centre - half, centre + half};
}

/* Standard error and interval of the mean. Where replicates spread more than independent samples
 * would, D times in variance, n samples are worth n / D; where they spread less, n: an interval of
 * few replicates is no proof that they do (model.md §4). */
static void mean_error(const ski_replicated *by, double confidence, ski_statistics *out) {
    const int n = out->count;
    out->independent_count = n;
    if (n < 2) {
        return;
    }
    if (by->replicates == 0) {
        out->se = out->sd / sqrt(n);
        out->mean_interval =
            around(out->mean, out->se * gsl_cdf_tdist_Pinv((1 + confidence) / 2, n - 1));
        return;
    }
    out->se = ski_replicated_se(by, ski_value_itself, 0, out->mean);
    out->mean_interval = around(out->mean, out->se * ski_replicated_t(by, confidence));
    if (out->sd > 0 && out->se * out->se * n > out->sd * out->sd) {
        out->independent_count = out->sd * out->sd / (out->se * out->se);
    }
}

bool ski_is_too_skew(const double *values, int count, double mean, double sd) {
    double cubes = 0;
    for (int i = 0; i < count; i++) {
        const double z = (values[i] - mean) / sd;
        cubes += z * z * z;
    }
    const double skewness = cubes / count;
    return count <= SKI_WORLDS_PER_SKEWNESS * skewness * skewness;
}

/* Values that differ by rounding alone have no skewness. */
static bool is_too_skew(const double *sorted, const ski_statistics *of) {
    return of->sd > SKI_ROUNDING_TOL * fabs(of->mean) &&
           ski_is_too_skew(sorted, of->count, of->mean, of->sd);
}

/* Largest rank l with P(Bin(n, p) < l) <= alpha; 0 when there is none. */
static int low_rank(int n, double p, double alpha) {
    int below = 0, above = n + 1; /* P(Bin < below) <= alpha < P(Bin < above) */
    while (above - below > 1) {
        const int middle = below + (above - below) / 2;
        if (gsl_cdf_binomial_P((unsigned)(middle - 1), p, (unsigned)n) <= alpha) {
            below = middle;
        } else {
            above = middle;
        }
    }
    return below;
}

/* The order statistics x_(l), x_(u) between which the quantile lies with at least the confidence:
 * the number of samples below it is binomial. u is n + 1 less the low rank of the mirrored sample.
 */
static ski_interval quantile_interval(const double *sorted, int n, double p, double confidence) {
    const double alpha = (1 - confidence) / 2;
    const int low = low_rank(n, p, alpha);
    const int high = n + 1 - low_rank(n, 1 - p, alpha);
    return (ski_interval){low >= 1 ? sorted[low - 1] : NAN, high <= n ? sorted[high - 1] : NAN};
}

/* Whether the excesses over VaR, of this sum and sum of squares, are too few or too uneven. */
static bool are_few(int beyond, double sum, double squares) {
    if (beyond < SKI_FEW_EVENTS) {
        return true;
    }
    const double spread = beyond * squares / (sum * sum) - 1; /* variance ÷ square of the mean */
    return beyond < SKI_EXCESSES_PER_SPREAD * spread * spread * spread * spread;
}

/* Half-width of the CVaR's interval, from the sum and sum of squares of n excesses over VaR: VaR
 * itself may be taken as known, for CVaR is least, so flat, in it. */
static double cvar_half(const ski_replicated *by, const ski_reduction *how,
                        const ski_statistics *of, double sum, double squares) {
    const int n = of->count;
    const double mean = sum / n;
    if (by->replicates == 0) {
        const double se = sqrt((squares - n * mean * mean) / (n - 1) / n) / (1 - how->tail);
        return gsl_cdf_ugaussian_Pinv((1 + how->confidence) / 2) * se;
    }
    ski_averaged *excess = how->bad_side == SKI_HIGH_IS_BAD ? ski_excess_above : ski_excess_below;
    return ski_replicated_t(by, how->confidence) * ski_replicated_se(by, excess, of->var, mean) /
           (1 - how->tail);
}

/* VaR and CVaR of the bad tail of an ascending sample; a low bad side is the mirror of a high one.
 */
static void tail_measures(const double *sorted, const ski_replicated *by, const ski_reduction *how,
                          ski_statistics *out) {
    const int n = out->count;
    const double sign = how->bad_side == SKI_HIGH_IS_BAD ? 1 : -1;
    const int rank = rank_of(n, how->tail);
    const double var = how->bad_side == SKI_HIGH_IS_BAD ? sorted[rank - 1] : sorted[n - rank];
    double sum = 0, squares = 0;
    int beyond = 0;
    for (int i = 0; i < n; i++) {
        const double excess = fmax(sign * (sorted[i] - var), 0);
        sum += excess;
        squares += excess * excess;
        beyond += excess > 0;
    }
    out->var = var;
    out->cvar = var + sign * (sum / n) / (1 - how->tail);
    out->cvar_few_events = are_few(beyond, sum, squares);
    if (n > 1) {
        out->cvar_interval = around(out->cvar, cvar_half(by, how, out, sum, squares));
    }
}

/* The quantile at level p of an ascending sample, with its interval. */
static void quantile_measures(const double *sorted, const ski_replicated *by, double confidence,
                              int q, ski_statistics *out) {
    const int n = out->count;
    const double p = quantile_levels[q];
    out->quantiles[q] = sorted[rank_of(n, p) - 1];
    if (by->replicates == 0) {
        out->quantile_intervals[q] = quantile_interval(sorted, n, p, confidence);
        return;
    }
    double low, high;
    ski_replicated_ranks(by, p, out->quantiles[q], confidence, &low, &high);
    out->quantile_intervals[q] = (ski_interval){low >= 1 ? sorted[(int)low - 1] : NAN,
                                                high < n ? sorted[(int)floor(high)] : NAN};
}

static int count_nonzero(const double *sorted, int n, double harmless) {
    int nonzero = 0;
    for (int i = 0; i < n; i++) {
        nonzero += sorted[i] != harmless;
    }
    return nonzero;
}

static ski_statistics nothing_known(void) {
    ski_statistics out = {.mean = NAN,
                          .sd = NAN,
                          .se = NAN,
                          .mean_interval = unknown,
                          .var = NAN,
                          .cvar = NAN,
                          .cvar_interval = unknown,
                          .few_events = true,
                          .cvar_few_events = true};
    for (int q = 0; q < SKI_QUANTILES; q++) {
        out.quantiles[q] = NAN;
        out.quantile_intervals[q] = unknown;
    }
    return out;
}

void ski_statistics_of(const double *values, int count, const ski_reduction *how, double *work,
                       ski_statistics *out) {
    const ski_replicated by = {values, count, how->replicates};
    const int n = sort_defined(values, count, work);
    *out = nothing_known();
    out->count = n;
    out->undefined = count - n;
    if (n == 0) {
        return;
    }
    out->nonzero = count_nonzero(work, n, how->harmless);
    mean_and_spread(work, out);
    mean_error(&by, how->confidence, out);
    out->few_events = out->nonzero < SKI_FEW_EVENTS || is_too_skew(work, out);
    for (int q = 0; q < SKI_QUANTILES; q++) {
        quantile_measures(work, &by, how->confidence, q, out);
    }
    tail_measures(work, &by, how, out);
}

ski_interval ski_wilson(double successes, double count, double confidence) {
    if (!(count > 0)) {
        return unknown;
    }
    const double z = gsl_cdf_ugaussian_Pinv((1 + confidence) / 2);
    const double share = successes / count;
    const double weight = 1 + z * z / count;
    const double centre = (share + z * z / (2 * count)) / weight;
    const double half =
        z / weight * sqrt(share * (1 - share) / count + z * z / (4 * count * count));
    /* At the ends centre and half are equal but for rounding. */
    return (ski_interval){successes <= 0 ? 0 : fmax(centre - half, 0),
                          successes >= count ? 1 : fmin(centre + half, 1)};
}
