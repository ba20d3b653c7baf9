/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounds and rows that limit flows, stocks and demands, by hand: a month is a twelfth of a year. */
#include "support/assert_near.h"
#include "support/chain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PLACES                                                                                     \
    "materials = { ore = { element = \"W\"; price_usd_per_t = 100; }; oxide = { element = \"W\"; " \
    "};\n"                                                                                         \
    "  };\n"                                                                                       \
    "places = { mine = { country = \"UZ\"; }; pit = { country = \"CN\"; }; port = { country = "    \
    "\"KR\"; }; };\n"
#define FAB                                                                                     \
    "demands = { fab = { place = \"port\"; material = \"ore\"; tpy = 12; shortage_usd_per_t = " \
    "1e4; }; };\n"

static chain of_text(const char *first, const char *second) {
    char text[4096];
    snprintf(text, sizeof text, "%s%s", first, second);
    return chain_of_text(text);
}

static void test_source__capacity_and_minimum_are_bounds_of_its_purchase(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(2) PLACES FAB
                             "sources = { s = { place = \"port\"; material = \"ore\"; "
                             "capacity_tpy = 24; min_tpy = 6; }; };\n");
    assert_near(lower_of(of.program, "buy.s.2025_03"), 0.5, 0, 1e-15);
    assert_near(upper_of(of.program, "buy.s.2025_03"), 2, 0, 1e-15);
    assert_false(is_boxed(of.program, "buy.s.2025_03"));
    chain_close(&of);
}

static void test_source__minimum_is_cut_to_the_capacity_of_the_same_values(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(2) PLACES FAB
                             "sources = { s = { place = \"port\"; material = \"ore\"; "
                             "capacity_tpy = 24; min_tpy = 6; }; };\n");
    int capacity = quantity_named(of.network, "sources.s.capacity_tpy");
    double *values = malloc((size_t)(of.network->quantity_count * 2) * sizeof *values);
    for (int i = 0; i < of.network->quantity_count * 2; i++) {
        values[i] = of.network->base[i];
    }
    values[capacity * 2] = 3; /* first month; the minimum was left at 6 */
    ski_changes *changes = NULL;
    assert_int_equal(ski_changes_new(&changes, of.program), SK_OK);
    assert_int_equal(ski_program_patch(of.program, values, &capacity, 1, changes, NULL), SK_OK);
    assert_near(lower_of(of.program, "buy.s.2025_03"), 0.25, 0, 1e-15);
    assert_near(upper_of(of.program, "buy.s.2025_03"), 0.25, 0, 1e-15);
    assert_near(lower_of(of.program, "buy.s.2025_04"), 0.5, 0, 1e-15);
    ski_changes_free(changes);
    free(values);
    chain_close(&of);
}

static void test_source__minimum_over_several_blocks_is_a_row(void **state) {
    (void)state;
    chain of =
        chain_of_text(CHAIN_HORIZON(2) PLACES FAB "sources = { s = { place = \"port\"; material = "
                                                  "\"ore\"; min_tpy = 6; premium_usd_per_t = 7;\n"
                                                  "  steps = ( (12, 50), (24, 80) ); }; };\n");
    assert_near(lower_of(of.program, "buy.s.1.2025_03"), 0, 0, 0);
    assert_near(upper_of(of.program, "buy.s.1.2025_03"), 1, 0, 1e-15);
    assert_near(upper_of(of.program, "buy.s.2.2025_03"), 2, 0, 1e-15);
    assert_near(cost_of(of.program, "buy.s.2.2025_03"), 87, 0, 1e-15);
    assert_near(entry_at(of.program, "minimum.s.2025_03", "buy.s.1.2025_03"), 1, 0, 0);
    assert_near(entry_at(of.program, "minimum.s.2025_03", "buy.s.2.2025_03"), 1, 0, 0);
    assert_near(row_lower_of(of.program, "minimum.s.2025_03"), 0.5, 0, 1e-15);
    assert_true(isinf(row_upper_of(of.program, "minimum.s.2025_03")));
    chain_close(&of);
}

#define ROUTES                                                                                    \
    "routes = {\n"                                                                                \
    "  sea = { from = \"mine\"; to = \"port\"; materials = [\"ore\", \"oxide\"]; capacity_tpy = " \
    "24;\n"                                                                                       \
    "    via = [\"strait\", \"canal\"]; };\n"                                                     \
    "  rail = { from = \"mine\"; to = \"port\"; materials = [\"ore\"]; capacity_tpy = 36; via = " \
    "[\"strait\"]; };\n"                                                                          \
    "  air = { from = \"pit\"; to = \"port\"; materials = [\"ore\", \"oxide\"]; }; };\n"          \
    "chokepoints = { strait = { capacity_tpy = 48; }; canal = {}; };\n"

