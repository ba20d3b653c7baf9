/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schedules → quantities: their base value in each period, and which schedules multiply them; and
 * back to the path a person knows them by. */
#include "network/builder.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* At most this many quantities an element has, steps, tiers and chokepoints apart: stocks have
 * most. */
enum { QUANTITIES_OF_AN_ELEMENT = 6 };

/* No quantity of a network, and no schedule one follows, is left out of this count. */
static int64_t quantities_most(const sk_scenario *scenario) {
    int64_t elements = (int64_t)scenario->material_count + scenario->source_count +
                       scenario->process_count + scenario->route_count +
                       scenario->chokepoint_count + scenario->stock_count + scenario->demand_count +
                       scenario->limit_count;
    int64_t count = QUANTITIES_OF_AN_ELEMENT * elements;
    for (int i = 0; i < scenario->source_count; i++) {
        count += 2 * (int64_t)scenario->sources[i].step_count;
    }
    for (int i = 0; i < scenario->route_count; i++) {
        count += scenario->routes[i].via_count;
    }
    for (int i = 0; i < scenario->demand_count; i++) {
        count += scenario->demands[i].tier_count;
    }
    return count;
}

sk_status ski_build_quantity_room(ski_builder *builder, sk_error *error) {
    sk_status st = SK_OK;
    ski_arena *arena = builder->network->arena;
    int64_t most = quantities_most(builder->scenario);
    int64_t numbers = most * builder->network->periods;
    if (numbers > INT_MAX) {
        return ski_fail(error, SK_ERR_SCENARIO,
                        "too many elements for so many periods (got %lld numbers; allowed %d)",
                        (long long)numbers, INT_MAX);
    }
    builder->quantities = SKI_NEW(arena, ski_quantity, (int)most);
    SK_CHECK_MEMORY(builder->quantities);
    builder->targets = SKI_NEW(arena, ski_target, (int)most);
    SK_CHECK_MEMORY(builder->targets);
    builder->base = SKI_NEW(arena, double, (int)numbers);
    SK_CHECK_MEMORY(builder->base);
    builder->network->quantities = builder->quantities;
    builder->network->base = builder->base;
done:
    return st;
}

int ski_add_quantity(ski_builder *builder, ski_target target, int item, const ski_sched *sched,
                     double otherwise) {
    sk_network *network = builder->network;
    int index = network->quantity_count++;
    bool absent = sched == NULL || sched->kind == SKI_SCHED_ABSENT;
    builder->quantities[index] = (ski_quantity){0, &builder->targets[builder->target_count], item};
    ski_follow(builder, target);
    for (int period = 0; period < network->periods; period++) {
        builder->base[index * network->periods + period] =
            absent ? otherwise : ski_sched_average(sched, period, network->period_years);
    }
    return index;
}

void ski_follow(ski_builder *builder, ski_target target) {
    builder->targets[builder->target_count++] = target;
    builder->quantities[builder->network->quantity_count - 1].target_count++;
}

void ski_quantity_path(const sk_network *network, int quantity, char *text, int size) {
    const ski_quantity *of = &network->quantities[quantity];
    const ski_target *own = &of->targets[0];
    const char *section = ski_section_name(own->section);
    const char *name = ski_element_at(network->scenario, own->section, own->element)->name;
    if (of->item == 0) {
        snprintf(text, (size_t)size, "%s.%s.%s", section, name, own->key);
    } else if (own->section == SKI_DEMANDS) {
        snprintf(text, (size_t)size, "%s.%s.tiers.%d.usd_per_t", section, name, of->item);
    } else {
        const char *key = strcmp(own->key, "capacity_tpy") == 0 ? "tpy" : "usd_per_t";
        snprintf(text, (size_t)size, "%s.%s.steps.%d.%s", section, name, of->item, key);
    }
}
