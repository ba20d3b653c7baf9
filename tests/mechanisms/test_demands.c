/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demands and limits → tiers, waiting, substitution, recycling and share caps. */
#include "mechanisms/mechanism.h"

static void test_demand__the_cheapest_tier_goes_first(void **state) {
    (void)state;
    cJSON *json = plan("tiers");
    expect(json, "objective_usd", 7800);
    expect(json, "cost_usd/shortage", 7400);
    expect_each(json, "demands/d/shortage_t", 6, 6);
    cJSON_Delete(json);
    expect_objective_with("tiers", 1100, SET("sources.s.capacity_tpy=108"));
    expect_objective_with("tiers", 3600, SET("sources.s.capacity_tpy=108"),
                          SET("sources.s.price_usd_per_t=200"));
}

static void test_demand__a_tier_is_changed_by_its_number(void **state) {
    (void)state;
    expect_objective_with("tiers", 8400, SET("demands.d.tiers.2.usd_per_t=600"));
}

static void test_demand__what_waits_pays_by_the_month_and_is_served_later(void **state) {
    (void)state;
    cJSON *json = plan("backlog");
    expect(json, "cost_usd/procurement", 350);
    expect(json, "cost_usd/backlog", 1500);
    expect(json, "cost_usd/shortage", 25000);
    expect(json, "objective_usd", 26850);
    expect_each(json, "demands/d/shortage_t", 0, 0, 0, 5);
    expect(json, "demands/d/served_t", 35);
    expect(json, "demands/d/fill_rate", 0.875);
    cJSON_Delete(json);
}

static void test_demand__waiting_out_a_price_is_allowed(void **state) {
    (void)state;
    cJSON *json = plan_with(
        "backlog", SET("sources.s.capacity_tpy=1200"),
        SET("sources.s.price_usd_per_t={ steps = ((\"2025-01\", 500.0), (\"2025-02\", 100.0)); }"));
    expect(json, "objective_usd", 5000);
    expect(json, "cost_usd/backlog", 1000);
    cJSON_Delete(json);
}

static void test_demand__what_waits_at_the_end_is_lost_without_a_last_wait(void **state) {
    (void)state;
    cJSON *json = plan("backlog_quarter");
    expect(json, "cost_usd/backlog", 9000);
    expect(json, "cost_usd/shortage", 9000);
    expect_each(json, "demands/d/shortage_t", 0, 0, 10);
    cJSON_Delete(json);
}

static void test_demand__substitutes_by_ratio_up_to_their_share(void **state) {
    (void)state;
    cJSON *json = plan("substitution");
    expect(json, "objective_usd", 3960);
    expect(json, "cost_usd/substitution", 240);
    expect(json, "sources/a/purchased_t", 12);
    expect(json, "demands/d/served_t", 18);
    expect(json, "demands/d/shortage_t", 2);
    cJSON_Delete(json);
    expect_objective_with("substitution", 3480, SET("materials.alt.price_usd_per_t=20"));
    expect_objective_with("substitution", 1680, SET("materials.alt.price_usd_per_t=20"),
                          SET("sources.s.capacity_tpy=120"));
}

static void test_demand__part_of_what_was_served_comes_back_after_the_lag(void **state) {
    (void)state;
    cJSON *json = plan("returns");
    expect(json, "sources/s/purchased_t", 10 + (10 - 5 * 190.0 / 365) + 5 + 5);
    cJSON_Delete(json);
}

static void test_demand__only_the_own_material_comes_back(void **state) {
    (void)state;
    cJSON *json = plan("returns_own");
    expect(json, "demands/d/served_t", 60);
    expect(json, "sources/a/purchased_t", 24);
    expect_each(json, "demands/cast/shortage_t", 10 - 9 * (1 - 45 / 91.25), 1);
    cJSON_Delete(json);
}

static void test_limit__a_share_cap_is_charged_period_by_period(void **state) {
    (void)state;
    cJSON *json = plan("limits");
    expect(json, "objective_usd", 2450);
    expect(json, "cost_usd/limits", 250);
    expect(json, "sources/cn/purchased_t", 15);
    cJSON_Delete(json);
    expect_objective_with("limits", 2300, SET("limits.cap.excess_usd_per_t=30"));
}

static void test_limit__counts_all_materials_of_the_element(void **state) {
    (void)state;
    cJSON *json = plan("limits_element");
    expect(json, "objective_usd", 2100);
    expect(json, "cost_usd/limits", 0);
    cJSON_Delete(json);
    json = plan_with("limits_element", SET("limits.cap.excess_usd_per_t=4"));
    expect(json, "objective_usd", 2090);
    expect(json, "cost_usd/limits", 40);
    cJSON_Delete(json);
}

static void test_demand__a_substitute_serves_its_share_of_the_period_only(void **state) {
    (void)state;
    expect_objective("backlog_substitution", 81120);
}

static void test_demand__each_substitute_has_its_own_bound(void **state) {
    (void)state;
    cJSON *json = plan("substitution_two");
    expect(json, "objective_usd", 3290);
    expect(json, "sources/a/purchased_t", 6);
    expect(json, "sources/b/purchased_t", 2);
    cJSON_Delete(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_demand__the_cheapest_tier_goes_first),
        cmocka_unit_test(test_demand__a_tier_is_changed_by_its_number),
        cmocka_unit_test(test_demand__what_waits_pays_by_the_month_and_is_served_later),
        cmocka_unit_test(test_demand__waiting_out_a_price_is_allowed),
        cmocka_unit_test(test_demand__what_waits_at_the_end_is_lost_without_a_last_wait),
        cmocka_unit_test(test_demand__substitutes_by_ratio_up_to_their_share),
        cmocka_unit_test(test_demand__part_of_what_was_served_comes_back_after_the_lag),
        cmocka_unit_test(test_demand__only_the_own_material_comes_back),
        cmocka_unit_test(test_limit__a_share_cap_is_charged_period_by_period),
        cmocka_unit_test(test_limit__counts_all_materials_of_the_element),
        cmocka_unit_test(test_demand__a_substitute_serves_its_share_of_the_period_only),
        cmocka_unit_test(test_demand__each_substitute_has_its_own_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
