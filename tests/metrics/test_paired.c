/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/paired: differences world by world, worked out by hand. */
#include "metrics/paired.h"
#include "support/assert_near.h"

#include <math.h>

enum { MOST = 200 };

static double work[4 * MOST];

static ski_paired paired(const double *values, const double *reference, int count,
                         ski_reduction how) {
    ski_paired out;
    ski_paired_of(values, reference, count, &how, true, work, &out);
    return out;
}

static const ski_reduction costs = {SKI_HIGH_IS_BAD, 0, 0.95, 0.5, 0};

/* Differences -1, 0, -2, 1: mean -0.5, standard error sqrt(5 / 3 / 4), t of 3 degrees 3.182446. */
static void test_difference__has_the_mean_and_students_interval_of_the_differences(void **state) {
    (void)state;
    const ski_paired of = paired((double[]){1, 2, 3, 10}, (double[]){2, 2, 5, 9}, 4, costs);
    assert_int_equal(of.mean.count, 4);
    assert_near(of.mean.mean, -0.5, 1e-15, 0);
    assert_near(of.mean.interval.low, -0.5 - 3.182446 * 0.6454972, 1e-6, 0);
    assert_near(of.mean.interval.high, -0.5 + 3.182446 * 0.6454972, 1e-6, 0);
    assert_true(of.mean.few_events);
}

static void test_better__is_less_where_high_is_bad_and_more_where_low_is(void **state) {
    (void)state;
    const double values[] = {1, 2, 3, 10}, reference[] = {2, 2, 5, 9};
    const ski_paired cost = paired(values, reference, 4, costs);
    const ski_paired cover =
        paired(values, reference, 4, (ski_reduction){SKI_LOW_IS_BAD, 0, 0.95, 0.5, 0});
    const ski_interval half = ski_wilson(2, 4, 0.95);
    assert_near(cost.better.value, 0.5, 0, 0);
    assert_near(cost.equal.value, 0.25, 0, 0);
    assert_near(cost.worse.value, 0.25, 0, 0);
    assert_near(cost.better.interval.low, half.low, 0, 1e-12);
    assert_near(cost.better.interval.high, half.high, 0, 1e-12);
    assert_near(cover.better.value, 0.25, 0, 0);
    assert_near(cover.worse.value, 0.5, 0, 0);
}

/* At 0.5 the CVaR is the mean of the worse half: 6.5 and 7. What worlds add to it differs by 0, 0,
 * -4 and 2. */
static void test_cvar__differs_by_the_mean_of_what_worlds_add_to_it(void **state) {
    (void)state;
    const ski_paired of = paired((double[]){1, 2, 3, 10}, (double[]){2, 2, 5, 9}, 4, costs);
    assert_near(of.cvar, -0.5, 1e-14, 0);
    assert_near(of.cvar_interval.low, -0.5 - 3.182446 * sqrt(19.0 / 12), 1e-5, 0);
    assert_near(of.cvar_interval.high, -0.5 + 3.182446 * sqrt(19.0 / 12), 1e-5, 0);
    assert_true(of.cvar_few_events);
}

/* Of the mirrored column, in its low tail. */
static void test_cvar__of_a_low_bad_side_is_the_mirror(void **state) {
    (void)state;
    const ski_paired of = paired((double[]){-1, -2, -3, -10}, (double[]){-2, -2, -5, -9}, 4,
                                 (ski_reduction){SKI_LOW_IS_BAD, 0, 0.95, 0.5, 0});
    assert_near(of.cvar, 0.5, 1e-14, 0);
    assert_near(of.cvar_interval.high, 0.5 + 3.182446 * sqrt(19.0 / 12), 1e-5, 0);
}

static void test_worlds__undefined_for_either_are_left_out(void **state) {
    (void)state;
    const ski_paired of =
        paired((double[]){1, NAN, 2, 3, 10, 4}, (double[]){2, 7, 2, 5, 9, NAN}, 6, costs);
    assert_int_equal(of.mean.count, 4);
    assert_near(of.mean.mean, -0.5, 1e-15, 0);
    assert_near(of.better.value, 0.5, 0, 0);
    assert_near(of.cvar, -0.5, 1e-14, 0);
}

