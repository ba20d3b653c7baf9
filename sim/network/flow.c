/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes, routes and chokepoints → conversions, links with their lanes, and passages. */
#include "network/builder.h"

#include <math.h>

/* Parts of a process at its place, as ports; NULL when out of memory. */
static const ski_port *ports_of(ski_builder *builder, int place, const ski_part *parts, int count) {
    ski_port *ports = SKI_NEW(builder->network->arena, ski_port, count);
    for (int i = 0; ports != NULL && i < count; i++) {
        ports[i] = (ski_port){ski_node_of(builder, place, parts[i].material), parts[i].amount};
    }
    return ports;
}

sk_status ski_build_processes(ski_builder *builder) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = builder->scenario;
    ski_conversion *conversions =
        SKI_NEW(builder->network->arena, ski_conversion, scenario->process_count);
    SK_CHECK_MEMORY(conversions);
    for (int index = 0; index < scenario->process_count; index++) {
        const ski_process *process = &scenario->processes[index];
        ski_conversion *to = &conversions[index];
        to->input_count = process->input_count;
        to->output_count = process->output_count;
        to->inputs = ports_of(builder, process->place, process->inputs, process->input_count);
        SK_CHECK_MEMORY(to->inputs);
        to->outputs = ports_of(builder, process->place, process->outputs, process->output_count);
        SK_CHECK_MEMORY(to->outputs);
        to->capacity = ski_add_quantity(builder, (ski_target){SKI_PROCESSES, index, "capacity_tpy"},
                                        0, &process->capacity_tpy, INFINITY);
        to->cost = ski_add_quantity(builder, (ski_target){SKI_PROCESSES, index, "cost_usd_per_t"},
                                    0, &process->cost_usd_per_t, 0);
        to->yield = ski_add_quantity(builder, (ski_target){SKI_PROCESSES, index, "yield"}, 0,
                                     &process->yield, 1);
    }
    builder->network->conversions = conversions;
done:
    return st;
}

static void add_lanes(ski_builder *builder, int index, ski_link *link) {
    sk_network *network = builder->network;
    const ski_route *route = &builder->scenario->routes[index];
    link->first_lane = network->lane_count;
    link->lane_count = route->material_count;
    for (int item = 0; item < route->material_count; item++) {
        int material = route->materials[item];
        builder->lanes[network->lane_count++] =
            (ski_lane){.route = index,
                       .material = material,
                       .from = ski_node_of(builder, route->from, material),
                       .to = ski_node_of(builder, route->to, material),
                       .price = builder->material_price[material]};
    }
}

/* A chokepoint without a capacity of its own scales the capacity of each route through it. */
static void add_link(ski_builder *builder, int index, ski_link *link) {
    const ski_route *route = &builder->scenario->routes[index];
    add_lanes(builder, index, link);
    link->loss = route->loss;
    link->lag = ski_lag_of_days(route->lead_time_days, builder->network->period_years);
    link->capacity = ski_add_quantity(builder, (ski_target){SKI_ROUTES, index, "capacity_tpy"}, 0,
                                      &route->capacity_tpy, INFINITY);
    for (int item = 0; item < route->via_count; item++) {
        int via = route->via[item];
        if (builder->scenario->chokepoints[via].capacity_tpy.kind == SKI_SCHED_ABSENT) {
            ski_follow(builder, (ski_target){SKI_CHOKEPOINTS, via, "capacity_tpy"});
        }
    }
    link->cost = ski_add_quantity(builder, (ski_target){SKI_ROUTES, index, "cost_usd_per_t"}, 0,
                                  &route->cost_usd_per_t, 0);
    link->tariff =
        ski_add_quantity(builder, (ski_target){SKI_ROUTES, index, "tariff"}, 0, &route->tariff, 0);
}

sk_status ski_build_routes(ski_builder *builder) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = builder->scenario;
    ski_arena *arena = builder->network->arena;
    int lane_count = 0;
    for (int index = 0; index < scenario->route_count; index++) {
        lane_count += scenario->routes[index].material_count;
    }
    ski_link *links = SKI_NEW(arena, ski_link, scenario->route_count);
    SK_CHECK_MEMORY(links);
    builder->lanes = SKI_NEW(arena, ski_lane, lane_count);
    SK_CHECK_MEMORY(builder->lanes);
    for (int index = 0; index < scenario->route_count; index++) {
        add_link(builder, index, &links[index]);
    }
    builder->network->links = links;
    builder->network->lanes = builder->lanes;
done:
    return st;
}

static bool passes(const ski_route *route, int chokepoint) {
    for (int item = 0; item < route->via_count; item++) {
        if (route->via[item] == chokepoint) {
            return true;
        }
    }
    return false;
}

/* Routes through a chokepoint, each once; NULL when out of memory. */
static const int *routes_through(ski_builder *builder, int chokepoint, int *count) {
    const sk_scenario *scenario = builder->scenario;
    *count = 0;
    for (int route = 0; route < scenario->route_count; route++) {
        *count += passes(&scenario->routes[route], chokepoint);
    }
    int *routes = SKI_NEW(builder->network->arena, int, *count);
    int found = 0;
    for (int route = 0; routes != NULL && route < scenario->route_count; route++) {
        if (passes(&scenario->routes[route], chokepoint)) {
            routes[found++] = route;
        }
    }
    return routes;
}

sk_status ski_build_chokepoints(ski_builder *builder) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = builder->scenario;
    ski_passage *passages =
        SKI_NEW(builder->network->arena, ski_passage, scenario->chokepoint_count);
    SK_CHECK_MEMORY(passages);
    for (int index = 0; index < scenario->chokepoint_count; index++) {
        const ski_sched *capacity = &scenario->chokepoints[index].capacity_tpy;
        ski_target own = {SKI_CHOKEPOINTS, index, "capacity_tpy"};
        passages[index].capacity = capacity->kind == SKI_SCHED_ABSENT
                                       ? -1
                                       : ski_add_quantity(builder, own, 0, capacity, INFINITY);
        passages[index].routes = routes_through(builder, index, &passages[index].route_count);
        SK_CHECK_MEMORY(passages[index].routes);
    }
    builder->network->passages = passages;
done:
    return st;
}
