/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options → their rows: one job a look for all of them, option by option, until every pair of the
 * ranking is known well enough. */
#include "study/compare.h"

#include "study/looks.h"

#include <math.h>
#include <stdlib.h>

/* A look: which worlds of which option are still to be run. Tasks are numbered option by option. */
typedef struct {
    const ski_compare *compare;
    ski_rows **rows;
    int *first;  /* [options + 1] the first task of each */
    int *worlds; /* [options] the world it begins with */
    const sk_watch *watch;
    int kept, failed; /* rows of earlier looks */
} look;

static int option_of(const look *at, int index) {
    int option = 0;
    while (at->first[option + 1] <= index) {
        option++;
    }
    return option;
}

static int world_of(const look *at, int index, int option) {
    return at->worlds[option] + index - at->first[option];
}

static void task_at(const void *context, int index, ski_task *task) {
    const look *at = context;
    const int option = option_of(at, index);
    task->chain = at->compare->options[option].chain;
    task->metrics = at->compare->options[option].metrics;
    task->recipe = ski_recipe_of_world((uint32_t)world_of(at, index, option));
}

static sk_status take(void *context, const ski_sample *sample) {
    look *at = context;
    const int option = option_of(at, sample->index);
    ski_sample of_option = *sample;
    of_option.index = world_of(at, sample->index, option);
    ski_solves_sum(&at->compare->options[option].solves, sample->solves);
    return at->rows[option]->take(at->rows[option], &of_option, (ski_beside){0});
}

/* Rows of all options last together. */
static sk_status end_block(void *context) {
    const look *at = context;
    return at->rows[0]->end_block(at->rows[0]);
}

static void tell(void *context, const sk_progress *progress) {
    const look *at = context;
    sk_progress all = *progress;
    all.done += at->kept;
    all.failed += at->failed;
    all.total = at->compare->option_count * at->compare->design.worlds;
    all.headline = NULL; /* of options mixed it would say nothing */
    at->watch->progress(at->watch->context, &all);
}

static int should_stop(void *context) {
    const look *at = context;
    return at->watch->should_stop(at->watch->context);
}

/* Numbers what is to be run so that each option has `samples` rows. */
static void number_tasks(look *at, int samples) {
    at->first[0] = at->kept = at->failed = 0;
    for (int i = 0; i < at->compare->option_count; i++) {
        const int taken = at->rows[i]->taken;
        at->worlds[i] = taken;
        at->first[i + 1] = at->first[i] + (taken < samples ? samples - taken : 0);
        at->kept += taken;
        at->failed += at->rows[i]->failed;
    }
}

static sk_status run_look(look *at, int samples, sk_error *error) {
    const ski_compare *compare = at->compare;
    const sk_watch *watch = at->watch;
    const sk_watch through = {.progress = watch != NULL && watch->progress != NULL ? tell : NULL,
                              .should_stop =
                                  watch != NULL && watch->should_stop != NULL ? should_stop : NULL,
                              .context = at};
    const ski_sink sink = {.take = take, .end_block = end_block, .context = at};
    number_tasks(at, samples);
    const ski_job job = {.chain = compare->options[0].chain,
                         .metrics = compare->options[0].metrics,
                         .task_at = task_at,
                         .context = at,
                         .rule = ski_rule_of(compare->scenario),
                         .with_bound = true,
                         .seed = compare->scenario->simulation.seed,
                         .samples = at->first[compare->option_count],
                         .threads = compare->threads};
    return job.samples == 0 ? SK_OK : ski_engine_run(&job, &sink, &through, error);
}

sk_status ski_compare_costs(const ski_compare *compare, const ski_compare_rows *kept, int samples,
                            int *good) {
    sk_status st = SK_OK;
    const int options = compare->option_count;
    double **costs = kept->costs;
    *good = 0;
    for (int i = 0; i < options; i++) {
        SK_TRY(kept->rows[i]->read(kept->rows[i], SKI_COL_COST_USD, samples, costs[i]));
    }
    for (int world = 0; world < samples; world++) {
        bool failed = false;
        for (int i = 0; i < options; i++) {
            failed = failed || isnan(costs[i][world]);
        }
        for (int i = 0; i < options && failed; i++) {
            costs[i][world] = NAN;
        }
        *good += !failed;
    }
done:
    return st;
}

static double mean_of(const double *values, int count) {
    const ski_averaging how = {.confidence = 0.5};
    return ski_mean_of(values, count, &how).mean;
}

/* Whether every pair of the ranking is told apart, or known to the precision. */
static sk_status settle(ski_compare *compare, const ski_compare_rows *kept) {
    sk_status st = SK_OK;
    const int samples = compare->samples;
    double **costs = kept->costs;
    const int options = compare->option_count;
    int good = 0;
    int *rank = ski_alloc(options, sizeof *rank);
    double *work = ski_alloc(samples, sizeof *work);
    SK_CHECK_MEMORY(rank);
    SK_CHECK_MEMORY(work);
    SK_TRY(ski_compare_costs(compare, kept, samples, &good));
    ski_rank((const double *const *)costs, options, samples, compare->confidence,
             compare->design.replicates, work, compare->pairs, rank);
    const double mean = mean_of(costs[0], samples);
    compare->settled =
        good > 0 &&
        ski_compare_is_settled(compare, compare->scenario->simulation.precision * fabs(mean));
done:
    free(rank);
    free(work);
    return st;
}

static sk_status run_looks(ski_compare *compare, look *at, const ski_compare_rows *kept,
                           sk_error *error) {
    sk_status st = SK_OK;
    const ski_simulation *simulation = &compare->scenario->simulation;
    const ski_watched watched = {simulation, &compare->design, compare->options[0].metrics};
    compare->confidence = ski_confidence(&watched);
    while (compare->samples < compare->design.worlds && !compare->settled) {
        compare->samples = ski_next_look(&watched, compare->samples);
        SK_TRY(run_look(at, compare->samples, error));
        if (simulation->precision > 0) {
            SK_TRY(settle(compare, kept));
        }
    }
done:
    return st;
}

sk_status ski_compare_run(ski_compare *compare, const ski_compare_rows *kept, const sk_watch *watch,
                          sk_error *error) {
    sk_status st = SK_OK;
    const int options = compare->option_count;
    look at = {.compare = compare, .rows = kept->rows, .watch = watch};
    SK_CHECK_MEMORY(at.first = ski_alloc(options + 1, sizeof *at.first));
    SK_CHECK_MEMORY(at.worlds = ski_alloc(options, sizeof *at.worlds));
    SK_TRY(run_looks(compare, &at, kept, error));
done:
    free(at.first);
    free(at.worlds);
    return st;
}
