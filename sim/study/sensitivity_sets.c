/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups → sets of recipes, and what they cost. */
#include "study/sensitivity_sets.h"

#include "base/memory.h"
#include "metrics/shapley.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- cost --- */

/* A rolling sample solves a window of lookahead_periods in each period, each from the basis before;
 * one under foresight solves the horizon once. Fitted to scenarios/baseline.cfg, 0.1 s: a chain in
 * which less moves is faster. */
#define SAMPLE_SECONDS 1e-3
#define ROLLING_SECONDS 2e-6
#define FORESIGHT_SECONDS 6e-7

double ski_nominal_seconds(const sk_network *network) {
    const sk_scenario *scenario = network->scenario;
    const double periods = network->periods;
    const double flows = network->block_count + network->lane_count + scenario->process_count +
                         scenario->stock_count + scenario->demand_count;
    const double window = fmin(scenario->simulation.lookahead_periods, periods);
    return SAMPLE_SECONDS +
           flows * periods *
               (ski_is_rolling(scenario) ? ROLLING_SECONDS * window : FORESIGHT_SECONDS * periods);
}

/* Samples a world: two sets, one a group exchanged, and all coalitions but the two that are there
 * (none counts once); or one a group without it and one a step between. */
ski_sensitivity_cost ski_sensitivity_cost_of(int groups, int worlds, double seconds_a_sample) {
    const double coalitions = groups == 0 ? 0 : ldexp(1, groups) - 2;
    const double orders = groups < 2 ? 0 : 2 * groups - 2;
    ski_sensitivity_cost cost = {.groups = groups, .worlds = worlds};
    const double exact = worlds * (2 + groups + coalitions) + 1;
    cost.is_exact = groups <= SKI_EXACT_CAUSES_MOST &&
                    (coalitions <= orders || exact * seconds_a_sample <= SKI_EXACT_SECONDS);
    cost.samples = cost.is_exact ? exact : worlds * (2 + groups + orders) + 1;
    cost.nominal_seconds = cost.samples * seconds_a_sample;
    return cost;
}

/* --- where each set stands --- */

static int coalition_size(int coalition) {
    int size = 0;
    for (; coalition != 0; coalition >>= 1) {
        size += coalition & 1;
    }
    return size;
}

/* The set that is a coalition already; -1: none is. */
static int set_at_hand(const ski_sets *sets, int coalition) {
    const int groups = sets->groups->count, size = coalition_size(coalition);
    if (size == 0) {
        return sets->none;
    }
    if (size == groups) {
        return sets->first;
    }
    if (size < groups - 1) {
        return -1;
    }
    int missing = 0;
    while ((coalition >> missing & 1) != 0) {
        missing++;
    }
    return sets->without + missing;
}

static sk_status place_coalitions(ski_sets *sets) {
    const int coalitions = 1 << sets->groups->count;
    int *of = SKI_NEW(sets->arena, int, coalitions);
    if (of == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int coalition = 0; coalition < coalitions; coalition++) {
        const int at_hand = set_at_hand(sets, coalition);
        of[coalition] = at_hand >= 0 ? at_hand : sets->count++;
    }
    sets->of_coalition = of;
    return SK_OK;
}

static sk_status place(ski_sets *sets) {
    const int groups = sets->groups->count;
    sets->first = 0;
    sets->second = 1;
    sets->exchanged = 2;
    sets->without = sets->exchanged + groups;
    sets->none = sets->without + (groups > 1 ? groups : 0);
    sets->steps = sets->none + 1;
    sets->step_count = groups > 2 ? groups - 2 : 0;
    sets->coalitions = sets->steps + sets->step_count;
    sets->count = sets->coalitions;
    return sets->is_exact ? place_coalitions(sets) : SK_OK;
}

/* --- what each is --- */

static const char *name_coalition(const ski_sets *sets, int coalition) {
    char *name = NULL;
    for (int g = 0; g < sets->groups->count; g++) {
        if ((coalition >> g & 1) != 0) {
            const char *group = sets->groups->groups[g].name;
            name = name == NULL ? ski_arena_printf(sets->arena, "only.%s", group)
                                : ski_arena_printf(sets->arena, "%s,%s", name, group);
            if (name == NULL) {
                return NULL;
            }
        }
    }
    return name;
}

