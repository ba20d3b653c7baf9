/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stocks, demands and limits → stores, needs and caps. */
#include "network/builder.h"

#include <math.h>
#include <string.h>

static void add_stock(ski_builder *builder, int index, ski_store *store) {
    const ski_stock *stock = &builder->scenario->stocks[index];
    const struct {
        int *quantity;
        const char *key;
        const ski_sched *sched;
        double otherwise;
    } keys[] = {
        {&store->capacity, "capacity_t", &stock->capacity_t, INFINITY},
        {&store->holding, "holding_usd_per_t_year", &stock->holding_usd_per_t_year, 0},
        {&store->release, "release_tpy", &stock->release_tpy, INFINITY},
        {&store->refill, "refill_tpy", &stock->refill_tpy, INFINITY},
        {&store->target, "target_t", &stock->target_t, 0},
        {&store->below_target, "below_target_usd_per_t_year", &stock->below_target_usd_per_t_year,
         0},
    };
    for (size_t key = 0; key < sizeof keys / sizeof keys[0]; key++) {
        *keys[key].quantity =
            ski_add_quantity(builder, (ski_target){SKI_STOCKS, index, keys[key].key}, 0,
                             keys[key].sched, keys[key].otherwise);
    }
    store->node = ski_node_of(builder, stock->place, stock->material);
    store->initial_t = stock->initial_t;
    store->kept_share = pow(1.0 - stock->decay_per_year, builder->network->period_years);
}

sk_status ski_build_stocks(ski_builder *builder) {
    sk_status st = SK_OK;
    int count = builder->scenario->stock_count;
    ski_store *stores = SKI_NEW(builder->network->arena, ski_store, count);
    SK_CHECK_MEMORY(stores);
    for (int index = 0; index < count; index++) {
        add_stock(builder, index, &stores[index]);
    }
    builder->network->stores = stores;
done:
    return st;
}

/* The value of unmet demand as one number: what the steady network takes. With tiers and no value
 * of its own that is the dearest tier's. */
static int add_shortage(ski_builder *builder, int index) {
    const ski_demand *demand = &builder->scenario->demands[index];
    double dearest = 0;
    for (int tier = 0; tier < demand->tier_count; tier++) {
        dearest = fmax(dearest, demand->tiers[tier].usd_per_t);
    }
    return ski_add_quantity(builder, (ski_target){SKI_DEMANDS, index, "shortage_usd_per_t"}, 0,
                            &demand->shortage_usd_per_t, dearest);
}

/* Tiers of a demand; a factor on its shortage value acts on each. */
static sk_status add_tiers(ski_builder *builder, int index, ski_need *need) {
    sk_status st = SK_OK;
    const ski_demand *demand = &builder->scenario->demands[index];
    double *shares = SKI_NEW(builder->network->arena, double, demand->tier_count);
    SK_CHECK_MEMORY(shares);
    int *values = SKI_NEW(builder->network->arena, int, demand->tier_count);
    SK_CHECK_MEMORY(values);
    for (int tier = 0; tier < demand->tier_count; tier++) {
        shares[tier] = demand->tiers[tier].share;
        values[tier] =
            ski_add_quantity(builder, (ski_target){SKI_DEMANDS, index, "shortage_usd_per_t"},
                             tier + 1, NULL, demand->tiers[tier].usd_per_t);
    }
    need->tier_count = demand->tier_count;
    need->tier_shares = shares;
    need->tier_values = values;
done:
    return st;
}

static sk_status add_substitutes(ski_builder *builder, int index, ski_need *need) {
    sk_status st = SK_OK;
    const ski_demand *demand = &builder->scenario->demands[index];
    ski_substitute *substitutes =
        SKI_NEW(builder->network->arena, ski_substitute, demand->alternative_count);
    SK_CHECK_MEMORY(substitutes);
    for (int item = 0; item < demand->alternative_count; item++) {
        const ski_alternative *given = &demand->alternatives[item];
        substitutes[item] =
            (ski_substitute){ski_node_of(builder, demand->place, given->material), given->ratio,
                             given->max_share, given->extra_usd_per_t};
    }
    need->substitute_count = demand->alternative_count;
    need->substitutes = substitutes;
done:
    return st;
}

