/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/risk: indices of a chain that is worked out by hand, and what policies make of them. */
#include "study/risk_made.h"
#include "support/allocation.h"

#include <math.h>
#include <stdio.h>

/* Ore of two countries, three parts to one, meets in a third where it is smelted, and is used in a
 * fourth. The policy caps the larger mine so that both give alike. */
#define SMELTED(sources, ore_keys, more)                                                        \
    YEAR "materials = { ore = { element = \"W\"; price_usd_per_t = 1.0; };"                     \
         " metal = { element = \"W\"; " ore_keys " }; };"                                       \
         "places = { far = { country = \"CN\"; }; near = { country = \"AU\"; };"                \
         " mill = { country = \"JP\"; }; fab = { country = \"KR\"; }; };"                       \
         "sources = { " sources " };"                                                           \
         "routes = { one = { from = \"far\"; to = \"mill\"; materials = [\"ore\"]; };"          \
         " two = { from = \"near\"; to = \"mill\"; materials = [\"ore\"]; };"                   \
         " three = { from = \"mill\"; to = \"fab\"; materials = [\"metal\"]; loss = 0.5; }; };" \
         "processes = { smelter = { place = \"mill\"; inputs = { ore = 2.0; };"                 \
         " outputs = { metal = 1.0; }; }; };"                                                   \
         "demands = { chips = { place = \"fab\"; material = \"metal\"; tpy = 20.0;"             \
         " critical = true; shortage_usd_per_t = 5000.0; }; };"                                 \
         "policies = { alike = { title = \"Both alike\"; changes = ("                           \
         " { path = \"sources.a.capacity_tpy\"; set = 40.0; } ); }; };" more

#define MINE_A "a = { place = \"far\"; material = \"ore\"; capacity_tpy = 60.0; };"
#define MINE_B "b = { place = \"near\"; material = \"ore\"; price_usd_per_t = 2.0; };"

static const char smelted[] = SMELTED(MINE_A MINE_B, "", "");

static void test_shares__pass_through_the_process_at_extraction(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(smelted, &scenario);
    const ski_risk_stage *stage = extraction(risk, 0);
    assert_int_equal(stage->share_count, 2);
    assert_share(stage, 0, "CN", 0.75);
    assert_share(stage, 1, "AU", 0.25);
    assert_near(stage->hhi, 0.625, 1e-9, 0);
    assert_near(stage->hhi_governance, .5625 * risk_in("CN") + .0625 * risk_in("AU"), 1e-9, 0);
    assert_near(stage->hhi_wgi_eu, 10 * stage->hhi_governance, 1e-9, 0);
    assert_near(stage->import_dependence, 1, 1e-9, 0);
    assert_near(stage->n_minus_1, 0.25, 1e-9, 0);
    assert_near(stage->known_t, 20, 1e-7, 0);
    assert_near(stage->stocks_t, 0, 0, 0);
    assert_int_equal(first_demand(risk, 0)->reason_count, 0);
    free_risk(risk, scenario);
}

static void test_shares__are_the_process_s_country_at_processing(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(smelted, &scenario);
    const ski_risk_stage *stage = processing(risk, 0);
    assert_int_equal(stage->share_count, 1);
    assert_share(stage, 0, "JP", 1);
    assert_near(stage->hhi, 1, 1e-12, 0);
    assert_near(stage->n_minus_1, 0, 0, 0);
    assert_near(stage->hhi_governance, risk_in("JP"), 1e-12, 0);
    assert_near(stage->import_dependence, 1, 1e-12, 0);
    free_risk(risk, scenario);
}

static void test_scores__are_made_of_what_is_shown(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(smelted, &scenario);
    const ski_demand_risk *of = first_demand(risk, 0);
    const double average = .75 * risk_in("CN") + .25 * risk_in("AU");
    assert_near(of->geopolrisk.weighted_trade_average, average, 1e-9, 0);
    assert_near(of->geopolrisk.score, .625 * average, 1e-9, 0);
    assert_near(of->geopolrisk.domestic_t, 0, 0, 0);
    assert_near(of->geopolrisk.imports_t, 20, 1e-7, 0);
    assert_int_equal(of->eu.stage, SKI_AT_EXTRACTION);
    assert_near(of->eu.value, 10 * (.5625 * risk_in("CN") + .0625 * risk_in("AU")), 1e-8, 0);
    assert_false(of->eu.rate_given || of->eu.index_given);
    free_risk(risk, scenario);
}