static sk_status name_sets(ski_sets *sets) {
    sk_status st = SK_OK;
    const int groups = sets->groups->count;
    const char **names = SKI_NEW(sets->arena, const char *, sets->count);
    SK_CHECK_MEMORY(names);
    names[sets->first] = "first";
    names[sets->second] = "second";
    for (int g = 0; g < groups; g++) {
        const char *name = sets->groups->groups[g].name;
        SK_CHECK_MEMORY(names[sets->exchanged + g] =
                            ski_arena_printf(sets->arena, "exchanged.%s", name));
        if (groups > 1) {
            SK_CHECK_MEMORY(names[sets->without + g] =
                                ski_arena_printf(sets->arena, "without.%s", name));
        }
    }
    names[sets->none] = "none";
    for (int step = 1; step <= sets->step_count; step++) {
        SK_CHECK_MEMORY(names[sets->steps + step - 1] =
                            ski_arena_printf(sets->arena, "step.%d", step));
    }
    for (int c = 0; sets->of_coalition != NULL && c < 1 << groups; c++) {
        if (sets->of_coalition[c] >= sets->coalitions) {
            SK_CHECK_MEMORY(names[sets->of_coalition[c]] = name_coalition(sets, c));
        }
    }
    sets->names = names;
done:
    return st;
}

static void set_all(const ski_groups *groups, ski_cause_state state, unsigned char *states) {
    memset(states, (int)state, (size_t)ski_state_count(groups));
}

/* Causes that change with the set, but not with the world. */
static sk_status fill_states(ski_sets *sets) {
    const ski_groups *groups = sets->groups;
    const size_t width = (size_t)ski_state_count(groups);
    unsigned char *states = ski_arena_alloc(sets->arena, sets->count, width);
    if (states == NULL) {
        return SK_ERR_MEMORY;
    }
    set_all(groups, SKI_EXCHANGED, states + (size_t)sets->second * width);
    set_all(groups, SKI_OFF, states + (size_t)sets->none * width);
    for (int g = 0; g < groups->count; g++) {
        ski_group_set(groups, g, SKI_EXCHANGED, states + (size_t)(sets->exchanged + g) * width);
        if (groups->count > 1) {
            ski_group_set(groups, g, SKI_OFF, states + (size_t)(sets->without + g) * width);
        }
    }
    for (int c = 0; sets->of_coalition != NULL && c < 1 << groups->count; c++) {
        if (sets->of_coalition[c] < sets->coalitions) {
            continue;
        }
        for (int g = 0; g < groups->count; g++) {
            ski_group_set(groups, g, (c >> g & 1) != 0 ? SKI_AS_DRAWN : SKI_OFF,
                          states + (size_t)sets->of_coalition[c] * width);
        }
    }
    sets->states = states;
    return SK_OK;
}

static const unsigned char *states_in(const ski_sets *sets, int world, int step) {
    const size_t width = (size_t)ski_state_count(sets->groups);
    return sets->world_states + ((size_t)world * (size_t)sets->step_count + (size_t)step) * width;
}

/* Each world has its own order in which causes join. */
static sk_status fill_world_states(ski_sets *sets) {
    const ski_groups *groups = sets->groups;
    const size_t width = (size_t)ski_state_count(groups);
    int *order = SKI_NEW(sets->arena, int, groups->count);
    unsigned char *states =
        ski_arena_alloc(sets->arena, sets->worlds, (size_t)sets->step_count * width);
    if (order == NULL || states == NULL) {
        return SK_ERR_MEMORY;
    }
    sets->world_states = states;
    for (int world = 0; world < sets->worlds; world++) {
        ski_shapley_order(sets->seed, (uint32_t)world, groups->count, order);
        for (int step = 0; step < sets->step_count; step++) {
            unsigned char *at = states + (states_in(sets, world, step) - states);
            set_all(groups, SKI_OFF, at);
            for (int i = 0; i <= step; i++) {
                ski_group_set(groups, order[i], SKI_AS_DRAWN, at);
            }
        }
    }
    return SK_OK;
}

sk_status ski_sets_build(ski_sets *out, const ski_groups *groups, int worlds, uint64_t seed,
                         bool is_exact, ski_arena *arena) {
    sk_status st = SK_OK;
    *out = (ski_sets){
        .arena = arena, .groups = groups, .worlds = worlds, .seed = seed, .is_exact = is_exact};
    SK_TRY(place(out));
    SK_TRY(name_sets(out));
    SK_TRY(fill_states(out));
    if (!is_exact && out->step_count > 0) {
        SK_TRY(fill_world_states(out));
    }
done:
    return st;
}

static bool is_step(const ski_sets *sets, int set) {
    return set >= sets->steps && set < sets->coalitions;
}

int ski_set_rows(const ski_sets *sets, int set) {
    if (set == sets->none) {
        return 1;
    }
    return sets->is_exact && is_step(sets, set) ? 0 : sets->worlds;
}

ski_recipe ski_set_recipe(const ski_sets *sets, int set, int world) {
    ski_recipe recipe = ski_recipe_of_world((uint32_t)world);
    recipe.factors = is_step(sets, set)
                         ? states_in(sets, world, set - sets->steps)
                         : sets->states + (size_t)set * (size_t)ski_state_count(sets->groups);
    recipe.disruptions = recipe.factors + sets->groups->factor_count;
    return recipe;
}
