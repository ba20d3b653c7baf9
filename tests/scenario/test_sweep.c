/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sweep section: what is read of it, and what policies and defaults leave of it. */
#include "scenario/reading.h"

static const char every_key[] = "tests/scenario/every_key.cfg";

static void assert_sweep(const sk_scenario *s) {
    const ski_sweep_parameter *parameters = s->sweep.parameters;
    assert_int_equal(s->sweep.parameter_count, 2);
    assert_string_equal(parameters[0].path, "sources.own.capacity_tpy");
    assert_int_equal(parameters[0].value_count, 3);
    assert_near(parameters[0].values[1], 100, 0, 0);
    assert_int_equal(parameters[1].value_count, 0);
    assert_near(parameters[1].from, 1, 0, 0);
    assert_near(parameters[1].to, 100, 0, 0);
    assert_int_equal(parameters[1].points, 3);
    assert_true(parameters[1].is_log);
    assert_int_equal(s->sweep.design, SKI_SWEEP_LHS);
    assert_int_equal(s->sweep.points, 12);
    assert_int_equal(s->sweep.point_count, 12);
    assert_int_equal(s->sweep.policy_count, 2);
    assert_int_equal(s->sweep.policies[0], 1);
    assert_int_equal(s->sweep.policies[1], -1);
    assert_int_equal(s->sweep.samples, 64);
}

static void test_sweep__holds_values_ranges_and_policies(void **state) {
    (void)state;
    sk_scenario *s = read_right(every_key, NULL, 0, NULL);
    assert_sweep(s);
    sk_scenario_free(s);
}

static void test_sweep__is_the_same_when_it_was_written_and_under_a_policy(void **state) {
    (void)state;
    char *folder = temp_folder_new();
    sk_scenario *first = read_right(every_key, NULL, 0, NULL);
    char *text = written(first);
    char *path = temp_file(folder, "x.cfg", text);
    sk_scenario *again = read_right(path, NULL, 0, "both");
    assert_sweep(again);
    sk_scenario_free(first);
    sk_scenario_free(again);
    free(text);
    free(path);
    temp_folder_remove(folder);
}

static void test_sweep__left_to_itself_is_a_grid_of_the_baseline(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SET, "sweep.design=grid"},
                                     {SK_SET, "sweep.parameters.2.points=5"}};
    char *folder = temp_folder_new();
    char *path =
        temp_file(folder, "x.cfg",
                  "scenario = { name = \"x\"; start = \"2025-01\"; periods = 3; };\n"
                  "materials = { m = { price_usd_per_t = 1; }; };\n"
                  "sweep = { parameters = (\n"
                  "    { path = \"scenario.discount_rate_per_year\"; values = [0.0, 0.1]; },\n"
                  "    { path = \"materials.m.price_usd_per_t\"; from = 1; to = 2;\n"
                  "      points = 3; } ); };\n");
    sk_scenario *s = read_right(path, overrides, 2, NULL);
    assert_int_equal(s->sweep.design, SKI_SWEEP_GRID);
    assert_int_equal(s->sweep.point_count, 10);
    assert_int_equal(s->sweep.policy_count, 1);
    assert_int_equal(s->sweep.policies[0], -1);
    assert_int_equal(s->sweep.samples, 0);
    assert_false(s->sweep.parameters[1].is_log);
    sk_scenario_free(s);
    free(path);
    temp_folder_remove(folder);
}

static void test_no_sweep__is_one_of_no_points(void **state) {
    (void)state;
    sk_scenario *s = read_right("scenarios/uz-winter.cfg", NULL, 0, NULL);
    assert_int_equal(s->sweep.parameter_count, 0);
    assert_int_equal(s->sweep.point_count, 0);
    sk_scenario_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sweep__holds_values_ranges_and_policies),
        cmocka_unit_test(test_sweep__is_the_same_when_it_was_written_and_under_a_policy),
        cmocka_unit_test(test_no_sweep__is_one_of_no_points),
        cmocka_unit_test(test_sweep__left_to_itself_is_a_grid_of_the_baseline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
