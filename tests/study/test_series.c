/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/series: what worlds have in common over time, where each world is known by hand. */
#include "study/run.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>

/* A mine of 12 t a month for a need of 10, and a store of 30 t. In March and half of April it is
 * closed: 10 t are drawn in March and 4 in April. In a world in five nobody has a store. */
static const char closed_text[] =
    "scenario = { name = \"closed\"; start = \"2025-01\"; periods = 6;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"
    "materials = { m = { price_usd_per_t = 100.0; }; };"
    "places = { town = { country = \"KR\"; }; };"
    "sources = { mine = { place = \"town\"; material = \"m\"; capacity_tpy = 144.0; }; };"
    "stocks = { store = { place = \"town\"; material = \"m\"; initial_t = 30.0; capacity_t = 30.0;"
    " target_t = 30.0; below_target_usd_per_t_year = 1200.0; }; };"
    "demands = { fab = { place = \"town\"; material = \"m\"; tpy = 120.0; critical = true;"
    " shortage_usd_per_t = 5000.0; }; };"
    "factors = { store = { process = \"fixed\"; targets = [\"stocks.store.capacity_t\","
    " \"stocks.store.target_t\"];"
    " value = { dist = \"discrete\"; values = [0.0, 1.0]; weights = [0.2, 0.8]; }; }; };"
    "disruptions = { strike = { start = \"2025-03\"; duration_days = 45.625;"
    " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.0; } ); }; };"
    "simulation = { samples = 2000; decisions = \"foresight\"; };";

static const ski_series_line *line_of(const sk_run *run, ski_series_kind kind) {
    for (int i = 0; i < run->series->line_count; i++) {
        if (run->series->lines[i].kind == kind) {
            return &run->series->lines[i];
        }
    }
    fail();
    return NULL;
}

static void test_series__has_means_and_quantiles_of_every_period(void **state) {
    (void)state;
    sk_run *run = NULL;
    sk_scenario *scenario = scenario_of_text(closed_text, NULL);
    assert_int_equal(sk_run_execute(&run, scenario, NULL, NULL, NULL), SK_OK);
    const ski_series *series = run->series;
    const ski_series_line *shortage = line_of(run, SKI_SERIES_SHORTAGE_T);
    const ski_series_line *cover = line_of(run, SKI_SERIES_COVER_DAYS);
    const ski_series_line *stock = line_of(run, SKI_SERIES_STOCK_T);
    assert_int_equal(series->worlds, 2000);
    assert_int_equal(series->quantile_worlds, 1024);
    assert_int_equal(series->line_count, 3);
    const double bare = run->statistics[SKI_COL_ANY_SHORTAGE].mean; /* share without a store */
    assert_near(bare, 0.2, 0.04, 0);
    assert_near(shortage->mean[2], 10 * bare, 1e-9, 0);
    assert_near(shortage->mean[3], 4 * bare, 1e-9, 0);
    assert_near(shortage->quantiles[2][2], 0, 0, 0); /* the median */
    assert_near(shortage->quantiles[4][2], 10, 1e-6, 0);
    assert_near(stock->mean[2], 20 * (1 - bare), 1e-9, 0);
    assert_near(stock->quantiles[0][3], 0, 0, 0);
    assert_near(stock->quantiles[2][3], 16, 1e-6, 0);
    assert_near(cover->quantiles[2][2], 20 / 10.0 * 365 / 12, 1e-4, 0);
    assert_near(series->activity[1], 0, 0, 0);
    assert_near(series->activity[2], 1, 1e-12, 0);
    assert_near(series->activity[3], 0.5, 1e-12, 0);
    const int buy = run->plan->chain->program->layout.buy[0];
    assert_near(series->flows[buy + 2], 0, 0, 0);
    assert_near(series->flows[buy + 3], 6, 1e-9, 0);
    sk_run_free(run);
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_series__has_means_and_quantiles_of_every_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
