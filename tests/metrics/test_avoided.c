/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/avoided: Fieller's interval by hand and by its definition, and what is said instead. */
#include "metrics/avoided.h"
#include "support/assert_near.h"

#include <math.h>

enum { WORLDS = 80 };

static double work[2 * WORLDS], spend[WORLDS], spend_before[WORLDS], shortage[WORLDS],
    shortage_before[WORLDS];

static ski_avoided avoided(int replicates) {
    ski_avoided out;
    ski_avoided_of(&(ski_pair_of_columns){spend, spend_before},
                   &(ski_pair_of_columns){shortage, shortage_before}, WORLDS, 0.95, replicates,
                   work, &out);
    return out;
}

/* Spending rises by `usd` and shortage falls by `tonnes`, both unevenly and together. */
static void fill(double usd, double tonnes) {
    for (int i = 0; i < WORLDS; i++) {
        const double wave = sin(i), other = cos(3 * i);
        spend_before[i] = 1000 + 100 * other;
        spend[i] = spend_before[i] + usd + 20 * wave + 10 * other;
        shortage_before[i] = 60 + 10 * other;
        shortage[i] = shortage_before[i] - tonnes - 2 * wave;
    }
}

/* (50 -+ sqrt(50² - 24 · 96)) / 24 = (50 -+ 14) / 24 */
static void test_fieller__of_uncorrelated_means_is_as_worked_out_by_hand(void **state) {
    (void)state;
    const ski_interval of = ski_fieller(10, 5, &(ski_covariance){1, 0, 0.25}, 2);
    assert_near(of.low, 1.5, 1e-14, 0);
    assert_near(of.high, 64.0 / 24, 1e-14, 0);
}

static void test_fieller__of_a_known_bottom_is_the_tops_interval_over_it(void **state) {
    (void)state;
    const ski_interval of = ski_fieller(10, 5, &(ski_covariance){1, 0, 0}, 2);
    assert_near(of.low, 8.0 / 5, 1e-14, 0);
    assert_near(of.high, 12.0 / 5, 1e-14, 0);
}

static void test_fieller__is_unbounded_when_the_bottom_may_be_0(void **state) {
    (void)state;
    assert_true(isnan(ski_fieller(10, 1, &(ski_covariance){1, 0, 0.25}, 2).low));
    assert_true(isnan(ski_fieller(10, 0, &(ski_covariance){1, 0, 0}, 2).high));
}

/* At each end r of the interval, spending less r times what is avoided is just told apart from 0.
 */
static void check_ends(int replicates) {
    const ski_averaging how = {0.95, replicates, 0};
    const ski_avoided of = avoided(replicates);
    const double ends[] = {of.interval.low, of.interval.high};
    assert_int_equal(of.verdict, SKI_RATIO);
    assert_true(of.interval.low < of.usd_per_t && of.usd_per_t < of.interval.high);
    for (int e = 0; e < 2; e++) {
        double rest[WORLDS];
        for (int i = 0; i < WORLDS; i++) {
            rest[i] = spend[i] - spend_before[i] - ends[e] * (shortage_before[i] - shortage[i]);
        }
        const ski_mean mean = ski_mean_of(rest, WORLDS, &how);
        assert_near(e == 0 ? mean.interval.low : mean.interval.high, 0, 1e-9, 0);
    }
}

static void test_ratio__ends_where_what_is_left_is_just_told_apart_from_0(void **state) {
    (void)state;
    fill(50, 5);
    check_ends(0);
    check_ends(8);
}

static void test_ratio__is_of_the_means(void **state) {
    (void)state;
    fill(50, 5);
    const ski_avoided of = avoided(0);
    assert_near(of.usd_per_t, of.spend_usd.mean / of.avoided_t.mean, 0, 1e-15);
    assert_near(of.usd_per_t, 10, 0.5, 0);
}

static void test_option__that_spends_less_and_avoids_shortage_dominates(void **state) {
    (void)state;
    fill(-50, 5);
    const ski_avoided of = avoided(0);
    assert_int_equal(of.verdict, SKI_DOMINATES);
    assert_true(isnan(of.usd_per_t) && isnan(of.interval.low));
}

static void test_option__that_spends_the_same_and_avoids_shortage_dominates(void **state) {
    (void)state;
    fill(50, 5);
    for (int i = 0; i < WORLDS; i++) {
        spend[i] = spend_before[i];
    }
    assert_int_equal(avoided(0).verdict, SKI_DOMINATES);
}

/* Less on average, but not for certain: the ratio stands, and its interval holds 0. */
static void test_option__that_may_spend_less_has_a_ratio_with_0_in_its_interval(void **state) {
    (void)state;
    fill(-1, 5);
    const ski_avoided of = avoided(0);
    assert_int_equal(of.verdict, SKI_RATIO);
    assert_true(of.interval.low < 0 && of.interval.high > 0);
}

static void test_option__that_avoids_nothing_for_certain_has_no_ratio(void **state) {
    (void)state;
    fill(50, 0.1);
    assert_int_equal(avoided(0).verdict, SKI_NOT_DISTINGUISHABLE);
    assert_true(isnan(avoided(0).usd_per_t));
}

static void test_option__that_is_short_of_more_is_said(void **state) {
    (void)state;
    fill(50, -5);
    assert_int_equal(avoided(0).verdict, SKI_MORE_SHORTAGE);
}

static void test_worlds__without_any_shortage_have_none_to_avoid(void **state) {
    (void)state;
    fill(50, 5);
    for (int i = 0; i < WORLDS; i++) {
        shortage[i] = shortage_before[i] = 0;
    }
    assert_int_equal(avoided(0).verdict, SKI_NO_SHORTAGE);
    shortage_before[3] = 1;
    assert_int_equal(avoided(0).verdict, SKI_NOT_DISTINGUISHABLE);
}

static void test_worlds__undefined_for_either_are_left_out_of_both(void **state) {
    (void)state;
    fill(50, 5);
    spend[2] = NAN;
    shortage_before[9] = NAN;
    const ski_avoided of = avoided(0);
    assert_int_equal(of.spend_usd.count, WORLDS - 2);
    assert_int_equal(of.avoided_t.count, WORLDS - 2);
    assert_int_equal(of.verdict, SKI_RATIO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fieller__of_uncorrelated_means_is_as_worked_out_by_hand),
        cmocka_unit_test(test_fieller__of_a_known_bottom_is_the_tops_interval_over_it),
        cmocka_unit_test(test_fieller__is_unbounded_when_the_bottom_may_be_0),
        cmocka_unit_test(test_ratio__ends_where_what_is_left_is_just_told_apart_from_0),
        cmocka_unit_test(test_ratio__is_of_the_means),
        cmocka_unit_test(test_option__that_spends_less_and_avoids_shortage_dominates),
        cmocka_unit_test(test_option__that_spends_the_same_and_avoids_shortage_dominates),
        cmocka_unit_test(test_option__that_may_spend_less_has_a_ratio_with_0_in_its_interval),
        cmocka_unit_test(test_option__that_avoids_nothing_for_certain_has_no_ratio),
        cmocka_unit_test(test_option__that_is_short_of_more_is_said),
        cmocka_unit_test(test_worlds__without_any_shortage_have_none_to_avoid),
        cmocka_unit_test(test_worlds__undefined_for_either_are_left_out_of_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
