/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --set, --scale and policies: what they change, and what they refuse. */
#include "scenario/reading.h"

#include <math.h>

static const char every_key[] = "tests/scenario/every_key.cfg";

static sk_scenario *after_set(const char *text) {
    return read_right(every_key, &(sk_override){SK_SET, text}, 1, NULL);
}

static sk_scenario *after_scale(const char *text) {
    return read_right(every_key, &(sk_override){SK_SCALE, text}, 1, NULL);
}

static void assert_set_wrong(const char *text, const char *expected) {
    assert_wrong(every_key, &(sk_override){SK_SET, text}, 1, NULL, expected);
}

static void assert_scale_wrong(const char *text, const char *expected) {
    assert_wrong(every_key, &(sk_override){SK_SCALE, text}, 1, NULL, expected);
}

/* ---- set ---- */

static void test_set__replaces_a_number_a_schedule_and_an_item_of_a_list(void **state) {
    (void)state;
    const sk_override overrides[] = {
        {SK_SET, "stocks.reserve.initial_t=12.5"},
        {SK_SET, "sources.own.capacity_tpy={ value = 70.0; growth_per_year = 0.1; }"},
        {SK_SET, "demands.fab.tiers.2.usd_per_t=500000"},
        {SK_SET, "demands.fab.returns.share=0.25"},
        {SK_SET, "demands.fab.alternatives.1.ratio=2"},
        {SK_SET, "processes.apt_plant.inputs.mo=0.5"},
        {SK_SET, "disruptions.licence.effects.1.factor.max=0.75"},
        {SK_SET, "disruptions.licence.duration_days.mean=90"},
        {SK_SET, "sources.market.steps.2.tpy=1"},
        {SK_SET, "correlations.1.rho=-0.5"},
        {SK_SET, "routes.uz_kr.via=[\"border\"]"},
    };
    sk_scenario *s = read_right(every_key, overrides, sizeof overrides / sizeof overrides[0], NULL);
    assert_near(s->stocks[0].initial_t, 12.5, 0, 0);
    assert_int_equal(s->sources[0].capacity_tpy.kind, SKI_SCHED_GROWTH);
    assert_near(s->sources[0].capacity_tpy.growth_per_year, 0.1, 0, 0);
    assert_near(s->demands[0].tiers[1].usd_per_t, 500000, 0, 0);
    assert_near(s->demands[0].return_share, 0.25, 0, 0);
    assert_near(s->demands[0].alternatives[0].ratio, 2, 0, 0);
    assert_near(s->processes[0].inputs[1].amount, 0.5, 0, 0);
    assert_near(s->disruptions[0].effects[0].factor.max, 0.75, 0, 0);
    assert_near(s->disruptions[0].duration_days.mean, 90, 0, 0);
    assert_near(s->sources[1].steps[1].tpy, 1, 0, 0);
    assert_near(s->correlations[0].rho, -0.5, 0, 0);
    assert_int_equal(s->routes[1].via_count, 1);
    sk_scenario_free(s);
}

static void test_set__gives_a_key_that_was_left_out(void **state) {
    (void)state;
    sk_scenario *s = after_set("stocks.yard.capacity_t=50");
    assert_int_equal(s->stocks[1].capacity_t.kind, SKI_SCHED_CONSTANT);
    assert_near(s->stocks[1].capacity_t.value, 50, 0, 0);
    assert_near(s->stocks[0].capacity_t.value, 400, 0, 0);
    ski_where where = ski_key_where(&s->stocks[1].element, "capacity_t");
    assert_string_equal(where.file, "--set stocks.yard.capacity_t=50");
    assert_int_equal(where.line, 0);
    sk_scenario_free(s);
}

static void test_set__takes_words_names_and_dates_without_quotes(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SET, "scenario.period=week"},
                                     {SK_SET, "scenario.start = 2026-02-03"},
                                     {SK_SET, "sources.market.place=uz"},
                                     {SK_SET, "scenario.title=Two words"},
                                     {SK_SET, "simulation.sampling=\"random\""}};
    sk_scenario *s = read_right(every_key, overrides, 5, NULL);
    assert_int_equal(s->calendar.period, SKI_WEEK);
    assert_int_equal(s->calendar.start.day, 3);
    assert_int_equal(s->sources[1].place, 1);
    assert_string_equal(s->title, "Two words");
    assert_string_equal(s->simulation.sampling, "random");
    sk_scenario_free(s);
}

