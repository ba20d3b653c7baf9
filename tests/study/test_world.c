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
    assert_int_equal(view->world->recipe.world, 41);
    assert_int_equal(view->world->event_count, 1);
    const int capacity = view->network->blocks[0].capacity;
    for (int t = 0; t < 24; t++) {
        assert_near(ski_value(view->network, view->world->values, capacity, t), t < 3 ? 20 : 5, 0,
                    1e-12);
    }
    ski_world_view_free(view);
    sk_scenario_free(scenario);
}

/* An event of 100 days with every way for an effect to act in it. A month is 365/12 days. */
static const char phases_text[] =
    "scenario: { name = \"chain\"; start = \"2025-01\"; periods = 24; };\n"
    "materials: { ore: { price_usd_per_t = 10.0; }; };\n"
    "places: { here: { country = \"KR\"; }; };\n"
    "sources: { pit: { place = \"here\"; material = \"ore\"; capacity_tpy = 20.0; }; };\n"
    "demands: { fab: { place = \"here\"; material = \"ore\"; tpy = 12.0;\n"
    "  shortage_usd_per_t = 500.0; }; };\n"
    "disruptions: { strike: { start = \"2025-04-01\"; duration_days = 100.0;\n"
    "  recovery_days = 50.0; effects = (\n"
    "    { target = \"sources.pit.capacity_tpy\"; factor = 0.1; },\n"
    "    { target = \"sources.pit.capacity_tpy\"; factor = 0.2; from_days = 110.0; },\n"
    "    { target = \"sources.pit.capacity_tpy\"; factor = 0.3; until_days = 60.0; },\n"
    "    { target = \"sources.pit.capacity_tpy\"; factor = 0.4; from_days = 60.0;\n"
    "      until_days = 120.0; },\n"
    "    { target = \"sources.pit.capacity_tpy\"; factor = 0.5; from_days = 100.0; } ); }; };\n"
    "simulation: { decisions = \"foresight\"; };\n";

static void assert_acts(const ski_shown_effect *effect, int number, double from_days,
                        double full_days, double gone_days) {
    const double month_days = 365.0 / 12;
    assert_int_equal(effect->number, number);
    assert_near(effect->factor, 0.1 * (number + 1), 1e-15, 0);
    assert_near(effect->on, 3 + from_days / month_days, 1e-12, 0);
    assert_near(effect->full, 3 + full_days / month_days, 1e-12, 0);
    assert_near(effect->gone, 3 + gone_days / month_days, 1e-12, 0);
}

static void test_view__dates_each_effect_and_leaves_out_what_never_acts(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(phases_text, NULL);
    ski_world_view *view = NULL;
    assert_int_equal(ski_world_view_build(&view, scenario, 0, NULL), SK_OK);
    assert_int_equal(view->world->event_count, 1);
    assert_ptr_equal(view->events[0].event, view->world->events);
    assert_int_equal(view->events[0].effect_count, 3);
    const ski_shown_effect *effects = view->events[0].effects;
    assert_acts(&effects[0], 0, 0, 100, 150);
    assert_acts(&effects[1], 2, 0, 60, 60);
    assert_acts(&effects[2], 3, 60, 100, 120);
    ski_world_view_free(view);
    sk_scenario_free(scenario);
}

/* The factors are such that each effect's times can be read off the multipliers of its periods: by
 * the dates shown, each period's average is worked out again, in steps of a thousandth. */
static void test_view__dates_are_those_the_multipliers_are_made_of(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(phases_text, NULL);
    ski_world_view *view = NULL;
    assert_int_equal(ski_world_view_build(&view, scenario, 0, NULL), SK_OK);
    const ski_shown_event *event = &view->events[0];
    const double fade = event->event->recovered - event->event->end;
    for (int t = 0; t < 24; t++) {
        double sum = 0;
        for (int step = 0; step < 1000; step++) {
            const double time = t + (step + 0.5) / 1000;
            double product = 1;
            for (int i = 0; i < event->effect_count; i++) {
                const ski_shown_effect *effect = &event->effects[i];
                if (time >= effect->on && time < effect->gone) {
                    const double left =
                        time < effect->full ? 1 : 1 - (time - event->event->end) / fade;
                    product *= 1 + (effect->factor - 1) * left;
                }
            }
            sum += product;
        }
        assert_near(view->world->multipliers[t], sum / 1000, 2e-3, 0);
    }
    ski_world_view_free(view);
    sk_scenario_free(scenario);
}

static void assert_number(const sk_scenario *scenario, int sample, sk_status status) {
    ski_world_view *view = NULL;
    assert_int_equal(ski_world_view_build(&view, scenario, sample, NULL), status);
    ski_world_view_free(view);
}

static void test_view__of_a_world_beyond_the_samples_is_one_unless_worlds_are_by_design(
    void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(chain_text, NULL);
    scenario->simulation.samples = 4096;
    assert_number(scenario, 4096, SK_OK);
    scenario->simulation.sampling = "sobol";
    assert_number(scenario, 4095, SK_OK);
    assert_number(scenario, 4096, SK_ERR_USAGE);
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
        cmocka_unit_test(test_view__dates_each_effect_and_leaves_out_what_never_acts),
        cmocka_unit_test(test_view__dates_are_those_the_multipliers_are_made_of),
        cmocka_unit_test(
            test_view__of_a_world_beyond_the_samples_is_one_unless_worlds_are_by_design),
        cmocka_unit_test(test_view__of_a_negative_number_is_refused),
        cmocka_unit_test(test_view__of_a_world_that_no_run_of_the_design_has_is_refused),
        cmocka_unit_test(test_memory__that_runs_out_is_said_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
