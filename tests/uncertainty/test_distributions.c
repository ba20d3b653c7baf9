/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles against closed forms, published tables, GSL's distribution functions and 30-digit
 * arithmetic; moments by quadrature of the quantile function. */
#include "uncertainty/distributions.h"

#include "support/assert_near.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

static const double grid[] = {1e-12, 1e-6, 0.001, 0.025, 0.1,   0.3,
                              0.5,   0.7,  0.9,   0.975, 0.999, 1 - 1e-6};
enum { GRID = sizeof grid / sizeof grid[0] };

static double quantile(ski_dist dist, double u) {
    return ski_dist_quantile(&dist, u);
}

static double mean(ski_dist dist) {
    return ski_dist_mean(&dist);
}

/* Integral of q(u)^power over (0, 1), by u = Φ(z) and the trapezoidal rule: for a smooth q it is
 * right to the last digits. */
static double moment(ski_dist dist, int power) {
    const double step = 1.0 / 128;
    double sum = 0;
    for (int i = -1050; i <= 1050; i++) {
        double z = i * step;
        double u = fmin(gsl_cdf_ugaussian_P(z), 1 - 0x1p-53);
        sum += pow(ski_dist_quantile(&dist, u), power) * exp(-z * z / 2);
    }
    return sum * step / sqrt(2 * acos(-1.0));
}

static void assert_moments(ski_dist dist, double expected_mean, double expected_sd, double tol) {
    double first = moment(dist, 1);
    assert_near(first, expected_mean, 0, tol);
    assert_near(sqrt(moment(dist, 2) - first * first), expected_sd, 0, tol);
    assert_near(mean(dist), expected_mean, 0, 1e-12);
}

static void test_plain_number__is_itself(void **state) {
    (void)state;
    ski_dist dist = {.kind = SKI_DIST_CONSTANT, .value = 0.3};
    assert_true(quantile(dist, 0.9) == 0.3);
    assert_true(mean(dist) == 0.3);
}

static void test_uniform__is_linear(void **state) {
    (void)state;
    ski_dist dist = {.kind = SKI_DIST_UNIFORM, .min = 2, .max = 6};
    assert_near(quantile(dist, 0.25), 3, 0, 1e-15);
    assert_moments(dist, 4, 4 / sqrt(12), 1e-9);
}

static void test_triangular__inverts_its_distribution_function(void **state) {
    (void)state;
    ski_dist dist = {.kind = SKI_DIST_TRIANGULAR, .min = 1, .mode = 2, .max = 5};
    for (int i = 0; i < GRID; i++) {
        double x = quantile(dist, grid[i]);
        double u = x < 2 ? (x - 1) * (x - 1) / 4 : 1 - (5 - x) * (5 - x) / 12;
        assert_near(u, grid[i], 1e-15, 1e-9);
    }
    assert_near(quantile(dist, 0.25), 2, 0, 1e-15);
    assert_near(mean(dist), 8 / 3.0, 0, 1e-15);
    ski_dist rising = {.kind = SKI_DIST_TRIANGULAR, .min = 0, .mode = 1, .max = 1};
    assert_near(quantile(rising, 0.49), 0.7, 0, 1e-15);
}

static void test_pert__mean_weighs_the_mode_by_four(void **state) {
    (void)state;
    ski_dist dist = {.kind = SKI_DIST_PERT, .min = 10, .mode = 20, .max = 60};
    double expected = (10 + 4 * 20 + 60) / 6.0;
    assert_moments(dist, expected, sqrt((expected - 10) * (60 - expected) / 7), 1e-9);
}

static void test_normal__is_mean_plus_score_times_sd(void **state) {
    (void)state;
    ski_dist dist = {
        .kind = SKI_DIST_NORMAL, .mean = 3, .sd = 0.5, .min = -INFINITY, .max = INFINITY};
    assert_near(quantile(dist, 0.9), 3 + 0.5 * 1.2815515655446004, 0, 1e-14);
    assert_near(quantile(dist, 0.05), 3 - 0.5 * 1.6448536269514722, 0, 1e-14);
    assert_moments(dist, 3, 0.5, 1e-12);
}

