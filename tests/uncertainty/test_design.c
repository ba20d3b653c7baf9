/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/design: how many worlds a design has, and where the worlds drawn from it lie. */
#define DRAWN_SEEDS 1 /* a design is of one seed */
#include "uncertainty/drawn.h"

#include "support/allocation.h"
#include "uncertainty/causes.h"
#include "uncertainty/design.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_qrng.h>

enum { FACTORS = 50 };

static const ski_dist even = {.kind = SKI_DIST_UNIFORM, .min = 0, .max = 1};

/* Factors on the price of w, each with one uniform draw between 0 and 1. */
static void draw_factors(drawn *of, int count, const char *sampling, int samples) {
    static ski_factor factors[FACTORS];
    static char names[FACTORS][16];
    for (int i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "f%d", i);
        factors[i] = (ski_factor){.element = {.name = names[i]},
                                  .process = SKI_FIXED,
                                  TARGETS(price_of_w),
                                  .value = even};
    }
    *of = drawn_of_factors(factors, count);
    of->scenario.simulation = (ski_simulation){.samples = samples, .sampling = sampling};
    drawn_build(of);
}

static ski_design design_of(const char *sampling, int samples) {
    return ski_design_of(&(ski_simulation){.samples = samples, .sampling = sampling});
}

static void test_sobol__takes_the_largest_sets_that_leave_eight_replicates(void **state) {
    (void)state;
    const int expected[][3] = {{16, 8, 2},          {64, 8, 8},     {1000, 15, 64},
                               {1023, 15, 64},      {1024, 8, 128}, {10000, 9, 1024},
                               {1000000, 15, 65536}};
    for (int i = 0; i < COUNT(expected); i++) {
        const ski_design design = design_of("sobol", expected[i][0]);
        assert_int_equal(design.replicates, expected[i][1]);
        assert_int_equal(design.points, expected[i][2]);
        assert_int_equal(design.worlds, expected[i][1] * expected[i][2]);
    }
}

static void test_lhs__leaves_out_as_few_samples_as_can_be(void **state) {
    (void)state;
    const int expected[][3] = {
        {16, 8, 2}, {29, 14, 2}, {1000, 10, 100}, {1001, 13, 77}, {1009, 14, 72}};
    for (int i = 0; i < COUNT(expected); i++) {
        const ski_design design = design_of("lhs", expected[i][0]);
        assert_int_equal(design.replicates, expected[i][1]);
        assert_int_equal(design.points, expected[i][2]);
    }
}

static void test_random__runs_every_sample(void **state) {
    (void)state;
    const ski_design design = design_of("random", 29);
    assert_int_equal(design.worlds, 29);
    assert_int_equal(design.replicates, 0);
}

static void test_permutation__takes_every_index_once(void **state) {
    (void)state;
    static bool taken[1000];
    const uint32_t sizes[] = {1, 2, 3, 5, 16, 17, 100, 997, 1000};
    const uint32_t key[4] = {1, 2, 3, 4};
    for (int s = 0; s < COUNT(sizes); s++) {
        memset(taken, 0, sizeof taken);
        for (uint32_t i = 0; i < sizes[s]; i++) {
            const uint32_t to = ski_permuted(key, sizes[s], i);
            assert_true(to < sizes[s] && !taken[to]);
            taken[to] = true;
        }
    }
}

/* The 24 orders of four, over keys: chi-square with 23 degrees of freedom, 1 in 100,000. */
static void test_permutation__is_each_order_alike_often(void **state) {
    (void)state;
    enum { KEYS = 24000 };
    int counts[256] = {0};
    for (uint32_t k = 0; k < KEYS; k++) {
        const uint32_t key[4] = {k, 7, 0, 0};
        int order = 0;
        for (uint32_t i = 0; i < 4; i++) {
            order = 4 * order + (int)ski_permuted(key, 4, i);
        }
        counts[order]++;
    }
    double chi_square = 0;
    for (int order = 0; order < 256; order++) {
        const double expected = counts[order] > 0 ? KEYS / 24.0 : 0;
        chi_square +=
            expected > 0 ? (counts[order] - expected) * (counts[order] - expected) / expected : 0;
    }
    assert_true(gsl_cdf_chisq_Q(chi_square, 23) > 1e-5);
}

