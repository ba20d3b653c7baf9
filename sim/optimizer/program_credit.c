/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → credit rows: what is credited at a node when the horizon ends is at most what its
 * stocks then hold and what is under way to it: shipments after their loss, returns, and cargo from
 * before the start that arrives even later. */
#include "optimizer/program_parts.h"

/* Where what a node has at the end counts, or -1. */
static int credit_row(const int *rows, int node) {
    return node >= 0 ? rows[node] : -1;
}

/* Adds each node's row w - … <= cargo that left before the start and arrives after the end;
 * rows[node] is -1 where there is no credit. */
static void add_nodes(ski_draft *draft, int *rows) {
    for (int node = 0; node < draft->network->node_count; node++) {
        int credit = draft->program->layout.credit[node];
        rows[node] = -1;
        if (credit >= 0) {
            rows[node] = ski_add_row(draft, SKI_ROW_CREDIT, node, draft->network->periods - 1);
            ski_add_term(draft, rows[node], credit, 1);
        }
    }
}

static void add_stocks(ski_draft *draft, const int *rows) {
    int last = draft->network->periods - 1;
    for (int stock = 0; stock < draft->network->scenario->stock_count; stock++) {
        int row = credit_row(rows, draft->network->stores[stock].node);
        if (row >= 0) {
            ski_add_term(draft, row, draft->program->layout.stock[stock] + last, -1);
        }
    }
}

/* Adds what each period's flow, from first_column on, still has under way at the end. */
static void add_under_way(ski_draft *draft, int row, int first_column, ski_lag lag, double amount) {
    int periods = draft->network->periods;
    int first = periods - 1 - lag.periods;
    for (int period = first > 0 ? first : 0; period < periods; period++) {
        double share = period + lag.periods >= periods ? 1 : lag.late_share;
        if (share > 0) {
            ski_add_term(draft, row, first_column + period, -amount * share);
        }
    }
}

static void add_shipments(ski_draft *draft, const int *rows) {
    const sk_network *network = draft->network;
    for (int lane = 0; lane < network->lane_count; lane++) {
        const ski_link *link = &network->links[network->lanes[lane].route];
        int row = credit_row(rows, network->lanes[lane].to);
        if (row >= 0) {
            add_under_way(draft, row, draft->program->layout.ship[lane], link->lag, 1 - link->loss);
        }
    }
}

static void add_returns(ski_draft *draft, const int *rows) {
    for (int demand = 0; demand < draft->network->scenario->demand_count; demand++) {
        const ski_need *need = &draft->network->needs[demand];
        int row = credit_row(rows, need->return_node);
        if (row >= 0) {
            add_under_way(draft, row, draft->program->layout.serve[demand], need->return_lag,
                          need->return_share);
        }
    }
}

void ski_credit_rows(ski_draft *draft) {
    int *rows = SKI_NEW(draft->program->arena, int, draft->network->node_count);
    if (rows == NULL) {
        draft->st = SK_ERR_MEMORY;
        return;
    }
    add_nodes(draft, rows);
    add_stocks(draft, rows);
    add_shipments(draft, rows);
    add_returns(draft, rows);
}
