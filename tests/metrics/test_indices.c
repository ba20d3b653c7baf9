/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/indices: against functions whose indices are known in closed form. */
#include "metrics/indices.h"

#include "support/exchanged.h"

#include <math.h>
#include <stdlib.h>

/* Ishigami and Homma (1990), a = 7, b = 0.1. */
static double ishigami(const double *u) {
    const double pi = acos(-1);
    double x[3];
    for (int i = 0; i < 3; i++) {
        x[i] = pi * (2 * u[i] - 1);
    }
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

/* Sobol' G, Saltelli and Sobol' (1995). */
static double sobol_g(const double *u) {
    const double a[8] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    double product = 1;
    for (int i = 0; i < 8; i++) {
        product *= (fabs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
    }
    return product;
}

/* An interval at 0.99999 is 4.4 standard errors wide to each side. */
static void expect_indices(function *f, int inputs, double variance, const double *first,
                           const double *total) {
    enum { WORLDS = 8192 };
    exchanged at = exchanged_of(f, inputs, WORLDS, 3);
    ski_spread spread;
    ski_index indices[8];
    assert_int_equal(ski_indices_of(&at.of, 0, 5, 0.99999, &spread, indices), SK_OK);
    assert_true(spread.varies);
    assert_int_equal(spread.count, WORLDS);
    assert_near(spread.variance, variance, 0, 0.1);
    assert_true(spread.variance_interval.low < variance &&
                variance < spread.variance_interval.high);
    for (int i = 0; i < inputs; i++) {
        const ski_index *of = &indices[i];
        print_message("%d: first %.4f (%.4f to %.4f; %.4f), total %.4f (%.4f to %.4f; %.4f)\n", i,
                      of->first, of->first_interval.low, of->first_interval.high, first[i],
                      of->total, of->total_interval.low, of->total_interval.high, total[i]);
        assert_true(of->first_interval.low < first[i] && first[i] < of->first_interval.high);
        assert_true(of->total_interval.low < total[i] && total[i] < of->total_interval.high);
        assert_true(of->first_interval.high - of->first_interval.low < 0.25);
        assert_true(of->total_interval.high - of->total_interval.low < 0.15);
        assert_int_equal(of->left_out, 0);
    }
    exchanged_free(&at);
}

static void test_ishigami__has_its_published_indices(void **state) {
    (void)state;
    const double first[3] = {.3139051911, .4424111448, 0};
    const double total[3] = {.5575888552, .4424111448, .2436836641};
    expect_indices(ishigami, 3, 13.8445879407, first, total);
}

static void test_sobol_g__has_its_published_indices(void **state) {
    (void)state;
    const double first[8] = {.716192169, .179048042, .023675774, .007161922,
                             7.16192e-5, 7.16192e-5, 7.16192e-5, 7.16192e-5};
    const double total[8] = {.787144127, .242198193, .034316910, .010460387,
                             1.04949e-4, 1.04949e-4, 1.04949e-4, 1.04949e-4};
    expect_indices(sobol_g, 8, .4654244319, first, total);
}

/* Three worlds, one group. Values 1 3 5 and 3 1 4, of mean 17/6;
 * exchanged 2 3 4. Squares from the second set 1 + 4 + 0, from the first 1 + 0 + 1. */
static void test_indices__are_jansens_less_chance_covariance(void **state) {
    (void)state;
    const double first[] = {1, 3, 5}, second[] = {3, 1, 4}, swapped[] = {2, 3, 4};
    const ski_exchange of = {3, 1, first, second, swapped};
    const double variance = (1 + 9 + 25 + 9 + 1 + 16 - 17 * 17 / 6.0) / 5;
    const double mean = 17 / 6.0, covariance = (3 + 3 + 20) / 3.0 - mean * mean;
    const double total = 2 / (6 * variance), weight = (1 - total) * (1 - total);
    ski_spread spread;
    ski_index index;
    assert_int_equal(ski_indices_of(&of, 0, 1, 0.95, &spread, &index), SK_OK);
    assert_near(spread.mean, mean, 0, 1e-14);
    assert_near(spread.variance, variance, 0, 1e-14);
    assert_near(index.first, 1 - (5 + 2 * 3 * weight * covariance) / (6 * variance), 0, 1e-13);
    assert_near(index.total, total, 0, 1e-14);
}

/* A cost of billions of which millions vary. */
static void test_indices__do_not_depend_on_unit_or_origin(void **state) {
    (void)state;
    enum { WORLDS = 256 };
    exchanged at = exchanged_of(ishigami, 3, WORLDS, 1);
    ski_spread spread;
    ski_index before[3], after[3];
    assert_int_equal(ski_indices_of(&at.of, 0, 1, 0.95, &spread, before), SK_OK);
    for (int i = 0; i < 5 * WORLDS; i++) {
        at.values[i] = 3e9 + 1e6 * at.values[i];
    }
    assert_int_equal(ski_indices_of(&at.of, 0, 1, 0.95, &spread, after), SK_OK);
    for (int i = 0; i < 3; i++) {
        assert_near(after[i].first, before[i].first, 1e-9, 0);
        assert_near(after[i].total, before[i].total, 1e-9, 0);
        assert_near(after[i].total_interval.low, before[i].total_interval.low, 1e-9, 0);
    }
    exchanged_free(&at);
}

static double second_alone(const double *u) {
    return u[1];
}

static void test_input_without_effect__has_indices_of_exactly_nothing(void **state) {
    (void)state;
    exchanged at = exchanged_of(second_alone, 3, 500, 1);
    ski_spread spread;
    ski_index indices[3];
    assert_int_equal(ski_indices_of(&at.of, 0, 1, 0.95, &spread, indices), SK_OK);
    for (int i = 0; i < 3; i += 2) {
        assert_near(indices[i].first, 0, 0, 0);
        assert_near(indices[i].total, 0, 0, 0);
        assert_near(indices[i].first_interval.low, 0, 0, 0);
        assert_near(indices[i].total_interval.high, 0, 0, 0);
    }
    /* exchanged it is the second set */
    assert_near(indices[1].first, 1, 0, 0);
    assert_near(indices[1].first_interval.low, 1, 0, 0);
    exchanged_free(&at);
}

/* A shortage in three worlds of a hundred, of which the third input says next to nothing. */
static double seldom(const double *u) {
    return u[0] < 0.03 ? 10 * u[1] + 1e-3 * u[2] : 0;
}

static void test_input_of_little_effect__has_little_first_order_though_events_are_few(
    void **state) {
    (void)state;
    for (unsigned long seed = 1; seed <= 50; seed++) {
        exchanged at = exchanged_of(seldom, 3, 150, seed);
        ski_spread spread;
        ski_index indices[3];
        assert_int_equal(ski_indices_of(&at.of, 0, 1, 0.95, &spread, indices), SK_OK);
        if (spread.varies) {
            assert_near(indices[2].first, 0, 0.01, 0);
            assert_near(indices[2].total, 0, 0.01, 0);
        }
        exchanged_free(&at);
    }
}

static void test_metric_that_never_varies__has_no_indices(void **state) {
    (void)state;
    const double same[] = {7, 7, 7, 7}, nearly[] = {7, 7 + 1e-12, 7, 7 - 1e-12};
    const double *const columns[] = {same, nearly};
    for (int i = 0; i < 2; i++) {
        const ski_exchange of = {4, 1, columns[i], same, columns[i]};
        ski_spread spread;
        ski_index index;
        assert_int_equal(ski_indices_of(&of, 0, 1, 0.95, &spread, &index), SK_OK);
        assert_false(spread.varies);
        assert_near(spread.mean, 7, 0, 1e-12);
        assert_true(isnan(index.first) && isnan(index.total));
        assert_true(isnan(index.first_interval.low) && isnan(index.total_interval.high));
    }
}

/* Rows of worlds that failed somewhere are left out of the group concerned alone. */
static void test_failed_worlds__are_left_out_pairwise_and_counted(void **state) {
    (void)state;
    enum { WORLDS = 400 };
    exchanged at = exchanged_of(ishigami, 3, WORLDS, 1), less;
    ski_spread spread;
    ski_index holed[3], whole[3];
    at.values[2 * WORLDS + 399] = NAN; /* the first group of the last world */
    assert_int_equal(ski_indices_of(&at.of, 0, 1, 0.95, &spread, holed), SK_OK);
    assert_int_equal(spread.left_out, 0);
    assert_int_equal(holed[0].count, WORLDS - 1);
    assert_int_equal(holed[0].left_out, 1);
    assert_int_equal(holed[1].left_out, 0);
    less = exchanged_of(ishigami, 3, WORLDS - 1, 1);
    assert_int_equal(ski_indices_of(&less.of, 0, 1, 0.95, &spread, whole), SK_OK);
    assert_near(holed[0].first, whole[0].first, 1e-14, 0);
    assert_near(holed[0].total, whole[0].total, 1e-14, 0);
    at.values[7] = NAN; /* of the first set */
    assert_int_equal(ski_indices_of(&at.of, 0, 1, 0.95, &spread, holed), SK_OK);
    assert_int_equal(spread.left_out, 1);
    assert_int_equal(holed[0].left_out, 2);
    assert_int_equal(holed[2].left_out, 1);
    exchanged_free(&at);
    exchanged_free(&less);
}

static void test_no_world_at_all__leaves_all_undefined(void **state) {
    (void)state;
    const double nothing[] = {NAN, NAN};
    const ski_exchange of = {2, 1, nothing, nothing, nothing};
    ski_spread spread;
    ski_index index;
    assert_int_equal(ski_indices_of(&of, 0, 1, 0.95, &spread, &index), SK_OK);
    assert_int_equal(spread.count, 0);
    assert_true(isnan(spread.mean) && isnan(spread.variance) && isnan(index.total));
    assert_false(spread.varies);
}

static void test_same_seed__gives_the_same_intervals(void **state) {
    (void)state;
    exchanged at = exchanged_of(ishigami, 3, 100, 1);
    ski_spread spread;
    ski_index one[3], same[3], other[3];
    assert_int_equal(ski_indices_of(&at.of, 0, 1, 0.95, &spread, one), SK_OK);
    assert_int_equal(ski_indices_of(&at.of, 0, 1, 0.95, &spread, same), SK_OK);
    assert_int_equal(ski_indices_of(&at.of, 0, 2, 0.95, &spread, other), SK_OK);
    assert_memory_equal(one, same, sizeof one);
    assert_true(one[0].total_interval.low != other[0].total_interval.low);
    exchanged_free(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ishigami__has_its_published_indices),
        cmocka_unit_test(test_sobol_g__has_its_published_indices),
        cmocka_unit_test(test_indices__are_jansens_less_chance_covariance),
        cmocka_unit_test(test_indices__do_not_depend_on_unit_or_origin),
        cmocka_unit_test(test_input_without_effect__has_indices_of_exactly_nothing),
        cmocka_unit_test(test_input_of_little_effect__has_little_first_order_though_events_are_few),
        cmocka_unit_test(test_metric_that_never_varies__has_no_indices),
        cmocka_unit_test(test_failed_worlds__are_left_out_pairwise_and_counted),
        cmocka_unit_test(test_no_world_at_all__leaves_all_undefined),
        cmocka_unit_test(test_same_seed__gives_the_same_intervals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
