/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is legal but reaches nobody, moves nothing or never strikes: each is warned of, in these
 * words, and what only looks like it is not. */
#include "scenario/reading.h"

enum { TEXT = 4096 };

/* One source and one user of ore, without a warning; `more` are further sections. The warnings must
 * be `expected` alone (NULL: none). */
static void assert_warned(const char *sources, const char *demand, const char *more,
                          const char *expected) {
    char text[TEXT];
    snprintf(text, sizeof text,
             "scenario = { name = \"x\"; start = \"2025-01\"; periods = 12; };\n"
             "materials = { ore = { element = \"W\"; price_usd_per_t = 100.0; };\n"
             "%s };\n"
             "places = { pit = { country = \"CN\"; }; mill = { country = \"KR\"; }; };\n"
             "sources = { %s };\n"
             "demands = { fab = { place = \"mill\"; material = \"ore\"; tpy = 10.0; %s }; };\n"
             "%s\n",
             strstr(more, "scrap") == NULL ? "" : "    scrap = { price_usd_per_t = 9.0; };",
             sources, demand, more);
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "x.cfg", text);
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    sk_status st = sk_scenario_read(&scenario, path, NULL, 0, NULL, error);
    assert_no_errors(error);
    assert_int_equal(st, SK_OK);
    assert_string_equal(sk_error_kept(error) == 0 ? "no warning"
                                                  : strstr(sk_error_text(error, 0), ": ") + 2,
                        expected == NULL ? "no warning" : expected);
    assert_int_equal(sk_error_kept(error), expected != NULL);
    sk_scenario_free(scenario);
    sk_error_free(error);
    free(path);
    temp_folder_remove(folder);
}

static const char near[] = "own = { place = \"mill\"; material = \"ore\"; };";
static const char far[] = "own = { place = \"pit\"; material = \"ore\"; };";
static const char value[] = "shortage_usd_per_t = 999.0;";
#define ROAD(keys) \
    "routes = { road = { from = \"pit\"; to = \"mill\"; materials = [\"ore\"]; " keys " }; };"
#define FACTOR(target)                                                   \
    "factors = { f = { targets = [\"" target "\"]; process = \"iid\";\n" \
    "    value = { dist = \"uniform\"; min = 0.5; max = 1.5; }; }; };"
#define EVENT(keys, effect)       \
    "disruptions = { d = { " keys \
    " effects = ( { target = \"demands.fab.tpy\"; factor = 0.5; " effect " } ); }; };"

/* ---- what reaches a demand ---- */

static const char never[] =
    "demands.fab: no source can reach this demand: ore never arrives at mill";
static const char stored[] = "demands.fab: no source can reach this demand: ore comes to mill of "
                             "first stocks, first cargo or returns alone";

static void test_first_stock_of_one_tonne__is_no_source(void **state) {
    (void)state;
    assert_warned(
        far, value,
        "stocks = { yard = { place = \"mill\"; material = \"ore\"; initial_t = 1.0; }; };", stored);
}

static void test_returns_of_a_demand__are_no_source_of_it(void **state) {
    (void)state;
    assert_warned(far,
                  "shortage_usd_per_t = 999.0; returns = { place = \"mill\"; material = \"ore\"; "
                  "share = 0.5; lag_days = 90; };",
                  "", stored);
}

static void test_first_cargo_on_a_closed_route__is_no_source(void **state) {
    (void)state;
    assert_warned(far, value, ROAD("capacity_tpy = 0; in_transit_tpy = { ore = 5.0; };"), stored);
}

static void test_source_that_gives_nothing__reaches_nobody(void **state) {
    (void)state;
    assert_warned("own = { place = \"mill\"; material = \"ore\"; capacity_tpy = 0; };", value, "",
                  never);
    assert_warned("own = { place = \"mill\"; material = \"ore\"; steps = ( (0.0, 5.0) ); };", value,
                  "", never);
    assert_warned("own = { place = \"mill\"; material = \"ore\"; capacity_tpy = { steps = ( "
                  "(\"2025-01\", 0.0), (\"2025-12\", 1.0) ); }; };",
                  value, "", NULL);
}

