/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dated events and fixed factors → a world's multipliers, and what a world costs. */
#include "mechanisms/mechanism.h"

/* Of an event of `days`, the part of a month. */
static double months(double days) {
    return days * 12 / 365;
}

#define CAPACITY(source) "multipliers/sources." source ".capacity_tpy"

static void test_world__a_period_takes_the_time_average_of_an_event(void **state) {
    (void)state;
    cJSON *json = world_of("world_month", 0);
    double brief = 1 - 0.5 * months(15);
    expect_array(json, CAPACITY("brief"), 1, brief, 1, 1, 1, 1);
    expect_array(json, CAPACITY("across"), 1, 0.75, 1 - 0.5 * (months(30) - 0.5), 1, 1, 1);
    cJSON_Delete(json);
}

static void test_world__an_event_begun_before_the_start_counts_what_is_left(void **state) {
    (void)state;
    cJSON *json = world_of("world_month", 0);
    expect_array(json, CAPACITY("before"), 1 - 0.5 * (months(45) - 1), 1, 1, 1, 1, 1);
    expect_array(json, CAPACITY("old"), 1, 1, 1, 1, 1, 1);
    cJSON_Delete(json);
}

static void test_world__recovery_fades_along_a_line(void **state) {
    (void)state;
    cJSON *json = world_of("world_month", 0);
    expect_array(json, CAPACITY("fade"), 0, 0.25, 0.75, 1, 1, 1);
    expect_array(json, CAPACITY("partly"), 0.4, 0.55, 0.85, 1, 1, 1);
    cJSON_Delete(json);
}

static void test_world__an_effect_acts_between_its_days_after_onset(void **state) {
    (void)state;
    cJSON *json = world_of("world_month", 0);
    expect_array(json, CAPACITY("window"), 1, 0.5, 0.5, 1, 1, 1);
    cJSON_Delete(json);
}

static void test_world__overlapping_events_multiply_moment_by_moment(void **state) {
    (void)state;
    cJSON *json = world_of("world_month", 0);
    expect_array(json, CAPACITY("same"), 1, 0.6, 1, 1, 1, 1);
    expect_array(json, CAPACITY("apart"), 1, 0.45, 1, 1, 1, 1);
    cJSON_Delete(json);
    json = world_of("world_product", 0);
    expect_array(json, CAPACITY("two"), 1.0 / 6, 1);
    expect_array(json, CAPACITY("one"), 0.25, 1);
    expect_array(json, CAPACITY("brief"), 1 - 0.5 * 15 / 365, 1);
    cJSON_Delete(json);
}

static void test_world__factors_multiply_the_average_of_the_events(void **state) {
    (void)state;
    cJSON *json = world_of("world_month", 0);
    expect_array(json, CAPACITY("steady"), 0.8, 0.4, 0.8, 0.8, 0.8, 0.8);
    expect_array(json, "factors/fixed08", 0.8, 0.8, 0.8, 0.8, 0.8, 0.8);
    cJSON_Delete(json);
}

static void test_world__weeks_place_events_by_days(void **state) {
    (void)state;
    cJSON *json = world_of("world_week", 0);
    expect_array(json, CAPACITY("long"), 1, 0.5, 0.5, 1 - 0.5 / 7, 1);
    expect_array(json, CAPACITY("fade"), 0, 0.5, 1, 1, 1);
    expect_array(json, CAPACITY("both"), 0, 0.25, 0.5, 1 - 0.5 / 7, 1);
    expect_array(json, CAPACITY("mid"), 1, 1 - 2.0 / 7, 1, 1, 1);
    cJSON_Delete(json);
}

static void test_world__an_inherited_price_is_multiplied_once_by_each_cause(void **state) {
    (void)state;
    cJSON *json = world_of("world_prices", 0);
    expect_array(json, "multipliers/materials.m.price_usd_per_t", 2);
    expect_array(json, "multipliers/sources.heir.price_usd_per_t", 6);
    expect_array(json, "multipliers/sources.plain.price_usd_per_t", 2);
    expect_array(json, "multipliers/sources.own.price_usd_per_t", 2);
    cJSON_Delete(json);
    json = run("world_prices");
    expect(json, "metrics/cost_usd/mean", 990);
    expect(json, "mean_cost_usd/procurement", 930);
    expect(json, "mean_cost_usd/tariffs", 60);
    cJSON_Delete(json);
}

static void test_world__a_materials_price_moves_only_those_who_inherit_it(void **state) {
    (void)state;
    cJSON *json = run("world_material_price");
    expect(json, "metrics/cost_usd/mean", 250);
    cJSON_Delete(json);
}

static void test_world__zero_closes_what_has_no_capacity(void **state) {
    (void)state;
    cJSON *json = run("world_closed");
    expect(json, "metrics/cost_usd/mean", 36000);
    expect(json, "demands/a/metrics/shortage_t/mean", 10);
    expect(json, "demands/b/metrics/shortage_t/mean", 10);
    expect(json, "demands/made/metrics/shortage_t/mean", 10);
    expect(json, "demands/a/metrics/first_shortage_period/mean", 2);
    cJSON_Delete(json);
}

static void test_world__another_factor_on_a_missing_limit_is_refused(void **state) {
    (void)state;
    refuse("world_unlimited", NULL, 0);
}

