/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Balance rows: each way a tonne comes and goes, coefficients worked out by hand. */
#include "support/assert_near.h"
#include "support/chain.h"

#include <math.h>
#include <stdio.h>

static const char *const mine_to_port = CHAIN_HORIZON(
    4) "materials = { ore = {}; };\n"
       "places = { mine = { country = \"UZ\"; }; port = { country = \"KR\"; }; };\n"
       "sources = { pit = { place = \"mine\"; material = \"ore\"; price_usd_per_t = 10; }; };\n"
       "demands = { fab = { place = \"port\"; material = \"ore\"; tpy = 12; shortage_usd_per_t = "
       "1e4; }; };\n";

static chain with_route(const char *keys) {
    char text[2048];
    snprintf(
        text, sizeof text,
        "%s routes = { sea = { from = \"mine\"; to = \"port\"; materials = [\"ore\"]; %s }; };\n",
        mine_to_port, keys);
    return chain_of_text(text);
}

static void test_route__lead_time_of_45_days_splits_over_two_months(void **state) {
    (void)state;
    chain of = with_route("lead_time_days = 45;");
    const char *ship = "ship.sea.ore.2025_03";
    assert_near(entry_at(of.program, "balance.mine.ore.2025_03", ship), -1, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_03", ship), 0, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_04", ship), 0.520548, 5e-7, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_05", ship), 0.479452, 5e-7, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_06", "ship.sea.ore.2025_05"), 0.520548,
                5e-7, 0);
    chain_close(&of);
}

static void test_route__lead_time_of_two_months_arrives_at_once_after_two(void **state) {
    (void)state;
    chain of = with_route("lead_time_days = 60.833333333333333;");
    const char *ship = "ship.sea.ore.2025_03";
    assert_near(entry_at(of.program, "balance.port.ore.2025_04", ship), 0, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_05", ship), 1, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_06", ship), 0, 0, 0);
    chain_close(&of);
}

static void test_route__loss_is_taken_on_arrival(void **state) {
    (void)state;
    chain of = with_route("loss = 0.25;");
    const char *ship = "ship.sea.ore.2025_03";
    assert_near(entry_at(of.program, "balance.mine.ore.2025_03", ship), -1, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_03", ship), 0.75, 0, 0);
    chain_close(&of);
}

static void test_route__what_arrives_beyond_the_horizon_just_leaves(void **state) {
    (void)state;
    chain of = with_route("lead_time_days = 45;");
    int last = column_named(of.program, "ship.sea.ore.2025_06");
    assert_int_equal(of.program->column_start[last + 1] - of.program->column_start[last], 1);
    chain_close(&of);
}

static void test_node__purchases_come_in_service_goes_out_and_discards_too(void **state) {
    (void)state;
    chain of = with_route("");
    assert_near(entry_at(of.program, "balance.mine.ore.2025_04", "buy.pit.2025_04"), 1, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_04", "serve.fab.2025_04"), -1, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_04", "discard.port.ore.2025_04"), -1, 0,
                0);
    assert_near(row_lower_of(of.program, "balance.port.ore.2025_04"), 0, 0, 0);
    assert_near(row_upper_of(of.program, "balance.port.ore.2025_04"), 0, 0, 0);
    chain_close(&of);
}

static void test_node__cargo_from_before_the_start_comes_by_itself(void **state) {
    (void)state;
    chain of = chain_open(mine_to_port);
    double arrivals[12] = {0}; /* 2 nodes, 6 periods: mine, then port */
    arrivals[6 + 1] = 3.5;
    arrivals[6 + 5] = 9; /* after the end */
    of.network->arrival_periods = 6;
    of.network->arrivals = arrivals;
    chain_build(&of);
    assert_near(row_upper_of(of.program, "balance.port.ore.2025_04"), -3.5, 0, 0);
    assert_near(row_lower_of(of.program, "balance.port.ore.2025_04"), -3.5, 0, 0);
    assert_near(row_upper_of(of.program, "balance.port.ore.2025_06"), 0, 0, 0);
    chain_close(&of);
}

