/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decisions/case: a scenario's base optimum with its marginal values; what happens when memory runs
 * out. */
#include "decisions/foresight.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"
#include "support/solved_case.h"

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
    assert_int_equal(ski_case_build(&chain, scenario, error), SK_OK);
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
        sk_status st = ski_case_build(&chain, scenario, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        assert_true(failed == (chain == NULL));
        ski_case_free(chain);
    }
    assert_true(nth > 50);
    sk_scenario_free(scenario);
}

static void test_foresight__says_so_when_memory_runs_out_and_then_takes_none(void **state) {
    (void)state;
    solved_case at = solve_text(two_sources);
    ski_foresight *rule = NULL;
    bool failed = true;
    for (int nth = 1; failed; nth++) {
        fail_allocation(nth);
        sk_status st = ski_foresight_new(&rule, at.chain, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        assert_true(failed == (rule == NULL));
    }
    ski_world *world = NULL;
    double flows[256];
    ski_optimum optimum;
    assert_true(at.chain->program->column_count <= 256);
    assert_int_equal(ski_world_new(&world, at.chain->uncertainty), SK_OK);
    int struck = 0;
    for (uint32_t number = 0; number < 20; number++) {
        assert_int_equal(ski_world_draw(at.chain->uncertainty, 1, number, world), SK_OK);
        struck += world->event_count > 0;
        fail_allocation(1);
        sk_status st = ski_foresight_decide(rule, world, flows, &optimum, NULL);
        bool asked = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, SK_OK);
        assert_false(asked);
    }
    assert_true(struck > 0);
    ski_world_free(world);
    ski_foresight_free(rule);
    solved_case_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case__holds_the_certified_base_optimum),
        cmocka_unit_test(test_case__says_when_not_every_tie_is_ordered),
        cmocka_unit_test(test_marginal_value__is_of_the_costs_alone_and_not_of_the_ranks),
        cmocka_unit_test(test_base_solve__twice_gives_the_same_bits),
        cmocka_unit_test(test_case__says_so_when_memory_runs_out_anywhere),
        cmocka_unit_test(test_foresight__says_so_when_memory_runs_out_and_then_takes_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
