/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → demand rows: u + Σ a/ratio + Σ z + b[t] = demand + b[t-1]. */
#include "optimizer/program_parts.h"

static void add_demand(ski_draft *draft, int demand, int period) {
    const ski_need *need = &draft->network->needs[demand];
    const ski_layout *layout = &draft->program->layout;
    int row = ski_add_row(draft, SKI_ROW_DEMAND, demand, period);
    int tier_count = need->tier_count > 0 ? need->tier_count : 1;
    ski_add_term(draft, row, layout->serve[demand] + period, 1);
    for (int item = 0; item < need->substitute_count; item++) {
        ski_add_term(draft, row, layout->substitute[demand] + item * layout->periods + period,
                     1 / need->substitutes[item].ratio);
    }
    for (int tier = 0; tier < tier_count; tier++) {
        ski_add_term(draft, row, layout->shortage[demand] + tier * layout->periods + period, 1);
    }
    if (need->backlog >= 0) {
        ski_add_term(draft, row, layout->wait[demand] + period, 1);
        if (period > 0) {
            ski_add_term(draft, row, layout->wait[demand] + period - 1, -1);
        }
    }
}

void ski_demand_rows(ski_draft *draft) {
    for (int demand = 0; demand < draft->network->scenario->demand_count; demand++) {
        for (int period = 0; period < draft->network->periods; period++) {
            add_demand(draft, demand, period);
        }
    }
}