static void test_route_that_carries_nothing__leads_nowhere(void **state) {
    (void)state;
    assert_warned(far, value, ROAD("capacity_tpy = 0;"), never);
    assert_warned(far, value, ROAD("capacity_tpy = 1.0;"), NULL);
    assert_warned(far, value,
                  ROAD("via = [\"pass\"];") "chokepoints = { pass = { capacity_tpy = 0; }; };",
                  never);
}

static void test_process_that_makes_nothing__leads_nowhere(void **state) {
    (void)state;
    static const char scrap[] = "his = { place = \"mill\"; material = \"scrap\"; };";
    static const char plant[] =
        "processes = { plant = { place = \"mill\"; inputs = { scrap = 1.0; };\n"
        "    outputs = { ore = 0.5; }; %s }; };";
    char more[256];
    snprintf(more, sizeof more, plant, "capacity_tpy = 0;");
    assert_warned(scrap, value, more, never);
    snprintf(more, sizeof more, plant, "yield = 0;");
    assert_warned(scrap, value, more, never);
    snprintf(more, sizeof more, plant, "");
    assert_warned(scrap, value, more, NULL);
}

/* ---- what moves nothing ---- */

static void test_factor_on_a_value_that_is_0__has_no_effect(void **state) {
    (void)state;
    static const char expected[] =
        "factors.f.targets: has no effect: what it multiplies is 0 throughout";
    assert_warned(far, value, ROAD("") FACTOR("routes.road.tariff"), expected);
    assert_warned(far, value, ROAD("tariff = 0.1;") FACTOR("routes.road.tariff"), NULL);
    assert_warned(near, value, FACTOR("sources.own.premium_usd_per_t"), expected);
    assert_warned("own = { place = \"mill\"; material = \"ore\"; premium_usd_per_t = -1.0; };",
                  value, FACTOR("sources.own.premium_usd_per_t"), NULL);
    assert_warned(near, value,
                  "stocks = { yard = { place = \"mill\"; material = \"ore\"; }; };" FACTOR(
                      "stocks.yard.holding_usd_per_t_year"),
                  expected);
    assert_warned(near, value, FACTOR("sources.own.price_usd_per_t"), NULL);
}

static void test_disruption_of_a_value_that_is_0__has_no_effect(void **state) {
    (void)state;
    assert_warned(far, value,
                  ROAD(
                      "") "disruptions = { d = { rate_per_year = 1; duration_days = 9; effects = ( "
                          "{ target = \"routes.road.tariff\"; factor = 2.0; } ); }; };",
                  "disruptions.d.effects: has no effect: what it strikes is 0 throughout");
}

static void test_limit_on_a_country_without_sources__is_told(void **state) {
    (void)state;
    static const char limit[] = "limits = { half = { element = \"W\"; countries = [\"CN\"]; "
                                "max_share = 0.5; excess_usd_per_t = 9.0; }; };";
    assert_warned(near, value, limit, "limits.half.countries: no source of W is in CN");
    assert_warned("own = { place = \"mill\"; material = \"ore\"; }; his = { place = \"pit\"; "
                  "material = \"ore\"; };",
                  value, limit, NULL);
}

static void test_tier_worth_less_than_a_delivery__is_told(void **state) {
    (void)state;
    assert_warned(near, "tiers = ( (0.5, 90.0), (0.5, 900.0) );", "",
                  "demands.fab.tiers: going short is worth less than a tonne costs to deliver up "
                  "to tier 1 of 2, so it will not be bought for them (got 90; a tonne costs at "
                  "least 100)");
    assert_warned(near, "tiers = ( (0.5, 70.0), (0.5, 90.0) );", "",
                  "demands.fab.tiers: going short is worth less than a tonne costs to deliver, so "
                  "it will not be bought (got 90; a tonne costs at least 100)");
    assert_warned(near, "tiers = ( (0.5, 110.0), (0.5, 900.0) );", "", NULL);
}

