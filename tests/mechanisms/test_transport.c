/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routes and chokepoints → when cargo arrives, what it costs, who shares what. */
#include "mechanisms/mechanism.h"

static void test_route__45_days_split_over_two_months(void **state) {
    (void)state;
    cJSON *json = plan("lead_time_month");
    expect_each(json, "stocks/store/end_t", 0, 100 * 190.0 / 365, 100, 100, 0, 0);
    expect(json, "objective_usd", 11000);
    expect(json, "cost_usd/transport", 1000);
    expect(json, "routes/r/shipped_t", 100);
    cJSON_Delete(json);
}

static void test_route__whole_lead_times_do_not_split(void **state) {
    (void)state;
    cJSON *json = plan_with("lead_time_month", SET("routes.r.lead_time_days=60.833333333333"));
    expect_each(json, "stocks/store/end_t", 0, 0, 100, 100, 0, 0);
    cJSON_Delete(json);
    json = plan_with("lead_time_month", SET("routes.r.lead_time_days=0"));
    expect_each(json, "stocks/store/end_t", 100, 100, 100, 100, 0, 0);
    cJSON_Delete(json);
    json = plan_with("lead_time_week", SET("routes.r.lead_time_days=14"));
    expect_each(json, "stocks/store/end_t", 0, 0, 70, 70, 0);
    cJSON_Delete(json);
    json = plan_with("lead_time_quarter", SET("routes.r.lead_time_days=91.25"));
    expect_each(json, "stocks/store/end_t", 0, 100, 0);
    cJSON_Delete(json);
}

static void test_route__a_lead_time_below_a_period_arrives_mostly_at_once(void **state) {
    (void)state;
    cJSON *json = plan_with("lead_time_month", SET("routes.r.lead_time_days=30.4"));
    expect_each(json, "stocks/store/end_t", 100 * (1 - 30.4 * 12 / 365), 100, 100, 100, 0, 0);
    cJSON_Delete(json);
}

static void test_route__weeks_and_quarters_split_by_their_own_length(void **state) {
    (void)state;
    cJSON *json = plan("lead_time_week");
    expect_each(json, "stocks/store/end_t", 0, 40, 70, 70, 0);
    cJSON_Delete(json);
    json = plan("lead_time_quarter");
    expect_each(json, "stocks/store/end_t", 100 * (1 - 45 / 91.25), 100, 0);
    cJSON_Delete(json);
}

static void test_route__what_is_lost_is_lost_from_both_parts_of_a_split(void **state) {
    (void)state;
    cJSON *json = plan_with("lead_time_month", SET("routes.r.loss=0.1"));
    expect_each(json, "stocks/store/end_t", 0, 90 * 190.0 / 365, 90, 90, 0, 0);
    expect_each(json, "demands/d/shortage_t", 0, 0, 0, 0, 10, 0);
    cJSON_Delete(json);
}

static void test_route__loss_is_bought_and_carried(void **state) {
    (void)state;
    cJSON *json = plan("loss");
    expect(json, "objective_usd", 2140);
    expect(json, "sources/s/purchased_t", 20);
    expect(json, "routes/r/shipped_t", 20);
    expect(json, "demands/d/served_t", 16);
    cJSON_Delete(json);
    expect_objective_with("loss", 9070, SET("routes.r.capacity_tpy=20"));
}

static void test_route__tariff_is_on_the_materials_price_when_it_leaves(void **state) {
    (void)state;
    cJSON *json = plan("tariff");
    expect(json, "cost_usd/tariffs", 700);
    expect(json, "cost_usd/procurement", 1000);
    expect(json, "cost_usd/transport", 40);
    expect(json, "objective_usd", 1740);
    cJSON_Delete(json);
}

static void test_route__materials_share_its_capacity(void **state) {
    (void)state;
    cJSON *json = plan("shared_route");
    expect(json, "objective_usd", 8000);
    expect(json, "routes/r/shipped_t", 20);
    expect_each(json, "demands/dm/shortage_t", 0, 0);
    expect_each(json, "demands/dn/shortage_t", 6, 6);
    expect_marginal(json, "routes.r.capacity_tpy", 0, 400);
    expect_marginal(json, "routes.r.capacity_tpy", 1, 400);
    cJSON_Delete(json);
}

static void test_chokepoint__routes_share_its_capacity(void **state) {
    (void)state;
    cJSON *json = plan("chokepoint");
    expect(json, "objective_usd", 28800);
    expect_each(json, "demands/fab/shortage_t", 0, 0);
    expect_each(json, "demands/mill/shortage_t", 18, 18);
    expect_each(json, "demands/depot/shortage_t", 0, 0);
    expect_marginal(json, "chokepoints.strait.capacity_tpy", 0, 400);
    cJSON_Delete(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_route__45_days_split_over_two_months),
        cmocka_unit_test(test_route__whole_lead_times_do_not_split),
        cmocka_unit_test(test_route__a_lead_time_below_a_period_arrives_mostly_at_once),
        cmocka_unit_test(test_route__weeks_and_quarters_split_by_their_own_length),
        cmocka_unit_test(test_route__what_is_lost_is_lost_from_both_parts_of_a_split),
        cmocka_unit_test(test_route__loss_is_bought_and_carried),
        cmocka_unit_test(test_route__tariff_is_on_the_materials_price_when_it_leaves),
        cmocka_unit_test(test_route__materials_share_its_capacity),
        cmocka_unit_test(test_chokepoint__routes_share_its_capacity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