/* Points first .. end - 1 of a replicate have one in each of as many equal parts of factor f. */
static void assert_one_in_each_part(drawn *of, int f, int replicate, int first, int count) {
    bool taken[1024] = {false};
    const int replicates = ski_design_in(of->uncertainty)->replicates;
    assert_true(count <= 1024);
    for (int point = first; point < first + count; point++) {
        draw(of, (uint32_t)(point * replicates + replicate));
        const int part = (int)(path_of(of, f)[0] * count);
        assert_true(part >= 0 && part < count && !taken[part]);
        taken[part] = true;
    }
}

static void test_lhs__has_one_point_in_each_stratum_of_every_draw_and_replicate(void **state) {
    (void)state;
    const int samples[] = {16, 300, 1000};
    for (int s = 0; s < COUNT(samples); s++) {
        drawn of;
        draw_factors(&of, FACTORS, "lhs", samples[s]);
        const ski_design *design = ski_design_in(of.uncertainty);
        for (int f = 0; f < FACTORS; f += 7) {
            for (int replicate = 0; replicate < design->replicates; replicate++) {
                assert_one_in_each_part(&of, f, replicate, 0, design->points);
            }
        }
        drawn_free(&of);
    }
}

/* After the shift, of every prefix of 2^j points and every further run of as many. */
static void test_sobol__has_one_point_in_each_part_of_the_forty_leading_draws(void **state) {
    (void)state;
    drawn of;
    draw_factors(&of, FACTORS, "sobol", 8 * 64);
    assert_int_equal(ski_designed_draws(of.uncertainty), SKI_SOBOL_DIMENSIONS);
    for (int f = 0; f < SKI_SOBOL_DIMENSIONS; f++) {
        for (int replicate = 0; replicate < 8; replicate += 3) {
            for (int count = 1; count <= 64; count *= 2) {
                assert_one_in_each_part(&of, f, replicate, 0, count);
                assert_one_in_each_part(&of, f, replicate, 64 - count, count);
            }
        }
    }
    drawn_free(&of);
}

/* Each replicate is GSL's sequence with the origin before it, all points moved by one shift. */
static void test_sobol__is_the_sequence_of_gsl_behind_one_shift(void **state) {
    (void)state;
    drawn of;
    draw_factors(&of, SKI_SOBOL_DIMENSIONS, "sobol", 9 * 128);
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, SKI_SOBOL_DIMENSIONS);
    uint32_t shift[SKI_SOBOL_DIMENSIONS];
    double point[SKI_SOBOL_DIMENSIONS] = {0};
    for (int n = 0; n < 128; n++) {
        if (n > 0) {
            gsl_qrng_get(sequence, point);
        }
        draw(&of, (uint32_t)(n * 9 + 4));
        for (int d = 0; d < SKI_SOBOL_DIMENSIONS; d++) {
            const uint32_t at = (uint32_t)ldexp(path_of(&of, d)[0], SKI_SOBOL_BITS);
            const uint32_t moved = at ^ (uint32_t)ldexp(point[d], SKI_SOBOL_BITS);
            shift[d] = n == 0 ? moved : shift[d];
            assert_int_equal(moved, shift[d]);
        }
    }
    gsl_qrng_free(sequence);
    drawn_free(&of);
}

static void test_sobol__leaves_the_other_draws_and_later_worlds_random(void **state) {
    (void)state;
    drawn of;
    draw_factors(&of, FACTORS, "sobol", 64);
    drawn random;
    draw_factors(&random, FACTORS, "random", 64);
    for (uint32_t world = 0; world < 70; world++) {
        draw(&of, world);
        draw(&random, world);
        for (int f = 0; f < FACTORS; f++) {
            const bool is_random = f >= SKI_SOBOL_DIMENSIONS || world >= 64;
            assert_true((path_of(&of, f)[0] == path_of(&random, f)[0]) == is_random);
        }
    }
    drawn_free(&of);
    drawn_free(&random);
}

/* Point for point: over 256 points 4.5 standard errors are 0.28. (Shifted copies of one Sobol'
 * sequence do correlate so; it is the shifts that are independent.) */
static void test_replicates__of_a_latin_hypercube_do_not_correlate(void **state) {
    (void)state;
    drawn of;
    draw_factors(&of, 20, "lhs", 8 * 256);
    const uint32_t replicates = (uint32_t)ski_design_in(of.uncertainty)->replicates;
    for (int f = 0; f < 20; f++) {
        double products = 0;
        for (uint32_t point = 0; point < 256; point++) {
            draw(&of, point * replicates);
            const double one = path_of(&of, f)[0] - 0.5;
            draw(&of, point * replicates + 5);
            products += one * (path_of(&of, f)[0] - 0.5);
        }
        assert_true(fabs(products / 256 * 12) < 0.28);
    }
    drawn_free(&of);
}

