/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/plan: totals and marginal values of programs solved by hand. */
#include "study/plan.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <string.h>

#define HEAD(periods)                                                                         \
    "scenario: { name = \"hand\"; start = \"2025-01\"; period = \"year\"; periods = " periods \
    "; discount_rate_per_year = 0.1; initial_pipeline = \"empty\"; terminal = \"none\"; };\n" \
    "materials: { ore: { element = \"W\"; price_usd_per_t = 10.0; };\n"                       \
    "  metal: { element = \"W\"; }; };\n"                                                     \
    "places: { mine: { country = \"UZ\"; }; works: { country = \"KR\"; }; };\n"               \
    "simulation: { decisions = \"foresight\"; };\n"

static sk_plan *plan_of(const char *text, sk_scenario **scenario) {
    sk_plan *plan = NULL;
    *scenario = scenario_of_text(text, NULL);
    sk_error *error = sk_error_new();
    const sk_status st = sk_plan_solve(&plan, *scenario, NULL, error);
    for (int i = 0; i < sk_error_kept(error); i++) {
        print_message("%s\n", sk_error_text(error, i));
    }
    sk_error_free(error);
    assert_int_equal(st, SK_OK);
    return plan;
}

/* Worth of a path in a period; 0 where it is not among the marginals. */
static double worth(const sk_plan *plan, const char *path, int period) {
    for (int i = 0; i < plan->marginal_count; i++) {
        if (plan->marginals[i].period == period && strcmp(plan->marginals[i].path, path) == 0) {
            return plan->marginals[i].usd_per_t;
        }
    }
    return 0;
}

/* The cheap source gives 6 of 12 t a year, the dear one the rest at 100. */
static void test_marginals__of_two_sources_are_the_dear_price_and_the_difference(void **state) {
    (void)state;
    sk_scenario *scenario;
    sk_plan *plan =
        plan_of(HEAD("2") "sources: { cheap: { place = \"works\"; material = \"ore\"; capacity_tpy "
                          "= 6.0; };\n"
                          "  dear: { place = \"works\"; material = \"ore\"; capacity_tpy = 99.0;\n"
                          "    price_usd_per_t = 100.0; }; };\n"
                          "demands: { fab: { place = \"works\"; material = \"ore\"; tpy = 12.0;\n"
                          "  shortage_usd_per_t = 5000.0; }; };\n",
                &scenario);
    for (int t = 0; t < 2; t++) {
        assert_near(worth(plan, "balance.works.ore", t), 100, 0, 1e-9);
        assert_near(worth(plan, "sources.cheap.capacity_tpy", t), 90, 0, 1e-9);
    }
    assert_int_equal(plan->marginal_count, 4);
    assert_near(sk_plan_objective_usd(plan), (60 + 600) * (1 + 1 / 1.1), 0, 1e-12);
    assert_near(plan->purchased_t[0], 12, 0, 1e-12);
    assert_near(plan->purchased_t[1], 12, 0, 1e-12);
    assert_near(plan->demands[0].served_t, 24, 0, 1e-12);
    assert_true(plan->demands[0].fill_rate == 1);
    sk_plan_free(plan);
    sk_scenario_free(scenario);
}

/* Two tonnes of ore make a tonne of metal, of which 4 of 12 t a year arrive: ore is worth 10 at the
 * mine, metal 500 at the works. The limit that holds is worth what the ends differ by. */
#define CONVERTED(smelter, rail, strait)                                                        \
    HEAD("2")                                                                                   \
    "sources: { pit: { place = \"mine\"; material = \"ore\"; capacity_tpy = 1000.0; }; };\n"    \
    "processes: { smelter: { place = \"mine\"; inputs = { ore = 2.0; };\n"                      \
    "  outputs = { metal = 1.0; }; cost_usd_per_t = 3.0; " smelter " }; };\n"                   \
    "routes: { rail: { from = \"mine\"; to = \"works\"; materials = [\"metal\"];\n"             \
    "  cost_usd_per_t = 7.0; via = [\"strait\"]; " rail " }; };\n"                              \
    "chokepoints: { strait: { " strait " }; };\n"                                               \
    "demands: { fab: { place = \"works\"; material = \"metal\"; tpy = 12.0; critical = true;\n" \
    "  shortage_usd_per_t = 500.0; }; };\n"

