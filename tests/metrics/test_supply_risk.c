/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/supply_risk and metrics/governance: published values, closed forms and symmetries. */
#include "metrics/governance.h"
#include "metrics/supply_risk.h"
#include "support/assert_near.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PRODUCERS_MOST = 40 };

/* Mine production of one year, t, by country in ISO's two letters where the table of governance
 * has it, else "". */
typedef struct {
    int count;
    double t[PRODUCERS_MOST], stability[PRODUCERS_MOST];
} production;

static const char *const codes[][2] = {{"ARM", "AM"}, {"AUS", "AU"}, {"AUT", "AT"}, {"BOL", "BO"},
                                       {"BRA", "BR"}, {"CAN", "CA"}, {"CHL", "CL"}, {"CHN", "CN"},
                                       {"ESP", "ES"}, {"GBR", "GB"}, {"IRN", "IR"}, {"KAZ", "KZ"},
                                       {"KOR", "KR"}, {"MEX", "MX"}, {"MNG", "MN"}, {"PER", "PE"},
                                       {"PRK", "KP"}, {"PRT", "PT"}, {"RUS", "RU"}, {"RWA", "RW"},
                                       {"USA", "US"}, {"UZB", "UZ"}, {"VNM", "VN"}};

/* NaN where the table has no such country. */
static double stability_of(const char *iso3) {
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (strcmp(codes[i][0], iso3) == 0) {
            return ski_stability_of(codes[i][1])->estimate;
        }
    }
    return NAN;
}

/* The row's number in a column, counted from the end: names hold commas. */
static double column_from_end(const char *line, int column) {
    const char *at = line + strlen(line);
    for (int commas = 0; commas <= column; commas += *at == ',') {
        at--;
    }
    return strtod(at + 1, NULL);
}

static production read_production(const char *path, int year) {
    production of = {0};
    char line[256];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL && strncmp(line, "Total", 5) != 0) {
        const char *code =
            strstr(line, "\",") != NULL ? strstr(line, "\",") + 2 : strchr(line, ',') + 1;
        char iso3[4] = "";
        strncat(iso3, strchr(code, ',') + 1, 3);
        of.stability[of.count] = stability_of(iso3);
        of.t[of.count++] = column_from_end(line, 2 + 2022 - year);
    }
    fclose(file);
    return of;
}

static void test_hhi__of_mine_production_is_as_published(void **state) {
    (void)state;
    /* geopolrisk-py's example notebook, 2022; the earlier years to five digits. */
    const double mo[] = {.22430, .22584, .20932, .22265, .2326102658434335};
    const double w[] = {.65921, .71580, .71197, .61680, .6007017512773754};
    for (int year = 2018; year <= 2022; year++) {
        const production of_mo = read_production("tests/cases/mine_production/mo.csv", year);
        const production of_w = read_production("tests/cases/mine_production/w.csv", year);
        const double tolerance = year == 2022 ? 0 : 5e-6; /* 2022: to the last digit */
        assert_near(ski_hhi(of_mo.t, of_mo.count), mo[year - 2018], tolerance, 0);
        assert_near(ski_hhi(of_w.t, of_w.count), w[year - 2018], tolerance, 0);
    }
}

static void test_n_minus_1__of_mine_production_is_what_china_does_not_mine(void **state) {
    (void)state;
    const production mo = read_production("tests/cases/mine_production/mo.csv", 2022);
    const production w = read_production("tests/cases/mine_production/w.csv", 2022);
    assert_near(ski_n_minus_1(mo.t, mo.count, 265460), 0.595, 5e-4, 0);
    assert_near(ski_n_minus_1(w.t, w.count, 85926), 0.236, 5e-4, 0);
    assert_near(ski_n_minus_1(mo.t, mo.count, 265460), 1 - 107550.0 / 265460, 1e-15, 0);
}

/* One import of one tonne whose risk is the published weighted trade average. */
static double score_of(double hhi, double trade_average) {
    const double one_t = 1;
    return hhi * ski_weighted_trade_average(&one_t, &trade_average, 1, 0);
}

