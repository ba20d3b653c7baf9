/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/risk: where supply is from, in chains with returns, substitutes, stocks, scrap, and
 * countries of which nothing is known. */
#include "study/risk_made.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Metal is bought abroad; a fifth of it comes back as scrap that is made metal again at home. */
#define RETURNED(scrap_keys)                                                                   \
    YEAR "materials = { metal = { element = \"W\"; price_usd_per_t = 100.0; " scrap_keys " };" \
         " scrap = { element = \"W\"; }; };"                                                   \
         "places = { far = { country = \"CN\"; }; fab = { country = \"KR\"; }; };"             \
         "sources = { a = { place = \"far\"; material = \"metal\"; }; };"                      \
         "routes = { one = { from = \"far\"; to = \"fab\"; materials = [\"metal\"]; }; };"     \
         "processes = { again = { place = \"fab\"; inputs = { scrap = 1.0; };"                 \
         " outputs = { metal = 1.0; }; }; };"                                                  \
         "demands = { chips = { place = \"fab\"; material = \"metal\"; tpy = 100.0;"           \
         " critical = true; shortage_usd_per_t = 5000.0;"                                      \
         " returns = { place = \"fab\"; material = \"scrap\"; share = 0.2; lag_days = 0; }; }; };"

static void test_returns__are_supply_of_the_country_where_they_come_back(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(RETURNED(""), &scenario);
    for (int stage = 0; stage < SKI_RISK_STAGES; stage++) {
        const ski_risk_stage *of = &first_demand(risk, 0)->stages[stage];
        assert_share(of, 0, "CN", 0.8);
        assert_share(of, 1, "KR", 0.2);
        assert_near(of->shares[0].returned, 0, 0, 0);
        assert_near(of->shares[1].returned, 0.2, 1e-9, 0);
        assert_near(of->hhi, 0.68, 1e-9, 0);
        assert_near(of->import_dependence, 0.8, 1e-9, 0);
        assert_near(of->n_minus_1, 0.2, 1e-9, 0);
        assert_near(of->hhi_wgi_t, of->hhi_wgi_eu, 1e-12, 0);
    }
    assert_near(first_demand(risk, 0)->returned_share, 0.2, 1e-9, 0);
    assert_near(first_demand(risk, 0)->geopolrisk.weighted_trade_average, 0.8 * risk_in("CN"), 1e-9,
                0);
    assert_int_equal(risk->policy_count, 1);
    assert_near(risk->policies[0].elements[0].supply.hhi, 1, 1e-12, 0); /* purchases alone */
    free_risk(risk, scenario);
}

static void test_recycling_rate__counts_in_place_of_what_comes_back(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(RETURNED("recycling_input_rate = 0.3;"), &scenario);
    const ski_demand_risk *of = first_demand(risk, 0);
    assert_near(of->stages[SKI_AT_PROCESSING].hhi_wgi_t, 10 * risk_in("CN"), 1e-8, 0);
    assert_near(of->stages[SKI_AT_PROCESSING].import_reliance, 1, 1e-12, 0);
    assert_near(of->eu.value, 7 * risk_in("CN"), 1e-8, 0);
    assert_near(of->stages[SKI_AT_EXTRACTION].hhi, 0.68, 1e-9, 0); /* shown as it is */
    free_risk(risk, scenario);
}

/* The chain of one material at one place, and what else a test wants of it. */
#define AT_HOME(more)                                                                      \
    YEAR "materials = { m = { element = \"W\"; price_usd_per_t = 1.0; };"                  \
         " n = { price_usd_per_t = 1.0; }; };"                                             \
         "places = { far = { country = \"CN\"; }; near = { country = \"AU\"; };"           \
         " odd = { country = \"ZZ\"; }; fab = { country = \"KR\"; }; };"                   \
         "routes = { one = { from = \"far\"; to = \"fab\"; materials = [\"m\", \"n\"]; };" \
         " two = { from = \"near\"; to = \"fab\"; materials = [\"m\", \"n\"]; };"          \
         " three = { from = \"odd\"; to = \"fab\"; materials = [\"m\"]; }; };" more

#define CHIPS(keys)                                                         \
    "demands = { chips = { place = \"fab\"; material = \"m\"; tpy = 100.0;" \
    " shortage_usd_per_t = 5000.0; " keys " }; };"

static void test_substitutes__count_as_what_they_replace(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk =
        risk_of(AT_HOME(
                    "sources = { a = { place = \"far\"; material = \"m\"; capacity_tpy = 80.0; };"
                    " b = { place = \"near\"; material = \"n\"; }; };" CHIPS(
                        "alternatives = ( { material = \"n\"; ratio = 2.0; max_share = 0.5;"
                        " extra_usd_per_t = 9.0; } );")),
                &scenario);
    assert_share(extraction(risk, 0), 0, "CN", 0.8);
    assert_share(extraction(risk, 0), 1, "AU", 0.2);
    assert_near(first_demand(risk, 0)->substitute_share, 0.2, 1e-9, 0);
    assert_near(first_demand(risk, 0)->supply_t, 100, 1e-7, 0);
    free_risk(risk, scenario);
}

