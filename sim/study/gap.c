/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Costs of the same worlds under two rules → their difference, in dollars and as a share. The share
 * g is a ratio of means; its interval is that of the mean of (difference - g · foresight), over the
 * mean of foresight (delta method). */
#include "study/gap.h"

#include <math.h>
#include <stdlib.h>

/* Both columns become work space. */
static void fill_share(double *difference, double *foresight, int samples, const ski_reduction *how,
                       ski_gap *gap) {
    ski_statistics rest;
    gap->share = gap->usd / gap->foresight_usd;
    for (int i = 0; i < samples; i++) {
        difference[i] -= gap->share * foresight[i];
    }
    ski_statistics_of(difference, samples, how, foresight, &rest);
    gap->share_interval = (ski_interval){gap->share + rest.mean_interval.low / gap->foresight_usd,
                                         gap->share + rest.mean_interval.high / gap->foresight_usd};
}

void ski_gap_of(double *difference, double *foresight, int samples, const ski_reduction *how,
                const ski_statistics *statistics, ski_gap *gap) {
    const ski_statistics *usd = &statistics[SKI_COL_FORESIGHT_GAP_USD];
    *gap = (ski_gap){.foresight_usd = statistics[SKI_COL_FORESIGHT_COST_USD].mean,
                     .usd = usd->mean,
                     .usd_interval = usd->mean_interval,
                     .share = NAN,
                     .share_interval = {NAN, NAN},
                     .few_events = usd->few_events};
    if (gap->foresight_usd > 0) {
        fill_share(difference, foresight, samples, how, gap);
    }
}

sk_status ski_gap_fill(sk_run *run, const ski_rows *rows) {
    sk_status st = SK_OK;
    const ski_reduction how = {.confidence = run->confidence,
                               .tail = run->scenario->simulation.tail,
                               .replicates = run->design.replicates};
    double *difference = ski_alloc(run->samples, 2 * sizeof *difference);
    SK_CHECK_MEMORY(difference);
    double *foresight = difference + run->samples;
    SK_TRY(rows->read(rows, SKI_COL_FORESIGHT_GAP_USD, run->samples, difference));
    SK_TRY(rows->read(rows, SKI_COL_FORESIGHT_COST_USD, run->samples, foresight));
    ski_gap_of(difference, foresight, run->samples, &how, run->statistics, &run->gap);
done:
    free(difference);
    return st;
}