/* Expected: 40-digit arithmetic. */
static void test_normal__truncated_on_one_or_both_sides(void **state) {
    (void)state;
    static const struct {
        double mean, sd, min, max, u, quantile, truncated_mean;
    } cases[] = {
        {1, 0.5, 0, INFINITY, 0.1, 0.41369250758140247, 1.027623931339495},
        {1, 0.5, 0.8, 1.1, 0.75, 1.0258163855179914, 0.95148199065094337},
        {-2, 0.5, 0, INFINITY, 0.9, 0.25745696958784671, 0.11280357224473554},
        {3, 0.5, 0, 1, 0.2, 0.81713659375043001, 0.88722653409690122},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ski_dist dist = {.kind = SKI_DIST_NORMAL,
                         .mean = cases[i].mean,
                         .sd = cases[i].sd,
                         .min = cases[i].min,
                         .max = cases[i].max};
        assert_near(quantile(dist, cases[i].u), cases[i].quantile, 0, 1e-12);
        assert_near(mean(dist), cases[i].truncated_mean, 0, 1e-11);
        assert_near(moment(dist, 1), cases[i].truncated_mean, 0, 1e-9);
        assert_true(quantile(dist, 0x1p-53) >= cases[i].min);
        assert_true(quantile(dist, 1 - 0x1p-53) <= cases[i].max);
    }
}

static void test_lognormal__takes_mean_and_sd_of_the_quantity(void **state) {
    (void)state;
    ski_dist dist = {.kind = SKI_DIST_LOGNORMAL, .mean = 2, .sd = 1};
    assert_near(quantile(dist, 0.5), 2 / sqrt(1.25), 0, 1e-14);
    assert_moments(dist, 2, 1, 1e-9);
}

static void test_exponential__has_its_mean_as_sd(void **state) {
    (void)state;
    ski_dist dist = {.kind = SKI_DIST_EXPONENTIAL, .mean = 4};
    assert_near(quantile(dist, 0.5), 4 * log(2), 0, 1e-15);
    assert_moments(dist, 4, 4, 1e-9);
}

static void test_weibull__of_shape_one_is_exponential(void **state) {
    (void)state;
    ski_dist one = {.kind = SKI_DIST_WEIBULL, .shape = 1, .scale = 4};
    ski_dist two = {.kind = SKI_DIST_WEIBULL, .shape = 2, .scale = 3};
    assert_near(quantile(one, 0.3), -4 * log(0.7), 0, 1e-15);
    assert_near(quantile(two, 1 - exp(-1)), 3, 0, 1e-15);
    double pi = acos(-1.0);
    assert_moments(two, 3 * sqrt(pi) / 2, 3 * sqrt(1 - pi / 4), 1e-9);
}

/* Chi-square tables: gamma of shape n/2 and scale 2. */
static void test_gamma__known_chi_squares(void **state) {
    (void)state;
    ski_dist ten = {.kind = SKI_DIST_GAMMA, .mean = 10, .sd = sqrt(20)};
    ski_dist one = {.kind = SKI_DIST_GAMMA, .mean = 1, .sd = sqrt(2)};
    assert_near(quantile(ten, 0.95), 18.307038053275146, 0, 1e-9);
    assert_near(quantile(one, 0.95), 3.841458820694124, 0, 1e-9);
}

/* Shapes at which GSL's own inverse fails. Expected: 30-digit arithmetic, scale 1. */
static void test_gamma__narrow_laws(void **state) {
    (void)state;
    static const double cases[][3] = {
        {500, 0.001, 433.73954130363844},     {500, 0.975, 544.76545638745674},
        {2000, 0.001, 1864.6453587034669},    {2000, 0.5, 1999.6666765450128},
        {2000, 0.975, 2088.5955281430919},    {20000, 0.001, 19565.82343378803},
        {20000, 0.5, 19999.666667654339},     {20000, 0.975, 20278.126698463334},
        {100000, 0.001, 99025.631890500918},  {100000, 0.5, 99999.666666864198},
        {100000, 0.975, 100620.74164077374},  {1000000, 0.001, 996912.61731981519},
        {1000000, 0.975, 1001960.9109654504},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double sd = sqrt(cases[i][0]);
        ski_dist dist = {.kind = SKI_DIST_GAMMA, .mean = cases[i][0], .sd = sd};
        assert_near(quantile(dist, cases[i][1]), cases[i][2], 1e-9 * sd, 0);
    }
}

static void test_gamma__leads_back_to_the_probability_at_every_shape(void **state) {
    (void)state;
    static const double shapes[] = {0.01, 0.1, 0.15, 0.199, 0.2, 0.5, 1,
                                    5,    100, 900,  980,   1e4, 9e4};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        ski_dist dist = {.kind = SKI_DIST_GAMMA, .mean = shapes[i], .sd = sqrt(shapes[i])};
        for (int j = 0; j < GRID; j++) {
            double x = quantile(dist, grid[j]);
            if (x > 0) { /* below the least double it is 0 */
                assert_near(gsl_cdf_gamma_P(x, shapes[i], 1), grid[j], 0, 1e-8);
            }
        }
    }
}

