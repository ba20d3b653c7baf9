/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stocks → what they lose, give, take and hold back. */
#include "mechanisms/mechanism.h"

static void test_stock__decay_is_compounded_over_months(void **state) {
    (void)state;
    cJSON *json = plan("decay");
    expect(json, "periods/0/stocks/store/end_t", 100 * pow(0.81, 1.0 / 12));
    expect(json, "periods/5/stocks/store/end_t", 90);
    expect(json, "demands/d/served_t", 81);
    expect(json, "objective_usd", 19000);
    expect(json, "stocks/store/initial_t", 100);
    expect(json, "stocks/store/final_t", 0);
    expect(json, "stocks/store/lowest_t", 0);
    cJSON_Delete(json);
}

static void test_stock__decay_is_compounded_over_weeks(void **state) {
    (void)state;
    cJSON *json = plan("decay_week");
    expect(json, "periods/2/stocks/store/end_t", 100 * pow(0.81, 21.0 / 365));
    expect(json, "demands/d/served_t", 100 * pow(0.81, 28.0 / 365));
    cJSON_Delete(json);
}

static void test_stock__release_is_limited_per_period(void **state) {
    (void)state;
    cJSON *json = plan("release");
    expect_each(json, "stocks/store/end_t", 10, 5, 0);
    expect_each(json, "demands/d/shortage_t", 3, 3, 3);
    cJSON_Delete(json);
}

static void test_stock__discards_from_it_are_no_release(void **state) {
    (void)state;
    cJSON *json = plan("release_discard");
    expect_each(json, "demands/d/shortage_t", 3, 3, 3, 3);
    expect(json, "periods/1/stocks/store/end_t", 10);
    expect(json, "periods/2/stocks/store/end_t", 5);
    expect(json, "stocks/store/final_t", 0);
    expect(json, "discarded_t/fab.m", 40);
    cJSON_Delete(json);
}

static void test_stock__release_is_counted_after_decay(void **state) {
    (void)state;
    cJSON *json = plan("release_net");
    expect(json, "demands/d/served_t", 5);
    expect(json, "objective_usd", 45000);
    const cJSON *discarded = find_at(json, "discarded_t/fab.m");
    double left = discarded != NULL ? discarded->valuedouble : 0;
    assert_near(left + number_at(json, "stocks/store/final_t"), 85, ABS_TOL, REL_TOL);
    cJSON_Delete(json);
}

static void test_stock__refill_is_limited_per_period(void **state) {
    (void)state;
    cJSON *json = plan("refill");
    expect_each(json, "stocks/store/end_t", 10, 5, 0, 0);
    expect(json, "objective_usd", 2750);
    cJSON_Delete(json);
}

static void test_stock__holding_is_paid_on_the_end_of_each_period(void **state) {
    (void)state;
    cJSON *json = plan("holding");
    expect_each(json, "stocks/store/end_t", 20, 10, 0);
    expect(json, "cost_usd/holding", 600);
    expect(json, "objective_usd", 3600);
    cJSON_Delete(json);
    json = plan_with("holding", SET("stocks.store.capacity_t=10"));
    expect_each(json, "stocks/store/end_t", 10, 10, 0);
    expect(json, "objective_usd", 3650);
    cJSON_Delete(json);
}

static void test_stock__a_reserve_gives_only_when_a_shortage_costs_more(void **state) {
    (void)state;
    cJSON *json = plan("target");
    expect_each(json, "stocks/store/end_t", 30, 20, 30, 30);
    expect(json, "cost_usd/below_target", 1000);
    expect(json, "objective_usd", 3000);
    cJSON_Delete(json);
    expect_objective_with("target", 3000, SET("demands.d.shortage_usd_per_t=151"));
    json = plan_with("target", SET("demands.d.shortage_usd_per_t=149"));
    expect_each(json, "stocks/store/end_t", 30, 30, 30, 30);
    expect(json, "cost_usd/below_target", 0);
    expect(json, "objective_usd", 2990);
    cJSON_Delete(json);
}

static void test_stock__below_target_costs_by_the_year_on_the_average_target(void **state) {
    (void)state;
    expect_objective("below_target", 100 * (30.0 * 17 / 31 + 30));
    expect_objective("below_target_week", 2100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stock__decay_is_compounded_over_months),
        cmocka_unit_test(test_stock__decay_is_compounded_over_weeks),
        cmocka_unit_test(test_stock__release_is_limited_per_period),
        cmocka_unit_test(test_stock__discards_from_it_are_no_release),
        cmocka_unit_test(test_stock__release_is_counted_after_decay),
        cmocka_unit_test(test_stock__refill_is_limited_per_period),
        cmocka_unit_test(test_stock__holding_is_paid_on_the_end_of_each_period),
        cmocka_unit_test(test_stock__a_reserve_gives_only_when_a_shortage_costs_more),
        cmocka_unit_test(test_stock__below_target_costs_by_the_year_on_the_average_target),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
