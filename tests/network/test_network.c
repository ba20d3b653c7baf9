/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario written out by hand → its network: every index and number known beforehand. */
#include "network/network.h"

#include "support/allocation.h"
#include "support/assert_near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONSTANT(number) \
    { .kind = SKI_SCHED_CONSTANT, .value = (number) }
#define NAMED(text) \
    { .name = (text) }
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

enum { ORE, OXIDE, WIRE };
enum { MINE, PLANT, PORT };

static const ski_material materials[] = {
    {.element = NAMED("ore"), .symbol = "W", .price_usd_per_t = CONSTANT(100)},
    {.element = NAMED("oxide"), .symbol = "W", .price_usd_per_t = CONSTANT(300)},
    {.element = NAMED("wire")},
};
static const ski_place places[] = {
    {.element = NAMED("mine"), .country = "UZ"},
    {.element = NAMED("plant"), .country = "UZ"},
    {.element = NAMED("port"), .country = "KR"},
};
static const ski_supply_step steps[] = {{60, 110}, {40, 150}};
static const double ramp_times[] = {0, 2};
static const double ramp_values[] = {0, 120};
static const ski_source sources[] = {
    {.element = NAMED("pit"),
     .place = MINE,
     .material = ORE,
     .capacity_tpy =
         {.kind = SKI_SCHED_RAMP, .count = 2, .times = ramp_times, .values = ramp_values},
     .min_tpy = CONSTANT(12),
     .premium_usd_per_t = CONSTANT(5)},
    {.element = NAMED("trader"),
     .place = PORT,
     .material = OXIDE,
     .step_count = 2,
     .steps = steps,
     .premium_usd_per_t = CONSTANT(7)},
};
static const ski_part ore_in[] = {{ORE, 1.1}};
static const ski_part oxide_out[] = {{OXIDE, 0.9}};
static const ski_process processes[] = {
    {.element = NAMED("smelter"),
     .place = PLANT,
     .input_count = 1,
     .inputs = ore_in,
     .output_count = 1,
     .outputs = oxide_out,
     .cost_usd_per_t = CONSTANT(20),
     .yield = CONSTANT(1)},
};
static const int only_ore[] = {ORE};
static const int oxide_and_wire[] = {OXIDE, WIRE};
static const int by_strait_and_canal[] = {0, 1};
static const ski_route routes[] = {
    {.element = NAMED("truck"),
     .from = MINE,
     .to = PLANT,
     .material_count = 1,
     .materials = only_ore,
     .capacity_tpy = CONSTANT(500)},
    {.element = NAMED("ship"),
     .from = PLANT,
     .to = PORT,
     .material_count = 2,
     .materials = oxide_and_wire,
     .via_count = 2,
     .via = by_strait_and_canal,
     .capacity_tpy = CONSTANT(400),
     .lead_time_days = 45,
     .loss = 0.01,
     .tariff = CONSTANT(0.05)},
};
static const ski_chokepoint chokepoints[] = {
    {.element = NAMED("strait")},
    {.element = NAMED("canal"), .capacity_tpy = CONSTANT(300)},
};
static const ski_stock stocks[] = {
    {.element = NAMED("reserve"),
     .place = PORT,
     .material = OXIDE,
     .initial_t = 30,
     .decay_per_year = 0.19,
     .target_t = CONSTANT(25)},
};
static const ski_tier tiers[] = {{0.25, 1000}, {0.75, 9000}};
static const ski_alternative alternatives[] = {{WIRE, 1.5, 0.2, 40}};
static const ski_demand demands[] = {
    {.element = NAMED("fab"),
     .place = PORT,
     .material = OXIDE,
     .tpy = {.kind = SKI_SCHED_GROWTH, .value = 120, .growth_per_year = 0.1},
     .tier_count = 2,
     .tiers = tiers,
     .alternative_count = 1,
     .alternatives = alternatives,
     .has_returns = true,
     .return_place = PLANT,
     .return_material = WIRE,
     .return_share = 0.3,
     .return_lag_days = 365},
    {.element = NAMED("mill"),
     .place = PLANT,
     .material = OXIDE,
     .tpy = CONSTANT(24),
     .shortage_usd_per_t = CONSTANT(800),
     .backlog_usd_per_t_year = CONSTANT(90)},
};
static const char *const countries[] = {"KR"};
static const ski_limit limits[] = {
    {.element = NAMED("half"),
     .symbol = "W",
     .country_count = 1,
     .countries = countries,
     .max_share = CONSTANT(0.5),
     .excess_usd_per_t = CONSTANT(1000)},
};