static void test_gamma__moments_from_very_wide_to_very_narrow(void **state) {
    (void)state;
    static const double sds[] = {5, 2, 1, 0.3, 0.033, 0.031, 0.01, 0.0033, 0.0031, 1e-5, 1e-8};
    for (size_t i = 0; i < sizeof sds / sizeof sds[0]; i++) {
        ski_dist dist = {.kind = SKI_DIST_GAMMA, .mean = 7, .sd = 7 * sds[i]};
        double first = moment(dist, 1);
        double spread = 0;
        for (int j = -800; j <= 800; j++) { /* about the mean, so that narrow laws keep digits */
            double off = quantile(dist, gsl_cdf_ugaussian_P(j / 100.0)) - 7;
            spread += off * off * exp(-j * j / 20000.0) / 100 / sqrt(2 * acos(-1.0));
        }
        assert_near(first, 7, 0, 1e-7);
        assert_near(sqrt(spread), 7 * sds[i], 0, 1e-6);
    }
    ski_dist point = {.kind = SKI_DIST_GAMMA, .mean = 7, .sd = 0};
    assert_true(quantile(point, 0.99) == 7);
}

static void test_gamma__is_monotone_where_one_method_hands_over_to_the_next(void **state) {
    (void)state;
    static const double shapes[] = {0.2, 900, 1e5};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        ski_dist below = {.kind = SKI_DIST_GAMMA,
                          .mean = 1,
                          .sd = 1 / sqrt(shapes[i] * (1 - 1e-9))};
        ski_dist above = {.kind = SKI_DIST_GAMMA,
                          .mean = 1,
                          .sd = 1 / sqrt(shapes[i] * (1 + 1e-9))};
        for (int j = 3; j < GRID; j++) {
            assert_near(quantile(below, grid[j]), quantile(above, grid[j]), 1e-8 * below.sd, 1e-6);
        }
    }
}

/* Expected: 30-digit arithmetic. */
static void test_beta__known_quantiles(void **state) {
    (void)state;
    ski_dist wide = {.kind = SKI_DIST_BETA, .a = 0.1, .b = 0.2, .min = 0, .max = 1};
    ski_dist narrow = {.kind = SKI_DIST_BETA, .a = 2000, .b = 3000, .min = 0, .max = 1};
    ski_dist skewed = {.kind = SKI_DIST_BETA, .a = 0.05, .b = 5, .min = 10, .max = 20};
    assert_near(quantile(wide, 0.3), 0.0002597000949009343, 0, 1e-8);
    assert_near(quantile(narrow, 0.975), 0.41361494637318926, 0, 1e-9);
    assert_near(quantile(skewed, 0.9), 10.16688464471655292, 0, 1e-9);
}

/* Beta(a, 1) has quantile u^(1/a); Beta(1, b) 1 - (1-u)^(1/b). */
static void test_beta__closed_forms_at_small_and_large_parameters(void **state) {
    (void)state;
    static const double parameters[] = {0.01, 0.05, 0.19, 0.2, 1, 30, 899, 901, 2e4, 1e5};
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
        double p = parameters[i];
        ski_dist left = {.kind = SKI_DIST_BETA, .a = p, .b = 1, .min = 0, .max = 1};
        ski_dist right = {.kind = SKI_DIST_BETA, .a = 1, .b = p, .min = 0, .max = 1};
        for (int j = 2; j < GRID; j++) {
            double u = grid[j];
            assert_near(quantile(left, u), pow(u, 1 / p), 1e-300, 1e-8 * fmax(1, 1 / p));
            assert_near(quantile(right, u), -expm1(log1p(-u) / p), 1e-9, 1e-7);
        }
    }
}

static void test_beta__moments(void **state) {
    (void)state;
    static const double parameters[][2] = {{0.3, 0.4}, {2, 5}, {50, 3}, {1200, 800}, {1e5, 1e5}};
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
        double a = parameters[i][0];
        double b = parameters[i][1];
        ski_dist dist = {.kind = SKI_DIST_BETA, .a = a, .b = b, .min = -1, .max = 1};
        double sd = 2 * sqrt(a * b / (a + b + 1)) / (a + b);
        double expected = (a - b) / (a + b);
        assert_near(moment(dist, 1), expected, 1e-7 * sd, 0);
        assert_near(mean(dist), expected, 1e-15, 1e-14);
        double first = moment(dist, 1);
        assert_near(moment(dist, 2) - first * first, sd * sd, 1e-12, 1e-6);
    }
}

