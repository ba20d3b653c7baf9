/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical writer: what it writes reads back the same, byte for byte (that it reads back to
 * the same values stands in test_reader.c). */
#include "scenario/reading.h"

static const char every_key[] = "tests/scenario/every_key.cfg";

/* Writes, reads and writes again: both texts must be equal. Returns the first. */
static char *assert_settled(const sk_scenario *scenario) {
    char *folder = temp_folder_new();
    char *first = written(scenario);
    char *path = temp_file(folder, "written.cfg", first);
    sk_scenario *again = read_right(path, NULL, 0, NULL);
    char *second = written(again);
    assert_string_equal(second, first);
    sk_scenario_free(again);
    free(second);
    free(path);
    temp_folder_remove(folder);
    return first;
}

static void test_written_scenario__is_written_the_same_again(void **state) {
    (void)state;
    sk_scenario *scenario = read_right(every_key, NULL, 0, NULL);
    free(assert_settled(scenario));
    sk_scenario_free(scenario);
}

static void test_written_scenario__has_overrides_and_includes_folded_in(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SET, "scenario.periods=24"},
                                     {SK_SCALE, "materials.*.price_usd_per_t=0.1"}};
    sk_scenario *scenario = read_right(every_key, overrides, 2, NULL);
    char *text = assert_settled(scenario);
    assert_non_null(strstr(text, "    periods = 24;\n"));
    assert_non_null(strstr(text, "price_usd_per_t = 2400.0;\n"));
    assert_null(strstr(text, "@include"));
    free(text);
    sk_scenario_free(scenario);
}

/* What stands before the policy is the scenario: the same policy can be applied to it again. */
static void test_written_scenario__leaves_the_policy_to_be_applied(void **state) {
    (void)state;
    sk_scenario *plain = read_right(every_key, NULL, 0, NULL);
    sk_scenario *applied = read_right(every_key, NULL, 0, "both");
    char *one = written(plain);
    char *other = written(applied);
    assert_string_equal(one, other);
    free(one);
    free(other);
    sk_scenario_free(plain);
    sk_scenario_free(applied);
}

static void assert_writes_number(const char *value, const char *expected) {
    char setting[128];
    char line[128];
    snprintf(setting, sizeof setting, "sources.own.min_tpy=%s", value);
    snprintf(line, sizeof line, "min_tpy = %s;\n", expected);
    sk_scenario *scenario = read_right(every_key, &(sk_override){SK_SET, setting}, 1, NULL);
    char *text = assert_settled(scenario);
    assert_non_null(strstr(text, line));
    free(text);
    sk_scenario_free(scenario);
}

static void test_numbers__are_written_to_read_back(void **state) {
    (void)state;
    assert_writes_number("0", "0.0");
    assert_writes_number("0.3", "0.3");
    assert_writes_number("0.30000000000000004", "0.30000000000000004");
    assert_writes_number("0.1e-6", "1e-07");
    assert_writes_number("12.000000000000002", "12.000000000000002");
}

static void test_numbers__beyond_32_bits_stay_what_they_are(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SET, "stocks.yard.capacity_t=3000000000.0"},
                                     {SK_SET, "simulation.seed=9007199254740991L"}};
    sk_scenario *scenario = read_right(every_key, overrides, 2, NULL);
    char *text = assert_settled(scenario);
    assert_non_null(strstr(text, "capacity_t = 3000000000.0;\n"));
    assert_non_null(strstr(text, "seed = 9007199254740991L;\n"));
    free(text);
    sk_scenario_free(scenario);
}

static void test_texts__are_escaped(void **state) {
    (void)state;
    const sk_override override = {SK_SET, "scenario.note=\"a\\\"b\\\\c\\td\\n\xC3\xA9\""};
    sk_scenario *scenario = read_right(every_key, &override, 1, NULL);
    assert_string_equal(scenario->note, "a\"b\\c d \xC3\xA9");
    char *text = assert_settled(scenario);
    assert_non_null(strstr(text, "note = \"a\\\"b\\\\c\\td\\n\xC3\xA9\";\n"));
    free(text);
    sk_scenario_free(scenario);
}

static void test_a_full_disk__is_an_io_error(void **state) {
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (full == NULL) {
        skip();
    }
    sk_scenario *scenario = read_right(every_key, NULL, 0, NULL);
    assert_int_equal(sk_scenario_write(scenario, full), SK_ERR_IO);
    sk_scenario_free(scenario);
    fclose(full);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written_scenario__is_written_the_same_again),
        cmocka_unit_test(test_written_scenario__has_overrides_and_includes_folded_in),
        cmocka_unit_test(test_written_scenario__leaves_the_policy_to_be_applied),
        cmocka_unit_test(test_numbers__are_written_to_read_back),
        cmocka_unit_test(test_numbers__beyond_32_bits_stay_what_they_are),
        cmocka_unit_test(test_texts__are_escaped),
        cmocka_unit_test(test_a_full_disk__is_an_io_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
