/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small chain with the causes a test gives → worlds to look into. Material w costs 100 USD/t;
 * source a sells it at the material's price up to 120 t/y and at least 12, source b at 90 without
 * limit; a route and an unlimited road pass a strait that has no capacity of its own. */
#ifndef TESTS_UNCERTAINTY_DRAWN_H
#define TESTS_UNCERTAINTY_DRAWN_H

#include "uncertainty/world.h"

#include "support/assert_near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONSTANT(number) \
    { .kind = SKI_SCHED_CONSTANT, .value = (number) }
#define NUMBER(number) \
    { .kind = SKI_DIST_CONSTANT, .value = (number) }
#define NAMED(text) \
    { .name = (text) }
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))
#define TARGETS(array) .target_count = COUNT(array), .targets = (array)
#define MONTHS(number) ((number)*365.0 / 12.0) /* in days */
#define EFFECTS(array) .effect_count = COUNT(array), .effects = (array)
#define ALWAYS .window_from = -INFINITY, .window_to = INFINITY, .months = EVERY_MONTH
#define EVERY_MONTH \
    { true, true, true, true, true, true, true, true, true, true, true, true }

enum { SOURCE_A, SOURCE_B };
enum { ROUTE, ROAD };

static const ski_material drawn_materials[] = {
    {.element = NAMED("w"), .symbol = "W", .price_usd_per_t = CONSTANT(100)},
};
static const ski_place drawn_places[] = {
    {.element = NAMED("mine"), .country = "UZ"},
    {.element = NAMED("fab"), .country = "KR"},
};
static const ski_source drawn_sources[] = {
    {.element = NAMED("a"), .capacity_tpy = CONSTANT(120), .min_tpy = CONSTANT(12)},
    {.element = NAMED("b"), .price_usd_per_t = CONSTANT(90)},
};
static const int drawn_cargo[] = {0};
static const int drawn_strait[] = {0};
static const ski_route drawn_routes[] = {
    {.element = NAMED("route"),
     .from = 0,
     .to = 1,
     .material_count = 1,
     .materials = drawn_cargo,
     .via_count = 1,
     .via = drawn_strait,
     .capacity_tpy = CONSTANT(60)},
    {.element = NAMED("road"),
     .from = 0,
     .to = 1,
     .material_count = 1,
     .materials = drawn_cargo,
     .via_count = 1,
     .via = drawn_strait},
};
static const ski_chokepoint drawn_chokepoints[] = {{.element = NAMED("strait")}};
static const ski_demand drawn_demands[] = {
    {.element = NAMED("fab"),
     .place = 1,
     .tpy = CONSTANT(100),
     .shortage_usd_per_t = CONSTANT(1000)},
};

static const ski_target price_of_w[] = {{SKI_MATERIALS, 0, "price_usd_per_t"}};
static const ski_target price_of_a[] = {{SKI_SOURCES, SOURCE_A, "price_usd_per_t"}};
static const ski_target price_of_b[] = {{SKI_SOURCES, SOURCE_B, "price_usd_per_t"}};
static const ski_target prices_of_all[] = {{SKI_MATERIALS, 0, "price_usd_per_t"},
                                           {SKI_SOURCES, SOURCE_A, "price_usd_per_t"},
                                           {SKI_SOURCES, SOURCE_B, "price_usd_per_t"}};
static const ski_target capacity_of_a[] = {{SKI_SOURCES, SOURCE_A, "capacity_tpy"}};
static const ski_target capacity_of_b[] = {{SKI_SOURCES, SOURCE_B, "capacity_tpy"}};
static const ski_target demand_of_fab[] = {{SKI_DEMANDS, 0, "tpy"}};
static const ski_target minimum_of_a[] = {{SKI_SOURCES, SOURCE_A, "min_tpy"}};
static const ski_target tonnage_of_a[] = {{SKI_SOURCES, SOURCE_A, "capacity_tpy"},
                                          {SKI_SOURCES, SOURCE_A, "min_tpy"}};
static const ski_target strait[] = {{SKI_CHOKEPOINTS, 0, "capacity_tpy"}};

