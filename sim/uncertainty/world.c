/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → causes' tables → worlds: what every quantity is in each period of one draw. */
#include "uncertainty/world.h"

#include "uncertainty/causes.h"

#include <gsl/gsl_errno.h>

#include <stdlib.h>
#include <string.h>

sk_status ski_uncertainty_build(ski_uncertainty **out, const sk_network *network, sk_error *error) {
    sk_status st = SK_OK;
    ski_uncertainty *uncertainty = ski_alloc(1, sizeof *uncertainty);
    SK_CHECK_MEMORY(uncertainty);
    uncertainty->arena = ski_arena_new();
    SK_CHECK_MEMORY(uncertainty->arena);
    uncertainty->network = network;
    gsl_set_error_handler_off();
    SK_TRY(ski_factors_build(uncertainty));
    SK_TRY(ski_correlations_build(uncertainty, error));
    SK_TRY(ski_disruptions_build(uncertainty));
    SK_TRY(ski_leading_build(uncertainty));
    SK_TRY(ski_touched_build(uncertainty));
    *out = uncertainty;
    uncertainty = NULL;
done:
    ski_uncertainty_free(uncertainty);
    return st;
}

void ski_uncertainty_free(ski_uncertainty *uncertainty) {
    if (uncertainty != NULL) {
        ski_arena_free(uncertainty->arena);
        free(uncertainty);
    }
}

int ski_touched_count(const ski_uncertainty *uncertainty) {
    return uncertainty->touched_count;
}

const int *ski_touched(const ski_uncertainty *uncertainty) {
    return uncertainty->touched;
}

void ski_uncertainty_stand_in(ski_uncertainty *uncertainty, const double *limits) {
    uncertainty->stand_ins = limits;
}

const ski_design *ski_design_in(const ski_uncertainty *uncertainty) {
    return uncertainty->design;
}

int ski_designed_draws(const ski_uncertainty *uncertainty) {
    return uncertainty->designed_draws;
}

/* Everything of a work space; the lists of events grow as they need. */
static sk_status allocate(ski_space *space, const ski_uncertainty *uncertainty) {
    sk_status st = SK_OK;
    const sk_network *network = uncertainty->network;
    int periods = network->periods;
    int path_count = network->scenario->factor_count * periods;
    space->arena = ski_arena_new();
    SK_CHECK_MEMORY(space->arena);
    space->world.values = SKI_NEW(space->arena, double, network->quantity_count *periods);
    SK_CHECK_MEMORY(space->world.values);
    space->world.multipliers = SKI_NEW(space->arena, double, uncertainty->touched_count *periods);
    SK_CHECK_MEMORY(space->world.multipliers);
    space->world.factor_paths = SKI_NEW(space->arena, double, path_count);
    SK_CHECK_MEMORY(space->world.factor_paths);
    space->scores = SKI_NEW(space->arena, double, path_count);
    SK_CHECK_MEMORY(space->scores);
    space->average = SKI_NEW(space->arena, double, periods);
    SK_CHECK_MEMORY(space->average);
    space->cursors = SKI_NEW(space->arena, ski_cursor, uncertainty->touch_most);
    SK_CHECK_MEMORY(space->cursors);
    space->coefficients = SKI_NEW(space->arena, double, uncertainty->touch_most + 1);
    SK_CHECK_MEMORY(space->coefficients);
    space->first_event = SKI_NEW(space->arena, int, network->scenario->disruption_count + 1);
    SK_CHECK_MEMORY(space->first_event);
    if (ski_grow((void **)&space->world.events, &space->world.event_capacity, 0,
                 sizeof *space->world.events) != 0 ||
        ski_grow((void **)&space->world.factors, &space->world.factor_capacity, 0,
                 sizeof *space->world.factors) != 0) {
        st = SK_ERR_MEMORY;
    }
done:
    return st;
}

sk_status ski_world_new(ski_world **out, const ski_uncertainty *uncertainty) {
    sk_status st = SK_OK;
    const sk_network *network = uncertainty->network;
    ski_space *space = ski_alloc(1, sizeof *space);
    SK_CHECK_MEMORY(space);
    SK_TRY(allocate(space, uncertainty));
    memcpy(space->world.values, network->base,
           (size_t)network->quantity_count * (size_t)network->periods * sizeof(double));
    space->world.recipe = ski_recipe_of_world(0);
    *out = &space->world;
    space = NULL;
done:
    ski_world_free(space == NULL ? NULL : &space->world);
    return st;
}

void ski_world_free(ski_world *world) {
    if (world != NULL) {
        ski_space *space = (ski_space *)world; /* `world` is its first member */
        free(world->events);
        free(world->factors);
        ski_arena_free(space->arena);
        free(space);
    }
}

/* Multipliers and values of one touched quantity. */
static void draw_quantity(const ski_uncertainty *uncertainty, int index, ski_space *space) {
    const sk_network *network = uncertainty->network;
    const ski_touch *touch = &uncertainty->touches[index];
    int periods = network->periods;
    int first = uncertainty->touched[index] * periods;
    ski_average_effects(uncertainty, touch, space);
    for (int period = 0; period < periods; period++) {
        double multiplier = space->average[period];
        for (int i = 0; i < touch->factor_count; i++) {
            multiplier *= space->world.factor_paths[touch->factors[i] * periods + period];
        }
        space->world.multipliers[index * periods + period] = multiplier;
        space->world.values[first + period] =
            ski_multiplied(uncertainty, uncertainty->touched[index], period, multiplier);
    }
}

sk_status ski_world_draw(const ski_uncertainty *uncertainty, uint64_t seed,
                         const ski_recipe *recipe, ski_world *world) {
    sk_status st = SK_OK;
    ski_space *space = (ski_space *)world; /* made by ski_world_new() */
    world->recipe = *recipe;
    ski_factors_draw(uncertainty, seed, space);
    SK_TRY(ski_disruptions_draw(uncertainty, seed, space));
    for (int index = 0; index < uncertainty->touched_count; index++) {
        draw_quantity(uncertainty, index, space);
    }
done:
    return st;
}
