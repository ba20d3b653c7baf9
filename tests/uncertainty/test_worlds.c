/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Causes → values of every quantity: who acts on what, once; what is left as it was; and what a
 * draw depends on. */
#include "drawn.h"

#include "support/allocation.h"

/* Out for the second and third month, exactly. */
#define TWO_MONTHS \
    .dated = true, .start_time = 1, .probability = 1, .duration_days = NUMBER(MONTHS(2)), ALWAYS

static void test_no_causes__values_are_the_base_bit_for_bit(void **state) {
    (void)state;
    drawn of = {.scenario = drawn_scenario()};
    drawn_build(&of);
    draw(&of, 0);
    assert_int_equal(ski_touched_count(of.uncertainty), 0);
    assert_memory_equal(of.world->values, of.network->base,
                        (size_t)of.network->quantity_count * 12 * sizeof(double));
    drawn_free(&of);
}

static void test_causes_that_change_nothing__leave_the_base_bit_for_bit(void **state) {
    (void)state;
    static const double flat[] = {2, 2, 2};
    ski_factor factors[] = {
        {.element = NAMED("x"), .process = SKI_FIXED, TARGETS(prices_of_all), .value = NUMBER(1)},
        {.element = NAMED("y"),
         .process = SKI_RANDOM_WALK,
         TARGETS(demand_of_fab),
         .sd_per_year = 0},
        {.element = NAMED("z"),
         .process = SKI_MEAN_REVERTING,
         TARGETS(capacity_of_b),
         .half_life_days = 90,
         .start = 1},
        {.element = NAMED("h"),
         .process = SKI_HISTORY,
         TARGETS(capacity_of_a),
         .history_count = 3,
         .history = flat,
         .block_periods = 2},
    };
    ski_effect none[] = {{TARGETS(tonnage_of_a), .factor = NUMBER(1), .until_days = INFINITY}};
    ski_effect closed[] = {{TARGETS(strait), .factor = NUMBER(0), .until_days = INFINITY}};
    ski_disruption disruptions[] = {
        {.element = NAMED("d"),
         EFFECTS(none),
         ALWAYS,
         .rate_per_year = 6,
         .recovery_days = 11,
         .duration_days = NUMBER(17)},
        {.element = NAMED("never"), EFFECTS(closed), ALWAYS, .rate_per_year = 0},
    };
    drawn of = drawn_of_factors(factors, COUNT(factors));
    of.scenario.disruptions = disruptions;
    of.scenario.disruption_count = COUNT(disruptions);
    drawn_build(&of);
    for (uint32_t number = 0; number < 100; number++) {
        draw(&of, number);
        assert_memory_equal(of.world->values, of.network->base,
                            (size_t)of.network->quantity_count * 12 * sizeof(double));
    }
    drawn_free(&of);
}

static void test_missing_limit__is_closed_by_zero_and_left_by_anything_else(void **state) {
    (void)state;
    ski_effect closed[] = {{TARGETS(capacity_of_b), .factor = NUMBER(0), .until_days = INFINITY}};
    ski_disruption event = {.element = NAMED("x"), EFFECTS(closed), TWO_MONTHS};
    drawn of = drawn_of_disruptions(&event, 1);
    drawn_build(&of);
    draw(&of, 0);
    int capacity = capacity_quantity(&of, SOURCE_B);
    assert_true(isinf(value(&of, capacity, 0)));
    assert_true(value(&of, capacity, 1) == 0);
    assert_true(value(&of, capacity, 2) == 0);
    assert_true(isinf(value(&of, capacity, 3)));
    drawn_free(&of);
}

/* The closure is cut in two by an event that begins in its middle: still exactly nothing. */
static void test_missing_limit__stays_closed_when_another_event_begins(void **state) {
    (void)state;
    ski_effect closed[] = {{TARGETS(capacity_of_b), .factor = NUMBER(0), .until_days = INFINITY}};
    ski_disruption events[] = {
        {.element = NAMED("x"), EFFECTS(closed), TWO_MONTHS},
        {.element = NAMED("y"), EFFECTS(closed), TWO_MONTHS},
    };
    events[1].start_time = 1.37;
    drawn of = drawn_of_disruptions(events, 2);
    drawn_build(&of);
    draw(&of, 0);
    int capacity = capacity_quantity(&of, SOURCE_B);
    assert_true(value(&of, capacity, 1) == 0);
    assert_true(value(&of, capacity, 2) == 0);
    assert_true(isinf(value(&of, capacity, 3)));
    drawn_free(&of);
}

