/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Gaussian copula: correlations of normal scores, and matrices that cannot be. Bounds are 4.5
 * standard errors, (1 - ρ²) / √n for a correlation. */
#include "drawn.h"

enum { WORLDS = 40000 };

static const ski_dist uniform = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 1};

static ski_factor fixed_factor(const char *name) {
    return (ski_factor){.element = {.name = name},
                        .process = SKI_FIXED,
                        TARGETS(price_of_w),
                        .value = uniform};
}

static ski_factor walk(const char *name) {
    return (ski_factor){.element = {.name = name},
                        .process = SKI_RANDOM_WALK,
                        TARGETS(price_of_w),
                        .sd_per_year = 1};
}

static drawn linked(const ski_factor *factors, int count, const ski_correlation *pairs,
                    int pair_count) {
    drawn of = drawn_of_factors(factors, count);
    of.scenario.correlations = pairs;
    of.scenario.correlation_count = pair_count;
    return of;
}

/* Correlation over worlds of x(paths) and y(paths). */
typedef double (*reading)(const double *path);

static double correlation(drawn *of, int a, reading read_a, int b, reading read_b) {
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (uint32_t number = 0; number < WORLDS; number++) {
        draw(of, number);
        double x = read_a(path_of(of, a));
        double y = read_b(path_of(of, b));
        sa += x, sb += y, saa += x * x, sbb += y * y, sab += x * y;
    }
    double n = WORLDS;
    return (sab - sa * sb / n) / sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
}

static double first(const double *path) {
    return path[0];
}

static double log_step(const double *path) {
    return log(path[4] / path[3]);
}

static double next_log_step(const double *path) {
    return log(path[5] / path[4]);
}

static double fifth(const double *path) {
    return path[4];
}

static void assert_correlation(double got, double expected) {
    assert_near(got, expected, 4.5 * (1 - expected * expected) / sqrt(WORLDS), 0);
}

/* The correlation of two uniforms with normal scores correlated ρ is 6/π · asin(ρ/2). */
static void test_fixed__uniforms_correlate_as_their_scores_say(void **state) {
    (void)state;
    ski_factor factors[] = {fixed_factor("x"), fixed_factor("y"), fixed_factor("z")};
    ski_correlation pairs[] = {{.a = 0, .b = 1, .rho = 0.7}, {.a = 2, .b = 1, .rho = -0.4}};
    drawn of = linked(factors, 3, pairs, 2);
    drawn_build(&of);
    double pi = acos(-1.0);
    assert_correlation(correlation(&of, 0, first, 1, first), 6 / pi * asin(0.35));
    assert_correlation(correlation(&of, 1, first, 2, first), 6 / pi * asin(-0.2));
    assert_correlation(correlation(&of, 0, first, 2, first), 0);
    drawn_free(&of);
}

static void test_steps__innovations_of_the_same_period_correlate(void **state) {
    (void)state;
    ski_factor factors[] = {walk("x"), walk("y")};
    ski_correlation pairs[] = {{.a = 0, .b = 1, .rho = 0.6}};
    drawn of = linked(factors, 2, pairs, 1);
    drawn_build(&of);
    assert_correlation(correlation(&of, 0, log_step, 1, log_step), 0.6);
    assert_correlation(correlation(&of, 0, log_step, 1, next_log_step), 0);
    drawn_free(&of);
}

/* News of period 4: the iid draw of that period, and the walk's step into it. A uniform and a
 * normal with scores correlated ρ correlate by ρ √(3/π). */
static void test_steps__an_iid_draw_correlates_with_the_step_into_its_period(void **state) {
    (void)state;
    ski_factor factors[] = {walk("x"), fixed_factor("y")};
    factors[1].process = SKI_IID;
    ski_correlation pairs[] = {{.a = 0, .b = 1, .rho = -0.8}};
    drawn of = linked(factors, 2, pairs, 1);
    drawn_build(&of);
    double expected = -0.8 * sqrt(3 / acos(-1.0));
    assert_near(correlation(&of, 0, log_step, 1, fifth), expected, 4.5 / sqrt(WORLDS), 0);
    assert_near(correlation(&of, 0, next_log_step, 1, fifth), 0, 4.5 / sqrt(WORLDS), 0);
    drawn_free(&of);
}

