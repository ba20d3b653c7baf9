/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/statistics: intervals at 0.95 over 2,000 fixed seeds cover the known truth 93.5 to 96.5 %
 * of the time where the sample is large enough, and are marked "few events" where it is not. In
 * brackets behind a case: the share of seeds in which the interval covers, and is marked. */
#include "metrics/statistics.h"
#include "support/assert_near.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>

enum { SEEDS = 2000, MOST = 5000 };

typedef double draw(gsl_rng *random);
typedef ski_interval interval_of(const ski_statistics *statistics);

/* What 2,000 samples came to. */
typedef struct {
    double covered;          /* share of intervals that hold the truth */
    double few, few_in_tail; /* shares of samples so marked */
} coverage;

static coverage cover(draw *one, int count, interval_of *interval, double truth) {
    static double values[MOST], work[MOST];
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    int hits = 0, few = 0, few_in_tail = 0;
    for (unsigned long seed = 1; seed <= SEEDS; seed++) {
        gsl_rng_set(random, seed);
        for (int i = 0; i < count; i++) {
            values[i] = one(random);
        }
        ski_statistics statistics;
        ski_statistics_of(values, count, &(ski_reduction){SKI_HIGH_IS_BAD, 0, 0.95, 0.95, 0}, work,
                          &statistics);
        const ski_interval at = interval(&statistics);
        hits += at.low <= truth && truth <= at.high;
        few += statistics.few_events;
        few_in_tail += statistics.cvar_few_events;
    }
    gsl_rng_free(random);
    return (coverage){(double)hits / SEEDS, (double)few / SEEDS, (double)few_in_tail / SEEDS};
}

static bool is_nominal(double covered) {
    return covered >= 0.935 && covered <= 0.965;
}

/* Marked in most seeds of a case that is covered, the mark would say nothing. */
static void assert_covered(double covered, double marked) {
    print_message("covered %.4f, marked %.3f\n", covered, marked);
    assert_true(is_nominal(covered));
    assert_true(marked < 0.5);
}

static void assert_marked(double covered, double marked) {
    print_message("covered %.4f, marked %.3f\n", covered, marked);
    assert_true(!is_nominal(covered));
    assert_true(marked >= 0.8);
}

/* Neither covered nor marked as often as it should be: samples that happen to miss the extremes
 * look like those of a thinner tail. */
static void assert_marked_in_most(double covered, double marked) {
    print_message("covered %.4f, marked %.3f\n", covered, marked);
    assert_true(!is_nominal(covered));
    assert_true(marked > 0.5);
}

static double normal(gsl_rng *random) {
    return gsl_ran_gaussian(random, 1);
}

static double exponential(gsl_rng *random) {
    return gsl_ran_exponential(random, 1);
}

static double lognormal_05(gsl_rng *random) {
    return gsl_ran_lognormal(random, 0, 0.5);
}

static double lognormal_10(gsl_rng *random) {
    return gsl_ran_lognormal(random, 0, 1);
}

static double lognormal_15(gsl_rng *random) {
    return gsl_ran_lognormal(random, 0, 1.5);
}

static double pareto_25(gsl_rng *random) {
    return gsl_ran_pareto(random, 2.5, 1);
}

static double pareto_50(gsl_rng *random) {
    return gsl_ran_pareto(random, 5, 1);
}

static double one_in_five(gsl_rng *random) {
    return gsl_rng_uniform(random) < 0.2;
}

/* A shortage in this share of worlds, of a size that varies. */
static double shortage(gsl_rng *random, double share) {
    return gsl_rng_uniform(random) < share ? gsl_ran_exponential(random, 1) : 0;
}

static double shortage_in_1_percent(gsl_rng *random) {
    return shortage(random, 0.01);
}

static double shortage_in_5_percent(gsl_rng *random) {
    return shortage(random, 0.05);
}

static double shortage_in_20_percent(gsl_rng *random) {
    return shortage(random, 0.2);
}