static void test_set__acts_on_all_that_a_glob_matches_within_a_segment(void **state) {
    (void)state;
    sk_scenario *s = after_set("stocks.*yard.holding_usd_per_t_year=3");
    assert_near(s->stocks[0].holding_usd_per_t_year.value, 60, 0, 0);
    assert_near(s->stocks[1].holding_usd_per_t_year.value, 3, 0, 0);
    assert_near(s->stocks[2].holding_usd_per_t_year.value, 3, 0, 0);
    sk_scenario_free(s);
}

static void test_overrides__act_in_the_order_given(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SET, "stocks.reserve.initial_t=10"},
                                     {SK_SCALE, "stocks.reserve.initial_t=3"},
                                     {SK_SCALE, "stocks.*.initial_t=0.5"}};
    sk_scenario *s = read_right(every_key, overrides, 3, NULL);
    assert_near(s->stocks[0].initial_t, 15, 0, 0);
    sk_scenario_free(s);
}

static void test_set__makes_a_section_that_the_file_leaves_out(void **state) {
    (void)state;
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "x.cfg",
                           "scenario = { name = \"x\"; start = \"2025-01\"; periods = 3; };\n"
                           "materials = { m = { price_usd_per_t = 1.0; }; };\n"
                           "places = { p = { country = \"KR\"; }; };\n"
                           "sources = { s = { place = \"p\"; material = \"m\"; }; };\n"
                           "demands = { d = { place = \"p\"; material = \"m\"; tpy = 1; "
                           "shortage_usd_per_t = 9; }; };\n");
    const sk_override overrides[] = {{SK_SET, "simulation.samples=7"},
                                     {SK_SET, "simulation.seed=8"}};
    sk_scenario *s = read_right(path, overrides, 2, NULL);
    assert_int_equal(s->simulation.samples, 7);
    assert_true(s->simulation.seed == 8);
    sk_scenario_free(s);
    free(path);
    temp_folder_remove(folder);
}

static void test_set__refuses_a_path_without_a_match_and_names_the_nearest(void **state) {
    (void)state;
    assert_set_wrong("sources.own.capacty_tpy=3",
                     "--set sources.own.capacty_tpy=3: matches nothing (got "
                     "\"sources.own.capacty_tpy\"; did you mean \"sources.own.capacity_tpy\"?)");
    assert_set_wrong("sources.*.capacty_tpy=3",
                     "--set sources.*.capacty_tpy=3: matches nothing (got "
                     "\"sources.*.capacty_tpy\"; did you mean \"sources.*.capacity_tpy\"?)");
    assert_set_wrong("demands.fabs.tpy=3",
                     "--set demands.fabs.tpy=3: matches nothing (got \"demands.fabs.tpy\"; did you "
                     "mean \"demands.fab.tpy\"?)");
    assert_set_wrong("demand.fab.tpy=3",
                     "--set demand.fab.tpy=3: matches nothing (got \"demand.fab.tpy\"; did you "
                     "mean \"demands.fab.tpy\"?)");
    assert_set_wrong("demands.fab.tiers.3.share=0.1",
                     "--set demands.fab.tiers.3.share=0.1: matches nothing (got "
                     "\"demands.fab.tiers.3.share\"; allowed for \"3\": 1, 2)");
    assert_set_wrong("sources.own=3", "--set sources.own=3: is no value (got \"sources.own\"; "
                                      "allowed a path that goes on to a key)");
    assert_set_wrong("sources.own.capacity_tpy.ramp=3",
                     "--set sources.own.capacity_tpy.ramp=3: matches nothing (got "
                     "\"sources.own.capacity_tpy.ramp\"; \"sources.own.capacity_tpy\" is one "
                     "value)");
    assert_set_wrong("processes.apt_plant.inputs.tin=3",
                     "--set processes.apt_plant.inputs.tin=3: matches nothing (got "
                     "\"processes.apt_plant.inputs.tin\"; allowed for \"tin\": w_conc, mo)");
}

