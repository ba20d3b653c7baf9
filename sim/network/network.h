/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → network: nodes, the elements' indices into them, and every number by period. Const
 * once built.
 *
 * A *quantity* is one number by period that a world may multiply: a capacity, a price, a demand.
 * All quantities stand in one flat table, value[quantity * periods + period], in the unit of
 * their key (t/y, USD/t, …; a missing limit is +inf). The network holds the base values; a world
 * (uncertainty/) or a forecast gives another table of the same shape, and the program
 * (optimizer/) is patched from whichever table it is given. */
#ifndef SKI_NETWORK_NETWORK_H
#define SKI_NETWORK_NETWORK_H

#include "scenario/scenario.h"

/* A (place, material) pair that something touches. */
typedef struct {
    int place, material;
} ski_node;

/* What multiplies a quantity: every factor and every effect of a disruption that targets one of
 * these schedules, each once. Its own schedule comes first; then those it follows (an inherited
 * price its material's; a minimum its source's capacity; a route's capacity that of each chokepoint
 * on it that has none of its own). */
typedef struct {
    int target_count;
    const ski_target *targets; /* [target_count] its own first */
    int item;                  /* step or tier, 1-based as in paths; 0: the element has one value */
} ski_quantity;

/* One block of supply: a whole source, or one of its steps. */
typedef struct {
    int source, node;
    int capacity, price, premium; /* quantities: t/y, USD/t, USD/t */
} ski_block;

/* The blocks of one source, in order, and its minimum over all of them. */
typedef struct {
    int node, first_block, block_count;
    int minimum; /* quantity, t/y; the program cuts it to the capacity of the same table */
} ski_supply;

/* A material's part in a process, resolved to a node. */
typedef struct {
    int node;
    double amount; /* t per unit of throughput */
} ski_port;

typedef struct {
    int input_count, output_count;
    const ski_port *inputs, *outputs;
    int capacity, cost, yield; /* quantities: t/y, USD/t, 1 */
} ski_conversion;

/* Time between leaving and arriving: share 1 - late_share after `periods` periods, late_share
 * one period later. */
typedef struct {
    int periods;
    double late_share;
} ski_lag;

/* A (route, material) pair: what a shipment variable is. */
typedef struct {
    int route, material, from, to; /* from, to: nodes */
    int price; /* quantity: the material's price, for the tariff; -1: it has none */
} ski_lane;

typedef struct {
    int first_lane, lane_count;
    int capacity, cost, tariff; /* quantities: t/y, USD/t, 1 */
    double loss;
    ski_lag lag;
} ski_link;

typedef struct {
    int capacity; /* quantity, t/y; -1: no capacity of its own */
    int route_count;
    const int *routes;
} ski_passage;

typedef struct {
    int node;
    double initial_t;
    double kept_share; /* of the stock after one period's decay: (1 - decay)^Δ */
    int capacity, holding, release, refill, target, below_target; /* quantities */
} ski_store;

typedef struct {
    int node; /* of the other material */
    double ratio, max_share, extra_usd_per_t;
} ski_substitute;

typedef struct {
    int node;
    int demand;   /* quantity, t/y */
    int shortage; /* quantity, USD/t; used when there are no tiers */
    int backlog;  /* quantity, USD/t/y; -1: unserved demand is lost */
    int tier_count;
    const double *tier_shares;
    const int *tier_values; /* quantities, USD/t */
    int substitute_count;
    const ski_substitute *substitutes;
    int return_node; /* -1: nothing comes back */
    double return_share;
    ski_lag return_lag;
} ski_need;

typedef struct {
    int max_share, excess; /* quantities: 1, USD/t */
    int capped_count, all_count;
    const int *capped; /* blocks of the element from the listed countries */
    const int *all;    /* blocks of the element */
} ski_cap;

typedef struct sk_network sk_network;
struct sk_network {
    const sk_scenario *scenario; /* borrowed: outlives the network */
    ski_arena *arena;
    const sk_network *whole; /* that this is a window of, borrowed; NULL: it is no window */
    int periods;
    double period_years;
    const double *discount; /* [periods + 1] of a cost in period t; last, at the horizon's end */

    int node_count, block_count, lane_count, quantity_count;
    const ski_node *nodes;
    const ski_block *blocks;
    const ski_lane *lanes;
    const ski_quantity *quantities;
    const double *base; /* [quantity_count * periods] */

    /* One a scenario element, in the scenario's order and number. */
    const ski_supply *supplies;
    const ski_conversion *conversions;
    const ski_link *links;
    const ski_passage *passages;
    const ski_store *stores;
    const ski_need *needs;
    const ski_cap *caps;
    const int *material_price; /* [materials] quantity, USD/t; -1: the material has no price */

    /* What reaches each node in each period from before the start, t: steady pipeline,
     * in_transit_tpy and returns. arrival_periods covers the longest lag, also beyond the
     * horizon (what arrives later counts as under way). */
    int arrival_periods;
    const double *arrivals; /* [node_count * arrival_periods] */

    /* What is left at the end: its worth per tonne at first-period prices, the node's material
     * price quantity being material_price[material]; and what there was at the start, in stocks and
     * under way, for no more than that or the targets at the end is credited. */
    bool has_credit;                  /* false: nothing is credited */
    const double *terminal_usd_per_t; /* [node_count] v[n], before the ratio of prices */
    const double *terminal_start_t;   /* [node_count] */

    double start_usd; /* of what the policy adds to what is under way at the start */
};

/* The number of a node, -1 when it is not there. */
int ski_network_node(const sk_network *network, ski_node node);

/* Builds the network without pipeline and terminal values (arrivals and terminal_* empty: NULL,
 * arrival_periods 0). optimizer/steady.h fills them, since they rest on a solve. */
sk_status ski_network_build(sk_network **out, const sk_scenario *scenario, sk_error *error);

/* The steady network of model.md §1: one period, first-period values, no lags, unmet demand at
 * its shortage value (with tiers and no such value: the dearest tier's), no backlog, demands
 * times (1 - demand_cut). Nodes, blocks, lanes, elements and quantities keep their numbers;
 * stores are there with capacity, target and first stock 0. `network` outlives it. */
sk_status ski_network_steady(sk_network **out, const sk_network *network, double demand_cut);

/* A window of the network: its first `periods` periods, with what is left at their end credited.
 * Elements, nodes and quantities keep their numbers. `network` outlives it. */
sk_status ski_network_window(sk_network **out, const sk_network *network, int periods);

/* The network over the whole horizon, whose numbers decide which columns and rows there are. */
static inline const sk_network *ski_whole(const sk_network *network) {
    return network->whole != NULL ? network->whole : network;
}

void ski_network_free(sk_network *network);

/* Days as model time; a time that is whole within SKI_WHOLE_PERIOD_TOL is whole. */
double ski_days_to_periods(double days, double period_years);
double ski_whole_time(double time);

/* A lead time or lag, split over the two periods it falls between so that its mean is exact. */
ski_lag ski_lag_of_days(double days, double period_years);

/* Path of a quantity in the format ("sources.almalyk.capacity_tpy",
 * "demands.fab.tiers.2.usd_per_t"), into text[size]. */
void ski_quantity_path(const sk_network *network, int quantity, char *text, int size);

/* The most that is credited at a node when `period` is the last, t: what there was at the start, or
 * the targets of its stocks then. */
double ski_credit_most(const sk_network *network, const double *values, int node, int period);

static inline double ski_value(const sk_network *network, const double *values, int quantity,
                               int period) {
    return values[quantity * network->periods + period];
}

#endif
