/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Factor processes: closed-form means, variances and correlations in time over many worlds. Bounds
 * are 4.5 standard errors (of a normal or near-normal estimate); seeds are fixed, so a test that
 * passes always passes. */
#include "drawn.h"

enum { WORLDS = 40000 };

/* Sums over worlds of what a factor's path does. */
typedef struct {
    double mean, variance;
} moments;

/* Mean and variance over worlds of transform(path). */
static moments over_worlds(drawn *of, double (*transform)(const double *path)) {
    double sum = 0, squares = 0;
    for (uint32_t number = 0; number < WORLDS; number++) {
        draw(of, number);
        double x = transform(of->world->factor_paths);
        sum += x;
        squares += x * x;
    }
    double mean = sum / WORLDS;
    return (moments){mean, squares / WORLDS - mean * mean};
}

static void assert_mean(moments got, double expected) {
    assert_near(got.mean, expected, 4.5 * sqrt(got.variance / WORLDS), 0);
}

/* Of a normal quantity: its sample variance has standard error σ² √(2/n). */
static void assert_normal_variance(moments got, double expected) {
    assert_near(got.variance, expected, 0, 4.5 * sqrt(2.0 / WORLDS));
}

static double last(const double *path) {
    return path[11];
}

static double log_of_last(const double *path) {
    return log(path[11]);
}

static double log_of_sixth(const double *path) {
    return log(path[6]);
}

static void test_fixed__one_draw_for_the_whole_horizon(void **state) {
    (void)state;
    ski_factor factor = {.element = NAMED("x"),
                         .process = SKI_FIXED,
                         TARGETS(capacity_of_a),
                         .value = {.kind = SKI_DIST_UNIFORM, .min = 0.5, .max = 1.5}};
    drawn of = drawn_of_factors(&factor, 1);
    drawn_build(&of);
    draw(&of, 3);
    for (int period = 1; period < 12; period++) {
        assert_true(of.world->factor_paths[period] == of.world->factor_paths[0]);
    }
    moments got = over_worlds(&of, last);
    assert_mean(got, 1);
    assert_near(got.variance, 1 / 12.0, 4.5 * sqrt(1 / 180.0 / WORLDS), 0);
    drawn_free(&of);
}

static double first_times_second_centred(const double *path) {
    return (path[0] - 1) * (path[1] - 1);
}

static void test_iid__a_draw_each_period_without_memory(void **state) {
    (void)state;
    ski_factor factor = {.element = NAMED("x"),
                         .process = SKI_IID,
                         TARGETS(capacity_of_a),
                         .value = {.kind = SKI_DIST_UNIFORM, .min = 0.5, .max = 1.5}};
    drawn of = drawn_of_factors(&factor, 1);
    drawn_build(&of);
    assert_mean(over_worlds(&of, last), 1);
    assert_mean(over_worlds(&of, first_times_second_centred), 0);
    drawn_free(&of);
}

static void test_random_walk__starts_at_one_and_its_mean_follows_the_drift(void **state) {
    (void)state;
    ski_factor factor = {.element = NAMED("x"),
                         .process = SKI_RANDOM_WALK,
                         TARGETS(price_of_w),
                         .sd_per_year = 0.4,
                         .drift_per_year = 0.1};
    drawn of = drawn_of_factors(&factor, 1);
    drawn_build(&of);
    draw(&of, 0);
    assert_true(of.world->factor_paths[0] == 1);
    double years = 11 / 12.0;
    assert_mean(over_worlds(&of, last), pow(1.1, years));
    moments logs = over_worlds(&of, log_of_last);
    assert_mean(logs, years * log(1.1) - 0.4 * 0.4 * years / 2);
    assert_normal_variance(logs, 0.4 * 0.4 * years);
    assert_normal_variance(over_worlds(&of, log_of_sixth), 0.4 * 0.4 / 2);
    drawn_free(&of);
}

static double later_step_of_log(const double *path) {
    return log(path[11] / path[6]);
}

static void test_random_walk__steps_are_independent_of_the_past(void **state) {
    (void)state;
    ski_factor factor = {.element = NAMED("x"),
                         .process = SKI_RANDOM_WALK,
                         TARGETS(price_of_w),
                         .sd_per_year = 0.4};
    drawn of = drawn_of_factors(&factor, 1);
    drawn_build(&of);
    assert_normal_variance(over_worlds(&of, later_step_of_log), 0.4 * 0.4 * 5 / 12);
    drawn_free(&of);
}

static const ski_factor reverting = {.element = NAMED("x"),
                                     .process = SKI_MEAN_REVERTING,
                                     TARGETS(price_of_w),
                                     .sd_per_year = 0.5,
                                     .half_life_days = 146,
                                     .start = 1};

/* κ = ln 2 · 365 / 146 = 2.5 ln 2. */
static double kappa(void) {
    return 2.5 * log(2);
}

static double variance_at(double years) {
    return 0.25 * (1 - exp(-2 * kappa() * years)) / (2 * kappa());
}

