/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overrides and policies → what they act on, in which order, and what a policy costs. */
#include "mechanisms/mechanism.h"

static void test_override__a_price_left_out_is_set_or_scaled_as_inherited(void **state) {
    (void)state;
    expect_objective("changes", 2800);
    expect_objective_with("changes", 3200, SET("sources.a.price_usd_per_t=200"));
    expect_objective_with("changes", 3200, SCALE("sources.a.price_usd_per_t=2"));
    expect_objective_with("changes", 3200, SCALE("materials.m.price_usd_per_t=2"));
}

static void test_override__act_in_the_order_given(void **state) {
    (void)state;
    expect_objective_with("changes", 3000, SCALE("sources.a.price_usd_per_t=3"),
                          SET("sources.a.price_usd_per_t=150"));
    expect_objective_with("changes", 3600, SET("sources.a.price_usd_per_t=150"),
                          SCALE("sources.a.price_usd_per_t=2"));
}

static void test_override__a_glob_reaches_every_element(void **state) {
    (void)state;
    expect_objective_with("changes", 5600, SCALE("sources.*.price_usd_per_t=2"));
}

static void test_override__scaling_a_missing_limit_is_refused(void **state) {
    (void)state;
    refuse_with("changes", SCALE("sources.c.capacity_tpy=2"));
    refuse_with("changes", SCALE("sources.?.capacity_tpy=2"));
}

static void test_override__scaling_a_default_of_nothing_leaves_nothing(void **state) {
    (void)state;
    expect_objective_with("changes", 2800, SCALE("sources.?.premium_usd_per_t=2"));
}

static void test_override__a_schedule_is_one_value(void **state) {
    (void)state;
    const char *ramp = "demands.d.tpy={ ramp = ((\"2025-01\", 0.0), (\"2025-02\", 240.0)); }";
    expect_objective_with("changes", 2800, SET(ramp));
    expect_objective_with("changes", 7800, SET(ramp), SCALE("demands.d.tpy=2"));
}

static void test_override__a_yield_left_out_is_one(void **state) {
    (void)state;
    /* 12 t ore make 6 t metal: 1800 + 120 + 6 * (5 + 10) + 10/3 * 1000 + 2/3 * 4000 */
    expect_objective_with("world_values", 8010, SCALE("processes.p.yield=0.5"));
}

static void test_policy__sets_scales_and_adds(void **state) {
    (void)state;
    expect_objective_under("changes", 2600, "cheap");
    expect_objective_under("changes", 3200, "twice");
    expect_objective_under("changes", 2628, "plus");
    expect_objective_under("changes", 2800, "baseline");
}

static void test_policy__includes_come_first_in_their_order(void **state) {
    (void)state;
    expect_objective_under("changes", 2840, "chain");
    expect_objective_under("changes", 2600, "late");
    expect_objective_under("changes", 2720, "own");
}

static void test_policy__acts_after_the_overrides(void **state) {
    (void)state;
    assert_near(objective_of("changes", "cheap", OVERRIDES(SET("sources.a.price_usd_per_t=200"))),
                2600, ABS_TOL, REL_TOL);
    assert_near(objective_of("changes", "twice", OVERRIDES(SET("sources.a.price_usd_per_t=200"))),
                4000, ABS_TOL, REL_TOL);
}

static void test_policy__scaling_a_missing_limit_is_refused(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    assert_int_equal(read_status(&scenario, "changes_unlimited", "twice", NULL, 0, error),
                     SK_ERR_SCENARIO);
    sk_error_free(error);
    /* Once it is set, there is something to scale: 12 t a year, twice, of 120 at 500. */
    assert_near(objective_of("changes_unlimited", "twice",
                             OVERRIDES(SET("sources.c.capacity_tpy=12"))),
                2 * 500 + 8 * 1000, ABS_TOL, REL_TOL);
}

/* Own cost in the plan and in the run, where the chain itself costs nothing. */
static void expect_own_cost(const char *name, const char *policy, double expected) {
    cJSON *json = plan_under(name, policy);
    expect(json, "objective_usd", 0);
    expect(json, "policy_cost_usd", expected);
    cJSON_Delete(json);
    json = run_under(name, policy);
    expect(json, "metrics/cost_usd/mean", expected);
    expect(json, "metrics/spend_usd/mean", expected);
    cJSON_Delete(json);
}

static void test_policy__bears_the_years_of_the_horizon_of_its_annuity(void **state) {
    (void)state;
    double two_years = 1 + 1 / 1.21;
    double four_years = two_years + 1 / 1.4641 + 1 / 1.771561;
    expect_own_cost("policy_cost", "whole", 1000);
    expect_own_cost("policy_cost", "yearly", 100 * two_years);
    expect_own_cost("policy_cost", "annuity", 1000 * two_years / four_years);
    expect_own_cost("policy_cost", "short", 1000);
    expect_own_cost("policy_cost", "both", 1000 * two_years / four_years + 100 * two_years);
    expect_own_cost("policy_cost_month", "spread", 60);
    expect_own_cost("policy_cost_month", "yearly", 60);
}

static void test_policy__buys_the_stock_it_adds_at_the_materials_price(void **state) {
    (void)state;
    expect_own_cost("policy_stock", "baseline", 0);
    expect_own_cost("policy_stock", "more", 400);
}

static void test_policy__buys_what_it_puts_under_way_before_the_start(void **state) {
    (void)state;
    expect_objective("policy_in_transit", 10000);
    expect_own_cost("policy_in_transit", "more", 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_override__a_price_left_out_is_set_or_scaled_as_inherited),
        cmocka_unit_test(test_override__act_in_the_order_given),
        cmocka_unit_test(test_override__a_glob_reaches_every_element),
        cmocka_unit_test(test_override__scaling_a_missing_limit_is_refused),
        cmocka_unit_test(test_override__scaling_a_default_of_nothing_leaves_nothing),
        cmocka_unit_test(test_override__a_schedule_is_one_value),
        cmocka_unit_test(test_override__a_yield_left_out_is_one),
        cmocka_unit_test(test_policy__sets_scales_and_adds),
        cmocka_unit_test(test_policy__includes_come_first_in_their_order),
        cmocka_unit_test(test_policy__acts_after_the_overrides),
        cmocka_unit_test(test_policy__scaling_a_missing_limit_is_refused),
        cmocka_unit_test(test_policy__bears_the_years_of_the_horizon_of_its_annuity),
        cmocka_unit_test(test_policy__buys_the_stock_it_adds_at_the_materials_price),
        cmocka_unit_test(test_policy__buys_what_it_puts_under_way_before_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