static void test_world__a_chokepoint_without_capacity_scales_its_routes(void **state) {
    (void)state;
    cJSON *json = world_of("world_chokepoint", 0);
    expect_array(json, "multipliers/routes.small.capacity_tpy", 1, 0.5, 1);
    expect_array(json, "multipliers/routes.big.capacity_tpy", 1, 0.5, 1);
    expect_array(json, "multipliers/chokepoints.gate.capacity_tpy", 1, 0.5, 1);
    cJSON_Delete(json);
    json = run("world_chokepoint");
    expect(json, "metrics/cost_usd/mean", 18750);
    expect(json, "demands/a/metrics/shortage_t/mean", 5);
    expect(json, "demands/b/metrics/shortage_t/mean", 2.5);
    expect(json, "demands/c/metrics/shortage_t/mean", 5);
    cJSON_Delete(json);
}

static void test_world__a_minimum_follows_its_capacity_and_is_cut_to_it(void **state) {
    (void)state;
    cJSON *json = world_of("world_month", 0);
    double brief = 1 - 0.5 * months(15);
    expect_array(json, "multipliers/sources.brief.min_tpy", 1, brief, 1, 1, 1, 1);
    cJSON_Delete(json);
    json = run("world_minimum");
    expect(json, "metrics/cost_usd/mean", 3000);
    cJSON_Delete(json);
    json = run_with("world_minimum", SET("factors.rush.value=2"));
    expect(json, "metrics/cost_usd/mean", 4500);
    cJSON_Delete(json);
}

static void test_world__every_kind_of_value_moves_its_own_cost_line(void **state) {
    (void)state;
    cJSON *json = run("world_values");
    expect(json, "mean_cost_usd/procurement", 7200);
    expect(json, "mean_cost_usd/processing", 720);
    expect(json, "mean_cost_usd/transport", 270);
    expect(json, "mean_cost_usd/tariffs", 180);
    expect(json, "mean_cost_usd/shortage", 18000);
    expect(json, "metrics/cost_usd/mean", 26370);
    cJSON_Delete(json);
}

static void test_world__events_spare_the_pipeline_and_the_end_follows_its_prices(void **state) {
    (void)state;
    cJSON *json = run("world_terminal");
    expect(json, "metrics/shortage_t/mean", 10);
    expect(json, "metrics/cost_usd/mean", 9500);
    expect(json, "mean_cost_usd/terminal_value", 1500);
    cJSON_Delete(json);
}

static void test_world__effects_act_in_phases(void **state) {
    (void)state;
    cJSON *json = world_of("world_effects", 0);
    expect_array(json, CAPACITY("phases"), 0, 0.5, 0.5, 1, 1, 1);
    expect_array(json, CAPACITY("cut"), 0, 0.25, 1, 1, 1, 1);
    expect_array(json, CAPACITY("two"), 0.2, 1, 1, 1, 1, 1);
    expect_array(json, "multipliers/demands.d.tpy", 1, 2, 1, 1, 1, 1);
    cJSON_Delete(json);
}

static void test_world__an_event_on_at_the_start_has_its_whole_duration_left(void **state) {
    (void)state;
    cJSON *json = world_of("world_effects", 0);
    expect_array(json, CAPACITY("onset"), 1 - 0.5 * months(15), 1, 1, 1, 1, 1);
    cJSON_Delete(json);
}

static void test_world__factors_without_spread_follow_their_formula(void **state) {
    (void)state;
    cJSON *json = world_of("world_processes", 0);
    for (int quarter = 0; quarter < 6; quarter++) {
        char path[64];
        snprintf(path, sizeof path, "factors/drift/%d", quarter);
        expect(json, path, pow(1.1, quarter / 4.0));
        snprintf(path, sizeof path, "factors/back/%d", quarter);
        expect(json, path, pow(4, pow(2, -quarter / 4.0)));
    }
    expect_array(json, "factors/each", 0.7, 0.7, 0.7, 0.7, 0.7, 0.7);
    expect_array(json, "factors/flat", 1, 1, 1, 1, 1, 1);
    double first = number_at(json, "factors/wave/0");
    assert_true(fabs(first - 0.5) < ABS_TOL || fabs(first - 1.5) < ABS_TOL);
    expect_array(json, "factors/wave", first, 2 - first, first, 2 - first, first, 2 - first);
    cJSON_Delete(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_world__a_period_takes_the_time_average_of_an_event),
        cmocka_unit_test(test_world__an_event_begun_before_the_start_counts_what_is_left),
        cmocka_unit_test(test_world__recovery_fades_along_a_line),
        cmocka_unit_test(test_world__an_effect_acts_between_its_days_after_onset),
        cmocka_unit_test(test_world__overlapping_events_multiply_moment_by_moment),
        cmocka_unit_test(test_world__factors_multiply_the_average_of_the_events),
        cmocka_unit_test(test_world__weeks_place_events_by_days),
        cmocka_unit_test(test_world__an_inherited_price_is_multiplied_once_by_each_cause),
        cmocka_unit_test(test_world__a_materials_price_moves_only_those_who_inherit_it),
        cmocka_unit_test(test_world__zero_closes_what_has_no_capacity),
        cmocka_unit_test(test_world__another_factor_on_a_missing_limit_is_refused),
        cmocka_unit_test(test_world__a_chokepoint_without_capacity_scales_its_routes),
        cmocka_unit_test(test_world__a_minimum_follows_its_capacity_and_is_cut_to_it),
        cmocka_unit_test(test_world__every_kind_of_value_moves_its_own_cost_line),
        cmocka_unit_test(test_world__events_spare_the_pipeline_and_the_end_follows_its_prices),
        cmocka_unit_test(test_world__effects_act_in_phases),
        cmocka_unit_test(test_world__an_event_on_at_the_start_has_its_whole_duration_left),
        cmocka_unit_test(test_world__factors_without_spread_follow_their_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