/* The mean of exp(sum of 5 draws) over replicate 0 and over replicate 1: over 400 seeds 4.5
 * standard errors of their correlation are 0.225. */
static void assert_means_of_replicates_do_not_correlate(const char *sampling) {
    enum { SEEDS = 400 };
    drawn of;
    draw_factors(&of, 5, sampling, 8 * 16);
    double sums[2] = {0}, squares[2] = {0}, products = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double means[2] = {0};
        for (int replicate = 0; replicate < 2; replicate++) {
            for (int point = 0; point < 16; point++) {
                const uint32_t world = (uint32_t)(point * 8 + replicate);
                draw_world(&of, seed, world);
                double sum = 0;
                for (int f = 0; f < 5; f++) {
                    sum += path_of(&of, f)[0];
                }
                means[replicate] += exp(sum) / 16;
            }
            sums[replicate] += means[replicate];
            squares[replicate] += means[replicate] * means[replicate];
        }
        products += means[0] * means[1];
    }
    const double covariance = products / SEEDS - sums[0] * sums[1] / SEEDS / SEEDS;
    double correlation = covariance;
    for (int replicate = 0; replicate < 2; replicate++) {
        const double mean = sums[replicate] / SEEDS;
        correlation /= sqrt(squares[replicate] / SEEDS - mean * mean);
    }
    print_message("%s: correlation of two replicates' means %.3f\n", sampling, correlation);
    assert_true(fabs(correlation) < 0.225);
    drawn_free(&of);
}

static void test_replicates__have_means_that_do_not_correlate(void **state) {
    (void)state;
    assert_means_of_replicates_do_not_correlate("sobol");
    assert_means_of_replicates_do_not_correlate("lhs");
}

/* One factor that steps, one that is drawn once, and a disruption: in turn each takes a dimension
 * for its first draw, then for its second. */
static void test_sobol__gives_its_dimensions_to_first_draws_first(void **state) {
    (void)state;
    const ski_effect effects[] = {{TARGETS(capacity_of_a), .factor = even, .until_days = INFINITY}};
    const ski_disruption disruptions[] = {{.element = NAMED("d"),
                                           ALWAYS,
                                           .rate_per_year = 4,
                                           .duration_days = {.kind = SKI_DIST_UNIFORM, .max = 9},
                                           EFFECTS(effects)}};
    const ski_factor factors[] = {
        {.element = NAMED("walk"),
         .process = SKI_RANDOM_WALK,
         TARGETS(price_of_w),
         .sd_per_year = 0.2},
        {.element = NAMED("once"), .process = SKI_FIXED, TARGETS(price_of_a), .value = even},
        {.element = NAMED("still"), .process = SKI_FIXED, TARGETS(price_of_b), .value = NUMBER(1)},
    };
    drawn of = drawn_of_factors(factors, COUNT(factors));
    of.scenario.disruptions = disruptions;
    of.scenario.disruption_count = 1;
    of.scenario.simulation = (ski_simulation){.samples = 128, .sampling = "sobol"};
    drawn_build(&of);
    /* 11 steps, 1 draw, and 28 left for 3 streams of the disruption */
    assert_int_equal(ski_designed_draws(of.uncertainty), SKI_SOBOL_DIMENSIONS);
    for (int replicate = 0; replicate < 8; replicate++) {
        assert_one_in_each_part(&of, 1, replicate, 0, 16);
    }
    drawn_free(&of);
}

static void test_sobol__without_anything_random_has_no_draws(void **state) {
    (void)state;
    drawn of = {.scenario = drawn_scenario()};
    of.scenario.simulation = (ski_simulation){.samples = 64, .sampling = "sobol"};
    drawn_build(&of);
    assert_int_equal(ski_designed_draws(of.uncertainty), 0);
    draw(&of, 3);
    drawn_free(&of);
}

