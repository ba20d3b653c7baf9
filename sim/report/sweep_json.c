/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweep → JSON, skarn/sweep/1. Points too many for a document are in results.db alone, in the table
 * point_metric, and `results` is null. */
#include "report/sweep_json.h"

#include "report/format.h"
#include "report/header.h"
#include "report/metric_json.h"

#include <stdlib.h>

static const char *metric_name(const ski_sweep_study *sweep, int headline) {
    return sweep->metrics->metrics[ski_sweep_headlines[headline]].name;
}

static bool is_event(const ski_sweep_study *sweep, int headline) {
    return sweep->metrics->metrics[ski_sweep_headlines[headline]].is_event;
}

/* How it was sampled, and how much of it is there. */
static void add_sampling(ski_json *json, const ski_sweep_study *sweep) {
    static const char *const designs[] = {"grid", "lhs", "sobol"};
    const ski_simulation *simulation = &sweep->scenario->simulation;
    ski_json_text(json, json->root, "design", designs[sweep->scenario->sweep.design]);
    ski_json_number(json, json->root, "points", sweep->point_count);
    ski_json_number(json, json->root, "samples", sweep->design.worlds);
    ski_json_number(json, json->root, "rows", sweep->kept);
    ski_json_number(json, json->root, "rows_planned", (double)sweep->planned);
    ski_json_bool(json, json->root, "complete", sweep->is_whole);
    ski_json_number(json, json->root, "failed_samples", sweep->sum.failed);
    ski_json_number(json, json->root, "cases_with_errors", sweep->sum.errors);
    ski_json_number(json, json->root, "seed", (double)simulation->seed);
    ski_json_text(json, json->root, "decisions", simulation->decisions);
    ski_json_text(json, json->root, "sampling", simulation->sampling);
    ski_json_number(json, json->root, "confidence", sweep->confidence);
    ski_json_number(json, json->root, "tail", simulation->tail);
    if (sweep->shard > 0) {
        cJSON *shard = ski_json_object(json, json->root, "shard");
        ski_json_number(json, shard, "shard", sweep->shard);
        ski_json_number(json, shard, "shards", sweep->split.shards);
    }
    cJSON *policies = ski_json_array(json, json->root, "policies");
    for (int p = 0; p < sweep->policy_count; p++) {
        ski_json_text(json, policies, NULL, sweep->policies[p]);
    }
}

static void add_counts(ski_json *json, cJSON *parent, const char *key, const ski_sweep_study *sweep,
                       const int *counts) {
    cJSON *object = ski_json_object(json, parent, key);
    for (int p = 0; p < sweep->policy_count; p++) {
        ski_json_number(json, object, sweep->policies[p], counts[p]);
    }
}

static void add_influence(ski_json *json, cJSON *parameter, const ski_sweep_study *sweep,
                          const ski_sweep_influence *of) {
    cJSON *explained = ski_json_object(json, parameter, "explained");
    for (int p = 0; p < sweep->policy_count; p++) {
        cJSON *object = ski_json_object(json, explained, sweep->policies[p]);
        for (int h = 0; h < SKI_SWEEP_HEADLINES; h++) {
            ski_json_number(json, object, metric_name(sweep, h),
                            of->explained[p * SKI_SWEEP_HEADLINES + h]);
        }
    }
    cJSON *levels = ski_json_array(json, parameter, "levels");
    for (int i = 0; i < of->level_count; i++) {
        cJSON *level = ski_json_object(json, levels, NULL);
        ski_json_number(json, level, "from", of->levels[i].from);
        ski_json_number(json, level, "to", of->levels[i].to);
        ski_json_number(json, level, "points", of->levels[i].points);
        add_counts(json, level, "best", sweep, of->levels[i].best);
    }
}

static void add_parameters(ski_json *json, const ski_sweep_study *sweep) {
    cJSON *list = ski_json_array(json, json->root, "parameters");
    for (int i = 0; i < ski_points_values(sweep->points); i++) {
        cJSON *parameter = ski_json_object(json, list, NULL);
        ski_json_text(json, parameter, "path", sweep->scenario->sweep.parameters[i].path);
        ski_json_text(json, parameter, "name", ski_points_key(sweep->points, i));
        if (sweep->influences != NULL) {
            add_influence(json, parameter, sweep, &sweep->influences[i]);
        }
    }
}

static void add_difference(ski_json *json, cJSON *group, const char *name,
                           const ski_paired *difference) {
    cJSON *object = ski_json_object(json, group, name);
    ski_json_number(json, object, "mean", difference->mean.mean);
    ski_json_interval(json, object, "ci", difference->mean.interval);
    ski_json_number(json, object, "p_better", difference->better.value);
    ski_json_number(json, object, "p_equal", difference->equal.value);
    ski_json_number(json, object, "p_worse", difference->worse.value);
    ski_json_bool(json, object, "few_events", difference->mean.few_events);
}

