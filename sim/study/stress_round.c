/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks of all targets → one flat job of the engine → outcomes, told to those who asked. */
#include "study/stress_parts.h"

#include <stdlib.h>
#include <string.h>

/* One ask of one search, and what it came to. */
typedef struct {
    ski_stress_search *search;
    int index; /* among the search's asks */
    const ski_case *chain;
    ski_case *varied; /* chain, where it is its own; NULL: shared */
    double *outcome;  /* NULL: it is still to be run, or failed */
    char *failure;
} stress_run;

typedef struct {
    ski_stress_runs *runs;
    stress_run *items; /* [count] plain ones first */
    stress_run **open; /* [open_count] of them those that are not kept from before */
    int count, open_count;
    const sk_watch *watch; /* the caller's */
} round_of;

static void task_at(const void *context, int index, ski_task *task) {
    const round_of *round = context;
    const stress_run *run = round->open[index];
    const ski_stress_ask *asked = &run->search->asks[run->index];
    task->chain = run->chain;
    task->metrics =
        run->varied == NULL ? round->runs->plain.metrics : round->runs->reserved.metrics;
    task->recipe = ski_recipe_of_world(0);
    task->recipe.forced = asked->target;
    task->recipe.forced_periods =
        ski_days_to_periods(asked->days, run->chain->network->period_years);
}

static sk_status take_run(void *context, const ski_sample *sample) {
    round_of *round = context;
    stress_run *run = round->open[sample->index];
    if (sample->row == NULL) {
        run->failure = strdup(sample->failure);
    } else {
        run->outcome = ski_stress_outcome(round->runs, sample);
    }
    return run->failure == NULL && run->outcome == NULL
               ? SK_ERR_MEMORY
               : ski_stress_keep(round->runs->kept, run->search->target, sample, run->outcome);
}

static sk_status end_block(void *context) {
    const round_of *round = context;
    return ski_stress_keep_block(round->runs->kept);
}

/* Progress of a round is that of the whole study so far: how many rounds follow is not known. */
static void tell_progress(void *context, const sk_progress *progress) {
    const round_of *round = context;
    sk_progress told = *progress;
    told.done += round->runs->done;
    told.total += round->runs->done;
    told.headline = NULL;
    round->watch->progress(round->watch->context, &told);
}

static int should_stop(void *context) {
    const round_of *round = context;
    return round->watch->should_stop(round->watch->context);
}

/* A chain of its own, with these reserves. */
static sk_status vary(const ski_stress_runs *runs, const double *reserve_t, stress_run *run) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = runs->reserved.scenario;
    double *initial_t = ski_alloc(scenario->stock_count, sizeof *initial_t);
    SK_CHECK_MEMORY(initial_t);
    for (int stock = 0; stock < scenario->stock_count; stock++) {
        initial_t[stock] = scenario->stocks[stock].initial_t;
    }
    memcpy(initial_t + scenario->stock_count - runs->reserve_count, reserve_t,
           (size_t)runs->reserve_count * sizeof *initial_t);
    SK_TRY(ski_case_vary_stocks(&run->varied, runs->reserved.chain, initial_t));
    run->chain = run->varied;
done:
    free(initial_t);
    return st;
}

/* Lists the asks without reserves, or those with. */
static sk_status list_runs(round_of *round, ski_stress_search *searches, int count,
                           bool with_reserves) {
    sk_status st = SK_OK;
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < searches[i].ask_count; k++) {
            const double *reserve_t = searches[i].asks[k].reserve_t;
            if ((reserve_t != NULL) != with_reserves) {
                continue;
            }
            stress_run *run = &round->items[round->count++];
            *run =
                (stress_run){.search = &searches[i], .index = k, .chain = round->runs->plain.chain};
            run->outcome = ski_stress_kept_next(round->runs->kept, searches[i].target);
            if (run->outcome == NULL) {
                round->open[round->open_count++] = run;
            }
            if (run->outcome == NULL && with_reserves) {
                SK_TRY(vary(round->runs, reserve_t, run));
            }
        }
    }
done:
    return st;
}

static sk_status run_all(round_of *round, const sk_watch *watch, sk_error *error) {
    const ski_stress_runs *runs = round->runs;
    const sk_watch passed_on = {
        .progress = watch != NULL && watch->progress != NULL ? tell_progress : NULL,
        .should_stop = watch != NULL && watch->should_stop != NULL ? should_stop : NULL,
        .context = round};
    const ski_job job = {.chain = runs->plain.chain,
                         .metrics = runs->plain.metrics,
                         .task_at = task_at,
                         .context = round,
                         .trace = ski_stress_trace(runs),
                         .rule = SKI_ROLLING,
                         .samples = round->open_count,
                         .threads = runs->stress->threads};
    const ski_sink sink = {.take = take_run, .context = round, .end_block = end_block};
    return round->open_count == 0 ? SK_OK : ski_engine_run(&job, &sink, &passed_on, error);
}

sk_status ski_stress_runs_round(ski_stress_runs *runs, ski_stress_search *searches, int count,
                                bool *none, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    round_of round = {.runs = runs, .watch = watch};
    int asked = 0;
    for (int i = 0; i < count; i++) {
        ski_stress_search_ask(&searches[i]);
        asked += searches[i].ask_count;
    }
    *none = asked == 0;
    if (asked == 0) {
        return SK_OK;
    }
    SK_CHECK_MEMORY(round.items = ski_alloc(asked, sizeof *round.items));
    SK_CHECK_MEMORY(round.open = ski_alloc(asked, sizeof(stress_run *)));
    SK_TRY(list_runs(&round, searches, count, false));
    SK_TRY(list_runs(&round, searches, count, true));
    SK_TRY(run_all(&round, watch, error));
    for (int i = 0; i < round.count; i++) {
        stress_run *run = &round.items[i];
        SK_TRY(ski_stress_search_tell(run->search, run->index, run->outcome, run->failure));
    }
    runs->done += round.count;
    runs->stress->runs += round.count;
done:
    for (int i = 0; i < round.count; i++) {
        ski_case_free_varied(round.items[i].varied);
        free(round.items[i].failure);
    }
    free(round.items);
    free(round.open);
    return st;
}
