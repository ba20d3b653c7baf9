/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decisions/case: a scenario's base optimum with its marginal values; what happens when memory runs
 * out. */
#include "decisions/rule.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/decided_world.h"
#include "support/scenario_text.h"
#include "support/solved_case.h"

#include <stdio.h>
#include <string.h>

/* A source of 10 t/y at 100 USD/t beside one without limit at 150; 12 t/y are wanted. */
static const char two_sources[] =
    "scenario = { name = \"two_sources\"; start = \"2025-01\"; period = \"quarter\"; periods = 2;"
    " initial_pipeline = \"steady\"; terminal = \"value\"; };"
    "materials = { oxide = { price_usd_per_t = 100; }; };"
    "places = { works = { country = \"KR\"; }; };"
    "sources = { mine = { place = \"works\"; material = \"oxide\"; capacity_tpy = 10; };"
    " spot = { place = \"works\"; material = \"oxide\"; price_usd_per_t = 150; }; };"
    "stocks = { store = { place = \"works\"; material = \"oxide\"; holding_usd_per_t_year = 1; }; "
    "};"
    "demands = { works = { place = \"works\"; material = \"oxide\"; tpy = 12;"
    " shortage_usd_per_t = 5000; }; };"
    "disruptions = { strike = { rate_per_year = 1; duration_days = 60;"
    " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0; } ); }; };";

static void test_case__holds_the_certified_base_optimum(void **state) {
    (void)state;
    solved_case at = solve_text(two_sources);
    const ski_case *chain = at.chain;
    assert_true(ski_certificate_holds(&chain->optimum.certificate));
    assert_near(chain->optimum.objective_usd, 2 * (2.5 * 100 + 0.5 * 150), 1e-9, 0);
    assert_near(flow_total(&at, chain->program->layout.buy[0]), 5, 1e-12, 0);
    assert_near(flow_total(&at, chain->program->layout.buy[1]), 1, 1e-12, 0);
    solved_case_free(&at);
}

/* Two demands over 600 months: 1,200 ranks of at least 1e-9 are more than 1e-6. */
static const char too_long[] =
    "scenario = { name = \"too_long\"; start = \"2025-01\"; periods = 600;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"
    "materials = { oxide = { price_usd_per_t = 100; }; };"
    "places = { works = { country = \"KR\"; }; };"
    "sources = { mine = { place = \"works\"; material = \"oxide\"; capacity_tpy = 10; }; };"
    "demands = {"
    " a = { place = \"works\"; material = \"oxide\"; tpy = 6; shortage_usd_per_t = 5000; };"
    " b = { place = \"works\"; material = \"oxide\"; tpy = 6; shortage_usd_per_t = 5000; }; };";

static int warnings_of(const char *text) {
    sk_scenario *scenario = scenario_of_text(text, NULL);
    sk_error *error = sk_error_new();
    ski_case *chain = NULL;
    assert_int_equal(ski_case_build(&chain, scenario, NULL, error), SK_OK);
    int count = sk_error_count(error, SK_SEVERITY_WARNING);
    ski_case_free(chain);
    sk_error_free(error);
    sk_scenario_free(scenario);
    return count;
}

static void test_case__says_when_not_every_tie_is_ordered(void **state) {
    (void)state;
    assert_int_equal(warnings_of(two_sources), 0);
    assert_int_equal(warnings_of(too_long), 1);
}

/* b is worth 5e-12 of fab's value more than a, too little for ranks below it. */
static const char too_far[] =
    "scenario = { name = \"too_far\"; start = \"2025-01\"; periods = 1;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"
    "materials = { oxide = { price_usd_per_t = 100; }; };"
    "places = { works = { country = \"KR\"; }; };"
    "demands = {"
    " a = { place = \"works\"; material = \"oxide\"; tpy = 6; shortage_usd_per_t = 50000; };"
    " b = { place = \"works\"; material = \"oxide\"; tpy = 6; shortage_usd_per_t = 50005; };"
    " fab = { place = \"works\"; material = \"oxide\"; tpy = 6; shortage_usd_per_t = 1e12; }; };";

static void test_case__says_when_not_even_who_goes_short_is_ordered(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(too_far, NULL);
    sk_error *error = sk_error_new();
    ski_case *chain = NULL;
    assert_int_equal(ski_case_build(&chain, scenario, NULL, error), SK_OK);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_WARNING), 1);
    assert_non_null(strstr(sk_error_text(error, 0), "who goes short and in which period"));
    ski_case_free(chain);
    sk_error_free(error);
    sk_scenario_free(scenario);
}

/* The objective of tests/cli/small.cfg with an override. */
static double small_with(const char *assignment) {
    sk_override override = {SK_SET, assignment};
    solved_case at = {NULL, NULL};
    assert_int_equal(sk_scenario_read(&at.scenario, "tests/cli/small.cfg", &override, 1, NULL,
                                      NULL),
                     SK_OK);
    assert_int_equal(ski_case_build(&at.chain, at.scenario, NULL, NULL), SK_OK);
    double objective_usd = at.chain->optimum.objective_usd;
    solved_case_free(&at);
    return objective_usd;
}

/* The mine gives 2,400 t/y: more than 1e5 t/y of room anywhere is room without end. */
static void test_case__with_a_limit_of_any_size_is_solved_and_the_same(void **state) {
    (void)state;
    const char *keys[] = {"routes.road.capacity_tpy", "processes.smelter.capacity_tpy",
                          "stocks.*.capacity_t", "stocks.yard.release_tpy"};
    for (int i = 0; i < 4; i++) {
        char enough[64], endless[64];
        snprintf(enough, sizeof enough, "%s=1e5", keys[i]);
        double objective_usd = small_with(enough);
        for (int power = 7; power <= 14; power++) {
            snprintf(endless, sizeof endless, "%s=1e%d", keys[i], power);
            assert_near(small_with(endless), objective_usd, 0, 1e-12);
        }
    }
}

