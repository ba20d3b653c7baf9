/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario and what reaches what → warnings of what is legal but suspicious. One function a
 * warning. */
#include "base/text.h"
#include "scenario/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A stock that covers the demands of its material's users for longer is likely a slip of units. */
#define LONG_STOCK_YEARS 10.0

static double period_years(const sk_scenario *scenario) {
    return ski_period_years(scenario->calendar.period);
}

/* Largest value a schedule takes in any period; 0 when absent. */
static double largest(const sk_scenario *scenario, const ski_sched *sched) {
    double most = 0;
    for (int t = 0; sched->kind != SKI_SCHED_ABSENT && t < scenario->periods; t++) {
        most = fmax(most, ski_limit_average(scenario, sched, t));
    }
    return most;
}

/* What the last tonne of a demand to go short costs, in the first period. */
static double shortage_value(const sk_scenario *scenario, const ski_demand *demand) {
    return demand->tier_count > 0 ? demand->tiers[demand->tier_count - 1].usd_per_t
                                  : ski_limit_average(scenario, &demand->shortage_usd_per_t, 0);
}

static void warn_demands(const sk_scenario *scenario, const ski_reach *reach, sk_error *error) {
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_demand *demand = &scenario->demands[i];
        int node = ski_reach_node(scenario, demand->place, demand->material);
        double cost = reach->least_usd_per_t[node];
        double value = shortage_value(scenario, demand);
        char value_text[SKI_NUMBER_TEXT];
        if (!reach->supplied[node]) {
            ski_check_warning(scenario, SKI_DEMANDS, i, NULL, error,
                              "no source can reach this demand: %s never arrives at %s",
                              scenario->materials[demand->material].element.name,
                              scenario->places[demand->place].element.name);
        } else if (!isinf(cost) && cost >= value) {
            ski_check_warning(scenario, SKI_DEMANDS, i,
                              demand->tier_count > 0 ? "tiers" : "shortage_usd_per_t", error,
                              "going short is worth less than a tonne costs to deliver, so it will "
                              "not be bought (got %s; a tonne costs at least %.6g)",
                              ski_number_text(value_text, value), cost);
        }
    }
}

static bool part_uses(const ski_part *parts, int count, int material) {
    for (int i = 0; i < count; i++) {
        if (parts[i].material == material) {
            return true;
        }
    }
    return false;
}

static bool demand_uses(const ski_demand *demand, int material) {
    for (int i = 0; i < demand->alternative_count; i++) {
        if (demand->alternatives[i].material == material) {
            return true;
        }
    }
    return demand->material == material;
}

static bool is_used(const sk_scenario *scenario, int material) {
    for (int i = 0; i < scenario->process_count; i++) {
        const ski_process *process = &scenario->processes[i];
        if (part_uses(process->inputs, process->input_count, material) ||
            part_uses(process->outputs, process->output_count, material)) {
            return true;
        }
    }
    for (int i = 0; i < scenario->demand_count; i++) {
        if (demand_uses(&scenario->demands[i], material)) {
            return true;
        }
    }
    return false;
}

static void warn_materials(const sk_scenario *scenario, sk_error *error) {
    for (int material = 0; material < scenario->material_count; material++) {
        if (!is_used(scenario, material)) {
            ski_check_warning(scenario, SKI_MATERIALS, material, NULL, error,
                              "nobody uses this material: no process takes or makes it and no "
                              "demand wants it");
        }
    }
}

/* Largest demand of a year over all users of a material or of what is made from it, by element
 * symbol. */
static double demand_tpy(const sk_scenario *scenario, int material) {
    const char *symbol = scenario->materials[material].symbol;
    double sum = 0;
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_demand *demand = &scenario->demands[i];
        const char *other = scenario->materials[demand->material].symbol;
        if (demand->material == material ||
            (symbol != NULL && other != NULL && strcmp(symbol, other) == 0)) {
            sum += largest(scenario, &demand->tpy);
        }
    }
    return sum;
}

