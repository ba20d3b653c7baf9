/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → rows of stocks: how fast they are drawn and filled, and their targets. Discards v count
 * as drawn for nothing, so a capacity that shrinks below what is there never contradicts them. */
#include "optimizer/program_parts.h"

/* Adds sign · (kept · h[t-1] - h[t] - v[t]) as a row of every period; h[-1] is what the program
 * starts with. */
static void add_net_release(ski_draft *draft, ski_row_kind kind, int stock, double sign) {
    const ski_store *store = &draft->network->stores[stock];
    int end = draft->program->layout.stock[stock];
    int discard = draft->program->layout.stock_discard[stock];
    for (int period = 0; period < draft->network->periods; period++) {
        int row = ski_add_row(draft, kind, stock, period);
        if (period > 0) {
            ski_add_term(draft, row, end + period - 1, sign * store->kept_share);
        }
        ski_add_term(draft, row, end + period, -sign);
        ski_add_term(draft, row, discard + period, -sign);
    }
}

void ski_release_rows(ski_draft *draft) {
    for (int stock = 0; stock < draft->network->scenario->stock_count; stock++) {
        if (ski_may_limit(draft->network, draft->network->stores[stock].release)) {
            add_net_release(draft, SKI_ROW_RELEASE, stock, 1);
        }
    }
}

void ski_refill_rows(ski_draft *draft) {
    for (int stock = 0; stock < draft->network->scenario->stock_count; stock++) {
        if (ski_may_limit(draft->network, draft->network->stores[stock].refill)) {
            add_net_release(draft, SKI_ROW_REFILL, stock, -1);
        }
    }
}

/* h + g >= target. */
void ski_target_rows(ski_draft *draft) {
    const ski_layout *layout = &draft->program->layout;
    for (int stock = 0; stock < draft->network->scenario->stock_count; stock++) {
        for (int period = 0; layout->below[stock] >= 0 && period < layout->periods; period++) {
            int row = ski_add_row(draft, SKI_ROW_TARGET, stock, period);
            ski_add_term(draft, row, layout->stock[stock] + period, 1);
            ski_add_term(draft, row, layout->below[stock] + period, 1);
        }
    }
}
