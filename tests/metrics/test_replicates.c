/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/replicates: standard errors, ranks and intervals of replicates worked out by hand. */
#include "metrics/replicates.h"

#include "metrics/statistics.h"
#include "support/assert_near.h"

#include <math.h>
#include <string.h>

enum { MOST = 1024 };

static double values[MOST], work[MOST];

static ski_statistics statistics_of(int count, int replicates) {
    ski_statistics of;
    const ski_reduction how = {SKI_HIGH_IS_BAD, 0, 0.95, 0.95, replicates};
    ski_statistics_of(values, count, &how, work, &of);
    return of;
}

/* Replicates 0 … 7 of ten points each whose means are 1 … 8: sd of the means √6. */
static void fill_eight_replicates(void) {
    for (int i = 0; i < 80; i++) {
        values[i] = i % 8 + 1 + (i / 8 % 2 == 0 ? 100 : -100);
    }
}

static void test_mean__has_the_t_interval_of_its_replicates_means(void **state) {
    (void)state;
    fill_eight_replicates();
    const double t_975_7 = 2.364624252, se = sqrt(6.0 / 8);
    const ski_statistics of = statistics_of(80, 8);
    assert_near(of.mean, 4.5, 0, 1e-14);
    assert_near(of.se, se, 0, 1e-12);
    assert_near(of.mean_interval.low, 4.5 - t_975_7 * se, 0, 1e-9);
    assert_near(of.mean_interval.high, 4.5 + t_975_7 * se, 0, 1e-9);
    assert_near(of.independent_count, 80, 0, 0); /* replicates spread less than 80 alone would */
}

static void test_mean__of_replicates_that_lack_values_is_a_ratio_of_sums(void **state) {
    (void)state;
    /* sums 3, 4, 0 of 2, 1, 0 defined values: mean 7/3, residuals -5/3 and 5/3 */
    const double lacking[] = {1, 4, NAN, 2, NAN, NAN};
    const ski_replicated of = {lacking, 6, 3};
    assert_near(ski_replicated_se(&of, ski_value_itself, 0, 7.0 / 3), sqrt(2 * 50.0 / 9) / 3, 0,
                1e-14);
    assert_near(ski_replicated_t(&of, 0.95), 12.7062047, 0, 1e-8);
}

static void test_mean__of_one_replicate_with_values_has_no_interval(void **state) {
    (void)state;
    const double lacking[] = {1, NAN, 2, NAN};
    memcpy(values, lacking, sizeof lacking);
    const ski_statistics of = statistics_of(4, 2);
    assert_near(of.mean, 1.5, 0, 0);
    assert_true(isnan(of.se) && isnan(of.mean_interval.low) && isnan(of.cvar_interval.high));
    assert_true(isnan(of.quantile_intervals[2].low));
    assert_near(of.independent_count, 2, 0, 0);
}

/* Ten events, all in replicates 0 and 1 of eight: means 1/2, 1/2, 0, … about 1/8. */
static void test_chance__of_events_that_come_in_clusters_is_worth_fewer_samples(void **state) {
    (void)state;
    for (int i = 0; i < 80; i++) {
        values[i] = i < 40 && i % 8 < 2;
    }
    const ski_statistics of = statistics_of(80, 8);
    const double means_variance = (2 * 0.375 * 0.375 + 6 * 0.125 * 0.125) / 7;
    assert_near(of.se, sqrt(means_variance / 8), 0, 1e-12);
    assert_near(of.independent_count, (7.0 / 64) * (80.0 / 79) / (means_variance / 8), 0, 1e-12);
    assert_true(of.independent_count < 80);
}

static void test_values__that_are_all_equal_have_no_spread_to_the_bit(void **state) {
    (void)state;
    for (int i = 0; i < 960; i++) {
        values[i] = 0.1;
    }
    const ski_statistics of = statistics_of(960, 15);
    assert_true(of.se == 0 && of.mean_interval.low == 0.1 && of.mean_interval.high == 0.1);
    assert_true(of.quantile_intervals[0].low == 0.1 && of.quantile_intervals[4].high == 0.1);
    assert_true(of.cvar_interval.low == 0.1 && of.cvar_interval.high == 0.1);
}

/* The median, 49.7 in replicate 7, has 50 of 100 below it in the others and 49 there: 0.01 / 8 is
 * the standard error of that share, and t times it 2.4 of 800 ranks. In the other case shares are
 * 0.4 or 0.6 by replicate. */
static void test_quantile__lies_as_far_as_shares_of_replicates_do(void **state) {
    (void)state;
    for (int i = 0; i < 800; i++) {
        const int point = i / 8;
        values[i] = point + 0.1 * (i % 8);
    }
    ski_statistics of = statistics_of(800, 8);
    assert_near(of.quantiles[2], 49.7, 1e-12, 0);
    assert_near(of.quantile_intervals[2].low, 49.4, 1e-12, 0);
    assert_near(of.quantile_intervals[2].high, 50.2, 1e-12, 0);
    for (int i = 0; i < 800; i++) {
        const int point = i / 8;
        values[i] = point + (i % 2 == 0 ? 10 : -10) + 1e-3 * i;
    }
    of = statistics_of(800, 8);
    const double half = 2.364624252 * 0.1069045 / sqrt(8);
    assert_near(of.quantile_intervals[2].high - of.quantile_intervals[2].low, 200 * half, 3, 0);
}

static void test_cvar__is_that_of_the_mirror_where_low_is_bad(void **state) {
    (void)state;
    for (int i = 0; i < 960; i++) {
        values[i] = (i * 37 % 960) + 0.5 * (i % 15);
    }
    const ski_statistics high = statistics_of(960, 15);
    for (int i = 0; i < 960; i++) {
        values[i] = -values[i];
    }
    ski_statistics low;
    const ski_reduction how = {SKI_LOW_IS_BAD, 0, 0.95, 0.95, 15};
    ski_statistics_of(values, 960, &how, work, &low);
    assert_near(low.cvar, -high.cvar, 0, 1e-14);
    assert_near(low.cvar_interval.low, -high.cvar_interval.high, 0, 1e-12);
    assert_near(low.cvar_interval.high, -high.cvar_interval.low, 0, 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mean__has_the_t_interval_of_its_replicates_means),
        cmocka_unit_test(test_mean__of_replicates_that_lack_values_is_a_ratio_of_sums),
        cmocka_unit_test(test_mean__of_one_replicate_with_values_has_no_interval),
        cmocka_unit_test(test_chance__of_events_that_come_in_clusters_is_worth_fewer_samples),
        cmocka_unit_test(test_values__that_are_all_equal_have_no_spread_to_the_bit),
        cmocka_unit_test(test_quantile__lies_as_far_as_shares_of_replicates_do),
        cmocka_unit_test(test_cvar__is_that_of_the_mirror_where_low_is_bad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
