/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two columns over the same worlds → mean difference, how often which is better, and difference of
 * their CVaRs. */
#include "metrics/paired.h"

#include "base/tolerances.h"
#include "metrics/replicates.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static const ski_interval unknown = {NAN, NAN};

static ski_interval around(double centre, double half) {
    return (ski_interval){centre - half, centre + half};
}

/* Count, mean and standard deviation. Sums are of differences from the first value: equal values
 * have no spread, to the bit. */
static void mean_and_spread(const double *values, int count, ski_mean *out) {
    double first = NAN, sum = 0, squares = 0;
    for (int i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            first = out->count++ == 0 ? values[i] : first;
            sum += values[i] - first;
        }
    }
    if (out->count == 0) {
        return;
    }
    out->mean = first + sum / out->count;
    for (int i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            squares += (values[i] - out->mean) * (values[i] - out->mean);
        }
    }
    out->sd = out->count > 1 ? sqrt(squares / (out->count - 1)) : NAN;
}

static void mean_error(const double *values, int count, const ski_averaging *how, ski_mean *out) {
    const ski_replicated by = {values, count, how->replicates};
    const int n = out->count;
    if (how->replicates == 0) {
        out->se = out->sd / sqrt(n);
        out->interval =
            around(out->mean, out->se * gsl_cdf_tdist_Pinv((1 + how->confidence) / 2, n - 1));
        return;
    }
    out->se = ski_replicated_se(&by, ski_value_itself, 0, out->mean);
    out->interval = around(out->mean, out->se * ski_replicated_t(&by, how->confidence));
    if (out->sd > 0 && out->se * out->se * n > out->sd * out->sd) {
        out->independent_count = out->sd * out->sd / (out->se * out->se);
    }
}

static bool are_few(const double *values, int count, const ski_averaging *how, const ski_mean *of) {
    const double least = fmax(how->resolution, SKI_ROUNDING_TOL * fabs(of->mean));
    int nonzero = 0;
    for (int i = 0; i < count; i++) {
        nonzero += values[i] != 0 && !isnan(values[i]);
    }
    return nonzero < SKI_FEW_EVENTS ||
           (of->sd > least && ski_is_too_skew(values, count, of->mean, of->sd));
}

ski_mean ski_mean_of(const double *values, int count, const ski_averaging *how) {
    ski_mean out = {.mean = NAN, .sd = NAN, .se = NAN, .interval = unknown, .few_events = true};
    mean_and_spread(values, count, &out);
    out.independent_count = out.count;
    if (out.count > 1) {
        mean_error(values, count, how, &out);
        out.few_events = are_few(values, count, how, &out);
    }
    return out;
}

ski_chance ski_chance_of(const double *values, int count, double confidence, int replicates) {
    const ski_averaging how = {.confidence = confidence, .replicates = replicates};
    const ski_mean of = ski_mean_of(values, count, &how);
    return (ski_chance){of.mean, ski_wilson(of.mean * of.independent_count, of.independent_count,
                                            confidence)};
}

double ski_resolution(const double *values, const double *reference, int count) {
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < count; i++) {
        if (!isnan(values[i]) && !isnan(reference[i])) {
            sum += fmax(fabs(values[i]), fabs(reference[i]));
            defined++;
        }
    }
    return defined == 0 ? 0 : SKI_EQUAL_TOL * sum / defined;
}

double ski_difference(double value, double reference, double resolution) {
    const double difference = value - reference;
    const double least = SKI_EQUAL_TOL * fmax(fabs(value), fabs(reference));
    return fabs(difference) <= fmax(least, resolution) ? 0 : difference;
}

bool ski_is_identical(const double *values, const double *reference, int count) {
    const double least = ski_resolution(values, reference, count);
    bool same = true;
    for (int i = 0; i < count && same; i++) {
        same = isnan(values[i]) ? isnan(reference[i])
                                : ski_difference(values[i], reference[i], least) == 0;
    }
    return same;
}

