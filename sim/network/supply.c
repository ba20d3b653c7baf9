/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Materials and sources → their quantities, and the blocks of supply that can be bought. */
#include "network/builder.h"

#include <math.h>

sk_status ski_build_materials(ski_builder *builder) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = builder->scenario;
    int *prices = SKI_NEW(builder->network->arena, int, scenario->material_count);
    SK_CHECK_MEMORY(prices);
    for (int material = 0; material < scenario->material_count; material++) {
        const ski_sched *price = &scenario->materials[material].price_usd_per_t;
        ski_target own = {SKI_MATERIALS, material, "price_usd_per_t"};
        prices[material] =
            price->kind == SKI_SCHED_ABSENT ? -1 : ski_add_quantity(builder, own, 0, price, 0);
    }
    builder->material_price = prices;
    builder->network->material_price = prices;
done:
    return st;
}

/* Capacity and price of step `step` of a source; factors on the source's keys act on every step. */
static void add_step(ski_builder *builder, int index, int step, ski_block *block) {
    const ski_supply_step *given = &builder->scenario->sources[index].steps[step];
    ski_target capacity = {SKI_SOURCES, index, "capacity_tpy"};
    ski_target price = {SKI_SOURCES, index, "price_usd_per_t"};
    block->capacity = ski_add_quantity(builder, capacity, step + 1, NULL, given->tpy);
    block->price = ski_add_quantity(builder, price, step + 1, NULL, given->usd_per_t);
}

/* Capacity and price of a source without steps; a price that is left out is the material's. */
static void add_whole(ski_builder *builder, int index, ski_block *block) {
    const ski_source *source = &builder->scenario->sources[index];
    const ski_material *material = &builder->scenario->materials[source->material];
    bool inherits = source->price_usd_per_t.kind == SKI_SCHED_ABSENT;
    ski_target capacity = {SKI_SOURCES, index, "capacity_tpy"};
    ski_target price = {SKI_SOURCES, index, "price_usd_per_t"};
    block->capacity = ski_add_quantity(builder, capacity, 0, &source->capacity_tpy, INFINITY);
    block->price =
        ski_add_quantity(builder, price, 0,
                         inherits ? &material->price_usd_per_t : &source->price_usd_per_t, 0);
    if (inherits) {
        ski_follow(builder, (ski_target){SKI_MATERIALS, source->material, "price_usd_per_t"});
    }
}

static void add_source(ski_builder *builder, int index, ski_supply *supply) {
    sk_network *network = builder->network;
    const ski_source *source = &builder->scenario->sources[index];
    supply->node = ski_node_of(builder, source->place, source->material);
    supply->first_block = network->block_count;
    supply->block_count = source->step_count > 0 ? source->step_count : 1;
    supply->minimum = ski_add_quantity(builder, (ski_target){SKI_SOURCES, index, "min_tpy"}, 0,
                                       &source->min_tpy, 0);
    ski_follow(builder, (ski_target){SKI_SOURCES, index, "capacity_tpy"});
    int premium = ski_add_quantity(builder, (ski_target){SKI_SOURCES, index, "premium_usd_per_t"},
                                   0, &source->premium_usd_per_t, 0);
    for (int item = 0; item < supply->block_count; item++) {
        ski_block *block = &builder->blocks[network->block_count++];
        *block = (ski_block){.source = index, .node = supply->node, .premium = premium};
        if (source->step_count > 0) {
            add_step(builder, index, item, block);
        } else {
            add_whole(builder, index, block);
        }
    }
}

sk_status ski_build_sources(ski_builder *builder) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = builder->scenario;
    ski_arena *arena = builder->network->arena;
    int most = scenario->source_count;
    for (int index = 0; index < scenario->source_count; index++) {
        most += scenario->sources[index].step_count;
    }
    ski_supply *supplies = SKI_NEW(arena, ski_supply, scenario->source_count);
    SK_CHECK_MEMORY(supplies);
    builder->blocks = SKI_NEW(arena, ski_block, most);
    SK_CHECK_MEMORY(builder->blocks);
    for (int index = 0; index < scenario->source_count; index++) {
        add_source(builder, index, &supplies[index]);
    }
    builder->network->supplies = supplies;
    builder->network->blocks = builder->blocks;
done:
    return st;
}
