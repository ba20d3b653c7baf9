/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/ranking and metrics/dominance: orders that are plain to see. */
#include "metrics/dominance.h"
#include "metrics/ranking.h"
#include "support/assert_near.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORLDS = 100, OPTIONS = 4 };

static double work[3 * WORLDS], columns[OPTIONS][WORLDS];
static ski_pair pairs[OPTIONS * (OPTIONS - 1) / 2];
static int rank[OPTIONS];

/* Option k costs 1000, its own mean and waves that it shares with nobody. */
static void fill(int options, const double *means) {
    const double *costs[OPTIONS];
    for (int k = 0; k < options; k++) {
        costs[k] = columns[k];
        for (int i = 0; i < WORLDS; i++) {
            const double wave = (i + 25 * k) % WORLDS < WORLDS / 2 ? 1 : -1;
            columns[k][i] = 1000 + means[k] + wave;
        }
    }
    ski_rank(costs, options, WORLDS, 0.95, 0, work, pairs, rank);
}

static void test_level__of_four_options_is_a_sixth_of_what_may_be_missed(void **state) {
    (void)state;
    assert_int_equal(ski_pair_count(4), 6);
    assert_near(ski_pairs_level(4, 0.95), 1 - 0.05 / 6, 1e-15, 0);
    assert_near(ski_pairs_level(1, 0.95), 0.95, 0, 0);
}

static void test_pairs__are_found_whichever_is_named_first(void **state) {
    (void)state;
    fill(4, (double[]){0, 10, 20, 30});
    for (int a = 0; a < OPTIONS; a++) {
        for (int b = a + 1; b < OPTIONS; b++) {
            assert_ptr_equal(ski_pair_at(pairs, 4, a, b), ski_pair_at(pairs, 4, b, a));
            assert_int_equal(ski_pair_at(pairs, 4, a, b)->a, a);
            assert_int_equal(ski_pair_at(pairs, 4, b, a)->b, b);
        }
    }
}

static void test_rank__is_one_more_for_each_option_that_beats_it(void **state) {
    (void)state;
    fill(4, (double[]){30, 0, 20, 10});
    assert_int_equal(rank[0], 4);
    assert_int_equal(rank[1], 1);
    assert_int_equal(rank[2], 3);
    assert_int_equal(rank[3], 2);
    assert_int_equal(ski_pair_at(pairs, 4, 1, 3)->better, 1);
}

/* Options 0 and 1 differ by 0.2 with a spread of differences of 2 in half the worlds and 0 in the
 * other: both may be best, and a third, far off, may not. */
static void test_options__not_told_apart_share_their_rank(void **state) {
    (void)state;
    fill(3, (double[]){0, 0.2, 50});
    const ski_pair *tie = ski_pair_at(pairs, 3, 0, 1);
    assert_int_equal(rank[0], 1);
    assert_int_equal(rank[1], 1);
    assert_int_equal(rank[2], 3);
    assert_int_equal(tie->better, -1);
    assert_false(tie->identical);
    assert_near(tie->less.mean, -0.2, 1e-12, 0);
}

/* n (t s / |d|)² / n - n with n = 100 and d = -0.2; differences are d - 2 and d + 2 in 25 worlds
 * each and d in 50, so that s² = 200 / 99. */
static void test_samples__that_would_tell_apart_go_by_the_square_of_the_interval(void **state) {
    (void)state;
    fill(3, (double[]){0, 0.2, 50});
    const double t = gsl_cdf_tdist_Pinv(1 - 0.05 / 3 / 2, WORLDS - 1);
    const double half = t * sqrt(200.0 / 99 / WORLDS);
    const double more = WORLDS * (half / 0.2) * (half / 0.2) - WORLDS;
    assert_near(ski_pair_at(pairs, 3, 0, 1)->more_samples, ceil(more), 1, 0);
}

static void test_samples__are_not_given_where_they_would_not_help(void **state) {
    (void)state;
    fill(3, (double[]){0, 0, 1e-4});
    assert_true(isnan(ski_pair_at(pairs, 3, 0, 1)->more_samples)); /* no difference on average */
    assert_true(isnan(ski_pair_at(pairs, 3, 0, 2)->more_samples)); /* some 10^10 */
}

static void test_options__that_are_the_same_in_every_world_tie_for_good(void **state) {
    (void)state;
    const double *costs[] = {columns[0], columns[0], columns[1]};
    fill(2, (double[]){0, 10});
    ski_rank(costs, 3, WORLDS, 0.95, 0, work, pairs, rank);
    const ski_pair *tie = ski_pair_at(pairs, 3, 0, 1);
    assert_true(tie->identical);
    assert_int_equal(tie->better, -1);
    assert_true(isnan(tie->more_samples));
    assert_int_equal(rank[0], 1);
    assert_int_equal(rank[1], 1);
    assert_int_equal(rank[2], 3);
}

