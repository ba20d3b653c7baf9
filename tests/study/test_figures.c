/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/figures: what a report draws, of chains that are known by hand. */
#include "study/figures.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <string.h>

/* A mine of 12 t a month for a need of 10, and a store of 30 t. In March and half of April it is
 * closed: in a world in five, where nobody has a store, 10 t and 4 t are missing. */
static const char closed_text[] =
    "scenario = { name = \"closed\"; start = \"2025-01\"; periods = 6;"
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"
    "materials = { m = { element = \"W\"; price_usd_per_t = 100.0; }; };"
    "places = { town = { country = \"KR\"; }; };"
    "sources = { mine = { place = \"town\"; material = \"m\"; capacity_tpy = 144.0;"
    " cite = \"judgement: a test\"; }; };"
    "stocks = { store = { place = \"town\"; material = \"m\"; initial_t = 30.0; capacity_t = 30.0;"
    " target_t = 30.0; below_target_usd_per_t_year = 1200.0; }; };"
    "demands = { fab = { place = \"town\"; material = \"m\"; tpy = 120.0; critical = true;"
    " shortage_usd_per_t = 5000.0; cite = \"a book\"; }; };"
    "factors = { store = { process = \"fixed\"; targets = [\"stocks.store.capacity_t\","
    " \"stocks.store.target_t\"];"
    " value = { dist = \"discrete\"; values = [0.0, 1.0]; weights = [0.2, 0.8]; }; }; };"
    "disruptions = { strike = { start = \"2025-03\"; duration_days = 45.625;"
    " effects = ( { target = \"sources.mine.capacity_tpy\"; factor = 0.0; } ); }; };"
    "simulation = { samples = 200; decisions = \"foresight\"; };";

/* Ore of two countries, three parts to one, meets in a port; half of it is smelted, half is used as
 * it is. Everything is used up, so there is one way to do it. */
#define MIXED_TEXT(periods)                                                                       \
    "scenario = { name = \"mixed\"; start = \"2025-01\"; periods = " periods                      \
    "; initial_pipeline = \"empty\"; terminal = \"none\"; };"                                     \
    "materials = { ore = { price_usd_per_t = 1.0; }; metal = { price_usd_per_t = 2.0; }; };"      \
    "places = { far = { country = \"CN\"; }; near = { country = \"AU\"; };"                       \
    " port = { country = \"KR\"; lat = 35.0; lon = 129.0; }; };"                                  \
    "sources = { a = { place = \"far\"; material = \"ore\"; capacity_tpy = 60.0; };"              \
    " b = { place = \"near\"; material = \"ore\"; capacity_tpy = 20.0; }; };"                     \
    "routes = { one = { from = \"far\"; to = \"port\"; materials = [\"ore\"];"                    \
    " cost_usd_per_t = 1.0; via = [\"strait\"]; };"                                               \
    " two = { from = \"near\"; to = \"port\"; materials = [\"ore\"]; cost_usd_per_t = 1.0; }; };" \
    "chokepoints = { strait = { lat = 1.0; lon = 104.0; }; };"                                    \
    "processes = { smelter = { place = \"port\"; inputs = { ore = 2.0; };"                        \
    " outputs = { metal = 1.0; }; cost_usd_per_t = 1.0; capacity_tpy = 100.0; }; };"              \
    "demands = { fab = { place = \"port\"; material = \"metal\"; tpy = 20.0; critical = true;"    \
    " shortage_usd_per_t = 5000.0; };"                                                            \
    " mill = { place = \"port\"; material = \"ore\"; tpy = 40.0; shortage_usd_per_t = 900.0; }; " \
    "};"                                                                                          \
    "simulation = { samples = 1; decisions = \"foresight\"; };"

static sk_run *run_of(const char *text, sk_scenario **scenario) {
    sk_run *run = NULL;
    *scenario = scenario_of_text(text, NULL);
    assert_int_equal(sk_run_execute(&run, *scenario, NULL, NULL, NULL), SK_OK);
    assert_non_null(run->figures);
    return run;
}

static void free_run(sk_run *run, sk_scenario *scenario) {
    sk_run_free(run);
    sk_scenario_free(scenario);
}

static void test_exceedance__is_the_share_of_worlds_with_more(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_of(closed_text, &scenario);
    const double bare = run->statistics[SKI_COL_ANY_SHORTAGE].mean;
    const ski_exceedance *curve = &run->figures->exceedances[0];
    assert_int_equal(curve->column, SKI_COL_SHORTAGE_CRITICAL_T);
    assert_int_equal(curve->point_count, 2);
    assert_near(curve->points[0].value, 0, 0, 0);
    assert_near(curve->points[0].share, bare, 1e-12, 0);
    assert_near(curve->points[0].interval.low, ski_wilson(200 * bare, 200, 0.95).low, 1e-12, 0);
    assert_near(curve->points[1].value, 14, 1e-6, 0);
    assert_near(curve->points[1].share, 0, 0, 0);
    free_run(run, scenario);
}

