/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/world: the world that is shown is the one that a sample runs in. */
#include "study/world.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#define CHAIN(simulation)                                                                  \
    "scenario: { name = \"chain\"; start = \"2025-01\"; periods = 24; };\n"                \
    "materials: { ore: { price_usd_per_t = 10.0; }; };\n"                                  \
    "places: { here: { country = \"KR\"; }; };\n"                                          \
    "sources: { pit: { place = \"here\"; material = \"ore\"; capacity_tpy = 20.0; }; };\n" \
    "demands: { fab: { place = \"here\"; material = \"ore\"; tpy = 12.0;\n"                \
    "  shortage_usd_per_t = 500.0; }; };\n"                                                \
    "disruptions: { strike: { start = \"2025-04\"; duration_days = 1000.0;\n"              \
    "  effects = ( { target = \"sources.pit.capacity_tpy\"; factor = 0.25; } ); }; };\n"   \
    "simulation: { decisions = \"foresight\"; " simulation " };\n"

static const char chain_text[] = CHAIN("");

static void test_view__shows_a_dated_strike_from_its_month_on(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(chain_text, NULL);
    ski_world_view *view = NULL;
    assert_int_equal(ski_world_view_build(&view, scenario, 41, NULL), SK_OK);
    assert_int_equal(view->world->number, 41);
    assert_int_equal(view->world->event_count, 1);
    const int capacity = view->network->blocks[0].capacity;
    for (int t = 0; t < 24; t++) {
        assert_near(ski_value(view->network, view->world->values, capacity, t), t < 3 ? 20 : 5, 0,
                    1e-12);
    }
    ski_world_view_free(view);
    sk_scenario_free(scenario);
}

static void test_view__of_a_negative_number_is_refused(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(chain_text, NULL);
    ski_world_view *view = NULL;
    assert_int_equal(ski_world_view_build(&view, scenario, -1, NULL), SK_ERR_USAGE);
    assert_null(view);
    sk_scenario_free(scenario);
}

static void test_view__of_a_world_that_no_run_of_the_design_has_is_refused(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(CHAIN("samples = 70; sampling = \"sobol\";"), NULL);
    ski_world_view *view = NULL;
    sk_error *error = sk_error_new();
    assert_int_equal(ski_world_view_build(&view, scenario, 64, error), SK_ERR_USAGE);
    assert_string_equal(sk_error_text(error, 0),
                        "sample: beyond the worlds of sampling \"sobol\" (got 64; allowed 0 to 63, "
                        "or more --samples)");
    assert_int_equal(ski_world_view_build(&view, scenario, 63, error), SK_OK);
    ski_world_view_free(view);
    sk_error_free(error);
    sk_scenario_free(scenario);
}

static void test_memory__that_runs_out_is_said_and_nothing_leaks(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(chain_text, NULL);
    int failed = 1;
    for (int nth = 1; failed; nth++) {
        ski_world_view *view = NULL;
        fail_allocation(nth);
        const sk_status st = ski_world_view_build(&view, scenario, 0, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        ski_world_view_free(view);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
    }
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_view__shows_a_dated_strike_from_its_month_on),
        cmocka_unit_test(test_view__of_a_negative_number_is_refused),
        cmocka_unit_test(test_view__of_a_world_that_no_run_of_the_design_has_is_refused),
        cmocka_unit_test(test_memory__that_runs_out_is_said_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