static void test_route__materials_share_its_capacity_in_a_row(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(2) PLACES FAB ROUTES);
    assert_near(row_upper_of(of.program, "capacity.sea.2025_04"), 2, 0, 1e-15);
    assert_near(entry_at(of.program, "capacity.sea.2025_04", "ship.sea.ore.2025_04"), 1, 0, 0);
    assert_near(entry_at(of.program, "capacity.sea.2025_04", "ship.sea.oxide.2025_04"), 1, 0, 0);
    assert_true(is_boxed(of.program, "ship.sea.ore.2025_04"));
    chain_close(&of);
}

static void test_route__capacity_for_a_single_material_is_a_bound(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(2) PLACES FAB ROUTES);
    assert_false(has_row(of.program, "capacity.rail.2025_04"));
    assert_near(upper_of(of.program, "ship.rail.ore.2025_04"), 3, 0, 1e-15);
    assert_false(is_boxed(of.program, "ship.rail.ore.2025_04"));
    chain_close(&of);
}

static void test_chokepoint__all_routes_through_it_share_its_capacity(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(2) PLACES FAB ROUTES);
    assert_near(row_upper_of(of.program, "passage.strait.2025_03"), 4, 0, 1e-15);
    assert_near(entry_at(of.program, "passage.strait.2025_03", "ship.sea.ore.2025_03"), 1, 0, 0);
    assert_near(entry_at(of.program, "passage.strait.2025_03", "ship.sea.oxide.2025_03"), 1, 0, 0);
    assert_near(entry_at(of.program, "passage.strait.2025_03", "ship.rail.ore.2025_03"), 1, 0, 0);
    assert_near(entry_at(of.program, "passage.strait.2025_03", "ship.air.ore.2025_03"), 0, 0, 0);
    assert_false(has_row(of.program, "passage.canal.2025_03"));
    chain_close(&of);
}

static void test_route__without_capacity_has_a_row_only_where_a_cause_may_close_it(void **state) {
    (void)state;
    chain never = chain_of_text(CHAIN_HORIZON(2) PLACES FAB ROUTES);
    assert_false(has_row(never.program, "capacity.air.2025_03"));
    chain_close(&never);
    chain sometimes = chain_of_text(
        CHAIN_HORIZON(2) PLACES FAB ROUTES
        "disruptions = { strike = { rate_per_year = 1; duration_days = 30;\n"
        "  effects = ( { target = \"routes.air.capacity_tpy\"; factor = 0; } ); }; };\n");
    assert_true(isinf(row_upper_of(sometimes.program, "capacity.air.2025_03")));
    int air = quantity_named(sometimes.network, "routes.air.capacity_tpy");
    double *closed = calloc((size_t)(sometimes.network->quantity_count * 2), sizeof *closed);
    ski_changes *changes = NULL;
    assert_int_equal(ski_changes_new(&changes, sometimes.program), SK_OK);
    assert_int_equal(ski_program_patch(sometimes.program, closed, &air, 1, changes, NULL), SK_OK);
    assert_near(row_upper_of(sometimes.program, "capacity.air.2025_03"), 0, 0, 0);
    assert_int_equal(changes->row_count, 2);
    ski_changes_free(changes);
    free(closed);
    chain_close(&sometimes);
}

#define STOCK(keys)                                                                                \
    "stocks = { pile = { place = \"port\"; material = \"ore\"; initial_t = 100; decay_per_year = " \
    "0.19; " keys " }; };\n"

static void test_stock__capacity_is_a_bound_not_a_rate(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(2) PLACES FAB STOCK("capacity_t = 240;"));
    assert_near(upper_of(of.program, "stock.pile.2025_03"), 240, 0, 0);
    assert_false(has_row(of.program, "release.pile.2025_03"));
    assert_false(has_row(of.program, "refill.pile.2025_03"));
    assert_false(has_row(of.program, "target.pile.2025_03"));
    assert_false(has_column(of.program, "below.pile.2025_03"));
    chain_close(&of);
}