static void test_geopolrisk__is_hhi_times_weighted_trade_average(void **state) {
    (void)state;
    static const struct {
        double hhi, trade_average, score;
    } published[] = {/* geopolrisk-py's example notebook, 2022: China and EFTA, Mo and W. */
                     {.2326102658434335, .10780266218677396, .02507600590989535},
                     {.6007017512773754, .050867175819840724, .030556001597512483},
                     {.2326102658434335, .46690285749000865, .10860639780380967},
                     {.6007017512773754, .3875099129407145, .23277788334083047},
                     /* Its test case, USA 2022: nickel, manganese, graphite. */
                     {.26749007657640966, .0012076833631026191, 3.2304331527637555e-4},
                     {.20351833729028621, .54518874922896887, .11095590775245055},
                     {.470663478647389, .5842266185959466, .27497413262676956}};
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        assert_near(score_of(published[i].hhi, published[i].trade_average), published[i].score, 0,
                    0);
    }
}

static void test_trade_average__counts_what_is_mined_at_home_as_no_risk(void **state) {
    (void)state;
    const double imports_t[] = {30, 10}, risk[] = {0.6, 0.4};
    assert_near(ski_weighted_trade_average(imports_t, risk, 2, 60), (18 + 4) / 100.0, 1e-15, 0);
    assert_near(ski_weighted_trade_average(imports_t, risk, 0, 60), 0, 0, 0);
    assert_true(isnan(ski_weighted_trade_average(imports_t, risk, 0, 0)));
}

static void test_governance__maps_political_stability_as_published(void **state) {
    (void)state;
    int count = 0;
    const ski_stability *all = ski_stabilities(&count);
    assert_int_equal(count, 29);
    for (int i = 1; i < count; i++) {
        assert_true(strcmp(all[i - 1].country, all[i].country) < 0);
    }
    /* The normalised risks of 2022 to three digits. */
    assert_near(ski_governance_risk(ski_stability_of("CN")->estimate), .588, 5e-4, 0);
    assert_near(ski_governance_risk(ski_stability_of("IR")->estimate), .817, 5e-4, 0);
    assert_near(ski_governance_risk(ski_stability_of("AU")->estimate), .313, 5e-4, 0);
    assert_near(ski_governance_risk(2.5), 0, 0, 0);
    assert_near(ski_governance_eu(-2.5), 10, 0, 0);
    assert_null(ski_stability_of("ZZ"));
}

static double eu_hhi(const production *of, double where_unknown) {
    double weight[PRODUCERS_MOST];
    for (int i = 0; i < of->count; i++) {
        const double known = of->stability[i];
        weight[i] = ski_governance_eu(isnan(known) ? where_unknown : known);
    }
    return ski_hhi_weighted(of->t, weight, of->count);
}

/* A value worked out from estimates with all their digits. Ours have six, which leaves a share of
 * the index of at most 1e-6 open; and the table has none for Norway (1 t of Mo) and seven small
 * producers of tungsten, who may lie anywhere between the ends of the scale. */
static void test_eu_hhi__of_mine_production_is_as_worked_out_elsewhere(void **state) {
    (void)state;
    const double mo_value = 1.3263673805, w_value = 3.5201351328;
    const production mo = read_production("tests/cases/mine_production/mo.csv", 2022);
    const production w = read_production("tests/cases/mine_production/w.csv", 2022);
    assert_near(eu_hhi(&mo, 1), mo_value, 1e-6 * ski_hhi(mo.t, mo.count), 0);
    assert_true(eu_hhi(&w, 2.5) < w_value && w_value < eu_hhi(&w, -2.5));
    assert_true(eu_hhi(&w, -2.5) - eu_hhi(&w, 2.5) < 6e-5);
    assert_true(isnan(eu_hhi(&w, NAN)));
}