static const ski_effect halving[] = {
    {TARGETS(capacity_of_a), .factor = NUMBER(0.5), .until_days = INFINITY}};
static const ski_effect closing[] = {
    {TARGETS(capacity_of_a), .factor = NUMBER(0), .until_days = INFINITY}};

typedef struct {
    sk_scenario scenario;
    sk_network *network;
    ski_uncertainty *uncertainty;
    ski_world *world;
} drawn;

/* Months from January 2025 on, 12 of them, without causes. */
static inline sk_scenario drawn_scenario(void) {
    return (sk_scenario){
        .calendar = {{2025, 1, 1}, SKI_MONTH},
        .periods = 12,
        .material_count = COUNT(drawn_materials),
        .materials = drawn_materials,
        .place_count = COUNT(drawn_places),
        .places = drawn_places,
        .source_count = COUNT(drawn_sources),
        .sources = drawn_sources,
        .route_count = COUNT(drawn_routes),
        .routes = drawn_routes,
        .chokepoint_count = COUNT(drawn_chokepoints),
        .chokepoints = drawn_chokepoints,
        .demand_count = COUNT(drawn_demands),
        .demands = drawn_demands,
    };
}

static inline void drawn_build(drawn *of) {
    assert_int_equal(ski_network_build(&of->network, &of->scenario, NULL), SK_OK);
    assert_int_equal(ski_uncertainty_build(&of->uncertainty, of->network, NULL), SK_OK);
    assert_int_equal(ski_world_new(&of->world, of->uncertainty), SK_OK);
}

static inline drawn drawn_of_factors(const ski_factor *factors, int count) {
    drawn of = {.scenario = drawn_scenario()};
    of.scenario.factors = factors;
    of.scenario.factor_count = count;
    return of;
}

static inline drawn drawn_of_disruptions(const ski_disruption *disruptions, int count) {
    drawn of = {.scenario = drawn_scenario()};
    of.scenario.disruptions = disruptions;
    of.scenario.disruption_count = count;
    return of;
}

/* How many seeds the draws of a test come from; one where worlds belong together. */
#ifndef DRAWN_SEEDS
#define DRAWN_SEEDS 50
#endif

static inline void draw_world(drawn *of, uint64_t seed, uint32_t world) {
    const ski_recipe recipe = ski_recipe_of_world(world);
    assert_int_equal(ski_world_draw(of->uncertainty, seed, &recipe, of->world), SK_OK);
}

/* Draw `number` of a test: world `number` of seed 1 below 20; many draws come from all the seeds in
 * turn, 20 worlds of each at a time, since a run may have any seed. */
static inline void draw(drawn *of, uint32_t number) {
    enum { SEEDS = DRAWN_SEEDS, WORLDS = 20 };
    uint64_t seed = 1 + number / WORLDS % SEEDS;
    uint32_t world = number % WORLDS + number / (WORLDS * SEEDS) * WORLDS;
    draw_world(of, seed, world);
}

static inline void drawn_free(drawn *of) {
    ski_world_free(of->world);
    ski_uncertainty_free(of->uncertainty);
    ski_network_free(of->network);
}

static inline double value(const drawn *of, int quantity, int period) {
    return ski_value(of->network, of->world->values, quantity, period);
}

/* Multipliers of a touched quantity over the periods; NULL when nothing touches it. */
static inline const double *multipliers(const drawn *of, int quantity) {
    for (int i = 0; i < ski_touched_count(of->uncertainty); i++) {
        if (ski_touched(of->uncertainty)[i] == quantity) {
            int first = i * of->network->periods;
            return &of->world->multipliers[first];
        }
    }
    return NULL;
}

/* What the path of a factor is from the first period on. */
static inline const double *path_of(const drawn *of, int factor) {
    int first = factor * of->network->periods;
    return &of->world->factor_paths[first];
}

/* Values of a quantity over the periods. */
static inline const double *values_of(const drawn *of, int quantity) {
    int first = quantity * of->network->periods;
    return &of->world->values[first];
}

static inline int capacity_quantity(const drawn *of, int source) {
    return of->network->blocks[source].capacity;
}

static inline int price_quantity(const drawn *of, int source) {
    return of->network->blocks[source].price;
}

#endif
