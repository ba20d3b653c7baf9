/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/gap: what deciding without seeing the future costs, where it can be worked out by hand. */
#include "study/run.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <stdio.h>

/* A tonne a month; a price of 100 that doubles after two months, and two tonnes a month to be had:
 * who sees it coming buys two months' need ahead and holds it at 10 a tonne and month. What `price`
 * multiplies is drawn once and known. */
static sk_run *run_with(int lookahead, const char *price, sk_scenario **scenario) {
    char text[2048];
    sk_run *run = NULL;
    snprintf(text, sizeof text,
             "scenario = { name = \"rise\"; start = \"2025-01\"; periods = 4;"
             " initial_pipeline = \"empty\"; terminal = \"none\"; };"
             "materials = { m = { price_usd_per_t = { steps = ( (\"2025-01\", 100.0),"
             " (\"2025-03\", 200.0) ); }; }; };"
             "places = { town = { country = \"KR\"; }; };"
             "sources = { spot = { place = \"town\"; material = \"m\"; capacity_tpy = 24.0; }; };"
             "stocks = { k = { place = \"town\"; material = \"m\"; holding_usd_per_t_year = 120.0;"
             " }; };"
             "demands = { d = { place = \"town\"; material = \"m\"; tpy = 12.0; critical = true;"
             " shortage_usd_per_t = 9000.0; }; };"
             "factors = { price = { process = \"fixed\"; value = %s;"
             " targets = [\"materials.m.price_usd_per_t\", \"stocks.k.holding_usd_per_t_year\"];"
             " }; };"
             "simulation = { lookahead_periods = %d; samples = 400; };",
             price, lookahead);
    *scenario = scenario_of_text(text, NULL);
    assert_int_equal(sk_run_execute(&run, *scenario, NULL, NULL, NULL), SK_OK);
    return run;
}

static void close_run(sk_run *run, sk_scenario *scenario) {
    sk_run_free(run);
    sk_scenario_free(scenario);
}

static void test_gap__is_what_the_future_unseen_costs(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_with(1, "1.0", &scenario);
    assert_near(run->gap.foresight_usd, 440, 1e-9, 0);
    assert_near(run->gap.usd, 600 - 440, 1e-9, 0);
    assert_near(run->gap.usd_interval.low, 160, 1e-9, 0);
    assert_near(run->gap.share, 160.0 / 440, 1e-12, 0);
    assert_near(run->gap.share_interval.high, 160.0 / 440, 1e-12, 0);
    close_run(run, scenario);
    run = run_with(4, "1.0", &scenario);
    assert_near(run->gap.usd, 0, 1e-9, 0);
    assert_near(run->gap.share, 0, 1e-12, 0);
    close_run(run, scenario);
}

/* All money is scaled by what is drawn: the share is the same in every world, and known exactly,
 * though the dollars are not. */
static void test_share__that_is_the_same_in_every_world_has_no_width(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_with(1, "{ dist = \"uniform\"; min = 0.5; max = 1.5; }", &scenario);
    assert_near(run->gap.share, 160.0 / 440, 1e-9, 0);
    assert_near(run->gap.share_interval.low, 160.0 / 440, 1e-9, 0);
    assert_near(run->gap.share_interval.high, 160.0 / 440, 1e-9, 0);
    assert_true(run->gap.usd_interval.high - run->gap.usd_interval.low > 1);
    assert_true(run->gap.usd_interval.low < 160 && run->gap.usd_interval.high > 160);
    close_run(run, scenario);
}

static void test_certificates__are_one_a_window_and_one_for_the_bound(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_with(2, "1.0", &scenario);
    long optima = 0;
    for (int method = 0; method < SKI_METHODS; method++) {
        optima += run->solves.by_method[method];
    }
    assert_int_equal(optima, 400 * (4 + 1));
    assert_int_equal(run->solves.by_method[SKI_WARM], optima);
    assert_true(run->solves.gap <= 1e-7 && run->solves.dual_residual <= 1e-7);
    close_run(run, scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gap__is_what_the_future_unseen_costs),
        cmocka_unit_test(test_share__that_is_the_same_in_every_world_has_no_width),
        cmocka_unit_test(test_certificates__are_one_a_window_and_one_for_the_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
