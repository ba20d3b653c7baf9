/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is legal but suspicious: which scenarios are warned of, in which words, and which are not.
 */
#include "scenario/reading.h"

enum { TEXT = 4096 };

static const char tungsten[] = "pow: { element = \"W\"; price_usd_per_t = 9.0; };\n"
                               "scr: { element = \"W\"; }; mo: { element = \"Mo\"; };\n";
static const char no_elements[] = "pow: { price_usd_per_t = 9.0; }; scr: { }; mo: { };\n";
static const char value[] = "shortage_usd_per_t = 99.0;\n";

/* Powder is bought and wanted; `processes` turn it into scrap and back; `worth` says what going
 * short costs. There is one warning, which says `expected`, or none when that is NULL. */
static void assert_warned(const char *materials, const char *processes, const char *worth,
                          const char *expected) {
    char text[TEXT];
    snprintf(
        text, sizeof text,
        "scenario: { name = \"x\"; start = \"2025-01\"; periods = 3; };\n"
        "places: { kr: { country = \"KR\"; }; };\n"
        "materials: { %s };\n"
        "sources: { one: { place = \"kr\"; material = \"pow\"; };\n"
        "  two: { place = \"kr\"; material = \"mo\"; price_usd_per_t = 9.0; }; };\n"
        "processes: { idle: { place = \"kr\"; inputs: { mo = 1.0; }; outputs: { scr = 0.1; }; };\n"
        "  %s };\n"
        "demands: { fab: { place = \"kr\"; material = \"pow\"; tpy = 1.0; %s }; };\n",
        materials, processes, worth);
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "x.cfg", text);
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    sk_status st = sk_scenario_read(&scenario, path, NULL, 0, NULL, error);
    assert_no_errors(error);
    assert_int_equal(st, SK_OK);
    assert_int_equal(sk_error_kept(error), expected == NULL ? 0 : 1);
    if (expected != NULL) {
        assert_non_null(strstr(sk_error_text(error, 0), expected));
    }
    sk_scenario_free(scenario);
    sk_error_free(error);
    free(path);
    temp_folder_remove(folder);
}

/* Scrap is made of 1.0 t of powder; the mill makes powder again. */
#define LOOP(inputs, outputs)                                                          \
    "crusher: { place = \"kr\"; inputs: { pow = 1.0; }; outputs: { scr = 1.0; }; };\n" \
    "mill: { place = \"kr\"; inputs: { " inputs " }; outputs: { " outputs " }; };\n"
static const char out_of_nothing[] =
    "is on a loop that makes at least as much as it takes: tonnes come out of nothing";

/* 1.1 t of tungsten become 1.0 t. */
static void test_loop__that_loses_is_right_however_its_inputs_are_split(void **state) {
    (void)state;
    assert_warned(tungsten, LOOP("pow = 0.8; scr = 0.3;", "pow = 1.0;"), value, NULL);
}

static void test_loop__of_two_processes_that_makes_more_than_it_takes_is_told(void **state) {
    (void)state;
    assert_warned(tungsten, LOOP("scr = 1.0;", "pow = 1.1;"), value, out_of_nothing);
    assert_warned(tungsten, LOOP("scr = 1.0;", "pow = 0.9;"), value, NULL);
}

/* 1.0 t of tungsten cannot come of 0.8 t and some molybdenum. */
static void test_loop__takes_no_other_element_for_its_own(void **state) {
    (void)state;
    assert_warned(tungsten, LOOP("pow = 0.8; mo = 0.3;", "pow = 1.0;"), value, out_of_nothing);
}

static void test_loop__without_elements_goes_by_single_materials(void **state) {
    (void)state;
    assert_warned(no_elements, LOOP("pow = 0.8; scr = 0.3;", "pow = 1.0;"), value, out_of_nothing);
}

static void test_shortage_value_beside_tiers__counts_in_the_steady_state_only(void **state) {
    (void)state;
    assert_warned(tungsten, "", "shortage_usd_per_t = 50.0; tiers = ( (0.4, 40.0), (0.6, 60.0) );",
                  "demands.fab.shortage_usd_per_t: counts in the steady state only: the tiers say "
                  "what a shortage costs");
}

/* The material's group is closed early, and the section stands after it. */
static void test_country__without_a_place_is_told(void **state) {
    (void)state;
    static const char unused[] =
        "pow: { element = \"W\"; price_usd_per_t = 9.0; };\n"
        "scr: { element = \"W\"; }; mo: { element = \"Mo\"; }; };\n"
        "countries: { KR: { trade_factor = 0.8; }; UK: { trade_factor = 1.1; };\n";
    assert_warned(unused, "", value,
                  "countries.UK: no place is in this country: it changes nothing");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loop__that_loses_is_right_however_its_inputs_are_split),
        cmocka_unit_test(test_loop__of_two_processes_that_makes_more_than_it_takes_is_told),
        cmocka_unit_test(test_loop__takes_no_other_element_for_its_own),
        cmocka_unit_test(test_loop__without_elements_goes_by_single_materials),
        cmocka_unit_test(test_shortage_value_beside_tiers__counts_in_the_steady_state_only),
        cmocka_unit_test(test_country__without_a_place_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
