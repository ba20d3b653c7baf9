/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → where each variable of docs/model.md stands among the columns. */
#include "optimizer/program_parts.h"

/* How many variables of a kind an element has. */
typedef int items_of(const sk_network *network, int element);

static int one(const sk_network *network, int element) {
    (void)network;
    (void)element;
    return 1;
}

/* A factor never lifts a target off 0. */
static bool has_target(const sk_network *of, int stock) {
    const sk_network *network = ski_whole(of);
    for (int period = 0; period < network->periods; period++) {
        if (ski_value(network, network->base, network->stores[stock].target, period) > 0) {
            return true;
        }
    }
    return false;
}

static int below_targets(const sk_network *network, int stock) {
    return has_target(network, stock);
}

static int substitutes(const sk_network *network, int demand) {
    return network->needs[demand].substitute_count;
}

static int tiers(const sk_network *network, int demand) {
    int count = network->needs[demand].tier_count;
    return count > 0 ? count : 1;
}

static int waits(const sk_network *network, int demand) {
    return network->needs[demand].backlog >= 0;
}

static int credits(const sk_network *network, int node) {
    if (!network->has_credit || network->terminal_usd_per_t[node] <= 0) {
        return 0;
    }
    bool may_be_left = network->terminal_start_t[node] > 0;
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        may_be_left =
            may_be_left || (network->stores[stock].node == node && has_target(network, stock));
    }
    return may_be_left;
}

/* First columns of a kind's variables, element by element; -1 where an element has none. */
static const int *place(ski_draft *draft, ski_column_kind kind, int element_count,
                        items_of *items) {
    int *first = SKI_NEW(draft->program->arena, int, element_count);
    if (first == NULL) {
        draft->st = SK_ERR_MEMORY;
        return NULL;
    }
    for (int element = 0; element < element_count; element++) {
        int count = items(draft->network, element);
        first[element] = count > 0 ? draft->column_count : -1;
        for (int item = 0; item < count; item++) {
            ski_add_columns(draft, kind, element, item);
        }
    }
    return first;
}

void ski_layout_columns(ski_draft *draft) {
    const sk_network *network = draft->network;
    const sk_scenario *scenario = network->scenario;
    draft->program->layout = (ski_layout){.periods = network->periods};
    ski_layout *layout = &draft->program->layout;
    layout->buy = place(draft, SKI_BUY, network->block_count, one);
    layout->run = place(draft, SKI_RUN, scenario->process_count, one);
    layout->ship = place(draft, SKI_SHIP, network->lane_count, one);
    layout->stock = place(draft, SKI_STOCK, scenario->stock_count, one);
    layout->stock_discard = place(draft, SKI_STOCK_DISCARD, scenario->stock_count, one);
    layout->below = place(draft, SKI_BELOW, scenario->stock_count, below_targets);
    layout->serve = place(draft, SKI_SERVE, scenario->demand_count, one);
    layout->substitute = place(draft, SKI_SUBSTITUTE, scenario->demand_count, substitutes);
    layout->shortage = place(draft, SKI_SHORT, scenario->demand_count, tiers);
    layout->wait = place(draft, SKI_WAIT, scenario->demand_count, waits);
    layout->excess = place(draft, SKI_EXCESS, scenario->limit_count, one);
    layout->discard = place(draft, SKI_DISCARD, network->node_count, one);
    layout->group_count = draft->column_count / network->periods;
    layout->credit = place(draft, SKI_CREDIT, network->node_count, credits);
}
