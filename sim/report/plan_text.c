/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plan → text: costs, demands, flows, stocks and marginal values in tables. */
#include "report/plan_text.h"

#include "base/tolerances.h"
#include "report/format.h"
#include "report/header.h"
#include "report/over_time_text.h"
#include "report/stream.h"
#include "report/table.h"

#include <math.h>

/* Marginal values that a person reads; JSON has them all. */
enum { WORTHS_MOST = 15, INDENT = 13, LINE_TEXT = 160 };

/* From here on money is shown in whole dollars. */
static const double WHOLE_FROM_USD = 10000;

const char *ski_cost_line_title(ski_cost_line line) {
    static const char *const titles[SKI_COST_LINES] = {
        [SKI_PROCUREMENT] = "procurement",
        [SKI_PROCESSING] = "processing",
        [SKI_TRANSPORT] = "transport",
        [SKI_TARIFFS] = "tariffs",
        [SKI_HOLDING] = "holding stocks",
        [SKI_BELOW_TARGET] = "stocks below target",
        [SKI_LIMITS_LINE] = "limits",
        [SKI_SUBSTITUTION] = "substitution",
        [SKI_BACKLOG] = "waiting demand",
        [SKI_SHORTAGE] = "shortage",
        [SKI_TERMINAL_VALUE] = "less value left at the end",
    };
    return titles[line];
}

static void write_certificate(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    const ski_certificate *certificate = &plan->chain->optimum.certificate;
    char objective[SKI_FIGURE_TEXT];
    char text[LINE_TEXT];
    fprintf(stream, "Objective    %s USD, discounted\n",
            ski_amount_text(objective, sk_plan_objective_usd(plan)));
    snprintf(text, sizeof text,
             "optimal, verified outside the solver (allowed residuals %.0e):", SKI_CERTIFICATE_TOL);
    ski_write_line("Status", text, INDENT, style, stream);
    snprintf(text, sizeof text,
             "primal %.1e, dual %.1e, gap %.1e; mass balance %.1e (allowed %.0e)",
             certificate->primal_residual, certificate->dual_residual, certificate->gap,
             certificate->balance_error, SKI_BALANCE_TOL);
    ski_write_line("", text, INDENT, style, stream);
    fputc('\n', stream);
}

static sk_status write_costs(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<line", ">USD"};
    double objective_usd = sk_plan_objective_usd(plan);
    int decimals = fabs(objective_usd) < WHOLE_FROM_USD ? 3 : 0; /* one for all: lines add up */
    ski_table *table = ski_table_new(headings, 2);
    for (int line = 0; line < SKI_COST_LINES; line++) {
        double usd = plan->cost_lines[line];
        if (usd != 0) {
            ski_cell_text(table, "%s", ski_cost_line_title((ski_cost_line)line));
            ski_cell_figure(table, line == SKI_TERMINAL_VALUE ? -usd : usd, decimals);
        }
    }
    ski_cell_text(table, "objective");
    ski_cell_figure(table, objective_usd, decimals);
    if (plan->policy_cost_usd != 0) {
        ski_cell_text(table, "the policy itself, beside it");
        ski_cell_figure(table, plan->policy_cost_usd, decimals);
    }
    return ski_table_write(table, "Cost, discounted", style, stream);
}

static sk_status write_demands(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<demand", ">demand, t", ">served, t", ">shortage, t",
                                           ">fill rate, %"};
    const sk_scenario *scenario = plan->chain->scenario;
    ski_table *table = ski_table_new(headings, 5);
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_plan_demand *demand = &plan->demands[i];
        ski_cell_text(table, "%s", scenario->demands[i].element.name);
        ski_cell_amount(table, demand->demand_t);
        ski_cell_amount(table, demand->served_t);
        ski_cell_amount(table, demand->shortage_t);
        ski_cell_percent(table, demand->fill_rate);
    }
    return ski_table_write(table, "Demands, over the horizon (fill rate: the share that is served)",
                           style, stream);
}

/* A rate in t/y over the whole horizon, in t. */
static double over_horizon_t(const sk_network *network, int quantity) {
    double tonnes = 0;
    for (int period = 0; period < network->periods; period++) {
        tonnes += network->period_years * ski_value(network, network->base, quantity, period);
    }
    return tonnes;
}

static void add_flow(ski_table *table, const char *name, double flow_t, double capacity_t) {
    ski_cell_text(table, "%s", name);
    ski_cell_amount(table, flow_t);
    ski_cell_amount(table, capacity_t);
    if (isfinite(capacity_t) && capacity_t > 0) {
        ski_cell_percent(table, flow_t / capacity_t);
    } else {
        ski_cell_text(table, "-");
    }
}

static sk_status write_sources(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<source", ">purchased, t", ">capacity, t", ">used, %"};
    const sk_network *network = plan->chain->network;
    ski_table *table = ski_table_new(headings, 4);
    for (int i = 0; i < network->scenario->source_count; i++) {
        const ski_supply *supply = &network->supplies[i];
        double capacity_t = 0;
        for (int block = 0; block < supply->block_count; block++) {
            capacity_t +=
                over_horizon_t(network, network->blocks[supply->first_block + block].capacity);
        }
        add_flow(table, network->scenario->sources[i].element.name, plan->purchased_t[i],
                 capacity_t);
    }
    return ski_table_write(table, "Sources, over the horizon", style, stream);
}

