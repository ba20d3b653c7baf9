/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks in parallel → rows to a sink, in index order. A task is a case and a world recipe. */
#ifndef SKI_ENGINE_ENGINE_H
#define SKI_ENGINE_ENGINE_H

#include "decisions/rule.h"
#include "metrics/metrics.h"

#include <skarn/run.h>

/* What a study wants to see of every world beside its row: numbers that the worker writes from what
 * was carried out. Nothing when width is 0. */
typedef struct {
    int width;
    void (*write)(const void *context, const ski_world *world, const ski_ledger *ledger,
                  ski_measure *measure, double *trace);
    const void *context;
} ski_trace;

/* One task: what is decided, and in which world. */
typedef struct {
    const ski_case *chain;
    const ski_metric_table *metrics; /* of that case; rows of all tasks are as wide */
    ski_recipe recipe;
} ski_task;

typedef struct {
    const ski_case *chain;           /* of every task, unless task_at says otherwise */
    const ski_metric_table *metrics; /* the same */
    /* Changes task `index`, which is its case in world `index` as drawn; NULL: that is it. Called
     * by many threads. Tasks of one case stand together: a worker makes itself ready for each anew.
     */
    void (*task_at)(const void *context, int index, ski_task *task);
    const void *context;
    ski_trace trace;
    ski_rule_kind rule;
    bool with_bound; /* each world is decided with foresight too, for SKI_COL_FORESIGHT_COST_USD */
    uint64_t seed;
    int first, samples; /* tasks first .. samples - 1 are run */
    int threads;        /* 0: as OpenMP says */
} ski_job;

/* One finished sample. */
typedef struct {
    int index;
    const double *row;        /* [metrics->width]; NULL: the sample failed */
    const double *trace;      /* [trace.width], as row */
    const char *failure;      /* why, when it failed */
    const ski_solves *solves; /* the optima behind it */
} ski_sample;

/* Where rows go: called in index order, by one thread at a time. After each block of them, and what
 * is there of the last one when the run is stopped, comes end_block (NULL: not wanted). */
typedef struct {
    sk_status (*take)(void *context, const ski_sample *sample);
    void *context;
    sk_status (*end_block)(void *context);
} ski_sink;

/* Threads that a job of `samples` samples gets when `asked` are asked for (0: OMP_NUM_THREADS, at
 * most the processors this process may use). */
int ski_engine_threads(int asked, int samples);

/* Runs every task. SK_ERR_STOPPED when watch->should_stop said so, SK_ERR_MEMORY, or what the sink
 * returned. A failed sample is no error here: the sink counts it. Same rows at any number of
 * threads. */
sk_status ski_engine_run(const ski_job *job, const ski_sink *sink, const sk_watch *watch,
                         sk_error *error);

#endif
