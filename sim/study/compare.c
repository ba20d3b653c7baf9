/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → options, samples of all in the same worlds, and what sets them apart. */
#include "study/compare.h"

#include "results/database.h"
#include "results/memory.h"
#include "study/warn.h"

#include <stdlib.h>
#include <string.h>

static const sk_study_options defaults = {0};

/* Where the rows of every option go. */
typedef struct {
    ski_compare_rows kept;
    ski_memory_sink **memory; /* [options] NULL: they are in a database */
    ski_set *sets;            /* [options] */
    ski_set_policy *policies; /* [options] */
    ski_state *states;        /* [options] */
    int options;
} store;

static sk_status open_results(store *to, const ski_compare *compare, sk_results *results,
                              sk_error *error) {
    for (int i = 0; i < to->options; i++) {
        ski_option *option = &compare->options[i];
        to->states[i] = (ski_state){"solves", &option->solves, sizeof option->solves};
        to->sets[i] = (ski_set){.policy = i,
                                .metrics = option->metrics,
                                .states = &to->states[i],
                                .state_count = 1};
        to->policies[i] = (ski_set_policy){option->name, option->own_cost_usd};
    }
    const ski_running running = {.sets = to->sets,
                                 .set_count = to->options,
                                 .policies = to->policies,
                                 .policy_count = to->options,
                                 .threads = compare->threads};
    return ski_results_begin(results, &running, to->kept.rows, error);
}

static sk_status open_memory(store *to, const ski_compare *compare) {
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(to->memory = ski_alloc(to->options, sizeof *to->memory));
    for (int i = 0; i < to->options; i++) {
        SK_TRY(ski_memory_sink_new(&to->memory[i], compare->design.worlds, compare->metric_count));
        to->kept.rows[i] = &to->memory[i]->rows;
    }
done:
    return st;
}

static sk_status open_store(store *to, const ski_compare *compare, sk_results *results,
                            sk_error *error) {
    sk_status st = SK_OK;
    const int options = compare->option_count;
    to->options = options;
    SK_CHECK_MEMORY(to->sets = ski_alloc(options, sizeof *to->sets));
    SK_CHECK_MEMORY(to->policies = ski_alloc(options, sizeof *to->policies));
    SK_CHECK_MEMORY(to->states = ski_alloc(options, sizeof *to->states));
    SK_CHECK_MEMORY(to->kept.rows = ski_alloc(options, sizeof(ski_rows *)));
    SK_CHECK_MEMORY(to->kept.costs = ski_alloc(options, sizeof(double *)));
    for (int i = 0; i < options; i++) {
        SK_CHECK_MEMORY(to->kept.costs[i] = ski_alloc(compare->design.worlds, sizeof(double)));
    }
    st = results == NULL ? open_memory(to, compare) : open_results(to, compare, results, error);
done:
    return st;
}

static void close_store(store *to, sk_results *results) {
    ski_results_end(results);
    for (int i = 0; i < to->options; i++) {
        ski_memory_sink_free(to->memory == NULL ? NULL : to->memory[i]);
        free(to->kept.costs == NULL ? NULL : to->kept.costs[i]);
    }
    free(to->memory);
    free(to->sets);
    free(to->policies);
    free(to->states);
    free(to->kept.rows);
    free(to->kept.costs);
}

static sk_status sample(ski_compare *compare, sk_results *results, const sk_watch *watch,
                        sk_error *error) {
    sk_status st = SK_OK;
    store to = {0};
    const int pairs = ski_pair_count(compare->option_count);
    SK_CHECK_MEMORY(compare->pairs = SKI_NEW(compare->arena, ski_pair, pairs));
    SK_TRY(open_store(&to, compare, results, error));
    SK_TRY(ski_compare_run(compare, &to.kept, watch, error));
    SK_TRY(ski_compare_fill(compare, &to.kept));
    if (results != NULL && !sk_results_are_complete(results)) {
        SK_TRY(ski_results_tables_begin(results));
        SK_TRY(ski_results_tables_end(results, compare->samples, 0));
    }
done:
    close_store(&to, results);
    return st;
}

/* A policy without effect is a slip, or not worth its cost. */
static void warn_of_no_effect(const ski_compare *compare, sk_error *error) {
    for (int i = 1; i < compare->option_count && compare->good > 0; i++) {
        const ski_option *option = &compare->options[i];
        const ski_where at = option->policy < 0
                                 ? (ski_where){compare->scenario->path, 0}
                                 : compare->scenario->policies[option->policy].element.entry->at;
        if (option->changes_cost_alone) {
            ski_warning_at(error, at, "policies", "%s changes nothing in any world against %s%s",
                           option->name, compare->options[0].name,
                           option->changes_nothing ? "" : " but what it costs itself");
        }
    }
}

/* Names every failed sample; the comparison is still worth having. */
static sk_status name_failures(const ski_compare *compare, sk_error *error) {
    for (int i = 0; i < compare->failure_count; i++) {
        const ski_option_failure *of = &compare->failures[i];
        ski_fail(error, SK_ERR_INCOMPLETE, "sample %d failed under %s: %s", of->failure.sample,
                 compare->options[of->option].name, of->failure.reason);
    }
    return compare->failure_count > 0 ? SK_ERR_INCOMPLETE : SK_OK;
}

static sk_status check_options(const sk_study_options *options, sk_error *error) {
    if (options->threads < 0) {
        return ski_fail(error, SK_ERR_USAGE, "threads: cannot be so (got %d; allowed 0 or more)",
                        options->threads);
    }
    if (options->metric != NULL) {
        return ski_fail(error, SK_ERR_USAGE,
                        "metric: compare gives every metric and ranks on cost_usd (got \"%.100s\"; "
                        "allowed nothing)",
                        options->metric);
    }
    return SK_OK;
}

sk_status ski_compare_execute(ski_compare **out, const sk_scenario *scenario,
                              const sk_study_options *options, const sk_watch *watch,
                              sk_error *error) {
    sk_status st = SK_OK;
    ski_compare *compare = NULL;
    options = options == NULL ? &defaults : options;
    SK_TRY(check_options(options, error));
    SK_CHECK_MEMORY(compare = ski_alloc(1, sizeof *compare));
    SK_CHECK_MEMORY(compare->arena = ski_arena_new());
    compare->scenario = scenario->base == NULL ? scenario : scenario->base;
    scenario = compare->scenario;
    ski_warn_of_no_critical(scenario, error);
    compare->design = ski_design_of(&scenario->simulation);
    ski_warn_of_left_out(scenario, &compare->design, error);
    SK_TRY(ski_compare_prepare(compare, options, watch, error));
    compare->threads =
        ski_engine_threads(options->threads, compare->option_count * compare->design.worlds);
    SK_TRY(sample(compare, options->results, watch, error));
    warn_of_no_effect(compare, error);
    st = name_failures(compare, error);
    *out = compare;
    compare = NULL;
done:
    ski_compare_free(compare);
    return st;
}

void ski_compare_free(ski_compare *compare) {
    if (compare == NULL) {
        return;
    }
    for (int i = 0; i < compare->option_count; i++) {
        ski_metric_table_free(compare->options[i].metrics);
        ski_case_free(compare->options[i].chain);
        sk_scenario_free(compare->options[i].scenario);
    }
    ski_arena_free(compare->arena);
    free(compare);
}
