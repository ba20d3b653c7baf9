/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources and processes → what is bought, made and discarded, and its cost. */
#include "mechanisms/mechanism.h"

static void test_source__steps_are_bought_in_order_each_with_the_premium(void **state) {
    (void)state;
    cJSON *json = plan("supply_steps");
    expect(json, "objective_usd", 7200);
    expect(json, "sources/s/purchased_t", 20);
    expect(json, "cost_usd/procurement", 3200);
    expect_each(json, "demands/d/shortage_t", 5, 5);
    cJSON_Delete(json);
    expect_objective_with("supply_steps", 8300, SET("demands.d.shortage_usd_per_t=1000"));
    expect_objective_with("supply_steps", 7400, SET("sources.s.premium_usd_per_t=20"));
}

static void test_source__steps_are_changed_by_their_number(void **state) {
    (void)state;
    expect_objective_with("supply_steps", 8200, SET("sources.s.steps.2.usd_per_t=300"));
    expect_objective_with("supply_steps", 5300, SET("sources.s.steps.2.tpy=120"));
}

static void test_source__take_or_pay_discards_what_nobody_wants(void **state) {
    (void)state;
    cJSON *json = plan("take_or_pay");
    expect(json, "objective_usd", 6000);
    expect(json, "sources/s/purchased_t", 60);
    expect(json, "discarded_t/fab.m", 30);
    expect(json, "demands/d/served_t", 30);
    cJSON_Delete(json);
    json = plan_with("take_or_pay", SET("sources.s.min_tpy=60"));
    expect(json, "objective_usd", 3000);
    assert_null(find_at(json, "discarded_t/fab.m"));
    cJSON_Delete(json);
}

static void test_process__inputs_outputs_and_yield(void **state) {
    (void)state;
    cJSON *json = plan("process");
    expect(json, "objective_usd", 5000);
    expect(json, "processes/smelt/throughput_t", 20);
    expect(json, "sources/ore/purchased_t", 40);
    expect(json, "sources/acid/purchased_t", 10);
    expect(json, "cost_usd/processing", 600);
    expect(json, "discarded_t/plant.slag", 1);
    cJSON_Delete(json);
    expect_objective_with("process", 4000, SET("processes.smelt.yield=1"));
}

static void test_process__a_scarce_one_is_worth_what_it_would_make(void **state) {
    (void)state;
    cJSON *json = plan_with("process", SET("processes.smelt.capacity_tpy=60"));
    expect(json, "objective_usd", 18800);
    expect_each(json, "demands/metal/shortage_t", 4, 4);
    expect_each(json, "demands/slag/shortage_t", 0.5, 0.5);
    expect_marginal(json, "processes.smelt.capacity_tpy", 1, 1410);
    cJSON_Delete(json);
}

static void test_process__half_the_yield_needs_twice_the_throughput(void **state) {
    (void)state;
    expect_objective_with("process", 14000, SET("processes.smelt.yield=1"),
                          SCALE("processes.smelt.yield=0.5"));
}

static void test_source__take_or_pay_takes_the_cheapest_blocks(void **state) {
    (void)state;
    cJSON *json = plan("supply_steps_min");
    expect(json, "objective_usd", 1100);
    expect(json, "discarded_t/fab.m", 6);
    cJSON_Delete(json);
}

static void test_source__a_premium_may_be_a_discount_but_nothing_is_bought_below_zero(
    void **state) {
    (void)state;
    expect_objective("premium", 700);
    refuse_with("premium", SET("sources.s.premium_usd_per_t=-130"));
    refuse_with("premium", SCALE("materials.m.price_usd_per_t=0.2"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_source__steps_are_bought_in_order_each_with_the_premium),
        cmocka_unit_test(test_source__steps_are_changed_by_their_number),
        cmocka_unit_test(test_source__take_or_pay_discards_what_nobody_wants),
        cmocka_unit_test(test_process__inputs_outputs_and_yield),
        cmocka_unit_test(test_process__a_scarce_one_is_worth_what_it_would_make),
        cmocka_unit_test(test_process__half_the_yield_needs_twice_the_throughput),
        cmocka_unit_test(test_source__take_or_pay_takes_the_cheapest_blocks),
        cmocka_unit_test(test_source__a_premium_may_be_a_discount_but_nothing_is_bought_below_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
