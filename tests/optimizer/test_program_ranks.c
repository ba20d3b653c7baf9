/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains whose costs tie: who goes short, when, and which of equal flows is taken. */
#include "support/assert_near.h"
#include "support/chain.h"

#include "base/tolerances.h"
#include "optimizer/optimum.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define ONE_PLACE                                          \
    "materials = { ore = { price_usd_per_t = 100; }; };\n" \
    "places = { port = { country = \"KR\"; }; };\n"
#define SOURCE(name, keys) name " = { place = \"port\"; material = \"ore\"; " keys " };\n"
#define DEMAND(name, keys) \
    name " = { place = \"port\"; material = \"ore\"; tpy = 120; " keys " };\n"

/* The optimum's flows [column_count]; free with free(). */
static double *solve(const chain *of) {
    const ski_program *program = of->program;
    sk_error *error = sk_error_new();
    ski_solver *solver = NULL;
    ski_optimum optimum;
    double *flows = malloc((size_t)program->column_count * sizeof *flows);
    double *dual = malloc((size_t)program->row_count * sizeof *dual);
    double *work = malloc((size_t)program->row_count * 2 * sizeof *work);
    assert_int_equal(ski_solver_new(&solver, program, error), SK_OK);
    sk_status st = ski_optimum_find(solver, program, of->network->base, SKI_COLD, NULL, false,
                                    flows, dual, work, &optimum, error);
    for (int i = 0; i < sk_error_kept(error); i++) {
        print_error("%s\n", sk_error_text(error, i));
    }
    assert_int_equal(st, SK_OK);
    ski_solver_free(solver);
    sk_error_free(error);
    free(dual);
    free(work);
    return flows;
}

static double flow(const chain *of, const double *flows, const char *column) {
    return flows[column_named(of->program, column)];
}

static void test_tie__critical_demand_is_served_first(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(1) ONE_PLACE "sources = {" SOURCE(
        "s", "capacity_tpy = 120;") "};\n"
                                    "demands = {" DEMAND("a", "shortage_usd_per_t = 5e4;") DEMAND(
                                        "b", "shortage_usd_per_t = 5e4; critical = true;") "};\n");
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "short.a.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "short.b.2025_03"), 0, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