static void test_factor__multiplies_what_disruptions_leave(void **state) {
    (void)state;
    ski_factor factor = {.element = NAMED("f"),
                         .process = SKI_IID,
                         TARGETS(capacity_of_a),
                         .value = {.kind = SKI_DIST_UNIFORM, .min = 0.5, .max = 1.5}};
    ski_effect quarter[] = {
        {TARGETS(capacity_of_a), .factor = NUMBER(0.25), .until_days = INFINITY}};
    ski_disruption event = {.element = NAMED("x"), EFFECTS(quarter), TWO_MONTHS};
    drawn of = drawn_of_factors(&factor, 1);
    of.scenario.disruptions = &event;
    of.scenario.disruption_count = 1;
    drawn_build(&of);
    draw(&of, 9);
    for (int period = 0; period < 12; period++) {
        double left = period == 1 || period == 2 ? 0.25 : 1;
        assert_near(value(&of, capacity_quantity(&of, SOURCE_A), period),
                    120 * left * of.world->factor_paths[period], 0, 1e-15);
    }
    drawn_free(&of);
}

static void test_inherited_price__is_the_materials_and_its_own_is_not(void **state) {
    (void)state;
    ski_effect doubling[] = {{TARGETS(price_of_w), .factor = NUMBER(2), .until_days = INFINITY}};
    ski_disruption event = {.element = NAMED("x"), EFFECTS(doubling), TWO_MONTHS};
    drawn of = drawn_of_disruptions(&event, 1);
    drawn_build(&of);
    draw(&of, 0);
    assert_true(value(&of, of.network->material_price[0], 1) == 200);
    assert_true(value(&of, price_quantity(&of, SOURCE_A), 1) == 200);
    assert_true(value(&of, price_quantity(&of, SOURCE_B), 1) == 90);
    drawn_free(&of);
}

static void test_inherited_price__a_cause_acts_once(void **state) {
    (void)state;
    ski_effect doubling[] = {{TARGETS(prices_of_all), .factor = NUMBER(2), .until_days = INFINITY}};
    ski_factor factor = {.element = NAMED("f"),
                         .process = SKI_FIXED,
                         TARGETS(prices_of_all),
                         .value = NUMBER(3)};
    ski_disruption event = {.element = NAMED("x"), EFFECTS(doubling), TWO_MONTHS};
    drawn of = drawn_of_factors(&factor, 1);
    of.scenario.disruptions = &event;
    of.scenario.disruption_count = 1;
    drawn_build(&of);
    draw(&of, 0);
    assert_true(value(&of, price_quantity(&of, SOURCE_A), 1) == 600);
    assert_true(value(&of, price_quantity(&of, SOURCE_B), 1) == 540);
    assert_true(value(&of, price_quantity(&of, SOURCE_A), 5) == 300);
    drawn_free(&of);
}

static void test_inherited_price__a_disruption_of_the_material_does_not_act_again(void **state) {
    (void)state;
    ski_effect both[] = {{TARGETS(price_of_a), .factor = NUMBER(3), .until_days = INFINITY},
                         {TARGETS(price_of_w), .factor = NUMBER(2), .until_days = INFINITY}};
    ski_disruption same = {.element = NAMED("x"), EFFECTS(both), TWO_MONTHS};
    drawn of = drawn_of_disruptions(&same, 1);
    drawn_build(&of);
    draw(&of, 0);
    assert_true(value(&of, price_quantity(&of, SOURCE_A), 1) == 200);
    drawn_free(&of);
    ski_disruption apart[] = {
        {.element = NAMED("x"), .effect_count = 1, .effects = &both[0], TWO_MONTHS},
        {.element = NAMED("y"), .effect_count = 1, .effects = &both[1], TWO_MONTHS},
    };
    of = drawn_of_disruptions(apart, 2);
    drawn_build(&of);
    draw(&of, 0);
    assert_true(value(&of, price_quantity(&of, SOURCE_A), 1) == 600);
    drawn_free(&of);
}