/* What is worth next to nothing at the start is credited its price of the end: 50 t more are bought
 * at 100 to be credited 130. */
static void test_credit__of_a_price_that_began_at_next_to_nothing_is_that_of_the_end(void **state) {
    (void)state;
    solved_case at = solve_text(
        "scenario: { name = \"rise\"; start = \"2025-01\"; periods = 12; terminal = \"value\";"
        " initial_pipeline = \"empty\"; };"
        "materials: { m: { price_usd_per_t: { steps: ( (\"2025-01\", 1e-308), (\"2025-06\", 130.0)"
        " ); }; }; };"
        "places: { town: { country = \"KR\"; }; };"
        "sources: { spot: { place = \"town\"; material = \"m\"; price_usd_per_t = 100.0; }; };"
        "stocks: { k: { place = \"town\"; material = \"m\"; initial_t = 50.0; }; };"
        "demands: { d: { place = \"town\"; material = \"m\"; tpy = 500.0;"
        " shortage_usd_per_t = 50000.0; }; };");
    double lines[SKI_COST_LINES];
    cost_lines_of(&at, lines);
    assert_near(lines[SKI_PROCUREMENT], 500 * 100, 0, 1e-12);
    assert_near(lines[SKI_TERMINAL_VALUE], 50 * 130, 0, 1e-12);
    assert_near(at.chain->optimum.objective_usd, 500 * 100 - 50 * 130, 0, 1e-12);
    solved_case_free(&at);
}

static void test_marginal_value__is_of_the_costs_alone_and_not_of_the_ranks(void **state) {
    (void)state;
    /* Both are always short; the ranks say that the first goes short last, and that it goes short
     * late. */
    solved_case at = solve_text(
        "scenario = { name = \"short\"; start = \"2025-01\"; period = \"month\"; periods = 3;"
        " initial_pipeline = \"empty\"; terminal = \"none\"; };"
        "materials = { oxide = { price_usd_per_t = 100; }; };"
        "places = { works = { country = \"KR\"; }; };"
        "sources = { mine = { place = \"works\"; material = \"oxide\"; capacity_tpy = 12; }; };"
        "demands = { a = { place = \"works\"; material = \"oxide\"; tpy = 24;"
        " shortage_usd_per_t = 5000; };"
        " b = { place = \"works\"; material = \"oxide\"; tpy = 24; shortage_usd_per_t = 5000; }; "
        "};");
    const ski_program *program = at.chain->program;
    assert_true(program->rank_cost[program->layout.shortage[0]] > 0);
    for (int row = 0; row < program->row_count; row++) {
        if (program->rows[row].kind == SKI_ROW_BALANCE) {
            assert_near(at.chain->row_dual[row], 5000, 0, 0);
        }
    }
    assert_near(served_at(&at, 0, 0), 1, 1e-12, 0);
    assert_near(served_at(&at, 1, 0), 0, 1e-12, 0);
    solved_case_free(&at);
}

static void test_base_solve__twice_gives_the_same_bits(void **state) {
    (void)state;
    solved_case at = solve_text(two_sources), again = solve_text(two_sources);
    const ski_program *program = at.chain->program;
    assert_memory_equal(at.chain->flows, again.chain->flows,
                        (size_t)program->column_count * sizeof(double));
    assert_memory_equal(at.chain->basis->status, again.chain->basis->status,
                        (size_t)(program->column_count + program->row_count));
    solved_case_free(&at);
    solved_case_free(&again);
}

static void test_case__says_so_when_memory_runs_out_anywhere(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(two_sources, NULL);
    bool failed = true;
    int nth = 0;
    while (failed) {
        ski_case *chain = NULL;
        nth++;
        fail_allocation(nth);
        sk_status st = ski_case_build(&chain, scenario, NULL, NULL);
        const bool built = st == SK_OK;
        st = built ? ski_case_open_window(chain, NULL, NULL) : st;
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        assert_true(built == (chain != NULL));
        ski_case_free(chain);
    }
    assert_true(nth > 50);
    sk_scenario_free(scenario);
}

static void test_foresight__says_so_when_memory_runs_out_and_then_takes_none(void **state) {
    (void)state;
    solved_case at = solve_text(two_sources);
    ski_rule *rule = NULL;
    bool failed = true;
    for (int nth = 1; failed; nth++) {
        fail_allocation(nth);
        sk_status st = ski_rule_new(&rule, SKI_FORESIGHT, at.chain, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        assert_true(failed == (rule == NULL));
    }
    ski_rule_free(rule);
    expect_no_allocation(at.chain, SKI_FORESIGHT, 20);
    solved_case_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case__holds_the_certified_base_optimum),
        cmocka_unit_test(test_case__says_when_not_every_tie_is_ordered),
        cmocka_unit_test(test_case__says_when_not_even_who_goes_short_is_ordered),
        cmocka_unit_test(test_case__with_a_limit_of_any_size_is_solved_and_the_same),
        cmocka_unit_test(test_credit__of_a_price_that_began_at_next_to_nothing_is_that_of_the_end),
        cmocka_unit_test(test_marginal_value__is_of_the_costs_alone_and_not_of_the_ranks),
        cmocka_unit_test(test_base_solve__twice_gives_the_same_bits),
        cmocka_unit_test(test_case__says_so_when_memory_runs_out_anywhere),
        cmocka_unit_test(test_foresight__says_so_when_memory_runs_out_and_then_takes_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