static void test_set__is_checked_like_the_file(void **state) {
    (void)state;
    assert_set_wrong("sources.own.min_tpy=-1", "--set sources.own.min_tpy=-1: sources.own.min_tpy: "
                                               "out of range (got -1; allowed at least 0)");
    assert_set_wrong("sources.own.place=korea",
                     "--set sources.own.place=korea: sources.own.place: no such place (got "
                     "\"korea\"; allowed kr, uz, cn)");
    assert_set_wrong("scenario.period=decade",
                     "--set scenario.period=decade: scenario.period: unknown word (got "
                     "\"decade\"; allowed week, month, quarter, year)");
    assert_set_wrong("demands.fab.tiers.1.share=0.5",
                     "--set demands.fab.tiers.1.share=0.5: demands.fab.tiers: shares do not add to "
                     "1 (got 1.2; allowed 1)");
    assert_set_wrong("factors.fixed_one.sd_per_year=1",
                     "--set factors.fixed_one.sd_per_year=1: matches nothing (got "
                     "\"factors.fixed_one.sd_per_year\"; allowed for \"sd_per_year\": title, cite, "
                     "targets, process, value)");
}

static void test_set__refuses_what_is_not_one_value(void **state) {
    (void)state;
    assert_set_wrong("sources.own.min_tpy=1; x = 2",
                     "--set sources.own.min_tpy=1; x = 2: more than one value (got 1; x = 2)");
    assert_set_wrong("sources.own.min_tpy",
                     "--set sources.own.min_tpy: no value (allowed PATH=VALUE)");
    assert_set_wrong("sources.own.min_tpy=",
                     "--set sources.own.min_tpy=: no value of the file's syntax (allowed a number, "
                     "\"text\", true, false, [ … ], ( … ), { … })");
    assert_set_wrong("sources.own.min_tpy=3000000000",
                     "--set sources.own.min_tpy=3000000000: integer too large (got 3000000000; "
                     "allowed up to 2147483647; a larger number takes a decimal point, "
                     "3000000000.0, or a larger integer an L, 3000000000L)");
    assert_set_wrong("sources.own.min_tpy=1e999",
                     "--set sources.own.min_tpy=1e999: number too large (got 1e999; allowed finite "
                     "numbers: a limit that does not exist is left out)");
    assert_set_wrong("scenario.title=\"a\\x07\"",
                     "--set scenario.title=\"a\\x07\": a control character in text (got \\x07; "
                     "allowed none, but line breaks and tabs in note and cite)");
    assert_set_wrong("scenario.title=\"a\\nb\"",
                     "--set scenario.title=\"a\\nb\": scenario.title: a control character in text "
                     "(got \\x0a; allowed none, but line breaks and tabs in note and cite)");
    assert_set_wrong("sources.own.min_tpy=nan",
                     "--set sources.own.min_tpy=nan: neither a number nor text in quotes (got nan; "
                     "allowed a finite number, \"text\", true, false, [ … ], ( … ), { … })");
}

/* The capacity that was meant might hold what is there. */
static void test_set__that_fails_does_not_blame_the_elements(void **state) {
    (void)state;
    char *folder = temp_folder_new();
    char *path = temp_file(
        folder, "x.cfg",
        "scenario = { name = \"x\"; start = \"2025-01\"; periods = 3; };\n"
        "materials = { m = { }; };\nplaces = { p = { country = \"KR\"; }; };\n"
        "stocks = { s = { place = \"p\"; material = \"m\"; capacity_t = 4.0; initial_t = 5.0; }; "
        "};\n");
    const sk_override override = {SK_SET, "stocks.s.capacty_t=6"};
    assert_wrong(path, &override, 1, NULL,
                 "--set stocks.s.capacty_t=6: matches nothing (got \"stocks.s.capacty_t\"; did you "
                 "mean \"stocks.s.capacity_t\"?)");
    free(path);
    temp_folder_remove(folder);
}

/* ---- scale ---- */

