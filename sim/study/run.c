/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → plan, samples in parallel, and their summary. */
#include "study/run.h"

#include "results/memory.h"
#include "study/figures.h"
#include "study/store.h"
#include "study/summary.h"
#include "study/warn.h"

#include <stdlib.h>
#include <string.h>

/* Where rows go: the rows themselves, and beside them sums in index order. */
typedef struct {
    ski_memory_sink *memory; /* NULL: the rows are in a database */
    ski_rows *rows;
    ski_series *series;
    ski_solves solves;
    double *sums; /* [width] of the rows that did not fail */
    int width;
    int given_back; /* worlds */
    ski_state states[2 + SKI_SERIES_STATES];
    ski_set set;
    ski_set_policy policy;
} keeper;

static sk_status keep(void *context, const ski_sample *sample) {
    keeper *kept = context;
    for (int c = 0; sample->row != NULL && c < kept->width; c++) {
        kept->sums[c] += sample->row[c];
    }
    ski_solves_sum(&kept->solves, sample->solves);
    return kept->rows->take(kept->rows, sample, ski_series_take(kept->series, sample));
}

static sk_status end_block(void *context) {
    const keeper *kept = context;
    return kept->rows->end_block(kept->rows);
}

static void give_back(void *context, ski_beside beside) {
    keeper *kept = context;
    ski_series_take_beside(kept->series, kept->given_back++, beside);
}

/* Rows in the database, with the sums as they stand there. */
static sk_status open_rows(keeper *kept, const sk_run *run, sk_results *results, sk_error *error) {
    kept->states[0] = (ski_state){"sums", kept->sums, (size_t)kept->width * sizeof *kept->sums};
    kept->states[1] = (ski_state){"solves", &kept->solves, sizeof kept->solves};
    ski_series_states(kept->series, kept->states + 2);
    kept->set = (ski_set){.metrics = run->metrics,
                          .states = kept->states,
                          .state_count = 2 + SKI_SERIES_STATES,
                          .take_beside = give_back,
                          .context = kept};
    kept->policy = (ski_set_policy){ski_policy_name(run->scenario), run->plan->policy_cost_usd};
    const ski_running running = {.sets = &kept->set,
                                 .set_count = 1,
                                 .policies = &kept->policy,
                                 .policy_count = 1,
                                 .threads = run->threads};
    return ski_results_begin(results, &running, &kept->rows, error);
}

static sk_status make_rows(keeper *kept, const sk_run *run, sk_results *results, sk_error *error) {
    if (results != NULL) {
        return open_rows(kept, run, results, error);
    }
    const sk_status st =
        ski_memory_sink_new(&kept->memory, run->design.worlds, run->metrics->count);
    kept->rows = st == SK_OK ? &kept->memory->rows : NULL;
    return st;
}

/* Runs what is not there yet. */
static sk_status run_samples(sk_run *run, keeper *kept, int threads, const sk_watch *watch,
                             sk_error *error) {
    sk_status st = SK_OK;
    ski_looked looked;
    const ski_watched watched = {&run->scenario->simulation, &run->design, run->metrics};
    const ski_job job = {.chain = run->plan->chain,
                         .metrics = run->metrics,
                         .trace = ski_series_trace(run->series),
                         .rule = ski_rule_of(run->scenario),
                         .with_bound = true,
                         .seed = run->scenario->simulation.seed,
                         .threads = threads};
    const ski_sink sink = {.take = keep, .end_block = end_block, .context = kept};
    SK_TRY(ski_run_looks(&watched, &job, &sink, kept->rows, watch, &looked, error));
    run->samples = looked.samples;
    run->confidence = ski_confidence(&watched);
    memcpy(run->settled, looked.settled, sizeof run->settled);
    run->failed_count = kept->rows->failed;
    run->solves = kept->solves;
done:
    return st;
}

static sk_status sample(sk_run *run, const sk_run_options *options, const sk_watch *watch,
                        sk_error *error) {
    sk_status st = SK_OK;
    sk_results *results = options == NULL ? NULL : options->results;
    keeper kept = {.width = run->metrics->width, .series = run->series};
    SK_CHECK_MEMORY(kept.sums = ski_alloc(kept.width, sizeof *kept.sums));
    SK_TRY(make_rows(&kept, run, results, error));
    SK_TRY(run_samples(run, &kept, options == NULL ? 0 : options->threads, watch, error));
    ski_series_finish(run->series);
    SK_TRY(ski_summarise(run, kept.rows, kept.sums));
    SK_TRY(ski_figures_build(&run->figures, run, kept.rows, watch));
    if (results != NULL && !sk_results_are_complete(results)) {
        SK_TRY(ski_run_store(run, results));
    }
done:
    ski_results_end(results);
    ski_memory_sink_free(kept.memory);
    free(kept.sums);
    return st;
}

/* Names every failed sample; the run is still worth having. */
static sk_status name_failures(const sk_run *run, sk_error *error) {
    for (int i = 0; i < run->failed_count; i++) {
        ski_fail(error, SK_ERR_INCOMPLETE, "sample %d failed: %s", run->failures[i].sample,
                 run->failures[i].reason);
    }
    return run->failed_count > 0 ? SK_ERR_INCOMPLETE : SK_OK;
}

sk_status sk_run_execute(sk_run **out, const sk_scenario *scenario, const sk_run_options *options,
                         const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    sk_run *run = NULL;
    const int threads = options == NULL ? 0 : options->threads;
    if (threads < 0) {
        return ski_fail(error, SK_ERR_USAGE, "threads: cannot be so (got %d; allowed 0 or more)",
                        threads);
    }
    ski_warn_of_no_critical(scenario, error);
    SK_CHECK_MEMORY(run = ski_alloc(1, sizeof *run));
    SK_CHECK_MEMORY(run->arena = ski_arena_new());
    run->scenario = scenario;
    run->design = ski_design_of(&scenario->simulation);
    ski_warn_of_left_out(scenario, &run->design, error);
    run->threads = ski_engine_threads(threads, run->design.worlds);
    SK_TRY(sk_plan_solve(&run->plan, scenario, watch, error));
    if (ski_is_rolling(scenario)) {
        SK_TRY(ski_case_open_window(run->plan->chain, watch, error));
    }
    run->designed_draws = ski_designed_draws(run->plan->chain->uncertainty);
    run->years = scenario->periods * run->plan->chain->network->period_years;
    SK_TRY(ski_metric_table_build(&run->metrics, run->plan->chain->network));
    SK_TRY(ski_series_new(&run->series, run->plan->chain));
    SK_TRY(sample(run, options, watch, error));
    st = name_failures(run, error);
    *out = run;
    run = NULL;
done:
    sk_run_free(run);
    return st;
}

void sk_run_free(sk_run *run) {
    if (run != NULL) {
        ski_figures_free(run->figures);
        ski_series_free(run->series);
        sk_plan_free(run->plan);
        ski_metric_table_free(run->metrics);
        ski_arena_free(run->arena);
        free(run);
    }
}
