/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values → cost of a column, USD per tonne, discounted to the first period. */
#include "optimizer/program_parts.h"

#include <math.h>

/* Price and premium: 0 where a world takes their sum below, for nobody is paid to buy. */
static double purchase(const ski_inputs *inputs, int index, int period) {
    const ski_block *block = &inputs->network->blocks[index];
    double price = ski_read(inputs, block->price, period);
    return fmax(0, price + ski_read(inputs, block->premium, period));
}

/* Transport, and tariff on the material's price in the period of departure. */
static double shipment(const ski_inputs *inputs, int index, int period) {
    const ski_lane *lane = &inputs->network->lanes[index];
    const ski_link *link = &inputs->network->links[lane->route];
    double transport = ski_read(inputs, link->cost, period);
    if (lane->price < 0) {
        return transport;
    }
    return transport +
           ski_read(inputs, link->tariff, period) * ski_read(inputs, lane->price, period);
}

static double shortage(const ski_inputs *inputs, const ski_column *column) {
    const ski_need *need = &inputs->network->needs[column->element];
    int value = need->tier_count > 0 ? need->tier_values[column->item] : need->shortage;
    return ski_read(inputs, value, column->period);
}

/* What a tonne left at a node is worth, at the prices of the last period; its price in the first is
 * the one v[n] was worked out at. v[n] is at most that price: their ratio first, and nothing can
 * overflow. */
static double credit(const ski_inputs *inputs, int node) {
    const sk_network *network = inputs->network;
    int price = network->material_price[network->nodes[node].material];
    double worth = network->terminal_usd_per_t[node];
    if (price < 0) {
        return worth;
    }
    double first = ski_value(network, network->base, price, 0);
    return first > 0 ? worth / first * ski_read(inputs, price, network->periods - 1) : worth;
}

double ski_column_cost(const ski_inputs *inputs, const ski_column *column) {
    const sk_network *network = inputs->network;
    int element = column->element, period = column->period;
    double discount = network->discount[period], years = network->period_years;
    switch (column->kind) {
    case SKI_BUY:
        return discount * purchase(inputs, element, period);
    case SKI_RUN:
        return discount * ski_read(inputs, network->conversions[element].cost, period);
    case SKI_SHIP:
        return discount * shipment(inputs, element, period);
    case SKI_STOCK:
        return discount * years * ski_read(inputs, network->stores[element].holding, period);
    case SKI_BELOW:
        return discount * years * ski_read(inputs, network->stores[element].below_target, period);
    case SKI_SUBSTITUTE:
        return discount * network->needs[element].substitutes[column->item].extra_usd_per_t;
    case SKI_SHORT:
        return discount * shortage(inputs, column);
    case SKI_WAIT:
        return discount * years * ski_read(inputs, network->needs[element].backlog, period);
    case SKI_EXCESS:
        return discount * ski_read(inputs, network->caps[element].excess, period);
    case SKI_CREDIT:
        return -network->discount[network->periods] * credit(inputs, element);
    case SKI_STOCK_DISCARD:
    case SKI_SERVE:
    case SKI_DISCARD:
        break;
    }
    return 0;
}