static void test_correlation__leaves_each_law_as_it_is(void **state) {
    (void)state;
    ski_factor factors[] = {fixed_factor("x"), fixed_factor("y")};
    factors[1].value = (ski_dist){.kind = SKI_DIST_EXPONENTIAL, .mean = 2};
    ski_correlation pairs[] = {{.a = 0, .b = 1, .rho = 0.9}};
    drawn of = linked(factors, 2, pairs, 1);
    drawn_build(&of);
    double sum = 0;
    int above_median = 0;
    for (uint32_t number = 0; number < WORLDS; number++) {
        draw(&of, number);
        sum += of.world->factor_paths[12];
        above_median += of.world->factor_paths[12] > 2 * log(2);
    }
    assert_near(sum / WORLDS, 2, 4.5 * 2 / sqrt(WORLDS), 0);
    assert_near(above_median, WORLDS / 2.0, 4.5 * sqrt(WORLDS / 4.0), 0);
    drawn_free(&of);
}

/* Only later factors of a linked group are moved by a link; the first, and those not linked, draw
 * as before. */
static void test_correlation__does_not_change_factors_it_does_not_link(void **state) {
    (void)state;
    ski_factor factors[] = {walk("x"), walk("y"), walk("z")};
    ski_correlation pairs[] = {{.a = 0, .b = 1, .rho = 0.6}};
    drawn plain = drawn_of_factors(factors, 3);
    drawn joined = linked(factors, 3, pairs, 1);
    drawn_build(&plain);
    drawn_build(&joined);
    draw(&plain, 8);
    draw(&joined, 8);
    size_t size = 12 * sizeof(double);
    assert_memory_equal(plain.world->factor_paths, joined.world->factor_paths, size);
    assert_memory_equal(plain.world->factor_paths + 24, joined.world->factor_paths + 24, size);
    assert_memory_not_equal(plain.world->factor_paths + 12, joined.world->factor_paths + 12, size);
    drawn_free(&plain);
    drawn_free(&joined);
}

/* x with y and y with z alike, x with z opposite: (1 - ρ)² (1 + 2ρ) turns negative, and the odd one
 * out is x-z. */
static void test_not_positive_definite__names_the_worst_pair_where_it_was_written(void **state) {
    (void)state;
    ski_factor factors[] = {fixed_factor("x"), fixed_factor("y"), fixed_factor("z"),
                            fixed_factor("u"), fixed_factor("v")};
    ski_correlation pairs[] = {
        {.a = 3, .b = 4, .rho = 0.99, .at = {"s.cfg", 10}},
        {.a = 0, .b = 1, .rho = 0.8, .at = {"s.cfg", 11}},
        {.a = 1, .b = 2, .rho = 0.8, .at = {"s.cfg", 12}},
        {.a = 0, .b = 2, .rho = -0.9, .at = {"s.cfg", 13}},
    };
    drawn of = linked(factors, 5, pairs, 4);
    sk_error *error = sk_error_new();
    assert_int_equal(ski_network_build(&of.network, &of.scenario, NULL), SK_OK);
    assert_int_equal(ski_uncertainty_build(&of.uncertainty, of.network, error), SK_ERR_SCENARIO);
    assert_null(of.uncertainty);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 1);
    const char *text = sk_error_text(error, 0);
    assert_non_null(strstr(text, "s.cfg:13: correlations.4: "));
    assert_non_null(strstr(text, "not positive definite"));
    assert_non_null(strstr(text, "x and z"));
    sk_error_free(error);
    drawn_free(&of);
}

static void test_positive_definite__to_the_last_digit(void **state) {
    (void)state;
    ski_factor factors[] = {walk("x"), walk("y"), walk("z")};
    ski_correlation pairs[] = {{.a = 0, .b = 1, .rho = -0.4999},
                               {.a = 1, .b = 2, .rho = -0.4999},
                               {.a = 0, .b = 2, .rho = -0.4999}};
    drawn of = linked(factors, 3, pairs, 3);
    drawn_build(&of);
    drawn_free(&of);
    for (int i = 0; i < 3; i++) {
        pairs[i].rho = -0.5001;
    }
    of = linked(factors, 3, pairs, 3);
    assert_int_equal(ski_network_build(&of.network, &of.scenario, NULL), SK_OK);
    assert_int_equal(ski_uncertainty_build(&of.uncertainty, of.network, NULL), SK_ERR_SCENARIO);
    drawn_free(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixed__uniforms_correlate_as_their_scores_say),
        cmocka_unit_test(test_steps__innovations_of_the_same_period_correlate),
        cmocka_unit_test(test_steps__an_iid_draw_correlates_with_the_step_into_its_period),
        cmocka_unit_test(test_correlation__leaves_each_law_as_it_is),
        cmocka_unit_test(test_correlation__does_not_change_factors_it_does_not_link),
        cmocka_unit_test(test_not_positive_definite__names_the_worst_pair_where_it_was_written),
        cmocka_unit_test(test_positive_definite__to_the_last_digit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
