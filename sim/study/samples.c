/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks one after another: each goes on where the last ended, so that samples are the same however
 * often they are looked at. */
#include "study/samples.h"

#include <stdlib.h>

/* Who is told of progress, and what earlier looks and the most samples add to it. */
typedef struct {
    const sk_watch *watch;
    int most, failed_before;
} teller;

static void tell(void *context, int done, int total, int failed) {
    const teller *to = context;
    (void)total;
    to->watch->progress(to->watch->context, done, to->most, to->failed_before + failed);
}

static int should_stop(void *context) {
    const teller *to = context;
    return to->watch->should_stop(to->watch->context);
}

sk_status ski_run_looks(const ski_watched *of, const ski_job *job, const ski_sink *sink,
                        const ski_memory_sink *memory, const sk_watch *watch, ski_looked *out,
                        sk_error *error) {
    sk_status st = SK_OK;
    ski_job part = *job;
    teller to = {.watch = watch, .most = of->design->worlds};
    const sk_watch through = {.progress = watch != NULL && watch->progress != NULL ? tell : NULL,
                              .should_stop =
                                  watch != NULL && watch->should_stop != NULL ? should_stop : NULL,
                              .context = &to};
    double *work = ski_alloc(to.most, sizeof *work);
    SK_CHECK_MEMORY(work);
    *out = (ski_looked){0};
    while (out->samples < to.most && !ski_all_settled(out->settled)) {
        part.first = out->samples;
        part.samples = ski_next_look(of, out->samples);
        to.failed_before = memory->failed_count;
        SK_TRY(ski_engine_run(&part, sink, &through, error));
        out->samples = part.samples;
        if (of->simulation->precision > 0) {
            ski_settle(of, memory->columns, memory->samples, out->samples, work, out->settled);
        }
    }
done:
    free(work);
    return st;
}
