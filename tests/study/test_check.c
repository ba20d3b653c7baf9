/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/check: what is in a scenario, counted by hand. */
#include "study/check.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char chain_text[] =
    "scenario: { name = \"chain\"; start = \"2025-02\"; periods = 24; };\n"
    "materials: { ore: { element = \"W\"; price_usd_per_t = 10.0; cite = \"a price list\"; };\n"
    "  metal: { element = \"W\"; }; };\n"
    "places: { mine: { country = \"UZ\"; lat = 41.0; lon = 69.0; };\n"
    "  works: { country = \"KR\"; }; };\n"
    "sources: { pit: { place = \"mine\"; material = \"ore\"; cite = \"a yearbook\";\n"
    "    capacity_tpy = { steps = ((\"2025-02\", 100.0), (\"2026-02\", 300.0)); }; };\n"
    "  trader: { place = \"mine\"; material = \"ore\"; steps = ((40.0, 11.0), (60.0, 15.0)); };\n"
    "  spot: { place = \"works\"; material = \"metal\"; price_usd_per_t = 99.0; }; };\n"
    "processes: { smelter: { place = \"works\"; inputs = { ore = 2.0; };\n"
    "  outputs = { metal = 1.5; }; yield = 0.8; capacity_tpy = 50.0; }; };\n"
    "routes: { rail: { from = \"mine\"; to = \"works\"; materials = [\"ore\"]; }; };\n"
    "stocks: { shed: { place = \"works\"; material = \"metal\"; initial_t = 7.0; }; };\n"
    "demands: { fab: { place = \"works\"; material = \"metal\"; tpy = 55.0;\n"
    "  shortage_usd_per_t = 5000.0; }; };\n"
    "factors: { output: { targets = [\"sources.pit.capacity_tpy\"]; process = \"iid\";\n"
    "  value = { dist = \"uniform\"; min = 0.5; max = 1.2; }; }; };\n"
    "simulation: { decisions = \"foresight\"; };\n";

static ski_check_summary *summary_of(sk_scenario **scenario) {
    ski_check_summary *summary = NULL;
    *scenario = scenario_of_text(chain_text, NULL);
    assert_int_equal(ski_check_summary_build(&summary, *scenario, NULL), SK_OK);
    return summary;
}

static void test_summary__counts_elements_and_names_the_horizon(void **state) {
    (void)state;
    sk_scenario *scenario;
    ski_check_summary *summary = summary_of(&scenario);
    assert_int_equal(summary->section_counts[SKI_SOURCES], 3);
    assert_int_equal(summary->section_counts[SKI_PLACES], 2);
    assert_int_equal(summary->section_counts[SKI_DISRUPTIONS], 0);
    assert_int_equal(summary->periods, 24);
    assert_near(summary->years, 2, 0, 1e-15);
    assert_string_equal(summary->first, "2025-02");
    assert_string_equal(summary->last, "2027-01");
    ski_check_summary_free(summary);
    sk_scenario_free(scenario);
}

static void test_balance__sets_capacity_against_demand_by_material(void **state) {
    (void)state;
    sk_scenario *scenario;
    ski_check_summary *summary = summary_of(&scenario);
    const ski_material_balance *ore = &summary->materials[0], *metal = &summary->materials[1];
    assert_int_equal(summary->material_count, 2);
    assert_near(ore->source_tpy, (100 + 300) / 2.0 + 40 + 60, 0, 1e-12);
    assert_int_equal(ore->sources, 2);
    assert_true(ore->made_tpy == 0 && ore->demand_tpy == 0);
    assert_near(ore->taken_tpy, 100, 0, 1e-12);
    assert_true(isinf(metal->source_tpy));
    assert_near(metal->made_tpy, 50 * 1.5 * 0.8, 0, 1e-12);
    assert_near(metal->demand_tpy, 55, 0, 1e-12);
    assert_near(metal->initial_t, 7, 0, 0);
    assert_int_equal(metal->processes, 1);
    assert_int_equal(metal->demands, 1);
    ski_check_summary_free(summary);
    sk_scenario_free(scenario);
}

static void test_sourcing__lists_elements_with_numbers_by_whether_they_cite(void **state) {
    (void)state;
    sk_scenario *scenario;
    ski_check_summary *summary = summary_of(&scenario);
    const char *const cited[] = {"materials.ore", "sources.pit"};
    const char *const uncited[] = {"places.mine",       "sources.trader", "sources.spot",
                                   "processes.smelter", "stocks.shed",    "demands.fab",
                                   "factors.output"};
    assert_int_equal(summary->cited_count, 2);
    assert_int_equal(summary->uncited_count, 7);
    for (int i = 0; i < 2; i++) {
        assert_string_equal(summary->cited[i].path, cited[i]);
        assert_non_null(summary->cited[i].cite);
    }
    for (int i = 0; i < 7; i++) {
        assert_string_equal(summary->uncited[i].path, uncited[i]);
        assert_null(summary->uncited[i].cite);
    }
    ski_check_summary_free(summary);
    sk_scenario_free(scenario);
}

static void test_memory__that_runs_out_is_said_and_nothing_leaks(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(chain_text, NULL);
    int failed = 1;
    for (int nth = 1; failed; nth++) {
        ski_check_summary *summary = NULL;
        fail_allocation(nth);
        const sk_status st = ski_check_summary_build(&summary, scenario, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        ski_check_summary_free(summary);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
    }
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_summary__counts_elements_and_names_the_horizon),
        cmocka_unit_test(test_balance__sets_capacity_against_demand_by_material),
        cmocka_unit_test(test_sourcing__lists_elements_with_numbers_by_whether_they_cite),
        cmocka_unit_test(test_memory__that_runs_out_is_said_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
