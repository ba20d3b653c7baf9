/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensitivity study → the keys of docs/sensitivity.md. What is undefined is null. */
#include "report/sensitivity_json.h"

#include "report/header.h"
#include "report/metric_json.h"

static const char *const kinds[] = {[SKI_GROUP_DISRUPTION] = "disruption",
                                    [SKI_GROUP_FACTOR] = "factor",
                                    [SKI_GROUP_FACTORS] = "factors"};

/* `KEY_t` and `KEY_ci`. */
static void add_mean(ski_json *json, cJSON *object, const char *value_key, const char *interval_key,
                     const ski_world_mean *mean) {
    ski_json_number(json, object, value_key, mean->mean);
    ski_json_interval(json, object, interval_key, mean->interval);
}

static void add_members(ski_json *json, cJSON *object, const sk_scenario *scenario,
                        const ski_group *group) {
    cJSON *members = ski_json_array(json, object, "members");
    for (int i = 0; i < group->member_count; i++) {
        const int cause = group->members[i];
        ski_json_text(json, members, NULL,
                      group->kind == SKI_GROUP_DISRUPTION
                          ? scenario->disruptions[cause].element.name
                          : scenario->factors[cause].element.name);
    }
}

static void add_input(ski_json *json, cJSON *inputs, const ski_sensitivity *study, int index) {
    const ski_group *group = &study->groups.groups[index];
    const ski_input *input = &study->inputs[index];
    cJSON *object = ski_json_object(json, inputs, NULL);
    ski_json_text(json, object, "name", group->name);
    ski_json_text(json, object, "title", group->title);
    ski_json_text(json, object, "kind", kinds[group->kind]);
    add_members(json, object, study->scenario, group);
    ski_json_number(json, object, "first", input->index.first);
    ski_json_interval(json, object, "first_ci", input->index.first_interval);
    ski_json_number(json, object, "total", input->index.total);
    ski_json_interval(json, object, "total_ci", input->index.total_interval);
    ski_json_number(json, object, "left_out", input->index.left_out);
    add_mean(json, object, "shortage_without_t", "shortage_without_ci", &input->without);
    add_mean(json, object, "saved_without_t", "saved_without_ci", &input->saved);
    ski_json_bool(json, object, "saved_few_events", input->saved.few_events);
    add_mean(json, object, "shapley_t", "shapley_ci", &input->shapley);
    ski_json_bool(json, object, "shapley_few_events", input->shapley.few_events);
}

static void add_attribution(ski_json *json, const ski_sensitivity *study) {
    cJSON *object = ski_json_object(json, json->root, "attribution");
    ski_json_text(json, object, "metric", study->shortage.name);
    ski_json_text(json, object, "unit", study->shortage.unit);
    ski_json_text(json, object, "method", study->cost.is_exact ? "exact" : "permutations");
    ski_json_number(json, object, "worlds", study->attributed);
    ski_json_number(json, object, "left_out", study->left_out);
    ski_json_number(json, object, "short_worlds", study->short_worlds);
    add_mean(json, object, "all_t", "all_ci", &study->all);
    ski_json_bool(json, object, "few_events", study->all.few_events);
    ski_json_number(json, object, "none_t", study->none_t);
    ski_json_number(json, object, "causes_t", study->causes_t);
}

static void add_failures(ski_json *json, const ski_sensitivity *study) {
    cJSON *failures = ski_json_array(json, json->root, "failures");
    for (int i = 0; i < study->failed_count; i++) {
        cJSON *failure = ski_json_object(json, failures, NULL);
        ski_json_text(json, failure, "set", study->failures[i].set);
        ski_json_number(json, failure, "sample", study->failures[i].failure.sample);
        ski_json_text(json, failure, "reason", study->failures[i].failure.reason);
    }
}

sk_status ski_sensitivity_json(const ski_sensitivity *study, const sk_provenance *provenance,
                               FILE *stream) {
    const ski_simulation *simulation = &study->scenario->simulation;
    ski_json json;
    ski_json_begin(&json, "sensitivity");
    ski_header_json(&json, study->scenario);
    ski_json_text(&json, json.root, "metric", study->metric.name);
    ski_json_text(&json, json.root, "unit", study->metric.unit);
    ski_json_number(&json, json.root, "worlds", study->worlds);
    ski_json_number(&json, json.root, "samples", study->samples);
    ski_json_number(&json, json.root, "failed_samples", study->failed_count);
    ski_json_number(&json, json.root, "seed", (double)simulation->seed);
    ski_json_text(&json, json.root, "decisions", simulation->decisions);
    ski_json_number(&json, json.root, "confidence", study->confidence);
    ski_json_number(&json, json.root, "mean", study->spread.mean);
    ski_json_interval(&json, json.root, "mean_ci", study->spread.mean_interval);
    ski_json_number(&json, json.root, "variance", study->spread.variance);
    ski_json_interval(&json, json.root, "variance_ci", study->spread.variance_interval);
    ski_json_bool(&json, json.root, "few_events", study->few_events);
    cJSON *inputs = ski_json_array(&json, json.root, "inputs");
    for (int i = 0; i < study->groups.count; i++) {
        add_input(&json, inputs, study, i);
    }
    add_attribution(&json, study);
    ski_certificates_json(&json, &study->solves);
    add_failures(&json, study);
    ski_run_provenance_json(&json, study->threads, provenance);
    return ski_json_end(&json, SK_OK, stream);
}
