/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets → one flat list of tasks → rows by set. */
#include "study/sensitivity_rows.h"

#include <limits.h>
#include <stdlib.h>

/* --- where rows are kept --- */

static sk_status describe(ski_set_rows_of *of, const ski_set_runner *runner, sk_error *error) {
    sk_status st = SK_OK;
    const int count = of->sets->count;
    const ski_set_policy policy = {ski_policy_name(runner->chain->scenario), 0};
    SK_CHECK_MEMORY(of->described = ski_alloc(count, sizeof *of->described));
    SK_CHECK_MEMORY(of->states = ski_alloc(count, sizeof *of->states));
    for (int set = 0; set < count; set++) {
        of->states[set] = (ski_state){"solves", &of->solves[set], sizeof of->solves[set]};
        of->described[set] = (ski_set){.point = set,
                                       .metrics = runner->metrics,
                                       .states = &of->states[set],
                                       .state_count = 1};
    }
    const ski_running running = {.sets = of->described,
                                 .set_count = count,
                                 .policies = &policy,
                                 .policy_count = 1,
                                 .points = of->sets->names,
                                 .point_count = count,
                                 .threads = runner->threads};
    SK_TRY(ski_results_begin(of->results, &running, of->rows, error));
done:
    return st;
}

static sk_status open_rows(ski_set_rows_of *of, const ski_set_runner *runner, sk_error *error) {
    sk_status st = SK_OK;
    const int count = of->sets->count;
    SK_CHECK_MEMORY(of->rows = ski_alloc(count, sizeof *of->rows));
    SK_CHECK_MEMORY(of->memory = ski_alloc(count, sizeof *of->memory));
    SK_CHECK_MEMORY(of->solves = ski_alloc(count, sizeof *of->solves));
    SK_CHECK_MEMORY(of->first_task = ski_alloc(count + 1, sizeof *of->first_task));
    if (of->results != NULL) {
        return describe(of, runner, error);
    }
    for (int set = 0; set < count; set++) {
        SK_TRY(ski_memory_sink_new(&of->memory[set], ski_set_rows(of->sets, set), runner->columns));
        of->rows[set] = &of->memory[set]->rows;
    }
done:
    return st;
}

/* --- what is still to be run --- */

static sk_status number_tasks(ski_set_rows_of *of, sk_error *error) {
    long long tasks = 0;
    for (int set = 0; set < of->sets->count; set++) {
        of->first_task[set] = (int)tasks;
        tasks += ski_set_rows(of->sets, set) - of->rows[set]->taken;
        if (tasks > INT_MAX) {
            return ski_fail(error, SK_ERR_USAGE,
                            "simulation.samples: more samples than can be counted (got %d worlds "
                            "in %d sets; allowed %d samples in all)",
                            of->sets->worlds, of->sets->count, INT_MAX);
        }
    }
    of->first_task[of->sets->count] = (int)tasks;
    return SK_OK;
}