static void add_metrics(ski_json *json, cJSON *policy, const ski_sweep_study *sweep,
                        const ski_sweep_case *of) {
    cJSON *metrics = ski_json_object(json, policy, "metrics");
    cJSON *chances = ski_json_object(json, policy, "probability");
    for (int h = 0; h < SKI_SWEEP_HEADLINES; h++) {
        const ski_sweep_metric *metric = &of->metrics[h];
        const bool event = is_event(sweep, h);
        cJSON *object = ski_json_object(json, event ? chances : metrics, metric_name(sweep, h));
        ski_json_number(json, object, event ? "value" : "mean", metric->value);
        ski_json_interval(json, object, "ci", metric->interval);
        if (!event) {
            ski_json_number(json, object, "cvar", metric->cvar);
            ski_json_interval(json, object, "cvar_ci",
                              ski_tail_interval(metric->cvar_interval, metric->cvar_few_events));
            ski_json_bool(json, object, "cvar_few_events", metric->cvar_few_events);
        }
        ski_json_bool(json, object, "few_events", metric->few_events);
        ski_json_number(json, object, "count", metric->count);
    }
    if (of->has_difference) {
        cJSON *differences = ski_json_object(json, policy, "difference");
        for (int h = 0; h < SKI_SWEEP_HEADLINES; h++) {
            add_difference(json, differences, metric_name(sweep, h), &of->metrics[h].difference);
        }
    }
}

static void add_case(ski_json *json, cJSON *list, const ski_sweep_study *sweep, int policy,
                     const ski_sweep_case *of) {
    cJSON *object = ski_json_object(json, list, NULL);
    ski_json_text(json, object, "name", sweep->policies[policy]);
    if (of->error != NULL) {
        ski_json_text(json, object, "error", of->error);
        return;
    }
    ski_json_number(json, object, "samples", of->rows);
    ski_json_number(json, object, "failed_samples", of->failed);
    if (of->rows > 0) {
        add_metrics(json, object, sweep, of);
    }
}

static sk_status add_point(ski_json *json, cJSON *list, const ski_sweep_study *sweep, int number) {
    const ski_sweep_point *point = &sweep->at[number];
    const int count = ski_points_values(sweep->points);
    ski_value_at *values = ski_alloc(count, sizeof *values);
    char *name = ski_alloc(ski_points_name_size(sweep->points), 1);
    if (values == NULL || name == NULL) {
        free(values);
        free(name);
        return SK_ERR_MEMORY;
    }
    ski_point_at(sweep->points, number, values);
    cJSON *object = ski_json_object(json, list, NULL);
    ski_json_number(json, object, "point", number);
    ski_json_text(json, object, "name", ski_point_name(sweep->points, number, name));
    cJSON *numbers = ski_json_array(json, object, "values");
    for (int i = 0; i < count; i++) {
        ski_json_number(json, numbers, NULL, values[i].value);
    }
    ski_json_number(json, object, "worlds", point->good);
    ski_json_text(json, object, "best", point->best < 0 ? NULL : sweep->policies[point->best]);
    ski_json_bool(json, object, "best_is_clear", point->is_clear);
    cJSON *policies = ski_json_array(json, object, "policies");
    for (int p = 0; p < sweep->policy_count; p++) {
        add_case(json, policies, sweep, p, &point->cases[p]);
    }
    free(values);
    free(name);
    return SK_OK;
}

static sk_status add_results(ski_json *json, const ski_sweep_study *sweep) {
    sk_status st = SK_OK;
    if (sweep->shard > 0) {
        return SK_OK;
    }
    cJSON *best = ski_json_object(json, json->root, "best");
    ski_json_text(json, best, "metric", metric_name(sweep, 0));
    add_counts(json, best, "points", sweep, sweep->best);
    add_counts(json, best, "clearly", sweep, sweep->clear);
    ski_json_number(json, best, "none", sweep->without);
    if (sweep->shown == 0) {
        ski_json_text(json, json->root, "results", NULL);
        return SK_OK;
    }
    cJSON *list = ski_json_array(json, json->root, "results");
    for (int i = 0; i < sweep->shown && st == SK_OK; i++) {
        st = add_point(json, list, sweep, i);
    }
    return st;
}

static void add_failures(ski_json *json, const ski_sweep_study *sweep) {
    cJSON *failures = ski_json_array(json, json->root, "failures");
    for (int i = 0; i < sweep->failure_count; i++) {
        const ski_sweep_failure *of = &sweep->failures[i];
        cJSON *failure = ski_json_object(json, failures, NULL);
        ski_json_number(json, failure, "point", of->point);
        ski_json_text(json, failure, "policy", sweep->policies[of->policy]);
        if (of->world >= 0) {
            ski_json_number(json, failure, "sample", of->world);
        }
        ski_json_text(json, failure, "reason", of->text);
    }
}

sk_status ski_sweep_json(const ski_sweep_study *sweep, const sk_provenance *provenance,
                         FILE *stream) {
    ski_json json;
    ski_json_begin(&json, "sweep");
    ski_header_json(&json, sweep->scenario);
    add_sampling(&json, sweep);
    add_parameters(&json, sweep);
    const sk_status st = add_results(&json, sweep);
    ski_certificates_json(&json, &sweep->sum.solves);
    add_failures(&json, sweep);
    ski_run_provenance_json(&json, sweep->threads, provenance);
    return ski_json_end(&json, st, stream);
}