/* ---- what never strikes ---- */

static void test_dated_event_outside_the_horizon__never_strikes(void **state) {
    (void)state;
    assert_warned(near, value, EVENT("start = \"2026-01\"; duration_days = 30;", ""),
                  "disruptions.d.start: never strikes: it begins after the horizon has ended");
    assert_warned(near, value, EVENT("start = \"2025-12-31\"; duration_days = 30;", ""), NULL);
    assert_warned(near, value,
                  EVENT("start = \"2024-11\"; duration_days = { dist = \"uniform\"; min = 5.0; max "
                        "= 60.0; };",
                        ""),
                  "disruptions.d.start: never strikes: it is over before the horizon begins");
    assert_warned(near, value,
                  EVENT("start = \"2024-11\"; duration_days = { dist = \"uniform\"; min = 5.0; max "
                        "= 61.0; };",
                        ""),
                  NULL);
    assert_warned(near, value,
                  EVENT("start = \"2025-03\"; probability = 0; duration_days = 30;", ""),
                  "disruptions.d.probability: never strikes: its probability is 0");
}

static void test_window_outside_the_horizon__never_opens(void **state) {
    (void)state;
    assert_warned(
        near, value,
        EVENT("rate_per_year = 1; window = (\"2026-01\", \"2027-01\"); duration_days = 30;", ""),
        "disruptions.d.window: never strikes: the window lies outside the horizon");
    assert_warned(
        near, value,
        EVENT("rate_per_year = 1; window = (\"2024-01\", \"2025-01\"); duration_days = 30;", ""),
        "disruptions.d.window: never strikes: the window lies outside the horizon");
    assert_warned(
        near, value,
        EVENT("rate_per_year = 1; window = (\"2025-12\", \"2027-01\"); duration_days = 30;", ""),
        NULL);
}

static void test_rate_of_0__never_strikes_but_at_the_start(void **state) {
    (void)state;
    assert_warned(near, value, EVENT("rate_per_year = 0; duration_days = 30;", ""),
                  "disruptions.d.rate_per_year: never strikes: its rate is 0");
    assert_warned(near, value,
                  EVENT("rate_per_year = 0; active_at_start = true; duration_days = 30;", ""),
                  NULL);
}

static void test_effect_after_the_longest_event__never_begins(void **state) {
    (void)state;
    assert_warned(near, value,
                  EVENT("rate_per_year = 1; duration_days = 30; recovery_days = 5;",
                        "from_days = 35.0;"),
                  "disruptions.d.effects: effect 1 never begins: every event is over by then "
                  "(from_days is 35, the longest event with its recovery 35 days)");
    assert_warned(
        near, value,
        EVENT("rate_per_year = 1; duration_days = { dist = \"exponential\"; mean = 3.0; };",
              "from_days = 35.0;"),
        NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_stock_of_one_tonne__is_no_source),
        cmocka_unit_test(test_returns_of_a_demand__are_no_source_of_it),
        cmocka_unit_test(test_first_cargo_on_a_closed_route__is_no_source),
        cmocka_unit_test(test_source_that_gives_nothing__reaches_nobody),
        cmocka_unit_test(test_route_that_carries_nothing__leads_nowhere),
        cmocka_unit_test(test_process_that_makes_nothing__leads_nowhere),
        cmocka_unit_test(test_factor_on_a_value_that_is_0__has_no_effect),
        cmocka_unit_test(test_disruption_of_a_value_that_is_0__has_no_effect),
        cmocka_unit_test(test_limit_on_a_country_without_sources__is_told),
        cmocka_unit_test(test_tier_worth_less_than_a_delivery__is_told),
        cmocka_unit_test(test_dated_event_outside_the_horizon__never_strikes),
        cmocka_unit_test(test_window_outside_the_horizon__never_opens),
        cmocka_unit_test(test_rate_of_0__never_strikes_but_at_the_start),
        cmocka_unit_test(test_effect_after_the_longest_event__never_begins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
