/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decisions/foresight: a world's plan is that of the scenario with the world's numbers, whatever
 * was decided before. */
#include "support/assert_near.h"
#include "support/decided_world.h"
#include "support/random_scenario.h"
#include "support/solved_case.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 4096, WORLDS = 20 };

/* A mine of 20 t/y, a spot market, a works, a store; a factor F on the schedules of `targets`. */
static char *chain_text(double mine, double price, double cost, double yield, double wanted,
                        const char *causes) {
    char *text = malloc(TEXT_SIZE);
    snprintf(
        text, TEXT_SIZE,
        "scenario = { name = \"chain\"; start = \"2025-01\"; period = \"month\"; periods = 6;"
        " initial_pipeline = \"empty\"; terminal = \"none\"; };"
        "materials = { ore = { price_usd_per_t = %.17g; }; oxide = { price_usd_per_t = 50; }; };"
        "places = { pit = { country = \"UZ\"; }; works = { country = \"KR\"; }; };"
        "sources = { mine = { place = \"pit\"; material = \"ore\"; capacity_tpy = %.17g; };"
        " spot = { place = \"pit\"; material = \"ore\"; price_usd_per_t = 300; }; };"
        "processes = { roast = { place = \"pit\"; inputs = { ore = 1.0; }; outputs = { oxide = "
        "1.0; };"
        " yield = %.17g; }; };"
        "routes = { road = { from = \"pit\"; to = \"works\"; materials = [\"oxide\"];"
        " capacity_tpy = 30; cost_usd_per_t = %.17g; lead_time_days = 20; }; };"
        "stocks = { store = { place = \"works\"; material = \"oxide\"; initial_t = 2;"
        " holding_usd_per_t_year = 10; }; };"
        "demands = { works = { place = \"works\"; material = \"oxide\"; tpy = %.17g;"
        " shortage_usd_per_t = 5000; }; };%s",
        price, mine, yield, cost, wanted, causes);
    return text;
}

/* A world that multiplies every kind of number by 1.25 or 0.8, against the scenario with those
 * numbers. */
static void test_world__is_decided_as_the_scenario_with_its_numbers(void **state) {
    (void)state;
    char *with_causes = chain_text(
        20, 100, 10, 0.9, 24,
        "factors = {"
        " a = { process = \"fixed\"; value = 0.8; targets = [\"sources.mine.capacity_tpy\","
        " \"processes.roast.yield\"]; };"
        " b = { process = \"fixed\"; value = 1.25; targets = [\"demands.works.tpy\","
        " \"materials.ore.price_usd_per_t\", \"routes.road.cost_usd_per_t\"]; }; };");
    char *written_out = chain_text(16, 125, 12.5, 0.72, 30, "");
    solved_case at = solve_text(with_causes), expected = solve_text(written_out);
    decider made = decider_of(at.chain, SKI_FORESIGHT);
    double cost_usd = decide_world(&made, 0);
    assert_near(cost_usd, expected.chain->optimum.objective_usd, 0, 1e-12);
    assert_true(fabs(cost_usd - at.chain->optimum.objective_usd) > 1000);
    for (int i = 0; i < expected.chain->program->column_count; i++) {
        assert_near(made.ledger->flows[i], expected.chain->flows[i], 1e-10, 0);
    }
    decider_free(&made);
    solved_case_free(&expected);
    solved_case_free(&at);
    free(with_causes);
    free(written_out);
}

/* 500,000 times the demand, which the base's box has no room for. */
static void test_world__of_far_larger_demand_is_decided_as_the_scenario_with_it(void **state) {
    (void)state;
    char *with_cause = chain_text(20, 100, 10, 0.9, 24,
                                  "factors = { f = { process = \"fixed\"; value = 5e5;"
                                  " targets = [\"demands.works.tpy\"]; }; };");
    char *written_out = chain_text(20, 100, 10, 0.9, 5e5 * 24, "");
    solved_case at = solve_text(with_cause), expected = solve_text(written_out);
    decider made = decider_of(at.chain, SKI_FORESIGHT);
    double cost_usd = decide_world(&made, 0);
    assert_near(cost_usd, expected.chain->optimum.objective_usd, 0, 1e-12);
    /* 30 t/y by road in 5 months and a third of the sixth at most: the rest is short. */
    assert_true(cost_usd > (6e6 - 15) * 5000.0);
    decider_free(&made);
    solved_case_free(&expected);
    solved_case_free(&at);
    free(with_cause);
    free(written_out);
}

static const char rare_event[] =
    "disruptions = { strike = { rate_per_year = 1; duration_days = 60;"
    " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0; } ); }; };";

