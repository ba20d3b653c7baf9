/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison of options → JSON, skarn/compare/1. */
#include "report/compare_json.h"

#include "base/tolerances.h"
#include "report/figures_json.h"
#include "report/header.h"
#include "report/metric_json.h"

static const char *metric_name(const ski_compare *compare, int column) {
    return compare->metrics[column].name;
}

static void add_ties(ski_json *json, cJSON *ranking, const ski_compare *compare) {
    cJSON *ties = ski_json_array(json, ranking, "ties");
    for (int p = 0; p < ski_pair_count(compare->option_count); p++) {
        const ski_pair *pair = &compare->pairs[p];
        if (pair->better >= 0) {
            continue;
        }
        cJSON *tie = ski_json_object(json, ties, NULL);
        ski_json_text(json, tie, "a", compare->options[pair->a].name);
        ski_json_text(json, tie, "b", compare->options[pair->b].name);
        ski_json_number(json, tie, "difference", pair->less.mean);
        ski_json_interval(json, tie, "ci", pair->less.interval);
        ski_json_bool(json, tie, "identical", pair->identical);
        ski_json_number(json, tie, "more_samples", pair->more_samples);
        ski_json_bool(json, tie, "few_events", pair->less.few_events);
    }
}

static void add_ranking(ski_json *json, const ski_compare *compare) {
    cJSON *ranking = ski_json_object(json, json->root, "ranking");
    ski_json_text(json, ranking, "metric", metric_name(compare, SKI_COL_COST_USD));
    ski_json_number(json, ranking, "level", compare->pair_level);
    ski_json_bool(json, ranking, "settled", compare->settled);
    add_ties(json, ranking, compare);
    cJSON *best = ski_json_array(json, ranking, "may_be_best");
    for (int i = 0; i < compare->option_count; i++) {
        if (compare->options[i].rank == 1 && compare->good > 0) {
            ski_json_text(json, best, NULL, compare->options[i].name);
        }
    }
}

static void add_tests(ski_json *json, const ski_compare *compare) {
    cJSON *dominance = ski_json_object(json, json->root, "dominance");
    ski_json_text(json, dominance, "metric", metric_name(compare, SKI_COL_COST_USD));
    ski_json_number(json, dominance, "level", compare->dominance_level);
    ski_json_number(json, dominance, "points", SKI_DOMINANCE_POINTS);
    cJSON *front = ski_json_object(json, json->root, "pareto");
    ski_json_text(json, front, "mean", metric_name(compare, SKI_COL_SPEND_USD));
    ski_json_text(json, front, "cvar", metric_name(compare, compare->shortage_column));
}

static void add_failures(ski_json *json, const ski_compare *compare) {
    cJSON *failures = ski_json_array(json, json->root, "failures");
    for (int i = 0; i < compare->failure_count; i++) {
        const ski_option_failure *of = &compare->failures[i];
        cJSON *failure = ski_json_object(json, failures, NULL);
        ski_json_text(json, failure, "policy", compare->options[of->option].name);
        ski_json_number(json, failure, "sample", of->failure.sample);
        ski_json_text(json, failure, "reason", of->failure.reason);
    }
}

static void add_figures(ski_json *json, const ski_compare *compare) {
    cJSON *figures = ski_json_object(json, json->root, "figures");
    cJSON *list = ski_json_array(json, figures, "exceedance");
    for (int i = 0; i < compare->option_count; i++) {
        const ski_option *option = &compare->options[i];
        for (int k = 0; k < option->curve_count; k++) {
            cJSON *item = ski_json_object(json, list, NULL);
            const ski_metric *metric = &compare->metrics[option->curves[k].column];
            ski_json_text(json, item, "policy", option->name);
            ski_json_text(json, item, "metric", metric->name);
            ski_json_text(json, item, "unit", metric->unit);
            ski_exceedance_json(json, item, &option->curves[k]);
        }
    }
}

/* How it was sampled. */
static void add_sampling(ski_json *json, const ski_compare *compare) {
    const ski_simulation *simulation = &compare->scenario->simulation;
    ski_json_text(json, json->root, "against", compare->options[0].name);
    ski_json_number(json, json->root, "samples", compare->samples);
    ski_json_number(json, json->root, "failed_samples", compare->samples - compare->good);
    ski_json_number(json, json->root, "seed", (double)simulation->seed);
    ski_json_text(json, json->root, "decisions", simulation->decisions);
    if (ski_is_rolling(compare->scenario)) {
        ski_json_number(json, json->root, "lookahead_periods", simulation->lookahead_periods);
    }
    ski_json_text(json, json->root, "sampling", simulation->sampling);
    ski_json_number(json, json->root, "confidence", simulation->confidence);
    ski_json_number(json, json->root, "tail", simulation->tail);
    ski_json_text(json, json->root, "shortage_metric",
                  metric_name(compare, compare->shortage_column));
    ski_json_number(json, json->root, "equal_within", SKI_EQUAL_TOL);
    if (simulation->precision > 0) {
        cJSON *object = ski_json_object(json, json->root, "precision");
        ski_json_number(json, object, "asked", simulation->precision);
        ski_json_number(json, object, "samples_most", compare->design.worlds);
        ski_json_number(json, object, "confidence", compare->confidence);
        ski_json_bool(json, object, "reached", compare->settled);
    }
}

sk_status ski_compare_json(const ski_compare *compare, const sk_provenance *provenance,
                           FILE *stream) {
    ski_json json;
    ski_solves solves = {0};
    ski_json_begin(&json, "compare");
    ski_header_json(&json, compare->scenario);
    add_sampling(&json, compare);
    cJSON *list = ski_json_array(&json, json.root, "policies");
    for (int i = 0; i < compare->option_count; i++) {
        ski_option_json(&json, list, compare, i);
        ski_solves_sum(&solves, &compare->options[i].solves);
    }
    add_ranking(&json, compare);
    add_tests(&json, compare);
    ski_certificates_json(&json, &solves);
    add_failures(&json, compare);
    add_figures(&json, compare);
    ski_run_provenance_json(&json, compare->threads, provenance);
    return ski_json_end(&json, SK_OK, stream);
}