static void test_scale__acts_on_values_and_keeps_dates_and_growth(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SCALE, "sources.own.*_tpy=2"},
                                     {SK_SCALE, "sources.own.price_usd_per_t=0.5"},
                                     {SK_SCALE, "materials.mo.price_usd_per_t=3"},
                                     {SK_SCALE, "stocks.reserve.target_t=0.25"}};
    sk_scenario *plain = read_right(every_key, NULL, 0, NULL);
    sk_scenario *s = read_right(every_key, overrides, 4, NULL);
    assert_near(s->sources[0].capacity_tpy.values[1], 4600, 0, 0);
    assert_near(s->sources[0].capacity_tpy.times[1], plain->sources[0].capacity_tpy.times[1], 0, 0);
    assert_near(s->sources[0].min_tpy.value, 20, 0, 0);
    assert_near(s->sources[0].price_usd_per_t.values[1], 13000.25, 0, 0);
    assert_near(s->materials[2].price_usd_per_t.value, 135000, 0, 0);
    assert_near(s->materials[2].price_usd_per_t.growth_per_year, 0.02, 0, 0);
    assert_near(s->stocks[0].target_t.value, 75, 0, 0);
    sk_scenario_free(s);
    sk_scenario_free(plain);
}

static void test_scale__of_a_key_left_out_acts_on_its_default(void **state) {
    (void)state;
    sk_scenario *s = after_scale("processes.apt_plant.yield=0.5");
    assert_near(s->processes[0].yield.value, 0.49, 1e-15, 0);
    sk_scenario_free(s);
    s = after_scale("sources.by_product.min_tpy=5");
    assert_near(s->sources[2].min_tpy.value, 0, 0, 0);
    sk_scenario_free(s);
}

/* The source then has a price of its own: 2 × 45,000, growing as the material's does. */
static void test_scale__of_an_inherited_price_takes_the_materials(void **state) {
    (void)state;
    sk_scenario *s = after_scale("sources.by_product.price_usd_per_t=2");
    assert_int_equal(s->sources[2].price_usd_per_t.kind, SKI_SCHED_GROWTH);
    assert_near(s->sources[2].price_usd_per_t.value, 90000, 0, 0);
    assert_near(s->sources[2].price_usd_per_t.growth_per_year, 0.02, 0, 0);
    assert_near(s->materials[2].price_usd_per_t.value, 45000, 0, 0);
    sk_scenario_free(s);
}

static void test_scale__of_capacity_price_and_shortage_acts_on_steps_and_tiers(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SCALE, "sources.market.capacity_tpy=2"},
                                     {SK_SCALE, "sources.market.price_usd_per_t=10"},
                                     {SK_SCALE, "demands.fab.shortage_usd_per_t=3"}};
    sk_scenario *s = read_right(every_key, overrides, 3, NULL);
    assert_near(s->sources[1].steps[0].tpy, 1000, 0, 0);
    assert_near(s->sources[1].steps[2].tpy, 201, 0, 0);
    assert_near(s->sources[1].steps[0].usd_per_t, 240000, 0, 0);
    assert_near(s->demands[0].tiers[0].usd_per_t, 180000, 0, 0);
    assert_near(s->demands[0].tiers[0].share, 0.3, 0, 0);
    sk_scenario_free(s);
}

static void test_scale__refuses_a_missing_limit_and_what_is_no_number(void **state) {
    (void)state;
    assert_scale_wrong("stocks.yard.capacity_t=2",
                       "--scale stocks.yard.capacity_t=2: stocks.yard.capacity_t: is left out "
                       "(unlimited): nothing to scale; set it first");
    assert_scale_wrong("sources.own.place=2",
                       "--scale sources.own.place=2: sources.own.place: is neither a number nor a "
                       "schedule to scale (got \"kr\")");
    assert_scale_wrong("disruptions.licence.duration_days=2",
                       "--scale disruptions.licence.duration_days=2: "
                       "disruptions.licence.duration_days: is neither a number nor a schedule to "
                       "scale (got a group)");
    assert_scale_wrong("sources.own.min_tpy=two",
                       "--scale sources.own.min_tpy=two: neither a number nor text in quotes (got "
                       "two; allowed a finite number, \"text\", true, false, [ … ], ( … ), { … })");
    assert_scale_wrong("scenario.periods=0.125",
                       "--scale scenario.periods=0.125: scenario.periods: wrong type (got 1.5; "
                       "allowed an integer 1 to 1200)");
}

/* ---- policies ---- */

