/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics: flows written by hand into the layout → rows worked out by hand. */
#include "metrics/metrics.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Six months. Concentrate comes from Uzbekistan to a Korean port; two tonnes of it, less a tenth on
 * the way to the plant, make 0.9 t of APT, which fabs (10 t a month, critical) and steel (5 t a
 * month) use at one place. Traders in China sell APT. */
static const char chain_text[] =
    "scenario: { name = \"chain\"; start = \"2025-01\"; periods = 6; initial_pipeline = "
    "\"empty\";\n"
    "  terminal = \"none\"; };\n"
    "materials: { conc: { element = \"W\"; price_usd_per_t = 10.0; };\n"
    "  apt: { element = \"W\"; price_usd_per_t = 100.0; };\n"
    "  oil: { element = \"C\"; price_usd_per_t = 1.0; }; };\n"
    "places: { mine: { country = \"UZ\"; }; port: { country = \"KR\"; };\n"
    "  plant: { country = \"KR\"; }; works: { country = \"KR\"; }; ganzhou: { country = \"CN\"; "
    "};\n"
    "  depot: { country = \"JP\"; }; };\n"
    "sources: { uz: { place = \"mine\"; material = \"conc\"; capacity_tpy = 5000.0; };\n"
    "  cn_a: { place = \"ganzhou\"; material = \"apt\"; capacity_tpy = 5000.0; };\n"
    "  cn_b: { place = \"ganzhou\"; material = \"apt\"; steps = ((100.0, 90.0), (200.0, 120.0)); "
    "};\n"
    "  gulf: { place = \"port\"; material = \"oil\"; capacity_tpy = 10.0; }; };\n"
    "processes: { convert: { place = \"plant\"; inputs = { conc = 2.0; }; outputs = { apt = 1.0; "
    "};\n"
    "  yield = 0.9; cost_usd_per_t = 3.0; }; };\n"
    "routes: { sea: { from = \"mine\"; to = \"port\"; materials = [\"conc\"]; };\n"
    "  rail: { from = \"port\"; to = \"plant\"; materials = [\"conc\"]; loss = 0.1; };\n"
    "  truck: { from = \"plant\"; to = \"works\"; materials = [\"apt\"]; cost_usd_per_t = 7.0; };\n"
    "  import: { from = \"ganzhou\"; to = \"works\"; materials = [\"apt\"]; };\n"
    "  out: { from = \"port\"; to = \"depot\"; materials = [\"conc\"]; };\n"
    "  back: { from = \"depot\"; to = \"plant\"; materials = [\"conc\"]; }; };\n"
    "stocks: { kr_conc: { place = \"port\"; material = \"conc\"; capacity_t = 1000.0; };\n"
    "  kr_apt: { place = \"works\"; material = \"apt\"; capacity_t = 1000.0; };\n"
    "  uz_conc: { place = \"mine\"; material = \"conc\"; capacity_t = 1000.0; };\n"
    "  jp_conc: { place = \"depot\"; material = \"conc\"; capacity_t = 1000.0; }; };\n"
    "demands: { fab: { place = \"works\"; material = \"apt\"; tpy = 120.0; critical = true;\n"
    "    shortage_usd_per_t = 9000.0; };\n"
    "  steel: { place = \"works\"; material = \"apt\"; tpy = 60.0; shortage_usd_per_t = 5000.0; "
    "};\n"
    "  oiler: { place = \"port\"; material = \"oil\"; tpy = 0.0; shortage_usd_per_t = 5000.0; }; "
    "};\n"
    "policies: { paid: { cost_usd = 1000.0; }; };\n"
    "simulation: { decisions = \"foresight\"; };\n";

enum { FAB, STEEL, OILER };
enum { KR_CONC, KR_APT, UZ_CONC, JP_CONC };

