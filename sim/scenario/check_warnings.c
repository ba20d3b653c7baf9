/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario and what reaches what → warnings of what is legal but suspicious. One function a
 * warning. */
#include "base/text.h"
#include "scenario/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double period_years(const sk_scenario *scenario) {
    return ski_period_years(scenario->calendar.period);
}

/* Tiers of a demand that cost no more short than a tonne costs to deliver; without tiers 1 or 0. */
static int cheap_tiers(const ski_demand *demand, double value, double cost_usd_per_t) {
    int cheap = 0;
    if (demand->tier_count == 0) {
        return cost_usd_per_t >= value;
    }
    while (cheap < demand->tier_count && cost_usd_per_t >= demand->tiers[cheap].usd_per_t) {
        cheap++;
    }
    return cheap;
}

/* A demand that a source reaches at a finite cost is worth delivering to, each tier of it. */
static void warn_value(const sk_scenario *scenario, int index, double cost_usd_per_t,
                       sk_error *error) {
    const ski_demand *demand = &scenario->demands[index];
    double value = ski_check_shortage_usd_per_t(scenario, demand);
    int cheap = cheap_tiers(demand, value, cost_usd_per_t);
    char text[SKI_NUMBER_TEXT];
    if (cheap > 0 && demand->tier_count > cheap) {
        ski_check_warning(scenario, SKI_DEMANDS, index, "tiers", error,
                          "going short is worth less than a tonne costs to deliver up to tier %d "
                          "of %d, so it will not be bought for them (got %s; a tonne costs at "
                          "least %.6g)",
                          cheap, demand->tier_count,
                          ski_number_text(text, demand->tiers[cheap - 1].usd_per_t),
                          cost_usd_per_t);
    } else if (cheap > 0) {
        ski_check_warning(scenario, SKI_DEMANDS, index,
                          demand->tier_count > 0 ? "tiers" : "shortage_usd_per_t", error,
                          "going short is worth less than a tonne costs to deliver, so it will "
                          "not be bought (got %s; a tonne costs at least %.6g)",
                          ski_number_text(text, value), cost_usd_per_t);
    }
}

static void warn_demands(const sk_scenario *scenario, const ski_reach *reach, sk_error *error) {
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_demand *demand = &scenario->demands[i];
        const char *material = scenario->materials[demand->material].element.name;
        const char *place = scenario->places[demand->place].element.name;
        int node = ski_reach_node(scenario, demand->place, demand->material);
        if (!reach->supplied[node] && reach->stored[node]) {
            ski_check_warning(scenario, SKI_DEMANDS, i, NULL, error,
                              "no source can reach this demand: %s comes to %s of first stocks, "
                              "first cargo or returns alone",
                              material, place);
        } else if (!reach->supplied[node]) {
            ski_check_warning(scenario, SKI_DEMANDS, i, NULL, error,
                              "no source can reach this demand: %s never arrives at %s", material,
                              place);
        } else if (!isinf(reach->least_usd_per_t[node])) {
            warn_value(scenario, i, reach->least_usd_per_t[node], error);
        }
    }
}

/* Whether any source of an element lies in a country. */
static bool has_source(const sk_scenario *scenario, const char *symbol, const char *country) {
    for (int i = 0; i < scenario->source_count; i++) {
        const ski_source *source = &scenario->sources[i];
        const char *of = scenario->materials[source->material].symbol;
        if (of != NULL && strcmp(of, symbol) == 0 &&
            strcmp(scenario->places[source->place].country, country) == 0) {
            return true;
        }
    }
    return false;
}

static void warn_limits(const sk_scenario *scenario, sk_error *error) {
    for (int i = 0; i < scenario->limit_count; i++) {
        const ski_limit *limit = &scenario->limits[i];
        for (int j = 0; j < limit->country_count; j++) {
            if (!has_source(scenario, limit->symbol, limit->countries[j])) {
                ski_check_warning(scenario, SKI_LIMITS, i, "countries", error,
                                  "no source of %s is in %s", limit->symbol, limit->countries[j]);
            }
        }
    }
}

static void mark_parts(bool *used, const ski_part *parts, int count) {
    for (int i = 0; i < count; i++) {
        used[parts[i].material] = true;
    }
}

static sk_status warn_materials(const sk_scenario *scenario, sk_error *error) {
    bool *used = ski_alloc(scenario->material_count, sizeof *used);
    if (used == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < scenario->process_count; i++) {
        const ski_process *process = &scenario->processes[i];
        mark_parts(used, process->inputs, process->input_count);
        mark_parts(used, process->outputs, process->output_count);
    }
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_demand *demand = &scenario->demands[i];
        used[demand->material] = true;
        for (int j = 0; j < demand->alternative_count; j++) {
            used[demand->alternatives[j].material] = true;
        }
    }
    for (int material = 0; material < scenario->material_count; material++) {
        if (!used[material]) {
            ski_check_warning(scenario, SKI_MATERIALS, material, NULL, error,
                              "nobody uses this material: no process takes or makes it and no "
                              "demand wants it");
        }
    }
    free(used);
    return SK_OK;
}

static bool has_place_in(const sk_scenario *scenario, const char *country) {
    for (int i = 0; i < scenario->place_count; i++) {
        if (strcmp(scenario->places[i].country, country) == 0) {
            return true;
        }
    }
    return false;
}

static void warn_countries(const sk_scenario *scenario, sk_error *error) {
    for (int i = 0; i < scenario->country_count; i++) {
        if (!has_place_in(scenario, scenario->countries[i].element.name)) {
            ski_check_warning(scenario, SKI_COUNTRIES, i, NULL, error,
                              "no place is in this country: it changes nothing");
        }
    }
}

/* fed: [nodes] those that need no stock: they have one, no plant takes from them, or they were
 * warned of. */
static void mark_fed(const sk_scenario *scenario, bool *fed, int node_count) {
    memset(fed, true, (size_t)node_count * sizeof *fed);
    for (int i = 0; i < scenario->process_count; i++) {
        const ski_process *process = &scenario->processes[i];
        for (int j = 0; j < process->input_count; j++) {
            fed[ski_reach_node(scenario, process->place, process->inputs[j].material)] = false;
        }
    }
    for (int i = 0; i < scenario->stock_count; i++) {
        fed[ski_reach_node(scenario, scenario->stocks[i].place, scenario->stocks[i].material)] =
            true;
    }
}

static void warn_arrivals(const sk_scenario *scenario, bool *fed, sk_error *error) {
    for (int i = 0; i < scenario->route_count; i++) {
        const ski_route *route = &scenario->routes[i];
        for (int j = 0; route->lead_time_days > 0 && j < route->material_count; j++) {
            int material = route->materials[j];
            int node = ski_reach_node(scenario, route->to, material);
            if (fed[node]) {
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
    SK_TRY(warn_materials(scenario, error));
    SK_TRY(ski_check_stocks(scenario, error));
    warn_limits(scenario, error);
    warn_countries(scenario, error);
    mark_fed(scenario, fed, reach->node_count);
    warn_arrivals(scenario, fed, error);
    warn_lookahead(scenario, reach, error);
done:
    free(fed);
    return st;
}