static void test_n_minus_1__is_a_share_of_the_demand_also_when_it_goes_short(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(
        AT_HOME("sources = { a = { place = \"far\"; material = \"m\"; capacity_tpy = 60.0; };"
                " b = { place = \"near\"; material = \"m\"; capacity_tpy = 20.0; }; };" CHIPS("")),
        &scenario);
    assert_near(first_demand(risk, 0)->demand_t, 100, 1e-9, 0);
    assert_near(first_demand(risk, 0)->supply_t, 80, 1e-7, 0);
    assert_near(extraction(risk, 0)->n_minus_1, 0.2, 1e-9, 0);
    free_risk(risk, scenario);
}

static void test_what_was_held_at_the_start__has_no_country(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(
        AT_HOME(
            "sources = { a = { place = \"far\"; material = \"m\"; capacity_tpy = 60.0; }; };"
            "stocks = { store = { place = \"fab\"; material = \"m\"; initial_t = 40.0; }; };" CHIPS(
                "")),
        &scenario);
    assert_near(extraction(risk, 0)->known_t, 60, 1e-7, 0);
    assert_near(extraction(risk, 0)->stocks_t, 40, 1e-7, 0);
    assert_near(extraction(risk, 0)->hhi, 1, 1e-12, 0);
    assert_near(extraction(risk, 0)->n_minus_1, 0, 0, 0);
    free_risk(risk, scenario);
}

static void test_unknown_country__leaves_indices_undefined_and_is_named(void **state) {
    (void)state;
    static const char sources[] =
        AT_HOME("sources = { a = { place = \"far\"; material = \"m\"; capacity_tpy = 60.0; };"
                " b = { place = \"odd\"; material = \"m\"; capacity_tpy = 40.0; }; };" CHIPS(""));
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(sources, &scenario);
    const ski_demand_risk *of = first_demand(risk, 0);
    assert_near(of->stages[SKI_AT_EXTRACTION].hhi, 0.52, 1e-9, 0);
    assert_true(isnan(of->stages[SKI_AT_EXTRACTION].hhi_governance));
    assert_true(isnan(of->geopolrisk.score) && isnan(of->eu.value));
    assert_int_equal(of->reason_count, 3);
    assert_string_equal(of->reasons[0], "HHI by risk and EU supply risk at extraction, since no "
                                        "political stability is known of ZZ");
    assert_string_equal(of->reasons[2], "GeoPolRisk, since no political stability is known of ZZ");
    assert_non_null(strstr(risk->policies[0].elements[0].reason, "known of ZZ"));
    free_risk(risk, scenario);
    char text[4096];
    snprintf(text, sizeof text, "%s countries = { ZZ = { political_stability = 0.0; }; };",
             sources);
    risk = risk_of(text, &scenario);
    assert_near(extraction(risk, 0)->hhi_governance, .36 * risk_in("CN") + .16 * .5, 1e-9, 0);
    assert_int_equal(first_demand(risk, 0)->reason_count, 0);
    free_risk(risk, scenario);
}

/* A country of which nothing is known that supplies itself alone is no trade risk. */
static void test_unknown_home__leaves_geopolrisk_defined(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk =
        risk_of(YEAR "materials = { m = { price_usd_per_t = 1.0; }; };"
                     "places = { odd = { country = \"ZZ\"; }; far = { country = \"CN\"; }; };"
                     "sources = { a = { place = \"far\"; material = \"m\"; capacity_tpy = 60.0; };"
                     " b = { place = \"odd\"; material = \"m\"; capacity_tpy = 40.0; }; };"
                     "routes = { one = { from = \"far\"; to = \"odd\"; materials = [\"m\"]; }; };"
                     "demands = { d = { place = \"odd\"; material = \"m\"; tpy = 100.0;"
                     " shortage_usd_per_t = 50.0; }; };",
                &scenario);
    assert_true(isnan(extraction(risk, 0)->hhi_governance));
    assert_near(first_demand(risk, 0)->geopolrisk.score, .52 * .6 * risk_in("CN"), 1e-9, 0);
    assert_near(first_demand(risk, 0)->geopolrisk.domestic_t, 40, 1e-7, 0);
    assert_int_equal(risk->policies[0].element_count, 0); /* it has none */
    free_risk(risk, scenario);
}

static void test_nothing_supplied__has_no_index(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(
        AT_HOME(
            "sources = { a = { place = \"far\"; material = \"m\"; capacity_tpy = 0.0; }; };" CHIPS(
                "")),
        &scenario);
    assert_true(isnan(extraction(risk, 0)->hhi));
    assert_int_equal(extraction(risk, 0)->share_count, 0);
    assert_near(extraction(risk, 0)->n_minus_1, 0, 0, 0);
    assert_true(isnan(first_demand(risk, 0)->eu.value));
    assert_string_equal(first_demand(risk, 0)->reasons[0],
                        "all but N-1 at extraction, since nothing of known origin is used");
    assert_string_equal(risk->policies[0].elements[0].reason, "nothing is bought");
    free_risk(risk, scenario);
}

