/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows → the cost lines of the objective, from the network and a table of values alone: what the
 * program's costs are checked against. */
#include "optimizer/program.h"

#include <math.h>

#include <string.h>

const char *ski_cost_line_name(ski_cost_line line) {
    static const char *const names[SKI_COST_LINES] = {
        [SKI_PROCUREMENT] = "procurement",
        [SKI_PROCESSING] = "processing",
        [SKI_TRANSPORT] = "transport",
        [SKI_TARIFFS] = "tariffs",
        [SKI_HOLDING] = "holding",
        [SKI_BELOW_TARGET] = "below_target",
        [SKI_LIMITS_LINE] = "limits",
        [SKI_SUBSTITUTION] = "substitution",
        [SKI_BACKLOG] = "backlog",
        [SKI_SHORTAGE] = "shortage",
        [SKI_TERMINAL_VALUE] = "terminal_value",
    };
    return names[line];
}

/* What is accounted, and where it goes. */
typedef struct {
    const sk_network *network;
    const ski_layout *layout;
    const double *values, *flows;
    double *lines;
} account;

/* Value of a quantity in a period. */
static double at(const account *of, int quantity, int period) {
    return ski_value(of->network, of->values, quantity, period);
}

static void add_purchases(const account *of, int period, double discount) {
    for (int i = 0; i < of->network->block_count; i++) {
        const ski_block *block = &of->network->blocks[i];
        double bought_t = of->flows[of->layout->buy[i] + period];
        double price = at(of, block->price, period) + at(of, block->premium, period);
        of->lines[SKI_PROCUREMENT] += discount * bought_t * fmax(0, price);
    }
}

static void add_processing(const account *of, int period, double discount) {
    for (int i = 0; i < of->network->scenario->process_count; i++) {
        double throughput = of->flows[of->layout->run[i] + period];
        of->lines[SKI_PROCESSING] +=
            discount * throughput * at(of, of->network->conversions[i].cost, period);
    }
}

static void add_shipments(const account *of, int period, double discount) {
    for (int i = 0; i < of->network->lane_count; i++) {
        const ski_lane *lane = &of->network->lanes[i];
        const ski_link *link = &of->network->links[lane->route];
        double shipped_t = of->flows[of->layout->ship[i] + period];
        of->lines[SKI_TRANSPORT] += discount * shipped_t * at(of, link->cost, period);
        if (lane->price >= 0) {
            double customs_usd = shipped_t * at(of, lane->price, period);
            of->lines[SKI_TARIFFS] += discount * customs_usd * at(of, link->tariff, period);
        }
    }
}

static void add_stocks(const account *of, int period, double discount) {
    double years = of->network->period_years;
    for (int i = 0; i < of->network->scenario->stock_count; i++) {
        const ski_store *store = &of->network->stores[i];
        double end_t = of->flows[of->layout->stock[i] + period];
        of->lines[SKI_HOLDING] += discount * years * end_t * at(of, store->holding, period);
        if (of->layout->below[i] >= 0) {
            double below_t = of->flows[of->layout->below[i] + period];
            of->lines[SKI_BELOW_TARGET] +=
                discount * years * below_t * at(of, store->below_target, period);
        }
    }
}

static void add_limits(const account *of, int period, double discount) {
    for (int i = 0; i < of->network->scenario->limit_count; i++) {
        double excess_t = of->flows[of->layout->excess[i] + period];
        of->lines[SKI_LIMITS_LINE] +=
            discount * excess_t * at(of, of->network->caps[i].excess, period);
    }
}

static void add_shortage(const account *of, int demand, int period, double discount) {
    const ski_need *need = &of->network->needs[demand];
    const int first = of->layout->shortage[demand] + period;
    if (need->tier_count == 0) {
        of->lines[SKI_SHORTAGE] += discount * of->flows[first] * at(of, need->shortage, period);
    }
    for (int tier = 0; tier < need->tier_count; tier++) {
        double tier_t = of->flows[first + tier * of->layout->periods];
        of->lines[SKI_SHORTAGE] += discount * tier_t * at(of, need->tier_values[tier], period);
    }
}

static void add_demands(const account *of, int period, double discount) {
    double years = of->network->period_years;
    for (int i = 0; i < of->network->scenario->demand_count; i++) {
        const ski_need *need = &of->network->needs[i];
        add_shortage(of, i, period, discount);
        for (int item = 0; item < need->substitute_count; item++) {
            int column = of->layout->substitute[i] + item * of->layout->periods + period;
            of->lines[SKI_SUBSTITUTION] +=
                discount * of->flows[column] * need->substitutes[item].extra_usd_per_t;
        }
        if (need->backlog >= 0) {
            double waiting_t = of->flows[of->layout->wait[i] + period];
            of->lines[SKI_BACKLOG] += discount * years * waiting_t * at(of, need->backlog, period);
        }
    }
}

static void add_terminal_value(const account *of) {
    const sk_network *network = of->network;
    int last = network->periods - 1;
    for (int node = 0; node < network->node_count; node++) {
        if (of->layout->credit[node] < 0) {
            continue;
        }
        int price = network->material_price[network->nodes[node].material];
        double first = price >= 0 ? ski_value(network, network->base, price, 0) : 0;
        double worth = network->terminal_usd_per_t[node];
        double usd_per_t = first > 0 ? worth / first * at(of, price, last) : worth;
        of->lines[SKI_TERMINAL_VALUE] +=
            network->discount[network->periods] * of->flows[of->layout->credit[node]] * usd_per_t;
    }
}

void ski_cost_lines(const sk_network *network, const ski_layout *layout, const double *values,
                    const double *flows, double lines[SKI_COST_LINES]) {
    const account of = {network, layout, values, flows, lines};
    memset(lines, 0, SKI_COST_LINES * sizeof *lines);
    for (int period = 0; period < network->periods; period++) {
        double discount = network->discount[period];
        add_purchases(&of, period, discount);
        add_processing(&of, period, discount);
        add_shipments(&of, period, discount);
        add_stocks(&of, period, discount);
        add_limits(&of, period, discount);
        add_demands(&of, period, discount);
    }
    add_terminal_value(&of);
}
