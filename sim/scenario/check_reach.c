/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → what can reach what: nodes that are supplied, nodes on the way to a demand, the
 * least a tonne costs and the quickest way. Each is a fixed point found by sweeps over routes and
 * processes until nothing changes; those with a capacity of 0 throughout count for none. */
#include "base/tolerances.h"
#include "scenario/check.h"

#include <math.h>
#include <stdlib.h>

/* First-period price of a material; 0 when it has none (it bears no tariff then). */
static double price_of(const sk_scenario *scenario, int material) {
    double price = ski_limit_average(scenario, &scenario->materials[material].price_usd_per_t, 0);
    return isinf(price) ? 0 : price;
}

static double source_usd_per_t(const sk_scenario *scenario, const ski_source *source) {
    double price = source->step_count > 0
                       ? source->steps[0].usd_per_t
                       : ski_limit_average(scenario, &source->price_usd_per_t, 0);
    if (isinf(price)) {
        price = price_of(scenario, source->material);
    }
    return price + ski_limit_average(scenario, &source->premium_usd_per_t, 0);
}

static bool lower(double *value, double to) {
    if (to < *value * (1 - SKI_ROUNDING_TOL)) {
        *value = to;
        return true;
    }
    return false;
}

static bool source_is_open(const sk_scenario *scenario, const ski_source *source) {
    double steps_tpy = 0;
    for (int i = 0; i < source->step_count; i++) {
        steps_tpy += source->steps[i].tpy;
    }
    return source->step_count > 0 ? steps_tpy > 0
                                  : !ski_check_is_zero(scenario, &source->capacity_tpy);
}

static bool route_is_open(const sk_scenario *scenario, const ski_route *route) {
    bool open = !ski_check_is_zero(scenario, &route->capacity_tpy);
    for (int i = 0; open && i < route->via_count; i++) {
        open = !ski_check_is_zero(scenario, &scenario->chokepoints[route->via[i]].capacity_tpy);
    }
    return open;
}

static void find_open(const sk_scenario *scenario, ski_reach *reach) {
    for (int i = 0; i < scenario->route_count; i++) {
        reach->route_open[i] = route_is_open(scenario, &scenario->routes[i]);
    }
    for (int i = 0; i < scenario->process_count; i++) {
        const ski_process *process = &scenario->processes[i];
        reach->process_open[i] = !ski_check_is_zero(scenario, &process->capacity_tpy) &&
                                 !ski_check_is_zero(scenario, &process->yield);
    }
}

static void start_supply(const sk_scenario *scenario, ski_reach *reach) {
    for (int i = 0; i < scenario->source_count; i++) {
        const ski_source *source = &scenario->sources[i];
        int node = ski_reach_node(scenario, source->place, source->material);
        if (source_is_open(scenario, source)) {
            reach->supplied[node] = true;
            lower(&reach->least_usd_per_t[node], source_usd_per_t(scenario, source));
        }
    }
}

/* What no source replaces: first stocks, first cargo and what returns. They cost nothing here: a
 * tonne of them is worth what it replaces. */
static void start_stored(const sk_scenario *scenario, ski_reach *reach) {
    for (int i = 0; i < scenario->stock_count; i++) {
        const ski_stock *stock = &scenario->stocks[i];
        if (stock->initial_t > 0) {
            reach->stored[ski_reach_node(scenario, stock->place, stock->material)] = true;
        }
    }
    for (int i = 0; i < scenario->route_count; i++) {
        const ski_route *route = &scenario->routes[i];
        for (int j = 0; j < route->in_transit_count; j++) {
            const ski_part *cargo = &route->in_transit_tpy[j];
            if (cargo->amount > 0) {
                reach->stored[ski_reach_node(scenario, route->to, cargo->material)] = true;
            }
        }
    }
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_demand *demand = &scenario->demands[i];
        if (demand->has_returns) {
            reach->stored[ski_reach_node(scenario, demand->return_place, demand->return_material)] =
                true;
        }
    }
}

static bool mark(bool *flag) {
    bool changed = !*flag;
    *flag = true;
    return changed;
}

static bool sweep_route(const sk_scenario *scenario, const ski_route *route, ski_reach *reach) {
    bool changed = false;
    for (int i = 0; i < route->material_count; i++) {
        int material = route->materials[i];
        int from = ski_reach_node(scenario, route->from, material);
        int to = ski_reach_node(scenario, route->to, material);
        double cost = reach->least_usd_per_t[from] +
                      ski_limit_average(scenario, &route->cost_usd_per_t, 0) +
                      ski_limit_average(scenario, &route->tariff, 0) * price_of(scenario, material);
        if (reach->supplied[from]) {
            changed |= mark(&reach->supplied[to]);
        }
        if (reach->stored[from]) {
            changed |= mark(&reach->stored[to]);
        }
        if (reach->wanted[to]) {
            changed |= mark(&reach->wanted[from]);
        }
        if (route->loss < 1) {
            changed |= lower(&reach->least_usd_per_t[to], cost / (1 - route->loss));
        }
        changed |= lower(&reach->least_days[from], reach->least_days[to] + route->lead_time_days);
    }
    return changed;
}

