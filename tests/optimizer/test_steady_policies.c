/* SPDX-License-Identifier: GPL-3.0-or-later */
/* optimizer/steady under a policy: beginning and end are those of the chain before it, by hand on a
 * port that ships to a works two months away; a tonne costs 100 at the port and 120 at the works;
 * 1 t a month is wanted there, of which the port's mine sells 0.8 t and a dearer one, at 500, the
 * rest. */
#include "optimizer/steady.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"
#include "support/solved_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What follows it is the policies' changes. */
static const char chain_text[] =
    "scenario = { name = \"chain\"; start = \"2025-01\"; period = \"month\"; periods = 6; };"
    "materials = { oxide = { price_usd_per_t = 1000; }; };"
    "places = { port = { country = \"CL\"; }; works = { country = \"KR\"; }; };"
    "sources = { mine = { place = \"port\"; material = \"oxide\"; price_usd_per_t = 100; "
    "capacity_tpy = 9.6; }; dear = { place = \"port\"; material = \"oxide\"; "
    "price_usd_per_t = 500; capacity_tpy = 1.2; }; };"
    "routes = { sea = { from = \"port\"; to = \"works\"; materials = [\"oxide\"]; "
    "cost_usd_per_t = 20; lead_time_days = 60.8333333333333333; }; };"
    "stocks = { store = { place = \"works\"; material = \"oxide\"; }; };"
    "demands = { works = { place = \"works\"; material = \"oxide\"; tpy = 12; "
    "shortage_usd_per_t = 10000; returns = { place = \"port\"; material = \"oxide\"; "
    "share = 0.1; lag_days = 30.41666666666666667; }; }; };"
    "policies = { tried = { changes = ( %s ); }; };";

/* The first changes nothing, the others one thing each. */
static const char same[] = "{ path = \"sources.mine.capacity_tpy\"; scale = 1.0; }";
static const char wider[] = "{ path = \"sources.*.capacity_tpy\"; scale = 2.0; }";
static const char dearer[] = "{ path = \"sources.*.price_usd_per_t\"; scale = 2.0; }, "
                             "{ path = \"routes.sea.cost_usd_per_t\"; scale = 2.0; }";
static const char slower[] = "{ path = \"routes.sea.lead_time_days\"; set = 91.25; }, "
                             "{ path = \"routes.sea.loss\"; set = 0.5; }";
static const char under_way[] =
    "{ path = \"routes.sea.in_transit_tpy\"; set = { oxide = 24.0; }; }";
static const char stocked[] = "{ path = \"stocks.store.initial_t\"; set = 3.0; }";
static const char moved[] = "{ path = \"stocks.store.place\"; set = \"port\"; }";

typedef struct {
    sk_scenario *base, *scenario;
    sk_network *before, *network;
    sk_error *error;
    int port, works;
} pair;

static sk_network *filled(const sk_scenario *scenario, sk_error *error) {
    sk_network *network = NULL;
    assert_int_equal(ski_network_build(&network, scenario, error), SK_OK);
    assert_int_equal(ski_steady_fill(network, NULL, error), SK_OK);
    return network;
}

/* The chain before the policy and with it. */
static pair pair_of(const char *changes) {
    char text[4096];
    pair of = {.error = sk_error_new()};
    snprintf(text, sizeof text, chain_text, changes);
    of.base = scenario_of_text(text, NULL);
    assert_int_equal(ski_scenario_with_policy(&of.scenario, of.base, 0, of.error), SK_OK);
    of.before = filled(of.base, of.error);
    of.network = filled(of.scenario, of.error);
    for (int node = 0; node < of.network->node_count; node++) {
        bool port =
            strcmp(of.scenario->places[of.network->nodes[node].place].element.name, "port") == 0;
        *(port ? &of.port : &of.works) = node;
    }
    return of;
}

static void pair_free(pair *of) {
    ski_network_free(of->before);
    ski_network_free(of->network);
    sk_scenario_free(of->scenario);
    sk_scenario_free(of->base);
    sk_error_free(of->error);
}

static double arrival(const pair *of, int node, int period) {
    return of->network->arrivals[node * of->network->arrival_periods + period];
}

static double worth(const pair *of, int node) {
    return of->network->terminal_usd_per_t[node];
}

/* A month's wants, of which a tenth comes back and the two mines sell 0.9: 1 t is sent, 1 t
 * arrives. */
static void test_before__pipeline_and_values_are_as_worked_out_by_hand(void **state) {
    (void)state;
    pair of = pair_of(same);
    assert_near(arrival(&of, of.works, 0), 1, 1e-12, 0);
    assert_near(arrival(&of, of.works, 1), 1, 1e-12, 0);
    assert_near(arrival(&of, of.port, 0), 0.1, 1e-12, 0);
    /* One more tonne at the works and the dear mine sells one less. */
    assert_near(worth(&of, of.works), 520, 1e-9, 0);
    pair_free(&of);
}

static void expect_as_before(const pair *of) {
    const sk_network *a = of->before, *b = of->network;
    const size_t nodes = (size_t)a->node_count;
    assert_int_equal(a->node_count, b->node_count);
    for (int node = 0; node < a->node_count; node++) {
        for (int t = 0; t < b->arrival_periods; t++) {
            double expected =
                t < a->arrival_periods ? a->arrivals[node * a->arrival_periods + t] : 0;
            assert_true(arrival(of, node, t) == expected);
        }
    }
    assert_memory_equal(a->terminal_usd_per_t, b->terminal_usd_per_t, nodes * sizeof(double));
}

