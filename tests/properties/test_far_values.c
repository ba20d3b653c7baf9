/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One shortage value dwarfs the others: what orders ties must not turn round what the others differ
 * by. Plans against a hand calculation and glpsol, worlds against the hand calculation. */
#include "support/assert_near.h"
#include "support/decided_world.h"
#include "support/second_solver.h"
#include "support/solved_case.h"
#include "support/temp_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEMANDS_SIZE = 8192, TEXT_SIZE = 16384, SPACED = 31 };

/* 1 t of supply costs 1000 USD. */
static const char opening[] =
    "scenario: { name = \"far\"; start = \"2025-01\"; period = \"year\"; periods = 1;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"
    "materials: { m: { price_usd_per_t = 1000.0; }; };"
    "places: { town: { country = \"KR\"; }; };"
    "sources: { s: { place = \"town\"; material = \"m\"; capacity_tpy = %#.17g; }; };"
    "disruptions: { d: { start = \"2025-01-01\"; duration_days = 365.0;"
    " effects = ( { target = \"sources.s.capacity_tpy\"; factor = 0.4; } ); }; };"
    "simulation: { decisions = \"foresight\"; };"
    "demands: { %s"
    " fab: { place = \"town\"; material = \"m\"; tpy = 10.0; shortage_usd_per_t = %#.17g;"
    " critical = true; }; };";

static void add_demand(char *text, const char *name, double tpy, double usd_per_t, bool critical) {
    size_t length = strlen(text);
    snprintf(text + length, DEMANDS_SIZE - length,
             " %s: { place = \"town\"; material = \"m\"; tpy = %#.17g; shortage_usd_per_t = %#.17g;"
             " critical = %s; };",
             name, tpy, usd_per_t, critical ? "true" : "false");
}

/* Of 1200 t fab takes 10 and the best of the others the rest: a is critical, b worth more. */
static char *two_beside(double fab_usd_per_t, double a, double b, double capacity_tpy) {
    char *text = malloc(TEXT_SIZE), demands[DEMANDS_SIZE] = "";
    add_demand(demands, "a", 1000, a, true);
    add_demand(demands, "b", 1000, b, false);
    snprintf(text, TEXT_SIZE, opening, capacity_tpy, demands, fab_usd_per_t);
    return text;
}

/* 100 t each, worth 10000, 10100, …; the cheaper of every two is critical. */
static char *spaced_beside(double fab_usd_per_t, double capacity_tpy) {
    char *text = malloc(TEXT_SIZE), demands[DEMANDS_SIZE] = "", name[16];
    for (int i = 0; i < SPACED; i++) {
        snprintf(name, sizeof name, "d%d", i);
        add_demand(demands, name, 100, 10000 + 100 * i, i % 2 == 0);
    }
    snprintf(text, TEXT_SIZE, opening, capacity_tpy, demands, fab_usd_per_t);
    return text;
}

static void expect_plan(char *text, double objective_usd) {
    solved_case at = solve_text(text);
    char *folder = temp_folder_new();
    char *lp = temp_path(folder, "far.lp"), *solution = temp_path(folder, "solution");
    write_program(at.chain->program, lp, ski_program_write_lp);
    assert_near(at.chain->optimum.objective_usd, objective_usd, 0, 1e-12);
    assert_near(glpsol_optimum(lp, "lp", solution), at.chain->optimum.objective_usd, 0, 1e-9);
    temp_folder_remove(folder);
    free(lp);
    free(solution);
    solved_case_free(&at);
    free(text);
}

/* The plan has enough; in the world, in which 0.4 of the capacity is there, there is not. */
static void expect_world(char *text, double objective_usd) {
    solved_case at = solve_text(text);
    decider made = decider_of(at.chain, SKI_FORESIGHT);
    assert_near(decide_world(&made, 0), objective_usd, 0, 1e-12);
    decider_free(&made);
    solved_case_free(&at);
    free(text);
}