/* Whether all that a process takes is supplied, and whether it is at least stored. */
static void find_inputs(const sk_scenario *scenario, const ski_process *process,
                        const ski_reach *reach, bool *supplied, bool *stored) {
    *supplied = true;
    *stored = true;
    for (int i = 0; i < process->input_count; i++) {
        int node = ski_reach_node(scenario, process->place, process->inputs[i].material);
        *supplied = *supplied && reach->supplied[node];
        *stored = *stored && (reach->supplied[node] || reach->stored[node]);
    }
}

/* A process with several outputs shares its cost among them by tonnes. */
static bool sweep_process(const sk_scenario *scenario, const ski_process *process,
                          ski_reach *reach) {
    bool changed = false, supplied, stored, wanted = false;
    double cost = ski_limit_average(scenario, &process->cost_usd_per_t, 0);
    double made = 0;
    double days = INFINITY;
    find_inputs(scenario, process, reach, &supplied, &stored);
    for (int i = 0; i < process->input_count; i++) {
        int node = ski_reach_node(scenario, process->place, process->inputs[i].material);
        if (process->inputs[i].amount > 0) {
            cost += process->inputs[i].amount * reach->least_usd_per_t[node];
        }
    }
    for (int i = 0; i < process->output_count; i++) {
        int node = ski_reach_node(scenario, process->place, process->outputs[i].material);
        made += process->outputs[i].amount * ski_limit_average(scenario, &process->yield, 0);
        wanted = wanted || reach->wanted[node];
        days = fmin(days, reach->least_days[node]);
    }
    for (int i = 0; i < process->output_count; i++) {
        int node = ski_reach_node(scenario, process->place, process->outputs[i].material);
        if (supplied) {
            changed |= mark(&reach->supplied[node]);
        }
        if (stored) {
            changed |= mark(&reach->stored[node]);
        }
        if (made > 0) {
            changed |= lower(&reach->least_usd_per_t[node], cost / made);
        }
    }
    for (int i = 0; i < process->input_count; i++) {
        int node = ski_reach_node(scenario, process->place, process->inputs[i].material);
        if (wanted) {
            changed |= mark(&reach->wanted[node]);
        }
        changed |= lower(&reach->least_days[node], days);
    }
    return changed;
}

static void start_want(const sk_scenario *scenario, ski_reach *reach) {
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_demand *demand = &scenario->demands[i];
        int node = ski_reach_node(scenario, demand->place, demand->material);
        reach->wanted[node] = true;
        reach->least_days[node] = 0;
        for (int j = 0; j < demand->alternative_count; j++) {
            node = ski_reach_node(scenario, demand->place, demand->alternatives[j].material);
            reach->wanted[node] = true;
            reach->least_days[node] = 0;
        }
    }
}

/* Costs fall for ever round a loop that makes more than it takes; every other way uses an element
 * once at most, so that as many sweeps as there are elements are enough. */
static void sweep_all(const sk_scenario *scenario, ski_reach *reach) {
    bool changed = true;
    int most = scenario->route_count + scenario->process_count;
    for (int sweep = 0; changed && sweep <= most; sweep++) {
        changed = false;
        for (int i = 0; i < scenario->route_count; i++) {
            if (reach->route_open[i]) {
                changed |= sweep_route(scenario, &scenario->routes[i], reach);
            }
        }
        for (int i = 0; i < scenario->process_count; i++) {
            if (reach->process_open[i]) {
                changed |= sweep_process(scenario, &scenario->processes[i], reach);
            }
        }
    }
}

sk_status ski_reach_build(ski_reach **out, const sk_scenario *scenario) {
    sk_status st = SK_OK;
    ski_reach *reach = ski_alloc(1, sizeof *reach);
    SK_CHECK_MEMORY(reach);
    reach->node_count = scenario->place_count * scenario->material_count;
    reach->supplied = ski_alloc(reach->node_count, sizeof(bool));
    reach->wanted = ski_alloc(reach->node_count, sizeof(bool));
    reach->least_usd_per_t = ski_alloc(reach->node_count, sizeof(double));
    reach->least_days = ski_alloc(reach->node_count, sizeof(double));
    reach->stored = ski_alloc(reach->node_count, sizeof(bool));
    reach->route_open = ski_alloc(scenario->route_count, sizeof(bool));
    reach->process_open = ski_alloc(scenario->process_count, sizeof(bool));
    SK_CHECK_MEMORY(reach->supplied);
    SK_CHECK_MEMORY(reach->stored);
    SK_CHECK_MEMORY(reach->route_open);
    SK_CHECK_MEMORY(reach->process_open);
    SK_CHECK_MEMORY(reach->wanted);
    SK_CHECK_MEMORY(reach->least_usd_per_t);
    SK_CHECK_MEMORY(reach->least_days);
    for (int node = 0; node < reach->node_count; node++) {
        reach->least_usd_per_t[node] = INFINITY;
        reach->least_days[node] = INFINITY;
    }
    find_open(scenario, reach);
    start_supply(scenario, reach);
    start_stored(scenario, reach);
    start_want(scenario, reach);
    sweep_all(scenario, reach);
    *out = reach;
    reach = NULL;
done:
    ski_reach_free(reach);
    return st;
}

void ski_reach_free(ski_reach *reach) {
    if (reach == NULL) {
        return;
    }
    free(reach->supplied);
    free(reach->stored);
    free(reach->route_open);
    free(reach->process_open);
    free(reach->wanted);
    free(reach->least_usd_per_t);
    free(reach->least_days);
    free(reach);
}
