/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means of schedules over periods, worked out by hand. */
#include "scenario/reading.h"

#include <math.h>

/* A schedule with points at `times`. */
static ski_sched points(ski_sched_kind kind, int count, const double *times, const double *values) {
    return (ski_sched){.kind = kind, .count = count, .times = times, .values = values};
}

static void test_constant__is_its_value_in_every_period(void **state) {
    (void)state;
    const ski_sched sched = {.kind = SKI_SCHED_CONSTANT, .value = 12.5};
    assert_near(ski_sched_average(&sched, 0, 1.0 / 12), 12.5, 0, 0);
    assert_near(ski_sched_average(&sched, 5000, 1.0 / 12), 12.5, 0, 0);
}

/* 100 · 1.1^(t/12): after 12 months 110, after 24 121. */
static void test_growth__compounds_over_years(void **state) {
    (void)state;
    const ski_sched sched = {.kind = SKI_SCHED_GROWTH, .value = 100, .growth_per_year = 0.1};
    assert_near(ski_sched_average(&sched, 0, 1.0 / 12), 100, 0, 0);
    assert_near(ski_sched_average(&sched, 12, 1.0 / 12), 110, 0, 1e-14);
    assert_near(ski_sched_average(&sched, 24, 1.0 / 12), 121, 0, 1e-14);
    assert_near(ski_sched_average(&sched, 6, 1.0 / 12), 100 * sqrt(1.1), 0, 1e-14);
}

/* 0 before 1.5, 8 from 1.5 to 2.25, 4 after: period 1 has half of 8, period 2 a quarter of 8 and
 * three of 4. */
static void test_steps__hold_until_the_next_date_and_are_averaged(void **state) {
    (void)state;
    const double times[] = {-3, 1.5, 2.25};
    const double values[] = {0, 8, 4};
    const ski_sched sched = points(SKI_SCHED_STEPS, 3, times, values);
    assert_near(ski_sched_average(&sched, 0, 1), 0, 0, 0);
    assert_near(ski_sched_average(&sched, 1, 1), 4, 1e-15, 0);
    assert_near(ski_sched_average(&sched, 2, 1), 5, 1e-15, 0);
    assert_near(ski_sched_average(&sched, 3, 1), 4, 0, 0);
}

static void test_steps__before_the_first_date_have_its_value(void **state) {
    (void)state;
    const double times[] = {2};
    const double values[] = {7};
    const ski_sched sched = points(SKI_SCHED_STEPS, 1, times, values);
    assert_near(ski_sched_average(&sched, 0, 1), 7, 0, 0);
    assert_near(ski_sched_average(&sched, 2, 1), 7, 0, 0);
    assert_near(ski_sched_average(&sched, 9, 1), 7, 0, 0);
}

/* From 10 at 0.5 straight to 30 at 2.5, slope 10: period 0 is half flat 10, half 10 → 15: (5
 * + 6.25) = 11.25; period 1 runs 15 → 25; period 2 half 25 → 30, half flat 30: 13.75 + 15. */
static void test_ramp__is_integrated_exactly_across_its_corners(void **state) {
    (void)state;
    const double times[] = {0.5, 2.5};
    const double values[] = {10, 30};
    const ski_sched sched = points(SKI_SCHED_RAMP, 2, times, values);
    assert_near(ski_sched_average(&sched, 0, 1), 11.25, 1e-14, 0);
    assert_near(ski_sched_average(&sched, 1, 1), 20, 1e-14, 0);
    assert_near(ski_sched_average(&sched, 2, 1), 28.75, 1e-14, 0);
    assert_near(ski_sched_average(&sched, 3, 1), 30, 0, 0);
}

/* A peak within one period: 0 at 0, 12 at 0.25, 0 at 1: the triangle's area is 6. */
static void test_ramp__with_a_peak_within_a_period_keeps_its_area(void **state) {
    (void)state;
    const double times[] = {0, 0.25, 1};
    const double values[] = {0, 12, 0};
    const ski_sched sched = points(SKI_SCHED_RAMP, 3, times, values);
    assert_near(ski_sched_average(&sched, 0, 1), 6, 1e-14, 0);
    assert_near(ski_sched_average(&sched, 1, 1), 0, 0, 0);
}

/* The periods' means add up to the integral, however the points fall: 0.3 → 1.7 rises from 2 to 9.
 */
static void test_means__add_up_to_the_integral(void **state) {
    (void)state;
    const double times[] = {0.3, 1.7, 4.9};
    const double values[] = {2, 9, 1};
    const ski_sched ramp = points(SKI_SCHED_RAMP, 3, times, values);
    const ski_sched steps = points(SKI_SCHED_STEPS, 3, times, values);
    double ramp_sum = 0;
    double step_sum = 0;
    for (int period = 0; period < 6; period++) {
        ramp_sum += ski_sched_average(&ramp, period, 1);
        step_sum += ski_sched_average(&steps, period, 1);
    }
    assert_near(ramp_sum, 0.3 * 2 + 1.4 * 5.5 + 3.2 * 5 + 1.1 * 1, 1e-13, 0);
    assert_near(step_sum, 0.3 * 2 + 1.4 * 2 + 3.2 * 9 + 1.1 * 1, 1e-13, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constant__is_its_value_in_every_period),
        cmocka_unit_test(test_growth__compounds_over_years),
        cmocka_unit_test(test_steps__hold_until_the_next_date_and_are_averaged),
        cmocka_unit_test(test_steps__before_the_first_date_have_its_value),
        cmocka_unit_test(test_ramp__is_integrated_exactly_across_its_corners),
        cmocka_unit_test(test_ramp__with_a_peak_within_a_period_keeps_its_area),
        cmocka_unit_test(test_means__add_up_to_the_integral),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
