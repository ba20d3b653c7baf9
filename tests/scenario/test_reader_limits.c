/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader at its limits: no memory, many elements, a foreign locale. */
#include "scenario/reading.h"
#include "support/allocation.h"

#include <locale.h>
#include <math.h>

static const char every_key[] = "tests/scenario/every_key.cfg";

enum { ALLOCATIONS_MOST = 20000, MANY = 2500 };

static void test_every_allocation_that_fails__is_reported_and_leaks_nothing(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SET, "stocks.*.initial_t=1"},
                                     {SK_SCALE, "sources.market.capacity_tpy=2"}};
    int nth = 1;
    for (; nth < ALLOCATIONS_MOST; nth++) {
        sk_scenario *scenario = NULL;
        fail_allocation(nth);
        sk_status st = sk_scenario_read(&scenario, every_key, overrides, 2, "both", NULL);
        int failed = allocation_failed();
        fail_allocation(0);
        if (!failed) {
            assert_int_equal(st, SK_OK);
            sk_scenario_free(scenario);
            break;
        }
        assert_int_equal(st, SK_ERR_MEMORY);
        assert_null(scenario);
    }
    assert_true(nth > 10 && nth < ALLOCATIONS_MOST);
}

static void test_help_without_memory__says_so(void **state) {
    (void)state;
    FILE *stream = fopen("/dev/null", "w");
    assert_non_null(stream);
    for (int nth = 1;; nth++) {
        fail_allocation(nth);
        sk_status st = sk_scenario_write_key_help("capacity_tpy", stream, NULL);
        int failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        if (!failed) {
            break;
        }
    }
    fclose(stream);
}

/* 10,000 elements over four sections; each is found by its name. */
static void test_ten_thousand_elements__are_read(void **state) {
    (void)state;
    char *folder = temp_folder_new();
    char *path = temp_path(folder, "many.cfg");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("scenario = { name = \"many\"; start = \"2025-01\"; periods = 1200; };\n"
          "materials = { m = { price_usd_per_t = 10.0; }; };\nplaces = {\n",
          file);
    for (int i = 0; i < MANY; i++) {
        fprintf(file, "p%d = { country = \"KR\"; };\n", i);
    }
    fputs("};\nsources = {\n", file);
    for (int i = 0; i < MANY; i++) {
        fprintf(file, "s%d = { place = \"p%d\"; material = \"m\"; capacity_tpy = 10.0; };\n", i,
                MANY - 1 - i);
    }
    fputs("};\ndemands = {\n", file);
    for (int i = 0; i < MANY; i++) {
        fprintf(file,
                "d%d = { place = \"p%d\"; material = \"m\"; tpy = 5.0; shortage_usd_per_t = 1e3; "
                "};\n",
                i, i);
    }
    fputs("};\ndisruptions = {\n", file);
    for (int i = 0; i < MANY; i++) {
        fprintf(file,
                "x%d = { effects = ( { target = \"sources.s%d.capacity_tpy\"; factor = 0.5; } ); "
                "rate_per_year = 0.1; duration_days = 10; };\n",
                i, i);
    }
    fputs("};\n", file);
    assert_int_equal(fclose(file), 0);
    sk_scenario *s = read_right(path, NULL, 0, NULL);
    assert_int_equal(s->place_count + s->source_count + s->demand_count + s->disruption_count,
                     4 * MANY);
    assert_int_equal(s->sources[0].place, MANY - 1);
    assert_int_equal(s->disruptions[MANY - 1].effects[0].targets[0].element, MANY - 1);
    assert_int_equal(s->periods, 1200);
    sk_scenario_free(s);
    free(path);
    temp_folder_remove(folder);
}

/* Makes a locale with decimal commas in a folder, and sets it. */
static void set_comma_locale(const char *folder) {
    char command[512];
    snprintf(command, sizeof command, "localedef -f UTF-8 -i de_DE '%s/de_DE.UTF-8'", folder);
    if (system(command) != 0) {
        fail_msg("localedef made no locale: is the package locales installed?");
    }
    assert_int_equal(setenv("LOCPATH", folder, 1), 0);
    assert_non_null(setlocale(LC_ALL, "de_DE.UTF-8"));
    assert_string_equal(localeconv()->decimal_point, ",");
}

/* An embedder's locale with decimal commas must not change what 0.3 means, read or written. */
static void test_a_locale_with_decimal_commas__changes_nothing(void **state) {
    (void)state;
    char *folder = temp_folder_new();
    sk_scenario *plain = read_right(every_key, NULL, 0, NULL);
    char *expected = written(plain);
    set_comma_locale(folder);
    const sk_override override = {SK_SCALE, "demands.fab.tpy=0.5"};
    sk_scenario *scenario = read_right(every_key, &override, 1, NULL);
    sk_scenario *again = read_right(every_key, NULL, 0, NULL);
    char *text = written(again);
    setlocale(LC_ALL, "C");
    unsetenv("LOCPATH");
    temp_folder_remove(folder);
    assert_near(scenario->demands[0].tpy.value, 600, 0, 0);
    assert_string_equal(text, expected);
    free(text);
    free(expected);
    sk_scenario_free(scenario);
    sk_scenario_free(again);
    sk_scenario_free(plain);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_allocation_that_fails__is_reported_and_leaks_nothing),
        cmocka_unit_test(test_help_without_memory__says_so),
        cmocka_unit_test(test_ten_thousand_elements__are_read),
        cmocka_unit_test(test_a_locale_with_decimal_commas__changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
