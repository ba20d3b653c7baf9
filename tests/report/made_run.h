/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run put together by hand: two periods, one demand that is critical and one that is not, known
 * statistics. What is written of it is known beforehand, without a solver. */
#ifndef TESTS_REPORT_MADE_RUN_H
#define TESTS_REPORT_MADE_RUN_H

#include "study/run.h"

#include <math.h>

enum { MADE_PERIODS = 2, MADE_METRICS = 10 };

typedef struct {
    ski_place places[1];
    ski_material materials[1];
    ski_source sources[1];
    ski_stock stocks[1];
    ski_demand demands[2];
    sk_scenario scenario;
    ski_node nodes[1];
    ski_block blocks[1];
    ski_supply supplies[1];
    ski_need needs[2];
    double base[4 * MADE_PERIODS];
    sk_network network;
    ski_case chain;
    ski_plan_demand plan_demands[2];
    double purchased_t[1], discarded_t[1];
    ski_plan_stock plan_stocks[1];
    double short_t[2 * MADE_PERIODS], stock_t[MADE_PERIODS];
    ski_marginal marginals[1];
    ski_worth limit_worths[1], node_worths[1];
    sk_plan plan;
    ski_metric columns[MADE_METRICS];
    ski_metric_table table;
    ski_statistics statistics[MADE_METRICS];
    ski_probability probabilities[MADE_METRICS];
    ski_demand_summary summaries[2];
    ski_failure failures[1];
    ski_supply_share supply[2];
    sk_run run;
} made_run;

/* Fills `made` in place: its members point at one another. */
static inline void made_scenario(made_run *made) {
    made->places[0] =
        (ski_place){.element = {.name = "town", .title = "The town"}, .country = "KR"};
    made->materials[0] =
        (ski_material){.element = {.name = "metal", .title = "Metal"}, .symbol = "W"};
    made->sources[0] = (ski_source){.element = {.name = "mine"}};
    made->stocks[0] = (ski_stock){.element = {.name = "yard"}};
    made->demands[0] =
        (ski_demand){.element = {.name = "tools", .title = "Tool makers"}, .critical = true};
    made->demands[1] = (ski_demand){.element = {.name = "lamps"}};
    made->scenario = (sk_scenario){
        .name = "made",
        .title = "By hand",
        .calendar = {{2025, 1, 1}, SKI_MONTH},
        .periods = MADE_PERIODS,
        .material_count = 1,
        .place_count = 1,
        .source_count = 1,
        .stock_count = 1,
        .demand_count = 2,
        .materials = made->materials,
        .places = made->places,
        .sources = made->sources,
        .stocks = made->stocks,
        .demands = made->demands,
        .simulation = {.samples = 1000,
                       .seed = 7,
                       .decisions = "foresight",
                       .lookahead_periods = 12,
                       .sampling = "random",
                       .confidence = 0.95,
                       .tail = 0.95,
                       .secure_fill = 0.9},
        .policy = -1,
    };
}

/* Quantities: 0 the mine's capacity, 1 and 2 the demands, in t/y; a period is a twelfth of a year.
 */
static inline void made_network(made_run *made) {
    static const double base[] = {240, 240, 120, 120, 60, 60};
    for (int i = 0; i < 6; i++) {
        made->base[i] = base[i];
    }
    made->nodes[0] = (ski_node){0, 0};
    made->blocks[0] = (ski_block){.capacity = 0};
    made->supplies[0] = (ski_supply){.block_count = 1};
    made->needs[0] = (ski_need){.demand = 1};
    made->needs[1] = (ski_need){.demand = 2};
    made->network = (sk_network){
        .scenario = &made->scenario,
        .periods = MADE_PERIODS,
        .period_years = 1.0 / 12,
        .node_count = 1,
        .block_count = 1,
        .nodes = made->nodes,
        .blocks = made->blocks,
        .supplies = made->supplies,
        .needs = made->needs,
        .base = made->base,
    };
}

