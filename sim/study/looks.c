/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples so far → whether each headline metric is known well enough to stop. */
#include "study/looks.h"

#include <math.h>

const char *const ski_headlines[SKI_HEADLINES] = {"cost_usd", "shortage_critical_t", "any_shortage",
                                                  "secure"};
static const int headline_columns[SKI_HEADLINES] = {SKI_COL_COST_USD, SKI_COL_SHORTAGE_CRITICAL_T,
                                                    SKI_COL_ANY_SHORTAGE, SKI_COL_SECURE};

/* A chance is to be known ten times better than a mean: it lies between 0 and 1, and 0.1 off would
 * say little. */
static const double CHANCE_SHARE = 0.1;

/* What intervals may still miss, of what they may, when samples can stop early. */
static const double INDEPENDENT_SHARE = 0.8, REPLICATED_SHARE = 0.5;

int ski_next_look(const ski_watched *of, int done) {
    const int most = of->design->worlds;
    int next = done;
    if (!(of->simulation->precision > 0)) {
        return most;
    }
    if (done == 0) {
        next = of->design->sampling == SKI_SOBOL ? of->design->replicates : SKI_FIRST_LOOK;
        while (next < SKI_FIRST_LOOK) {
            next *= 2;
        }
    } else {
        next = done <= most / 2 ? 2 * done : most;
    }
    return next < most ? next : most;
}

double ski_confidence(const ski_watched *of) {
    const double missed = 1 - of->simulation->confidence;
    if (ski_next_look(of, 0) >= of->design->worlds) {
        return of->simulation->confidence; /* one look picks nothing */
    }
    return 1 - missed * (of->design->replicates > 0 ? REPLICATED_SHARE : INDEPENDENT_SHARE);
}

static double half_width(ski_interval interval) {
    return (interval.high - interval.low) / 2;
}

/* The interval of the event that a sample is out of order at all. */
static ski_interval chance_of(const ski_statistics *of, double confidence) {
    const double worth = of->independent_count / of->count;
    return ski_wilson(of->nonzero * worth, of->independent_count, confidence);
}

/* good: samples that did not fail. */
static bool is_settled(const ski_metric *metric, const ski_statistics *of, int good,
                       double precision, double confidence) {
    const ski_interval chance = chance_of(of, confidence);
    if (of->count == 0) {
        return good > 0; /* undefined in every world: there is nothing to know */
    }
    if (of->nonzero == 0) {
        return chance.high < precision * CHANCE_SHARE;
    }
    if (of->few_events) {
        return false;
    }
    if (metric->is_event) {
        return half_width(chance) <= precision * CHANCE_SHARE;
    }
    return half_width(of->mean_interval) <= precision * fabs(of->mean);
}

sk_status ski_settle(const ski_watched *of, const ski_rows *rows, int samples, double *work,
                     bool settled[SKI_HEADLINES]) {
    sk_status st = SK_OK;
    const double confidence = ski_confidence(of);
    int good = 0; /* every world that did not fail has a cost, which is the first headline */
    for (int h = 0; h < SKI_HEADLINES; h++) {
        const ski_metric *metric = &of->metrics->metrics[headline_columns[h]];
        const ski_reduction how = {metric->bad_side, metric->harmless, confidence,
                                   of->simulation->tail, of->design->replicates};
        ski_statistics statistics;
        SK_TRY(rows->read(rows, headline_columns[h], samples, work));
        ski_statistics_of(work, samples, &how, work + samples, &statistics);
        good = headline_columns[h] == SKI_COL_COST_USD ? statistics.count : good;
        settled[h] = is_settled(metric, &statistics, good, of->simulation->precision, confidence);
    }
done:
    return st;
}

bool ski_all_settled(const bool settled[SKI_HEADLINES]) {
    bool all = true;
    for (int h = 0; h < SKI_HEADLINES; h++) {
        all = all && settled[h];
    }
    return all;
}