/* A small chain of one place for what needs demands alone. */
static const char backlog_text[] =
    "scenario: { name = \"backlog\"; start = \"2025-01\"; periods = 6; initial_pipeline = "
    "\"empty\";\n"
    "  terminal = \"none\"; };\n"
    "materials: { ore: { price_usd_per_t = 10.0; }; };\n"
    "places: { here: { country = \"KR\"; }; };\n"
    "sources: { pit: { place = \"here\"; material = \"ore\"; capacity_tpy = 500.0; }; };\n"
    "demands: { a: { place = \"here\"; material = \"ore\"; tpy = 12.0; shortage_usd_per_t = "
    "900.0;\n"
    "    backlog_usd_per_t_year = 50.0; };\n"
    "  b: { place = \"here\"; material = \"ore\"; tpy = 12.0; shortage_usd_per_t = 900.0; }; };\n"
    "simulation: { decisions = \"foresight\"; };\n";

typedef struct {
    sk_scenario *scenario;
    sk_network *network;
    ski_program *program;
    ski_metric_table *table;
    ski_measure *measure;
    double *values, *flows, *row;
} bench;

static bench open_bench(const char *text, const char *policy) {
    bench at = {.scenario = scenario_of_text(text, policy)};
    assert_int_equal(ski_network_build(&at.network, at.scenario, NULL), SK_OK);
    assert_int_equal(ski_program_build(&at.program, at.network, NULL), SK_OK);
    assert_int_equal(ski_metric_table_build(&at.table, at.network), SK_OK);
    assert_int_equal(ski_measure_new(&at.measure, at.network, &at.program->layout, at.table),
                     SK_OK);
    const int count = at.network->quantity_count * at.network->periods;
    at.values = ski_alloc(count, sizeof(double));
    memcpy(at.values, at.network->base, (size_t)count * sizeof(double));
    at.flows = ski_alloc(at.program->column_count, sizeof(double));
    at.row = ski_alloc(at.table->width, sizeof(double));
    return at;
}

static void close_bench(bench *at) {
    ski_measure_free(at->measure);
    ski_metric_table_free(at->table);
    ski_program_free(at->program);
    ski_network_free(at->network);
    sk_scenario_free(at->scenario);
    free(at->values);
    free(at->flows);
    free(at->row);
}

/* Measures and reads one metric; demand -1: of the chain. */
static double metric(bench *at, const char *name, int demand) {
    const int column = ski_metric_find(at->table, name, demand);
    assert_true(column >= 0);
    ski_measure_row(at->measure, at->values, at->flows, at->row);
    return at->row[column];
}

static void set_shortage(bench *at, int demand, int period, double tonnes) {
    at->flows[at->program->layout.shortage[demand] + period] = tonnes;
}

static void set_stock(bench *at, int stock, double tonnes) {
    for (int t = 0; t < at->network->periods; t++) {
        at->flows[at->program->layout.stock[stock] + t] = tonnes;
    }
}

static void test_table__names_the_metrics_as_the_documents_do(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    const char *const chain[] = {"cost_usd",
                                 "spend_usd",
                                 "foresight_cost_usd",
                                 "foresight_gap_usd",
                                 "shortage_t",
                                 "shortage_critical_t",
                                 "fill_rate",
                                 "fill_rate_critical",
                                 "shortage_periods",
                                 "longest_shortage_periods",
                                 "first_shortage_period",
                                 "lowest_cover_days",
                                 "any_shortage",
                                 "any_shortage_critical",
                                 "any_shortage_other",
                                 "secure",
                                 "hhi_W",
                                 "hhi_C"};
    const char *const demand[] = {"demand_t",
                                  "served_t",
                                  "shortage_t",
                                  "fill_rate",
                                  "shortage_periods",
                                  "longest_shortage_periods",
                                  "first_shortage_period",
                                  "lowest_cover_days",
                                  "any_shortage"};
    assert_int_equal(at.table->count, 18 + 3 * 9);
    for (int c = 0; c < 18; c++) {
        assert_string_equal(at.table->metrics[c].name, chain[c]);
        assert_int_equal(at.table->metrics[c].demand, -1);
    }
    for (int c = 18; c < at.table->count; c++) {
        assert_string_equal(at.table->metrics[c].name, demand[(c - 18) % 9]);
        assert_int_equal(at.table->metrics[c].demand, (c - 18) / 9);
    }
    assert_int_equal(ski_metric_find(at.table, "fill_rate", 1), 18 + 9 + 3);
    assert_int_equal(ski_metric_find(at.table, "secure", 0), -1);
    assert_int_equal(ski_metric_find(at.table, "hhi_Mo", -1), -1);
    assert_true(at.table->metrics[SKI_COL_FIRST_SHORTAGE_PERIOD].harmless == 7);
    assert_true(at.table->metrics[SKI_COL_FILL_RATE].bad_side == SKI_LOW_IS_BAD);
    close_bench(&at);
}