/* Gas has no part in where the tungsten of its fluoride comes from; what has no input of its own
 * element holds all of them. */
static void test_inputs__of_other_elements_do_not_count(void **state) {
    (void)state;
    static const char made[] =
        YEAR "materials = { ore = { element = \"W\"; price_usd_per_t = 1.0; };"
             " gas = { element = \"F\"; price_usd_per_t = 1.0; }; wf6 = { element = \"W\"; };"
             " waste = { element = \"X\"; }; };"
             "places = { far = { country = \"CN\"; }; fab = { country = \"KR\"; }; };"
             "sources = { a = { place = \"far\"; material = \"ore\"; };"
             " b = { place = \"fab\"; material = \"gas\"; }; };"
             "routes = { one = { from = \"far\"; to = \"fab\"; materials = [\"ore\"]; }; };"
             "processes = { fluor = { place = \"fab\"; inputs = { ore = 3.0; gas = 1.0; };"
             " outputs = { wf6 = 1.0; waste = 1.0; }; }; };"
             "demands = { d = { place = \"fab\"; material = \"wf6\"; tpy = 10.0;"
             " shortage_usd_per_t = 90.0; };"
             " e = { place = \"fab\"; material = \"waste\"; tpy = 10.0;"
             " shortage_usd_per_t = 90.0; }; };";
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(made, &scenario);
    assert_share(extraction(risk, 0), 0, "CN", 1);
    assert_share(&risk->policies[0].demands[1].stages[SKI_AT_EXTRACTION], 0, "CN", 0.75);
    assert_share(&risk->policies[0].demands[1].stages[SKI_AT_EXTRACTION], 1, "KR", 0.25);
    free_risk(risk, scenario);
}

/* Half of the powder falls as scrap at each turn, and is made powder again: it goes round without
 * end, and is of the same two countries all the way. */
static void test_scrap_that_goes_round__changes_no_share(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(
        YEAR "materials = { pow = { element = \"W\"; price_usd_per_t = 9.0; };"
             " scr = { element = \"W\"; }; part = { element = \"W\"; }; };"
             "places = { far = { country = \"CN\"; }; near = { country = \"AU\"; };"
             " fab = { country = \"KR\"; }; };"
             "sources = { a = { place = \"far\"; material = \"pow\"; capacity_tpy = 30.0; };"
             " b = { place = \"near\"; material = \"pow\"; price_usd_per_t = 99.0; }; };"
             "routes = { one = { from = \"far\"; to = \"fab\"; materials = [\"pow\"]; };"
             " two = { from = \"near\"; to = \"fab\"; materials = [\"pow\"]; }; };"
             "processes = { press = { place = \"fab\"; inputs = { pow = 2.0; };"
             " outputs = { part = 1.0; scr = 1.0; }; };"
             " again = { place = \"fab\"; inputs = { scr = 1.0; }; outputs = { pow = 0.99; }; };"
             " };"
             "demands = { d = { place = \"fab\"; material = \"part\"; tpy = 100.0; critical = true;"
             " shortage_usd_per_t = 9000.0; }; };",
        &scenario);
    const double bought_t = 200 - 99, cn = 30 / bought_t;
    assert_share(extraction(risk, 0), 0, "AU", 1 - cn);
    assert_share(extraction(risk, 0), 1, "CN", cn);
    assert_near(extraction(risk, 0)->known_t, 100, 1e-7, 0);
    assert_share(processing(risk, 0), 0, "KR", 1);
    free_risk(risk, scenario);
}

static void test_shares__add_up_to_one(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(RETURNED(""), &scenario);
    for (int stage = 0; stage < SKI_RISK_STAGES; stage++) {
        const ski_risk_stage *of = &first_demand(risk, 0)->stages[stage];
        double sum = 0;
        for (int i = 0; i < of->share_count; i++) {
            assert_true(i == 0 || of->shares[i].share <= of->shares[i - 1].share);
            sum += of->shares[i].share;
        }
        assert_near(sum, 1, 1e-12, 0);
    }
    free_risk(risk, scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_returns__are_supply_of_the_country_where_they_come_back),
        cmocka_unit_test(test_recycling_rate__counts_in_place_of_what_comes_back),
        cmocka_unit_test(test_substitutes__count_as_what_they_replace),
        cmocka_unit_test(test_n_minus_1__is_a_share_of_the_demand_also_when_it_goes_short),
        cmocka_unit_test(test_what_was_held_at_the_start__has_no_country),
        cmocka_unit_test(test_unknown_country__leaves_indices_undefined_and_is_named),
        cmocka_unit_test(test_unknown_home__leaves_geopolrisk_defined),
        cmocka_unit_test(test_nothing_supplied__has_no_index),
        cmocka_unit_test(test_inputs__of_other_elements_do_not_count),
        cmocka_unit_test(test_scrap_that_goes_round__changes_no_share),
        cmocka_unit_test(test_shares__add_up_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
