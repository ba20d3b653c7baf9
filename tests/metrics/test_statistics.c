/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/statistics: tables of textbooks and closed forms. */
#include "metrics/statistics.h"
#include "support/assert_near.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 200000 };

static double values[MOST], work[MOST];

static ski_statistics high_is_bad(int count) {
    ski_statistics of;
    ski_statistics_of(values, count, &(ski_reduction){SKI_HIGH_IS_BAD, 0, 0.95, 0.95, 0}, work,
                      &of);
    return of;
}

static ski_statistics at_level(int count, double tail) {
    ski_statistics of;
    ski_statistics_of(values, count, &(ski_reduction){SKI_HIGH_IS_BAD, 0, 0.95, tail, 0}, work,
                      &of);
    return of;
}

/* 1..count in an order far from sorted: 7 has no factor in common with 10, 20, 100. */
static void fill_whole_numbers(int count) {
    for (int i = 0; i < count; i++) {
        values[i] = 7 * i % count + 1;
    }
}

static void test_mean__of_one_to_ten_has_the_t_interval_of_the_table(void **state) {
    (void)state;
    fill_whole_numbers(10);
    const ski_statistics of = high_is_bad(10);
    const double se = sqrt(82.5 / 9 / 10), t_975_9 = 2.262157163;
    assert_int_equal(of.count, 10);
    assert_near(of.mean, 5.5, 0, 1e-15);
    assert_near(of.sd, sqrt(82.5 / 9), 0, 1e-15);
    assert_near(of.se, se, 0, 1e-15);
    assert_near(of.mean_interval.low, 5.5 - t_975_9 * se, 0, 1e-9);
    assert_near(of.mean_interval.high, 5.5 + t_975_9 * se, 0, 1e-9);
}

static void test_quantiles__are_order_statistics_at_rank_n_times_level_rounded_up(void **state) {
    (void)state;
    fill_whole_numbers(100);
    const ski_statistics of = high_is_bad(100);
    const double expected[SKI_QUANTILES] = {5, 25, 50, 75, 95};
    for (int q = 0; q < SKI_QUANTILES; q++) {
        assert_true(of.quantiles[q] == expected[q]);
    }
    fill_whole_numbers(10);
    assert_true(high_is_bad(10).quantiles[0] == 1);
    assert_true(high_is_bad(10).quantiles[1] == 3);
    assert_true(high_is_bad(10).quantiles[4] == 10);
}

static void test_rank__is_not_lifted_by_the_rounding_of_n_times_level(void **state) {
    (void)state;
    fill_whole_numbers(100);
    assert_true(at_level(100, 0.07).var == 7); /* 100 · 0.07 is 7.000000000000001 in binary */
    assert_true(at_level(100, 0.55).var == 55);
}

static void test_tail__of_one_to_a_hundred_is_the_mean_of_the_worst_five(void **state) {
    (void)state;
    fill_whole_numbers(100);
    ski_statistics of = high_is_bad(100);
    assert_true(of.var == 95);
    assert_near(of.cvar, 98, 0, 1e-14); /* of 96 to 100 */
    ski_statistics_of(values, 100, &(ski_reduction){SKI_LOW_IS_BAD, 0, 0.95, 0.95, 0}, work, &of);
    assert_true(of.var == 6);
    assert_near(of.cvar, 3, 0, 1e-14); /* of 1 to 5 */
}

static void test_tail__of_the_normal_and_the_exponential_are_the_closed_forms(void **state) {
    (void)state;
    const double levels[] = {0.90, 0.95, 0.99};
    const double normal_var[] = {1.2815516, 1.6448536, 2.3263479};
    const double normal_cvar[] = {1.7549833, 2.0627128, 2.6652142};
    for (int i = 0; i < MOST; i++) {
        values[i] = gsl_cdf_ugaussian_Pinv((i + 0.5) / MOST);
    }
    for (int l = 0; l < 3; l++) {
        const ski_statistics of = at_level(MOST, levels[l]);
        assert_near(of.var, normal_var[l], 2e-4, 0);
        assert_near(of.cvar, normal_cvar[l], 2e-4, 0);
    }
    for (int i = 0; i < MOST; i++) {
        values[i] = -log(1 - (i + 0.5) / MOST);
    }
    for (int l = 0; l < 3; l++) {
        const ski_statistics of = at_level(MOST, levels[l]);
        assert_near(of.var, -log(1 - levels[l]), 5e-4, 0);
        assert_near(of.cvar, 1 - log(1 - levels[l]), 5e-4, 0);
    }
}