static void test_stock__net_release_is_limited_and_discards_are_no_release(void **state) {
    (void)state;
    chain of =
        chain_of_text(CHAIN_HORIZON(2) PLACES FAB STOCK("release_tpy = 36; refill_tpy = 24;"));
    double kept = pow(0.81, 1.0 / 12);
    /* kept · 100 - h - v <= 3 in the first month, kept · h[t-1] - h - v <= 3 later */
    assert_near(row_upper_of(of.program, "release.pile.2025_03"), 3 - 100 * kept, 0, 1e-14);
    assert_near(row_upper_of(of.program, "release.pile.2025_04"), 3, 0, 1e-15);
    assert_near(entry_at(of.program, "release.pile.2025_04", "stock.pile.2025_03"), kept, 0, 1e-15);
    assert_near(entry_at(of.program, "release.pile.2025_04", "stock.pile.2025_04"), -1, 0, 0);
    assert_near(entry_at(of.program, "release.pile.2025_04", "drop.pile.2025_04"), -1, 0, 0);
    assert_near(row_upper_of(of.program, "refill.pile.2025_03"), 2 + 100 * kept, 0, 1e-14);
    assert_near(row_upper_of(of.program, "refill.pile.2025_04"), 2, 0, 1e-15);
    assert_near(entry_at(of.program, "refill.pile.2025_04", "stock.pile.2025_03"), -kept, 0, 1e-15);
    assert_near(entry_at(of.program, "refill.pile.2025_04", "stock.pile.2025_04"), 1, 0, 0);
    assert_near(entry_at(of.program, "refill.pile.2025_04", "drop.pile.2025_04"), 1, 0, 0);
    assert_true(isinf(row_lower_of(of.program, "release.pile.2025_04")));
    chain_close(&of);
}

static void test_stock__target_is_missed_at_a_cost_by_the_year(void **state) {
    (void)state;
    chain of = chain_of_text(
        CHAIN_HORIZON(2) PLACES FAB STOCK("target_t = 80; below_target_usd_per_t_year = 600;"));
    assert_near(row_lower_of(of.program, "target.pile.2025_03"), 80, 0, 0);
    assert_true(isinf(row_upper_of(of.program, "target.pile.2025_03")));
    assert_near(entry_at(of.program, "target.pile.2025_03", "stock.pile.2025_03"), 1, 0, 0);
    assert_near(entry_at(of.program, "target.pile.2025_03", "below.pile.2025_03"), 1, 0, 0);
    assert_near(cost_of(of.program, "below.pile.2025_03"), 50, 0, 1e-15);
    chain_close(&of);
}

static void test_limit__excess_is_what_exceeds_the_share_of_all_purchases(void **state) {
    (void)state;
    chain of =
        chain_of_text(CHAIN_HORIZON(2) PLACES FAB
                      "sources = { a = { place = \"mine\"; material = \"ore\"; }; b = { place = "
                      "\"pit\"; material = \"ore\"; };\n"
                      "  c = { place = \"pit\"; material = \"oxide\"; price_usd_per_t = 5; }; };\n"
                      "limits = { half = { element = \"W\"; countries = [\"CN\"]; max_share = 0.4; "
                      "excess_usd_per_t = 30; }; };\n");
    const char *row = "limit.half.2025_03";
    assert_near(entry_at(of.program, row, "buy.a.2025_03"), -0.4, 0, 0);
    assert_near(entry_at(of.program, row, "buy.b.2025_03"), 0.6, 0, 0);
    assert_near(entry_at(of.program, row, "buy.c.2025_03"), 0.6, 0, 0);
    assert_near(entry_at(of.program, row, "excess.half.2025_03"), -1, 0, 0);
    assert_near(row_upper_of(of.program, row), 0, 0, 0);
    assert_near(cost_of(of.program, "excess.half.2025_03"), 30, 0, 0);
    int share = quantity_named(of.network, "limits.half.max_share");
    double *values = calloc((size_t)(of.network->quantity_count * 2), sizeof *values);
    values[share * 2] = 0.1;
    ski_changes *changes = NULL;
    assert_int_equal(ski_changes_new(&changes, of.program), SK_OK);
    assert_int_equal(ski_program_patch(of.program, values, &share, 1, changes, NULL), SK_OK);
    assert_near(entry_at(of.program, row, "buy.a.2025_03"), -0.1, 0, 0);
    assert_near(entry_at(of.program, row, "buy.b.2025_03"), 0.9, 0, 0);
    assert_int_equal(changes->entry_count, 6);
    ski_changes_free(changes);
    free(values);
    chain_close(&of);
}

#define DEMAND(keys) \
    "demands = { fab = { place = \"port\"; material = \"ore\"; tpy = 24; " keys " }; };\n"

