/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stock and cargo left at the end of the horizon → what they are worth. */
#include "mechanisms/mechanism.h"

static const double TWO_MONTHS = -1.0 / 6, ONE_MONTH = -1.0 / 12;

static void test_terminal__a_stock_left_is_worth_the_steady_value(void **state) {
    (void)state;
    cJSON *json = plan("terminal_stock");
    expect(json, "objective_usd", -20 * 80 * pow(1.21, TWO_MONTHS));
    expect(json, "cost_usd/terminal_value", 20 * 80 * pow(1.21, TWO_MONTHS));
    expect(json, "stocks/store/final_t", 20);
    cJSON_Delete(json);
}

static void test_terminal__but_at_most_the_materials_price(void **state) {
    (void)state;
    expect_objective_with("terminal_stock", -20 * 100 * pow(1.21, TWO_MONTHS),
                          SET("sources.s.price_usd_per_t=150"));
    expect_objective_with("terminal_stock", -20 * 100 * pow(1.21, TWO_MONTHS),
                          SET("sources.s.capacity_tpy=0"));
}

#define PRICE_RISES \
    SET("materials.m.price_usd_per_t={ steps = ((\"2025-01\", 100.0), (\"2025-02\", 130.0)); }")

static void test_terminal__follows_the_price_but_hoarding_gains_nothing(void **state) {
    (void)state;
    cJSON *json = plan_with("terminal_stock", PRICE_RISES);
    expect(json, "objective_usd",
           10 * 80 * pow(1.21, ONE_MONTH) - 30 * 104 * pow(1.21, TWO_MONTHS));
    expect(json, "stocks/store/final_t", 30);
    cJSON_Delete(json);
}

static void test_terminal__the_last_target_may_be_filled(void **state) {
    (void)state;
    cJSON *json = plan_with("terminal_stock", PRICE_RISES, SET("stocks.store.target_t=50"));
    expect(json, "objective_usd",
           30 * 80 * pow(1.21, ONE_MONTH) - 50 * 104 * pow(1.21, TWO_MONTHS));
    expect(json, "stocks/store/final_t", 50);
    cJSON_Delete(json);
    json = plan_with(
        "terminal_stock", PRICE_RISES,
        SET("stocks.store.target_t={ steps = ((\"2025-01\", 50.0), (\"2025-02\", 0.0)); }"));
    expect(json, "stocks/store/final_t", 30);
    cJSON_Delete(json);
}

static void test_terminal__takes_the_lower_value_at_a_tie(void **state) {
    (void)state;
    expect_objective("terminal_tie", -20 * 60 * pow(1.21, TWO_MONTHS));
}

static void test_terminal__a_material_without_a_price_has_its_steady_value(void **state) {
    (void)state;
    expect_objective("terminal_no_price", -20 * 80 * pow(1.21, TWO_MONTHS));
}

static void test_terminal__without_a_price_and_short_it_has_none_and_warns(void **state) {
    (void)state;
    sk_scenario *scenario =
        scenario_of("terminal_no_price", NULL, OVERRIDES(SET("sources.s.capacity_tpy=24")));
    sk_plan *solved = NULL;
    sk_error *error = sk_error_new();
    assert_int_equal(sk_plan_solve(&solved, scenario, NULL, error), SK_OK);
    assert_near(sk_plan_objective_usd(solved), 0, ABS_TOL, REL_TOL);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_WARNING), 1);
    sk_error_free(error);
    sk_plan_free(solved);
    sk_scenario_free(scenario);
}

static void test_terminal__none_credits_nothing(void **state) {
    (void)state;
    cJSON *json = plan("terminal_none");
    expect(json, "objective_usd", 0);
    expect(json, "cost_usd/terminal_value", 0);
    cJSON_Delete(json);
}

static void test_terminal__cargo_under_way_counts_up_to_that_of_the_start(void **state) {
    (void)state;
    cJSON *json = plan("terminal_pipeline");
    expect(json, "objective_usd", 1400);
    expect(json, "cost_usd/terminal_value", 3000);
    expect(json, "routes/r/shipped_t", 40);
    cJSON_Delete(json);
    json = plan_with("terminal_pipeline", SET("routes.r.loss=0.2"));
    expect(json, "objective_usd", 2500);
    expect(json, "routes/r/shipped_t", 50);
    cJSON_Delete(json);
}