/* Excess over the 1-a quantile of an exponential is 0 or, with probability 1-a, exponential again:
 * its variance is 2(1-a) - (1-a)². */
static void test_tail__interval_has_the_asymptotic_width(void **state) {
    (void)state;
    const double p = 0.05, z_975 = 1.959963985;
    for (int i = 0; i < MOST; i++) {
        values[i] = -log(1 - (i + 0.5) / MOST);
    }
    const ski_statistics of = high_is_bad(MOST);
    const double half = z_975 * sqrt((2 * p - p * p) / MOST) / p;
    assert_near(of.cvar_interval.high - of.cvar, half, 0, 1e-3);
    assert_near(of.cvar - of.cvar_interval.low, half, 0, 1e-3);
}

static void test_tail__a_low_bad_side_mirrors_a_high_one(void **state) {
    (void)state;
    for (int i = 0; i < 333; i++) {
        values[i] = exp(sin(i * 1.7));
    }
    const ski_statistics high = high_is_bad(333);
    for (int i = 0; i < 333; i++) {
        values[i] = -values[i];
    }
    ski_statistics low;
    ski_statistics_of(values, 333, &(ski_reduction){SKI_LOW_IS_BAD, 0, 0.95, 0.95, 0}, work, &low);
    assert_near(low.var, -high.var, 0, 0);
    assert_near(low.cvar, -high.cvar, 0, 1e-15);
    assert_near(low.cvar_interval.low, -high.cvar_interval.high, 0, 1e-14);
    assert_near(low.quantile_intervals[1].low, -high.quantile_intervals[3].high, 0, 0);
}

/* The printed tables of ranks for the median at 95 %: n = 6: 1, 6; 10: 2, 9; 20: 6, 15; five are
 * too few. */
static void test_median__lies_between_the_ranks_of_the_table(void **state) {
    (void)state;
    const int table[][3] = {{6, 1, 6}, {10, 2, 9}, {20, 6, 15}};
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < table[i][0]; k++) {
            values[k] = k + 1;
        }
        const ski_interval median = high_is_bad(table[i][0]).quantile_intervals[2];
        assert_true(median.low == table[i][1]);
        assert_true(median.high == table[i][2]);
    }
    const ski_interval of_five = high_is_bad(5).quantile_intervals[2];
    assert_true(isnan(of_five.low) && isnan(of_five.high));
}

/* Newcombe (1998), table I: the score method without continuity correction. */
static void test_wilson__gives_newcombes_table(void **state) {
    (void)state;
    const struct {
        double successes, count, low, high;
    } table[] = {{81, 263, 0.2553, 0.3662},
                 {15, 148, 0.0624, 0.1605},
                 {0, 20, 0.0000, 0.1611},
                 {1, 29, 0.0061, 0.1718}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const ski_interval of = ski_wilson(table[i].successes, table[i].count, 0.95);
        assert_near(of.low, table[i].low, 5e-5, 0);
        assert_near(of.high, table[i].high, 5e-5, 0);
    }
    assert_true(ski_wilson(0, 1000, 0.95).low == 0);
    assert_true(ski_wilson(1000, 1000, 0.95).high == 1);
    assert_near(ski_wilson(0, 20, 0.95).high, 1 - ski_wilson(20, 20, 0.95).low, 0, 1e-14);
    assert_true(isnan(ski_wilson(0, 0, 0.95).low) && isnan(ski_wilson(0, 0, 0.95).high));
}

static void assert_nothing_known(const ski_statistics *of) {
    const double unknown[] = {of->mean,
                              of->sd,
                              of->se,
                              of->var,
                              of->cvar,
                              of->mean_interval.low,
                              of->cvar_interval.high,
                              of->quantiles[0],
                              of->quantile_intervals[4].high};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        assert_true(isnan(unknown[i]));
    }
    assert_true(of->few_events && of->cvar_few_events);
    assert_int_equal(of->count, 0);
}

