/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired spending and shortage → ratio of their means, with Fieller's interval and a verdict. */
#include "metrics/avoided.h"

#include "metrics/replicates.h"
#include "uncertainty/design.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

const char *const ski_verdict_names[SKI_VERDICTS] = {[SKI_CHANGES_NOTHING] = "changes_nothing",
                                                     [SKI_NO_SHORTAGE] = "no_shortage",
                                                     [SKI_NOT_DISTINGUISHABLE] =
                                                         "not_distinguishable",
                                                     [SKI_MORE_SHORTAGE] = "more_shortage",
                                                     [SKI_DOMINATES] = "dominates",
                                                     [SKI_RATIO] = "ratio"};

ski_interval ski_fieller(double top, double bottom, const ski_covariance *of, double t) {
    const double square = bottom * bottom - t * t * of->bottom;
    const double middle = top * bottom - t * t * of->both;
    const double rest = top * top - t * t * of->top;
    if (!(square > 0)) {
        return (ski_interval){NAN, NAN};
    }
    const double root = sqrt(fmax(middle * middle - square * rest, 0)); /* below 0 by rounding */
    return (ski_interval){(middle - root) / square, (middle + root) / square};
}

/* Sums of differences from the means over independent samples, or over replicates. */
static ski_covariance covariance_of(const double *top, const double *bottom, int count,
                                    int replicates, const ski_avoided *of) {
    double tops[SKI_REPLICATES_MOST] = {0}, bottoms[SKI_REPLICATES_MOST] = {0};
    ski_covariance sum = {0, 0, 0};
    for (int i = 0; i < count; i++) {
        if (isnan(top[i]) || isnan(bottom[i])) {
            continue;
        }
        const double a = top[i] - of->spend_usd.mean, b = bottom[i] - of->avoided_t.mean;
        if (replicates > 0) {
            tops[i % replicates] += a;
            bottoms[i % replicates] += b;
        } else {
            sum = (ski_covariance){sum.top + a * a, sum.both + a * b, sum.bottom + b * b};
        }
    }
    for (int r = 0; r < replicates; r++) {
        sum.top += tops[r] * tops[r];
        sum.both += tops[r] * bottoms[r];
        sum.bottom += bottoms[r] * bottoms[r];
    }
    const double n = of->avoided_t.count, groups = replicates > 0 ? replicates : n;
    const double share = groups / (groups - 1) / (n * n);
    return (ski_covariance){sum.top * share, sum.both * share, sum.bottom * share};
}

static ski_verdict verdict_of(const ski_avoided *of, bool any_short) {
    if (!any_short && of->avoided_t.count > 0) {
        return SKI_NO_SHORTAGE;
    }
    if (!(of->avoided_t.interval.low > 0 || of->avoided_t.interval.high < 0)) {
        return SKI_NOT_DISTINGUISHABLE; /* where there is no interval too */
    }
    if (of->avoided_t.interval.high < 0) {
        return SKI_MORE_SHORTAGE;
    }
    return of->spend_usd.interval.high <= 0 ? SKI_DOMINATES : SKI_RATIO;
}

static void fill_ratio(const double *spend, const double *avoided, int count,
                       const ski_averaging *how, ski_avoided *out) {
    const ski_covariance covariance = covariance_of(spend, avoided, count, how->replicates, out);
    const ski_replicated by = {avoided, count, how->replicates};
    const double t = how->replicates > 0
                         ? ski_replicated_t(&by, how->confidence)
                         : gsl_cdf_tdist_Pinv((1 + how->confidence) / 2, out->avoided_t.count - 1);
    out->usd_per_t = out->spend_usd.mean / out->avoided_t.mean;
    out->interval = ski_fieller(out->spend_usd.mean, out->avoided_t.mean, &covariance, t);
}

void ski_avoided_of(const ski_pair_of_columns *spend, const ski_pair_of_columns *shortage,
                    int count, double confidence, int replicates, double *work, ski_avoided *out) {
    double *more = work, *avoided = work + count;
    bool any_short = false;
    const ski_averaging money = {confidence, replicates,
                                 ski_resolution(spend->values, spend->reference, count)};
    const ski_averaging tonnes = {confidence, replicates,
                                  ski_resolution(shortage->values, shortage->reference, count)};
    for (int i = 0; i < count; i++) {
        const double spent =
            ski_difference(spend->values[i], spend->reference[i], money.resolution);
        const double fewer =
            ski_difference(shortage->reference[i], shortage->values[i], tonnes.resolution);
        const bool defined = !isnan(spent) && !isnan(fewer);
        more[i] = defined ? spent : NAN;
        avoided[i] = defined ? fewer : NAN;
        any_short =
            any_short || (defined && (shortage->values[i] > 0 || shortage->reference[i] > 0));
    }
    *out = (ski_avoided){.usd_per_t = NAN, .interval = {NAN, NAN}};
    out->spend_usd = ski_mean_of(more, count, &money);
    out->avoided_t = ski_mean_of(avoided, count, &tonnes);
    out->verdict = verdict_of(out, any_short);
    if (out->verdict == SKI_RATIO) {
        fill_ratio(more, avoided, count, &money, out);
    }
}
