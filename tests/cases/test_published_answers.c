/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems with answers known beforehand; each scenario says whose answer it is. */
#include "support/assert_near.h"
#include "support/solved_case.h"

/* Opens the case `name`; the cost lines must add up to its objective. */
static solved_case open_case(const char *path) {
    solved_case at = solve_file(path);
    double lines[SKI_COST_LINES], sum = 0;
    cost_lines_of(&at, lines);
    for (int line = 0; line < SKI_COST_LINES; line++) {
        sum += line == SKI_TERMINAL_VALUE ? -lines[line] : lines[line];
    }
    assert_near(sum, at.chain->optimum.objective_usd, 1e-9, 1e-12);
    return at;
}

static void assert_costs(const char *path, double cost_usd) {
    solved_case at = open_case(path);
    assert_near(at.chain->optimum.objective_usd, cost_usd, 1e-9, 1e-10);
    solved_case_free(&at);
}

static void test_dantzigs_canning_plants__cost_153_675(void **state) {
    (void)state;
    assert_costs("tests/cases/canning_plants/scenario.cfg", 153.675);
}

static void test_min_cost_flow__costs_24(void **state) {
    (void)state;
    assert_costs("tests/cases/min_cost_flow/scenario.cfg", 24);
}

static void test_shared_capacity__costs_199500_the_least_and_not_225700_the_most(void **state) {
    (void)state;
    assert_costs("tests/cases/shared_capacity/scenario.cfg", 199500);
}

static void test_compounding__growth_and_discounting_cancel_to_240(void **state) {
    (void)state;
    assert_costs("tests/cases/compounding/scenario.cfg", 240);
}

static void test_price_rise__is_bought_ahead_of_as_far_as_there_is_room(void **state) {
    (void)state;
    solved_case at = open_case("tests/cases/price_rise/scenario.cfg");
    const ski_layout *layout = &at.chain->program->layout;
    const double bought[] = {1, 2, 0}, held[] = {0, 1, 0};
    for (int period = 0; period < 3; period++) {
        assert_near(flow_at(&at, layout->buy[0], period), bought[period], 1e-12, 0);
        assert_near(flow_at(&at, layout->stock[0], period), held[period], 1e-12, 0);
    }
    assert_near(at.chain->optimum.objective_usd, 310, 1e-9, 0);
    solved_case_free(&at);
}

static void test_lead_time__of_45_days_splits_over_two_months(void **state) {
    (void)state;
    solved_case at = open_case("tests/cases/lead_time_45_days/scenario.cfg");
    const double first = 2 - 45 / (365.0 / 12), second = 45 / (365.0 / 12) - 1;
    const double served[] = {0, first, first + second, first + second};
    assert_near(first, 0.520548, 5e-7, 0);
    assert_near(second, 0.479452, 5e-7, 0);
    for (int period = 0; period < 4; period++) {
        assert_near(served_at(&at, 0, period), served[period], 1e-12, 0);
        assert_near(short_at(&at, 0, period), 1 - served[period], 1e-12, 0);
    }
    solved_case_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dantzigs_canning_plants__cost_153_675),
        cmocka_unit_test(test_min_cost_flow__costs_24),
        cmocka_unit_test(test_shared_capacity__costs_199500_the_least_and_not_225700_the_most),
        cmocka_unit_test(test_compounding__growth_and_discounting_cancel_to_240),
        cmocka_unit_test(test_price_rise__is_bought_ahead_of_as_far_as_there_is_room),
        cmocka_unit_test(test_lead_time__of_45_days_splits_over_two_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