/* Steps = A · scores with A A' = I, in which the first score alone makes the sum. */
static void test_bridge__is_orthogonal_and_begins_with_the_whole_way(void **state) {
    (void)state;
    enum { STEPS_MOST = 60 };
    static double map[STEPS_MOST][STEPS_MOST];
    double work[STEPS_MOST];
    for (int steps = 1; steps <= STEPS_MOST; steps++) {
        for (int score = 0; score < steps; score++) {
            double sum = 0;
            memset(map[score], 0, sizeof map[score]);
            map[score][score] = 1;
            ski_bridge(map[score], steps, work);
            for (int step = 0; step < steps; step++) {
                sum += map[score][step];
            }
            assert_near(sum, score == 0 ? sqrt(steps) : 0, 1e-12, 0);
            for (int other = 0; other <= score; other++) {
                double product = 0;
                for (int step = 0; step < steps; step++) {
                    product += map[score][step] * map[other][step];
                }
                assert_near(product, score == other, 1e-12, 0);
            }
        }
    }
}

/* Mean over seeds of the squared error of the mean path of ten prices that walk, 33 % a year, for
 * three years: what 40 dimensions can do for 350 steps. */
static double variance_of_mean_price(const char *sampling) {
    enum { SEEDS = 60, WALKS = 10, PERIODS = 36, WORLDS = 512 };
    static char names[WALKS][16];
    ski_factor factors[WALKS];
    for (int i = 0; i < WALKS; i++) {
        snprintf(names[i], sizeof names[i], "walk%d", i);
        factors[i] = (ski_factor){.element = {.name = names[i]},
                                  .process = SKI_RANDOM_WALK,
                                  TARGETS(price_of_w),
                                  .sd_per_year = 0.33};
    }
    drawn of = drawn_of_factors(factors, WALKS);
    of.scenario.periods = PERIODS;
    of.scenario.simulation = (ski_simulation){.samples = WORLDS, .sampling = sampling};
    drawn_build(&of);
    double squares = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double sum = 0;
        for (uint32_t world = 0; world < WORLDS; world++) {
            draw_world(&of, seed, world);
            for (int i = 0; i < WALKS * PERIODS; i++) {
                sum += of.world->factor_paths[i] - 1;
            }
        }
        const double mean = sum / WORLDS / WALKS / PERIODS;
        squares += mean * mean / SEEDS;
    }
    drawn_free(&of);
    return squares;
}

/* Without the bridge, 4 of 35 steps each: 1.24 times. */
static void test_bridge__makes_the_most_of_few_dimensions(void **state) {
    (void)state;
    const double saved = variance_of_mean_price("random") / variance_of_mean_price("sobol");
    print_message("%.1f times less variance\n", saved);
    assert_true(saved > 5);
}

static void test_memory__that_runs_out_is_said_and_nothing_leaks(void **state) {
    (void)state;
    const char *const samplings[] = {"lhs", "sobol"};
    for (int s = 0; s < 2; s++) {
        drawn of;
        draw_factors(&of, 3, samplings[s], 64);
        int failed = 1;
        for (int nth = 1; failed; nth++) {
            ski_uncertainty *uncertainty = NULL;
            fail_allocation(nth);
            const sk_status st = ski_uncertainty_build(&uncertainty, of.network, NULL);
            failed = allocation_failed();
            fail_allocation(0);
            ski_uncertainty_free(uncertainty);
            assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        }
        drawn_free(&of);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sobol__takes_the_largest_sets_that_leave_eight_replicates),
        cmocka_unit_test(test_lhs__leaves_out_as_few_samples_as_can_be),
        cmocka_unit_test(test_random__runs_every_sample),
        cmocka_unit_test(test_permutation__takes_every_index_once),
        cmocka_unit_test(test_permutation__is_each_order_alike_often),
        cmocka_unit_test(test_lhs__has_one_point_in_each_stratum_of_every_draw_and_replicate),
        cmocka_unit_test(test_sobol__has_one_point_in_each_part_of_the_forty_leading_draws),
        cmocka_unit_test(test_sobol__is_the_sequence_of_gsl_behind_one_shift),
        cmocka_unit_test(test_sobol__leaves_the_other_draws_and_later_worlds_random),
        cmocka_unit_test(test_replicates__of_a_latin_hypercube_do_not_correlate),
        cmocka_unit_test(test_replicates__have_means_that_do_not_correlate),
        cmocka_unit_test(test_sobol__gives_its_dimensions_to_first_draws_first),
        cmocka_unit_test(test_sobol__without_anything_random_has_no_draws),
        cmocka_unit_test(test_bridge__is_orthogonal_and_begins_with_the_whole_way),
        cmocka_unit_test(test_bridge__makes_the_most_of_few_dimensions),
        cmocka_unit_test(test_memory__that_runs_out_is_said_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
