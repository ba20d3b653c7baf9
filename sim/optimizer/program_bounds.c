/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values → bounds of columns and rows. A limit on one flow is its column's bound; what has no limit
 * below the box (program_boxes.c) is boxed: a limit beyond it limits nothing. */
#include "optimizer/program_parts.h"

#include <string.h>

/* 0 .. a limit, or the box where there is none below it. */
static ski_bounds limited(const ski_inputs *inputs, double limit_t) {
    bool boxed = limit_t >= inputs->box_t;
    return (ski_bounds){0, boxed ? inputs->box_t : limit_t, boxed};
}

/* Tonnes in a period, of a quantity in tonnes a year. */
static double tonnes(const ski_inputs *inputs, int quantity, int period) {
    return ski_read(inputs, quantity, period) * inputs->network->period_years;
}

/* The least that must be bought: the source's minimum, at most what all its blocks can give. */
static double minimum_t(const ski_inputs *inputs, int source, int period) {
    const ski_supply *supply = &inputs->network->supplies[source];
    double capacity = 0;
    for (int i = 0; i < supply->block_count; i++) {
        capacity +=
            tonnes(inputs, inputs->network->blocks[supply->first_block + i].capacity, period);
    }
    double minimum = tonnes(inputs, supply->minimum, period);
    return capacity < minimum ? capacity : minimum;
}

static ski_bounds purchase(const ski_inputs *inputs, int index, int period) {
    const ski_block *block = &inputs->network->blocks[index];
    ski_bounds bounds = limited(inputs, tonnes(inputs, block->capacity, period));
    if (inputs->network->supplies[block->source].block_count == 1) {
        bounds.lower = minimum_t(inputs, block->source, period);
    }
    return bounds;
}

/* A route of several materials is limited by a row over all of them. */
static ski_bounds shipment(const ski_inputs *inputs, int lane, int period) {
    const ski_link *link = &inputs->network->links[inputs->network->lanes[lane].route];
    return limited(inputs,
                   link->lane_count == 1 ? tonnes(inputs, link->capacity, period) : INFINITY);
}

static ski_bounds substitute(const ski_inputs *inputs, const ski_column *column) {
    const ski_need *need = &inputs->network->needs[column->element];
    const ski_substitute *with = &need->substitutes[column->item];
    double demand_t = tonnes(inputs, need->demand, column->period);
    return (ski_bounds){0, with->max_share * demand_t * with->ratio, false};
}

/* The last tier takes what the others leave, so that shares that add up to 1 but for rounding never
 * contradict the demand. */
static double tier_share(const ski_need *need, int tier) {
    if (tier < need->tier_count - 1) {
        return need->tier_shares[tier];
    }
    double rest = 1;
    for (int other = 0; other < tier; other++) {
        rest -= need->tier_shares[other];
    }
    return fmax(rest, 0);
}

/* With a backlog, what is not served waits, and is lost only when the horizon ends. */
static ski_bounds shortage(const ski_inputs *inputs, const ski_column *column) {
    const ski_need *need = &inputs->network->needs[column->element];
    if (need->backlog >= 0 && column->period < inputs->network->periods - 1) {
        return (ski_bounds){0, 0, false};
    }
    if (need->tier_count > 0) {
        double demand_t = tonnes(inputs, need->demand, column->period);
        return (ski_bounds){0, tier_share(need, column->item) * demand_t, false};
    }
    return limited(inputs, INFINITY);
}

/* Nothing waits beyond the horizon. */
static ski_bounds waiting(const ski_inputs *inputs, int period) {
    return limited(inputs, period < inputs->network->periods - 1 ? INFINITY : 0);
}

/* The targets of the last period are the world's. */
static ski_bounds credit(const ski_inputs *inputs, int node) {
    const sk_network *network = inputs->network;
    const int last = network->periods - 1;
    if (inputs->readings != NULL) {
        for (int stock = 0; stock < network->scenario->stock_count; stock++) {
            if (network->stores[stock].node == node) {
                ski_note_reading(inputs->readings, network->stores[stock].target);
            }
        }
    }
    double most_t = ski_credit_most(network, inputs->values, node, last);
    return (ski_bounds){0, inputs->start->is_credited ? most_t : 0, false};
}