static void test_row__of_a_chain_without_shortage_is_whole(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    assert_true(metric(&at, "fill_rate", -1) == 1);
    assert_true(metric(&at, "fill_rate_critical", -1) == 1);
    assert_true(metric(&at, "shortage_t", -1) == 0);
    assert_true(metric(&at, "shortage_periods", -1) == 0);
    assert_true(metric(&at, "first_shortage_period", -1) == 7);
    assert_true(metric(&at, "any_shortage", -1) == 0);
    assert_true(metric(&at, "secure", -1) == 1);
    assert_near(metric(&at, "demand_t", FAB), 60, 0, 1e-14);
    assert_near(metric(&at, "served_t", FAB), 60, 0, 1e-14);
    close_bench(&at);
}

/* Fabs lack 2, 1 and 3 t in the 2nd, 3rd and 5th month, steel 4 t in the 6th. */
static void test_shortage__is_counted_by_demand_and_for_the_critical_ones(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    set_shortage(&at, FAB, 1, 2);
    set_shortage(&at, FAB, 2, 1);
    set_shortage(&at, FAB, 4, 3);
    set_shortage(&at, STEEL, 5, 4);
    assert_near(metric(&at, "shortage_t", FAB), 6, 0, 1e-15);
    assert_near(metric(&at, "served_t", FAB), 54, 0, 1e-14);
    assert_near(metric(&at, "fill_rate", FAB), 0.9, 0, 1e-14);
    assert_true(metric(&at, "shortage_periods", FAB) == 3);
    assert_true(metric(&at, "longest_shortage_periods", FAB) == 2);
    assert_true(metric(&at, "first_shortage_period", FAB) == 2);
    assert_true(metric(&at, "any_shortage", FAB) == 1);
    assert_true(metric(&at, "first_shortage_period", STEEL) == 6);
    assert_near(metric(&at, "shortage_t", -1), 10, 0, 1e-15);
    assert_near(metric(&at, "shortage_critical_t", -1), 6, 0, 1e-15);
    assert_near(metric(&at, "fill_rate", -1), 80.0 / 90, 0, 1e-14);
    assert_near(metric(&at, "fill_rate_critical", -1), 0.9, 0, 1e-14);
    assert_true(metric(&at, "shortage_periods", -1) == 3);
    assert_true(metric(&at, "longest_shortage_periods", -1) == 2);
    assert_true(metric(&at, "first_shortage_period", -1) == 2);
    assert_true(metric(&at, "any_shortage_critical", -1) == 1);
    assert_true(metric(&at, "any_shortage_other", -1) == 1);
    assert_true(metric(&at, "secure", -1) == 0);
    close_bench(&at);
}

