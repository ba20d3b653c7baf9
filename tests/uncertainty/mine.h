/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mine of 120 t/y under the causes a test gives → what it gives in a world, and what its operator
 * expects of it. */
#ifndef TESTS_UNCERTAINTY_MINE_H
#define TESTS_UNCERTAINTY_MINE_H

#include "uncertainty/forecast.h"

#include "support/assert_near.h"
#include "support/chain.h"

#include <stdio.h>
#include <stdlib.h>

enum { PERIODS = 24 };

/* The capacity is what the causes touch (and what follows it). */
typedef struct {
    chain of;
    ski_uncertainty *uncertainty;
    ski_world *world;
    ski_forecast *forecast;
    int capacity; /* the quantity */
    double *values;
} mine;

static inline mine mine_of(const char *causes) {
    char text[4096];
    mine at = {0};
    snprintf(text, sizeof text,
             "scenario = { name = \"mine\"; start = \"2025-01\"; periods = %d;"
             " initial_pipeline = \"empty\"; terminal = \"none\"; };"
             "materials = { m = { price_usd_per_t = 100.0; }; };"
             "places = { town = { country = \"UZ\"; }; };"
             "sources = { mine = { place = \"town\"; material = \"m\"; capacity_tpy = 120.0; }; };"
             "demands = { d = { place = \"town\"; material = \"m\"; tpy = 100.0;"
             " shortage_usd_per_t = 9000.0; }; };%s",
             PERIODS, causes);
    at.of = chain_open(text);
    assert_int_equal(ski_uncertainty_build(&at.uncertainty, at.of.network, NULL), SK_OK);
    assert_int_equal(ski_world_new(&at.world, at.uncertainty), SK_OK);
    assert_int_equal(ski_forecast_new(&at.forecast, at.uncertainty), SK_OK);
    at.capacity = quantity_named(at.of.network, "sources.mine.capacity_tpy");
    at.values = calloc((size_t)at.of.network->quantity_count * PERIODS, sizeof *at.values);
    return at;
}

static inline void mine_free(mine *at) {
    free(at->values);
    ski_forecast_free(at->forecast);
    ski_world_free(at->world);
    ski_uncertainty_free(at->uncertainty);
    chain_close(&at->of);
}

static inline void draw_recipe(mine *at, const ski_recipe *recipe) {
    assert_int_equal(ski_world_draw(at->uncertainty, 11, recipe, at->world), SK_OK);
}

static inline void draw(mine *at, int number) {
    const ski_recipe recipe = ski_recipe_of_world((uint32_t)number);
    draw_recipe(at, &recipe);
}

/* Expected multipliers of the mine as seen at the end of period `now`. */
static inline const double *expected(mine *at, int now) {
    ski_forecast_fill(at->forecast, at->world, now, 0, PERIODS, at->values);
    double *path = at->values + at->capacity * PERIODS;
    for (int period = 0; period < PERIODS; period++) {
        path[period] /= 120;
    }
    return path;
}

static inline const double *actual(const mine *at) {
    return at->world->multipliers;
}

#endif
