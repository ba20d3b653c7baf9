/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → what its sweep is: points, policies, worlds and how they are split; a point and a
 * policy → their case. */
#include "study/sweep.h"

#include "decisions/rule.h"
#include "study/choice.h"
#include "study/looks.h"

#include <stdlib.h>
#include <string.h>

const int ski_sweep_headlines[SKI_SWEEP_HEADLINES] = {
    SKI_COL_COST_USD,     SKI_COL_SPEND_USD,
    SKI_COL_SHORTAGE_T,   SKI_COL_SHORTAGE_CRITICAL_T,
    SKI_COL_FILL_RATE,    SKI_COL_FILL_RATE_CRITICAL,
    SKI_COL_ANY_SHORTAGE, SKI_COL_ANY_SHORTAGE_CRITICAL};

static sk_status check_shard(const sk_study_options *options, sk_error *error) {
    const bool is_none = options->shard == 0 && options->shards == 0;
    if (!is_none && (options->shard < 1 || options->shard > options->shards)) {
        return ski_fail(error, SK_ERR_USAGE, "there is no shard %d of %d (allowed 1 to %d)",
                        options->shard, options->shards, options->shards);
    }
    return SK_OK;
}

static sk_status refuse(const sk_scenario *scenario, sk_error *error, const char *what,
                        long long got, long long most) {
    return ski_error_at(error, (ski_where){scenario->path, 0}, "sweep",
                        "%s (got %lld; allowed at most %lld)", what, got, most);
}

/* Rows are counted as int, and each has a number among all. */
static sk_status check_size(const ski_sweep_study *sweep, sk_error *error) {
    const sk_scenario *scenario = sweep->scenario;
    const long long cases = (long long)sweep->point_count * sweep->policy_count;
    const long long samples = cases * sweep->design.worlds;
    const int demands = scenario->demand_count > 0 ? scenario->demand_count : 1;
    const long long places = INT64_MAX / SKI_CELL_WORLDS_MOST / demands;
    if (sweep->design.worlds > SKI_CELL_WORLDS_MOST) {
        return refuse(scenario, error, "too many samples at a point", sweep->design.worlds,
                      SKI_CELL_WORLDS_MOST);
    }
    if (samples > INT32_MAX) {
        return refuse(scenario, error, "too many samples of all points and policies", samples,
                      INT32_MAX);
    }
    return cases < places ? SK_OK
                          : refuse(scenario, error, "too many points and policies", cases, places);
}

static sk_status name_policies(ski_sweep_study *sweep, sk_error *error) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = sweep->scenario;
    sweep->policy_count = scenario->sweep.policy_count;
    SK_CHECK_MEMORY(sweep->policies = SKI_NEW(sweep->arena, const char *, sweep->policy_count));
    SK_CHECK_MEMORY(sweep->own = SKI_NEW(sweep->arena, ski_set_policy, sweep->policy_count));
    for (int i = 0; i < sweep->policy_count; i++) {
        const int policy = scenario->sweep.policies[i];
        sk_scenario *with = NULL;
        sk_network *network = NULL;
        sweep->policies[i] = ski_option_name(scenario, policy);
        sweep->own[i] = (ski_set_policy){sweep->policies[i], 0};
        if (policy >= 0) {
            st = ski_scenario_with_policy(&with, scenario, policy, error);
            st = st == SK_OK ? ski_network_build(&network, with, error) : st;
            st = st == SK_OK ? ski_policy_cost(network, &sweep->own[i].cost_usd) : st;
            ski_network_free(network);
            sk_scenario_free(with);
            SK_TRY(st);
        }
    }
done:
    return st;
}

/* Of a shard the units are gone through: one more world in some is no matter of proportion. */
static void count_samples(ski_sweep_study *sweep) {
    const ski_split *split = &sweep->split;
    if (sweep->shard == 0) {
        sweep->planned = (long long)split->points * split->policies * split->worlds;
        return;
    }
    for (int64_t i = 0; i < ski_shard_units(split, sweep->shard); i++) {
        sweep->planned += ski_shard_unit(split, sweep->shard, i).world_count;
    }
}