static inline void made_plan(made_run *made) {
    made->chain = (ski_case){.scenario = &made->scenario, .network = &made->network};
    made->chain.optimum.objective_usd = 1000000.25;
    made->plan_demands[0] = (ski_plan_demand){20, 20, 0, 1};
    made->plan_demands[1] = (ski_plan_demand){10, 7.5, 2.5, 0.75};
    made->purchased_t[0] = 30;
    made->discarded_t[0] = 1.5;
    made->plan_stocks[0] = (ski_plan_stock){8, 4, 2};
    made->short_t[MADE_PERIODS + 1] = 2.5;
    made->stock_t[0] = 2;
    made->stock_t[1] = 4;
    made->marginals[0] = (ski_marginal){"balance.town.metal", SKI_SECTIONS, 0, 1, 90000};
    made->limit_worths[0] = (ski_worth){"stocks.yard.capacity_t", SKI_STOCKS, 0, 2, 0, 120, 130};
    made->node_worths[0] = (ski_worth){"balance.town.metal", SKI_SECTIONS, 0, 1, 1, 45000, 90000};
    made->plan = (sk_plan){
        .chain = &made->chain,
        .demands = made->plan_demands,
        .purchased_t = made->purchased_t,
        .stocks = made->plan_stocks,
        .discarded_t = made->discarded_t,
        .period_shortage_t = made->short_t,
        .period_stock_t = made->stock_t,
        .marginal_count = 1,
        .marginals = made->marginals,
        .limit_worth_count = 1,
        .node_worth_count = 1,
        .limit_worths = made->limit_worths,
        .node_worths = made->node_worths,
    };
    made->plan.cost_lines[SKI_PROCUREMENT] = 900000;
    made->plan.cost_lines[SKI_SHORTAGE] = 200000.25;
    made->plan.cost_lines[SKI_TERMINAL_VALUE] = 100000;
}

static inline void made_metrics(made_run *made) {
    static const ski_metric columns[MADE_METRICS] = {
        {.name = "cost_usd", .demand = -1},
        {.name = "spend_usd", .demand = -1},
        {.name = "first_shortage_period", .demand = -1, .is_censored = true},
        {.name = "hhi_W", .demand = -1},
        {.name = "any_shortage", .demand = -1, .is_event = true},
        {.name = "any_shortage_critical", .demand = -1, .is_event = true},
        {.name = "any_shortage_other", .demand = -1, .is_event = true},
        {.name = "secure", .demand = -1, .is_event = true},
        {.name = "fill_rate", .demand = 0},
        {.name = "any_shortage", .demand = 0, .is_event = true},
    };
    for (int i = 0; i < MADE_METRICS; i++) {
        made->columns[i] = columns[i];
        made->statistics[i] = (ski_statistics){.count = 990,
                                               .undefined = 9,
                                               .nonzero = 90,
                                               .mean = 0.1 + 0.2,
                                               .sd = 2,
                                               .se = 0.5,
                                               .mean_interval = {0.25, 0.35},
                                               .quantiles = {1, 2, 3, 4, 5},
                                               .quantile_intervals = {{-INFINITY, 1.5}},
                                               .var = NAN,
                                               .cvar = 7,
                                               .cvar_interval = {6, 8},
                                               .cvar_few_events = true};
        made->probabilities[i] =
            (ski_probability){.events = 300, .count = 999, .value = 0.3, .interval = {0.27, 0.33}};
    }
    made->probabilities[5] = (ski_probability){
        .events = 100, .count = 999, .value = 0.1, .interval = {0.08, 0.12}, .few_events = true};
    made->table = (ski_metric_table){.count = MADE_METRICS, .metrics = made->columns};
}

static inline ski_demand_summary made_summary(int demand, bool few_events) {
    return (ski_demand_summary){.demand = demand,
                                .fill_rate = 0.9872,
                                .fill_rate_interval = {0.9861, 0.9883},
                                .shortage_tpy = 12.3,
                                .shortage_interval = {10.2, 14.4},
                                .short_months_per_year = 0.42,
                                .short_months_interval = {0.31, 0.53},
                                .worst_fill_rate = 0.81,
                                .worst_fill_rate_interval = {0.79, 0.83},
                                .any_shortage = {.count = 999,
                                                 .value = 0.31,
                                                 .interval = {0.28, 0.34},
                                                 .few_events = few_events},
                                .few_events = few_events};
}

static inline void made_run_init(made_run *made) {
    *made = (made_run){0};
    made_scenario(made);
    made_network(made);
    made_plan(made);
    made_metrics(made);
    made->summaries[0] = made_summary(0, true);
    made->summaries[1] = made_summary(1, false);
    made->failures[0] = (ski_failure){41, "no certified optimum"};
    made->supply[0] = (ski_supply_share){"W", "CN", 9, 0.75};
    made->supply[1] = (ski_supply_share){"W", "UZ", 3, 0.25};
    made->run = (sk_run){.solves = {.by_method = {36999, 1}, .gap = 3e-9},
                         .gap = {.foresight_usd = 800000,
                                 .usd = 200000,
                                 .usd_interval = {180000, 220000},
                                 .share = 0.25,
                                 .share_interval = {0.225, 0.275}},
                         .scenario = &made->scenario,
                         .plan = &made->plan,
                         .metrics = &made->table,
                         .samples = 1000,
                         .threads = 2,
                         .failed_count = 1,
                         .failures = made->failures,
                         .years = 2.0 / 12,
                         .statistics = made->statistics,
                         .probabilities = made->probabilities,
                         .demand_count = 2,
                         .demands = made->summaries,
                         .supply_count = 2,
                         .supply = made->supply};
}

#endif