static void assert_worth_470(const char *text, const char *path) {
    sk_scenario *scenario;
    sk_plan *plan = plan_of(text, &scenario);
    for (int t = 0; t < 2; t++) {
        assert_near(worth(plan, path, t), 500 - 2 * 10 - 3 - 7, 0, 1e-9);
        assert_near(worth(plan, "balance.works.metal", t), 500, 0, 1e-9);
        assert_near(worth(plan, "balance.mine.ore", t), 10, 0, 1e-9);
        assert_near(plan->period_shortage_t[t], 8, 0, 1e-12);
    }
    assert_near(plan->throughput_t[0], 8, 0, 1e-12);
    assert_near(plan->shipped_t[0], 8, 0, 1e-12);
    assert_near(plan->purchased_t[0], 16, 0, 1e-12);
    assert_near(plan->demands[0].shortage_t, 16, 0, 1e-12);
    assert_near(plan->demands[0].fill_rate, 1.0 / 3, 0, 1e-12);
    sk_plan_free(plan);
    sk_scenario_free(scenario);
}

static void test_marginals__name_the_process_route_or_chokepoint_that_holds_back(void **state) {
    (void)state;
    assert_worth_470(CONVERTED("capacity_tpy = 4.0;", "", ""), "processes.smelter.capacity_tpy");
    assert_worth_470(CONVERTED("", "capacity_tpy = 4.0;", ""), "routes.rail.capacity_tpy");
    assert_worth_470(CONVERTED("", "", "capacity_tpy = 4.0;"), "chokepoints.strait.capacity_tpy");
}

static void test_worths__sum_a_path_up_over_the_horizon(void **state) {
    (void)state;
    sk_scenario *scenario;
    sk_plan *plan = plan_of(
        CONVERTED("", "capacity_tpy = { steps = ((\"2025-01\", 12.0), (\"2026-01\", 4.0)); };", ""),
        &scenario);
    const ski_worth *rail = plan->limit_worths;
    assert_int_equal(plan->limit_worth_count, 1);
    assert_string_equal(rail->path, "routes.rail.capacity_tpy");
    assert_int_equal(plan->node_worth_count, 3); /* ore at the mine, metal at both ends */
    for (int i = 0; i < 3; i++) {
        const ski_worth *node = &plan->node_worths[i];
        assert_int_equal(node->section, SKI_SECTIONS);
        assert_true(i == 0 || node[-1].mean_usd_per_t >= node->mean_usd_per_t);
    }
    assert_int_equal(rail->section, SKI_ROUTES);
    assert_int_equal(rail->element, 0);
    assert_near(rail->highest_usd_per_t, 470, 0, 1e-9);
    assert_true(rail->mean_usd_per_t > 234.999 && rail->periods >= 1);
    for (int i = 1; i < plan->marginal_count; i++) {
        assert_true(plan->marginals[i - 1].usd_per_t >= plan->marginals[i].usd_per_t);
        assert_true(plan->marginals[i].usd_per_t > 0);
    }
    sk_plan_free(plan);
    sk_scenario_free(scenario);
}

#define PRICE_RISE(capacity_t)                                                               \
    "scenario: { name = \"rise\"; start = \"2025-01\"; periods = 3;\n"                       \
    "  initial_pipeline = \"empty\"; terminal = \"none\"; };\n"                              \
    "materials: { ore: { price_usd_per_t = { steps = ((\"2025-01\", 100.0),\n"               \
    "  (\"2025-03\", 200.0)); }; }; };\n"                                                    \
    "places: { here: { country = \"KR\"; }; };\n"                                            \
    "sources: { pit: { place = \"here\"; material = \"ore\"; capacity_tpy = 1000.0; }; };\n" \
    "stocks: { shed: { place = \"here\"; material = \"ore\"; capacity_t = " capacity_t ";\n" \
    "  holding_usd_per_t_year = 120.0; }; };\n"                                              \
    "demands: { fab: { place = \"here\"; material = \"ore\"; tpy = 12.0;\n"                  \
    "  shortage_usd_per_t = 9000.0; }; };\n"                                                 \
    "simulation: { decisions = \"foresight\"; };\n"

/* Three months of 1 t at 100, 100 and 200; holding a tonne for a month costs 10. With room for a
 * tonne: buy 1, 2, 0 t; 300 + 10 USD. */
static void test_plan__of_a_stock_ahead_of_a_price_rise(void **state) {
    (void)state;
    sk_scenario *scenario;
    sk_plan *plan = plan_of(PRICE_RISE("1.0"), &scenario);
    assert_near(sk_plan_objective_usd(plan), 310, 0, 1e-12);
    assert_near(plan->purchased_t[0], 3, 0, 1e-12);
    assert_near(plan->cost_lines[SKI_HOLDING], 10, 0, 1e-12);
    assert_near(plan->cost_lines[SKI_PROCUREMENT], 300, 0, 1e-12);
    const double stock_t[] = {0, 1, 0};
    for (int t = 0; t < 3; t++) {
        assert_near(plan->period_stock_t[t], stock_t[t], 1e-12, 0);
    }
    assert_near(plan->stocks[0].final_t, 0, 1e-12, 0);
    assert_near(plan->stocks[0].lowest_t, 0, 1e-12, 0);
    sk_plan_free(plan);
    sk_scenario_free(scenario);
}

