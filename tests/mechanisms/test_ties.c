/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs whose costs tie → who goes short and what is used; and marginal values. */
#include "mechanisms/mechanism.h"

static void test_tie__critical_demands_go_first_in_all_their_periods(void **state) {
    (void)state;
    cJSON *json = plan("ties_demands");
    expect_each(json, "demands/vital/shortage_t", 0, 0, 2);
    expect_each(json, "demands/first/shortage_t", 4, 4, 4);
    expect_each(json, "demands/second/shortage_t", 4, 4, 4);
    cJSON_Delete(json);
}

static void test_tie__then_the_order_of_the_scenario_and_earlier_periods(void **state) {
    (void)state;
    cJSON *json = plan_with("ties_demands", SET("stocks.store.initial_t=14"));
    expect_each(json, "demands/vital/shortage_t", 0, 0, 0);
    expect_each(json, "demands/first/shortage_t", 2, 4, 4);
    expect_each(json, "demands/second/shortage_t", 4, 4, 4);
    cJSON_Delete(json);
    json = plan_with("ties_demands", SET("stocks.store.initial_t=28"));
    expect_each(json, "demands/first/shortage_t", 0, 0, 0);
    expect_each(json, "demands/second/shortage_t", 0, 4, 4);
    cJSON_Delete(json);
}

static void test_tie__the_higher_shortage_value_goes_before_the_order(void **state) {
    (void)state;
    cJSON *json = plan("ties_value");
    expect_each(json, "demands/far/shortage_t", 0);
    expect_each(json, "demands/near/shortage_t", 10);
    expect(json, "objective_usd", 11500);
    cJSON_Delete(json);
}

static void test_tie__equal_flows_go_in_the_order_of_the_scenario(void **state) {
    (void)state;
    cJSON *json = plan("ties_flows");
    expect(json, "sources/b1/purchased_t", 12);
    expect(json, "sources/a2/purchased_t", 8);
    expect(json, "sources/c3/purchased_t", 0);
    expect(json, "routes/z1/shipped_t", 14);
    expect(json, "routes/y2/shipped_t", 6);
    expect(json, "processes/q1/throughput_t", 16);
    expect(json, "processes/p2/throughput_t", 4);
    expect(json, "objective_usd", 2100); /* the ranks are left out: 20 t at 100 + 5 */
    cJSON_Delete(json);
}

static void test_marginal__of_supply_and_capacity_undiscounted(void **state) {
    (void)state;
    cJSON *json = plan("marginals");
    expect(json, "objective_usd", 3860 * (1 + pow(1.21, -0.25) + 1 / 1.1));
    for (int quarter = 0; quarter < 3; quarter++) {
        expect_marginal(json, "balance.mine.m", quarter, 140);
        expect_marginal(json, "balance.fab.m", quarter, 500);
        expect_marginal(json, "sources.cheap.capacity_tpy", quarter, 40);
        expect_marginal(json, "sources.dear.capacity_tpy", quarter, 0);
        expect_marginal(json, "routes.r.capacity_tpy", quarter, 340);
        expect_marginal(json, "chokepoints.strait.capacity_tpy", quarter, 0);
    }
    cJSON_Delete(json);
}

static void test_marginal__moves_to_the_scarcer_limit(void **state) {
    (void)state;
    cJSON *json = plan_with("marginals", SET("chokepoints.strait.capacity_tpy=32"));
    expect_marginal(json, "routes.r.capacity_tpy", 1, 0);
    expect_marginal(json, "chokepoints.strait.capacity_tpy", 1, 340);
    cJSON_Delete(json);
}

static void test_marginal__values_are_listed_from_the_highest(void **state) {
    (void)state;
    cJSON *json = plan("marginals");
    double last = INFINITY;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, find_at(json, "marginal_usd_per_t")) {
        assert_true(number_at(item, "value") <= last);
        last = number_at(item, "value");
    }
    cJSON_Delete(json);
}

static void test_tie__what_only_nearly_ties_is_decided_by_cost(void **state) {
    (void)state;
    cJSON *json = plan("ties_near");
    expect(json, "objective_usd", 11200);
    expect(json, "demands/other/shortage_t", 0);
    expect(json, "sources/cheap/purchased_t", 12);
    cJSON_Delete(json);
}

static void test_tie__a_critical_demand_does_not_wait_for_another(void **state) {
    (void)state;
    cJSON *json = run("backlog_ties");
    expect(json, "metrics/cost_usd/mean", 2600);
    expect(json, "demands/vital/metrics/shortage_periods/mean", 0);
    expect(json, "demands/plain/metrics/shortage_periods/mean", 2);
    cJSON_Delete(json);
}

/* Of a demand in 36 months: whole before `until`, short 1 t from then on. */
static void expect_served_until(const cJSON *json, const char *demand, int until) {
    for (int month = 0; month < 36; month++) {
        char path[64];
        snprintf(path, sizeof path, "periods/%d/demands/%s/shortage_t", month, demand);
        expect(json, path, month < until ? 0 : 1);
    }
}

static void test_tie__the_order_holds_over_many_ranks(void **state) {
    (void)state;
    cJSON *json = plan("ties_long");
    expect(json, "objective_usd", 116000);
    expect_served_until(json, "e", 36);
    expect_served_until(json, "f", 36);
    expect_served_until(json, "a", 28);
    expect_served_until(json, "b", 0);
    expect_served_until(json, "d", 0);
    cJSON_Delete(json);
}

static void test_tie__discounting_comes_before_any_rank(void **state) {
    (void)state;
    cJSON *json = plan_with("ties_long", SET("scenario.discount_rate_per_year=0.045"));
    expect_served_until(json, "e", 17);
    expect_served_until(json, "f", 17);
    expect_served_until(json, "a", 17);
    expect_served_until(json, "b", 17);
    expect_served_until(json, "c", 16);
    expect_served_until(json, "d", 16);
    cJSON_Delete(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tie__critical_demands_go_first_in_all_their_periods),
        cmocka_unit_test(test_tie__then_the_order_of_the_scenario_and_earlier_periods),
        cmocka_unit_test(test_tie__the_higher_shortage_value_goes_before_the_order),
        cmocka_unit_test(test_tie__equal_flows_go_in_the_order_of_the_scenario),
        cmocka_unit_test(test_marginal__of_supply_and_capacity_undiscounted),
        cmocka_unit_test(test_marginal__moves_to_the_scarcer_limit),
        cmocka_unit_test(test_marginal__values_are_listed_from_the_highest),
        cmocka_unit_test(test_tie__what_only_nearly_ties_is_decided_by_cost),
        cmocka_unit_test(test_tie__a_critical_demand_does_not_wait_for_another),
        cmocka_unit_test(test_tie__the_order_holds_over_many_ranks),
        cmocka_unit_test(test_tie__discounting_comes_before_any_rank),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