/* The last set whose first task is at most this one. */
static int set_of_task(const ski_set_rows_of *of, int task) {
    int low = 0, high = of->sets->count;
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        if (of->first_task[middle] <= task) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* How many rows each set had when it began is what the tasks leave of it. */
static int world_of_task(const ski_set_rows_of *of, int set, int task) {
    const int missing = of->first_task[set + 1] - of->first_task[set];
    return ski_set_rows(of->sets, set) - missing + task - of->first_task[set];
}

static void task_at(const void *context, int index, ski_task *task) {
    const ski_set_rows_of *of = context;
    const int set = set_of_task(of, index);
    task->recipe = ski_set_recipe(of->sets, set, world_of_task(of, set, index));
}

static sk_status take(void *context, const ski_sample *sample) {
    ski_set_rows_of *of = context;
    const int set = set_of_task(of, sample->index);
    ski_sample of_set = *sample;
    of_set.index = world_of_task(of, set, sample->index);
    ski_solves_sum(&of->solves[set], sample->solves);
    return of->rows[set]->take(of->rows[set], &of_set, (ski_beside){NULL, 0});
}

/* One transaction holds the rows of all sets. */
static sk_status end_block(void *context) {
    const ski_set_rows_of *of = context;
    return of->rows[0]->end_block(of->rows[0]);
}

/* --- telling --- */

/* Who is told of progress, and what stood before. */
typedef struct {
    const sk_watch *watch;
    int kept, failed;
} teller;

/* What some cause does or does not do says nothing of how secure supply is: no headline. */
static void tell(void *context, const sk_progress *progress) {
    const teller *to = context;
    sk_progress all = {.done = progress->done + to->kept,
                       .total = progress->total + to->kept,
                       .failed = progress->failed + to->failed};
    to->watch->progress(to->watch->context, &all);
}

static int should_stop(void *context) {
    const teller *to = context;
    return to->watch->should_stop(to->watch->context);
}

static sk_status run_tasks(ski_set_rows_of *of, const ski_set_runner *runner, const sk_watch *watch,
                           sk_error *error) {
    teller to = {.watch = watch, .failed = ski_set_rows_failed(of)};
    for (int set = 0; set < of->sets->count; set++) {
        to.kept += of->rows[set]->taken;
    }
    const sk_watch through = {.progress = watch != NULL && watch->progress != NULL ? tell : NULL,
                              .should_stop =
                                  watch != NULL && watch->should_stop != NULL ? should_stop : NULL,
                              .context = &to};
    const ski_job job = {.chain = runner->chain,
                         .metrics = runner->metrics,
                         .task_at = task_at,
                         .context = of,
                         .rule = runner->rule,
                         .seed = runner->seed,
                         .samples = of->first_task[of->sets->count],
                         .threads = runner->threads};
    const ski_sink sink = {.take = take, .context = of, .end_block = end_block};
    return job.samples == 0 ? SK_OK : ski_engine_run(&job, &sink, &through, error);
}

sk_status ski_set_rows_run(ski_set_rows_of *out, const ski_set_runner *runner, const ski_sets *sets,
                           sk_results *results, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    *out = (ski_set_rows_of){.sets = sets, .results = results};
    SK_TRY(open_rows(out, runner, error));
    SK_TRY(number_tasks(out, error));
    SK_TRY(run_tasks(out, runner, watch, error));
done:
    return st;
}

void ski_set_rows_close(ski_set_rows_of *of) {
    ski_results_end(of->results);
    for (int set = 0; of->memory != NULL && set < of->sets->count; set++) {
        ski_memory_sink_free(of->memory[set]);
    }
    free(of->first_task);
    free(of->solves);
    free(of->states);
    free(of->described);
    free(of->memory);
    free(of->rows);
    *of = (ski_set_rows_of){0};
}

/* --- reading --- */

sk_status ski_set_rows_read(const ski_set_rows_of *of, int set, int column, double *values) {
    return of->rows[set]->read(of->rows[set], column, ski_set_rows(of->sets, set), values);
}

int ski_set_rows_failed(const ski_set_rows_of *of) {
    int failed = 0;
    for (int set = 0; set < of->sets->count; set++) {
        failed += of->rows[set]->failed;
    }
    return failed;
}

sk_status ski_set_rows_name_failed(const ski_set_rows_of *of, ski_arena *arena,
                                   ski_set_failure *failures) {
    sk_status st = SK_OK;
    int named = 0;
    for (int set = 0; set < of->sets->count; set++) {
        const ski_rows *rows = of->rows[set];
        if (rows->failed == 0) {
            continue;
        }
        ski_failure *of_set = SKI_NEW(arena, ski_failure, rows->failed);
        SK_CHECK_MEMORY(of_set);
        SK_TRY(rows->name_failed(rows, of_set, arena));
        for (int i = 0; i < rows->failed; i++) {
            failures[named++] = (ski_set_failure){of->sets->names[set], of_set[i]};
        }
    }
done:
    return st;
}
