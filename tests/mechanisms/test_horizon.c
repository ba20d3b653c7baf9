/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was under way before the start, and when costs fall due → plans. */
#include "mechanisms/mechanism.h"

static void test_pipeline__steady_shipments_have_left_and_are_paid(void **state) {
    (void)state;
    cJSON *json = plan("pipeline_steady");
    expect(json, "objective_usd", 2200);
    expect_each(json, "demands/d/shortage_t", 0, 0, 0, 0);
    expect(json, "routes/r/shipped_t", 20);
    cJSON_Delete(json);
}

static void test_pipeline__steady_rests_on_first_period_values(void **state) {
    (void)state;
    cJSON *json =
        plan_with("pipeline_steady",
                  SET("demands.d.tpy={ steps = ((\"2025-01\", 120.0), (\"2025-02\", 240.0)); }"));
    expect_each(json, "demands/d/shortage_t", 0, 10, 0, 0);
    expect(json, "objective_usd", 14400);
    cJSON_Delete(json);
    json = plan_with("pipeline_steady", SET("sources.s.capacity_tpy=60"));
    expect_each(json, "demands/d/shortage_t", 5, 5, 5, 5);
    expect(json, "objective_usd", 21100);
    cJSON_Delete(json);
}

static void test_pipeline__steady_knows_losses_and_split_lead_times(void **state) {
    (void)state;
    expect_objective_with("pipeline_steady", 2750, SET("routes.r.loss=0.2"));
    cJSON *json = plan_with("pipeline_steady", SET("routes.r.lead_time_days=45"));
    expect_each(json, "demands/d/shortage_t", 0, 0, 0, 0);
    expect(json, "objective_usd", 3300);
    cJSON_Delete(json);
}

static void test_pipeline__steady_leaves_stocks_out(void **state) {
    (void)state;
    cJSON *json = plan("pipeline_stock");
    expect(json, "objective_usd", 1430);
    expect_each(json, "demands/d/shortage_t", 0, 0, 0, 0);
    cJSON_Delete(json);
}

static void test_pipeline__empty_has_nothing_under_way(void **state) {
    (void)state;
    cJSON *json = plan("pipeline_empty");
    expect_each(json, "demands/d/shortage_t", 10, 10, 0, 0);
    expect(json, "objective_usd", 22200);
    cJSON_Delete(json);
}

static void test_pipeline__in_transit_replaces_the_whole_route(void **state) {
    (void)state;
    cJSON *json = plan("pipeline_in_transit");
    expect_each(json, "demands/dm/shortage_t", 5.5, 5.5);
    expect_each(json, "demands/dn/shortage_t", 10, 10);
    expect_each(json, "demands/do/shortage_t", 0, 0);
    cJSON_Delete(json);
}

static void test_pipeline__in_transit_holds_when_all_else_is_empty(void **state) {
    (void)state;
    cJSON *json = plan("pipeline_in_transit_empty");
    expect_each(json, "demands/dm/shortage_t", 0, 10 * 190.0 / 365, 10);
    expect_each(json, "demands/do/shortage_t", 10, 10, 10);
    cJSON_Delete(json);
}

static void test_pipeline__steady_returns_come_back_from_the_first_period(void **state) {
    (void)state;
    cJSON *json = plan("pipeline_returns");
    expect(json, "objective_usd", 2000);
    cJSON_Delete(json);
}

static void test_discount__by_quarters_while_marginal_values_are_not(void **state) {
    (void)state;
    cJSON *json = plan("discount_quarter");
    expect(json, "objective_usd", 1000 * (1 + pow(1.21, -0.25) + 1 / 1.1));
    for (int quarter = 0; quarter < 3; quarter++) {
        expect_marginal(json, "balance.fab.m", quarter, 100);
    }
    cJSON_Delete(json);
    expect_objective_with(
        "discount_quarter", 1000 * (1 + pow(1.21, -0.25)) + 6000 / 1.1,
        SET("sources.s.capacity_tpy={ steps = ((\"2025-01\", 120.0), (\"2025-07\", 0.0)); }"));
}

static void test_discount__costs_fall_due_at_departure(void **state) {
    (void)state;
    expect_objective("discount_departure", 1270 * pow(1.1, -1.0 / 12));
}

static void test_discount__holding_by_weeks(void **state) {
    (void)state;
    expect_objective("discount_holding", 70 + 70 * pow(1.21, -7.0 / 365));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pipeline__steady_shipments_have_left_and_are_paid),
        cmocka_unit_test(test_pipeline__steady_rests_on_first_period_values),
        cmocka_unit_test(test_pipeline__steady_knows_losses_and_split_lead_times),
        cmocka_unit_test(test_pipeline__steady_leaves_stocks_out),
        cmocka_unit_test(test_pipeline__empty_has_nothing_under_way),
        cmocka_unit_test(test_pipeline__in_transit_replaces_the_whole_route),
        cmocka_unit_test(test_pipeline__in_transit_holds_when_all_else_is_empty),
        cmocka_unit_test(test_pipeline__steady_returns_come_back_from_the_first_period),
        cmocka_unit_test(test_discount__by_quarters_while_marginal_values_are_not),
        cmocka_unit_test(test_discount__costs_fall_due_at_departure),
        cmocka_unit_test(test_discount__holding_by_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
