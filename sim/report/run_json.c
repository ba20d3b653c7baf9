/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Monte Carlo run → JSON, skarn/run/1. */
#include "report/run_json.h"

#include "report/figures_json.h"
#include "report/format.h"
#include "report/header.h"
#include "report/metric_json.h"
#include "report/plan_json.h"

/* `metrics` and `probability` of one demand, or with -1 of the whole chain. */
static void add_metrics(ski_json *json, cJSON *object, const sk_run *run, int demand) {
    cJSON *metrics = ski_json_object(json, object, "metrics");
    cJSON *probabilities = ski_json_object(json, object, "probability");
    for (int i = 0; i < run->metrics->count; i++) {
        const ski_metric *metric = &run->metrics->metrics[i];
        if (metric->demand != demand) {
            continue;
        }
        if (metric->is_event) {
            ski_probability_json(json, probabilities, metric->name, &run->probabilities[i]);
        } else {
            ski_metric_json(json, metrics, metric, &run->statistics[i]);
        }
    }
}

static void add_mean(ski_json *json, cJSON *group, const char *key, double value,
                     ski_interval interval) {
    cJSON *object = ski_json_object(json, group, key);
    ski_json_number(json, object, "mean", value);
    ski_json_interval(json, object, "ci", interval);
}

static void add_demands(ski_json *json, const sk_run *run) {
    cJSON *demands = ski_json_object(json, json->root, "demands");
    for (int i = 0; i < run->demand_count; i++) {
        const ski_demand_summary *summary = &run->demands[i];
        const ski_demand *demand = &run->scenario->demands[summary->demand];
        cJSON *object = ski_json_object(json, demands, demand->element.name);
        ski_json_bool(json, object, "critical", demand->critical);
        add_mean(json, object, "shortage_tpy", summary->shortage_tpy, summary->shortage_interval);
        add_mean(json, object, "short_months_per_year", summary->short_months_per_year,
                 summary->short_months_interval);
        add_metrics(json, object, run, summary->demand);
    }
}

/* What an operator who knows the future would pay in the same worlds, and how much more was paid.
 */
static void add_bound(ski_json *json, const sk_run *run) {
    const ski_gap *gap = &run->gap;
    ski_json_number(json, json->root, "foresight_bound_usd", gap->foresight_usd);
    ski_json_number(json, json->root, "gap", gap->share);
    ski_json_interval(json, json->root, "gap_ci", gap->share_interval);
    add_mean(json, json->root, "gap_usd", gap->usd, gap->usd_interval);
}

static void add_failures(ski_json *json, const sk_run *run) {
    cJSON *failures = ski_json_array(json, json->root, "failures");
    for (int i = 0; i < run->failed_count; i++) {
        cJSON *failure = ski_json_object(json, failures, NULL);
        ski_json_number(json, failure, "sample", run->failures[i].sample);
        ski_json_text(json, failure, "reason", run->failures[i].reason);
    }
}

static void add_supply(ski_json *json, const sk_run *run) {
    cJSON *supply = ski_json_array(json, json->root, "supply");
    for (int i = 0; i < run->supply_count; i++) {
        cJSON *share = ski_json_object(json, supply, NULL);
        ski_json_text(json, share, "element", run->supply[i].symbol);
        ski_json_text(json, share, "country", run->supply[i].country);
        ski_json_number(json, share, "mean_tpy", run->supply[i].mean_tpy);
        ski_json_number(json, share, "share", run->supply[i].share);
    }
}

sk_status sk_run_write_json(const sk_run *run, const sk_provenance *provenance, FILE *stream) {
    const ski_simulation *simulation = &run->scenario->simulation;
    ski_json json;
    ski_json_begin(&json, "run");
    ski_header_json(&json, run->scenario);
    ski_json_number(&json, json.root, "samples", run->samples);
    ski_json_number(&json, json.root, "failed_samples", run->failed_count);
    ski_json_number(&json, json.root, "seed", (double)simulation->seed);
    ski_json_text(&json, json.root, "decisions", simulation->decisions);
    if (ski_is_rolling(run->scenario)) {
        ski_json_number(&json, json.root, "lookahead_periods", simulation->lookahead_periods);
    }
    ski_json_text(&json, json.root, "sampling", simulation->sampling);
    ski_json_number(&json, json.root, "confidence", simulation->confidence);
    ski_json_number(&json, json.root, "tail", simulation->tail);
    ski_run_worlds_json(&json, run);
    add_metrics(&json, json.root, run, -1);
    add_bound(&json, run);
    add_demands(&json, run);
    ski_cost_lines_json(&json, json.root, "mean_cost_usd", run->mean_cost_lines);
    add_supply(&json, run);
    ski_certificates_json(&json, &run->solves);
    add_failures(&json, run);
    ski_plan_json(&json, ski_json_object(&json, json.root, "plan"), run->plan);
    if (run->figures != NULL) {
        ski_figures_json(&json, run);
    }
    ski_run_provenance_json(&json, run->threads, provenance);
    return ski_json_end(&json, SK_OK, stream);
}
