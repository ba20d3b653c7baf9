/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimizer/steady, by hand on a port that ships to a works 45 days away (1.479452 months; a tenth
 * is lost on the way): a tonne costs 100 at the port and (100 + 20) / 0.9 at the works; 1 t a month
 * is wanted there, so 1/0.9 leave the port. */
#include "optimizer/steady.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"
#include "support/solved_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 4096 };

static const double late = 45 / (365.0 / 12) - 1;
static const double delivered_usd = 120 / 0.9;

typedef struct {
    const char *horizon, *price, *source, *route, *works, *stocks;
} chain_text;

/* The chain with what a test changes of it; NULL: as above. */
static char *text_of(chain_text with) {
    char *text = malloc(TEXT_SIZE);
    snprintf(text, TEXT_SIZE,
             "scenario = { name = \"chain\"; start = \"2025-01\"; period = \"month\"; %s };"
             "materials = { oxide = { %s }; };"
             "places = { port = { country = \"CL\"; }; works = { country = \"KR\"; }; };"
             "sources = { port = { place = \"port\"; material = \"oxide\"; price_usd_per_t = 100; "
             "%s }; };"
             "routes = { sea = { from = \"port\"; to = \"works\"; materials = [\"oxide\"]; "
             "cost_usd_per_t = 20; lead_time_days = 45; loss = 0.1; %s }; };"
             "demands = { works = { place = \"works\"; material = \"oxide\"; tpy = 12; "
             "shortage_usd_per_t = 10000; %s }; };"
             "stocks = { %s };",
             with.horizon ? with.horizon : "periods = 6;",
             with.price ? with.price : "price_usd_per_t = 1000;", with.source ? with.source : "",
             with.route ? with.route : "", with.works ? with.works : "",
             with.stocks ? with.stocks : "");
    return text;
}

typedef struct {
    sk_scenario *scenario;
    sk_network *network;
    sk_error *error;
    int port, works; /* nodes */
} filled;

static filled fill(chain_text with) {
    filled at = {0};
    char *text = text_of(with);
    at.scenario = scenario_of_text(text, NULL);
    free(text);
    at.error = sk_error_new();
    assert_int_equal(ski_network_build(&at.network, at.scenario, at.error), SK_OK);
    assert_int_equal(ski_steady_fill(at.network, NULL, at.error), SK_OK);
    for (int node = 0; node < at.network->node_count; node++) {
        bool port =
            strcmp(at.scenario->places[at.network->nodes[node].place].element.name, "port") == 0;
        *(port ? &at.port : &at.works) = node;
    }
    return at;
}

static void filled_free(filled *at) {
    ski_network_free(at->network);
    sk_scenario_free(at->scenario);
    sk_error_free(at->error);
}

static double arrival(const filled *at, int node, int period) {
    return at->network->arrivals[node * at->network->arrival_periods + period];
}

static void test_steady_pipeline__arrives_full_and_then_in_part(void **state) {
    (void)state;
    filled at = fill((chain_text){0});
    assert_int_equal(at.network->arrival_periods, 2);
    assert_near(arrival(&at, at.works, 0), 1, 1e-12, 0);
    assert_near(arrival(&at, at.works, 1), late, 1e-12, 0);
    assert_near(arrival(&at, at.port, 0), 0, 0, 0);
    filled_free(&at);
}

static void test_empty_pipeline__brings_nothing_but_what_a_route_says_is_under_way(void **state) {
    (void)state;
    filled none = fill((chain_text){.horizon = "periods = 6; initial_pipeline = \"empty\";"});
    assert_near(arrival(&none, none.works, 0), 0, 0, 0);
    filled_free(&none);
    /* 24 t/y left, before the loss. */
    filled said = fill((chain_text){.horizon = "periods = 6; initial_pipeline = \"empty\";",
                                    .route = "in_transit_tpy = { oxide = 24; };"});
    assert_near(arrival(&said, said.works, 0), 1.8, 1e-12, 0);
    assert_near(arrival(&said, said.works, 1), 1.8 * late, 1e-12, 0);
    filled_free(&said);
}

static void test_in_transit__stands_in_for_the_steady_flow_of_its_route(void **state) {
    (void)state;
    filled at = fill((chain_text){.route = "in_transit_tpy = { oxide = 24; };"});
    assert_near(arrival(&at, at.works, 0), 1.8, 1e-12, 0);
    assert_near(arrival(&at, at.works, 1), 1.8 * late, 1e-12, 0);
    filled_free(&at);
}

static void test_returns__are_under_way_as_shipments_are(void **state) {
    (void)state;
    /* A quarter of the 1 t comes back to the port after 60 days, 1.972603 months; the rest is
     * bought. */
    filled at = fill((chain_text){
        .works =
            "returns = { place = \"port\"; material = \"oxide\"; share = 0.25; lag_days = 60; };"});
    double rest = 60 / (365.0 / 12) - 1;
    assert_near(arrival(&at, at.port, 0), 0.25, 1e-12, 0);
    assert_near(arrival(&at, at.port, 1), 0.25 * rest, 1e-12, 0);
    assert_near(arrival(&at, at.works, 0), 1, 1e-12, 0);
    filled_free(&at);
}

static void test_terminal_value__is_what_a_tonne_costs_there(void **state) {
    (void)state;
    filled at = fill((chain_text){0});
    assert_near(at.network->terminal_usd_per_t[at.works], delivered_usd, 1e-9, 0);
    /* Nothing can be left at the port: no stock, and nothing under way to it. */
    assert_near(at.network->terminal_usd_per_t[at.port], 0, 0, 0);
    filled_free(&at);
}