static void test_shortage__of_a_demand_that_is_not_critical_leaves_the_chain_secure(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    set_shortage(&at, STEEL, 0, 5);
    assert_true(metric(&at, "any_shortage", -1) == 1);
    assert_true(metric(&at, "any_shortage_critical", -1) == 0);
    assert_true(metric(&at, "any_shortage_other", -1) == 1);
    assert_true(metric(&at, "secure", -1) == 1);
    assert_true(metric(&at, "shortage_periods", -1) == 0);
    assert_true(metric(&at, "shortage_critical_t", -1) == 0);
    close_bench(&at);
}

static void test_shortage__of_others_is_undefined_where_every_demand_is_critical(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    ski_demand *demands = (ski_demand *)at.scenario->demands;
    demands[STEEL].critical = demands[OILER].critical = true;
    assert_true(isnan(metric(&at, "any_shortage_other", -1)));
    assert_true(metric(&at, "any_shortage_critical", -1) == 0);
    close_bench(&at);
}

static void test_secure__holds_at_exactly_the_fill_rate_asked_for(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    set_shortage(&at, FAB, 0, 2.9999);
    assert_true(metric(&at, "secure", -1) == 1); /* 3 of 60 t are the 5 % allowed */
    set_shortage(&at, FAB, 0, 3.0001);
    assert_true(metric(&at, "secure", -1) == 0);
    close_bench(&at);
}

static void test_short_period__begins_above_a_millionth_of_its_demand(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    set_shortage(&at, FAB, 0, 0.9e-6 * 10);
    assert_true(metric(&at, "any_shortage", -1) == 0);
    assert_true(metric(&at, "shortage_t", FAB) == 0);
    assert_true(metric(&at, "fill_rate", -1) == 1);
    set_shortage(&at, FAB, 0, 1.1e-6 * 10);
    assert_true(metric(&at, "any_shortage", -1) == 1);
    assert_near(metric(&at, "shortage_t", FAB), 1.1e-5, 0, 1e-14);
    close_bench(&at);
}

static void test_waiting__makes_a_period_short_and_is_no_shortage_yet(void **state) {
    (void)state;
    bench at = open_bench(backlog_text, NULL);
    at.flows[at.program->layout.wait[0] + 2] = 0.5;
    assert_true(metric(&at, "shortage_periods", 0) == 1);
    assert_true(metric(&at, "first_shortage_period", 0) == 3);
    assert_true(metric(&at, "any_shortage", -1) == 1);
    assert_true(metric(&at, "shortage_t", 0) == 0);
    assert_true(metric(&at, "fill_rate", 0) == 1);
    close_bench(&at);
}

static void test_critical__metrics_are_undefined_where_no_demand_is(void **state) {
    (void)state;
    bench at = open_bench(backlog_text, NULL);
    const char *const undefined[] = {"any_shortage_critical",    "shortage_critical_t",
                                     "fill_rate_critical",       "shortage_periods",
                                     "longest_shortage_periods", "first_shortage_period",
                                     "lowest_cover_days",        "secure"};
    for (size_t i = 0; i < sizeof undefined / sizeof *undefined; i++) {
        assert_true(isnan(metric(&at, undefined[i], -1)));
    }
    assert_true(metric(&at, "fill_rate", -1) == 1);
    close_bench(&at);
}

static void test_demand__of_nothing_is_filled_and_has_no_cover(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    assert_true(metric(&at, "fill_rate", OILER) == 1);
    assert_true(isnan(metric(&at, "lowest_cover_days", OILER)));
    close_bench(&at);
}

/* 30 t of concentrate are 30 · 0.9 (rail) · 0.9 / 2 (plant) = 12.15 t of APT; with 15 t of
 * APT, 27.15 t, of which fabs, with 10 of 15 t a month, count two thirds: 18.1 t for 10 t in 365/12
 * days. What lies in Uzbekistan and Japan does not count, though it can come. */