ski_bounds ski_column_bounds(const ski_inputs *inputs, const ski_column *column) {
    const sk_network *network = inputs->network;
    int element = column->element, period = column->period;
    switch (column->kind) {
    case SKI_BUY:
        return purchase(inputs, element, period);
    case SKI_RUN:
        return limited(inputs, tonnes(inputs, network->conversions[element].capacity, period));
    case SKI_SHIP:
        return shipment(inputs, element, period);
    case SKI_STOCK:
        return limited(inputs, ski_read(inputs, network->stores[element].capacity, period));
    case SKI_SUBSTITUTE:
        return substitute(inputs, column);
    case SKI_SHORT:
        return shortage(inputs, column);
    case SKI_WAIT:
        return waiting(inputs, period);
    case SKI_CREDIT:
        return credit(inputs, element);
    case SKI_STOCK_DISCARD:
    case SKI_BELOW:
    case SKI_SERVE:
    case SKI_EXCESS:
    case SKI_DISCARD:
        break;
    }
    return limited(inputs, INFINITY);
}

/* Any amount up to a limit, or free where there is none below the box. */
static ski_bounds at_most(const ski_inputs *inputs, double limit_t) {
    return (ski_bounds){-INFINITY, limit_t >= inputs->box_t ? INFINITY : limit_t, false};
}

ski_bounds ski_row_bounds(const ski_inputs *inputs, const ski_row *row) {
    const sk_network *network = inputs->network;
    int element = row->element, period = row->period;
    double demand_t;
    switch (row->kind) {
    case SKI_ROW_MINIMUM:
        return (ski_bounds){minimum_t(inputs, element, period), INFINITY, false};
    case SKI_ROW_CAPACITY:
        return at_most(inputs, tonnes(inputs, network->links[element].capacity, period));
    case SKI_ROW_PASSAGE:
        return at_most(inputs, tonnes(inputs, network->passages[element].capacity, period));
    case SKI_ROW_DEMAND:
        demand_t = tonnes(inputs, network->needs[element].demand, period);
        return (ski_bounds){demand_t, demand_t, false};
    case SKI_ROW_RELEASE:
        return at_most(inputs, tonnes(inputs, network->stores[element].release, period));
    case SKI_ROW_REFILL:
        return at_most(inputs, tonnes(inputs, network->stores[element].refill, period));
    case SKI_ROW_TARGET:
        return (ski_bounds){ski_read(inputs, network->stores[element].target, period), INFINITY,
                            false};
    case SKI_ROW_LIMIT:
    case SKI_ROW_CREDIT:
        return at_most(inputs, 0);
    case SKI_ROW_BALANCE:
        break;
    }
    return (ski_bounds){0, 0, false};
}

/* Whether a target is one of the schedules that multiply a quantity. */
static bool is_followed(const ski_quantity *quantity, const ski_target *targets, int target_count) {
    for (int i = 0; i < target_count; i++) {
        for (int k = 0; k < quantity->target_count; k++) {
            const ski_target *own = &quantity->targets[k];
            if (own->section == targets[i].section && own->element == targets[i].element &&
                strcmp(own->key, targets[i].key) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool has_cause(const sk_network *network, int index) {
    const sk_scenario *scenario = network->scenario;
    const ski_quantity *quantity = &network->quantities[index];
    for (int i = 0; i < scenario->factor_count; i++) {
        const ski_factor *factor = &scenario->factors[i];
        if (is_followed(quantity, factor->targets, factor->target_count)) {
            return true;
        }
    }
    for (int i = 0; i < scenario->disruption_count; i++) {
        const ski_disruption *disruption = &scenario->disruptions[i];
        for (int k = 0; k < disruption->effect_count; k++) {
            const ski_effect *effect = &disruption->effects[k];
            if (is_followed(quantity, effect->targets, effect->target_count)) {
                return true;
            }
        }
    }
    return false;
}

bool ski_may_limit(const sk_network *network, int quantity) {
    return isfinite(ski_value(network, network->base, quantity, 0)) || has_cause(network, quantity);
}