static sk_status write_processes(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<process", ">throughput, t", ">capacity, t",
                                           ">used, %"};
    const sk_network *network = plan->chain->network;
    ski_table *table = ski_table_new(headings, 4);
    for (int i = 0; i < network->scenario->process_count; i++) {
        add_flow(table, network->scenario->processes[i].element.name, plan->throughput_t[i],
                 over_horizon_t(network, network->conversions[i].capacity));
    }
    return ski_table_write(table, "Processes, over the horizon", style, stream);
}

static sk_status write_routes(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<route", ">shipped, t", ">capacity, t", ">used, %"};
    const sk_network *network = plan->chain->network;
    ski_table *table = ski_table_new(headings, 4);
    for (int i = 0; i < network->scenario->route_count; i++) {
        add_flow(table, network->scenario->routes[i].element.name, plan->shipped_t[i],
                 over_horizon_t(network, network->links[i].capacity));
    }
    return ski_table_write(table, "Routes, over the horizon, counted when cargo leaves", style,
                           stream);
}

static sk_status write_stocks(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<stock", ">at the start, t", ">at the end, t",
                                           ">lowest, t"};
    const sk_scenario *scenario = plan->chain->scenario;
    ski_table *table = ski_table_new(headings, 4);
    for (int i = 0; i < scenario->stock_count; i++) {
        ski_cell_text(table, "%s", scenario->stocks[i].element.name);
        ski_cell_amount(table, plan->stocks[i].initial_t);
        ski_cell_amount(table, plan->stocks[i].final_t);
        ski_cell_amount(table, plan->stocks[i].lowest_t);
    }
    return ski_table_write(table, "Stocks", style, stream);
}

/* Discards within the mass balance's tolerance of all that was bought are rounding. */
static double discard_noise_t(const sk_plan *plan) {
    double purchased_t = 0;
    for (int i = 0; i < plan->chain->scenario->source_count; i++) {
        purchased_t += plan->purchased_t[i];
    }
    return SKI_BALANCE_TOL * purchased_t;
}

static sk_status write_discards(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<place", "<material", ">discarded, t"};
    const sk_network *network = plan->chain->network;
    const sk_scenario *scenario = network->scenario;
    double noise_t = discard_noise_t(plan);
    ski_table *table = ski_table_new(headings, 3);
    for (int i = 0; i < network->node_count; i++) {
        if (plan->discarded_t[i] > noise_t) {
            ski_cell_text(table, "%s", scenario->places[network->nodes[i].place].element.name);
            ski_cell_text(table, "%s",
                          scenario->materials[network->nodes[i].material].element.name);
            ski_cell_amount(table, plan->discarded_t[i]);
        }
    }
    return ski_table_write(table, "Discarded", style, stream);
}

static sk_status write_short_periods(const sk_plan *plan, const sk_text_style *style,
                                     FILE *stream) {
    static const char *const headings[] = {"<period", "<demand", ">shortage, t", ">of demand, %"};
    const sk_network *network = plan->chain->network;
    const sk_scenario *scenario = network->scenario;
    char label[SKI_DATE_TEXT];
    ski_table *table = ski_table_new(headings, 4);
    for (int period = 0; period < network->periods; period++) {
        for (int i = 0; i < scenario->demand_count; i++) {
            double shortage_t = plan->period_shortage_t[i * network->periods + period];
            double demand_t = network->period_years *
                              ski_value(network, network->base, network->needs[i].demand, period);
            if (shortage_t > SKI_SHORT_SHARE * demand_t) {
                ski_cell_text(table, "%s", ski_period_label(label, &scenario->calendar, period));
                ski_cell_text(table, "%s", scenario->demands[i].element.name);
                ski_cell_amount(table, shortage_t);
                ski_cell_percent(table, shortage_t / demand_t);
            }
        }
    }
    return ski_table_write(table, "Shortage by period", style, stream);
}

static sk_status write_worths(const sk_plan *plan, const char *title, const ski_worth *worths,
                              int count, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<of", ">mean, USD/t", ">highest, USD/t", "<from",
                                           ">periods"};
    char label[SKI_DATE_TEXT];
    ski_table *table = ski_table_new(headings, 5);
    for (int i = 0; i < count && i < WORTHS_MOST; i++) {
        const ski_worth *worth = &worths[i];
        ski_cell_text(table, "%s", worth->path);
        ski_cell_amount(table, worth->mean_usd_per_t);
        ski_cell_amount(table, worth->highest_usd_per_t);
        ski_cell_text(table, "%s",
                      ski_period_label(label, &plan->chain->scenario->calendar,
                                       worth->first_period));
        ski_cell_count(table, worth->periods);
    }
    return ski_table_write(table, title, style, stream);
}

static sk_status write_limit_worths(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    return write_worths(plan, "Marginal values: what one more tonne of capacity is worth",
                        plan->limit_worths, plan->limit_worth_count, style, stream);
}

static sk_status write_node_worths(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    return write_worths(plan,
                        "Marginal values: what one more tonne of material is worth at a place",
                        plan->node_worths, plan->node_worth_count, style, stream);
}

sk_status sk_plan_write_text(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    static sk_status (*const tables[])(const sk_plan *, const sk_text_style *, FILE *) = {
        write_costs,         write_demands,     ski_plan_over_time_text,
        write_short_periods, write_sources,     write_processes,
        write_routes,        write_stocks,      write_discards,
        write_limit_worths,  write_node_worths,
    };
    ski_header_text(plan->chain->scenario, "Deterministic plan", style, stream);
    write_certificate(plan, style, stream);
    for (int i = 0; i < (int)(sizeof tables / sizeof *tables); i++) {
        sk_status st = tables[i](plan, style, stream);
        if (st != SK_OK) {
            return st;
        }
    }
    return ski_stream_status(stream);
}