static void test_cover__counts_the_countrys_stocks_by_what_arrives_of_them(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    set_stock(&at, KR_CONC, 30);
    set_stock(&at, KR_APT, 15);
    set_stock(&at, UZ_CONC, 500);
    set_stock(&at, JP_CONC, 500);
    const double days = 1.81 * 365 / 12;
    assert_near(metric(&at, "lowest_cover_days", FAB), days, 0, 1e-14);
    assert_near(metric(&at, "lowest_cover_days", STEEL), days, 0, 1e-14);
    assert_near(metric(&at, "lowest_cover_days", -1), days, 0, 1e-14);
    at.flows[at.program->layout.stock[KR_APT] + 3] = 0;
    assert_near(metric(&at, "lowest_cover_days", FAB), 0.81 * 365 / 12, 0, 1e-14);
    close_bench(&at);
}

/* In the 4th month the fabs of this world want nothing: all is for steel. */
static void test_cover__shares_a_stock_by_the_demands_of_the_period(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    set_stock(&at, KR_APT, 15);
    at.values[at.network->needs[FAB].demand * 6 + 3] = 0;
    assert_near(metric(&at, "lowest_cover_days", FAB), 365.0 / 12, 0, 1e-14);
    at.flows[at.program->layout.stock[KR_APT] + 3] = 1;
    assert_near(metric(&at, "lowest_cover_days", FAB), 365.0 / 12, 0, 1e-14);
    assert_near(metric(&at, "lowest_cover_days", STEEL), 0.2 * 365 / 12, 0, 1e-14);
    close_bench(&at);
}

/* Two tonnes of metal come of a tonne of ore and one of ore of a tonne of metal: round and round
 * there would be no end, but a path passes each node once. */
static void test_cover__goes_round_no_loop(void **state) {
    (void)state;
    bench at = open_bench(
        "scenario: { name = \"loop\"; start = \"2025-01\"; periods = 2; initial_pipeline = "
        "\"empty\";\n"
        "  terminal = \"none\"; };\n"
        "materials: { ore: { price_usd_per_t = 10.0; }; metal: { }; };\n"
        "places: { here: { country = \"KR\"; }; };\n"
        "sources: { pit: { place = \"here\"; material = \"ore\"; capacity_tpy = 500.0; }; };\n"
        "processes: { up: { place = \"here\"; inputs = { ore = 1.0; }; outputs = { metal = 2.0; "
        "};\n"
        "    capacity_tpy = 50.0; };\n"
        "  back: { place = \"here\"; inputs = { metal = 1.0; }; outputs = { ore = 1.0; };\n"
        "    capacity_tpy = 50.0; }; };\n"
        "stocks: { shed: { place = \"here\"; material = \"ore\"; capacity_t = 100.0; }; };\n"
        "demands: { a: { place = \"here\"; material = \"metal\"; tpy = 12.0; critical = true;\n"
        "  shortage_usd_per_t = 900.0; }; };\n"
        "simulation: { decisions = \"foresight\"; };\n",
        NULL);
    set_stock(&at, 0, 3);
    assert_near(metric(&at, "lowest_cover_days", 0), 6 * 365.0 / 12, 0, 1e-14);
    close_bench(&at);
}

/* 300 t from Uzbekistan, 40 + 25 + 35 t from China, of two materials: 0.75² + 0.25². */
static void test_concentration__sums_the_elements_materials_by_country(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    const ski_layout *layout = &at.program->layout;
    at.flows[layout->buy[0]] = 100;
    at.flows[layout->buy[0] + 5] = 200;
    at.flows[layout->buy[1] + 1] = 40;
    at.flows[layout->buy[2]] = 25;
    at.flows[layout->buy[3] + 2] = 35;
    assert_near(metric(&at, "hhi_W", -1), 0.625, 0, 1e-14);
    assert_true(isnan(metric(&at, "hhi_C", -1)));
    assert_int_equal(at.table->purchase_count, 3);
    assert_string_equal(at.table->purchases[1].country, "CN");
    assert_near(at.row[at.table->first_purchase], 300, 0, 1e-15);
    assert_near(at.row[at.table->first_purchase + 1], 100, 0, 1e-15);
    close_bench(&at);
}