static void test_column__without_a_defined_value_says_nothing(void **state) {
    (void)state;
    for (int i = 0; i < 9; i++) {
        values[i] = NAN;
    }
    ski_statistics of = high_is_bad(9);
    assert_nothing_known(&of);
    assert_int_equal(of.undefined, 9);
    of = high_is_bad(0);
    assert_nothing_known(&of);
}

static void test_column__of_one_value_has_no_spread_to_tell(void **state) {
    (void)state;
    values[0] = 3.25;
    const ski_statistics of = high_is_bad(1);
    assert_true(of.mean == 3.25 && of.var == 3.25 && of.cvar == 3.25 && of.quantiles[2] == 3.25);
    assert_true(isnan(of.sd) && isnan(of.se) && isnan(of.mean_interval.low));
    assert_true(isnan(of.cvar_interval.low) && isnan(of.quantile_intervals[2].low));
}

static void test_column__of_equal_values_has_intervals_of_no_width(void **state) {
    (void)state;
    for (int i = 0; i < 300; i++) {
        values[i] = 0.1;
    }
    const ski_statistics of = high_is_bad(300);
    assert_true(of.mean == 0.1 && of.sd == 0 && of.se == 0);
    assert_true(of.mean_interval.low == 0.1 && of.mean_interval.high == 0.1);
    assert_true(of.var == 0.1 && of.cvar == 0.1 && of.cvar_interval.high == 0.1);
    assert_true(of.quantile_intervals[4].low == 0.1 && of.quantile_intervals[4].high == 0.1);
}

static void test_column__leaves_undefined_values_out_and_counts_them(void **state) {
    (void)state;
    const double some[] = {1, NAN, 2, NAN, 3};
    memcpy(values, some, sizeof some);
    const ski_statistics of = high_is_bad(5);
    assert_int_equal(of.count, 3);
    assert_int_equal(of.undefined, 2);
    assert_near(of.mean, 2, 0, 1e-15);
    assert_near(of.sd, 1, 0, 1e-15);
}

static void test_column__gives_the_same_bytes_in_any_order(void **state) {
    (void)state;
    for (int i = 0; i < 1000; i++) {
        values[i] = exp(3 * sin(i * 0.73));
    }
    const ski_statistics forward = high_is_bad(1000);
    for (int i = 0; i < 500; i++) {
        const double swapped = values[i];
        values[i] = values[999 - i];
        values[999 - i] = swapped;
    }
    const ski_statistics backward = high_is_bad(1000);
    assert_true(forward.mean == backward.mean && forward.sd == backward.sd);
    assert_true(forward.cvar == backward.cvar);
}

static void test_events__fewer_than_fifty_are_few(void **state) {
    (void)state;
    memset(values, 0, sizeof values);
    for (int i = 0; i < 49; i++) {
        values[i] = 1 + i;
    }
    assert_int_equal(high_is_bad(1000).nonzero, 49);
    assert_true(high_is_bad(1000).few_events);
    values[49] = 50;
    assert_false(high_is_bad(1000).few_events);
    ski_statistics of;
    for (int i = 0; i < 1000; i++) {
        values[i] = i < 50 ? 0.5 : 1; /* fill rates: 1 is harmless */
    }
    ski_statistics_of(values, 1000, &(ski_reduction){SKI_LOW_IS_BAD, 1, 0.95, 0.95, 0}, work, &of);
    assert_int_equal(of.nonzero, 50);
    assert_false(of.few_events);
}

static void test_events__fewer_than_fifty_beyond_var_are_few_for_cvar(void **state) {
    (void)state;
    for (int i = 0; i < 1000; i++) {
        values[i] = i;
    }
    assert_false(high_is_bad(1000).cvar_few_events);
    assert_true(high_is_bad(980).cvar_few_events); /* 49 beyond */
}

static void fill_two_values(int count, int greater, double one, double other) {
    for (int i = 0; i < count; i++) {
        values[i] = i < greater ? other : one;
    }
}