static void test_world__in_which_nothing_happens_is_exactly_the_plan(void **state) {
    (void)state;
    char *text = chain_text(20, 100, 10, 0.9, 24, rare_event);
    solved_case at = solve_text(text);
    decider made = decider_of(at.chain, SKI_FORESIGHT);
    double plan_usd = cost_in_world(at.chain, made.world, at.chain->flows);
    int quiet = 0, struck = 0;
    for (int number = 0; number < WORLDS; number++) {
        double cost_usd = decide_world(&made, number);
        if (made.world->event_count == 0) {
            quiet++;
            assert_memory_equal(made.ledger->flows, at.chain->flows,
                                (size_t)at.chain->program->column_count * sizeof(double));
            assert_near(cost_usd, plan_usd, 0, 0);
        } else {
            struck++;
            assert_true(cost_usd > plan_usd);
        }
    }
    assert_true(quiet > 0);
    assert_true(struck > 0);
    decider_free(&made);
    solved_case_free(&at);
    free(text);
}

/* Prices, costs, yields and demands of any scenario move. */
static const char common_causes[] =
    "factors = {"
    " market = { process = \"mean_reverting\"; sd_per_year = 0.4; half_life_days = 90;"
    " targets = [\"materials.ore.price_usd_per_t\", \"routes.*.cost_usd_per_t\"]; };"
    " plants = { process = \"iid\"; value = { dist = \"uniform\"; min = 0.8; max = 1.05; };"
    " targets = [\"processes.*.yield\"]; };"
    " wants = { process = \"fixed\"; value = { dist = \"uniform\"; min = 0.7; max = 1.3; };"
    " targets = [\"demands.*.tpy\", \"demands.*.shortage_usd_per_t\"]; }; };"
    "disruptions = { strike = { rate_per_year = 2;"
    " duration_days = { dist = \"exponential\"; mean = 40; };"
    " effects = ( { target = \"sources.*.capacity_tpy\"; factor = 0; },"
    " { target = \"processes.*.capacity_tpy\"; factor = 0; } ); }; };";

static char *with_common_causes(unsigned seed) {
    char *chain = random_scenario(seed, NULL);
    const size_t size = strlen(chain) + sizeof common_causes;
    char *text = malloc(size);
    snprintf(text, size, "%s%s", chain, common_causes);
    free(chain);
    return text;
}

/* Cost of the optimum in a world, from a solve that starts with nothing. */
static double cold_cost(const ski_case *chain, const ski_world *world) {
    ski_program *program = NULL;
    ski_changes *changes = NULL;
    ski_solver *solver = NULL;
    ski_optimum cold;
    assert_int_equal(ski_program_copy(&program, chain->program), SK_OK);
    assert_int_equal(ski_changes_new(&changes, chain->program), SK_OK);
    assert_int_equal(ski_program_patch(program, world->values, ski_touched(chain->uncertainty),
                                       ski_touched_count(chain->uncertainty), changes, NULL),
                     SK_OK);
    assert_int_equal(ski_solver_new(&solver, program, NULL), SK_OK);
    double *flows = calloc((size_t)program->column_count, sizeof *flows);
    double *dual = calloc((size_t)program->row_count, 3 * sizeof *dual);
    assert_int_equal(ski_optimum_find(solver, program, world->values, SKI_COLD, NULL, false, flows,
                                      dual, dual + program->row_count, &cold, NULL),
                     SK_OK);
    assert_int_equal(cold.method, SKI_COLD);
    free(flows);
    free(dual);
    ski_solver_free(solver);
    ski_changes_free(changes);
    ski_program_free(program);
    return cold.objective_usd;
}

static void test_warm_start__finds_the_cost_of_a_solve_from_scratch(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= 20; seed++) {
        char *text = with_common_causes(seed);
        solved_case at = solve_text(text);
        decider made = decider_of(at.chain, SKI_FORESIGHT);
        for (int number = 0; number < 5; number++) {
            double warm_usd = decide_world(&made, number);
            assert_int_equal(made.ledger->solves.by_method[SKI_WARM], 1);
            assert_near(warm_usd, cold_cost(at.chain, made.world), 1e-3, 1e-9);
        }
        decider_free(&made);
        solved_case_free(&at);
        free(text);
    }
}

static void test_decision__does_not_depend_on_the_worlds_decided_before(void **state) {
    (void)state;
    char *text = with_common_causes(3);
    solved_case at = solve_text(text);
    expect_independent_worlds(at.chain, SKI_FORESIGHT, WORLDS);
    solved_case_free(&at);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_world__is_decided_as_the_scenario_with_its_numbers),
        cmocka_unit_test(test_world__of_far_larger_demand_is_decided_as_the_scenario_with_it),
        cmocka_unit_test(test_world__in_which_nothing_happens_is_exactly_the_plan),
        cmocka_unit_test(test_warm_start__finds_the_cost_of_a_solve_from_scratch),
        cmocka_unit_test(test_decision__does_not_depend_on_the_worlds_decided_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