static sk_status fill_plan(ski_sweep_study *sweep, const sk_study_options *options,
                           sk_error *error) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = sweep->scenario;
    ski_simulation simulation = scenario->simulation;
    simulation.samples = scenario->sweep.samples > 0 ? scenario->sweep.samples : simulation.samples;
    sweep->design = ski_design_of(&simulation);
    sweep->confidence = simulation.confidence;
    sweep->point_count = scenario->sweep.point_count;
    sweep->shard = options->shard;
    SK_TRY(name_policies(sweep, error));
    SK_TRY(check_size(sweep, error));
    sweep->split = ski_split_of(sweep->point_count, sweep->policy_count, sweep->design.worlds,
                                sweep->shard == 0 ? 1 : options->shards);
    count_samples(sweep);
    sweep->threads = ski_engine_threads(options->threads, INT32_MAX);
    SK_TRY(ski_points_new(&sweep->points, scenario));
    SK_TRY(ski_network_build(&sweep->network, scenario, error));
    SK_TRY(ski_metric_table_build(&sweep->metrics, sweep->network));
done:
    return st;
}

sk_status ski_sweep_plan(ski_sweep_study **out, const sk_scenario *scenario,
                         const sk_study_options *options, sk_error *error) {
    sk_status st = SK_OK;
    ski_sweep_study *sweep = NULL;
    scenario = scenario->base == NULL ? scenario : scenario->base;
    if (scenario->sweep.parameter_count == 0) {
        return ski_error_at(error, (ski_where){scenario->path, 0}, "sweep",
                            "there is none: it says which numbers are varied (skarn help sweep)");
    }
    SK_TRY(check_shard(options, error));
    SK_CHECK_MEMORY(sweep = ski_alloc(1, sizeof *sweep));
    SK_CHECK_MEMORY(sweep->arena = ski_arena_new());
    sweep->scenario = scenario;
    SK_TRY(fill_plan(sweep, options, error));
    *out = sweep;
    sweep = NULL;
done:
    ski_sweep_free(sweep);
    return st;
}

void ski_sweep_free(ski_sweep_study *sweep) {
    if (sweep != NULL) {
        ski_points_free(sweep->points);
        ski_metric_table_free(sweep->metrics);
        ski_network_free(sweep->network);
        ski_arena_free(sweep->arena);
        free(sweep);
    }
}

/* ---- a case ---- */

static bool has_columns_of(const ski_metric_table *table, const ski_metric_table *other) {
    bool same = table->count == other->count && table->width == other->width;
    for (int c = 0; c < table->count && same; c++) {
        same = strcmp(table->metrics[c].name, other->metrics[c].name) == 0;
    }
    return same;
}

sk_status ski_swept_build(ski_swept *out, const ski_sweep_study *sweep, ski_point_case at,
                          const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    const int count = ski_points_values(sweep->points);
    ski_value_at *values = ski_alloc(count, sizeof *values);
    SK_CHECK_MEMORY(values);
    ski_point_at(sweep->points, at.point, values);
    SK_TRY(ski_scenario_at_point(&out->scenario, sweep->scenario, values, count,
                                 sweep->scenario->sweep.policies[at.policy], error));
    SK_TRY(ski_case_build(&out->chain, out->scenario, watch, error));
    if (ski_is_rolling(out->scenario)) {
        SK_TRY(ski_case_open_window(out->chain, watch, error));
    }
    SK_TRY(ski_metric_table_build(&out->metrics, out->chain->network));
    if (!has_columns_of(out->metrics, sweep->metrics)) {
        st = ski_fail(error, SK_ERR_SCENARIO,
                      "%s changes what is measured - elements of materials, countries of places - "
                      "and cannot be set beside the rest",
                      sweep->policies[at.policy]);
    }
done:
    free(values);
    return st;
}

void ski_swept_free(ski_swept *of) {
    ski_metric_table_free(of->metrics);
    ski_case_free(of->chain);
    sk_scenario_free(of->scenario);
    *of = (ski_swept){0};
}