/* Means and CVaRs at 0.95 of these. */
static double lognormal_mean(double sigma) {
    return exp(sigma * sigma / 2);
}

static double lognormal_cvar(double sigma) {
    return lognormal_mean(sigma) * gsl_cdf_ugaussian_P(sigma - gsl_cdf_ugaussian_Pinv(0.95)) / 0.05;
}

static double pareto_mean(double index) {
    return index / (index - 1);
}

static double pareto_cvar(double index) {
    return pareto_mean(index) * pow(0.05, -1 / index);
}

static const double normal_cvar = 2.0627128075;

static double exponential_cvar(void) {
    return 1 - log(0.05);
}

/* The worst 5 % of all are the worst quarter of the shortages. */
static double cvar_of_shortage_in_20_percent(void) {
    return 1 - log(0.25);
}

static ski_interval mean(const ski_statistics *of) {
    return of->mean_interval;
}

static ski_interval cvar(const ski_statistics *of) {
    return of->cvar_interval;
}

static ski_interval lowest_quantile(const ski_statistics *of) {
    return of->quantile_intervals[0];
}

static ski_interval median(const ski_statistics *of) {
    return of->quantile_intervals[2];
}

static ski_interval highest_quantile(const ski_statistics *of) {
    return of->quantile_intervals[SKI_QUANTILES - 1];
}

static ski_interval wilson(const ski_statistics *of) {
    return ski_wilson(round(of->mean * of->count), of->count, 0.95);
}

static void check_mean(draw *one, int count, double truth, void (*check)(double, double)) {
    const coverage of = cover(one, count, mean, truth);
    check(of.covered, of.few);
}

static void check_cvar(draw *one, int count, double truth, void (*check)(double, double)) {
    const coverage of = cover(one, count, cvar, truth);
    check(of.covered, of.few_in_tail);
}

static void test_mean__of_enough_worlds_is_covered(void **state) {
    (void)state;
    check_mean(normal, 50, 0, assert_covered);                           /* 0.947, 0 */
    check_mean(exponential, 200, 1, assert_covered);                     /* 0.948, 0.04 */
    check_mean(lognormal_05, 1000, lognormal_mean(0.5), assert_covered); /* 0.952, 0 */
    check_mean(lognormal_10, 1000, lognormal_mean(1), assert_covered);   /* 0.949, 0.15 */
    check_mean(shortage_in_20_percent, 1000, 0.2, assert_covered);       /* 0.956, 0.01 */
    check_mean(shortage_in_5_percent, 5000, 0.05, assert_covered);       /* 0.944, 0.00 */
    check_mean(one_in_five, 1000, 0.2, assert_covered);                  /* 0.950, 0 */
}

static void test_mean__of_few_or_uneven_worlds_is_marked(void **state) {
    (void)state;
    check_mean(shortage_in_1_percent, 1000, 0.01, assert_marked);      /* 0.861, 1 */
    check_mean(shortage_in_1_percent, 5000, 0.01, assert_marked);      /* 0.926, 1.00 */
    check_mean(shortage_in_5_percent, 1000, 0.05, assert_marked);      /* 0.932, 0.99 */
    check_mean(lognormal_15, 500, lognormal_mean(1.5), assert_marked); /* 0.909, 0.91 */
    check_mean(pareto_25, 200, pareto_mean(2.5), assert_marked);       /* 0.905, 0.86 */
}

static void test_mean__of_a_thousand_heavy_tailed_worlds_is_marked_in_most_seeds(void **state) {
    (void)state;
    check_mean(lognormal_15, 1000, lognormal_mean(1.5), assert_marked_in_most); /* 0.923, 0.75 */
    check_mean(pareto_25, 1000, pareto_mean(2.5), assert_marked_in_most);       /* 0.929, 0.53 */
}

