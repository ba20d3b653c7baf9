/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plan → JSON, skarn/optimize/1. */
#include "report/plan_json.h"

#include "base/text.h"
#include "report/header.h"
#include "report/plan_text.h"

void ski_cost_lines_json(ski_json *json, cJSON *object, const char *key,
                         const double lines[SKI_COST_LINES]) {
    cJSON *group = ski_json_object(json, object, key);
    for (int line = 0; line < SKI_COST_LINES; line++) {
        ski_json_number(json, group, ski_cost_line_name((ski_cost_line)line), lines[line]);
    }
}

static void add_certificate(ski_json *json, cJSON *object, const sk_plan *plan) {
    const ski_certificate *certificate = &plan->chain->optimum.certificate;
    cJSON *group = ski_json_object(json, object, "certificate");
    ski_json_number(json, group, "primal_residual", certificate->primal_residual);
    ski_json_number(json, group, "dual_residual", certificate->dual_residual);
    ski_json_number(json, group, "gap", certificate->gap);
    ski_json_number(json, group, "balance_error", certificate->balance_error);
}

static void add_demands(ski_json *json, cJSON *object, const sk_plan *plan) {
    const sk_scenario *scenario = plan->chain->scenario;
    cJSON *group = ski_json_object(json, object, "demands");
    for (int i = 0; i < scenario->demand_count; i++) {
        cJSON *demand = ski_json_object(json, group, scenario->demands[i].element.name);
        ski_json_number(json, demand, "demand_t", plan->demands[i].demand_t);
        ski_json_number(json, demand, "served_t", plan->demands[i].served_t);
        ski_json_number(json, demand, "shortage_t", plan->demands[i].shortage_t);
        ski_json_number(json, demand, "fill_rate", plan->demands[i].fill_rate);
    }
}

/* `<section>.NAME.<key>`: one number an element. */
static void add_flows(ski_json *json, cJSON *object, const sk_plan *plan, ski_section section,
                      int count, const char *key, const double *tonnes) {
    cJSON *group = ski_json_object(json, object, ski_section_name(section));
    for (int i = 0; i < count; i++) {
        const ski_element *element = ski_element_at(plan->chain->scenario, section, i);
        ski_json_number(json, ski_json_object(json, group, element->name), key, tonnes[i]);
    }
}

static void add_stocks(ski_json *json, cJSON *object, const sk_plan *plan) {
    const sk_scenario *scenario = plan->chain->scenario;
    cJSON *group = ski_json_object(json, object, "stocks");
    for (int i = 0; i < scenario->stock_count; i++) {
        cJSON *stock = ski_json_object(json, group, scenario->stocks[i].element.name);
        ski_json_number(json, stock, "initial_t", plan->stocks[i].initial_t);
        ski_json_number(json, stock, "final_t", plan->stocks[i].final_t);
        ski_json_number(json, stock, "lowest_t", plan->stocks[i].lowest_t);
    }
}

/* `discarded_t` { "PLACE.MATERIAL": t }, of the nodes where anything is. */
static void add_discards(ski_json *json, cJSON *object, const sk_plan *plan) {
    const sk_network *network = plan->chain->network;
    const sk_scenario *scenario = network->scenario;
    cJSON *group = ski_json_object(json, object, "discarded_t");
    for (int i = 0; i < network->node_count; i++) {
        if (plan->discarded_t[i] > 0) {
            char name[2 * SKI_NAME_MOST + 2];
            snprintf(name, sizeof name, "%s.%s",
                     scenario->places[network->nodes[i].place].element.name,
                     scenario->materials[network->nodes[i].material].element.name);
            ski_json_number(json, group, name, plan->discarded_t[i]);
        }
    }
}