/* With room for half a tonne, more room would save 200 - 100 - 10 a tonne. */
static void test_marginals__of_a_full_stock_are_what_room_would_save(void **state) {
    (void)state;
    sk_scenario *scenario;
    sk_plan *plan = plan_of(PRICE_RISE("0.5"), &scenario);
    assert_near(sk_plan_objective_usd(plan), 100 + 150 + 100 + 5, 0, 1e-12);
    assert_near(worth(plan, "stocks.shed.capacity_t", 1), 90, 0, 1e-9);
    assert_near(worth(plan, "balance.here.ore", 1), 100, 0, 1e-9);
    assert_near(worth(plan, "balance.here.ore", 2), 200, 0, 1e-9);
    sk_plan_free(plan);
    sk_scenario_free(scenario);
}

static void test_cost_lines__add_up_to_the_objective(void **state) {
    (void)state;
    sk_scenario *scenario;
    sk_plan *plan = plan_of(CONVERTED("capacity_tpy = 4.0;", "", ""), &scenario);
    double sum = -plan->cost_lines[SKI_TERMINAL_VALUE];
    for (int line = 0; line < SKI_TERMINAL_VALUE; line++) {
        sum += plan->cost_lines[line];
    }
    assert_near(sum, sk_plan_objective_usd(plan), 0, 1e-12);
    assert_near(plan->cost_lines[SKI_SHORTAGE], 8 * 500 * (1 + 1 / 1.1), 0, 1e-12);
    sk_plan_free(plan);
    sk_scenario_free(scenario);
}

/* What must be bought and is not wanted is thrown away where it lies, and is worth nothing there.
 */
static void test_plan__tells_what_is_discarded_where(void **state) {
    (void)state;
    sk_scenario *scenario;
    sk_plan *plan = plan_of(
        HEAD("2") "sources: { pit: { place = \"works\"; material = \"ore\"; capacity_tpy = 20.0;\n"
                  "  min_tpy = 15.0; }; };\n"
                  "demands: { fab: { place = \"works\"; material = \"ore\"; tpy = 12.0;\n"
                  "  shortage_usd_per_t = 5000.0; }; };\n",
        &scenario);
    double discarded_t = 0;
    for (int node = 0; node < plan->chain->network->node_count; node++) {
        discarded_t += plan->discarded_t[node];
    }
    assert_near(discarded_t, 6, 0, 1e-12);
    assert_int_equal(plan->marginal_count, 0);
    assert_int_equal(plan->limit_worth_count + plan->node_worth_count, 0);
    sk_plan_free(plan);
    sk_scenario_free(scenario);
}

static int stop_later(void *context) {
    int *left = context;
    return (*left)-- <= 0;
}

/* Asked before each solve and now and then within; wherever it is stopped, nothing is left. */
static void test_plan__stops_when_it_is_asked_to(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    assert_int_equal(sk_scenario_read(&scenario, "scenarios/uz-winter.cfg", NULL, 0, NULL, NULL),
                     SK_OK);
    int stopped = 0;
    for (int asked = 0; asked < 1000; asked++) {
        sk_plan *plan = NULL;
        int left = asked;
        const sk_watch watch = {.should_stop = stop_later, .context = &left};
        const sk_status st = sk_plan_solve(&plan, scenario, &watch, NULL);
        if (st == SK_OK) {
            sk_plan_free(plan);
            break;
        }
        assert_int_equal(st, SK_ERR_STOPPED);
        assert_null(plan);
        stopped++;
        asked += asked / 2;
    }
    assert_true(stopped > 5);
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marginals__of_two_sources_are_the_dear_price_and_the_difference),
        cmocka_unit_test(test_marginals__name_the_process_route_or_chokepoint_that_holds_back),
        cmocka_unit_test(test_worths__sum_a_path_up_over_the_horizon),
        cmocka_unit_test(test_plan__of_a_stock_ahead_of_a_price_rise),
        cmocka_unit_test(test_marginals__of_a_full_stock_are_what_room_would_save),
        cmocka_unit_test(test_cost_lines__add_up_to_the_objective),
        cmocka_unit_test(test_plan__tells_what_is_discarded_where),
        cmocka_unit_test(test_plan__stops_when_it_is_asked_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
