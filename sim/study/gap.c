/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Costs of the same worlds under two rules → their difference, in dollars and as a share. The share
 * g is a ratio of means; its interval is that of the mean of (difference - g · foresight), over the
 * mean of foresight (delta method). */
#include "study/gap.h"

#include <math.h>
#include <stdlib.h>

static sk_status fill_share(sk_run *run, const ski_rows *rows) {
    sk_status st = SK_OK;
    ski_gap *gap = &run->gap;
    const ski_reduction how = {.confidence = run->confidence,
                               .tail = run->scenario->simulation.tail,
                               .replicates = run->design.replicates};
    ski_statistics of;
    double *rest = ski_alloc(run->samples, 2 * sizeof *rest), *work = NULL;
    SK_CHECK_MEMORY(rest);
    work = rest + run->samples;
    SK_TRY(rows->read(rows, SKI_COL_FORESIGHT_GAP_USD, run->samples, rest));
    SK_TRY(rows->read(rows, SKI_COL_FORESIGHT_COST_USD, run->samples, work));
    gap->share = gap->usd / gap->foresight_usd;
    for (int i = 0; i < run->samples; i++) {
        rest[i] -= gap->share * work[i];
    }
    ski_statistics_of(rest, run->samples, &how, work, &of);
    gap->share_interval = (ski_interval){gap->share + of.mean_interval.low / gap->foresight_usd,
                                         gap->share + of.mean_interval.high / gap->foresight_usd};
done:
    free(rest);
    return st;
}

sk_status ski_gap_fill(sk_run *run, const ski_rows *rows) {
    const ski_statistics *usd = &run->statistics[SKI_COL_FORESIGHT_GAP_USD];
    run->gap = (ski_gap){.foresight_usd = run->statistics[SKI_COL_FORESIGHT_COST_USD].mean,
                         .usd = usd->mean,
                         .usd_interval = usd->mean_interval,
                         .share = NAN,
                         .share_interval = {NAN, NAN},
                         .few_events = usd->few_events};
    return run->gap.foresight_usd > 0 ? fill_share(run, rows) : SK_OK;
}
