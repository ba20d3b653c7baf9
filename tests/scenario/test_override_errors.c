/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overrides that make a scenario wrong: the override is named, whichever of the values compared it
 * gave; and those that fail leave all other errors to be said. */
#include "scenario/reading.h"

/* Every check between values has a pair of them here that an override can set at odds. */
static const char text[] =
    "scenario = { name = \"x\"; start = \"2025-01\"; periods = 12; };\n"
    "materials = { ore = { price_usd_per_t = 100.0; }; steel = { }; };\n"
    "places = { a = { country = \"KR\"; }; b = { country = \"CN\"; }; };\n"
    "sources = {\n"
    "    alm = { place = \"a\"; material = \"ore\"; capacity_tpy = 10.0; min_tpy = 4.0;\n"
    "        premium_usd_per_t = -50.0; };\n"
    "    chile = { place = \"a\"; material = \"ore\"; steps = ( (1.0, 1.0), (1.0, 2.0) ); };\n"
    "};\n"
    "routes = { road = { from = \"a\"; to = \"b\"; materials = [\"ore\", \"steel\"];\n"
    "    in_transit_tpy = { steel = 1.0; }; }; };\n"
    "stocks = { pps = { place = \"a\"; material = \"ore\"; capacity_t = 90.0; initial_t = 60.0; }; "
    "};\n"
    "demands = {\n"
    "    steel = { place = \"a\"; material = \"ore\"; tpy = { value = 1.0; growth_per_year = 0.0; "
    "};\n"
    "        tiers = ( (0.5, 1000.0), (0.5, 2000.0) );\n"
    "        alternatives = ( { material = \"steel\"; ratio = 1; max_share = 1; extra_usd_per_t = "
    "0; } );\n"
    "        returns = { place = \"a\"; material = \"steel\"; share = 0.1; lag_days = 0; }; };\n"
    "};\n"
    "factors = {\n"
    "    q = { targets = [\"demands.steel.tpy\"]; process = \"random_walk\"; sd_per_year = 0.1; "
    "};\n"
    "    r = { targets = [\"demands.steel.tpy\"]; process = \"iid\";\n"
    "        value = { dist = \"uniform\"; min = 0.5; max = 1.5; }; };\n"
    "    h = { targets = [\"demands.steel.tpy\"]; process = \"history\"; values = [1.0, 2.0];\n"
    "        block_periods = 2; };\n"
    "};\n"
    "correlations = ( { a = \"q\"; b = \"r\"; rho = 0.5; } );\n"
    "disruptions = {\n"
    "    dated = { start = \"2025-03\"; duration_days = 30;\n"
    "        effects = ( { target = \"routes.road.capacity_tpy\"; factor = 0.0; until_days = 9.0; "
    "} ); };\n"
    "};\n"
    "policies = {\n"
    "    fill = { changes = ( { path = \"stocks.pps.initial_t\"; set = 80.0; } ); };\n"
    "    less = { changes = ( { path = \"stocks.pps.capacity_t\"; scale = 0.5; },\n"
    "                         { path = \"stocks.pps.initial_t\"; set = 1.0; } ); };\n"
    "};\n";

/* Every error of `with` names it, and the first says `expected`. */
static void assert_named(sk_override with, const char *expected) {
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "x.cfg", text);
    char name[256];
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    snprintf(name, sizeof name, "%s %s: ", with.kind == SK_SET ? "--set" : "--scale", with.text);
    assert_int_equal(sk_scenario_read(&scenario, path, &with, 1, NULL, error), SK_ERR_SCENARIO);
    assert_null(scenario);
    int said = 0;
    for (int i = 0; i < sk_error_kept(error); i++) {
        if (sk_error_severity(error, i) == SK_SEVERITY_ERROR) {
            assert_int_equal(strncmp(sk_error_text(error, i), name, strlen(name)), 0);
            if (said++ == 0) {
                assert_string_equal(sk_error_text(error, i) + strlen(name), expected);
            }
        }
    }
    assert_true(said > 0);
    sk_error_free(error);
    free(path);
    temp_folder_remove(folder);
}

static void assert_set_named(const char *change, const char *expected) {
    assert_named((sk_override){SK_SET, change}, expected);
}

static void assert_scale_named(const char *change, const char *expected) {
    assert_named((sk_override){SK_SCALE, change}, expected);
}

static void test_capacity_set_below_what_is_there__is_named(void **state) {
    (void)state;
    assert_set_named("stocks.pps.capacity_t=50", "stocks.pps.initial_t: the stock is above its "
                                                 "capacity at the start (got 60; allowed at most "
                                                 "50)");
    assert_scale_named("sources.alm.capacity_tpy=0.05",
                       "sources.alm.min_tpy: the minimum is above the capacity in 2025-01 (got 4; "
                       "allowed at most 0.5)");
}

static void test_item_of_a_list_set_at_odds_with_the_next__is_named(void **state) {
    (void)state;
    assert_set_named("demands.steel.tiers.1.usd_per_t=500000",
                     "demands.steel.tiers.2: value not above the tier before (got 2000; allowed "
                     "values that rise)");
    assert_scale_named("demands.steel.tiers.*.share=0.5",
                       "demands.steel.tiers: shares do not add to 1 (got 0.5; allowed 1)");
    assert_set_named("sources.chile.steps.1.usd_per_t=3",
                     "sources.chile.steps.2: price below the block before (got 2; allowed prices "
                     "that rise)");
}

