/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → rows that bind several flows at once: minimum purchases, shared routes, chokepoints and
 * limits on dependence. What binds a single flow is that column's bound (program_bounds.c). */
#include "optimizer/program_parts.h"

/* Adds `periods` rows of a kind, without terms, and returns the first. */
static int add_rows(ski_draft *draft, ski_row_kind kind, int element) {
    int first = draft->row_count;
    for (int period = 0; period < draft->network->periods; period++) {
        ski_add_row(draft, kind, element, period);
    }
    return first;
}

/* Adds `value` times each period's column to that period's row. */
static void add_terms(ski_draft *draft, int first_row, int first_column, double value) {
    for (int period = 0; period < draft->network->periods; period++) {
        ski_add_term(draft, first_row + period, first_column + period, value);
    }
}

static bool has_minimum(const sk_network *of, int source) {
    const sk_network *network = ski_whole(of);
    for (int period = 0; period < network->periods; period++) {
        if (ski_value(network, network->base, network->supplies[source].minimum, period) > 0) {
            return true;
        }
    }
    return false;
}

/* Σ x over the blocks of a source >= its minimum. */
void ski_minimum_rows(ski_draft *draft) {
    for (int source = 0; source < draft->network->scenario->source_count; source++) {
        const ski_supply *supply = &draft->network->supplies[source];
        if (supply->block_count == 1 || !has_minimum(draft->network, source)) {
            continue;
        }
        int row = add_rows(draft, SKI_ROW_MINIMUM, source);
        for (int i = 0; i < supply->block_count; i++) {
            add_terms(draft, row, draft->program->layout.buy[supply->first_block + i], 1);
        }
    }
}

static void add_shipments(ski_draft *draft, int first_row, const ski_link *link) {
    for (int i = 0; i < link->lane_count; i++) {
        add_terms(draft, first_row, draft->program->layout.ship[link->first_lane + i], 1);
    }
}

/* Σ f over the materials of a route <= its capacity, at departure. */
void ski_capacity_rows(ski_draft *draft) {
    for (int route = 0; route < draft->network->scenario->route_count; route++) {
        const ski_link *link = &draft->network->links[route];
        if (link->lane_count > 1 && ski_may_limit(draft->network, link->capacity)) {
            add_shipments(draft, add_rows(draft, SKI_ROW_CAPACITY, route), link);
        }
    }
}

/* Σ f over the routes through a chokepoint <= its capacity, at departure. */
void ski_passage_rows(ski_draft *draft) {
    for (int chokepoint = 0; chokepoint < draft->network->scenario->chokepoint_count;
         chokepoint++) {
        const ski_passage *passage = &draft->network->passages[chokepoint];
        if (passage->capacity < 0 || !ski_may_limit(draft->network, passage->capacity)) {
            continue;
        }
        int row = add_rows(draft, SKI_ROW_PASSAGE, chokepoint);
        for (int i = 0; i < passage->route_count; i++) {
            add_shipments(draft, row, &draft->network->links[passage->routes[i]]);
        }
    }
}

/* Σ x of the listed countries - e <= max_share · Σ x of the element. */
void ski_limit_rows(ski_draft *draft) {
    const int *buy = draft->program->layout.buy;
    for (int limit = 0; limit < draft->network->scenario->limit_count; limit++) {
        const ski_cap *cap = &draft->network->caps[limit];
        int row = add_rows(draft, SKI_ROW_LIMIT, limit);
        add_terms(draft, row, draft->program->layout.excess[limit], -1);
        for (int i = 0; i < cap->capped_count; i++) {
            add_terms(draft, row, buy[cap->capped[i]], 1);
        }
        for (int i = 0; i < cap->all_count; i++) {
            for (int period = 0; period < draft->network->periods; period++) {
                ski_add_moving_term(draft, row + period, buy[cap->all[i]] + period, -1,
                                    cap->max_share);
            }
        }
    }
}