static const char *const plant = CHAIN_HORIZON(
    2) "materials = { ore = {}; acid = {}; oxide = {}; };\n"
       "places = { plant = { country = \"UZ\"; }; };\n"
       "sources = { pit = { place = \"plant\"; material = \"ore\"; price_usd_per_t = 10; };\n"
       "  tank = { place = \"plant\"; material = \"acid\"; price_usd_per_t = 1; }; };\n"
       "demands = { fab = { place = \"plant\"; material = \"oxide\"; tpy = 12; shortage_usd_per_t "
       "= 1e4; }; };\n"
       "processes = { mill = { place = \"plant\"; inputs = { ore = 1.2; acid = 0.5; };\n"
       "  outputs = { oxide = 0.9; acid = 0.4; }; yield = 0.5; }; };\n";

static void test_process__yield_multiplies_every_output_and_no_input(void **state) {
    (void)state;
    chain of = chain_of_text(plant);
    const char *run = "run.mill.2025_03";
    assert_near(entry_at(of.program, "balance.plant.ore.2025_03", run), -1.2, 0, 0);
    assert_near(entry_at(of.program, "balance.plant.oxide.2025_03", run), 0.45, 0, 1e-15);
    chain_close(&of);
}

static void test_process__what_it_takes_and_makes_is_one_net_entry(void **state) {
    (void)state;
    chain of = chain_of_text(plant);
    int run = column_named(of.program, "run.mill.2025_03");
    assert_near(entry_at(of.program, "balance.plant.acid.2025_03", "run.mill.2025_03"),
                0.4 * 0.5 - 0.5, 0, 1e-15);
    assert_int_equal(of.program->column_start[run + 1] - of.program->column_start[run], 3);
    chain_close(&of);
}

static const char *const reserve =
    CHAIN_HORIZON(3) "materials = { ore = {}; };\n"
                     "places = { port = { country = \"KR\"; }; };\n"
                     "stocks = { pile = { place = \"port\"; material = \"ore\"; initial_t = 100; "
                     "decay_per_year = 0.19; }; };\n"
                     "demands = { fab = { place = \"port\"; material = \"ore\"; tpy = 12; "
                     "shortage_usd_per_t = 1e4;\n"
                     "  returns = { place = \"port\"; material = \"ore\"; share = 0.3; lag_days = "
                     "45.625; }; }; };\n";

static void test_stock__decays_between_periods_and_enters_with_what_is_left(void **state) {
    (void)state;
    chain of = chain_of_text(reserve);
    double kept = pow(0.81, 1.0 / 12);
    assert_near(row_lower_of(of.program, "balance.port.ore.2025_03"), -100 * kept, 0, 1e-15);
    assert_near(row_lower_of(of.program, "balance.port.ore.2025_04"), 0, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_03", "stock.pile.2025_03"), -1, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_04", "stock.pile.2025_03"), kept, 0,
                1e-15);
    assert_near(entry_at(of.program, "balance.port.ore.2025_03", "drop.pile.2025_03"), -1, 0, 0);
    chain_close(&of);
}

static void test_returns__a_share_of_what_was_served_comes_back_after_the_lag(void **state) {
    (void)state;
    chain of = chain_of_text(reserve);
    const char *serve = "serve.fab.2025_03"; /* 45.625 days are a month and a half */
    assert_near(entry_at(of.program, "balance.port.ore.2025_03", serve), -1, 0, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_04", serve), 0.15, 1e-12, 0);
    assert_near(entry_at(of.program, "balance.port.ore.2025_05", serve), 0.15, 1e-12, 0);
    chain_close(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_route__lead_time_of_45_days_splits_over_two_months),
        cmocka_unit_test(test_route__lead_time_of_two_months_arrives_at_once_after_two),
        cmocka_unit_test(test_route__loss_is_taken_on_arrival),
        cmocka_unit_test(test_route__what_arrives_beyond_the_horizon_just_leaves),
        cmocka_unit_test(test_node__purchases_come_in_service_goes_out_and_discards_too),
        cmocka_unit_test(test_node__cargo_from_before_the_start_comes_by_itself),
        cmocka_unit_test(test_process__yield_multiplies_every_output_and_no_input),
        cmocka_unit_test(test_process__what_it_takes_and_makes_is_one_net_entry),
        cmocka_unit_test(test_stock__decays_between_periods_and_enters_with_what_is_left),
        cmocka_unit_test(test_returns__a_share_of_what_was_served_comes_back_after_the_lag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