/* Shares of worlds in which the difference has that sign: -1, 0 or 1. */
static ski_chance chance_of_sign(const double *differences, int count, const ski_reduction *how,
                                 int sign, double *work) {
    for (int i = 0; i < count; i++) {
        const int at = (differences[i] > 0) - (differences[i] < 0);
        work[i] = isnan(differences[i]) ? NAN : (at == sign ? 1.0 : 0.0);
    }
    return ski_chance_of(work, count, how->confidence, how->replicates);
}

/* What a world adds to a CVaR, at the VaR as it is estimated. */
static double influence(double value, const ski_statistics *of, const ski_reduction *how) {
    const double sign = how->bad_side == SKI_HIGH_IS_BAD ? 1 : -1;
    if (isnan(value)) {
        return NAN;
    }
    return of->var + sign * fmax(sign * (value - of->var), 0) / (1 - how->tail);
}

/* Whether too few worlds stand behind a difference of CVaRs: beyond either VaR, or of those in
 * which one option's excess is not the other's. Options that differ by the same in every world have
 * none of these, and nothing is uncertain. */
static bool are_few_in_tail(const double *influences, int count, const ski_statistics *of,
                            const ski_statistics *reference) {
    const double shift = of->var - reference->var;
    const double least = SKI_EQUAL_TOL * fmax(fabs(of->cvar), fabs(reference->cvar));
    int differ = 0;
    for (int i = 0; i < count; i++) {
        differ += fabs(influences[i] - shift) > least; /* never of a NaN */
    }
    const bool is_shift = differ == 0 && fabs(shift) > least;
    return of->cvar_few_events || reference->cvar_few_events ||
           (differ < SKI_FEW_EVENTS && !is_shift);
}

/* both: the two columns, NaN where either is. */
static void cvar_difference(const double *const both[2], int count, const ski_reduction *how,
                            double *influences, double *work, ski_paired *out) {
    ski_statistics of[2];
    ski_statistics_of(both[0], count, how, work, &of[0]);
    ski_statistics_of(both[1], count, how, work, &of[1]);
    const ski_averaging averaging = {how->confidence, how->replicates,
                                     ski_resolution(both[0], both[1], count)};
    for (int i = 0; i < count; i++) {
        influences[i] = ski_difference(influence(both[0][i], &of[0], how),
                                       influence(both[1][i], &of[1], how), averaging.resolution);
    }
    const ski_mean mean = ski_mean_of(influences, count, &averaging);
    out->cvar = mean.mean;
    out->cvar_interval = mean.interval;
    out->cvar_few_events = are_few_in_tail(influences, count, &of[0], &of[1]);
}

void ski_paired_of(const double *values, const double *reference, int count,
                   const ski_reduction *how, bool with_cvar, double *work, ski_paired *out) {
    double *difference = work, *both[2] = {work + count, work + 2 * count};
    double *rest = work + 3 * count;
    const ski_averaging averaging = {how->confidence, how->replicates,
                                     ski_resolution(values, reference, count)};
    const int better = how->bad_side == SKI_HIGH_IS_BAD ? -1 : 1;
    for (int i = 0; i < count; i++) {
        const bool defined = !isnan(values[i]) && !isnan(reference[i]);
        difference[i] = ski_difference(values[i], reference[i], averaging.resolution);
        both[0][i] = defined ? values[i] : NAN;
        both[1][i] = defined ? reference[i] : NAN;
    }
    *out = (ski_paired){.cvar = NAN, .cvar_interval = unknown, .cvar_few_events = true};
    out->mean = ski_mean_of(difference, count, &averaging);
    out->better = chance_of_sign(difference, count, how, better, rest);
    out->equal = chance_of_sign(difference, count, how, 0, rest);
    out->worse = chance_of_sign(difference, count, how, -better, rest);
    if (with_cvar && out->mean.count > 0) {
        cvar_difference((const double *const *)both, count, how, difference, rest, out);
    }
}
