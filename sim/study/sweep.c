/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario with a sweep → rows of every point and policy, and what they say. */
#include "study/sweep.h"

#include "results/merge.h"
#include "study/warn.h"

#include <stdlib.h>

typedef struct {
    ski_sweep_study *sweep;
    bool failed; /* out of memory */
} naming;

static void name_one(void *context, ski_point_case at, int world, const char *text) {
    naming *to = context;
    ski_sweep_study *sweep = to->sweep;
    ski_sweep_failure *out = &sweep->failures[sweep->failure_count];
    char *name = ski_arena_alloc(sweep->arena, ski_points_name_size(sweep->points), 1);
    const char *words = ski_arena_text(sweep->arena, text);
    if (name == NULL || words == NULL) {
        to->failed = true;
        return;
    }
    ski_point_name(sweep->points, at.point, name);
    *out = (ski_sweep_failure){at.point, at.policy, world, name, words};
    sweep->failure_count++;
}

static sk_status name_failures(ski_sweep_study *sweep, sk_results *results) {
    sk_status st = SK_OK;
    naming to = {.sweep = sweep};
    SK_CHECK_MEMORY(sweep->failures =
                        SKI_NEW(sweep->arena, ski_sweep_failure, 2 * SKI_SWEEP_NAMED_MOST));
    SK_TRY(ski_cells_errors(results, SKI_SWEEP_NAMED_MOST, name_one, &to));
    SK_TRY(ski_cells_failed(results, SKI_SWEEP_NAMED_MOST, name_one, &to));
    st = to.failed ? SK_ERR_MEMORY : SK_OK;
done:
    return st;
}

/* What is there, and what is wrong with it. */
static sk_status sum_up(ski_sweep_study *sweep, sk_results *results, bool was_run) {
    sk_status st = SK_OK;
    SK_TRY(ski_cells_sum_up(results, &sweep->sum));
    sweep->kept = sk_results_kept(results);
    sweep->is_whole = was_run || sk_results_are_complete(results);
    SK_TRY(name_failures(sweep, results));
done:
    return st;
}

static sk_status say_what_is_wrong(const ski_sweep_study *sweep, sk_error *error) {
    for (int i = 0; i < sweep->failure_count; i++) {
        const ski_sweep_failure *of = &sweep->failures[i];
        if (of->world >= 0) {
            ski_fail(error, SK_ERR_INCOMPLETE, "point %d (%s): sample %d failed under %s: %s",
                     of->point, of->name, of->world, sweep->policies[of->policy], of->text);
        } else {
            ski_fail(error, SK_ERR_INCOMPLETE, "point %d (%s) under %s: %s", of->point, of->name,
                     sweep->policies[of->policy], of->text);
        }
    }
    if (!sweep->is_whole) {
        ski_fail(error, SK_ERR_INCOMPLETE, "%lld of %lld samples are missing",
                 sweep->planned - sweep->kept, sweep->planned);
    }
    return sweep->failure_count > 0 || !sweep->is_whole ? SK_ERR_INCOMPLETE : SK_OK;
}

static sk_status work(ski_sweep_study *sweep, const sk_study_options *options, sk_results *results,
                      const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    static const char *const no_names[] = {NULL};
    const bool is_done = sk_results_are_complete(results);
    bool runs = !is_done && !options->kept_only;
    int missing = 0;
    ski_rows *none = NULL;
    const ski_running running = {.policies = sweep->own,
                                 .policy_count = sweep->policy_count,
                                 .points = no_names,
                                 .metrics = sweep->metrics,
                                 .threads = sweep->threads};
    SK_TRY(ski_results_begin(results, &running, &none, error));
    if (!is_done && options->part_count > 0) {
        SK_TRY(ski_results_merge(results, options->parts, options->part_count, options->kept_only,
                                 &missing, error));
        runs = missing == 0;
    }
    if (runs) {
        SK_TRY(ski_sweep_run(sweep, results, watch, error));
    }
    if (sweep->shard == 0) {
        SK_TRY(ski_sweep_fill(sweep, results, !is_done));
    } else if (runs) {
        SK_TRY(ski_results_tables_begin(results));
    }
    SK_TRY(sum_up(sweep, results, runs));
    if (runs) {
        SK_TRY(ski_results_tables_end(results, sweep->design.worlds, 0));
    } else if (!is_done) {
        SK_TRY(ski_cells_last(results)); /* what is made of a part of the rows */
    }
done:
    ski_results_end(results);
    return st;
}

sk_status ski_sweep_execute(ski_sweep_study **out, const sk_scenario *scenario,
                            const sk_study_options *options, const sk_watch *watch,
                            sk_error *error) {
    sk_status st = SK_OK;
    ski_sweep_study *sweep = NULL;
    sk_results *memory = NULL;
    SK_TRY(ski_sweep_plan(&sweep, scenario, options, error));
    ski_warn_of_no_critical(sweep->scenario, error);
    if (options->results == NULL) {
        SK_TRY(
            options->shard == 0
                ? sk_results_open(&memory, ":memory:", "sweep", NULL, sweep->scenario, false, error)
                : sk_results_open_shard(&memory, ":memory:", sweep->scenario, options->shard,
                                        options->shards, false, error));
    }
    SK_TRY(
        work(sweep, options, options->results == NULL ? memory : options->results, watch, error));
    st = say_what_is_wrong(sweep, error);
    *out = sweep;
    sweep = NULL;
done:
    ski_sweep_free(sweep);
    sk_results_close(memory);
    return st;
}