static void test_eu__takes_rate_index_and_trade_factors_of_the_scenario(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk =
        risk_of(SMELTED(MINE_A MINE_B, "recycling_input_rate = 0.42; substitution_index = 0.9;",
                        "countries = { CN = { trade_factor = 1.2; political_stability = -0.5;"
                        " cite = \"a test\"; }; JP = { trade_factor = 3.0; }; };"),
                &scenario);
    const ski_demand_risk *of = first_demand(risk, 0);
    const double mined = .5625 * 6 * 1.2 + .0625 * 10 * risk_in("AU");
    const double made = 10 * risk_in("JP") * 3;
    assert_near(of->stages[SKI_AT_EXTRACTION].hhi_wgi_t, mined, 1e-8, 0);
    assert_int_equal(of->eu.stage, SKI_AT_PROCESSING);
    assert_near(of->eu.value, made * .58 * .9, 1e-8, 0);
    assert_true(of->eu.rate_given && of->eu.index_given);
    assert_string_equal(risk->countries[1].country, "CN");
    assert_string_equal(risk->countries[1].source, "a test");
    assert_string_equal(risk->countries[2].source, ski_governance_source);
    assert_near(risk->countries[2].trade_factor, 3, 0, 0);
    free_risk(risk, scenario);
}

static void test_policies__are_planned_each_for_itself(void **state) {
    (void)state;
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(smelted, &scenario);
    assert_int_equal(risk->policy_count, 2);
    assert_string_equal(risk->policies[0].name, "baseline");
    assert_string_equal(risk->policies[1].name, "alike");
    assert_string_equal(risk->policies[1].title, "Both alike");
    assert_near(extraction(risk, 1)->hhi, 0.5, 1e-9, 0);
    assert_near(extraction(risk, 1)->n_minus_1, 0.5, 1e-9, 0);
    assert_near(extraction(risk, 0)->hhi, 0.625, 1e-9, 0);
    assert_near(risk->policies[1].elements[0].supply.shares[0].share, 0.5, 1e-9, 0);
    assert_near(risk->policies[0].elements[0].supply.shares[0].share, 0.75, 1e-9, 0);
    assert_near(risk->policies[0].elements[0].supply.hhi, 0.625, 1e-9, 0);
    assert_true(isnan(risk->policies[0].elements[0].supply.n_minus_1));
    free_risk(risk, scenario);
}

static sk_status chosen(const char *policies, int *count, char *message, int size) {
    sk_scenario *scenario = scenario_of_text(smelted, NULL);
    sk_error *error = sk_error_new();
    ski_risk *risk = NULL;
    const sk_study_options options = {.policies = policies};
    const sk_status st = ski_risk_execute(&risk, scenario, &options, NULL, error);
    *count = risk == NULL ? 0 : risk->policy_count;
    snprintf(message, (size_t)size, "%s", sk_error_kept(error) > 0 ? sk_error_text(error, 0) : "");
    sk_error_free(error);
    free_risk(risk, scenario);
    return st;
}

static void test_policies__are_chosen_by_name(void **state) {
    (void)state;
    char message[256];
    int count = 0;
    assert_int_equal(chosen("baseline", &count, message, 256), SK_OK);
    assert_int_equal(count, 1);
    assert_int_equal(chosen("alike, baseline,alike", &count, message, 256), SK_OK);
    assert_int_equal(count, 2);
    assert_int_equal(chosen("alikes", &count, message, 256), SK_ERR_USAGE);
    assert_string_equal(message,
                        "policies: no such policy (got \"alikes\"; did you mean \"alike\"?)");
    assert_int_equal(chosen("", &count, message, 256), SK_ERR_USAGE);
    assert_string_equal(message, "policies: no such policy (got \"\"; allowed baseline, alike)");
    assert_int_equal(chosen("baseline,", &count, message, 256), SK_ERR_USAGE);
    assert_int_equal(chosen("alike baseline", &count, message, 256), SK_ERR_USAGE);
}

