/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader at its limits: no memory, many elements, a foreign locale. */
#include "scenario/reading.h"
#include "support/allocation.h"

#include <locale.h>
#include <math.h>
#include <time.h>

static const char every_key[] = "tests/scenario/every_key.cfg";

enum { ALLOCATIONS_MOST = 20000, MANY = 2500, EACH = 770, SECTIONS = 13 };

/* A file of 13 times 770 elements takes a second or so; what grows with their square takes minutes.
 */
static const double most_seconds = 20;

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

/* A section of named elements: in `format` # is the number of each, + the next. */
static void write_section(FILE *file, const char *name, const char *format) {
    fprintf(file, "%s = {\n", name);
    for (int i = 0; i < EACH; i++) {
        char line[512];
        char *out = line;
        for (const char *at = format; *at != '\0'; at++) {
            bool next = *at == '+';
            bool number = next || *at == '#';
            out += number ? sprintf(out, "%d", next ? (i + 1) % EACH : i) : sprintf(out, "%c", *at);
        }
        fprintf(file, "    %s\n", line);
    }
    fputs("};\n", file);
}

/* Every section with as many elements, each with something to be held against others. */
static void write_all_sections(FILE *file) {
    static const char *const sections[][2] = {
        {"materials", "m# = { element = \"E#\"; price_usd_per_t = 10.0; };"},
        {"places", "p# = { country = \"KR\"; };"},
        {"sources",
         "s# = { place = \"p#\"; material = \"m#\"; capacity_tpy = 10.0; min_tpy = 1; };"},
        {"processes", "x# = { place = \"p#\"; inputs = { m# = 1.0; }; outputs = { m+ = 0.5; }; };"},
        {"routes", "r# = { from = \"p#\"; to = \"p+\"; materials = [\"m+\"]; capacity_tpy = 5.0; "
                   "lead_time_days = 9; via = [\"c#\"]; };"},
        {"chokepoints", "c# = { };"},
        {"stocks", "k# = { place = \"p#\"; material = \"m#\"; capacity_t = 5.0; initial_t = 1; };"},
        {"demands", "d# = { place = \"p#\"; material = \"m#\"; tpy = { value = 5.0; "
                    "growth_per_year = 0.01; }; shortage_usd_per_t = 1e3; };"},
        {"limits", "l# = { element = \"E#\"; countries = [\"KR\"]; max_share = 0.5; "
                   "excess_usd_per_t = 1.0; };"},
        {"factors",
         "f# = { targets = [\"sources.s#.capacity_tpy\"]; process = \"iid\"; value = 0.9; "
         "};"},
        {"disruptions",
         "u# = { effects = ( { target = \"chokepoints.c#.capacity_tpy\"; factor = 0.5; "
         "} ); rate_per_year = 0.1; duration_days = 30; };"},
        {"policies", "y# = { changes = ( { path = \"stocks.k#.capacity_t\"; scale = 2.0; } ); };"},
    };
    fputs("scenario = { name = \"many\"; start = \"2025-01\"; periods = 240; };\n", file);
    for (int i = 0; i < (int)(sizeof sections / sizeof sections[0]); i++) {
        write_section(file, sections[i][0], sections[i][1]);
    }
    fputs("correlations = (\n", file);
    for (int i = 0; i < EACH; i++) {
        fprintf(file, "%s{ a = \"f%d\"; b = \"f%d\"; rho = 0.1; }\n", i == 0 ? "" : ", ", i,
                (i + 1) % EACH);
    }
    fputs(");\n", file);
}

static void test_ten_thousand_elements_over_all_sections__are_checked_soon(void **state) {
    (void)state;
    char *folder = temp_folder_new();
    char *path = temp_path(folder, "many.cfg");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    write_all_sections(file);
    assert_int_equal(fclose(file), 0);
    clock_t before = clock();
    sk_scenario *s = read_right(path, NULL, 0, NULL);
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    assert_int_equal(s->material_count + s->place_count + s->source_count + s->process_count +
                         s->route_count + s->chokepoint_count + s->stock_count + s->demand_count +
                         s->limit_count + s->factor_count + s->correlation_count +
                         s->disruption_count + s->policy_count,
                     SECTIONS * EACH);
    assert_true(seconds < most_seconds);
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
        cmocka_unit_test(test_ten_thousand_elements_over_all_sections__are_checked_soon),
        cmocka_unit_test(test_a_locale_with_decimal_commas__changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