static void test_discrete__values_in_any_order(void **state) {
    (void)state;
    static const double values[] = {3, 1, 2};
    static const double weights[] = {0.25, 0.5, 0.25};
    ski_dist given = {.kind = SKI_DIST_DISCRETE, .count = 3, .values = values, .weights = weights};
    ski_dist sorted = {0};
    ski_arena *arena = ski_arena_new();
    assert_int_equal(ski_dist_sorted(&sorted, arena, &given), SK_OK);
    assert_true(quantile(sorted, 0.01) == 1);
    assert_true(quantile(sorted, 0.49) == 1);
    assert_true(quantile(sorted, 0.51) == 2);
    assert_true(quantile(sorted, 0.74) == 2);
    assert_true(quantile(sorted, 0.76) == 3);
    assert_true(quantile(sorted, 1 - 0x1p-53) == 3);
    assert_near(mean(sorted), 1.75, 0, 1e-15);
    ski_arena_free(arena);
}

static void test_discrete__a_value_of_no_weight_never_comes_up(void **state) {
    (void)state;
    static const double values[] = {0, 1, 9};
    static const double weights[] = {0, 1, 0};
    ski_dist dist = {.kind = SKI_DIST_DISCRETE, .count = 3, .values = values, .weights = weights};
    assert_true(quantile(dist, 0x1p-53) == 1);
    assert_true(quantile(dist, 1 - 0x1p-53) == 1);
}

static void test_empirical__each_value_is_as_likely(void **state) {
    (void)state;
    static const double values[] = {30, 10, 20, 20};
    ski_dist given = {.kind = SKI_DIST_EMPIRICAL, .count = 4, .values = values};
    ski_dist sorted = {0};
    ski_arena *arena = ski_arena_new();
    assert_int_equal(ski_dist_sorted(&sorted, arena, &given), SK_OK);
    assert_true(quantile(sorted, 0.1) == 10);
    assert_true(quantile(sorted, 0.3) == 20);
    assert_true(quantile(sorted, 0.7) == 20);
    assert_true(quantile(sorted, 1 - 0x1p-53) == 30);
    assert_near(mean(sorted), 20, 0, 1e-15);
    ski_arena_free(arena);
}

static void test_no_spread__is_the_value_itself(void **state) {
    (void)state;
    static const ski_dist dists[] = {
        {.kind = SKI_DIST_UNIFORM, .min = 0.7, .max = 0.7},
        {.kind = SKI_DIST_TRIANGULAR, .min = 0.7, .mode = 0.7, .max = 0.7},
        {.kind = SKI_DIST_PERT, .min = 0.7, .mode = 0.7, .max = 0.7},
        {.kind = SKI_DIST_NORMAL, .mean = 0.7, .sd = 0, .min = 0, .max = INFINITY},
        {.kind = SKI_DIST_LOGNORMAL, .mean = 0.7, .sd = 0},
        {.kind = SKI_DIST_GAMMA, .mean = 0.7, .sd = 0},
    };
    for (size_t i = 0; i < sizeof dists / sizeof dists[0]; i++) {
        assert_true(quantile(dists[i], 0.123) == 0.7);
    }
}

static int without_gsl_handler(void **state) {
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_number__is_itself),
        cmocka_unit_test(test_uniform__is_linear),
        cmocka_unit_test(test_triangular__inverts_its_distribution_function),
        cmocka_unit_test(test_pert__mean_weighs_the_mode_by_four),
        cmocka_unit_test(test_normal__is_mean_plus_score_times_sd),
        cmocka_unit_test(test_normal__truncated_on_one_or_both_sides),
        cmocka_unit_test(test_lognormal__takes_mean_and_sd_of_the_quantity),
        cmocka_unit_test(test_exponential__has_its_mean_as_sd),
        cmocka_unit_test(test_weibull__of_shape_one_is_exponential),
        cmocka_unit_test(test_gamma__known_chi_squares),
        cmocka_unit_test(test_gamma__narrow_laws),
        cmocka_unit_test(test_gamma__leads_back_to_the_probability_at_every_shape),
        cmocka_unit_test(test_gamma__moments_from_very_wide_to_very_narrow),
        cmocka_unit_test(test_gamma__is_monotone_where_one_method_hands_over_to_the_next),
        cmocka_unit_test(test_beta__known_quantiles),
        cmocka_unit_test(test_beta__closed_forms_at_small_and_large_parameters),
        cmocka_unit_test(test_beta__moments),
        cmocka_unit_test(test_discrete__values_in_any_order),
        cmocka_unit_test(test_discrete__a_value_of_no_weight_never_comes_up),
        cmocka_unit_test(test_empirical__each_value_is_as_likely),
        cmocka_unit_test(test_no_spread__is_the_value_itself),
    };
    return cmocka_run_group_tests(tests, without_gsl_handler, NULL);
}