static void test_policy__neither_fills_the_pipeline_nor_moves_terminal_values(void **state) {
    (void)state;
    const char *const policies[] = {same, wider, dearer, slower};
    for (int i = 0; i < 4; i++) {
        pair of = pair_of(policies[i]);
        expect_as_before(&of);
        assert_true(of.network->start_usd == 0);
        pair_free(&of);
    }
}

/* The same to the last bit, with the plan that is made of it. */
static void test_policy__that_changes_nothing_gives_the_same_numbers(void **state) {
    (void)state;
    pair of = pair_of(same);
    ski_case *before = NULL, *with = NULL;
    assert_int_equal(ski_case_build(&before, of.base, NULL, of.error), SK_OK);
    assert_int_equal(ski_case_build(&with, of.scenario, NULL, of.error), SK_OK);
    assert_int_equal(before->program->column_count, with->program->column_count);
    assert_memory_equal(before->flows, with->flows,
                        (size_t)before->program->column_count * sizeof(double));
    assert_true(before->optimum.objective_usd == with->optimum.objective_usd);
    ski_case_free(before);
    ski_case_free(with);
    pair_free(&of);
}

/* 24 t/y left for two months: 4 t where 2 t were under way: 2 t are bought at 1000. */
static void test_in_transit__of_the_policy_is_its_own_and_what_it_adds_is_bought(void **state) {
    (void)state;
    pair of = pair_of(under_way);
    assert_near(arrival(&of, of.works, 0), 2, 1e-12, 0);
    assert_near(arrival(&of, of.works, 1), 2, 1e-12, 0);
    assert_near(arrival(&of, of.port, 0), 0.1, 1e-12, 0); /* returns are those of before */
    assert_near(of.network->start_usd, 2 * 1000, 1e-9, 0);
    assert_near(of.scenario->policy_start_usd, 0, 0, 0);
    assert_near(worth(&of, of.works), 520, 1e-9, 0);
    assert_near(of.network->terminal_start_t[of.works], 4, 1e-12, 0);
    pair_free(&of);
}

static void test_credit__is_at_most_what_the_policy_itself_begins_with(void **state) {
    (void)state;
    pair of = pair_of(stocked);
    assert_near(of.before->terminal_start_t[of.works], 2, 1e-12, 0);
    assert_near(of.network->terminal_start_t[of.works], 2 + 3, 1e-12, 0);
    assert_near(of.scenario->policy_start_usd, 3000, 1e-9, 0);
    pair_free(&of);
}

/* Nothing can be left at the port but what comes back within a month; a stock that a policy moves
 * there is worth what a tonne at the port is worth without the policy. */
static void test_value__of_a_node_that_only_the_policy_keeps_stock_at_is_that_of_before(
    void **state) {
    (void)state;
    pair of = pair_of(moved);
    assert_near(worth(&of, of.port), 500, 1e-9, 0);
    assert_near(worth(&of, of.works), 520, 1e-9, 0);
    pair_free(&of);
}

static void test_with_policy__is_the_scenario_that_is_read_with_it(void **state) {
    (void)state;
    char text[4096];
    snprintf(text, sizeof text, chain_text, wider);
    sk_scenario *read = scenario_of_text(text, "tried");
    sk_scenario *again = NULL;
    assert_non_null(read->base);
    assert_null(read->base->base);
    assert_near(read->base->sources[0].capacity_tpy.value, 9.6, 0, 0);
    assert_int_equal(ski_scenario_with_policy(&again, read, 0, NULL), SK_OK);
    assert_ptr_equal(again->base, read->base);
    assert_int_equal(again->policy, 0);
    assert_near(again->sources[0].capacity_tpy.value, 19.2, 0, 0);
    assert_near(read->sources[0].capacity_tpy.value, 19.2, 0, 0);
    sk_scenario_free(again);
    sk_scenario_free(read);
}

/* One allocation fails, and all after it. */
static void test_with_policy__without_memory_says_so(void **state) {
    (void)state;
    pair of = pair_of(under_way);
    int failed = 1;
    for (int nth = 1; failed; nth++) {
        sk_scenario *scenario = NULL;
        sk_network *network = NULL;
        fail_allocation(nth);
        sk_status st = ski_scenario_with_policy(&scenario, of.base, 0, NULL);
        if (st == SK_OK) {
            st = ski_network_build(&network, scenario, NULL);
        }
        if (st == SK_OK) {
            st = ski_steady_fill(network, NULL, NULL);
        }
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        ski_network_free(network);
        sk_scenario_free(scenario);
    }
    pair_free(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_before__pipeline_and_values_are_as_worked_out_by_hand),
        cmocka_unit_test(test_policy__neither_fills_the_pipeline_nor_moves_terminal_values),
        cmocka_unit_test(test_policy__that_changes_nothing_gives_the_same_numbers),
        cmocka_unit_test(test_in_transit__of_the_policy_is_its_own_and_what_it_adds_is_bought),
        cmocka_unit_test(test_credit__is_at_most_what_the_policy_itself_begins_with),
        cmocka_unit_test(
            test_value__of_a_node_that_only_the_policy_keeps_stock_at_is_that_of_before),
        cmocka_unit_test(test_with_policy__is_the_scenario_that_is_read_with_it),
        cmocka_unit_test(test_with_policy__without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