static void add_period(ski_json *json, cJSON *periods, const sk_plan *plan, int period) {
    const sk_scenario *scenario = plan->chain->scenario;
    char label[SKI_DATE_TEXT];
    cJSON *item = ski_json_object(json, periods, NULL);
    ski_json_text(json, item, "label", ski_period_label(label, &scenario->calendar, period));
    cJSON *demands = ski_json_object(json, item, "demands");
    for (int i = 0; i < scenario->demand_count; i++) {
        ski_json_number(json, ski_json_object(json, demands, scenario->demands[i].element.name),
                        "shortage_t", plan->period_shortage_t[i * scenario->periods + period]);
    }
    cJSON *stocks = ski_json_object(json, item, "stocks");
    for (int i = 0; i < scenario->stock_count; i++) {
        ski_json_number(json, ski_json_object(json, stocks, scenario->stocks[i].element.name),
                        "end_t", plan->period_stock_t[i * scenario->periods + period]);
    }
}

static void add_marginals(ski_json *json, cJSON *object, const sk_plan *plan) {
    char label[SKI_DATE_TEXT];
    cJSON *marginals = ski_json_array(json, object, "marginal_usd_per_t");
    for (int i = 0; i < plan->marginal_count; i++) {
        const ski_marginal *marginal = &plan->marginals[i];
        cJSON *item = ski_json_object(json, marginals, NULL);
        ski_json_text(json, item, "path", marginal->path);
        ski_json_text(json, item, "period",
                      ski_period_label(label, &plan->chain->scenario->calendar, marginal->period));
        ski_json_number(json, item, "value", marginal->usd_per_t);
    }
}

/* The same by path over the horizon, as the tables show them. */
static void add_worths(ski_json *json, cJSON *object, const char *key, const sk_plan *plan,
                       const ski_worth *worths, int count) {
    enum { WORDS = 256 };
    char words[WORDS];
    char label[SKI_DATE_TEXT];
    cJSON *array = ski_json_array(json, object, key);
    for (int i = 0; i < count; i++) {
        const ski_worth *worth = &worths[i];
        cJSON *item = ski_json_object(json, array, NULL);
        ski_json_text(json, item, "path", worth->path);
        ski_json_text(json, item, "words", ski_worth_text(plan, worth, words, WORDS));
        ski_json_number(json, item, "mean_usd_per_t", worth->mean_usd_per_t);
        ski_json_number(json, item, "highest_usd_per_t", worth->highest_usd_per_t);
        ski_json_number(json, item, "periods", worth->periods);
        ski_json_text(json, item, "first_period",
                      ski_period_label(label, &plan->chain->scenario->calendar,
                                       worth->first_period));
    }
}

void ski_plan_json(ski_json *json, cJSON *object, const sk_plan *plan) {
    const sk_scenario *scenario = plan->chain->scenario;
    ski_json_text(json, object, "status", "optimal"); /* there is no plan without */
    ski_json_number(json, object, "objective_usd", sk_plan_objective_usd(plan));
    ski_cost_lines_json(json, object, "cost_usd", plan->cost_lines);
    ski_json_number(json, object, "policy_cost_usd", plan->policy_cost_usd);
    add_certificate(json, object, plan);
    add_demands(json, object, plan);
    add_flows(json, object, plan, SKI_SOURCES, scenario->source_count, "purchased_t",
              plan->purchased_t);
    add_flows(json, object, plan, SKI_PROCESSES, scenario->process_count, "throughput_t",
              plan->throughput_t);
    add_flows(json, object, plan, SKI_ROUTES, scenario->route_count, "shipped_t", plan->shipped_t);
    add_stocks(json, object, plan);
    add_discards(json, object, plan);
    cJSON *periods = ski_json_array(json, object, "periods");
    for (int period = 0; period < scenario->periods; period++) {
        add_period(json, periods, plan, period);
    }
    add_marginals(json, object, plan);
    cJSON *worth = ski_json_object(json, object, "worth");
    add_worths(json, worth, "capacity", plan, plan->limit_worths, plan->limit_worth_count);
    add_worths(json, worth, "material", plan, plan->node_worths, plan->node_worth_count);
}

sk_status sk_plan_write_json(const sk_plan *plan, FILE *stream) {
    ski_json json;
    ski_json_begin(&json, "optimize");
    ski_header_json(&json, plan->chain->scenario);
    ski_plan_json(&json, json.root, plan);
    ski_provenance_json(&json);
    return ski_json_end(&json, SK_OK, stream);
}