static void test_minimum__scales_with_the_capacity_once(void **state) {
    (void)state;
    ski_effect capacity[] = {
        {TARGETS(capacity_of_a), .factor = NUMBER(0.5), .until_days = INFINITY}};
    ski_effect tonnage[] = {{TARGETS(tonnage_of_a), .factor = NUMBER(0.5), .until_days = INFINITY}};
    ski_effect waived[] = {{TARGETS(capacity_of_a), .factor = NUMBER(0.5), .until_days = INFINITY},
                           {TARGETS(minimum_of_a), .factor = NUMBER(0), .until_days = INFINITY}};
    const struct {
        ski_disruption event;
        double expected;
    } cases[] = {
        {{.element = NAMED("x"), EFFECTS(capacity), TWO_MONTHS}, 6},
        {{.element = NAMED("x"), EFFECTS(tonnage), TWO_MONTHS}, 6},
        {{.element = NAMED("x"), EFFECTS(waived), TWO_MONTHS}, 0},
    };
    for (int i = 0; i < COUNT(cases); i++) {
        drawn of = drawn_of_disruptions(&cases[i].event, 1);
        drawn_build(&of);
        draw(&of, 0);
        assert_true(value(&of, of.network->supplies[SOURCE_A].minimum, 1) == cases[i].expected);
        assert_true(value(&of, of.network->supplies[SOURCE_A].minimum, 0) == 12);
        drawn_free(&of);
    }
}

static void test_chokepoint__without_a_capacity_scales_its_routes(void **state) {
    (void)state;
    ski_effect effects[] = {{TARGETS(strait), .factor = NUMBER(0.5), .until_days = INFINITY}};
    ski_disruption event = {.element = NAMED("x"), EFFECTS(effects), TWO_MONTHS};
    drawn of = drawn_of_disruptions(&event, 1);
    drawn_build(&of);
    draw(&of, 0);
    assert_true(value(&of, of.network->links[ROUTE].capacity, 1) == 30);
    assert_true(isinf(value(&of, of.network->links[ROAD].capacity, 1)));
    drawn_free(&of);
    effects[0].factor.value = 0;
    of = drawn_of_disruptions(&event, 1);
    drawn_build(&of);
    draw(&of, 0);
    assert_true(value(&of, of.network->links[ROUTE].capacity, 1) == 0);
    assert_true(value(&of, of.network->links[ROAD].capacity, 1) == 0);
    drawn_free(&of);
}

static void test_costs__do_not_move_when_only_tonnages_do(void **state) {
    (void)state;
    ski_factor factor = {.element = NAMED("f"),
                         .process = SKI_FIXED,
                         TARGETS(tonnage_of_a),
                         .value = NUMBER(3)};
    drawn of = drawn_of_factors(&factor, 1);
    drawn_build(&of);
    assert_int_equal(ski_touched_count(of.uncertainty), 2);
    assert_true(ski_touched(of.uncertainty)[0] < ski_touched(of.uncertainty)[1]);
    drawn_free(&of);
}

static ski_effect random_effect[] = {{TARGETS(capacity_of_a),
                                      .factor = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 1},
                                      .until_days = INFINITY}};
static ski_effect other_effect[] = {
    {TARGETS(price_of_w), .factor = NUMBER(2), .until_days = INFINITY}};

static ski_disruption renewal(const char *name, const ski_effect *effect) {
    return (ski_disruption){.element = {.name = name},
                            .effect_count = 1,
                            .effects = effect,
                            ALWAYS,
                            .rate_per_year = 5,
                            .recovery_days = 10,
                            .duration_days = {.kind = SKI_DIST_EXPONENTIAL, .mean = 20}};
}

static ski_factor price_walk(const char *name) {
    return (ski_factor){.element = {.name = name},
                        .process = SKI_RANDOM_WALK,
                        TARGETS(price_of_b),
                        .sd_per_year = 0.3};
}

static void test_common_random_numbers__other_causes_do_not_change_a_draw(void **state) {
    (void)state;
    ski_disruption one = renewal("mine", random_effect);
    ski_disruption two[] = {renewal("other", other_effect), renewal("mine", random_effect)};
    ski_factor factor = price_walk("b");
    ski_factor factors[] = {price_walk("new"), price_walk("b")};
    factors[0].targets = demand_of_fab;
    drawn alone = drawn_of_disruptions(&one, 1);
    drawn among = drawn_of_disruptions(two, 2);
    alone.scenario.factors = &factor;
    alone.scenario.factor_count = 1;
    among.scenario.factors = factors;
    among.scenario.factor_count = 2;
    drawn_build(&alone);
    drawn_build(&among);
    int capacity = capacity_quantity(&alone, SOURCE_A);
    int price = price_quantity(&alone, SOURCE_B);
    for (uint32_t number = 0; number < 50; number++) {
        draw(&alone, number);
        draw(&among, number);
        assert_memory_equal(values_of(&alone, capacity), values_of(&among, capacity),
                            12 * sizeof(double));
        assert_memory_equal(values_of(&alone, price), values_of(&among, price),
                            12 * sizeof(double));
    }
    drawn_free(&alone);
    drawn_free(&among);
}