/* Of n worlds m differ: skewness² is (n - 2m)² / (m (n - m)); 25 times that is 1,013 at m = 23 and
 * 967 at 24. */
static void test_events__of_a_mean_are_few_by_cochrans_rule(void **state) {
    (void)state;
    fill_two_values(1000, 23, 2, 3);
    assert_int_equal(high_is_bad(1000).nonzero, 1000);
    assert_true(high_is_bad(1000).few_events);
    fill_two_values(1000, 24, 2, 3);
    assert_false(high_is_bad(1000).few_events);
    fill_two_values(1000, 23, 3, 2);
    assert_true(high_is_bad(1000).few_events);
}

static void test_events__fifty_beside_fifty_others_are_never_few(void **state) {
    (void)state;
    const int counts[] = {100, 101, 150, 1000, 20000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        fill_two_values(counts[i], 50, 0, 1);
        assert_false(high_is_bad(counts[i]).few_events);
        fill_two_values(counts[i], counts[i] - 50, 0, 1);
        assert_false(high_is_bad(counts[i]).few_events);
    }
    fill_two_values(1000, 50, 0, 1);
    assert_false(high_is_bad(1000).cvar_few_events);
}

/* 49 excesses of 1 and one of h: (sd / mean)² is 50 (49 + h²) / (49 + h)² - 1. 20 times its fourth
 * power is 34 at h = 10 and 69 at 11. */
static void test_events__beyond_var_that_one_outweighs_are_few_for_cvar(void **state) {
    (void)state;
    fill_two_values(1000, 50, 0, 1);
    values[0] = 10;
    assert_false(high_is_bad(1000).cvar_few_events);
    values[0] = 11;
    assert_true(high_is_bad(1000).cvar_few_events);
    fill_two_values(1000, 50, 0, -1);
    values[0] = -11;
    ski_statistics of;
    ski_statistics_of(values, 1000, &(ski_reduction){SKI_LOW_IS_BAD, 0, 0.95, 0.95, 0}, work, &of);
    assert_true(of.cvar_few_events);
}

static void test_events__values_that_differ_by_rounding_are_not_uneven(void **state) {
    (void)state;
    fill_two_values(1000, 1, 0.1, nextafter(0.1, 1));
    assert_true(high_is_bad(1000).sd > 0);
    assert_false(high_is_bad(1000).few_events);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mean__of_one_to_ten_has_the_t_interval_of_the_table),
        cmocka_unit_test(test_quantiles__are_order_statistics_at_rank_n_times_level_rounded_up),
        cmocka_unit_test(test_rank__is_not_lifted_by_the_rounding_of_n_times_level),
        cmocka_unit_test(test_tail__of_one_to_a_hundred_is_the_mean_of_the_worst_five),
        cmocka_unit_test(test_tail__of_the_normal_and_the_exponential_are_the_closed_forms),
        cmocka_unit_test(test_tail__interval_has_the_asymptotic_width),
        cmocka_unit_test(test_tail__a_low_bad_side_mirrors_a_high_one),
        cmocka_unit_test(test_median__lies_between_the_ranks_of_the_table),
        cmocka_unit_test(test_wilson__gives_newcombes_table),
        cmocka_unit_test(test_column__without_a_defined_value_says_nothing),
        cmocka_unit_test(test_column__of_one_value_has_no_spread_to_tell),
        cmocka_unit_test(test_column__of_equal_values_has_intervals_of_no_width),
        cmocka_unit_test(test_column__leaves_undefined_values_out_and_counts_them),
        cmocka_unit_test(test_column__gives_the_same_bytes_in_any_order),
        cmocka_unit_test(test_events__fewer_than_fifty_are_few),
        cmocka_unit_test(test_events__fewer_than_fifty_beyond_var_are_few_for_cvar),
        cmocka_unit_test(test_events__of_a_mean_are_few_by_cochrans_rule),
        cmocka_unit_test(test_events__fifty_beside_fifty_others_are_never_few),
        cmocka_unit_test(test_events__beyond_var_that_one_outweighs_are_few_for_cvar),
        cmocka_unit_test(test_events__values_that_differ_by_rounding_are_not_uneven),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