static void test_rounding__is_no_difference(void **state) {
    (void)state;
    double values[MOST], reference[MOST];
    for (int i = 0; i < MOST; i++) {
        reference[i] = 1e8 + 1000 * i;
        values[i] = reference[i] * (1 - 1e-12);
    }
    const ski_paired of = paired(values, reference, MOST, costs);
    assert_true(ski_is_identical(values, reference, MOST));
    assert_near(of.equal.value, 1, 0, 0);
    assert_near(of.mean.mean, 0, 0, 0);
    assert_near(of.mean.interval.high, 0, 0, 0);
    assert_near(of.cvar, 0, 0, 0);
    assert_true(of.cvar_few_events);
}

/* A policy that only costs: the difference is known, though rounding makes it uneven. */
static void test_difference__that_is_the_same_in_every_world_is_known(void **state) {
    (void)state;
    double values[MOST], reference[MOST];
    for (int i = 0; i < MOST; i++) {
        reference[i] = 1e8 + 1e6 * i;
        values[i] = reference[i] + 50000 + (i == 7 ? 1e-3 : 0);
    }
    ski_reduction how = costs;
    how.tail = 0.6;
    const ski_paired of = paired(values, reference, MOST, how);
    assert_near(of.mean.mean, 50000, 0.1, 0);
    assert_near(of.mean.interval.high - of.mean.interval.low, 0, 0.1, 0);
    assert_false(of.mean.few_events);
    assert_near(of.worse.value, 1, 0, 0);
    assert_near(of.cvar, 50000, 0.1, 0);
    assert_false(of.cvar_few_events);
}

static void test_difference__in_few_worlds_is_marked(void **state) {
    (void)state;
    double values[MOST], reference[MOST];
    for (int i = 0; i < MOST; i++) {
        reference[i] = i;
        values[i] = i < MOST - 49 ? i : i - 1;
    }
    assert_true(paired(values, reference, MOST, costs).mean.few_events);
    values[0] = -1;
    assert_false(paired(values, reference, MOST, costs).mean.few_events);
}

/* Two replicates of two worlds each: their means are -1.5 and 0.5, so that the mean is -0.5 with a
 * standard error of 1; t of one degree is 12.7062. */
static void test_replicates__alone_say_how_far_off_it_is(void **state) {
    (void)state;
    const double values[] = {1, 2, 3, 10}, reference[] = {2, 2, 5, 9};
    const ski_paired of =
        paired(values, reference, 4, (ski_reduction){SKI_HIGH_IS_BAD, 0, 0.95, 0.5, 2});
    assert_near(of.mean.mean, -0.5, 1e-15, 0);
    assert_near(of.mean.se, 1, 1e-14, 0);
    assert_near(of.mean.interval.high, -0.5 + 12.7062, 1e-4, 0);
}

static void test_nothing__is_said_of_no_world(void **state) {
    (void)state;
    const ski_paired of = paired((double[]){NAN, 1}, (double[]){1, NAN}, 2, costs);
    assert_int_equal(of.mean.count, 0);
    assert_true(isnan(of.mean.mean) && isnan(of.mean.interval.low) && isnan(of.cvar));
    assert_true(isnan(of.better.value) && isnan(of.better.interval.low));
    assert_true(of.mean.few_events && of.cvar_few_events);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_difference__has_the_mean_and_students_interval_of_the_differences),
        cmocka_unit_test(test_better__is_less_where_high_is_bad_and_more_where_low_is),
        cmocka_unit_test(test_cvar__differs_by_the_mean_of_what_worlds_add_to_it),
        cmocka_unit_test(test_cvar__of_a_low_bad_side_is_the_mirror),
        cmocka_unit_test(test_worlds__undefined_for_either_are_left_out),
        cmocka_unit_test(test_rounding__is_no_difference),
        cmocka_unit_test(test_difference__that_is_the_same_in_every_world_is_known),
        cmocka_unit_test(test_difference__in_few_worlds_is_marked),
        cmocka_unit_test(test_replicates__alone_say_how_far_off_it_is),
        cmocka_unit_test(test_nothing__is_said_of_no_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