static void test_demand__is_served_or_short(void **state) {
    (void)state;
    chain of = of_text(CHAIN_HORIZON(2) PLACES, FAB);
    const char *row = "demand.fab.2025_04";
    assert_near(row_lower_of(of.program, row), 1, 0, 1e-15);
    assert_near(row_upper_of(of.program, row), 1, 0, 1e-15);
    assert_near(entry_at(of.program, row, "serve.fab.2025_04"), 1, 0, 0);
    assert_near(entry_at(of.program, row, "short.fab.2025_04"), 1, 0, 0);
    assert_near(cost_of(of.program, "short.fab.2025_04"), 1e4, 0, 0);
    assert_false(has_column(of.program, "wait.fab.2025_04"));
    chain_close(&of);
}

static void test_demand__tiers_bound_shortage_by_their_shares(void **state) {
    (void)state;
    chain of = of_text(CHAIN_HORIZON(2) PLACES, DEMAND("tiers = ( (0.25, 500), (0.75, 9000) );"));
    assert_near(upper_of(of.program, "short.fab.tier1.2025_03"), 0.5, 0, 1e-15);
    assert_near(upper_of(of.program, "short.fab.tier2.2025_03"), 1.5, 0, 1e-15);
    assert_near(cost_of(of.program, "short.fab.tier1.2025_03"), 500, 0, 0);
    assert_near(cost_of(of.program, "short.fab.tier2.2025_03"), 9000, 0, 0);
    assert_near(entry_at(of.program, "demand.fab.2025_03", "short.fab.tier1.2025_03"), 1, 0, 0);
    assert_near(entry_at(of.program, "demand.fab.2025_03", "short.fab.tier2.2025_03"), 1, 0, 0);
    chain_close(&of);
}

static void test_demand__with_a_backlog_waits_and_is_lost_at_the_end(void **state) {
    (void)state;
    chain of = of_text(CHAIN_HORIZON(3) PLACES,
                       DEMAND("shortage_usd_per_t = 7000; backlog_usd_per_t_year = 1200;"));
    assert_near(upper_of(of.program, "short.fab.2025_03"), 0, 0, 0);
    assert_near(upper_of(of.program, "short.fab.2025_04"), 0, 0, 0);
    assert_true(upper_of(of.program, "short.fab.2025_05") >= 6); /* all that may wait */
    assert_true(is_boxed(of.program, "short.fab.2025_05"));
    assert_near(upper_of(of.program, "wait.fab.2025_05"), 0, 0, 0);
    assert_true(upper_of(of.program, "wait.fab.2025_04") >= 4);
    assert_near(cost_of(of.program, "wait.fab.2025_04"), 100, 0, 1e-15);
    assert_near(entry_at(of.program, "demand.fab.2025_04", "wait.fab.2025_04"), 1, 0, 0);
    assert_near(entry_at(of.program, "demand.fab.2025_04", "wait.fab.2025_03"), -1, 0, 0);
    assert_near(entry_at(of.program, "demand.fab.2025_05", "wait.fab.2025_04"), -1, 0, 0);
    chain_close(&of);
}

static void test_demand__a_substitute_replaces_by_its_ratio_up_to_its_share(void **state) {
    (void)state;
    chain of =
        of_text(CHAIN_HORIZON(2) PLACES,
                DEMAND("shortage_usd_per_t = 7000;\n alternatives = ( { material = \"oxide\"; "
                       "ratio = 1.6; max_share = 0.5; extra_usd_per_t = 11; } );"));
    const char *with = "substitute.fab.oxide.2025_03";
    assert_near(upper_of(of.program, with), 1.6, 0, 1e-15); /* half of 2 t, 1.6 t for each */
    assert_near(cost_of(of.program, with), 11, 0, 0);
    assert_near(entry_at(of.program, "demand.fab.2025_03", with), 0.625, 0, 0);
    assert_near(entry_at(of.program, "balance.port.oxide.2025_03", with), -1, 0, 0);
    chain_close(&of);
}