static void test_mean_reverting__mean_is_one_at_every_time(void **state) {
    (void)state;
    drawn of = drawn_of_factors(&reverting, 1);
    drawn_build(&of);
    assert_mean(over_worlds(&of, last), 1);
    moments logs = over_worlds(&of, log_of_last);
    assert_mean(logs, -variance_at(11 / 12.0) / 2);
    assert_normal_variance(logs, variance_at(11 / 12.0));
    assert_normal_variance(over_worlds(&of, log_of_sixth), variance_at(0.5));
    drawn_free(&of);
}

static void test_mean_reverting__the_start_halves_in_a_half_life(void **state) {
    (void)state;
    ski_factor factor = reverting;
    factor.start = 4;
    factor.half_life_days = 365 / 2.0; /* six months */
    factor.sd_per_year = 0;
    drawn of = drawn_of_factors(&factor, 1);
    drawn_build(&of);
    draw(&of, 0);
    assert_true(of.world->factor_paths[0] == 4);
    assert_near(of.world->factor_paths[6], 2, 0, 1e-14); /* half the logarithm of 4 */
    drawn_free(&of);
}

/* Y over its standard deviation, later given earlier: correlation e^{-κ(t-s)} √(V_s / V_t). */
static double product_of_logs(const double *path) {
    double early = log(path[6]) + variance_at(0.5) / 2;
    double late = log(path[11]) + variance_at(11 / 12.0) / 2;
    return early * late / variance_at(0.5);
}

static void test_mean_reverting__correlation_in_time_decays(void **state) {
    (void)state;
    drawn of = drawn_of_factors(&reverting, 1);
    drawn_build(&of);
    assert_mean(over_worlds(&of, product_of_logs), exp(-kappa() * 5 / 12));
    drawn_free(&of);
}

static const double history[] = {1, 2, 3, 6, 8};

static double mean_of_path(const double *path) {
    double sum = 0;
    for (int period = 0; period < 12; period++) {
        sum += path[period] / 12;
    }
    return sum;
}

static void test_history__blocks_follow_the_circle_and_the_mean_is_one(void **state) {
    (void)state;
    ski_factor factor = {.element = NAMED("x"),
                         .process = SKI_HISTORY,
                         TARGETS(price_of_w),
                         .history_count = COUNT(history),
                         .history = history,
                         .block_periods = 3};
    drawn of = drawn_of_factors(&factor, 1);
    drawn_build(&of);
    int starts[COUNT(history)] = {0};
    for (uint32_t number = 0; number < 5000; number++) {
        draw(&of, number);
        for (int period = 0; period < 12; period += 3) {
            int at = 0;
            while (fabs(of.world->factor_paths[period] * 4 - history[at]) > 1e-12) {
                at++;
                assert_true(at < COUNT(history));
            }
            starts[at]++;
            for (int next = 1; next < 3; next++) {
                assert_near(of.world->factor_paths[period + next] * 4,
                            history[(at + next) % COUNT(history)], 0, 1e-14);
            }
        }
    }
    for (int at = 0; at < COUNT(history); at++) { /* binomial, 20000 trials of 1 in 5 */
        assert_near(starts[at], 4000, 4.5 * sqrt(20000 * 0.2 * 0.8), 0);
    }
    assert_mean(over_worlds(&of, mean_of_path), 1);
    drawn_free(&of);
}

/* Each path is a step of the path of the periods before: what is drawn does not depend on how many
 * periods there are. */
static void test_paths__do_not_depend_on_the_length_of_the_horizon(void **state) {
    (void)state;
    ski_factor factors[] = {
        reverting,
        {.element = NAMED("i"),
         .process = SKI_IID,
         TARGETS(price_of_w),
         .value = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 2}},
        {.element = NAMED("h"),
         .process = SKI_HISTORY,
         TARGETS(price_of_w),
         .history_count = COUNT(history),
         .history = history,
         .block_periods = 4},
    };
    drawn shorter = drawn_of_factors(factors, COUNT(factors));
    drawn longer = drawn_of_factors(factors, COUNT(factors));
    longer.scenario.periods = 20;
    drawn_build(&shorter);
    drawn_build(&longer);
    draw(&shorter, 5);
    draw(&longer, 5);
    for (int factor = 0; factor < COUNT(factors); factor++) {
        assert_memory_equal(path_of(&shorter, factor), path_of(&longer, factor),
                            12 * sizeof(double));
    }
    drawn_free(&shorter);
    drawn_free(&longer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixed__one_draw_for_the_whole_horizon),
        cmocka_unit_test(test_iid__a_draw_each_period_without_memory),
        cmocka_unit_test(test_random_walk__starts_at_one_and_its_mean_follows_the_drift),
        cmocka_unit_test(test_random_walk__steps_are_independent_of_the_past),
        cmocka_unit_test(test_mean_reverting__mean_is_one_at_every_time),
        cmocka_unit_test(test_mean_reverting__the_start_halves_in_a_half_life),
        cmocka_unit_test(test_mean_reverting__correlation_in_time_decays),
        cmocka_unit_test(test_history__blocks_follow_the_circle_and_the_mean_is_one),
        cmocka_unit_test(test_paths__do_not_depend_on_the_length_of_the_horizon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