static void test_draw__does_not_depend_on_what_was_drawn_before(void **state) {
    (void)state;
    ski_disruption disruptions[] = {renewal("mine", random_effect), renewal("other", other_effect)};
    ski_factor factor = price_walk("b");
    drawn fresh = drawn_of_disruptions(disruptions, 2);
    drawn used = drawn_of_disruptions(disruptions, 2);
    fresh.scenario.factors = used.scenario.factors = &factor;
    fresh.scenario.factor_count = used.scenario.factor_count = 1;
    drawn_build(&fresh);
    drawn_build(&used);
    for (uint32_t number = 0; number < 30; number++) {
        draw(&used, number);
    }
    draw(&used, 17);
    draw(&fresh, 17);
    size_t size = (size_t)fresh.network->quantity_count * 12 * sizeof(double);
    assert_memory_equal(used.world->values, fresh.world->values, size);
    assert_int_equal(used.world->event_count, fresh.world->event_count);
    draw(&fresh, 18);
    assert_memory_not_equal(used.world->values, fresh.world->values, size);
    drawn_free(&fresh);
    drawn_free(&used);
}

static void test_draw__allocates_nothing_once_the_lists_have_grown(void **state) {
    (void)state;
    ski_disruption disruptions[] = {renewal("mine", random_effect), renewal("other", other_effect)};
    drawn of = drawn_of_disruptions(disruptions, 2);
    drawn_build(&of);
    for (uint32_t number = 0; number < 100; number++) {
        draw(&of, number);
    }
    fail_allocation(1);
    for (uint32_t number = 0; number < 100; number++) {
        draw(&of, number);
    }
    assert_false(allocation_failed());
    fail_allocation(0);
    drawn_free(&of);
}

static sk_status build_and_draw(drawn *of) {
    sk_status st = ski_uncertainty_build(&of->uncertainty, of->network, NULL);
    if (st == SK_OK) {
        st = ski_world_new(&of->world, of->uncertainty);
    }
    for (uint32_t number = 0; st == SK_OK && number < 20; number++) {
        const ski_recipe recipe = ski_recipe_of_world(number);
        st = ski_world_draw(of->uncertainty, 1, &recipe, of->world);
    }
    return st;
}

static void test_out_of_memory__fails_cleanly_at_every_allocation(void **state) {
    (void)state;
    ski_disruption disruptions[] = {renewal("mine", random_effect), renewal("other", other_effect)};
    ski_factor factors[] = {price_walk("x"), price_walk("y")};
    ski_correlation pair = {.a = 0, .b = 1, .rho = 0.5};
    sk_status st = SK_ERR_MEMORY;
    for (int nth = 1; st != SK_OK; nth++) {
        drawn of = drawn_of_disruptions(disruptions, 2);
        of.scenario.factors = factors;
        of.scenario.factor_count = 2;
        of.scenario.correlations = &pair;
        of.scenario.correlation_count = 1;
        assert_int_equal(ski_network_build(&of.network, &of.scenario, NULL), SK_OK);
        fail_allocation(nth);
        st = build_and_draw(&of);
        fail_allocation(0);
        assert_true(st == SK_OK || st == SK_ERR_MEMORY);
        drawn_free(&of);
        assert_true(nth < 100);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_causes__values_are_the_base_bit_for_bit),
        cmocka_unit_test(test_causes_that_change_nothing__leave_the_base_bit_for_bit),
        cmocka_unit_test(test_missing_limit__is_closed_by_zero_and_left_by_anything_else),
        cmocka_unit_test(test_missing_limit__stays_closed_when_another_event_begins),
        cmocka_unit_test(test_factor__multiplies_what_disruptions_leave),
        cmocka_unit_test(test_inherited_price__is_the_materials_and_its_own_is_not),
        cmocka_unit_test(test_inherited_price__a_cause_acts_once),
        cmocka_unit_test(test_inherited_price__a_disruption_of_the_material_does_not_act_again),
        cmocka_unit_test(test_minimum__scales_with_the_capacity_once),
        cmocka_unit_test(test_chokepoint__without_a_capacity_scales_its_routes),
        cmocka_unit_test(test_costs__do_not_move_when_only_tonnages_do),
        cmocka_unit_test(test_common_random_numbers__other_causes_do_not_change_a_draw),
        cmocka_unit_test(test_draw__does_not_depend_on_what_was_drawn_before),
        cmocka_unit_test(test_draw__allocates_nothing_once_the_lists_have_grown),
        cmocka_unit_test(test_out_of_memory__fails_cleanly_at_every_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