static const sk_scenario scenario = {
    .calendar = {{2025, 1, 1}, SKI_MONTH},
    .periods = 6,
    .discount_rate_per_year = 0.1,
    .material_count = COUNT(materials),
    .materials = materials,
    .place_count = COUNT(places),
    .places = places,
    .source_count = COUNT(sources),
    .sources = sources,
    .process_count = COUNT(processes),
    .processes = processes,
    .route_count = COUNT(routes),
    .routes = routes,
    .chokepoint_count = COUNT(chokepoints),
    .chokepoints = chokepoints,
    .stock_count = COUNT(stocks),
    .stocks = stocks,
    .demand_count = COUNT(demands),
    .demands = demands,
    .limit_count = COUNT(limits),
    .limits = limits,
};

static sk_network *built(void) {
    sk_network *network = NULL;
    assert_int_equal(ski_network_build(&network, &scenario, NULL), SK_OK);
    return network;
}

static void assert_node(const sk_network *network, int node, int place, int material) {
    assert_int_equal(network->nodes[node].place, place);
    assert_int_equal(network->nodes[node].material, material);
}

static void assert_target(const sk_network *network, int quantity, int number, ski_section section,
                          int element, const char *key) {
    const ski_target *target = &network->quantities[quantity].targets[number];
    assert_int_equal(target->section, section);
    assert_int_equal(target->element, element);
    assert_string_equal(target->key, key);
}

static double base(const sk_network *network, int quantity, int period) {
    return ski_value(network, network->base, quantity, period);
}

static void test_nodes__each_touched_pair_once_by_place_then_material(void **state) {
    (void)state;
    static const int expected[][2] = {{MINE, ORE},   {PLANT, ORE},  {PLANT, OXIDE},
                                      {PLANT, WIRE}, {PORT, OXIDE}, {PORT, WIRE}};
    sk_network *network = built();
    assert_int_equal(network->node_count, COUNT(expected));
    for (int node = 0; node < network->node_count; node++) {
        assert_node(network, node, expected[node][0], expected[node][1]);
    }
    assert_node(network, network->supplies[1].node, PORT, OXIDE);
    assert_node(network, network->conversions[0].inputs[0].node, PLANT, ORE);
    assert_node(network, network->conversions[0].outputs[0].node, PLANT, OXIDE);
    assert_node(network, network->needs[0].substitutes[0].node, PORT, WIRE);
    assert_node(network, network->needs[0].return_node, PLANT, WIRE);
    assert_int_equal(network->needs[1].return_node, -1);
    ski_network_free(network);
}

static void test_schedules__a_period_takes_the_average_over_itself(void **state) {
    (void)state;
    sk_network *network = built();
    int capacity = network->blocks[0].capacity;
    assert_near(base(network, capacity, 0), 30, 0, 1e-15); /* of a ramp from 0 to 120 in 2 months */
    assert_near(base(network, capacity, 1), 90, 0, 1e-15);
    assert_near(base(network, capacity, 2), 120, 0, 0);
    assert_near(base(network, network->needs[0].demand, 3), 120 * pow(1.1, 0.25), 0, 1e-15);
    ski_network_free(network);
}

static void test_missing_keys__no_limit_is_infinite_and_no_cost_is_zero(void **state) {
    (void)state;
    sk_network *network = built();
    assert_true(isinf(base(network, network->conversions[0].capacity, 5)));
    assert_true(isinf(base(network, network->stores[0].capacity, 0)));
    assert_true(isinf(base(network, network->stores[0].release, 0)));
    assert_true(base(network, network->links[0].cost, 0) == 0);
    assert_true(base(network, network->stores[0].holding, 0) == 0);
    assert_int_equal(network->passages[0].capacity, -1);
    assert_int_equal(network->material_price[WIRE], -1);
    assert_int_equal(network->needs[0].backlog, -1);
    ski_network_free(network);
}

static void test_source__an_inherited_price_follows_the_material(void **state) {
    (void)state;
    sk_network *network = built();
    int price = network->blocks[0].price;
    assert_true(base(network, price, 0) == 100);
    assert_int_equal(network->quantities[price].target_count, 2);
    assert_target(network, price, 0, SKI_SOURCES, 0, "price_usd_per_t");
    assert_target(network, price, 1, SKI_MATERIALS, ORE, "price_usd_per_t");
    ski_network_free(network);
}

static void test_source__its_minimum_follows_its_capacity(void **state) {
    (void)state;
    sk_network *network = built();
    int minimum = network->supplies[0].minimum;
    assert_true(base(network, minimum, 4) == 12);
    assert_int_equal(network->quantities[minimum].target_count, 2);
    assert_target(network, minimum, 0, SKI_SOURCES, 0, "min_tpy");
    assert_target(network, minimum, 1, SKI_SOURCES, 0, "capacity_tpy");
    ski_network_free(network);
}

