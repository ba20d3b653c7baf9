/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One option of a comparison → JSON: an item of `policies`. */
#include "report/compare_json.h"
#include "report/format.h"
#include "report/metric_json.h"

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

void ski_option_json(ski_json *json, cJSON *list, const ski_compare *compare, int number) {
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