static void warn_stock(const sk_scenario *scenario, int index, sk_error *error) {
    const ski_stock *stock = &scenario->stocks[index];
    double most_t = fmax(stock->initial_t, largest(scenario, &stock->target_t));
    double need_tpy = demand_tpy(scenario, stock->material);
    double penalty = largest(scenario, &stock->below_target_usd_per_t_year);
    double worst = 0;
    if (need_tpy > 0 && most_t > LONG_STOCK_YEARS * need_tpy) {
        ski_check_warning(scenario, SKI_STOCKS, index, NULL, error,
                          "holds more than ten years of demand (%.6g t for %.6g t/y): is the unit "
                          "right?",
                          most_t, need_tpy);
    }
    if (largest(scenario, &stock->target_t) > 0 && penalty == 0) {
        ski_check_warning(scenario, SKI_STOCKS, index, "target_t", error,
                          "a target without below_target_usd_per_t_year keeps nothing in stock");
    }
    for (int i = 0; i < scenario->demand_count; i++) {
        worst = fmax(worst, shortage_value(scenario, &scenario->demands[i]));
    }
    if (scenario->demand_count > 0 && penalty * period_years(scenario) >= worst) {
        ski_check_warning(scenario, SKI_STOCKS, index, "below_target_usd_per_t_year", error,
                          "would never release the reserve: one period below target costs %.6g "
                          "USD/t, the worst shortage %.6g",
                          penalty * period_years(scenario), worst);
    }
}

static bool has_stock(const sk_scenario *scenario, int place, int material) {
    for (int i = 0; i < scenario->stock_count; i++) {
        if (scenario->stocks[i].place == place && scenario->stocks[i].material == material) {
            return true;
        }
    }
    return false;
}

static bool is_input(const sk_scenario *scenario, int place, int material) {
    for (int i = 0; i < scenario->process_count; i++) {
        const ski_process *process = &scenario->processes[i];
        if (process->place == place && part_uses(process->inputs, process->input_count, material)) {
            return true;
        }
    }
    return false;
}

/* fed: [nodes] already warned of. */
static void warn_arrivals(const sk_scenario *scenario, bool *fed, sk_error *error) {
    for (int i = 0; i < scenario->route_count; i++) {
        const ski_route *route = &scenario->routes[i];
        for (int j = 0; route->lead_time_days > 0 && j < route->material_count; j++) {
            int material = route->materials[j];
            int node = ski_reach_node(scenario, route->to, material);
            if (fed[node] || !is_input(scenario, route->to, material) ||
                has_stock(scenario, route->to, material)) {
                continue;
            }
            fed[node] = true;
            ski_check_warning(
                scenario, SKI_ROUTES, i, "to", error,
                "%s arrives at %s with a lead time and there is no stock for it: what "
                "arrives while the plant is down is discarded",
                scenario->materials[material].element.name,
                scenario->places[route->to].element.name);
        }
    }
}

static void warn_lookahead(const sk_scenario *scenario, const ski_reach *reach, sk_error *error) {
    double longest_days = 0;
    double window_days =
        scenario->simulation.lookahead_periods * period_years(scenario) * SKI_DAYS_PER_YEAR;
    ski_where nowhere = {NULL, 0};
    for (int i = 0; i < scenario->source_count; i++) {
        double days = reach->least_days[ski_reach_node(scenario, scenario->sources[i].place,
                                                       scenario->sources[i].material)];
        longest_days = isinf(days) ? longest_days : fmax(longest_days, days);
    }
    if (strcmp(scenario->simulation.decisions, "rolling") == 0 && longest_days > window_days) {
        ski_warning_at(error, nowhere, "simulation.lookahead_periods",
                       "the window is shorter than the way from a source to a demand (got %.6g "
                       "days; the longest way takes %.6g)",
                       window_days, longest_days);
    }
}

sk_status ski_check_warnings(const sk_scenario *scenario, const ski_reach *reach, sk_error *error) {
    sk_status st = SK_OK;
    bool *fed = ski_alloc(reach->node_count, sizeof *fed);
    SK_CHECK_MEMORY(fed);
    if (scenario->demand_count == 0) {
        ski_warning_at(error, (ski_where){scenario->path, 0}, "demands",
                       "there is no demand: nothing can run short");
    }
    warn_demands(scenario, reach, error);
    warn_materials(scenario, error);
    for (int i = 0; i < scenario->stock_count; i++) {
        warn_stock(scenario, i, error);
    }
    warn_arrivals(scenario, fed, error);
    warn_lookahead(scenario, reach, error);
done:
    free(fed);
    return st;
}