static sk_status add_demand(ski_builder *builder, int index, ski_need *need) {
    sk_status st = SK_OK;
    const ski_demand *demand = &builder->scenario->demands[index];
    bool waits = demand->backlog_usd_per_t_year.kind != SKI_SCHED_ABSENT;
    ski_target backlog = {SKI_DEMANDS, index, "backlog_usd_per_t_year"};
    need->node = ski_node_of(builder, demand->place, demand->material);
    need->demand =
        ski_add_quantity(builder, (ski_target){SKI_DEMANDS, index, "tpy"}, 0, &demand->tpy, 0);
    need->shortage = add_shortage(builder, index);
    need->backlog =
        waits ? ski_add_quantity(builder, backlog, 0, &demand->backlog_usd_per_t_year, 0) : -1;
    SK_TRY(add_tiers(builder, index, need));
    SK_TRY(add_substitutes(builder, index, need));
    need->return_node = -1;
    if (demand->has_returns) {
        need->return_node = ski_node_of(builder, demand->return_place, demand->return_material);
        need->return_share = demand->return_share;
        need->return_lag = ski_lag_of_days(demand->return_lag_days, builder->network->period_years);
    }
done:
    return st;
}

sk_status ski_build_demands(ski_builder *builder) {
    sk_status st = SK_OK;
    int count = builder->scenario->demand_count;
    ski_need *needs = SKI_NEW(builder->network->arena, ski_need, count);
    SK_CHECK_MEMORY(needs);
    for (int index = 0; index < count; index++) {
        SK_TRY(add_demand(builder, index, &needs[index]));
    }
    builder->network->needs = needs;
done:
    return st;
}

static bool lists_country(const ski_limit *limit, const char *country) {
    for (int i = 0; i < limit->country_count; i++) {
        if (strcmp(limit->countries[i], country) == 0) {
            return true;
        }
    }
    return false;
}

/* Blocks that sell the limit's element, and those of them in the listed countries. */
static sk_status add_capped(ski_builder *builder, int index, ski_cap *cap) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = builder->scenario;
    const ski_limit *limit = &scenario->limits[index];
    int block_count = builder->network->block_count;
    int *all = SKI_NEW(builder->network->arena, int, block_count);
    SK_CHECK_MEMORY(all);
    int *capped = SKI_NEW(builder->network->arena, int, block_count);
    SK_CHECK_MEMORY(capped);
    for (int block = 0; block < block_count; block++) {
        const ski_source *source = &scenario->sources[builder->blocks[block].source];
        const char *symbol = scenario->materials[source->material].symbol;
        if (symbol == NULL || strcmp(symbol, limit->symbol) != 0) {
            continue;
        }
        all[cap->all_count++] = block;
        if (lists_country(limit, scenario->places[source->place].country)) {
            capped[cap->capped_count++] = block;
        }
    }
    cap->all = all;
    cap->capped = capped;
done:
    return st;
}

sk_status ski_build_limits(ski_builder *builder) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = builder->scenario;
    ski_cap *caps = SKI_NEW(builder->network->arena, ski_cap, scenario->limit_count);
    SK_CHECK_MEMORY(caps);
    for (int index = 0; index < scenario->limit_count; index++) {
        const ski_limit *limit = &scenario->limits[index];
        caps[index].max_share =
            ski_add_quantity(builder, (ski_target){SKI_LIMITS, index, "max_share"}, 0,
                             &limit->max_share, 1);
        caps[index].excess =
            ski_add_quantity(builder, (ski_target){SKI_LIMITS, index, "excess_usd_per_t"}, 0,
                             &limit->excess_usd_per_t, 0);
        SK_TRY(add_capped(builder, index, &caps[index]));
    }
    builder->network->caps = caps;
done:
    return st;
}
