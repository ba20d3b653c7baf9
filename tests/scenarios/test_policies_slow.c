/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policies shipped: each can be planned, serves all demand, and moves cost the way it must. */
#include "scenarios/shipped.h"

static cJSON *plan_under(const char *policy) {
    return shipped_plan(BASELINE, NULL, 0, policy);
}

/* What only adds room cannot cost more, its own price apart; what binds cannot cost less. */
static void test_policies__cost_of_the_chain_moves_the_way_it_must(void **state) {
    (void)state;
    const struct {
        const char *name;
        int sign; /* of the change that is possible */
    } policies[] = {{"chirchik_expansion", -1}, {"tariff_cut", -1}, {"uz_tungsten", -1},
                    {"korean_oxide_plant", -1}, {"recycling", -1},  {"second_sources", 1}};
    cJSON *baseline = plan_under(NULL);
    double before_usd = shipped_objective_usd(baseline);
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        cJSON *plan = plan_under(policies[i].name);
        shipped_expect_all_served(plan);
        double change_usd = shipped_objective_usd(plan) - before_usd;
        if (change_usd * policies[i].sign < -1e-7 * before_usd) {
            fail_msg("%s changes the cost by %.0f USD", policies[i].name, change_usd);
        }
        cJSON_Delete(plan);
    }
    cJSON_Delete(baseline);
}

/* 54 days of tungsten (500 + 314 t) become 100, 40 days of molybdenum (1,350 + 75 t) become 100:
 * docs/facts.md §3. */
static void test_policies__public_stock_of_100_days_starts_full(void **state) {
    (void)state;
    const char *const names[] = {"stockpile_100", "package"};
    for (int i = 0; i < 2; i++) {
        cJSON *plan = plan_under(names[i]);
        shipped_expect_all_served(plan);
        double w_t = shipped_number(plan, "stocks", "public_w_apt", "initial_t") +
                     shipped_number(plan, "stocks", "public_w_powder", "initial_t");
        double mo_t = shipped_number(plan, "stocks", "public_mo_oxide", "initial_t") +
                      shipped_number(plan, "stocks", "public_mo_powder", "initial_t");
        assert_near(w_t, 5500 * 100 / 365.0, 0, 0.005);
        assert_near(mo_t, 13000 * 100 / 365.0, 0, 0.005);
        cJSON_Delete(plan);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policies__cost_of_the_chain_moves_the_way_it_must),
        cmocka_unit_test(test_policies__public_stock_of_100_days_starts_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