static void test_terminal_value__is_at_most_the_price_of_the_material(void **state) {
    (void)state;
    filled at = fill((chain_text){.price = "price_usd_per_t = 110;"});
    assert_near(at.network->terminal_usd_per_t[at.works], 110, 1e-9, 0);
    filled_free(&at);
}

static void test_terminal_value__at_a_tie_is_the_lower_one(void **state) {
    (void)state;
    /* The source makes just what is wanted: one more tonne is worth 10000 at the works, one less
     * 120 / 0.9. */
    filled at = fill((chain_text){.source = "capacity_tpy = 13.333333333333334;",
                                  .price = "price_usd_per_t = 9000;"});
    assert_near(at.network->terminal_usd_per_t[at.works], delivered_usd, 1e-9, 0);
    filled_free(&at);
}

static void test_terminal_value__of_a_short_chain_is_the_price_or_nothing_and_this_is_said(
    void **state) {
    (void)state;
    filled priced = fill((chain_text){.source = "capacity_tpy = 6;"});
    assert_near(priced.network->terminal_usd_per_t[priced.works], 1000, 1e-9, 0);
    assert_int_equal(sk_error_count(priced.error, SK_SEVERITY_WARNING), 0);
    filled_free(&priced);
    filled unpriced = fill((chain_text){.source = "capacity_tpy = 6;", .price = ""});
    assert_near(unpriced.network->terminal_usd_per_t[unpriced.works], 0, 0, 0);
    assert_int_equal(sk_error_count(unpriced.error, SK_SEVERITY_WARNING), 1);
    assert_non_null(strstr(sk_error_text(unpriced.error, 0), "oxide at works"));
    filled_free(&unpriced);
    filled enough = fill((chain_text){.price = ""});
    assert_near(enough.network->terminal_usd_per_t[enough.works], delivered_usd, 1e-9, 0);
    assert_int_equal(sk_error_count(enough.error, SK_SEVERITY_WARNING), 0);
    filled_free(&enough);
}

static void test_terminal_none__credits_nothing_but_in_windows(void **state) {
    (void)state;
    filled at = fill((chain_text){.horizon = "periods = 6; terminal = \"none\";"});
    assert_false(at.network->has_credit);
    assert_near(at.network->terminal_usd_per_t[at.works], delivered_usd, 1e-9, 0); /* of windows */
    filled_free(&at);
}

/* The most that is credited at the end of the horizon. */
static double credit_most(const filled *at, int node) {
    return ski_credit_most(at->network, at->network->base, node, at->network->periods - 1);
}

static void test_terminal_most__is_what_there_was_or_the_last_targets(void **state) {
    (void)state;
    filled start =
        fill((chain_text){.stocks = "a = { place = \"works\"; material = \"oxide\"; initial_t = 3; "
                                    "target_t = 2; };"});
    assert_near(credit_most(&start, start.works), 3 + 1 + late, 1e-12, 0);
    assert_near(credit_most(&start, start.port), 0, 0, 0);
    filled_free(&start);
    filled targets = fill(
        (chain_text){.stocks = "a = { place = \"works\"; material = \"oxide\"; initial_t = 3; "
                               "target_t = { steps = ( (\"2025-01\", 1), (\"2025-06\", 4) ); }; };"
                               "b = { place = \"works\"; material = \"oxide\"; target_t = 5; };"});
    assert_near(credit_most(&targets, targets.works), 9, 1e-12, 0);
    filled_free(&targets);
}

/* What was under way at the start is paid already, and what is under way at the end is worth what
 * it cost: so a horizon one month longer costs one steady month more, and what arrives is what is
 * wanted. */
static void test_steady_chain__costs_the_same_in_every_further_month(void **state) {
    (void)state;
    double before = 0;
    for (int months = 3; months <= 8; months++) {
        char horizon[64];
        snprintf(horizon, sizeof horizon, "periods = %d;", months);
        char *text = text_of((chain_text){.horizon = horizon});
        solved_case at = solve_text(text);
        double cost = at.chain->optimum.objective_usd;
        assert_near(cost, (months - 1 - late) * delivered_usd, 1e-8, 0);
        assert_near(months > 3 ? cost - before : delivered_usd, delivered_usd, 1e-8, 0);
        for (int month = 0; month < months; month++) {
            assert_near(served_at(&at, 0, month), 1, 1e-9, 0);
            if (month < months - 2) {
                assert_near(flow_at(&at, at.chain->program->layout.buy[0], month), 1 / 0.9, 1e-9,
                            0);
            }
        }
        before = cost;
        solved_case_free(&at);
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steady_pipeline__arrives_full_and_then_in_part),
        cmocka_unit_test(test_empty_pipeline__brings_nothing_but_what_a_route_says_is_under_way),
        cmocka_unit_test(test_in_transit__stands_in_for_the_steady_flow_of_its_route),
        cmocka_unit_test(test_returns__are_under_way_as_shipments_are),
        cmocka_unit_test(test_terminal_value__is_what_a_tonne_costs_there),
        cmocka_unit_test(test_terminal_value__is_at_most_the_price_of_the_material),
        cmocka_unit_test(test_terminal_value__at_a_tie_is_the_lower_one),
        cmocka_unit_test(
            test_terminal_value__of_a_short_chain_is_the_price_or_nothing_and_this_is_said),
        cmocka_unit_test(test_terminal_none__credits_nothing_but_in_windows),
        cmocka_unit_test(test_terminal_most__is_what_there_was_or_the_last_targets),
        cmocka_unit_test(test_steady_chain__costs_the_same_in_every_further_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
