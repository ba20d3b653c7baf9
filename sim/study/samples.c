/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks one after another: each goes on where the rows end, so that samples are the same however
 * often they are looked at, or the run was stopped. */
#include "study/samples.h"

#include <math.h>
#include <stdlib.h>

/* Who is told of progress, and what earlier looks and the most samples add to it. */
typedef struct {
    const sk_watch *watch;
    double confidence;
    int most, failed_before, events_before;
} teller;

/* Samples kept so far in which the headline event holds; NaN, of failed ones too, is none. work: [2
 * * rows->taken]. */
static sk_status count_events(const ski_rows *rows, double *work, teller *to) {
    sk_status st = SK_OK;
    double *any = work, *critical = work + rows->taken;
    to->events_before = 0;
    if (to->watch == NULL || to->watch->progress == NULL) {
        return SK_OK;
    }
    SK_TRY(rows->read(rows, SKI_COL_ANY_SHORTAGE, rows->taken, any));
    SK_TRY(rows->read(rows, SKI_COL_ANY_SHORTAGE_CRITICAL, rows->taken, critical));
    for (int i = 0; i < rows->taken; i++) {
        to->events_before += (isnan(critical[i]) ? any[i] : critical[i]) > 0;
    }
done:
    return st;
}

static void tell(void *context, const sk_progress *progress) {
    const teller *to = context;
    sk_progress all = *progress;
    all.total = to->most;
    all.failed += to->failed_before;
    all.events += to->events_before;
    const int known = all.done - all.failed;
    const ski_interval interval = ski_wilson(all.events, known, to->confidence);
    all.headline = known > 0 ? all.headline : NULL;
    all.value = (double)all.events / (known > 0 ? known : 1);
    all.low = interval.low;
    all.high = interval.high;
    to->watch->progress(to->watch->context, &all);
}

static int should_stop(void *context) {
    const teller *to = context;
    return to->watch->should_stop(to->watch->context);
}

sk_status ski_run_looks(const ski_watched *of, const ski_job *job, const ski_sink *sink,
                        const ski_rows *rows, const sk_watch *watch, ski_looked *out,
                        sk_error *error) {
    sk_status st = SK_OK;
    ski_job part = *job;
    teller to = {.watch = watch,
                 .confidence = of->simulation->confidence,
                 .most = of->design->worlds};
    const sk_watch through = {.progress = watch != NULL && watch->progress != NULL ? tell : NULL,
                              .should_stop =
                                  watch != NULL && watch->should_stop != NULL ? should_stop : NULL,
                              .context = &to};
    double *work = ski_alloc(to.most, 2 * sizeof *work);
    SK_CHECK_MEMORY(work);
    *out = (ski_looked){0};
    while (out->samples < to.most && !ski_all_settled(out->settled)) {
        part.first = rows->taken;
        part.samples = ski_next_look(of, out->samples);
        to.failed_before = rows->failed;
        if (part.first < part.samples) {
            SK_TRY(count_events(rows, work, &to));
            SK_TRY(ski_engine_run(&part, sink, &through, error));
        }
        out->samples = part.samples;
        if (of->simulation->precision > 0) {
            SK_TRY(ski_settle(of, rows, out->samples, work, out->settled));
        }
    }
done:
    free(work);
    return st;
}
