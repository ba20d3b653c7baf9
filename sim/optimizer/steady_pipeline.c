/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows of a steady optimum, and in_transit_tpy → what is under way at the start (model.md §1, §5).
 */
#include "optimizer/steady_parts.h"

#include <math.h>
#include <stdlib.h>

static int later(int longest, ski_lag lag) {
    return lag.periods + 1 > longest ? lag.periods + 1 : longest;
}

static int longest_lag(const sk_network *network, int longest) {
    for (int route = 0; route < network->scenario->route_count; route++) {
        longest = later(longest, network->links[route].lag);
    }
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        const ski_need *need = &network->needs[demand];
        longest = need->return_node >= 0 ? later(longest, need->return_lag) : longest;
    }
    return longest;
}

/* What left at a constant rate in every period before the start, as it arrives at a place. */
static void add_arrivals(const sk_network *network, double *arrivals, ski_node at,
                         double tonnes_a_period, ski_lag lag) {
    const int node = ski_network_node(network, at);
    if (node < 0) { /* a policy has taken the node out of the chain */
        return;
    }
    double *of_node = arrivals + node * network->arrival_periods;
    for (int period = 0; period < lag.periods; period++) {
        of_node[period] += tonnes_a_period;
    }
    if (lag.late_share > 0) {
        of_node[lag.periods] += tonnes_a_period * lag.late_share;
    }
}

/* Whether two routes have the same said of what is under way on them. */
static bool same_in_transit(const ski_route *a, const ski_route *b) {
    bool same =
        a->has_in_transit == b->has_in_transit && a->in_transit_count == b->in_transit_count;
    for (int i = 0; same && i < a->in_transit_count; i++) {
        same = a->in_transit_tpy[i].material == b->in_transit_tpy[i].material &&
               a->in_transit_tpy[i].amount == b->in_transit_tpy[i].amount;
    }
    return same;
}

static bool changes_in_transit(const sk_network *network, const sk_network *origin, int route) {
    return !same_in_transit(&network->scenario->routes[route], &origin->scenario->routes[route]);
}

/* Tonnes a period that left by a lane before the start. */
static double lane_rate(const sk_network *network, int lane, const ski_steady *pipeline) {
    const ski_route *route = &network->scenario->routes[network->lanes[lane].route];
    if (!route->has_in_transit) {
        return network->scenario->steady_pipeline
                   ? pipeline->flows[pipeline->program->layout.ship[lane]]
                   : 0;
    }
    double rate_tpy = 0;
    for (int i = 0; i < route->in_transit_count; i++) {
        if (route->in_transit_tpy[i].material == network->lanes[lane].material) {
            rate_tpy = route->in_transit_tpy[i].amount;
        }
    }
    return rate_tpy * network->period_years;
}

/* The cargo of `of` on the routes on which the policy changes it, or on the others. */
static void add_cargo(sk_network *network, double *arrivals, const sk_network *origin,
                      const sk_network *of, bool changed, const ski_steady *pipeline) {
    for (int i = 0; i < of->lane_count; i++) {
        const ski_lane *lane = &of->lanes[i];
        const ski_link *link = &of->links[lane->route];
        if (changes_in_transit(network, origin, lane->route) == changed) {
            add_arrivals(network, arrivals, of->nodes[lane->to],
                         (1 - link->loss) * lane_rate(of, i, pipeline), link->lag);
        }
    }
}

static void add_returns(sk_network *network, double *arrivals, const sk_network *origin,
                        const ski_steady *pipeline) {
    if (!origin->scenario->steady_pipeline) {
        return;
    }
    for (int demand = 0; demand < origin->scenario->demand_count; demand++) {
        const ski_need *need = &origin->needs[demand];
        if (need->return_node >= 0) {
            double served = pipeline->flows[pipeline->program->layout.serve[demand]];
            add_arrivals(network, arrivals, origin->nodes[need->return_node],
                         need->return_share * served, need->return_lag);
        }
    }
}

/* Tonnes under way at the start on a route, of one material. */
static double under_way_t(const sk_network *network, int route, int material,
                          const ski_steady *pipeline) {
    const ski_link *link = &network->links[route];
    double sum_t = 0;
    for (int i = 0; i < link->lane_count; i++) {
        if (network->lanes[link->first_lane + i].material == material) {
            sum_t += lane_rate(network, link->first_lane + i, pipeline) *
                     (link->lag.periods + link->lag.late_share);
        }
    }
    return sum_t;
}

/* What the policy adds to what is under way, at the material's first-period price (which was
 * checked to be there). */
static double bought_usd(const sk_network *network, const sk_network *origin,
                         const ski_steady *pipeline) {
    double sum_usd = 0;
    for (int i = 0; i < network->lane_count; i++) {
        const ski_lane *lane = &network->lanes[i];
        if (lane->price >= 0 && changes_in_transit(network, origin, lane->route)) {
            double added_t = under_way_t(network, lane->route, lane->material, pipeline) -
                             under_way_t(origin, lane->route, lane->material, pipeline);
            sum_usd += fmax(added_t, 0) * ski_value(network, network->base, lane->price, 0);
        }
    }
    return sum_usd;
}

sk_status ski_steady_arrivals(sk_network *network, const sk_network *origin,
                              const ski_steady *pipeline) {
    sk_status st = SK_OK;
    network->arrival_periods = longest_lag(network, longest_lag(origin, 0));
    double *arrivals = ski_arena_alloc(network->arena, network->node_count,
                                       (size_t)network->arrival_periods * sizeof(double));
    SK_CHECK_MEMORY(arrivals);
    add_cargo(network, arrivals, origin, origin, false, pipeline);
    add_cargo(network, arrivals, origin, network, true, pipeline);
    add_returns(network, arrivals, origin, pipeline);
    network->arrivals = arrivals;
    network->start_usd = bought_usd(network, origin, pipeline);
done:
    return st;
}
