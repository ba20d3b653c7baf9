/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → balance rows: at every node and in every period, what comes in less what goes out, less
 * what is discarded, is minus what came by itself (cargo from before the start, the initial stock).
 * Coming in counts as positive, so the dual of the row is what one more tonne is worth. */
#include "optimizer/program_parts.h"

static int balance_row(const ski_draft *draft, int node, int period) {
    return node * draft->network->periods + period;
}

static void add_nodes(ski_draft *draft) {
    const sk_network *network = draft->network;
    for (int node = 0; node < network->node_count; node++) {
        for (int period = 0; period < network->periods; period++) {
            int row = ski_add_row(draft, SKI_ROW_BALANCE, node, period);
            ski_add_term(draft, row, draft->program->layout.discard[node] + period, -1);
        }
    }
}

static void add_purchases(ski_draft *draft) {
    const sk_network *network = draft->network;
    for (int block = 0; block < network->block_count; block++) {
        for (int period = 0; period < network->periods; period++) {
            ski_add_term(draft, balance_row(draft, network->blocks[block].node, period),
                         draft->program->layout.buy[block] + period, 1);
        }
    }
}

static void add_conversion(ski_draft *draft, int process, int period) {
    const ski_conversion *conversion = &draft->network->conversions[process];
    int column = draft->program->layout.run[process] + period;
    for (int i = 0; i < conversion->input_count; i++) {
        const ski_port *input = &conversion->inputs[i];
        ski_add_term(draft, balance_row(draft, input->node, period), column, -input->amount);
    }
    for (int i = 0; i < conversion->output_count; i++) {
        const ski_port *output = &conversion->outputs[i];
        ski_add_moving_term(draft, balance_row(draft, output->node, period), column, output->amount,
                            conversion->yield);
    }
}

static void add_conversions(ski_draft *draft) {
    for (int process = 0; process < draft->network->scenario->process_count; process++) {
        for (int period = 0; period < draft->network->periods; period++) {
            add_conversion(draft, process, period);
        }
    }
}

/* What a unit of `column`, leaving in `period`, brings to a node within the horizon; what arrives
 * later counts as under way in the node's credit row. */
static void add_arrival(ski_draft *draft, int node, int column, int period, ski_lag lag,
                        double amount) {
    int early = period + lag.periods;
    if (early < draft->network->periods) {
        ski_add_term(draft, balance_row(draft, node, early), column, amount * (1 - lag.late_share));
    }
    if (early + 1 < draft->network->periods && lag.late_share > 0) {
        ski_add_term(draft, balance_row(draft, node, early + 1), column, amount * lag.late_share);
    }
}

static void add_shipments(ski_draft *draft) {
    const sk_network *network = draft->network;
    for (int lane = 0; lane < network->lane_count; lane++) {
        const ski_link *link = &network->links[network->lanes[lane].route];
        for (int period = 0; period < network->periods; period++) {
            int column = draft->program->layout.ship[lane] + period;
            ski_add_term(draft, balance_row(draft, network->lanes[lane].from, period), column, -1);
            add_arrival(draft, network->lanes[lane].to, column, period, link->lag, 1 - link->loss);
        }
    }
}

/* The stock of the period before, less its decay, comes in; the new one goes out, and v is lost. */
static void add_stocks(ski_draft *draft) {
    const sk_network *network = draft->network;
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        const ski_store *store = &network->stores[stock];
        int end = draft->program->layout.stock[stock];
        int discard = draft->program->layout.stock_discard[stock];
        for (int period = 0; period < network->periods; period++) {
            int row = balance_row(draft, store->node, period);
            if (period > 0) {
                ski_add_term(draft, row, end + period - 1, store->kept_share);
            }
            ski_add_term(draft, row, end + period, -1);
            ski_add_term(draft, row, discard + period, -1);
        }
    }
}

/* Service, with the share of it that comes back, and substitutes. */
static void add_service(ski_draft *draft, int demand, int period) {
    const ski_need *need = &draft->network->needs[demand];
    const ski_layout *layout = &draft->program->layout;
    int serve = layout->serve[demand] + period;
    ski_add_term(draft, balance_row(draft, need->node, period), serve, -1);
    if (need->return_node >= 0) {
        add_arrival(draft, need->return_node, serve, period, need->return_lag, need->return_share);
    }
    for (int item = 0; item < need->substitute_count; item++) {
        ski_add_term(draft, balance_row(draft, need->substitutes[item].node, period),
                     layout->substitute[demand] + item * layout->periods + period, -1);
    }
}

static void add_services(ski_draft *draft) {
    for (int demand = 0; demand < draft->network->scenario->demand_count; demand++) {
        for (int period = 0; period < draft->network->periods; period++) {
            add_service(draft, demand, period);
        }
    }
}

void ski_balance_rows(ski_draft *draft) {
    add_nodes(draft);
    add_purchases(draft);
    add_conversions(draft);
    add_shipments(draft);
    add_stocks(draft);
    add_services(draft);
}
