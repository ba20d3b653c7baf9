/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison of options → JSON, skarn/compare/1. */
#include "report/compare_json.h"

#include "base/tolerances.h"
#include "report/figures_json.h"
#include "report/format.h"
#include "report/header.h"
#include "report/metric_json.h"

#include <math.h>

static const char *metric_name(const ski_compare *compare, int column) {
    return compare->metrics[column].name;
}

static void add_metrics(ski_json *json, cJSON *item, const ski_compare *compare,
                        const ski_option *option) {
    cJSON *metrics = ski_json_object(json, item, "metrics");
    cJSON *probabilities = ski_json_object(json, item, "probability");
    for (int c = 0; c < compare->metric_count; c++) {
        const ski_metric *metric = &compare->metrics[c];
        if (metric->is_event) {
            ski_probability_json(json, probabilities, metric->name, &option->probabilities[c]);
        } else {
            ski_metric_json(json, metrics, metric, &option->statistics[c]);
        }
    }
}

static void add_chance(ski_json *json, cJSON *object, const char *key, const char *interval_key,
                       const ski_chance *chance) {
    ski_json_number(json, object, key, chance->value);
    ski_json_interval(json, object, interval_key, chance->interval);
}

static void add_difference(ski_json *json, cJSON *group, const ski_metric *metric,
                           const ski_paired *of) {
    cJSON *object = ski_json_object(json, group, metric->name);
    ski_json_number(json, object, "mean", of->mean.mean);
    ski_json_interval(json, object, "ci", of->mean.interval);
    add_chance(json, object, "p_better", "p_better_ci", &of->better);
    add_chance(json, object, "p_equal", "p_equal_ci", &of->equal);
    add_chance(json, object, "p_worse", "p_worse_ci", &of->worse);
    ski_json_bool(json, object, "few_events", of->mean.few_events);
    ski_json_number(json, object, "count", of->mean.count);
    if (!metric->is_event) {
        ski_json_number(json, object, "cvar", of->cvar);
        ski_json_interval(json, object, "cvar_ci",
                          ski_tail_interval(of->cvar_interval, of->cvar_few_events));
        ski_json_bool(json, object, "cvar_few_events", of->cvar_few_events);
    }
}

static void add_differences(ski_json *json, cJSON *item, const ski_compare *compare,
                            const ski_option *option) {
    if (option == &compare->options[0]) {
        ski_json_text(json, item, "difference", NULL);
        return;
    }
    cJSON *group = ski_json_object(json, item, "difference");
    for (int c = 0; c < compare->metric_count; c++) {
        if (ski_is_compared(c)) {
            add_difference(json, group, &compare->metrics[c], &option->differences[c]);
        }
    }
}

static void add_avoided(ski_json *json, cJSON *item, const ski_compare *compare,
                        const ski_option *option) {
    const ski_avoided *of = &option->avoided;
    if (option == &compare->options[0]) {
        ski_json_text(json, item, "usd_per_tonne_avoided", NULL);
        return;
    }
    cJSON *object = ski_json_object(json, item, "usd_per_tonne_avoided");
    ski_json_text(json, object, "verdict", ski_verdict_names[of->verdict]);
    ski_json_number(json, object, "value", of->usd_per_t);
    ski_json_interval(json, object, "ci", of->interval);
    ski_json_number(json, object, "spend_usd", of->spend_usd.mean);
    ski_json_interval(json, object, "spend_ci", of->spend_usd.interval);
    ski_json_number(json, object, "avoided_t", of->avoided_t.mean);
    ski_json_interval(json, object, "avoided_ci", of->avoided_t.interval);
    ski_json_bool(json, object, "few_events", of->avoided_t.few_events || of->spend_usd.few_events);
}

static void add_regret(ski_json *json, cJSON *item, const ski_regret *regret) {
    cJSON *object = ski_json_object(json, item, "regret");
    ski_json_number(json, object, "mean", regret->mean.mean);
    ski_json_interval(json, object, "ci", regret->mean.interval);
    ski_json_number(json, object, "p95", regret->p95);
    ski_json_interval(json, object, "p95_ci", regret->p95_interval);
    ski_json_number(json, object, "max", regret->most);
    ski_json_bool(json, object, "few_events", regret->mean.few_events);
}

static void add_dominated(ski_json *json, cJSON *item, const ski_compare *compare,
                          const ski_option *option) {
    cJSON *list = ski_json_array(json, item, "dominated_by");
    for (int i = 0; i < option->dominating_count; i++) {
        cJSON *by = ski_json_object(json, list, NULL);
        ski_json_text(json, by, "name", compare->options[option->dominated_by[i].option].name);
        ski_json_number(json, by, "order", option->dominated_by[i].order);
    }
}

static void add_rank(ski_json *json, cJSON *item, const ski_compare *compare, int number) {
    const ski_option *option = &compare->options[number];
    ski_json_number(json, item, "rank", option->rank);
    cJSON *tied = ski_json_array(json, item, "tied_with");
    for (int i = 0; i < compare->option_count; i++) {
        if (i != number &&
            ski_pair_at(compare->pairs, compare->option_count, number, i)->better < 0) {
            ski_json_text(json, tied, NULL, compare->options[i].name);
        }
    }
}

/* As in the document of a run. */
static void add_gap(ski_json *json, cJSON *item, const ski_gap *gap) {
    ski_json_number(json, item, "foresight_bound_usd", gap->foresight_usd);
    ski_json_number(json, item, "gap", gap->share);
    ski_json_interval(json, item, "gap_ci", gap->share_interval);
    cJSON *usd = ski_json_object(json, item, "gap_usd");
    ski_json_number(json, usd, "mean", gap->usd);
    ski_json_interval(json, usd, "ci", gap->usd_interval);
}

static void add_option(ski_json *json, cJSON *list, const ski_compare *compare, int number) {
    const ski_option *option = &compare->options[number];
    cJSON *item = ski_json_object(json, list, NULL);
    ski_json_text(json, item, "name", option->name);
    ski_json_text(json, item, "title", option->title);
    ski_json_number(json, item, "own_cost_usd", option->own_cost_usd);
    ski_json_number(json, item, "own_cost_usd_per_year", option->own_cost_usd_per_year);
    ski_json_bool(json, item, "changes_nothing", option->changes_nothing);
    ski_json_bool(json, item, "changes_cost_alone", option->changes_cost_alone);
    add_metrics(json, item, compare, option);
    add_differences(json, item, compare, option);
    add_avoided(json, item, compare, option);
    add_regret(json, item, &option->regret);
    add_dominated(json, item, compare, option);
    ski_json_bool(json, item, "pareto", option->on_front);
    add_rank(json, item, compare, number);
    add_gap(json, item, &option->gap);
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
        if (compare->options[i].rank == 1) {
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
        add_option(&json, list, compare, i);
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