static void test_credit__is_at_most_stock_and_what_is_under_way(void **state) {
    (void)state;
    chain of = chain_open(CHAIN_HORIZON(3) PLACES
                          "routes = { sea = { from = \"mine\"; to = \"port\"; materials = "
                          "[\"ore\"]; lead_time_days = 45.625; loss = 0.2; }; };\n"
                          "stocks = { pile = { place = \"port\"; material = \"ore\"; }; };\n"
                          "demands = { fab = { place = \"port\"; material = \"ore\"; tpy = 24; "
                          "shortage_usd_per_t = 7000;\n"
                          "  returns = { place = \"port\"; material = \"ore\"; share = 0.3; "
                          "lag_days = 365; }; }; };\n");
    double worth[4] = {0}, most[4] = {0}, arrivals[4 * 5] = {0};
    int port = -1;
    for (int node = 0; node < of.network->node_count; node++) {
        bool is_port = of.network->nodes[node].place == 2 && of.network->nodes[node].material == 0;
        port = is_port ? node : port;
    }
    worth[port] = 60;
    most[port] = 40;
    arrivals[port * 5 + 3] = 1.5;
    arrivals[port * 5 + 4] = 2;
    of.network->terminal_usd_per_t = worth;
    of.network->terminal_start_t = most;
    of.network->has_credit = true;
    of.network->arrival_periods = 5;
    of.network->arrivals = arrivals;
    chain_build(&of);
    const char *row = "credit.port.ore";
    assert_near(upper_of(of.program, row), 40, 0, 0);
    assert_near(cost_of(of.program, row), -60, 0, 0);
    assert_near(row_upper_of(of.program, row), 3.5, 0, 0);
    assert_near(entry_at(of.program, row, row), 1, 0, 0);
    assert_near(entry_at(of.program, row, "stock.pile.2025_05"), -1, 0, 0);
    assert_near(entry_at(of.program, row, "stock.pile.2025_04"), 0, 0, 0);
    /* a month and a half: all of the last month's, half of the one before */
    assert_near(entry_at(of.program, row, "ship.sea.ore.2025_05"), -0.8, 0, 1e-12);
    assert_near(entry_at(of.program, row, "ship.sea.ore.2025_04"), -0.4, 0, 1e-12);
    assert_near(entry_at(of.program, row, "ship.sea.ore.2025_03"), 0, 0, 0);
    assert_near(entry_at(of.program, row, "serve.fab.2025_03"), -0.3, 0, 1e-15);
    assert_near(entry_at(of.program, row, "serve.fab.2025_05"), -0.3, 0, 1e-15);
    assert_false(has_column(of.program, "credit.mine.ore"));
    chain_close(&of);
}

static void test_box__is_the_same_for_all_without_a_limit_and_far_above_any_use(void **state) {
    (void)state;
    chain of = chain_of_text(CHAIN_HORIZON(2) PLACES FAB ROUTES
                             "sources = { s = { place = \"pit\"; material = \"ore\"; }; };\n");
    double box = upper_of(of.program, "buy.s.2025_03");
    assert_true(is_boxed(of.program, "buy.s.2025_03"));
    assert_true(box >= 1000 * 2); /* all demand is 2 t */
    assert_true(box <= 1e6);
    for (int column = 0; column < of.program->column_count; column++) {
        assert_true(isfinite(of.program->upper[column]));
        assert_true(!of.program->boxed[column] || of.program->upper[column] == box);
    }
    chain_close(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_source__capacity_and_minimum_are_bounds_of_its_purchase),
        cmocka_unit_test(test_source__minimum_is_cut_to_the_capacity_of_the_same_values),
        cmocka_unit_test(test_source__minimum_over_several_blocks_is_a_row),
        cmocka_unit_test(test_route__materials_share_its_capacity_in_a_row),
        cmocka_unit_test(test_route__capacity_for_a_single_material_is_a_bound),
        cmocka_unit_test(test_chokepoint__all_routes_through_it_share_its_capacity),
        cmocka_unit_test(test_route__without_capacity_has_a_row_only_where_a_cause_may_close_it),
        cmocka_unit_test(test_stock__capacity_is_a_bound_not_a_rate),
        cmocka_unit_test(test_stock__net_release_is_limited_and_discards_are_no_release),
        cmocka_unit_test(test_stock__target_is_missed_at_a_cost_by_the_year),
        cmocka_unit_test(test_limit__excess_is_what_exceeds_the_share_of_all_purchases),
        cmocka_unit_test(test_demand__is_served_or_short),
        cmocka_unit_test(test_demand__tiers_bound_shortage_by_their_shares),
        cmocka_unit_test(test_demand__with_a_backlog_waits_and_is_lost_at_the_end),
        cmocka_unit_test(test_demand__a_substitute_replaces_by_its_ratio_up_to_its_share),
        cmocka_unit_test(test_credit__is_at_most_stock_and_what_is_under_way),
        cmocka_unit_test(test_box__is_the_same_for_all_without_a_limit_and_far_above_any_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
