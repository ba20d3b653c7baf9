/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policies shipped: each can be planned, serves all demand, and moves cost the way it must. */
#include "scenario/scenario.h"
#include "scenarios/shipped.h"

#include <math.h>

static cJSON *plan_under(const char *policy) {
    return shipped_plan(BASELINE, NULL, 0, policy);
}

/* What only adds room cannot cost more, its own price apart; what binds cannot cost less. */
static void test_policies__cost_of_the_chain_moves_the_way_it_must(void **state) {
    (void)state;
    const struct {
        const char *name;
        int sign; /* of the change that is possible */
    } policies[] = {
        {"chirchik_expansion", -1}, {"chirchik_1500", -1},      {"chirchik_1500_with_ore", -1},
        {"tariff_cut", -1},         {"uz_tungsten", -1},        {"uz_package", -1},
        {"korean_oxide_plant", -1}, {"korean_powder_line", -1}, {"recycling", -1},
        {"second_sources", 1},      {"sangdong_late", 1},       {"sangdong_on_time", 0}};
    cJSON *baseline = plan_under(NULL);
    double before_usd = shipped_objective_usd(baseline);
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        cJSON *plan = plan_under(policies[i].name);
        shipped_expect_all_served(plan);
        double change_usd = shipped_objective_usd(plan) - before_usd;
        if (change_usd * policies[i].sign < -1e-7 * before_usd ||
            (policies[i].sign == 0 && fabs(change_usd) > 1e-7 * before_usd)) {
            fail_msg("%s changes the cost by %.0f USD", policies[i].name, change_usd);
        }
        cJSON_Delete(plan);
    }
    cJSON_Delete(baseline);
}

static double chirchik_metal_t(const char *policy) {
    cJSON *plan = plan_under(policy);
    double metal_t = shipped_number(plan, "processes", "chirchik_mo", "throughput_t");
    cJSON_Delete(plan);
    return metal_t;
}

/* 1,177 t of ore a year for three years, roasted at 0.985, and the month's oxide in stock make so
 * much metal at 1.07 and no more, whatever the plant could (docs/facts.md §1a). */
static void test_chirchik__beyond_its_ore_capacity_makes_nothing(void **state) {
    (void)state;
    double of_ore_t = (3 * 1177 * 0.985 + 60) / 1.07;
    double at_1000_t = chirchik_metal_t("chirchik_expansion");
    double at_1500_t = chirchik_metal_t("chirchik_1500");
    assert_near(at_1000_t, 700 + 2 * 1000, 0.5, 0);
    assert_true(at_1500_t > at_1000_t && at_1500_t <= of_ore_t);
    assert_true(at_1500_t < 0.9 * (700 + 2 * 1500));
    assert_true(chirchik_metal_t("chirchik_1500_with_ore") > at_1500_t + 100);
}

static double initial_t(const cJSON *plan, const char *a, const char *b) {
    return shipped_number(plan, "stocks", a, "initial_t") +
           shipped_number(plan, "stocks", b, "initial_t");
}

/* 54 days of tungsten (500 + 314 t) and 40 days of molybdenum (1,350 + 75 t) become so many:
 * docs/facts.md §3. */
static void test_policies__public_stock_of_so_many_days_starts_full(void **state) {
    (void)state;
    const struct {
        const char *name;
        double w_days, mo_days;
    } policies[] = {{"stockpile_60", 60, 60},
                    {"stockpile_100", 100, 100},
                    {"stockpile_180", 180, 180},
                    {"stockpile_w_100", 100, 40},
                    {"package", 100, 100}};
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        cJSON *plan = plan_under(policies[i].name);
        shipped_expect_all_served(plan);
        assert_near(initial_t(plan, "public_w_apt", "public_w_powder"),
                    5500 * policies[i].w_days / 365.0, 0, 0.005);
        assert_near(initial_t(plan, "public_mo_oxide", "public_mo_powder"),
                    13000 * policies[i].mo_days / 365.0, 0, 0.005);
        cJSON_Delete(plan);
    }
}

/* Money of its own, or that of what it includes, or a word on where its cost is or why it has none.
 */
static void test_policies__none_is_free_without_a_reason(void **state) {
    (void)state;
    for (int file = 0; file < SHIPPED_COUNT; file++) {
        sk_scenario *scenario = shipped_read(shipped_paths[file], NULL, 0, NULL, NULL);
        assert_in_range(scenario->policy_count, 12, 20);
        for (int i = 0; i < scenario->policy_count; i++) {
            const ski_policy *policy = &scenario->policies[i];
            bool paid = policy->cost_usd + policy->cost_usd_per_year > 0;
            const char *cite = policy->element.cite;
            assert_non_null(cite);
            if (!paid && policy->include_count == 0 && strstr(cite, "Cost") == NULL) {
                fail_msg("%s: %s is free, and does not say why", shipped_paths[file],
                         policy->element.name);
            }
        }
        sk_scenario_free(scenario);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policies__cost_of_the_chain_moves_the_way_it_must),
        cmocka_unit_test(test_chirchik__beyond_its_ore_capacity_makes_nothing),
        cmocka_unit_test(test_policies__public_stock_of_so_many_days_starts_full),
        cmocka_unit_test(test_policies__none_is_free_without_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
