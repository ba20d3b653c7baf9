/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/policy_cost: annuities by hand. */
#include "metrics/metrics.h"
#include "support/assert_near.h"

#include <math.h>

enum { POLICIES = 4 };

/* What the policy costs over `periods` periods of `period_years` at a rate a year. */
static double cost(const ski_policy *policies, int policy, int periods, double period_years,
                   double rate) {
    const sk_scenario scenario = {.discount_rate_per_year = rate,
                                  .periods = periods,
                                  .policies = policies,
                                  .policy_count = POLICIES,
                                  .policy = policy};
    const sk_network network = {.scenario = &scenario,
                                .periods = periods,
                                .period_years = period_years};
    double usd = NAN;
    assert_int_equal(ski_policy_cost(&network, &usd), SK_OK);
    return usd;
}

static void test_policy__of_none_costs_nothing(void **state) {
    (void)state;
    assert_true(cost(NULL, -1, 12, 1.0 / 12, 0.05) == 0);
}

static void test_cost__without_a_life_is_borne_whole(void **state) {
    (void)state;
    const ski_policy policies[POLICIES] = {{.cost_usd = 300}};
    assert_near(cost(policies, 0, 2, 1, 0.1), 300, 0, 0);
}

/* a (1 + 1/1.1 + 1/1.21) = 300; two years bear a (1 + 1/1.1). */
static void test_annuity__is_worth_its_cost_over_the_life_and_borne_within_the_horizon(
    void **state) {
    (void)state;
    const ski_policy policies[POLICIES] = {{.cost_usd = 300, .life_years = 3}};
    const double a = 300 / (1 + 1 / 1.1 + 1 / 1.21);
    assert_near(cost(policies, 0, 2, 1, 0.1), a * (1 + 1 / 1.1), 0, 1e-14);
    assert_near(cost(policies, 0, 3, 1, 0.1), 300, 0, 1e-14);
    assert_near(cost(policies, 0, 9, 1, 0.1), 300, 0, 1e-14);
    assert_near(cost(policies, 0, 2, 1, 0), 200, 0, 1e-14);
}

/* Half a period of life pays half an annuity: 2.5 payments without discounting. */
static void test_annuity__of_a_life_that_is_no_whole_number_of_periods_ends_with_a_part(
    void **state) {
    (void)state;
    const ski_policy policies[POLICIES] = {{.cost_usd = 250, .life_years = 2.5}};
    assert_near(cost(policies, 0, 2, 1, 0), 200, 0, 1e-14);
    assert_near(cost(policies, 0, 3, 1, 0), 250, 0, 1e-14);
    const double a = 250 / (1 + 1 / 1.1 + 0.5 / 1.21);
    assert_near(cost(policies, 0, 1, 1, 0.1), a, 0, 1e-14);
}

static void test_annuity__by_months_has_twelve_payments_a_year(void **state) {
    (void)state;
    const ski_policy policies[POLICIES] = {{.cost_usd = 1000, .life_years = 2}};
    double life = 0, horizon = 0;
    for (int t = 0; t < 24; t++) {
        life += pow(1.05, -t / 12.0);
        horizon += t < 12 ? pow(1.05, -t / 12.0) : 0;
    }
    assert_near(cost(policies, 0, 12, 1.0 / 12, 0.05), 1000 * horizon / life, 0, 1e-13);
}

static void test_cost__a_year_is_paid_period_by_period(void **state) {
    (void)state;
    const ski_policy policies[POLICIES] = {{.cost_usd_per_year = 120}};
    assert_near(cost(policies, 0, 2, 1, 0.1), 120 * (1 + 1 / 1.1), 0, 1e-14);
    assert_near(cost(policies, 0, 18, 1.0 / 12, 0), 180, 0, 1e-14);
}

/* The last includes two that both include the first: its changes are made once, so it is paid once.
 */
static void test_policy__that_includes_others_bears_the_cost_of_each_once(void **state) {
    (void)state;
    const int first[] = {0}, both[] = {1, 2};
    const ski_policy policies[POLICIES] = {
        {.cost_usd = 10},
        {.cost_usd_per_year = 5, .include_count = 1, .includes = first},
        {.cost_usd = 100, .include_count = 1, .includes = first},
        {.cost_usd = 1000, .include_count = 2, .includes = both}};
    assert_near(cost(policies, 3, 2, 1, 0), 1000 + 100 + 2 * 5 + 10, 0, 1e-14);
    assert_near(cost(policies, 1, 2, 1, 0), 2 * 5 + 10, 0, 1e-14);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_policy__of_none_costs_nothing),
        cmocka_unit_test(test_cost__without_a_life_is_borne_whole),
        cmocka_unit_test(
            test_annuity__is_worth_its_cost_over_the_life_and_borne_within_the_horizon),
        cmocka_unit_test(
            test_annuity__of_a_life_that_is_no_whole_number_of_periods_ends_with_a_part),
        cmocka_unit_test(test_annuity__by_months_has_twelve_payments_a_year),
        cmocka_unit_test(test_cost__a_year_is_paid_period_by_period),
        cmocka_unit_test(test_policy__that_includes_others_bears_the_cost_of_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
