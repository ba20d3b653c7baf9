/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decisions/case: a case with other first stocks decides as one that was built with them. */
#include "decisions/rule.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Too little to be had, and a stock to fill the gap for a while. */
static sk_scenario *gap_with(double initial_t) {
    char text[2048];
    snprintf(text, sizeof text,
             "scenario = { name = \"gap\"; start = \"2025-01\"; periods = 8;"
             " initial_pipeline = \"empty\"; terminal = \"none\"; };"
             "materials = { m = { price_usd_per_t = 100.0; }; };"
             "places = { town = { country = \"KR\"; }; };"
             "sources = { mine = { place = \"town\"; material = \"m\"; capacity_tpy = 96.0; }; };"
             "stocks = { k = { place = \"town\"; material = \"m\"; initial_t = %.17g;"
             " decay_per_year = 0.1; }; };"
             "demands = { d = { place = \"town\"; material = \"m\"; tpy = 120.0;"
             " shortage_usd_per_t = 9000.0; }; };"
             "simulation = { lookahead_periods = 3; };",
             initial_t);
    return scenario_of_text(text, NULL);
}

static ski_case *case_of(const sk_scenario *scenario) {
    ski_case *chain = NULL;
    assert_int_equal(ski_case_build(&chain, scenario, NULL, NULL), SK_OK);
    assert_int_equal(ski_case_open_window(chain, NULL, NULL), SK_OK);
    return chain;
}

/* Flows carried out, their mass checked; free with free(). */
static double *decided(const ski_case *chain) {
    ski_rule *rule = NULL;
    ski_ledger *ledger = NULL;
    ski_world *world = NULL;
    const ski_recipe recipe = ski_recipe_of_world(0);
    assert_int_equal(ski_rule_new(&rule, SKI_ROLLING, chain, NULL), SK_OK);
    assert_int_equal(ski_ledger_new(&ledger, chain), SK_OK);
    assert_int_equal(ski_world_new(&world, chain->uncertainty), SK_OK);
    assert_int_equal(ski_world_draw(chain->uncertainty, 1, &recipe, world), SK_OK);
    assert_int_equal(ski_rule_run(rule, world, ledger, NULL), SK_OK);
    const size_t size = (size_t)chain->program->column_count * sizeof(double);
    double *flows = malloc(size);
    assert_non_null(flows);
    memcpy(flows, ledger->flows, size);
    ski_rule_free(rule);
    ski_ledger_free(ledger);
    ski_world_free(world);
    return flows;
}

static void test_varied_stocks__decide_as_if_built_with_them(void **state) {
    (void)state;
    static const double stocks_t[] = {0, 3, 11.5, 40};
    sk_scenario *empty = gap_with(0);
    ski_case *chain = case_of(empty);
    double before_t = 0;
    for (size_t i = 0; i < sizeof stocks_t / sizeof stocks_t[0]; i++) {
        sk_scenario *full = gap_with(stocks_t[i]);
        ski_case *built = case_of(full), *varied = NULL;
        assert_int_equal(ski_case_vary_stocks(&varied, chain, &stocks_t[i]), SK_OK);
        double *expected = decided(built), *actual = decided(varied);
        double shortage_t = 0;
        for (int column = 0; column < built->program->column_count; column++) {
            assert_near(actual[column], expected[column], 1e-9, 0);
        }
        for (int t = 0; t < 8; t++) {
            shortage_t += actual[varied->program->layout.shortage[0] + t];
        }
        assert_true(i == 0 || shortage_t < before_t - 1);
        before_t = shortage_t;
        free(expected);
        free(actual);
        ski_case_free_varied(varied);
        ski_case_free(built);
        sk_scenario_free(full);
    }
    double *untouched = decided(chain);
    assert_near(untouched[chain->program->layout.shortage[0]], 2, 1e-9, 0);
    free(untouched);
    ski_case_free(chain);
    sk_scenario_free(empty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_varied_stocks__decide_as_if_built_with_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