static void test_tie__of_equal_demands_the_first_in_the_scenario_is_served(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(1) ONE_PLACE "sources = {" SOURCE(
        "s", "capacity_tpy = 120;") "};\n"
                                    "demands = {" DEMAND("b", "shortage_usd_per_t = 5e4;")
                                        DEMAND("a", "shortage_usd_per_t = 5e4;")
                                            DEMAND("c", "shortage_usd_per_t = 5e4;") "};\n");
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "short.b.2025_03"), 0, 1e-9, 0);
    assert_near(flow(&of, flows, "short.a.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "short.c.2025_03"), 10, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

/* Delivering to b costs as much more as its shortage: serving either is worth the same. */
static void test_tie__higher_shortage_value_is_served_first(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(
        1) "materials = { ore = { price_usd_per_t = 100; }; };\n"
           "places = { port = { country = \"KR\"; }; town = { country = \"KR\"; }; };\n"
           "sources = {" SOURCE(
               "s",
               "capacity_tpy = 120;") "};\n"
                                      "routes = { road = { from = \"port\"; to = \"town\"; "
                                      "materials = [\"ore\"]; cost_usd_per_t = 8; }; };\n"
                                      "demands = {" DEMAND(
                                          "a",
                                          "shortage_usd_per_t = 50000;") "b = { place = \"town\"; "
                                                                         "material = \"ore\"; tpy "
                                                                         "= 120; "
                                                                         "shortage_usd_per_t = "
                                                                         "50008; }; };\n");
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "short.a.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "short.b.2025_03"), 0, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

static void test_tie__earlier_periods_are_served_first(void **state) {
    (void)state;
    chain of = chain_of_text(
        CHAIN_HORIZON(4) ONE_PLACE
        "stocks = { pile = { place = \"port\"; material = \"ore\"; initial_t = 25; }; };\n"
        "demands = {" DEMAND("a", "shortage_usd_per_t = 5e4;") "};\n");
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "serve.a.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "serve.a.2025_04"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "serve.a.2025_05"), 5, 1e-9, 0);
    assert_near(flow(&of, flows, "serve.a.2025_06"), 0, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

/* Ranks of periods weigh less than those of demands: b waits in both months before a does in any.
 */
static void test_tie__demands_come_before_periods(void **state) {
    (void)state;
    chain of = chain_of_text(
        CHAIN_HORIZON(2) ONE_PLACE
        "stocks = { pile = { place = \"port\"; material = \"ore\"; initial_t = 20; }; };\n"
        "demands = {" DEMAND("a", "shortage_usd_per_t = 5e4;")
            DEMAND("b", "shortage_usd_per_t = 5e4;") "};\n");
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "serve.a.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "serve.a.2025_04"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "short.b.2025_03"), 10, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

static void test_tie__equal_purchases_are_made_in_scenario_order(void **state) {
    (void)state;
    chain of = chain_of_text(
        CHAIN_HORIZON(2) ONE_PLACE "sources = {" SOURCE("z", "capacity_tpy = 72;")
            SOURCE("y", "capacity_tpy = 72;")
                SOURCE("x", "") "};\n"
                                "demands = {" DEMAND("a", "shortage_usd_per_t = 5e6;") "};\n");
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "buy.z.2025_04"), 6, 1e-9, 0);
    assert_near(flow(&of, flows, "buy.y.2025_04"), 4, 1e-9, 0);
    assert_near(flow(&of, flows, "buy.x.2025_04"), 0, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

static void test_tie__equal_routes_and_processes_are_used_in_scenario_order(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(
        1) "materials = { ore = { price_usd_per_t = 100; }; oxide = {}; };\n"
           "places = { mine = { country = \"UZ\"; }; port = { country = \"KR\"; }; };\n"
           "sources = { s = { place = \"mine\"; material = \"ore\"; }; };\n"
           "processes = {\n"
           "  q = { place = \"mine\"; inputs = { ore = 1; }; outputs = { oxide = 1; }; "
           "capacity_tpy = 72; cost_usd_per_t = 3; };\n"
           "  p = { place = \"mine\"; inputs = { ore = 1; }; outputs = { oxide = 1; }; "
           "cost_usd_per_t = 3; }; };\n"
           "routes = {\n"
           "  sea = { from = \"mine\"; to = \"port\"; materials = [\"oxide\"]; capacity_tpy = 84; "
           "cost_usd_per_t = 4; };\n"
           "  air = { from = \"mine\"; to = \"port\"; materials = [\"oxide\"]; cost_usd_per_t = 4; "
           "}; };\n"
           "demands = { fab = { place = \"port\"; material = \"oxide\"; tpy = 120; "
           "shortage_usd_per_t = 5e6; }; };\n");
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "run.q.2025_03"), 6, 1e-9, 0);
    assert_near(flow(&of, flows, "run.p.2025_03"), 4, 1e-9, 0);
    assert_near(flow(&of, flows, "ship.sea.oxide.2025_03"), 7, 1e-9, 0);
    assert_near(flow(&of, flows, "ship.air.oxide.2025_03"), 3, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

static void test_tie__what_costs_nothing_does_not_move_for_nothing(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(
        2) "materials = { ore = {}; };\n"
           "places = { mine = { country = \"UZ\"; }; port = { country = \"KR\"; }; };\n"
           "sources = { s = { place = \"mine\"; material = \"ore\"; price_usd_per_t = 0; }; };\n"
           "routes = { there = { from = \"mine\"; to = \"port\"; materials = [\"ore\"]; };\n"
           "  back = { from = \"port\"; to = \"mine\"; materials = [\"ore\"]; }; };\n"
           "demands = { fab = { place = \"port\"; material = \"ore\"; tpy = 120; "
           "shortage_usd_per_t = 1; }; };\n");
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "buy.s.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "ship.there.ore.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "ship.back.ore.2025_03"), 0, 1e-9, 0);
    assert_near(flow(&of, flows, "discard.port.ore.2025_03"), 0, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

static void test_ranks__differ_by_the_step_and_stay_below_the_most(void **state) {
    (void)state;
    chain of = chain_of_text(chain_with_everything);
    const char *served_last_to_first[] = {
        "short.tools.2025_06",     "short.tools.2025_03",     "short.steel.2025_06",
        "short.steel.2025_03",     "short.fab.tier1.2025_06", "short.fab.tier1.2025_03",
        "short.fab.tier2.2025_06", "short.fab.tier2.2025_05",
    };
    double step = SKI_RANK_STEP * 90000;
    assert_int_equal(of.program->rank_level, SKI_RANK_ALL);
    for (int i = 1; i < 8; i++) {
        assert_true(rank_of(of.program, served_last_to_first[i]) >=
                    rank_of(of.program, served_last_to_first[i - 1]) + step * (1 - 1e-9));
    }
    for (int column = 0; column < of.program->column_count; column++) {
        assert_true(of.program->rank_cost[column] >= 0);
        assert_true(of.program->rank_cost[column] <= SKI_RANK_MOST * 90000);
    }
    chain_close(&of);
}

static chain many_demands(int count, int periods) {
    char *text = malloc(200 * (size_t)count + 1000);
    int length = sprintf(
        text, "scenario = { name = \"t\"; start = \"2025-01\"; periods = %d; };\n%s demands = {\n",
        periods, ONE_PLACE);
    for (int i = 0; i < count; i++) {
        length += sprintf(text + length, DEMAND("d%d", "shortage_usd_per_t = 5e4;"), i);
    }
    sprintf(text + length, "};\n");
    chain of = chain_of_text(text);
    free(text);
    return of;
}

static void test_ranks__periods_are_left_out_where_there_is_too_little_room(void **state) {
    (void)state;
    chain of = many_demands(30, 48); /* 1,440 ranks of at least 1e-9 are more than 1e-6 */
    assert_int_equal(of.program->rank_level, SKI_RANK_NO_PERIODS);
    double step = SKI_RANK_STEP * 5e4;
    assert_near(rank_of(of.program, "short.d29.2025_01"), 0, 0, 0);
    assert_near(rank_of(of.program, "short.d0.2025_01"), 29 * step, 0, 1e-12);
    assert_near(rank_of(of.program, "short.d0.2028_12"), 29 * step, 0, 1e-12);
    chain_close(&of);
}

static void test_ranks__the_last_demands_share_one_where_even_so_there_is_too_little(void **state) {
    (void)state;
    chain of = many_demands(1100, 1);
    assert_int_equal(of.program->rank_level, SKI_RANK_DEMANDS);
    assert_near(rank_of(of.program, "short.d1099.2025_01"), 0, 0, 0);
    assert_near(rank_of(of.program, "short.d1001.2025_01"), 0, 0, 0);
    assert_true(rank_of(of.program, "short.d900.2025_01") >
                rank_of(of.program, "short.d901.2025_01"));
    assert_true(rank_of(of.program, "short.d0.2025_01") <= SKI_RANK_MOST * 5e4 * (1 + 1e-12));
    assert_true(rank_of(of.program, "short.d0.2025_01") > rank_of(of.program, "short.d1.2025_01"));
    chain_close(&of);
}

/* Money that is spent on little, with shortage that is dear: ranks of equal flows would show. */
static void test_ranks__equal_flows_are_left_out_where_their_ranks_would_show(void **state) {
    (void)state;
    chain of = chain_of_text(
        CHAIN_HORIZON(
            1) "materials = { ore = { price_usd_per_t = 1e-3; }; };\n"
               "places = { port = { country = \"KR\"; }; };\n"
               "sources = {" SOURCE("z", "capacity_tpy = 12;")
                   SOURCE("y", "") "};\n"
                                   "demands = {" DEMAND("a", "shortage_usd_per_t = 1e6;") "};\n");
    bool changed = false;
    double *flows = solve(&of);
    assert_true(rank_of(of.program, "buy.y.2025_03") > 0);
    assert_int_equal(ski_program_rank(of.program, flows, &changed), SK_OK);
    assert_true(changed);
    assert_int_equal(of.program->rank_level, SKI_RANK_DEMANDS);
    assert_near(rank_of(of.program, "buy.y.2025_03"), 0, 0, 0);
    assert_int_equal(ski_program_rank(of.program, flows, &changed), SK_OK);
    assert_false(changed);
    free(flows);
    chain_close(&of);
}

/* c is worth 0.01 more than a and b, which tie, and fab 2000 times as much: a step of 1e-9 of that
 * would be 0.1. Ranks at 1e-11 leave c before a, and still put the critical a before b. */
static void test_ranks__shrink_below_what_values_differ_by_and_are_still_followed(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(1) ONE_PLACE "sources = {" SOURCE(
        "s", "capacity_tpy = 300;") "};\n"
                                    "demands = {" DEMAND("b", "shortage_usd_per_t = 50000;")
                                        DEMAND("a", "shortage_usd_per_t = 50000; critical = true;")
                                            DEMAND("c", "shortage_usd_per_t = 50000.01;")
                                                DEMAND("fab", "shortage_usd_per_t = 1e8;") "};\n");
    assert_int_equal(of.program->rank_level, SKI_RANK_DEMANDS);
    assert_near(rank_of(of.program, "short.c.2025_03"), 1e-3, 0, 1e-12);
    double *flows = solve(&of);
    assert_near(flow(&of, flows, "serve.fab.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "serve.c.2025_03"), 10, 1e-9, 0);
    assert_near(flow(&of, flows, "serve.a.2025_03"), 5, 1e-9, 0);
    assert_near(flow(&of, flows, "serve.b.2025_03"), 0, 1e-9, 0);
    free(flows);
    chain_close(&of);
}

static void test_ranks__are_left_out_where_none_is_small_enough(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(1) ONE_PLACE
                             "demands = {" DEMAND("a", "shortage_usd_per_t = 50000;")
                                 DEMAND("b", "shortage_usd_per_t = 50000.5;")
                                     DEMAND("fab", "shortage_usd_per_t = 1e11;") "};\n");
    assert_int_equal(of.program->rank_level, SKI_RANK_NONE);
    for (int column = 0; column < of.program->column_count; column++) {
        assert_near(of.program->rank_cost[column], 0, 0, 0);
    }
    chain_close(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tie__critical_demand_is_served_first),
        cmocka_unit_test(test_tie__of_equal_demands_the_first_in_the_scenario_is_served),
        cmocka_unit_test(test_tie__higher_shortage_value_is_served_first),
        cmocka_unit_test(test_tie__earlier_periods_are_served_first),
        cmocka_unit_test(test_tie__demands_come_before_periods),
        cmocka_unit_test(test_tie__equal_purchases_are_made_in_scenario_order),
        cmocka_unit_test(test_tie__equal_routes_and_processes_are_used_in_scenario_order),
        cmocka_unit_test(test_tie__what_costs_nothing_does_not_move_for_nothing),
        cmocka_unit_test(test_ranks__differ_by_the_step_and_stay_below_the_most),
        cmocka_unit_test(test_ranks__periods_are_left_out_where_there_is_too_little_room),
        cmocka_unit_test(test_ranks__the_last_demands_share_one_where_even_so_there_is_too_little),
        cmocka_unit_test(test_ranks__equal_flows_are_left_out_where_their_ranks_would_show),
        cmocka_unit_test(test_ranks__shrink_below_what_values_differ_by_and_are_still_followed),
        cmocka_unit_test(test_ranks__are_left_out_where_none_is_small_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