static void test_terminal__returns_under_way_count(void **state) {
    (void)state;
    cJSON *json = plan("terminal_returns");
    expect(json, "cost_usd/procurement", 1000);
    expect(json, "cost_usd/terminal_value", 1000);
    cJSON_Delete(json);
}

static void test_terminal__falls_with_the_price(void **state) {
    (void)state;
    expect_objective_with("terminal_stock", -20 * 40 * pow(1.21, TWO_MONTHS),
                          SET("materials.m.price_usd_per_t={ steps = ((\"2025-01\", 100.0), "
                              "(\"2025-02\", 50.0)); }"));
}

static void test_terminal__a_first_price_of_nothing_credits_nothing(void **state) {
    (void)state;
    cJSON *json = plan_with(
        "terminal_stock",
        SET("materials.m.price_usd_per_t={ steps = ((\"2025-01\", 0.0), (\"2025-02\", 100.0)); }"));
    expect(json, "objective_usd", 0);
    expect(json, "cost_usd/terminal_value", 0);
    cJSON_Delete(json);
}

static void test_terminal__counts_split_shipments_at_their_mean(void **state) {
    (void)state;
    cJSON *json = plan("terminal_split");
    expect(json, "objective_usd", 3000 - 150 * 10 * 540.0 / 365);
    expect(json, "routes/r/shipped_t", 30);
    cJSON_Delete(json);
}

static void test_terminal__the_stocks_of_a_node_count_together(void **state) {
    (void)state;
    cJSON *json = plan("terminal_two_stocks");
    expect(json, "objective_usd",
           10 * 80 * pow(1.21, ONE_MONTH) - 30 * 104 * pow(1.21, TWO_MONTHS));
    cJSON_Delete(json);
}

static void test_terminal__each_stage_has_a_value_of_its_own(void **state) {
    (void)state;
    cJSON *json = plan("terminal_chain");
    expect(json, "objective_usd", -(2 * 150 + 20 * 100) * pow(1.21, ONE_MONTH));
    expect(json, "stocks/ore/final_t", 20);
    expect(json, "stocks/metal/final_t", 2);
    cJSON_Delete(json);
}

static void test_terminal__what_is_in_surplus_is_worth_nothing(void **state) {
    (void)state;
    cJSON *json = plan("terminal_surplus");
    expect(json, "objective_usd", 1600);
    expect(json, "cost_usd/terminal_value", 0);
    cJSON_Delete(json);
}

static void test_terminal__what_is_of_no_use_is_worth_nothing(void **state) {
    (void)state;
    cJSON *json = plan("terminal_useless");
    expect(json, "cost_usd/terminal_value", 0);
    expect(json, "objective_usd", 1600);
    cJSON_Delete(json);
}

static void test_terminal__what_was_said_to_be_in_transit_counts_for_the_start(void **state) {
    (void)state;
    cJSON *json = plan("terminal_in_transit");
    expect(json, "objective_usd", 10500);
    expect(json, "cost_usd/terminal_value", 1500);
    cJSON_Delete(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_terminal__a_stock_left_is_worth_the_steady_value),
        cmocka_unit_test(test_terminal__but_at_most_the_materials_price),
        cmocka_unit_test(test_terminal__follows_the_price_but_hoarding_gains_nothing),
        cmocka_unit_test(test_terminal__the_last_target_may_be_filled),
        cmocka_unit_test(test_terminal__takes_the_lower_value_at_a_tie),
        cmocka_unit_test(test_terminal__a_material_without_a_price_has_its_steady_value),
        cmocka_unit_test(test_terminal__without_a_price_and_short_it_has_none_and_warns),
        cmocka_unit_test(test_terminal__none_credits_nothing),
        cmocka_unit_test(test_terminal__cargo_under_way_counts_up_to_that_of_the_start),
        cmocka_unit_test(test_terminal__returns_under_way_count),
        cmocka_unit_test(test_terminal__falls_with_the_price),
        cmocka_unit_test(test_terminal__a_first_price_of_nothing_credits_nothing),
        cmocka_unit_test(test_terminal__counts_split_shipments_at_their_mean),
        cmocka_unit_test(test_terminal__the_stocks_of_a_node_count_together),
        cmocka_unit_test(test_terminal__each_stage_has_a_value_of_its_own),
        cmocka_unit_test(test_terminal__what_is_in_surplus_is_worth_nothing),
        cmocka_unit_test(test_terminal__what_is_of_no_use_is_worth_nothing),
        cmocka_unit_test(test_terminal__what_was_said_to_be_in_transit_counts_for_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