static void test_applied_policy__is_the_one_that_is_compared_with_the_baseline(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(smelted, "alike");
    ski_risk *risk = NULL;
    assert_int_equal(ski_risk_execute(&risk, scenario, NULL, NULL, NULL), SK_OK);
    assert_int_equal(risk->policy_count, 2);
    assert_near(extraction(risk, 0)->hhi, 0.625, 1e-9, 0);
    assert_near(extraction(risk, 1)->hhi, 0.5, 1e-9, 0);
    free_risk(risk, scenario);
}

static void test_indices__do_not_hang_on_the_order_of_sources(void **state) {
    (void)state;
    sk_scenario *one = NULL, *other = NULL;
    ski_risk *risk = risk_of(smelted, &one);
    ski_risk *turned = risk_of(SMELTED(MINE_B MINE_A, "", ""), &other);
    assert_near(extraction(risk, 0)->hhi, extraction(turned, 0)->hhi, 1e-12, 0);
    assert_near(first_demand(risk, 0)->geopolrisk.score, first_demand(turned, 0)->geopolrisk.score,
                1e-12, 0);
    assert_share(extraction(turned, 0), 0, "CN", 0.75);
    free_risk(risk, one);
    free_risk(turned, other);
}

/* The second demand becomes critical, and the metal another element: the first stays the first. */
static void test_policies__do_not_change_the_order_of_demands(void **state) {
    (void)state;
    static const char two[] =
        YEAR "materials = { m = { element = \"W\"; price_usd_per_t = 1.0; }; };"
             "places = { fab = { country = \"KR\"; }; };"
             "sources = { a = { place = \"fab\"; material = \"m\"; }; };"
             "demands = { d = { place = \"fab\"; material = \"m\"; tpy = 1.0;"
             " shortage_usd_per_t = 9.0; };"
             " e = { place = \"fab\"; material = \"m\"; tpy = 2.0; shortage_usd_per_t = 9.0; }; };"
             "policies = { p = { changes = ( { path = \"demands.e.critical\"; set = true; },"
             " { path = \"materials.m.element\"; set = \"Mo\"; } ); }; };";
    sk_scenario *scenario = NULL;
    ski_risk *risk = risk_of(two, &scenario);
    assert_int_equal(risk->policies[1].demands[0].demand, 0);
    assert_near(risk->policies[1].demands[1].demand_t, 2, 1e-12, 0);
    assert_string_equal(risk->policies[0].elements[0].symbol, "W");
    assert_string_equal(risk->policies[1].elements[0].symbol, "Mo");
    free_risk(risk, scenario);
}

static void test_memory__that_runs_out_is_told_wherever_it_does(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(smelted, NULL);
    sk_status st = SK_ERR_MEMORY;
    for (int nth = 1; st == SK_ERR_MEMORY; nth += 1 + nth / 40) {
        ski_risk *risk = NULL;
        fail_allocation(nth);
        st = ski_risk_execute(&risk, scenario, NULL, NULL, NULL);
        const int failed = allocation_failed();
        fail_allocation(0);
        assert_true(st == SK_OK ? !failed && risk != NULL : failed && risk == NULL);
        ski_risk_free(risk);
    }
    assert_int_equal(st, SK_OK);
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares__pass_through_the_process_at_extraction),
        cmocka_unit_test(test_shares__are_the_process_s_country_at_processing),
        cmocka_unit_test(test_scores__are_made_of_what_is_shown),
        cmocka_unit_test(test_eu__takes_rate_index_and_trade_factors_of_the_scenario),
        cmocka_unit_test(test_policies__are_planned_each_for_itself),
        cmocka_unit_test(test_policies__are_chosen_by_name),
        cmocka_unit_test(test_applied_policy__is_the_one_that_is_compared_with_the_baseline),
        cmocka_unit_test(test_indices__do_not_hang_on_the_order_of_sources),
        cmocka_unit_test(test_policies__do_not_change_the_order_of_demands),
        cmocka_unit_test(test_memory__that_runs_out_is_told_wherever_it_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