static void test_eu_supply_risk__is_the_formula_of_2017(void **state) {
    (void)state;
    ski_eu_inputs inputs = {.hhi_global = 3.5,
                            .hhi_sourcing = 1.5,
                            .import_reliance = 0.8,
                            .recycling_input_rate = 0.42,
                            .substitution_index = 0.95};
    assert_near(ski_eu_supply_risk(&inputs), (3.5 * .4 + 1.5 * .6) * .58 * .95, 1e-15, 0);
    inputs.hhi_global = NAN; /* where one is not known the other stands alone */
    assert_near(ski_eu_supply_risk(&inputs), 1.5 * .58 * .95, 1e-15, 0);
    inputs = (ski_eu_inputs){.hhi_global = 3.5, .hhi_sourcing = NAN, .substitution_index = 1};
    assert_near(ski_eu_supply_risk(&inputs), 3.5, 0, 0);
    inputs = (ski_eu_inputs){.hhi_global = 2,
                             .hhi_sourcing = 2,
                             .import_reliance = .3,
                             .substitution_index = 1};
    assert_near(ski_eu_supply_risk(&inputs), 2, 1e-15, 0); /* the same mix: reliance cancels */
}

static void test_import_reliance__is_net_imports_over_apparent_use(void **state) {
    (void)state;
    assert_near(ski_import_reliance(80, 0, 20), 0.8, 1e-15, 0);
    assert_near(ski_import_reliance(80, 30, 50), 0.5, 1e-15, 0);
    assert_true(isnan(ski_import_reliance(0, 0, 0)));
}

static void test_indices__of_one_supplier_and_of_suppliers_alike(void **state) {
    (void)state;
    const double one[] = {0, 7, 0}, alike[] = {3, 3, 3, 3}, none[] = {0, 0};
    assert_near(ski_hhi(one, 3), 1, 0, 0);
    assert_near(ski_n_minus_1(one, 3, 7), 0, 0, 0);
    assert_near(ski_hhi(alike, 4), 0.25, 1e-15, 0);
    assert_near(ski_n_minus_1(alike, 4, 12), 0.75, 1e-15, 0);
    assert_near(ski_n_minus_1(alike, 4, 24), 0.375, 1e-15, 0);
    assert_true(isnan(ski_hhi(none, 2)) && isnan(ski_hhi_weighted(none, none, 2)));
    assert_true(isnan(ski_n_minus_1(alike, 4, 0)));
    assert_int_equal(ski_largest_supplier(alike, 4), 0);
    assert_int_equal(ski_largest_supplier(one, 3), 1);
    assert_int_equal(ski_largest_supplier(none, 2), -1);
}

static void test_indices__do_not_hang_on_the_order_or_the_unit(void **state) {
    (void)state;
    const double t[] = {5, 11, 2}, risk[] = {.3, .6, .5};
    const double turned_kt[] = {.002, .005, .011}, turned_risk[] = {.5, .3, .6};
    assert_near(ski_hhi(t, 3), ski_hhi(turned_kt, 3), 1e-15, 0);
    assert_near(ski_hhi_weighted(t, risk, 3), ski_hhi_weighted(turned_kt, turned_risk, 3), 1e-15,
                0);
    assert_near(ski_weighted_trade_average(t, risk, 3, 4),
                ski_weighted_trade_average(turned_kt, turned_risk, 3, .004), 1e-15, 0);
}

static void test_weights__of_those_who_supply_nothing_do_not_count(void **state) {
    (void)state;
    const double t[] = {4, 0}, weight[] = {.5, NAN};
    assert_near(ski_hhi_weighted(t, weight, 2), .5, 0, 0);
    assert_near(ski_weighted_trade_average(t, weight, 2, 0), .5, 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hhi__of_mine_production_is_as_published),
        cmocka_unit_test(test_n_minus_1__of_mine_production_is_what_china_does_not_mine),
        cmocka_unit_test(test_geopolrisk__is_hhi_times_weighted_trade_average),
        cmocka_unit_test(test_trade_average__counts_what_is_mined_at_home_as_no_risk),
        cmocka_unit_test(test_governance__maps_political_stability_as_published),
        cmocka_unit_test(test_eu_hhi__of_mine_production_is_as_worked_out_elsewhere),
        cmocka_unit_test(test_eu_supply_risk__is_the_formula_of_2017),
        cmocka_unit_test(test_import_reliance__is_net_imports_over_apparent_use),
        cmocka_unit_test(test_indices__of_one_supplier_and_of_suppliers_alike),
        cmocka_unit_test(test_indices__do_not_hang_on_the_order_or_the_unit),
        cmocka_unit_test(test_weights__of_those_who_supply_nothing_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