static void test_source__steps_are_blocks_that_share_targets_and_premium(void **state) {
    (void)state;
    sk_network *network = built();
    const ski_supply *trader = &network->supplies[1];
    assert_int_equal(network->block_count, 3);
    assert_int_equal(trader->first_block, 1);
    assert_int_equal(trader->block_count, 2);
    for (int item = 0; item < 2; item++) {
        const ski_block *block = &network->blocks[1 + item];
        assert_int_equal(block->source, 1);
        assert_true(base(network, block->capacity, 3) == steps[item].tpy);
        assert_true(base(network, block->price, 3) == steps[item].usd_per_t);
        assert_true(base(network, block->premium, 3) == 7);
        assert_target(network, block->capacity, 0, SKI_SOURCES, 1, "capacity_tpy");
        assert_target(network, block->price, 0, SKI_SOURCES, 1, "price_usd_per_t");
        assert_int_equal(network->quantities[block->price].target_count, 1);
    }
    ski_network_free(network);
}

static void test_route__capacity_follows_chokepoints_without_one_of_their_own(void **state) {
    (void)state;
    sk_network *network = built();
    int capacity = network->links[1].capacity;
    assert_int_equal(network->quantities[capacity].target_count, 2);
    assert_target(network, capacity, 0, SKI_ROUTES, 1, "capacity_tpy");
    assert_target(network, capacity, 1, SKI_CHOKEPOINTS, 0, "capacity_tpy");
    assert_true(base(network, network->passages[1].capacity, 0) == 300);
    assert_int_equal(network->passages[1].route_count, 1);
    assert_int_equal(network->passages[1].routes[0], 1);
    ski_network_free(network);
}

static void test_route__each_material_is_a_lane_with_its_own_price(void **state) {
    (void)state;
    sk_network *network = built();
    assert_int_equal(network->lane_count, 3);
    assert_int_equal(network->links[1].first_lane, 1);
    assert_int_equal(network->links[1].lane_count, 2);
    assert_node(network, network->lanes[1].from, PLANT, OXIDE);
    assert_node(network, network->lanes[1].to, PORT, OXIDE);
    assert_int_equal(network->lanes[1].price, network->material_price[OXIDE]);
    assert_int_equal(network->lanes[2].price, -1);
    ski_network_free(network);
}

static void test_route__lead_time_of_45_days_splits_over_two_months(void **state) {
    (void)state;
    sk_network *network = built();
    const ski_lag *lag = &network->links[1].lag;
    assert_int_equal(lag->periods, 1);
    assert_near(1 - lag->late_share, 0.520548, 5e-7, 0); /* cases/README.md */
    assert_near(lag->late_share, 0.479452, 5e-7, 0);
    ski_network_free(network);
}

static void test_lag__whole_periods_are_whole(void **state) {
    (void)state;
    for (int months = 0; months <= 36; months++) {
        ski_lag lag = ski_lag_of_days(months * 365.0 / 12.0, 1.0 / 12.0);
        assert_int_equal(lag.periods, months);
        assert_true(lag.late_share == 0);
    }
    ski_lag week = ski_lag_of_days(7, 7 / 365.0);
    assert_int_equal(week.periods, 1);
    assert_true(week.late_share == 0);
    sk_network *network = built();
    assert_int_equal(network->needs[0].return_lag.periods, 12);
    assert_true(network->needs[0].return_lag.late_share == 0);
    ski_network_free(network);
}

static void test_stock__a_month_keeps_the_twelfth_root_of_what_a_year_keeps(void **state) {
    (void)state;
    sk_network *network = built();
    assert_near(pow(network->stores[0].kept_share, 12), 0.81, 0, 1e-14);
    assert_true(network->stores[0].initial_t == 30);
    ski_network_free(network);
}

static void test_discount__half_a_year_at_ten_percent(void **state) {
    (void)state;
    sk_network *network = built();
    assert_true(network->discount[0] == 1);
    assert_near(network->discount[6], 1 / sqrt(1.1), 0, 1e-15);
    ski_network_free(network);
}

static void test_limit__caps_blocks_of_the_element_from_the_listed_countries(void **state) {
    (void)state;
    sk_network *network = built();
    const ski_cap *cap = &network->caps[0];
    assert_int_equal(cap->all_count, 3);
    assert_int_equal(cap->capped_count, 2);
    assert_int_equal(cap->capped[0], 1);
    assert_int_equal(cap->capped[1], 2);
    ski_network_free(network);
}

