/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → its steady network (model.md §1): one period of the first period's values, in which
 * nothing waits, travels or is stored. Elements, nodes, blocks, lanes and quantities keep their
 * numbers. */
#include "network/network.h"

#include <stdlib.h>
#include <string.h>

/* First-period values, with stores shut and demands cut. */
static sk_status steady_base(sk_network *steady, const sk_network *network, double demand_cut) {
    sk_status st = SK_OK;
    double *base = SKI_NEW(steady->arena, double, network->quantity_count);
    SK_CHECK_MEMORY(base);
    for (int quantity = 0; quantity < network->quantity_count; quantity++) {
        base[quantity] = ski_value(network, network->base, quantity, 0);
    }
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        base[network->stores[stock].capacity] = 0;
        base[network->stores[stock].target] = 0;
    }
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        base[network->needs[demand].demand] *= 1.0 - demand_cut;
    }
    steady->base = base;
done:
    return st;
}

static sk_status steady_elements(sk_network *steady, const sk_network *network) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = network->scenario;
    ski_link *links = SKI_NEW(steady->arena, ski_link, scenario->route_count);
    SK_CHECK_MEMORY(links);
    ski_store *stores = SKI_NEW(steady->arena, ski_store, scenario->stock_count);
    SK_CHECK_MEMORY(stores);
    ski_need *needs = SKI_NEW(steady->arena, ski_need, scenario->demand_count);
    SK_CHECK_MEMORY(needs);
    for (int route = 0; route < scenario->route_count; route++) {
        links[route] = network->links[route];
        links[route].lag = (ski_lag){0, 0};
    }
    for (int stock = 0; stock < scenario->stock_count; stock++) {
        stores[stock] = network->stores[stock];
        stores[stock].initial_t = 0;
    }
    for (int demand = 0; demand < scenario->demand_count; demand++) {
        needs[demand] = network->needs[demand];
        needs[demand].return_lag = (ski_lag){0, 0};
        needs[demand].tier_count = 0;
        needs[demand].backlog = -1;
    }
    steady->links = links;
    steady->stores = stores;
    steady->needs = needs;
done:
    return st;
}

sk_status ski_network_steady(sk_network **out, const sk_network *network, double demand_cut) {
    sk_status st = SK_OK;
    sk_network *steady = ski_alloc(1, sizeof *steady);
    SK_CHECK_MEMORY(steady);
    *steady = *network;
    steady->arena = ski_arena_new();
    SK_CHECK_MEMORY(steady->arena);
    steady->periods = 1;
    steady->arrival_periods = 0;
    steady->arrivals = NULL;
    steady->terminal_usd_per_t = NULL;
    steady->terminal_start_t = NULL;
    steady->has_credit = false;
    SK_TRY(steady_base(steady, network, demand_cut));
    SK_TRY(steady_elements(steady, network));
    *out = steady;
    steady = NULL;
done:
    ski_network_free(steady);
    return st;
}