static void test_regret__is_what_the_best_option_of_the_world_costs_less(void **state) {
    (void)state;
    const double costs[] = {5, 1, 4, NAN}, best[] = {2, 1, 4, NAN};
    ski_regret of;
    ski_regret_of(costs, best, 4, 0.95, 0, work, &of);
    assert_near(of.mean.mean, 1, 1e-15, 0);
    assert_near(of.most, 3, 0, 0);
    assert_near(of.p95, 3, 0, 0);
    assert_int_equal(of.mean.count, 3);
}

static void test_front__holds_what_no_other_option_betters(void **state) {
    (void)state;
    const double spend[] = {1, 2, 3, 2, 4}, risk[] = {9, 5, 5, 5, 1};
    bool on_front[5];
    ski_pareto(spend, risk, 5, on_front);
    assert_true(on_front[0] && on_front[1] && on_front[3] && on_front[4]); /* 1 and 3 are equal */
    assert_false(on_front[2]);                                             /* dearer than 1 */
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int dominates(const double *x, const double *y) {
    double sorted[2][WORLDS];
    memcpy(sorted[0], x, sizeof sorted[0]);
    memcpy(sorted[1], y, sizeof sorted[1]);
    qsort(sorted[0], WORLDS, sizeof(double), ascending);
    qsort(sorted[1], WORLDS, sizeof(double), ascending);
    return ski_dominates(&(ski_costs){x, sorted[0]}, &(ski_costs){y, sorted[1]},
                         &(ski_compared){WORLDS, WORLDS, 0.95, 0}, work);
}

/* Costs 1 to 100, in no order. */
static double scattered(int i) {
    return 1 + i * 37 % WORLDS;
}

static void test_dominance__of_much_less_in_every_world_is_of_first_order(void **state) {
    (void)state;
    double x[WORLDS], y[WORLDS];
    for (int i = 0; i < WORLDS; i++) {
        y[i] = scattered(i);
        x[i] = y[i] - 30;
    }
    assert_int_equal(dominates(x, y), 1);
    assert_int_equal(dominates(y, x), 0);
}

/* In distribution: it need not be the cheaper one in each world. */
static void test_dominance__looks_at_distributions_not_at_worlds(void **state) {
    (void)state;
    double x[WORLDS], y[WORLDS];
    for (int i = 0; i < WORLDS; i++) {
        y[i] = scattered(i);
        x[i] = scattered(i * 7 + 11) - 60;
    }
    assert_int_equal(dominates(x, y), 1);
}

/* The same mean without any risk: the curves cross at first order, at second they do not. */
static void test_dominance__of_less_risk_at_the_same_mean_is_of_second_order(void **state) {
    (void)state;
    double x[WORLDS], y[WORLDS];
    for (int i = 0; i < WORLDS; i++) {
        y[i] = scattered(i);
        x[i] = 50.5;
    }
    assert_int_equal(dominates(x, y), 2);
    assert_int_equal(dominates(y, x), 0);
}

/* Cheaper on average but with one disaster: neither is for everyone. */
static void test_dominance__is_not_of_what_may_turn_out_dearest(void **state) {
    (void)state;
    double x[WORLDS], y[WORLDS];
    for (int i = 0; i < WORLDS; i++) {
        y[i] = scattered(i);
        x[i] = y[i] == 100 ? 101 : y[i] - 30;
    }
    assert_int_equal(dominates(x, y), 0);
    assert_int_equal(dominates(y, x), 0);
}

/* Curves that touch nowhere but differ in a few worlds only may do so by chance. */
static void test_dominance__needs_a_difference_beyond_chance(void **state) {
    (void)state;
    double x[WORLDS], y[WORLDS];
    for (int i = 0; i < WORLDS; i++) {
        y[i] = scattered(i);
        x[i] = i < 3 ? y[i] - 30 : y[i];
    }
    assert_int_equal(dominates(x, y), 0);
    assert_int_equal(dominates(y, y), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_level__of_four_options_is_a_sixth_of_what_may_be_missed),
        cmocka_unit_test(test_pairs__are_found_whichever_is_named_first),
        cmocka_unit_test(test_rank__is_one_more_for_each_option_that_beats_it),
        cmocka_unit_test(test_options__not_told_apart_share_their_rank),
        cmocka_unit_test(test_samples__that_would_tell_apart_go_by_the_square_of_the_interval),
        cmocka_unit_test(test_samples__are_not_given_where_they_would_not_help),
        cmocka_unit_test(test_options__that_are_the_same_in_every_world_tie_for_good),
        cmocka_unit_test(test_regret__is_what_the_best_option_of_the_world_costs_less),
        cmocka_unit_test(test_front__holds_what_no_other_option_betters),
        cmocka_unit_test(test_dominance__of_much_less_in_every_world_is_of_first_order),
        cmocka_unit_test(test_dominance__looks_at_distributions_not_at_worlds),
        cmocka_unit_test(test_dominance__of_less_risk_at_the_same_mean_is_of_second_order),
        cmocka_unit_test(test_dominance__is_not_of_what_may_turn_out_dearest),
        cmocka_unit_test(test_dominance__needs_a_difference_beyond_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
