/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A planned sweep → how long its first case takes to make, and one sample of it. The clock says
 * what is shown, and touches no number of a result. */
#include "study/sweep.h"

#include <time.h>

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + 1e-9 * (double)at.tv_nsec;
}

static sk_status take_nothing(void *context, const ski_sample *sample) {
    (void)context;
    (void)sample;
    return SK_OK;
}

sk_status ski_sweep_try(const ski_sweep_study *sweep, const sk_watch *watch, ski_sweep_pilot *out,
                        sk_error *error) {
    sk_status st = SK_OK;
    ski_swept swept = {0};
    const ski_sink sink = {.take = take_nothing};
    const double began = now();
    SK_TRY(ski_swept_build(&swept, sweep, (ski_point_case){0, 0}, watch, error));
    out->case_seconds = now() - began;
    const ski_job job = {.chain = swept.chain,
                         .metrics = swept.metrics,
                         .rule = ski_rule_of(sweep->scenario),
                         .seed = sweep->scenario->simulation.seed,
                         .samples = 1,
                         .threads = 1};
    SK_TRY(ski_engine_run(&job, &sink, watch, error));
    out->sample_seconds = now() - began - out->case_seconds;
    const double cases =
        (double)ski_shard_units(&sweep->split, sweep->shard == 0 ? 1 : sweep->shard);
    out->seconds =
        (cases * out->case_seconds + (double)sweep->planned * out->sample_seconds) / sweep->threads;
done:
    ski_swept_free(&swept);
    return st;
}