/* 100 t of concentrate at 10, 20 units of throughput at 3, 20 t trucked at 7, 2 t of fabs short at
 * 9,000. */
static void test_cost__is_the_objective_and_spend_leaves_the_penalties_out(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    const ski_layout *layout = &at.program->layout;
    at.flows[layout->buy[0]] = 100;
    at.flows[layout->run[0]] = 20;
    at.flows[layout->ship[2]] = 20;
    set_shortage(&at, FAB, 0, 2);
    assert_near(metric(&at, "cost_usd", -1), 1000 + 60 + 140 + 18000, 0, 1e-14);
    assert_near(metric(&at, "spend_usd", -1), 1000 + 60 + 140, 0, 1e-12);
    close_bench(&at);
}

static void test_cost__counts_the_applied_policys_own(void **state) {
    (void)state;
    bench at = open_bench(chain_text, "paid");
    assert_near(metric(&at, "cost_usd", -1), 1000, 0, 1e-14);
    assert_near(metric(&at, "spend_usd", -1), 1000, 0, 1e-14);
    close_bench(&at);
}

/* Every allocation of the table and the work space may be the one that fails. */
static void test_memory__that_runs_out_is_said_and_nothing_leaks(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    for (int nth = 1;; nth++) {
        ski_metric_table *table = NULL;
        ski_measure *measure = NULL;
        fail_allocation(nth);
        sk_status st = ski_metric_table_build(&table, at.network);
        if (st == SK_OK) {
            st = ski_measure_new(&measure, at.network, &at.program->layout, table);
        }
        const int failed = allocation_failed();
        fail_allocation(0);
        ski_measure_free(measure);
        ski_metric_table_free(table);
        if (!failed) {
            assert_int_equal(st, SK_OK);
            break;
        }
        assert_int_equal(st, SK_ERR_MEMORY);
    }
    close_bench(&at);
}

static void test_row__allocates_nothing(void **state) {
    (void)state;
    bench at = open_bench(chain_text, NULL);
    fail_allocation(1);
    ski_measure_row(at.measure, at.values, at.flows, at.row);
    const int failed = allocation_failed();
    fail_allocation(0);
    assert_false(failed);
    close_bench(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table__names_the_metrics_as_the_documents_do),
        cmocka_unit_test(test_row__of_a_chain_without_shortage_is_whole),
        cmocka_unit_test(test_shortage__is_counted_by_demand_and_for_the_critical_ones),
        cmocka_unit_test(test_shortage__of_a_demand_that_is_not_critical_leaves_the_chain_secure),
        cmocka_unit_test(test_shortage__of_others_is_undefined_where_every_demand_is_critical),
        cmocka_unit_test(test_secure__holds_at_exactly_the_fill_rate_asked_for),
        cmocka_unit_test(test_short_period__begins_above_a_millionth_of_its_demand),
        cmocka_unit_test(test_waiting__makes_a_period_short_and_is_no_shortage_yet),
        cmocka_unit_test(test_critical__metrics_are_undefined_where_no_demand_is),
        cmocka_unit_test(test_demand__of_nothing_is_filled_and_has_no_cover),
        cmocka_unit_test(test_cover__counts_the_countrys_stocks_by_what_arrives_of_them),
        cmocka_unit_test(test_cover__shares_a_stock_by_the_demands_of_the_period),
        cmocka_unit_test(test_cover__goes_round_no_loop),
        cmocka_unit_test(test_concentration__sums_the_elements_materials_by_country),
        cmocka_unit_test(test_cost__is_the_objective_and_spend_leaves_the_penalties_out),
        cmocka_unit_test(test_cost__counts_the_applied_policys_own),
        cmocka_unit_test(test_memory__that_runs_out_is_said_and_nothing_leaks),
        cmocka_unit_test(test_row__allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