static void assert_path(const sk_network *network, int quantity, const char *expected) {
    char text[128];
    ski_quantity_path(network, quantity, text, sizeof text);
    assert_string_equal(text, expected);
}

static void test_paths__are_those_of_the_format(void **state) {
    (void)state;
    sk_network *network = built();
    assert_path(network, network->blocks[0].capacity, "sources.pit.capacity_tpy");
    assert_path(network, network->blocks[0].price, "sources.pit.price_usd_per_t");
    assert_path(network, network->blocks[2].capacity, "sources.trader.steps.2.tpy");
    assert_path(network, network->blocks[2].price, "sources.trader.steps.2.usd_per_t");
    assert_path(network, network->needs[0].tier_values[1], "demands.fab.tiers.2.usd_per_t");
    assert_path(network, network->material_price[OXIDE], "materials.oxide.price_usd_per_t");
    assert_path(network, network->caps[0].max_share, "limits.half.max_share");
    ski_network_free(network);
}

static void test_steady__one_period_without_lags_stocks_tiers_and_backlog(void **state) {
    (void)state;
    sk_network *network = built();
    sk_network *steady = NULL;
    assert_int_equal(ski_network_steady(&steady, network, 0.5), SK_OK);
    assert_int_equal(steady->periods, 1);
    assert_near(steady->period_years, 1.0 / 12.0, 0, 0);
    assert_int_equal(steady->quantity_count, network->quantity_count);
    assert_near(base(steady, steady->blocks[0].capacity, 0), 30, 0, 1e-15);
    assert_near(base(steady, steady->needs[0].demand, 0), 60, 0, 1e-15);
    assert_int_equal(steady->links[1].lag.periods, 0);
    assert_true(steady->links[1].lag.late_share == 0);
    assert_true(steady->links[1].loss == 0.01);
    assert_int_equal(steady->needs[0].return_lag.periods, 0);
    assert_true(base(steady, steady->stores[0].capacity, 0) == 0);
    assert_true(base(steady, steady->stores[0].target, 0) == 0);
    assert_true(steady->stores[0].initial_t == 0);
    assert_int_equal(steady->needs[0].tier_count, 0);
    assert_true(base(steady, steady->needs[0].shortage, 0) == 9000); /* the dearest tier's */
    assert_int_equal(steady->needs[1].backlog, -1);
    assert_true(base(steady, steady->needs[1].shortage, 0) == 800);
    ski_network_free(steady);
    ski_network_free(network);
}

static void test_build__fails_cleanly_at_every_allocation(void **state) {
    (void)state;
    sk_status st = SK_ERR_MEMORY;
    for (int nth = 1; st == SK_ERR_MEMORY; nth++) {
        sk_network *network = NULL;
        sk_network *steady = NULL;
        fail_allocation(nth);
        st = ski_network_build(&network, &scenario, NULL);
        if (st == SK_OK) {
            st = ski_network_steady(&steady, network, 0);
        }
        fail_allocation(0);
        assert_true(st == SK_OK || st == SK_ERR_MEMORY);
        assert_true((st == SK_OK) == (steady != NULL));
        ski_network_free(steady);
        ski_network_free(network);
        assert_true(nth < 1000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nodes__each_touched_pair_once_by_place_then_material),
        cmocka_unit_test(test_schedules__a_period_takes_the_average_over_itself),
        cmocka_unit_test(test_missing_keys__no_limit_is_infinite_and_no_cost_is_zero),
        cmocka_unit_test(test_source__an_inherited_price_follows_the_material),
        cmocka_unit_test(test_source__its_minimum_follows_its_capacity),
        cmocka_unit_test(test_source__steps_are_blocks_that_share_targets_and_premium),
        cmocka_unit_test(test_route__capacity_follows_chokepoints_without_one_of_their_own),
        cmocka_unit_test(test_route__each_material_is_a_lane_with_its_own_price),
        cmocka_unit_test(test_route__lead_time_of_45_days_splits_over_two_months),
        cmocka_unit_test(test_lag__whole_periods_are_whole),
        cmocka_unit_test(test_stock__a_month_keeps_the_twelfth_root_of_what_a_year_keeps),
        cmocka_unit_test(test_discount__half_a_year_at_ten_percent),
        cmocka_unit_test(test_limit__caps_blocks_of_the_element_from_the_listed_countries),
        cmocka_unit_test(test_paths__are_those_of_the_format),
        cmocka_unit_test(test_steady__one_period_without_lags_stocks_tiers_and_backlog),
        cmocka_unit_test(test_build__fails_cleanly_at_every_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