static void test_probability__of_one_in_five_is_covered_by_wilson(void **state) {
    (void)state;
    const coverage of = cover(one_in_five, 1000, wilson, 0.2);
    assert_covered(of.covered, of.few);
}

/* Ranks are whole numbers, so what an interval of order statistics covers goes by steps and is
 * never less than nominal; at n = 5,000 the steps are small enough to stay below 96.5 %. */
static void test_quantiles__of_five_thousand_values_are_covered(void **state) {
    (void)state;
    const double lowest = gsl_cdf_ugaussian_Pinv(0.05), highest = gsl_cdf_ugaussian_Pinv(0.95);
    assert_true(is_nominal(cover(normal, 5000, lowest_quantile, lowest).covered));
    assert_true(is_nominal(cover(normal, 5000, median, 0).covered));
    assert_true(is_nominal(cover(normal, 5000, highest_quantile, highest).covered));
}

static void test_cvar__of_a_thin_tail_is_covered_from_fifty_excesses_on(void **state) {
    (void)state;
    check_cvar(normal, 1000, normal_cvar, assert_covered);             /* 0.942, 0.01 */
    check_cvar(normal, 5000, normal_cvar, assert_covered);             /* 0.946, 0 */
    check_cvar(exponential, 1000, exponential_cvar(), assert_covered); /* 0.938, 0.12 */
    check_cvar(exponential, 5000, exponential_cvar(), assert_covered); /* 0.953, 0 */
    check_cvar(shortage_in_20_percent, 1000, cvar_of_shortage_in_20_percent(),
               assert_covered); /* 0.941, 0.11 */
}

static void test_cvar__of_a_middling_tail_is_covered_by_five_thousand_worlds(void **state) {
    (void)state;
    check_cvar(lognormal_10, 5000, lognormal_cvar(1), assert_covered); /* 0.944, 0.30 */
    check_cvar(pareto_50, 5000, pareto_cvar(5), assert_covered);       /* 0.949, 0.18 */
}

static void test_cvar__of_few_excesses_or_a_heavy_tail_is_marked(void **state) {
    (void)state;
    check_cvar(normal, 500, normal_cvar, assert_marked);                /* 0.925, 1 */
    check_cvar(pareto_25, 1000, pareto_cvar(2.5), assert_marked);       /* 0.867, 0.82 */
    check_cvar(pareto_25, 5000, pareto_cvar(2.5), assert_marked);       /* 0.922, 0.84 */
    check_cvar(lognormal_15, 1000, lognormal_cvar(1.5), assert_marked); /* 0.868, 0.87 */
    check_cvar(lognormal_15, 5000, lognormal_cvar(1.5), assert_marked); /* 0.932, 0.89 */
}

static void test_cvar__of_fifty_excesses_of_a_middling_tail_is_marked_in_most_seeds(void **state) {
    (void)state;
    check_cvar(lognormal_10, 1000, lognormal_cvar(1), assert_marked_in_most); /* 0.909, 0.61 */
    check_cvar(pareto_50, 1000, pareto_cvar(5), assert_marked_in_most);       /* 0.916, 0.53 */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mean__of_enough_worlds_is_covered),
        cmocka_unit_test(test_mean__of_few_or_uneven_worlds_is_marked),
        cmocka_unit_test(test_mean__of_a_thousand_heavy_tailed_worlds_is_marked_in_most_seeds),
        cmocka_unit_test(test_probability__of_one_in_five_is_covered_by_wilson),
        cmocka_unit_test(test_quantiles__of_five_thousand_values_are_covered),
        cmocka_unit_test(test_cvar__of_a_thin_tail_is_covered_from_fifty_excesses_on),
        cmocka_unit_test(test_cvar__of_a_middling_tail_is_covered_by_five_thousand_worlds),
        cmocka_unit_test(test_cvar__of_few_excesses_or_a_heavy_tail_is_marked),
        cmocka_unit_test(test_cvar__of_fifty_excesses_of_a_middling_tail_is_marked_in_most_seeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