static void test_worst_worlds__come_first_with_what_struck_and_what_ran_short(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_of(closed_text, &scenario);
    const ski_figures *figures = run->figures;
    assert_int_equal(figures->story_count, SKI_WORST_WORLDS);
    for (int i = 0; i < SKI_WORST_WORLDS; i++) {
        const ski_story *story = &figures->stories[i];
        assert_true(i == 0 || story->sample > story[-1].sample); /* all alike: as drawn */
        assert_near(story->shortage_critical_t, 14, 1e-6, 0);
        assert_int_equal(story->event_count, 1);
        assert_near(story->events[0].start, 2, 1e-9, 0);
        assert_near(story->events[0].end, 3.5, 1e-9, 0);
        assert_int_equal(story->demand_count, 1);
        assert_int_equal(story->demands[0].first_period, 2);
        assert_int_equal(story->demands[0].short_periods, 2);
        assert_near(story->demands[0].by_point_t[3], 4, 1e-6, 0);
    }
    free_run(run, scenario);
}

static void test_lines__are_shares_of_what_is_planned_and_supply_by_country(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_of(closed_text, &scenario);
    const ski_figures *figures = run->figures;
    const double bare = run->statistics[SKI_COL_ANY_SHORTAGE].mean;
    assert_int_equal(figures->every, 1);
    assert_int_equal(figures->point_count, 6);
    assert_near(figures->short_share[2], bare, 1e-9, 0);
    assert_near(figures->short_share[3], 0.4 * bare, 1e-9, 0);
    assert_int_equal(figures->supply_count, 1);
    assert_int_equal(figures->supply[0].line_count, 1);
    assert_string_equal(figures->supply[0].lines[0].country, "KR");
    assert_near(figures->supply[0].hhi[0], 1, 1e-12, 0);
    assert_true(isnan(figures->supply[0].hhi[2]));
    assert_near(figures->supply[0].lines[0].t[3], 6, 1e-9, 0);
    free_run(run, scenario);
}

/* Tonnes from a country or process to a process or demand, over the horizon. */
static double flow_t(const sk_run *run, ski_end from, ski_end to) {
    const ski_flows *flows = &run->figures->flows;
    double t = 0;
    for (int i = 0; i < flows->flow_count; i++) {
        const ski_flow *flow = &flows->flows[i];
        if (flow->from.kind == from.kind && flow->from.element == from.element &&
            flow->to.kind == to.kind && flow->to.element == to.element) {
            t += flow->t[0];
        }
    }
    return t;
}

static void test_flows__leave_a_pool_with_the_origins_that_came_in(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_of(MIXED_TEXT("12"), &scenario);
    const ski_flows *flows = &run->figures->flows;
    const ski_end cn = {SKI_END_COUNTRY, 0}, au = {SKI_END_COUNTRY, 1};
    const ski_end smelter = {SKI_END_PROCESS, 0};
    const ski_end fab = {SKI_END_DEMAND, 0}, mill = {SKI_END_DEMAND, 1};
    assert_string_equal(flows->countries[0], "CN");
    assert_int_equal(flows->flow_count, 5);
    assert_near(flow_t(run, cn, smelter), 30, 1e-6, 0);
    assert_near(flow_t(run, au, smelter), 10, 1e-6, 0);
    assert_near(flow_t(run, cn, mill), 30, 1e-6, 0);
    assert_near(flow_t(run, au, mill), 10, 1e-6, 0);
    assert_near(flow_t(run, smelter, fab), 20, 1e-6, 0);
    assert_near(flows->left_t, 0, 1e-6, 0);
    assert_int_equal(flows->span_count, 13);
    assert_near(flows->route_t[0], 60, 1e-6, 0);
    assert_near(flows->route_t[1], 5, 1e-6, 0);
    assert_near(flows->chokepoint_t[0], 60, 1e-6, 0);
    free_run(run, scenario);
}

static void test_long_horizons__are_thinned_evenly(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_of(MIXED_TEXT("600"), &scenario);
    const ski_figures *figures = run->figures;
    assert_int_equal(figures->every, 3);
    assert_int_equal(figures->point_count, 200);
    assert_int_equal(figures->flows.span_count, 1 + 17); /* of three years */
    assert_int_equal(figures->flows.spans[17].first, 576);
    assert_int_equal(figures->flows.spans[17].count, 24);
    assert_near(figures->flows.flows[0].t[1], 3 * figures->flows.flows[0].t[17] / 2, 1e-6, 0);
    free_run(run, scenario);
}

static void test_sources__are_told_apart_by_where_they_come_from(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    sk_run *run = run_of(closed_text, &scenario);
    const ski_check_summary *sources = run->figures->sources;
    assert_int_equal(sources->cited_count, 2);
    assert_string_equal(sources->cited[0].path, "sources.mine");
    assert_true(sources->uncited_count > 0);
    free_run(run, scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exceedance__is_the_share_of_worlds_with_more),
        cmocka_unit_test(test_worst_worlds__come_first_with_what_struck_and_what_ran_short),
        cmocka_unit_test(test_lines__are_shares_of_what_is_planned_and_supply_by_country),
        cmocka_unit_test(test_flows__leave_a_pool_with_the_origins_that_came_in),
        cmocka_unit_test(test_long_horizons__are_thinned_evenly),
        cmocka_unit_test(test_sources__are_told_apart_by_where_they_come_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