static void test_word_that_decides_what_else_belongs__is_named(void **state) {
    (void)state;
    assert_set_named("factors.q.process=\"iid\"",
                     "factors.q.sd_per_year: does not go with process = \"iid\"");
    assert_set_named("disruptions.dated.rate_per_year=1",
                     "disruptions.dated.start: cannot stand beside rate_per_year");
}

static void test_either_of_two_keys_of_an_element__is_named(void **state) {
    (void)state;
    assert_set_named("routes.road.from=b",
                     "routes.road.to: ends where it starts (got \"b\"; allowed another place)");
    assert_set_named("routes.road.materials=[\"ore\"]",
                     "routes.road.in_transit_tpy.steel: the route does not carry it (got steel; "
                     "allowed its materials)");
    assert_set_named("demands.steel.material=steel",
                     "demands.steel.alternatives.1: is the demand's own material (allowed another "
                     "one)");
    assert_set_named("disruptions.dated.effects.1.from_days=10",
                     "disruptions.dated.effects.1.until_days: not after from_days (got 9; allowed "
                     "more)");
    assert_set_named("factors.h.values=[1.0]",
                     "factors.h.block_periods: longer than the history (got 2; allowed up to 1, "
                     "the number of values)");
    assert_set_named("factors.r.value.min=2",
                     "factors.r.value.max: not above min (got 1.5; allowed min < max)");
    assert_set_named("demands.steel.returns.material=ore",
                     "demands.steel.returns: what comes back to the demand's own place and "
                     "material would be served again at once (got lag_days 0; allowed above 0)");
}

static void test_value_of_another_element__is_named(void **state) {
    (void)state;
    assert_set_named("materials.ore.price_usd_per_t=20",
                     "sources.alm.premium_usd_per_t: price and premium together are negative in "
                     "2025-01 (got -30; allowed at least 0)");
    assert_set_named("sources.alm.material=steel",
                     "sources.alm: has no price: give price_usd_per_t here or at materials.steel");
    assert_set_named("factors.r.process=\"fixed\"",
                     "correlations.1: q and r do not step alike in time (allowed: both \"fixed\", "
                     "or both of \"iid\", \"random_walk\", \"mean_reverting\")");
    assert_set_named("disruptions.dated.effects.1.factor=0.5",
                     "disruptions.dated.effects: acts on routes.road.capacity_tpy, which has no "
                     "limit to multiply: give it one (a factor of 0 needs none)");
}

static void test_override_that_breaks_a_policy_alone__is_named(void **state) {
    (void)state;
    assert_set_named("stocks.pps.capacity_t=70",
                     "policies.fill applied: stocks.pps.initial_t: the stock is above its capacity "
                     "at the start (got 80; allowed at most 70)");
    assert_set_named("policies.less.changes.1.scale=-1",
                     "policies.less applied: stocks.pps.capacity_t: out of range (got -90; allowed "
                     "at least 0)");
    assert_set_named("policies.less.changes.2.set=50",
                     "policies.less applied: stocks.pps.initial_t: the stock is above its capacity "
                     "at the start (got 50; allowed at most 45)");
}

/* A slip in an override hides no error but those it may have been meant to mend. */
static void test_override_that_fails__leaves_errors_elsewhere_to_be_said(void **state) {
    (void)state;
    static const char wrong[] =
        "scenario = { name = \"x\"; start = \"2025-01\"; periods = 12; };\n"
        "materials = { m = { price_usd_per_t = 1.0; }; };\n"
        "places = { p = { country = \"KR\"; }; };\n"
        "sources = { s = { place = \"p\"; material = \"m\"; capacity_tpy = 1.0; min_tpy = 2.0; }; "
        "};\n"
        "demands = { steel = { place = \"p\"; material = \"m\"; tpy = 1.0; shortage_usd_per_t = 9; "
        "};\n"
        "    tin = { place = \"p\"; material = \"m\"; tpy = 1.0; shortage_usd_per_t = 9;\n"
        "        returns = { place = \"p\"; material = \"m\"; share = 0.1; lag_days = 0; }; }; "
        "};\n";
    const sk_override override = {SK_SET, "demands.stel.tpy=3"};
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "x.cfg", wrong);
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    assert_int_equal(sk_scenario_read(&scenario, path, &override, 1, NULL, error), SK_ERR_SCENARIO);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 2);
    assert_non_null(strstr(sk_error_text(error, 0), "did you mean \"demands.steel.tpy\"?"));
    assert_non_null(strstr(sk_error_text(error, 1), ":4: sources.s.min_tpy: the minimum is above"));
    sk_error_free(error);
    free(path);
    temp_folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capacity_set_below_what_is_there__is_named),
        cmocka_unit_test(test_item_of_a_list_set_at_odds_with_the_next__is_named),
        cmocka_unit_test(test_word_that_decides_what_else_belongs__is_named),
        cmocka_unit_test(test_either_of_two_keys_of_an_element__is_named),
        cmocka_unit_test(test_value_of_another_element__is_named),
        cmocka_unit_test(test_override_that_breaks_a_policy_alone__is_named),
        cmocka_unit_test(test_override_that_fails__leaves_errors_elsewhere_to_be_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
