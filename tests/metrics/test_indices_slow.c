/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/indices: bootstrap intervals at 0.95 cover the known indices over many fixed seeds. */
#include "metrics/indices.h"

#include "support/exchanged.h"

#include <math.h>

enum { SEEDS = 400, INPUTS = 3 };

/* Variances 1/12 times 9, 4, 1, one in 14 of it each: first = total. */
static double sum_of_three(const double *u) {
    return 3 * u[0] + 2 * u[1] + u[2];
}

/* Of two factors of mean 1 and variances 1/3 and 1/12. */
static double product_of_two(const double *u) {
    return 2 * u[0] * (0.5 + u[1]);
}

/* A shortage: nothing in most worlds, and then as much as both say. */
static double rare(const double *u) {
    return u[0] < 0.1 ? 10 * u[1] : 0;
}

typedef struct {
    double first[INPUTS], total[INPUTS];
} shares;

static shares cover(function *f, int inputs, int worlds, const shares *truth) {
    shares hits = {{0}, {0}};
    for (unsigned long seed = 1; seed <= SEEDS; seed++) {
        exchanged at = exchanged_of(f, inputs, worlds, seed);
        ski_spread spread;
        ski_index indices[INPUTS];
        assert_int_equal(ski_indices_of(&at.of, 0, seed, 0.95, &spread, indices), SK_OK);
        for (int i = 0; i < inputs; i++) {
            const ski_index *of = &indices[i];
            hits.first[i] += (of->first_interval.low <= truth->first[i] &&
                              truth->first[i] <= of->first_interval.high) /
                             (double)SEEDS;
            hits.total[i] += (of->total_interval.low <= truth->total[i] &&
                              truth->total[i] <= of->total_interval.high) /
                             (double)SEEDS;
        }
        exchanged_free(&at);
    }
    return hits;
}

/* 400 seeds tell a share near 0.95 to 0.011; percentile intervals may miss a little more. */
static void expect_covered(const char *what, function *f, int inputs, int worlds,
                           const shares *truth) {
    const shares hits = cover(f, inputs, worlds, truth);
    for (int i = 0; i < inputs; i++) {
        print_message("%s, %d worlds, input %d: first covered %.3f, total %.3f\n", what, worlds, i,
                      hits.first[i], hits.total[i]);
        assert_true(hits.first[i] > 0.9 && hits.total[i] > 0.9);
    }
}

static void test_intervals__cover_the_indices_of_a_sum(void **state) {
    (void)state;
    const shares truth = {{9 / 14.0, 4 / 14.0, 1 / 14.0}, {9 / 14.0, 4 / 14.0, 1 / 14.0}};
    expect_covered("sum", sum_of_three, 3, 200, &truth);
    expect_covered("sum", sum_of_three, 3, 1000, &truth);
}

static void test_intervals__cover_the_indices_of_a_product(void **state) {
    (void)state;
    const double v1 = 1 / 3.0, v2 = 1 / 12.0, all = v1 + v2 + v1 * v2;
    const shares truth = {{v1 / all, v2 / all, 0}, {1 - v2 / all, 1 - v1 / all, 0}};
    expect_covered("product", product_of_two, 2, 200, &truth);
    expect_covered("product", product_of_two, 2, 1000, &truth);
}

/* An event of probability p = 0.1 times a quantity of mean 5 and variance 100/12. */
static void test_intervals__cover_the_indices_of_a_shortage(void **state) {
    (void)state;
    const double p = 0.1, mean = 5, variance = 100 / 12.0;
    const double all = p * (variance + mean * mean) - p * p * mean * mean;
    const double event = mean * mean * p * (1 - p), size = p * p * variance;
    const shares truth = {{event / all, size / all, 0}, {1 - size / all, 1 - event / all, 0}};
    expect_covered("shortage", rare, 2, 1000, &truth);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals__cover_the_indices_of_a_sum),
        cmocka_unit_test(test_intervals__cover_the_indices_of_a_product),
        cmocka_unit_test(test_intervals__cover_the_indices_of_a_shortage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