/* 1200 t bought; b gets 1000, a 190 and is 810 short at 10000. */
static const double two_usd = 1200 * 1000.0 + 810 * 10000.0;

static void test_far_value__of_1e12_leaves_500_between_others_to_the_costs(void **state) {
    (void)state;
    expect_plan(two_beside(1e12, 10000, 10500, 1200), two_usd);
    expect_world(two_beside(1e12, 10000, 10500, 3000), two_usd);
}

static void test_far_value__of_1e10_leaves_1_between_others_to_the_costs(void **state) {
    (void)state;
    expect_plan(two_beside(1e10, 10000, 10001, 1200), two_usd);
    expect_world(two_beside(1e10, 10000, 10001, 3000), two_usd);
}

/* 1190 t serve d30 to d20 and 90 t of d19: d0 to d18 and 10 t of d19 are short. 0.4 of 3000 t
 * again: the plan itself is short of 110 t then. */
static void test_far_value__of_1e11_leaves_31_others_100_apart_to_the_costs(void **state) {
    (void)state;
    double spaced_usd = 1200 * 1000.0 + 100 * (19 * 10000 + 100 * 171.0) + 10 * 11900.0;
    expect_plan(spaced_beside(1e11, 1200), spaced_usd);
    expect_world(spaced_beside(1e11, 3000), spaced_usd);
}

/* All values are far above prices and nothing is short: z gives 5 t at 10000, of the rest y at
 * 10000 is cheaper than x at 10050, though it is the second of two equals. */
static void test_far_value__leaves_50_between_purchases_to_the_costs(void **state) {
    (void)state;
    solved_case at =
        solve_text("scenario: { name = \"far\"; start = \"2025-01\"; periods = 1;"
                   " initial_pipeline = \"empty\"; terminal = \"none\"; };"
                   "materials: { m: { price_usd_per_t = 10000.0; }; };"
                   "places: { town: { country = \"KR\"; }; };"
                   "sources: { z: { place = \"town\"; material = \"m\"; capacity_tpy = 60.0; };"
                   " y: { place = \"town\"; material = \"m\"; };"
                   " x: { place = \"town\"; material = \"m\"; price_usd_per_t = 10050.0; }; };"
                   "demands: { fab: { place = \"town\"; material = \"m\"; tpy = 120.0;"
                   " shortage_usd_per_t = 1e12; }; };");
    assert_near(at.chain->optimum.objective_usd, 10 * 10000, 0, 1e-12);
    solved_case_free(&at);
}

/* 10 t wait from January to February at 100/12 USD each, to be bought 50 USD cheaper. */
static void test_far_value__leaves_it_to_the_costs_whether_to_wait(void **state) {
    (void)state;
    solved_case at = solve_text(
        "scenario: { name = \"far\"; start = \"2025-01\"; periods = 2;"
        " initial_pipeline = \"empty\"; terminal = \"none\"; };"
        "materials: { m: { price_usd_per_t: { steps: ( (\"2025-01\", 1000.0), (\"2025-02\", 950.0)"
        " ); }; }; };"
        "places: { town: { country = \"KR\"; }; };"
        "sources: { s: { place = \"town\"; material = \"m\"; }; };"
        "demands: { fab: { place = \"town\"; material = \"m\"; tpy = 120.0;"
        " shortage_usd_per_t = 1e12; backlog_usd_per_t_year = 100.0; }; };");
    assert_near(at.chain->optimum.objective_usd, 10 * 100 / 12.0 + 20 * 950, 0, 1e-12);
    solved_case_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_far_value__of_1e12_leaves_500_between_others_to_the_costs),
        cmocka_unit_test(test_far_value__of_1e10_leaves_1_between_others_to_the_costs),
        cmocka_unit_test(test_far_value__of_1e11_leaves_31_others_100_apart_to_the_costs),
        cmocka_unit_test(test_far_value__leaves_50_between_purchases_to_the_costs),
        cmocka_unit_test(test_far_value__leaves_it_to_the_costs_whether_to_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