static void test_policy__applies_its_includes_first_then_itself(void **state) {
    (void)state;
    sk_scenario *s = read_right(every_key, NULL, 0, "both");
    assert_int_equal(s->policy, 1);
    assert_near(s->stocks[0].target_t.value, 600, 0, 0);
    assert_near(s->stocks[0].capacity_t.value, 800, 0, 0);
    assert_int_equal(s->sources[0].capacity_tpy.count, 1);
    assert_near(s->sources[0].capacity_tpy.values[0], 100, 0, 0);
    assert_near(s->demands[0].tiers[0].usd_per_t, 70000, 0, 0);
    sk_scenario_free(s);
}

static void test_policy__acts_after_overrides_of_its_own_values_too(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SET, "stocks.reserve.target_t=10"},
                                     {SK_SET, "policies.reserve.changes.1.scale=3"}};
    sk_scenario *s = read_right(every_key, overrides, 2, "reserve");
    assert_int_equal(s->policy, 0);
    assert_near(s->stocks[0].target_t.value, 30, 0, 0);
    sk_scenario_free(s);
}

static void test_policy__baseline_is_no_change(void **state) {
    (void)state;
    sk_scenario *s = read_right(every_key, NULL, 0, "baseline");
    assert_int_equal(s->policy, -1);
    assert_near(s->stocks[0].target_t.value, 300, 0, 0);
    sk_scenario_free(s);
}

static void test_policy__included_by_two_ways_is_applied_once(void **state) {
    (void)state;
    char *folder = temp_folder_new();
    char *path = temp_file(
        folder, "x.cfg",
        "scenario = { name = \"x\"; start = \"2025-01\"; periods = 3; };\n"
        "materials = { m = { price_usd_per_t = 1.0; }; };\n"
        "places = { p = { country = \"KR\"; }; };\n"
        "sources = { s = { place = \"p\"; material = \"m\"; capacity_tpy = 10; }; };\n"
        "demands = { d = { place = \"p\"; material = \"m\"; tpy = 1; "
        "shortage_usd_per_t = 9; }; };\n"
        "policies = {\n"
        "    all = { includes = [\"left\", \"right\"]; };\n"
        "    left = { includes = [\"more\"]; };\n"
        "    right = { includes = [\"more\"]; };\n"
        "    more = { changes = ( { path = \"sources.s.capacity_tpy\"; scale = 2; } ); };\n"
        "};\n");
    sk_scenario *s = read_right(path, NULL, 0, "all");
    assert_near(s->sources[0].capacity_tpy.value, 20, 0, 0);
    sk_scenario_free(s);
    free(path);
    temp_folder_remove(folder);
}

static void test_policy__unknown_names_the_nearest(void **state) {
    (void)state;
    assert_wrong(every_key, NULL, 0, "reserv",
                 "--policy: no such policy (got \"reserv\"; did you mean \"reserve\"?)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set__replaces_a_number_a_schedule_and_an_item_of_a_list),
        cmocka_unit_test(test_set__gives_a_key_that_was_left_out),
        cmocka_unit_test(test_set__takes_words_names_and_dates_without_quotes),
        cmocka_unit_test(test_set__acts_on_all_that_a_glob_matches_within_a_segment),
        cmocka_unit_test(test_overrides__act_in_the_order_given),
        cmocka_unit_test(test_set__makes_a_section_that_the_file_leaves_out),
        cmocka_unit_test(test_set__refuses_a_path_without_a_match_and_names_the_nearest),
        cmocka_unit_test(test_set__is_checked_like_the_file),
        cmocka_unit_test(test_set__refuses_what_is_not_one_value),
        cmocka_unit_test(test_set__that_fails_does_not_blame_the_elements),
        cmocka_unit_test(test_scale__acts_on_values_and_keeps_dates_and_growth),
        cmocka_unit_test(test_scale__of_a_key_left_out_acts_on_its_default),
        cmocka_unit_test(test_scale__of_an_inherited_price_takes_the_materials),
        cmocka_unit_test(test_scale__of_capacity_price_and_shortage_acts_on_steps_and_tiers),
        cmocka_unit_test(test_scale__refuses_a_missing_limit_and_what_is_no_number),
        cmocka_unit_test(test_policy__applies_its_includes_first_then_itself),
        cmocka_unit_test(test_policy__acts_after_overrides_of_its_own_values_too),
        cmocka_unit_test(test_policy__baseline_is_no_change),
        cmocka_unit_test(test_policy__included_by_two_ways_is_applied_once),
        cmocka_unit_test(test_policy__unknown_names_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
